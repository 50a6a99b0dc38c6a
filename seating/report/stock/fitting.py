"""Words made to fit a box: set smaller, then in two lines, then broken anywhere; never cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from seating.report.stock.widths import line_height, text_width

__all__ = ["MM_PER_POINT", "Fitted", "fit"]

MM_PER_POINT = 25.4 / 72
STEP = 0.5
SMALLEST = 1.0
ROUNDING = 1e-6
SPACE = text_width(" ")


class _Word(NamedTuple):
    """A word and its width in ems."""

    text: str
    width: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text with the size it is set at.

    Attributes
    ----------
    text : str
    size : float
        In points.
    lines : int
        Lines that it takes at most.
    line_height : float
        In ems.
    is_shrunk : bool
        Whether it is set smaller than it should be.
    """

    text: str
    size: float
    lines: int
    line_height: float
    is_shrunk: bool

    @property
    def height(self) -> float:
        """The height it takes, in millimetres."""
        return self.lines * self.line_height * self.size * MM_PER_POINT if self.text else 0.0


def fit(text: str, width: float, height: float, biggest: float, wanted: float) -> Fitted:
    """Return a text as large as it can be set in a box.

    One line is best while it is not smaller than `wanted`; then two lines, broken between words, as large
    as they go down to `wanted`; then whatever number of lines is largest, broken between words where
    that is not smaller than half of `wanted`, and else anywhere.

    Parameters
    ----------
    text : str
    width, height : float
        Of the box, in millimetres.
    biggest, wanted : float
        Sizes in points: none is above the first; one under the second counts as shrunk.
    """
    text = " ".join(text.split())
    tall = line_height(text)
    words = tuple(_Word(word, text_width(word)) for word in text.split(" "))
    for most, smallest, may_break in (
        (1, wanted, False),
        (2, wanted, False),
        (99, wanted / 2, False),
        (9999, SMALLEST, True),
    ):
        size = biggest - biggest % STEP
        while size >= smallest:
            lines, is_broken = _set(words, width / (size * MM_PER_POINT))
            fits = lines <= most and lines * tall * size * MM_PER_POINT <= height + ROUNDING
            if fits and (may_break or not is_broken):
                return Fitted(text, size, lines, tall, size < wanted)
            size -= STEP
    return Fitted(text, SMALLEST, _set(words, width / (SMALLEST * MM_PER_POINT))[0], tall, is_shrunk=True)


def _set(words: Sequence[_Word], width: float) -> tuple[int, bool]:
    """Return how many lines of a width the words take, and whether a word had to be broken; widths in ems.

    Lines are filled as browsers fill them: a word too wide for a line of its own starts one and is broken.
    """
    lines, used, is_broken = 1, 0.0, False
    for word in words:
        wide = word.width
        gap = SPACE if used else 0.0
        if used + gap + wide <= width:
            used += gap + wide
            continue
        lines += 1 if used else 0
        used = wide
        if wide > width:
            is_broken, used = True, 0.0
            for letter in word.text:
                wide = text_width(letter)
                lines, used = (lines + 1, wide) if used and used + wide > width else (lines, used + wide)
    return lines, is_broken
