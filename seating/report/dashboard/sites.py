"""The dashboards of several sites side by side: elements down, sites across, and a small chart for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seating.dashboard import Board, ComponentState, ElementState, Quarter, Ratings
from seating.dashboard.ratings import make_key
from seating.present.environment import render_template
from seating.present.settings import STANDARD, Settings
from seating.report.charts import HEIGHT, WIDTH, Chart, chart_of
from seating.report.dashboard.dashboard_page import COLOR_MARKS, UNTITLED, ArrowShown, Mark, choose_mark, show_arrow

SITES_ACROSS = 5
"""Maximum number of sites in one table, so that it fits on a portrait sheet."""


@dataclass(frozen=True, slots=True)
class SiteCell:
    """One site's state of an element or a component; `element` is None in the row of a component."""

    site: str
    mark: Mark
    arrow: ArrowShown | None
    element: ElementState | None = None
    chart: Chart | None = None

    @property
    def averages(self) -> dict[Quarter, str]:
        """The averages of an element by quarter, as pages show them."""
        return {past.quarter: past.average.text for past in self.element.history} if self.element else {}


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One element (`component` is "") or component, with a cell for each site; None if the site does not rate it."""

    element: str
    component: str
    cells: tuple[SiteCell | None, ...]


def render_sites(boards: Sequence[Board], ratings: Ratings, title: str = "", settings: Settings = STANDARD) -> str:
    """Return the dashboards of several sites in one quarter as one self-contained HTML file.

    Parameters
    ----------
    boards : sequence of Board
        One for each site, all of the same quarter.
    ratings : Ratings
        The ratings that the boards were made from.
    title : str
        The name of the initiative; "" for none.
    settings : Settings
    """
    return render_template(
        settings,
        "dashboard_sites.html.j2",
        settings=settings,
        title=title or settings.words.gettext(UNTITLED),
        quarter=boards[0].quarter,
        groups=[([board.site for board in group], compare_sites(group, ratings)) for group in _in_groups(boards)],
        number=len(boards),
        quarters=[quarter for quarter in reversed(ratings.quarters) if quarter <= boards[0].quarter],
        ratings=ratings,
        marks=COLOR_MARKS,
        size=(WIDTH, HEIGHT),
    )


def compare_sites(boards: Sequence[Board], ratings: Ratings) -> tuple[SiteRow, ...]:
    """Return a row for each element, followed by one for each of its components, in the order of the files.

    Parameters
    ----------
    boards : sequence of Board
        One for each site, all of the same quarter.
    ratings : Ratings
        The ratings that the boards were made from. All charts span their quarters up to that of the boards.
    """
    names = _names_of(ratings)
    quarters = [quarter for quarter in ratings.quarters if quarter <= boards[0].quarter]
    span = (quarters[0], quarters[-1])
    elements = [{make_key(element.name): element for element in board.elements} for board in boards]
    rows = []
    for key, (name, parts) in names.items():
        found = [of_site.get(key) for of_site in elements]
        cells = [
            SiteCell(
                board.site,
                COLOR_MARKS[element.average.color],
                show_arrow(element.arrow),
                element,
                chart_of(element.history, span),
            )
            if element
            else None
            for board, element in zip(boards, found, strict=True)
        ]
        rows.append(SiteRow(name, "", tuple(cells)))
        components = [_components_of(element) for element in found]
        for part, component in parts.items():
            states = [of_site.get(part) for of_site in components]
            shown = (
                SiteCell(board.site, choose_mark(state.color, state.spread), show_arrow(state.arrow)) if state else None
                for board, state in zip(boards, states, strict=True)
            )
            rows.append(SiteRow(name, component, tuple(shown)))
    return tuple(row for row in rows if any(row.cells))


def _in_groups(boards: Sequence[Board]) -> list[Sequence[Board]]:
    return [boards[start : start + SITES_ACROSS] for start in range(0, len(boards), SITES_ACROSS)]


def _components_of(element: ElementState | None) -> dict[str, ComponentState]:
    return {make_key(state.name): state for state in element.components} if element else {}


def _names_of(ratings: Ratings) -> dict[str, tuple[str, dict[str, str]]]:
    """Return the elements by key, each with its components by key, in the order of the files."""
    names: dict[str, tuple[str, dict[str, str]]] = {}
    for element, component in _pairs(ratings):
        _, components = names.setdefault(make_key(element), (element, {}))
        if component:
            components.setdefault(make_key(component), component)
    return names


def _pairs(ratings: Ratings) -> Iterable[tuple[str, str]]:
    return dict.fromkeys((row.element, row.component) for row in ratings.rows)
