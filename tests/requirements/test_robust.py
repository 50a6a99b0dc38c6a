"""`robust: 1`: whatever holds with it still holds when anybody stays away, and nothing stiffer is asked."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError

from seating.plan import Plan, Room
from seating.requirement import Requirement
from seating.requirements import kinds
from tests.builders import plan, requirement, room
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room

ROBUST = sorted(kind for kind, found in kinds().items() if found.can_be_robust)

CASES = 500


def without(here: Room, seated: Plan, person: str) -> tuple[Room, Plan]:
    """Return the room and the plan when somebody stays away."""
    people = tuple(p for p in here.people if p.id != person)
    staff = tuple(p for p in here.staff if p.id != person)
    return replace(here, people=people, staff=staff), Plan({p: t for p, t in seated.seats.items() if p != person})


def plainly(asked: Requirement) -> Requirement:
    """Return the same requirement without `robust`."""
    return asked.model_copy(update={"robust": 0})


def holds_after_any(asked: Requirement, here: Room, seated: Plan) -> bool:
    """Whether the plain requirement holds now and whoever stays away."""
    rooms = [(here, seated), *(without(here, seated, person.id) for person in here.persons)]
    return all(not plainly(asked).judge(*each).shortfall for each in rooms)


def random_case(kind: str, case: int) -> tuple[Room, Requirement, Plan]:
    """Return a random room, a robust requirement and a plan; no table is free to stay empty."""
    rng = Random(f"robust {kind} {case}")
    here = random_room(rng, most_persons=8, most_tables=2)
    here = replace(here, tables=tuple(t.model_copy(update={"open_if_needed": False}) for t in here.tables))
    asked = random_requirement(rng, here, kind)
    while not asked.robust:
        asked = random_requirement(rng, here, kind)
    return here, asked, Plan({person.id: rng.choice(here.tables).id for person in here.persons})


@pytest.mark.parametrize("kind", ROBUST)
def test_it_lacks_nothing_exactly_when_no_single_absence_breaks_it(kind: str) -> None:
    """The plain requirement, judged with each person away in turn, says the same as the robust one at once."""
    robust = fragile = 0
    for case in range(CASES):
        here, asked, seated = random_case(kind, case)
        survives = holds_after_any(asked, here, seated)
        assert (not asked.judge(here, seated).shortfall) == survives, f"case {case}: {asked!r}, {seated}"
        robust, fragile = robust + survives, fragile + (not survives)
    assert min(robust, fragile) >= 3, "hardly a case was robust, or hardly one was not"


@pytest.mark.parametrize("kind", ROBUST)
def test_it_never_lacks_less_than_the_plain_one(kind: str) -> None:
    for case in range(CASES):
        here, asked, seated = random_case(kind, case)
        assert asked.judge(here, seated).shortfall >= plainly(asked).judge(here, seated).shortfall, f"case {case}"


def test_a_table_that_may_stay_empty_and_is_used_still_survives_every_absence() -> None:
    """Its last person may leave it empty, which asks for nothing; more is wanted there all the same."""
    here = room([{"id": "ana", "sector": "labor"}, "ben"], [{"id": "north", "open": "if needed"}])
    count = requirement("count", who={"sector": "labor"}, at_least=1, robust=1)
    assert count.judge(here, plan(north=["ana", "ben"])).shortfall == 1


@pytest.mark.parametrize("kind", sorted(set(kinds()) - set(ROBUST)))
def test_other_kinds_refuse_it(kind: str) -> None:
    rng = Random(kind)
    asked = random_requirement(rng, random_room(rng), kind)
    keys: dict[str, Any] = asked.model_dump(exclude_unset=True, by_alias=True) | {"robust": 1}
    with pytest.raises(ValidationError, match=f"`robust` is not available for {kind}"):
        kinds()[kind].model_validate(keys)


@pytest.mark.parametrize("value", [2, -1, True, "yes", 1.5])
def test_only_one_absence_can_be_asked_for(value: Any) -> None:
    with pytest.raises(ValidationError, match="Write `robust: 1`, or leave it out"):
        requirement("size", robust=value)


def test_a_band_without_room_for_one_to_spare_is_refused() -> None:
    with pytest.raises(ValidationError, match="at_most 2 is too small with `robust: 1`"):
        requirement("count", who={"sector": "labor"}, at_least=2, at_most=2, robust=1)
    assert requirement("count", who={"sector": "labor"}, at_least=0, at_most=0, robust=1).robust == 1


def test_its_sentence_and_its_findings_say_so() -> None:
    here = room([{"id": "ana", "sector": "labor"}], ["north"])
    asked = requirement("count", who={"sector": "labor"}, at_least=1, robust=1)
    assert asked.sentence(here).endswith("even if any one person is absent.")
    (finding,) = asked.judge(here, plan(north=["ana"])).findings
    assert (finding.have, finding.want, finding.shortfall) == (1, "at least 2", 1)
