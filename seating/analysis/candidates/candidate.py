"""A candidate: someone that, or something about a seating that, the convener may want to consider."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from seating.analysis.candidates.words import is_logistics
from seating.convening.convening_file import as_entry, as_flow
from seating.convening.relations import list_relations
from seating.convening.schema import Convening
from seating.convening.tables import make_table_id
from seating.profiles import People, Person, Role, Who
from seating.profiles.categories import is_paperwork
from seating.profiles.columns import CANONICAL, USED_BY_PAGES
from seating.profiles.heads import without_held_seats
from seating.profiles.people import index_by_value, is_blank
from seating.profiles.private_columns import relation_columns
from seating.requirements.base.kind import Requirement
from seating.room.plan import Room
from seating.wording import Said, fold, said, said_joined, squashed, value_key

FEWEST = 12
"""With fewer people coming, a list shows too little of what is usual in it."""

MOST_BLANK = 0.25
"""Largest share of blank cells in a column for which a missing value means anything."""


class Cause(StrEnum):
    """What made the program think of a candidate; the value begins its id."""

    SECTOR = "sector"
    EXPECTED = "expected"
    DEPENDS = "depends"
    LANGUAGE = "language"
    ALONE = "alone"
    DECIDES = "decides"
    FRAME = "frame"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person, or a seat for a person, for the convener to consider.

    Attributes
    ----------
    id : str
        The same in every run and round.
    cause : Cause
    name : str
        A short name.
    why : str
        The reason for which it was thought of, as a sentence.
    line : str
        A requirement that asks for it, as one line of YAML.
    rank : int
        The larger, the earlier it is offered.
    asks : mapping
        The requirement as data.
    columns : frozenset of str
        The columns from which it was inferred.
    pairs : tuple of (str, str)
        For a dependence: the id of the person who depends on another, then the id of the other.
    """

    id: str
    cause: Cause
    name: str
    why: str
    line: str
    rank: int = 0
    asks: Mapping[str, Any] = field(default_factory=dict)
    columns: frozenset[str] = frozenset()
    pairs: tuple[tuple[str, str], ...] = ()

    def entry(self, file: str | None) -> str:
        """Return the line to paste into a convening, in the format of its file; None stands for YAML."""
        return as_entry(self.asks, file)


@dataclass(frozen=True)
class Evidence:
    """What candidates are inferred from.

    Attributes
    ----------
    people : People
    convening : Convening
    room : Room
    requirements : sequence of Requirement
    """

    people: People
    convening: Convening
    room: Room
    requirements: Sequence[Requirement]

    @cached_property
    def coming(self) -> tuple[Person, ...]:
        """The people who come and are described by a row of their own; no staff and no open seats."""
        return tuple(p for p in self.room.coming if not p.is_companion)

    def find_group(self, cells: Mapping[str, str]) -> tuple[Person, ...]:
        """Return those of the people who come who have these cells; at least one cell."""
        who = Who.model_validate(cells)
        column, values = next(iter(who.columns.items()))
        if column not in self._by_value:  # a large room has thousands of groups
            self._by_value[column] = index_by_value(self.coming, column)
        near = self._by_value[column].get(value_key(column, values[0]), ())
        return tuple(person for person in near if who.matches(person))

    @cached_property
    def _by_value(self) -> dict[str, Mapping[str, Sequence[Person]]]:
        return {}

    @cached_property
    def listed(self) -> tuple[Person, ...]:
        """The people on the list, coming or not; no staff and no open seats."""
        return tuple(p for p in without_held_seats(self.people) if p.duty is None and not p.is_companion)

    @cached_property
    def staff(self) -> tuple[Person, ...]:
        """The staff on the list, coming or not. They are no participants, and no candidate is about them."""
        return tuple(person for person in self.people if person.duty is not None)

    @cached_property
    def own_columns(self) -> tuple[str, ...]:
        """The list's own columns that may group people; relations, stipends, paperwork and logistics do not."""
        headings, power = self.people.headings, self.convening.power
        relations = {*relation_columns(self.requirements), *list_relations(headings, power)}
        return tuple(
            column
            for column, heading in headings.items()
            if column not in CANONICAL
            and column not in relations
            and fold(column) != "not"
            and squashed(heading.text) not in USED_BY_PAGES
            and not is_paperwork(heading.text)
            and not is_logistics(heading.text)
        )

    def is_known(self, column: str) -> bool:
        """Whether the list has the column and enough of its cells are filled."""
        if column not in self.people.headings or len(self.coming) < FEWEST:
            return False
        return sum(is_blank(person, column) for person in self.coming) <= MOST_BLANK * len(self.coming)

    def may_ask(self, column: str, value: str) -> bool:
        """Whether the vocabulary of the convening allows a value in a column."""
        allowed = self.convening.vocabulary.get(column)
        return allowed is None or fold(value) in {fold(word) for name in allowed for word in (name, *allowed[name])}


def tell_uncounted(why: Said, staff: Collection[Person]) -> Said:
    """Return a sentence on a group, with the remark that it does not count the staff who belong to the group."""
    return said_joined([why, said("Staff are not counted.")], " ") if staff else why


def voice_candidate(
    cause: Cause,
    parts: Sequence[str],
    name: str,
    why: str,
    who: Mapping[str, Any],
    rank: int,
    at_least: int = 1,
    more: frozenset[str] = frozenset(),
) -> Candidate:
    """Return a candidate that a voice of the whole room would ask for.

    Parameters
    ----------
    cause : Cause
    parts : sequence of str
        What makes it this candidate among those of its cause.
    name, why : str
    who : mapping of column to value or values
    rank : int
    at_least : int
    more : frozenset of str
        Columns that were read in addition to those of `who`.
    """
    plain = {c: v[0] if isinstance(v, list) and len(v) == 1 else v for c, v in who.items()}
    asks: dict[str, Any] = {"kind": "voice", "name": str(name), "who": plain, "at": "the room"}
    if at_least > 1:
        asks["at_least"] = at_least
    return Candidate(make_id(cause, parts), cause, name, why, as_flow(asks), rank, asks, frozenset(who) | more)


def pair_candidate(
    cause: Cause, parts: Sequence[str], name: str, why: str, who: Mapping[str, Any], rank: int
) -> Candidate:
    """Return a candidate for a second person at the same table; the parameters are those of `voice_candidate`."""
    asks = {"kind": "voice", "name": str(name), "who": dict(who), "at_least": 2, "or_none": True}
    return Candidate(make_id(cause, parts), cause, name, why, as_flow(asks), rank, asks, frozenset(who))


def make_id(cause: Cause, parts: Sequence[str]) -> str:
    """Return an id from the texts that make up a candidate; texts that it cannot show add a part of their hash."""
    shown = [make_table_id(part) for part in parts]
    is_lossy = not all(shown) or any(map(_loses, parts))
    digest = hashlib.sha256(fold("\x1f".join(parts)).encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return "-".join([cause.value, *filter(None, shown), *([digest] if is_lossy else [])])


def _loses(part: str) -> bool:
    """Whether two different texts may look like this one in an id, which shows only letters from a to z and digits.

    A representative type has a hyphen, but there are only three of them.
    """
    plain = unicodedata.normalize("NFKD", fold(part).replace("_", " "))
    shown = "".join(c for c in plain if not unicodedata.combining(c)).replace(" ", "")
    return part not in [*Role] and not (shown.isascii() and shown.isalnum())
