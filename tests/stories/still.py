"""Random convenings of which one thing changes, and an independent reading of what may change on paper then.

A person is unaffected if their row stayed, they kept their table, and their table lost and gained nobody. Every line
that names an unaffected person, and nobody affected, has to be on the same page before and after.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import load_workbook

FIRST = ("Ana", "Boris", "Chloe", "Darius", "Elif", "Farah", "Gwen", "Hugo", "Ines", "Jonas", "Keiko", "Lars", "Mona")
LAST = ("Abernathy", "Bellweather", "Castellan", "Dunmore", "Eastwick", "Fairbank", "Galloway", "Hollins", "Inverness")
TABLES = ("capital", "talent", "housing", "transit")
SECTORS = ("business", "government", "nonprofit", "labor")
BLOCKS = frozenset(("aside", "br", "dd", "div", "dt", "footer", "h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS |= frozenset(("address", "article", "header", "li", "ol", "p", "section", "table", "td", "th", "tr", "ul"))
SKIPPED = frozenset(("script", "style", "svg", "title"))

PAGES = ("**/*.html", "**/*.csv", "**/*.xlsx")
"""The files of a round: those that are handed out, the convener's, the report, and those for other programs."""

WHO_MET = re.compile(r"(?:\d+ |\w+ \| )(\D+?)(?: \d+| \| \d*){6,}")
"""A row of the table of who met whom: a number or id, a name, and a count for each of the others, who are columns."""

MOST_OFTEN = re.compile(r".* \d+ times? before")
"""A pair in the list of those who met most often. The list is short: where one goes, the next one comes."""

BY_CELL = ("packet/convener-only/seating-chart.html",)
"""Pages with a column for each table, so that a row names people of several tables."""


@dataclass(frozen=True)
class Drawn:
    """A list, its convening, and what tables promised."""

    rows: tuple[Mapping[str, str], ...]
    tables: tuple[Mapping[str, Any], ...]
    requirements: tuple[Mapping[str, Any], ...]
    promises: tuple[Mapping[str, str], ...]
    has_chairs: bool = False

    @property
    def convening(self) -> dict[str, Any]:
        order = {"chairs": {"alternate": "sector"}} if self.has_chairs else {}
        return {"title": "Still", "tables": list(self.tables), "requirements": list(self.requirements), **order}

    def split(self, table: str) -> dict[str, Any]:
        """Return the convening in which a table became two, in its place."""
        tables: list[Mapping[str, Any]] = []
        for one in self.tables:
            halves = ({**one, "id": f"{table}-{n}", "name": f"{one['name']} {n}", "was": [table]} for n in (1, 2))
            tables += halves if one["id"] == table else [one]
        seats = [{**one, "seats": "1-12"} if one["id"].startswith(f"{table}-") else one for one in tables]
        return {**self.convening, "tables": seats}


def draw(seed: int) -> Drawn:
    """Return a convening of 3 or 4 tables with 9 to 16 people, a facilitator for each, and drawn and elected duties."""
    rng = Random(seed)
    ids = TABLES[: rng.randint(3, 4)]
    names = [f"{first} {last}" for first in FIRST for last in LAST]
    rng.shuffle(names)
    n_people = rng.randint(3 * len(ids), 4 * len(ids))
    rows = [_row(rng, f"p{n:02}", names[n], "") for n in range(n_people)]
    rows += [_row(rng, f"f{n}", names[n_people + n], "facilitator") for n in range(len(ids))]
    rows.append(_row(rng, "s0", names[n_people + len(ids)], "interpreter"))
    elected = rng.choice(ids[:-1])  # the last table may be split, and its members go where they like
    chair = rng.choice(rows[:n_people])
    chair["pin"] = elected
    tables: list[dict[str, Any]] = [{"id": one, "name": f"{one.title()} Table", "seats": "2-7"} for one in ids]
    next(one for one in tables if one["id"] == elected)["chair"] = [chair["id"]]
    tables.append({"id": "lead", "name": "Leadership", "kind": "leadership", "from": rng.choice(("chair", "liaison"))})
    if rng.random() < 0.5:
        members = [row["id"] for row in rng.sample(rows[:n_people], 2)]
        tables.append({"id": "steer", "name": "Steering", "kind": "steering", "people": members})
    requirements: list[dict[str, Any]] = [
        {"kind": "duty", "name": "chair"},
        {"kind": "duty", "name": "reporter"},
        {"kind": "duty", "name": "liaison"},
        {"kind": "staff", "duty": "facilitator"},
        {"kind": "balance", "of": "sector"},
        {"kind": "continuity", "at_least": "2/3"},
    ]
    promises = [
        {"table": one, "who": row["name"], "what": f"Call office {n}", "by": "round 9"}
        for n, (one, row) in enumerate(zip(ids, rng.sample(rows[:n_people], len(ids)), strict=True))
    ]
    return Drawn(tuple(rows), tuple(tables), tuple(requirements), tuple(promises), has_chairs=seed % 2 == 1)


