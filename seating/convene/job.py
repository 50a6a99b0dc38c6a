"""The whole job: read, seat, judge, explain, save, write."""

from __future__ import annotations

from dataclasses import replace

from seating.convene.ahead import seat_ahead
from seating.convene.chances import with_chances
from seating.convene.missing import with_whom_to_invite
from seating.convene.opened import open_rounds
from seating.convene.request import Request
from seating.convene.saving import Hold, save
from seating.convene.solved import Solved
from seating.convene.solving import seat
from seating.convene.suggested import suggestions
from seating.early import begun, likely_engine
from seating.engines import Child

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
    with begun(likely_engine(request.people)), Child() as child, Hold(request) as hold:
        opened = open_rounds(request)
        hold.ready(opened[0].past)
        first, *ahead = seat_ahead(request, opened, child) if request.rounds > 1 else (seat(opened[0], request, child),)
        first = with_whom_to_invite(first, request, child)
        notes = (*first.notes, *suggestions(request, opened[0]))
        result = with_chances(replace(first, ahead=tuple(ahead), notes=notes))
        return save(request, opened[0].past, result) if request.write else result
