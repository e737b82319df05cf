"""Five hundred ways to spoil a timetable: each is a number, and the same number the same fault."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Files = dict[str, bytes]
Rows = list[list[str]]
KEYS = {"stops": "stop_id", "routes": "route_id", "trips": "trip_id"}
CELLS = (
    *("", " ", "0", "-1", "4.5", "1e400", "nan", "inf", "99999999999999999999", "NULL", "null"),
    *("24:00:00", "25:61:00", "8:5", "999:00:00", "-01:00:00", "12:00", "00:00:00", "95:59:59"),
    *("20260230", "2026-03-30", "00000000", "21000101", "30.03.2026", "20220624"),
    *('"', '""', "'", ",", ";", "\n", "\r\n", "\t", "\0", "\ufeff", "é", "🚌", "=1+1", "<script>"),
    *("de:08221:1", "x" * 5000, "49,4", "8.7", "181", "-91"),
)


def cut_out(source: Path, *, stop_times: int) -> Files:
    """Return the files of a feed with evenly spread trips that have about so many stop times."""
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    tables = {name: _rows(raw) for name, raw in files.items()}
    times, trips = tables["stop_times.txt"], tables["trips.txt"]
    step = max(1, round((len(times) - 1) / stop_times))
    key = trips[0].index("trip_id")
    kept = {row[key] for row in trips[1::step]}
    for name in ("trips.txt", "stop_times.txt"):
        _keep(tables[name], "trip_id", kept)
    for name, column, of in (
        ("routes.txt", "route_id", trips),
        ("calendar.txt", "service_id", trips),
        ("calendar_dates.txt", "service_id", trips),
    ):
        _keep(tables[name], column, _column(of, column))
    stops, called = tables["stops.txt"], _column(times, "stop_id")
    place, station = stops[0].index("stop_id"), stops[0].index("parent_station")
    called |= {row[station] for row in stops if row[place] in called}
    _keep(stops, "stop_id", called)
    return {name: _text(rows) for name, rows in tables.items()}


def _keep(rows: Rows, column: str, wanted: set[str]) -> None:
    place = rows[0].index(column)
    rows[1:] = [row for row in rows[1:] if row[place] in wanted]


def _column(rows: Rows, column: str) -> set[str]:
    place = rows[0].index(column)
    return {row[place] for row in rows[1:]}


def write_files(path: Path, files: Files) -> Path:
    """Write the files as a zip, unpacked for speed."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return path


def spoil(files: Files, number: int, path: Path) -> str:
    """Write the feed with fault `number` into a zip and return the name of the fault."""
    chance = random.Random(number)  # noqa: S311 - repeatable, not secret
    fault = FAULTS[number % len(FAULTS)]
    spoilt = dict(files)
    for _ in range(chance.choice((1, 1, 1, 5))):
        if spoilt:
            fault(spoilt, chance)
    write_files(path, spoilt)
    if fault is tear_zip:
        raw = path.read_bytes()
        path.write_bytes(raw[: chance.randrange(len(raw))])
    return fault.__name__


def _rows(raw: bytes) -> Rows:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig", errors="replace"), newline="")))


def _text(rows: Rows) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode(errors="replace")


def _lines(files: Files, chance: random.Random) -> tuple[str, list[bytes]]:
    name = _file(files, chance)
    return name, files[name].splitlines(keepends=True) or [b""]


def _file(files: Files, chance: random.Random) -> str:
    """Choose any file, stop times more often: there lies most of what can go wrong."""
    return chance.choice([*sorted(files), *(name for name in files if "times" in name)])


def _spoil_lines(
    files: Files, chance: random.Random, change: Callable[[list[bytes]], None]
) -> None:
    name, lines = _lines(files, chance)
    change(lines)
    files[name] = b"".join(lines)


def drop_line(files: Files, chance: random.Random) -> None:
    _spoil_lines(files, chance, lambda lines: lines.remove(chance.choice(lines)))


def drop_many_lines(files: Files, chance: random.Random) -> None:
    name, lines = _lines(files, chance)
    files[name] = b"".join(line for line in lines if chance.random() < 0.5)


def repeat_line(files: Files, chance: random.Random) -> None:
    _spoil_lines(
        files,
        chance,
        lambda lines: lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines)),
    )


def shuffle_lines(files: Files, chance: random.Random) -> None:
    name, lines = _lines(files, chance)
    rest = lines[1:]
    chance.shuffle(rest)
    files[name] = b"".join([*lines[:1], *rest])


def change_cell(files: Files, chance: random.Random) -> None:
    """Put something else into a cell of one line, unquoted."""
    name, lines = _lines(files, chance)
    at = chance.randrange(len(lines))
    cells = lines[at].split(b",")
    cells[chance.randrange(len(cells))] = chance.choice(CELLS).encode()
    lines[at] = b",".join(cells) + (b"" if cells[-1].endswith(b"\n") else b"\n")
    files[name] = b"".join(lines)


def change_column(files: Files, chance: random.Random) -> None:
    """Put something else into a column of every third line, well quoted."""
    name = _file(files, chance)
    rows, text = _rows(files[name]), chance.choice(CELLS)
    if rows and rows[0]:
        place = chance.randrange(len(rows[0]))
        for row in rows[1::3]:
            if place < len(row):
                row[place] = text
        files[name] = _text(rows)


