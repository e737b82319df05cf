"""Search the directory as a family does, place and words in any order; print what is found, best first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from directory.families import finding
from directory.families.indexing.memory import searched
from directory.families.search_rows import rows_of
from directory.records.database import reading
from directory.records.folding import fold
from directory.search_reading import MOST_NEAR
from scripts.filled_records import filled_engine
from scripts.options import database_option, district_option

if TYPE_CHECKING:
    from directory.families.finding import Found
    from directory.families.search_rows import Row
    from directory.search_places import Gazetteer, NamedPlace
    from geodata.district import District

ALIKE_FROM = 74  # of 100; places less like the one asked for are not offered


@click.command(help=__doc__)
@click.argument("words", nargs=-1, required=True)
@click.option("--near", metavar="PLACE", help="Where the way begins, if the words name no place.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1))
@district_option
@database_option
def main(  # noqa: PLR0913, PLR0917 - one argument an option
    words: tuple[str, ...],
    near: str | None,
    form: str,
    limit: int,
    district: District,
    database_url: str | None,
) -> None:
    """Ask, then write the rows; what was understood goes to the error stream."""
    engine = filled_engine(district, database_url)
    with reading(engine) as session:
        known = searched(session)
        start = None if near is None else _place(near, known.gazetteer)
        found = finding.find(session, " ".join(words), near=start)
        rows = rows_of(found, limit=limit)
    engine.dispose()
    click.echo(_understood(found), err=True)
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1) if form == "json" else _table(rows))


def _place(name: str, gazetteer: Gazetteer) -> NamedPlace:
    """Return the place of this name, or refuse and name those that look like it."""
    folded = fold(name)
    found = gazetteer.called(folded) or gazetteer.beginning(folded)
    if found is not None:
        return found
    alike = [n for n, _score in gazetteer.alike(folded, at_least=ALIKE_FROM, limit=MOST_NEAR)]
    advice = f" Did you mean: {', '.join(alike)}?" if alike else " See places.csv of the district."
    message = f"--near: {name} is no place of this district.{advice}"
    raise click.UsageError(message)


def _understood(found: Found) -> str:
    """Say what the words were taken for."""
    question = found.question
    parts = [
        f"topics: {', '.join(topic.code for topic in found.topics)}" if found.topics else "",
        f"kind: {question.kind}" if question.kind else "",
        f"place: {question.place.name}" if question.place else "",
        f"words: {', '.join(question.words)}" if question.words else "",
        f"unknown: {', '.join(question.unknown)}" if question.unknown else "",
        f"did you mean: {', '.join(found.suggestions)}" if found.suggestions else "",
    ]
    said = "; ".join(part for part in parts if part) or "nothing: every offer fits"
    return f"{len(found.hits)} found; understood {said}."


def _table(rows: list[Row]) -> str:
    """Return the rows in columns."""
    lines = [
        f"{row['score']:>7}  {row['kind']:<16}  {row['place'] or '–':<20}  {row['name']}"
        for row in rows
    ]
    return "\n".join(lines) or "Nothing fits. Try another word, or only a place."
