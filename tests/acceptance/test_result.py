"""What scripts and conveners get back: `result.json` to the letter, its arithmetic, and the files beside it."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import seating
from tests.acceptance.asked import Rows, asked, each, first_round, rows, solved
from tests.cli.running import run

KEYS = {
    "": "schema_version seating_version status penalty bound gap seconds seed inputs notes rounds conflict "
    "conflicts conflicts_complete recruit files",
    "inputs": "stakeholders convening",
    "inputs.stakeholders": "file sha256 rows",
    "inputs.convening": "file sha256",
    "notes": "slug text",
    "rounds": "round seats standing not_seated requirements voices gaps moves",
    "rounds.seats": "id name table duties",
    "rounds.standing": "table id as",
    "rounds.not_seated": "id name reason",
    "rounds.requirements": "id kind must weight sentence shortfall penalty met findings",
    "rounds.requirements.findings": "table group have want shortfall",
    "rounds.voices": "id name state invited attending needed tables sentence",
    "rounds.gaps": "id name state invited attending needed tables sentence",
    "conflict": "confirmed requirements sentences ways_out",
    "conflict.ways_out": "kind sentence cost confirmed",
    "conflicts": "confirmed requirements sentences",
    "recruit": "who people serves sentence confirmed",
}
"""The keys of result.json, by where they stand; a list's items stand where the list does."""

MAY_BE_ADDED = {
    "": {"measured", "nominations", "themes", "longer_limit", "fewest", "invitations", "search"},
    "recruit": {"smallest", "tables", "needs_seats", "name", "on_list", "introduced_by", "open_seats"},
    "rounds": {"status", "bound"},
    "rounds.seats": {"staff"},
    "rounds.requirements": {"applies", "asks_roles"},
    "rounds.requirements.findings": {"people", "text"},
    "rounds.voices": {"reason", "blank", "why"},
    "rounds.gaps": {"reason", "blank", "why"},
}


def keys_of(value: Any, place: str = "") -> dict[str, set[str]]:
    """Return the keys found at each place that `KEYS` names."""
    found: dict[str, set[str]] = {}
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Mapping) and place in KEYS:
            found.setdefault(place, set()).update(item)
            for key, inner in item.items():
                for where, keys in keys_of(inner, f"{place}.{key}".strip(".")).items():
                    found.setdefault(where, set()).update(keys)
    return found


def clash() -> seating.Solved:
    """Return eight people at eight seats, of whom none is a designee, which both tables must have."""
    mix = {"kind": "role_mix", "at_least": {"designee": 1}, "must": True}
    youth = {"kind": "voice", "name": "Youth", "who": {"age": "youth"}, "weight": 3}
    people = [
        *each(8, "representative_type", "doer"),
        {"id": "x", "name": "TBD", "attending": "no", "age": "youth", "with": "x"},
    ]
    tables = [{"id": "a", "seats": 4, "chair": "p1"}, {"id": "b", "seats": 4}, {"id": "lead", "from": "chair"}]
    return solved(people, mix, youth, tables=tables)


def test_keys_are_those_of_the_contract_to_the_letter() -> None:
    """In a record where every list has something in it; keys may be added only where it is known."""
    found = keys_of(clash().to_record())
    assert set(found) == set(KEYS)
    for place, keys in found.items():
        assert keys - MAY_BE_ADDED.get(place, set()) == set(KEYS[place].split()), place


def test_a_clash_has_no_bound_and_what_can_hold_has_no_conflict() -> None:
    """`bound` and `gap` are null when impossible; `weight` is null for musts, `conflict` unless impossible."""
    record = clash().to_record()
    assert (record["status"], record["bound"], record["gap"]) == ("impossible", None, None)
    assert [(r["must"], r["weight"], r["penalty"]) for r in record["rounds"][0]["requirements"]][:2] == [
        (True, None, 0),
        (False, 3, 6),
    ]
    fine = solved(rows(4)).to_record()
    assert (fine["status"], fine["bound"], fine["gap"], fine["conflict"], fine["recruit"]) == (
        "optimal",
        0,
        0,
        None,
        [],
    )


def test_one_must_that_cannot_hold_is_a_clash_with_ways_out_and_people_to_invite() -> None:
    """The closest seating gives way least, and where all seats are taken the invitation adds some.

    The unmet voice is invited for too, without a search.
    """
    record = clash().to_record()
    assert (record["conflict"]["requirements"], record["conflict"]["confirmed"]) == (["role_mix-1"], True)
    ways = {way["kind"]: way for way in record["conflict"]["ways_out"]}
    assert set(ways) == {"relax", "soften", "recruit", "drop"}
    assert (
        ways["recruit"]["sentence"]
        == "Invite 2 more people who are designees, for a and b; and add 2 seats at each table."
    )
    assert all(way["confirmed"] for way in ways.values())
    invited = [(recruit["who"], recruit["people"], recruit["serves"]) for recruit in record["recruit"]]
    assert invited == [
        ({"representative_type": "designee"}, 2, ["role_mix-1"]),
        ({"age": "youth"}, 2, ["voice-1"]),
    ]
    assert [recruit["confirmed"] for recruit in record["recruit"]] == [True, False]


