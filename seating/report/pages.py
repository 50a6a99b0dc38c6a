"""The report and the pages of the packet as HTML text.

A section of the report is a module in `sections/`; a page of the packet is a module in `packet/`. Every module in these
folders is loaded. The `list_blocks` of a section or a page returns its blocks. A page with a layout of its own has
`fill` instead, which returns data for the template of the same name.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from seating.analysis.season.session_times import have_own_doors
from seating.present.blocks import Block, keep_filled
from seating.present.environment import render_template
from seating.present.settings import ALL_PAGES, STANDARD, Settings
from seating.profiles import People
from seating.profiles.heads import count_heads, say_heads
from seating.report import packet as packet_folder
from seating.report import sections as sections_folder
from seating.report.kept_settings import dump_settings
from seating.report.packet.badges import fill as fill_badges
from seating.report.places import MANY_TABLES
from seating.result import Result
from seating.result.known_rounds import has_rounds
from seating.result.privacy import READERS, find_reader, for_reader, may_read
from seating.result.readers import Audience
from seating.wording import message

CONVENER_FOLDER = "convener-only"

CONVENING, ONLY = "convening", "only"

SETS: Mapping[str, frozenset[str]] = {
    CONVENING: frozenset(
        {"door_list", "table_sheets", "table_tents", "badges", "who_is_missing", "change_kit", "steering"}
    ),
    "wedding": frozenset({"wall_chart", "room_plan", "escort_cards", "place_cards", "table_tents", "kitchen"}),
    "dinner": frozenset({"door_list", "room_plan", "place_cards", "table_tents", "kitchen"}),
    ONLY: frozenset(),
}
"""The pages that each kind of event needs on the day. Without the name of a set, those of a convening are written.
"only" stands for no pages but those that are named.
"""

OF_ONE_ROOM = frozenset({"find_table", "wall_chart", "room_plan"})
"""The pages on which all tables of a room are. In a season, the sheets of each session on the door list stand in for
them.
"""

POSTER_PAGES = frozenset({"wall_chart", "seating_chart", "room_plan"})
"""The pages to hang up, which are posters if the convener chose one (`Settings.poster`)."""

MOST_OF_SET = 0.5
"""A packet with a larger share of the pages of a set was written as that set. Some pages of a set can be left out."""

OPEN = {"verdict", "conflict", "changed", "voices", "tables", "requirements", "people", "not_seated", "notes"}
"""Sections of the report that are open at first. The others are folded, and are not printed while they are."""

INDEX_HEADINGS = {
    Audience.EVERYONE: message("To hand out or put up"),
    Audience.TEAM: message("For the convening team"),
    Audience.CONVENER: message("For the convener only"),
}
"""The headings of the packet's index."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the report; a section without blocks is left out."""

    name: str
    title: str
    order: int
    list_blocks: Callable[[Result], Iterable[Block]]


@dataclass(frozen=True, slots=True)
class PacketPage:
    """One page of the packet, with its audience and its purpose.

    `file` is the name of the page's file. `fill` returns what the template prints, None if the page is left out, and
    `filled_by` names what it is made from then; "" for a page that every room has.
    A page that is not `is_printed` is for screens.
    """

    name: str
    title: str
    about: str
    order: int
    audience: Audience
    file: str
    template: str
    fill: Callable[[Result, Settings], Any]
    is_landscape: bool = False
    is_printed: bool = True
    filled_by: str = ""

    @property
    def choice(self) -> str:
        """The name of the page for `--pages`."""
        return self.name.replace("_", "-")

    def is_in(self, settings: Settings) -> bool:
        """Whether the page is written with these settings."""
        sets = [SETS[name] for name in settings.pages if name in SETS] or [SETS[CONVENING]]
        is_on_named_stock = self.name == "place_cards" and settings.place_stock is not None
        is_named = bool({ALL_PAGES, self.choice} & {*settings.pages})
        return is_named or is_on_named_stock or any(self.name in one for one in sets)

    def of(self, result: Result) -> PacketPage:
        """Return the page with its audience for this result."""
        return replace(self, audience=find_reader(self.name, result))

    def fill_for_audience(self, result: Result, settings: Settings) -> Any:
        """Return what the template prints of what the page's audience may know; None if the page is left out."""
        return self.fill(for_reader(result, self.audience), settings)

    @property
    def is_convener_only(self) -> bool:
        """Whether the page is in the convener's folder and marked as such on every sheet."""
        return self.audience is Audience.CONVENER

    @property
    def path(self) -> str:
        """The page's path in the packet's folder."""
        return f"{CONVENER_FOLDER}/{self.file}" if self.is_convener_only else self.file

    @property
    def possible_paths(self) -> tuple[str, ...]:
        """Every path at which an earlier run may have written the page."""
        return (self.file, f"{CONVENER_FOLDER}/{self.file}")


