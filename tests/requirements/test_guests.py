"""Further sessions: of this round, some kinds count no guests; in earlier rounds, guests have met everyone there."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from seating.model import build_model, shortfalls
from seating.requirements import kinds
from seating.room.history import History, PastRound
from seating.room.plan import Plan
from tests.builders import plan, requirement, room
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room


@pytest.mark.parametrize("kind", sorted(name for name, kind in kinds().items() if not kind.counts_guests))
def test_further_sessions_change_no_verdict_of_a_kind_that_does_not_count_guests(kind: str) -> None:
    rng = Random(kind)
    for _ in range(40):
        here = random_room(rng)
        asked = random_requirement(rng, here, kind)
        tables = [table.id for table in here.tables]
        seats = {person.id: rng.choice(tables) for person in here.people}
        further = {person: tuple({rng.choice(tables)} - {seat}) for person, seat in seats.items()}
        assert asked.judge(here, Plan(seats, further)) == asked.judge(here, Plan(seats))


VISITED = History((PastRound(1, {"ana": "a", "ben": "b", "cam": "c"}, further={"ana": ("b",)}),))
"""Ana's further session was Ben's seat; no one met Cam."""


def test_people_who_met_at_a_further_session_of_an_earlier_round_have_met() -> None:
    here = room(["ana", "ben", "cam"], history=VISITED, round_number=2)
    together, apart = plan(north=["ana", "ben", "cam"]), plan(north=["ana"], south=["ben"], east=["cam"])
    (finding,) = requirement("new_company").judge(here, together).findings
    assert finding.people == ("ana", "ben")
    unmet = requirement("meet", people=["ana", "ben", "cam"]).judge(here, apart).findings
    assert [one.people for one in unmet] == [("ana", "cam"), ("ben", "cam")]


@pytest.mark.parametrize("kind", ["new_company", "meet"])
def test_encoded_shortfall_equals_checked_shortfall_with_further_sessions_before(kind: str) -> None:
    lacking = 0
    for case in range(60):
        rng = Random(f"{kind} {case}")
        here = random_room(rng)
        tables = [table.id for table in here.tables]
        rounds = tuple(
            replace(past, further={p: tuple({rng.choice(tables), "gone"} - {at}) for p, at in past.seats.items()})
            for past in here.history.rounds
        )
        here = replace(here, history=replace(here.history, rounds=rounds))
        asked = random_requirement(rng, here, kind)
        seats = Plan({person.id: rng.choice(tables) for person in here.people})
        model = build_model(here, [asked])
        checked = asked.judge(here, seats).shortfall
        assert int(shortfalls(model, model.tables_of(seats))[0]) == checked
        lacking += checked > 0
    assert lacking > 3
