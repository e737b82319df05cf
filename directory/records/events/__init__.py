"""Dated events, apart from regular hours: their table, what is asked of it, how it is filled."""