@dataclass(frozen=True, slots=True)
class FilledSection:
    """A section with its blocks; one that is not open at first is folded."""

    name: str
    title: str
    blocks: Sequence[Block]
    is_open: bool


@cache
def sections() -> tuple[Section, ...]:
    """Return the report's sections, in reading order."""
    modules = _modules(sections_folder).items()
    found = [Section(name, module.TITLE, module.ORDER, module.list_blocks) for name, module in modules]
    return tuple(sorted(found, key=lambda section: section.order))


@cache
def packet_pages() -> tuple[PacketPage, ...]:
    """Return the packet's pages, in the order in which the index lists them."""
    modules = _modules(packet_folder).items()
    found = [
        PacketPage(
            name=name,
            title=module.TITLE,
            about=module.ABOUT,
            order=module.ORDER,
            audience=READERS.get(name, Audience.CONVENER),
            file=getattr(module, "FILE", f"{name.replace('_', '-')}.html"),
            template=f"packet/{name if hasattr(module, 'fill') else 'blocks'}.html.j2",
            fill=getattr(module, "fill", None) or _list_blocks_of(module),
            is_landscape=getattr(module, "IS_LANDSCAPE", False),
            is_printed=getattr(module, "IS_PRINTED", True),
            filled_by=getattr(module, "FILLED_BY", ""),
        )
        for name, module in modules
    ]
    return tuple(sorted(found, key=lambda page: page.order))


def list_written(paths: Collection[str]) -> tuple[PacketPage, ...]:
    """Return the pages of which a packet has a file.

    Parameters
    ----------
    paths : collection of str
        The paths of the packet's files in its folder.
    """
    return tuple(page for page in packet_pages() if not set(page.possible_paths).isdisjoint(paths))


def name_written(paths: Collection[str]) -> tuple[str, ...]:
    """Return the names with which a packet is written again: those of its pages, and of the sets of which it has most.

    Parameters
    ----------
    paths : collection of str
        The paths of the packet's files in its folder.
    """
    there = {page.name: page.choice for page in list_written(paths)}
    if not there:
        return ()
    found = {name: pages & there.keys() for name, pages in SETS.items()}
    most = {name: pages for name, pages in found.items() if len(pages) > MOST_OF_SET * len(SETS[name])}
    whole = [name for name, pages in most.items() if not any(pages < other for other in most.values())]
    return (*(whole or [ONLY]), *there.values())


def name_options(names: Collection[str]) -> tuple[str, ...]:
    """Return the fewest values of `--pages` with which these pages are written.

    If they are most of the pages that the sets do not have, that is all pages.

    Parameters
    ----------
    names : collection of str
        The names of pages and sets, as from `name_written`.

    Examples
    --------
    >>> name_options(("convening", "badges", "wall-chart", "kitchen"))
    ('wall-chart', 'kitchen')
    >>> name_options(("dinner", "kitchen", "for-you-alone"))
    ('dinner', 'for-you-alone')
    """
    sets = [name for name in names if name in SETS] or [CONVENING]
    optional = [page.choice for page in packet_pages() if not any(page.name in SETS[name] for name in sets)]
    further = [name for name in optional if name in names]
    if further and len(further) > MOST_OF_SET * len(optional):
        return (ALL_PAGES,)
    return (*(sets if sets != [CONVENING] else ()), *further)


def _list_blocks_of(module: Any) -> Callable[[Result, Settings], Sequence[Block] | None]:
    return lambda result, settings: keep_filled(module.list_blocks(result)) or None


def _modules(folder: Any) -> Mapping[str, Any]:
    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
    return {name: importlib.import_module(f"{folder.__name__}.{name}") for name in names}


