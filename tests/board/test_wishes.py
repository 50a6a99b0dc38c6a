"""What could matter, made from the columns of a wedding list: on the board, in the terminal and in the report."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from seating.api.reading import read_inputs
from seating.api.solve import solve_request
from seating.convening.suggestions import suggest_requirements
from seating.report.quality import describe_quality
from seating.report.sections import verdict
from tests.cli.running import run
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
    """Return what the screen offers, but that the tables are full: the sentences, with the value of each box."""
    shown = client.get("rules").text
    line = r'name="line" value="([^"]*)">\s*<label><input [^>]*> <span><bdi>(.*?)</bdi>'
    word = r'<option value="([^"]*{[^"]*)"[^>]*>(.*?)</option>'  # of two opposites
    found = [(one or other, says or word) for one, says, other, word in re.findall(f"{line}|{word}", shown)]
    return {
        html.unescape(re.sub("<[^>]+>", "", says)): html.unescape(line) for line, says in found if "fill" not in line
    }


def tick(client: Client, *sentences: str, **strengths: str):
    """Tick these sentences and no others, as the page does; a strength is named by the start of its sentence."""
    before = ticked(client)
    for says, line in suggested(client).items():
        strength = next((strength for word, strength in strengths.items() if says.startswith(word)), "")
        if says in sentences and (strength or says not in before):
            client.post("rules/choose", line=line, chosen="yes", strength=strength)
        elif says in before and says not in sentences:
            client.post("rules/choose", line=line)


def ticked(client: Client) -> list[str]:
    """Return the sentences that the screen shows with a tick."""
    found = re.findall(r'id="rule-\w+" checked> <span[^>]*><bdi>(.*?)</bdi>', client.get("rules").text)
    told = [html.unescape(re.sub("<[^>]+>", "", says)) for says in found]
    return [says for says in told if says in suggested(client)]


SIDE, TOGETHER, MIXED = "Mix Side at every table", "Keep each Group together", "Mix Group at every table"
TABLE = "Seat people with the same Table? together"
APART = 'Notes: "not next to Vic Brunt": keep Una Ardell and Vic Brunt apart'
CLOSE = 'Notes: "sits w/ Wes Dray": seat Xia Ardell and Wes Dray together'
KITCHEN = "Dietary is for the kitchen"


@pytest.mark.room
def test_a_mix_of_roles_is_ticked_and_offered_again_once_it_is_taken_out(tmp_path):
    rows = [f"{name},{('designee', 'doer', 'doer', 'decision-maker')[n % 4]}" for n, name in enumerate(NAMES)]
    (tmp_path / "list.csv").write_text("\n".join(["Name,Role", *rows]) + "\n", encoding="utf-8")
    client = Client(make_session(tmp_path / "list.csv", tmp_path / "out"))
    roles = "Have at least 1 designee, 2 doers and 1 decision-maker at every table"
    assert ticked(client) == [roles]
    tick(client)
    assert (ticked(client), list(suggested(client))) == ([], [roles])
    assert "role_mix" not in (tmp_path / "out" / "convening.yaml").read_text(encoding="utf-8")
    tick(client, roles, Have="must")
    assert ticked(client) == [roles]


def test_sentences_are_made_from_the_columns_and_show_the_list(wedding):
    assert list(suggested(wedding)) == [SIDE, TOGETHER, MIXED, TABLE, APART, CLOSE, KITCHEN]
    shown = wedding.get("rules").text
    assert "Mix <b>Side</b> at every table" in shown
    assert ">4 groups, the largest of 6 people<" in shown
    assert ">Ben: 12, Ana: 12<" in shown
    assert ticked(wedding) == [KITCHEN], "the column is read so already"
    assert "No wishes yet." in shown


@pytest.mark.room
def test_what_is_ticked_is_written_and_can_be_taken_out_again(wedding):
    tick(wedding, TOGETHER, KITCHEN)
    (asked,) = [one for one in wedding.session.read().inputs.requirements if one.kind == "together" and one.by]
    assert not asked.is_must, "a group is kept together if possible"
    assert ticked(wedding) == [TOGETHER, KITCHEN]
    assert MIXED in suggested(wedding), "what else could be made of the column stays on the screen"
    assert "No wishes yet." not in wedding.get("rules").text
    tick(wedding, TOGETHER, Keep="must")
    (asked,) = [one for one in wedding.session.read().inputs.requirements if one.kind == "together" and one.by]
    assert asked.is_must
    assert ticked(wedding) == [TOGETHER], "the diets are read as a column of the convener's own"
    tick(wedding, SIDE, APART, KITCHEN)
    kinds = {one.kind: one.is_must for one in wedding.session.read().inputs.requirements}
    assert kinds["balance"] is False
    assert kinds["apart"] is True
    assert "together" not in kinds
    assert ticked(wedding) == [SIDE, APART, KITCHEN]
    wedding.post("rules/undo", expected="")
    assert ticked(wedding) == [SIDE, APART]


@pytest.mark.room
def test_a_tick_publishes_no_column(wedding):
    """A column for the kitchen is private, and stays so when it is one of the convener's own."""
    tick(wedding)
    inputs = wedding.session.read().inputs
    (own,) = [key for key, one in inputs.people.headings.items() if one.text == "Dietary"]
    assert own in inputs.private_columns
    tick(wedding, KITCHEN)
    assert ticked(wedding) == [KITCHEN]
    tick(wedding)
    assert own in wedding.session.read().inputs.private_columns


