"""What the report says of musts that cannot be met."""

from __future__ import annotations

from dataclasses import replace

from seating.report.sections.conflict import list_blocks
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from tests.present.told import told
from tests.report.made_up import impossible


def test_only_a_confirmed_conflict_is_claimed_to_be_one() -> None:
    confirmed, _, doubtful = told(list_blocks(impossible())).partition("The search ended before this conflict was")
    assert confirmed.count("A second calculation confirmed this.") == 1
    assert doubtful.startswith(" confirmed. It might be smaller, or it might not be a conflict.")
    assert "Dropping any one of them" not in doubtful


def test_other_conflicts_are_not_told_of_where_one_is_private() -> None:
    """The terminal knows whether there are others, and the page would contradict it."""
    for is_complete in (True, False):
        private = for_reader(replace(impossible(with_private=True), conflicts_complete=is_complete), Audience.TEAM)
        assert "A private must cannot be met" in told(list_blocks(private))
        assert "other conflicts" not in told(list_blocks(private))
    assert "There might be other conflicts." in told(list_blocks(impossible()))
    assert "There are no other conflicts." in told(list_blocks(replace(impossible(), conflicts_complete=True)))
