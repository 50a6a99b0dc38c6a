"""Chains of simulated annealing over several rounds at once: the compiled loop, and its Python side.

The loop is that of `annealing.kernel`, with swaps and moves that stay within a round, and with the costs of meetings.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from seating.engines.annealing.acceptance import is_accepted, random_below, random_fraction
from seating.engines.annealing.chain import Chain
from seating.engines.annealing.cooling import cool
from seating.engines.annealing.count_energy import outgoing_change
from seating.engines.annealing.kernel import pick_person
from seating.engines.annealing.neighborhood import (
    MOST_PARTNERS,
    make_move,
    make_swap,
    move_change,
    swap_change,
    table_change,
)
from seating.engines.annealing.pair_energy import pair_costs_by_table
from seating.engines.annealing.state import (
    ENERGY,
    MOVES_MADE,
    MOVES_TRIED,
    SWAPS_TRIED,
    WORSE_MOVES,
    WORSE_SWAPS,
    State,
    save_best,
    update_costly,
    with_waivers,
)
from seating.engines.jit import compiled, entry_point, inlined
from seating.engines.messages import Answer, Found
from seating.engines.multi_round.joined_rounds import AnnealRounds, Rounds, rounds_of, value_of_rounds
from seating.engines.multi_round.round_company import (
    Company,
    add_company_costs,
    company_change,
    company_of,
    update_company,
)
from seating.model import Model, Value
from seating.plan import IntArray
from seating.terms import CompanyTerm


@entry_point
def sample_swaps(state: State, company: Company, random: np.ndarray, changes: np.ndarray) -> None:
    """Write the changes in energy of random swaps within rounds to `changes`, as `annealing.kernel` does.

    Parameters
    ----------
    state : State
    company : Company
    random : uint64 array, shape (2,)
    changes : int64 array, shape (swaps,)
        Overwritten.
    """
    occupancy = state.occupancy
    for i in range(len(changes)):
        p = random_below(random, len(occupancy.position))
        q = _person_of_same_round(company, random, p)
        if occupancy.table[p] != occupancy.table[q]:
            a, b = occupancy.table[p], occupancy.table[q]
            changes[i] = swap_change(state, p, q, a, b, outgoing_change(state.rows, a, b, p)) + company_change(
                company, p, q, a, b
            )


@inlined
def _person_of_same_round(company: Company, random: np.ndarray, p: int) -> np.int64:
    """Return a random person of the same round as p."""
    start = company.people_from[company.round_of[p]]
    return start + random_below(random, company.people_from[company.round_of[p] + 1] - start)


@entry_point
def search(
    state: State,
    company: Company,
    stats: np.ndarray,
    random: np.ndarray,
    tries: int,
    temperature: float,
    must_price: float,
    moving: float,
    focus: float,
) -> None:
    """Try moves at one temperature, and save the best seatings.

    Parameters
    ----------
    state : State
    company : Company
    stats : int64 array, shape (N_STATS,)
    random : uint64 array, shape (2,)
    tries : int
        How many swaps and moves to try.
    temperature : float
        In points of penalty.
    must_price : float
        Price of an unmet unit of a must in `is_accepted`, in points of penalty.
    moving : float
        Share of tries that move one person instead of swapping two.
    focus : float
        Share of tries that begin at a table that costs something.
    """
    occupancy = state.occupancy
    n_people = len(occupancy.position)
    pair_costs_by_table(state.pairs, occupancy.table, occupancy.pair_cost)
    add_company_costs(company, occupancy.table, occupancy.pair_cost)
    for t in range(len(occupancy.heads)):
        update_costly(occupancy, stats, t)
    left = tries
    while left > 0:
        p = pick_person(occupancy, stats, random, focus)
        if p >= n_people or random_fraction(random) < moving:
            left -= 1
            _try_move(state, company, stats, random, p, temperature, must_price)
        else:
            left -= _try_swaps(state, company, stats, random, p, temperature, must_price)
    save_best(occupancy, stats)


@inlined
def _try_swaps(
    state: State,
    company: Company,
    stats: np.ndarray,
    random: np.ndarray,
    p: int,
    temperature: float,
    must_price: float,
) -> int:
    """Try to swap p with people at one table of the same round in turn; return how many swaps were tried."""
    occupancy = state.occupancy
    first = _person_of_same_round(company, random, p)
    a, b = occupancy.table[p], occupancy.table[first]
    if a == b:
        return 1
    outgoing = outgoing_change(state.rows, a, b, p)
    at, heads = occupancy.position[first], occupancy.heads[b]
    most = min(heads, MOST_PARTNERS)
    for n in range(most):
        q = occupancy.member[b, at]
        at = at + 1 if at + 1 < heads else 0
        change = swap_change(state, p, q, a, b, outgoing) + company_change(company, p, q, a, b)
        if change <= 0 or is_accepted(random, change, temperature, must_price):
            if change > 0:
                save_best(occupancy, stats)
                stats[WORSE_SWAPS] += 1
            stats[SWAPS_TRIED] += n + 1
            _swap(state, company, stats, p, q, a, b)
            stats[ENERGY] += change
            return n + 1
    stats[SWAPS_TRIED] += most
    return most


@compiled
def _swap(state: State, company: Company, stats: np.ndarray, p: int, q: int, a: int, b: int) -> None:
    """Swap the seats of two people of one round."""
    update_company(company, state.occupancy.table, p, a, b)
    make_swap(state, stats, p, q)
    update_company(company, state.occupancy.table, q, b, a)


@compiled
def _try_move(
    state: State,
    company: Company,
    stats: np.ndarray,
    random: np.ndarray,
    p: int,
    temperature: float,
    must_price: float,
) -> None:
    """Try to move p to a random table of the same round."""
    occupancy, r = state.occupancy, company.round_of[p]
    start, nobody = company.tables_from[r], len(occupancy.table)
    a, b = occupancy.table[p], start + random_below(random, company.tables_from[r + 1] - start)
    if a == b or occupancy.heads[b] == occupancy.member.shape[1]:
        return
    leave, enter = table_change(state, a, p, nobody), table_change(state, b, nobody, p)
    change = with_waivers(occupancy, p, a, b, leave, enter) + move_change(state, p, a, b)
    if p < len(occupancy.position):
        change += company.price[p, b - start] - company.price[p, a - start]
    stats[MOVES_TRIED] += 1
    if change <= 0 or is_accepted(random, change, temperature, must_price):
        if change > 0:
            save_best(occupancy, stats)
            stats[WORSE_MOVES] += 1
        stats[MOVES_MADE] += 1
        if p < len(occupancy.position):
            update_company(company, occupancy.table, p, a, b)
        make_move(state, stats, p, b, leave, enter)
        stats[ENERGY] += change


class RoundsChain(Chain):
    """The seatings of several rounds, which change step by step.

    Parameters
    ----------
    rounds : Rounds
    tables : int array, shape (sitters,)
        The seating of all rounds to begin with.
    seed, number : int
        Chains with the same seed and different numbers draw different random numbers.
    """

    def __init__(self, rounds: Rounds, tables: IntArray, seed: int, number: int) -> None:
        self._rounds = rounds
        self._company = company_of(rounds, tables)
        super().__init__(rounds.stack.model, tables, seed, number)

    @property
    def n_pairs(self) -> int:
        return int((np.diff(self._company.people_from) ** 2).sum())

    def _value_of(self, model: Model, tables: IntArray) -> Value:
        return value_of_rounds(self._rounds, tables)

    def _sample_swaps(self, changes: IntArray) -> None:
        sample_swaps(self._state, self._company, self._random, changes)

    def _search(self, tries: int, temperature: float, must_price: float, moving: float) -> None:
        search(
            self._state, self._company, self._stats, self._random, tries, temperature, must_price, moving, self._focus
        )


def anneal_rounds(model: Model, question: AnnealRounds, on_progress: Callable[[Found], None]) -> Answer:
    """Answer a question by annealing all rounds at once; `on_progress` is called with every better seating.

    Parameters
    ----------
    model : Model
    question : AnnealRounds
    on_progress : callable
        Called with every better seating.
    """

    def begin() -> list[RoundsChain]:
        return [RoundsChain(question.rounds, question.tables, question.seed, n) for n in range(question.chains)]

    return cool(begin, value_of_rounds(question.rounds, question.tables), question, on_progress)


def warm_up() -> None:
    """Compile everything, on two rounds of the smallest possible room."""
    table, none = np.zeros(2, dtype=np.int64), np.zeros(0, dtype=np.int64)
    model = Model(("a", "b"), 2, ("t",), table[:1] + 2, np.zeros(1, np.bool_), (), none == 1, none, ())
    rounds = rounds_of([model, model], [(1, CompanyTerm({}, np.array([[0, 0, 0, 1]])))])
    tables = rounds.stack.joined([table, table])
    anneal_rounds(model, AnnealRounds(tables, 0, 1e-4, 1, Value(-1, 0), rounds=rounds), lambda found: None)
