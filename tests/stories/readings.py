"""A second reading of what is written about later rounds; it shares no code with the program."""

from __future__ import annotations

import csv
import html
import json
import re
import zipfile
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.cli.running import run
from tests.report import paper
from tests.report import test_claims as claimed
from tests.report.claims import Written
from tests.stories.still import read_lines

Seats = Mapping[str, str]
Noted = Mapping[str, Any]

TEXTS = {".html", ".json", ".csv", ".ics", ".yaml", ".yml", ".txt", ""}
INTERNAL = re.compile(r"(?<![\w:-])p-[0-9a-f]{10}\b")
"""An id that the program made up; one of a requirement, such as `pin:p-0123456789`, is what `explain` asks for."""


def seats_of(written: Written, folder: Path) -> dict[str, str]:
    """Return the seats of a written round by the ids of the list, which the files may lack."""
    record = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    found = {seat["name"]: seat["table"] for seat in record["rounds"][0]["seats"]}
    assert set(found) <= set(written.names), "a person with a seat is on the list"
    assert len(found) == len(record["rounds"][0]["seats"])
    return {written.names[name]["id"]: table for name, table in found.items()}


def further_of(written: Written, folder: Path) -> frozenset[tuple[str, str]]:
    """Return who serves at which session in addition to that of their seat, by the ids of the list."""
    only = json.loads((folder / "result.json").read_text(encoding="utf-8"))["rounds"][0]
    ids = {seat["id"]: written.names[seat["name"]]["id"] for seat in only["seats"]}
    return frozenset((ids[one["id"]], one["table"]) for one in only.get("further", ()))


def saved_seats() -> list[dict[str, Any]]:
    """Return the seats of all rounds in the ledger."""
    found: list[dict[str, Any]] = []
    for one in json.loads(run("rounds list --json").stdout)["rounds"]:
        record = json.loads(run(f"rounds show {one['round']} --json").stdout)
        found += record["rounds"][0]["seats"]
    return found


