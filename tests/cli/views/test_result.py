"""A result in plain words on the terminal."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from seating.cli.console import Console
from seating.cli.views.result import print_reviewed, print_solved
from seating.engines.outcome import Status
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
