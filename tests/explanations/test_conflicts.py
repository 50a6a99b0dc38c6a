"""All conflicts are found when they are few, and what lifts them, against every set of requirements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from random import Random

from seating.explanations.conflicts import (
    MOST_CONFLICTS,
    MOST_NARROWING,
    HoldsTogether,
    find_conflicts,
    find_hitting_sets,
)


def holds_unless(clashes: Iterable[Iterable[str]]) -> HoldsTogether:
    sets = [frozenset(clash) for clash in clashes]
    return lambda ids: not any(clash <= ids for clash in sets)


def subsets(ids: Iterable[str]) -> Iterator[frozenset[str]]:
    every = list(ids)
    return (frozenset(some) for n in range(len(every) + 1) for some in combinations(every, n))


def smallest(sets: Iterable[frozenset[str]]) -> set[frozenset[str]]:
    every = list(sets)
    return {one for one in every if not any(other < one for other in every)}


def drawn(rng: Random, most: int) -> tuple[list[str], HoldsTogether]:
    ids = [f"r{i}" for i in range(rng.randint(1, 8))]
    clashes = [rng.sample(ids, rng.randint(1, min(4, len(ids)))) for _ in range(rng.randint(1, most))]
    return ids, holds_unless(clashes)


def test_all_conflicts_and_all_that_lifts_them_are_found_when_they_are_few() -> None:
    rng = Random(1)
    for _ in range(150):
        ids, holds = drawn(rng, MOST_CONFLICTS)
        found = find_conflicts(ids, holds)
        clashing = smallest(some for some in subsets(ids) if not holds(some))
        lifting = smallest(some for some in subsets(ids) if holds(frozenset(ids) - some))
        assert found.complete
        assert {frozenset(conflict.requirements) for conflict in found.found} == clashing
        assert set(found.lifts) == lifting
        assert [len(c.requirements) for c in found.found] == sorted(len(c.requirements) for c in found.found)


def test_of_many_conflicts_a_few_are_named_and_it_is_said_that_there_are_more() -> None:
    """Twelve people, any eleven of whom are one too many: two have to go, or the rule."""
    ids = ["size", *(f"pin:{n}" for n in range(12))]

    def holds(some: frozenset[str]) -> bool:
        return "size" not in some or len(some) <= 11

    found = find_conflicts(ids, holds)
    assert len(found.found) == MOST_CONFLICTS
    assert not found.complete
    assert found.lifts[0] == {"size"}
    assert all(holds(frozenset(ids) - lift) for lift in found.lifts)
    assert any(len(lift) == 2 for lift in found.lifts)


def test_what_stays_undecided_is_neither_complete_nor_a_lift() -> None:
    sure = holds_unless([["a", "b"]])
    found = find_conflicts(["a", "b", "c"], lambda ids: None if ids == {"b", "c"} else sure(ids))
    assert not found.complete
    assert found.lifts == (frozenset({"b"}),)


def test_what_a_known_seating_does_not_meet_is_the_last_resort() -> None:
    """Where nothing else was decided; what of it can be kept is kept."""
    kept = {"a", "d"}
    found = find_conflicts(
        "abcd", lambda ids: False if ids == set("abcd") else True if ids <= kept else None, unmet=frozenset("bc")
    )
    assert found.lifts == (frozenset("bc"),)


def test_the_first_conflict_is_sought_among_the_suspects() -> None:
    asked = []
    sure = holds_unless([["a", "d"]])
    find_conflicts("abcd", lambda ids: (asked.append(ids), sure(ids))[1], suspects="ad")
    assert all(ids <= set("ad") for ids in asked[: asked.index(frozenset("bcd"))])


def test_sets_that_hit_are_those_of_all_subsets() -> None:
    rng = Random(2)
    for _ in range(200):
        ids = "abcdef"[: rng.randint(1, 6)]
        sets = [frozenset(rng.sample(ids, rng.randint(1, len(ids)))) for _ in range(rng.randint(1, 4))]
        hits, are_all = find_hitting_sets(sets, ids)
        assert are_all
        assert len(set(hits)) == len(hits)
        assert set(hits) == smallest(some for some in subsets(ids) if all(some & one for one in sets))


def test_no_more_sets_are_kept_than_asked_for() -> None:
    hits, are_all = find_hitting_sets([frozenset("abc"), frozenset("def")], "abcdef", most=4)
    assert len(hits) == 4
    assert not are_all


def test_of_many_requirements_further_conflicts_are_sought_among_a_few() -> None:
    """A question about hundreds of requirements takes long, so the search for a conflict begins with few."""
    ids, asked = [f"r{n}" for n in range(1_000)], list[frozenset[str]]()
    holds = holds_unless([{"r1", "r2"}, {"r700", "r800"}])

    def holds_and_counts(some: frozenset[str]) -> bool | None:
        asked.append(some)
        return holds(some)

    clash = frozenset({"r699", "r700", "r800"})
    both = find_conflicts(ids, holds_and_counts, suspects=["r1", "r2"], clash_among=lambda rest: clash)
    assert [conflict.requirements for conflict in both.found] == [("r1", "r2"), ("r700", "r800")]
    assert both.complete
    assert sum(3 < len(some) < 900 for some in asked) == 0


def test_a_small_conflict_among_hundreds_is_found_with_few_questions() -> None:
    """Even if nothing says among which few it is."""
    ids, asked = [f"r{n}" for n in range(1_000)], list[frozenset[str]]()
    holds = holds_unless([{"r1", "r2"}, {f"r{n}" for n in range(50, 1_000, 100)}])

    def ask(some: frozenset[str]) -> bool | None:
        asked.append(some)
        return holds(some)

    found = find_conflicts(ids, ask, suspects=["r1", "r2"], clash_among=frozenset)
    assert [len(conflict.requirements) for conflict in found.found] == [2, 10]
    assert found.complete
    assert len(asked) < MOST_NARROWING + 50


def test_a_large_conflict_among_hundreds_is_not_named_and_others_are_not_ruled_out() -> None:
    ids, asked = [f"r{n}" for n in range(1_000)], list[frozenset[str]]()
    holds = holds_unless([{"r1", "r2"}, {f"r{n}" for n in range(300, 700)}])

    def ask(some: frozenset[str]) -> bool | None:
        asked.append(some)
        return holds(some)

    found = find_conflicts(ids, ask, suspects=["r1", "r2"], clash_among=frozenset)
    assert [conflict.requirements for conflict in found.found] == [("r1", "r2")]
    assert not found.complete
    assert len(asked) < MOST_NARROWING + 50


def test_a_further_conflict_is_not_sought_where_nothing_is_found_among_hundreds() -> None:
    ids = [f"r{n}" for n in range(1_000)]
    holds = holds_unless([{"r1", "r2"}, {"r700", "r800"}])
    found = find_conflicts(ids, holds, suspects=["r1", "r2"], clash_among=lambda rest: None)
    assert [conflict.requirements for conflict in found.found] == [("r1", "r2")]
    assert not found.complete
