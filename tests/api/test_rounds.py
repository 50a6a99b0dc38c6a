"""Rounds over time: what is saved, what the next round knows of it, and what is refused."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from seating.api import one_round
from seating.api.inputs import read_round
from seating.api.one_round import _notes
from seating.api.repair import repair_request
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.rounds import compare_rounds, record_attended, undo_last
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.saved_rounds.saving import render_packet_again, render_report_again
from seating.api.solve import solve_request
from seating.engines.interruption import Ending
from seating.engines.outcome import Outcome, Status
from seating.errors import FolderHeldError, InputError, UsageError
from seating.judge import review
from seating.ledger import Ledger, lock_folder
from seating.present.languages import words_in
from seating.report.sections import changed as changed_section
from seating.report.spreadsheets import letters_csv
from seating.result.known_rounds import count_rounds
from seating.room.lineage import label_of
from tests.present.told import told

COLUMNS = (
    "id",
    "name",
    "organization",
    "sector",
    "attending",
    "email",
    "needs",
    "apart",
    "pin",
    "listed",
    "funds",
    "duty",
)

PEOPLE = [
    {"id": f"p{n}", "name": name, "organization": f"Org {n // 2}", "sector": ("labor", "business", "education")[n % 3]}
    for n, name in enumerate(["Ana", "Ben", "Cam", "Dee", "Eli", "Fay", "Gus", "Hoa"])
]

CONVENING = """
title: A small room
tables: [{id: north, name: North, seats: 3-5}, {id: south, name: South, seats: 3-5}]
requirements:
  - {kind: voice, name: Labor, who: {sector: labor}, at_least: 1, note: They were left out before.}
show: [sector]
"""


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "convening.yaml").write_text(CONVENING)
    write_list(PEOPLE)
    return tmp_path


def write_list(people: list[Mapping[str, str]]) -> None:
    with Path("people.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(people)


def changed(**cells: Mapping[str, str]) -> list[Mapping[str, str]]:
    """Return the list with other cells for some people, by id."""
    return [{**person, **cells.get(person["id"], {})} for person in PEOPLE]


def solve(**asked: object) -> Solved:
    return solve_request(Request(people="people.csv", out=Path("out"), packet=False, **asked))


def slugs(result: Solved) -> set[str]:
    return {note.slug for note in result.notes}


def test_a_seating_is_saved_as_it_is_written(folder) -> None:
    """The ledger's rounds are those of result.json."""
    result = solve(seed=3)
    record = json.loads(Path("out/round-1/result.json").read_bytes())
    entry = Ledger.open(Path("out")).sound.entries[-1]
    assert entry.content.plain()["rounds"] == record["rounds"]
    assert {key: entry.content.plain()[key] for key in ("inputs", "seed", "seating_version", "penalty", "bound")} == {
        key: record[key] for key in ("inputs", "seed", "seating_version", "penalty", "bound")
    }
    assert Path(result.files["ledger"]) == Path("out/rounds/0001-round-1.json")


def test_solving_again_makes_a_new_entry_for_the_same_round(folder) -> None:
    first, second = solve(), solve()
    assert first.plan == second.plan
    ledger = Ledger.open(Path("out")).sound
    assert [(e.number, e.seating.rounds[0].round) for e in ledger.entries] == [(1, 1), (2, 1)]
    assert "repair-instead" not in slugs(second)


def test_the_next_round_knows_who_met(folder) -> None:
    """New company is asked of round 2 by what round 1 was, and the checker counts it from the ledger's history."""
    Path("convening.yaml").write_text(CONVENING.replace("requirements:\n", "requirements:\n  - {kind: new_company}\n"))
    solve()
    second = solve(next_round=True)
    assert second.room.round_number == 2
    assert [past.number for past in second.room.history.rounds] == [1]
    assert second.room.history.last.seats == Ledger.open(Path("out")).rounds[1].seats
    together = [(a, b) for a in second.plan.seats for b in second.plan.seats if a < b]
    again = sum(
        second.plan.seats[a] == second.plan.seats[b] for a, b in second.room.history.last.company if (a, b) in together
    )
    assert second.verdict(second.requirements[0]).shortfall == again == 4
    assert "round-closed" in slugs(second)
    assert Path("out/round-2/report.html").exists()


def test_who_is_marked_absent_since_met_nobody(folder) -> None:
    """By `no`, by a status, and by rounds that leave the round out; who left the list was there."""
    solve()
    write_list([p for p in changed(p0={"attending": "no"}, p1={"attending": "round 2; round 3"}) if p["id"] != "p7"])
    second = solve(next_round=True)
    assert set(second.room.history.last.seats) == {"p2", "p3", "p4", "p5", "p6", "p7"}
    note = next(note for note in second.notes if note.slug == "round-closed")
    assert "Ana and Ben" in note.text
    assert "Ana" not in (note.shared_text or "")
    assert Ledger.open(Path("out")).rounds[1].attended.absent == {"p0", "p1"}


