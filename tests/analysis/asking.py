"""Lists of people to invite: computed by the engines, and by brute force."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from seating.analysis.aims import list_aims
from seating.analysis.newcomers import add_newcomers
from seating.analysis.recruitment import Recruitment
from seating.api.recruit import RecruitmentProbes
from seating.api.request import Request
from seating.engines import Child
from seating.profiles import Status
from seating.requirements.base.kind import Requirement
from seating.room.plan import Room
from tests.builders import every_plan


def invited(child: Child, room: Room, requirements: Sequence[Requirement]) -> Recruitment | None:
    """Return the list that the engines find."""
    return RecruitmentProbes(requirements, Request(()), child).list_for(room, list_aims(requirements, room))


def all_cells(values: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    """Return every description with one of these values, or none, in each column."""
    options = [[(column, value) for value in ("", *some)] for column, some in values.items()]
    return [{column: value for column, value in chosen if value} for chosen in itertools.product(*options)]


def is_met(room: Room, requirements: Sequence[Requirement]) -> bool:
    """Whether some seating meets every must, voice, role and need, according to the checkers and by counting people."""
    binding = []
    for requirement in requirements:
        asks = list(requirement.asks(room))
        for ask in asks:
            heads = sum(1 for p in room.people if p.status is not Status.OPEN and ask.matches(p))
            if heads < ask.needed:
                return False
        if asks or requirement.is_must:
            binding.append(requirement)
    return any(all(r.judge(room, plan).met for r in binding) for plan in every_plan(room))


def fewest(room: Room, requirements: Sequence[Requirement], cells: Sequence[dict[str, str]], most: int) -> int | None:
    """Return the smallest number of people with whom everything can be met, by brute force; None above `most`."""
    for number in range(most + 1):
        if any(is_met(fuller, requirements) for fuller in _rooms(room, cells, number)):
            return number
    return None


def _rooms(room: Room, cells: Sequence[dict[str, str]], number: int) -> Iterator[Room]:
    for chosen in itertools.combinations_with_replacement(cells, number):
        fuller: Any = room
        for described in chosen:
            fuller = add_newcomers(fuller, described, 1)
        yield fuller
