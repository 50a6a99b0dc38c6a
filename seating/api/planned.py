"""Rounds that are planned together, and what a plan for all of them is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from seating.api.opened import Opened
from seating.engines.counts import MUST_PRICE
from seating.engines.multi_round.rounds import Rounds, rounds_of, suits
from seating.engines.start import start
from seating.history import History
from seating.model import Later, Model, Value, build_model, penalty_of
from seating.plan import IntArray, Plan
from seating.requirement import Requirement
from seating.terms import CompanyTerm

__all__ = ["Planned", "planned_from", "then"]


@dataclass(frozen=True)
class Planned:
    """Rounds that are planned together. Seatings are given as one array of shape (persons,) for each round.

    Attributes
    ----------
    opened : tuple of Opened
        One for each round, in order; the history of each ends before the first of them.
    """

    opened: tuple[Opened, ...]

    def __len__(self) -> int:
        return len(self.opened)

    def first(self, seed: int) -> tuple[IntArray, ...]:
        """Seat round after round without much thought, each with what was before."""
        found: list[IntArray] = []
        for number, one in enumerate(self.opened):
            model = build_model(self.with_history(found)[number].room, one.requirements)
            found.append(start(model, seed + number))
        return tuple(found)

    def with_history(self, tables: Sequence[IntArray]) -> tuple[Opened, ...]:
        """Return the rounds, each with the history that these seatings of the first ones give."""
        history, found = self.opened[0].room.history, []
        for number, one in enumerate(self.opened):
            found.append(replace(one, room=replace(one.room, history=history)))
            if number < len(tables):
                history = then(history, one, self._plan(number, tables[number]))
        return tuple(found)

    def _plan(self, number: int, tables: IntArray) -> Plan:
        room = self.opened[number].room
        return Plan({p.id: room.tables[t].id for p, t in zip(room.persons, tables.tolist(), strict=True)})

    def models(self, tables: Sequence[IntArray]) -> tuple[Model, ...]:
        """Return the model of each round, with the history that these seatings give."""
        return tuple(build_model(one.room, one.requirements) for one in self.with_history(tables))

    def worth(self, tables: Sequence[IntArray]) -> Value:
        """Return what seatings of all rounds are worth together."""
        values = [penalty_of(model, own) for model, own in zip(self.models(tables), tables, strict=True)]
        return Value(sum(value.unmet for value in values), sum(value.penalty for value in values))

    def alone(self, tables: Sequence[IntArray]) -> tuple[Model, ...]:
        """Return each round's model without what depends on who sat where in the planned rounds before it.

        What they cost, they cost whatever is planned; only who comes to the rounds matters of these seatings.
        """
        return tuple(
            build_model(one.room, [r for r in one.requirements if number == 0 or not _is_tied(r)])
            for number, one in enumerate(self.with_history(tables))
        )

    def in_turn(self, tables: Sequence[IntArray], number: int) -> Model:
        """Return the model of one round while the others stay as they are, up to a constant."""
        rooms = self.with_history(tables)
        later = [
            Later(rooms[n].room, rooms[n].requirements, self._plan(n, tables[n])) for n in range(number + 1, len(self))
        ]
        return build_model(rooms[number].room, rooms[number].requirements, later)

    def at_once(self, alone: Sequence[Model]) -> Rounds | None:
        """Return all rounds as they are searched at once; None when it does not suit them."""
        if not suits(alone):  # before anything is told of them: every round doubles the sets of rounds
            return None
        tied = {r.id: r for one in self.opened for r in one.requirements if _is_tied(r)}
        rooms = [one.room for one in self.opened]
        terms: list[tuple[int, CompanyTerm]] = []
        told = set[str]()
        for identity, requirement in tied.items():
            for term in requirement.encode_company(rooms):
                terms.append((MUST_PRICE if requirement.is_must else requirement.weight, term))
                told.add(identity)
        if not terms:
            return None
        return rounds_of([model.keeping(set(model.requirement_ids) - told) for model in alone], terms)


def planned_from(opened: Sequence[Opened]) -> Planned:
    """Return these rounds as planned together: each knows which is the last of them."""
    last = opened[-1].room.round_number
    return Planned(tuple(replace(one, room=replace(one.room, last_round=last)) for one in opened))


def then(history: History, opened: Opened, plan: Plan, duties: Mapping[str, tuple[str, ...]] | None = None) -> History:
    """Return a history once a round of this plan comes after it."""
    seats = {person.id: plan.seats[person.id] for person in opened.room.people}
    return history.then(opened.room.round_number, seats, duties)


def _is_tied(requirement: Requirement) -> bool:
    """Whether the seats of an earlier round matter to a requirement."""
    return type(requirement).encode_later is not Requirement.encode_later
