"""Pages of versions: for planners all of them, for everybody the released ones."""
