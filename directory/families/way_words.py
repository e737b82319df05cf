"""Words for ways: times, kinds of day, vehicles and fares, as filters for templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.numbers import format_decimal
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from directory.config import now
from directory.travelling.clock_times import arriving, leaving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from directory.travelling.answers import Booking, SchoolDay, WayDetails, WayLeg
    from geodata.fares import Fares
    from geodata.streets.underfoot import Along

GERMAN = "de"
MINUTES_PER_HOUR = 60
STEPS_M = 10.0  # shorter pieces of a walk are not spoken of
NEXT_TO_M = 20.0  # from a stop at the door to the door nobody needs to be told the way


def on_day(moment: datetime, day: date) -> str:
    """Return what to add to a time that is not on the day asked for."""
    if moment.date() == day:
        return ""
    return _("am Tag danach") if moment.date() > day else _("am Tag davor")


def kind_of_day(kind: SchoolDay) -> str:
    """Return whether it is a school day, in words."""
    return {
        "school": _("Schultag"),
        "school_holiday": _("Schulferien"),
        "public_holiday": _("Feiertag"),
        "weekend": _("Wochenende"),
    }[kind.value]


def short_time(minutes: int) -> str:
    """Return how long a way takes, for a card: "47 Min.", "1 Std. 47 Min."."""
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    if not hours:
        return str(_("%(minutes)s Min.", minutes=minutes))
    if not rest:
        return str(_("%(hours)s Std.", hours=hours))
    return str(_("%(hours)s Std. %(minutes)s Min.", hours=hours, minutes=rest))


def long_time(minutes: int) -> str:
    """Return how long a way takes, in whole words: "1 Stunde 47 Minuten"."""
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    in_minutes = str(ngettext("%(num)d Minute", "%(num)d Minuten", rest))
    if not hours:
        return in_minutes
    in_hours = str(ngettext("%(num)d Stunde", "%(num)d Stunden", hours))
    return str(_("%(hours)s %(minutes)s", hours=in_hours, minutes=in_minutes)) if rest else in_hours


def ticket_prices(fares: Fares) -> str:
    """Return what a ticket costs, one price after the other; a price that nobody told says so."""
    adult, child, monthly = fares.adult_euro, fares.child_euro, fares.deutschlandticket_euro
    single = _("Einzelfahrt: Preis nicht bekannt")
    if adult is not None:
        single = _("Einzelfahrt %(price)s €", price=_euro(adult))
    texts = [single]
    if child is not None:
        texts.append(_("Kinder %(price)s €", price=_euro(child)))
    if monthly is not None:
        texts.append(
            _("zum Vergleich: Deutschlandticket %(price)s € im Monat", price=_euro(monthly))
        )
    return "; ".join(map(str, texts))


def _euro(price: float) -> str:
    return format_decimal(price, format="#,##0.00", locale=get_locale() or GERMAN)


def is_over(booking: Booking) -> bool:
    """Say whether it is too late now to book."""
    return booking.is_over(now())


def known(fact: bool | None) -> str:  # noqa: FBT001 - the only argument, a fact
    """Return yes, no, or that nobody told."""
    return {True: _("ja"), False: _("nein"), None: _("nicht bekannt")}[fact]


def vehicle(leg: WayLeg) -> str:
    """Return what one rides in or how one goes, in words."""
    words = {
        "walk": _("zu Fuß"),
        "bus": _("Bus"),
        "train": _("Zug"),
        "tram": _("Straßenbahn"),
        "ferry": _("Fähre"),
    }
    return words.get(leg.mode, _("Fahrt"))


def told(legs: Iterable[WayLeg]) -> list[WayLeg]:
    """Return the legs to tell: all but a few steps from one thing to the next."""
    return [leg for leg in legs if not leg.is_walk or leg.metres is None or leg.metres >= NEXT_TO_M]


def underfoot(leg: WayLeg) -> list[str]:
    """Return what is known of pavement and light on a walk; nothing where nobody told."""
    texts = {
        "pavement": (
            _("mit Gehweg"),
            _("ohne Gehweg"),
            lambda metres: _("auf %(metres)s m ohne Gehweg", metres=metres),
            lambda metres: _("auf %(metres)s m ist Gehweg nicht bekannt", metres=metres),
        ),
        "lit": (
            _("beleuchtet"),
            _("unbeleuchtet"),
            lambda metres: _("auf %(metres)s m ohne Licht", metres=metres),
            lambda metres: _("auf %(metres)s m ist Licht nicht bekannt", metres=metres),
        ),
    }
    both = ((leg.pavement, texts["pavement"]), (leg.lit, texts["lit"]))
    return [text for along, words in both for text in _of_walk(along, *words)]


def _of_walk(
    along: Along | None,
    there: str,
    missing: str,
    partly_missing: Callable[[int], str],
    partly_unknown: Callable[[int], str],
) -> list[str]:
    """Return one fact of a walk in words; fewer metres than STEPS_M do not count."""
    if along is None or along.known_m < STEPS_M:
        return []
    without, unknown = along.no_m >= STEPS_M, along.unknown_m >= STEPS_M
    if without and not unknown and along.yes_m < STEPS_M:
        return [missing]
    if not without and not unknown:
        return [there]
    parts = [partly_missing(_tens(along.no_m))] if without else []
    return parts + ([partly_unknown(_tens(along.unknown_m))] if unknown else [])


def _tens(metres: float) -> int:
    return round(metres / 10) * 10


def walks_known(way: WayDetails) -> str:
    """Say whether pavement and light are known for "all", "some" or "none" of the metres walked."""
    trips = [trip for trip in (way, way.collecting) if trip is not None]
    ways = [one for trip in trips for one in (trip.there, trip.back) if one is not None]
    legs = [leg for one in ways for leg in one.legs]
    facts = [fact for leg in legs if leg.is_walk for fact in (leg.pavement, leg.lit)]
    if all(fact is not None and fact.unknown_m < STEPS_M for fact in facts):
        return "all"
    is_any = any(fact is not None and fact.known_m >= STEPS_M for fact in facts)
    return "some" if is_any else "none"


FILTERS: dict[str, Callable[..., object]] = {
    "leaving": leaving,
    "arriving": arriving,
    "on_day": on_day,
    "is_over": is_over,
    "kind_of_day": kind_of_day,
    "known": known,
    "long_time": long_time,
    "short_time": short_time,
    "ticket_prices": ticket_prices,
    "told": told,
    "underfoot": underfoot,
    "vehicle": vehicle,
    "walks_known": walks_known,
}
