"""Arrivals from window to window and from run to run: marked, read by the commands, and used as attendance."""

from __future__ import annotations

import csv
import io
import json
import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from seating.analysis import arrivals as arrivals_module
from seating.analysis.arrivals import Arrivals, ArrivalState
from seating.api import inputs as inputs_module
from seating.api.check import check_request, review_request
from seating.api.day.desk_arrivals import LOCK, add_walk_in, mark_arrival, people_on_the_day, read_arrivals_in
from seating.api.repair import repair_request
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.rounds import record_attended, undo_last
from seating.api.saved_rounds.closing_report import write_closing_report
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.solve import solve_request
from seating.errors import FolderHeldError, InputError, UsageError
from seating.ledger import Ledger, lock_folder
from seating.profiles import People, Person
from seating.profiles.list_rules import ListRules
from seating.report.closing.ledger_facts import count_groups, count_turnout
from seating.report.pages import render_packet
from seating.report.sections import changed
from seating.requirements.base.kind import Requirement
from seating.room.tables import Table
from tests.builders import person
from tests.cli.running import run
from tests.present.told import cells, told
from tests.report.conftest import Page

NAMES = ["Ana", "Ben", "Cam", "Dee", "Eli", "Fay", "Gus", "Hoa"]
CONVENING = """
tables: [{id: north, name: North, seats: 3-5}, {id: south, name: South, seats: 3-5}]
requirements:
  - {kind: voice, name: Labor, who: {sector: labor}, at_least: 1}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("convening.yaml").write_text(CONVENING)
    rows = [f"p{n},{name},{('labor', 'business')[n % 2]}" for n, name in enumerate(NAMES)]
    Path("people.csv").write_text("\n".join(["id,name,sector", *rows, ""]))
    return tmp_path


def request(**more: object) -> Request:
    return Request(people="people.csv", out=Path("out"), packet=False, **more)


def mark(result: Solved, **states: str) -> None:
    for identity, state in states.items():
        mark_arrival(Path("out"), result.people, result.room.round_number, identity, ArrivalState(state), time="9:00")


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def test_a_person_marked_absent_has_no_seat_after_a_repair(folder: Path) -> None:
    first = solve_request(request())
    mark(first, p0="absent", p1="arrived")
    second = repair_request(request())
    assert [(one.person.id, str(one.reason)) for one in second.not_seated] == [("p0", "marked absent at the desk")]
    assert set(second.plan.seats) == set(first.plan.seats) - {"p0"}
    assert "p0" in saved_result(request(), 1).result.people.by_id
    assert saved_result(request()).is_unchanged


def test_cells_of_people_marked_absent_ask_for_nothing(folder: Path) -> None:
    Path("people.csv").write_text(
        "id,name,sector,with,chose\n"
        + "\n".join(
            f"p{n},{name},{('labor', 'business')[n % 2]},{('Ben', 'Cam', '', '')[n % 4]},{('', '', '', 'north')[n % 4]}"
            for n, name in enumerate(NAMES)
        )
    )
    first = solve_request(request())
    mark(first, p0="absent", p3="absent")
    second = repair_request(request())
    assert {r.id for r in first.requirements} - {r.id for r in second.requirements} == {"with:p0", "chose:p3"}
    assert saved_result(request()).is_unchanged
    assert saved_result(request(), 1).result.by_requirement.keys() == second.by_requirement.keys()


def test_a_round_in_which_cells_of_absent_people_asked_is_unchanged(folder: Path, monkeypatch) -> None:
    """Earlier versions saved such rounds. The names of private requirements were counted with those of the absent."""
    cells = {"p0": "Ben,Hoa", "p4": ",Ben"}
    rows = [f"p{n},{name},{('labor', 'business')[n % 2]},{cells.get(f'p{n}', ',')}" for n, name in enumerate(NAMES)]
    Path("people.csv").write_text("\n".join(["id,name,sector,with,avoids", *rows, ""]))
    mark(solve_request(request()), p0="absent")
    with monkeypatch.context() as earlier_version:
        earlier_version.setattr("seating.api.day.attendance.imply_on_the_day", lambda convening, *_: convening)
        repaired = repair_request(request())
    shown = saved_result(request())
    assert shown.is_unchanged
    assert repaired.by_requirement.keys() - shown.result.by_requirement.keys() == {"with:p0", "avoids:p0"}
    assert "private-2" in {r.id for r in saved_result(Request(None, out=Path("out"))).result.requirements}
    Path("convening.yaml").write_text(CONVENING + "  - {kind: size, at: north}\n")
    assert not saved_result(request()).is_unchanged


def test_people_who_lost_their_seat_are_told_in_the_closing_report(folder: Path) -> None:
    first = solve_request(request())
    mark(first, p0="absent", p1="arrived")
    repair_request(request())
    record_attended(Path("out"), others="present")
    written = run("rounds report --out out")
    assert re.search(r"Round 1 +– +\d+ +7 +7 +\d+\n +had a seat before being marked absent: 1", written.stdout)
    for name in ("closing.html", "closing-shared.html"):
        texts = " ".join(" ".join(Page(Path("out", name).read_text(encoding="utf-8")).texts).split())
        assert ("had a seat before being marked absent: 1" in texts) == (name == "closing.html")
        assert "people with a seat, by the last seating of each round 7 " in texts, "as its table"


def test_a_walk_in_gets_a_seat_and_the_list_stays_as_it_is(folder: Path) -> None:
    before = Path("people.csv").read_bytes()
    first = solve_request(request())
    added = add_walk_in(Path("out"), first.people, 1, "  Zoe   Quill ", "=North", time="9:07")
    assert (added.after.id, added.after.name) == ("walk-in-1", "Zoe Quill")
    second = repair_request(request())
    assert second.repair is not None
    assert second.repair.newcomers == ("walk-in-1",)
    assert not second.moves
    assert Path("people.csv").read_bytes() == before
    shown = saved_result(request())
    assert shown.is_unchanged
    assert shown.result.people.by_id["walk-in-1"].organization == "=North"
    assert "Zoe Quill" in Path("out/round-1/seating.csv").read_text(encoding="utf-8-sig")


def test_walk_ins_of_two_rounds_are_two_people(folder: Path) -> None:
    """Marta came to the first round alone, and Ivo to the second."""
    solve_request(request())
    Path("out/arrivals.csv").write_text("round,name,state\n1,Marta,walk-in\n", encoding="utf-8")
    repair_request(request())
    solve_request(request(next_round=True))
    Path("out/arrivals.csv").write_text("round,name,state\n2,Ivo,walk-in\n", encoding="utf-8")
    result = repair_request(request())
    (ivo,) = [person for person in result.people if person.name == "Ivo"]
    assert ivo.id not in result.room.history.placed
    told = json.loads(run("rounds diff 1 2 --out out --json").stdout)
    assert [one["name"] for one in told["joined"]] == ["Ivo"]
    assert [one["name"] for one in told["left"]] == ["Marta"]


def test_a_walk_in_of_two_rounds_who_is_not_on_the_list_is_not_new(folder: Path) -> None:
    """Marta walked in to both rounds. Whoever shares her name in one of them cannot be told from her."""
    solve_request(request())
    Path("out/arrivals.csv").write_text("round,name,state\n1,Marta,walk-in\n", encoding="utf-8")
    repair_request(request())
    solve_request(request(next_round=True))
    Path("out/arrivals.csv").write_text("round,name,state\n2,marta,walk-in\n2,Ivo,walk-in\n", encoding="utf-8")
    result = repair_request(request())
    new = {person.name for person in result.people if person.id not in result.room.history.placed}
    assert new == {"Ivo"}
    assert dict(cells(changed.list_blocks(result))["figures"])["new"] == "1"
    assert saved_result(request()).is_unchanged
    rows = "round,name,state,organization\n2,Marta,walk-in,Choir\n2,Marta,walk-in,Bakery\n"
    Path("out/arrivals.csv").write_text(rows, encoding="utf-8")
    result = repair_request(request())
    assert {p.organization for p in result.people if p.id not in result.room.history.placed} == {"Choir", "Bakery"}


def test_a_run_reads_the_arrivals_of_each_round_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sheets of the round name the people of its day, who are then seated: at 3,000 people, a read takes 0.2 s."""
    add_walk_in(Path("out"), solve_request(request()).people, 1, "Zoe Quill")
    read: list[int] = []

    def count(out: Path, people: People, rules: ListRules, number: int, *others: Any) -> tuple[People, Arrivals]:
        read.append(number)
        return people_on_the_day(out, people, rules, number, *others)

    monkeypatch.setattr("seating.api.day.attendance.people_on_the_day", count)
    (first,) = inputs_module.read_rounds(request())
    assert "walk-in-1" in first.people.by_id
    assert read == [1]
    inputs_module.read_rounds(request(rounds=3))
    assert read == [1, 1, 2, 3]


