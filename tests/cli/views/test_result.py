"""A result in plain words on the terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from seating.cli.console import Console
from seating.cli.views.result import (
    describe_finding,
    describe_quality,
    describe_review,
    describe_room,
    print_pages_written,
    print_reviewed,
    print_solved,
)
from seating.engines.outcome import Status
from seating.findings import Finding, Op, Unit, Wanted, at_least, at_most
from seating.report.sections.verdict import fill
from seating.report.settings import Settings
from seating.requirements import kinds
from tests.report.made_up import impossible, result_of, small


@pytest.fixture
def told(capsys):
    """Return a function that tells a result and returns what both streams got."""

    def tell(result, how=print_solved, **console):
        how(Console(**console), result)
        return capsys.readouterr()

    return tell


def test_a_feasible_seating_says_penalty_and_bound(told):
    result = replace(small(), status=Status.FEASIBLE, bound=4)
    first = told(result).out.splitlines()[0]
    assert first.startswith("14 people and 1 member of staff sit at 3 tables.")
    if not result.review.unmet:
        assert f"its penalty is {result.penalty:,}, and no seating has a penalty below 4 (gap" in first


def test_an_optimal_seating_says_that_it_is_proven(told):
    result = replace(small(), status=Status.OPTIMAL, bound=small().penalty)
    assert f"This seating is optimal: no seating has a penalty below {result.penalty}." in told(result).out


@pytest.mark.parametrize(
    ("asked", "inferred", "says"),
    [
        ((), (), "There are no requirements beyond the seats at each table."),
        ((), ("tables", "requirements"), "There are no requirements beyond the seats at each table."),
        (("cap",), (), "Every requirement is met."),
        (("cap",), ("requirements",), "Every requirement inferred from the list is met."),
    ],
)
def test_a_seating_without_any_lack_is_praised_only_for_what_was_asked(told, asked, inferred, says):
    made = small()
    requirements = tuple(kinds()[kind](id=f"{kind}-1", of="organization", at_most=99) for kind in asked)
    bare = made.convening.model_copy(update={"requirements": requirements, "inferred": inferred})
    result = result_of(made.people, bare, dict(made.plan.seats), bound=0)
    out = told(result).out
    assert says in out
    assert "Unmet" not in out
    quality = fill(result, Settings()).quality
    assert ("beyond the seats" in quality, "Every requirement is met" in quality) == (
        not asked,
        bool(asked) and not inferred,
    )


def test_who_is_not_seated_and_who_is_missing_is_told(told):
    said = told(small()).out
    assert "Omar Vance" in said
    for voice in small().review.voices:
        assert (voice.sentence in said) == (voice.state != "heard")


def test_what_to_ask_of_an_unmet_should_is_told_where_it_can_be_asked(told):
    """A must that is unmet is explained already, and a seating made by hand is not the one that explaining seats."""
    result = small()
    assert not result.review.unmet
    unmet = [r for r in result.requirements if not result.verdict(r).met]
    dearest = max(unmet, key=lambda r: result.verdict(r).shortfall * r.weight)
    asks = f"`seating explain LIST --requirement {dearest.id}`"
    assert asks in told(result).out
    assert "seating explain" not in told(result, print_reviewed).out
    assert "seating explain" not in told(impossible()).out


def test_every_unmet_requirement_is_told_with_its_price(told):
    result = small()
    said = told(result).out
    assert {result.verdict(one).met for one in result.requirements} == {True, False}
    for requirement in result.requirements:
        assert (f"[{requirement.id}, " in said) == (not result.verdict(requirement).met)


def test_the_terminal_names_what_is_private(told):
    """The convener reads it; only pages are kept from naming."""
    result = small()
    private = [r for r in result.requirements if r.id in result.private_names and not result.verdict(r).met]
    assert private
    assert all(r.sentence(result.room) in told(result).out for r in private)


def test_a_clash_is_told_with_its_ways_out(told):
    said = told(impossible()).out
    assert "The musts cannot all be met together." in said
    assert "These musts cannot be met together. A second solve confirmed it." in said
    assert all(way.sentence in said for way in impossible().ways_out)


def test_a_conflict_that_was_not_confirmed_is_told_as_such(told):
    """The search was cut off, so nothing is said to be impossible by it."""
    found = impossible()
    doubtful = tuple(replace(conflict, confirmed=False) for conflict in found.conflicts)
    said = told(replace(found, conflicts=doubtful)).out
    assert "The search ended before this conflict was confirmed." in said
    assert "cannot be met together" not in said


def test_no_seating_is_not_called_impossible(told):
    said = told(replace(small(), status=Status.NO_SEATING, bound=None)).out
    assert "No seating that meets every must was found; one may still exist." in said


def test_a_review_speaks_of_this_seating_only(told):
    said = told(replace(small(), status=Status.NO_SEATING, bound=None), print_reviewed).out
    assert "closest seating" not in said
    assert f"The penalty is {small().penalty} (0 is ideal)." in said


def test_notes_go_to_standard_error_and_headings_are_left_to_check(told):
    said = told(small())
    assert "Zoe has no seat" in said.err
    assert "heading-matched" not in said.err
    assert "Zoe has no seat" not in said.out


def test_quiet_says_the_result_alone(told):
    assert told(small(), quiet=True).err == ""


def test_json_is_the_record(told):
    said = told(small(), as_json=True)
    assert json.loads(said.out)["status"] == "feasible"
    assert said.err == ""


def test_files_are_named_last(told):
    result = replace(small(), files={"report": "reports/round-1/report.html", "result": "reports/round-1/result.json"})
    assert told(result).out.rstrip().endswith("reports/round-1/report.html  the report: open it in a browser")


@pytest.mark.parametrize(
    ("status", "bound", "says"),
    [
        (Status.OPTIMAL, 17, "This seating is optimal: no seating has a penalty below 17."),
        (Status.FEASIBLE, 17, "This seating is optimal: no seating has a penalty below 17."),
        (
            Status.FEASIBLE,
            16,
            "This seating is at most 1 point from optimal: its penalty is 17, "
            "and no seating has a penalty below 16 (gap 6%).",
        ),
        (Status.FEASIBLE, None, "The penalty is 17 (0 is ideal). Whether a better seating exists is not known."),
        (Status.IMPOSSIBLE, None, "it falls short of the musts by 0, and its penalty is 17."),
        (Status.NO_SEATING, None, "it falls short of the musts by 0, and its penalty is 17."),
    ],
)
def test_the_distance_from_optimal_is_said_as_far_as_it_is_proven(status, bound, says):
    made = replace(small(), status=status, bound=bound)
    assert made.penalty == 17
    assert describe_quality(made).endswith(says)


def test_the_terminal_counts_the_met_requirements_as_the_report_does():
    made = small()
    met = sum(made.verdict(requirement).met for requirement in made.requirements)
    says = f"{met} of {len(made.requirements)} requirements are met."
    assert says in describe_quality(made)
    assert says in describe_review(made)
    assert says in fill(made, Settings()).quality


def test_a_must_that_a_seating_by_hand_misses_comes_before_the_rest():
    made = small()
    says = describe_review(replace(made, review=replace(made.review, unmet=3)))
    assert says.startswith("Not all musts are met: the seating falls short of them by 3. ")


@pytest.mark.parametrize(
    ("finding", "says"),
    [
        (Finding("capital", "labor", 0, at_least(1), 1), "Capital: labor: 0 instead of at least 1"),
        (Finding(None, "labor", 2, at_least(3), 1), "The room: labor: 2 instead of at least 3"),
        (Finding("capital", None, 3, at_least(4), 1), "Capital: People: 3 instead of at least 4"),
        (
            Finding(None, "children", 2, at_most(1, Unit.TABLES), 1),
            "The room: children: 2 tables instead of at most 1 table",
        ),
    ],
)
def test_a_finding_names_the_table_the_people_and_both_numbers(finding, says):
    assert describe_finding(small(), finding) == says


def test_a_low_score_reads_as_in_the_report():
    """Never "0 instead of a score of 2"."""
    made = small()
    name = made.people.by_id["p01"].label
    wanted = Wanted(Op.EQUAL, 2, unit=Unit.POINTS, phrase="a score of 2")
    text = describe_finding(made, Finding("capital", None, 0, wanted, 2, ("p01",)))
    assert text == f"Capital: {name} rated this table’s focus 0; their best available score is 2"


def test_many_names_and_a_long_finding_are_cut():
    made = small()
    everybody = tuple(person.id for person in made.people)
    text = describe_finding(made, Finding("capital", None, 0, at_least(1), 1, everybody))
    assert text.endswith(f" and {len(everybody) - 6} more: 0 instead of at least 1")
    assert len(describe_finding(made, Finding("capital", "x" * 500, 0, at_least(1), 1))) == 160


@pytest.mark.parametrize(
    ("people", "staff", "tables", "says"),
    [
        (1, 0, 1, "1 person sits at 1 table."),
        (2, 0, 1, "2 people sit at 1 table."),
        (1, 1, 2, "1 person and 1 member of staff sit at 2 tables."),
        (3, 2, 2, "3 people and 2 members of staff sit at 2 tables."),
    ],
)
def test_people_staff_and_tables_are_counted(people, staff, tables, says):
    room = SimpleNamespace(round_number=1, people=[None] * people, staff=[None] * staff)
    plan = SimpleNamespace(seats={number: number % tables for number in range(people + staff)})
    assert describe_room(SimpleNamespace(room=room, plan=plan)) == says
    room.round_number = 3
    assert describe_room(SimpleNamespace(room=room, plan=plan)) == f"Round 3: {says}"


def test_pages_that_were_written_again_are_listed_with_the_pdfs(capsys):
    files = {"report": "out/round-1/report.html", "result": "out/round-1/result.json"}
    print_pages_written(Console(), replace(small(), files=files), {"pdf": "out/round-1"})
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "Files",
        "  out/round-1/report.html  the report",
        "  out/round-1              the pages as PDF",
    ]
