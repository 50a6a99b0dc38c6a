"""The kernels of annealing: the arrays that they work on, and how they are called.

`src/annealing.c` and `src/table_pairs.c` have the functions. `Occupancy` holds the seating, the costs of people's own
seats, the tables that cost something, and the best seating so far. `State` joins it with one group of arrays for each
family of terms. Groups, rows, bases, links and terms are numbered from 1 on; 0 stands for none. The number of persons
stands for no one. The counters of a chain are the entries of its `stats`, an int64 array of shape (N_STATS,); its
`random` is the state of the generator, a uint64 array of shape (2,).
"""

from __future__ import annotations

from typing import NamedTuple

from seating.native.arrays import Flags, Flags2, Ints, Ints2, Numbers2, Reals, Reals3, Words, Words3
from seating.native.library import Function

ENERGY, BEST = 0, 1
"""The energy of the current seating and of the best one so far: unmet musts times `MUST_PRICE`, plus penalty."""

N_COSTLY = 2
"""How many tables cost something: the length in use of `Occupancy.costly`."""

SWAPS_TRIED, WORSE_SWAPS = 3, 4
"""Swaps tried, and swaps accepted although they made the seating worse."""

MOVES_TRIED, WORSE_MOVES, MOVES_MADE = 5, 6, 7
"""Moves of one person tried, accepted although they made the seating worse, and accepted in all."""

SWAPS_MADE = 8
"""Swaps accepted in all."""

WORSE_EXCHANGES = 9
"""Exchanges of a unit for several accepted although they made the seating worse."""

N_STATS = 10
"""The number of counters."""


class Occupancy(NamedTuple):
    """Who sits where, and what that costs; all arrays but the first four change.

    Attributes
    ----------
    may_be_empty : bool array, shape (tables,)
    column, seat_cost : int64 arrays, shapes (tables,) and (persons + 1, columns)
        The energy of a person's own seat (their place terms) is ``place[person, column[table]]``. Tables share a column
        if each person's seat costs the same at all of them. The last row stands for no one.
    cheapest : int64 array, shape (persons + 1,)
        The energy of a person's cheapest seat.
    table, best : int64 arrays, shape (persons,)
        The table of each person in the current seating, and in the best one so far.
    member : int64 array, shape (tables, width)
        The people (not staff) at a table: the first `heads` entries of its row, in any order. The width is
        `member_width`. In a large room a row may be full, and then no one moves to the table.
    heads : int64 array, shape (tables,)
        How many people sit at a table.
    position : int64 array, shape (people,)
        The place of a person in the row of `member` of their table.
    cost : int64 array, shape (tables,)
        Energy of count, presence and sum terms at a table, empty tables included as if nothing were waived.
    seat_excess : int64 array, shape (tables,)
        Energy of the seats at a table beyond the cheapest seats of those who sit there.
    pair_cost : int64 array, shape (tables,)
        Energy of pairs at a table when a search began; pairs of `dense_pairs` are not in it.
    costly : int64 array, shape (tables,)
        The tables that cost something, at the beginning of the array; ``stats[N_COSTLY]`` is how many there are.
    costly_index : int64 array, shape (tables,)
        The place of a table in `costly`, or -1.
    size : int64 array, shape (persons,)
        How many people each person stands for; empty if no person is a unit.
    large : int64 array, shape (units of two people and more,)
        The units of several people.
    chosen : int64 array
        Working space for the units that are exchanged for one.
    """

    may_be_empty: Flags
    column: Ints
    seat_cost: Ints2
    cheapest: Ints
    table: Ints
    member: Ints2
    heads: Ints
    position: Ints
    cost: Ints
    seat_excess: Ints
    pair_cost: Ints
    costly: Ints
    costly_index: Ints
    best: Ints
    size: Ints
    large: Ints
    chosen: Ints


