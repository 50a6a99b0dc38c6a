"""`seating explain`, as a convener and a script see it."""

from __future__ import annotations

import json
import re
import shlex
import subprocess

import pytest

from seating.cli.console import Console
from tests.cli.running import run

LIST = "id,name,organization,gender,attending\n" + "".join(
    f"p{n},Person {letter},Org {n % 2},{'f' if n < 5 else 'm'},yes\n" for n, letter in enumerate("ABCDEFGH")
)

TABLES = "tables: [{id: a, name: Alder, seats: 4}, {id: b, name: Birch, seats: 4}]\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Put a small list into the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


def convening(folder, *requirements):
    lines = "".join(f"  - {requirement}\n" for requirement in requirements)
    (folder / "convening.yaml").write_text(f"{TABLES}requirements:\n{lines}", encoding="utf-8")


def record(line):
    done = run(f"{line} --json")
    return done.exit_code, json.loads(done.stdout)


UNMET = "{kind: count, who: {gender: f}, at_least: 3, weight: 5}"
"""Five women at two tables: one is missing, whatever the seating."""


def test_an_explanation_saves_nothing_and_tells_of_no_change(folder):
    convening(folder, UNMET, "{kind: duty, name: chair, each: 1, who: {gender: f}}")
    assert run("solve people.csv").exit_code == 0
    convening(folder, UNMET, "{kind: duty, name: chair, each: 1, who: {gender: m}}")
    done = run("explain people.csv --requirement count-1")
    assert done.exit_code == 0, done.output
    assert "duty-changed" not in done.output


def test_what_the_search_tells_is_in_the_language_asked_for(folder, monkeypatch):
    shown = []
    monkeypatch.setattr(Console, "progress", lambda _, text: shown.append(text))
    convening(folder, UNMET)
    assert run("explain people.csv --requirement count-1 --language es").exit_code == 0
    assert any("distribu" in text for text in shown)
    assert not [text for text in shown if "seating" in text]


def test_a_should_that_nothing_can_meet_is_given_no_price(folder):
    convening(folder, UNMET)
    done = run("explain people.csv --requirement count-1 --details")
    assert done.exit_code == 0, done.output
    assert "It is not met. Penalty: 5 of 5\n" in done.stdout
    assert "It cannot be met, even on its own." in done.stdout
    assert "without it, they could not be met any better." in done.stdout
    assert "Price:" not in done.stdout
    assert not (folder / "reports").exists()


def test_a_should_that_could_be_met_names_who_would_pay(folder):
    convening(
        folder,
        "{kind: pin, people: [p0, p1], tables: [a], must: false, weight: 3}",
        "{kind: apart, people: [p0, p1], must: false, weight: 2}",
    )
    done = run("explain people.csv --requirement APART-1 --details")
    assert done.exit_code == 0, done.output
    assert "It can be met. In the best seating that meets it, this would change: Penalty: 3 (+1)" in done.stdout
    assert "worse: Person A and Person B sit at Alder. +3 [pin-1]" in done.stdout
    assert "Price: 2 of 2" in done.stdout


def test_what_stands_against_a_should_are_the_musts_it_cannot_hold_beside(folder):
    convening(
        folder, "{kind: together, people: [p0, p1]}", "{kind: apart, people: [p1, p0], must: false}", "{kind: wish}"
    )
    done = run("explain people.csv --requirement apart-1")
    assert (
        "This must prevents it, and others might too:\n      Person A and Person B share a table. [together-1]"
        in done.stdout
    )


def test_the_price_of_a_must_is_the_penalty_that_goes_without_it(folder):
    convening(folder, "{kind: together, people: [p0, p1]}", "{kind: apart, people: [p1, p0], must: false, weight: 4}")
    code, found = record("explain people.csv --requirement together-1")
    assert code == 0
    assert (found["requirement"]["must"], found["requirement"]["price"], found["requirement"]["exact"]) == (
        True,
        4,
        True,
    )
    assert found["requirement"]["if_met"] is None
    assert "It is a must, and it is met." in run("explain people.csv --requirement together-1").stdout


def test_the_cost_of_each_other_table_is_printed(folder):
    convening(folder, "{kind: pin, people: [p0], tables: [a], must: false, weight: 3}")
    done = run('explain people.csv --person "person a" --details')
    assert done.exit_code == 0, done.output
    assert "Person A is placed at Alder.\n" in done.stdout
    assert "with them there: worse for the room than the current one; others who move: 1 person" in done.stdout
    assert "Penalty: 3 (+3)" in done.stdout
    assert "Person A sits at Alder. +3 [pin-1]" in done.stdout
    assert "If no one else moved: Penalty: 3\n      unmet must: Alder: 3 people instead of at least 4" in done.stdout
    code, found = record("explain people.csv --person p0")
    assert code == 0
    (birch,) = found["person"]["tables"]
    assert (birch["table"], birch["possible"], birch["more"], birch["exact"]) == ("b", True, 3, True)
    assert (birch["others_moved"], birch["alone"]) == (1, {"unmet": 2, "penalty": 3})


