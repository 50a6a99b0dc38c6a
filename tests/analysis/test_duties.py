"""Drawn duties are spread as evenly as possible: against brute force, and against a flow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from random import Random
from typing import Any

import pytest

from seating.analysis.duties import Duties, draw_duties
from seating.api.result import assign_duties
from seating.model import build_model, penalty_of
from seating.profiles import Person
from seating.profiles.person import Party
from seating.requirements.duty import DutyRequirement
from seating.room.history import History, PastRound
from seating.room.plan import Plan, Room
from tests.builders import plan, requirement, room
from tests.examples import seeded

Case = tuple[Room, list[DutyRequirement], Plan]


def _case(rng: Random, most_tables: int = 10, most_people: int = 8) -> Case:
    """Return a convening with organizations of very different sizes, several duties, elections and, at times, a past.

    Every table has people enough for its duties, so that nobody needs two.
    """
    names = [f"org {n}" for n in range(rng.randint(2, 2 * most_tables))] + [""]
    weights = [rng.choice([1, 2, 10]) for _ in names]
    n_duties = rng.randint(1, 2)
    each = [rng.randint(1, 2) for _ in range(n_duties)]
    people: list[dict[str, Any]] = []
    tables: list[dict[str, Any]] = []
    at: dict[str, list[str]] = {}
    for t in range(rng.randint(2, most_tables)):
        here = [f"p{t:02d}{n}" for n in range(rng.randint(sum(each) + 1, max(sum(each) + 1, most_people)))]
        people += [{"id": i, "organization": rng.choices(names, weights)[0], "sector": rng.choice("abc")} for i in here]
        tables.append({"id": f"t{t}", **({"chair": here[:1]} if rng.random() < 0.2 else {})})
        at[f"t{t}"] = here
    duties = [
        requirement("duty", name=name, each=k, rotate=True)
        for name, k in zip(("chair", "reporter"), each, strict=False)
    ]
    history = History()
    if n_duties == 1 and rng.random() < 0.5:
        seats = plan(**at).seats
        history = history.then(1, seats, {i: ("chair",) for i in seats if rng.random() < 0.4})
    found = room(people, tables, history=history, round_number=2 if history.rounds else 1)
    return found, [duty for duty in duties if isinstance(duty, DutyRequirement)], plan(**at)


def _slots(here: Room, duties: Iterable[DutyRequirement], seated: Plan) -> Iterator[list[str]]:
    """Yield, for each duty to be drawn, who could have it, if nobody may come before whose turn it is."""
    members = here.members(seated)
    for duty, table in product(duties, here.tables):
        elected = getattr(table, duty.name)
        free = [p.id for p in members[table.id] if p.id not in table.chair]
        had = {i: sum(duty.name in past.duties.get(i, ()) for past in here.history.rounds) for i in free}
        wanted = duty.each - len(elected)
        if wanted <= 0:
            continue
        order = sorted(had.values())
        last = order[min(wanted, len(order)) - 1]
        sure = [i for i in free if had[i] < last]
        yield from ([i] for i in sure)
        yield from ([i for i in free if had[i] == last] for _ in range(wanted - len(sure)))


def _count_filled(slots: Sequence[Sequence[str]], group: Mapping[str, str], most: Mapping[str, int]) -> int:
    """Return how many duties can be held if everybody has at most one, and each organization at most so many.

    It is a maximum flow, found by augmenting paths.
    """
    held: dict[str, int] = {}
    by_group: dict[str, set[str]] = {}

    def augment(slot: int, seen: set[str]) -> bool:
        for person in slots[slot]:
            if person in seen:
                continue
            seen.add(person)
            if person in held:
                if augment(held[person], seen):
                    held[person] = slot
                    return True
                continue
            mine = by_group.setdefault(group[person], set())
            if len(mine) < most[group[person]]:
                mine.add(person)
                held[person] = slot
                return True
            for other in sorted(mine - seen):
                seen.add(other)
                if augment(held[other], seen):
                    mine.remove(other)
                    del held[other]
                    mine.add(person)
                    held[person] = slot
                    return True
        return False

    return sum(augment(slot, set()) for slot in range(len(slots)))


def _find_least_spread(here: Room, duties: Iterable[DutyRequirement], seated: Plan) -> int:
    """Return the smallest difference between the most and the fewest duties of an organization, over all draws.

    The holders are the bases of a matroid. Their numbers by organization have a point between two bounds if they have
    one above the lower and one below the upper bound. So the largest number can be as small as possible and the
    smallest as large as possible at once, and each is found by a flow.
    """
    group = _organizations(here)
    slots = list(_slots(here, duties, seated))
    elected = Counter(group[i] for table in here.tables for i in table.chair)
    names = set(group.values())

    def is_low(most: int) -> bool:
        room_left = {name: max(0, most - elected[name]) for name in names}
        return max(elected.values(), default=0) <= most and _count_filled(slots, group, room_left) == len(slots)

    def is_high(least: int) -> bool:
        needed = {name: max(0, least - elected[name]) for name in names}
        return _count_filled(slots, group, needed) == sum(needed.values())

    largest = next(number for number in range(len(slots) + elected.total() + 1) if is_low(number))
    smallest = next(number for number in range(largest, -1, -1) if is_high(number))
    return largest - smallest


def _organizations(here: Room) -> Mapping[str, str]:
    return {person.id: person.organization or person.id for person in here.people}


def _counts(here: Room, held: Duties) -> Counter[str]:
    group = _organizations(here)
    found = Counter(dict.fromkeys(group.values(), 0))
    found.update(group[person] for person, duties in held.items() for _ in duties)
    return found


def _draw(case: Case, seed: int = 0) -> Duties:
    here, duties, seated = case
    return assign_duties(here.listed, here, here.tables, duties, seated, seed)


@seeded(40)
def test_no_organization_has_more_than_it_must(seed: int) -> None:
    """No draw has a smaller largest number. The smallest largest number is found by a flow."""
    case = _case(Random(f"spread {seed}"))
    here, duties, seated = case
    held = _draw(case, seed)
    assert max(map(len, held.values())) == 1, f"somebody has two duties: {seed}"
    counts, group = _counts(here, held), _organizations(here)
    slots = list(_slots(here, duties, seated))
    elected = Counter(group[i] for table in here.tables for i in table.chair)
    assert counts.total() == len(slots) + elected.total()

    if (most := max(counts.values())) > max(elected.values(), default=0):
        fewer = {name: max(0, most - 1 - elected[name]) for name in counts}
        assert _count_filled(slots, group, fewer) < len(slots)


@pytest.mark.room
@seeded(40)
def test_the_spread_is_the_best_possible_and_the_order_of_the_list_changes_nothing(seed: int) -> None:
    """The spread over organizations is the difference between the most and the fewest duties that one of them has."""
    rng = Random(f"spread {seed}")
    here, duties, seated = _case(rng)
    held = _draw((here, duties, seated), seed)
    counts = _counts(here, held).values()
    assert max(counts) - min(counts) == _find_least_spread(here, duties, seated)
    people, tables = list(here.listed), list(here.tables)
    for _ in range(3):
        rng.shuffle(people)
        other = room(people, tables, history=here.history, round_number=here.round_number)
        assert _draw((other, duties, seated), seed) == held


def _choices(here: Room, duty: DutyRequirement, members: Sequence[Person]) -> list[tuple[str, ...]]:
    """Return the sets of holders at a table that are best: as many as possible, then those whose turn it is."""

    def turns(people: Sequence[Person]) -> tuple[object, ...]:
        return -len(people), sorted(duty.turn(here, here.tables[0], p) for p in people)

    able = [p for p in members if duty.who is None or duty.who.matches(p)]
    sets = [
        people
        for number in range(duty.each + 1)
        for people in combinations(able, number)
        if len({duty.value(p) for p in people}) == len(people)
    ]
    best = min(map(turns, sets))
    return [tuple(p.id for p in people) for people in sets if turns(people) == best]


def _unevenness(here: Room, held: Mapping[str, Sequence[str]]) -> tuple[int, int]:
    loads = Counter({person: len(duties) for person, duties in held.items()})
    return sum(n * n for n in loads.values()), sum(n * n for n in _counts(here, held).values())


@seeded(40)
def test_no_other_draw_of_a_small_room_is_more_even(seed: int) -> None:
    """Nobody has two duties without need, and organizations are as equal as in the best of all draws."""
    rng = Random(f"small {seed}")
    people, at = [], {}
    for t in range(rng.randint(1, 3)):
        at[f"t{t}"] = [f"{t}{n}" for n in range(rng.randint(1, 4))]
        people += [
            {"id": i, "organization": rng.choice(["x", "y", "z", ""]), "sector": rng.choice(["a", "b"])}
            for i in at[f"t{t}"]
        ]
    duties = []
    for name in ("chair", "reporter")[: rng.randint(1, 2)]:
        more = rng.choice([{}, {"differ": "sector"}, {"who": {"sector": "a"}}])
        duties.append(requirement("duty", name=name, each=rng.randint(1, 2), rotate=True, **more))
    seats = plan(**at).seats
    past = {i: ("chair",) for i in seats if rng.random() < 0.3}
    here = room(people, list(at), history=History().then(1, seats, past), round_number=2)
    members = here.members(plan(**at))
    posts = [(duty, table) for duty in duties for table in at]
    best = None
    for choice in product(*(_choices(here, duty, members[table]) for duty, table in posts)):
        held: dict[str, list[str]] = {}
        for (duty, _), holders in zip(posts, choice, strict=True):
            for person in holders:
                held.setdefault(person, []).append(duty.name)
        best = min(best or (99, 99), _unevenness(here, held))
    assert _unevenness(here, draw_duties(here, duties, plan(**at), {}, seed)) == best


def test_over_rounds_every_organization_has_its_turn() -> None:
    """Seven organizations and four tables: after seven rounds each organization has had four chairs."""
    people = [{"id": f"p{n:02d}", "organization": f"o{n % 7}"} for n in range(28)]
    at = {f"t{t}": [f"p{n:02d}" for n in range(7 * t, 7 * t + 7)] for t in range(4)}
    duty, history = requirement("duty", name="chair", rotate=True), History()
    for number in range(1, 8):
        here = room(people, list(at), history=history, round_number=number)
        held = draw_duties(here, [duty], plan(**at), {}, number)
        assert max(_counts(here, held).values()) == 1
        history = history.then(number, plan(**at).seats, held)
        times = Counter(_organizations(here)[i] for past in history.rounds for i in past.duties)
        assert max(times.values()) - min(times[f"o{n}"] for n in range(7)) <= 1
    assert set(times.values()) == {4}


def test_who_was_only_suggested_elsewhere_comes_before_a_second_duty() -> None:
    """Ana moved here from a table where she was suggested as liaison: Ben, the only one who may chair, is not both."""
    duties = [requirement("duty", name="chair", who={"ready": "yes"}), requirement("duty", name="liaison")]
    people = [{"id": "ana"}, {"id": "ben", "ready": "yes"}, {"id": "cam"}]
    seats, had = {"ana": "east", "ben": "north", "cam": "east"}, {"ana": ("liaison",)}
    drawn = PastRound(1, seats, seats, had, suggested=frozenset({("ana", "liaison")}))
    planned = PastRound(1, seats, seats, had, is_planned=True)
    elected = PastRound(1, seats, seats, had)

    def holders(past: PastRound, asked: Sequence[Any]) -> Duties:
        here = room(people, ["north", "east"], history=History((past,)), round_number=2)
        found = draw_duties(here, asked, plan(north=["ana", "ben"], east=["cam"]), {}, 3)
        return {person: found.get(person, ()) for person in ("ana", "ben")}

    for past in (drawn, planned):
        assert holders(past, duties) == {"ana": ("liaison",), "ben": ("chair",)}
        assert holders(past, duties[1:]) == {"ana": (), "ben": ("liaison",)}  # nothing else decides against Ben
    assert holders(elected, duties) == {"ana": (), "ben": ("chair", "liaison")}
    in_turn = [duties[0], requirement("duty", name="liaison", rotate=True)]
    assert holders(drawn, in_turn) == {"ana": (), "ben": ("chair", "liaison")}


def test_a_second_duty_passes_to_someone_who_was_only_suggested_elsewhere() -> None:
    """Ben stays reporter and was never suggested as liaison: he has no second duty, although Ana was."""
    people = [{"id": "ana"}, {"id": "ben"}, {"id": "cam"}]
    seats = {"ana": "east", "ben": "north", "cam": "east"}
    had, suggested = {"ana": ("liaison",), "ben": ("reporter",)}, frozenset({("ana", "liaison"), ("ben", "reporter")})
    duties = [requirement("duty", name="liaison", who={"id": ["ana", "ben"]}), requirement("duty", name="reporter")]
    history = History((PastRound(1, seats, seats, had, suggested=suggested),))
    here = room(people, ["north", "east"], history=history, round_number=2)
    found = draw_duties(here, duties, plan(north=["ana", "ben"], east=["cam"]), {}, 3)
    assert (found["ana"], found["ben"]) == (("liaison",), ("reporter",))


@pytest.mark.parametrize("column", ["sector", "representative_type", "voice"])
def test_groups_have_the_share_of_duties_that_they_have_of_people(column: str) -> None:
    """Of each eight people at a table two are doers; so, of eight chairs, two are."""
    key = "age" if column == "voice" else column
    value, other = ("doer", "designee") if key == "representative_type" else ("young", "old")
    people = [{"id": f"p{n:02d}", key: value if n % 4 == 0 else other} for n in range(64)]
    at = {f"t{t}": [f"p{n:02d}" for n in range(8 * t, 8 * t + 8)] for t in range(8)}
    here = room(people, list(at))
    asked = [requirement("duty", name="chair")]
    asked += [requirement("voice", who={key: value})] if column == "voice" else []
    doers = {p["id"] for p in people if p[key] == value}
    for seed in range(30):
        assert len(doers & set(draw_duties(here, asked, plan(**at), {}, seed))) == 2


@pytest.mark.parametrize("column", ["organization", "sector", "representative_type", "voice"])
def test_a_hidden_column_does_not_decide_who_has_a_duty(column: str) -> None:
    """Everyone may read who is suggested, and could guess a private cell from it."""
    key = "age" if column == "voice" else column
    names = [f"p{n:02d}" for n in range(24)]
    at = {f"t{t}": names[6 * t : 6 * t + 6] for t in range(4)}
    voice = requirement("voice", who={key: "doer"})
    asked = [requirement("duty", name="chair"), *([voice] if column == "voice" else [])]
    found = set()
    for seed in range(12):
        rng = Random(seed)
        here = room([{"id": name, key: rng.choice(("doer", "designee"))} for name in names], list(at))
        open_, hidden = (draw_duties(here, asked, plan(**at), {}, 3, hidden=one) for one in ((), {key, voice.id}))
        found.add((tuple(sorted(open_)), tuple(sorted(hidden))))
    assert len({hidden for _, hidden in found}) == 1 < len({shown for shown, _ in found})


def test_the_duties_of_a_private_requirement_decide_no_others() -> None:
    """Whoever is chosen by a private cell may get a second duty, because the others are drawn before."""
    names = [f"p{n:02d}" for n in range(6)]
    private = requirement("duty", id="private", name="listener", who={"lived": "yes"})
    chair = requirement("duty", id="chair", name="chair")
    found = set()
    for name in names:
        here = room([{"id": each, "lived": "yes" if each == name else "no"} for each in names], ["t"])
        held = draw_duties(here, [private, chair], plan(t=names), {}, 3, hidden={private.id})
        assert "listener" in held[name]
        found.add(next(person for person, duties in held.items() if "chair" in duties))
    assert len(found) == 1


def test_organizations_come_before_sectors() -> None:
    """One organization has all of a sector: it gets no second chair for the sector's sake."""
    people = [{"id": f"p{n:02d}", "organization": f"o{n % 4}", "sector": "a" if n % 4 else "b"} for n in range(16)]
    people = [{**p, "sector": "a" if p["organization"] in {"o0", "o1", "o2"} else "b"} for p in people]
    at = {f"t{t}": [f"p{n:02d}" for n in range(4 * t, 4 * t + 4)] for t in range(4)}
    here = room(people, list(at))
    for seed in range(20):
        held = draw_duties(here, [requirement("duty", name="chair")], plan(**at), {}, seed)
        assert set(_counts(here, held).values()) == {1}


