"""A room answers each question about its people and tables as reading its rows one by one does."""

from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np
import pytest

from seating.judge import review
from seating.profiles import Status
from seating.requirements.new_company import pairs_sharing
from seating.room.arrays import groups_at, number_people, numbers_by_value, numbers_where, people_at
from seating.room.languages import find_main_languages, first_language, languages_of, speaks_main
from seating.room.plan import Plan, Room, as_seated, find_seated
from tests.builders import plan, requirement, room
from tests.random_rooms import random_room

SEEDS = range(40)


def rooms() -> list[tuple[Room, Plan]]:
    """Return random rooms, each with a plan that seats everybody."""
    found = []
    for seed in SEEDS:
        rng = Random(f"plan {seed}")
        here = random_room(rng, most_persons=8)
        found.append((here, Plan({person.id: rng.choice(here.tables).id for person in here.persons})))
    return found


ROOMS = rooms()


def test_people_come_before_staff_and_each_has_a_number() -> None:
    for here, seating in ROOMS:
        assert [here.persons[here.index[p.id]] for p in here.persons] == list(here.persons)
        assert all(p.duty is None for p in here.persons[: len(here.people)])
        assert all(p.duty is not None for p in here.persons[len(here.people) :])
        assert number_people(here).tolist() == list(range(len(here.people)))
        assert len(seating) == len(here.persons)


def test_numbers_of_those_for_whom_a_claim_is_true() -> None:
    for here, _ in ROOMS:
        for letter in "ae":
            ids = {p.id for p in here.people if letter in p.id}
            people = numbers_where(here, lambda p, letter=letter: letter in p.id).tolist()
            assert {here.persons[i].id for i in people} == ids


@pytest.mark.parametrize("column", ["sector", "tags", "languages", "organization"])
def test_people_are_grouped_by_value_whatever_its_case_and_spaces(column: str) -> None:
    """Each person is in the group of every value they have; a blank is in none; staff are left out."""
    several = 0
    for here, _ in ROOMS:
        groups = numbers_by_value(here, column)
        by_fold = {" ".join(value.lower().split()): set(numbers.tolist()) for value, numbers in groups.items()}
        assert len(by_fold) == len(groups)
        assert list(by_fold) == sorted(by_fold)
        expected: dict[str, set[int]] = {}
        for i, person in enumerate(here.people):
            for value in person.values(column):
                expected.setdefault(" ".join(value.lower().split()), set()).add(i)
        assert by_fold == expected
        assert set(groups) <= {value for person in here.people for value in person.values(column)}
        several += len(groups) > 1
    assert several > 5


def test_tables_are_found_in_the_order_of_the_room() -> None:
    for here, _ in ROOMS:
        ids = [t.id for t in here.tables]
        assert here.tables_at(None) == here.tables
        assert here.numbers_at(None).tolist() == list(range(len(ids)))
        for number in range(len(ids) + 1):
            for some in combinations([*reversed(ids), "no such table"], number):
                assert [t.id for t in here.tables_at(some)] == [t for t in ids if t in some]
                assert [ids[n] for n in here.numbers_at(some)] == [t for t in ids if t in some]
        assert all(here.table(identity).id == identity for identity in ids)


def test_who_sits_at_each_table() -> None:
    """Nobody is left out, and tables without anybody are there too."""
    for here, seating in ROOMS:
        people, staff = here.members(seating), here.staff_members(seating)
        assert list(people) == list(staff) == [t.id for t in here.tables]
        for table in people:
            together = {p.id for p in (*people[table], *staff[table])}
            assert together == {p for p, at in seating.seats.items() if at == table}
        assert all(p.duty is None for members in people.values() for p in members)


def test_pairs_that_shared_a_table_in_some_round() -> None:
    """People who are not in the room now, and staff, are in no pair."""
    for here, seating in ROOMS:
        rng = Random(repr(seating.seats))
        visits = {p.id: set(rng.choices("xyz", k=2)) for p in here.listed} | {"somebody gone": {"x"}}
        n, ids = len(here.people), [p.id for p in here.people]
        expected = [a * n + b for a, b in combinations(range(n), 2) if visits[ids[a]] & visits[ids[b]]]
        tables = {table: [person for person, there in visits.items() if table in there] for table in "xyz"}
        assert pairs_sharing(here, tables).tolist() == sorted(expected)
    assert pairs_sharing(here, {}).dtype == np.int64


