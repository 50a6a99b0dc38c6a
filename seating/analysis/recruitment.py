"""The smallest list of people to invite with which every voice, role and need can be met.

Counting gives a lower limit and a first list. The engines are then asked for ever shorter lists. Last, each person
of the list is described by as few cells as are needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from seating.analysis.aims import Aim, Cells
from seating.analysis.descriptions import Description, Descriptions, described, descriptions_of
from seating.analysis.invitation_model import InvitationModel, build_invitation_model
from seating.analysis.invite import Recruitment, invites
from seating.model import Model
from seating.plan import IntArray, Room
from seating.requirement import Requirement
from seating.wording import fold

__all__ = [
    "MOST_IMAGINED",
    "Answer",
    "Search",
    "Seated",
    "counted_list",
    "fewest_by_counting",
    "recruitment",
    "trimmed",
    "without_more",
]

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


def fewest_by_counting(room: Room, aims: Sequence[Aim]) -> int:
    """Return how many people are missing at least, wherever anybody sits.

    Nobody has two values in one column, so what is lacking of different values adds up.
    """
    least = max((aim.lack(room) for aim in aims), default=0)
    by_value: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for aim in aims:
        for column in aim.alternatives[0] if aim.alternatives else ():
            values = {fold(cells[column]) for cells in aim.alternatives}
            if len(values) == 1:
                (value,) = values
                by_value[column][value] = max(by_value[column][value], aim.lack(room))
    return max([least, *(sum(lacks.values()) for lacks in by_value.values())])


def counted_list(room: Room, aims: Sequence[Aim], descriptions: Sequence[Description]) -> list[Description]:
    """Return people who make up for what is lacking, each serving as much of it as one can."""
    lacks = {number: lack for number, aim in enumerate(aims) if (lack := aim.lack(room))}
    found: list[Description] = []
    while lacks:
        best = max(descriptions, key=lambda d: len(d.serves & lacks.keys()), default=None)
        serves = best.serves & lacks.keys() if best is not None else frozenset()
        if best is None or not serves:
            break
        people = min(lacks[number] for number in serves)
        found += [best] * people
        lacks = {n: left for n, lack in lacks.items() if (left := lack - people * (n in serves))}
    return found


def trimmed(
    room: Room, aims: Sequence[Aim], coming: Sequence[tuple[Description, str]]
) -> tuple[tuple[Description, str], ...]:
    """Return the newcomers with fewer cells, where the aims are met in number by fewer.

    Somebody keeps a cell when the room as a whole would lack people without it. Who comes for a table though nobody
    is lacking by number keeps every cell; who comes for no table is left out then. Whether the musts still hold has
    to be asked.

    Parameters
    ----------
    coming : sequence of (Description, str)
        Each newcomer with the id of a table, "" where it is not known.
    """
    left = [aim.lack(room) for aim in aims]
    found = []
    for description, table in sorted(
        coming, key=lambda one: (len(one[0].serves), sorted(one[0].cells.items()), one[1])
    ):
        wanted = [number for number in sorted(description.serves) if left[number] > 0]
        if wanted:
            shorter = described(_cells_for([aims[number] for number in wanted], description.cells), aims)
            for number in shorter.serves:
                left[number] -= 1
            found.append((shorter, table))
        elif table:
            found.append((description, table))
    return tuple(found)


def without_more(
    coming: Sequence[tuple[Description, str]],
    aims: Sequence[Aim],
    holds_with: Callable[[Sequence[tuple[Description, str]]], bool],
) -> tuple[tuple[Description, str], ...]:
    """Return the newcomers without any cell that can be left out, one after another, while everything holds.

    Parameters
    ----------
    holds_with : callable
        Whether everything is known to hold with these newcomers.
    """
    found = list(coming)
    kept: set[tuple[tuple[str, str], ...]] = set()
    for place, (first, table) in enumerate(coming):
        for column in first.cells:
            cells = found[place][0].cells
            shorter = described({key: value for key, value in cells.items() if key != column}, aims)
            tried = (*sorted(cells.items()), ("without", column), ("at", table))
            if tried in kept:
                continue
            if holds_with([*found[:place], (shorter, table), *found[place + 1 :]]):
                found[place] = (shorter, table)
            else:
                kept.add(tried)
    return tuple(found)


def _cells_for(aims: Sequence[Aim], cells: Cells) -> Cells:
    """Return those cells of a description that these aims ask for."""
    kept: dict[str, str] = {}
    for aim in aims:
        fitting = [a for a in aim.alternatives if all(cells.get(column) == value for column, value in a.items())]
        if fitting:
            shortest = min(fitting, key=_length)
            kept |= shortest
    return kept or dict(cells)


def _length(cells: Cells) -> int:
    return len(cells)


Answer = Callable[[Model], tuple[bool | None, IntArray | None]]
"""Whether all requirements of a model can hold, None when undecided; and where everybody sits then."""

MOST_IMAGINED = 400
"""People imagined to stay away or come, at most."""


class Search:
    """Asks for lists of fewer and fewer people.

    Attributes
    ----------
    is_smallest : bool
        Whether the list that was found is proven the smallest.
    is_hopeless : bool
        Whether no list helps.
    seats : mapping of person id to table id
        Where everybody sits who has a seat already, with the list that was found.
    """

    def __init__(
        self,
        room: Room,
        requirements: Sequence[Requirement],
        aims: Sequence[Aim],
        answer: Answer,
        descriptions: Descriptions,
        most: int,
    ) -> None:
        self._answer = answer
        self._most = most
        self._copies = max(1, min(most, MOST_IMAGINED // max(1, len(descriptions.found))))
        self._whole = descriptions.complete
        self._imagined: InvitationModel = build_invitation_model(
            room, requirements, aims, descriptions.found, self._copies
        )
        self.is_smallest = False
        self.is_hopeless = False
        self.seats: Mapping[str, str] = {}

    def fewest(self, least: int) -> tuple[tuple[Description, str], ...] | None:
        """Return the newcomers of the smallest list and their tables; None when there is none, or it is not found.

        Parameters
        ----------
        least : int
            People without whom it cannot be.
        """
        found = self._list_of(least)
        if found is not None:
            self.is_smallest = len(found) <= least
            return found
        found = self._list_of(self._most)
        if found is None:
            return None
        while len(found) > least:
            holds, tables = self._answer(self._imagined.at_most(len(found) - 1))
            if tables is None:
                self.is_smallest = holds is False and self._whole and self._copies >= len(found) - 1
                return found
            found = self._kept(tables)
        self.is_smallest = True
        return found

    def _list_of(self, most: int) -> tuple[tuple[Description, str], ...] | None:
        holds, tables = self._answer(self._imagined.at_most(most))
        self.is_hopeless = holds is False
        return None if tables is None else self._kept(tables)

    def _kept(self, tables: IntArray) -> tuple[tuple[Description, str], ...]:
        self.seats = self._imagined.seats(tables)
        return self._imagined.coming(tables)
