"""The kernels of several rounds: the arrays of meetings, and how the kernels are called.

`src/rounds.c` and `src/round_company.c` have the functions. The other arrays are those of `annealing`.
"""

from __future__ import annotations

from typing import NamedTuple

from seating.native.annealing import State
from seating.native.arrays import Ints, Ints2, Words
from seating.native.library import Function


class Company(NamedTuple):
    """The cost of each pair by the rounds in which it shares a table; rounds are the bits of a number.

    Attributes
    ----------
    person, round_of : int64 arrays, shape (sitters + 1,)
        The person and the round of each sitter; the last entry stands for no one.
    sitter : int64 array, shape (persons, rounds)
        A person's sitter in each round; -1 where the person does not come, or comes as staff.
    people_from, tables_from : int64 arrays, shape (rounds + 1,)
        Where the people and the tables of each round begin.
    kind : int64 array, shape (persons, persons)
        The row of `cost` for a pair.
    cost : int64 array, shape (kinds, 2 ** rounds)
        Energy of a pair that shares a table in exactly the rounds whose bits are set.
    met : int64 array, shape (persons, persons)
        The rounds in which a pair shares a table, as bits. It changes.
    price : int64 array, shape (sitters, most tables in a round)
        Energy that a sitter adds at each table of their round by meeting those who sit there. It changes.
    """

    person: Ints
    round_of: Ints
    sitter: Ints2
    people_from: Ints
    tables_from: Ints
    kind: Ints2
    cost: Ints2
    met: Ints2
    price: Ints2


sample_swaps = Function("seating_sample_swaps_in_rounds", State, Company, Words, Ints)
"""Write the changes in energy of random swaps within rounds, as `annealing.sample_swaps` does: `sample_swaps(state,
company, random, changes)`."""

search = Function("seating_search_rounds", State, Company, Ints, Words, int, float, float, float, float)
"""Try moves at one temperature, and save the best seatings: `search(state, company, stats, random, tries, temperature,
must_price, moving, focus)`, with the numbers of `annealing.search`."""
