"""What the benchmark of pages asks: real-life words, from every municipality, for the coming days."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from geodata.sources.population import read_municipal_population

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.district import District

SEED = 20_261_124
LISTS = Path(__file__).parents[2] / "tests" / "data"  # what people typed, see tests of the search
FILES = ("search_queries.csv", "search_queries_more.csv")
DAYS = 5  # from Monday to Friday, today among them: on others hardly any door is open
POPULATION = "population"


def real_words() -> list[str]:
    """Return the questions that the search is tested with: everyday words, slips, six languages."""
    return [row["words"] for name in FILES for row in _rows(LISTS / name)]


def homes_in(district: District) -> list[str]:
    """Return the names of all municipalities; each is as likely as any other, however small."""
    known = read_municipal_population(district.sources[POPULATION].path).records
    return [municipality.name.split(",")[0] for _line, municipality in known]


def of_searches(words: Sequence[str], count: int) -> list[str]:
    """Return searches by words alone, the same at every run."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    return [f"/angebote.json?{urlencode({'q': chance.choice(words)})}" for _ in range(count)]


def of_pages(words: Sequence[str], homes: Sequence[str], count: int) -> list[str]:
    """Return pages with a home and a day; words, home and day are drawn apart from each other."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    days = coming_days()
    return [
        page(chance.choice(words), chance.choice(homes), chance.choice(days)) for _ in range(count)
    ]


def coming_days() -> list[date]:
    """Return the next days from Monday to Friday, today among them."""
    week = [date.today() + timedelta(days=ahead) for ahead in range(7)]  # noqa: DTZ011 - any week will do
    return [day for day in week if day.weekday() < DAYS]


def page(words: str, home: str, day: date) -> str:
    """Return the address of a page of results with ways there and back."""
    return f"/angebote?{urlencode({'q': words, 'von': home, 'tag': day.isoformat()})}"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))
