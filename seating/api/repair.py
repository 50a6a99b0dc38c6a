"""Repair a seating after changes: with the fewest moves, then the lowest penalty, and a reason for each move."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from seating.analysis.season.staffing import has_staff_plan
from seating.api.chair_orders import with_given_chairs
from seating.api.checked_seats import check_seats
from seating.api.earlier_seating import find_baseline, keep
from seating.api.given_duties import with_given_duties
from seating.api.head_tables import find_head_tables, find_open_tables, spare_head_tables
from seating.api.inputs import RoundInputs, read_round
from seating.api.invitation_states import add_invitations, refuse_lost_invitations
from seating.api.one_round import (
    add_governance,
    choose_effort,
    judge_outcome,
    list_inferred,
    note_interruption,
    note_lacking_pages,
)
from seating.api.reading import read_inputs
from seating.api.recruit import add_recruits
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.saved_rounds.saving import Hold, finish_round, save
from seating.api.searches.yielding import yield_in_order
from seating.engines import Child, Effort, Worker, best_plan
from seating.engines.interruption import Ending
from seating.engines.local_search.lns import search_near
from seating.engines.outcome import Status
from seating.engines.prestart import EXACT, begun
from seating.engines.repair import Baseline, Change, cheap_changes, find_min_moves, reduce_penalty, settle
from seating.errors import Note, UsageError
from seating.explanations.move_reasons import UNTOLD, Reasons, reason_of_saving
from seating.judge import review
from seating.model import Model, build_model, penalty_of
from seating.report.renamed_tables import tell_renumbered
from seating.requirements.base.kind import is_tied
from seating.result import Move, Offer, Repair
from seating.result.staff_plan import is_staffed
from seating.room.history import is_same_visit
from seating.room.lineage import descends
from seating.room.plan import IntArray, Plan
from seating.room.tables import map_labels
from seating.wording import counted, list_first, said, said_count, said_joined, said_list

MOVES_SHARE = 0.3
"""Share of the work units of a new seating that a repair may spend on the fewest moves and their proof."""


MOVES_TIME_SHARE = 0.5
"""Share of the time left that may be spent on this if there is a time limit."""


NEAR_TIME_SHARE = 0.4
"""Share of the time left that a search near the earlier seating may take, before and after a new seating is sought."""


LEAST_WORK = 3.0
"""Work units for reducing the penalty, and for reducing the number of moves if everyone had to be seated again."""


MOST_OFFERS = 5


NAMED = 20
"""Maximum number of people or tables that a note names."""


SHOWN = frozenset({"name", "organization", "duty"})
"""The columns of a person that every page shows."""


def repair_request(request: Request, seating: Any = None, max_moves: int | None = None) -> Solved:
    """Repair the open round: all steps from reading the list to writing the packet.

    If an earlier repair was saved but ended before its pages were written, they are written instead.

    Parameters
    ----------
    request : Request
    seating : optional
        As for `seating.review`. By default the last saved seating.
    max_moves : int, optional
        Total number of moves allowed in order to reduce the penalty. By default only moves that the musts require are
        made.

    Returns
    -------
    Solved
        Its `moves` have a reason each, and its `files` names what was written. Its `repair` tells whether fewer moves
        would be enough, and lists optional improvements.

    Raises
    ------
    UsageError, InputError
        When the command or the input is wrong, no seating is saved, or the musts need more than `max_moves` moves.
        Nothing is written then.
    FolderHeldError
        When another run is working in the output folder.
    """
    with begun(EXACT), Child(stop_signal=request.stop_signal) as worker, Hold(request) as hold:
        given = read_inputs(request)
        request = replace(request, inputs=given)
        refuse_lost_invitations(request, given.reading.people)
        if (finished := finish_round(request, hold, is_repair=True)) is not None:
            return finished
        inputs = read_round(replace(request, keep=()))
        found = find_baseline(request, inputs.room, inputs.past, seating)
        if found.source is not None:
            inputs = with_given_chairs(inputs, found.source, found.seats)
            inputs = with_given_duties(inputs, found.source, found.seats)
        inputs = _add_keep_musts(request, inputs, found.seats, found.edited)
        hold.ready(inputs.past)
        request = request.begin_search()
        with request.stop_signal.taking_interrupts():  # until the seating is saved
            result = repair_plan(inputs, found.seats, request, worker, max_moves)
            notes = (*note_changed_tables(inputs, result), *found.notes, *result.notes)
            result = add_recruits(replace(result, notes=notes), request, worker)
            result = add_invitations(result)
            return save(request, inputs.past, result) if request.write else result


def repair_plan(
    inputs: RoundInputs, seats: Mapping[str, str], request: Request, worker: Worker, max_moves: int | None = None
) -> Solved:
    """Return a seating that meets the musts with the fewest moves from an earlier one, then with the lowest penalty.

    As long as no one moves, rounds that were planned together with this one stay, and it is judged as the plan is. If
    no seating that meets the musts is found, the result is one as close to meeting them as `solve` finds, with few
    moves. It contains the conflicts if the musts are proven to conflict.

    Parameters
    ----------
    inputs : RoundInputs
    seats : mapping of person id to table id
        The earlier seating. It may contain people and tables that no longer exist.
    request : Request
        Gives the seed and the time limit.
    worker : Worker
    max_moves : int, optional
        As for `repair_request`.

    Raises
    ------
    UsageError
        When the musts need more moves than `max_moves`.
    EngineError
        When the engine and the checker disagree.
    KeyboardInterrupt
        When the user stops the search before a seating is found that meets the musts with few moves.
    """
    if planned := _find_planned(inputs, seats):
        found = _repair(inputs.join_planned(planned), seats, request, worker, max_moves)
        if not found.plan.further and all(seats.get(person) == table for person, table in found.plan.seats.items()):
            return replace(found, planned=planned)
        if not any(is_tied(requirement) for requirement in inputs.requirements):
            return replace(found, room=inputs.room)  # the same search would follow
    return _repair(inputs, seats, request, worker, max_moves)


def _find_planned(inputs: RoundInputs, seats: Mapping[str, str]) -> Mapping[int, Mapping[str, str]]:
    """Return the rounds that stay planned together with this one if it keeps its seats; none if it cannot keep them.

    It keeps them only if they meet the musts that are due in this round.
    """
    planned = inputs.find_planned(seats)
    if not planned or any(seats[person.id] not in inputs.room.table_index for person in inputs.room.persons):
        return {}
    joined = inputs.join_planned(planned)
    model = build_model(joined.room, joined.requirements)
    return {} if penalty_of(model, model.tables_of(Plan(dict(seats)))).unmet else planned


def _repair(
    inputs: RoundInputs, seats: Mapping[str, str], request: Request, worker: Worker, max_moves: int | None
) -> Solved:
    """Repair one round, whatever was planned together with it."""
    model = build_model(inputs.room, inputs.requirements)
    served = {person.id for person in inputs.room.staff} if has_staff_plan(inputs.room) else set[str]()
    earlier = Baseline.of_seats(inputs.room, model, seats, served)
    feasible = _meet_musts(inputs, request, worker, model, earlier)
    if isinstance(feasible, Solved):
        repair = Repair(fewest_proven=False, fewest=earlier.moves(model.tables_of(feasible.plan)))
        return add_moves(feasible, seats, repair, inputs.list_former_further(seats))
    at = zip(model.person_ids, earlier.tables, strict=True)
    gone = sum(1 for person, table in at if table < 0 and person in seats and person not in served)
    fewest = earlier.moves(feasible.tables)
    most = fewest if max_moves is None else max_moves - gone
    if most < fewest:
        raise UsageError(_explain_too_few(fewest + gone, feasible.is_proven, max_moves))
    request.watch.found(model.plan(feasible.tables), penalty_of(model, feasible.tables))
    deadline = request.search_deadline
    tables, ending = feasible.tables, Ending.INTERRUPTED if feasible.is_stopped else Ending.DONE
    if not feasible.is_stopped:
        try:
            tables = reduce_penalty(model, earlier, tables, most, worker, request.seed, LEAST_WORK, deadline)
        except KeyboardInterrupt:  # Ctrl-C ends only this search
            ending = Ending.INTERRUPTED
    heads = find_head_tables(inputs.requirements, _list_seats(model, earlier.tables))
    tables = spare_head_tables(model, heads, earlier, tables)
    notes = [*list_inferred(inputs), *note_lacking_pages(inputs), *note_interruption(ending)]
    result = check_seats(inputs, request, worker, model, tables, Status.FEASIBLE, None, notes)
    result = replace(result, bound=None, ending=ending)  # only the number of moves is proven
    changes = cheap_changes(model, tables, MOST_OFFERS, find_open_tables(model, heads, tables))
    offers = better = _with_guests(inputs, result.plan, list_offers(model, result.plan.seats, changes))
    if heads.tables and not offers:  # a seat at a head table may be better, and is not offered
        found = list_offers(model, result.plan.seats, cheap_changes(model, tables, 1))
        better = _with_guests(inputs, result.plan, found)
    result = add_governance(result, inputs, request, worker)
    repair = Repair(feasible.is_proven, fewest + gone, (), offers, is_better_known=bool(better))
    return add_moves(result, seats, repair, inputs.list_former_further(seats))


def _add_keep_musts(
    request: Request, inputs: RoundInputs, seats: Mapping[str, str], edited: tuple[str, ...]
) -> RoundInputs:
    """Return the inputs with a must for each person and table that stays. Edited people stay too."""
    kept, gone = keep(request.keep, inputs.room, seats)
    known = {requirement.id for requirement in kept}
    put, _ = keep(edited, inputs.room, seats)
    asked = (*inputs.requirements, *kept, *(must for must in put if must.id not in known))
    return replace(inputs, requirements=asked, notes=(*inputs.notes, *gone))


def _explain_too_few(fewest: int, is_proven: bool, max_moves: int | None) -> str:
    moves = counted(fewest, "move")
    needs = f"The musts need at least {moves}" if is_proven else f"The musts were met only with {moves} or more"
    return f"{needs}, but --max-moves allows {max_moves}. Allow at least {fewest}."


def _list_seats(model: Model, tables: IntArray) -> dict[str, str]:
    """Return the tables of the persons who have one, by id."""
    pairs = zip(model.person_ids, tables.tolist(), strict=True)
    return {person: model.table_ids[table] for person, table in pairs if table >= 0}


@dataclass(frozen=True, eq=False, slots=True)
class _Feasible:
    """A seating that meets the musts.

    Attributes
    ----------
    tables : int array, shape (persons,)
    is_proven : bool
        Whether no seating with fewer moves meets the musts.
    is_stopped : bool
        Whether the user stopped the search.
    """

    tables: IntArray
    is_proven: bool
    is_stopped: bool = False


def _meet_musts(
    inputs: RoundInputs, request: Request, worker: Worker, model: Model, earlier: Baseline
) -> _Feasible | Solved:
    """Return the seating with the fewest moves. If none meets the musts, return the closest one with its conflicts.

    What is cheap and certain comes first: the seating that single moves and swaps reach from the earlier one, whatever
    the time. There, each move costs more than the whole penalty of the earlier seating. Of the seatings found, the one
    that is best in unmet musts, then in moves, then in penalty is returned. If no seating is found that meets the
    musts, one search goes on from there, and another begins at a new seating, because either may end in a local
    optimum. In the closest seating, musts yield in order, as in `solve`.
    """
    deadline = request.search_deadline
    weighed = earlier.pricing_moves(model, 1 + penalty_of(model, earlier.start(model)).penalty)
    near = settle(weighed, earlier, earlier.start(model))
    work = (Effort.for_room(model).work or 0.0) * MOVES_SHARE
    found = find_min_moves(model, earlier, worker, request.seed, work, _split_deadline(deadline, MOVES_TIME_SHARE))
    if found.tables is not None:
        tables = _nearest(model, earlier, near, found.tables)
        return _Feasible(tables, earlier.moves(tables) <= found.bound)
    near = search_near(weighed, near, worker, request.seed, LEAST_WORK, _split_deadline(deadline, NEAR_TIME_SHARE))
    effort = choose_effort(request, model)
    effort = replace(effort, deadline=_split_deadline(effort.deadline, 1 - NEAR_TIME_SHARE))
    outcome = best_plan(model, effort, request.seed, request.watch, worker)
    other, is_stopped = settle(weighed, earlier, outcome.tables), outcome.ending is Ending.INTERRUPTED
    if not is_stopped:
        other = search_near(weighed, other, worker, request.seed, LEAST_WORK, deadline)
    tables = _nearest(model, earlier, near, other)
    if penalty_of(model, tables).unmet:
        unmet, penalty = penalty_of(weighed, tables)
        closest = replace(outcome, tables=tables, unmet=unmet, penalty=penalty)
        closest = yield_in_order(inputs.requirements, weighed, closest, effort, request.seed, worker)
        unmet, penalty = penalty_of(model, closest.tables)
        outcome = replace(outcome, tables=closest.tables, unmet=unmet, penalty=penalty)
        return judge_outcome(inputs, request, worker, model, outcome, holds_chairs=True)
    return _Feasible(tables, earlier.moves(tables) <= found.bound, is_stopped)


def _split_deadline(deadline: float | None, share: float) -> float | None:
    """Return the deadline of a search that may take a share of the time left; None if there is no deadline."""
    if deadline is None:
        return None
    now = time.monotonic()
    return now + share * max(0.0, deadline - now)


def _nearest(model: Model, earlier: Baseline, *seatings: IntArray) -> IntArray:
    """Return the seating closest to meeting the musts, of these the one with the fewest moves and lowest penalty."""

    def rank(tables: IntArray) -> tuple[int, int, int]:
        value = penalty_of(model, tables)
        return value.unmet, earlier.moves(tables), value.penalty

    return min(seatings, key=rank)


def note_changed_tables(inputs: RoundInputs, result: Solved) -> Iterator[Note]:
    """Yield a note if tables have other numbers than in the saved seating of this round, or were split or merged.

    Whoever goes with their table does not count as moved, but their badge and letter name the table as it was.
    """
    saved = inputs.past.last
    if saved is None or saved.number != result.room.round_number:
        return
    labels = map_labels(saved.convened)
    tables, used = result.room.tables, frozenset(saved.seats.values())
    lineages = [(table, table.lineage(tables, used)) for table in tables]
    for former, label in labels.items():
        there = {result.plan.seats.get(person) for person, table in saved.seats.items() if table == former}
        parts = [table.label for table, ids in lineages if former in ids and table.id in there]
        if len(parts) > 1:
            text = said(
                "%(table)s is now several tables: %(tables)s. A seat at any of them does not count as a move. Tell the "
                "people there which table is theirs, and print their badges again.",
                table=label,
                tables=said_list(parts),
            )
            yield Note("tables-split", text)
    for table, ids in lineages:
        stay = {one for person, one in saved.seats.items() if result.plan.seats.get(person) == table.id}
        merged = [label for former, label in labels.items() if former in stay & ids]
        if len(merged) > 1:
            text = said(
                "%(tables)s are now one table: %(table)s. A seat there does not count as a move. Tell the people, and "
                "print their badges again.",
                table=table.label,
                tables=said_list(merged),
            )
            yield Note("tables-merged", text)
    if changed := tell_renumbered(saved.numbers, labels, result.convening.tables):
        text = said_count(
            "%(number)s table has a different number than in the saved seating: %(tables)s. Print its sheets and "
            "badges again.",
            "%(number)s tables have different numbers than in the saved seating: %(tables)s. Print their sheets and "
            "badges again.",
            len(changed),
            tables=said_joined(list_first(changed, NAMED), "; "),
        )
        yield Note("tables-renumbered", text)


def find_moved(result: Solved, earlier: Mapping[str, str], further: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the ids of people who changed tables. A table and those that descend from it count as the same.

    In a season, no one moves who still goes to the session of their seat; `further` has the other earlier ones. Staff
    are left out, because the staff plan lists where they serve.
    """
    room = result.room
    persons = room.people if is_staffed(result.season) else room.persons
    before = {p.id: (earlier[p.id], *further.get(p.id, ())) for p in persons if p.id in earlier}
    there = frozenset(earlier.values())

    def is_same(then: str, now: str) -> bool:
        return descends(room, then, now, there)

    return [p for p, tables in before.items() if not is_same_visit(tables, result.plan.tables_of(p), is_same)]


