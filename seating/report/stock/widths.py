"""How wide words are when printed, without asking a font.

Which font a machine has cannot be known, so each letter counts as wide as in the widest bold face of the
usual ones (measured: Noto Sans, DejaVu Sans, Liberation Sans), rounded up. What fits here fits in print.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

__all__ = ["line_height", "text_width"]

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
_UNKNOWN = 1.3
_TALL = 1.6
_LOW = 1.2
_WIDE_LIGATURES = range(0xFDF0, 0xFE00)


def text_width(text: str) -> float:
    """Return an upper estimate of a text's width in one line, in ems."""
    return sum(map(_width, unicodedata.normalize("NFC", text)))


def line_height(text: str) -> float:
    """Return the height a line of this text needs, in ems: scripts with marks above and below need more."""
    return _LOW if all(map(_is_low, unicodedata.normalize("NFC", text))) else _TALL


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
