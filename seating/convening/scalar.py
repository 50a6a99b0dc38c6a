"""What an unquoted value means: yes and no, nothing, a number, or text."""

from __future__ import annotations

import re

__all__ = ["scalar"]

_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_CANONICAL = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{0,14}[1-9])?")


def scalar(text: str) -> bool | int | float | str | None:
    """Return what an unquoted value means, by the core schema of YAML 1.2.

    Only a number that would be written back the same becomes one; `00123`, `5.10` and `1e3` stay
    text, so that they still equal the cells of a list.

    >>> scalar("8"), scalar("0.33"), scalar("00123"), scalar("no"), scalar("True")
    (8, 0.33, '00123', 'no', True)
    """
    word = text.casefold()
    if word in _WORDS and text in {word, text.upper(), text.capitalize()}:
        return _WORDS[word]
    found = _CANONICAL.fullmatch(text)
    if found is None or text == "-0":
        return text
    return float(text) if found[2] else int(text)