def add_moves(
    result: Solved,
    earlier: Mapping[str, str],
    repair: Repair,
    further: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Solved:
    """Return the result with its moves, each with its reason, and with its repair.

    If a move has no reason that everyone may know, none of them is given one: otherwise, that person would be named
    as the one who moved for a private reason.

    Parameters
    ----------
    result : Solved
    earlier : mapping of person id to table id
        The earlier seating.
    repair : Repair
        Its newcomers are filled in.
    further : mapping of person id to sequence of table id, optional
        In a season, the further sessions of people beside the earlier seats.
    """
    shown = SHOWN | set(result.shown_columns)
    reasons = Reasons(result.room, result.requirements, result.plan, earlier, result.private_names, shown)
    found = {person: reasons.of(person) for person in find_moved(result, earlier, further)}
    are_told = all(reason.shared != UNTOLD for reason in found.values())
    moves = [
        Move(person, earlier[person], result.plan.seats[person], reason.shared if are_told else UNTOLD, reason.full)
        for person, reason in found.items()
    ]
    newcomers = tuple(person.id for person in result.room.persons if person.id not in earlier)
    return replace(result, moves=tuple(moves), repair=replace(repair, newcomers=newcomers))


def list_offers(model: Model, seats: Mapping[str, str], changes: Iterable[Change]) -> tuple[Offer, ...]:
    """Return the optional improvements as offers with a reason for each move.

    Parameters
    ----------
    model : Model
    seats : mapping of person id to table id
        The seating that the changes start from.
    changes : iterable of Change
    """
    found = []
    for change in changes:
        ids = [model.person_ids[person] for person in change.persons]
        tables = [model.table_ids[change.tables[person]] for person in change.persons]
        reason = reason_of_saving()
        moves = [Move(person, seats[person], table, reason, reason) for person, table in zip(ids, tables, strict=True)]
        found.append(Offer(tuple(moves), change.saved))
    return tuple(found)


def _with_guests(inputs: RoundInputs, plan: Plan, offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """Return the offers that improve a season whose guests stay, with what each saves; without guests, all of them.

    The model has no guests, so a change that saves points there may cost more than it saves.
    """
    if not plan.further:
        return offers
    now = review(inputs.room, inputs.all_requirements, plan)
    kept, together, worth = list[Offer](), plan, now.penalty
    for offer in offers:
        alone = review(inputs.room, inputs.all_requirements, _take_offer(plan, offer))
        joined = _take_offer(together, offer)
        both = review(inputs.room, inputs.all_requirements, joined)
        saved = now.penalty - alone.penalty
        if saved > 0 and worth - both.penalty == saved and max(alone.unmet, both.unmet) <= now.unmet:
            kept.append(replace(offer, saves=saved))
            together, worth = joined, both.penalty
    return tuple(kept)


def _take_offer(plan: Plan, offer: Offer) -> Plan:
    """Return a plan after the moves of an offer. A person who gets a seat where they are a guest goes there once."""
    seats = {move.person: move.target for move in offer.moves}
    further = {one: tuple(t for t in tables if t != seats.get(one)) for one, tables in plan.further.items()}
    return Plan({**plan.seats, **seats}, further)