def hold_round(written: Written, seats: Seats, folder: Path, *, es: bool, packet: bool) -> None:
    """Look at the pages of a round that was just written."""
    record = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    claimed.hold_record(written, seats, record)
    page = {path.stem: path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    if packet:
        hold_letters(written, seats, folder / "packet/letters.csv", record["rounds"][0]["round"], es=es)
    if es:
        return
    claimed.hold_report(written, seats, page["report"], "")
    claimed.hold_reasons(written, seats, page["report"])
    paper.hold_lists(written, seats, page)
    if packet:
        paper.hold_members(written, seats, page)
        paper.hold_steering(written, seats, page)
        claimed.hold_missing(written, seats, page["who-is-missing"])
        claimed.hold_governance(written, seats, page)
        if "public" in page:
            claimed.hold_public(written, seats, page["public"])


def paper_seats(written: Written, number: int) -> dict[str, str]:
    """Return the seats in `seating.csv` of a round, which a hand may have changed, by the ids of the list."""
    path = Path(f"reports/round-{number}/seating.csv")
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = {row["name"]: row["table_id"] for row in csv.DictReader(file)}
    return {written.names[name]["id"]: table for name, table in found.items() if name in written.names}


def chairs_of(folder: Path) -> dict[str, tuple[str, int | None]]:
    """Return the table and the chair of everyone in a written round who takes a chair, by name; staff take none."""
    path = folder / "result.json"
    if not path.is_file():
        return {}
    only = json.loads(path.read_text(encoding="utf-8"))["rounds"][0]
    return {seat["name"]: (seat["table"], seat.get("chair")) for seat in only["seats"]}


def hold_chairs(written: Written, before: Mapping[str, tuple[str, int | None]], folder: Path) -> None:
    """Look at the order around each table: one chair each, and nobody who stays changes theirs."""
    now = chairs_of(folder)
    sessions = [(t["day"], t["time"]) for t in written.convening["tables"] if t.get("kind") == "listening"]
    is_season = len(sessions) > 1 and len(set(sessions)) == len(sessions)  # the parts of a split one share a hall
    if "chairs" not in written.convening or is_season:
        assert not any(chair for _, chair in now.values()), "chairs without an order"
        return
    taken = {name: place for name, place in now.items() if not written.names[name]["duty"]}
    assert all(chair for _, chair in taken.values()), f"no chair: {taken}"
    assert not any(chair for name, (_, chair) in now.items() if name not in taken), "a chair of staff"
    assert len(set(taken.values())) == len(taken), f"two on one chair: {taken}"
    moved = {name for name, place in before.items() if name in taken and place[1] and place[0] == taken[name][0]}
    changed = {name: (before[name], taken[name]) for name in moved if before[name] != taken[name]}
    assert not changed, f"they kept their table, and have another chair: {changed}"


def hold_since(one: Noted, other: Noted, folder: Path) -> None:
    """Look at what the report tells of changes since the last round."""
    page = (folder / "report.html").read_text(encoding="utf-8")
    paper.hold_changed(change(one, other), other["names"], page)


def hold_moves(written: Written, before: Seats, seats: Seats, folder: Path) -> None:
    """Look at what the report tells of a repair."""
    paper.hold_repair(written, before, seats, (folder / "report.html").read_text(encoding="utf-8"))


def hold_letters(written: Written, seats: Seats, path: Path, number: int, *, es: bool) -> None:
    """Look at the table, the duties and the memberships of each letter; whoever has a seat has one letter."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    seated = {written.named(p) for p in seats}
    assert {row["name"] for row in rows if row["table_id"] in written.labels} == seated, f"letters of {seated}: {rows}"
    for row in rows:
        one = written.names[row["name"]]
        assert row["table_id"] == seats.get(one["id"], row["table_id"]), row
        assert row["round"] == str(number), row
        label = written.labels.get(row["table_id"])
        assert label is None or label == f"{row['table_number']} {row['table_name']}", row
        if not es:
            hold_duties(written, seats, row, one)


def hold_duties(written: Written, seats: Seats, row: Mapping[str, str], one: Mapping[str, str]) -> None:
    """Look at what a letter tells of duties and governance tables."""
    tables = {table["id"]: table for table in written.convening["tables"]}
    is_chair = one["id"] in tables[row["table_id"]].get("chair", ())
    assert is_chair == bool(re.search(r"\bchair\b(?! of)", row["duties"])) or one["id"] not in seats, (row, is_chair)
    told = set(re.findall(r"(?:^|; )(.*?) \((?!liaison)(.*?)\)", row["governance"]))
    wanted = {(tables[t]["name"], its[one["id"]]) for t, its in paper.members(written).items() if one["id"] in its}
    assert {each for each in told if "liaison" not in each[1]} == wanted, (row["governance"], wanted)


def change(one: Noted, other: Noted) -> dict[str, set[str]]:
    """Return who stayed, moved, joined and left from one round to another; whoever went with a table stayed."""
    before, after = (
        {p: t for p, t in {**noted.get("absent", {}), **noted["seats"]}.items() if p not in noted["staff"]}
        for noted in (one, other)
    )
    both = before.keys() & after.keys()
    stayed = {p for p in both if before[p] == after[p] or before[p] in other["was"].get(after[p], ())}
    return {
        "stayed": stayed,
        "moved": set(both) - stayed,
        "joined": set(after) - set(before),
        "left": set(before) - set(after),
    }


def hold_diff(told: Mapping[str, Any], one: Noted, other: Noted, gone: Collection[str]) -> None:
    """Look at what `rounds diff` counts and names."""
    wanted = change(one, other)
    assert told["stayed"] == len(wanted["stayed"]), told
    names = {**one["names"], **other["names"]}
    for key in ("moved", "joined", "left"):
        found = {re.sub(r"forgotten-\d+", "forgotten", person["name"]) for person in told[key]}
        assert found == {_name(names[p], gone) for p in wanted[key]}, (key, told, wanted)


def _name(name: str, gone: Collection[str]) -> str:
    return "forgotten" if name in gone else name


CHANGED = re.compile(
    r"<h3>Round (\d+) <span[^>]*>→</span><span[^>]*>to</span> (\d+)</h3>\s*"
    r"<p class=\"intro\">At the same table: (\d+)\. Moved: (\d+)\. "
    r"Joined: (\d+)\. Left: (\d+)\.(.*?)(?=<h3>|</section>)",
    re.DOTALL,
)
LISTED = re.compile(r"<h4>([^<]*)</h4>\s*<ul class=\"names\">(.*?)</ul>", re.DOTALL)
CAME = re.compile(
    r'<tr><th scope="row">Round (\d+)</th>(?:(?!</tr>).)*?data-label="With a seat"><span>(\d+)'
    r'(?: <span class="because">had a seat before being marked absent: (\d+)</span>)?</span></td>'
    r'<td[^>]*data-label="Came"><span>(.*?)</span></td><td[^>]*><span>(\d+)<',
    re.DOTALL,
)


def hold_closing(out: Path, noted: Mapping[int, Noted], gone: Collection[str]) -> None:
    """Look at the closing report: who came, who was heard when, and what changed."""
    page = html.unescape((out / "closing.html").read_text(encoding="utf-8"))
    shared = html.unescape((out / "closing-shared.html").read_text(encoding="utf-8"))
    names = {name for one in noted.values() for name in one["names"].values()}
    for name in names:
        assert name not in shared, f"{name} is on the page that names nobody"
    found = {int(n): rest for n, *rest in CAME.findall(page)}
    assert set(found) == set(noted), found
    for number, (seated, left_out, came, staff) in found.items():
        one = noted[number]
        assert int(left_out or 0) == len(set(one["absent"]) - one["staff"]), (number, left_out, one["absent"])
        people = [p for p in one["seats"] if p not in one["staff"]]
        assert int(seated) == len(people), (number, seated, people)
        assert int(staff) == len(one["seats"]) - len(people), (number, staff)
        if one["came"] is not None:
            assert came.split()[0] == str(one["came"]), (number, came, one["came"])
    hold_closing_voices(page, noted)
    pairs = CHANGED.findall(page)
    numbers = sorted(noted)
    assert [(int(a), int(b)) for a, b, *_ in pairs] == list(pairwise(numbers))
    for before, after, *counts, rest in pairs:
        one, other = noted[int(before)], noted[int(after)]
        wanted = change(one, other)
        seen = {n: {*noted[n]["seats"], *noted[n].get("absent", ())} for n in numbers}
        wanted["joined"] -= {p for n in numbers if n < int(before) for p in seen[n]}
        wanted["left"] -= {p for n in numbers if n > int(after) for p in seen[n]} | noted[numbers[-1]]["listed"]
        assert [int(n) for n in counts] == [len(wanted[k]) for k in ("stayed", "moved", "joined", "left")], (
            before,
            counts,
            wanted,
        )
        everyone = {**one["names"], **other["names"]}
        for title, names_listed in LISTED.findall(rest):
            key = title.split()[0].lower()
            listed = set(re.findall(r"<bdi>(.*?)</bdi>", names_listed))
            if key in {"joined", "left"} and not gone:
                assert {re.split(r" \(|: |, ", name)[0] for name in listed} == {everyone[p] for p in wanted[key]}, (
                    title,
                    listed,
                    wanted,
                )


def hold_closing_voices(page: str, noted: Mapping[int, Noted]) -> None:
    """Look at the state of each voice in each round."""
    section = page.partition('id="voices-heading"')[2].partition("</section>")[0]
    for name, cells in re.findall(r'<th scope="row"><bdi>([^<]*)</bdi></th>(.*?)</tr>', section, re.DOTALL):
        number = re.fullmatch(r"Voice (\d)", name)
        if not number:
            continue
        for round_number, cell in re.findall(r'data-label="Round (\d+)">(.*?)</td>', cells, re.DOTALL):
            wanted = noted[int(round_number)]["states"].get(f"v{number[1]}")
            word = re.sub(r"<[^>]*>", " ", cell).split("  ")[0].strip()
            assert wanted is None or re.sub(r"<[^>]*>", " ", cell).strip().startswith(wanted), (
                name,
                cell,
                wanted,
                word,
            )


def hold_dashboard(told: str, noted: Mapping[int, Noted]) -> None:
    """Look at the count of voices heard in each round."""
    line = re.search(r"Voices heard, (.*?)\.$", told, re.MULTILINE)
    for number, heard, asked in re.findall(r"round (\d+): (\d+) of (\d+)", line[1] if line else ""):
        states = noted.get(int(number), {}).get("states")
        if states is not None:
            assert (int(heard), int(asked)) == (sum(s == "Heard" for s in states.values()), len(states)), (told, states)


def hold_no_id(out: Path) -> None:
    """Look for ids that the program made up on any page."""
    for path in out.rglob("*.html"):
        for line in read_lines(path):
            assert not INTERNAL.search(line), f"{path}: {line}"
    for path in out.rglob("letters.csv"):
        assert not INTERNAL.search(path.read_text(encoding="utf-8")), path


def hold_forgotten(folder: Path, name: str, email: str, identity: str) -> None:
    """Look for a forgotten person in every file."""
    wanted = [name, email, *([identity] if INTERNAL.fullmatch(identity) else [])]
    for path, text in _contents(folder.rglob("*")):
        if path.parts[0].startswith("shared-"):  # copies for others, which the convener removes
            continue
        for one in wanted:
            assert one not in text, f"{path} holds {one}"


def _contents(paths: Iterable[Path]) -> Iterable[tuple[Path, str]]:
    for path in paths:
        if path.is_file() and path.suffix in TEXTS:
            yield path, path.read_text(encoding="utf-8")
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield path, " ".join(book.read(one).decode("utf-8", "replace") for one in book.namelist())
