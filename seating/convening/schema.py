"""The data model of a validated convening."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo, field_validator, model_validator

from seating.errors import InvalidValueError, one_of
from seating.near_words import did_you_mean, nearest
from seating.profiles.columns import CANONICAL, NAME_PARTS, PARTS
from seating.profiles.corrections import Cell, Correction
from seating.profiles.fixed_words import as_known
from seating.profiles.people import as_word
from seating.requirements.base.keys import Column, as_list
from seating.requirements.base.kind import Requirement
from seating.room.hall import Hall
from seating.room.tables import Stage, Table, Text, Texts
from seating.wording import said, said_joined


def _listed_or_private(value: Any, info: ValidationInfo) -> Any:
    """Resolve a column of the list, or an always private column even if the list lacks it."""
    find = (info.context or {}).get("private_column")
    return find(as_word(value)) if find else value


def _vocabulary(value: Any) -> Any:
    """Read `{column: {value: [other names]}}`, or a list of values without other names."""
    if not isinstance(value, Mapping):
        raise InvalidValueError(said("a vocabulary is a mapping"), said("Write {column: {value: [other name]}}."))
    return {str(column): _allowed(column, values) for column, values in value.items()}


def _allowed(column: Any, values: Any) -> dict[str, tuple[str, ...]]:
    if isinstance(values, list | tuple):
        return {as_word(each): () for each in values}  # [] introduces a column and allows every value
    if not isinstance(values, Mapping) or not values:
        raise InvalidValueError(
            said("must state its allowed values"), said("Write {value: [other name]}."), value=column
        )
    return {as_word(each): tuple(map(as_word, _names(each, names))) for each, names in values.items()}


def _names(value: Any, names: Any) -> tuple[Any, ...]:
    """Return the other names of a value: none, one, or several."""
    found = () if names is None else tuple(names) if isinstance(names, list | tuple) else (names,)
    if any(name is None or isinstance(name, Mapping | list | tuple) for name in found):
        raise InvalidValueError(
            said("needs a list of its other names"), said("Write {value: [other, another]}."), value=value
        )
    return found


Columns = Annotated[
    tuple[Annotated[str, BeforeValidator(_listed_or_private, json_schema_input_type=Text)], ...],
    BeforeValidator(as_list, json_schema_input_type=Texts),
]
"""One or more columns; always private columns are accepted even if the list lacks them."""


def _meant(value: Any) -> Any:
    """Read `{column: heading}` or `{column: [headings]}`; for parts of a party, `party: {more: heading}`.

    A saved convening has such a part as `party more`.
    """
    if not isinstance(value, Mapping):
        raise InvalidValueError(said("`columns` must be a mapping"), said("Write {attending: heading in the list}."))
    found: dict[str, tuple[str, ...]] = {}
    for key, headings in value.items():
        parts = headings.items() if key == "party" and isinstance(headings, Mapping) else [("", headings)]
        column, _, saved = str(key).partition(" ") if str(key).startswith("party ") else (str(key), "", "")
        for part, named in parts:
            _known_column(column, str(part) or saved)
            listed = as_list(named)
            if not isinstance(listed, list | tuple) or any(
                isinstance(one, Mapping | list) or one is None for one in listed
            ):
                raise InvalidValueError(
                    said("needs a heading from the list"), said("Write {%(key)s: heading}.", key=key), value=key
                )
            found[f"{key} {part}".strip()] = tuple(map(as_word, listed))
    return found


def _known_column(key: str, part: str) -> None:
    """Raise InvalidValueError unless the key is a known column or `own`, and the part is a part of a party."""
    known = (*CANONICAL, *NAME_PARTS, "own")
    if key not in known:
        near, columns = nearest(key, known), said("The columns are %(columns)s.", columns=", ".join(known))
        hint = said_joined([did_you_mean(near), columns], " ") if near else columns
        raise InvalidValueError(said("is not a column"), hint, value=key)
    if part and part not in PARTS:
        raise InvalidValueError(
            said("is not a part of a party"), said("The parts are %(parts)s.", parts=", ".join(PARTS)), value=part
        )


Meant = Annotated[
    Mapping[str, tuple[str, ...]],
    BeforeValidator(_meant, json_schema_input_type=Mapping[str, Texts | Mapping[str, Texts]]),
]
"""For each column or part of a party, its headings in the list."""

Vocabulary = Annotated[
    Mapping[str, Mapping[str, tuple[str, ...]]],
    BeforeValidator(_vocabulary, json_schema_input_type=Mapping[str, tuple[Text, ...] | Mapping[str, Texts | None]]),
]
"""For each column, the allowed values and their other names."""


def _named(value: Any) -> Any:
    """Read names, each alone or as `{name: [other names]}`."""
    listed = [value] if isinstance(value, Mapping) else as_list(value)
    wrong = InvalidValueError(
        said("needs names"), said("Write [county, state], or {county: [other name]}."), value=str(value)
    )
    if not isinstance(listed, list | tuple):
        raise wrong
    found: dict[str, tuple[str, ...]] = {}
    for one in listed:
        for name, others in one.items() if isinstance(one, Mapping) else [(one, None)]:
            if name is None or isinstance(name, Mapping | list | tuple) or not as_word(name).strip():
                raise wrong
            found[as_word(name).strip()] = tuple(map(as_word, _names(name, others)))
    return found


def _considered(value: Any) -> Any:
    """Read `{id: reason}`."""
    if not isinstance(value, Mapping):
        raise InvalidValueError(said("`considered` must be a mapping"), said("Write {candidate id: reason}."))
    for identity, reason in value.items():
        if reason is None or isinstance(reason, Mapping | list | tuple) or not as_word(reason).strip():
            raise InvalidValueError(
                said("needs a reason"), said("Write {%(identity)s: reason}.", identity=identity), value=str(identity)
            )
    return {str(identity).strip(): as_word(reason).strip() for identity, reason in value.items()}


Named = Annotated[
    Mapping[str, tuple[str, ...]],
    BeforeValidator(
        _named, json_schema_input_type=Text | tuple[Text | Mapping[str, Texts | None], ...] | Mapping[str, Texts | None]
    ),
]
"""Names, each with its other names."""


def _whole_number(value: Any, least: int, most: int, of: str) -> Any:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise InvalidValueError(
            said("is not a number of %(of)s", of=of),
            said("Write a whole number from %(least)s to %(most)s.", least=least, most=most),
            value=value,
        )
    return value


def _number_of_sessions(value: Any) -> Any:
    return _whole_number(value, 1, 1000, "sessions")


def _number_of_days(value: Any) -> Any:
    return _whole_number(value, 0, 365, "days")


class Frame(BaseModel):
    """The grid of perspectives to fill: two columns, and the pairs of their values that are needed."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    rows: Column
    columns: Column
    needed: tuple[tuple[Text, Text], ...] = ()

    @field_validator("needed")
    @classmethod
    def _in_known_words(cls, pairs: tuple[tuple[str, str], ...], info: ValidationInfo) -> tuple[tuple[str, str], ...]:
        rows, columns = info.data.get("rows", ""), info.data.get("columns", "")
        return tuple((as_known(rows, row), as_known(columns, column)) for row, column in pairs)


