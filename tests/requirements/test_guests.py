"""Kinds that do not count guests give the same verdict whatever further sessions people go to."""

from __future__ import annotations

from random import Random

import pytest

from seating.plan import Plan
from seating.requirements import kinds
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room


@pytest.mark.parametrize("kind", sorted(name for name, kind in kinds().items() if not kind.counts_guests))
def test_further_sessions_change_no_verdict_of_a_kind_that_does_not_count_guests(kind: str) -> None:
    rng = Random(kind)
    for _ in range(40):
        here = random_room(rng)
        asked = random_requirement(rng, here, kind)
        tables = [table.id for table in here.tables]
        seats = {person.id: rng.choice(tables) for person in here.persons}
        further = {person: tuple({rng.choice(tables)} - {seat}) for person, seat in seats.items()}
        assert asked.judge(here, Plan(seats, further)) == asked.judge(here, Plan(seats))
