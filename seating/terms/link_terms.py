"""Terms about links between tables: members at some tables need counterparts at others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from seating.room.plan import IntArray
from seating.terms.base import NOBODY, Join, Part, TermShape, are_at, positions_in


@dataclass(frozen=True, eq=False, slots=True)
class LinkTerm(TermShape):
    """How many counterparts the members at some tables lack at other tables.

    Each link has a group of members and the group of their counterparts. With n members at `sources` and c
    counterparts at `targets`, its shortfall is ``(fixed + n) * max(0, low - c)``, and that of the term is the sum over
    all links.

    Attributes
    ----------
    members : tuple of int arrays
        The members of each link.
    counterparts : tuple of int arrays
        The persons that each of these members needs `low` of; empty if there are none in the room.
    low : int array, shape (links,)
        How many counterparts each member of a link needs.
    fixed : int array, shape (links,)
        How many members of a link need counterparts wherever the persons of the room sit.
    sources, targets : int arrays
        The tables where members need counterparts, and the tables where counterparts count.
    """

    members: tuple[IntArray, ...]
    counterparts: tuple[IntArray, ...]
    low: IntArray
    fixed: IntArray
    sources: IntArray
    targets: IntArray

    @property
    def persons(self) -> IntArray:
        return np.concatenate([NOBODY, *self.members, *self.counterparts])

    @property
    def tables(self) -> IntArray:
        """The tables that the term is about."""
        return np.union1d(self.sources, self.targets)

    @property
    def counted_groups(self) -> tuple[IntArray, ...]:
        return (*self.members, *self.counterparts)

    @property
    def most_counted(self) -> IntArray:
        """The number of counterparts beyond which one more changes nothing, shape (links,)."""
        return np.minimum(self.low, np.array([len(group) for group in self.counterparts], dtype=np.int64))

    def shortfall_of(self, tables: IntArray, waived: NDArray[np.bool_]) -> int:
        in_need = self.fixed + _seated(self.members, tables, self.sources)
        found = _seated(self.counterparts, tables, self.targets)
        return int((in_need * np.maximum(0, self.low - found)).sum())

    def shortfall_bound(self, may_be_empty: NDArray[np.bool_]) -> int:
        everywhere = len(self.sources) == len(may_be_empty)
        in_need = self.fixed + [len(group) if everywhere else 0 for group in self.members]
        found = [len(group) if len(self.targets) else 0 for group in self.counterparts]
        return int((in_need * np.maximum(0, self.low - np.array(found, dtype=np.int64))).sum())

    def renumbered(self, persons: IntArray, tables: IntArray, n_persons: int, n_tables: int) -> LinkTerm:
        return replace(
            self,
            members=tuple(persons[group] for group in self.members),
            counterparts=tuple(persons[group] for group in self.counterparts),
            sources=tables[self.sources],
            targets=tables[self.targets],
        )

    def joined(self, join: Join) -> Iterator[LinkTerm]:
        members = tuple(np.sort(join.unit[group]) for group in self.members)
        yield replace(self, members=members, counterparts=tuple(np.sort(join.unit[g]) for g in self.counterparts))

    def restricted(self, part: Part) -> Iterator[LinkTerm]:
        fixed = self.fixed + _seated(self.members, part.seats_outside, self.sources)
        found = _seated(self.counterparts, part.seats_outside, self.targets)
        low = np.maximum(0, self.low - found)
        sources, targets = part.tables_of(self.sources), part.tables_of(self.targets)
        members = [part.persons_of(group) for group in self.members]
        counterparts = [part.persons_of(group) for group in self.counterparts]
        moving = np.array([len(group) * len(sources) > 0 for group in members], dtype=bool)
        serving = np.array([len(group) * len(targets) > 0 for group in counterparts], dtype=bool)
        kept = np.flatnonzero((low > 0) & (moving | ((fixed > 0) & serving))).tolist()  # the others are constant
        if kept:
            yield LinkTerm(
                members=tuple(members[link] for link in kept),
                counterparts=tuple(counterparts[link] for link in kept),
                low=low[kept],
                fixed=fixed[kept],
                sources=sources,
                targets=targets,
            )

    def with_tables_merged(self, kept: IntArray, others: IntArray) -> LinkTerm | None:
        sources, targets = positions_in(kept, self.sources), positions_in(kept, self.targets)
        if np.isin(others, self.sources).all():  # otherwise a member at the merged table may need no one
            sources = np.append(sources, len(kept))
        if np.isin(others, self.targets).any():  # any counterpart at the merged table may count
            targets = np.append(targets, len(kept))
        return replace(self, sources=sources, targets=targets) if len(sources) or self.fixed.any() else None


def _seated(groups: tuple[IntArray, ...], tables: IntArray, at: IntArray) -> IntArray:
    """Return how many of each group sit at the tables `at`, shape (groups,)."""
    there = are_at(tables, at)
    return np.array([there[group].sum() for group in groups], dtype=np.int64)
