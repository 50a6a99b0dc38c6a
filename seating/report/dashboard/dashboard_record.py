"""The dashboard as a record: the output of `seating dashboard --json`."""

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
    Rating,
    Ratings,
    Spread,
)
from seating.dashboard.average import Arrow, Average
from seating.errors import Note
from seating.record.dashboard import (
    BoardRecord,
    ColorName,
    ComponentRecord,
    DashboardRecord,
    EarlierValueRecord,
    ElementRecord,
    EvidenceRecord,
    PastElementRecord,
    ProposalRecord,
    RaterChoiceRecord,
    RaterRecord,
    RatersRecord,
    RatingsFileRecord,
    RatingsInputsRecord,
    RemarkRecord,
    SpreadRecord,
    SuggestionRecord,
)
from seating.record.fields import SCHEMA_VERSION
from seating.record.problems import note_records


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
    sources = [RatingsFileRecord(file=one.file, sha256=one.sha256, rows=one.rows) for one in ratings.files]
    quarters = sorted({quarter for board in boards for quarter in board.quarters})
    found = [_board(board) for board in boards]
    single, shown = (boards[0], found[0]) if len(boards) == 1 else (None, None)
    return DashboardRecord(
        schema_version=SCHEMA_VERSION,
        seating_version=__version__,
        inputs=RatingsInputsRecord(ratings=sources[0], files=sources),
        notes=note_records(notes),
        quarter=str(boards[0].quarter),
        quarters=[str(quarter) for quarter in quarters],
        site=shown.site if shown else None,
        elements=shown.elements if shown else [],
        raters=shown.raters if shown else None,
        sites=[] if shown else found,
        measured=[
            SuggestionRecord(component=one.components[0], rating=one.color.value, says=one.says)
            for one in (single.unplaced if single else ())
        ],
        evidence=[
            EvidenceRecord(component=one.components[0], says=[str(text) for text in one.says])
            for one in (single.other_evidence if single else ())
        ],
        files=dict(files),
    )


def _board(board: Board) -> BoardRecord:
    return BoardRecord(
        site=board.site or None,
        elements=[_element(element) for element in board.elements],
        raters=_raters(board.comparison) if board.comparison else None,
    )


def _raters(comparison: Comparison) -> RatersRecord:
    """Return who rated alone, and the components in the order in which they are compared."""
    return RatersRecord(
        raters=[RaterRecord(rater=rater.name, group=rater.group or None) for rater in comparison.raters],
        components=[_spread(spread) for spread in comparison.spreads],
        remarks=[
            RemarkRecord(element=row.element, component=row.component or None, **_chosen(row))
            for row in comparison.remarks
        ],
    )


def _spread(spread: Spread) -> SpreadRecord:
    return SpreadRecord(
        element=spread.element,
        component=spread.component,
        alone=[RaterChoiceRecord(**_chosen(row)) for row in spread.alone],
        counts=_counts(spread.counts),
        trends={trend.value: number for trend, number in spread.trends.items()},
        range=[color.value for color in spread.range] if spread.range else None,
        steps=spread.steps,
        median=[color.value for color in spread.median] if spread.median else None,
        pairs_apart=str(spread.pairs_apart),
        groups={group: _counts(counts) for group, counts in spread.by_group().items()},
        agreed=spread.agreed.value if spread.agreed else None,
    )


def _chosen(row: Rating) -> dict[str, Any]:
    """Return the fields that both records of what a person chose have."""
    return {
        "rater": row.rater,
        "group": row.group or None,
        "rating": row.color.value if row.color else None,
        "trend": row.trend.value if row.trend else None,
        "notes": row.notes,
    }


def _counts(counts: Mapping[Color, int]) -> dict[ColorName, int]:
    return {color.value: number for color, number in counts.items()}


def _element(element: ElementState) -> ElementRecord:
    return ElementRecord(
        element=element.name,
        **_average(element.average),
        **_trend(element.arrow),
        notes=element.notes,
        components=[_component(component) for component in element.components],
        history=[
            PastElementRecord(quarter=str(past.quarter), **_average(past.average), **_trend(past.arrow))
            for past in element.history
        ],
    )


def _average(average: Average) -> dict[str, Any]:
    """Return the fields of an `AverageRecord`."""
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


def _trend(arrow: Arrow | None) -> dict[str, Any]:
    """Return the fields of a `TrendRecord`: the trend, and the earlier quarter's figures if it was calculated."""
    if arrow is None:
        return {"trend": None, "trend_from": None}
    if arrow.than is None:
        return {"trend": arrow.trend.value, "trend_from": "person"}
    earlier = EarlierValueRecord(quarter=str(arrow.than), was=arrow.was, same_components=arrow.same_components)
    return {"trend": arrow.trend.value, "trend_from": "earlier quarter", "earlier": earlier}


def _component(component: ComponentState) -> ComponentRecord:
    proposal = component.proposal
    return ComponentRecord(
        component=component.name,
        rating=component.color.value if component.color else None,
        **_trend(component.arrow),
        notes=component.notes,
        proposed=ProposalRecord(rating=proposal.color.value, says=proposal.says) if proposal else None,
        evidence=[str(text) for one in component.evidence for text in one.says],
    )
