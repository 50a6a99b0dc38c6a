"""Tiny random models, directly from random terms or from real requirements, and all their seatings."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import numpy as np

from seating.model import Model, build_model
from seating.model.units import Units, units_of
from seating.room.plan import IntArray
from seating.terms import (
    NO_LIMIT,
    CountTerm,
    FixedTerm,
    LinkTerm,
    PartedTerm,
    PlaceTerm,
    PresenceTerm,
    SharedTerm,
    SpreadTerm,
    SumTerm,
    Term,
)
from tests.random_requirements import drawn_kinds, random_requirement
from tests.random_rooms import random_room

DRAWN = ("constant", "band", "presence", "spread", "sum", "shared", "parted", "place", "fixed")
"""Forms of terms that random models are made of; the cases of tests are chosen by number from these."""

SHAPES = (*DRAWN, "link")
"""All forms of terms."""


def every_seating(model: Model) -> Iterator[IntArray]:
    """Yield every way to seat everybody."""
    for tables in itertools.product(range(model.n_tables), repeat=model.n_persons):
        yield np.array(tables, dtype=np.int64)


def some(rng: Random, number: int, least: int = 0) -> IntArray:
    """Return some of the numbers below `number`, in ascending order."""
    kept = rng.sample(range(number), rng.randint(min(least, number), number))
    return np.array(sorted(kept), dtype=np.int64)


def random_term(rng: Random, shape: str, n_persons: int, n_people: int, n_tables: int) -> Term:
    """Return a term of a given form with random numbers."""
    tables = some(rng, n_tables, 1)
    match shape:
        case "constant":
            low, high = rng.randint(0, 3), rng.choice([0, 1, 2, 3, NO_LIMIT])
            return CountTerm.constant(some(rng, n_persons), tables, low, max(low, high), rng.random() < 0.4)
        case "band":
            length = rng.randint(1, n_people + 2)
            low = np.array([rng.randint(0, 3) for _ in range(length)])
            high = low + [rng.choice([0, 0, 1, NO_LIMIT]) for _ in range(length)]
            base = some(rng, n_people, 1)
            return CountTerm(some(rng, n_people), tables, low, high, base, rng.random() < 0.2)
        case "presence":
            groups = tuple(some(rng, n_persons, 1) for _ in range(rng.randint(1, 3)))
            return PresenceTerm(groups, tables, rng.randint(0, 3))
        case "spread":
            group = some(rng, n_persons)
            return SpreadTerm(group, tables, rng.randint(0, 2), 1 + len(group) % 3, int(group.sum()) % 3)
        case "link":
            groups = [tuple(some(rng, n_persons) for _ in range(3)) for _ in range(2)]
            low = np.array([rng.randint(0, 3) for _ in groups[0]], dtype=np.int64)
            fixed = np.array([rng.choice([0, 0, 1, 2]) for _ in groups[0]], dtype=np.int64)
            return LinkTerm(*groups, low, fixed, tables, some(rng, n_tables))
        case "sum":
            values = np.array([rng.randint(-4, 4) for _ in range(n_persons)])
            allowances = np.array([rng.randint(0, 2) for _ in range(n_persons)])
            return SumTerm(values, allowances, rng.randint(1, 3), tables)
        case "place":
            people = some(rng, n_persons)
            costs = [[rng.choice([0, 0, 1, 2]) for _ in range(n_tables)] for _ in people]
            return PlaceTerm.of(people, np.array(costs, dtype=np.int64).reshape(len(people), n_tables))
        case "fixed":
            return FixedTerm(rng.choice([0, 0, 1]))
    pairs = [pair for pair in itertools.combinations(range(n_persons), 2) if rng.random() < 0.4]
    costs = np.array([rng.randint(1, 3) for _ in pairs], dtype=np.int64)
    kind = SharedTerm if shape == "shared" else PartedTerm
    return kind(np.array(pairs, dtype=np.int64).reshape(-1, 2), costs, tables)


def random_model(
    rng: Random,
    shapes: tuple[str, ...] = DRAWN,
    must: float = 0.4,
    people: tuple[int, int] = (1, 5),
    tables: tuple[int, int] = (1, 3),
) -> Model:
    """Return a model of one to six persons, one to three tables, and one to six requirements of random terms.

    The shapes of terms, the share of musts, and the fewest and the most people and tables may be given.
    """
    n_people = rng.randint(*people)
    n_persons, n_tables = n_people + rng.randint(0, 1), rng.randint(*tables)
    n = rng.randint(1, 6)
    musts = np.array([rng.random() < must for _ in range(n)])
    terms = [(r, random_term(rng, rng.choice(shapes), n_persons, n_people, n_tables)) for r in range(n)]
    return Model(
        person_ids=tuple(f"p{i}" for i in range(n_persons)),
        n_people=n_people,
        table_ids=tuple(f"t{i}" for i in range(n_tables)),
        capacity=np.array([rng.randint(1, max(1, n_persons)) for _ in range(n_tables)], dtype=np.int64),
        may_be_empty=np.array([rng.random() < 0.25 for _ in range(n_tables)]),
        requirement_ids=tuple(f"r{i}" for i in range(n)),
        musts=musts,
        weights=np.array([0 if m else rng.choice([1, 2, 5]) for m in musts], dtype=np.int64),
        terms=tuple(terms),
    )


def with_ties(rng: Random, model: Model) -> Model:
    """Return a model with one more must, which ties some persons together at every table."""
    everywhere = np.arange(model.n_tables, dtype=np.int64)
    n_groups = rng.randint(1, max(1, model.n_persons // 2))
    group_of = [rng.choice([None, *range(n_groups)]) for _ in range(model.n_persons)]
    groups = [np.array([p for p, g in enumerate(group_of) if g == number], np.int64) for number in range(n_groups)]
    pairs = [pair for group in groups for pair in itertools.pairwise(group.tolist())]
    terms: list[Term] = [SpreadTerm(group, everywhere, 1) for group in groups if len(group) > 1]
    if rng.random() < 0.8:
        terms = [PartedTerm(np.array(pairs, np.int64).reshape(-1, 2), np.ones(len(pairs), np.int64), everywhere)]
    number = len(model.requirement_ids)
    return replace(
        model,
        requirement_ids=(*model.requirement_ids, "ties"),
        musts=np.append(model.musts, True),
        weights=np.append(model.weights, 0),
        terms=(*model.terms, *((number, term) for term in terms)),
    )


def random_units(
    rng: Random, shapes: tuple[str, ...] = SHAPES, people: tuple[int, int] = (3, 7), tables: tuple[int, int] = (2, 3)
) -> tuple[Model, Units]:
    """Return a random room in which musts tie persons together, and its units."""
    while True:
        model = with_ties(rng, random_model(rng, shapes, people=people, tables=tables))
        units = units_of(model)
        if units is not None and not units.contradiction:
            return model, units


def random_convening(rng: Random) -> Model:
    """Return the model of a random room under one to four random requirements of real kinds, and its sizes."""
    room = random_room(rng)
    drawn = [rng.choice(drawn_kinds()) for _ in range(rng.randint(1, 4))]
    found = [
        random_requirement(rng, room, kind).model_copy(update={"id": f"{kind}-{n}"})
        for n, kind in enumerate([*drawn, "size"])
    ]
    return build_model(room, found)
