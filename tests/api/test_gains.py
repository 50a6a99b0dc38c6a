"""Gains of moves by hand: kept up to date step by step, in words, and without private cells for others."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from seating.api.gains import Gains
from seating.api.inputs import RoundInputs, read_round
from seating.api.request import Request
from seating.judge import review
from seating.room.plan import Plan

PEOPLE: list[dict[str, Any]] = [
    {"id": name.lower(), "name": name, "sector": sector, "faith": faith, "languages": language}
    for name, sector, faith, language in (
        ("Ana", "labor", "quaker", "es"),
        ("Ben", "labor", "quaker", "en"),
        ("Cam", "business", "bahai", "es"),
        ("Dee", "business", "bahai", "en"),
        ("Eli", "health", "quaker", "en"),
        ("Flo", "health", "bahai", "es"),
    )
]
CONVENING: dict[str, Any] = {
    "tables": [{"id": "north", "name": "North", "seats": "2-3"}, {"id": "south", "name": "South", "seats": "2-3"}],
    "private": ["faith"],
    "requirements": [
        {"kind": "size"},
        {"kind": "balance", "of": "faith", "weight": 7},
        {"kind": "variety", "of": "sector", "at_least": 3, "weight": 2},
        {"kind": "voice", "name": "Spanish", "who": {"languages": "es"}, "at_least": 1, "weight": 3},
        {"kind": "apart", "people": ["ana", "flo"], "must": True},
    ],
}
SEATS = {"ana": "north", "cam": "north", "eli": "north", "ben": "south", "dee": "south", "flo": "south"}


def inputs_of(**changes: Any) -> RoundInputs:
    return read_round(Request(PEOPLE, {**CONVENING, **changes}, write=False))


def test_every_line_and_its_points_add_up_to_what_the_judge_finds() -> None:
    inputs, rng = inputs_of(), Random(1)
    gains, seats = Gains(inputs, SEATS), dict(SEATS)
    for _ in range(60):
        person = rng.choice(sorted(inputs.room.index))
        now = review(inputs.room, inputs.requirements, Plan(seats))
        other = rng.choice([p for p in inputs.room.index if p != person])
        tables = [*inputs.room.table_index, None]
        moves = [({person: table}, gain) for table, gain in zip(tables, gains.list_moves(person), strict=True)]
        exchange = gains.compute_exchange(person, other)
        moves.append(({person: seats.get(other), other: seats.get(person)}, exchange))
        for moved, gain in moves:
            then = {p: t for p, t in {**seats, **moved}.items() if t is not None}
            after = review(inputs.room, inputs.requirements, Plan(then))
            lines = gains.describe(person, gain)
            assert gain.points == after.penalty - now.penalty == sum(line.points for line in lines)
            assert gain.units == after.unmet - now.unmet == sum(line.units for line in lines if line.is_must)
            assert [line.is_must for line in lines] == sorted((line.is_must for line in lines), reverse=True)
        seats = {p: t for p, t in {**seats, **rng.choice(moves)[0]}.items() if t is not None}
        gains.seat(seats)
        assert gains.seats == seats


@pytest.mark.room
def test_after_steps_the_gains_are_those_of_a_new_start() -> None:
    inputs, rng = inputs_of(), Random(2)
    gains = Gains(inputs, {})
    for _ in range(30):
        seats = {p: rng.choice(["north", "south"]) for p in inputs.room.index if rng.random() < 0.8}
        gains.seat(seats)
        anew = Gains(inputs, seats)
        for person in inputs.room.index:
            assert gains.list_moves(person) == anew.list_moves(person)
            assert gains.find_exchanges(person) == anew.find_exchanges(person)


def test_musts_come_first_and_are_said_in_words() -> None:
    gains = Gains(inputs_of(), SEATS)
    _, south, nowhere = gains.list_moves("ana")
    says = [line.says for line in gains.describe("ana", south)]
    assert "South: Ana and Flo share this table" in says
    assert gains.describe("ana", south)[0].is_must
    assert nowhere.table is None
    exchange = next(gain for gain in gains.find_exchanges("ana") if gain.table == "south")
    assert exchange.other in {"ben", "dee", "flo"}
    assert gains.find_exchanges("ana", ["north"]) == ()


def test_others_see_nothing_that_depends_on_a_private_cell() -> None:
    """With other faiths, every number and every word for others is the same."""
    seen = []
    for faiths in (["quaker", "quaker", "bahai", "bahai", "quaker", "bahai"], ["bahai"] * 5 + ["quaker"]):
        people = [{**person, "faith": faith} for person, faith in zip(PEOPLE, faiths, strict=True)]
        inputs = read_round(Request(people, CONVENING, write=False))
        assert inputs.private_names
        gains = Gains(inputs, SEATS, is_shared=True)
        for person in inputs.room.index:
            moves = [*gains.list_moves(person), *gains.find_exchanges(person)]
            seen.append((person, [(gain, gains.describe(person, gain)) for gain in moves]))
    half = len(seen) // 2
    assert seen[:half] == seen[half:]
    assert "balance" not in repr(seen)
    assert "quaker" not in repr(seen)
    assert "bahai" not in repr(seen)


def test_the_convener_sees_what_others_do_not() -> None:
    gains = Gains(inputs_of(), SEATS)
    lines = [line for person in SEATS for gain in gains.list_moves(person) for line in gains.describe(person, gain)]
    assert any("quaker" in line.says for line in lines)


def test_a_column_that_others_may_not_see_is_only_named_by_the_sentence() -> None:
    hidden = Gains(inputs_of(), SEATS, is_shared=True)
    shown = Gains(inputs_of(show=["languages", "sector"]), SEATS, is_shared=True)
    moved = {"flo": "north"}
    for gains, says in ((hidden, False), (shown, True)):
        gain = gains.list_moves("flo")[0]
        assert gain.table == moved["flo"]
        lines = [line for line in gains.describe("flo", gain) if line.requirement == "voice-1"]
        assert [("no one" in line.says) for line in lines] == [says]
        assert [line.table for line in lines] == ["south" if says else None]


def test_the_convening_team_reads_the_names_of_people_who_are_not_listed() -> None:
    people = [{**person, **({"listed": "no"} if person["id"] == "flo" else {})} for person in PEOPLE]
    inputs = read_round(Request(people, CONVENING, write=False))
    gains = Gains(inputs, SEATS, is_shared=True)
    lines = gains.describe("ana", gains.list_moves("ana")[1])
    assert ["share this table" in line.says for line in lines if line.requirement == "apart-1"] == [True]


@pytest.mark.parametrize(
    ("kind", "is_said"),
    [
        ({"kind": "new_company"}, True),
        ({"kind": "new_table"}, True),
        ({"kind": "meet", "people": ["ana", "ben"]}, True),
        ({"kind": "apart", "people": ["ana", "ben"]}, False),
    ],
)
def test_later_rounds_are_named_if_a_requirement_counts_over_rounds(kind: dict[str, Any], is_said: bool) -> None:
    says = Gains(inputs_of(requirements=[kind]), SEATS).leaves_out
    assert [each.startswith("Later rounds are not counted") for each in says] == [True] * is_said


@pytest.mark.parametrize(("rounds", "is_said"), [(1, False), (2, True)])
def test_later_rounds_are_not_named_in_the_last_round_of_the_convening(rounds: int, is_said: bool) -> None:
    inputs = inputs_of(requirements=[{"kind": "new_company"}], rounds=[{"stage": "forming"}] * rounds)
    says = Gains(inputs, SEATS).leaves_out
    assert [each.startswith("Later rounds are not counted") for each in says] == [True] * is_said


def test_what_is_left_out_in_a_season_is_said() -> None:
    assert Gains(inputs_of(), SEATS).leaves_out == ()
    days = [
        {"day": "2026-12-01", "time": "18:00", "place": "hall"},
        {"day": "2026-12-02", "time": "18:00", "place": "hall"},
    ]
    tables = [{**table, **day} for table, day in zip(CONVENING["tables"], days, strict=True)]
    inputs = inputs_of(tables=tables, sessions={"most": 2})
    says = Gains(inputs, SEATS).leaves_out
    assert [each.startswith("Further sessions are not counted") for each in says] == [True]
