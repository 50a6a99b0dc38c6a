"""Rows of several people through a whole story: 120 people, all commands, all pages."""

from __future__ import annotations

import csv
import json
import re
import shlex
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from seating.api.request import Request
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.solve import solve_request
from seating.engines.outcome import Status
from seating.present.languages import words_in
from tests.cli.running import run

FIRST = [
    "Ada",
    "Bram",
    "Cleo",
    "Dov",
    "Edda",
    "Finn",
    "Greta",
    "Hal",
    "Ines",
    "Jon",
    "Kay",
    "Lou",
    "Mara",
    "Ned",
    "Ola",
    "Pia",
    "Quin",
    "Rex",
    "Sol",
    "Tess",
]
LAST = [
    "Abbot",
    "Birch",
    "Croft",
    "Dale",
    "Ember",
    "Frost",
    "Glade",
    "Holt",
    "Inkpen",
    "Jago",
    "Kerr",
    "Lunt",
    "Marsh",
    "North",
    "Orme",
    "Penn",
    "Quill",
    "Rook",
    "Sedge",
    "Thorn",
]
HEAD = ["name", "attending", "party size", "plus one", "organization", "needs", "email"]


def rows() -> list[list[str]]:
    """Return 60 rows: singles, couples, families, guests with and without a name, and rows that decline."""
    found = []
    for number in range(60):
        first, last = FIRST[number * 7 % 20], LAST[number % 20] + ("", "son", "well")[number // 20]
        name, size, guest = f"{first} {last}", "", ""
        match number % 5:
            case 0:
                name = f"{first} & {FIRST[(number * 7 + 3) % 20]} {last}"
            case 1:
                size = str(2 + number % 3)
            case 2:
                guest = ("yes", "no", f"Uma Guest{LAST[number % 20].lower()}")[number % 3]
            case 3 if number % 2:
                name, size = f"The {last} family", "4"
        email = f"{first}.{last}@post.example".lower()
        found.append(
            [name, "no" if number % 10 == 9 else "yes", size, guest, "", "ramp" if number % 7 == 0 else "", email]
        )
    return found


def counted(row: list[str]) -> int:
    """Count the people of a row by its cells alone."""
    name, _, size, guest, *_ = row
    return int(size) if size else (2 if "&" in name else 1) + (guest not in {"", "no"})


def seating(*words: object):
    """Run a command; its words may be paths."""
    return run(shlex.join(map(str, words)))


def write(path: Path, head: list[str], written: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *written])


def tables(folder: Path, number: int) -> Mapping[str, str]:
    with (folder / f"round-{number}" / "seating.csv").open(encoding="utf-8-sig") as file:
        return {row["id"]: row["table_id"] for row in csv.DictReader(file)}


def assert_parties_together(seats: Mapping[str, str]) -> None:
    of_row: dict[str, set[str]] = {}
    for person, table in seats.items():
        of_row.setdefault(person.partition("+")[0], set()).add(table)
    assert [row for row, at in of_row.items() if len(at) > 1] == []


