"""Who is beside and across from whom at tables of each shape, and which chairs face the stage."""

from __future__ import annotations

import pytest

from seating.room.chairs import Layout, lay_out
from seating.room.floor import plan_floor
from seating.room.hall import Hall
from seating.room.tables import Table

HALL = Hall.model_validate({"width": 12, "depth": 12, "fixed": [{"kind": "stage", "at": [6, 1]}]})


def layout(shape: str, seats: int, turn: float = 0) -> Layout:
    """Return the layout of a table in the middle of a hall whose stage is above it."""
    table = Table.model_validate({"id": "t", "seats": seats, "shape": shape, "at": [6, 8], "turn": turn})
    return lay_out(plan_floor([table], HALL).tables[0], HALL)


def test_round_table() -> None:
    found = layout("round", 8)
    assert found.beside[0] == (1, 7)
    assert found.across == tuple(((c + 4) % 8,) for c in range(8))
    assert found.facing == {3, 4, 5}  # the chair at the bottom and those next to it


def test_no_one_is_across_at_an_odd_round_table() -> None:
    assert layout("round", 7).across == ((),) * 7


def test_long_table_has_no_one_across_its_length() -> None:
    found = layout("long", 8)  # three above, one at each end, three below
    assert found.across == ((6,), (5,), (4,), (), (2,), (1,), (0,), ())
    assert found.facing >= {4, 5, 6}
    assert not found.facing & {0, 1, 2}


def test_square_table_has_people_across_on_all_sides() -> None:
    found = layout("square", 8)
    assert found.across == ((5,), (4,), (7,), (6,), (1,), (0,), (3,), (2,))


@pytest.mark.parametrize("shape", ["square", "long"])
def test_turning_a_table_changes_only_what_faces_the_stage(shape: str) -> None:
    straight, turned = layout(shape, 8), layout(shape, 8, turn=180)
    assert (straight.beside, straight.across) == (turned.beside, turned.across)
    assert turned.facing >= {0, 1}
    assert not turned.facing & straight.facing or shape == "long"
