"""Small pictures of printed pages: the page itself, as it is printed, in an SVG file that a browser shows as a picture.

A picture has no links, no scripts and no focus. The page is written as XML for it, with the rules for paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from seating.present.paper import MARGINS, PAPER_SIZES
from seating.present.settings import Settings

PIXELS = 96 / 25.4
"""CSS pixels in a millimeter."""

PAGE_SIZE = re.compile(r"@page \{ size: ([^;]+);")
"""The rules for the size of the sheet; the last one counts."""

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})

WRITTEN = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}
"""Attributes of SVG with capital letters, as the parser returns them."""

FOR_PAPER = (
    (re.compile(r"@media print\b"), "@media all"),
    (re.compile(r"@media screen\b"), "@media speech"),
    (re.compile(r"@media \((prefers-color-scheme: dark|forced-colors: active)\)"), r"@media speech and (\1)"),
    (re.compile(r":root\b"), "html"),
)
"""What is changed in a style sheet so that a picture on a screen follows the rules for paper."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn page: an SVG file, and its width and height in CSS pixels."""

    svg: str
    width: float
    height: float


def draw_preview(page: str, settings: Settings) -> Drawing:
    """Return the first sheet of a page of the packet as an SVG file.

    Parameters
    ----------
    page : str
        The page as HTML.
    settings : Settings
        Those with which it was made.
    """
    width, height = _find_size(page, settings)
    across, down = (0.0, 0.0) if 'class="on-stock' in page else MARGINS
    writer = _XmlWriter()
    writer.feed(page)
    writer.close()
    sizes = [round(one * PIXELS, 2) for one in (width, height, across, down, width - 2 * across, height - 2 * down)]
    wide, high, x, y, inner_wide, inner_high = sizes
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
        f'<rect width="{wide}" height="{high}" fill="#fff"/>'
        f'<foreignObject x="{x}" y="{y}" width="{inner_wide}" height="{inner_high}">{"".join(writer.parts)}'
        "</foreignObject></svg>"
    )
    return Drawing(svg, wide, high)


def _find_size(page: str, settings: Settings) -> tuple[float, float]:
    """Return the width and height of a page, in millimeters."""
    stated = next(iter(PAGE_SIZE.findall(page)[::-1]), "")
    if lengths := re.findall(r"([\d.]+)mm", stated):
        return float(lengths[0]), float(lengths[1])
    paper = stated or settings.paper
    wide, high = next(size for name, size in PAPER_SIZES.items() if paper.startswith(name))
    return (high, wide) if "landscape" in stated else (wide, high)


class _XmlWriter(HTMLParser):
    """Writes a page as XML, without its scripts; `parts` are what is written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._skipping = False
        self._is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write the start of an element; of one that has no end, the whole."""
        if tag == "script":
            self._skipping = True
            return
        self._is_style = tag == "style"
        name = {"html": ' xmlns="http://www.w3.org/1999/xhtml"', "svg": ' xmlns="http://www.w3.org/2000/svg"'}.get(
            tag, ""
        )
        written = "".join(f' {WRITTEN.get(key, key)}="{escape(value or "")}"' for key, value in attrs if key != "xmlns")
        self.parts.append(f"<{tag}{name}{written}{'/' if tag in VOID else ''}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write an element without content."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Write the end of an element."""
        self._is_style = False
        if tag == "script":
            self._skipping = False
        elif tag not in VOID:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Write a text, or a style sheet with the rules for paper."""
        if self._skipping:
            return
        if self._is_style:
            for rule, instead in FOR_PAPER:
                data = rule.sub(instead, data)
        self.parts.append(escape(data, quote=False))
