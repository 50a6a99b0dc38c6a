"""Private columns stay private through a whole run, whichever requirement asks them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.cli.running import run

PEOPLE = """\
name,id,organization,sector,interests,languages,assets,email,funds,with,apart
Ana One,p01,CANORGA,CANSECA,area:3,CANLANGA,skill: CANASSETA,ana@example.org,CANORGB,p02,
Ben Two,p02,CANORGB,CANSECA,area:2,CANLANGB,,ana@example.org,,,
Cam Three,p03,CANORGA,canSECA,area:2,CANLANGC,,,,,p99
Dee Four,p04,CANORGC,CANSCEA,area:2,CANLANGD,,,,,
Eve Five,p99,CANORGD,CANSECA,area:2,CANLANGE,,,,,
"""

CONVENING = """\
tables: [{{id: north, seats: 1-4, focus: area}}, {{id: south, seats: 1-4}}]
requirements:
  - {{kind: common_language}}
  - {{kind: focus}}
  - {{kind: cap, of: organization, at_most: 1}}
  - {{kind: variety, of: sector, at_least: 4, must: true}}
  - {{kind: apart, id: CANID, relation: funds, private: true}}
{tier}: [organization, sector, languages, assets]
"""


def written(folder: Path, tier: str) -> dict[str, str]:
    return files_of(folder, PEOPLE, CONVENING.format(tier=tier))


def files_of(folder: Path, people: str, convening: str) -> dict[str, str]:
    """Seat people who cannot meet all musts, and return the texts of all files by name."""
    (folder / "people.csv").write_text(people)
    (folder / "c.yaml").write_text(convening)
    assert run(f"solve --pages all {folder}/people.csv --convening {folder}/c.yaml --out {folder}/out").exit_code == 4
    texts = {}
    for path in sorted((folder / "out").rglob("*.*")):
        content = path.read_bytes()
        if path.suffix == ".xlsx":
            book = zipfile.ZipFile(io.BytesIO(content))
            content = b"".join(book.read(name) for name in book.namelist())
        texts[path.name] = content.decode("utf-8-sig")
    return texts


@pytest.fixture(scope="module")
def private(tmp_path_factory) -> dict[str, str]:
    return written(tmp_path_factory.mktemp("private"), "private")


def test_columns_made_private_are_in_no_file_but_the_reasons(private):
    """Organizations too, which any page shows otherwise; and what notes quote of cells."""
    telling = re.compile("can(org|sec|sce|lang|asset)[a-e]", re.IGNORECASE)
    assert {name for name, text in private.items() if telling.search(text)} <= {"for-you-alone.html"}


def test_the_id_of_a_private_requirement_is_in_no_note(private):
    assert "CANID" in private["for-you-alone.html"]
    assert "CANID" not in json.dumps(json.loads(private["result.json"])["notes"])


def test_notes_about_private_cells_are_in_no_file(private):
    """Neither their place nor their slug, which would tell who has something there."""
    notes = json.loads(private["result.json"])["notes"]
    assert not {"with-exempts-relation", "duplicate-email", "spelling-alike"} & {note["slug"] for note in notes}


def test_what_may_only_be_counted_is_told_of_nobody(tmp_path):
    record = json.loads(written(tmp_path, "counts_only")["result.json"])["rounds"][0]
    counted = next(r for r in record["requirements"] if r["kind"] == "common_language")
    assert counted["shortfall"]
    assert not any("people" in finding or finding["group"] for finding in counted["findings"])


def test_whom_to_invite_tells_nothing_of_a_private_column(tmp_path):
    (tmp_path / "people.csv").write_text("name,case_notes,email\nAna,CANNOTEA,a@example.org\nBen,,\n")
    (tmp_path / "c.yaml").write_text(
        "tables: [{id: a, seats: 0-9}]\nprivate: [case_notes]\n"
        "requirements: [{kind: count, who: {case_notes: CANNOTEB}, at_least: 2, must: true}]\n"
        "vocabulary: {case_notes: {CANNOTEA: [], CANNOTEB: []}}\n"
    )
    ran = run(f"solve --pages all {tmp_path}/people.csv --convening {tmp_path}/c.yaml --out {tmp_path}/out")
    assert ran.exit_code == 4
    packet = tmp_path / "out/round-1/packet"
    assert "CANNOTEB" in ran.stdout
    assert (packet / "recruit.csv").read_text(encoding="utf-8-sig").count("\n") == 3
    for path in (tmp_path / "out").rglob("*.*"):
        if "convener-only" not in path.parts:
            assert b"CANNOTE" not in path.read_bytes(), path


TYPES = """\
id,name,representative_type,listed,pin
p1,Ana One,{ana},,north
p2,Ben Two,{ben},,north
p3,{cam},doer; South: designee,no,north
p4,Dee Four,designee,,south
p5,{cam},decision-maker; South: doer,no,south
"""

TYPES_AT_TABLES = """\
tables:
  - {{id: north, name: North, seats: 1-4, chair: [p5], liaison: [p3]}}
  - {{id: south, name: South, seats: 1-4}}
  - {{id: steer, name: Steer, kind: steering, people: [p5, p1], from: chair}}
