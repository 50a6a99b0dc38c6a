"""The formulation: a model and its classes of tables and persons become a program, with a function per kind of term.

A term over a class of m tables is replaced by a lower bound on the sum of its shortfalls there. `count_terms` handles
count terms; presence, spread, sum and pair terms are handled here. For a pair, the program only contains whether both
people are in the same class of tables. Whether they share a table is contained only if the class is a single table.
"""

from __future__ import annotations

from collections.abc import Hashable
from itertools import combinations
from typing import assert_never

import numpy as np

from seating.engines.limits import LP_PAIRS
from seating.engines.lower_bound.assignment import AssignmentColumns
from seating.engines.lower_bound.count_terms import add_count
from seating.engines.lower_bound.program import NO_END
from seating.model.classes import Partition, content_of, person_classes, singletons
from seating.model.model import Model
from seating.room.plan import IntArray
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
    Term,
)
from seating.terms.cliques import cliques


def formulate(model: Model, tables: Partition, persons: Partition) -> AssignmentColumns:
    """Return the seat columns of a model, with all terms added to their draft; the shortfall of musts is 0.

    The optimal value of the draft is a lower bound on the penalty of every seating that meets the musts.

    Parameters
    ----------
    model : Model
    tables, persons : Partition
        Only interchangeable members may share a class.
    """
    seats = AssignmentColumns(model, tables, persons)
    for (term, price), times in _merged(seats).values():
        _add(seats, term, price, times)
    return seats


def formulate_room(model: Model) -> AssignmentColumns:
    """Return the seat columns of a model, as `formulate` does, with the persons in classes and each table on its own.

    Parameters
    ----------
    model : Model
    """
    return formulate(model, singletons(model.n_tables), person_classes(model))


def _merged(seats: AssignmentColumns) -> dict[Hashable, tuple[tuple[Term, int | None], IntArray]]:
    """Return the terms, merged if content and price are equal, and how often each applies at each class."""
    model = seats.model
    found: dict[Hashable, tuple[tuple[Term, int | None], IntArray]] = {}
    for position, (requirement, term) in enumerate(model.terms):
        price = None if model.musts[requirement] else int(model.weights[requirement])
        key = (price, content_of(term, position))
        if key not in found:
            found[key] = (term, price), np.zeros(len(seats.m), dtype=np.int64)
        if not isinstance(term, FixedTerm | PlaceTerm):
            inside = np.zeros(model.n_tables, dtype=np.int64)
            inside[term.tables] = 1
            found[key][1][:] += inside[seats.first]
    return found


def _add(seats: AssignmentColumns, term: Term, price: int | None, times: IntArray) -> None:
    if price == 0:
        return
    match term:
        case FixedTerm():
            seats.draft.offset += (price or 0) * term.shortfall
            if price is None and term.shortfall > 0:  # x = 1 with x <= 0: infeasible
                seats.draft.add_rows(1, 1, (seats.draft.add_columns(np.zeros(1)), 1))
        case PlaceTerm():
            pass  # already in the costs of the seat columns
        case CountTerm():
            add_count(seats, term, times, price)
        case PresenceTerm():
            add_presence(seats, term, times, price)
        case SumTerm():
            add_sum(seats, term, times, price)
        case SharedTerm():
            add_shared(seats, term, times, price)
        case SpreadTerm():
            add_spread(seats, term, price)
        case PartedTerm():
            add_parted(seats, term, price)
        case LinkTerm():
            add_links(seats, term, price)
        case _:
            assert_never(term)


LARGEST_FACTOR = 2**24
"""Sum terms with larger numbers are left out, because the solvers' tolerances would make them inaccurate."""


