"""For whom gaps are asked: the villages, their people, their cells, and the ways of getting about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from directory.planning.measuring.queries import municipalities_with_kitas
from directory.planning.measuring.transport import carried_by_area
from directory.records import queries
from directory.records.planning.queries import kita_transport_of
from geodata.crs import to_degrees
from geodata.measures.coverage import Residents
from geodata.measures.thresholds import KINDS, threshold_of
from geodata.points import Points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from directory.records.area_tables import Area, AreaPopulation
    from geodata.district import District
    from geodata.measures.thresholds import Threshold
    from geodata.networks import Networks

    FloatArray = NDArray[np.float64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Question:
    """
    For whom the gaps are asked, by which limits, and by which ways of getting about.

    Parameters
    ----------
    district, networks
        Limits, and ways of getting about.
    villages
        The municipalities, by name.
    residents
        The people of each cell, and the village it belongs to.
    homes
        The cells' centres, in the order of `residents`.
    targets
        For each kind the target persons of each village today, shape (villages,); NaN where
        nobody counted them.
    under_3, under_6
        Children of each village today, shape (villages,); NaN where nobody counted them.
    has_kita
        Whether a Kita lies in the village, shape (villages,).
    carried
        Whether the district carries children from 3 of a village to a Kita, shape (villages,): 1
        or 0, NaN where that is not known.
    """

    district: District
    networks: Networks
    villages: Sequence[Area]
    residents: Residents
    homes: Points
    targets: Mapping[str, FloatArray]
    under_3: FloatArray
    under_6: FloatArray
    has_kita: Flags
    carried: FloatArray

    def threshold(self, kind: str) -> Threshold:
        """Return the limits of a kind."""
        return threshold_of(self.district, kind)

    @property
    def from_3(self) -> FloatArray:
        """Children of each village from 3 and under 6, shape (villages,)."""
        return self.under_6 - self.under_3


def question_of(session: Session, district: District, networks: Networks) -> Question:
    """Return the question that the records and the networks of a district pose."""
    villages = queries.areas_at(session, "municipality")
    cells = queries.population_cells(session).dropna(subset="people")
    here = municipalities_with_kitas(session)
    carried = carried_by_area(kita_transport_of(session), threshold_of(district, "kita"))
    under_3 = [_scaled(area.population, "under_3") for area in villages]
    under_6 = [_scaled(area.population, "under_6") for area in villages]
    return Question(
        district=district,
        networks=networks,
        villages=villages,
        residents=_residents(cells, villages),
        homes=Points(*to_degrees(cells["x_m"].to_numpy(), cells["y_m"].to_numpy())),
        targets={kind: _targets(villages, threshold_of(district, kind)) for kind in KINDS},
        under_3=np.array(under_3),
        under_6=np.array(under_6),
        has_kita=np.array([area.ags in here for area in villages], dtype=np.bool_),
        carried=np.array([carried.get(area.ags, np.nan) for area in villages]),
    )


def _targets(villages: Sequence[Area], threshold: Threshold) -> FloatArray:
    return np.array([_scaled(area.population, threshold.target) for area in villages])


def _scaled(population: AreaPopulation | None, group: str) -> float:
    """Return the people of a group in a village today; NaN where nobody counted them."""
    if population is None:
        return np.nan
    if group == "everyone":
        return population.people
    counts = {
        "under_3": population.under_3,
        "under_6": population.under_6,
        "under_18": population.under_18,
    }
    scaled = population.scaled(counts[group])
    return np.nan if scaled is None else scaled


def _residents(cells: pd.DataFrame, villages: Sequence[Area]) -> Residents:
    index = {area.ags: number for number, area in enumerate(villages)}
    village = np.array([index[ags] for ags in cells["ags"]], dtype=np.int64)
    return Residents(cells["people"].to_numpy(dtype=np.float64), village, len(villages))
