"""Residents by part of a municipality and year of birth, as a Melderegister exports them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PartResidents:
    """How many people born in one year live in one part of a municipality."""

    ags: str
    part: str
    birth_year: int
    people: int
