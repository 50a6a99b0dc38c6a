"""The dashboard as plain data: the output of `seating dashboard --json` (schema_version 1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seating._version import __version__
from seating.dashboard import Board, ComponentState, ElementState, Measure, QuarterState, Ratings
from seating.dashboard.average import Arrow, Average
from seating.errors import Note

__all__ = ["dashboard_record"]

Record = dict[str, Any]


def dashboard_record(board: Board, ratings: Ratings, notes: tuple[Note, ...], files: Mapping[str, str]) -> Record:
    """Return a board as plain data for JSON.

    Parameters
    ----------
    board : Board
    ratings : Ratings
        The ratings that the board was made from.
    notes : tuple of Note
    files : mapping of str to str
        The files that were written, by name.
    """
    return {
        "schema_version": 1,
        "seating_version": __version__,
        "inputs": {"ratings": {"file": ratings.file, "sha256": ratings.sha256, "rows": len(ratings.rows)}},
        "notes": [{"slug": note.slug, "text": note.text} for note in notes],
        "quarter": str(board.quarter),
        "quarters": [str(quarter) for quarter in board.quarters],
        "elements": [_element(element) for element in board.elements],
        "measured": [{"component": one.components[0], **_proposal(one)} for one in board.unplaced],
        "files": dict(files),
    }


def _element(element: ElementState) -> Record:
    return {
        "element": element.name,
        **_average(element.average),
        **_arrow(element.arrow),
        "notes": element.notes,
        "components": [_component(component) for component in element.components],
        "history": [_past(past) for past in element.history],
    }


def _average(average: Average) -> Record:
    value = average.value
    return {
        "average": None if value is None else round(float(value), 4),
        "average_exact": None if value is None else str(value),
        "shown": None if value is None else average.text,
        "rating": average.color.value,
        "rated": average.rated,
        "gray": average.gray,
        "blank": average.blank,
    }


def _arrow(arrow: Arrow | None) -> Record:
    """Return the trend, whether a person or an earlier quarter gives it, and the earlier quarter's figures."""
    if arrow is None:
        return {"trend": None, "trend_from": None}
    if arrow.than is None:
        return {"trend": arrow.trend.value, "trend_from": "person"}
    earlier = {"quarter": str(arrow.than), "was": arrow.was, "same_components": arrow.same_components}
    return {"trend": arrow.trend.value, "trend_from": "earlier quarter", "earlier": earlier}


def _component(component: ComponentState) -> Record:
    return {
        "component": component.name,
        "rating": component.color.value if component.color else None,
        **_arrow(component.arrow),
        "notes": component.notes,
        "proposed": _proposal(component.proposal) if component.proposal else None,
    }


def _proposal(measure: Measure) -> Record:
    return {"rating": measure.color.value, "says": measure.says}


def _past(past: QuarterState) -> Record:
    return {"quarter": str(past.quarter), **_average(past.average), **_arrow(past.arrow)}
