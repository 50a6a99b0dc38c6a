"""One question: may this person take that place? With everything that is known about the round in which it is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from seating.analysis.access import would_be_cut_off
from seating.analysis.obstacles.languages import Spoken, count_spoken, find_spoken, shares_with_few
from seating.analysis.power import NameIndex, gather
from seating.convening.relations import find_meaning
from seating.convening.requirements import are_on_several_days, list_bars
from seating.convening.schema import Power
from seating.profiles import Duty, People, Person
from seating.profiles.heads import without_held_seats
from seating.profiles.power_headings import Meaning
from seating.requirements.base.kind import Requirement, is_about_shares
from seating.requirements.duty import DutyRequirement
from seating.room.languages import languages_of
from seating.room.plan import Plan, Room
from seating.room.tables import ELECTED, Table
from seating.wording import fold

LIAISON = "liaison"
"""The duty that brings its holder to another table."""


class PlaceKind(StrEnum):
    """What someone could take."""

    SEAT = "seat"
    """A seat on the day, in the place of someone who does not come."""

    DUTY = "duty"
    """A duty such as chair, at the table where they sit."""

    SERVICE = "service"
    """What one of the staff does at a table."""

    SESSION = "session"
    """A further session, beside the own one."""

    MEMBERSHIP = "membership"
    """A membership of a governance table."""

    CHOICE = "choice"
    """A membership for which the solver chooses among many, as the requirements at the governance table ask."""

    STAY = "stay"
    """A membership that they had in the last round."""

    SUCCESSION = "succession"
    """All that someone leaves for good: the seat, and promises, requests, messages and duties."""


def _never(_: Case) -> bool:
    """Whether it is so: no, as long as the asker gives no other function."""
    return False


@dataclass(frozen=True, eq=False)
class Situation:
    """What is known about the round in which places are taken.

    Attributes
    ----------
    people : People
        The list.
    room : Room
    plan : Plan
        Who sits where.
    requirements : sequence of Requirement
        Those of kind `duty` tell who may hold one. Musts rule out tables.
    tables : sequence of Table
        All tables of the convening, with the governance tables.
    members : collection of (table id, person id)
        The known members of governance tables.
    duties : mapping of person id to sequence of str
        Who holds which duty.
    relations : sequence of str
        The columns of relations.
    power : Power
        What the convening declares about their meaning.
    refused : collection of str
        Ids of people who said no to an invitation.
    staying : collection of str
        Ids of people who keep their seats.
    needed : collection of (person id, table id)
        People that their own table would miss.
    hidden : collection of str
        Columns that decide nothing, because others may read who was chosen.
    breaks_must : callable
        Whether a must would fall shorter. It is asked last, because it judges seatings.
    is_busy : callable
        Whether the person is somewhere else at that time.
    """

    people: People
    room: Room
    plan: Plan
    requirements: Sequence[Requirement] = ()
    tables: Sequence[Table] = ()
    members: Collection[tuple[str, str]] = ()
    duties: Mapping[str, Sequence[str]] = field(default_factory=dict)
    relations: Sequence[str] = ()
    power: Power = field(default_factory=Power)
    refused: Collection[str] = ()
    staying: Collection[str] = ()
    needed: Collection[tuple[str, str]] = ()
    hidden: Collection[str] = ()
    breaks_must: Callable[[Case], bool] = _never
    is_busy: Callable[[Case], bool] = _never

    @cached_property
    def above(self) -> Mapping[str, frozenset[str]]:
        """The ids of the people that each person depends on, by the row of either."""
        found: dict[str, set[str]] = {}
        if not self.relations:
            return {}
        index = NameIndex(self.people, replace(self.room, listed=self.people))
        for relation in self.relations:
            meaning = find_meaning(relation, self.power)
            for one in self.people if meaning is not Meaning.UNKNOWN else ():
                for other in index.find_named(one, relation):
                    below, above = (one, other) if meaning is Meaning.DEPENDS_ON else (other, one)
                    found.setdefault(below.id, set()).add(above.id)
        return {person: frozenset(others) for person, others in found.items()}

    @cached_property
    def leading(self) -> frozenset[str]:
        """The ids of the people who were elected to a duty at a governance table without seats."""
        tables = (table for table in self.tables if not table.seats_people)
        named = (word for table in tables for duty in ELECTED for word in getattr(table, duty))
        return frozenset(person.id for word in named for person in self.people.named(word))

    @cached_property
    def duty_requirements(self) -> tuple[DutyRequirement, ...]:
        """The requirements that tell who may hold a duty."""
        return tuple(one for one in self.requirements if isinstance(one, DutyRequirement))

    @cached_property
    def met(self) -> Mapping[str, tuple[Person, ...]]:
        """Who meets at each table, with members who sit elsewhere."""
        return gather(self.room, self.plan, self.tables or self.room.tables, self.members)

    @cached_property
    def are_languages_known(self) -> bool:
        """Whether any cell tells a language, and others may learn from a choice what it tells."""
        return "languages" not in self.hidden and any(person.languages for person in self.people)

    @cached_property
    def spoken_at(self) -> Mapping[str, Spoken]:
        """How many people speak what at each table, staff left out; "" stands for the whole room."""
        coming = self.room.coming_at(self.plan)
        everyone = [one for there in coming.values() for one in there]
        return {table: count_spoken(self.room, there) for table, there in {**coming, "": everyone}.items()}

    @cached_property
    def spoken_by_members(self) -> Mapping[str, Spoken]:
        """How many people speak what who meet at each table and governance table, staff included."""
        return {table: count_spoken(self.room, there) for table, there in self.met.items()}

    @cached_property
    def _bars(self) -> dict[str, Mapping[str, str]]:
        return {}

    def list_bars(self, person: Person) -> Mapping[str, str]:
        """Return why tables are ruled out for a person by their cells or by musts, by table id."""
        if person.id not in self._bars:
            tables = self.room.tables
            musts = [one for one in self.requirements if one.is_must and not is_about_shares(one)]
            self._bars[person.id] = list_bars(person, tables, musts, are_on_several_days(tables))
        return self._bars[person.id]


@dataclass(frozen=True, slots=True)
class Case:
    """A person who could take a place.

    Attributes
    ----------
    situation : Situation
    other : Person
        Who could take it.
    place : PlaceKind
    table : str
        The id of the table or the governance table; "" if it is at none.
    away : Person, optional
        Whose place it is.
    duty : str
        The duty; "" if it is no duty.
    services : tuple of Duty
        Of a service, the duties of staff of which one is asked for.
    speaks : frozenset of str
        Of a service, the languages of which one is asked for; empty if none is.
    origin : str
        The id of the table that they would leave; "" for all their tables.
    is_named : bool
        Whether the list or the convening names them for the place.
    has_more : bool
        Of a succession, whether anything but the seat is open that they could take.
    """

    situation: Situation
    other: Person
    place: PlaceKind
    table: str = ""
    away: Person | None = None
    duty: str = ""
    services: tuple[Duty, ...] = ()
    speaks: frozenset[str] = frozenset()
    origin: str = ""
    is_named: bool = False
    has_more: bool = False

    @property
    def bodies(self) -> tuple[Table, ...]:
        """The governance tables, and the tables of others, to which the place brings them."""
        tables = self.situation.tables
        if self.place is PlaceKind.MEMBERSHIP:
            return tuple(one for one in tables if one.id == self.table)
        if self.place is not PlaceKind.DUTY:
            return ()
        drawing = (one for one in tables if one.drawn_from and fold(one.drawn_from) == self.duty)
        sent = (one for one in tables if self.duty == LIAISON and self.table in one.liaisons)
        return (*drawing, *sent)

    @property
    def tables(self) -> tuple[str, ...]:
        """The ids of the tables where they are."""
        return self.situation.plan.tables_of(self.other.id)

    @property
    def is_away(self) -> bool:
        """Whether they have no seat and cannot come to this round."""
        room = self.situation.room
        return self.other.id not in room.index and not self.other.may_be_called(room.round_number)

    @property
    def is_above(self) -> bool:
        """Whether the person whose place it is depends on them."""
        above = self.situation.above
        return self.away is not None and self.other.id in above.get(self.away.id, ())

    @property
    def is_below(self) -> bool:
        """Whether they would meet someone that they depend on, besides the person whose place it is."""
        above = self.situation.above.get(self.other.id, frozenset())
        away = "" if self.away is None else self.away.id
        return bool(above) and any(
            one.id in above and one.id != away for body in self.bodies for one in self.situation.met[body.id]
        )

    @property
    def is_needed(self) -> bool:
        """Whether the table that they would leave needs them."""
        left = (self.origin,) if self.origin else self.tables
        return any((self.other.id, table) in self.situation.needed for table in left)

    @property
    def is_unable(self) -> bool:
        """Whether they have the duty already, or cannot have it: see `DutyRequirement.find_candidates`."""
        if self.place is PlaceKind.SERVICE:
            speaks = languages_of(self.situation.room, self.other)
            return self.other.duty not in self.services or (bool(self.speaks) and self.speaks.isdisjoint(speaks))
        return not self._may_hold(self.other)

    def _may_hold(self, other: Person) -> bool:
        """Whether a requirement lets someone have the duty. If none asks for it, anyone who does not have it can."""
        situation, away = self.situation, "" if self.away is None else self.away.id
        if self.away is not None and self.duty in situation.duties.get(other.id, ()):
            return False
        table = situation.room.table(self.table)
        asked = [one for one in situation.duty_requirements if one.name == self.duty and one.watches(table.id)]
        if self.duty in ELECTED and away:  # who is absent keeps no one from it
            elected = tuple(one for one in getattr(table, self.duty) if one != away)
            table = table.model_copy(update={self.duty: elected})
        return not asked or any(one.find_candidates(situation.room, table, [other]) for one in asked)

    @property
    def is_unheard_at_table(self) -> bool:
        """Whether they could talk with no one at the table; of a duty, with fewer than half of those they speak for."""
        situation = self.situation
        if not situation.are_languages_known:
            return False
        if self.place is PlaceKind.DUTY:
            mine = find_spoken(situation.room, self.other)
            return shares_with_few(mine, self._others_at(self.table))
        if not self.table or self.table in self.tables:
            return False
        away = {self.away.id} if self.away is not None else set[str]()
        return would_be_cut_off(situation.room, situation.plan, self.other, self.table, away)

    @property
    def is_unheard_elsewhere(self) -> bool:
        """Whether they could talk with fewer than half of those at a governance table to which the place brings them.

        Those who are known to be there count, and so do everyone that could be drawn.
        """
        situation = self.situation
        if not situation.are_languages_known:
            return False
        mine = find_spoken(situation.room, self.other)
        for body in self.bodies:
            known = self._other_members(body.id)
            drawn = self._others_at("") if body.drawn_from else {}
            if any(shares_with_few(mine, group) for group in (known, Counter(known) + Counter(drawn))):
                return True
        return False

    def _without(self, spoken: Spoken, is_in: Callable[[Person], bool]) -> Spoken:
        """Return a group without the person, and without the one whose place it is, as far as they are in it."""
        both = {one.id: one for one in (self.other, self.away) if one is not None}
        gone = filter(is_in, without_held_seats(both.values()))
        return Counter(spoken) - Counter(find_spoken(self.situation.room, one) for one in gone)

    def _others_at(self, table: str) -> Spoken:
        """Return what the others at a table speak, without staff; "" stands for the whole room."""
        seats = self.situation.plan.seats
        return self._without(
            self.situation.spoken_at.get(table, {}),
            lambda one: one.duty is None and one.id in seats and table in ("", *self.situation.plan.tables_of(one.id)),
        )

    def _other_members(self, table: str) -> Spoken:
        """Return what the others speak who meet at a table or a governance table."""
        met = {one.id for one in self.situation.met.get(table, ())}
        return self._without(self.situation.spoken_by_members.get(table, {}), lambda one: one.id in met)
