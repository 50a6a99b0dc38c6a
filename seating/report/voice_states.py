"""The states of voices in words.

Pages in English print the sentence that the judge wrote for a voice. Pages in other languages translate it if it names
tables. Otherwise, and if it was read from a record, they build a sentence with the same meaning from the state and its
numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from seating.present.blocks import Span
from seating.profiles import Role
from seating.report.tones import Tone
from seating.result import Result
from seating.voices import NO_ONE_BUT_STAFF, Voice, VoiceState, count_where_needed, write_heard
from seating.wording import Said, list_first, said, said_alone, said_count, said_joined, said_list


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the label of what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state in words: `word` is for a label, `lead` precedes a list of names; `shape` is the id of a drawing."""

    word: str
    lead: str
    tone: Tone
    shape: str


MOST_NAMED = 4
"""Maximum number of voices of one state that `list_lacking` names; the section on voices of the report names all."""


@dataclass(frozen=True, slots=True)
class LackingVoices:
    """The voices of one state other than heard, and their number."""

    state: StateWords
    names: str
    number: int


STATE_WORDS: Mapping[VoiceState, StateWords] = {
    VoiceState.MISSING: StateWords(said("Missing"), said("No one on the list"), Tone.BAD, "state-missing"),
    VoiceState.ABSENT: StateWords(said("Absent"), said("On the list, but without a seat"), Tone.BAD, "state-absent"),
    VoiceState.HELD: StateWords(
        said("Seat held"), said("A seat is held for someone yet to be found"), Tone.BAD, "state-held"
    ),
    VoiceState.SERVED: StateWords(
        said("Through others"),
        said("Heard only through an organization that serves them"),
        Tone.OPEN,
        "state-served",
    ),
    VoiceState.TOO_FEW: StateWords(said("Too few"), said("Too few people"), Tone.OPEN, "state-few"),
    VoiceState.ELSEWHERE: StateWords(
        said("Elsewhere"), said("In the room, but not where needed"), Tone.OPEN, "state-elsewhere"
    ),
    VoiceState.UNHEARD: StateWords(
        said("Unheard"),
        said("No one else at the table speaks their language"),
        Tone.OPEN,
        "state-unheard",
    ),
    VoiceState.UNKNOWN: StateWords(
        said("Not known"), said("Not known, because the list leaves it open"), Tone.GRAY, "state-unknown"
    ),
    VoiceState.HEARD: StateWords(said("Heard"), said("In the room"), Tone.GOOD, "state-heard"),
}


NOT_KNOWN_ON_LIST = said("No one known to be on the list")
"""Precedes the names of missing voices of which people could be whose cells are blank."""


def state_span(state: VoiceState) -> Span:
    """Return the word of a state with its drawing and its color."""
    shown = STATE_WORDS[state]
    return Span(shown.word, tone=shown.tone, mark=shown.shape)


ROLES = frozenset(role.value for role in Role)


PUBLIC_STATES = (
    (said("In the room"), {VoiceState.HEARD}),
    (said("Partly represented"), {VoiceState.TOO_FEW, VoiceState.ELSEWHERE, VoiceState.UNHEARD}),
    (said("Through others"), {VoiceState.SERVED}),
    (said("Missing"), {VoiceState.MISSING, VoiceState.ABSENT, VoiceState.HELD}),
    (said("Not known"), {VoiceState.UNKNOWN}),
)
"""The states that pages for everyone tell apart. Whether a person of a missing voice is on the list stays private."""


PUBLIC_STATE_WORDS: Mapping[VoiceState, StateWords] = {**STATE_WORDS} | {
    state: replace(STATE_WORDS[min(states, key=list(VoiceState).index)], word=title)
    for title, states in PUBLIC_STATES[1:]
    for state in states
}
"""The wording of each state on pages for everyone."""


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
    return said_joined([name, reason], ": ")


def _begin_small(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}"


def _state_sentence(voice: Voice) -> Said:
    attending, needed = voice.attending, voice.needed
    match voice.state:
        case VoiceState.MISSING:
            return said_alone(NO_ONE_BUT_STAFF) if voice.because == NO_ONE_BUT_STAFF else _write_missing(voice.blank)
        case VoiceState.HELD | VoiceState.SERVED:
            return said("No one with this voice is known to be coming.")
        case VoiceState.UNKNOWN:
            return said("It is not known whether anyone is on the list, because some cells are blank.")
        case VoiceState.ABSENT:
            return said("On the list, but without a seat.")
        case VoiceState.TOO_FEW:
            return said("%(coming)s coming, %(needed)s needed.", coming=f"{attending:,}", needed=f"{needed:,}")
        case VoiceState.ELSEWHERE:
            return said_count(
                "%(number)s coming, but not seated where needed.",
                "%(number)s coming, but not seated where needed.",
                attending,
            )
        case VoiceState.UNHEARD:
            return said("At a table where no one else shares a language with them.")
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
    return said("No one on the list.") if blank == 0 else said_alone(NOT_KNOWN_ON_LIST)


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


def list_lacking(result: Result) -> tuple[LackingVoices, ...]:
    """Return the voices, roles and needs that are not heard, by state, the worst first."""
    by_state: dict[StateWords, list[Voice]] = {}
    for voice in sorted(result.review.asked, key=lambda voice: (voice.state.rank, _is_left_open(voice))):
        if voice.state is not VoiceState.HEARD:
            shown = STATE_WORDS[voice.state]
            shown = replace(shown, lead=NOT_KNOWN_ON_LIST) if _is_left_open(voice) else shown
            by_state.setdefault(shown, []).append(voice)
    return tuple(
        LackingVoices(shown, name_voices(result, of_state), len(of_state)) for shown, of_state in by_state.items()
    )


def _is_left_open(voice: Voice) -> bool:
    """Whether a missing voice has people on the list whose blank cells leave it open, or may have, as far as shown."""
    return voice.state is VoiceState.MISSING and voice.blank != 0


def name_voices(result: Result, voices: Sequence[Voice]) -> Said:
    """Return the names of voices as one text; a voice with too few people has "(coming of needed)" after its name.

    A missing voice has the number of people after its name whose blank cells leave it open.

    Parameters
    ----------
    result : Result
    voices : sequence of Voice
    """
    private = sum(1 for voice in voices if result.is_private(voice))
    names = list(dict.fromkeys(_with_numbers(voice) for voice in voices if not result.is_private(voice)))
    shown = list_first(names, MOST_NAMED)
    if private:
        shown.append(said_count("a private requirement", "%(number)s private requirements", private))
    return said_list(shown)


def _with_numbers(voice: Voice) -> str:
    name = name_voice(voice.name)
    if voice.blank:
        return said_count(
            "%(name)s (not known for %(number)s person)",
            "%(name)s (not known for %(number)s people)",
            voice.blank,
            name=name,
        )
    if voice.state is not VoiceState.TOO_FEW:
        return name
    return said("%(name)s (%(coming)s of %(needed)s)", name=name, coming=voice.attending, needed=voice.needed)
