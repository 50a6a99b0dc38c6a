"""The Jinja environment: everything is escaped, undefined names are errors, control characters are made visible.

A convener's custom templates run without restrictions, like the built-in ones, because they belong to the person who
runs the command. Names and cells of the list are never used as templates. An error in a custom template is reported
with its file and line.
"""

from __future__ import annotations

import base64
import hashlib
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from markupsafe import Markup

from seating.cache import cache_folder
from seating.errors import InputError, Problem, reason_of
from seating.present.blocks import say
from seating.present.html import render_text
from seating.present.languages import SOURCE_LANGUAGE, Words, words_in
from seating.present.settings import STANDARD, Settings
from seating.wording import Said, made_visible, shortened

HINT = "Compare it with the template of that name that comes with the program, or remove it from the folder."


def visible(value: Any) -> Any:
    """Return a text with its control characters made visible; other values, including markup, are returned unchanged.

    Direction marks are kept, because pages isolate them.
    """
    return made_visible(value) if type(value) is str else value


def css_text(value: str) -> Markup:
    """Return any text as a quoted CSS string, with every character except ASCII letters and digits escaped.

    No text can end the string, the rule or the style sheet.
    """
    return _css_string(" ".join(value.split()))


def _css_string(value: str) -> Markup:
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
    with explain_failures(settings.templates):
        for name in names_in(settings.templates):
            environment(settings).get_template(name)


class _TemplateCache(FileSystemBytecodeCache):
    """Compiled templates in a folder. If the folder cannot be read or written, templates are compiled each time."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # a full disk, or a folder that has been removed meanwhile
            super().dump_bytecode(bucket)


def environment(settings: Settings = STANDARD) -> Environment:
    """Return the environment for all pages in one language; custom templates replace the built-in ones."""
    return _environment(settings.language, settings.templates)


@cache
def _environment(language: str, templates: Path | None) -> Environment:
    ours = PackageLoader("seating.present", "templates")
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
        bytecode_cache=_TemplateCache(str(kept)) if kept is not None and templates is None else None,
    )
    made.filters.update(css_text=css_text, csp_hash=csp_hash)
    made.filters.update(text=lambda text: render_text(text, words), said=lambda text: say(text, words))
    made.globals.update(words=words, _=words.gettext, ngettext=words.ngettext)
    made.globals.update(
        english=_english(words), in_english=_in_english(words), page_number=_page_number(words), as_it_is=_reader(made)
    )
    return made


class CustomTemplates(FileSystemLoader):
    """A folder of templates; a file that cannot be read counts as a broken template."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template, its path, and a function that says whether it is unchanged."""
        try:
            return super().get_source(environment, template)
        except TemplateNotFound:
            raise
        except (OSError, UnicodeDecodeError) as error:
            says = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else reason_of(error)
            path = Path(self.searchpath[0]) / template
            raise TemplateSyntaxError(says, 1, template, str(path)) from None


def names_in(folder: Path) -> list[str]:
    """Return the names of the templates in a folder, as pages refer to them."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.j2"))


@contextmanager
def explain_failures(folder: Path) -> Iterator[None]:
    """Turn an error in a template of a folder into a readable message.

    Raises
    ------
    InputError
        If a template is broken; it names the file and the line.
    """
    try:
        yield
    except Exception as error:
        place = _place(error, folder)
        if place is None and not isinstance(error, TemplateError):
            raise
        file, line = place or (folder, None)
        problem = Problem("template-wrong", f"cannot be used: {_said(error)}", file.as_posix(), line, hint=HINT)
        raise InputError([problem]) from None


def _english(words: Words) -> Markup:
    """Return the attribute that marks English text on a page in another language."""
    return Markup("" if words.language == SOURCE_LANGUAGE else f' lang="{SOURCE_LANGUAGE}"')


def _in_english(words: Words) -> Callable[[str], Markup]:
    """Return the function that marks a text as English if it stays untranslated on a page in another language."""

    def in_english(text: str) -> Markup:
        return Markup() if isinstance(text, Said) else _english(words)

    return in_english


def _page_number(words: Words) -> Markup:
    """Return the content of a margin box with the page number."""
    text = words.gettext("Page %(page)s of %(pages)s", page="\0page\0", pages="\0pages\0")
    parts = [f"counter({part})" if place % 2 else _css_string(part) for place, part in enumerate(text.split("\0"))]
    return Markup(" ").join(map(Markup, parts))


def _reader(made: Environment) -> Callable[[str], Markup]:
    """Return the function that prints a style sheet unchanged, because its braces are not template code."""

    def as_it_is(name: str) -> Markup:
        loader = made.loader
        return Markup(loader.get_source(made, name)[0]) if loader is not None else Markup()

    return as_it_is


def _place(error: Exception, folder: Path) -> tuple[Path, int | None] | None:
    """Return the file of the folder and the line where an error occurred; None if it occurred elsewhere."""
    if isinstance(error, TemplateSyntaxError):
        return (Path(error.filename), error.lineno) if error.filename else None
    if isinstance(error, RecursionError):
        frames = traceback.extract_tb(error.__traceback__, limit=50)
    else:
        frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if Path(frame.filename).is_relative_to(folder)]
    return (Path(inside[-1].filename), inside[-1].lineno) if inside else None


def _said(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it includes itself endlessly"
    text = " ".join(str(error).split())
    if isinstance(error, TemplateNotFound):
        text = f"there is no template {text}"
    kind = "" if isinstance(error, TemplateError) else f"{type(error).__name__}: "
    return shortened(f"{kind}{text}".rstrip(".") or type(error).__name__, 200)
