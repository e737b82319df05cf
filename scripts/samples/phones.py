"""Telephone numbers that nobody has: the ranges that the Bundesnetzagentur keeps for fiction."""

from __future__ import annotations

from scripts.samples.dice import dice

# Mitteilung 148/2021, Amtsblatt 7/2021 of the Bundesnetzagentur, page 489 ("Drama Numbers"):
# three digits from 000 to 999 follow each of these.
RANGES = ("030 23125", "069 90009", "040 66969", "0221 4710", "089 99998")


def phone(subject: str) -> str:
    """Return the fictional number of a subject, the same every time."""
    chance = dice(f"phone/{subject}")
    return f"{chance.choice(RANGES)}{chance.randrange(1000):03}"
