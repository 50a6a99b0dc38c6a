"""What several raters chose alone, side by side, before the team agrees.

Colors have an order but no distances, so ratings given alone are counted and never averaged. Gray is not between other
colors: it is counted apart and enters neither the range nor the median.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import comb

from seating.addons.dashboard.ratings import Color, Quarter, Rating, Ratings, Trend, make_key
from seating.groups import group_by_key

SCALE = (Color.RED, Color.YELLOW, Color.GREEN)
"""The colors that have an order, the lowest first."""


@dataclass(frozen=True)
class Spread:
    """The ratings of one component that raters gave alone in one quarter.

    Attributes
    ----------
    element, component : str
    alone : tuple of Rating
        One row for each rater who chose a color, sorted by rater.
    agreed : Color or None
        What the team agreed on; None if it has not written an agreed rating.
    """

    element: str
    component: str
    alone: tuple[Rating, ...]
    agreed: Color | None

    @cached_property
    def counts(self) -> Mapping[Color, int]:
        """How many raters chose each of the four colors."""
        return count_colors(self.alone)

    @cached_property
    def trends(self) -> Mapping[Trend, int]:
        """How many of these raters wrote each trend."""
        found = Counter(row.trend for row in self.alone)
        return {trend: found[trend] for trend in Trend}

    @property
    def range(self) -> tuple[Color, Color] | None:
        """The lowest and the highest color that someone chose; None if everyone chose gray."""
        found = [color for color in SCALE if self.counts[color]]
        return (found[0], found[-1]) if found else None

    @property
    def steps(self) -> int:
        """The number of steps from the lowest to the highest color: 0, 1 or 2."""
        return SCALE.index(self.range[1]) - SCALE.index(self.range[0]) if self.range else 0

    @property
    def median(self) -> tuple[Color, Color] | None:
        """The two middle colors, which are equal for an odd number of raters; None if everyone chose gray."""
        ordered = [color for color in SCALE for _ in range(self.counts[color])]
        if not ordered:
            return None
        return ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]

    @property
    def is_unanimous(self) -> bool:
        """Whether all of these raters chose the same, be it gray."""
        return sum(map(bool, self.counts.values())) <= 1

    @property
    def pairs_apart(self) -> Fraction:
        """The share of the pairs of raters who chose different colors, gray left out; 0 if there is no pair."""
        rated = sum(self.counts[color] for color in SCALE)
        same = sum(comb(self.counts[color], 2) for color in SCALE)
        return Fraction(comb(rated, 2) - same, comb(rated, 2)) if rated > 1 else Fraction(0)

    def by_group(self) -> dict[str, Mapping[Color, int]]:
        """Return how many raters of each group chose each color; {} if no rater has a group."""
        groups = sorted({row.group for row in self.alone if row.group}, key=make_key)
        return {group: count_colors(row for row in self.alone if row.group == group) for group in groups}


@dataclass(frozen=True, slots=True)
class Rater:
    """A person who rated alone; `group` is "" if none is stated."""

    name: str
    group: str


@dataclass(frozen=True)
class Comparison:
    """What the raters of one quarter chose.

    Attributes
    ----------
    raters : tuple of Rater
        Sorted by name.
    spreads : tuple of Spread
        The components that someone rated alone. The widest range comes first, then the largest share of pairs that
        differ, then the most grays, then the names of element and component in alphabetical order.
    remarks : tuple of Rating
        The rows of single raters that have notes or are about an element as a whole, sorted by element, component and
        rater.
    """

    raters: tuple[Rater, ...]
    spreads: tuple[Spread, ...]
    remarks: tuple[Rating, ...]

    def find(self, element: str, component: str) -> Spread | None:
        """Return the spread of a component, or None if no one rated it alone."""
        return self._by_names.get((make_key(element), make_key(component)))

    @cached_property
    def _by_names(self) -> Mapping[tuple[str, str], Spread]:
        return {(make_key(one.element), make_key(one.component)): one for one in self.spreads}


def compare_raters(ratings: Ratings, quarter: Quarter) -> Comparison | None:
    """Return what the raters of a quarter chose alone; None if there are no such rows.

    Parameters
    ----------
    ratings : Ratings
        Of one site, if the files name sites.
    quarter : Quarter
    """
    rows = [row for row in ratings.rows if row.quarter == quarter]
    raters = _raters_of([row for row in rows if row.is_alone and row.is_filled_in])
    if not raters:
        return None
    groups = {rater.name: rater.group for rater in raters}
    found = [replace(row, group=groups[row.rater]) for row in rows if row.rater in groups]
    alone = sorted(found, key=lambda row: [*map(make_key, (row.element, row.component, row.rater))])
    agreed = {(row.element, row.component): row.color for row in rows if not row.is_alone}
    rated = group_by_key(((row.element, row.component), row) for row in alone if row.color is not None)
    spreads = [Spread(*names, tuple(chosen), agreed.get(names)) for names, chosen in rated.items()]
    remarks = tuple(row for row in alone if row.notes or (not row.component and row.trend))
    return Comparison(raters, tuple(sorted(spreads, key=_rank_of)), remarks)


def count_colors(rows: Iterable[Rating]) -> Mapping[Color, int]:
    """Return how many of the rows have each of the four colors."""
    found = Counter(row.color for row in rows)
    return {color: found[color] for color in Color}


def _rank_of(spread: Spread) -> tuple[int, Fraction, int, str, str]:
    names = make_key(spread.element), make_key(spread.component)
    return -spread.steps, -spread.pairs_apart, -spread.counts[Color.GRAY], *names


def _raters_of(rows: Sequence[Rating]) -> tuple[Rater, ...]:
    """Return the raters; the group is that of the row that states one."""
    groups: dict[str, str] = {}
    for row in rows:
        groups[row.rater] = groups.get(row.rater) or row.group
    return tuple(Rater(name, groups[name]) for name in sorted(groups, key=make_key))
