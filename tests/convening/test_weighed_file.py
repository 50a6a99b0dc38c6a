"""A requirement that names a file gets its content with the convening, from the convening's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from seating.convening import open_room, read_convening
from seating.errors import as_text
from tests.builders import plan
from tests.convening.made_up import by_id, people, places, problems, slugs, written

LISTED = people("ana", "ben", {"id": "cam", "status": "idea"}, {"id": "flo", "duty": "host"})

CONVENING = """\
tables: {count: 2}
requirements:
  - {kind: similarity, file: alike.csv, wanted: low}
"""


def test_the_file_is_found_from_the_folder_of_the_convening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    written(tmp_path, "a,b,weight\nana,ben,3\n", "alike.csv")
    convening = read_convening(LISTED, written(tmp_path, CONVENING)).convening
    requirement = by_id(read_convening(LISTED, written(tmp_path, CONVENING)))["similarity-1"]
    room = open_room(LISTED, convening)
    assert requirement.judge(room, plan(t01=["ana", "ben", "flo"])).shortfall == 3
    assert requirement.sentence(room) == (
        "The total weight of pairs who share a table is as low as possible (weights from alike.csv)."
    )


def test_notes_of_the_file_and_people_who_count_in_no_pair_are_told(tmp_path: Path) -> None:
    written(tmp_path, "a;b;weight\nana;ben;3\nben;ana;3\ncam;ana;1\nflo;ana;1\n", "alike.csv")
    reading = read_convening(LISTED, written(tmp_path, CONVENING))
    assert {"delimiter-found", "pair-twice", "not-seated-asks-nothing"} <= set(slugs(reading))
    (note,) = [note for note in reading.notes if note.slug == "not-seated-asks-nothing"]
    assert "Cam and Flo" in note.text
    assert "Cam" not in str(note.shared_text)


def test_wrong_rows_of_the_file_are_named_beside_what_is_wrong_in_the_convening(tmp_path: Path) -> None:
    written(tmp_path, "a,b,weight\nana,bem,3\nana,ben,x\n", "alike.csv")
    found = problems(LISTED, written(tmp_path, CONVENING + "  - {kind: balance, of: shoe}\n"))
    assert [(problem.file, problem.line, problem.slug) for problem in found] == [
        ("alike.csv", 2, "person-unknown"),
        ("alike.csv", 3, "pair-weight"),
        ("convening.yaml", 4, "column-unknown"),
    ]


def test_a_file_that_is_not_there_is_blamed_on_its_line_with_the_likely_one(tmp_path: Path) -> None:
    written(tmp_path, "a,b,weight\n", "alikes.csv")
    found = problems(LISTED, written(tmp_path, CONVENING))
    assert places(found) == [(3, "pair-file-missing")]
    assert 'Did you mean "alikes.csv"?' in as_text(found[0])


@pytest.mark.parametrize("name", ["-", ".", "..", "/", "no/such/folder.csv"])
def test_only_files_are_read(tmp_path: Path, name: str) -> None:
    """Standard input and folders are no files of pairs."""
    found = problems(LISTED, written(tmp_path, CONVENING.replace("alike.csv", f"'{name}'")))
    assert [problem.slug for problem in found] == ["pair-file-missing"]


def test_a_program_may_hand_over_the_rows() -> None:
    given = {
        "tables": {"count": 2},
        "requirements": [{"kind": "similarity", "file": [["Ana", "ben", 2]], "wanted": "high"}],
    }
    convening = read_convening(LISTED, given).convening
    requirement = next(r for r in convening.requirements if r.kind == "similarity")
    assert requirement.judge(open_room(LISTED, convening), plan(t01=["ana"], t02=["ben", "flo"])).shortfall == 2