def _row(rng: Random, identity: str, name: str, duty: str) -> dict[str, str]:
    return {
        "id": identity,
        "name": name,
        "organization": f"Office {identity}",
        "sector": rng.choice(SECTORS) if not duty else "",
        "email": f"{identity}@example.org",
        "languages": rng.choice(("en", "en", "en; es")),
        "pin": "",
        "duty": duty,
    }


def write_rows(path: Path, rows: Collection[Mapping[str, str]]) -> None:
    """Write a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(next(iter(rows))))
        writer.writeheader()
        writer.writerows(rows)


def read_pages(folder: Path) -> dict[str, Counter[str]]:
    """Return the lines of every file of a round, by its path, and those of the closing report if there is one."""
    paths = {path.relative_to(folder).as_posix(): path for pattern in PAGES for path in folder.glob(pattern)}
    paths |= {path.name: path for path in folder.parent.glob("closing*.html")}
    return {name: Counter(read_lines(path, name in BY_CELL)) for name, path in sorted(paths.items())}


def read_lines(path: Path, by_cell: bool = False) -> Iterator[str]:
    """Return the lines of text of a page, the rows of a CSV file, or those of every sheet of a workbook."""
    if path.suffix == ".html":
        reader = _Lines(by_cell)
        reader.feed(path.read_text(encoding="utf-8"))
        reader.close()
        lines = filter(None, (re.sub(r"\s+", " ", line).strip() for line in "".join(reader.found).split("\n")))
        yield from (WHO_MET.sub(r"\1", line) for line in lines if not MOST_OFTEN.fullmatch(line))
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from (" | ".join(row) for row in csv.reader(file))
    else:
        book = load_workbook(path, read_only=True)
        for sheet in book.worksheets:
            rows = (" | ".join(map(str, row)).replace("None", "") for row in sheet.iter_rows(values_only=True))
            yield from (WHO_MET.sub(r"\1", row) for row in rows)
        book.close()


class _Lines(HTMLParser):
    """Collect the text of a page; each block begins a line. A row of a table is one line, or each cell is one."""

    def __init__(self, by_cell: bool) -> None:
        super().__init__()
        self._between_cells = "\n" if by_cell else " "
        self.found: list[str] = []
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipped += tag in SKIPPED
        if tag in BLOCKS:
            self.found.append(self._between_cells if tag in {"td", "th"} else "\n")

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in SKIPPED
        if tag in BLOCKS - {"td", "th", "br"}:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.found.append(data.replace("\n", " "))


def list_unaffected(before: Mapping[str, str], after: Mapping[str, str], changed: Collection[str] = ()) -> set[str]:
    """Return the ids of the people who kept their table, at tables that lost and gained nobody."""
    touched = {table for seats in (before, after) for person, table in seats.items() if person in changed}
    for person in before.keys() | after.keys():
        if before.get(person) != after.get(person):
            touched |= {before.get(person, ""), after.get(person, "")}
    return {person for person, table in before.items() if person in after and table not in touched}


def list_differences(
    before: Mapping[str, Counter[str]], after: Mapping[str, Counter[str]], names: Mapping[str, str], still: set[str]
) -> list[str]:
    """Return the lines about unaffected people alone that are on one side only, with their pages."""
    wanted = re.compile("|".join(re.escape(names[person]) for person in sorted(still)) or "(?!)")
    others = re.compile("|".join(re.escape(name) for person, name in names.items() if person not in still) or "(?!)")
    found = []
    for page in sorted(before.keys() | after.keys()):
        one, other = before.get(page, Counter()), after.get(page, Counter())
        for sign, lines in (("-", one - other), ("+", other - one)):
            found += [f"{page}: {sign} {line}" for line in lines if wanted.search(line) and not others.search(line)]
    return found
