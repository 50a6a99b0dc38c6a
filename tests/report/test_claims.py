"""Each claim of the pages is compared with the seats by a reading of its own."""

from __future__ import annotations

import csv
import html
import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from seating.report.calls import MOST_ROWS
from tests.cli.running import run
from tests.examples import seeded
from tests.report import paper
from tests.report.claims import SAID_NO, Written, draw, fits, is_of, values
from tests.report.lettered import spell_reasons
from tests.stories.engine import use_this_process
from tests.stories.inputs import as_csv

Seats = Mapping[str, str]

STATES = {
    "missing": "Missing",
    "too_few": "Too few",
    "elsewhere": "Elsewhere",
    "unknown": "Not known",
    "heard": "Heard",
}
NUMBERS = r'<td class="number" data-label="(?:Invited|Coming|Needed)"><span>(.*?)</span></td>'
VOICE = re.compile(
    r'<th scope="row"><bdi>([^<]*)</bdi>(?:(?!</tr>).)*?</svg> ([A-Z][^<]*)</span>'
    r'(?: <span class="because">([^<]*)</span>)?</span></td>' + 3 * NUMBERS,
    re.DOTALL,
)
REASON = re.compile(
    r'<tr id="[^"]*"><th scope="row"><bdi>(.*?)</bdi>.*?href="#table-([^"]*)">'
    r'.*?data-label="Why here"><span>(.*?)</span>'
)
TO_CALL = re.compile(
    r'<tr><th scope="row"><bdi>([^<]*)</bdi> .*?</svg> ([^<]*)</span>(?:(?!</tr>).)*?'
    r'data-label="Why it matters"><span>(.*?)</span></td><td[^>]*><span>(.*?)</span></td>',
    re.DOTALL,
)
MISSING = re.compile(r"Who is missing \((\d+)\): (.*?)\.(?: |$|\n)")
SHOWN = {"Too few": "too few", "Elsewhere": "elsewhere", "Not known": "not known"}
ASKS = re.compile(
    r'<th scope="row">\d+ <bdi>([^<]*)</bdi>.*?</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td></tr>', re.DOTALL
)


