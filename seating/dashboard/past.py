"""An element's history: its average in each quarter, and the arrow from the one before."""

from __future__ import annotations

from collections.abc import Sequence

from seating.dashboard.arrow import arrow_of, compared
from seating.dashboard.average import Average, average_of
from seating.dashboard.element_rows import ElementRows
from seating.dashboard.quarter import Quarter
from seating.dashboard.shown import told_apart
from seating.dashboard.states import Past

__all__ = ["history_of"]


def history_of(rows: ElementRows, quarters: Sequence[Quarter]) -> tuple[Past, ...]:
    """Return an element's history.

    Parameters
    ----------
    rows : ElementRows
    quarters : sequence of Quarter
        In order. An arrow that nobody gave is worked out from the last of them with an average.
    """
    history: list[Past] = []
    last: tuple[Quarter, Average, set[str]] | None = None
    for quarter in quarters:
        colours = rows.colours(quarter)
        average = average_of(colours.values())
        rated = {key for key, colour in colours.items() if colour is not None and colour.score is not None}
        found = None
        if last and last[1].value is not None and average.value is not None:
            was = told_apart(last[1].value, average.value)
            found = compared(average.value, last[1].value, last[0], was, rated == last[2])
        row = rows.cell("", quarter)
        history.append(Past(quarter, average, arrow_of(row.trend if row else None, found)))
        last = (quarter, average, rated) if average.rated else last
    return tuple(history)
