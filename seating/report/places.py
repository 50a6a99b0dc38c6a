"""Tables and the people at them, as pages show them: numbered, sorted, with what this audience may see."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from seating.profiles import Person, Role
from seating.report.privacy import Audience, may_see, shown_cell, shown_columns, shown_persons
from seating.result import Result
from seating.tables import Table
from seating.wording import counted, listed

__all__ = ["ROLE_MARKS", "Place", "RoleMark", "Seated", "by_name", "named", "places", "seated", "sort_key"]


@dataclass(frozen=True, slots=True)
class RoleMark:
    """How a representative type is marked: a shape (the id of a drawing), a letter and a word."""

    shape: str
    letter: str
    word: str


ROLE_MARKS: Mapping[Role | None, RoleMark] = {
    Role.DECISION_MAKER: RoleMark("decision-maker", "D", "decision-maker"),
    Role.DOER: RoleMark("doer", "W", "doer"),
    Role.DESIGNEE: RoleMark("designee", "R", "designee"),
    None: RoleMark("no-role", "", "type not stated"),
}
"""In the order of legends; the letters stand for decides, works and represents."""


@dataclass(frozen=True, slots=True)
class Seated:
    """One person at a table, with what the page may show.

    Attributes
    ----------
    name, organization, sector : str
        Blank where the list has none, or the audience may not see it.
    duties : tuple of str
    mark : RoleMark or None
        None where the audience may not see the representative type, and for staff.
    more : tuple of str
        The values of further columns that the convening shows.
    is_staff : bool
    """

    id: str
    name: str
    organization: str
    sector: str
    duties: tuple[str, ...]
    mark: RoleMark | None
    more: tuple[str, ...]
    is_staff: bool

    @property
    def about(self) -> tuple[str, ...]:
        """Return what stands under the name, in one line."""
        role = self.mark.word if self.mark is not None and self.mark.letter else ""
        return tuple(part for part in (self.organization, self.sector, role, *self.more) if part)


@dataclass(frozen=True, slots=True)
class Place:
    """One table with its people.

    Attributes
    ----------
    number : int
        From 1, in the convening's order; the same on every page.
    people, staff : tuple of Seated
        Whom the audience may see, by name.
    taken : int
        People at the table, seen or not; staff take no seat.
    free : int or None
        Seats left; None when the table has no limit.
    """

    number: int
    table: Table
    people: tuple[Seated, ...]
    staff: tuple[Seated, ...]
    taken: int
    free: int | None

    @property
    def anchor(self) -> str:
        """The fragment of the table's card."""
        return f"table-{self.table.id}"

    @property
    def seats_line(self) -> str:
        """Return people, seats and what is left, in one line."""
        seats = str(self.table.seats).replace("-", "–")
        return f"{counted(self.taken, 'person', 'people')} · {seats} seats · {self.room_left}"

    @property
    def has_room(self) -> bool:
        """Whether one more person may sit here."""
        return self.free is None or self.free > 0

    @property
    def room_left(self) -> str:
        """Return the seats left, in words."""
        if self.free is None:
            return "no limit"
        return "full" if self.free == 0 else f"{self.free} free" if self.free > 0 else f"{-self.free} over"


def places(result: Result, audience: Audience) -> tuple[Place, ...]:
    """Return every table that people are seated at, with its people."""
    people, staff = result.room.members(result.plan), result.room.staff_members(result.plan)
    found = []
    for number, table in enumerate(result.room.tables, start=1):
        taken, limit = len(people[table.id]), table.seats.maximum
        found.append(
            Place(
                number=number,
                table=table,
                people=seated(result, people[table.id], audience),
                staff=seated(result, staff[table.id], audience),
                taken=taken,
                free=None if limit is None else limit - taken,
            )
        )
    return tuple(found)


def seated(result: Result, persons: Iterable[Person], audience: Audience) -> tuple[Seated, ...]:
    """Return those people whom an audience may see, by name."""
    more = [c for c in shown_columns(result, audience) if c not in _HAS_ITS_PLACE]
    shows_role = may_see(result, audience, "representative_type")
    return tuple(
        Seated(
            id=person.id,
            name=person.label,
            organization=shown_cell(result, audience, person, "organization"),
            sector=shown_cell(result, audience, person, "sector"),
            duties=result.duties.get(person.id, ()),
            mark=ROLE_MARKS[person.representative_type] if shows_role and person.duty is None else None,
            more=tuple(value for column in more for value in person.values(column)),
            is_staff=person.duty is not None,
        )
        for person in by_name(shown_persons(persons, audience))
    )


_HAS_ITS_PLACE = {"name", "organization", "sector", "representative_type"}


def named(result: Result, people: Iterable[str]) -> str:
    """Return the names of people, by their ids, as one text."""
    by_id = result.people.by_id
    return listed(by_id[person].label if person in by_id else person for person in people)


def by_name(persons: Iterable[Person]) -> list[Person]:
    """Return the people A to Z by their names as written; two of one name by their ids."""
    return sorted(persons, key=lambda person: (*sort_key(person.label), person.id))


def sort_key(text: str) -> tuple[bool, str, str]:
    """Return the key by which names are sorted: accents do not part letters, and signs come last."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    letters = "".join(c for c in plain if c.isalnum() or c.isspace()).strip()
    return (not letters, letters, text)
