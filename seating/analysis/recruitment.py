"""The smallest list of people to invite with which every voice, role and need can be met."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from seating.analysis.aims import Aim, Cells
from seating.analysis.counting import counted_list, fewest_by_counting
from seating.analysis.descriptions import Description, descriptions_of
from seating.analysis.invite import Recruitment, invites
from seating.analysis.search import MOST_IMAGINED, Answer, Search
from seating.analysis.trimming import trimmed, without_more
from seating.plan import Room
from seating.requirement import Requirement

__all__ = ["Seated", "recruitment"]

Seated = Callable[[Sequence[tuple[Cells, str]], Mapping[str, str]], bool | None]
"""Whether everything holds with people of these cells in the room, who may sit at these tables while the others sit
as the mapping says; None when undecided."""

MOST_SEATS = 12_000
"""Persons times tables up to which a list is proven; in a larger room it is worked out by counting."""

SLACK = 3
"""How many people more than counting says are looked at."""


def recruitment(
    room: Room,
    requirements: Sequence[Requirement],
    aims: Sequence[Aim],
    answer: Answer,
    seated: Seated,
    unmet: frozenset[int] | None = None,
) -> Recruitment | None:
    """Return the smallest list of people with whom everything that is asked of people can hold, and the musts.

    The list asks for nothing that is there: its people have only cells that serve an unmet aim, and of those
    only what it takes. Counting says how few it may be. A list of so few that holds is proven smallest at
    once; otherwise lists of fewer people are asked for until there are none. None when no number of people helps.

    Parameters
    ----------
    room : Room
    requirements : sequence of Requirement
        Those active in the round; shoulds that ask for nobody are left out.
    aims : sequence of Aim
    answer : callable
    seated : callable
    unmet : frozenset of int, optional
        The numbers of the aims that are not met as people sit now; without it, any may be.
    """
    unmet = frozenset(range(len(aims))) if unmet is None else unmet
    lacking = frozenset(number for number in unmet if aims[number].lack(room))
    descriptions = descriptions_of(aims, unmet, _is_harmless(requirements, aims), lacking)
    by_counting = [d for d, _ in trimmed(room, aims, [(d, "") for d in counted_list(room, aims, descriptions.found)])]
    seats = (len(room.persons) + len(by_counting)) * len(room.tables)
    if seats > MOST_SEATS or len(by_counting) + len(descriptions.found) > MOST_IMAGINED:
        return Recruitment(invites([(d, "") for d in by_counting], aims), confirmed=False, smallest=False)
    search = Search(room, requirements, aims, answer, descriptions, len(by_counting) + SLACK)
    found = search.fewest(fewest_by_counting(room, aims))
    if found is None:
        return None if search.is_hopeless else Recruitment(invites([(d, "") for d in by_counting], aims), False, False)
    return _confirmed(room, aims, found, search, seated)


def _is_harmless(requirements: Sequence[Requirement], aims: Sequence[Aim]) -> bool:
    alone = any(aim.ask.or_none and aim.ask.at_least > 1 for aim in aims)
    return not alone and all(r.is_monotone for r in requirements if r.is_must)


def _confirmed(
    room: Room, aims: Sequence[Aim], found: Sequence[tuple[Description, str]], search: Search, seated: Seated
) -> Recruitment:
    """Return the list in as few words as it can be told, confirmed by seating everybody."""

    def holds_with(coming: Sequence[tuple[Description, str]]) -> bool:
        return bool(seated([(description.cells, table) for description, table in coming], search.seats))

    shorter = trimmed(room, aims, found)
    for coming in (shorter, tuple(found)):
        if len(coming) == len(found) and holds_with(coming):
            return Recruitment(invites(without_more(coming, aims, holds_with), aims), True, search.is_smallest)
    return Recruitment(invites(shorter, aims), False, False)
