"""The rounds that a result knows: earlier ones, its own, and later ones that were planned together with it."""

from __future__ import annotations

from collections.abc import Mapping

from seating.result.result_facts import Facts, keep
from seating.room.history import Company, PastRound, count_company
from seating.room.plan import Plan


def count_rounds(result: Facts) -> int:
    """Return the number of rounds whose seats are known."""
    return len(result.room.history.rounds) + 1 + len(_list_later(result))


def has_rounds(result: Facts) -> bool:
    """Whether there is another round, or likely to be one. A wedding has one seating, which is no first round."""
    plans = result.convening.rounds
    is_one_of_several = max(result.room.round_number, count_rounds(result), len(plans)) > 1
    is_planned = any(one.stage or one.cadence for one in plans)  # the day alone is the date of the event
    return is_one_of_several or is_planned or not result.people.is_party


@keep
def find_company(result: Facts) -> Company | None:
    """Return the number of these rounds in which each pair of people in the room shares a table.

    Staff and held seats do not count. None if too many pairs do.
    """
    later = map(Plan, _list_later(result))
    planned = (PastRound(0, plan.seats, further=plan.further) for plan in (result.plan, *later))
    rounds = (held.tables for held in (*result.room.history.rounds, *planned))
    return count_company((person.id for person in result.room.coming), rounds)


def count_meetings(result: Facts, one: str, other: str) -> int:
    """Return the number of known rounds in which two of few people, given by their ids, share a table."""
    company = find_company(result)
    return 0 if company is None else company.by_ids.get((min(one, other), max(one, other)), 0)


def _list_later(result: Facts) -> tuple[Mapping[str, str], ...]:
    """Return the seats of the later rounds that were planned together with this one."""
    return tuple(seats for number, seats in sorted(result.planned.items()) if number > result.room.round_number)
