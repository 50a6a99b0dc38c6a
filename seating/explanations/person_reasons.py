"""Why a person sits at their table: the cost of every other table, for a single move and for a new seating."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations

import numpy as np

from seating.explanations.price import Against, Best, BestOf, Change, FindExchange, list_changes
from seating.model import Model, Value, penalty_of
from seating.room.plan import IntArray
from seating.terms import CountTerm, PlaceTerm, Term

MOST_SEATS = 40_000
"""Maximum number of seats, over all seatings that are tried, to find one as good in which fewer people move."""

SEATED_HERE = "seated here"
"""The id of the must that keeps the person at a table; the ids of requirements contain no space."""


@dataclass(frozen=True, eq=False, slots=True)
class Elsewhere:
    """The cost of seating the person at another table.

    Attributes
    ----------
    table : str
        The id of the other table.
    alone : Value
        The value of the seating in which only this person moves.
    best : Best
        The best seating with the person at this table; of those as good, one in which fewer others move if a few
        looks find it.
    changed : tuple of Change
        The changes in the penalties of requirements from the current seating to `best`.
    moved : tuple of str
        Ids of the others who change tables from the current seating to `best`, held seats too.
    against : tuple of str
        Ids of musts that conflict with seating the person there, if that is proven.
    """

    table: str
    alone: Value
    best: Best
    changed: tuple[Change, ...] = ()
    moved: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Whereabouts:
    """The table of a person, the current seating, and the cost of every other table.

    Attributes
    ----------
    person, table : str
        Ids.
    now : Best
        The current seating.
    elsewhere : tuple of Elsewhere
        One for each table at which they do not sit.
    """

    person: str
    table: str
    now: Best
    elsewhere: tuple[Elsewhere, ...]


def explain_seat(
    model: Model,
    now: Best,
    person_id: str,
    best_of: BestOf,
    against: Against,
    find_exchange: FindExchange,
    further: Collection[str] = (),
) -> Whereabouts:
    """Return what it would cost to seat a person at each other table, in a seating that meets the musts.

    Parameters
    ----------
    model : Model
    now : Best
        The current seating; its `tables` must not be None.
    person_id : str
    best_of : BestOf
    against : Against
    find_exchange : FindExchange
        Gives the seating from which the search for the best one at each table starts.
    further : collection of str
        Ids of the tables of their further sessions.
    """
    assert now.tables is not None
    person = model.person_ids.index(person_id)
    here = int(now.tables[person])
    others = [table for table, one in enumerate(model.table_ids) if table != here and one not in further]
    found = [_elsewhere(model, now.tables, person, find_exchange(person, table), best_of, against) for table in others]
    return Whereabouts(person_id, model.table_ids[here], now, tuple(found))


def _elsewhere(
    model: Model, tables: IntArray, person: int, start: IntArray, best_of: BestOf, against: Against
) -> Elsewhere:
    table = int(start[person])
    moved = tables.copy()
    moved[person] = table
    if (bar := _find_bar(model, person, table)) is not None:
        return Elsewhere(model.table_ids[table], penalty_of(model, moved), Best(None, None, True), against=(bar,))
    held = require_seat(model, person, table)
    best = best_of(held, start)
    found = Elsewhere(model.table_ids[table], penalty_of(model, moved), best)
    if best.tables is None:
        clash = against(held) if best.is_proven else ()
        return replace(found, against=tuple(identity for identity in clash if identity != SEATED_HERE))
    there = _move_back(model, best.tables, tables, person)
    others = tuple(model.person_ids[n] for n in np.flatnonzero(there != tables).tolist() if n != person)
    changed = list_changes(model, tables, there)
    return replace(found, best=replace(best, tables=there), changed=changed, moved=others)


def _move_back(model: Model, best: IntArray, before: IntArray, person: int) -> IntArray:
    """Return a seating as good as `best` in which people, singly or in pairs, are back at their tables of before.

    The search for the best seating does not count who moves, so it may exchange people for nothing.
    """
    value, looks = penalty_of(model, best), MOST_SEATS // model.n_persons
    while True:
        away = [n for n in np.flatnonzero(best != before).tolist() if n != person]
        for group in chain(((one,) for one in away), _list_swaps(best, before, away)):
            if not looks:
                return best
            looks -= 1
            back = best.copy()
            back[list(group)] = before[list(group)]
            if penalty_of(model, back) == value:
                best = back
                break
        else:
            return best


def _list_swaps(best: IntArray, before: IntArray, away: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs in which one person sits where the other sat before."""
    for one, other in combinations(away, 2):
        if best[one] == before[other] or best[other] == before[one]:
            yield one, other


def _find_bar(model: Model, person: int, table: int) -> str | None:
    """Return the id of a must that keeps the person from the table wherever the others sit; None if there is none."""
    return next(
        (model.requirement_ids[n] for n, term in model.terms if model.musts[n] and _bars(term, person, table)), None
    )


def _bars(term: Term, person: int, table: int) -> bool:
    """Whether a term costs something as soon as a person sits at a table."""
    if isinstance(term, PlaceTerm):
        return bool((term.costs[term.people == person, term.column[table]] > 0).any())
    if not isinstance(term, CountTerm) or not term.is_constant or term.high[0]:
        return False
    return person in term.group and table in term.tables


def require_seat(model: Model, person: int, table: int) -> Model:
    """Return the model in which a person must sit at a table.

    Parameters
    ----------
    model : Model
    person, table : int
        The numbers of the person and the table.
    """
    costs = np.ones((1, model.n_tables), dtype=np.int64)
    costs[0, table] = 0
    number = len(model.requirement_ids)
    return replace(
        model,
        requirement_ids=(*model.requirement_ids, SEATED_HERE),
        musts=np.append(model.musts, True),
        weights=np.append(model.weights, 0),
        terms=(*model.terms, (number, PlaceTerm.of(np.array([person], dtype=np.int64), costs))),
    )
