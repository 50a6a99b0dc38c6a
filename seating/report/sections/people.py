"""Everyone A to Z, with their table and why they sit there; `seating.report.seat_reasons` finds the reasons.

In a very large room, the section only names the files that list everyone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from seating.present.blocks import Block, Column, Lines, Row, Table, Text, below, code, data, join, paragraph, quiet
from seating.profiles import Person
from seating.report.person_names import person_anchor, tell_apart
from seating.report.places import MANY_TABLES
from seating.report.seat_reasons import seat_reasons
from seating.report.sort_keys import name_key
from seating.result import Result
from seating.result.cells import show_cell
from seating.wording import said, said_joined

ORDER = 71
TITLE = "People A–Z"

FEWEST_ALIKE = 5
"""A reason that as many people have is printed once, with a letter that stands in their rows."""

LETTERS = "ABCDEFGH"
"""The letters of the reasons that most people have."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield a row for each person with a seat, and for each session of staff; nothing if no one has a seat.

    If people chose tables or charts name them, how many sit there comes first. Only the convener sees who does not.
    """
    if result.choices is not None:
        yield Lines(result.choices.sentences, name="intro")
    if len(result.room.tables) <= MANY_TABLES:
        titles, rows = [Column(said("Name")), Column(said("Table")), Column(said("Why here"))], _list_rows(result)
        shared, rows = _letter_shared(rows)
        yield Lines(shared, "bullets", "reasons")
        if any(row.cells[-1] for row in rows):
            yield paragraph(WHY_HERE, "quiet on-screen")
        if not any(row.cells[-1] for row in rows):  # no seat has a reason that this page may give
            titles, rows = titles[:-1], [replace(row, cells=row.cells[:-1]) for row in rows]
        yield Table(said("By name as written on the list, ignoring titles"), titles, rows, "people-az", stacks=False)
    elif result.plan.seats:
        folder = f"round-{result.room.round_number}"
        files = (code(f"{folder}/seating.csv"), ", ", code(f"{folder}/seating.xlsx"))
        yield paragraph((said("Everyone with their table:"), " ", *files), "intro")
        yield paragraph(WHY_HERE, "intro")


WHY_HERE = (said("Why a person sits at their table:"), " ", code("seating explain --person"))


def _letter_shared(rows: Sequence[Row]) -> tuple[list[Text], list[Row]]:
    """Return the reasons that many rows have, each with its letter and its number, and the rows with the letters."""
    counts = Counter(row.cells[-1] for row in rows if row.cells[-1])
    shared = [(reason, number) for reason, number in counts.most_common(len(LETTERS)) if number >= FEWEST_ALIKE]
    letters: dict[Text, Text] = {
        reason: data(letter, style="strong") for letter, (reason, _) in zip(LETTERS, shared, strict=False)
    }
    lines: list[Text] = [join((letters[reason], reason, quiet(f"({number})")), " ") for reason, number in shared]
    return lines, [replace(row, cells=(*row.cells[:-1], letters.get(row.cells[-1], row.cells[-1]))) for row in rows]


def _list_rows(result: Result) -> list[Row]:
    """Return the rows by name. Whoever goes to several sessions has a row for each; links lead to the first.

    The reason for a seat is that of the seat alone, except for staff, who serve at each.
    """
    why = seat_reasons(result)
    people, staff = result.room.members(result.plan), result.room.staff_members(result.plan)
    everybody = [
        (tell_apart(result, person), person, number, table)
        for number, table in enumerate(result.room.tables, start=1)
        for person in result.shown_persons((*people[table.id], *staff[table.id]))
    ]
    rows, linked = [], set()
    for name, person, number, table in sorted(everybody, key=lambda one: (*name_key(one[0]), one[1].id)):
        at = data(said_joined([str(number), table.label], " "), f"#table-{table.id}")
        anchor = "" if person.id in linked else person_anchor(person.id)
        is_seat = person.duty is not None or result.plan.seats.get(person.id) == table.id
        rows.append(Row((_name(result, person, name), at, why[person.id] if is_seat else ""), anchor))
        linked.add(person.id)
    return rows


def _name(result: Result, person: Person, name: str) -> Text:
    """Return a name and the organization, which is printed only where it tells people of one name apart."""
    organization = show_cell(result, person, "organization")
    if not organization:
        return data(name)
    is_shared = result.people.number_of(person, by_organization=False)
    return (data(name), " ", below(organization, is_data=True) if is_shared else data(organization, style="screen"))
