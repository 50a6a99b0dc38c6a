"""Run all commands on a list, read what others may read of what they wrote, and compare two such sets of files."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path

import openpyxl

from tests.cli.running import run

HEADINGS = (
    *("name", "id", "organization", "sector", "representative_type", "interests", "assets", "languages"),
    *("diet", "case_notes", "funds", "needs", "attending", "status", "with", "apart", "wishes", "avoids"),
    *("chose", "declined", "can_come", "pin", "email", "phone", "speaks_to", "Home address", "Religion", "Salary"),
    *("Emergency contact", "Date of birth", "Only we see this", "duty", "listed"),
)

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

TABLES = ("north",) * 4 + ("south",) * 4 + ("east",) * 4

CONVENING = """\
title: A trial
tables:
  - {id: north, name: North, focus: north, seats: 2-5, day: Monday, needs: [books], chair: [p01]}
  - {id: south, name: South, focus: south, seats: 2-5, day: Tuesday, needs: [hall]}
  - {id: east, name: East, focus: east, seats: 2-5, day: Monday}
  - {id: lead, name: Leadership, kind: leadership, from: chair}
  - {id: steer, name: Steering, kind: steering, people: [p01, p08, p10]}
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
  - {kind: voice, name: Step-free steering, who: {needs: step-free}, at: steer}
  - {kind: wish}
