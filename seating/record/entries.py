"""The content of the ledger's entries, by kind.

A digest only proves that nothing changed since the digest was computed. A user's own program can write an entry with a
valid digest that lacks something this version needs, so the content of every entry is validated before anything is read
from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from seating.record.fields import (
    LARGEST,
    Count,
    Digest,
    OtherId,
    PersonId,
    PersonName,
    Record,
    RoundNumber,
    TableId,
)
from seating.record.meanings import Meaning
from seating.record.result import Outcome
from seating.record.sentences import MessageRecord
from seating.wording import message, said, shortened

LONGEST_PLACE = 120
"""Maximum number of characters shown of a place in an error message. A damaged key can have any length."""


class ClosedRecord(Record):
    """The round that `--next-round` closed."""

    round: RoundNumber
    absent: list[PersonId]
    told_by: Literal["attended", "list"]


class SavedPersonRecord(Record):
    """What the pages need to know about one person. Nothing private is in it, and only filled cells are written."""

    id: PersonId
    name: PersonName
    organization: str = ""
    sector: Annotated[str, Meaning.COUNTED] = ""
    representative_type: Annotated[str, Meaning.COUNTED] = ""
    types_at: Annotated[dict[TableId, str], Meaning.COUNTED] = Field(default_factory=dict)
    """The representative types at tables at which it is another one, by table."""
    shown: dict[str, list[str]] = Field(default_factory=dict)
    """Cells of other columns that the report shows, by column."""
    duty: Annotated[str, Meaning.COUNTED] = ""
    """For staff only."""
    listed: Annotated[bool, Meaning.COUNTED] = True
    """Written only as false: no page for others names this person."""
    walked_in: Annotated[bool, Meaning.COUNTED] = False
    """Written only as true: the person came on the day and was not on the list."""
    status: Annotated[Literal["confirmed", "open"], Meaning.COUNTED] = "confirmed"
    """Written only as open: a seat held for someone to be found, and no person."""


class SavedTableRecord(Record):
    """One table of the convening. Keys that have their default value are not written."""

    id: TableId
    name: str = ""
    focus: list[str] = Field(default_factory=list)
    seats: dict[str, int | None] = Field(default_factory=dict)
    """`minimum` and `maximum`."""
    needs: list[str] = Field(default_factory=list)
    purpose: str = ""
    decides: str = ""
    reports_to: str = ""
    meets: str = ""
    until: str = ""
    questions: dict[str, list[str]] = Field(default_factory=dict)
    """By language; the key is empty if none is given."""
    place: str = ""
    day: str = ""
    time: str = ""
    hosted_by: str = ""
    language: str = ""
    stage: str = ""
    kind: str = "action"
    features: list[str] = Field(default_factory=list)
    was: list[str] = Field(default_factory=list)
    """Earlier ids or names."""
    open_if_needed: bool = False
    drawn_from: str = ""
    people: list[PersonId] = Field(default_factory=list)
    action_seat: bool | None = None
    chair: list[PersonId] = Field(default_factory=list)
    reporter: list[PersonId] = Field(default_factory=list)
    liaison: list[PersonId] = Field(default_factory=list)
    liaisons: list[str] = Field(default_factory=list)
    shape: str = "round"
    at: list[float] | None = None
    turn: float = 0.0


class SavedConveningRecord(Record):
    """The convening without requirements and vocabulary. Keys that have their default value are not written.

    The values are those of `docs/reference/convening.md`.
    """

    title: str = ""
    shared_result: str = ""
    working_language: str = ""
    tables: list[SavedTableRecord]
    room: dict[str, Any] | None = None
    columns: dict[str, list[str]] = Field(default_factory=dict)
    parties: bool = True
    frame: dict[str, Any] | None = None
    power: dict[str, list[str]] = Field(default_factory=dict)
    resource_map: dict[str, Any] = Field(default_factory=dict)
    rounds: list[dict[str, Any]] = Field(default_factory=list)
    sessions: dict[str, int | None] = Field(default_factory=dict)
    today: str | None = None
    agenda: list[dict[str, Any]] = Field(default_factory=list)
    host: str = ""
    outcomes: list[dict[str, str]] = Field(default_factory=list)
    counts_only: list[str] = Field(default_factory=list)
    show: list[str] = Field(default_factory=list)
    compare: list[str] = Field(default_factory=list)
    usual_sectors: dict[str, list[str]] | None = None


class PagesRecord(Record):
    """What pages need in addition to the rounds. Nothing private is in it."""

    columns: dict[str, str]
    """The headings of the columns that are shown."""
    people: list[SavedPersonRecord]
    convening: SavedConveningRecord
    private: list[OtherId]
    """The ids of private requirements: `private-N`."""
    reasons: dict[str, str]
    """Notes of requirements, by id."""


class SeatedContent(Outcome):
    """A seating of one round, or of several that were planned together: `result.json` without `files`, and more."""

    closed: ClosedRecord | None = None
    """The round that this seating closed, if any."""
    pages: PagesRecord
    messages: dict[str, MessageRecord] = Field(default_factory=dict)
    """What the texts of the entry are made of, by text, so that pages can show them in another language. Absent if
    there are none."""


class SourceRecord(Record):
    """A file that an entry was made from."""

    file: str
    sha256: Digest


class AttendedContent(Record):
    """Who came to a round."""

    round: RoundNumber
    present: list[PersonId]
    tables: dict[PersonId, str]
    """Tables of people who sat elsewhere than planned, by person id."""
    further: dict[PersonId, list[str]] = Field(default_factory=dict)
    """In a season, the other sessions that people with several came to, by person id. Left out: people who are only
    known to have come."""
    inputs: dict[str, SourceRecord] = Field(default_factory=dict)
    """`attended`: the file that was read."""


class UndoneContent(Record):
    """An entry that no longer counts."""

    undoes: RoundNumber


class EarlierRoundRecord(Record):
    """One round from before the ledger."""

    round: Annotated[int, Field(ge=-LARGEST, le=0)]
    """The number of the round: 0 for the newest, -1 for the round before it, and so on."""
    seats: dict[PersonId, str]
    """The table by person id."""


class ImportedContent(Record):
    """Seatings of earlier rounds that were read from a file."""

    earlier: list[EarlierRoundRecord]
    inputs: dict[str, SourceRecord] = Field(default_factory=dict)
    """`history`: the file that was read."""


class ForgottenContent(Record):
    """That people were forgotten. Nothing here tells who they were."""

    people: Count
    """How many people; 0 if only words were replaced that are no one's name."""
    entries: list[RoundNumber]
    """The numbers of the entries in which something was replaced."""


