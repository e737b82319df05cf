"""The charts of the profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.planning.charts import Bar, Chart, bar_chart
from directory.planning.labels import percent
from directory.planning.profile.measuring import OFFERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.planning.profile.measuring import AreaProfile, Concentration

OFFER_NAMES = {"counselling": "Beratung", "family_education": "Familienbildung"}
OFFER_FILLS = {"counselling": "solid", "family_education": "dots"}


def concentration_chart(finding: Concentration, centres: Sequence[str], number: int) -> Chart:
    """Return the shares of offers in the centres above the share of minors who live there."""
    bars = [
        Bar(
            f"{OFFER_NAMES[kind]}: Angebote in diesen Städten",
            finding.share_of_offers(kind),
            percent(finding.share_of_offers(kind)),
            OFFER_FILLS[kind],
        )
        for kind in OFFERS
    ]
    share = finding.share_of_minors
    bars.append(Bar("Kinder und Jugendliche, die dort wohnen", share, percent(share), "stripes"))
    towns = ", ".join(centres)
    return bar_chart(
        bars,
        name=f"anteile-{number}",
        title=f"{finding.area}: Anteile von {towns}",
        description="Balken von 0 bis 100 Prozent; dieselben Anteile stehen in der Tabelle darunter.",
        highest=1.0,
    )


def density_chart(profiles: Sequence[AreaProfile]) -> Chart:
    """Return the inhabitants per square kilometre of each area."""
    bars = [
        Bar(
            profile.name,
            profile.density,
            "–" if profile.density is None else f"{profile.density:.0f} je km²",
        )
        for profile in profiles
    ]
    return bar_chart(
        bars,
        name="dichte",
        title="Einwohnerinnen und Einwohner je Quadratkilometer",
        description="Ein Balken für jedes Gebiet; dieselben Zahlen stehen in der Tabelle darunter.",
    )
