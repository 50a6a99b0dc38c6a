"""The record of one command and of its rounds: the content of `result.json` and the output of `--json`.

Fields are declared in the order in which they are written. Keys may be added but are never renamed. Readers ignore keys
that they do not know.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from seating.record.charts import ChartFileRecord, ChoicesRecord, NominationRecord
from seating.record.fields import (
    Count,
    Digest,
    From,
    Message,
    OtherId,
    OutputRecord,
    PersonId,
    PersonName,
    Positive,
    Record,
    RoundNumber,
    Seconds,
    Sha256,
    TableId,
    Text,
)
from seating.record.problems import NoteRecord
from seating.record.promises import PromisesRecord
from seating.record.voices import FewestRecord, RecruitRecord, VoiceRecord

StatusName = Literal["optimal", "feasible", "impossible", "no_seating"]


class SeatRecord(Record):
    """One person's seat."""

    id: PersonId
    name: PersonName
    table: TableId
    duties: list[Text]
    suggested: list[Text] = Field(default_factory=list)
    """The duties that the program assigned. They are suggestions until the table elects someone. Absent if there are
    none."""
    staff: bool = False
    """Present, and true, only for staff."""
    chair: int | None = None
    """The number of the chair, starting at 1, as on the plan of the room. Present only if the convening asks for an
    order around the tables."""
    representative_type: Text = ""
    """The person's type at this table. Present only for a person who has another type at some tables."""


class MembershipRecord(Record):
    """One person's place at a governance table."""

    table: TableId
    id: Annotated[PersonId, From("person")]
    role: Text = Field(alias="as")
    """The role of the person there, such as "chair of capital" or "member"."""


class FurtherRecord(Record):
    """One more session that a person goes to, in addition to the session of their seat."""

    id: PersonId
    table: TableId


class SeasonRecord(Record):
    """What is known about the seats, the additional sessions and the staff plan in a season of sessions."""

    penalty: Count
    """The penalty of the seats, without the requirements that the staff plan meets."""
    bound: int | None
    """A proven lower bound of this penalty."""
    staff_penalty: Count
    """The penalty of the staff plan for these seats."""
    staff_unmet: Count
    """The shortfall of the musts about staff."""
    proven: Annotated[bool, From("is_proven")]
    """Whether it is proven that no staff plan for these seats is better."""
    staff: Annotated[bool, From("has_staff")] = True
    """Present, and false, only if there is no staff plan."""
    guests: Count | None = None
    """The number of additional sessions that people come to, if people may come to several."""
    guests_proven: bool = False
    """Whether it is proven that no more additional sessions are possible with these seats."""


class NotSeatedRecord(Record):
    """A person on the list who has no seat, and why."""

    id: Annotated[PersonId, From("person.id")]
    name: Annotated[PersonName, From("person.label")]
    reason: Message


class FindingRecord(Record):
    """One shortfall of a requirement."""

    table: TableId | None
    """The table; null for the room as a whole."""
    group: Message | None
    have: int | Message | None
    """null for a private requirement."""
    want: Message | None
    """null for a private requirement."""
    shortfall: Count | None
    """null for a private wish."""
    people: list[PersonId] = Field(default_factory=list)
    """Ids of the people concerned, if the finding is about single people."""
    text: Annotated[Message, From("says")] = ""
    """The finding in words, if `group`, `have` and `want` do not express it."""


class LinkRecord(Record):
    """One person who links two tables because of a requirement."""

    id: PersonId
    origin: TableId = Field(alias="from")
    """The table to which the person belongs."""
    target: TableId = Field(alias="to")


class RequirementRecord(Record):
    """One requirement with the checker's verdict."""

    id: OtherId
    """`private-N` for a private requirement."""
    kind: Annotated[Text, From("requirement.kind")]
    """`private` for a private requirement."""
    must: Annotated[bool, From("is_must")]
    weight: Annotated[Count | None, Field(json_schema_extra={"minimum": 1, "maximum": 1000})]
    """The weight; null for a must and for a private requirement."""
    sentence: Message
    shortfall: Count | None
    """null for a private wish."""
    penalty: Count | None
    """The penalty; null for a private wish, because only the convener may see its points."""
    met: bool
    applies: bool = True
    """Whether the requirement applies in this round."""
    waits: bool = False
    """Whether it is met only if someone is found for a held seat. False if it is private."""
    asks_roles: bool = False
    """Whether it is about representative types. False if it is private."""
    findings: list[FindingRecord]
    links: list[LinkRecord] | None = None
    """Who links tables, if the requirement asks for counterparts. Left out if it is private or its column may only be
    counted."""

    @property
    def is_private(self) -> bool:
        """Whether only the convener may know what is required. The number in its id is that of one round."""
        return self.kind == "private"


class MoveRecord(Record):
    """One person's move from one table to another."""

    id: Annotated[PersonId, From("person")]
    name: PersonName
    origin: TableId = Field(alias="from")
    target: TableId = Field(alias="to")
    reason: Message


