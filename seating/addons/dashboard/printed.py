"""The result of `seating dashboard`: the board in a few lines, or several sites side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from seating.addons.dashboard.average import Arrow
from seating.addons.dashboard.board import Board, ElementState
from seating.addons.dashboard.dashboard_page import (
    COLOR_MARKS,
    COLOR_WORDS,
    NOT_AGREED,
    TREND_MARKS,
    Mark,
    choose_mark,
    count_rated,
    describe_origin,
    say_color_count,
)
from seating.addons.dashboard.dashboard_run import Dashboard
from seating.addons.dashboard.raters import Comparison
from seating.addons.dashboard.ratings import Color, Quarter
from seating.installed import name_command
from seating.present.blocks import Block, Column, Lines, Row, Table, Text, data, join, paragraph, titled
from seating.wording import Said, said, said_count, said_in_small_letters, said_joined, said_list, shortened

NAME_LENGTH = 60
"""Maximum length of the name of an element or a component, in characters."""


def list_template(path: Path, quarter: Quarter, rater: str | None = None) -> Iterator[Block]:
    """Yield that a file of ratings to fill in was written, and how to use it.

    Parameters
    ----------
    path : Path
        The file.
    quarter : Quarter
        The quarter to fill in.
    rater : str, optional
        The person whose form it is; by default, each rater gets a copy.
    """
    values = {"file": str(path), "quarter": str(quarter)}
    if path.suffix.lower() in {".html", ".htm"}:
        text = said("Wrote %(file)s, a form to print for %(quarter)s. Print one for each rater.", **values)
        if rater:
            text = said("Wrote %(file)s, a form for %(rater)s to print for %(quarter)s.", **values, rater=rater)
        yield paragraph(text)
        return
    called = name_command()
    yield paragraph(said("Wrote %(file)s with the components to rate for %(quarter)s.", **values))
    yield paragraph(
        said("Write red, yellow, green or gray next to each component. Change, add or remove rows as needed. Then run:")
    )
    yield Lines([data(f"{called} dashboard {path}")], "bullets")


def list_blocks(made: Dashboard) -> Iterator[Block]:
    """Yield the board, or the averages of several sites side by side."""
    if len(made.boards) > 1:
        yield _tabulate_sites(made.boards)
    else:
        yield from _describe_board(made.board)
    yield paragraph(said("The dashboard was written to %(file)s.", file=made.files["dashboard"]))
    if "raters" in made.files:
        yield paragraph(said("%(file)s is for the convener only. It shows who chose what.", file=made.files["raters"]))


def _describe_board(board: Board) -> Iterator[Block]:
    caption = said("Dashboard for %(quarter)s", quarter=str(board.quarter))
    if board.site:
        site = shortened(board.site, NAME_LENGTH)
        caption = said("Dashboard for %(quarter)s at %(site)s", quarter=str(board.quarter), site=site)
    titles = (said("Element"), said("Average"), said("Color"), said("Trend"), said("Components"))
    yield Table(caption, list(map(Column, titles)), list(map(_describe_element, board.elements)))
    if board.comparison:
        yield from titled(_title_raters(board.comparison), _list_spreads(board.comparison))
    yield from titled(said(COLOR_MARKS[Color.RED].word), _list_components(board, COLOR_MARKS[Color.RED]))
    yield from titled(said("Gray: too little is known"), _list_components(board, COLOR_MARKS[Color.GRAY]))
    for mark in (NOT_AGREED, COLOR_MARKS[None]):
        yield from titled(said(mark.word), _list_components(board, mark))
    about = said("Suggested by earlier seatings; not counted in any average")
    yield from titled(about, _list_proposals(board))
    yield from titled(said("Evidence from the newest seating; not a rating"), _list_evidence(board))


def _tabulate_sites(boards: Sequence[Board]) -> Table:
    names = dict.fromkeys(element.name for board in boards for element in board.elements)
    titles = [Column(said("Element")), *(Column(data(shortened(board.site, NAME_LENGTH))) for board in boards)]
    rows = []
    for name in names:
        found = [next((one for one in board.elements if one.name == name), None) for board in boards]
        rows.append(Row((data(shortened(name, NAME_LENGTH)), *map(_describe_site, found))))
    return Table(said("The sites in %(quarter)s", quarter=str(boards[0].quarter)), titles, rows)


def _describe_site(element: ElementState | None) -> Text:
    """Return the average, color and trend of an element at one site."""
    if element is None:
        return said("no such element")
    average = element.average
    parts: list[str] = [average.text, said(COLOR_WORDS[average.color])]
    if element.arrow:
        parts.append(_name_trend(element.arrow))
    rated = said("%(number)s of %(all)s rated", number=average.rated, all=len(element.components))
    return said_joined([said_joined(parts, " "), rated], ", ")


def _title_raters(comparison: Comparison) -> Said:
    return said_count(
        "Individual ratings by %(number)s person, widest range first",
        "Individual ratings by %(number)s people, widest range first",
        len(comparison.raters),
    )


def _list_spreads(comparison: Comparison) -> Iterator[Text]:
    """Yield each component on which raters differ or which one of them rated, and the number of the others.

    Nothing of a single rater is yielded.
    """
    if len(comparison.raters) < 2:
        return
    listed = [one for one in comparison.spreads if len(one.alone) == 1 or not one.is_unanimous]
    for spread in listed:
        counts = [say_color_count(color, number) for color, number in spread.counts.items() if number]
        agreed = said("not agreed on yet")
        if spread.agreed:
            agreed = said("agreed: %(color)s", color=said(COLOR_WORDS[spread.agreed]))
        yield (_name(spread.element, spread.component), ": ", said_list(counts), "; ", agreed)
    same = len(comparison.spreads) - len(listed)
    if same and not listed:
        yield said_count(
            "%(number)s component: no one chose differently.",
            "%(number)s components: no one chose differently.",
            same,
        )
    elif same:
        yield said_count(
            "%(number)s other component: no one chose differently.",
            "%(number)s other components: no one chose differently.",
            same,
        )


def _describe_element(element: ElementState) -> Row:
    """Return the name, average, color, trend and numbers of rated components of an element."""
    average, arrow = element.average, element.arrow
    return Row(
        (
            data(shortened(element.name, NAME_LENGTH)),
            average.text,
            said(COLOR_WORDS[average.color]),
            _describe_trend(arrow) if arrow else said("no trend yet"),
            count_rated(element),
        )
    )


def _name_trend(arrow: Arrow) -> Said:
    return said_in_small_letters(said(TREND_MARKS[arrow.trend].word))


def _describe_trend(arrow: Arrow) -> Said:
    """Return the trend and its origin: the earlier value, or the person who gave it."""
    return said("%(trend)s (%(origin)s)", trend=_name_trend(arrow), origin=describe_origin(arrow))


def _list_components(board: Board, mark: Mark) -> Iterator[Text]:
    """Yield each element with its components that have this mark."""
    for element in board.elements:
        names = [
            component.name for component in element.components if choose_mark(component.color, component.spread) is mark
        ]
        if names:
            shown = said_list([shortened(name, NAME_LENGTH) for name in names])
            number = said_count("%(number)s component", "%(number)s components", len(names))
            yield (data(shortened(element.name, NAME_LENGTH)), " (", number, "): ", data(shown))


def _list_proposals(board: Board) -> Iterator[Text]:
    """Yield the proposals from earlier seatings, then the measures that belong to no component."""
    for element in board.elements:
        for component in element.components:
            if component.proposal:
                color = said(COLOR_WORDS[component.proposal.color])
                yield (_name(element.name, component.name), ": ", color, ". ", component.proposal.says)
    for measure in board.unplaced:
        yield (measure.components[0], ": ", said(COLOR_WORDS[measure.color]), ". ", measure.says)


def _list_evidence(board: Board) -> Iterator[Text]:
    """Yield the evidence beside the components, then the evidence that belongs to none."""
    for element in board.elements:
        for component in element.components:
            for evidence in component.evidence:
                yield (_name(element.name, component.name), ": ", *join(evidence.says, " "))
    for evidence in board.other_evidence:
        yield (evidence.components[0], ": ", *join(evidence.says, " "))


def _name(element: str, component: str) -> str:
    return f"{shortened(element, NAME_LENGTH)}, {shortened(component, NAME_LENGTH)}"
