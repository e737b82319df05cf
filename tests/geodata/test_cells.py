from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from geodata.cells import cells_along_streets, share_out
from geodata.crs import METRIC_SRID, to_degrees
from geodata.sources.osm import WAY_TAGS, OsmWays

X_M, Y_M = 380_000, 5_570_000  # somewhere in the Eifel


def street(points_m: list[tuple[float, float]], highway: str = "residential") -> OsmWays:
    x_m, y_m = np.array(points_m, dtype=np.float64).T
    longitude, latitude = to_degrees(X_M + x_m, Y_M + y_m)
    tags = pd.DataFrame([dict.fromkeys(WAY_TAGS, "") | {"highway": highway}])
    nodes = np.arange(x_m.size)
    return OsmWays(
        node_id=nodes,
        longitude=longitude,
        latitude=latitude,
        way_id=np.array([1]),
        way_offsets=np.array([0, x_m.size]),
        way_nodes=nodes,
        tags=tags,
        barriers=pd.DataFrame(),
        missing_nodes=0,
    )


def village(people: float) -> gpd.GeoDataFrame:
    square = box(X_M, Y_M, X_M + 1000, Y_M + 1000)
    return gpd.GeoDataFrame({"ags": ["1"], "people": [people]}, geometry=[square], crs=METRIC_SRID)


def test_a_street_of_250_metres_touches_three_squares() -> None:
    cells = cells_along_streets(street([(10, 50), (260, 50)]), village(90))
    assert (cells["x_m"] - X_M).tolist() == [50, 150, 250]
    assert cells["people"].tolist() == [30, 30, 30]


def test_nobody_lives_on_a_country_road() -> None:
    cells = cells_along_streets(street([(10, 50), (260, 50)], "secondary"), village(90))
    assert len(cells) == 1  # the one square that an area without streets gets
    assert cells["people"].sum() == 90


@given(
    st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999)), min_size=1, max_size=40),
    st.floats(0, 1e6),
)
def test_the_people_of_an_area_are_shared_out_completely(
    corners: list[tuple[int, int]], people: float
) -> None:
    centres = np.array(corners, dtype=np.float64) + np.array([X_M, Y_M])
    cells = share_out(centres, village(people), cell_m=100)
    assert cells["people"].sum() == pytest.approx(people)
    assert (cells["people"] == cells["people"][0]).all()