def read_claims(seed: int, folder: Path) -> Counter[str]:
    """Seat one random list, and hold each claim of the pages against the second reading; return what was claimed."""
    written = draw(Random(f"claims {seed}"))
    (folder / "people.csv").write_text(as_csv(written.rows), encoding="utf-8")
    (folder / "convening.yaml").write_text(json.dumps(written.convening), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        use_this_process(patched)
        ran = run(f"solve --pages all {folder}/people.csv --out {folder}/out --quiet")
        assert ran.exit_code in {0, 4, 6}, ran.output
        record = json.loads((folder / "out/round-1/result.json").read_text(encoding="utf-8"))
        seats = {seat["id"]: seat["table"] for seat in record["rounds"][0]["seats"]}
        told = Counter[str]()
        if seed % 5 == 0:
            told += hold_explained(written, seats, record, folder)
        if seed % 5 == 1:
            told += hold_person(written, seats, folder, Random(f"person {seed}"))
        told += hold_pages(written, seats, record, folder / "out/round-1", ran.stdout)
        if seed % 5 == 2:
            told += hold_absence(written, seats, folder, Random(f"absence {seed}"))
    return told


def hold_pages(written: Written, seats: Seats, record: dict, folder: Path, printed: str = "") -> Counter[str]:
    """Look at all English pages of one round."""
    page = {path.stem: path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    told = hold_record(written, seats, record)
    told += hold_report(written, seats, page["report"], printed)
    told += hold_reasons(written, seats, page["report"])
    told += paper.hold_lists(written, seats, page)
    told += paper.hold_members(written, seats, page)
    told += paper.hold_steering(written, seats, page)
    told += hold_governance(written, seats, page)
    if "who-is-missing" in page:
        told += hold_missing(written, seats, page["who-is-missing"])
    if "public" in page:
        told += hold_public(written, seats, page["public"])
    return told


def hold_absence(written: Written, seats: Seats, folder: Path, random: Random) -> Counter[str]:
    """Take a person off the round, repair, and look at all pages again, and at who moved."""
    away = random.choice([row["id"] for row in written.people if row["id"] in seats])
    rows = tuple({**row, "attending": SAID_NO} if row["id"] == away else row for row in written.rows)
    (folder / "people.csv").write_text(as_csv(rows), encoding="utf-8")
    after = Written(rows, written.convening, written.knows(seats))
    ran = run(f"repair --pages all {folder}/people.csv --out {folder}/out --quiet")
    if ran.exit_code not in {0, 4, 6}:  # without this person there may be too few for the tables
        return Counter(["no repair"])
    record = json.loads((folder / "out/round-1/result.json").read_text(encoding="utf-8"))
    now = {seat["id"]: seat["table"] for seat in record["rounds"][0]["seats"]}
    assert away not in now
    page = (folder / "out/round-1/report.html").read_text(encoding="utf-8")
    return hold_pages(after, now, record, folder / "out/round-1") + paper.hold_repair(after, seats, now, page)


def hold_record(written: Written, seats: Seats, record: dict) -> Counter[str]:
    """Look at the state, the numbers and the tables of each voice, role and need in `result.json`."""
    only = record["rounds"][0]
    found = {(one["id"], one["name"]): one for one in (*only["voices"], *only["gaps"])}
    for one in written.asked():
        voice = found.pop((one.id, one.name))
        assert STATES[voice["state"]] == written.state(one, seats), (one, voice)
        assert (voice["attending"], voice["needed"]) == (written.attending(one, seats), written.needed(one))
        have = {table: written.have(one, seats, table) for table in one.tables}
        assert voice["tables"] == have, (one, voice)
    assert not found
    met = {one["id"]: one["met"] for one in only["requirements"]}
    for one in written.asked():
        if one.id.startswith("v") and met[one.id]:
            assert written.attending(one, seats), "a voice is not met by nobody"
            assert not written.short(one, seats), "nor by nobody at a table that it names"
    return Counter(f"json {one['state']}" for one in (*only["voices"], *only["gaps"]))


def hold_report(written: Written, seats: Seats, page: str, told: str) -> Counter[str]:
    """Look at the first page and the voices."""
    asked = {one.name: one for one in written.asked()}
    said = Counter[str]()
    all_there = all(written.state(one, seats) == "Heard" for one in asked.values() if one.id.startswith("v"))
    everything = "Every requirement is met." in told or "Every requirement is met." in page
    assert all_there or not everything or any(written.state(o, seats) == "Unheard" for o in asked.values())
    first = page.partition('<div class="verdict')[2].partition('<dl class="figures">')[0]
    said["first page"] += hold_lacking(written, seats, html.unescape(re.sub("<[^>]*>", "", first)))
    section = page.partition('id="voices"')[2].partition("</section>")[0]
    for name, word, because, _invited, coming, needed in VOICE.findall(section):
        one = asked[html.unescape(name)]
        assert word == written.state(one, seats), (name, word)
        assert (int(coming), int(needed)) == (written.attending(one, seats), written.needed(one))
        hold_because(written, seats, one.name, html.unescape(because))
        said["voices"] += 1
    return said


def hold_because(written: Written, seats: Seats, name: str, because: str) -> None:
    """Look at the reason of a state: the numbers, and the tables that it names."""
    one = next(one for one in written.asked() if one.name == name)
    labels = {table: label.partition(" ")[2] for table, label in written.labels.items()}
    if found := re.search(r"(\d+) coming, seated where needed", because):
        assert int(found[1]) == written.attending(one, seats)
        assert not written.short(one, seats)
        assert int(found[1]) == sum(written.have(one, seats, table) for table in one.tables)
    if found := re.search(r"(\d+) coming, (\d+) of them where needed", because):
        there = sum(written.have(one, seats, table) for table in one.tables)
        assert (int(found[1]), int(found[2])) == (written.attending(one, seats), there)
        assert not written.short(one, seats)
    if found := re.search(r"(\d+) coming, but too few at (.*?)\.?$", because):
        assert int(found[1]) == written.attending(one, seats)
        assert {t for t, label in labels.items() if label in found[2]} == set(written.short(one, seats)), because
    if found := re.search(r"(\d+) coming, (\d+) needed", because):
        assert (int(found[1]), int(found[2])) == (written.attending(one, seats), written.needed(one))
    if because.lower().startswith("no one on the list"):
        assert not any(fits(row, one) for row in written.people)
    if found := re.search(r"(\d+) (?:person|people) on the list, but no one", because):
        assert int(found[1]) == sum(fits(row, one) for row in written.people)
    if found := re.search(
        r"no one on the list is known to fit; (\d+) (?:person|people) might, but (?:each )?has a blank cell",
        because.lower(),
    ):
        assert int(found[1]) == written.blank(one) > 0
        assert not any(fits(row, one) for row in written.people)
    if found := re.search(r"(\d+) (?:person from an organization|people from organizations) that", because):
        assert one.serves is not None
        assert int(found[1]) == sum(is_of(row, one.serves) for row in written.coming(seats))


def hold_reasons(written: Written, seats: Seats, page: str) -> Counter[str]:
    """Look at every reason that says why a person sits where they do."""
    said = Counter[str]()
    for name, table, why in REASON.findall(spell_reasons(page)):
        row = written.names[html.unescape(name)]
        assert table == seats[row["id"]]
        for reason in html.unescape(why).removesuffix(".").split("; ") if why else []:
            reason = reason[:1].lower() + reason[1:]
            if found := re.fullmatch(r"needed here (?:as|for) (.+) \((?:the only one|one of (\d+))\)", reason):
                (one,) = [one for one in written.asked() if one.name == found[1]]
                assert is_of(row, one.who, table)
                assert written.have(one, seats, table) == int(found[2] or 1) <= one.least
                said["needed"] += 1
            if found := re.search(r"did not rate this table’s focus|rated this table’s focus (\d)", reason):
                wrote = dict(part.split(":") for part in values(row, "interests"))
                assert (found[1] is not None) == (written.focus[table] in wrote)
                scores = {t: int(wrote.get(focus, 0)) for t, focus in written.focus.items()}
                assert scores[table] == int(found[1] or 0)
                assert ("none higher" in reason) == (scores[table] == max(scores.values()))
                said["focus"] += 1
            if re.match(r"named (?:this table’s focus|the focus of .+, but not this table’s focus)", reason):
                wrote = dict(part.split(":") for part in values(row, "interests"))
                assert set(wrote.values()) == {"1"}
                assert (written.focus[table] in wrote) == reason.startswith("named this")
                said["focus"] += 1
    return said


def hold_person(written: Written, seats: Seats, folder: Path, random: Random) -> Counter[str]:
    """Look at what `explain` tells about a person: their seat, why, and their memberships."""
    person = random.choice(sorted(seats))
    line = f"explain {folder}/people.csv --out {folder}/out --person {person}"
    told, found = run(line).stdout, json.loads(run(f"{line} --json").stdout)["person"]
    labels = {table: label.partition(" ")[2] for table, label in written.labels.items()}
    assert "This is the saved seating. Round 1" in told, told
    assert f"{written.named(person)} is placed at {labels[seats[person]]}." in told, told
    assert found["table"] == seats[person]
    assert {one["table"] for one in found["tables"]} in (set(), set(labels) - {seats[person]})
    row = written.names[written.named(person)]
    why = told.partition("Why here")[2].partition("\n\n")[0].strip()
    at = f'<td><a href="#table-{seats[person]}">'
    page = f'<tr id="p"><th scope="row"><bdi>{row["name"]}</bdi>{at}<td data-label="Why here"><span>{why}</span>'
    said = Counter[str](person=1) + hold_reasons(written, seats, page)
    named = {table["name"]: paper.members(written)[table["id"]] for table in written.convening["tables"][len(labels) :]}
    roles = told.partition("\nGovernance tables\n")[2].partition("\n\n")[0]
    memberships = set(re.findall(r"^ +(.*?) \((.*?)\)$", roles, re.MULTILINE))
    assert memberships == {(table, its[person]) for table, its in named.items() if person in its}
    return said


def hold_missing(written: Written, seats: Seats, page: str) -> Counter[str]:
    """Look at the sheet with who is missing and who calls."""
    asked, labels = {one.name: one for one in written.asked()}, written.labels
    plain = {table: label.partition(" ")[2] for table, label in labels.items()}
    found = TO_CALL.findall(page)
    staff = written.without_staff(seats)
    lacking = {name for name, one in asked.items() if written.state(one, seats) != "Heard"} | set(staff)
    away = {name: why for name, _, why, _ in found if name.startswith("seat of ")}
    texts = list_texts(written)
    assert {html.unescape(name) for name, *_ in found} - away.keys() <= lacking | texts
    rows = len(lacking) + count_away(written, seats)
    assert min(MOST_ROWS, rows) <= len(found) <= min(MOST_ROWS, rows + len(texts))
    for name, word, why, doors in found:
        if html.unescape(name) in texts - lacking:
            assert "Named by" in why
            continue
        if name in away:
            member, _, table = html.unescape(name).removeprefix("seat of ").partition(" at ")
            assert written.names[member]["id"] not in seats
            assert table in {one["name"] for one in written.convening["tables"]}
            continue
        if name in staff:
            at = re.findall(r"(?:No one|Too few) with this duty at: (.*?)<", why)
            told = {table for tables in at for table in re.split(r", | and ", html.unescape(tables))}
            empty = {plain[table] for table in staff[name]}
            assert word == "Too few"
            assert told == empty or (len(empty) > 4 and told - {f"{len(empty) - 4} more"} < empty), (name, why)
            continue
        one = asked[html.unescape(name)]
        assert word == written.state(one, seats)
        because, *others = map(html.unescape, re.findall(r"<bdi>(.*?)</bdi>", why))
        hold_because(written, seats, one.name, because)
        if none := next((text for text in others if text.startswith("None known to be at: ")), ""):
            empty = {t for t in one.tables if not written.have(one, seats, t)}
            named = {t for t, label in plain.items() if re.search(rf"\b{re.escape(label)}\b", none)}
            assert named <= empty, (name, none)
            assert not one.for_room
            assert not one.may_be_none
        moving = html.unescape(doors).partition("At other tables: ")[2]
        for person, label in re.findall(r"([^:,]*?) \(([^()]*)\)", moving):
            row = written.names[person.removeprefix(" and ").strip()]
            assert fits(row, one)
            assert plain[seats[row["id"]]] == label
            assert seats[row["id"]] not in written.short(one, seats)
    assert "kind: voice" not in page
    return Counter(f"missing voices {word}" for _, word, *_ in found)


def count_away(written: Written, seats: Seats) -> int:
    """Return how many members that the convening names for governance tables have no seat in the round."""
    named = [(one["id"], person) for one in written.convening["tables"] for person in one.get("people", ())]
    return sum(written.names.get(person, {"id": person})["id"] not in seats for _, person in set(named))


def list_texts(written: Written) -> set[str]:
    """Return the texts of the charts in this folder that name no one on the list. Some rounds do not count them."""
    path = Path("charts.csv")
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8", newline="") as file:
        texts = {row.get("who") or row.get("person or description") or "" for row in csv.DictReader(file)}
    return texts - written.names.keys() - {"", "me"}


def hold_lacking(written: Written, seats: Seats, text: str) -> int:
    """Look at the number of all who are missing, and at the first names with their states."""
    states = {one.name: state for one in written.asked() if (state := written.state(one, seats)) != "Heard"}
    states |= dict.fromkeys(written.without_staff(seats), "Too few")
    told = MISSING.search(text)
    rows = len(states) + count_away(written, seats)
    assert rows <= (int(told[1]) if told else 0) <= rows + len(list_texts(written)), text
    shown = [name for name in states if told and re.search(rf"\b{re.escape(name)}s?\b", told[2])]  # doers
    for name in shown:
        assert not (mark := SHOWN.get(states[name])) or re.search(rf"{re.escape(name)}s? \({mark}\)", told[2]), told
    return len(shown)


def hold_governance(written: Written, seats: Seats, page: Mapping[str, str]) -> Counter[str]:
    """Look at what tables ask for on the sheets of governance tables, and who is missing on the steering sheet."""
    said = Counter[str]()
    sheet = page.get("governance", "")
    for name, _brings, asks in ASKS.findall(sheet):
        table = html.unescape(name).lower()
        brought = {
            text for row in written.at(seats, table) for text in row["assets"].removeprefix("skill: ").split(";")
        }
        lacking = [need for need in written.needs[table] if need not in brought]
        assert [part for part in re.sub(r"<[^>]*>", "", asks).strip().split("; ") if part] == lacking, (name, asks)
        said["asks"] += 1
    if steering := page.get("steering", "").partition("Who is missing</h3>")[2].partition("</p>")[0]:
        said["steering"] += hold_lacking(written, seats, html.unescape(re.sub("<[^>]*>", "", steering)))
    return said


def hold_public(written: Written, seats: Seats, page: str) -> Counter[str]:
    """Look at the voices of the page for anybody: only those that the convener has named."""
    shown = page.partition("Voices that must not be missing")[2].partition("</dl>")[0]
    voices = {one.name: written.state(one, seats) for one in written.asked() if one.id.startswith("v")}
    groups = re.findall(r"<dt>([^<]*)</dt><dd>(.*?)</dd>", shown)
    found = {title: set(re.findall(r"<bdi>([^<]*)</bdi>", names)) for title, names in groups}
    wanted = {title: {v for v, state in voices.items() if state == title} for title in STATES.values()}
    assert found == {title: names for title, names in wanted.items() if names}
    return Counter(f"public {title}" for title in found)


def hold_explained(written: Written, seats: Seats, record: dict, folder: Path) -> Counter[str]:
    """Look at what `explain` says about each voice."""
    said = Counter[str]()
    if record["status"] in {"impossible", "no_seating"}:
        return said
    for one in written.asked():
        if not one.id.startswith("v"):
            continue
        told = run(f"explain {folder}/people.csv --out {folder}/out --requirement {one.id}").stdout
        assert "It is met in this seating." not in told or not written.short(one, seats), (one, told)
        if found := re.search(rf"{one.name}: (.*?)$", told, re.MULTILINE):
            hold_because(written, seats, one.name, found[1])
            said["explained"] += 1
    return said


@pytest.mark.room
@seeded(60, shrinks=False)
def test_each_claim_is_so(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    read_claims(seed, tmp_path_factory.mktemp("claims"))


@pytest.mark.night
def test_each_claim_is_made_at_times(tmp_path: Path) -> None:
    said = Counter[str]()
    for seed in range(200):
        folder = tmp_path / str(seed)
        folder.mkdir()
        said += read_claims(seed, folder)
    wanted = {f"json {state}" for state in STATES} | {f"public {title}" for title in STATES.values()}
    wanted |= {"asks", "steering", "needed", "focus", "voices", "first page"}
    wanted |= {"door-list", "find-table", "table-sheets", "tasks", "members", "carriers", "steering tables"}
    wanted.add("person")
    assert set(said) >= wanted, wanted - set(said)
