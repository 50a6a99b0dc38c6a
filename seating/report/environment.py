"""The Jinja environment: everything is escaped, undefined names are errors, control characters are made visible."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seating.cache import cache_folder
from seating.report.languages import SOURCE_LANGUAGE, Words, words_in
from seating.report.settings import STANDARD, Settings
from seating.wording import Said, made_visible

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["check_templates", "environment", "render_template", "visible"]


def visible(value: Any) -> Any:
    """Return a text with its control characters made visible; other values, including markup, are returned unchanged.

    Direction marks are kept, because pages isolate them.
    """
    return made_visible(value) if type(value) is str else value


def css_text(value: str) -> Any:
    """Return any text as a quoted CSS string, with every character except ASCII letters and digits escaped.

    No text can end the string, the rule or the style sheet.
    """
    return _css_string(" ".join(value.split()))


def _css_string(value: str) -> Any:
    from markupsafe import Markup

    shown = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in visible(value))
    return Markup(f'"{shown}"')


def csp_hash(script: str) -> str:
    """Return the source expression that allows exactly this script in a content security policy."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def render_template(settings: Settings, template: str, /, **data: Any) -> str:
    """Return the text of a template, filled with data.

    Raises
    ------
    InputError
        If a custom template is broken.
    """
    if settings.templates is None:
        return environment(settings).get_template(template).render(**data)
    from seating.report.custom_templates import explain_failures

    with explain_failures(settings.templates):
        return environment(settings).get_template(template).render(**data)


def check_templates(settings: Settings) -> None:
    """Read every custom template, so that a broken one is reported before any work is done.

    Raises
    ------
    InputError
        If a file cannot be read as a template.
    """
    if settings.templates is None:
        return
    from seating.report.custom_templates import explain_failures, names_in

    with explain_failures(settings.templates):
        for name in names_in(settings.templates):
            environment(settings).get_template(name)


def environment(settings: Settings = STANDARD) -> Environment:
    """Return the environment for all pages in one language; custom templates replace the built-in ones."""
    return _environment(settings.language, settings.templates)


@cache
def _environment(language: str, templates: Path | None) -> Environment:
    from jinja2 import ChoiceLoader, Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined

    from seating.report.custom_templates import CustomTemplates

    ours = PackageLoader("seating.report", "templates")
    kept = cache_folder("templates")  # cached, because compiling the templates takes longer than rendering all pages
    words = words_in(language)
    made = Environment(
        loader=ours if templates is None else ChoiceLoader([CustomTemplates(templates), ours]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: visible(words.tell(value) if isinstance(value, str) else value),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=FileSystemBytecodeCache(str(kept)) if kept is not None and templates is None else None,
    )
    made.filters.update(css_text=css_text, csp_hash=csp_hash)
    made.globals.update(words=words, _=words.gettext, ngettext=words.ngettext)
    made.globals.update(
        english=_english(words), in_english=_in_english(words), page_number=_page_number(words), as_it_is=_reader(made)
    )
    return made


def _english(words: Words) -> Any:
    """Return the attribute that marks English text on a page in another language."""
    from markupsafe import Markup

    return Markup("" if words.language == SOURCE_LANGUAGE else f' lang="{SOURCE_LANGUAGE}"')


def _in_english(words: Words) -> Callable[[str], Any]:
    """Return the function that marks a text as English if it stays untranslated on a page in another language."""

    def in_english(text: str) -> Any:
        return "" if isinstance(text, Said) else _english(words)

    return in_english


def _page_number(words: Words) -> Any:
    """Return the content of a margin box with the page number."""
    from markupsafe import Markup

    text = words.gettext("Page %(page)s of %(pages)s", page="\0page\0", pages="\0pages\0")
    parts = [f"counter({part})" if place % 2 else _css_string(part) for place, part in enumerate(text.split("\0"))]
    return Markup(" ").join(map(Markup, parts))


def _reader(made: Environment) -> Callable[[str], Any]:
    """Return the function that prints a style sheet unchanged, because its braces are not template code."""
    from markupsafe import Markup

    def as_it_is(name: str) -> Any:
        loader = made.loader
        return Markup(loader.get_source(made, name)[0]) if loader is not None else ""

    return as_it_is