class RepairRecord(Record):
    """What is known about the moves of a repair."""

    fewest_proven: bool
    """Whether it is proven that the musts cannot be met with fewer moves."""
    fewest: Count
    """The smallest number of moves found that is enough to meet the musts."""
    newcomers: list[PersonId]
    """Ids of people who had no seat before."""
    better_known: Annotated[bool, From("is_better_known")]
    """Whether more moves than the musts require are known to improve the seating. Always false if a private wish is
    unmet."""


class WayOutRecord(Record):
    """One change that would end a conflict between musts."""

    kind: Literal["access", "relax", "soften", "recruit", "seat", "drop"]
    sentence: Message
    cost: Count
    confirmed: bool


class ConflictRecord(Record):
    """A set of musts that cannot all be met."""

    confirmed: bool
    counted: bool = False
    """Whether counting alone proves it for the rounds that are planned together."""
    requirements: Annotated[list[OtherId], Field(json_schema_extra={"minItems": 1})]
    sentences: list[Message]


class SmallestConflictRecord(Record):
    """The smallest conflict, with the ways out."""

    confirmed: bool
    counted: bool = False
    """Whether counting alone proves it for the rounds that are planned together."""
    requirements: Annotated[list[OtherId], Field(json_schema_extra={"minItems": 1})]
    sentences: list[Message]
    ways_out: list[WayOutRecord]


class GovernanceRecord(Record):
    """The checker's verdict on governance tables. It has a separate penalty and bound."""

    tables: list[TableId]
    chosen: bool
    """Whether the program chose the members; if not, they were named, or drawn by their duty."""
    status: StatusName
    """The status of the choice; `feasible` for members who were named, or drawn by their duty."""
    penalty: Count
    """The sum of weight times shortfall over the wishes at these tables that are not private."""
    bound: int | None
    """No choice of members has a lower penalty; null if nothing is proven."""
    requirements: list[RequirementRecord]
    voices: list[VoiceRecord]
    gaps: list[VoiceRecord]
    conflict: SmallestConflictRecord | None
    """null unless the status is impossible."""


class RoundRecord(Record):
    """The seating of one round, and the checker's verdict on it."""

    round: RoundNumber
    seats: list[SeatRecord]
    standing: list[MembershipRecord]
    further: list[FurtherRecord] = Field(default_factory=list)
    """In a season of sessions: the sessions that people go to in addition to their seat."""
    season: SeasonRecord | None = None
    """Present only in a season of sessions with staff or guests."""
    not_seated: list[NotSeatedRecord]
    requirements: list[RequirementRecord]
    voices: list[VoiceRecord]
    gaps: list[VoiceRecord]
    """The states of roles and needs."""
    moves: list[MoveRecord]
    """The moves of a repair; otherwise empty."""
    governance: list[GovernanceRecord] = Field(default_factory=list)
    """The verdicts on governance tables; absent if no requirement names one and no members were chosen."""
    status: StatusName | None = None
    """The status of this round alone. Present only in the ledger, if rounds were planned together or governance tables
    were judged."""
    bound: int | None = None
    """The bound for this round alone. Present only in the ledger, in the same cases as `status`."""


class ListFileRecord(Record):
    """The list that was read."""

    file: Text
    sha256: Digest
    rows: Count


class ConveningFileRecord(Record):
    """The file of the convening. Both fields are null if there is no such file."""

    file: Text | None
    sha256: Sha256 | None


class InputsRecord(Record):
    """The files that the seating was made from."""

    stakeholders: ListFileRecord
    convening: ConveningFileRecord
    charts: list[ChartFileRecord] = Field(default_factory=list)
    """The filled-in charts that were read."""
    charts_counted: bool | None = None
    """Whether the charts counted in the seating, or were only shown. Left out without charts."""


class InvitationRecord(Record):
    """One row of `invitations.csv`. The record does not show who nominated the person and who asked them."""

    id: OtherId
    perspective: Text
    person: Annotated[PersonName, From("text")]
    """The name of the person; empty if no one is named yet, or if the name would reveal a private cell or a reply of
    maybe."""
    on_list: Annotated[PersonId | None, From("person")]
    """The person's id; null for someone who is not on the list."""
    state: Literal["open", "idea", "nominated", "asked", "yes", "no", "maybe"]
    asked_on: Text
    answered_on: Text


class ResourceEntryRecord(Record):
    """One entry in the resource map: a resource, or something that people bring."""

    row: Text
    column: Text
    resource: Annotated[Text, From("what")]
    state: Literal["have", "partial", "gap", "unknown"]
    holders: Annotated[list[Text], From("holders.text")]


class UnusedRecord(Record):
    """Something that a person brings but their table does not need."""

    resource: Annotated[Text, From("what")]
    id: Annotated[PersonId, From("person.id")]
    table: Annotated[TableId, From("table.id")]
    needed_at: Annotated[list[TableId], From("needed_at.id")]
    """The tables that need it but do not have it."""


