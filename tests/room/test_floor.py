"""The plan of a room: no table on another, given places kept, and no table moved by one that is added."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from seating.room import floor
from seating.room.floor import AISLE, FloorPlan, PlacedTable, count_chairs, plan_floor
from seating.room.hall import Fixture, Hall, Shape
from seating.room.tables import Table
from tests.examples import examples

TABLES = st.lists(
    st.builds(dict, seats=st.integers(1, 26), shape=st.sampled_from(Shape), turn=st.sampled_from([0, 30, 90])),
    min_size=1,
    max_size=30,
).map(lambda keys: [Table(id=f"t{n}", name=f"Table {n}", **one) for n, one in enumerate(keys, 1)])

HALLS = st.one_of(
    st.just(Hall()),
    st.builds(Hall, width=st.integers(3, 40)),
    st.builds(Hall, width=st.integers(3, 40), depth=st.integers(3, 40)),
    st.builds(Hall, fixed=st.just((Fixture(kind="stage", at=(3, 1)), Fixture(kind="pillar", at=(9, 5))))),
)


def gap(one: PlacedTable, other: PlacedTable) -> float:
    """Return the width of the way between two tables with their chairs; negative if they overlap."""
    return max(max(one.box[n] - other.box[n + 2], other.box[n] - one.box[n + 2]) for n in (0, 1))


def made(*keys: dict[str, object]) -> list[Table]:
    return [Table(id=f"t{n}", name=f"Table {n}", **one) for n, one in enumerate(keys, 1)]


SINGLE = {"seats": 1, "shape": "round"}


@example(made({"seats": 15, "shape": "long"}, SINGLE), Hall(width=12, depth=3))
@example(made({"seats": 25, "shape": "square", "turn": 30}, SINGLE, SINGLE), Hall(width=9, depth=14))
@examples(25)
@given(tables=TABLES, hall=HALLS)
def test_tables_stand_apart_and_in_the_room(tables: list[Table], hall: Hall) -> None:
    plan = plan_floor(tables, hall)
    assert [table.id for table in plan.tables] == [table.id for table in tables]
    assert all(gap(one, other) > AISLE - 0.02 for one, other in combinations(plan.tables, 2))
    for table in plan.tables:
        left, top, right, bottom = table.box
        is_inside = left >= 0 and top >= 0 and right <= plan.width and bottom <= plan.depth
        assert is_inside == (table.id not in plan.outside)
        assert bottom <= plan.drawn_depth
    assert not plan.outside or hall.width is not None


@examples(6)
@given(tables=TABLES, hall=HALLS)
def test_a_new_table_and_new_names_move_no_table(tables: list[Table], hall: Hall) -> None:
    without = plan_floor(tables[:-1], hall)
    before = {table.id: table for table in without.tables}
    renamed = [table.model_copy(update={"name": f"Oak {table.id}"}) for table in tables]
    plan = plan_floor(renamed, hall)
    kept = {table.id: table for table in plan.tables[:-1]}
    assert kept.keys() == before.keys()
    moved = [one for one, table in kept.items() if table != before[one] and one not in plan.outside]
    ends = [max(table.box[2] for table in one.tables) for one in (without, plan) if one.tables]
    is_longer = hall.width is None and ends[0] < ends[-1]  # the block had no place left, so rows are longer
    assert not moved or is_longer or (without.is_in_lines and not plan.is_in_lines)
    assert plan == plan_floor(tables, hall)


def test_a_new_table_of_the_same_size_moves_others_only_where_a_block_is_full() -> None:
    plans = [plan_floor([Table(id=f"t{n}", seats=8) for n in range(number)]).tables for number in range(1, 31)]
    assert [len(one) for one, other in pairwise(plans) if other[:-1] != one] == [6, 12, 20]


@pytest.mark.parametrize("shape", Shape)
def test_tables_of_one_size_stand_in_rows_and_columns_around_a_stage(shape: Shape) -> None:
    tables = [Table(id=f"t{n}", name=f"Table {n}", seats=8, shape=shape) for n in range(1, 13)]
    plan = plan_floor(tables, Hall(width=24, depth=16, fixed=(Fixture(kind="stage", at=(12, 1)),)))
    assert plan.is_in_lines
    assert not plan.outside
    across, down = ({round(getattr(table, side), 2) for table in plan.tables} for side in ("x", "y"))
    assert len(across) * len(down) <= 20
    gaps = [sorted(side) for side in (across, down)]
    assert all(len({round(b - a, 2) for a, b in pairwise(side)}) <= 1 for side in gaps)


@examples(6)
@given(tables=TABLES, at=st.tuples(st.integers(0, 20), st.integers(0, 20)))
def test_a_given_place_is_kept_and_free_of_others(tables: list[Table], at: tuple[int, int]) -> None:
    given_one = tables[0].model_copy(update={"at": (float(at[0]), float(at[1]))})
    plan = plan_floor([given_one, *tables[1:]])
    assert (plan.tables[0].x, plan.tables[0].y) == at
    assert all(gap(one, other) > AISLE / 2 for one, other in combinations(plan.tables, 2))


@examples(10)
@given(number=st.integers(1, 40), shape=st.sampled_from(Shape), turn=st.integers(0, 359), more=st.integers(0, 20))
def test_every_seat_and_every_person_has_a_chair_of_their_own(number: int, shape: Shape, turn: int, more: int) -> None:
    table = Table(id="a", seats=number, shape=shape, turn=turn)
    (placed,) = plan_floor([table], taken={"a": number + more}).tables
    assert len(placed.chairs) == number + more == len(set(placed.chairs))
    left, top, right, bottom = placed.box
    assert all(left - 0.01 <= c.x <= right + 0.01 and top - 0.01 <= c.y <= bottom + 0.01 for c in placed.chairs)
    near = min(((a.x - b.x) ** 2 + (a.y - b.y) ** 2 for a, b in combinations(placed.chairs, 2)), default=1)
    assert near > (0.4 - 0.0015) ** 2  # both places are rounded to 3 decimals, so a distance can be 0.0014 less


@pytest.mark.parametrize("number", [1, 8, 40, 375])
def test_a_room_is_wider_than_deep(number: int) -> None:
    plan = plan_floor([Table(id=f"t{n}", seats=8) for n in range(number)])
    assert plan.depth <= plan.width <= 3 * plan.depth
    assert not plan.outside


@pytest.mark.parametrize("number", [3, 6, 7, 11, 12, 13, 20, 21, 48, 125])
def test_numbers_of_tables_are_read_row_by_row(number: int) -> None:
    plan = plan_floor([Table(id=f"t{n}", seats=10) for n in range(number)])
    places = [(table.y, table.x) for table in plan.tables]
    assert places == sorted(places)


@example(made({"seats": 12}, *[{"seats": 8}] * 12), Hall())
@example(made({"seats": 12}, *[{"seats": 8}] * 12), Hall(width=24, depth=16))
@examples(25)
@given(tables=TABLES, hall=st.sampled_from([Hall(), Hall(width=20), Hall(depth=20), Hall(width=200, depth=200)]))
def test_each_row_begins_below_the_deepest_table_of_the_row_before(tables: list[Table], hall: Hall) -> None:
    rows: list[list[PlacedTable]] = []
    for table in plan_floor(tables, hall).tables:
        if rows and table.box[0] > rows[-1][-1].box[2]:
            rows[-1].append(table)
        else:
            rows.append([table])
    tops = [min(table.box[1] for table in row) for row in rows]
    ends = [max(table.box[3] for table in row) for row in rows]
    off = 2 * floor.UNIT  # places are whole squares, on both sides of a table
    if hall.width is None or hall.depth is None:
        assert all(table.box[1] < top + off for row, top in zip(rows, tops, strict=True) for table in row)
        assert all(AISLE - 0.02 < top - end < AISLE + off for end, top in zip(ends, tops[1:], strict=False))
    assert all(end < top for end, top in zip(ends, tops[1:], strict=False))


def test_tables_for_which_there_is_no_place_stand_below_the_room() -> None:
    plan: FloorPlan = plan_floor([Table(id=f"t{n}", seats=8) for n in range(5)], Hall(width=8, depth=4))
    assert (plan.width, plan.depth, plan.outside) == (8, 4, {"t2", "t3", "t4"})


def test_chairs_are_the_seats_and_never_fewer_than_people() -> None:
    assert [count_chairs(Table(id="a", seats=seats)) for seats in (8, "6-10", {"min": 12}, {"max": 500})] == [
        8,
        10,
        12,
        60,
    ]
    assert count_chairs(Table(id="a"), 11) == 11
    assert count_chairs(Table(id="a", seats=8), 9) == 9
    group = Table(id="a", kind="governance", action_seat=False, people=("p1", "p2"))
    assert count_chairs(group) == 2, "no one else may sit there"
    assert count_chairs(group.model_copy(update={"action_seat": None}), 1) == floor.USUAL_CHAIRS


@examples(6)
@given(tables=TABLES, hall=HALLS, number=st.integers(0, 29), many=st.integers(1, 6))
def test_a_few_people_too_many_move_no_table(tables: list[Table], hall: Hall, number: int, many: int) -> None:
    full = tables[number % len(tables)]
    many = min(many, max(1, count_chairs(full) // 4))
    before, after = plan_floor(tables, hall), plan_floor(tables, hall, {full.id: count_chairs(full) + many})
    assert [(one.x, one.y) for one in after.tables] == [(one.x, one.y) for one in before.tables]
    assert len(after.tables[number % len(tables)].chairs) == count_chairs(full) + many


@pytest.mark.parametrize("hall", [Hall(), Hall(width=40, depth=30)])
def test_a_table_of_a_thousand_people_does_not_make_the_room_a_square_kilometer(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its place is found among few squares, however many tables there are beside it."""
    searched = [0]
    count = floor._count_taken

    def counting(taken: NDArray[np.bool_], across: int, down: int) -> NDArray[np.int32]:
        searched[0] += taken.size
        return count(taken, across, down)

    monkeypatch.setattr(floor, "_count_taken", counting)
    tables = [Table(id=f"t{n}") for n in range(20)]
    plan = plan_floor(tables, hall, {"t0": 1_000})
    assert len(plan.tables) == 20
    assert searched[0] < 40_000_000
    assert hall.width or plan.width < 400
