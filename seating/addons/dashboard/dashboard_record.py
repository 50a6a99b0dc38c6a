"""The dashboard as a record: the output of `seating dashboard --json`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from seating.addons.dashboard.average import Arrow, Average
from seating.addons.dashboard.board import Board, ComponentState, ElementState
from seating.addons.dashboard.raters import Comparison, Spread
from seating.addons.dashboard.ratings import Ratings
from seating.addons.dashboard.records import (
    BoardRecord,
    ComponentRecord,
    DashboardRecord,
    EarlierValueRecord,
    ElementRecord,
    PastElementRecord,
    RatersRecord,
    RatingsInputsRecord,
    SpreadRecord,
)
from seating.errors import Note


def dashboard_record(
    boards: Sequence[Board], ratings: Ratings, notes: tuple[Note, ...], files: Mapping[str, str]
) -> DashboardRecord:
    """Return one or several boards as a record.

    Raters are named in it, so it is for the convener only.

    Parameters
    ----------
    boards : sequence of Board
        All of the same quarter. The elements of several are in `sites`, those of a single one beside it.
    ratings : Ratings
        The ratings that the boards were made from.
    notes : tuple of Note
    files : mapping of str to str
        The files that were written, by name.
    """
    found = [_board(board) for board in boards]
    is_single = len(boards) == 1
    return DashboardRecord.of(
        boards[0],
        inputs=RatingsInputsRecord.of(ratings, ratings=ratings.files[0]),
        notes=notes,
        quarters=sorted({quarter for board in boards for quarter in board.quarters}),
        site=found[0].site if is_single else None,
        elements=found[0].elements if is_single else [],
        raters=found[0].raters if is_single else None,
        sites=[] if is_single else found,
        files=files,
        **({} if is_single else {"measured": [], "evidence": []}),
    )


def _board(board: Board) -> BoardRecord:
    elements = [_element(element) for element in board.elements]
    return BoardRecord.of(board, elements=elements, raters=_raters(board.comparison) if board.comparison else None)


def _raters(comparison: Comparison) -> RatersRecord:
    """Return who rated alone, and the components in the order in which they are compared."""
    return RatersRecord.of(comparison, components=[_spread(spread) for spread in comparison.spreads])


def _spread(spread: Spread) -> SpreadRecord:
    return SpreadRecord.of(spread, groups=spread.by_group())


def _element(element: ElementState) -> ElementRecord:
    return ElementRecord.of(
        element,
        **_average(element.average),
        **_trend(element.arrow),
        components=[_component(component) for component in element.components],
        history=[
            PastElementRecord.of(past, **_average(past.average), **_trend(past.arrow)) for past in element.history
        ],
    )


def _average(average: Average) -> dict[str, Any]:
    """Return an average in the three forms that an `AverageRecord` has."""
    value = average.value
    if value is None:
        return dict.fromkeys(("average", "average_exact", "shown"))
    return {"average": round(float(value), 4), "average_exact": str(value), "shown": average.text}


def _trend(arrow: Arrow | None) -> dict[str, Any]:
    """Return where a trend is from, and the earlier quarter's figures if it was calculated."""
    if arrow is None or arrow.is_given:
        return {"trend_from": arrow and "person"}
    return {"trend_from": "earlier quarter", "earlier": EarlierValueRecord.of(arrow)}


def _component(component: ComponentState) -> ComponentRecord:
    evidence = [text for one in component.evidence for text in one.says]
    return ComponentRecord.of(component, **_trend(component.arrow), evidence=evidence)
