"""The list of people to invite, by description."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from seating.analysis.aims import Aim, Cells
from seating.analysis.descriptions import Description, described
from seating.profiles import Who
from seating.wording import said, said_count, said_list

__all__ = ["Invite", "Recruitment", "invitation", "invites"]


@dataclass(frozen=True, slots=True)
class Invite:
    """People of one description to invite.

    Attributes
    ----------
    who : mapping of column to value
        The description; empty for anybody.
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


def invites(coming: Sequence[tuple[Description, str]], aims: Sequence[Aim]) -> tuple[Invite, ...]:
    """Return the newcomers grouped by description, the largest group first.

    `coming` holds the description of each newcomer and the id of their table, "" if unknown.
    """
    number = Counter(tuple(sorted(description.cells.items())) for description, _ in coming)
    found = []
    for cells, people in sorted(number.items(), key=lambda item: (-item[1], item[0])):
        serves = described(dict(cells), aims).serves
        anywhere = all(aims[n].ask.for_room for n in serves)
        tables = dict.fromkeys(t for d, t in coming if t and not anywhere and tuple(sorted(d.cells.items())) == cells)
        ids = tuple(dict.fromkeys(aims[n].id for n in sorted(serves)))
        found.append(Invite(dict(cells), people, ids, tuple(tables)))
    return tuple(found)


def invitation(who: Cells, people: int, tables: Sequence[str], needs_seats: bool) -> str:
    """Return one line of the list as a translatable sentence.

    Parameters
    ----------
    who : mapping of column to value
        The description; empty for anybody.
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
        seats=said("; the tables need more seats for them") if needs_seats else "",
    )
