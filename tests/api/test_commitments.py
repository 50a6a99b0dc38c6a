"""Promises from the file beside the list to the pages of the next round."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from seating.analysis.promises import PromiseState
from seating.api.day.desk_arrivals import add_walk_in
from seating.api.repair import repair_request
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.rounds import compare_rounds
from seating.api.saved_rounds.closing_report import write_closing_report
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.saved_rounds.saving import render_report_again
from seating.api.solve import solve_request
from seating.errors import InputError
from seating.forms.worksheets import FEEDBACK
from seating.ledger import Ledger
from seating.pages.rounds import list_comparison
from seating.pages.solved import list_page_notes
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.report.fates import tell_fate
from seating.report.missing import list_missing
from seating.report.packet import find_table
from seating.report.pages import render_packet
from seating.report.sections import changed
from seating.report.spreadsheets import letters_csv
from seating.report.transition import find_transition
from tests.present.told import told as told_in

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
    return solve_request(Request(folder / "people.csv", out=folder / "out", **{"packet": False, **changes}))


def test_an_open_promise_becomes_late_in_the_round_after_its_date(tmp_path: Path) -> None:
    seated(tmp_path)
    first = (tmp_path / "out/round-1/report.html").read_text(encoding="utf-8")
    assert "Late: 0. Open: 1. Kept: 1. Dates are compared with the day of the round: 2026-02-01." in first
    seated(tmp_path, next_round=True, packet=True)
    folder = tmp_path / "out/round-2"
    report = (folder / "report.html").read_text(encoding="utf-8")
    assert "Late: 1. Open: 0. Kept: 1. Dates are compared with the day of the round: 2026-05-01." in report
    page = (folder / "packet/governance.html").read_text(encoding="utf-8")
    for text in ("by consent", "on Mondays", "Publish the fees", "renters"):
        assert text in page
    with (folder / "packet/letters.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {row["name"]: row["promises"] for row in csv.DictReader(file)}
    assert told == dict.fromkeys(told, "") | {"Person 1": "Publish the fees (2026-03-01, late)"}


def test_a_file_that_is_about_something_else_is_left_alone(tmp_path: Path) -> None:
    result = seated(tmp_path, "budget,amount\nrent,100\n")
    assert result.commitments is None
    assert [note.slug for note in result.notes if note.slug.startswith("commitment")] == ["commitments-not-read"]


def test_a_bad_row_is_a_note_with_its_cell(tmp_path: Path) -> None:
    result = seated(tmp_path, "table,who,what,by\nnorth,Person 1,call,soon\n")
    (note,) = (note for note in result.notes if note.slug == "commitment-by")
    assert 'commitments.csv:2: column "by" (D): "soon" is neither a date nor a round' in note.text


def test_the_report_is_written_again_with_the_states_of_today(tmp_path: Path) -> None:
    seated(tmp_path)
    (tmp_path / "commitments.csv").write_text(ROWS.replace("2026-03-01,,", "2026-03-01,done,"), encoding="utf-8")
    render_report_again(Request(tmp_path / "people.csv", out=tmp_path / "out"))
    report = (tmp_path / "out/round-1/report.html").read_text(encoding="utf-8")
    assert "Late: 0. Open: 0. Kept: 2." in report


@pytest.mark.parametrize("private", [False, True])
def test_a_text_that_means_a_voice_is_understood_after_the_list_has_changed(tmp_path: Path, *, private: bool) -> None:
    """The record has only the sentences of the requirements, and the present convening describes its public ones."""
    voice = (
        f"{{kind: voice, name: Organized labor, who: {{sector: labor}}, at: the room, private: {str(private).lower()}}}"
    )
    people = ["id,name,sector", *(f"p{n},Person {n},{'labor' if n < 3 else 'other'}" for n in range(6))]
    (tmp_path / "people.csv").write_text("\n".join(people), encoding="utf-8")
    convening = CONVENING.replace("requirements: []", f"requirements: [{voice}]")
    (tmp_path / "convening.yaml").write_text(convening, encoding="utf-8")
    (tmp_path / "commitments.csv").write_text(ROWS.replace("renters", "labor"), encoding="utf-8")
    request = Request(tmp_path / "people.csv", out=tmp_path / "out", packet=False)
    named = [one.name for one in list_missing(solve_request(request).for_team) if one.state is None]
    (tmp_path / "people.csv").write_text("\n".join([*people, "p6,Person 6,other"]), encoding="utf-8")
    saved = saved_result(request)
    assert not saved.is_unchanged
    assert [one.name for one in list_missing(saved.result.for_team) if one.state is None] == named
    assert named == [], "the list has people of this sector, whether a private voice asks for them or not"


def test_a_new_day_of_the_open_round_is_told_as_its_day(tmp_path: Path) -> None:
    seated(tmp_path)
    (tmp_path / "convening.yaml").write_text(CONVENING.replace("2026-02-01", "2026-04-01"), encoding="utf-8")
    render_report_again(Request(tmp_path / "people.csv", out=tmp_path / "out"))
    told = "Late: 1. Open: 0. Kept: 1. Dates are compared with the day of the round: 2026-04-01."
    assert told in (tmp_path / "out/round-1/report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["today: 2026-04-01\n", ""])
def test_a_date_that_was_added_to_the_convening_counts_for_the_open_round(tmp_path: Path, text: str) -> None:
    """The report asks for it, and the promises are read again as well. Rounds that are over keep their dates."""
    seated(tmp_path)
    (tmp_path / "convening.yaml").write_text(text + CONVENING, encoding="utf-8")
    request = Request(tmp_path / "people.csv", out=tmp_path / "out")
    render_report_again(request)
    late = "Late: 1. Open: 0. Kept: 1. Dates are compared with today’s date, as it was given: 2026-04-01."
    as_saved = "Late: 0. Open: 1. Kept: 1. Dates are compared with the day of the round: 2026-02-01."
    report = tmp_path / "out/round-1/report.html"
    assert (late if text else as_saved) in report.read_text(encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(CONVENING, encoding="utf-8")
    seated(tmp_path, next_round=True)
    (tmp_path / "convening.yaml").write_text(text + CONVENING, encoding="utf-8")
    render_report_again(request, 1)
    assert as_saved in report.read_text(encoding="utf-8")


@pytest.mark.parametrize("with_list", [True, False])
def test_who_tables_miss_stands_on_the_sheet_that_is_made_again_from_the_ledger(
    tmp_path: Path, *, with_list: bool
) -> None:
    """Also where the list has changed since, so that the requirements are not known again."""
    solved = seated(tmp_path)
    assert [one.name for one in list_missing(solved)] == ["renters"]
    people = tmp_path / "people.csv"
    people.write_text(people.read_text(encoding="utf-8") + "p6,Person 6,\n", encoding="utf-8")
    saved = saved_result(Request(people if with_list else None, out=tmp_path / "out"))
    assert not saved.is_unchanged
    assert [one.name for one in list_missing(saved.result)] == ["renters"]


def test_a_mistyped_state_has_one_note_whenever_pages_are_made_from_the_file(tmp_path: Path) -> None:
    """Also if it was mistyped after the round was seated, and if pages are made from the ledger alone."""
    seated(tmp_path)
    file = tmp_path / "commitments.csv"
    file.write_text(ROWS.replace("2026-03-01,,", "2026-03-01,dropped,"), encoding="utf-8")
    for request in (
        Request(tmp_path / "people.csv", out=tmp_path / "out"),
        Request(None, out=tmp_path / "out", commitments=(file,)),
    ):
        told = [note.text for note in list_page_notes(render_report_again(request))]
        (text,) = (one for one in told if "dropped" in one)
        assert text.startswith(
            'commitments.csv:2: column "state" (E): "dropped" is not a valid state for a promise. '
            "The promise counts as open."
        )
    file.write_text(ROWS, encoding="utf-8")
    mended = render_report_again(Request(tmp_path / "people.csv", out=tmp_path / "out"))
    assert not [note for note in mended.notes if note.slug == "commitment-state"]


def test_what_the_note_on_a_file_told_when_the_round_was_seated_is_told_once(tmp_path: Path) -> None:
    seated(tmp_path, ROWS.replace("2026-03-01,,", "2026-03-01,dropped,"))
    again = render_report_again(Request(tmp_path / "people.csv", out=tmp_path / "out"))
    assert [note.slug for note in again.notes].count("commitment-state") == 1
    seated(tmp_path, "budget,amount\nrent,100\n")
    again = render_report_again(Request(tmp_path / "people.csv", out=tmp_path / "out"))
    assert [note.slug for note in list_page_notes(again)] == ["commitments-not-read"]
    assert [note.slug for note in again.notes].count("commitments-not-read") == 1


def test_the_ledger_keeps_promises_for_rounds_without_the_file(tmp_path: Path) -> None:
    saved = seated(
        tmp_path, ROWS + "south,p3; Oak Fund,Ask\u00a0the county,round 1,late,needs at least one letter,p4\n"
    )
    (tmp_path / "commitments.csv").unlink()
    again = seated(tmp_path, None, next_round=True)
    assert saved.commitments is not None
    assert again.commitments is not None
    strip = [replace(each, line=0, typed=PromiseState.OPEN) for each in saved.commitments.promises]
    assert [replace(each, typed=PromiseState.OPEN) for each in again.commitments.promises] == strip
    assert [(one.table, one.text, one.person) for one in again.commitments.missing] == [
        ("north", "renters", None),
        ("south", "Person 4", "p4"),
    ]
    report = (tmp_path / "out/round-2/report.html").read_text(encoding="utf-8")
    assert "Late: 2. Open: 0. Kept: 1." in report
    assert "needs at least one letter" in report
    record = json.loads((tmp_path / "out/round-2/result.json").read_text(encoding="utf-8"))
    assert record["promises"]["promises"][0] == {
        "table": "north",
        "who": [{"name": "Person 1", "id": "p1"}],
        "what": "Publish the fees",
        "by": "2026-03-01",
        "state": "late",
    }
    assert record["promises"]["missing"][0] == {"table": "north", "name": "renters", "id": None}


def promises_of(result: Solved, name: str) -> str:
    letters = csv.DictReader(io.StringIO(letters_csv(result, words_in("en")).decode("utf-8-sig")))
    (row,) = (row for row in letters if row["name"] == name)
    return row["promises"]


@pytest.mark.parametrize(("more", "is_told"), [("", True), ("p7,Person 1,\np8,Person 1,\n", False)])
def test_a_letter_written_again_has_the_promise_of_one_who_left(tmp_path: Path, more: str, *, is_told: bool) -> None:
    """Unless the promise may be that of others who have the name on the present list."""
    first = seated(tmp_path)
    people = tmp_path / "people.csv"
    lines = people.read_text(encoding="utf-8").splitlines(keepends=True)
    people.write_text("".join(line for line in lines if "Person 1" not in line) + more, encoding="utf-8")
    saved = saved_result(Request(people, out=tmp_path / "out"))
    assert not saved.is_unchanged
    assert promises_of(first, "Person 1")
    assert promises_of(saved.result, "Person 1") == (promises_of(first, "Person 1") if is_told else "")


def test_sheets_find_the_walk_ins_of_their_round(tmp_path: Path) -> None:
    """They are not on the list, but sat at the table that typed the sheet."""
    first = seated(tmp_path, None)
    request = Request(tmp_path / "people.csv", out=tmp_path / "out", packet=False)
    add_walk_in(tmp_path / "out", first.people, 1, "Zoe Quill")
    repair_request(request)
    rows = "table,who,what,by\nnorth,Zoe Quill,Bring five fathers,2026-09-01\nnorth,Zoe Quail,Bring one more,\n"
    (tmp_path / "commitments.csv").write_text(rows)
    (tmp_path / "requests.csv").write_text("table,request,asked of,owner\nnorth,Open the school,south,Zoe Quill\n")
    shown = saved_result(request)
    assert shown.is_unchanged
    (note,) = (one for one in shown.result.notes if one.slug == "person-unknown")
    assert "Zoe Quail" in note.text
    assert promises_of(shown.result, "Zoe Quill") == "Bring five fathers (2026-09-01, open)"
    found = find_transition(shown.result, shown.result.people.by_id["walk-in-1"])
    assert [one.what for one in found.promises] == ["Bring five fathers"]
    assert len(found.requests) == 1
    repair_request(request)
    solve_request(replace(request, next_round=True))
    assert promises_of(saved_result(request, 1).result, "Zoe Quill") == "Bring five fathers (2026-09-01, open)"


def test_a_round_that_is_over_shows_the_promises_it_was_saved_with(tmp_path: Path) -> None:
    seated(tmp_path)
    seated(tmp_path, ROWS.replace("2026-03-01,,", "2026-03-01,done,"), next_round=True)
    for people in (tmp_path / "people.csv", None):
        for number, told in ((1, "Late: 0. Open: 1. Kept: 1."), (2, "Late: 0. Open: 0. Kept: 2.")):
            render_report_again(Request(people, out=tmp_path / "out"), number)
            assert told in (tmp_path / f"out/round-{number}/report.html").read_text(encoding="utf-8")
    other = tmp_path / "other.csv"
    other.write_text("table,what\nnorth,Call the bank\n", encoding="utf-8")
    render_report_again(Request(None, out=tmp_path / "out", commitments=(other,)), 1)
    assert "Call the bank" in (tmp_path / "out/round-1/report.html").read_text(encoding="utf-8")


def test_a_later_file_replaces_the_same_promise_of_an_earlier_one(tmp_path: Path) -> None:
    files = []
    for number, row in enumerate(
        ("north,p1,Publish the fees,,,x", "north,,publish  the Fees,,kept,", "south,,Call,,,X")
    ):
        files.append(tmp_path / f"meeting-{number}.csv")
        files[-1].write_text(f"table,who,what,by,state,missing\n{row}\n", encoding="utf-8")
    found = seated(tmp_path, None, commitments=tuple(files)).commitments
    assert found is not None
    assert [(each.what, each.typed.value) for each in found.promises] == [
        ("publish  the Fees", "kept"),
        ("Call", "open"),
    ]
    assert [(one.table, one.text) for one in found.missing] == [("north", "x"), ("south", "X")]


def test_a_file_without_promises_that_are_not_kept_gives_a_note(tmp_path: Path) -> None:
    seated(tmp_path, ROWS + "south,,Old news,,kept,,\n")
    result = seated(tmp_path, "table,what\nsouth,Something new\n", next_round=True)
    (note,) = [note for note in result.notes if note.slug == "promises-left-out"]
    assert note.text.startswith(
        "1 promise that is not marked as kept is in the saved round but not in commitments.csv, such as "
        '"Publish the fees". The pages no longer show'
    )
    assert result.commitments is not None
    assert [each.what for each in result.commitments.promises] == ["Something new"]


def test_a_promise_that_was_kept_and_is_open_in_the_file_gives_a_note(tmp_path: Path) -> None:
    seated(tmp_path, "table,what,state\nsouth,Call the bank,kept\n")
    result = seated(tmp_path, "table,what,state\nsouth,Call  the bank,\n", next_round=True)
    (note,) = [note for note in result.notes if note.slug == "promises-left-out"]
    assert note.text.startswith('1 promise that was kept is not marked as kept in commitments.csv, such as "Call the')


def test_the_closing_report_has_words_for_people_who_were_forgotten(tmp_path: Path) -> None:
    seated(tmp_path, "table,what\nsouth,Ask forgotten-1\n")
    later = tmp_path / "later.csv"
    later.write_text("table,what\nsouth,Something new\n", encoding="utf-8")
    out = next(tmp_path.rglob("rounds")).parent
    (note,) = [one for one in write_closing_report(out, (), [later]).notes if one.slug == "promises-left-out"]
    assert '"Ask a person whose data was removed"' in note.text


def test_the_closing_report_tells_which_promises_of_saved_rounds_no_file_has(tmp_path: Path) -> None:
    seated(tmp_path, ROWS + "south,,Old news,,kept,,\n")
    seated(tmp_path, "table,what\nsouth,Something new\n", next_round=True)
    later, whole = tmp_path / "later.csv", tmp_path / "whole.csv"
    later.write_text("table,what\nsouth,Something new\n", encoding="utf-8")
    whole.write_text(ROWS + "south,,Old news,,kept,,\nsouth,,Something new,,,,\n", encoding="utf-8")
    out = next(tmp_path.rglob("rounds")).parent
    (note,) = [one for one in write_closing_report(out, (), [later]).notes if one.slug == "promises-left-out"]
    assert "from the saved rounds are not counted here" in note.text
    assert "promises-left-out" not in {one.slug for one in write_closing_report(out, (), [whole]).notes}


def test_a_promise_written_at_a_table_that_its_own_became_is_not_left_out(tmp_path: Path) -> None:
    seated(tmp_path, "table,what\nnorth,Publish the fees\n")
    (tmp_path / "later.yaml").write_text(
        "tables: [{id: east, was: north, seats: 2-4}, {id: west, was: north, seats: 2-4}]\nrequirements: []\n",
        encoding="utf-8",
    )
    rows = "table,what\neast,Publish the fees\n"
    result = seated(tmp_path, rows, convening=tmp_path / "later.yaml", next_round=True)
    assert "promises-left-out" not in {note.slug for note in result.notes}


@pytest.mark.parametrize(("row", "is_told"), [("south,publish the  fees", False), ("north,Print the fees", True)])
def test_a_promise_that_was_moved_to_another_table_is_not_left_out(tmp_path: Path, row: str, is_told: bool) -> None:
    seated(tmp_path, "table,what\nnorth,Publish the fees\n")
    result = seated(tmp_path, f"table,what\n{row}\n", next_round=True)
    assert ("promises-left-out" in {note.slug for note in result.notes}) is is_told


def test_promises_of_a_table_that_ended_keep_its_name(tmp_path: Path) -> None:
    seated(tmp_path, "table,what\nnorth,Publish the fees\nsouth,Call the bank\n")
    (tmp_path / "commitments.csv").unlink()
    later = tmp_path / "later.yaml"
    later.write_text(
        "tables: [{id: east, was: south, seats: 3-4}, {id: west, seats: 3-4}]\nrequirements: []\n", encoding="utf-8"
    )
    saved = seated(tmp_path, None, convening=later, next_round=True).commitments
    assert saved is not None
    assert [(each.table, each.what) for each in saved.promises] == [
        ("north", "Publish the fees"),
        ("east", "Call the bank"),
    ]
    assert "<bdi>North hall</bdi>" in (tmp_path / "out/round-2/report.html").read_text(encoding="utf-8")
    typed = seated(tmp_path, "table,what\nNorth HALL,Publish the fees\n", convening=later).commitments
    assert typed is not None
    assert [each.table for each in typed.promises] == ["north"]


def test_whom_a_table_named_as_missing_is_nominated_also_without_charts(tmp_path: Path) -> None:
    text = "id,name,email,status\n" + "\n".join(f"p{n},Person {n},p{n}@example.org,accepted" for n in range(6))
    (tmp_path / "list.csv").write_text(f"{text}\nx1,Bea Stone,bea@example.org,idea\n", encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(CONVENING, encoding="utf-8")
    (tmp_path / "commitments.csv").write_text("table,what,missing\nnorth,,renters; Bea Stone\n", encoding="utf-8")
    result = solve_request(Request(tmp_path / "list.csv", out=tmp_path / "out"))
    assert result.nominations is not None
    assert [(one.text, one.table, one.by_tables) for one in result.nominations.found] == [
        ("Bea Stone", "north", ("North hall",)),
        ("renters", "north", ("North hall",)),
    ]
    report = (tmp_path / "out/round-1/report.html").read_text(encoding="utf-8")
    assert "Who was nominated" in report
    page = (tmp_path / "out/round-1/packet/convener-only/for-you-alone.html").read_text(encoding="utf-8")
    assert "North hall" in page
    record = json.loads((tmp_path / "out/round-1/result.json").read_text(encoding="utf-8"))
    assert [(one["text"], one["named_by"], one["fate"]) for one in record["nominations"]] == [
        ("Bea Stone", 1, "not_invited"),
        ("renters", 1, "unknown"),
    ]


def test_promises_of_a_table_that_was_split_keep_its_name(tmp_path: Path) -> None:
    seated(tmp_path, "table,what\nnorth,Publish the fees\n")
    (tmp_path / "commitments.csv").unlink()
    later = tmp_path / "later.yaml"
    later.write_text(
        "tables: [{id: east, was: north, seats: 2-4}, {id: west, was: north, seats: 2-4}]\nrequirements: []\n",
        encoding="utf-8",
    )
    saved = seated(tmp_path, None, convening=later, next_round=True).commitments
    assert saved is not None
    assert [each.table for each in saved.promises] == ["north"]
    assert "<bdi>North hall</bdi>" in (tmp_path / "out/round-2/report.html").read_text(encoding="utf-8")


SPLIT = """
tables:
  - {id: far, was: north, seats: 1-2}
  - {id: near, was: north, seats: 1-2}
  - {id: south, name: South, seats: 2-4}
