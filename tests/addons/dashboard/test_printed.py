"""The board on the terminal: colors, trends, what is not counted, and names that are too long for a line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seating.addons.dashboard.command import _parse_quarter
from seating.addons.dashboard.dashboard_run import make_dashboard
from seating.addons.dashboard.printed import list_blocks, list_template
from seating.addons.dashboard.ratings import Quarter
from seating.errors import UsageError
from tests.cli.running import run
from tests.pages.stored import compare
from tests.present.told import told
from tests.report.conftest import Page


@pytest.fixture
def shown(tmp_path, monkeypatch):
    """Return a function that shows rows of ratings and returns the lines."""
    monkeypatch.chdir(tmp_path)

    def show(*rows: str) -> list[str]:
        text = "element,component,quarter,rating,trend\n" + "".join(f"{row}\n" for row in rows)
        (tmp_path / "ratings.csv").write_text(text, encoding="utf-8")
        done = run("dashboard ratings.csv")
        assert done.exit_code == 0, done.output
        return done.stdout.splitlines()

    return show


def test_colors_are_listed_by_element_and_what_is_not_counted_is_said(shown):
    lines = shown("CI,A,2026-Q1,red,", "CI,B,2026-Q1,green,", "CI,C,2026-Q1,gray,", "CI,D,2026-Q1,,")
    assert lines[1] == "Dashboard for 2026-Q1"
    assert lines[2].split() == ["Element", "Average", "Color", "Trend", "Components"]
    counts = "2 components rated, 1 gray (not counted), 1 not rated yet"
    assert lines[3] == f"  CI       2.0      yellow  no trend yet  {counts}"
    assert lines[4:] == [
        *("", "Red", "  CI (1 component): A"),
        *("", "Gray: too little is known", "  CI (1 component): C"),
        *("", "Not rated", "  CI (1 component): D"),
        *("", "The dashboard was written to reports/dashboard.html."),
    ]


def test_what_no_one_has_rated_alone_is_not_rated(shown, tmp_path):
    """Of the components without a rating, only those that someone has rated alone are not agreed on."""
    rows = ["CI,A,2026-Q2,green,a", "CI,B,2026-Q2,red,a", "CI,B,2026-Q2,green,b"]
    alone = "\n".join(["element,component,quarter,rating,rater", *rows, ""])
    (tmp_path / "alone.csv").write_text(alone, encoding="utf-8")
    shown("CI,A,2026-Q1,red,", "CI,C,2026-Q1,,", "CI,A,2026-Q2,green,", "CI,B,2026-Q2,,", "CI,C,2026-Q2,,")
    lines = run("dashboard ratings.csv alone.csv").stdout.splitlines()
    counts = "1 component rated, 1 not agreed on yet, 1 not rated yet"
    assert lines[3].endswith(counts)
    assert lines[lines.index("Not agreed on") + 1] == "  CI (1 component): B"
    assert lines[lines.index("Not rated") + 1] == "  CI (1 component): C"
    page = Page((tmp_path / "reports/dashboard.html").read_text(encoding="utf-8"))
    text = " ".join(" ".join(page.texts).split())
    assert counts in text
    assert "Rated Gray No agreed rating 2026-Q2" in text, "a quarter before had no raters"


def test_both_spellings_of_gray_are_read_and_one_is_shown(shown):
    lines = shown("CI,A,2026-Q1,grey,", "CI,B,2026-Q1,gray,")
    assert "  CI (2 components): A and B" in lines
    assert not any("grey" in line for line in lines)


@pytest.mark.parametrize(
    ("rows", "trend"),
    [
        (("CI,A,2026-Q1,red,", "CI,A,2026-Q2,green,"), "up (calculated: 1.0 in 2026-Q1)"),
        (
            ("CI,A,2026-Q1,red,", "CI,B,2026-Q2,green,", "CI,A,2026-Q2,,"),
            "up (calculated: 1.0 in 2026-Q1, when different components were rated)",
        ),
        (("CI,,2026-Q1,,down", "CI,A,2026-Q1,green,"), "down (given by the team)"),
    ],
)
def test_a_trend_is_shown_with_its_origin(shown, rows, trend):
    assert any(f"  {trend}  " in line for line in shown(*rows))


def test_a_long_name_does_not_fill_the_line(shown):
    lines = shown(f"{'E' * 200},{'C' * 200},2026-Q1,red,")
    assert max(map(len, lines)) < 200


def test_a_template_is_followed_by_what_to_type(tmp_path, monkeypatch):
    monkeypatch.delenv("SEATING_CALLED", raising=False)
    lines = told(list_template(tmp_path / "mine.csv", Quarter(2026, 4))).splitlines()
    assert lines[0] == f"Wrote {tmp_path / 'mine.csv'} with the components to rate for 2026-Q4."
    assert lines[-1] == f"  seating dashboard {tmp_path / 'mine.csv'}"


def test_a_quarter_is_read_or_refused_in_a_sentence():
    assert _parse_quarter(None) is None
    assert str(_parse_quarter("Q3 2026")) == "2026-Q3"
    with pytest.raises(UsageError, match='"soon" is not a quarter'):
        _parse_quarter("soon")


@pytest.mark.parametrize("files", [("ratings.csv", "alone.csv"), ("two-sites.csv",)], ids=["raters", "sites"])
def test_the_page_is_as_stored(files, tmp_path, request):
    made = make_dashboard([f"examples/dashboard/{name}" for name in files], tmp_path, None, "")
    page = replace(made, files=dict.fromkeys(made.files, "reports/dashboard.html"))
    compare(f"dashboard-{request.node.callspec.id}", lambda: list_blocks(page), languages=("en", "es"))
