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
    """What participants are asked about: the tables, those where people sit, and the sectors that all may know of."""

    title: str
    shared_result: str
    tables: tuple[Choice, ...]
    own_tables: tuple[Choice, ...]
    sectors: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What cannot be saved: the place, such as `own table` or `others 0`, and a text in the language of the page."""

    place: str
    says: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A word or a table, and how many answers name it."""

    label: str
    answers: int


@dataclass(frozen=True, slots=True)
class Wall:
    """What the answers ask for, for a projector. It has no text that a participant wrote, and no names.

    Attributes
    ----------
    title : str
    answers : int
        The number of charts that count.
    fewest : int
        With fewer answers, no word and no table is counted.
    sectors, tables : tuple of Counted
        Those that more than one answer names, named most often first.
    missing : tuple of str
        The voices on the list of who is missing that everyone may know of.
    cut : str
        How many rows these are of that list; empty if they are all.
    """

    title: str
    answers: int
    fewest: int
    sectors: tuple[Counted, ...]
    tables: tuple[Counted, ...]
    missing: tuple[str, ...] = ()
    cut: str = ""


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

    def draw(self, language: str) -> Wall:
        """Return what the answers ask for."""

    def list_ushers(self) -> tuple[UsherLine, ...]:
        """Return everyone on the door list with their table, and whether they have arrived."""

    def mark(self, key: str, *, has_arrived: bool) -> bool:
        """Mark a person as arrived, or take that mark back; return False if no one on the door list has this key."""
