"""Fit text into a box: in a smaller size, then on two lines, then broken anywhere; text is never cut off.

Widths are estimated without a font, because the reader's fonts are unknown. Each letter is assumed to be as wide as in
the widest bold face of the usual fonts (measured: Noto Sans, DejaVu Sans, Liberation Sans), rounded up. Text that
fits by this estimate fits in print.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

_BY_WIDTH: Mapping[float, str] = {
    0.35: " 'ijl",
    0.4: ",.:;I’‘",
    0.45: "-/\\f‐‑",
    0.5: "!()[]`rt",
    0.55: '"*“”',
    0.6: "J_csz|–",
    0.65: "?Lx",
    0.7: "$0123456789EFTaekovy",
    0.75: "CPSYZbdghnpqu{}",
    0.8: "ABKRVX",
    0.85: "#+<=>DGHNU^~",
    0.9: "&OQ",
    0.95: "w",
    1.0: "@M",
    1.05: "%m—",
    1.15: "W",
    1.4: "سشصض",
}
_WIDTHS = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}

_SCRIPTS: Mapping[str, float] = {
    "LATIN": 0.85,
    "GREEK": 0.85,
    "CYRILLIC": 1.0,
    "HEBREW": 0.75,
    "ARABIC": 0.8,
    "ARMENIAN": 0.9,
    "GEORGIAN": 0.9,
    "THAI": 0.8,
    "LAO": 0.8,
    "DEVANAGARI": 0.9,
    "TAMIL": 1.5,
    "MALAYALAM": 1.6,
}

MM_PER_POINT = 25.4 / 72
STEP = 0.5
SMALLEST_WHOLE = 9.0
"""A size, in points, in which a long word is still kept whole."""

SMALLEST = 1.0
ROUNDING = 1e-6
_UNKNOWN = 1.3
_TALL = 1.6
_LOW = 1.2
_WIDE_LIGATURES = range(0xFDF0, 0xFE00)


class _Word(NamedTuple):
    """A word and its width in ems."""

    text: str
    width: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text with the size at which it is printed.

    Attributes
    ----------
    text : str
    size : float
        In points.
    lines : int
        Maximum number of lines that it takes.
    line_height : float
        In ems.
    is_shrunk : bool
        Whether it is smaller than it should be.
    """

    text: str
    size: float
    lines: int
    line_height: float
    is_shrunk: bool

    @property
    def height(self) -> float:
        """The height of the text, in millimeters."""
        return self.lines * self.line_height * self.size * MM_PER_POINT if self.text else 0.0


@lru_cache(maxsize=50_000)  # the pages of a packet and of several rounds have the same names
def fit(text: str, width: float, height: float, biggest: float, wanted: float) -> Fitted:
    """Return a text in the largest size that fits in a box.

    One line is best if its size is at least `wanted`. Two lines of at least that size, broken between words, are
    next best. Otherwise, the number of lines with the largest size is used, broken between words if that size is at
    least half of `wanted`, or `SMALLEST_WHOLE` if that is less, and anywhere if it is not.

    Parameters
    ----------
    text : str
    width, height : float
        The size of the box, in millimeters.
    biggest, wanted : float
        Sizes in points. No size is above `biggest`; a size below `wanted` counts as shrunk.
    """
    text = " ".join(text.split())
    tall, set_text = _measure(text)
    for most, smallest, may_break in (
        (1, wanted, False),
        (2, wanted, False),
        (99, min(wanted / 2, SMALLEST_WHOLE), False),
        (9999, SMALLEST, True),
    ):
        size = biggest - biggest % STEP
        while size >= smallest:
            ems = width / (size * MM_PER_POINT)
            room = min(most, (height + ROUNDING) / (tall * size * MM_PER_POINT))
            if set_text.may_fit(ems, room, may_break=may_break):
                lines, is_broken = set_text.count_lines(ems)
                fits = lines <= most and lines * tall * size * MM_PER_POINT <= height + ROUNDING
                if fits and (may_break or not is_broken):
                    return Fitted(text, size, lines, tall, size < wanted)
            size -= STEP
    lines, _ = set_text.count_lines(width / (SMALLEST * MM_PER_POINT))
    return Fitted(text, SMALLEST, lines, tall, is_shrunk=True)


