"""Finds the report's sections and the packet's pages: they are there because their file is."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from seating.report import packet as packet_folder
from seating.report import sections as sections_folder
from seating.report.privacy import Audience
from seating.report.settings import Settings
from seating.result import Result

__all__ = ["PacketPage", "Section", "packet_pages", "sections"]

CONVENER_FOLDER = "convener-only"


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report: `fill` returns what its template prints, or None to be left out."""

    name: str
    title: str
    order: int
    fill: Callable[[Result, Settings], Any]

    @property
    def template(self) -> str:
        """The template's name."""
        return f"sections/{self.name}.html.j2"


@dataclass(frozen=True, slots=True)
class PacketPage:
    """One page of the packet, with its audience and what it is for.

    `audience_for`, where the page has it, says from a result whom the page is for; without it, or
    before there is a result, it is `audience`.
    """

    name: str
    title: str
    about: str
    order: int
    audience: Audience
    fill: Callable[[Result, Settings], Any]
    audience_for: Callable[[Result], Audience] | None = None

    def of(self, result: Result) -> PacketPage:
        """Return the page with the audience that it has for this result."""
        return self if self.audience_for is None else replace(self, audience=self.audience_for(result))

    @property
    def is_convener_only(self) -> bool:
        """Whether the page lies in the convener's folder and says so on every sheet."""
        return self.audience is Audience.CONVENER

    @property
    def template(self) -> str:
        """The template's name."""
        return f"packet/{self.name}.html.j2"

    @property
    def path(self) -> str:
        """Where the page lies in the packet's folder."""
        file = f"{self.name.replace('_', '-')}.html"
        return f"{CONVENER_FOLDER}/{file}" if self.is_convener_only else file

    @property
    def possible_paths(self) -> tuple[str, ...]:
        """Every path at which an earlier run may have put the page."""
        audiences = (self.audience,) if self.audience_for is None else (Audience.EVERYONE, Audience.CONVENER)
        return tuple(replace(self, audience=audience).path for audience in audiences)


@cache
def sections() -> tuple[Section, ...]:
    """Return the report's sections, in reading order."""
    modules = _modules(sections_folder).items()
    found = [Section(name, module.TITLE, module.ORDER, module.fill) for name, module in modules]
    return tuple(sorted(found, key=lambda section: section.order))


@cache
def packet_pages() -> tuple[PacketPage, ...]:
    """Return the packet's pages, in the order in which the index lists them."""
    modules = _modules(packet_folder).items()
    found = [
        PacketPage(name, m.TITLE, m.ABOUT, m.ORDER, m.AUDIENCE, m.fill, getattr(m, "audience_for", None))
        for name, m in modules
    ]
    return tuple(sorted(found, key=lambda page: page.order))


def _modules(folder: Any) -> Mapping[str, Any]:
    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
    return {name: importlib.import_module(f"{folder.__name__}.{name}") for name in names}
