"""The fact sheet of a village: every number with how it was computed."""
