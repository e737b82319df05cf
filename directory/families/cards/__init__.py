"""What lists show of offers, read in few questions."""
