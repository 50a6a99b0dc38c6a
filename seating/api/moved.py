"""What a seating changes of an earlier one: moves with their reasons, newcomers, and what else could be gained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from seating.api.solved import Solved
from seating.engines.repair import Change
from seating.explain.moves import Reasons
from seating.model import Model
from seating.report.privacy import Audience, shown_columns
from seating.result import Move, Offer, Repair

__all__ = ["moved_from", "offers_of", "with_moves"]

SHOWN = frozenset({"name", "organization", "duty"})
"""What any page shows of a person."""


def moved_from(result: Solved, former: Mapping[str, str]) -> list[str]:
    """Return the ids of those who do not sit where they sat; a table's heirs are that table."""
    room, seats = result.room, result.plan.seats
    return [
        person.id
        for person in room.persons
        if person.id in former and former[person.id] not in room.lineage(room.table(seats[person.id]))
    ]


def with_moves(result: Solved, former: Mapping[str, str], repair: Repair) -> Solved:
    """Return the result with its moves named, and what is known of them.

    Parameters
    ----------
    result : Solved
    former : mapping of person id to table id
    repair : Repair
    """
    shown = SHOWN | set(shown_columns(result, Audience.TEAM))
    reasons = Reasons(result.room, result.requirements, result.plan, former, result.private_names, shown)
    moves = []
    for person in moved_from(result, former):
        reason = reasons.of(person)
        moves.append(Move(person, former[person], result.plan.seats[person], reason.shared, reason.full))
    newcomers = tuple(person.id for person in result.room.persons if person.id not in former)
    return replace(result, moves=tuple(moves), repair=replace(repair, newcomers=newcomers))


def offers_of(model: Model, seats: Mapping[str, str], changes: Iterable[Change]) -> tuple[Offer, ...]:
    """Return changes that nobody has to make, as they are told.

    Parameters
    ----------
    model : Model
    seats : mapping of person id to table id
        The seating they begin from.
    changes : iterable of Change
    """
    found = []
    for change in changes:
        ids = [model.person_ids[person] for person in change.persons]
        tables = [model.table_ids[change.tables[person]] for person in change.persons]
        reason = f"because this reduces the penalty by {change.saved:,}"
        moves = [Move(person, seats[person], table, reason, reason) for person, table in zip(ids, tables, strict=True)]
        found.append(Offer(tuple(moves), change.saved))
    return tuple(found)
