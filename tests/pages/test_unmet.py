"""Findings are printed as the report words them, with the table and both numbers."""

from __future__ import annotations

import pytest

from seating.findings import Finding, Op, Unit, Wanted, at_least, at_most
from seating.pages.unmet import describe_finding
from tests.report.made_up import small


@pytest.mark.parametrize(
    ("finding", "says"),
    [
        (Finding("capital", "labor", 0, at_least(1), 1), "Capital: labor: 0 instead of at least 1"),
        (Finding(None, "labor", 2, at_least(3), 1), "labor: 2 instead of at least 3"),
        (Finding("capital", None, 3, at_least(4), 1), "Capital: People: 3 instead of at least 4"),
        (
            Finding(None, "children", 2, at_most(1, Unit.TABLES), 1),
            "children: 2 tables instead of at most 1 table",
        ),
    ],
)
def test_a_finding_names_the_table_the_people_and_both_numbers(finding, says):
    assert describe_finding(small(), finding) == says


def test_a_finding_that_its_kind_words_is_printed_in_these_words():
    """As in the report, never "0 instead of a score of 2"."""
    wanted = Wanted(Op.EQUAL, 2, unit=Unit.POINTS, phrase="a score of 2")
    says = "Ana rated this table’s focus 0; their best available score is 2"
    text = describe_finding(small(), Finding("capital", None, 0, wanted, 2, ("p01",), says=says))
    assert text == f"Capital: {says}"


def test_many_names_and_a_long_finding_are_cut():
    made = small()
    everybody = tuple(person.id for person in made.people)
    text = describe_finding(made, Finding("capital", None, 0, at_least(1), 1, everybody))
    assert text.endswith(f" and {len(everybody) - 6} more: 0 instead of at least 1")
    assert len(describe_finding(made, Finding("capital", "x" * 500, 0, at_least(1), 1))) == 160
