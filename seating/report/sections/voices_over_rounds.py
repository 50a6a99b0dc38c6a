"""For every voice, its state and its tables in each round; a state that is not known is gray."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seating.history import PastRound, PastVoice
from seating.plan import Room
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.labels import StateWords, state_words
from seating.report.privacy import shared_voices
from seating.requirements.voice import VoiceRequirement
from seating.result import Result
from seating.voices import VoiceState

ORDER = 64
TITLE = "Voices over the rounds"

MOST_ROUNDS = 6
"""Maximum number of earlier rounds shown; the latest ones are chosen."""

MOST_NAMED = 3
"""Maximum number of tables named for one voice in one round; with more, only their number is given."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A voice's state and tables in one round; `state` is None if the voice was not asked for."""

    state: StateWords | None
    where: str


@dataclass(frozen=True, slots=True)
class Row:
    """One voice: a cell for each round, and the weight it carries from unmet rounds."""

    name: str
    cells: tuple[Cell, ...]
    carried: str


@dataclass(frozen=True, slots=True)
class OverRounds:
    """The rounds by name, this one last, and the public voices; `lead` says how many rounds are not shown."""

    rounds: tuple[str, ...]
    rows: tuple[Row, ...]
    lead: str


def fill(result: Result, settings: Settings) -> OverRounds | None:
    """Return the voices; None if there was no earlier round or no public voice is asked for."""
    voices = [voice for voice in shared_voices(result, result.review.voices) if not voice.is_private]
    past = result.room.history.rounds[-MOST_ROUNDS:]
    if not voices or not past:
        return None
    words, states = settings.words, state_words(settings.words)
    rows = [
        Row(
            name=voice.name,
            cells=(
                *(_past(round_, voice.id, states, result.room, words) for round_ in past),
                Cell(states[voice.state], _where(voice.tables, result.room, words)),
            ),
            carried=_carried(result, voice.id, words),
        )
        for voice in voices
    ]
    left = len(result.room.history.rounds) - len(past)
    lead = words.ngettext("%(number)s earlier round is not shown.", "%(number)s earlier rounds are not shown.", left)
    names = (*(_name(round_, words) for round_ in past), words.gettext("This round"))
    return OverRounds(names, tuple(rows), lead if left else "")


def _name(past: PastRound, words: Words) -> str:
    if past.number < 1:
        return words.gettext("Before round 1")
    return words.gettext("Round %(number)s", number=past.number)


def _past(past: PastRound, voice: str, states: Mapping[VoiceState, StateWords], room: Room, words: Words) -> Cell:
    if past.number < 1 or past.is_planned:  # seats are all that is known of it
        return Cell(states[VoiceState.UNKNOWN], "")
    found: PastVoice | None = past.voices.get(voice)
    if found is None:
        return Cell(None, "")
    return Cell(states[VoiceState(found.state)], _where(found.tables, room, words))


def _where(tables: Mapping[str, int], room: Room, words: Words) -> str:
    """Return the tables where a voice sat, with the number of its people at each."""
    there = {room.label_of(table): people for table, people in tables.items() if people}
    if len(there) > MOST_NAMED:
        return words.ngettext("at %(number)s table", "at %(number)s tables", len(there))
    return ", ".join(f"{words.tell(label)} {people}" for label, people in there.items())


def _carried(result: Result, voice: str, words: Words) -> str:
    """Return the sentence about a weight raised because the voice was unmet before; "" if it was not raised."""
    asked = result.by_requirement.get(voice)  # a needed cell of the frame is a voice that no requirement asks for
    if not isinstance(asked, VoiceRequirement) or not asked.carry or asked.is_must:
        return ""
    unmet = asked.rounds_unmet(result.room.history)
    if not unmet:
        return ""
    return words.ngettext(
        "Unmet in the last round; its weight is now %(weight)s.",
        "Unmet in the last %(number)s rounds; its weight is now %(weight)s.",
        unmet,
        weight=asked.weight,
    )
