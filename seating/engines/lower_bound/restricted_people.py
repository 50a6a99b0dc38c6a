"""People with musts that keep them apart or from some tables, in the program that packs parts of groups.

Two groups with people who must sit apart do not both sit whole at one table. So where there are such people, the
program decides at which table each part of a group is, and where each of these people sits. Tables with the same limits
stay one class where parts are packed, which is far stronger in the relaxation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seating.engines.lower_bound.program import NO_END, Draft
from seating.model import Model
from seating.model.classes import place_costs
from seating.model.seated_groups import SeatedGroups
from seating.room.plan import IntArray
from seating.terms import SharedTerm
from seating.terms.cliques import cliques

MOST_PLACES = 20_000
"""Number of sizes of parts and of people, times tables, above which nothing is added. A wedding of 120 guests at 15
tables has up to 4,000."""


@dataclass(frozen=True, eq=False, slots=True)
class Restricted:
    """The people of a room with musts that keep them apart or from tables.

    Attributes
    ----------
    persons : int array
        In ascending order.
    may_sit : bool array, shape (persons, tables)
    apart : tuple of pairs
        People of whom at most one may sit at each of some tables, by their places in `persons`, and these tables.
    """

    persons: IntArray
    may_sit: NDArray[np.bool_]
    apart: tuple[tuple[IntArray, IntArray], ...]

    @classmethod
    def of(cls, model: Model) -> Restricted:
        """Return the restricted people of a room."""
        costs = place_costs(model)
        may_sit = costs.musts[: model.n_people, costs.column] <= 0
        terms = [term for r, term in model.terms if model.musts[r] and isinstance(term, SharedTerm)]
        found = [(np.array(each), term.tables) for term in terms for each in cliques(_pairs(model, term))]
        kept = np.flatnonzero(~may_sit.all(axis=1))
        persons = np.unique(np.concatenate([kept, *(members for members, _ in found)])).astype(np.int64)
        apart = tuple((np.searchsorted(persons, members), np.unique(tables)) for members, tables in found)
        return cls(persons, may_sit[persons], apart)


def _pairs(model: Model, term: SharedTerm) -> IntArray:
    pairs: IntArray = term.pairs[(term.costs > 0) & (term.pairs < model.n_people).all(axis=1)]
    return pairs


@dataclass(frozen=True, eq=False, slots=True)
class Places:
    """The columns that tell where parts and restricted people are.

    Attributes
    ----------
    parts : dict
        Whether a part of a size of a group is at each table, by the number of the group and the size.
    persons : int array
        The restricted people.
    sits : int array, shape (persons, tables)
        Whether each of them is at each table.
    """

    parts: dict[tuple[int, int], IntArray]
    persons: IntArray
    sits: IntArray


def add_places(
    draft: Draft,
    found: SeatedGroups,
    parts: Mapping[tuple[int, int], int],
    arcs: Mapping[tuple[int, int, int], int],
    restricted: Restricted,
) -> Places | None:
    """Add at which tables parts and restricted people are; nothing if no one is restricted, or if these are too many.

    Parameters
    ----------
    draft : Draft
    found : SeatedGroups
    parts : mapping
        The column that counts the parts of a size of a group, by its number and the size.
    arcs : mapping
        The column that counts the parts of a size that begin at a node, by class of tables, node and size.
    restricted : Restricted
    """
    n_tables, persons = sum(len(one.numbers) for one in found.tables), restricted.persons
    if not len(persons) or (len(parts) + len(persons)) * n_tables > MOST_PLACES:
        return None
    high = np.zeros(n_tables, dtype=np.int64)
    for one in found.tables:
        high[list(one.numbers)] = one.high
    at = {key: draft.add_columns((high >= key[1]).astype(np.int64)) for key in parts}
    sits = draft.add_columns(restricted.may_sit.astype(np.int64))
    draft.add_rows(1, 1, (sits, 1))
    for members, tables in restricted.apart:
        draft.add_rows(-NO_END, 1, (sits[np.ix_(members, tables)].T, 1))
    for key, columns in at.items():
        draft.add_rows(0, 0, (columns[None], 1), (np.array([[parts[key]]]), -1))
    size_of, left = found.members[persons], np.ones(len(persons), dtype=bool)
    for number, group in enumerate(found.groups):
        own = np.isin(persons, group.persons)
        left &= ~own
        sizes = np.array([size for of, size in at if of == number], dtype=np.int64)
        if not len(sizes):
            continue
        here, others = np.array([at[number, size] for size in sizes.tolist()]).T, group.size - int(size_of[own].sum())
        draft.add_rows(-NO_END, 1, (here, 1))
        # those of the group who are restricted sit in its parts, and the others fill them
        draft.add_rows(0, others, (here, sizes), (sits[own].T, -size_of[own]))
    fitting = np.vstack([*at.values(), sits[left]]).T
    draft.add_rows(-NO_END, high, (fitting, np.array([*(size for _, size in at), *size_of[left].tolist()])))
    _add_arcs(draft, found, at, arcs)
    return Places(at, persons, sits)


def _add_arcs(
    draft: Draft,
    found: SeatedGroups,
    at: Mapping[tuple[int, int], IntArray],
    arcs: Mapping[tuple[int, int, int], int],
) -> None:
    """Add that as many parts of each size are at the tables of a class as begin there."""
    used: dict[tuple[int, int], list[int]] = {}
    for (of, _, size), column in arcs.items():
        used.setdefault((of, size), []).append(column)
    for (of, size), packed in used.items():
        columns = [own[list(found.tables[of].numbers)] for (_, one), own in at.items() if one == size]
        if columns:
            draft.add_rows(0, 0, (np.concatenate(columns)[None], 1), (np.array(packed)[None], -1))
