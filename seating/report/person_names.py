"""The names of people as pages print them."""

from __future__ import annotations

from collections.abc import Iterable

from seating.present.blocks import Span, data
from seating.profiles import Person
from seating.result import Result
from seating.result.cells import show_cell
from seating.room.plan import Plan, Room
from seating.wording import Said, said, said_first, said_joined, said_list


def tell_no_one(result: Result) -> Said:
    """Return "no one"; "none shown" if the reader may not see everyone on the list, who may be there."""
    return said("none shown") if len(result.shown_persons(result.people)) < len(result.people) else said("no one")


def keep_text(text: str) -> str:
    """Return a text as it is, where it is translated when it is printed."""
    return text


def tell_apart(result: Result, person: Person) -> str:
    """Return the name, with a number if others on the list have the same name and organization: "Ana Soto (2)"."""
    name, number = person.label, result.people.number_of(person, by_organization=False)
    if number and result.may_see("organization"):
        number = result.people.number_of(person, by_organization=True)
    return said_joined([name, f"({number})"], " ") if number else name


def name_alone(result: Result, person: Person) -> str:
    """Return the name that tells a person apart where no organization stands beside it."""
    name = tell_apart(result, person)
    is_shared = result.people.number_of(person, by_organization=False) > 0
    organization = show_cell(result, person, "organization") if is_shared else ""
    is_alone = organization and name == person.label
    return said_joined([name, f"({organization})"], " ") if is_alone else name


def name_with_tables(room: Room, plan: Plan, person: Person) -> str:
    """Return the name of a person with a seat, with the numbers of the tables to which they go: "Ana Soto (1, 3)"."""
    numbers = (str(room.table_index[table] + 1) for table in plan.tables_of(person.id))
    return f"{person.label} ({', '.join(numbers)})"


def name_without_seat(name: str) -> Said:
    """Return a name with the mark of a person who has no seat in the round."""
    return said_joined([name, " (", said("no seat in this round"), ")"], "")


def link_person(result: Result, person: str, name: str | None = None) -> Span:
    """Return a name, by default as in a sentence, with a link to the person's line in the report if they sit."""
    link = f"#{person_anchor(person)}" if person in result.plan.seats else ""
    return data(label_apart(result, result.people.by_id[person]) if name is None else name, link)


def named(result: Result, people: Iterable[str], most: int | None = None) -> str:
    """Return the names of people, given by their ids, as one text; with a maximum, the number of the others."""
    by_id = result.people.by_id
    names = [label_apart(result, by_id[person]) if person in by_id else person for person in people]
    return said_list(names) if most is None else said_first(names, most)


def label_apart(result: Result, person: Person) -> str:
    """Return the name for a sentence; with the organization or a number if others have the same name."""
    is_shared = result.people.number_of(person, by_organization=False)
    return name_alone(result, person) if is_shared else person.label


def person_anchor(identity: str) -> str:
    """Return a person's fragment in the report: `person-` and the id, with special characters as `~hex~`."""
    return "person-" + "".join(c if c.isalnum() or c in "-_." else f"~{ord(c):x}~" for c in identity)
