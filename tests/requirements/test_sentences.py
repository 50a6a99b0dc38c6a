"""What a sentence says is so wherever it is shown as met, and is not so wherever it is shown as unmet.

Each reading below knows the words of the sentence, not how the kind judges: it counts people at the tables that
the sentence is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from seating.profiles import Person, Status, person
from seating.profiles.people import Heading
from seating.requirements.base.phrases import NAMED
from seating.room.plan import Plan, Room
from seating.room.tables import Table
from seating.wording import fold
from tests.builders import plan, requirement, room
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room

Reading = Callable[[Any, Sequence[Person], Table], bool]


def _count(asked: Any, members: Sequence[Person], _: Table) -> bool:
    have = sum(1 for one in members if asked.who.matches(one))
    return _within(have, asked.at_least, asked.at_most)


def _within(have: int, least: int | None, most: int | None) -> bool:
    return (least or 0) <= have <= (have if most is None else most)


def _size(asked: Any, members: Sequence[Person], where: Table) -> bool:
    return _within(len(members), where.seats.minimum, where.seats.maximum)


def _cap(asked: Any, members: Sequence[Person], _: Table) -> bool:
    values = Counter(value for one in members for value in {fold(text) for text in one.values(asked.of)})
    return max(values.values(), default=0) <= asked.at_most


def _role_mix(asked: Any, members: Sequence[Person], _: Table) -> bool:
    have = Counter(one.representative_type for one in members)
    return all(_within(have[role], number, None) for role, number in asked.at_least.items())


def _duty(asked: Any, members: Sequence[Person], where: Table) -> bool:
    elected = getattr(where, asked.name) if asked.name in ("chair", "reporter", "liaison") else ()
    if len(elected) >= asked.each:
        return True
    holding = [one for one in members if one.id in elected]
    free = [one for one in members if one not in holding and one.status is not Status.OPEN]
    able = [one for one in free if asked.who is None or asked.who.matches(one)]
    if asked.differ is None:
        return len(elected) + len(able) >= asked.each
    taken = {fold(one.values(asked.differ)[0]) for one in holding if one.values(asked.differ)}
    blank = sum(1 for one in able if not one.values(asked.differ))
    values = {fold(one.values(asked.differ)[0]) for one in able if one.values(asked.differ)}
    return len(elected) + blank + len(values - taken) >= asked.each


READINGS: dict[str, Reading] = {"count": _count, "size": _size, "cap": _cap, "role_mix": _role_mix, "duty": _duty}


def so(kind: str, asked: Any, where: Room, seating: Plan) -> bool:
    """Return whether the sentence is so, of the tables that it is about."""
    members = where.members(seating)
    tables = [each for each in where.tables if asked.at is None or each.id in asked.at]
    in_use = "in use" in asked.sentence(where)
    return all(
        READINGS[kind](asked, members[each.id], each)
        for each in tables
        if members[each.id] or not (in_use and each.open_if_needed)
    )


@pytest.mark.parametrize("kind", READINGS)
def test_a_sentence_is_shown_as_met_exactly_where_it_is_so(kind: str) -> None:
    for seed in range(60):
        rng = Random(f"{kind} {seed}")
        where = random_room(rng)
        asked = random_requirement(rng, where, kind)
        seating = Plan({one.id: rng.choice(where.tables).id for one in where.persons})
        assert asked.judge(where, seating).met == so(kind, asked, where, seating), (seed, asked.sentence(where))


def test_a_table_that_elected_its_chairs_is_not_asked_for_more() -> None:
    tables = [{"id": "oak", "name": "Oak", "chair": ["ana", "eli"]}, {"id": "elm", "name": "Elm"}]
    two = requirement("duty", name="chair", each=2)
    where = room(["ana", "ben", "cam", "eli"], tables)
    assert two.judge(where, plan(oak=["ana", "eli"], elm=["ben", "cam"])).met
    assert two.sentence(where).startswith("Elm has 2 chairs")
    assert two.sentence(where).endswith("Oak elected its own chairs.")
    assert requirement("duty", name="chair", each=2, at=["oak"]).sentence(where) == "Oak elected its own chairs."


def test_a_table_that_elected_one_of_two_chairs_needs_another() -> None:
    tables = [{"id": "oak", "name": "Oak", "chair": ["ana"]}, {"id": "elm", "name": "Elm"}]
    two = requirement("duty", name="chair", each=2, term=2)
    where = room(["ana", "ben", "cam", "dee"], tables)
    assert two.judge(where, plan(oak=["ana", "dee"], elm=["ben", "cam"])).met
    assert two.judge(where, plan(oak=["ana"], elm=["ben", "cam", "dee"])).shortfall == 1
    assert two.sentence(where) == (
        "Every table has 2 chairs; each serves for 2 rounds, and no one serves again before everyone at the "
        "table has served. Oak elected 1 of its 2 chairs."
    )
    both = [tables[0], {"id": "elm", "name": "Elm", "chair": ["ben"]}]
    assert two.sentence(room(["ana", "ben", "cam", "dee"], both)).endswith(
        "Oak and Elm each elected 1 of their 2 chairs."
    )


def test_chairs_who_were_elected_and_have_no_seat_are_told_by_their_number() -> None:
    two = requirement("duty", name="chair", each=2)
    tables = [{"id": "oak", "name": "Oak", "chair": ["ana", "eli"]}, {"id": "elm", "name": "Elm", "chair": ["fay"]}]
    where = room(["ben", "cam"], tables)
    assert two.sentence(where).endswith(
        "Oak elected its own chairs, who have no seat in this round. Elm elected 1 of its 2 chairs. The person elected "
        "there has no seat in this round."
    )
    alike = room(["ben", "cam"], [tables[0], {**tables[1], "chair": ["fay", "gus"]}])
    assert two.sentence(alike).endswith("Oak and Elm elected their own chairs, who have no seat in this round.")
    only = requirement("duty", name="chair", each=2, at=["oak"])
    assert only.sentence(where) == "Oak elected its own chairs, who have no seat in this round."
    one = requirement("duty", name="chair", at=["elm"])
    assert one.sentence(where) == "Elm elected its own chair, who has no seat in this round."


@pytest.mark.parametrize(
    ("seats", "says"),
    [
        (None, "Every table may have any number of people."),
        ("1", "Every table has 1 person."),
        ("2", "Every table has 2 people."),
        ({"max": 2}, "Every table has at most 2 people."),
        ({"min": 1}, "Every table has at least 1 person."),
        ("1-3", "Every table has 1 to 3 people."),
    ],
)
def test_the_seats_are_said_in_words(seats: Any, says: str) -> None:
    cells = {} if seats is None else {"seats": seats}
    where = room(["ana"], [{"id": "oak", **cells}])
    assert requirement("size").sentence(where) == says


def test_a_table_that_may_stay_empty_is_spoken_of_where_it_is_in_use() -> None:
    where = room(["ana"], [{"id": "oak", "open": "if needed"}, "elm"])
    asked = requirement("cap", of="sector", at_most=1)
    assert asked.sentence(where) == "Every table in use has at most 1 person with the same sector."
    at = requirement("cap", of="sector", at_most=1, at=["oak"])
    assert at.sentence(where) == "oak (if in use) has at most 1 person with the same sector."


@pytest.mark.parametrize(("must", "verb"), [(True, "must"), (False, "should")])
def test_a_should_says_nowhere_that_somebody_must_not_sit_there(must: bool, verb: str) -> None:
    here = room(["ana"], ["north"])
    asked = requirement("keep_from", people=["ana"], tables=["north"], must=must)
    (found,) = asked.check(here, plan(north=["ana"]))
    assert found.says == f"Ana {verb} not sit at this table"


@pytest.mark.parametrize(
    ("kind", "column", "sentence"),
    [
        ("apart", "avoids", 'No one shares a table with anyone named in their column "Rather not".'),
        ("together", "with", 'Everyone shares a table with the people named in their column "Comes with".'),
    ],
)
def test_a_sentence_calls_a_column_as_the_list_does(kind: str, column: str, sentence: str) -> None:
    headings = {"avoids": Heading("Rather not", "B"), "with": Heading("Comes\nwith", "C")}
    here, asked = room(["ana", "ben"], ["north"]), requirement(kind, of=column)
    listed = replace(here, listed=replace(here.listed, headings=headings))
    assert asked.sentence(listed) == sentence
    assert f'"{column}"' in asked.sentence(here), "the headings of a saved list are not known"


def test_a_sentence_about_many_names_only_those_that_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    labels, whole = Counter[str](), person.label_person

    def label(identity: str, name: str, meant: str, *, is_made: bool) -> str:
        labels[identity] += 1
        return whole(identity, name, meant, is_made=is_made)

    here = room([Person(id=f"p{n:02}", name=f"p{n:02}") for n in range(40)])
    pairs = [(one.id, other.id) for one, other in pairwise(here.people)]
    monkeypatch.setattr(person, "label_person", label)
    assert str(requirement("apart", pairs=pairs).sentence(here)).endswith("p05; 34 other pairs.")
    assert labels.total() <= 2 * NAMED
