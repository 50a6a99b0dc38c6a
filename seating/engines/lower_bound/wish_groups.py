"""The engine for bounds on unmet wishes: a program that divides people into groups of those who follow each other.

At a table, each person follows someone they wished for, or no one if their wish is unmet. Following leads everyone to
a circle, or to a person whose wish is unmet. So a table consists of groups, each with one circle or one such person,
and no group is larger than the table. The program divides all people into groups of that size so that the unmet wishes
cost least. It does not seat the groups, so its value is a lower bound.

It proves more than circles alone (`model.wish_bound`): if fifteen people wish for one, at most a table of them follow.
A flow counts the people who follow behind each person, as in programs for trees of limited size: B. Gavish,
"Topological design of centralized computer networks: formulations and algorithms", Networks 12, 1982.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from seating.engines.lower_bound.program import NO_END, Draft, Program
from seating.engines.lower_bound.separate_program import bound_in_turn
from seating.engines.messages import NOTHING, Answer, Bound, Found
from seating.model import Model
from seating.model.wish_bound import Circles, circles_in, with_wishes_costing
from seating.room.plan import IntArray


def bound(model: Model, question: Bound, on_progress: Callable[[Found], None]) -> Answer:
    """Return a lower bound on the penalty of every seating that meets the musts.

    What linear relaxations prove about everything else is added to what is proven about wishes.

    Parameters
    ----------
    model : Model
    question : Bound
    on_progress : function
        Called with each better bound.
    """
    circles = circles_in(model)
    if circles is None:
        return NOTHING
    program = groups_program(circles, model.n_people)
    return bound_in_turn(model, question, on_progress, program, partial(with_wishes_costing, model))


def groups_program(found: Circles, n_people: int) -> Program:
    """Return the program of groups.

    Parameters
    ----------
    found : Circles
    n_people : int
    """
    wishes, seats = found.wishes, found.tables.seats
    behind, ahead = _columns_of((p, q) for p, wish in wishes.items() for q in wish.others)
    circle, member = _columns_of((c, p) for c, people in enumerate(found.circles) for p in people)
    prices = [wishes[p].price if p in wishes else 0 for p in range(n_people)]
    may_end = np.array([price is not None for price in prices], dtype=np.int64)
    draft = Draft()
    draft.is_exact = False
    follows, flow = draft.add_columns(np.ones_like(behind)), draft.add_columns(np.full_like(behind, seats - 1))
    ends, ended = draft.add_columns(may_end, [price or 0 for price in prices]), draft.add_columns(seats * may_end)
    closed, held = draft.add_columns(np.ones(len(found.circles))), draft.add_columns(np.full_like(member, seats))
    # everyone follows one person, closes a circle, or is the end of a group; so do those who follow behind
    out, into, at = (_places(number, n_people) for number in (behind, ahead, member))
    for p in range(n_people):
        leaving = np.concatenate([flow[out[p]], ended[[p]], held[at[p]]])
        draft.add_rows(1, 1, (np.concatenate([follows[out[p]], ends[[p]], closed[circle[at[p]]]])[None], 1))
        draft.add_rows(1, 1, (leaving[None], 1), (flow[into[p]][None], -1))
    for amounts, chosen, most in ((flow, follows, seats - 1), (ended, ends, seats), (held, closed[circle], seats)):
        draft.add_rows(0, NO_END, (amounts, 1), (chosen, -1))
        draft.add_rows(-NO_END, 0, (amounts, 1), (chosen, -most))
    for c, people in enumerate(_places(circle, len(found.circles))):
        draft.add_rows(-NO_END, 0, (held[people][None], 1), (closed[[c]], -seats))
    draft.add_rows(found.tables.used, NO_END, (np.concatenate([ends, closed])[None], 1))
    return draft.finish(np.zeros((0, 1), dtype=np.int64), np.zeros(0, dtype=np.int64))


def _columns_of(pairs: Iterable[tuple[int, int]]) -> tuple[IntArray, IntArray]:
    one, other = np.array(list(pairs), dtype=np.int64).reshape(-1, 2).T
    return one, other


def _places(numbers: IntArray, n: int) -> list[IntArray]:
    """Return for each number below n where it stands."""
    order = np.argsort(numbers, kind="stable")
    return np.split(order, np.searchsorted(numbers[order], np.arange(1, n)))[:n]
