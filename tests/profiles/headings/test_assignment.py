"""The best assignment of meanings to columns, compared with all assignments that there are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from seating.profiles.headings.assignment import Group, Member, assign, list_runners_up

ALONE = ["name", "email", "attending"]
MANY = ["own", "needs"]

columns = st.lists(
    st.dictionaries(st.sampled_from([*ALONE, "needs"]), st.integers(1, 9)).flatmap(
        lambda scores: st.integers(1, 5).map(lambda own: {**scores, "own": own})
    ),
    max_size=4,
)

groups = st.lists(
    st.builds(
        lambda indices, score, takes: Group(
            tuple(Member(index, "group", "") for index in sorted(indices)), score, frozenset(takes)
        ),
        st.sets(st.integers(0, 4), min_size=1, max_size=3),  # a column beyond the last one has no meaning alone
        st.integers(1, 20),
        st.sets(st.sampled_from(ALONE), max_size=2),
    ),
    max_size=3,
)


def has_room(meaning: str) -> bool:
    return meaning in MANY


def assigned(scores: list[dict[str, int]]) -> list[str]:
    """Return the meaning of each column in the best assignment without groups."""
    return list(assign(dict(enumerate(scores)), has_room).meanings.values())


def is_allowed(chosen: tuple[str, ...] | list[str]) -> bool:
    return all(chosen.count(meaning) < 2 for meaning in ALONE)


def list_all(scores: list[dict[str, int]], offered: list[Group]) -> Iterator[tuple[dict[int, str], int]]:
    """Yield the meanings of the single columns in every assignment that there is, and its sum."""
    for number in range(len(offered) + 1):
        for chosen in combinations(offered, number):
            if any(one.excludes(other) for one, other in combinations(chosen, 2)):
                continue
            taken = [meaning for group in chosen for meaning in group.takes]
            left = [at for at in range(len(scores)) if not any(at in group.columns for group in chosen)]
            for meanings in product(*(scores[at] for at in left)):
                if is_allowed([*meanings, *taken]):
                    alone = sum(scores[at][meaning] for at, meaning in zip(left, meanings, strict=True))
                    yield dict(zip(left, meanings, strict=True)), alone + sum(group.score for group in chosen)


@given(columns, groups)
def test_no_other_assignment_has_a_higher_sum(scores: list[dict[str, int]], offered: list[Group]) -> None:
    found = assign(dict(enumerate(scores)), has_room, offered)
    assert is_allowed([*found.meanings.values(), *(meaning for group in found.groups for meaning in group.takes)])
    assert not any(one.excludes(other) for one, other in combinations(found.groups, 2))
    alone = sum(scores[index][meaning] for index, meaning in found.meanings.items())
    assert (
        found.total
        == alone + sum(group.score for group in found.groups)
        == max(total for _, total in list_all(scores, offered))
    )
    grouped = {index for group in found.groups for index in group.columns}
    assert found.meanings.keys() == set(range(len(scores))) - grouped


@given(columns, groups)
def test_the_first_runner_up_has_the_meaning_in_the_best_assignment_without_its_holder(
    scores: list[dict[str, int]], offered: list[Group]
) -> None:
    numbered = dict(enumerate(scores))
    best = assign(numbered, has_room, offered)
    found = list_runners_up(numbered, has_room, offered, best)
    for meaning in ALONE:
        holders = {at for at, meant in best.meanings.items() if meant == meaning}
        holders |= {at for group in best.groups if meaning in group.takes for at in group.columns}
        others = [group for group in offered if meaning not in group.takes]
        left = [
            (one, total) for one, total in list_all(scores, others) if not any(one.get(at) == meaning for at in holders)
        ]
        most = max(total for _, total in left)
        best_ones = [one for one, total in left if total == most]
        if runners_up := found.get(meaning):
            assert any(one.get(runners_up[0]) == meaning for one in best_ones)
        elif holders:
            assert any(meaning not in one.values() for one in best_ones)


def test_a_column_gives_way_if_another_meaning_fits_nearly_as_well() -> None:
    assert assigned([{"name": 5, "email": 4, "own": 1}, {"name": 4, "own": 1}]) == ["email", "name"]


def test_of_equal_columns_the_first_gets_the_meaning() -> None:
    assert assigned([{"name": 2, "own": 1}, {"name": 2, "own": 1}]) == ["name", "own"]


def test_several_columns_may_have_a_meaning_with_room() -> None:
    assert assigned([{"needs": 3, "own": 1}] * 3) == ["needs"] * 3


def test_a_list_without_columns_has_no_meanings() -> None:
    assert assigned([]) == []
