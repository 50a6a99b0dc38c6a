"""Which tables, and which persons, are interchangeable: trading their places never changes what a seating is worth."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from seating.model.model import Model
from seating.plan import IntArray
from seating.terms import (
    CountTerm,
    FixedTerm,
    PartedTerm,
    PlaceTerm,
    PresenceTerm,
    SharedTerm,
    SpreadTerm,
    SumTerm,
    Term,
)

__all__ = ["Partition", "content_of", "each_by_itself", "person_classes", "place_costs", "table_classes"]


@dataclass(frozen=True, eq=False, slots=True)
class Partition:
    """Numbers 0, 1, … put into classes.

    Attributes
    ----------
    of : int array, shape (members of all classes,)
        The class of each.
    members : tuple of int arrays
        Of each class, rising; classes stand in the order of their first members.
    """

    of: IntArray
    members: tuple[IntArray, ...]

    @property
    def sizes(self) -> IntArray:
        """How many are in each class, shape (classes,)."""
        return np.bincount(self.of, minlength=len(self.members)).astype(np.int64)


def _partition(keys: list[Hashable]) -> Partition:
    number: dict[Hashable, int] = {}
    of = np.array([number.setdefault(key, len(number)) for key in keys], dtype=np.int64)
    by_class = np.argsort(of, kind="stable").astype(np.int64)
    ends = np.cumsum(np.bincount(of, minlength=len(number)))[:-1]
    return Partition(of, tuple(np.split(by_class, ends)) if number else ())


def each_by_itself(number: int) -> Partition:
    """Return the partition of `number` members in which nobody shares a class."""
    return _partition(list(range(number)))


def table_classes(model: Model) -> Partition:
    """Return the classes of tables that the same terms concern alike; which ones may stay empty matters too."""
    concerned: list[list[int]] = [[] for _ in model.table_ids]
    number: dict[Hashable, int] = {}
    for position, (requirement, term) in enumerate(model.terms):
        key = (_price(model, requirement), content_of(term, position))
        content = number.setdefault(key, len(number))
        if not isinstance(term, FixedTerm | PlaceTerm):
            for table in term.tables.tolist():
                concerned[table].append(content)
    costs = [np.ascontiguousarray(matrix.T) for matrix in place_costs(model)]
    keys: list[Hashable] = []
    for table, may_be_empty in enumerate(model.may_be_empty.tolist()):
        keys.append((may_be_empty, tuple(sorted(concerned[table])), *(matrix[table].tobytes() for matrix in costs)))
    return _partition(keys)


def person_classes(model: Model) -> Partition:
    """Return the classes of persons who are in the same groups and cost the same everywhere.

    Staff and people are never in one class; whoever a pair is about is in a class alone.
    """
    alone = np.arange(model.n_persons, dtype=np.int64)
    of_person: list[list[Hashable]] = [[bool(p < model.n_people)] for p in alone]
    number: dict[bytes, int] = {}
    sums: list[IntArray] = []
    for _, term in model.terms:
        groups: tuple[IntArray, ...] = ()
        match term:
            case CountTerm():
                groups = (term.group,) if term.base is None else (term.group, term.base)
            case PresenceTerm():
                groups = term.groups
            case SpreadTerm():
                groups = (term.group,)
            case SumTerm():
                sums += [term.values, term.allowances]
            case SharedTerm() | PartedTerm():
                for person in np.unique(term.pairs[term.costs != 0]).tolist():
                    of_person[person].append(("pair", person))
        for group in groups:
            key = group.tobytes()
            if key not in number:
                number[key] = len(number)
                for person in group.tolist():
                    of_person[person].append(number[key])
    values = np.column_stack([*sums, *place_costs(model)]) if sums else np.hstack(place_costs(model))
    return _partition([(tuple(what), values[person].tobytes()) for person, what in enumerate(of_person)])


def place_costs(model: Model) -> tuple[IntArray, IntArray]:
    """Return what each person costs at each table in musts, and in penalty, each of shape (persons, tables)."""
    musts, penalty = np.zeros((2, model.n_persons, model.n_tables), dtype=np.int64)
    for requirement, term in model.terms:
        if isinstance(term, PlaceTerm):
            must = bool(model.musts[requirement])
            np.add.at(musts if must else penalty, term.people, term.costs * (1 if must else model.weights[requirement]))
    return musts, penalty


def _price(model: Model, requirement: int) -> int:
    """Return what a unit of shortfall costs; -1 for a must."""
    return -1 if model.musts[requirement] else int(model.weights[requirement])


def content_of(term: Term, position: int) -> Hashable:
    """Return what a term says at a table, whatever the table; equal ones at different tables are one.

    Terms that are no sum over tables are equal only to themselves: `position` tells them apart.
    """
    match term:
        case CountTerm():
            base = None if term.base is None else term.base.tobytes()
            ends = term.low.tobytes(), term.high.tobytes()
            return ("count", term.group.tobytes(), *ends, base, term.or_none)
        case PresenceTerm():
            return ("presence", tuple(group.tobytes() for group in term.groups), term.low)
        case SumTerm():
            return ("sum", term.values.tobytes(), term.allowances.tobytes(), term.unit)
        case SharedTerm():
            return ("shared", term.pairs.tobytes(), term.costs.tobytes())
        case _:
            return position
