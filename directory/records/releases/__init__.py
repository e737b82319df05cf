"""Released versions of the gap results: what was frozen, who said what of it, what became of it."""
