"""Seat one round and check the seating. If its musts cannot all be met, find the conflicts and the ways out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import replace

from seating.analysis.aims import list_frame_cells
from seating.analysis.initiative.changes import (
    note_duty_changes,
    note_invitation_changes,
    note_member_changes,
    note_staff_changes,
)
from seating.analysis.initiative.memberships import (
    LIAISON,
    OUTSIDE,
    Membership,
    governance_plan,
    governance_requirements,
    governance_room,
    group_governance_tables,
    list_chosen,
)
from seating.analysis.obstacles import Case, PlaceKind, find_obstacle, list_deputies
from seating.analysis.season.guests import may_invite_guests
from seating.api.checked_seats import check_seats
from seating.api.inputs import RoundInputs
from seating.api.request import Request
from seating.api.result import Solved, build_situation, judge_plan
from seating.api.saved_rounds.former import read_former
from seating.api.searches.conflict_search import explain_conflicts
from seating.api.searches.yielding import yield_in_order
from seating.convening import inferred_sentences
from seating.engines import Effort, Ending, Outcome, Worker, best_plan
from seating.engines.budget import longer_limit
from seating.engines.feasibility.oracle import ALLOWANCE
from seating.engines.local_search.construction import keep_staff, spread_staff
from seating.engines.messages import Quiet
from seating.engines.outcome import is_optimal, status_of
from seating.engines.repair import Baseline, find_min_moves, hold_still, reduce_penalty, settle
from seating.errors import EngineError, Note
from seating.groups import group_by_key
from seating.model import Model, build_model, penalty_of
from seating.profiles import Person
from seating.requirements.duty import DutyRequirement
from seating.requirements.meet import MeetRequirement
from seating.result import Repair
from seating.room.plan import IntArray, Plan
from seating.room.tables import Table
from seating.wording import said

AFTER_INTERRUPTION = 3.0
"""Seconds for what is still searched for after Ctrl-C: conflicts and ways out, a staff plan, members of tables."""


def seat_round(inputs: RoundInputs, request: Request, worker: Worker) -> Solved:
    """Seat one round and check the seating. If its musts cannot all be met, explain why.

    Parameters
    ----------
    inputs : RoundInputs
    request : Request
        Gives the effort, the seed and the watch.
    worker : Worker

    Raises
    ------
    EngineError
        When the engine and the checker disagree.
    """
    model = build_model(inputs.room, inputs.requirements)
    outcome = best_plan(model, choose_effort(request, model), request.seed, request.watch, worker)
    return settle_outcome(inputs, request, worker, model, outcome)


def add_governance(
    result: Solved,
    inputs: RoundInputs,
    request: Request,
    worker: Worker | None,
    known: tuple[Membership, ...] | None = None,
) -> Solved:
    """Return the result with the members of the governance tables and the verdicts on requirements that name them.

    The members of some tables are chosen here, after everyone has a seat and duties are drawn. Chosen members of the
    last round stay as far as the musts allow it. Without a worker, those of the saved seating of this round stay.

    Parameters
    ----------
    result : Solved
        Everyone has a seat. Its members are those that are named or drawn.
    inputs : RoundInputs
    request : Request
    worker : Worker or None
        Without it, no members are chosen, and no note tells of former members where none are.
    known : tuple of Membership, optional
        The members of all governance tables if they were chosen before.
    """
    memberships, found, unchosen = known or result.memberships, list[Solved](), set[str]()
    every, had = inputs.convening.tables, {one.table for one in inputs.former_members}
    for tables in group_governance_tables(every):
        is_open = tables[0].chooses_members and known is None
        asked = governance_requirements(inputs.at_governance, tables, every, inputs.people)
        heirs = group_by_key((former, table.id) for table in tables for former in table.lineage(every, had))
        stay = tuple(_list_staying(inputs, heirs, memberships)) if is_open else ()
        there = tuple(replace(one, table=heirs[one.table][0]) for one in stay)
        if is_open and worker is None:
            if not (inputs.keeps_duties and stay):
                unchosen |= {one for table in tables for one in (table.id, *table.was)} | heirs.keys()
                continue
            pairs = {(one.table, one.person) for one in memberships}
            memberships = (*memberships, *(m for m in there if not m.is_drawn and (m.table, m.person) not in pairs))
            there = ()
        room = governance_room(inputs.room, tables, (*memberships, *there), result.plan)
        its = replace(inputs, room=room, requirements=asked, staffing=(), at_governance=(), former_members=stay)
        if is_open and worker is not None:
            view = _choose_members(its, request, worker)
            ids = {table.id for table in tables}
            chosen = list_chosen(room, view.plan)
            pairs = {(one.table, one.person) for one in chosen}
            others = (m for m in memberships if m.table not in ids or (m.is_drawn and (m.table, m.person) not in pairs))
            memberships = (*others, *chosen)
        elif asked:
            judged = (one for one in memberships if not (tables[0].chooses_members and one.is_drawn))
            view = judge_governance(its, request, judged)
        else:
            continue
        found.append(as_governance(view, result))
    found = [replace(view, memberships=memberships) for view in found]
    notes = () if known is not None else _note_members(inputs, memberships, result, unchosen)
    return replace(result, memberships=memberships, governance=tuple(found), notes=(*notes, *result.notes))


def _list_staying(
    inputs: RoundInputs, heirs: Mapping[str, Sequence[str]], memberships: Iterable[Membership]
) -> Iterator[Membership]:
    """Yield the former members of governance tables, or of tables that these continue, who may stay members."""
    known = {(one.table, one.person) for one in memberships}
    situation = build_situation(inputs, Plan({}), inputs.private_columns)
    for former in inputs.former_members:
        at, person = heirs.get(former.table, ()), inputs.people.by_id.get(former.person)
        if at and person is not None:
            is_named = any((table, person.id) in known for table in at)
            if find_obstacle(Case(situation, person, PlaceKind.STAY, at[0], is_named=is_named)) is None:
                yield former


def _note_members(
    inputs: RoundInputs, memberships: tuple[Membership, ...], result: Solved, unchosen: Set[str]
) -> Iterator[Note]:
    """Yield the notes on members and duties that are not those of the last round, or of the saved seating.

    Former members who were chosen for a table of `unchosen` are left out, because no one was chosen there yet.
    """
    tables, people, seats = inputs.convening.tables, inputs.former_people, result.plan.seats
    duties = [requirement for requirement in inputs.requirements if isinstance(requirement, DutyRequirement)]

    def has_served(table: Table, duty: str, person: str) -> bool:
        drawn = (
            one for one in duties if one.name == duty and one.lacking(table) and (not one.at or table.id in one.at)
        )
        return not inputs.keeps_duties and any(one.has_served(inputs.room, table, person) for one in drawn)

    labels = inputs.room.history.labels
    known = [(inputs.former_members, people)]
    before = inputs.past.ledger.rounds.get(inputs.room.round_number - 1)
    if inputs.keeps_duties and before is not None:  # what the last round had and this one lost is told until it is over
        known.append(read_former(before, inputs.people))
    known = [(tuple(m for m in former if m.is_drawn or m.table not in unchosen), then) for former, then in known]
    situation = replace(
        build_situation(inputs, result.plan, inputs.private_columns),
        members=frozenset((one.table, one.person) for one in memberships),
    )

    def find_deputies(member: Person, table: Table) -> Iterable[Person | str]:
        named = inputs.people.deputies_of(member)
        return list_deputies(situation, PlaceKind.MEMBERSHIP, table.id, member, named)

    yield from note_member_changes(inputs.people, tables, memberships, known, seats, labels, find_deputies)
    sent = {one: table.liaisons for table in tables for one in (table.id, *table.was)}
    senders = {
        one.person: sent.get(one.table, ()) for one in inputs.former_members if one.role.startswith(f"{LIAISON} of ")
    }
    yield from note_duty_changes(inputs.people, inputs.room.tables, result.duties, people, seats, has_served, senders)
    yield from note_staff_changes(
        inputs.room.staff, inputs.room.tables, people, result.plan, labels, is_open=inputs.keeps_duties
    )
    if inputs.keeps_duties:
        yield from note_invitation_changes(inputs.room.people, inputs.room, people, result.plan)


def judge_governance(inputs: RoundInputs, request: Request, memberships: Iterable[Membership]) -> Solved:
    """Return the verdicts on the requirements at governance tables whose members are known.

    Parameters
    ----------
    inputs : RoundInputs
        Its room and requirements are those of the governance tables.
    request : Request
    memberships : iterable of Membership
    """
    return judge_plan(request, inputs, governance_plan(inputs.room, memberships))


def as_governance(view: Solved, result: Solved) -> Solved:
    """Return the result at governance tables with what it shares with the result of its round.

    The whole room is asked for the needed cells of the frame, so they are not asked of these tables.

    Parameters
    ----------
    view : Solved
        The result at governance tables.
    result : Solved
        The result of the round.
    """
    cells = {(identity, ask.name) for identity, ask, _ in list_frame_cells(result.convening.frame, result.room)}
    voices = tuple(voice for voice in view.review.voices if (voice.id, voice.name) not in cells)
    return replace(
        view,
        review=replace(view.review, voices=voices),
        private_names=result.private_names,
        duties=result.duties,
        notes=(),
        not_seated=result.not_seated,
        nominations=None,
        harvest=None,
        choices=None,
        invitations=None,
        resources=None,
        recruit=(),
    )


def _choose_members(inputs: RoundInputs, request: Request, worker: Worker) -> Solved:
    """Choose the members of governance tables, and explain why if the musts cannot all be met.

    Parameters
    ----------
    inputs : RoundInputs
        Its room and requirements are those of the governance tables.
    request : Request
    worker : Worker
    """
    room = inputs.room
    model = build_model(room, inputs.requirements)
    deadline = request.deadline_from_now()
    if inputs.former_members:
        at = {one.person: one.table for one in reversed(inputs.former_members)}
        baseline = Baseline.of_seats(room, model, {**dict.fromkeys(model.person_ids, OUTSIDE), **at})
        work, start = Effort.for_room(model).work or 0.0, baseline.start(model)
        near = settle(baseline.pricing_moves(model, 1 + penalty_of(model, start).penalty), baseline, start)
        tables, bound = (None if penalty_of(model, near).unmet else near), 0
        with suppress(KeyboardInterrupt):  # Ctrl-C ends this search; what was found by then is kept
            fewest = find_min_moves(model, baseline, worker, request.seed, work, deadline)
            if fewest.tables is not None:
                tables, bound, most = fewest.tables, fewest.bound, baseline.moves(fewest.tables)
                tables = reduce_penalty(model, baseline, tables, most, worker, request.seed, work, deadline)
        if tables is not None:
            found = judge_governance(inputs, request, list_chosen(room, model.plan(tables)))
            moves = baseline.moves(tables)
            return replace(found, repair=Repair(moves <= bound, moves))
    effort = Effort.for_room(model) if deadline is None else Effort.until(deadline)
    outcome = best_plan(model, effort, request.seed, Quiet(request.watch), worker)
    return _judge(inputs, request, worker, model, outcome)


def settle_outcome(
    inputs: RoundInputs, request: Request, worker: Worker, model: Model, outcome: Outcome, rounds: int = 1
) -> Solved:
    """Place the staff in the seating that an engine found, then proceed as `judge_outcome` does.

    Parameters
    ----------
    inputs : RoundInputs
    request : Request
    worker : Worker
    model : Model
        The model of the inputs.
    outcome : Outcome
    rounds : int
        The number of rounds that are planned together. They share the work units for explanations.

    Raises
    ------
    EngineError
        When placing staff made the seating worse, or when the engine and the checker disagree.
    """
    if rounds == 1:
        effort = choose_effort(request, model)
        outcome = yield_in_order(inputs.requirements, model, outcome, effort, request.seed, worker)
    tables = _place_staff(inputs, model, outcome.tables)
    if penalty_of(model, tables) > outcome.value:
        raise EngineError("placing staff made the seating worse. This is a bug in the program; please report it.")
    if rounds == 1:
        outcome = _keep_planned(inputs, model, replace(outcome, tables=_hold_still(inputs, model, tables)))
        return judge_as_planned(inputs, request, worker, model, outcome)
    return judge_outcome(inputs, request, worker, model, replace(outcome, tables=tables), rounds)


def judge_as_planned(inputs: RoundInputs, request: Request, worker: Worker, model: Model, outcome: Outcome) -> Solved:
    """Judge a round, as `judge_outcome` does, together with the later rounds that stay planned with its seats."""
    planned = inputs.find_planned(model.plan(outcome.tables).seats)
    if not planned:
        return judge_outcome(inputs, request, worker, model, outcome)
    model, outcome = _join_planned(inputs, outcome, planned)
    return replace(judge_outcome(inputs.join_planned(planned), request, worker, model, outcome), planned=planned)


def _hold_still(inputs: RoundInputs, model: Model, tables: IntArray) -> IntArray:
    """Return the seating in which people keep the tables of the saved seating of this round, where that costs nothing.

    In a season everybody may have several sessions, and all that were saved are kept elsewhere.
    """
    saved = {person: one.table for person, one in inputs.saved_people.items() if one.table}
    if not saved or may_invite_guests(inputs.convening.sessions, inputs.room.tables):
        return tables
    return hold_still(model, Baseline.of_seats(inputs.room, model, saved), tables)


def _keep_planned(inputs: RoundInputs, model: Model, outcome: Outcome) -> Outcome:
    """Return the seating that was planned ahead for this round if the one that was found is no better than it.

    Who was not planned keeps the table that was found.
    """
    planned = inputs.past.planned
    if planned is None or planned.further:
        return outcome
    tables = outcome.tables.copy()
    for number, person in enumerate(model.person_ids):
        tables[number] = inputs.room.table_index.get(planned.seats.get(person, ""), tables[number])
    value = penalty_of(model, tables)
    found = penalty_of(model, outcome.tables)
    if value > found:
        return outcome
    status = outcome.status if value == found else status_of(value, is_optimal(value, outcome.bound))
    return replace(outcome, tables=tables, status=status)


def _join_planned(
    inputs: RoundInputs, outcome: Outcome, planned: Mapping[int, Mapping[str, str]]
) -> tuple[Model, Outcome]:
    """Return the round without what is asked for in the last of the rounds that are planned together with it.

    The bound held for a seating that is the last one. It is lowered by the most that these requirements could cost.
    """
    joined = inputs.join_planned(planned)
    model = build_model(joined.room, joined.requirements)
    value, bound = penalty_of(model, outcome.tables), outcome.bound
    waiting = [one for one in inputs.requirements if isinstance(one, MeetRequirement)]
    if any(one.is_must for one in waiting) or value.unmet:
        bound = None if value.unmet else 0
    elif bound is not None:
        bound = max(0, bound - sum(one.weight * one.count_open(inputs.room) for one in waiting))
    found = replace(outcome, unmet=value.unmet, penalty=value.penalty, bound=bound)
    status = status_of(value, is_optimal(value, bound), outcome.status)
    return model, replace(found, status=status, clash=outcome.clash - {one.id for one in waiting})


def _place_staff(inputs: RoundInputs, model: Model, tables: IntArray) -> IntArray:
    """Return the seating with staff spread over the tables, and at their tables of before where nothing gets worse.

    Parameters
    ----------
    inputs : RoundInputs
        Tells where staff were in the last round, or in the saved seating of this one.
    model : Model
    tables : int array, shape (persons,)
    """
    staff, room = inputs.room.staff, inputs.room
    duties, homes = [person.duty for person in staff], dict[int, list[int]]()
    there = frozenset(one.table for one in inputs.former_people.values())
    lineages = [table.lineage(room.tables, there) for table in room.tables]
    for number, person in enumerate(staff, model.n_people):
        former = inputs.former_people.get(person.id)
        at = "" if former is None or inputs.staffing else former.table
        homes[number] = [t for t, ids in enumerate(lineages) if at in ids]
    return keep_staff(model, spread_staff(model, tables, duties), duties, homes)


def judge_outcome(
    inputs: RoundInputs,
    request: Request,
    worker: Worker,
    model: Model,
    outcome: Outcome,
    rounds: int = 1,
    *,
    holds_chairs: bool = False,
) -> Solved:
    """Check a final seating, staff included. If its musts cannot all be met, explain why.

    Parameters
    ----------
    inputs, request, worker, model, rounds
        As for `settle_outcome`.
    outcome : Outcome
        Its seating is taken as it is.
    holds_chairs : bool, optional
        Whether those who keep their table in the open round keep their chair.

    Raises
    ------
    EngineError
        When the engine and the checker disagree.
    """
    if outcome.ending is Ending.INTERRUPTED:
        request = request.end_in(AFTER_INTERRUPTION)
    result = _judge(inputs, request, worker, model, outcome, rounds, holds_chairs=holds_chairs)
    return add_governance(result, inputs, request, worker)


def _judge(
    inputs: RoundInputs,
    request: Request,
    worker: Worker,
    model: Model,
    outcome: Outcome,
    rounds: int = 1,
    *,
    holds_chairs: bool = False,
) -> Solved:
    asked = request.time_limit
    if outcome.longer_limit is not None and asked is not None and outcome.longer_limit <= asked:
        outcome = replace(outcome, longer_limit=longer_limit(asked))  # the last of several searches had little time
    notes, kept = _notes(inputs, outcome, next_round=request.next_round), None if holds_chairs else dict[str, int]()
    result = check_seats(
        inputs, request, worker, model, outcome.tables, outcome.status, outcome.bound, notes, kept_chairs=kept
    )
    result = replace(result, ending=outcome.ending, longer_limit=outcome.longer_limit, engines=outcome.engines)
    has_guests = result.season is not None and bool(result.season.guests)
    if has_guests and not result.penalty and not result.review.unmet:  # no search can do better than these guests
        kept_notes = tuple(note for note in result.notes if note.slug != "more-time")
        result = replace(result, longer_limit=None, notes=kept_notes)
    if result.review.unmet:
        deadline = request.deadline_from_now() if rounds == 1 else request.deadline
        result = explain_conflicts(result, model, outcome.tables, worker, outcome.clash, deadline, ALLOWANCE / rounds)
    return result


def choose_effort(request: Request, model: Model) -> Effort:
    """Return the effort of a search: up to the time limit or, without one, the work units asked for or of the room."""
    deadline = request.search_deadline
    effort = Effort.for_room(model) if deadline is None else Effort.until(deadline)
    if deadline is None and request.work is not None:
        effort = Effort(work=request.work)
    return effort if request.jobs is None else replace(effort, jobs=request.jobs)


def list_inferred(inputs: RoundInputs) -> list[Note]:
    """Return a note for each setting that was inferred."""
    return [Note("inferred", sentence) for sentence in inferred_sentences(inputs.convening, inputs.people)]


def note_lacking_pages(inputs: RoundInputs) -> list[Note]:
    """Return notes on the calendar files and the sheets in other languages that the pages of the round lack."""
    from seating.report.calendar import calendar_notes
    from seating.report.conversation import language_notes

    governing = [table for table in inputs.convening.tables if not table.seats_people]
    return [*calendar_notes((*inputs.room.tables, *governing)), *language_notes(inputs.room.tables)]


def note_interruption(ending: Ending) -> list[Note]:
    """Return a note if the user stopped the search."""
    if ending is not Ending.INTERRUPTED:
        return []
    return [Note("interrupted", said("Interrupted. This is the best seating found so far."))]


def _notes(inputs: RoundInputs, outcome: Outcome, *, next_round: bool = False) -> list[Note]:
    """Return notes on how the seating was made.

    Parameters
    ----------
    inputs : RoundInputs
    outcome : Outcome
    next_round : bool
        Whether this command closed the round before: the same command would close this one.
    """
    found = [*list_inferred(inputs), *note_lacking_pages(inputs), *note_interruption(outcome.ending)]
    if outcome.longer_limit is not None:
        is_unproven = may_invite_guests(inputs.convening.sessions, inputs.room.tables)
        found.append(_note_more_time(outcome.longer_limit, is_unproven=is_unproven, next_round=next_round))
    if outcome.ending is Ending.LOST:
        says = said("The solver process ended early. This is the best seating found so far.")
        found.append(Note("engine-lost", says))
    return found


def _note_more_time(seconds: int, *, is_unproven: bool, next_round: bool) -> Note:
    """Return the note on a longer search; with guests, who are not part of a model, it promises no proof."""
    says = said(
        "For a better seating, or proof that there is none, run again with --time-limit %(seconds)s.", seconds=seconds
    )
    if next_round and is_unproven:
        says = said(
            "For a better seating, run again with --time-limit %(seconds)s and without --next-round, which would close "
            "the new round.",
            seconds=seconds,
        )
    elif next_round:
        says = said(
            "For a better seating, or proof that there is none, run again with --time-limit %(seconds)s and "
            "without --next-round, which would close the new round.",
            seconds=seconds,
        )
    elif is_unproven:
        says = said("For a better seating, run again with --time-limit %(seconds)s.", seconds=seconds)
    return Note("more-time", says)
