"""What moves and swaps by hand would gain and lose, for one round, kept up to date with the seating."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from seating.analysis.season.guests import may_invite_guests
from seating.analysis.season.staffing import has_staff_plan
from seating.api.inputs import RoundInputs
from seating.api.result import Solved
from seating.engines.local_search.construction import improve_seat
from seating.engines.local_search.incremental import IncrementalCosts
from seating.explanations.effects import Effect, Effects
from seating.explanations.seat_gains import (
    NO_SEAT,
    Gain,
    compute_exchange,
    find_best_exchanges,
    list_gains,
    list_gains_together,
    move,
)
from seating.model import build_model
from seating.model.units import list_tied
from seating.requirements.base.kind import Requirement
from seating.result.readers import Audience, list_columns_for
from seating.result.staff_plan import list_seat_requirements
from seating.room.plan import Plan
from seating.wording import Said, said

MOST_FOLLOWERS = 4
"""Number of steps, each a move or a swap, in which others follow someone who moves."""

FOLLOWING_TRIES = 1500
"""Number of price computations after which no more of these steps are looked for. They take about 0.2 s."""

FOLLOWING_TABLES = 4
"""Number of tables at which a swap with each of the others is tried."""

ALWAYS_SHOWN = frozenset({"name", "organization", "duty"})
"""What everyone sees of a person anyway."""


@dataclass(frozen=True, slots=True)
class GainLine:
    """One line about a move: a requirement, and what would change.

    Attributes
    ----------
    requirement : str
        The id of the requirement.
    is_must : bool
    table : str or None
        The id of the table that the line is about; None for the room as a whole, or for two tables.
    before, after : int
        The units of shortfall now, and after the change.
    weight : int
        The points of penalty of each unit; 0 for a must.
    says : Said
        The change as a clause without its period.
    """

    requirement: str
    is_must: bool
    table: str | None
    before: int
    after: int
    weight: int
    says: Said

    @property
    def units(self) -> int:
        """How many more units of shortfall; negative for fewer."""
        return self.after - self.before

    @property
    def points(self) -> int:
        """How many more points of penalty; 0 for a must."""
        return self.units * self.weight


def compare_seatings(now: Solved, then: Solved) -> tuple[GainLine, ...]:
    """Return in words what differs between two seatings of one room: musts first, then the largest loss first.

    Parameters
    ----------
    now, then : Solved
        The judge's results for them. Requirements about further sessions or governance tables do not count.
    """
    effects = Effects(now.room, list_seat_requirements(now), {})
    found = (
        effect
        for one in list_seat_requirements(now)
        if then.verdict(one).shortfall != now.verdict(one).shortfall
        for effect in effects.compare(one, now.verdict(one).findings, then.verdict(one).findings)
    )
    lines = word_effects(found, list_seat_requirements(now))
    return tuple(sorted(lines, key=lambda line: (not line.is_must, -(line.points or line.units))))


def describe_unmet(result: Solved, requirement: Requirement) -> tuple[GainLine, ...]:
    """Return in words where a seating does not meet a requirement, and by how much."""
    effects = Effects(result.room, list_seat_requirements(result), {})
    return word_effects(effects.compare(requirement, (), result.verdict(requirement).findings), (requirement,))


def word_effects(effects: Iterable[Effect], requirements: Iterable[Requirement]) -> tuple[GainLine, ...]:
    """Return effects with what they count in the penalty.

    Parameters
    ----------
    effects : iterable of Effect
    requirements : iterable of Requirement
        Those that the effects are about.
    """
    weights = {one.id: 0 if one.is_must else one.weight for one in requirements}
    return tuple(
        GainLine(e.requirement, not weights[e.requirement], e.table, e.before, e.after, weights[e.requirement], e.says)
        for e in effects
    )


class Gains:
    """The gains of every move and swap in one seating.

    A view for everyone is computed without the private requirements, as if there were none: what a single move changes
    in them would reveal the private cells of a person.

    Parameters
    ----------
    inputs : RoundInputs
    seats : mapping of person id to table id
        People without a seat are left out.
    is_shared : bool
        Whether others than the convener see it. Then a requirement that reads a column they may not see is only
        named.

    Attributes
    ----------
    seats : mapping of person id to table id
    leaves_out : tuple of Said
        What the gains do not count in this convening, in sentences; usually none.
    """

    def __init__(self, inputs: RoundInputs, seats: Mapping[str, str], *, is_shared: bool = False) -> None:
        self._room = inputs.room
        self._requirements = inputs.requirements
        self._untold: frozenset[str] = frozenset()
        if is_shared:
            shown = ALWAYS_SHOWN.union(list_columns_for(inputs, Audience.TEAM))
            self._requirements = tuple(r for r in inputs.requirements if r.id not in inputs.private_names)
            self._untold = frozenset(r.id for r in self._requirements if not shown.issuperset(r.asks_columns))
        self._model = build_model(self._room, self._requirements)
        self._counts = IncrementalCosts.of(self._model, self._model.tables_of(Plan(dict(seats))))
        self._known = frozenset(r.id for r in self._requirements)
        self._number = {table: n for n, table in enumerate(self._model.table_ids)}
        self.seats = dict(seats)
        self.leaves_out = tuple(_list_left_out(inputs, self._requirements))
        self._effects: Effects | None = None

    def seat(self, seats: Mapping[str, str]) -> None:
        """Replace the seating; takes as long as the number of people whose seats differ.

        Parameters
        ----------
        seats : mapping of person id to table id
            People without a seat are left out.
        """
        for person in self._model.person_ids:
            if seats.get(person) != self.seats.get(person):
                move(self._counts, self._room.index[person], self._table(seats.get(person)))
                self._effects = None
        self.seats = dict(seats)

    def list_moves(self, person: str) -> tuple[Gain, ...]:
        """Return the gain of every table, in their order, and of no seat, for the person with this id."""
        return list_gains(self._counts, self._room.index[person])

    def list_moves_together(self, persons: Sequence[str]) -> tuple[Gain, ...]:
        """Return the gain of every table, in their order, and of no seat, for the persons with these ids together."""
        return list_gains_together(self._counts, [self._room.index[one] for one in persons])

    def find_party(self, person: str, pairs: Iterable[tuple[str, str]] = ()) -> tuple[str, ...]:
        """Return the ids of those that musts and pairs tie to a person, who comes first.

        Parameters
        ----------
        person : str
            The id of the person.
        pairs : iterable of pair of str
            Ids of people who are locked as a pair.

        Returns
        -------
        tuple of str
            Only the person if no table has seats for all of them.
        """
        index, ids = self._room.index, self._model.person_ids
        known = [(index[one], index[other]) for one, other in pairs if one in index and other in index]
        tied = [ids[number] for number in list_tied(self._model, index[person], known) if ids[number] != person]
        most = max((table.seats.maximum or len(ids) for table in self._room.tables), default=0)
        return (person, *tied) if len(tied) < most else (person,)

    def compute_exchange(self, person: str, other: str) -> Gain:
        """Return the gain if two persons, by id, swapped their seats; one of them may have none."""
        return compute_exchange(self._counts, self._room.index[person], self._room.index[other])

    def find_exchanges(self, person: str, tables: Collection[str] | None = None) -> tuple[Gain, ...]:
        """Return the best swap at each table, without the person's own and those where no one sits.

        Parameters
        ----------
        person : str
            The id of a person, who may have no seat.
        tables : collection of str or None
            Only at the tables with these ids; None for all.
        """
        at = None if tables is None else [self._number[table] for table in tables]
        return find_best_exchanges(self._counts, self._room.index[person], at)

    def find_followers(self, persons: Sequence[str], table: str, stay: Collection[str]) -> dict[str, str]:
        """Return the new seats of those who would follow if persons moved to a table.

        While it lowers the cost, someone at a table that has changed moves or swaps; the steps are those of the search.
        Nothing is proven about the result.

        Parameters
        ----------
        persons : sequence of str
            Ids of the people who move.
        table : str
            The id of their new table.
        stay : collection of str
            Ids of others who keep their seats.
        """
        counts, index = self._counts, self._room.index
        before, there = counts.tables.copy(), self._number[table]
        kept = np.isin(np.arange(len(before)), [index[one] for one in (*persons, *stay)])
        kept |= before == NO_SEAT
        for one in persons:
            move(counts, index[one], there)
        left, steps, better = FOLLOWING_TRIES, 0, True
        while better and left > 0 and steps < MOST_FOLLOWERS:
            touched = {*before[counts.tables != before].tolist(), *counts.tables[counts.tables != before].tolist()}
            better = False
            for other in np.flatnonzero(np.isin(counts.tables, [*touched]) & ~kept).tolist():
                used, better = improve_seat(counts, other, FOLLOWING_TABLES, kept)
                left, steps = left - used, steps + better
                if better or left <= 0:
                    break
        after = counts.tables.copy()
        for moved in np.flatnonzero(after != before).tolist():
            move(counts, moved, int(before[moved]))
        ids, tables = self._model.person_ids, self._model.table_ids
        return {ids[n]: tables[after[n]] for n in np.flatnonzero((after != before) & ~kept).tolist()}

    def describe(self, person: str, gain: Gain) -> tuple[GainLine, ...]:
        """Return a gain of this person in words: first the musts, then the wishes, each with the largest loss first.

        Parameters
        ----------
        person : str
            The id of the person.
        gain : Gain
            One of those that the other methods returned for this person and this seating.
        """
        seats = {person: gain.table}
        if gain.other is not None:
            seats[gain.other] = self.seats.get(person)
        return self.describe_seats(seats, gain.changed)

    def describe_together(self, persons: Sequence[str], gain: Gain) -> tuple[GainLine, ...]:
        """Return a gain that `list_moves_together` returned for these persons in words; see `describe`."""
        return self.describe_seats(dict.fromkeys(persons, gain.table), gain.changed)

    def describe_seats(self, seats: Mapping[str, str | None], requirements: Iterable[str]) -> tuple[GainLine, ...]:
        """Return in words what new seats of any number of people would change.

        Parameters
        ----------
        seats : mapping of person id to table id or None
            The new seats; None for no seat.
        requirements : iterable of str
            Ids of the requirements to describe, in this order. Those that its readers may not see are left out.
        """
        if self._effects is None:
            self._effects = Effects(self._room, self._requirements, self.seats, self._untold)
        known = [one for one in requirements if one in self._known]
        return word_effects(self._effects.of(seats, known), self._requirements)

    def _table(self, identity: str | None) -> int:
        return NO_SEAT if identity is None else self._number[identity]


def _list_left_out(inputs: RoundInputs, requirements: Sequence[Requirement]) -> list[Said]:
    """Return what the gains do not count, in sentences."""
    found = []
    if may_invite_guests(inputs.convening.sessions, inputs.room.tables):
        found.append(
            said("Further sessions are not counted: the program chooses them again after everyone has a seat.")
        )
    is_last = 0 < len(inputs.convening.rounds) <= inputs.room.round_number
    if not is_last and any(type(r).encode_later is not Requirement.encode_later for r in requirements):
        found.append(said("Later rounds are not counted, although some requirements will compare them with this one."))
    if has_staff_plan(inputs.room):
        found.append(
            said(
                "Requirements about staff are not counted: the program makes a new staff plan after everyone "
                "has a seat."
            )
        )
    if inputs.at_governance:
        found.append(said("Requirements about governance tables are not counted: their members are not moved here."))
    return found
