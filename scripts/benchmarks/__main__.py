"""
Time the engine beside its peers on a synthetic district, after checking that it is right.

QUESTIONS are W1 to W5, all of them by default, search and pages, print (sheet and booklet of the
built district), or planning (what-if answers of the built district, and a whole build). Peers that are not installed are left out; install them with: pip install
'sozialraum[peers]'. OSRM (W4) needs Python 3.12: SOZIALRAUM_BENCHMARK_OSRM_PYTHON names one that
has osrm-bindings.
"""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geodata.district import find_district
from geodata.errors import GeodataError
from scripts.benchmarks.comparison import compare
from scripts.benchmarks.gate import gate_lines
from scripts.benchmarks.growth import growth_lines
from scripts.benchmarks.kept import NAMES, kept_figures, short, table_lines
from scripts.benchmarks.machine import machine_text, versions_text
from scripts.benchmarks.one_door import keep_networks
from scripts.benchmarks.pages import LIMITS_MS as OF_PAGES
from scripts.benchmarks.pages import measured
from scripts.benchmarks.paper import PRINT, measure_print
from scripts.benchmarks.planning import PLANNING, measure_planning
from scripts.benchmarks.processes import run_apart
from scripts.benchmarks.questions import LIMITS, ONE_DOOR, OURS, QUESTIONS
from scripts.benchmarks.report import comparison_lines
from scripts.benchmarks.settings import RUNS, settings_text
from scripts.benchmarks.synthetic import SMALL, DistrictSize, district_files
from scripts.benchmarks.workload import read_workload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.benchmarks.comparison import Comparison

NIGIRI = ".nigiri.csv"  # of the list of pairs beside the figures
FULL = ("W1", "cafein tbtr")  # the run that shows whether scaling from some cells to all holds


def _say(text: str) -> None:
    click.echo(text, err=True)


@click.command(help=__doc__)
@click.argument("questions", nargs=-1, type=click.Choice([*QUESTIONS, *OF_PAGES, PRINT, PLANNING]))
@click.option(
    "--json",
    "kept",
    type=click.Path(path_type=Path),
    help="Write the figures here, and beside it, ending in .nigiri.csv, what nigiri finds otherwise.",
)
@click.option("--full", is_flag=True, help="Also run a peer once on all cells; takes minutes.")
@click.option("--growth", is_flag=True, help="Also print how time and memory grow.")
@click.option("--door", is_flag=True, help="Also ask for journeys from door to door.")
@click.option("--limits", is_flag=True, help="Also measure what the machine can move.")
@click.option(
    "--table",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Only print figures kept with --json, as the table of docs/engine.md.",
)
@click.option("--gate/--no-gate", default=True, show_default=True, help="Check before timing.")
@click.option("--small", is_flag=True, help="Use a district of 12 villages, to try this out.")
@click.option("--runs", default=RUNS, show_default=True, type=click.IntRange(1))
@click.option(
    "--folder",
    default=Path("var/benchmark"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the synthetic districts are kept.",
)
def main(  # noqa: PLR0913 - one argument an option
    questions: tuple[str, ...],
    *,
    kept: Path | None,
    full: bool,
    growth: bool,
    door: bool,
    limits: bool,
    table: Path | None,
    gate: bool,
    small: bool,
    runs: int,
    folder: Path,
) -> None:
    """Check, time, print, keep."""
    if table is not None:
        click.echo("\n".join(table_lines(json.loads(table.read_text(encoding="utf-8")))))
        return
    try:
        figures = _of_paper_and_pages(questions, folder)
        of_engine = tuple(question for question in questions if question in QUESTIONS)
        district = None
        if of_engine or not questions:
            district = district_files(folder, SMALL if small else DistrictSize()).cells.parent
            asked = (of_engine or tuple(QUESTIONS), [ONE_DOOR] * door + [LIMITS] * limits)
            listed = None if kept is None else kept.with_suffix(NIGIRI)
            checks = _checked(district, asked[0], listed) if gate else ()
            figures |= _figures(district, *asked, runs=runs, checks=checks)
        if kept is not None:
            kept.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        if full and district is not None:
            click.echo(_full_run(district))
        for line in growth_lines(folder) if growth else ():
            click.echo(line)
    except GeodataError as error:
        raise click.ClickException(str(error)) from error


def _of_paper_and_pages(questions: tuple[str, ...], folder: Path) -> dict[str, Any]:
    """Return the figures of what is printed and of pages; nothing where neither is asked for."""
    figures: dict[str, Any] = {}
    if PRINT in questions:  # first: what it needs may be missing, and the others take minutes
        figures |= {PRINT: measure_print(find_district(None), say=click.echo)}
    if PLANNING in questions:
        figures |= {PLANNING: measure_planning(find_district(None), say=click.echo)}
    of_pages = [question for question in questions if question in OF_PAGES]
    if of_pages:
        figures |= measured(of_pages, folder, say=click.echo)
    return {"machine": machine_text(), **figures} if figures else {}


def _figures(
    district: Path,
    questions: tuple[str, ...],
    more: list[str],
    *,
    runs: int,
    checks: Iterable[str],
) -> dict[str, Any]:
    conditions = (machine_text(), versions_text(), settings_text(runs))
    for line in chain(conditions, checks):
        click.echo(line)
    found = _compare(questions, district, runs=runs)
    return kept_figures(found, conditions, _more(more, district))


def _checked(district: Path, questions: tuple[str, ...], listed: Path | None) -> Iterator[str]:
    """Yield what was checked before timing; a wrong answer ends it."""
    for line in gate_lines(district, listed=listed, questions=questions):
        yield f"before timing: {line}"


def _compare(questions: tuple[str, ...], district: Path, *, runs: int) -> list[Comparison]:
    _compile(questions, district)
    found: list[Comparison] = []
    for question in questions:
        found.append(compare(question, district, runs=runs, say=_say))
        for line in comparison_lines(found[-1]):
            click.echo(line)
    return found


def _more(asked: list[str], district: Path) -> dict[str, float]:
    """Ask ourselves what no peer is asked, say it, and return the figures together."""
    figures: dict[str, float] = {}
    for question in asked:
        if question == ONE_DOOR:
            workload = read_workload(district)
            keep_networks(workload, workload.files.timetable.parent / "networks")
            run_apart(question, OURS, district)  # compiles what is not yet compiled
        figures |= run_apart(question, OURS, district).figures
    for name, text in NAMES.items():
        if name in figures:
            click.echo(f"{text}: {short(figures[name])}")
    return figures


def _compile(questions: tuple[str, ...], district: Path) -> None:
    """Compile all kernels before timing, and say how long the first answers took with that."""
    for question in questions:
        run = run_apart(question, OURS, district)
        click.echo(
            f"{question}: {run.cold_s:.1f} s cold with kernels compiled where not yet cached"
        )


def _full_run(district: Path) -> str:
    question, peer = FULL
    run = run_apart(question, peer, district)
    return (
        f"{question}, {peer} on all cells, once: {run.warm_s:.1f} s warm, {run.cold_s:.1f} s cold"
    )


if __name__ == "__main__":
    main()
