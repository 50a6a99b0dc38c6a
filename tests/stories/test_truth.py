"""What is said of a seating is so: that everything holds, who is missing, and why somebody sits where they do.

The lists have parties, guests who declined, pins, elected chairs and frames. `tests/stories/rooms.py` works the same
out a second time.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.cli.running import run
from tests.examples import seeded
from tests.report.lettered import spell_reasons
from tests.stories.engine import use_this_process
from tests.stories.inputs import as_csv
from tests.stories.rooms import Guest, Raw, draw

ROW = re.compile(
    r'<tr id="[^"]*"><th scope="row"><bdi>(.*?)</bdi>.*?href="#table-([^"]*)">'
    r'[^<]*</a></span></td>(?:<td data-label="Why here"><span>(.*?)</span></td>)?</tr>'
)
"""A person, their table, and why they sit there. The last column is left out if no seat has a reason."""

EVERYTHING = "Every requirement is met."
PROVEN = "No better seating exists"
MUSTS_HOLD = "All musts are met."
IMPOSSIBLE = "The musts cannot all be met together."
ALL_THERE = "Every voice, role and need that the convening asks for is in the room."
NONE_ASKED = "The convening does not ask for any voice, role or need."


def look_at(seed: int, folder: Path) -> Counter[str]:
    """Seat one random list and hold what is said of it against the second reading; return what was said."""
    raw = draw(Random(f"truth {seed}"))
    if not raw.guests:
        return Counter()
    (folder / "guests.csv").write_text(as_csv(raw.rows), encoding="utf-8")
    (folder / "convening.yaml").write_text(json.dumps(raw.convening), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        use_this_process(patched)
        ran = run(f"solve {folder}/guests.csv --out {folder}/out --no-packet --quiet")
    assert ran.exit_code in {0, 4, 6}, ran.stderr
    record = json.loads((folder / "out/round-1/result.json").read_text(encoding="utf-8"))
    page = (folder / "out/report.html").read_text(encoding="utf-8")
    only = record["rounds"][0]
    seats = {seat["id"]: seat["table"] for seat in only["seats"]}
    assert set(seats) == {guest.id for guest in raw.guests}, "who is seated"
    assert {one["id"] for one in only["not_seated"]} == {g.id for g in raw.everybody} - set(seats), "who is not"
    said = hold_everything(raw, record, seats, ran.stdout)
    said += hold_missing(raw, only, seats, " ".join(re.sub(r"<[^>]*>", " ", page).split()))
    return said + hold_reasons(raw, seats, page)


def hold_everything(raw: Raw, record: dict, seats: dict[str, str], told: str) -> Counter[str]:
    """Look at the numbers and at the sentence on the terminal."""
    only = record["rounds"][0]
    lacks, (unmet, penalty) = raw.lacks(seats), raw.worth(seats)
    for one in only["requirements"]:
        if one["id"] in lacks:
            assert (one["shortfall"], one["met"]) == lacks[one["id"]], one
    assert record["penalty"] == penalty
    all_met = all(met for _, met in lacks.values()) and not unmet
    asks = (
        raw.requirements or any(t.get("focus") or t.get("chair") for t in raw.tables) or any(r["pin"] for r in raw.rows)
    )
    assert (EVERYTHING in told) <= (all_met and penalty == 0)
    assert (MUSTS_HOLD in told) <= (unmet == 0)
    assert EVERYTHING not in told or asks or any(len(party) > 1 for party in raw.parties)
    best = raw.best()
    if IMPOSSIBLE in told or record["status"] == "impossible":
        assert best[0] > 0
    else:
        assert unmet == 0
    if record["status"] == "optimal" or PROVEN in told:
        assert (unmet, penalty) == best
    if record["bound"] is not None:
        assert record["bound"] <= best[1] or best[0]
    spoken = [s for s in (EVERYTHING, MUSTS_HOLD, IMPOSSIBLE, PROVEN) if s in told]
    return Counter(spoken)


def hold_missing(raw: Raw, only: dict, seats: dict[str, str], page: str) -> Counter[str]:
    """Look at the state of each voice and of each cell of the frame, and at the report's first sentence on them."""
    wanted = raw.states(seats)
    asked = [*only["voices"], *only["gaps"]]
    found = {one["id"]: (one["name"], one["state"]) for one in asked}
    assert {key: found.get(key) for key in wanted} == wanted
    states = {one["state"] for one in asked}
    assert (ALL_THERE in page) == (bool(found) and states == {"heard"})
    answer = re.split(" What to do next | How good this seating is ", page.partition(" Who is missing ")[2])[0]
    lacking = [name for name, state in ((one["name"], one["state"]) for one in asked) if state != "heard"]
    told = re.findall(r"Who is missing \((\d+)\): ", f" Who is missing {answer}")
    assert sum(map(int, told)) >= len(set(lacking))
    assert all(name in answer for name in lacking) or len(set(lacking)) > 4
    assert (NONE_ASKED in page) == (not found)
    return Counter(state for _, state in wanted.values())


