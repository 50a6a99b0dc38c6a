"""Members of a class are interchangeable: trading places never changes what a seating is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any

import numpy as np
import pytest

from seating.model import Model, build_model, classes, penalty_of
from seating.model.classes import (
    Partition,
    columns_of_counts,
    feasibility_classes,
    person_classes,
    place_costs,
    singletons,
    table_classes,
)
from seating.terms import (
    CountTerm,
    FixedTerm,
    LinkTerm,
    PartedTerm,
    PlaceTerm,
    PresenceTerm,
    SharedTerm,
    SpreadTerm,
    SumTerm,
)
from seating.terms.base import NOBODY
from tests.builders import requirement, room
from tests.engines.drawn import SHAPES, random_convening, random_model
from tests.engines.lower_bound.alike import alike_model
from tests.engines.rooms import big_model


def traded(rng: Random, partition: Partition) -> np.ndarray:
    """Return a number for each number, of the same class, every one once."""
    other = np.zeros(len(partition.of), dtype=np.int64)
    for members in partition.members:
        other[members] = rng.sample(members.tolist(), len(members))
    return other


def models(seed: int, number: int) -> list[Model]:
    rng = Random(seed)
    return [(random_model, alike_model, random_convening)[n % 3](rng) for n in range(number)]


def test_trading_tables_of_a_class_changes_nothing() -> None:
    rng, real = Random(1), 0
    for model in models(1, 300):
        other = traded(rng, table_classes(model))
        tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)], dtype=np.int64)
        real += (other[tables] != tables).any()
        assert penalty_of(model, other[tables]) == penalty_of(model, tables)
    assert real > 30


def test_trading_persons_of_a_class_changes_nothing() -> None:
    rng, real = Random(2), 0
    for model in [*models(2, 150), *(random_model(Random(n), (rng.choice(SHAPES),)) for n in range(150))]:
        other = traded(rng, person_classes(model))
        tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)], dtype=np.int64)
        real += (tables[other] != tables).any()
        assert penalty_of(model, tables[other]) == penalty_of(model, tables)
    assert real > 15


def test_tables_of_one_focus_and_size_are_one_class() -> None:
    here = room(
        [{"id": "ana", "interests": "capital:2"}, "ben", "cem"],
        [
            {"id": "north", "focus": "capital", "seats": 2},
            {"id": "south", "seats": 2},
            {"id": "east", "focus": "capital", "seats": 2},
            {"id": "west", "focus": "capital", "seats": 3},
        ],
    )
    model = build_model(here, [requirement("size"), requirement("focus")])
    assert [members.tolist() for members in table_classes(model).members] == [[0, 2], [1], [3]]
    assert table_classes(model).of.tolist() == [0, 1, 0, 2]
    assert table_classes(model).sizes.tolist() == [2, 1, 1]
    people = person_classes(model)
    assert [members.tolist() for members in people.members] == [[0], [1, 2]]


def with_terms(model: Model, *terms: CountTerm | SpreadTerm) -> Model:
    n = len(terms)
    return Model(
        person_ids=model.person_ids,
        n_people=model.n_people,
        table_ids=model.table_ids,
        capacity=model.capacity,
        may_be_empty=model.may_be_empty,
        requirement_ids=tuple(f"r{i}" for i in range(n)),
        musts=np.zeros(n, dtype=bool),
        weights=np.ones(n, dtype=np.int64),
        terms=tuple(enumerate(terms)),
    )


def test_terms_that_say_the_same_at_two_tables_do_not_tell_them_apart() -> None:
    model = big_model(6, 3)
    group = np.array([0, 1])
    at = [np.array([t]) for t in range(3)]
    same = with_terms(model, *(CountTerm.constant(group, at[t], 1) for t in range(2)))
    assert table_classes(same).of.tolist() == [0, 0, 1]


def test_terms_that_are_no_sum_over_tables_tell_theirs_apart() -> None:
    """A group that may use one of two tables is not one that may use either of them once each."""
    model = big_model(6, 3)
    group = np.array([0, 1])
    spread = with_terms(model, SpreadTerm(group, np.array([0]), 0), SpreadTerm(group, np.array([1]), 0))
    assert table_classes(spread).of.tolist() == [0, 1, 2]


def test_tables_are_told_apart_without_looking_at_terms_about_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a large room nearly all terms are about every table; each would be looked at once for every table."""
    model, looked = big_model(60, 6, at_most=1), []
    content = classes.content_of
    monkeypatch.setattr(classes, "content_of", lambda *args: looked.append(args) or content(*args))
    assert len(model.terms) > 10
    assert len(table_classes(model).members) == len(place_costs(model).musts.T)
    assert not looked


