"""A seating made by hand is judged by the same rules."""

from __future__ import annotations

from pathlib import Path

import pytest

import seating
from seating.report.spreadsheets import seating_csv

PEOPLE = [
    {"id": "ana", "name": "Ana Ruiz", "sector": "labor"},
    {"id": "ben", "name": "Ben Okafor", "sector": "labor"},
    {"id": "cam", "name": "=Cam", "sector": "business"},
    {"id": "dee", "name": "Dee Lund", "sector": "business"},
    {"id": "eve", "name": "Eve Host", "duty": "host"},
]
CONVENING = {
    "tables": [{"id": "north", "name": "North hall"}, {"id": "south"}],
    "requirements": [{"kind": "balance", "of": "sector", "weight": 3}],
}


def written(folder: Path, *lines: str) -> Path:
    path = folder / "by-hand.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def slugs(folder: Path, *lines: str) -> list[tuple[int | None, str]]:
    with pytest.raises(seating.InputError) as failure:
        seating.review(PEOPLE, written(folder, *lines), CONVENING)
    return [(problem.line, problem.slug) for problem in failure.value.problems]


def test_names_and_ids_both_say_who(tmp_path: Path) -> None:
    """A table may be named by its id or its name; both sectors apart cost four people off."""
    lines = ("name,table", "Ana Ruiz,North hall", "Ben Okafor,north", "'=Cam,south", "Dee Lund,SOUTH", "Eve Host,north")
    result = seating.review(PEOPLE, written(tmp_path, *lines), CONVENING)
    assert (result.penalty, result.bound, result.gap) == (12, None, None)


def test_what_solve_writes_is_read_back(tmp_path: Path) -> None:
    """seating.csv, as written, gives the plan it was written from."""
    solved = seating.solve(PEOPLE, CONVENING)
    path = tmp_path / "seating.csv"
    path.write_bytes(seating_csv(solved))
    reviewed = seating.review(PEOPLE, path, CONVENING)
    assert reviewed.plan == solved.plan
    assert reviewed.penalty == solved.penalty


def test_everything_wrong_is_named_at_once(tmp_path: Path) -> None:
    """An unknown person, an unknown table, and somebody seated twice."""
    lines = ("id,table", "ana,north", "bne,north", "cam,west", "ana,south")
    assert slugs(tmp_path, *lines) == [(3, "person-unknown"), (4, "table-unknown"), (5, "seated-twice")]


def test_people_left_out_are_an_error_and_staff_are_not(tmp_path: Path) -> None:
    """Whoever comes needs a table; staff may stand."""
    assert slugs(tmp_path, "id,table", "ana,north", "ben,south", "cam,south") == [(None, "seat-missing")]
    lines = ("id,table", "ana,north", "ben,south", "cam,north", "dee,south")
    result = seating.review(PEOPLE, written(tmp_path, *lines), CONVENING)
    assert result.penalty == 0
    assert "staff-unseated" in {note.slug for note in result.notes}


def test_a_file_without_headings_says_what_it_needs(tmp_path: Path) -> None:
    """Nobody is guessed from a column without a heading."""
    assert slugs(tmp_path, "Ana Ruiz,north") == [(None, "seating-headings")]


def test_a_shared_result_without_a_number_or_a_time_gets_a_note() -> None:
    """A wedding, at which no one represents anything, is asked for neither."""

    def told(result: str, organization: str = "Mill") -> list[str]:
        rows = [{"name": "Ana", "organization": organization}, {"name": "Ben"}]
        notes = seating.check(rows, {"shared_result": result}).notes
        return [note.text for note in notes if note.slug == "shared-result-vague"]

    assert [text.partition(". Name")[0] for text in told("Better lives")] == [
        'The shared result "Better lives" does not state how much will change and by when'
    ]
    assert "does not state by when" in told("10,000 more jobs")[0]
    assert "does not state how much will change." in told("Better lives by 2031")[0]
    assert told("Better lives", organization="") == []
    assert told("") == told("By 2031, 10,000 more people have work") == []
    assert told("Every third new firm is still open after five years") == []
    assert "found no word for people in it" in told("Unemployment is cut in half by 2031")[0]
    things = (
        "50 kilometers of trail",
        "900 liters",
        "70 kilograms",
        "2 theaters",
        "9 flowers",
        "8 chargers",
        "3 boilers",
    )
    for thing in (*things, "6 transfers"):
        assert "found no word for people in it" in told(f"Build {thing} by 2027")[0], thing
    assert told("Train 50 plumbers by 2027") == []
    assert told("By 2031, 40 weavers in the valley can live from their craft") == []
    assert told("En 2031, 40 tejedoras del valle viven de su oficio") == []
    assert "found no word for people in it" in told("By 2031, 3 new shelters, 2 rivers and 50 computers")[0]
    assert told("En 2031, 500 jóvenes más tienen trabajo") == []