def hold_reasons(raw: Raw, seats: dict[str, str], page: str) -> Counter[str]:
    """Look at every reason on the report that says why somebody sits where they do."""
    names = {row["name"]: guest for row in raw.rows for guest in raw.people(row)[:1]}
    said = Counter[str]()
    rows = ROW.findall(spell_reasons(page))
    assert len(rows) == len(seats)
    has_reasons = any(why for *_, why in rows)
    assert page.count('data-label="Why here"') == (len(seats) if has_reasons else 0)
    assert has_reasons or not any(seats.get(one) == t["id"] for t in raw.tables for one in t.get("chair", ()))
    for name, table, why in rows:
        guest = names.get(html.unescape(name))
        assert guest is None or table == seats[guest.id]
        for reason in html.unescape(why).removesuffix(".").split("; ") if why else []:
            assert guest is not None, f"{name} only comes along: {reason}"
            said[reason_of(raw, guest, table, seats, reason[:1].lower() + reason[1:])] += 1
    return said


def reason_of(raw: Raw, guest: Guest, table: str, seats: dict[str, str], reason: str) -> str:
    """Assert that a reason is so; return its kind."""
    chosen = next(one for one in raw.tables if one["id"] == table)
    if reason == "serves as chair":
        assert any(guest.id in one.get("chair", []) for one in raw.tables)
        return "chair"
    if reason.startswith("the convening seats them at "):
        pins = [one for one in raw.requirements if one["kind"] == "pin" and guest.id in one["people"]]
        assert any(table in one["tables"] for one in pins) or guest.id in chosen.get("chair", [])
        return "pin"
    if reason.startswith("named "):
        named = [area for area, score in raw.scores(guest).items() if score]
        found = re.search(r"named the focus of (\w+), but not this table’s focus", reason)
        assert {int(one.partition(":")[2]) for one in guest.cell("interests")} == {1}
        assert (chosen["name"] in named) == (found is None)
        assert found is None or found[1] in named
        return "focus"
    if found := re.fullmatch(
        r"(?:did not rate this table’s focus, but rated|rated this table’s focus (\d), and) "
        r"(none higher|the focus of (\w+) (\d))",
        reason,
    ):
        scores = raw.scores(guest)
        here = int(found[1] or 0)
        assert scores[chosen["name"]] == here
        assert max(scores.values()) == int(found[4] or here) > 0
        assert found[3] is None or scores[found[3]] == int(found[4]) > here
        return "focus"
    found = re.fullmatch(r"needed here (?:as|for) (.+) \((?:the only one|one of (\d+))\)", reason)
    assert found, reason
    asked = [one for one in raw.requirements if found[1] in (one.get("name"), *one.get("at_least_of", ()))]
    asked += [one for one in raw.requirements if one["kind"] == "role_mix" and found[1] in one["at_least"]]
    here = [g for g in raw.guests if seats[g.id] == table]
    alike = [
        one
        for one in asked
        if (guest.type_at(table) == found[1] if one["kind"] == "role_mix" else guest.is_of(one["who"]))
    ]
    assert alike, reason
    one = alike[0]
    number = one["at_least"][found[1]] if one["kind"] == "role_mix" else one["at_least"]
    count = sum(g.type_at(table) == found[1] if one["kind"] == "role_mix" else g.is_of(one["who"]) for g in here)
    assert count == int(found[2] or 1) <= number
    return "needed"


@pytest.mark.room
@seeded(100, shrinks=False)
def test_what_is_said_is_so(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    look_at(seed, tmp_path_factory.mktemp("room"))


@pytest.mark.night
def test_each_sentence_state_and_reason_is_said_at_times(tmp_path: Path) -> None:
    said = Counter[str]()
    for seed in range(400):
        folder = tmp_path / str(seed)
        folder.mkdir()
        said += look_at(seed, folder)
    states = {"missing", "unknown", "too_few", "elsewhere", "heard"}
    spoken = {EVERYTHING, MUSTS_HOLD, IMPOSSIBLE, PROVEN, "chair", "pin", "focus", "needed"}
    assert set(said) >= states | spoken, said
