"""What the pages of one version show, for the public and as a preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from directory.planning.publishing.reading import public_results
from directory.planning.status_map import status_map
from directory.records import queries
from directory.records.errors import NotFoundError
from directory.records.folding import fold

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.records.releases.tables import Release, ReleaseComment

NAMES_ON_MAP = 14  # of the most populous places
STATUSES = ("underserved", "partly", "served", "insufficient_data")


@dataclass(frozen=True)
class Version:
    """A version and its public form."""

    release: Release
    results: dict[str, Any]

    def kind(self, asked: str | None) -> str:
        """Return the kind asked for, the first one where none was; NotFoundError if unknown."""
        kinds: list[str] = self.results["kinds"]
        if asked is None:
            return kinds[0]
        if asked not in kinds:
            message = f"There is no kind {asked}."
            raise NotFoundError(message)
        return asked

    def rows(self, kind: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """Return each village with its result for a kind, by name: there is no other order."""
        found = [(v, v["kinds"][kind]) for v in self.results["villages"] if kind in v["kinds"]]
        return sorted(found, key=lambda row: fold(row[0]["name"]))

    def village(self, ags: str) -> dict[str, Any]:
        """Return one village, or raise NotFoundError."""
        for village in self.results["villages"]:
            if village["ags"] == ags:
                found: dict[str, Any] = village
                return found
        message = f"There is no municipality {ags} in this version."
        raise NotFoundError(message)

    def comments_of(self, ags: str) -> list[ReleaseComment]:
        """Return what a municipality says of the version."""
        return [comment for comment in self.release.comments if comment.ags == ags]

    @property
    def said(self) -> set[str]:
        """The keys of the municipalities that say something."""
        return {comment.ags for comment in self.release.comments}


def version_of(session: Session, release: Release) -> Version:
    """Return a version with its public form."""
    return Version(release, public_results(session, release))


def map_of(session: Session, version: Version, kind: str) -> str:
    """Return the map of a kind as SVG."""
    outlines = queries.outlines_at(session, "municipality")
    if not outlines:
        message = "There are no boundaries to draw."
        raise NotFoundError(message)
    rows = version.rows(kind)
    largest = sorted(rows, key=lambda row: row[0]["population"] or 0.0, reverse=True)[:NAMES_ON_MAP]
    return status_map(
        outlines,
        {village["ags"]: gap["status"] for village, gap in rows},
        named=frozenset(village["ags"] for village, _gap in largest),
    )
