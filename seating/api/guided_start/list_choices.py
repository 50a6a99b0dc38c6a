"""What the list has that can be an answer: the choices that a question shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seating.profiles import CANONICAL, People, Person
from seating.profiles.power_headings import Meaning, read_power
from seating.wording import fold

MOST_CHOICES = 12
"""Maximum number of choices that a question shows."""

MOST_VALUES = 8
"""Maximum number of values of a column that are shown as choices; a column with more holds texts of its own."""

KINDS = ("representative_type", "sector")
"""The known columns whose values are kinds of people."""


def list_areas(coming: Sequence[Person]) -> tuple[str, ...]:
    """Return all that people are interested in, each once.

    Parameters
    ----------
    coming : sequence of Person
    """
    areas = {fold(area): area for person in coming for area in person.values("interests")}
    return tuple(areas.values())


def list_kinds(people: People, coming: Sequence[Person]) -> tuple[str, ...]:
    """Return the values that few enough of, and more than one person each, have: kinds of people.

    Parameters
    ----------
    people : People
    coming : sequence of Person
    """
    columns = [one for one in (*KINDS, *people.headings) if one in KINDS or one not in CANONICAL]
    found = (value for column in dict.fromkeys(columns) for value in _list_values(coming, column))
    return tuple(dict.fromkeys(found))[:MOST_CHOICES]


def _list_values(coming: Sequence[Person], column: str) -> Iterator[str]:
    values = [value for person in coming for value in person.values(column)]
    distinct = dict.fromkeys(values)
    if 1 < len(distinct) <= MOST_VALUES and len(values) >= 2 * len(distinct):
        yield from distinct


def list_group_columns(people: People, coming: Sequence[Person]) -> tuple[str, ...]:
    """Return the headings of the list's own columns whose values several people share, such as families.

    Parameters
    ----------
    people : People
    coming : sequence of Person
    """
    relations = list_relation_columns(people)
    own = (key for key, one in people.headings.items() if key not in CANONICAL and one.text not in relations)
    found = (key for key in own if _is_shared([person.values(key) for person in coming]))
    return tuple(people.headings[key].text for key in found)[:MOST_CHOICES]


def _is_shared(cells: Sequence[Sequence[str]]) -> bool:
    """Whether each cell has at most one value, and several people have the same."""
    values = [value for cell in cells for value in cell]
    return len(set(values)) > 1 and len(values) >= 2 * len(set(values)) and all(len(cell) < 2 for cell in cells)


def list_relation_columns(people: People) -> tuple[str, ...]:
    """Return the headings of the columns that tell who has power over whom.

    Parameters
    ----------
    people : People
    """
    own = [one.text for key, one in people.headings.items() if key not in CANONICAL]
    return tuple(text for text in own if read_power(text) is not Meaning.UNKNOWN)[:MOST_CHOICES]
