"""The words of a move: its effects add up to its gain, and say what the judge finds."""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
import pytest

from seating.engines.local_search.incremental import IncrementalCosts
from seating.explanations.effects import Effect, Effects
from seating.explanations.seat_gains import NO_SEAT, compute_exchange, list_gains
from seating.judge import review
from seating.model import build_model
from seating.requirements import kinds
from seating.room.plan import Plan
from tests.builders import requirement
from tests.builders import room as build_room
from tests.explanations.test_gains import differences, drawn_room


@pytest.mark.parametrize("cases", [8, pytest.param(25, marks=pytest.mark.night)])
@pytest.mark.parametrize("kind", sorted(kinds()))
def test_effects_add_up_to_the_difference_of_the_judge(kind: str, cases: int) -> None:
    """Moves, exchanges, and people without a seat, in rooms of every kind of requirement."""
    rng, changed = Random(f"effects {kind}"), 0
    for _ in range(cases):
        room, requirements = drawn_room(rng, kind)
        model, share = build_model(room, requirements), rng.choice([0.0, 0.3])
        tables = [NO_SEAT if rng.random() < share else rng.randrange(model.n_tables) for _ in room.persons]
        counts = IncrementalCosts.of(model, np.array(tables, dtype=np.int64))
        now = model.plan(counts.tables)
        before = review(room, requirements, now)
        effects, person = Effects(room, requirements, now.seats), rng.randrange(model.n_persons)
        gains = [*list_gains(counts, person)]
        gains += [compute_exchange(counts, person, other) for other in range(model.n_persons) if other != person]
        for gain in gains:
            seats: dict[str, str | None] = {model.person_ids[person]: gain.table}
            if gain.other is not None:
                seats[gain.other] = now.seats.get(model.person_ids[person])
            names = [change.requirement for change in (*gain.musts, *gain.changes)]
            found = effects.of(seats, names)
            then = Plan({p: t for p, t in {**now.seats, **seats}.items() if t is not None})
            after = review(room, requirements, then)
            units = Counter[str]()
            for effect in found:
                units[effect.requirement] += effect.units
                assert effect.says
                assert effect.table is None or effect.table in model.table_ids
            assert units == differences(requirements, before, after)
            assert list(dict.fromkeys(effect.requirement for effect in found)) == names
            changed += len(found)
    assert changed > 4 * cases // 5


ROOM = build_room(
    [
        {"id": "ana", "representative_type": "designee", "languages": "es", "sector": "labor"},
        {"id": "ben", "representative_type": "doer", "languages": "es", "sector": "labor"},
        {"id": "cam", "representative_type": "doer", "languages": "en", "sector": "business"},
        {"id": "dee", "representative_type": "designee", "languages": "en", "sector": "business"},
    ],
    [{"id": "north", "name": "North"}, {"id": "south", "name": "South"}],
)
SEATS = {"ana": "north", "ben": "north", "cam": "south", "dee": "south"}


def effects_of(seats: dict[str, str | None], kind: str, /, untold: bool = False, **keys: object) -> list[Effect]:
    asked = requirement(kind, id="asked", **keys)
    effects = Effects(ROOM, [asked], SEATS, ["asked"] if untold else ())
    return list(effects.of(seats, ["asked"]))


def test_a_loss_and_its_opposite_are_said_in_words() -> None:
    both = effects_of({"dee": "north"}, "role_mix", at_least={"designee": 1})
    assert [(e.table, e.units, e.says) for e in both] == [("south", 1, "South, designee: no one; wanted: at least 1")]
    spanish = {"who": {"languages": "es"}, "at_least": 3, "at": "north"}
    less = effects_of({"ben": "south"}, "count", **spanish)
    assert [(e.units, e.says) for e in less] == [(1, "North, people who speak Spanish: 1 person; wanted: at least 3")]
    more = effects_of({"cam": "north", "ana": None}, "count", who={"sector": "business"}, at_least=1, at="north")
    assert [(e.units, e.says) for e in more] == [
        (-1, "North, people whose sector is business: now enough (at least 1)")
    ]
    nearer = effects_of({"cam": "north"}, "count", who={"languages": "en"}, at_least=3, at="north")
    assert [(e.units, e.says) for e in nearer] == [
        (-1, "North, people who speak English: 1 person, still not at least 3")
    ]


def test_pairs_and_single_people_keep_the_words_of_their_kind() -> None:
    apart = effects_of({"cam": "north"}, "apart", people=["ana", "cam"])
    assert [(e.table, e.says) for e in apart] == [("north", "North: Ana and Cam share this table")]
    together = effects_of({"ben": "south"}, "together", people=["ana", "ben"])
    assert [(e.table, e.says) for e in together] == [(None, "Ana and Ben sit at different tables, North and South")]
    back = effects_of({"cam": "north"}, "together", people=["ana", "cam"])
    assert [(e.units, e.says) for e in back] == [
        (-1, "no longer a problem: Ana and Cam sit at different tables, North and South")
    ]
    pin = effects_of({"cam": "north"}, "pin", people=["cam"], tables=["south"])
    assert [(e.table, e.says) for e in pin] == [("north", "North: Cam sits here instead of at South")]


def test_too_many_and_the_right_number() -> None:
    cap = effects_of({"ben": "south"}, "cap", of="sector", at_most=1, at="north")
    assert [e.says for e in cap] == ["North, sector labor: no longer too many (at most 1)"]
    balance = effects_of({"ben": "south", "cam": "north"}, "balance", of="sector")
    assert "North, sector labor: now the right number (1)" in [e.says for e in balance]


def test_of_a_requirement_that_may_not_be_told_only_the_sentence_is_said() -> None:
    told = effects_of({"dee": "north"}, "role_mix", untold=True, at_least={"designee": 1})
    assert [(e.table, e.units) for e in told] == [(None, 1)]
    assert told[0].says == requirement("role_mix", at_least={"designee": 1}).sentence(ROOM)
