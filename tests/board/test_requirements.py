"""Tables and requirements on the board: forms, previews, undo, and the file."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from seating.convening.convening_file import list_stated
from seating.convening.requirement_form import list_fields
from seating.convening.table_form import TABLE_FIELDS
from seating.requirements import kinds
from seating.requirements.base.kind import summarize_kind

from .conftest import Client, copy_example, make_session, seat_everyone


class Inputs(HTMLParser):
    """Reads the inputs of the page's form as a browser would send them, and the ids that labels name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.unlabelled: list[str] = []
        self._form = self._label = ""
        self._labels = set(re.findall(r'<label for="([^"]+)"', text))
        self._select: tuple[str, list[str]] | None = None
        self._area: str | None = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        one = {key: value or "" for key, value in attrs}
        if tag == "form":
            self._form = one.get("class", "")
        if tag == "label":
            self._label = "open"
        if "entry-form" not in self._form:
            return
        is_field = tag in {"input", "select", "textarea"} and one.get("type") != "hidden"
        if is_field and not self._label and one.get("id") not in self._labels:
            self.unlabelled.append(one.get("name", ""))
        if tag == "input" and (one.get("type") != "checkbox" or "checked" in one):
            self.sent.setdefault(one["name"], []).append(one.get("value", "on"))
        if tag == "select":
            self._select = (one["name"], [])
        if tag == "option" and self._select is not None:
            is_first = not self._select[1]
            if is_first or "selected" in one:
                self._select = (self._select[0], [one.get("value", "")])
        if tag == "textarea":
            self._area = one["name"]
            self.sent[self._area] = [""]

    def handle_data(self, data):
        if self._area is not None:
            self.sent[self._area][0] += data

    def handle_endtag(self, tag):
        if tag == "label":
            self._label = ""
        if tag == "form":
            self._form = ""
        if tag == "textarea":
            self._area = None
        if tag == "select" and self._select is not None:
            self.sent.setdefault(self._select[0], []).extend(self._select[1])
            self._select = None


def text_of(client: Client) -> str:
    return (Path(client.session.request.people).parent / "convening.yaml").read_text(encoding="utf-8")


def open_form(client: Client, address: str) -> Inputs:
    shown = client.get(f"rules/{address}")
    assert shown.status_code == 200, shown.text
    found = Inputs(shown.text)
    assert found.unlabelled == []
    return found


def save(client: Client, part: str, form: Inputs, **fields):
    return client.post(f"rules/{part}/save", part=False, **{**form.sent, **fields})


def expected(client: Client) -> str:
    return re.search(r'name="expected" value="(\w+)"', client.get("rules").text)[1]


def choose(client: Client, number: int, **fields):
    """Send what is ticked or chosen at the requirement with a number in the file."""
    shown = client.get("rules").text
    row = next(row for row in shown.split("<li>") if f'requirements/form?number={number}"' in row)
    line = html.unescape(re.search(r'name="line" value="([^"]*)"', row)[1])
    chosen = {"chosen": "yes"} if fields else {}
    return client.post("rules/choose", line=line, expected=expected(client), **chosen, **fields)


def test_requirements_are_shown_as_sentences(city):
    shown = city.get("rules").text
    assert "Every table has at most 2 people with the same organization." in shown
    assert "Talent and skill" in shown
    assert "# The convening beside stakeholders.csv." in shown


@pytest.mark.room
def test_a_form_that_is_saved_unchanged_changes_nothing(city):
    before = text_of(city)
    for number in range(15):
        form = open_form(city, f"requirements/form?number={number}")
        assert save(city, "requirements", form, follow_redirects=True).status_code == 200
        assert text_of(city) == before, number


@pytest.mark.room
def test_a_table_that_is_saved_unchanged_changes_nothing(city):
    before = text_of(city)
    for number in range(5):
        save(city, "tables", open_form(city, f"tables/form?number={number}"))
        assert text_of(city) == before, number


@pytest.mark.room
def test_every_kind_has_a_form_with_all_its_fields(city):
    for kind, model in kinds().items():
        form = open_form(city, f"requirements/form?kind={kind}")
        shown = city.get(f"rules/requirements/form?kind={kind}").text
        for field in list_fields(model):
            assert field.key in form.sent or f'name="{field.key}' in shown, (kind, field.key)