SECTOR = {"who": {"sector": "labor"}, "must": True}
ROOM_FOR_MORE = {"count": 2, "seats": "4-6"}


@pytest.mark.parametrize(
    ("people", "must", "who", "number"),
    [
        (each(8, "sector", "x"), {"kind": "voice", **SECTOR}, {"sector": "labor"}, 2),
        (each(8, "sector", "x"), {"kind": "voice", **SECTOR, "at": "the room"}, {"sector": "labor"}, 1),
        (each(8, "sector", "x"), {"kind": "count", **SECTOR, "at_least": 1}, {"sector": "labor"}, 2),
        (each(8, "sector", "x", "labor", "x"), {"kind": "share", **SECTOR, "at_least": "1/2"}, {"sector": "labor"}, 2),
        (rows(8, languages={1: "vi"}), {"kind": "common_language", "must": True}, {"languages": "vi"}, 1),
        (rows(8), {"kind": "staff", "duty": "host", "must": True}, {"duty": "host"}, 2),
        (rows(5), {"kind": "size"}, {}, 3),
    ],
)
def test_people_are_the_way_where_they_would_help(people: Rows, must: Any, who: Mapping[str, str], number: int) -> None:
    """Each is confirmed by a seating with the people invited; a share takes more than are missing."""
    recruit = solved(people, must, tables=ROOM_FOR_MORE).to_record()["recruit"]
    assert [(each["who"], each["people"], each["confirmed"]) for each in recruit] == [(who, number, True)]


def test_people_who_only_help_together_are_invited_together() -> None:
    """Designees alone would leave doers missing: one way out names both."""
    mix = {"kind": "role_mix", "at_least": {"designee": 1, "doer": 1}, "must": True}
    record = solved(each(8, "representative_type", "decision-maker"), mix, tables=ROOM_FOR_MORE).to_record()
    assert sorted(each["who"]["representative_type"] for each in record["recruit"]) == ["designee", "doer"]
    recruit = [way for way in record["conflict"]["ways_out"] if way["kind"] == "recruit"]
    assert [(way["cost"], way["confirmed"]) for way in recruit] == [(4, True)]


def test_penalty_bound_and_gap_add_up() -> None:
    """The penalty is weight times shortfall over the wishes, the shortfall the sum of its findings."""
    result = solved(
        each(9, "sector", "x", "x", "y"),
        {"kind": "share", "who": {"sector": "x"}, "at_most": "1/3", "weight": 4},
        {"kind": "variety", "of": "sector", "at_least": 3, "weight": 2},
        tables={"count": 3, "seats": 3},
    )
    record, requirements = result.to_record(), asked(result).values()
    for requirement in requirements:
        assert requirement["shortfall"] == sum(finding["shortfall"] for finding in requirement["findings"])
        assert requirement["penalty"] == (requirement["weight"] or 0) * requirement["shortfall"]
        assert requirement["met"] == (not requirement["findings"])
    assert record["penalty"] == sum(requirement["penalty"] for requirement in requirements) == 3 * 4 + 3 * 2
    assert record["gap"] == round((record["penalty"] - record["bound"]) / record["penalty"], 4)
    assert (record["status"] == "optimal") == (record["bound"] == record["penalty"])


ADULTS = [{"id": f"a{n}", "name": f"A{n}", "age": "adult", "languages": "en"} for n in range(4)]
TWO = [{"id": "x", "seats": "2-6"}, {"id": "y", "seats": "2-6"}]


def young(number: int, **cells: str) -> dict[str, str]:
    return {"id": f"y{number}", "name": f"Y{number}", "age": "youth", "languages": "en", **cells}


