"""The closing report tells what the ledger and the typed files say, and nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from seating.analysis.arrivals import ArrivalState
from seating.api.day.desk_arrivals import mark_arrival
from seating.api.repair import repair_request
from seating.api.request import Request
from seating.api.saved_rounds.closing_report import write_closing_report
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.solve import solve_request
from seating.errors import UsageError
from seating.ledger import Kind, Ledger
from seating.ledger.records import standing_record
from seating.ledger.replay import Listing, match_people
from seating.present.settings import Settings
from seating.report.closing import closing_page, ledger_facts
from seating.report.closing.ledger_facts import count_groups, count_turnout, find_change, list_voices, people_who_came
from seating.report.counts import EXPLAINS_GROUPS
from seating.report.quality import count_seated
from seating.requirements.base.voices import VoiceState
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from tests.ledger.made_up import seated

from . import closing_story
from .closing_story import PEOPLE, ROUNDS, attended, close_story, closed, entry, voice, write_story
from .conftest import Page
from .test_privacy import HOSTILE


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    return close_story(tmp_path_factory.mktemp("story") / "reports")


@pytest.fixture(scope="module")
def pages(story) -> dict[str, str]:
    return {name: Path(path).read_text(encoding="utf-8") for name, path in story.files.items()}


def shared(rounds):
    """Return the rounds as everyone may see them."""
    return [replace(held, result=for_reader(held.result, Audience.EVERYONE)) for held in rounds]


def rows(html: str) -> list[str]:
    """Return the text of each row, sentence and list item of a page."""
    plain = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", html, flags=re.DOTALL)
    parts = re.split(r"</(?:tr|p|h\d|li|dd|caption)>", plain)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", part)).split()) for part in parts]


def test_who_came_is_counted_without_staff_and_only_where_it_was_recorded(story):
    first, second, third = (count_turnout(held) for held in story.closing.rounds)
    assert (first.seated, first.staff, first.tables, first.came, first.unseated) == (5, 1, 2, 3, 0)
    assert (second.came, second.marked_absent) == (None, 1), "a mark on the list is no record of who came"
    assert (third.seated, third.came, third.unseated) == (5, 5, 1), "Ben came without a seat"
    assert [people_who_came(held) for held in story.closing.rounds] == [
        {"p1", "p2", "p4"},
        None,
        {"p1", "p2", "p3", "p4", "p6"},
    ]


def test_groups_are_counted_by_round_with_blank_cells_last(story):
    rows = count_groups(story.closing.rounds, "organization")
    found = {row.value: [(one.seated, one.came) for one in row.counts] for row in rows}
    assert found == {
        "Mesa Bank": [(2, 2), (2, None), (1, 2)],
        "Open Orchard": [(1, 0), (2, None), (2, 2)],
        "City Hall": [(1, 1), (1, None), (1, 1)],
        "Night Shift": [(0, 0), (0, None), (1, 0)],
        "": [(1, 0), (0, None), (0, 0)],
    }
    assert list(found)[-1] == ""


def test_every_number_of_a_group_adds_up_to_the_round(story):
    for column in ("organization", "sector", "representative_type"):
        rows = count_groups(story.closing.rounds, column)
        for place, held in enumerate(story.closing.rounds):
            turnout = count_turnout(held)
            assert sum(row.counts[place].seated for row in rows) == turnout.seated
            if turnout.came is not None:
                assert sum(row.counts[place].came for row in rows) == turnout.came


def test_an_audience_gets_only_its_columns_and_people(story):
    assert {row.counts for row in count_groups(shared(story.closing.rounds), "sector")} == set()


def test_voices_are_those_of_each_seating_and_none_is_private(story):
    (youth,) = list_voices(story.closing.rounds)
    assert youth.name == "Youth"
    assert [(cell.state, cell.people, cell.where_needed) for cell in youth.cells] == [
        (VoiceState.MISSING, 0, 0),
        (VoiceState.HEARD, 3, 2),
        (VoiceState.TOO_FEW, 1, 1),
    ]


def test_a_split_a_table_for_one_round_and_new_duties_are_found(story):
    held, compared = story.closing.rounds, story.closing.compared
    first, second = (find_change(*pair) for pair in zip(held, held[1:], compared, strict=False))
    assert first.became == ((("business",), ("labs", "shops")),)
    assert (first.opened, first.ended) == (("permits",), ())
    assert (second.became, second.opened, second.ended) == ((), (), ("permits",))
    assert (first.stayed, first.moved, first.joined, first.left) == (4, 0, ("p6",), ("p5",)), "staff do not count"
    assert (second.stayed, second.moved, second.joined, second.left) == (3, 2, ("p7",), ()), "p2 came without a seat"
    assert first.took_up == (("p2", "chair", "shops"),)
    assert first.gave_up == (("p4", "chair", "money"),)
    assert (first.members_in, second.members_in, second.members_out) == (
        (),
        (("steering", "p7"),),
        (("steering", "p4"),),
    )


def test_who_comes_back_after_a_round_away_did_not_leave_and_join(tmp_path, monkeypatch):
    monkeypatch.setitem(ROUNDS, 3, {**ROUNDS[3], "p5": "money"})
    for path in close_story(tmp_path).files.values():
        text = " ".join(rows(Path(path).read_text(encoding="utf-8")))
        assert "Joined: 1. Left: 0. Away: 1. Back: 0." in text
        assert "Joined: 1. Left: 0. Away: 0. Back: 1." in text
        assert "Eve Stone" not in text, "the page does not name who was away"


@pytest.mark.parametrize(
    ("earlier", "counts"), [("oak-1", "Joined: 0. Left: 0. Away: 0. Back: 1."), ("x", "Joined: 1.")]
)
def test_who_had_a_seat_in_a_round_read_from_a_file_does_not_join(tmp_path, earlier, counts):
    Ledger.open(tmp_path).add(Kind.IMPORTED, {"earlier": [{"round": 0, "seats": {earlier: "north"}}]})
    for path in rounds_of(tmp_path, {"oak": 1}, {"oak": 2}).files.values():
        assert counts in " ".join(rows(Path(path).read_text(encoding="utf-8")))


@pytest.mark.parametrize("imported", [0, 1])
def test_a_round_read_from_a_file_is_a_round_too(tmp_path, imported):
    """The section on changes speaks of the rounds in the report only: another sentence tells of the one from a file."""
    if imported:
        Ledger.open(tmp_path).add(Kind.IMPORTED, {"earlier": [{"round": 0, "seats": {"oak-1": "north"}}]})
    for path in rounds_of(tmp_path, {"oak": 1}).files.values():
        told = " ".join(rows(Path(path).read_text(encoding="utf-8")))
        assert ("Earlier rounds from a file, of which only the seats are known: 1" in told) is bool(imported)
        assert "This report covers only one round." in told
        assert "There was only one" not in told


@pytest.mark.parametrize("earlier", [0, closing_page.MOST_ROUNDS])
def test_nothing_is_told_of_voices_that_the_page_does_not_show(tmp_path, earlier):
    """A private requirement asks for a voice, or one did in a round that is no longer shown."""
    ledger = Ledger.open(tmp_path)
    for number in range(1, earlier + 2):
        content = entry(1)
        one = {
            **content["rounds"][0],
            "round": number,
            "voices": voice("missing", 0, {})[1 if number > earlier else 0 :],
        }
        one["voices"] = one["voices"] if number in {1, earlier + 1} else []
        ledger = ledger.add(Kind.SEATED, {**content, "rounds": [one]})
    for path in write_closing_report(tmp_path).files.values():
        told = Path(path).read_text(encoding="utf-8")
        assert "No requirement that may be shown here asked for a voice in these rounds." in told
        assert "in any round" not in told


def test_sheets_without_a_theme_were_typed_in_all_the_same(tmp_path):
    """The ledger keeps only the themes, so a report without the file does not know whether there were sheets."""
    Ledger.open(tmp_path).add(Kind.SEATED, entry(1))
    for path in write_closing_report(tmp_path).files.values():
        told = Path(path).read_text(encoding="utf-8")
        assert "This report was made without the recorder’s forms from this round." in told
        assert "were typed in" not in told


def test_the_attendance_of_people_is_recorded_and_only_the_states_of_voices_do_not_show_it(pages):
    for page in pages.values():
        assert (
            "The states come from the last seating that was saved for each round, with the changes of the day." in page
        )
        assert "The record does not show" not in page


def test_who_is_still_on_the_list_did_not_leave(tmp_path, monkeypatch):
    """Eve Stone said no to every later round, and has no seat since the first."""
    monkeypatch.setattr(closing_story, "LEFT_AFTER", {})
    for path in close_story(tmp_path).files.values():
        text = " ".join(rows(Path(path).read_text(encoding="utf-8")))
        assert "Joined: 1. Left: 0. Away: 1. Back: 0." in text
        assert "Eve Stone" not in text


def test_who_has_another_id_is_the_same_person_in_every_round(tmp_path, monkeypatch):
    """Eve Stone comes back after a round away, and the chair keeps the duty; from round 2 on, both have new ids."""
    monkeypatch.setitem(ROUNDS, 3, {**ROUNDS[3], "p5": "money"})
    ledger = Ledger.open(tmp_path)
    for number in (1, 2, 3):
        text = json.dumps(entry(number))
        if number > 1:
            text = text.replace('"p1"', '"ana"').replace('"p5"', '"walk-in-1"')
        ledger = ledger.add(Kind.SEATED, json.loads(text))
    held = write_closing_report(tmp_path).closing
    first, second = (
        find_change(*pair, compared, held.rounds)
        for pair, compared in zip(pairwise(held.rounds), held.compared, strict=True)
    )
    assert (first.left, first.away, second.back) == ((), 1, 1)
    assert {"p1", "ana"}.isdisjoint(person for person, _, _ in (*first.took_up, *first.gave_up))
    assert {"p1", "ana"}.isdisjoint(person for _, person in (*first.members_in, *first.members_out))
    told = rows(Path(write_closing_report(tmp_path).files["closing"]).read_text(encoding="utf-8"))
    assert "people with a seat, by the last seating of each round 7" in told


def test_no_one_gave_up_a_duty_that_ended_with_its_table(tmp_path):
    """The table of permits was held in round 2 alone."""
    ledger = Ledger.open(tmp_path)
    for number in (2, 3):
        content = entry(number)
        for seat in content["rounds"][0]["seats"]:
            if seat["table"] == "permits":
                seat["duties"] = ["chair"]
        ledger = ledger.add(Kind.SEATED, content)
    held = write_closing_report(tmp_path).closing
    change = find_change(*held.rounds, *held.compared)
    assert change.ended == ("permits",)
    assert "permits" not in {table for _, _, table in change.gave_up}


def test_no_one_gave_up_a_duty_of_a_table_that_was_split(tmp_path):
    """Business became two tables, which have elected no one yet."""
    ledger = Ledger.open(tmp_path)
    for number in (1, 2):
        content = entry(number)
        for seat in content["rounds"][0]["seats"] if number == 2 else ():
            seat["duties"] = []
        ledger = ledger.add(Kind.SEATED, content)
    held = write_closing_report(tmp_path).closing
    change = find_change(*held.rounds, *held.compared)
    assert change.became == ((("business",), ("labs", "shops")),)
    assert change.gave_up == (("p4", "chair", "money"),)


def test_a_suggestion_is_no_history(tmp_path):
    """Nobody took up or gave up a duty that the program only suggested, nor joined a table because of it."""
    ledger = Ledger.open(tmp_path)
    for number, suggested, elected in ((1, "p1", "p4"), (2, "p2", "p1")):
        content = entry(number)
        for seat in content["rounds"][0]["seats"]:
            duties = ["chair"] if seat["id"] in {suggested, elected} else []
            seat.update(duties=duties, **({"suggested": ["chair"]} if seat["id"] == suggested else {}))
        members = [{"table": "steering", "id": person, "as": "chair of business"} for person in (suggested, elected)]
        content["rounds"][0].update(standing=members, voices=[])
        content["pages"]["convening"]["tables"][-1]["people"] = []  # nobody is a member by name
        ledger = ledger.add(Kind.SEATED, content)
    held = write_closing_report(tmp_path).closing
    change = find_change(*held.rounds, *held.compared)
    assert change.took_up == (("p1", "chair", "labs"),)
    assert change.gave_up == (("p4", "chair", "money"),)
    assert (change.members_in, change.members_out) == ((("steering", "p1"),), (("steering", "p4"),))


def test_who_is_a_member_by_name_neither_joins_nor_leaves_with_a_suggested_duty(tmp_path):
    """The convening names p1 as a member of the steering committee."""
    ledger = Ledger.open(tmp_path)
    for number, role in ((1, "member"), (2, "chair of business"), (3, "member")):
        content = entry(number)
        for seat in content["rounds"][0]["seats"]:
            if seat["id"] == "p1":
                seat.update(duties=["chair"], suggested=["chair"])
        standing = [{"table": "steering", "id": "p1", "as": role}]
        content["rounds"][0].update(standing=standing, voices=[])
        ledger = ledger.add(Kind.SEATED, content)
    held = write_closing_report(tmp_path).closing
    for before, after, compared in zip(held.rounds, held.rounds[1:], held.compared, strict=False):
        change = find_change(before, after, compared)
        assert (change.members_in, change.members_out) == ((), ())


def test_who_left_a_governance_table_that_was_renamed_is_listed_under_its_name_then(tmp_path):
    """p1 stays a member, so nothing is told of them."""
    ledger = Ledger.open(tmp_path)
    for number, table, members in ((1, "steering", ("p1", "p4")), (2, "council", ("p1", "p2"))):
        content = entry(number)
        body = {**content["pages"]["convening"]["tables"][-1], "id": table, "name": table.title(), "people": []}
        body["was"] = ["steering"] if number == 2 else []
        content["pages"]["convening"]["tables"][-1] = body
        standing = [{"table": table, "id": person, "as": "member"} for person in members]
        content["rounds"][0].update(standing=standing, voices=[])
        ledger = ledger.add(Kind.SEATED, content)
    held = write_closing_report(tmp_path).closing
    change = find_change(*held.rounds, *held.compared)
    assert (change.members_in, change.members_out) == ((("council", "p2"),), (("steering", "p4"),))
    lists = dict(closing_page._list_people(change, *held.rounds))
    assert [line.partition(":")[0] for line in lists["No longer at a governance table"]] == ["Steering"]


def test_a_table_that_lives_on_is_named_among_its_successors(tmp_path):
    ledger = Ledger.open(tmp_path)
    for number, tables in ((1, [{"id": "a"}]), (2, [{"id": "a"}, {"id": "b", "was": ["a"]}])):
        content = entry(number)
        content["pages"]["convening"]["tables"] = tables
        content["rounds"][0].update(standing=[], voices=[])
        for seat in content["rounds"][0]["seats"]:
            seat["table"] = tables[-1]["id"] if seat["id"] in {"p1", "p2"} else "a"
        ledger = ledger.add(Kind.SEATED, content)
    held = write_closing_report(tmp_path).closing
    change = find_change(*held.rounds, *held.compared)
    assert change.became == ((("a",), ("a", "b")),)
    assert (change.opened, change.ended) == ((), ())


def test_other_rounds_are_searched_only_for_people_who_joined_or_left(tmp_path, monkeypatch):
    matched = []

    def count(then, now):
        matched.append((then, now))
        return match_people(then, now)

    held = rounds_of(tmp_path, *[{"Wren": 3}] * 6).closing
    monkeypatch.setattr(ledger_facts, "match_people", count)
    for before, after, compared in zip(held.rounds, held.rounds[1:], held.compared, strict=False):
        find_change(before, after, compared, held.rounds)
    assert len(matched) == 5


@pytest.mark.parametrize("number", [4, 8])
def test_each_list_is_made_comparable_once(tmp_path, monkeypatch, number):
    """Each round is compared with all later ones, also where people come and go."""
    ledger, made, of = Ledger.open(tmp_path), [], Listing.of
    for at in range(1, number + 1):
        content = seated(at, {f"guest-{at}": "north", "ben": "south"})
        people = [{"id": person, "name": person} for person in (f"guest-{at}", "ben")]
        ledger = ledger.add(Kind.SEATED, {**content, "pages": {**content["pages"], "people": people}})
    monkeypatch.setattr(Listing, "of", staticmethod(lambda people: made.append(people) or of(people)))
    write_closing_report(tmp_path)
    assert len(made) <= number + 1


def test_a_seat_that_stood_in_for_a_voice_is_told_beside_those_who_were_there(tmp_path):
    """Without it, one of two who are needed would be called heard without a reason."""
    content = entry(1)
    youth, hidden = voice("heard", 2, {"business": 1})
    content["rounds"][0]["voices"] = [{**youth, "held": {"business": 1}}, hidden]
    Ledger.open(tmp_path).add(Kind.SEATED, content)
    write_closing_report(tmp_path)
    page = (tmp_path / "closing.html").read_text(encoding="utf-8")
    (told,) = (row for row in rows(page) if row.startswith("Youth"))
    assert told == "Youth Heard with a seat: 2; where needed: 1; held seats: 1"


def test_two_voices_of_one_name_are_two_rows_with_their_tables(tmp_path):
    """They are the same voices in two rounds if their tables are the same, in whatever order they were written."""
    ledger = Ledger.open(tmp_path)
    youth = voice("heard", 2, {"shops": 2})[0]
    other = {**voice("missing", 0, {"money": 0})[0], "id": "voice-2"}
    for number, voices in ((2, [youth, other]), (3, [{**other, "id": "voice-1"}, {**youth, "id": "voice-2"}])):
        content = entry(number, **(closed(2) if number == 3 else {}))
        content["rounds"][0]["voices"] = voices
        ledger = ledger.add(Kind.SEATED, content)
    result = write_closing_report(tmp_path)
    found = [(one.name, [cell.state for cell in one.cells]) for one in list_voices(result.closing.rounds)]
    assert found == [("Youth", [VoiceState.HEARD] * 2), ("Youth", [VoiceState.MISSING] * 2)]
    page = (tmp_path / "closing.html").read_text(encoding="utf-8")
    heard = "Heard with a seat: 2"
    assert [row for row in rows(page) if row.startswith("Youth")] == [
        f"Youth Shops {heard} {heard}",
        "Youth Money" + 2 * " Missing 3 people on the list, but no one is coming.",
    ]


def test_a_guest_of_several_sessions_counts_once_where_a_voice_is_needed(tmp_path):
    content = entry(2)
    youth, hidden = voice("heard", 4, {"shops": 2, "permits": 1})
    content["rounds"][0]["voices"] = [{**youth, "reason": "4 coming, 2 of them where needed"}, hidden]
    Ledger.open(tmp_path).add(Kind.SEATED, content)
    write_closing_report(tmp_path)
    page = (tmp_path / "closing.html").read_text(encoding="utf-8")
    (told,) = (row for row in rows(page) if row.startswith("Youth"))
    assert told == "Youth Heard with a seat: 4; where needed: 2"


def test_the_page_says_each_of_it_in_words(pages):
    told = rows(pages["closing"])
    for line in (
        "Round 1 2026-03-03 2 5 3 1",
        "Round 2 – 4 5 not recorded since marked as not coming: 1 1",
        "Round 3 2026-06-02 3 5 5 without a seat: 1 1",
        "Later rounds, planned and not in this report: 1",
        "Mesa Bank 2 / 2 – / 2 2 / 1",
        "not stated 0 / 1 – / 0 0 / 0",
        "Youth Missing 3 people on the list, but no one is coming. "
        "Heard with a seat: 3; where needed: 2 Too few with a seat: 1",
        "At the same table: 4. Moved: 0. Joined: 1. Left: 1.",
        "Business → to Laboratories and Shops",
        "New tables: Permits",
        "Tables that no longer meet: Permits",
        "Ben Okafor: chair, Shops",
        "Steering: Gil Marsh",
        "Loans 2 2",
        "Permits 3 2",
        "Source: rounds/0003-round-2.json",
        "This report was made without the recorder’s forms from this round.",
        "Ask ten shops Shops Chloé Åkesson 2026-05-02 late",
        "Meet again the whole room no one named round 9 open",
        "home businesses Shops",
        "Round 1 rounds/0001-round-1.json saved 2026-03-04 list-1.csv inferred "
        "rounds/0002-attended-1.json · came-1.csv harvest.csv",
    ):
        assert line in told, line
    assert any(
        line.startswith("Late: 1. Open: 1. Kept: 1. Dates are compared with the day of the round: 2026-06-02")
        for line in told
    )
    assert not any("people who came to every round" in line for line in told), "one round has no attendance"


def test_people_who_are_counted_without_a_seat_are_told_so_that_the_parts_add_up(story, pages):
    """Five people have a seat in the third round, and six stayed, moved or joined: Ben came without a seat."""
    assert [len(held.saved.placed) - len(held.saved.seated) for held in story.closing.rounds] == [0, 0, 1]
    for page in pages.values():
        told = rows(page)
        start = told.index("At the same table: 3. Moved: 2. Joined: 1. Left: 0.")
        assert told[start + 1] == "Round 3, without a seat in its last seating: 1"
        assert sum("without a seat in its last seating" in line for line in told) == 1


def test_one_name_of_someone_who_left_and_someone_who_joined_has_the_organization(tmp_path):
    """A list without ids has a person who changed employer as two people."""
    people = [{"id": "a", "name": "Ana Ruiz"}, {"id": "b", "name": "Ben Okafor"}, {"id": "c", "name": "Cy Ito"}]
    ledger = Ledger.open(tmp_path)
    for number, organization, here in ((1, "Mesa Bank", "ac"), (2, "Open Orchard", "bc")):
        content = entry(number, **(closed(1) if number == 2 else {}))
        seats = content["rounds"][0]["seats"]
        listed = [{**one, "organization": organization} for one in people if one["id"] in here]
        listed = [{**one, "name": "Ana Ruiz"} if one["id"] == "b" else one for one in listed]
        content["rounds"][0].update(
            seats=[{**seats[0], **{key: one[key] for key in ("id", "name")}, "duties": []} for one in listed],
            standing=[],
            not_seated=[],
        )
        content["pages"]["people"] = listed
        content["pages"]["convening"]["tables"][-1]["people"] = []
        ledger = ledger.add(Kind.SEATED, content)
    write_closing_report(tmp_path)
    told = rows((tmp_path / "closing.html").read_text(encoding="utf-8"))
    for title, organization in (("Joined", "Open Orchard"), ("Left", "Mesa Bank")):
        assert told[told.index(title) + 1] == f"Ana Ruiz ({organization})"


def test_a_column_in_which_a_person_counts_twice_is_told(tmp_path):
    """Twelve people have a seat, and two groups of them are of seven and six: one is in both."""
    sentence = "A person with several of these values counts once for each of them."
    for folder, both in (("one", ["Trade"]), ("two", ["Trade", "Care"])):
        content = entry(1)
        seat = content["rounds"][0]["seats"][0]
        groups = [["Trade"]] * 6 + [["Care"]] * 5 + [both]
        people = [{"id": f"q{n}", "name": f"Q{n}", "shown": {"Field": each}} for n, each in enumerate(groups)]
        seats = [{**seat, "id": person["id"], "name": person["name"], "duties": []} for person in people]
        content["rounds"][0].update(seats=seats, standing=[], not_seated=[])
        content["pages"].update(people=people, columns={"Field": "Field"})
        content["pages"]["convening"].update(show=["Field"])
        content["pages"]["convening"]["tables"][-1]["people"] = []
        Ledger.open(tmp_path / folder).add(Kind.SEATED, content)
        for path in write_closing_report(tmp_path / folder).files.values():
            told = rows(Path(path).read_text(encoding="utf-8"))
            assert {"Trade 7", "Trade – / 7"} & {*told}
            assert (sentence in told) is (len(both) > 1)


def test_themes_of_all_rounds_are_added_up_where_two_have_some(pages, tmp_path):
    told = rows(pages["closing"])
    start = told.index("Themes by the number of rounds in which they were named")
    assert told[start + 1 : start + 5] == ["Theme Named in round Statements", "Permits 2 3", "Loans 1 2", "Trust 1 1"]
    assert "Permits 2 3" in rows(pages["closing_shared"])
    alone = close_story(tmp_path, is_typed_back=False).files
    assert all("All rounds together" not in Path(page).read_text(encoding="utf-8") for page in alone.values())


def test_results_without_a_number_are_printed_as_text(tmp_path):
    write_story(tmp_path / "reports")
    file = tmp_path / "results.csv"
    file.write_text(
        "result,number,table,source,story,told by,consent\n"
        "Money lent,420,,Puente Loans,,,\nThe ordinance has changed,,,,,,\n"
        "A shop opened,,,,I had been told no.,Bea,yes\nBo found work,,,,I am glad.,Bo,\n",
        encoding="utf-8",
    )
    made = write_closing_report(tmp_path / "reports", results=file)
    for path in made.files.values():
        found = rows(Path(path).read_text(encoding="utf-8"))
        assert any(row.startswith("Money lent 420 the whole") and row.endswith("Puente Loans") for row in found)
        assert any(row.startswith("The ordinance has changed") for row in found)
        assert any(row.startswith("A shop opened") for row in found)
        assert not any("Bo found work" in row for row in found), "a story without consent is told by its result too"


def test_the_result_of_a_table_that_was_split_or_ended_is_told_of_that_table(tmp_path):
    """No table of today made it alone, and the initiative as a whole did not."""
    write_story(tmp_path / "reports")
    file = tmp_path / "results.csv"
    file.write_text(
        "result,number,table,source\nMoney lent,420,business,Bank\nStalls,3,Permits,City\nVisits,5,Shops,Bea\n",
        encoding="utf-8",
    )
    made = write_closing_report(tmp_path / "reports", results=file)
    for path in made.files.values():
        found = rows(Path(path).read_text(encoding="utf-8"))
        for row in ("Money lent 420 Business", "Stalls 3 Permits", "Visits 5 Shops"):
            assert any(one.startswith(row) for one in found)


def test_the_shared_page_names_no_person_as_a_source_and_asks_to_read_the_results(tmp_path):
    write_story(tmp_path / "reports")
    name = next(iter(PEOPLE.values()))[0]
    file = tmp_path / "results.csv"
    lines = (f"Money lent,420,{name}", f"Loans,7,{name} (Credit Union)", "Stalls,3,City")
    file.write_text("\n".join(("result,number,source", *lines)) + "\n", encoding="utf-8")
    files = write_closing_report(tmp_path / "reports", results=file).files
    team, shared = (Path(files[page]).read_text(encoding="utf-8") for page in ("closing", "closing_shared"))
    assert any(row.startswith("Money lent 420") and row.endswith(name) for row in rows(team))
    assert any(row.startswith("Money lent 420") and row.endswith("a person") for row in rows(shared))
    has_two_words = " " in name
    assert any(row.startswith("Loans 7") and row.endswith("a person") for row in rows(shared)) is has_two_words
    assert any(row.startswith("Stalls 3") and row.endswith("City") for row in rows(shared))
    assert "except where you wrote a name in a result or a story: read them first." in shared


def test_what_is_shared_names_nobody_and_tells_attendance_only_in_total(pages):
    shared = pages["closing_shared"]
    for name, *_ in PEOPLE.values():
        assert name in pages["closing"] or name in {"Dev Rao"}
        assert name not in shared
    told = rows(shared)
    assert "Round 1 2026-03-03 2 5 3 1" in told
    assert "Mesa Bank" not in shared, "two people of one organization are few"
    assert "marked" not in shared
    assert "Youth Missing Heard Too few" in told, "whether somebody is on the list is private"
    assert "Sector" not in "".join(told)
    assert "Ask ten shops" not in shared
    assert "home businesses" not in shared
    assert any(line.startswith("Late: 1. Open: 1. Kept: 1.") for line in told)


def test_both_pages_say_who_may_read_them(pages):
    assert "This page is for the convening team, because it can name people." in pages["closing"]
    assert "This page can be shared." in pages["closing_shared"]


def rounds_of(folder, *seated):
    """Save rounds in which these many people of each organization have a seat; the last one listed is on no door."""
    ledger = Ledger.open(folder)
    for number, sizes in enumerate(seated, start=1):
        content = entry(1)
        names = [(f"{of}-{n}", of) for of, size in sizes.items() for n in range(size)]
        people = [{"id": person, "name": person.upper(), "organization": of} for person, of in names]
        people += [{"id": "unlisted", "name": "UNLISTED", "organization": "Wren", "listed": False}]
        one = content["rounds"][0]
        seats = [{**one["seats"][0], "id": person["id"], "name": person["name"], "duties": []} for person in people]
        content["rounds"] = [{**one, "round": number, "seats": seats, "standing": [], "not_seated": []}]
        content["pages"]["people"] = people
        content["pages"]["convening"]["tables"][-1]["people"] = []
        ledger = ledger.add(Kind.SEATED, content)
    return write_closing_report(folder)


def test_groups_that_are_small_in_a_round_are_counted_with_the_others_in_every_round(tmp_path):
    sizes = {"Wren": 9, "Moss": 6, "Reed": 3, "Sage": 1}
    report = rounds_of(tmp_path, sizes, {**sizes, "Reed": 4}, {**sizes, "Reed": 8, "Moss": 5})
    told = rows(Path(report.files["closing_shared"]).read_text(encoding="utf-8"))
    assert "Wren 9 9 9" in told, "without the person who is not listed"
    assert "Moss 6 6 5" in told
    assert "others, or not stated 5 6 10" in told
    assert not [line for line in told if "Reed" in line or "Sage" in line]
    assert EXPLAINS_GROUPS in " ".join(told)
    assert "Reed – / 3 – / 4 – / 8" in rows(Path(report.files["closing"]).read_text(encoding="utf-8"))


def test_a_group_that_an_unlisted_person_makes_large_enough_gets_a_reason_that_is_so(tmp_path):
    """Five people of Wren have a seat, and one of them may not be named: the reason must not be that they are few."""
    report = rounds_of(tmp_path, {"Wren": 4, "Moss": 9})
    told = " ".join(rows(Path(report.files["closing_shared"]).read_text(encoding="utf-8")))
    assert "Wren" not in told
    assert "at least 5 of its people" not in told
    assert "A group that is left out can therefore have any size" in told


def test_no_number_of_a_shared_group_is_small_and_none_can_be_subtracted(tmp_path):
    random = Random(3)
    for trial in range(12):
        sizes = [{of: random.choice((0, 1, 4, 5, 6, 12)) for of in ("Wren", "Moss", "Reed", "Sage")} for _ in range(2)]
        held = rounds_of(tmp_path / str(trial), *sizes).closing.rounds
        found = count_groups(shared(held), "organization")
        for place, one in enumerate(held):
            counts = [row.counts[place].seated for row in found]
            assert all(n >= 5 or (row.is_rest and n == 0) for n, row in zip(counts, found, strict=True)), sizes
            assert not found or sum(counts) == count_turnout(one).seated
        assert [row.counts[0].came for row in found] == [None] * len(found)


def test_the_figures_over_all_rounds_need_the_attendance_of_all(tmp_path):
    ledger = write_story(tmp_path)
    ledger.add(Kind.ATTENDED, attended(2, "p1", "p2", "s1"))
    told = rows(Path(write_closing_report(tmp_path).files["closing"]).read_text(encoding="utf-8"))
    found = [line for line in told if line.startswith(("rounds", "people"))]
    assert found == [
        "rounds 3",
        "people with a seat, by the last seating of each round 7",
        "people who came at least once 5",
        "people who came to every round 2",
    ]


def test_attendance_that_was_undone_is_not_recorded(tmp_path):
    ledger = write_story(tmp_path)
    ledger.add(Kind.UNDONE, {"undoes": 5})
    third = write_closing_report(tmp_path).closing.rounds[-1]
    assert (count_turnout(third).came, third.attendance) == (None, "")


def test_attendance_stays_recorded_when_the_round_is_seated_again(tmp_path):
    write_story(tmp_path).add(Kind.SEATED, entry(3))
    third = write_closing_report(tmp_path).closing.rounds[-1]
    assert (third.entry, third.attendance) == ("rounds/0006-round-3.json", "rounds/0005-attended-3.json · came-3.csv")
    assert people_who_came(third) == {"p1", "p2", "p3", "p4", "p6"}


@pytest.mark.parametrize("name", ["closing", "closing_shared"])
def test_the_markup_is_sound_and_the_page_is_spanish_if_asked(name, pages, tmp_path):
    spanish = Path(close_story(tmp_path, Settings(language="es")).files[name]).read_text(encoding="utf-8")
    for html, language in ((pages[name], "en"), (spanish, "es")):
        page = Page(html)
        assert page.all("html")[0]["lang"] == language
        assert [tag for tag, _, _ in page.elements].count("h1") == 1
        assert all(attributes.get("scope") for attributes in page.all("th"))
        ids = {attributes["id"] for _, attributes, _ in page.elements if "id" in attributes}
        assert {attributes["href"][1:] for attributes in page.all("use") + page.all("a")} <= ids
    for english in ("Who came", "What changed", "With a seat", "not recorded", "with a seat"):
        assert english not in spanish
    assert "Quiénes vinieron" in spanish


def test_nothing_private_of_the_list_is_on_either_page(tmp_path):
    people = [
        {"name": f"Person {n}", "organization": "Mesa", "needs": "CANARY", "email": "CANARY@x.org", "notes": "CANARY"}
        for n in range(4)
    ]
    convening = {
        "tables": [{"id": "north"}],
        "requirements": [{"kind": "voice", "name": "CANARY", "who": {"notes": "CANARY"}, "private": True}],
        "private": ["notes"],
    }
    solve_request(Request(people, convening, out=tmp_path, packet=False, time_limit=5))
    for path in write_closing_report(tmp_path).files.values():
        assert "CANARY" not in Path(path).read_text(encoding="utf-8")


def test_hostile_text_stays_text(tmp_path):
    content = entry(1)
    for place, person in enumerate(content["pages"]["people"]):
        person.update(name=HOSTILE[place], organization=HOSTILE[place + 1])
    for key in ("title", "shared_result"):
        content["pages"]["convening"][key] = " ".join(HOSTILE)
    for table in content["pages"]["convening"]["tables"]:
        table["name"] = HOSTILE[2]
    content["rounds"][0]["voices"][0]["name"] = HOSTILE[1]
    ledger = Ledger.open(tmp_path).add(Kind.SEATED, content)
    later = {**content, "rounds": [{**content["rounds"][0], "round": 2}]}
    later["rounds"][0]["seats"] = [{**seat, "duties": [HOSTILE[3]]} for seat in later["rounds"][0]["seats"][:4]]
    ledger.add(Kind.SEATED, later)
    for path in write_closing_report(tmp_path).files.values():
        page = Page(Path(path).read_text(encoding="utf-8"))
        assert (page.scripts, page.comments, page.all("img")) == ([], [], [])
        assert not [name for _, attributes, _ in page.elements for name in attributes if name.startswith("on")]
        assert HOSTILE[0] in "".join(page.texts)


def test_a_folder_without_rounds_and_a_wrong_round_are_refused(tmp_path):
    with pytest.raises(UsageError, match="No round is saved in"):
        write_closing_report(tmp_path)
    write_story(tmp_path)
    harvest = tmp_path / "harvest.csv"
    harvest.write_text("table,theme,text\nnowhere,Loans,We wait\n", encoding="utf-8")
    for wrong, says in (
        ([(9, harvest)], "There is no round 9"),
        ([(4, harvest)], "Round 4 is planned"),
        ([(1, harvest), (1, harvest)], "two files for round 1"),
    ):
        with pytest.raises(UsageError, match=says):
            write_closing_report(tmp_path, wrong)
    assert not (tmp_path / "closing.html").exists()
    assert any("nowhere" in note.text for note in write_closing_report(tmp_path, [(1, harvest)]).notes)


def test_a_private_voice_is_not_called_unknown(tmp_path):
    """The ledger has no name for it, so a typed name might be its name."""
    write_story(tmp_path)
    harvest = tmp_path / "harvest.csv"
    harvest.write_text("table,theme,text,voice\nmoney,Loans,We wait,River people\n", encoding="utf-8")
    (note,) = [one for one in write_closing_report(tmp_path, [(1, harvest)]).notes if one.slug == "voice-unknown"]
    assert "a private voice is not counted without the list, so the row is not counted for any voice" in note.text
    assert 'The public voices are "Youth".' in note.text


def test_promises_that_were_saved_with_the_last_round_need_no_file(tmp_path):
    """One is by a table that has ended since."""
    promise = {"who": [{"name": "Ana Ruiz", "id": "p1"}], "by": "round 1", "state": "open"}
    told = [{**promise, "table": "permits", "what": "Count permits"}, {**promise, "table": None, "what": "Meet"}]
    missing = [{"table": "shops", "name": "home businesses", "id": None}]
    write_story(tmp_path)
    ledger = Ledger.open(tmp_path)
    ledger.add(Kind.SEATED, entry(3, promises={"promises": told, "missing": missing}))
    page = rows(Path(write_closing_report(tmp_path).files["closing"]).read_text(encoding="utf-8"))
    assert "Count permits Permits Ana Ruiz round 1 late" in page
    assert "Meet the whole room Ana Ruiz round 1 late" in page
    assert "home businesses Shops" in page
    assert "Late: 2. Open: 0. Kept: 0. Source: 0006-round-3.json" in page


def test_no_career_is_made_up_of_a_renamed_table_an_absent_chair_or_who_declined(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [f"p{n},Person {n},{'declined' if n == 7 else 'confirmed'}" for n in range(8)]
    Path("people.csv").write_text("\n".join(["id,name,status", *rows, ""]))
    tables = "tables:\n  - {id: a, seats: 2-6, chair: [Person 0]}\n  - {id: b, seats: 2-6, liaison: [Person 1]}\n"
    first = (
        f"{tables}  - {{id: steer, kind: steering, people: [Person 2, Person 7], liaisons: [b]}}\nrequirements: []\n"
    )
    Path("convening.yaml").write_text(first)
    request = Request(people="people.csv", out=Path("out"), packet=False)
    solved = solve_request(request)
    mark_arrival(Path("out"), solved.people, 1, "p0", ArrivalState.ABSENT, time="")
    repair_request(request)
    second = first.replace("id: steer", "id: board, was: [steer]").replace(", Person 7]", "]")
    Path("convening.yaml").write_text(second)
    solve_request(replace(request, next_round=True))
    held = write_closing_report(Path("out")).closing
    change = find_change(*held.rounds, *held.compared, held.rounds)
    assert (change.took_up, change.gave_up) == ((), ())
    assert (change.members_in, change.members_out) == ((), ())


def test_a_table_that_only_has_another_name_is_told_of(tmp_path, monkeypatch):
    """Its id is the same, so it is the same table. One that only has another id is not told of."""
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text("\n".join(["id,name", *(f"p{n},Person {n}" for n in range(4)), ""]))
    tables = "tables:\n  - {id: a, name: Alder, seats: 2}\n  - {id: b, name: Birch, seats: 2}\nrequirements: []\n"
    request = Request(people="people.csv", out=Path("out"), packet=False)
    Path("convening.yaml").write_text(tables)
    solve_request(request)
    renamed = tables.replace("Alder", "Aspen").replace("id: b, name", "id: birch, was: [b], name")
    Path("convening.yaml").write_text(renamed)
    solve_request(replace(request, next_round=True))
    page = rows(Path(write_closing_report(Path("out")).files["closing"]).read_text(encoding="utf-8"))
    assert [line for line in page if "Aspen" in line and "Alder" in line] == ["Alder → to Aspen"]


def test_a_held_seat_with_a_name_is_no_person_in_any_round(tmp_path):
    """Three people and a seat for a tenant: the rounds, the closing report and a report from the ledger agree."""
    people = tmp_path / "people.csv"
    people.write_text("id,name,status\na,Ana,\nb,Ben,\nc,Cam,\nd,a tenant,open\n", encoding="utf-8")
    out = tmp_path / "out"
    convening = {"tables": [{"id": "north", "seats": "2-4"}], "requirements": []}
    solve_request(Request(people, convening, out=out, packet=False))
    ledger = Ledger.open(out)
    saved = ledger.rounds[1]
    assert (saved.held, len(saved.seated), standing_record(ledger, saved).people) == ({"d"}, 3, 3)
    assert count_turnout(write_closing_report(out).closing.rounds[0]).seated == 3
    told = " ".join(str(count_seated(saved_result(Request(None, out=out)).result)).split())
    assert told == "3 people sit at 1 table. 1 more seat is held for a person who has not been found yet."


@pytest.mark.parametrize("action_seats", [("no", "yes"), ("yes", "no")])
def test_a_governance_table_meets_in_both_rounds_though_its_members_have_no_other_seat_in_one(
    action_seats, tmp_path, monkeypatch
):
    """Whoever was a member stays one, and the table neither ended nor began."""
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text("id,name\n" + "".join(f"p{n},Person {n}\n" for n in range(8)))
    for number, action_seat in enumerate(action_seats):
        steer = f"{{id: steer, name: Steering, kind: steering, people: [p0, p1], action_seat: {action_seat}}}"
        Path("convening.yaml").write_text(f"tables: [{{id: a, seats: 2-8}}, {steer}]\n")
        solve_request(Request(people="people.csv", out=Path("out"), packet=False, next_round=number > 0))
    held = write_closing_report(Path("out")).closing
    change = find_change(*held.rounds, *held.compared, held.rounds)
    assert (change.opened, change.ended, change.members_in, change.members_out) == ((), (), (), ())


def test_both_pages_count_the_last_seats_if_someone_was_marked_absent_or_lost_a_seat(tmp_path, monkeypatch):
    """Someone whose only seat was in an earlier seating of a round joins in the next one, as the page explains."""
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text("id,name\n" + "".join(f"p{n},Person {n}\n" for n in range(9)))
    Path("convening.yaml").write_text("tables: [{id: a, seats: 2-9}]\n")
    request = Request(people="people.csv", out=Path("out"), packet=False)
    solved = solve_request(request)
    mark_arrival(Path("out"), solved.people, 1, "p0", ArrivalState.ABSENT, time="")
    repair_request(request)
    files = write_closing_report(Path("out")).files
    team, shared_page = (rows(Path(files[name]).read_text(encoding="utf-8")) for name in ("closing", "closing_shared"))
    for page in (team, shared_page):
        assert "people with a seat, by the last seating of each round 8" in page
    Path("people.csv").write_text(
        "id,name,attending\n" + "".join(f"p{n},Person {n},{'no' * (n == 8)}\n" for n in range(9))
    )
    repair_request(request)
    Path("people.csv").write_text("id,name\n" + "".join(f"p{n},Person {n}\n" for n in range(9)))
    solve_request(replace(request, next_round=True))
    told = rows(Path(write_closing_report(Path("out")).files["closing"]).read_text(encoding="utf-8"))
    assert "At the same table: 8. Moved: 0. Joined: 1. Left: 0." in told
    assert any("“Joined” means that someone is in a round for the first time" in line for line in told)
    assert "Round 1, without a seat in its last seating: 1" in told
