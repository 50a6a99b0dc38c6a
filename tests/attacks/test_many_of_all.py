"""More tables, pairs and words than anybody means end in a sentence, at once."""

from __future__ import annotations

import json
import time

import pytest

from seating.errors import UsageError
from tests.cli.running import run

pytestmark = pytest.mark.room  # inputs that are large on purpose

PEOPLE = "name,kind\n" + "".join(f"P{number},{'odd' if number == 7 else 'v1'}\n" for number in range(1_001))
EVERYBODY = [f"P{number}" for number in range(1_001)]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE)
    return tmp_path


@pytest.mark.parametrize("row", ["T{0},8", "T!{1},8"])
def test_more_tables_than_can_be_are_named(folder, row):
    signs = str.maketrans("01", "!?")  # no sign is part of an id
    rows = [row.format(number, f"{number:b}".translate(signs)) for number in range(21_000)]
    (folder / "tables.csv").write_text("\n".join(["Table,Capacity", *rows]))
    start = time.process_time()
    ran = run("check people.csv")
    assert ran.exit_code == 3
    assert "tables.csv: tables: there are 21,000 tables, but there can be at most 20,000" in ran.stderr
    assert time.process_time() - start < 50


@pytest.mark.parametrize("kind", ["apart", "together", "meet"])
def test_more_pairs_than_can_be_are_named(folder, kind):
    tables = {"count": 10, "seats": "0-200"}
    requirements = [{"kind": kind, "people": EVERYBODY}]
    (folder / "c.json").write_text(json.dumps({"tables": tables, "requirements": requirements}))
    ran = run("check people.csv --convening c.json")
    assert ran.exit_code == 3
    assert "`people` names 1,001 people. The maximum is 1,000." in ran.stderr


@pytest.mark.parametrize("kind", ["apart", "together", "meet"])
def test_more_pairs_of_all_requirements_than_can_be_are_named(folder, kind):
    requirements = [{"kind": kind, "people": EVERYBODY[:300]}] * 14
    (folder / "c.json").write_text(
        json.dumps({"tables": {"count": 10, "seats": "0-200"}, "requirements": requirements})
    )
    ran = run("check people.csv --convening c.json")
    assert ran.exit_code == 3
    assert "`pairs`: has 627,900 entries; at most 600,000 are allowed." in ran.stderr


def test_a_long_vocabulary_is_not_printed_whole(folder):
    vocabulary = {"kind": {f"v{number}": [] for number in range(5_000)}}
    (folder / "c.json").write_text(json.dumps({"tables": {"count": 10}, "vocabulary": vocabulary, "requirements": []}))
    ran = run("check people.csv --convening c.json")
    assert ran.exit_code == 3
    assert '"v19" and 4,980 more' in ran.stderr
    assert len(ran.stderr) < 1_000


def test_a_list_is_no_list_of_tables(folder):
    (folder / "c.json").write_text(json.dumps({"tables": "people.csv", "requirements": []}))
    ran = run("check people.csv --convening c.json")
    assert ran.exit_code == 3
    assert "people.csv: has no table headings" in ran.stderr


def test_a_page_of_text_as_a_heading_is_not_printed_whole(folder):
    (folder / "people.csv").write_text(f"name,{'x' * 50_000}\nAna,1\nBen,2\n")
    ran = run("check people.csv")
    assert ran.exit_code == 0
    assert len(ran.stdout) < 2_000


@pytest.mark.parametrize("command", ["check", "solve"])
def test_more_people_than_usual_are_read_only_with_the_option(folder, monkeypatch, command):
    (folder / "people.csv").write_text(f"{PEOPLE}Q,v1\n")  # a list that no other test has read
    monkeypatch.setattr("seating.profiles.reader.USUAL_PEOPLE", 1_000)
    assert "1,002 rows of people; it can have at most 1,000" in run(f"{command} people.csv").stderr
    monkeypatch.setattr("seating.profiles.reader.read_headings", _fail_to_read)
    assert "it is read" in run(f"{command} people.csv --large").stderr


def _fail_to_read(*given: object) -> None:
    raise UsageError("it is read")
