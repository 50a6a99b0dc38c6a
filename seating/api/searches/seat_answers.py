"""How the whole room could answer if one person sat at a given table. Nothing is saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from seating.api.explain import Probes
from seating.api.inputs import RoundInputs
from seating.api.manual_seating import Locks
from seating.api.request import Request
from seating.api.searches.improve import add_locks, complete_seats
from seating.engines import Child
from seating.engines.local_search.incremental import IncrementalCosts, find_exchange
from seating.engines.prestart import EXACT, begun
from seating.explanations.person_reasons import SEATED_HERE, require_seat
from seating.model import build_model
from seating.requirements.base.kind import Requirement

LEAST_QUESTIONS = 3
"""One table gets the work that each of so many gets. The convener waits for the answer."""


@dataclass(frozen=True)
class SeatAnswer:
    """The best seating that was found with a person at a table.

    Attributes
    ----------
    table : str
        The id of the table.
    seats : mapping of person id to table id, or None
        Everyone's seat; None if no seating that meets the musts was found.
    is_proven : bool
        Whether it is proven that no seating with the person there is better, or, without a seating, that none meets
        the musts.
    against : tuple of Requirement
        Musts that cannot be met together while the person sits there, if that is proven. Locks are among them.
    """

    table: str
    seats: Mapping[str, str] | None
    is_proven: bool
    against: tuple[Requirement, ...] = ()


def find_seat_answers(
    inputs: RoundInputs, seats: Mapping[str, str], locks: Locks, person: str, tables: Sequence[str], request: Request
) -> Iterator[SeatAnswer]:
    """Yield, for each table, the best seating with a person there that little work finds.

    What is locked stays, except the person. Of equally good seatings, the one in which only the person moves comes
    first, alone or in a swap with someone. People without a seat get one.

    Parameters
    ----------
    inputs : RoundInputs
    seats : mapping of person id to table id
        The seating at hand. It may lack people of the room.
    locks : Locks
    person : str
        The id of a person of the room.
    tables : sequence of str
        Ids of tables.
    request : Request
        Gives the seed, the time limit and the stop signal.

    Raises
    ------
    KeyboardInterrupt
        When the search is stopped before a seating is found at the table that is asked about.
    """
    others = {one: table for one, table in seats.items() if one != person}
    locked = add_locks(inputs, others, locks)
    model = build_model(locked.room, locked.requirements)
    known = {requirement.id: requirement for requirement in locked.requirements}
    start = complete_seats(model, seats)
    costs, number = IncrementalCosts.of(model, start), model.person_ids.index(person)
    with begun(EXACT), Child(stop_signal=request.stop_signal) as worker:
        probes = Probes(worker, request.begin_search(), max(LEAST_QUESTIONS, len(tables)))
        for table in tables:
            there = model.table_ids.index(table)
            near = start if start[number] == there else find_exchange(costs, number, there)
            held = require_seat(model, number, there)
            best = probes.best_of(held, near)
            if best.tables is None:
                clash = probes.against(held) if best.is_proven else ()
                against = tuple(known[identity] for identity in clash if identity != SEATED_HERE)
                yield SeatAnswer(table, None, best.is_proven, against)
            else:
                found = zip(model.person_ids, best.tables.tolist(), strict=True)
                yield SeatAnswer(table, {one: model.table_ids[at] for one, at in found}, best.is_proven)
