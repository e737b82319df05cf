"""The sentences of the report: what was found, in plain German, from the figures alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PLACES = {
    "kita": "zur Kita",
    "counselling": "zu einer Beratungsstelle",
    "family_education": "zu einem Angebot der Familienbildung",
}
PEOPLE = {
    "under_6": "der Kinder unter 6 Jahren",
    "under_18": "der Kinder und Jugendlichen unter 18 Jahren",
    "everyone": "der Menschen, die dort wohnen,",
}
MOST_NAMED = 12  # villages in one sentence; of more only the number is told
NUMBERS = ("keiner", "einer", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun",
           "zehn", "elf", "zwölf")  # fmt: skip

Row = tuple[dict[str, Any], dict[str, Any]]


def limit_of(kind: str, limit: Mapping[str, Any]) -> str:
    """Return the limits of a kind as one sentence."""
    minutes = limit.get("public_transport_minutes")
    if minutes is None:
        return "Die Grenzen dieser Fassung sind nicht bekannt."
    if kind == "kita":
        return (
            f"Höchstens {minutes:.0f} Minuten je Weg, zur Bringzeit hin und zur Abholzeit wieder "
            "nach Hause."
        )
    stay = limit.get("stay_minutes")
    staying = "" if not stay else f", und mindestens {stay:.0f} Minuten Zeit, solange geöffnet ist"
    return f"Höchstens {minutes:.0f} Minuten je Weg, hin und am selben Tag zurück{staying}."


def sentences_of(
    kind: str, rows: Sequence[Row], limit: Mapping[str, Any], runs: int | None
) -> list[str]:
    """Return what matters most of a kind: the gaps, how sure they are, and what would change them."""
    return [
        *_gaps(kind, rows, limit),
        *_missing(rows),
        *_sureness(rows, runs),
        *_on_demand(rows),
        *_holidays(rows),
    ]


def counted(number: int) -> str:
    """Return a number of villages (in the dative) as a word up to twelve."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def _gaps(kind: str, rows: Sequence[Row], limit: Mapping[str, Any]) -> Iterator[str]:
    gaps, partly = _with(rows, "underserved"), _with(rows, "partly")
    whom = PEOPLE.get(limit.get("target", ""), "der Menschen, um die es geht,")
    if not gaps:
        yield f"In keiner der {len(rows)} Gemeinden besteht eine Erreichbarkeitslücke auf dem Weg {PLACES[kind]}."
    else:
        people = sum(village["population"] or 0.0 for village, _gap in gaps)
        yield (
            f"In {counted(len(gaps))} von {len(rows)} Gemeinden besteht eine Erreichbarkeitslücke: "
            f"Mehr als die Hälfte {whom} kommt ohne Auto nicht innerhalb der Grenzen "
            f"{PLACES[kind]} und zurück. Dort wohnen zusammen {_thousands(people)} Menschen."
        )
        yield from _named("Es sind", gaps)
    if partly:
        yield f"In {counted(len(partly))} {'weiteren' if gaps else ''} gilt das für einen Teil (20 bis 50 %).".replace(
            "  ", " "
        )


def _missing(rows: Sequence[Row]) -> Iterator[str]:
    missing = _with(rows, "insufficient_data")
    if missing:
        yield f"Für {_accusative(len(missing))} fehlen nötige Daten; über sie sagt dieser Bericht nichts."


def _sureness(rows: Sequence[Row], runs: int | None) -> Iterator[str]:
    gaps = [gap.get("stability_label") for _village, gap in _with(rows, "underserved")]
    if not runs or not gaps:
        return
    sure, of = gaps.count("robust"), f"({runs} Rechnungen)"
    if len(gaps) == 1:
        yield f"Diese Lücke {'ist sicher' if sure else 'hängt von den Annahmen ab'} {of}."
    elif sure == len(gaps):
        yield f"Alle diese Lücken sind sicher: Sie bleiben auch mit anderen Annahmen {of}."
    elif sure == 0:
        yield f"Keine dieser Lücken ist sicher; sie hängen von den Annahmen ab {of}."
    else:
        verb = "ist" if sure == 1 else "sind"
        yield f"{sure} von {len(gaps)} dieser Lücken {verb} sicher, die anderen hängen von den Annahmen ab {of}."


def _on_demand(rows: Sequence[Row]) -> Iterator[str]:
    known = [gap for _village, gap in rows if gap.get("with_on_demand")]
    now = sum(gap["status"] == "underserved" for gap in known)
    booked = sum(gap["with_on_demand"]["status"] == "underserved" for gap in known)
    if known and booked < now:
        yield f"Mit rechtzeitig bestelltem Rufbus wären es {booked} statt {now} Lücken."
    elif known and now:
        yield "Der Rufbus ändert daran nichts."


def _holidays(rows: Sequence[Row]) -> Iterator[str]:
    only = [row for row in rows if row[1].get("fails_only_in_holidays")]
    if only:
        yield f"Nur in den Schulferien fehlt die Verbindung in {_count(only)}."
        yield from _named("Das betrifft", only)


def _named(begin: str, rows: Sequence[Row]) -> Iterator[str]:
    if len(rows) <= MOST_NAMED:
        names = sorted(village["name"] for village, _gap in rows)
        begin = "Es ist" if begin == "Es sind" and len(names) == 1 else begin
        yield f"{begin} {_listed(names)}."


def _count(rows: Sequence[Row]) -> str:
    return f"{counted(len(rows))} Gemeinde{'' if len(rows) == 1 else 'n'}"


def _accusative(number: int) -> str:
    return "eine Gemeinde" if number == 1 else f"{counted(number)} Gemeinden"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} und {names[-1]}"


def _with(rows: Sequence[Row], status: str) -> list[Row]:
    return [row for row in rows if row[1]["status"] == status]


def _thousands(people: float) -> str:
    return f"{people:,.0f}".replace(",", ".")
