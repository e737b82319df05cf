"""The figures of the profile: density, children, Kitas, offers; each for an area that it names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from directory.planning.profile.queries import KitaPlaces, OfferPlace
    from directory.records.area_tables import Area, AreaPopulation

OFFERS = ("counselling", "family_education")
PER_MINORS = 1000.0


@dataclass(frozen=True)
class AreaProfile:
    """
    The figures of one area; None where they are not known for all of its municipalities.

    Children are scaled from older age groups to today's total, and so are estimates.
    """

    name: str
    municipalities: int
    people: float | None
    area_km2: float | None
    under_3: float | None
    under_6: float | None
    under_18: float | None
    kitas: int
    kitas_without_places: int
    places: int
    family_centres: int
    offers: dict[str, int]

    @property
    def density(self) -> float | None:
        """Inhabitants per square kilometre."""
        return self.people / self.area_km2 if self.people and self.area_km2 else None

    @property
    def places_per_child(self) -> float | None:
        """Known places per child under 6."""
        return self.places / self.under_6 if self.under_6 and self.places else None

    def per_minors(self, kind: str) -> float | None:
        """Return the offers of a kind in the area per 1,000 people under 18."""
        return self.offers[kind] / self.under_18 * PER_MINORS if self.under_18 else None


def area_profile(
    name: str,
    areas: Sequence[Area],
    kitas: Iterable[KitaPlaces],
    offers: Iterable[OfferPlace],
) -> AreaProfile:
    """Return the figures of some municipalities together."""
    here = {area.ags for area in areas}
    those = [kita for kita in kitas if kita.ags in here]
    places = [kita.places for kita in those if kita.places is not None]
    counts = Counter(offer.kind for offer in offers if offer.ags in here)
    populations = [area.population for area in areas]
    return AreaProfile(
        name=name,
        municipalities=len(areas),
        people=_sum(None if p is None else p.people for p in populations),
        area_km2=_sum(None if p is None else p.area_km2 for p in populations),
        under_3=_sum(None if p is None else p.scaled(p.under_3) for p in populations),
        under_6=_sum(None if p is None else p.scaled(p.under_6) for p in populations),
        under_18=_sum(None if p is None else p.scaled(p.under_18) for p in populations),
        kitas=len(those),
        kitas_without_places=len(those) - len(places),
        places=sum(places),
        family_centres=sum(bool(kita.family_centre) for kita in those),
        offers={kind: counts[kind] for kind in OFFERS},
    )


@dataclass(frozen=True)
class Town:
    """The offers of a town, and its people under 18 where it belongs to the district."""

    name: str
    ags: str | None
    offers: dict[str, int]
    under_18: float | None
    centre: bool

    @property
    def total(self) -> int:
        """All its offers."""
        return sum(self.offers.values())


def towns(
    offers: Iterable[OfferPlace], areas: Iterable[Area], centres: Sequence[str]
) -> list[Town]:
    """Return the towns with offers, those with most first, and the centres without any."""
    populations = {area.ags: area.population for area in areas}
    counts: dict[tuple[str, str | None], Counter[str]] = {}
    for offer in offers:
        counts.setdefault((offer.town, offer.ags), Counter())[offer.kind] += 1
    for centre in centres:
        if centre not in {town for town, _ in counts}:
            counts[centre, None] = Counter()
    found = [
        Town(
            town,
            ags,
            {kind: number[kind] for kind in OFFERS},
            _minors(populations.get(ags)) if ags else None,
            centre=town in centres,
        )
        for (town, ags), number in counts.items()
    ]
    return sorted(found, key=lambda town: (-town.total, town.name))


@dataclass(frozen=True)
class Concentration:
    """
    How many of the offers are in the centres, against how many of an area's minors live there.

    Parameters
    ----------
    area
        Whose minors: the Landkreis or a youth office's area.
    offers, offers_in_centres
        By kind; all that the records know, wherever they are.
    minors, minors_in_centres
        Of the area; None where they are not known.
    """

    area: str
    offers: dict[str, int]
    offers_in_centres: dict[str, int]
    minors: float | None
    minors_in_centres: float | None

    @property
    def share_of_minors(self) -> float | None:
        """The share of the area's minors who live in a centre."""
        if not self.minors or self.minors_in_centres is None:
            return None
        return self.minors_in_centres / self.minors

    def share_of_offers(self, kind: str) -> float | None:
        """Return the share of the offers of a kind that are in a centre."""
        return self.offers_in_centres[kind] / self.offers[kind] if self.offers[kind] else None


def concentration(
    name: str, areas: Sequence[Area], offers: Sequence[OfferPlace], centres: Sequence[str]
) -> Concentration:
    """Return the district's own finding, recomputed for the minors of some municipalities."""
    inside = [area for area in areas if area.name in centres]
    return Concentration(
        area=name,
        offers={kind: sum(o.kind == kind for o in offers) for kind in OFFERS},
        offers_in_centres={
            kind: sum(o.kind == kind and o.town in centres for o in offers) for kind in OFFERS
        },
        minors=_sum(_minors(area.population) for area in areas),
        minors_in_centres=_sum(_minors(area.population) for area in inside),
    )


def _minors(population: AreaPopulation | None) -> float | None:
    return None if population is None else population.scaled(population.under_18)


def _sum(figures: Iterable[float | None]) -> float | None:
    """Add up figures; None as soon as one is not known, for a part is not the whole."""
    known = list(figures)
    return None if None in known else float(sum(figure for figure in known if figure is not None))
