"""The base class of all kinds of requirement.

A kind is one file in `seating/requirements/` with one subclass of `Requirement`. It describes itself in words
(`sentence`, from the parts in `seating.requirements.base.phrases`), gives the engines its cost in the terms of
`seating.terms` (`encode`), and checks a finished plan (`check`). `encode` and `check` share no code;
`tests/requirements/test_conformance.py` tests that they agree. The types of a kind's keys are in
`seating.requirements.base.keys`.
"""

from __future__ import annotations

import inspect
from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, SkipValidation

from seating.errors import InvalidValueError
from seating.groups import group_by_key, join_groups
from seating.profiles import ELSEWHERE, Person, Who
from seating.requirements.base.findings import Finding, Verdict, sum_others
from seating.requirements.base.keys import AtTables, Rounds, Weight
from seating.requirements.base.phrases import column_words
from seating.room.arrays import numbers_by_value
from seating.room.history import History, PastRound
from seating.room.plan import IntArray, Plan, Room, judged_tables
from seating.room.tables import Table
from seating.terms import CompanyTerm, Term
from seating.wording import message, said

KEPT_FINDINGS = 1_000
"""Number of findings of a requirement that are told apart in a room with fewer people than that."""

PRIVATE_PREFIX = "private-"
"""Begins the id that a requirement which only the convener may read has in records and on pages for others."""

KEEP_PREFIX = "keep:"
"""How the ids of the musts begin that keep what is locked; the convening does not have them."""

PRESENT_PREFIXES = ("arrived:", "chair:", "reporter:", "liaison:")
"""How the ids of pins begin that the program makes for people who arrived at a table or were elected by one."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A perspective that a requirement asks for: a voice, a role or a need.

    Attributes
    ----------
    name : str
    matches : callable
        Whether a person belongs to the perspective, as they are at a table.
    blank : callable
        Whether a person may belong to it: their filled cells fit, and the rest depends on a blank cell.
    at_least : int
        People required at each table, or in the room.
    tables : tuple of str
        Ids of the tables where it is required.
    for_room : bool
        Whether the number applies to all tables together.
    or_none : bool
        Whether a table without any of these people is also fine.
    is_stricter : bool
        Whether a seating without a shortfall can still lack these people, because the requirement charges nothing for
        a table with none of them.
    who : Who or None
        The description of these people, if there is one.
    serves : Who or None
        A description of the people whose organizations serve these people, if the requirement has one.
    """

    name: str
    matches: Callable[[Person], bool]
    blank: Callable[[Person], bool]
    at_least: int
    tables: tuple[str, ...]
    for_room: bool = False
    or_none: bool = False
    is_stricter: bool = False
    who: Who | None = None
    serves: Who | None = None

    def fits(self, person: Person) -> bool:
        """Whether a person belongs to the perspective at a table where it is required, or in the room."""
        if self.for_room or not person.types_at:
            return self.matches(person.at(ELSEWHERE))
        return any(self.matches(person.at(table)) for table in self.tables)

    def depends_on(self, people: Collection[Person]) -> bool:
        """Whether each of these people of the perspective, at one table or in the room, is needed.

        Where none of them would do as well, a voice alone is not.
        """
        if self.or_none:
            return len(people) == self.at_least > 1
        return 0 < len(people) <= self.at_least

    @property
    def needed(self) -> int:
        """How many people are required in total."""
        return self.at_least if self.for_room or self.or_none else self.at_least * len(self.tables)