def test_held_seats_that_would_move_are_not_counted_as_people(folder):
    people = "id,name,status\np0,Person A,\np1,Person B,\np2,Person C,\nh0,a tenant,open\n"
    (folder / "people.csv").write_text(people, encoding="utf-8")
    pins = "{kind: pin, people: [p1], tables: [a]}", "{kind: pin, people: [p2], tables: [b]}"
    convening(folder, "{kind: pin, people: [p0], tables: [a], must: false}", *pins)
    text = (folder / "convening.yaml").read_text(encoding="utf-8")
    (folder / "convening.yaml").write_text(text.replace("seats: 4", "seats: 2"), encoding="utf-8")
    done = run("explain people.csv --person p0")
    assert "others who move: 1 held seat" in done.stdout
    code, found = record("explain people.csv --person p0")
    assert (code, found["person"]["tables"][0]["others_moved"]) == (0, 1)


def test_a_table_that_a_must_forbids_names_it(folder):
    convening(folder, "{kind: keep_from, people: [p0], tables: [b]}")
    done = run("explain people.csv --person p0")
    assert "No other table is possible." in done.stdout
    assert "Not possible. This must prevents it:\n      Person A" in done.stdout
    _, found = record("explain people.csv --person p0")
    (birch,) = found["person"]["tables"]
    assert (birch["possible"], [each["requirement"] for each in birch["against"]]) == (False, ["keep_from-1"])


@pytest.mark.room
def test_clashes_are_explained_without_writing(folder):
    convening(
        folder,
        "{kind: together, people: [p0, p1]}",
        "{kind: apart, people: [p0, p1]}",
        "{kind: pin, people: [p2], tables: [a]}",
        "{kind: keep_from, people: [p2], tables: [a]}",
    )
    done = run("explain people.csv --conflict")
    assert done.exit_code == 4, done.output
    assert "There are no other conflicts." in done.stdout
    assert "Drop pin-1 and together-1:" in done.stdout or "Drop together-1 and pin-1:" in done.stdout
    assert not (folder / "reports").exists()
    code, found = record("explain people.csv --conflict")
    assert (code, len(found["conflicts"]), found["conflicts_complete"]) == (4, 2, True)
    for line in ("--person p0", "--requirement pin-1"):
        about = run(f"explain people.csv {line}")
        assert about.exit_code == 4
        assert "A seat or a requirement has a price only if all musts are met" in about.stdout


def test_a_saved_conflict_of_private_musts_is_shown_to_the_convener_as_solve_shows_it(folder):
    """The ledger keeps neither the musts of such a conflict nor the ways out."""
    (folder / "people.csv").write_text("id,name,needs,pin\np0,Ann,step-free,oak\np1,Bo,,\np2,Cy,,\np3,Di,,\n")
    tables = "[{id: oak, seats: 2-4}, {id: elm, seats: 2-4, features: [step-free]}]"
    (folder / "convening.yaml").write_text(f"tables: {tables}\n")
    seated = run("solve people.csv").stdout
    told = run("explain people.csv --conflict")
    assert told.exit_code == 4
    conflict = seated[seated.index("What cannot be met") : seated.index("Unmet requirement")].rstrip()
    assert "Dropping any one of them resolves this conflict. A second calculation confirmed this." in conflict
    assert conflict in told.stdout


@pytest.mark.parametrize("asked", ["", ", {kind: count, who: {name: Bo}, at_least: 2, at: board, must: true}"])
@pytest.mark.parametrize("private", ["true", "false"])
def test_saved_conflicts_at_a_governance_table_are_shown_as_solve_shows_them(folder, private, asked):
    """The ledger keeps only the smallest conflict there, and of a private one neither the musts nor the ways out."""
    (folder / "people.csv").write_text("id,name\np0,Ann\np1,Bo\np2,Cy\np3,Di\n")
    board = "{id: board, name: Board, kind: leadership, people: [Ann], action_seat: yes, seats: 2}"
    away = f"{{kind: keep_from, people: [Ann], tables: board, private: {private}}}"
    tables = f"[{{id: oak, seats: 2-4}}, {{id: elm, seats: 2-4}}, {board}]"
    (folder / "convening.yaml").write_text(f"tables: {tables}\nrequirements: [{away}{asked}]\n")
    seated = run("solve people.csv").stdout
    told = run("explain people.csv --conflict")
    assert told.exit_code == 4, told.output
    conflicts = seated[seated.index("What cannot be met") : seated.index("Files")].split()
    assert ("There are no other conflicts." in " ".join(conflicts)) == bool(asked)
    assert " ".join(conflicts) in " ".join(told.stdout.split())
    assert run("explain people.csv --conflict --json").exit_code == 4


