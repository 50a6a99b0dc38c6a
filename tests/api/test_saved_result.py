"""A saved round as a result: what the judge found is told again, also from records of an earlier version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from seating.api import repair as repair_module
from seating.api.check import review_request
from seating.api.explain import explain_request
from seating.api.forget.forget_run import forget_person
from seating.api.inputs import read_round
from seating.api.manual_seating import judge_manual_seating, save_manual_seating
from seating.api.repair import repair_request
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.rounds import record_attended
from seating.api.saved_rounds.saved_records import read_voice
from seating.api.saved_rounds.saved_result import InputState, saved_result
from seating.api.saved_rounds.saving import render_report_again
from seating.api.solve import solve_request
from seating.convening import not_seated as list_not_seated
from seating.engines.outcome import Status
from seating.errors import InputError
from seating.forms.worksheets import REQUESTS
from seating.ledger import Ledger
from seating.pages import explained
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.record.voices import VoiceRecord
from seating.report import voices_over_rounds
from seating.report.alone import private_requirements, stipends
from seating.report.cut_off import tell_cut_off
from seating.report.letter import list_people_to_meet
from seating.report.members import governance_places
from seating.report.missing import list_missing
from seating.report.open_tables import list_closed, list_open_to_walk_ins
from seating.report.packet import change_kit, facilitator, kitchen, needs, public
from seating.report.packet import governance as bodies
from seating.report.places import places
from seating.report.quality import describe_quality
from seating.report.sections import governance, not_seated
from seating.report.shown_ideas import list_idea_blocks
from seating.report.shown_worksheets import is_answered
from seating.report.steering import check_in, requests
from seating.report.voice_states import state_reason
from seating.report.workload import list_loads
from seating.result import Result
from seating.result.naming import may_hide_ways, told_invitations
from seating.result.privacy import for_reader
from seating.result.proof import find_waiting
from seating.result.readers import Audience
from tests.present.told import cells, titles, told

PEOPLE = [
    {"id": "ana", "name": "Ana", "sector": "labor", "age": "youth"},
    {"id": "ben", "name": "Ben", "sector": "labor", "age": "elder"},
    {"id": "cam", "name": "Cam", "sector": "business"},
    {"id": "dee", "name": "Dee", "sector": "business", "attending": "no", "age": "adult"},
]
CONVENING = {
    "tables": [{"id": "north"}, {"id": "south"}],
    "requirements": [
        {"kind": "voice", "name": "Labor", "who": {"sector": "labor"}},
        {"kind": "voice", "name": "Youth", "who": {"age": "youth"}},
        {"kind": "voice", "name": "Adults", "who": {"age": "adult"}},
        {"kind": "voice", "name": "Health", "who": {"sector": "health"}},
        {"kind": "voice", "name": "Secret", "who": {"age": "elder"}, "private": True},
    ],
}


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    """Write a list."""
    headings = list(dict.fromkeys(key for row in rows for key in row))
    lines = [",".join(row.get(key, "") for key in headings) for row in rows]
    path.write_text("\n".join((",".join(headings), *lines)), encoding="utf-8")


def test_the_ledger_alone_gives_the_reason_of_each_voice(tmp_path: Path) -> None:
    solved = solve_request(Request(PEOPLE, CONVENING, out=tmp_path, packet=False))
    again = saved_result(Request(None, out=tmp_path)).result
    then = {voice.name: voice for voice in solved.review.voices}
    now = {voice.name: voice for voice in again.review.voices}
    public = then.keys() & now.keys()
    assert {"Labor", "Youth", "Adults", "Health"} <= public
    assert len({type(one) for one in again.requirements}) == len({one.kind for one in again.requirements})
    for name in public:
        assert (now[name].state, now[name].because) == (then[name].state, then[name].because)
        assert now[name].sentence == then[name].sentence
    assert [voice.because for name, voice in now.items() if name not in public] == [""] * (len(now) - len(public))


@pytest.mark.parametrize("seats", [(None, False), (2, True)])
def test_an_invitation_from_the_ledger_can_be_translated(seats: tuple[int | None, bool], tmp_path: Path) -> None:
    """The record says whether the tables need seats; the sentence itself is not read back."""
    most, needs_seats = seats
    tables = [{"id": name, "name": name.title(), **({"seats": most} if most else {})} for name in ("north", "south")]
    asked = [{"kind": "voice", "name": "Arts", "who": {"sector": "arts"}, "at_least": 2}]
    people = [*PEOPLE[:3], {"id": "eli", "name": "Eli", "sector": "arts"}]
    convening = {"tables": tables, "requirements": asked}
    solved = solve_request(Request(people, convening, out=tmp_path, packet=False))
    (then,) = solved.recruit
    assert then.needs_seats is needs_seats
    (now,) = saved_result(Request(None, out=tmp_path)).result.recruit
    assert now == then
    spanish = words_in("es")
    assert spanish.tell(now.sentence) == spanish.tell(then.sentence) != then.sentence


def list_carriers(result: Result) -> list[str]:
    """Return who reports for each table, as the sheets of the bodies name them."""
    return [", ".join(one.carriers) for one in bodies.fill(result, Settings()) or () if one.reports_to]


@pytest.mark.parametrize("is_governance", [False, True])
def test_sheets_of_a_saved_round_name_the_same_counterparts(is_governance: bool, tmp_path: Path) -> None:
    """With the list, with a changed list and with the ledger alone, and the ways between tables are known again."""
    north, board = {"id": "north", "name": "North"}, {"id": "south"}
    if is_governance:
        north, board = {**north, "reports_to": "south"}, {**board, "kind": "governance", "people": ["b", "d"]}
    else:
        board["reports_to"] = "north"
    pins = [{"kind": "pin", "people": ["a", "c"], "tables": "north"}, {"kind": "pin", "people": "b", "tables": "south"}]
    linked = {"kind": "counterpart", "of": "works for", "from": "north", "to": "south"}
    tables = [north, board, *([{"id": "east"}] * is_governance)]
    convening = {"tables": tables, "requirements": [linked, *pins[: 2 - is_governance]]}
    cells = {"a": "", "b": "Ana", "c": "", "d": "Cam"}
    people = [{"id": one, "name": f"{one}na".title(), "works for": cell} for one, cell in cells.items()]
    people[3]["listed"] = "no"
    request = Request(people, convening, out=tmp_path, packet=False)
    solved = solve_request(request)
    named = list_carriers(solved)
    assert named == [f"Bna ({'member of south' if is_governance else 'counterpart'})"]
    changed = replace(request, people=[*people, {"id": "e", "name": "Eve"}])
    for again in (saved_result(one).result for one in (request, changed, replace(request, people=None))):
        assert list_carriers(again) == named
        assert told(governance.list_blocks(again)) == told(governance.list_blocks(solved))
        assert not may_hide_ways(again)


@pytest.mark.parametrize("to", [["south"], ["south", "east"], ["board"]])
def test_missing_counterparts_of_a_saved_round_are_told_after_the_list_has_changed(
    to: list[str], tmp_path: Path
) -> None:
    board = {"id": "board", "name": "Board", "kind": "governance", "people": ["b"]}
    tables = [*({"id": one, "name": one.title(), "seats": 2} for one in ("north", "south", "east")), board]
    linked = {"kind": "counterpart", "of": "works for", "from": "north", "to": to}
    pin = {"kind": "pin", "people": ["a", "c"], "tables": "north", "must": True}
    people = [{"id": one, "name": f"{one}na".title(), "works for": "Cna" if one == "b" else ""} for one in "abcdef"]
    request = Request(people, {"tables": tables, "requirements": [linked, pin]}, out=tmp_path, packet=False)
    (found,) = list_missing(solve_request(request))
    assert found.why == ("Too few counterparts there for: Ana",)
    for changed in (replace(request, people=[*people, {"id": "g", "name": "Gus"}]), replace(request, people=None)):
        (again,) = list_missing(saved_result(changed).result)
        name = found.name if to == ["south"] else "counterparts at other tables"
        assert again == replace(found, name=name)


def test_a_repair_of_the_round_is_not_told_of_its_governance_table(tmp_path: Path) -> None:
    """From the ledger alone, the people whom the repair moved count as no members who joined or left."""
    tables = [{"id": "north", "seats": "1-2"}, {"id": "south", "seats": "1-2"}]
    board = {"id": "board", "name": "Board", "kind": "governance", "action_seat": True, "seats": 2}
    rows = [{"id": one, "name": f"{one}na".title()} for one in "abcd"]
    request = Request(rows, {"tables": [*tables, board]}, out=tmp_path, packet=False, work=1.0)
    solved = solve_request(request)
    alone = next(one for one, table in solved.plan.seats.items() if table == "south")
    pinned = [{"kind": "pin", "people": [alone], "tables": "north"}]
    repaired = repair_request(replace(request, convening={"tables": [*tables, board], "requirements": pinned}))
    assert repaired.repair is not None
    assert repaired.repair.fewest
    assert "no member has been replaced" in told(governance.list_blocks(repaired))
    again = saved_result(Request(None, out=tmp_path)).result
    assert again.repair == repaired.repair
    assert "joined or left" not in told(governance.list_blocks(again))


def test_without_the_list_it_is_not_told_that_no_request_waits(tmp_path: Path) -> None:
    """The requests are beside the list, so where the list is not named, the pages tell that they are not shown."""
    (tmp_path / "people.csv").write_text("id,name\na,Ana\nb,Ben\n", encoding="utf-8")
    (tmp_path / "requests.csv").write_text("table,request\nnorth,A room\n", encoding="utf-8")
    (tmp_path / "commitments.csv").write_text("table,who,what\nnorth,Ana,A map\n", encoding="utf-8")
    request = Request(tmp_path / "people.csv", {"tables": [{"id": "north"}]}, out=tmp_path / "out", packet=False)
    solve_request(request)
    whole = saved_result(request).result
    assert "Requests without an answer: 1" in told(requests.list_blocks(whole))
    assert "Requests waiting" in titles(check_in.list_blocks(whole), "Promises and requests")
    alone = saved_result(replace(request, people=None)).result
    for shown in map(told, (requests.list_blocks(alone), check_in.list_blocks(alone))):
        assert "The requests of the tables are not shown" in shown
        assert "waiting" not in shown
        assert "No request" not in shown


def test_the_page_of_a_round_that_is_over_shows_no_request_that_was_made_after_its_day(tmp_path: Path) -> None:
    """One without a date may be older."""
    (tmp_path / "people.csv").write_text("id,name\na,Ana\nb,Ben\n", encoding="utf-8")
    rows = (
        "table,request,asked,answer,answered\nnorth,A room,2026-12-03,Yes,2027-01-08\nnorth,A van,2026-12-04,,\n"
        "north,A map,,,\n"
    )
    (tmp_path / "requests.csv").write_text(rows, encoding="utf-8")
    convening = {"tables": [{"id": "north"}], "rounds": [{"day": "2026-12-03"}, {"day": "2027-02-04"}]}
    request = Request(tmp_path / "people.csv", convening, out=tmp_path / "out", packet=False)
    for asked in (request, replace(request, next_round=True)):
        solve_request(asked)
    over, still_open = (saved_result(request, number).result.worksheets.of(REQUESTS) for number in (1, 2))
    assert [line["request"] for line in over] == ["A room", "A map"]
    assert [is_answered(line) for line in over] == [True, False]
    assert [line["request"] for line in still_open] == ["A room", "A van", "A map"]


@pytest.mark.room
def test_whether_the_files_are_those_of_the_round_has_one_of_three_states(tmp_path: Path) -> None:
    request = Request(PEOPLE, CONVENING, out=tmp_path, packet=False)
    solve_request(request)
    changed = replace(request, people=[*PEOPLE, {"id": "eve", "name": "Eve"}])
    for one, state in ((request, InputState.SAME), (changed, InputState.CHANGED)):
        assert saved_result(one).inputs is state
        assert explain_request(one, person="ana").inputs is state
    assert saved_result(replace(request, people=None)).inputs is InputState.UNKNOWN
    forget_person(tmp_path, "Dee")
    without = replace(request, people=[person for person in PEOPLE if person["id"] != "dee"])
    assert saved_result(without).inputs is InputState.UNKNOWN
    assert explain_request(without, person="ana").inputs is InputState.UNKNOWN


def test_a_person_whose_id_has_changed_is_found_in_the_saved_round(tmp_path: Path) -> None:
    """The seat is theirs, they are no colleague of their own, and what sheets name them for is theirs on each page."""
    rows = [{"id": one, "name": f"{one}na".title(), "organization": "Oak"} for one in "abc"]
    out, promised = tmp_path / "out", tmp_path / "promised.csv"
    request = Request(rows, {"tables": [{"id": "north", "name": "North"}]}, out=out, packet=False)
    solve_request(request)
    promised.write_text("round,table,who,what,by\n1,north,ana-7,Hire a cook,2099-01-01\n", encoding="utf-8")
    now = [{**rows[0], "id": "ana-7", "email": "ana@example.net"}, *rows[1:]]
    changed = replace(request, people=now, commitments=(promised,))
    found = explain_request(changed, person="ana-7", leaves=True)
    assert found.transition is not None
    assert found.transition.table is not None
    assert [one.name for one in found.transition.colleagues] == ["Bna", "Cna"]
    assert [one.what for one in found.transition.promises] == ["Hire a cook"]
    assert "Ana is placed at North." in told(explained.list_blocks(explain_request(changed, person="ana-7")))
    (tmp_path / "requests.csv").write_text("table,request,owner\nnorth,A room,ana-7\nnorth,A van,b\n", encoding="utf-8")
    (tmp_path / "resources.csv").write_text("resource,holder,state\nA kitchen,ana-7,have\n", encoding="utf-8")
    listed = "".join(f"{row['id']},{row['name']},Oak,{row.get('email', '')}\n" for row in now)
    (tmp_path / "now.csv").write_text(f"id,name,organization,email\n{listed}", encoding="utf-8")
    saved = saved_result(replace(changed, people=tmp_path / "now.csv")).result
    assert saved.people.by_id["a"].email == "ana@example.net"
    assert saved.commitments is not None
    assert saved.resources is not None
    assert {load.person.id: (load.promises, load.requests) for load in list_loads(saved)} == {"a": (1, 1), "b": (0, 1)}
    assert [one.person for promise in saved.commitments.promises for one in promise.who] == ["a"]
    assert [one.person for line in saved.worksheets.of(REQUESTS) for one in line.names["owner"]] == ["a", "b"]
    assert [one.person for resource in saved.resources.found for one in resource.holders] == ["a"]


@pytest.mark.parametrize("given", [False, True])
def test_a_maybe_whose_id_has_changed_is_not_named_to_the_team(given: bool, tmp_path: Path) -> None:
    """The program adds a row for them, because they might not come; that is not told, under the present id either."""
    rows = [{**one, "attending": "maybe"} if one["id"] == "ana" else one for one in PEOPLE]
    out = tmp_path / "out"
    request = Request(rows, CONVENING, out=out, packet=False)
    solve_request(request)
    typed = "perspective,person,nominated by\nHealth,ana-7,\nHealth,ben,\n"
    path = tmp_path / "typed.csv" if given else out / "invitations.csv"
    path.write_text(typed, encoding="utf-8")
    now = [{**one, "id": "ana-7"} if one["id"] == "ana" else one for one in rows]
    again = saved_result(replace(request, people=now, invitations=path if given else None)).result
    assert again.invitations is not None
    assert [one.text for one in again.invitations.of("Health")] == ["Ana", "Ben"]
    ana, ben = again.invitations.of("Health")
    assert [one.id for one in told_invitations(again, (ana, ben))] == [ben.id]
    assert not list(told_invitations(again, [ana]))


def test_pages_of_a_saved_round_show_people_as_saved_after_the_list_has_changed(tmp_path: Path) -> None:
    """A member who declined since then stays one, and a new organization is that of later rounds."""
    tables = [{"id": "north"}, {"id": "board", "name": "Board", "kind": "governance", "people": ["a", "b", "c"]}]
    rows = [{"id": one, "name": f"{one}na".title(), "organization": "Oak", "interests": "north: 3"} for one in "abcd"]
    rows[2]["attending"] = "maybe"
    request = Request(rows, {"tables": tables}, out=tmp_path, packet=False)
    solved = solve_request(request)
    now = [{**row, "status": "", "email": f"{row['id']}@example.net"} for row in rows]
    now[0]["status"], now[1]["attending"], now[3]["organization"], now[2]["listed"] = "declined", "no", "Elm", "no"
    again = saved_result(replace(request, people=now)).result
    assert told(governance.list_blocks(again)) == told(governance.list_blocks(solved))
    assert [len(one.members) for one in governance_places(again)] == [3]
    assert {person.organization for person in again.people} == {"Oak"}
    assert {dict(person.interests)["north"] for person in again.people} == {3}  # only the area is saved
    ana, _, cna, dna = again.room.people
    assert (dna.email, ana.email) == ("d@example.net", "a@example.net")
    assert cna.attending == solved.room.people[2].attending
    assert not cna.listed
    assert again.people.headings["organization"].text == "organization"


def test_pages_of_a_saved_round_count_who_had_no_seat_as_then_after_the_list_has_changed(tmp_path: Path) -> None:
    """Who asks for a table does not depend on who said no, or came, later."""
    tables = [{"id": one, "focus": one} for one in ("north", "south")]
    rows = [{"id": one, "name": f"{one}na".title(), "interests": "north: 3", "attending": "yes"} for one in "abcdef"]
    now = [{**row, "status": ""} for row in rows]
    rows[0]["attending"], now[5]["status"] = "no", "declined"
    rows[1]["status"] = "declined"
    path, ideas_file, out = tmp_path / "people.csv", tmp_path / "ideas.csv", tmp_path / "out"
    ideas_file.write_text("idea,theme,from\nA bus,transit,Fna\n", encoding="utf-8")
    out.mkdir()
    (out / "arrivals.csv").write_text("round,id,name,state\n1,d,Dna,absent\n", encoding="utf-8")
    write_rows(path, rows)
    solved = solve_request(Request(path, {"tables": tables}, out=out, packet=False))
    asked = cells(list_idea_blocks(solved))["What is asked for"]
    assert [(one[1], one[3]) for one in asked] == [("north", "3"), ("transit", "1"), ("south", "–")]
    write_rows(path, now)
    again = saved_result(Request(path, {"tables": tables}, out=out, packet=False)).result
    assert cells(list_idea_blocks(again))["What is asked for"] == asked
    listed = [(one.person.id, one.reason) for one in list_not_seated(again.people, 1)]
    assert listed == [("a", "said no"), ("b", "said no"), ("d", "marked absent at the desk")]


def test_pages_of_a_saved_round_invent_nothing_about_requirements_of_which_the_content_is_not_saved(
    tmp_path: Path,
) -> None:
    """The weights and what is lacking of private ones, what staff have to speak, and who may sit at which table."""
    tables = [
        {"id": "north", "name": "North", "for": {"sector": "labor"}, "seats": 6},
        {"id": "south", "name": "South"},
    ]
    asked = [
        {"kind": "apart", "people": ["a", "b"], "private": True, "must": False, "weight": 7},
        {"kind": "count", "who": {"sector": "arts"}, "at": "north", "at_least": 1, "must": True, "private": True},
        {"kind": "staff", "duty": "interpreter", "at": "north", "speaks": True, "at_least": 1},
    ]
    rows = [
        {"id": one, "name": f"{one}na".title(), "sector": "labor", "languages": "vi", "pin": "north"} for one in "ab"
    ]
    rows += [{"id": "t", "name": "Tuyet", "duty": "interpreter", "languages": "vi; en", "pin": "north"}]
    request = Request(rows, {"tables": tables, "requirements": asked}, out=tmp_path, packet=False)
    solved = solve_request(request)
    caption = "Private requirements, unmet ones first"
    then = {row[0]: row[2] for row in cells(private_requirements.list_blocks(solved))[caption]}
    assert then["private-1 apart-private-1"] == "Wish, weight 7"
    again = saved_result(replace(request, people=[*rows[:2], {**rows[2], "phone": "5"}])).result
    found = {row[0]: row[2:] for row in cells(private_requirements.list_blocks(again))[caption]}
    assert found["private-1"] == ("Wish", "Unmet North")
    assert found["private-2"] == ("Must", "Unmet North: off by 1")
    assert "are not saved with the round" in told(private_requirements.list_blocks(again))
    then, now = (told(change_kit.list_blocks(one)) for one in (solved, again))
    assert "checked" not in then
    assert "Languages, and how many staff are needed, were not checked" in now
    assert "It was not checked whether everyone may take these free seats." in now
    assert list_closed(solved) == {"north"}
    assert list_closed(again) is None
    assert list_open_to_walk_ins(again, places(again)) == ((), True), "no table is offered without its musts"


def test_pages_of_a_saved_round_bring_no_one_together_without_the_content_of_private_requirements(
    tmp_path: Path,
) -> None:
    rows = [{"id": one, "name": one.title(), "pin": "a" if one < "m" else "b"} for one in ("ana", "bo", "tim", "zoe")]
    asked = [{"kind": "apart", "people": ["ana", "tim"], "private": True, "must": False}]
    keys = {"tables": [{"id": "a"}, {"id": "b"}], "requirements": asked}
    request = Request(rows, keys, out=tmp_path, packet=False)
    solve_request(request)
    later = [{**row, "pin": "a"} for row in rows]
    later.append({"id": "max", "name": "Max", "pin": "a"})
    solved = solve_request(replace(request, people=later, next_round=True))
    again = saved_result(replace(request, people=[*later, {"id": "new", "name": "New", "attending": "no"}])).result
    for result, is_told in ((solved, True), (again, False)):
        assert any(list_people_to_meet(result, words_in("en")).values()) is is_told
        told = " ".join(sentence for guide in facilitator.fill(result, Settings()) for sentence in guide.why)
        assert ("could welcome them: " in told) is is_told


def test_a_size_that_only_a_held_seat_fills_stays_so_in_the_saved_round(tmp_path: Path) -> None:
    rows = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(5)]
    rows.append({"id": "seat", "name": "a welder", "status": "open"})
    request = Request(rows, {"tables": [{"id": "a", "seats": 3}, {"id": "b", "seats": 3}]}, out=tmp_path, packet=False)
    solved = solve_request(request)
    assert "1 is met only if someone is found for a held seat." in describe_quality(solved)
    for people in (None, [*rows, {"id": "new", "name": "New", "attending": "no"}]):
        again = saved_result(replace(request, people=people)).result
        assert find_waiting(again) == find_waiting(solved) == {"size-1"}
        assert describe_quality(again).endswith("1 is met only if someone is found for a held seat.")


def test_pages_of_a_saved_round_call_no_one_alone_with_a_language_beside_people_who_left_the_list(
    tmp_path: Path,
) -> None:
    """The one who left spoke it too; what others speak at other tables is still known."""
    rows = [{"id": f"p{n}", "name": f"Person {n}", "languages": "en", "pin": "a" if n < 4 else "b"} for n in range(8)]
    rows += [{"id": one, "name": one.title(), "languages": "so", "pin": "a"} for one in ("idil", "ubah")]
    rows += [{"id": "lan", "name": "Lan", "languages": "vi", "pin": "b"}]
    tables = [{"id": "a", "seats": "2-9"}, {"id": "b", "seats": "2-9"}]
    more = [{"id": "numbers", "kind": "data", "people": ["idil", "ubah", "p0"]}]
    judged = [{"kind": "cap", "of": "languages", "at_most": 3, "at": "numbers"}]
    convening = {"working_language": "en", "tables": [*tables, *more], "requirements": judged}
    request = Request(rows, convening, out=tmp_path, packet=False)
    assert list(tell_cut_off(solve_request(request))) == [
        "Idil and Ubah share a language with no one else at a.",
        "Lan shares no language with anyone else at b.",
        "Person 0 shares no language with anyone else at numbers.",
        "Idil and Ubah share a language with no one else at numbers.",
    ]
    later = [row for row in rows if row["id"] != "ubah"]
    convening = {**convening, "tables": [*tables, {**more[0], "people": ["idil", "p0"]}]}
    again = saved_result(replace(request, people=later, convening=convening)).result
    assert list(tell_cut_off(again)) == ["Lan shares no language with anyone else at b."]


def test_pages_of_a_saved_round_count_no_cells_of_people_who_left_the_list_as_blank(tmp_path: Path) -> None:
    """What they are paid and speak was not saved; that no session fits someone was."""
    tables = [
        {"id": "carts", "day": "2027-03-02", "place": "Hall", "for": {"kind": "cart"}},
        {"id": "labs", "day": "2027-03-04", "place": "Annex", "for": {"kind": "lab"}},
    ]
    rows = [{"id": f"p{n}", "name": f"Person {n}", "kind": "cart", "stipend": "40"} for n in range(14)]
    rows = [{**row, "languages": "es" if n < 7 else "en"} for n, row in enumerate(rows)]
    away = {"kind": "lab", "can_come": "2027-03-09", "languages": "es"}
    rows += [{"id": f"q{n}", "name": f"Kwan {n}", **away} for n in range(2)]
    convening = {"working_language": "en", "tables": tables, "requirements": []}
    request = Request(rows, convening, out=tmp_path, packet=False)
    solved = solve_request(request)
    assert [one.reason for one in solved.not_seated] == ["no session fits"] * 2
    assert told(stipends.list_sheets(solved)).count("blank") == 0
    later = [row for row in rows if row["id"] not in {"p0", "q0"}]
    later[-1]["can_come"] = ""
    again = saved_result(replace(request, people=later)).result
    assert again.unread == {"p0", "q0"}
    page = told(stipends.list_sheets(again))
    assert "blank" not in page
    for found in (page, told(needs.list_blocks(again)), told(kitchen.list_blocks(again))):
        assert "People with a seat who are no longer on the list, and whose cells this page lacks: 1" in found
    for absent in (not_seated.list_blocks(solved), not_seated.list_blocks(again)):
        assert told(absent).count("no session fits") == 2
    spoken = [public.fill(one, Settings()).groups[-1] for one in (solved, again)]
    assert [{one.label: one.value for one in group.counts} for group in spoken] == [
        {"English": "7", "Spanish": "7"},
        {"English": "7", "Spanish": "6"},
    ]
    assert [group.note for group in spoken] == ["", "and other languages, or not stated"]
    counted = [
        {row[0]: row[1] for row in cells(needs.list_blocks(one))["Number of people at this session"]}
        for one in (solved, again)
    ]
    assert counted == [
        {"Languages · English": "7", "Languages · Spanish": "7"},
        {"Languages · English": "7", "Languages · Spanish": "6"},
    ]


@pytest.mark.parametrize(
    ("private", "counted"),
    [(True, []), (False, ["works for"]), (False, ["works_for"])],
    ids=["private", "counted", "id"],
)
def test_a_private_or_counted_link_is_not_saved(tmp_path: Path, private: bool, counted: list[str]) -> None:
    """Who links two tables tells what is in a cell, and no page may name people by a column that is only counted."""
    people = [{"id": "a", "name": "Ana"}, {"id": "b", "name": "Ben", "works for": "Ana"}]
    linked = {"kind": "counterpart", "of": "works for", "from": "north", "to": "south", "private": private}
    pins = [{"kind": "pin", "people": one, "tables": table} for one, table in (("a", "north"), ("b", "south"))]
    convening = {"tables": [{"id": "north", "reports_to": "south"}, {"id": "south"}], "requirements": [linked, *pins]}
    convening["counts_only"] = counted
    made = solve_request(Request(people, convening, out=tmp_path, packet=False))
    assert list_carriers(made) == [""]
    assert may_hide_ways(made.for_everyone)
    again = saved_result(Request(None, out=tmp_path)).result
    assert list_carriers(again) == [""]
    assert {one.links for one in Ledger.open(tmp_path).sound.rounds[1].record.requirements} == {None}
    assert may_hide_ways(again)


SPEAKERS = [
    {"id": "ana", "name": "Ana", "sector": "labor", "languages": "vi", "pin": "north"},
    {"id": "ben", "name": "Ben", "sector": "business", "languages": "en", "pin": "north"},
    {"id": "cam", "name": "Cam", "sector": "arts", "languages": "en", "pin": "south"},
    {"id": "dee", "name": "Dee", "sector": "arts", "languages": "en", "pin": "south"},
]
AT_TABLES = {
    "tables": [{"id": "north", "name": "North"}, {"id": "south", "name": "South"}],
    "requirements": [
        {"kind": "voice", "name": "Labor", "who": {"sector": "labor"}, "at": "north"},
        {"kind": "voice", "name": "Arts", "who": {"sector": "arts"}},
        {"kind": "voice", "name": "Secret", "who": {"sector": "arts"}, "private": True},
    ],
}
IN_SPANISH = {
    "Labor": "Nadie más en North comparte su idioma.",
    "Arts": "Asisten 2, pero ninguna está en North.",
}


@pytest.mark.parametrize("with_list", [False, True])
def test_the_tables_of_a_reason_are_told_in_the_language_of_the_page(with_list: bool, tmp_path: Path) -> None:
    """From the ledger alone, and with a list that has changed, so that the round cannot be checked again."""
    solve_request(Request(SPEAKERS, AT_TABLES, out=tmp_path, packet=False))
    people = [{**row, "sector": "health"} for row in SPEAKERS] if with_list else None
    again = Request(people, AT_TABLES if with_list else None, out=tmp_path, settings=Settings(language="es"))
    result = render_report_again(again)
    shown = {v.name: words_in("es").tell(state_reason(v, {})) for v in result.review.voices if v.name in IN_SPANISH}
    assert shown == IN_SPANISH
    page = (tmp_path / "round-1" / "report.html").read_text(encoding="utf-8")
    assert all(reason in page for reason in IN_SPANISH.values())
    assert [v.at for v in result.review.voices if v.id.startswith("private-")] == [()]


CLASHING = {
    "tables": [{"id": "north", "name": "North", "seats": 2}, {"id": "south", "name": "South", "seats": 2}],
    "requirements": [
        {"kind": "count", "id": "arts", "who": {"sector": "arts"}, "at": "north", "at_least": 3, "must": True},
        {"kind": "voice", "name": "Youth", "who": {"sector": "youth"}},
    ],
}


def test_texts_from_the_ledger_are_told_in_the_language_of_the_page(tmp_path: Path) -> None:
    """The ways out, the requirements, the invitations and the notes are the same as on the pages of the solve."""
    request = Request(SPEAKERS, CLASHING, out=tmp_path, packet=False)
    solved, again = solve_request(request), saved_result(replace(request, people=None)).result
    spanish = words_in("es")
    assert solved.ways_out
    shared = for_reader(solved, Audience.TEAM)
    for name in ("ways_out", "recruit", "judged"):
        made, read = ([one.sentence for one in getattr(result, name)] for result in (shared, again))
        assert [spanish.tell(text) for text in made] == [spanish.tell(text) for text in read]
        assert all(spanish.tell(text) != text for text in read)
    notes = {note.slug: spanish.tell(note.text) for note in again.notes}
    assert "made from the ledger" not in notes["without-list"]
    assert {"list-changed", "without-list"}.isdisjoint(note.slug for note in solved.notes)
    assert all(notes[note.slug] == spanish.tell(note.text) for note in shared.notes)


def test_a_reason_names_a_table_that_has_another_name_now() -> None:
    record = VoiceRecord(
        id="v", name="V", state="elsewhere", invited=2, attending=2, needed=2, tables={}, sentence="V: x.",
        reason="2 coming, but too few at North", at=["north"],
    )  # fmt: skip
    spanish = words_in("es")
    assert "North" in spanish.tell(state_reason(read_voice(record, {"north": "North"}), {}))
    voice = read_voice(record, {"north": "Other"})
    assert voice.because == record.reason
    assert "Other" in spanish.tell(state_reason(voice, {"north": "Other"}))


def test_a_saved_round_knows_the_rounds_that_were_planned_with_it(tmp_path: Path) -> None:
    """Until one of them has other seats, or is opened and has no later one."""
    request = Request(PEOPLE, CONVENING, out=tmp_path, packet=False, work=1.0)
    solved = solve_request(replace(request, rounds=2))
    seats = {one.room.round_number: dict(one.plan.seats) for one in (solved, *solved.ahead)}
    assert seats.keys() == {1, 2}
    assert solved.planned == solved.ahead[0].planned == seats
    for people in (None, PEOPLE):
        again = Request(people, CONVENING if people else None, out=tmp_path, packet=False)
        assert [saved_result(again, number).result.planned for number in (1, 2)] == [seats, seats]
    alone = Request(None, out=tmp_path)
    assert solve_request(replace(request, next_round=True)).plan.seats == seats[2]
    assert [saved_result(alone, number).result.planned for number in (1, 2)] == [seats, {}]
    other = {"north": "south", "south": "north"}
    moved = [{**person, "pin": other.get(seats[2].get(person["id"], ""), "")} for person in PEOPLE]
    assert solve_request(replace(request, people=moved)).plan.seats != seats[2]
    assert [saved_result(alone, number).result.planned for number in (1, 2)] == [{}, {}]


@pytest.mark.room
def test_what_is_due_in_a_later_planned_round_does_not_apply_in_a_saved_one(tmp_path: Path) -> None:
    rows = [{"id": f"p{n}", "name": f"Person {n}", "pin": "north" if n < 2 else "south"} for n in range(4)]
    asked = [{"kind": "meet", "people": ["p0", "p3"], "must": False}, {"kind": "balance", "of": "name"}]
    convening = {"tables": [{"id": "north"}, {"id": "south"}], "requirements": asked}
    request = Request(rows, convening, out=tmp_path, packet=False, work=1.0)
    solve_request(replace(request, rounds=2))
    again = saved_result(request).result
    assert [again.verdict(one).applies for one in again.requirements if one.kind == "meet"] == [False]
    found = told(explained.list_blocks(explain_request(request, requirement="meet-1")))
    assert "It does not apply in this round" in found
    assert "It is not met." not in found
    priced = told(explained.list_blocks(explain_request(request, requirement="balance-1")))
    assert "This check considers only this round. Planned together with it: 2" in priced


@pytest.mark.room
def test_pages_of_a_planned_round_judge_it_as_the_plan_did_until_the_rounds_before_are_over(tmp_path: Path) -> None:
    """It is not known yet whether a voice is unmet in the rounds before, so it weighs no more."""
    rows = [{"id": f"p{n}", "name": f"Person {n}", "pin": "north" if n < 2 else "south"} for n in range(4)]
    asked = [
        {"kind": "voice", "name": "First", "who": {"name": "Person 0"}, "at": "south", "weight": 2, "carry": True},
        {"kind": "meet", "people": ["p0", "p3"], "must": False},
    ]
    convening = {"tables": [{"id": "north"}, {"id": "south"}], "requirements": asked}
    request = Request(rows, convening, out=tmp_path, packet=False, work=1.0)
    solved = solve_request(replace(request, rounds=3))
    for one in (solved, *solved.ahead):
        shown = cells(voices_over_rounds.list_blocks(one))
        again = saved_result(request, one.room.round_number)
        alone = saved_result(replace(request, people=None), one.room.round_number)
        assert again.is_unchanged
        assert again.result.penalty == alone.result.penalty == one.penalty
        assert again.result.review.verdicts == one.review.verdicts
        for result in (again.result, alone.result):
            assert cells(voices_over_rounds.list_blocks(result)) == shown
    second = solve_request(replace(request, next_round=True))
    assert [one.weight for one in second.requirements if one.kind == "voice"] == [4]
    assert saved_result(request).result.penalty == second.penalty


@pytest.mark.parametrize("must", [False, True])
@pytest.mark.parametrize("most", [None, 2])
def test_a_repair_that_moves_no_one_is_judged_as_the_rounds_that_stay_planned(
    tmp_path: Path, must: bool, most: int | None
) -> None:
    """What is due in a later round moves no one now, and is not called unmet, as long as the plan is kept."""
    rows = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(4)]
    pairs = [["p0", "p3"], ["p0", "p1"], ["p0", "p2"]]
    asked = [{"kind": "meet", "pairs": pairs, "must": must}]
    convening = {"tables": [{"id": "north", "seats": 2}, {"id": "south", "seats": 2}], "requirements": asked}
    request = Request(rows, convening, out=tmp_path, packet=False, work=1.0)
    solved = solve_request(replace(request, rounds=3))
    assert not solved.review.unmet
    repaired = repair_request(request, max_moves=most)
    again = saved_result(request).result
    assert not repaired.moves
    assert repaired.planned == again.planned == solved.planned
    assert not {note.slug for note in repaired.notes} & {"plan-dropped"}
    for result in (solved, repaired, again):
        assert [result.verdict(one).applies for one in result.requirements if one.kind == "meet"] == [False]
    assert (repaired.penalty, repaired.review.unmet) == (again.penalty, 0)


@pytest.mark.parametrize("is_tied", [False, True])
def test_a_repair_with_moves_to_spare_searches_again_only_if_the_plan_decided_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_tied: bool
) -> None:
    searched = []
    real = repair_module.reduce_penalty
    monkeypatch.setattr(repair_module, "reduce_penalty", lambda *of: searched.append(1) or real(*of))
    rows = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(4)]
    tables = [{"id": "north", "seats": 2}, {"id": "south", "seats": 2}]
    meet = [{"kind": "meet", "people": ["p0", "p3"], "must": False, "weight": 1}] if is_tied else []
    request = Request(rows, {"tables": tables, "requirements": meet}, out=tmp_path, packet=False, work=1.0)
    solved = solve_request(replace(request, rounds=3))
    apart = next(one for one, table in solved.plan.seats.items() if table != solved.plan.seats["p0"])
    together = {"kind": "together", "people": ["p0", apart], "must": False, "weight": 100}
    changed = replace(request, convening={"tables": tables, "requirements": [*meet, together]})
    repaired = repair_request(changed, max_moves=2)
    assert repaired.moves
    assert repaired.room.is_last
    assert not repaired.planned
    assert len(searched) == 1 + is_tied
    assert repaired.penalty == saved_result(changed).result.penalty


def test_a_repair_that_moves_people_is_judged_as_the_last_round_because_the_plan_is_dropped(tmp_path: Path) -> None:
    rows = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(4)]
    asked = [{"kind": "meet", "pairs": [["p0", "p3"], ["p0", "p1"], ["p0", "p2"]], "must": False}]
    convening = {"tables": [{"id": "north", "seats": 2}, {"id": "south", "seats": 2}], "requirements": asked}
    request = Request(rows, convening, out=tmp_path, packet=False, work=1.0)
    solved = solve_request(replace(request, rounds=3))
    other = {"north": "south", "south": "north"}
    rows[0]["pin"] = other[solved.plan.seats["p0"]]
    repaired = repair_request(request)
    assert repaired.moves
    assert not repaired.planned
    assert "plan-dropped" in {note.slug for note in repaired.notes}
    again = saved_result(request).result
    for result in (repaired, again):
        assert [result.verdict(one).applies for one in result.requirements if one.kind == "meet"] == [True]


@pytest.mark.parametrize("must", [False, True])
def test_a_planned_round_checked_or_saved_by_hand_is_judged_as_its_plan_until_a_seat_differs(
    tmp_path: Path, must: bool
) -> None:
    """The same seats get the same verdict from every command; whoever sits elsewhere drops the plan."""
    rows = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(4)]
    pairs = [["p0", "p3"], ["p0", "p1"], ["p0", "p2"]]
    asked = [{"kind": "meet", "pairs": pairs, "must": must}]
    convening = {"tables": [{"id": "north", "seats": 2}, {"id": "south", "seats": 2}], "requirements": asked}
    request = Request(rows, convening, out=tmp_path, packet=False, work=1.0)
    solved = solve_request(replace(request, rounds=3))
    path = tmp_path / "by-hand.csv"

    def check(seats: Mapping[str, str]) -> tuple[Solved, Solved]:
        path.write_text("\n".join(["id,table", *map(",".join, seats.items())]), encoding="utf-8")
        return review_request(request, path), judge_manual_seating(read_round(request), seats)

    for result in (*check(solved.plan.seats), save_manual_seating(request)):
        assert [result.verdict(one).applies for one in result.requirements if one.kind == "meet"] == [False]
        assert (result.status, result.review.unmet, result.penalty) == (Status.FEASIBLE, 0, solved.penalty)
        assert result.planned == solved.planned
    other = {"north": "south", "south": "north"}
    for result in check({person: other[table] for person, table in solved.plan.seats.items()}):
        assert [result.verdict(one).applies for one in result.requirements if one.kind == "meet"] == [True]
        assert not result.planned
    partly = {one: table for one, table in solved.plan.seats.items() if one != "p1"}
    assert not judge_manual_seating(read_round(request), partly).planned


def test_the_tables_of_a_saved_round_have_the_day_of_that_round(tmp_path: Path) -> None:
    tables = [{"id": name, "day": "2026-12-03"} for name in ("north", "south")]
    convening = {"tables": tables, "rounds": [{"day": "2026-12-03"}, {"day": "2027-02-04"}], "requirements": []}
    request = Request(PEOPLE, convening, out=tmp_path, packet=False)
    for asked in (request, replace(request, next_round=True)):
        solved = solve_request(asked)
        again = saved_result(Request(None, out=tmp_path)).result
        assert [one.day for one in again.room.tables] == [one.day for one in solved.room.tables]
    assert {one.day for one in solved.room.tables} == {"2027-02-04"}


EXTRAS = (
    *({"columns": {"party": {part: "How many"}}} for part in ("total", "more", "adults", "children", "names")),
    {"columns": {"name": ["First", "Last"], "own": "Kind"}},
    {"columns": {"first name": "First", "last name": "Last"}},
    {"power": {"over": "name", "under": ["Kind"]}},
    {"frame": {"rows": "Kind", "columns": "sector"}},
    {"frame": {"rows": "Kind", "columns": "sector", "needed": [["firm", "labor"]]}},
    {"resource_map": {"rows": "sector", "columns": "Kind"}},
    {"usual_sectors": [{"labor": ["unions"]}, "business"]},
    {"usual_sectors": "business"},
    {"counts_only": "Kind", "show": ["How many"], "compare": "sector"},
    {"sessions": {"most": 2, "travel": 1}},
    {
        "agenda": [{"item": "Lunch", "minutes": 30, "read": "the city profile"}],
        "host": "The county",
        "today": "2027-03-02",
    },
    {"rounds": [{"stage": "norming", "day": "2027-03-02", "cadence": "every month"}]},
    {"parties": False},
    {"outcomes": [{"name": "more loans", "measure": "loans made", "by": "spring"}]},
    {"room": {"width": 20, "depth": 12}},
)


@pytest.mark.parametrize("extra", EXTRAS, ids=lambda extra: "-".join(extra) + f"-{len(str(extra))}")
def test_a_convening_that_was_read_is_read_back_from_the_ledger(extra: dict[str, object], tmp_path: Path) -> None:
    people = [
        {"First": name, "Last": "Ruiz", "name": f"{name} Ruiz", "How many": "", "Kind": kind, "sector": sector}
        for name, kind, sector in (("Ana", "firm", "labor"), ("Ben", "shop", "labor"), ("Cam", "firm", "business"))
    ]
    try:
        solve_request(Request(people, {"tables": [{"id": "north"}], **extra}, out=tmp_path, packet=False))
    except InputError as error:
        pytest.fail(str(error))
    assert saved_result(Request(None, out=tmp_path)).result.convening.tables[0].id == "north"


@pytest.mark.room
def test_a_pair_that_meets_in_a_later_round_is_not_counted_before_it(tmp_path: Path) -> None:
    """In the first of two rounds planned together, `meet` does not apply yet, also when the round is checked again."""
    people = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(6)]
    tables = [{"id": "north", "seats": 3}, {"id": "south", "seats": 3}]
    meet = {"kind": "meet", "people": [f"p{n}" for n in range(6)]}
    convening = {"tables": tables, "requirements": [meet, {"kind": "pin", "people": ["p0"], "tables": ["north"]}]}
    solved = solve_request(Request(people, convening, out=tmp_path, packet=False, rounds=2))
    first, last = (saved_result(Request(people, convening, out=tmp_path), number).result for number in (1, 2))
    assert [one.applies for one in first.judged] == [one.applies for one in solved.judged] == [False, True, True]
    assert describe_quality(first) == describe_quality(solved)
    assert all(one.applies for one in last.judged)
    assert describe_quality(last) == describe_quality(solved.ahead[0])
    asked = explain_request(Request(people, convening, out=tmp_path), requirement="meet-1")
    assert describe_quality(asked.solved) == describe_quality(solved)


@pytest.mark.parametrize("is_changed", [False, True])
def test_nothing_is_proven_of_a_round_if_the_attendance_of_an_earlier_one_changed_later(tmp_path, is_changed):
    """All came to round 1 as far as was known when round 2 was seated; the record may agree with that or not."""
    rows = [{"id": one, "name": one.title()} for one in ("ana", "ben", "cam", "dee")]
    plan = {"tables": [{"id": t, "seats": 2} for t in ("x", "y")], "requirements": [{"kind": "new_company"}]}
    request = Request(rows, plan, out=tmp_path / "out", packet=False)
    for is_next in (False, True):
        seated = solve_request(replace(request, next_round=is_next))
    assert seated.status is Status.OPTIMAL
    came = tmp_path / "came.csv"
    came.write_text("id\nana\nben\ncam\n" + ("" if is_changed else "dee\n"))
    record_attended(tmp_path / "out", came, round_number=1)
    result = saved_result(request).result
    slugs = {note.slug for note in result.notes}
    if is_changed:
        assert (result.status, result.bound) == (Status.FEASIBLE, None)
        assert ("attendance-later" in slugs, "round-closed" in slugs) == (True, False)
    else:
        assert (result.status, result.bound) == (Status.OPTIMAL, 0)
        assert ("attendance-later" in slugs, "round-closed" in slugs) == (False, True)