class Requirement(BaseModel):
    """Base of every kind.

    A subclass sets `kind`, `kind_label`, and those of the class variables below that are true for it. It implements
    `sentence`, `encode`, and either `check_table` (if its shortfall is a sum over tables) or `check`. The attributes
    here hold everything other modules need to know about a kind, so no other module refers to a kind by name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    kind: ClassVar[str] = ""
    """The name of the kind and of its module."""

    kind_label: ClassVar[str] = ""
    """The name of the kind on pages; a message in the translation catalogs."""

    topic: ClassVar[str] = message("others")
    """What requirements of this kind are about, in a convener's words; a message in the translation catalogs."""

    is_must_by_default: ClassVar[bool] = False
    """Whether a requirement of this kind is a must if `must` is not set."""

    is_table_by_table: ClassVar[bool] = False
    """Whether a table's shortfall depends only on the people at that table."""

    is_checked_by_person: ClassVar[bool] = False
    """Whether each finding is about one person and does not depend on where others sit."""

    is_about_all_tables: ClassVar[bool] = False
    """Whether it counts everyone in the room, or compares with them, so that people who stay away would count too."""

    is_monotone: ClassVar[bool] = False
    """Whether filling one more cell of a person never increases its shortfall."""

    is_voice: ClassVar[bool] = False
    """Whether its perspectives are listed as voices; those of other kinds are listed as gaps."""

    is_about_staff: ClassVar[bool] = False
    """Whether it only requires staff; in a season, the staff plan meets it, not the seats."""

    is_about_seats: ClassVar[bool] = False
    """Whether it only requires the number of people that the `seats` of each table state."""

    is_about_filling: ClassVar[bool] = False
    """Whether it only requires a number of people at each table, beside the `seats`; the convening can state it."""

    asks_for_needs: ClassVar[bool] = False
    """Whether it requires what the `needs` of tables list."""

    counts_guests: ClassVar[bool] = True
    """Whether further sessions of people can change its verdict. If not, it is about where people have their seats."""

    misses_people: ClassVar[bool] = False
    """Whether an absence can cost a table a voice, a role, a need, a duty or someone to talk with."""

    can_govern: ClassVar[bool] = False
    """Whether it may name a governance table whose members have no seats there; not if it is about seats or rounds."""

    groups_are_values: ClassVar[bool] = False
    """Whether the group of a finding is a value of the column `of`, which `name_group` names with its column."""

    mixes: ClassVar[str] = ""
    """The column whose values it mixes at each table; "of" if its key `of` names the column, and "" for none."""

    reads_numbers: ClassVar[bool] = False
    """Whether the filled cells of the columns it reads must be numbers that `as_number` can read."""

    hidden_keys: ClassVar[frozenset[str]] = frozenset()
    """Keys that the program fills from cells; they are not written in a convening."""

    id: str = ""
    must: bool | None = None
    weight: Weight = 1
    at: AtTables = None
    rounds: Rounds | None = None
    note: str = ""
    private: bool = False
    may_relax_to: int | None = None

    @property
    def is_must(self) -> bool:
        """Whether the requirement is a must; if not, each unit of its shortfall costs `weight` points."""
        return self.is_must_by_default if self.must is None else self.must

    @property
    def asks_columns(self) -> tuple[str, ...]:
        """The columns it reads; they decide whether it is private."""
        named = [getattr(self, key, None) for key in ("of", "by", "relation")]
        columns = [column for column in named if isinstance(column, str)]
        for key in ("who", "whom", "serves"):
            who = getattr(self, key, None)
            while isinstance(who, Who):
                columns += who.columns
                who = who.not_
        return tuple(columns)

    @classmethod
    def is_usual(cls, tables: Sequence[Table]) -> bool:
        """Whether this kind is added automatically for these tables when the convening does not list it."""
        return False

    @property
    def is_for_room(self) -> bool:
        """Whether its number applies to the room as a whole, although requirements of its kind are table by table."""
        return False

    @property
    def is_about_parties(self) -> bool:
        """Whether it is about parties: rows of the list that stand for several people."""
        return False

    @property
    def reads_barred(self) -> bool:
        """Whether what it asks for depends on the tables from which other musts keep people."""
        return False

    @property
    def is_need(self) -> bool:
        """Whether it keeps a person at the tables that have what they need, such as a place without steps."""
        return False

    def counted_values(self, room: Room) -> tuple[str, Mapping[str, IntArray]]:
        """Return the column whose values it counts, and the numbers of the people with each value.

        The column is "" if it counts no values.
        """
        column = getattr(self, "of", None)
        return (column, numbers_by_value(room, column)) if isinstance(column, str) else ("", {})

    def applies(self, room: Room) -> bool:
        """Whether it applies in this room; False, for example, if it is about earlier rounds and there are none."""
        return True

    def list_barred(self, room: Room) -> Iterator[tuple[str, str]]:
        """Yield the ids of each person and of each table from which it keeps them, whoever else sits there."""
        yield from ()

    def tied_groups(self, room: Room) -> Iterable[Sequence[str]]:
        """Yield groups of persons in the room, by id, that it keeps at one table; with `at`, only at those tables."""
        return ()

    def links(self, room: Room, plan: Plan) -> Iterable[tuple[str, str, str]]:
        """Yield the people who link two tables: the id of a person, of their table, and of the other table."""
        return ()

    def after(self, history: History) -> Self:
        """Return the requirement as it applies after these rounds; a kind may raise its weight if it was unmet."""
        return self

    def watches(self, table: str) -> bool:
        """Whether the requirement applies to the table with this id."""
        return self.at is None or table in self.at

    @abstractmethod
    def sentence(self, room: Room) -> str:
        """Return the requirement as one sentence with its full stop."""

    @abstractmethod
    def encode(self, room: Room) -> Iterable[Term]:
        """Yield terms whose shortfalls add up to this requirement's shortfall."""

    def encode_later(self, room: Room, later: Room, plan: Plan) -> Iterable[Term]:
        """Yield terms on the seats of `room` that add up to this requirement's shortfall in a later round.

        The sum may differ from the shortfall by a constant.

        Parameters
        ----------
        room : Room
            The round whose seats are being decided.
        later : Room
            A later, planned round. Its `history` holds every round before it, including that of `room`.
        plan : Plan
            The seats of the later round.
        """
        return ()

    def encode_company(self, rooms: Sequence[Room]) -> Iterable[CompanyTerm]:
        """Yield terms for its total shortfall over these rounds, if that depends only on who meets whom in which round.

        The history before the rounds is that of the first room.
        """
        return ()

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        """Yield a finding for each unmet part in the plan; by default, those of each table."""
        for table, members in judged_tables(room, plan, self.at):
            yield from self.check_table(room, table, members)

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        """Yield a finding for each unmet part at one table; `members` are the people (not staff) at it."""
        # not abstract: only kinds whose findings are about single tables need it
        raise NotImplementedError

    def judge(self, room: Room, plan: Plan) -> Verdict:
        """Return the verdict on a plan."""
        findings = find_unmet(self, room, plan)
        return Verdict(self.id, findings, met=not findings, applies=self.applies(room))

    def describes(self, finding: Finding, room: Room) -> Mapping[str, str] | None:
        """Return the cells, by column, of a person who would help to resolve a finding.

        An empty mapping means anyone would help; None means that no single person would.
        """
        return None

    def asks(self, room: Room) -> Iterable[Ask]:
        """Yield the perspectives this requirement asks for, if any."""
        return ()


