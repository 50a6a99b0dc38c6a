"""The first page of the report: what to do next."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import seating
from seating.pages.solved import list_access, list_blocks
from seating.pages.unmet import list_unmet
from seating.present.blocks import say
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.report import missing
from seating.report.packet import find_table, needs
from seating.report.pages import render_packet, render_report
from seating.report.quality import describe_quality
from seating.report.sections import not_seated, verdict
from seating.report.sort_keys import by_name
from seating.requirements.base.kind import WordedRequirement
from seating.result import Result
from seating.result.memberships import pair_members
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from tests.present.told import told

ROLES = [{"name": f"Person {n}", "role": ("designee", "doer", "doer", "decision-maker")[n % 4]} for n in range(8)]
SEATED = {"count": 2, "seats": 4}


@pytest.mark.parametrize(
    ("asked", "told_of"),
    [
        ([], True),
        ([{"kind": "meet", "who": {"name": "Person 1"}, "whom": {"name": "Person 2"}}], True),
        ([{"kind": "role_mix", "at_least": {"doer": 1}}], False),
        ([{"kind": "voice", "who": {"role": "designee"}, "at": "the room"}], False),
        ([{"kind": "balance", "of": "role"}], False),
        (None, False),
    ],
)
def test_that_no_requirement_is_about_roles_is_told_where_people_have_roles(asked, told_of):
    """Two tables had no decision-maker, beside the sentence that no seating could be better."""
    convening = {"tables": SEATED} | ({} if asked is None else {"requirements": asked})
    result = seating.solve(ROLES, convening)
    for page in (render_report(result), told(list_blocks(result))):
        assert ("No requirement is about roles." in page) is told_of
    without = [{"name": one["name"]} for one in ROLES]
    assert "about roles" not in render_report(seating.solve(without, {"tables": SEATED, "requirements": []}))


@pytest.mark.parametrize("private", [{"kind": "role_mix", "at_least": {"doer": 1}}, {"kind": "fill", "at_least": 1}])
def test_whether_a_private_requirement_is_about_roles_is_told_to_no_one_else(private):
    result = seating.solve(ROLES, {"tables": SEATED, "requirements": [{**private, "private": True}]})
    assert "No requirement that everyone may read is about roles." in render_report(result)
    to_convener = describe_quality(result)
    assert ("No requirement is about roles." in to_convener) is (private["kind"] == "fill")


def test_a_single_must_that_cannot_be_met_is_not_called_one_of_several():
    rows = [{"name": f"Person {n}", "sector": "x"} for n in range(4)]
    tables = [{"id": "a", "seats": "2"}, {"id": "b", "seats": "2"}]
    asked = [{"kind": "voice", "who": {"sector": "labor"}, "at": "a", "at_least": 1, "must": True}]
    page = render_report(seating.solve(rows, {"tables": tables, "requirements": asked}))
    assert "This requirement is a must, but it cannot be met even on its own." in page
    assert "These musts" not in page


@pytest.mark.parametrize("voices", [[], [{"kind": "voice", "who": {"sector": "y"}}]])
def test_the_first_page_links_to_the_list_of_who_is_missing(voices):
    rows = [{"name": f"Person {n}", "sector": "x"} for n in range(3)]
    page = render_report(seating.solve(rows, {"tables": [{"id": "a", "seats": "4"}], "requirements": voices}))
    link = re.search(r'Who is missing \((\d+)\).*?<a href="#voices">Who they are</a>', page)
    section = re.search(r'<section[^>]* id="voices".*?</section>', page, re.DOTALL)[0]
    listed = re.search(r"<table.*?</table>", section, re.DOTALL)[0]
    assert listed.count("<tr") - 1 == int(link[1])


@pytest.mark.parametrize(
    "asked",
    [
        [],
        [
            {"kind": "pin", "people": ["Person 0", "Person 1"], "tables": ["a"], "must": True},
            {"kind": "apart", "people": ["Person 0", "Person 1"], "must": True},
        ],
    ],
)
def test_the_first_page_leads_to_what_cannot_be_met_once(asked: list[dict[str, object]]) -> None:
    rows = [{"name": f"Person {n}", "sector": "x"} for n in range(4)]
    voices = [
        {"kind": "voice", "who": {"sector": sector}, "at": at, "at_least": 1, "must": True}
        for sector, at in (("labor", "a"), ("youth", "b"))
    ]
    tables = [{"id": "a", "seats": "2"}, {"id": "b", "seats": "2"}]
    first = told(verdict.list_blocks(seating.solve(rows, {"tables": tables, "requirements": [*voices, *asked]})))
    assert first.count("1. What cannot be met") == 1


def solve_with_youth_at_steering(*more: dict[str, object], **keys: object) -> Result:
    """Return a seating of four people, two of them labor, and a steering table that asks for youth in vain."""
    rows = [{"name": f"Person {n}", "sector": "labor" if n < 2 else "x"} for n in range(4)]
    youth = {"kind": "voice", "name": "Youth", "who": {"sector": "youth"}, "at": "s", "at_least": 1, "must": False}
    steering = {"id": "s", "kind": "steering", "people": ["Person 3"]}
    tables = [{"id": "a", "seats": 2}, {"id": "b", "seats": 2}, steering | keys]
    return seating.solve(rows, {"tables": tables, "requirements": [youth, *more]})


LABOR_AT_B = {"kind": "voice", "name": "Labor", "who": {"sector": "labor"}, "at": "b", "at_least": 1}


def test_a_voice_that_a_governance_table_lacks_is_not_called_in_the_room() -> None:
    youth = "Who is missing (1): Youth."
    assert youth in told(verdict.list_blocks(solve_with_youth_at_steering(LABOR_AT_B)))
    only = told(verdict.list_blocks(solve_with_youth_at_steering()))
    assert youth in only
    assert re.search(r"requirements met at governance tables +0 of 1", only)
    elders = LABOR_AT_B | {"name": "Elders", "who": {"sector": "elders"}}
    assert "Who is missing (2): Elders and Youth." in told(verdict.list_blocks(solve_with_youth_at_steering(elders)))


def test_a_role_at_a_governance_table_that_shares_no_language_is_not_called_unmet() -> None:
    rows = [{"name": f"Person {n}", "representative_type": "doer", "languages": "English"} for n in range(4)]
    rows[3] |= {"representative_type": "decision-maker", "languages": "Somali"}
    mix = {"kind": "role_mix", "at_least": {"decision-maker": 1}, "at": "s", "must": False}
    steering = {"id": "s", "kind": "steering", "people": ["Person 2", "Person 3"]}
    solved = seating.solve(rows, {"tables": [{"id": "a", "seats": 4}, steering], "requirements": [mix]})
    first = told(verdict.list_blocks(solved))
    assert re.search(r"requirements met at governance tables +1 of 1", first)
    assert "Who is missing (1): decision-makers (elsewhere)." in first


def test_the_room_is_asked_for_the_cells_of_the_frame_and_not_its_governance_tables() -> None:
    frame = {"rows": "sector", "columns": "speaks_to", "needed": [["labor", "policy"]]}
    rows = [{"name": f"Person {n}", "sector": "labor" if n < 2 else "x", "speaks_to": "practice"} for n in range(4)]
    decided = {"kind": "count", "who": {"sector": "x"}, "at": "s", "at_least": 1, "must": False}
    tables = [{"id": "a", "seats": 2}, {"id": "b", "seats": 2}, {"id": "s", "kind": "steering", "people": ["Person 3"]}]
    solved = seating.solve(rows, {"tables": tables, "requirements": [decided], "frame": frame})
    first = told(verdict.list_blocks(solved))
    assert "Who is missing (1): labor · policy." in first
    assert [voice.name for view in solved.governance for voice in view.review.asked] == []


def test_requirements_at_governance_tables_are_wishes_too() -> None:
    first = told(verdict.list_blocks(solve_with_youth_at_steering()))
    assert "No wishes yet" not in first
    assert "1 requirement about the members of governance tables is not met." in first


def test_a_must_that_a_governance_table_does_not_meet_is_not_called_met() -> None:
    rows = [{"name": f"Person {n}", "sector": "labor" if n < 2 else "x"} for n in range(4)]
    asked = [
        {"kind": "voice", "name": "Youth", "who": {"sector": "youth"}, "at": "s", "at_least": 1, "must": True},
        {"kind": "count", "who": {"sector": "labor"}, "at": "b", "at_least": 3},
    ]
    steering = {"id": "s", "kind": "steering", "action_seat": True, "seats": 1}
    tables = [{"id": "a", "seats": 2}, {"id": "b", "seats": 2}, steering]
    solved = seating.solve(rows, {"tables": tables, "requirements": asked})
    first = told(verdict.list_blocks(solved))
    assert "All musts about the seats are met." in first
    assert "1 requirement about the members of governance tables is not met." in first
    assert "All musts are met." not in render_report(solved)


def test_a_walk_in_without_a_seat_is_not_on_the_list() -> None:
    """Someone came to a session that is for others, and has no seat until the convener names the session."""
    rows = [{"name": f"Person {n}", "pin": "a", "attending": "no" if n > 1 else "yes"} for n in range(4)]
    solved = seating.solve(rows, {"tables": [{"id": "a", "seats": 4}], "requirements": []})
    assert "2 people have no seat." in told(verdict.list_blocks(solved))
    assert "on the list" not in str(told(not_seated.list_blocks(solved))).lower(), "walk-ins are in this table too"
    gone = solved.not_seated[-1]
    at_the_door = replace(gone, person=gone.person.model_copy(update={"walked_in": True}))
    solved = replace(solved, not_seated=(*solved.not_seated[:-1], at_the_door))
    assert "2 people have no seat." in told(verdict.list_blocks(solved))
    solved = replace(solved, not_seated=(at_the_door,))
    assert "sit at 1 table. 1 person has no seat." in told(verdict.list_blocks(solved))


def test_a_table_with_nothing_but_held_seats_is_no_table_at_which_people_sit() -> None:
    rows = [{"name": f"Person {n}", "pin": "a", "status": ""} for n in range(3)]
    rows.append({"name": "", "pin": "", "status": "open", "organization": "Youth Club"})
    tables = [{"id": "a", "seats": 3}, {"id": "b", "seats": 1}]
    first = told(verdict.list_blocks(seating.solve(rows, {"tables": tables, "requirements": []})))
    assert "3 people sit at 1 table. 1 more seat is held for a person who has not been found yet." in first
    assert re.search(r"^ *tables +1$", first, re.MULTILINE)


@pytest.mark.parametrize(("coming", "where"), [(2, "b"), (0, "any table")])
def test_a_voice_that_no_table_has_to_have_gives_its_reason_without_points(coming, where):
    rows = [{"name": f"Person {n}", "sector": "labor" if n < coming else "x", "pin": "ab"[n // 2]} for n in range(4)]
    asked = [
        {"kind": "voice", "name": "Labor", "who": {"sector": "labor"}, "at": ["a", "b"], "at_least": 2, "or_none": True}
    ]
    solved = seating.solve(rows, {"tables": [{"id": "a", "seats": 2}, {"id": "b", "seats": 2}], "requirements": asked})
    told = f"no one with this voice is at {where}"
    assert told in render_report(solved)
    assert any(f"Labor: {told}" in say(text, words_in("en")) for text in list_unmet(solved))


def test_a_member_who_can_talk_with_no_one_at_a_governance_table_is_named():
    """At their own table someone speaks their language, so an interpreter is needed at the governance table only."""
    spoken = {"Ana": "Somali", "Ben": "Somali; English", "Cam": "English", "Dee": "English"}
    rows = [{"name": name, "organization": name, "languages": cell} for name, cell in spoken.items()]
    for number, row in enumerate(rows):
        row["pin"] = "ab"[number // 2]
    board = {"id": "board", "name": "Board", "kind": "governance", "people": ["Ana", "Cam", "Dee"]}
    asked = [{"kind": "cap", "of": "organization", "at_most": 1, "at": "board"}]
    tables = [{"id": "a", "seats": 2}, {"id": "b", "seats": 2}, board]
    solved = seating.solve(rows, {"working_language": "en", "tables": tables, "requirements": asked})
    access = " ".join(say(text, words_in("en")) for text in list_access(solved))
    pages = (told(verdict.list_blocks(solved)), access, told(needs.list_blocks(solved)))
    for page in pages:
        assert page.count("Bring an interpreter for Somali to Board.") == 1
    for page in pages[:2]:
        assert page.count("Ana shares no language with anyone else at Board.") == 1
    hidden = for_reader(replace(solved, private_columns=solved.private_columns | {"languages"}), Audience.TEAM)
    assert "Somali" not in told(verdict.list_blocks(hidden))


def test_a_member_is_named_at_each_governance_table_where_no_one_shares_their_language():
    """Also at tables about which nothing is asked. Who is only suggested is not named, but needs an interpreter too."""
    spoken = {"Ana": "Somali", "Ben": "English", "Cam": "English", "Dee": "English"}
    rows = [
        {"id": n.lower(), "name": n, "languages": spoken[n], "sector": "labor" if n == "Ana" else "arts"}
        for n in spoken
    ]
    steering = {"id": "steering", "kind": "steering", "people": ["Ana", "Cam"]}
    leaders = {"id": "leaders", "name": "Leaders", "kind": "leadership", "from": "chair", "people": ["Dee"]}
    board = {"id": "board", "name": "Board", "kind": "governance", "people": ["Ana", "Ben"]}
    asked = [
        {"kind": "duty", "name": "chair", "who": {"sector": "labor"}},
        {"kind": "cap", "of": "sector", "at_most": 1, "at": "board"},
    ]
    for chair, number in ({}, 0), ({"chair": ["Ana"]}, 1):
        tables = [{"id": "a", "name": "Talent", "seats": 4, **chair}, steering, leaders, board]
        solved = seating.solve(rows, {"working_language": "en", "tables": tables, "requirements": asked})
        page = told(verdict.list_blocks(solved))
        for table, times in (("Talent", 1), ("Board", 1), ("steering", 1), ("Leaders", number)):
            assert page.count(f"Ana shares no language with anyone else at {table}.") == times
            assert page.count(f"Bring an interpreter for Somali to {table}.") == 1
        assert ("leaders", "ana") in pair_members(solved)


LABOR = ["Person 0", "Person 1"]


def solve_voice_elsewhere(*more):
    """Return a seating in which labor is asked for at b, and the two people of it sit at a."""
    rows = [{"name": f"Person {n}", "sector": "labor" if n < 2 else "x"} for n in range(4)]
    asked = [{"kind": "voice", "who": {"sector": "labor"}, "at": "b", "at_least": 1}, *more]
    tables = [{"id": "a", "seats": 2}, {"id": "b", "seats": 2}, {"id": "s", "kind": "steering", "people": ["Person 3"]}]
    return seating.solve(rows, {"tables": tables, "requirements": asked})


@pytest.mark.parametrize(
    "musts",
    [
        [{"kind": "keep_from", "people": LABOR, "tables": "b"}],
        [{"kind": "pin", "people": LABOR, "tables": "a"}],
        [
            {"kind": "pin", "people": ["Person 2"], "tables": "b"},
            {"kind": "apart", "pairs": [[one, "Person 2"] for one in LABOR]},
        ],
    ],
    ids=["keep_from", "pin", "apart"],
)
def test_no_one_is_asked_to_move_to_a_table_from_which_musts_keep_them(musts):
    """Someone else is to be called. Of a private must, nothing is told."""
    solved = solve_voice_elsewhere(*musts)
    sheet = render_packet(solved)["who-is-missing.html"]
    assert missing.list_to_call(missing.list_missing(solved))
    assert "In this seating, musts keep all of them away from the tables that need them." in sheet
    assert "At other tables" not in sheet
    private = solve_voice_elsewhere(*({**must, "private": True} for must in musts))
    assert not missing.list_to_call(missing.list_missing(private.for_team))
    assert "musts keep all of them away" not in render_packet(private)["who-is-missing.html"]


@pytest.mark.parametrize(("chairs", "is_called"), [(LABOR, True), (LABOR[:1], False)])
def test_someone_is_called_if_all_who_could_join_each_other_chair_their_tables(chairs, is_called):
    """Labor is asked for at every table, by two or none; each of the two sits at a table of their own."""
    rows = [{"name": f"Person {n}", "sector": "labor" if n < 2 else "x"} for n in range(4)]
    tables = [{"id": "a", "seats": 2}, {"id": "b", "seats": 2}]
    tables = [{**table, **({"chair": one} if one in chairs else {})} for table, one in zip(tables, LABOR, strict=True)]
    voice = {"kind": "voice", "who": {"sector": "labor"}, "at_least": 2, "or_none": True}
    apart = {"kind": "apart", "pairs": [LABOR], "must": False, "weight": 9}
    solved = seating.solve(rows, {"tables": tables, "requirements": [voice, apart]})
    assert bool(missing.list_to_call(missing.list_missing(solved))) is is_called


def test_a_table_that_is_for_others_keeps_people_away():
    """`for` at b admits no one from labor."""
    rows = [{"name": f"Person {n}", "sector": "labor" if n < 2 else "business"} for n in range(6)]
    tables = [{"id": "a", "seats": "2-4"}, {"id": "b", "seats": "2-4", "for": {"sector": "business"}}]
    asked = [{"kind": "voice", "name": "Unions", "who": {"sector": "labor"}, "at": "b"}]
    (found,) = missing.list_missing(seating.solve(rows, {"tables": tables, "requirements": asked}))
    assert found.is_kept_away


def test_those_who_sit_where_they_are_needed_are_not_called_kept_away():
    """Labor needs two people at b; one is there, and a must keeps the other away."""
    more = [
        {"kind": "pin", "people": ["Person 0"], "tables": "b"},
        {"kind": "pin", "people": ["Person 1"], "tables": "a"},
        {"kind": "voice", "name": "Unions", "who": {"sector": "labor"}, "at": "b", "at_least": 2},
    ]
    sheet = render_packet(solve_voice_elsewhere(*more))["who-is-missing.html"]
    assert "2 coming, but too few at b." in sheet
    assert "In this seating, musts keep all others away from the tables that need them." in sheet
    assert "all of them away" not in sheet


def test_the_room_is_sorted_once_for_all_voices(monkeypatch):
    asked = [{"kind": "voice", "name": f"v{n}", "who": {"sector": "labor"}, "at": "b", "at_least": 1} for n in range(5)]
    solved = solve_voice_elsewhere({"kind": "pin", "people": LABOR, "tables": "a"}, *asked)
    rooms = []

    def sort(people):
        rooms.append(people)
        return by_name(people)

    monkeypatch.setattr(missing, "by_name", sort)
    found = missing.list_missing(solved)
    assert [one.is_kept_away for one in found] == [True] * 6
    assert sum(people is solved.room.coming for people in rooms) == 1


def test_no_one_counts_as_kept_away_if_only_the_sentences_of_the_musts_are_known():
    solved = solve_voice_elsewhere({"kind": "pin", "people": LABOR, "tables": "a"})
    (kept,) = missing.list_missing(solved)
    assert kept.is_kept_away
    saved = [_recorded_pin(one) if one.kind == "pin" else one for one in solved.requirements]
    (told,) = missing.list_missing(replace(solved, requirements=tuple(saved)))
    assert not told.is_kept_away


def _recorded_pin(must):
    """Return a must as it is read from a record."""
    kind = type("Recorded", (WordedRequirement,), {"kind": "pin", "__module__": __name__})
    return kind(id=must.id, must=True, words="Everyone keeps their table.")


def test_nobody_is_called_for_a_voice_of_which_enough_are_coming():
    solved = solve_voice_elsewhere({"kind": "pin", "people": LABOR, "tables": "a", "must": False, "weight": 9})
    (found,) = missing.list_missing(solved)
    assert found.needs_no_call


def test_spanish_pages_name_tables_that_were_only_counted_in_spanish():
    rows = [{"name": f"Persona {n}", "languages": "es", "sector": "xy"[n % 2]} for n in range(6)]
    asked = [{"kind": "voice", "name": "Equis", "who": {"sector": "x"}, "at_least": 3}]
    convening = {"tables": {"count": 2, "seats": 3}, "requirements": asked, "working_language": "es"}
    result, settings = seating.solve(rows, convening), Settings(language="es")
    pages = [render_report(result, settings), *(page for page in render_packet(result, settings).values())]
    assert all("Table 1" not in page for page in pages)
    assert "Mesa 1: Mesa 1" not in pages[0]
    assert any("Mesa 2" in page for page in pages[1:])
    found = find_table.fill(for_reader(result, Audience.EVERYONE), settings)
    assert found is not None
    assert {(one.number, one.table) for one in found} == {(1, ""), (2, "")}