class Power(BaseModel):
    """Relation columns that express power: the person is over the people named (`over`), or under them (`under`)."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    over: Columns = ()
    under: Columns = ()

    @model_validator(mode="after")
    def _says_one_thing_of_a_column(self) -> Self:
        both = sorted(set(self.over).intersection(self.under))
        if both:
            raise InvalidValueError(
                said("is in both `over` and `under`"), said("Keep it in one of them."), value=both[0]
            )
        return self


class ChairSide(StrEnum):
    """Where companions sit: on chairs next to each other, or on both sides of the table."""

    BESIDE = "beside"
    ACROSS = "across"


class ChairRules(BaseModel):
    """What the order around each table heeds, besides wishes and avoids.

    Attributes
    ----------
    together : ChairSide or None
        Where companions sit: those of a party, named in `with`, or in a small group that a requirement ties.
    alternate : str or None
        A column of which neighbors should not share a value.
    facing : str
        A need whose people should face the stage; "" for none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    together: Annotated[
        ChairSide | None, BeforeValidator(one_of(ChairSide), json_schema_input_type=ChairSide | str)
    ] = None
    alternate: Column | None = None
    facing: Text = ""


class ResourceColumns(BaseModel):
    """How resources are mapped: the columns for the rows and the columns of the map.

    `count_gaps` tells whether the gaps in a table's focus areas count as its `needs`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    rows: Text = "focus"
    columns: Text = "serves"
    count_gaps: bool = False


class SessionRules(BaseModel):
    """What holds for a season of sessions.

    Attributes
    ----------
    most : int
        Maximum number of sessions that a person comes to.
    travel : int
        Number of free days that staff have between sessions in different places.
    staff_most : int or None
        Maximum number of sessions at which a staff member serves.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    most: Annotated[int, BeforeValidator(_number_of_sessions)] = 1
    travel: Annotated[int, BeforeValidator(_number_of_days)] = 0
    staff_most: Annotated[int | None, BeforeValidator(_number_of_sessions)] = None


