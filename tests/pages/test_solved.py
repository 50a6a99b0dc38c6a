"""A seating as `seating solve` and `seating review` print it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from seating.engines.outcome import Status
from seating.pages.solved import (
    describe_review,
    describe_room,
    list_blocks,
    list_notes,
    list_pages_written,
    list_reviewed,
)
from seating.profiles import Person
from seating.report.missing import list_missing
from seating.report.quality import describe_quality
from seating.requirements import kinds
from seating.result.staff_plan import tell_season
from seating.room.plan import Plan
from tests.pages.stored import compare
from tests.present.told import told
from tests.report.made_up import impossible, result_of, small, visited

RESULTS = {"solved": small, "impossible": impossible, "season": visited}


@pytest.mark.parametrize("name", RESULTS)
def test_the_page_is_as_stored(name):
    compare(name, lambda: list_blocks(RESULTS[name]()), languages=("en", "es"))


def test_a_review_is_as_stored():
    compare("reviewed", lambda: list_reviewed(replace(small(), status=Status.NO_SEATING, bound=None)), ("en", "es"))


def shown(result, page=list_blocks, *, with_figures=False):
    """Return the text of a page about a result."""
    return told(page(result), with_figures=with_figures)


@pytest.mark.parametrize("page", [list_blocks, list_reviewed])
def test_penalties_and_points_are_for_those_who_ask_for_details(page):
    plain, detailed = shown(small(), page), shown(small(), page, with_figures=True)
    assert not any(word in plain for word in ("penalty", "points", "gap "))
    assert "penalty" in detailed
    assert "of 17 points]" in detailed


def test_a_feasible_seating_says_penalty_and_bound():
    result = replace(small(), status=Status.FEASIBLE, bound=4)
    first = shown(result, with_figures=True).splitlines()[0]
    assert first.startswith("14 people and 1 staff member sit at 3 tables.")
    if not result.review.unmet:
        assert f"The penalty is {result.penalty:,} (0 is ideal). No seating has a penalty below 4." in first


def test_an_optimal_seating_says_that_it_is_proven():
    result = replace(small(), status=Status.OPTIMAL, bound=small().penalty)
    assert f"No seating has a penalty below {result.penalty}." in shown(result, with_figures=True)


@pytest.mark.parametrize(
    ("asked", "inferred", "says"),
    [
        (
            (),
            (),
            ("No wishes yet: this seating considers only the number of seats and which people are coming together."),
        ),
        (
            (),
            ("tables", "requirements"),
            "No wishes yet: this seating considers only the number of seats and which people are coming together.",
        ),
        (("cap",), (), "Every requirement is met."),
        (("cap",), ("requirements",), "Every requirement inferred from the list is met."),
    ],
)
def test_a_seating_without_shortfalls_is_praised_only_for_what_the_convening_requires(asked, inferred, says):
    made = small()
    requirements = tuple(kinds()[kind](id=f"{kind}-1", of="organization", at_most=99) for kind in asked)
    bare = made.convening.model_copy(update={"requirements": requirements, "inferred": inferred})
    result = result_of(made.people, bare, dict(made.plan.seats), bound=0)
    out = shown(result)
    assert says in out
    assert "Unmet" not in out
    quality = describe_quality(result)
    assert ("No wishes yet" in quality, "Every requirement is met" in quality) == (
        not asked,
        bool(asked) and not inferred,
    )


def test_unseated_people_and_missing_voices_are_named():
    said = shown(small())
    assert "Omar Vance" in said
    found = list_missing(small())
    assert f"Who is missing ({len(found)}): {found[0].name}," in said


def test_explain_is_suggested_for_an_unmet_should_of_a_solve():
    """Conflicts of musts are printed anyway, and `seating explain` does not explain a seating made by hand."""
    result = small()
    assert not result.review.unmet
    unmet = [r for r in result.requirements if not result.verdict(r).met]
    dearest = max(unmet, key=lambda r: result.verdict(r).shortfall * r.weight)
    asks = f"seating explain LIST --requirement {dearest.id}"
    assert asks in shown(result)
    assert "seating explain" not in shown(result, list_reviewed)
    assert "seating explain" not in shown(impossible())


def test_every_unmet_requirement_is_listed_with_its_cost():
    result = small()
    said = shown(result)
    assert {result.verdict(one).met for one in result.requirements} == {True, False}
    for requirement in result.requirements:
        assert (f"[{requirement.id}]" in said or f"[{requirement.id}, must]" in said) == (
            not result.verdict(requirement).met
        )


def test_the_terminal_names_what_is_private():
    """The convener reads the terminal; only pages for others leave names out."""
    result = small()
    private = [r for r in result.requirements if r.id in result.private_names and not result.verdict(r).met]
    assert private
    assert all(r.sentence(result.room) in shown(result) for r in private)


def test_a_conflict_is_printed_with_its_ways_out():
    said = shown(impossible())
    assert "The musts cannot all be met together." in said
    assert "These musts cannot all be met together." in said
    assert all(way.sentence in said for way in impossible().ways_out)


def test_an_unconfirmed_conflict_is_marked_as_unconfirmed():
    """The search was interrupted, so it does not prove that anything is impossible."""
    found = impossible()
    doubtful = tuple(replace(conflict, confirmed=False) for conflict in found.conflicts)
    said = shown(replace(found, conflicts=doubtful))
    assert "The search ended before this conflict was confirmed." in said
    assert "cannot all be met together. Dropping" not in said


def test_no_seating_is_not_called_impossible():
    said = shown(replace(small(), status=Status.NO_SEATING, bound=None))
    assert "No seating that meets every must was found; one might still exist." in said


def test_a_review_says_nothing_about_other_seatings():
    said = shown(replace(small(), status=Status.NO_SEATING, bound=None), list_reviewed, with_figures=True)
    assert "closest seating" not in said
    assert f"The penalty is {small().penalty} (0 is ideal)." in said


def test_how_headings_were_read_is_left_to_check():
    slugs = {note.slug for note in list_notes(small())}
    assert slugs == {note.slug for note in small().notes} - {"heading-matched"}
    assert "Zoe has no seat" in " ".join(note.text for note in list_notes(small()))
    assert "Zoe has no seat" not in shown(small())


def test_files_are_named_last():
    result = replace(small(), files={"report": "reports/round-1/report.html", "result": "reports/round-1/result.json"})
    assert shown(result).rstrip().endswith("reports/round-1/report.html  the report: open it in a browser")


@pytest.mark.parametrize(
    ("status", "bound", "says"),
    [
        (
            Status.OPTIMAL,
            17,
            "No better seating exists. 4 of 10 requirements are met. "
            "The penalty is 17 (0 is ideal). No seating has a penalty below 17.",
        ),
        (
            Status.FEASIBLE,
            17,
            "No seating for this round is better, but a better plan for all rounds might exist. "
            "4 of 10 requirements are met. The penalty is 17 (0 is ideal).",
        ),
        (
            Status.FEASIBLE,
            16,
            "A better seating might exist: the search stopped before it could find out. 4 of 10 requirements "
            "are met. The penalty is 17 (0 is ideal). No seating has a penalty below 16.",
        ),
        (
            Status.FEASIBLE,
            None,
            "It is not known whether a better seating exists. 4 of 10 requirements are met. "
            "The penalty is 17 (0 is ideal).",
        ),
        (Status.IMPOSSIBLE, None, "The musts fall short by 0. The penalty is 17 (0 is ideal)."),
        (Status.NO_SEATING, None, "The musts fall short by 0. The penalty is 17 (0 is ideal)."),
    ],
)
def test_the_distance_from_optimal_is_said_as_far_as_it_is_proven(status, bound, says):
    made = replace(small(), status=status, bound=bound)
    assert made.penalty == 17
    assert shown(made, with_figures=True).splitlines()[0].endswith(says)


def test_the_penalty_of_a_season_is_not_told_as_that_of_its_staff_plan():
    result = replace(visited(), status=Status.NO_SEATING, bound=None)
    said = shown(result, with_figures=True).splitlines()[0]
    assert said.index(" The musts fall short") < said.index(f" {tell_season(result)[-1]}")


def test_the_terminal_counts_the_met_requirements_as_the_report_does():
    made = small()
    met = sum(made.verdict(requirement).met for requirement in made.requirements)
    says = f"{met} of {len(made.requirements)} requirements are met."
    assert says in shown(made)
    assert says in describe_review(made)
    assert says in describe_quality(made)


def test_a_must_that_a_seating_by_hand_misses_comes_before_the_rest():
    made = small()
    says = describe_review(replace(made, review=replace(made.review, unmet=3)))
    assert says.startswith("Not all musts are met. ")


@pytest.mark.parametrize(
    ("people", "staff", "tables", "says"),
    [
        (1, 0, 1, "1 person sits at 1 table."),
        (2, 0, 1, "2 people sit at 1 table."),
        (1, 1, 2, "1 person and 1 staff member sit at 2 tables."),
        (3, 2, 2, "3 people and 2 staff members sit at 2 tables."),
    ],
)
def test_people_staff_and_tables_are_counted(people, staff, tables, says):
    persons = [Person(id=f"p{number}") for number in range(people + staff)]
    room = SimpleNamespace(round_number=1, people=persons[:people], staff=persons[people:], attendees=persons)
    plan = Plan({person.id: f"t{number % tables}" for number, person in enumerate(persons)})
    assert describe_room(SimpleNamespace(room=room, plan=plan)) == says
    room.round_number = 3
    assert describe_room(SimpleNamespace(room=room, plan=plan)) == f"Round 3: {says}"


def test_pages_that_were_written_again_are_listed_with_the_pdfs():
    files = {"report": "out/round-1/report.html", "result": "out/round-1/result.json", "pdf": "out/round-1"}
    assert told(list_pages_written(small(), files)).splitlines()[-3:] == [
        "Files",
        "  out/round-1/report.html  the report",
        "  out/round-1              the pages as PDF",
    ]
