"""What the desk advises about the duties of someone absent, about deputies and about interpreters."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import seating
from seating.analysis.invitations import Invitations, Invitee
from seating.analysis.relief import Lack, Relief
from seating.api.result import Solved
from seating.board import absence_effects
from seating.present.languages import words_in
from seating.profiles import Attendance, Duty
from seating.profiles.cells.replies import Reply
from seating.report.transition import find_transition
from tests.builders import plan


def evening() -> Solved:
    """Return three people at two tables."""
    rows = [{"id": one, "name": one.title()} for one in ("ana", "ben", "cam")]
    return seating.solve(rows, {"tables": {"count": 2, "seats": 2}})


def test_of_an_unmet_private_must_there_is_only_a_sentence() -> None:
    must = {"kind": "count", "who": {"sector": "arts"}, "at_least": 2, "must": True}
    rows = [{"name": "Ana", "sector": "arts"}, {"name": "Ben", "sector": "labor"}]
    found = []
    for is_private in (False, True):
        convening = {"tables": [{"id": "north"}], "requirements": [{**must, "private": is_private}]}
        found += absence_effects.list_unmet_musts(seating.solve(rows, convening), words_in("en"))
    public, private = found
    assert (public.table, public.have) == ("north", "1 person")
    assert private == replace(public, table="", group="", have="", want="", sentence="A private requirement.")


@pytest.mark.parametrize("is_same", [True, False])
def test_who_could_take_over_is_told_for_each_duty_if_they_differ(monkeypatch, *, is_same: bool) -> None:
    """One of them may be free for the one session only, or lack the duty of the other."""
    solved, words = evening(), words_in("en")
    first, second, *_ = solved.room.tables
    ana, ben = (solved.people.by_id[one] for one in ("ana", "ben"))
    duties = ((first.id, (Duty.FACILITATOR,), ana), (second.id, (Duty.INTERPRETER,), ana if is_same else ben))
    reliefs = [Relief(Lack(table, wanted, frozenset(), (), ()), (), (heir,), True) for table, wanted, heir in duties]
    monkeypatch.setattr(absence_effects, "find_reliefs", lambda *_: reliefs)
    told = absence_effects._advise_on_heirs(solved, "cam", words)
    apart = f"Ana, as facilitator at {first.label}; Ben, as interpreter at {second.label}"
    assert told == f"Could take over: {'Ana' if is_same else apart}."


def test_a_duty_that_no_one_could_take_over_is_told_beside_one_that_someone_could(monkeypatch) -> None:
    """At one table, its name is not repeated."""
    solved, words = evening(), words_in("en")
    table, ana = solved.room.tables[0].id, solved.people.by_id["ana"]
    lacks = (
        Lack(table, (Duty.FACILITATOR,), frozenset(), (), ()),
        Lack(table, (Duty.INTERPRETER, Duty.FACILITATOR), frozenset({"es"}), ("es",), ()),
    )
    reliefs = [Relief(lacks[0], (), (), True), Relief(lacks[1], (), (ana,), True)]
    monkeypatch.setattr(absence_effects, "find_reliefs", lambda *_: reliefs)
    assert absence_effects._advise_on_heirs(solved, "cam", words) == (
        "Could take over: Ana, as interpreter or facilitator who speaks Spanish. Find another facilitator."
    )


def test_the_advice_on_a_duty_at_the_table_names_the_duty():
    """What would be missing can be another thing, so "someone" alone would not tell for what."""
    people = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(4)]
    result = seating.solve(people, {"tables": [{"id": "a", "name": "Alpha", "seats": 4}]})
    held = replace(result, duties={"p0": ("chair",)})
    told = [absence_effects._advise_on_duties(held, one, words_in("en")) for one in ("p0", "p1")]
    assert re.fullmatch(r"Ask the table to choose someone for this: chair\.", told[0])
    assert told[1] == ""


def test_no_one_is_asked_to_choose_a_duty_that_no_one_else_at_the_table_can_have():
    """The other one is a chair already, and is no doer."""
    rows = [{"id": f"p{n}", "representative_type": "doer" if n == 0 else "designee"} for n in range(3)]
    asked = [
        {"kind": "duty", "name": "chair", "each": 2},
        {"kind": "duty", "name": "reporter", "who": {"representative_type": "doer"}},
    ]
    tables = [{"id": "a", "name": "Alpha", "seats": "2-3"}]
    pair = seating.solve(rows[:2], {"tables": tables, "requirements": asked})
    assert absence_effects._advise_on_duties(pair, "p0", words_in("en")).startswith(
        "No one else at the table can take this over: "
    )
    three = seating.solve(rows, {"tables": tables, "requirements": asked})
    held = replace(three, duties={"p0": ("chair", "reporter"), "p1": ("chair",)})
    told = absence_effects._advise_on_duties(held, "p0", words_in("en"))
    assert re.fullmatch(r"Ask the table to choose someone for this: chair\. No one else .*: reporter\.", told)


def test_a_deputy_whom_a_must_keeps_from_the_seat_is_not_offered():
    rows = [
        {"id": "ana", "name": "Ana", "pin": "up", "Deputy": "Ben; Cam"},
        {"id": "ben", "name": "Ben", "needs": "step-free"},
        {"id": "cam", "name": "Cam"},
    ]
    tables = [{"id": "up", "seats": "1"}, {"id": "down", "seats": "2", "features": ["step-free"]}]
    result = seating.solve(rows, {"tables": tables, "requirements": []})
    assert absence_effects._advise_on_absence(result, "ana", words_in("en"), has_heirs=True) == "Deputy: Cam (2)."
    assert find_transition(result, result.people.by_id["ana"]).deputies == ("Cam",)


def test_a_deputy_who_replied_no_is_not_offered():
    """They replied in the list or to an invitation, or the desk marked them as absent."""
    reply = {"Ana": "yes", "Ben": "yes", "Dee": "no", "Eve": "yes", "Fay": "yes"}
    rows = [{"id": name.lower(), "name": name, "Reply": told} for name, told in reply.items()]
    rows[0]["Deputy"] = "Dee; Eve; Fay; Gus Vale; Hugo Vale; Ida Vale"
    result = seating.solve(rows, {"tables": [{"id": "north", "seats": "2"}, {"id": "south", "seats": "2"}]})
    answered = (
        Invitee("1", "Arts", "Eve", person="eve", answer=Reply.NO),
        Invitee("2", "Arts", "Gus Vale", answer=Reply.NO),
        Invitee("3", "Arts", "Hugo Vale", answer=Reply.NO),
        Invitee("4", "Money", "hugo vale", answer=Reply.YES),
    )
    absent = [
        one.model_copy(update={"attending": Attendance(is_absent=one.id == "fay", chance=one.attending.chance)})
        for one in result.people
    ]
    changed = replace(
        result,
        people=replace(result.people, persons=tuple(absent)),
        plan=plan(north=["ana"], south=["ben"]),
        invitations=Invitations("invitations.csv", answered),
    )
    advice = absence_effects._advise_on_absence(changed, "ana", words_in("en"), has_heirs=True)
    assert advice == "Deputies: Hugo Vale and Ida Vale."


def test_the_deputy_of_an_absent_person_is_named_with_how_to_reach_them():
    """A deputy on the list has their table, or their phone if they have no seat; another one has the name only.

    Who declined, or sits at the same table anyway, is no help.
    """
    rows = [
        {"id": "a", "name": "Ana", "sector": "money", "Deputy": "Dee"},
        {"id": "b", "name": "Ben", "sector": "arts", "Deputy": "Eve; Fay; Gus; Hugo Vale"},
        {"id": "c", "name": "Cam", "sector": "labor", "Deputy": "n/a"},
        {"id": "d", "name": "Dee", "attending": "no", "phone": "555 0100"},
        {"id": "e", "name": "Eve", "sector": "health"},
        {"id": "f", "name": "Fay", "status": "declined"},
        {"id": "g", "name": "Gus", "pin": "north"},
    ]
    asked = [{"kind": "count", "who": {"sector": s}, "at_least": 1, "at": "north"} for s in ("money", "arts", "labor")]
    tables = [{"id": "north", "seats": "4"}, {"id": "south", "seats": "1"}]
    result = seating.solve(rows, {"tables": tables, "requirements": asked})
    assert not any("Deputy" in note.text for note in result.notes)
    told = [absence_effects._advise_on_absence(result, one, words_in("en"), has_heirs=True) for one in "abc"]
    assert told == ["Deputy: Dee (555 0100).", "Deputies: Eve (2) and Hugo Vale.", ""]
    hidden = seating.solve(rows, {"tables": tables, "private": ["Deputy"]})
    assert absence_effects._advise_on_absence(hidden, "a", words_in("en"), has_heirs=True) == ""


def test_an_absent_interpreter_is_replaced_by_one_who_speaks_the_same_language():
    people = [{"id": "p0", "name": "Ana", "languages": "es"}, {"id": "p1", "name": "Bea", "languages": "es"}]
    people += [{"id": "p2", "name": "Cam", "languages": "en"}, {"id": "s", "name": "Flo", "languages": "en; es"}]
    people[-1]["duty"] = "interpreter"
    convening = {"tables": [{"id": "north", "seats": "3"}], "working_language": "en", "requirements": []}
    result = seating.solve(people, convening)
    told = absence_effects._advise_on_duties(result, "s", words_in("en"))
    assert told == "Find another interpreter who speaks Spanish."
    assert "español" in absence_effects._advise_on_duties(result, "s", words_in("es"))
    other = [{**person, "languages": person["languages"].replace("es", "Quenya")} for person in people]
    named = absence_effects._advise_on_duties(seating.solve(other, convening), "s", words_in("en"))
    assert named == "Find another interpreter who speaks Quenya."


def test_where_only_the_absent_person_speaks_a_language_an_interpreter_is_to_be_brought():
    people = [{"id": "p0", "name": "Ana", "languages": "es; en"}, {"id": "p1", "name": "Bea", "languages": "es"}]
    people += [{"id": "p2", "name": "Cam", "languages": "en"}, {"id": "p3", "name": "Dee", "languages": "en"}]
    asked = [{"kind": "common_language", "must": True}]
    convening = {"tables": [{"id": "north", "name": "North", "seats": "4"}], "working_language": "en"}
    result = seating.solve(people, {**convening, "requirements": asked})
    advice = absence_effects._advise_on_absence(result, "p0", words_in("en"), has_heirs=False)
    assert advice == "Bring an interpreter for Spanish to North."
