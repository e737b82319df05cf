"""What stands in the report: for each kind of help its villages, counts and sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from directory.planning.publishing.inputs import Input, inputs_of
from directory.planning.report.wording import limit_of, sentences_of
from directory.records.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from directory.records.releases.tables import Release

STATUSES = ("underserved", "partly", "served", "insufficient_data")
LABELS = ("robust", "uncertain", "unstable")
WITHOUT_ASSOCIATION = "verbandsfreie Städte und Gemeinden"

Row = tuple[dict[str, Any], dict[str, Any]]  # a village and its result for one kind


@dataclass(frozen=True)
class KindPart:
    """
    What the report says of one kind of help.

    Parameters
    ----------
    kind
        Its code.
    limit
        The limits as they were when the results were computed; empty where they are unknown.
    counts
        How many villages have each of STATUSES.
    sure
        How many statuses that are gaps have each of LABELS, and those without one as None.
    sentences
        What matters most, in words.
    groups
        The villages by Verbandsgemeinde, each by name.
    """

    kind: str
    limit: Mapping[str, Any]
    limit_words: str
    counts: Mapping[str, int]
    sure: Mapping[str | None, int]
    sentences: Sequence[str]
    groups: Sequence[tuple[str, Sequence[Row]]]

    @property
    def villages(self) -> int:
        """How many villages have a result."""
        return sum(self.counts.values())

    @property
    def statuses(self) -> dict[str, str]:
        """The status of each village by its AGS, for the map."""
        return {v["ags"]: gap["status"] for _name, rows in self.groups for v, gap in rows}


@dataclass(frozen=True)
class Report:
    """A whole report, released or not."""

    district: str
    judged_by: date
    made_on: date
    method: str
    kinds: Sequence[KindPart]
    inputs: Sequence[Input]
    notes: Sequence[str]
    days: Sequence[Mapping[str, Any]]
    runs: int | None
    straight_line: bool
    sample: bool
    release: Release | None = field(default=None)


def report_of(
    public: Mapping[str, Any], *, method: str, made_on: date, release: Release | None = None
) -> Report:
    """
    Return the report of results in their public form: also inside, small numbers stay withheld.

    Parameters
    ----------
    public
        See `directory.planning.publishing.publication.public_form`.
    method
        Which form of the method computed them.
    made_on
        Today.
    release
        The version that they are, if any.
    """
    inputs = inputs_of(public)
    days = [
        day | {"date": date.fromisoformat(day["date"])}
        for day in public.get("days") or []
        if isinstance(day, dict)
    ]
    return Report(
        district=public["district"],
        judged_by=date.fromisoformat(public["date"]),
        made_on=made_on,
        method=method,
        kinds=[_part(public, kind) for kind in public["kinds"]],
        inputs=inputs,
        notes=public.get("notes") or [],
        days=days,
        runs=public.get("stability_runs"),
        straight_line=bool(public.get("straight_line")),
        sample=any(source.sample for source in inputs),
        release=release,
    )


def _part(public: Mapping[str, Any], kind: str) -> KindPart:
    rows = [(v, v["kinds"][kind]) for v in public["villages"] if kind in v["kinds"]]
    statuses = [gap["status"] for _village, gap in rows]
    limit = (public.get("thresholds") or {}).get(kind) or {}
    return KindPart(
        kind=kind,
        limit=limit,
        limit_words=limit_of(kind, limit),
        counts={status: statuses.count(status) for status in STATUSES},
        sure=_sure(rows),
        sentences=sentences_of(kind, rows, limit, public.get("stability_runs")),
        groups=_by_association(rows),
    )


def _sure(rows: Sequence[Row]) -> dict[str | None, int]:
    gaps = [gap.get("stability_label") for _v, gap in rows if gap["status"] in STATUSES[:2]]
    return {label: gaps.count(label) for label in (*LABELS, None)}


def _by_association(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """
    Return the villages by the names of their associations, those without one at the end.

    A town that stands by itself is listed under its own name; that is no association.
    """

    def association(row: Row) -> str:
        name: str = row[0]["association"] or ""
        return "" if name == row[0]["name"] and names.count(name) == 1 else name

    names = [village["association"] for village, _gap in rows]

    ordered = sorted(
        rows, key=lambda row: (not association(row), fold(association(row)), fold(row[0]["name"]))
    )
    return [
        (name or WITHOUT_ASSOCIATION, list(members))
        for name, members in groupby(ordered, key=association)
    ]
