"""Whom to invite, worked out for a seating that lacks somebody, and asked of the engines."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from seating.convene.request import Request
from seating.convene.solved import Solved
from seating.engines import Child, Ending, Status, Together
from seating.missing.aims import Aim, Cells, aims_of
from seating.missing.frame import cells_wanted
from seating.missing.invite import Invite, Recruitment
from seating.missing.invited import with_invited, with_seats
from seating.missing.recruitment import recruitment
from seating.model import Model, build_model
from seating.plan import IntArray, Room
from seating.profiles import Who
from seating.requirement import Requirement
from seating.result import Recruit
from seating.voices import VoiceState
from seating.wording import counted, listed

__all__ = ["Asking", "with_whom_to_invite"]

WORK = 6.0
"""Work units for all questions together; a unit is about a second."""

SECONDS = 8.0
"""Seconds for the same where there is a time limit."""

LACKING = frozenset(
    {VoiceState.MISSING, VoiceState.ABSENT, VoiceState.TOO_FEW, VoiceState.ELSEWHERE, VoiceState.UNKNOWN}
)
"""States that more people in the room could mend."""


def with_whom_to_invite(result: Solved, request: Request, child: Child) -> Solved:
    """Return a result with the smallest list of people with whom every voice, role and need can be met.

    Where the musts cannot all hold and no list helps, what was found to help single musts stays.
    """
    asked = (*result.review.voices, *result.review.gaps)
    if result.ending is Ending.INTERRUPTED or not any(voice.state in LACKING for voice in asked):
        return result
    room, requirements = result.room, result.requirements
    aims = aims_of(requirements, room, cells_wanted(result.convening.frame, room))
    asking = Asking(requirements, request, child)
    found = asking.list_for(room, aims)
    seats = 0
    if found is None:
        seats = sum(aim.lack(room) for aim in aims) or 1
        found = asking.list_for(with_seats(room, seats), aims)
    if found is None or (result.status is Status.IMPOSSIBLE and result.recruit and not found.confirmed):
        return result
    return replace(result, recruit=tuple(_recruit(room, invite, found, seats) for invite in found.invites))


class Asking:
    """Puts the questions of recruitment to the engines, all within one allowance of work."""

    def __init__(self, requirements: Sequence[Requirement], request: Request, child: Child) -> None:
        self._requirements = requirements
        self._seed = request.seed
        self._child = child
        self._left = WORK
        self._deadline = None if request.time_limit is None else time.monotonic() + SECONDS

    def list_for(self, room: Room, aims: Sequence[Aim]) -> Recruitment | None:
        """Return the smallest list for a room."""
        return recruitment(
            room, self._requirements, aims, self._answer, lambda cells: self._holds_with(room, aims, cells)
        )

    def _answer(self, model: Model) -> tuple[bool | None, IntArray | None]:
        together = Together(model, self._child, seed=self._seed, allowance=self._left, deadline=self._deadline)
        everything = frozenset(model.requirement_ids)
        holds = together(everything)
        if holds is False and together.once_more(everything) is not False:
            holds = None  # a no counts when it is said twice
        self._left -= together.spent
        return holds, together.nearest if holds else None

    def _holds_with(self, room: Room, aims: Sequence[Aim], cells: Sequence[Cells]) -> bool | None:
        """Whether all musts and aims hold, by the checkers, once people with these cells are in the room."""
        for described in cells:
            room = with_invited(room, described, 1)
        asked = {aim.id for aim in aims}
        binding = [r.model_copy(update={"must": True}) for r in self._requirements if r.is_must or r.id in asked]
        model = build_model(room, binding)
        holds, tables = self._answer(model)
        if tables is None:
            return holds
        plan = model.plan(tables)
        enough = all(aim.attending(room.people) >= aim.needed(room) for aim in aims)
        return enough and all(requirement.judge(room, plan).met for requirement in binding)


def _recruit(room: Room, invite: Invite, found: Recruitment, seats: int) -> Recruit:
    """Return one line of the list, in words."""
    people = counted(invite.people, "more person", "more people")
    whom = f" {Who.model_validate(invite.who).clause()}" if invite.who else ""
    labels = {table.id: table.label for table in room.tables}
    at = f", for {listed(labels.get(table, table) for table in invite.tables)}" if invite.tables else ""
    more = "; the tables need more seats for them" if seats else ""
    return Recruit(
        who=invite.who,
        people=invite.people,
        serves=invite.serves,
        sentence=f"Invite {people}{whom}{at}{more}.",
        confirmed=found.confirmed,
        smallest=found.smallest,
        tables=invite.tables,
    )
