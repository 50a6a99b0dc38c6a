"""The seven questions of the guided start, and what the answers so far mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from seating.api.request import Request
from seating.convening.rooms import list_guests
from seating.profiles import People, Person
from seating.wording import Said, message


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `example` is an answer to it, and `about` what else can be answered."""

    key: str
    asks: str
    about: str
    example: str


PURPOSE, WHEN, TABLES, NEEDED, APART, ACCESS, BEFORE = (
    "purpose",
    "when",
    "tables",
    "needed",
    "apart",
    "access",
    "before",
)

QUESTIONS = (
    Question(
        PURPOSE,
        message("What is the meeting for?"),
        message("A name and then, after a colon, the result that you all want, with a number and a year."),
        message("Rio Abajo Works: 10,000 jobs that residents can get by 2036"),
    ),
    Question(
        WHEN,
        message("When is it?"),
        message("The date, with the start and end times."),
        message("2026-12-01, 18:00-20:00"),
    ),
    Question(
        TABLES,
        message("How many tables are there, and what are they about?"),
        message("What each table is about, or just the number of tables."),
        message("talent, business, capital, community"),
    ),
    Question(
        NEEDED,
        message("Who must be in the room?"),
        message("Kinds of people, organizations or names, each with a number if you need several."),
        message("2 microentrepreneurs, labor, Carpenters Union"),
    ),
    Question(
        APART,
        message("Who must not share a table?"),
        message("Two people or organizations joined by “and”, with a semicolon before the next pair."),
        message("Ana Ruiz and Ben Stone; Oak Fund and Elm Clinic"),
    ),
    Question(
        ACCESS,
        message("Which languages are spoken, and which tables are easy to reach?"),
        message(
            "List the languages first, then the needs. After a need, write a colon and the tables that "
            "meet it; without a colon, all tables meet it."
        ),
        message("English, Spanish, step-free: capital"),
    ),
    Question(
        BEFORE,
        message("What happened before?"),
        message("Whether it is the first meeting, the same tables continue, or people should meet others."),
        message("first meeting"),
    ),
)
"""The questions in the order in which they are asked. Each can be skipped."""

OCCASION = Question(
    PURPOSE, message("What is the occasion?"), message("A title for the pages."), message("Maren and Tobias")
)
"""The first question about a wedding or a dinner, which works toward no result with a number and a year."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A requirement as it is written into the convening; with `waits`, as a comment, because the list lacks a name.

    `about` is the part of the answer that it comes from.
    """

    plain: Mapping[str, Any]
    waits: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the answers so far mean.

    Attributes
    ----------
    people : People
        The list, or the example rows of a starter list.
    request : Request or None
        Reads the list; None if there are only example rows, so that the convener's people are not known.
    columns : mapping of str to tuple of str
        The headings of columns whose meaning only the answers show, or that have one together, by their meaning.
    typed : mapping of str to str
        The answers as typed, by the key of their question.
    told : mapping of str to Said
        What was understood, by the key of the question.
    title, shared_result : str
    day : date or None
    hours : str
    tables : tuple of mapping
        The tables as in a convening; () until they are answered.
    count : mapping
        `count` and `seats`, if the answer is a number of tables.
    needed, apart : tuple of Entry
    languages : tuple of str
        The languages as codes, the working language first.
    features : mapping of str to tuple of str
        What the tables with these ids offer; the id "" means every table.
    others : tuple of str
        Needs that are no feature of a table, such as childcare.
    before : str
        "first", "same", "other" or "".
    """

    people: People
    request: Request | None = None
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Said] = field(default_factory=dict)
    title: str = ""
    shared_result: str = ""
    day: date | None = None
    hours: str = ""
    tables: tuple[Mapping[str, Any], ...] = ()
    count: Mapping[str, Any] = field(default_factory=dict)
    needed: tuple[Entry, ...] = ()
    apart: tuple[Entry, ...] = ()
    languages: tuple[str, ...] = ()
    features: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    before: str = ""

    @property
    def is_starter(self) -> bool:
        """Whether there are only example rows."""
        return self.request is None

    @property
    def is_party(self) -> bool:
        """Whether it is a wedding or a dinner: the people on the list represent nothing."""
        return not self.is_starter and self.people.is_party

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions for these people."""
        return (OCCASION, *QUESTIONS[1:]) if self.is_party else QUESTIONS

    @property
    def coming(self) -> tuple[Person, ...]:
        """The people on the list who come and are not staff."""
        return tuple(list_guests(self.people, 1))
