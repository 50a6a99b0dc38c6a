"""Words in cells that name no table, or are no number where one is needed; each is an error at its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from seating.convening.blame import UnfitError, parted
from seating.convening.finders import table_finder
from seating.errors import Problem
from seating.profiles import People, Person
from seating.requirement import Requirement, as_number
from seating.tables import Table
from seating.wording import fold, listed, nearest

__all__ = ["cells_without_a_number", "problems_in_cells"]


def problems_in_cells(people: People, tables: Sequence[Table]) -> Iterator[Problem]:
    """Yield a problem for each word of `pin`, `declined`, `can_come` and `chose` that means no table."""
    by_id = table_finder(tables)
    checks: dict[str, Callable[[str], str]] = {
        "pin": by_id,
        "declined": by_id,
        "can_come": _place_finder(tables),
        "chose": by_id,
    }
    for person in people:
        for column, find in checks.items():
            for word in person.values(column):
                try:
                    find(word)
                except UnfitError as error:
                    yield _problem(people, person, column, word, error)


def cells_without_a_number(people: People, stated: Sequence[Requirement]) -> Iterator[Problem]:
    """Yield a problem for each filled cell that a requirement reads as a number and that holds none."""
    hint = "Write a number such as 3, 2.5 or 1/3, or leave the cell blank."
    for column in dict.fromkeys(column for requirement in stated for column in requirement.numeric_columns):
        for person in people:
            cell = person.values(column)
            if cell and (len(cell) > 1 or as_number(cell[0]) is None):
                yield people.problem(person, column, "number-wrong", "is not a number", "; ".join(cell), hint)


def _problem(people: People, person: Person, column: str, word: str, error: UnfitError) -> Problem:
    _, _, hint = parted(str(error))
    says = "is no table's id, day or place" if column == "can_come" else "is not a table"
    if error.slug == "table-drawn":
        says = "names a table that is drawn from others, where nobody is seated"
    return people.problem(person, column, error.slug, says, word, hint)


def _place_finder(tables: Sequence[Table]) -> Callable[[str], str]:
    """Return the function that finds an id, a day or a place."""
    words = {
        fold(word): word
        for table in tables
        if table.seats_people
        for word in (table.id, table.day, table.place)
        if word
    }

    def find(word: str) -> str:
        if fold(word) in words:
            return words[fold(word)]
        near = nearest(word, words.values())
        shown = listed(sorted(words.values())[:30])
        meant = f'did you mean "{near}"? The words are {shown}' if near else f"the words are {shown}"
        raise UnfitError("table-unknown", f"{word!r} is no table's id, day or place; {meant}")

    return find
