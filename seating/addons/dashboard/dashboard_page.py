"""The pages of one site: the dashboard, who rated what alone (for the convener only), and a form to rate on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from seating.addons.dashboard.average import Arrow
from seating.addons.dashboard.board import Board, ElementState
from seating.addons.dashboard.history_chart import HEIGHT, WIDTH, chart_of
from seating.addons.dashboard.raters import Spread
from seating.addons.dashboard.ratings import Color, Quarter, Ratings, Trend
from seating.present.environment import render_template
from seating.present.settings import STANDARD, Settings
from seating.report.tones import Tone
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


NOT_AGREED = Mark(message("Not agreed on"), "state-missing")
"""For a component that someone has rated alone and that has no agreed rating."""


TREND_MARKS: Mapping[Trend, Mark] = {
    Trend.UP: Mark(message("Up"), "trend-up", Tone.GOOD),
    Trend.STEADY: Mark(message("Steady"), "trend-steady"),
    Trend.DOWN: Mark(message("Down"), "trend-down", Tone.BAD),
}


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
    return render_page(settings, "dashboard.html.j2", title, board=board, ratings=ratings)


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
    return render_page(settings, "dashboard_raters.html.j2", title, board=board, comparison=board.comparison)


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
    return render_page(
        settings,
        "dashboard_form.html.j2",
        quarter=quarter,
        rater=rater,
        site=site,
        elements=[(name, [row for row in rows if row.element == name]) for name in elements],
    )


def render_page(settings: Settings, template: str, title: str = "", /, **data: Any) -> str:
    """Return a page of the dashboard: its own data, and the words and marks that these pages share."""
    return render_template(
        settings,
        template,
        settings=settings,
        title=title or settings.words.gettext(UNTITLED),
        colors=list(Color),
        marks=COLOR_MARKS,
        trends=TREND_MARKS,
        color_words=COLOR_WORDS,
        say_color_count=say_color_count,
        choose_mark=choose_mark,
        count_rated=count_rated,
        describe_origin=describe_origin,
        chart_of=chart_of,
        size=(WIDTH, HEIGHT),
        **data,
    )


def say_color_count(color: Color, number: int) -> Said:
    """Return how many raters chose a color."""
    return said("%(number)s %(color)s", number=f"{number:,}", color=said(COLOR_WORDS[color]))


def describe_origin(arrow: Arrow) -> Said:
    """Return where an arrow comes from: the person who gave it, or the earlier value."""
    if arrow.is_given:
        return said("given by the team")
    was = said(COLOR_WORDS[Color(arrow.was)]) if arrow.was in set(Color) else arrow.was
    if arrow.now:  # with one decimal, the two would look the same
        was = said("%(now)s now and %(was)s", now=arrow.now, was=was)
    values = {"was": was, "quarter": str(arrow.than)}
    if arrow.same_components:
        return said("calculated: %(was)s in %(quarter)s", **values)
    return said("calculated: %(was)s in %(quarter)s, when different components were rated", **values)


def count_rated(element: ElementState) -> Said:
    """Return how many components of an element are rated, and how many are left out of its average.

    As in `choose_mark`, a component without an agreed rating is not agreed on only if someone has rated it alone.
    """
    average = element.average
    disputed = sum(1 for one in element.components if choose_mark(one.color, one.spread) is NOT_AGREED)
    unrated = average.blank - disputed
    parts = [said_count("%(number)s component rated", "%(number)s components rated", average.rated)]
    if average.gray:
        parts.append(said_count("%(number)s gray (not counted)", "%(number)s gray (not counted)", average.gray))
    if disputed:
        parts.append(said_count("%(number)s not agreed on yet", "%(number)s not agreed on yet", disputed))
    if unrated:
        parts.append(said_count("%(number)s not rated yet", "%(number)s not rated yet", unrated))
    return said_joined(parts, ", ")


def choose_mark(color: Color | None, spread: Spread | None) -> Mark:
    """Return the mark of an agreed rating, or one that means that there is none."""
    return NOT_AGREED if color is None and spread else COLOR_MARKS[color]
