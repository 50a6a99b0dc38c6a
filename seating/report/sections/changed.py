"""What changed since the last round: who moved, who is new, who is absent, and which pairs meet again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from seating.profiles import Person
from seating.report.languages import Words
from seating.report.places import by_name, person_anchor
from seating.report.settings import Settings
from seating.result import Result

__all__ = ["ORDER", "TITLE", "Changed", "Figure", "Group", "Meeting", "Mover", "fill"]

ORDER = 69
TITLE = "What changed"

MOST_MEETINGS = 20
"""Maximum number of pairs that are named; those who have shared a table most often come first."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the label of what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Mover:
    """One person; `origin` is "" for a new person, `target` is "" for an absent one."""

    name: str
    anchor: str
    origin: str
    target: str


@dataclass(frozen=True, slots=True)
class Group:
    """The people with the same change, A to Z."""

    title: str
    people: tuple[Mover, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two people at one table who have shared a table before."""

    names: tuple[str, str]
    table: str
    times: str


@dataclass(frozen=True, slots=True)
class Changed:
    """All changes; `more_meetings` says how many pairs are not named."""

    figures: tuple[Figure, ...]
    groups: tuple[Group, ...]
    meetings: tuple[Meeting, ...]
    more_meetings: str


def fill(result: Result, settings: Settings) -> Changed | None:
    """Return what changed; None if there was no earlier round."""
    last = result.room.history.last
    if last is None:
        return None
    words = settings.words
    here, seen = by_name(result.room.people), result.room.history.seen
    moved = [p for p in here if p.id in last.seats and not _stayed(result, p, last.seats)]
    stayed = sum(1 for p in here if p.id in last.seats) - len(moved)
    new = [p for p in here if p.id not in seen]
    back = [p for p in here if p.id in seen and p.id not in last.seats]
    gone = by_name(p for p in result.people if p.id in last.seats and p.id not in result.room.index)
    _ = words.gettext
    named = (
        (_("Moved"), moved),
        (_("New"), new),
        (_("Back after a round away"), back),
        (_("Absent this time"), gone),
    )
    again = _again(result)
    figures = [(stayed, _("at the same table")), *((len(people), title.lower()) for title, people in named)]
    return Changed(
        figures=(
            *(Figure(f"{n:,}", label) for n, label in figures),
            Figure(f"{len(again):,}", _("pairs who meet again")),
        ),
        groups=tuple(Group(title, _movers(result, people, last.seats)) for title, people in named if people),
        meetings=tuple(_meeting(result, pair, times, words) for pair, times in again[:MOST_MEETINGS]),
        more_meetings=_more(len(again) - MOST_MEETINGS, words),
    )


def _stayed(result: Result, person: Person, before: Mapping[str, str]) -> bool:
    """Whether a person sits at the same table as in the last round, even if the table was renamed since then."""
    return before[person.id] in result.room.lineage(result.room.table(result.plan.seats[person.id]))


def _movers(result: Result, people: Iterable[Person], before: Mapping[str, str]) -> tuple[Mover, ...]:
    seats = result.plan.seats
    return tuple(
        Mover(
            name=person.label,
            anchor=person_anchor(person.id) if person.id in seats else "",
            origin=_label(result, before.get(person.id)),
            target=_label(result, seats.get(person.id)),
        )
        for person in people
    )


def _label(result: Result, table: str | None) -> str:
    """Return a table's name; its id if the table no longer exists."""
    if table is None:
        return ""
    return result.room.table(table).label if table in result.room.table_index else table


def _again(result: Result) -> list[tuple[tuple[str, str], int]]:
    """Return the pairs at one table who have shared a table before, with the number of times, most often first."""
    times = result.room.history.times_together()
    people = result.room.members(result.plan).values()
    pairs = (pair for members in people for pair in combinations(sorted(p.id for p in members), 2))
    again = [(pair, times[pair]) for pair in pairs if times.get(pair)]
    return sorted(again, key=lambda found: (-found[1], found[0]))


def _meeting(result: Result, pair: tuple[str, str], times: int, words: Words) -> Meeting:
    one, other = (result.people.by_id[person].label for person in pair)
    before = words.ngettext("%(number)s time before", "%(number)s times before", times)
    return Meeting((one, other), _label(result, result.plan.seats[pair[0]]), before)


def _more(number: int, words: Words) -> str:
    if number <= 0:
        return ""
    return words.ngettext("%(number)s more pair meets again.", "%(number)s more pairs meet again.", number)
