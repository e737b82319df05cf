"""The standards as one versioned configuration: read, checked, and joined with a district's own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.errors import SourceError
from geodata.stop_quality.grades import GradeTable, Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHIPPED = Path(__file__).with_name("standards.toml")
FILE = "standards.toml"  # beside a district's district.toml
STATES = ("confirmed", "unconfirmed")
MEASURES = ("grades", "stops", "centres", "ratio", "none")
VALUES = ("interval", "quadratic", "departures", "per_hour", "trips", "longest_wait", "")
COUNTINGS = ("both_ways", "platforms", "plain")
WAYS = ("line", "network")
LEVELS = ("grundzentrum", "mittelzentrum", "oberzentrum")  # a higher one does what a lower one does
S_PER_HOUR = 3600


@dataclass(frozen=True)
class ModeGroup:
    """Vehicles that a standard treats alike; a station with many directions may be a node."""

    name: str
    route_types: tuple[tuple[int, int], ...] = ()  # first and last; none at all means all others
    node: str = ""
    node_directions: int = 0


@dataclass(frozen=True)
class Centre:
    """A central place: where it lies in degrees, and of which level it is."""

    name: str
    level: str
    longitude: float
    latitude: float
    state: str = "unconfirmed"


@dataclass(frozen=True)
class Standard:
    """One standard; what each field says stands at the head of `standards.toml`."""

    key: str
    name: str
    state: str
    source: str
    measure: str
    note: str = ""
    binding: bool = False
    value: str = ""
    counting: str = "plain"
    together: bool = False
    window_s: tuple[int, int] = (0, 24 * S_PER_HOUR)
    days: tuple[str, ...] = ()
    groups: tuple[ModeGroup, ...] = ()
    table: GradeTable | None = None
    way: str = "line"
    rows: tuple[Row, ...] = ()
    names: tuple[str, ...] = ()
    bands: tuple[Mapping[str, float], ...] = ()
    limits: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """All standards of a district, binding ones first, and its central places."""

    version: int
    standards: tuple[Standard, ...]
    centres: tuple[Centre, ...] = field(default_factory=tuple)


def read_catalogue(folder: Path | None = None) -> Catalogue:
    """
    Return the standards shipped, and those of a district's folder, which win over shipped ones.

    Raises
    ------
    SourceError
        If a file is no TOML or a standard says something unknown.
    """
    own = None if folder is None else folder / FILE
    raw, path = _toml(SHIPPED), SHIPPED
    found = {table["key"]: _standard(table, path) for table in raw["standard"]}
    centres: tuple[Centre, ...] = ()
    if own is not None and own.is_file():
        district = _toml(own)
        found |= {s.key: s for s in (_standard(t, own) for t in district.get("standard", []))}
        centres = tuple(_centre(table, own) for table in district.get("centre", []))
    ordered = sorted(found.values(), key=lambda standard: not standard.binding)
    return Catalogue(raw["version"], tuple(ordered), centres)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problem = f"is not valid TOML: {error}"
        raise SourceError(path, problem) from None


def _centre(table: Mapping[str, Any], path: Path) -> Centre:
    if table.get("level") not in LEVELS:
        problem = f"level {table.get('level')!r} is none of {', '.join(LEVELS)}"
        wanted = "needs name, level, longitude and latitude"
        raise SourceError(path, f"{wanted}; {problem}", field=f"centre {table.get('name', '')}")
    try:
        return Centre(**table)
    except TypeError:
        wanted = "needs name, level, longitude and latitude, and nothing else but state"
        raise SourceError(path, wanted, field=f"centre {table.get('name', '')}") from None


def _standard(table: Mapping[str, Any], path: Path) -> Standard:
    key = str(table.get("key", ""))
    try:
        standard = _parsed(dict(table))
    except (TypeError, ValueError, KeyError, IndexError) as error:
        problem = f"cannot be used: {error}"
        raise SourceError(path, problem, field=f"standard {key}") from None
    for name, known in (("state", STATES), ("measure", MEASURES), ("value", VALUES)):
        if getattr(standard, name) not in known:
            problem = f"{getattr(standard, name)!r} is none of {', '.join(filter(None, known))}"
            raise SourceError(path, problem, field=f"standard {key}, {name}")
    if standard.counting not in COUNTINGS or standard.way not in WAYS:
        problem = f"counting is one of {', '.join(COUNTINGS)}, way one of {', '.join(WAYS)}"
        raise SourceError(path, problem, field=f"standard {key}")
    return standard


def _parsed(table: dict[str, Any]) -> Standard:
    hours = table.pop("window_hours", [0, 24])
    groups = tuple(_group(mode) for mode in table.pop("modes", []))
    rows = tuple(Row(**row) for row in table.pop("rows", []))
    grades = _grade_table(table, rows) if table["measure"] == "grades" else None
    lists: dict[str, Any] = {n: tuple(table.pop(n, ())) for n in ("days", "bands", "limits")}
    names = tuple(table.pop("names", grades.names if grades else ()))
    window_s = (round(hours[0] * S_PER_HOUR), round(hours[1] * S_PER_HOUR))
    return Standard(
        **table, **lists, window_s=window_s, groups=groups, table=grades, rows=rows, names=names
    )


def _group(mode: Mapping[str, Any]) -> ModeGroup:
    ranges = tuple((int(first), int(last)) for first, last in mode.get("route_types", []))
    return ModeGroup(mode["group"], ranges, mode.get("node", ""), mode.get("node_directions", 0))


def _grade_table(table: dict[str, Any], rows: Sequence[Row]) -> GradeTable:
    """Take the tables of a standard out of its entry."""
    written: list[list[str]] = table.pop("grades")
    names = tuple(dict.fromkeys(name for line in written for name in line if name))  # best first
    codes = [[names.index(name) + 1 if name else 0 for name in line] for line in written]
    speed = table.pop("walk_speed_m_s", None)
    distances = [s * speed for s in table.pop("walk_seconds")] if speed else table.pop("distances")
    return GradeTable(
        rows, table.pop("categories"), np.array(distances, float), np.array(codes), names
    )
