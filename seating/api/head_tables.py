"""Tables for which the list or the convening chose most of the people, such as the head table of a wedding.

Whoever comes late has not been chosen for such a table. They sit elsewhere if no must is met less well there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from seating.engines.repair import Baseline
from seating.model import Model, penalty_of
from seating.plan import IntArray
from seating.requirement import Requirement
from seating.requirements.pin import PinRequirement


def spare_head_tables(
    model: Model, requirements: Iterable[Requirement], earlier: Baseline, tables: IntArray
) -> IntArray:
    """Return the seating with newcomers at other tables than head tables, where no must is met less well for it.

    Parameters
    ----------
    model : Model
    requirements : iterable of Requirement
    earlier : Baseline
        The seating before; newcomers are those who had no seat in it.
    tables : int array, shape (persons,)
    """
    chosen = _list_chosen(requirements)
    heads = _find_head_tables(model, chosen, earlier)
    for head in heads:
        newcomers = np.flatnonzero((tables == head) & (earlier.tables < 0)).tolist()
        late = [person for person in newcomers if model.person_ids[person] not in chosen]
        for group in (late, *([one] for one in late)):
            tables = _move_away(model, tables, [one for one in group if tables[one] == head], heads)
    return tables


def _list_chosen(requirements: Iterable[Requirement]) -> dict[str, str]:
    """Return the only table at which a must of the list or the convening seats a person, by the person's id."""
    return {
        person: requirement.tables[0]
        for requirement in requirements
        if isinstance(requirement, PinRequirement) and requirement.is_must and not requirement.is_need
        if len(requirement.tables or ()) == 1 and requirement.tables is not None
        for person in requirement.people or ()
    }


def _find_head_tables(model: Model, chosen: dict[str, str], earlier: Baseline) -> tuple[int, ...]:
    """Return the tables at which more than half of the people of before were chosen for this table."""
    here, there = Counter[int](), Counter[int]()
    for person, table in zip(model.person_ids, earlier.tables.tolist(), strict=True):
        if table >= 0:
            here[table] += 1
            there[table] += chosen.get(person) == model.table_ids[table]
    return tuple(table for table in here if 2 * there[table] > here[table])


def _move_away(model: Model, tables: IntArray, group: list[int], heads: tuple[int, ...]) -> IntArray:
    """Return the seating with a group at the best other table; unchanged if a must were met less well at each."""
    if not group:
        return tables
    now, found = penalty_of(model, tables), []
    for table in (one for one in range(model.n_tables) if one not in heads):
        other = tables.copy()
        other[group] = table
        value = penalty_of(model, other)
        if value.unmet <= now.unmet:
            found.append((value.unmet, value.penalty, table, other))
    return min(found, key=lambda one: one[:3])[3] if found else tables