def _day(value: Any) -> Any:
    """Return the date of a text such as 2026-12-01; YAML reads such a text as a date already."""
    if value is None or type(value) is date:
        return value
    try:
        if isinstance(value, str):
            return date.fromisoformat(value.strip())
    except ValueError:
        pass
    raise InvalidValueError(said("is not a date"), said("Write year, month and day: 2026-12-01."), value=str(value))


Day = Annotated[date | None, BeforeValidator(_day, json_schema_input_type=str)]
"""A date, or None."""


class RoundPlan(BaseModel):
    """What is known about a round before it is seated; `cadence` tells how often its tables meet, as printed.

    `day` is compared with the dates of promises.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    stage: Annotated[Stage | None, BeforeValidator(one_of(Stage), json_schema_input_type=Stage | str)] = None
    cadence: Text = ""
    day: Day = None


class Outcome(BaseModel):
    """An intended result of the work, its measure, and its date; only the name is required."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    name: Text
    measure: Text = ""
    by: Text = ""


LONGEST_DAY = 24 * 60
"""Maximum number of minutes of an item of the agenda."""


def _number_of_minutes(value: Any) -> Any:
    return _whole_number(value, 1, LONGEST_DAY, "minutes")


class AgendaItem(BaseModel):
    """A step of the meeting at every table; `read` is what people should read before."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    item: Text
    minutes: Annotated[int, BeforeValidator(_number_of_minutes)]
    read: Text = ""


def _outcomes(value: Any) -> Any:
    """Read outcomes; a single sentence counts as the name of an outcome."""
    listed = value if isinstance(value, list | tuple) else (value,)
    return tuple({"name": one} if isinstance(one, str) else one for one in listed)


EXAMPLES: Mapping[str, str] = {
    "additions": "additions: [{Name: Zoe Quill, Sector: labor}]",
    "agenda": "agenda: [{item: What the numbers say, minutes: 20, read: the city profile}]",
    "chairs": "chairs: {together: beside, alternate: gender, facing: lip-reading}",
    "corrections": "corrections: [{row: Ana Ruiz, column: Sector, was: labour, now: labor}]",
    "frame": "frame: {rows: sector, columns: neighborhood}",
    "ids": "ids: {Ana Ruiz-Bell: p-0123456789}",
    "outcomes": "outcomes: [{name: more loans, measure: loans made, by: spring}]",
    "power": "power: {over: [funds]}",
    "resource_map": "resource_map: {count_gaps: true}",
    "room": "room: {width: 18, depth: 12, fixed: [{kind: stage, at: [9, 1]}]}",
    "rounds": "rounds: [{stage: norming, cadence: every month}]",
    "sessions": "sessions: {most: 2}",
}
"""A line for each key of the convening whose value has a form that needs one."""


class Convening(BaseModel):
    """A validated convening.

    Attributes
    ----------
    room : Hall or None
        The hall in which the tables stand.
    chairs : ChairRules or None
        What the order around each table heeds; without it there is no order.
    columns : mapping of str to tuple of str
        The meanings of headings that are not clear by themselves: headings by column.
    corrections : tuple of Correction
        Single cells of the list that are read as if they had another text.
    additions : tuple of mapping of str to str
        Rows that are read after those of the list: the text of each cell, by heading.
    ids : mapping of str to str
        The ids of people, by name, instead of those that the list gives. Someone with a new name keeps the former id.
    parties : bool
        Whether a row of the list may stand for several people.
    charts : tuple of str
        Files with charts that people filled in. They count, unless a command names others.
    compare : tuple of str
        Columns of which the report shows the people at each table beside the room's share.
    today : date or None
        The date with which the dates of promises are compared; None means the day of the round, if it has one.
    requirements : tuple of Requirement
        All requirements, each with an id: written or inferred ones, `size` and `focus`, and those from cells.
    agenda : tuple of AgendaItem
        The steps of the meeting instead of those that the program plans.
    host : str
        The organization that is the home of the whole initiative.
    usual_sectors : mapping of str to tuple of str, or None
        The sectors that a room usually has people from, with other names; None for the built-in list.
    expected : mapping of str to tuple of str
        Public partners, or kinds of them, that should be on the list, with other names.
    considered : mapping of str to str
        Ids of candidates that the convener has declined, with the reasons.
    inferred : tuple of str
        The inferred parts: "tables", or only their minimum "seats"; and "requirements".
    is_unedited : bool
        Whether the file is as an earlier run inferred it, so that it states the inferred parts.
    file, sha256 : str or None
        The file it was read from and its hash; None if there is no file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    title: Text = ""
    shared_result: Text = ""
    working_language: Text = ""
    tables: tuple[Table, ...] = ()
    room: Hall | None = None
    chairs: ChairRules | None = None
    requirements: tuple[Requirement, ...] = ()
    columns: Meant = {}
    vocabulary: Vocabulary = {}
    corrections: Annotated[tuple[Correction, ...], BeforeValidator(as_list)] = ()
    additions: Annotated[tuple[dict[Cell, Cell], ...], BeforeValidator(as_list)] = ()
    ids: dict[Cell, Cell] = {}
    parties: bool = True
    frame: Frame | None = None
    power: Power = Power()
    resource_map: ResourceColumns = ResourceColumns()
    rounds: tuple[RoundPlan, ...] = ()
    sessions: SessionRules = SessionRules()
    today: Day = None
    charts: Texts = ()
    agenda: Annotated[tuple[AgendaItem, ...], BeforeValidator(as_list)] = ()
    host: Text = ""
    outcomes: Annotated[
        tuple[Outcome, ...],
        BeforeValidator(_outcomes, json_schema_input_type=str | Outcome | tuple[str | Outcome, ...]),
    ] = ()
    private: Columns = ()
    counts_only: Columns = ()
    show: Columns = ()
    compare: Columns = ()
    usual_sectors: Named | None = None
    expected: Named = {}
    considered: Annotated[
        Mapping[str, str], BeforeValidator(_considered, json_schema_input_type=Mapping[str, Text])
    ] = {}
    inferred: Texts = ()
    is_unedited: bool = False
    file: str | None = None
    sha256: str | None = None

    @property
    def is_inferred(self) -> bool:
        """Whether the whole convening was inferred."""
        return self.file is None and bool(self.inferred)

    @property
    def states_requirements(self) -> bool:
        """Whether requirements are written in its file; otherwise they are inferred, or there is no file."""
        return self.file is not None and (self.is_unedited or "requirements" not in self.inferred)

    def table(self, identity: str) -> Table:
        """Return the table with this id."""
        return next(table for table in self.tables if table.id == identity)

    def round_plan(self, number: int) -> RoundPlan:
        """Return what the convening states about a round; an empty plan if it states nothing."""
        return self.rounds[number - 1] if 1 <= number <= len(self.rounds) else RoundPlan()


WRITTEN_KEYS = tuple(key for key in Convening.model_fields if key not in {"inferred", "is_unedited", "file", "sha256"})
"""The keys that a convening file may contain."""