def test_notes_on_rounds_and_on_more_time_are_said_in_every_language(folder) -> None:
    """Notes on how the round was made are the program's own words; notes on the list quote it and stay English."""
    spanish = words_in("es")
    solve()
    every = next(note for note in solve(next_round=True).notes if note.slug == "round-closed")
    assert spanish.tell(every.text) == (
        "La ronda 1 ha terminado. Cuentan como presentes todas las personas que tenían asiento, porque no se registró "
        "otra cosa."
    )
    undo_last(Path("out"))
    write_list(changed(p0={"attending": "no"}, p1={"attending": "no"}))
    few = next(note for note in solve(next_round=True).notes if note.slug == "round-closed")
    assert spanish.tell(few.text).endswith("ahora constan como ausentes o como que no vienen: Ana y Ben.")
    assert spanish.tell(few.shared_text).endswith(
        "excepto 2 personas que ahora constan como ausentes o como que no vienen."
    )
    inputs = read_round(Request(people="people.csv", out=Path("out")))
    outcome = Outcome(np.zeros(8, dtype=np.int64), 0, 9, 7, Status.FEASIBLE, 1.0, longer_limit=60)
    more = next(note for note in _notes(inputs, outcome) if note.slug == "more-time")
    assert spanish.tell(more.text) == (  # of a repair, too: `solve` would seat everyone again
        "Para obtener una distribución mejor, o la prueba de que no la hay, repita el comando con --time-limit 60."
    )
    more = next(note for note in _notes(inputs, outcome, next_round=True) if note.slug == "more-time")
    assert more.text == (
        "For a better seating, or proof that there is none, run again with --time-limit 60 and without --next-round, "
        "which would close the new round."
    )
    assert spanish.tell(more.text).endswith("con --time-limit 60 y sin --next-round, que cerraría la ronda nueva.")
    for ending, begin in (Ending.INTERRUPTED, "Interrumpida."), (Ending.LOST, "El proceso de búsqueda"):
        (note,) = _notes(inputs, replace(outcome, longer_limit=None, ending=ending))
        assert spanish.tell(note.text).startswith(begin)


@pytest.mark.room
def test_note_on_more_time_leaves_out_the_next_round(folder, monkeypatch) -> None:
    """Whoever repeats a command with --next-round closes the round that it seated, as if it had been held."""
    longer = Outcome(np.zeros(8, dtype=np.int64), 0, 9, 7, Status.FEASIBLE, 1.0, longer_limit=60)
    monkeypatch.setattr(one_round, "_notes", lambda inputs, _, **given: _notes(inputs, longer, **given))
    texts = [
        next(note.text for note in result.notes if note.slug == "more-time")
        for result in (solve(), solve(), solve(next_round=True), solve())
    ]
    assert ["--next-round" in text for text in texts] == [False, False, True, False]


def test_there_is_nothing_to_close_at_first(folder) -> None:
    with pytest.raises(UsageError, match="no round to close"):
        solve(next_round=True)
    assert not Path("out/rounds").exists()


def test_undo_opens_the_round_before_again(folder) -> None:
    first = solve()
    solve(next_round=True)
    undo_last(Path("out"))
    ledger = Ledger.open(Path("out")).sound
    assert (ledger.open_round, ledger.last.seats, len(ledger.entries)) == (1, first.plan.seats, 3)
    assert solve(next_round=True).room.round_number == 2
    for _ in range(2):
        undo_last(Path("out"))
    with pytest.raises(UsageError, match="nothing to undo"):
        undo_last(Path("out"))


def test_other_commands_look_at_the_open_round(folder) -> None:
    solve()
    solve(next_round=True)
    opened = read_round(Request(people="people.csv", out=Path("out")))
    assert (opened.room.round_number, len(opened.room.history.rounds)) == (2, 1)
    assert read_round(Request(people="people.csv", out=Path("out"), write=False)).room.round_number == 1


def test_a_ledger_of_other_people_is_refused_and_left_alone(folder) -> None:
    solve()
    write_list([{**person, "id": f"x{person['id']}"} for person in PEOPLE])
    before = sorted(Path("out").rglob("*"))
    with pytest.raises(UsageError, match="--out"):
        solve()
    assert sorted(Path("out").rglob("*")) == before
    opened = read_round(Request(people="people.csv", out=Path("out")))
    assert opened.room.round_number == 1
    assert "ledger-of-others" in {note.slug for note in opened.notes}


def test_a_damaged_ledger_is_refused(folder) -> None:
    solve()
    path = Path("out/rounds/0001-round-1.json")
    path.write_bytes(path.read_bytes().replace(b"north", b"south", 1))
    for ask in (
        solve,
        lambda: read_round(Request(people="people.csv", out=Path("out"))),
        lambda: undo_last(Path("out")),
    ):
        with pytest.raises(InputError, match=r"out/rounds/0001-round-1\.json"):
            ask()