def swap_cells(files: Files, chance: random.Random) -> None:
    """Let two rows exchange a cell: ids that exist, but not there."""
    name = _file(files, chance)
    rows = _rows(files[name])
    if len(rows) > 2 and rows[0]:
        place = chance.randrange(len(rows[0]))
        one, other = chance.sample(range(1, len(rows)), 2)
        if place < min(len(rows[one]), len(rows[other])):
            rows[one][place], rows[other][place] = rows[other][place], rows[one][place]
        files[name] = _text(rows)


def rename_column(files: Files, chance: random.Random) -> None:
    name, lines = _lines(files, chance)
    header = lines[0].split(b",")
    header[chance.randrange(len(header))] = chance.choice((b"x", b"", b"stop_id", b'"trip_id'))
    files[name] = b",".join(header).rstrip() + b"\n" + b"".join(lines[1:])


def drop_column(files: Files, chance: random.Random) -> None:
    name = _file(files, chance)
    rows = _rows(files[name])
    if rows and rows[0]:
        place = chance.randrange(len(rows[0]))
        files[name] = _text([row[:place] + row[place + 1 :] for row in rows])


def drop_file(files: Files, chance: random.Random) -> None:
    del files[_file(files, chance)]


def empty_file(files: Files, chance: random.Random) -> None:
    name, lines = _lines(files, chance)
    files[name] = chance.choice((b"", lines[0], b"\n\n", b"\0" * 100, b" "))


def tear_file(files: Files, chance: random.Random) -> None:
    name = _file(files, chance)
    files[name] = files[name][: chance.randrange(len(files[name]) + 1)]


def scatter_bytes(files: Files, chance: random.Random) -> None:
    name = _file(files, chance)
    raw = bytearray(files[name])
    for _ in range(min(len(raw), chance.choice((1, 5, 50)))):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    files[name] = bytes(raw)


def scatter_quotes(files: Files, chance: random.Random) -> None:
    name = _file(files, chance)
    raw = bytearray(files[name])
    for _ in range(chance.choice((1, 2, 9))):
        raw.insert(chance.randrange(len(raw) + 1), ord('"'))
    files[name] = bytes(raw)


def other_line_ends(files: Files, chance: random.Random) -> None:
    name = _file(files, chance)
    files[name] = files[name].replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b" \n")))


def other_encoding(files: Files, chance: random.Random) -> None:
    name, encoding = _file(files, chance), chance.choice(("utf-16", "cp1252", "utf-8-sig"))
    files[name] = files[name].decode(errors="replace").encode(encoding, errors="replace")


def other_separator(files: Files, chance: random.Random) -> None:
    name = _file(files, chance)
    files[name] = files[name].replace(b",", chance.choice((b";", b"\t")))


def forget_key(files: Files, chance: random.Random) -> None:
    """Change an id in the file that lists it, so that others point nowhere."""
    table = chance.choice([*KEYS])
    rows = _rows(files.get(f"{table}.txt", b""))
    if len(rows) > 1 and KEYS[table] in rows[0]:
        row = chance.choice(rows[1:])
        row[min(rows[0].index(KEYS[table]), len(row) - 1)] = chance.choice(("", "gone", "\u00a0"))
        files[f"{table}.txt"] = _text(rows)


def repeat_trips(files: Files, chance: random.Random) -> None:
    """Add frequencies, some of them mad."""
    trips = _rows(files.get("trips.txt", b""))
    ids = [row[0] for row in trips[1:20] if row] or ["none"]
    rows = [["trip_id", "start_time", "end_time", "headway_secs"]]
    for _ in range(3):
        headway = chance.choice(("600", "0", "-5", "1e9", "86400", "x", "7.5"))
        start, end = chance.choice(CELLS[11:20]), chance.choice(CELLS[11:20])
        rows.append([chance.choice(ids), start, end, headway])
    files["frequencies.txt"] = _text(rows)


def join_trips(files: Files, chance: random.Random) -> None:
    """Add transfers of every type between trips and stops, and put all trips into one block."""
    trips = _rows(files.get("trips.txt", b""))
    ids = [row[-1] for row in trips[1:] if row] + ["none", ""]
    header = ["from_trip_id", "to_trip_id", "transfer_type", "min_transfer_time"]
    kinds = ("0", "1", "2", "3", "4", "4", "4", "5", "6", "x")
    rows = [
        [chance.choice(ids), chance.choice(ids), chance.choice(kinds), chance.choice(CELLS)]
        for _ in range(300)
    ]
    files["transfers.txt"] = _text([header, *rows])


def tear_zip(files: Files, chance: random.Random) -> None:
    """Leave the files as they are; the zip itself is cut off."""


FAULTS = (
    drop_line,
    drop_many_lines,
    repeat_line,
    shuffle_lines,
    change_cell,
    change_cell,
    change_cell,
    change_column,
    change_column,
    swap_cells,
    rename_column,
    drop_column,
    drop_file,
    empty_file,
    tear_file,
    scatter_bytes,
    scatter_bytes,
    scatter_quotes,
    other_line_ends,
    other_encoding,
    other_separator,
    forget_key,
    repeat_trips,
    join_trips,
    tear_zip,
)
