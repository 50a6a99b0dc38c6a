"""Pages as text: a section or a page of the packet, filled and then printed through its template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seating.report.discovery import PacketPage, packet_pages, sections
from seating.report.environment import environment
from seating.report.privacy import Audience
from seating.result import Result

__all__ = ["FilledSection", "PageLink", "render_packet", "render_report"]

UNTITLED = "Seating chart"


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


def render_report(result: Result) -> str:
    """Return the report as one HTML file that needs nothing else."""
    filled = [
        FilledSection(section.name.replace("_", "-"), section.title, section.template, data)
        for section in sections()
        if (data := section.fill(result)) is not None
    ]
    return environment().get_template("report.html.j2").render(**_furniture(result), sections=filled)


def render_packet(result: Result) -> Mapping[str, str]:
    """Return the pages of the packet as HTML, each under its path in the packet's folder."""
    made = {page.path: _page(result, page, data) for page in packet_pages() if (data := page.fill(result)) is not None}
    links = tuple(
        PageLink(page.path, page.title, page.about, page.audience is Audience.CONVENER)
        for page in packet_pages()
        if page.path in made
    )
    index = environment().get_template("packet/index.html.j2").render(**_furniture(result), pages=links)
    return {"index.html": index, **made}


def _page(result: Result, page: PacketPage, data: Any) -> str:
    return environment().get_template(page.template).render(**_furniture(result), page=page, data=data)


def _furniture(result: Result) -> Mapping[str, Any]:
    """Return what stands on every page."""
    return {
        "title": result.convening.title or UNTITLED,
        "shared_result": result.convening.shared_result,
        "round_number": result.room.round_number,
        "n_people": len(result.room.persons),
        "n_tables": len(result.room.tables),
    }
