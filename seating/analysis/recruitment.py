"""The shortest list of people to invite so that every voice, role and need can be met.

Counting gives a lower limit and a first list. The engines then search for shorter and shorter lists. Finally, each
person on the list is described by as few cells as possible.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from seating.analysis.aims import Aim, Cells, WantedCells
from seating.analysis.invitation_model import InvitationModel, build_invitation_model
from seating.analysis.newcomers import Description, Descriptions, describe, list_descriptions
from seating.model import Model
from seating.profiles import Who
from seating.requirements.base.kind import Requirement
from seating.room.plan import IntArray, Room
from seating.wording import fold, said, said_count, said_list

Seated = Callable[[Sequence[tuple[Cells, str]], Mapping[str, str]], bool | None]
"""Decides whether all musts and aims are met when newcomers join the room; returns None if undecided.

The arguments are the cells of each newcomer with the id of a table where they may sit, and the table ids of
everyone else by person id.
"""

SLACK = 3
"""How many more people than on the counted list the search may use."""

Answer = Callable[[Model], tuple[bool | None, IntArray | None]]
"""Returns whether all requirements of a model can be met, None if undecided, and a seating that meets them.

The seating holds the table number of each person, shape (persons,), or is None if none was found.
"""

MOST_IMAGINED = 400
"""Maximum number of newcomers in an invitation model."""


@dataclass(frozen=True, slots=True)
class Invite:
    """People of one description to invite.

    Attributes
    ----------
    who : mapping of column to value
        The description; empty for anyone.
    people : int
        How many to invite.
    serves : tuple of str
        Ids of the aims they serve.
    tables : tuple of str
        Ids of the tables where they would sit; () if that is unknown or does not matter.
    """

    who: Cells
    people: int
    serves: tuple[str, ...]
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recruitment:
    """A list of people to invite.

    Attributes
    ----------
    invites : tuple of Invite
        Empty if all aims can be met with the people who come.
    confirmed : bool
        Whether a seating with these people is known that meets all musts and aims.
    smallest : bool
        Whether it is proven that no shorter list is enough.
    """

    invites: tuple[Invite, ...]
    confirmed: bool
    smallest: bool

    @property
    def people(self) -> int:
        """How many people to invite in total."""
        return sum(invite.people for invite in self.invites)


def find_recruitment(
    room: Room,
    requirements: Sequence[Requirement],
    aims: Sequence[Aim],
    answer: Answer,
    seated: Seated,
    unmet: frozenset[int] | None = None,
    most_seats: int | None = None,
) -> Recruitment | None:
    """Return the shortest list of people to invite so that all musts and aims can be met.

    People on the list have only cells that serve an unmet aim, and as few of these as possible. Counting gives a
    lower limit for the length of the list. A list of that length is proven to be the shortest; otherwise shorter
    lists are searched for until there are none.

    Parameters
    ----------
    room : Room
    requirements : sequence of Requirement
        The requirements active in the round; wishes that ask for no people are ignored.
    aims : sequence of Aim
    answer : Answer
        Decides whether all requirements of a model can be met.
    seated : Seated
        Decides whether all musts and aims are met with the people invited.
    unmet : frozenset of int, optional
        Numbers of the aims that are not met in the current seating; by default, all aims.
    most_seats : int, optional
        Number of persons times tables above which nothing is searched for: the list is found by counting only.

    Returns
    -------
    Recruitment or None
        None if no list of people helps.
    """
    unmet = frozenset(range(len(aims))) if unmet is None else unmet
    lacking = frozenset(number for number in unmet if aims[number].lack(room))
    descriptions = list_descriptions(aims, unmet, _is_harmless(requirements, aims), lacking)
    by_counting = [d for d, _ in trim(room, aims, [(d, "") for d in list_by_counting(room, aims, descriptions.found)])]
    seats = (len(room.persons) + len(by_counting)) * len(room.tables)
    if (most_seats is not None and seats > most_seats) or len(by_counting) + len(descriptions.found) > MOST_IMAGINED:
        return Recruitment(list_invites([(d, "") for d in by_counting], aims), confirmed=False, smallest=False)
    search = Search(room, requirements, aims, answer, descriptions, len(by_counting) + SLACK)
    found = search.fewest(count_fewest(room, aims))
    if found is None:
        return (
            None
            if search.is_hopeless
            else Recruitment(list_invites([(d, "") for d in by_counting], aims), False, False)
        )
    return _confirmed(room, aims, found, search, seated)


class Search:
    """Searches for shorter and shorter lists of people to invite.

    Parameters
    ----------
    room : Room
    requirements : sequence of Requirement
    aims : sequence of Aim
    answer : Answer
    descriptions : Descriptions
    most : int
        Maximum number of people to invite.

    Attributes
    ----------
    is_smallest : bool
        Whether the list found is proven to be the shortest.
    is_hopeless : bool
        Whether it is proven that no list considered helps.
    seats : mapping of person id to table id
        The seats of everyone except the newcomers, with the list found.
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
        """Return the newcomers on the shortest list found and their table ids; None if no list was found.

        Parameters
        ----------
        least : int
            A lower limit for the length of the list.
        """
        if least > self._imagined.free_seats:
            self.is_hopeless = True
            return None
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


