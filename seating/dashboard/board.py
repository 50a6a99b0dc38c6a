"""The quarterly board: each element's average, arrow, components and history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seating.dashboard.component import component_in
from seating.dashboard.element_rows import ElementRows
from seating.dashboard.measure import Measure
from seating.dashboard.past import history_of
from seating.dashboard.quarter import Quarter
from seating.dashboard.rating import Ratings, key_of
from seating.dashboard.states import ElementState

__all__ = ["Board", "board_of"]


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
    keys = dict.fromkeys(key_of(row.element) for row in ratings.rows)
    every = [ElementRows([row for row in ratings.rows if key_of(row.element) == key]) for key in keys]
    current = measures if ratings.quarters[-1:] == (quarter,) else ()
    elements = tuple(_element(rows, quarter, quarters, current) for rows in every)
    asked = {key_of(component.name) for element in elements for component in element.components}
    return Board(quarter, quarters, elements, tuple(one for one in current if not asked & one.keys))


def _element(
    rows: ElementRows, quarter: Quarter, quarters: Sequence[Quarter], measures: Sequence[Measure]
) -> ElementState:
    row = rows.cell("", quarter)
    components = tuple(component_in(rows, key, quarter, measures) for key in rows.asked(quarter))
    return ElementState(rows.name, row.notes if row else "", components, history_of(rows, quarters))
