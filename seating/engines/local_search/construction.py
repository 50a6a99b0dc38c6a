"""Seating without any solver: a first seating by a greedy construction heuristic, and staff spread out at the end.

Persons with the fewest allowed tables are seated first, each where it costs least at that moment. Then single moves and
swaps are tried, a limited number of times. In a very large room, each person is priced at some tables only, so that the
work grows with the number of persons, and the improvement is left to the search. After the search, staff who may sit
anywhere are spread evenly over the tables, and return to where they were before.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from seating.engines.local_search.incremental import MUST_PRICE, UNSEATED, IncrementalCosts, is_pair_heavy
from seating.model import Model, Value, penalty_of
from seating.model.classes import place_columns
from seating.room.plan import IntArray
from seating.terms import PartedTerm, PlaceTerm, SpreadTerm

TRIES_A_PERSON = 8
"""Price computations per person while improving, on average."""

MOST_TRIES = 12_000
"""Maximum number of price computations for a whole room, so that even the largest rooms take only seconds."""

MOST_PRICED = 5_000_000
"""Maximum number of persons times tables up to which every person is priced at every table. 5,000 people at 500 tables
take 4 processor seconds, and 20,000 at 2,000 would take over a minute."""

MOST_CELLS = 100_000_000
"""Maximum number of counts that are read to price every person at every table, and while improving: two processor
seconds. 4,000 people at 500 tables who each wish for 59 others would take 12."""

TABLES_PRICED = 120
"""The number of tables at which a person is priced in a larger room."""

BEST_TABLES = 2
"""The number of tables at which swaps are tried for a person who cannot improve by a move."""

MOST_ROUNDS = 3
"""How often each member of staff who is away from their table is tried there."""

MOST_RETURNS = 2_000
"""Maximum number of seatings that are judged to find the staff who have to leave their tables."""

MOST_STARTS = 12
"""Maximum number of seatings in which someone is at another part of their table, from which staff return."""

TABLES_TRIED = 8
"""Maximum number of tables tried for one member of staff; it limits the work in large rooms."""


def round_robin(model: Model) -> IntArray:
    """Return a complete seating that only respects the numbers of seats, shape (persons,)."""
    seats = np.repeat(np.arange(model.n_tables), np.minimum(model.capacity, model.n_persons))
    turn = np.concatenate([np.arange(seat) for seat in np.minimum(model.capacity, model.n_persons)])
    order = seats[np.argsort(turn, kind="stable")]
    return np.resize(order, model.n_persons).astype(np.int64)


def fill_places(model: Model) -> IntArray:
    """Return a complete seating, shape (persons,), by where people may sit and by the numbers of seats alone.

    Those who may sit at the fewest tables come first, each where the most seats are left. Those who may sit anywhere
    fill the tables up. This takes milliseconds, and nearly always meets musts that are about nothing else.
    """
    column, may_sit = _open_columns(model)
    low, high = model.must_sizes()
    heads, tables = np.zeros(model.n_tables, dtype=np.int64), np.zeros(model.n_persons, dtype=np.int64)
    choices = may_sit @ np.bincount(column)
    ranked = np.argsort(choices, kind="stable")
    is_bound = choices[ranked] < model.n_tables
    for person in ranked[is_bound].tolist():
        tables[person] = np.argmax(np.where(may_sit[person][column], high - heads, -model.n_persons))
        heads[tables[person]] += 1
    free, every = ranked[~is_bound], np.arange(model.n_tables)
    seats = [
        np.repeat(every, np.maximum(0, low - heads)),
        np.repeat(every, np.maximum(0, high - np.maximum(low, heads))),
    ]
    tables[free] = np.resize(np.concatenate([*seats, every]), len(free))
    return tables


def construct(model: Model, seed: int, deadline: float | None = None) -> IntArray:
    """Return a complete seating, shape (persons,); the same for the same model and seed, unless time runs out.

    Parameters
    ----------
    model : Model
    seed : int
    deadline : float or None
        A moment of `time.monotonic` at which improving ends.
    """
    rng = np.random.default_rng(seed)
    counts = IncrementalCosts(model)
    order, partners = _order(model, rng)
    is_large = model.n_persons * model.n_tables > MOST_PRICED or counts.cells > MOST_CELLS
    draw = _Draw(counts, partners, rng) if is_large else None
    gathering = _Gathering(counts)
    for person in order:
        at = None if draw is None else draw.tables_for(person)
        prices = counts.prices(person, at)
        home = gathering.table_for(person, prices) if at is None else None
        counts.put(person, _cheapest(counts, prices, at) if home is None else home)
    # where most pairs cost something, prices are slow to compute, and annealing starts anew anyway
    if draw is None and not is_pair_heavy(model, model.n_people**2):
        tries = min(MOST_TRIES, TRIES_A_PERSON * model.n_persons)
        improve(counts, rng, min(tries, MOST_CELLS * model.n_persons // max(1, counts.cells)), deadline)
    return counts.tables


class _Draw:
    """Draws the tables at which a person is priced in a large room.

    Half of them are tables with free seats at which the person's own seat is cheapest, half are other tables with free
    seats. The tables of those who must sit with the person are always among them.
    """

    def __init__(
        self, counts: IncrementalCosts, partners: Mapping[int, Sequence[int]], rng: np.random.Generator
    ) -> None:
        self._counts, self._partners, self._rng = counts, partners, rng
        n_tables = counts.model.n_tables
        self._open = [np.arange(n_tables, dtype=np.int64)]
        self._open += [np.flatnonzero(counts.column == c) for c in range(int(counts.column.max(initial=-1)) + 1)]

    def tables_for(self, person: int) -> IntArray | None:
        """Return the tables in ascending order; None for all if none of those drawn has a free seat."""
        costs = self._counts.place[person]
        cheapest = np.flatnonzero(costs == costs.min())
        drawn = [self._draw(1 + int(self._rng.choice(cheapest))), self._draw(0)]
        tables = np.concatenate(drawn)
        seats = self._counts.tables[self._partners.get(person, [])]
        found = np.unique(np.concatenate([tables, seats[seats >= 0]]))
        return found if len(tables) else None

    def _draw(self, number: int) -> IntArray:
        """Return tables with free seats from one of the lists, which forgets full tables when it meets them."""
        listed = self._open[number]
        while len(listed):
            drawn = listed[self._rng.integers(len(listed), size=TABLES_PRICED // 2)]
            is_full = self._counts.heads[drawn] >= self._counts.model.capacity[drawn]
            if not is_full.all():
                return drawn[~is_full]
            listed = listed[self._counts.heads[listed] < self._counts.model.capacity[listed]]
            self._open[number] = listed
        return listed


class _Gathering:
    """Chooses one table for a whole group that should use few tables; alone, each would fill up a table with few."""

    def __init__(self, counts: IncrementalCosts) -> None:
        self._counts, self._group_of = counts, _groups_that_gather(counts.model)
        self._home: dict[int, int] = {}

    def table_for(self, person: int, prices: IntArray) -> int | None:
        """Return the table of the person's group, or another with seats for the rest of it; None without a group.

        Parameters
        ----------
        person : int
        prices : int array, shape (tables,)
        """
        group = self._group_of.get(person)
        if group is None:
            return None
        counts, key = self._counts, id(group)
        free = np.where(prices < MUST_PRICE, counts.model.capacity - counts.heads, 0)
        home = self._home.get(key)
        if home is None or free[home] <= 0:
            waiting = [one for one in group if counts.tables[one] == UNSEATED]
            members = counts.model.members
            seats = len(waiting) if members is None else int(members[waiting].sum())
            best = min(seats, int(free.max()))
            if best <= 0:
                return None
            fits = np.flatnonzero(free >= best)
            home = self._home[key] = _cheapest(counts, prices[fits], fits)
        return home


def _order(model: Model, rng: np.random.Generator) -> tuple[list[int], Mapping[int, Sequence[int]]]:
    """Return all persons, those with the fewest allowed tables first, and those who must sit with each person.

    Persons who must sit together are adjacent, and so are those of a group that should use few tables: while a table is
    empty, all of them fit there. The largest groups come first.
    """
    column, may_sit = _open_columns(model)
    partners: dict[int, list[int]] = {}
    for requirement, term in model.terms:
        if model.musts[requirement] and isinstance(term, PartedTerm):
            for a, b in term.pairs.tolist():
                partners.setdefault(a, []).append(b)
                partners.setdefault(b, []).append(a)
    group_of = _groups_that_gather(model)
    near = [len(partners.get(p, ())) + len(group_of.get(p, ())) for p in range(model.n_persons)]
    choices = may_sit @ np.bincount(column)
    ranked = np.lexsort((rng.permutation(model.n_persons), np.negative(near), choices))
    order: dict[int, None] = {}
    for first in ranked.tolist():
        waiting = deque([first])
        while waiting:
            person = waiting.popleft()
            if person not in order:
                order[person] = None
                waiting += partners.get(person, ())
                waiting += group_of.get(person, ())
    return list(order), partners


def _groups_that_gather(model: Model) -> Mapping[int, Sequence[int]]:
    """Return for each person in a group that should use few tables the smallest such group."""
    group_of: dict[int, list[int]] = {}
    for _, term in model.terms:
        if isinstance(term, SpreadTerm):
            members = term.group.tolist() if len(term.group) < model.n_people else []  # of everyone nobody comes first
            for person in members:
                if len(members) < len(group_of.get(person, range(model.n_persons + 1))):
                    group_of[person] = members
    return group_of


def _open_columns(model: Model) -> tuple[IntArray, NDArray[np.bool_]]:
    """Return the column of each table, and whether musts let each person sit there, shape (persons, columns)."""
    column, first = place_columns(model)
    may_sit = np.ones((model.n_persons, len(first)), dtype=bool)
    for requirement, term in model.terms:
        if model.musts[requirement] and isinstance(term, PlaceTerm):
            np.logical_and.at(may_sit, term.people, term.costs[:, term.column[first]] == 0)
    return column, may_sit


def _cheapest(counts: IncrementalCosts, prices: IntArray, at: IntArray | None = None) -> int:
    """Return the cheapest table; among equals the one with the smallest share of taken seats, then the first.

    Parameters
    ----------
    counts : IncrementalCosts
    prices : int array, shape (tables,)
    at : int array, shape (tables,), optional
        The numbers of the tables, in ascending order, if they are not all.
    """
    heads, capacity = counts.heads, counts.model.capacity
    if at is not None:
        heads, capacity = heads[at], capacity[at]
    best = int(np.lexsort((heads / np.maximum(1, capacity), prices))[0])
    return best if at is None else int(at[best])


def improve(counts: IncrementalCosts, rng: np.random.Generator, tries: int, deadline: float | None = None) -> None:
    """Move and swap persons as long as that lowers the cost.

    Parameters
    ----------
    counts : IncrementalCosts
        A complete seating, which is changed in place.
    rng : numpy.random.Generator
    tries : int
        Approximate limit on price computations.
    deadline : float or None
        A moment of `time.monotonic`.
    """
    left = tries
    while left > 0:
        before = left
        helped = False
        costs = counts.costs()
        costly = _persons_at(counts, costs > 0) if costs.any() else np.arange(counts.model.n_persons)
        for person in rng.permutation(costly).tolist():
            if left <= 0 or (deadline is not None and time.monotonic() >= deadline):
                return
            used, better = improve_seat(counts, person, BEST_TABLES)
            left -= used
            helped |= better
        if not helped or left == before:
            return


def _persons_at(counts: IncrementalCosts, at: NDArray[np.bool_]) -> IntArray:
    return np.flatnonzero(at[counts.tables])


def improve_seat(
    counts: IncrementalCosts, person: int, swapped: int, stay: NDArray[np.bool_] | None = None
) -> tuple[int, bool]:
    """Move or swap one person if that is cheaper; return the number of price computations, and whether it was.

    Parameters
    ----------
    counts : IncrementalCosts
        A complete seating, which is changed in place.
    person : int
    swapped : int
        The number of tables at which swaps are tried if no move is cheaper.
    stay : bool array, shape (persons,), optional
        Whether each person keeps their seat; by default no one does.
    """
    here = counts.take(person)
    prices = counts.prices(person)
    best = _cheapest(counts, prices)
    if prices[best] < prices[here]:
        counts.put(person, best)
        return 1, True
    used = 1
    if prices[here] > prices.min() or prices[here] > 0:
        for table in [t for t in np.argsort(prices, kind="stable").tolist() if t != here][:swapped]:
            counts.put(person, table)
            for other in np.flatnonzero(counts.tables == table).tolist():
                if other == person or (stay is not None and stay[other]):
                    continue
                counts.take(other)
                theirs = counts.prices(other)
                used += 1
                if prices[table] - prices[here] + theirs[here] - theirs[table] < 0:
                    counts.put(other, here)
                    return used, True
                counts.put(other, table)
            counts.take(person)
    counts.put(person, here)
    return used, False


def spread_staff(model: Model, tables: IntArray, duties: Sequence[object] = ()) -> IntArray:
    """Return the seating with staff moved to tables with people and with fewer staff of their duty, or of any duty.

    No move makes the value worse, so a proven optimum stays optimal. Staff move only to tables with people.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
    duties : sequence, optional
        The duty of each member of staff, in the order of the model. Without it, all have the same.
    """
    staff = np.arange(model.n_people, model.n_persons)
    if not len(staff):
        return tables
    spread = tables.copy()
    concerned = _about_staff(model)
    people = np.bincount(spread[: model.n_people], minlength=model.n_tables)
    alike = _with_the_same(duties, len(staff))
    for number, person in enumerate(staff.tolist()):
        load = np.bincount(spread[staff], minlength=model.n_tables)
        like = np.bincount(spread[staff[alike[number]]], minlength=model.n_tables)
        here = spread[person]
        value = penalty_of(concerned, spread)
        bare = [t for t in np.lexsort((load, like, people == 0)).tolist() if _is_better(people, like, load, t, here)]
        for table in bare[:TABLES_TRIED]:
            spread[person] = table
            if penalty_of(concerned, spread) <= value:
                break
            spread[person] = here
    return spread


def keep_staff(
    model: Model, tables: IntArray, duties: Sequence[object], homes: Mapping[int, Sequence[int]]
) -> IntArray:
    """Return the seating with as many staff as are found at tables where they were before.

    Staff move back or swap one by one. Or all of them move back first, and then those leave whose return makes
    something worse. The second way finds that one move replaces three who would have to change tables together. Both
    are tried once more with someone whose table was split at another of its parts.

    No move makes the value worse or leaves more tables without staff of a duty. Staff move only to tables with people.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
    duties : sequence
        The duty of each member of staff, in the order of the model.
    homes : mapping of int to sequence of int
        The tables of each member of staff, by the index of the person.
    """
    concerned, people = _about_staff(model), np.bincount(tables[: model.n_people], minlength=model.n_tables)
    groups = [model.n_people + group for group in {tuple(group): group for group in _with_the_same(duties)}.values()]
    open_homes = {person: [t for t in at if people[t]] for person, at in homes.items()}

    def cost(seating: IntArray) -> tuple[Value, int]:
        bare = sum(int(((people > 0) & (np.bincount(seating[g], minlength=len(people)) == 0)).sum()) for g in groups)
        return penalty_of(concerned, seating), bare

    def list_ways(seating: IntArray, person: int) -> Iterator[IntArray]:
        for home in open_homes[person]:
            settled = {p for p, at in open_homes.items() if seating[p] in at}
            there = [p for p in range(model.n_people, model.n_persons) if seating[p] == home and p not in settled]
            for other in (None, *there):
                changed = seating.copy()
                changed[person] = home
                if other is not None:
                    changed[other] = seating[person]
                yield changed

    def list_away(seating: IntArray) -> list[int]:
        return [person for person, at in open_homes.items() if at and seating[person] not in at]

    least = cost(tables)

    def bring_home(start: IntArray) -> IntArray:
        best, away, together = start, list_away(start), start.copy()
        together[away] = [open_homes[person][0] for person in away]
        if away and _is_no_worse(cost(together), least):
            return together
        returned = _leave_again(together, {person: open_homes[person] for person in away}, start, cost)
        for person in away * len(away[:MOST_ROUNDS]):
            if best[person] not in open_homes[person]:
                best = next((one for one in list_ways(best, person) if _is_no_worse(cost(one), least)), best)
        return min((best, *([] if returned is None else [returned])), key=lambda seating: len(list_away(seating)))

    best, left = bring_home(tables), MOST_STARTS
    for person in [one for one, at in open_homes.items() if len(at) > 1 and tables[one] in at]:  # after a split
        for start in list_ways(tables, person):
            if not list_away(best) or left == 0:
                return best
            if start[person] != tables[person] and _is_no_worse(cost(start), least):
                left -= 1
                best = min(best, bring_home(start), key=lambda seating: len(list_away(seating)))
    return best


def _leave_again(
    together: IntArray,
    homes: Mapping[int, Sequence[int]],
    tables: IntArray,
    cost: Callable[[IntArray], tuple[Value, int]],
) -> IntArray | None:
    """Return a seating no worse than `tables`, made from `together` by moving some staff away; None if this fails.

    One after another moves whose move helps most, to a table where one of them was or is at home.

    Parameters
    ----------
    together : int array, shape (persons,)
        The seating with all of them at home.
    homes : mapping of int to sequence of int
        Their tables.
    tables : int array, shape (persons,)
        The seating that is to be no worse.
    cost : callable
        Returns the cost of a seating.
    """
    found, least, left = together, cost(tables), MOST_RETURNS
    where = dict.fromkeys([*(int(tables[person]) for person in homes), *(t for at in homes.values() for t in at)])
    now = cost(found)
    while not _is_no_worse(now, least):
        left -= len(homes) * len(where)
        if left < 0:
            return None
        ways: list[tuple[tuple[Value, int], bool, int, IntArray]] = []
        for person, at in homes.items():
            for table in where:
                changed = found.copy()
                changed[person] = table
                ways.append((cost(changed), table not in at, len(ways), changed))
        value, _, _, changed = min(ways, key=lambda way: way[:3])
        if value >= now:
            return None
        found, now = changed, value
    return found


def _is_no_worse(cost: tuple[Value, int], least: tuple[Value, int]) -> bool:
    return cost[0] <= least[0] and cost[1] <= least[1]


def _with_the_same(duties: Sequence[object], number: int = 0) -> list[IntArray]:
    """Return, for each member of staff, the numbers of those with the same duty."""
    shown = duties or [None] * number
    return [np.array([n for n, other in enumerate(shown) if other == duty], dtype=np.int64) for duty in shown]


def _is_better(people: IntArray, like: IntArray, load: IntArray, table: int, here: int) -> bool:
    """Whether `table` is better for a member of staff than `here`: it has people, and fewer staff of the duty or all.

    Parameters
    ----------
    people, like, load : int arrays, shape (tables,)
        The people at each table, the staff with the duty, and all staff.
    table, here : int
    """
    if people[table] == 0:
        return False
    fewer = like[table] + 1 == like[here] and load[table] + 1 < load[here]
    return bool(people[here] == 0 or like[table] + 1 < like[here] or fewer)


def _about_staff(model: Model) -> Model:
    """Return the model with only the requirements whose shortfall depends on staff."""
    concerned = {i for i, term in model.terms if (term.persons >= model.n_people).any()}
    return model.with_requirements({model.requirement_ids[i] for i in concerned})
