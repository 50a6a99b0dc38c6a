"""Findings are data: with every sentence replaced by a token, all decisions stay as they are."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from seating import wording
from seating.engines import prestart
from seating.explanations.move_reasons import Reasons
from seating.explanations.ways_out import find_relaxation, find_shortages
from seating.requirements import kinds
from seating.requirements.base import findings
from seating.requirements.base.findings import (
    Finding,
    Op,
    Unit,
    Verdict,
    Wanted,
    at_least,
    at_most,
    clause,
    in_words,
    state,
)
from seating.requirements.base.kind import Requirement
from seating.room.plan import Plan
from tests.builders import plan, requirement, room
from tests.cli.running import run
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room

WORDED = {"sentence", "sentences", "want", "group", "reason", "text", "name", "seconds", "seating_version"}
"""Keys of a record that hold a text made for readers, or a time."""


def replace_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace each text that anything says by a token of its own, the same whenever it is said."""
    tokens: dict[str, str] = {}

    class Token(wording.Said):
        def __new__(cls, text: str, *parts: Any, **more: Any) -> Any:
            return super().__new__(cls, tokens.setdefault(text, f"§{len(tokens)}"), *parts, **more)

    worded = in_words
    monkeypatch.setattr(wording, "Said", Token)
    monkeypatch.setattr(findings, "in_words", lambda wanted: tokens.setdefault(worded(wanted), f"§{len(tokens)}"))


