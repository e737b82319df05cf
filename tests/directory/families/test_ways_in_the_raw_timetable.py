"""Every time shown can be recomputed: from the rows of the timetable file, by this test alone."""

from __future__ import annotations

import ast
import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tests.pages import Client, Node, Page
from tests.shipped_app import shipped_app

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMETABLE = Path("geodata/districts/mayen-koblenz/timetable.zip")
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)  # school days
HOME, MANY = "Polch", 10
RIDE = re.compile(
    r"(?P<leaves>\d+:\d\d)–(?P<arrives>\d+:\d\d) (Bus|Zug|Fahrt) (?P<line>\S+)"
    r" Richtung (?P<headsign>.+?) ?: von (?P<first>.+?) nach (?P<last>.+?)"
    r"(, (?P<between>\d+) Halte? dazwischen)?( (?P=first): Unterstand: .+?)?( Rufbus.*)?$"
)
TIMES = re.compile(
    r"hin (?P<leaves>\d+:\d\d), Termin (?P<starts>\d+:\d\d)–(?P<ends>\d+:\d\d),"
    r" zurück (?P<back>\d+:\d\d), zu Hause (?P<home>\d+:\d\d)"
    r"; letzte Rückfahrt (?P<last>\d+:\d\d)"
)


@dataclass(frozen=True)
class Call:
    """One row of stop_times.txt in minutes, with the name of its stop."""

    name: str
    arrives: float
    leaves: float
    free: bool  # one may get on and off without asking


@dataclass
class Raw:
    """The rows of the file for one date."""

    trips: list[tuple[str, list[Call]]]  # the line, and its calls

    def rides(self, line: str, first: str, last: str) -> Iterator[tuple[float, float, int]]:
        """Yield when one leaves, when one arrives, and the stops between."""
        for name, calls in self.trips:
            names = [call.name for call in calls] if name == line else []
            for begin in (k for k, stop in enumerate(names) if stop == first):
                for end in range(begin + 1, len(names)):
                    if names[end] == last and calls[begin].free and calls[end].free:
                        yield calls[begin].leaves, calls[end].arrives, end - begin - 1