def test_a_folder_that_is_held_is_exit_7(folder) -> None:
    solve()
    with lock_folder(Path("out")), pytest.raises(FolderHeldError):
        solve()
    assert len(Ledger.open(Path("out")).entries) == 1


def test_wrong_inputs_leave_nothing_behind(folder) -> None:
    write_list([{**PEOPLE[0], "attending": "blue"}])
    with pytest.raises(InputError):
        solve()
    assert not Path("out").exists()


def test_what_is_kept_stays(folder) -> None:
    first = solve()
    table = first.plan.seats["p0"]
    at_table = {person for person, where in first.plan.seats.items() if where == table}
    second = solve(next_round=True, keep=(table, "Ben; Cam"))
    assert {person: second.plan.seats[person] for person in (*at_table, "p1", "p2")} == {
        person: first.plan.seats[person] for person in (*at_table, "p1", "p2")
    }
    kept = [requirement for requirement in second.requirements if requirement.id.startswith("keep:")]
    assert {requirement.id for requirement in kept} == {f"keep:{table}", "keep:p1", "keep:p2"}
    assert all(requirement.is_must for requirement in kept)
    assert not any(second.is_private(requirement) for requirement in kept)


def test_keep_says_what_it_cannot_keep(folder) -> None:
    with pytest.raises(UsageError, match="saved seating"):
        solve(keep=("p0",))
    solve()
    with pytest.raises(UsageError, match='Did you mean "north"'):
        solve(keep=("norht",))
    write_list(changed(p0={"attending": "no"}))
    again = solve(keep=("p0", "p1"))
    assert "keep-gone" in slugs(again)
    assert "keep:p1" in {requirement.id for requirement in again.requirements}


def other_table(result, person: str) -> str:
    """Return a table at which somebody does not sit."""
    return next(table.id for table in result.room.tables if table.id != result.plan.seats[person])


def test_small_changes_suggest_a_repair(folder) -> None:
    first = solve()
    write_list(changed(p0={"attending": "no"}, p1={"pin": other_table(first, "p1")}))  # or nobody would move
    again = solve(seed=4)
    moved = sum(table != first.plan.seats[person] for person, table in again.plan.seats.items())
    assert moved
    (note,) = [note for note in again.notes if note.slug == "repair-instead"]
    assert f"this run moved {moved} p" in note.text
    names = [p.label for p in again.room.people if again.plan.seats[p.id] != first.plan.seats[p.id]]
    assert all(name in note.text for name in names[:2])
    assert not any(name in note.shared_text for name in names)
    assert "repair-instead" not in slugs(solve())


