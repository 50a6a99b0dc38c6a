"""A room and its requirements become a model, by asking each requirement to encode itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from seating.model.model import Model
from seating.plan import Room

if TYPE_CHECKING:  # the solver's process reads arrays only, and starts sooner without it
    from seating.requirement import Requirement

__all__ = ["build_model"]


def build_model(room: Room, requirements: Sequence[Requirement]) -> Model:
    """Return the model of a room under these requirements; they must have ids, all different."""
    no_limit = len(room.people) + 1
    return Model(
        person_ids=tuple(person.id for person in room.persons),
        n_people=len(room.people),
        table_ids=tuple(table.id for table in room.tables),
        capacity=np.array(
            [no_limit if t.seats.maximum is None else t.seats.maximum for t in room.tables], dtype=np.int64
        ),
        may_be_empty=np.array([table.open_if_needed for table in room.tables], dtype=bool),
        requirement_ids=tuple(requirement.id for requirement in requirements),
        musts=np.array([requirement.is_must for requirement in requirements], dtype=bool),
        weights=np.array([0 if r.is_must else r.weight for r in requirements], dtype=np.int64),
        terms=tuple((i, term) for i, requirement in enumerate(requirements) for term in requirement.encode(room)),
    )