class CountRows(NamedTuple):
    """Count terms as rows, and their counts at each table.

    A row holds the count terms of one group and one base, at most one term at each table. Row 0 and base 0 stand for
    none, and cost nothing.

    Attributes
    ----------
    slot : uint32 array, shape (persons + 1, slots)
        The rows that count a person.
    slot_of : int64 array, shape (rows,)
        The slot that contains a row's number.
    base_of : int64 array, shape (rows,)
        The set of people on whose number the row's band depends.
    or_none : bool array, shape (rows,)
        Whether a count of 0 costs nothing.
    column : int64 array, shape (tables,)
        Tables that the same terms are about share a column of the three arrays below, which keeps these small.
    price : int64 array, shape (columns, rows)
        Energy of a unit of shortfall; 0 at tables where the row has no term.
    first, last : int64 arrays, shape (columns, rows)
        Where the band begins in `low` and `high`, and the number of its last entry, counted from 0.
    low, high : int64 arrays, shape (entries of all bands,)
        The ends of all bands, one band after the other; see `CountTerm`.
    in_base : int64 array, shape (persons + 1, bases)
        How often a person is in a base; the last row stands for no one.
    bases_of : int64 array, shape (persons + 1, most bases of a person)
        The bases that a person is in, followed by zeros. There can be as many bases as people, as with wishes.
    base_class : int64 array, shape (persons + 1,)
        A number that two persons share if they are in the same bases, and if each row counts both once or never.
    times : int64 array, shape (persons + 1, slots)
        How often the row in a slot counts a person, who may be a unit; empty if that is always once.
    base_rows, base_start : int64 arrays, shapes (rows with a base,) and (bases + 1,)
        The rows of base b are ``base_rows[base_start[b]:base_start[b + 1]]``.
    n_seated, more, less : int64 arrays, shape (tables, rows)
        How many of a row's group sit at a table, and the change in energy if one more or one less of them sat
        there. They change.
    base : int64 array, shape (tables, bases)
        How many of a base sit at a table. It changes.
    outgoing : int64 array, shape (slots,)
        The result of `outgoing_change` by slot, which `incoming_change` reads.
    """

    slot: Numbers2
    slot_of: Ints
    base_of: Ints
    or_none: Flags
    column: Ints
    price: Ints2
    first: Ints2
    last: Ints2
    low: Ints
    high: Ints
    in_base: Ints2
    bases_of: Ints2
    base_class: Ints
    times: Ints2
    base_rows: Ints
    base_start: Ints
    n_seated: Ints2
    more: Ints2
    less: Ints2
    base: Ints2
    outgoing: Ints


class Presence(NamedTuple):
    """Presence terms, and how many of each group sit where; terms of the same groups share a number.

    Attributes
    ----------
    slot : uint32 array, shape (persons + 1, slots)
        The groups of each person; group 0 stands for none.
    term : int64 array, shape (groups,)
        The term that a group belongs to.
    low : int64 array, shape (tables, terms)
        How many of a term's groups should be present at a table.
    price : int64 array, shape (tables, terms)
        Energy of each group that is missing; 0 at tables that a term is not about.
    n_seated : int64 array, shape (tables, groups)
        How many of a group sit at a table. It changes.
    present : int64 array, shape (tables, terms)
        How many of a term's groups have someone at a table. It changes.
    """

    slot: Numbers2
    term: Ints
    low: Ints2
    price: Ints2
    n_seated: Ints2
    present: Ints2


class Sums(NamedTuple):
    """Sum terms, and their sums at each table; see `seating.terms.SumTerm`.

    Attributes
    ----------
    values, allowances : int64 arrays, shape (persons + 1, sums)
        What each person adds to a sum and to its allowance. The last row stands for no one, and is all 0.
    unit : int64 array, shape (sums,)
        The size of one unit of shortfall, in the scale of `values`.
    price : int64 array, shape (tables, sums)
        Energy of a unit of shortfall; 0 at tables that a term is not about.
    most : int64 array, shape (tables, sums)
        The largest shortfall that counts, so that no cost exceeds 64 bits.
    total, allowed : int64 arrays, shape (tables, sums)
        Sums of the values and allowances of those who sit at each table. They change.
    """

    values: Ints2
    allowances: Ints2
    unit: Ints
    price: Ints2
    most: Ints2
    total: Ints2
    allowed: Ints2


class Spread(NamedTuple):
    """Spread terms, and how many tables each group uses.

    Attributes
    ----------
    slot : uint32 array, shape (persons + 1, slots)
        The terms whose group a person is in; term 0 stands for none.
    at : bool array, shape (tables, terms)
        The tables that a term counts.
    high : int64 array, shape (terms,)
        The number of tables that the group may use.
    price : int64 array, shape (terms,)
        Energy of each table beyond that number.
    first : int64 array, shape (terms,)
        What the first of them adds to that.
    n_seated : int64 array, shape (tables, terms)
        How many of the group sit at a table. It changes.
    used : int64 array, shape (terms,)
        How many of the counted tables the group uses. It changes.
    """

    slot: Numbers2
    at: Flags2
    high: Ints
    price: Ints
    first: Ints
    n_seated: Ints2
    used: Ints


class Links(NamedTuple):
    """The links of all link terms, and how many persons of each sit where they matter; see `LinkTerm`.

    Attributes
    ----------
    member_slot, counterpart_slot : uint32 array, shape (persons + 1, slots)
        The links of which a person is a member, and those of which they are a counterpart; link 0 stands for none.
    member_column, counterpart_column : int64 arrays, shape (links,)
        The slot of each link.
    member_times, counterpart_times : int64 arrays, shape (persons + 1, slots)
        How often the link in a slot counts a person, who may be a unit.
    source, target : bool arrays, shape (tables, links)
        The tables where members need counterparts, and those where counterparts count.
    low : int64 array, shape (links,)
        How many counterparts each member needs.
    price : int64 array, shape (links,)
        Energy of each counterpart that a member lacks.
    in_need : int64 array, shape (links,)
        How many members need counterparts. It changes.
    found : int64 array, shape (links,)
        How many counterparts count. It changes.
    """

    member_slot: Numbers2
    counterpart_slot: Numbers2
    member_column: Ints
    counterpart_column: Ints
    member_times: Ints2
    counterpart_times: Ints2
    source: Flags2
    target: Flags2
    low: Ints
    price: Ints
    in_need: Ints
    found: Ints


