"""The shortfall of each shape of term, against a naive count over persons and tables; and its corner cases."""

from __future__ import annotations

import itertools
from random import Random

import numpy as np
import pytest

from seating.model.penalty_of_terms import term_shortfall
from seating.room.plan import IntArray
from seating.terms import (
    NO_LIMIT,
    CompanyTerm,
    CountTerm,
    FixedTerm,
    LinkTerm,
    PartedTerm,
    PlaceTerm,
    PresenceTerm,
    SharedTerm,
    SpreadTerm,
    SumTerm,
    Term,
)
from seating.terms.table_terms import _TableTerm
from tests.engines.drawn import SHAPES, every_seating
from tests.terms.test_operations import rooms


def at_table(group: IntArray, seats: list[int], table: int) -> list[int]:
    """Return the members of a group at a table, with repeats."""
    return [person for person in group.tolist() if seats[person] == table]


def cost_at(term: Term, seats: list[int], table: int) -> int:
    """Return what a term that is a sum over tables costs at one of them."""
    match term:
        case CountTerm():
            number = len(at_table(term.group, seats, table))
            base = 0 if term.base is None else len(at_table(term.base, seats, table))
            low, high = term.low.tolist(), term.high.tolist()
            least, most = low[min(base, len(low) - 1)], high[min(base, len(high) - 1)]
            return 0 if term.or_none and number == 0 else max(0, least - number) + max(0, number - most)
        case PresenceTerm():
            present = [group for group in term.groups if at_table(group, seats, table)]
            return max(0, term.low - len(present))
        case SumTerm():
            here = [person for person in range(len(seats)) if seats[person] == table]
            off = abs(sum(int(term.values[p]) for p in here)) - sum(int(term.allowances[p]) for p in here)
            return -(-max(0, off) // term.unit)
    raise AssertionError(term)


def naive(term: Term, seats: list[int], waived: set[int]) -> int:
    """Return the shortfall of a term, from the docstring of its shape."""
    match term:
        case CountTerm() | PresenceTerm() | SumTerm():
            return sum(cost_at(term, seats, table) for table in term.tables.tolist() if table not in waived)
        case SharedTerm():
            pairs = zip(term.pairs.tolist(), term.costs.tolist(), strict=True)
            return sum(c for (a, b), c in pairs if seats[a] == seats[b] and seats[a] in term.tables)
        case PartedTerm():
            pairs = zip(term.pairs.tolist(), term.costs.tolist(), strict=True)
            return sum(
                c for (a, b), c in pairs if seats[a] != seats[b] and {seats[a], seats[b]} & {*term.tables.tolist()}
            )
        case SpreadTerm():
            over = len({seats[p] for p in term.group.tolist()} & {*term.tables.tolist()}) - term.high
            return term.cost * over + term.first if over > 0 else 0
        case LinkTerm():
            cost = 0
            for k, group in enumerate(term.members):
                found = sum(seats[p] in term.targets for p in term.counterparts[k].tolist())
                in_need = sum(seats[p] in term.sources for p in group.tolist()) + int(term.fixed[k])
                cost += in_need * max(0, int(term.low[k]) - found)
            return cost
        case PlaceTerm():
            return sum(int(row[seats[p]]) for p, row in zip(term.people.tolist(), term.costs_at_tables, strict=True))
        case FixedTerm():
            return term.shortfall


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shortfall_is_what_its_docstring_says(shape: str) -> None:
    costly = 0
    for _, model, term in rooms(shape):
        for tables in itertools.islice(every_seating(model), 60):
            seats = tables.tolist()
            taken = set(seats[: model.n_people])
            waived = {t for t in range(model.n_tables) if model.may_be_empty[t] and t not in taken}
            expected = naive(term, seats, waived)
            assert term_shortfall(model, term, tables) == expected, (term, seats)
            costly += expected > 0
    assert costly > 50, "hardly a seating cost anything: the cases prove little"


@pytest.mark.parametrize("shape", ["constant", "band", "presence", "sum"])
def test_the_cost_at_each_table_is_that_of_the_table_alone(shape: str) -> None:
    """At every table of the room, whether or not the term applies to it."""
    for rng, model, term in rooms(shape):
        assert isinstance(term, _TableTerm)
        tables = np.array([rng.randrange(model.n_tables) for _ in model.person_ids])
        expected = [cost_at(term, tables.tolist(), table) for table in range(model.n_tables)]
        assert term.at_each_table(tables, model.n_tables).tolist() == expected


def test_a_waived_table_costs_nothing_and_the_others_what_they_did() -> None:
    term = CountTerm.constant(np.array([0, 1]), np.array([0, 1, 2]), low=1)
    tables, waived = np.array([0, 0]), np.array([False, True, False])
    assert term.shortfall_of(tables, np.zeros(3, bool)) == 2
    assert term.shortfall_of(tables, waived) == 1


@pytest.mark.parametrize(
    ("number", "or_none", "cost"), [(0, False, 2), (0, True, 0), (1, True, 1), (2, True, 0), (4, True, 1)]
)
def test_none_may_be_fine_although_one_is_not(number: int, or_none: bool, cost: int) -> None:
    term = CountTerm.constant(np.arange(number), np.array([0]), low=2, high=3, or_none=or_none)
    assert term.shortfall_of(np.zeros(number, np.int64), np.array([False])) == cost


def test_a_band_of_several_entries_ends_with_its_last() -> None:
    """At tables with more of the base than there are entries."""
    low, high = np.array([0, 1]), np.array([NO_LIMIT, 1])
    term = CountTerm(np.array([0, 1]), np.array([0]), low, high, np.array([0, 1, 2, 3]))
    assert term.shortfall_of(np.zeros(4, np.int64), np.array([False])) == 1
    assert not term.is_constant
    assert CountTerm.constant(np.array([0]), np.array([0])).is_constant


@pytest.mark.parametrize(
    ("values", "cost"), [([3, 0], 1), ([-3, 0], 1), ([3, -3], 0), ([1, 0], 0), ([2, 0], 1), ([4, 0], 2)]
)
def test_a_part_of_a_unit_counts_as_a_whole_one(values: list[int], cost: int) -> None:
    """Units of 2, with an allowance of 1 for one person at the table."""
    term = SumTerm(np.array(values), np.array([1, 0]), 2, np.array([0]))
    assert term.shortfall_of(np.zeros(2, np.int64), np.array([False])) == cost


def test_pairs_count_at_the_tables_of_the_term_only() -> None:
    pairs, costs = np.array([[0, 1], [1, 2]]), np.array([5, 7])
    shared, parted = (shape(pairs, costs, np.array([1])) for shape in (SharedTerm, PartedTerm))
    none = np.zeros(3, bool)
    assert shared.shortfall_of(np.array([1, 1, 1]), none) == 12
    assert shared.shortfall_of(np.array([0, 0, 0]), none) == 0
    assert parted.shortfall_of(np.array([0, 1, 2]), none) == 12
    assert parted.shortfall_of(np.array([0, 2, 2]), none) == 0
    assert not shared.covers(2)
    assert SharedTerm(pairs, costs, np.array([0, 1, 1])).covers(2)


def test_more_people_than_tables_have_to_share() -> None:
    """Five people who should all sit apart, at two tables: three and two, so 3 + 1 pairs share one."""
    pairs = np.array([*itertools.combinations(range(5), 2)])
    term = SharedTerm(pairs, np.ones(len(pairs), np.int64), np.array([0, 1]))
    assert term.shortfall_bound(np.zeros(2, bool)) == 4
    assert SharedTerm(pairs, term.costs, np.array([0])).shortfall_bound(np.zeros(2, bool)) == 0
    assert SharedTerm(pairs, term.costs * -1, np.array([0, 1])).shortfall_bound(np.zeros(2, bool)) == -10


def test_pairs_tie_people_into_components() -> None:
    """A pair without a cost ties nobody."""
    term = PartedTerm(np.array([[3, 1], [1, 4], [0, 2]]), np.array([1, 2, 0]), np.array([0]))
    assert term.components(6).tolist() == [-1, 1, -1, 1, 1, -1]


def test_few_groups_cannot_be_present_at_many_tables() -> None:
    """Two groups of one person each, wanted at three tables: four of six presences are missing."""
    term = PresenceTerm((np.array([0]), np.array([1])), np.array([0, 1, 2]), 2)
    assert term.shortfall_bound(np.zeros(3, bool)) == 4
    assert term.shortfall_bound(np.array([False, True, True])) == 0


def test_only_sums_over_tables_have_content() -> None:
    for shape in SHAPES:
        for _, _, term in rooms(shape, 3):
            is_sum = shape in {"constant", "band", "presence", "sum", "shared"}
            assert (term.content() is not None) == is_sum


def test_terms_of_different_bands_have_different_content() -> None:
    rng = Random(5)
    group, tables = np.array([0, 1]), np.array([0])
    seen = {
        CountTerm.constant(group, tables, low, high, or_none).content(): (low, high, or_none)
        for low, high, or_none in {(rng.randint(0, 2), rng.randint(2, 4), rng.random() < 0.5) for _ in range(40)}
    }
    assert len(seen) == len(set(seen.values()))
    assert CountTerm.constant(group, tables, 1).content() != CountTerm.constant(group[:1], tables, 1).content()


def test_a_company_term_lists_only_the_pairs_that_differ() -> None:
    term = CompanyTerm({("ana", "ben"): 1}, np.array([[0, 0, 0, 1], [0, 1, 1, 2]]))
    assert term.costs[term.kinds.get(("ana", "cam"), 0)].tolist() == [0, 0, 0, 1]
    assert term.costs[term.kinds["ana", "ben"], 0b11] == 2


def test_tables_at_which_all_costs_are_equal_share_a_column() -> None:
    rng = np.random.default_rng(1)
    for _ in range(40):
        people = np.arange(4)
        dense = rng.integers(0, 3, (4, 3))[:, rng.integers(0, 3, 9)]
        term = PlaceTerm.of(people, dense)
        assert np.array_equal(term.costs_at_tables, dense)
        assert term.costs.shape[1] == len({column.tobytes() for column in dense.T})
        first = [term.column.tolist().index(number) for number in range(term.costs.shape[1])]
        assert first == sorted(first)


def test_a_column_that_no_table_has_is_left_out() -> None:
    term = PlaceTerm.by_column(np.array([0]), np.array([[5, 7, 9]]), np.array([2, 0, 2]))
    assert (term.costs.tolist(), term.column.tolist()) == ([[9, 5]], [0, 1, 0])


def test_who_is_tied_directly_or_through_others_is_one_component() -> None:
    rng = Random(6)
    for _ in range(200):
        n_persons = rng.randint(2, 10)
        pairs = np.array([rng.sample(range(n_persons), 2) for _ in range(rng.randint(1, 8))])
        term = PartedTerm(pairs, np.array([rng.choice([0, 1, 1]) for _ in pairs]), np.arange(2))
        reached = {person: {person} for person in range(n_persons)}
        for _ in range(n_persons):
            for a, b in pairs[term.costs > 0].tolist():
                reached[a] = reached[b] = reached[a] | reached[b]
                for person in reached[a]:
                    reached[person] = reached[a]
        expected = [min(some) if len(some) > 1 else -1 for some in reached.values()]
        assert term.components(n_persons).tolist() == expected
