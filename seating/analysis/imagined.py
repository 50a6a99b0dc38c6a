"""A room with people who may be invited: each stays away, or takes a seat.

Staying away is a table more, which nobody of the list may use and no requirement looks at. What is
asked of the room as a whole is asked of that table instead: that not too many stay away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from seating.analysis.aims import Aim, bound_by
from seating.analysis.descriptions import Description
from seating.analysis.invited import newcomer
from seating.analysis.staying_away import with_must, with_staying_away
from seating.model import Model, build_model
from seating.plan import IntArray, Room
from seating.requirement import Requirement
from seating.terms import CountTerm

__all__ = ["Imagined", "at_tables", "imagined"]


@dataclass(frozen=True)
class Imagined:
    """A model in which newcomers may stay away.

    Attributes
    ----------
    model : Model
        All of its requirements are musts; the last table is staying away.
    newcomers : tuple of (int, Description)
        The number of each among the persons of the model.
    complete : bool
        Whether every must is in it.
    """

    model: Model
    newcomers: tuple[tuple[int, Description], ...]
    complete: bool

    def at_most(self, people: int) -> Model:
        """Return the model in which at most so many newcomers come."""
        group = np.array([number for number, _ in self.newcomers], dtype=np.int64)
        away = np.array([self.model.n_tables - 1], dtype=np.int64)
        return with_must(self.model, "at most so many", [CountTerm.constant(group, away, max(0, len(group) - people))])

    def seats(self, tables: IntArray) -> Mapping[str, str]:
        """Return the table's id of everybody who has a seat already, in a seating of the model."""
        new = {number for number, _ in self.newcomers}
        return {
            identity: self.model.table_ids[table]
            for number, (identity, table) in enumerate(zip(self.model.person_ids, tables.tolist(), strict=True))
            if number not in new
        }

    def coming(self, tables: IntArray) -> tuple[tuple[Description, str], ...]:
        """Return the newcomers who come in a seating of the model, and the tables' ids."""
        seats = [(description, int(tables[number])) for number, description in self.newcomers]
        return tuple((d, self.model.table_ids[t]) for d, t in seats if t < self.model.n_tables - 1)


def imagined(
    room: Room,
    requirements: Sequence[Requirement],
    aims: Sequence[Aim],
    descriptions: Sequence[Description],
    copies: int,
) -> Imagined:
    """Return a room into which so many people of each description may come.

    Parameters
    ----------
    requirements : sequence of Requirement
        Those active; musts bind, and so does whatever asks for an aim.
    copies : int
        People of each description, at most.
    """
    lots = [description for description in descriptions for _ in range(copies)]
    first = len(room.people)
    new = tuple(newcomer(f"invited {n}", d.cells) for n, d in enumerate(lots, start=len(room.listed) + 1))
    fuller = replace(room, people=room.people + new, listed=room.listed.with_persons((*room.listed, *new)))
    of_room = {aim.id for aim in aims if aim.ask.for_room}
    binding, alone = bound_by(requirements, aims, room)
    musts = [r for r in binding if r.id not in of_room]
    # Such a must would count those who stay away; it is looked at once it is known who comes.
    kept = [r for r in musts if not r.is_about_all_tables]
    model = with_must(build_model(fuller, kept), "at the tables", list(at_tables(alone, fuller)))
    model = with_staying_away(model, first, len(new))
    model = with_must(model, "in the room", list(_enough(aims, room, lots, first, model.n_tables - 1)))
    return Imagined(model, tuple(enumerate(lots, start=first)), len(kept) == len(musts))


def at_tables(aims: Sequence[Aim], room: Room) -> Iterator[CountTerm]:
    """Yield what aims ask for at single tables."""
    for aim in aims:
        if not aim.ask.for_room:
            tables = np.array([room.table_index[table] for table in aim.ask.tables], dtype=np.int64)
            group = room.where(aim.ask.matches)
            yield CountTerm.constant(group, tables, aim.ask.at_least, or_none=aim.ask.or_none)


def _enough(aims: Sequence[Aim], room: Room, lots: Sequence[Description], first: int, away: int) -> Iterator[CountTerm]:
    """Yield for each aim that enough of its people are in the room, wherever they sit."""
    tables = np.array([away], dtype=np.int64)
    for number, aim in enumerate(aims):
        group = np.array([first + n for n, lot in enumerate(lots) if number in lot.serves], dtype=np.int64)
        spare = aim.attending(room.people) + len(group) - aim.needed(room)
        if spare >= 0:
            yield CountTerm.constant(group, tables, 0, spare)
        else:  # too few even if all come: as many must stay away as nobody is
            yield CountTerm.constant(np.empty(0, dtype=np.int64), tables, -spare)
