"""A room and its requirements become a model, by asking each requirement to encode itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from seating.model.model import Model
from seating.plan import Plan, Room

if TYPE_CHECKING:  # the solver's process reads arrays only, and starts sooner without it
    from seating.requirement import Requirement

__all__ = ["Later", "build_model"]


@dataclass(frozen=True)
class Later:
    """A later round that is planned already, and stays as it is.

    Attributes
    ----------
    room : Room
        Its history holds every round before it, that of the room whose seats are being decided too.
    requirements : sequence of Requirement
        Those active in it.
    plan : Plan
    """

    room: Room
    requirements: Sequence[Requirement]
    plan: Plan


def build_model(room: Room, requirements: Sequence[Requirement], later: Sequence[Later] = ()) -> Model:
    """Return the model of a room under these requirements; they must have ids, all different.

    What the seats make later rounds lack counts too, up to a constant: once more for each of those rounds, under ids
    such as `2:new_company-1`, where 2 is the number of the later round.
    """
    no_limit = len(room.people) + 1
    asked = [(requirement.id, requirement, requirement.encode(room)) for requirement in requirements]
    for after in later:
        asked += [
            (f"{after.room.round_number}:{requirement.id}", requirement, terms)
            for requirement in after.requirements
            if (terms := tuple(requirement.encode_later(room, after.room, after.plan)))
        ]
    return Model(
        person_ids=tuple(person.id for person in room.persons),
        n_people=len(room.people),
        table_ids=tuple(table.id for table in room.tables),
        capacity=np.array(
            [no_limit if t.seats.maximum is None else t.seats.maximum for t in room.tables], dtype=np.int64
        ),
        may_be_empty=np.array([table.open_if_needed for table in room.tables], dtype=bool),
        requirement_ids=tuple(identity for identity, _, _ in asked),
        musts=np.array([requirement.is_must for _, requirement, _ in asked], dtype=bool),
        weights=np.array([0 if r.is_must else r.weight for _, r, _ in asked], dtype=np.int64),
        terms=tuple((i, term) for i, (_, _, terms) in enumerate(asked) for term in terms),
    )
