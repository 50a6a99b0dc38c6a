"""A convening read before there is a list: its tables and sectors count, what refers to people is not looked up."""

from __future__ import annotations

import json

import pytest

from seating.api.reading import read_inputs
from seating.api.request import Request
from seating.convening.convening_reader import read_without_list
from seating.errors import InputError, UsageError
from tests.conftest import CONVENINGS, ROOT


def read(tmp_path, text: str, name: str = "convening.yaml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_without_list(path)


WHOLE = """
title: City
shared_result: 1,000 more jobs
tables:
  - {id: talent, name: Talent, seats: 6-10}
  - {id: capital, seats: 6-10, chair: Rosa Delgado}
  - {id: leaders, name: Leadership, kind: leadership, from: chair}
  - {id: data, kind: data, people: [Somebody, Nobody on any list]}
vocabulary:
  Sector: {business: [firms], labor: []}
frame: {rows: sector, columns: interests, needed: [[faith, capital]]}
requirements:
  - {kind: apart, people: [p01, p02]}
  - {kind: voice, name: Elders, who: {age: old}}
show: [sector]
private: [case notes]
"""


def test_tables_of_every_kind_and_the_named_sectors_are_read(tmp_path):
    reading = read(tmp_path, WHOLE)
    convening = reading.convening
    assert (convening.title, convening.shared_result) == ("City", "1,000 more jobs")
    assert [table.id for table in convening.tables] == ["talent", "capital", "leaders", "data"]
    assert convening.tables[3].people == ("Somebody", "Nobody on any list")
    assert convening.vocabulary == {"sector": {"business": ("firms",), "labor": ()}}
    assert convening.frame.rows == "sector"
    assert convening.frame.needed == (("faith", "capital"),)
    assert len(reading.people) == 0
    assert reading.notes == ()


def test_the_usual_sectors_of_the_convening_are_read(tmp_path):
    convening = read(tmp_path, "tables: [{id: north}]\nusual_sectors: [faith, {health: [hospitals]}]\n").convening
    assert convening.usual_sectors == {"faith": (), "health": ("hospitals",)}


def test_what_needs_a_list_is_left_out(tmp_path):
    convening = read(tmp_path, WHOLE).convening
    assert convening.requirements == ()
    assert convening.show == convening.private == ()


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*/convening.yaml")), ids=lambda p: p.parent.name)
def test_every_example_can_be_read_without_its_list(path):
    assert read_without_list(path).convening.tables


@pytest.mark.room
def test_every_convening_of_the_benchmarks_can_be_read_without_its_list():
    paths = sorted(CONVENINGS.glob("*.yaml"))
    assert paths
    for path in paths:
        assert read_without_list(path).convening.tables, path


def test_equal_tables_are_counted(tmp_path):
    tables = read(tmp_path, "tables: {count: 3, seats: 8}\n").convening.tables
    assert [table.label for table in tables] == ["Table 1", "Table 2", "Table 3"]


def test_tables_may_be_in_a_file_of_their_own(tmp_path):
    (tmp_path / "rooms.csv").write_text("table,seats\nNorth,8\nSouth,8\n", encoding="utf-8")
    tables = read(tmp_path, "tables: rooms.csv\n").convening.tables
    assert [table.label for table in tables] == ["North", "South"]


def test_a_file_of_tables_beside_the_convening_is_used_if_it_names_none(tmp_path):
    (tmp_path / "tables.csv").write_text("table,seats\nNorth,8\nSouth,8\n", encoding="utf-8")
    reading = read(tmp_path, "title: City\n")
    assert [table.label for table in reading.convening.tables] == ["North", "South"]
    assert [note.slug for note in reading.notes] == ["tables-from-sheet"]


def test_json_is_read_too(tmp_path):
    text = json.dumps({"tables": [{"id": "north"}]})
    assert read(tmp_path, text, "c.json").convening.tables[0].id == "north"


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("title: City\n", ["tables-none"]),
        ("", ["tables-none"]),
        ("tables: nowhere.csv\n", ["tables-none"]),
        ("tables: []\ntitel: City\n", ["key-unknown"]),
        ("tables:\n  - {id: north}\n  - {id: north}\n", ["table-twice"]),
        ("tables:\n  - {id: Not an id}\n", ["id-wrong"]),
        ("tables: {count: 50000}\n", ["tables-none"]),
        ("title: [a]\nvocabulary: 5\ntables: [{id: north}]\n", ["value-wrong", "value-wrong"]),
    ],
)
def test_problems_are_told_with_their_line(tmp_path, text, slugs):
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert [problem.slug for problem in caught.value.problems] == slugs
    assert all(problem.file == "convening.yaml" or problem.slug == "tables-none" for problem in caught.value.problems)


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match="does not exist"):
        read_without_list(tmp_path / "convening.yaml")


def test_what_a_convening_lacks_is_told_together_with_the_errors_of_its_list(tmp_path):
    """The errors of the convening came only once the list was right. Those that need the list still do."""
    (tmp_path / "people.csv").write_text("name,Role\nAda,lived experience\nBo,doer\n", encoding="utf-8")
    written = "name: Spring\nrequirements:\n  - {kind: cap, of: Role, max: 2}\n  - {kind: mixx}\n"
    (tmp_path / "convening.yaml").write_text(written, encoding="utf-8")
    with pytest.raises(InputError) as failure:
        read_inputs(Request(tmp_path / "people.csv", write=False))
    told = [(problem.file, problem.slug, problem.value) for problem in failure.value.problems]
    assert told == [
        ("convening.yaml", "key-unknown", "name"),
        ("convening.yaml", "key-unknown", "max"),
        ("convening.yaml", "kind-unknown", "mixx"),
        ("people.csv", "role-unknown", "lived experience"),
    ]
