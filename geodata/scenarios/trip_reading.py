"""A trip between given stops at given times, from plain data."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from geodata.scenarios.fields import days_of, minutes_of, text_of
from geodata.scenarios.overlays import Call, NewTrip
from geodata.scenarios.refusals import ScenarioError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.scenarios.known import Known

DAY_S = 86_400
FEWEST = 2
LONGEST_CALLS = 5_000


def read_new_trip(row: Mapping[str, object], known: Known) -> NewTrip:
    """
    Return the trip; its calls are a list of {stop, time}, or lines "HH:MM stop_id".

    Raises
    ------
    ScenarioError
        If line or stop is unknown, or the times run backwards.
    """
    line = text_of(row, "line")
    if line not in known.lines:
        raise ScenarioError(field="line", code="unknown_line", text=line)
    calls = tuple(_call(text, stop, known) for text, stop in _pairs(row.get("calls")))
    if len(calls) < FEWEST:
        raise ScenarioError(field="calls", code="few_stops")
    for before, after in pairwise(calls):
        if after.second < before.second:
            raise ScenarioError(field="calls", code="backwards", text=after.stop)
    return NewTrip(line, calls, days_of(row))


def check_in_one_day(field: str, first_s: int, last_s: int) -> None:
    """Refuse a trip that does not run between 0:00 and 24:00 of one service day."""
    if not 0 <= first_s <= last_s < DAY_S:
        raise ScenarioError(field=field, code="not_in_one_day")


def _pairs(given: object) -> list[tuple[str, str]]:
    if isinstance(given, list):
        rows = [call if isinstance(call, dict) else {} for call in given]
        return [(text_of(call, "time"), text_of(call, "stop")) for call in rows]
    text = str(given or "")
    if len(text) > LONGEST_CALLS:
        raise ScenarioError(field="calls", code="too_long", most=LONGEST_CALLS)
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line.strip()]
    return [(parts[0], parts[1].strip() if len(parts) > 1 else "") for parts in lines]


def _call(time: str, stop: str, known: Known) -> Call:
    minutes = minutes_of(time, "calls")
    check_in_one_day("calls", 0, 60 * minutes)
    if stop not in known.stops:
        raise ScenarioError(field="calls", code="unknown_stop", text=stop)
    return Call(stop, 60 * minutes)
