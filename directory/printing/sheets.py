"""The referral sheet: one page for each offer, with map, way there and back, and room to write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template
from flask_babel import force_locale

from directory.languages import BY_CODE
from directory.printing.codes import code_of
from directory.printing.lengths import LONG_TEXT, SHORTENED
from directory.printing.moments import day_and_time, long_day
from directory.printing.opening import lines_of_week
from directory.printing.rendering import TIGHTEST, pdf_in_one_page_each, pdf_of
from directory.printing.small_map import SmallMap, small_map
from directory.travelling.clock_times import arriving, leaving

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from directory.printing.opening import HoursLine
    from directory.printing.small_map import MapMaker
    from directory.records.tables import Location, Service
    from directory.travelling.answers import NearStop, WayDetails


@dataclass(frozen=True)
class Entry:
    """
    An offer to be printed.

    Parameters
    ----------
    service
        With everything that its page shows.
    neutral
        Whether nothing on paper may tell what it is about: no name, no map, no way, no code.
    freshness
        "confirmed", "ageing" or "unconfirmed".
    way
        There and back; None where nobody asked or no way may be told.
    stops
        The stops nearest to its door; none where they may not be told.
    """

    service: Service
    neutral: bool
    freshness: str
    way: WayDetails | None = None
    stops: tuple[NearStop, ...] = ()


@dataclass(frozen=True)
class Look:
    """The language of the labels (ISO 639-1) and the size of the letters."""

    language: str = "de"
    large: bool = False

    @property
    def direction(self) -> str:
        """How the language is written, as the `dir` of HTML says it."""
        return BY_CODE[self.language].direction


@dataclass(frozen=True)
class Occasion:
    """Where one starts ("" where that is nobody's business), on which day, and the date of today."""

    start_name: str
    day: date
    today: date
    sample_timetable: bool = False


@dataclass(frozen=True)
class Part:
    """One offer with everything that its page of the sheet shows."""

    name: str
    entry: Entry
    hours: Sequence[HoursLine]
    location: Location | None
    drawn: SmallMap | None
    code: str | None
    code_is_page: bool


def sheet_pdf(
    entries: Sequence[Entry],
    look: Look,
    occasion: Occasion,
    *,
    maps: MapMaker,
    address_of: Callable[[Service], str | None],
) -> bytes:
    """
    Return the sheet as a tagged PDF; needs an app and a request.

    Parameters
    ----------
    entries
        The offers, each on a page of its own; in large print on as many as it needs.
    look, occasion
        How it looks and what it is for.
    maps
        What lies under the maps.
    address_of
        The address of an offer's page, with host; None where there is no public one.
    """
    with force_locale(look.language):
        parts = [_part(number, entry, maps, address_of) for number, entry in enumerate(entries)]

        def html_of(tightness: Mapping[str, int]) -> str:
            return _html(parts, tightness, look, occasion)

        if look.large:
            return pdf_of(html_of({part.name: 0 for part in parts}))
        return pdf_in_one_page_each(html_of, {part.name: _first_tightness(part) for part in parts})


def _part(
    number: int, entry: Entry, maps: MapMaker, address_of: Callable[[Service], str | None]
) -> Part:
    service = entry.service
    address = None if entry.neutral else address_of(service)
    return Part(
        name=f"offer-{number + 1}",
        entry=entry,
        hours=lines_of_week(service.schedules),
        location=None if service.undisclosed else service.location,
        drawn=None if entry.neutral else small_map(entry, maps),
        code=None if entry.neutral else code_of(service, address),
        code_is_page=address is not None,
    )


def _first_tightness(part: Part) -> int:
    """Guess how tight a part must be set, which saves laying it out in vain."""
    has_legs = part.entry.way is not None and part.entry.way.there is not None
    return min(has_legs + len(part.entry.service.description) // LONG_TEXT, TIGHTEST)


def _html(
    parts: Sequence[Part], tightness: Mapping[str, int], look: Look, occasion: Occasion
) -> str:
    return render_template(
        "printing/sheet.html",
        parts=parts,
        tightness=tightness,
        look=look,
        occasion=occasion,
        leaving=leaving,
        arriving=arriving,
        long_day=long_day,
        day_and_time=day_and_time,
        shortened=SHORTENED,
        tightest=TIGHTEST,
    )
