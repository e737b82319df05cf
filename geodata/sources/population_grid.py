"""People by grid cell: the Zensus files of 2022 and 2011, and the cells that we ship."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.crs import to_degrees, to_metres
from geodata.errors import RowError, SourceError
from geodata.sources.contents import Content, recognise
from geodata.sources.csv_tables import read_head
from geodata.sources.grid_layouts import find_layout
from geodata.sources.unpacking import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from geodata.crs import Bounds
    from geodata.sources.grid_layouts import Layout

FINEST = "100m"  # of the grids in one download, by its name
MAX_REJECTED = 1_000  # listed; a file with more is the wrong file
CHUNK_ROWS = 500_000  # the 100 m grid of Germany has 3.1 million rows
EDGE_POINTS = 20  # a box in degrees is bent in metres: its edges are followed
NOT_PUBLISHED = ("", "–", "-", ".", "/")  # en dash: Zensus 2022, nothing or secret
REPLACEMENT = "\ufffd"  # an en dash in another encoding than the head of the file
SECRET_2011 = -1.0  # Zensus 2011, no inhabitants or secret


@dataclass(frozen=True)
class GridCells:
    """
    Inhabited squares and their people; all arrays have the shape (cells,).

    Parameters
    ----------
    longitude, latitude
        Centres of the squares in degrees.
    x_m, y_m
        Centres of the squares in metres, in the system `srid`.
    srid
        EPSG code of `x_m` and `y_m`: 3035 for the Zensus.
    cell_m
        Side of a square in metres.
    people
        People in each square; NaN where the number is secret or none is given.
    area_keys
        AGS of each square where the file says it, else "".
    columns
        Column names of the file, as read.
    people_column
        The column that `people` was read from.
    outside
        Number of cells left out because they lie outside the bounds.
    rejected
        (line, error) of the rows that cannot be used.
    """

    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]
    srid: int
    cell_m: float
    people: NDArray[np.float64]
    area_keys: NDArray[np.str_]
    columns: tuple[str, ...]
    people_column: str
    outside: int
    rejected: tuple[tuple[int, RowError], ...]


def read_population_grid(
    path: Path, *, bounds: Bounds | None = None, people_column: str = ""
) -> GridCells:
    """
    Read a CSV of grid cells: Zensus 2022 or 2011, 100 m or 1 km, or the cells we ship.

    Zensus 2022 names its columns GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner
    (1km, 10km alike) and writes "–" where a number is nought or secret; 2011
    writes -1. Files with x, y and Einwohner or value are taken as Zensus
    excerpts (EPSG:3035), files with x_m, y_m, cell_m and people as shipped
    cells (EPSG:25832).

    Parameters
    ----------
    path
        The CSV, or the zip as it is downloaded; of several grids in it that of 100 m is read.
    bounds
        Cells with a centre outside are left out and counted.
    people_column
        The column to be read as people, for example "Unter3" of the age
        groups; by default Einwohner, Insgesamt_Bevoelkerung, people or value.

    Raises
    ------
    SourceError
        If it is no such CSV, or no cell of it lies inside the bounds.
    """
    if (content := recognise(path)) is Content.ZIP:
        with unpacked(path, ".csv", preferred=FINEST) as table:
            return read_population_grid(table, bounds=bounds, people_column=people_column)
    if content is not Content.TEXT:
        raise SourceError(path, f"is {content.value}, not a CSV")
    columns, encoding, separator = read_head(path)
    layout = find_layout(path, columns, people_column)
    chunks, rejected, outside = [], [], 0
    for chunk in _chunks(path, layout, encoding, separator):
        cells, faults = _parse(chunk, layout)
        rejected += faults
        if len(rejected) > MAX_REJECTED:
            raise _hopeless(path, rejected)
        inside = _inside(cells, layout.srid, bounds)
        outside += int((~inside).sum())
        chunks.append(cells[inside])
    cells = pd.concat(chunks, ignore_index=True) if chunks else _no_cells()
    if outside and cells.empty:
        raise _all_outside(path)
    return _grid_cells(path, cells, layout, columns, outside, tuple(rejected))


def _chunks(path: Path, layout: Layout, encoding: str, separator: str) -> Iterator[pd.DataFrame]:
    try:
        yield from pd.read_csv(
            path,
            sep=separator,
            encoding="utf_8_sig" if encoding == "utf_8" else encoding,
            encoding_errors="replace",
            dtype=str,
            na_filter=False,
            skipinitialspace=True,
            usecols=layout.columns,
            chunksize=CHUNK_ROWS,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as error:
        raise SourceError(path, f"cannot be read as a CSV ({error})") from None


def _parse(chunk: pd.DataFrame, layout: Layout) -> tuple[pd.DataFrame, list[tuple[int, RowError]]]:
    """Return the usable rows as numbers, and the others with their line."""
    cells = pd.DataFrame(
        {
            "x_m": _numbers(chunk[layout.x]),
            "y_m": _numbers(chunk[layout.y]),
            "people": _people(chunk[layout.people]),
            "cell_m": _numbers(chunk[layout.cell_column]) if layout.cell_column else np.nan,
            "ags": chunk[layout.area_column] if layout.area_column else "",
        },
        index=chunk.index,
    )
    no_position = ~np.isfinite(cells["x_m"]) | ~np.isfinite(cells["y_m"])
    degrees = ~no_position & (cells["x_m"].abs() <= 180) & (cells["y_m"].abs() <= 180)  # noqa: PLR2004 - degrees
    no_number = ~no_position & ~degrees & (np.isinf(cells["people"]) | (cells["people"] < 0))
    faults = [
        *_faults(chunk, no_position, layout.x, "is not a position in metres"),
        *_faults(chunk, degrees, layout.x, "is not metres: degrees?"),
        *_faults(chunk, no_number, layout.people, "is not a number of people"),
    ]
    return cells[~(no_position | degrees | no_number)], faults


def _numbers(texts: pd.Series[str]) -> pd.Series[float]:
    return pd.to_numeric(texts.str.replace(",", "."), errors="coerce").astype(np.float64)


def _people(texts: pd.Series[str]) -> pd.Series[float]:
    """Return numbers: NaN where none is published, infinity where the text is no number."""
    numbers = _numbers(texts)
    unreadable = numbers.isna() & ~texts.str.strip().isin([*NOT_PUBLISHED, REPLACEMENT])
    return numbers.mask(numbers == SECRET_2011).mask(unreadable, np.inf)


def _faults(
    chunk: pd.DataFrame, at_fault: pd.Series[bool], column: str, problem: str
) -> list[tuple[int, RowError]]:
    bad = chunk.loc[at_fault, column].head(MAX_REJECTED + 1)
    lines = bad.index.to_numpy() + 2  # the header is line 1
    return [
        (int(line), RowError(column, f"{text!r} {problem}"))
        for line, text in zip(lines, bad, strict=True)
    ]


def _inside(cells: pd.DataFrame, srid: int, bounds: Bounds | None) -> pd.Series[bool]:
    """Say which centres lie inside; a box in metres first, as a country has millions."""
    inside = pd.Series(data=True, index=cells.index)
    if bounds is None:
        return inside
    west, south, east, north = _box_m(bounds, srid)
    inside = cells["x_m"].between(west, east) & cells["y_m"].between(south, north)
    near = cells[inside]
    longitude, latitude = to_degrees(near["x_m"], near["y_m"], srid=srid)
    inside[inside] = (
        (bounds.west <= longitude)
        & (longitude <= bounds.east)
        & (bounds.south <= latitude)
        & (latitude <= bounds.north)
    )
    return inside


def _box_m(bounds: Bounds, srid: int) -> tuple[float, float, float, float]:
    share = np.linspace(0.0, 1.0, EDGE_POINTS)
    across = bounds.west + share * (bounds.east - bounds.west)
    along = bounds.south + share * (bounds.north - bounds.south)
    grid_longitude, grid_latitude = np.meshgrid(across, along)
    x_m, y_m = to_metres(grid_longitude, grid_latitude, srid=srid)
    rim = 100.0  # the edge bends between two points by less
    return x_m.min() - rim, y_m.min() - rim, x_m.max() + rim, y_m.max() + rim


def _grid_cells(  # noqa: PLR0913, PLR0917 - the facts of one file
    path: Path,
    cells: pd.DataFrame,
    layout: Layout,
    columns: tuple[str, ...],
    outside: int,
    rejected: tuple[tuple[int, RowError], ...],
) -> GridCells:
    x_m, y_m = cells["x_m"].to_numpy(np.float64), cells["y_m"].to_numpy(np.float64)
    longitude, latitude = to_degrees(x_m, y_m, srid=layout.srid)
    return GridCells(
        longitude=longitude,
        latitude=latitude,
        x_m=x_m,
        y_m=y_m,
        srid=layout.srid,
        cell_m=_cell_m(path, cells, layout),
        people=cells["people"].to_numpy(np.float64),
        area_keys=cells["ags"].to_numpy(dtype=np.str_),
        columns=columns,
        people_column=layout.people,
        outside=outside,
        rejected=rejected,
    )


def _cell_m(path: Path, cells: pd.DataFrame, layout: Layout) -> float:
    """Return the side of the squares: as named, as given, or by where the centres lie."""
    if layout.cell_m is not None:
        return layout.cell_m
    if layout.cell_column:
        sides = cells["cell_m"].unique()
        if len(sides) != 1 or not sides[0] > 0:
            raise SourceError(path, "the squares are not all of one size", field=layout.cell_column)
        return float(sides[0])
    for side in (1000.0, 100.0):
        if ((cells[["x_m", "y_m"]] - side / 2) % side == 0).all(axis=None):
            return side
    raise SourceError(path, "the centres are neither of a 100 m nor of a 1 km grid", field=layout.x)


def _no_cells() -> pd.DataFrame:
    return pd.DataFrame(columns=["x_m", "y_m", "people", "cell_m", "ags"], dtype=np.float64)


def _hopeless(path: Path, rejected: list[tuple[int, RowError]]) -> SourceError:
    line, error = rejected[0]
    problem = f"more than {MAX_REJECTED:,} rows cannot be used; the first: {error.problem}"
    return SourceError(path, problem, line=line, field=error.field)


def _all_outside(path: Path) -> SourceError:
    advice = "Are x and y swapped, or is it the grid of another region?"
    return SourceError(path, "no cell lies in the district or near it", advice=advice)
