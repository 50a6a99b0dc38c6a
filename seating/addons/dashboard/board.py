"""The quarterly board: each element's average, arrow, components and history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from seating.addons.dashboard.average import Arrow, Average, average_colors, choose_arrow, compare_values, format_apart
from seating.addons.dashboard.measures import Evidence, Measure
from seating.addons.dashboard.raters import Comparison, Spread, compare_raters
from seating.addons.dashboard.ratings import Color, Quarter, Rating, Ratings, make_key
from seating.groups import group_by_key


@dataclass(frozen=True, slots=True)
class ComponentState:
    """A component in the board's quarter.

    Attributes
    ----------
    name, about : str
    color : Color or None
        The rating that the team agreed on; None if there is none.
    arrow : Arrow or None
    notes : str
    proposal : Measure or None
        Only if no one has rated the component. It does not enter any average.
    spread : Spread or None
        What raters chose alone. It does not enter any average either.
    evidence : tuple of Evidence
        What the newest seating shows about it.
    """

    name: str
    about: str
    color: Color | None
    arrow: Arrow | None
    notes: str
    proposal: Measure | None = None
    spread: Spread | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class QuarterState:
    """An element in one quarter of its history."""

    quarter: Quarter
    average: Average
    arrow: Arrow | None


@dataclass(frozen=True, slots=True)
class ElementState:
    """An element in the board's quarter, with its history up to that quarter."""

    name: str
    notes: str
    components: tuple[ComponentState, ...]
    history: tuple[QuarterState, ...]

    @property
    def average(self) -> Average:
        """The average of the board's quarter."""
        return self.history[-1].average

    @property
    def arrow(self) -> Arrow | None:
        """The arrow of the board's quarter."""
        return self.history[-1].arrow


@dataclass(frozen=True, slots=True)
class Board:
    """The content of the dashboard for one quarter.

    Attributes
    ----------
    quarter : Quarter
    quarters : tuple of Quarter
        The quarters with rows, up to this one.
    elements : tuple of ElementState
        In the order of the file.
    unplaced : tuple of Measure
        Measures that belong to no component in the file.
    site : str
        "" if the files name no sites.
    comparison : Comparison or None
        What raters chose alone in this quarter; None if no one rated alone.
    other_evidence : tuple of Evidence
        Evidence that belongs to no component in the file.
    """

    quarter: Quarter
    quarters: tuple[Quarter, ...]
    elements: tuple[ElementState, ...]
    unplaced: tuple[Measure, ...] = ()
    site: str = ""
    comparison: Comparison | None = None
    other_evidence: tuple[Evidence, ...] = ()


def build_board(
    ratings: Ratings,
    quarter: Quarter,
    measures: Sequence[Measure] = (),
    evidence: Sequence[Evidence] = (),
    site: str = "",
) -> Board:
    """Return the board of a quarter. Its averages, colors and arrows are those of the ratings that the team agreed on.

    Parameters
    ----------
    ratings : Ratings
    quarter : Quarter
        Rows of later quarters are ignored.
    measures : sequence of Measure
        Colors that earlier seatings suggest for components that no one has rated. They are used for the newest quarter
        only, because they describe the present.
    evidence : sequence of Evidence
        What the newest seating shows about components. It is used for the newest quarter only, too.
    site : str
        The site to show; "" for ratings that name no sites.
    """
    is_newest = ratings.quarters[-1:] == (quarter,)
    ratings = ratings.of_site(site) if site else ratings
    quarters = tuple(one for one in ratings.quarters if one <= quarter)
    keys = dict.fromkeys(make_key(row.element) for row in ratings.rows)
    every = [_ElementRows([row for row in ratings.rows if make_key(row.element) == key]) for key in keys]
    current = measures if is_newest else ()
    seen = evidence if is_newest else ()
    comparison = compare_raters(ratings, quarter)
    elements = tuple(_element(rows, quarter, quarters, _Beside(current, seen, comparison)) for rows in every)
    asked = {make_key(component.name) for element in elements for component in element.components}
    unplaced = tuple(one for one in current if not asked & one.keys)
    other = tuple(one for one in seen if not asked & one.keys)
    return Board(quarter, quarters, elements, unplaced, site, comparison, other)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is shown beside the agreed ratings of a quarter."""

    measures: Sequence[Measure]
    evidence: Sequence[Evidence]
    comparison: Comparison | None


def _element(rows: _ElementRows, quarter: Quarter, quarters: Sequence[Quarter], beside: _Beside) -> ElementState:
    row = rows.cell("", quarter)
    components = tuple(_build_component(rows, key, quarter, beside) for key in rows.asked(quarter))
    return ElementState(rows.name, row.notes if row else "", components, _build_history(rows, quarters))


def _build_component(rows: _ElementRows, key: str, quarter: Quarter, beside: _Beside) -> ComponentState:
    """Return the state of a component.

    Parameters
    ----------
    rows : _ElementRows
        The rows of its element.
    key : str
        The key of the component, from `make_key`.
    quarter : Quarter
    beside : _Beside
        If no one has rated the component, the measure for it becomes its proposal.
    """
    own = rows.of(key)
    row = rows.cell(key, quarter)
    color = row.color if row else None
    spread = beside.comparison.find(rows.name, own[0].component) if beside.comparison else None
    proposal = None
    if color is None and spread is None:
        proposal = next((measure for measure in beside.measures if key in measure.keys), None)
    evidence = tuple(one for one in beside.evidence if key in one.keys)
    found = None
    if color is not None and color.score is not None:
        found = _since_last(own, color.score, quarter)
    about = next((one.about for one in reversed(own) if one.about), "")
    arrow = choose_arrow(row.trend if row else None, found)
    notes = row.notes if row else ""
    return ComponentState(own[0].component, about, color, arrow, notes, proposal, spread, evidence)


def _since_last(rows: Sequence[Rating], score: int, quarter: Quarter) -> Arrow | None:
    """Return the arrow from the component's previous score to this one; None without a previous score."""
    earlier = [
        (row.quarter, row.color, row.color.score)
        for row in rows
        if row.quarter is not None and row.quarter < quarter and row.color is not None and not row.is_alone
    ]
    scored = [(when, color, before) for when, color, before in earlier if before is not None]
    if not scored:
        return None
    when, color, before = max(scored, key=lambda one: one[0])
    return compare_values(score, before, when, color.value, True)


