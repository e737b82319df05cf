"""
Ask OSRM for a table of walks, in a Python that has it and need not have anything else of ours.

The one argument is a file of JSON: where the contracted `streets` lie, `origins` and
`destinations` as [longitude, latitude], when the process was `started`, and to which file the
`answer` goes: the seconds as a row for each origin, null where there is no way.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.benchmarks.stopwatch import Stopwatch

if TYPE_CHECKING:
    from collections.abc import Sequence

UNLIMITED = -1  # places in a table


def answer(request: dict[str, Any], watch: Stopwatch) -> list[list[float | None]]:
    """
    Ask twice and return the seconds.

    As with the other peers, the places are put on the streets before. Only the call counts as the
    answer, not the stage `unpacked`, in which its numbers are taken out of the JSON.
    """
    osrm = import_module("osrm")
    with watch.stage("read"):
        engine = osrm.OSRM(
            algorithm="CH",
            storage_config=request["streets"],
            use_shared_memory=False,
            max_locations_distance_table=UNLIMITED,
        )
    with watch.stage("access"):
        table = _table(osrm, engine, request["origins"], request["destinations"])
    with watch.stage("first"):
        engine.Table(table)
    watch.answered()
    with watch.stage("warm"):
        found = engine.Table(table)
    with watch.stage("unpacked"):
        return [list(row) for row in found["durations"]]


def _table(osrm: Any, engine: Any, origins: Sequence[Any], destinations: Sequence[Any]) -> Any:  # noqa: ANN401 - of a package without types
    """Return the question; its hints tell OSRM on which street each place is."""
    places = [tuple(place) for place in (*origins, *destinations)]
    nearest = (engine.Nearest(osrm.NearestParameters(coordinates=[place])) for place in places)
    hints = [found["waypoints"][0]["hint"] for found in nearest]
    return osrm.TableParameters(
        sources=list(range(len(origins))),
        destinations=list(range(len(origins), len(places))),
        annotations=["duration"],
        coordinates=places,
        hints=hints,
        generate_hints=False,
    )


def main(path: str) -> None:
    """Read the question, write the answer, print the figures."""
    request = json.loads(Path(path).read_text(encoding="utf-8"))
    watch = Stopwatch(request["started"])
    seconds = answer(request, watch)
    Path(request["answer"]).write_text(json.dumps(seconds), encoding="utf-8")
    watch.hand_over()


if __name__ == "__main__":
    main(*sys.argv[1:])
