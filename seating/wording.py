"""Text: comparing, listing, counting, and finding the nearest spelling.

Nothing here knows what a table or a person is.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence

__all__ = ["counted", "fold", "listed", "made_visible", "nearest", "quoted", "shortened", "squashed", "without_marks"]

SHOWN_LENGTH = 60
"""Characters of a value that a message shows before it is shortened."""

_INVISIBLE = {"Cf", "Cc"}


def without_marks(text: str) -> str:
    """Return `text` without direction marks and other invisible characters.

    They stay in the data; only comparing leaves them out. Joiners inside emoji and
    scripts go too, which is harmless for a comparison.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c for c in text if unicodedata.category(c) not in _INVISIBLE or c in "\t\n\r")


def fold(text: str) -> str:
    """Return the form in which two values are compared.

    Unicode NFC, without case, with outer space removed and inner space single.

    >>> fold("  Ada   KIM ") == fold("ada kim")
    True
    """
    if text.isascii():
        if text.isprintable():
            return " ".join(text.lower().split())
        return " ".join(without_marks(text).lower().split())
    composed = unicodedata.normalize("NFC", without_marks(text))
    return " ".join(unicodedata.normalize("NFC", composed.casefold()).split())


def squashed(text: str) -> str:
    """Return `text` as headings are compared: no case, accents, spaces or punctuation.

    >>> squashed("Type of représentative!")
    'typeofrepresentative'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if c.isalnum())


def made_visible(text: str) -> str:
    r"""Return a text with its control characters shown as signs of their own.

    A control character has no look, some run commands of a terminal or cannot stand in HTML at all,
    and none may be silently dropped: U+0007 becomes U+2407, the picture of a bell. Tabs, line feeds
    and direction marks stay.

    >>> made_visible("a\x07b")
    'a␇b'
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_made_visible, text))


def _made_visible(sign: str) -> str:
    code = ord(sign)
    if code < 0x20 and sign not in "\t\n":
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000 or 0xFDD0 <= code < 0xFDF0 or code & 0xFFFE == 0xFFFE:
        return "\ufffd"
    return sign


def shortened(text: str, length: int = SHOWN_LENGTH) -> str:
    """Return at most `length` characters of `text`, with an ellipsis where it was cut."""
    return text if len(text) <= length else text[: length - 1] + "…"


def quoted(text: str) -> str:
    """Return `text` in double quotes, shortened, with line breaks made visible."""
    shown = shortened(text).replace("\r", "\\r").replace("\n", "\\n")
    return f'"{shown}"'


def listed(items: Iterable[str], last: str = "and") -> str:
    """Return the items as a reader would say them.

    >>> listed(["a", "b", "c"], last="or")
    'a, b or c'
    """
    words = list(items)
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "person", "people"), counted(2, "table")
    ('1 person', '2 tables')
    """
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def nearest(word: str, choices: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the choice most like `word`, or None when nothing is alike.

    The measure is `difflib`'s ratio over folded text.
    """
    by_fold: dict[str, str] = {}
    for choice in choices:
        by_fold.setdefault(fold(choice), choice)
    found: Sequence[str] = difflib.get_close_matches(fold(word), list(by_fold), n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None
