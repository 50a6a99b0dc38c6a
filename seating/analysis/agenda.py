"""The agenda of a table's conversation: how long each step takes, and how long each person can speak."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil

from seating.analysis.season.session_times import read_hours
from seating.errors import Note
from seating.profiles import Person
from seating.room.tables import Table, TableKind
from seating.wording import message, quoted, said, said_first, said_joined, said_list

OPENING_SECONDS = (120, 60, 30, 10)
"""Seconds for each person in the opening round, longest first; with the last, people only say their names."""

OPENING_SHARE = 6
"""The opening round may take at most 1/`OPENING_SHARE` of the time, unless people only say their names."""

BEFORE: tuple[int, ...] = (5,)
QUESTIONS = 40
AFTER: tuple[int, ...] = (10, 15, 5)
"""The relative lengths of the other steps: before the questions, the questions together, and after them."""

LISTENING_BEFORE: tuple[int, ...] = (4, 6)
LISTENING_QUESTIONS = 42
LISTENING_AFTER: tuple[int, ...] = (6, 2)
"""The same for a listening session, where each question is a step."""

GROUPS_BELOW = 60
"""Seconds. If each person has less than this for each question, the table splits into groups for the questions."""

GROUP = 5
"""Maximum number of people in a group."""

REPORT_SECONDS = 20
"""Seconds for the one sentence with which a group reports to the table."""

FEWEST_SECONDS = 30
"""If each person has less than this for each question even in groups, the time is too short."""

WHOLE_MINUTES = 5
"""Minutes. A time to speak that is shorter than this is told to the half minute."""

LONGEST = 240
"""Minutes. A note does not suggest a longer conversation."""

SHOWN_TABLES = 6


@dataclass(frozen=True, slots=True)
class Agenda:
    """The lengths of the steps of one conversation, in whole minutes.

    Attributes
    ----------
    people : int
    before : tuple of int
        The steps before the opening round.
    opening : int
    opening_seconds : int
        Seconds for each person in the opening round.
    asked : tuple of int
        The steps with questions.
    after : tuple of int
    """

    people: int
    before: tuple[int, ...]
    opening: int
    opening_seconds: int
    asked: tuple[int, ...]
    after: tuple[int, ...]

    @property
    def seconds_each(self) -> int:
        """Seconds for each person and step with questions, if everyone speaks to the whole table."""
        return 60 * sum(self.asked) // max(1, self.people * len(self.asked))

    @property
    def is_short(self) -> bool:
        """Whether the time is too short for everyone to speak to the whole table."""
        return self.seconds_each < GROUPS_BELOW

    @property
    def has_groups(self) -> bool:
        """Whether the table splits into groups for the questions; a table as small as one group does not."""
        return self.is_short and self.people > GROUP

    @property
    def seconds_in_groups(self) -> int:
        """Seconds for each person and question, if groups speak at the same time and then report one sentence each."""
        groups = ceil(self.people / GROUP)
        left = 60 * sum(self.asked) // len(self.asked) - REPORT_SECONDS * groups
        return max(0, left // max(1, min(self.people, GROUP)))

    @property
    def is_too_short(self) -> bool:
        """Whether the time is too short, even in groups if the table is large enough for several."""
        return self.is_short and (self.seconds_in_groups if self.has_groups else self.seconds_each) < FEWEST_SECONDS


def plan_agenda(minutes: int, people: int, questions: int | None = None) -> Agenda:
    """Return the lengths of the steps of a conversation. They add up to its length.

    In the opening round each person gets the longest time with which the round fits in its part of the conversation.

    Parameters
    ----------
    minutes : int
        The length of the conversation.
    people : int
        The number of people at the table.
    questions : int, optional
        The number of questions of a listening session, each of which is a step. By default it is a working table,
        where the questions together are one step.
    """
    fitting = (each for each in OPENING_SECONDS if OPENING_SHARE * people * each <= 60 * minutes)
    seconds = next(fitting, OPENING_SECONDS[-1])
    opening = min(minutes, ceil(people * seconds / 60))
    is_working, steps = questions is None, max(1, questions or 1)
    before = BEFORE if is_working else LISTENING_BEFORE
    asked = [(QUESTIONS if is_working else LISTENING_QUESTIONS) / steps] * steps
    lengths = _share_out(minutes - opening, (*before, *asked, *(AFTER if is_working else LISTENING_AFTER)))
    first, last = len(before), len(before) + steps
    return Agenda(people, lengths[:first], opening, seconds, lengths[first:last], lengths[last:])


def _share_out(minutes: int, shares: Sequence[float]) -> tuple[int, ...]:
    """Return whole minutes in proportion to shares; the sums are rounded, so that rounding errors do not add up."""
    ends = [round(minutes * passed / sum(shares)) for passed in accumulate(shares)]
    return tuple(end - start for start, end in pairwise((0, *ends)))


def note_agendas(expected: Mapping[str, Sequence[Person]], tables: Iterable[Table]) -> Iterator[Note]:
    """Yield a note for tables whose time is too short for everyone to speak to the whole table, one for each length.

    Parameters
    ----------
    expected : mapping of table id to sequence of Person
        The people who may come to each table.
    tables : iterable of Table
        Those without a largest number of seats, or without a time that has an end, are left out.
    """
    found: dict[tuple[int, int | None, bool], list[tuple[Table, Agenda]]] = {}
    for table in tables:
        hours, seats = read_hours(table.time), table.seats.maximum
        if hours is None or hours.minutes is None or seats is None:
            continue
        asked = max(map(len, table.questions.values()), default=0) if table.kind is TableKind.LISTENING else None
        agenda = plan_agenda(hours.minutes, min(seats, len(expected[table.id])), asked)
        if agenda.is_short:
            found.setdefault((hours.minutes, asked, agenda.has_groups), []).append((table, agenda))
    for (minutes, asked, _), short in found.items():
        yield _describe_short(minutes, asked, [quoted(table.label) for table, _ in short], [one for _, one in short])


def _describe_short(minutes: int, asked: int | None, labels: Sequence[str], agendas: Sequence[Agenda]) -> Note:
    """Return the note for tables of one length, with the number of people and the length that would fit."""
    most = max(agenda.people for agenda in agendas)
    fitting = (n for n in range(most, 0, -1) if not plan_agenda(minutes, n, asked).is_short)
    long_enough = (m for m in range(minutes + 5, LONGEST + 1, 5) if not plan_agenda(m, most, asked).is_short)
    ways = [said("invite at most %(people)s", people=people) for people in [next(fitting, 0)] if people]
    ways += [said("plan %(minutes)s minutes", minutes=length) for length in [next(long_enough, 0)] if length]
    alone, grouped = ([getattr(a, name) for a in agendas] for name in ("seconds_each", "seconds_in_groups"))
    text = said(
        _FOR_EACH_QUESTION if (asked or 0) > 1 else _FOR_THE_QUESTIONS,
        tables=said_first(labels, SHOWN_TABLES),
        people=_range([agenda.people for agenda in agendas]),
        minutes=minutes,
        time=_say_times(alone),
    )
    parts = [text]
    if agendas[0].has_groups:
        parts.append(said(SAID_IN_GROUPS, most=GROUP, time=_say_times(grouped)))
    if any(agenda.is_too_short for agenda in agendas):
        parts.append(said("Less than %(seconds)s seconds is too short.", seconds=FEWEST_SECONDS))
    if ways:
        parts.append(
            said(
                "To give each person at least %(seconds)s seconds to speak to the whole table, %(ways)s.",
                seconds=GROUPS_BELOW,
                ways=said_list(ways, "or"),
            )
        )
    return Note("agenda-short", said_joined(parts, " "))


_FOR_EACH_QUESTION = message(
    "%(tables)s: with %(people)s people in %(minutes)s minutes, each person has about %(time)s for each question."
)
_FOR_THE_QUESTIONS = message(
    "%(tables)s: with %(people)s people in %(minutes)s minutes, each person has about %(time)s for the questions."
)
SAID_IN_GROUPS = message("In groups of up to %(most)s, each person has about %(time)s.")


def say_time(seconds: int) -> str:
    """Return a time in words, rounded down to 5 seconds or half a minute: "55 seconds", "2½ minutes", "12 minutes"."""
    if seconds < 60:
        return said("%(number)s seconds", number=seconds // 5 * 5 if seconds >= 10 else seconds)
    if seconds < 90:
        return said("1 minute")
    minutes, rest = divmod(seconds, 60)
    has_half = rest >= 30 and minutes < WHOLE_MINUTES
    return said("%(number)s½ minutes", number=minutes) if has_half else said("%(number)s minutes", number=minutes)


def _say_times(seconds: Sequence[int]) -> str:
    low, high = say_time(min(seconds)), say_time(max(seconds))
    return low if low == high else said("%(low)s to %(high)s", low=low, high=high)


def _range(numbers: Sequence[int]) -> str:
    low, high = min(numbers), max(numbers)
    return str(low) if low == high else said("%(low)s to %(high)s", low=low, high=high)
