"""Decide which columns and which people each reader may see; `result/privacy.py` decides what else is taken out.

Everything here is an allow-list. A column is shown because it is named below or in `show` of the convening,
never because it is missing from a list of hidden ones. Private columns appear only on the pages and in the files
of `PRIVATE_ON`, and each of these may show only the columns listed for it. Which columns are private is decided in
`profiles.private_columns`.

Pages do not ask this module, but the result, which knows its reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from seating.convening import Convening
from seating.profiles import Person
from seating.profiles.private_columns import ALWAYS_PRIVATE, with_counted


class Audience(StrEnum):
    """The readers of a page."""

    EVERYONE = "everyone"
    TEAM = "the convening team"
    CONVENER = "the convener only"


class HasColumns(Protocol):
    """What decides which columns others may see: a result, or the inputs of a round."""

    @property
    def convening(self) -> Convening:
        """The validated convening."""

    @property
    def private_columns(self) -> frozenset[str]:
        """The columns that only the convener may see."""


SMALLEST = 5
"""Smallest number of people that a page for anyone states, and that a shared chance depends on."""

FOR_EVERYONE = ("name", "organization")
"""Columns of the list that any page may show; tables and duties are not columns."""

FOR_THE_TEAM = ("sector", "representative_type", "assets", "interests", "speaks_to")
"""Columns that the report shows in addition: the cards list assets, and interests explain why a person sits there."""

PRIVATE_ON: Mapping[str, frozenset[str]] = {
    "breakout-rooms.csv": frozenset({"email"}),
    "letters.csv": frozenset({"email"}),
    "needs": frozenset({"needs", "can_come"}),
    "kitchen": frozenset({"needs"}),
    "change_kit": frozenset({"phone", "email"}),
}
"""Private columns that a page for the convener, or a file that is never shared, shows with names.

Some pages for the convener only also show what private requirements and relations contain: `for_you_alone` and
`change_kit`.
"""


def list_columns_for(inputs: HasColumns, reader: Audience) -> tuple[str, ...]:
    """Return the columns that a reader may see of inputs or of a result, in the order in which they are shown."""
    convening = inputs.convening
    return _shown_columns(inputs.private_columns, convening.counts_only, convening.show, reader)


@lru_cache(maxsize=64)  # it is asked for every cell
def _shown_columns(
    private: frozenset[str], counts_only: tuple[str, ...], show: tuple[str, ...], reader: Audience
) -> tuple[str, ...]:
    hidden = with_counted(ALWAYS_PRIVATE | {"listed"} | private, counts_only)
    named = FOR_EVERYONE if reader is Audience.EVERYONE else FOR_EVERYONE + FOR_THE_TEAM
    wanted = dict.fromkeys((*named, *show))
    return tuple(column for column in wanted if column == "name" or column not in hidden)


def may_total(inputs: HasColumns, column: str) -> bool:
    """Whether a page may state how many people have each value of a column, without names."""
    return column not in ALWAYS_PRIVATE | {"listed"} | inputs.private_columns


def may_tell(inputs: HasColumns, column: str) -> bool:
    """Whether pages may tell what follows from a column: it is neither private nor only counted."""
    return may_total(inputs, column) and column not in inputs.convening.counts_only


def private_values(page: str, person: Person, column: str) -> tuple[str, ...]:
    """Return a private cell for one of the pages and files of `PRIVATE_ON`.

    Parameters
    ----------
    page : str
        A key of `PRIVATE_ON`.
    person : Person
    column : str
        A column that the page may show.

    Raises
    ------
    KeyError
        If the page may not show the column. This is a bug in the program, never an error in its input.
    """
    if column not in PRIVATE_ON[page]:
        raise KeyError(f"{page} may not show {column}")
    return person.values(column)


def may_be_named(person: Person, audience: Audience) -> bool:
    """Whether a page may name a person; people with `listed: no` are on no page for everyone."""
    return person.listed or audience is not Audience.EVERYONE


def shown_persons(persons: Iterable[Person], audience: Audience) -> tuple[Person, ...]:
    """Return the people that a page may name."""
    return tuple(person for person in persons if may_be_named(person, audience))
