"""Grouping by a key, and joining groups that overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seating.groups import group_by_key, join_groups

MEMBERS = st.integers(0, 12)


@given(st.lists(st.lists(MEMBERS, max_size=4), max_size=12))
def test_two_members_have_one_group_if_groups_lead_from_one_to_the_other(groups: list[list[int]]) -> None:
    reached: dict[int, set[int]] = {member: {member} for group in groups for member in group}
    for _ in range(12):
        for group in groups:
            joined = set().union(*(reached[member] for member in group))
            reached |= dict.fromkeys(joined, joined)
    assert join_groups(groups) == {member: min(others) for member, others in reached.items()}


@given(st.lists(st.tuples(MEMBERS, MEMBERS)))
def test_things_of_a_key_stay_in_their_order(pairs: list[tuple[int, int]]) -> None:
    found = group_by_key(pairs)
    assert list(found) == list(dict.fromkeys(key for key, _ in pairs))
    assert all(things == [thing for one, thing in pairs if one == key] for key, things in found.items())


def test_a_large_group_is_joined_at_once() -> None:
    """Fifty thousand members of one group take a fraction of a second, not hours."""
    assert set(join_groups([range(50_000)]).values()) == {0}