@pytest.mark.room
def test_parties_through_rounds_repair_and_pages(tmp_path):
    written = rows()
    coming = sum(counted(row) for row in written if row[1] == "yes")
    everybody = sum(map(counted, written))
    assert coming > 100
    people, out = tmp_path / "guests.csv", tmp_path / "out"
    write(people, HEAD, written)

    checked = json.loads(seating("check", people, "--json").stdout)
    assert (checked["people"], checked["to_seat"]) == (everybody, coming)

    first = json.loads(seating("solve", people, "--out", out, "--time-limit", "8", "--pages", "all", "--json").stdout)
    seats = tables(out, 1)
    assert len(seats) == len(first["rounds"][0]["seats"]) == coming
    assert first["inputs"]["stakeholders"]["rows"] == 60
    assert_parties_together(seats)
    names = {seat["id"]: seat["name"] for seat in first["rounds"][0]["seats"]}
    for page in ("door-list", "badges", "wall-chart", "table-sheets"):
        text = (out / "round-1" / "packet" / f"{page}.html").read_text("utf-8").replace("&#39;", "'")
        shown = re.sub(r"<[^>]*>|\s", "", text)  # a badge has the given name and the rest on lines of their own
        assert [name for name in names.values() if re.sub(r"\s", "", name) not in shown] == [], page
    emails = (out / "round-1" / "breakout-rooms.csv").read_text("utf-8-sig")
    assert emails.count("@") == sum(row[1] == "yes" for row in written)
    report = (out / "round-1" / "report.html").read_text("utf-8")
    assert f"{coming} people sit at " in report
    assert "Rows: 60" in report

    write(tmp_path / "came.csv", ["name"], [[row[0]] for row in written if row[1] == "yes"])
    came = seating("rounds", "attended", tmp_path / "came.csv", "--out", out)
    assert f"{coming} of {coming}\n" in came.output

    second = seating("solve", people, "--out", out, "--next-round", "--time-limit", "8", "--quiet")
    assert second.exit_code == 0
    assert_parties_together(tables(out, 2))
    told = seating("rounds", "diff", "1", "2", "--out", out).stdout
    assert [line.split()[-1] for line in told.splitlines()[3:5]] == ["0", "0"]

    at = {name: tables(out, 2)[identity] for identity, name in names.items()}
    by_row = []
    for row in written:
        if row[1] == "yes":
            surname = row[0].removesuffix(" family").split()[-1]
            by_row.append([row[0], next(table for name, table in at.items() if surname in name.split())])
    write(tmp_path / "hand.csv", ["name", "table"], by_row)
    reviewed = json.loads(seating("review", people, tmp_path / "hand.csv", "--out", out, "--json").stdout)
    assert len(reviewed["rounds"][0]["seats"]) == coming
    assert_parties_together({seat["id"]: seat["table"] for seat in reviewed["rounds"][0]["seats"]})

    family = next(row for row in written if row[0].startswith("The ") and row[1] == "yes")
    family[1] = "no"
    write(people, HEAD, written)
    repaired = json.loads(seating("repair", people, "--out", out, "--time-limit", "8", "--json").stdout)
    gone = [each for each in repaired["rounds"][0]["not_seated"] if family[0].split()[1] in each["name"]]
    assert [each["reason"] for each in gone] == ["has no seat in this round"] * 4
    assert_parties_together({seat["id"]: seat["table"] for seat in repaired["rounds"][0]["seats"]})
    assert Counter(len(tables(out, number)) for number in (1, 2)) == {coming: 1, coming - 4: 1}


def asked(tmp_path: Path, text: str, convening: str = "", command: str = "solve"):
    """Run a command on a short list next to a convening."""
    (tmp_path / "people.csv").write_text(text, "utf-8")
    if convening:
        (tmp_path / "convening.yaml").write_text(convening, "utf-8")
    more = ["--out", tmp_path / "out", "--no-packet"] if command == "solve" else []
    return seating(command, tmp_path / "people.csv", *more, "--json")


TABLES = "tables: [{id: a, seats: 0-3}, {id: b, seats: 0-4}]\n"


def test_a_party_larger_than_every_table_is_named_at_its_row(tmp_path):
    ran = asked(tmp_path, "name,party size\nAna Fox,2\nBen Holt,5\n", TABLES, "check")
    (problem,) = json.loads(ran.stdout)["problems"]
    assert (ran.exit_code, problem["slug"], problem["line"], problem["value"]) == (3, "party-too-large", 3, "Ben Holt")
    declines = "name,attending,party size\nAna Fox,yes,2\nBen Holt,no,5\n"
    assert asked(tmp_path, declines, TABLES, "check").exit_code == 0
    parted = TABLES + "requirements: [{kind: together, of: party, must: false}]\n"
    assert asked(tmp_path, "name,party size\nBen Holt,5\n", parted, "check").exit_code == 0


def test_one_word_switches_parties_off(tmp_path):
    text = "name,party size\nAna & Ben Fox,3\nCleo Holt,1\n"
    assert json.loads(asked(tmp_path, text, TABLES, "check").stdout)["people"] == 4
    assert json.loads(asked(tmp_path, text, TABLES + "parties: no\n", "check").stdout)["people"] == 2


