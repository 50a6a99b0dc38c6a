"""The best assignment of meanings to columns, compared with all assignments that there are."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from seating.profiles.headings.assignment import assign

ALONE = ["name", "email", "attending"]
MANY = ["own", "needs"]

columns = st.lists(
    st.dictionaries(st.sampled_from([*ALONE, "needs"]), st.integers(1, 9)).flatmap(
        lambda scores: st.integers(1, 5).map(lambda own: {**scores, "own": own})
    ),
    max_size=4,
)


def has_room(meaning: str) -> bool:
    return meaning in MANY


def total(scores: list[dict[str, int]], chosen: tuple[str, ...] | list[str]) -> int:
    return sum(one[meaning] for one, meaning in zip(scores, chosen, strict=True))


def is_allowed(chosen: tuple[str, ...] | list[str]) -> bool:
    return all(chosen.count(meaning) < 2 for meaning in ALONE)


@given(columns)
def test_no_other_assignment_has_a_higher_sum(scores: list[dict[str, int]]) -> None:
    found = assign(scores, has_room)
    assert is_allowed(found)
    assert total(scores, found) == max(total(scores, other) for other in product(*scores) if is_allowed(other))


def test_a_column_gives_way_if_another_meaning_fits_nearly_as_well() -> None:
    scores = [{"name": 5, "email": 4, "own": 1}, {"name": 4, "own": 1}]
    assert assign(scores, has_room) == ["email", "name"]


def test_of_equal_columns_the_first_gets_the_meaning() -> None:
    assert assign([{"name": 2, "own": 1}, {"name": 2, "own": 1}], has_room) == ["name", "own"]


def test_several_columns_may_have_a_meaning_with_room() -> None:
    assert assign([{"needs": 3, "own": 1}] * 3, has_room) == ["needs"] * 3


def test_a_list_without_columns_has_no_meanings() -> None:
    assert assign([], has_room) == []
