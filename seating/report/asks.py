"""What is open and the steering table may decide: what is counted, and how many there are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from seating.analysis.channels import find_unheard
from seating.analysis.promises import Promise, PromiseState, find_date
from seating.convening import Convening
from seating.profiles.days import find_date as find_table_date
from seating.report.hand_over import count_unowned, list_unowned
from seating.report.shown_channels import list_channels
from seating.report.shown_feedback import count_feedback
from seating.report.shown_worksheets import list_waiting
from seating.result import Result
from seating.result.meanings import resolve_table
from seating.result.memberships import is_suggested
from seating.result.naming import may_hide_ways
from seating.result.open_promises import find_unkept
from seating.room.plan import Room
from seating.room.tables import Table, TableKind, map_labels
from seating.wording import Said, said

CHAIR = "chair"


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """A row: what is open, and how many there are."""

    what: Said
    number: int


def find_steering(convening: Convening) -> tuple[Table, ...]:
    """Return the steering tables; the leadership tables if there are none."""
    for kind in (TableKind.STEERING, TableKind.LEADERSHIP):
        if found := tuple(table for table in convening.tables if table.kind is kind):
            return found
    return ()


def list_open(result: Result) -> tuple[OpenMatter, ...]:
    """Return what is open and the steering table may decide, as far as it is known, the most urgent first."""
    return tuple(matter for matter in _find_all(result) if matter.number)


def _find_all(result: Result) -> Iterator[OpenMatter]:
    steering = {table.id for table in find_steering(result.convening)}
    labels, unkept = _label_meeting(result.convening, result.room), _list_owned(result)
    owed = sum(promise.table in steering for promise, _ in unkept)
    ended = sum(bool(promise.table) and promise.table not in labels for promise, _ in unkept)
    yield OpenMatter(said("Open promises of the steering table"), owed)
    yield OpenMatter(said("Late promises of other tables"), len(list_overdue(result)))
    yield OpenMatter(said("Open promises of tables that no longer meet"), ended)
    yield OpenMatter(said("Promises and requests of people who left"), count_unowned(result))
    yield from list_open_answers(result, steering or None)
    everyone = result.for_everyone  # as on the sheet for the steering table
    unheard = find_unheard(result.room, result.plan, list_channels(everyone)) if steering else ()
    untold = said("Tables for which no way to be heard is shown")
    silent = untold if may_hide_ways(everyone) else said("Tables from which no one carries messages")
    yield OpenMatter(silent, len(unheard))
    yield OpenMatter(said("Tables whose chairs are only suggested"), len(_find_without_chair(everyone)))
    broken = sum(not one.met for view in result.governance for one in view.judged)
    yield OpenMatter(said("Unmet requirements at governance tables"), broken)


def list_open_answers(result: Result, asked_of: Collection[str] | None = None) -> Iterator[OpenMatter]:
    """Yield the requests without an answer, and the tables that were the wrong ones for most people; also none.

    Parameters
    ----------
    result : Result
    asked_of : collection of str, optional
        The ids of tables: only requests that were made to them, or to no one in particular, count. By default
        all count.
    """
    waiting = [line for line, _ in list_waiting(result)]
    if asked_of is not None:
        waiting = [line for line in waiting if not line["asked of"] or _names_one(result, line["asked of"], asked_of)]
    wrong = said("Tables that were the wrong ones for more than half of those who answered")
    yield OpenMatter(said("Requests without an answer"), len(waiting))
    yield OpenMatter(wrong, sum(one.is_wrong for one in count_feedback(result)))


def _names_one(result: Result, text: str, tables: Collection[str]) -> bool:
    """Whether a cell names one of these tables, also beside others."""
    return any(one in tables for part in re.split(r"[;,]", text) for one in resolve_table(result, part).ids)


def list_overdue(result: Result) -> list[str]:
    """Return the tables of late promises, of tables that still meet and are not steering tables; each as often."""
    labels = _label_meeting(result.convening, result.room)
    steering = {table.id for table in find_steering(result.convening)}
    late = (promise.table for promise, state in _list_owned(result) if state is PromiseState.LATE)
    return [table for table in late if table in labels and table not in steering]


def _list_owned(result: Result) -> list[tuple[Promise, PromiseState]]:
    """Return the promises that are late or open, without those that someone has to take over: one row is enough."""
    unowned = list_unowned(result)
    return [(promise, state) for promise, state in find_unkept(result) if promise.key not in unowned]


def _label_meeting(convening: Convening, room: Room) -> dict[str, str]:
    """Return the labels of the tables that still meet. A listening session is held only once."""
    used = find_date(convening, room.round_number)
    over = {
        table.id
        for table in convening.tables
        if table.kind is TableKind.LISTENING and used and (day := find_table_date(table.day)) and day < used.day
    }
    return {table: label for table, label in map_labels(convening.tables).items() if table not in over}


def _find_without_chair(result: Result) -> set[str]:
    """Return the tables that have a chair who is only suggested."""
    return {
        result.plan.seats[person]
        for person, duties in result.duties.items()
        if CHAIR in duties and is_suggested(result, person, CHAIR) and person in result.plan.seats
        if result.may_name(result.people.by_id[person])
    }