def test_walk_ins_who_name_one_another_share_a_table(folder: Path) -> None:
    solve_request(request())
    rows = ["round,name,state,with", "1,Zoe Quill,walk-in,", "1,Yan Quill,walk-in,Zoe Quill", ""]
    Path("out/arrivals.csv").write_text("\n".join(rows))
    second = repair_request(request())
    assert [one.kind for one in second.requirements if one.id.startswith("with:")] == ["together"]
    seats = second.plan.seats
    assert seats["walk-in-1"] == seats["walk-in-2"]
    assert "arrived-anyway" not in {note.slug for note in second.notes}


def test_the_report_counts_the_rows_of_the_file_without_walk_ins(folder: Path) -> None:
    solved = solve_request(request())
    add_walk_in(Path("out"), solved.people, 1, "Ida Ash", "")
    for result in (repair_request(request(seed=0)), saved_result(request()).result):
        assert "Made from: people.csv and convening.yaml · Rows: 8 · " in " ".join(Page(result.to_html()).texts)


def test_cells_of_who_came_without_being_expected_are_not_read_and_the_convener_is_told(folder: Path) -> None:
    """Neither is what is told of people without a seat told of them any more."""
    text = Path("people.csv").read_text()
    cells = ["Tables declined,apart", "north; south,Ben", *["," for _ in range(7)]]
    Path("people.csv").write_text(
        "\n".join(f"{row},{cell}" for row, cell in zip(text.splitlines(), cells, strict=True))
    )
    first = solve_request(request())
    assert "p0" not in first.plan.seats
    slugs = {note.slug for note in first.notes if "Ana" in note.text}
    assert slugs == {"no-session-fits"}
    mark(first, p0="arrived")
    add_walk_in(Path("out"), first.people, 1, "Zoe Quill", "Choir")
    arrivals = Path("out/arrivals.csv")
    heading, *rows = arrivals.read_text(encoding="utf-8-sig").splitlines()
    arrivals.write_text("\n".join([f"{heading},needs", *(f"{row},{'ramp' * ('Zoe' in row)}" for row in rows), ""]))
    second = repair_request(request())
    assert "p0" in second.plan.seats
    (note,) = [note for note in second.notes if "Ana" in note.text or "Zoe" in note.text]
    assert (note.slug, note.text) == (
        "arrived-anyway",
        "These people arrived although they were not expected, so their cells in the columns shown in "
        'parentheses are not read: Ana ("Tables declined"). Check where they sit.',
    )
    assert "Ana" not in (note.shared_text or "Ana")


def open_step_free_room(ana: str) -> Solved:
    """Seat eight people; Ben said no. Only North is step-free, as he needs it, and Ana must sit apart from him."""
    Path("convening.yaml").write_text(CONVENING.replace("name: North,", "name: North, features: [step-free],"))
    more = {"Ana": f",,yes,,Ben,{ana}", "Ben": ",,no,step-free,,"}
    rows = [f"p{n},{name}{more.get(name, ',,yes,,,')}" for n, name in enumerate(NAMES)]
    Path("people.csv").write_text("\n".join(["id,name,sector,attending,needs,apart,pin", *rows, ""]))
    return solve_request(request())