def test_where_nothing_clashes_it_says_so(folder):
    convening(folder, UNMET)
    done = run("explain people.csv --conflict")
    assert done.exit_code == 0
    assert "There is no conflict: this seating meets every must." in done.stdout


def seat_of(person):
    saved = json.loads(run("rounds show 1 --json").stdout)["rounds"][0]["seats"]
    return next((seat["table"] for seat in saved if seat["id"] == person), None)


def test_the_saved_seat_is_explained_and_not_one_of_another_search(folder):
    convening(folder, "{kind: apart, people: [p0, p1]}")
    assert (
        "No seating is saved for this round. This is the seating that `seating solve`"
        in run("explain people.csv --person p0").stdout
    )
    _, found = record("explain people.csv --person p0")
    assert (found["saved_round"], found["changed"]) == (None, False)
    elsewhere = next(
        seed
        for seed in range(1, 40)
        if run(f"solve people.csv --seed {seed} --no-packet").exit_code == 0
        and seat_of("p0") != found["person"]["table"]
    )
    code, told = record("explain people.csv --person p0")
    assert (code, told["person"]["table"], told["saved_round"], told["seed"]) == (0, seat_of("p0"), 1, elsewhere)
    assert [one["table"] for one in told["person"]["tables"]] == [found["person"]["table"]]
    text = run("explain people.csv --person p0").stdout
    assert "This is the saved seating. Round 1" in text
    assert f"Person A is placed at {({'a': 'Alder', 'b': 'Birch'})[seat_of('p0')]}." in text


def test_the_saved_seat_is_told_after_the_list_has_changed(folder):
    """What was told stays so until the round is seated again; what it would cost to move them is another matter."""
    convening(folder, "{kind: pin, people: [p0], tables: [b], must: false}")
    assert run("solve people.csv --no-packet").exit_code == 0
    rows = LIST.replace("Person A,Org 0,f,yes", "Person A,Org 0,f,no") + "p9,Newcomer,Org 1,m,yes\n"
    (folder / "people.csv").write_text(rows, encoding="utf-8")
    text = run("explain people.csv --person p0").stdout
    assert "have changed since the round was saved. This is the saved seating." in text
    assert "Person A is placed at Birch." in text
    assert "Newcomer: no seat in this round\n" in run("explain people.csv --person Newcomer").stdout
    code, found = record("explain people.csv --person p0")
    assert (code, found["saved_round"], found["changed"]) == (0, 1, True)
    assert (found["person"]["table"], found["person"]["tables"]) == ("b", [])
    assert "seating that `seating solve` would find now" in run("explain people.csv --requirement pin-1").stdout


def test_a_reason_that_is_withheld_is_not_told_as_a_reason(folder):
    """What stands for it in a saved round says once more that the person has no seat."""
    (folder / "people.csv").write_text(f"{LIST}p9,Newcomer,Org 1,m,round 3\n", encoding="utf-8")
    convening(folder, "{kind: pin, people: [p0], tables: [b], must: false}")
    assert run("solve people.csv --no-packet").exit_code == 0
    convening(folder, "{kind: pin, people: [p0], tables: [a], must: false}")
    text = run("explain people.csv --person p9").stdout
    assert "Newcomer: no seat in this round\n" in text
    assert text.count("no seat in this round") == 1


def test_what_a_person_leaves_open_is_told_of_the_saved_seating(folder):
    """No one has the seats that a search after the change would find. Who is on the list is read from the list."""
    convening(folder, "{kind: pin, people: [p0], tables: [b], must: false}")
    assert run("solve people.csv --no-packet").exit_code == 0
    convening(folder, "{kind: pin, people: [p0], tables: [a]}")
    rows = "".join(line for line in LIST.splitlines(keepends=True) if not line.startswith("p2"))
    rows = rows.replace("attending\n", "attending,Funded by\n").replace("yes\n", "yes,\n")
    (folder / "people.csv").write_text(f"{rows}p9,Newcomer,Org 0,m,yes,Person A\n", encoding="utf-8")
    text = run("explain people.csv --person p0 --leaves").stdout
    assert "find now" not in text
    assert "This is the saved seating. What the room would lack without this person is computed with" in text
    assert "Seat at: Birch\n" in text
    assert "What the room would lack if this seat were empty\n  Every table has 4 people. [size-1]" in text
    assert "\n  Newcomer\n" in text
    assert "From the same organization: Newcomer" in text  # E and G sit there already
    code, found = record("explain people.csv --person p0 --leaves")
    assert (code, found["changed"], found["person"]["table"]) == (0, True, "b")
    assert found["leaving"]["dependents"] == ["p9"]
    assert [one["requirement"] for one in found["leaving"]["requirements"]] == ["size-1"]
    new = run("explain people.csv --person Newcomer --leaves").stdout
    assert "This is the saved seating.\n" in new
    assert "Nothing that the program knows of remains open." in new


