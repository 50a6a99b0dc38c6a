"""Find your table: who is on the page, what it says of them, and what a browser shows while somebody types."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace

import pytest

from seating.present.settings import Settings
from seating.profiles import People
from seating.report.packet import find_table
from seating.report.pages import render_packet
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.history import History, PastRound
from seating.room.lineage import label_of
from seating.room.plan import Plan

from ..conftest import Page
from ..made_up import large, result_of, small, visited

UNLISTED = "Jonas Petrov"

STEPS = """onload = async () => {
  const frame = document.querySelector('iframe'), page = frame.contentDocument, view = frame.contentWindow;
  const part = (name) => page.getElementById('find-' + name);
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  const state = () => ({
    names: [...part('shown').querySelectorAll('bdi')].map((name) => name.textContent),
    numbers: [...part('shown').querySelectorAll('b')].map((name) => name.textContent),
    told: part('told').textContent, clear: !part('clear').hidden, all: !part('all').hidden,
    focus: page.activeElement.id,
  });
  const type = async (text) => {
    part('name').value = text; part('name').dispatchEvent(new view.Event('input')); await wait(200); return state();
  };
  const told = { bar: !part('bar').hidden, first: state() };
  for (const text of TYPED) told[text] = await type(text);
  part('name').dispatchEvent(new view.KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  told.escaped = state();
  const shown = document.createElement('pre'); shown.textContent = JSON.stringify(told); document.body.append(shown);
}"""


def names(result) -> list[str]:
    return [found.name for found in find_table.fill(for_reader(result, Audience.EVERYONE), Settings())]


def renamed(result, **name_of: str):
    people = [p.model_copy(update={"name": name_of.get(p.id, p.name)}) for p in result.people]
    return result_of(People(tuple(people)), result.convening, dict(result.plan.seats))


def test_everybody_listed_is_there_once_with_their_table():
    result = small()
    found = find_table.fill(for_reader(result, Audience.EVERYONE), Settings())
    assert sorted(names(result)) == sorted(p.label for p in result.room.persons if p.label != UNLISTED)
    ana = next(one for one in found if one.name == "Ana Ruiz")
    table = result.plan.seats["p01"]
    assert (ana.number, ana.table) == (result.room.table_index[table] + 1, result.room.table(table).label)


def test_only_people_of_the_same_name_show_their_organization():
    result = small()
    own = result.people.by_id["p01"].organization
    other = next(person.id for person in result.people if person.organization not in {own, ""} and person.listed)
    found = find_table.fill(for_reader(renamed(result, **{other: "Ana Ruiz"}), Audience.EVERYONE), Settings())
    about = {one.name: one.about for one in found}
    assert len([one for one in found if one.name == "Ana Ruiz" and one.about]) == 2
    assert {text for name, text in about.items() if name != "Ana Ruiz"} == {""}


def test_the_organization_stands_beside_a_name_that_someone_without_a_seat_has_too():
    """Whoever was marked absent and comes after all does not find the table of the other person."""
    result = small()
    own = result.people.by_id["p01"].organization
    other = next(person.id for person in result.people if person.organization not in {own, ""} and person.listed)
    both = renamed(result, **{other: "Ana Ruiz"})
    seats = {person: table for person, table in both.plan.seats.items() if person != other}
    found = find_table.fill(for_reader(replace(both, plan=Plan(seats)), Audience.EVERYONE), Settings())
    assert [(one.name, one.about) for one in found if one.name == "Ana Ruiz"] == [("Ana Ruiz", own)]


def test_nothing_private_is_in_the_file():
    page = render_packet(small())["find-table.html"].partition("<main")[2]  # the head has the style of all pages
    assert "Ana Ruiz" in page
    for private in ("step-free", "@example.org", UNLISTED, "decision-maker", "organization"):
        assert private not in page, private


def test_a_season_has_no_such_page():
    assert "find-table.html" not in render_packet(visited())


def test_without_a_script_everybody_is_listed_and_the_field_is_not_there():
    page = Page(render_packet(small())["find-table.html"])
    assert next(a for _, a, _ in page.elements if a.get("id") == "find-bar").get("hidden", "no") != "no"
    assert next(a for _, a, _ in page.elements if a.get("id") == "find-all").get("hidden") is None
    assert sum(tag == "bdi" for tag, _, _ in page.elements) == len(names(small()))


def test_the_field_has_a_label_and_the_result_is_a_status_message():
    page = Page(render_packet(small())["find-table.html"])
    assert {"for": "find-name"} in page.all("label")
    assert [a["id"] for _, a, _ in page.elements if a.get("role") == "status"] == ["find-told"]


@pytest.fixture(scope="module")
def told(chromium, tmp_path_factory):
    def run(result, *typed: str) -> dict:
        folder = tmp_path_factory.mktemp("find")
        (folder / "find.html").write_text(render_packet(result)["find-table.html"], encoding="utf-8")
        outer = folder / "outer.html"
        steps = STEPS.replace("TYPED", json.dumps(typed))
        frame = '<iframe src="find.html" width="390" height="800"></iframe>'
        outer.write_text(f"<meta charset=utf-8><body>{frame}<script>{steps}</script></body>", encoding="utf-8")
        shown = chromium(outer, "--allow-file-access-from-files", "--virtual-time-budget=20000", "--dump-dom")
        return json.loads(html.unescape(re.search(r"<pre>(.*?)</pre>", shown, re.DOTALL)[1]))

    return run


@pytest.mark.browser
def test_three_letters_find_a_person_without_accents_and_in_any_order(told):
    seen = told(small(), "chl", "AKESSON chlo", "zzz", "نور")
    assert seen["bar"]
    assert seen["first"] == {"names": [], "numbers": [], "told": "", "clear": False, "all": False, "focus": "find-name"}
    for text in ("chl", "AKESSON chlo"):
        assert (seen[text]["names"], seen[text]["numbers"]) == (["Chloé Åkesson"], ["1"])
        assert seen[text]["told"] == "People found: 1. Chloé Åkesson Table 1 Capital"
    assert (seen["zzz"]["names"], seen["zzz"]["clear"]) == ([], True)
    assert seen["zzz"]["told"] == "This name is not on this page. Ask at the desk."
    assert seen["نور"]["names"] == ["نور الهدى السعيد"]
    assert (seen["escaped"]["names"], seen["escaped"]["told"], seen["escaped"]["focus"]) == ([], "", "find-name")


@pytest.mark.browser
def test_letters_inside_a_name_are_looked_for_only_where_no_name_begins_with_them(told):
    seen = told(renamed(small(), p01="Ana Ruiz", p02="Mariana Poe"), "ana", "iana")
    assert "Ana Ruiz" in seen["ana"]["names"]
    assert "Mariana Poe" not in seen["ana"]["names"]
    assert seen["iana"]["names"] == ["Mariana Poe"]


@pytest.mark.browser
def test_a_hostile_name_is_shown_as_it_is_written(told):
    hostile = "<img src=x onerror=alert(1)> {n} </script>"
    seen = told(renamed(small(), p01=hostile), "img")
    assert seen["img"]["names"] == [hostile]
    assert hostile in seen["img"]["told"]


@pytest.mark.browser
def test_of_many_people_ten_are_shown_and_all_are_counted(told):
    result = large(1000, 40)
    first = names(result)[0][:1]
    seen = told(result, first)
    assert len(seen[first]["names"]) == 10
    assert "Type more letters." in seen[first]["told"]


def test_at_a_further_session_the_number_of_the_first_one_is_not_told() -> None:
    """The sentence names the table of the first session, so it would have the number of another table."""
    result = small()
    person = result.people.by_id["p01"]
    first = result.plan.seats[person.id]
    further = next(table.id for table in result.room.tables if table.id != first)
    past = PastRound(1, {person.id: first}, numbers={first: 9})
    room = replace(result.room, history=History((past,)), round_number=2)
    page = find_table.fill(
        replace(result, room=room, plan=Plan(result.plan.seats, {person.id: (further,)})), Settings()
    )
    assert page is not None
    own = {one.number: one.renumbered for one in page if one.name == person.label and one.renumbered}
    number = 1 + result.room.table_index[first]
    assert own == {number: f"{label_of(result.room, first)}: 9 → {number}"}
    assert len([one for one in page if (one.name, one.number) == (person.label, 2)]) == 1
