"""The board on the terminal: colors, trends, what is not counted, and names that are too long for a line."""

from __future__ import annotations

import pytest

from seating.cli.console import Console
from seating.cli.views.dashboard import parse_quarter, print_template
from seating.dashboard import Quarter
from seating.errors import UsageError
from tests.cli.running import run


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
    assert lines[2] == "  CI  2.0  yellow  no trend yet  2 rated, 1 gray and 1 not rated (not counted)"
    assert lines[3:] == [
        *("", "Red", "  CI (1 component): A"),
        *("", "Gray: too little is known", "  CI (1 component): C"),
        *("", "Not rated", "  CI (1 component): D"),
        *("", "The dashboard was written to reports/dashboard.html."),
    ]


def test_both_spellings_of_gray_are_read_and_one_is_shown(shown):
    lines = shown("CI,A,2026-Q1,grey,", "CI,B,2026-Q1,gray,")
    assert "  CI (2 components): A and B" in lines
    assert not any("grey" in line for line in lines)


@pytest.mark.parametrize(
    ("rows", "trend"),
    [
        (("CI,A,2026-Q1,red,", "CI,A,2026-Q2,green,"), "up (1.0 in 2026-Q1)"),
        (
            ("CI,A,2026-Q1,red,", "CI,B,2026-Q2,green,", "CI,A,2026-Q2,,"),
            "up (1.0 in 2026-Q1; other components were rated then)",
        ),
        (("CI,,2026-Q1,,down", "CI,A,2026-Q1,green,"), "down (as entered)"),
    ],
)
def test_a_trend_is_shown_with_its_origin(shown, rows, trend):
    assert any(f"  {trend}  " in line for line in shown(*rows))


def test_a_long_name_does_not_fill_the_line(shown):
    lines = shown(f"{'E' * 200},{'C' * 200},2026-Q1,red,")
    assert max(map(len, lines)) < 200


def test_a_template_is_followed_by_what_to_type(capsys, tmp_path, monkeypatch):
    monkeypatch.delenv("SEATING_CALLED", raising=False)
    print_template(Console(), tmp_path / "mine.csv", Quarter(2026, 4))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"Wrote {tmp_path / 'mine.csv'} with the components to rate for 2026-Q4."
    assert lines[-1] == f"  seating dashboard {tmp_path / 'mine.csv'}"


def test_a_quarter_is_read_or_refused_in_a_sentence():
    assert parse_quarter(None) is None
    assert str(parse_quarter("Q3 2026")) == "2026-Q3"
    with pytest.raises(UsageError, match='"soon" is not a quarter'):
        parse_quarter("soon")
