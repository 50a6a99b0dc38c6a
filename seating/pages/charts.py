"""What charts say together, for `seating charts`: the finding first, then the lists, each cut to a few lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from seating.charts.agreement import CellCount, Named, State
from seating.charts.comparison import Difference
from seating.charts.join_decisions import write_line
from seating.charts.summary import Missing, Summary, gather_cells
from seating.charts.totals import total_up
from seating.present.blocks import Block, Span, Text, data, join, paragraph, titled
from seating.profiles.sectors import USUAL_SECTORS
from seating.report.agreement.agreement_page import (
    ABSENCES,
    AGREEMENTS,
    CHANGES,
    LEFT_EMPTY,
    NOT_NEEDED,
    count_charts,
    count_staff,
    list_tables,
    say_reason,
)
from seating.report.labels import tell_same_name
from seating.report.places import ROLE_MARKS
from seating.wording import Said, fold, quoted, said, said_count, said_first, said_joined, said_list, shortened

SHOWN = 10
"""Maximum number of lines under a heading. The page has them all."""

LENGTH = 70
"""Maximum length of a name or a description, in characters."""


def list_blocks(summary: Summary, *, with_groups: bool = False) -> Iterator[Block]:
    """Yield what charts say together.

    Parameters
    ----------
    summary : Summary
    with_groups : bool
        Whether to tell who each group names.
    """
    found = summary.agreement
    for sentence in _tell_finding(summary):
        yield paragraph(sentence)
    yield from _list_totals(summary)
    disputed = ((_name(one), ": ", list_tables(summary, count_charts(one))) for one in found.of(State.DISPUTED))
    yield from _list_first(AGREEMENTS[State.DISPUTED], disputed)
    yield from _list_first(
        AGREEMENTS[State.UNDISPUTED], (_tell_where(summary, one) for one in found.of(State.UNDISPUTED))
    )
    no_table = ((_name(one), ": ", _count_charts(one.number)) for one in found.of(State.NO_TABLE))
    yield from _list_first(AGREEMENTS[State.NO_TABLE], no_table)
    about = said("Missing: named on charts, but not on the list or not coming")
    yield from _list_first(about, _list_missing(summary))
    yield from _list_first(LEFT_EMPTY, _list_cells(summary, [one for one in found.cells if one.is_named_by_none]))
    not_needed = [one for one in found.cells if one.is_mostly_not_needed]
    yield from _list_first(NOT_NEEDED, _list_cells(summary, not_needed))
    about = said("Place themselves at one table, and are named at another")
    yield from _list_first(about, _list_misplaced(summary))
    if with_groups:
        yield from _list_first(said("Named most differently by the groups"), _list_groups(summary))
    yield from _compare(summary)
    yield from _list_joined(summary)
    yield paragraph(said("The page for the convener was written to %(file)s.", file=summary.files["charts"]))
    if "joined" in summary.files:
        file = summary.files["joined"]
        yield paragraph(said("To join or separate descriptions, change %(file)s and run this again.", file=file))


def _list_totals(summary: Summary) -> Iterator[Block]:
    """Yield how many charts ask for each kind of person at each table, for each voice, and for each organization."""
    totals, charts = total_up(summary), _count_charts(summary.agreement.number)
    cells = (
        said(
            "%(kind)s at %(table)s: %(part)s of %(charts)s",
            kind=shortened(said(one.sector) if one.sector in USUAL_SECTORS else one.sector, LENGTH),
            table=_label(summary, one.table),
            part=one.charts,
            charts=charts,
        )
        for one in totals.cells
        if one.table is not None
    )
    yield from _list_first(said("By kind of person and table"), cells)
    for title, groups in (
        (said("By voice: texts that might mean it"), totals.voices),
        (said("By organization: its name, or someone from it"), totals.organizations),
    ):
        shown = (
            said("%(name)s: %(part)s of %(charts)s", name=shortened(one.name, LENGTH), part=one.charts, charts=charts)
            for one in groups
        )
        yield from _list_first(title, shown)


def _list_first(title: Text, items: Iterable[Text]) -> Iterator[Block]:
    """Yield a title and the first items, with the number of the others."""
    shown = list(items)
    left = len(shown) - SHOWN
    more = [said("… and %(number)s more on the page", number=f"{left:,}")] if left > 0 else []
    yield from titled(title, [*shown[:SHOWN], *more])


def _tell_finding(summary: Summary) -> Iterator[Said]:
    """Yield the finding: how many charts, what is agreed, disputed and missing."""
    found = summary.agreement
    sizes = summary.groups.sizes
    if set(sizes) == {""}:
        yield said("%(charts)s.", charts=_count_charts(found.number))
    else:
        groups = [
            said(
                "%(number)s %(group)s",
                number=number,
                group=shortened(name, LENGTH) if name else said("without a group"),
            )
            for name, number in sizes.items()
        ]
        yield said("%(charts)s (%(groups)s).", charts=_count_charts(found.number), groups=said_first(groups, SHOWN))
    yield _tell_agreement(summary)
    if summary.people_file:
        yield said_count(
            "%(number)s of them is not on the list or not coming.",
            "%(number)s of them are not on the list or not coming.",
            len(summary.missing),
        )
    if found.grids:
        yield _count_empty(summary)
    if found.placed:
        yield _tell_placed(summary)


def _tell_agreement(summary: Summary) -> Said:
    """Return how many are named, and how far the charts agree on their tables."""
    found = summary.agreement
    numbers = {state: len(found.of(state)) for state in State}
    parts = [
        said_count("%(number)s undisputed", "%(number)s undisputed", numbers[State.UNDISPUTED]),
        said_count("%(number)s disputed", "%(number)s disputed", numbers[State.DISPUTED]),
        said("%(number)s named once", number=numbers[State.ONCE]),
    ]
    if numbers[State.NO_TABLE]:
        parts.append(said("%(number)s without a table", number=numbers[State.NO_TABLE]))
    return said_count(
        "They name %(number)s person or description: %(parts)s.",
        "They name %(number)s people and descriptions: %(parts)s.",
        len(found.named),
        parts=said_joined(parts, ", "),
    )


def _count_empty(summary: Summary) -> Said:
    """Return how many cells are left empty by most of the spreadsheets that show them."""
    found = summary.agreement
    values = {
        "empty": sum(one.is_mostly_empty for one in found.cells),
        "cells": said_count("%(number)s cell", "%(number)s cells", sum(one.shown > 0 for one in found.cells)),
    }
    return said_count(
        "%(empty)s of %(cells)s are left empty by the spreadsheet that shows them.",
        "%(empty)s of %(cells)s are left empty by more than half of the %(number)s spreadsheets that show them.",
        found.grids,
        **values,
    )


def _tell_placed(summary: Summary) -> Said:
    """Return how many people say where they could contribute, and whether other charts agree."""
    found = summary.agreement
    placed = [one for one in found.placed if one.others]
    same = sum(one.is_confirmed is True for one in placed)
    says = said_count(
        "%(number)s person placed themselves at a table.",
        "%(number)s people placed themselves at a table.",
        len(found.placed),
    )
    others = said("No other chart names any of them.")
    if placed:
        others = said(
            "Other charts name %(number)s of them: %(same)s at the same table only, and %(other)s at another table.",
            number=len(placed),
            same=same,
            other=len(placed) - same,
        )
    return said_joined([says, others], " ")


def _count_charts(number: int) -> Said:
    return said_count("%(number)s chart", "%(number)s charts", number)


def _name(one: Named) -> Span:
    return data(shortened(one.label, LENGTH))


def _label(summary: Summary, table: str) -> str:
    return summary.labels.get(table, table)


def _list_labels(summary: Summary, tables: Iterable[str]) -> Said:
    return said_list([_label(summary, table) for table in tables]) or said("no table")


def _tell_where(summary: Summary, one: Named) -> Text:
    charts = _count_charts(summary.agreement.number)
    number = said("(%(part)s of %(charts)s)", part=one.number, charts=charts)
    return (_name(one), ": ", data(_list_labels(summary, one.at)), " ", number)


def _list_missing(summary: Summary) -> Iterator[Text]:
    for group in summary.added_up:
        texts = said_list([quoted(shortened(one.label, LENGTH)) for one in group.texts])
        parts: list[Text] = [_tell_charts(summary, len(group.charts), group.at)]
        parts.append(said("written as %(texts)s", texts=texts))
        line = join([data(group.name), ": ", *join(parts, ", ")], "")
        if group.coming:
            line = (
                *line,
                "; ",
                said_count(
                    "no one who is coming has one of these names, but %(number)s person of this group is coming",
                    "no one who is coming has one of these names, but %(number)s people of this group are coming",
                    group.coming,
                ),
            )
        yield line
    for one in summary.missing_alone:
        where = _tell_charts(summary, one.named.number, count_charts(one.named))
        yield (_name(one.named), ": ", *join([where, said(ABSENCES[one.absence]), *_list_meant(summary, one)], "; "))


def _tell_charts(summary: Summary, number: int, at: Mapping[str, int]) -> Said:
    """Return how many charts name a person, and at which tables."""
    if not at:
        return _count_charts(number)
    return said("%(charts)s, at %(tables)s", charts=_count_charts(number), tables=list_tables(summary, at))


def _list_meant(summary: Summary, one: Missing) -> Iterator[Text]:
    if one.may_mean:
        names = [
            said("the needed cell %(name)s", name=quoted(shortened(each.name, LENGTH)))
            if each.is_cell
            else said("the voice %(name)s", name=quoted(shortened(each.name, LENGTH)))
            for each in one.may_mean
        ]
        yield said("might mean %(voices)s", voices=said_list(names, last="or"))
    if one.organizations:
        yield count_staff(len(one.people), one.organizations)
    elif len(one.people) > 1:
        yield tell_same_name(len(one.people))
    if other := summary.may_be.get(fold(one.named.text)):
        yield said("perhaps %(name)s", name=other)


def _list_cells(summary: Summary, cells: list[CellCount]) -> Iterator[Text]:
    """Yield the sectors with the tables at which cells are empty."""
    by_sector: dict[str, list[Said]] = {}
    for one in gather_cells(summary, cells):
        roles = said_joined([said(ROLE_MARKS[role].word) for role in one.roles], ", ")
        about = said("all types") if one.is_whole else roles
        shown = said("%(table)s (%(roles)s)", table=_label(summary, one.table), roles=about)
        by_sector.setdefault(one.sector, []).append(shown)
    for sector, tables in by_sector.items():
        yield (data(sector or said("no sector stated")), ": ", said_joined(tables, ", "))


def _list_misplaced(summary: Summary) -> Iterator[Text]:
    for one in summary.agreement.placed:
        if one.is_confirmed is False:
            yield (
                data(one.by or said("no name")),
                ": ",
                said(
                    "%(table)s; others name %(tables)s",
                    table=_label(summary, one.table),
                    tables=list_tables(summary, one.others),
                ),
            )


def _list_groups(summary: Summary) -> Iterator[Text]:
    for one, views in summary.groups.views:
        if len({view.share for view in views.values()}) > 1 and one.number > 1:
            shares = [
                said(
                    "%(part)s of %(number)s %(group)s",
                    part=view.named_by,
                    number=view.charts,
                    group=group or said("without a group"),
                )
                for group, view in views.items()
            ]
            yield (_name(one), ": ", said_list(shares))


def _compare(summary: Summary) -> Iterator[Block]:
    """Yield how two charts differ, and what is new since the last time."""
    if (found := summary.difference) is not None:
        one, other = (chart.by or chart.file for chart in (found.one, found.other))
        title = said("The charts of %(one)s and %(other)s", one=one, other=other)
        yield from _list_first(title, _list_differences(summary, found, one, other))
    if summary.earlier is not None:
        yield from _list_first(said("Since last time"), _list_changes(summary))


def _list_differences(summary: Summary, found: Difference, one: str, other: str) -> Iterator[Text]:
    yield said_count(
        "Both name %(number)s person or description at the same table",
        "Both name %(number)s people and descriptions at the same table",
        len(found.alike),
    )
    for named, a, b in found.moved:
        yield (
            _name(named),
            ": ",
            said(
                "%(one)s names %(tables)s, %(other)s names %(others)s",
                one=one,
                tables=_list_labels(summary, a),
                other=other,
                others=_list_labels(summary, b),
            ),
        )
    for by, only in ((one, found.only_one), (other, found.only_other)):
        for named, tables in only:
            yield said(
                "Only %(by)s names %(name)s, at %(tables)s",
                by=by,
                name=shortened(named.label, LENGTH),
                tables=_list_labels(summary, tables),
            )


def _list_changes(summary: Summary) -> Iterator[Text]:
    for change, title in CHANGES.items():
        names = [shortened(shift.named.label, LENGTH) for shift in summary.shifts if shift.change is change]
        if names:
            yield (said(title), f" ({len(names)}): ", data(said_first(names, SHOWN)))


def _list_joined(summary: Summary) -> Iterator[Block]:
    joined = [
        said("%(text)s counts as %(other)s", text=quoted(one.description), other=quoted(one.joined_with))
        for one in summary.joined
    ]
    similar = [said("%(line)s (%(reason)s)", line=write_line(one), reason=say_reason(one)) for one in summary.similar]
    yield from _list_first(said("Words that were joined as one"), joined)
    title = said("Similar, but not joined. To join a pair, put its line in the place of its line in joined.csv")
    yield from _list_first(title, similar)
