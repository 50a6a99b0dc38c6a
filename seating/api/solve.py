"""Solve: read the inputs, seat the people, check and explain the seating, save it, and write the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from seating.add_ons import ExecutorOption
from seating.api.changed_cards import note_changed_cards
from seating.api.inputs import RoundInputs, read_rounds
from seating.api.invitation_states import add_invitations, refuse_lost_invitations
from seating.api.multi_round import seat_rounds
from seating.api.one_round import choose_effort, seat_round, settle_outcome
from seating.api.reading import read_inputs
from seating.api.recruit import add_recruits
from seating.api.repair import NAMED, note_changed_tables
from seating.api.replaced_seating import find_moved_people, find_replacement
from seating.api.request import Request, searching_within
from seating.api.result import Solved
from seating.api.saved_rounds.saving import Hold, finish_round, save
from seating.convening import Convening
from seating.engines import Child, Worker
from seating.engines.prestart import begun, likely_engine
from seating.errors import Note, UsageError
from seating.model import build_model
from seating.profiles.heads import say_persons
from seating.report.renamed_tables import tell_renumbered
from seating.room.lineage import heir_of
from seating.room.plan import Room
from seating.tasks.jobs import Search, Steps
from seating.wording import list_first, said, said_count, said_field, said_first, said_joined

FEW = 10
"""A change is small if at most 1/`FEW` of the people have come or gone, or at most three people in all."""


def solve_request(request: Request) -> Solved:
    """Seat the open round, the one after it, or several rounds: all steps from reading the list to writing the packet.

    If an earlier run of the same command saved a round but ended before its pages were written, they are written
    instead, and no one is seated.

    Parameters
    ----------
    request : Request

    Returns
    -------
    Solved
        The open round. Its `files` names what was written, and its `ahead` has the rounds planned with it.

    Raises
    ------
    UsageError, InputError
        When the command or the input is wrong. Nothing is written then.
    FolderHeldError
        When another run is working in the output folder.
    EngineError
        When the engine and the checker disagree.
    """
    if request.elsewhere is not None:
        request = _prepare_for(request, request.elsewhere.option)
    with begun(likely_engine(request.people), bounds=True), _start_worker(request) as worker, Hold(request) as hold:
        opened = _open_rounds(request, hold)
        if isinstance(opened, Solved):
            return opened
        request, inputs = opened
        several = request.rounds > 1
        with request.stop_signal.taking_interrupts():  # until the seating is saved
            rounds = seat_rounds(request, inputs, worker) if several else (seat_round(inputs[0], request, worker),)
            first, *ahead = rounds
            return complete_round(request, inputs[0], worker, first, ahead)


def solve_in_steps(request: Request, worker: Worker) -> Steps[Solved]:
    """Do what `solve_request` does for one round, but let the caller search for the seating.

    Parameters
    ----------
    request : Request
    worker : Worker
        Answers the questions before and after the search. The caller stops it.

    Yields
    ------
    Search
        Once. The outcome of the search is sent back. If an earlier run of the same command only has to
        be finished, nothing is yielded.

    Returns
    -------
    Solved

    Raises
    ------
    UsageError, InputError, FolderHeldError, EngineError
        As `solve_request`.
    """
    with Hold(request) as hold:
        opened = _open_rounds(request, hold)
        if isinstance(opened, Solved):
            return opened
        request, (inputs, *_) = opened
        model = build_model(inputs.room, inputs.requirements)
        seconds = None if request.time_limit is None else searching_within(request.time_limit)
        outcome = yield Search(model, choose_effort(request, model), request.seed, seconds)
        first = settle_outcome(inputs, request, worker, model, outcome)
        return complete_round(request, inputs, worker, first)


def _open_rounds(request: Request, hold: Hold) -> Solved | tuple[Request, tuple[RoundInputs, ...]]:
    """Read the inputs; return the round that was finished instead, if an earlier run saved it without its pages."""
    given = read_inputs(request)
    request = replace(request, inputs=given)
    refuse_lost_invitations(request, given.reading.people)
    if (finished := finish_round(request, hold, is_repair=False)) is not None:
        return finished
    inputs = read_rounds(request)
    hold.ready(inputs[0].past)
    return request.begin_search(), inputs


def complete_round(
    request: Request, inputs: RoundInputs, worker: Worker, first: Solved, ahead: Sequence[Solved] = ()
) -> Solved:
    """Add to a checked seating who to invite and notes. Save it, and write its pages.

    Parameters
    ----------
    request : Request
    inputs : RoundInputs
        Those of the first round.
    worker : Worker
    first : Solved
        The seating of the open round.
    ahead : sequence of Solved
        The rounds that were planned together with it.

    Raises
    ------
    UsageError
        When something cannot be written.
    """
    first = add_invitations(add_recruits(first, request, worker))
    notes = (
        *note_other_plan(inputs, first),
        *note_other_numbers(first.convening, first.room),
        *note_changed_tables(inputs, first),
        *suggest_repair(request, inputs, first),
        *note_changed_cards(inputs, request, first.plan),
        *first.notes,
    )
    later = tuple(replace(each, invitations=None) for each in ahead)
    result = replace(first, ahead=later, notes=notes)
    if request.write and request.before_saving is not None:
        replacement = find_replacement(request, inputs, result)
        if replacement is not None:
            request.before_saving(replacement)
    return save(request, inputs.past, result) if request.write else result


def _prepare_for(request: Request, option: ExecutorOption) -> Request:
    if request.rounds > 1:
        raise UsageError(f"{option.name} seats one round at a time. Leave out --rounds, or {option.name}.")
    return replace(request, jobs=request.jobs or option.jobs)


@contextmanager
def _start_worker(request: Request) -> Iterator[Worker]:
    """Yield the worker for the exact engine, which an add-on can give."""
    if request.elsewhere is None:
        with Child(stop_signal=request.stop_signal) as worker:
            yield worker
    else:
        with request.elsewhere.start_worker(request.stop_signal) as worker:
            yield worker


def note_other_plan(inputs: RoundInputs, result: Solved) -> Iterator[Note]:
    """Yield a note if this round was planned ahead and people sit at other tables than planned."""
    now, planned = result.room.round_number, inputs.past.planned
    moved = [] if planned is None else find_moved_people(result, planned.seats, planned.further)
    if moved:
        where = said_count(
            "Round %(round)s was planned ahead, and %(people)s sits at a different table than planned",
            "Round %(round)s was planned ahead, and %(people)s sit at different tables than planned",
            len(moved),
            round=now,
            people=say_persons(moved),
        )
        who = said_first(list(map(result.room.listed.label_apart, moved)), NAMED)
        text = said(
            "%(where)s: %(people)s. Earlier badges and letters show the plan, so print them again.",
            where=where,
            people=who,
        )
        shared = said("%(where)s. Earlier badges and letters show the plan, so print them again.", where=where)
        yield Note("plan-dropped", text, shared)


def note_other_numbers(convening: Convening, room: Room) -> Iterator[Note]:
    """Yield a note if tables of the round before have other numbers now, such as after a split."""
    past, last = room.history.last, room.round_number - 1
    if past is None or past.number != last:
        return
    if changed := tell_renumbered(past.numbers, past.labels, convening.tables):
        text = said_count(
            "%(number)s table has a different number than in round %(round)s: %(tables)s. Print its sheets and "
            "badges again.",
            "%(number)s tables have different numbers than in round %(round)s: %(tables)s. Print their sheets "
            "and badges again.",
            len(changed),
            round=last,
            tables=said_joined(list_first(changed, NAMED), "; "),
        )
        yield Note("tables-renumbered", text)


def suggest_repair(request: Request, inputs: RoundInputs, result: Solved) -> Iterator[Note]:
    """Yield a note if people moved although few have come or gone since the open round was saved.

    A repair would move fewer of them. `result` is that of this run.
    """
    saved = inputs.past.last
    if saved is None or inputs.past.closing is not None or request.rounds > 1:
        return
    if inputs.is_made_from(saved.seating.inputs):
        return
    seats = saved.seats_on(inputs.people)
    found = find_moved_people(result, seats, saved.further_on(inputs.people))
    moved = [one for one in found if heir_of(inputs.room, seats[one.id]) is not None]  # a repair moves the others too
    if not moved:
        return
    now = {person.id for person in inputs.room.attendees}
    changed = len(now.symmetric_difference(seats.keys() - saved.held))
    if changed <= max(3, len(now) // FEW):
        what: str = said("no one has gained or lost a seat")
        if changed:
            what = said_count(
                "%(number)s person has gained or lost a seat", "%(number)s people have gained or lost a seat", changed
            )
        count = say_persons(moved)
        who = said_first([one.label for one in moved], NAMED)
        text, shared = (
            said(
                "Since round %(round)s was saved, %(what)s, and this run moved %(people)s. To keep most people at "
                "their tables, run `seating rounds undo`, then `seating repair`.",
                round=saved.number,
                what=what,
                people=people,
            )
            for people in (said_field(count, who), count)
        )
        yield Note("repair-instead", text, shared)
