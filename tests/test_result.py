"""A result: its gap, what was asked, what is private, and which duties are only suggestions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seating.engines.outcome import Status
from seating.judge import review
from seating.requirements.base.kind import Requirement
from seating.result import Distance, Result
from seating.result.memberships import is_suggested
from seating.result.privacy import for_reader
from seating.result.proof import is_about_seats_only, measure_distance
from seating.result.readers import Audience
from seating.room.history import History
from seating.room.plan import Plan
from tests.builders import requirement
from tests.report.made_up import impossible, small


def with_penalty(penalty: int, bound: int | None) -> Result:
    result = small()
    return replace(result, review=replace(result.review, penalty=penalty), bound=bound)


@pytest.mark.parametrize(
    ("penalty", "bound", "gap"), [(8, 8, 0.0), (8, 6, 0.25), (8, 0, 1.0), (0, 0, 0.0), (1, 0, 1.0), (8, None, None)]
)
def test_the_gap_is_the_share_of_the_penalty_that_is_not_proven(penalty: int, bound: int | None, gap: float) -> None:
    """A penalty of nothing has no gap."""
    result = with_penalty(penalty, bound)
    assert (result.penalty, result.gap) == (penalty, gap)


@pytest.mark.parametrize(
    ("status", "penalty", "bound", "distance"),
    [
        (Status.FEASIBLE, 8, 8, Distance(0, for_one_round=True)),
        (Status.FEASIBLE, 0, 0, Distance(0)),
        (Status.FEASIBLE, 8, 6, Distance(2)),
        (Status.FEASIBLE, 8, 0, Distance(8)),
        (Status.FEASIBLE, 8, None, Distance(None)),
        (Status.FEASIBLE, 0, None, Distance(0)),
        (Status.OPTIMAL, 8, 8, Distance(0)),
        (Status.OPTIMAL, 8, 6, Distance(0)),
        (Status.OPTIMAL, 0, 0, Distance(0)),
        (Status.NO_SEATING, 0, None, Distance(None)),
        (Status.IMPOSSIBLE, 8, None, Distance(None)),
    ],
)
def test_the_distance_from_optimal_is_decided_once(
    status: Status, penalty: int, bound: int | None, distance: Distance
) -> None:
    """A round of an optimal plan of several rounds may have a bound of its own below its penalty."""
    found = replace(with_penalty(penalty, bound), status=status, private_names={})
    assert measure_distance(found) == distance


def test_a_round_without_penalty_is_told_to_be_one_of_several_only_if_it_is() -> None:
    result = replace(with_penalty(0, 0), status=Status.FEASIBLE, private_names={})
    for number in (0, 1, 2):
        planned = dict.fromkeys(range(1, number + 1), result.plan.seats)
        assert measure_distance(replace(result, planned=planned)).for_one_round is (number == 2)


def test_a_result_has_what_the_team_and_everyone_may_read_of_it() -> None:
    result = small()
    assert result.reader is Audience.CONVENER
    assert (result.for_team.reader, result.for_everyone.reader) == (Audience.TEAM, Audience.EVERYONE)
    assert "private-1" in {one.id for one in result.for_team.requirements}
    assert result.for_team.for_team is result.for_team
    assert result.for_everyone.for_team is result.for_everyone, "what everyone may read, the team may"


def test_without_the_points_of_private_requirements_no_penalty_does_not_mean_optimal() -> None:
    """The ledger and every reader but the convener lack them."""
    result = replace(with_penalty(8, None), status=Status.FEASIBLE)
    names = {one.id: f"private-{number}" for number, one in enumerate(result.requirements, start=1)}
    cut = for_reader(replace(result, private_names=names), Audience.TEAM)
    assert (cut.penalty, measure_distance(cut)) == (0, Distance(None))


def test_the_first_conflict_is_the_one_that_is_shown_first() -> None:
    result = impossible()
    assert result.status is Status.IMPOSSIBLE
    assert result.conflict is result.conflicts[0]
    assert small().conflict is None


def test_every_requirement_is_found_by_its_id_with_its_verdict() -> None:
    result = small()
    assert list(result.by_requirement) == [asked.id for asked in result.requirements]
    for identity, asked in result.by_requirement.items():
        assert asked.id == identity
        assert result.verdict(asked) is result.review.verdicts[identity]
        assert result.verdict(asked).shortfall == asked.judge(result.room, result.plan).shortfall


def test_requirements_with_a_private_name_are_private() -> None:
    result = small()
    private = {asked.id for asked in result.requirements if result.is_private(asked)}
    assert private == {"apart:p01", "apart:p03", "voice-4"}


@pytest.mark.parametrize(
    ("asked", "only_seats"),
    [
        ((), True),
        ((requirement("size"),), True),
        ((requirement("size"), requirement("size", id="other", at=["capital"])), True),
        ((requirement("size"), requirement("balance", of="sector")), False),
        ((requirement("balance", of="sector"),), False),
        ((requirement("size"), requirement("new_company")), True),  # it does not apply, because no round is earlier
    ],
)
def test_whether_nothing_was_asked_but_seats(asked: tuple[Requirement, ...], only_seats: bool) -> None:
    result = small()
    room = replace(result.room, history=History())
    judged = replace(review(room, asked, result.plan), voices=(), gaps=())
    assert is_about_seats_only(replace(result, room=room, requirements=asked, review=judged)) == only_seats


@pytest.mark.parametrize("kept", ["voices", "gaps"])
def test_a_voice_or_a_gap_is_more_than_seats(kept: str) -> None:
    result, asked = small(), (requirement("size"),)
    left = {"voices": (), "gaps": (), kept: getattr(result.review, kept)}
    judged = replace(review(result.room, asked, result.plan), **left)
    assert not is_about_seats_only(replace(result, requirements=asked, review=judged))


def test_a_duty_is_a_suggestion_unless_the_person_is_staff_or_was_elected() -> None:
    """The tables of the convening name whom they elected; the list says who is staff."""
    result = small()
    capital = result.convening.tables[0].model_copy(update={"chair": ("p03",), "reporter": ("p04",)})
    tables = (capital, *result.convening.tables[1:])
    elected = replace(result, convening=result.convening.model_copy(update={"tables": tables}))
    assert is_suggested(elected, "p05", "chair")
    assert not is_suggested(elected, "p03", "chair")
    assert is_suggested(elected, "p03", "reporter")
    assert not is_suggested(elected, "p04", "reporter")
    assert not is_suggested(elected, "s01", "interpreter")
    assert is_suggested(elected, "somebody unknown", "chair")
    assert is_suggested(result, "p03", "chair")
    seats = dict(elected.plan.seats)
    del seats["p03"]
    assert not is_suggested(replace(elected, plan=Plan(seats)), "p03", "chair"), "who is absent remains elected"
    assert is_suggested(replace(elected, plan=Plan(seats | {"p03": tables[1].id})), "p03", "chair")


def test_the_review_is_that_of_the_plan() -> None:
    """Every figure that is shown comes from the checker."""
    result = small()
    musts = sum(result.verdict(asked).shortfall for asked in result.requirements if asked.is_must)
    wishes = sum(asked.weight * result.verdict(asked).shortfall for asked in result.requirements if not asked.is_must)
    assert (result.review.unmet, result.penalty) == (musts, wishes)