def test_a_seat_costs_what_the_terms_say_in_the_column_of_its_table() -> None:
    shared = 0
    for model in models(5, 90):
        found = place_costs(model)
        for costs, is_must in ((found.musts, True), (found.penalty, False)):
            expected = np.zeros((model.n_persons, model.n_tables), dtype=np.int64)
            for number, term in model.terms:
                if isinstance(term, PlaceTerm) and bool(model.musts[number]) == is_must:
                    weight = 1 if is_must else model.weights[number]
                    np.add.at(expected, term.people, weight * term.costs_at_tables)
            assert np.array_equal(costs[:, found.column], expected)
        shared += found.musts.shape[1] < model.n_tables
    assert shared > 20


def test_tables_share_a_column_of_counts_if_the_same_terms_are_about_them() -> None:
    several = 0
    for model in models(6, 120):
        column, columns = columns_of_counts(model)
        counted = [term for _, term in model.terms if isinstance(term, CountTerm)]
        for term, its in zip(counted, columns, strict=True):
            assert np.flatnonzero(np.isin(column, its)).tolist() == np.unique(term.tables).tolist()
        sets = [tuple(t in term.tables for term in counted) for t in range(model.n_tables)]
        assert len(set(sets)) == len(np.unique(column))
        assert column.tolist() == [list(dict.fromkeys(sets)).index(each) for each in sets]
        several += len(set(sets)) > 1
    assert several > 20


def test_each_by_itself() -> None:
    assert singletons(3).of.tolist() == [0, 1, 2]
    assert [members.tolist() for members in singletons(2).members] == [[0], [1]]


def costs_of_seats(model: Model, person: int) -> list[tuple[int, int]]:
    """Return what the seat of a person costs at each table, in unmet musts and in penalty."""
    costs = np.zeros((model.n_tables, 2), dtype=np.int64)
    for number, term in model.terms:
        if isinstance(term, PlaceTerm):
            for own, row in zip(term.people.tolist(), term.costs_at_tables, strict=True):
                if own == person:
                    costs += np.outer(row, (1, 0) if model.musts[number] else (0, model.weights[number]))
    return [(musts, penalty) for musts, penalty in costs.tolist()]


def are_alike(model: Model, one: int, other: int) -> bool:
    """Whether nothing in a model distinguishes two persons, term by term."""
    if (one < model.n_people) != (other < model.n_people):
        return False
    for _, term in model.terms:
        if any(group.tolist().count(one) != group.tolist().count(other) for group in term.counted_groups):
            return False
        if isinstance(term, SumTerm) and (
            term.values[one] != term.values[other] or term.allowances[one] != term.allowances[other]
        ):
            return False
        if isinstance(term, SharedTerm | PartedTerm) and {one, other} & {*term.pairs[term.costs != 0].ravel().tolist()}:
            return False
    return costs_of_seats(model, one) == costs_of_seats(model, other)


def classes_by_comparing(number: int, alike: Callable[[int, int], bool]) -> list[list[int]]:
    """Return the classes of numbers that are alike, each in ascending order, in the order of their first numbers."""
    found: list[list[int]] = []
    for each in range(number):
        own = next((members for members in found if alike(members[0], each)), None)
        if own is None:
            found.append([each])
        else:
            own.append(each)
    return found


def are_equal(keys: list[Any], one: int, other: int) -> bool:
    return bool(keys[one] == keys[other])


