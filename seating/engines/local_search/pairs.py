"""The pair terms of a model, indexed by person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.engines.local_search.tallies import Tally
from seating.model import Model
from seating.room.plan import IntArray
from seating.terms import PartedTerm, SharedTerm


class _Partners(NamedTuple):
    """The pairs of one person that have a cost; int arrays, shape (pairs,)."""

    others: IntArray
    units: IntArray
    terms: IntArray
    """The numbers of the terms, in ascending order."""


class _Indexed:
    """Terms of one kind: what each is about, and the pairs of each person.

    Parameters
    ----------
    terms : sequence of (int, SharedTerm or PartedTerm)
        With the number of the requirement of each.
    price : int array, shape (requirements,)
    n_tables : int
    """

    def __init__(self, terms: Sequence[tuple[int, SharedTerm | PartedTerm]], price: IntArray, n_tables: int) -> None:
        self.requirement = np.array([requirement for requirement, _ in terms], dtype=np.int64)
        self.price = price[self.requirement]
        different = {id(term.tables): term.tables for _, term in terms}  # many terms share one array
        numbers = {key: number for number, key in enumerate(different)}
        self._which = np.array([numbers[id(term.tables)] for _, term in terms], dtype=np.int64)
        self._is_at = np.zeros((len(different), n_tables), dtype=bool)
        for number, tables in enumerate(different.values()):
            self._is_at[number, tables] = True
        self._partners = _find_partners([term for _, term in terms])

    def partners_of(self, person: int) -> _Partners | None:
        """Return the pairs of a person; None if there are none."""
        return self._partners.get(person)

    def is_at(self, terms: IntArray, tables: IntArray) -> NDArray[np.bool_]:
        """Return whether each term is about a table, shape (terms,)."""
        found: NDArray[np.bool_] = self._is_at[self._which[terms], tables]
        return found

    def tables_of(self, terms: IntArray) -> NDArray[np.bool_]:
        """Return which tables the terms are about, shape (terms, tables)."""
        found: NDArray[np.bool_] = self._is_at[self._which[terms]]
        return found


class Pairs:
    """The pair terms of a model, indexed by person.

    Parameters
    ----------
    model : Model
    price : int array, shape (requirements,)
        The price of a unit of each requirement's shortfall.
    """

    def __init__(self, model: Model, price: IntArray) -> None:
        self._n_tables = model.n_tables
        self._shared = _Indexed([(r, t) for r, t in model.terms if isinstance(t, SharedTerm)], price, model.n_tables)
        self._parted = _Indexed([(r, t) for r, t in model.terms if isinstance(t, PartedTerm)], price, model.n_tables)
        self._terms = [(t, int(price[r])) for r, t in model.terms if isinstance(t, SharedTerm | PartedTerm)]

    def concern(self, person: int) -> bool:
        """Whether a person is in a pair that has a cost."""
        return any(kind.partners_of(person) is not None for kind in (self._shared, self._parted))

    def tally(self, person: int, tables: IntArray, added: Tally) -> None:
        """Add what a person's pairs cost at each table, given where the others sit.

        Parameters
        ----------
        person : int
        tables : int array, shape (persons,)
            The number of each person's table; -1 for none.
        added : Tally
        """
        shared, parted = self._shared.partners_of(person), self._parted.partners_of(person)
        if shared is not None:
            seats = tables[shared.others]
            counts = (seats >= 0) & self._shared.is_at(shared.terms, seats)
            terms, units = shared.terms[counts], shared.units[counts]
            added.add_at(self._shared.requirement[terms], seats[counts], units, self._shared.price[terms])
        if parted is not None:
            self._tally_parted(parted, tables[parted.others], added)

    def _tally_parted(self, pairs: _Partners, seats: IntArray, added: Tally) -> None:
        """Add the costs of parted pairs, given where the others sit."""
        kind = self._parted
        is_at = kind.is_at(pairs.terms, seats)
        # one who sits at a table of the term is parted at every other table, and one who does not, at those of the term
        for counts, is_everywhere in (((seats >= 0) & is_at, True), ((seats >= 0) & ~is_at, False)):
            if counts.any():
                numbers, units = pairs.terms[counts], pairs.units[counts]
                first = np.flatnonzero(np.diff(numbers, prepend=-1))
                terms, total = numbers[first], np.add.reduceat(units, first)[:, None]
                rows = total if is_everywhere else total * kind.tables_of(terms)
                added.add_rows(kind.requirement[terms][:, None], rows, kind.price[terms][:, None])
                if is_everywhere:
                    added.add_at(kind.requirement[numbers], seats[counts], -units, kind.price[numbers])

    def costs(self, tables: IntArray) -> IntArray:
        """Return the cost of pairs at each table, shape (tables,); a parted pair counts at both tables."""
        found = np.zeros(self._n_tables, dtype=np.int64)
        for term, price in self._terms:
            first, second = tables[term.pairs[:, 0]], tables[term.pairs[:, 1]]
            at = np.isin(first, term.tables) | np.isin(second, term.tables)
            counts = at & ((first == second) if isinstance(term, SharedTerm) else (first != second))
            for here in (first, second):
                np.add.at(found, here[counts], price * term.costs[counts])
        return found


def _find_partners(terms: Sequence[SharedTerm | PartedTerm]) -> dict[int, _Partners]:
    """Return the pairs of each person who is in one."""
    if not terms:
        return {}
    pairs = np.concatenate([term.pairs for term in terms])
    numbers = np.repeat(np.arange(len(terms)), [len(term.pairs) for term in terms])
    order = np.argsort(pairs.T.reshape(-1) * len(terms) + np.tile(numbers, 2), kind="stable")
    persons, others = pairs.T.reshape(-1)[order], pairs[:, ::-1].T.reshape(-1)[order]
    order %= len(pairs)
    units, numbers = np.concatenate([term.costs for term in terms])[order], numbers[order]
    first = np.flatnonzero(np.diff(persons, prepend=-1))
    parts = zip(*(np.split(each, first[1:]) for each in (others, units, numbers)), strict=True)
    return {person: _Partners(*part) for person, part in zip(persons[first].tolist(), parts, strict=False)}
