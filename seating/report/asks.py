"""What the steering table is asked to decide: at most three things, the most urgent first, worded once.

What else there is to decide is told in one sentence, for a later meeting, so that nothing is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from seating.analysis.channels import find_unheard
from seating.analysis.promises import Promise, PromiseState, find_date
from seating.days import find_date as find_table_date
from seating.report.hand_over import count_unowned, list_unowned
from seating.report.shown_channels import list_channels, may_hide_ways
from seating.report.shown_feedback import count_feedback
from seating.report.shown_worksheets import list_waiting
from seating.result import Result
from seating.tables import Table, TableKind
from seating.wording import Said, said, said_count, said_joined

MOST_ASKS = 3
"""A table that is asked for more decides none of them."""

CHAIR = "chair"


def find_steering(result: Result) -> tuple[Table, ...]:
    """Return the steering tables; the leadership tables if there are none."""
    for kind in (TableKind.STEERING, TableKind.LEADERSHIP):
        if found := tuple(table for table in result.convening.tables if table.kind is kind):
            return found
    return ()


def list_asks(result: Result) -> tuple[Said, ...]:
    """Return what is asked of the steering table, as far as it follows from what is known, the most urgent first.

    A page shows the first `MOST_ASKS`, and `tell_later_asks`.
    """
    return tuple(ask for ask in _find_all(result) if ask.number)


def tell_later_asks(asks: Sequence[Said], *, is_counted: bool = False) -> Said | None:
    """Return the asks after the first `MOST_ASKS` in one text, or only how many there are; None if there are none."""
    later = asks[MOST_ASKS:]
    if later and is_counted:
        return said_count(
            "It also has %(number)s more thing to ask of this table.",
            "It also has %(number)s more things to ask of this table.",
            len(later),
        )
    return said("For a later meeting: %(asks)s", asks=said_joined(later, " ")) if later else None


def _find_all(result: Result) -> Iterator[Said]:
    steering = {table.id for table in find_steering(result)}
    yield from _list_promises(result, steering)
    yield said_count(
        "Have someone take over %(number)s promise or request from people who left.",
        "Have someone take over %(number)s promises or requests from people who left.",
        count_unowned(result),
    )
    yield from list_open_answers(result, steering or None)
    everyone = result.for_everyone  # as on the sheet for the steering table
    unheard = find_unheard(result.room, result.plan, list_channels(everyone)) if steering else ()
    if may_hide_ways(everyone):
        yield said_count(
            "Make sure that someone carries messages from %(number)s table: as far as may be shown here, no one does.",
            "Make sure that someone carries messages from each of %(number)s tables: as far as may be shown here, no "
            "one does.",
            len(unheard),
        )
    else:
        yield said_count(
            "No one carries messages from %(number)s table. Name someone who does.",
            "No one carries messages from %(number)s tables. Name someone for each of them.",
            len(unheard),
        )
    yield _tell_drawn(everyone)
    yield said_count(
        "Accept that %(number)s rule for the governance tables is not met, or change it. The report lists it.",
        "Accept that %(number)s rules for the governance tables are not met, or change them. The report lists them.",
        sum(not one.met for view in result.governance for one in view.judged),
    )


def list_open_answers(result: Result, asked_of: Collection[str] | None = None) -> Iterator[Said]:
    """Yield what to ask about requests without an answer, and about tables that were the wrong ones for most people.

    A text without such requests or tables has the number 0.

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
    yield said_count(
        "Answer %(number)s request from a table, or say who will.",
        "Answer %(number)s requests from tables, or say who will.",
        len(waiting),
    )
    yield said_count(
        "Ask %(number)s table why it was the wrong table for more than half of those who answered.",
        "Ask %(number)s tables why they were the wrong tables for more than half of those who answered.",
        sum(one.is_wrong for one in count_feedback(result)),
    )


def _names_one(result: Result, text: str, tables: Collection[str]) -> bool:
    """Whether a cell names one of these tables, also beside others."""
    return any(one in tables for part in re.split(r"[;,]", text) for one in result.table_meant(part).ids)


def list_overdue(result: Result) -> list[str]:
    """Return the tables of late promises, of tables that still meet and are not steering tables; each as often."""
    labels, steering = _label_meeting(result), {table.id for table in find_steering(result)}
    late = (promise.table for promise, state in _list_owned(result) if state is PromiseState.LATE)
    return [table for table in late if table in labels and table not in steering]


def _list_owned(result: Result) -> list[tuple[Promise, PromiseState]]:
    """Return the promises that are late or open, without those that someone has to take over: one ask is enough."""
    unowned = list_unowned(result)
    return [(promise, state) for promise, state in result.unkept if promise.key not in unowned]


def _label_meeting(result: Result) -> dict[str, str]:
    """Return the labels of the tables that still meet. A listening session is held only once."""
    used = find_date(result.convening, result.room.round_number)
    over = {
        table.id
        for table in result.convening.tables
        if table.kind is TableKind.LISTENING and used and (day := find_table_date(table.day)) and day < used.day
    }
    return {table: label for table, label in result.labels_of_tables.items() if table not in over}


def _list_promises(result: Result, steering: Collection[str]) -> Iterator[Said]:
    """Yield what to ask about promises: of the steering tables, and of tables that are late; not of the whole room."""
    labels, overdue, unkept = _label_meeting(result), list_overdue(result), _list_owned(result)
    yield said_count(
        "Say what became of %(number)s promise that the steering table made.",
        "Say what became of %(number)s promises that the steering table made.",
        sum(promise.table in steering for promise, _ in unkept),
    )
    if len(set(overdue)) == 1:
        yield said_count(
            "Ask %(table)s what it needs to keep %(number)s late promise.",
            "Ask %(table)s what it needs to keep %(number)s late promises.",
            len(overdue),
            table=labels[overdue[0]],
        )
    else:
        yield said_count(
            "Ask %(tables)s tables what they need to keep %(number)s late promise.",
            "Ask %(tables)s tables what they need to keep %(number)s late promises.",
            len(overdue),
            tables=f"{len(set(overdue)):,}",
        )
    yield said_count(
        "Decide what becomes of %(number)s promise made by a table that no longer meets.",
        "Decide what becomes of %(number)s promises made by tables that no longer meet.",
        sum(bool(promise.table) and promise.table not in labels for promise, _ in unkept),
    )


def _tell_drawn(result: Result) -> Said:
    """Return how many tables have a chair who is only suggested."""
    tables = [
        result.plan.seats[person]
        for person, duties in result.duties.items()
        if CHAIR in duties and result.is_suggested(person, CHAIR) and person in result.plan.seats
        if result.may_name(result.people.by_id[person])
    ]
    if len(tables) > len(set(tables)) == 1:
        return said_count(
            "Have %(number)s table elect the chairs it still lacks: the program only suggests them.",
            "Have %(number)s tables elect the chairs they still lack: the program only suggests them.",
            1,
        )
    return said_count(
        "Have %(number)s table elect the chair it still lacks: the program only suggests one.",
        "Have %(number)s tables elect the chairs they still lack: the program only suggests them.",
        len(set(tables)),
    )
