"""What people need: the texts of their cells, each resolved once to a kind and to the name by which it is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from seating.profiles.need_words import MEALS, find_kind, find_kind_of_heading, find_meal, is_nothing, states_need
from seating.profiles.person import Person
from seating.wording import fold

AGE, ADULT = frozenset({"age", "ages", "age group", "edad", "edades"}), 18
"""Folded headings of columns with ages, of which only those of children are needs; and the age of an adult."""

WORD = re.compile(r"\w+")
REMARK = re.compile(r"\s*\(([^()]*\w[^()]*)\)")
"""Matches a remark in parentheses, with the space before it."""


_BETWEEN_NEEDS = re.compile(r"[,;/&+]|\s(?:and|y|e)\s", re.IGNORECASE)
_IN_PARENTHESES = re.compile(r"\([^()]*\)")


class NeedKind(StrEnum):
    """What a need is about."""

    FOOD = "food"
    CHILDREN = "children"
    INTERPRETING = "interpreting"
    ACCESS = "access"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Need:
    """What someone needs.

    Attributes
    ----------
    text : str
        As typed.
    kind : NeedKind
    name : str
        How it is counted: a meal with several spellings by its name, and without remarks that only name the person.
    """

    text: str
    kind: NeedKind
    name: str

    @property
    def is_meal(self) -> bool:
        """Whether it is a meal with several spellings."""
        return self.name in MEALS


def list_needs(cells: Iterable[str], person: Person) -> tuple[Need, ...]:
    """Return the needs in the cells of the column `needs`.

    "Vegan (Judith)" on Judith's row is vegan, and "step-free (crutches)" is step-free. Dashes, "none" and wishes about
    neighbors are no needs.

    Parameters
    ----------
    cells : iterable of str
    person : Person
        Whose row has them.

    Examples
    --------
    >>> found = list_needs(("vegan (Ana), ramp (crutches)", "none"), Person(id="p1", name="Ana"))
    >>> [(need.kind.value, need.name) for need in found]
    [('food', 'Vegan'), ('access', 'ramp')]
    """
    written = (part for cell in cells for part in _split(cell) if states_need(part))
    return tuple(_resolve(text, _as_access(_without_names(text, person))) for text in written)


def list_needs_in(column: str, person: Person) -> tuple[Need, ...]:
    """Return the needs in another column: its values, and if it is about food, the meals that they name.

    Parameters
    ----------
    column : str
    person : Person
    """
    values = ((value, _without_names(value, person)) for value in person.values(column) if not is_nothing(value))
    is_food = find_kind_of_column(column) is NeedKind.FOOD
    return tuple(_resolve(text, value) if is_food else Need(text, _find_kind(value), value) for text, value in values)


def find_kind_of_column(column: str) -> NeedKind | None:
    """Return what the needs in a column are about; None if the column is about no needs.

    Parameters
    ----------
    column : str
    """
    if is_age(column):
        return NeedKind.CHILDREN
    kind = find_kind_of_heading(column)
    return None if kind is None else NeedKind(kind)


def find_kind_in(column: str, need: Need) -> NeedKind:
    """Return the kind of a need in a column; the column tells it, but no children and the age of an adult are none.

    Parameters
    ----------
    column : str
    need : Need
    """
    kind, number = find_kind_of_column(column) or NeedKind.OTHER, need.name if need.name.isdecimal() else ""
    if is_age(column):
        is_child = int(number) < ADULT if number else need.kind is NeedKind.CHILDREN
        return NeedKind.CHILDREN if is_child else NeedKind.OTHER
    return NeedKind.OTHER if kind is NeedKind.CHILDREN and number and not int(number) else kind


def is_age(column: str) -> bool:
    """Whether a column has ages."""
    return fold(column.replace("_", " ")) in AGE


def split_needs(need: str) -> list[str]:
    """Return the parts of a need between commas and the like, as written; what is in parentheses is not split.

    >>> split_needs("step-free, childcare (2 kids, 3 years)")
    ['step-free', 'childcare (2 kids, 3 years)']
    """
    cuts = [cut.span() for cut in _BETWEEN_NEEDS.finditer(blank_parentheses(need))]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(need)]
    return [part for start, end in zip(starts, ends, strict=True) if (part := need[start:end].strip())]


def blank_parentheses(need: str) -> str:
    """Return a need of the same length with spaces for what is in parentheses.

    Parameters
    ----------
    need : str
    """
    return _IN_PARENTHESES.sub(lambda inside: " " * len(inside[0]), need)


def _resolve(text: str, value: str) -> Need:
    name = find_meal(value) or value
    return Need(text, _find_kind(name), name)


def _find_kind(text: str) -> NeedKind:
    return NeedKind(find_kind(text) or NeedKind.OTHER)


def _split(need: str) -> list[str]:
    """Return the parts of a cell that names several needs, such as "step-free, childcare"; otherwise the cell."""
    parts = split_needs(need)
    return parts if all(map(find_kind, parts)) else [need]


def _without_names(value: str, person: Person) -> str:
    """Return a value without parentheses that only name a person of the row."""
    named = set(WORD.findall(fold(f"{person.name} {person.party.name if person.party else ''}")))
    return REMARK.sub(lambda one: "" if named.issuperset(WORD.findall(fold(one[1]))) else one[0], value) or value


def _as_access(value: str) -> str:
    """Return a need for access without remarks in parentheses, as when it is compared with a table."""
    plain = REMARK.sub("", value).strip()
    return plain if find_kind(value) == find_kind(plain) == "access" else value
