"""cafein on a workload: windows, nearest services and one departure from door to door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cafein
import geopandas as gpd

from scripts.benchmarks.settings import (
    DAY,
    DEPART_S,
    MAX_WALK_MIN,
    NEAREST,
    PERCENTS,
    RIDES,
    WALK_SPEED_KM_H,
    WINDOW_MIN,
    WINDOW_START_S,
    clock,
)

if TYPE_CHECKING:
    import pandas as pd

    from geodata.points import Points
    from scripts.benchmarks.stopwatch import Stopwatch
    from scripts.benchmarks.workload import Workload

WALKS: dict[str, Any] = {
    "walking_speed_kmph": WALK_SPEED_KM_H,
    "max_walking_time": MAX_WALK_MIN,
}


class CafeinDistrict:
    """A workload read by cafein, its changes of the day prepared."""

    def __init__(self, workload: Workload, watch: Stopwatch) -> None:
        with watch.stage("read"):
            self._network = cafein.TransportNetwork.from_gtfs(
                str(workload.files.timetable),
                osm_pbf=str(workload.files.streets),
                trip_distances=False,
                leg_geometries=False,
                **WALKS,
            )
            self._cells = _frame(workload.cells)
            self._services = _frame(workload.services)
        with watch.stage("day"):
            self._network.compute_tbtr_transfers(date=str(DAY))

    def window_matrix(self, router: str) -> object:
        """W1: percentiles of every cell and service over the window."""
        return cafein.TravelTimeMatrix(
            self._network,
            self._cells,
            self._services,
            departure=f"{DAY} {clock(WINDOW_START_S)}",
            departure_time_window=WINDOW_MIN,
            percentiles=list(PERCENTS),
            router=router,
            max_rides=RIDES,
            output_time_units="seconds",
            **WALKS,
        )

    def nearest_services(self, router: str) -> object:
        """W2: the nearest services of every cell by the median over the window."""
        return cafein.NearestDestinations(
            self._network,
            self._cells,
            self._services,
            departure=f"{DAY} {clock(WINDOW_START_S)}",
            departure_time_window=WINDOW_MIN,
            k=NEAREST,
            router=router,
            max_rides=RIDES,
            output_time_units="seconds",
            **WALKS,
        )

    def one_departure(self, router: str) -> pd.DataFrame:
        """W3: one time of departure."""
        answer: pd.DataFrame = cafein.TravelTimeMatrix(
            self._network,
            self._cells,
            self._services,
            departure=f"{DAY} {clock(DEPART_S)}",
            router=router,
            max_rides=RIDES,
            output_time_units="seconds",
            **WALKS,
        )
        return answer


def run_cafein(workload: Workload, watch: Stopwatch, question: str, router: str) -> object:
    """Read the district and answer once; cafein searches the walks of the cells in every call."""
    district = CafeinDistrict(workload, watch)
    with watch.stage("warm"):
        answer: object = getattr(district, question)(router)
    watch.answered()
    return answer


def _frame(points: Points) -> gpd.GeoDataFrame:
    ids = [str(number) for number in range(len(points))]
    places = gpd.points_from_xy(points.longitude, points.latitude, crs="EPSG:4326")
    return gpd.GeoDataFrame({"id": ids}, geometry=places)
