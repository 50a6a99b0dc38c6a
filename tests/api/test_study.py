"""Studies through the API: each case is what `solve` gives for it, is solved once, and is never stale."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

import seating
from seating.analysis.cases import Case, CaseResult, Goals, find_distance, find_dominated, rank_cases
from seating.api.request import Request
from seating.api.study import Study, compare, open_study, run_study, take_case, variation, write_study
from seating.api.study.solved_cases import CASES
from seating.api.study.variation import MOST_CASES, Variation, list_cases, read_variation
from seating.errors import InputError, UsageError
from tests.faults.matrix import covers

HEADINGS = ["id", "name", "organization", "sector", "attending", "status", "can_come", "level", "wishes"]
ROWS = [
    [
        *(f"p{n:02}", f"Person {n}", f"Org {n % 4}", ("government", "labor", "business")[n % 3]),
        *("70%" if n % 5 == 0 else "", "nominated" if n == 11 else "", ("", "May 4", "May 4; May 11")[n % 3]),
        *(str(n % 4), "p00" if n == 1 else ""),
    ]
    for n in range(12)
]
CONVENING = """\
title: A small convening
tables:
  - {id: north, name: North, seats: 3-5}   # by the window
  - {id: south, name: South, seats: 3-5}
  - {id: east, name: East, seats: 3-5}
requirements:
  - {kind: cap, of: organization, at_most: 1, weight: 3}
  - {kind: balance, of: sector, weight: 2}
  - {kind: cap, of: sector, at_most: 1}
  - {kind: wish, weight: 2}
  - {kind: voice, name: Labor, who: {sector: labor}, at: the room, at_least: 4}
"""
WITHOUT_DATES = ["id", "name", "organization", "sector", "attending", "status", "level", "wishes"]


def write(folder: Path, convening: str = CONVENING, rows: list[list[str]] = ROWS, *, dates: bool = False) -> Path:
    """Write the list and the convening, and return the path of the list."""
    kept = [n for n, heading in enumerate(HEADINGS) if dates or heading in WITHOUT_DATES]
    text = io.StringIO()
    csv.writer(text).writerows([[row[n] for n in kept] for row in [HEADINGS, *rows]])
    (folder / "people.csv").write_text(text.getvalue(), encoding="utf-8")
    (folder / "convening.yaml").write_text(convening, encoding="utf-8")
    return folder / "people.csv"


def study(folder: Path, *vary: str, sample: int | None = None, **options: Any) -> Study:
    """Open and run a study of the list in a folder."""
    request = Request(folder / "people.csv", out=folder / "out", **options)
    return run_study(open_study(request, vary, sample))


def result_of(found: Study, **values: Any) -> CaseResult:
    """Return the result of the case with these values; a key's dots and dashes are underscores."""
    for case in found.cases:
        if all(
            {re.sub(r"\W", "_", key): value for key, value in case.values.items()}[k] == v for k, v in values.items()
        ):
            assert case.result is not None
            return case.result
    raise AssertionError(values)


def lines(folder: Path) -> list[Mapping[str, Any]]:
    """Return the lines of the file of cases."""
    return [json.loads(line) for line in (folder / "out" / CASES).read_text(encoding="utf-8").splitlines()]


def assert_is(result: CaseResult, solved: Any) -> None:
    """Assert that the result of a case is what `solve` found."""
    assert result.message == "" or solved.review.unmet
    told = (result.status, result.unmet, result.penalty, result.bound, dict(result.seats))
    assert told == (solved.status.value, solved.review.unmet, solved.penalty, solved.bound, dict(solved.plan.seats))


def test_fewer_tables_are_those_that_most_people_are_interested_in(tmp_path: Path):
    rows = "".join(f"Guest {n},{'north' if n < 2 else 'south; east'}\n" for n in range(8))
    (tmp_path / "people.csv").write_text(f"name,interests\n{rows}", encoding="utf-8")
    tables = ", ".join(f"{{id: {one}, focus: {one}, seats: 1-8}}" for one in ("north", "south", "east"))
    (tmp_path / "convening.yaml").write_text(f"tables: [{tables}]\n", encoding="utf-8")
    seats = result_of(study(tmp_path, "tables=1,2"), tables=2).seats
    assert set(seats.values()) == {"south", "east"}


def test_each_case_is_what_solve_gives_for_it(tmp_path: Path):
    people = write(tmp_path)
    found = study(tmp_path, "tables=2,3,4", "balance-1=on,off,7")
    assert [case.result is not None for case in found.cases] == [True] * 9
    balance = {"on": ", weight: 2}", 7: ", weight: 7}"}
    for case in found.cases:
        tables, setting = case.values["tables"], case.values["balance-1"]
        text = CONVENING if tables > 2 else CONVENING.replace("  - {id: east, name: East, seats: 3-5}\n", "")
        text = (
            text
            if tables < 4
            else text.replace("requirements", "  - {id: table-4, name: Table 4, seats: 3-5}\nrequirements")
        )
        line = "  - {kind: balance, of: sector, weight: 2}"
        text = text.replace(
            line + "\n", "" if setting == "off" else line.replace(", weight: 2}", balance[setting]) + "\n"
        )
        (tmp_path / "other.yaml").write_text(text, encoding="utf-8")
        solved = seating.solve(people, tmp_path / "other.yaml", seed=case.values["seed"])
        assert case.result is not None
        assert_is(case.result, solved)
    assert {case.result.status for case in found.cases if case.result} >= {"optimal", "impossible"}