@pytest.mark.room
def test_a_private_rule_is_taken_out_again(wedding):
    tick(wedding, SIDE, APART)
    tick(wedding, SIDE)
    assert {one.kind for one in wedding.session.read().inputs.requirements} == {"fill", "balance", "size"}


def test_a_tick_changes_its_own_requirement_alone(wedding):
    """Also after one that is not shown as a sentence."""
    file = wedding.session.request.people.parent / "convening.yaml"
    written = "tables: [{id: a, seats: 12}, {id: b, seats: 12}]\nrequirements:\n  - {kind: size}\n"
    file.write_text(f"{written}  - {{kind: together, by: Group}}\n", encoding="utf-8")
    size = next(says for says, line in suggested(wedding).items() if "size" in line)
    tick(wedding, TOGETHER, KITCHEN, size, Keep="must")
    assert "- {kind: size}\n" in file.read_text(encoding="utf-8")
    tick(wedding, KITCHEN, size)
    assert file.read_text(encoding="utf-8") == written


def test_a_group_that_is_larger_than_a_table_shows_that(tmp_path):
    rows = [f"{name},{GROUPS[0] if n < 14 else GROUPS[1 + n % 3]}" for n, name in enumerate(NAMES)]
    (tmp_path / "guests.csv").write_text("\n".join(["Name,Group", *rows]), encoding="utf-8")
    client = Client(make_session(tmp_path / "guests.csv", tmp_path / "out"))
    assert "4 groups, the largest of 14 people, more than the 9 seats at the largest table" in client.get("rules").text


def test_the_terminal_asks_the_same_questions(wedding, monkeypatch):
    people, out = wedding.session.request.people, wedding.session.out
    done = run(f"check '{people}' --out '{out}' --ask")
    assert done.exit_code == 2
    assert "--ask needs a terminal" in done.stderr
    monkeypatch.setattr("seating.cli.console.Console.can_ask", True)
    told = run(f"check '{people}' --out '{out}' --ask", input="\nm\n\n\nw\n\n\n")
    assert told.exit_code == 0, told.output
    assert "Keep each Group together (4 groups, the largest of 6 people)" in told.stdout
    assert f"The answers are in {out.as_posix()}/convening.yaml." in told.stdout
    kinds = {one.kind: one.is_must for one in wedding.session.read().inputs.requirements}
    assert kinds["together"] is True
    assert kinds["apart"] is False
    assert ticked(wedding) == [TOGETHER, APART, KITCHEN]


@pytest.mark.room
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
    tick(wedding, SIDE)
    assert "No wishes yet." not in wedding.get("seats").text


def test_a_wish_about_earlier_rounds_shapes_no_first_round(wedding):
    (wedding.session.request.people.parent / "convening.yaml").write_text("requirements: [{kind: new_company}]\n")
    result = solve_request(replace(wedding.session.request, time_limit=1))
    told = describe_quality(result)
    assert told.startswith("No wish applies in this round: ")
    assert told in lines_of(verdict.list_blocks(result))
    assert verdict_on(wedding) == "No wish applies in this round. What matters?"
    assert "No wish applies in this round." in wedding.get("rules").text


def verdict_on(client: Client) -> str:
    """Return what the board says of the seating beside its mark."""
    found = re.search(r'<p class="tone-(\w+)[^"]*"><svg .*?</svg> (.*?)</p>', client.get("seats").text, re.DOTALL)
    assert found is not None
    says = " ".join(re.sub("<[^>]+>", "", found[2]).split())
    assert (found[1] == "good") == (says == "All musts are met."), found[0]
    return says


@pytest.mark.room
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


@pytest.mark.room
def test_every_suggestion_can_be_written(wedding):
    tick(wedding, *suggested(wedding))
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
    assert "29 seats are needed, and the tables have 27. Add a table?" in shown
    (line,) = re.findall(r'name="line" value="([^"]*)"', shown)
    wedding.post("rules/suggested", part=False, back="seats", line=html.unescape(line))
    assert tables(wedding) == [*before, ("t04", "at most 9")]
    assert "Add a table?" not in wedding.get("seats").text


