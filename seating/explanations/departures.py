"""Who does not sit where they chose, or where charts name them most often, and what a change would cost.

Nothing is solved. For each person, the best seating is looked up in which they alone move to the other table, or
swap seats with one person there. What is said about it holds for such a swap only: `seating explain --person`
answers what the best new seating of everyone would cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from seating.explanations.price import Change, FindExchange, weigh_changes
from seating.model import Model
from seating.model.penalty_of_terms import shortfalls
from seating.room.plan import IntArray

MOST_PRICED = 40
"""Maximum number of people whose swap is looked up; the others are listed without a reason."""


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
    """What the best swap of seats would change.

    Attributes
    ----------
    table : str
        The id of the table where the person would sit.
    other : str or None
        The id of the person they swap seats with; None if they move alone.
    unmet : tuple of str
        Ids of musts with a larger shortfall than now.
    points : int
        Change of the penalty; negative if it would be lower.
    changes : tuple of Change
        The wishes whose penalty would change, the largest increase first.
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
        Called for at most `MOST_PRICED` wishes.
    """
    index = {table: number for number, table in enumerate(model.table_ids)}
    tables = np.array([index[seats[person]] for person in model.person_ids], dtype=np.int64)
    number = {person: n for n, person in enumerate(model.person_ids)}
    now = shortfalls(model, tables)
    found: list[Departure] = []
    for wish in wishes:
        seat = seats[wish.person]
        if seat not in wish.tables:
            exchange = None
            if len(found) < MOST_PRICED:
                person = number[wish.person]
                offers = [find_exchange(person, index[table]) for table in wish.tables]
                exchange = _find_best(model, tables, now, offers, person)
            found.append(Departure(wish, seat, exchange))
    return tuple(found)


def _find_best(model: Model, tables: IntArray, now: IntArray, offers: Sequence[IntArray], person: int) -> Exchange:
    """Return the best of several swaps of a person, by number, with what it would change.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        The seating.
    now : int array, shape (requirements,)
        The shortfalls in it, which take long to compute in a large room.
    offers : sequence of int array, shape (persons,)
        Seatings in which the person and at most one other one sit elsewhere.
    person : int
    """
    short = [shortfalls(model, after) for after in offers]
    best = min(range(len(offers)), key=lambda n: (short[n][model.musts].sum(), (short[n] * model.weights).sum()))
    after = short[best]
    others = [n for n in np.flatnonzero(tables != offers[best]).tolist() if n != person]
    return Exchange(
        table=model.table_ids[int(offers[best][person])],
        other=model.person_ids[others[0]] if others else None,
        unmet=tuple(model.requirement_ids[n] for n in np.flatnonzero((after > now) & model.musts).tolist()),
        points=int(((after - now) * model.weights).sum()),
        changes=weigh_changes(model, after - now),
    )
