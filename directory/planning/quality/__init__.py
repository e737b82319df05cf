"""What is not known, what the numbers rest on, and what would be needed."""
