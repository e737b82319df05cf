"""Set a report as a tagged PDF (PDF/UA-1) on A4."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flask import render_template

from directory.planning.report.drawing import count_bar, map_address, swatches
from directory.printing.rendering import pdf_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.planning.report.content import Report
    from directory.records.queries import Outline

STYLES = Path(__file__).with_name("report.css")
NAMES_ON_MAP = 16  # of the most populous places


def report_pdf(report: Report, outlines: Sequence[Outline]) -> bytes:
    """
    Return a report as a PDF; nothing is fetched, all pictures stand in it.

    Parameters
    ----------
    report
        What it says.
    outlines
        Boundaries of the villages in metres, for the maps.
    """
    named = _largest(report)
    page = render_template(
        "planning/report.html",
        report=report,
        styles=STYLES.read_text(encoding="utf-8"),
        maps={part.kind: map_address(part, outlines, named) for part in report.kinds},
        bars={part.kind: count_bar(part.counts) for part in report.kinds},
        swatches=swatches(),
    )
    return pdf_of(page)


def _largest(report: Report) -> frozenset[str]:
    villages = [v for part in report.kinds[:1] for _name, rows in part.groups for v, _gap in rows]
    ordered = sorted(villages, key=lambda v: v["population"] or 0.0, reverse=True)
    return frozenset(v["ags"] for v in ordered[:NAMES_ON_MAP])
