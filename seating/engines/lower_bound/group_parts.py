"""The engine for bounds on groups that should use few tables: a program that cuts groups into parts and packs these.

A group's cost depends on the sizes of its parts alone, and a table takes any parts that fit its seats. So the program
decides the sizes, not who sits where: a group of ten that needs two tables is one part of six and one of four. A table
is a path in a graph whose nodes are the numbers of seats that are taken. An arc of length s stands for a part of s
people, and the path ends where the rest of the table is left to people of no group. That is the arc-flow model of bin
packing: J. Valério de Carvalho, "Exact solution of bin-packing problems using column generation and branch-and-bound",
Annals of Operations Research 86, 1999. Its relaxation is far stronger than that of a variable for each person and
table: two halves of a group do not cost less than the group.

In a room where nothing else counts, a solution of the program can be seated, and its value is the lowest penalty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from seating.engines.lower_bound.program import NO_END, Draft, Program
from seating.engines.lower_bound.restricted_people import Places, Restricted, add_places
from seating.engines.lower_bound.separate_program import bound_in_turn
from seating.engines.messages import NOTHING, Answer, Bound, Found
from seating.model import Model
from seating.model.seated_groups import SeatedGroup, SeatedGroups, groups_in, with_groups_costing
from seating.room.plan import IntArray


def bound(model: Model, question: Bound, on_progress: Callable[[Found], None]) -> Answer:
    """Return a lower bound on the penalty of every seating that meets the musts, and a better seating if one is found.

    What linear relaxations prove about everything else is added to what is proven about groups.

    Parameters
    ----------
    model : Model
    question : Bound
    on_progress : function
        Called with each better bound.
    """
    found = groups_in(model)
    if found is None:
        return NOTHING
    packing = Packing.of(found, Restricted.of(model))
    costing = partial(with_groups_costing, model, found.groups)
    seated = partial(_seat, packing, question.tables)
    return bound_in_turn(model, question, on_progress, packing.program, costing, seated)


@dataclass(frozen=True, eq=False, slots=True)
class Packing:
    """The program, and which columns stand for what.

    Attributes
    ----------
    program : Program
    found : SeatedGroups
    parts : dict
        The column that counts the parts of a size of a group, by its number and the size.
    arcs : dict
        The column that counts the parts of a size that begin at a node, by class of tables, node and size.
    places : Places or None
        At which tables parts are, where musts keep people apart or from tables.
    """

    program: Program
    found: SeatedGroups
    parts: dict[tuple[int, int], int]
    arcs: dict[tuple[int, int, int], int]
    places: Places | None

    @classmethod
    def of(cls, found: SeatedGroups, restricted: Restricted) -> Packing:
        """Return the program that cuts these groups into parts and packs them.

        Parameters
        ----------
        found : SeatedGroups
        restricted : Restricted
        """
        draft = Draft()
        draft.is_exact = False
        parts = _add_groups(draft, found.groups)
        arcs = _add_tables(draft, found)
        for size in found.sizes:
            cut = [column for (_, of), column in parts.items() if of == size]
            packed = [column for (_, _, of), column in arcs.items() if of == size]
            if cut or packed:
                _add_sum(draft, 0, 0, {**dict.fromkeys(cut, 1), **dict.fromkeys(packed, -1)})
        places = add_places(draft, found, parts, arcs, restricted)
        none = np.zeros((0, 1), dtype=np.int64), np.zeros(0, dtype=np.int64)
        return cls(draft.finish(*none), found, parts, arcs, places)


def _add_sum(draft: Draft, low: int, high: int, factors: dict[int, int]) -> None:
    """Add the row ``low <= sum of factors * columns <= high``."""
    columns = np.array(list(factors), dtype=np.int64)[None, :]
    draft.add_rows(low, high, (columns, np.array(list(factors.values()), dtype=np.int64)[None, :]))


def _add_groups(draft: Draft, groups: Sequence[SeatedGroup]) -> dict[tuple[int, int], int]:
    """Add how many parts of each size a group has: together they hold it, and what they cost."""
    found: dict[tuple[int, int], int] = {}
    for number, group in enumerate(groups):
        prices = {size: group.price_of(size) for size in group.sizes}
        allowed = {size: price for size, price in prices.items() if price is not None}
        columns = draft.add_columns([group.size // size for size in allowed], list(allowed.values())).tolist()
        own = dict(zip(allowed, columns, strict=True))
        found |= {(number, size): column for size, column in own.items()}
        if not own:  # no table holds any of them: the musts cannot be met
            own = {0: int(draft.add_columns([0])[0])}
        _add_sum(draft, group.size, group.size, {column: size for size, column in own.items()})
        for price, spread in group.spreads:
            used = dict.fromkeys(own.values(), 1)
            if price is not None:
                over = max(0, group.size - spread.high)
                above = draft.add_columns([over, 1], [price * spread.cost, price * spread.first]).tolist()
                used[above[0]] = -1
                _add_sum(draft, -NO_END, 0, {above[0]: 1, above[1]: -over})
            _add_sum(draft, -NO_END, spread.high, used)
    return found


def _add_tables(draft: Draft, found: SeatedGroups) -> dict[tuple[int, int, int], int]:
    """Add the paths of tables; the seats that parts leave are enough for all others, and are not too many for them."""
    arcs, sizes = dict[tuple[int, int, int], int](), found.sizes
    fewest, most = dict[int, int](), dict[int, int]()
    for number, one in enumerate(found.tables):
        m, own = len(one.numbers), list(one.arcs(sizes))
        columns = draft.add_columns(np.full(len(own), m * max(1, one.high))).tolist()
        arcs |= {(number, *arc): column for arc, column in zip(own, columns, strict=True)}
        last = draft.add_columns(np.full(one.high + 1, m)).tolist()
        fewest |= {column: max(0, one.low - node) for node, column in enumerate(last)}
        most |= {column: one.high - node for node, column in enumerate(last)}
        leaving: list[dict[int, int]] = [{column: 1} for column in last]
        for (begin, size), column in zip(own, columns, strict=True):
            leaving[begin][column] = 1
            leaving[begin + size][column] = -1
        if one.may_be_empty:
            leaving[0][int(draft.add_columns([m])[0])] = 1
        for node, factors in enumerate(leaving):
            begun = m if node == 0 else 0
            _add_sum(draft, begun, begun, factors)
    _add_sum(draft, -NO_END, found.others, fewest)
    _add_sum(draft, found.others, NO_END, most)
    return arcs


def _seat(packing: Packing, tables: IntArray, values: IntArray) -> IntArray | None:
    """Return the seating that a solution describes, or None if someone is left; staff keep their tables.

    Parameters
    ----------
    packing : Packing
    tables : int array, shape (persons,)
        The known seating.
    values : int array, shape (columns,)
    """
    found, then = packing.found, tables.copy()
    members, shares = found.members, _shares(packing, values)
    low, high = np.zeros((2, shares.shape[1]), dtype=np.int64)
    for one in found.tables:
        low[list(one.numbers)], high[list(one.numbers)] = one.low, one.high
    is_left, in_groups = np.ones(len(members), dtype=bool), np.zeros(len(members), dtype=bool)
    if packing.places is not None:
        persons = packing.places.persons
        then[persons], is_left[persons] = values[packing.places.sits].argmax(axis=1), False
    rooms = [(group.persons, share, 0 * share) for group, share in zip(found.groups, shares, strict=True)]
    for persons, _, _ in rooms:
        in_groups[persons] = True
    rooms.append((np.flatnonzero(~in_groups), high - shares.sum(axis=0), low - shares.sum(axis=0)))
    for persons, most, least in rooms:
        left, seated = persons[is_left[persons]], persons[~is_left[persons]]
        taken = np.bincount(then[seated], members[seated], len(most)).astype(np.int64)
        free = zip((most - taken).tolist(), np.maximum(0, least - taken).tolist(), strict=True)
        placed = _fill(members[left].tolist(), list(free))
        if placed is None:
            return None
        then[left] = placed
    return then


def _shares(packing: Packing, values: IntArray) -> IntArray:
    """Return how many people of each group a solution has at each table, shape (groups, tables)."""
    found = packing.found
    shares = np.zeros((len(found.groups), sum(len(one.numbers) for one in found.tables)), dtype=np.int64)
    if packing.places is not None:
        for (number, size), columns in packing.places.parts.items():
            shares[number] += size * values[columns]
        return shares
    slots = dict[int, list[int]]()
    for number, one in enumerate(found.tables):
        used = {key[1:]: int(values[column]) for key, column in packing.arcs.items() if key[0] == number}
        for table, parts in zip(one.numbers, _paths(used, len(one.numbers)), strict=True):
            for size in parts:
                slots.setdefault(size, []).append(table)
    for (number, size), column in packing.parts.items():
        for _ in range(int(values[column])):
            shares[number, slots[size].pop()] += size
    return shares


def _fill(sizes: Sequence[int], places: Sequence[tuple[int, int]]) -> list[int] | None:
    """Return a place for each thing of some size, or None if one finds none; the largest things come first.

    A thing goes where it fits exactly, then where most is missing, then where there is most room.

    Parameters
    ----------
    sizes : sequence of int
    places : sequence of pairs of int
        How much fits, and how much has to be there at least.
    """
    found, room = [0] * len(sizes), list(places)
    for thing in sorted(range(len(sizes)), key=lambda number: -sizes[number]):
        size = sizes[thing]
        fitting = [place for place, (most, _) in enumerate(room) if most >= size]
        if not fitting:
            return None
        place = max(fitting, key=lambda one: (room[one][0] == size, room[one][1], room[one][0]))
        found[thing], room[place] = place, (room[place][0] - size, max(0, room[place][1] - size))
    return found


def _paths(used: dict[tuple[int, int], int], number: int) -> list[list[int]]:
    """Return the sizes of the parts at each of a number of tables, given how often each arc is used."""
    left, found = Counter(used), list[list[int]]()
    for _ in range(number):
        node, parts = 0, list[int]()
        while arc := next((one for one, times in left.items() if one[0] == node and times > 0), None):
            left[arc] -= 1
            node += arc[1]
            parts.append(arc[1])
        found.append(parts)
    return found
