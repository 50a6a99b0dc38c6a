"""Tables near a door, the stage or the bar, and the people who need such a table."""

from __future__ import annotations

import math
from itertools import product
from random import Random

import pytest

import seating
from seating.convening import read_convening
from seating.convening.convening_file import plain_table
from seating.convening.rooms import open_room
from seating.judge import review
from seating.room.features import NEAR, add_features, measure_distance
from seating.room.floor import plan_floor
from seating.room.hall import Fixture, Hall
from seating.room.plan import Plan
from seating.room.tables import Table
from tests.convening.made_up import people
from tests.examples import seeded

ROOM = {
    "width": 24,
    "depth": 8,
    "fixed": [{"kind": "stage", "at": [2, 1]}, {"kind": "door", "at": [24, 4], "turn": 90}],
}
TABLES = [{"id": f"t{n}", "seats": "0-2", "at": [3 + 9 * n, 5]} for n in range(3)]


def test_tables_have_the_features_of_their_places() -> None:
    tables = read_convening(people("Ana"), {"room": ROOM, "tables": TABLES}).convening.tables
    assert [table.offers for table in tables] == [("near stage",), (), ("near door",)]
    assert all("near" not in plain_table(table) and "features" not in plain_table(table) for table in tables)


def test_what_the_convening_states_stays_and_comes_first() -> None:
    stated = [{**TABLES[0], "features": ["step-free", "near the stage"]}, *TABLES[1:]]
    tables = read_convening(people("Ana"), {"room": ROOM, "tables": stated}).convening.tables
    assert tables[0].offers == ("step-free", "near the stage")


def test_the_nearest_table_is_near_however_far_it_is() -> None:
    hall = Hall(width=60, depth=8, fixed=(Fixture(kind="bar", at=(59, 4)),))
    tables = add_features([Table(id=f"t{n}", at=(3 + 9 * n, 4)) for n in range(3)], hall)
    assert [table.offers for table in tables] == [(), (), ("near bar",)]


def test_without_a_room_no_feature_is_known() -> None:
    tables = (Table(id="a", features=("quiet",)),)
    assert add_features(tables, None) == add_features(tables, Hall(width=9)) == tables


@seeded(5)
def test_the_distance_is_that_to_the_nearest_point_of_the_thing(seed: int) -> None:
    rng = Random(seed)
    thing = Fixture(kind="stage", at=(10, 10), size=(rng.uniform(1, 8), rng.uniform(1, 4)), turn=rng.randrange(360))
    (table,) = plan_floor([Table(id="a", at=(rng.uniform(0, 20), rng.uniform(0, 20)))]).tables
    angle = math.radians(thing.turn)
    steps = [n / 60 - 0.5 for n in range(61)]
    points = [(u * thing.extent[0], v * thing.extent[1]) for u in steps for v in steps]
    naive = min(
        math.dist(
            (table.x, table.y),
            (10 + x * math.cos(angle) - y * math.sin(angle), 10 + x * math.sin(angle) + y * math.cos(angle)),
        )
        for x, y in points
    )
    assert naive - 0.15 <= measure_distance(table, thing) <= naive + 1e-5


@pytest.mark.parametrize("seed", range(6))
def test_people_who_need_a_place_sit_there_in_every_seating_that_meets_the_musts(seed: int) -> None:
    """Every seating of a tiny room is judged, and compared with distances; the solver finds one that is right."""
    rng = Random(seed)
    words = ["near stage", "A seat near the door", "cerca del escenario", "vegan", ""]
    rows = [{"id": f"p{n}", "name": f"Person {n}", "needs": rng.choice(words)} for n in range(4)]
    at = [[rng.uniform(2, 22), rng.uniform(2, 7)] for _ in range(3)]
    given = {"room": ROOM, "tables": [{**table, "at": at[n]} for n, table in enumerate(TABLES)], "requirements": []}
    reading = read_convening(people(*rows, columns=["needs"]), given)
    room = open_room(reading.people, reading.convening)
    stage, door = Hall.model_validate(ROOM).fixed
    placed = {table.id: table for table in plan_floor(room.tables, reading.convening.room).tables}

    def is_right(seats: dict[str, str]) -> bool:
        for row in rows:
            thing = stage if "sta" in row["needs"] or "escenario" in row["needs"] else door
            away = {one: measure_distance(table, thing) for one, table in placed.items()}
            is_place = "near" in row["needs"].casefold() or "cerca" in row["needs"]
            if is_place and away[seats[row["id"]]] > max(NEAR, min(away.values())):
                return False
        return max(list(seats.values()).count(table) for table in placed) <= 2

    right = []
    for choice in product(placed, repeat=4):
        seats = dict(zip((row["id"] for row in rows), choice, strict=True))
        is_met = review(room, reading.convening.requirements, Plan(seats)).unmet == 0
        assert is_met == is_right(seats)
        right += [seats] if is_met else []
    assert not right or dict(seating.solve(rows, given).plan.seats) in right


def test_who_uses_a_wheelchair_sits_where_there_are_no_steps() -> None:
    rows = [{"id": f"p{n}", "name": f"Person {n}", "needs": "wheelchair" if n == 5 else ""} for n in range(6)]
    tables = [{"id": "loft", "seats": "3"}, {"id": "hall", "seats": "3", "features": ["step-free"]}]
    wish = {"kind": "pin", "people": ["p5"], "tables": ["loft"], "must": False, "weight": 9}
    result = seating.solve(rows, {"tables": tables, "requirements": [wish]})
    assert result.plan.seats["p5"] == "hall"