def test_needs_of_who_came_without_being_expected_count_and_so_does_who_must_not_sit_there(folder: Path) -> None:
    first = open_step_free_room("")
    mark(first, p1="arrived")
    add_walk_in(Path("out"), first.people, 1, "Zoe Quill")
    arrivals = Path("out/arrivals.csv")
    heading, *rows = arrivals.read_text(encoding="utf-8-sig").splitlines()
    arrivals.write_text("\n".join([f"{heading},needs", *(f"{row},{'step-free' * ('Zoe' in row)}" for row in rows), ""]))
    second = repair_request(request())
    assert (second.plan.seats["p0"], second.plan.seats["p1"]) == ("south", "north")
    assert second.plan.seats["walk-in-1"] == "north"
    assert {"needs:p1", "apart:p0", "needs:walk-in-1"} <= second.by_requirement.keys()
    assert "arrived-anyway" not in {note.slug for note in second.notes}
    assert saved_result(request()).result.by_requirement.keys() == second.by_requirement.keys()


def test_a_need_of_who_came_without_being_expected_that_is_not_met_is_a_finding(folder: Path) -> None:
    mark(open_step_free_room("north"), p1="arrived")
    second = repair_request(request())
    assert "p1" in second.plan.seats
    unmet = {one.id for one in second.judged if one.is_must and not one.met}
    assert unmet & {"needs:p1", "apart:p0", "pin:p0"}
    assert len(unmet) == 1


def test_a_round_in_which_needs_of_arrivals_did_not_count_is_unchanged(folder: Path, monkeypatch) -> None:
    """Earlier versions saved such rounds. Private requirements are known again all the same."""
    mark(open_step_free_room("south"), p1="arrived")
    with monkeypatch.context() as earlier_version:
        earlier_version.setattr("seating.api.day.attendance.imply_on_the_day", lambda convening, *_: convening)
        repair_request(request())
    shown = saved_result(request())
    assert shown.is_unchanged
    assert "pin:p0" in shown.result.by_requirement
    assert "needs:p1" not in shown.result.by_requirement


def test_what_is_told_of_someone_who_is_not_there_stays_when_another_arrives_whose_name_ends_alike(
    folder: Path,
) -> None:
    rows = [f"p{n},{name},,yes," for n, name in enumerate(NAMES)]
    rows += ["a,Ann Low,,no,Ben", "b,Mary Ann Low,,no,Ben", ""]
    Path("people.csv").write_text("\n".join(["id,name,sector,attending,apart", *rows]))
    first = solve_request(request())
    told = {note.text for note in first.notes if note.slug == "not-seated-asks-nothing"}
    assert len(told) == 2
    mark(first, a="arrived")
    second = repair_request(request())
    (note,) = [note for note in second.notes if note.slug == "not-seated-asks-nothing"]
    assert "Mary Ann Low is not seated" in note.text


def test_a_note_on_the_chair_who_is_absent_has_no_id_that_the_program_made(tmp_path: Path) -> None:
    rows = [
        {"name": name, "organization": "City", "attending": "no" if name == "Ana" else ""} for name in ("Ana", "Bo")
    ]
    result = solve_request(Request(rows, {"tables": [{"id": "a", "chair": "Ana"}]}, out=tmp_path, packet=False))
    (note,) = [note for note in result.notes if note.slug == "not-seated-asks-nothing"]
    assert note.text.startswith("chair: Ana is not seated (said no)")


def test_an_elected_chair_who_is_absent_has_no_duty_on_pages_and_stays_a_member(folder: Path) -> None:
    """The pages that a repair writes are those that are written again from what it saved."""
    lead = "  - {id: lead, name: Lead, kind: leadership, from: chair}\nrequirements:\n  - {kind: duty, name: chair}\n"
    tables = "tables:\n  - {id: north, name: North, seats: 2-5, chair: [Ana]}\n  - {id: south, seats: 2-5}\n"
    Path("convening.yaml").write_text(tables + lead)
    mark(solve_request(request()), p0="absent")
    repaired = repair_request(request())
    again = saved_result(request()).result
    assert "p0" not in repaired.duties
    assert repaired.duties == again.duties
    assert {(one.person, one.role) for one in repaired.memberships} == {(o.person, o.role) for o in again.memberships}
    assert ("p0", "chair of north") in {(one.person, one.role) for one in repaired.memberships}
    pages = [render_packet(result)["badges.html"] for result in (repaired, again)]
    assert pages[0] == pages[1]


def test_pages_of_a_saved_round_show_it_as_it_was_saved(folder: Path) -> None:
    first = solve_request(request())
    mark(first, p0="absent")
    add_walk_in(Path("out"), first.people, 1, "Zoe Quill")
    shown = saved_result(request())
    assert shown.is_unchanged
    assert set(shown.result.plan.seats) == set(first.plan.seats)


def test_a_review_of_a_seating_leaves_the_absent_out(folder: Path) -> None:
    first = solve_request(request())
    mark(first, p0="absent")
    found = review_request(request(), "out/round-1/seating.csv")
    assert "p0" not in found.plan.seats
    assert "not-coming" in {note.slug for note in found.notes}


def test_absence_does_not_reach_the_next_round(folder: Path) -> None:
    first = solve_request(request())
    mark(first, p0="absent")
    ahead = solve_request(request(rounds=2))
    assert ["p0" in one.plan.seats for one in (ahead, *ahead.ahead)] == [False, True]


def test_arrivals_are_the_record_of_attendance_when_the_round_is_closed(folder: Path) -> None:
    first = solve_request(request())
    mark(first, **{f"p{n}": "arrived" for n in range(6)}, p6="absent")
    second = solve_request(request(next_round=True))
    note = next(note for note in second.notes if note.slug == "round-closed")
    assert note.text == "Round 1 is over. The desk marked 6 of 8 people as arrived. The others count as absent."
    assert Ledger.open(Path("out")).rounds[1].attended.absent == {"p6", "p7"}
    assert set(second.plan.seats) == {f"p{n}" for n in range(8)}