def test_in_a_repair_who_stays_keeps_the_duty() -> None:
    people = [{"id": f"p{n}", "organization": "o"} for n in range(6)]
    here = room(people, ["t0"])
    for person in here.people:
        held = draw_duties(
            here,
            [requirement("duty", name="chair")],
            plan(t0=[p["id"] for p in people]),
            {},
            3,
            {person.id: ("chair",)},
        )
        assert held == {person.id: ("chair",)}


def test_who_was_elected_to_another_duty_does_not_keep_a_suggestion_that_someone_else_could_take() -> None:
    """The table elects its suggested liaison as chair, in a repair or for the next round."""
    duties = [requirement("duty", name="chair"), requirement("duty", name="liaison")]
    tables = [{"id": "t0", "chair": ["ben"]}]
    seats, had = {"ana": "t0", "ben": "t0"}, {"ben": ("liaison",)}
    past = PastRound(1, seats, seats, had, suggested=frozenset({("ben", "liaison")}))
    for history, stays in ((History(), had), (History((past,)), {})):
        for people, liaison in ((["ana", "ben"], "ana"), (["ben"], "ben")):
            here = room([{"id": one} for one in people], tables, history=history, round_number=2)
            found = draw_duties(here, duties, plan(t0=people), {"ben": ("chair",)}, 3, stays)
            assert [one for one, own in found.items() if "liaison" in own] == [liaison]


def test_no_child_that_a_row_brings_along_has_a_duty() -> None:
    """The child sits with two adults; a duty for three people lacks one, and no draw names the child."""
    party = {"id": "ana", "size": 2, "children": 1}
    people = [
        {"id": "ana", "party": Party(number=1, **party)},
        {"id": "ana+1", "party": Party(number=2, **party)},
        {"id": "ben"},
    ]
    here, seated = room(people, [{"id": "t"}]), plan(t=["ana", "ana+1", "ben"])
    for each, lacking in ((2, 0), (3, 1)):
        duty = requirement("duty", name="chair", each=each)
        assert isinstance(duty, DutyRequirement)
        assert set(draw_duties(here, [duty], seated, {})) == {"ana", "ben"}
        assert sum(found.shortfall for found in duty.check(here, seated)) == lacking
        model = build_model(here, [duty])
        assert penalty_of(model, model.tables_of(seated)).penalty == lacking
