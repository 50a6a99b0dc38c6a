"""Two rounds side by side: a table with another name, and a requirement with another number, are still the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from seating.api.rounds import compare_rounds
from seating.ledger import Kind, Ledger
from tests.cli.running import run
from tests.ledger.made_up import UNMET, WHOLE, record


def ledger_of(out: Path, *rounds: tuple[dict[str, str], dict[str, list[str]]]) -> Ledger:
    """Save rounds, each with its seats and what its tables were."""
    ledger = Ledger.open(out)
    for number, (seats, was) in enumerate(rounds, start=1):
        tables = [{"id": t, "name": t.upper(), "was": was.get(t, [])} for t in sorted({*seats.values(), *was})]
        pages = {**WHOLE["pages"], "convening": {"tables": tables}}
        ledger = ledger.add(Kind.SEATED, {**WHOLE, "pages": pages, "rounds": [record(number, seats)]})
    return ledger


FIRST = {"ana": "money", "ben": "money", "cam": "jobs", "dee": "jobs"}

CASES = {
    "renamed": ([(dict(FIRST, ana="capital", ben="capital"), {"capital": ["money"]})], set()),
    "split": ([(dict(FIRST, ana="loans", ben="grants"), {"loans": ["money"], "grants": ["money"]})], set()),
    "merged": ([(dict.fromkeys(FIRST, "work"), {"work": ["money", "jobs"]})], set()),
    "renamed, and one moves": ([(dict(FIRST, ana="capital", ben="jobs"), {"capital": ["money"]})], {"ben"}),
    "renamed twice": ([(dict(FIRST, ana="b"), {"b": ["money"]}), (dict(FIRST, ana="c"), {"c": ["b"]})], set()),
    "only called alike": ([(dict(FIRST, ana="cash"), {})], {"ana"}),
}


@pytest.mark.parametrize("case", CASES)
def test_who_moved(tmp_path, case):
    later, moved = CASES[case]
    ledger = ledger_of(tmp_path, (FIRST, {}), *later)
    last = len(later) + 1
    there, back = compare_rounds(ledger, 1, last), compare_rounds(ledger, last, 1)
    assert {person for person, _, _ in there.moved} == {person for person, _, _ in back.moved} == moved
    assert there.stayed == back.stayed == 4 - len(moved)
    assert {(b, a) for a, b in there.renamed} == set(back.renamed)
    assert bool(there.renamed) is (case != "only called alike")


def test_another_name_is_told(tmp_path):
    ledger_of(tmp_path, (FIRST, {}), CASES["renamed"][0][0])
    told = run(f"rounds diff 1 2 --out {tmp_path}").stdout
    assert [line.split()[-1] for line in told.splitlines()[1:3]] == ["4", "0"]
    assert "MONEY → CAPITAL" in told


def test_who_goes_to_the_same_sessions_in_another_order_did_not_move(tmp_path):
    seats = ({"ana": "carts", "ben": "carts", "cam": "carts"}, {"ana": "labs", "ben": "labs", "cam": "labs"})
    further = ({"ana": "labs", "ben": "labs"}, {"ana": "carts", "ben": "shops"})
    ledger = Ledger.open(tmp_path)
    for number, (sit, go) in enumerate(zip(seats, further, strict=True), start=1):
        more = [{"id": person, "table": table} for person, table in go.items()]
        ledger = ledger.add(Kind.SEATED, {**WHOLE, "rounds": [{**record(number, sit), "further": more}]})
    assert {person for person, _, _ in compare_rounds(ledger, 1, 2).moved} == {"ben", "cam"}


def test_who_left_a_season_is_told_with_all_their_sessions(tmp_path):
    tables = [{"id": one, "name": one.upper()} for one in ("carts", "labs")]
    ledger = Ledger.open(tmp_path)
    for number, sit in enumerate(({"ana": "carts", "ben": "labs"}, {"ben": "labs", "cam": "labs"}), start=1):
        more = [{"id": one, "table": "labs" if one == "ana" else "carts"} for one in sit if one != "ben"]
        pages = {**WHOLE["pages"], "convening": {"tables": tables}}
        rounds = [{**record(number, sit), "further": more}]
        ledger = ledger.add(Kind.SEATED, {**WHOLE, "pages": pages, "rounds": rounds})
    told = run(f"rounds diff 1 2 --out {tmp_path}").stdout
    assert "ana: carts and labs" in told.lower()
    assert "cam: labs and carts" in told.lower()


def test_who_left_a_season_is_told_with_the_sessions_they_came_to(tmp_path):
    """Ana came to her further session only, and Ben was absent."""
    tables = [{"id": one, "name": one.upper()} for one in ("carts", "labs")]
    pages = {**WHOLE["pages"], "convening": {"tables": tables}}
    more = [{"id": one, "table": "labs"} for one in ("ana", "ben")]
    first = {**record(1, {"ana": "carts", "ben": "carts", "cam": "labs"}), "further": more}
    ledger = Ledger.open(tmp_path).add(Kind.SEATED, {**WHOLE, "pages": pages, "rounds": [first]})
    came = {"round": 1, "present": ["ana", "cam"], "tables": {"ana": "labs"}, "further": {"ana": []}, "inputs": {}}
    ledger = ledger.add(Kind.ATTENDED, came)
    ledger.add(Kind.SEATED, {**WHOLE, "pages": pages, "rounds": [record(2, {"cam": "labs"})]})
    told = run(f"rounds diff 1 2 --out {tmp_path}").stdout.lower()
    assert "ana: labs\n" in told
    assert "ben: carts and labs (absent)\n" in told


PRIVATE = "A private requirement."


def rule(identity: str, sentence: str, *, met: bool) -> dict[str, object]:
    kind, _, _ = identity.partition("-")
    return {**UNMET, "id": identity, "kind": kind, "sentence": sentence, "met": met}


BAKERS, COOKS, DRIVERS = "The room has a baker.", "The room has a cook.", "The room has a driver."


@pytest.mark.parametrize(
    ("then", "now", "changes"),
    [
        ([rule("voice-1", BAKERS, met=True)], [rule("voice-1", BAKERS, met=False)], ([], ["voice-1"])),
        ([rule("bakers", "One baker.", met=True)], [rule("bakers", "Two bakers.", met=False)], ([], ["bakers"])),
        ([rule("voice-1", BAKERS, met=False)], [rule("voice-1", COOKS, met=True)], ([], [])),
        (
            [rule("voice-1", BAKERS, met=True), rule("voice-2", COOKS, met=False)],
            [rule("voice-1", DRIVERS, met=False), rule("voice-2", BAKERS, met=True), rule("voice-3", COOKS, met=True)],
            (["voice-3"], []),
        ),
        (
            [rule("private-1", PRIVATE, met=True), rule("private-2", PRIVATE, met=False)],
            [rule("private-1", PRIVATE, met=False)],
            ([], []),
        ),
    ],
    ids=["unmet since", "reworded", "another one of its number", "another one came before it", "private"],
)
def test_a_requirement_is_compared_with_itself_whatever_its_number(tmp_path, then, now, changes):
    ledger = Ledger.open(tmp_path)
    for number, asked in enumerate((then, now), start=1):
        ledger = ledger.add(Kind.SEATED, {**WHOLE, "rounds": [{**record(number, FIRST), "requirements": asked}]})
    there, back = compare_rounds(ledger, 1, 2), compare_rounds(ledger, 2, 1)
    assert (list(there.met), list(there.unmet)) == changes
    assert (len(back.unmet), len(back.met)) == tuple(map(len, changes))


def voice(identity: str, name: str, *tables: str) -> dict[str, object]:
    numbers = {"invited": 1, "attending": 1, "needed": 1, "tables": dict.fromkeys(tables, 1)}
    return {"id": identity, "name": name, "state": "heard", **numbers, "sentence": ""}


def test_a_voice_is_compared_with_itself_whatever_its_sentence(tmp_path):
    """Its table was split; or it has more weight, because it was unmet. A voice without a name has its description."""
    then = [rule("voice-1", BAKERS, met=False), rule("voice-2", COOKS, met=True), rule("voice-3", DRIVERS, met=False)]
    now = [
        rule("voice-1", "Elsewhere.", met=True),
        rule("voice-3", "Heavier.", met=False),
        rule("voice-2", "", met=True),
    ]
    voices = (
        [voice("voice-1", "Bakers", "money"), voice("voice-2", "Cooks", "jobs"), voice("voice-3", "a driver", "jobs")],
        [voice("voice-1", "Bakers", "loans"), voice("voice-3", "Cooks", "jobs"), voice("voice-2", "a clerk", "jobs")],
    )
    ledger = Ledger.open(tmp_path)
    for number, (asked, heard) in enumerate(zip((then, now), voices, strict=True), start=1):
        rounds = [record(number, FIRST, requirements=asked, voices=heard)]
        ledger = ledger.add(Kind.SEATED, {**WHOLE, "rounds": rounds})
    there, back = compare_rounds(ledger, 1, 2), compare_rounds(ledger, 2, 1)
    assert (there.met, there.unmet) == (("voice-1",), ("voice-3",))
    assert (back.met, back.unmet) == (("voice-2",), ("voice-1",))


def test_unmet_private_requirements_are_counted(tmp_path):
    ledger = Ledger.open(tmp_path)
    for number, unmet in enumerate((("private-2",), ("private-1", "private-3")), start=1):
        asked = [rule(identity, PRIVATE, met=False) for identity in unmet]
        ledger = ledger.add(Kind.SEATED, {**WHOLE, "rounds": [{**record(number, FIRST), "requirements": asked}]})
    told = run(f"rounds diff 1 2 --out {tmp_path}").stdout
    assert "Unmet private requirements: 1 to 2" in told
    assert "Newly unmet" not in told


@pytest.mark.parametrize(
    ("then", "now", "changes"),
    [
        ({"met": True}, {"met": False}, ((), ("a",))),
        ({"met": True, "applies": False}, {"met": False}, ((), ())),
        ({"met": False}, {"met": True}, (("a",), ())),
        ({"met": False}, {"met": True, "applies": False}, ((), ())),
    ],
)
def test_what_does_not_apply_in_a_round_is_not_met_there(tmp_path, then, now, changes):
    ledger = ledger_of(tmp_path, (FIRST, {}))
    for number, asked in enumerate((then, now), start=1):
        rounds = [record(number, FIRST, requirements=[{**UNMET, "id": "a", **asked}])]
        ledger = ledger.add(Kind.SEATED, {**WHOLE, "rounds": rounds})
    compared = compare_rounds(ledger, 1, 2)
    assert (compared.met, compared.unmet) == changes
