"""Dropping and blanking rows of a timetable, so that each fault is counted under its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.sources.feed_files import LINE
from geodata.sources.feed_report import EXAMPLES

if TYPE_CHECKING:
    import pandas as pd

    from geodata.sources.feed_report import FeedReport


class Tables:
    """The tables of a feed while rules are applied to them, and the report that counts."""

    def __init__(self, tables: dict[str, pd.DataFrame], report: FeedReport) -> None:
        self._tables, self.report = tables, report

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._tables[name]

    def __setitem__(self, name: str, table: pd.DataFrame) -> None:
        self._tables[name] = table

    def drop(self, name: str, at_fault: pd.Series[bool], rule: str, column: str) -> None:
        """Drop the rows at fault and count them; the column is shown as the example."""
        if at_fault.any():
            self.report.drop(
                rule, int(at_fault.sum()), name, self._examples(name, at_fault, column)
            )
            self[name] = self[name][~at_fault].reset_index(drop=True)

    def put(
        self,
        name: str,
        at_fault: pd.Series[bool],
        rule: str,
        column: str,
        value: str | pd.Series[int],
    ) -> None:
        """Put a value into the cells at fault and count them."""
        if at_fault.any():
            self.count(name, at_fault, rule, column)
            self[name].loc[at_fault, column] = value

    def count(self, name: str, at_fault: pd.Series[bool], rule: str, column: str) -> None:
        """Count the rows at fault and leave them as they are."""
        if at_fault.any():
            examples = self._examples(name, at_fault, column)
            self.report.count(rule, int(at_fault.sum()), examples)

    def keep_first(self, name: str, *key: str) -> None:
        """Drop rows without an id, and rows that repeat the id of an earlier one."""
        self.drop(name, self[name][key[0]] == "", "missing_key", key[0])
        self.drop(name, self[name].duplicated(list(key)), "duplicate_row", key[-1])

    def _examples(self, name: str, at_fault: pd.Series[bool], column: str) -> list[str]:
        rows = self[name].loc[at_fault, [LINE, column]].head(EXAMPLES)
        return [
            f"{name}.txt, line {line}, {column}: {value!r}"
            for line, value in rows.itertuples(index=False, name=None)
        ]
