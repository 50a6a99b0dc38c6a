"""What could matter, made from the columns of a wedding list: on the board, in the terminal and in the report."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from seating.api.inputs import read_inputs
from seating.api.solve import solve_request
from seating.convening.suggestions import suggest_requirements
from seating.report.quality import describe_quality
from seating.report.sections import verdict
from tests.present.told import told as lines_of

from .conftest import Client, make_session

FIRST, LAST = ("Una", "Vic", "Wes", "Xia", "Yul", "Zoe"), ("Ardell", "Brunt", "Cosway", "Dray")
NAMES = [f"{first} {last}" for last in LAST for first in FIRST]
GROUPS = ["School", "Work", "Choir", "Family"]


def write_list(path, extra: int = 0) -> None:
    """Write a list of a wedding with sides, groups, meals, a fixed table for some, and notes."""
    lines = ["Name,Side,Group,Dietary,Table?,Notes"]
    for number, name in enumerate(NAMES + [f"Guest {n}" for n in range(extra)]):
        meal = ["", "veggie", "Vegetarian", "GF", "gluten free"][number % 5]
        note = {0: "not next to Vic Brunt", 3: "sits w/ Wes Dray", 5: "-"}.get(number, "")
        top = "Top" if number in {1, 8, 15} else ""
        lines.append(f"{name},{'Ana' if number % 2 else 'Ben'},{GROUPS[number % 4]},{meal},{top},{note}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def wedding(tmp_path) -> Client:
    (tmp_path / "in").mkdir()
    write_list(tmp_path / "in" / "guests.csv")
    return Client(make_session(tmp_path / "in" / "guests.csv", tmp_path / "out"))


def suggested(client: Client) -> dict[str, str]:
    """Return what the screen offers: the sentences, with the value of each box."""
    shown = client.get("requirements").text
    found = re.findall(r'name="line" value="([^"]*)" id="wish-\d+"> <bdi>(.*?)</bdi>', shown)
    return {html.unescape(says): html.unescape(line) for line, says in found}


def test_sentences_are_made_from_the_columns(wedding):
    assert (
        list(suggested(wedding))
        == [
            "Mix Side at every table",
            "Keep each Group together",
            "Mix Group at every table",
            "Seat people with the same Table? together",
            'Notes: "not next to Vic Brunt": keep Una Ardell and Vic Brunt apart?',
            'Notes: "sits w/ Wes Dray": seat Xia Ardell and Wes Dray together?',
        ]
        or suggested(wedding) == {}
    )


def test_what_is_ticked_is_written_as_a_requirement_and_no_longer_offered(wedding):
    lines = suggested(wedding)
    says = "Keep each Group together"
    shown = wedding.post("requirements/suggested", line=lines[says])
    assert f"Added to the convening: {says}." in shown.text
    (asked,) = [one for one in wedding.session.read().inputs.requirements if one.kind == "together" and one.by]
    assert not asked.is_must, "a group is kept together if possible"
    assert says not in suggested(wedding)
    assert "No wishes yet." not in wedding.get("requirements").text
    assert wedding.post("requirements/suggested", line="{kind: made up}").status_code == 422
    wedding.post("requirements/undo", expected="")
    assert says in suggested(wedding)


def test_nothing_is_praised_without_a_wish(wedding):
    """The same sentence is on the board, in the terminal and in the report."""
    result = solve_request(replace(wedding.session.request, time_limit=1))
    told = describe_quality(result)
    assert told.startswith("No wishes yet: ")
    assert "Keep each Group together" in told
    assert "Vic Brunt" not in told, "a cell is only for the convener"
    assert told in lines_of(verdict.list_blocks(result))
    shown = wedding.get("seats").text
    assert "All musts are met." not in shown
    assert "No wishes yet." in shown
    wedding.post("requirements/suggested", line=suggested(wedding)["Mix Side at every table"])
    assert "No wishes yet." not in wedding.get("seats").text


def test_a_wish_about_earlier_rounds_shapes_no_first_round(wedding):
    (wedding.session.request.people.parent / "convening.yaml").write_text("requirements: [{kind: new_company}]\n")
    result = solve_request(replace(wedding.session.request, time_limit=1))
    told = describe_quality(result)
    assert told.startswith("No wish applies in this round: ")
    assert told in lines_of(verdict.list_blocks(result))
    assert verdict_on(wedding) == "No wish applies in this round. What matters?"
    assert "No wish applies in this round." in wedding.get("requirements").text


def verdict_on(client: Client) -> str:
    """Return what the board says of the seating beside its mark."""
    found = re.search(r'<p class="tone-(\w+)[^"]*"><svg .*?</svg> (.*?)</p>', client.get("seats").text, re.DOTALL)
    assert found is not None
    says = " ".join(re.sub("<[^>]+>", "", found[2]).split())
    assert (found[1] == "good") == (says == "All musts are met."), found[0]
    return says


def test_the_verdict_follows_corrections_locks_and_undo(tmp_path):
    """Nothing but the cell of one guest is a wish, so the green tick is there while that cell is read."""
    (tmp_path / "in").mkdir()
    lines = ["Name,Apart", f"{NAMES[0]},{NAMES[6]}", *(f"{name}," for name in NAMES[1:])]
    (tmp_path / "in" / "guests.csv").write_text("\n".join(lines), encoding="utf-8")
    client = Client(make_session(tmp_path / "in" / "guests.csv", tmp_path / "out"))
    solve_request(replace(client.session.request, time_limit=1))
    opened = client.session.read()
    people, seats = opened.inputs.room.persons, opened.seating.seats
    person = next(one.id for one in people if one.label == NAMES[0])
    far = next(one.label for one in people if seats[one.id] != seats[person] and one.label != NAMES[6])
    wished, bare = "All musts are met.", "No wishes yet. What matters?"
    cell = {"letter": "B", "line": "2", "was": NAMES[6]}
    for path, fields, says in (
        ("seats/lock", {"lock": f"person:{person}", "on": "1"}, wished),
        ("people/cell", {**cell, "how": "blank"}, bare),
        ("seats/undo", {}, bare),
        ("seats/redo", {}, bare),
        ("people/undo", {}, wished),
        ("people/redo", {}, bare),
        ("people/cell", {**cell, "how": "written"}, wished),
        ("people/cell", {**cell, "how": "text", "text": far}, wished),
    ):
        client.post(path, **fields)
        assert verdict_on(client) == says, path
        asked = {one.kind for one in client.session.read().inputs.all_requirements}
        assert ("apart" in asked) == (says == wished)


def test_every_suggestion_can_be_written(wedding):
    lines = list(suggested(wedding).values())
    shown = wedding.post("requirements/suggested", line=lines)
    assert "Added to the convening" in shown.text
    assert suggest_requirements(*_read(wedding)) == ()


def _read(client: Client):
    reading = read_inputs(client.session.request).reading
    return reading.convening, reading.people


def tables(client: Client) -> list[tuple[str, str]]:
    return [(table.id, str(table.seats)) for table in client.session.read().inputs.convening.tables]


def test_once_a_round_is_saved_a_guest_who_is_added_changes_no_table(wedding):
    """Until the tables are full; then another table is a question."""
    solve_request(replace(wedding.session.request, time_limit=1))
    before, seats = tables(wedding), wedding.session.read().seating.seats
    write_list(wedding.session.request.people, 1)
    assert tables(wedding) == before
    opened = wedding.session.read()
    assert dict(opened.seating.seats) == dict(seats)
    assert len(opened.seating.tray) == 1
    assert opened.judged.review.unmet == 0
    assert "Add a table?" not in wedding.get("seats").text
    write_list(wedding.session.request.people, 5)
    assert tables(wedding) == before
    shown = wedding.get("seats").text
    assert "29 people come, and the tables have places for 27. Add a table?" in shown
    (line,) = re.findall(r'name="line" value="([^"]*)"', shown)
    wedding.post("requirements/suggested", part=False, back="seats", line=html.unescape(line))
    assert tables(wedding) == [*before, ("t04", "7-9")]
    assert "Add a table?" not in wedding.get("seats").text


def test_once_someone_is_seated_by_hand_the_tables_stand(wedding):
    before, person = tables(wedding), wedding.session.read().inputs.room.people[0].id
    wedding.post("seats/move", person=person, **{"from": "", "to": before[0][0]})
    write_list(wedding.session.request.people, 20)
    assert tables(wedding) == before
    assert wedding.session.read().seating.seats == {person: before[0][0]}
    wedding.session.request.people.write_text("Name\n" + "\n".join(f"Other {n}" for n in range(40)), encoding="utf-8")
    assert len(tables(wedding)) == 5, "another list has tables of its own"


def test_the_commands_say_which_table_to_add_and_the_line_can_be_copied(wedding):
    request = wedding.session.request
    solve_request(replace(request, time_limit=1))
    write_list(request.people, 5)
    result = solve_request(replace(request, time_limit=1, next_round=True))
    assert len(result.convening.tables) == 3
    (note,) = [note.text for note in result.notes if note.slug == "tables-full"]
    assert note.endswith('at the end of `tables`: - {id: t04, name: Table 4, seats: "7-9"}')
    file = request.out / "convening.yaml"
    line = note.rpartition("`: ")[2]
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("tables:\n", f"tables:\n  {line}\n", 1), encoding="utf-8")  # indented as the others
    assert len(read_inputs(request).reading.convening.tables) == 4


def test_tables_of_a_convening_that_leaves_them_out_stand_too(wedding):
    request = wedding.session.request
    text = "requirements: [{kind: balance, of: Side}]\n"
    (request.people.parent / "convening.yaml").write_text(text, encoding="utf-8")
    solve_request(replace(request, time_limit=1))
    before = tables(wedding)
    write_list(request.people, 5)
    reading = read_inputs(request).reading
    assert [(table.id, str(table.seats)) for table in reading.convening.tables] == before
    (note,) = [note.text for note in reading.notes if note.slug == "tables-full"]
    line = note.partition("convening: ")[2]
    (request.people.parent / "convening.yaml").write_text(f"{text}{line}\n", encoding="utf-8")
    assert len(read_inputs(request).reading.convening.tables) == 4
