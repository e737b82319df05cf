"""What a standard makes of each station of a day: figures by group of vehicles, and a category."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from geodata.stop_quality.grades import best
from geodata.stop_quality.intervals import (
    BOTH_WAYS,
    interval_by_count,
    longest_wait_s,
    quadratic_interval_s,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from geodata.stop_quality.catalogue import ModeGroup, Standard
    from geodata.timetable.stations import Stations
    from geodata.timetable.stop_departures import StopDepartures

    FloatArray = NDArray[np.float64]
    Codes = NDArray[np.int64]
    Flags = NDArray[np.bool_]

S_PER_MINUTE = 60


def station_categories(
    standard: Standard, departures: StopDepartures, stations: Stations
) -> tuple[Codes, Mapping[str, FloatArray]]:
    """
    Return the category of each station by group, shape (groups, stations), and its figures.

    Where all modes count together, the figure of the best group present is that of the station;
    otherwise each group has its own. Categories stay apart, for none need be better at every
    distance: trains now and then are worth a longer walk than many buses. Groups stand in the
    order of the standard, the best first; a figure is NaN where a group does not call.
    """
    if standard.table is None:
        message = f"The standard {standard.key} has no table of classes."
        raise ValueError(message)
    figures, categories = {}, []
    taken = np.zeros(len(stations.names), dtype=np.bool_)  # stations whose best group is found
    for group, members in _groups(standard, departures):
        present = np.zeros(len(taken), dtype=np.bool_)
        present[departures.station[members & _inside(standard, departures)]] = True
        counted = np.ones(len(members), dtype=np.bool_) if standard.together else members
        found = station_figures(standard, departures, stations, counted)
        if standard.together:
            present, taken = present & ~taken, taken | present
        figures[group.name] = np.where(present, found, np.nan)
        categories.append(_category(standard, group, figures[group.name], departures, members))
    return np.stack(categories), figures


def station_figures(
    standard: Standard, departures: StopDepartures, stations: Stations, counted: Flags
) -> FloatArray:
    """
    Return the figure that a standard asks of each station, shape (stations,).

    Parameters
    ----------
    counted
        Which departures count, shape (departures,).

    Returns
    -------
    figures
        Minutes of an interval (infinite where nothing leaves), departures, or departures an hour.
    """
    rows = _rows_of(departures.station, len(stations.names))
    weight = _weights(standard, departures, stations)
    figures = np.zeros(len(rows))
    for station, row in enumerate(rows):
        which = row[counted[row]]
        figures[station] = _figure(standard, departures.second[which], weight[which])
    return figures


def _figure(standard: Standard, second: Codes, weight: FloatArray) -> float:
    begin_s, end_s = standard.window_s
    number = float(weight[(second >= begin_s) & (second < end_s)].sum())
    minutes = (end_s - begin_s) / S_PER_MINUTE
    if standard.value == "interval":
        return interval_by_count(number, window_minutes=minutes)
    if standard.value == "quadratic":
        return quadratic_interval_s(second, begin_s=begin_s, end_s=end_s) / S_PER_MINUTE
    if standard.value == "per_hour":
        return number / minutes * S_PER_MINUTE
    if standard.value == "longest_wait":
        return longest_wait_s(second, begin_s=begin_s, end_s=end_s) / S_PER_MINUTE
    return number / BOTH_WAYS if standard.value == "trips" else number


def longest_wait_one_way(
    standard: Standard, departures: StopDepartures, stations: Stations
) -> FloatArray:
    """Return the longest wait in minutes towards the next station served best, shape (stations,)."""
    waits = np.full(len(stations.names), np.inf)
    for station, row in enumerate(_rows_of(departures.station, len(waits))):
        following = departures.next_station[row]
        for next_station in np.unique(following):
            second = departures.second[row[following == next_station]]
            wait = _figure(standard, second, np.ones(len(second)))
            waits[station] = min(waits[station], wait)
    return waits


def _weights(standard: Standard, departures: StopDepartures, stations: Stations) -> FloatArray:
    """Return for how many departures each one counts, shape (departures,)."""
    if standard.value == "trips" or standard.counting == "both_ways":
        return np.where(departures.unpaired, float(BOTH_WAYS), 1.0)
    if standard.counting == "platforms":  # not halved where there is a single stop
        return np.where(stations.stops[departures.station] > 1, 1.0, float(BOTH_WAYS))
    return np.ones(len(departures.second))


def _category(
    standard: Standard,
    group: ModeGroup,
    figures: FloatArray,
    departures: StopDepartures,
    members: Flags,
) -> Codes:
    table = standard.table
    if table is None or not group.node:
        return np.zeros(0, np.int64) if table is None else table.category_of(group.name, figures)
    directions = _directions(departures, members, len(figures))
    node, line = (table.category_of(name, figures) for name in (group.node, group.name))
    better = best(np.stack([node, line]), axis=0)  # a node is never worse off than a line
    return np.where(directions >= group.node_directions, better, line)


def _directions(departures: StopDepartures, members: Flags, size: int) -> Codes:
    """Return to how many stations vehicles of a group go next, shape (stations,)."""
    pairs = np.stack([departures.station[members], departures.next_station[members]])
    return np.bincount(np.unique(pairs, axis=1)[0], minlength=size)


def _groups(standard: Standard, departures: StopDepartures) -> Iterator[tuple[ModeGroup, Flags]]:
    """Yield each group with its departures; one without kinds of vehicle takes all that are left."""
    left = np.ones(len(departures.second), dtype=np.bool_)
    for group in standard.groups:
        kinds = departures.route_type
        named = [(kinds >= first) & (kinds <= last) for first, last in group.route_types]
        members = left & (np.any(named, axis=0) if named else True)
        left &= ~members
        yield group, members


def _inside(standard: Standard, departures: StopDepartures) -> Flags:
    begin_s, end_s = standard.window_s
    return (departures.second >= begin_s) & (departures.second < end_s)


def _rows_of(station: Codes, size: int) -> list[Codes]:
    """Return the departures of each station; they stand by station and second."""
    ends = np.searchsorted(station, np.arange(size + 1))
    return [np.arange(first, last) for first, last in pairwise(ends.tolist())]
