"""How a result is printed on the terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

import seating
from seating.cli.console import Console
from seating.cli.views.result import (
    describe_quality,
    describe_review,
    describe_room,
    print_pages_written,
    print_reviewed,
    print_solved,
)
from seating.engines.outcome import Status
from seating.present.settings import Settings
from seating.report.sections.verdict import fill
from seating.requirements import kinds
from tests.report.made_up import impossible, result_of, small


@pytest.fixture
def printed(capsys):
    """Return a function that prints a result and returns both streams."""

    def tell(result, how=print_solved, **console):
        how(Console(**console), result)
        return capsys.readouterr()

    return tell


def test_a_feasible_seating_says_penalty_and_bound(printed):
    result = replace(small(), status=Status.FEASIBLE, bound=4)
    first = printed(result).out.splitlines()[0]
    assert first.startswith("14 people and 1 member of staff sit at 3 tables.")
    if not result.review.unmet:
        assert f"its penalty is {result.penalty:,}, and no seating has a penalty below 4 (gap" in first


def test_an_optimal_seating_says_that_it_is_proven(printed):
    result = replace(small(), status=Status.OPTIMAL, bound=small().penalty)
    assert f"This seating is optimal: no seating has a penalty below {result.penalty}." in printed(result).out


@pytest.mark.parametrize(
    ("asked", "inferred", "says"),
    [
        ((), (), "No wishes yet: this seating considers only the number of seats and who comes together."),
        (
            (),
            ("tables", "requirements"),
            "No wishes yet: this seating considers only the number of seats and who comes together.",
        ),
        (("cap",), (), "Every requirement is met."),
        (("cap",), ("requirements",), "Every requirement inferred from the list is met."),
    ],
)
def test_a_seating_without_shortfalls_is_praised_only_for_what_the_convening_requires(printed, asked, inferred, says):
    made = small()
    requirements = tuple(kinds()[kind](id=f"{kind}-1", of="organization", at_most=99) for kind in asked)
    bare = made.convening.model_copy(update={"requirements": requirements, "inferred": inferred})
    result = result_of(made.people, bare, dict(made.plan.seats), bound=0)
    out = printed(result).out
    assert says in out
    assert "Unmet" not in out
    quality = fill(result, Settings()).quality
    assert ("No wishes yet" in quality, "Every requirement is met" in quality) == (
        not asked,
        bool(asked) and not inferred,
    )


def test_unseated_people_and_missing_voices_are_named(printed):
    said = printed(small()).out
    assert "Omar Vance" in said
    for voice in small().review.voices:
        assert (voice.sentence in said) == (voice.state != "heard")


def test_a_person_who_may_come_is_counted_already_where_one_more_is_needed(printed):
    rows = [{"name": "Ana", "age": "youth", "attending": "maybe"}, {"name": "Ben", "age": "adult"}, {"name": "Chi"}]
    voice = {"kind": "voice", "name": "Youth", "who": {"age": "youth"}, "at": "the room", "at_least": 2}
    result = seating.solve(rows, {"tables": [{"id": "north"}], "requirements": [voice]})
    assert "On the list: Ana (maybe, and counted already)." in printed(result)[0]


def test_explain_is_suggested_for_an_unmet_should_of_a_solve(printed):
    """Conflicts of musts are printed anyway, and `seating explain` does not explain a seating made by hand."""
    result = small()
    assert not result.review.unmet
    unmet = [r for r in result.requirements if not result.verdict(r).met]
    dearest = max(unmet, key=lambda r: result.verdict(r).shortfall * r.weight)
    asks = f"`seating explain LIST --requirement {dearest.id}`"
    assert asks in printed(result).out
    assert "seating explain" not in printed(result, print_reviewed).out
    assert "seating explain" not in printed(impossible()).out


def test_every_unmet_requirement_is_listed_with_its_cost(printed):
    result = small()
    said = printed(result).out
    assert {result.verdict(one).met for one in result.requirements} == {True, False}
    for requirement in result.requirements:
        assert (f"[{requirement.id}, " in said) == (not result.verdict(requirement).met)


def test_the_terminal_names_what_is_private(printed):
    """The convener reads the terminal; only pages for others leave names out."""
    result = small()
    private = [r for r in result.requirements if r.id in result.private_names and not result.verdict(r).met]
    assert private
    assert all(r.sentence(result.room) in printed(result).out for r in private)


def test_a_conflict_is_printed_with_its_ways_out(printed):
    said = printed(impossible()).out
    assert "The musts cannot all be met together." in said
    assert "These musts cannot be met together. A second solve confirmed it." in said
    assert all(way.sentence in said for way in impossible().ways_out)


def test_an_unconfirmed_conflict_is_marked_as_unconfirmed(printed):
    """The search was interrupted, so it does not prove that anything is impossible."""
    found = impossible()
    doubtful = tuple(replace(conflict, confirmed=False) for conflict in found.conflicts)
    said = printed(replace(found, conflicts=doubtful)).out
    assert "The search ended before this conflict was confirmed." in said
    assert "cannot be met together" not in said


def test_no_seating_is_not_called_impossible(printed):
    said = printed(replace(small(), status=Status.NO_SEATING, bound=None)).out
    assert "No seating that meets every must was found; one may still exist." in said


def test_a_review_says_nothing_about_other_seatings(printed):
    said = printed(replace(small(), status=Status.NO_SEATING, bound=None), print_reviewed).out
    assert "closest seating" not in said
    assert f"The penalty is {small().penalty} (0 is ideal)." in said


def test_notes_go_to_standard_error_and_headings_are_left_to_check(printed):
    said = printed(small())
    assert "Zoe has no seat" in said.err
    assert "heading-matched" not in said.err
    assert "Zoe has no seat" not in said.out


def test_quiet_prints_the_result_alone(printed):
    assert printed(small(), quiet=True).err == ""


def test_json_is_the_record(printed):
    said = printed(small(), as_json=True)
    assert json.loads(said.out)["status"] == "feasible"
    assert said.err == ""


def test_files_are_named_last(printed):
    result = replace(small(), files={"report": "reports/round-1/report.html", "result": "reports/round-1/result.json"})
    assert printed(result).out.rstrip().endswith("reports/round-1/report.html  the report: open it in a browser")


@pytest.mark.parametrize(
    ("status", "bound", "says"),
    [
        (Status.OPTIMAL, 17, "This seating is optimal: no seating has a penalty below 17."),
        (
            Status.FEASIBLE,
            17,
            "No seating of this round has a penalty below 17, but the plan of all rounds may not be optimal.",
        ),
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
    ("people", "staff", "tables", "says"),
    [
        (1, 0, 1, "1 person sits at 1 table."),
        (2, 0, 1, "2 people sit at 1 table."),
        (1, 1, 2, "1 person and 1 member of staff sit at 2 tables."),
        (3, 2, 2, "3 people and 2 members of staff sit at 2 tables."),
    ],
)
def test_people_staff_and_tables_are_counted(people, staff, tables, says):
    room = SimpleNamespace(
        round_number=1, people=[None] * people, staff=[None] * staff, tables=[], members=lambda _: {}
    )
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
