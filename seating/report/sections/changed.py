"""What changed: who moved since the last round, which pairs meet again, and how the list differs from the last one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from seating.history import count_company
from seating.initiative.changes import Change, FormerList, ListChange, find_list_changes
from seating.present.languages import Words, translatable
from seating.present.settings import Settings
from seating.profiles import Person, Status
from seating.report.labels import Figure
from seating.report.places import by_name, column_name, person_anchor, sort_key
from seating.report.privacy import Audience, shared_reason, shown_columns
from seating.result import Result

ORDER = 69
TITLE = "What changed"

MOST_MEETINGS = 20
"""Maximum number of pairs that are named; those who have shared a table most often come first."""


MOST_IN_LIST = 200
"""Maximum number of changes of the list that are shown: who is new, who left, who has a seat, then changed cells."""


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
class InList:
    """One change of the list: whose, of what, and what it was and is; `anchor` is "" for a person without a seat."""

    name: str
    anchor: str
    what: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Changed:
    """All changes.

    Attributes
    ----------
    figures : tuple of Figure
        Empty if there was no earlier round.
    groups : tuple of Group
    meetings : tuple of Meeting
    more_meetings : str
        How many pairs are not named; "" for none.
    since : str
        With which list the list is compared; "" if no other list is known.
    in_list : tuple of InList
        The changes of the list, at most `MOST_IN_LIST`.
    more_in_list : str
        How many are not shown; "" for none.
    """

    figures: tuple[Figure, ...]
    groups: tuple[Group, ...]
    meetings: tuple[Meeting, ...]
    more_meetings: str
    since: str
    in_list: tuple[InList, ...]
    more_in_list: str


def fill(result: Result, settings: Settings) -> Changed | None:
    """Return what changed; None if there was no earlier round and no other list."""
    words, last, former = settings.words, result.room.history.last, result.former_list
    if last is None and former is None:
        return None
    named = () if last is None else _name_groups(result, last.placed, words)
    again = _again(result)
    found = () if former is None else _find_list_changes(result, former)
    since = words.gettext(
        "Compared with the list from which round %(number)s was seated:", number=former.round_number if former else 0
    )
    return Changed(
        figures=()
        if last is None
        else _figures(result, last.placed, named, None if again is None else again[0], words),
        groups=tuple(Group(title, _movers(result, people, last.placed)) for title, people in named if people and last),
        meetings=tuple(_meeting(result, pair, times, words) for pair, times in again[1]) if again else (),
        more_meetings=_more(again[0] - len(again[1]), words) if again else "",
        since="" if former is None else since,
        in_list=tuple(_in_list(result, one, words) for one in found[:MOST_IN_LIST]),
        more_in_list=words.ngettext(
            "%(number)s more change of the list", "%(number)s more changes of the list", len(found) - MOST_IN_LIST
        )
        if len(found) > MOST_IN_LIST
        else "",
    )


def _name_groups(result: Result, before: Mapping[str, str], words: Words) -> tuple[tuple[str, list[Person]], ...]:
    """Return who moved, is new, is back and is absent since the last round, each group A to Z."""
    here, seen = by_name(p for p in result.room.people if p.status is not Status.OPEN), result.room.history.placed
    _ = words.gettext
    return (
        (_("Moved"), [p for p in here if p.id in before and not _stayed(result, p, before)]),
        (_("New"), [p for p in here if p.id not in seen]),
        (_("Back after a round away"), [p for p in here if p.id in seen and p.id not in before]),
        (_("Absent this time"), by_name(p for p in result.people if p.id in before and p.id not in result.room.index)),
    )


def _figures(
    result: Result,
    before: Mapping[str, str],
    named: Sequence[tuple[str, Sequence[Person]]],
    again: int | None,
    words: Words,
) -> tuple[Figure, ...]:
    """Return the numbers of people with each change, and of pairs who meet again.

    Parameters
    ----------
    result : Result
    before : mapping of person id to table id
        The seats of the last round.
    named : sequence of (str, sequence of Person)
        The groups; the first has those who moved.
    again : int or None
        The number of pairs who meet again; None if it is not known.
    words : Words
    """
    both = [person for person in result.room.people if person.id in before and person.status is not Status.OPEN]
    stayed = len(both) - len(named[0][1])
    figures = [(stayed, words.gettext("at the same table")), *((len(people), title.lower()) for title, people in named)]
    return (
        *(Figure(f"{n:,}", label) for n, label in figures),
        *([] if again is None else [Figure(f"{again:,}", words.gettext("pairs who meet again"))]),
    )


def _find_list_changes(result: Result, former: FormerList) -> tuple[ListChange, ...]:
    """Return how the list differs from another, in the columns that the report shows."""
    columns = shown_columns(result, Audience.TEAM)
    found = find_list_changes(former, result.people, columns, result.plan.seats)
    order = list(Change)
    return tuple(sorted(found, key=lambda one: (order.index(one.change), sort_key(one.name), one.person)))


def _in_list(result: Result, one: ListChange, words: Words) -> InList:
    reasons = {absent.person.id: shared_reason(absent) for absent in result.not_seated}
    was, now = words.listed(one.was), words.listed(one.now)
    if one.change is Change.CELL:
        what = words.gettext("Name") if one.column == "name" else words.tell(column_name(one.column))
        if one.column == "representative_type":
            was, now = words.gettext(was), words.gettext(now)
    else:
        what = words.gettext(_CHANGES[one.change])
        seat, none = result.plan.seats.get(one.person), words.tell(reasons.get(one.person, ""))
        now = "" if one.change is Change.LEFT else result.room.label_of(seat) if seat else none
        was = "".join(_former_label(result, table) for table in one.was)
    anchor = person_anchor(one.person) if one.person in result.plan.seats else ""
    return InList(one.name, anchor, what, was, now)


def _stayed(result: Result, person: Person, before: Mapping[str, str]) -> bool:
    """Whether a person sits at the same table as in the last round, even if the table was renamed since then."""
    return before[person.id] in result.room.lineage(result.room.table(result.plan.seats[person.id]))


def _movers(result: Result, people: Iterable[Person], before: Mapping[str, str]) -> tuple[Mover, ...]:
    seats = result.plan.seats
    return tuple(
        Mover(
            name=person.label,
            anchor=person_anchor(person.id) if person.id in seats else "",
            origin=_former_label(result, before[person.id]) if person.id in before else "",
            target=result.room.label_of(seats[person.id]) if person.id in seats else "",
        )
        for person in people
    )


def _former_label(result: Result, table: str) -> str:
    """Return the name of a table where people sat; if it was renamed, its name at that time."""
    return (
        result.room.label_of(table)
        if table in result.room.table_index
        else result.room.history.labels.get(table, table)
    )


_CHANGES = {
    Change.NEW: translatable("New on the list"),
    Change.LEFT: translatable("No longer on the list"),
    Change.SEAT: translatable("Seat"),
}


def _again(result: Result) -> tuple[int, list[tuple[tuple[str, str], int]]] | None:
    """Return how many pairs at one table have shared a table before, and those who did most often, with the times.

    None if too many people share a table to count their pairs.
    """
    ids = [person.id for person in result.room.people]
    here = {table: [p.id for p in people] for table, people in result.room.members(result.plan).items()}
    now = count_company(ids, [here])
    before = count_company(ids, (held.tables for held in result.room.history.rounds))
    if now is None or before is None:
        return None
    size = len(ids)
    codes = before.pairs[:, 0] * size + before.pairs[:, 1]
    is_again = np.isin(codes, now.pairs[:, 0] * size + now.pairs[:, 1], assume_unique=True)
    pairs, times = before.pairs[is_again], before.times[is_again]
    first = np.argsort(-times, kind="stable")[:MOST_MEETINGS]  # pairs are sorted by id
    named = [(before.people[one], before.people[other]) for one, other in pairs[first].tolist()]
    return len(pairs), list(zip(named, times[first].tolist(), strict=True))


def _meeting(result: Result, pair: tuple[str, str], times: int, words: Words) -> Meeting:
    one, other = (result.people.by_id[person].label for person in pair)
    before = words.ngettext("%(number)s time before", "%(number)s times before", times)
    return Meeting((one, other), result.room.label_of(result.plan.seats[pair[0]]), before)


def _more(number: int, words: Words) -> str:
    if number <= 0:
        return ""
    return words.ngettext("%(number)s more pair meets again.", "%(number)s more pairs meet again.", number)
