"""From records and networks to round trips of every home, and from these to every status."""
