"""What charts say together as a record: the output of `seating charts --json`. It is for the convener only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from seating.charts.agreement import CellCount, Named
from seating.charts.comparison import Difference, GroupView, Shift
from seating.charts.filled_chart import Chart
from seating.charts.summary import Summary
from seating.charts.totals import total_up
from seating.record.charts import (
    CellRecord,
    ChangeRecord,
    ChartRecord,
    ChartsRecord,
    DifferenceRecord,
    GroupRecord,
    GroupViewRecord,
    NamedRecord,
    OnOneChartRecord,
    PlacedRecord,
)


def charts_record(summary: Summary) -> ChartsRecord:
    """Return what charts say together as a record."""
    found = summary.agreement
    inputs = {"charts": list(found.charts.files)}
    inputs["people"] = [summary.people_file] if summary.people_file else []
    inputs["convening"] = [summary.convening_file] if summary.convening_file else []
    inputs["earlier"] = list(summary.earlier.charts.files) if summary.earlier else []
    several = len(summary.groups.sizes) > 1
    return ChartsRecord.of(
        summary,
        inputs=inputs,
        charts=[
            ChartRecord.of(chart, number=number, answers={str(asked): told for asked, told in chart.answers.items()})
            for number, chart in enumerate(found.charts.charts, start=1)
        ],
        named=[_named(one) for one in found.named],
        cells=[_cell(one) for one in found.cells],
        added_up=total_up(summary),
        placed=[PlacedRecord.of(one, chart=one.chart + 1) for one in found.placed],
        missing=list(summary.missing) if summary.people_file else None,
        joined=[one for one in summary.joins if one.is_used],
        groups=[_group(one, views) for one, views in summary.groups.views] if several else [],
        group_sizes=summary.groups.sizes,
        compared=_difference(summary.difference, found.charts.charts) if summary.difference else None,
        changes=[_change(one) for one in summary.shifts] if summary.earlier else None,
    )


def _numbers(charts: Iterable[int]) -> list[int]:
    return [number + 1 for number in charts]


def _named(one: Named) -> NamedRecord:
    tables = {table: _numbers(charts) for table, charts in one.at.items()}
    return NamedRecord.of(one, charts=_numbers(one.charts), tables=tables)


def _cell(one: CellCount) -> CellRecord:
    mostly = "empty" if one.is_mostly_empty else "nobody needed" if one.is_mostly_not_needed else None
    return CellRecord.of(one, mostly=mostly)


def _group(one: Named, views: Mapping[str, GroupView]) -> GroupRecord:
    shown = [GroupViewRecord.of(view, group=group, share=round(float(view.share), 4)) for group, view in views.items()]
    return GroupRecord.of(one, groups=shown)


def _difference(found: Difference, charts: tuple[Chart, ...]) -> DifferenceRecord:
    named = [OnOneChartRecord.of(one, first=tables, second=tables) for one, tables in found.alike]
    named += [OnOneChartRecord.of(one, first=first, second=second) for one, first, second in found.moved]
    named += [OnOneChartRecord.of(one, first=tables, second=None) for one, tables in found.only_one]
    named += [OnOneChartRecord.of(one, first=None, second=tables) for one, tables in found.only_other]
    first, second = (charts.index(chart) + 1 for chart in (found.one, found.other))
    return DifferenceRecord(first=first, second=second, named=named)


def _change(one: Shift) -> ChangeRecord:
    before, now = (None if n is None else {t: len(c) for t, c in n.at.items()} for n in (one.before, one.now))
    return ChangeRecord.of(one, before=before, now=now)
