"""Who was nominated: what the counts above the table count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seating.analysis.initiative.changes import FormerList, FormerRow
from seating.analysis.promises import Commitments, MissingLine
from seating.charts.filled_chart import Cell
from seating.charts.nominations import Nomination, Nominations
from seating.profiles import People, Person
from seating.profiles import Status as Invitation
from seating.report import named_missing
from seating.report.fates import has_left_list
from seating.report.nominations import list_blocks
from seating.result.meanings import resolve_mention
from seating.room.history import History, PastRound
from tests.present.told import cells, told

from .made_up import result_of, small

NO_NAME = "not the name of a person on the list"


def test_texts_that_name_no_person_are_not_called_missing_from_the_list() -> None:
    """Mesa Credit Union is an organization with people on the list."""
    texts = (("Ana Ruiz", "p01"), ("Mesa Credit Union", None))
    found = tuple(Nomination(text, person, None, ("Ben",), ()) for text, person in texts)
    blocks = list_blocks(replace(small(), nominations=Nominations(("charts.csv",), found)))
    assert dict(cells(blocks)["figures"]) == {"nominations": "2", "followed": "1", NO_NAME: "1"}


def test_the_name_of_two_people_is_the_name_of_a_person_on_the_list() -> None:
    result = small()
    twins = (one.model_copy(update={"name": "Ana Ruiz"}) if one.id in {"p01", "p02"} else one for one in result.people)
    result = result_of(People(tuple(twins)), result.convening, dict(result.plan.seats))
    found = (Nomination("Ana Ruiz", None, None, ("Ben",), ()), Nomination("a welder", None, None, ("Ben",), ()))
    blocks = list(list_blocks(replace(result, nominations=Nominations(("charts.csv",), found))))
    assert dict(cells(blocks)["figures"]) == {"nominations": "2", "followed": "0", NO_NAME: "1"}
    assert "people of this name on the list: 2" in told(blocks)


def test_someone_who_walked_in_is_found_by_their_name() -> None:
    """The charts and sheets were read with the list, on which a walk-in is not."""
    result = small()
    person = next(one for one in result.people if one.id in result.plan.seats)
    found = (Nomination(person.name, None, result.plan.seats[person.id], (), (), ("Capital",)),)
    result = replace(result, nominations=Nominations((), found))
    assert "as nominated" in told(list_blocks(result))
    line = MissingLine("capital", person.name, None, 1)
    named = replace(result, commitments=Commitments("commitments.csv", (), (line,)))
    label = result.room.table(result.plan.seats[person.id]).label
    assert label in told(named_missing.list_blocks(named))


def test_someone_who_has_left_the_list_is_no_description_of_a_voice() -> None:
    result = replace(small(), former_list=FormerList(1, ("name",), {"gone": FormerRow("Zoe Quill")}))
    found = (Nomination("Zoe Quill", None, "capital", ("Ben",), (), cells=(Cell("capital", "labor"),)),)
    shown = told(list_blocks(replace(result, nominations=Nominations(("charts.csv",), found))))
    assert "no longer on the list" in shown
    line = MissingLine("capital", "Zoe Quill", None, 1)
    named = replace(result, commitments=Commitments("commitments.csv", (), (line,)))
    assert "no longer on the list" in told(named_missing.list_blocks(named))


def test_a_held_seat_that_a_table_named_is_told_as_held() -> None:
    base = small()
    seat = Person(id="held", name="Someone from the mill", status=Invitation.OPEN)
    people = People((*base.people, seat), headings=base.people.headings)
    result = result_of(people, base.convening, {**base.plan.seats, "held": "capital"})
    for person in ("held", None):
        line = MissingLine("capital", seat.name, person, 1)
        named = replace(result, commitments=Commitments("commitments.csv", (), (line,)))
        assert "a seat is held for them, and no one has taken it yet" in told(named_missing.list_blocks(named))


@pytest.mark.parametrize(("held", "has_left"), [({}, True), ({"gone": "capital"}, False)])
def test_a_held_seat_of_an_earlier_round_has_not_left_the_list(held: dict[str, str], has_left: bool) -> None:
    result = replace(small(), former_list=FormerList(1, ("name",), {"gone": FormerRow("Someone from the mill")}))
    history = History((PastRound(1, {}, held=held),))
    result = replace(result, room=replace(result.room, history=history))
    assert has_left_list(result.people, resolve_mention(result, "someone from the mill")) is has_left
