"""One private cell more or less changes nothing that other people read beside a name, but who sits where.

Two lists differ in one private cell. The convening pins everybody, so that both have the same seating; then whatever
differs beside a name on a page for others comes from the private cell.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import openpyxl
import pytest

from tests.cli.running import run

HEADINGS = [
    "name",
    "id",
    "organization",
    "sector",
    "representative_type",
    "interests",
    "assets",
    "languages",
    "diet",
    "case_notes",
    "funds",
    "needs",
    "attending",
    "status",
    "with",
    "apart",
    "wishes",
    "avoids",
    "chose",
    "declined",
    "can_come",
    "pin",
    "email",
    "phone",
]

PUBLIC = [
    ("Ana Ash", "p01", "Fern", "business", "decision-maker", "north:3; south:1", "skill: books", "en"),
    ("Ben Birch", "p02", "Fern", "business", "doer", "north:2", "", "en; es"),
    ("Cleo Cedar", "p03", "Moss", "government", "doer", "north:1; east:2", "", "en"),
    ("Dan Dogwood", "p04", "Moss", "government", "designee", "south:3", "skill: maps", "es"),
    ("Eve Elder", "p05", "Reed", "nonprofit", "decision-maker", "south:2; east:1", "", "en"),
    ("Flo Fir", "p06", "Reed", "nonprofit", "doer", "south:1; north:1", "", "en"),
    ("Gus Gum", "p07", "Sage", "community", "designee", "south:3", "space: hall", "en; es"),
    ("Hal Hazel", "p08", "Sage", "community", "decision-maker", "east:3", "", "en"),
    ("Ivy Ironwood", "p09", "Tule", "business", "designee", "east:2", "", "es"),
    ("Jo Juniper", "p10", "Tule", "government", "doer", "east:1; north:3", "", "en"),
    ("Kai Katsura", "p11", "Vetch", "nonprofit", "doer", "east:2", "", "en"),
    ("Liv Larch", "p12", "Vetch", "community", "designee", "north:1", "", "en"),
]
"""Everything but the private columns; four people a table, in this order."""

CONVENING = """\
title: A trial
tables:
  - {id: north, name: North, focus: north, seats: 2-5, day: Monday, needs: [books]}
  - {id: south, name: South, focus: south, seats: 2-5, day: Tuesday, needs: [hall]}
  - {id: east, name: East, focus: east, seats: 2-5, day: Monday}
requirements:
  - {kind: pin, id: pin-north, people: [p01, p02, p03, p04], tables: [north]}
  - {kind: pin, id: pin-south, people: [p05, p06, p07, p08], tables: [south]}
  - {kind: pin, id: pin-east, people: [p09, p10, p11, p12], tables: [east]}
  - {kind: role_mix, at_least: {designee: 1, doer: 2, decision-maker: 1}, weight: 5}
  - {kind: cap, of: organization, at_most: 1, weight: 3}
  - {kind: focus}
  - {kind: assets}
  - {kind: common_language}
  - {kind: voice, name: Spanish speakers, who: {languages: es}, at_least: 1}
  - {kind: voice, name: Step-free, who: {needs: step-free}, at_least: 1}
  - {kind: voice, name: Case workers, who: {case_notes: open case}, at_least: 1}
  - {kind: apart, relation: funds, must: false, weight: 2}
  - {kind: wish}