INTERPRETERS = (
    "id,name,organization,duty,languages,attending\n"
    + "".join(f"p{n},Person {n},Org,,{'vi' if n < 2 else 'en'},yes\n" for n in range(8))
    + "mai,Mai Do,City,interpreter,en; vi,yes\nlan,Lan Vu,City,interpreter,en; vi,yes\n"
)


def test_staff_who_could_take_over_are_told_after_the_list_has_changed(folder):
    """The saved musts are only sentences. The present ones judge the saved seats of those who still come."""
    (folder / "people.csv").write_text(INTERPRETERS, encoding="utf-8")
    asked = "{kind: staff, duty: interpreter, speaks: true, at: b}"
    pins = ("{kind: pin, people: [p0, p1, mai], tables: [b]}", "{kind: pin, people: [lan], tables: [a], must: false}")
    convening(folder, asked, *pins)
    with (folder / "convening.yaml").open("a", encoding="utf-8") as file:
        file.write("working_language: en\n")
    assert run("solve people.csv --no-packet").exit_code == 0
    changed = INTERPRETERS.replace("p7,Person 7,Org,", "p7,Person 7,Mill,")
    (folder / "people.csv").write_text(changed, encoding="utf-8")
    text = " ".join(run("explain people.csv --person mai --leaves").stdout.split())
    assert "have changed since the round was saved" in text
    assert "What the room would lack if this seat were empty" in text
    assert "Birch, interpreter: Lan Vu" in text
    _, found = record("explain people.csv --person mai --leaves")
    assert [one["requirement"] for one in found["leaving"]["requirements"]] == ["staff-1"]
    (folder / "people.csv").write_text(
        changed.replace("mai,Mai Do,City,interpreter,en; vi,yes", "mai,Mai Do,City,interpreter,en; vi,no"),
        encoding="utf-8",
    )
    text = " ".join(run("explain people.csv --person mai --leaves").stdout.split())
    assert "this person does not have that seat any more, so it cannot be computed what the room would lack" in text


@pytest.mark.room
def test_a_seat_is_explained_although_a_must_is_unmet(folder):
    """In the saved round and before one is saved: the table, and why the person sits there."""
    clash = ("{kind: together, people: [p0, p1]}", "{kind: apart, people: [p0, p1]}")
    convening(folder, *clash, "{kind: pin, people: [p2], tables: [b]}")
    for _ in range(2):
        text = run("explain people.csv --person p2").stdout
        assert "Person C is placed at Birch." in text
        assert "Why here" in text
        code, found = record("explain people.csv --person p2")
        assert (code, found["person"]["table"], found["person"]["tables"]) == (4, "b", [])
        assert run("solve people.csv --no-packet").exit_code == 4
    assert found["saved_round"] == 1


def test_a_conflict_at_a_governance_table_is_a_conflict(folder):
    """The seats meet every must, but no choice of members does."""
    board = "{id: board, name: Board, kind: leadership, people: [Person A], action_seat: yes, seats: 2}"
    asked = "{kind: count, who: {gender: m}, at_least: 2, at: board, must: true}"
    (folder / "convening.yaml").write_text(f"{TABLES[:-2]}, {board}]\nrequirements: [{asked}]\n", encoding="utf-8")
    for saved in (False, True):
        done = run("explain people.csv --conflict")
        assert "There is no conflict" not in done.output
        assert "This seating meets every must about the seats." in done.output
        assert "Board has at least 2 people whose gender is m. [count-1]" in done.output
        assert saved or run("solve people.csv").exit_code == 4, done.output


def test_a_saved_conflict_of_private_musts_at_a_governance_table_is_shown_as_solve_shows_it(folder):
    board = "{id: board, name: Board, kind: leadership, people: [Person A], action_seat: yes, seats: 2}"
    asked = "{kind: count, id: men, who: {gender: m}, at_least: 2, at: board, must: true, private: true}"
    (folder / "convening.yaml").write_text(f"{TABLES[:-2]}, {board}]\nrequirements: [{asked}]\n", encoding="utf-8")
    seated = run("solve people.csv").stdout
    shown = seated[seated.index("What cannot be met") : seated.index("Make men a wish")]
    conflict = [line.strip() for line in shown.splitlines() if line.strip()]
    for what in ("--conflict", "--requirement men"):
        told = run(f"explain people.csv {what}")
        assert told.exit_code == 4, told.output
        assert "Dropping any one of them resolves this conflict. A second calculation confirmed this." in told.stdout
        assert set(conflict) <= {line.strip() for line in told.stdout.splitlines()}


