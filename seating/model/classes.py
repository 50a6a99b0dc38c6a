"""Classes of interchangeable tables and persons: exchanging two of one class never changes a seating's value."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from seating.model.model import Model
from seating.room.plan import IntArray
from seating.terms import CountTerm, FixedTerm, LinkTerm, PartedTerm, PlaceTerm, SharedTerm, Term
from seating.terms.base import number_in_order
from seating.terms.room_terms import equal_columns_of


@dataclass(frozen=True, eq=False, slots=True)
class Partition:
    """A partition of the numbers 0, 1, … into classes.

    Attributes
    ----------
    of : int array, shape (members of all classes,)
        The class of each number.
    members : tuple of int arrays
        The numbers in each class, in ascending order.
    """

    of: IntArray
    members: tuple[IntArray, ...]

    @property
    def sizes(self) -> IntArray:
        """The number of members of each class, shape (classes,)."""
        return np.bincount(self.of, minlength=len(self.members)).astype(np.int64)


def _partition(keys: list[Hashable]) -> Partition:
    return _numbered(number_in_order(keys))


def _numbered(of: IntArray) -> Partition:
    """Return the partition from the class of each member; the classes are 0, 1, … and none is empty."""
    by_class = np.argsort(of, kind="stable").astype(np.int64)
    ends = np.cumsum(np.bincount(of))[:-1]
    return Partition(of, tuple(np.split(by_class, ends)) if len(of) else ())


def singletons(number: int) -> Partition:
    """Return the partition of `number` members into classes of one."""
    return _partition(list(range(number)))


def table_classes(model: Model) -> Partition:
    """Return the classes of interchangeable tables, in the order of their first tables.

    Two tables are in one class if terms of equal content and price apply to both, each person's seat costs the same at
    both, and both may stay empty or neither may. Terms that apply at every table distinguish none and are left out: in
    a large room they are most of the terms.
    """
    concerned: list[list[int]] = [[] for _ in model.table_ids]
    number: dict[Hashable, int] = {}
    everywhere: dict[int, bool] = {}
    for position, (requirement, term) in enumerate(model.terms):
        if isinstance(term, FixedTerm | PlaceTerm):
            continue
        sides = (term.sources, term.targets) if isinstance(term, LinkTerm) else (term.tables,)
        for side, tables in enumerate(sides):
            if id(tables) not in everywhere:  # many terms share one array
                everywhere[id(tables)] = _is_every_table(tables, model.n_tables)
            if everywhere[id(tables)]:
                continue
            key = (_price(model, requirement), content_of(term, position), side)
            content = number.setdefault(key, len(number))
            for table in tables.tolist():
                concerned[table].append(content)
    column = place_costs(model).column.tolist()
    return _partition(
        [
            (may_be_empty, tuple(sorted(concerned[table])), column[table])
            for table, may_be_empty in enumerate(model.may_be_empty.tolist())
        ]
    )


def _is_every_table(tables: IntArray, n_tables: int) -> bool:
    """Whether an array has the number of every table, once."""
    return len(tables) == n_tables and len(np.unique(tables)) == n_tables


def person_classes(model: Model) -> Partition:
    """Return the classes of interchangeable persons, in the order of their first persons.

    Two persons are in one class if they are in the same groups and their seats cost the same at every table. Staff and
    people are never in one class. A person in a pair that costs something is alone in a class.
    """
    of_person: list[list[Hashable]] = [[p < model.n_people] for p in range(model.n_persons)]
    number: dict[bytes, int] = {}
    amounts: list[IntArray] = []
    for _, term in model.terms:
        for group in term.counted_groups:
            key = group.tobytes()
            if key not in number:
                number[key] = len(number)
                for person in group.tolist():
                    of_person[person].append(number[key])
        amounts += term.amounts
        if isinstance(term, SharedTerm | PartedTerm):
            for person in np.unique(term.pairs[term.costs != 0]).tolist():
                of_person[person].append(("pair", person))
    places = place_costs(model)
    values = np.column_stack([*amounts, places.musts, places.penalty])
    return _partition([(tuple(what), values[person].tobytes()) for person, what in enumerate(of_person)])


def feasibility_classes(model: Model) -> Partition:
    """Return the classes of persons who may trade seats without changing which requirements are met.

    The shortfall of an unmet requirement may change, so these classes are larger than `person_classes`. They are
    ordered by the marks of their members, staff last.
    """
    kinds = (np.arange(model.n_persons) >= model.n_people).astype(np.int64)  # a table with only staff counts as empty
    seen: set[bytes] = set()
    for _, term in model.terms:
        for mark in term.feasibility_marks(model.n_persons):
            key = mark.tobytes()
            if key not in seen:
                seen.add(key)
                values, codes = np.unique(mark, return_inverse=True)
                kinds = np.unique(kinds * len(values) + codes, return_inverse=True)[1].astype(np.int64)
    return _numbered(np.unique(kinds, return_inverse=True)[1].astype(np.int64))


class PlaceCosts(NamedTuple):
    """What each person's own seat costs; tables at which that is the same for everyone share a column.

    Attributes
    ----------
    musts, penalty : int arrays, shape (persons, columns)
        In unmet musts and in penalty.
    column : int array, shape (tables,)
        The columns are in the order of their first tables.
    """

    musts: IntArray
    penalty: IntArray
    column: IntArray


def columns_of_counts(model: Model) -> tuple[IntArray, list[IntArray]]:
    """Return which tables the same count terms are about, so that arrays need one column for all of them.

    Returns
    -------
    column : int array, shape (tables,)
        The number of the column of each table, in ascending order of the first tables.
    columns : list of int arrays
        The columns of the tables of each count term, in the order of the terms.
    """
    terms = [term for _, term in model.terms if isinstance(term, CountTerm)]
    different = {id(term.tables): term.tables for term in terms}  # many terms share one array
    column = np.zeros(model.n_tables, dtype=np.int64)
    for tables in different.values():
        inside = np.zeros(model.n_tables, dtype=np.int64)
        inside[tables] = 1
        column = np.unique(2 * column + inside, return_inverse=True)[1].reshape(-1).astype(np.int64)
    column = number_in_order(column.tolist())
    columns = {key: np.unique(column[tables]) for key, tables in different.items()}
    return column, [columns[id(term.tables)] for term in terms]


def place_costs(model: Model) -> PlaceCosts:
    """Return what each person's own seat costs at each table."""
    column, first = place_columns(model)
    musts, penalty = np.zeros((2, model.n_persons, len(first)), dtype=np.int64)
    for requirement, term in model.terms:
        if isinstance(term, PlaceTerm):
            must = bool(model.musts[requirement])
            costs = term.costs[:, term.column[first]] * (1 if must else model.weights[requirement])
            np.add.at(musts if must else penalty, term.people, costs)
    both, joint = equal_columns_of(np.vstack([musts, penalty]))
    return PlaceCosts(both[: model.n_persons], both[model.n_persons :], joint[column])


def place_columns(model: Model) -> tuple[IntArray, IntArray]:
    """Return which tables share a column in every place term.

    Returns
    -------
    column : int array, shape (tables,)
        A number for each table; the numbers are in the order of their first tables.
    first : int array, shape (columns,)
        The first table of each number.
    """
    columns = [term.column for _, term in model.terms if isinstance(term, PlaceTerm)]
    each = np.array(columns, dtype=np.int64).reshape(len(columns), model.n_tables).T.tolist()
    column = number_in_order(map(tuple, each))
    return column, np.unique(column, return_index=True)[1].astype(np.int64)


def _price(model: Model, requirement: int) -> int:
    """Return the penalty per unit of shortfall; -1 for a must."""
    return -1 if model.musts[requirement] else int(model.weights[requirement])


def content_of(term: Term, position: int) -> Hashable:
    """Return the content of a term at any of its tables; terms of equal content and price can be merged.

    Parameters
    ----------
    term : Term
    position : int
        The index of the term in the model, which is the content of a term that is not a sum over tables.
    """
    content = term.content()
    return position if content is None else content
