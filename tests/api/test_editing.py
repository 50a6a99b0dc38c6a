"""Edits of a convening through `seating.api.editing`: validated, undone, refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seating.api.check import check_request
from seating.api.editing.convening_edits import edit_convening, move_in_history, read_history, with_edits
from seating.api.editing.convening_text import read_convening_text
from seating.api.editing.preview import preview_edits
from seating.api.request import Request
from seating.convening.convening_file import is_edited
from seating.convening.edit import Insert, Remove, Set
from seating.errors import InputError, UsageError

LIST = "name,sector,interests,level\n" + "".join(
    f"Person {n},{('government', 'labor', 'business')[n % 3]},{('capital', 'talent')[n % 2]},{n % 4}\n"
    for n in range(24)
)
CONVENING = """\
# written by hand
tables:
  - {id: capital, focus: capital, seats: 10-14}   # money
  - {id: talent, focus: talent, seats: 10-14}
requirements:
  - kind: cap          # of one sector
    of: sector
    at_most: 5
"""


@pytest.fixture
def request_(tmp_path: Path) -> Request:
    (tmp_path / "people.csv").write_text(LIST, encoding="utf-8")
    return Request(tmp_path / "people.csv", out=tmp_path / "out")


@pytest.fixture
def written(tmp_path: Path, request_: Request) -> Path:
    path = tmp_path / "convening.yaml"
    path.write_text(CONVENING, encoding="utf-8")
    return path


def test_an_edit_is_written_and_undone(request_: Request, written: Path):
    edit_convening(request_, [Set(("requirements", 0, "at_most"), 4)], "At most 4 of a sector")
    assert written.read_text(encoding="utf-8") == CONVENING.replace("at_most: 5", "at_most: 4")
    edit_convening(request_, [Set(("requirements", 0, "must"), True)], "The cap is a must")
    assert [step.what for step in read_history(request_).done] == ["At most 4 of a sector", "The cap is a must"]
    move_in_history(request_, -1)
    move_in_history(request_, -1)
    assert written.read_text(encoding="utf-8") == CONVENING
    move_in_history(request_, 1)
    assert written.read_text(encoding="utf-8") == CONVENING.replace("at_most: 5", "at_most: 4")


def test_an_invalid_convening_is_never_written(request_: Request, written: Path):
    with pytest.raises(InputError) as caught:
        edit_convening(request_, [Set(("requirements", 0, "of"), "sektor")], "")
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.value) == ("convening.yaml", 7, "sektor")
    assert written.read_text(encoding="utf-8") == CONVENING
    assert read_history(request_).done == ()


def test_a_convening_that_changed_meanwhile_is_not_overwritten(request_: Request, written: Path):
    seen = read_convening_text(request_).sha256
    written.write_text(CONVENING + "title: Changed\n", encoding="utf-8")
    with pytest.raises(UsageError, match="has changed since"):
        edit_convening(request_, [Set(("title",), "Mine")], "", expected=seen)
    with pytest.raises(UsageError, match="has changed since"):
        move_in_history(request_, -1, expected=seen)
    assert "Changed" in written.read_text(encoding="utf-8")


def test_an_inferred_convening_is_written_to_the_output_folder_first(request_: Request):
    before = read_convening_text(request_)
    assert before.is_inferred
    assert not before.path.exists()
    assert read_history(request_).done == ()
    after = edit_convening(request_, [Set(("show",), ["sector"])], "What is shown", expected=before.sha256)
    assert after.path == request_.out / "convening.yaml"
    assert is_edited(after.path.read_bytes())
    assert [*check_request(request_).convening.show] == ["sector"]
    undone = move_in_history(request_, -1)
    assert undone.text == before.text
    assert not is_edited(undone.path.read_bytes())


def test_inferred_requirements_are_written_out_before_one_is_added(request_: Request, written: Path):
    """Otherwise they would disappear, because a convening that states requirements states all of them."""
    written.write_text(CONVENING.partition("requirements:")[0], encoding="utf-8")
    before = {r.kind for r in check_request(request_).convening.requirements}
    edit_convening(request_, [Insert(("requirements",), {"kind": "level", "of": "level"})], "Levels")
    assert {r.kind for r in check_request(request_).convening.requirements} == {*before, "level"}
    assert written.read_text(encoding="utf-8").startswith(CONVENING.partition("requirements:")[0])


def test_numbered_tables_are_written_out_before_one_is_removed(request_: Request, written: Path):
    written.write_text("tables: {count: 3, seats: 8}\nrequirements: []\n", encoding="utf-8")
    edit_convening(request_, [Remove(("tables", 2)), Set(("tables", 0, "seats"), "8-16")], "Two tables")
    tables = check_request(request_).convening.tables
    assert [(table.id, str(table.seats)) for table in tables] == [("t01", "8-16"), ("t02", "8")]


def test_a_convening_in_another_format_is_refused(request_: Request, tmp_path: Path):
    (tmp_path / "convening.json").write_text('{"title": "x"}', encoding="utf-8")
    with pytest.raises(UsageError, match="only a YAML file can be changed here"):
        edit_convening(request_, [Set(("title",), "y")], "")


def test_problems_of_the_list_are_mended_one_after_another(request_: Request, written: Path):
    """As long as one problem is left the list cannot be read, but each edit may leave the others as they are."""
    path = Path(request_.people)
    path.write_text(LIST + "Last,goverment,capital,1\nNext,labour,capital,1\n", encoding="utf-8")
    allowed = {"sector": {"government": [], "labor": [], "business": []}}
    written.write_text(f"{CONVENING}vocabulary: {json.dumps(allowed)}\n", encoding="utf-8")
    with pytest.raises(InputError):
        check_request(request_)
    edit_convening(request_, [Insert(("vocabulary", "sector", "labor"), "labour")], "labour is labor")
    with pytest.raises(InputError):
        edit_convening(request_, [Set(("vocabulary", "sector", "labor"), {"a": "b"})], "A mistake")
    edit_convening(request_, [Insert(("vocabulary", "sector", "government"), "goverment")], "A spelling")
    assert len(check_request(request_).people) == 26


def test_a_preview_says_what_counting_rules_out_and_writes_nothing(request_: Request, written: Path):
    edits = [Set(("requirements", 0, "at_most"), 3), Set(("requirements", 0, "must"), True)]
    preview = preview_edits(request_, edits)
    assert preview.problems == ()
    assert [clash.requirement for clash in preview.clashes] == ["cap-1"] * 3
    assert "at most 3 people" in preview.sentences["cap-1"]
    assert preview_edits(request_, []).clashes == ()
    assert written.read_text(encoding="utf-8") == CONVENING
    assert not request_.out.exists()


def test_sentences_of_a_preview_tell_people_of_one_name_apart(tmp_path: Path):
    rows = "id,name,organization\na,Ana Ruiz,Mill\nb,Ana Ruiz,Bank\nc,Cam,Mill\n"
    (tmp_path / "people.csv").write_text(rows, encoding="utf-8")
    text = "tables: [{id: north}]\nrequirements: [{kind: apart, people: [a, c], must: false}]\n"
    (tmp_path / "convening.yaml").write_text(text, encoding="utf-8")
    sentences = preview_edits(Request(tmp_path / "people.csv", write=False), []).sentences
    assert "Ana Ruiz (Mill)" in sentences["apart-1"]


def test_sentences_of_a_preview_name_a_governance_table(tmp_path: Path):
    (tmp_path / "people.csv").write_text("id,name\na,Ana\nb,Ben\n", encoding="utf-8")
    text = (
        "tables: [{id: north}, {id: money, name: Money Table, kind: governance, people: [a]}]\n"
        "requirements: [{kind: count, who: {name: Ana}, at: money, at_least: 1}]\n"
    )
    (tmp_path / "convening.yaml").write_text(text, encoding="utf-8")
    sentences = preview_edits(Request(tmp_path / "people.csv", write=False), []).sentences
    assert sentences["count-1"].startswith("Money Table has at least 1")


def test_a_preview_has_the_problems_of_an_invalid_change(request_: Request, written: Path):
    (problem,) = preview_edits(request_, [Set(("requirements", 0, "kind"), "kap")]).problems
    assert problem.line == 6


def test_a_file_named_in_an_edited_convening_is_found(request_: Request, written: Path, tmp_path: Path):
    (tmp_path / "pairs.csv").write_text("a,b,weight\nPerson 1,Person 2,1\n", encoding="utf-8")
    asked = {"kind": "similarity", "file": "pairs.csv", "wanted": "high"}
    edited = with_edits(request_, [Insert(("requirements",), asked)])
    assert check_request(edited).clashes == ()


def test_the_encoding_of_the_file_stays(request_: Request, written: Path):
    written.write_bytes(("\ufeff" + CONVENING).encode("utf-16-le"))
    edit_convening(request_, [Set(("title",), "Ñandú")], "The title")
    content = written.read_bytes()
    assert content.startswith(b"\xff\xfe")
    assert content.decode("utf-16-le").removeprefix("\ufeff") == 'title: "Ñandú"\n'.join(
        CONVENING.partition("tables:")[::2]
    ).replace('"Ñandú"\n', '"Ñandú"\ntables:')
