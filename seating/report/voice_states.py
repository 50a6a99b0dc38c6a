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
    add_seats_and_servers,
    count_where_needed,
    write_elsewhere,
    write_heard,
    write_missing,
    write_none_there,
    write_too_few,
)
from seating.result import Result
from seating.wording import Said, said, said_alone, said_field


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
    VoiceReason.NOT_COMING: said("on the list, but without a seat"),
    VoiceReason.SEAT_HELD: said("no one with this voice is known to be coming"),
    VoiceReason.THROUGH_ORGANIZATION: said("no one with this voice is known to be coming"),
    VoiceReason.NO_SHARED_LANGUAGE: said("at a table where no one else shares a language with them"),
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
    held = [labels.get(table, table) for table in voice.held]
    told = said_alone(add_seats_and_servers(_write_state(voice, labels), held, voice.serving))
    return Said(said_alone(because), " ", items=(told,))


def voice_sentence(voice: Voice, labels: Mapping[str, str]) -> str:
    """Return the name of a voice with the reason for its state: "Youth: no one on the list."."""
    name = name_voice(voice.name)
    if not voice.because:
        return name
    reason = Said(f"{voice.because}.", items=(state_reason(voice, labels),), form=_begin_small)
    return said_field(name, reason)


def _begin_small(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}"


def _write_state(voice: Voice, labels: Mapping[str, str]) -> Said:
    """Return the reason for a voice's state without its held seats and those who serve it."""
    if voice.why is not None:
        return REASONS[voice.why]
    match voice.state:
        case VoiceState.MISSING if voice.because == NO_ONE_BUT_STAFF:
            return NO_ONE_BUT_STAFF
        case VoiceState.MISSING:
            return said("no one known to be on the list") if voice.blank is None else write_missing(voice.blank)
        case VoiceState.UNKNOWN:
            return said("it is not known whether anyone is on the list, because some cells are blank")
        case VoiceState.TOO_FEW:
            return write_too_few(voice.attending, voice.needed)
        case VoiceState.ELSEWHERE:
            is_none = bool(voice.at) and not any(voice.tables.get(table) for table in voice.at)
            return write_elsewhere(voice.attending, [labels.get(one, one) for one in voice.at], is_none=is_none)
        case VoiceState.HEARD:
            return write_heard(voice.attending, count_where_needed(voice))


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
    is_everywhere = not lacking or len(lacking) == len(used)
    return name, write_none_there([] if is_everywhere else lacking)


def name_voice(name: str) -> str:
    """Return the name of a voice, role or need: roles are translated, others stand as written."""
    return said(name) if name in ROLES else name
