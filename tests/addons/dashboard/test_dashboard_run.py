"""The element dashboard from files: which results are read, what is refused, and what is never overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seating.addons.dashboard import dashboard_run as dashboard
from seating.addons.dashboard.dashboard_run import make_dashboard, read_results, write_template
from seating.addons.dashboard.ratings import Quarter
from seating.errors import InputError, UsageError
from seating.ledger import Kind, Ledger
from tests.ledger.made_up import record as round_of
from tests.ledger.made_up import seated, two_rounds

SAVED = Path(__file__).parents[3] / "reports" / "sample" / "round-1" / "result.json"
RATINGS = "element,component,quarter,rating\nWork,Goals,2026-Q2,red\nWork,Goals,2026-Q3,green\n"


def write_result(out: Path, number: int, content: bytes) -> None:
    folder = out / f"round-{number}"
    folder.mkdir(parents=True)
    (folder / "result.json").write_bytes(content)


def record(number: int) -> bytes:
    plain = json.loads(SAVED.read_bytes())
    plain["rounds"][0]["round"] = number
    return json.dumps(plain).encode()


def test_results_come_in_the_order_of_their_rounds(tmp_path: Path) -> None:
    for number in (10, 2, 1):
        write_result(tmp_path, number, record(number))
    (tmp_path / "round-x").mkdir()
    (tmp_path / "round-x" / "result.json").write_bytes(record(3))
    records, notes = read_results(tmp_path)
    assert [each.rounds[0].round for each in records] == [1, 2, 10]
    assert notes == []


def test_rounds_that_are_only_planned_or_no_longer_saved_propose_nothing(tmp_path: Path) -> None:
    two_rounds(tmp_path)  # round 2 is open
    planned = Ledger.open(tmp_path)
    planned = planned.add(
        Kind.SEATED, {**seated(2, {"ana": "a"}), "rounds": [round_of(n, {"ana": "a"}) for n in (2, 3)]}
    )
    for number in (*planned.rounds, 4):
        write_result(tmp_path, number, record(number))
    records, notes = read_results(tmp_path)
    assert [each.rounds[0].round for each in records] == [1, 2]
    assert notes == []


def test_no_round_is_left_out_if_the_ledger_is_damaged(tmp_path: Path) -> None:
    """A damaged entry is not read, so the ledger lacks a round whose result can be read."""
    two_rounds(tmp_path)
    for number in (1, 2):
        write_result(tmp_path, number, record(number))
    damaged = next(path for path in sorted((tmp_path / "rounds").iterdir()) if path.name.startswith("0003"))
    damaged.write_bytes(b"{")
    assert list(Ledger.open(tmp_path).rounds) == [1]
    records, notes = read_results(tmp_path)
    assert [each.rounds[0].round for each in records] == [1, 2]
    assert notes == []


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"rounds": []}', b"[" * 100_000])
def test_a_file_that_is_no_result_is_noted_and_skipped(tmp_path: Path, content: bytes) -> None:
    write_result(tmp_path, 1, content)
    write_result(tmp_path, 2, record(2))
    records, notes = read_results(tmp_path)
    assert [each.rounds[0].round for each in records] == [2]
    assert [note.slug for note in notes] == ["result-unread"]
    assert "round-1" in notes[0].text


def test_an_older_result_is_noted_and_skipped(tmp_path: Path) -> None:
    older = json.dumps({**json.loads(SAVED.read_bytes()), "schema_version": 1}).encode()
    write_result(tmp_path, 1, older)
    records, notes = read_results(tmp_path)
    assert records == []
    assert ["was written by another version" in note.text for note in notes] == [True]


def test_a_round_without_its_result_is_noted(tmp_path: Path) -> None:
    """`forget` removes the file, and the pages that are written again do not bring it back."""
    write_result(tmp_path, 1, record(1))
    (tmp_path / "round-2").mkdir()
    (tmp_path / "round-3").write_text("a file", encoding="utf-8")
    records, notes = read_results(tmp_path)
    assert [each.rounds[0].round for each in records] == [1]
    assert [(note.slug, "round-2" in note.text) for note in notes] == [("result-missing", True)]


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_result(tmp_path, 1, record(1))
    monkeypatch.setattr(dashboard, "LARGEST_RECORD", 10)
    assert read_results(tmp_path)[0] == []


def test_the_newest_quarter_is_shown_unless_another_is_named(tmp_path: Path) -> None:
    ratings = tmp_path / "ratings.csv"
    ratings.write_text(RATINGS, encoding="utf-8")
    assert make_dashboard(ratings, tmp_path).board.quarter == Quarter(2026, 3)
    assert make_dashboard(ratings, tmp_path, Quarter(2026, 2)).board.quarter == Quarter(2026, 2)
    assert (tmp_path / "dashboard.html").is_file()
    with pytest.raises(UsageError, match=r"has no row for 2025-Q1\. It has rows for 2026-Q2 and 2026-Q3"):
        make_dashboard(ratings, tmp_path, Quarter(2025, 1))


def test_ratings_without_a_quarter_are_refused(tmp_path: Path) -> None:
    ratings = tmp_path / "ratings.csv"
    ratings.write_text("element,component,quarter,rating\nWork,Goals,,\n", encoding="utf-8")
    with pytest.raises(InputError, match="no row names a quarter"):
        make_dashboard(ratings, tmp_path)


def test_a_template_is_written_once_for_its_quarter(tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    assert write_template(path, Quarter(2026, 4)) == Quarter(2026, 4)
    text = path.read_bytes()
    assert b"2026-Q4" in text
    assert text.startswith(b"\xef\xbb\xbf")
    with pytest.raises(UsageError, match="already exists"):
        write_template(path)
    assert path.read_bytes() == text
