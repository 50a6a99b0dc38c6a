"""Who meets whom: a matrix of people over all known rounds, or of groups if there are many people.

The rounds are the earlier ones, this one, and those that were planned together with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from seating.present.blocks import Block, Figures, Raw, paragraph
from seating.profiles import Person
from seating.report.column_names import column_name
from seating.report.person_names import label_apart, person_anchor
from seating.report.sort_keys import by_name, sort_key
from seating.report.tones import Tone
from seating.result import Result
from seating.result.cells import show_cell
from seating.result.known_rounds import count_meetings, count_rounds, find_company
from seating.room.history import Company
from seating.wording import Said, fold, said, said_joined

ORDER = 70
TITLE = "Who meets whom"

MOST_PEOPLE = 30
"""With more people than this, the matrix is one of groups: a row for each person would not fit on a sheet."""

MOST_GROUPS = 24
"""Maximum number of groups; a column with more values than this is not used."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number; "" where a person would meet themselves. `tone` is "bad" if no one meets, otherwise ""."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Row:
    """One person or group; `anchor` is the fragment of the person's line, "" for a group."""

    number: int
    name: str
    anchor: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A square of numbers, with the heading of its first column and a caption."""

    heading: Said
    caption: Said
    rows: tuple[Row, ...]


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield who meets whom; nothing if only one round is known, there are fewer than two people, or too many meet."""
    people = by_name(result.room.coming)
    if count_rounds(result) < 2 or len(people) < 2 or (company := find_company(result)) is None:
        return
    about = said(
        "This counts this round, any earlier ones, and any later ones that were planned with it. Only people with a "
        "seat in this one are counted."
    )
    yield paragraph(about, "intro")
    yield _count_pairs(company, count_rounds(result))
    if matrix := _make_matrix(result, company, people):
        yield Raw("sections/meetings.html.j2", matrix)


def _count_pairs(company: Company, rounds: int) -> Figures:
    people, meeting = len(company.people), len(company.pairs)
    met = np.bincount(company.pairs.ravel(), minlength=people)
    return Figures(
        [
            (said("pairs who share a table at least once"), meeting),
            (said("pairs who share a table in more than one round"), int((company.times > 1).sum())),
            (said("pairs who never share a table"), people * (people - 1) // 2 - meeting),
            (said("other people each person meets"), f"{met.min():,}–{met.max():,}"),
            (said("rounds counted"), rounds),
        ]
    )


def _make_matrix(result: Result, company: Company, people: Sequence[Person]) -> Matrix | None:
    """Return the matrix of people, or of groups if there are many; None if no column has few enough values."""
    if len(people) <= MOST_PEOPLE:
        caption = said("Rounds in which two people share a table")
        return Matrix(said("Person"), caption, _rows_of_people(result, people))
    for column in ("organization", "sector"):
        groups = _group(result, people, column)
        if 2 <= len(groups) <= MOST_GROUPS:
            caption = said("Pairs who share a table in at least one round, as a percentage of all pairs")
            return Matrix(column_name(column), caption, _rows_of_groups(company, groups))
    return None


def _rows_of_people(result: Result, people: Sequence[Person]) -> tuple[Row, ...]:
    def cell(one: Person, other: Person) -> Cell:
        if one is other:
            return Cell("", "")
        number = count_meetings(result, one.id, other.id)
        return Cell(str(number), "" if number else Tone.BAD)

    return tuple(
        Row(number, label_apart(result, one), person_anchor(one.id), tuple(cell(one, other) for other in people))
        for number, one in enumerate(people, start=1)
    )


def _group(result: Result, people: Sequence[Person], column: str) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the people with each value of a column, by value; blank cells come last."""
    names: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    for person in people:
        value = show_cell(result, person, column)
        names.setdefault(fold(value), value)
        found.setdefault(fold(value), []).append(person.id)
    if set(found) == {""}:
        return {}
    order = sorted(found, key=lambda key: (not key, sort_key(names[key])))
    return {names[key] or said("not stated"): tuple(found[key]) for key in order}


def _rows_of_groups(company: Company, groups: Mapping[str, tuple[str, ...]]) -> tuple[Row, ...]:
    number_of = {person: number for number, members in enumerate(groups.values()) for person in members}
    of_pair = np.array([number_of[person] for person in company.people], dtype=np.int64)[company.pairs]
    met = np.zeros((len(groups), len(groups)), dtype=np.int64)
    np.add.at(met, (of_pair.min(axis=1), of_pair.max(axis=1)), 1)
    sizes = [len(members) for members in groups.values()]
    possible = {pair: sizes[pair[0]] * sizes[pair[1]] for pair in combinations(range(len(sizes)), 2)}
    possible |= {(number, number): size * (size - 1) // 2 for number, size in enumerate(sizes)}

    def cell(one: int, other: int) -> Cell:
        first, second = sorted((one, other))
        pairs, share = possible[first, second], int(met[first, second])
        if not pairs:
            return Cell("", "")
        return Cell(_percent(share, pairs), "" if share else Tone.BAD)

    return tuple(
        Row(
            number + 1,
            said_joined([name, f"({len(members)})"], " "),
            "",
            tuple(cell(number, other) for other in range(len(sizes))),
        )
        for number, (name, members) in enumerate(groups.items())
    )


def _percent(some: int, every: int) -> str:
    """Return a whole percentage, which is 0 or 100 only if it is so.

    >>> _percent(1, 1000), _percent(999, 1000), _percent(0, 3), _percent(3, 3)
    ('1', '99', '0', '100')
    """
    if some in {0, every}:
        return "0" if not some else "100"
    return str(min(99, max(1, round(100 * some / every))))
