"""Report wrong cells: texts that name no table, texts where a number is needed, and parties too large for a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from seating.convening.error_locations import UnfitError, parted
from seating.convening.resolvers import table_finder
from seating.convening.rooms import reason_without_seat
from seating.errors import Note, Problem
from seating.key_types import as_number
from seating.profiles import People, Person
from seating.profiles.headings.evidence import FEW
from seating.profiles.headings.verdicts import SAID
from seating.requirement import Requirement
from seating.tables import Table
from seating.wording import counted, fold, listed, name_column, nearest

__all__ = ["cells_without_a_number", "parties_too_large", "tables_in_cells", "with_own_choices"]


def tables_in_cells(people: People, tables: Sequence[Table]) -> tuple[People, list[Problem]]:
    """Replace table names in cells by ids, and return a problem for each text that names no table.

    The columns are `pin`, `declined`, `can_come` and `chose`. In `can_come`, days and places are kept.
    """
    find_table = table_finder(tables)
    checks: dict[str, Callable[[str], str]] = {
        "pin": find_table,
        "declined": find_table,
        "can_come": _place_finder(tables),
        "chose": find_table,
    }
    persons: list[Person] = []
    problems: list[Problem] = []
    for person in people:
        found: dict[str, tuple[str, ...]] = {}
        for column, find in checks.items():
            words: list[str] = []
            for word in person.values(column):
                try:
                    words.append(find(word))
                except UnfitError as error:
                    problems.append(_problem(people, person, column, word, error))
            if tuple(words) != person.values(column):
                found[column] = tuple(words)
        persons.append(person.model_copy(update=found) if found else person)
    return people.with_persons(persons), problems


def with_own_choices(people: People, tables: Sequence[Table]) -> tuple[People, tuple[Note, ...]]:
    """Turn `chose` and `declined` into custom columns if none of their cells names a table.

    With fewer than `FEW` filled cells, or if the convening states the meaning of the column, nothing changes;
    the cells are then reported as errors.
    """
    notes = []
    find_table = table_finder(tables)
    for column in ("chose", "declined"):
        words = [word for person in people for word in person.values(column)]
        is_said = any(one.key == column and one.evidence == SAID for one in people.columns)
        if len(words) < FEW or is_said or any(_is_found(find_table, word) for word in words):
            continue
        heading = people.headings[column]
        people = people.with_own(column)
        says = "is kept as a column of your own: none of its cells names a table"
        text = f"{people.file}: column {name_column(heading.text, heading.letter)} {says}."
        notes.append(Note("heading-own", text))
    return people, tuple(notes)


def _is_found(find: Callable[[str], str], word: str) -> bool:
    try:
        find(word)
    except UnfitError as error:
        return error.slug != "table-unknown"
    return True


def cells_without_a_number(people: People, stated: Sequence[Requirement]) -> Iterator[Problem]:
    """Yield a problem for each filled cell that a requirement reads as a number but that contains none."""
    hint = "Write a number such as 3, 2.5 or 1/3, or leave the cell blank."
    for column in dict.fromkeys(column for requirement in stated for column in requirement.numeric_columns):
        for person in people:
            cell = person.values(column)
            if cell and (len(cell) > 1 or as_number(cell[0]) is None):
                yield people.problem(person, column, "number-wrong", "is not a number", "; ".join(cell), hint)


def parties_too_large(people: People, tables: Sequence[Table], stated: Sequence[Requirement]) -> Iterator[Problem]:
    """Yield a problem for each row with more people than any table has seats.

    Nothing is reported if a requirement allows parties to be split, or if a table has no maximum.

    Parameters
    ----------
    people : People
    tables : sequence of Table
    stated : sequence of Requirement
        The requirements written in the convening or inferred.
    """
    if any(r.is_about_parties and not r.is_must for r in stated):
        return
    largest = [table.seats.maximum for table in tables if table.seats_people]
    if not largest or None in largest:
        return
    most = max(seats for seats in largest if seats is not None)
    coming = [person for person in people if person.party is not None and reason_without_seat(person) is None]
    sizes = Counter(person.party.id for person in coming if person.party is not None)
    for person in coming:
        if not person.is_companion and sizes[person.id] > most:
            says = f"is {sizes[person.id]} people, and the largest table has {counted(most, 'seat')}"
            hint = "Give a table more seats, or split the row into rows that each fit a table."
            name = person.party.name if person.party is not None else person.name
            yield people.problem(person, "name", "party-too-large", says, name, hint)


def _problem(people: People, person: Person, column: str, word: str, error: UnfitError) -> Problem:
    _, _, hint = parted(str(error))
    says = "is not the id, name, day or place of a table" if column == "can_come" else "is not a table"
    if error.slug == "table-drawn":
        says = "names a table that is drawn from others, where nobody is seated"
    if error.slug == "table-ambiguous":
        says = "is the name of several tables"
    return people.problem(person, column, error.slug, says, word, hint)


def _place_finder(tables: Sequence[Table]) -> Callable[[str], str]:
    """Return the function that finds a day or a place, returned as written, or otherwise a table."""
    places = {fold(word): word for table in tables if table.seats_people for word in (table.day, table.place) if word}
    find_table = table_finder(tables)

    def find(word: str) -> str:
        if fold(word) in places:
            return places[fold(word)]
        try:
            return find_table(word)
        except UnfitError as error:
            if error.slug != "table-unknown" or not places:
                raise
            words = [*places.values(), *(table.id for table in tables if table.seats_people)]
            near = nearest(word, words)
            shown = listed(sorted(words)[:30])
            meant = f'did you mean "{near}"? The words are {shown}' if near else f"the words are {shown}"
            raise UnfitError(
                "table-unknown", f"{word!r} is not the id, name, day or place of a table; {meant}"
            ) from None

    return find
