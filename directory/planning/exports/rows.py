"""Villages as one table: a column is the path to a value in the JSON form (METHODS §2)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True)
class Table:
    """Columns in reading order, and a row a village; None where a value is unknown."""

    columns: list[str]
    rows: list[list[Any]]


def table_of(villages: Sequence[Mapping[str, Any]]) -> Table:
    """
    Return villages as a table that has every column of any of them.

    Lists of words or numbers are written with spaces between them, or with semicolons where words
    have spaces themselves; other lists as JSON.
    """
    flat = [dict(_values(village, "")) for village in villages]
    names = list(dict.fromkeys(name for row in flat for name in row))
    # What is null in one village and an object in another has the columns of the object.
    parents = {name.rpartition(".")[0] for name in names}
    columns = [name for name in names if name not in parents]
    return Table(columns, [[row.get(name) for name in columns] for row in flat])


def _values(value: object, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _values(inner, f"{path}.{name}" if path else str(name))
    else:
        yield path, _cell(value)


def _cell(value: object) -> object:
    if isinstance(value, list):
        plain = all(isinstance(part, str | int | float) for part in value)
        if not plain:
            return json.dumps(value, ensure_ascii=False)
        words = [str(part) for part in value]
        return ("; " if any(" " in word for word in words) else " ").join(words)
    return None if isinstance(value, dict) else value
