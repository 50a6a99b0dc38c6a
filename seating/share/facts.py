"""All that shared pages are made of, as plain data that everyone may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from seating.charts.chart_entry import ShortEntry
from seating.present.settings import Settings


class Purpose(StrEnum):
    """What a link opens. Each has a secret of its own, and opens nothing else."""

    CHAIR = "chair"
    ROOM = "room"
    ASK = "ask"
    HEAT = "heat"
    USHERS = "ushers"


LIVE = frozenset({Purpose.ROOM, Purpose.HEAT})
"""The links whose page follows what happens, for a projector."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a participant can choose, and its text on the page."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class AskForm:
    """What participants are asked about: the tables, and the kinds of people that everyone may know of."""

    title: str
    shared_result: str
    tables: tuple[Choice, ...]
    sectors: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What cannot be saved: the place, such as `own table` or `others 0`, and a text in the language of the page."""

    place: str
    says: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A kind of person: how many answers name one at each table, and at any table or none.

    None means at least one answer, but too few to be stated to everyone.
    """

    kind: str
    at: tuple[int | None, ...]
    answers: int | None


@dataclass(frozen=True, slots=True)
class HeatMap:
    """What the answers ask for, by table and kind of person. It has no text that a participant wrote, and no names.

    Attributes
    ----------
    title : str
    answers : int
        The number of charts that count.
    fewest : int
        The smallest number of answers that is stated to everyone, because fewer could be recognized.
    tables : tuple of str
        The labels of the tables, with their numbers.
    rows : tuple of HeatRow
        The kinds, in the order of the form; () with fewer answers than `fewest`.
    """

    title: str
    answers: int
    fewest: int
    tables: tuple[str, ...]
    rows: tuple[HeatRow, ...]

    @property
    def most(self) -> int:
        """The largest number in a cell."""
        return max((number or 0 for row in self.rows for number in row.at), default=0)

    @property
    def has_few(self) -> bool:
        """Whether a number is too small to be stated."""
        return any(None in (*row.at, row.answers) for row in self.rows)

    @property
    def named_most(self) -> tuple[HeatRow, ...]:
        """The kinds that the most answers name, at most three; those of equal number in the order of the form."""
        named = [(row.answers, row) for row in self.rows if row.answers]
        return tuple(row for _, row in sorted(named, key=lambda one: -one[0])[:3])

    @property
    def empty_kinds(self) -> tuple[str, ...]:
        """The kinds that no answer names."""
        return tuple(row.kind for row in self.rows if row.answers == 0)

    @property
    def empty_tables(self) -> tuple[str, ...]:
        """The tables for which no answer names a kind of person."""
        return tuple(label for at, label in enumerate(self.tables) if all(row.at[at] == 0 for row in self.rows))


@dataclass(frozen=True, slots=True)
class UsherLine:
    """A person on the door list.

    Attributes
    ----------
    key : str
        What a form sends for them; it tells nothing about them.
    name, organization, table : str
        As on the door list.
    has_arrived : bool
    letter : str
        Under which the person is looked for on a long list.
    """

    key: str
    name: str
    organization: str
    table: str
    has_arrived: bool
    letter: str


class Source(Protocol):
    """Whoever knows the event. Everything returned may be seen by everyone; `list_ushers` needs the PIN first."""

    def links(self) -> Mapping[Purpose, str]:
        """Return the secret of each link that is open now."""

    def pin(self) -> str:
        """Return the PIN of the ushers."""

    def settings(self, language: str) -> Settings:
        """Return the settings of pages in a language; "" is the language of the event."""

    def page(self, purpose: Purpose, language: str) -> str:
        """Return a page of the packet that everyone may see; "" if there is none now."""

    def ask(self, language: str) -> AskForm:
        """Return what participants are asked about."""

    def read_answer(self, identity: str) -> ShortEntry | None:
        """Return what the device with this identity sent; None if it sent nothing."""

    def save_answer(self, identity: str, answer: ShortEntry, language: str) -> tuple[Wrong, ...]:
        """Save an answer in the place of what the device sent before; return what is wrong with it, () if saved."""

    def draw(self, language: str) -> HeatMap:
        """Return what the answers ask for."""

    def list_ushers(self) -> tuple[UsherLine, ...]:
        """Return everyone on the door list with their table, and whether they have arrived."""

    def mark(self, key: str, *, has_arrived: bool) -> bool:
        """Mark a person as arrived, or take that mark back; return False if no one on the door list has this key."""