def test_the_form_of_a_table_shows_three_fields_first_and_each_once(city):
    shown = city.get("rules/tables/form?number=0").text
    first = shown.partition('class="entry-form"')[2].partition('id="preview"')[0]
    assert re.findall(r'id="f-(\w+)"', first) == ["name", "seats", "shape"]
    fields = re.findall(r'id="f-(\w+)"', shown)
    assert sorted(fields) == sorted(field.key for field in TABLE_FIELDS)


@pytest.mark.room
def test_a_saved_form_changes_its_lines_and_can_be_undone(city):
    before = text_of(city)
    save(city, "requirements", open_form(city, "requirements/form?number=4"), at_most="3", must="yes")
    assert text_of(city) == before.replace(
        "    at_most: 2\n    weight: 4\n", "    at_most: 3\n    weight: 4\n    must: true\n"
    )
    undone = city.post("rules/undo", expected=expected(city))
    assert "The last change to the convening was undone." in undone.text
    assert text_of(city) == before
    assert "Change cap: organization" in city.get("rules").text
    city.post("rules/redo", expected=expected(city))
    assert "at_most: 3" in text_of(city)


@pytest.mark.room
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Saved: Culture of enterprise.", "Saved: Annex.", "Saved: cap: organization.")),
        ("es", ("Se guardó: Culture of enterprise.", "Se guardó: Annex.", "Se guardó: tope: organization.")),
    ],
)
def test_after_saving_a_message_says_what_was_saved(tmp_path, language: str, said: tuple[str, ...]):
    """The address names no table and no requirement, and a page that is loaded again later says nothing."""
    client = Client(make_session(copy_example("city", tmp_path / "in"), tmp_path / "out", language))
    forms = (
        ("tables", "tables/form?number=4", {"place": "Upstairs"}),
        ("tables", "tables/form", {"name": "Annex", "seats": "0-12"}),
        ("requirements", "requirements/form?number=4", {"at_most": "3"}),
    )
    for (part, form, fields), message in zip(forms, said, strict=True):
        shown = save(client, part, open_form(client, form), **fields)
        assert f'role="status">{message}<' in shown.text
        assert re.fullmatch(r".*/rules\?saved=\w+&number=\d*&text=\w+", str(shown.url))
    client.post("rules/undo", expected=expected(client))
    assert 'role="status"><' in client.http.get(str(shown.url)).text


def test_a_new_voice_is_written_like_its_neighbors(city):
    form = open_form(city, "requirements/form?kind=voice")
    who = {"who.column": ["sector", ""], "who.is": ["is", "is"], "who.values": ["labor; government", ""]}
    shown = save(city, "requirements", form, name="Unions", **who, follow_redirects=True)
    assert "Unions" in shown.text
    assert "  - kind: voice\n    name: Unions\n    who: {sector: [labor, government]}\n" in text_of(city)


def test_a_form_with_a_mistake_is_shown_again_with_what_was_typed(city):
    before = text_of(city)
    shown = save(city, "requirements", open_form(city, "requirements/form?number=4"), at_most="many")
    assert shown.status_code == 422
    assert 'value="many"' in shown.text
    assert "is not a whole number of people" in shown.text
    assert text_of(city) == before


def test_what_is_typed_says_what_it_trades_against(city):
    form = open_form(city, "requirements/form?number=4")
    shown = city.post("rules/requirements/preview", **{**form.sent, "weight": "5", "at_most": "3"})
    assert "Every table has at most 3 people with the same organization." in shown.text
    assert "Weight 5: each missing or surplus person or thing counts 5 times as much as with weight 1." in shown.text
    assert "One unit of this requirement counts as much as 1 unit of:" in shown.text
    assert "One unit of the following counts as more than 1 and less than 2 units of this requirement:" in shown.text
    assert "at_most: 2" in text_of(city)


def test_what_counting_rules_out_is_said_while_typing(city):
    form = open_form(city, "requirements/form?number=4")
    shown = city.post("rules/requirements/preview", **{**form.sent, "must": "yes", "at_most": "0"})
    assert re.search(r'role="status">Counting alone shows that \d+ musts cannot be met\.<', shown.text)
    assert 'id="preview"' in shown.text