def test_of_many_ids_the_others_are_counted(folder):
    asked = "".join(f"  - {{kind: count, who: {{gender: f}}, at_most: {n}}}\n" for n in range(10, 32))
    (folder / "convening.yaml").write_text(f"{TABLES}requirements:\n{asked}", encoding="utf-8")
    done = run("explain people.csv --requirement zzz")
    assert done.exit_code == 3, done.output
    assert "count-19, count-20 and 3 more." in " ".join(done.stderr.split())


@pytest.mark.parametrize("asked", ["size:board", "members:board"])
def test_what_follows_from_the_settings_of_a_governance_table_is_not_called_unknown(folder, asked):
    """The report lists it as a requirement of the round, with this id."""
    board = "{id: board, name: Board, kind: leadership, people: [Person A], action_seat: yes, seats: 2}"
    (folder / "convening.yaml").write_text(f"{TABLES[:-2]}, {board}]\n", encoding="utf-8")
    done = run(f"explain people.csv --requirement {asked}")
    assert done.exit_code == 3, done.output
    assert "follows from the settings of a governance table, and cannot be explained" in done.stderr
    assert "is not a requirement" not in done.stderr


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("--person 'Person AA'", 'Did you mean "Person A"? [person-unknown]'),
        ("--requirement counts-1", 'Did you mean "count-1"? [requirement-unknown]'),
        ("--requirement zzz", "The ids are count-1 and size-1"),
        ("--person Twin", "[person-ambiguous]"),
        ("--person Gone", "no seat this round: said no. Check `attending` in their row. [person-without-"),
    ],
)
def test_names_that_are_nothing_are_exit_3_with_a_likely_one(folder, asked, says):
    more = "t1,Twin,,f,yes\nt2,Twin,,m,yes\ng1,Gone,,f,no\n"
    (folder / "people.csv").write_text(LIST + more, encoding="utf-8")
    (folder / "convening.yaml").write_text(
        TABLES.replace("seats: 4", "seats: 4-6") + f"requirements:\n  - {UNMET}\n", encoding="utf-8"
    )
    done = run(f"explain people.csv {asked}")
    assert done.exit_code == 3, done.output
    assert says in done.stderr


@pytest.mark.parametrize("asked", ["", "--conflict --person p0", "--person p0 --requirement size-1"])
def test_one_thing_is_explained_at_a_time(folder, asked):
    convening(folder, UNMET)
    done = run(f"explain people.csv {asked}")
    assert done.exit_code == 2
    assert "one thing at a time" in done.stderr


def test_the_record_holds_nothing_private(folder):
    """The terminal names the cell; the record knows it as a private requirement."""
    rows = LIST.replace("attending\n", "avoids\n").replace("yes\n", "\n").replace("f,\n", "f,p1\n", 1)
    (folder / "people.csv").write_text(rows, encoding="utf-8")
    (folder / "convening.yaml").write_text(
        TABLES + "requirements:\n  - {kind: together, people: [p0, p1]}\n", encoding="utf-8"
    )
    assert "Person A" in run("explain people.csv --requirement avoids:p0").stdout
    done = run("explain people.csv --requirement avoids:p0 --json")
    found = json.loads(done.stdout)["requirement"]
    assert (found["id"], found["sentence"], found["penalty"]) == ("private-1", "A private requirement.", 3)
    assert [each["requirement"] for each in found["if_met"]["against"]] == ["together-1"]
    assert "avoids" not in json.dumps(found)
    _, moved = record("explain people.csv --person p2")
    assert "avoids" not in json.dumps(moved["person"])


def test_the_memberships_of_a_person_are_listed(folder):
    steer = "{id: steer, name: Steering, kind: steering, people: [p0]}"
    lead = "{id: lead, name: Leaders, kind: leadership, from: chair}"
    tables = TABLES.replace("seats: 4}, ", "seats: 4, chair: [p0]}, ", 1).replace("}]\n", f"}}, {steer}, {lead}]\n")
    (folder / "convening.yaml").write_text(tables, encoding="utf-8")
    done = run("explain people.csv --person p0")
    assert done.exit_code == 0, done.output
    assert "Governance tables" in done.stdout
    assert "  Steering (named member)\n" in done.stdout
    assert "  Leaders (chair of Alder)\n" in done.stdout
    assert "Governance tables" not in run("explain people.csv --person p1").stdout
    code, found = record("explain people.csv --person p0")
    assert code == 0
    assert found["person"]["memberships"] == [
        {"table": "steer", "as": "member"},
        {"table": "lead", "as": "chair of a"},
    ]


