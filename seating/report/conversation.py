"""What every table gets for its conversation: tasks, ground rules, an agenda, and prompts for when it is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from seating.report.calendar import USUAL_MINUTES, Hours
from seating.report.languages import Words, translatable

__all__ = ["GROUND_RULES", "STUCK_PROMPTS", "TASKS", "Step", "Task", "agenda", "clock"]


@dataclass(frozen=True, slots=True)
class Task:
    """A task at a table: the duty of the people who may have it, its name, and its description."""

    duty: str
    name: str
    does: str


TASKS = (
    Task("facilitator", translatable("Facilitator"), translatable("keeps the conversation open and takes no side")),
    Task("recorder", translatable("Recorder"), translatable("fills in the harvest form in the speakers’ own words")),
    Task(
        "time-keeper",
        translatable("Time-keeper"),
        translatable("announces half-time and the last five minutes"),
    ),
    Task("reporter", translatable("Reporter"), translatable("reads out the one line for the whole room")),
)

GROUND_RULES = (
    translatable("One person speaks at a time."),
    translatable("Listen to understand before you answer."),
    translatable("Share the time: make room for those who have spoken least."),
    translatable("Disagree with ideas, never with people."),
    translatable("What is said here stays here; what is learned here may leave."),
    translatable("Anyone may pass."),
)

STUCK_PROMPTS = (
    translatable("One person talks a lot: “Let us hear from someone who has not spoken yet.”"),
    translatable("Nobody talks: everyone writes alone for two minutes, then says one sentence."),
    translatable("It turns to blame: “What would have to be true for this to work?”"),
    translatable("It stays general: “Can you tell us about one time when this happened?”"),
    translatable("It drifts from the question: write the new topic down and come back to the question."),
    translatable("Two people clash: each says what the other means until the other agrees."),
)

_SHARES = (
    (translatable("Welcome, tasks and ground rules"), 5),
    (translatable("The questions"), 40),
    (translatable("Where we agree, and where we differ"), 10),
    (translatable("What we will do: who, and by when"), 15),
    (translatable("One line for the whole room, and thanks"), 5),
)
"""The steps of the agenda, except the opening round, which comes second, with their relative lengths."""

_OPENING = (
    (120, translatable("Opening round: everybody, two minutes each")),
    (60, translatable("Opening round: everybody, one minute each")),
    (30, translatable("Opening round: everybody, half a minute each")),
    (10, translatable("Opening round: names only")),
)
"""Seconds for each person in the opening round, longest first, with the name of the step."""

_OPENING_SHARE = 6
"""The opening round may take at most one part in this many of the time, so at most a sixth."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the agenda: when it begins, how many minutes it takes, and what it is."""

    begins: str
    minutes: int
    what: str


def agenda(hours: Hours | None, people: int, words: Words) -> tuple[Step, ...]:
    """Return the steps of a conversation.

    In the opening round each person gets the longest time with which the round fits in its part of the conversation.

    Parameters
    ----------
    hours : Hours or None
        The start and the length; if the start is unknown, the steps begin at 0:00.
    people : int
        The number of people at the table.
    words : Words
    """
    begins = hours.begins if hours else 0
    minutes = hours.minutes if hours and hours.minutes else USUAL_MINUTES
    fitting = (each for each in _OPENING if _OPENING_SHARE * people * each[0] <= 60 * minutes)
    seconds, opening = next(fitting, _OPENING[-1])
    round_minutes = min(minutes, ceil(people * seconds / 60))
    all_shares, passed = sum(share for _, share in _SHARES), 0
    lengths: list[tuple[str, int]] = []
    for what, share in _SHARES:  # the sums are rounded, not the steps, so that rounding errors do not add up
        left = minutes - round_minutes
        start, passed = round(passed * left / all_shares), passed + share
        lengths.append((what, round(passed * left / all_shares) - start))
    steps, start = [], begins
    for what, length in (lengths[0], (opening, round_minutes), *lengths[1:]):
        steps.append(Step(clock(start), length, words.gettext(what)))
        start += length
    return tuple(steps)


def clock(minutes: int) -> str:
    """Return minutes after midnight as a time of day.

    >>> clock(575)
    '9:35'
    """
    return f"{minutes // 60 % 24}:{minutes % 60:02}"
