"""The states of voices in words.

Pages in English print the sentence that the judge wrote for a voice. Pages in other languages translate it if it names
tables. Otherwise, and if it was read from a record, they build a sentence with the same meaning from the state and its
numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seating.present.blocks import Span
from seating.profiles import Role
from seating.report.tones import Tone
from seating.requirements.base.voices import (
    NO_ONE_BUT_STAFF,
    Voice,
    VoiceReason,
    VoiceState,
    count_where_needed,
    write_heard,
)
from seating.result import Result
from seating.wording import Said, said, said_alone, said_count, said_field, said_list


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the label of what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state as a label; `shape` is the id of a drawing."""

    word: str
    tone: Tone
    shape: str


STATE_WORDS: Mapping[VoiceState, StateWords] = {
    VoiceState.MISSING: StateWords(said("Missing"), Tone.BAD, "state-missing"),
    VoiceState.TOO_FEW: StateWords(said("Too few"), Tone.OPEN, "state-few"),
    VoiceState.ELSEWHERE: StateWords(said("Elsewhere"), Tone.OPEN, "state-elsewhere"),
    VoiceState.UNKNOWN: StateWords(said("Not known"), Tone.GRAY, "state-unknown"),
    VoiceState.HEARD: StateWords(said("Heard"), Tone.GOOD, "state-heard"),
}


def state_span(state: VoiceState) -> Span:
    """Return the word of a state with its drawing and its color."""
    shown = STATE_WORDS[state]
    return Span(shown.word, tone=shown.tone, mark=shown.shape)


ROLES = frozenset(role.value for role in Role)

REASONS: Mapping[VoiceReason, Said] = {
    VoiceReason.NOT_COMING: said("On the list, but without a seat."),
    VoiceReason.SEAT_HELD: said("No one with this voice is known to be coming."),
    VoiceReason.THROUGH_ORGANIZATION: said("No one with this voice is known to be coming."),
    VoiceReason.NO_SHARED_LANGUAGE: said("At a table where no one else shares a language with them."),
}


def state_reason(voice: Voice, labels: Mapping[str, str]) -> Said:
    """Return the reason for a voice's state as a sentence without its name, which is printed next to it.

    Parameters
    ----------
    voice : Voice
        A voice that is not private.
    labels : mapping of table id to str
        The names of tables as the page writes them.
    """
    because = voice.because
    if isinstance(because, Said) and because.message:
        return said_alone(because)
    parts = [_state_sentence(voice)]
    if voice.serving:
        parts.append(
            said_count(
                "%(number)s person from an organization that serves them is coming.",
                "%(number)s people from organizations that serve them are coming.",
                voice.serving,
            )
        )
    if voice.held:
        tables = said_list([labels.get(table, table) for table in voice.held])
        parts.append(said("A seat is held at %(tables)s.", tables=tables))
    return Said(said_alone(because), " ", items=parts)


def voice_sentence(voice: Voice, labels: Mapping[str, str]) -> Said:
    """Return the name of a voice with the reason for its state: "Youth: no one on the list."."""
    name = name_voice(voice.name)
    if not voice.because:
        return said("%(name)s.", name=name)
    reason = Said(f"{voice.because}.", items=(state_reason(voice, labels),), form=_begin_small)
    return said_field(name, reason)


def _begin_small(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}"


def _state_sentence(voice: Voice) -> Said:
    if voice.why is not None:
        return REASONS[voice.why]
    attending, needed = voice.attending, voice.needed
    match voice.state:
        case VoiceState.MISSING:
            return said_alone(NO_ONE_BUT_STAFF) if voice.because == NO_ONE_BUT_STAFF else _write_missing(voice.blank)
        case VoiceState.UNKNOWN:
            return said("It is not known whether anyone is on the list, because some cells are blank.")
        case VoiceState.TOO_FEW:
            return said("%(coming)s coming, %(needed)s needed.", coming=f"{attending:,}", needed=f"{needed:,}")
        case VoiceState.ELSEWHERE:
            return said_count(
                "%(number)s coming, but not seated where needed.",
                "%(number)s coming, but not seated where needed.",
                attending,
            )
        case VoiceState.HEARD:
            return said_alone(write_heard(attending, count_where_needed(voice)))


def _write_missing(blank: int | None) -> Said:
    """Return the sentence of a missing voice; `blank` is the number of people whose blank cells leave it open."""
    if blank:
        return said_count(
            "No one on the list is known to fit; %(number)s person might, but has a blank cell.",
            "No one on the list is known to fit; %(number)s people might, but each has a blank cell.",
            blank,
        )
    return said("No one on the list.") if blank == 0 else said("No one known to be on the list.")


def describe_none_there(result: Result, identity: str) -> tuple[Said | str, Said]:
    """Return a voice that is unmet without a shortfall, and at which tables no one of it sits; see `Verdict`.

    Parameters
    ----------
    result : Result
    identity : str
        The id of a voice with `or_none`.
    """
    members = result.room.members(result.plan)
    used = [table for table in result.room.tables if members[table.id] or not table.open_if_needed]
    voice = next((voice for voice in result.review.voices if voice.id == identity), None)
    lacking = [table.label for table in used if voice is not None and voice.tables.get(table.id) == 0]
    name = said("The room") if voice is None else name_voice(voice.name)
    if not lacking or len(lacking) == len(used):
        return name, said("no one with this voice is at any table")
    return name, said("no one with this voice is at %(tables)s", tables=said_list(lacking, last="or"))


def name_voice(name: str) -> str:
    """Return the name of a voice, role or need: roles are translated, others stand as written."""
    return said(name) if name in ROLES else name