class WordedRequirement(Requirement):
    """A requirement of which only the sentence is known: nothing can solve it or judge a seating by it."""

    words: Annotated[str, SkipValidation]  # a text that can be translated stays one
    linked: tuple[tuple[str, str, str], ...] | None = None
    """What `links` yielded in the seating that was saved; None if that is not known."""
    waits: bool = False
    """Whether the seating that was saved met it only if someone would be found for a held seat."""
    asks_roles: bool = False
    """Whether it was about representative types."""

    def links(self, room: Room, plan: Plan) -> Iterable[tuple[str, str, str]]:
        """Yield the people who were known to link two tables."""
        return self.linked or ()

    def sentence(self, room: Room) -> str:
        """Return the sentence."""
        return self.words

    def encode(self, room: Room) -> Iterable[Term]:
        """Raise `NotImplementedError`."""
        # abstract in the base class; there are no keys to encode
        raise NotImplementedError


class LinkRequirement(Requirement):
    """Base of kinds that link people at different tables."""

    @property
    @abstractmethod
    def naming_column(self) -> str:
        """The column whose cells name the people or organizations that a person is linked with; "" for none."""

    @abstractmethod
    def links(self, room: Room, plan: Plan) -> Iterable[tuple[str, str, str]]:
        """Yield the people who link two tables."""


def is_lock(requirement: Requirement) -> bool:
    """Whether a requirement only keeps people in the seats they had, as `--keep` asks."""
    return requirement.id.startswith(KEEP_PREFIX)


def allows_further(requirement: Requirement) -> bool:
    """Whether the program made it so that someone is at a table, who may also go to further sessions."""
    return is_lock(requirement) or requirement.id.startswith(PRESENT_PREFIXES)


def is_about_roles(requirement: Requirement) -> bool:
    """Whether a requirement is about representative types: designees, doers and decision-makers."""
    if isinstance(requirement, WordedRequirement):
        return requirement.asks_roles
    return "representative_type" in requirement.asks_columns


def is_about_shares(requirement: Requirement) -> bool:
    """Whether one person less in the room can change its verdict at any table, although no one is missed there."""
    return requirement.is_about_all_tables and not requirement.misses_people


def is_tied(requirement: Requirement) -> bool:
    """Whether it depends on the seats of an earlier round, or on whether the round is the last one planned."""
    return type(requirement).encode_later is not Requirement.encode_later


def is_active(requirement: Requirement, round_number: int) -> bool:
    """Whether the key `rounds` of a requirement includes this round."""
    return requirement.rounds is None or round_number in requirement.rounds