def add_presence(seats: AssignmentColumns, term: PresenceTerm, times: IntArray, price: int | None) -> None:
    """Add ``there_g <= count of group g``, ``there_g <= m`` and ``sum_g there_g + slack >= low * open tables``.

    `there_g` is the number of tables in a class at which group g is present. Parameters as for `add_count`.
    """
    classes = np.flatnonzero(times)
    if term.low <= 0 or not len(classes):
        return
    m = seats.m[classes]
    there = []
    for group in (group for group in term.groups if len(group)):
        columns, counted = seats.of(group, classes)
        # a group is at no more of the m tables than it has members
        there.append(seats.draft.add_columns(np.minimum(m, len(group)), implied=True))
        seats.draft.add_rows(0, NO_END, (columns, counted), (there[-1], -1))
    sums = [(columns, 1) for columns in there]
    if price is not None:
        sums.append((seats.draft.add_columns(m * term.low, price * times[classes], implied=True), 1))
    may = seats.opened[classes] >= 0
    for kept, least in ((~may, m * term.low), (may, 0 * m)):
        if kept.any():
            opened = [(seats.opened[classes][kept], -term.low)] if may[kept].any() else []
            some = [(columns[kept], factor) for columns, factor in sums]
            seats.draft.add_rows(least[kept], NO_END, *some, *opened, (np.zeros((int(kept.sum()), 1), np.int64), 0))


def add_spread(seats: AssignmentColumns, term: SpreadTerm, price: int | None) -> None:
    """Add ``most * used >= count`` for each class and ``sum of used - slack <= high``; `most` is per table.

    If the first table above `high` costs more, add ``slack <= tables * is_over`` too.

    Parameters
    ----------
    seats : AssignmentColumns
    term : SpreadTerm
    price : int or None
        Penalty per unit of shortfall; None for a must.
    """
    classes = seats.classes_at(term.tables)
    if not len(term.group) or not len(classes):
        return
    m = seats.m[classes]
    columns, counted = seats.of(np.unique(term.group), classes)
    used = seats.draft.add_columns(np.minimum(m, len(term.group)))
    most = np.array([seats.range_of(np.unique(term.group), k)[1] for k in classes.tolist()], dtype=np.int64)
    seats.draft.add_rows(0, NO_END, (columns, -counted), (used, most))
    sums = [(used[None, :], -1)]
    if price is not None:
        slack = seats.draft.add_columns(np.full(1, len(term.group)), price * term.cost, implied=True)
        sums.append((slack, 1))
        if term.first:
            over = max(1, min(len(term.tables), len(term.group)) - term.high)
            is_over = seats.draft.add_columns(np.ones(1), price * term.first)
            seats.draft.add_rows(0, NO_END, (slack, -1), (is_over, over))
    seats.draft.add_rows(-term.high, NO_END, *sums)


