"""Why a voice has its state, in the language of the page.

English pages have the sentence that the judge made, with the tables' names. Other languages say the same from the
state and its numbers, a little shorter.
"""

from __future__ import annotations

from seating.report.languages import SOURCE_LANGUAGE, Words
from seating.voices import VoiceState

__all__ = ["state_reason"]


def state_reason(state: VoiceState, attending: int, needed: int, sentence: str, words: Words) -> str:
    """Return why, as a sentence without the voice's name, which stands beside it.

    Parameters
    ----------
    state : VoiceState
    attending : int
        People of the voice who come.
    needed : int
        People it takes.
    sentence : str
        What the judge says, without the name.
    words : Words
    """
    if words.language == SOURCE_LANGUAGE:
        return sentence[:1].upper() + sentence[1:]
    match state:
        case VoiceState.MISSING:
            return words.gettext("Nobody on the list.")
        case VoiceState.UNKNOWN:
            return words.gettext("Nobody on the list for sure; blank cells would tell.")
        case VoiceState.ABSENT:
            return words.gettext("On the list, but nobody comes.")
        case VoiceState.TOO_FEW:
            return words.gettext("%(coming)s coming, %(needed)s needed.", coming=f"{attending:,}", needed=f"{needed:,}")
        case VoiceState.ELSEWHERE:
            return words.ngettext(
                "%(number)s coming, but not where it is wanted.",
                "%(number)s coming, but not where they are wanted.",
                attending,
            )
        case VoiceState.UNHEARD:
            return words.gettext("At a table where nobody else shares a language with them.")
        case VoiceState.HEARD:
            return words.ngettext(
                "%(number)s coming, where it is needed.", "%(number)s coming, where they are needed.", attending
            )