def held_rounds(requirement: Requirement, room: Room) -> Iterator[PastRound]:
    """Yield the rounds that were held before, the last one first, without those in which it was not active."""
    for past in reversed(room.history.rounds):
        if not past.is_planned and (past.number < 1 or is_active(requirement, past.number)):
            yield past


def find_unmet(requirement: Requirement, room: Room, plan: Plan) -> tuple[Finding, ...]:
    """Return the findings with a shortfall; those that are more than the people of the room are summed up."""
    unmet = (finding for finding in requirement.check(room, plan) if finding.shortfall)
    return sum_others(unmet, max(KEPT_FINDINGS, len(room.persons)))


def can_judge(requirements: Iterable[Requirement]) -> bool:
    """Whether a seating can be judged by these requirements: none has only its sentence, as one from a record has."""
    return not any(isinstance(requirement, WordedRequirement) for requirement in requirements)


def named_tables(requirement: Requirement) -> tuple[str, ...]:
    """Return the ids of the tables that a requirement names; none if it is about all tables where people sit."""
    keys = ("at", "tables", "from_", "to")
    return tuple(dict.fromkeys(table for key in keys for table in getattr(requirement, key, None) or ()))


def is_about_governance(requirement: Requirement, tables: Sequence[Table]) -> bool:
    """Whether a requirement is decided or judged with the governance tables whose members have no seats there.

    This is so if it names only such tables. A link between such tables and others is decided with the seats if the
    members are known before, which are those named by the convening; otherwise after everyone has a seat.
    """
    named = named_tables(requirement)
    governing = [table for table in tables if table.id in named and not table.seats_people]
    if isinstance(requirement, LinkRequirement) and not all(table.has_named_members for table in governing):
        return True
    return bool(named) and len(governing) == len(named)


def asks_only_seats(requirements: Iterable[Requirement]) -> bool:
    """Whether nothing is required but numbers of seats, that parties share a table, and locks."""
    return all(
        one.is_about_seats or one.is_about_filling or one.is_about_parties or one.id.startswith(("party:", KEEP_PREFIX))
        for one in requirements
    )


def check_ends(least: int | Fraction | None, most: int | Fraction | None) -> None:
    """Raise `InvalidValueError` if neither end is stated, or if the lower one is greater; a share is no number."""
    if least is None and most is None:
        raise InvalidValueError(said("needs `at_least`, `at_most`, or both"))
    if least is not None and most is not None and type(least) is type(most) and least > most:
        raise InvalidValueError(
            said("at_least %(at_least)s is greater than at_most %(at_most)s", at_least=least, at_most=most)
        )


def with_ties(room: Room, requirements: Iterable[Requirement]) -> Room:
    """Return the room with what the musts among these settle: its `ties`, and its `barred` if a requirement reads it.

    A lock counts for the ties only: it is about one seating, and what other requirements mean stays the same.
    """
    asked = list(requirements)
    musts = [requirement for requirement in asked if requirement.is_must]
    if not any(requirement.reads_barred for requirement in asked):
        return replace(room, ties=join_groups(_list_ties(room, musts)))
    lasting = (must for must in musts if not allows_further(must))
    found = group_by_key(pair for must in lasting for pair in must.list_barred(room))
    barred = {person: frozenset(tables) for person, tables in found.items()}
    ties = join_groups(_list_ties(replace(room, barred=barred), musts))
    members = group_by_key((first, person) for person, first in ties.items())
    for group in members.values():  # who is kept from a table keeps all who sit with them from it
        tables = frozenset[str]().union(*(barred.get(person, ()) for person in group))
        barred |= dict.fromkeys(group, tables) if tables else {}
    return replace(room, ties=ties, barred=barred)


def _list_ties(room: Room, musts: Iterable[Requirement]) -> Iterator[tuple[str, str]]:
    """Yield pairs of persons, by id, who share a table in every seating that meets the musts."""
    for must in musts:
        for group in must.tied_groups(room) if must.at is None else ():  # people at other tables may sit apart
            yield from pairwise(group)


def summarize_kind(kind: type[Requirement]) -> str:
    """Return the first paragraph of the docstring of a kind: in a sentence, what such a requirement asks for."""
    return " ".join(inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0].split())


def name_group(requirement: Requirement, group: str | None) -> str:
    """Return the group of a finding as a noun: with its column if it is a value of one; "" if there is no group."""
    if not group or not requirement.groups_are_values:
        return group or ""
    column: str = requirement.of  # type: ignore[attr-defined]  # a kind whose groups are values has `of`
    return said("%(column)s %(value)s", column=column_words(column), value=group)
