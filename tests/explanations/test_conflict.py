"""Conflicts are minimal; QuickXplain and a slow reference name the same one."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from seating.explanations.conflicts import Conflict, HoldsTogether, find_conflict


def holds_unless(clashes: Iterable[Iterable[str]], asked: list[frozenset[str]] | None = None) -> HoldsTogether:
    sets = [frozenset(clash) for clash in clashes]

    def holds(ids: frozenset[str]) -> bool:
        if asked is not None:
            asked.append(ids)
        return not any(clash <= ids for clash in sets)

    return holds


def test_each_member_is_needed_and_together_they_clash() -> None:
    rng = Random(1)
    for _ in range(200):
        ids = [f"r{i}" for i in range(rng.randint(1, 9))]
        holds = holds_unless(rng.sample(ids, rng.randint(1, min(4, len(ids)))) for _ in range(rng.randint(1, 4)))
        found = find_conflict(ids, holds)
        whole = frozenset(found.requirements)
        assert found.confirmed
        assert not holds(whole)
        assert all(holds(whole - {member}) for member in whole)


def find_slowly(ids: list[str], holds: HoldsTogether) -> tuple[str, ...]:
    """Return a minimal conflict by leaving out one requirement at a time, the most valued first."""
    single = next((one for one in ids if not holds(frozenset({one}))), None)
    kept = list(ids) if single is None else [single]
    for one in reversed(kept.copy()):
        fewer = [other for other in kept if other != one]
        if fewer and not holds(frozenset(fewer)):
            kept = fewer
    return tuple(kept)


def test_the_slow_reference_names_the_same_conflict() -> None:
    rng = Random(2)
    for _ in range(200):
        ids = [f"r{i}" for i in range(rng.randint(1, 9))]
        holds = holds_unless(rng.sample(ids, rng.randint(1, min(4, len(ids)))) for _ in range(rng.randint(1, 4)))
        assert find_conflict(ids, holds).requirements == find_slowly(ids, holds)


def test_a_requirement_that_cannot_hold_alone_is_named_alone() -> None:
    assert find_conflict(["a", "b", "c"], holds_unless([["a", "b"], ["c"]])) == Conflict(("c",), True)


def test_what_is_valued_least_is_blamed_first() -> None:
    holds = holds_unless([["wish", "size"], ["cap", "size"]])
    assert find_conflict(["wish", "cap", "size"], holds).requirements == ("wish", "size")
    assert find_conflict(["cap", "wish", "size"], holds).requirements == ("cap", "size")


def test_undecided_answers_leave_it_unconfirmed() -> None:
    sure = holds_unless([["a", "b"]])
    found = find_conflict(["a", "b", "c"], lambda ids: None if ids == {"a"} else sure(ids))
    assert (found.requirements, found.confirmed) == (("a", "b"), False)


def test_a_second_opinion_that_differs_leaves_it_unconfirmed() -> None:
    assert find_conflict(["a", "b"], holds_unless([["a", "b"]]), once_more=lambda ids: True) == Conflict(
        ("a", "b"), False
    )


def test_nothing_decided_names_everything_unconfirmed() -> None:
    assert find_conflict(["a", "b"], lambda ids: None) == Conflict(("a", "b"), False)


def test_few_questions_find_a_small_conflict_among_many_requirements() -> None:
    asked: list[frozenset[str]] = []
    ids = [f"r{i}" for i in range(128)]
    find_conflict(ids, holds_unless([["r3", "r90"]], asked))
    assert len([one for one in asked if len(one) > 1]) <= 2 * 2 * 8


def pins_at_one_table(asked: list[frozenset[str]]) -> HoldsTogether:
    """Return that a table has room for 20 of the people whom pins seat there."""

    def holds(ids: frozenset[str]) -> bool:
        asked.append(ids)
        return "size" not in ids or len(ids) <= 21

    return holds


def test_of_many_requirements_few_are_asked_about_one_by_one() -> None:
    """A thousand pins at one table took minutes: each was asked about by itself, for every conflict."""
    asked: list[frozenset[str]] = []
    found = find_conflict([*(f"pin-{n}" for n in range(1_000)), "size"], pins_at_one_table(asked))
    assert (len(found.requirements), found.requirements[-1], found.confirmed) == (22, "size", True)
    assert sum(len(ids) == 1 for ids in asked) <= 3
    assert len(asked) < 250


def test_a_requirement_that_cannot_hold_alone_is_named_alone_among_many() -> None:
    asked: list[frozenset[str]] = []
    holds = holds_unless([{"r700"}], asked)
    assert find_conflict([f"r{n}" for n in range(1_000)], holds).requirements == ("r700",)
    assert len(asked) < 40


def test_many_conflicts_of_two_end_the_search_for_one_alone() -> None:
    asked: list[frozenset[str]] = []
    holds = holds_unless([{f"r{n}", f"r{n + 1}"} for n in range(0, 1_000, 2)], asked)
    assert len(find_conflict([f"r{n}" for n in range(1_000)], holds).requirements) == 2
    assert len(asked) < 150