def test_in_a_season_people_sit_together_at_each_of_their_sessions(tmp_path: Path):
    """With one session each, 3 pairs share carts and 1 north. The invitation of person 1 adds 2 pairs at north."""
    rows = "".join(f"p{n},{trade}\n" for n, trade in enumerate(("both", "carts", "carts", "north", "north")))
    (tmp_path / "people.csv").write_text(f"name,trade\n{rows}", encoding="utf-8")
    sessions = "\n".join(
        f"  - {{id: {one}, seats: 1-9, day: {day}, time: '18:00-19:30', place: {one}, for: {{trade: [{one}, both]}}}}"
        for one, day in {"carts": "2027-03-02", "north": "2027-03-09"}.items()
    )
    (tmp_path / "convening.yaml").write_text(f"tables:\n{sessions}\n", encoding="utf-8")
    found = study(tmp_path, "sessions.most=1,2")
    alone, invited = result_of(found, sessions_most=1), result_of(found, sessions_most=2)
    assert (alone.seats, alone.further) == (invited.seats, {})
    assert list(invited.further.values()) == [("north",)]
    told = compare(found)
    assert told.distance(found.cases[0], found.cases[1]) == pytest.approx(2 / 6)
    again = open_study(Request(tmp_path / "people.csv", out=tmp_path / "out"))
    assert compare(again).distance(*again.cases) == pytest.approx(2 / 6), "as read from the file of cases"


def test_cases_are_judged_by_the_same_requirements(tmp_path: Path):
    """A seating that ignores a requirement does not look better for it."""
    write(tmp_path)
    found = study(tmp_path, "cap-2=on,off")
    on, off = result_of(found, cap_2="on"), result_of(found, cap_2="off")
    assert off.penalty < on.penalty
    assert on.goals is not None
    assert off.goals is not None
    assert on.goals.penalty == on.penalty <= off.goals.penalty


def test_ids_stay_when_a_requirement_is_left_out(tmp_path: Path):
    write(tmp_path)
    found = study(tmp_path, "cap-1=off")
    (case,) = found.cases
    assert case.result is not None
    assert "cap-2" in case.result.broken
    assert "cap-1" not in case.result.broken


def test_people_stay_away_and_come(tmp_path: Path):
    people = write(tmp_path)
    found = study(tmp_path, "without=nobody,Person 1; p02", "with=nobody,Person 11")
    everybody = {row[0] for row in ROWS if not row[5]}
    assert [case.values["without"] for case in found.cases] == [[], [], ["Person 1", "p02"], ["Person 1", "p02"]]
    seats = [set(case.result.seats) for case in found.cases if case.result]
    gone = {"p01", "p02"}
    assert seats == [everybody, everybody | {"p11"}, everybody - gone, everybody - gone | {"p11"}]
    assert [case.goals.left_out for case in found.cases if case.goals] == [0, 0, 2, 2]
    rows = [[*row[:4], "no" if row[0] in gone else row[4], *row[5:]] for row in ROWS]
    write(tmp_path, rows=rows)
    last = found.cases[2].result
    assert last is not None
    assert_is(last, seating.solve(people))


def test_people_stay_away_although_the_desk_marked_them_as_arrived(tmp_path: Path):
    write(tmp_path, rows=[[*row[:4], "no" if row[0] == "p03" else row[4], *row[5:]] for row in ROWS])
    (tmp_path / "out").mkdir()
    rows = "1,p01,Person 1,arrived\n1,p03,Person 3,arrived\n"
    (tmp_path / "out" / "arrivals.csv").write_text(f"round,id,name,state\n{rows}", encoding="utf-8")
    every, without = study(tmp_path, "without=nobody,Person 1; p03").cases
    assert every.result is not None
    assert without.result is not None
    assert without.goals is not None
    assert set(every.result.seats) - set(without.result.seats) == {"p01", "p03"}
    assert without.goals.left_out == 2


def test_a_date_leaves_out_whoever_cannot_come(tmp_path: Path):
    write(tmp_path, dates=True)
    found = study(tmp_path, "date=May 4,May 11")
    every = {row[0] for row in ROWS if not row[5]}
    first, second = result_of(found, date="May 4"), result_of(found, date="May 11")
    assert set(first.seats) == every
    assert set(second.seats) == {row[0] for row in ROWS if row[0] in every and row[6] != "May 4"}
    told = list(compare(found).describe())
    assert told[0] == (
        "May 4: 1 voice is not fully in the room (Labor) and no one is left out; "
        "May 11: 1 voice is not fully in the room (Labor) and 4 people are left out."
    ) or told[0].startswith("May 4: ")


def test_a_held_seat_that_a_case_does_not_have_is_no_person_left_out(tmp_path: Path):
    day = ["", "", "Org 9", "labor", "", "open", "May 4", "", ""]
    write(tmp_path, CONVENING, [*ROWS, ["p98", *day[1:]]], dates=True)
    found = study(tmp_path, "date=May 4,May 11")
    left = {case.values["date"]: case.goals.left_out for case in found.cases if case.goals}
    there = {case.values["date"]: set(case.result.seats) for case in found.cases if case.result}
    assert "p98" in there["May 4"]
    assert "p98" not in there["May 11"]
    assert left == {"May 4": 0, "May 11": 4}


