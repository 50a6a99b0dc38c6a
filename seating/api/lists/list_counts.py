"""How many rows and people a list has, and why fewer people need a seat in the open round."""

from __future__ import annotations

from dataclasses import dataclass

from seating.api.day.desk import without_walk_ins
from seating.api.inputs import RoundInputs
from seating.api.lists.raw_list import RawList
from seating.convening import not_seated
from seating.groups import group_by_key
from seating.profiles.heads import count_heads


@dataclass(frozen=True, slots=True)
class ListCounts:
    """Numbers of rows and people.

    Attributes
    ----------
    rows, other_rows : int
        All rows below the headings, and those that are no people.
    people, companions : int
        The people on the list, and those of them who share a row with someone. Held seats are no people.
    away, round_number : int
        The people who have no seat in this round.
    held : int
        The held seats of this round.
    reasons : tuple of (str, tuple of str)
        Why they have none, and the names of those people, the most frequent reason first.
    """

    rows: int
    other_rows: int
    people: int
    companions: int
    away: int
    held: int
    round_number: int
    reasons: tuple[tuple[str, tuple[str, ...]], ...]


def count_list(raw: RawList, inputs: RoundInputs) -> ListCounts:
    """Return the numbers for a list and the open round; whoever was added on the day is not on the list."""
    people = without_walk_ins(inputs.people, inputs.arrivals)
    number = inputs.room.round_number
    listed, away = count_heads(people), [one for one in not_seated(people, number) if one.person.id not in people.held]
    names = group_by_key((one.reason, one.person.label) for one in away)
    by_reason = ((reason, tuple(of_reason)) for reason, of_reason in names.items())
    return ListCounts(
        rows=len(raw.rows),
        other_rows=len(raw.rows) - len(raw.people_lines),
        people=listed.people,
        companions=sum(person.is_companion for person in people),
        away=len(away),
        held=count_heads(inputs.room.people).held,
        round_number=number,
        reasons=tuple(sorted(by_reason, key=lambda found: -len(found[1]))),
    )
