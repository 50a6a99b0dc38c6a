"""The whole job: read, seat, judge, explain, save, write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from seating.convene.opened import Opened, open_rounds
from seating.convene.request import Request
from seating.convene.saving import Hold, save
from seating.convene.solved import Solved
from seating.convene.solving import seat
from seating.convene.suggested import suggestions
from seating.engines import Child, start_child
from seating.history import History, PastRound

__all__ = ["solve_request"]


def solve_request(request: Request) -> Solved:
    """Seat the open round, or the one after it, or several ahead: from reading the list to writing the packet.

    Raises
    ------
    UsageError, InputError
        When the command or the input is wrong; nothing is written then.
    FolderHeldError
        When another run is working in the output folder.
    EngineError
        When the engine and the checker disagree.
    """
    with start_child() as child, Hold(request) as hold:
        opened = open_rounds(request)
        hold.ready(opened[0].past)
        first, *ahead = _seated(request, opened, child)
        notes = (*first.notes, *suggestions(request, opened[0]))
        result = replace(first, ahead=tuple(ahead), notes=notes)
        return save(request, opened[0].past, result) if request.write else result


def _seated(request: Request, opened: Sequence[Opened], child: Child) -> list[Solved]:
    """Seat rounds one after another, each with those before it in its history."""
    found: list[Solved] = []
    past: list[PastRound] = list(opened[0].room.history.rounds)
    for each in opened:
        room = replace(each.room, history=History(tuple(past)))
        result = seat(replace(each, room=room), request, child)
        found.append(result)
        past.append(_as_past(result, past))
    return found


def _as_past(result: Solved, past: Sequence[PastRound]) -> PastRound:
    """Return a planned round as it will look from later ones, if all goes as planned."""
    seats = {person.id: result.plan.seats[person.id] for person in result.room.people}
    unmet = frozenset(identity for identity, verdict in result.review.verdicts.items() if not verdict.met)
    members = {**(past[-1].members if past else {}), **seats}
    return PastRound(result.room.round_number, seats, members, result.duties, unmet)
