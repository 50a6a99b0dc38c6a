"""A seating repaired after changes: who moves, why, and what stays as it is."""

from __future__ import annotations

import csv
import json
import shutil
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

import seating
from seating.api.check import review_request
from seating.api.inputs import read_round
from seating.api.manual_seating import add_steps, read_manual_seating, save_manual_seating
from seating.api.repair import repair_plan, repair_request
from seating.api.request import Request
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.solve import solve_request
from seating.engines import Child, prestart
from seating.engines.outcome import Outcome, Status
from seating.engines.worker import OutOfTimeError
from seating.ledger import Ledger
from seating.ledger.steps import Action, Step
from seating.model import Model, build_model, penalty_of
from seating.report.moves import describe_moves
from seating.report.record import as_record
from seating.result.memberships import is_suggested
from seating.room.plan import Room
from tests.engines.children import Scripted

PEOPLE = [
    {"id": "ana", "name": "Ana", "representative_type": "decision-maker"},
    {"id": "ben", "name": "Ben", "representative_type": "doer"},
    {"id": "cam", "name": "Cam", "representative_type": "doer"},
    {"id": "dee", "name": "Dee", "representative_type": "decision-maker"},
    {"id": "eli", "name": "Eli", "representative_type": "decision-maker"},
    {"id": "fay", "name": "Fay", "representative_type": "doer"},
]
SEATS = {"ana": "capital", "ben": "capital", "cam": "capital", "dee": "talent", "eli": "talent", "fay": "talent"}
DECIDERS = {"kind": "role_mix", "at_least": {"decision-maker": 1}, "must": True}
TABLES = [
    {"id": "capital", "name": "Capital", "seats": "2-4"},
    {"id": "talent", "name": "Talent", "seats": "2-4"},
]


def convening(*requirements: dict[str, Any], tables: list[dict[str, Any]] = TABLES) -> dict[str, Any]:
    return {"tables": tables, "requirements": list(requirements)}


