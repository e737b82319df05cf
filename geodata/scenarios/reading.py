"""A scenario from plain data (a file, a form) and back; whatever cannot be meant is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely

from geodata.measures.thresholds import KINDS
from geodata.scenarios.fields import (
    LONGEST_NOTE,
    MINUTES_A_WEEK,
    days_of,
    minutes_of,
    number_of,
    optional_text,
    place_of,
    text_of,
    whole_number,
)
from geodata.scenarios.hours import read_hours
from geodata.scenarios.overlays import (
    Change,
    Closure,
    CopiedTrip,
    FamilyCentre,
    MobileDay,
    MovedHours,
    NewLocation,
    OnDemandZone,
    Scenario,
)
from geodata.scenarios.refusals import ScenarioError
from geodata.scenarios.trip_reading import check_in_one_day, read_new_trip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodata.scenarios.known import Known

    Row = Mapping[str, object]

MOST_CHANGES = 20
LONGEST_HOURS = 500
LONGEST_LIST = 1_000


def read_scenario(plain: object, known: Known, *, id_: str = "") -> Scenario:
    """
    Return the scenario that plain data describe, see `docs/planning.md` for its fields.

    Raises
    ------
    ScenarioError
        If a field is missing, means nothing, or names what is not there.
    """
    if not isinstance(plain, dict):
        raise ScenarioError(field="scenario", code="not_a_table")
    rows = plain.get("changes")
    if not isinstance(rows, list) or not rows:
        raise ScenarioError(field="changes", code="no_changes")
    if len(rows) > MOST_CHANGES:
        raise ScenarioError(field="changes", code="many_changes", most=MOST_CHANGES)
    return Scenario(
        name=text_of(plain, "name"),
        changes=tuple(read_change(row, known) for row in rows),
        note=optional_text(plain, "note", most=LONGEST_NOTE),
        id=id_,
    )


def read_change(row: object, known: Known) -> Change:
    """Return one change; see `read_scenario`."""
    if not isinstance(row, dict):
        raise ScenarioError(field="changes", code="not_a_table")
    kind = text_of(row, "kind")
    if kind not in READERS:
        raise ScenarioError(
            field="kind", code="unknown_change", text=kind, known=", ".join(READERS)
        )
    return READERS[kind](row, known)


def _new_location(row: Row, known: Known) -> NewLocation:
    service = text_of(row, "service")
    if service not in KINDS:
        raise ScenarioError(
            field="service", code="unknown_service", text=service, known=", ".join(KINDS)
        )
    longitude, latitude = place_of(row, known.bounds)
    text = optional_text(row, "hours", most=LONGEST_HOURS)
    hours = read_hours(text, needed=service != "kita")
    return NewLocation(service, text_of(row, "name"), longitude, latitude, hours)


def _mobile_day(row: Row, known: Known) -> MobileDay:
    kita = known.door(text_of(row, "kita"), field="kita", kita=True)
    hours = read_hours(text_of(row, "hours", most=LONGEST_HOURS))
    if len(hours.weekdays) != 1:
        raise ScenarioError(
            field="hours", code="one_day", text=hours.text, days=len(hours.weekdays)
        )
    return MobileDay(kita.id, hours)


def _family_centre(row: Row, known: Known) -> FamilyCentre:
    kita = known.door(text_of(row, "kita"), field="kita", kita=True)
    return FamilyCentre(kita.id, read_hours(text_of(row, "hours", most=LONGEST_HOURS)))


def _moved_hours(row: Row, known: Known) -> MovedHours:
    door = known.door(text_of(row, "door"))
    return MovedHours(door.id, read_hours(text_of(row, "hours", most=LONGEST_HOURS)))


def _closure(row: Row, known: Known) -> Closure:
    return Closure(known.door(text_of(row, "door")).id)


def _copied_trip(row: Row, known: Known) -> CopiedTrip:
    trip = text_of(row, "trip")
    if trip not in known.spans:
        raise ScenarioError(field="trip", code="unknown_trip", text=trip)
    shift = whole_number(row, "shift_minutes")
    if shift == 0:
        raise ScenarioError(field="shift_minutes", code="no_shift")
    check_in_one_day("trip", *known.spans[trip])
    check_in_one_day("shift_minutes", *(second + 60 * shift for second in known.spans[trip]))
    return CopiedTrip(trip, shift)


def _zone(row: Row, known: Known) -> OnDemandZone:
    given = row.get("municipalities")
    names = given if isinstance(given, list) else str(given or "").replace(",", " ").split()
    ags = tuple(dict.fromkeys(str(name).strip() for name in names))
    if not ags:
        raise ScenarioError(field="municipalities", code="empty")
    for one in ags:
        if one not in known.outlines:
            raise ScenarioError(field="municipalities", code="unknown_ags", text=one[:LONGEST_LIST])
    begins, ends = (minutes_of(text_of(row, name), name) for name in ("begins", "ends"))
    if ends <= begins:
        raise ScenarioError(field="ends", code="ends_early")
    lead = number_of(row, "lead_minutes")
    if not 0 <= lead <= MINUTES_A_WEEK:
        raise ScenarioError(field="lead_minutes", code="lead", text=f"{lead:g}")
    outline = _together([known.outlines[one] for one in ags])
    name = text_of(row, "name")
    return OnDemandZone(name, ags, outline, days_of(row), begins, ends, int(lead))


def _together(outlines: list[shapely.MultiPolygon]) -> shapely.MultiPolygon:
    """Return areas as one, the way a row of the district's own table is read."""
    if len(outlines) == 1:
        return outlines[0]
    parts = shapely.get_parts(shapely.union_all(outlines))
    return shapely.MultiPolygon([part for part in parts if part.area > 0])


READERS: dict[str, Callable[[dict[str, Any], Known], Change]] = {
    "new_location": _new_location,
    "mobile_day": _mobile_day,
    "family_centre": _family_centre,
    "moved_hours": _moved_hours,
    "closure": _closure,
    "copied_trip": _copied_trip,
    "new_trip": read_new_trip,
    "zone": _zone,
}
