"""Hostile lists: people with any ids can be moved, and every text prints literally on every screen."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from seating.board.routing import quote_id, unquote_id

from .conftest import Client, make_session, show_columns

IDS = (
    "BEL\x07b", "DEL\x7fb", "NEL\x85b", "TAB\tb", "LF\nb", "CRLF\r\nb", "none\ufdd0", "two  spaces", " led", "trailed ",
    "a\"b'c", "<b>x</b>", "&amp;", "{{7*7}}", "a%41", "a+b", "table:x", "a\\b", "é", "🙂\U0001f469\u200d\U0001f467",
    "\u200fRTL\u202e", "\ufeffmark", "line\u2028b", "fixed\xa0b", "x" * 200,
)  # fmt: skip


class Attributes(HTMLParser):
    """The values of an attribute, in the order of a page."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self.name = name
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name == self.name and value is not None]


def write_people(folder: Path, rows: list[list[str]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return folder / "people.csv"


@pytest.fixture
def people(tmp_path) -> Path:
    """Return a list of people with hostile ids, beside a convening with two tables."""
    rows = [["id", "name"], *([identity, f"Person {number:02}"] for number, identity in enumerate(IDS))]
    path = write_people(tmp_path / "in", rows)
    (path.parent / "convening.yaml").write_text(
        "tables:\n  - {id: one, name: One, seats: 0-30}\n  - {id: two, name: Two, seats: 0-30}\n", encoding="utf-8"
    )
    return path


def test_a_quoted_id_is_what_it_was():
    for text in (*IDS, "%", "%25", "", "".join(map(chr, (*range(1, 0xD800), *range(0xE000, 0x11000))))):
        assert unquote_id(quote_id(text)) == text
        assert quote_id(text).isprintable()
    assert quote_id("Zoë Ñandú-7") == "Zoë Ñandú-7", "usual ids are the same in pages"


@pytest.mark.room
def test_everybody_is_moved_locked_and_marked_by_form(people, tmp_path):
    client = Client(make_session(people, tmp_path / "out"))
    ids = {person.id for person in client.session.read().inputs.room.persons}
    assert len(ids) == len(IDS)
    quoted = Attributes("data-person", client.get("seats").text).found
    assert {unquote_id(one) for one in quoted} == ids
    for one in quoted:
        shown = client.post("seats/pick", person=one)
        assert shown.status_code == 200
        assert set(Attributes("value", shown.text).found) >= {one, f"person:{one}"}
        client.post("seats/move", person=one, **{"from": "", "to": "one"})
        client.post("seats/lock", lock=f"person:{one}", on="1")
        assert client.post("day/mark", person=one, state="arrived").status_code == 200
    opened = client.session.read()
    assert opened.seating.seats == dict.fromkeys(ids, "one")
    assert set(opened.seating.locks.people) == ids
    client.post("seats/move", person=quoted[0], **{"from": "one", "to": ""})
    exchanged = client.post("seats/exchange", person=quoted[0], other=quoted[1], **{"from": "", "other_from": "one"})
    assert exchanged.status_code == 200
    assert unquote_id(quoted[1]) not in client.session.read().seating.seats
    for one in quoted[2:]:
        assert client.http.post(f"{client.base}day/badge", data={"person": one}).status_code == 200
        assert one in Attributes("value", client.get("day").text).found


@pytest.mark.browser
def test_everybody_is_moved_in_the_browser(people, page, running):
    board = running(example=None, people=people)
    show_columns(page, board.address)
    page.goto(board.address)
    page.wait_for_selector("#board")
    ids = {person.id for person in board.session.read().inputs.room.persons}
    while (card := page.locator(".tray [data-person]").first).count():
        name = card.locator("b").inner_text()
        card.click()
        page.locator("#move-to").select_option("one")
        page.get_by_role("button", name="Move", exact=True).click()
        page.locator('[data-table="one"] [data-person]').filter(has_text=name).wait_for()
    assert board.session.read().seating.seats == dict.fromkeys(ids, "one")


BAD = (
    '=1+1 <b id="evil">b</b><img src=x onerror=alert(1)><script>alert(2)</script>'
    "{{7*7}}{% raw %}&lt;\"'\u202etxet\u2066"
)
"""Markup, a formula, template syntax, an entity, quotes, and marks that turn the direction of what follows."""

SCREENS = ("people", "people/values/D", "rules", "rules/tables/form?number=0",
           "rules/requirements/form?number=0", "solving", "seats", "day", "charts", "files")  # fmt: skip

FIND_CREATED = """() => [
    document.querySelectorAll("#evil, img, iframe, object").length,
    [...document.scripts].filter(one => !one.src).length,
    [...document.querySelectorAll("*")].filter(one => [...one.attributes].some(a => a.name.startsWith("on"))).length,
]"""

FIND_TURNED = """() => {
    const found = [];
    const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (all.nextNode()) {
        const node = all.currentNode;
        if (!node.data.includes("\\u202e")) continue;
        const apart = "bdi, [dir=auto], option, textarea, .visually-hidden, template";
        const parent = node.parentElement;
        const isAlone = parent.childNodes.length === 1 && getComputedStyle(parent).display !== "inline";
        const isWritten = parent.closest("pre, textarea, option, template, .visually-hidden");
        const goesOn = !isWritten && /\\u202e[^\\u2066]*\\u2066.*\\S/.test(node.data);
        if ((!isAlone && !parent.closest(apart)) || goesOn) found.push(node.parentElement.outerHTML.slice(0, 160));
    }
    return found;
}"""


def fill_everything(client: Client, folder: Path) -> None:
    """Put the bad text into every place that a list, a convening, a chart, the desk or a file has for texts."""
    room = client.session.read().inputs.room
    people, tables = [person.id for person in room.persons], [table.id for table in room.tables]
    for number, person in enumerate(people):
        client.post("seats/move", person=quote_id(person), **{"from": "", "to": tables[number % 2]})
    client.post("seats/lock", lock=quote_id(f"person:{people[0]}"), on="1")
    client.post("seats/keep")
    client.post("seats/move", person=quote_id(people[0]), **{"from": tables[0], "to": tables[1]})
    client.post("day/mark", person=quote_id(people[1]), state="arrived")
    client.post("day/mark", person=quote_id(people[2]), state="absent")
    client.post("day/guest", name=f"Guest {BAD}", organization=BAD)
    cells = {f"table-{number}": table for number, table in enumerate(tables)}
    cells |= {"sector-0": f"sector {BAD}", "who-0-0-0": f"somebody {BAD}", "answer-room-0": BAD}
    client.post("charts/fill/" + "0" * 16, name=f"Draft {BAD}", group=BAD, **cells)
    client.http.post(f"{client.base}charts/finish/" + "1" * 16, data=cells | {"name": f"Done {BAD}", "brings": BAD})
    client.post("people/private", letter="D", private="yes")
    (client.session.out / f"{BAD.replace('/', '')[:80]}.csv").write_text("a\n", encoding="utf-8")


@pytest.mark.browser
def test_hostile_texts_print_literally_on_every_screen(page, running, tmp_path):
    rows = [["id", "name", "organization", "mood", "sector"]]
    for n in range(6):
        texts = (f"p{n}", f"Person {n} ", f"House {n % 3} ", f"mood {n % 2} ", f"sector {n % 2} ")
        rows.append([f"{text}{BAD}" for text in texts])
    people = write_people(tmp_path / "in", rows)
    people = people.rename(people.with_name("list <b id=evil>{{7*7}}.csv"))
    text, two, mood = (json.dumps(f"{before}{BAD}") for before in ("", "Two ", "mood 1 "))
    (people.parent / "convening.yaml").write_text(
        f"title: {text}\ntables:\n"
        f"  - {{id: one, name: {text}, seats: 0-8, focus: {text}}}\n  - {{id: two, name: {two}, seats: 0-8}}\n"
        f"requirements:\n  - {{kind: variety, of: mood, at_least: 2, note: {text}}}\n"
        f"  - {{kind: count, who: {{mood: {mood}}}, at: [one], at_least: 3, must: true, note: {text}}}\n",
        encoding="utf-8",
    )
    board = running(example=None, people=people)
    fill_everything(Client(board.session), tmp_path)
    dialogs: list[str] = []
    turned: list[str] = []
    page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
    show_columns(page, board.address)
    page.goto(board.address)
    base = board.address.split("?")[0]
    places = [f"{base}{screen}" for screen in SCREENS]
    places += [f"{base}charts/fill/{'0' * 16}", f"{base}charts/fill/{'2' * 16}"]
    for place in places:
        page.goto(place)
        page.wait_for_load_state()
        shown = page.locator("body").text_content() + "".join(
            page.locator("input, textarea").evaluate_all("all => all.map(one => one.value)")
        )
        if not place.endswith("solving"):
            assert '<b id="evil">' in shown or "<b id=evil>" in shown, place
            assert "{{7*7}}" in shown, place
        assert page.evaluate(FIND_CREATED) == [0, 0, 0], place
        turned += page.evaluate(FIND_TURNED)
    page.goto(f"{base}seats")
    page.locator("[data-person]").first.click()
    page.locator("#move-to").wait_for()
    page.locator("[data-drop]").first.wait_for()
    assert page.evaluate(FIND_CREATED) == [0, 0, 0]
    assert turned + page.evaluate(FIND_TURNED) == []
    assert dialogs == []


def test_a_name_in_a_sentence_does_not_turn_the_words_after_it(tmp_path):
    mood = "calm\u202emlac"
    people = write_people(tmp_path / "in", [["name", "mood"], *([f"P {n}", mood if n < 2 else ""] for n in range(6))])
    (people.parent / "convening.yaml").write_text(
        "tables: [{id: one, seats: 0-8}, {id: two, seats: 0-8}]\n"
        f"requirements: [{{kind: count, who: {{mood: {json.dumps(mood)}}}, at: [one], at_least: 3, must: true}}]\n",
        encoding="utf-8",
    )
    page = Client(make_session(people, tmp_path / "out")).get("rules").text
    after = page.partition("Counting alone shows that")[2]
    clashes = after.partition("</div>")[0]
    assert "calm\\u202emlac" in clashes
    assert "\u202e" not in clashes
    assert "calm\\u202emlac" in after.partition('<ul class="sentences"')[2].partition("</ul>")[0]
