"""Colors of marks in a drawn room: one for each frequent value of a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from seating.present.languages import Words
from seating.profiles import Person
from seating.wording import fold

MOST_VALUES = 30
"""A column with more different values colors no marks."""

UNOFFERED = frozenset({"name", "needs", "email", "phone"})
"""Columns that color no marks: meals have letters, and the others differ from person to person."""

COLORS = 8
"""Number of colors. The values of most people get one each; all others share a gray."""

OTHER_COLOR = "color-other"


@dataclass(frozen=True, slots=True)
class Shade:
    """A color of the legend: its class, the value that it stands for, and how many people have it."""

    color: str
    value: str
    people: int


@dataclass(frozen=True, slots=True)
class Shades:
    """The colors of marks.

    Attributes
    ----------
    legend : tuple of Shade
        The most frequent value first, then all others.
    colors, values : mapping of str to str
        The class of each person, by id, and the value where there is one.
    """

    legend: tuple[Shade, ...] = ()
    colors: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)

    def count_others(self) -> int:
        """Return how many people share the gray."""
        return sum(one.people for one in self.legend if one.color == OTHER_COLOR)


def list_coloring(columns: Iterable[str], persons: Sequence[Person]) -> tuple[str, ...]:
    """Return those of these columns in which a few values occur, more than one of them."""

    def colors(column: str) -> bool:
        return 2 <= len({fold(value) for person in persons for value in person.values(column)}) <= MOST_VALUES

    return tuple(column for column in columns if column not in UNOFFERED and colors(column))


def shade(column: str, persons: Sequence[Person], words: Words) -> Shades:
    """Return the colors of people by their values of a column; each value has its most frequent spelling."""
    values = {one.id: words.listed(list(one.values(column))) for one in persons if one.values(column)}
    spelling: dict[str, str] = {}
    for value, _ in Counter(values.values()).most_common():
        spelling.setdefault(fold(value), value)
    values = {person: spelling[fold(value)] for person, value in values.items()}
    counted = sorted(Counter(values.values()).items(), key=lambda one: (-one[1], fold(one[0])))[:COLORS]
    legend = tuple(Shade(f"color-{n}", value, count) for n, (value, count) in enumerate(counted, start=1))
    color_of = {each.value: each.color for each in legend}
    others = sum(values.get(one.id) not in color_of for one in persons)
    if others:
        legend += (Shade(OTHER_COLOR, words.gettext("others"), others),)
    colors = {one.id: color_of.get(values.get(one.id, ""), OTHER_COLOR) for one in persons}
    return Shades(legend, colors, values)
