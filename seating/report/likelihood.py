"""How a chance is said: a percentage, with its error bar where it was drawn."""

from __future__ import annotations

from seating.analysis.attendance import Chance
from seating.report.languages import Words

__all__ = ["likelihood", "likely_tone"]

LIKELY, UNLIKELY = 0.9, 0.5
"""A chance that nobody need worry about, and one that should worry."""


def likelihood(chance: Chance, words: Words) -> str:
    """Return a chance in figures; what is not sure never reads as sure.

    >>> from seating.report.languages import words_in
    >>> likelihood(Chance.exactly(0.9999), words_in("en"))
    'over 99 %'
    """
    if chance.is_exact or round(100 * chance.low) == round(100 * chance.high):
        return _figure(chance.value, words)
    return words.gettext(
        "about %(number)s %% (%(low)s to %(high)s)",
        number=round(100 * chance.value),
        low=round(100 * chance.low),
        high=round(100 * chance.high),
    )


def _figure(value: float, words: Words) -> str:
    if 0 < value < 0.01:
        return words.gettext("under 1 %%", number=1)
    if 0.99 < value < 1:
        return words.gettext("over 99 %%", number=99)
    return words.gettext("%(number)s %%", number=round(100 * value))


def likely_tone(chance: Chance) -> str:
    """Return the tone of a chance: good, open or bad."""
    if chance.value >= LIKELY:
        return "good"
    return "open" if chance.value >= UNLIKELY else "bad"
