"""Text: comparing, listing, counting, and finding the nearest spelling.

Nothing here knows what a table or a person is.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Self

__all__ = [
    "NearWords",
    "Said",
    "counted",
    "fold",
    "listed",
    "made_visible",
    "message",
    "nearest",
    "quoted",
    "said",
    "said_count",
    "said_list",
    "shortened",
    "squashed",
    "whole_number",
    "with_padded_numbers",
    "without_marks",
]

SHOWN_LENGTH = 60
"""Characters of a value that a message shows before it is shortened."""

COMPARED_LENGTH = 80
"""Letters of a word that are compared with others to find the nearest; comparing takes their square."""

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
    decomposed = text.lower() if text.isascii() else unicodedata.normalize("NFKD", text.casefold())
    return "".join(filter(str.isalnum, decomposed))


def with_padded_numbers(text: str) -> str:
    """Return `text` with zeros before its numbers, so that texts sort by the size of their numbers.

    >>> sorted(["Table 10", "Table 9"], key=with_padded_numbers)
    ['Table 9', 'Table 10']
    """
    return re.sub(r"[0-9]+", lambda found: found[0].zfill(20), text)


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


class Said(str):
    """A text that is English, and that pages can say in another language: a message of the catalogues, filled in.

    What is filled in may itself be said. `Words.tell` of the report says it; wherever else it is printed, it is the
    English text that it is.

    Attributes
    ----------
    message : str
        With `%(name)s` where something is filled in; of a list the word before its last item.
    many : str
        The message for several; "" where it is the same whatever the number.
    number : int
    values : mapping of str to object
    items : tuple of str
        Of a list.
    """

    message: str
    many: str
    number: int
    values: Mapping[str, object]
    items: tuple[str, ...]

    def __new__(
        cls,
        text: str,
        message: str = "",
        many: str = "",
        number: int = 0,
        values: Mapping[str, object] | None = None,
        items: Iterable[str] = (),
    ) -> Self:
        made = super().__new__(cls, text)
        made.message, made.many, made.number = message, many, number
        made.values, made.items = values or {}, tuple(items)
        return made


def message(text: str) -> str:
    """Return a text as it is, and mark it for the catalogues: a message that is said later."""
    return text


def said(message: str, /, **values: object) -> Said:
    """Return a message with what is filled in.

    >>> said("%(table)s is full", table="Capital")
    'Capital is full'
    """
    return Said(message % values if values else message, message, values=values)


def said_count(one: str, many: str, number: int, /, **values: object) -> Said:
    """Return the message for so many; `%(number)s` is the number as people write it.

    >>> said_count("%(number)s table", "%(number)s tables", 2000)
    '2,000 tables'
    """
    filled = {"number": f"{number:,}", **values}
    return Said((one if number == 1 else many) % filled, one, many, number, values)


def said_list(items: Iterable[str], last: str = "and") -> Said:
    """Return the items as a reader would say them; `last` is "and" or "or"."""
    found = tuple(items)
    return Said(listed(found, last), last, items=found)


def name_column(heading: str, letter: str | None = None) -> str:
    """Return a column as messages name it: its heading in quotes, with the letter of the spreadsheet.

    >>> name_column("RSVP", "C"), name_column("name")
    ('"RSVP" (C)', '"name"')
    """
    return f"{quoted(heading)} ({letter})" if letter else quoted(heading)


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


def whole_number(text: str, digits: int = 9) -> int | None:
    """Return the whole number that a text of ASCII digits states; None for other text, or for more digits.

    Whatever a user wrote is read as a whole number here or where a pattern bounds its digits: Python refuses
    to read thousands of them.

    >>> whole_number("007"), whole_number("-7"), whole_number("9" * 5000)
    (7, None, None)
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None


def nearest(word: str, choices: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the choice most like `word`, or None when nothing is alike.

    The measure is `difflib`'s ratio over folded text, of which the first letters are compared.
    """
    by_fold: dict[str, str] = {}
    for choice in choices:
        by_fold.setdefault(fold(choice[:COMPARED_LENGTH]), choice)
    wanted = fold(word[:COMPARED_LENGTH])
    found: Sequence[str] = difflib.get_close_matches(wanted, list(by_fold), n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None


@dataclass
class NearWords:
    """Looks for the nearest of many words, as often as a budget of comparisons allows.

    A hint is worth a moment, and two thousand misspelt names on a list of as many would be worth
    minutes: after the budget is used nothing is near.

    Attributes
    ----------
    left : int
        Comparisons that may still be made.
    """

    left: int = 20_000

    def nearest(self, word: str, choices: Iterable[str], cutoff: float = 0.6) -> str | None:
        """Return the choice most like `word`; None when nothing is alike or the budget is used."""
        if self.left <= 0:
            return None
        compared = list(islice(choices, self.left))
        self.left -= len(compared)
        return nearest(word, compared, cutoff)
