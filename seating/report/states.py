"""How the state of a voice is shown: a word, a shape and, only besides, a tone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from seating.report.languages import Words, translatable
from seating.voices import VoiceState

__all__ = ["STATE_WORDS", "StateWords", "Tone", "state_words"]


class Tone(StrEnum):
    """What a colour stands for; the name is that of a class in the stylesheet."""

    BAD = "bad"
    OPEN = "open"
    GOOD = "good"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state in words: `word` for a label, `lead` to open a list of names; `shape` is a drawing's id."""

    word: str
    lead: str
    tone: Tone
    shape: str


STATE_WORDS: Mapping[VoiceState, StateWords] = {
    VoiceState.MISSING: StateWords(
        translatable("Missing"), translatable("nobody on the list for"), Tone.BAD, "state-missing"
    ),
    VoiceState.ABSENT: StateWords(
        translatable("Absent"), translatable("on the list but nobody coming for"), Tone.BAD, "state-absent"
    ),
    VoiceState.TOO_FEW: StateWords(translatable("Too few"), translatable("too few for"), Tone.OPEN, "state-few"),
    VoiceState.ELSEWHERE: StateWords(
        translatable("Elsewhere"), translatable("in the room but not where needed:"), Tone.OPEN, "state-elsewhere"
    ),
    VoiceState.UNHEARD: StateWords(
        translatable("Unheard"), translatable("without a shared language:"), Tone.OPEN, "state-unheard"
    ),
    VoiceState.UNKNOWN: StateWords(
        translatable("Not known"), translatable("not known for lack of data:"), Tone.GREY, "state-unknown"
    ),
    VoiceState.HEARD: StateWords(translatable("Heard"), translatable("heard:"), Tone.GOOD, "state-heard"),
}


def state_words(words: Words) -> Mapping[VoiceState, StateWords]:
    """Return the states in a language, worst first."""
    return {
        state: replace(shown, word=words.gettext(shown.word), lead=words.gettext(shown.lead))
        for state, shown in STATE_WORDS.items()
    }
