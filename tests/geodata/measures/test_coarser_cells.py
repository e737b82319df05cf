from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geodata.measures.coarser_cells import coarser
from geodata.measures.coverage import Residents

Cells = tuple[np.ndarray, np.ndarray, Residents]


@st.composite
def drawn_cells(draw: st.DrawFn) -> Cells:
    size = draw(st.integers(1, 20))

    def array(most: int) -> np.ndarray:
        return np.array(draw(st.lists(st.integers(0, most), min_size=size, max_size=size)))

    people = array(50).astype(float)
    x_m, y_m = array(11) * 250.0 + 125, array(11) * 250.0 + 125
    return x_m, y_m, Residents(people, array(2), villages=3)


@given(drawn_cells(), st.sampled_from([0.0, 250.0, 500.0, 1000.0]))
def test_every_village_keeps_its_people_and_every_square_a_cell_of_its_own(
    cells: Cells, size: float
) -> None:
    x_m, y_m, residents = cells
    found = coarser(x_m, y_m, residents, cell_m=size)
    np.testing.assert_allclose(
        found.residents.sum_of(found.residents.people), residents.sum_of(residents.people)
    )
    assert (residents.village[found.cell] == found.residents.village).all()
    if size:
        where = np.column_stack([x_m, y_m])[found.cell] // size
        squares = np.column_stack([found.residents.village, where])
        assert len(np.unique(squares, axis=0)) == len(squares)


@given(drawn_cells())
def test_without_a_larger_grid_nothing_changes(cells: Cells) -> None:
    found = coarser(*cells, cell_m=0)
    assert found.residents is cells[2]
    assert found.cell.tolist() == [*range(len(cells[0]))]


def test_three_cells_in_one_square_by_hand() -> None:
    x_m, y_m = np.array([125.0, 375.0, 125.0, 625.0]), np.array([125.0, 125.0, 375.0, 125.0])
    residents = Residents(np.array([1.0, 10.0, 1.0, 4.0]), np.array([0, 0, 0, 0]), villages=1)
    found = coarser(x_m, y_m, residents, cell_m=500)
    assert found.residents.people.tolist() == [12.0, 4.0]
    assert found.cell.tolist() == [1, 3]  # where most people of the square live


def test_a_square_across_a_border_is_two_and_an_empty_one_still_has_a_cell() -> None:
    x_m, y_m = np.array([125.0, 375.0, 125.0]), np.full(3, 125.0)
    residents = Residents(np.array([5.0, 7.0, 0.0]), np.array([0, 1, 2]), villages=3)
    found = coarser(x_m, y_m, residents, cell_m=1000)
    assert found.residents.people.tolist() == [5.0, 7.0, 0.0]
    assert found.cell.tolist() == [0, 1, 2]
