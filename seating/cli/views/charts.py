"""Print the result of `seating charts`: the finding first, then the lists, each cut to a few lines; or a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from seating.charts.agreement import CellCount, Named, State
from seating.charts.comparison import Change, Difference
from seating.charts.summary import Missing, Summary, gather_cells
from seating.cli.console import Console
from seating.report.agreement import charts_record
from seating.wording import counted, fold, listed, quoted, shortened

SHOWN = 10
"""Maximum number of lines under a heading. The page has them all."""

LENGTH = 70
"""Maximum length of a name or a description, in characters."""

CHANGES: Mapping[Change, str] = {
    Change.NEW: "New",
    Change.GONE: "Gone",
    Change.MOVED: "Moved",
    Change.NOW_DISPUTED: "Newly disputed",
    Change.STILL_DISPUTED: "Still disputed",
    Change.SETTLED: "No longer disputed",
}


def print_summary(console: Console, summary: Summary, *, with_groups: bool = False) -> None:
    """Print what charts say together.

    Parameters
    ----------
    console : Console
    summary : Summary
    with_groups : bool
        Whether to print whom each group names.
    """
    if console.as_json:
        console.record(charts_record(summary))
        return
    console.notes(summary.notes)
    for line in _finding(summary):
        console.result(line)
    found = summary.agreement
    _section(console, "Disputed", (f"{_name(one)}: {_places(summary, one)}" for one in found.of(State.DISPUTED)))
    agreed = (f"{_name(one)}: {_where(summary, one)}" for one in found.of(State.UNDISPUTED))
    _section(console, "Undisputed", agreed)
    no_table = (f"{_name(one)}: {counted(one.number, 'chart')}" for one in found.of(State.NO_TABLE))
    _section(console, "Named by several charts, at most one of which says at which table", no_table)
    _section(console, "Missing: named on charts, but not on the list or not coming", _list_missing(summary))
    empty = [one for one in found.cells if one.is_named_by_none]
    _section(
        console,
        "Left empty by more than half of the spreadsheets, and no chart names anybody there",
        _list_cells(summary, empty),
    )
    not_needed = [one for one in found.cells if one.is_mostly_not_needed]
    _section(console, 'Marked "nobody needed" by more than half of the spreadsheets', _list_cells(summary, not_needed))
    _section(console, "Place themselves at one table, and are named at another", _list_misplaced(summary))
    if with_groups:
        _section(console, "Named most differently by the groups", _list_groups(summary))
    if summary.difference is not None:
        one, other = (chart.by or chart.file for chart in (summary.difference.one, summary.difference.other))
        _section(console, f"The charts of {one} and {other}", _list_differences(summary, summary.difference))
    if summary.earlier is not None:
        _section(console, "Since last time", _list_changes(summary))
    pairs = (f"{quoted(one.description)} counts as {quoted(one.joined_with)}" for one in summary.joined)
    _section(console, "Joined", pairs)
    similar = (f"{quoted(one.description)} may be {quoted(one.joined_with)}" for one in summary.similar)
    _section(console, "Similar, but not joined", similar)
    console.result(f"\nThe page for the convener was written to {summary.files['charts']}.")
    if "joined" in summary.files:
        console.result(f"To join or separate descriptions, change {summary.files['joined']} and run this again.")


def _section(console: Console, title: str, lines: Iterable[str]) -> None:
    shown = list(lines)
    more = [f"… and {len(shown) - SHOWN} more on the page"] if len(shown) > SHOWN else []
    console.section(title, [*shown[:SHOWN], *more])


def _finding(summary: Summary) -> Iterator[str]:
    """Yield the finding: how many charts, what is agreed, disputed and missing."""
    found = summary.agreement
    sizes = summary.groups.sizes
    of_groups = [f"{number} {shortened(name, LENGTH) or 'without a group'}" for name, number in sizes.items()]
    if len(of_groups) > SHOWN:
        of_groups = [*of_groups[:SHOWN], f"{len(of_groups) - SHOWN} more groups"]
    yield f"{counted(found.number, 'chart')}{f' ({listed(of_groups)})' if set(sizes) != {''} else ''}."
    numbers = {state: len(found.of(state)) for state in State}
    text = (
        f"They name {counted(len(found.named), 'person or description', 'people and descriptions')}: "
        f"{numbers[State.UNDISPUTED]} undisputed, {numbers[State.DISPUTED]} disputed, {numbers[State.ONCE]} named once"
    )
    yield text + (f", {numbers[State.NO_TABLE]} without a table." if numbers[State.NO_TABLE] else ".")
    if summary.people_file:
        yield f"{counted(len(summary.missing), 'of them is', 'of them are')} not on the list or not coming."
    empty = sum(one.is_mostly_empty for one in found.cells)
    if found.grids:
        shown = sum(one.shown > 0 for one in found.cells)
        some = f"more than half of the {found.grids} spreadsheets that show"
        sheets = some if found.grids > 1 else "the spreadsheet that shows"
        yield f"{empty} of {counted(shown, 'cell')} are left empty by {sheets} them."
    placed = [one for one in found.placed if one.others]
    if found.placed:
        same = sum(one.is_confirmed is True for one in placed)
        others = (
            f"Other charts name {len(placed)} of them: {same} at the same table only, and {len(placed) - same} at "
            "another table."
        )
        says = counted(len(found.placed), "person says", "people say")
        yield f"{says} where they could contribute most. {others if placed else 'No other chart names any of them.'}"


def _name(one: Named) -> str:
    return shortened(one.text, LENGTH)


def _label(summary: Summary, table: str) -> str:
    return summary.labels.get(table, table)


def _places(summary: Summary, one: Named) -> str:
    """Return the tables with the number of charts: "Talent (6), Capital (4)"."""
    return ", ".join(f"{_label(summary, table)} ({len(charts)})" for table, charts in one.at.items())


def _where(summary: Summary, one: Named) -> str:
    tables = listed(_label(summary, table) for table in one.at)
    return f"{tables or 'no table'} ({one.number} of {counted(summary.agreement.number, 'chart')})"


def _list_missing(summary: Summary) -> Iterator[str]:
    for group in summary.added_up:
        texts = listed(quoted(shortened(one.text, LENGTH)) for one in group.texts)
        at = ", ".join(f"{_label(summary, table)} ({number})" for table, number in group.at.items())
        here = f"; {counted(group.coming, 'such person is', 'such people are')} coming" if group.coming else ""
        where = f"{counted(len(group.charts), 'chart')}{f', at {at}' if at else ''}"
        yield f"{group.name}: {where}, written as {texts}{here}"
    for one in summary.missing_alone:
        parts = [counted(one.named.number, "chart")]
        if one.named.at:
            parts.append(f"at {_places(summary, one.named)}")
        yield f"{_name(one.named)}: {', '.join(parts)}; {one.absence.value}{_may_mean(summary, one)}"


def _may_mean(summary: Summary, one: Missing) -> str:
    parts = []
    if one.may_mean:
        names = [
            f"the {'needed cell' if each.is_cell else 'voice'} {quoted(shortened(each.name, LENGTH))}"
            for each in one.may_mean
        ]
        parts.append(f"; may mean {listed(names, last='or')}")
    if one.organizations:
        staff = counted(len(one.people), "person", "people")
        parts.append(f"; the list has {staff} from {listed(quoted(name) for name in one.organizations)}")
    elif len(one.people) > 1:
        parts.append(f"; the list has {len(one.people)} people of this name")
    if other := summary.may_be.get(fold(one.named.text)):
        parts.append(f"; may be {other}")
    return "".join(parts)


def _list_cells(summary: Summary, cells: list[CellCount]) -> Iterator[str]:
    """Yield the sectors with the tables at which cells are empty."""
    by_sector: dict[str, list[str]] = {}
    for one in gather_cells(summary, cells):
        roles = (
            "all types" if one.is_whole else ", ".join(role.value if role else "type not stated" for role in one.roles)
        )
        by_sector.setdefault(one.sector, []).append(f"{_label(summary, one.table)} ({roles})")
    for sector, tables in by_sector.items():
        yield f"{sector or 'no sector stated'}: {', '.join(tables)}"


def _list_misplaced(summary: Summary) -> Iterator[str]:
    for one in summary.agreement.placed:
        if one.is_confirmed is False:
            others = listed(f"{_label(summary, table)} ({number})" for table, number in one.others.items())
            yield f"{one.by or 'Somebody'}: {_label(summary, one.table)}; others name {others}"


def _list_groups(summary: Summary) -> Iterator[str]:
    for one, views in summary.groups.views:
        if len({view.share for view in views.values()}) > 1 and one.number > 1:
            shares = [f"{view.named_by} of {view.charts} {group or 'without a group'}" for group, view in views.items()]
            yield f"{_name(one)}: {listed(shares)}"


def _list_differences(summary: Summary, found: Difference) -> Iterator[str]:
    def at(tables: tuple[str, ...]) -> str:
        return listed(_label(summary, table) for table in tables) or "no table"

    one, other = (chart.by or chart.file for chart in (found.one, found.other))
    both = counted(len(found.alike), "person or description", "people and descriptions")
    yield f"Both name {both} at the same table"
    yield from (f"{_name(named)}: {one} names {at(a)}, {other} names {at(b)}" for named, a, b in found.moved)
    yield from (f"Only {one} names {_name(named)}, at {at(tables)}" for named, tables in found.only_one)
    yield from (f"Only {other} names {_name(named)}, at {at(tables)}" for named, tables in found.only_other)


def _list_changes(summary: Summary) -> Iterator[str]:
    for change, title in CHANGES.items():
        names = [_name(shift.named) for shift in summary.shifts if shift.change is change]
        if names:
            more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
            yield f"{title} ({len(names)}): {', '.join(names[:SHOWN])}{more}"