def _build_history(rows: _ElementRows, quarters: Sequence[Quarter]) -> tuple[QuarterState, ...]:
    """Return the history of an element.

    Parameters
    ----------
    rows : _ElementRows
    quarters : sequence of Quarter
        In order. An arrow that no one gave is calculated from the previous quarter that has an average.
    """
    history: list[QuarterState] = []
    last: tuple[Quarter, Average, set[str]] | None = None
    for quarter in quarters:
        colors = rows.colors(quarter)
        average = average_colors(colors.values())
        rated = {key for key, color in colors.items() if color is not None and color.score is not None}
        found = None
        if last and last[1].value is not None and average.value is not None:
            was, now = format_apart(last[1].value, average.value)
            shown = now if now != average.text else ""
            found = compare_values(average.value, last[1].value, last[0], was, rated == last[2], shown)
        row = rows.cell("", quarter)
        history.append(QuarterState(quarter, average, choose_arrow(row.trend if row else None, found)))
        last = (quarter, average, rated) if average.rated else last
    return tuple(history)


class _ElementRows:
    """The rows of one element, by component key and quarter."""

    def __init__(self, rows: Sequence[Rating]) -> None:
        self._rows = rows

    @property
    def name(self) -> str:
        """The name of the element as first written."""
        return self._rows[0].element

    def of(self, component: str) -> list[Rating]:
        """Return the rows of a component, in the order of the file."""
        return self._by_component.get(component, [])

    def cell(self, component: str, quarter: Quarter) -> Rating | None:
        """Return the agreed row of a component in a quarter, or None. The key "" is the element as a whole."""
        return self._cells.get((component, quarter))

    def asked(self, quarter: Quarter) -> list[str]:
        """Return the keys of the components to rate in a quarter: those named in a row of it or of an earlier one."""
        return [key for key, since in self._since.items() if since is None or since <= quarter]

    def colors(self, quarter: Quarter) -> dict[str, Color | None]:
        """Return the color of each component in a quarter; None if no one has rated it."""
        cells = {key: self.cell(key, quarter) for key in self.asked(quarter)}
        return {key: cell.color if cell else None for key, cell in cells.items()}

    @cached_property
    def _by_component(self) -> Mapping[str, list[Rating]]:
        return group_by_key((make_key(row.component), row) for row in self._rows)

    @cached_property
    def _cells(self) -> Mapping[tuple[str, Quarter | None], Rating]:
        return {(make_key(row.component), row.quarter): row for row in self._rows if not row.is_alone}

    @cached_property
    def _since(self) -> Mapping[str, Quarter | None]:
        """The first quarter of each component; None if it belongs to all quarters."""
        since: dict[str, Quarter | None] = {}
        for row in self._rows:
            if row.component:
                key = make_key(row.component)
                first = since.get(key, row.quarter)
                since[key] = None if row.quarter is None or first is None else min(first, row.quarter)
        return since