chairs: {{together: beside}}
requirements:
  - {{kind: role_mix, at_least: {{designee: 1, decision-maker: 1}}, must: true}}
  - {{kind: variety, of: representative_type, at_least: 3}}
  - {{kind: voice, name: Deciders, who: {{representative_type: decision-maker}}, at: [north]}}
{tier}: [representative_type]
"""


def shown_to_others(folder: Path, tier: str, **cells: str) -> dict[str, str]:
    """Return what the convener alone does not read, without the time that the search took."""
    folder.mkdir()
    texts = files_of(folder, TYPES.format(**cells), TYPES_AT_TABLES.format(tier=tier))
    inside = {path.name for path in (folder / "out").rglob("convener-only/*")}
    pages = {name: text for name, text in texts.items() if name not in inside and name.endswith((".html", ".csv"))}
    return {name: re.sub(r"[0-9a-f]{64}|Seconds: [0-9]+\.[0-9]+", "", text) for name, text in pages.items()}


@pytest.mark.parametrize("tier", ["private", "counts_only"])
def test_who_has_which_private_type_at_a_table_changes_nothing_that_others_read(tmp_path, tier):
    one, other = "decision-maker; North: designee", "doer"
    first = shown_to_others(tmp_path / "first", tier, ana=one, ben=other, cam="Cam Three")
    second = shown_to_others(tmp_path / "second", tier, ana=other, ben=one, cam="Cam Three")
    assert "steering.html" in first
    assert [name for name in first if first[name] != second[name]] == []


def test_the_name_of_unlisted_people_changes_nothing_that_others_read(tmp_path):
    """The report, the lists of the seating, the letters and who is missing are for the team and have everyone."""
    first = shown_to_others(tmp_path / "first", "show", ana="doer", ben="doer", cam="Cam Three")
    second = shown_to_others(tmp_path / "second", "show", ana="doer", ben="doer", cam="Cam Throo")
    different = {name for name in first if first[name] != second[name]}
    assert different <= {"report.html", "seating.csv", "letters.csv", "who-is-missing.html"}


DUTIES = """\
tables: [{id: north, seats: 1-9}, {id: board, kind: steering, from: listener}]
requirements:
  - {kind: duty, name: listener, who: {lived: "yes"}}
  - {kind: duty, name: chair}
  - {kind: duty, name: reporter}
private: [lived]
"""


def test_who_is_suggested_by_a_private_cell_is_only_on_the_page_of_private_requirements(tmp_path):
    """Another person has the cell: the others' duties stay, and no file for others changes by more than its digest."""
    told = []
    for who in ("Ana", "Eve"):
        folder = tmp_path / who
        folder.mkdir()
        names = ("Ana", "Ben", "Cam", "Dee", "Eve")
        rows = (f"{name},p{number},{'yes' if name == who else 'no'}" for number, name in enumerate(names))
        (folder / "people.csv").write_text("name,id,lived\n" + "\n".join(rows))
        (folder / "c.yaml").write_text(DUTIES)
        ran = run(f"solve --pages all {folder}/people.csv --convening {folder}/c.yaml --out {folder}/out")
        assert "[duty-private]" in ran.stderr
        files = {path.name: path for path in (folder / "out").rglob("*.*") if path.suffix in {".html", ".json", ".csv"}}
        texts = {name: path.read_text("utf-8-sig") for name, path in files.items()}
        assert f"suggested, listener, north: {who}" in re.sub("<[^>]*>", "", texts["for-you-alone.html"])
        shared = {name for name, path in files.items() if "convener-only" not in path.parts} - {"letters.csv"}
        assert not {name for name in shared if re.search(r"\blistener of\b", texts[name], re.IGNORECASE)}
        record = json.loads(texts["result.json"])["rounds"][0]
        told.append([record["seats"], record.get("standing"), texts["seating.csv"], texts["facilitator.html"]])
    assert told[0] == told[1]
    assert sum(len(seat["duties"]) for seat in told[0][0]) == 2


def test_that_someone_may_not_come_leaves_no_row(tmp_path, monkeypatch):
    """The same list with a maybe and without one has the same record, but for the digest of the list and the time."""
    told = []
    for attending in ("maybe", "yes"):
        folder = tmp_path / attending
        folder.mkdir()
        monkeypatch.chdir(folder)
        rows = f"Ana,decision-maker,{attending}\nBen,doer,yes\nCleo,doer,yes\n"
        (folder / "l.csv").write_text("name,representative_type,attending\n" + rows)
        role = {"kind": "role_mix", "at_least": {"decision-maker": 2}}
        (folder / "c.json").write_text(json.dumps({"tables": [{"id": "a", "seats": "1-4"}], "requirements": [role]}))
        assert run("solve l.csv --convening c.json --out o").exit_code == 0
        record = (folder / "o/round-1/result.json").read_text()
        told.append(re.sub(r'"sha256": "\w+"|"seconds": [\d.]+', "", record))
    assert "Ana" in (tmp_path / "maybe/o/invitations.csv").read_text()
    assert '"perspective": "decision-maker"' in told[0]
    assert told[0] == told[1]
