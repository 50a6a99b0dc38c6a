"""The whole job: read, seat, judge, explain, save, write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from seating.api.chances import with_chances
from seating.api.inputs import Opened, open_rounds, read_inputs
from seating.api.multi_round import seat_ahead
from seating.api.one_round import seat
from seating.api.packet import finish_round
from seating.api.recruit import with_whom_to_invite
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.saving import Hold, save
from seating.cache import compiled_folder
from seating.engines import Child
from seating.engines.prestart import MANY, begun, likely_engine
from seating.errors import Note
from seating.wording import counted

__all__ = ["solve", "solve_request", "suggestions"]

FEW = 10
"""One in so many people may have come or gone for a change to be a small one; or three of any number."""


def solve(people: Any, convening: Any = None, *, time_limit: float | None = None, seed: int = 0) -> Solved:
    """Seat everyone who comes; write nothing.

    Parameters
    ----------
    people : path, "-", pandas frame, or sequence of mappings
        The list, one row a person.
    convening : path, mapping, or None
        The tables and requirements; None looks beside the list, and infers them when nothing is there.
    time_limit : float, optional
        Seconds; without it the effort is counted in work, and the same input gives the same seating.
    seed : int, optional

    Raises
    ------
    UsageError, InputError
        When a file is not there; when cells or lines of the input are wrong.

    Examples
    --------
    >>> people = [{"name": "Ana", "with": "Ben"}, {"name": "Ben"}, {"name": "Cam"}, {"name": "Dee"}]
    >>> result = solve(people, {"tables": {"count": 2, "seats": 2}, "requirements": []})
    >>> result.status.value, result.plan.seats[result.people.named("Ana")[0].id] == result.plan.seats[
    ...     result.people.named("Ben")[0].id]
    ('optimal', True)
    """
    return solve_request(Request(people, convening, time_limit=time_limit, seed=seed, packet=False, write=False))


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


def suggestions(request: Request, opened: Opened) -> Iterator[Note]:
    """Yield a note when little has changed since the open round was saved: a repair would move few people."""
    saved = opened.past.last
    if saved is None or opened.past.closing is not None or request.rounds > 1:
        return
    if opened.is_made_from(saved.seating.inputs):
        return
    now = {person.id for person in opened.room.persons}
    changed = len(now.symmetric_difference(saved.seats))
    if changed <= max(3, len(now) // FEW):
        what = counted(changed, "person has", "people have") + " come or gone" if changed else "little has changed"
        text = (
            f"Since round {saved.number} was saved, {what}, and everybody was seated anew. "
            "To keep most people where they were: `seating rounds undo`, then `seating repair`."
        )
        yield Note("repair-instead", text)
