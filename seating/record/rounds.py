"""What `seating rounds` prints with `--json`: the saved rounds, one of them, two compared, and who came."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from seating.record.fields import (
    LARGEST,
    Count,
    From,
    Message,
    OtherId,
    OutputRecord,
    PersonId,
    PersonName,
    Positive,
    Record,
    RoundNumber,
    TableId,
    Text,
    TextOrNull,
)
from seating.record.problems import NoteRecord, ProblemRecord
from seating.record.result import RoundRecord


class StandingRecord(Record):
    """The state of one saved round."""

    round: Annotated[RoundNumber, From("number")]
    state: Literal["held", "open", "planned"]
    """The state of the round. `seating solve` seats the round that is `open`."""
    unfinished: bool
    """Whether a run was interrupted before all pages were written."""
    saved: Annotated[Text, From("entry.saved")]
    """The time when the round was saved, in UTC."""
    entry: Annotated[Positive, From("entry.number")]
    """The number of the entry that contains it."""
    file: Text
    """The file of the entry."""
    people: Count
    """The number of people with a seat, without staff and held seats."""
    staff: Count
    tables: Count
    """The number of tables with a person at them."""
    penalty: Count
    """The penalty without the points of private requirements."""
    unmet: Count
    """The number of requirements that are not met."""
    present: Count | None
    """The number of people who came, without staff; null if it is not known."""
    told_by: Annotated[Literal["attended", "list"] | None, From("attended.told_by")]
    """Whether attendance was recorded or taken from the list; null if it is not known."""


class EarlierRecord(Record):
    """One round from before the ledger."""

    round: int = Field(ge=-LARGEST, le=0)
    """The number of the round: 0 for the newest, -1 for the round before it, and so on."""
    people: Count


class EntryRecord(Record):
    """One entry of the ledger."""

    entry: Annotated[Positive, From("number")]
    """The number of the entry."""
    kind: Literal["seated", "attended", "undone", "imported", "forgotten"]
    saved: Text
    """The time when the entry was saved, in UTC."""
    file: Text
    holds: bool
    """Whether the entry counts: it was not undone, and it does not undo or forget anything itself."""


class RoundsRecord(OutputRecord):
    """The saved rounds of an output folder."""

    open_round: RoundNumber
    """The round that `seating solve` seats."""
    rounds: list[StandingRecord]
    earlier: list[EarlierRecord]
    """Rounds that were read from a file given with --history."""
    entries: list[EntryRecord]
    notes: list[NoteRecord]
    problems: list[ProblemRecord]
    """Files that are damaged or missing. If there are any, the exit code is 3."""


class UndoneRecord(RoundsRecord):
    """The saved rounds after an entry was undone."""

    undone: Positive
    """The number of the entry."""


class SavedRoundRecord(StandingRecord, OutputRecord):
    """One saved round. The keys of its state come first."""

    absent: list[PersonId] | None
    """The people with a seat who did not come; null if it is not known."""
    rounds: list[RoundRecord]
    """A list with one element: the round as in `result.json`."""
    problems: list[ProblemRecord]
    """Files that are damaged or missing. If there are any, the exit code is 3."""


class PersonMoveRecord(Record):
    """A person who sits at a different table than before, or a held seat that is at a different table."""

    id: PersonId
    name: PersonName
    origin: TableId = Field(alias="from")
    target: TableId = Field(alias="to")


class RenamedTableRecord(Record):
    """A table that was renamed, split or merged."""

    origin: TableId = Field(alias="from")
    target: TableId = Field(alias="to")


class PersonAtTableRecord(Record):
    """A person who joined a table or left one."""

    id: PersonId
    name: PersonName
    table: TableId


class RoundsComparedRecord(OutputRecord):
    """The differences between two rounds. Staff do not count. Held seats are only in `held`."""

    before: Annotated[RoundNumber, From("before.number")] = Field(alias="from")
    after: Annotated[RoundNumber, From("after.number")] = Field(alias="to")
    stayed: Count
    """The number of people who sit at the same table in both rounds, even if the table was renamed."""
    moved: list[PersonMoveRecord]
    renamed: list[RenamedTableRecord]
    joined: list[PersonAtTableRecord]
    """People who have a seat only in the second round."""
    left: list[PersonAtTableRecord]
    """People who had a seat only in the first round."""
    held: list[PersonMoveRecord] = Field(default_factory=list)
    """The seats that are held for a person to be found in both rounds, but at different tables."""
    met: list[OtherId]
    """Public requirements that are met only in the second round."""
    unmet: list[OtherId]
    """Public requirements that are met only in the first round."""


class SideRecord(Record):
    """One of two seatings side by side."""

    folder: Text
    """The output folder."""
    round: Annotated[RoundNumber, From("saved.number")]
    penalty: Count
    """The penalty of the seats, without the points of private requirements."""
    bound: int | None
    """A proven lower bound of this penalty; null if none was saved."""
    unmet_musts: Count
    """The number of musts that are not met, private ones and those at governance tables included."""
    unmet_private: Count
    """The number of private requirements that are not met."""
    governance_penalty: Count | None
    """The penalty of the members of governance tables; null if no requirement is about these."""


class CostRecord(Record):
    """What one requirement costs in one seating."""

    id: OtherId
    sentence: Message
    must: bool
    applies: bool
    """Whether the requirement applies in this round."""
    met: bool
    waits: bool
    """Whether it is met only if someone is found for a held seat."""
    shortfall: Count
    penalty: Count
    """The points; 0 for a must."""


class CostsRecord(Record):
    """What one requirement costs in both seatings."""

    first: CostRecord | None
    """null if the first seating does not have the requirement."""
    second: CostRecord | None
    """null if the second seating does not have the requirement."""


class SideBySideRecord(OutputRecord):
    """Two seatings side by side. Staff do not count. Held seats are only in `held`."""

    first: SideRecord
    second: SideRecord
    requirements: list[CostsRecord]
    """The requirements that are not private."""
    stayed: Annotated[Count, From("people.stayed")]
    """The number of people who sit at the same table in both seatings, even if the table was renamed."""
    moved: list[PersonMoveRecord]
    """People who sit at a different table in the second seating."""
    renamed: list[RenamedTableRecord]
    only_first: list[PersonAtTableRecord]
    """People who have a seat only in the first seating."""
    only_second: list[PersonAtTableRecord]
    """People who have a seat only in the second seating."""
    held: list[PersonMoveRecord]
    """The seats that are held for a person to be found in both seatings, but at different tables."""


class AttendanceRecord(OutputRecord):
    """The attendance that was recorded."""

    round: RoundNumber
    present: Count
    """The number of people who came, without staff."""
    absent: list[PersonId]
    """The people with a seat who did not come."""


class ClosedRoundRecord(Record):
    """The numbers of one round in the closing report."""

    round: RoundNumber
    people: Annotated[Count, From("seated")]
    """The number of people with a seat, without staff."""
    staff: Count
    tables: Count
    """The number of tables with a person at them."""
    came: Count | None
    """The number of people who came, without staff; null if attendance was not recorded."""
    entry: Text
    """The file of the entry that contains it."""
    attendance: TextOrNull
    """The file of the entry with the attendance, and the file that it was read from."""


class ClosingRecord(OutputRecord):
    """The rounds in the closing report, and the pages of the report."""

    rounds: list[ClosedRoundRecord]
    files: dict[Text, Text]
    """The pages that were written, by name."""
