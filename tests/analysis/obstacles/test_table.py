"""The table of obstacles against a second statement of each row, and what those who ask it suggest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import pytest

from seating.analysis.duties import draw_duties
from seating.analysis.initiative.memberships import governance_room
from seating.analysis.obstacles import (
    OBSTACLES,
    Case,
    Obstacle,
    PlaceKind,
    find_obstacle,
    find_obstacles,
    list_deputies,
    table,
)
from seating.analysis.relief import find_reliefs
from seating.analysis.season.guests import build_guest_model
from seating.analysis.stand_ins import Musts
from seating.convening.schema import SessionRules
from seating.profiles import Duty, Person, Status
from seating.report.absences import TakingOver, find_deputies
from seating.report.packet import change_kit
from seating.report.situation import build_situation, find_duty_obstacle
from seating.report.transition import breaks_must_for_good, find_transition
from seating.room.plan import Plan
from tests.builders import requirement
from tests.builders import table as session

from .initiatives import BODIES, TABLES, Initiative, draw_initiative

EVERY = frozenset(PlaceKind)
SEAT, DUTY, SERVICE, SESSION, MEMBERSHIP, CHOICE, STAY, SUCCESSION = (
    PlaceKind.SEAT,
    PlaceKind.DUTY,
    PlaceKind.SERVICE,
    PlaceKind.SESSION,
    PlaceKind.MEMBERSHIP,
    PlaceKind.CHOICE,
    PlaceKind.STAY,
    PlaceKind.SUCCESSION,
)


def _speaks(one: Person) -> set[str]:
    return set(one.languages) or {"en"}


def _find_main(case: Case) -> str:
    """Return the language of the room: English, unless no one speaks it."""
    people = case.situation.room.people
    spoken = Counter(one for p in people if p.languages or not p.is_held for one in _speaks(p))
    return "en" if "en" in spoken or not spoken else min(spoken, key=lambda one: (-spoken[one], one))


def _at(case: Case, *tables: str) -> list[Person]:
    """Return the participants at these tables, without the two people of the case."""
    both = {case.other.id, None if case.away is None else case.away.id}
    seats = case.situation.plan.seats
    return [p for p in case.situation.room.people if p.id not in both and not p.is_held and seats[p.id] in tables]


def _is_outvoted(case: Case, others: list[Person]) -> bool:
    is_blank = case.other.is_held and not case.other.languages
    mine = {_find_main(case)} if is_blank else _speaks(case.other)
    return sum(bool(mine & _speaks(one)) for one in others) * 2 < len(others)


def _is_alone(case: Case) -> bool:
    """Whether someone who joins the table can reach no one there, even by way of others who translate."""
    seats, both = case.situation.plan.seats, {case.other.id, None if case.away is None else case.away.id}
    here = [p for p in case.situation.room.persons if p.id not in both and not p.is_held and seats[p.id] == case.table]
    reached, left = [case.other], list(here)
    for one in reached:
        found = [p for p in left if _speaks(p) & _speaks(one)]
        left = [p for p in left if p not in found]
        reached += found
    is_cut_off = len(reached) == 1 or not any(_find_main(case) in _speaks(one) for one in reached)
    return not case.other.is_held and case.other.duty is None and bool(left) and is_cut_off


def _is_unheard(case: Case) -> bool:
    if case.place is DUTY:
        return _is_outvoted(case, _at(case, case.table))
    return case.table in TABLES and case.table != case.situation.plan.seats.get(case.other.id) and _is_alone(case)


def _meets(case: Case) -> Mapping[str, list[Person]]:
    """Return the known members of each governance table to which the place brings someone."""
    brought = {DUTY: ("lead",), MEMBERSHIP: (case.table,)}.get(case.place, ())
    by_id = case.situation.people.by_id
    known = {body: [by_id[p] for at, p in sorted(case.situation.members) if at == body] for body in brought}
    both = {case.other.id, None if case.away is None else case.away.id}
    return {body: [one for one in people if not one.is_held and one.id not in both] for body, people in known.items()}


def _is_unheard_there(case: Case) -> bool:
    for body, known in _meets(case).items():
        drawn = _at(case, *TABLES) if body == "lead" else []
        if _is_outvoted(case, known) or _is_outvoted(case, [*known, *drawn]):
            return True
    return False


def _works_for(one: Person, other: Person) -> bool:
    return other.id in one.values("Works for")


def _may_come(case: Case) -> bool:
    attends = case.other.attending
    rounds = attends.rounds is None or 1 in attends.rounds
    return rounds and not attends.is_absent and attends.chance > 0 and case.other.status is not Status.DECLINED


def _is_unable(case: Case) -> bool:
    if case.place is SERVICE:
        return case.other.duty not in case.services or bool(case.speaks and not case.speaks & _speaks(case.other))
    has_it = case.away is not None and case.duty in case.situation.duties.get(case.other.id, ())
    who = case.situation.requirements[0].who
    is_adult = case.other.party is None or not case.other.party.children
    return has_it or case.other.is_held or not is_adult or (who is not None and not who.matches(case.other))


def _is_barred(case: Case) -> bool:
    one = case.other
    can_come = one.values("can_come")
    is_elsewhere = case.situation.plan.seats.get(one.id) != case.table
    return is_elsewhere and (case.table in one.values("declined") or bool(can_come and case.table not in can_come))


def _is_there(case: Case) -> bool:
    return case.situation.plan.seats.get(case.other.id) == case.table


def _has_no_round(case: Case) -> bool:
    attends = case.other.attending
    return not attends.is_absent and (case.other.status in {Status.IDEA, Status.DECLINED} or not attends.chance)


ROWS: dict[str, tuple[set[PlaceKind] | frozenset[PlaceKind], Callable[[Case], bool]]] = {
    "held": (EVERY - {STAY}, lambda c: c.other.status is Status.OPEN),
    "declined": (
        EVERY - {STAY},
        lambda c: c.other.status is Status.DECLINED or c.other.attending.is_absent or c.other.id in c.situation.refused,
    ),
    "no round": ({STAY}, _has_no_round),
    "away": (
        {SEAT, DUTY, SERVICE, SUCCESSION},
        lambda c: c.other.id not in c.situation.plan.seats and not _may_come(c) and not c.has_more and not c.is_named,
    ),
    "locked": ({SEAT, SERVICE}, lambda c: c.other.id in c.situation.staying),
    "staff": (
        EVERY - {SERVICE},
        lambda c: bool(c.other.duty) and not (c.away and c.away.duty) and not c.is_named,
    ),
    "child": (
        {DUTY, MEMBERSHIP, CHOICE, SUCCESSION},
        lambda c: bool(c.other.party and c.other.party.children) and not c.is_named,
    ),
    "member": ({MEMBERSHIP}, lambda c: (c.table, c.other.id) in c.situation.members),
    "above": (EVERY, lambda c: c.away is not None and _works_for(c.away, c.other) and not c.is_named),
    "seated": (
        EVERY,
        lambda c: c.away is not None and c.away.status is Status.OPEN and c.other.id in c.situation.plan.seats,
    ),
    "here": ({SEAT, SERVICE, SESSION, SUCCESSION}, lambda c: _is_there(c) and not c.has_more),
    "unable": ({DUTY, SERVICE}, _is_unable),
    "needed": ({SEAT, SERVICE}, lambda c: any(c.other.id == one for one, _ in c.situation.needed)),
    "busy": ({SERVICE, SESSION}, lambda c: c.situation.is_busy(c)),
    "barred": ({SEAT, SUCCESSION}, _is_barred),
    "must": ({SEAT, SERVICE, SUCCESSION}, lambda c: not _is_there(c) and c.situation.breaks_must(c)),
    "unnamed": ({DUTY, MEMBERSHIP, CHOICE}, lambda c: c.other.name == "Fox 2"),
    "leads": ({DUTY}, lambda c: c.other.id in c.situation.tables[-1].chair),
    "below": ({DUTY}, lambda c: any(_works_for(c.other, one) for people in _meets(c).values() for one in people)),
    "language": ({SEAT, DUTY, SUCCESSION}, _is_unheard),
    "language there": ({DUTY, MEMBERSHIP}, _is_unheard_there),
}
"""Each row of the table a second time, in its order: where it counts, and when it holds."""


def _draw_cases(initiative: Initiative, rng: Random) -> Iterator[Case]:
    """Yield every person for every kind of place at every table, in the place of someone drawn, or of no one."""
    people = initiative.people.persons
    ids = [one.id for one in people]
    pairs = {(rng.choice(ids), rng.choice(TABLES)) for _ in range(6)}
    situation = initiative.situate(
        staying=frozenset(rng.sample(ids, 1)),
        needed=frozenset((one, at) for one, at in initiative.plan.seats.items() if rng.random() < 0.2),
        breaks_must=lambda case: (case.other.id, case.table) in pairs,
        is_busy=lambda case: (case.table, case.other.id) < ("north", "dee"),
        duties=dict.fromkeys(rng.sample(ids, 1), ("chair",)),
    )
    tables = {MEMBERSHIP: BODIES, CHOICE: BODIES, STAY: BODIES}
    for kind, other in product(PlaceKind, people):
        for at in tables.get(kind, TABLES):
            away = rng.choice([None, *(one for one in people if one.id != other.id)])
            if kind is DUTY and not (initiative.plan.seats.get(other.id) == at and other.duty is None):
                continue  # duties are drawn from those at the table
            yield Case(
                situation,
                other,
                kind,
                at,
                away,
                duty="chair" if kind is DUTY else "",
                services=(Duty.FACILITATOR,) if kind is SERVICE else (),
                speaks=frozenset({"vi"}) if kind is SERVICE and rng.random() < 0.5 else frozenset(),
                is_named=kind is not DUTY and rng.random() < 0.2,
                has_more=kind is SUCCESSION and rng.random() < 0.5,
            )


@pytest.mark.room
def test_each_row_holds_where_its_second_statement_says_and_all_are_told_in_order() -> None:
    assert [one.name for one in OBSTACLES] == list(ROWS)
    assert {one.name: one.places for one in OBSTACLES} == {name: frozenset(at) for name, (at, _) in ROWS.items()}
    held, first = Counter[tuple[str, PlaceKind]](), Counter[str]()
    for seed in range(100):
        initiative = draw_initiative(seed)
        for case in _draw_cases(initiative, Random(f"cases {seed}")):
            found = [one.name for one in find_obstacles(case)]
            stated = [name for name, (places, holds) in ROWS.items() if case.place in places and holds(case)]
            assert found == stated, (seed, case.place, case.other.id, case.table, case.away)
            told = find_obstacle(case)
            assert (told.name if told else None) == next(iter(stated), None)
            held.update((name, case.place) for name in found)
            first.update(found[:1])
    never = {("away", DUTY), ("staff", DUTY)}  # duties are drawn from the participants at a table
    every = {(one.name, kind) for one in OBSTACLES for kind in one.places}
    assert every - set(held) <= never, every - set(held)
    assert set(first) == set(ROWS), set(ROWS) - set(first)


def _list_seated(initiative: Initiative) -> list[Person]:
    return [one for one in initiative.room.people if not one.is_held]


def _draw(initiative: Initiative) -> set[str]:
    asked = initiative.requirements[:1]
    return set(draw_duties(initiative.room, asked, initiative.plan, {}, situation=initiative.situate()))


def _take_seats(initiative: Initiative) -> set[str]:
    result = initiative.judge()
    taking = TakingOver(result, result.requirements)
    people = _list_seated(initiative)
    return {heir.id for one in people for heir in taking.list_able(one, initiative.plan.seats[one.id])}


def _take_duties(initiative: Initiative) -> set[str]:
    result, at = initiative.judge(), initiative.room.members(initiative.plan)
    away = [initiative.people.by_id[one] for one, held in result.duties.items() if "chair" in held]
    return {
        other.id
        for one in away
        for other in at[initiative.plan.seats[one.id]]
        if other.id != one.id and find_duty_obstacle(result, one, "chair", other) is None
    }


def _send_deputies(initiative: Initiative) -> set[str]:
    result = initiative.judge()
    found = (find_deputies(result, one.id) for one in _list_seated(initiative))
    return {one.id for deputies in found for one in deputies if isinstance(one, Person)}


def _succeed(initiative: Initiative) -> set[str]:
    result = initiative.judge()
    return {other.id for one in _list_seated(initiative) for other in find_transition(result, one).colleagues}


def _relieve(initiative: Initiative) -> set[str]:
    found = find_reliefs(initiative.situate(), SessionRules())
    return {one.id for relief in found for one in (*relief.from_tables, *relief.from_list)}


def _move_on_the_day(initiative: Initiative) -> set[str]:
    """Return those whom the change kit names for a voice that depends on few people."""
    voices = tuple(requirement("voice", id=one, who={"sector": one}, at="north", must=False) for one in "xy")
    result = replace(initiative, requirements=(*initiative.requirements, *voices)).judge()
    found = [*change_kit.list_fragile(result)]
    named = " ".join(str(name) for one in found for name in (*one.could_move, *one.could_be_asked))
    return {one.id for one in initiative.people if one.label in named}


def _visit(initiative: Initiative) -> set[str]:
    room, plan = initiative.room, initiative.plan
    people = tuple(one.model_copy(update={"chose": TABLES}) for one in room.people)
    sessions = (session({"id": one, "day": f"2027-03-0{n}", "place": "Hall"}) for n, one in enumerate(TABLES, 1))
    room = replace(room, people=people, tables=tuple(sessions))
    harmless = np.ones((len(people), len(TABLES)), dtype=bool)
    model = build_guest_model(room, plan, (), harmless, SessionRules(most=2))
    return {one.id for one, visits in zip(people, model.allowed, strict=True) if visits.any()}


def _choose(initiative: Initiative) -> set[str]:
    """Return those among whom the members of a governance table are chosen."""
    board = session({"id": "board", "action_seat": True, "seats": 2})
    return {one.id for one in governance_room(initiative.room, [board], (), initiative.plan).people}


def _speak_for_members(initiative: Initiative) -> set[str]:
    """Return the deputies who are named in the notes on members without a seat."""
    result = initiative.judge()
    situation = replace(build_situation(result), plan=Plan({}))
    found = set()
    for one in result.memberships:
        member = initiative.people.by_id[one.person]
        named = initiative.people.deputies_of(member)
        deputies = list_deputies(situation, MEMBERSHIP, one.table, member, named)
        found |= {each.id for each in deputies if isinstance(each, Person)}
    return found


ASKERS = {
    "who can be chosen as a member": _choose,
    "which deputy speaks for a member": _speak_for_members,
    "who is drawn for a duty": _draw,
    "who takes a seat on the day": _take_seats,
    "who takes a duty on the day": _take_duties,
    "which deputy comes": _send_deputies,
    "who takes over for good": _succeed,
    "which staff take over": _relieve,
    "who makes up for a voice": _move_on_the_day,
    "who visits another session": _visit,
}


@pytest.mark.parametrize("asker", ASKERS)
def test_a_new_row_is_asked_everywhere(asker: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is suggested is suggested no longer once a row is added that holds for them."""
    suggest, left_out = ASKERS[asker], 0
    for seed in range(160):
        if left_out >= 12:
            break
        initiative = draw_initiative(seed)
        for person in sorted(suggest(initiative)):
            row = Obstacle("new", frozenset(PlaceKind), lambda case, one=person: case.other.id == one)
            monkeypatch.setattr(table, "OBSTACLES", (*OBSTACLES, row))
            then = suggest(initiative)
            monkeypatch.setattr(table, "OBSTACLES", OBSTACLES)
            if suggest is _draw and person in then:
                assert _has_fewest(initiative, person)
                continue
            assert person not in then, (seed, person)
            left_out += 1
    assert left_out >= 8


