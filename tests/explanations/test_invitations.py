"""Who to invite: what musts lack that people could bring, what is tried, and how it is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from random import Random
from typing import ClassVar

import pytest

from seating.analysis.newcomers import add_newcomers
from seating.explanations.ways_out import Invitation, Shortage, find_shortages, list_invitation_ways, list_trials
from seating.requirements.base.findings import Finding, Verdict, at_least, at_most
from seating.requirements.base.kind import Requirement
from seating.room.plan import Plan, Room
from seating.terms import Term
from tests.builders import requirement, room
from tests.random_requirements import GENERATORS, random_requirement
from tests.random_rooms import random_room

ROOM = room(
    ["ana", {"id": "ben", "languages": "vi; fr"}, {"id": "flo", "duty": "facilitator"}],
    [{"id": "north", "name": "North hall"}, "south"],
)


class Toy(Requirement):
    """Lacks what can be described, but for things called nameless."""

    kind: ClassVar[str] = "toy"

    def sentence(self, room: Room) -> str:
        return "Every table has a toy."

    def encode(self, room: Room) -> Iterable[Term]:
        return ()

    def describes(self, finding: Finding, room: Room) -> Mapping[str, str] | None:
        return None if finding.group == "nameless" else {"role": str(finding.group)}


def shortages(asked: Requirement, *findings: Finding) -> tuple[Shortage, ...]:
    return find_shortages({asked.id: asked}, {asked.id: Verdict(asked.id, findings, met=False)}, ROOM)


def test_a_shortage_is_what_one_requirement_lacks_of_one_group_at_all_tables() -> None:
    """Too many is no shortage, nor is what no one person could bring."""
    lacks = [
        Finding("north", "doer", 1, at_least(2), 1),
        Finding("south", "doer", 0, at_least(2), 2),
        Finding("south", "designee", 3, at_most(2), 1),
        Finding("south", "nameless", 0, at_least(1), 1),
    ]
    assert shortages(Toy(id="a", must=True), *lacks) == (
        Shortage("a", "whose role is doer", {"role": "doer"}, 3, ("north", "south")),
    )


def test_a_should_lacks_nobody() -> None:
    assert shortages(Toy(id="a", must=False), Finding("north", "doer", 1, at_least(2), 1)) == ()


def test_whoever_has_nobody_to_talk_to_needs_somebody_of_their_language() -> None:
    """The one invited is described by what they speak, and the lonely person is not named."""
    lonely = Finding("north", "Ben", 0, at_least(1), 1, ("ben",))
    asked = requirement("common_language", id="c", must=True)
    (found,) = shortages(asked, lonely)
    assert found == Shortage("c", "who speak Vietnamese", {"languages": "vi"}, 1, ("north",))
    assert found.phrase == "1 more person who speaks Vietnamese"
    assert replace(found, people=2).phrase == "2 more people who speak Vietnamese"
    asked = requirement("staff", duty="facilitator", speaks=True, id="s", must=True)
    (short,) = shortages(asked, lonely)
    assert short.who == {"duty": "facilitator", "languages": "vi"}


def test_what_is_tried_begins_with_the_people_missing() -> None:
    """Then with a seat for each, then more people, since those who come change the shares."""
    short = Shortage("a", "whose role is doer", {"role": "doer"}, 2, ())
    tried = [([s.people for s in each.shortages], each.seats) for each in list_trials([short, short])]
    assert tried == [([2, 2], 0), ([2, 2], 4), ([3, 3], 0), ([4, 4], 0)]
    staff = Shortage("b", "whose duty is facilitator", {"duty": "facilitator"}, 1, ())
    tried = [([s.people for s in each.shortages], each.seats) for each in list_trials([short, staff])]
    assert tried == [([2, 1], 0), ([2, 1], 2), ([3, 1], 0), ([4, 1], 0)], "no more staff than are missing, and no seats"
    assert not any(each.seats for each in list_trials([staff]))


def test_an_invitation_says_whom_for_where_and_the_seats_it_takes() -> None:
    doers = Shortage("a", "whose role is doer", {"role": "doer"}, 2, ("north",))
    anybody = Shortage("size-1", "", {}, 1, ())
    alone, joint = list_invitation_ways(
        [Invitation((doers,), 0, confirmed=True), Invitation((doers, anybody), 3, confirmed=False)], ROOM
    )
    assert alone.sentence == "Invite 2 more people whose role is doer, for North hall."
    assert (alone.cost, alone.confirmed) == (2, True)
    assert (
        joint.sentence == "Invite 2 more people whose role is doer, for North hall; and 1 more person; and add 3 seats "
        "at each table."
    )
    assert (joint.cost, joint.confirmed, joint.requirements) == (6, False, ("a", "size-1"))


@pytest.mark.room
def test_the_people_of_a_shortage_reduce_it_where_they_are_missing() -> None:
    """For kinds that more people never harm: those described, seated where they lack, reduce the shortfall."""
    seen = Counter[str]()
    for seed in range(120):
        rng = Random(f"shortage {seed}")
        here = random_room(rng, 6)
        seats = {person.id: rng.choice(here.tables).id for person in here.persons}
        for kind in GENERATORS:
            asked = random_requirement(rng, here, kind).model_copy(update={"must": True})
            if not asked.is_monotone:
                continue
            before = asked.judge(here, Plan(seats))
            for short in find_shortages({asked.id: asked}, {asked.id: before}, here):
                lacks = [f for f in before.findings if f.asks_for_more and asked.describes(f, here) == short.who]
                if short.clause == "" or not short.tables or any(finding.people for finding in before.findings):
                    continue
                if any(f.who is not None and f.who.not_ is not None for f in lacks):
                    continue  # one value of each column is taken, and `not` may exclude it
                at = [finding.table for finding in lacks for _ in range(finding.shortfall)]
                fuller = add_newcomers(here, short.who, short.people)
                invited = [p.id for p in fuller.persons if p.id not in seats]
                assert len(invited) == len(at) == short.people
                after = asked.judge(fuller, Plan({**seats, **dict(zip(invited, at, strict=True))}))
                assert after.shortfall == before.shortfall - short.people, (asked, short)
                seen[kind] += 1
                seen["several tables"] += len(short.tables) > 1
    assert len(seen) > 3, seen
    assert min(seen.total(), 5 * seen["several tables"]) > 30, seen