def test_a_case_without_voices_tells_nothing_of_voices(tmp_path: Path):
    asked = "  - {kind: voice, name: Labor, who: {sector: labor}, at: the room, at_least: 4}\n"
    for text, wanted in ((CONVENING, True), (CONVENING.replace(asked, ""), False)):
        write(tmp_path, text)
        told = " ".join(compare(study(tmp_path, "tables=2,3")).describe())
        assert ("every voice is fully in the room" in told) is wanted, told


def test_absences_are_drawn_by_their_number(tmp_path: Path):
    write(tmp_path)
    found = study(tmp_path, "absences=0-5")
    again = [set(case.result.seats) for case in found.cases if case.result]
    uncertain = {row[0] for row in ROWS if row[4]}
    everybody = {row[0] for row in ROWS if not row[5]}
    assert again[0] == everybody
    assert all(everybody - uncertain <= seats <= everybody for seats in again)
    assert len({frozenset(seats) for seats in again}) > 1


def test_any_key_varies_by_its_path(tmp_path: Path):
    write(tmp_path)
    found = study(tmp_path, "tables.north.seats=3-5,5", "cap-2.at_most=1,2", "sessions.most=1")
    for case in found.cases:
        assert case.result is not None
        north = sum(table == "north" for table in case.result.seats.values())
        assert case.values["tables.north.seats"] != 5 or north == 5
    assert result_of(found, cap_2_at_most=2).penalty < result_of(found, cap_2_at_most=1).penalty


def test_tables_that_are_only_counted(tmp_path: Path):
    write(tmp_path, "tables: {count: 3, seats: 3-5}\nrequirements: []\n")
    found = study(tmp_path, "tables=2,3,4", "seats=2-6,3")
    for case in found.cases:
        assert case.result is not None
        assert len(set(case.result.seats.values())) <= case.values["tables"]
    assert result_of(found, tables=2, seats=3).status == "impossible"
    assert result_of(found, tables=4, seats=3).status == "impossible"
    assert result_of(found, tables=2, seats="2-6").status == "optimal"


def test_without_a_convening(tmp_path: Path):
    (write(tmp_path).parent / "convening.yaml").unlink()
    found = study(tmp_path, "tables=1,2,3")
    assert {case.result.status for case in found.cases if case.result} <= {"optimal", "impossible"}


def test_a_case_that_fails_is_a_row(tmp_path: Path):
    rows = [[*row[:8], "p00" if n == 1 else ""] for n, row in enumerate(ROWS)]
    write(tmp_path, CONVENING + "  - {kind: pin, people: [p03], tables: [east]}\n", rows)
    found = study(tmp_path, "tables=2,3")
    failed, solved = (case.result for case in found.cases)
    assert failed is not None
    assert failed.status == "error"
    assert '"east"' in failed.message
    assert solved is not None
    assert solved.status == "optimal"
    assert found.cases[0].goals is None


@pytest.mark.parametrize("counted", [False, True])
def test_a_cell_asks_for_nothing_of_a_table_that_a_case_does_not_have(tmp_path: Path, counted: bool):
    """Who could come to that table alone has no seat in the case."""
    stated = CONVENING.partition("requirements:")[0].replace("3-5", "3-8").replace("East,", "East, place: Attic,")
    text = ("tables: {count: 3, seats: 3-8}\n" if counted else stated) + "requirements: []\n"
    first, third, place = ("t01", "t03", "t03") if counted else ("north", "East", "attic")
    cells = {"p01": f"{third},,,", "p02": f",{third}; {first},,", "p03": f",,,{place}", "p04": f",,{third},"}
    rows = [f"{row[0]},{row[1]},{cells.get(row[0], ',,,')}" for row in ROWS]
    write(tmp_path, text)
    (tmp_path / "people.csv").write_text("\n".join(["id,name,pin,chose,declined,can_come", *rows, ""]))
    found = study(tmp_path, "tables=2,3,4")
    results = {case.values["tables"]: case.result for case in found.cases}
    assert [result.status for result in results.values() if result] == ["optimal"] * 3
    assert "p03" not in results[2].seats
    assert results[2].seats["p02"] == first
    for tables in (3, 4):
        assert {results[tables].seats[person] for person in ("p01", "p03")} == {third.lower()}


def test_a_requirement_at_a_table_that_a_case_leaves_out_is_told_as_what_it_is(tmp_path: Path):
    """The table has no typing error: the nearest other name would change what the requirement means."""
    text = CONVENING.partition("requirements:")[0].replace("3-5", "3-12")
    write(tmp_path, text + "requirements: [{kind: voice, name: Labor, who: {sector: labor}, at: east, at_least: 1}]\n")
    cases = study(tmp_path, "tables=2,3").cases
    told = {case.values["tables"]: case.result.message for case in cases if case.result}
    assert told[2].endswith(
        'at: "east" is a table that this case leaves out. To compare cases without the table, take it out of the '
        "requirement. [table-unknown]"
    )
    assert told[3] == ""


def test_each_case_is_solved_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path)
    first = study(tmp_path, "absences=0-2")
    assert (first.solved, len(lines(tmp_path))) == (3, 3)
    again = study(tmp_path, "absences=0-2")
    assert (again.solved, again.cases) == (0, first.cases)
    assert study(tmp_path, "absences=1-3").solved == 1
    assert study(tmp_path).cases == study(tmp_path, "absences=1-3").cases
    assert study(tmp_path).solved == 0


