"""The missing voices, for the convener: who is not in the room, and lines for names of people to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from seating.missing.frame import frame_voices
from seating.report.places import sort_key
from seating.report.privacy import Audience
from seating.report.settings import Settings
from seating.report.state_reasons import state_reason
from seating.report.states import StateWords, state_words
from seating.result import Result
from seating.voices import Voice, VoiceState

__all__ = ["ABOUT", "AUDIENCE", "ORDER", "TITLE", "Absent", "MissingVoices", "VoiceToFind", "fill"]

ORDER = 80
TITLE = "Missing voices"
ABOUT = "Who is not in the room, at which tables that tells, and lines for the names of people to ask."
AUDIENCE = Audience.CONVENER

FEWEST_LINES, MOST_LINES = 2, 4


@dataclass(frozen=True, slots=True)
class VoiceToFind:
    """A voice, a role or a need that is not heard, with as many lines to write on as people are wanting."""

    name: str
    state: StateWords
    sentence: str
    tables: tuple[str, ...]
    lines: range


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody of the list who has no seat; the reason is a sentence of the domain."""

    name: str
    organization: str
    reason: str


@dataclass(frozen=True, slots=True)
class MissingVoices:
    """Voices, then roles and needs, worst first; whom to invite; and who is on the list but not coming."""

    voices: tuple[VoiceToFind, ...]
    invitations: tuple[str, ...]
    absent: tuple[Absent, ...]


def fill(result: Result, settings: Settings) -> MissingVoices:
    """Return everything that is not heard; private voices too, as nobody but the convener reads this."""
    told = {voice.id for voice in result.review.voices}
    framed = frame_voices(result.convening.frame, result.room, result.plan)  # others may not read of private columns
    asked = (*result.review.voices, *result.review.gaps, *(voice for voice in framed if voice.id not in told))
    labels = {t.id: f"{number} {t.label}" for number, t in enumerate(result.room.tables, start=1)}
    absent = sorted(result.not_seated, key=lambda found: (*sort_key(found.person.label), found.person.id))
    return MissingVoices(
        voices=tuple(_to_find(asked, labels, settings)),
        invitations=tuple(recruit.sentence for recruit in result.recruit),
        absent=tuple(Absent(found.person.label, found.person.organization, found.reason) for found in absent),
    )


def _to_find(voices: Iterable[Voice], labels: Mapping[str, str], settings: Settings) -> Iterable[VoiceToFind]:
    states = state_words(settings.words)
    for voice in voices:
        if voice.state is VoiceState.HEARD:
            continue
        lines = min(MOST_LINES, max(FEWEST_LINES, voice.needed - voice.attending))
        none_at = tuple(labels[table] for table, people in voice.tables.items() if not people)
        reason = voice.sentence.removeprefix(f"{voice.name}: ")
        sentence = state_reason(voice.state, voice.attending, voice.needed, reason, settings.words)
        yield VoiceToFind(voice.name, states[voice.state], sentence, none_at, range(lines))
