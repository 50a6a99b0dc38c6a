"""Who is missing: voices, then roles and needs, worst first; and whom to invite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.invitations import count_states, fewest_sentence, shared_rows
from seating.report.labels import STATE_WORDS, StateWords, name_voice, state_reason
from seating.report.privacy import SharedVoice, shared_fewest, shared_recruit, shared_voices
from seating.result import Result
from seating.voices import Voice, VoiceState, list_held_seats

ORDER = 30
TITLE = "Who is missing"

MOST_DRAWN = 12
"""Maximum number of needed people to draw one by one; a larger number is written instead."""


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """One voice with its state; numbers are None for a private one.

    `come` and `lack` count the people drawn as present and as missing, in that order. Both are empty if only one person
    is needed or if there are too many to draw.
    """

    name: str
    state: StateWords
    because: str
    invited: int | None
    attending: int | None
    needed: int | None
    come: range
    lack: range


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """One invitation: the perspective, whom to invite, and the states of the invitations; "" where there is none."""

    name: str
    sentence: str
    states: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Voices, then roles and needs: unmet roles and needs in detail, the others by name only (`gaps_there`).

    `held` has a sentence for each open seat.
    """

    voices: tuple[VoiceLine, ...]
    gaps: tuple[VoiceLine, ...]
    gaps_there: str
    held: tuple[str, ...]
    invitations: tuple[InvitationLine, ...]
    fewest: str


def fill(result: Result, settings: Settings) -> Missing | None:
    """Return the voices, roles and needs; None if the convening asks for none and no seat is held."""
    held = list_held_seats(result.room, result.plan)
    if not result.review.voices and not result.review.gaps and not held:
        return None
    there = [v.name for v in shared_voices(result, result.review.gaps) if v.state is VoiceState.HEARD]
    lacking = [voice for voice in result.review.gaps if voice.state is not VoiceState.HEARD]
    return Missing(
        voices=_lines(result, result.review.voices, settings),
        gaps=_lines(result, lacking, settings),
        held=tuple(
            settings.words.gettext("A seat is held at %(table)s: %(name)s.", table=table.label, name=seat.label)
            for seat, table in held
        ),
        gaps_there=settings.words.listed(list(dict.fromkeys(there))),
        invitations=() if result.conflict else _invitations(result, settings.words),
        fewest="" if result.conflict or shared_fewest(result) is None else fewest_sentence(result),
    )


def _invitations(result: Result, words: Words) -> tuple[InvitationLine, ...]:
    rows = [() if result.invitations is None else result.invitations.of(one.name) for one in result.recruit]
    shared = zip(shared_recruit(result), rows, strict=True)
    return tuple(
        InvitationLine(name_voice(one.name, words), one.sentence, count_states(shared_rows(result, own)))
        for one, own in shared
    )


def _lines(result: Result, voices: Iterable[Voice], settings: Settings) -> tuple[VoiceLine, ...]:
    labels = {table.id: table.label for table in result.room.tables}
    shared = shared_voices(result, voices)
    return tuple(_line(voice, STATE_WORDS[voice.state], labels, settings.words) for voice in shared)


def _line(voice: SharedVoice, state: StateWords, labels: Mapping[str, str], words: Words) -> VoiceLine:
    needed, attending = voice.needed or 0, voice.attending or 0
    is_drawn = 1 < needed <= MOST_DRAWN
    return VoiceLine(
        name=name_voice(voice.name, words),
        state=state,
        because="" if voice.is_private else state_reason(voice, labels),
        invited=voice.invited,
        attending=voice.attending,
        needed=voice.needed,
        come=range(min(attending, needed) if is_drawn else 0),
        lack=range(max(0, needed - attending) if is_drawn else 0),
    )
