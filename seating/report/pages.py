"""Pages as text: a section or a page of the packet, filled and then printed through its template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from seating.report.discovery import PacketPage, packet_pages, sections
from seating.report.environment import printed
from seating.report.languages import translatable
from seating.report.privacy import Audience, may_read
from seating.report.settings import STANDARD, Settings
from seating.result import Result

__all__ = ["FilledSection", "PageLink", "render_packet", "render_report"]

UNTITLED = translatable("Seating chart")


@dataclass(frozen=True, slots=True)
class FilledSection:
    """A section with its data."""

    name: str
    title: str
    template: str
    data: Any


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the packet as its index shows it."""

    path: str
    title: str
    about: str
    is_convener_only: bool


def render_report(result: Result, settings: Settings = STANDARD) -> str:
    """Return the report as one HTML file that needs nothing else."""
    _ = settings.words.gettext
    filled = [
        FilledSection(section.name.replace("_", "-"), _(section.title), section.template, data)
        for section in sections()
        if (data := section.fill(result, settings)) is not None
    ]
    return printed(settings, "report.html.j2", **_furniture(result, settings), sections=filled)


def render_packet(
    result: Result, settings: Settings = STANDARD, reader: Audience = Audience.CONVENER
) -> Mapping[str, str]:
    """Return the pages of the packet as HTML, each under its path in the packet's folder.

    For another reader than the convener, pages for the convener are neither made nor named.
    """
    _ = settings.words.gettext
    pages = [page for page in (found.of(result) for found in packet_pages()) if may_read(reader, page.audience)]
    made = {
        page.path: _page(result, settings, page, data)
        for page in pages
        if (data := page.fill(result, settings)) is not None
    }
    links = tuple(
        PageLink(page.path, _(page.title), _(page.about), page.is_convener_only) for page in pages if page.path in made
    )
    return {
        "index.html": printed(settings, "packet/index.html.j2", **_furniture(result, settings), pages=links),
        **made,
    }


def _page(result: Result, settings: Settings, page: PacketPage, data: Any) -> str:
    _ = settings.words.gettext
    translated = replace(page, title=_(page.title), about=_(page.about))
    return printed(settings, page.template, **_furniture(result, settings), page=translated, data=data)


def _furniture(result: Result, settings: Settings) -> Mapping[str, Any]:
    """Return what stands on every page."""
    return {
        "settings": settings,
        "title": result.convening.title or settings.words.gettext(UNTITLED),
        "shared_result": result.convening.shared_result,
        "round_number": result.room.round_number,
        "n_people": len(result.room.persons),
        "n_tables": len(result.room.tables),
    }
