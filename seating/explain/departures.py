"""Who does not sit where they chose, or where charts name them most often, and what a change would cost.

Nothing is solved. For each person, the best seating is looked up in which they alone move to the other table, or
exchange seats with one person there. What is said about it holds for such an exchange only: `seating explain --person`
answers what the best new seating of everybody would cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from seating.explain.price import Change, FindExchange, list_changes
from seating.model import Model, penalty_of
from seating.model.evaluate import shortfalls
from seating.plan import IntArray

__all__ = ["Departure", "Exchange", "Source", "Wish", "find_departures", "price_exchange"]

MOST_PRICED = 40
"""Maximum number of people whose exchange is looked up; the others are listed without a reason."""


class Source(StrEnum):
    """Who asked for the table."""

    CHOSE = "chose"
    """The person, in the column `chose` or on their own chart."""
    NAMED = "named"
    """The charts of other people."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The tables that were asked for one person; any of them is fine.

    Attributes
    ----------
    person : str
        The person's id.
    tables : tuple of str
        Ids of tables in the room, at least one.
    source : Source
    charts : int
        How many charts name the person for each of these tables; 0 for the person's own choice.
    """

    person: str
    tables: tuple[str, ...]
    source: Source
    charts: int = 0


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the best exchange of seats would change.

    Attributes
    ----------
    table : str
        The id of the table where the person would sit.
    other : str or None
        The id of the person with whom they exchange seats; None if they move alone.
    unmet : tuple of str
        Ids of musts with a larger shortfall than now.
    points : int
        Change of the penalty; negative if it would be lower.
    changes : tuple of Change
        The shoulds whose penalty would change, the largest increase first.
    """

    table: str
    other: str | None
    unmet: tuple[str, ...]
    points: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """A person who sits at none of the tables asked for; `exchange` is None if it was not looked up."""

    wish: Wish
    seat: str
    exchange: Exchange | None


def find_departures(
    model: Model,
    seats: Mapping[str, str],
    wishes: Sequence[Wish],
    find_exchange: FindExchange,
    most: int = MOST_PRICED,
) -> tuple[Departure, ...]:
    """Return the wishes that a seating does not follow, in the order given.

    Parameters
    ----------
    model : Model
        All requirements of the round.
    seats : mapping of person id to table id
    wishes : sequence of Wish
        Of people with a seat.
    find_exchange : callable
    most : int
        Maximum number of wishes whose exchange is looked up.
    """
    index = {table: number for number, table in enumerate(model.table_ids)}
    tables = np.array([index[seats[person]] for person in model.person_ids], dtype=np.int64)
    number = {person: n for n, person in enumerate(model.person_ids)}
    found: list[Departure] = []
    for wish in wishes:
        seat = seats[wish.person]
        if seat not in wish.tables:
            is_priced = len(found) < most
            offers = (find_exchange(number[wish.person], index[table]) for table in wish.tables if is_priced)
            best = min(offers, key=lambda after: penalty_of(model, after), default=None)
            exchange = None if best is None else price_exchange(model, tables, best, number[wish.person])
            found.append(Departure(wish, seat, exchange))
    return tuple(found)


def price_exchange(model: Model, before: IntArray, after: IntArray, person: int) -> Exchange:
    """Return what changes from one seating to another in which a person, by number, changed tables.

    `before` and `after` have shape (persons,). At most one other person differs.
    """
    others = [n for n in np.flatnonzero(before != after).tolist() if n != person]
    worse = shortfalls(model, after) > shortfalls(model, before)
    return Exchange(
        table=model.table_ids[int(after[person])],
        other=model.person_ids[others[0]] if others else None,
        unmet=tuple(model.requirement_ids[n] for n in np.flatnonzero(worse & model.musts).tolist()),
        points=penalty_of(model, after).penalty - penalty_of(model, before).penalty,
        changes=list_changes(model, before, after),
    )
