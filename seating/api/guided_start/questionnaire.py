"""The questions of the guided start, and what the answers so far mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from seating.api.guided_start.list_choices import (
    MOST_CHOICES,
    list_areas,
    list_group_columns,
    list_kinds,
    list_relation_columns,
)
from seating.api.request import Request
from seating.convening.rooms import list_guests
from seating.profiles import People, Person
from seating.profiles.list_rules import ListRules
from seating.wording import Said, message


@dataclass(frozen=True, slots=True)
class Question:
    """A question.

    Attributes
    ----------
    key : str
    asks : str
    about : str
        What can be answered.
    example : str
        An answer.
    is_choice : bool
        Whether the answer is one of the choices.
    choices : tuple of str
        What the list has that can be an answer or a part of one.
    offer : str
        An answer that the list suggests, such as its title; "" for none.
    """

    key: str
    asks: str
    about: str
    example: str
    is_choice: bool = False
    choices: tuple[str, ...] = ()
    offer: str = ""


PURPOSE, WHEN, TABLES, MEMBERS, NEEDED, TOGETHER, APART, ACCESS, BEFORE = (
    "purpose",
    "when",
    "tables",
    "members",
    "needed",
    "together",
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
        message(
            "The number of tables, the seats at each, and what they are about. Add a head table, or tables that "
            "govern: a steering table, a leadership table of the chairs, a data table of the reporters."
        ),
        message("4 tables of 10: talent, business, capital, community"),
    ),
    Question(
        NEEDED,
        message("Who must be in the room?"),
        message(
            "Names, organizations, and people with any value in the list, each with a number if you need several; "
            "“at each table” asks for them everywhere."
        ),
        message("2 microentrepreneurs, labor; a decision-maker at each table"),
    ),
    Question(
        TOGETHER,
        message("Who must sit together?"),
        message("Two or more people joined by “and”, with a semicolon before the next group, or a column."),
        message("Ana Ruiz and Ben Stone; Cleo Hart and Dov Diaz"),
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
        True,
        (message("first meeting"), message("the same tables continue"), message("people meet others")),
    ),
)
"""The questions in the order in which they are asked. Each can be skipped."""

OCCASION = Question(
    PURPOSE, message("What is the occasion?"), message("A title for the pages."), message("Maren and Tobias")
)
"""The first question about a wedding or a dinner, which works toward no result with a number and a year."""


WHO_SITS_THERE = Question(
    MEMBERS,
    message("Who sits at the head table, and who are the members of the tables that govern?"),
    message(
        "People on the list. With several such tables, write the table and a colon before its people, and a semicolon "
        "after them."
    ),
    message("steering: Ana Ruiz, Ben Stone"),
)
"""The question that follows when the answer about tables names some whose members only the convener knows."""


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
    rules : ListRules
        The lines of a convening on how the list is read.
    kept : str
        The text of that convening, which states nothing else; "" if there is none.
    columns : mapping of str to tuple of str
        The headings of columns whose meaning only the answers show, or that have one together, by their meaning.
    offers : mapping of str to str
        The answers that the list suggests, by the key of their question.
    typed : mapping of str to str
        The answers as typed, by the key of their question.
    told : mapping of str to Said
        What was understood, by the key of the question.
    title, shared_result : str
    day : date or None
    hours : str
    tables : tuple of mapping
        The tables as in a convening; () until they are answered.
    heads : frozenset of str
        The ids of the head tables among them.
    members : mapping of str to tuple of str
        The names of the people at the head table and at tables that govern, by the id of the table.
    needed, together, apart : tuple of Entry
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
    rules: ListRules = field(default_factory=ListRules)
    kept: str = ""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    offers: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Said] = field(default_factory=dict)
    title: str = ""
    shared_result: str = ""
    day: date | None = None
    hours: str = ""
    tables: tuple[Mapping[str, Any], ...] = ()
    heads: frozenset[str] = frozenset()
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needed: tuple[Entry, ...] = ()
    together: tuple[Entry, ...] = ()
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
    def chosen_tables(self) -> tuple[Mapping[str, Any], ...]:
        """The tables at which the convener decides who sits: a head table, and tables that govern."""
        return tuple(one for one in self.tables if one["id"] in self.heads or ("kind" in one and "from" not in one))

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions for these people, after the answers so far."""
        first = OCCASION if self.is_party else QUESTIONS[0]
        asked = [first, *QUESTIONS[1:]]
        if self.chosen_tables and not self.is_starter:
            at = next(number for number, one in enumerate(asked) if one.key == TABLES)
            asked.insert(at + 1, WHO_SITS_THERE)
        made = (replace(one, offer=self.offers.get(one.key, "")) for one in asked)
        return tuple(made if self.is_starter else (self._with_choices(one) for one in made))

    def _with_choices(self, question: Question) -> Question:
        """Return a question with what the list has that can be an answer."""
        people, coming = self.people, self.coming
        match question.key:
            case "tables":
                return replace(question, choices=list_areas(coming)[:MOST_CHOICES])
            case "needed":
                return replace(question, choices=list_kinds(people, coming))
            case "together":
                return replace(question, choices=list_group_columns(people, coming))
            case "apart":
                return replace(question, choices=list_relation_columns(people))
        return question

    @property
    def coming(self) -> tuple[Person, ...]:
        """The people on the list who come and are not staff."""
        return tuple(list_guests(self.people, 1))
