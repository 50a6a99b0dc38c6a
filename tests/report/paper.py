"""The reading of pages about who sits where and who carries messages; it shares no code with the program."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping

from tests.report.claims import Written

Seats = Mapping[str, str]
Pages = Mapping[str, str]

TABLE = re.compile(r"<table[^>]*>\s*<caption[^>]*>(.*?)</caption>(.*?)</table>", re.DOTALL)
LINE = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<(?:td|th)\b[^>]*>(.*?)</(?:td|th)>", re.DOTALL)
DOOR = re.compile(r'<td class="where"><b>(\d+)</b> <bdi>(.*?)</bdi></td><th[^>]*>([^<]*?)\s*<')
FIND = re.compile(r'find-who"><bdi>(.*?)</bdi>.*?<b>(\d+)</b> <span class="find-table"[^>]*>(.*?)</span>')
SHEET = re.compile(r'<article class="sheet" id="table-([\w-]+)".*?(?=<article|</main>)', re.DOTALL)
CARD = re.compile(r'<article class="card" id="table-([\w-]+)".*?</article>', re.DOTALL)
GOVERNANCE = re.compile(r'<article class="sheet charter" id="table-([\w-]+)".*?</article>', re.DOTALL)


def plain(text: str) -> str:
    """Return the words of a piece of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def rows_of(page: str, caption: str) -> list[list[str]]:
    """Return the cells of the lines of each table with this caption, without the line of headings."""
    found = []
    for title, body in TABLE.findall(page):
        if plain(title) == caption:
            found += [CELL.findall(line) for line in LINE.findall(body.partition("<tbody>")[2])]
    return found


def hold_lists(written: Written, seats: Seats, page: Pages) -> Counter[str]:
    """Look at every list of people and their tables: whoever has a seat is on it, at their table, and no one else."""
    said = Counter[str]()
    wanted = {(written.named(p), written.labels[t]) for p, t in (*seats.items(), *written.further)}
    lists = {
        "door-list": {(name, f"{n} {table}") for n, table, name in DOOR.findall(page.get("door-list", ""))},
        "find-table": {(name, f"{n} {table}") for name, n, table in FIND.findall(page.get("find-table", ""))},
    }
    for title, found in lists.items():
        if title in page and found:
            assert {(html.unescape(a), html.unescape(b)) for a, b in found} == wanted, title
            said[title] += 1
    for title, pattern in (("table-sheets", SHEET), ("report", CARD)):
        for found in pattern.finditer(page.get(title, "")):
            if found[1] not in written.labels:  # the same sheet in another language
                continue
            there = {name for name, label in wanted if label == written.labels[found[1]]}
            names = set(map(html.unescape, re.findall(r'class="name" dir="auto"[^>]*>([^<]*)<', found[0])))
            assert names == there, (title, found[1])
            said[title] += 1
            said += hold_tasks(written, there, found[0])
    return said


def hold_tasks(written: Written, there: set[str], sheet: str) -> Counter[str]:
    """Look at who does what at a table: they sit there, and staff do what they are there for."""
    said = Counter[str]()
    for task, who in re.findall(r"<dt>([^<]*)</dt><dd>(.*?)</dd>", sheet):
        named = [re.sub(r" \(.*\)$", "", html.unescape(one)) for one in re.findall(r"<bdi>(.*?)</bdi>", who)]
        for name in (each for one in named for each in re.split(r", | and ", one)):
            assert name in there, (task, name)
            said["tasks"] += 1
        if task == "Facilitator":
            assert set(named) >= {name for name in there if written.names[name]["duty"] == "facilitator"} or not named
    return said


def members(written: Written) -> Mapping[str, dict[str, str]]:
    """Return who is a member of each governance table, and as what: by name, or as the chair of the first of tables."""
    found: dict[str, dict[str, str]] = {}
    seating = [table for table in written.convening["tables"] if table["id"] in written.labels]
    listed = {row["id"] for row in written.rows}
    for table in written.convening["tables"]:
        if table["id"] in written.labels:
            continue
        its = found.setdefault(table["id"], {})
        for person in table.get("people", ()):
            its[person] = "named member"
        for other in reversed(seating) if table.get("from") == "chair" else ():
            for person in other.get("chair", ()):
                if person in listed:
                    its[person] = f"chair of {other['name']}"
    return found


def hold_members(written: Written, seats: Seats, page: Pages) -> Counter[str]:
    """Look at the members of governance tables, for whom they speak, and from which tables they come."""
    said = Counter[str]()
    by_name = {row["name"]: row["id"] for row in written.rows}
    names = {label.partition(" ")[2]: table for table, label in written.labels.items()}
    for sheet in GOVERNANCE.finditer(page.get("governance", "")):
        if (wanted := members(written).get(sheet[1])) is None:  # the same sheet in another language
            continue
        told = {}
        for name, speaks in rows_of(sheet[0], "Members"):
            named = plain(re.sub(r'<span class="about">.*', "", name))  # the organization
            person = by_name[re.split(r" \(", named)[0]]
            told[person] = speaks
            text = plain(speaks)
            assert ("no seat in this round" in text) == (person not in seats), text
            if found := re.search(r"Sits at (.*)$", text):
                assert names[found[1]] == seats[person], text
            if person in wanted and "liaison" not in text:
                assert wanted[person].removeprefix("chair of ") in text, (text, wanted)
            said["members"] += 1
        assert {p for p in wanted if p in seats} <= set(told), (sheet[1], wanted, told)
        assert all(p in wanted or "liaison" in plain(speaks) for p, speaks in told.items()), told
        for at, *_ in rows_of(sheet[0], "What these members’ tables bring and ask for"):
            if not plain(at):  # lines to write on
                continue
            _number, table, *carriers = [plain(part) for part in re.split(r"<bdi>|</bdi>,?", at) if plain(part)]
            assert carriers, at
            for name in carriers:
                sits = seats.get(by_name[name])
                chairs = [t["id"] for t in written.convening["tables"] if by_name[name] in t.get("chair", ())]
                assert names[table] == sits or names[table] in chairs, (name, table)
            said["carriers"] += 1
    return said