def render_report(result: Result, settings: Settings = STANDARD) -> str:
    """Return the report as one self-contained HTML file."""
    _ = settings.words.gettext
    result = result.for_team
    filled = [
        FilledSection(section.name.replace("_", "-"), _(section.title), blocks, section.name in OPEN)
        for section in _in_order_for(result.people)
        if (blocks := keep_filled(section.list_blocks(result)))
    ]
    lines = bool(result.plan.seats) and len(result.room.tables) <= MANY_TABLES
    page = render_template(
        settings,
        "report.html.j2",
        **_furniture(result, settings),
        sections=filled,
        folded=", ".join(section.title for section in filled if not section.is_open),
        has_lines=lines,
        is_party=result.people.is_party,
    )
    return page if lines else _without_dead_links(page)


def _in_order_for(people: People) -> list[Section]:
    """Return the sections in reading order; at a party, the room comes right after the first one."""
    first, *others = sections()
    return [first, *sorted(others, key=lambda one: people.is_party and one.name != "tables")]


def _without_dead_links(page: str) -> str:
    """Return a page with text in place of the links to people and tables that are not on it."""
    there = set(re.findall(r' id="([^"]+)"', page))

    def checked(link: re.Match[str]) -> str:
        before, target, after, text = link.groups()
        return link[0] if target in there else f"<span{before}{after}>{text}</span>"

    return re.sub(r'<a\b([^>]*?) href="#([^"]+)"([^>]*)>(.*?)</a>', checked, page, flags=re.DOTALL)


def render_packet(result: Result, settings: Settings = STANDARD) -> Mapping[str, str]:
    """Return the pages of the packet as HTML, by their paths in the packet's folder.

    Parameters
    ----------
    result : Result
        Pages that its reader may not read are not made.
    settings : Settings
    """
    _ = settings.words.gettext
    pages = [page for page in (found.of(result) for found in packet_pages()) if may_read(result.reader, page.audience)]
    wanted = [(page, page.fill_for_audience(result, settings)) for page in pages if page.is_in(settings)]
    filled = [(page, data) for page, data in wanted if data is not None]
    made = {page.path: _page(result, settings, page, data) for page, data in filled}
    written = [page for page, _data in filled]
    groups = [
        (_(heading), found)
        for audience, heading in INDEX_HEADINGS.items()
        if (found := [page for page in written if page.audience is audience])
    ]
    kept = dump_settings(settings) if may_read(result.reader, Audience.TEAM) else ""
    others = (page.fill_for_audience(result, settings) for page in pages if not page.is_in(settings))
    index = {
        **_furniture(result, settings),
        "has_others": any(data is not None for data in others),
        "written": written,
        "groups": groups,
        "kept": kept,
    }
    return {"index.html": render_template(settings, "packet/index.html.j2", **index), **made}


def render_page(result: Result, name: str, settings: Settings = STANDARD) -> str | None:
    """Return one page of the packet as HTML; None if it is left out, or is not for the reader of the result.

    Parameters
    ----------
    result : Result
    name : str
        The name of the page's module, such as "wall_chart".
    settings : Settings
    """
    page = next(found for found in packet_pages() if found.name == name).of(result)
    data = page.fill_for_audience(result, settings) if may_read(result.reader, page.audience) else None
    return None if data is None else _page(result, settings, page, data)


def render_badge(result: Result, person: str, settings: Settings = STANDARD) -> str | None:
    """Return the badge of one person as HTML; None if they have no seat or may not be listed.

    Parameters
    ----------
    result : Result
    person : str
        The id of the person.
    settings : Settings
        Gives the stock, and the first free card of a sheet that was used before.
    """
    page = next(found for found in packet_pages() if found.name == "badges")
    data = fill_badges(for_reader(result, page.audience), settings, person)
    return None if data is None else _page(result, settings, page, data)


def _page(result: Result, settings: Settings, page: PacketPage, data: Any) -> str:
    _ = settings.words.gettext
    translated = replace(page, title=_(page.title), about=_(page.about))
    return render_template(settings, page.template, **_furniture(result, settings), page=translated, data=data)


def _furniture(result: Result, settings: Settings) -> Mapping[str, Any]:
    """Return the data that every page uses."""
    day = result.convening.round_plan(result.room.round_number).day
    return {
        "settings": settings,
        "title": result.convening.title,
        "day": settings.words.tell_date(day) if day else "",
        "shared_result": result.convening.shared_result,
        "round_number": result.room.round_number if has_rounds(result) else 0,
        "people": settings.words.tell(say_heads(count_heads(result.room.people), len(result.room.staff))),
        "are_sessions": have_own_doors(result.room.tables),
        "n_tables": len(result.room.tables),
        "table_word": settings.words.gettext("Session" if have_own_doors(result.room.tables) else "Table"),
    }
