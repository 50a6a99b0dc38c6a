"""The cells of people, as far as the reader of a result may see them and they are known."""

from __future__ import annotations

from collections.abc import Collection

from seating.profiles import Person
from seating.profiles.needs import Need, list_needs
from seating.profiles.person import is_forgotten
from seating.result.readers import private_values
from seating.result.result_facts import Facts
from seating.room.plan import Room

ALWAYS_SAVED = frozenset({"organization", "sector", "representative_type"})
"""Columns that every saved round keeps."""


def show_values(result: Facts, person: Person, column: str) -> tuple[str, ...]:
    """Return the values of one cell; () if the cell is blank or the reader may not see it."""
    return person.values(column) if result.may_see(column) else ()


def show_cell(result: Facts, person: Person, column: str) -> str:
    """Return the values of one cell as one text; "" if the cell is blank or the reader may not see it."""
    return "; ".join(show_values(result, person, column))


def show_needs(page: str, person: Person) -> tuple[Need, ...]:
    """Return what a person needs, for one of the pages that may show it (see `private_values`)."""
    return list_needs(private_values(page, person, "needs"), person)


def lacks_cells(room: Room, unread: Collection[str], column: str) -> bool:
    """Whether the cells of a column are not known of everyone with a seat.

    The cells of a person who was forgotten were removed. Of people of a saved round who left the list, only those
    cells are known that every round keeps.
    """
    return any(
        not person.values(column) and (is_forgotten(person.id) or (person.id in unread and column not in ALWAYS_SAVED))
        for person in room.coming
    )
