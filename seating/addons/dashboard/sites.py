"""The dashboards of several sites side by side: elements down, sites across, and a small chart for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seating.addons.dashboard.board import Board, ComponentState, ElementState
from seating.addons.dashboard.dashboard_page import render_page
from seating.addons.dashboard.ratings import Ratings, make_key
from seating.present.settings import STANDARD, Settings

SITES_ACROSS = 5
"""Maximum number of sites in one table, so that it fits on a portrait sheet."""


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One element (`component` is "") or component, with each site and its state there; None if it is not rated."""

    element: str
    component: str
    cells: tuple[tuple[str, ElementState | ComponentState | None], ...]


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
    quarter = boards[0].quarter
    return render_page(
        settings,
        "dashboard_sites.html.j2",
        title,
        quarter=quarter,
        groups=[([board.site for board in group], compare_sites(group, ratings)) for group in _in_groups(boards)],
        number=len(boards),
        quarters=[one for one in reversed(ratings.quarters) if one <= quarter],
        ratings=ratings,
    )


def compare_sites(boards: Sequence[Board], ratings: Ratings) -> tuple[SiteRow, ...]:
    """Return a row for each element, followed by one for each of its components, in the order of the files.

    Parameters
    ----------
    boards : sequence of Board
        One for each site, all of the same quarter.
    ratings : Ratings
        The ratings that the boards were made from.
    """
    sites = [board.site for board in boards]
    elements = [{make_key(element.name): element for element in board.elements} for board in boards]
    rows = []
    for key, (name, parts) in _names_of(ratings).items():
        found = [of_site.get(key) for of_site in elements]
        rows.append(SiteRow(name, "", tuple(zip(sites, found, strict=True))))
        components = [_components_of(element) for element in found]
        for part, component in parts.items():
            states = [of_site.get(part) for of_site in components]
            rows.append(SiteRow(name, component, tuple(zip(sites, states, strict=True))))
    return tuple(row for row in rows if any(state for _, state in row.cells))


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
