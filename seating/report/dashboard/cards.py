"""An element as its part of the page shows it: every colour and arrow with its mark."""

from __future__ import annotations

from dataclasses import dataclass

from seating.dashboard import ComponentState, ElementState, Past
from seating.dashboard.arrow import Arrow
from seating.report.dashboard.chart import Chart, chart_of
from seating.report.dashboard.marks import COLOUR_MARKS, TREND_MARKS, Mark

__all__ = ["ElementCard", "card_of"]


@dataclass(frozen=True, slots=True)
class ArrowShown:
    """An arrow with its mark, and where it comes from."""

    mark: Mark
    source: Arrow


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """A component with its marks."""

    state: ComponentState
    mark: Mark
    proposed: Mark | None
    arrow: ArrowShown | None


@dataclass(frozen=True, slots=True)
class PastLine:
    """One quarter of a history with its marks."""

    past: Past
    mark: Mark
    arrow: ArrowShown | None


@dataclass(frozen=True, slots=True)
class ElementCard:
    """An element as the page shows it; `anchor` is where it stands."""

    anchor: str
    state: ElementState
    mark: Mark
    arrow: ArrowShown | None
    components: tuple[ComponentLine, ...]
    history: tuple[PastLine, ...]
    chart: Chart | None


def card_of(number: int, element: ElementState) -> ElementCard:
    """Return an element's card; `number` is its place on the page."""
    return ElementCard(
        anchor=f"element-{number}",
        state=element,
        mark=COLOUR_MARKS[element.average.colour],
        arrow=_arrow(element.arrow),
        components=tuple(_component(component) for component in element.components),
        history=tuple(
            PastLine(past, COLOUR_MARKS[past.average.colour], _arrow(past.arrow)) for past in reversed(element.history)
        ),
        chart=chart_of(element.history),
    )


def _component(state: ComponentState) -> ComponentLine:
    proposed = COLOUR_MARKS[state.proposal.colour] if state.proposal else None
    return ComponentLine(state, COLOUR_MARKS[state.colour], proposed, _arrow(state.arrow))


def _arrow(arrow: Arrow | None) -> ArrowShown | None:
    return ArrowShown(TREND_MARKS[arrow.trend], arrow) if arrow else None
