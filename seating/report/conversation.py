"""What every table is handed for its conversation: tasks, ground rules, an agenda, prompts when it is stuck."""

from __future__ import annotations

from dataclasses import dataclass

from seating.report.hours import Hours
from seating.report.languages import Words, translatable

__all__ = ["GROUND_RULES", "STUCK_PROMPTS", "TASKS", "USUAL_MINUTES", "Step", "Task", "agenda", "clock"]


@dataclass(frozen=True, slots=True)
class Task:
    """A task at a table: the duty of whoever may have it, its name, and what it is."""

    duty: str
    name: str
    does: str


TASKS = (
    Task("facilitator", translatable("Facilitator"), translatable("keeps the talk open, and takes no side")),
    Task("recorder", translatable("Recorder"), translatable("writes the harvest form, in the speakers’ own words")),
    Task(
        "time-keeper",
        translatable("Time-keeper"),
        translatable("says when half of the time is over, and the last five minutes"),
    ),
    Task("reporter", translatable("Reporter"), translatable("says the one line for the whole room")),
)

GROUND_RULES = (
    translatable("One person speaks at a time."),
    translatable("Listen to understand, then to answer."),
    translatable("Share the air: make room for those who have said least."),
    translatable("Differ over ideas, never over persons."),
    translatable("What is said stays here; what is learned may go out."),
    translatable("Anybody may pass."),
)

STUCK_PROMPTS = (
    translatable("One person talks much: “Let us hear from somebody who has not spoken yet.”"),
    translatable("Nobody talks: two minutes of writing alone, then one sentence from each."),
    translatable("It turns to blame: “What would have to be true for this to work?”"),
    translatable("It stays general: “Can you tell of one time when this happened?”"),
    translatable("It leaves the question: write the new matter down, and come back to the question."),
    translatable("Two people clash: let each say what the other means, until the other agrees."),
)

USUAL_MINUTES = 90
"""The length of a conversation where the table's `time` has no end."""

_SHARES = (
    (translatable("Welcome, tasks and ground rules"), 5),
    (translatable("Opening round: everybody, one minute each"), 15),
    (translatable("The questions"), 40),
    (translatable("Where we agree, and where we differ"), 10),
    (translatable("What we will do: who, and by when"), 15),
    (translatable("One line for the whole room, and thanks"), 5),
)
"""Steps with the ninetieths of the time they take."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the agenda: when it begins, how many minutes it takes, what it is."""

    begins: str
    minutes: int
    what: str


def agenda(hours: Hours | None, words: Words) -> tuple[Step, ...]:
    """Return the steps of a conversation, by the clock where its beginning is known, else from 0:00."""
    begins = hours.begins if hours else 0
    minutes = hours.minutes if hours and hours.minutes else USUAL_MINUTES
    steps, passed = [], 0
    for what, share in _SHARES:
        start, end = _at(passed, minutes), _at(passed + share, minutes)
        steps.append(Step(clock(begins + start), end - start, words.gettext(what)))
        passed += share
    return tuple(steps)


def _at(ninetieths: int, minutes: int) -> int:
    """Return a part of the time in whole minutes, so that no rounding adds up."""
    return round(ninetieths * minutes / sum(share for _, share in _SHARES))


def clock(minutes: int) -> str:
    """Return minutes after midnight as a clock shows them.

    >>> clock(575)
    '9:35'
    """
    return f"{minutes // 60 % 24}:{minutes % 60:02}"