def test_who_was_marked_absent_is_named_when_the_round_is_closed_also_after_a_repair(folder: Path) -> None:
    """After the repair they have no seat, but their absence was recorded. People of one name are told apart."""
    rows = [f"p{n},{name},{org}" for n, (name, org) in enumerate([("Ana", "Mill"), ("Ana", "Bank")])]
    rows += [f"p{n},{name}," for n, name in enumerate(NAMES[2:], start=2)]
    Path("people.csv").write_text("\n".join(["id,name,organization", *rows, ""]))
    Path("convening.yaml").write_text(CONVENING.partition("requirements")[0])
    told = (
        "Round 1 is over. Everyone who had a seat counts as present, except those who are now marked as absent or not "
        "coming: Ana (Bank)."
    )
    mark(solve_request(request()), p1="absent")
    (note,) = (note for note in solve_request(request(next_round=True)).notes if note.slug == "round-closed")
    assert note.text == told
    undo_last(Path("out"))
    assert "p1" not in repair_request(request()).plan.seats
    (note,) = (note for note in solve_request(request(next_round=True)).notes if note.slug == "round-closed")
    assert note.text == told
    assert note.shared_text.endswith("except 1 person who is now marked as absent or not coming.")
    undo_last(Path("out"))
    Path("out/arrivals.csv").unlink()
    (note,) = (note for note in solve_request(request(next_round=True)).notes if note.slug == "round-closed")
    assert note.text.endswith("except those who are absent or not coming, or lost their seat in a repair: Ana (Bank).")
    assert note.shared_text.endswith("except 1 person who is absent or not coming, or lost their seat in a repair.")


def test_people_of_one_name_are_known_by_their_organization_when_the_round_is_closed(folder: Path) -> None:
    rows = [f"p{n},{name},{org}" for n, (name, org) in enumerate([("Ana", "Mill"), ("Ana", "Bank")])]
    rows += [f"p{n},{name}," for n, name in enumerate(NAMES[2:], start=2)]
    Path("people.csv").write_text("\n".join(["id,name,organization", *rows, ""]))
    Path("convening.yaml").write_text(CONVENING.partition("requirements")[0])
    solve_request(request())
    marks = ["1,Ana,Bank,arrived", "1,Ana,Mill,absent", *(f"1,{name},,arrived" for name in NAMES[2:])]
    Path("out/arrivals.csv").write_text("\n".join(["round,name,organization,state", *marks, ""]))
    recorded = record_attended(Path("out"))
    assert (recorded.saved.absent, recorded.notes) == ({"p0"}, ())
    Path("came.csv").write_text("\n".join(["name", *NAMES[2:], ""]))
    (note,) = record_attended(Path("out"), Path("came.csv")).notes
    assert note.text.startswith(
        "Ana (Bank) counts as absent: the attendance file does not name them, although arrivals.csv"
    )
    undo_last(Path("out"))
    undo_last(Path("out"))
    solve_request(request(next_round=True))
    assert Ledger.open(Path("out")).rounds[1].absent == {"p0"}


def test_a_held_seat_is_neither_absent_nor_counted_when_everyone_else_came(folder: Path) -> None:
    Path("people.csv").write_text(Path("people.csv").read_text() + "h1,,business\n")
    lines = Path("people.csv").read_text().splitlines()
    Path("people.csv").write_text(
        "\n".join([f"{lines[0]},status", *(f"{r}," for r in lines[1:-1]), f"{lines[-1]},open", ""])
    )
    first = solve_request(request())
    mark(first, **{f"p{n}": "arrived" for n in range(8)})
    second = solve_request(request(next_round=True))
    note = next(note for note in second.notes if note.slug == "round-closed")
    assert note.text == "Round 1 is over. The desk marked 8 of 8 people as arrived."
    closing = write_closing_report(Path("out")).closing
    turnout = count_turnout(closing.rounds[0])
    assert (turnout.seated, turnout.came, turnout.marked_absent) == (8, 8, 0)
    sectors = count_groups(closing.rounds[:1], "sector")
    assert all(row.counts[0].seated == row.counts[0].came for row in sectors)
    assert closing.rounds[0].attendance == f"rounds/{Ledger.open(Path('out')).rounds[2].entry.file_name}"


def test_absences_alone_leave_everybody_else_present(folder: Path) -> None:
    mark(solve_request(request()), p6="absent")
    second = solve_request(request(next_round=True))
    assert Ledger.open(Path("out")).rounds[1].attended.absent == {"p6"}
    assert any("marked as absent or not coming: Gus" in note.text for note in second.notes)


@pytest.mark.parametrize("file", [None, Path("out/arrivals.csv")])
def test_attendance_is_recorded_from_the_arrivals(folder: Path, file: Path | None) -> None:
    first = solve_request(request())
    mark(first, p1="arrived", p2="arrived", p3="absent")
    add_walk_in(Path("out"), first.people, 1, "Zoe Quill")
    found = record_attended(Path("out"), file, others="absent")
    assert found.saved.attended is not None
    assert found.saved.attended.came == {"p1", "p2"}
    (note,) = found.notes
    assert note.slug == "attended-without-seat"
    assert note.text.endswith("it is unknown where they sat, so the record does not count them as present.")


def test_who_arrived_and_is_not_in_the_file_of_those_who_came_is_named(folder: Path) -> None:
    """A list made from the invitations often lacks the walk-ins."""
    first = solve_request(request())
    mark(first, p1="arrived", p2="arrived", p3="absent")
    came = Path("came.csv")
    came.write_text("id\np1\np3\n", encoding="utf-8")
    notes = {note.slug: note for note in record_attended(Path("out"), came).notes}
    (label,) = (person.label for person in first.people if person.id == "p2")
    assert notes["attended-not-named"].text.startswith(f"{label} counts as absent")
    assert label not in (notes["attended-not-named"].shared_text or label)
    came.write_text("id\np1\np2\n", encoding="utf-8")
    assert "attended-not-named" not in {note.slug for note in record_attended(Path("out"), came).notes}


