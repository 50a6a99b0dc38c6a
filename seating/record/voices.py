"""The records of who is missing: the states of voices, who to invite, and candidates to consider."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from seating.record.fields import Count, From, Message, OtherId, PersonId, Positive, Record, TableId, Text


class VoiceRecord(Record):
    """One voice, or one gap. The numbers are null if it is private."""

    id: OtherId
    name: Text
    state: Literal["missing", "too_few", "elsewhere", "unknown", "heard"]
    invited: Count | None
    attending: Count | None
    needed: Count | None
    tables: dict[TableId, Count]
    sentence: Message
    reason: Annotated[Message, From("because")] = ""
    """The state and why it is so: the sentence without the name. Absent for a private voice."""
    held: dict[TableId, Positive] = Field(default_factory=dict)
    """Open seats held for people who belong to the voice, by table. Absent if there are none."""
    serving: Positive = 0
    """The number of people in the room from organizations that serve the voice. Present only if there are some and no
    one who belongs to the voice attends."""
    at: list[TableId] = Field(default_factory=list)
    """In the state elsewhere, the tables with too few people, or those where no one shares a language. Absent if the
    sentence names none, and for a private voice."""
    blank: Count | None = None
    """The number of people on the list whose blank cells leave open whether they belong to the voice. Present in the
    state missing without a reason, except for a private voice."""
    why: Literal["not_coming", "seat_held", "through_organization", "no_shared_language"] | None = None
    """Why the voice has its state. Absent if there is no reason but the numbers, and for a private voice."""


class RecruitRecord(Record):
    """The people to invite for one perspective or, if the musts cannot all be met, for one shortage."""

    who: dict[Text, Any]
    """A description of the people to invite; empty if it would reveal a private requirement."""
    people: Annotated[Count, Field(json_schema_extra={"minimum": 1})]
    serves: list[OtherId]
    sentence: Message
    confirmed: bool
    """Whether a seating with these people is known to meet these requirements."""
    smallest: bool
    """Whether it is proven that no list with fewer people in total would be enough."""
    tables: list[TableId]
    """The tables where these people would sit, as far as that is known."""
    needs_seats: bool | None = None
    """Whether these tables need extra seats for these people. Absent if the sentence covers more or less than the
    keys here."""
    name: Text = ""
    """The name of the voice, role, need or cell of the frame. Absent if the musts cannot all be met."""
    on_list: list[PersonId] = Field(default_factory=list)
    """Ids of people on the list who fit the description but are not coming. Absent if a name would reveal a private
    cell."""
    introduced_by: list[PersonId] = Field(default_factory=list)
    """Ids of people who are coming and could introduce someone. Absent in the same cases as `on_list`."""
    open_seats: list[TableId] = Field(default_factory=list)
    """Tables that hold a seat for such a person."""


class FewestRecord(Record):
    """The fewest people who could cover everything in `recruit`, if one person can stand for several perspectives."""

    people: Count
    confirmed: bool
    """Whether a seating with these people is known to meet everything."""
    smallest: bool
    """Whether it is proven that fewer people are not enough."""


class CandidateRecord(Record):
    """A person who might be missing although no requirement asks for them. Nothing private is recorded."""

    id: OtherId
    """The id of the candidate, which is the same in every run and round."""
    cause: Literal["sector", "expected", "depends", "language", "alone", "decides", "frame"]
    name: Text
    sentence: Annotated[Message, From("why")]
    """The reason why the candidate is suggested."""
    line: Text
    """A requirement that asks for it, as one line of YAML."""
    declined: Text = ""
    """The reason for declining the candidate, from `considered` in the convening."""
