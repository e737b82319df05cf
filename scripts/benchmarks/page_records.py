"""Records for the benchmark of pages: the shipped district, its offers copied until there are enough."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from sqlalchemy import Table, insert, text

from directory.records.base import Base
from directory.records.database import open_engine, writing
from directory.records.importing import import_district
from directory.records.migrating import upgrade
from geodata.crs import METRIC_SRID

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from geodata.district import District

SEED = 20_261_123
KEYS = ("id", "service_id", "location_id", "service_at_location_id")
COPIED = (
    *("service", "service_term", "kita", "location", "service_at_location", "schedule"),
    *("phone", "language", "accessibility", "cost_option", "required_document"),
)
SPREAD_M = 4_000.0  # a copy lies at most so far east or north of its model
ROWS_AT_ONCE = 2_000

Row = dict[str, Any]


def fill(url: str, district: District, *, entries: int) -> int:
    """Write the records of a district with so many offers; return how many there are."""
    engine = open_engine(url)
    upgrade(engine)
    with writing(engine) as session, session.begin():
        import_district(session, district)
        copies = max(0, -(-entries // _count(session)) - 1)
        for name in COPIED:
            _copy(session, Base.metadata.tables[name], copies)
        _copy_positions(session, copies)
    with writing(engine) as session:
        found = _count(session)
    engine.dispose()
    return found


def _count(session: Session) -> int:
    return int(session.execute(text("SELECT count(*) FROM service")).scalar_one())


def _copy(session: Session, table: Table, copies: int) -> None:
    """Write copies of all rows of a table, with keys of their own."""
    rows: list[Row] = [dict(row) for row in session.execute(table.select()).mappings()]
    made: list[Row] = []
    for number in range(1, copies + 1):
        made += [_copied(row, number) for row in rows]
        if len(made) >= ROWS_AT_ONCE or number == copies:
            session.execute(insert(table), made)
            made = []


def _copied(row: Row, number: int) -> Row:
    """Return a row of one copy; every offer gets a name of its own, as a real one has."""
    changed: Row = {
        key: uuid5(value, str(number))
        for key, value in row.items()
        if key in KEYS and isinstance(value, UUID)
    }
    if "key" in row:
        changed |= {"key": f"{row['key']}-{number}", "name": f"{row['name']} {_word(number)}"}
    return row | changed


def _word(number: int) -> str:
    """Return an invented name, so that there are as many distinct words as names."""
    letters = random.Random(SEED + number)  # noqa: S311 - no secret
    return "".join(letters.choice(pair) for pair in ("BDGKLM", "aeiou", "lmnrst", "aeiou", "bdgn"))


def _copy_positions(session: Session, copies: int) -> None:
    rows = session.execute(
        text("SELECT location_id, ST_X(position), ST_Y(position) FROM location_position")
    ).all()
    table, near = Base.metadata.tables["location_position"], random.Random(SEED)  # noqa: S311 - no secret
    for number in range(1, copies + 1):
        made = [
            {
                "location_id": uuid5(UUID(str(key)), str(number)),
                "position": _moved(float(x_m), float(y_m), near),
            }
            for key, x_m, y_m in rows
        ]
        session.execute(insert(table), made)


def _moved(x_m: float, y_m: float, near: random.Random) -> str:
    east, north = (near.uniform(-SPREAD_M, SPREAD_M) for _ in range(2))
    return f"SRID={METRIC_SRID};POINT({x_m + east:.3f} {y_m + north:.3f})"