def test_the_membership_of_somebody_without_a_seat_is_explained(folder):
    steer = "{id: steer, name: Steering, kind: steering, people: [g1]}"
    lead = "{id: lead, name: Leaders, kind: leadership, from: chair}"
    tables = TABLES.replace("seats: 4}, ", "seats: 4, chair: [g2]}, ", 1).replace("}]\n", f"}}, {steer}, {lead}]\n")
    (folder / "people.csv").write_text(LIST + "g1,Gone,,f,no\ng2,Gus,,m,no\ng3,Gil,,m,no\n", encoding="utf-8")
    for musts in ("", "requirements: [{kind: pin, people: p0, tables: a}, {kind: keep_from, people: p0, tables: a}]\n"):
        (folder / "convening.yaml").write_text(tables + musts, encoding="utf-8")
        done = run("explain people.csv --person g1")
        assert "Gone: no seat in this round; said no\n" in done.stdout, done.output
        assert "  Steering (named member)\n" in done.stdout
        assert run("explain people.csv --person g3").exit_code == 3
    (folder / "convening.yaml").write_text(tables, encoding="utf-8")
    code, found = record("explain people.csv --person g2")
    assert code == 0
    assert found["person"] == {
        "id": "g2",
        "name": "Gus",
        "table": None,
        "memberships": [{"table": "lead", "as": "chair of a"}],
        "tables": [],
    }


