"""
Which stops of several timetables are the same stop: by their DHID, else by name and distance.

The DHID (IFOPT, EN 28701) is the number of a stop in the national register: country, municipality,
stop place, and where known area and mast (`de:07137:4711:1:2`); it is looked for in stop_id, then
in stop_code. Stops of two timetables are the same

1. with the same whole DHID, up to 200 m apart (convention: the length of a station; farther apart,
   one of the two positions is wrong), or where one of them has no position;
2. with the same stop place (the first three parts), up to 50 m apart;
3. with the same name and up to 50 m apart, unless both have a DHID, which then differs.

The 50 m are a convention: opposite masts lie about so far apart, and a match that is wrong saves
nobody more than the 40 s that such a walk takes. Each of the two stops must be the other's only
best: the better rule first, then the nearer stop (under rule 3 one with the same stop_id before).
Where two are equally good, to a metre, none is taken; such ties are reported. Entrances, nodes and
stations at which nothing calls are no stops here.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from geodata.crs import to_metres

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.sources.gtfs import Feed

SAME_DHID_M, NEAR_M, TIE_M = 200.0, 50.0, 1.0
BY_DHID, BY_PLACE, BY_NAME = "DHID", "stop place", "name and distance"
UNDECIDED = "undecided"
COLUMNS = ("stop of A", "stop of B", "by", "metres")

_RULES = (BY_DHID, BY_PLACE, BY_NAME, BY_NAME)  # by rank; the third needs the same stop_id
_DHID = re.compile(r"([a-z]{2}:\d+:[^:\s]+)(?::[^:]*){0,2}")
_WORD = re.compile(r"[^\W_]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SHORT = {"bf": "bahnhof", "bhf": "bahnhof", "hbf": "hauptbahnhof"}
_PLATFORM, _BOARDING_AREA = 0, 4  # location_type


class SameStop(NamedTuple):
    """One stop in two timetables: their numbers, the two stop_ids, by which rule, how far apart."""

    feeds: tuple[int, int]
    stops: tuple[str, str]
    by: str
    metres: float  # NaN where one of them has no position


class Tie(NamedTuple):
    """A stop that could be several stops of another timetable, and is none of them here."""

    feed: int
    stop: str
    other_feed: int
    candidates: tuple[str, ...]


class StopMatches(NamedTuple):
    """The stops that are the same, and those of which it cannot be told."""

    same: tuple[SameStop, ...]
    ties: tuple[Tie, ...]

    def table(self, feeds: Sequence[Feed]) -> list[tuple[str, str, str, float | None]]:
        """
        Return the report, see COLUMNS: each stop as "timetable: name (stop_id)".

        Metres are None where they are not known; ties follow, with all stops that it could be.
        """
        labels = [_labels(feed) for feed in feeds]
        ties = [
            (
                labels[tie.feed][tie.stop],
                ", ".join(labels[tie.other_feed][stop] for stop in tie.candidates),
                UNDECIDED,
                None,
            )
            for tie in self.ties
        ]
        found = [
            (
                labels[match.feeds[0]][match.stops[0]],
                labels[match.feeds[1]][match.stops[1]],
                match.by,
                None if np.isnan(match.metres) else match.metres,
            )
            for match in self.same
        ]
        return [*found, *ties]


def stop_matches(feeds: Sequence[Feed]) -> StopMatches:
    """Return which stops of each two timetables are the same; see the module for the rules."""
    tables = [_stops(feed) for feed in feeds]
    same: list[SameStop] = []
    ties: list[Tie] = []
    for a, b in combinations(range(len(feeds)), 2):
        pairs = _candidates(tables[a], tables[b])
        best = _only_best(pairs, "a") & _only_best(pairs, "b")
        rows = pairs[best].sort_values(["a", "b"])
        columns = (rows["a"], rows["b"], rows["rank"], rows["metres"].round(1))
        same += [
            SameStop((a, b), (here, there), _RULES[rank], metres)
            for here, there, rank, metres in zip(*columns, strict=True)
        ]
        ties += [Tie(a, *tie[:1], b, tie[1]) for tie in _ties(pairs, "a", "b")]
        ties += [Tie(b, *tie[:1], a, tie[1]) for tie in _ties(pairs, "b", "a")]
    return StopMatches(tuple(same), tuple(ties))


def folded_name(name: str) -> str:
    """Return the words of a name in lower case and order of the alphabet, short forms written out."""
    words = _WORD.findall(name.casefold().translate(_UMLAUTS))
    return " ".join(sorted(re.sub("str$", "strasse", _SHORT.get(word, word)) for word in words))


def dhid_of(*codes: str) -> tuple[str, str]:
    """Return the first DHID among the codes and its stop place; blank where there is none."""
    for code in codes:
        found = _DHID.fullmatch(code.strip().casefold())
        if found:
            return found[0], found[1]
    return "", ""


def _stops(feed: Feed) -> pd.DataFrame:
    """Return stop_id, dhid, place, folded name, x and y in metres of the stops of a timetable."""
    stops = feed.stops
    usual = stops["location_type"].isin([_PLATFORM, _BOARDING_AREA])
    stops = stops[usual | stops["stop_id"].isin(feed.stop_times["stop_id"])]
    station = dict(zip(feed.stops["stop_id"], feed.stops["stop_name"], strict=True))
    columns = (stops["stop_name"], stops["parent_station"])
    names = [name or station.get(parent, "") for name, parent in zip(*columns, strict=True)]
    numbers = [dhid_of(*codes) for codes in zip(stops["stop_id"], stops["stop_code"], strict=True)]
    x_m, y_m = to_metres(stops["stop_lon"].to_numpy(), stops["stop_lat"].to_numpy())
    known = np.isfinite(x_m) & np.isfinite(y_m)
    return pd.DataFrame(
        {
            "id": stops["stop_id"].to_numpy(dtype=object),
            "dhid": np.array([whole for whole, _ in numbers], dtype=object),
            "place": np.array([place for _, place in numbers], dtype=object),
            "name": np.array([folded_name(name) for name in names], dtype=object),
            "x": np.where(known, x_m, np.nan),
            "y": np.where(known, y_m, np.nan),
        }
    )


def _candidates(here: pd.DataFrame, there: pd.DataFrame) -> pd.DataFrame:
    """Return every two stops that a rule allows: a, b, rank (0 is the best rule) and metres."""
    placed = here[here["place"] != ""].merge(there, on="place", suffixes=("_a", "_b"))
    same = (placed["dhid_a"] == placed["dhid_b"]).to_numpy()
    metres = _metres(placed)
    allowed = np.where(same, ~(metres > SAME_DHID_M), metres <= NEAR_M)
    by_number = _pairs(placed, np.where(same, 0, 1), metres)[allowed]

    near = _near(here, there)
    named = (near["name_a"] == near["name_b"]) & (near["name_a"] != "")
    numbered = (near["place_a"] != "") & (near["place_b"] != "")
    metres, rank = _metres(near), np.where(near["id_a"] == near["id_b"], 2, 3)
    allowed = (named & ~numbered).to_numpy(dtype=bool) & (metres <= NEAR_M)
    return pd.concat([by_number, _pairs(near, rank, metres)[allowed]], ignore_index=True)


def _near(here: pd.DataFrame, there: pd.DataFrame) -> pd.DataFrame:
    """Return every two stops within reach of each other, whatever they are called."""
    here, there = here[here["x"].notna()], there[there["x"].notna()]
    trees = [cKDTree(table[["x", "y"]].to_numpy().reshape(-1, 2)) for table in (here, there)]
    found = trees[0].sparse_distance_matrix(trees[1], NEAR_M + TIE_M, output_type="ndarray")
    first, second = here.iloc[found["i"]], there.iloc[found["j"]]
    sides = [first.add_suffix("_a"), second.add_suffix("_b")]
    return pd.concat([side.reset_index(drop=True) for side in sides], axis=1)


def _metres(pairs: pd.DataFrame) -> NDArray[np.float64]:
    a_x, b_x, a_y, b_y = (pairs[name].to_numpy(np.float64) for name in ("x_a", "x_b", "y_a", "y_b"))
    return np.asarray(np.hypot(a_x - b_x, a_y - b_y))


def _pairs(found: pd.DataFrame, rank: object, metres: object) -> pd.DataFrame:
    return pd.DataFrame({"a": found["id_a"], "b": found["id_b"], "rank": rank, "metres": metres})


def _rivals(pairs: pd.DataFrame, side: str) -> pd.Series[bool]:
    """Say which pairs are as good as the best of the stop on a side, to a metre."""
    metres = pairs["metres"].fillna(0)
    rank = pairs.groupby(side)["rank"].transform("min")
    good = pairs["rank"] == rank
    nearest = metres.where(good, np.inf).groupby(pairs[side]).transform("min")
    return good & (metres < nearest + TIE_M)


def _only_best(pairs: pd.DataFrame, side: str) -> pd.Series[bool]:
    rivals = _rivals(pairs, side)
    return rivals & (rivals.groupby(pairs[side]).transform("sum") == 1)


def _ties(pairs: pd.DataFrame, side: str, other: str) -> list[tuple[str, tuple[str, ...]]]:
    rows = pairs[_rivals(pairs, side)]
    several = rows[rows[side].duplicated(keep=False)].sort_values([side, other])
    return [(str(stop), tuple(table[other])) for stop, table in several.groupby(side)]


def _labels(feed: Feed) -> dict[str, str]:
    columns = (feed.stops["stop_id"], feed.stops["stop_name"])
    return {stop: f"{feed.name}: {name} ({stop})" for stop, name in zip(*columns, strict=True)}
