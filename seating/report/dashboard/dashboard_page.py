"""The pages of one site: the dashboard, who rated what alone (for the convener only), and a form to rate on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seating.dashboard import (
    Board,
    Color,
    ComponentState,
    ElementState,
    Quarter,
    QuarterState,
    Ratings,
    Spread,
    Trend,
)
from seating.dashboard.average import Arrow, Average
from seating.present.environment import render_template
from seating.present.settings import STANDARD, Settings
from seating.report.charts import HEIGHT, WIDTH, Chart, chart_of
from seating.report.labels import Tone
from seating.wording import Said, message, said, said_count, said_joined

UNTITLED = message("Element dashboard")


@dataclass(frozen=True, slots=True)
class Mark:
    """How a color or a trend is shown: a word and a shape, plus a tone."""

    word: str
    shape: str
    tone: Tone = Tone.GRAY


COLOR_MARKS: Mapping[Color | None, Mark] = {
    Color.RED: Mark(message("Red"), "state-absent", Tone.BAD),
    Color.YELLOW: Mark(message("Yellow"), "state-few", Tone.OPEN),
    Color.GREEN: Mark(message("Green"), "state-heard", Tone.GOOD),
    Color.GRAY: Mark(message("Gray"), "state-unknown"),
    None: Mark(message("Not rated"), "state-missing"),
}


COLOR_WORDS: Mapping[Color, str] = {
    Color.RED: message("red"),
    Color.YELLOW: message("yellow"),
    Color.GREEN: message("green"),
    Color.GRAY: message("gray"),
}
"""The colors within a sentence."""


NOT_AGREED = Mark(message("Not agreed"), "state-missing")
"""For a component that someone has rated alone and that has no agreed rating."""


TREND_MARKS: Mapping[Trend, Mark] = {
    Trend.UP: Mark(message("Up"), "trend-up", Tone.GOOD),
    Trend.STEADY: Mark(message("Steady"), "trend-steady"),
    Trend.DOWN: Mark(message("Down"), "trend-down", Tone.BAD),
}


@dataclass(frozen=True, slots=True)
class ArrowShown:
    """An arrow with its mark; `source` tells where it comes from."""

    mark: Mark
    source: Arrow

    @property
    def because(self) -> Said:
        """Where the arrow comes from, in words."""
        return describe_origin(self.source)


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


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form to fill in."""

    element: str
    component: str
    about: str


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
        color_words=COLOR_WORDS,
        count_rated=count_rated,
        trends=TREND_MARKS,
        settings=settings,
        title=title or settings.words.gettext(UNTITLED),
        board=board,
        ratings=ratings,
        elements=[_card_of(number, element) for number, element in enumerate(board.elements, start=1)],
        unplaced=[(measure, COLOR_MARKS[measure.color]) for measure in board.unplaced],
        marks=COLOR_MARKS,
        size=(WIDTH, HEIGHT),
    )


def render_raters(board: Board, title: str = "", settings: Settings = STANDARD) -> str:
    """Return the page that shows who chose which color alone, for the convener only.

    Parameters
    ----------
    board : Board
        With a comparison.
    title : str
        The name of the initiative; "" for none.
    settings : Settings
    """
    return render_template(
        settings,
        "dashboard_raters.html.j2",
        settings=settings,
        title=title or settings.words.gettext(UNTITLED),
        board=board,
        comparison=board.comparison,
        colors=[(color, COLOR_MARKS[color]) for color in Color],
        color_words=COLOR_WORDS,
        agreed=lambda spread: choose_mark(spread.agreed, spread),
        trends=TREND_MARKS,
    )


def render_form(
    rows: Sequence[FormRow], quarter: Quarter, rater: str = "", site: str = "", settings: Settings = STANDARD
) -> str:
    """Return a form on which one person rates alone, by hand.

    Parameters
    ----------
    rows : sequence of FormRow
        What is rated, in the order of the form.
    quarter : Quarter
    rater, site : str
        Printed if given; otherwise there is a line to write on.
    settings : Settings
    """
    elements = dict.fromkeys(row.element for row in rows)
    return render_template(
        settings,
        "dashboard_form.html.j2",
        settings=settings,
        quarter=quarter,
        rater=rater,
        site=site,
        elements=[(name, [row for row in rows if row.element == name]) for name in elements],
        colors=[COLOR_MARKS[color] for color in Color],
        trends=list(TREND_MARKS.values()),
    )


def _card_of(number: int, element: ElementState) -> ElementCard:
    """Return an element's card; `number` is its position on the page, from 1."""
    return ElementCard(
        anchor=f"element-{number}",
        state=element,
        mark=COLOR_MARKS[element.average.color],
        arrow=show_arrow(element.arrow),
        components=tuple(_component(component) for component in element.components),
        history=tuple(
            PastLine(past, COLOR_MARKS[past.average.color], show_arrow(past.arrow))
            for past in reversed(element.history)
        ),
        chart=chart_of(element.history),
    )


def _component(state: ComponentState) -> ComponentLine:
    proposed = COLOR_MARKS[state.proposal.color] if state.proposal else None
    return ComponentLine(state, choose_mark(state.color, state.spread), proposed, show_arrow(state.arrow))


def describe_origin(arrow: Arrow) -> Said:
    """Return where an arrow comes from: the person who gave it, or the earlier value."""
    if arrow.is_given:
        return said("given by the team")
    values = {"was": arrow.was, "quarter": str(arrow.than)}
    if arrow.same_components:
        return said("calculated: %(was)s in %(quarter)s", **values)
    return said("calculated: %(was)s in %(quarter)s, when other components were rated", **values)


def count_rated(average: Average, *, has_raters: bool) -> Said:
    """Return how many components are rated, and how many are left out of the average.

    Parameters
    ----------
    average : Average
    has_raters : bool
        Whether people have rated alone, so that a component without a rating is not agreed yet.
    """
    parts = [said_count("%(number)s component rated", "%(number)s components rated", average.rated)]
    if average.gray:
        parts.append(said_count("%(number)s gray (not counted)", "%(number)s gray (not counted)", average.gray))
    if average.blank and has_raters:
        parts.append(said_count("%(number)s not agreed yet", "%(number)s not agreed yet", average.blank))
    elif average.blank:
        parts.append(said_count("%(number)s not rated yet", "%(number)s not rated yet", average.blank))
    return said_joined(parts, ", ")


def choose_mark(color: Color | None, spread: Spread | None) -> Mark:
    """Return the mark of an agreed rating, or one that means that there is none."""
    return NOT_AGREED if color is None and spread else COLOR_MARKS[color]


def show_arrow(arrow: Arrow | None) -> ArrowShown | None:
    """Return an arrow with its mark; None if there is no arrow."""
    return ArrowShown(TREND_MARKS[arrow.trend], arrow) if arrow else None