@pytest.mark.room
def test_tables_are_added_moved_and_removed(city):
    before = text_of(city)
    form = open_form(city, "tables/form")
    save(city, "tables", form, name="Night economy", seats="0-12", focus="culture; business", open="yes")
    assert "  - id: night-economy\n    name: Night economy\n    seats: 0-12\n" in text_of(city)
    city.post("rules/tables/move", number="5", to="4", expected=expected(city))
    assert text_of(city).index("id: night-economy") < text_of(city).index("id: culture")
    shown = city.post("rules/tables/remove", number="4", expected=expected(city))
    assert "Removed: Night economy. Undo brings it back." in shown.text
    assert text_of(city) == before


def test_a_table_that_a_requirement_names_is_not_removed(city):
    save(city, "requirements", open_form(city, "requirements/form?number=4"), at=["culture"])
    assert "at: culture" in text_of(city)
    before = text_of(city)
    shown = city.post("rules/tables/remove", number="4", expected=expected(city))
    assert shown.status_code == 422
    assert "culture" in shown.text
    assert text_of(city) == before


def test_a_convening_that_changed_meanwhile_is_not_overwritten(city):
    seen = expected(city)
    path = Path(city.session.request.people).parent / "convening.yaml"
    path.write_text(text_of(city) + "# by hand\n", encoding="utf-8")
    shown = city.post("rules/tables/remove", number="4", expected=seen)
    assert "has changed since this page was loaded" in shown.text
    assert text_of(city).endswith("# by hand\n")


@pytest.mark.room
def test_without_a_convening_the_inferred_one_is_shown_and_written_with_the_first_change(tmp_path):
    people = copy_example("city", tmp_path / "in")
    (people.parent / "convening.yaml").unlink()
    client = Client(make_session(people, tmp_path / "out"))
    assert "The program inferred these tables and requirements" in client.get("rules").text
    assert not (tmp_path / "out" / "convening.yaml").exists()
    choose(client, 0)
    assert (tmp_path / "out" / "convening.yaml").exists()
    assert "The program inferred" not in client.get("rules").text


def test_a_convening_with_mistakes_is_shown_with_their_lines(city):
    path = Path(city.session.request.people).parent / "convening.yaml"
    path.write_text(text_of(city).replace("of: organization", "of: organisatoin"), encoding="utf-8")
    shown = city.get("rules")
    assert "organisatoin" in shown.text
    assert re.search(r"convening\.yaml:\d+", shown.text)


def test_hostile_names_print_literally(city):
    form = open_form(city, "tables/form")
    save(city, "tables", form, name="<img src=x onerror=alert(1)>{{ 7*7 }}", seats="0-12", open="yes")
    shown = city.get("rules").text
    assert "<img src=x" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt;{{ 7*7 }}" in shown


@pytest.mark.parametrize(
    "address", ["tables/form?number=99", "requirements/form?kind=none", "other/form", "tables/form?number=-1"]
)
def test_an_address_of_nothing_is_refused(city, address: str):
    assert city.get(f"rules/{address}").status_code in {404, 422}


def test_the_form_of_a_requirement_tells_what_its_kind_does(city):
    shown = city.get("rules/requirements/form?kind=together").text
    assert f'<p class="quiet">{summarize_kind(kinds()["together"])}</p>' in shown


def test_kinds_and_fields_are_in_the_language_of_the_board(tmp_path):
    client = Client(make_session(copy_example("city", tmp_path / "in"), tmp_path / "out", "es"))
    shown = client.get("rules/requirements/form?number=10").text
    assert "<h1>voz: Microentrepreneurs</h1>" in shown
    assert "Sin marcar ninguna: todas las mesas con asientos." in shown


HEAR = """addEventListener("DOMContentLoaded", () => {
  const status = document.getElementById("status");
  new MutationObserver(() => (document.body.dataset.heard = status.textContent)).observe(status, { childList: true });
})"""
"""Keeps what the status line says after the page was loaded, which is all that a screen reader announces."""


