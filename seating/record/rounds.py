"""The record of one round, as `result.json` and the entries of the ledger have it.

Fields are declared in the order in which they are written. A field that earlier versions did not write has a
default, which stands for its absence when such a record is read.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from seating.record.fields import Chance, Count, Identifier, Record, RoundNumber, TableId, Text

__all__ = [
    "ChanceRecord",
    "ChancesRecord",
    "FindingRecord",
    "MoveRecord",
    "NotSeatedRecord",
    "RequirementRecord",
    "RoundRecord",
    "SeatRecord",
    "StandingRecord",
    "StatusName",
    "VoiceRecord",
]

StatusName = Literal["optimal", "feasible", "impossible", "no_seating"]


class SeatRecord(Record):
    """One person's seat."""

    SOMETIMES: ClassVar[frozenset[str]] = frozenset({"staff"})

    id: Identifier
    name: Text
    table: TableId
    duties: list[Text]
    staff: bool = Field(default=False, description="Written only for staff, and then true.")


class StandingRecord(Record):
    """One person's place at a standing table, whose members also have seats elsewhere."""

    table: TableId
    id: Identifier
    role: Text = Field(alias="as", description='For example "chair of capital" or "member".')


class NotSeatedRecord(Record):
    """Somebody on the list who has no seat, and why."""

    id: Identifier
    name: Text = ""
    reason: Text


class FindingRecord(Record):
    """One shortfall of a requirement."""

    SOMETIMES: ClassVar[frozenset[str]] = frozenset({"people"})

    table: TableId | None = Field(description="null for the room.")
    group: Text | None
    have: int | Text | None = Field(description="null in a private requirement.")
    want: Text | None = Field(description="null in a private requirement.")
    shortfall: Count | None = Field(description="null in a private should.")
    people: list[Identifier] = Field(
        default_factory=list, description="Ids of the people concerned, if the finding is about single people."
    )


class RequirementRecord(Record):
    """One requirement with the checker's verdict."""

    id: Identifier = Field(description="`private-N` for a private requirement.")
    kind: Text = Field(description="`private` for a private requirement.")
    must: bool
    weight: Annotated[Count | None, Field(json_schema_extra={"minimum": 1, "maximum": 1000})] = Field(
        description="null for a must and for a private requirement."
    )
    sentence: Text
    shortfall: Count | None = Field(description="null for a private should.")
    penalty: Count | None = Field(description="null for a private should. `private_penalty` has the sum of these.")
    met: bool
    findings: list[FindingRecord]


class VoiceRecord(Record):
    """One voice, or one gap. The numbers are null in a private one."""

    id: Identifier
    name: Text
    state: Literal["missing", "absent", "too_few", "elsewhere", "unheard", "unknown", "heard"]
    invited: Count | None
    attending: Count | None
    needed: Count | None
    tables: dict[TableId, Count]
    sentence: Text


class MoveRecord(Record):
    """One person's move from one table to another."""

    id: Identifier
    name: Text = ""
    origin: TableId = Field(alias="from")
    target: TableId = Field(alias="to")
    reason: Text


class ChanceRecord(Record):
    """The probability of one event on the day."""

    SOMETIMES: ClassVar[frozenset[str]] = frozenset({"id", "name"})

    id: Identifier = Field(default="", description="Of the requirement or voice. The musts together have none.")
    name: Text = Field(default="", description="Of a voice.")
    chance: Chance
    low: Chance = Field(description="The lower end of the 95 % confidence interval.")
    high: Chance
    exact: bool = False
    draws: Count = Field(description="Simulated days; 0 for an exact probability.")


class ChancesRecord(Record):
    """How likely the requirements are met on the day.

    What is private is left out, and so is what depends on a single uncertain person.
    """

    uncertain: Count = Field(description="People with a seat who may or may not come.")
    musts: ChanceRecord | None = Field(description="That all musts are met.")
    requirements: list[ChanceRecord] = Field(description="That a requirement has no shortfall.")
    voices: list[ChanceRecord] = Field(description="That a voice is heard. Roles and needs are among them.")
    hanging: Count = Field(description="People whose absence alone would leave something short.")


class RoundRecord(Record):
    """The seating of one round, and the checker's verdict on it."""

    SOMETIMES: ClassVar[frozenset[str]] = frozenset({"status", "bound"})

    round: RoundNumber
    seats: list[SeatRecord]
    standing: list[StandingRecord] = Field(default_factory=list)
    not_seated: list[NotSeatedRecord] = Field(default_factory=list)
    requirements: list[RequirementRecord]
    private_penalty: Count = Field(default=0, description="The penalty of all private shoulds together.")
    voices: list[VoiceRecord] = Field(default_factory=list)
    gaps: list[VoiceRecord] = Field(default_factory=list, description="The states of roles and needs.")
    moves: list[MoveRecord] = Field(default_factory=list, description="Of a repair; otherwise empty.")
    chances: ChancesRecord | None = Field(default=None, description="null if it was not computed.")
    status: StatusName | None = Field(
        default=None, description="Only in the ledger, for rounds that were planned together: this round's own status."
    )
    bound: int | None = Field(default=None, description="Only in the ledger, as `status`: this round's own bound.")
