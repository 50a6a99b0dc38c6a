"""The whole job from Python: one call, a judged result, nothing written, nothing hidden."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

import pandas as pd
import pytest

import seating
from seating.api.inputs import read_round
from seating.engines.outcome import Status
from seating.errors import EngineError
from seating.report.missing import list_missing
from seating.requirements.base.findings import Finding, at_least
from seating.requirements.base.kind import Requirement
from seating.room.plan import Plan, Room
from seating.terms import FixedTerm

PEOPLE = [
    {"id": f"p{n}", "name": f"Person {n}", "sector": "labor" if n % 2 else "business", "organization": f"Org {n // 2}"}
    for n in range(8)
]
TWO_TABLES = {"tables": {"count": 2, "seats": 4}}


def test_a_frame_a_list_and_a_file_give_one_seating(tmp_path) -> None:
    """What the list comes from makes no difference to who sits where."""
    frame = pd.DataFrame(PEOPLE)
    frame.to_csv(tmp_path / "people.csv", index=False)
    plans = [seating.solve(source, TWO_TABLES).plan for source in (PEOPLE, frame, tmp_path / "people.csv")]
    assert plans[0] == plans[1] == plans[2]


def test_the_order_of_rows_is_no_matter() -> None:
    """The same people in another order get the same seats."""
    convening = {**TWO_TABLES, "requirements": [{"kind": "balance", "of": "sector"}]}
    assert seating.solve(PEOPLE, convening).plan == seating.solve(PEOPLE[::-1], convening).plan


def test_nothing_is_written(tmp_path, monkeypatch) -> None:
    """A program that solves finds no files it did not ask for."""
    monkeypatch.chdir(tmp_path)
    seating.solve(PEOPLE)
    assert list(tmp_path.iterdir()) == []


def test_a_frame_has_a_row_for_everyone() -> None:
    """`frame` is the seating, with the columns of seating.csv."""
    frame = seating.solve(PEOPLE, TWO_TABLES).frame()
    assert list(frame.columns) == ["id", "name", "organization", "table_id", "table_name", "duties"]
    assert set(frame["id"]) == {person["id"] for person in PEOPLE}


def test_a_page_names_everyone() -> None:
    """`to_html` is the report."""
    html = seating.solve(PEOPLE, TWO_TABLES).to_html()
    assert all(person["name"] in html for person in PEOPLE)


def test_what_is_no_list_is_said() -> None:
    """A number, or rows that are no mappings, get a sentence."""
    for wrong in (7, [1, 2], {"name": "Ana"}):
        with pytest.raises(seating.UsageError, match="one for each person"):
            seating.solve(wrong)


def test_nobody_coming_is_an_input_error() -> None:
    """A room without people has no seating, and says where to look."""
    with pytest.raises(seating.InputError) as failure:
        seating.solve([{"name": "Ana", "attending": "no"}])
    assert [problem.slug for problem in failure.value.problems] == ["nobody-coming"]


class Lying(Requirement):
    """Tells the engine nothing, and finds a lack."""

    kind: ClassVar[str] = "lying"

    def sentence(self, room: Room) -> str:
        return "Never holds."

    def encode(self, room: Room) -> Iterable[FixedTerm]:
        yield FixedTerm(0)

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        yield Finding(None, None, 0, at_least(1), 1)


def test_a_difference_between_engine_and_checker_is_shown(monkeypatch) -> None:
    """Whatever an engine was told, the checker is believed, and the difference is an error that names it."""

    def with_a_liar(request):
        opened = read_round(request)
        return (replace(opened, requirements=(*opened.requirements, Lying(id="lying-1"))),)

    monkeypatch.setattr(sys.modules["seating.api.solve"], "read_rounds", with_a_liar)
    with pytest.raises(EngineError, match="lying-1 has a shortfall of 1 by the checker, but of 0 by the model"):
        seating.solve(PEOPLE, TWO_TABLES)


def test_staff_without_a_wish_are_spread_evenly() -> None:
    """Four facilitators at two tables: two each, and they take no seats."""
    staff = [{"id": f"s{n}", "name": f"Staff {n}", "duty": "facilitator"} for n in range(4)]
    result = seating.solve(PEOPLE + staff, TWO_TABLES)
    members = result.room.staff_members(result.plan)
    assert sorted(map(len, members.values())) == [2, 2]
    assert result.status is Status.OPTIMAL


def test_too_few_seats_name_the_seats_and_the_way_out() -> None:
    """Eight people and six seats: size clashes by itself, and adding two seats is a way out."""
    result = seating.solve(PEOPLE, {"tables": {"count": 2, "seats": {"max": 3}}})
    assert result.status is Status.IMPOSSIBLE
    assert result.conflict is not None
    assert (result.conflict.requirements, result.conflict.confirmed) == (("size-1",), True)
    assert result.review.unmet == 2
    assert (result.ways_out[0].kind, result.ways_out[0].cost) == ("seat", 2)


def test_whom_to_invite_is_confirmed_by_solving() -> None:
    """Where people are the way out, they are described, and the musts hold once they are there."""
    convening = {
        "tables": {"count": 2, "seats": "2-6"},
        "requirements": [{"kind": "count", "who": {"sector": "government"}, "at_least": 1, "must": True}],
    }
    result = seating.solve(PEOPLE, convening)
    assert [(dict(r.who), r.people, r.confirmed) for r in result.recruit] == [({"sector": "government"}, 2, True)]
    assert ("recruit", 2, True) in [(way.kind, way.cost, way.confirmed) for way in result.ways_out]


def test_voices_are_among_whom_to_invite_although_a_must_cannot_be_met() -> None:
    """On the day, a facilitator who is ill must not hide whom the steering table should invite."""
    rows = [{"name": name, "sector": "business"} for name in ("Ana", "Ben")]
    asked = [
        {"kind": "staff", "duty": "facilitator", "must": True},
        {"kind": "voice", "name": "Labor", "who": {"sector": "labor"}, "at": "the room"},
    ]
    result = seating.solve(rows, {"tables": [{"id": "north"}], "requirements": asked})
    found = [(one.serves, one.people, one.confirmed) for one in result.recruit]
    assert found == [(("staff-1",), 1, True), (("voice-1",), 1, False)]
    assert "Labor" in [one.name for one in list_missing(result)]


def test_a_clash_of_cells_names_both_people() -> None:
    """With on one line and apart on another: both requirements are the conflict."""
    people = [
        {"id": "ana", "name": "Ana", "with": "Ben"},
        {"id": "ben", "name": "Ben", "apart": "Ana"},
        {"id": "cam", "name": "Cam"},
    ]
    result = seating.solve(people, {"tables": {"count": 2, "seats": "1-3"}, "requirements": []})
    assert result.conflict is not None
    assert set(result.conflict.requirements) == {"with:ana", "apart:ben"}


def test_ways_out_name_the_person_whose_id_was_computed() -> None:
    people = [{"name": "Ana", "with": "Ben"}, {"name": "Ben", "apart": "Ana"}, {"name": "Cam"}]
    result = seating.solve(people, {"tables": {"count": 2, "seats": "1-3"}, "requirements": []})
    dropped = [way.sentence for way in result.ways_out if way.kind == "drop"]
    assert any(sentence.startswith("Drop with: Ana:") for sentence in dropped), dropped
    assert not any(":p-" in sentence for sentence in dropped)


@pytest.mark.room  # twenty seconds
def test_too_many_pins_at_a_table_are_named_in_a_room_of_hundreds() -> None:
    """Fourteen pinned to a table of twelve: thirteen of the pins and the seats are the conflict."""
    people = [{"id": f"p{n:03}", "name": f"Person {n}", "pin": "t01" if n < 14 else ""} for n in range(240)]
    result = seating.solve(people, {"tables": {"count": 20, "seats": 12}, "requirements": []})
    assert result.status is Status.IMPOSSIBLE
    assert result.review.unmet == 2
    assert result.conflict is not None
    kinds = [result.by_requirement[identity].kind for identity in result.conflict.requirements]
    assert (sorted(kinds), result.conflict.confirmed) == (["pin"] * 13 + ["size"], True)
    assert result.ways_out[0].confirmed
