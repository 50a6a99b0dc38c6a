"""Who may see what: the one place that decides, for the report, `result.json` and every page of the packet.

Everything here is an allow-list. A column is shown because it is named below or in the convening's
`show`, never because nobody thought of hiding it. What is private is shown by the pages and files of
`PRIVATE_ON` alone, each of them only the columns that stand there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from seating.convening.privacy import ALWAYS_PRIVATE
from seating.profiles import Person
from seating.result import Result

__all__ = [
    "PRIVATE_ON",
    "Audience",
    "may_read",
    "may_see",
    "may_total",
    "private_values",
    "shown_cell",
    "shown_columns",
    "shown_persons",
    "shown_values",
]


class Audience(StrEnum):
    """For whom a page is made."""

    EVERYONE = "everyone"
    TEAM = "the convening team"
    CONVENER = "the convener only"


FOR_EVERYONE = ("name", "organization")
"""Columns of the list that any page may show; tables and duties are not columns but seats."""

FOR_THE_TEAM = ("sector", "representative_type", "assets", "interests", "speaks_to")
"""Columns that the report shows besides: what each brings is on the cards, interests tell why somebody sits here."""


PRIVATE_ON: Mapping[str, frozenset[str]] = {
    "breakout-rooms.csv": frozenset({"email"}),
    "letters.csv": frozenset({"email"}),
    "needs": frozenset({"needs"}),
    "change_kit": frozenset({"phone", "email"}),
    "what_to_do_cards": frozenset({"phone", "email", "attending"}),
    "recruit": frozenset({"phone", "email"}),
}
"""Private columns that a page for the convener, or a file that is never shared, shows with names.

What private requirements and relations ask is besides on the pages `reasons`, `missing_voices`,
`change_kit`, `recruit` and `power`, which are for the convener alone.
"""


def may_read(reader: Audience, audience: Audience) -> bool:
    """Whether somebody of the first audience may read a page that is made for the second."""
    order = list(Audience)
    return order.index(audience) <= order.index(reader)


def private_values(page: str, person: Person, column: str) -> tuple[str, ...]:
    """Return a private cell for one of the pages and files of `PRIVATE_ON`.

    Raises
    ------
    KeyError
        When the page may not show the column: a fault of the program, never of its input.
    """
    if column not in PRIVATE_ON[page]:
        raise KeyError(f"{page} may not show {column}")
    return person.values(column)


def shown_columns(result: Result, audience: Audience) -> tuple[str, ...]:
    """Return the columns an audience may see, in the order in which they are shown."""
    hidden = ALWAYS_PRIVATE | {"listed"} | result.private_columns | set(result.convening.counts_only)
    named = FOR_EVERYONE if audience is Audience.EVERYONE else FOR_EVERYONE + FOR_THE_TEAM
    wanted = dict.fromkeys((*named, *result.convening.show))
    return tuple(column for column in wanted if column == "name" or column not in hidden)


def may_see(result: Result, audience: Audience, column: str) -> bool:
    """Whether an audience may see a column."""
    return column in shown_columns(result, audience)


def may_total(result: Result, column: str) -> bool:
    """Whether the report may say how many people have each value of a column, without a name."""
    return column not in ALWAYS_PRIVATE | {"listed"} | result.private_columns


def shown_values(result: Result, audience: Audience, person: Person, column: str) -> tuple[str, ...]:
    """Return what an audience may see of one cell; () where it is blank or not for them."""
    return person.values(column) if may_see(result, audience, column) else ()


def shown_cell(result: Result, audience: Audience, person: Person, column: str) -> str:
    """Return what an audience may see of one cell, as one text."""
    return "; ".join(shown_values(result, audience, person, column))


def shown_persons(persons: Iterable[Person], audience: Audience) -> tuple[Person, ...]:
    """Return the people whom a page for this audience may name; `listed: no` is on no page for everyone."""
    return tuple(person for person in persons if person.listed or audience is not Audience.EVERYONE)
