"""Without whom a must would be broken, and who could take over: as the judge alone finds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

import seating
from seating.analysis.invitations import Invitations, Invitee
from seating.api.result import Solved
from seating.convening import Convening
from seating.engines.outcome import Status
from seating.judge import review
from seating.profiles.cells.replies import Reply
from seating.report.absences import find_absences
from seating.report.packet import change_kit
from seating.requirements import kinds
from seating.requirements.base.kind import Requirement
from seating.room.plan import Plan, Room
from tests.builders import plan, requirement, room
from tests.present.told import cells, told
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room

CASES = 120
MUSTS = "Without whom a must would be broken"
DUTIES = "Duties and deputies"


def seated(here: Room, asked: Sequence[Requirement], plan: Plan, **more) -> Solved:
    """Return the result of people who sit where a plan says."""
    settled = {
        "people": here.listed,
        "convening": Convening(tables=here.tables, requirements=tuple(asked)),
        "room": here,
        "requirements": tuple(asked),
        "plan": plan,
        "review": review(here, asked, plan),
        "status": Status.OPTIMAL,
        "bound": 0,
        "seconds": 1.0,
        "seed": 0,
    }
    return Solved(**{**settled, **more})


def without(here: Room, *away: str) -> Room:
    people = tuple(p for p in here.people if p.id not in away)
    return replace(here, people=people, staff=tuple(p for p in here.staff if p.id not in away))


def short(here: Room, must: Requirement, plan: Plan) -> int:
    return must.judge(here, plan).shortfall


@pytest.mark.room
def test_everyone_without_whom_a_must_falls_short_is_found_with_who_makes_up_for_it() -> None:
    missing = sorted(kind for kind, found in kinds().items() if found.misses_people and not found.is_about_staff)
    found = helped = 0
    for case in range(CASES):
        rng = Random(f"absence {case}")
        here = random_room(rng, most_persons=7)
        seats = Plan({person.id: rng.choice(here.tables).id for person in here.persons})
        asked = [
            random_requirement(rng, here, kind).model_copy(update={"id": kind, "must": True})
            for kind in [*missing, "size"]
        ]
        rows, is_complete = find_absences(seated(here, asked, seats))
        assert is_complete
        day = without(here, *(one.id for one in here.people if one.is_held))
        musts = [one for one in asked if one.misses_people]
        breaks = {
            one.id
            for one in day.people
            if any(short(without(day, one.id), must, seats) > short(day, must, seats) for must in musts)
        }
        assert breaks <= {row.person.id for row in rows}, case
        found += len(rows)
        before = review(here, asked, seats)
        for row in rows:
            assert len(row.heirs) <= 3
            assert row.losses[0].findings
            for heir in row.heirs:
                is_new = heir.person.id not in here.index
                then = without(here, row.person.id)
                if is_new:
                    people = sorted((*then.people, heir.person), key=lambda one: one.id)
                    then = replace(then, people=tuple(people))
                now = review(then, asked, Plan({**seats.seats, heir.person.id: row.table.id}))
                assert heir.worth == (now.unmet - before.unmet, now.penalty - before.penalty), case
                assert heir.origin == ("" if is_new else seats.seats[heir.person.id])
                empty = review(without(here, row.person.id), asked, seats)
                assert any(now.verdicts[m.id].shortfall < empty.verdicts[m.id].shortfall for m in musts), case
                helped += 1
    assert found >= 30
    assert helped >= 20


def test_the_kit_names_who_breaks_a_must_and_who_could_take_the_seat_with_the_difference() -> None:
    """Ana is Capital's only doer; Talent has three. With Ben it would miss his wish; Fay could be called."""
    doers = ("ana", "ben", "cam", "dee")
    rows = [{"id": one, "name": one.title(), "representative_type": "doer"} for one in doers]
    fay = {"id": "fay", "name": "Fay", "representative_type": "doer", "status": "idea", "phone": "555 0100"}
    here = room([*rows, {"id": "eli", "name": "Eli"}, fay], ["capital", "talent"])
    asked = [
        requirement("role_mix", at_least={"doer": 1}, must=True),
        requirement("together", id="tie", people=["ben", "cam"], must=False, weight=3),
    ]
    result = seated(here, asked, plan(capital=["ana", "eli"], talent=["ben", "cam", "dee"]))
    ((who, at, what, heirs),) = cells(change_kit.list_blocks(result))[MUSTS]
    assert (who, at) == ("Ana", "1 capital")
    assert what == "doer: 0 instead of at least 1"
    assert heirs == "Ben (2; penalty +3) Cam (2; penalty +3) Dee (2; penalty ±0)"
    full = replace(result, duties={"ben": ("chair",), "cam": ("chair",)})
    ((*_, heirs),) = cells(change_kit.list_blocks(full))[MUSTS]
    assert heirs.split(") ")[0] == "Dee (2; penalty ±0"
    here = room([*rows[:2], {"id": "eli", "name": "Eli"}, fay], ["capital", "talent"])
    alone = seated(here, asked[:1], plan(capital=["ana", "eli"], talent=["ben"]))
    ((*_, heirs), _) = cells(change_kit.list_blocks(alone))[MUSTS]
    assert heirs == "Fay · 555 0100 · penalty ±0"
    answered = Invitations("invitations.csv", (Invitee("1", "Doers", "Fay", person="fay", answer=Reply.NO),))
    ((*_, heirs), _) = cells(change_kit.list_blocks(replace(alone, invitations=answered)))[MUSTS]
    assert heirs == "no one"


