"""Stipends: who is paid what for their time, to sign for it, one list for each session or one for the room."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from seating.analysis.season.session_times import in_order_of_time, is_season
from seating.present.blocks import Block, Card, Column, Row, Table, data, field, paragraph
from seating.profiles import People, Person
from seating.profiles.columns import STIPEND_HEADINGS
from seating.profiles.people import is_blank
from seating.report.counts import tell_unread
from seating.report.person_names import label_apart
from seating.report.sort_keys import by_name
from seating.result import Result
from seating.room.plan import Room
from seating.wording import Said, said, squashed

_INTRO = paragraph(said("Only for the person who pays. Cover the other lines while someone signs."), "intro")

_AMOUNT = re.compile(r"(?P<before>[^\d.,]*)(?P<number>\d{1,9})(?P<after>[^\d.,]*)")
"""A whole number, with what stands before and after it, such as a sign of a currency."""


def list_sheets(result: Result) -> Iterator[Card]:
    """Yield the lists, each on a sheet of its own; nothing if the list has no column of stipends.

    Who has a blank cell is not on them; the first sheet tells how many these are.
    """
    columns = find_stipend_columns(result.people)
    if not columns:
        return
    notes = (*_tell_blank(result.room, result.unread, columns), *tell_unread(result.room, result.unread))
    persons = by_name(result.room.persons)
    if not is_season(result.room.tables):
        payments = _list_payments(result, persons, columns, said("Who is paid what"))
        yield Card(said("Stipends"), (_INTRO, *notes, *payments), "stipends-heading", "session-needs")
        return
    for table in in_order_of_time(result.room.tables):
        here = [person for person in persons if table.id in result.plan.tables_of(person.id)]
        payments = _list_payments(result, here, columns, said("Who is paid what at this session"))
        if blocks := (*notes, *payments):
            above = (said("Stipends"), " · ", table.when_and_where)
            yield Card(data(table.label), (_INTRO, *blocks), f"stipends-{table.id}", "session-needs", above=above)
            notes = ()


def _tell_blank(room: Room, unread: Collection[str], columns: Sequence[str]) -> Iterator[Block]:
    people = (person for person in room.coming if person.id not in unread)
    blank = sum(_has_blank_cell(person, columns) for person in people)
    if blank:
        yield paragraph(field(said("Blank cells of people with a seat, to be filled in"), blank), "quiet")


def find_stipend_columns(people: People) -> tuple[str, ...]:
    """Return the columns whose heading is a word for a stipend."""
    return tuple(column for column, one in people.headings.items() if squashed(one.text) in STIPEND_HEADINGS)


def _list_payments(result: Result, persons: Sequence[Person], columns: Sequence[str], caption: Said) -> Iterator[Block]:
    paid = [(person, amounts) for person in persons if (amounts := _list_amounts(person, columns))]
    if not paid:
        return
    titles = (Column(said("Name")), Column(said("Stipend"), is_number=True), Column(said("Received (signature)")))
    rows = [Row((data(label_apart(result, person)), data("; ".join(amounts)), "")) for person, amounts in paid]
    yield Table(caption, titles, rows, "at-one-table")
    if total := add_up([amount for _, amounts in paid for amount in amounts]):
        yield paragraph(field(said("Amount to have ready"), data(total)))


def _has_blank_cell(person: Person, columns: Sequence[str]) -> bool:
    """Whether the list has a cell to fill in: companions and walk-ins have none, and a cell with `n/a` is filled."""
    has_cell = not (person.is_companion or person.walked_in)
    return has_cell and all(is_blank(person, column) for column in columns)


def _list_amounts(person: Person, columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for column in columns for text in person.values(column))


def add_up(amounts: Sequence[str]) -> str:
    """Return the sum of amounts; "" unless all are whole numbers with the same sign before or after them.

    >>> add_up(["$40", "$25"]), add_up(["40 EUR", "$25"]), add_up(["a bus ticket"])
    ('$65', '', '')
    """
    found = [_AMOUNT.fullmatch(amount.strip()) for amount in amounts]
    read = [one for one in found if one is not None]
    signs = {(one["before"], one["after"]) for one in read}
    if len(read) != len(found) or len(signs) != 1:
        return ""
    ((before, after),) = signs
    return f"{before}{sum(int(one['number']) for one in read):,}{after}"
