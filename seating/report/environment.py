"""The one Jinja environment: everything escaped, undefined names are errors, odd signs made visible."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["environment", "visible"]


def visible(value: Any) -> Any:
    r"""Return a text with its control characters shown as signs of their own; other values as they are.

    A control character has no look, some cannot stand in HTML at all, and none may be silently
    dropped: U+0007 becomes U+2407, the picture of a bell. Direction marks stay; pages isolate them.

    >>> visible("a\x07b")
    'a␇b'
    """
    if type(value) is not str or (value.isascii() and value.isprintable()):
        return value
    return "".join(map(_visible, value))


def _visible(sign: str) -> str:
    code = ord(sign)
    if code < 0x20 and sign not in "\t\n":
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000 or 0xFDD0 <= code < 0xFDF0 or code & 0xFFFE == 0xFFFE:
        return "\ufffd"
    return sign


def css_text(value: str) -> Any:
    """Return a quoted CSS string of any text, every sign but plain letters and digits as its number.

    Nothing in it can end the string, the rule or the style sheet.
    """
    from markupsafe import Markup

    shown = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in visible(" ".join(value.split())))
    return Markup(f'"{shown}"')


@cache
def environment() -> Environment:
    """Return the environment all pages are made with."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("seating.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["css_text"] = css_text
    return made
