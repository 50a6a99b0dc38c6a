"""Findings are printed as the report words them, with the table and both numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

import seating
from seating.explanations.conflicts import Conflict
from seating.pages.unmet import describe_finding, list_conflicts
from seating.requirements.base.findings import Finding, Op, Unit, Wanted, at_least, at_most
from tests.present.told import told
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


def test_of_many_cells_in_a_conflict_the_first_are_shown_and_the_others_counted() -> None:
    """A hundred pins, one below the other, explain nothing."""
    people = [{"id": f"p{n:02}", "name": f"Person {n}", "pin": "north" if n < 20 else "south"} for n in range(24)]
    given = {"tables": [{"id": "north", "name": "North"}, {"id": "south"}], "requirements": [{"kind": "size"}]}
    result = seating.solve(people, given)
    musts = tuple(one.id for one in result.requirements)
    shown = told(list_conflicts(replace(result, conflicts=(Conflict(musts, confirmed=True),))))
    assert [n for n in range(24) if f"Person {n} " in shown] == [0, 1, 20, 21, 22, 23]
    assert "and 18 more: pin, North" in shown
    assert "These musts cannot all be met together." in shown
