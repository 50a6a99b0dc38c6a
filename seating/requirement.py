"""What a kind of requirement is; knows no kind.

A kind is one file in `seating/requirements/` with one subclass of `Requirement`. It says itself in
words (`sentence`), tells engines what it costs (`encode`, in the neutral terms of `seating.terms`),
and judges a finished plan (`check`). The two statements are written apart, share no code, and are
held together by `tests/requirements/test_conformance.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from seating.findings import Finding, Verdict
from seating.history import History
from seating.plan import IntArray, Plan, Room
from seating.profiles import Person, Role, Who
from seating.tables import Table
from seating.terms import CompanyTerm, Term
from seating.wording import fold, listed, message, nearest, said, said_count, said_list

__all__ = [
    "Amount",
    "Ask",
    "Column",
    "Count",
    "Pairs",
    "PersonRef",
    "Persons",
    "Requirement",
    "RoleName",
    "Share",
    "TableRef",
    "Tables",
    "as_list",
    "as_number",
]

NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+|\d+/0*[1-9]\d*)", re.ASCII)

NUMBER_LENGTH = 30
"""Characters of the longest text that is read as a number."""

MOST_COUNTED = 200_000
"""The largest number of people a key may ask for: as many as a list may hold."""

FINEST_SHARE = 10**9
"""The largest denominator of a share, so that its products stay exact in 64 bits."""

NAMED = 6
"""People a sentence names before it only counts the rest."""

MOST_PAIRED = 1_000
"""People of one requirement that makes a pair of every two of them: as many as there can be tables."""


def _resolved(name: str) -> BeforeValidator:
    """Return a validator that resolves a text through the function `name` of the validation context.

    The functions (`column`, `person`, `table`) take a text and return the canonical one, or raise
    ValueError with a sentence that says what would be right. Without a context texts stay as they are.
    """

    def resolve(value: Any, info: ValidationInfo) -> Any:
        find: Callable[[str], str] | None = (info.context or {}).get(name)
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ValueError(f"{value!r} is not a name")
        return find(str(value)) if find else str(value)

    return BeforeValidator(resolve)


def as_list(value: Any) -> Any:
    """Return a single text as a list of one; lists and None as they are."""
    return (value,) if isinstance(value, str | int) and not isinstance(value, bool) else value


def _exact(value: Any) -> Any:
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"{value!r} is not a share; write 1/3 or 0.33")
    share = as_number(str(value).replace(" ", ""))
    if share is None:
        raise ValueError(f"{value!r} is not a share; write 1/3 or 0.33")
    if not 0 <= share <= 1:
        raise ValueError(f"{value!r} is not a share; it lies between 0 and 1")
    if share.denominator > FINEST_SHARE:
        raise ValueError(f"{value!r} is finer than a share can be; write at most nine digits")
    return share


def as_number(text: str) -> Fraction | None:
    """Return the exact number that a cell or a key states, or None when it is no number.

    >>> as_number("2.5"), as_number("1/3"), as_number("n/a")
    (Fraction(5, 2), Fraction(1, 3), None)
    """
    plain = text.strip()
    return Fraction(plain) if len(plain) <= NUMBER_LENGTH and NUMBER.fullmatch(plain) else None


def _amount(value: Any) -> Any:
    number = value if isinstance(value, Fraction) else as_number(str(value))
    if isinstance(value, bool) or number is None or number < 0:
        raise ValueError(f"{value!r} is not a number of 0 or more; write 2, 0.5 or 1/2")
    return number


def _shaped_as_pairs(value: Any) -> Any:
    if value is None:
        return None
    pairs = value if isinstance(value, list | tuple) else ()
    if not pairs or not all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in pairs):
        raise ValueError("`pairs` are two people each: [[a, b], [c, d]]")
    return value


def _of_two_people(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    for one, other in pairs:
        if one == other:
            raise ValueError(f"{one!r} is named twice in one pair")
    return pairs


def _role(value: Any) -> Any:
    word = fold(str(value)).replace("_", "-").replace(" ", "-")
    for role in Role:
        if word.replace("-", "") == role.value.replace("-", ""):
            return role
    near = nearest(word, [role.value for role in Role])
    meant = f'did you mean "{near}"?' if near else f"the types are {listed(r.value for r in Role)}"
    raise ValueError(f"{str(value)!r} is not a representative type; {meant}")


def _whole(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{value!r} is not a whole number of people")
    return value


Column = Annotated[str, _resolved("column")]
"""A column of the list, found like a heading."""

PersonRef = Annotated[str, _resolved("person")]
"""A person on the list, by id or name; holds the id."""

Persons = Annotated[tuple[PersonRef, ...], BeforeValidator(as_list)]
"""One person or a list of them."""

Pairs = Annotated[
    tuple[tuple[PersonRef, PersonRef], ...], BeforeValidator(_shaped_as_pairs), AfterValidator(_of_two_people)
]
"""A list of two people each."""

TableRef = Annotated[str, _resolved("table")]
"""A table, by id or name; holds the id."""

Tables = Annotated[tuple[TableRef, ...], BeforeValidator(as_list)]
"""One table or a list of them."""

Share = Annotated[Fraction, BeforeValidator(_exact)]
"""An exact fraction from 0 to 1: `1/3`, or 0.33, which is 33/100."""

Amount = Annotated[Fraction, BeforeValidator(_amount)]
"""An exact number of 0 or more."""

Count = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=MOST_COUNTED)]
"""A number of people."""

RoleName = Annotated[Role, BeforeValidator(_role)]
"""A representative type, in any of its spellings."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A perspective that is asked for, so that its state can be told: a voice, a role, a need.

    Attributes
    ----------
    name : str
    matches : callable
        Whether a person is one of these.
    blank : callable
        Whether a person may be one of these for all that is known: what their filled cells decide fits, and
        a blank cell would decide the rest.
    at_least : int
        People at each table, or in the room.
    tables : tuple of str
        The tables' ids it is asked at.
    for_room : bool
        Whether it is asked of all tables together.
    or_none : bool
        Whether none at a table is as good as enough.
    who : Who or None
        The description of these people, where there is one.
    """

    name: str
    matches: Callable[[Person], bool]
    blank: Callable[[Person], bool]
    at_least: int
    tables: tuple[str, ...]
    for_room: bool = False
    or_none: bool = False
    who: Who | None = None

    @property
    def needed(self) -> int:
        """How many people it takes in all."""
        return self.at_least if self.for_room or self.or_none else self.at_least * len(self.tables)


class Requirement(BaseModel):
    """Base of every kind.

    A subclass sets `kind` and `kind_label`, and the class variables below that are true of it. It implements
    `sentence` and `encode`, and either `check_table` (when its shortfall is a sum over tables) or `check`.
    What any other module needs to know of a kind is stated here, so that no other module names a kind.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str] = ""
    """The name of the kind, which is the name of its module."""

    kind_label: ClassVar[str] = ""
    """What pages call the kind; a message of the catalogs."""

    is_must_by_default: ClassVar[bool] = False
    """Whether a requirement of this kind is a must unless it says otherwise."""

    is_table_by_table: ClassVar[bool] = False
    """Whether what a table lacks depends only on the people at that table."""

    can_be_robust: ClassVar[bool] = False
    """Whether the kind supports `robust`: 1 asks that it is met after any one absence."""

    is_about_all_tables: ClassVar[bool] = False
    """Whether it compares with, or counts over, everybody in the room, so that people without a seat would count."""

    is_monotone: ClassVar[bool] = False
    """Whether a person with one more filled cell never makes its shortfall larger."""

    is_voice: ClassVar[bool] = False
    """Whether the perspectives it asks for are listed as voices; those of other kinds are listed as gaps."""

    is_about_seats: ClassVar[bool] = False
    """Whether it asks for nothing but the number of people at each table, as `seats` states it."""

    asks_for_needs: ClassVar[bool] = False
    """Whether it asks for what the `needs` of tables state."""

    hidden_keys: ClassVar[frozenset[str]] = frozenset()
    """Keys that are filled from cells; nobody writes them in a convening."""

    id: str = ""
    must: bool | None = None
    weight: int = 1
    at: Tables | None = None
    rounds: tuple[int, ...] | None = None
    note: str = ""
    private: bool = False
    may_relax_to: int | None = None
    robust: int = 0

    @field_validator("at", mode="before")
    @classmethod
    def _every_table_is_none(cls, value: Any) -> Any:
        return None if isinstance(value, str) and fold(value) == "every table" else value

    @field_validator("weight", mode="before")
    @classmethod
    def _weight_is_whole(cls, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1000:
            raise ValueError(f"{value!r} is not a weight; it is a whole number from 1 to 1000")
        return value

    @field_validator("robust", mode="before")
    @classmethod
    def _robust_is_about_one_absence(cls, value: Any) -> Any:
        if isinstance(value, bool) or value not in (0, 1):
            raise ValueError(f"{value!r} absences are more than can be asked for; write `robust: 1`, or leave it out")
        if value and not cls.can_be_robust:
            raise ValueError(
                f"{cls.kind} cannot be asked to hold after any one absence, as no count of people at a table says so; "
                "leave `robust` out"
            )
        return value

    @field_validator("rounds", mode="before")
    @classmethod
    def _rounds_are_a_list(cls, value: Any) -> Any:
        return as_list(value)

    @property
    def is_must(self) -> bool:
        """Whether the requirement binds; if not, its shortfall costs `weight` a unit."""
        return self.is_must_by_default if self.must is None else self.must

    def with_spare(self, number: int) -> int:
        """Return how many people it takes so that so many are left after any one absence, where it is robust."""
        return number + self.robust if number else 0

    @property
    def even_then(self) -> str:
        """How its sentence goes on where it is robust; "" where it is not."""
        return said(", even when any one person is absent") if self.robust else ""

    @property
    def asks_columns(self) -> tuple[str, ...]:
        """The columns it reads, which decide whether it is private."""
        named = [getattr(self, key, None) for key in ("of", "by", "relation")]
        columns = [column for column in named if isinstance(column, str)]
        for key in ("who", "whom"):
            who = getattr(self, key, None)
            while isinstance(who, Who):
                columns += who.columns
                who = who.not_
        return tuple(columns)

    @property
    def numeric_columns(self) -> tuple[str, ...]:
        """The columns whose filled cells must be numbers, as `as_number` reads them."""
        return ()

    @classmethod
    def is_usual(cls, tables: Sequence[Table]) -> bool:
        """Whether this kind is asked for at these tables although nobody wrote it."""
        return False

    @property
    def is_about_parties(self) -> bool:
        """Whether it is about the people of each row that is several people."""
        return False

    def counted_values(self, room: Room) -> tuple[str, Mapping[str, IntArray]]:
        """Return the column whose values it counts, and the people of each value; "" where there is no such column."""
        column = getattr(self, "of", None)
        return (column, room.by_value(column)) if isinstance(column, str) else ("", {})

    def is_active(self, round_number: int) -> bool:
        """Whether it asks for anything in this round."""
        return self.rounds is None or round_number in self.rounds

    def after(self, history: History) -> Self:
        """Return it as it is asked after these rounds: a kind may weigh more for what it lacked in them."""
        return self

    def where(self, room: Room, begins: bool = True) -> str:
        """Return where it holds, as the subject of a sentence: "Every table", "Each of Capital and Talent".

        A table that may stay empty is held to it where it is in use. `begins` is no within a sentence.
        """
        return self.where_at(room, room.tables_at(self.at), is_every=self.at is None, begins=begins)

    @staticmethod
    def where_at(room: Room, tables: Sequence[Table], *, is_every: bool, begins: bool = True) -> str:
        """Return some tables, or every one, as the subject of a sentence."""
        may_be_empty = any(table.open_if_needed for table in tables)
        if is_every and begins:
            return said("Every table in use") if may_be_empty else said("Every table")
        if is_every:
            return said("every table in use") if may_be_empty else said("every table")
        labels = said_list(table.label for table in tables)
        each = message("Each of %(tables)s") if begins else message("each of %(tables)s")
        these = said(each, tables=labels) if len(tables) > 1 else labels
        return said("%(these)s, if in use,", these=these) if may_be_empty else these

    def only_at(self, room: Room) -> str:
        """Return where it is looked at, to end a sentence with: "" for every table, " (at Capital)"."""
        if self.at is None:
            return ""
        return said(" (at %(tables)s)", tables=said_list(table.label for table in room.tables_at(self.at)))

    def watches(self, table: str) -> bool:
        """Whether a table's id is among those it looks at."""
        return self.at is None or table in self.at

    def names(self, room: Room, ids: Sequence[str], last: str = "and") -> str:
        """Return people by their names, the first few of many: "Ana, Ben and 5 others"."""
        labels = [room.listed.by_id[i].label if i in room.listed.by_id else i for i in ids]
        if len(labels) > NAMED:
            labels = [
                *labels[: NAMED - 1],
                said_count("%(number)s other", "%(number)s others", len(labels) - NAMED + 1),
            ]
        return said_list(labels, last=last)

    def names_of_pairs(self, room: Room, pairs: Sequence[tuple[str, str]]) -> str:
        """Return pairs by their names, each once, the first few of many: "Ana and Ben; Cam and Dee"."""
        distinct = {frozenset(pair): pair for pair in reversed(pairs)}.values()
        labels = [self.names(room, pair) for pair in reversed(distinct)]
        if len(labels) > NAMED:
            more = said_count("%(number)s other pair", "%(number)s other pairs", len(labels) - NAMED + 1)
            labels = [*labels[: NAMED - 1], more]
        return "; ".join(labels)

    def given_one_of(self, *keys: str) -> None:
        """Raise ValueError unless exactly one of these keys has a value."""
        given = [f"`{key}`" for key in keys if getattr(self, key) is not None]
        if len(given) != 1:
            wanted = listed((f"`{key}`" for key in keys), last="or")
            got = f"has {listed(given)}, and takes one of them" if given else f"needs {wanted}"
            raise ValueError(got)

    def names_a_group(self, people: Sequence[str] | None) -> None:
        """Raise ValueError where `people`, of whom every two make a pair, are fewer than two or too many."""
        if people is not None and len(set(people)) < 2:
            raise ValueError("`people` needs two people or more")
        if people is not None and len(people) > MOST_PAIRED:
            raise ValueError(f"`people` names {len(people):,} people; the most is {MOST_PAIRED:,}")

    def sentence(self, room: Room) -> str:
        """Return what is asked, in one sentence with its full stop."""
        raise NotImplementedError

    def encode(self, room: Room) -> Iterable[Term]:
        """Yield terms whose shortfalls add up to this requirement's shortfall."""
        raise NotImplementedError

    def encode_later(self, room: Room, later: Room, plan: Plan) -> Iterable[Term]:
        """Yield terms on the seats of `room` that add what they make a later round lack, up to a constant.

        Parameters
        ----------
        room : Room
            The round whose seats are being decided.
        later : Room
            A planned one; its `history` holds every round before it, that of `room` under the number of `room`.
        plan : Plan
            The seats of that later round.
        """
        return ()

    def encode_company(self, rooms: Sequence[Room]) -> Iterable[CompanyTerm]:
        """Yield all it lacks in these rounds, which share the history of the first, where pairs alone decide on it."""
        return ()

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        """Yield what the plan lacks; by default, what each of its tables lacks."""
        for table, members in self.judged(room, plan):
            yield from self.check_table(room, table, members)

    def judged(self, room: Room, plan: Plan) -> Iterator[tuple[Table, Sequence[Person]]]:
        """Yield the tables that are held to it and the people at each; one that may stay empty and does is not."""
        members = room.members(plan)
        for table in room.tables_at(self.at):
            if members[table.id] or not table.open_if_needed:
                yield table, members[table.id]

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        """Yield what one table lacks; `members` are the people (not staff) at it."""
        raise NotImplementedError

    def judge(self, room: Room, plan: Plan) -> Verdict:
        """Return the verdict on a plan."""
        findings = tuple(finding for finding in self.check(room, plan) if finding.shortfall)
        return Verdict(self.id, findings, met=not findings)

    def describes(self, finding: Finding, room: Room) -> Mapping[str, str] | None:
        """Return the filled cells of somebody who would help against a finding; None when no one person would.

        Whoever invites people to cure a finding looks for these; an empty mapping means anybody.
        """
        return None

    def asks(self, room: Room) -> Iterable[Ask]:
        """Yield the perspectives this requirement asks for, if it is about any."""
        return ()
