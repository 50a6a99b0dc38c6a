"""What `seating explain --json` prints: a seating with the price of a requirement, or of another seat for a person."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from seating.record.fields import (
    Count,
    From,
    OtherId,
    OutputRecord,
    PersonId,
    PersonName,
    Record,
    RoundNumber,
    Seconds,
    TableId,
    Text,
)
from seating.record.problems import NoteRecord
from seating.record.result import ConflictRecord, InputsRecord, SmallestConflictRecord, StatusName
from seating.record.voices import RecruitRecord


class NamedRequirementRecord(Record):
    """A requirement with its sentence."""

    requirement: OtherId
    """`private-N` for a private requirement."""
    sentence: Text
    """A general sentence for a private requirement."""


class CostChangeRecord(NamedRequirementRecord):
    """A requirement that costs more or less in another seating."""

    points: int
    """How many more points the requirement costs; negative if it costs less."""


class BestRecord(Record):
    """The best seating that was found under a condition."""

    penalty: Count | None
    """The penalty of the seating; null if no seating that meets the musts was found."""
    proven: Annotated[bool, From("is_proven")]
    """Whether it is proven that no seating is better or, if there is no seating, that none meets the musts."""


class IfMetRecord(BestRecord):
    """The best seating that meets the requirement."""

    changes: list[CostChangeRecord]
    """Requirements that cost more or less in that seating."""
    against: list[NamedRequirementRecord]
    """The musts that conflict with the requirement, if it cannot be met."""


class PriceRecord(Record):
    """One requirement in the explained seating, and its price without invitations to further sessions."""

    id: OtherId
    """`private-N` for a private requirement."""
    sentence: Text
    """A general sentence for a private requirement."""
    must: bool
    shortfall: Count
    penalty: Count
    """What the requirement adds to the penalty; 0 for a must."""
    price: Count | None
    """How much lower the penalty would be without the requirement; null if no seating without it was found."""
    exact: Annotated[bool, From("is_exact")]
    """Whether both compared penalties are proven."""
    without: BestRecord
    """The best seating without the requirement."""
    if_met: IfMetRecord | None
    """null if the requirement is met, or if no other seating would help."""


class MemberRecord(Record):
    """One governance table of which the person is a member."""

    table: TableId
    role: Text = Field(alias="as")
    """The role of the person there, such as "chair of capital" or "member"."""


class LoneMoveRecord(Record):
    """The seating if only this person moves, without invitations to further sessions."""

    unmet: Count
    """The sum of the shortfalls of the musts."""
    penalty: Count


class OtherTableRecord(Record):
    """What a seat at another table would cost, without invitations to further sessions."""

    table: TableId
    possible: bool | None
    """Whether a seating with the person there meets the musts; false if it is proven that none does, null if none was
    found."""
    penalty: Annotated[Count | None, From("best.penalty")]
    """The penalty of the best seating with the person at that table."""
    more: int | None
    """How much higher this penalty is than the current one."""
    exact: bool
    """Whether both compared penalties are proven; otherwise `more` is based on the best seatings found."""
    others_moved: Count
    """How many other people and held seats would change tables in that seating."""
    alone: LoneMoveRecord
    changes: list[CostChangeRecord]
    """Requirements that cost more or less in that seating."""
    against: list[NamedRequirementRecord]
    """The musts of a conflict that rules out this table, if it is not possible."""


class ExplainedPersonRecord(Record):
    """The person that the question was about."""

    id: PersonId
    name: Annotated[PersonName, From("label")]
    table: TableId | None
    """The person's table; null for a member of a governance table who has no seat in the round."""
    memberships: list[MemberRecord]
    tables: list[OtherTableRecord]
    """One for each table at which the person does not sit. Empty if the person has no seat, if the musts cannot all be
    met, or if `changed` is true."""


class WayRecord(Record):
    """The table that a message comes from, and the table that it goes to."""

    origin: TableId
    target: TableId


class LeavingRecord(Record):
    """What remains open if the person leaves."""

    requirements: list[NamedRequirementRecord] | None
    """The requirements that the room would meet less well; null if the person has a seat and `changed` is true, but
    by the present list and convening the person does not have that seat any more."""
    duties: list[Text]
    promises: Annotated[list[Text], From("promises.label")]
    """The promises of the person that have not been kept."""
    requests: list[Text]
    """The requests from tables that the person has not answered yet."""
    ways: Annotated[list[WayRecord], From("channels")]
    """The routes between tables on which only this person carries messages."""
    dependents: Annotated[list[PersonId], From("dependents.id")]
    """The people who depend on this person or their organization."""
    hosted: Annotated[list[TableId], From("hosted.id")]
    """The tables that the person's organization hosts."""
    colleagues: Annotated[list[PersonId], From("colleagues.id")]
    """The other people from the person's organization on the list, except deputies of the person, held seats,
    people who are absent or declined, members of the same governance tables, and those who a must keeps from the seat;
    for a held seat, only people without a seat."""


class ExplanationRecord(OutputRecord):
    """A seating with the answer to one question about it.

    A private requirement has its numbers, but only the id `private-N` and a general sentence. Keys that are also in
    `result.json` have the same meaning, for the seating that is explained.
    """

    seating_version: Text
    status: StatusName
    penalty: Count
    bound: int | None
    gap: Seconds | None
    seconds: Seconds
    seed: Count
    inputs: InputsRecord
    notes: list[NoteRecord]
    saved_round: RoundNumber | None
    """The number of the open round, if it has a saved seating."""
    changed: bool
    """Whether the list, the convening or the charts have changed since the seating was saved, or might have, because
    people were forgotten."""
    requirement: PriceRecord | None
    """null if no requirement was asked about, or if the musts cannot all be met."""
    person: ExplainedPersonRecord | None
    """null if no person was asked about."""
    leaving: LeavingRecord | None
    """null without `--leaves`."""
    conflict: SmallestConflictRecord | None
    conflicts: list[ConflictRecord]
    conflicts_complete: bool | None
    recruit: list[RecruitRecord]