def test_the_only_one_of_a_voice_at_another_table_is_named(folder):
    """Two young people sit together, one of them pinned; at the other table, the other would be the only one."""
    rows = ["id,name,age", *(f"p{n},Person {n},{'youth' if n < 2 else 'adult'}" for n in range(6))]
    (folder / "people.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    asked = "{kind: voice, name: Youth, who: {age: youth}, at_least: 2, or_none: true}"
    text = f"tables: [{{id: elm, name: Elm, seats: 3}}, {{id: oak, name: Oak, seats: 3}}]\nrequirements: [{asked}"
    text += ", {kind: pin, id: stay, people: [p1], tables: [elm], must: true}]\n"
    (folder / "convening.yaml").write_text(text, encoding="utf-8")
    assert "They would be the only one there." in run("explain people.csv --person p0").stdout


def test_a_table_that_the_only_one_of_a_voice_leaves_is_not_called_better_for_it(folder):
    """Only oak asks for two young people or none, and the third one is kept from it."""
    rows = ["id,name,age", *(f"p{n},Person {n},{'youth' if n < 2 else 'adult'}" for n in range(6))]
    (folder / "people.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    asked = "{kind: voice, name: Youth, who: {age: youth}, at_least: 2, or_none: true, at: oak}"
    text = f"tables: [{{id: elm, name: Elm, seats: 3}}, {{id: oak, name: Oak, seats: 3}}]\nrequirements: [{asked}"
    text += ", {kind: keep_from, people: [p1], tables: [oak]}"
    text += ", {kind: pin, people: [p0], tables: [oak], must: false, weight: 9}]\n"
    (folder / "convening.yaml").write_text(text, encoding="utf-8")
    told = run("explain people.csv --person p0").stdout
    assert re.search(r"met by having none: Oak has at least 2 .*\(Youth\), or none\.", told)
    assert "No one would be left at their present table." in told
    assert "better: Oak" not in told


def test_whoever_no_session_fits_is_told_the_cells_that_decide(folder):
    rows = LIST.replace("attending\n", "attending,can_come\n").replace("yes\n", "yes,\n")
    rows += "h1,Hal,,m,yes,none\nj1,Jo,,m,yes,a\n"
    (folder / "people.csv").write_text(rows, encoding="utf-8")
    tables = TABLES.replace("seats: 4", "seats: 4, day: 2027-03-02")
    asked = f"requirements:\n  - {UNMET}\n  - {{kind: keep_from, people: [j1], tables: [a]}}\n"
    (folder / "convening.yaml").write_text(tables + asked, encoding="utf-8")
    others = "Birch: would fit, but they cannot come; Alder: is ruled out by the convening"
    for name, why in (("Hal", "they cannot come to any"), ("Jo", others)):
        told = run(f"explain people.csv --person {name}").stderr
        says = f"has no seat this round: no session fits ({why}). Check `can_come` in their row, and the `for`"
        assert says in told
    (folder / "reports").mkdir()
    (folder / "reports/arrivals.csv").write_text("round,id,state\n1,p0,absent\n", encoding="utf-8")
    told = run("explain people.csv --person p0").stderr
    assert "marked absent at the desk. Check their mark in arrivals.csv." in told


def test_a_need_is_the_reason_and_the_convener_is_not_sent_to_the_convener(folder):
    rows = LIST.replace("attending\n", "attending,needs,interests\n").replace("yes\n", "yes,,\n")
    rows = rows.replace("yes,,\n", "yes,step-free,a:3; b:1\n", 1).replace("yes,,\n", "yes,,a:3\n")
    (folder / "people.csv").write_text(rows, encoding="utf-8")
    tables = "tables: [{id: a, name: Alder, focus: a, seats: 4}, "
    tables += "{id: b, name: Birch, focus: b, seats: 4, features: [step-free]}]\n"
    (folder / "convening.yaml").write_text(f"{tables}requirements: [{{kind: focus}}]\n", encoding="utf-8")
    told = run("explain people.csv --person p0").stdout
    assert "Needs step-free, which only Birch can offer; rated this table’s focus 1, and the focus of Alder 3." in told
    assert "Person A is placed at Birch. No other table is possible." in told
    assert "Alder\n  Score for its focus: 3\n  If no one else moved:\n      unmet must: " in told
    assert "  Not possible. This must prevents it:\n      Person A needs “step-free”, which only Birch" in told
    assert "Why a person" not in told
    assert run("solve people.csv --no-packet").exit_code == 0
    report = (folder / "reports/report.html").read_text(encoding="utf-8")
    assert "Why a person sits at their table:" in report
    assert "step-free" not in report


def test_a_person_without_an_id_is_named_where_a_requirement_has_their_id(folder):
    rows = "".join(f"Person {letter},{'Alder' if letter < 'F' else ''},yes\n" for letter in "ABCDEFGH")
    (folder / "people.csv").write_text(f"name,chose,attending\n{rows}", encoding="utf-8")
    convening(folder)
    solved = run("solve people.csv --details")
    assert "chose: Person " in solved.stdout, solved.output
    assert ":p-" not in solved.stdout
    name = next(f"chose: Person {letter}" for letter in "ABCDE" if f"chose: Person {letter}" in solved.stdout)
    assert f'--requirement "{name}"' in solved.stdout
    done = run(f'explain people.csv --requirement "{name}"')
    assert done.exit_code == 0, done.output
    assert f"[{name}]" in done.stdout
    assert ":p-" not in done.stdout
    assert ":p-" not in run("rounds show --round 1").stdout


def test_the_command_that_a_seating_offers_can_be_copied(folder):
    convening(folder, UNMET)
    (folder / "convening.yaml").rename(folder / "rules.yaml")
    (folder / "people.csv").rename(folder / "my guests.csv")
    seated = run('solve "my guests.csv" --convening rules.yaml --out kept --details')
    offered = re.search(r": seating (explain .*)", seated.stdout)
    assert offered is not None
    assert offered[1] == 'explain "my guests.csv" --convening rules.yaml --out kept --requirement count-1'
    explained = run(offered[1])
    assert explained.exit_code == 0, explained.output


@pytest.mark.parametrize("name", ["our $HOME guests.csv", 'the "new" `ones`.csv', "Ana's (50%) list.csv", "$5.csv"])
def test_the_command_that_a_seating_offers_names_a_list_as_a_shell_reads_it(folder, name):
    convening(folder, UNMET)
    (folder / "people.csv").rename(folder / name)
    offered = re.search(": (seating explain .*)", run(shlex.join(["solve", name, "--details"])).stdout)
    assert offered is not None
    read = subprocess.run(
        ["sh", "-c", f"printf '%s\n' {offered[1]}"], capture_output=True, text=True, check=True
    ).stdout
    assert read.splitlines() == ["seating", "explain", name, "--requirement", "count-1"]


def test_the_command_that_a_seating_offers_names_its_charts(folder):
    convening(folder, UNMET)
    (folder / "chart.csv").write_text("name,table\nPerson A,Alder\n")
    assert (
        "people.csv --nominations chart.csv --requirement"
        in run("solve people.csv --nominations chart.csv --details").stdout
    )


def test_the_command_that_a_seating_offers_reads_no_list_that_was_read_to_its_end(folder):
    convening(folder, UNMET)
    seated = run("solve - --convening convening.yaml --details", input=(folder / "people.csv").read_text())
    assert ": seating explain LIST --convening convening.yaml --requirement count-1\n" in seated.stdout


SEASON = """
tables:
  - {id: a, name: Alder, seats: 4, day: 2027-03-02, time: "18:00-19:00", place: Hall}
  - {id: b, name: Birch, seats: 4, day: 2027-03-04, time: "18:00-19:00", place: Barn}
sessions: {most: 1, staff_most: 1}
working_language: en
requirements:
  - {kind: staff, duty: facilitator, must: false, weight: 9}
"""


@pytest.mark.parametrize("more", ["", f"  - {UNMET}\n"])
def test_what_the_staff_plan_meets_is_not_offered_to_be_explained(folder, more):
    """It has no price in seats, so `explain` refuses it."""
    staff = "fay,Fay Ruiz,Org 3,f,yes,facilitator,en,\n"
    heading, *people = LIST.splitlines()
    rows = f"{heading},duty,languages,needs\n" + "".join(f"{one},,vi,Vietnamese interpreter\n" for one in people)
    (folder / "people.csv").write_text(rows + staff + "mai,Mai Do,Org 3,f,yes,interpreter,vi,\n", encoding="utf-8")
    (folder / "convening.yaml").write_text(SEASON + more, encoding="utf-8")
    seated = run("solve people.csv --details")
    assert "[staff-1, " in seated.stdout.partition("Unmet requirement")[2]
    assert "[needs:staff, " in seated.stdout.partition("Unmet requirement")[2]
    offered = re.findall(r": seating (explain .*)", seated.stdout)
    assert offered == (["explain people.csv --requirement count-1"] if more else [])
    if more:
        assert "To see what prevents it from being met, run" in seated.stdout
        assert run(offered[0]).exit_code == 0
    for command in (None, "report people.csv", "report"):
        assert command is None or run(command).exit_code == 0
        report = next(folder.rglob("round-1/report.html")).read_text(encoding="utf-8")
        assert not re.search(r"--requirement (staff-1|needs:staff)", report), command
        assert ("--requirement count-1" in report) is bool(more), command


@pytest.mark.parametrize("name", ["staff-1", "needs:staff"])
def test_a_requirement_that_the_staff_plan_meets_is_refused_with_the_reason(folder, name):
    test_what_the_staff_plan_meets_is_not_offered_to_be_explained(folder, "")
    asked = run(f"explain people.csv --requirement {name}")
    assert asked.exit_code == 3
    assert "is about the staff plan, not about the seats" in asked.output
    assert "is met by the staff plan" not in asked.output, "it might be unmet"
    where = "The page “For you alone” (--pages for-you-alone)" if name == "needs:staff" else "The report"
    assert f"{where} shows whether it is met, and what it lacks." in " ".join(asked.output.split())


def test_where_staff_of_a_season_serve_is_told_without_prices_of_other_tables(folder):
    """The one interpreter serves at the one session that needs them. No other session is just as good."""
    rows = "id,name,duty,languages,needs,pin\n" + "".join(f"p{n},Person {n},,en,,{'ab'[n % 2]}\n" for n in range(6))
    rows += "kim,Kim Lo,,vi,Vietnamese interpreter,a\nmai,Mai Do,interpreter,en; vi,,\n"
    (folder / "people.csv").write_text(rows, encoding="utf-8")
    (folder / "convening.yaml").write_text(SEASON.replace("seats: 4", "seats: 2-6"), encoding="utf-8")
    for saved in (False, True):
        text = " ".join(run("explain people.csv --person mai").output.split())
        assert "Mai Do is placed at Alder. What other tables would cost is not computed" in text
        assert "just as good" not in text
        assert "as good as the current one" not in text
        assert json.loads(run("explain people.csv --person mai --json").stdout)["person"]["tables"] == []
        assert "Birch" in run("explain people.csv --person kim").output
        assert saved or run("solve people.csv").exit_code == 0


YOUTH = "{kind: voice, name: Youth, who: {age: youth}, or_none: true, at: oak}"
"""No one of the voice at oak costs nothing, but the voice is not met without them."""


@pytest.mark.parametrize("must", ["", ", must: true"])
@pytest.mark.parametrize(
    ("other", "told"),
    [
        (
            "{kind: pin, people: [p0, p1], tables: [elm], must: false}",
            "It can be met. In the best seating that meets it, this would change:\n"
            "      worse: Person 0 and Person 1 sit at Elm.",
        ),
        (
            "{kind: keep_from, people: [p0, p1], tables: [oak]}",
            "No seating meets both this requirement and every must. This must prevents it, and others might too:\n"
            "      Person 0 and Person 1 do not sit at Oak. [keep_from-1]",
        ),
    ],
)
def test_a_voice_that_is_none_where_it_should_be_is_told_what_prevents_it(folder, other, told, must):
    rows = ["id,name,age", *(f"p{n},Person {n},{'youth' if n < 2 else 'adult'}" for n in range(6))]
    (folder / "people.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    text = "tables: [{id: elm, name: Elm, seats: 3}, {id: oak, name: Oak, seats: 3}]\nrequirements: ["
    (folder / "convening.yaml").write_text(f"{text}{YOUTH[:-1]}{must}}}, {other}]\n", encoding="utf-8")
    shown = run("explain people.csv --requirement voice-1").stdout
    assert "It is not met. Youth: 2 coming, but none of them at Oak." in shown
    assert told in shown


@pytest.mark.parametrize("more", ["or_none: true", "at_least: 1"])
def test_a_voice_of_which_no_one_comes_is_told_that_no_seating_can_meet_it(folder, more):
    convening(folder, f"{{kind: voice, name: Elders, who: {{organization: Elders}}, {more}}}")
    shown = run("explain people.csv --requirement voice-1").stdout
    told = "No seating can meet it, because no one with this voice is known to be coming."
    assert f"What meeting it would take\n  {told}" in shown
    assert "What it costs the others" not in shown, "nothing, however they sit"
