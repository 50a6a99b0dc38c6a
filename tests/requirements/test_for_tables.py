"""The requirements that the `for` of tables makes."""

from __future__ import annotations

from seating.requirements.count import CountRequirement, list_meant_for
from seating.requirements.keep_from import KeepFromRequirement


def test_only_the_counts_that_a_table_makes_are_listed_with_its_id() -> None:
    elsewhere = {"not": {"sector": ["labor"]}}
    own = CountRequirement.model_validate({"id": "for:north", "who": elsewhere, "at": "north", "at_most": 0})
    stated = CountRequirement.model_validate({"id": "count-1", "who": elsewhere, "at": "north", "at_most": 0})
    cell = KeepFromRequirement.model_validate({"id": "declined:ana", "people": "ana", "tables": "north"})
    assert list_meant_for((stated, own, cell)) == ((own, ("north",)),)
