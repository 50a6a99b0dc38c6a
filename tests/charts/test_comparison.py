"""Two charts, groups and times are compared."""

from __future__ import annotations

from fractions import Fraction

import pytest

from seating.charts.agreement import Agreement, State, find_agreement
from seating.charts.comparison import Change, compare_charts, compare_groups, compare_times, find_chart, pool_single
from seating.charts.joins import join_alike
from seating.errors import UsageError
from seating.profiles import People, Role
from tests.charts.forms import charts, grid, long, people


def agreement(*rows: str, listed: People | None = None) -> Agreement:
    """Return what charts say; a row is "author group: table who, table who"."""
    return find_agreement(join_alike([charts(_text(rows))], listed or people()), listed or people())


def _text(rows: tuple[str, ...]) -> str:
    lines = []
    for row in rows:
        head, _, namings = row.partition(":")
        by, _, group = head.partition(" ")
        for naming in namings.split(","):
            table, _, who = naming.strip().partition(" ")
            lines.append([by, group, "", table.strip("-"), "", "", who, ""])
    return long(*lines)


def both(now: tuple[str, ...], earlier: tuple[str, ...]) -> tuple[Agreement, Agreement]:
    joined = join_alike([charts(_text(now)), charts(_text(earlier))], people())
    return find_agreement(joined, people()), find_agreement(joined, people(), which=1)


def test_what_became_of_everybody_since_last_time() -> None:
    now, earlier = both(
        (
            "a: talent stays, talent moves, talent new, talent argued, talent settles, talent quarrels",
            "b: talent stays, talent moves, capital argued, talent settles, capital quarrels",
        ),
        (
            "a: talent stays, capital moves, talent gone, talent argued, talent settles, talent quarrels",
            "c: talent stays, capital moves, capital argued, capital settles",
        ),
    )
    assert {shift.named.text: shift.change for shift in compare_times(now, earlier)} == {
        "new": Change.NEW,
        "gone": Change.GONE,
        "moves": Change.MOVED,
        "quarrels": Change.NOW_DISPUTED,
        "argued": Change.STILL_DISPUTED,
        "settles": Change.SETTLED,
        "stays": Change.SAME,
    }


def test_one_without_a_table_has_not_moved() -> None:
    now, earlier = both(("a: talent x",), ("a: - x", "b: - x"))
    assert [shift.change for shift in compare_times(now, earlier)] == [Change.SAME]
    assert earlier.named[0].state is State.NO_TABLE


def test_other_spellings_are_those_of_the_same_set_of_charts() -> None:
    now, earlier = both(("a: talent Vietnamese business owners",), ("b: talent vietnamese business owner",))
    (new,), (old,) = now.named, earlier.named
    assert (new.text, new.spellings) == (old.text, ())
    assert [text for one in (*now.named, *earlier.named) for text in one.spellings] == ["vietnamese business owner"]


def test_groups_are_sorted_by_how_differently_they_name_somebody() -> None:
    found = compare_groups(
        agreement(
            "a staff: talent both, talent theirs",
            "b Staff: capital both, talent theirs",
            "c residents: talent both",
            "d residents: talent both, steering ours",
        )
    )
    assert dict(found.sizes) == {"staff": 2, "residents": 2}
    assert [one.text for one, _ in found.views] == ["theirs", "ours", "both"]
    views = dict(found.views[2][1])
    assert (views["staff"].at, views["residents"].at) == ({"talent": 1, "capital": 1}, {"talent": 2})
    assert (found.views[0][1]["staff"].share, found.views[1][1]["residents"].share) == (Fraction(1), Fraction(1, 2))


def test_charts_without_a_group_are_a_group() -> None:
    found = compare_groups(agreement("a staff: talent x", "b: talent x"))
    assert dict(found.sizes) == {"staff": 1, "": 1}


