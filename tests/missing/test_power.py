"""Who depends on whom, which tables are in one hand, and how groups fare."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from seating.missing.dependence import dependences, relations_of
from seating.missing.dominance import dominances
from seating.missing.standing import standings
from seating.requirements.apart import ApartRequirement
from tests.builders import plan, room
from tests.random_rooms import random_room


def test_relations_are_found_by_their_names_or_because_a_requirement_uses_them() -> None:
    headings = ["name", "Funds", "supervises", "pays", "fund"]
    assert relations_of(headings) == ("Funds", "supervises")
    assert relations_of(headings, {"pays"}) == ("Funds", "supervises", "pays")


def test_a_column_names_people_or_their_organization() -> None:
    people = [
        {"id": "ana", "organization": "Oak", "funds": "Elm; dee"},
        {"id": "ben", "organization": "elm"},
        {"id": "cam", "organization": "Elm"},
        {"id": "dee", "duty": "recorder"},
    ]
    here = room(people, ["north", "south"])
    found = dependences(here, plan(north=["ana", "ben", "dee"], south=["cam"]), ("funds",))
    assert [(one.table.id, one.above.id, one.below.id) for one in found] == [
        ("north", "ana", "ben"),
        ("north", "ana", "dee"),
    ]


def test_the_pairs_are_those_that_the_requirement_keeps_apart() -> None:
    """Written apart from the kind `apart`, and equal to it wherever nobody is tied by `with`."""
    seen = 0
    for seed in range(60):
        here = random_room(Random(f"power {seed}"), 6)
        if any(p.with_ for p in here.persons):
            continue
        seats = plan(
            **{here.tables[0].id: [p.id for p in here.persons]},
        )
        asked = ApartRequirement(id="apart-1", relation="funds")
        by_kind = {frozenset(finding.people) for finding in asked.check(here, seats)}
        assert {frozenset({d.above.id, d.below.id}) for d in dependences(here, seats, ("funds",))} == by_kind
        seen += len(by_kind)
    assert seen > 10


def test_more_than_half_of_a_table_is_said() -> None:
    people = [
        {"id": f"p{n}", "organization": "Oak" if n < 3 else f"org {n}", "representative_type": t}
        for n, t in enumerate(
            ["doer", "doer", "doer", "decision-maker", "designee", "decision-maker", "decision-maker"]
        )
    ]
    here = room(people, ["north", "south"])
    columns = ("organization", "representative_type")
    seats = plan(north=["p0", "p1", "p2", "p3", "p4"], south=["p5", "p6"])
    assert [(d.table.id, d.value, d.people, d.of) for d in dominances(here, seats, columns)] == [("north", "Oak", 3, 5)]
    half = plan(north=["p0", "p1", "p3", "p4"], south=["p2", "p5", "p6"])
    assert dominances(here, half, columns) == ()
    decided = plan(north=["p3", "p5", "p6", "p0"], south=["p1", "p2", "p4"])
    assert [d.value for d in dominances(here, decided, columns)] == ["decision-maker"]


def test_groups_beside_everybody_else() -> None:
    people = [
        {"id": "ana", "organization": "Oak", "interests": "capital:3; talent:1"},
        {"id": "ben", "organization": "oak", "interests": "talent:2"},
        {"id": "cam", "organization": "Elm", "interests": "capital:2"},
        {"id": "dee", "organization": "Elm"},
    ]
    here = room(people, [{"id": "north", "focus": "capital"}, {"id": "south", "focus": "talent"}])
    seats = plan(north=["cam", "dee"], south=["ana", "ben"])
    duties = {"ana": ("chair", "reporter"), "cam": ("liaison",)}
    elm, oak = standings(here, seats, "organization", duties, {"ana"})
    assert (elm.value, elm.people, elm.others, elm.duties, elm.all_duties) == ("Elm", 2, 2, 1, 3)
    assert (oak.interest, oak.others_interest) == (Fraction(2, 3), Fraction(1))
    assert (oak.moved, oak.others_moved) == (1, 0)
