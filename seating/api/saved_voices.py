"""Read the states of voices, the candidates, the invitations and the ways out of a saved round."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from seating.analysis.candidates import Candidate, Candidates, Cause
from seating.analysis.recruitment import write_invitation
from seating.explain.ways_out import WayOut
from seating.record.entries import SeatedContent
from seating.record.result import RecruitRecord, SmallestConflictRecord
from seating.record.voices import VoiceRecord
from seating.result import Recruit
from seating.voices import Voice, VoiceState, write_elsewhere, write_unheard

__all__ = ["read_candidates", "read_recruit", "read_voice", "read_ways_out"]


def read_voice(record: VoiceRecord, labels: Mapping[str, str]) -> Voice:
    """Return a voice; `labels` are those of the tables, by id.

    A private one is recorded without numbers, and none are shown.
    """
    return Voice(
        id=record.id,
        name=record.name,
        state=VoiceState(record.state),
        invited=record.invited or 0,
        attending=record.attending or 0,
        needed=record.needed or 0,
        tables=record.tables,
        because=_write_reason(record, labels),
        held=record.held,
        serving=record.serving,
        at=tuple(record.at),
    )


def read_candidates(content: SeatedContent) -> Candidates:
    """Return the recorded candidates; none of them is private, and the columns behind them are not recorded."""
    found = [
        (Candidate(each.id, Cause(each.cause), each.name, each.sentence, each.line), each.declined)
        for each in content.candidates
    ]
    return Candidates(
        tuple(one for one, declined in found if not declined),
        tuple((one, declined) for one, declined in found if declined),
    )


def read_recruit(record: RecruitRecord, labels: Mapping[str, str]) -> Recruit:
    """Return a recorded invitation; `labels` are those of the tables, by id."""
    return Recruit(
        who=record.who,
        people=record.people,
        serves=tuple(record.serves),
        sentence=_write_invitation(record, labels),
        confirmed=record.confirmed,
        smallest=record.smallest,
        tables=tuple(record.tables),
        needs_seats=record.needs_seats,
        name=record.name,
    )


def _write_reason(record: VoiceRecord, labels: Mapping[str, str]) -> str:
    """Return why a voice has its state: composed again, and so translatable, if the record has the tables it names."""
    reason = _find_reason(record)
    tables = [labels.get(table, table) for table in record.at]
    if not tables or record.state not in {"elsewhere", "unheard"}:
        return reason
    elsewhere = record.state == "elsewhere"
    again = write_elsewhere(record.attending or 0, tables) if elsewhere else write_unheard(tables)
    return again if again == reason else reason


def _find_reason(record: VoiceRecord) -> str:
    """Return why a voice has its state; "" if it is private. Earlier versions did not record the reason."""
    if record.reason or record.attending is None:
        return record.reason
    match VoiceState(record.state):
        case VoiceState.MISSING:
            return "nobody on the list"
        case VoiceState.UNKNOWN:
            return "nobody on the list for certain, because some cells are blank"
        case VoiceState.ABSENT:
            return "on the list, but nobody is coming"
        case VoiceState.HELD | VoiceState.SERVED:
            return "nobody of it is coming"
        case VoiceState.TOO_FEW:
            return f"{record.attending} coming, {record.needed} needed"
        case VoiceState.ELSEWHERE:
            return f"{record.attending} coming, but not seated where needed"
        case VoiceState.UNHEARD:
            return "at a table where nobody else shares a language with them"
        case VoiceState.HEARD:
            return f"{record.attending} coming, seated where needed"


def read_ways_out(conflict: SmallestConflictRecord | None) -> tuple[WayOut, ...]:
    """Return the recorded ways out of a conflict, if there is one."""
    if conflict is None:
        return ()
    return tuple(
        WayOut(kind=way.kind, sentence=way.sentence, cost=way.cost, confirmed=way.confirmed)
        for way in conflict.ways_out
    )


def _write_invitation(record: RecruitRecord, labels: Mapping[str, str]) -> str:
    """Return the sentence of an invitation: composed again, and so translatable, if the record has its parts."""
    if record.needs_seats is None:
        return record.sentence
    tables = [labels.get(table, table) for table in record.tables]
    try:
        return write_invitation(record.who, record.people, tables, record.needs_seats)
    except ValidationError:  # a description that this version cannot read
        return record.sentence