@pytest.fixture(scope="module")
def raw() -> Raw:
    with zipfile.ZipFile(TIMETABLE) as archive:
        tables = {
            name: list(csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8-sig")))
            for name in archive.namelist()
        }
    running = _running(tables, TUESDAY)
    lines = {row["route_id"]: row["route_short_name"] for row in tables["routes.txt"]}
    names = {row["stop_id"]: row["stop_name"] for row in tables["stops.txt"]}
    line_of = {
        row["trip_id"]: lines[row["route_id"]]
        for row in tables["trips.txt"]
        if row["service_id"] in running
    }
    calls: dict[str, list[tuple[int, Call]]] = {}
    for row in tables["stop_times.txt"]:
        if row["trip_id"] in line_of:
            call = Call(
                names[row["stop_id"]],
                _minutes(row["arrival_time"]),
                _minutes(row["departure_time"]),
                all(row.get(side, "") in {"", "0"} for side in ("pickup_type", "drop_off_type")),
            )
            calls.setdefault(row["trip_id"], []).append((int(row["stop_sequence"]), call))
    return Raw(
        [
            (line_of[trip], [call for _, call in sorted(rows, key=lambda pair: pair[0])])
            for trip, rows in calls.items()
        ]
    )


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    clock = datetime(MONDAY.year, MONDAY.month, MONDAY.day, 18, tzinfo=ZoneInfo("Europe/Berlin"))
    return Client(shipped_app(tmp_path_factory.mktemp("raw"), clock=clock).test_client())


@pytest.fixture(scope="module")
def pages(client: Client) -> list[Page]:
    """The pages of ten ways by bus or train, as somebody finds them in the list."""
    found: list[Page] = []
    for number in range(1, 8):
        listed = client.get("/angebote", von=HOME, tag=str(TUESDAY), seite=number)
        for card in listed.root.all("li", "offer"):
            address = card.one("h2").one("a").attributes["href"]
            page = client.get(f"{address}/weg", von=HOME, tag=str(TUESDAY))
            if page.status == 200 and TIMES.search(page.text) and _rides_both_ways(page):
                assert TIMES.search(page.text)[0] in card.text  # the card tells the same
                found.append(page)
            if len(found) == MANY:
                return found
    return found


def test_each_ride_stands_in_the_timetable_file(pages: list[Page], raw: Raw) -> None:
    assert len(pages) == MANY
    checked = 0
    for leg in (leg for page in pages for leg in page.root.all("li", "leg")):
        if "Min. zu Fuß" in leg.text:
            continue
        ride = RIDE.match(leg.text)
        assert ride, leg.text
        times = (_minutes(ride["leaves"]), _minutes(ride["arrives"]), int(ride["between"] or 0))
        assert times in set(raw.rides(ride["line"], ride["first"], ride["last"])), leg.text
        checked += 1
    assert checked >= 2 * MANY


def test_ten_different_offers_with_a_ride_there_and_a_ride_back_are_checked(
    pages: list[Page],
) -> None:
    assert len({page.response.request.path for page in pages}) == MANY
    for page in pages:
        assert _rides_both_ways(page)


def test_what_is_checked_here_is_reckoned_without_the_programs_own_arithmetic() -> None:
    tree = ast.parse(Path(__file__).read_text(encoding="utf-8"))
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    ours = {
        name for name in names if name and name.split(".")[0] in {"geodata", "directory", "tests"}
    }
    assert ours == {
        "tests.pages",
        "tests.shipped_app",
    }  # the app itself, and how its pages are read


def test_legs_follow_each_other_and_keep_the_appointment(pages: list[Page]) -> None:
    assert len(pages) == MANY
    for page in pages:
        told = TIMES.search(page.text)
        assert told
        there, back = (
            _spans(ways) for ways in page.root.all("ol", "legs") if _is_first(page, ways)
        )
        for way in (there, back):
            assert all(one[1] <= other[0] + 1 for one, other in pairwise(way))
        at = {name: _minutes(text) for name, text in told.groupdict().items()}
        assert there[0][0] == at["leaves"]
        assert at["starts"] - 60 <= there[-1][1] <= at["starts"]
        assert at["ends"] == at["starts"] + 60
        assert at["starts"] % 5 == 0
        assert back[0][0] == at["back"] >= at["ends"]
        assert back[-1][1] == at["home"]
        assert at["last"] >= at["back"]


def _rides_both_ways(page: Page) -> bool:
    ways = [ways for ways in page.root.all("ol", "legs") if _is_first(page, ways)]
    rides = [any(RIDE.match(leg.text) for leg in way.all("li", "leg")) for way in ways]
    return rides == [True, True]


def _is_first(page: Page, ways: Node) -> bool:
    """Say whether a list of legs is the one of the trip, not one of the other connections."""
    hidden = [legs for more in page.root.all("details") for legs in more.all("ol", "legs")]
    return all(ways is not legs for legs in hidden)


def _spans(ways: Node) -> list[tuple[float, float]]:
    texts = [leg.one("span", "leg__time").text.split("–") for leg in ways.all("li", "leg")]
    return [(_minutes(first), _minutes(last)) for first, last in texts]


def _minutes(text: str) -> float:
    hours, minutes, seconds = [*map(int, text.split(":")), 0][:3]
    return hours * 60 + minutes + seconds / 60


def _running(tables: dict[str, list[dict[str, str]]], day: date) -> set[str]:
    """Return the services of a date: the week's, then the exceptions."""
    weekday = day.strftime("%A").lower()
    running = {
        row["service_id"]
        for row in tables["calendar.txt"]
        if row[weekday] == "1" and row["start_date"] <= f"{day:%Y%m%d}" <= row["end_date"]
    }
    for row in tables["calendar_dates.txt"]:
        if row["date"] == f"{day:%Y%m%d}":
            (running.add if row["exception_type"] == "1" else running.discard)(row["service_id"])
    return running
