"""Several rounds as one model: what is told at once is what the rounds and the company in them cost one by one."""

from __future__ import annotations

import itertools
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.engines.local_search.incremental import MUST_PRICE
from seating.engines.messages import Found, SolveStatus
from seating.engines.multi_round.chains import RoundsChain, anneal_rounds
from seating.engines.multi_round.joined_rounds import (
    MOST_MEMORY,
    AnnealRounds,
    Rounds,
    met_in,
    most_chains,
    rounds_of,
    stack_rounds,
    value_of_rounds,
)
from seating.engines.multi_round.round_company import company_of
from seating.model import Model, Value, penalty_of
from seating.native import annealing as stats
from seating.room.plan import IntArray
from seating.terms import CompanyTerm, CountTerm
from tests.engines.drawn import random_model


def drawn_rounds(rng: Random, **size: tuple[int, int]) -> tuple[list[Model], list[tuple[int, CompanyTerm]]]:
    """Return two to four random rounds, people absent from some, and costs of company of several kinds."""
    models = [random_model(rng, **size) for _ in range(rng.randint(2, 4))]
    ids = sorted({identity for model in models for identity in model.person_ids})
    terms = []
    for _ in range(rng.randint(0, 3)):
        rows = rng.randint(1, 3)
        costs = np.array([[rng.choice([0, 0, 1, 2]) for _ in range(2 ** len(models))] for _ in range(rows)])
        pairs = {pair: rng.randrange(rows) for pair in itertools.combinations(ids, 2) if rng.random() < 0.5}
        terms.append((rng.choice([1, 2, MUST_PRICE]), CompanyTerm(pairs, costs.astype(np.int64))))
    return models, terms


