"""Every operation of a term, for each shape: against the shortfalls of all seatings of tiny rooms."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.model import Model
from seating.model.penalty_of_terms import term_shortfall
from seating.room.plan import IntArray
from seating.terms import CountTerm, Part, PartedTerm, SharedTerm, Term
from seating.terms.base import positions_in, times_in
from tests.engines.drawn import SHAPES, every_seating, random_model


def rooms(shape: str, number: int = 40) -> Iterator[tuple[Random, Model, Term]]:
    """Yield random rooms of two or three tables, each with one term of a shape."""
    rng = Random(shape)
    while number:
        model = random_model(rng, (shape,))
        if model.n_tables > 1:
            yield rng, model, model.terms[0][1]
            number -= 1


@pytest.mark.parametrize("shape", SHAPES)
def test_no_seating_has_less_than_the_least_shortfall(shape: str) -> None:
    for _, model, term in rooms(shape):
        least = term.shortfall_bound(model.may_be_empty)
        assert least <= min(term_shortfall(model, term, tables) for tables in every_seating(model))


@pytest.mark.parametrize("shape", SHAPES)
def test_only_the_seats_of_its_persons_matter(shape: str) -> None:
    """Where no table may be empty: there it matters to sums over tables whether anybody sits at a table."""
    for rng, model, term in rooms(shape):
        model = replace(model, may_be_empty=np.zeros(model.n_tables, bool))
        one, other = ([rng.randrange(model.n_tables) for _ in model.person_ids] for _ in range(2))
        tables, moved = np.array(one), np.array(other)
        moved[term.persons] = tables[term.persons]
        assert term_shortfall(model, term, moved) == term_shortfall(model, term, tables)


@pytest.mark.parametrize("shape", SHAPES)
def test_persons_of_equal_marks_trade_seats_without_making_or_breaking_a_must(shape: str) -> None:
    traded = 0
    for rng, model, term in rooms(shape, 120):
        marks = [np.arange(model.n_persons) < model.n_people, *term.feasibility_marks(model.n_persons)]
        for a, b in itertools.combinations(range(model.n_persons), 2):
            if all(mark[a] == mark[b] for mark in marks):
                tables = np.array([rng.randrange(model.n_tables) for _ in model.person_ids])
                other = tables.copy()
                other[[a, b]] = tables[[b, a]]
                assert (term_shortfall(model, term, other) == 0) == (term_shortfall(model, term, tables) == 0)
                traded += 1
    assert traded > 10


@pytest.mark.parametrize("shape", SHAPES)
def test_merging_tables_never_costs_more(shape: str) -> None:
    """A seating costs no more where one large table, which somebody is always at, stands for all others."""
    for rng, model, term in rooms(shape):
        kept = np.sort(np.array(rng.sample(range(model.n_tables), rng.randint(0, model.n_tables - 1)), np.int64))
        others = np.setdiff1d(np.arange(model.n_tables), kept)
        merged = term.with_tables_merged(kept, others)
        place = np.full(model.n_tables, len(kept), np.int64)
        place[kept] = np.arange(len(kept))
        for tables in every_seating(model):
            if merged is not None:
                small = np.append(model.may_be_empty[kept], False)
                heads = np.bincount(place[tables[: model.n_people]], minlength=len(small))
                cost = merged.shortfall_of(place[tables], small & (heads == 0))
                assert cost <= term_shortfall(model, term, tables)


@pytest.mark.parametrize("shape", SHAPES)
def test_in_a_larger_room_it_costs_the_same(shape: str) -> None:
    for rng, model, term in rooms(shape):
        n_persons, n_tables = model.n_persons + 2, model.n_tables + 2
        persons = drawn(rng, model.n_persons, n_persons)
        at = drawn(rng, model.n_tables, n_tables)
        renumbered = term.renumbered(persons, at, n_persons, n_tables)
        elsewhere = np.setdiff1d(np.arange(n_tables), at)
        for tables in itertools.islice(every_seating(model), 50):
            large = np.full(n_persons, elsewhere[0], np.int64)
            large[persons] = at[tables]
            heads = np.bincount(tables[: model.n_people], minlength=model.n_tables)
            waived = np.zeros(n_tables, bool)
            waived[at] = model.may_be_empty & (heads == 0)
            assert renumbered.shortfall_of(large, waived) == term_shortfall(model, term, tables)


@pytest.mark.parametrize("shape", SHAPES)
def test_in_a_part_of_the_room_it_costs_the_same_up_to_a_constant(shape: str) -> None:
    compared = 0
    for rng, model, term in rooms(shape, 80):
        seats = np.array([rng.randrange(-1, model.n_tables) for _ in model.person_ids])
        tables = np.sort(drawn(rng, rng.randint(1, model.n_tables), model.n_tables))
        part = Part(np.flatnonzero(np.isin(seats, tables)), tables, seats, model.n_tables)
        restricted = tuple(term.restricted(part))
        constants = set()
        for inside in itertools.product(range(len(tables)), repeat=len(part.persons)):
            seats[part.persons] = tables[np.array(inside, dtype=np.int64)]
            heads = np.bincount(np.array(inside, np.int64)[part.persons < model.n_people], minlength=len(tables))
            waived = model.may_be_empty[tables] & (heads == 0)
            cost = sum(each.shortfall_of(np.array(inside, np.int64), waived) for each in restricted)
            constants.add(term_shortfall(model, term, seats) - cost)
            compared += cost > 0
        assert len(constants) == 1
    assert compared > 10 or shape == "fixed"


@pytest.mark.parametrize("shape", SHAPES)
def test_terms_of_equal_content_cost_the_same_at_equal_company(shape: str) -> None:
    """With two tables traded, a term at the one costs what its content costs at the other."""
    for _, model, term in rooms(shape):
        if term.content() is None:
            continue
        model = replace(model, may_be_empty=np.zeros(model.n_tables, bool))
        here, there = (replace(term, tables=np.array([t])) for t in (0, 1))
        assert here.content() == there.content()
        for tables in itertools.islice(every_seating(model), 50):
            traded = np.where(tables < 2, 1 - tables, tables)
            assert term_shortfall(model, here, tables) == term_shortfall(model, there, traded)


def drawn(rng: Random, number: int, of: int) -> IntArray:
    """Return some of the numbers under `of`, in any order."""
    return np.array(rng.sample(range(of), number), dtype=np.int64)


def test_persons_tied_by_pairs_directly_or_through_others_are_one_component() -> None:
    """Read by walking from each person to everybody they can be reached from."""
    tied = 0
    for _, model, term in rooms("parted", 60):
        assert isinstance(term, PartedTerm)
        beside: dict[int, set[int]] = {p: set() for p in range(model.n_persons)}
        for (a, b), cost in zip(term.pairs.tolist(), term.costs.tolist(), strict=True):
            if cost:
                beside[a].add(b)
                beside[b].add(a)
        expected = []
        for person in range(model.n_persons):
            reached, waiting = {person}, [person]
            while waiting:
                new = beside[waiting.pop(0)] - reached
                waiting += sorted(new)
                reached |= new
            expected.append(min(reached) if len(reached) > 1 else -1)
        assert term.components(model.n_persons).tolist() == expected
        tied += max(expected) >= 0
    assert tied > 30


@pytest.mark.parametrize("kind", [SharedTerm, PartedTerm])
def test_a_pair_term_covers_a_room_if_it_names_every_table(kind: type[SharedTerm] | type[PartedTerm]) -> None:
    for tables, covers in (([0, 1, 2], True), ([2, 0, 1, 1], True), ([0, 1], False), ([0, 0, 1], False)):
        term = kind(np.zeros((0, 2), np.int64), np.zeros(0, np.int64), np.array(tables))
        assert term.covers(3) == covers


def test_persons_are_counted_and_tables_found_by_place() -> None:
    rng = Random(1)
    for _ in range(50):
        group = np.array([rng.randrange(6) for _ in range(rng.randint(0, 9))], dtype=np.int64)
        assert times_in(group, 6).tolist() == [group.tolist().count(person) for person in range(6)]
        kept = np.array(sorted(rng.sample(range(8), rng.randint(1, 8))))
        tables = np.array(rng.sample(range(8), rng.randint(0, 8)), dtype=np.int64)
        expected = [kept.tolist().index(t) for t in tables.tolist() if t in kept]
        assert positions_in(kept, tables).tolist() == expected


def test_a_band_is_constant_if_it_does_not_depend_on_a_base() -> None:
    for shape, constant in (("constant", {True}), ("band", {True, False})):
        found = set()
        for _, model, term in rooms(shape, 60):
            assert isinstance(term, CountTerm)
            found.add(term.is_constant)
            if term.is_constant and term.base is not None:
                at_one = np.zeros(model.n_persons, np.int64)
                assert term_shortfall(model, term, at_one) == term_shortfall(model, replace(term, base=None), at_one)
        assert found == constant


def test_a_part_of_a_large_room_has_no_longer_bands_than_its_persons_need() -> None:
    band = np.arange(1001)
    term = CountTerm(np.arange(0, 1000, 2), np.arange(100), band // 3, band, np.arange(1000))
    part = Part(np.arange(20), np.arange(2), np.arange(1000) // 10, 100)
    (small,) = term.restricted(part)
    assert np.array_equal(small.low, band[:21] // 3)
    assert np.array_equal(small.high, band[:21])