def bare(value: Any) -> Any:
    """Return a record without the texts made for readers."""
    if isinstance(value, dict):
        return {
            key: bare(each)
            for key, each in value.items()
            if key not in WORDED and not (key == "have" and isinstance(each, str))
        }
    return [bare(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_no_decision_about_a_kind_rests_on_its_words(kind, monkeypatch):
    """What is lacking, what a way out costs, whom to invite and which move is explained by what."""

    def decided() -> list[Any]:
        found: list[Any] = []
        for seed in range(8):
            rng = Random(f"{kind} {seed}")
            here = random_room(rng, 8)
            asked: Requirement = random_requirement(rng, here, kind).model_copy(update={"id": "r", "must": True})
            before, now = (Plan({p.id: rng.choice(here.tables).id for p in here.persons}) for _ in range(2))
            verdict = asked.judge(here, now)
            requirements, verdicts = {"r": asked}, {"r": verdict}
            way = find_relaxation(requirements, verdicts, here)
            short = find_shortages(requirements, verdicts, here)
            reasons = Reasons(here, [asked], now, before.seats, (), here.listed.columns)
            moved = [p.id for p in here.persons if before.seats[p.id] != now.seats[p.id]]
            found += [
                [
                    (f.table, f.wanted.op, f.wanted.number, f.wanted.unit, f.shortfall, f.people)
                    for f in verdict.findings
                ],
                way and (way.kind, way.cost, way.requirements),
                [(s.who, s.people, s.tables) for s in short],
                [(reasons.of(p).full == reasons.of(p).shared) for p in moved],
            ]
        return found

    plain = decided()
    replace_sentences(monkeypatch)
    assert decided() == plain


CONVENINGS = {
    "clash": """\
tables: [{id: a, name: Alder, seats: 4}, {id: b, name: Birch, seats: 4}]
requirements:
  - {kind: count, who: {sector: labor}, at_least: 2, must: true}
  - {kind: apart, people: [p0, p1]}
  - {kind: role_mix, at_least: {doer: 1}}
""",
    "seats": """\
tables: [{id: a, name: Alder, seats: 3}, {id: b, name: Birch, seats: 4}]
requirements: [{kind: gather, of: sector, at_most_tables: 1}]
""",
    "wishes": """\
tables: [{id: a, name: Alder, seats: 4}, {id: b, name: Birch, seats: 4}]
requirements:
  - {kind: voice, name: Labor, who: {sector: labor}, at_least: 2, or_none: true}
  - {kind: balance, of: sector}
  - {kind: gather, of: sector, at_most_tables: 1, weight: 3}
  - {kind: role_mix, at_least: {doer: 1}, must: true}
  - {kind: pin, people: [p2], tables: [b], must: false}
""",
}

PEOPLE = "id,name,sector,representative_type,attending\n" + "".join(
    f"p{n},Person {letter},{('labor', 'health', 'housing')[n % 3]},{'doer' if n < 2 else 'designee'},yes\n"
    for n, letter in enumerate("ABCDEFGH")
)

COMMANDS = {
    "solve": "solve people.csv --time 3 --json",
    "check": "check people.csv --json",
    "repair": "repair people.csv --from seats.csv --json",
    "explain": "explain people.csv --person p2 --json",
    "review": "review people.csv seats.csv --json",
}


@pytest.mark.parametrize("command", sorted(COMMANDS))
@pytest.mark.parametrize("convening", sorted(CONVENINGS))
def test_no_command_decides_by_reading_a_sentence(command, convening, tmp_path, monkeypatch, child):
    """Exit codes, numbers, seats and the order of everything are the same without the words."""
    for name in ("solve", "explain", "repair"):
        monkeypatch.setattr(f"seating.api.{name}.Child", lambda: nullcontext(child))
    monkeypatch.setattr(prestart, "begin", lambda engine: None)

    def told(folder: Path) -> tuple[int, Any]:
        folder.mkdir()
        monkeypatch.chdir(folder)
        seats = "id,table\n" + "".join(f"p{n},{'ab'[n % 2]}\n" for n in range(8))
        texts = {"people.csv": PEOPLE, "convening.yaml": CONVENINGS[convening], "seats.csv": seats}
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        done = run(COMMANDS[command])
        return done.exit_code, bare(json.loads(done.stdout)) if done.stdout else None

    plain = told(tmp_path / "plain")
    replace_sentences(monkeypatch)
    assert told(tmp_path / "tokens") == plain


def test_what_was_wanted_is_said_from_its_data():
    assert in_words(at_least(2)) == "at least 2"
    assert in_words(at_least(2, or_none=True)) == "at least 2, or none"
    assert in_words(at_most(1, Unit.TABLES)) == "at most 1 table"
    assert in_words(findings.Wanted(Op.BETWEEN, 2, most=3)) == "2 or 3"
    assert in_words(findings.Wanted(Op.BETWEEN, 2, most=5)) == "2 to 5"
    assert in_words(findings.Wanted(Op.BETWEEN, 2, most=2)) == "2"
    assert in_words(state("a new table")) == "a new table"
    assert Finding(None, "youth", 3, at_most(1, Unit.TABLES), 2).have_in_words == "3 tables"


def test_a_finding_is_worded_by_its_kind_or_from_its_data():
    assert clause("doer", 0, at_least(1)) == "doer: 0 instead of at least 1"
    assert clause("youth", 3, at_most(1, Unit.TABLES)) == "youth: 3 tables instead of at most 1 table"
    assert clause("", 3, at_most(2)) == "3 instead of at most 2"
    assert clause("Ana", "at north", state("not at north"), "Ana declined this table") == "Ana declined this table"


@pytest.mark.parametrize(
    ("wanted", "words", "more", "fewer"),
    [
        (at_least(0), "at least 0", True, False),
        (at_least(3, Unit.SEATS), "at least 3", True, False),
        (at_least(2, or_none=True), "at least 2, or none", True, False),
        (at_least(2, phrase="two who can chair"), "two who can chair", True, False),
        (at_most(4), "at most 4", False, True),
        (at_most(0, Unit.TABLES), "at most 0 tables", False, True),
        (at_most(2, Unit.TABLES, phrase="two tables"), "two tables", False, True),
        (Wanted(Op.BETWEEN, 0, most=1), "0 or 1", False, False),
        (Wanted(Op.EQUAL, 7, unit=Unit.POINTS), "7", False, False),
        (Wanted(Op.EQUAL, Fraction(1, 3)), "1/3", False, False),
        (state("different tables"), "different tables", False, False),
        (Wanted(Op.STATE), "", False, False),
    ],
)
def test_a_wanted_value_says_whether_there_are_too_few_or_too_many(wanted, words, more, fewer):
    found = Finding("north", None, 1, wanted, 1)
    assert (found.want, found.asks_for_more, found.asks_for_fewer) == (words, more, fewer)
    assert found.counts_seats == (wanted.unit is Unit.SEATS)


@pytest.mark.parametrize(
    ("have", "unit", "words"),
    [(1, Unit.TABLES, "1 table"), (2, Unit.TABLES, "2 tables"), (2, Unit.PEOPLE, "2"), ("apart", Unit.TABLES, "apart")],
)
def test_what_there_is_comes_with_its_unit_where_that_is_tables(have, unit, words):
    assert Finding(None, None, have, at_most(1, unit), 1).have_in_words == words


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        ({"have": 9, "shortfall": 5, "wanted": at_least(9)}, True),
        ({"table": "south"}, False),
        ({"group": "adults"}, False),
        ({"people": ("ana",)}, False),
    ],
)
def test_findings_are_the_same_if_they_are_about_the_same_whatever_the_amount(change, is_same):
    """So that two seatings can be compared: what is still lacking, and what is new."""
    one = Finding("north", "youth", 1, at_least(2), 1)
    other = replace(one, **change)
    assert (one == other) == is_same
    assert (len({one, other}) == 1) == is_same


def test_a_verdict_adds_up_its_findings():
    findings = tuple(Finding(f"t{n}", None, 0, at_least(n), n) for n in (1, 2, 4))
    assert Verdict("r", findings, met=False).shortfall == 7
    assert Verdict("r", (), met=True).shortfall == 0


def test_a_verdict_tells_apart_at_most_as_many_findings_as_there_are_people(monkeypatch):
    monkeypatch.setattr("seating.requirements.base.kind.KEPT_FINDINGS", 1)
    here, there = [f"a{n}" for n in range(6)], [f"b{n}" for n in range(4)]
    asked, there_are = requirement("apart", people=here + there), 15 + 6
    verdict = asked.judge(room(here + there), plan(north=here, south=there))
    assert (verdict.shortfall, len(verdict.findings)) == (there_are, 10 + 2)
    assert [(one.table, one.says, one.people) for one in verdict.findings[10:]] == [
        ("north", "5 more", ()),
        ("south", "6 more", ()),
    ]
