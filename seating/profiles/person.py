"""One person of the list with every filled cell, and the words that some columns are limited to."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from pydantic import BaseModel, ConfigDict

from seating.wording import said

__all__ = ["Asset", "Attendance", "Duty", "Party", "Person", "Role", "Status"]


class Role(StrEnum):
    """A representative type."""

    DESIGNEE = "designee"
    DOER = "doer"
    DECISION_MAKER = "decision-maker"


class Status(StrEnum):
    """How far an invitation has come."""

    CONFIRMED = "confirmed"
    INVITED = "invited"
    OPEN = "open"
    NOMINATED = "nominated"
    IDEA = "idea"
    DECLINED = "declined"

    @property
    def is_seated(self) -> bool:
        """Whether somebody with this status gets a seat."""
        return self in {Status.CONFIRMED, Status.INVITED, Status.OPEN}

    @property
    def is_invited(self) -> bool:
        """Whether the row counts as invited: everything but ideas and nominations."""
        return self not in {Status.NOMINATED, Status.IDEA}


class Duty(StrEnum):
    """What staff do at a table."""

    FACILITATOR = "facilitator"
    INTERPRETER = "interpreter"
    RECORDER = "recorder"
    OBSERVER = "observer"
    HOST = "host"


class Asset(BaseModel):
    """Something a person brings: `skill: bookkeeping` has the group `skill` and the word `bookkeeping`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group: str = ""
    word: str

    def __str__(self) -> str:
        return f"{self.group}: {self.word}" if self.group else self.word


class Attendance(BaseModel):
    """The chance that somebody comes, and to which rounds.

    Attributes
    ----------
    chance : Fraction
        From 0 (no) to 1 (yes); used only where chances are reported.
    rounds : frozenset of int, or None
        The rounds they come to; None for all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    chance: Fraction = Fraction(1)
    rounds: frozenset[int] | None = None


class Party(BaseModel):
    """The people of one row that stands for several.

    Attributes
    ----------
    id, name : str
        Of the row; the id is that of its first person.
    number : int
        Which of them this one is, from 1.
    size : int
        How many they are.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str = ""
    number: int
    size: int


class Person(BaseModel):
    """A row of the list, or one of the people a row stands for.

    Texts are as written. `with_`, `apart`, `wishes` and `avoids` hold ids of people on the list;
    `chose`, `declined`, `can_come` and `pin` hold words as written, since tables are known later.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str = ""
    line: int = 0
    organization: str = ""
    sector: str = ""
    representative_type: Role | None = None
    interests: Mapping[str, int] = {}
    speaks_to: tuple[str, ...] = ()
    assets: tuple[Asset, ...] = ()
    languages: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    attending: Attendance = Attendance()
    status: Status = Status.CONFIRMED
    duty: Duty | None = None
    with_: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    chose: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    can_come: tuple[str, ...] = ()
    pin: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    listed: bool = True
    party: Party | None = None
    own: Mapping[str, tuple[str, ...]] = {}
    """Columns of the list's own, under their headings."""
    not_applicable: frozenset[str] = frozenset()
    """Columns whose cell says that it does not apply to this person. Such a cell is not blank, but has no value."""

    def values(self, column: str) -> tuple[str, ...]:
        """Return what this person has in a column, as written; () when blank.

        `column` is a canonical name (`sector`) or the heading of a column of the list's own.
        A cell that says `n/a` has no value. Interests give the areas scored 1 or more; assets give `group: word`.
        """
        match column:
            case "interests":
                return tuple(area for area, score in self.interests.items() if score >= 1)
            case "assets":
                return tuple(str(asset) for asset in self.assets)
            case "attending" | "listed":
                return ()
            case "with":
                return self.with_
        if column in self.own:
            return self.own[column]
        value = getattr(self, column, ()) if column in FIELDS else ()
        if value is None or value == "":
            return ()
        if isinstance(value, str):
            return (str(value),)
        return tuple(str(item) for item in value) if isinstance(value, tuple) else ()

    @property
    def is_companion(self) -> bool:
        """Whether this is somebody who comes along with the person whom a row describes."""
        return self.party is not None and self.party.number > 1

    @property
    def label(self) -> str:
        """The name; for an open seat without one, what is meant."""
        if self.name:
            return self.name
        meant = self.organization or self.sector
        return said("open seat (%(meant)s)", meant=meant) if meant else self.id


NOT_APPLICABLE = frozenset({"n/a", "n.a.", "not applicable"})
"""Folded texts that say that a column does not apply to a person."""

FIELDS = frozenset(Person.model_fields)
"""The names of a person's fields, which pydantic takes long to tell."""