def test_two_charts_are_compared_name_by_name() -> None:
    found = agreement("a: talent same, talent moved, talent mine", "b: talent same, capital moved, steering yours")
    difference = compare_charts(found, find_chart(found, "A"), find_chart(found, "b"))
    assert [(one.text, tables) for one, tables in difference.alike] == [("same", ("talent",))]
    assert [(one.text, a, b) for one, a, b in difference.moved] == [("moved", ("talent",), ("capital",))]
    assert [(one.text, tables) for one, tables in difference.only_one] == [("mine", ("talent",))]
    assert [(one.text, tables) for one, tables in difference.only_other] == [("yours", ("steering",))]
    assert (difference.one.by, difference.other.by) == ("a", "b")


def test_an_author_counts_at_the_table_that_they_chose() -> None:
    """Another chart names both authors; neither is told to be missing from their own chart."""
    found = agreement("a: capital me", "b: talent me, capital a, steering a", "c: steering b")
    difference = compare_charts(found, 0, 1)
    assert [(one.text, a, b) for one, a, b in difference.moved] == [("a", ("capital",), ("capital", "steering"))]
    assert [(one.text, tables) for one, tables in difference.only_other] == [("b", ("talent",))]


def test_a_chart_is_found_by_its_person_or_by_its_file() -> None:
    listed = people({"id": "p1", "name": "Dr. Ana Kim"})
    texts = (grid("Ana Kim", {("talent", "labor", "doer"): "x"}), grid("", {("talent", "labor", "doer"): "y"}))
    found = find_agreement(join_alike([charts(*texts, listed=listed)], listed), listed)
    assert [find_chart(found, text) for text in ("ana  kim", "Dr Ana Kim", "p1", "2.csv")] == [0, 0, 0, 1]
    with pytest.raises(UsageError, match=r'no chart from "Ana Kin".*Did you mean "Dr. Ana Kim"'):
        find_chart(found, "Ana Kin")


def test_a_file_with_several_charts_names_none_of_them() -> None:
    with pytest.raises(UsageError, match="has 2 charts"):
        find_chart(agreement("a: talent x", "b: talent x"), "1.csv")


def test_a_chart_may_name_somebody_at_two_tables() -> None:
    same = agreement("a: talent x, steering x", "b: steering x, talent x")
    assert [one.state for one in same.named] == [State.UNDISPUTED]
    other = agreement("a: talent x, steering x", "b: talent x")
    assert [(one.state, {t: len(c) for t, c in one.at.items()}) for one in other.named] == [
        (State.DISPUTED, {"talent": 2, "steering": 1})
    ]


def test_one_table_among_several_namings_is_no_agreement() -> None:
    found = agreement("a: talent x", "b: - x", "c: - x")
    assert [(one.state, one.number) for one in found.named] == [(State.NO_TABLE, 3)]


def test_others_place_an_author_where_they_do_or_elsewhere() -> None:
    found = agreement("a: talent me, talent b, talent c", "b: capital me, talent c", "c: talent me, talent b", "d: - x")
    placed = {one.by: (one.table, dict(one.others), one.is_confirmed) for one in found.placed}
    assert placed == {
        "a": ("talent", {}, None),
        "b": ("capital", {"talent": 2}, False),
        "c": ("talent", {"talent": 2}, True),
    }


def test_the_list_gives_the_sector_that_a_chart_leaves_out() -> None:
    listed = people({"id": "p1", "name": "Ana", "sector": "labor", "representative_type": "doer"})
    text = long(["b", "", "", "talent", "", "", "Ana", ""], ["b", "", "", "capital", "business", "", "Ana", ""])
    found = find_agreement(join_alike([charts(text, listed=listed)], listed), listed)
    assert [(one.cell.sector, one.cell.role, one.cell.table, one.named, one.shown) for one in found.cells] == [
        ("labor", Role.DOER, "talent", 1, 0),
        ("business", None, "capital", 1, 0),
    ]


