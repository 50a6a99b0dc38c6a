"""A model of the room in which each person who may be invited either takes a seat or stays away.

Staying away is modeled as an additional table. Only newcomers may be there, and no requirement applies to it. A
requirement on the whole room becomes a limit on the number of people at that table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from seating.analysis.aims import Aim, select_binding
from seating.analysis.newcomers import Description, build_newcomer
from seating.model import Model, build_model
from seating.requirements.base.kind import Requirement
from seating.room.arrays import groups_at
from seating.room.plan import TYPE, IntArray, Room
from seating.terms import NO_LIMIT, CountTerm, PlaceTerm, Term


@dataclass(frozen=True)
class InvitationModel:
    """A model in which newcomers may stay away.

    Attributes
    ----------
    model : Model
        All of its requirements are musts; its last table stands for staying away.
    newcomers : tuple of (int, Description)
        The person number of each newcomer in the model, and their description.
    """

    model: Model
    newcomers: tuple[tuple[int, Description], ...]

    @property
    def free_seats(self) -> int:
        """An upper limit on the number of newcomers who can have a seat, by the musts on the numbers of seats."""
        _, most = self.model.must_sizes()
        return int(most[:-1].sum()) - (self.model.n_people - len(self.newcomers))

    def at_most(self, people: int) -> Model:
        """Return the model in which at most this number of newcomers come."""
        group = np.array([number for number, _ in self.newcomers], dtype=np.int64)
        away = np.array([self.model.n_tables - 1], dtype=np.int64)
        return add_must(self.model, "at most so many", [CountTerm.constant(group, away, max(0, len(group) - people))])

    def seats(self, tables: IntArray) -> Mapping[str, str]:
        """Return the table ids, by person id, of everyone except the newcomers.

        `tables` is a seating of the model, shape (persons,).
        """
        new = {number for number, _ in self.newcomers}
        return {
            identity: self.model.table_ids[table]
            for number, (identity, table) in enumerate(zip(self.model.person_ids, tables.tolist(), strict=True))
            if number not in new
        }

    def coming(self, tables: IntArray) -> tuple[tuple[Description, str], ...]:
        """Return the newcomers who come, each with the id of their table.

        `tables` is a seating of the model, shape (persons,).
        """
        seats = [(description, int(tables[number])) for number, description in self.newcomers]
        return tuple((d, self.model.table_ids[t]) for d, t in seats if t < self.model.n_tables - 1)


def build_invitation_model(
    room: Room,
    requirements: Sequence[Requirement],
    aims: Sequence[Aim],
    descriptions: Sequence[Description],
    copies: int,
) -> InvitationModel:
    """Return a model of the room to which people of each description may be invited.

    Parameters
    ----------
    room : Room
    requirements : sequence of Requirement
        The active requirements; musts and requirements that ask for an aim are binding.
    aims : sequence of Aim
    descriptions : sequence of Description
    copies : int
        Maximum number of people of each description.
    """
    lots = [description for description in descriptions for _ in range(copies)]
    first = len(room.people)
    new = tuple(build_newcomer(f"invited {n}", d.cells) for n, d in enumerate(lots, start=len(room.listed) + 1))
    fuller = replace(room, people=room.people + new, listed=room.listed.with_persons((*room.listed, *new)))
    of_room = {aim.id for aim in aims if aim.ask.for_room}
    binding, alone = select_binding(requirements, aims, room)
    # A must about all tables would count people who stay away; it is checked when it is known who comes.
    kept = [r for r in binding if r.id not in of_room and not r.is_about_all_tables]
    model = add_must(build_model(fuller, kept), "at the tables", list(list_table_terms(alone, fuller)))
    model = add_staying_away(model, first, len(new))
    model = add_must(model, "in the room", list(_list_room_terms(aims, room, lots, first, model.n_tables - 1)))
    return InvitationModel(model, tuple(enumerate(lots, start=first)))


def list_table_terms(aims: Sequence[Aim], room: Room) -> Iterator[CountTerm]:
    """Yield terms for the aims that apply to single tables."""
    for aim in aims:
        if not aim.ask.for_room:
            tables = np.array([room.table_index[table] for table in aim.ask.tables], dtype=np.int64)
            for group, at in groups_at(room, aim.ask.matches, tables, (TYPE,)):
                yield CountTerm.constant(group, at, aim.ask.at_least, or_none=aim.ask.or_none)


def _list_room_terms(
    aims: Sequence[Aim], room: Room, lots: Sequence[Description], first: int, away: int
) -> Iterator[CountTerm]:
    """Yield a term for each aim: enough of its people are in the room, regardless of where they sit."""
    tables = np.array([away], dtype=np.int64)
    for number, aim in enumerate(aims):
        group = np.array([first + n for n, lot in enumerate(lots) if number in lot.serves], dtype=np.int64)
        spare = aim.count_coming(room) + len(group) - aim.needed(room)
        if spare >= 0:
            yield CountTerm.constant(group, tables, 0, spare)
        else:  # too few even if all come: a term on an empty group that cannot be met
            yield CountTerm.constant(np.empty(0, dtype=np.int64), tables, -spare)


AWAY = "(away)"
"""The id of the table that stands for staying away; no real table can have this id."""


def add_staying_away(model: Model, first: int, newcomers: int) -> Model:
    """Return a model with an additional table, for staying away, where only newcomers may be.

    Parameters
    ----------
    model : Model
    first : int
        Person number of the first newcomer; the others follow.
    newcomers : int
        Number of newcomers.
    """
    away = model.n_tables
    here = np.array([n for n in range(model.n_persons) if not first <= n < first + newcomers], dtype=np.int64)
    barred = np.zeros((len(here), away + 1), dtype=np.int64)
    barred[:, away] = 1
    wider = replace(
        model,
        table_ids=(*model.table_ids, AWAY),
        capacity=np.append(model.capacity, NO_LIMIT),
        may_be_empty=np.append(model.may_be_empty, False),  # its limits apply even if it is empty
        musts=np.ones(len(model.requirement_ids), dtype=bool),
        weights=np.zeros(len(model.requirement_ids), dtype=np.int64),
        terms=tuple((number, _widen(term)) for number, term in model.terms),
    )
    return add_must(wider, "who has a seat keeps one", [PlaceTerm.of(here, barred)])


def _widen(term: Term) -> Term:
    if not isinstance(term, PlaceTerm):
        return term
    costs = np.hstack([term.costs, np.zeros((len(term.costs), 1), dtype=np.int64)])
    return PlaceTerm(term.people, costs, np.append(term.column, term.costs.shape[1]))


def add_must(model: Model, identity: str, terms: Sequence[Term]) -> Model:
    """Return a model with an additional must of these terms; its id is `identity` in parentheses."""
    number = len(model.requirement_ids)
    return replace(
        model,
        requirement_ids=(*model.requirement_ids, f"({identity})"),
        musts=np.append(model.musts, True),
        weights=np.append(model.weights, 0),
        terms=(*model.terms, *((number, term) for term in terms)),
    )
