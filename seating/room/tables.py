"""Tables: their seats, their focus and the contents of their card."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from seating.errors import InvalidValueError, Miss, ambiguous_name, one_of, unknown_name
from seating.groups import group_by_key
from seating.near_words import NearWords
from seating.room.hall import At, Shape, Turn
from seating.wording import Said, fold, said, said_joined, said_list, squashed, whole_number

ELECTED = ("chair", "reporter", "liaison")
"""Duties whose elected holders a table may name; each is a key of a table."""

TABLE_ID = re.compile(r"[a-z0-9-]+")

MADE_ID = re.compile(r"t0*([1-9][0-9]*)")
"""The id of a table that was made from a number of tables."""

SHOWN_TABLES = 20
"""Maximum number of table ids in a hint."""

SPLIT = "table-split"
"""The slug of a word that meant one table and means several now."""

MOST_SEATS = 200_000
"""Maximum number of seats at one table, which is the maximum number of people on a list."""


@lru_cache(maxsize=10_000)
def _find_made_number(identity: str, name: str) -> int | None:
    made = MADE_ID.fullmatch(identity)
    return int(made[1]) if made and name == f"Table {int(made[1])}" else None


class TableKind(StrEnum):
    """The type of work a table does."""

    ACTION = "action"
    LISTENING = "listening"
    STEERING = "steering"
    LEADERSHIP = "leadership"
    DATA = "data"
    GOVERNANCE = "governance"


GOVERNANCE_KINDS = frozenset({TableKind.STEERING, TableKind.LEADERSHIP, TableKind.DATA, TableKind.GOVERNANCE})
"""Kinds of governance tables. Boards, staff groups and workgroups are of kind `governance`."""


class Stage(StrEnum):
    """Tuckman's stages of group development, as judged by the convener."""

    FORMING = "forming"
    STORMING = "storming"
    NORMING = "norming"
    PERFORMING = "performing"


class Seats(BaseModel):
    """The number of people that a table seats.

    Attributes
    ----------
    minimum : int
    maximum : int or None
        None means no limit.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    minimum: int = 0
    maximum: int | None = None

    def __str__(self) -> str:
        if self.maximum is None:
            return f"at least {self.minimum}" if self.minimum else "any number"
        if self.minimum == self.maximum:
            return str(self.maximum)
        return f"{self.minimum}-{self.maximum}" if self.minimum else f"at most {self.maximum}"


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def read_seats(value: Any) -> Any:
    """Read `6-10`, `8` or `{min: 6, max: 10}` as `Seats`; return a `Seats` unchanged.

    Raises
    ------
    InvalidValueError
        If the value is none of these, or its numbers are not allowed.
    """
    if isinstance(value, Seats):
        return value
    example = said("Write 6-10, 8, or {min: 6, max: 10}.")
    low: Any
    high: Any
    if _whole(value):
        low = high = value
    elif isinstance(value, str) and (found := re.fullmatch(r"\s*(-?\d{1,15})\s*(?:[-–—]\s*(-?\d{1,15})\s*)?", value)):
        low = int(found[1])
        high = int(found[2]) if found[2] is not None else low
    elif isinstance(value, Mapping):
        others = sorted(str(key) for key in value if key not in {"min", "max", "minimum", "maximum"})
        if others:
            raise InvalidValueError(said("is not a key of `seats`"), example, value=others[0])
        low = value.get("min", value.get("minimum", 0))
        high = value.get("max", value.get("maximum"))
        if not _whole(low) or not (high is None or _whole(high)):
            raise InvalidValueError(said("is not a number of seats"), example, value=value)
    else:
        raise InvalidValueError(said("is not a number of seats"), example, value=value)
    if max(low, high or 0) > MOST_SEATS:
        raise InvalidValueError(
            said("is more seats than a table can have"),
            said("Write at most %(most)s, or leave out the maximum.", most=f"{MOST_SEATS:,}"),
            value=value,
        )
    if low < 0 or (high is not None and high < 0):
        raise InvalidValueError(said("has a negative number of seats"), example, value=value)
    if high is not None and high < 1:
        raise InvalidValueError(
            said("leaves no room for anyone"),
            said("Write the number of free seats, or leave out a table that is full."),
            value=value,
        )
    if high is not None and low > high:
        raise InvalidValueError(said("has a minimum above its maximum"), example, value=value)
    return Seats(minimum=low, maximum=high)


def _as_list(value: Any) -> Any:
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def _as_text(value: Any) -> Any:
    """Return numbers as text and booleans as "yes" or "no"; a title may be 2026 and a place 12."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, int | float) else value


