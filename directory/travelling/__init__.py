"""The way there and back: from one home to the doors of services, for a day; no web in it."""
