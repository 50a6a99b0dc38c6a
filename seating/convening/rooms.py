"""Determine who is seated in a round, who is not, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from seating.convening.schema import Convening
from seating.profiles import People, Person, Status
from seating.profiles.days import WrittenDay, find_day
from seating.profiles.person import MARKED_ABSENT
from seating.room.plan import Room
from seating.room.tables import Table
from seating.wording import message, said, said_list


@dataclass(frozen=True, slots=True)
class NotSeated:
    """A person on the list without a seat in a round, and the reason: "said no"."""

    person: Person
    reason: str


STATUSES = {
    Status.DECLINED: message("said no"),
    Status.IDEA: message("on the list as an idea"),
    Status.NOMINATED: message("on the list as nominated"),
}
"""What the statuses of people without a seat mean, according to the list: the file of invitations may have news."""

NOTHING_FITS: Mapping[Literal["session", "table"], str] = {
    "session": message("no session fits"),
    "table": message("no table fits"),
}
"""Why people have no seat if nothing fits them, by what there is none of for them."""


def reason_without_seat(person: Person, round_number: int | None = None) -> str | None:
    """Return why a person has no seat in a round; None if they have one.

    Without a round, return why they have no seat in any round.
    """
    if person.attending.is_absent:
        return said(MARKED_ABSENT)
    if not person.status.is_seated:
        return said(STATUSES[person.status])
    if not person.attending.chance:
        return said("said no")
    if (unsuited := person.attending.find_unsuited(round_number)) is not None:
        return said(NOTHING_FITS[unsuited.what])
    rounds = person.attending.rounds
    if rounds is None or (round_number in rounds if round_number is not None else rounds):
        return None
    if not rounds:
        return said("said no")
    named = said_list(str(number) for number in sorted(rounds))
    if len(rounds) == 1:
        return said("coming only for round %(rounds)s", rounds=named)
    return said("coming only for rounds %(rounds)s", rounds=named)


def list_unlisted_members(people: People, governance: Table) -> tuple[str, ...]:
    """Return the names of members of a governance table, as the convening has them, that no one on the list has.

    Examples
    --------
    >>> from seating.profiles import Person
    >>> people = People((Person(id="ana", name="Ana Ruiz"),))
    >>> table = Table(id="steering", kind="steering", people=("ana", "Leo Sand"))
    >>> list_unlisted_members(people, table)
    ('Leo Sand',)
    """
    return tuple(name for name in governance.own_members if governance.governs and not people.named(name))


def list_guests(people: Iterable[Person], round_number: int | None = None) -> list[Person]:
    """Return the people without staff who have a seat in a round; without one, in any."""
    return [one for one in people if one.duty is None and reason_without_seat(one, round_number) is None]


def not_seated(people: People, round_number: int = 1) -> tuple[NotSeated, ...]:
    """Return the people without a seat in a round, in the order of the list."""
    reasons = ((person, reason_without_seat(person, round_number)) for person in people)
    return tuple(NotSeated(person, reason) for person, reason in reasons if reason is not None)


def needs_another_date(person: Person, convening: Convening, round_number: int) -> bool:
    """Whether a person fits no session or table in a round, and has no seat in any round with a day.

    A walk-in is at the door, so another date is not what they need.
    """
    if person.walked_in:
        return False
    numbers = (number for number, plan in enumerate(convening.rounds, 1) if plan.day)
    is_unsuited = person.attending.find_unsuited(round_number) is not None
    return is_unsuited and all(reason_without_seat(person, number) is not None for number in numbers)


def open_room(people: People, convening: Convening, round_number: int = 1) -> Room:
    """Return the room of a round: the tables and the seated people, sorted by id.

    Parameters
    ----------
    people : People
    convening : Convening
    round_number : int
        From 1.
    """
    seated = [person for person in people if reason_without_seat(person, round_number) is None]
    return Room(
        people=_by_id(person for person in seated if person.duty is None),
        staff=_by_id(person for person in seated if person.duty is not None),
        tables=list_tables_of_round(convening, round_number),
        listed=people,
        working_language=convening.working_language,
        round_number=round_number,
        day=find_compared_day(convening, round_number),
    )


def list_tables_with_days(convening: Convening, round_number: int) -> tuple[Table, ...]:
    """Return all tables, each with its day in a round. `list_days` explains the days."""
    days = list_days(convening, round_number)
    return tuple(_on_day(table, days[table.id]) for table in convening.tables)


def list_tables_of_round(convening: Convening, round_number: int) -> tuple[Table, ...]:
    """Return the tables that seat people, each with its day in a round."""
    return tuple(table for table in list_tables_with_days(convening, round_number) if table.seats_people)


def list_tables_by_round(convening: Convening) -> Mapping[int | None, tuple[Table, ...]]:
    """Return the tables that seat people, by the rounds that have a day of their own; None stands for all others.

    They are for comparing days in cells: if no table states a day, each has the day of the round.
    """
    found: dict[int | None, tuple[Table, ...]] = {None: list_tables_of_round(convening, len(convening.rounds) + 1)}
    for number, plan in enumerate(convening.rounds, 1):
        if plan.day is not None and _day_of_rounds(convening) is not None:
            tables, day = list_tables_of_round(convening, number), find_compared_day(convening, number)
            found[number] = tuple(_on_day(table, day) for table in tables) if day else tables
    return found


def find_compared_day(convening: Convening, round_number: int) -> str:
    """Return the day of a round, with which days in cells are compared if no table states a day; "" if one does."""
    day = convening.round_plan(round_number).day
    return str(day) if day is not None and _day_of_rounds(convening) == "" else ""


def list_round_days(convening: Convening) -> Mapping[str, date]:
    """Return the days of the rounds as they stand on the tables, if each table has the day of its round."""
    found: dict[str, date] = {}
    for number, tables in list_tables_by_round(convening).items():
        day = None if number is None else convening.round_plan(number).day
        found |= {table.day: day for table in tables if table.day and day is not None}
    return found


def list_days(convening: Convening, round_number: int) -> Mapping[str, str]:
    """Return the day of each table in a round, by table id; "" if it is not known yet.

    A table that states the day of another round has the day of this one. The tables of a season have days of their own,
    and so have tables that seat no one, unless they state the same day as all that do.

    Parameters
    ----------
    convening : Convening
    round_number : int
        From 1.
    """
    stated = {table.id: table.day for table in convening.tables}
    own, written = convening.round_plan(round_number).day, _day_of_rounds(convening)
    if not written or _is_on(own, written):
        return stated
    held = {table.id for table in convening.tables if table.seats_people}
    here = str(own) if own else ""
    return {one: here if day == written else "" if one in held else day for one, day in stated.items()}


def _day_of_rounds(convening: Convening) -> str | None:
    """Return the only day that the tables that seat people state, as written, if it is that of a round.

    Return "" if they state none, and None if they have days of their own.
    """
    days = {table.day for table in convening.tables if table.seats_people and table.day}
    if not days:
        return ""
    written = days.pop() if len(days) == 1 else ""
    return written if any(_is_on(plan.day, written) for plan in convening.rounds) else None


def _is_on(day: date | None, written: str) -> bool:
    found = None if day is None else find_day(written)
    return day is not None and found is not None and found.may_be(WrittenDay(day.year, day.month, day.day, ""))


def _on_day(table: Table, day: str) -> Table:
    return table if table.day == day else table.model_copy(update={"day": day})


def _by_id(persons: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(sorted(persons, key=lambda person: person.id))
