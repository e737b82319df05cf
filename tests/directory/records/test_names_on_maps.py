from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from directory.printing.queries import names_within
from directory.records.area_tables import Place
from directory.records.folding import fold
from directory.records.importing.locations import point_at

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

BOX = (350_000.0, 5_500_000.0, 400_000.0, 5_600_000.0)  # all around


@pytest.mark.parametrize(
    ("villages", "shown"),
    [
        ([], ["municipality Polch"]),
        (["Kaan"], ["municipality Polch", "village Kaan"]),
        (["Polch"], ["village Polch"]),
        (["Polch", "Polch"], ["village Polch", "village Polch"]),  # two villages of one name
    ],
)
def test_a_village_named_like_its_municipality_stands_on_a_map_in_its_place(
    session: Session, villages: list[str], shown: list[str]
) -> None:
    named = [("municipality", "Polch"), *(("village", name) for name in villages)]
    for number, (kind, name) in enumerate(named):
        place = Place(id=uuid4(), kind=kind, key=str(number), name=name, folded_name=fold(name))
        place.position = point_at(7.3 + number / 1000, 50.3)
        session.add(place)
    session.commit()
    assert [f"{n.kind} {n.name}" for n in names_within(session, BOX, stops=False)] == shown
    assert len(names_within(session, BOX, stops=True)) == len(shown)
