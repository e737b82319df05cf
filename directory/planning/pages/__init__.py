"""The overview of planners' pages, the difference of the holidays, and the map as one file."""
