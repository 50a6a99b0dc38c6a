"""The dashboard as plain data: the output of `seating dashboard --json` (schema_version 1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from seating._version import __version__
from seating.dashboard import (
    Board,
    Color,
    Comparison,
    ComponentState,
    ElementState,
    Evidence,
    Measure,
    QuarterState,
    Rating,
    Ratings,
    Spread,
)
from seating.dashboard.average import Arrow, Average
from seating.errors import Note

Record = dict[str, Any]


def dashboard_record(
    boards: Sequence[Board], ratings: Ratings, notes: tuple[Note, ...], files: Mapping[str, str]
) -> Record:
    """Return one or several boards as plain data for JSON.

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
    sources = [{"file": one.file, "sha256": one.sha256, "rows": one.rows} for one in ratings.files]
    quarters = sorted({quarter for board in boards for quarter in board.quarters})
    single = boards[0] if len(boards) == 1 else None
    return {
        "schema_version": 1,
        "seating_version": __version__,
        "inputs": {"ratings": sources[0], "files": sources},
        "notes": [{"slug": note.slug, "text": note.text} for note in notes],
        "quarter": str(boards[0].quarter),
        "quarters": [str(quarter) for quarter in quarters],
        **(_board(single) if single else {"site": None, "elements": [], "raters": None}),
        "sites": [] if single else [_board(board) for board in boards],
        "measured": [{"component": one.components[0], **_proposal(one)} for one in single.unplaced] if single else [],
        "evidence": [_evidence(one) for one in single.other_evidence] if single else [],
        "files": dict(files),
    }


def _board(board: Board) -> Record:
    return {
        "site": board.site or None,
        "elements": [_element(element) for element in board.elements],
        "raters": _raters(board.comparison) if board.comparison else None,
    }


def _raters(comparison: Comparison) -> Record:
    """Return who rated alone, and the components in the order in which they are compared."""
    return {
        "raters": [{"rater": rater.name, "group": rater.group or None} for rater in comparison.raters],
        "components": [
            {"element": spread.element, "component": spread.component, **_spread(spread)}
            for spread in comparison.spreads
        ],
        "remarks": [
            {"element": row.element, "component": row.component or None, **_alone(row)} for row in comparison.remarks
        ],
    }


def _spread(spread: Spread) -> Record:
    return {
        "alone": [_alone(row) for row in spread.alone],
        "counts": _counts(spread.counts),
        "trends": {trend.value: number for trend, number in spread.trends.items()},
        "range": [color.value for color in spread.range] if spread.range else None,
        "steps": spread.steps,
        "median": [color.value for color in spread.median] if spread.median else None,
        "pairs_apart": str(spread.pairs_apart),
        "groups": {group: _counts(counts) for group, counts in spread.by_group().items()},
        "agreed": spread.agreed.value if spread.agreed else None,
    }


def _alone(row: Rating) -> Record:
    return {
        "rater": row.rater,
        "group": row.group or None,
        "rating": row.color.value if row.color else None,
        "trend": row.trend.value if row.trend else None,
        "notes": row.notes,
    }


def _counts(counts: Mapping[Color, int]) -> Record:
    return {color.value: number for color, number in counts.items()}


def _evidence(evidence: Evidence) -> Record:
    return {"component": evidence.components[0], "says": [str(text) for text in evidence.says]}


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
        "evidence": [str(text) for one in component.evidence for text in one.says],
    }


def _proposal(measure: Measure) -> Record:
    return {"rating": measure.color.value, "says": measure.says}


def _past(past: QuarterState) -> Record:
    return {"quarter": str(past.quarter), **_average(past.average), **_arrow(past.arrow)}
