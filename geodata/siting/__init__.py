"""Where further places help most: exact answers of location models, and what a plan gains."""