def test_no_one_is_named_who_breaks_another_must_even_if_they_restore_more_than_they_break() -> None:
    """Cam would bring back what Ana was at her table, but must sit with Dee."""
    both = {"sector": "labor", "gender": "f"}
    here = room([{"id": "ana", **both}, "ben", {"id": "cam", **both}, "dee"], ["north", "south"])
    musts = [
        requirement("count", id=f"{column}-1", who={column: value}, at_least=1, at="north", must=True)
        for column, value in both.items()
    ]
    seats = plan(north=["ana", "ben"], south=["cam", "dee"])
    for more, named in (([], ["cam"]), ([requirement("together", pairs=[["cam", "dee"]], must=True)], [])):
        (row,), _ = find_absences(seated(here, [*musts, *more], seats))
        assert [one.person.id for one in row.heirs] == named


def test_deputies_are_named_first_and_in_the_table_of_duties() -> None:
    rows = [
        {"id": "ana", "name": "Ana", "sector": "labor", "Deputy": "Eve; Hugo Vale"},
        {"id": "ben", "name": "Ben"},
        {"id": "cam", "name": "Cam", "sector": "labor"},
        {"id": "dee", "name": "Dee", "sector": "labor"},
        {"id": "eve", "name": "Eve", "sector": "labor", "attending": "no", "phone": "555 0100"},
    ]
    asked = {"kind": "count", "who": {"sector": "labor"}, "at_least": 1, "at": "north", "must": True}
    pins = [{"kind": "pin", "people": ["ana", "ben"], "tables": "north"}]
    tables = [{"id": "north", "seats": "1-3"}, {"id": "south", "seats": "1-3"}]
    result = seating.solve(rows, {"tables": tables, "requirements": [asked, *pins]})
    result = replace(result, duties={"ben": ("chair",)})
    found = cells(change_kit.list_blocks(result))
    deputies = "Eve · 555 0100, named on the list as deputy Hugo Vale, named on the list as deputy"
    ana, ben = found[DUTIES]
    assert ana == ("Ana", "1 north", "–", deputies)
    assert ben == ("Ben", "1 north", "chair*", "Ana")


def test_a_held_seat_makes_up_for_no_one() -> None:
    people = [{"id": "p0", "name": "Ana", "sector": "labor"}, {"id": "p1", "name": "Dee", "sector": "arts"}]
    people += [{"id": "held", "organization": "Local 9", "sector": "labor", "status": "open"}]
    asked = [{"kind": "count", "who": {"sector": "labor"}, "at_least": 1, "must": True}]
    result = seating.solve(people, {"tables": [{"id": "north"}], "requirements": asked})
    assert [row.person.label for row in find_absences(result)[0]] == ["Ana"]


def test_a_table_that_would_have_too_few_people_and_a_rounded_share_make_no_one_essential() -> None:
    people = [{"id": f"p{n}", "sector": "labor" if n < 2 else "arts"} for n in range(4)]
    asked = [{"kind": "share", "who": {"sector": "labor"}, "at_least": "1/2", "must": True}]
    result = seating.solve(people, {"tables": [{"id": "north", "seats": 4}], "requirements": asked})
    assert find_absences(result) == ((), True)
    assert MUSTS not in cells(change_kit.list_blocks(result))


def test_the_only_counterpart_of_a_person_breaks_a_must_about_the_room() -> None:
    people = [
        {"id": "ana", "name": "Ana"},
        {"id": "ben", "name": "Ben", "works_for": "Ana"},
        {"id": "cam", "name": "Cam"},
    ]
    asked = [{"kind": "voice", "name": "Cams", "who": {"name": "Cam"}, "at": "the room", "must": True}]
    result = seating.solve(people, {"tables": [{"id": "north"}], "requirements": asked})
    assert [(row.person.label, row.heirs) for row in find_absences(result)[0]] == [("Cam", ())]


def test_once_there_is_too_much_to_check_it_is_told(monkeypatch) -> None:
    people = [{"id": f"p{n}", "sector": "labor" if n == 0 else "arts"} for n in range(6)]
    asked = [{"kind": "count", "who": {"sector": "labor"}, "at_least": 1, "at": "north", "must": True}]
    asked += [{"kind": "voice", "who": {"sector": "arts"}, "at": "the room", "must": True}]
    tables = [{"id": "north", "seats": "1-4"}, {"id": "south", "seats": "1-4"}]
    result = seating.solve(people, {"tables": tables, "requirements": asked})
    monkeypatch.setattr("seating.report.absences.MOST_LOOKS", 1)
    page = told(change_kit.list_blocks(result))
    assert "Not all musts were checked" in page
    assert "not checked, because there are too many people and requirements" in page
