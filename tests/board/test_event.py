"""The top of the rules: the name and the date of an event, and its tables as a number of one size."""

from __future__ import annotations

import html
import re

import openpyxl
import pytest

from seating.api.editing.convening_text import read_convening_text

from .conftest import Client, make_session
from .test_requirements import Inputs


def fields_of(client: Client) -> dict[str, str]:
    form = client.get("rules").text.partition('id="event"')[2].partition("</form>")[0]
    values = re.findall(r'name="(\w+)" value="([^"]*)"(?: maxlength="\d+")?', form)
    return {name: html.unescape(value) for name, value in values if name != "head" or "checked" in form}


@pytest.mark.room
def test_the_top_of_the_rules_changes_the_event_in_one_step(city):
    before = fields_of(city)
    assert before["title"] == "Mesa Verde Junction convening on local enterprise"
    assert (before["number"], before["seats"]) == ("5", "12")
    shown = city.post("rules/event", **{**before, "title": "City talks", "day": "May 1, 2027", "number": "6"})
    assert 'role="status">Saved: Name, date and tables.<' in shown.text
    inputs = city.session.read().inputs
    assert (inputs.convening.title, inputs.room.day, len(inputs.room.tables)) == ("City talks", "2027-05-01", 6)
    city.post("rules/undo", expected="")
    assert fields_of(city) == before | {"expected": fields_of(city)["expected"]}


def test_the_title_row_of_a_list_is_offered_as_name_and_date(tmp_path):
    book = openpyxl.Workbook()
    guests = [[f"Guest {n}", "Kim"] for n in range(9)]
    for row in (["Guest list Kim & Theo, 1 May 2027"], [], ["Name", "Side"], *guests):
        book.active.append(row)
    book.save(tmp_path / "guests.xlsx")
    client = Client(make_session(tmp_path / "guests.xlsx", tmp_path / "out"))
    offered = fields_of(client)
    assert (offered["title"], offered["day"]) == ("Kim & Theo", "2027-05-01")
    client.post("rules/event", **offered)
    assert read_convening_text(client.session.request).plain["title"] == "Kim & Theo"


def test_every_field_has_a_label_and_a_wrong_number_is_refused(city):
    assert Inputs(city.get("rules").text).unlabelled == []
    shown = city.post("rules/event", **{**fields_of(city), "number": "many"})
    assert "Write a number of tables from 1 to" in shown.text
