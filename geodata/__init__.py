"""Read the outside files of a district and answer who can travel where, and when."""