def test_attendance_needs_somebody_who_arrived(folder: Path) -> None:
    first = solve_request(request())
    with pytest.raises(UsageError, match=r"arrivals\.csv does not exist"):
        record_attended(Path("out"))
    mark(first, p1="absent")
    with pytest.raises(InputError, match="marks 0 of 8 expected people as arrived in round 1"):
        record_attended(Path("out"))
    with pytest.raises(InputError, match="marks no one as arrived in round 1"):
        record_attended(Path("out"), others="absent")


def test_the_question_of_the_desk_counts_without_walk_ins(folder: Path) -> None:
    first = solve_request(request())
    mark(first, p1="arrived")
    add_walk_in(Path("out"), first.people, 1, "Zoe Quill", "")
    repair_request(request())
    with pytest.raises(InputError, match="marks 1 of 8 expected people as arrived in round 1, and leaves 7 unmarked"):
        record_attended(Path("out"))


def test_the_command_takes_the_arrivals_of_its_folder(folder: Path) -> None:
    mark(solve_request(request()), p1="arrived")
    refused = run("rounds attended --out out")
    assert refused.exit_code == 3
    assert "marks 1 of 8 expected people as arrived in round 1, and leaves 7 unmarked." in refused.output
    ended = run("rounds attended --others absent --out out")
    assert ended.exit_code == 0, ended.output
    assert "1 of 8" in ended.output


def test_staff_are_not_counted_among_the_people_expected(folder: Path) -> None:
    """As where it is told how many came."""
    rows = [f"p{n},{name},{('labor', 'business')[n % 2]}," for n, name in enumerate(NAMES)]
    Path("people.csv").write_text("\n".join(["id,name,sector,duty", *rows, "f1,Flo,,facilitator", ""]))
    mark(solve_request(request()), p1="arrived", p3="arrived", f1="arrived")
    with pytest.raises(InputError, match="marks 2 of 8 expected people as arrived in round 1, and leaves 6 unmarked"):
        record_attended(Path("out"))
    ended = run("rounds attended --others absent --out out")
    assert "2 of 8" in ended.output


def test_one_mark_makes_nobody_else_absent(folder: Path) -> None:
    """A desk that marks the exceptions only is asked, by each way of closing a round."""
    first = solve_request(request())
    mark(first, p1="arrived", p2="absent")
    with pytest.raises(
        InputError, match=r"If the unmarked people came, run `seating rounds attended --others present`"
    ) as asked:
        solve_request(request(next_round=True))
    assert [problem.slug for problem in asked.value.problems] == ["arrivals-few"]
    assert sorted(Ledger.open(Path("out")).rounds) == [1]
    record_attended(Path("out"), others="present")
    assert solve_request(request(next_round=True)).room.round_number == 2
    assert Ledger.open(Path("out")).rounds[1].attended.absent == {"p2"}


def test_walk_ins_alone_leave_everybody_else_present(folder: Path) -> None:
    first = solve_request(request())
    mark(first, p2="absent")
    add_walk_in(Path("out"), first.people, 1, "Zoe Quill")
    repair_request(request())
    solve_request(request(next_round=True))
    assert Ledger.open(Path("out")).rounds[1].attended.absent == frozenset()


def test_a_walk_in_who_is_not_on_the_list_is_named_when_the_next_round_is_seated(folder: Path) -> None:
    first = solve_request(request())
    add_walk_in(Path("out"), first.people, 1, "Zoe Quill")
    repair_request(request())
    (note,) = (one for one in solve_request(request(next_round=True)).notes if one.slug == "walk-in-not-listed")
    assert note.text.startswith("Zoe Quill came to round 1 as a walk-in and is not on the list, so there is no seat")
    assert "run `seating repair`" in note.text, "a new solve would move others, who know their tables"
    assert "Zoe" not in note.shared_text


def test_a_walk_in_with_an_id_of_their_own_was_never_on_the_list(folder: Path) -> None:
    """Neither in the next round, nor in a list that is compared, nor when the desk's file is gone."""
    solve_request(request())
    Path("out/arrivals.csv").write_text("round,id,name,state\n1,zoe-9,Zoe Quill,walk-in\n")
    assert "zoe-9" in repair_request(request()).plan.seats
    Path("people.csv").write_text(Path("people.csv").read_text().replace("p7,Hoa", "p8,Ida"))
    second = repair_request(request())
    assert "Zoe" not in told(changed.list_blocks(second)), "no one is new on the list because they walked in"
    again = solve_request(request(next_round=True))
    Path("out/arrivals.csv").unlink()
    for result in (again, *(saved_result(one).result for one in (request(), Request(None, out=Path("out"))))):
        blocks = list(changed.list_blocks(result))
        figures = dict(cells(blocks)["figures"])
        assert (figures["no longer on the list"], figures["walk-ins who are not on the list"]) == ("0", "1")
        assert "Zoe" not in told(blocks)
    Path("people.csv").write_text(Path("people.csv").read_text() + "zoe-9,Zoe Quill,labor\n")
    listed = repair_request(request())
    assert not listed.people.by_id["zoe-9"].walked_in
    assert "walk-ins who are not on the list" not in dict(cells(changed.list_blocks(listed))["figures"])


def test_a_walk_in_who_was_added_to_the_list_keeps_the_seat(folder: Path) -> None:
    """The id is another one, and the other table would be better for a person of labor. No one has to move."""
    first = solve_request(request())
    add_walk_in(Path("out"), first.people, 1, "Zoe Quill")
    table = repair_request(request()).plan.seats["walk-in-1"]
    other = next(one for one in ("north", "south") if one != table)
    Path("convening.yaml").write_text(
        CONVENING + f"  - {{kind: count, who: {{size: big}}, at: {other}, at_least: 1}}\n"
    )
    lines = Path("people.csv").read_text().splitlines()
    Path("people.csv").write_text(
        "\n".join([f"{lines[0]},size", *(f"{line}," for line in lines[1:]), "p8,Zoe Quill,,big\n"])
    )
    again = repair_request(request())
    assert again.plan.seats["p8"] == table
    assert again.repair is not None
    assert (again.moves, again.repair.newcomers) == ((), ())
    allowed = repair_request(request(), max_moves=1)
    assert [(move.person, move.origin, move.target) for move in allowed.moves] == [("p8", table, other)]


