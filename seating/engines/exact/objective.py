"""What is asked of a program: which shortfalls are forbidden, and which sum is to be least."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from seating.engines.exact.variables import Linear, Variables
from seating.engines.questions import Aim, Moves
from seating.model import Model

__all__ = ["hard_requirements", "limit_moves", "set_objective"]

LARGEST = 2**61
"""What an objective may come to; the solver counts in 64 bits."""


def hard_requirements(model: Model, aim: Aim) -> NDArray[np.bool_]:
    """Return which requirements become constraints, shape (requirements,)."""
    return model.musts.copy() if aim in {Aim.PENALTY, Aim.MUSTS} else np.zeros_like(model.musts)


def set_objective(variables: Variables, shortfalls: Sequence[Linear], aim: Aim, below: int | None) -> Linear | None:
    """Tell the program what to look for; return the sum it makes least, None where there is none."""
    model = variables.model
    unmet, penalty = Linear(), Linear()
    for requirement, shortfall in enumerate(shortfalls):
        if model.musts[requirement]:
            unmet.add_linear(shortfall, 1)
        else:
            penalty.add_linear(shortfall, int(model.weights[requirement]))
    match aim:
        case Aim.MUSTS:
            return None
        case Aim.PENALTY:
            objective = penalty
        case Aim.BOTH:
            objective = penalty.add_linear(unmet, _unmet_price(variables.most(unmet), variables.most(penalty)))
    if below is not None:
        variables.at_most(objective, below - 1)
    variables.program.minimize(objective.expression() + objective.number)
    return objective


def limit_moves(variables: Variables, moves: Moves) -> None:
    """Ask that no more persons sit elsewhere than before than may; those who are not free count as they sit."""
    held = np.flatnonzero(~variables.free_person)
    moved = Linear(number=int((~moves.stays[held, variables.tables[held]]).sum()))
    for (person, table), seat in variables.seats.items():
        if not moves.stays[person, table]:
            moved.add([seat], 1)
    variables.at_most(moved, moves.most)


def _unmet_price(most_unmet: int, most_penalty: int) -> int:
    """Return what a unit of unmet must costs beside the penalty: more than any penalty, while that can be counted."""
    return max(1, min(most_penalty + 1, (LARGEST - most_penalty) // (most_unmet + 1)))
