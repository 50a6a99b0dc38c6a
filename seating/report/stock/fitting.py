"""Words made to fit a box: set smaller, then in two lines, then broken anywhere; never cut."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from seating.report.stock.widths import line_height, text_width

__all__ = ["MM_PER_POINT", "Fitted", "fit"]

MM_PER_POINT = 25.4 / 72
STEP = 0.5
SMALLEST = 1.0


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
    words = text.split(" ")
    for most, smallest, parts in (
        (1, wanted, [text]),
        (2, wanted, words),
        (99, wanted / 2, words),
        (999, SMALLEST, list(text)),
    ):
        size = biggest
        while size >= smallest:
            lines = _lines(parts, width / (size * MM_PER_POINT), 0.0 if len(parts) == len(text) else text_width(" "))
            if lines is not None and lines <= most and lines * tall * size * MM_PER_POINT <= height + 1e-6:
                return Fitted(text, size, lines, tall, size < wanted)
            size -= STEP
    return Fitted(text, SMALLEST, 1, tall, is_shrunk=True)


def _lines(parts: Iterable[str], width: float, space: float) -> int | None:
    """Return how many lines the parts take, filled one after the other; None when a part is too wide. In ems."""
    lines, used = 1, 0.0
    for part in parts:
        wide = text_width(part)
        if wide > width:
            return None
        if used and used + space + wide > width:
            lines, used = lines + 1, wide
        else:
            used += (space if used else 0.0) + wide
    return lines