vocabulary: {diet: {vegetarian: [], vegan: []}, case_notes: {open case: [], closed case: []}}
private: [case_notes%s]
counts_only: [diet]
"""

CELLS: Mapping[str, tuple[str, str]] = {
    "needs": ("step-free", "interpreting"),
    "diet": ("vegetarian", "vegan"),
    "case_notes": ("open case", "closed case"),
    "funds": ("Reed", "p04"),
    "attending": ("maybe", "0.7"),
    "status": ("invited", "confirmed"),
    "with": ("p02", "p03"),
    "apart": ("p05", "p09"),
    "wishes": ("p02", "p11"),
    "avoids": ("p02", "p11"),
    "chose": ("north", "south"),
    "declined": ("south", "east"),
    "can_come": ("north", "Monday"),
    "pin": ("north", "north; south"),
    "email": ("ana@example.org", "bo@example.org"),
    "phone": ("555-0101", "555-0102"),
    "interests": ("north:1", "east:3; north:2"),
    "representative_type": ("doer", "designee"),
    "languages": ("en", "fr"),
    "assets": ("skill: law", "a van"),
}
"""For each private column two values that the first person may have; the last four are made private first."""


def people(cell: tuple[str, str] | None, others: bool) -> str:
    """Return the list; the first person has a private cell, and with `others` somebody else has each of them too."""
    rows = []
    for number, public in enumerate(PUBLIC):
        row = dict(zip(HEADINGS[: len(public)], public, strict=True))
        if others and number == 7:
            row |= {
                "needs": "step-free",
                "diet": "vegan",
                "case_notes": "open case",
                "funds": "Tule",
                "attending": "maybe",
            }
            row |= {
                "status": "invited",
                "with": "p05",
                "apart": "p12",
                "wishes": "p09",
                "avoids": "p07",
                "chose": "east",
            }
            row |= {"declined": "north", "can_come": "south; east", "email": "hal@example.org", "phone": "555-0108"}
        if cell is not None and number == 0:
            row[cell[0]] = cell[1]
        rows.append(row)
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADINGS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def shared_files(folder: Path, cell: tuple[str, str] | None, others: bool, column: str) -> dict[str, str]:
    """Run every command that writes on a list; return what others may read, under its place and command."""
    folder.mkdir()
    listed = people(cell, others)
    (folder / "people.csv").write_text(listed)
    (folder / "convening.yaml").write_text(CONVENING % (f", {column}" if column in HEADINGS[4:8] else ""))
    (folder / "by-hand.csv").write_text(
        "id,table\n"
        + "".join(
            f"{row[1]},{table}\n"
            for row, table in zip(PUBLIC, ["north"] * 4 + ["south"] * 4 + ["east"] * 4, strict=True)
        )
    )
    files: dict[str, str] = {}
    for step, command in enumerate(
        (
            "solve {0}/people.csv --out {0}/out --json",
            "review {0}/people.csv {0}/by-hand.csv --out {0}/reviewed --json",
            "repair {0}/people.csv --out {0}/out --max-moves 3 --json",
            "solve {0}/people.csv --out {0}/out --next-round --json",
            "report --out {0}/out",
            "packet {0}/people.csv --out {0}/out --share {0}/shared",
        )
    ):
        if step == 2:  # somebody cancels, and a newcomer of no private cells comes
            gone = listed.replace("Flo Fir,p06", "Pat Pine,p13")
            (folder / "people.csv").write_text(gone)
            text = (folder / "convening.yaml").read_text().replace("p06", "p13")
            (folder / "convening.yaml").write_text(text)
        ran = run(command.format(folder))
        assert ran.exit_code in {0, 4}, (command, ran.stdout, ran.stderr)
        for root in ("out", "shared", "reviewed"):
            for path in sorted((folder / root).rglob("*")):
                told = path.relative_to(folder)
                if path.is_file() and not CONVENER_ONLY & set(told.parts):
                    files[f"{step} {told}"] = readable(path)
    return files


def readable(path: Path) -> str:
    """Return a file's text; of a workbook its cells, a line each row."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return "\n".join("\t".join(str(c.value) for c in row) for sheet in book for row in sheet.iter_rows())
    return path.read_bytes().decode("utf-8-sig")


CONVENER_ONLY = {
    "convener-only",
    "breakout-rooms.csv",
    "letters.csv",
    "recruit.csv",
    "invitations.csv",
    "people.csv",
    "by-hand.csv",
}
"""What nobody else is given: pages of the convener, and files with addresses."""

