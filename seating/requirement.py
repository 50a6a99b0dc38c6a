"""The base class of all kinds of requirement, and the types of their keys.

A kind is one file in `seating/requirements/` with one subclass of `Requirement`. It describes itself in words
(`sentence`), gives the engines its cost in the terms of `seating.terms` (`encode`), and checks a finished plan
(`check`). `encode` and `check` share no code; `tests/requirements/test_conformance.py` tests that they agree.
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
"""Maximum length of a text that is read as a number, in characters."""

MOST_COUNTED = 200_000
"""The largest number of people a key may ask for, which is the largest number of people on a list."""

FINEST_SHARE = 10**9
"""The largest denominator of a share; products with it stay exact in 64 bits."""

NAMED = 6
"""Maximum number of people or pairs in a sentence; a longer list ends with the number of the others."""

MOST_PAIRED = 1_000
"""Maximum number of people in a requirement that pairs every two of them; equals the maximum number of tables."""


def _resolved(name: str) -> BeforeValidator:
    """Return a validator that resolves a text with the function `name` of the validation context.

    The functions `column`, `person` and `table` take a text and return its canonical form, or raise ValueError
    with a sentence that says what would be right. Without a context, texts are left unchanged.
    """

    def resolve(value: Any, info: ValidationInfo) -> Any:
        find: Callable[[str], str] | None = (info.context or {}).get(name)
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ValueError(f"{value!r} is not a name")
        return find(str(value)) if find else str(value)

    return BeforeValidator(resolve)


def as_list(value: Any) -> Any:
    """Return a single text or number as a tuple of one; return lists and None unchanged."""
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
    """Return the exact number in a cell or a key, or None if the text is not a number.

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
"""A column of the list, resolved like a heading."""

PersonRef = Annotated[str, _resolved("person")]
"""A person on the list, written as an id or a name and stored as the id."""

Persons = Annotated[tuple[PersonRef, ...], BeforeValidator(as_list)]
"""One person or a list of them."""

Pairs = Annotated[
    tuple[tuple[PersonRef, PersonRef], ...], BeforeValidator(_shaped_as_pairs), AfterValidator(_of_two_people)
]
"""A list of pairs of two different people."""

TableRef = Annotated[str, _resolved("table")]
"""A table, written as an id or a name and stored as the id."""

Tables = Annotated[tuple[TableRef, ...], BeforeValidator(as_list)]
"""One table or a list of them."""

Share = Annotated[Fraction, BeforeValidator(_exact)]
"""An exact fraction from 0 to 1, such as `1/3`; 0.33 is 33/100."""

Amount = Annotated[Fraction, BeforeValidator(_amount)]
"""An exact number of 0 or more."""

Count = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=MOST_COUNTED)]
"""A number of people."""

