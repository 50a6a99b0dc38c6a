"""Tiny rooms with an earlier seating, and the exact minimum of moves and penalty, by brute force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

import numpy as np

from seating.engines.repair import Baseline
from seating.model import Model
from seating.requirements.base.kind import Requirement
from seating.room.plan import IntArray, Room
from tests.builders import every_plan, requirement, value_of
from tests.random_requirements import drawn_kinds, random_requirement
from tests.random_rooms import random_room


def random_repair(rng: Random) -> tuple[Room, tuple[Requirement, ...], dict[str, str]]:
    """Return a room of up to five persons and three tables, its requirements, and where most persons sat."""
    room = random_room(rng)
    drawn = [random_requirement(rng, room, rng.choice(drawn_kinds())) for _ in range(rng.randint(1, 5))]
    asked = [each.model_copy(update={"id": f"{each.kind}-{n}"}) for n, each in enumerate(drawn)]
    if all(each.kind != "size" for each in asked) and rng.random() < 0.7:
        asked.append(requirement("size"))
    seats = {person.id: rng.choice(room.tables).id for person in room.persons if rng.random() < 0.85}
    return room, tuple(asked), seats


def exact_repair(
    room: Room, requirements: Sequence[Requirement], seats: Mapping[str, str], most: int | None = None
) -> tuple[int, int] | None:
    """Return the fewest moves and the smallest penalty with them; None if no seating meets the musts.

    With `most`, the smallest penalty of all seatings with at most that many moves.
    """
    found = []
    for plan in every_plan(room):
        value = value_of(room, requirements, plan)
        moves = sum(1 for person, table in plan.seats.items() if seats.get(person, table) != table)
        if not value.unmet and (most is None or moves <= most):
            found.append((moves if most is None else 0, value.penalty))
    return min(found, default=None)


def baseline_of(tables: IntArray, n_tables: int) -> Baseline:
    """Return a baseline in which any other table counts as a move; a person at table -1 is new."""
    moves = (tables[:, None] != np.arange(n_tables)) & (tables >= 0)[:, None]
    return Baseline(tables, moves.astype(np.int64))


def former_of(model: Model, seats: Mapping[str, str]) -> Baseline:
    """Return the earlier seating as numbers of a model."""
    tables = [model.table_ids.index(seats[p]) if p in seats else -1 for p in model.person_ids]
    return baseline_of(np.array(tables, dtype=np.int64), model.n_tables)