def _has_fewest(initiative: Initiative, person: str, more: int = 1) -> bool:
    """Whether everyone else at the table of a person who could have the duty has as many obstacles, or more."""
    situation, at = initiative.situate(), initiative.plan.seats[person]
    members = initiative.room.members(initiative.plan)[at]
    able = initiative.requirements[0].find_candidates(initiative.room, initiative.room.table(at), members)
    cases = (Case(situation, one, DUTY, at, duty="chair") for one in able)
    number = {case.other.id: len(list(find_obstacles(case))) for case in cases}
    return all(number[one] >= number[person] + more for one in number if one != person)


def _list_rows(case: Case) -> set[str]:
    """Return the names of the rows that hold for a case."""
    return {name for name, (places, holds) in ROWS.items() if case.place in places and holds(case)}


@pytest.mark.room
def test_no_one_is_suggested_for_whom_a_row_holds() -> None:
    asked = 0
    for seed in range(60):
        initiative = draw_initiative(seed)
        assert all(_has_fewest(initiative, one, 0) for one in _draw(initiative)), seed
        result = initiative.judge()
        musts = Musts(initiative.room, initiative.requirements, initiative.plan)
        situation = replace(build_situation(result), breaks_must=musts.refuse)
        taking = TakingOver(result, result.requirements)
        for one in _list_seated(initiative):
            at = initiative.plan.seats[one.id]
            able = {heir.id for heir in taking.list_able(one, at)}
            for other in initiative.people:
                case = Case(situation, other, SEAT, at, one)
                reasons = _list_rows(case)
                assert (other.id in able) is (other.id != one.id and not reasons), (seed, one.id, other.id, reasons)
                asked += 1
            found = find_transition(result, one)
            after = replace(situation, breaks_must=breaks_must_for_good)
            for other in (each for each in initiative.people if each.id != one.id):
                seat = _list_rows(Case(after, other, SUCCESSION, at, one))
                bodies = [
                    _list_rows(Case(after, other, MEMBERSHIP, body, one))
                    for body in BODIES
                    if (body, one.id) in situation.members
                ]
                duties = [_list_rows(Case(after, other, DUTY, at, one, duty)) for duty in result.duties.get(one.id, ())]
                if other in found.colleagues:
                    assert seat <= {"here", "away"}, (seed, one.id, other.id, seat)
                elif other.organization == one.organization and other.label not in found.deputies:
                    assert seat.union(*bodies, *duties), (seed, one.id, other.id)
    assert asked > 1000
