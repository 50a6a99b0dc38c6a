"""Who holds a duty: the choice that is made against every choice there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from seating.analysis.duties import draw_duties
from seating.analysis.obstacles import Situation
from seating.api.result import assign_duties
from seating.profiles import Person, Status
from seating.requirements.duty import DutyRequirement
from seating.room.plan import Room, judged_tables
from seating.room.tables import Table
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


@pytest.mark.room
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
            assert not duty.elected(table)
            able = [p for p in members if p.status is not Status.OPEN]
            eligible = [p for p in able if duty.who is None or duty.who.matches(p)]
            least = min(_cost(duty, here, eligible, choice) for choice in _choices(duty, eligible))
            silent = Situation(here.listed, here, seated, [duty], here.tables, hidden={"languages"})
            held = draw_duties(here, [duty], seated, {}, situation=silent)  # languages would come before the turn
            holders = [p for p in members if p.id in held]
            assert _cost(duty, here, eligible, holders) == least == found.get(table.id, 0), f"case {case}: {duty!r}"
            again += any(
                duty.name in map(fold, held.duties.get(p.id, ())) for held in here.history.rounds for p in holders
            )
    assert again > 10, "hardly anybody held it again: the cases prove little"


def _chairs(here: Room, members: str, busy: str = "", **keys: object) -> list[str]:
    duty = requirement("duty", name="chair", **keys)
    at = {here.tables[0].id: members.split()}
    here = replace(here, people=tuple(p for p in here.people if p.id in members.split()), tables=here.tables[:1])
    held = draw_duties(here, [duty], plan(**at), dict.fromkeys(busy.split(), ("reporter",)))
    return [person for person, duties in held.items() if "chair" in duties]


def test_nobody_twice_before_everyone_once() -> None:
    """At a table whose people stay, the duty goes round: everyone once before anybody twice, and so on."""
    people = ["ana", "ben", "cam", "dee", "eli"]
    history = past()
    for number in range(1, 13):
        here = room(people, history=history, round_number=number)
        chairs = _chairs(here, " ".join(people), each=2, rotate=True)
        history = history.then(number, plan(north=people).seats, dict.fromkeys(chairs, ("chair",)))
        times = Counter(i for held in history.rounds for i in held.duties)
        assert max(times[i] for i in people) - min(times[i] for i in people) <= 1


def test_who_had_it_at_the_other_part_of_a_split_table_has_served_no_term_at_this_one() -> None:
    """Loft was split from North before round 1, in which each part had its own chair."""
    history = past().then(1, plan(north=["ana"], loft=["ben"]).seats, {"ana": ("chair",), "ben": ("chair",)})
    loft = Table(id="loft", was=("north",))
    here = room(["ana", "ben", "cam"], tables=["north", loft], history=history, round_number=2)
    keeps, rotates = (requirement("duty", name="chair", rotate=each) for each in (False, True))
    held = draw_duties(here, [keeps], plan(loft=["ana", "ben"], north=["cam"]), {})
    assert list(held) == ["cam", "ben"]
    assert [rotates.has_served(here, loft, person) for person in ("ana", "ben")] == [False, True]


def test_without_rotation_whoever_had_it_keeps_it() -> None:
    held = past({"north": ["ana", "ben", "cam"]})
    history = held.then(2, plan(north=["ana", "ben", "cam"]).seats, {"cam": ("Chair",)})
    here = room(["ana", "ben", "cam"], history=history)
    assert _chairs(here, "ana ben cam", rotate=False) == ["cam"]
    assert _chairs(here, "ana ben cam") == ["cam"], "a duty stays unless the convener lets it rotate"
    assert _chairs(here, "ana ben", rotate=False)[0] in {"ana", "ben"}
    assert _chairs(here, "ana ben cam", rotate=True)[0] in {"ana", "ben"}


def test_a_holder_from_another_table_does_not_take_the_duty_with_them() -> None:
    """Whoever held it at this table keeps it; a chair who moved here is no more likely than the others."""
    held = past({"north": ["ana", "ben"], "south": ["cam", "dee"]})
    seats = plan(north=["ana", "ben"], south=["cam", "dee"]).seats
    history = held.then(2, seats, {"ana": ("chair",), "cam": ("chair",)})
    here = room(["ana", "ben", "cam"], history=history)
    assert _chairs(here, "ana ben cam") == ["ana"]
    assert _chairs(here, "ben cam") == ["ben"]


def test_a_held_seat_holds_no_duty() -> None:
    """Nobody can chair a table before they are found, and the judge counts a holder as missing."""
    here = room([{"id": "ana"}, {"id": "held", "name": "", "organization": "Mill Board", "status": "open"}])
    assert _chairs(here, "ana held", each=2) == ["ana"]
    duty = requirement("duty", name="chair", each=2)
    seated = plan(**{here.tables[0].id: ["ana", "held"]})
    found = {finding.table: finding.shortfall for finding in duty.judge(here, seated).findings}
    assert found[here.tables[0].id] == 1


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


@pytest.mark.room
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


@pytest.mark.parametrize(
    ("chair", "each", "drawn"),
    [((), 1, 1), (("ben",), 1, 0), (("ben",), 2, 1), (("ana", "ben"), 2, 0), (("ana", "ben"), 1, 0), (("ben",), 3, 2)],
)
def test_as_many_are_drawn_as_the_election_leaves(chair: tuple[str, ...], each: int, drawn: int) -> None:
    here = room(["ana", "ben", "cam"], [{"id": "north", "chair": chair}])
    seated = plan(north=["ana", "ben", "cam"])
    duty = requirement("duty", name="chair", each=each)
    held = assign_duties(here.listed, here, here.tables, [duty], seated)
    assert all("chair" in held[elected] for elected in chair)
    assert len(held) == len(chair) + drawn
    assert duty.judge(here, seated).met


def test_an_elected_chair_who_sits_elsewhere_is_no_chair_there() -> None:
    """Where musts clash, the closest seating may put them at another table."""
    here = room(["ana", "ben", "cam"], [{"id": "north", "chair": ["ana"]}, {"id": "south"}])
    seated = plan(north=["ben"], south=["ana", "cam"])
    assert assign_duties(here.listed, here, here.tables, [], seated) == {}
    assert assign_duties(here.listed, here, here.tables, [], plan(north=["ana"], south=["ben", "cam"])) == {
        "ana": ("chair",)
    }


def test_who_is_drawn_beside_an_elected_chair_differs_from_them() -> None:
    people = [{"id": p, "sector": sector} for p, sector in (("ana", "labor"), ("ben", "labor"), ("cam", "business"))]
    here = room(people, [{"id": "north", "chair": ["ana"]}])
    duty = requirement("duty", name="chair", each=2, differ="sector")
    for seed in range(20):
        held = assign_duties(here.listed, here, here.tables, [duty], plan(north=["ana", "ben", "cam"]), seed)
        assert set(held) == {"ana", "cam"}
    alone = room(people[:2], [{"id": "north", "chair": ["ana"]}])
    (finding,) = duty.judge(alone, plan(north=["ana", "ben"])).findings
    assert (finding.have, finding.shortfall) == (1, 1)


def test_two_requirements_for_one_duty_each_get_their_holder() -> None:
    """Co-chairs from two groups may also be asked for one by one."""
    people = [{"id": f"{sector}{n}", "sector": sector} for sector in ("labor", "business") for n in range(3)]
    here = room(people, ["north"])
    duties = [requirement("duty", name="chair", who={"sector": sector}) for sector in ("labor", "business")]
    duties += [requirement("duty", name="chair")]
    for seed in range(20):
        held = draw_duties(here, duties, plan(north=[p["id"] for p in people]), {}, seed)
        assert {person[:-1] for person in held} == {"labor", "business"}
        assert len(held) == 2


def test_a_term_lasts_its_rounds_and_then_goes_round() -> None:
    people = ["ana", "ben", "cam"]
    history, chairs = past(), []
    for number in range(1, 10):
        here = room(people, history=history, round_number=number)
        chairs += _chairs(here, " ".join(people), term=3)
        history = history.then(number, plan(north=people).seats, {chairs[-1]: ("chair",)})
    terms = [chairs[n : n + 3] for n in (0, 3, 6)]
    assert all(len(set(term)) == 1 for term in terms), chairs
    assert len({term[0] for term in terms}) == 3, chairs


def test_a_term_ends_when_its_holder_leaves_the_table() -> None:
    history = past({"north": ["ana", "ben"]})
    history = history.then(2, plan(south=["ana"], north=["ben"]).seats, {"ana": ("chair",)})
    here = room(["ana", "ben"], history=history, round_number=3)
    assert _chairs(here, "ana ben", term=2) == ["ben"]


def test_a_term_needs_rotation() -> None:
    with pytest.raises(ValueError, match="`term` sets the number of rounds after which"):
        requirement("duty", name="chair", term=2, rotate=False)
