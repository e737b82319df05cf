"""What was wrong in a timetable: the rules, how often each was applied, and examples."""

from __future__ import annotations

from dataclasses import dataclass, field

EXAMPLES = 5  # enough to find the fault in the file, few enough to print

RULES: dict[str, str] = {
    # rule → what is at fault; what becomes of it
    "file_in_folder": "files lie in a folder of the zip; read all the same",
    "not_utf_8": "files are not UTF-8; read as Windows-1252",
    "row_of_wrong_length": "rows have more or fewer cells than the header; dropped",
    "line_in_quotes": "lines continue a quoted cell of the line before; they are no rows",
    "missing_key": "rows have no id; dropped",
    "duplicate_row": "rows repeat the id of an earlier row; dropped",
    "unreadable_number": "numbers cannot be read; the default stands in",
    "unreadable_time": "times cannot be read; taken as blank",
    "unreadable_date": "dates cannot be read; the row is dropped",
    "timezone_differs": "agencies have another time zone than the first; the first is used",
    "unknown_agency": "routes name an agency that is not listed; the name is blanked",
    "stop_without_position": "stops have no usable position; dropped, their trips pass by",
    "position_of_station": "stops have no usable position; put at their station",
    "unknown_parent": "stops name a station that is not listed; the name is blanked",
    "unknown_route": "rows name a route that is not listed; dropped",
    "unknown_service": "trips run on days that no calendar knows; dropped",
    "unknown_trip": "rows name a trip that is not listed; dropped",
    "row_of_dropped_trip": "rows belong to a trip that was dropped; dropped with it",
    "unknown_stop": "rows name a stop that is not listed; dropped",
    "row_of_dropped_stop": "rows name a stop that was dropped; dropped with it",
    "unusable_zone": "zones of locations.geojson are no sound outline; dropped",
    "unknown_zone": "stop times name a zone that is not listed or was dropped; dropped",
    "one_time_missing": "stop times have only one of arrival and departure; it stands for both",
    "departure_before_arrival": "stop times depart before they arrive; they depart at once",
    "untimed_end": "first or last stop times of a trip have no time; dropped",
    "time_runs_back": "trips go back in time; dropped",
    "too_few_stops": "trips have fewer than two usable stop times; dropped",
    "identical_trip": "trips repeat another trip of the same days stop by stop; kept",
    "outside_bounds": "trips and stops lie outside the bounds; left out, trips with all their calls",
    "ends_before_start": "rows end before they start; dropped",
    "never_runs": "trips run on no day; kept",
    "bad_headway": "frequencies have no usable headway; dropped",
    "unknown_exception": "calendar dates neither add nor remove; dropped",
    "unknown_booking_rule": "stop times name a booking rule that is not listed; blanked",
    "unknown_booking_days": (
        "booking rules count days by a calendar that is not listed; their deadline is unknown"
    ),
}


@dataclass
class FeedReport:
    """
    Faults found in a feed, by the name of the rule that decides about them.

    Parameters
    ----------
    counts
        Rows to which each rule of RULES was applied; a rule without a fault is
        absent.
    examples
        The first few rows of each rule, as "stop_times.txt, line 17: 08:60:00".
    rows
        Rows in each file of the feed, before any rule: its lines without the header and without
        empty ones.
    dropped
        Rows of each file that are not in the feed's table, by rule: the rows of a file are those
        in the table and those counted here.
    """

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, dict[str, int]] = field(default_factory=dict)

    def count(self, rule: str, number: int, examples: list[str]) -> None:
        """
        Add so many faults to a rule; no number, no entry.

        Raises
        ------
        KeyError
            If there is no such rule: every fault has one.
        """
        if rule not in RULES:
            raise KeyError(rule)
        if not number:
            return
        self.counts[rule] = self.counts.get(rule, 0) + number
        kept = self.examples.setdefault(rule, [])
        kept.extend(examples[: EXAMPLES - len(kept)])

    def drop(self, rule: str, number: int, file: str, examples: list[str]) -> None:
        """Count so many rows of a file under a rule because of which they are left out."""
        self.count(rule, number, examples)
        if number:
            of_file = self.dropped.setdefault(file, {})
            of_file[rule] = of_file.get(rule, 0) + number

    def __str__(self) -> str:
        lines = [", ".join(f"{name} {number}" for name, number in self.rows.items())]
        for rule, number in self.counts.items():
            lines.append(f"  {rule}: {number} {RULES[rule]}")
            lines += [f"    {example}" for example in self.examples[rule]]
        return "\n".join(lines)