RoleName = Annotated[Role, BeforeValidator(_role)]
"""A representative type, in any of its spellings."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A perspective that a requirement asks for: a voice, a role or a need.

    Attributes
    ----------
    name : str
    matches : callable
        Whether a person belongs to the perspective.
    blank : callable
        Whether a person may belong to it: their filled cells fit, and a blank cell would decide.
    at_least : int
        People required at each table, or in the room.
    tables : tuple of str
        Ids of the tables where it is required.
    for_room : bool
        Whether the number applies to all tables together.
    or_none : bool
        Whether a table without any of these people is also fine.
    who : Who or None
        The description of these people, if there is one.
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
        """How many people are required in total."""
        return self.at_least if self.for_room or self.or_none else self.at_least * len(self.tables)


class Requirement(BaseModel):
    """Base of every kind.

    A subclass sets `kind`, `kind_label`, and those of the class variables below that are true for it. It implements
    `sentence`, `encode`, and either `check_table` (if its shortfall is a sum over tables) or `check`. The attributes
    here hold everything other modules need to know about a kind, so no other module refers to a kind by name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str] = ""
    """The name of the kind and of its module."""

    kind_label: ClassVar[str] = ""
    """The name of the kind on pages; a message in the translation catalogs."""

    is_must_by_default: ClassVar[bool] = False
    """Whether a requirement of this kind is a must if `must` is not set."""

    is_table_by_table: ClassVar[bool] = False
    """Whether a table's shortfall depends only on the people at that table."""

    can_be_robust: ClassVar[bool] = False
    """Whether the kind supports `robust`; `robust: 1` requires that it is still met after any one absence."""

    is_about_all_tables: ClassVar[bool] = False
    """Whether it compares with, or counts, everybody in the room, so that people who stay away would count."""

    is_monotone: ClassVar[bool] = False
    """Whether filling one more cell of a person never increases its shortfall."""

    is_voice: ClassVar[bool] = False
    """Whether its perspectives are listed as voices; those of other kinds are listed as gaps."""

    is_about_seats: ClassVar[bool] = False
    """Whether it only requires the number of people that the `seats` of each table state."""

    asks_for_needs: ClassVar[bool] = False
    """Whether it requires what the `needs` of tables list."""

    hidden_keys: ClassVar[frozenset[str]] = frozenset()
    """Keys that the program fills from cells; they are not written in a convening."""

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
        """Whether the requirement is a must; if not, each unit of its shortfall costs `weight` points."""
        return self.is_must_by_default if self.must is None else self.must

    def with_spare(self, number: int) -> int:
        """Return `number`, plus one if the requirement is robust and `number` is not 0."""
        return number + self.robust if number else 0

    @property
    def even_then(self) -> str:
        """The addition to its sentence if it is robust; otherwise ""."""
        return said(", even when any one person is absent") if self.robust else ""

    @property
    def asks_columns(self) -> tuple[str, ...]:
        """The columns it reads; they decide whether it is private."""
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
        """The columns whose filled cells must be numbers that `as_number` can read."""
        return ()

    @classmethod
    def is_usual(cls, tables: Sequence[Table]) -> bool:
        """Whether this kind is added automatically for these tables when the convening does not list it."""
        return False

    @property
    def is_about_parties(self) -> bool:
        """Whether it is about parties: rows of the list that stand for several people."""
        return False

    def counted_values(self, room: Room) -> tuple[str, Mapping[str, IntArray]]:
        """Return the column whose values it counts, and the numbers of the people with each value.

        The column is "" if it counts no values.
        """
        column = getattr(self, "of", None)
        return (column, room.by_value(column)) if isinstance(column, str) else ("", {})

    def is_active(self, round_number: int) -> bool:
        """Whether it applies in this round."""
        return self.rounds is None or round_number in self.rounds

    def after(self, history: History) -> Self:
        """Return the requirement as it applies after these rounds; a kind may raise its weight if it was unmet."""
        return self

    def where(self, room: Room, begins: bool = True) -> str:
        """Return the tables it applies to as the subject of a sentence: "Every table", "Each of Capital and Talent".

        The words say so if it applies to a table only when the table is in use. `begins` is False if the words do
        not start the sentence.
        """
        return self.where_at(room, room.tables_at(self.at), is_every=self.at is None, begins=begins)

    @staticmethod
    def where_at(room: Room, tables: Sequence[Table], *, is_every: bool, begins: bool = True) -> str:
        """Return tables as the subject of a sentence.

        Parameters
        ----------
        room : Room
        tables : sequence of Table
        is_every : bool
            Whether to write "every table" instead of the tables' names.
        begins : bool
            Whether the words start the sentence.
        """
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
        """Return the tables it applies to as the end of a sentence: " (at Capital)", or "" for every table."""
        if self.at is None:
            return ""
        return said(" (at %(tables)s)", tables=said_list(table.label for table in room.tables_at(self.at)))

    def watches(self, table: str) -> bool:
        """Whether the requirement applies to the table with this id."""
        return self.at is None or table in self.at

    def names(self, room: Room, ids: Sequence[str], last: str = "and") -> str:
        """Return the names of people; a long list ends with a number: "Ana, Ben and 5 others"."""
        labels = [room.listed.by_id[i].label if i in room.listed.by_id else i for i in ids]
        if len(labels) > NAMED:
            labels = [
                *labels[: NAMED - 1],
                said_count("%(number)s other", "%(number)s others", len(labels) - NAMED + 1),
            ]
        return said_list(labels, last=last)

    def names_of_pairs(self, room: Room, pairs: Sequence[tuple[str, str]]) -> str:
        """Return the names of pairs, each pair once: "Ana and Ben; Cam and Dee"; a long list ends with a number."""
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
        """Raise ValueError if `people`, every two of whom form a pair, are fewer than two or too many."""
        if people is not None and len(set(people)) < 2:
            raise ValueError("`people` needs two people or more")
        if people is not None and len(people) > MOST_PAIRED:
            raise ValueError(f"`people` names {len(people):,} people; the most is {MOST_PAIRED:,}")

    def sentence(self, room: Room) -> str:
        """Return the requirement as one sentence with its full stop."""
        raise NotImplementedError

    def encode(self, room: Room) -> Iterable[Term]:
        """Yield terms whose shortfalls add up to this requirement's shortfall."""
        raise NotImplementedError

    def encode_later(self, room: Room, later: Room, plan: Plan) -> Iterable[Term]:
        """Yield terms on the seats of `room` that add up to this requirement's shortfall in a later round.

        The sum may differ from the shortfall by a constant.

        Parameters
        ----------
        room : Room
            The round whose seats are being decided.
        later : Room
            A later, planned round. Its `history` holds every round before it, including that of `room`.
        plan : Plan
            The seats of the later round.
        """
        return ()

    def encode_company(self, rooms: Sequence[Room]) -> Iterable[CompanyTerm]:
        """Yield terms for its total shortfall over these rounds, if that depends only on who meets whom in which round.

        The history before the rounds is that of the first room.
        """
        return ()

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        """Yield a finding for everything the plan lacks; by default, everything each table lacks."""
        for table, members in self.judged(room, plan):
            yield from self.check_table(room, table, members)

    def judged(self, room: Room, plan: Plan) -> Iterator[tuple[Table, Sequence[Person]]]:
        """Yield the tables it applies to and the people at each; optional tables that stay empty are left out."""
        members = room.members(plan)
        for table in room.tables_at(self.at):
            if members[table.id] or not table.open_if_needed:
                yield table, members[table.id]

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        """Yield a finding for everything one table lacks; `members` are the people (not staff) at it."""
        raise NotImplementedError

    def judge(self, room: Room, plan: Plan) -> Verdict:
        """Return the verdict on a plan; findings without a shortfall are dropped."""
        findings = tuple(finding for finding in self.check(room, plan) if finding.shortfall)
        return Verdict(self.id, findings, met=not findings)

    def describes(self, finding: Finding, room: Room) -> Mapping[str, str] | None:
        """Return the cells, by column, of a person who would help to resolve a finding.

        An empty mapping means anybody would help; None means that no single person would.
        """
        return None

    def asks(self, room: Room) -> Iterable[Ask]:
        """Yield the perspectives this requirement asks for, if any."""
        return ()