@pytest.mark.parametrize("what", ["list", "convening", "arrivals", "work"])
def test_what_a_case_depends_on_makes_it_new(tmp_path: Path, what: str):
    write(tmp_path)
    before = study(tmp_path, "absences=0-1")
    options = {}
    match what:
        case "list":
            write(tmp_path, rows=[[*row[:4], "no" if n == 2 else row[4], *row[5:]] for n, row in enumerate(ROWS)])
        case "convening":
            write(tmp_path, CONVENING.replace("weight: 3", "weight: 4"))
        case "arrivals":
            (tmp_path / "out" / "arrivals.csv").write_text("round,id,name,state\n1,p02,Person 2,absent\n")
        case "work":
            options = {"work": 0.5}
    after = study(tmp_path, "absences=0-1", **options)
    assert after.solved == 2
    assert {case.key for case in before.cases}.isdisjoint(case.key for case in after.cases)
    if what in {"list", "arrivals"}:
        assert all("p02" not in case.result.seats for case in after.cases if case.result)


@pytest.mark.room
def test_the_keys_do_not_depend_on_the_process(tmp_path: Path):
    write(tmp_path)
    script = (
        "import sys; from pathlib import Path; from seating.api.request import Request\n"
        "from seating.api.study import open_study\n"
        "f = Path(sys.argv[1]); request = Request(f / 'people.csv', out=f / 'out')\n"
        "s = open_study(request, ['tables=2,3', 'absences=0-2'])\n"
        "print(*(case.key for case in s.cases))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path)],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in (1, 2)
    }
    assert len(told) == 1


STUDY_SCRIPT = """
import sys
from pathlib import Path
from seating.api.request import Request
from seating.api.study import open_study, study_run as run
solve = run.solve_case
def counted(base, case, child):
    with open(sys.argv[2], "a") as file:
        file.write(f"{case.number}\\n")
    return solve(base, case, child)
run.solve_case = counted
folder = Path(sys.argv[1])
run.run_study(open_study(Request(folder / "people.csv", out=folder / "out"), ["absences=0-39"]))
"""


@pytest.mark.room
@covers("killed", "study")
def test_a_study_that_is_killed_goes_on(tmp_path: Path):
    """Killed five times, each case is in the file once, and at most the five cases that were cut off began again."""
    write(tmp_path)
    started = tmp_path / "started.txt"
    started.touch()
    chance = random.Random(18)
    command = [sys.executable, "-c", STUDY_SCRIPT, str(tmp_path), str(started)]
    kills = 0
    while kills < 5:
        process = subprocess.Popen(command)
        begun = len(started.read_text().split())
        while process.poll() is None and len(started.read_text().split()) < begun + 3:
            time.sleep(0.01)
        time.sleep(chance.random() * 0.1)
        assert process.poll() is None, "the study is too short for this test"
        process.kill()
        process.wait()
        kills += 1
    subprocess.run(command, check=True)
    keys = [line["key"] for line in lines(tmp_path)]
    assert len(keys) == len(set(keys)) == 40
    numbers = [int(number) for number in started.read_text().split()]
    assert set(numbers) == set(range(1, 41))
    assert len(numbers) <= 40 + 5


