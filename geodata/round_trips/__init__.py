"""There, stay, and home again, inside opening hours."""