def line_height(text: str) -> float:
    """Return the line height of a text in ems; scripts with marks above and below the letters need more."""
    return _LOW if text.isascii() or all(map(_is_low, unicodedata.normalize("NFC", text))) else _TALL


def text_width(text: str) -> float:
    """Return an upper estimate of the width of a text on one line, in ems."""
    return sum(map(_width, unicodedata.normalize("NFC", text)))


@cache
def _width(sign: str) -> float:
    if (known := _WIDTHS.get(sign)) is not None:
        return known
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0.0
    if ord(sign) in _WIDE_LIGATURES:
        return 9.0
    plain = unicodedata.normalize("NFD", sign)[0]
    if plain != sign:
        return max(_width(plain), 0.4)
    if unicodedata.east_asian_width(sign) in {"W", "F"}:
        return 1.3 if unicodedata.category(sign) == "So" else 1.05
    if unicodedata.normalize("NFKD", sign) != sign:
        return max(_UNKNOWN, sum(map(_width, unicodedata.normalize("NFKD", sign))))
    return _SCRIPTS.get(unicodedata.name(sign, "?").split()[0], _UNKNOWN)


def _is_low(sign: str) -> bool:
    if sign.isascii():
        return True
    if unicodedata.combining(sign):
        return False
    name = unicodedata.name(sign, "?").split()[0]
    return name in {"LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARMENIAN", "GEORGIAN", "CJK", "HIRAGANA", "KATAKANA"} or (
        unicodedata.category(sign)[0] not in "LM"
    )


SPACE = text_width(" ")


class Setting:
    """Words that are set in lines of different widths; all widths are in ems."""

    def __init__(self, words: Sequence[_Word]) -> None:
        self._words = words
        self._widest = max(word.width for word in words)
        self._least = sum(word.width for word in words)
        self._whole = self._least + SPACE * (len(words) - 1)

    @cached_property
    def _letters(self) -> Sequence[Sequence[float]]:
        """The width of each letter, for each word."""
        return [[text_width(letter) for letter in word.text] for word in self._words]

    @cached_property
    def _widest_letter(self) -> float:
        return max((width for letters in self._letters for width in letters), default=0.0)

    @cached_property
    def _least_broken(self) -> float:
        """What the words take at least if some of them are broken. Parts of a word can be narrower than the whole."""
        pairs = zip(self._words, self._letters, strict=True)
        return sum(min(word.width, sum(letters)) for word, letters in pairs)

    def may_fit(self, width: float, most: float, *, may_break: bool) -> bool:
        """Whether the words could take at most so many lines. If they cannot, no lines need to be set to know it.

        The spaces at the ends of lines take no width, so the words alone are counted.
        """
        if most <= 1:
            return self._whole <= width + ROUNDING
        if self._widest <= width:
            return self._least <= most * width + ROUNDING
        return may_break and self._least_broken <= most * max(width, self._widest_letter) + ROUNDING

    def count_lines(self, width: float) -> tuple[int, bool]:
        """Return how many lines of a width the words take, and whether a word had to be broken.

        Lines are filled as browsers fill them: a word that is too wide for a line starts a new line and is broken.
        """
        lines, used, is_broken = 1, 0.0, False
        for number, word in enumerate(self._words):
            wide = word.width
            gap = SPACE if used else 0.0
            if used + gap + wide <= width:
                used += gap + wide
                continue
            lines += 1 if used else 0
            used = wide
            if wide > width:
                is_broken, used = True, 0.0
                for wide in self._letters[number]:
                    lines, used = (lines + 1, wide) if used and used + wide > width else (lines, used + wide)
        return lines, is_broken


@lru_cache(maxsize=5_000)  # one card fits a name into several boxes
def _measure(text: str) -> tuple[float, Setting]:
    return line_height(text), Setting(tuple(_Word(word, text_width(word)) for word in text.split(" ")))