@pytest.mark.browser
def test_a_requirement_is_changed_by_keyboard_alone(running, page):
    """What is typed is answered before it is saved, and the switch and the slider say what they do."""
    board = running()
    page.goto(board.address)
    page.get_by_role("link", name="Rules", exact=True).press("Enter")
    page.get_by_role("link", name=re.compile("Change.*cap: organization")).press("Enter")
    assert "at most 2 people" in page.locator("#preview").inner_text()
    slider = page.get_by_label("Weight")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.locator("#preview", has_text="Weight 5:").wait_for()
    must = page.get_by_role("switch", name="Must")
    must.focus()
    page.keyboard.press("Space")
    page.get_by_label("At most").fill("0")
    page.locator("#status", has_text="Counting alone shows that").wait_for()
    page.get_by_label("At most").fill("3")
    page.locator("#preview", has_text="at most 3 people").wait_for()
    page.add_init_script(HEAR)
    page.get_by_role("button", name="Save").press("Enter")
    page.locator("[data-heard='Saved: cap: organization.']").wait_for()
    row = page.locator("li", has_text="Every table has at most 3 people with the same organization.")
    assert row.locator("select").input_value() == "must"
    page.get_by_role("button", name=re.compile("Undo.*cap: organization")).press("Enter")
    page.locator("#status", has_text="The last change to the convening was undone.").wait_for()
    assert page.locator("li", has_text="at most 2 people with the same organization").count() == 1


def test_the_screen_and_the_report_say_what_they_count(city):
    shown = city.get("rules").text
    inputs = city.session.read().inputs
    every = inputs.convening.requirements
    assert (len(list_stated(inputs.convening)), len(every)) == (15, 25)
    assert f"the list and charts: 25. Of these, {sum(one.is_must for one in every)} must be met." in shown
    seat_everyone(city.session)
    report = city.get("output/round-1/report.html").text
    assert "of 25 requirements are met. This also counts requirements that the program makes" in report


@pytest.mark.room
def test_the_seats_of_a_table_are_changed_in_its_card(city):
    before = text_of(city)
    assert city.get("rules").text.count('class="stepper"') == 5
    shown = city.post("rules/tables/seats", table="talent", by="1")
    assert 'role="status">Talent and skill: 13 seats<' in shown.text
    assert text_of(city) == before.replace("seats: 10-12\n    needs: [teaching]", "seats: 10-13\n    needs: [teaching]")
    city.post("rules/tables/seats", table="talent", by="-1")
    assert text_of(city) == before
    city.post("rules/tables/seats", table="talent", by="-40")
    assert "seats: 10\n    needs: [teaching]" in text_of(city), "as few as the smallest number that is written"


@pytest.mark.parametrize("what", ["remove", "add-table", "door", "round", "no-picture", "rename", ""])
def test_the_stepper_of_a_card_changes_seats_alone(city, what: str):
    before = text_of(city)
    shown = city.post("rules/tables/seats", what=what, table="talent", name="Other", by=what)
    assert shown.status_code == 422
    assert "The board does not recognize this change." in shown.text
    assert text_of(city) == before


def test_the_stepper_of_a_card_moves_no_thing(city):
    path = Path(city.session.request.people).parent / "convening.yaml"
    thing = "room: {fixed: [{kind: door, at: [1, 1]}]}\n"
    path.write_text(text_of(city) + thing, encoding="utf-8")
    fields = {"table": "talent", "thing": "0", "x": "300", "y": "300"}
    city.post("rules/tables/seats", by="1", **fields)
    assert text_of(city).endswith(thing)
    assert "seats: 10-13" in text_of(city)


def board_with_tables(folder: Path, tables: str) -> Client:
    """Return a board on four people and tables that a convener wrote by hand."""
    (folder / "people.csv").write_text("id,name\np1,Ana\np2,Bea\np3,Cleo\np4,Dora\n", encoding="utf-8")
    (folder / "convening.yaml").write_text(f"tables: {tables}\n", encoding="utf-8")
    return Client(make_session(folder / "people.csv", folder / "out"))


@pytest.mark.parametrize("entry", ["{name: One, seats: 4}", "{id: [x], seats: 4}", "{id: {x: 1}, seats: 4}", "One"])
def test_a_table_without_a_usable_id_is_shown_with_the_problem(tmp_path, entry: str):
    shown = board_with_tables(tmp_path, f"[{entry}, {{id: b, seats: 4}}]").get("rules")
    assert shown.status_code == 200
    assert 'id="problems"' in shown.text
    assert shown.text.count('action="' + shown.url.path + '/tables/remove"') == 2


