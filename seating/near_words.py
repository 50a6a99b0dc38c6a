"""Near words: the most similar spelling of a word, and the one sentence that asks whether it was meant."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from seating.wording import Said, fold, quoted, said

COMPARED_LENGTH = 80
"""Number of leading characters compared in a search for a similar word; the cost grows with its square."""

MOST_COMPARED = 200_000
"""Number of comparisons that `nearest` can make at once; they take two seconds. A long word counts several times."""

COMPARED_EACH_SECOND = 10_000
"""Number of comparisons that are added each second, so that a program that runs for days can go on."""


class _Comparisons:
    """The comparisons that are left. A hint is not worth the minutes that thousands of misspelled names would take."""

    def __init__(self) -> None:
        self.left, self._since = float(MOST_COMPARED), time.monotonic()

    def take(self, number: int) -> bool:
        """Whether this many comparisons are left; they are used then."""
        now = time.monotonic()
        self.left = min(MOST_COMPARED, self.left + (now - self._since) * COMPARED_EACH_SECOND)
        self._since = now
        if number > self.left:
            return False
        self.left -= number
        return True


_COMPARISONS = _Comparisons()


def nearest(word: str, choices: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the choice most similar to `word`, or None if none is similar enough.

    It is None as well if too many words have been looked up just before; see `MOST_COMPARED`.

    Similarity is `difflib`'s ratio over the folded texts, of which only the first `COMPARED_LENGTH` characters count.

    Parameters
    ----------
    word : str
    choices : iterable of str
    cutoff : float
        The lowest ratio, from 0 to 1, that counts as similar.
    """
    by_fold: dict[str, str] = {}
    choices = list(choices)
    wanted = fold(word[:COMPARED_LENGTH])
    if not _COMPARISONS.take(len(choices) * max(1, len(wanted) // 20) ** 2):
        return None
    for choice in choices:
        by_fold.setdefault(fold(choice[:COMPARED_LENGTH]), choice)
    found = most_similar(wanted, list(by_fold), cutoff)
    return by_fold[found] if found is not None else None


def most_similar(word: str, choices: Sequence[str], cutoff: float) -> str | None:
    """Return the choice most similar to a word, compared as they are and whatever it takes; None if none is.

    Parameters
    ----------
    word : str
    choices : sequence of str
    cutoff : float
        The lowest ratio, from 0 to 1, that counts as similar.
    """
    import difflib  # few runs have a wrong word

    found: Sequence[str] = difflib.get_close_matches(word, choices, n=1, cutoff=cutoff)
    return found[0] if found else None


@dataclass
class NearWords:
    """Finds the most similar word for many words within a limited number of comparisons.

    Comparing two thousand misspelled names with a list of the same length would take minutes, which a hint
    is not worth. Once the limit is used up, no word is reported as similar.

    Attributes
    ----------
    left : int
        Number of comparisons that may still be made.
    """

    left: int = 20_000

    def nearest(self, word: str, choices: Iterable[str], cutoff: float = 0.6) -> str | None:
        """Return the choice most similar to `word`; None if none is similar or the comparisons are used up.

        Parameters
        ----------
        word : str
        choices : iterable of str
        cutoff : float
            The lowest ratio, from 0 to 1, that counts as similar.
        """
        return nearest(word, list(self.within(choices)), cutoff) if self.left > 0 else None

    def within(self, choices: Iterable[str]) -> Iterator[str]:
        """Yield the choices to compare, as far as comparisons are left; each one that is yielded uses one."""
        for choice in choices:
            if self.left <= 0:
                return
            self.left -= 1
            yield choice


def did_you_mean(near: str) -> Said:
    """Return the question whether a word was meant.

    >>> did_you_mean("sector")
    'Did you mean "sector"?'
    """
    return said("Did you mean %(near)s?", near=quoted(near))


def ask_near(word: str, choices: Iterable[str], otherwise: str = "", cutoff: float = 0.6) -> str:
    """Return the question whether the nearest choice was meant; `otherwise` if none is near.

    >>> ask_near("secctor", ["sector", "gender"]), ask_near("x", ["sector"], "Write a column.")
    ('Did you mean "sector"?', 'Write a column.')

    Parameters
    ----------
    word, choices, cutoff
        As for `nearest`.
    otherwise : str
        What to do instead, as a sentence; "" for nothing.
    """
    near = nearest(word, choices, cutoff)
    return did_you_mean(near) if near else otherwise