@pytest.mark.parametrize("name", ["Zoe Quill", "Dr. Zoe Quill"])
def test_a_walk_in_who_was_added_to_the_list_is_not_named(folder: Path, name: str) -> None:
    first = solve_request(request())
    add_walk_in(Path("out"), first.people, 1, "Zoe Quill")
    repair_request(request())
    Path("people.csv").write_text(Path("people.csv").read_text() + f"p8,{name},\n")
    after = solve_request(request(next_round=True))
    assert "p8" in after.plan.seats
    assert "walk-in-not-listed" not in {one.slug for one in after.notes}


def test_walk_ins_typed_without_an_id_count_as_present(folder: Path) -> None:
    """They get a seat and an id in the repair."""
    solve_request(request())
    states = [f"1,{name},arrived" for name in NAMES[:7]] + ["1,Hoa,absent"]
    rows = [*states, "1,Zoe Quill,walk-in", "1,Ivo Lark,walk-in", "1,Una Lark,walk-in"]
    Path("out/arrivals.csv").write_text("\n".join(["round,name,state", *rows, ""]))
    seats = repair_request(request()).plan.seats
    assert {one for one in seats if one.startswith("walk-in")} == {"walk-in-1", "walk-in-2", "walk-in-3"}
    attended = record_attended(Path("out"))
    assert attended.saved.attended is not None
    assert attended.saved.attended.came == set(seats)
    assert attended.notes == ()


def test_half_of_the_marks_are_enough(folder: Path) -> None:
    first = solve_request(request())
    mark(first, **{f"p{n}": "arrived" for n in range(4)})
    solve_request(request(next_round=True))
    assert Ledger.open(Path("out")).rounds[1].attended.absent == {"p4", "p5", "p6", "p7"}


def test_who_came_and_then_left_the_list_stays_in_the_record(folder: Path) -> None:
    """The list for the next round is changed before that round is seated; a check of it reads the marks of this one."""
    first = solve_request(request())
    mark(first, **{f"p{n}": "arrived" for n in range(8)})
    kept = [line for line in Path("people.csv").read_text().splitlines() if not line.startswith("p3,")]
    Path("people.csv").write_text("\n".join([*kept, ""]))
    told = [note.text for note in check_request(request()).notes if note.slug == "person-unknown"]
    assert len(told) == 1
    assert '"Dee" is no longer on the list' in told[0]
    solve_request(request(next_round=True))
    assert Ledger.open(Path("out")).rounds[1].attended.absent == set()


@pytest.mark.room
def test_two_windows_lose_nothing(folder: Path) -> None:
    people = People(tuple(person({"id": f"q{n}", "name": f"Person {n}"}) for n in range(40)))
    Path("out").mkdir()

    def window(first: int) -> None:
        for n in range(first, 40, 4):
            mark_arrival(Path("out"), people, 1, f"q{n}", ArrivalState.ARRIVED, time="9:00")
            add_walk_in(Path("out"), people, 1, f"Guest {n}")

    windows = [threading.Thread(target=window, args=(n,)) for n in range(4)]
    for one in windows:
        one.start()
    for one in windows:
        one.join()
    found = read_arrivals_in(Path("out"), people, 1)
    assert found.with_state(ArrivalState.ARRIVED) == set(people.by_id)
    assert len(found.with_state(ArrivalState.WALK_IN)) == 40
    assert len({row.id for row in found.rows}) == 80


def test_the_second_window_is_told_what_the_first_did(folder: Path) -> None:
    people = People((person("ana"),))
    Path("out").mkdir()
    assert mark_arrival(Path("out"), people, 1, "ana", ArrivalState.ARRIVED, time="9:00").is_changed
    again = mark_arrival(Path("out"), people, 1, "ana", ArrivalState.ARRIVED, time="9:04")
    assert not again.is_changed
    assert again.before.time == "9:00"


def test_a_mark_is_taken_back_and_other_cells_stay(folder: Path) -> None:
    first = solve_request(request())
    Path("out/arrivals.csv").write_text('round,id,state,note,bus\n1,p1,arrived,"lunch, later",=7\n2,gone,absent,,\n')
    taken = mark_arrival(Path("out"), first.people, 1, "p1", ArrivalState.EXPECTED)
    assert taken.before.state is ArrivalState.ARRIVED
    assert taken.arrivals.present == frozenset()
    rows = rows_of(Path("out/arrivals.csv"))
    assert [(row["id"], row["state"], row["note"], row["bus"]) for row in rows] == [
        ("p1", "", "lunch, later", "'=7"),
        ("gone", "absent", "", ""),
    ]
    again = mark_arrival(Path("out"), first.people, 1, "p1", ArrivalState.ARRIVED, note="")
    assert (again.after.other["bus"], again.after.note) == ("=7", "")


def test_a_walk_in_taken_back_has_no_seat_and_can_come_again(folder: Path) -> None:
    first = solve_request(request())
    out = Path("out")
    added = add_walk_in(out, first.people, 1, "Zoe Quill").after
    mark_arrival(out, first.people, 1, added.id, ArrivalState.EXPECTED)
    assert "walk-in-1" not in repair_request(request()).people.by_id
    assert mark_arrival(out, first.people, 1, added.id, ArrivalState.ARRIVED).after.state is ArrivalState.WALK_IN
    assert "walk-in-1" in repair_request(request()).plan.seats
    mark_arrival(out, first.people, 1, added.id, ArrivalState.ABSENT)
    assert "walk-in-1" not in repair_request(request()).plan.seats


