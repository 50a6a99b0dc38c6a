"""The schema of the record that `seating charts --json` prints, and of what the record of a seating holds of charts."""

from __future__ import annotations

from typing import Annotated, Literal

from seating.record.fields import (
    Chance,
    Count,
    From,
    OtherId,
    OutputRecord,
    PersonId,
    PersonName,
    Positive,
    Record,
    Sha256,
    TableId,
    Text,
)
from seating.record.problems import NoteRecord

State = Literal["undisputed", "disputed", "named once", "no table"]
RoleWord = Literal["designee", "doer", "decision-maker"]
NamedId = Annotated[PersonId | None, From("person")]
ChartsByTable = Annotated[dict[TableId, Positive], From("at")]


class ChartTableRecord(Record):
    """A table of the charts."""

    id: TableId
    label: Text
    kind: Text


class ChartRecord(Record):
    """One chart. `number` is its position, starting at 1. Other parts of the record refer to this number."""

    number: Positive
    by: Text
    """The person whose chart it is; empty if the chart has no name."""
    id: NamedId
    """The person's id; null if the person is not on the list."""
    group: Text
    date: Text
    file: Text
    own_table: TableId | None
    """The table where the person could contribute most."""
    brings: Text
    answers: dict[Text, Text]
    """The answers to the guiding questions. The keys are the questions."""


class NamedRecord(Record):
    """A person or a description that charts name."""

    text: Text
    id: NamedId
    """null for someone who is not on the list."""
    state: State
    charts: list[Positive]
    """The numbers of the charts that name this person or description."""
    tables: dict[TableId, list[Positive]]
    """The numbers of these charts, by table."""
    why: list[Text]
    spellings: list[Text]
    """Other texts on the charts that count as the same person or description."""


class CellRecord(Record):
    """How many charts name someone in a cell, leave it empty, or state that no one is needed there."""

    table: Annotated[TableId | None, From("cell.table")]
    sector: Annotated[Text, From("cell.sector")]
    role: Annotated[RoleWord | None, From("cell.role")]
    shown: Count
    """The number of charts that showed the cell."""
    named: Count
    """The number of charts that name someone in the cell."""
    empty: Count
    """The number of charts that showed the cell and left it empty."""
    not_needed: Count
    """The number of charts that state that no one is needed there."""
    mostly: Literal["empty", "nobody needed"] | None
    """The answer of more than half of the charts that showed the cell; null if there is none."""


class PlacedRecord(Record):
    """Where a person places themselves, and how many other charts name them for each table."""

    chart: Positive
    by: Text
    id: NamedId
    table: TableId
    brings: Text
    others: dict[TableId, Positive]


class MissingRecord(Record):
    """A person named on charts who is not on the list, or who is on the list but not coming."""

    text: Annotated[Text, From("named.text")]
    id: Annotated[PersonId | None, From("named.person")]
    named_by: Annotated[Positive, From("named.number")]
    absence: Literal[
        "not on the list by this name",
        "a seat is held for them",
        "not invited yet",
        "has declined",
        "not coming",
    ]
    kind: Annotated[
        Literal["person", "organization", "value of a column", "voice", "table", "unknown"], From("mention.kind")
    ]
    """What the text means."""
    meant: Annotated[list[OtherId], From("mention.ids")]
    """The ids of the people on the list, or of the voice, that the text means."""


class JoinRecord(Record):
    """A text that counts, or might count, as another description or as a person."""

    description: Text
    joined_with: Text
    id: NamedId
    """The id of the person; null for a description."""
    join: Annotated[bool, From("is_joined")]
    decided: Annotated[bool, From("is_decided")]
    """Whether this comes from the file of joined texts, and the program would not do it on its own."""


class GroupViewRecord(Record):
    """How many charts of a group name someone, and at which tables."""

    group: Text
    named_by: Count
    share: Chance
    tables: ChartsByTable


class GroupRecord(Record):
    """A person or description that groups name. The ones on which the groups differ most come first."""

    text: Text
    id: NamedId
    groups: list[GroupViewRecord]


class OnOneChartRecord(Record):
    """A person named on one or both of two compared charts. A null means that the chart does not name the person."""

    text: Text
    id: NamedId
    first: list[TableId] | None
    second: list[TableId] | None


class DifferenceRecord(Record):
    """The difference between two charts; `first` and `second` are their numbers."""

    first: Positive
    second: Positive
    named: list[OnOneChartRecord]


class ChangeRecord(Record):
    """What has changed for a person since the earlier charts."""

    text: Annotated[Text, From("named.text")]
    id: Annotated[PersonId | None, From("named.person")]
    change: Literal["new", "gone", "moved", "now disputed", "still disputed", "settled", "same"]
    before: dict[TableId, Positive] | None
    """The number of earlier charts that named the person, by table; null if none did."""
    now: dict[TableId, Positive] | None
    """The number of current charts that name the person, by table; null if none does."""


class CellTotalRecord(Record):
    """How many charts name someone from a sector at a table."""

    sector: Text
    """The sector from the chart or the list, or the usual sector that the text is."""
    table: TableId | None
    """null for people who are named without a table."""
    charts: Positive


class GroupTotalRecord(Record):
    """How many charts name someone from a voice or an organization."""

    name: Text
    charts: Positive
    tables: ChartsByTable
    """The number of charts by table."""


class TotalsRecord(Record):
    """Totals of what the charts ask for. A chart counts once in each total."""

    cells: list[CellTotalRecord]
    voices: list[GroupTotalRecord]
    """Texts that are the name of the voice."""
    organizations: list[GroupTotalRecord]
    """Texts that name the organization or someone from it."""


class ChartsRecord(OutputRecord):
    """What filled-in charts have in common. The record names the authors of charts, so it is for the convener only."""

    seating_version: Text
    inputs: dict[Text, list[Text]]
    """The names of the files: charts, people, convening, earlier."""
    notes: list[NoteRecord]
    tables: list[ChartTableRecord]
    charts: list[ChartRecord]
    named: list[NamedRecord]
    """People and descriptions named by the most charts come first."""
    cells: list[CellRecord]
    added_up: TotalsRecord
    placed: list[PlacedRecord]
    missing: list[MissingRecord] | None
    """null if no list was given."""
    joined: list[JoinRecord]
    groups: list[GroupRecord]
    """Empty if all charts are from one group."""
    group_sizes: dict[Text, Positive]
    """The number of charts from each group."""
    compared: DifferenceRecord | None
    changes: list[ChangeRecord] | None
    """null if no earlier charts were given."""
    files: dict[Text, Text]


class ChartFileRecord(Record):
    """A file with filled-in charts that were read."""

    file: Text
    sha256: Sha256


class NominationRecord(Record):
    """A person named on filled-in charts, or named as missing by tables.

    The record does not show who named the person.
    """

    text: PersonName
    id: NamedId
    """null for someone who is not on the list."""
    table: TableId | None
    """null if no table was named."""
    named_by: Annotated[Positive, From("number")]
    """The number of charts and tables that named the person."""
    fate: Literal["followed", "elsewhere", "not_coming", "not_invited", "unknown"]


class FollowedRecord(Record):
    """How many people asked for a table, or were named for a table, and how many of them sit there."""

    people: Count
    followed: Count


class ChoicesRecord(Record):
    """How far the seating follows choices and charts."""

    chose: FollowedRecord
    """The number of people who chose a table, in the list or on their chart, and how many sit there."""
    named: FollowedRecord
    """The number of people that at least two charts name for the same table with seats, and how many sit there."""
