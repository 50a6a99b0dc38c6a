"""A requirement about other rounds that asks nothing in this one does not apply, and is not counted as met."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

import seating
from seating.api.saved_rounds.saved_records import _read_verdict
from seating.pages.unmet import list_inapplicable
from seating.present.blocks import say
from seating.present.languages import words_in
from seating.record.result import RequirementRecord
from seating.report.pages import render_report
from seating.report.record import as_record
from seating.report.sections import requirements as section
from seating.report.sections import verdict as head
from seating.requirements import kinds
from seating.result import Result
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.history import History
from tests.builders import every_plan, past, requirement, room
from tests.present.told import cells, told
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room
from tests.report.made_up import result_of, small

ABOUT_ROUNDS = {"buddy", "continuity", "meet", "new_company", "new_table"}

INACTIVE = "Requirements that do not apply in this round"


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_what_does_not_apply_is_lacked_by_no_seating(kind: str) -> None:
    """And only the kinds about rounds, a pin of people who are away, and an unrated focus ever fail to apply."""
    skipped = 0
    for case in range(60):
        rng = Random(f"applies {kind} {case}")
        here = random_room(rng, most_persons=4)
        asked = random_requirement(rng, here, kind)
        if not asked.applies(here):
            skipped += 1
            assert all(asked.judge(here, plan).met and not asked.judge(here, plan).applies for plan in every_plan(here))
    assert (skipped > 0) == (kind in ABOUT_ROUNDS | {"focus", "pin"})


def test_a_focus_applies_once_someone_has_stated_an_interest() -> None:
    tables = [{"id": "north", "focus": "capital"}, "south"]
    assert not requirement("focus").applies(room(["ana", "ben"], tables))
    assert requirement("focus").applies(room([{"id": "ana", "interests": "capital:1"}, "ben"], tables))


@pytest.mark.parametrize("kind", sorted(ABOUT_ROUNDS - {"meet"}))
def test_it_applies_once_there_is_an_earlier_round(kind: str) -> None:
    asked = requirement(kind, **({"at_least": 1} if kind == "continuity" else {}))
    assert not asked.applies(room(["ana", "ben"]))
    assert asked.applies(room(["ana", "ben"], history=past({"north": ["ana"]})))


def test_people_are_to_have_met_in_the_last_round_only() -> None:
    asked = requirement("meet", people=["ana", "ben"])
    assert not asked.applies(room(["ana", "ben"], round_number=1, last_round=2))
    assert asked.applies(room(["ana", "ben"], round_number=2, last_round=2))


@pytest.mark.parametrize(
    ("members", "is_met"), [([["ana"], ["ben"]], False), ([["ana", "ben"]], True)], ids=["never", "in an earlier round"]
)
def test_people_of_whom_one_is_not_coming_need_not_meet(members: list[list[str]], is_met: bool) -> None:
    """That they have met is so only if they sat together while both came."""
    asked = requirement("meet", people=["ana", "ben"])
    history = past(dict(zip(("north", "south"), members, strict=False)))
    here = room(["ana", {"id": "ben", "attending": "0"}], history=history)
    assert asked.applies(here) is is_met
    assert not list(asked.encode(here))
    together = requirement("meet", people=["ana", "ben", "cam"])
    assert together.applies(room(["ana", {"id": "ben", "attending": "0"}, "cam"], history=history))


def first_round() -> Result:
    """Return a seating of a first round with a cap, which is met, and two requirements about earlier rounds."""
    made = small()
    asked = (
        requirement("cap", id="cap-1", of="organization", at_most=99),
        requirement("new_company", id="new_company-1"),
        requirement("buddy", id="buddy-1", note="Nobody is alone"),
    )
    convening = made.convening.model_copy(update={"requirements": asked})
    result = result_of(made.people, convening, dict(made.plan.seats), bound=0)
    assert result.room.history == History()
    return result


def test_the_report_lists_them_apart_and_does_not_count_them() -> None:
    blocks = list(section.list_blocks(first_round()))
    assert told(blocks).startswith("1 of 1 requirement is met.")
    ((held, _),) = cells(blocks)["Met requirements"]
    assert held.endswith(" cap-1")
    (company, _), (buddy, _) = cells(blocks)[INACTIVE]
    assert company.endswith(" new_company-1")
    assert buddy.endswith(" buddy-1 Nobody is alone")
    html = render_report(first_round())
    assert "Requirements that do not apply in this round" in html
    assert "Requirements that do not apply in this round" not in render_report(small())


def test_the_head_of_the_report_counts_only_what_applies() -> None:
    figures = dict(cells(head.list_blocks(first_round()))["figures"])
    assert figures["other requirements met"] == "1 of 1"


def test_a_private_one_is_counted_as_before_because_the_rounds_it_is_about_are_private() -> None:
    result = replace(first_round(), private_names={"buddy-1": "private-1"})
    blocks = list(section.list_blocks(for_reader(result, Audience.TEAM)))
    ((inactive, _),) = cells(blocks)[INACTIVE]
    assert inactive.endswith(" new_company-1")
    assert told(blocks).startswith("2 of 2 requirements are met.")
    records = {each["id"]: each for each in as_record(result)["rounds"][0]["requirements"]}
    assert "applies" not in records["private-1"]


def test_the_record_keeps_it() -> None:
    records = {each["id"]: each for each in as_record(first_round())["rounds"][0]["requirements"]}
    assert {name: each.get("applies") for name, each in records.items()} == {
        "cap-1": None,
        "new_company-1": False,
        "buddy-1": False,
    }
    read = {name: _read_verdict(RequirementRecord.model_validate(each)) for name, each in records.items()}
    assert {name: verdict.applies for name, verdict in read.items()} == {
        "cap-1": True,
        "new_company-1": False,
        "buddy-1": False,
    }


def test_the_terminal_lists_them() -> None:
    assert [say(text, words_in("en")) for text in list_inapplicable(first_round())] == [
        "No one shares a table with anyone they sat with in an earlier round. [new_company-1]",
        "Newcomers sit with someone who has been to an earlier round; in a first round, no one counts as a "
        "newcomer. [buddy-1]",
    ]
    assert list_inapplicable(small()) == []


def test_it_is_said_in_spanish() -> None:
    assert words_in("es").gettext("Requirements that do not apply in this round").startswith("Requisitos")


def test_a_pin_of_people_who_are_all_away_does_not_apply() -> None:
    """An elected chair who is absent sits at no table, so that the must on their seat is neither met nor unmet."""
    tables = [{"id": "north", "chair": ["ana"]}, {"id": "south"}]
    rows = [{"id": "ana", "attending": "0"}, {"id": "ben"}, {"id": "cam"}]
    result = seating.solve(rows, {"tables": tables})
    assert "chair:ana" not in {r.id for r in result.requirements if result.verdict(r).applies}
