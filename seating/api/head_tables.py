"""Tables for which the list or the convening chose most of the people, such as the head table of a wedding.

Whoever comes late has not been chosen for such a table. They sit elsewhere if no must is met less well there, and no
one is offered a seat there before the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seating.engines.repair import Baseline
from seating.model import Model, penalty_of
from seating.requirements.base.kind import Requirement
from seating.requirements.pin import PinRequirement
from seating.room.plan import IntArray

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class HeadTables:
    """The head tables of a seating, and who was chosen for a table.

    Attributes
    ----------
    tables : frozenset of str
        The ids of the tables at which more than half of the people were chosen for this table.
    chosen : mapping of str to str
        The only table at which a must of the list or the convening seats a person, by the person's id.
    """

    tables: frozenset[str]
    chosen: Mapping[str, str]

    def are_for_others(self, person: str, table: str) -> bool:
        """Whether a table is a head table for which the person was not chosen."""
        return table in self.tables and person not in self.chosen

    def order(self, person: str, table: str | None, units: int, points: int) -> tuple[int, bool, int]:
        """Return the sort key of a seat for a person, the best first: musts come first, then whom the table is for.

        Parameters
        ----------
        person : str
            The id of the person.
        table : str or None
            The id of the table; None for no seat.
        units, points : int
            The shortfall of the musts and the penalty with this seat, or by how much it changes them.
        """
        return units, table is not None and self.are_for_others(person, table), points


def find_head_tables(requirements: Iterable[Requirement], seats: Mapping[str, str]) -> HeadTables:
    """Return the head tables of a seating.

    Parameters
    ----------
    requirements : iterable of Requirement
    seats : mapping of person id to table id
    """
    chosen = {
        person: requirement.tables[0]
        for requirement in requirements
        if isinstance(requirement, PinRequirement) and requirement.is_must and not requirement.is_need
        if len(requirement.tables or ()) == 1 and requirement.tables is not None
        for person in requirement.people or ()
    }
    here = Counter(seats.values())
    there = Counter(table for person, table in seats.items() if chosen.get(person) == table)
    return HeadTables(frozenset(table for table in here if 2 * there[table] > here[table]), chosen)


def spare_head_tables(model: Model, heads: HeadTables, earlier: Baseline, tables: IntArray) -> IntArray:
    """Return the seating with newcomers at other tables than head tables, where no must is met less well for it.

    Parameters
    ----------
    model : Model
    heads : HeadTables
        Of the seating before.
    earlier : Baseline
        The seating before; newcomers are those who had no seat in it.
    tables : int array, shape (persons,)
    """
    for head in (number for number, table in enumerate(model.table_ids) if table in heads.tables):
        newcomers = np.flatnonzero((tables == head) & (earlier.tables < 0)).tolist()
        late = [one for one in newcomers if heads.are_for_others(model.person_ids[one], model.table_ids[head])]
        for group in (late, *([one] for one in late)):
            tables = _move_away(model, heads, tables, [one for one in group if tables[one] == head], head)
    return tables


def find_open_tables(model: Model, heads: HeadTables, tables: IntArray) -> BoolArray:
    """Return which tables are offered to whom, shape (persons, tables): all but head tables that are for others.

    Everyone's own table is among them.
    """
    others = np.array([table in heads.tables for table in model.table_ids], dtype=np.bool_)
    late = np.array([person not in heads.chosen for person in model.person_ids], dtype=np.bool_)
    found = ~(late[:, None] & others)
    found[np.arange(model.n_persons), tables] = True
    return found


def _move_away(model: Model, heads: HeadTables, tables: IntArray, group: list[int], head: int) -> IntArray:
    """Return the seating with a group at the best table that is no other head table; theirs is the last resort."""
    if not group:
        return tables
    found = []
    for number, table in enumerate(model.table_ids):
        if number == head or table not in heads.tables:
            other = tables.copy()
            other[group] = number
            value = penalty_of(model, other)
            found.append((heads.order(model.person_ids[group[0]], table, value.unmet, value.penalty), number, other))
    return min(found, key=lambda one: one[:2])[2]
