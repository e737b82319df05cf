"""Journeys between two doors: the quickest, the alternatives, their legs."""
