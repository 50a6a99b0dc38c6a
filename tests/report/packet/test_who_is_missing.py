"""Who is missing, and who calls: each voice once, with what the team may know of it, on one sheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import seating
from seating.analysis.arrivals import AWAY
from seating.analysis.invitations import Invitations, Invitee
from seating.analysis.promises import Commitments, MissingLine
from seating.analysis.recruitment import write_invitation
from seating.api.request import Request
from seating.api.solve import solve_request
from seating.charts.nominations import Nomination, Nominations
from seating.present.settings import Settings
from seating.profiles import Asset, Attendance, People
from seating.profiles import Status as Invitation
from seating.profiles.cells.replies import Reply
from seating.report import calls as sheet_of_calls
from seating.report.calls import MOST_ROWS
from seating.report.missing import (
    Missing,
    Origin,
    list_missing,
    list_to_call,
    tell_missing,
)
from seating.report.named_before import has_come
from seating.report.named_before import list_missing as list_missing_at
from seating.report.packet import who_is_missing
from seating.report.pages import render_packet
from seating.report.shown_invitations import fewest_sentence
from seating.requirements.base.voices import VoiceState
from seating.result import FewestPeople, Recruit, Result
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from tests.present.told import cells, told

from ..made_up import ToyVoice, result_of, small
from .test_convener_pages import room

SHEET = "Who is missing, and who calls"


def inviting(
    status: Invitation = Invitation.IDEA, rows: tuple[Invitee, ...] = (), attending: Any = None, **changes: Any
) -> Result:
    """Return eight people of whom none is a printer from the mill, and two on the list who might be one."""
    both = ToyVoice(id="v", name="Mill printers", who={"sector": "print", "organization": "Mill"})
    people, convening, seats = room(both, sector={8: "print", 9: "print"}, organization={9: "Mill"})
    update: dict[str, Any] = {"status": status} if attending is None else {"status": status, "attending": attending}
    people = People(tuple(p.model_copy(update=update) if p.id in {"p8", "p9"} else p for p in people))
    who = {"sector": "print", "organization": "Mill"}
    wanted = (Recruit(who, 1, ("v",), "Invite 1 more person.", True, name="Mill printers"),)
    invitations = Invitations("invitations.csv", rows) if rows else None
    return result_of(people, convening, seats, recruit=wanted, invitations=invitations, **changes)


def printers(result: Result) -> Missing:
    (found,) = list_missing(result, has_doors=True)
    return found


def test_the_sheet_names_no_one_who_is_not_listed() -> None:
    """The steering table gets it, which has readers beyond the team."""
    rows = (Invitee("1", "Mill printers", "Person 9", person="p9", who_calls="Person 1", call_by="Friday"),)
    shown = inviting(rows=rows)
    people = shown.people.with_persons(p.model_copy(update={"listed": False}) for p in shown.people)
    here = tuple(people.by_id[person.id] for person in shown.room.people)
    hidden = replace(shown, people=people, room=replace(shown.room, people=here, listed=people))
    names = {person.name for person in shown.people}
    before, after = (told(who_is_missing.list_blocks(one)) for one in (shown, hidden))
    assert {name for name in names if name in before}
    assert not {name for name in names if name in after}
    assert "Friday" in after


@pytest.mark.parametrize("text", ["Cam", "Cam and a friend", "a friend of the mill, Cam"])
def test_the_sheet_has_no_text_of_a_chart_with_the_given_name_of_one_who_is_not_listed(text: str) -> None:
    people, convening, seats = room(listed={0: False})
    people = people.with_persons(p.model_copy(update={"name": "Cam Ode"}) if p.id == "p0" else p for p in people)
    found = tuple(Nomination(one, None, "capital", ("x",), (), (), (0,)) for one in (text, "a poet"))
    result = result_of(people, convening, seats, nominations=Nominations((), found))
    assert [one.name for one in list_missing(result)] == ["a poet"]


def test_each_voice_that_is_not_heard_stands_there_once_with_space_to_write() -> None:
    result = small()
    asked = (*result.review.voices, *result.review.gaps)
    public = {one.name for one in asked if one.state != "heard" and one.id not in result.private_names}
    names = [one.name for one in list_missing(result) if one.origin is Origin.VOICE]
    assert public <= set(names)
    assert len(names) == sum(one.state != "heard" for one in asked)
    rows = cells(who_is_missing.list_blocks(result))[SHEET]
    assert all(row[3:5] == ("", "") for row in rows)
    assert ("",) * 6 in rows


def test_people_without_a_counterpart_at_another_table_are_named() -> None:
    """With one that is not listed, and a private requirement, nothing is told of these."""
    rows = [
        {"id": "ana", "name": "Ana", "pin": "north"},
        {"id": "ben", "name": "Ben", "pin": "north"},
        {"id": "cam", "name": "Cam", "pin": "north", "listed": "no"},
        {"id": "dee", "name": "Dee", "works_for": "Ana", "pin": "south"},
    ]
    asked = {"kind": "counterpart", "of": "works_for", "from": "north", "to": "south"}
    tables = [{"id": "north", "seats": "3"}, {"id": "south", "name": "South side", "seats": "1"}]
    result = seating.solve(rows, {"tables": tables, "requirements": [asked]})
    (found,) = list_missing(result)
    assert (found.name, found.why) == (
        "counterparts at South side",
        ("Too few counterparts there for: Ben",),
    )
    page = told(who_is_missing.list_blocks(result))
    assert "that the convening asks for is missing" not in page
    assert "Cam" not in page
    hidden = seating.solve(rows, {"tables": tables, "requirements": [{**asked, "private": True}]})
    assert list_missing(hidden) == ()


def test_two_requirements_of_counterparts_at_one_table_are_counted_once() -> None:
    rows = [
        {"id": "ana", "name": "Ana", "organization": "Mill", "pin": "north"},
        {"id": "ben", "name": "Ben", "organization": "Mill", "pin": "north"},
        {"id": "cam", "name": "Cam", "organization": "Mill", "works_for": "Ana", "pin": "south"},
        {"id": "dee", "name": "Dee", "organization": "Bank", "pin": "north"},
    ]
    tables = [{"id": "north", "seats": "3"}, {"id": "south", "seats": "1"}]
    asked = [{"kind": "counterpart", "of": of, "from": "north", "to": "south"} for of in ("works_for", "organization")]
    (found,) = list_missing(result := seating.solve(rows, {"tables": tables, "requirements": asked}))
    assert found.why == ("Too few counterparts there for: Ben and Dee",)
    assert tell_missing(list_missing(result)) == "Who is missing (1): counterparts at south (too few)."


def test_an_invitation_beside_enough_people_elsewhere_names_the_other_way() -> None:
    """Otherwise a reader takes “Invite 1 more person” and “enough people come” for a contradiction."""
    result = inviting()
    (voice,) = result.review.voices
    at = (result.room.tables[0].id,)
    elsewhere = replace(voice, state=VoiceState.ELSEWHERE, why=None, attending=1, at=at, because="too few there")
    shown = replace(result, review=replace(result.review, voices=(elsewhere,)))
    assert printers(result).about == "Invite 1 more person."
    assert printers(shown).about == "Invite 1 more person. Or people who are coming could change tables."


def test_a_private_voice_has_only_its_state_and_no_one_is_to_call_for_it() -> None:
    whole = replace(inviting(), private_names={"v": "private-1"})
    hidden = for_reader(whole, Audience.TEAM)
    assert printers(hidden) == Missing("A private requirement", hidden.review.voices[0].state, is_private=True)
    assert "Mill printers" not in told(who_is_missing.list_blocks(hidden))
    assert "Mill printers" in str(tell_missing(list_missing(whole)))
    for state in (VoiceState.MISSING, VoiceState.ELSEWHERE):
        private = Missing("A private requirement", state, is_private=True)
        assert not list_to_call([private]), state
    known = Missing("Mill printers", VoiceState.ELSEWHERE)
    assert not list_to_call([known])
    for about, calls in (("", 0), ("Invite 1 more person.", 1)):
        kept_away = replace(known, is_kept_away=True, about=about)
        assert len(list_to_call([kept_away])) == calls


def test_once_the_meeting_is_over_only_an_invitation_helps_a_voice_that_sat_elsewhere() -> None:
    result = inviting()
    (voice,) = result.review.voices
    elsewhere = replace(voice, state=VoiceState.ELSEWHERE, why=None, attending=1, at=(result.room.tables[0].id,))
    over = replace(result, review=replace(result.review, voices=(elsewhere,)), is_over=True)
    assert printers(over).about == "Invite 1 more person."
    assert list_to_call([printers(over)])


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (VoiceState.MISSING, ""),
        (VoiceState.TOO_FEW, " (too few)"),
        (VoiceState.ELSEWHERE, " (elsewhere)"),
        (VoiceState.UNKNOWN, " (not known)"),
    ],
)
def test_a_name_has_its_state_unless_it_is_private(state: VoiceState, shown: str) -> None:
    """Of a private voice, it is not told whether anyone comes."""
    assert tell_missing([Missing("Youth", state)]) == f"Who is missing (1): Youth{shown}."
    assert tell_missing([Missing("Youth", state, is_private=True)]) == "Who is missing (1): Youth."


def test_with_no_one_missing_the_sheet_asks_who_else_must_be_here() -> None:
    result = seating.solve([{"name": name} for name in ("Ana", "Ben", "Chi")])
    page = render_packet(result)["who-is-missing.html"]
    assert "No voice, role or need that the convening asks for is missing. Who else must be here?" in page
    assert tell_missing(list_missing(result)) is None


def test_a_person_on_the_list_who_was_named_and_does_not_come_is_not_denied() -> None:
    """A page for the team does not announce them, so it must not tell that no one is asked for either."""
    tables = [{"id": "north", "seats": "2-3"}, {"id": "lead", "kind": "leadership", "people": ["Ana"]}]
    rows = [{"name": "Ana"}, {"name": "Ben"}, {"name": "Chi", "attending": "no"}]
    found = Nominations((), (Nomination(text="Chi", person="chi", table="north", by=("Ana",), why=()),))
    result = replace(seating.solve(rows, {"tables": tables}), nominations=found)
    assert list_missing(result) == ()
    for page in ("who-is-missing.html", "steering.html"):
        told = render_packet(result)[page]
        assert "No voice, role or need that the convening asks for is missing." in told
        assert "No one who was asked for" not in told
        assert "ask for no one else" not in told


def test_a_person_on_the_list_who_was_named_does_not_count_as_not_on_the_list() -> None:
    rows = [
        {"name": "Ana"},
        {"name": "Ben"},
        {"name": "Chi", "status": "nominated"},
        {"name": "Labor", "status": "open"},
    ]
    named = [Nomination("Chi", "chi", "north", ("Ana",), ()), Nomination("Renters", None, "north", ("Ana",), ())]
    result = replace(seating.solve(rows, {"tables": [{"id": "north"}]}), nominations=Nominations((), tuple(named)))
    assert tell_missing(list_missing(result)) == "Who is missing (2): Labor and Renters."


@pytest.mark.parametrize("is_private", [False, True])
def test_a_duty_for_which_a_table_has_too_few_staff_is_named_with_the_table(is_private: bool) -> None:
    """Also if it is only a wish, for which nobody looks for people to invite."""
    rows = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(6)]
    rows.append({"id": "flo", "name": "Flo", "duty": "facilitator", "pin": "talent"})
    asked = {"kind": "staff", "duty": "facilitator", "must": False, "private": is_private}
    tables = [{"id": one, "name": one.title(), "seats": 2} for one in ("capital", "jobs", "talent")]
    result = seating.solve(rows, {"tables": tables, "requirements": [asked]})
    assert not result.recruit
    duty = [("facilitator", ("No one with this duty at: Capital and Jobs",))]
    assert [(one.name, one.why) for one in list_missing(result)] == duty
    assert tell_missing(list_missing(result)) == "Who is missing (1): facilitator (too few)."
    others = for_reader(result, Audience.TEAM)
    assert [(one.name, one.why) for one in list_missing(others)] == ([] if is_private else duty)
    assert ("Who else must be here?" in told(who_is_missing.list_blocks(others))) is is_private


@pytest.mark.parametrize(
    ("status", "attending", "standing"),
    [
        (Invitation.IDEA, None, "an idea, not asked yet"),
        (Invitation.DECLINED, None, "has declined"),
        (Invitation.CONFIRMED, AWAY, "marked absent at the desk"),
    ],
)
def test_who_on_the_list_fits_wholly_is_named_with_why_they_might_not_come(
    status: Invitation, attending: Any, standing: str
) -> None:
    assert printers(inviting(status, attending=attending)).doors == (f"Person 9 ({standing})",)


@pytest.mark.parametrize(
    ("status", "row", "standing"),
    [
        (Invitation.IDEA, {"asked_by": "Ben"}, "asked"),
        (Invitation.NOMINATED, {"asked_on": "May 2"}, "asked"),
        (Invitation.IDEA, {"answer": Reply.NO}, "said no"),
        (Invitation.DECLINED, {"answer": Reply.YES}, "said yes"),
        (Invitation.DECLINED, {"asked_by": "Ben"}, "has declined"),
        (Invitation.IDEA, {"who_calls": "Ben"}, "an idea, not asked yet"),
    ],
)
def test_who_was_asked_by_the_invitations_is_not_called_unasked(
    status: Invitation, row: dict[str, Any], standing: str
) -> None:
    """The file of invitations is newer than the status on the list, and the same row of the sheet shows it."""
    rows = (Invitee("a", "Mill printers", "Person 9", "p9", **row),)
    assert printers(inviting(status, rows)).doors == (f"Person 9 ({standing})",)


def test_who_answered_maybe_is_not_called_unasked() -> None:
    """Their answer is not shared either, so they are left out like those who may come by the list."""
    rows = (Invitee("a", "Mill printers", "Person 9", "p9", asked_by="Ben", answer=Reply.MAYBE),)
    assert printers(inviting(rows=rows)).doors == ()


def test_the_state_of_each_call_is_told_and_no_maybe() -> None:
    rows = (
        Invitee("a", "Mill printers", "Person 9", "p9", "Ana", "2026-03-01", "Ben", Reply.NO, "2026-03-04", "moves"),
        Invitee("b", "Mill printers", "Zoe Quill", nominated_by="Ana", who_calls="Chi", call_by="May 3"),
        Invitee("c", "Another voice", "Yan"),
        Invitee("d", "Mill printers", "Uma", asked_by="Ben", answer=Reply.MAYBE),
        Invitee("e", "Mill printers"),
        Invitee("f", "Mill printers", "Person 8", "p8", asked_by="Ben", answer=Reply.YES),
    )
    result = inviting(rows=rows)
    calls = [(one.whom, one.caller, one.by, one.state) for one in printers(result).calls]
    assert calls == [
        ("Person 9", "Ben", "", "said no"),
        ("Zoe Quill", "Chi", "May 3", "open"),
        ("", "Ben", "", "asked"),
        ("Person 8", "Ben", "", "said yes"),
    ]
    page = render_packet(result)["who-is-missing.html"]
    assert "Uma" not in page
    assert "moves" not in page
    spanish = render_packet(result, Settings(language="es"))["who-is-missing.html"]
    assert "respuesta: no" in spanish


CALLED = Invitee("a", "Mill printers", "Zoe Quill", who_calls="Chi")


@pytest.mark.parametrize(("needed", "people"), [(0, 1), (1, 1), (3, 3)])
def test_where_no_invitation_is_computed_the_people_who_are_asked_for_are_called(needed: int, people: int) -> None:
    result = inviting(rows=(CALLED,))
    asked = tuple(replace(voice, needed=voice.attending + needed) for voice in result.review.asked)
    result = replace(result, recruit=(), review=replace(result.review, voices=asked))
    printers_row = next(one for one in list_missing(result) if "printers" in str(one.name))
    assert printers_row.people == people


@pytest.mark.parametrize("state", [VoiceState.UNKNOWN, VoiceState.MISSING])
def test_someone_calls_for_a_voice_also_if_the_list_cannot_tell(state: VoiceState) -> None:
    assert list_to_call([Missing("Youth", state)])


def test_the_invitations_have_a_row_for_everyone_on_the_sheet_who_is_to_be_called(tmp_path: Path) -> None:
    """A voice that no column shows, one that a column shows, a held seat, a duty, and groups that charts name."""
    rows: list[dict[str, Any]] = [{"name": f"Person {n}", "sector": "arts"} for n in range(6)]
    rows.append({"name": "Office of the mayor", "sector": "arts", "status": "open"})
    asked = [
        {"kind": "voice", "name": "Young people", "who": {"perspective": "young"}},
        {"kind": "voice", "name": "Unions", "who": {"sector": "labor"}, "at": "the room", "at_least": 2},
        {"kind": "staff", "duty": "interpreter"},
    ]
    convening = {"tables": [{"id": "north"}, {"id": "south"}], "requirements": asked, "vocabulary": {"perspective": []}}
    charts = tmp_path / "charts.csv"
    named = ("A,north,doer,Street vendors", "B,north,doer,Street vendors", "C,south,doer,Lone Wolf")
    charts.write_text("\n".join(("chart of,table,role,who", *named, "")))
    request = Request(rows, convening, charts=(charts,), charts_count=False, out=tmp_path / "out", packet=False)
    solved = solve_request(request)
    to_call = {one.name for one in list_to_call(list_missing(solved))}
    assert {"Young people", "Unions", "interpreter", "Street vendors", "Lone Wolf"} <= to_call
    assert any("mayor" in one for one in to_call)
    assert solved.invitations is not None
    assert {row.perspective for row in solved.invitations.rows} == to_call
    again = solve_request(request)
    assert again.invitations == solved.invitations
    assert "invitation-unknown" not in {note.slug for note in again.notes}


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ({}, "whose sector is labor and whose age is young, for north"),
        ({"at": ["north", "west"]}, "whose age is young, for north and west"),
        ({"private": ["sector"]}, "whose age is young, for north"),
    ],
)
def test_who_is_invited_also_fits_what_their_table_is_for(more: dict[str, Any], asked: str, tmp_path: Path) -> None:
    """Anyone young could be called for a table that only people of labor may join; a private `for` is not told."""
    sectors = ["labor"] * 4 + ["arts"] * 4
    rows = [{"name": f"Person {n}", "sector": sector, "age": "old"} for n, sector in enumerate(sectors)]
    voice = {"kind": "voice", "name": "Youth", "who": {"age": "young"}, "at": more.get("at", "north")}
    tables = [{"id": "north", "for": {"sector": "labor"}}, {"id": "south"}, {"id": "west"}]
    convening = {"tables": tables, "requirements": [voice], "private": more.get("private", [])}
    request = Request(rows, convening, out=tmp_path, packet=False)
    (youth,) = (one for one in list_missing(solve_request(request)) if one.name == "Youth")
    number = "1 more person" if "west" not in asked else "2 more people"
    assert youth.about == f"Invite {number} {asked}."


def test_a_call_to_a_person_who_said_no_on_the_list_is_not_open() -> None:
    rows = (Invitee("a", "Mill printers", "Person 9", "p9", nominated_by="Ana"),)
    calls = printers(inviting(Invitation.CONFIRMED, rows, attending=Attendance(chance=0))).calls
    assert [one.state for one in calls] == ["said no"]
    assert [one.state for one in printers(inviting(Invitation.IDEA, rows)).calls] == ["open"]


def test_no_call_to_a_person_who_has_a_seat_is_listed_or_counted() -> None:
    """The row stems from an earlier round, or they walked in. Those who are to be invited come in addition."""
    rows = (
        Invitee("a", "Mill printers", "Person 1", "p1"),
        Invitee("b", "Mill printers", "Person 9", "p9"),
        Invitee("c", "Mill printers", "Person 2", "p2", who_calls="Ana", asked_by="Ana"),
        Invitee("d", "Mill printers", "Person 3", asked_by="Ben", answer=Reply.MAYBE),
    )
    result = inviting(Invitation.CONFIRMED, rows, attending=Attendance(chance=0))
    assert [one.state for one in printers(result).calls] == ["said no"]
    assert len(list_to_call(list_missing(result))) == 1


def test_where_people_only_have_to_move_they_are_named_with_their_tables() -> None:
    """Both printers sit at Talent, and Capital asks for one."""
    rows = [{"id": f"p{n}", "name": f"Person {n}", "trade": "print" if n < 2 else "media"} for n in range(6)]
    rows = [{**row, "pin": "talent" if n < 3 else "capital"} for n, row in enumerate(rows)]
    asked = [{"kind": "voice", "name": "Printers", "who": {"trade": "print"}, "at": "capital"}]
    tables = [{"id": one, "name": one.title(), "seats": 3} for one in ("capital", "talent")]
    result = seating.solve(rows, {"tables": tables, "requirements": asked, "show": ["trade"]})
    moving = "At other tables: Person 0 (Talent) and Person 1 (Talent)"
    assert printers(result).doors == (moving,)
    hidden = seating.solve(rows, {"tables": tables, "requirements": asked})
    assert printers(hidden).doors == (), "the team does not see the column"
    over = replace(result, is_over=True)
    assert printers(over).doors == (), "the meeting is over, and no one moves any more"


def test_a_voice_with_nobody_at_any_table_does_not_list_all_tables() -> None:
    voice = ToyVoice(id="v", name="Printers", who={"sector": "print"}, at_least=1)
    for sector, told_of in (({}, False), ({4: "print"}, True)):
        people, convening, seats = room(voice, sector=sector)
        why = printers(result_of(people, convening, seats)).why
        assert ("None known to be at: Capital" in why) is told_of


@pytest.mark.parametrize(
    ("printing", "at_least", "tables", "place"),
    [
        ((4,), 1, ("capital",), ", for Capital"),
        ((4,), 1, ("talent",), ""),
        ((4,), 1, ("capital", "talent"), ""),
        ((0, 4, 5), 2, ("capital",), ", for Capital"),
        ((0, 4, 5), 2, ("talent",), ""),
    ],
)
def test_no_table_is_named_where_the_invited_only_free_others_for_the_tables_in_need(
    printing: tuple[int, ...], at_least: int, tables: tuple[str, ...], place: str
) -> None:
    """Talent has enough printers already, and Capital has one too few."""
    voice = ToyVoice(id="v", name="Printers", who={"sector": "print"}, at_least=at_least)
    people, convening, seats = room(voice, sector=dict.fromkeys(printing, "print"))
    sentence = write_invitation({"sector": "print"}, 1, [one.title() for one in tables], needs_seats=False)
    wanted = (Recruit({"sector": "print"}, 1, ("v",), sentence, True, tables=tables, name="Printers"),)
    found = printers(result_of(people, convening, seats, recruit=wanted))
    assert found.about == f"Invite 1 more person whose sector is print{place}."


@pytest.mark.parametrize(
    ("narrow", "tables", "fewest", "is_told"),
    [
        ({"sector": ["labor"], "representative_type": "designee"}, (), 2, True),
        ({"sector": "Labor", "age": "young"}, ("capital", "talent"), 2, True),
        ({"sector": "labor", "age": "young"}, ("talent",), 2, False),  # at another table
        ({"age": "young"}, (), 2, False),
        ({"sector": "labor", "not": {"age": "old"}}, (), 2, False),
        ({"sector": ["labor"], "representative_type": "designee"}, (), 3, False),  # there is no seat for both at once
    ],
)
def test_which_perspectives_one_person_could_cover_is_told(
    narrow: dict[str, Any], tables: tuple[str, ...], fewest: int, is_told: bool
) -> None:
    wanted = (
        Recruit({"assets": "testing"}, 1, ("a",), "Invite 1.", True, name="Testing"),
        Recruit(narrow, 1, ("w",), "Invite 1.", True, tables=tables, name="Delegates of labor"),
        Recruit({"sector": "labor"}, 1, ("u",), "Invite 1.", True, tables=("capital",), name="Organized labor"),
    )
    result = result_of(*room(), recruit=wanted, fewest=FewestPeople(fewest, True, True))
    said = "One person could cover Delegates of labor and Organized labor."
    assert (said in fewest_sentence(result)) is is_told
    assert (said in told(who_is_missing.list_blocks(result))) is is_told


@pytest.mark.parametrize(("people", "fewest", "is_told"), [(1, 1, False), (2, 2, False), (3, 2, True)])
def test_the_only_invitation_is_not_repeated_as_the_fewest_people(people: int, fewest: int, is_told: bool) -> None:
    wanted = (Recruit({"sector": "labor"}, people, ("u",), "Invite them.", True, name="Organized labor"),)
    result = result_of(*room(), recruit=wanted, fewest=FewestPeople(fewest, True, True))
    assert ("could cover all missing voices, roles and needs" in told(who_is_missing.list_blocks(result))) is is_told


def test_an_invitation_that_serves_no_voice_is_told_by_its_sentence() -> None:
    wanted = Recruit({"duty": "facilitator"}, 1, ("staff-1",), "Invite 1 more facilitator.", True)
    assert printers(result_of(*room(sector={}), recruit=(wanted,))).name == "Invite 1 more facilitator."


def test_marks_after_what_charts_and_tables_name_are_no_part_of_a_name() -> None:
    """Texts that differ only in such marks are one, and a text of nothing else stays as it is."""
    found = (
        Nomination("Dockers???", None, "capital", ("Ana",), (), (), (0,)),
        Nomination("dockers", None, "talent", ("Ben",), (), (), (1,)),
        Nomination("a poet!", None, None, ("Ben",), (), (), (1,)),
    )
    result = replace(inviting(), nominations=Nominations((), found))
    assert [one.name for one in list_missing(result) if one.origin is Origin.NAMED] == ["Dockers", "a poet"]
    line = MissingLine("capital", "The mayor??", None, 1)
    promised = replace(result, commitments=Commitments("", (), (line,)))
    assert list_missing_at(promised, result.room.tables[0]) == ("The mayor",)


@pytest.mark.parametrize(
    ("name", "column", "text", "listed"),
    [
        ("Street vendors", "sector", "the street vendor", False),
        ("Street vendors", "sector", "union of street vendors", True),
        ("vouchers", "assets", "vouchers", False),
        ("vouchers", "assets", "landlords who take vouchers", True),
    ],
)
def test_a_text_that_means_others_than_those_who_are_heard_is_among_the_others(
    name: str, column: str, text: str, listed: bool
) -> None:
    """Landlords who take vouchers are not those who know about vouchers."""
    voice = ToyVoice(id="v", name=name, who={column: name}, everywhere=False)
    people, convening, seats = room(voice, **{column: {0: (Asset(word=name),) if column == "assets" else name}})
    found = (Nomination(text, None, "talent", ("Ana",), (), (), (0,)),)
    result = result_of(people, convening, seats, nominations=Nominations((), found))
    assert [one.state for one in result.review.asked] == [VoiceState.HEARD]
    assert [one.name for one in list_missing(result)] == ([text] if listed else [])


@pytest.mark.parametrize(("status", "came"), [(Invitation.CONFIRMED, True), (Invitation.OPEN, False)])
def test_a_person_of_the_organization_that_a_table_means_has_come_and_a_held_seat_has_not(
    status: Invitation, came: bool
) -> None:
    people, convening, seats = room(organization={0: "Lenoir Workforce Board"})
    people = People(tuple(p.model_copy(update={"status": status}) if p.id == "p0" else p for p in people))
    result = result_of(people, convening, seats)
    named = (("the lenoir workforce board", None), ("Lenoir Workforce Board", None), ("Person 0", "p0"))
    assert [has_come(result, MissingLine("capital", *one, 1)) for one in named] == [came] * 3
    assert not any(has_come(result, MissingLine("talent", *one, 1)) for one in named)


def test_a_voice_that_a_table_missed_has_come_if_someone_of_it_sits_there() -> None:
    voice = ToyVoice(id="v", name="Street vendors", who={"sector": "vending"}, everywhere=False)
    result = result_of(*room(voice, sector={0: "vending"}))
    line = MissingLine("capital", "a street vendor", None, 1)
    assert has_come(result, line)
    assert not has_come(result, replace(line, table="talent"))
    assert not has_come(result, replace(line, text="vendors on the street"))


def test_a_text_that_a_table_named_twice_as_missing_is_listed_once() -> None:
    named = tuple(MissingLine("capital", text, None, n) for n, text in enumerate(("Renters", "a banker", "Renters")))
    result = replace(result_of(*room()), commitments=Commitments("", (), named))
    assert list_missing_at(result, result.room.tables[0]) == ("Renters", "a banker")


def test_the_call_to_someone_whom_only_one_table_names_is_on_the_sheet() -> None:
    found = [Nomination(name, None, "capital", ("Ana",), (), (), (0,)) for name in ("Ferry crew", "Landlords")]
    rows = (Invitee("1", "ferry crew", "Captain Ruiz", who_calls="Chi", call_by="May 3"),)
    result = replace(inviting(rows=rows), nominations=Nominations((), tuple(found)))
    crew, others = [one for one in list_missing(result) if one.origin is Origin.NAMED]
    assert [(one.caller, one.by) for one in crew.calls] == [("Chi", "May 3")]
    assert not others.calls
    page = told(who_is_missing.list_blocks(result))
    assert "Landlords" in page
    assert "Chi" in page


def test_a_sheet_that_does_not_have_all_rows_tells_of_how_many_they_are() -> None:
    named = [Nomination(f"Group {n}", None, "north", ("Ana",), ()) for n in range(MOST_ROWS + 3)]
    seated = seating.solve([{"name": "Ana"}], {"tables": [{"id": "north"}]})
    shown = {number: replace(seated, nominations=Nominations((), (*named[:number],))) for number in (1, MOST_ROWS)}
    for one in shown.values():
        assert "who are missing." not in told(sheet_of_calls.list_calls(one, list_missing(one)))
    all_of_them = list_missing(replace(seated, nominations=Nominations((), (*named,))))
    page = told(sheet_of_calls.list_calls(seated, all_of_them))
    assert f"Who is missing: {MOST_ROWS} of {MOST_ROWS + 3}." in page


@pytest.mark.parametrize("has_column", [True, False])
def test_cells_of_a_column_that_the_list_lacks_are_not_called_blank(tmp_path: Path, has_column: bool) -> None:
    path = tmp_path / "people.csv"
    rows = [("name", "representative_type"), ("Ana", "doer"), ("Ben", ""), ("Cam", "")]
    path.write_text("".join(",".join(row if has_column else row[:1]) + "\n" for row in rows), encoding="utf-8")
    asked = {"tables": [{"id": "north"}], "requirements": [{"kind": "role_mix", "at_least": {"designee": 1}}]}
    found = list_missing(seating.solve(path, asked), has_doors=True)
    assert {any("with a blank cell" in str(door) for door in one.doors) for one in found} == {has_column}


def members_only(*asked: dict[str, Any], open_doers: int = 2, **changes: Any) -> Result:
    """Return a working group of a doer and a designee who sit only there, and a table for everyone else."""
    types = ["doer", "designee", *["doer"] * open_doers, *["designee"] * 3]
    rows = [{"id": f"p{n}", "name": f"Person {n}", "representative_type": one} for n, one in enumerate(types)]
    group = {"id": "group", "name": "Group", "kind": "governance", "action_seat": False, "people": ["p0", "p1"]}
    tables = [group, {"id": "open", "name": "Open", "seats": "1-9"}]
    return seating.solve(rows, {"tables": tables, "requirements": list(asked), **changes})


@pytest.mark.parametrize(("doers", "state"), [(2, VoiceState.TOO_FEW), (3, VoiceState.ELSEWHERE)])
def test_no_one_is_invited_to_a_table_where_only_its_members_sit(doers: int, state: VoiceState) -> None:
    """Someone new would sit elsewhere, and the group would lack them as before."""
    result = members_only({"kind": "role_mix", "at_least": {"doer": 2}}, open_doers=doers)
    (doer,) = list_missing(result, has_doors=True)
    assert (doer.name, doer.state) == ("doer", state)
    assert (result.recruit, result.fewest, doer.about) == ((), None, "")
    assert not list_to_call([doer])
    assert cells(who_is_missing.list_blocks(result))[SHEET][0][5] == ""


def test_people_are_invited_to_the_other_tables_though_a_members_table_lacks_them_too() -> None:
    result = members_only({"kind": "role_mix", "at_least": {"doer": 2}}, open_doers=1)
    assert [(one.sentence, one.tables) for one in result.recruit] == [
        ("Invite 1 more person who is a doer, for Open.", ("open",))
    ]
    assert result.fewest is not None
    assert (result.fewest.people, result.fewest.smallest) == (1, True)
    assert len(list_to_call(list_missing(result))) == 1


def test_who_is_invited_for_the_room_is_not_sent_to_a_table_for_members() -> None:
    """Only the group has room, and a new person may not sit there."""
    rows = [{"id": f"p{n}", "name": f"Person {n}", "sector": "labor"} for n in range(4)]
    group = {"id": "group", "name": "Group", "kind": "governance", "action_seat": False, "people": ["p0", "p1"]}
    asked = {"kind": "voice", "name": "Print", "who": {"sector": "print"}, "at": "the room"}
    tables = [group, {"id": "open", "name": "Open", "seats": 2}]
    result = seating.solve(rows, {"tables": tables, "requirements": [asked]})
    assert [one.sentence for one in result.recruit] == [
        "Invite 1 more person whose sector is print; the tables need extra seats for them."
    ]
