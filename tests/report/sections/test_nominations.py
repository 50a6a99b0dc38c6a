"""Who was nominated: what the counts above the table count."""

from __future__ import annotations

from dataclasses import replace

from seating.charts.nominations import Nomination, Nominations
from seating.report.sections.nominations import list_blocks
from tests.present.told import told

from ..made_up import small


def test_texts_that_name_no_person_are_not_called_missing_from_the_list() -> None:
    """Mesa Credit Union is an organization with people on the list."""
    texts = (("Ana Ruiz", "p01"), ("Mesa Credit Union", None))
    found = tuple(Nomination(text, person, None, ("Ben",), ()) for text, person in texts)
    blocks = list_blocks(replace(small(), nominations=Nominations(("charts.csv",), found)))
    assert "Nominations: 2. Followed: 1. Not the name of a person on the list: 1." in told(blocks)
