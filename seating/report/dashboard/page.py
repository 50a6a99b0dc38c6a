"""The dashboard as one HTML file: each element's average and arrow, its components, and its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seating.dashboard import Board, Color, ComponentState, ElementState, QuarterState, Ratings, Trend
from seating.dashboard.average import Arrow
from seating.report.charts import HEIGHT, WIDTH, Chart, chart_of
from seating.report.environment import render_template
from seating.report.labels import Tone
from seating.report.languages import translatable
from seating.report.settings import STANDARD, Settings

__all__ = ["COLOR_MARKS", "TREND_MARKS", "ElementCard", "Mark", "render_dashboard"]

UNTITLED = translatable("Element dashboard")


@dataclass(frozen=True, slots=True)
class Mark:
    """How a color or a trend is shown: a word and a shape, plus a tone."""

    word: str
    shape: str
    tone: Tone = Tone.GRAY


COLOR_MARKS: Mapping[Color | None, Mark] = {
    Color.RED: Mark(translatable("Red"), "state-absent", Tone.BAD),
    Color.YELLOW: Mark(translatable("Yellow"), "state-few", Tone.OPEN),
    Color.GREEN: Mark(translatable("Green"), "state-heard", Tone.GOOD),
    Color.GRAY: Mark(translatable("Gray"), "state-unknown"),
    None: Mark(translatable("Not rated"), "state-missing"),
}


TREND_MARKS: Mapping[Trend, Mark] = {
    Trend.UP: Mark(translatable("Up"), "trend-up", Tone.GOOD),
    Trend.STEADY: Mark(translatable("Steady"), "trend-steady"),
    Trend.DOWN: Mark(translatable("Down"), "trend-down", Tone.BAD),
}


@dataclass(frozen=True, slots=True)
class ArrowShown:
    """An arrow with its mark; `source` says where it comes from."""

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
    """One quarter of a history, with its marks."""

    past: QuarterState
    mark: Mark
    arrow: ArrowShown | None


@dataclass(frozen=True, slots=True)
class ElementCard:
    """An element as shown on the page; `anchor` is its fragment."""

    anchor: str
    state: ElementState
    mark: Mark
    arrow: ArrowShown | None
    components: tuple[ComponentLine, ...]
    history: tuple[PastLine, ...]
    chart: Chart | None


def render_dashboard(board: Board, ratings: Ratings, title: str = "", settings: Settings = STANDARD) -> str:
    """Return the dashboard as one self-contained HTML file.

    Parameters
    ----------
    board : Board
    ratings : Ratings
        The ratings that the board was made from.
    title : str
        The name of the initiative; "" for none.
    settings : Settings
    """
    return render_template(
        settings,
        "dashboard.html.j2",
        settings=settings,
        title=title or settings.words.gettext(UNTITLED),
        board=board,
        ratings=ratings,
        elements=[_card_of(number, element) for number, element in enumerate(board.elements, start=1)],
        unplaced=[(measure, COLOR_MARKS[measure.color]) for measure in board.unplaced],
        marks=COLOR_MARKS,
        size=(WIDTH, HEIGHT),
    )


def _card_of(number: int, element: ElementState) -> ElementCard:
    """Return an element's card; `number` is its position on the page, from 1."""
    return ElementCard(
        anchor=f"element-{number}",
        state=element,
        mark=COLOR_MARKS[element.average.color],
        arrow=_arrow(element.arrow),
        components=tuple(_component(component) for component in element.components),
        history=tuple(
            PastLine(past, COLOR_MARKS[past.average.color], _arrow(past.arrow)) for past in reversed(element.history)
        ),
        chart=chart_of(element.history),
    )


def _component(state: ComponentState) -> ComponentLine:
    proposed = COLOR_MARKS[state.proposal.color] if state.proposal else None
    return ComponentLine(state, COLOR_MARKS[state.color], proposed, _arrow(state.arrow))


def _arrow(arrow: Arrow | None) -> ArrowShown | None:
    return ArrowShown(TREND_MARKS[arrow.trend], arrow) if arrow else None
