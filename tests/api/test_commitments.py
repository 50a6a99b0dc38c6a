"""Promises from the file beside the list to the pages of the next round."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from seating.api.request import Request
from seating.api.result import Solved
from seating.api.saved_rounds.saving import render_report_again
from seating.api.solve import solve_request
from seating.errors import InputError

CONVENING = """
tables:
  - {id: north, name: North hall, seats: 3-4, decides: by consent, reports_to: south, meets: on Mondays}
  - {id: south, seats: 3-4}
requirements: []
rounds: [{day: 2026-02-01}, {day: 2026-05-01}]
"""
ROWS = (
    "table,who,what,by,state,note,missing\n"
    "north,Person 1,Publish the fees,2026-03-01,,,renters\n"
    "south,Person 2,Ask two schools,2026-09-01,kept,,\n"
)


def seated(folder: Path, rows: str | None = ROWS, **changes: object) -> Solved:
    people = "\n".join(["id,name,email", *(f"p{n},Person {n},p{n}@example.org" for n in range(6))])
    (folder / "people.csv").write_text(people + "\n", encoding="utf-8")
    (folder / "convening.yaml").write_text(CONVENING, encoding="utf-8")
    if rows is not None:
        (folder / "commitments.csv").write_text(rows, encoding="utf-8")
    return solve_request(Request(folder / "people.csv", out=folder / "out", **changes))


def test_an_open_promise_becomes_late_in_the_round_after_its_date(tmp_path: Path) -> None:
    seated(tmp_path)
    first = (tmp_path / "out/round-1/report.html").read_text(encoding="utf-8")
    assert "Late: 0. Open: 1. Kept: 1. Dates are compared with 2026-02-01, the day of this round." in first
    seated(tmp_path, next_round=True)
    folder = tmp_path / "out/round-2"
    report = (folder / "report.html").read_text(encoding="utf-8")
    assert "Late: 1. Open: 0. Kept: 1. Dates are compared with 2026-05-01, the day of this round." in report
    page = (folder / "packet/charters.html").read_text(encoding="utf-8")
    for text in ("by consent", "on Mondays", "Publish the fees", "renters"):
        assert text in page
    with (folder / "packet/letters.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {row["name"]: row["promises"] for row in csv.DictReader(file)}
    assert told == dict.fromkeys(told, "") | {"Person 1": "Publish the fees (2026-03-01, late)"}


def test_a_file_that_is_about_something_else_is_left_alone(tmp_path: Path) -> None:
    result = seated(tmp_path, "budget,amount\nrent,100\n")
    assert result.commitments is None
    assert [note.slug for note in result.notes if note.slug.startswith("commitment")] == ["commitments-not-read"]


def test_a_bad_row_stops_the_run_with_its_cell(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r'commitments\.csv:2: column "by" \(D\): "soon" is neither a date nor a round'
    ):
        seated(tmp_path, "table,who,what,by\nnorth,Person 1,call,soon\n")


def test_the_report_is_written_again_with_the_states_of_today(tmp_path: Path) -> None:
    seated(tmp_path)
    (tmp_path / "commitments.csv").write_text(ROWS.replace("2026-03-01,,", "2026-03-01,done,"), encoding="utf-8")
    render_report_again(Request(tmp_path / "people.csv", out=tmp_path / "out"))
    report = (tmp_path / "out/round-1/report.html").read_text(encoding="utf-8")
    assert "Late: 0. Open: 0. Kept: 2." in report