def test_what_cannot_be_marked_is_refused_with_a_remedy(folder: Path) -> None:
    first = solve_request(request())
    out = Path("out")
    with pytest.raises(UsageError, match="is not the id of anyone on the list"):
        mark_arrival(out, first.people, 1, "zoe", ArrivalState.ARRIVED)
    with pytest.raises(UsageError, match="Mark Ana as arrived"):
        add_walk_in(out, first.people, 1, "ana")
    with pytest.raises(UsageError, match="Write the name"):
        add_walk_in(out, first.people, 1, "  ")
    assert not (out / "arrivals.csv").exists()


def test_a_damaged_file_is_named_and_not_overwritten(folder: Path) -> None:
    first = solve_request(request())
    path = Path("out/arrivals.csv")
    path.write_text("id,state\np1,absent\n")
    with pytest.raises(InputError, match="round"):
        mark_arrival(Path("out"), first.people, 1, "p2", ArrivalState.ARRIVED)
    assert path.read_text() == "id,state\np1,absent\n"
    with pytest.raises(InputError, match="round"):
        repair_request(request())


def test_what_a_desk_typed_stays_when_another_row_changes(folder: Path) -> None:
    first = solve_request(request())
    path = Path("out/arrivals.csv")
    path.write_text("round,id,state\n1,p1,perhaps\n1,someone,here\n")
    mark_arrival(Path("out"), first.people, 1, "p2", ArrivalState.ARRIVED)
    assert "perhaps" in path.read_text(encoding="utf-8-sig")
    assert "someone" in path.read_text(encoding="utf-8-sig")
    assert read_arrivals_in(Path("out"), first.people, 1).present == {"p2"}
    assert "arrival-state" in {note.slug for note in repair_request(request()).notes}


def test_a_run_that_holds_the_folder_does_not_stop_the_desk(folder: Path) -> None:
    first = solve_request(request())
    with lock_folder(Path("out")):
        mark(first, p1="arrived")
    assert read_arrivals_in(Path("out"), first.people, 1).present == {"p1"}


def test_a_window_that_waits_too_long_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = solve_request(request())
    monkeypatch.setattr("seating.api.day.desk_arrivals.LONGEST_WAIT", 0.05)
    with lock_folder(Path("out"), LOCK), pytest.raises(FolderHeldError):
        mark(first, p1="arrived")


def test_who_arrives_although_no_session_fits_is_invited_to_no_further_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their cells are not read on the day, and each of them may rule a session out."""
    monkeypatch.chdir(tmp_path)
    days = {"carts": "2027-03-02", "labs": "2027-03-09"}
    hours = {"seats": "1-9", "time": "18:00-19:30", "place": "Hall"}
    tables = [{"id": one, "day": day, "for": {"type": one}, **hours} for one, day in days.items()]
    rows = [f"p{n},Pia {n},carts; labs,{'carts; labs' if n == 5 else ''}" for n in range(6)]
    Path("people.csv").write_text("\n".join(["id,name,type,declined", *rows, ""]), encoding="utf-8")
    convening = {"tables": tables, "requirements": [], "sessions": {"most": 2}}
    Path("convening.yaml").write_text(json.dumps(convening), encoding="utf-8")
    first = solve_request(request())
    assert "p5" not in first.plan.seats
    assert len(first.plan.further) == 5
    mark(first, p5="arrived")
    second = repair_request(request())
    assert "p5" in second.plan.seats
    assert second.plan.further.keys() == first.plan.further.keys()


SESSIONS = """
tables:
  - {id: carts, name: Carts, seats: 1-6, day: 2027-03-02, for: {trade: cart}}
  - {id: north, name: North, seats: 1-6, day: 2027-03-04, for: {trade: shop}}
  - {id: south, name: South, seats: 1-6, day: 2027-03-09, for: {trade: shop}}
