"""Groups of a column: at the fewest tables that hold them, and nobody of a group alone at a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, product
from random import Random

import pytest

from seating.api.inputs import RoundInputs
from seating.api.one_round import seat_round
from seating.convening import Convening
from seating.engines import Child, Status
from seating.model import build_model, shortfalls
from seating.profiles.person import Party
from seating.room.plan import Plan, Room
from tests.builders import brute_force, every_plan, person, requirement, room
from tests.differential import REQUEST
from tests.examples import seeded

Counts = tuple[tuple[int, ...], ...]
"""How many people of each group sit at each table."""

GROUPS = requirement("together", by="family")


def room_of(sizes: Sequence[int], seats: Sequence[int]) -> Room:
    """Return a room with groups of these sizes and tables with at most so many seats."""
    people = [{"id": f"g{g}n{n}", "family": f"g{g}"} for g, size in enumerate(sizes) for n in range(size)]
    return room(people, [{"id": f"t{t}", "seats": {"max": most}} for t, most in enumerate(seats)])


def plan_of(counts: Counts) -> Plan:
    """Return the seating with so many people of each group at each table."""
    seats = {}
    for g, row in enumerate(counts):
        at = [f"t{t}" for t, number in enumerate(row) for _ in range(number)]
        seats |= {f"g{g}n{n}": table for n, table in enumerate(at)}
    return Plan(seats)


def every_seating(sizes: Sequence[int], seats: Sequence[int]) -> Iterator[Counts]:
    """Yield every seating that the seats allow; the people of a group are alike."""
    if not sizes:
        yield ()
        return
    for row in product(*(range(min(sizes[0], most) + 1) for most in seats)):
        if sum(row) == sizes[0]:
            left = [most - number for most, number in zip(seats, row, strict=True)]
            yield from ((row, *others) for others in every_seating(sizes[1:], left))


def fewest_tables(size: int, seats: Sequence[int]) -> int:
    """Return how many tables a group needs."""
    return next(n for n, held in enumerate(accumulate(sorted(seats, reverse=True)), 1) if held >= size)


def shortfall(counts: Counts, seats: Sequence[int]) -> int:
    """Return the shortfall of a seating, by the definition in the reference."""
    total = 0
    for row in counts:
        fewest = fewest_tables(sum(row), seats)
        beyond = max(0, sum(number > 0 for number in row) - fewest)
        total += beyond * (4 if fewest == 1 else 1) + (beyond > 0)
        total += 0 if sum(row) == 1 else sum(number == 1 for number in row)
    return total


def split(counts: Counts, seats: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return the tables, and the people alone, of each group that one table holds."""
    small = {g: row for g, row in enumerate(counts) if sum(row) > 1 and fewest_tables(sum(row), seats) == 1}
    return {g: (sum(n > 0 for n in row), sum(n == 1 for n in row)) for g, row in small.items()}


def prefers_larger(chosen: Counts, other: Counts, seats: Sequence[int]) -> bool:
    """Whether a group that one table holds is whole in the other seating only, which costs only larger groups."""
    mine, theirs = split(chosen, seats), split(other, seats)
    is_no_worse = all(n <= mine[g][0] and alone <= mine[g][1] for g, (n, alone) in theirs.items())
    return is_no_worse and any(n == 1 < mine[g][0] for g, (n, _) in theirs.items())


def random_sizes(rng: Random, most: int) -> tuple[list[int], list[int]]:
    """Return sizes of groups and seats of tables, so that the groups fit and few seats stay free."""
    seats = [rng.randint(2, 5) for _ in range(rng.randint(2, 3))]
    left = min(most, sum(seats) - rng.choice([0, 0, 0, 1, 2]))
    sizes = []
    while left > 0:
        sizes.append(min(left, rng.randint(1, 7)))
        left -= sizes[-1]
    return sizes, seats


@seeded(40)
def test_no_group_that_fits_one_table_is_split_for_a_larger_one(seed: int) -> None:
    """Of all seatings that the seats allow, the best by the definition; a group of several tables gives way."""
    sizes, seats = random_sizes(Random(f"larger {seed}"), 13)
    every = {counts: shortfall(counts, seats) for counts in every_seating(sizes, seats)}
    least = min(every.values())
    for chosen in (counts for counts, short in every.items() if short == least):
        wrong = next((other for other in every if prefers_larger(chosen, other, seats)), None)
        assert wrong is None, f"seats {seats}: {chosen} is judged as good as {wrong}"


def test_among_equal_sums_fewer_groups_are_split() -> None:
    """Of seatings with equal sums over tables and people alone, the judge prefers the one that splits fewer groups."""
    differ = 0
    for seed in range(40):
        sizes, seats = random_sizes(Random(f"equal {seed}"), 9)
        here, fewest = room_of(sizes, seats), [fewest_tables(size, seats) for size in sizes]
        found: dict[int, set[tuple[int, int]]] = {}
        for counts in every_seating(sizes, seats):
            used = [sum(number > 0 for number in row) for row in counts]
            beyond = [n - few for n, few in zip(used, fewest, strict=True) if n > few]
            prices = [4 if few == 1 else 1 for n, few in zip(used, fewest, strict=True) if n > few]
            alone = sum(row.count(1) for row in counts if sum(row) > 1)
            total = sum(price * over for price, over in zip(prices, beyond, strict=True)) + alone
            found.setdefault(total, set()).add((len(beyond), GROUPS.judge(here, plan_of(counts)).shortfall))
        for each in found.values():
            assert sorted(each) == sorted(each, key=lambda one: one[1])
            assert len(dict(each)) == len(each)
            differ += len(each) > 1
    assert differ > 10


