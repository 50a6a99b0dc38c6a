"""A relaxation of a room: a few of its tables, and one large table that stands for all others.

Every seating of the whole room is also a seating of the reduced room, at no higher a cost. The least cost of the
reduced room is therefore a lower bound for the whole room. Constant bands of the other tables are kept as one band, by
adding up their ends; the other constraints of these tables are dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from seating.model import Model
from seating.plan import IntArray
from seating.terms import NO_LIMIT, CountTerm, Term

__all__ = ["ReducedRoom"]

ELSEWHERE = "elsewhere"
"""Id of the merged table."""


class ReducedRoom:
    """Some tables of a model, and one merged table that stands for all others.

    Parameters
    ----------
    model : Model
    kept : int array
        The tables to keep, rising.

    Attributes
    ----------
    model : Model
        Its tables are the kept ones, then the merged one, if there are others.
    others : int array
        The tables that are merged.
    """

    def __init__(self, model: Model, kept: IntArray) -> None:
        self.kept = kept
        self.others = np.setdiff1d(np.arange(model.n_tables), kept).astype(np.int64)
        self._number = np.full(model.n_tables, len(kept), dtype=np.int64)
        self._number[kept] = np.arange(len(kept))
        self.model = model if self.is_whole else self._smaller(model)

    @property
    def is_whole(self) -> bool:
        """Whether every table is kept."""
        return len(self.others) == 0

    def reduce_tables(self, tables: IntArray) -> IntArray:
        """Return a seating of the whole room in the numbers of the reduced room, shape (persons,)."""
        return self._number[tables]

    def reduce_marks(self, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return marks of persons and tables for the reduced room.

        Parameters
        ----------
        marked : bool array, shape (persons, tables)

        Returns
        -------
        bool array, shape (persons, tables of the reduced room)
            The merged table is marked if any of the others was.
        """
        if self.is_whole:
            return marked
        return np.column_stack([marked[:, self.kept], marked[:, self.others].any(axis=1)])

    def expand_tables(self, tables: IntArray) -> IntArray:
        """Return the table of the whole room for each person, shape (persons,); -1 for those at the merged table."""
        return np.append(self.kept, -1)[tables]

    def _smaller(self, model: Model) -> Model:
        found: list[tuple[int, Term]] = []
        for requirement, term in model.terms:
            smaller = term.with_tables_merged(self.kept, self.others)
            if smaller is not None:
                found.append((requirement, smaller))
        return replace(
            model,
            table_ids=(*(model.table_ids[t] for t in self.kept.tolist()), ELSEWHERE),
            capacity=np.append(model.capacity[self.kept], model.n_persons),
            may_be_empty=np.append(model.may_be_empty[self.kept], False),
            terms=(*found, *self._sums(model)),
        )

    def _sums(self, model: Model) -> Iterator[tuple[int, CountTerm]]:
        """Yield the constant bands of the other tables, added up as one band for the merged table."""
        counted: dict[tuple[int, bytes], list[CountTerm]] = {}
        for requirement, term in model.terms:
            if isinstance(term, CountTerm) and term.is_constant and not term.or_none:
                counted.setdefault((requirement, term.group.tobytes()), []).append(term)
        place = np.array([len(self.kept)], dtype=np.int64)
        for (requirement, _), terms in counted.items():
            low, high = self._ends(model, terms)
            if low > 0 or high < len(terms[0].group):
                yield requirement, CountTerm.constant(terms[0].group, place, low, high)

    def _ends(self, model: Model, terms: list[CountTerm]) -> tuple[int, int]:
        """Return the fewest and the most members of a group at the other tables together, if all bands are met."""
        low, high = np.zeros((2, model.n_tables), dtype=np.int64)
        high[:] = NO_LIMIT
        for term in terms:  # of two bands at one table the first counts
            new = term.tables[high[term.tables] == NO_LIMIT]
            low[new], high[new] = np.maximum(term.low[0], 0), term.high[0]
        low[model.may_be_empty] = 0
        if (terms[0].group >= model.n_people).any():  # staff may sit at a table that counts as empty
            high[model.may_be_empty] = NO_LIMIT
        return int(low[self.others].sum()), min(NO_LIMIT, int(high[self.others].sum()))
