"""The district in figures: who lives where, and in which towns the offers are."""
