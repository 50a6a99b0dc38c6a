"""Limits on small groups at every table, counted all at once.

A room of 100,000 people has tens of thousands of them, such as one for each organization. To value a seating, it takes
half a second to count them one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self, TypeGuard

import numpy as np
from numpy.typing import NDArray

from seating.room.plan import IntArray
from seating.terms import CountTerm, Term


@dataclass(frozen=True, eq=False)
class SmallLimits:
    """Count terms without a minimum, each on fewer persons than there are tables.

    Attributes
    ----------
    persons : int array, shape (members,)
        The members of all groups, one group after the other.
    limit : int array, shape (members,)
        The number of the limit that each member counts for.
    high, requirement : int array, shape (limits,)
        The maximum number of members at a table, and the number of the requirement.
    """

    persons: IntArray
    limit: IntArray
    high: IntArray
    requirement: IntArray

    @classmethod
    def of(cls, terms: Sequence[tuple[int, CountTerm]]) -> Self:
        """Return the limits of some terms for which `is_small_limit` holds."""
        groups = [term.group for _, term in terms]
        numbers = np.arange(len(terms), dtype=np.int64)
        return cls(
            persons=np.concatenate([np.zeros(0, dtype=np.int64), *groups]),
            limit=np.repeat(numbers, np.array([len(group) for group in groups], dtype=np.int64)),
            high=np.array([term.high[0] for _, term in terms], dtype=np.int64),
            requirement=np.array([requirement for requirement, _ in terms], dtype=np.int64),
        )

    def shortfalls_at(self, tables: IntArray, waived: NDArray[np.bool_]) -> tuple[IntArray, IntArray, IntArray]:
        """Return the requirements of the limits that are exceeded, at which tables, and by how many people.

        Parameters
        ----------
        tables : int array, shape (persons,)
            The number of the table each person sits at; -1 for none.
        waived : bool array, shape (tables,)
            Tables at which nothing counts.

        Returns
        -------
        requirement, table, over : int arrays, shape (exceeded,)
        """
        seats = tables[self.persons]
        is_seated = seats >= 0
        together, count = np.unique(self.limit[is_seated] * len(waived) + seats[is_seated], return_counts=True)
        limit, table = np.divmod(together, max(1, len(waived)))
        over = count - self.high[limit]
        short = (over > 0) & ~waived[table]
        return self.requirement[limit[short]], table[short], over[short]


def is_small_limit(term: Term, n_tables: int) -> TypeGuard[CountTerm]:
    """Whether a term only limits how many of a small group sit at each table of a room."""
    return (
        isinstance(term, CountTerm)
        and term.base is None
        and not term.low[0]
        and len(term.group) < n_tables
        and len(term.tables) == n_tables
    )
