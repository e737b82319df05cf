"""What a build keeps of the supply standards: figures of villages and stations, areas of classes."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np
from shapely import set_precision
from shapely.geometry import mapping

from directory.features import DECIMALS
from directory.planning.measuring.question import question_of
from directory.planning.standards.centres import centre_minutes, ratios, within_reach
from directory.planning.standards.days import DayFacts
from directory.planning.standards.measuring import best_stops, graded
from directory.records import queries
from geodata.class_areas import circles, reaches_m, rings, street_reaches
from geodata.stop_quality.catalogue import FILE, SHIPPED, read_catalogue
from geodata.stop_quality.station_grades import station_categories
from geodata.streets.network import StreetNetwork
from geodata.streets.straight_line import DETOUR_FACTOR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry
    from sqlalchemy.orm import Session

    from directory.planning.measuring.question import Question
    from geodata.district import District
    from geodata.networks import Networks
    from geodata.stop_quality.catalogue import Catalogue, Standard
    from geodata.stop_quality.grades import GradeTable

    Plain = dict[str, Any]

RESULTS, AREAS = "standards.json", "standards.geojson"
SCHOOL = "school_tuesday"
WINDOW_S = (6 * 3600, 20 * 3600)  # of ways to centres, and of the departures that pages tell


def standards_results(
    session: Session,
    district: District,
    networks: Networks,
    folder: Path,
    *,
    progress: Callable[[str], None],
) -> None:
    """
    Judge the supply by every standard and write `standards.json` and `standards.geojson`.

    Parameters
    ----------
    session
        The records: villages, their boundaries, and where people live.
    district, networks
        The district, whose own `standards.toml` counts, and its ways of getting about.
    folder
        Where the results of the build lie.
    progress
        Called with what is begun.

    Raises
    ------
    SourceError
        If a file of standards cannot be used.
    """
    catalogue, question = read_catalogue(district.folder), question_of(session, district, networks)
    outlines = queries.outlines_at(session, "municipality")
    days = [
        DayFacts(choice.kind.value, choice.day, question, outlines)
        for choice in networks.typical.choices
        if any(choice.kind.value in standard.days for standard in catalogue.standards)
    ]
    found: dict[str, dict[str, Plain]] = {standard.key: {} for standard in catalogue.standards}
    for facts in days:
        progress(f"supply standards, {facts.date}")
        for key, plain in _on_day(catalogue, facts).items():
            found[key][facts.kind] = plain
    results = _head(catalogue, question, days) | {"found": found}
    (folder / RESULTS).write_text(json.dumps(results, ensure_ascii=False), "utf-8")
    progress("areas of supply")
    areas = [feature for facts in days for feature in _areas(catalogue, facts)]
    collection = {"type": "FeatureCollection", "features": areas}
    (folder / AREAS).write_text(json.dumps(collection, ensure_ascii=False), "utf-8")


def fingerprint(district: District) -> str:
    """
    Return a hash of the standards, for the name of a build.

    Raises
    ------
    SourceError
        If a file of standards cannot be used: better told before a build than after a minute.
    """
    read_catalogue(district.folder)
    own = district.folder / FILE
    files = [SHIPPED, *([own] if own.is_file() else [])]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _on_day(catalogue: Catalogue, facts: DayFacts) -> dict[str, Plain]:
    asked = [standard for standard in catalogue.standards if facts.kind in standard.days]
    found = {s.key: graded(s, s.table, facts) for s in asked if s.table is not None}
    found |= {s.key: best_stops(s, facts) for s in asked if s.measure == "stops"}
    to_centres = [standard for standard in asked if standard.measure in {"centres", "ratio"}]
    if to_centres and catalogue.centres:
        minutes = centre_minutes(facts, catalogue.centres, WINDOW_S)
        for standard in to_centres:
            measure = within_reach if standard.measure == "centres" else ratios
            found[standard.key] = measure(standard, facts, minutes)
    return found


def _head(catalogue: Catalogue, question: Question, days: Sequence[DayFacts]) -> Plain:
    sources = question.district.sources.values()
    return {
        "version": catalogue.version,
        "district": question.district.name,
        "days": {facts.kind: facts.date.isoformat() for facts in days},
        "straight_line": question.networks.straight_line,
        "estimate": any(source.estimate for source in sources),
        "sample": any(source.sample for source in question.district.timetables),
        "standards": [_standard(standard) for standard in catalogue.standards],
        "centres": [
            {"name": centre.name, "level": centre.level, "state": centre.state}
            for centre in catalogue.centres
        ],
        "villages": [
            {
                "ags": area.ags,
                "name": area.name,
                "association": area.parent.name if area.parent is not None else None,
                "population": None if area.population is None else area.population.people,
            }
            for area in question.villages
        ],
        "stations": {facts.kind: _stations(facts) for facts in days},
    }


def _standard(standard: Standard) -> Plain:
    names = ("key", "name", "state", "source", "note", "binding", "measure", "value", "way", "days")
    plain = {name: getattr(standard, name) for name in names}
    return plain | {"classes": standard.names, "limits": [dict(row) for row in standard.limits]}


def _stations(facts: DayFacts) -> list[Plain]:
    stations = facts.stations
    begin_s, end_s = WINDOW_S
    second = facts.departures.second
    within = facts.departures.station[(second >= begin_s) & (second < end_s)]
    departures = np.bincount(within, minlength=len(stations.names)).tolist()
    places = np.column_stack([stations.longitude, stations.latitude]).round(DECIMALS)
    plain = [[None, None] if np.isnan(place).any() else place.tolist() for place in places]
    return [
        {"name": name, "longitude": x, "latitude": y, "departures": number}
        for name, (x, y), number in zip(stations.names.tolist(), plain, departures, strict=True)
    ]


def _areas(catalogue: Catalogue, facts: DayFacts) -> list[Plain]:
    """Return for each standard with classes one feature a class: where it is the best one."""
    return [
        {
            "type": "Feature",
            "geometry": mapping(_rounded(area)),
            "properties": {"standard": standard.key, "day": facts.kind, "class": name},
        }
        for standard in catalogue.standards
        if standard.table is not None and facts.kind in standard.days
        for name, area in zip(
            standard.names, _areas_of(standard, standard.table, facts), strict=True
        )
        if not area.is_empty
    ]


def _areas_of(standard: Standard, table: GradeTable, facts: DayFacts) -> list[BaseGeometry]:
    categories, _ = station_categories(standard, facts.departures, facts.stations)
    reach_m = reaches_m(table, facts.at_points(standard, categories))
    walk, srid = facts.question.networks.walk, facts.question.district.srid
    if standard.way == "line":
        return rings(circles(facts.station_points, reach_m, srid=srid))
    stops = facts.service.stop_points
    if isinstance(walk, StreetNetwork):
        return rings(street_reaches(walk, stops, reach_m))
    return rings(circles(stops, reach_m / DETOUR_FACTOR, srid=srid))


def _rounded(area: BaseGeometry) -> BaseGeometry:
    return set_precision(area, 10.0**-DECIMALS)