Text = Annotated[str, BeforeValidator(_as_text, json_schema_input_type=str | float | bool)]
"""A text; a bare number is read as text."""

Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list, json_schema_input_type=Text | tuple[Text, ...])]
"""One text or a list of them."""


def _split_items(value: Any) -> Any:
    """Return a list of texts without semicolons, which separate items as in a cell of a list."""
    items = _as_list(value)
    if not all(isinstance(item, str) for item in items):
        return items
    return tuple(part.strip() for item in items for part in item.split(";") if part.strip())


Items = Annotated[tuple[Text, ...], BeforeValidator(_split_items, json_schema_input_type=Text | tuple[Text, ...])]
"""One text or a list of them; `a; b` is two."""


def _questions(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {language: _as_list(asked) for language, asked in value.items()}
    return {"": _as_list(value)}


class Table(BaseModel):
    """One table of a convening. The keys are those of `tables` in a convening; a few have a longer name here.

    Attributes
    ----------
    seats : Seats
        The number of people that it seats.
    open_if_needed : bool
        The key `open`.
    drawn_from : str
        The key `from`.
    meant_for : mapping of column to values, or None
        The key `for`.
    at : (float, float) or None
        The place of its middle in the hall; None if the plan of the room chooses one.
    turn : float
        Degrees, clockwise.
    near : tuple of str
        Features that follow from its place, such as "near stage". They are computed, and never written.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: str
    name: Text = ""
    focus: Items = ()
    seats: Annotated[Seats, BeforeValidator(read_seats, json_schema_input_type=int | str | dict[str, int | None])] = (
        Seats()
    )
    needs: Items = ()
    purpose: Text = ""
    decides: Text = ""
    reports_to: Text = ""
    meets: Text = ""
    until: Text = ""
    questions: Annotated[
        Mapping[str, tuple[Text, ...]], BeforeValidator(_questions, json_schema_input_type=Texts | Mapping[str, Texts])
    ] = {}
    place: Text = ""
    day: Text = ""
    time: Text = ""
    hosted_by: Text = ""
    language: Text = ""
    stage: Annotated[Stage | None, BeforeValidator(one_of(Stage), json_schema_input_type=Stage | str)] = None
    kind: Annotated[TableKind, BeforeValidator(one_of(TableKind), json_schema_input_type=TableKind | str)] = (
        TableKind.ACTION
    )
    features: Items = ()
    was: Texts = ()
    open_if_needed: bool = Field(default=False, validation_alias=AliasChoices("open", "open_if_needed"))
    drawn_from: str = Field(default="", validation_alias=AliasChoices("from", "drawn_from"))
    people: Texts = ()
    meant_for: Mapping[str, Any] | None = Field(default=None, validation_alias=AliasChoices("for", "meant_for"))
    action_seat: bool | None = None
    chair: Texts = ()
    reporter: Texts = ()
    liaison: Texts = ()
    liaisons: Texts = ()
    shape: Annotated[Shape, BeforeValidator(one_of(Shape), json_schema_input_type=Shape | str)] = Shape.ROUND
    at: At | None = None
    turn: Turn = 0.0
    near: tuple[str, ...] = Field(default=(), exclude=True)

    @field_validator("id", mode="before")
    @classmethod
    def _id_is_plain(cls, value: Any) -> Any:
        if _whole(value) or isinstance(value, float):
            raise InvalidValueError(
                said("is a number, but the id of a table must be text"), said("Put it in quotes."), value=value
            )
        if not isinstance(value, str) or not TABLE_ID.fullmatch(value):
            raise InvalidValueError(said("is not a table id"), said("Use only a-z, 0-9 and -."), value=value)
        return value

    @field_validator("open_if_needed", mode="before", json_schema_input_type=bool | str)
    @classmethod
    def _open_says_if_needed(cls, value: Any) -> bool:
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.casefold().split() == ["if", "needed"]:
            return True
        if isinstance(value, str) and value.casefold() in {"yes", "no", "always"}:
            return value.casefold() == "yes"
        raise InvalidValueError(said("is not a valid value for `open`"), said("Write `open: if needed`."), value=value)

    @field_validator("action_seat", mode="before", json_schema_input_type=bool | str)
    @classmethod
    def _action_seat_is_yes_or_no(cls, value: Any) -> bool | None:
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str) and fold(value) in {"yes", "no"}:
            return fold(value) == "yes"
        raise InvalidValueError(
            said("is neither yes nor no"), said("Write `action_seat: yes` or `action_seat: no`."), value=value
        )

    @property
    def offers(self) -> tuple[str, ...]:
        """The features that are stated, then those that follow from the place."""
        return *self.features, *self.near

    @property
    def label(self) -> str:
        """The name if there is one, otherwise the id; "Table 1" of t01 is named in the language of the page."""
        return said("Table %(number)s", number=self.made_number) if self.made_number else self.name or self.id

    @property
    def shown_id(self) -> str:
        """The id as it stands beside the name on a page; "" if the name shows it already, as in "Head" of head."""
        return "" if self.made_number or squashed(self.id) == squashed(self.label) else self.id

    @property
    def made_number(self) -> int | None:
        """The number in a name that `tables: {count: 5}` makes from it, such as "Table 1" of t01; None for others."""
        return _find_made_number(self.id, self.name)

    def label_with(self, number: int) -> Said:
        """Return the label after the number that the table has in a round; "Table 1" has it already."""
        return said_joined(([] if self.made_number == number else [str(number)]) + [self.label], " ")

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that are stated, as written: `es; en` is two."""
        return tuple(part.strip() for part in re.split(r"[;,/+]", self.language) if part.strip())

    @property
    def when_and_where(self) -> str:
        """The day, the time and the place, in one line."""
        return " · ".join(part for part in (self.day, self.time, self.place) if part)

    def with_more_seats(self, number: int) -> Table:
        """Return the table with so many more seats, if their number is limited; with fewer for a negative number."""
        if not number or self.seats.maximum is None:
            return self
        seats = self.seats.model_copy(update={"maximum": self.seats.maximum + number})
        return self.model_copy(update={"seats": seats})

    @property
    def seats_people(self) -> bool:
        """Whether people sit here in the round; no if its members sit at action tables.

        `action_seat` decides. Without it, the members sit at action tables if they are drawn from other tables, or
        named at a governance table.
        """
        if self.action_seat is not None:
            return not self.action_seat
        return not (self.drawn_from or (self.people and self.kind in GOVERNANCE_KINDS))

    @property
    def governs(self) -> bool:
        """Whether it is a governance table, also one with seats; not an action table that liaisons join."""
        return self.kind in GOVERNANCE_KINDS or not self.seats_people

    @property
    def is_for_members(self) -> bool:
        """Whether only the people named as its members, and staff, sit here in the round."""
        return self.seats_people and bool(self.people)

    @property
    def chooses_members(self) -> bool:
        """Whether the solver chooses members for this table from the people who sit at the others."""
        is_open = not self.people or self.seats.maximum is None or self.seats.maximum > len(self.people)
        return bool(self.action_seat) and not self.drawn_from and self.seats != Seats() and is_open

    @property
    def has_named_members(self) -> bool:
        """Whether all members of this table are those that the convening names, so that they are known before seats."""
        return not (self.seats_people or self.chooses_members or self.drawn_from or self.liaisons)

    @property
    def own_members(self) -> tuple[str, ...]:
        """The people that the convening names as members or elected at this table, each once."""
        return tuple(dict.fromkeys((*self.chair, *self.reporter, *self.liaison, *self.people)))

    def lineage(self, tables: Iterable[Table], there: Collection[str] = ()) -> frozenset[str]:
        """Return the ids that the table had in an earlier seating, its own included.

        After a split, an id in `was` may be that of a table that still exists. As soon as both seated people, a seat at
        one of them is none at the other, also if the new table has been renamed since then.

        Parameters
        ----------
        tables : iterable of Table
            All tables now.
        there : collection of str
            The ids of the tables of the earlier seating; () if the table was not among them, or for any earlier round.
        """
        ids = frozenset({self.id, *self.was})
        if not self.was or ids.isdisjoint(there):
            return ids
        own = ids - {one.id for one in tables if one.id != self.id}
        return ids if own.isdisjoint(there) else own


def find_table(
    word: str, tables: Iterable[Table], *, by_number: bool = False, near_words: NearWords | None = None
) -> Table | Miss:
    """Return the table that a word refers to.

    Parameters
    ----------
    word : str
        An id or a name; case and extra spaces do not matter.
    tables : iterable of Table
        In the order of their numbers.
    by_number : bool
        Whether "2", "table 2" and "mesa 2" mean the second table if no table has that id or name.
    near_words : NearWords, optional
        Limits the comparisons with similar names over many words.

    Returns
    -------
    Table or Miss
        A miss if no table matches, or several do.
    """
    known = tuple(tables)
    found = tables_called(word, known)
    names = _names_of(known)
    if len(found) == 1:
        return found[0]
    if found:
        return ambiguous_name(
            "table",
            said("is the name of %(number)s tables", number=len(found)),
            dict.fromkeys((table.id for table in found), 0),
        )
    number = _read_number(word)
    if by_number and number is not None and 1 <= number <= len(known):
        return known[number - 1]
    ids = [table.id for table in known[:SHOWN_TABLES]]
    shown = said_list(ids) if len(known) == len(ids) else ", ".join([*ids, "…"])
    otherwise = said("The tables are %(shown)s.", shown=shown)
    return unknown_name("table", said("is not a table"), word, names.written, otherwise, near_words)


def map_labels(tables: Iterable[Table]) -> dict[str, str]:
    """Return the labels of tables, by id."""
    return {table.id: table.label for table in tables}


def in_order_of_numbers(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Return the tables in the order of their numbers: first those that seat people, then the others.

    Every page numbers the tables that seat people. The numbers of the others follow, so that they change no number.
    """
    known = tuple(tables)
    return tuple(sorted(known, key=lambda table: not table.seats_people))


def list_renumbered(before: Mapping[str, int], now: Iterable[Table]) -> list[tuple[Table, int, int]]:
    """Return the tables that have another number than in an earlier round, each with the number now and then.

    A table that was renamed had the number of the table that it was. One of several tables that one became had none.
    Neither had a table that was merged from several, unless it kept the id of one of them.

    Parameters
    ----------
    before : mapping of table id to int
        The numbers in the earlier round.
    now : iterable of Table
    """
    tables = in_order_of_numbers(now)
    heirs = group_by_key((former, table.id) for table in tables for former in (table.id, *table.was))
    known = ((table.id, before.keys() & set(table.was)) for table in tables)
    renamed = {table: before[one] for table, ids in known if len(ids) == 1 for one in ids if len(heirs[one]) == 1}
    earlier = {**renamed, **before}
    numbered = enumerate(tables, start=1)
    return [(table, number, earlier[table.id]) for number, table in numbered if earlier.get(table.id, number) != number]


def tables_called(word: str, tables: Iterable[Table]) -> tuple[Table, ...]:
    """Return the tables that a word may refer to: the table with that id, otherwise all tables with that name.

    Case and extra spaces do not matter. A blank word matches nothing.
    """
    wanted = fold(word)
    names = _names_of(tables)
    return names.by_id.get(wanted) or (names.by_name.get(wanted, ()) if wanted else ())


class _Names(NamedTuple):
    """The ids and names of tables: folded, with their tables, and as they are written."""

    tables: tuple[Table, ...]
    by_id: Mapping[str, tuple[Table, ...]]
    by_name: Mapping[str, tuple[Table, ...]]
    written: Sequence[str]


BETWEEN_LANGUAGES = re.compile(r"\s+[/|·]\s+")
"""What stands between the names of a table in two languages: Talent / Talento."""

MOST_RECENT = 16

_recent: dict[int, _Names] = {}
"""The names of the tables that were looked up last, by the identity of their tuple, which is kept in the entry.

Files with thousands of rows name the tables of one convening."""


def _names_of(tables: Iterable[Table]) -> _Names:
    known = _recent.get(id(tables))
    if known is not None and known.tables is tables:
        return known
    by_id: dict[str, list[Table]] = {}
    by_name: dict[str, list[Table]] = {}
    written = []
    each = tuple(tables)
    for table in each:
        by_id.setdefault(fold(table.id), []).append(table)
        for name in dict.fromkeys(map(fold, (table.name, *BETWEEN_LANGUAGES.split(table.name)))):
            by_name.setdefault(name, []).append(table)
        written += [word for word in (table.id, table.name) if word]
    found = _Names(
        each,
        {word: tuple(of) for word, of in by_id.items()},
        {word: tuple(of) for word, of in by_name.items()},
        written,
    )
    if each is tables:  # a tuple, which no one changes
        if len(_recent) >= MOST_RECENT:
            _recent.clear()
        _recent[id(tables)] = found
    return found


@dataclass(frozen=True, slots=True)
class SheetTables:
    """The tables that a sheet may name which was printed for a round and typed later.

    Attributes
    ----------
    now : tuple of Table
        The tables of the convening, or those of the saved round that is shown, in the order of their numbers.
    rounds : mapping of int to tuple of Table
        The tables of each saved round, in the order of the numbers on its sheets.
    keeps_split : bool
        Whether a table that became several ones is found as it was, because what the sheet tells of it is over.
    shown : int or None
        The saved round that has the tables of `now`. A sheet may come from a later round.
    only_now : bool
        Whether the sheets are those of `now`: a number is one of theirs, and a table that ended is unknown.
    """

    now: tuple[Table, ...]
    rounds: Mapping[int, tuple[Table, ...]] = field(default_factory=dict)
    keeps_split: bool = False
    shown: int | None = None
    only_now: bool = False

    @property
    def ended(self) -> tuple[Table, ...]:
        """The tables of saved rounds that the convening no longer has, with their newest names."""
        known = {table.id for table in self.now}
        found = {table.id: table for number in sorted(self.rounds) for table in self.rounds[number]}
        return tuple(found[identity] for identity in sorted(found.keys() - known))

    def find(self, word: str, round_number: int | None = None, usual: str | None = None) -> Table | Miss:
        """Return the table of today that a sheet names, or the ended table if nothing followed it.

        An id or a name of today comes first, then an earlier one. A number belongs to the round of its sheet.

        Parameters
        ----------
        word : str
            An id, a name or a number.
        round_number : int, optional
            The round of the sheet. Without it, a number may be that of any saved round.
        usual : str, optional
            The id of the table that an earlier reading of the same row found. It decides between several rounds.

        Returns
        -------
        Table or Miss
            A miss if the table became several tables and is not kept, or if the number means different tables in
            different rounds.
        """
        if tables_called(word, self.now):
            return find_table(word, self.now)
        heirs = tuple(table for table in self.now if fold(word) in map(fold, table.was))
        number = _read_number(word)
        earlier = {n: tables_called(word, tables) for n, tables in self.rounds.items()}
        if not heirs and not any(earlier.values()) and number is not None and self.rounds and not self.only_now:
            return self._find_number(word, number, round_number, usual)
        nearest = sorted(earlier, key=lambda n: (self._is_later(n), -n))
        for n in nearest:
            if not heirs and len(earlier[n]) == 1:
                heirs = self._follow(earlier[n][0], n)
        if len(heirs) > 1:
            former = next((earlier[n][0] for n in nearest if earlier[n]), None)
            return former if former is not None and self.keeps_split else self._miss(heirs)
        if self.only_now:
            heirs = tuple(table for table in heirs if table in self.now)
        return heirs[0] if heirs else find_table(word, self.now, by_number=True)

    def place(self, identity: str) -> str | None:
        """Return the id among the tables of `now` of a table that was read elsewhere; None if it is none of them."""
        found = self.find(identity)
        return next((one.id for one in self.now if isinstance(found, Table) and one.id == found.id), None)

    def _find_number(self, word: str, number: int, round_number: int | None, usual: str | None) -> Table | Miss:
        """Return the table with a number on the sheets of a round, or on those of all rounds if they agree."""
        if round_number is not None and round_number not in self.rounds:
            says = said("comes from a sheet for round %(round)s, but that round was not saved", round=round_number)
            shown = said_list([str(n) for n in sorted(self.rounds)])
            return Miss("table-of-round", says, said("The saved rounds are %(rounds)s.", rounds=shown))
        asked = sorted(self.rounds) if round_number is None else [round_number]
        found = {n: self.rounds[n][number - 1] for n in asked if 1 <= number <= len(self.rounds[n])}
        heirs = {n: self._follow(table, n) for n, table in found.items()}
        if len({tuple(one.id for one in tables) for tables in heirs.values()}) > 1:
            known = [one for tables in heirs.values() for one in tables if one.id == usual]
            return known[0] if known else _of_which_round(found)
        tables = next(iter(heirs.values()), ())
        if len(tables) > 1:
            return found[max(found)] if self.keeps_split else self._miss(tables)
        return tables[0] if tables else find_table(word, self.rounds[asked[-1]])

    def _is_later(self, number: int) -> bool:
        return self.shown is not None and number > self.shown

    def _miss(self, tables: Iterable[Table]) -> Miss:
        """Return the miss of a word that means several of the tables of today, or of those of the shown round."""
        if self.shown is None:
            return split_miss(tables)
        then = said_list(table.id for table in tables)
        hint = said("The tables were %(tables)s. Write the one you mean.", tables=then)
        return Miss(SPLIT, said("was several tables in round %(round)s", round=self.shown), hint)

    def _follow(self, table: Table, number: int) -> tuple[Table, ...]:
        """Return what a table of a round is today, or was in the shown round; the table itself if it is not there."""
        if self._is_later(number):
            return self._precede(table, number)
        known = {table.id, table.name or table.id}
        later = [n for n in sorted(self.rounds) if n > number and (self.shown is None or n < self.shown)]
        for tables in (*(self.rounds[n] for n in later), self.now):
            same = [one for one in tables if one.id in known]
            heirs = same or [one for one in tables if known.intersection(one.was)]
            known = {one.id for one in heirs} or known
        return tuple(one for one in self.now if one.id in known) or (table,)

    def _precede(self, table: Table, number: int) -> tuple[Table, ...]:
        """Return what a table of a later round was in the shown round; the table itself if it is not there."""
        between = [n for n in sorted(self.rounds, reverse=True) if self._is_later(n) and n < number]
        found: dict[str, Table] = {table.id: table}
        for tables in (*(self.rounds[n] for n in between), self.now):
            by_id = {one.id: one for one in tables}
            earlier: dict[str, Table] = {}
            for one in found.values():
                was = {one.id} if one.id in by_id else set(one.was)
                earlier |= {each.id: each for each in tables if was & {each.id, each.name}} or {one.id: one}
            found = earlier
        return tuple(one for one in self.now if one.id in found) or (table,)


def _read_number(word: str) -> int | None:
    return whole_number(re.sub(r"^(table|mesa) ", "", fold(word)).strip())


def split_miss(tables: Iterable[Table]) -> Miss:
    """Return the miss of a word that meant one table and means several now."""
    now = said_list(table.id for table in tables)
    hint = said("The table became %(tables)s. Write the one you mean.", tables=now)
    return Miss(SPLIT, said("is now several tables"), hint)


def _of_which_round(found: Mapping[int, Table]) -> Miss:
    shown = [said("%(table)s in round %(round)s", table=table.label, round=n) for n, table in sorted(found.items())]
    says = said("could be %(tables)s", tables=said_list(shown, last="or"))
    hint = said("Write the name of the table, or add a `round` column with the sheet’s round number.")
    return Miss("table-of-round", says, hint)