class ResourcesRecord(Record):
    """The resource map."""

    rows: Text
    """The column for the rows of the map."""
    columns: Text
    entries: list[ResourceEntryRecord]
    gap_needs: dict[TableId, list[Text]]
    """The gaps in the focus areas of each table that are not among the needs of that table."""
    unused: list[UnusedRecord]


class PlayersRecord(Record):
    """How many people from one group sit at each table. The dashboard shows these numbers as evidence."""

    group: Literal["public", "public decision-makers", "capital", "funding"]
    people: Count
    tables: dict[TableId, Count]
    """The number of people at each table, including members of governance tables."""
    words: list[Text]
    """The words on the list by which these people were identified."""
    suggested: dict[TableId, Count] = Field(default_factory=dict)
    """How many of the people in `tables` are only suggested as members until an election."""


class MeasuredRecord(Record):
    """Counts that the dashboard uses for proposals and as evidence."""

    shared_result: Text
    """The shared result of the convening; empty if it has none."""
    outcomes: Count
    outcomes_with_measure: Count
    sectors: dict[TableId, Count] | None
    """The number of sectors at each table; null if the column is private or unknown."""
    players: list[PlayersRecord] = Field(default_factory=list)
    """The groups that are neither private nor unknown."""
    labels: dict[TableId, Text] = Field(default_factory=dict)
    """The names of the tables in `players`, for tables that have a name."""


class ThemeRecord(Record):
    """One theme of the harvest with its counts. The record contains none of the original answers."""

    theme: Annotated[Text, From("name")]
    statements: Positive
    tables: Annotated[dict[TableId, Positive], From("by_table")]


class Outcome(OutputRecord):
    """The fields that `result.json` and a seating's entry in the ledger share."""

    seating_version: Text
    status: StatusName
    """The worst status, if rounds were planned together."""
    penalty: Count
    """The sum of weight times shortfall over the wishes that are not private; 0 is ideal."""
    bound: Annotated[int | None, Field(json_schema_extra={"minimum": 0})]
    """No seating that meets the musts has a lower penalty; null if nothing is proven."""
    gap: Seconds | None
    """(penalty - bound) / max(1, penalty), to four places."""
    repair: RepairRecord | None = None
    """Present only for a repair."""
    seconds: Seconds
    longer_limit: Positive | None
    """A time limit in seconds that would likely improve the seating or prove it optimal; null if none is known."""
    seed: Count
    inputs: InputsRecord
    notes: list[NoteRecord]
    rounds: Annotated[list[RoundRecord], Field(min_length=1)]
    conflict: SmallestConflictRecord | None
    """The smallest conflict; null unless the status is impossible."""
    conflicts: list[ConflictRecord]
    """All conflicts that were found, the smallest first."""
    conflicts_complete: bool | None
    """Whether it is known that no other conflict exists; always false if a private must is part of a conflict; null if
    there is no conflict."""
    recruit: list[RecruitRecord]
    fewest: FewestRecord | None = None
    """Absent if there is no one to invite, or if inviting people is not enough."""
    invitations: list[InvitationRecord] = Field(default_factory=list)
    """The states of invitations, except invitations for private requirements. Absent if there are none."""
    resources: ResourcesRecord | None = None
    """Absent if no file of resources was given."""
    promises: PromisesRecord | None = None
    """Absent if nothing was promised and no one was named as missing."""
    nominations: list[NominationRecord]
    """People named on charts, or named as missing by tables. The people named most often come first."""
    choices: ChoicesRecord | None = None
    """How far the seating follows choices and charts; absent if no one asked for a table."""
    measured: MeasuredRecord | None
    themes: list[ThemeRecord]
    """The themes of the answers given with --harvest."""
    manual: Annotated[bool, From("is_manual")] = False
    """Present, and true, only if the seating was saved on the board, where seats can be changed by hand."""


class EngineRecord(Record):
    """What one engine did in the search."""

    engine: Text
    """`annealing` is the main search of larger rooms, `exact` is CP-SAT, `counts` the search over counts of people who
    are alike, and `rounds` the search in several rounds at once. `feasibility` looks for musts that cannot be met
    together. `mip`, `relaxation`, `classes`, `wishes`, `groups`, `columns` and `pairs` prove bounds beside them."""
    questions: Count
    """How many times it was asked."""
    work: Seconds
    """Work units of the questions that it answered. Those that were cut off are not counted."""
    seconds: Seconds
    found_best: bool
    """Whether it found a seating as good as the one that the search ended with; false for several rounds."""
    proved_bound: bool
    """Whether it proved the bound that the search ended with; false for several rounds."""


class ResultRecord(Outcome):
    """What one command found: a seating of one or several rounds."""

    files: dict[Text, Text]
    """The files that were written, by name. The paths begin with the folder given with --out."""
    search: list[EngineRecord] = Field(default_factory=list)
    """The engines that ran, by name. Absent if none did: no seating was searched for, or the first one was proven to be
    the best. How far an engine that runs beside others comes depends on the machine, as `seconds` does."""
