"""The whole job: read, seat, judge, explain, save, write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from seating.api.ahead import seat_ahead
from seating.api.chances import with_chances
from seating.api.missing import with_whom_to_invite
from seating.api.opened import Opened, open_rounds, read_inputs
from seating.api.rendering import finish_round
from seating.api.request import Request
from seating.api.saving import Hold, save
from seating.api.solved import Solved
from seating.api.solving import seat
from seating.api.suggested import suggestions
from seating.cache import compiled_folder
from seating.early import MANY, begun, likely_engine
from seating.engines import Child
from seating.errors import Note

__all__ = ["solve_request"]


def solve_request(request: Request) -> Solved:
    """Seat the open round, or the one after it, or several ahead: from reading the list to writing the packet.

    Where an earlier run of the same command saved a round and ended before its pages were written, they are
    written instead, and nobody is seated.

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
        request = replace(request, inputs=read_inputs(request))
        if (finished := finish_round(request, is_repair=False)) is not None:
            return finished
        opened = open_rounds(request)
        hold.ready(opened[0].past)
        first, *ahead = seat_ahead(request, opened, child) if request.rounds > 1 else (seat(opened[0], request, child),)
        first = with_whom_to_invite(first, request, child)
        notes = (*first.notes, *suggestions(request, opened[0]), *_compiling(request, opened[0]))
        result = with_chances(replace(first, ahead=tuple(ahead), notes=notes))
        return save(request, opened[0].past, result) if request.write else result


def _compiling(request: Request, opened: Opened) -> Iterator[Note]:
    """Yield a note where the search is compiled for this run alone, as there is no folder to keep it in."""
    if (len(opened.room.people) > MANY or request.rounds > 1) and compiled_folder() is None:
        yield Note(
            "cache-unwritable",
            "The compiled search cannot be saved, because no cache folder is writable. Each run compiles it again, "
            "which takes half a minute or more. Set XDG_CACHE_HOME or NUMBA_CACHE_DIR to a writable folder.",
        )