@pytest.mark.parametrize(("people", "chains"), [(6, 2 * MOST_MEMORY // 36), (5_000, 3), (9_000, 2)])
def test_there_are_no_more_chains_than_there_is_memory_for(people: int, chains: int) -> None:
    kind = np.broadcast_to(np.int64(0), (people, people))
    rounds = Rounds(stack_rounds([random_model(Random(1))]), kind, np.zeros((1, 2), np.int64))
    assert most_chains(rounds) == chains


def seated(rng: Random, models: list[Model]) -> list[IntArray]:
    return [np.array([rng.randrange(m.n_tables) for _ in range(m.n_persons)], dtype=np.int64) for m in models]


def worth_one_by_one(models: list[Model], terms: list[tuple[int, CompanyTerm]], tables: list[IntArray]) -> Value:
    """Return what rounds are worth, each by its own model, and their company pair by pair."""
    values = [penalty_of(model, own) for model, own in zip(models, tables, strict=True)]
    unmet, penalty = sum(value.unmet for value in values), sum(value.penalty for value in values)
    occupancy = [
        dict(list(zip(model.person_ids, own.tolist(), strict=True))[: model.n_people])
        for model, own in zip(models, tables, strict=True)
    ]
    everyone = sorted({person for model in models for person in model.person_ids})
    for price, term in terms:
        for one, other in itertools.combinations(everyone, 2):
            together = [one in here and other in here and here[one] == here[other] for here in occupancy]
            met = sum(1 << r for r, shared in enumerate(together) if shared)
            lacking = int(term.costs[term.kinds.get((one, other), 0), met])
            unmet += lacking if price == MUST_PRICE else 0
            penalty += 0 if price == MUST_PRICE else price * lacking
    return Value(unmet, penalty)


def test_rounds_at_once_are_worth_what_they_are_one_by_one() -> None:
    rng = Random(1)
    for _ in range(150):
        models, terms = drawn_rounds(rng)
        rounds, tables = rounds_of(models, terms), seated(rng, models)
        joined = rounds.stack.joined(tables)
        assert value_of_rounds(rounds, joined) == worth_one_by_one(models, terms, tables)
        assert all(np.array_equal(a, b) for a, b in zip(rounds.stack.parted(joined), tables, strict=True))


def test_staff_keep_no_company() -> None:
    """A staff member at every round with the same people has met nobody."""
    rng = Random(2)
    seen = 0
    for _ in range(60):
        model = random_model(rng)
        if model.n_persons > model.n_people:
            stack = stack_rounds([model, model])
            met = met_in(stack, stack.joined([np.zeros(model.n_persons, np.int64)] * 2))
            staff = [stack.ids.index(identity) for identity in model.person_ids[model.n_people :]]
            assert not met[staff].any()
            seen += 1
    assert seen > 10


@pytest.mark.parametrize("temperature", [0.01, 1.0, 100.0])
def test_a_chain_knows_what_its_seatings_are_worth(temperature: float) -> None:
    """After any number of swaps and moves, nobody has left their round, and all sums are right."""
    rng = Random(int(temperature * 100))
    went = 0
    for n in range(40):
        models, terms = drawn_rounds(rng)
        rounds = rounds_of(models, terms)
        chain = RoundsChain(rounds, rounds.stack.joined(seated(rng, models)), seed=n, number=0)
        for _ in range(4):
            before = chain._state.occupancy.table.copy()
            chain.search(60, temperature)
            now = chain._state.occupancy.table
            for own, model in zip(rounds.stack.parted(now), models, strict=True):
                assert own.min() >= 0
                assert own.max() < model.n_tables
            assert Value(*divmod(int(chain._stats[stats.ENERGY]), MUST_PRICE)) == value_of_rounds(rounds, now)
            assert chain.best == value_of_rounds(rounds, chain.tables)
            went += not np.array_equal(before, now)
        anew = company_of(rounds, chain._state.occupancy.table)
        assert np.array_equal(chain._company.met, anew.met)
        for r in range(len(models)):  # beyond a round's own tables nothing is kept
            own = slice(rounds.stack.people_from[r], rounds.stack.people_from[r + 1])
            width = models[r].n_tables
            assert np.array_equal(chain._company.price[own, :width], anew.price[own, :width])
    assert went > 40


def test_what_swaps_would_add_is_what_they_add() -> None:
    rng = Random(5)
    for _ in range(15):
        models, terms = drawn_rounds(rng)
        rounds = rounds_of(models, terms)
        tables = rounds.stack.joined(seated(rng, models))
        possible = {0}
        for start, end in itertools.pairwise(rounds.stack.people_from.tolist()):
            for p, q in itertools.combinations(range(start, end), 2):
                swapped = tables.copy()
                swapped[[p, q]] = tables[[q, p]]
                change = [
                    a - b
                    for a, b in zip(value_of_rounds(rounds, swapped), value_of_rounds(rounds, tables), strict=True)
                ]
                possible.add(change[0] * MUST_PRICE + change[1])
        assert set(RoundsChain(rounds, tables, 0, 0).changes().tolist()) <= possible


def golfers(groups: int, size: int, n_rounds: int) -> Rounds:
    """Return the rounds of `groups` times `size` golfers, nobody of whom is to meet another twice."""
    model = random_model(Random(0))
    n = groups * size
    everyone, tables = np.arange(n, dtype=np.int64), np.arange(groups, dtype=np.int64)
    model = replace(
        model,
        person_ids=tuple(f"p{i:02}" for i in range(n)),
        n_people=n,
        table_ids=tuple(f"t{t}" for t in range(groups)),
        capacity=np.full(groups, size),
        may_be_empty=np.zeros(groups, bool),
        requirement_ids=("size",),
        musts=np.array([True]),
        weights=np.array([0]),
        terms=((0, CountTerm.constant(everyone, tables, size, size)),),
    )
    costs = np.array([[max(0, met.bit_count() - 1) for met in range(2**n_rounds)]])
    return rounds_of([model] * n_rounds, [(1, CompanyTerm({}, costs))])


def annealed(rounds: Rounds, groups: int, work: float) -> tuple[Value, SolveStatus, list[Value]]:
    told: list[Value] = []

    def on_progress(found: Found) -> None:
        assert found.tables is not None
        told.append(value_of_rounds(rounds, found.tables))

    n = rounds.stack.model.n_people // rounds.stack.n_rounds
    tables = rounds.stack.joined([np.arange(n) % groups] * rounds.stack.n_rounds)
    answer = anneal_rounds(
        rounds.stack.model, AnnealRounds(tables, 3, work, 2, Value(0, 0), rounds=rounds), on_progress
    )
    assert answer.tables is not None
    return value_of_rounds(rounds, answer.tables), answer.status, told


@pytest.mark.parametrize(("groups", "size", "n_rounds"), [(3, 3, 4), (4, 4, 5), (5, 3, 6), (8, 4, 6)])
def test_golfers_meet_once(groups: int, size: int, n_rounds: int) -> None:
    """Nine golfers in threes play four rounds, everybody with everybody; it begins with the same seats in all."""
    value, status, told = annealed(golfers(groups, size, n_rounds), groups, work=2.0)
    assert (value, status) == (Value(0, 0), SolveStatus.FOUND)
    assert told == sorted(set(told), reverse=True)


def test_the_same_question_has_the_same_answer() -> None:
    rounds = golfers(4, 3, 6)
    assert annealed(rounds, 4, work=0.05) == annealed(rounds, 4, work=0.05)
