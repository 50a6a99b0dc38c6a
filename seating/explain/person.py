"""Why a person sits where they sit: the cost of every other table, for a single move and for a new seating."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from seating.explain.price import Against, Best, BestOf, Change, changes
from seating.model import Model, Value, penalty_of
from seating.plan import IntArray
from seating.terms import PlaceTerm

__all__ = ["SEATED_HERE", "Elsewhere", "Whereabouts", "seated_at", "whereabouts"]

SEATED_HERE = "seated here"
"""The id of the must that keeps the person at a table; no requirement's own id has a space."""


@dataclass(frozen=True, eq=False, slots=True)
class Elsewhere:
    """What it would take to seat the person at another table.

    Attributes
    ----------
    table : str
    alone : Value
        The value of the seating in which only they move.
    best : Best
        The best seating with them there.
    changed : tuple of Change
        What requirements cost more or less in it than now.
    moved : int
        How many others sit elsewhere in it than now.
    against : tuple of str
        Musts that cannot hold together with them there, where that is proven.
    """

    table: str
    alone: Value
    best: Best
    changed: tuple[Change, ...] = ()
    moved: int = 0
    against: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Whereabouts:
    """Where a person sits, what that seating is worth, and every other table."""

    person: str
    table: str
    now: Best
    elsewhere: tuple[Elsewhere, ...]


def whereabouts(model: Model, now: Best, person_id: str, best_of: BestOf, against: Against) -> Whereabouts:
    """Return what each other table would cost a person, in a seating that meets the musts.

    Parameters
    ----------
    model : Model
    now : Best
        With a seating.
    person_id : str
    best_of, against : callables
    """
    assert now.tables is not None
    person = model.person_ids.index(person_id)
    here = int(now.tables[person])
    others = [table for table in range(model.n_tables) if table != here]
    found = [_elsewhere(model, now.tables, person, table, best_of, against) for table in others]
    return Whereabouts(person_id, model.table_ids[here], now, tuple(found))


def _elsewhere(model: Model, tables: IntArray, person: int, table: int, best_of: BestOf, against: Against) -> Elsewhere:
    held = seated_at(model, person, table)
    moved = tables.copy()
    moved[person] = table
    best = best_of(held, _exchanged(held, tables, person, table))
    found = Elsewhere(model.table_ids[table], penalty_of(model, moved), best)
    if best.tables is None:
        clash = against(held) if best.is_proven else ()
        return replace(found, against=tuple(identity for identity in clash if identity != SEATED_HERE))
    others = int((best.tables != tables).sum()) - 1
    return replace(found, changed=changes(model, tables, best.tables), moved=others)


def seated_at(model: Model, person: int, table: int) -> Model:
    """Return the model in which a person has to sit at a table."""
    costs = np.ones((1, model.n_tables), dtype=np.int64)
    costs[0, table] = 0
    number = len(model.requirement_ids)
    return replace(
        model,
        requirement_ids=(*model.requirement_ids, SEATED_HERE),
        musts=np.append(model.musts, True),
        weights=np.append(model.weights, 0),
        terms=(*model.terms, (number, PlaceTerm(np.array([person], dtype=np.int64), costs))),
    )


def _exchanged(held: Model, tables: IntArray, person: int, table: int) -> IntArray:
    """Return the best seating in which the person moves, alone or in exchange with somebody there."""
    moved = tables.copy()
    moved[person] = table
    best, value = moved, penalty_of(held, moved)
    for other in np.flatnonzero(tables == table).tolist():
        swapped = moved.copy()
        swapped[other] = tables[person]
        if (worth := penalty_of(held, swapped)) < value:
            best, value = swapped, worth
    return best
