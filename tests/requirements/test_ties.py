"""People whom a must keeps together: who they are, and that meeting again costs them nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from seating.model import build_model, shortfalls
from seating.profiles.person import Party
from seating.requirements.base.kind import Requirement, with_ties
from seating.room.plan import Plan, Room, are_tied
from tests.builders import every_plan, past, person, requirement, room
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room
from tests.requirements.test_conformance import random_plan
from tests.requirements.test_later import _own_and_later, _people_of, _rooms


def tied(here: Room, *musts: Requirement) -> set[str]:
    """Return the pairs that the musts keep together, as joined names."""
    found = with_ties(here, musts)
    ids = sorted(each.id for each in here.persons)
    return {f"{one} {other}" for one, other in combinations(ids, 2) if are_tied(found, one, other)}


def test_pairs_lists_values_and_cells_tie_people() -> None:
    here = room([{"id": "ana", "team": "a"}, {"id": "ben", "team": "a"}, {"id": "cam", "with": "ana"}, "dee"])
    assert tied(here, requirement("together", people=["ana", "dee"])) == {"ana dee"}
    assert tied(here, requirement("together", pairs=[["ana", "ben"], ["cam", "dee"]])) == {"ana ben", "cam dee"}
    assert tied(here, requirement("together", by="team", must=True)) == {"ana ben"}
    assert tied(here, requirement("together", of="with")) == {"ana cam"}


def test_ties_chain() -> None:
    here = room(["ana", "ben", "cam", "dee", {"id": "flo", "duty": "host"}])
    chain = requirement("together", pairs=[["ana", "ben"], ["cam", "flo"]])
    assert tied(here, chain, requirement("together", people=["ben", "flo"])) == {
        f"{one} {other}" for one, other in combinations(["ana", "ben", "cam", "flo"], 2)
    }


def test_the_people_of_a_party_are_tied() -> None:
    rows = [
        person(each).model_copy(update={"party": Party(id="ana", number=n, size=2)})
        for n, each in ((1, "ana"), (2, "ben"))
    ]
    assert tied(room([*rows, "cam"]), requirement("together", of="party", must=True)) == {"ana ben"}


def test_a_should_a_table_and_people_who_stay_away_tie_nobody() -> None:
    here = room(["ana", "ben", "cam"])
    assert tied(here, requirement("together", people=["ana", "ben"], must=False)) == set()
    assert tied(here, requirement("together", by="team")) == set()
    assert tied(here, requirement("together", people=["ana", "ben"], at=["north"])) == set()
    assert tied(here, requirement("together", pairs=[["ana", "zoe"], ["zoe", "ben"]])) == set()
    assert tied(here, requirement("apart", people=["ana", "ben"])) == set()


def test_every_seating_that_meets_the_musts_keeps_the_tied_together() -> None:
    kept = 0
    for case in range(150):
        rng = Random(f"tied {case}")
        here = random_room(rng, most_persons=4)
        musts = [random_requirement(rng, here, "together") for _ in range(rng.randint(1, 2))]
        musts = [each.model_copy(update={"id": f"r{n}", "must": True}) for n, each in enumerate(musts)]
        pairs = [pair.split() for pair in tied(here, *musts)]
        for plan in every_plan(here):
            if all(each.judge(here, plan).met for each in musts):
                assert all(plan.seats[one] == plan.seats[other] for one, other in pairs), f"case {case}"
                kept += len(pairs)
    assert kept > 100


def again(asked: object, here: Room, seats: Mapping[str, str]) -> int:
    """Count the meetings again that `new_company` charges, from its words."""
    within, grows, at = (getattr(asked, key) for key in ("within", "grows", "at"))
    looked_at = here.history.rounds[-within:] if within else here.history.rounds
    cost = 0
    for one, other in combinations([each.id for each in here.people], 2):
        if seats[one] == seats[other] and (at is None or seats[one] in at) and not are_tied(here, one, other):
            times = sum(1 for held in looked_at if one in held.seats and held.seats[one] == held.seats.get(other))
            cost += times if grows else min(1, times)
    return cost


def with_random_ties(rng: Random, here: Room) -> Room:
    """Return the room with some of its people tied, at times in a chain."""
    ids = [each.id for each in here.persons]
    pairs = [rng.sample(ids, 2) for _ in range(rng.randint(1, 2)) if len(ids) > 1]
    return with_ties(here, [requirement("together", pairs=pairs)]) if pairs else here


@pytest.mark.room
def test_meeting_again_is_free_for_people_who_are_tied() -> None:
    """Judge, terms and the words of the kind agree over random rooms with ties."""
    exempt = 0
    for case in range(600):
        rng = Random(f"again {case}")
        here = with_random_ties(rng, random_room(rng, most_persons=8))
        asked = random_requirement(rng, here, "new_company").model_copy(update={"at_most": None})
        plan = random_plan(rng, here)
        expected = again(asked, here, plan.seats)
        model = build_model(here, [asked])
        assert asked.judge(here, plan).shortfall == expected, f"case {case}"
        assert int(shortfalls(model, model.tables_of(plan))[0]) == expected, f"case {case}"
        exempt += expected < asked.judge(replace(here, ties={}), plan).shortfall
    assert exempt > 40


@pytest.mark.room
def test_terms_for_later_rounds_know_ties() -> None:
    told = 0
    for case in range(400):
        rng = Random(f"later ties {case}")
        first = random_room(rng, most_persons=7)
        asked = random_requirement(rng, first, "new_company")
        several = [with_random_ties(rng, _people_of(rng, first)) for _ in range(rng.choice([2, 3]))]
        plans = [random_plan(rng, each) for each in several]
        changed = rng.randrange(len(plans))
        other = [*plans[:changed], random_plan(rng, several[changed]), *plans[changed + 1 :]]
        sums, judged = [], []
        for held in (plans, other):
            rooms = _rooms(first, several, held)
            sums.append(sum(_own_and_later(asked, rooms, held, changed)))
            judged.append(
                sum(
                    asked.judge(each, plan).shortfall
                    for each, plan in zip(rooms[changed:], held[changed:], strict=True)
                )
            )
        assert sums[1] - sums[0] == judged[1] - judged[0], f"case {case}"
        told += sums[0] != sums[1]
    assert told > 40


@pytest.mark.room
def test_the_term_over_rounds_costs_what_the_judges_of_the_rounds_find() -> None:
    """Pair by pair, from the rounds in which each pair shares a table, with ties that differ between rounds."""
    charged = 0
    for case in range(300):
        rng = Random(f"company ties {case}")
        first = random_room(rng, most_persons=6)
        asked = random_requirement(rng, first, "new_company").model_copy(update={"at": None, "at_most": None})
        several = [with_random_ties(rng, _people_of(rng, first)) for _ in range(rng.choice([2, 3]))]
        plans = [random_plan(rng, each) for each in several]
        rooms = _rooms(first, several, plans)
        (term,) = asked.encode_company(rooms)
        cost = 0
        for pair in combinations(sorted({each.id for here in rooms for each in here.people}), 2):
            met = sum(1 << n for n, here in enumerate(rooms) if _share(here, plans[n], pair))
            cost += int(term.costs[term.kinds.get(pair, 0), met])
        assert cost == sum(asked.judge(here, plan).shortfall for here, plan in zip(rooms, plans, strict=True)), (
            f"case {case}"
        )
        charged += cost > 0
    assert charged > 40


def _share(here: Room, plan: Plan, pair: Sequence[str]) -> bool:
    coming = {each.id for each in here.people}
    return coming.issuperset(pair) and plan.seats[pair[0]] == plan.seats[pair[1]]


def test_two_couples_over_two_rounds_lack_nothing() -> None:
    """Each couple sits together twice, as it must; the sentence says that this does not count."""
    here = room(["ana", "ben", "cam", "dee"], history=past({"north": ["ana", "ben"], "south": ["cam", "dee"]}))
    asked = requirement("new_company")
    held = with_ties(here, [requirement("together", pairs=[["ana", "ben"], ["cam", "dee"]])])
    found = {tuple(plan.seats.values()): asked.judge(held, plan).shortfall for plan in every_plan(held)}
    assert found["north", "north", "south", "south"] == 0
    kept = [
        plan
        for plan in every_plan(here)
        if plan.seats["ana"] == plan.seats["ben"] and plan.seats["cam"] == plan.seats["dee"]
    ]
    assert min(asked.judge(here, plan).shortfall for plan in kept) == 2
    assert asked.sentence(held).endswith("; people kept together by a must are exempt.")
    assert "exempt" not in asked.sentence(here)
