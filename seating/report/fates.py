"""What became of a nomination, in words."""

from __future__ import annotations

from seating.analysis.nomination import Fate
from seating.report.languages import Words

__all__ = ["fate_words"]


def fate_words(fate: Fate, at: str, words: Words) -> str:
    """Return what became of a nomination; `at` is the table where the person sits."""
    _ = words.gettext
    return {
        Fate.FOLLOWED: _("sits at %(table)s, as named", table=at),
        Fate.ELSEWHERE: _("sits at %(table)s instead", table=at),
        Fate.NOT_COMING: _("on the list, without a seat in this round"),
        Fate.NOT_INVITED: _("on the list, not invited yet"),
        Fate.UNKNOWN: _("not on the list: add a row, or find somebody like this"),
    }[fate]
