"""The quarterly board: each element's average, arrow, components and history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from seating.dashboard.arrow import Arrow, arrow_of, compared
from seating.dashboard.average import Average, average_of, told_apart
from seating.dashboard.measures import Measure
from seating.dashboard.quarter import Quarter
from seating.dashboard.rating import Colour, Rating, Ratings, key_of

__all__ = ["Board", "ComponentState", "ElementState", "Past", "board_of"]


@dataclass(frozen=True, slots=True)
class ComponentState:
    """A component in the board's quarter.

    `colour` is None where nobody has rated it; only then may `proposal` hold something. No proposal
    is part of an average.
    """

    name: str
    about: str
    colour: Colour | None
    arrow: Arrow | None
    notes: str
    proposal: Measure | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """An element in one quarter of its history."""

    quarter: Quarter
    average: Average
    arrow: Arrow | None


@dataclass(frozen=True, slots=True)
class ElementState:
    """An element in the board's quarter, and up to it."""

    name: str
    notes: str
    components: tuple[ComponentState, ...]
    history: tuple[Past, ...]

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
    """What the dashboard shows of one quarter.

    Attributes
    ----------
    quarter : Quarter
    quarters : tuple of Quarter
        Those with rows, up to this one.
    elements : tuple of ElementState
        In the order of the file.
    unplaced : tuple of Measure
        What was measured and no component of the file asks for.
    """

    quarter: Quarter
    quarters: tuple[Quarter, ...]
    elements: tuple[ElementState, ...]
    unplaced: tuple[Measure, ...] = ()


def board_of(ratings: Ratings, quarter: Quarter, measures: Sequence[Measure] = ()) -> Board:
    """Return the board of a quarter.

    Parameters
    ----------
    ratings : Ratings
    quarter : Quarter
        Later rows are left out.
    measures : sequence of Measure
        What earlier seatings let the program propose for components nobody has rated; for the newest
        quarter only, as they say how things stand now.
    """
    quarters = tuple(one for one in ratings.quarters if one <= quarter)
    names = {key_of(row.element): row.element for row in reversed(ratings.rows)}
    order = dict.fromkeys(key_of(row.element) for row in ratings.rows)
    current = measures if ratings.quarters[-1:] == (quarter,) else ()
    histories = [_History(names[key], [r for r in ratings.rows if key_of(r.element) == key], quarters) for key in order]
    elements = tuple(history.state(quarter, current) for history in histories)
    asked = {key_of(component.name) for element in elements for component in element.components}
    unplaced = tuple(measure for measure in current if not asked & measure.keys)
    return Board(quarter, quarters, elements, unplaced)


class _History:
    """One element over its quarters."""

    def __init__(self, name: str, rows: Sequence[Rating], quarters: Sequence[Quarter]) -> None:
        self._name = name
        self._rows = rows
        self._quarters = quarters

    @cached_property
    def _cells(self) -> Mapping[tuple[str, Quarter | None], Rating]:
        return {(key_of(row.component), row.quarter): row for row in self._rows}

    @cached_property
    def _since(self) -> Mapping[str, Quarter | None]:
        """The quarter each component is asked from; None for always."""
        since: dict[str, Quarter | None] = {}
        for row in self._rows:
            if row.component:
                key = key_of(row.component)
                first = since.get(key, row.quarter)
                since[key] = None if row.quarter is None or first is None else min(first, row.quarter)
        return since

    def _asked(self, quarter: Quarter) -> list[str]:
        return [key for key, since in self._since.items() if since is None or since <= quarter]

    def _colours(self, quarter: Quarter) -> dict[str, Colour | None]:
        cells = {key: self._cells.get((key, quarter)) for key in self._asked(quarter)}
        return {key: cell.colour if cell else None for key, cell in cells.items()}

    def state(self, quarter: Quarter, measures: Sequence[Measure]) -> ElementState:
        """Return the element in a quarter."""
        row = self._cells.get(("", quarter))
        components = tuple(self._component(key, quarter, measures) for key in self._asked(quarter))
        return ElementState(self._name, row.notes if row else "", components, self._past())

    def _past(self) -> tuple[Past, ...]:
        past: list[Past] = []
        last: tuple[Quarter, Average, set[str]] | None = None
        for quarter in self._quarters:
            colours = self._colours(quarter)
            average = average_of(colours.values())
            rated = {key for key, colour in colours.items() if colour is not None and colour.score is not None}
            row = self._cells.get(("", quarter))
            found = None
            if last and last[1].value is not None and average.value is not None:
                was = told_apart(last[1].value, average.value)
                found = compared(average.value, last[1].value, last[0], was, rated == last[2])
            past.append(Past(quarter, average, arrow_of(row.trend if row else None, found)))
            last = (quarter, average, rated) if average.rated else last
        return tuple(past)

    def _component(self, key: str, quarter: Quarter, measures: Sequence[Measure]) -> ComponentState:
        rows = [row for row in self._rows if key_of(row.component) == key]
        row = self._cells.get((key, quarter))
        colour = row.colour if row else None
        proposal = next((measure for measure in measures if key in measure.keys), None) if colour is None else None
        found = None
        if colour is not None and colour.score is not None:
            found = self._since_last(rows, colour.score, quarter)
        about = next((row.about for row in reversed(rows) if row.about), "")
        arrow = arrow_of(row.trend if row else None, found)
        return ComponentState(rows[0].component, about, colour, arrow, row.notes if row else "", proposal)

    def _since_last(self, rows: Sequence[Rating], score: int, quarter: Quarter) -> Arrow | None:
        """Return how a score compares with the component's last one; None where there is none."""
        earlier = [
            (row.quarter, row.colour, row.colour.score)
            for row in rows
            if row.quarter is not None and row.quarter < quarter and row.colour is not None
        ]
        scored = [(when, colour, before) for when, colour, before in earlier if before is not None]
        if not scored:
            return None
        when, colour, before = max(scored, key=lambda one: one[0])
        return compared(score, before, when, colour.value, True)