def add_sum(seats: AssignmentColumns, term: SumTerm, times: IntArray, price: int | None) -> None:
    """Add ``unit * shortfall >= |sum| - allowances``; it holds for a class of tables if it holds for each of them.

    Parameters as for `add_count`.
    """
    classes = np.flatnonzero(times)
    one = np.array([members[0] for members in seats.persons.members], dtype=np.int64)
    values, allowances = term.values[one], term.allowances[one]
    # smaller numbers keep the solvers' tolerances harmless
    common = int(np.gcd.reduce(np.concatenate([values, allowances, [term.unit]])))
    values, allowances, unit = values // common, allowances // common, term.unit // common
    size = np.abs(values) + np.abs(allowances)
    if not len(classes) or not size.any():
        return
    if max(int(size.max()), unit) > LARGEST_FACTOR:
        seats.draft.is_exact = False
        return
    columns = seats.columns[:, classes].T
    slack = []
    if price is not None:
        most = -(-int((size * seats.persons.sizes).sum()) // unit) + 1
        slack = [(seats.draft.add_columns(seats.m[classes] * most, price * times[classes]), unit)]
    of_staff = (one >= seats.model.n_people) * size * seats.persons.sizes
    m, opened = seats.m[classes], seats.opened[classes]
    hidden = np.where(opened >= 0, int(of_staff.sum()), 0)
    for sign in (1, -1):
        closed = (np.maximum(opened, 0), -hidden)
        seats.draft.add_rows(-hidden * m, NO_END, (columns, allowances - sign * values), *slack, closed)


def add_shared(seats: AssignmentColumns, term: SharedTerm, times: IntArray, price: int | None) -> None:
    """Add a shared term: by pairs and cliques at classes of a single table, by cliques at larger classes.

    If n members of a clique sit at m tables, at least q n - m q (q + 1) / 2 of its pairs share a table, for each whole
    q. For q = 1 a clique gives the row ``n - slack <= m``, and a must ``n <= m``. Parameters as for `add_count`.
    """
    pairs, costs = _costly(seats, term, price)
    classes = np.flatnonzero(times)
    several = classes[seats.m[classes] > 1]
    single = classes[seats.m[classes] == 1]
    if not len(pairs) or not len(classes):
        return
    if price is None:
        for all_apart in cliques(pairs):
            columns, _ = seats.of(np.array(all_apart, dtype=np.int64), classes)
            seats.draft.add_rows(-NO_END, seats.m[classes], (columns, 1))
        return
    if len(several):
        for clique, cost in _disjoint_cliques(pairs, costs):
            columns, _ = seats.of(clique, several)
            n, m = len(clique), seats.m[several]
            slack = seats.draft.add_columns(
                np.full(len(several), n * (n - 1) // 2), price * cost * times[several], implied=True
            )
            for q in range(1, 1 + max(1, n // int(m.sum()))):
                seats.draft.add_rows(-NO_END, m * (q * (q + 1) // 2), (columns, q), (slack, -1))
    if len(pairs) * len(single) > LP_PAIRS:
        seats.draft.is_exact = False
    elif len(single):
        _price_pairs(seats, (pairs, costs), single, times, price)


def _price_pairs(
    seats: AssignmentColumns, priced: tuple[IntArray, IntArray], single: IntArray, times: IntArray, price: int
) -> None:
    """Add ``shared >= x_a + x_b - 1`` at each class of one table; one column per pair, at all classes together."""
    pairs, costs = priced
    for often in np.unique(times[single]).tolist():
        kept = single[times[single] == often]
        shared = seats.draft.add_columns(np.ones(len(pairs)), price * often * costs, implied=True)
        one, other = (seats.columns[seats.persons.of[pairs[:, side]]][:, kept] for side in (0, 1))
        at_each = np.broadcast_to(shared[:, None], one.shape)
        seats.draft.add_rows(
            -NO_END, 1, (one.reshape(-1, 1), 1), (other.reshape(-1, 1), 1), (at_each.reshape(-1, 1), -1)
        )
        _count_cliques(seats, pairs, shared, kept)


def _count_cliques(seats: AssignmentColumns, pairs: IntArray, shared: IntArray, single: IntArray) -> None:
    """Add ``sum of shared >= q n - m q (q + 1) / 2`` for each clique of more members than there are tables.

    Parameters
    ----------
    seats : AssignmentColumns
    pairs : int array, shape (pairs, 2)
        Sorted in each row.
    shared : int array, shape (pairs,)
        The column of each pair.
    single : int array, shape (m,)
        The classes of one table that are looked at.
    """
    column = {(a, b): number for (a, b), number in zip(pairs.tolist(), shared.tolist(), strict=True)}
    for clique in cliques(pairs):
        q = len(clique) // len(single)
        if len(clique) > len(single):
            inside = np.array([[column[pair] for pair in combinations(clique, 2)]], dtype=np.int64)
            members, _ = seats.of(np.array(clique, dtype=np.int64), single)
            low = -len(single) * (q * (q + 1) // 2)
            seats.draft.add_rows(low, NO_END, (inside, 1), (members.reshape(1, -1), -q))


def add_parted(seats: AssignmentColumns, term: PartedTerm, price: int | None) -> None:
    """Add ``over >= x_a - x_b`` for each class of tables and for all others together; for a must, ``x_a = x_b``.

    A pair costs the sum of `over`, which is half the distance between the two people's shares of the tables. With one
    column for a pair, at least the largest difference, a relaxation that spreads each of them over many alike tables
    would part them at almost no cost. Parameters as for `add_spread`.
    """
    pairs, costs = _costly(seats, term, price)
    classes = seats.classes_at(term.tables)
    if not len(pairs) or not len(classes):
        return
    if len(pairs) * len(classes) > LP_PAIRS:
        seats.draft.is_exact = False
        return
    one, other = (seats.columns[seats.persons.of[pairs[:, side]]][:, classes] for side in (0, 1))
    if price is None:
        seats.draft.add_rows(0, 0, (one.reshape(-1, 1), 1), (other.reshape(-1, 1), -1))
        return
    apiece = price * costs[:, None]
    over = seats.draft.add_columns(np.ones(one.shape), apiece, implied=True).reshape(-1, 1)
    seats.draft.add_rows(0, NO_END, (one.reshape(-1, 1), -1), (other.reshape(-1, 1), 1), (over, 1))
    if len(classes) < len(seats.m):
        elsewhere = seats.draft.add_columns(np.ones((len(pairs), 1)), apiece, implied=True)
        seats.draft.add_rows(0, NO_END, (one, 1), (other, -1), (elsewhere, 1))


def add_links(seats: AssignmentColumns, term: LinkTerm, price: int | None) -> None:
    """Add ``j * enough <= counterparts`` and ``slack >= members - most * enough`` for j = 1, 2, … of each link.

    The slack for j is the number of members who need a jth counterpart that is not there; `most` is the largest number
    of members who may need one. For a must only the last j matters, and its slack is 0. Parameters as for `add_spread`.
    """
    sources, targets = seats.classes_at(term.sources), seats.classes_at(term.targets)
    lows, fixed, most_counted = term.low.tolist(), term.fixed.tolist(), term.most_counted.tolist()
    for number, (members, counterparts) in enumerate(zip(term.members, term.counterparts, strict=True)):
        last = most_counted[number] if len(targets) else 0
        needy, present = _group_at(seats, members, sources), _group_at(seats, counterparts, targets)
        most = fixed[number] + min(
            len(members), sum(int(seats.m[k]) * seats.range_of(members, k)[1] for k in sources.tolist())
        )
        if lows[number] <= 0 or most <= 0:
            continue
        if lows[number] > last:  # as many are missing for every member, whoever sits where
            _price_members(seats, needy, fixed[number], most, None if price is None else price * (lows[number] - last))
        first = 1 if price is not None else max(1, last)
        for j in range(first, last + 1):
            enough = seats.draft.add_columns(np.ones(1))
            seats.draft.add_rows(0, NO_END, present, (enough, -j))
            _price_members(seats, needy, fixed[number], most, price, (enough, most))


def _group_at(seats: AssignmentColumns, group: IntArray, classes: IntArray) -> tuple[IntArray, IntArray]:
    """Return the seat columns of a group at several classes as one row, and how often each counts, in its shape."""
    columns, times = seats.of(group, classes)
    return columns.reshape(1, -1), np.broadcast_to(times, columns.shape).reshape(1, -1)


def _price_members(
    seats: AssignmentColumns,
    needy: tuple[IntArray, IntArray],
    fixed: int,
    most: int,
    price: int | None,
    *enough: tuple[IntArray, int],
) -> None:
    """Add ``members + fixed <= slack + sum of enough``, with a price on the slack; for a must, without a slack.

    Parameters
    ----------
    seats : AssignmentColumns
    needy : pair of int arrays, shape (1, columns)
        The seat columns of the members at the sources, and how often each counts.
    fixed : int
        How many members there are besides.
    most : int
        The largest number of members.
    price : int or None
        Penalty per member; None for a must.
    *enough : pairs of columns, shape (1,), and a factor
        What makes the row hold without a slack.
    """
    slack = [] if price is None else [(seats.draft.add_columns(np.full(1, most), price, implied=True)[None, :], 1)]
    columns, factors = needy
    seats.draft.add_rows(
        fixed, NO_END, (columns, -factors), *slack, *((column[None, :], factor) for column, factor in enough)
    )


def _costly(seats: AssignmentColumns, term: SharedTerm | PartedTerm, price: int | None) -> tuple[IntArray, IntArray]:
    """Return the pairs of different persons with positive costs, and these costs; other costs are underestimated."""
    both = term.pairs[:, 0] != term.pairs[:, 1]
    seats.draft.is_exact &= bool((both | (term.costs == 0)).all() and (term.costs >= 0).all())
    if price is not None:
        seats.draft.offset += price * int(np.minimum(term.costs, 0).sum()) * len(seats.tables.of)
    kept = both & (term.costs > 0)
    return np.sort(term.pairs[kept], axis=1), term.costs[kept]


def _disjoint_cliques(pairs: IntArray, costs: IntArray) -> list[tuple[IntArray, int]]:
    """Return cliques of which no two share a pair, each with the lowest cost of its pairs."""
    cost = {(a, b): c for (a, b), c in zip(pairs.tolist(), costs.tolist(), strict=True)}
    taken: set[tuple[int, int]] = set()
    found = []
    for clique in cliques(pairs):
        inside = [(a, b) for n, a in enumerate(clique) for b in clique[n + 1 :]]
        if taken.isdisjoint(inside):
            taken.update(inside)
            found.append((np.array(clique, dtype=np.int64), min(cost[pair] for pair in inside)))
    return found
