"""What people need at their table: access, and someone to talk with. What it costs them, and what to do about it.

A need that only some tables meet is a must, and it is private. It keeps a person from the tables that they would rather
join, so the first advice is to meet the need at another table. Only the convener may read what this module returns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from seating.analysis.table_demand import choose_score, list_scores
from seating.groups import group_by_key
from seating.profiles import Duty, Person
from seating.profiles.heads import without_held_seats
from seating.requirements.base.kind import Requirement
from seating.requirements.count import list_meant_for
from seating.requirements.keep_from import KeepFromRequirement
from seating.requirements.pin import PinRequirement
from seating.requirements.staff import INTERPRETING, list_interpreted
from seating.room.languages import find_main_languages, languages_of, speaks_main
from seating.room.plan import Plan, Room
from seating.room.tables import Table
from seating.wording import fold, language_key, message, name_some, said, said_count, said_language, said_list

SHOWN = 4
"""Maximum number of people that a sentence names."""


@dataclass(frozen=True, slots=True)
class Barrier:
    """A need that a table does not meet, and the people who sit there or would rather sit there.

    Attributes
    ----------
    need : str
    people : tuple of str
        Their ids.
    table : str
        The id of the table.
    is_seat : bool
        Whether the people have their seat there, as in a seating that does not meet all musts.
    """

    need: str
    people: tuple[str, ...]
    table: str
    is_seat: bool = False


def find_barriers(room: Room, plan: Plan, requirements: Iterable[Requirement]) -> tuple[Barrier, ...]:
    """Return the needs that tables do not meet: first where people have a seat, then where they would rather sit.

    There are few tables of the second kind for each need. Tables from which another must keeps the person anyway are
    left out, as are those that are for others: a person who has a seat there has to move in any case.

    Parameters
    ----------
    room : Room
    plan : Plan
    requirements : iterable of Requirement
        The active ones.
    """
    wanted: dict[str, dict[str, list[str]]] = {}
    spelled: dict[str, str] = {}
    requirements = list(requirements)
    closed = _list_closed(room, requirements)
    people = {one.id: one for one in room.attendees}
    seated: dict[tuple[str, str], list[str]] = {}
    for requirement in requirements:
        if isinstance(requirement, PinRequirement) and requirement.need and requirement.people:
            person = requirement.people[0]
            if person not in people:
                continue
            for table in plan.tables_of(person):
                if table not in (requirement.tables or ()) and (person, table) not in closed:
                    need = spelled.setdefault(fold(requirement.need), requirement.need)
                    seated.setdefault((need, table), []).append(person)
            tables = list_preferred(room, people[person], requirement.tables or (), plan)
            if tables := [table for table in tables if (person, table) not in closed]:
                need = spelled.setdefault(fold(requirement.need), requirement.need)
                wanted.setdefault(need, {})[person] = tables
    return (
        *(Barrier(need, tuple(people), table, is_seat=True) for (need, table), people in seated.items()),
        *(barrier for need, people in wanted.items() for barrier in _cover(need, people)),
    )


def _list_closed(room: Room, requirements: Sequence[Requirement]) -> set[tuple[str, str]]:
    """Return the ids of each person and of each table from which a must keeps them; `for` does not count staff."""
    musts = [one for one in requirements if one.is_must]
    kept = [one for one in musts if isinstance(one, KeepFromRequirement)]
    closed = {pair for must in kept for pair in must.list_barred(room)}
    for count, tables in list_meant_for(musts):
        closed |= {(one.id, table) for one in room.people if count.who.matches(one) for table in tables}
    return closed


def _cover(need: str, wanted: Mapping[str, Sequence[str]]) -> Iterator[Barrier]:
    """Yield tables that together serve everyone: each time the one that most of the remaining people prefer."""
    left = dict(wanted)
    while left:
        number = Counter(table for tables in left.values() for table in tables)
        table = number.most_common(1)[0][0]
        people = tuple(person for person, tables in left.items() if table in tables)
        yield Barrier(need, people, table)
        for person in people:
            del left[person]


def list_preferred(room: Room, person: Person, met_at: Collection[str], plan: Plan | None = None) -> list[str]:
    """Return the ids of the tables that a person would rather join than their seat but that do not meet a need.

    These are the tables that they chose, in the list or on their chart. Without a choice, they are those whose focus
    they rated highest. There are none if one of them meets the need: the need does not keep the person from it.

    Parameters
    ----------
    room : Room
    person : Person
    met_at : collection of str
        Ids of the tables that meet the need.
    plan : Plan or None
        Without a plan, the tables are compared with those that meet the need.
    """
    scores = list_scores(person)
    rated = {table.id: choose_score(scores, table.focus) for table in room.tables}
    seat = None if plan is None else plan.seats.get(person.id)
    now = [table for table in ((seat,) if seat is not None else met_at) if table in rated]
    chosen = {fold(word) for word in person.chose}
    best = max(rated.values(), default=0)
    wanted = {table for table in rated if fold(table) in chosen} or {
        t for t, score in rated.items() if 0 < score == best
    }
    if not wanted.isdisjoint({*now, *met_at}):
        return []
    return [table.id for table in room.tables if table.id in wanted]


def advise_access(
    room: Room, barriers: Iterable[Barrier], name: Callable[[Person], str] = attrgetter("label")
) -> Iterator[str]:
    """Yield which tables to make accessible and for which people: one sentence for all that the same people need there.

    Parameters
    ----------
    room : Room
    barriers : iterable of Barrier
    name : function
        Returns the name of a person as the reader can see it.
    """
    asked = group_by_key(((barrier.table, barrier.people, barrier.is_seat), barrier.need) for barrier in barriers)
    for (table, people, is_seat), needs in asked.items():
        names = [name(room.persons[room.index[one]]) for one in people]
        if is_seat:
            yield said_count(
                "Find a location for %(table)s that has what %(people)s needs: %(need)s. Their seat is at this table.",
                "Find a location for %(table)s that has what %(people)s need: %(need)s. Their seats are at this table.",
                len(people),
                table=room.table(table).label,
                people=said_list(name_some(names, SHOWN)),
                need=said_list(needs),
            )
            continue
        yield said_count(
            "Find a location for %(table)s that has what %(people)s needs: %(need)s. They would prefer to sit "
            "at this table.",
            "Find a location for %(table)s that has what %(people)s need: %(need)s. They would prefer to sit "
            "at this table.",
            len(people),
            table=room.table(table).label,
            people=said_list(name_some(names, SHOWN)),
            need=said_list(needs),
        )


@dataclass(frozen=True, slots=True)
class CutOff:
    """People at a table who share a language with no one else there, or with no interpreter, staff included.

    Attributes
    ----------
    table : str
        The id of the table.
    people : tuple of str
        Their ids; several people share a language with each other.
    interpreted : tuple of str
        The language that an interpreter for them speaks, as written. Two if neither they nor the only others there
        speak the language of the room: one interpreter between both is enough. None if they speak it, and an
        interpreter for others there is enough; also if their language has no name.
    """

    table: str
    people: tuple[str, ...]
    interpreted: tuple[str, ...]


def find_cut_off(
    room: Room, plan: Plan, tables: Sequence[Table] | None = None, unread: Collection[str] = ()
) -> tuple[CutOff, ...]:
    """Return the people who can talk with no one else at their table, in the order of the tables.

    A person alone is always named. Of several groups without a common language, those are named that do not speak the
    language of the room. An interpreter speaks the language of the room too. No one is named at a table with a person
    whose languages are not known.

    Parameters
    ----------
    room : Room
    plan : Plan
    tables : sequence of Table, optional
        The tables to look at; all by default.
    unread : collection of str
        The ids of people whose cells are not known. A blank of theirs does not mean the working language.
    """
    if not any(person.languages for person in room.persons):
        return ()
    attendees = room.attendees_at(plan)
    found: list[CutOff] = []
    for table in room.tables if tables is None else tables:
        here = attendees[table.id]
        if any(one.id in unread and not one.languages for one in here):
            continue
        found += _build_cut_off(room, table.id, here)
    return tuple(found)


def find_cut_off_without(room: Room, plan: Plan, person: str) -> tuple[CutOff, ...]:
    """Return the people who can talk with others at their table only if this person comes."""
    if not any(one.languages for one in room.persons):
        return ()
    attendees = room.attendees_at(plan)
    found: list[CutOff] = []
    for table in plan.tables_of(person):
        here = attendees[table]
        before = {one.id for people in _list_cut_off(room, here) for one in people}
        then = _build_cut_off(room, table, [one for one in here if one.id != person])
        found += [one for one in then if not before.issuperset(one.people)]
    return tuple(found)


def would_be_cut_off(room: Room, plan: Plan, person: Person, table: str, away: Collection[str] = ()) -> bool:
    """Whether a person who joins a table could talk with no one there but those who are cut off too.

    Parameters
    ----------
    room : Room
    plan : Plan
    person : Person
    table : str
        The id of the table.
    away : collection of str
        The ids of people who do not come.
    """
    others = [one for one in room.attendees_at(plan)[table] if one.id not in away and one.id != person.id]
    return any(person in people for people in _list_cut_off(room, without_held_seats((*others, person))))


def _list_cut_off(room: Room, at_table: Sequence[Person]) -> Iterator[list[Person]]:
    """Yield each group at a table that can talk with no one else there, without its staff."""
    groups = _group_by_language(room, at_table)
    for group in groups if len(groups) > 1 else ():
        people = [person for person in group if person.duty is None]
        if people and (len(group) == 1 or not any(speaks_main(room, person) for person in group)):
            yield people


def _build_cut_off(room: Room, table: str, here: Sequence[Person]) -> Iterator[CutOff]:
    """Yield those at a table who can talk with no one else there, with what an interpreter for them speaks."""
    groups = list(_list_cut_off(room, here))
    spoken = [next(iter(people[0].languages), room.working_language) for people in groups]
    are_all = sum(map(len, groups)) == len(here)
    is_of_room = [any(speaks_main(room, person) for person in people) for people in groups]
    for people, language, is_main in zip(groups, spoken, is_of_room, strict=True):
        asked = [language]
        if len(groups) == 2 and are_all and not any(is_of_room):
            asked = spoken
        elif is_main and len(groups) > 1:
            asked = []
        yield CutOff(table, tuple(one.id for one in people), tuple(filter(None, asked)))


def _group_by_language(room: Room, here: Sequence[Person]) -> list[list[Person]]:
    """Return the people at a table in groups: two people are in one group if others can connect them by languages."""
    groups: list[tuple[set[str], list[Person]]] = []
    for person in here:
        spoken = set(languages_of(room, person))
        if person.duty is Duty.INTERPRETER or speaks_main(room, person):
            spoken |= find_main_languages(room)
        joined = [person]
        for group in [group for group in groups if group[0] & spoken]:
            groups.remove(group)
            spoken |= group[0]
            joined = [*group[1], *joined]
        groups.append((spoken, joined))
    return [people for _, people in groups]


def find_uninterpreted(room: Room, plan: Plan) -> tuple[CutOff, ...]:
    """Return the people whose needs name an interpreter for a language that no such staff at their table speak."""
    staff = room.staff_members(plan)
    coming = {person.id for person in room.coming}
    written = {language_key(one): one for person in room.persons for one in person.languages}
    found = []
    for person, languages in list_interpreted(room, is_whole=True).items():
        language = min(languages)
        for table in plan.tables_of(person) if person in coming else ():
            if not any(languages_of(room, one) & languages for one in staff[table] if one.duty in INTERPRETING):
                found.append(CutOff(table, (person,), (written.get(language, language),)))
    return tuple(found)


def describe_cut_off(room: Room, found: CutOff, names: str) -> str:
    """Return who can talk with no one else at their table, as a sentence.

    Parameters
    ----------
    room : Room
    found : CutOff
    names : str
        The people, as the reader may see them.
    """
    return said_count(
        "%(people)s shares no language with anyone else at %(table)s.",
        "%(people)s share a language with no one else at %(table)s.",
        len(found.people),
        people=names,
        table=room.table(found.table).label,
    )


_TO_BRING = message("Bring an interpreter for %(language)s to %(table)s.")
_TO_BRING_BETWEEN = message("Bring an interpreter between %(language)s and %(other_language)s to %(table)s.")
_WHO_TO_BRING = message(
    "Bring an interpreter for %(language)s to %(table)s: %(name)s, who is at %(other)s, speaks %(language)s."
)
_WHO_TO_BRING_BETWEEN = message(
    "Bring an interpreter between %(language)s and %(other_language)s to %(table)s: %(name)s, who is at %(other)s, "
    "speaks both."
)


def advise_interpreters(
    room: Room, found: Iterable[CutOff], plan: Plan | None = None, name: Callable[[Person], str] = attrgetter("label")
) -> Iterator[str]:
    """Yield where to bring an interpreter, once for each table and language.

    With a plan, the sentence names an interpreter for the language at a table where everyone speaks the language of the
    room, and each interpreter for one table only. Needs are not looked at there: they are private.

    Parameters
    ----------
    room : Room
    found : iterable of CutOff
    plan : Plan, optional
    name : function
        Returns the name of an interpreter as the reader can see it.
    """
    asked: dict[tuple[str, frozenset[str]], tuple[str, ...]] = {}
    for one in found:
        spoken = sorted(one.interpreted)
        if spoken:
            asked[one.table, frozenset(map(language_key, spoken))] = tuple(map(said_language, spoken))
    spare = () if plan is None else tuple(_list_spare(room, plan))
    promised: dict[str, str] = {}
    for (table, keys), languages in asked.items():
        to = {"language": languages[0], "other_language": languages[-1], "table": room.table(table).label}
        able = ((one, at) for one, at in spare if keys <= languages_of(room, one) and at != table)
        free = next(((one, at) for one, at in able if promised.get(one.id, table) == table), None)
        if free is None:
            asking = _TO_BRING if len(languages) == 1 else _TO_BRING_BETWEEN
            yield said(asking, **to)
        else:
            promised[free[0].id] = table
            asking = _WHO_TO_BRING if len(languages) == 1 else _WHO_TO_BRING_BETWEEN
            yield said(asking, **to, name=name(free[0]), other=room.table(free[1]).label)


def _list_spare(room: Room, plan: Plan) -> Iterator[tuple[Person, str]]:
    """Yield the interpreters at tables where everyone else speaks the language of the room, each with the table."""
    members = room.members(plan)
    for table, staff in room.staff_members(plan).items():
        if all(speaks_main(room, person) for person in members[table]):
            yield from ((one, table) for one in staff if one.duty is Duty.INTERPRETER and one.listed)
