"""Open a case, and judge any seating of it with the checks of the requirements."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from benchmarks.case import Case
from seating.api.inputs import RoundInputs, read_round
from seating.api.request import Request
from seating.judge import review
from seating.room.plan import Plan


def opened(case: Case) -> RoundInputs:
    """Return a case's list and convening as `seating` reads them."""
    return _opened(case.people, case.convening)


@lru_cache(maxsize=2)
def _opened(people: Path, convening: Path) -> RoundInputs:
    return read_round(Request(people, convening, write=False))


def worth(case: Case, seats: Mapping[str, str]) -> tuple[int, int] | None:
    """Return the sum of unmet musts and the penalty of a seating, by person's id; None if somebody has no seat."""
    found = opened(case)
    tables = {table.id for table in found.room.tables}
    if any(seats.get(person.id) not in tables for person in found.room.persons):
        return None
    plan = Plan({person.id: seats[person.id] for person in found.room.persons})
    judged = review(found.room, found.requirements, plan)
    return judged.unmet, judged.penalty
