"""What counting proves of several rounds is true of every plan of them, tried one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from random import Random
from typing import Any

import pytest

from seating.api.check import check_request
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.solve import solve_request
from seating.engines.outcome import Status
from seating.explanations.round_clashes import PlannedRound, _Pairs, find_round_clashes
from seating.judge import review
from seating.pages.unmet import list_conflicts
from seating.requirements.base.kind import is_active
from seating.room.history import History
from tests.builders import past, requirement, room
from tests.examples import seeded
from tests.present.told import told

Seats = Mapping[str, int]


def planned(
    coming: Sequence[Sequence[str]], tables: Sequence[Any], musts: Sequence[Any], history: History | None = None
) -> list[PlannedRound]:
    """Return rounds that are planned together, with the people who come to each and musts with their rounds."""
    everyone = sorted({person for people in coming for person in people})
    first = 1 if history is None else len(history.rounds) + 1
    found = []
    for number, people in enumerate(coming, first):
        rows = [{"id": one, "status": "confirmed" if one in people else "declined"} for one in everyone]
        its = room(rows, tables, round_number=number, history=history, last_round=first + len(coming) - 1)
        assert {one.id for one in its.people} == {*people}
        found.append(PlannedRound(its, tuple(one for one in musts if is_active(one, number))))
    return found


def list_plans(rounds: Sequence[PlannedRound]) -> Iterator[list[Seats]]:
    """Yield every plan of these rounds."""
    each = [
        [
            dict(zip(sorted(one.ids), seats, strict=True))
            for seats in product(range(len(one.room.tables)), repeat=len(one.ids))
        ]
        for one in rounds
    ]
    return (list(plan) for plan in product(*each))


def is_met(must: Any, rounds: Sequence[PlannedRound], plan: Sequence[Seats]) -> bool:
    """Whether a plan meets a must; written from the page of its kind alone."""
    tables = [table.id for table in rounds[0].room.tables]
    before = [{person: tables.index(at) for person, at in one.seats.items()} for one in rounds[0].room.history.rounds]
    for number, (one, seats) in enumerate(zip(rounds, plan, strict=True)):
        if must not in one.musts:
            continue
        earlier = [*before, *plan[:number]]
        if must.kind == "size":
            for place, table in enumerate(one.room.tables):
                have = sum(at == place for at in seats.values())
                most = len(seats) if table.seats.maximum is None else table.seats.maximum
                if have > most or (have < table.seats.minimum and not (table.open_if_needed and not have)):
                    return False
        if must.kind == "new_table" and any(then.get(p) == at for p, at in seats.items() for then in earlier):
            return False
        if must.kind == "new_company":
            looked_at, again = earlier if must.within is None else earlier[-must.within :], Counter[str]()
            for a, b in combinations(seats, 2):
                if seats[a] == seats[b] and any(a in then and then[a] == then.get(b) for then in looked_at):
                    again.update((a, b))
            if again and max(again.values()) > (must.at_most or 0):
                return False
        if must.kind == "meet" and number == len(rounds) - 1:
            for a, b in combinations(must.people, 2):
                both = [then for then in plan if a in then and b in then]
                if (
                    both
                    and not any(then[a] == then[b] for then in both)
                    and not any(a in then and then[a] == then.get(b) for then in before)
                ):
                    return False
    return True


SIZE = requirement("size")
NEW_TABLE = requirement("new_table", must=True)
NEW_COMPANY = requirement("new_company", must=True)


def people(number: int) -> list[str]:
    return [f"p{n:02}" for n in range(number)]


def meet_all(number: int) -> Any:
    return requirement("meet", people=people(number), must=True)


@pytest.mark.parametrize(
    ("number", "tables", "seats", "rounds", "musts", "clash"),
    [
        (4, 2, 2, 3, [NEW_TABLE], ("new_table-1",)),
        (6, 2, 3, 2, [NEW_COMPANY], ("new_company-1",)),
        (9, 3, 3, 5, [NEW_COMPANY], ("new_company-1",)),
        (16, 4, 4, 2, [NEW_TABLE, NEW_COMPANY], ("new_table-1", "new_company-1")),
        (6, 2, 3, 2, [meet_all(6)], ("meet-1", "size-1")),
        (4, 2, 2, 2, [NEW_TABLE], None),
        (9, 3, 3, 4, [NEW_COMPANY], None),
        (4, 2, 2, 3, [meet_all(4)], None),
    ],
)
def test_what_a_child_can_count_is_proven(number, tables, seats, rounds, musts, clash):
    ids = [{"id": f"t{n}", "seats": seats} for n in range(tables)]
    found = find_round_clashes(planned([people(number)] * rounds, ids, [SIZE, *musts]))
    assert [one.requirements for one in found] == ([] if clash is None else [clash])
    assert all(one.needed > one.available for one in found)


@seeded(60)
def test_no_plan_meets_musts_that_counting_rules_out(seed: int) -> None:
    rng = Random(seed)
    number = rng.randint(2, 4)
    everyone = people(number)
    tables = []
    for n in range(rng.randint(1, 3)):
        low = rng.randint(0, 2)
        tables.append({"id": f"t{n}", "seats": {"min": low, "max": rng.randint(max(1, low), 3)}})
        tables[-1] |= {"open": "if needed"} if rng.random() < 0.2 else {}
    rounds = 2 if len(tables) ** number > 30 else rng.randint(2, 3)
    coming = [everyone if rng.random() < 0.7 else rng.sample(everyone, rng.randint(1, number)) for _ in range(rounds)]
    active = rng.choice([None, None, [2], [2, 3]])
    keys = {"must": True, **({} if active is None else {"rounds": active})}
    company = rng.choice([{}, {"within": 1}, {"at_most": 1}])
    musts = [
        *([SIZE] if rng.random() < 0.8 else []),
        *([requirement("new_table", **keys)] if rng.random() < 0.6 else []),
        *([requirement("new_company", **keys, **company)] if rng.random() < 0.6 else []),
        *([meet_all(number)] if rng.random() < 0.5 else []),
    ]
    history = None
    if active is None and rng.random() < 0.4:
        at = [table["id"] for table in tables]
        history = past({one: [p for n, p in enumerate(everyone) if n % len(at) == k] for k, one in enumerate(at)})
    asked = planned(coming, tables, musts, history)
    by_id = {must.id: must for must in musts}
    clashes = [one.requirements for one in find_round_clashes(asked)]
    for plan in list_plans(asked) if clashes else ():
        for clash in clashes:
            assert not all(is_met(by_id[identity], asked, plan) for identity in clash), (clash, plan)


FIVE = [
    (4, 2, 2, 3, ["new_table"], ("new_table-1",)),
    (6, 2, 3, 2, ["new_company"], ("new_company-1",)),
    (9, 3, 3, 5, ["new_company"], ("new_company-1",)),
    (16, 4, 4, 2, ["new_table", "new_company"], ("new_table-1", "new_company-1")),
    (6, 2, 3, 2, ["meet"], ("meet-1", "size-1")),
]
"""People, tables, their seats, rounds, the kinds of the musts, and those that counting refutes."""


def asking(number: int, tables: int, seats: int, rounds: int, kinds: Sequence[str]) -> Request:
    rows = [{"name": f"Person {n}"} for n in range(number)]
    asked = [{"kind": kind, "must": True} for kind in kinds]
    convening = {"tables": {"count": tables, "seats": seats}, "requirements": asked}
    return Request(rows, convening, write=False, rounds=rounds, work=0.2)


def hold_ways_against_the_plan(rounds: Sequence[Solved]) -> None:
    """Hold each confirmed way out of the last round, which were drops alone, against what the judge counts."""
    last, short = rounds[-1], Counter[str]()
    for one in rounds:
        for identity, verdict in review(one.room, one.requirements, one.plan).verdicts.items():
            short[identity] += verdict.shortfall if one.by_requirement[identity].is_must else 0
    own = review(last.room, last.requirements, last.plan).verdicts
    kinds = {way.kind: way for way in last.ways_out if way.confirmed}
    assert {*kinds} == {"relax", "soften", "drop"}
    assert kinds["relax"].cost == sum(own[identity].shortfall for identity in kinds["relax"].requirements)
    for kind in ("soften", "drop"):
        assert {*kinds[kind].requirements} == {*+short}
        assert kinds[kind].cost == short.total()


@pytest.mark.room
@pytest.mark.parametrize(("number", "tables", "seats", "rounds", "kinds", "clash"), FIVE)
def test_rounds_that_cannot_be_planned_are_impossible_with_a_conflict_and_a_way_out(
    number, tables, seats, rounds, kinds, clash
):
    """They ended with the sentence that such a seating might exist."""
    solved = solve_request(asking(number, tables, seats, rounds, kinds))
    last = solved.ahead[-1]
    assert last.status is Status.IMPOSSIBLE
    assert clash in [tuple(conflict.requirements) for conflict in last.conflicts]
    assert all(conflict.counted for conflict in last.conflicts)
    hold_ways_against_the_plan([solved, *solved.ahead])
    assert "Counting shows that no plan of these rounds can meet" in told(list_conflicts(last))


@pytest.mark.parametrize(("number", "tables", "seats", "rounds", "kinds", "clash"), FIVE)
def test_a_check_of_several_rounds_names_what_counting_rules_out(number, tables, seats, rounds, kinds, clash):
    """A check of fewer rounds named nothing, and so did one of all of them."""
    found = check_request(asking(number, tables, seats, rounds, kinds)).clashes
    assert clash in [(one.requirement, *one.others) for one in found]
    fewer = check_request(asking(number, tables, seats, rounds - 1, kinds)).clashes
    assert kinds == ["meet"] or clash not in [(one.requirement, *one.others) for one in fewer]
    assert all(f"[{', '.join((one.requirement, *one.others))}]" in one.sentence for one in found)


def test_the_rounds_that_a_convening_states_are_counted() -> None:
    asked = asking(4, 2, 2, 1, ["new_table"])
    assert check_request(asked).clashes == ()
    stated = replace(asked, convening={**asked.convening, "rounds": [{"stage": "forming"}] * 3})
    assert [one.requirement for one in check_request(stated).clashes] == ["new_table-1"]


def test_pairs_are_counted_as_they_are_listed() -> None:
    """People who come to the same rounds are counted together, and no pair is listed."""
    for seed in range(50):
        rng = Random(seed)
        coming = [rng.sample(people(7), rng.randint(1, 7)) for _ in range(rng.randint(1, 4))]
        met = {pair for here in coming for pair in combinations(sorted(here), 2)}
        counted = _Pairs.of(planned(coming, ["north"], []))
        assert counted.number == len(met)
        assert counted.others == {p: sum(p in pair for pair in met) for here in coming for p in here}
