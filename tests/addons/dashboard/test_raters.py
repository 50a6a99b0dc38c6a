"""Ratings given alone: what is computed of them, in any order of rows and files, and what is refused."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seating.addons.dashboard.board import build_board
from seating.addons.dashboard.raters import compare_raters
from seating.addons.dashboard.ratings import Color, Ratings, Trend, read_ratings
from seating.errors import InputError, as_text
from seating.sources import read_bytes

from .sheets import quarter

HEADINGS = ("element", "component", "quarter", "rater", "group", "site", "rating", "trend", "notes")
RANK = {"red": 0, "yellow": 1, "green": 2}


def sheet(rows, name: str = "ratings.csv", headings=HEADINGS):
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return read_bytes(text.getvalue().encode(), name)


def row(component: str, rater: str, rating: str, *, group: str = "", site: str = "", trend: str = "", notes: str = ""):
    return ("Work", component, "2026-Q3", rater, group, site, rating, trend, notes)


def found(*rows, name: str = "ratings.csv") -> Ratings:
    return read_ratings(sheet(rows, name))


def refused(*sheets) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_ratings(*sheets)
    return [as_text(problem) for problem in caught.value.problems]


def compare(*rows):
    comparison = compare_raters(found(*rows), quarter(3))
    assert comparison is not None
    return comparison


def test_the_counts_the_range_and_the_median_are_those_worked_out_by_hand():
    comparison = compare(
        row("Goals", "Ana", "red"),
        row("Goals", "Ben", "green"),
        row("Goals", "Cam", "green"),
        row("Goals", "Dee", "gray"),
        row("Goals", "agreed", "yellow"),
    )
    (spread,) = comparison.spreads
    assert spread.counts == {Color.RED: 1, Color.YELLOW: 0, Color.GREEN: 2, Color.GRAY: 1}
    assert (spread.range, spread.steps) == ((Color.RED, Color.GREEN), 2)
    assert spread.median == (Color.GREEN, Color.GREEN)
    assert str(spread.pairs_apart) == "2/3"
    assert spread.agreed is Color.YELLOW
    assert [rater.name for rater in comparison.raters] == ["Ana", "Ben", "Cam", "Dee"]


def test_two_middle_colors_are_both_named_and_never_averaged():
    (spread,) = compare(row("Goals", "Ana", "red"), row("Goals", "Ben", "green")).spreads
    assert spread.median == (Color.RED, Color.GREEN)


def test_gray_alone_has_no_range_and_no_median():
    (spread,) = compare(row("Goals", "Ana", "gray"), row("Goals", "Ben", "gray")).spreads
    assert (spread.range, spread.median, spread.steps, spread.pairs_apart) == (None, None, 0, 0)
    assert spread.is_unanimous


def test_nothing_is_agreed_unless_the_team_wrote_it():
    """Even if all raters chose the same color."""
    ratings = found(row("Goals", "Ana", "green"), row("Goals", "Ben", "green"))
    (element,) = build_board(ratings, quarter(3)).elements
    (component,) = element.components
    assert component.color is None
    assert component.spread.agreed is None
    assert (element.average.value, element.average.blank) == (None, 1)


def test_ratings_given_alone_change_no_average_and_no_arrow():
    agreed = [("Work", c, q, "agreed", "", "", r, "", "") for c, q, r in (("Goals", "2026-Q2", "red"),)]
    agreed.append(row("Goals", "agreed", "yellow"))
    alone = [row("Goals", "Ana", "green", trend="down"), ("Work", "Goals", "2026-Q1", "Ana", "", "", "green", "", "")]
    plain = build_board(found(*agreed), quarter(3)).elements[0]
    mixed = build_board(found(*alone, *agreed), quarter(3)).elements[0]
    assert [(one.quarter, one.average.value, one.arrow) for one in mixed.history[1:]] == [
        (one.quarter, one.average.value, one.arrow) for one in plain.history
    ]
    assert mixed.components[0].arrow == plain.components[0].arrow


def test_a_spread_is_found_however_its_names_are_spelled():
    comparison = compare(row("Key drivers", "Ana", "red"), row("Data", "Ana", "green"))
    found = comparison.find("WORK", " key  Drivers")
    assert found is not None
    assert found.component == "Key drivers"
    assert comparison.find("Work", "Goals") is None


def test_a_rater_who_wrote_nothing_did_not_rate():
    assert compare_raters(found(row("Goals", "Ana", ""), row("Goals", "agreed", "red")), quarter(3)) is None
    comparison = compare(row("Goals", "Ana", ""), row("Goals", "Ben", "red"))
    assert [rater.name for rater in comparison.raters] == ["Ben"]


def test_notes_and_arrows_of_raters_are_kept_by_rater():
    comparison = compare(
        row("Goals", "Ben", "red", trend="up", notes="Slow"),
        row("Goals", "Ana", "red", trend="up"),
        row("", "Ana", "", trend="down"),
    )
    assert [(one.rater, one.component, one.notes) for one in comparison.remarks] == [
        ("Ana", "", ""),
        ("Ben", "Goals", "Slow"),
    ]
    assert comparison.spreads[0].trends == {Trend.UP: 2, Trend.STEADY: 0, Trend.DOWN: 0}


def test_the_group_of_a_rater_holds_for_all_rows_of_the_quarter():
    comparison = compare(row("Goals", "Ana", "red", group="staff"), row("Data", "Ana", "green"))
    assert [spread.by_group() for spread in comparison.spreads] == [
        {"staff": {Color.RED: 0, Color.YELLOW: 0, Color.GREEN: 1, Color.GRAY: 0}},
        {"staff": {Color.RED: 1, Color.YELLOW: 0, Color.GREEN: 0, Color.GRAY: 0}},
    ]


COLORS = st.sampled_from(["red", "yellow", "green", "gray", ""])
CELLS = st.dictionaries(
    st.tuples(
        st.sampled_from(["Goals", "Data", "Money"]),
        st.sampled_from(["agreed", "Ana", "Ben", "Cam", "Dee", "Eli"]),
        st.sampled_from(["Harborside", "Millbrook"]),
    ),
    COLORS,
    min_size=1,
    max_size=36,
)


@settings(deadline=None)
@given(CELLS, st.randoms(use_true_random=False), st.integers(1, 4))
def test_every_figure_is_recomputed_and_no_order_of_rows_and_files_changes_it(cells, random, files):
    """Recomputed from the words of the cells alone, for two sites; the rows are shuffled and dealt to some files."""
    rows = [row(component, rater, rating, site=site) for (component, rater, site), rating in cells.items()]
    random.shuffle(rows)
    parts = [part for n in range(files) if (part := rows[n::files])]
    ratings = read_ratings(*(sheet(part, f"{n}.csv") for n, part in enumerate(parts)))
    for site in ratings.sites:
        told: dict[str, dict[str, str]] = {}
        for (component, rater, where), rating in cells.items():
            if where == site and rating:
                told.setdefault(component, {})[rater] = rating
        comparison = compare_raters(ratings.of_site(site), quarter(3))
        shown = {spread.component: spread for spread in comparison.spreads} if comparison else {}
        alone = {c: {r: w for r, w in words.items() if r != "agreed"} for c, words in told.items()}
        assert set(shown) == {component for component, words in alone.items() if words}
        for component, spread in shown.items():
            words = alone[component]
            assert {one.rater: one.color.value for one in spread.alone} == words
            assert {color.value: n for color, n in spread.counts.items() if n} == Counter(words.values())
            assert (spread.agreed.value if spread.agreed else "") == told[component].get("agreed", "")
            ranks = sorted(RANK[word] for word in words.values() if word != "gray")
            assert spread.steps == (ranks[-1] - ranks[0] if ranks else 0)
            if ranks:
                middle = (ranks[(len(ranks) - 1) // 2], ranks[len(ranks) // 2])
                assert tuple(RANK[color.value] for color in spread.median) == middle
            pairs = [one != other for one, other in combinations(ranks, 2)]
            assert float(spread.pairs_apart) == pytest.approx(sum(pairs) / len(pairs) if pairs else 0)
        order = [
            (-one.steps, -one.pairs_apart, -one.counts[Color.GRAY], one.component.lower()) for one in shown.values()
        ]
        assert order == sorted(order)
        agreed = [RANK[words["agreed"]] + 1 for words in told.values() if words.get("agreed", "gray") != "gray"]
        average = build_board(ratings, quarter(3), site=site).elements[0].average
        assert (average.total, average.rated) == (sum(agreed), len(agreed))


def test_a_rating_twice_names_the_rater_the_site_and_the_other_file():
    one = sheet([row("Goals", "Ana", "red", site="Harborside")], "a.csv")
    other = sheet(
        [row("Data", "Ana", "red", site="Harborside"), row("goals", "ANA", "green", site="harborside")], "b.csv"
    )
    (line,) = refused(one, other)
    assert line.startswith('b.csv:3: column "component" (B): ')
    assert '"Goals" already has a row by "Ana" for 2026-Q3 at "Harborside", on line 2 of a.csv' in line
    assert line.endswith("[rating-twice]")


def test_two_files_without_raters_are_told_how_to_say_whose_they_are():
    rows = [("Work", "Goals", "2026-Q3", "red")]
    headings = ("element", "component", "quarter", "rating")
    (line,) = refused(sheet(rows, "a.csv", headings), sheet(rows, "b.csv", headings))
    assert "or say in a column rater or site whose ratings each file has" in line


def noted(*sheets) -> tuple[list[str], Ratings]:
    """Return the notes, and the ratings that count."""
    read = read_ratings(*sheets)
    return [f"{note.text} [{note.slug}]" for note in read.notes], read


@pytest.mark.parametrize("word", ["?", "unknown", "n/a", "anonymous", "-"])
def test_raters_who_cannot_be_told_apart_are_left_out(word):
    lines, read = noted(sheet([row("Goals", word, "red"), row("Data", word, "green"), row("Data", "Ana", "red")]))
    assert lines[0].startswith('ratings.csv:2: column "rater" (D): ')
    assert f'"{word}" names no rater, so the rating in this row is not counted' in lines[0]
    assert all(line.endswith("[rater-unknown]") for line in lines)
    assert [(one.component, one.color) for one in read.rows if one.quarter] == [("Data", Color.RED)]


def test_a_blank_rater_is_no_agreement():
    (line,), read = noted(sheet([row("Goals", "Ana", "red"), row("Data", "", "green")]))
    assert line.startswith('ratings.csv:3: column "rater" (D): the row names no rater, but other rows do, so it')
    assert "Write “agreed” for the rating that the team agreed on" in line
    assert line.endswith("[rater-missing]")
    assert [one.component for one in read.rows if one.quarter] == ["Goals"]


def test_a_blank_rater_may_name_a_component_and_a_blank_column_is_agreed():
    assert len(found(row("Goals", "Ana", "red"), row("Data", "", "")).rows) == 2
    assert not any(one.is_alone for one in found(row("Goals", "", "red"), row("Data", "", "green")).rows)


def test_a_file_without_the_column_is_what_the_team_agreed_on():
    agreed = sheet([("Work", "Goals", "2026-Q3", "green")], "team.csv", ("element", "component", "quarter", "rating"))
    ratings = read_ratings(agreed, sheet([row("Goals", "Ana", "red")], "ana.csv"))
    (spread,) = compare_raters(ratings, quarter(3)).spreads
    assert spread.agreed is Color.GREEN
    assert [(one.file, one.rows) for one in ratings.files] == [("team.csv", 1), ("ana.csv", 1)]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            [row("Goals", "Ana", "red", group="staff"), row("Data", "Ana", "red", group="funders")],
            "differs from the first group given for",
        ),
        ([row("Goals", "agreed", "red", group="staff")], "the row has no rater"),
    ],
)
def test_a_group_that_cannot_be_is_noted(rows, says):
    (line,), read = noted(sheet(rows))
    assert {one.group for one in read.rows} == ({"staff"} if rows[0][3] == "Ana" else {""})
    assert says in line
    assert 'column "group" (E)' in line
    assert line.endswith("[rater-group]")


def test_every_row_of_a_quarter_names_its_site_if_one_does():
    headings = ("element", "component", "quarter", "rating")
    other = sheet([("Work", "Goals", "2026-Q3", "red"), ("Work", "Data", "", "")], "other.csv", headings)
    (line,), read = noted(sheet([row("Goals", "agreed", "red", site="Harborside")]), other)
    assert line.startswith("other.csv:2: the row names no site, but other rows do, so its rating is not counted.")
    assert line.endswith("[site-missing]")
    assert [(one.site, one.color) for one in read.rows if one.quarter] == [("Harborside", Color.RED)]


def test_of_two_rows_of_one_rater_in_one_file_the_later_counts():
    lines, read = noted(sheet([row("Goals", "Ana", "red"), row("Goals", "Ben", "red"), row("goals", "ANA", "green")]))
    assert [line.rpartition(" ")[2] for line in lines] == ["[rating-twice]"]
    assert {one.rater: one.color for one in read.rows if one.quarter} == {"Ana": Color.GREEN, "Ben": Color.RED}


def test_a_row_without_a_site_describes_a_component_of_all_sites():
    ratings = found(row("Goals", "agreed", "red", site="Harborside"), ("Work", "Data", "", "", "", "", "", "", ""))
    (element,) = build_board(ratings, quarter(3), site="Harborside").elements
    assert [component.name for component in element.components] == ["Goals", "Data"]


@pytest.mark.parametrize(
    ("what", "one", "other"),
    [("site", "Millbrook", "Milbrook"), ("site", "St. Ives", "St Ives"), ("rater", "José", "Jose")],
)
def test_a_rater_or_a_site_spelled_two_ways_is_noted(what, one, other):
    names = [{"rater": "Ana", "site": "Harborside", what: name} for name in (one, other)]
    ratings = found(*(row("Goals", each["rater"], "red", site=each["site"]) for each in names))
    (note,) = ratings.notes
    assert note.slug == "spelling-alike"
    assert f'{what} "' in note.text
    assert f'"{one}"' in note.text
    assert f'"{other}"' in note.text
