"""The one Jinja environment: everything escaped, undefined names are errors, odd signs made visible."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from seating.wording import made_visible

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["environment", "visible"]


def visible(value: Any) -> Any:
    """Return a text with its control characters made visible; other values, markup among them, as they are.

    Direction marks stay; pages isolate them.
    """
    return made_visible(value) if type(value) is str else value


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
