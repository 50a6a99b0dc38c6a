"""The verdict on a seating, in two or three sentences."""

from __future__ import annotations

from seating.engines.outcome import Status
from seating.result import Result
from seating.wording import counted

__all__ = ["chance_in", "seated_in", "worth_by_hand", "worth_of"]

WORTH_TELLING = 0.9
"""The chance that all musts are met on the day is mentioned only below this value."""


def seated_in(result: Result) -> str:
    """Return the numbers of people, staff and tables, and the round if it is not the first."""
    number = result.room.round_number
    seated = counted(len(result.room.people), "person", "people")
    staff = f" and {len(result.room.staff)} staff" if result.room.staff else ""
    return f"{f'Round {number}: ' if number > 1 else ''}{seated}{staff} at {counted(len(result.room.tables), 'table')}."


def worth_of(result: Result) -> str:
    """Return the verdict on a solve: whether the musts are met, the penalty, and its bound."""
    if result.status is Status.IMPOSSIBLE:
        return (
            "The musts cannot all be met. This is the closest seating found: it is "
            f"{result.review.unmet:,} short of what they require, with a penalty of {result.penalty:,}."
        )
    if result.status is Status.NO_SEATING:
        return (
            "No seating that meets all musts was found. It is not proven that none exists. The closest seating is "
            f"{result.review.unmet:,} short of what they require."
        )
    if result.penalty == 0 and all(verdict.met for verdict in result.review.verdicts.values()):
        if result.asks_only_seats:
            return "There are no requirements beyond the seats at each table."
        if "requirements" in result.convening.inferred:
            return "Every requirement inferred from the list is met."
        return "Every requirement is met."
    holds = f"All musts are met. The penalty is {result.penalty:,} (0 is ideal)"
    if result.status is Status.OPTIMAL:
        return f"{holds}. No seating has a lower penalty (proven)."
    if result.bound is None:
        return f"{holds}."
    return f"{holds}; no seating can have a penalty below {result.bound} (gap {result.gap or 0:.0%})."


def chance_in(result: Result) -> list[str]:
    """Return the chance that all musts are met on the day, if they are met with full attendance and it is small."""
    musts = result.chances.musts if result.chances else None
    if result.review.unmet or musts is None or musts.chance.value >= WORTH_TELLING:
        return []
    about = "" if musts.chance.is_exact else "about "
    chance = "less than 1 %" if musts.chance.value < 0.01 else f"{about}{musts.chance.value:.0%}".replace("%", " %")
    return [f"Some people may not come. The chance that all musts are met on the day is {chance}."]


def worth_by_hand(result: Result) -> str:
    """Return the verdict on a seating made by hand. It says nothing about other seatings."""
    lacking = result.review.unmet
    musts = (
        f"Not all musts are met: the seating is {lacking:,} short of what they require."
        if lacking
        else "All musts are met."
    )
    return f"{musts} The penalty is {result.penalty:,} (0 is ideal)."