@pytest.mark.parametrize(
    ("youth", "keys", "state", "why", "numbers"),
    [
        ([], {}, "missing", None, (0, 0, 2)),
        ([young(1, age="")], {}, "missing", None, (0, 0, 2)),
        ([young(1, age="", pin="x"), young(2, age="", pin="y")], {}, "unknown", None, (0, 0, 2)),
        ([young(1, age="", attending="no")], {}, "missing", None, (0, 0, 2)),
        ([young(1, status="open")], {}, "missing", "seat_held", (0, 0, 2)),
        ([young(1, duty="host")], {}, "missing", None, (0, 0, 2)),
        ([young(1, status="idea"), young(2, status="nominated")], {}, "missing", "not_coming", (0, 0, 2)),
        ([young(1, attending="no"), young(2, status="declined")], {}, "missing", "not_coming", (2, 0, 2)),
        ([young(1, status="open"), young(2)], {}, "too_few", None, (1, 1, 2)),
        ([young(1)], {"or_none": True, "at_least": 2}, "too_few", None, (1, 1, 2)),
        ([young(1, attending="maybe")], {"at": "the room", "at_least": 2}, "too_few", None, (1, 1, 2)),
        ([young(1, pin="x"), young(2, pin="x")], {}, "elsewhere", None, (2, 2, 2)),
        ([young(1, pin="x"), young(2, pin="y")], {"or_none": True, "at_least": 2}, "elsewhere", None, (2, 2, 2)),
        ([young(1, languages="vi"), young(2)], {}, "elsewhere", "no_shared_language", (2, 2, 2)),
        ([young(1, languages="vi")], {"at": "the room"}, "elsewhere", "no_shared_language", (1, 1, 1)),
        ([young(1, languages=""), young(2)], {}, "heard", None, (2, 2, 2)),
        ([young(1), young(2)], {"or_none": True, "at_least": 2}, "heard", None, (2, 2, 2)),
    ],
)
def test_a_voice_has_the_first_state_that_is_so(
    youth: Rows, keys: Mapping[str, Any], state: str, why: str | None, numbers: tuple[int, int, int]
) -> None:
    """With its reason, and how many are invited, attend, and are needed."""
    voice = {"kind": "voice", "name": "Youth", "who": {"age": "youth"}, **keys}
    result = solved([*ADULTS, *youth], voice, tables=TWO, working_language="en")
    (heard,) = first_round(result)["voices"]
    assert (heard["state"], heard.get("why")) == (state, why)
    assert (heard["invited"], heard["attending"], heard["needed"]) == numbers


def test_a_voice_nobody_attends_for_is_unmet_at_no_price_with_or_none() -> None:
    """As a must it holds; without `or_none` its shortfall counts."""
    for more, found in (({"or_none": True, "must": True}, ("optimal", 0, False)), ({}, ("optimal", 2, False))):
        result = solved(ADULTS, {"kind": "voice", "who": {"age": "youth"}, **more}, tables=TWO)
        voice = asked(result)["voice-1"]
        assert (result.status.value, voice["shortfall"], voice["met"]) == found


def test_voices_and_gaps_stand_worst_first() -> None:
    """Gaps are roles and needs, in the shape of voices."""
    people = [{**adult, "representative_type": "doer"} for adult in ADULTS] + [
        {"id": "d", "name": "D", "representative_type": "designee", "attending": "no"}
    ]
    result = solved(
        people,
        {"kind": "voice", "name": "here", "who": {"age": "adult"}},
        {"kind": "voice", "name": "nowhere", "who": {"age": "old"}},
        {"kind": "role_mix", "at_least": {"doer": 1, "designee": 1, "decision-maker": 1}},
        {"kind": "assets"},
        tables=[{**TWO[0], "needs": "keys"}, TWO[1]],
    )
    said = first_round(result)
    assert [(voice["name"], voice["state"]) for voice in said["voices"]] == [("nowhere", "missing"), ("here", "heard")]
    assert [(gap["name"], gap["state"], gap.get("why")) for gap in said["gaps"]] == [
        ("designee", "missing", "not_coming"),
        ("decision-maker", "missing", None),
        ("keys", "missing", None),
        ("doer", "heard", None),
    ]
    assert set(said["gaps"][1]) == set(said["voices"][0])


SECRETS = {
    "needs": "wheelchair-zq",
    "email": "zq@example.org",
    "phone": "555-zq",
    "case_notes": "debt-zq",
    "chance": "0.77",
}

LIST = (
    "id,name,organization,sector,interests,needs,email,phone,apart,wishes,attending,case_notes\n"
    f"001,Ana Ruiz,Oak,labor,capital:3,{SECRETS['needs']},{SECRETS['email']},{SECRETS['phone']},004,002,"
    f"{SECRETS['chance']},{SECRETS['case_notes']}\n"
    "002,Ben Ode,Elm,labor,talent:2,,,,,,,\n"
    "003,Cam Li,Ash,business,capital:1,,,,,,no,\n"
    "004,Dee Fox,Oak,business,talent:3,,,,,,,\n"
    "005,Eli Orr,,nonprofit,,,,,,,,\n"
)