requirements: []
"""


@pytest.fixture
def season(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("convening.yaml").write_text(SESSIONS)
    rows = [f"p{n},{name},{('cart', 'shop')[n % 2]},yes" for n, name in enumerate(NAMES)]
    Path("people.csv").write_text("\n".join(["id,name,trade,attending", *rows, "zoe,Zoe,,no", ""]))
    return tmp_path


@pytest.mark.parametrize("heading", ["table", "Mesa"])
def test_who_arrives_at_a_session_has_their_seat_there(season: Path, heading: str) -> None:
    first = solve_request(request())
    Path("out/arrivals.csv").write_text(
        f"round,name,state,{heading},trade\n"
        "1,Marta,walk-in,South,\n1,Ivo,walk-in,north,shop\n1,Jun,walk-in,carts,shop\n1,zoe,arrived,south,\n"
    )
    second = repair_request(request())
    named = {person.name: second.plan.seats[person.id] for person in second.people if person.id in second.plan.seats}
    assert {name: named[name] for name in ("Marta", "Ivo", "Jun", "Zoe")} == {
        "Marta": "south",
        "Ivo": "north",
        "Jun": "carts",
        "Zoe": "south",
    }
    assert second.review.unmet == 0
    assert first.plan.seats.items() <= second.plan.seats.items(), "the others stay"
    assert not [note for note in second.notes if note.slug == "arrival-session"]
    assert saved_result(request()).is_unchanged


def test_a_session_that_the_desk_wrote_is_not_said_to_be_on_the_list(season: Path) -> None:
    solve_request(request())
    Path("out/arrivals.csv").write_text("round,name,state,table\n1,zoe,arrived,south\n1,Marta,walk-in,carts\n")
    result = repair_request(request())
    sentences = {one.id: one.sentence(result.room) for one in result.requirements if one.kind == "pin"}
    assert sentences == {
        "arrived:walk-in-1": "Marta arrived at Carts.",
        "arrived:zoe": "Zoe arrived at South.",
    }
    shown = saved_result(request())
    assert shown.is_unchanged
    assert sentences.keys() <= shown.result.by_requirement.keys()


def test_who_arrives_at_a_session_makes_no_room_for_others(season: Path) -> None:
    solve_request(request())
    Path("out/arrivals.csv").write_text("round,name,state,table,trade\n1,Marta,walk-in,carts,\n1,Ivo,walk-in,,shop\n")
    result = repair_request(request())
    assert result.plan.seats["walk-in-2"] in {"north", "south"}
    limits = {r.id: getattr(r, "at_most", None) for r in result.requirements}
    assert (limits["for:carts"], limits["for:north"], limits["for:south"]) == (1, 0, 0)


def test_the_session_of_a_person_whom_none_admits_is_asked_for(season: Path) -> None:
    solve_request(request())
    Path("out/arrivals.csv").write_text(
        "round,name,state,table,trade\n1,Marta,walk-in,,\n1,Ivo,walk-in,,shop\n1,Jun,walk-in,west,\n"
    )
    notes = {note.text: note.shared_text for note in repair_request(request()).notes if note.slug == "arrival-session"}
    unclear, lost = notes
    assert 'Jun ("west")' in unclear
    assert "no session is open to them: Marta." in lost
    assert "Marta" not in str(notes[lost])


def test_who_arrives_has_no_seat_where_no_session_admits_them(season: Path) -> None:
    first = solve_request(request())
    arrivals = Path("out/arrivals.csv")
    arrivals.write_text("round,name,state,table,trade\n1,Marta,walk-in,,\n1,Jun,walk-in,west,lab\n1,zoe,arrived,,\n")
    second = repair_request(request())
    assert second.review.unmet == 0
    reasons = {one.person.label: str(one.reason) for one in second.not_seated}
    assert reasons == dict.fromkeys(("Marta", "Jun", "Zoe"), "no session fits")
    assert second.plan.seats == first.plan.seats
    (note,) = [note.text for note in second.notes if "no session is open to them" in note.text]
    assert "Zoe and Marta" in note
    shown = saved_result(request())
    assert shown.is_unchanged
    assert {one.person.label for one in shown.result.not_seated} >= {"Marta", "Jun"}
    arrivals.write_text("round,name,state,table,trade\n1,Marta,walk-in,carts,\n1,zoe,arrived,,\n")
    assert repair_request(request()).plan.seats["walk-in-1"] == "carts"


@pytest.mark.parametrize(("company", "parts"), [("Ana", True), ("Ben", False), ("Ivo", False), ("Zoe", False)])
def test_a_walk_in_who_names_someone_of_another_session_stays_at_theirs(
    season: Path, company: str, parts: bool
) -> None:
    """Ana is for carts only, Ben for both sessions of the shops, and Zoe does not come."""
    solve_request(request())
    rows = [f"1,Marta,walk-in,south,shop,{company}", "1,Ivo,walk-in,,shop,"]
    Path("out/arrivals.csv").write_text("\n".join(["round,name,state,table,trade,with", *rows, ""]))
    result = repair_request(request())
    assert result.review.unmet == 0
    by_name = {person.label: result.plan.seats.get(person.id) for person in result.people}
    assert by_name["Marta"] == "south"
    assert by_name["Ana"] == "carts"
    assert (by_name[company] == "south") is (company in {"Ben", "Ivo"})
    found = [note for note in result.notes if note.slug == "arrival-apart"]
    assert ["Marta (with Ana)" in note.text and not note.shared_text for note in found] == [True] * parts
    assert saved_result(request()).is_unchanged


def test_walk_ins_of_one_party_who_arrive_at_two_sessions_sit_apart(season: Path) -> None:
    solve_request(request())
    rows = ["1,Marta,walk-in,south,shop,Ivo", "1,Ivo,walk-in,north,shop,Marta"]
    Path("out/arrivals.csv").write_text("\n".join(["round,name,state,table,trade,with", *rows, ""]))
    result = repair_request(request())
    assert (result.plan.seats["walk-in-1"], result.plan.seats["walk-in-2"]) == ("south", "north")
    assert result.review.unmet == 0


def test_a_column_that_the_list_has_too_names_no_session(season: Path) -> None:
    text = Path("people.csv").read_text()
    Path("people.csv").write_text(text.replace("attending", "attending,Table").replace(",yes", ",yes,Gala 3"))
    solve_request(request())
    arrivals = Path("out/arrivals.csv")
    arrivals.write_text("round,name,state,Table,trade,table id\n1,Marta,walk-in,Gala 3,,south\n1,Ivo,walk-in,n,shop,\n")
    result = repair_request(request())
    assert result.plan.seats["walk-in-1"] == "south"
    assert not [note for note in result.notes if note.slug == "arrival-session"]


def test_cells_of_the_list_are_not_read_for_each_person_who_arrives(
    season: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = Path("people.csv").read_text()
    Path("people.csv").write_text(text.replace("attending", "attending,wishes").replace(",yes", ",yes,Ana"))
    solve_request(request())
    Path("out/arrivals.csv").write_text("round,name,state,table,trade\n1,Marta,walk-in,,\n1,Ivo,walk-in,,shop\n")
    compared: list[list[str]] = []
    bars = arrivals_module.list_bars

    def listed(person: Person, tables: Sequence[Table], asked: Sequence[Requirement], **more: bool) -> object:
        compared.append([one.id for one in asked])
        return bars(person, tables, asked, **more)

    monkeypatch.setattr(arrivals_module, "list_bars", listed)
    assert len(repair_request(request()).by_requirement) > 9
    assert set(map(tuple, compared)) == {("size-1", "for:carts", "for:north", "for:south")}


def test_a_column_table_does_not_count_at_tables_on_one_day(folder: Path) -> None:
    solve_request(request())
    Path("out/arrivals.csv").write_text("round,name,state,table\n1,Zoe,walk-in,nowhere\n")
    assert not [note for note in repair_request(request()).notes if note.slug == "arrival-session"]


def test_a_check_counts_walk_ins_among_those_to_seat_and_not_on_the_list(folder: Path) -> None:
    solve_request(request())
    Path("out/arrivals.csv").write_text("round,name,state\n1,Zoe,walk-in\n")
    told = run("check people.csv --out out").stdout
    counts = " ".join(told.partition("\n\n")[0].split())
    assert "On the list 8 people Round 1 To seat 9 people Tables 2" in counts