def test_once_someone_is_seated_by_hand_the_tables_stand(wedding):
    before, person = tables(wedding), wedding.session.read().inputs.room.people[0].id
    wedding.post("seats/move", person=person, **{"from": "", "to": before[0][0]})
    write_list(wedding.session.request.people, 20)
    assert tables(wedding) == before
    assert wedding.session.read().seating.seats == {person: before[0][0]}
    wedding.session.request.people.write_text("Name\n" + "\n".join(f"Other {n}" for n in range(40)), encoding="utf-8")
    assert len(tables(wedding)) == 5, "another list has tables of its own"


@pytest.mark.room
def test_the_commands_say_which_table_to_add_and_the_line_can_be_copied(wedding):
    request = wedding.session.request
    solve_request(replace(request, time_limit=1))
    write_list(request.people, 5)
    result = solve_request(replace(request, time_limit=1, next_round=True))
    assert len(result.convening.tables) == 3
    (note,) = [note.text for note in result.notes if note.slug == "tables-full"]
    assert note.endswith("at the end of `tables`: - {id: t04, name: Table 4, seats: {max: 9}}")
    file = request.out / "convening.yaml"
    line = note.rpartition("`: ")[2]
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("tables:\n", f"tables:\n  {line}\n", 1), encoding="utf-8")  # indented as the others
    assert len(read_inputs(request).reading.convening.tables) == 4


def test_more_seats_are_asked_for_if_another_table_could_not_be_filled(tmp_path):
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "guests.csv"
    file.write_text("Name\n" + "\n".join(NAMES[:16]) + "\n", encoding="utf-8")
    text = "tables: [{id: a, seats: 5}, {id: b, seats: 5}, {id: c, seats: 5}]\nrequirements: []\n"
    (tmp_path / "in" / "convening.yaml").write_text(text, encoding="utf-8")
    client = Client(make_session(file, tmp_path / "out"))
    for screen in ("seats", "rules"):
        assert "another table: give a table more seats." in client.get(screen).text


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


def test_both_people_of_a_cell_with_have_a_companion(tmp_path):
    rows = [f"Person {n},{'Person 1' if n == 0 else ''}" for n in range(8)]
    (tmp_path / "list.csv").write_text("\n".join(["name,with", *rows]), encoding="utf-8")
    board = Client(make_session(tmp_path / "list.csv", tmp_path / "out"))
    assert "2 people have a companion" in board.get("rules").text


@pytest.mark.room
def test_seat_numbers_are_offered_where_people_bring_companions(tmp_path, wedding):
    assert not [says for says in suggested(wedding) if "seat number" in says]
    rows = [f"{name},{'Ana' if n % 2 else 'Ben'},{2 + n % 2}" for n, name in enumerate(NAMES)]
    (tmp_path / "couples.csv").write_text("\n".join(["Name,Side,Party size", *rows]), encoding="utf-8")
    couples = Client(make_session(tmp_path / "couples.csv", tmp_path / "couples"))
    beside = "Give everyone a seat number, and seat companions side by side"
    mixed = "Give everyone a seat number, and mix Side from seat to seat"
    assert [says for says in suggested(couples) if "seat number" in says] == [beside, mixed]
    assert SIDE in suggested(couples), "companions without a side do not hide that the rows have one"
    assert ticked(couples) == []
    assert "60 people have a companion" in couples.get("rules").text
    tick(couples, beside, mixed, SIDE)
    rules = couples.session.read().inputs.convening.chairs
    assert (rules.together, rules.alternate) == ("beside", "Side")
    assert ticked(couples) == [SIDE, beside, mixed]
    tick(couples, beside)
    assert couples.session.read().inputs.convening.chairs.alternate is None
    tick(couples)
    assert couples.session.read().inputs.convening.chairs is None
    couples.post("rules/undo", expected="")
    assert ticked(couples) == [beside]


def test_a_second_choice_of_what_the_tables_are_about_is_no_group_of_people(tmp_path):
    rows = "".join(f"Guest {n},{('money', 'skills')[n % 2]},{('skills', 'money')[n % 2]}\n" for n in range(12))
    (tmp_path / "people.csv").write_text(f"name,interests,2nd choice\n{rows}", encoding="utf-8")
    tables = "tables: [{id: a, focus: money, seats: 4-8}, {id: b, focus: skills, seats: 4-8}]\n"
    (tmp_path / "convening.yaml").write_text(f"{tables}requirements: [{{kind: focus}}]\n", encoding="utf-8")
    shown = Client(make_session(tmp_path / "people.csv", tmp_path / "out")).get("rules").text
    assert "2nd choice</b>" not in shown
    (tmp_path / "convening.yaml").write_text(f"{tables.replace('money', 'loans')}requirements: [{{kind: focus}}]\n")
    shown = Client(make_session(tmp_path / "people.csv", tmp_path / "out2")).get("rules").text
    assert "2nd choice</b>" in shown
