"""The Jinja environment: everything is escaped, undefined names are errors, control characters are made visible.

Names and cells of the list are never used as templates. A convener's `brand.css` is inserted as it is.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemBytecodeCache,
    PackageLoader,
    StrictUndefined,
)
from jinja2.bccache import Bucket
from markupsafe import Markup

from seating.add_ons import list_add_ons
from seating.errors import InputError, Problem, reason_of
from seating.present.blocks import say
from seating.present.cache import cache_folder
from seating.present.html import render_fitted, render_text
from seating.present.languages import SOURCE_LANGUAGE, Words, words_in
from seating.present.settings import STANDARD, Settings
from seating.wording import Said, made_visible, said, said_list

BRAND = "brand.css"
"""The style sheet that comes last on every page; empty unless the convener has one."""

SHOWN_FILES = 5
"""Number of files that the message about a folder with more than a style sheet names."""


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
    """Return the text of a template, filled with data."""
    return environment(settings).get_template(template).render(**data)


@cache
def read_brand(folder: Path) -> str:
    """Return the `brand.css` of a folder. It is read once, so that all pages of a run have the same.

    Raises
    ------
    InputError
        If the file cannot be read, or the folder has templates, which are not used any more.
    """
    others = sorted(path for path in folder.rglob("*") if path.suffix in {".j2", ".css"} and path.name != BRAND)
    if others:
        names = said_list(path.relative_to(folder).as_posix() for path in others[:SHOWN_FILES])
        says = said("has templates, which are no longer used: %(names)s", names=names)
        hint = said("Remove them. Colors, fonts and a logo go in brand.css; the page text cannot be changed.")
        raise InputError([Problem("template-wrong", says, folder.as_posix(), hint=hint)])
    path = folder / BRAND
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        is_text = not isinstance(error, UnicodeDecodeError)
        reason = reason_of(error) if is_text else said("it is not UTF-8")
        says = said("cannot be read: %(reason)s", reason=reason)
        raise InputError([Problem("template-wrong", says, path.as_posix())]) from None


class _TemplateCache(FileSystemBytecodeCache):
    """Compiled templates in a folder. What cannot be read there is compiled again, and written if possible."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(Exception):  # a damaged file can raise anything
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # a full disk, or a folder that has been removed meanwhile
            super().dump_bytecode(bucket)


def environment(settings: Settings = STANDARD) -> Environment:
    """Return the environment for all pages in one language, with the style sheet of the convener if there is one."""
    return _environment(settings.language, None if settings.templates is None else read_brand(settings.templates))


@cache
def _environment(language: str, brand: str | None) -> Environment:
    packages = ("seating.present", *(one.templates for one in list_add_ons() if one.templates))
    ours = ChoiceLoader([PackageLoader(package, "templates") for package in packages])
    kept = cache_folder("templates")  # cached, because compiling the templates takes longer than rendering all pages
    words = words_in(language)
    made = Environment(
        loader=ours if brand is None else ChoiceLoader([DictLoader({BRAND: brand}), ours]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: visible(words.tell(value) if isinstance(value, Said) else value),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_TemplateCache(str(kept)) if kept is not None else None,
    )
    made.filters.update(css_text=css_text, csp_hash=csp_hash)
    made.filters.update(text=lambda text: render_text(text, words), said=lambda text: say(text, words))
    made.globals.update(words=words, _=words.gettext, ngettext=words.ngettext, qr_code=draw_qr_code)
    made.globals.update(fitted=render_fitted)
    made.globals.update(
        english=_english(words), in_english=_in_english(words), page_number=_page_number(words), as_it_is=_reader(made)
    )
    return made


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


def draw_qr_code(address: str) -> Markup:
    """Return the QR code of an address as an SVG element that fills its box; dark on white, also on dark pages.

    A part of the code can be covered and it still reads (level M, about 15 percent).
    """
    import segno  # only who shares pages needs it

    code = segno.make_qr(address, error="m")
    return Markup(code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True))