MORE
vocabulary: {diet: {vegetarian: [], vegan: []}, case_notes: {open case: [], closed case: []}}
private: [PRIVATE]
counts_only: [diet]
"""

OTHERS = {
    **{"needs": "step-free", "diet": "vegan", "case_notes": "open case", "funds": "Tule", "attending": "maybe"},
    **{"status": "invited", "with": "p05", "apart": "p12", "wishes": "p09", "avoids": "p07", "chose": "east"},
    **{"declined": "north", "can_come": "south; east", "email": "hal@example.org", "phone": "555-0108"},
    **{"Home address": "8 Hazel Lane", "Religion": "none", "Salary": "52000", "Emergency contact": "Lou Larch"},
    **{"Date of birth": "1970-08-08", "Only we see this": "keeps bees"},
}
"""The private cells of Hal Hazel, where the list has some besides those of the first person."""

FORMS = {
    "came.csv": "id\n" + "".join(f"{row[1]}\n" for row in PUBLIC if row[1] not in {"p04", "p06"}),
    "by-hand.csv": "id,table\n" + "".join(f"{row[1]},{at}\n" for row, at in zip(PUBLIC, TABLES, strict=True)),
    "harvest.csv": "table,question,theme,text\nnorth,What is missing?,maps,A map of the north\n",
    "resources.csv": "resource,holder,focus,serves,state\nbooks,Ana Ash,north,north,there\nboats,,south,,missing\n",
    "commitments.csv": "table,who,what,by,state,note,missing\nnorth,Ana Ash,bring books,2027-05-01,open,,boat owners\n",
    "chart.csv": "chart of,group,table,sector,role,who,why\nBen Birch,,north,business,doer,Ana Ash,she reads\n",
    "ratings.csv": "element,component,quarter,rating,trend\nTables,Voices,2026-Q3,green,up\n",
}
"""Files beside the list that are the same in each run."""

STORY = (
    "solve --pages all {0}/people.csv --out {0}/out --harvest {0}/harvest.csv --charts {0}/chart.csv --json",
    "review {0}/people.csv {0}/by-hand.csv --out {0}/reviewed --json",
    "chart {0}/people.csv --for-each --out {0}/blank",
    "solve {0}/people.csv --out {0}/two --rounds 2 --no-packet",
    "batch {0}/batch --out {0}/batched --no-packet",
    CHANGED := "repair --pages all {0}/people.csv --out {0}/out --max-moves 3 --json",
    "rounds attended {0}/came.csv --out {0}/out",
    "solve --pages all {0}/people.csv --out {0}/out --next-round --json",
    "rounds report --out {0}/out",
    "dashboard {0}/ratings.csv --out {0}/out",
    "charts {0}/chart.csv --people {0}/people.csv --out {0}/out",
    "report --out {0}/out",
    "packet --pages all {0}/people.csv --out {0}/out --share {0}/shared",
)
"""Every command that writes something; before the repair one person cancels, and a newcomer comes."""

SHORT = ("solve --pages all {0}/people.csv --out {0}/out", "packet {0}/people.csv --out {0}/out --share {0}/shared")

FOLDERS = ("out", "shared", "reviewed", "blank", "two", "batched")

CONVENER_ONLY = {
    *("convener-only", "breakout-rooms.csv", "letters.csv", "recruit.csv", "invitations.csv", "people.csv"),
    *("arrivals.csv", "mentions.csv", "charts.html", ".seating-inputs"),
}
"""What nobody else is given: pages of the convener, and files with addresses or with a digest of the list."""


def write_list(cells: Mapping[str, str], others: bool) -> str:
    """Return the list; the first person has these cells, and with `others` Hal Hazel has one in each private column."""
    rows = [dict(zip(HEADINGS, public, strict=False)) for public in PUBLIC]
    rows[0] |= cells
    rows[7] |= OTHERS if others else {}
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADINGS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def shared_files(
    folder: Path,
    cells: Mapping[str, str],
    others: bool = True,
    private: Sequence[str] = (),
    more: str = "",
    story: Sequence[str] = STORY,
    features: str = "",
) -> dict[str, str]:
    """Run commands on a list; return what others may read after each, by the number of the command and the path.

    Parameters
    ----------
    folder : Path
        Made by this function.
    cells : mapping of heading to str
        Cells of the first person.
    others : bool
        Whether another person has private cells too.
    private : sequence of str
        Columns that the convening makes private.
    more : str
        Further requirements, as lines of YAML.
    features : str
        What the place of South offers.
    story : sequence of str
        The commands.
    """
    folder.mkdir()
    convening = CONVENING.replace("PRIVATE", ", ".join(["case_notes", *private])).replace("MORE\n", more)
    convening = convening.replace("needs: [hall]", f"needs: [hall], features: [{features}]")
    beside = {**FORMS, "people.csv": write_list(cells, others), "convening.yaml": convening}
    (folder / "batch" / "one").mkdir(parents=True)
    for name, text in beside.items():
        (folder / name).write_text(text)
        (folder / "batch" / "one" / name).write_text(text)
    files: dict[str, str] = {}
    for step, command in enumerate(story):
        if command is CHANGED:
            for name, old, new in (
                ("people.csv", "Flo Fir,p06", "Pat Pine,p13"),
                ("convening.yaml", "p05, p06, p07", "p05, p13, p07"),
            ):
                (folder / name).write_text((folder / name).read_text().replace(old, new))
        ran = run(command.format(folder))
        assert ran.exit_code in {0, 4}, (command, ran.stdout, ran.stderr)
        files |= {f"{step} {name}": text for name, text in read_shared(folder).items()}
    return files


def read_shared(folder: Path) -> dict[str, str]:
    """Return the text of each file that others may read, by its path."""
    found = {}
    for root in FOLDERS:
        for path in sorted((folder / root).rglob("*")):
            told = path.relative_to(folder)
            if path.is_file() and not CONVENER_ONLY & set(told.parts):
                found[told.as_posix()] = readable(path).replace(folder.as_posix(), "")
    return found


def readable(path: Path) -> str:
    """Return a file's text; of a workbook its cells, a line each row."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return "\n".join("\t".join(str(c.value) for c in row) for sheet in book for row in sheet.iter_rows())
    return path.read_bytes().decode("utf-8-sig")


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
        yield f"{key} {json.dumps(plain, sort_keys=True)}"
        for name, each in value.items():
            if isinstance(each, dict | list):
                yield from objects(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from objects(each, key)
    else:
        yield f"{key}: {value}"


PASSING = re.compile(
    r'\b[0-9a-f]{64}\b|\b\d+(?:\.\d+)? (?:s|seconds)\b|(?:(?<="seconds": )|(?<=Seconds: ))[\d.]+'
    r"|\b20\d\d-\d\d-\d\d(?:T[\d:.]+)?"
)
"""What differs between two runs of the same: hashes of the list and of the convening, and times."""


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Return the pieces of files that are in one of two sets only."""
    told = [f"{name}: only one has this file" for name in sorted(one.keys() ^ other.keys())]
    for name in sorted(one.keys() & other.keys()):
        left, right = (Counter(blocks(name, PASSING.sub("0", files[name]))) for files in (one, other))
        told += [f"{name}: - {piece}" for piece in left - right]
        told += [f"{name}: + {piece}" for piece in right - left]
    return told
