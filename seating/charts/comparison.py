"""The difference between two charts, between groups of people who filled in charts, and between two times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from seating.charts.agreement import Agreement, Named, State
from seating.charts.filled_chart import Chart
from seating.errors import Note, UsageError
from seating.near_words import ask_near
from seating.profiles.names import without_title
from seating.wording import fold, listed, quoted, said, said_joined, said_list

MOST_GROUPS = 30
"""Maximum number of groups that are compared; a table with a column for each cannot be read otherwise."""

SHOWN_GROUPS = 4


class Change(StrEnum):
    """What became of someone between two times."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    NOW_DISPUTED = "now disputed"
    STILL_DISPUTED = "still disputed"
    SETTLED = "settled"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Shift:
    """A person that charts name at one of two times or at both."""

    change: Change
    before: Named | None
    now: Named | None

    @property
    def named(self) -> Named:
        """The person or description, as of the later time if charts name them then."""
        found = self.now or self.before
        if found is None:
            raise ValueError("a shift is about a person")
        return found


def compare_times(now: Agreement, earlier: Agreement) -> tuple[Shift, ...]:
    """Return everyone named at either time, in the order of the changes.

    Someone moved if the tables that the most charts name are others than before, and neither time is disputed.
    """
    shifts = [_shift(earlier.by_key.get(one.key), one) for one in now.named]
    shifts += [_shift(one, None) for one in earlier.named if one.key not in now.by_key]
    order = list(Change)
    return tuple(sorted(shifts, key=lambda shift: (order.index(shift.change), -shift.named.number)))


def _shift(before: Named | None, now: Named | None) -> Shift:
    if before is None or now is None:
        return Shift(Change.NEW if before is None else Change.GONE, before, now)
    was, is_ = before.state is State.DISPUTED, now.state is State.DISPUTED
    if was or is_:
        change = Change.STILL_DISPUTED if was and is_ else Change.NOW_DISPUTED if is_ else Change.SETTLED
    else:
        has_moved = before.top_tables and now.top_tables and before.top_tables != now.top_tables
        change = Change.MOVED if has_moved else Change.SAME
    return Shift(change, before, now)


@dataclass(frozen=True, slots=True)
class GroupView:
    """How many charts of a group name someone, of how many, and at which tables."""

    charts: int
    named_by: int
    at: Mapping[str, int]

    @property
    def share(self) -> Fraction:
        """The share of the group's charts that name them."""
        return Fraction(self.named_by, self.charts)


@dataclass(frozen=True, slots=True)
class Groups:
    """The people that each group names.

    Attributes
    ----------
    sizes : mapping of str to int
        The number of charts of each group, as first written; "" for charts that name no group.
    views : tuple of (Named, mapping of str to GroupView)
        Everyone named; those that the groups name most differently come first.
    """

    sizes: Mapping[str, int]
    views: tuple[tuple[Named, Mapping[str, GroupView]], ...]


def compare_groups(agreement: Agreement) -> Groups:
    """Return the people that each group of chart-fillers names; charts without a group are a group of their own.

    With more than `MOST_GROUPS`, only the sizes are returned.
    """
    called: dict[str, str] = {}
    of_chart = [called.setdefault(fold(chart.group), chart.group) for chart in agreement.charts.charts]
    sizes = Counter(of_chart)
    if len(sizes) > MOST_GROUPS:
        return Groups(sizes, ())
    views = []
    for one in agreement.named:
        views.append(
            (
                one,
                {
                    group: GroupView(
                        size,
                        sum(of_chart[number] == group for number in one.charts),
                        {
                            table: count
                            for table, numbers in one.at.items()
                            if (count := sum(of_chart[number] == group for number in numbers))
                        },
                    )
                    for group, size in sizes.items()
                },
            )
        )
    views.sort(key=lambda view: -_spread(view[1]))
    return Groups(sizes, tuple(views))


def pool_single(groups: Groups) -> Groups:
    """Return the groups with several groups of one chart as one group, "", with the charts that name no group.

    Many people who each name a group of their own are compared with the larger groups, and not with each other.
    """
    single = {group for group, size in groups.sizes.items() if group and size == 1}
    if len(single) < 2:
        return groups
    pooled = single | {""}
    sizes = {group: size for group, size in groups.sizes.items() if group not in pooled}
    number = sum(size for group, size in groups.sizes.items() if group in pooled)
    views: list[tuple[Named, Mapping[str, GroupView]]] = []
    for one, view in groups.views:
        rest = [each for group, each in view.items() if group in pooled]
        at = sum((Counter(each.at) for each in rest), Counter[str]())
        others = GroupView(number, sum(each.named_by for each in rest), at)
        views.append((one, {**{group: each for group, each in view.items() if group in sizes}, "": others}))
    views.sort(key=lambda view: -_spread(view[1]))
    return Groups({**sizes, "": number}, tuple(views))