def test_a_convening_says_how_much_it_matters_that_a_party_sits_together(tmp_path):
    text = "name,party size\nAna Fox,3\nCleo Holt,1\n"
    must = json.loads(asked(tmp_path, text, TABLES).stdout)
    assert [r["must"] for r in must["rounds"][0]["requirements"] if r["id"] == "party:rows"] == [True]
    rule = TABLES + "requirements: [{kind: together, of: party, must: false, weight: 4}]\n"
    should = json.loads(asked(tmp_path, text, rule).stdout)
    (found,) = [r for r in should["rounds"][0]["requirements"] if r["kind"] == "together"]
    assert (found["must"], found["weight"]) == (False, 4)
    assert found["sentence"] == "The people in each party share a table."


def test_whoever_comes_along_is_in_no_voice_and_makes_none_unknown(tmp_path):
    rule = "requirements: [{kind: voice, name: Renters, who: {tenure: renter}, at: the room, at_least: 2}]\n"
    ran = asked(tmp_path, "name,tenure,party size\nAna Fox,renter,3\nCleo Holt,owner,2\n", TABLES + rule)
    (voice,) = json.loads(ran.stdout)["rounds"][0]["voices"]
    assert (voice["state"], voice["invited"], voice["attending"]) == ("too_few", 1, 1)
    ran = asked(tmp_path, "name,tenure,party size\nAna Fox,owner,3\nCleo Holt,owner,2\n", TABLES + rule)
    (voice,) = json.loads(ran.stdout)["rounds"][0]["voices"]
    assert voice["state"] == "missing"


@pytest.mark.parametrize(("is_must", "again"), [(True, 0), (False, 4)])
def test_the_people_of_a_party_may_meet_again_while_a_must_keeps_them_together(is_must, again, tmp_path):
    """Two tables of four: in a second round at least four pairs meet again, and parties can be these pairs."""
    people = [{"name": name, "party size": "2"} for name in ("Ana Fox", "Ben Holt", "Cleo Inkpen", "Dov Jago")]
    rules = [{"kind": "new_company"}, {"kind": "together", "of": "party", "must": is_must, "weight": 9}]
    tables = [{"id": "north", "seats": 4}, {"id": "south", "seats": 4}]
    asked = Request(people, {"tables": tables, "requirements": rules}, out=tmp_path, packet=False)
    solve_request(asked)
    second = solve_request(replace(asked, next_round=True))
    (company,) = [r for r in second.requirements if r.kind == "new_company"]
    assert (second.verdict(company).shortfall, second.status) == (again, Status.OPTIMAL)
    assert company.sentence(second.room).endswith("; people kept together by a must are exempt.") is is_must
    assert_parties_together(second.plan.seats)


def test_a_guest_without_a_name_is_suggested_for_a_duty_only_if_no_one_else_is_there() -> None:
    """No one can be asked to be the reporter whose name is not known; a named companion can."""
    rows = [{"name": "Ana Ruiz"}, {"name": "Nettie Plum & Orrin Plum"}, {"name": "Fadumo Ali + 3"}]
    convening = {"tables": {"count": 1}, "requirements": [{"kind": "duty", "name": "reporter"}]}
    found = set()
    for seed in range(8):
        result = solve_request(Request(rows, convening, seed=seed, packet=False, write=False))
        found |= {result.people.by_id[person].name for person in result.duties}
    assert len(found) > 1
    assert found <= {"Ana Ruiz", "Nettie Plum", "Orrin Plum", "Fadumo Ali"}
    asked = [{"kind": "duty", "name": "reporter", "each": 5}]
    result = solve_request(Request(rows[1:], {**convening, "requirements": asked}, packet=False, write=False))
    assert len(result.duties) == 5


def test_a_family_keeps_its_made_names_in_a_round_from_the_ledger(tmp_path: Path) -> None:
    rows = [{"name": "The Fox family", "adults": "2"}, {"name": "Ben Marsh", "adults": "1"}]
    request = Request(rows, {"tables": [{"id": "north", "seats": "1-4"}]}, out=tmp_path, packet=False)
    solve_request(request)
    people = saved_result(Request(None, out=tmp_path)).result.people
    told = sorted(words_in("es").tell(person.label) for person in people)
    assert told == ["Ben Marsh", "Familia Fox 1", "Familia Fox 2"]
