"""Texts of blocks as HTML. The blocks themselves are printed by the template `blocks.html.j2`."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from seating.present.blocks import Span, Text, parts_of
from seating.present.languages import SOURCE_LANGUAGE, Words
from seating.wording import Said, made_visible

TAGS = {"strong": "b", "code": "code"}
"""The elements of styles."""

CLASSES = {"quiet": "quiet", "below": "because", "tag": "tag", "screen": "on-screen"}
"""The classes of styles that have no element of their own."""


def render_text(text: Text, words: Words) -> Markup:
    """Return a text as HTML, in the language of the page."""
    return Markup().join(_part(part, words) for part in parts_of(text))


@lru_cache(maxsize=50_000)  # badges repeat the names of tables and rounds for everyone
def render_fitted(fitted: Any, kind: str, tag: str = "p") -> Markup:
    """Return a text that was fitted into a box (`seating.report.stock.fitting.Fitted`) as an element; none if empty."""
    if not fitted or not fitted.text:
        return Markup()
    size = f"--size:{fitted.size};--line:{fitted.line_height}"
    element = '<{0} class="{1}" dir="auto" style="{2}">{3}</{0}>'
    return Markup(element).format(tag, kind, size, made_visible(fitted.text))


def _part(part: str | int | Span, words: Words) -> Markup:
    if isinstance(part, int):
        return Markup(f"{part:,}")
    if isinstance(part, str):
        return _words(part, words)
    if part.style == "break":
        return Markup("<br>")
    if part.style == "box":
        return Markup('<span class="box" role="img" aria-label="{}"></span>').format(words.tell(part.text))
    return _styled(_marked(_linked(part, words), part), part.style)


def _words(text: str, words: Words) -> Markup:
    """Return words of the program, marked as English where they are not in the language of the page."""
    shown = escape(made_visible(words.tell(text)))
    is_english = not isinstance(text, Said) and words.language != SOURCE_LANGUAGE and any(map(str.isalpha, text))
    return Markup('<span lang="{}">{}</span>').format(SOURCE_LANGUAGE, shown) if is_english else shown


def _linked(part: Span, words: Words) -> Markup:
    """Return what is in a span; a text of the list is isolated, so that its direction does not affect its neighbors."""
    is_fixed = part.is_data or part.style == "code"
    text = escape(made_visible(words.tell(part.text))) if is_fixed else _words(part.text, words)
    if part.spoken:
        hidden = '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>'
        text = Markup(hidden).format(text, made_visible(words.tell(part.spoken)))
    if part.link:
        start = '<a dir="auto" href="{}">{}</a>' if part.is_data else '<a href="{}">{}</a>'
        return Markup(start).format(part.link, text)
    return Markup(f"<bdi>{text}</bdi>") if part.is_data else text


def _marked(shown: Markup, part: Span) -> Markup:
    """Return what is in a span with its color and the drawings before it."""
    if part.mark:
        drawing = Markup('<svg class="mark" aria-hidden="true"><use href="#{}"/></svg>')
        shown = Markup(" ").join(filter(None, (*map(drawing.format, part.mark.split()), shown)))
    return Markup('<span class="state tone-{}">{}</span>').format(part.tone, shown) if part.tone else shown


def _styled(shown: Markup, style: str) -> Markup:
    if style == "plain":
        return shown
    if style in CLASSES:
        return Markup('<span class="{}">{}</span>').format(CLASSES[style], shown)
    return Markup("<{0}>{1}</{0}>").format(Markup(TAGS[style]), shown)
