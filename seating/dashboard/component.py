"""A component in a quarter: what people say of it, and what is proposed where they say nothing."""

from __future__ import annotations

from collections.abc import Sequence

from seating.dashboard.arrow import Arrow, arrow_of, compared
from seating.dashboard.element_rows import ElementRows
from seating.dashboard.measure import Measure
from seating.dashboard.quarter import Quarter
from seating.dashboard.rating import Rating
from seating.dashboard.states import ComponentState

__all__ = ["component_in"]


def component_in(rows: ElementRows, key: str, quarter: Quarter, measures: Sequence[Measure]) -> ComponentState:
    """Return a component's state.

    Parameters
    ----------
    rows : ElementRows
        Of its element.
    key : str
        The component's name as it is compared.
    quarter : Quarter
    measures : sequence of Measure
        Of which the one for this component is proposed, where nobody has rated it.
    """
    own = rows.of(key)
    row = rows.cell(key, quarter)
    colour = row.colour if row else None
    proposal = next((measure for measure in measures if key in measure.keys), None) if colour is None else None
    found = None
    if colour is not None and colour.score is not None:
        found = _since_last(own, colour.score, quarter)
    about = next((one.about for one in reversed(own) if one.about), "")
    arrow = arrow_of(row.trend if row else None, found)
    return ComponentState(own[0].component, about, colour, arrow, row.notes if row else "", proposal)


def _since_last(rows: Sequence[Rating], score: int, quarter: Quarter) -> Arrow | None:
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