def people(*changed: dict[str, Any], without: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Return the list with some rows changed or added, and some gone."""
    rows = {row["id"]: dict(row) for row in PEOPLE if row["id"] not in without}
    for row in changed:
        rows[row["id"]] = {**rows.get(row["id"], {}), **row}
    return list(rows.values())


@pytest.fixture
def seats(tmp_path: Path) -> Path:
    """Return the file of the earlier seating."""
    path = tmp_path / "seating.csv"
    path.write_text("id,table\n" + "".join(f"{p},{t}\n" for p, t in SEATS.items()), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _one_child(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every command of this module ask the same child, since starting one takes longer than its answers."""
    for name in ("solve", "repair"):
        monkeypatch.setattr(f"seating.api.{name}.Child", lambda **options: nullcontext(child))
    monkeypatch.setattr(prestart, "begin", lambda engine: None)


def mended(child: Child, rows: list[dict[str, Any]], asked: dict[str, Any]) -> Any:
    """Repair the earlier seating in memory."""
    request = Request(rows, asked, write=False)
    return repair_plan(read_round(request), SEATS, request, child)


def moves(result: Any) -> list[tuple[str, str, str]]:
    return [(move.person, move.origin, move.target) for move in result.moves]


def test_a_table_without_its_only_decision_maker_gets_one(seats: Path) -> None:
    """One of the two at the other table moves, and is told why."""
    result = seating.repair(people({"id": "ana", "attending": "no"}), seats, convening(DECIDERS))
    assert moves(result) in ([("dee", "talent", "capital")], [("eli", "talent", "capital")])
    assert result.moves[0].reason == "since Capital lost its only decision-maker"
    assert (result.repair.fewest, result.repair.fewest_proven) == (1, True)
    assert (result.status, result.bound, result.gap) == (Status.FEASIBLE, None, None)


def test_nobody_moves_when_every_must_holds(seats: Path) -> None:
    """A wish that could be met by moving is only offered, with what it saves."""
    wish = {"kind": "together", "people": ["ana", "dee"], "must": False, "weight": 7}
    result = seating.repair(PEOPLE, seats, convening(wish))
    assert moves(result) == []
    assert result.penalty == 7
    assert [(offer.saves, len(offer.moves)) for offer in result.repair.offers] == [(7, 1)]
    made = seating.repair(PEOPLE, seats, convening(wish), max_moves=1)
    assert (made.penalty, len(made.moves)) == (0, 1)
    assert made.repair.fewest == 0
    assert made.moves[0].reason == "because this makes the seating better"


def test_an_exchange_is_offered_where_tables_are_full(seats: Path) -> None:
    """Where nobody can move alone, two change places."""
    tables = [{**table, "seats": 3} for table in TABLES]
    wish = {"kind": "together", "people": ["ana", "dee"], "must": False, "weight": 7}
    result = seating.repair(PEOPLE, seats, convening(wish, tables=tables))
    assert [len(offer.moves) for offer in result.repair.offers] == [2]


def test_a_newcomers_seat_is_no_move(seats: Path) -> None:
    """Who is new is seated where it suits; where there is no room, somebody makes room and says for whom."""
    new = {"id": "gus", "name": "Gus", "pin": "capital"}
    free = seating.repair(people(new), seats, convening())
    assert (moves(free), free.repair.newcomers) == ([], ("gus",))
    tables = [{**TABLES[0], "seats": "2-3"}, TABLES[1]]
    full = seating.repair(people(new), seats, convening(tables=tables))
    assert len(full.moves) == 1
    assert full.moves[0].full_reason == "to make room at Capital for Gus"  # others do not read the column `pin`


def test_fewer_moves_than_the_musts_need_are_refused(seats: Path) -> None:
    """The number that would do is named."""
    with pytest.raises(seating.UsageError, match=r"need at least 1 move, but --max-moves allows 0\. Allow at least 1"):
        seating.repair(people(without=("ana",)), seats, convening(DECIDERS), max_moves=0)


def test_nobody_follows_a_person_who_must_move_for_a_should_met_so_far(seats: Path) -> None:
    """The penalty of the earlier seating is 0, and that of the one with the fewest moves is not."""
    wish = {"kind": "together", "people": ["ana", "ben"], "must": False, "weight": 7}
    tables = [{**table, "seats": "1-5"} for table in TABLES]
    result = seating.repair(people({"id": "ana", "pin": "talent"}), seats, convening(wish, tables=tables))
    assert moves(result) == [("ana", "capital", "talent")]
    assert (result.penalty, result.repair.fewest, result.repair.fewest_proven) == (7, 1, True)
    assert describe_moves(result, result.repair) == "1 person moves. No seating that meets all musts takes fewer moves."


def test_a_held_seat_that_moves_is_not_counted_as_a_person(seats: Path) -> None:
    tables = [{**table, "seats": "1-6"} for table in TABLES]
    held = [{"id": one, "status": "open", "pin": "talent"} for one in ("ben", "cam")]
    result = seating.repair(people(*held), seats, convening(tables=tables))
    assert describe_moves(result, result.repair).startswith("2 held seats move. No seating")
    both = seating.repair(people(*held, {"id": "dee", "pin": "capital"}), seats, convening(tables=tables))
    assert describe_moves(both, both.repair).startswith("1 person and 2 held seats move. No seating")


def test_whoever_is_kept_stays(seats: Path) -> None:
    """With Dee kept Eli moves; with the whole table kept nothing is possible, and the keeping is part of the clash."""
    changed = people({"id": "ana", "attending": "no"})
    result = seating.repair(changed, seats, convening(DECIDERS), keep=("Dee",))
    assert moves(result) == [("eli", "talent", "capital")]
    stuck = seating.repair(changed, seats, convening(DECIDERS), keep=("talent",))
    assert stuck.status is Status.IMPOSSIBLE
    assert stuck.conflict is not None
    assert "keep:talent" in stuck.conflict.requirements
    assert stuck.ways_out


def test_impossible_musts_give_the_closest_seating_and_the_conflict(seats: Path) -> None:
    """As a solve says it; the moves are named all the same, and not called fewest."""
    changed = people(without=("ana", "dee"))
    result = seating.repair(changed, seats, convening(DECIDERS))
    assert (result.status, result.review.unmet) == (Status.IMPOSSIBLE, 1)
    assert result.repair.fewest_proven is False
    assert result.conflict is not None


def test_where_musts_clash_whoever_need_not_move_stays(seats: Path) -> None:
    """A must that no seating can meet does not cause a new seating; only newcomers get seats."""
    bringer = {"kind": "count", "who": {"name": "Nobody"}, "at_least": 1, "at": "talent", "must": True}
    wish = {"kind": "together", "people": ["ana", "dee"], "must": False, "weight": 7}
    new = {"id": "gus", "name": "Gus", "representative_type": "doer"}
    result = seating.repair(people(new), seats, convening(DECIDERS, bringer, wish))
    assert (result.status, result.review.unmet) == (Status.IMPOSSIBLE, 1)
    assert (moves(result), result.repair.newcomers) == ([], ("gus",))
    lost = seating.repair(people({"id": "ana", "attending": "no"}), seats, convening(DECIDERS, bringer, wish))
    assert (lost.review.unmet, len(lost.moves)) == (1, 1)
    assert lost.moves[0].reason == "since Capital lost its only decision-maker"


def test_without_time_no_one_moves_for_a_new_seating(monkeypatch: pytest.MonkeyPatch) -> None:
    """One must cannot be met by any seating, another by one move. A far seating that meets it too moves no one else."""
    tables = [{"id": f"t{n}", "name": f"Table {n}", "seats": "10-24"} for n in range(5)]
    rows = [{"id": f"p{n}", "name": f"P{n}", "organization": f"o{n % 50}", "n": n % 7} for n in range(80)]
    seats = {f"p{n}": f"t{n // 16}" for n in range(80)}
    rows[1]["organization"] = rows[2]["organization"] = "o0"  # three of one organization at the first table
    asked = convening(
        {"kind": "count", "who": {"name": "Nobody"}, "at_least": 1, "at": "t0", "must": True},
        {"kind": "cap", "of": "organization", "at_most": 2, "must": True},
        {"kind": "balance", "of": "n", "weight": 1},
        tables=tables,
    )
    request = Request(rows, asked, write=False)
    inputs = read_round(request)
    far = np.array([(n * 7 // 3) % 5 for n in range(len(inputs.room.persons))], dtype=np.int64)

    def find_far(model: Model, *args: Any) -> Outcome:
        return Outcome(far, *penalty_of(model, far), None, Status.NO_SEATING, 0.0)

    monkeypatch.setattr("seating.api.repair.best_plan", find_far)
    late = Scripted(*[OutOfTimeError()] * 1000)
    result = repair_plan(inputs, seats, request, late)
    model = build_model(inputs.room, inputs.requirements)
    assert penalty_of(model, far).unmet == 1
    assert (result.review.unmet, len(result.moves)) == (1, 1)
    assert result.moves[0].person in {"p0", "p1", "p2"}


def test_a_move_that_only_lessens_the_penalty_says_for_what(seats: Path) -> None:
    """Also where a requirement holds a mapping, as most do."""
    mix = {"kind": "role_mix", "at_least": {"decision-maker": 2}, "must": False, "at": "capital", "weight": 3}
    doer = {"kind": "count", "who": {"representative_type": "doer"}, "at_least": 1, "at": "capital"}
    made = seating.repair(PEOPLE, seats, convening(mix, doer), max_moves=1)
    assert [move.full_reason for move in made.moves] == [
        "because this makes the seating better, mostly for “Capital has at least 2 decision-makers”"
    ]


def test_a_should_about_a_column_that_not_everyone_sees_is_a_reason_for_the_convener_only(tmp_path: Path) -> None:
    """Otherwise, the one who moves to where a renter is missing would be known as a renter."""
    rows = [{"id": f"a{n}", "name": f"A{n}", "housing": "renter" if n == 1 else "owner"} for n in range(1, 7)]
    asked = [
        {"kind": "voice", "who": {"housing": "renter"}, "at_least": 1, "at": "two", "must": False},
        {"kind": "together", "people": ["a2", "a3"], "must": False},
    ]
    tables = [{"id": "one", "name": "One", "seats": "2-4"}, {"id": "two", "name": "Two", "seats": "2-4"}]
    told = {"tables": tables, "requirements": asked}
    path = tmp_path / "seats.csv"
    path.write_text("id,table\n" + "".join(f"a{n},{'one' if n < 4 else 'two'}\n" for n in range(1, 7)))
    more = "because this makes the seating better, mostly for “Two has at least 1 person whose housing is renter”"
    for column, shared in (("counts_only", "as part of the repair"), ("show", more)):
        made = seating.repair(rows, path, {**told, column: ["housing"]}, max_moves=1)
        assert [(move.person, move.reason, move.full_reason) for move in made.moves] == [("a1", shared, more)]


def test_heirs_of_a_table_are_that_table(child: Child) -> None:
    """After a rename nobody has moved; from a table that is gone everybody moves, and that is why."""
    renamed = [{**TABLES[0], "id": "money", "name": "Money", "was": ["capital"]}, TABLES[1]]
    gone = [{"id": "money", "name": "Money", "seats": "2-4"}, TABLES[1]]
    assert moves(mended(child, PEOPLE, convening(tables=renamed))) == []
    result = mended(child, PEOPLE, convening(tables=gone))
    assert {move.person for move in result.moves} == {"ana", "ben", "cam"}
    assert {move.reason for move in result.moves} == {"since the table “capital” no longer exists"}
    assert result.repair.fewest == 3


def test_private_musts_are_no_reason_that_others_read(seats: Path) -> None:
    """What a cell only the convener sees says is told to the convener, and to nobody else."""
    changed = people({"id": "ana", "apart": "ben"})
    result = seating.repair(changed, seats, convening())
    assert len(result.moves) == 1
    assert result.moves[0].reason == "as part of the repair"
    assert (
        result.moves[0].full_reason == "since otherwise Ana and Ben would be at one table instead of different tables"
    )
    assert "Ana and Ben" not in json.dumps(as_record(result)["rounds"][0]["moves"])


def test_if_one_move_has_no_public_reason_none_is_given_one(child: Child) -> None:
    """Otherwise the person without a reason is known to have moved for a private one."""
    speakers = {"kind": "count", "who": {"name": "Eli"}, "at_least": 1, "must": True, "at": "capital"}
    result = mended(child, people({"id": "ana", "apart": "ben"}), convening(speakers))
    assert "eli" in {move.person for move in result.moves}
    told, full = {move.reason for move in result.moves}, {move.full_reason for move in result.moves}
    assert told == {"as part of the repair"}
    assert "since otherwise Ana and Ben would be at one table instead of different tables" in full


def test_a_column_that_is_not_shown_is_no_reason_that_others_read(seats: Path) -> None:
    """A move because of somebody's home language would tell it."""
    spanish = {"kind": "count", "who": {"home_language": "es"}, "at_least": 1, "must": True, "at": "capital"}
    rows = people({"id": "dee", "home_language": "es"})
    result = seating.repair(rows, seats, convening(spanish))
    assert moves(result) == [("dee", "talent", "capital")]
    assert result.moves[0].reason == "as part of the repair"
    assert "Spanish" in result.moves[0].full_reason
    shown = seating.repair(rows, seats, {**convening(spanish), "show": ["home_language"]})
    assert shown.moves[0].reason == shown.moves[0].full_reason


def test_what_was_saved_last_is_repaired_and_saved(tmp_path: Path) -> None:
    """Without a file the ledger says who sat where; the repair is a new entry of the same round."""
    request = Request(PEOPLE, convening(DECIDERS), out=tmp_path, packet=False)
    solved = solve_request(request)
    lost = next(p for p in ("ana", "dee", "eli") if deciders_at(solved, solved.plan.seats[p]) == 1)
    changed = Request(people({"id": lost, "attending": "no"}), convening(DECIDERS), out=tmp_path, packet=False)
    result = repair_request(changed)
    assert len(result.moves) == 1
    ledger = Ledger.open(tmp_path).sound
    assert (len(ledger.entries), ledger.open_round) == (2, 1)
    assert ledger.last.seats == dict(result.plan.seats)
    assert ledger.entries[-1].seating.repair.fewest_proven is True
    assert (tmp_path / "round-1" / "seating.csv").read_text(encoding="utf-8-sig").count("\n") == 6


def deciders_at(result: Any, table: str) -> int:
    found = [p for p in PEOPLE if p["representative_type"] == "decision-maker"]
    return sum(1 for p in found if result.plan.seats[p["id"]] == table)


def test_a_seat_edited_by_hand_stays_edited(tmp_path: Path) -> None:
    """Whom the convener moved in seating.csv is not moved back, even if that were the fewest moves."""
    tables = [{**table, "seats": 3} for table in TABLES]
    request = Request(PEOPLE, convening(tables=tables), out=tmp_path, packet=False)
    solved = solve_request(request)
    path = tmp_path / "round-1" / "seating.csv"
    origin = solved.plan.seats["ana"]
    target = next(table["id"] for table in tables if table["id"] != origin)
    text = path.read_text(encoding="utf-8-sig").splitlines()
    edited = [line.replace(f",{origin},", f",{target},") if line.startswith("ana,") else line for line in text]
    path.write_text("\n".join(edited) + "\n", encoding="utf-8")
    result = repair_request(request)
    assert result.plan.seats["ana"] == target
    assert [move.origin for move in result.moves] == [target]
    assert result.moves[0].reason == f"since {origin.capitalize()} needs at least 3 people"
    assert "seat-edited" in {note.slug for note in result.notes}


def test_without_anything_saved_there_is_nothing_to_repair(tmp_path: Path) -> None:
    """The way out is named."""
    with pytest.raises(seating.UsageError, match="--from"):
        repair_request(Request(PEOPLE, convening(), out=tmp_path, packet=False))


def test_people_gone_from_the_list_are_passed_over_and_slips_are_not(seats: Path) -> None:
    """A line about somebody who is no longer listed is a note; one that is nearly somebody's id asks."""
    result = seating.repair(people(without=("ana",)), seats, convening())
    assert "not-coming" in {note.slug for note in result.notes}
    seats.write_text("name,table\nDeee,talent\n", encoding="utf-8")
    with pytest.raises(seating.InputError):
        seating.repair(PEOPLE, seats, convening())


@pytest.mark.room
def test_duties_stay_where_musts_clash(tmp_path: Path) -> None:
    """A repair that cannot meet all musts draws no duty again, and tells of the one whose holder is away."""
    rows = [
        {"id": f"p{n:02}", "name": f"Person {n}", "organization": f"Org {n % 5}", "languages": "en"} for n in range(16)
    ]
    table = [{"id": name, "name": name.capitalize(), "seats": "4-9"} for name in ("capital", "talent")]
    bringer = {"kind": "count", "who": {"languages": "vi"}, "at_least": 2, "must": True}
    duties = [{"kind": "duty", "name": name} for name in ("chair", "reporter")]
    asked = convening(bringer, *duties, tables=table)
    first = solve_request(Request(rows, asked, out=tmp_path, packet=False))
    assert first.review.unmet
    walk_in = {"id": "p16", "name": "Person 16", "organization": "Org 9", "languages": "vi"}
    second = repair_request(Request([*rows, walk_in], asked, out=tmp_path, packet=False))
    assert second.review.unmet
    assert second.duties == first.duties
    away = next(person for person, held in first.duties.items() if "chair" in held)
    rest = [row for row in (*rows, walk_in) if row["id"] != away]
    third = repair_request(Request(rest, asked, out=tmp_path, packet=False))
    stayed = {person: held for person, held in first.duties.items() if person != away}
    assert {person: third.duties[person] for person in stayed} == stayed
    (note,) = (note for note in third.notes if note.slug == "duty-changed")
    name = next(row["name"] for row in rows if row["id"] == away)
    assert note.text.endswith(f", no longer {name}.")


@pytest.mark.parametrize("column", ["duties", "suggested_duties"])
def test_duties_that_are_edited_in_the_file_are_kept(column: str, tmp_path: Path) -> None:
    """The convener gives the duty of a table to another person there, in one of the columns of `seating.csv`.

    It stays a suggestion until the convening tells that the table elected them.
    """
    rows = [{"id": f"p{n:02}", "name": f"Person {n}", "organization": f"Org {n % 5}"} for n in range(16)]
    asked = convening({"kind": "duty", "name": "note-taker"}, tables=[{**table, "seats": "2-12"} for table in TABLES])
    request = Request(rows, asked, out=tmp_path, packet=False)
    first = solve_request(request)
    before = next(iter(first.duties))
    then = next(
        one for one, at in first.plan.seats.items() if at == first.plan.seats[before] and one not in first.duties
    )
    path = next(tmp_path.rglob("seating.csv"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    for row in listed:
        assert row["duties"] == ""
        row["suggested_duties"] = "" if row["id"] == before else row["suggested_duties"]
        row[column] = "Note-Taker; baker" if row["id"] == then else row[column]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, listed[0])
        writer.writeheader()
        writer.writerows(listed)
    wanted = {then if one == before else one: held for one, held in first.duties.items()}
    reviewed = review_request(replace(request, write=False), path)
    for result in (reviewed, repair_request(request)):
        assert result.duties == wanted
        assert is_suggested(result, then, "note-taker")
        (note,) = (note for note in result.notes if note.slug == "duties-not-used")
        assert note.text.endswith("They are ignored: baker.")


def test_a_seating_made_by_hand_keeps_the_duties_of_those_who_stay(tmp_path: Path) -> None:
    """On the board one person moves; all others keep what was suggested, although another seed would draw others."""
    rows = [{"id": f"p{n:02}", "name": f"Person {n}", "organization": f"Org {n % 5}"} for n in range(16)]
    asked = convening({"kind": "duty", "name": "chair"}, tables=[{**table, "seats": "2-12"} for table in TABLES])
    first = solve_request(Request(rows, asked, out=tmp_path, packet=False))
    mover = next(row["id"] for row in rows if row["id"] not in first.duties)
    target = next(table["id"] for table in TABLES if table["id"] != first.plan.seats[mover])
    for seed in range(4):
        request = Request(rows, asked, out=tmp_path, packet=False, seed=seed)
        inputs = read_round(request)
        seating_now = read_manual_seating(tmp_path, inputs)
        add_steps(tmp_path, inputs, seating_now, Step(Action.MOVE, seats={mover: target}))
        saved = save_manual_seating(request)
        assert saved.plan.seats[mover] == target
        assert saved.duties == first.duties
    assert saved.is_manual
    for people in (rows, None):
        assert saved_result(replace(request, people=people)).result.is_manual


def test_duties_stay_when_the_open_round_is_seated_once_more(tmp_path: Path) -> None:
    """A person leaves and another comes; at all other tables, the duties that people were told of stay."""
    tables = ("city", "park", "river")
    rows = [{"id": f"p{n:02}", "name": f"Person {n}", "pin": tables[n % 3]} for n in range(15)]
    asked = {"tables": [{"id": one} for one in tables], "requirements": [{"kind": "duty", "name": "chair"}]}
    first = solve_request(Request(rows, asked, out=tmp_path, packet=False))
    (chair,) = (one for one, table in first.plan.seats.items() if table == "city" and one in first.duties)
    changed = [*(row for row in rows if row["id"] != chair), {"id": "new", "name": "Zoe Quill", "pin": "park"}]
    for seed in range(1, 4):
        second = solve_request(Request(changed, asked, out=tmp_path, packet=False, seed=seed))
        for person, duties in first.duties.items():
            assert person == chair or second.duties.get(person) == duties


def random_case(rng: Random) -> tuple[list[dict[str, Any]], dict[str, Any], dict[str, Any]]:
    """Return a list, a convening with duties, and one more person."""
    languages = ["", "es", "vi"]

    def row(number: int) -> dict[str, Any]:
        cells = {"organization": f"Org {rng.randrange(6)}", "sector": rng.choice(["labor", "business", "government"])}
        role = rng.choice(["designee", "doer", "decision-maker", ""])
        cells |= {"representative_type": role, "languages": rng.choice(languages)}
        return {"id": f"p{number:02}", "name": f"Person {number}", "status": "confirmed", **cells}

    size = rng.randint(8, 26)
    rows = [row(number) for number in range(size)]
    for held in rng.sample(rows, rng.randint(0, 2)):
        held |= {"status": "open", "name": ""}
    tables = [{"id": f"t{n}", "seats": f"2-{size}"} for n in range(rng.randint(2, 3))]
    own: dict[str, Any] = rng.choice(
        [{}, {"each": 2}, {"each": 2, "differ": "sector"}, {"who": {"sector": "labor"}}, {"rotate": True}]
    )
    asked: list[dict[str, Any]] = [{"kind": "duty", "name": "chair", **own}, {"kind": "duty", "name": "reporter"}]
    asked += [{"kind": "balance", "of": "sector", "weight": 2}] * rng.randint(0, 1)
    who = {"languages": rng.choice(["vi", "so"])}
    asked += [{"kind": "count", "who": who, "at_least": 1, "must": True}] * rng.randint(0, 1)
    return rows, {"tables": tables, "requirements": asked}, row(size)


def holds_still(folder: Path, seed: int) -> None:
    """Repair a random seating after one walk-in or one absence; whoever keeps their table keeps their duties."""
    rng = Random(f"duties that stay {seed}")
    rows, asked, walk_in = random_case(rng)
    first = solve_request(Request(rows, asked, out=folder, packet=False, work=0.5))
    changed = [*rows, walk_in] if rng.random() < 0.5 else rng.sample(rows, len(rows) - 1)
    second = repair_request(Request(changed, asked, out=folder, packet=False, work=0.5))
    seats = second.plan.seats
    kept = {person: held for person, held in first.duties.items() if seats.get(person) == first.plan.seats[person]}
    for person, held in kept.items():
        assert set(held) <= set(second.duties.get(person, ())), f"case {seed}: {person} lost a duty"
    given = {person for person in first.plan.seats if set(second.duties.get(person, ())) - set(kept.get(person, ()))}
    lost = first.duties.keys() - kept.keys()
    assert not given or lost, f"case {seed}: {given} got a duty that nobody gave up"
    assert all(first.people.by_id[person].name for person in first.duties), f"case {seed}: an empty chair"
    assert bool(lost) == ("duty-changed" in {note.slug for note in second.notes}), f"case {seed}"


@pytest.mark.room
@pytest.mark.parametrize("seed", range(3))
def test_one_walk_in_or_absence_changes_no_duty_of_those_who_stay(tmp_path: Path, seed: int) -> None:
    holds_still(tmp_path, seed)


@pytest.mark.night
def test_duties_hold_still_in_many_convenings(tmp_path: Path) -> None:
    for seed in range(3, 203):
        holds_still(tmp_path / str(seed), seed)


def test_blank_cells_do_not_hide_that_the_only_one_of_a_voice_has_left(tmp_path: Path) -> None:
    """The row is gone, and the cell of another is blank: the round itself knew it."""
    asked = convening({"kind": "voice", "name": "Youth", "who": {"age": "youth"}, "at": "the room"})
    first = solve_request(
        Request(people({"id": "ana", "age": "youth"}, {"id": "cam", "age": "old"}), asked, out=tmp_path, packet=False)
    )
    without_ana = people({"id": "ben", "age": ""}, {"id": "cam", "age": "old"}, without=("ana",))
    left = Request(without_ana, asked, out=tmp_path, packet=False)
    repaired = repair_request(left)
    elsewhere = solve_request(Request(without_ana, asked, write=False))
    states = [result.review.voices[0].state for result in (first, repaired, elsewhere)]
    assert states == ["heard", "missing", "unknown"]


def test_whoever_comes_late_sits_at_no_table_for_which_the_list_chose_most(seats: Path) -> None:
    """At Capital they would mix the types better; only two of the three there are chosen by the list."""
    mixed = {"kind": "balance", "of": "representative_type", "weight": 5}
    chosen = {"kind": "pin", "people": ["ana", "ben"], "tables": ["capital"]}
    late = [{"id": one, "name": one, "representative_type": "decision-maker"} for one in ("gus", "hal")]
    tied = {"kind": "together", "people": ["gus", "hal"]}
    tables = [TABLES[0] | {"seats": "2-6"}, TABLES[1] | {"seats": "2-6"}]
    found = seating.repair(people(*late), seats, convening(mixed, chosen, tied, tables=tables))
    assert {found.plan.seats[one] for one in ("gus", "hal")} == {"talent"}
    assert found.moves == ()
    assert found.repair is not None
    offered = {(move.person, move.target) for offer in found.repair.offers for move in offer.moves}
    assert {person for person, table in offered if table == "capital"} <= {"ana", "ben"}
    full = [tables[0], TABLES[1] | {"seats": "2-3"}]
    found = seating.repair(people(*late), seats, convening(mixed, chosen, tied, tables=full))
    assert {found.plan.seats[one] for one in ("gus", "hal")} == {"capital"}, "no one else has to move for it"
    free = seating.repair(people(*late), seats, convening(mixed, tied, tables=tables))
    assert {free.plan.seats[one] for one in ("gus", "hal")} == {"capital"}


def test_no_optional_improvement_seats_anyone_at_a_table_for_which_others_were_chosen(seats: Path) -> None:
    wish = {"kind": "together", "people": ["ana", "fay"], "must": False, "weight": 3}
    targets = []
    for chosen in (["ana"], ["ana", "ben"]):
        pin = {"kind": "pin", "people": chosen, "tables": ["capital"]}
        found = seating.repair(people(), seats, convening(wish, pin)).repair
        assert found is not None
        targets.append({move.target for offer in found.offers for move in offer.moves})
    assert "capital" in targets[0]
    assert "capital" not in targets[1]


def test_a_repair_that_ends_what_was_planned_saves_what_a_direct_repair_saves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two rounds are planned together; then interests change, so that people move and the plan is given up."""
    liked = {"ana": "capital", "ben": "capital", "cam": "capital", "dee": "talent", "eli": "talent", "fay": "talent"}
    other = {"capital": "talent", "talent": "capital"}
    tables = [{**table, "focus": table["id"], "seats": "3"} for table in TABLES]
    board = {"id": "board", "kind": "governance", "action_seat": True, "seats": "2-3", "people": ["dee"]}
    asked = convening({"kind": "focus", "weight": 5}, {**DECIDERS, "at": "board"}, DECIDERS, tables=[*tables, board])
    rows = people(*({"id": one, "interests": f"{table}: 3; {other[table]}: 1"} for one, table in liked.items()))
    planning = Request(rows, asked, out=tmp_path / "first", packet=False, rounds=2)
    assert len(solve_request(planning).ahead) == 1
    liked |= {"ben": "talent", "fay": "capital"}
    rows = people(*({"id": one, "interests": f"{table}: 3; {other[table]}: 1"} for one, table in liked.items()))
    shutil.copytree(tmp_path / "first", tmp_path / "direct")
    first = repair_request(replace(planning, people=rows, rounds=1), max_moves=4)
    monkeypatch.setattr("seating.api.repair._find_planned", lambda inputs, seats: {})
    direct = repair_request(replace(planning, people=rows, rounds=1, out=tmp_path / "direct"), max_moves=4)
    assert len(first.moves) == 2
    assert {round_.last_round for round_ in _rooms(first)} == {round_.last_round for round_ in _rooms(direct)} == {0}
    saved = [{**as_record(result), "seconds": 0, "files": {}} for result in (first, direct)]
    assert saved[0] == saved[1]
    entries = [Ledger.open(tmp_path / out).sound.entries[-1] for out in ("first", "direct")]
    contents = [entry.content.model_copy(update={"seconds": 0, "saved_at": None}) for entry in entries]
    assert contents[0] == contents[1]


def _rooms(result: Any) -> list[Room]:
    return [result.room, *(view.room for view in result.governance)]


def test_who_is_kept_from_a_table_must_not_be_there(child: Child) -> None:
    asked = convening({"kind": "keep_from", "people": ["ana"], "tables": ["capital"], "must": True})
    (move,) = mended(child, people(), asked).moves
    assert move.full_reason == "since Ana must not be at Capital"
