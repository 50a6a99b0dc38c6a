"""What charts say together as a record: the output of `seating charts --json`. It is for the convener only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from seating._version import __version__
from seating.charts.agreement import CellCount, Named
from seating.charts.chart import Chart
from seating.charts.comparison import Difference, GroupView, Shift
from seating.charts.join_decisions import Join
from seating.charts.summary import Missing, Summary
from seating.charts.totals import GroupTotal, total_up
from seating.record.charts import (
    CellRecord,
    CellTotalRecord,
    ChangeRecord,
    ChartRecord,
    ChartsRecord,
    ChartTableRecord,
    DifferenceRecord,
    GroupRecord,
    GroupTotalRecord,
    GroupViewRecord,
    JoinRecord,
    MayMeanRecord,
    MissingRecord,
    NamedRecord,
    OnOneChartRecord,
    PlacedRecord,
    TotalsRecord,
)
from seating.record.fields import SCHEMA_VERSION
from seating.record.problems import note_records


def charts_record(summary: Summary) -> ChartsRecord:
    """Return what charts say together as a record."""
    found = summary.agreement
    inputs = {"charts": list(found.charts.files)}
    inputs["people"] = [summary.people_file] if summary.people_file else []
    inputs["convening"] = [summary.convening_file] if summary.convening_file else []
    inputs["earlier"] = list(summary.earlier.charts.files) if summary.earlier else []
    several = len(summary.groups.sizes) > 1
    return ChartsRecord(
        schema_version=SCHEMA_VERSION,
        seating_version=__version__,
        inputs=inputs,
        notes=note_records(summary.notes),
        tables=[ChartTableRecord(id=t.id, label=t.label, kind=t.kind.value) for t in summary.tables],
        charts=[_chart(number, chart) for number, chart in enumerate(found.charts.charts, start=1)],
        named=[_named(one) for one in found.named],
        cells=[_cell(one) for one in found.cells],
        added_up=_totals(summary),
        placed=[
            PlacedRecord(
                chart=one.chart + 1,
                by=one.by,
                id=one.person,
                table=one.table,
                brings=one.brings,
                others=dict(one.others),
            )
            for one in found.placed
        ],
        missing=[_missing(one) for one in summary.missing] if summary.people_file else None,
        joined=[_join(one) for one in summary.joins if one.is_used],
        groups=[_group(one, views) for one, views in summary.groups.views] if several else [],
        group_sizes=dict(summary.groups.sizes),
        compared=_difference(summary.difference, found.charts.charts) if summary.difference else None,
        changes=[_change(one) for one in summary.shifts] if summary.earlier else None,
        files=dict(summary.files),
    )


def _chart(number: int, chart: Chart) -> ChartRecord:
    return ChartRecord(
        number=number,
        by=chart.by,
        id=chart.person,
        group=chart.group,
        date=chart.date,
        file=chart.file,
        own_table=chart.own_table,
        brings=chart.brings,
        answers={str(question): answer for question, answer in chart.answers.items()},
    )


def _numbers(charts: Iterable[int]) -> list[int]:
    return [number + 1 for number in charts]


def _named(one: Named) -> NamedRecord:
    return NamedRecord(
        text=one.text,
        id=one.person,
        state=one.state.value,
        charts=_numbers(one.charts),
        tables={table: _numbers(charts) for table, charts in one.at.items()},
        why=list(one.why),
        spellings=list(one.spellings),
    )


def _cell(one: CellCount) -> CellRecord:
    return CellRecord(
        table=one.cell.table,
        sector=one.cell.sector,
        role=one.cell.role.value if one.cell.role else None,
        shown=one.shown,
        named=one.named,
        empty=one.empty,
        not_needed=one.not_needed,
        mostly="empty" if one.is_mostly_empty else "nobody needed" if one.is_mostly_not_needed else None,
    )


def _totals(summary: Summary) -> TotalsRecord:
    totals = total_up(summary)
    return TotalsRecord(
        cells=[CellTotalRecord(sector=one.sector, table=one.table, charts=one.charts) for one in totals.cells],
        voices=[_group_total(one) for one in totals.voices],
        organizations=[_group_total(one) for one in totals.organizations],
    )


def _group_total(one: GroupTotal) -> GroupTotalRecord:
    return GroupTotalRecord(name=one.name, charts=one.charts, tables=dict(one.at))


def _missing(one: Missing) -> MissingRecord:
    means = [MayMeanRecord(id=p.id, name=p.name, kind="frame" if p.is_cell else "voice") for p in one.may_mean]
    return MissingRecord(
        text=one.named.text,
        id=one.named.person,
        named_by=one.named.number,
        absence=one.absence.value,
        may_mean=means,
        people=list(one.people),
    )


def _join(one: Join) -> JoinRecord:
    return JoinRecord(
        description=one.description,
        joined_with=one.joined_with,
        id=one.person,
        join=one.is_joined,
        decided=one.is_decided,
    )


def _group(one: Named, views: Mapping[str, GroupView]) -> GroupRecord:
    shown = [
        GroupViewRecord(group=group, named_by=v.named_by, share=round(float(v.share), 4), tables=dict(v.at))
        for group, v in views.items()
    ]
    return GroupRecord(text=one.text, id=one.person, groups=shown)


def _difference(found: Difference, charts: tuple[Chart, ...]) -> DifferenceRecord:
    rows = [(one, tables, tables) for one, tables in found.alike]
    rows += found.moved
    named = [_on_one(one, first, second) for one, first, second in rows]
    named += [_on_one(one, tables, None) for one, tables in found.only_one]
    named += [_on_one(one, None, tables) for one, tables in found.only_other]
    first, second = (charts.index(chart) + 1 for chart in (found.one, found.other))
    return DifferenceRecord(first=first, second=second, named=named)


def _on_one(one: Named, first: tuple[str, ...] | None, second: tuple[str, ...] | None) -> OnOneChartRecord:
    tables = (None if found is None else list(found) for found in (first, second))
    return OnOneChartRecord(text=one.text, id=one.person, first=next(tables), second=next(tables))


def _change(one: Shift) -> ChangeRecord:
    before, now = (None if n is None else {t: len(c) for t, c in n.at.items()} for n in (one.before, one.now))
    return ChangeRecord(text=one.named.text, id=one.named.person, change=one.change.value, before=before, now=now)
