"""Where someone sits in rounds that were planned together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seating.convening.rooms import list_days
from seating.present.languages import Words
from seating.report.claims.labels import ROUND
from seating.result import Result, keep


@dataclass(frozen=True, slots=True)
class PlannedSeat:
    """Where a person sits in one of several rounds that were planned together.

    Attributes
    ----------
    round : str
        "Round 2", with the day and the time as far as the convening gives them.
    number : int
        The table's number.
    table : str
        The table's name.
    is_now : bool
        Whether it is the round of the page.
    """

    round: str
    number: int
    table: str
    is_now: bool


def planned_seats(result: Result, person: str, words: Words) -> tuple[PlannedSeat, ...]:
    """Return where a person sits in each of the rounds that were planned together, in order.

    Rounds to which the person does not come are left out. If the round was planned alone, return ().

    Parameters
    ----------
    result : Result
    person : str
        The person's id.
    words : Words
        The language.
    """
    known = result.room.table_index  # a table of a later round may have been taken out of the convening since
    rounds = ((number, seats.get(person, "")) for number, seats in sorted(result.planned.items()))
    return tuple(_plan_seat(result, number, table, words) for number, table in rounds if table in known)


@keep
def _plan_seat(result: Result, number: int, at: str, words: Words) -> PlannedSeat:
    table = result.room.table(at)
    plan = result.convening.round_plan(number)
    day = _days_of(result, number)[at] or (str(plan.day) if plan.day else "")
    parts = (words.tell(ROUND(number=number)), day, table.time)
    is_now = number == result.room.round_number
    return PlannedSeat(
        " · ".join(filter(None, parts)), result.room.table_index[at] + 1, words.tell(table.label), is_now
    )


@keep
def _days_of(result: Result, number: int) -> Mapping[str, str]:
    return list_days(result.convening, number)
