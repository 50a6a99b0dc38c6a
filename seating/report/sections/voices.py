"""Who is missing: voices, then roles and needs, worst first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from seating.report.settings import Settings
from seating.report.shared import SharedVoice, shared_recruit, shared_voices
from seating.report.states import STATE_WORDS, StateWords
from seating.result import Result
from seating.voices import Voice, VoiceState

__all__ = ["ORDER", "TITLE", "AtTable", "Missing", "VoiceLine", "fill"]

ORDER = 30
TITLE = "Who is missing"

ALL_NAMED = 10
"""With more tables than this, only those where somebody of the voice sits are named."""


@dataclass(frozen=True, slots=True)
class AtTable:
    """How many of a voice sit at one table."""

    label: str
    people: int


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """One voice with its state; numbers are None for a private one.

    `n_others` is how many tables that it is asked at are not named, as nobody of it sits there.
    """

    name: str
    state: StateWords
    because: str
    invited: int | None
    attending: int | None
    needed: int | None
    tables: tuple[AtTable, ...]
    n_others: int


@dataclass(frozen=True, slots=True)
class Missing:
    """Voices, then roles and needs: those that lack something in full, the others counted and listed."""

    voices: tuple[VoiceLine, ...]
    gaps: tuple[VoiceLine, ...]
    gaps_there: tuple[str, ...]
    states: tuple[StateWords, ...]
    invitations: tuple[str, ...]


def fill(result: Result, settings: Settings) -> Missing | None:
    """Return the voices; None when none was asked for."""
    voices = _lines(result, result.review.voices)
    gaps = shared_voices(result, result.review.gaps)
    if not voices and not gaps:
        return None
    there = [voice.name for voice in gaps if voice.state is VoiceState.HEARD]
    lacking = [voice for voice in result.review.gaps if voice.state is not VoiceState.HEARD]
    return Missing(
        voices=voices,
        gaps=_lines(result, lacking),
        gaps_there=tuple(dict.fromkeys(there)),
        states=tuple(STATE_WORDS.values()),
        invitations=() if result.conflict else tuple(recruit.sentence for recruit in shared_recruit(result)),
    )


def _lines(result: Result, voices: Iterable[Voice]) -> tuple[VoiceLine, ...]:
    labels = {table.id: table.label for table in result.room.tables}
    return tuple(_line(voice, labels) for voice in shared_voices(result, voices))


def _line(voice: SharedVoice, labels: Mapping[str, str]) -> VoiceLine:
    names_all = len(voice.tables) <= ALL_NAMED
    shown = tuple(AtTable(labels[table], n) for table, n in voice.tables.items() if n or names_all)
    return VoiceLine(
        name=voice.name,
        state=STATE_WORDS[voice.state],
        because="" if voice.is_private else _because(voice),
        invited=voice.invited,
        attending=voice.attending,
        needed=voice.needed,
        tables=shown,
        n_others=len(voice.tables) - len(shown),
    )


def _because(voice: SharedVoice) -> str:
    """Return the sentence without the name, which stands beside it."""
    reason = voice.sentence.removeprefix(f"{voice.name}: ")
    return reason[:1].upper() + reason[1:]