@seeded(40)
def test_the_judge_and_the_terms_count_by_the_definition(seed: int) -> None:
    rng = Random(f"definition {seed}")
    sizes, seats = random_sizes(rng, 13)
    here = room_of(sizes, seats)
    model = build_model(here, [GROUPS])
    for counts in rng.choices(list(every_seating(sizes, seats)), k=10):
        plan = plan_of(counts)
        assert GROUPS.judge(here, plan).shortfall == shortfall(counts, seats), counts
        assert int(shortfalls(model, model.tables_of(plan))[0]) == shortfall(counts, seats), counts


@pytest.mark.parametrize(
    ("sizes", "seats", "best"),
    [
        ((6, 4), (5, 5), ((5, 1), (0, 4))),  # four stay whole, although one of the six then sits alone
        ((7, 3), (4, 4, 2), ((4, 1, 2), (0, 3, 0))),  # three stay whole, although seven need a third table
        ((8, 5), (6, 3, 2, 2), ((1, 3, 2, 2), (5, 0, 0, 0))),  # five stay whole, although eight need four tables
    ],
)
def test_a_larger_group_gives_way(sizes: Sequence[int], seats: Sequence[int], best: Counts) -> None:
    every = {counts: shortfall(counts, seats) for counts in every_seating(sizes, seats)}
    small = len(sizes) - 1
    assert every[best] == min(every.values())
    for counts in (counts for counts, short in every.items() if short == every[best]):
        assert sum(number > 0 for number in counts[small]) == 1


@pytest.mark.room
@pytest.mark.parametrize("cases", [12, pytest.param(60, marks=pytest.mark.night)])
def test_the_solver_finds_the_least_and_proves_it(child: Child, cases: int) -> None:
    """With companions without a value of their own, groups that share people, and a must among others."""
    for case in range(cases):
        rng = Random(f"solved {case}")
        rows = [
            {"id": one, "family": rng.choice(["fox", "hay", "fox; hay", "oak", ""])}
            for one in ("ana", "ben", "cam", "dee", "eli", "fay")
        ]
        people = [person({key: cell for key, cell in row.items() if cell}) for row in rows]
        people[1] = people[1].model_copy(update={"party": Party(id="ana", number=2, size=2), "own": {}})
        people[0] = people[0].model_copy(update={"party": Party(id="ana", number=1, size=2)})
        here = room(people, [{"id": t, "seats": {"max": rng.randint(2, 3)}} for t in ("north", "south", "west")])
        asked = [
            requirement("size"),
            requirement("together", by="family", must=rng.random() < 0.3, at=rng.choice([None, ["north", "west"]])),
            requirement("together", id="rows", of="party", must=rng.random() < 0.5),
        ]
        best, meeting = brute_force(here, asked)
        result = seat_round(
            RoundInputs(here.listed, Convening(tables=here.tables, requirements=asked), here, tuple(asked), ()),
            REQUEST,
            child,
        )
        assert (result.review.unmet, result.penalty) == best, case
        if meeting:
            assert (result.status, result.bound) == (Status.OPTIMAL, best.penalty), case


def test_companions_belong_to_the_group_of_their_row() -> None:
    """Ana's guest has no family; with him the Foxes are three, and two tables of two are the fewest."""
    ana, guest = (
        person(row).model_copy(update={"party": Party(id="ana", number=n, size=2)})
        for n, row in enumerate(({"id": "ana", "family": "Fox"}, "guest"), 1)
    )
    here = room(
        [ana, guest, {"id": "ben", "family": "Fox"}], [{"id": "north", "seats": 2}, {"id": "south", "seats": 2}]
    )
    must = requirement("together", by="family", must=True)
    assert all(must.judge(here, plan).met for plan in every_plan(here))
    alone = GROUPS.judge(here, Plan({"ana": "north", "guest": "north", "ben": "south"}))
    assert [(one.table, one.group, one.shortfall) for one in alone.findings] == [("south", "Fox", 1)]


def test_one_table_is_only_asked_for_where_it_holds_the_group() -> None:
    here = room_of((5, 2), (3, 3, 3))
    verdict = GROUPS.judge(here, plan_of(((2, 2, 1), (1, 0, 1))))
    assert [(one.have, one.want) for one in verdict.findings if one.table is None] == [
        ("at 3 tables", "2 tables"),
        ("at 2 tables", "one table"),
    ]
    assert "as few tables as possible" in GROUPS.sentence(here)
    assert "share a table" in GROUPS.sentence(room_of((3, 2), (3, 3, 3)))
