"""Earlier rounds: who met whom, who belongs to which table, and what a planned round adds."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

import pytest

from seating.room.history import MOST_PAIRS, History, PastRound, count_company, is_same_visit
from tests.builders import past
from tests.random_rooms import NAMES, random_history

HISTORIES = [random_history(Random(f"history {seed}"), NAMES) for seed in range(60)]


def test_pairs_have_met_as_often_as_they_shared_a_table() -> None:
    """Read seat by seat; a pair that never met has no entry."""
    met = 0
    for history in HISTORIES:
        expected = Counter[tuple[str, str]]()
        for held in history.rounds:
            for one, other in combinations(sorted(held.seats), 2):
                if held.seats[one] == held.seats[other]:
                    expected[one, other] += 1
        company = count_company(history.seen, (held.tables for held in history.rounds))
        assert company is not None
        assert dict(company.by_ids) == dict(expected)
        met += len(expected) > 0
    assert met > 20


def test_a_round_lists_those_who_attended_by_table_and_in_pairs() -> None:
    for history in HISTORIES:
        for held in history.rounds:
            assert {p: t for t, people in held.tables.items() for p in people} == held.seats
            assert all(list(people) == sorted(people) for people in held.tables.values())
            assert held.company == {
                (a, b) for a, b in combinations(sorted(held.seats), 2) if held.seats[a] == held.seats[b]
            }


def test_a_guest_has_met_the_people_of_every_session() -> None:
    held = PastRound(1, {"ana": "a", "ben": "b", "cam": "c"}, further={"ana": ("b",), "gone": ("c",)})
    assert held.tables == {"a": ("ana",), "b": ("ana", "ben"), "c": ("cam",)}
    assert held.company == {("ana", "ben")}
    assert held.members_of(["b"]) == {"ben"}


def test_members_of_a_table_are_those_present_and_those_who_sat_there_last() -> None:
    """Somebody who missed a round still belongs to the table where they last sat, until they sit elsewhere."""
    absent = 0
    for history in HISTORIES:
        last_seat: dict[str, str] = {}
        for held in history.rounds:
            last_seat |= held.seats
            for table in set(last_seat.values()):
                expected = {person for person, at in last_seat.items() if at == table}
                assert held.members_of([table]) == expected
                absent += not expected <= set(held.seats)
            assert held.members_of(set(last_seat.values())) == set(last_seat)
            assert held.members_of([]) == frozenset()
    assert absent > 5


def test_the_last_rounds_are_a_history_of_their_own() -> None:
    for history in HISTORIES:
        number = len(history.rounds)
        assert history.within(None) is history
        for back in range(number + 3):
            assert history.within(back).rounds == history.rounds[number - min(back, number) :]
        assert history.seen == {person for held in history.rounds for person in held.seats}
        assert bool(history) == (number > 0)
        assert history.last == (history.rounds[-1] if number else None)


def test_a_round_can_be_left_out() -> None:
    history = past({"north": ["ana"]}, {"north": ["ben"]}, {"north": ["cam"]})
    assert [held.number for held in history.without(2).rounds] == [1, 3]
    assert history.without(9).rounds == history.rounds
    assert history.without(2).seen == {"ana", "cam"}


def test_a_planned_round_comes_last_and_says_that_it_is_planned() -> None:
    """Earlier members stay members, unless they sit elsewhere now."""
    history = past({"north": ["ana", "ben"], "south": ["cam"]})
    then = history.then(2, {"ana": "south"}, {"ana": ("chair",)})
    assert then.last is not None
    assert (then.last.number, then.last.is_planned, then.last.duties) == (2, True, {"ana": ("chair",)})
    assert then.last.members == {"ana": "south", "ben": "north", "cam": "south"}
    assert then.last.members_of(["north"]) == {"ben"}
    assert not any(held.is_planned for held in history.rounds)
    assert History().then(1, {"ana": "north"}).last == PastRound(1, {"ana": "north"}, {"ana": "north"}, is_planned=True)


@pytest.mark.parametrize(
    ("number", "name"), [(2, "round 2"), (0, "a round before the first"), (-3, "a round before the first")]
)
def test_a_round_has_a_name(number: int, name: str) -> None:
    assert PastRound(number, {}).name == name


def test_those_who_left_and_pairs_that_are_too_many_are_not_counted() -> None:
    (held,) = past({"north": ["a", "b", "c"]}).rounds
    company = count_company(["c", "a", "z"], [held.tables])
    assert company is not None
    assert company.by_ids == {("a", "c"): 1}
    many = [str(n) for n in range(6_000)]
    assert len(many) * (len(many) - 1) // 2 > MOST_PAIRS
    assert count_company(many, [{"north": many}]) is None


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        ("a", "a", True),
        ("a", "b", False),
        ("ab", "ba", True),
        ("ab", "b", False),
        ("a", "ba", True),
        ("ab", "ac", True),
        ("ab", "cb", False),
        ("abc", "cab", True),
    ],
)
def test_a_visit_is_the_same_if_the_table_of_the_earlier_seat_is_still_visited(
    before: str, now: str, same: bool
) -> None:
    assert is_same_visit(before, now, lambda one, other: one == other) is same


def test_who_shared_a_further_session_was_at_one_table() -> None:
    past = PastRound(1, {"ana": "a", "ben": "b", "cam": "a"}, further={"ben": ("a",)})
    assert past.tables_of("ben") == ("b", "a")
    assert past.tables_of("dee") == ()
    assert past.tables == {"a": ("ana", "ben", "cam"), "b": ("ben",)}
