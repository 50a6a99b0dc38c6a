"""A room seen from a few of its tables: all others become one place where anything may be.

Whatever seating the whole room has, the same seating is one of the smaller room, at no higher a cost. So
the least cost of the smaller room is a lower bound for the whole one. Of the others only what they ask
together is kept: bands that are the same whoever sits there add up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from seating.model import Model
from seating.plan import IntArray
from seating.terms import NO_LIMIT, CountTerm, Term

__all__ = ["Near"]

ELSEWHERE = "elsewhere"


class Near:
    """Some tables of a model, and one more that stands for all others.

    Parameters
    ----------
    model : Model
    kept : int array
        The tables seen, rising.

    Attributes
    ----------
    model : Model
        With the tables seen, then the one for all others, where there are others.
    others : int array
        The tables not seen.
    """

    def __init__(self, model: Model, kept: IntArray) -> None:
        self.kept = kept
        self.others = np.setdiff1d(np.arange(model.n_tables), kept).astype(np.int64)
        self._number = np.full(model.n_tables, len(kept), dtype=np.int64)
        self._number[kept] = np.arange(len(kept))
        self.model = model if self.is_whole else self._smaller(model)

    @property
    def is_whole(self) -> bool:
        """Whether every table is seen."""
        return len(self.others) == 0

    def seen(self, tables: IntArray) -> IntArray:
        """Return a seating of the whole room as it is seen here, shape (persons,)."""
        return self._number[tables]

    def any_of(self, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return marks of seats as they are seen here, shape (persons, tables); one of all others marks their place."""
        if self.is_whole:
            return marked
        return np.column_stack([marked[:, self.kept], marked[:, self.others].any(axis=1)])

    def places(self, tables: IntArray) -> IntArray:
        """Return where a seating seen here puts each person in the whole room; -1 for somewhere else."""
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
        """Yield what constant bands ask of all others together: the sums of their ends."""
        counted: dict[tuple[int, bytes], list[CountTerm]] = {}
        for requirement, term in model.terms:
            if isinstance(term, CountTerm) and len(term.low) == 1 and not term.or_none:
                counted.setdefault((requirement, term.group.tobytes()), []).append(term)
        place = np.array([len(self.kept)], dtype=np.int64)
        for (requirement, _), terms in counted.items():
            low, high = self._ends(model, terms)
            if low > 0 or high < len(terms[0].group):
                yield requirement, CountTerm.constant(terms[0].group, place, low, high)

    def _ends(self, model: Model, terms: list[CountTerm]) -> tuple[int, int]:
        """Return the fewest and the most of a group that sit at the other tables while the bands hold."""
        low, high = np.zeros((2, model.n_tables), dtype=np.int64)
        high[:] = NO_LIMIT
        for term in terms:  # of two bands at one table the first counts
            new = term.tables[high[term.tables] == NO_LIMIT]
            low[new], high[new] = np.maximum(term.low[0], 0), term.high[0]
        low[model.may_be_empty] = 0
        if (terms[0].group >= model.n_people).any():  # staff may sit at a table that counts as empty
            high[model.may_be_empty] = NO_LIMIT
        return int(low[self.others].sum()), min(NO_LIMIT, int(high[self.others].sum()))
