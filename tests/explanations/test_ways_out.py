"""Ways out say what to give, where, and how sure that is; real kinds are not needed for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random
from typing import Any, ClassVar

from seating.explanations.ways_out import WayOut, find_relaxation, list_drops, list_untried_drops, sort_ways
from seating.requirements.base.findings import Finding, Unit, Verdict, at_least, at_most, state
from seating.requirements.base.kind import Requirement
from seating.room.plan import Plan, Room
from seating.terms import Term
from tests.builders import room
from tests.random_requirements import drawn_kinds, random_requirement
from tests.random_rooms import random_room


class Toy(Requirement):
    """Asks for something."""

    kind: ClassVar[str] = "toy"

    def sentence(self, room: Room) -> str:
        return "Every table has a toy."

    def encode(self, room: Room) -> Iterable[Term]:
        return ()


ROOM = room(["ana", "ben"], [{"id": "north", "name": "North hall"}, "south"])


def judged(*toys: tuple[Requirement, Sequence[Finding]]) -> tuple[dict[str, Requirement], dict[str, Verdict]]:
    verdicts = {toy.id: Verdict(toy.id, tuple(findings), not findings) for toy, findings in toys}
    return {toy.id: toy for toy, _ in toys}, verdicts


def toy(identity: str, **keys: Any) -> Requirement:
    return Toy.model_validate({"id": identity, "must": True, **keys})


def relaxed(*toys: tuple[Requirement, Sequence[Finding]]) -> WayOut | None:
    return find_relaxation(*judged(*toys), ROOM)


def test_a_relaxation_says_what_the_closest_seating_lacks_and_where() -> None:
    lacks = [Finding("north", "doer", 1, at_least(2), 1), Finding("south", "doer", 0, at_least(2), 2)]
    assert relaxed((toy("roles-1"), lacks)) == WayOut(
        "relax",
        "Allow all of this: 1 instead of at least 2 at North hall (doer); 0 instead of at least 2 at south (doer).",
        3,
        True,
        ("roles-1",),
    )


def test_pairs_and_single_people_are_named() -> None:
    pair = Finding("north", "Ana and Ben", "at one table", state("different tables"), 1, ("ana", "ben"))
    way = relaxed((toy("apart-1"), [pair]))
    assert way is not None
    assert way.sentence == "Allow Ana and Ben at one table instead of different tables."


def test_shoulds_are_nothing_to_relax() -> None:
    assert relaxed((toy("wish-1", must=False), [Finding("north", "x", 0, at_least(1), 1)])) is None


def test_may_relax_to_holds() -> None:
    lacks = [Finding("north", "doer", 1, at_least(3), 2)]
    over = [Finding("north", "doer", 4, at_most(2), 2)]
    assert relaxed((toy("a", may_relax_to=2), lacks)) is None
    assert relaxed((toy("a", may_relax_to=1), lacks)) is not None
    assert relaxed((toy("a", may_relax_to=3), over)) is None
    assert relaxed((toy("a", may_relax_to=4), over)) is not None


def test_where_only_seats_are_lacking_seats_are_added() -> None:
    over = [
        Finding("north", "people", 12, at_most(10, Unit.SEATS), 2),
        Finding("south", "people", 11, at_most(10, Unit.SEATS), 1),
    ]
    way = relaxed((toy("size-1"), over))
    assert way == WayOut("seat", "Add 3 seats: 2 at North hall and 1 at south.", 3, True, ("size-1",))


def test_dropping_what_lifts_every_conflict_costs_what_falls_short_then() -> None:
    requirements, _ = judged((toy("a"), []), (toy("b"), []), (toy("c"), []))
    costs = {frozenset({"a"}): 3, frozenset({"b", "c"}): 5}
    soft, one, both, two = list_drops(list(costs), requirements, ROOM, costs.get)
    short = "A seating that meets all other musts falls short by"
    assert soft == WayOut("soften", f"Make a a wish: Every table has a toy. {short} 3.", 3, True, ("a",))
    assert (both.kind, both.cost, both.requirements) == ("soften", 5, ("b", "c"))
    assert both.sentence.startswith("Make b and c wishes: ")
    assert one == WayOut("drop", "Drop a: Every table has a toy.", 3, True, ("a",))
    assert two == WayOut("drop", "Drop b and c: Every table has a toy. Every table has a toy.", 5, True, ("b", "c"))


def test_of_many_musts_to_drop_the_first_are_named_and_the_others_counted() -> None:
    requirements = {identity: toy(identity) for identity in map(str, range(1_000))}
    for way in list_drops([frozenset(requirements)], requirements, ROOM, lambda _: None):
        assert "0, 1, 2, 3, 4, 5 and 994 more" in way.sentence
        assert len(way.sentence) < 250
        assert len(way.requirements) == 1_000


def test_a_drop_costs_as_much_as_it_drops_at_least() -> None:
    requirements, _ = judged((toy("a"), []), (toy("b"), []))
    ways = list_drops([frozenset("ab")], requirements, ROOM, lambda _: None)
    assert [(way.kind, way.cost) for way in ways] == [("soften", 2), ("drop", 2)]
    assert "falls short" not in ways[0].sentence, "it is not known"


def test_only_a_must_that_the_convening_states_is_offered_as_a_should() -> None:
    requirements, _ = judged((toy("with:ana"), []))
    (way,) = list_drops([frozenset({"with:ana"})], requirements, ROOM, lambda _: 1)
    assert way.kind == "drop"


def test_where_nothing_was_tried_every_member_is_a_way_that_may_not_help() -> None:
    requirements, _ = judged((toy("a"), []), (toy("b"), []))
    ways = list_untried_drops(["a", "b"], requirements, ROOM)
    assert {(way.cost, way.confirmed) for way in ways} == {(1, False)}
    kinds = [(way.kind, *way.requirements) for way in ways]
    assert kinds == [("soften", "a"), ("drop", "a"), ("soften", "b"), ("drop", "b")]
    assert ways[2].sentence == "Make b a wish: Every table has a toy. Other musts can still conflict."
    assert ways[3].sentence == "Drop b: Every table has a toy. Other musts can still conflict."


def test_a_group_at_too_many_tables_is_said_as_tables() -> None:
    way = relaxed((toy("gather-1"), [Finding(None, "youth", 3, at_most(1, Unit.TABLES), 2)]))
    assert way is not None
    assert way.sentence == "Allow youth at 3 tables instead of at most 1 table."


def test_the_sure_and_the_cheap_come_first() -> None:
    drop, guess = WayOut("drop", "", 1, True), WayOut("recruit", "", 1, False)
    relax, dear = WayOut("relax", "", 1, True), WayOut("seat", "", 4, True)
    assert sort_ways([guess, drop, dear, relax]) == (relax, drop, dear, guess)


def test_a_relaxation_accepts_exactly_what_the_musts_lack() -> None:
    """In random rooms: the cost is the shortfall of the musts, and those that lack something are named."""
    seen = Counter[str]()
    for seed in range(80):
        rng = Random(f"relaxation {seed}")
        here = random_room(rng, 6)
        seats = Plan({person.id: rng.choice(here.tables).id for person in here.persons})
        kinds = rng.sample(drawn_kinds(), 4)
        asked = {r.id: r for r in (random_requirement(rng, here, kind) for kind in kinds)}
        verdicts = {identity: r.judge(here, seats) for identity, r in asked.items()}
        lacking = [identity for identity, r in asked.items() if r.is_must and verdicts[identity].shortfall]
        way = find_relaxation(asked, verdicts, here)
        if not lacking:
            assert way is None
        elif way is not None:
            assert way.requirements == tuple(lacking)
            assert way.cost == sum(verdicts[identity].shortfall for identity in lacking)
            assert way.confirmed
            assert way.sentence.startswith("Add" if way.kind == "seat" else "Allow")
        seen[way.kind if way else "none"] += 1
    assert seen["relax"] > 10, seen
    assert seen["none"] > 10, seen
