"""What engines read: arrays, and the list of terms."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from seating.plan import IntArray, Plan
from seating.terms import Term

__all__ = ["Model"]


@dataclass(frozen=True, eq=False)
class Model:
    """What engines read.

    Attributes
    ----------
    person_ids : tuple of str
        People who count first, then staff.
    n_people : int
        How many of them count.
    table_ids : tuple of str
    capacity : int array, shape (tables,)
        Most people a table takes; a large number where it has no limit. A help for starts: the
        `size` requirement is what binds.
    may_be_empty : bool array, shape (tables,)
        Where nobody needs to sit; a term that is a sum over tables costs nothing there then.
    requirement_ids : tuple of str
    musts : bool array, shape (requirements,)
    weights : int array, shape (requirements,)
        Price of a unit of shortfall; 0 for a must.
    terms : tuple of (int, Term)
        Each with the number of its requirement.
    """

    person_ids: tuple[str, ...]
    n_people: int
    table_ids: tuple[str, ...]
    capacity: IntArray
    may_be_empty: NDArray[np.bool_]
    requirement_ids: tuple[str, ...]
    musts: NDArray[np.bool_]
    weights: IntArray
    terms: tuple[tuple[int, Term], ...]

    @property
    def n_persons(self) -> int:
        """People and staff."""
        return len(self.person_ids)

    @property
    def n_tables(self) -> int:
        """Tables people are seated at."""
        return len(self.table_ids)

    def plan(self, tables: IntArray) -> Plan:
        """Return the plan in which each person sits at the table of that number, shape (persons,)."""
        return Plan({person: self.table_ids[t] for person, t in zip(self.person_ids, tables.tolist(), strict=True)})

    def tables_of(self, plan: Plan) -> IntArray:
        """Return the table numbers of a plan, shape (persons,)."""
        number = {table: t for t, table in enumerate(self.table_ids)}
        return np.array([number[plan.seats[person]] for person in self.person_ids], dtype=np.int64)

    def keeping(self, requirement_ids: Collection[str]) -> Model:
        """Return the model of only these requirements, in the same order."""
        kept = [i for i, identity in enumerate(self.requirement_ids) if identity in requirement_ids]
        number = {old: new for new, old in enumerate(kept)}
        return replace(
            self,
            requirement_ids=tuple(self.requirement_ids[i] for i in kept),
            musts=self.musts[kept],
            weights=self.weights[kept],
            terms=tuple((number[i], term) for i, term in self.terms if i in number),
        )
