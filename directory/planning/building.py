"""Build everything that travel answers need, once, and swap it in whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from directory.planning.clock.building import write_clock
from directory.planning.equity.building import equity_results
from directory.planning.gap_results import gap_results
from directory.planning.measuring.queries import asked_doors, planning_facts
from directory.planning.measuring.question import question_of
from directory.planning.needs.queries import need_factors
from directory.planning.standards.building import fingerprint, standards_results
from directory.planning.timetables import BEFORE, compared, summary_before
from directory.records import queries
from directory.records.errors import NotFoundError
from geodata.basemap import BASEMAP, build_basemap
from geodata.builds import current_build, new_build
from geodata.inputs import HASH_LENGTH, inputs_of
from geodata.measures.thresholds import KINDS
from geodata.networks import build_networks
from geodata.parallel import silent
from geodata.surroundings import surroundings_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from directory.planning.measuring.doors import AskedDoor
    from geodata.district import District
    from geodata.parallel import Progress

FORM = 12  # of a build; raised whenever the same inputs give other files
RESULTS, GAPS = "results", "gaps.json"
NOTHING_BUILT = "Nothing has been built yet; run: sozialraum build"
NOTHING_IMPORTED = "No municipalities have been imported yet; run: sozialraum import district"


def build(
    session: Session,
    district: District,
    *,
    progress: Callable[[str], None],
    share: Progress = silent,
) -> tuple[Path, bool]:
    """
    Return the folder of the build for these records and files, and whether it is new.

    Parameters
    ----------
    session
        The records.
    district
        Its sources, limits and var folder.
    progress
        Called with what is begun.
    share
        Called with how much of that is done, and of how much, where it can be told.

    Raises
    ------
    MissingInputError
        If a file is missing or the timetable covers no typical day.
    """
    if not queries.areas_at(session, "municipality"):
        raise NotFoundError(NOTHING_IMPORTED)
    inputs = inputs_of(district)
    name = _name(session, district, inputs)
    current = current_build(district.var)
    if current is not None and current.name.partition("-")[0] == name:  # it may be name-2
        return current, False
    with new_build(district.var, name) as folder:
        progress("map tiles")
        build_basemap(district, folder / BASEMAP)
        today = date.today()  # noqa: DTZ011 - the operator's own calendar
        networks = build_networks(
            district, folder / "networks", every_day_from=today, progress=progress
        )
        (folder / RESULTS).mkdir()
        results = gap_results(
            session,
            district,
            networks,
            inputs=inputs,
            progress=progress,
            share=share,
            keep_in=folder / RESULTS,
        )
        before = summary_before(folder, current)
        if before is not None:
            before.save(folder / RESULTS / BEFORE)
        results |= compared(folder, before, within=surroundings_of(district)).plain()
        (folder / RESULTS / GAPS).write_text(json.dumps(results, ensure_ascii=False), "utf-8")
        progress("clock of a day")
        write_clock(session, district, networks, folder / RESULTS, progress=share)
        standards_results(session, district, networks, folder / RESULTS, progress=progress)
        equity_results(
            session,
            question_of(session, district, networks),
            folder / RESULTS,
            need=need_factors(session),
            progress=progress,
        )
    finished = current_build(district.var)
    if finished is None:
        raise NotFoundError(NOTHING_BUILT)
    return finished, True


def results_on(
    session: Session,
    district: District,
    day: date,
    *,
    progress: Callable[[str], None],
    share: Progress = silent,
) -> dict[str, Any]:
    """
    Return the gap table judged by another day; nothing is kept, pages stay as they are.

    It tells of its timetables what a build would tell.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        networks = build_networks(district, folder / "networks", day=day, progress=progress)
        results = gap_results(
            session,
            district,
            networks,
            inputs=inputs_of(district),
            progress=progress,
            share=share,
            runs=0,
        )
        before = summary_before(folder, current_build(district.var))
        return results | compared(folder, before, within=surroundings_of(district)).plain()


def read_results(var: Path) -> dict[str, Any]:
    """Return the gap table of the build in use, or raise NotFoundError."""
    folder = current_build(var)
    if folder is None:
        raise NotFoundError(NOTHING_BUILT)
    found: dict[str, Any] = json.loads((folder / RESULTS / GAPS).read_text("utf-8"))
    return found


def _name(session: Session, district: District, inputs: dict[str, dict[str, Any]]) -> str:
    """Return a hash of everything that the results depend on."""
    zone = ZoneInfo(district.timezone)
    parts = [
        FORM,
        {name: facts["hash"] for name, facts in inputs.items()},
        district.travel,
        district.thresholds,
        district.typical_days,
        [float(side) for side in astuple(district.bounds)],
        queries.population_cells(session).to_csv(),
        [_door_facts(door) for kind in KINDS for door in asked_doors(session, kind, zone)],
        planning_facts(session),
        fingerprint(district),
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:HASH_LENGTH]


def _door_facts(door: AskedDoor) -> tuple[object, ...]:
    hours = [
        (s.weekday, s.opens_minutes, s.closes_minutes, s.by_appointment, s.valid_from, s.valid_to)
        for s in door.schedules
    ]
    return (door.id, door.longitude, door.latitude, hours, door.events)
