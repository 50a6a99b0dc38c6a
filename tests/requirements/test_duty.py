"""Who holds a duty: the choice that is made against every choice there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.api.result import assign_duties
from seating.plan import Room, judged_tables
from seating.profiles import Person
from seating.requirements.duty import DutyRequirement
from seating.tables import Table
from seating.wording import fold
from tests.builders import past, plan, requirement, room
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room
from tests.requirements.test_conformance import random_plan


def _first_value(duty: DutyRequirement, person: Person) -> str | None:
    values = person.values(duty.differ) if duty.differ else ()
    return fold(values[0]) if values else None


def _share(duty: DutyRequirement, holders: Sequence[Person]) -> int:
    """Return how many of them share a value of the column in which they are to differ."""
    values = Counter(_first_value(duty, person) for person in holders)
    return sum(values[value] > 1 for value in (_first_value(duty, p) for p in holders) if value is not None)


def _cost(duty: DutyRequirement, room: Room, eligible: Sequence[Person], holders: Sequence[Person]) -> int:
    """Return the shortfall of a choice, as the table of kinds has it."""
    had = {i for held in room.history.rounds for i, names in held.duties.items() if duty.name in map(fold, names)}
    fresh = [p for p in eligible if p.id not in had and p not in holders]
    again = [
        holder
        for holder in holders
        if holder.id in had and any(not _share(duty, [x, *(h for h in holders if h is not holder)]) for x in fresh)
    ]
    return duty.each - len(holders) + _share(duty, holders) + (len(again) if duty.rotate else 0)


def _choices(duty: DutyRequirement, eligible: Sequence[Person]) -> Iterator[Sequence[Person]]:
    for number in range(min(duty.each, len(eligible)) + 1):
        yield from combinations(eligible, number)


def test_the_choice_and_the_judge_are_as_good_as_any_choice() -> None:
    again = 0
    for case in range(400):
        rng = Random(f"holders {case}")
        here = random_room(rng, most_persons=7)
        duty = random_requirement(rng, here, "duty")
        assert isinstance(duty, DutyRequirement)
        seated = random_plan(rng, here)
        found = {finding.table: finding.shortfall for finding in duty.judge(here, seated).findings}
        for table, members in judged_tables(here, seated, duty.at):
            eligible = [p for p in members if duty.who is None or duty.who.matches(p)]
            least = min(_cost(duty, here, eligible, choice) for choice in _choices(duty, eligible))
            holders = duty.holders(here, table, members)
            assert _cost(duty, here, eligible, holders) == least == found.get(table.id, 0), f"case {case}: {duty!r}"
            again += any(
                duty.name in map(fold, held.duties.get(p.id, ())) for held in here.history.rounds for p in holders
            )
    assert again > 10, "hardly anybody held it again: the cases prove little"


def _chairs(here: Room, members: str, busy: str = "", **keys: object) -> list[str]:
    duty = requirement("duty", name="chair", **keys)
    assert isinstance(duty, DutyRequirement)
    people = [here.listed.by_id[identity] for identity in members.split()]
    return [p.id for p in duty.holders(here, Table(id="north"), people, dict.fromkeys(busy.split(), ("reporter",)))]


def test_nobody_twice_before_everyone_once() -> None:
    """At a table whose people stay, the duty goes round: everyone once before anybody twice, and so on."""
    people = ["ana", "ben", "cam", "dee", "eli"]
    history = past()
    for number in range(1, 13):
        here = room(people, history=history, round_number=number)
        chairs = _chairs(here, " ".join(people), each=2)
        history = history.then(number, plan(north=people).seats, dict.fromkeys(chairs, ("chair",)))
        times = Counter(i for held in history.rounds for i in held.duties)
        assert max(times[i] for i in people) - min(times[i] for i in people) <= 1


def test_without_rotation_whoever_had_it_keeps_it() -> None:
    held = past({"north": ["ana", "ben", "cam"]})
    history = held.then(2, plan(north=["ana", "ben", "cam"]).seats, {"cam": ("Chair",)})
    here = room(["ana", "ben", "cam"], history=history)
    assert _chairs(here, "ana ben cam", rotate=False) == ["cam"]
    assert _chairs(here, "ana ben", rotate=False)[0] in {"ana", "ben"}
    assert _chairs(here, "ana ben cam")[0] in {"ana", "ben"}


def test_nobody_gets_a_second_duty_while_others_have_none() -> None:
    here = room(["ana", "ben", "cam"])
    assert _chairs(here, "ana ben", busy="ana") == ["ben"]
    assert len(_chairs(here, "ana ben", busy="ana ben")) == 1


def test_organizations_take_turns_before_lots_are_drawn() -> None:
    people = [{"id": f"{name}{n}", "organization": name} for name in "abc" for n in range(5)]
    here = room(people)
    everybody = " ".join(str(person["id"]) for person in people)
    assert {chair[0] for chair in _chairs(here, everybody, each=3)} == {"a", "b", "c"}
    assert _chairs(here, everybody, busy="a0 a1 b0")[0].startswith("c")


@given(st.randoms(use_true_random=False), st.integers(0, 9))
def test_where_people_stand_changes_nothing(random: Random, seed: int) -> None:
    people = [{"id": f"p{n:02d}", "organization": random.choice(["one", "two", ""])} for n in range(9)]
    duty = requirement("duty", name="chair", each=2)
    assert isinstance(duty, DutyRequirement)
    here = room(people)
    members = list(here.people)
    chosen = [p.id for p in duty.holders(here, here.tables[0], members, {}, seed)]
    random.shuffle(members)
    assert [p.id for p in duty.holders(here, here.tables[0], members, {}, seed)] == chosen


def test_no_place_on_the_list_is_favored() -> None:
    """Over many lists everybody is chosen about as often, and every organization is."""
    tables = [{"id": f"t{n}"} for n in range(7)]
    drawn, organizations, lists = Counter[int](), Counter[str](), 300
    people = [{"id": f"p{n:02d}", "organization": f"o{n // 7}"} for n in range(35)]
    here = room(people, tables)
    duties = [requirement("duty", name=name) for name in ("chair", "reporter")]
    at = {table["id"]: [str(p["id"]) for p in people[n::7]] for n, table in enumerate(tables)}
    for seed in range(lists):
        held = assign_duties(here.listed, here, here.tables, duties, plan(**at), seed)
        drawn.update(int(person[1:]) for person in held)
        each = Counter(here.listed.by_id[person].organization for person in held)
        organizations.update(each)
        assert set(each.values()) <= {2, 3}, "14 duties at 5 organizations"
    assert sum(drawn.values()) == 14 * lists
    assert all(0.3 < drawn[n] / lists < 0.5 for n in range(35)), drawn  # 14 of 35 is 0.4
    assert all(2.6 < organizations[f"o{n}"] / lists < 3.0 for n in range(5)), organizations


@pytest.mark.parametrize(("table", "holders"), [({"id": "north", "chair": ["ben"]}, []), ({"id": "north"}, ["cam"])])
def test_whom_a_table_elected_is_not_chosen_anew(table: dict[str, object], holders: list[str]) -> None:
    here = room(["ana", "ben", "cam"], [table])
    duty = requirement("duty", name="chair")
    assert isinstance(duty, DutyRequirement)
    assert [
        p.id for p in duty.holders(here, here.tables[0], here.people, dict.fromkeys(("ana", "ben"), ("reporter",)))
    ] == holders
