"""Chance that repeats itself: one stream of random numbers for each subject of the samples."""

from __future__ import annotations

from random import Random

SEED = 7137  # the district's number without its leading zero


def dice(subject: str, *, seed: int = SEED) -> Random:
    """Return the random numbers of a subject; a change in one subject leaves the others alone."""
    return Random(f"{seed}/{subject}")  # noqa: S311 - samples, no secrets