def holds_together(partition: Partition, number: int) -> bool:
    """Whether the classes of a partition, their sizes and the class of each number say the same."""
    of = {member: kind for kind, members in enumerate(partition.members) for member in members.tolist()}
    sizes = [len(members) for members in partition.members]
    return [of[each] for each in range(number)] == partition.of.tolist() and sizes == partition.sizes.tolist()


def test_persons_whom_no_term_distinguishes_are_one_class() -> None:
    rng, shared = Random(7), 0
    for model in [*models(7, 120), *(random_model(rng, (rng.choice(SHAPES),)) for _ in range(200))]:
        found = person_classes(model)
        expected = classes_by_comparing(model.n_persons, partial(are_alike, model))
        assert [members.tolist() for members in found.members] == expected
        assert holds_together(found, model.n_persons)
        shared += len(expected) < model.n_persons
    assert shared > 60


def test_persons_of_equal_marks_are_one_class_for_feasibility_staff_last() -> None:
    rng, shared, with_staff = Random(8), 0, 0
    for model in [*models(8, 90), *(random_model(rng, (rng.choice(SHAPES),)) for _ in range(200))]:
        marks = [mark.tolist() for _, term in model.terms for mark in term.feasibility_marks(model.n_persons)]
        kinds = [(p >= model.n_people, *(mark[p] for mark in marks)) for p in range(model.n_persons)]
        found = feasibility_classes(model)
        expected = classes_by_comparing(model.n_persons, partial(are_equal, kinds))
        assert sorted(members.tolist() for members in found.members) == expected
        assert holds_together(found, model.n_persons)
        staff = [kinds[members[0]][0] for members in found.members]
        assert staff == sorted(staff)
        shared += len(expected) < model.n_persons
        with_staff += staff[-1]
    assert shared > 60
    assert with_staff > 30


def demands_at(model: Model, table: int) -> Counter[str]:
    """Return what the terms that are not about every table demand at one, with their prices."""
    found: list[str] = []
    for position, (number, term) in enumerate(model.terms):
        if isinstance(term, FixedTerm | PlaceTerm):
            continue
        price = "must" if model.musts[number] else str(model.weights[number])
        sides = (term.sources, term.targets) if isinstance(term, LinkTerm) else (term.tables,)
        is_sum = isinstance(term, CountTerm | PresenceTerm | SumTerm | SharedTerm)
        for side, tables in enumerate(sides):
            if sorted(tables.tolist()) != list(range(model.n_tables)):
                content = repr(replace(term, tables=NOBODY)) if is_sum else str(position)
                found += [f"{price} {side} {content}"] * tables.tolist().count(table)
    return Counter(found)


@pytest.mark.room
def test_tables_that_no_term_distinguishes_are_one_class() -> None:
    """Also where one table of a term is like a table of another, and where prices differ."""
    rng, shared = Random(9), 0
    drawn = [random_model(rng, (rng.choice(SHAPES),), tables=(2, 4)) for _ in range(150)]
    for model in [*models(9, 150), *drawn, *(with_terms_split(rng, model) for model in drawn)]:
        seats = [[costs_of_seats(model, p)[t] for p in range(model.n_persons)] for t in range(model.n_tables)]
        keys = [(bool(model.may_be_empty[t]), demands_at(model, t), seats[t]) for t in range(model.n_tables)]
        found = table_classes(model)
        expected = classes_by_comparing(model.n_tables, partial(are_equal, keys))
        assert [members.tolist() for members in found.members] == expected
        assert holds_together(found, model.n_tables)
        shared += 1 < len(expected) < model.n_tables
    assert shared > 30


def with_terms_split(rng: Random, model: Model) -> Model:
    """Return a model with each term at several tables as a term for each table, some with another price."""
    terms = []
    for number, term in model.terms:
        if isinstance(term, CountTerm | PresenceTerm | SumTerm | SharedTerm | PartedTerm | SpreadTerm):
            other = number if rng.random() < 0.7 else rng.randrange(len(model.requirement_ids))
            terms += [(rng.choice([number, other]), replace(term, tables=np.array([t]))) for t in term.tables.tolist()]
        else:
            terms.append((number, term))
    return replace(model, terms=tuple(terms))