Content = SeatedContent | AttendedContent | UndoneContent | ImportedContent | ForgottenContent

_CONTENTS: Mapping[str, type[Content]] = {
    "seated": SeatedContent,
    "attended": AttendedContent,
    "undone": UndoneContent,
    "imported": ImportedContent,
    "forgotten": ForgottenContent,
}


class UnreadableRecordError(ValueError):
    """A record lacks something that this version needs. The message names the place."""


def load_content(kind: str, plain: Mapping[str, Any]) -> Content:
    """Validate the content of an entry.

    Parameters
    ----------
    kind : "seated", "attended", "undone", "imported" or "forgotten"
    plain : mapping
        The content as decoded from JSON.

    Raises
    ------
    UnreadableRecordError
        With the first place that is missing or has the wrong type.
    """
    try:
        return _CONTENTS[kind].model_validate(plain)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        is_missing = first["type"] == "missing"
        fault = message("%(place)s is missing") if is_missing else message("%(place)s has the wrong type or value")
        raise UnreadableRecordError(said(fault, place=_place(first["loc"]))) from None


def _place(path: tuple[int | str, ...]) -> str:
    """Return where in the entry the fault is: `rounds[0].seats[3].table`."""
    parts = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return f"`{shortened(parts.removeprefix('.'), LONGEST_PLACE)}`"
