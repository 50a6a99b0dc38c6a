"""A person on the list with all filled cells, and the enumerations for columns with fixed values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from pydantic import BaseModel, ConfigDict

from seating.wording import message, said, said_joined


class Role(StrEnum):
    """A representative type."""

    DESIGNEE = "designee"
    DOER = "doer"
    DECISION_MAKER = "decision-maker"


class Status(StrEnum):
    """The status of an invitation."""

    CONFIRMED = "confirmed"
    INVITED = "invited"
    OPEN = "open"
    NOMINATED = "nominated"
    IDEA = "idea"
    DECLINED = "declined"

    @property
    def is_seated(self) -> bool:
        """Whether people with this status get a seat."""
        return self in _SEATED

    @property
    def is_invited(self) -> bool:
        """Whether the row counts as invited, which is true of every status except ideas and nominations."""
        return self not in {Status.NOMINATED, Status.IDEA}


_SEATED = (Status.CONFIRMED, Status.INVITED, Status.OPEN)


class Duty(StrEnum):
    """What a staff member does at a table."""

    FACILITATOR = "facilitator"
    INTERPRETER = "interpreter"
    RECORDER = "recorder"
    OBSERVER = "observer"
    HOST = "host"


class Asset(BaseModel):
    """Something a person brings: `skill: bookkeeping` has the group `skill` and the word `bookkeeping`."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    group: str = ""
    word: str

    def __str__(self) -> str:
        return f"{self.group}: {self.word}" if self.group else self.word

    @property
    def shown(self) -> str:
        """How a page names the asset: by its word or, if that has no letter, with its group.

        >>> Asset(group="skill", word="bookkeeping").shown, Asset(group="listeners", word="20,000").shown
        ('bookkeeping', 'listeners: 20,000')
        """
        return self.word if any(map(str.isalpha, self.word)) else str(self)


MARKED_ABSENT = message("marked absent at the desk")
"""Why someone that the desk marked as absent has no seat."""


class NothingFits(BaseModel):
    """That no session or table fits a person, because of what they declined or when they can come.

    Attributes
    ----------
    what : "session" or "table"
        What there is none of for them.
    tied : tuple of str
        The ids of those they must share a table with, if none fits all of them but one may fit each.
    rounds : frozenset of int, or None
        The rounds in which nothing fits; None for all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    what: Literal["session", "table"]
    tied: tuple[str, ...] = ()
    rounds: frozenset[int] | None = None


class Attendance(BaseModel):
    """Whether a person comes, and the rounds they come to.

    Attributes
    ----------
    chance : Fraction
        0 (no) or 1 (yes); whatever is in between is a maybe.
    rounds : frozenset of int, or None
        The rounds they come to; None for all.
    is_absent : bool
        Whether the desk marked them absent on the day.
    unsuited : tuple of NothingFits
        The rounds in which no session or table fits them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    chance: Fraction = Fraction(1)
    rounds: frozenset[int] | None = None
    is_absent: bool = False
    unsuited: tuple[NothingFits, ...] = ()

    def is_away(self, round_number: int) -> bool:
        """Whether the person is known not to come to a round: they said no, come to others, or are marked absent."""
        return self.is_absent or not self.chance or (self.rounds is not None and round_number not in self.rounds)

    def find_unsuited(self, round_number: int | None = None) -> NothingFits | None:
        """Return that nothing fits the person in a round, or without a round in each they come to; None if one does."""
        if not self.unsuited:  # nearly everyone
            return None
        if round_number is not None:
            fits_none = (one for one in self.unsuited if one.rounds is None or round_number in one.rounds)
            return next(fits_none, None)
        barred = {number for one in self.unsuited for number in one.rounds or ()}
        is_barred = bool(self.rounds) and barred.issuperset(self.rounds or ())
        return next((one for one in self.unsuited if one.rounds is None or is_barred), None)


