"""Classes of interchangeable tables and persons: exchanging two of one class never changes a seating's value."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from seating.model.model import Model
from seating.plan import IntArray
from seating.terms import FixedTerm, LinkTerm, PartedTerm, PlaceTerm, SharedTerm, Term

__all__ = [
    "Partition",
    "content_of",
    "feasibility_classes",
    "person_classes",
    "place_costs",
    "singletons",
    "table_classes",
]


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
    number: dict[Hashable, int] = {}
    of = np.array([number.setdefault(key, len(number)) for key in keys], dtype=np.int64)
    return _numbered(of)


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
    both, and both may stay empty or neither may.
    """
    concerned: list[list[int]] = [[] for _ in model.table_ids]
    number: dict[Hashable, int] = {}
    for position, (requirement, term) in enumerate(model.terms):
        if isinstance(term, FixedTerm | PlaceTerm):
            continue
        sides = (term.sources, term.targets) if isinstance(term, LinkTerm) else (term.tables,)
        for side, tables in enumerate(sides):
            key = (_price(model, requirement), content_of(term, position), side)
            content = number.setdefault(key, len(number))
            for table in tables.tolist():
                concerned[table].append(content)
    costs = [np.ascontiguousarray(matrix.T) for matrix in place_costs(model)]
    keys: list[Hashable] = []
    for table, may_be_empty in enumerate(model.may_be_empty.tolist()):
        keys.append((may_be_empty, tuple(sorted(concerned[table])), *(matrix[table].tobytes() for matrix in costs)))
    return _partition(keys)


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
    values = np.column_stack([*amounts, *place_costs(model)])
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


def place_costs(model: Model) -> tuple[IntArray, IntArray]:
    """Return each person's cost at each table, in unmet musts and in penalty, each of shape (persons, tables)."""
    musts, penalty = np.zeros((2, model.n_persons, model.n_tables), dtype=np.int64)
    for requirement, term in model.terms:
        if isinstance(term, PlaceTerm):
            must = bool(model.musts[requirement])
            np.add.at(musts if must else penalty, term.people, term.costs * (1 if must else model.weights[requirement]))
    return musts, penalty


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
