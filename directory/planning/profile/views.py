"""The profile of the district."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from directory.config import settings
from directory.planning.access import stay_internal
from directory.planning.profile.measuring import OFFERS, area_profile, concentration, towns
from directory.planning.profile.queries import kita_places, offer_places
from directory.planning.profile.showing import concentration_chart, density_chart
from directory.records import queries
from directory.sessions import current_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.records.area_tables import Area

bp = Blueprint("planning_profile", __name__, url_prefix="/planung")
bp.before_request(stay_internal)


@bp.get("/profil")
def profile() -> str:
    """Show density, Kitas and offers for the Landkreis and for each youth office's area."""
    session, district = current_session(), settings().district
    areas = queries.areas_at(session, "municipality")
    kitas, offers = kita_places(session), offer_places(session, *OFFERS)
    parts = {district.name: areas, **_by_youth_office(areas)}
    profiles = [area_profile(name, those, kitas, offers) for name, those in parts.items()]
    centres = tuple(district.profile.get("centres", ()))
    findings = [
        concentration(name, those, offers, centres)
        for name, those in parts.items()
        if len(those) > 1  # of a town alone there is nothing to find
    ]
    return render_template(
        "planning/profile.html",
        profiles=profiles,
        findings=findings,
        finding_charts=[concentration_chart(f, centres, n) for n, f in enumerate(findings)],
        density=density_chart(profiles),
        towns=towns(offers, areas, centres),
        centres=centres,
        kinds=OFFERS,
        datasets=queries.datasets(session),
        population=next((area.population for area in areas if area.population), None),
    )


def _by_youth_office(areas: Sequence[Area]) -> dict[str, list[Area]]:
    """Return the municipalities of each youth office, the one with most of them first."""
    found: dict[str, list[Area]] = {}
    for area in areas:
        if area.youth_office is not None:
            found.setdefault(area.youth_office.name, []).append(area)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))
