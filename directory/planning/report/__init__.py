"""The report that a committee reads, as a tagged PDF."""
