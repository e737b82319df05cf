from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.journeys.alternatives import alternatives
from geodata.points import Points
from geodata.searches.transit import Transit
from geodata.sources.gtfs import read_feed
from geodata.streets.straight_line import straight_line
from geodata.timetable.same_stops import UNDECIDED
from geodata.timetable.service_day import load_service_day, service_day
from geodata.timetable.stop_matching import (
    BY_DHID,
    BY_NAME,
    BY_PLACE,
    StopMatches,
    Tie,
    dhid_of,
    folded_name,
    stop_matches,
)
from geodata.timetable.stop_report import save_report
from geodata.walking import rows_of
from tests.geodata.sources.feeds import write_feed

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.sources.gtfs import Feed

TUESDAY = date(2026, 3, 10)
M_PER_DEGREE = 111_200  # of latitude, about; the stops lie north of each other
Stop = tuple[str, str, str, float]  # stop_id, stop_code, stop_name, metres north


def _stops(*stops: Stop) -> str:
    rows = [
        f'{key},{code},"{name}",{50.3 + north / M_PER_DEGREE:.7f},7.2\n'
        for key, code, name, north in stops
    ]
    return "stop_id,stop_code,stop_name,stop_lat,stop_lon\n" + "".join(rows)


def _feed(folder: Path, *stops: Stop, name: str = "feed", **files: str) -> Feed:
    """One bus that calls at the stops one after another, at eight, nine, ten …"""
    header = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    keys = [stop[0] for stop in stops]
    calls = [f"t1,{8 + n:02}:00:00,{8 + n:02}:00:00,{key},{n}\n" for n, key in enumerate(keys)]
    far = f"t1,{8 + len(keys):02}:00:00,{8 + len(keys):02}:00:00,far,99\n"
    lost = (f"far,,Fern {name},{48 + len(name):d}.0,9.0\n",)
    tables = {
        "stops": _stops(*stops) + "".join(lost),
        "stop_times": header + "".join(calls) + far,
        "trips": "route_id,service_id,trip_id\nr,week,t1\n",
        **files,
    }
    return replace(read_feed(write_feed(folder, **tables)), name=name)


def _found(*feeds: Feed) -> list[tuple[str, str, str, float]]:
    return [(*match.stops, match.by, match.metres) for match in stop_matches(feeds).same]


@pytest.mark.parametrize(
    ("here", "there", "by"),
    [
        (("de:07137:1:0:2", "", "Acht", 0), ("de:07137:1:0:2", "", "Boos", 199), BY_DHID),
        (("de:07137:1:0:2", "", "Acht", 0), ("de:07137:1:0:2", "", "Acht", 201), None),
        (("17", "de:07137:1:0:2", "Acht", 0), ("DE:07137:1:0:2", "", "", 10), BY_DHID),
        (("de:07137:1:0:2", "", "Acht", 0), ("de:07137:1:0:1", "", "", 49), BY_PLACE),
        (("de:07137:1:0:2", "", "Acht", 0), ("de:07137:1", "", "", 49), BY_PLACE),
        (("de:07137:1:0:2", "", "Acht", 0), ("de:07137:1", "", "Acht", 51), None),
        (("de:07137:1", "", "Acht", 0), ("de:07137:2", "", "Acht", 0), None),
        (
            ("17", "", "Mayen, Bahnhofstr.", 0),
            ("de:07137:1", "", "Bahnhofstraße Mayen", 49),
            BY_NAME,
        ),
        (("17", "", "Acht", 0), ("18", "3", "Acht", 51), None),
        (("17", "", "Acht", 0), ("17", "", "Boos", 0), None),
        (("17", "", "", 0), ("17", "", "", 0), None),
    ],
)
def test_stops_are_the_same_by_number_or_by_name_and_distance(
    tmp_path: Path, here: Stop, there: Stop, by: str | None
) -> None:
    first, second = _feed(tmp_path, here), _feed(tmp_path, there, name="other")
    metres = pytest.approx(abs(here[3] - there[3]), abs=0.5)
    assert _found(first, second) == ([] if by is None else [(here[0], there[0], by, metres)])
    turned = [] if by is None else [(there[0], here[0], by, metres)]
    assert _found(second, first) == turned


def test_the_mast_goes_before_the_stop_place_and_the_nearer_stop_before_the_farther(
    tmp_path: Path,
) -> None:
    masts = [("de:07137:1:0:1", "", "Acht", 0.0), ("de:07137:1:0:2", "", "Acht", 20.0)]
    aside = [(key, "", "Acht", north + 12) for key, _, _, north in masts]
    found = _found(_feed(tmp_path, *masts), _feed(tmp_path, *aside, name="other"))
    assert [row[:3] for row in found] == [(key, key, BY_DHID) for key, *_ in masts]
    place = [("de:07137:1", "", "Acht", 5.0)]
    (found_place,) = _found(_feed(tmp_path, *masts), _feed(tmp_path, *place, name="other"))
    assert found_place[:3] == ("de:07137:1:0:1", "de:07137:1", BY_PLACE)


