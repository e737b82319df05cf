"""All offers and places in memory, read from the records and read again when they change."""
