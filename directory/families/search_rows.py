"""What a search found as plain rows, for the command line and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, json, request

from directory.config import now, settings
from directory.families import finding
from directory.families.filters import Filters
from directory.families.quietness import quiet
from directory.families.views import bp
from directory.sessions import current_session

if TYPE_CHECKING:
    from directory.families.finding import Found

Row = dict[str, object]
DECIMALS = 2  # of a score


@bp.get("/angebote.json")
def results_as_rows() -> Response:
    """Return the first page of what fits a question as a list, best first."""
    found = finding.find(
        current_session(),
        request.args.get("q", ""),
        filters=Filters.from_args(request.args),
        now=now(),
        state=settings().district.state,
    )
    rows = rows_of(found, limit=finding.PER_PAGE)
    answer = Response(json.dumps(rows, ensure_ascii=False), mimetype="application/json")
    return quiet(answer, sensitive=found.sensitive)


def rows_of(found: Found, *, limit: int) -> list[Row]:
    """Return id, name, kind, topics, place (None where there is none or it is secret) and score."""
    entries = found.hits.entries(limit)
    return [
        {
            "id": str(entry.id),
            "name": entry.name,
            "kind": entry.kind,
            "topics": sorted(entry.topics),
            "place": entry.place or None,
            "score": round(hit.order, DECIMALS),
        }
        for entry, hit in zip(entries, found.hits[:limit], strict=True)
    ]
