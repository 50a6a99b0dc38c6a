"""Staff who may sit anywhere are spread evenly over the tables, after the search."""

from __future__ import annotations

import numpy as np

from seating.model import Model, penalty_of
from seating.plan import IntArray

__all__ = ["spread_staff"]

TABLES_TRIED = 8
"""Tables tried for one person before they stay; keeps the work small in large rooms."""


def spread_staff(model: Model, tables: IntArray) -> IntArray:
    """Return the seating with staff moved from crowded tables to bare ones, at no cost.

    No move makes the value worse, so a proven optimum stays one. Tables without people get no staff
    while another has fewer than it.

    Parameters
    ----------
    tables : int array, shape (persons,)
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
    """Whether a member of staff does more good at `table` than `here`."""
    if people[table] == 0:
        return False
    return bool(people[here] == 0 or load[table] + 1 < load[here])


def _about_staff(model: Model) -> Model:
    """Return the model of the requirements that staff can change."""
    concerned = {i for i, term in model.terms if (term.persons >= model.n_people).any()}
    return model.keeping({model.requirement_ids[i] for i in concerned})