def test_those_with_some_ids_come_once_and_in_the_order_of_the_room() -> None:
    for here, _ in ROOMS:
        ids = [p.id for p in here.persons]
        assert find_seated(here, None) == here.persons
        assert [p.id for p in find_seated(here, [*reversed(ids), *ids, "nobody"])] == ids
        assert find_seated(here, ["nobody"]) == ()


def test_a_table_has_its_own_id_and_those_it_had() -> None:
    for here, _ in ROOMS:
        for table in here.tables:
            assert table.lineage(here.tables) == {table.id} | set(table.was)


def test_a_blank_stands_for_the_working_language() -> None:
    here = room([{"id": "ana", "languages": "ES; vi"}, "ben"], ["north"], working_language="En")
    ana, ben = here.people
    assert (languages_of(here, ana), languages_of(here, ben)) == ({"es", "vi"}, {"en"})
    assert (first_language(here, "ana"), first_language(here, "ben")) == ("ES", "En")


@pytest.mark.parametrize(("number", "last", "is_last"), [(1, 0, True), (1, 1, True), (1, 2, False), (3, 2, True)])
def test_a_round_knows_whether_it_is_the_last_that_is_planned(number: int, last: int, is_last: bool) -> None:
    here = room(["ana"], ["north"], round_number=number, last_round=last)
    assert here.is_last == is_last


def test_a_plan_has_a_seat_for_each_person() -> None:
    assert len(plan(north=["ana", "ben"], south=[])) == 2


def test_people_have_the_type_of_their_table() -> None:
    rows = [{"id": "ana", "representative_type": "doer; north: designee"}, {"id": "ben", "representative_type": "doer"}]
    here = room(rows, ["north", "south", "west"])
    for table, types in (("north", ["designee", "doer"]), ("south", ["doer", "doer"])):
        seating = plan(**{table: ["ana", "ben"]})
        assert [p.representative_type for p in here.members(seating)[table]] == types
        assert [p.representative_type for p in as_seated(here.people, seating)] == types
    assert [p.representative_type for p in as_seated(here.people, plan(north=["ben"]))] == ["doer", "doer"]
    every = here.numbers_at(None)
    groups = groups_at(here, lambda p: p.representative_type == "doer", every, ["representative_type"])
    assert [(people.tolist(), tables.tolist()) for people, tables in groups] == [([0, 1], [1, 2]), ([1], [0])]
    deciders = groups_at(here, lambda p: p.representative_type == "decision-maker", every, ["representative_type"])
    assert [(people.tolist(), tables.tolist()) for people, tables in deciders] == [([], [0, 1, 2])]
    ((people, tables),) = people_at(here, every, ["sector"])
    assert (people, tables) == (here.people, every)


def test_who_is_where_is_found_once_for_all_requirements(monkeypatch: pytest.MonkeyPatch) -> None:
    here = room([{"id": f"p{n}"} for n in range(30)], [{"id": f"t{n}"} for n in range(30)])
    asked = [requirement("size", id=f"s{n}", at=[f"t{n}"]) for n in range(30)]
    seating, later = (Plan({f"p{n}": f"t{(n + by) % 30}" for n in range(30)}) for by in (0, 1))
    looks: list[str] = []
    tables_of = Plan.tables_of
    monkeypatch.setattr(Plan, "tables_of", lambda plan, person: looks.append(person) or tables_of(plan, person))
    for one in (seating, later, seating):
        looks.clear()
        assert all(verdict.met for verdict in review(here, asked, one).verdicts.values())
        assert len(looks) <= 2 * 30, "for the people, and for the seats in the order of the tables"
        assert here.members(one)["t3"][0].id == f"p{(3 - (one is later)) % 30}"


def test_a_blank_language_of_a_held_seat_does_not_make_the_working_language_spoken() -> None:
    people = [{"id": "ana", "languages": "es"}, {"id": "ben", "languages": "es"}]
    for held, languages in (("", {"es"}), ("en", {"en"})):
        seat = {"id": "held", "languages": held, "status": Status.OPEN}
        here = room([*people, seat], ["north"], working_language="en")
        assert find_main_languages(here) == languages
        assert speaks_main(here, here.persons[here.index["held"]])
