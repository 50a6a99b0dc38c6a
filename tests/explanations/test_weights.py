"""The weight of a wish is compared with other wishes in units that cost the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seating.explanations.weights import list_trades
from seating.requirements.base.kind import Requirement
from tests.builders import requirement


def wishes(*weights: int) -> list[Requirement]:
    return [requirement("wish", must=False, weight=weight, note=str(n)) for n, weight in enumerate(weights)]


def trades(weight: int, others: list[Requirement]) -> list[tuple[int, bool, int, int]]:
    return [
        (trade.other.weight, trade.is_other_dearer, trade.at_least, trade.at_most)
        for trade in list_trades(weight, others)
    ]


def test_the_nearest_weights_on_both_sides_are_compared():
    assert trades(6, wishes(1, 3, 8, 20)) == [(3, False, 2, 2), (8, True, 1, 2)]


def test_a_weight_between_two_multiples_has_both_numbers():
    assert trades(7, wishes(3)) == [(3, False, 2, 3)]


def test_an_equal_weight_is_one_unit():
    assert trades(5, wishes(5, 5)) == [(5, False, 1, 1)]
    assert list_trades(5, wishes(5, 5))[0].other.note == "0"


def test_musts_have_no_price():
    assert list_trades(5, [requirement("wish", must=True)]) == ()


@given(st.integers(1, 1000), st.lists(st.integers(1, 1000), max_size=6))
def test_the_numbers_are_true(weight: int, others: list[int]):
    for trade in list_trades(weight, wishes(*others)):
        small, large = sorted((weight, trade.other.weight))
        assert trade.is_other_dearer == (trade.other.weight > weight)
        assert trade.at_least * small <= large <= trade.at_most * small
        assert trade.at_most - trade.at_least == (large % small > 0)