@pytest.mark.room
def test_ctrl_c_keeps_what_is_solved(tmp_path: Path):
    write(tmp_path)
    command = [sys.executable, "-m", "seating", "study", str(tmp_path / "people.csv"), "--vary", "absences=0-1999"]
    process = subprocess.Popen(
        [*command, "--out", str(tmp_path / "out")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while process.poll() is None and not ((tmp_path / "out" / CASES).is_file() and len(lines(tmp_path)) >= 2):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    told, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Rerun the same command" in told
    assert 2 <= len(lines(tmp_path)) < 2_000
    assert (tmp_path / "out" / "study.csv").is_file()


def test_an_incomplete_line_is_solved_again(tmp_path: Path):
    write(tmp_path)
    study(tmp_path, "absences=0-2")
    path = tmp_path / "out" / CASES
    path.write_bytes(path.read_bytes()[:-40])
    again = study(tmp_path, "absences=0-2")
    assert again.solved == 1
    assert all(case.result is not None for case in study(tmp_path, "absences=0-2").cases)


def case_of(number: int, goals: Goals, seats: Mapping[str, str] | None = None) -> Case:
    """Return a case with this result."""
    return Case(number, {}, str(number), CaseResult(str(number), {}, "optimal", goals=goals, seats=seats or {}))


def test_dominated_cases_by_brute_force():
    chance = random.Random(4)
    for _ in range(300):
        cases = [case_of(n, Goals(*(chance.randrange(3) for _ in range(4)))) for n in range(1, chance.randrange(2, 14))]
        worse = {
            one.number
            for one in cases
            for other in cases
            if all(a <= b for a, b in zip(other.goals.numbers, one.goals.numbers, strict=True))
            and other.goals != one.goals
        }
        found = find_dominated(cases)
        assert set(found) == worse
        for number, better in found.items():
            one, other = cases[number - 1].goals.numbers, cases[better - 1].goals.numbers
            assert all(a >= b for a, b in zip(one, other, strict=True))
            assert one != other
        assert [one.goals.numbers for one in rank_cases(cases)] == sorted(one.goals.numbers for one in cases)


def test_distances_by_brute_force():
    chance = random.Random(5)
    for _ in range(300):
        names = [f"p{n}" for n in range(chance.randrange(9))]
        one, other = ({p: f"t{chance.randrange(3)}" for p in names if chance.random() < 0.9} for _ in range(2))
        both = [p for p in names if p in one and p in other]
        pairs = list(combinations(both, 2))
        here, there = ({pair for pair in pairs if seats[pair[0]] == seats[pair[1]]} for seats in (one, other))
        either = here | there
        expected = len(here ^ there) / len(either) if either else 0.0
        assert find_distance(one, other) == pytest.approx(expected)
        assert find_distance(other, one) == find_distance(one, other)
        more, most = ({p: [f"t{chance.randrange(3)}"] for p in names if chance.random() < 0.4} for _ in range(2))
        here, there = (
            {(p, q) for p, q in pairs if {seats[p], *further.get(p, ())} & {seats[q], *further.get(q, ())}}
            for seats, further in ((one, more), (other, most))
        )
        either = here | there
        expected = len(here ^ there) / len(either) if either else 0.0
        assert find_distance(one, other, more, most) == pytest.approx(expected)


def test_a_sample_is_drawn_by_the_seed(tmp_path: Path):
    every = list(list_cases(read_variation(["a=1,2,3", "b=1,2,3", "c=1,2"])))
    assert len(every) == 18
    assert len({json.dumps(values) for values in every}) == 18
    drawn = list(list_cases(read_variation(["a=1,2,3", "b=1,2,3", "c=1,2"], sample=7, seed=3)))
    assert len(drawn) == 7
    bare = [{key: value for key, value in values.items() if key != "seed"} for values in every]
    places = [bare.index({key: value for key, value in values.items() if key != "seed"}) for values in drawn]
    assert places == sorted(set(places))
    assert drawn == list(list_cases(read_variation(["a=1,2,3", "b=1,2,3", "c=1,2"], sample=7, seed=3)))
    assert drawn != list(list_cases(read_variation(["a=1,2,3", "b=1,2,3", "c=1,2"], sample=7, seed=4)))
    assert len(list(list_cases(read_variation([f"k{n}=1,2,3,4,5,6,7,8,9,10" for n in range(9)], sample=5)))) == 5


def test_a_file_says_what_varies(tmp_path: Path):
    path = tmp_path / "vary.yaml"
    path.write_text(
        "vary:\n  tables.count: [5, 6]\n  requirements:\n    cap-1: [must, 3, off]\n"
        "  without: [[], [Ana Ruiz, 'Cole, Ben']]\n  absences: [0, 2-4]\nsample: 9\n"
    )
    variation = read_variation([str(path)])
    assert {one.key: one.values for one in variation.factors} == {
        "tables": (5, 6),
        "requirements.cap-1": ("must", 3, "off"),
        "without": ([], ["Ana Ruiz", "Cole, Ben"]),
        "absences": (0, 2, 3, 4),
    }
    assert (variation.combinations, variation.sample) == (48, 9)


@pytest.mark.parametrize(
    ("vary", "says"),
    [
        ("=5", '--vary: "=5" does not say what varies. Write it before the equals sign, for example tables=5,6.'),
        ("tabels=5,6", '--vary: tabels: is nothing that can vary. Did you mean "tables"?'),
        ("cap-9=on,off", '--vary: cap-9: is nothing that can vary. Did you mean "cap-'),
        ("requirements.balanc-1=off", '"balanc-1" names no requirement. Did you mean "balance-1"?'),
        ("tables.nroth=off", '"nroth" names no table. Did you mean "north"?'),
        ("tables.north.seets=5,6", "Did you mean"),
        ("without=Persn 1", '"Persn 1" is not on the list'),
        ("tables=", "has an empty value"),
        ("tables=five", '"five" is not a number of tables'),
        ("absences=-1", '"-1" is not a number from 0 on'),
        ("absences=4-2", '"4-2" is no range'),
        ("absences=" + "9" * 5_000, "is not a number from 0 on"),
        ("balance-1=maybe", '"maybe" is nothing that a requirement can be'),
        ("date=May 4", '"May 4" is no day in the column can_come of the list. There is none.'),
        ("vary.txt", '"vary.txt" says neither values nor a YAML file'),
        ("absences=0-9999,10000", "10,000"),
    ],
)
def test_what_cannot_vary_is_said(tmp_path: Path, vary: str, says: str):
    write(tmp_path)
    with pytest.raises((InputError, UsageError)) as error:
        open_study(Request(tmp_path / "people.csv", out=tmp_path / "out"), [vary])
    assert says in str(error.value)
    assert not (tmp_path / "out").exists()


def test_too_many_cases_are_refused(tmp_path: Path):
    with pytest.raises(InputError, match=f"1,000,000 cases, more than {MOST_CASES:,}.*--sample 100"):
        read_variation(["absences=0-999", "without=" + ",".join(f"p{n}" for n in range(1000))])


def test_too_many_values_are_refused_before_they_are_compared_with_each_other(monkeypatch: pytest.MonkeyPatch):
    class Number(int):
        def __eq__(self, other: object) -> bool:
            pytest.fail("two values were compared")

        __hash__ = int.__hash__

    monkeypatch.setattr(variation, "scalar", Number)
    with pytest.raises(InputError, match="tables: has more than 10,000 values"):
        read_variation(["tables=" + ",".join(map(str, range(10_001)))])


def test_errors_of_a_file_have_lines(tmp_path: Path):
    write(tmp_path)
    path = tmp_path / "vary.yaml"
    path.write_text("# five or six\nvary:\n  tables: [2, 3]\n  cap-7: [on, off]\n")
    with pytest.raises(InputError, match=r"vary\.yaml:4: cap-7: is nothing that can vary"):
        open_study(Request(tmp_path / "people.csv", out=tmp_path / "out"), [str(path)])
    path.write_text("vari:\n  tables: [2, 3]\n")
    with pytest.raises(InputError, match=r'vary\.yaml:1: "vari" is not a key of such a file\. Did you mean "vary"\?'):
        read_variation([str(path)])


def test_nothing_to_continue(tmp_path: Path):
    write(tmp_path)
    with pytest.raises(UsageError, match="has no study to continue"):
        open_study(Request(tmp_path / "people.csv", out=tmp_path / "out"))


def test_the_table_has_a_row_for_each_case(tmp_path: Path):
    write(tmp_path)
    found = study(tmp_path, "tables=2,3", "balance-1=on,off")
    files = write_study(found)
    rows = list(csv.DictReader(Path(files["study_csv"]).read_text(encoding="utf-8-sig").splitlines()))
    assert [row["case"] for row in rows] == ["1", "2", "3", "4"]
    assert [row["tables"] for row in rows] == ["2", "2", "3", "3"]
    results = [case.result for case in found.cases if case.result]
    assert [row["status"] for row in rows] == [one.status for one in results]
    assert [row["penalty"] for row in rows] == [str(one.penalty) for one in results]
    best = rank_cases(found.cases)[0]
    assert rows[best.number - 1]["differs_from_best"] == "0.000"
    assert replace(found, cases=()).cases == ()


@pytest.mark.room
@pytest.mark.parametrize("seed", [0, 3])
def test_a_must_and_another_seed_are_what_solve_gives(tmp_path: Path, seed: int):
    people = write(tmp_path)
    found = study(tmp_path, "balance-1=must", seed=seed)
    (tmp_path / "other.yaml").write_text(CONVENING.replace("sector, weight: 2}", "sector, weight: 2, must: true}"))
    for case in found.cases:
        assert case.result is not None
        assert_is(case.result, seating.solve(people, tmp_path / "other.yaml", seed=case.values["seed"]))


PRIVATE = ["wishes", "avoids", "with", "apart", "needs", "email", "phone", "pays"]


def test_nothing_written_tells_who_cannot_come_when(tmp_path: Path):
    """Those who come on one date only have a seat in one case only, so the table of seatings leaves them out."""
    write(tmp_path, dates=True)
    written = write_study(study(tmp_path, "date=May 4,May 11"))
    book = openpyxl.load_workbook(written["study_xlsx"])
    headings, *rows = book["Seatings"].iter_rows(values_only=True)
    assert len(headings) == 4
    assert rows
    assert all(all(row) for row in rows)
    assert {row[0] for row in rows} == {f"p{n:02}" for n in range(12) if n % 3 != 1 and n != 11}


@pytest.mark.parametrize("weight", [2, 7])
def test_no_file_tells_the_points_of_private_shoulds(tmp_path: Path, weight: int):
    """They are left out of each number and of the order; the terminal has them."""
    rows = [[f"p{n}", f"Pia {n}", "", "ab"[n % 2], "", "", "", str(n % 2), ""] for n in range(4)]
    tables = "tables:\n  - {id: north, seats: 2}\n  - {id: south, seats: 2}\nprivate: [level]\nrequirements:\n"
    seats = "  - {kind: pin, people: [p0, p2], tables: [north], id: pin}\n"
    rules = f"  - {{kind: cap, of: level, at_most: 1, weight: {weight}}}\n"
    rules += "  - {kind: cap, of: sector, at_most: 1, weight: 3}\n"
    write(tmp_path, tables + seats + rules, rows)
    found = study(tmp_path, "pin=must,off")
    assert [case.goals.penalty for case in found.cases if case.goals] == [2 * weight + 6, 0]
    write_study(found)
    kept = list(csv.DictReader(io.StringIO((tmp_path / "out" / "study.csv").read_text(encoding="utf-8-sig"))))
    assert [(row["penalty"], row["bound"], row["penalty_as_stated"]) for row in kept] == [
        ("6", "6", "6"),
        ("0", "0", "0"),
    ]
    text = text_of(str(tmp_path / "out" / "study.html"))
    assert "private requirements are not included in the penalties" in text
    assert not re.search(rf"\b(penalty |>){2 * weight + 6}\b", re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL))


def test_a_private_requirement_that_varies_is_not_named(tmp_path: Path):
    secret = CONVENING + "  - {kind: cap, id: strife-of-ana, of: level, at_most: 2, private: true, weight: 2}\n"
    write(tmp_path, secret)
    for path in write_study(study(tmp_path, "strife-of-ana=on,off")).values():
        assert "strife" not in text_of(path), path
        assert ".csv" not in path or "private-2" in text_of(path)


def test_private_columns_are_on_no_page(tmp_path: Path):
    rows = [
        {"id": f"p{n}", "name": f"Person {n}", "sector": "ab"[n % 2]}
        | {column: "p0" if column in PRIVATE[:4] and n in {3, 5} else "" for column in PRIVATE}
        | {"needs": f"CANARY-need-{n}", "email": f"canary{n}@example.org", "phone": f"555-CANARY-{n}"}
        | {"pays": f"CANARY-pays-{n}", "attending": "70%"}
        for n in range(8)
    ]
    with (tmp_path / "people.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows([row | {"apart": "p1" if row["id"] == "p5" else "", "with": ""} for row in rows])
    (tmp_path / "convening.yaml").write_text(
        "tables: {count: 2, seats: 3-5}\nprivate: [pays]\nrequirements:\n"
        "  - {kind: variety, of: pays, at_least: 9, weight: 3}\n  - {kind: wish, weight: 9}\n"
        "  - {kind: voice, name: CANARY-voice, who: {pays: CANARY-nobody}, at_least: 2}\n",
        encoding="utf-8",
    )
    found = study(tmp_path, "tables=2,3", "absences=0-2")
    assert all(case.goals is not None for case in found.cases)
    for path in write_study(found).values():
        text = text_of(path)
        assert "canary" not in text.casefold(), path
        assert "private-" in text, path


def test_a_cell_that_makes_a_case_fail_is_only_on_the_terminal(tmp_path: Path):
    """The column is private, and a message quotes the cell."""
    rows = "name,grade,age\nAna,1,xyzzy\nBen,2,30\nCam,3,40\nDee,4,50\n"
    (tmp_path / "people.csv").write_text(rows, encoding="utf-8")
    tables = "tables:\n  - {id: north, seats: 2-4}\n  - {id: south, seats: 2-4}\n"
    (tmp_path / "convening.yaml").write_text(f"{tables}private: [age]\nrequirements: [{{kind: level, of: grade}}]\n")
    found = study(tmp_path, "level-1.of=age,grade")
    failed = found.cases[0].result
    assert failed is not None
    assert '"xyzzy" is not a number' in failed.message
    for path in write_study(found).values():
        text = text_of(path)
        assert "xyzzy" not in text
        assert "The terminal says which. [number-wrong]" in text


def test_new_tables_get_what_every_table_gets(tmp_path: Path):
    write(tmp_path)
    found = study(tmp_path, "tables=4", "seats=2-3")
    (case,) = found.cases
    assert case.result is not None
    assert {tuple(case.result.seats.values()).count(table) for table in ("north", "south", "east", "table-4")} <= {2, 3}


def text_of(path: str) -> str:
    """Return the text of a file; of a workbook, that of all its parts."""
    if not path.endswith(".xlsx"):
        return Path(path).read_bytes().decode()
    with ZipFile(path) as parts:
        return "".join(parts.read(part).decode() for part in parts.namelist())


def number_of(found: Study, **values: Any) -> int:
    """Return the number of the case with these values."""
    result = result_of(found, **values)
    return next(case.number for case in found.cases if case.result is result)


def test_a_case_becomes_the_round(tmp_path: Path):
    people = write(tmp_path)
    found = study(tmp_path, "tables=3,4", "balance-1=on,off", "without=nobody,Person 4", seed=5)
    number = number_of(found, tables=4, balance_1="off", without=["Person 4"])
    result = result_of(found, tables=4, balance_1="off", without=["Person 4"])
    taken = take_case(open_study(Request(people, out=tmp_path / "out")), number)
    solved = taken.solved
    assert (dict(solved.plan.seats), solved.penalty, solved.bound) == (dict(result.seats), result.penalty, result.bound)
    text = (tmp_path / "convening.yaml").read_text()
    assert "# by the window" in text
    assert "balance" not in text
    assert "table-4" in text
    assert taken.absent == ("Person 4",)
    assert "-  - {kind: balance, of: sector, weight: 2}" in taken.changed
    assert taken.former is not None
    assert taken.former.read_text() == CONVENING
    assert (tmp_path / "out" / "round-1" / "report.html").is_file()
    assert seating.solve(people, seed=5).convening.sha256 == solved.convening.sha256
    rows = csv.DictReader((tmp_path / "out" / "round-1" / "seating.csv").read_text(encoding="utf-8-sig").splitlines())
    assert {row["id"]: row["table_id"] for row in rows} == dict(result.seats)


def test_what_was_taken_stays_the_round_when_the_list_is_repaired(tmp_path: Path):
    """The saved round knows its list and convening, so that a repair starts from it and moves nobody."""
    people = write(tmp_path)
    study(tmp_path, "balance-1=on,9")
    taken = take_case(open_study(Request(people, out=tmp_path / "out")), 2)
    from seating.api.repair import repair_request

    again = repair_request(Request(people, out=tmp_path / "out", packet=False))
    assert (again.moves, dict(again.plan.seats)) == ((), dict(taken.solved.plan.seats))


def test_an_unchanged_case_changes_no_file(tmp_path: Path):
    people = write(tmp_path)
    study(tmp_path, "tables=3", seed=1)
    taken = take_case(open_study(Request(people, out=tmp_path / "out")), 1)
    assert (taken.changed, taken.former, taken.absent) == ((), None, ())
    assert (tmp_path / "convening.yaml").read_text() == CONVENING
    assert not (tmp_path / "out" / "arrivals.csv").exists()
    assert taken.solved.seed == 1


def test_a_date_is_taken(tmp_path: Path):
    people = write(tmp_path, dates=True)
    found = study(tmp_path, "date=May 4,May 11")
    number = number_of(found, date="May 11")
    taken = take_case(open_study(Request(people, out=tmp_path / "out")), number)
    assert set(taken.absent) == {f"Person {n}" for n in (1, 4, 7, 10)}
    assert (tmp_path / "convening.yaml").read_text().count("day: May 11") == 3
    assert dict(taken.solved.plan.seats) == dict(result_of(found, date="May 11").seats)


@pytest.mark.parametrize(
    ("vary", "number", "says"),
    [
        (["absences=0-1"], 3, "The study has no case 3. It has 2 cases."),
        (["absences=0-1"], 0, "no case 0"),
        (["tables=1,1000"], 2, "Case 2"),
        (["with=Person 11"], 1, "adds people whom the list leaves out"),
        (["absences=1"], 1, "chance decides who stays away"),
    ],
)
def test_what_cannot_be_taken(tmp_path: Path, vary: list[str], number: int, says: str):
    write(tmp_path)
    found = study(tmp_path, *vary)
    if vary == ["tables=1,1000"]:
        found = replace(found, cases=(found.cases[0], replace(found.cases[1], result=None)))
    with pytest.raises(UsageError, match=says):
        take_case(found, number)
    assert (tmp_path / "convening.yaml").read_text() == CONVENING
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["study"]


def test_a_stale_case_is_not_taken(tmp_path: Path):
    people = write(tmp_path)
    study(tmp_path, "balance-1=on,off")
    write(tmp_path, CONVENING.replace("weight: 3", "weight: 4"))
    with pytest.raises(UsageError, match="the list or the convening has changed"):
        take_case(open_study(Request(people, out=tmp_path / "out")), 1)


def search(folder: Path, candidates: int, within: int, *vary: str, **options: Any) -> Study:
    """Open and run a study with candidates."""
    request = Request(folder / "people.csv", out=folder / "out", **options)
    given = vary or Variation((), None, request.seed)
    return run_study(open_study(request, given, None, candidates, within))


def test_candidates_are_searched_once_and_can_be_taken(tmp_path: Path):
    write(tmp_path)
    found = search(tmp_path, 3, 2, "cap-1=on,off", seed=4)
    assert [case.candidate for case in found.cases] == [0, 0, 2, 3]
    assert found.solved == 4
    best, *others = compare(found).candidates
    assert best is found.cases[0]
    assert others == list(found.cases[2:])
    results = [case.result for case in (best, *others)]
    assert all(one is not None and not one.unmet and one.penalty <= results[0].penalty + 2 for one in results)
    assert all(one.is_proven_different for one in results[1:])
    assert min(find_distance(a.seats, b.seats) for a, b in combinations(results, 2)) > 0.5
    again = search(tmp_path, 3, 2, "cap-1=on,off", seed=4)
    assert (again.solved, again.cases) == (0, found.cases)
    last = open_study(Request(tmp_path / "people.csv", out=tmp_path / "out"))
    assert last.cases == found.cases
    (tmp_path / "out" / CASES).unlink()
    anew = search(tmp_path, 3, 2, "cap-1=on,off", seed=4)
    assert [case.result.seats for case in anew.cases] == [case.result.seats for case in found.cases]
    taken = take_case(last, 4) if open_study(last.base.request).cases == last.cases else take_case(anew, 4)
    assert dict(taken.solved.plan.seats) == results[2].seats
    assert taken.changed == ()


def test_other_candidates_of_the_same_case_are_searched_anew(tmp_path: Path):
    write(tmp_path)
    none, two = search(tmp_path, 2, 0), search(tmp_path, 2, 2)
    assert (none.solved, two.solved) == (2, 1)
    assert two.cases[0] == none.cases[0]
    assert two.cases[1].result.penalty >= none.cases[1].result.penalty
    three = search(tmp_path, 3, 2)
    assert three.cases[:2] == two.cases
    assert search(tmp_path, 0, 0).cases == two.cases[:1]


def test_a_room_with_one_good_seating_has_no_candidates(tmp_path: Path):
    rows = [[*row[:8], ""] for row in ROWS[:2]]
    tables = "tables:\n  - {id: north, seats: 1}\n  - {id: south, seats: 1}\nrequirements: []\n"
    write(tmp_path, tables, rows)
    found = search(tmp_path, 3, 5)
    assert [case.candidate for case in found.cases] == [0]
    told = list(compare(found).describe())
    assert told[-1] == "Only 1 good seating was found. A larger distance might give more."


def test_candidates_wait_until_the_cases_are_solved(tmp_path: Path):
    write(tmp_path)
    waiting = open_study(Request(tmp_path / "people.csv", out=tmp_path / "out"), ["absences=0-1"], None, 3, 0)
    assert [(case.candidate, case.result) for case in waiting.cases] == [(0, None), (0, None), (2, None), (3, None)]
    with pytest.raises(UsageError, match="is not solved yet"):
        take_case(waiting, 3)


def test_candidates_of_a_clash_are_as_close_to_the_musts(tmp_path: Path):
    write(tmp_path, CONVENING + "  - {kind: cap, of: sector, at_most: 1, must: true}\n")
    found = search(tmp_path, 2, 0, work=0.5)
    first, second = (case.result for case in found.cases)
    assert first.unmet == second.unmet > 0
    assert second.penalty <= first.penalty
    assert not second.is_proven_different


def test_as_many_tables_as_the_program_allows(tmp_path: Path):
    write(tmp_path)
    request = Request(tmp_path / "people.csv", out=tmp_path / "out")
    assert len(open_study(request, ["tables=3,20000"]).cases) == 2
    with pytest.raises(InputError, match="is not a number of tables"):
        open_study(request, ["tables=20001"])
