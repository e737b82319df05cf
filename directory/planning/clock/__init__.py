"""The clock of a day: in which hours one gets to a kind of service and home again."""
