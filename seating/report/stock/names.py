"""Which part of a name is called out: what a badge shows largest."""

from __future__ import annotations

import unicodedata

from seating.wording import squashed

__all__ = ["called"]

TITLES = """
dr mr mrs ms mx miss prof professor rev reverend hon honorable sir dame fr father sister brother rabbi imam
pastor bishop judge justice mayor senator chief elder capt captain lt sgt col gen sr sra srta dra don dona ing
lic mme mlle herr frau
"""
"""Words before a name, squashed; they are no names."""

FIRST_WORD_IS_GIVEN = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HEBREW")


def called(name: str) -> str:
    """Return the given name of somebody, or the whole name where nothing tells which part that is.

    Titles are passed over, initials go with the word behind them, and "Vance, Boris" is turned round.
    Names written in other scripts than those below are kept whole: in many, the family name comes first
    or the given name is of several words.

    >>> called("Dr. Ana Ruiz"), called("J. Edgar Stone"), called("Vance, Boris"), called("山田 花子")
    ('Ana', 'J. Edgar', 'Boris', '山田 花子')
    """
    first = next((unicodedata.name(c, "") for c in name if c.isalpha()), "")
    if not first.startswith(FIRST_WORD_IS_GIVEN):
        return name
    turned = name.partition(",")[2].strip() or name
    words = turned.split()
    while len(words) > 1 and squashed(words[0]) in TITLES.split():
        words.pop(0)
    taken = 0
    while taken < len(words) - 1 and len(squashed(words[taken])) == 1:
        taken += 1
    return " ".join(words[: taken + 1]) or name
