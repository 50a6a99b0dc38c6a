"""Find texts that were damaged before they came here, and what they said: "JosÃ©", "Jos&eacute;", "Jos%C3%A9".

A list is saved as UTF-8, opened as Windows-1252 and saved again, or copied from a page or an address. Nothing is
changed here: a damaged text is shown with what it probably was.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from functools import lru_cache
from urllib.parse import unquote

LOST = "\N{REPLACEMENT CHARACTER}"
"""Stands for a letter that is lost, so that no one can tell what the text was."""

MOST_LAYERS = 4
"""Maximum number of times that a text is repaired, because it may have been damaged several times."""

LONGEST = 500
"""Number of characters of a text that are examined."""

SUSPICIOUS = re.compile(r"[^\x00-\x7f]|&[#\w]+;|%[0-9A-Fa-f]{2}|=[0-9A-F]{2}|=\?|\\[ux][0-9a-fA-F]{2}")
ADDRESS = re.compile(r"://|\bwww\.|@")
ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});")
ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
QUOTED_PRINTABLE = re.compile(r"(?:=[0-9A-F]{2})+")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
IN_WORD = re.compile(r"[^\W\d_]\?[^\W\d_]")
"""Matches a question mark between two letters: "Pe?a"."""


def find_lost(text: str, *, is_name: bool = False) -> bool:
    r"""Whether letters of a text are lost: it has the sign for that or, in a name, a question mark inside a word.

    >>> find_lost("Jos\N{REPLACEMENT CHARACTER}"), find_lost("Pe?a", is_name=True), find_lost("Pe?a")
    (True, True, False)
    """
    if len(text) > LONGEST:
        return False
    return LOST in text or (is_name and IN_WORD.search(text) is not None and ADDRESS.search(text) is None)


@lru_cache(maxsize=50_000)
def restore(text: str) -> str | None:
    """Return what a damaged text probably said; None if it is not damaged, or cannot be restored.

    >>> restore("JosÃ© PeÃ±a"), restore("Jos&eacute;"), restore("Jos%C3%A9"), restore("José")
    ('José Peña', 'José', 'José', None)
    """
    if len(text) > LONGEST or not SUSPICIOUS.search(text) or ADDRESS.search(text) is not None:
        return None
    restored = text
    for _ in range(MOST_LAYERS):
        before = restored
        for repair in REPAIRS:
            restored = repair(restored)
        if restored == before:
            break
    is_readable = LOST not in restored and all(c.isprintable() or c.isspace() for c in restored)
    return restored if restored != text and is_readable and restored.strip() else None


def _as_utf_8(text: str) -> str:
    """Return a text that was read in another encoding as the UTF-8 that it is; short ones only if letters come out."""
    if text.isascii():
        return text
    import ftfy  # takes a tenth of a second, which lists in plain letters need not spend
    from ftfy.badness import is_bad

    if is_bad(text):
        return ftfy.fix_encoding(text)
    try:
        read = text.encode("sloppy-windows-1252").decode("utf-8")
    except UnicodeError:
        return text
    return read if all(c.isascii() or c.isalpha() for c in read) else text


def _without_entities(text: str) -> str:
    return ENTITY.sub(lambda found: html.unescape(found[0]), text)


def _without_percent_signs(text: str) -> str:
    return ENCODED.sub(lambda found: _decoded(found[0], unquote(found[0])), text)


def _without_quoted_printable(text: str) -> str:
    return QUOTED_PRINTABLE.sub(lambda found: _decoded(found[0], unquote(found[0].replace("=", "%"))), text)


def _decoded(written: str, read: str) -> str:
    """Return the decoded text if it has a letter beyond ASCII or is a space; "50%25" is no damage."""
    is_letter = not read.isascii() and LOST not in read
    return read if is_letter or read == " " else written


def _without_encoded_words(text: str) -> str:
    if "=?" not in text:
        return text
    try:
        return str(make_header(decode_header(text)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return text


def _without_escapes(text: str) -> str:
    read = ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    return read if read.isprintable() and not any(0xD800 <= ord(c) <= 0xDFFF for c in read) else text


REPAIRS: tuple[Callable[[str], str], ...] = (
    _without_encoded_words,
    _without_quoted_printable,
    _without_percent_signs,
    _without_entities,
    _without_escapes,
    _as_utf_8,
)
"""What undoes each kind of damage, in the order in which damages are usually undone."""