def test_a_card_shows_the_number_that_the_pages_print(tmp_path):
    """A table without seats of its own has no number, nor has any while the convening cannot be read."""
    tables = "[{id: lead, kind: leadership, people: [p1]}, {id: a, seats: 4}, {id: b, seats: 4}]"
    number = re.compile(r'<b class="table-top"[^>]*>(\d+)</b>.*?<bdi>(\w+)</bdi>')
    board = board_with_tables(tmp_path, tables)
    assert number.findall(board.get("rules").text) == [("1", "a"), ("2", "b")]
    unreadable = board_with_tables(tmp_path, tables.replace("seats: 4}]", "seats: many}]"))
    assert not number.search(unreadable.get("rules").text)


def test_a_card_shows_a_number_of_seats_however_it_is_written(tmp_path):
    """The script adds presses to the last number."""
    tables = "[{id: a, seats: {max: 9}}, {id: b, seats: {min: 2, max: 8}}, {id: c, seats: 3-7}, {id: d, seats: 4}]"
    shown = board_with_tables(tmp_path, tables).get("rules").text
    assert re.findall(r"</button> <span>(.*?)</span> <button", shown) == ["9", "8", "3-7", "4"]


@pytest.mark.room
def test_a_word_makes_a_wish_a_must(city):
    before = text_of(city)
    sentence = "Every table has at most 2 people with the same organization."
    shown = choose(city, 4, strength="must")
    assert f'role="status">{sentence}: a must<' in shown.text
    written = "    at_most: 2\n    weight: 4\n"
    assert text_of(city) == before.replace(written, written + "    must: true\n")
    shown = choose(city, 4, strength="nice")
    assert f'role="status">{sentence}: wish<' in shown.text
    assert city.session.read().inputs.convening.requirements[4].is_must is False


def test_rules_come_in_the_order_of_a_host(tmp_path):
    """Roles, then groups, people by name, notes, languages, and the rest; what is stated among what is suggested."""
    rows = "".join(
        f"Guest {n},{('doer', 'designee')[n % 2]},{'ABCD'[n % 4]},{('vegan', '')[n % 2]},{('en', 'es')[n // 3 % 2]}\n"
        for n in range(12)
    )
    (tmp_path / "people.csv").write_text(f"name,role,Group,Dietary,languages\n{rows}", encoding="utf-8")
    asked = "[{kind: new_table}, {kind: apart, people: [Guest 1, Guest 2]}, {kind: cap, of: Group, at_most: 2}]"
    (tmp_path / "convening.yaml").write_text(
        f"tables: {{count: 2, seats: 8}}\nrequirements: {asked}\n", encoding="utf-8"
    )
    shown = Client(make_session(tmp_path / "people.csv", tmp_path / "out")).get("rules").text
    lines = map(html.unescape, re.findall(r'name="line" value="([^"]*)"', shown))
    found = [re.match(r"\{(?:kind: )?(\w+)", line)[1] for line in lines]
    assert list(dict.fromkeys(found)) == ["role_mix", "cap", "apart", "needs", "common_language", "new_table"]


@pytest.mark.browser
def test_something_else_is_found_by_the_words_of_a_host(running, page):
    """In the languages of the program, without accents, and also after the page has changed."""
    page.goto(running().address)
    page.get_by_role("link", name="Rules", exact=True).click()
    page.get_by_text("Something else…").click()
    kinds_shown = page.locator("#kinds-list > li:visible")
    assert kinds_shown.count() == len(kinds())
    for word, kind in (("friends", "wish"), ("majority", "share"), ("Mayoria", "share"), ("alone", "buddy")):
        page.get_by_role("searchbox").fill(word)
        assert page.locator(f"#kinds-list a[href$='kind={kind}']").is_visible(), word
        assert kinds_shown.count() < 8, word
    page.get_by_role("checkbox", name="Every table has at most 2 people").uncheck()
    page.locator("#status").filter(has_text="Removed: ").wait_for()
    assert page.get_by_role("searchbox").input_value() == "alone"
    assert kinds_shown.count() < 8
