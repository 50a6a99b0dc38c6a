"""Every line that the terminal offers works where its text says: pasted into the convening, it ends the offer."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from seating.analysis.candidates import Candidate, Cause
from seating.api.check import InputCheck, check_request
from seating.api.request import Request
from seating.convening import write_inferred
from seating.convening.convening_file import INFERRED
from seating.pages.candidates import list_candidates
from tests.analysis.candidates.lists import city
from tests.present.told import told as lines_of

SPEAKS_TO = {"government": "policy", "education": "policy"}
TABLES = [{"id": area, "focus": area, "seats": "15-30"} for area in ("capital", "talent", "culture", "land", "buses")]
FRAME = {"rows": "sector", "columns": "speaks_to"}
EXPECTED = ["county", "courts"]
HEAD = """
tables:
  - {id: capital, focus: capital, seats: 15-30}
  - {id: talent, focus: talent, seats: 15-30}
  - {id: culture, focus: culture, seats: 15-30}
  - {id: land, focus: land, seats: 15-30}
  - {id: buses, focus: buses, seats: 15-30}
expected: [county, courts]
frame: {rows: sector, columns: speaks_to}
"""
STATED = "requirements:\n  - {kind: cap, of: organization, at_most: 3}\n  - {kind: balance, of: neighborhood}\n"
REASON = "They meet us in May"


def listed(folder: Path) -> Path:
    """Write the list of a city on which candidates of every cause are offered, given `HEAD`."""
    rows = [{**row, "speaks_to": SPEAKS_TO.get(row["sector"], "practice")} for row in city(0)]
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    with (folder / "people.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, headings)
        writer.writeheader()
        writer.writerows(rows)
    return folder / "people.csv"


def read(folder: Path) -> InputCheck:
    """Read the list with the convening next to it or in the output folder."""
    return check_request(Request(people=folder / "people.csv", out=folder / "out"))


def told(checked: InputCheck, where: str) -> list[str]:
    """Return all lines on candidates, indented as on the terminal."""
    return lines_of(list_candidates(checked.candidates, checked.convening, 99, where)).splitlines()[2:]


def offered_lines(checked: InputCheck, where: str) -> dict[str, str]:
    """Return the line of each candidate, by its id."""
    lines = told(checked, where)
    ids = {one.id for one in checked.candidates.offered}
    return {
        found[1]: below
        for line, below in pairwise(lines)
        if (found := re.search(r"\[([\w-]+)\]$", line)) and found[1] in ids
    }


def ids(checked: InputCheck) -> set[str]:
    return {one.id for one in checked.candidates.offered}


def is_declared(checked: InputCheck, one: Candidate) -> bool:
    """Whether the convening has the requirement that a candidate offers."""
    found = [r for r in checked.convening.requirements if r.kind == one.asks["kind"]]
    if one.cause is Cause.DEPENDS:
        return any(getattr(r, "relation", None) == one.asks["relation"] and not r.must for r in found)
    voices = [r for r in found if getattr(r, "name", None) == one.asks["name"]]
    return len(voices) == 1 and any(one.asks["name"] in sentence for sentence in sentences(checked))


def sentences(checked: InputCheck) -> list[str]:
    return [r.sentence(checked.room) for r in checked.convening.requirements]


def paste_each(folder: Path, file: Path, paste: Callable[[str, str], None]) -> set[Cause]:
    """Paste the line of each candidate into a convening as it was, and read it back; return the causes.

    `paste` takes the line of a candidate and the text on how to accept it.
    """
    before, was = file.read_bytes(), read(folder)
    lines = offered_lines(was, file.name)
    assert len(lines) == len(was.candidates.offered)
    how = "\n".join(told(was, file.name)[2 * len(lines) :])
    for one in was.candidates.offered:
        paste(lines[one.id], how)
        now = read(folder)
        assert one.id in ids(was) - ids(now), one.id
        assert ids(now) == ids(was) - {one.id}
        assert is_declared(now, one)
        assert set(sentences(now)) > set(sentences(was)), "the other requirements stay"
        file.write_bytes(before)
    return {one.cause for one in was.candidates.offered}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    listed(tmp_path)
    return tmp_path


@pytest.mark.room
@pytest.mark.parametrize("stated", [STATED, STATED.replace("\n  ", "\n")])
def test_a_line_is_pasted_below_other_requirements(folder: Path, stated: str) -> None:
    file = folder / "convening.yaml"
    file.write_text(HEAD + stated)

    def paste(line: str, how: str) -> None:
        assert "like the others: convening.yaml" in how
        with file.open("a") as end:
            end.write((line if stated == STATED else line.lstrip()) + "\n")

    assert paste_each(folder, file, paste) == set(Cause)


@pytest.mark.room
def test_a_line_replaces_an_empty_list(folder: Path) -> None:
    file = folder / "convening.yaml"
    file.write_text(HEAD + "requirements: []\n")

    def paste(line: str, how: str) -> None:
        assert "to the requirements in this file" in how
        file.write_text(HEAD + f"requirements:\n{line}\n")

    assert paste_each(folder, file, paste) == set(Cause)


@pytest.mark.room
def test_the_inferred_requirements_that_a_line_would_replace_are_told_with_it(folder: Path) -> None:
    file = folder / "convening.yaml"
    file.write_text(HEAD)

    def paste(line: str, how: str) -> None:
        assert "The convening contains no requirements" in how
        keep = re.findall(r"^  - \{kind.*", how, re.M)
        assert len(keep) == 4
        file.write_text("\n".join([HEAD, "requirements:", line, *keep, ""]))

    assert paste_each(folder, file, paste) == set(Cause)


@pytest.mark.room
def test_a_line_is_pasted_into_the_convening_that_an_earlier_run_inferred(folder: Path) -> None:
    """Nothing is expected and there is no frame, because nobody has written a convening."""
    anew = read(folder)
    assert "in the convening.yaml that `seating solve` writes." in lines_of(
        list_candidates(anew.candidates, anew.convening, 99, None)
    )
    (folder / "out").mkdir()
    file = folder / "out" / INFERRED
    write_inferred(anew.convening, file)
    unedited = read(folder)
    assert unedited.convening.is_unedited
    assert ids(unedited) == ids(anew)

    def paste(line: str, how: str) -> None:
        assert "contains no requirements" not in how
        assert "like the others: convening.yaml" in how
        file.write_text(file.read_text().replace("requirements:\n", f"requirements:\n{line}\n"))

    assert paste_each(folder, file, paste) == set(Cause) - {Cause.EXPECTED, Cause.FRAME}


@pytest.mark.room
def test_a_line_is_pasted_into_json(folder: Path) -> None:
    file = folder / "convening.json"
    stated = '{"kind": "cap", "of": "organization", "at_most": 3}'
    head = json.dumps({"tables": TABLES, "expected": EXPECTED, "frame": FRAME})[:-1]
    file.write_text(f'{head}, "requirements": [{stated}]}}')

    def paste(line: str, how: str) -> None:
        assert "like the others: convening.json" in how
        file.write_text(f'{head}, "requirements": [{stated}, {line}]}}')

    assert paste_each(folder, file, paste) == set(Cause)


@pytest.mark.room
@pytest.mark.parametrize("name", ["convening.yaml", "convening.json"])
def test_each_candidate_is_declined_as_the_text_says(folder: Path, name: str) -> None:
    head = json.dumps({"tables": TABLES, "expected": EXPECTED, "frame": FRAME})[:-1]
    texts: dict[str, tuple[str, Callable[[str], str]]] = {
        "convening.yaml": (HEAD + STATED, lambda line: f"{HEAD}{STATED}{line}\n"),
        "convening.json": (f"{head}}}", lambda line: f"{head}, {line}}}"),
    }
    text, with_line = texts[name]
    file = folder / name
    file.write_text(text)
    was = read(folder)
    (example,) = re.findall(r"under `considered:`, such as: (.*)", "\n".join(told(was, name)))
    first = was.candidates.offered[0].id
    for one in was.candidates.offered:
        file.write_text(with_line(example.replace(first, one.id).replace("not this year", REASON)))
        now = read(folder)
        assert ids(now) == ids(was) - {one.id}
        assert [(each.id, reason) for each, reason in now.candidates.declined] == [(one.id, REASON)]
        assert sentences(now) == sentences(was), "declining asks for nothing"
    assert {one.cause for one in was.candidates.offered} == set(Cause)