def test_sectors_that_differ_in_case_only_are_one_row() -> None:
    first = grid("a", {("talent", "labor", "doer"): "x"})
    second = grid("b", {("talent", "LABOR ", "doer"): "nobody needed"}, sectors=("business", "LABOR "))
    found = find_agreement(join_alike([charts(first, second)], people()), people())
    (cell,) = [one for one in found.cells if one.named]
    assert (cell.shown, cell.named, cell.not_needed, cell.empty, cell.is_disputed) == (2, 1, 1, 0, True)
    assert len(found.cells) == 18


def test_typed_marks_are_no_majority_of_the_charts_that_showed_a_cell() -> None:
    """One spreadsheet leaves the cell empty, and two typed lists say that nobody is needed there."""
    cell = ["talent", "labor", "doer", "nobody needed", ""]
    typed = long(["b", "", "", *cell], ["c", "", "", *cell])
    found = find_agreement(join_alike([charts(grid("a", {}, own="1 Talent [talent]"), typed)], people()), people())
    (one,) = [each for each in found.cells if each.not_needed]
    assert (one.shown, one.empty, one.not_needed, one.marked) == (1, 1, 2, 0)
    assert (one.is_mostly_not_needed, one.is_mostly_empty) == (False, True)


def test_the_table_that_most_others_name_for_an_author_comes_first() -> None:
    found = agreement("a: steering me", "b: capital a", "c: steering a", "d: steering a")
    assert list(found.placed[0].others.items()) == [("steering", 2), ("capital", 1)]


def test_half_of_the_charts_is_not_most() -> None:
    one, other = grid("a", {("talent", "labor", "doer"): "x"}), grid("b", {("capital", "labor", "doer"): "x"})
    found = find_agreement(join_alike([charts(one, other)], people()), people())
    empty = {(c.cell.table, c.cell.sector, c.cell.role) for c in found.cells if not c.is_mostly_empty}
    assert empty == {("talent", "labor", Role.DOER), ("capital", "labor", Role.DOER)}


def test_a_cell_that_more_charts_name_than_leave_empty_is_no_empty_chair() -> None:
    """One spreadsheet leaves the cell empty. Two typed lists name somebody there, so it is not hatched."""
    cell = ["talent", "labor", "doer"]
    for others, is_left_empty in ((["b", "c"], False), (["b"], False), ([], True)):
        rows = [[by, "", "", *cell, "a roofer", ""] for by in others]
        sheets = [grid("a", {}, own="1 Talent [talent]"), *([long(*rows)] if rows else [])]
        found = find_agreement(join_alike([charts(*sheets)], people()), people())
        (one,) = [
            each
            for each in found.cells
            if each.cell[:1] == ("talent",) and each.cell.role == Role.DOER and each.cell.sector == "labor"
        ]
        assert (one.is_mostly_empty, one.is_left_empty) == (True, is_left_empty)


def test_groups_of_a_single_chart_are_compared_as_one_group() -> None:
    said = ("a staff: talent x", "b staff: talent x", "c youth: talent x", "d labor: y z")
    found = pool_single(compare_groups(agreement(*said)))
    assert dict(found.sizes) == {"staff": 2, "": 2}
    views = {one.text: views for one, views in found.views}
    assert (views["x"][""].named_by, views["x"][""].charts, views["x"][""].at) == (1, 2, {"talent": 1})
    one_alone = compare_groups(agreement(*said[:3]))
    assert pool_single(one_alone) is one_alone


def test_a_name_that_several_people_have_is_one_person_at_one_table_only() -> None:
    listed = people({"id": "m1", "name": "Mia Cal"}, {"id": "m2", "name": "Mia Cal"})
    rows = ("A x: talent Mia Cal", "B x: talent mia cal", "C y: steering Mia Cal", "D y: talent Ann, steering Ann")
    found = find_agreement(join_alike([charts(_text(rows), listed=listed)], listed), listed)
    told = [(one.label, one.state, dict(one.at)) for one in found.named if one.label != "Ann"]
    assert told == [
        ("Mia Cal", State.UNDISPUTED, {"talent": (0, 1)}),
        ("Mia Cal", State.ONCE, {"steering": (2,)}),
    ]
