"""What the report says of musts that cannot be met."""

from __future__ import annotations

from seating.report.sections.conflict import list_blocks
from tests.present.told import told
from tests.report.made_up import impossible


def test_only_a_confirmed_conflict_is_claimed_to_be_one() -> None:
    confirmed, _, doubtful = told(list_blocks(impossible())).partition("The search ended before this conflict was")
    assert confirmed.count("A second calculation confirmed this.") == 1
    assert doubtful.startswith(" confirmed. It might be smaller, or not a conflict.")
    assert "Dropping any one of them" not in doubtful