CONVENING = """\
tables: {count: 2, seats: 2}
private: [case_notes]
show: [sector]
requirements:
  - {kind: cap, of: case_notes, at_most: 0}
  - {kind: variety, of: sector, at_least: 2, private: true, note: whispered-zq}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with a list the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


def public_pages(folder: Path) -> Sequence[Path]:
    """Return every page and record that people besides the convener may see."""
    pages = [page for page in (folder / "reports").rglob("*.html") if "convener-only" not in page.parts]
    return [*pages, *(folder / "reports").rglob("result.json"), *(folder / "reports").rglob("seating.csv")]


def test_nothing_private_is_on_any_page_others_see(folder: Path) -> None:
    """Neither what is always private, nor columns and requirements that a convener declared so."""
    (folder / "convening.yaml").write_text(CONVENING, encoding="utf-8")
    assert run("solve --pages all people.csv").exit_code == 0
    pages = public_pages(folder)
    assert len(pages) > 5
    for page in pages:
        text = page.read_text(encoding="utf-8-sig")
        assert not [secret for secret in (*SECRETS.values(), "whispered-zq", "case_notes") if secret in text], page
    record = json.loads((folder / "reports/round-1/result.json").read_text(encoding="utf-8"))
    found = {r["id"]: r for r in record["rounds"][0]["requirements"]}
    assert list(found) == ["private-1", "private-2", "size-1", "private-3", "private-4"]
    private = [r for name, r in found.items() if name.startswith("private-")]
    assert {r["kind"] for r in private} == {"private"}
    assert not any(r["weight"] or r["penalty"] for r in private)
    assert found["private-1"]["met"] is False
    assert all("people" not in finding for r in found.values() for finding in r["findings"])
    reasons = (folder / "reports/round-1/packet/convener-only/for-you-alone.html").read_text(encoding="utf-8")
    assert "private-2" in reasons
    assert "whispered-zq" in reasons


def test_a_round_s_files_stand_where_scripts_look_for_them(folder: Path) -> None:
    """With the headings they promise; result.json is what --json prints."""
    told = run("solve --pages all people.csv --json")
    round_one = folder / "reports" / "round-1"
    for name in (
        "seating.csv",
        "seating.xlsx",
        "report.html",
        "result.json",
        "breakout-rooms.csv",
        "packet/index.html",
    ):
        assert (round_one / name).is_file(), name
    assert (folder / "reports/report.html").is_file()
    with (round_one / "seating.csv").open(encoding="utf-8-sig", newline="") as file:
        seats = list(csv.DictReader(file))
    assert list(seats[0]) == ["id", "name", "organization", "table_id", "table_name", "duties"]
    assert sorted(seat["id"] for seat in seats) == ["001", "002", "004", "005"]
    with (round_one / "breakout-rooms.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row[1] for row in csv.reader(file)] == ["email", SECRETS["email"]]
    assert json.loads(told.stdout) == json.loads((round_one / "result.json").read_text(encoding="utf-8"))


def test_without_e_mail_there_are_no_breakout_rooms(folder: Path) -> None:
    """Nor does the file of an earlier run stay."""
    run("solve people.csv --no-packet")
    (folder / "people.csv").write_text(LIST.replace(SECRETS["email"], ""), encoding="utf-8")
    run("solve people.csv --no-packet")
    assert not (folder / "reports/round-1/breakout-rooms.csv").exists()


def test_an_inferred_convening_is_written_used_from_then_on_and_kept_once_edited(folder: Path) -> None:
    """With a note that it is used; a convening beside the list goes before it."""
    written = folder / "reports" / "convening.yaml"
    assert "convening-from-earlier-run" not in run("solve people.csv --no-packet").stderr
    edited = written.read_text(encoding="utf-8").replace("requirements:\n", "requirements:\n  - {kind: assets}\n")
    written.write_text(edited, encoding="utf-8")
    again = run("solve people.csv --no-packet --json")
    assert "assets-1" in [r["id"] for r in json.loads(again.stdout)["rounds"][0]["requirements"]]
    assert "convening-from-earlier-run" in [note["slug"] for note in json.loads(again.stdout)["notes"]]
    assert written.read_text(encoding="utf-8") == edited
    (folder / "convening.yaml").write_text("tables: {count: 1}\nrequirements: []\n", encoding="utf-8")
    beside = json.loads(run("solve people.csv --no-packet --json").stdout)
    assert [r["kind"] for r in beside["rounds"][0]["requirements"]] == ["size", "private", "private"]
    assert written.read_text(encoding="utf-8") == edited


def test_a_must_that_cannot_hold_is_exit_4_and_everything_is_written(folder: Path) -> None:
    """The closest seating and the conflict are there all the same."""
    (folder / "convening.yaml").write_text("tables: {count: 2, seats: 1}\n", encoding="utf-8")
    told = run("solve --pages all people.csv --json")
    assert told.exit_code == 4
    record = json.loads(told.stdout)
    assert record["conflict"]["ways_out"]
    assert len(record["rounds"][0]["seats"]) == 4
    assert (folder / "reports/round-1/seating.csv").is_file()
