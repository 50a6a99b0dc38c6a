"""Who holds which duty at the tables, and who represents each table at each governance table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from seating.profiles import Person
from seating.report.languages import Words, translatable
from seating.report.places import DUTIES, by_name, duty_in_words, person_anchor
from seating.report.settings import Settings
from seating.result import Membership, Result
from seating.tables import Table
from seating.wording import fold

__all__ = ["ORDER", "TITLE", "Carrier", "Governance", "Held", "Own", "Way", "fill"]

ORDER = 56
TITLE = "Who represents whom"

MEMBER = translatable("member")
"""The role of a person at a governance table who was not drawn from another table."""

MOST_NAMED = 8
"""Maximum number of earlier holders of a duty who are named, the latest first; the others are counted."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A member of a governance table with their role; `anchor` is "" for a person without a seat."""

    name: str
    anchor: str
    role: str


@dataclass(frozen=True, slots=True)
class Way:
    """Who represents one table at each governance table, in the order of the governance tables."""

    table: str
    anchor: str
    carriers: tuple[tuple[Carrier, ...], ...]


@dataclass(frozen=True, slots=True)
class Own:
    """A member of a governance table who was drawn from no other, with their seat in this round, if any."""

    governance: str
    member: Carrier
    table: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Held:
    """The holders of a duty at one table, and who held it there before."""

    table: str
    anchor: str
    duty: str
    holders: tuple[Carrier, ...]
    before: str


@dataclass(frozen=True, slots=True)
class Governance:
    """Governance tables, who represents each table there, their members by name, and the duties of all tables."""

    tables: tuple[str, ...]
    ways: tuple[Way, ...]
    own: tuple[Own, ...]
    held: tuple[Held, ...]


def fill(result: Result, settings: Settings) -> Governance | None:
    """Return the governance; None if there is no governance table and nobody holds a duty."""
    tables = [table for table in result.convening.tables if not table.seats_people]
    held = tuple(_held(result, settings.words))
    if not tables and not held:
        return None
    found = [(membership, _origin(result, membership)) for membership in result.memberships]
    return Governance(
        tables=tuple(table.label for table in tables),
        ways=tuple(_way(result, table, tables, found, settings.words) for table in result.room.tables)
        if tables
        else (),
        own=tuple(_own(result, membership, settings.words) for membership, origin in found if not origin),
        held=held,
    )


def _origin(result: Result, membership: Membership) -> str:
    """Return the id of the table that a person was drawn from; "" for a member by name."""
    table = membership.role.rpartition(" of ")[2]
    return table if table != membership.role and table in result.room.table_index else ""


def _way(
    result: Result, table: Table, tables: Iterable[Table], found: Iterable[tuple[Membership, str]], words: Words
) -> Way:
    """Return who represents a table: people drawn from it, then members by name who sit there.

    Parameters
    ----------
    result : Result
    table : Table
        The table that is represented.
    tables : iterable of Table
        The governance tables.
    found : iterable of (Membership, str)
        Each member of a governance table with the id of the table they were drawn from, "" for none.
    words : Words
    """
    carriers = tuple(
        tuple(
            _drawn(result, membership, words)
            for membership, origin in found
            if membership.table == target.id and (origin or result.plan.seats.get(membership.person, "")) == table.id
        )
        for target in tables
    )
    return Way(table.label, f"table-{table.id}", carriers)


def _drawn(result: Result, membership: Membership, words: Words) -> Carrier:
    """Return a person drawn from a table, with the duty they were drawn for, marked if only suggested."""
    duty = membership.role.partition(" of ")[0]
    carrier = _carrier(result, membership.person, duty, words)
    if duty not in result.duties.get(membership.person, ()):
        return carrier
    return replace(carrier, role=duty_in_words(result, membership.person, duty, words))


def _own(result: Result, membership: Membership, words: Words) -> Own:
    seat = result.plan.seats.get(membership.person)
    label = result.convening.table(membership.table).label
    member = _carrier(result, membership.person, membership.role, words)
    if seat is None:
        return Own(label, member, "", "")
    return Own(label, member, result.room.table(seat).label, f"table-{seat}")


def _carrier(result: Result, person: str, role: str, words: Words) -> Carrier:
    anchor = person_anchor(person) if person in result.plan.seats else ""
    known = role in (*DUTIES, MEMBER)
    return Carrier(result.people.by_id[person].label, anchor, words.gettext(role) if known else role)


def _held(result: Result, words: Words) -> Iterable[Held]:
    """Yield the duties held at each table, in the order in which they first occur; staff are left out."""
    names = list(dict.fromkeys(duty for p in result.room.people for duty in result.duties.get(p.id, ())))
    for table, members in _members(result).items():
        for duty in names:
            holders = [p for p in members if duty in result.duties.get(p.id, ())]
            if holders:
                yield Held(
                    table=result.room.table(table).label,
                    anchor=f"table-{table}",
                    duty=words.gettext(duty) if duty in DUTIES else duty,
                    holders=tuple(_holder(result, person, duty, words) for person in holders),
                    before=_before(result, result.room.table(table), duty, words),
                )


def _holder(result: Result, person: Person, duty: str, words: Words) -> Carrier:
    suggested = words.gettext("suggested") if result.is_suggested(person.id, duty) else ""
    return replace(_carrier(result, person.id, "", words), role=suggested)


def _members(result: Result) -> Mapping[str, tuple[Person, ...]]:
    return {table: tuple(by_name(members)) for table, members in result.room.members(result.plan).items()}


def _before(result: Result, table: Table, duty: str, words: Words) -> str:
    """Return who held a duty at a table in earlier rounds, latest first."""
    names = result.room.lineage(table)
    rounds: dict[str, list[str]] = {}
    for past in reversed(result.room.history.rounds):
        for person, duties in sorted(past.duties.items()):
            if past.seats.get(person) in names and fold(duty) in map(fold, duties) and person in result.people.by_id:
                rounds.setdefault(result.people.by_id[person].label, []).insert(0, str(past.number))
    told = [f"{name} ({', '.join(numbers)})" for name, numbers in rounds.items()]
    left = len(told) - MOST_NAMED
    more = [words.ngettext("%(number)s other", "%(number)s others", left)] if left > 0 else []
    return words.listed([*told[:MOST_NAMED], *more])