def test_held_seats_do_not_join_leave_or_move_as_people(folder) -> None:
    columns = (*COLUMNS, "status")

    def write(*held: str, pin: str = "") -> None:
        people = [{**person, "pin": pin} if person["id"] == "p1" else person for person in PEOPLE]
        rows = [*people, *({"id": one, "organization": f"Org {one}", "status": "open"} for one in held)]
        with Path("people.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)

    write("h1")
    first = solve()
    write("h2", pin=other_table(first, "p1"))
    again = solve(seed=4)
    (note,) = [note for note in again.notes if note.slug == "repair-instead"]
    assert note.text.startswith("Since round 1 was saved, no one has gained or lost a seat, and this run moved ")
    assert "open seat" not in note.text


def test_a_repair_is_not_suggested_for_people_whose_table_is_gone(folder) -> None:
    """A repair would move them too. Everyone else keeps the table."""
    pins = {person["id"]: {"pin": "north" if n < 3 else "south"} for n, person in enumerate(PEOPLE)}
    write_list(changed(**pins))
    Path("convening.yaml").write_text(CONVENING.replace("seats: 3-5", "seats: 1-8"))
    solve()
    for table, is_told in (("north", True), ("west", False)):
        tables = f"tables: [{{id: {table}, seats: 1-8}}, {{id: south, seats: 1-8}}]"
        head, _, rest = CONVENING.partition("tables:")
        Path("convening.yaml").write_text(f"{head}{tables}\n{rest.partition(chr(10))[2]}")
        new = {
            one: {"pin": {"north": "south" if is_told else "west"}.get(cells["pin"], "south")}
            for one, cells in pins.items()
        }
        if is_told:
            new["p7"] = {"pin": "north"}
        write_list(changed(**new))
        assert ("repair-instead" in slugs(solve(seed=2))) is is_told
        undo_last(Path("out"))


def test_a_held_seat_among_those_who_came_is_not_called_unknown(folder) -> None:
    """Its label is in seating.csv, from which people copy the names of those who came."""
    rows = [*PEOPLE, {"id": "h1", "organization": "Oak", "status": "open"}]
    with Path("people.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, (*COLUMNS, "status"))
        writer.writeheader()
        writer.writerows(rows)
    solve()
    came = Path("came.csv")
    came.write_text(f"name\n{PEOPLE[0]['name']}\nopen seat (Oak)\n", encoding="utf-8")
    (note,) = record_attended(Path("out"), came).notes
    assert "is a seat held for someone yet to be found" in note.text


@pytest.mark.room
def test_a_run_tells_that_the_plan_of_later_rounds_is_not_kept(folder) -> None:
    first = solve(rounds=3)
    write_list(changed(p1={"pin": other_table(first, "p1")}))
    (note,) = [note for note in solve(seed=4).notes if note.slug == "plan-dropped"]
    assert note.text.startswith("Rounds 2 and 3 were planned ahead, but this plan is no longer kept")
    assert note.text.endswith("run `seating solve` with `--next-round --rounds 2` to plan them again.")
    assert "plan-dropped" not in slugs(solve(seed=5))
    solve(rounds=3)
    assert "plan-dropped" not in slugs(solve(rounds=3, seed=2))


def test_a_planned_round_keeps_its_tables_if_no_seating_is_better(folder) -> None:
    """Badges and letters have told everyone these tables."""
    ahead = solve(rounds=3).ahead
    for number, planned in enumerate(ahead, start=2):
        again = solve(next_round=True, seed=number + 2)
        assert (again.room.round_number, again.plan.seats) == (number, planned.plan.seats)
        assert again.duties == planned.duties
        assert "plan-dropped" not in slugs(again)


@pytest.mark.room
def test_a_round_that_keeps_its_plan_tells_of_the_later_rounds_of_the_plan(folder) -> None:
    """Ana and Ben never meet. That is counted in the last planned round only, also once the second one is open."""
    asked = "  - {kind: meet, people: [p0, p1]}\nshow:"
    Path("convening.yaml").write_text(CONVENING.replace("show:", asked))
    write_list(changed(p0={"pin": "north"}, p1={"pin": "south"}))
    first = solve(rounds=3)
    second, third = first.ahead
    again = solve(next_round=True, seed=4)
    (meet,) = [requirement for requirement in again.requirements if requirement.kind == "meet"]
    seats = {one.room.round_number: one.plan.seats for one in (second, third)}
    assert again.planned == seats
    assert not again.verdict(meet).applies
    assert (again.penalty, again.status, count_rounds(again)) == (second.penalty, Status.OPTIMAL, 3)
    rotation = [
        row["rotation"] for row in csv.DictReader(letters_csv(again, words_in("en")).decode("utf-8-sig").split("\r\n"))
    ]
    assert all("Round 3" in cell for cell in rotation)
    for request in (Request(people="people.csv", out=Path("out")), Request(people=None, out=Path("out"))):
        saved = saved_result(request, 2).result
        assert (saved.planned, saved.penalty, count_rounds(saved)) == (seats, second.penalty, 3)
    assert sorted(saved_result(Request(people=None, out=Path("out")), 1).result.planned) == [1, 2, 3]
    last = solve(next_round=True, seed=5)
    assert last.planned == {}
    assert last.verdict(next(r for r in last.requirements if r.kind == "meet")).findings


def test_a_plan_made_again_gives_each_duty_to_someone_new_in_each_round(folder) -> None:
    """Only the round that is saved keeps its duties; the rounds planned after it have none yet."""
    asked = "requirements:\n  - {kind: duty, name: chair, rotate: true}\n"
    Path("convening.yaml").write_text(CONVENING.replace("requirements:\n", asked))
    for _ in range(2):
        first = solve(rounds=3)
        chairs = [person for one in (first, *first.ahead) for person, held in one.duties.items() if "chair" in held]
        assert len(chairs) == len(set(chairs)) == 6, "eight people, two tables, three rounds"


def test_who_left_and_who_joined_change_no_planned_table_for_others_unless_it_is_better(folder) -> None:
    planned = solve(rounds=2).ahead[0].plan.seats
    write_list([*PEOPLE[1:], {"id": "new", "name": "Ida", "sector": "labor"}])
    again = solve(next_round=True, seed=4)
    assert {person: again.plan.seats[person] for person in planned if person != "p0"} == {
        person: table for person, table in planned.items() if person != "p0"
    }


def test_a_run_names_who_sits_at_another_table_than_planned(folder) -> None:
    planned = solve(rounds=3).ahead[0].plan.seats
    other = next(table for table in ("north", "south") if table != planned["p0"])
    write_list(changed(p0={"pin": other}))
    again = solve(next_round=True, seed=4)
    moved = [one.name for one in again.room.people if again.plan.seats[one.id] != planned[one.id]]
    first, later = [note for note in again.notes if note.slug == "plan-dropped"]
    assert "Ana" in moved
    assert first.text.startswith(f"Round 2 was planned ahead, and {len(moved)} p")
    assert all(name in first.text and name not in first.shared_text for name in moved)
    assert later.text.startswith("Round 3 was planned ahead, but this plan is no longer kept")
    assert later.text.endswith("When round 2 is over, run `seating solve` with `--next-round` to seat it.")


def test_staff_at_another_table_than_planned_are_not_counted_as_people(folder) -> None:
    write_list(changed(p0={"duty": "interpreter"}))
    planned = solve(rounds=2).ahead[0].plan.seats
    moves = {one: {"pin": "south" if planned[one] == "north" else "north"} for one in ("p0", "p1")}
    write_list(changed(p0={"duty": "interpreter", **moves["p0"]}, p1=moves["p1"]))
    again = solve(next_round=True, seed=4)
    moved = [one for one in again.plan.seats if again.plan.seats[one] != planned[one] and one != "p0"]
    (note,) = [note for note in again.notes if note.slug == "plan-dropped"]
    number = f"{len(moved)} people" if len(moved) > 1 else "1 person"
    assert f"and {number} and 1 staff member sit at different tables than planned: " in note.text


def test_people_of_one_name_who_sit_at_another_table_than_planned_are_told_apart(folder) -> None:
    write_list(changed(p1={"name": "Ana"}))
    planned = solve(rounds=2).ahead[0].plan.seats
    pins = {one: {"pin": "south" if planned[one] == "north" else "north"} for one in ("p0", "p1")}
    write_list(changed(p0=pins["p0"], p1={"name": "Ana", **pins["p1"]}))
    (note,) = [note for note in solve(next_round=True, seed=4).notes if note.slug == "plan-dropped"]
    assert "Ana (1)" in note.text
    assert "Ana (2)" in note.text


def test_a_run_names_the_tables_that_have_another_number_since_a_split(folder) -> None:
    solve()
    assert "tables-renumbered" not in slugs(solve(next_round=True))
    split = "{id: n1, name: N1, was: north, seats: 1-4}, {id: n2, name: N2, was: north, seats: 1-4}"
    Path("convening.yaml").write_text(CONVENING.replace("{id: north, name: North, seats: 3-5}", split))
    (note,) = [note for note in solve(next_round=True).notes if note.slug == "tables-renumbered"]
    assert note.text == (
        "1 table has a different number than in round 2: South: 2 → 3. Print its sheets and badges again."
    )


@pytest.mark.parametrize("again", ["solve", "repair"])
def test_a_table_that_has_another_number_than_on_the_printed_pages_of_its_round_is_named(folder, again: str) -> None:
    solve()
    split = "{id: n1, name: N1, was: north, seats: 1-4}, {id: n2, name: N2, was: north, seats: 1-4}"
    Path("convening.yaml").write_text(CONVENING.replace("{id: north, name: North, seats: 3-5}", split))
    result = solve() if again == "solve" else repair_request(Request("people.csv", out=Path("out"), packet=False))
    (note,) = [note for note in result.notes if note.slug == "tables-renumbered"]
    assert note.text == (
        "1 table has a different number than in the saved seating: South: 2 → 3. Print its sheets and badges again."
    )
    result = solve() if again == "solve" else repair_request(Request("people.csv", out=Path("out"), packet=False))
    assert "tables-renumbered" not in slugs(result)


def test_the_people_of_a_table_that_was_split_within_its_round_are_to_be_told(folder) -> None:
    """No one counts as moved, although about half of them sit at a table that their badge does not name."""
    solve()
    split = "{id: n1, name: N1, was: north, seats: 1-3}, {id: n2, name: N2, was: north, seats: 1-3}"
    Path("convening.yaml").write_text(CONVENING.replace("{id: north, name: North, seats: 3-5}", split))
    result = repair_request(Request("people.csv", out=Path("out"), packet=False))
    assert {"n1", "n2"} <= set(result.plan.seats.values())
    (note,) = [note for note in result.notes if note.slug == "tables-split"]
    assert note.text.startswith(
        "North is now several tables: N1 and N2. A seat at any of them does not count as a move."
    )
    result = repair_request(Request("people.csv", out=Path("out"), packet=False))
    assert "tables-split" not in slugs(result)


def test_the_people_of_tables_that_were_merged_within_their_round_are_to_be_told(folder) -> None:
    solve()
    start, end = CONVENING.index("{id: north"), CONVENING.index("]", CONVENING.index("{id: south"))
    merged = "{id: both, name: Both, was: [north, south], seats: 0-12}"
    Path("convening.yaml").write_text(CONVENING[:start] + merged + CONVENING[end:])
    result = repair_request(Request("people.csv", out=Path("out"), packet=False))
    (note,) = [note for note in result.notes if note.slug == "tables-merged"]
    assert note.text.startswith("North and South are now one table: Both. A seat there does not count as a move.")
    result = repair_request(Request("people.csv", out=Path("out"), packet=False))
    assert "tables-merged" not in slugs(result)


def test_a_table_into_which_another_was_merged_is_told_under_the_name_that_had_the_number(folder) -> None:
    """Those who sat at the other table had another number, or none other than now."""
    solve()
    start, end = CONVENING.index("{id: north"), CONVENING.index("]", CONVENING.index("{id: south"))
    merged = "{id: south, name: Both, was: north, seats: 0-9}, {id: east, name: East, seats: 0-9}"
    Path("convening.yaml").write_text(CONVENING[:start] + merged + CONVENING[end:])
    (note,) = [note for note in solve(next_round=True).notes if note.slug == "tables-renumbered"]
    assert note.text.startswith("1 table has a different number than in round 1: South: 2 → 1.")


def test_a_table_that_was_renamed_is_among_those_that_have_another_number(folder) -> None:
    """Those who remember its old name look for its old number."""
    solve()
    other = "{id: east, name: East, seats: 0-2}, {id: n1, name: N1, was: north, seats: 3-5}"
    Path("convening.yaml").write_text(CONVENING.replace("{id: north, name: North, seats: 3-5}", other))
    (note,) = [note for note in solve(next_round=True).notes if note.slug == "tables-renumbered"]
    assert note.text.startswith("2 tables have different numbers than in round 1: N1: 1 → 2; South")


def test_a_run_tells_that_it_seats_a_round_whose_attendance_is_recorded(folder) -> None:
    """Who recorded the attendance most likely forgot `--next-round`."""
    assert "seated-after-attendance" not in slugs(solve())
    Path("came.csv").write_text("id\n" + "".join(f"{person['id']}\n" for person in PEOPLE[1:]))
    record_attended(Path("out"), Path("came.csv"))
    (note,) = [note for note in solve(seed=4).notes if note.slug == "seated-after-attendance"]
    assert note.text.startswith(
        "The seating of round 1 was saved again, although attendance for this round has already been recorded"
    )
    repaired = repair_request(Request(people="people.csv", out=Path("out"), packet=False))
    assert "seated-after-attendance" in slugs(repaired)
    assert "seated-after-attendance" not in slugs(solve(next_round=True))
    assert "seated-after-attendance" not in slugs(solve(seed=5)), "who came to round 2 is not recorded yet"


def test_a_run_that_moves_no_one_does_not_suggest_a_repair(folder) -> None:
    first = solve()
    write_list(changed(p0={"email": "ana@a.example"}))
    second = solve()
    assert first.plan == second.plan
    assert "repair-instead" not in slugs(second)


def test_rounds_planned_ahead_are_saved_together(folder) -> None:
    result = solve(rounds=3)
    ledger = Ledger.open(Path("out")).sound
    assert (len(ledger.entries), ledger.open_round, sorted(ledger.rounds)) == (1, 1, [1, 2, 3])
    record = result.to_record()
    assert [each["round"] for each in record["rounds"]] == [1, 2, 3]
    assert record["penalty"] == sum(each.penalty for each in (result, *result.ahead))
    for number, each in enumerate((result, *result.ahead), start=1):
        assert ledger.rounds[number].seats == each.plan.seats
        assert Path(f"out/round-{number}/seating.csv").exists()
        assert review(each.room, each.requirements, each.plan) == each.review
    assert [past.number for past in result.ahead[-1].room.history.rounds] == [1, 2]


def test_a_saved_round_is_made_again_as_it_was(folder) -> None:
    """With the list: the same pages, byte for byte where nothing tells the time."""
    write_list(changed(p0={"email": "ana@example.org", "needs": "no nuts", "apart": "p1", "pin": "north"}))
    result = solve_request(Request(people="people.csv", out=Path("out"), write=True))
    solve(next_round=True)
    before = {path: path.read_bytes() for path in Path("out/round-1/packet").rglob("*.html")}
    seating = Path("out/round-1/seating.csv").read_bytes()
    for path in (*before, Path("out/round-1/seating.csv")):
        path.unlink()
    request = Request(people="people.csv", out=Path("out"))
    render_packet_again(request, 1)
    made = render_report_again(request, 1)
    assert {path: path.read_bytes() for path in before} == before
    assert Path("out/round-1/seating.csv").read_bytes() == seating
    assert (made.plan, made.review, made.status, made.bound) == (
        result.plan,
        result.review,
        result.status,
        result.bound,
    )


def test_a_saved_round_is_made_again_without_the_list(folder) -> None:
    """Everything others see is as it was; nothing for the convener, and no e-mail."""
    write_list(changed(p0={"email": "ana@example.org", "needs": "no nuts", "apart": "p1"}, p2={"listed": "no"}))
    result = solve_request(Request(people="people.csv", out=Path("out")))
    packet = Path("out/round-1/packet")
    before = {path: path.read_bytes() for path in packet.glob("*.html")}
    again = render_packet_again(Request(people=None, out=Path("out")))
    made = render_report_again(Request(people=None, out=Path("out")))
    pages = {path: path.read_bytes() for path in packet.rglob("*.html")}
    assert not any("convener-only" in path.parts for path in pages)
    assert set(pages) == set(before)
    assert {path: before[path] for path in pages if path.name != "index.html"} == {
        path: page for path, page in pages.items() if path.name != "index.html"
    }
    assert "without-list" in {note.slug for note in again.notes}
    kept = replace(made, notes=()).to_record()
    was = replace(result, notes=()).to_record()
    for key in ("status", "penalty", "bound", "gap", "seed", "inputs", "rounds", "conflict", "recruit"):
        assert kept[key] == was[key], key


def test_a_list_that_has_changed_since_is_said(folder) -> None:
    solve()
    write_list(changed(p0={"attending": "no", "email": "ana@example.org"}))
    again = saved_result(Request(people="people.csv", out=Path("out")))
    assert "list-changed" in {note.slug for note in again.result.notes}
    assert again.result.plan.seats.keys() == {person["id"] for person in PEOPLE}
    assert again.result.people.by_id["p0"].email == "ana@example.org"


def test_an_impossible_round_is_made_again_with_what_clashes(folder) -> None:
    write_list(changed(p0={"pin": "north", "apart": "p1"}, p1={"pin": "north"}))
    result = solve()
    assert result.conflict is not None
    without = saved_result(Request(people=None, out=Path("out"))).result.to_record()
    with_list = saved_result(Request(people="people.csv", out=Path("out"))).result.to_record()
    was = result.to_record()
    for key in ("status", "conflict", "conflicts", "recruit", "rounds"):
        assert without[key] == was[key], key
        assert with_list[key] == was[key], key


def test_nothing_private_is_in_the_ledger(folder) -> None:
    """Cells of private columns, relations, and private requirements' words stand nowhere in it."""
    Path("convening.yaml").write_text(CONVENING + "private: [secret]\n" + "vocabulary: {secret: {hushhush: [quiet]}}\n")
    text = (
        Path("convening.yaml")
        .read_text()
        .replace(
            "requirements:\n",
            "requirements:\n  - {kind: count, who: {secret: hushhush}, at_most: 1, note: whispered}\n"
            "  - {kind: apart, relation: funds, must: false}\n"
            "  - {kind: cap, of: sector, at_most: 2, private: true, id: telltale, note: whispered}\n",
        )
    )
    Path("convening.yaml").write_text(text)
    people = changed(
        p0={"email": "ana@example.org", "needs": "wheelchairword", "apart": "p1", "funds": "Org 3"},
        p1={"attending": "no"},
    )
    with Path("people.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, (*COLUMNS, "secret", "phone"))
        writer.writeheader()
        writer.writerows({**person, "secret": "hushhush", "phone": "555-0199"} for person in people)
    solve()
    solve(next_round=True)
    told = "".join(path.read_text() for path in Path("out/rounds").iterdir())
    for word in ("ana@example.org", "wheelchairword", "hushhush", "whispered", "telltale", "555-0199", "apart:p0"):
        assert word not in told, word
    assert "funds" not in told
    assert "said no" not in told, "the column attending is private"
    assert "has no seat in this round" in told


def test_answers_that_come_with_the_next_round_are_told_to_count_for_it(folder) -> None:
    Path("harvest.csv").write_text("table,theme,text\nnorth,paperwork,Too many forms\n", encoding="utf-8")
    told = [[note.slug for note in solve(next_round=more, harvest=Path("harvest.csv")).notes] for more in (False, True)]
    assert ["harvest-next-round" in slugs for slugs in told] == [False, True]


def test_a_harvest_is_offered_no_private_voice_as_its_speaker(folder) -> None:
    """Without the list, the ledger has only the words "A private requirement" for it."""
    voice = "  - {kind: voice, name: Whispers, who: {sector: Labor}, private: true}\n"
    Path("convening.yaml").write_text(CONVENING.replace("requirements:\n", f"requirements:\n{voice}"))
    solve()
    Path("harvest.csv").write_text("table,theme,voice,text\nnorth,paperwork,A private voice,Forms\n", encoding="utf-8")
    made = render_report_again(Request(people=None, out=Path("out"), harvest=Path("harvest.csv")))
    notes = [note.text for note in made.notes if "A private voice" in note.text]
    assert notes
    assert not [text for text in notes if "A private requirement" in text]
    assert "is not a public voice in the convening, and a private voice is not counted without the list" in notes[0]


@pytest.mark.parametrize("is_listed", [True, False])
def test_a_harvest_names_a_governance_table_without_seats(folder, is_listed) -> None:
    steer = "tables: [{id: steer, name: Steering table, kind: steering, people: [p0]}, "
    Path("convening.yaml").write_text(CONVENING.replace("tables: [", steer))
    Path("harvest.csv").write_text(
        "table,theme,text\nSteering table,paperwork,Forms\n2,paperwork,Forms\n", encoding="utf-8"
    )
    seated = solve(harvest=Path("harvest.csv"))
    people = "people.csv" if is_listed else None
    again = render_report_again(Request(people=people, out=Path("out"), harvest=Path("harvest.csv")))
    for made in (seated, again):
        assert [one.table for one in made.harvest.statements] == ["steer", made.room.tables[1].id]
        assert not [note.text for note in made.notes if note.slug == "table-unknown"]


@pytest.mark.parametrize("is_listed", [True, False])
def test_what_the_tables_found_joins_a_saved_round(folder, is_listed) -> None:
    """Nobody is seated again for it, although the list has changed since."""
    solve()
    seating = Path("out/round-1/seating.csv").read_bytes()
    write_list(changed(p0={"attending": "no"}))
    Path("harvest.csv").write_text("table,theme,voice,text\nnorth,paperwork,Labor,Too many forms\n", encoding="utf-8")
    people = "people.csv" if is_listed else None
    made = render_report_again(Request(people=people, out=Path("out"), harvest=Path("harvest.csv")))
    assert made.harvest is not None
    assert "Too many forms" in Path("out/round-1/report.html").read_text(encoding="utf-8")
    assert Path("out/round-1/seating.csv").read_bytes() == seating


KEPT = "{id: north, name: North, seats: 1-8}, {id: loft, name: Loft, was: north, seats: 1-8}"
ATTIC = "id: attic, name: Attic, was: [loft, north]"


def pinned(**at: str) -> list[Mapping[str, str]]:
    """Return the list with people pinned to tables, by id."""
    return changed(**{person: {"pin": table} for person, table in at.items()})


def test_who_goes_from_a_table_to_one_that_was_split_from_it_has_moved_once_both_seated_people(folder) -> None:
    """Ben was told North, which kept its name when Loft was split from it."""
    Path("convening.yaml").write_text(CONVENING.replace("{id: north, name: North, seats: 3-5}", KEPT))
    write_list(pinned(p0="loft", p1="north", p2="north"))
    assert {"north", "loft"} <= set(solve().plan.seats.values())
    write_list(pinned(p0="loft", p1="loft", p2="north"))
    result = repair_request(Request("people.csv", out=Path("out"), packet=False))
    assert [(move.person, move.origin, move.target) for move in result.moves] == [("p1", "north", "loft")]
    assert not slugs(result) & {"tables-split", "tables-merged"}


def test_who_goes_to_a_table_that_was_split_off_in_an_earlier_round_has_moved_since_then(folder) -> None:
    """In the report and in a comparison, neither of which calls the table split again."""
    Path("convening.yaml").write_text(CONVENING.replace("{id: north, name: North, seats: 3-5}", KEPT))
    fixed = {"p0": "loft", "p2": "north", "p3": "south", "p4": "south", "p5": "south", "p6": "south", "p7": "south"}
    write_list(pinned(p1="north", **fixed))
    solve()
    write_list(pinned(p1="loft", **fixed))
    result = solve(next_round=True)
    compared = compare_rounds(Ledger.open(Path("out")).sound, 1, 2)
    assert (compared.stayed, compared.moved, compared.renamed) == (7, (("p1", "north", "loft"),), ())
    shown = told(changed_section.list_blocks(result))
    assert "\nMoved\n    Ben North to Loft\n" in shown
    assert "Tables renamed, split or merged" not in shown


def test_a_table_that_was_split_off_and_renamed_later_continues_its_own_part_alone(folder) -> None:
    """Attic was Loft, which was split from North before round 1; its `was` has both earlier ids."""
    convening = CONVENING.replace("{id: north, name: North, seats: 3-5}", KEPT)
    Path("convening.yaml").write_text(convening)
    fixed = {"p2": "north", "p3": "south", "p4": "south", "p5": "south", "p6": "south", "p7": "south"}
    write_list(pinned(p0="loft", p1="north", **fixed))
    solve()
    Path("convening.yaml").write_text(convening.replace("id: loft, name: Loft, was: north", ATTIC))
    write_list(pinned(p0="attic", p1="attic", **fixed))
    result = solve(next_round=True)
    compared = compare_rounds(Ledger.open(Path("out")).sound, 1, 2)
    assert (compared.moved, compared.renamed) == ((("p1", "north", "attic"),), (("loft", "attic"),))
    shown = told(changed_section.list_blocks(result))
    assert "\nMoved\n    Ben North to Attic\n" in shown
    assert "\nTables renamed, split or merged\n    Loft → Attic\n\n" in shown
    assert [label_of(result.room, table) for table in ("north", "loft")] == ["North", "Attic"]