requirements: []
"""


def of_tables(result: Solved) -> list[tuple[str, str]]:
    assert result.commitments is not None
    return [(each.table, each.what) for each in result.commitments.promises]


def test_the_number_of_a_table_belongs_to_the_round_of_its_sheet(tmp_path: Path) -> None:
    seated(tmp_path, "table,what\nTable 2,Invite ten food vendors\n")
    later = tmp_path / "later.yaml"
    later.write_text(SPLIT, encoding="utf-8")
    rows = "table,what\nTable 2,Invite ten food vendors\n"
    assert of_tables(seated(tmp_path, rows, convening=later, next_round=True)) == [("south", "Invite ten food vendors")]
    # The round is saved now, and its second table is another. The row keeps the table that it had.
    again = seated(tmp_path, rows, convening=later)
    assert of_tables(again) == [("south", "Invite ten food vendors")]


def test_a_number_that_may_be_of_two_rounds_is_asked_about(tmp_path: Path) -> None:
    seated(tmp_path, None)
    later = tmp_path / "later.yaml"
    later.write_text(SPLIT, encoding="utf-8")
    seated(tmp_path, None, convening=later, next_round=True)
    asked = (
        r'"mesa 2" could be south in round 1 or near in round 2\. Write the name of the table, or add a `round` column'
    )
    with pytest.raises(InputError, match=asked) as caught:
        seated(tmp_path, "table,what\nmesa 2,Call the bank\n", convening=later)
    assert [problem.slug for problem in caught.value.problems] == ["table-of-round"]
    rows = "table,what,round\n2,Call the bank,1\n2,Call the school,round 2\n"
    told = seated(tmp_path, rows, convening=later)
    assert of_tables(told) == [("south", "Call the bank"), ("near", "Call the school")]
    with pytest.raises(
        InputError,
        match=r"comes from a sheet for round 3, but that round was not saved\. The saved rounds are 1 and 2\.",
    ):
        seated(tmp_path, "table,what,round\n2,Call the bank,3\n", convening=later)


@pytest.mark.parametrize("cell", ["1", "north", "North hall", "Table 1"])
def test_a_promise_of_a_table_that_was_split_stays_with_the_table_as_it_was(tmp_path: Path, cell: str) -> None:
    seated(tmp_path, None)
    later = tmp_path / "later.yaml"
    later.write_text(SPLIT, encoding="utf-8")
    (tmp_path / "harvest.csv").write_text("table,theme,text\nNorth hall,Rent,Too dear\n", encoding="utf-8")
    told = seated(
        tmp_path,
        f"table,what\n{cell},Publish the fees\n",
        convening=later,
        next_round=True,
        harvest=tmp_path / "harvest.csv",
    )
    assert of_tables(told) == [("north", "Publish the fees")]
    assert told.harvest is not None
    assert [(one.table, one.text) for one in told.harvest.statements] == [("north", "Too dear")]
    assert told.harvest.former == {"north": "North hall (round 1)"}
    assert "North hall" in (tmp_path / "out/round-2/report.html").read_text(encoding="utf-8")


def test_the_errors_of_all_files_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "harvest.csv").write_text("theme,text\nRent,x\n", encoding="utf-8")
    (tmp_path / "resources.csv").write_text("resource,state\n", encoding="utf-8")
    named = {"harvest": tmp_path / "harvest.csv", "commitments": (tmp_path / "commitments.csv",)}
    with pytest.raises(InputError) as caught:
        seated(tmp_path, "table,who\nnorth,Ana\n", **named)
    assert {problem.file for problem in caught.value.problems} >= {"harvest.csv", "commitments.csv", "resources.csv"}


def shown_again(folder: Path, number: int, rows: str, **changes: object) -> str:
    """Return the report of a saved round, with a file of promises that is named for it."""
    (folder / "typed.csv").write_text(rows, encoding="utf-8")
    request = Request(folder / "people.csv", out=folder / "out", commitments=(folder / "typed.csv",))
    render_report_again(replace(request, **changes), number)
    return (folder / f"out/round-{number}/report.html").read_text(encoding="utf-8")


def promised_at(report: str) -> dict[str, str]:
    """Return the table that a report names beside each promise."""
    table = report.partition("What the tables promised")[2].partition("</table>")[0]
    rows = [re.findall(r"<bdi>(.*?)</bdi>", row) for row in table.split("<tr>")[2:]]
    return {row[0]: row[1] for row in rows}


@pytest.mark.parametrize("cell", ["1,", "2,2", "north,", "North hall,", "far,"])
@pytest.mark.parametrize("has_list", [True, False])
def test_pages_of_a_round_that_is_over_show_a_promise_at_the_table_that_was_split_later(
    tmp_path: Path, cell: str, has_list: bool
) -> None:
    seated(tmp_path, None)
    later = tmp_path / "later.yaml"
    later.write_text(SPLIT, encoding="utf-8")
    seated(tmp_path, None, convening=later, next_round=True)
    table, number = cell.split(",")
    listed: dict[str, object] = {"convening": later} if has_list else {"people": None}
    report = shown_again(tmp_path, 1, f"table,what,round\n{table},Publish the fees,{number}\n", **listed)
    assert promised_at(report) == {"Publish the fees": "North hall"}


def test_pages_of_a_round_that_is_over_name_the_table_that_was_renamed_later(tmp_path: Path) -> None:
    seated(tmp_path, "table,what,missing\nnorth,Publish the fees,renters\n")
    later = tmp_path / "later.yaml"
    later.write_text(
        "tables: [{id: east, was: north, name: East, seats: 3-4}, {id: new, name: New, seats: 3-4}]\n"
        "requirements: []\n",
        encoding="utf-8",
    )
    seated(tmp_path, None, convening=later, next_round=True)
    (tmp_path / "commitments.csv").unlink()
    render_report_again(Request(tmp_path / "people.csv", out=tmp_path / "out", convening=later), 1)
    report = (tmp_path / "out/round-1/report.html").read_text(encoding="utf-8")
    assert promised_at(report) == {"Publish the fees": "North hall"}
    report = shown_again(tmp_path, 1, "table,what\nEast,Publish the fees\nnew,Call the bank\n", convening=later)
    assert promised_at(report) == {"Publish the fees": "North hall", "Call the bank": "New"}


@pytest.mark.parametrize("chart", ["far", "near", "south"])
def test_pages_of_a_round_that_is_over_show_nominations_at_the_tables_of_that_round(tmp_path: Path, chart: str) -> None:
    seated(tmp_path, "table,what,missing\nNorth hall,,renters\n")
    later = tmp_path / "later.yaml"
    later.write_text(SPLIT, encoding="utf-8")
    seated(tmp_path, "table,what,missing\nsouth,,renters\n", convening=later, next_round=True)
    charts = tmp_path / "chart.csv"
    charts.write_text(f"chart of,table,who\nPerson 1,{chart},Person 3\n", encoding="utf-8")
    request = Request(tmp_path / "people.csv", out=tmp_path / "out", convening=later, charts=(charts,))
    nominations = saved_result(request, 1).result.nominations
    assert nominations is not None
    found = {one.text: (one.table, one.by_tables) for one in nominations.found}
    assert found == {
        "Person 3": ("south" if chart == "south" else "north", ()),
        "renters": ("north", ("North hall",)),
    }
    render_report_again(request, 1)
    assert "is not a member of" not in (tmp_path / "out/round-1/report.html").read_text(encoding="utf-8")


def test_pages_of_a_round_that_is_over_show_no_charts_that_only_a_later_convening_names(tmp_path: Path) -> None:
    seated(tmp_path, None)
    (tmp_path / "chart.csv").write_text("chart of,table,who\nPerson 1,south,Person 3\n", encoding="utf-8")
    later = tmp_path / "later.yaml"
    later.write_text(f"{CONVENING}charts: chart.csv\n", encoding="utf-8")
    seated(tmp_path, None, convening=later, next_round=True)
    request = Request(tmp_path / "people.csv", out=tmp_path / "out", convening=later)
    assert saved_result(request, 1).result.nominations is None
    seated(tmp_path, None, convening=later, next_round=True)
    assert saved_result(request, 2).result.nominations is not None
    later.write_text(f"{CONVENING}charts: chart.csv\ntitle: Fees\n", encoding="utf-8")
    assert saved_result(request, 2).result.nominations is not None


def test_pages_of_a_round_that_is_over_do_not_ask_to_add_who_is_on_the_list_since(tmp_path: Path) -> None:
    """A chart and a table name Wen Ito, who then joins the list. Person 3, named by a chart, has another id since."""
    seated(tmp_path, "table,what,missing\nnorth,,Wen Ito\n")
    people = tmp_path / "people.csv"
    rows = people.read_text(encoding="utf-8").replace("\np3,", "\nq3,")
    people.write_text(f"{rows.rstrip()}\nwen,Wen Ito\n", encoding="utf-8")
    charts = tmp_path / "chart.csv"
    charts.write_text("chart of,table,who\nPerson 1,south,Wen Ito; Person 3\n", encoding="utf-8")
    request = Request(people, out=tmp_path / "out", convening=tmp_path / "convening.yaml", charts=(charts,))
    result = saved_result(request, 1).result
    assert result.nominations is not None
    fates = {(one.text, one.table): str(tell_fate(result, one)) for one in result.nominations.found}
    absent = "on the list but without a seat in this round"
    seat = next(table for person, table in result.plan.seats.items() if person == "p3")
    at = "as nominated: 2 south" if seat == "south" else "elsewhere: 1 North hall"
    assert fates == {
        ("Wen Ito", "north"): absent,
        ("Wen Ito", "south"): absent,
        ("Person 3", "south"): at,
    }


def test_a_table_that_was_several_tables_in_the_round_shown_is_asked_about(tmp_path: Path) -> None:
    seated(tmp_path, None)
    later = tmp_path / "later.yaml"
    later.write_text("tables: [{id: hall, was: [north, south], seats: 6}]\nrequirements: []\n", encoding="utf-8")
    seated(tmp_path, None, convening=later, next_round=True)
    asked = r'"hall" was several tables in round 1\. The tables were north and south\. Write the one you mean\.'
    with pytest.raises(InputError, match=asked) as caught:
        shown_again(tmp_path, 1, "table,what\nhall,Publish the fees\n", convening=later)
    assert [problem.slug for problem in caught.value.problems] == ["table-split"]


def test_numbers_of_worksheets_belong_to_the_round_of_their_sheet_too(tmp_path: Path) -> None:
    seated(tmp_path, None)
    later = tmp_path / "later.yaml"
    later.write_text(SPLIT, encoding="utf-8")
    (tmp_path / "resources.csv").write_text("resource,table\nten ovens,2\n", encoding="utf-8")
    found = seated(tmp_path, None, convening=later, next_round=True).resources
    assert found is not None
    assert [one.values("focus") for one in found.found] == [("South",)]
    with pytest.raises(InputError, match=r"or add a `round` column with the sheet’s round number"):
        seated(tmp_path, None, convening=later)
    (tmp_path / "resources.csv").write_text("resource,table,round\nten ovens,2,1\nshops,2,2\n", encoding="utf-8")
    (tmp_path / "feedback.csv").write_text("table,right table,round\n2,yes,round 1\n2,no,2\n", encoding="utf-8")
    told = seated(tmp_path, None, convening=later)
    assert told.resources is not None
    assert [one.values("focus") for one in told.resources.found] == [("South",), ("near",)]
    assert [line.table for line in told.worksheets.of(FEEDBACK)] == ["south", "near"]


def numbers_before(result: Solved) -> dict[str, str]:
    """Return the cells `number_before` of the letters, by person id."""
    rows = csv.DictReader(io.StringIO(letters_csv(result, words_in("en")).decode("utf-8-sig")))
    return {result.people.named(row["name"])[0].id: row["number_before"] for row in rows}


def test_a_table_that_kept_its_name_and_got_another_number_is_told_to_those_who_sit_there(tmp_path: Path) -> None:
    """In the note, in *What changed*, in `rounds diff`, and in the letters of those who sat at it before."""
    first = seated(tmp_path, None)
    later = tmp_path / "later.yaml"
    later.write_text(SPLIT, encoding="utf-8")
    second = seated(tmp_path, None, convening=later, next_round=True)
    (note,) = (note for note in second.notes if note.slug == "tables-renumbered")
    assert "South: 2 → 3" in note.text
    changed_blocks = told_in(changed.list_blocks(second))
    assert "Tables with another number" in changed_blocks
    assert "South: 2 → 3" in changed_blocks
    compared = compare_rounds(Ledger.open(tmp_path / "out").sound, 1, 2)
    assert "South: 2 → 3" in told_in(list_comparison(compared))
    back = compare_rounds(Ledger.open(tmp_path / "out").sound, 2, 1)
    assert "south: 3 → 2" in told_in(list_comparison(back))
    stayed = {one for one, at in second.plan.seats.items() if at == first.plan.seats[one] == "south"}
    assert stayed
    assert numbers_before(second) == {one: "2" if one in stayed else "" for one in second.plan.seats}
    page = find_table.fill(second.for_everyone, Settings())
    assert page is not None
    told_there = {second.people.named(one.name)[0].id: one.renumbered for one in page}
    assert {one: str(text) for one, text in told_there.items() if text} == dict.fromkeys(stayed, "South: 2 → 3")
    assert render_packet(second)["find-table.html"].count("South: 2 → 3") == len(stayed)
    assert b"number_before" not in letters_csv(first, words_in("en"))


def test_the_number_before_is_told_to_those_who_sit_at_a_table_that_was_renamed_or_joined(tmp_path: Path) -> None:
    """Who came from a table that joined theirs had its number before, which may be the same as now."""
    first = seated(tmp_path, None)
    later = tmp_path / "later.yaml"
    later.write_text(SPLIT.replace("id: south, name: South", "id: shore, name: Shore, was: south"), encoding="utf-8")
    renamed = seated(tmp_path, None, convening=later, next_round=True)
    stayed = {one for one, at in renamed.plan.seats.items() if (first.plan.seats[one], at) == ("south", "shore")}
    assert stayed
    assert numbers_before(renamed) == {one: "2" if one in stayed else "" for one in renamed.plan.seats}

    joined = (
        "tables: [{id: new, seats: 0-1}, {id: shore, name: Both, was: [far, near], seats: 5-6}]\nrequirements: []\n"
    )
    later.write_text(joined, encoding="utf-8")
    third = seated(tmp_path, None, convening=later, next_round=True)
    stayed = {one for one, at in third.plan.seats.items() if (renamed.plan.seats[one], at) == ("shore", "shore")}
    came = {one for one, at in third.plan.seats.items() if (renamed.plan.seats[one], at) == ("far", "shore")}
    near = {one for one, at in third.plan.seats.items() if (renamed.plan.seats[one], at) == ("near", "shore")}
    assert stayed
    assert came
    assert near
    numbers = {**dict.fromkeys(third.plan.seats, ""), **dict.fromkeys(stayed, "3"), **dict.fromkeys(came, "1")}
    assert numbers_before(third) == numbers
    page = find_table.fill(third.for_everyone, Settings())
    assert page is not None
    told_there = {third.people.named(one.name)[0].id: one.renumbered for one in page}
    assert {one: str(text) for one, text in told_there.items() if text} == {
        **dict.fromkeys(stayed, "Shore: 3 → 2"),
        **dict.fromkeys(came, "far: 1 → 2"),
    }


def test_staff_who_stay_at_a_table_with_another_number_are_told_the_number_before(tmp_path: Path) -> None:
    people = [*(f"p{n},Person {n}," for n in range(6)), "ida,Ida,facilitator", "jon,Jon,facilitator"]
    (tmp_path / "people.csv").write_text("\n".join(["id,name,duty", *people]) + "\n", encoding="utf-8")
    staffed = {"requirements": [{"kind": "pin", "people": ["jon"], "tables": "south"}]}
    tables = [{"id": "north", "seats": "1-4"}, {"id": "south", "name": "South", "seats": "2-4"}]
    later = [{"id": "new", "seats": "0-2"}, *tables]
    request = Request(tmp_path / "people.csv", {"tables": tables, **staffed}, out=tmp_path / "out", packet=False)
    solve_request(request)
    second = solve_request(replace(request, convening={"tables": later, **staffed}, next_round=True))
    assert numbers_before(second)["jon"] == "2"
    page = find_table.fill(second.for_everyone, Settings())
    assert page is not None
    assert {one.name: str(one.renumbered) for one in page if one.name == "Jon"} == {"Jon": "South: 2 → 3"}