def hold_steering(written: Written, seats: Seats, page: Pages) -> Counter[str]:
    """Look at the numbers of people, the chairs and the carriers of each table on the sheet of the steering table."""
    said = Counter[str]()
    sheet = page.get("steering", "")
    roles = [(p, role) for table in members(written).values() for p, role in table.items()]
    has_liaisons = any(one["kind"] == "duty" for one in written.convening["requirements"])
    silent = set()
    chairs = {table["id"]: table.get("chair", ()) for table in written.convening["tables"]}
    by_label = {label: table for table, label in written.labels.items()}
    for at, people, chair, carried in rows_of(sheet, "Tables, and who carries their messages"):
        table = by_label[plain(at)]
        sitting = written.at(seats, table)
        assert int(plain(people)) == len(sitting), at
        for name in re.findall(r"<bdi>([^<–]+)</bdi>", chair):
            found = re.sub(r" \(.*\)$", "", html.unescape(name))
            assert written.names[found]["id"] in chairs[table] or "suggested" in name, (at, name)
        its = (
            "named member",
            f"chair of {plain(at).partition(' ')[2]}",
        )  # the chair of another table speaks for that
        carriers = {row["name"] for row in sitting if any((row["id"], role) in roles for role in its)}
        if "no one" in plain(carried):
            silent.add(plain(at).partition(" ")[2])
            assert not carriers, (at, carriers)
        elif not has_liaisons:
            assert carriers or any(written.named(p) for p in chairs[table]), at
        said["steering tables"] += 1
    if sheet and "Tables, and who carries" in sheet:
        unheard = re.search(r"<b>No way to be heard</b>: <bdi>(.*?)</bdi>", sheet)
        told = set(re.split(r", | and ", html.unescape(unheard[1]))) if unheard else set()
        assert told == silent, (told, silent)
    return said


def hold_repair(written: Written, before: Seats, seats: Seats, page: str) -> Counter[str]:
    """Look at who moved in a repair and who is new, in the report."""
    section = page.partition('id="moves"')[2].partition("</section>")[0]
    if not section:
        return Counter()
    same = {table["id"]: {table["id"], *table.get("was", ())} for table in written.convening["tables"]}
    moved = {p for p in seats if p in before and before[p] not in same[seats[p]]}  # a table that was split is the same
    lines = rows_of(section, "Who moved")
    told = {written.names[plain(name)]["id"] for name, *_ in lines}
    assert told == moved, (told, moved)
    labels = {table: label.partition(" ")[2] for table, label in written.labels.items()}
    for name, move, *_ in lines:
        assert plain(move).partition(" → ")[2].removeprefix("to ") == labels[seats[written.names[plain(name)]["id"]]]
    assert ("No one moves." in section) == (not moved)
    counts = re.findall(r"(?:(\d+) (?:person|people))?(?: and )?(?:(\d+) held seats?)? moves?\b", section)
    counts = [count for count in counts if any(count)]  # "No one moves." has none
    held = sum(row["id"] in moved for row in written.rows if row.get("status") == "open")
    wanted = (str(len(moved) - held) if len(moved) > held else "", str(held) if held else "")
    assert counts == ([wanted] if moved else []), (counts, moved)
    new = section.partition("New at their tables")[2]
    names = {written.names[html.unescape(name)]["id"] for name in re.findall(r'<li><a dir="auto"[^>]*>(.*?)</a>', new)}
    assert names == set(seats) - set(before), (names, set(seats) - set(before))
    return Counter({"moves": len(moved), "repairs": 1, "newcomers": len(names)})


def hold_changed(wanted: Mapping[str, set[str]], names: Mapping[str, str], page: str) -> Counter[str]:
    """Look at who moved and who is new since the last round, as the report tells it.

    Parameters
    ----------
    wanted : mapping of str to set of str
        Who stayed, moved, joined and left, by a reading of the seats.
    names : mapping of str to str
        The names of people by id.
    page : str
    """
    section = page.partition('id="changed"')[2].partition("</section>")[0]
    if "Since the last round:" not in section:
        return Counter()
    figures = {plain(t): int(n) for t, n in re.findall(r"<dt>(.*?)</dt><dd>([\d,]+)</dd>", section)}
    assert figures["at the same table"] == len(wanted["stayed"]), (figures, wanted)
    assert figures["moved"] == len(wanted["moved"]), (figures, wanted)
    assert figures["new"] + figures["back after a round without a seat"] == len(wanted["joined"]), (figures, wanted)
    moved = section.partition("<h3>Moved</h3>")[2].partition("</details>")[0]
    listed = re.findall(r'<li>(?:<a dir="auto"[^>]*>(.*?)</a>|<bdi>(.*?)</bdi>)', moved)  # the absent have no card
    told = {html.unescape(linked or alone) for linked, alone in listed}
    assert told == {names[p] for p in wanted["moved"]}, told
    return Counter(["changed"])
