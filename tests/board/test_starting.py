"""The guided start on the board."""

from __future__ import annotations

import pytest

from seating.api.editing.convening_edits import edit_convening
from seating.api.editing.convening_text import read_convening_text
from seating.convening.edit import Set

from .conftest import Client, copy_example, make_session

GIVEN = {
    "purpose": "Ardo Works: 500 jobs by 2030",
    "when": "soon",
    "tables": "talent, capital",
    "needed": "labor?",
    "apart": "",
    "access": "English",
    "before": "first meeting",
}


@pytest.fixture
def client(tmp_path) -> Client:
    rows = "".join(f"Guest {n},capital:{n % 4}; talent:{(n + 1) % 4}\n" for n in range(1, 9))
    (tmp_path / "people.csv").write_text(f"name,interests\n{rows}", encoding="utf-8")
    return Client(make_session(tmp_path / "people.csv", tmp_path / "out"))


def test_the_questions_are_offered_until_there_is_a_convening(client, tmp_path):
    for screen in ("files", "rules"):
        assert 'id="to-questions"' in client.get(screen).text
    shown = client.post("start/write", part=False, **GIVEN).text
    assert "The answer does not include a day." in shown
    assert 'value="talent, capital"' in shown, "what was typed stays"
    assert read_convening_text(client.session.request).is_inferred, "nothing is written yet"
    done = client.post("start/write", part=False, **{**GIVEN, "when": "2026-12-01"})
    assert done.url.path.endswith("/rules")
    written = read_convening_text(client.session.request)
    assert written.plain["title"] == "Ardo Works"
    assert "# Who must be in the room? labor?" in written.text
    for screen in ("files", "rules"):
        assert 'id="to-questions"' not in client.get(screen).text
    assert client.get("start").url.path.endswith("/rules")
    client.post("rules/undo", expected="")
    assert "title" not in read_convening_text(client.session.request).plain


def test_without_a_list_or_with_a_convening_there_are_no_questions(tmp_path):
    assert Client(make_session(None, tmp_path / "out")).get("start").url.path.endswith("/files")
    client = Client(make_session(copy_example("city", tmp_path / "city"), tmp_path / "out"))
    assert client.get("start").url.path.endswith("/rules")
    assert "There is already a convening." in client.post("start/write", part=False, **GIVEN | {"when": ""}).text


def test_fields_for_tables_make_one_answer_and_an_offer_is_chosen_with_a_list(client):
    given = {**GIVEN, "when": "", "tables": "capitl, talent", "tables-number": "3", "tables-seats": "4"}
    shown = client.post("start/write", part=False, **given).text
    assert 'value="3 tables of 4: capitl, talent"' in shown
    assert '<option value="3 tables of 4: capital, talent">' in shown
    assert "Ardo Works" in shown.partition("about-purpose")[2].partition("<input")[0], "what was understood is shown"
    client.post("start/write", part=False, **given, **{"tables-meant": "3 tables of 4: capital, talent"})
    tables = read_convening_text(client.session.request).plain["tables"]
    assert [(one["focus"], one["seats"]) for one in tables] == [("capital", {"max": 4})] * 2 + [("talent", {"max": 4})]


def test_an_answer_can_lead_to_a_further_question(client):
    given = {**GIVEN, "when": "", "tables": "talent, capital, steering"}
    shown = client.post("start/write", part=False, **given)
    assert shown.url.path.endswith("/start/write")
    assert 'id="answer-members"' in shown.text
    client.post("start/write", part=False, **given, members="Guest 1, Guest 2")
    tables = read_convening_text(client.session.request).plain["tables"]
    assert tables[-1]["people"] == ["Guest 1", "Guest 2"]


def test_the_choices_of_a_question_come_from_the_list(client):
    shown = client.get("start").text
    assert "On the list: capital, talent." in shown
    assert '<option value="first meeting">' in shown


def test_a_corrected_cell_stays_and_the_questions_are_still_asked(client, tmp_path):
    rows = "".join(f"Guest {n},capital:{n % 4}; talent:{(n + 1) % 4},doer\n" for n in range(1, 9))
    (tmp_path / "people.csv").write_text(f"name,interests,type\n{rows}".replace("Guest 3", "Gest 3"), encoding="utf-8")
    correction = {"row": "Gest 3", "column": "name", "was": "Gest 3", "now": "Guest 3"}
    entry = Set(("corrections",), [correction])
    edit_convening(client.session.request, [entry], "one cell")
    assert not read_convening_text(client.session.request).is_inferred
    for screen in ("files", "rules"):
        assert 'id="to-questions"' in client.get(screen).text
    client.post("start/write", part=False, **{**GIVEN, "when": "", "needed": "Guest 3"})
    written = read_convening_text(client.session.request)
    assert len(written.plain["corrections"]) == 1
    assert written.plain["requirements"][0]["who"] == {"name": "Guest 3"}
    assert 'id="to-questions"' not in client.get("rules").text