def note_groups(groups: Groups) -> tuple[Note, ...]:
    """Return a note if there are too many groups to compare; none otherwise."""
    if len(groups.sizes) <= MOST_GROUPS:
        return ()
    shown = listed([quoted(name) for name in groups.sizes][:SHOWN_GROUPS])
    text = (
        f"The charts state {len(groups.sizes)} groups, such as {shown}. Groups are compared if there are at most "
        f"{MOST_GROUPS}. Write the same few words in all charts, such as staff and residents."
    )
    return (Note("charts-many-groups", text, ""),)


def _spread(views: Mapping[str, GroupView]) -> Fraction:
    """Return the largest difference between the shares of two groups."""
    shares = [view.share for view in views.values()]
    return max(shares) - min(shares)


@dataclass(frozen=True, slots=True)
class Difference:
    """What two charts say differently; tables are ids, and an empty tuple means that no table is said.

    Attributes
    ----------
    one, other : Chart
    alike : tuple of (Named, tables)
        Those that both charts name at the same tables.
    moved : tuple of (Named, tables of one, tables of the other)
    only_one, only_other : tuple of (Named, tables)
        Those that only one of the charts names.
    """

    one: Chart
    other: Chart
    alike: tuple[tuple[Named, tuple[str, ...]], ...]
    moved: tuple[tuple[Named, tuple[str, ...], tuple[str, ...]], ...]
    only_one: tuple[tuple[Named, tuple[str, ...]], ...]
    only_other: tuple[tuple[Named, tuple[str, ...]], ...]


def find_chart(agreement: Agreement, text: str) -> int:
    """Return the position of the chart of a person, or of a file with one chart.

    Raises
    ------
    UsageError
        If no chart fits, or several do.
    """
    charts = agreement.charts.charts
    wanted = fold(text)
    by_person = [n for n, chart in enumerate(charts) if wanted in {fold(chart.by), fold(chart.person or "\n")}]
    bare = fold(without_title(text))
    by_bare_name = [n for n, chart in enumerate(charts) if bare == fold(without_title(chart.by))]
    found = by_person or by_bare_name or [n for n, chart in enumerate(charts) if wanted == fold(chart.file)]
    if len(found) == 1:
        return found[0]
    if found:
        says = said(
            "%(name)s has %(number)s charts; name the person whose chart you mean.",
            name=quoted(text),
            number=len(found),
        )
        raise UsageError(says)
    names = [chart.by for chart in charts if chart.by]
    shown = said("The charts are from %(names)s.", names=said_list(names[:20])) if names else ""
    says = said("There is no chart from %(name)s.", name=quoted(text))
    raise UsageError(said_joined(filter(None, (says, ask_near(text, names, shown))), " "))


def compare_charts(agreement: Agreement, one: int, other: int) -> Difference:
    """Return what two charts say differently.

    Parameters
    ----------
    agreement : Agreement
    one, other : int
        The positions of the charts.
    """
    charts = agreement.charts.charts
    here, there = _tables_by_key(charts[one]), _tables_by_key(charts[other])
    both = [named for named in agreement.named if named.key in here and named.key in there]
    return Difference(
        charts[one],
        charts[other],
        tuple((named, here[named.key]) for named in both if here[named.key] == there[named.key]),
        tuple((named, here[named.key], there[named.key]) for named in both if here[named.key] != there[named.key]),
        _only(agreement.named, here, there),
        _only(agreement.named, there, here),
    )


def _tables_by_key(chart: Chart) -> Mapping[str, tuple[str, ...]]:
    """Return the tables at which a chart names someone, by key; its author at the table that they chose."""
    found: dict[str, set[str]] = {}
    if chart.author_key is not None and chart.own_table is not None:
        found[chart.author_key] = {chart.own_table}
    for naming in chart.namings:
        found.setdefault(naming.key, set()).update(filter(None, [naming.cell.table]))
    return {key: tuple(sorted(tables)) for key, tables in found.items()}


def _only(
    named: Sequence[Named], here: Mapping[str, tuple[str, ...]], there: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[Named, tuple[str, ...]], ...]:
    return tuple((one, here[one.key]) for one in named if one.key in here and one.key not in there)
