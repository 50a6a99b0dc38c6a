"""Members of tables who are away in this round, and the table of each staff member in each round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seating.present.languages import Words
from seating.present.settings import Settings
from seating.profiles import Person
from seating.report.labels import DUTIES
from seating.report.places import by_name, person_anchor
from seating.result import Result

ORDER = 54
TITLE = "Members and staff"

MOST_ROUNDS = 6
"""Maximum number of earlier rounds shown for staff; the latest ones are chosen."""


@dataclass(frozen=True, slots=True)
class Away:
    """A table's members who are away in this round, A to Z."""

    table: str
    anchor: str
    people: str


@dataclass(frozen=True, slots=True)
class Staffed:
    """One member of staff: the duty, and the table in each round shown ("" if none)."""

    name: str
    anchor: str
    duty: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """Absent members and staff; `rounds` are the headings of the staff's columns, this round last."""

    away: tuple[Away, ...]
    rounds: tuple[str, ...]
    staff: tuple[Staffed, ...]


def fill(result: Result, settings: Settings) -> Membership | None:
    """Return members and staff; None if there was no earlier round or there is nothing to show."""
    if not result.room.history:
        return None
    words = settings.words
    told = [past for past in result.room.history.rounds if past.staff][-MOST_ROUNDS:]
    rounds = tuple(words.gettext("Round %(number)s", number=past.number) for past in told)
    staff = [
        _staffed(result, person, (*(past.staff for past in told), result.plan.seats), words)
        for person in by_name(result.room.staff)
    ]
    away = tuple(_away(result, words))
    if not away and not (staff and told):
        return None
    return Membership(away, (*rounds, words.gettext("This round")), tuple(staff) if told else ())


def _away(result: Result, words: Words) -> list[Away]:
    """Return each table's members, as of the last round, who are on the list but have no seat."""
    last = result.room.history.last
    found = []
    for table in result.room.tables:
        names = last.members_of(result.room.lineage(table)) if last else frozenset()
        known = (result.people.by_id[person] for person in names if person in result.people.by_id)
        people = [p.label for p in known if p.id not in result.plan.seats and p.status.is_seated]
        if people:
            found.append(Away(table.label, f"table-{table.id}", words.listed(sorted(people, key=str.casefold))))
    return found


def _staffed(result: Result, person: Person, seats: tuple[Mapping[str, str], ...], words: Words) -> Staffed:
    tables = tuple(result.room.label_of(at[person.id]) if person.id in at else "" for at in seats)
    duty = person.duty.value if person.duty else ""
    return Staffed(person.label, person_anchor(person.id), words.gettext(duty) if duty in DUTIES else duty, tables)