def test_a_stop_right_between_two_others_is_neither_and_is_reported(tmp_path: Path) -> None:
    first = _feed(tmp_path, ("1", "", "Acht", 0.0), ("2", "", "Acht", 20.0))
    second = _feed(tmp_path, ("9", "", "Acht", 10.4), name="other")
    nothing = StopMatches((), (Tie(1, "9", 0, ("1", "2")),))
    assert stop_matches([first, second]) == nothing
    assert service_day([first, second], TUESDAY).left_out == {UNDECIDED: 1}
    aside = _feed(tmp_path, ("9", "", "Acht", 10.6), name="other")
    assert [row[:2] for row in _found(first, aside)] == [("2", "9")]


def test_the_report_names_both_stops_the_rule_and_the_metres(tmp_path: Path) -> None:
    feeds = [
        _feed(tmp_path, ("1", "", "Acht", 0.0), name="VRM"),
        _feed(tmp_path, ("9", "", "acht!", 30.0), name="RNN"),
    ]
    (row,) = stop_matches(feeds).table(feeds)
    assert row == ("VRM: Acht (1)", "RNN: acht! (9)", BY_NAME, pytest.approx(30, abs=0.5))
    save_report(feeds, tmp_path / "report.csv")
    lines = (tmp_path / "report.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "stop of A;stop of B;by;metres"
    assert lines[1].startswith("VRM: Acht (1);RNN: acht! (9);name and distance;")


def test_the_report_ends_with_what_cannot_be_decided(tmp_path: Path) -> None:
    feeds = [
        _feed(tmp_path, ("1", "", "Acht", 0.0), ("2", "", "Acht", 20.0), name="VRM"),
        _feed(tmp_path, ("9", "", "Acht", 10.0), name="RNN"),
    ]
    both = "VRM: Acht (1), VRM: Acht (2)"
    assert stop_matches(feeds).table(feeds) == [("RNN: Acht (9)", both, "undecided", None)]


def test_names_are_compared_word_by_word() -> None:
    assert folded_name("Mayen, Hbf") == folded_name("Hauptbahnhof (Mayen)")
    assert folded_name("Poststr.") == folded_name("POSTSTRASSE") == folded_name("Poststraße")
    assert folded_name("Köln") == folded_name("Koeln")
    assert folded_name("Mayen Ost") != folded_name("Mayen West")


def test_a_number_of_another_form_is_no_dhid() -> None:
    assert dhid_of("4711", " de:07137:5::3 ") == ("de:07137:5::3", "de:07137:5")
    assert dhid_of("", "at:49:5", "de:07137:6") == ("at:49:5", "at:49:5")
    for text in ("de:07137", "de:07137:", "de:x:5", "gen:07137:5", "de:07137:5:1:2:3", "a-b"):
        assert dhid_of(text) == ("", "")


def _two_lines(folder: Path, **files: str) -> list[Feed]:
    """A bus from Acht to the station at nine, and another operator's from there, at nine."""
    a = _feed(
        folder, ("A", "", "Acht", -9000.0), ("S", "", "Mayen Bahnhof", 0.0), name="a", **files
    )
    onward = ("B", "", "Boos", 9000.0)
    times = (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        "t1,09:00:00,09:00:00,T,1\nt1,09:30:00,09:30:00,B,2\n"
        "t2,09:02:00,09:02:00,T,1\nt2,09:32:00,09:32:00,B,2\n"
    )
    trips = "route_id,service_id,trip_id\nr,week,t1\nr,week,t2\n"
    b = _feed(
        folder, ("T", "", "Bahnhof Mayen", 45.0), onward, name="b", stop_times=times, trips=trips
    )
    return [a, b]


def _north(metres: float) -> tuple[float, float]:
    return 7.2, round(50.3 + metres / M_PER_DEGREE, 7)


@pytest.mark.parametrize(
    ("change_s", "least", "arrives"), [(0, None, "09:30"), (60, None, "09:32"), (0, 120, "09:32")]
)
def test_one_changes_on_the_spot_from_one_operator_to_the_other(
    tmp_path: Path, change_s: int, least: int | None, arrives: str
) -> None:
    rule = f"from_stop_id,to_stop_id,transfer_type,min_transfer_time\nS,S,2,{least}\n"
    feeds = _two_lines(tmp_path, **({} if least is None else {"transfers": rule}))
    for order in (feeds, feeds[::-1]):
        transit = Transit(
            service_day(order, TUESDAY), straight_line("walk"), change_seconds=change_s
        )
        found = alternatives(
            transit, Points.of(_north(-9000)), Points.of(_north(9000)), depart_s=7 * 3600
        )
        journey = min(found.fitting, key=lambda one: one.arrives_s)
        hours, minutes = map(int, arrives.split(":"))
        assert journey.arrives_s == hours * 3600 + minutes * 60
        assert [leg.from_name for leg in journey.ride_legs] == ["Acht", "Bahnhof Mayen"]
        assert len(journey.legs) == 4  # no walk between the two rides


def test_shared_stops_are_kept_in_the_files_of_the_day(tmp_path: Path) -> None:
    day = service_day(_two_lines(tmp_path), TUESDAY)
    day.save(tmp_path / "day")
    again = load_service_day(tmp_path / "day").same_stops
    names = day.stops.ids[again.from_stop].tolist(), day.stops.ids[again.to_stop].tolist()
    assert names == (["S", "T"], ["T", "S"])
    assert [one.tolist() for one in again] == [one.tolist() for one in day.same_stops]


@st.composite
def _trips(draw: st.DrawFn) -> list[list[tuple[int, int]]]:
    """Some trips over the six stops below: (stop, minute) in order of travel."""
    trips = []
    for _ in range(draw(st.integers(2, 7))):
        stops = draw(st.lists(st.integers(0, 5), min_size=2, max_size=4, unique=True))
        gaps = draw(st.lists(st.integers(0, 9), min_size=len(stops), max_size=len(stops)))
        trips.append(list(zip(stops, (480 + np.cumsum(gaps)).tolist(), strict=True)))
    return trips


# three villages, each with the two masts of its stop on one road; two of the masts on one spot
VILLAGES: tuple[Stop, ...] = (
    ("a1", "", "Acht", 0.0),
    ("a2", "", "Acht", 20.0),
    ("b1", "de:07137:2:0:1", "Boos", 9000.0),
    ("b2", "de:07137:2:0:2", "Boos", 9040.0),
    ("c1", "", "Cond", 18000.0),
    ("c2", "", "Cond", 18000.0),
)
HOMES = Points(np.full(3, 7.2), np.array([_north(200)[1], _north(9300)[1], _north(17800)[1]]))


def _timetable(folder: Path, trips: list[list[tuple[int, int]]], rules: list[str]) -> Feed:
    calls = [
        f"t{n},{minute // 60:02}:{minute % 60:02}:00,{minute // 60:02}:{minute % 60:02}:00,"
        f"{VILLAGES[stop][0]},{position}\n"
        for n, trip in enumerate(trips)
        for position, (stop, minute) in enumerate(trip)
    ]
    header = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    transfers = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\n"
    path = write_feed(
        folder,
        stops=_stops(*VILLAGES),
        trips="route_id,service_id,trip_id\n"
        + "".join(f"r,week,t{n}\n" for n in range(len(trips))),
        stop_times=header + "".join(calls),
        transfers=transfers + "".join(f"{rule}\n" for rule in rules),
    )
    return read_feed(path)


def _part(feed: Feed, kept: list[bool]) -> Feed:
    names = {f"t{n}" for n, keep in enumerate(kept) if keep}
    tables = {
        name: getattr(feed, name)[getattr(feed, name)["trip_id"].isin(names)].reset_index(drop=True)
        for name in ("trips", "stop_times")
    }
    return replace(feed, **tables)


Changes = dict[tuple[str, str], set[int | None]]


def _changes(transit: Transit) -> Changes:
    """Return the seconds from stop to stop by stop_id, of all the parts that call at them."""
    day, table = transit.day, transit.network.transfers
    pairs = zip(rows_of(table).tolist(), table.targets.tolist(), strict=True)
    seconds = dict(zip(pairs, table.seconds.tolist(), strict=True))
    changes: Changes = {}
    for a, here in enumerate(day.stops.ids.tolist()):
        for b, there in enumerate(day.stops.ids.tolist()):
            changes.setdefault((here, there), set()).add(seconds.get((a, b)))
    return changes


_RULES_FOR_ALL = ["a1,a1,2,120", "b1,b2,2,300", "c1,c2,3,", "b2,b2,3,", "a2,a1,2,60", "c1,c1,2,180"]


@settings(deadline=None, max_examples=30)
@given(
    trips=_trips(),
    owner=st.lists(st.integers(0, 2), min_size=7, max_size=7),
    rules=st.lists(st.sampled_from(_RULES_FOR_ALL), unique=True, max_size=4),
    data=st.data(),
)
def test_a_timetable_given_in_parts_in_any_order_answers_as_the_whole(
    tmp_path_factory: pytest.TempPathFactory,
    trips: list[list[tuple[int, int]]],
    owner: list[int],
    rules: list[str],
    data: st.DataObject,
) -> None:
    whole = _timetable(tmp_path_factory.mktemp("feed"), trips, rules)
    shares = [[who == part for who in owner[: len(trips)]] for part in range(3)]
    parts = [_part(whole, share) for share in shares if any(share)]
    order = data.draw(st.permutations(range(len(parts))))
    change_s = data.draw(st.sampled_from([0, 60, 120]))
    walking = straight_line("walk")

    def answers(feeds: list[Feed]) -> tuple[Changes, list[np.ndarray]]:
        transit = Transit(service_day(feeds, TUESDAY), walking, change_seconds=change_s)
        return _changes(transit), [
            transit.depart_matrix(HOMES, HOMES, depart_s=7 * 3600 + 55 * 60),
            transit.arrive_matrix(HOMES, HOMES, arrive_s=8 * 3600 + 30 * 60),
        ]

    changes, expected = answers([whole])
    changes_between, found = answers([parts[n] for n in order])
    assert changes_between == changes
    for ours, theirs in zip(found, expected, strict=True):
        np.testing.assert_array_equal(ours, theirs)
