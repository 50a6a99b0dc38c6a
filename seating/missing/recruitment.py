"""The smallest list of people to invite with which every voice, role and need can be met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from seating.missing.aims import Aim, Cells
from seating.missing.counting import counted_list, fewest_by_counting
from seating.missing.descriptions import Description, Descriptions, described, descriptions_of
from seating.missing.imagined import Imagined, imagined
from seating.missing.trimming import trimmed
from seating.model import Model
from seating.plan import IntArray, Room
from seating.requirement import Requirement

__all__ = ["Answer", "Invite", "Recruitment", "Seated", "recruitment"]

Answer = Callable[[Model], tuple[bool | None, IntArray | None]]
"""Whether all requirements of a model can hold, None when undecided; and where everybody sits then."""

Seated = Callable[[Sequence[Cells]], bool | None]
"""Whether everything holds with people of these cells in the room; None when undecided."""

MOST_IMAGINED = 400
"""People imagined to stay away or come, at most."""

MOST_SEATS = 12_000
"""Persons times tables up to which a list is proven; in a larger room it is worked out by counting."""

SLACK = 3
"""How many people more than counting says are looked at."""

HARMLESS = frozenset({"size", "role_mix", "voice", "assets", "pin", "keep_from", "staff", "focus", "wish", "duty"})
"""Kinds to which somebody with one cell more is never worse."""


@dataclass(frozen=True, slots=True)
class Invite:
    """People of one description.

    Attributes
    ----------
    who : mapping of column to value
        Empty for anybody.
    people : int
    serves : tuple of str
        Ids of what asks for them.
    tables : tuple of str
        Ids of the tables at which they would sit; () where that is not known, or does not matter.
    """

    who: Cells
    people: int
    serves: tuple[str, ...]
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recruitment:
    """Whom to invite.

    Attributes
    ----------
    invites : tuple of Invite
        None where everything can be met with the people who come.
    confirmed : bool
        Whether a seating with these people is known in which all of it holds.
    smallest : bool
        Whether no list of fewer people would do.
    """

    invites: tuple[Invite, ...]
    confirmed: bool
    smallest: bool

    @property
    def people(self) -> int:
        """How many to invite in all."""
        return sum(invite.people for invite in self.invites)


def recruitment(
    room: Room, requirements: Sequence[Requirement], aims: Sequence[Aim], answer: Answer, seated: Seated
) -> Recruitment | None:
    """Return the smallest list of people with whom everything that is asked of people can hold, and the musts.

    Counting says how few it may be. A list of so few that holds is proven smallest at once; otherwise
    lists of fewer people are asked for until there are none. None when no number of people helps.

    Parameters
    ----------
    room : Room
    requirements : sequence of Requirement
        Those active in the round; shoulds that ask for nobody are left out.
    aims : sequence of Aim
    answer : callable
    seated : callable
    """
    lacking = frozenset(number for number, aim in enumerate(aims) if aim.lack(room))
    descriptions = descriptions_of(aims, _is_harmless(requirements, aims), lacking)
    by_counting = counted_list(room, aims, descriptions.found)
    seats = (len(room.persons) + len(by_counting)) * len(room.tables)
    if seats > MOST_SEATS or len(by_counting) + len(descriptions.found) > MOST_IMAGINED:
        return Recruitment(_invites([(d, "") for d in by_counting], aims), confirmed=False, smallest=False)
    search = _Search(room, requirements, aims, answer, descriptions, len(by_counting) + SLACK)
    found = search.fewest(fewest_by_counting(room, aims))
    if found is None:
        return None if search.is_hopeless else Recruitment(_invites([(d, "") for d in by_counting], aims), False, False)
    return _confirmed(room, aims, found, search.is_smallest, seated)


def _is_harmless(requirements: Sequence[Requirement], aims: Sequence[Aim]) -> bool:
    alone = any(aim.ask.or_none and aim.ask.at_least > 1 for aim in aims)
    return not alone and all(r.kind in HARMLESS for r in requirements if r.is_must)


def _confirmed(
    room: Room, aims: Sequence[Aim], found: Sequence[tuple[Description, str]], smallest: bool, seated: Seated
) -> Recruitment:
    """Return the list in as few words as it can be told, confirmed by seating everybody."""
    shorter = trimmed(room, aims, found)
    for coming in (shorter, tuple(found)):
        if seated([description.cells for description, _ in coming]):
            return Recruitment(_invites(coming, aims), True, smallest)
    return Recruitment(_invites(shorter, aims), False, False)


class _Search:
    """Asks for lists of fewer and fewer people."""

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
        self._imagined: Imagined = imagined(room, requirements, aims, descriptions.found, self._copies)
        self.is_smallest = False
        self.is_hopeless = False

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
            found = self._imagined.coming(tables)
        self.is_smallest = True
        return found

    def _list_of(self, most: int) -> tuple[tuple[Description, str], ...] | None:
        holds, tables = self._answer(self._imagined.at_most(most))
        self.is_hopeless = holds is False
        return None if tables is None else self._imagined.coming(tables)


def _invites(coming: Sequence[tuple[Description, str]], aims: Sequence[Aim]) -> tuple[Invite, ...]:
    """Return newcomers by description, most people first."""
    number = Counter(tuple(sorted(description.cells.items())) for description, _ in coming)
    invites = []
    for cells, people in sorted(number.items(), key=lambda item: (-item[1], item[0])):
        serves = described(dict(cells), aims).serves
        anywhere = all(aims[n].ask.for_room for n in serves)
        tables = dict.fromkeys(t for d, t in coming if t and not anywhere and tuple(sorted(d.cells.items())) == cells)
        ids = tuple(dict.fromkeys(aims[n].id for n in sorted(serves)))
        invites.append(Invite(dict(cells), people, ids, tuple(tables)))
    return tuple(invites)