def count_fewest(room: Room, aims: Sequence[Aim]) -> int:
    """Return a lower limit for the number of people missing, regardless of where people sit.

    An invited person has one value in each column, so shortages of different values of a column add up.
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


def list_by_counting(room: Room, aims: Sequence[Aim], descriptions: Sequence[Description]) -> list[Description]:
    """Return descriptions, one for each person, that together make up for all shortages; built greedily.

    Each step takes the description that serves the most aims that still need people.
    """
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


def trim(
    room: Room, aims: Sequence[Aim], coming: Sequence[tuple[Description, str]]
) -> tuple[tuple[Description, str], ...]:
    """Return the newcomers without the cells that the numbers of people in the room do not require.

    A newcomer keeps a cell if the room would have too few people without it. Once the room has enough people, a
    newcomer with a table keeps every cell, and a newcomer without a table is left out. The caller must check whether
    the musts are still met.

    Parameters
    ----------
    room : Room
    aims : sequence of Aim
    coming : sequence of (Description, str)
        Each newcomer with the id of their table, "" if unknown.
    """
    left = [aim.lack(room) for aim in aims]
    found = []
    for description, table in sorted(
        coming, key=lambda one: (len(one[0].serves), sorted(one[0].cells.items()), one[1])
    ):
        wanted = [number for number in sorted(description.serves) if left[number] > 0]
        if wanted:
            shorter = describe(_cells_for([aims[number] for number in wanted], description.cells), aims)
            for number in shorter.serves:
                left[number] -= 1
            found.append((shorter, table))
        elif table:
            found.append((description, table))
    return tuple(found)


def drop_needless_cells(
    coming: Sequence[tuple[Description, str]],
    aims: Sequence[Aim],
    holds_with: Callable[[Sequence[tuple[Description, str]]], bool],
) -> tuple[tuple[Description, str], ...]:
    """Return the newcomers without unnecessary cells; cells are removed one at a time.

    Parameters
    ----------
    coming : sequence of (Description, str)
        Each newcomer with the id of their table, "" if unknown.
    aims : sequence of Aim
    holds_with : callable
        Returns whether all musts and aims are known to be met with these newcomers.
    """
    found = list(coming)
    kept: set[tuple[tuple[str, str], ...]] = set()
    for place, (first, table) in enumerate(coming):
        for column in first.cells:
            cells = found[place][0].cells
            shorter = describe({key: value for key, value in cells.items() if key != column}, aims)
            tried = (*sorted(cells.items()), ("without", column), ("at", table))
            if tried in kept:
                continue
            if holds_with([*found[:place], (shorter, table), *found[place + 1 :]]):
                found[place] = (shorter, table)
            else:
                kept.add(tried)
    return tuple(found)


def list_invites(coming: Sequence[tuple[Description, str]], aims: Sequence[Aim]) -> tuple[Invite, ...]:
    """Return the newcomers grouped by description, the largest group first.

    `coming` holds the description of each newcomer and the id of their table, "" if unknown.
    """
    number = Counter(tuple(sorted(description.cells.items())) for description, _ in coming)
    found = []
    for cells, people in sorted(number.items(), key=lambda item: (-item[1], item[0])):
        serves = describe(dict(cells), aims).serves
        anywhere = all(aims[n].ask.for_room for n in serves)
        tables = dict.fromkeys(t for d, t in coming if t and not anywhere and tuple(sorted(d.cells.items())) == cells)
        ids = tuple(dict.fromkeys(aims[n].id for n in sorted(serves)))
        found.append(Invite(dict(cells), people, ids, tuple(tables)))
    return tuple(found)


def write_invitation(who: WantedCells, people: int, tables: Sequence[str], needs_seats: bool) -> str:
    """Return one line of the list as a translatable sentence.

    Parameters
    ----------
    who : mapping of column to value or values
        The description; empty for anyone.
    people : int
        How many to invite.
    tables : sequence of str
        Names of the tables where they would sit.
    needs_seats : bool
        Whether these tables have too few seats for them.
    """
    return said_count(
        "Invite %(number)s more person%(whom)s%(tables)s%(seats)s.",
        "Invite %(number)s more people%(whom)s%(tables)s%(seats)s.",
        people,
        whom=said(" %(clause)s", clause=Who.model_validate(who).clause(is_one=people == 1)) if who else "",
        tables=said(", for %(tables)s", tables=said_list(tables)) if tables else "",
        seats=said("; the tables need extra seats for them") if needs_seats else "",
    )


def write_fewest(people: int, perspectives: int, proof: tuple[bool, bool], together: Sequence[str] = ()) -> str:
    """Return how many people could cover all perspectives, as a translatable text.

    Parameters
    ----------
    people : int
        The fewest people found.
    perspectives : int
        How many perspectives they cover.
    proof : (bool, bool)
        Whether a seating with them is known, and whether it is proven that fewer are not enough.
    together : sequence of str, optional
        Names of perspectives to all of which one person could belong.
    """
    is_confirmed, is_smallest = proof
    if people == 1 and (is_confirmed or is_smallest):
        return said("One person could cover all missing voices, roles and needs.")
    if is_smallest:
        sure = said("Fewer people would not be enough.")
    elif is_confirmed:
        sure = said("A seating with this number of people was found. Fewer might be enough.")
    else:
        sure = said("This is an estimate.")
    could: str = ""
    if perspectives > 1 == people:
        both = said(" One person could cover both.")
        could = both if perspectives == 2 else said(" One person could cover all %(number)s.", number=perspectives)
    elif together:
        could = said(" One person could cover %(perspectives)s.", perspectives=said_list(together))
    return said(
        "The fewest people who could cover all missing voices, roles and needs: %(number)s.%(could)s %(sure)s",
        number=people,
        could=could,
        sure=sure,
    )


def _is_harmless(requirements: Sequence[Requirement], aims: Sequence[Aim]) -> bool:
    alone = any(aim.ask.or_none and aim.ask.at_least > 1 for aim in aims)
    return not alone and all(r.is_monotone for r in requirements if r.is_must)


def _confirmed(
    room: Room, aims: Sequence[Aim], found: Sequence[tuple[Description, str]], search: Search, seated: Seated
) -> Recruitment:
    """Return the list described by as few cells as possible, confirmed by seating everyone."""

    def holds_with(coming: Sequence[tuple[Description, str]]) -> bool:
        return bool(seated([(description.cells, table) for description, table in coming], search.seats))

    shorter = trim(room, aims, found)
    for coming in (shorter, tuple(found)):
        if len(coming) == len(found) and holds_with(coming):
            return Recruitment(
                list_invites(drop_needless_cells(coming, aims, holds_with), aims), True, search.is_smallest
            )
    return Recruitment(list_invites(shorter, aims), False, False)


def _cells_for(aims: Sequence[Aim], cells: Cells) -> Cells:
    """Return the cells of a description that these aims ask for."""
    kept: dict[str, str] = {}
    for aim in aims:
        fitting = [a for a in aim.alternatives if all(cells.get(column) == value for column, value in a.items())]
        if fitting:
            shortest = min(fitting, key=_length)
            kept |= shortest
    return kept or dict(cells)


def _length(cells: Cells) -> int:
    return len(cells)
