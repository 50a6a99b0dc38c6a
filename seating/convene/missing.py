"""Whom to invite, worked out for a seating that lacks somebody, and asked of the engines."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from seating.convene.request import Request
from seating.convene.solved import Solved
from seating.engines import Child, Ending, Together
from seating.missing.aims import Aim, Cells, aims_of
from seating.missing.frame import cells_wanted
from seating.missing.invite import Invite, Recruitment
from seating.missing.invited import with_invited, with_seats
from seating.missing.recruitment import recruitment
from seating.model import Model, build_model
from seating.plan import IntArray, Plan, Room
from seating.profiles import Who
from seating.requirement import Requirement
from seating.result import Recruit
from seating.voices import VoiceState
from seating.wording import counted, listed

__all__ = ["Asking", "with_whom_to_invite"]

WORK = 4.0
"""Work units for all questions together; a unit is about a second."""

SECONDS = 5.0
"""Seconds for the same where there is a time limit."""

LACKING = frozenset(
    {VoiceState.MISSING, VoiceState.ABSENT, VoiceState.TOO_FEW, VoiceState.ELSEWHERE, VoiceState.UNKNOWN}
)
"""States that more people in the room could mend."""


def with_whom_to_invite(result: Solved, request: Request, child: Child) -> Solved:
    """Return a result with the smallest list of people with whom every voice, role and need can be met.

    Where the musts cannot all hold, the people who make them hold come first: what was found for them stays.
    """
    asked = (*result.review.voices, *result.review.gaps)
    if result.ending is Ending.INTERRUPTED or result.recruit or not any(voice.state in LACKING for voice in asked):
        return result
    with suppress(KeyboardInterrupt):  # it ends the questions; the seating stays
        return _recruited(result, Asking(result.requirements, request, child))
    return result


def _recruited(result: Solved, asking: Asking) -> Solved:
    room = result.room
    aims = aims_of(result.requirements, room, cells_wanted(result.convening.frame, room))
    found, seats = asking.list_for(room, aims), 0
    if found is None:
        seats = sum(aim.lack(room) for aim in aims) or 1
        found = asking.list_for(with_seats(room, seats), aims)
    if found is None:
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
            room,
            self._requirements,
            aims,
            self._answer,
            lambda coming, seats: self._holds_with(room, aims, coming, seats),
        )

    def _answer(self, model: Model) -> tuple[bool | None, IntArray | None]:
        together = Together(model, self._child, seed=self._seed, allowance=self._left, deadline=self._deadline)
        everything = frozenset(model.requirement_ids)
        holds = together(everything)
        if holds is False and together.once_more(everything) is not False:
            holds = None  # a no counts when it is said twice
        self._left -= together.spent
        return holds, together.nearest if holds else None

    def _holds_with(
        self, room: Room, aims: Sequence[Aim], coming: Sequence[tuple[Cells, str]], seats: Mapping[str, str]
    ) -> bool | None:
        """Whether all musts and aims hold, by the checkers, once these people are in the room.

        The seating in which they were found is looked at first; another is sought where it does not show it.
        """
        places = dict(seats)
        for cells, table in coming:
            room = with_invited(room, cells, 1)
            newcomers = {person.id for person in room.persons} - places.keys()
            places |= dict.fromkeys(newcomers, table)
        asked = {aim.id for aim in aims}
        binding = [r.model_copy(update={"must": True}) for r in self._requirements if r.is_must or r.id in asked]
        if any(aim.attending(room.people) < aim.needed(room) for aim in aims):
            return False
        if all(requirement.judge(room, Plan(places)).met for requirement in binding):
            return True
        model = build_model(room, binding)
        holds, tables = self._answer(model)
        if tables is None:
            return holds
        plan = model.plan(tables)
        return all(requirement.judge(room, plan).met for requirement in binding)


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