class Party(BaseModel):
    """A person's place among the people of one row.

    Attributes
    ----------
    id, name : str
        The id of the first person on the row, and the name of the row.
    number : int
        The position of this person among them, from 1.
    size : int
        The number of people.
    children : int
        How many of them are children, as far as a column tells; they come last.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: str
    name: str = ""
    number: int
    size: int
    children: int = 0


MADE = re.compile(r"(.+)(?:'s (guest|child)(?: (\d+))?| (family|household|clan) (\d+))", re.DOTALL)
"""Matches a name that the program made for someone without one: a companion, or a member of a family."""

MADE_NAMES = {
    "guest": (message("%(name)s's guest"), message("%(name)s's guest %(number)s")),
    "child": (message("%(name)s's child"), message("%(name)s's child %(number)s")),
    "family": ("", message("%(name)s family %(number)s")),
    "household": ("", message("%(name)s household %(number)s")),
    "clan": ("", message("%(name)s clan %(number)s")),
}
"""Such names in words: for the only one, and for one of several. The members of a family are always several."""


ELSEWHERE = ""
"""Stands for all tables at which a person has their usual representative type; no table has this id."""


class Person(BaseModel):
    """A person on the list: the person of a row, or one of several people that a row stands for.

    Texts are kept as written. `with_`, `apart`, `wishes` and `avoids` contain ids of people on the list;
    `chose`, `declined`, `can_come` and `pin` contain texts as written, because the tables are not known yet.

    Attributes
    ----------
    id : str
        As in the list; computed from name and organization if the list has none.
    line : int
        The line of the list, from 1; 0 if the person is from no file.
    representative_type : Role or None
        At the tables that `types_at` does not name.
    types_at : mapping of str to Role or None
        For a person who has another type at some tables: the type at each of them, by the id of the table, and under
        `ELSEWHERE` the type at all others. Empty for a person who has the same type everywhere. While the list is read,
        a table is named as written.
    interests : mapping of area to int
        Scores from 0 to 3.
    assets : tuple of Asset
        What they bring.
    attending : Attendance
    duty : Duty or None
        Staff have one. Of requirements, only `staff`, `apart`, `together`, `pin` and `keep_from` apply to them.
    needs, email, phone
        Private: shown on convener-only pages only.
    listed : bool
        Whether pages that others see may name the person.
    walked_in : bool
        Whether the person came on the day and is not on the list.
    party : Party or None
        The person's place among the people of one row.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: str
    name: str = ""
    line: int = 0
    organization: str = ""
    sector: str = ""
    representative_type: Role | None = None
    types_at: Mapping[str, Role | None] = {}
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
    walked_in: bool = False
    party: Party | None = None
    own: Mapping[str, tuple[str, ...]] = {}
    """The values of custom columns, by heading."""
    not_applicable: frozenset[str] = frozenset()
    """Columns whose cell states that the column does not apply. Such a cell is not blank, but has no value."""

    def type_at(self, table: str) -> Role | None:
        """Return the representative type at the table with this id; `ELSEWHERE` for tables that the list does not name.

        Nothing else decides about the type at a table.
        """
        return self.types_at.get(table, self.types_at.get(ELSEWHERE, self.representative_type))

    def at(self, table: str) -> Person:
        """Return the person as they are at the table with this id, with the representative type that they have there.

        >>> ana = Person(id="ana", types_at={"housing": Role.DESIGNEE, ELSEWHERE: Role.DOER})
        >>> [ana.at(table).representative_type.value for table in ("housing", "talent")]
        ['designee', 'doer']
        """
        return self.model_copy(update={"representative_type": self.type_at(table)}) if self.types_at else self

    def values(self, column: str) -> tuple[str, ...]:
        """Return the person's values in a column, as written; () if the cell is blank.

        `column` is a canonical name (`sector`) or the heading of a custom column. A cell with `n/a` has no value.
        For interests, the values are the areas with a score of 1 or more; for assets, `group: word`.
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
        if not value:
            return ()
        if isinstance(value, str):
            return (str(value),)
        return tuple(map(str, value)) if isinstance(value, tuple) else ()

    @property
    def has_rated(self) -> bool:
        """Whether they gave an area of interest a score of their own: an area that is only named has the score 1."""
        return any(score != 1 for score in self.interests.values())

    @property
    def has_made_name(self) -> bool:
        """Whether the program made the name from that of the row: "Ana Soto's guest 2", "Fox family 3"."""
        if self.party is None or self.name == self.party.name:
            return False
        return MADE.fullmatch(self.name) is not None or re.fullmatch(r"\d+", self.name.rpartition(" ")[2]) is not None

    @property
    def is_held(self) -> bool:
        """Whether this is a seat that is held for someone to be found, with or without a name; see `profiles.heads`."""
        return self.status is Status.OPEN

    def may_be_called(self, round_number: int) -> bool:
        """Whether a person without a seat in a round might come if called: nothing that they said rules it out."""
        here = self.attending
        comes = here.rounds is None or round_number in here.rounds
        refused = here.is_absent or not here.chance or here.find_unsuited(round_number)
        return comes and not refused and self.status not in {Status.DECLINED, Status.OPEN}

    @property
    def is_companion(self) -> bool:
        """Whether the person comes along with the person that a row describes."""
        return self.party is not None and self.party.number > 1

    @property
    def is_child_of_a_party(self) -> bool:
        """Whether a column about parties tells that the person is a child."""
        return self.party is not None and self.party.number > self.party.size - self.party.children

    @property
    def may_hold_duty(self) -> bool:
        """Whether the person could hold a duty at a table: neither a held seat nor a child of a party can."""
        return not self.is_held and not self.is_child_of_a_party

    @property
    def label(self) -> str:
        """The name; for an open seat without a name, a description of the person to be found."""
        meant = self.organization or self.sector
        if not (self.name or meant):
            return self.id
        return label_person(self.id, self.name, meant, is_made=self.has_made_name)


REMOVED = message("a person whose data was removed")
TOKEN = "forgotten-"
"""The id and name of someone who was forgotten, before a number. The number follows from nothing about the person."""
WHOLE_TOKEN = re.compile(rf"{TOKEN}\d+(?:\+\d+)?")
WRITTEN_TOKEN = re.compile(rf"(?<![\w-])({WHOLE_TOKEN.pattern})(?![\w-])")


def is_forgotten(identity: str) -> bool:
    """Whether an id in a saved round stands for someone whose data were removed."""
    return WHOLE_TOKEN.fullmatch(identity) is not None


def without_tokens(text: str) -> str:
    """Return a saved text with words in place of what stands for people who were forgotten."""
    parts = WRITTEN_TOKEN.split(text)
    if len(parts) == 1:
        return text
    return said_joined([said(REMOVED) if is_forgotten(part) else part for part in parts], "")


def label_person(identity: str, name: str, meant: str, *, is_made: bool = False) -> str:
    """Return the name; for an open seat without a name, a description of the person to be found.

    A name that the program made is a text that pages can translate; files keep it in English.

    Parameters
    ----------
    identity : str
        The id. Only ids of companions have a plus sign and a number.
    name : str
        "" for an open seat.
    meant : str
        The organization or sector for which the seat is held; "" if it is not known.
    is_made : bool
        Whether the program made the name of the first person on a row. Those of companions are known by their ids.
    """
    if is_forgotten(identity):
        return said(REMOVED)
    if not name:
        return said("open seat (%(meant)s)", meant=meant) if meant else said("open seat")
    made = MADE.fullmatch(name) if is_made or "+" in identity else None
    if made is None:
        return name
    of, who, number = made[1], made[2] or made[4], made[3] or made[5]
    only, one_of_several = MADE_NAMES[who]
    return said(one_of_several, name=of, number=number) if number else said(only, name=of)


NOT_APPLICABLE = frozenset(
    {"-", "--", "–", "—", "n/a", "n.a.", "not applicable", "does not apply", "no aplica", "no corresponde"}
)
"""Folded texts meaning that a column does not apply to a person."""

FIELDS = frozenset(Person.model_fields)
"""The names of a person's fields, stored here because pydantic's lookup is slow."""
