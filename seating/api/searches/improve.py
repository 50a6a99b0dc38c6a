"""Improve or repair a seating while some people, tables and pairs of it stay as they are. Nothing is saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from seating.api.earlier_seating import build_keep_must
from seating.api.inputs import RoundInputs
from seating.api.manual_seating import Locks
from seating.api.one_round import choose_effort, judge_as_planned, settle_outcome
from seating.api.repair import repair_plan
from seating.api.request import Request
from seating.api.result import Solved
from seating.engines import SILENT, Child, Effort, Ending, Outcome, Worker, best_plan
from seating.engines.budget import share_of
from seating.engines.outcome import is_optimal, status_of
from seating.engines.prestart import ANNEAL, EXACT, begun
from seating.engines.repair import Baseline, move_fewer
from seating.engines.repair.baseline import seat_unseated
from seating.model import Model, build_model, penalty_of
from seating.requirements import kinds
from seating.requirements.base.kind import KEEP_PREFIX, Requirement, with_ties
from seating.room.plan import IntArray, find_valid_seats

FIRST_SHARE = 0.6
"""Share of the effort for a better seating; the rest goes to one that is as good with fewer moves."""


def improve(inputs: RoundInputs, seats: Mapping[str, str], locks: Locks, request: Request) -> Solved:
    """Search for a better seating, beginning with this one, in which everything that is locked stays.

    If nothing better is found, the seats are returned as they are. If a better one is found, as few people move for it
    as the rest of the effort can find. People without a seat get one.

    Parameters
    ----------
    inputs : RoundInputs
    seats : mapping of person id to table id
        It may lack people of the room.
    locks : Locks
    request : Request
        Gives the time limit or the work, the seed, the watch and the stop signal.

    Returns
    -------
    Solved
        Checked, with a must for each lock. If the musts provably cannot all be met, it explains why.

    Raises
    ------
    EngineError
        When the engine and the checker disagree.
    """
    inputs = add_locks(inputs, seats, locks)
    model = build_model(inputs.room, inputs.requirements)
    start = complete_seats(model, seats)
    with begun(ANNEAL), Child(stop_signal=request.stop_signal) as worker:
        request = request.begin_search()
        effort = choose_effort(request, model)
        outcome = best_plan(model, share_of(effort, FIRST_SHARE), request.seed, request.watch, worker, start)
        if outcome.value < penalty_of(model, start):
            baseline = Baseline.of_seats(inputs.room, model, seats)
            outcome = _move_fewer(model, baseline, outcome, request, worker, effort)
            return settle_outcome(inputs, request, worker, model, outcome)
        same = replace(outcome, tables=start)  # no one moves for a seating that is only as good
        return judge_as_planned(inputs, request, worker, model, same)


def _move_fewer(
    model: Model, baseline: Baseline, outcome: Outcome, request: Request, worker: Worker, effort: Effort
) -> Outcome:
    """Return a seating that is at least as good as the one found, in which as few people as possible have moved."""

    def search(priced: Model, tables: IntArray) -> IntArray:
        if outcome.ending is not Ending.DONE and outcome.ending is not Ending.TIME:
            return tables
        rest = replace(effort, work=None if effort.work is None else effort.work * (1 - FIRST_SHARE))
        return best_plan(priced, rest, request.seed, SILENT, worker, tables).tables

    tables = move_fewer(model, baseline, outcome.tables, search)
    value = penalty_of(model, tables)
    status = status_of(value, is_optimal(value, outcome.bound), outcome.status)
    return replace(outcome, tables=tables, unmet=value.unmet, penalty=value.penalty, status=status)


def repair_with_locks(inputs: RoundInputs, seats: Mapping[str, str], locks: Locks, request: Request) -> Solved:
    """Meet the musts with the fewest moves, while everything that is locked stays.

    Parameters
    ----------
    inputs, seats, locks, request
        As for `improve`.

    Returns
    -------
    Solved
        Its `moves` have a reason each.

    Raises
    ------
    EngineError, KeyboardInterrupt
        As for `repair_plan`.
    """
    inputs = add_locks(inputs, seats, locks)
    with begun(EXACT), Child(stop_signal=request.stop_signal) as worker:
        return repair_plan(inputs, seats, request.begin_search(), worker)


def add_locks(inputs: RoundInputs, seats: Mapping[str, str], locks: Locks) -> RoundInputs:
    """Return the inputs with a must for each lock, as `seating solve --keep` adds them.

    A locked person keeps their table, a locked table its people, and the two people of a locked pair share a table.
    What has no seat, or is no longer there, is not kept.

    Parameters
    ----------
    inputs : RoundInputs
    seats : mapping of person id to table id
    locks : Locks
    """
    room = inputs.room
    now = find_valid_seats(room, seats)
    musts = tuple(_list_musts(now, locks, frozenset(room.index)))
    if not musts:
        return inputs
    requirements = (*inputs.requirements, *musts)
    return replace(inputs, requirements=requirements, room=with_ties(room, requirements))


def _list_musts(seats: Mapping[str, str], locks: Locks, known: frozenset[str]) -> Iterator[Requirement]:
    for table in sorted(locks.tables):
        people = [person for person, at in seats.items() if at == table]
        if people:
            yield build_keep_must(f"{KEEP_PREFIX}{table}", table, people)
    for person in sorted(locks.people & seats.keys()):
        yield build_keep_must(f"{KEEP_PREFIX}{person}", seats[person], [person])
    for one, other in sorted(locks.pairs):
        if {one, other} <= known:
            data = {"id": f"{KEEP_PREFIX}{one}+{other}", "pairs": [[one, other]], "must": True}
            yield kinds()["together"].model_validate(data)


def complete_seats(model: Model, seats: Mapping[str, str]) -> IntArray:
    """Return the table number of each person, shape (persons,); those without a seat get one where that costs least.

    Parameters
    ----------
    model : Model
    seats : mapping of person id to table id
    """
    number = {table: t for t, table in enumerate(model.table_ids)}
    tables = [number.get(seats.get(person, ""), -1) for person in model.person_ids]
    return seat_unseated(model, np.array(tables, dtype=np.int64))
