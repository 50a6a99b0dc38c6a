"""The one Jinja environment: everything escaped, undefined names are errors, odd signs made visible."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seating.report.languages import SOURCE_LANGUAGE, Words, words_in
from seating.report.settings import STANDARD, Settings
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


def environment(settings: Settings = STANDARD) -> Environment:
    """Return the environment all pages are made with: the convener's own templates first, and one language's words."""
    return _environment(settings.language, settings.templates)


def _english(words: Words) -> Any:
    """Return the attribute that marks English sentences on a page of another language."""
    from markupsafe import Markup

    return Markup("" if words.language == SOURCE_LANGUAGE else f' lang="{SOURCE_LANGUAGE}"')


@cache
def _environment(language: str, templates: Path | None) -> Environment:
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined

    ours = PackageLoader("seating.report", "templates")
    made = Environment(
        loader=ours if templates is None else ChoiceLoader([FileSystemLoader(templates), ours]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    words = words_in(language)
    made.filters["css_text"] = css_text
    made.globals.update(words=words, _=words.gettext, ngettext=words.ngettext, english=_english(words))
    return made
