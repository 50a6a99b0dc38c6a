"""After the search, staff who may sit anywhere are spread evenly over the tables."""

from __future__ import annotations

import numpy as np

from seating.model import Model, penalty_of
from seating.plan import IntArray

__all__ = ["spread_staff"]

TABLES_TRIED = 8
"""The most tables tried for one member of staff; it limits the work in large rooms."""


def spread_staff(model: Model, tables: IntArray) -> IntArray:
    """Return the seating with staff moved to tables with people and with fewer staff.

    No move makes the value worse, so a proven optimum stays optimal. Staff move only to tables with people.
    `tables` and the result have the shape (persons,).
    """
    staff = np.arange(model.n_people, model.n_persons)
    if not len(staff):
        return tables
    spread = tables.copy()
    concerned = _about_staff(model)
    people = np.bincount(spread[: model.n_people], minlength=model.n_tables)
    for person in staff.tolist():
        load = np.bincount(spread[staff], minlength=model.n_tables)
        here = spread[person]
        value = penalty_of(concerned, spread)
        bare = [t for t in np.lexsort((load, people == 0)).tolist() if _is_better(people, load, t, here)]
        for table in bare[:TABLES_TRIED]:
            spread[person] = table
            if penalty_of(concerned, spread) <= value:
                break
            spread[person] = here
    return spread


def _is_better(people: IntArray, load: IntArray, table: int, here: int) -> bool:
    """Whether `table` is better for a member of staff than `here`: it has people, and fewer staff."""
    if people[table] == 0:
        return False
    return bool(people[here] == 0 or load[table] + 1 < load[here])


def _about_staff(model: Model) -> Model:
    """Return the model with only the requirements whose shortfall depends on staff."""
    concerned = {i for i, term in model.terms if (term.persons >= model.n_people).any()}
    return model.keeping({model.requirement_ids[i] for i in concerned})
