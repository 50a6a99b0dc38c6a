"""The table sheets: for each table what it is for, who sits there, and a form for what it brings home."""

from __future__ import annotations

from dataclasses import dataclass

from seating.report.places import Place, RoleMark, places
from seating.report.privacy import Audience
from seating.report.settings import Settings
from seating.result import Result

__all__ = ["ABOUT", "AUDIENCE", "ORDER", "TITLE", "Questions", "Sheet", "Sheets", "fill"]

ORDER = 20
TITLE = "Table sheets"
ABOUT = "One sheet a table: its purpose, questions and people, and on the back the harvest form."
AUDIENCE = Audience.EVERYONE

MOST_EMPTY_LINES = 4
LINES_WITHOUT_LIMIT = 2

TASKS = ("Facilitator", "Recorder", "Time-keeper", "Reporter")

GROUND_RULES = (
    "One person speaks at a time.",
    "Listen to understand, then to answer.",
    "Share the air: make room for those who have said least.",
    "Differ over ideas, never over persons.",
    "What is said stays here; what is learned may go out.",
    "Anybody may pass.",
)


@dataclass(frozen=True, slots=True)
class Task:
    """A task at the table, and who has it when somebody has."""

    name: str
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions in one language; blank where the convening names none."""

    language: str
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table's sheet."""

    place: Place
    when_and_where: str
    questions: tuple[Questions, ...]
    empty_lines: range
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """All sheets, with what stands on each of them."""

    sheets: tuple[Sheet, ...]
    ground_rules: tuple[str, ...]
    marks: tuple[RoleMark, ...]


def fill(result: Result, settings: Settings) -> Sheets:
    """Return a sheet for each table at which somebody sits."""
    found = [place for place in places(result, AUDIENCE, settings.words) if place.taken or place.staff]
    seen = {person.mark for place in found for person in place.people if person.mark}
    marks = sorted((mark for mark in seen if mark.letter), key=lambda mark: mark.word)
    return Sheets(tuple(_sheet(place) for place in found), GROUND_RULES, tuple(marks))


def _sheet(place: Place) -> Sheet:
    table = place.table
    free = LINES_WITHOUT_LIMIT if place.free is None else max(0, place.free)
    return Sheet(
        place=place,
        when_and_where=" · ".join(part for part in (table.place, table.day, table.time) if part),
        questions=tuple(Questions(language, asked) for language, asked in table.questions.items() if asked),
        empty_lines=range(min(free, MOST_EMPTY_LINES)),
        tasks=tuple(_task(name, place) for name in TASKS),
    )


def _task(name: str, place: Place) -> Task:
    here = (*place.people, *place.staff)
    return Task(name, tuple(person.name for person in here if name.casefold() in person.duties))