class SparsePairs(NamedTuple):
    """Pair terms by person: row i is about the i-th person who is in any pair.

    A mask is a set of tables. A pair whose persons sit at tables s and t costs `together` if s = t and the mask has
    s, and `apart` if s and t differ and the mask has either.

    Attributes
    ----------
    row : int64 array, shape (persons + 1,)
        A person's row, or -1; the last entry stands for no one.
    person : int64 array, shape (rows,)
    start : int64 array, shape (rows + 1,)
        Row i has the entries ``start[i]:start[i + 1]`` of the four arrays below.
    other : int64 array, shape (entries,)
        The person's partners, in ascending order.
    together, apart : int64 arrays, shape (entries,)
        Energies.
    mask : int64 array, shape (entries,)
        The tables that an entry is about, as a row of `masks`.
    masks : bool array, shape (masks, tables)
    is_everywhere : bool array, shape (masks,)
        Whether a mask has every table.
    price : int64 array, shape (rows, tables)
        Energy of a person's pairs at each table, as their partners sit now, plus a constant for each person. It
        changes. Only differences within a row are meaningful.
    """

    row: Ints
    person: Ints
    start: Ints
    other: Ints
    together: Ints
    apart: Ints
    mask: Ints
    masks: Flags2
    is_everywhere: Flags
    price: Ints2


class DensePairs(NamedTuple):
    """The costs of all pairs of persons; empty arrays where most pairs cost nothing.

    Attributes
    ----------
    weight : int64 array, shape (persons, persons)
        Energy of two persons at one table, minus that of the two at different tables; 0 on the diagonal.
    price : int64 array, shape (tables, persons)
        The sum of a person's weights with everyone who sits at a table. It changes.
    """

    weight: Ints2
    price: Ints2


class State(NamedTuple):
    """All arrays of one chain; C takes them as one argument."""

    occupancy: Occupancy
    rows: CountRows
    presence: Presence
    sums: Sums
    spread: Spread
    links: Links
    pairs: SparsePairs
    dense: DensePairs


class TablePairs(NamedTuple):
    """What is remembered about each pair of tables, and working space; all arrays change.

    Attributes
    ----------
    rate : float64 array, shape (tables, tables, seatings)
        The sum of the acceptance probabilities of all swaps between tables a < b; at a lower temperature it is an upper
        bound.
    key : uint64 array, shape (tables, tables, seatings)
        The seating of both tables that the sum is about; 0 if there is none.
    content : uint64 array, shape (tables,)
        A hash of each table and the persons at it: the exclusive or of their `_mix`.
    wait : float64 array, shape (1,)
        The sum of acceptance probabilities until the next swap.
    incoming, change : int64 arrays, shape (width of `Occupancy.member`,)
        The change in energy without what a person at the other table contributes, and with it.
    weight : int64 array, shape (slots,)
        The correction for someone in the same group.
    """

    rate: Reals3
    key: Words3
    content: Words
    wait: Reals
    incoming: Ints
    change: Ints
    weight: Ints


initialize = Function("seating_initialize", State, Ints, Ints, int)
"""Seat everyone in an empty state: `initialize(state, stats, table, energy)` with the table of each person."""

sample_swaps = Function("seating_sample_swaps", State, Words, Ints)
"""Write the changes in energy of random swaps: `sample_swaps(state, random, changes)`. Entries of two people at one
table stay unchanged."""

search = Function("seating_search", State, Ints, Words, int, float, float, float, float)
"""Try moves at one temperature, and save the best seating: `search(state, stats, random, tries, temperature,
must_price, moving, focus)`.

The temperature and the price of an unmet unit of a must are in points of penalty. `moving` is the share of tries that
move one person instead of swapping two; `focus` is that of tries that begin at a table that costs something."""

sweep = Function("seating_sweep", State, TablePairs, Ints, Words, int, float, float, float, float)
"""Draw tables at random, and visit all pairs of each with another one; save the best seating: `sweep(state,
table_pairs, stats, random, tries, temperature, must_price, moving, focus)`.

The state is local, see `is_local`. The temperature is not above that of the call before, unless all sums were
forgotten. `tries` counts swaps evaluated and moves tried; `focus` is the share of tables drawn among those that cost
something."""