BLOCKS = frozenset(
    ["tr", "li", "p", "h1", "h2", "h3", "h4", "dt", "dd", "caption", "figcaption", "text", "title", "option", "summary"]
)


class Blocks(HTMLParser):
    """Collects the text and the attributes of each innermost block of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[list[str]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.open.append([])
        self.open[-1] += [f"{key}={value}" for key, value in attrs if key not in {"style"}]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1] += [f"{key}={value}" for key, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS and len(self.open) > 1:
            self.found.append(" ".join(" ".join(self.open.pop()).split()))

    def handle_data(self, data: str) -> None:
        self.open[-1].append(data)

    def handle_comment(self, data: str) -> None:
        self.open[-1].append(data)


def blocks(name: str, text: str) -> Iterator[str]:
    """Yield the pieces of a file in which a name could stand beside something."""
    if name.endswith(".html"):
        page = Blocks()
        page.feed(text)
        yield from page.found
        yield from (" ".join(" ".join(rest).split()) for rest in page.open)
    elif name.endswith(".json"):
        yield from objects(json.loads(text))
    else:
        yield from text.splitlines()


def objects(value: object, key: str = "") -> Iterator[str]:
    """Yield each object of a record without what is in it, and each text of a list under its key."""
    if isinstance(value, dict):
        plain = {name: each for name, each in value.items() if not isinstance(each, dict | list)}
        yield json.dumps(plain, sort_keys=True)
        for name, each in value.items():
            if isinstance(each, dict | list):
                yield from objects(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from objects(each, key)
    else:
        yield f"{key}: {value}"


NAMES = [*(row[0] for row in PUBLIC), *(row[1] for row in PUBLIC), "Pat Pine", "p13"]


def named(files: Mapping[str, str]) -> dict[str, Counter[str]]:
    """Return, for each file, the pieces that bear a name or an id."""
    return {
        name: Counter(piece for piece in blocks(name, text) if any(each in piece for each in NAMES))
        for name, text in files.items()
    }


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Return what stands beside a name in one of two sets of files only, and which files for everybody differ."""
    left, right = named(one), named(other)
    told = [f"{name}: only one has this file" for name in sorted(left.keys() ^ right.keys())]
    for name in sorted(left.keys() & right.keys()):
        if name.endswith("result.json"):
            notes = [json.loads(files[name])["notes"] for files in (one, other)]
            told += [] if notes[0] == notes[1] else [f"{name}: {notes}"]
        if " shared/" in name and one[name] != other[name]:
            told.append(f"{name}: a file for everybody differs")
        told += [f"{name}: - {piece}" for piece in left[name] - right[name]]
        told += [f"{name}: + {piece}" for piece in right[name] - left[name]]
    return told


def same_but_for(column: str, values: tuple[str, ...], others: bool, folder: Path) -> None:
    """Compare a list in which the first person's cell is blank with those in which it has a value."""
    base = shared_files(folder / "base", (column, "") if column in HEADINGS[4:8] else None, others, column)
    for number, value in enumerate(values):
        other = shared_files(folder / f"other-{number}", (column, value), others, column)
        assert differing(base, other) == []


@pytest.mark.parametrize("column", ["apart", "wishes"])
def test_a_relation_changes_nothing_beside_a_name(column: str, tmp_path: Path) -> None:
    same_but_for(column, CELLS[column][:1], True, tmp_path)


EVERY = 1 if os.environ.get("SEATING_ALL") else 4
"""Of the cells every fourth is tried, and all where SEATING_ALL is set."""


@pytest.mark.slow
@pytest.mark.parametrize(("column", "others"), list(product(CELLS, [True, False]))[::-EVERY])
def test_a_private_cell_changes_nothing_beside_a_name(column: str, others: bool, tmp_path: Path) -> None:
    same_but_for(column, CELLS[column], others, tmp_path)
