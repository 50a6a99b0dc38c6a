"""The list on its screen: cells as written, problems at their cells, and what is written into the convening."""

from __future__ import annotations

import hashlib
import html
import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from seating.api.check import check_request
from seating.board.session import Session, find_chosen_list
from seating.errors import InputError
from seating.present.settings import Settings

from .conftest import Client, make_session, seat_everyone

HEAD = "name,organization,sector,representative_type\n"
ROWS = "".join(f"Person {n},Org {n % 5},{('labor', 'Labor', 'trade union')[n % 3]},doer\n" for n in range(18))


def board_on(tmp_path: Path, text: str, name: str = "people.csv") -> Client:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    return Client(make_session(tmp_path / "in" / name, tmp_path / "out"))


def list_bytes(client: Client) -> str:
    return hashlib.sha256(Path(client.session.request.people).read_bytes()).hexdigest()


def text_of(answer) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", answer.text))


def convening(client: Client) -> str:
    return (client.session.out / "convening.yaml").read_text(encoding="utf-8")


def test_the_list_is_shown_as_written(tmp_path):
    client = board_on(tmp_path, HEAD + ROWS)
    shown = client.get("people")
    assert shown.status_code == 200
    assert "The list can be read: 18 people." in shown.text
    assert shown.text.count('<tr><th scope="row">') == 18
    assert '<option value="representative_type" selected>' in shown.text


def test_without_a_list_it_asks_for_one(tmp_path):
    client = Client(make_session(None, tmp_path / "out"))
    assert client.get("people", follow_redirects=False).headers["location"].endswith("/files")


def test_an_uploaded_list_is_shown(tmp_path):
    client = Client(make_session(None, tmp_path / "out"))
    answer = client.post("files/choose", part=False, list=("guests.csv", (HEAD + ROWS).encode()))
    assert answer.url.path.endswith("/rules")
    assert "guests.csv" in answer.text


def test_the_list_that_was_chosen_last_is_found_again(tmp_path):
    """A board that is opened again without a list goes on with it."""
    out = tmp_path / "out"
    assert find_chosen_list(out) is None
    client = Client(make_session(None, out))
    client.post("files/choose", part=False, list=("guests.csv", (HEAD + ROWS).encode()))
    assert find_chosen_list(out) == out / "list" / "guests.csv"
    client.post("files/choose", part=False, list=("others.csv", (HEAD + ROWS).encode()))
    assert find_chosen_list(out) == client.session.request.people
    (out / "list" / "convening.yaml").write_text("title: x\n", encoding="utf-8")
    assert find_chosen_list(out).name == "others.csv"


def test_the_board_has_its_language_before_there_is_a_list(tmp_path):
    client = Client(Session(None, tmp_path / "out", Settings(language="es")))
    assert '<html lang="es"' in client.get("files").text


def test_hostile_cells_print_literally(tmp_path):
    rows = '<script>alert(1)</script>,"""><img src=x onerror=alert(2)>",{{7*7}},doer\n'
    client = board_on(tmp_path, "name,organization,<b>own</b>,representative_type\n" + rows + "Ada,x,y,bosss\n")
    for path in ("people", "people/values/A", "people/values/C"):
        shown = client.get(path).text
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert "<b>own" not in shown
    shown = client.get("people").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "{{7*7}}" in shown


def test_a_problem_is_marked_at_its_cell_with_its_remedy(tmp_path):
    client = board_on(tmp_path, HEAD + ROWS + "Ada Kim,Slate,labor,decison maker\n")
    shown = client.get("people")
    assert shown.status_code == 200
    assert re.search(r'<td class="wrong" dir="auto">decison maker .*href="#problem-1"', shown.text)
    assert "Did you mean" in text_of(shown)
    only = client.post("people/find", text="", only="problems")
    assert "Ada Kim" in only.text
    assert "Person 3" not in only.text


def test_an_error_on_another_screen_links_to_the_list(tmp_path):
    client = board_on(tmp_path, HEAD + "Ada Kim,Slate,labor,decison maker\n")
    shown = client.get("seats")
    assert shown.status_code == 422
    assert f'href="{client.base}people"' in shown.text.split("<main", 1)[1]


@pytest.mark.room
def test_a_mapping_makes_an_unreadable_list_readable(tmp_path):
    rows = "".join(f"{n},Org {n % 5},doer\n" for n in range(18))
    client = board_on(tmp_path, "Who is it,Blorp,representative_type\n" + rows.replace("0,", "x,", 1))
    before = list_bytes(client)
    with pytest.raises(InputError):
        check_request(client.session.request)
    assert "no heading shows which column contains the names" in text_of(client.get("people"))
    shown = client.post("people/column", letter="A", meaning="name")
    assert "The list can be read: 18 people." in shown.text
    client.post("people/column", letter="B", meaning="organization")
    assert list_bytes(client) == before
    people = check_request(client.session.request).people  # as `seating check` reads it
    assert people.headings["name"].text == "Who is it"
    assert people.headings["organization"].text == "Blorp"
    client.post("people/undo")
    assert "organization" not in check_request(client.session.request).people.headings
    assert "organization" not in convening(client)
    client.post("people/redo")
    assert "organization" in check_request(client.session.request).people.headings
    client.post("people/column", letter="B", meaning="")
    assert "organization" not in check_request(client.session.request).people.headings


def test_headings_below_a_title_are_mapped_though_none_is_known(tmp_path):
    rows = "".join(f"{n},Person {n},Org {n % 5}\n" for n in range(18))
    client = board_on(tmp_path, "Replies so far,,\n,,\nNo.,Who is it,Comes from\n" + rows)
    shown = client.get("people").text
    assert re.findall(r'<th scope="row"><bdi>(.+?)</bdi>', shown) == ["No.", "Who is it", "Comes from"]
    shown = client.post("people/column", letter="B", meaning="name").text
    assert "The list can be read: 18 people." in shown


def test_a_word_is_recoded_at_its_problem(tmp_path):
    client = board_on(tmp_path, HEAD + ROWS + "Ada Kim,Slate,labor,chairlady\nBo Kim,Slate,labor,chairlady\n")
    before = list_bytes(client)
    shown = client.get("people").text
    assert '<input type="hidden" name="value" value="chairlady">' in shown
    assert shown.count('class="wrong" dir="auto">chairlady') == 2
    shown = client.post("people/join", letter="D", value="chairlady", spelling="decision-maker")
    assert "The list can be read: 20 people." in shown.text
    assert "chairlady" in convening(client)
    people = check_request(client.session.request).people
    assert [person.representative_type.value for person in people][-2:] == ["decision-maker"] * 2
    assert list_bytes(client) == before


@pytest.mark.room
def test_a_column_of_roles_in_other_words_is_mapped_and_then_recoded(tmp_path):
    """What the words mean can only be said once the column is known to be of roles; both steps can be undone."""
    rows = "".join(f"Person {n},{('boss', 'doer')[n % 2]}\n" for n in range(18))
    client = board_on(tmp_path, "name,Hat\n" + rows)
    shown = client.post("people/column", letter="B", meaning="representative_type").text
    assert "The list cannot be used yet. It has 1 problem." in shown
    assert '<input type="hidden" name="value" value="boss">' in shown
    client.post("people/join", letter="B", value="boss", spelling="decision-maker")
    roles = [person.representative_type.value for person in check_request(client.session.request).people]
    assert roles == ["decision-maker", "doer"] * 9
    assert "The list cannot be used yet. It has 1 problem." in client.post("people/undo").text
    assert "The list can be read: 18 people." in client.post("people/undo").text
    client.post("people/redo")
    assert "The list can be read: 18 people." in client.post("people/redo").text


def test_a_misspelled_word_is_recoded_at_its_problem(tmp_path):
    client = board_on(tmp_path, HEAD + ROWS + "Ada Kim,Slate,labor,decison maker\n")
    assert '<input type="hidden" name="value" value="decison maker">' in client.get("people").text
    client.post("people/join", letter="D", value="decison maker", spelling="decision-maker")
    assert check_request(client.session.request).people.persons[-1].representative_type.value == "decision-maker"


def test_the_board_opens_at_a_list_with_errors(tmp_path):
    client = board_on(tmp_path, HEAD + ROWS + "Ada Kim,Slate,labor,decison maker\n")
    assert client.get("", follow_redirects=False).headers["location"].endswith("/people")
    client.post("people/join", letter="D", value="decison maker", spelling="decision-maker")
    assert client.get("", follow_redirects=False).headers["location"].endswith("/seats")


def test_tables_stay_inferred_after_an_edit(tmp_path):
    client = board_on(tmp_path, HEAD + ROWS)
    client.get("people")
    client.post("people/join", letter="C", value="trade union", spelling="labor")
    assert "tables" not in convening(client)
    more = "".join(f"Guest {n},Org {n},labor,doer\n" for n in range(40))
    Path(client.session.request.people).write_text(HEAD + ROWS + more, encoding="utf-8")
    assert "The list can be read: 58 people." in client.get("people").text
    client.post("people/undo")
    assert {person.sector.casefold() for person in check_request(client.session.request).people} == {
        "labor",
        "trade union",
    }


def test_spellings_are_joined(tmp_path):
    client = board_on(tmp_path, HEAD + ROWS)
    before = list_bytes(client)
    shown = client.get("people/values/C")
    assert 'value="trade union"' in shown.text
    data = {"letter": "C", "back": "C", "value": ["trade union", "Labor"], "spelling": "labor"}
    joined = client.http.post(client.base + "people/join", data=data, headers={"x-part": "1"})
    assert 'value="trade union"' not in joined.text
    people = check_request(client.session.request).people
    assert {person.sector for person in people} == {"labor"}
    assert list_bytes(client) == before


def test_a_new_value_after_joining_is_allowed_at_its_problem(tmp_path):
    client = board_on(tmp_path, HEAD + ROWS)
    client.post("people/join", letter="C", value="trade union", spelling="labor")
    path = Path(client.session.request.people)
    path.write_text(HEAD + ROWS + "Ada Kim,Slate,health,doer\nBo Kim,Slate,zoo,doer\n", encoding="utf-8")
    assert 'name="value" value="health"' in client.get("people").text
    client.post("people/join", letter="C", value="health", spelling="health")
    shown = client.get("people").text
    assert 'name="value" value="health"' not in shown
    assert 'name="value" value="zoo"' in shown
    client.post("people/join", letter="C", value="zoo", spelling="health")
    assert {person.sector for person in check_request(client.session.request).people} == {"labor", "health"}


def test_a_column_is_marked_private(tmp_path):
    client = board_on(tmp_path, HEAD.replace("sector", "Favorite color") + ROWS)
    client.post("people/private", letter="C", private="yes")
    assert "private:" in convening(client)
    assert "Favorite color" in client.session.read().inputs.private_columns
    assert re.search(r'id="private-C">Show to others', client.get("people").text)
    client.post("people/private", letter="C", private="no")
    assert "Favorite color" not in client.session.read().inputs.private_columns


def test_a_change_that_the_program_cannot_read_is_refused(tmp_path):
    client = board_on(tmp_path, HEAD + ROWS)
    shown = client.post("people/column", letter="B", meaning="attending")
    assert "Nothing was changed." in shown.text
    assert not (client.session.out / "convening.yaml").exists()
    assert "Nothing was changed." in client.post("people/column", letter="ZZ", meaning="name").text
    assert "Nothing was changed." in client.post("people/column", letter="B", meaning="nonsense").text
    assert "Nothing was changed." in client.post("people/join", letter="B", spelling="x").text


def test_comments_of_a_convening_are_kept(tmp_path):
    client = board_on(tmp_path, HEAD.replace("sector", "Branche") + ROWS)
    written = "# ours\ntables:\n  - {id: a, focus: a, seats: 9}   # big\n  - {id: b, focus: b, seats: 9}\n"
    beside = tmp_path / "in" / "convening.yaml"
    beside.write_text(written, encoding="utf-8")
    client.post("people/column", letter="C", meaning="sector")
    assert beside.read_text(encoding="utf-8").startswith(written)
    client.post("people/undo")
    assert beside.read_text(encoding="utf-8") == written


def test_a_changed_list_shows_what_changed(tmp_path):
    client = board_on(tmp_path, HEAD + ROWS)
    client.get("people")
    path = Path(client.session.request.people)
    changed = ROWS.replace("Person 3,Org 3", "Person 3,Elsewhere").replace("Person 4,Org 4,Labor,doer\n", "")
    path.write_text(HEAD + changed + "Ada Kim,Slate,labor,doer\n", encoding="utf-8")
    told = text_of(client.get("people"))
    assert "Changes since the previous list" in told
    assert "Ada Kim: new" in told
    assert "Person 4: no longer on the list" in told
    assert "Person 3: organization: Org 3 → Elsewhere" in told


def test_a_walk_in_is_not_new_on_the_list(tmp_path):
    client = board_on(tmp_path, HEAD + ROWS)
    seat_everyone(client.session)
    Path(client.session.request.people).write_text(f"{HEAD}{ROWS}Ada Kim,Slate,labor,doer\n", encoding="utf-8")
    client.post("day/guest", name="Dee Wynn", organization="Farm")
    changed = text_of(client.get("people")).partition("Changes since the list for round 1")[2]
    assert "Ada Kim: new" in changed
    assert "Dee Wynn: new" not in changed


def test_a_sheet_is_chosen(tmp_path):
    book = openpyxl.Workbook()
    for number, title in enumerate(("Monday", "Friday")):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = title
        sheet.append(["name", "sector"])
        for n in range(12):
            sheet.append([f"{title} {n}", "labor"])
    (tmp_path / "in").mkdir()
    book.save(tmp_path / "in" / "people.xlsx")
    client = Client(make_session(tmp_path / "in" / "people.xlsx", tmp_path / "out"))
    assert "2 sheets contain people" in text_of(client.get("people"))
    shown = client.post("people/sheet", part=False, sheet="Friday")
    assert "Friday 3" in shown.text
    assert "Monday 3" not in shown.text
    assert "The list can be read: 12 people." in shown.text


@pytest.mark.room
def test_a_long_list_is_shown_in_pages_and_searched(tmp_path):
    rows = "".join(f"Person {n},Org {n % 5},labor,doer\n" for n in range(1000))
    client = board_on(tmp_path, HEAD + rows)
    shown = client.get("people").text
    assert "Page 1 of 10." in shown
    assert "Person 99<" in shown
    assert "Person 100<" not in shown
    assert "Person 100<" in client.post("people/find", page="2").text
    found = client.post("people/find", text="person 432").text
    assert "1 row." in found
    assert "Person 432<" in found


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"name,a\n", b"Ada Kim,Tern Island\nBo Vance,Slate\n"])
def test_a_list_that_cannot_be_read_at_all_is_shown_with_its_problems(tmp_path, content):
    (tmp_path / "people.csv").write_bytes(content)
    client = Client(make_session(tmp_path / "people.csv", tmp_path / "out"))
    shown = client.get("people")
    assert shown.status_code == 200
    assert 'id="problem-1"' in shown.text


@pytest.mark.browser
def test_a_dropped_list_is_corrected_with_the_mouse(page, running):
    board = running(example=None)
    page.goto(board.address)
    content = "Who is it,Blorp,representative_type\\n" + "".join(f"Person {n},Org,doer\\n" for n in range(18))
    page.wait_for_selector("form.drop")
    page.evaluate(
        f"""() => {{
            const data = new DataTransfer();
            data.items.add(new File(["{content}Person x,Org,chairlady\\n"], "guests.csv"));
            const zone = document.querySelector("form.drop label");
            for (const kind of ["dragover", "drop"])
                zone.dispatchEvent(new DragEvent(kind, {{ dataTransfer: data, bubbles: true, cancelable: true }}));
        }}"""
    )
    page.wait_for_url(re.compile("/people$"))
    page.locator("#meaning-A").select_option("name")
    page.locator("#map-A").click()
    page.get_by_text("Who is it: Name", exact=True).wait_for()
    page.locator("#meaning-B").select_option("organization")
    page.locator("#map-B").click()
    page.get_by_text("Blorp: Organization", exact=True).wait_for()
    page.locator("#as-1").select_option("decision-maker")
    page.locator("#as-button-1").click()
    page.get_by_text("The list can be read: 19 people.").wait_for()
    page.locator("#text").fill("person x")
    page.locator("#found").get_by_text("1 row.", exact=True).wait_for()
    assert page.locator(".cells tbody tr").count() == 1
    assert page.evaluate("document.activeElement.id") == "text"
    people = board.session.read().inputs.people
    assert people.headings["organization"].text == "Blorp"
    assert people.persons[-1].representative_type.value == "decision-maker"


@pytest.mark.browser
def test_the_rows_are_above_the_columns_and_no_word_is_broken(page, running):
    page.set_viewport_size({"width": 700, "height": 900})
    page.goto(running().address)
    page.get_by_role("link", name="List", exact=True).click()
    assert page.locator("#rows-title").bounding_box()["y"] < page.locator("#columns-title").bounding_box()["y"]
    broken = page.locator(".cells td").evaluate_all("""all => all.flatMap(cell => {
        const text = cell.firstChild, range = document.createRange();
        return [...(text?.data ?? "").matchAll(/[\\p{L}\\d]+/gu)].filter(([word, ...rest], n, found) => {
            range.setStart(text, found[n].index);
            range.setEnd(text, found[n].index + word.length);
            return new Set([...range.getClientRects()].map(one => one.top)).size > 1;
        }).map(([word]) => word);
    })""")
    assert broken == []


def test_a_problem_in_a_cell_names_the_person_and_leads_to_the_row(tmp_path):
    client = board_on(tmp_path, "name,attending,Hobby\nAna Roe,1,chess\nBen Fox,1;x;3,tea\n")
    shown = client.get("people").text
    (problem,) = re.findall(r'<li id="problem-1".*?</li>', shown, re.DOTALL)
    assert "<b><bdi>Ben Fox</bdi></b>" in problem
    for address in re.findall(r'href="#([^"]*)"', problem):
        assert f'id="{address}"' in shown
    assert set(re.findall(r'href="#([^"]*)"', problem)) == {"line-3", "column-B"}


WRONG_REPLY = "name,attending,Hobby\nAna Roe,1,chess\nBen Fox,1;x;3,tea\n"


def cell_forms(shown: str) -> list[dict[str, str]]:
    """Return what each form that corrects a cell sends."""
    forms = re.findall(r'<form[^>]*people/cell".*?</form>', shown, re.DOTALL)
    return [
        {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)}
        for form in forms
    ]


def test_a_word_in_many_cells_is_explained_once_and_no_meaning_is_chosen_beforehand(tmp_path):
    rows = "".join(f"Person {n},{('x', 'yes', 'no')[n % 3]}\n" for n in range(8))
    shown = board_on(tmp_path, f"name,RSVP\n{rows}").get("people").text
    problem = shown.partition('id="problem-1"')[2].partition("</ol>")[0]
    assert '<option value="" selected>choose</option>' in problem
    assert (
        problem.index('id="as-1"')
        < problem.index("<summary>Correct single cells (")
        < problem.index("Correct one cell:")
    )


def test_one_cell_is_corrected_or_left_blank_and_both_can_be_undone(tmp_path):
    """The list stays as it is; the correction is a line of the convening that names the person."""
    client = board_on(tmp_path, WRONG_REPLY)
    before = list_bytes(client)
    (form,) = cell_forms(client.get("people").text)
    assert (form["line"], form["letter"], form["was"]) == ("3", "B", "1;x;3")
    assert "Correct one cell: Ben Fox, attending" in text_of(client.get("people"))
    shown = client.post("people/cell", **{**form, "text": "no", "how": "text"})
    assert "The list can be read" in shown.text
    assert "Ben Fox, attending: read as “no”" in shown.text
    assert '{row: Ben Fox, column: attending, was: "1;x;3", now: no}' in convening(client)
    assert list_bytes(client) == before
    assert "<del>1;x;3</del> <ins>no</ins>" in shown.text
    shown = client.post("people/undo").text
    assert "The list cannot be used yet." in shown
    assert "corrections" not in convening(client)
    (form,) = cell_forms(client.post("people/redo").text)
    shown = client.post("people/cell", **{**form, "how": "blank"}).text
    assert "Ben Fox, attending: read as a blank cell" in shown
    assert convening(client).count("row:") == 1, "a cell has one correction"
    assert "<del>1;x;3</del> <ins>–</ins>" in shown
    (written,) = cell_forms(shown)
    shown = client.post("people/cell", **{**written, "how": "written"}).text
    assert "Nothing was changed." in shown, "the text as written cannot be read"


@pytest.mark.parametrize(
    ("text", "called"),
    [
        (
            "name,organization,attending\nAna Roe,Slate,1;x\nAna Roe,Tern,1;x\nBen Fox,Slate,yes\n",
            '"Ana Roe, Tern, 1;x"',
        ),
        ("id,name,attending\na1,Ana Roe,1;x\na2,Ana Roe,1;x\na3,Ben Fox,yes\n", "a2"),
    ],
    ids=["without ids", "with ids"],
)
def test_a_correction_of_one_namesake_leaves_the_other_as_written(tmp_path, text: str, called: str):
    client = board_on(tmp_path, text)
    forms = cell_forms(client.get("people").text)
    (second,) = [form for form in forms if form["line"] == "3"]
    client.post("people/cell", **{**second, "how": "text", "text": "no"})
    assert f"row: {called}" in convening(client)
    assert {line for line, _ in client.session.read_raw_list().corrected} == {3}
    (first,) = [form for form in cell_forms(client.get("people").text) if form["line"] == "2"]
    client.post("people/cell", **{**first, "how": "text", "text": "yes"})
    replies = {person.label: person.attending for person in client.session.read().inputs.people.persons}
    assert len(client.session.read().inputs.room.persons) == 2, replies
    client.post("people/undo")
    assert client.session.read_raw_list().corrected.keys() == {(3, second["letter"])}


def test_cards_without_a_seat_tell_namesakes_apart(tmp_path):
    rows = (
        "name,organization,sector\nAna Roe,Slate,labor\nAna Roe,Slate,health\nAna Roe,Tern,labor\nBen Fox,Slate,labor\n"
    )
    shown = board_on(tmp_path, rows).get("seats").text
    names = re.findall(r'data-at="".*?<b dir="auto">(.*?)</b>.*?<bdi>(.*?)</bdi>', shown)
    assert len(names) == len(set(names)) == 4, names
    assert {("Ana Roe (1)", "Slate"), ("Ana Roe (2)", "Slate"), ("Ana Roe", "Tern")} <= set(names)


def test_a_namesake_who_is_added_to_the_list_is_not_corrected_in_silence(tmp_path):
    client = board_on(tmp_path, "name,organization,attending\nAna Roe,Slate,1;x\nBen Fox,Slate,yes\n")
    (form,) = cell_forms(client.get("people").text)
    client.post("people/cell", **{**form, "how": "text", "text": "yes"})
    path = Path(client.session.request.people)
    path.write_text(path.read_text(encoding="utf-8") + "Ana Roe,Tern,1;x\n", encoding="utf-8")
    assert client.session.read_raw_list().corrected == {}
    assert "The list cannot be used yet." in client.get("people").text
    for line in ("2", "4"):
        (form,) = [one for one in cell_forms(client.get("people").text) if one["line"] == line]
        client.post("people/cell", **{**form, "how": "text", "text": "yes"})
    assert "The list can be read: 3 people." in client.get("people").text


def test_a_corrected_cell_is_read_as_written_again(tmp_path):
    client = board_on(tmp_path, HEAD + ROWS + "Ada Kim,Slate,labor,chairlady\n")
    (form,) = cell_forms(client.get("people").text)
    client.post("people/cell", **{**form, "text": "doer", "how": "text"})
    client.post("people/join", letter="D", value="chairlady", spelling="decision-maker")
    (written,) = cell_forms(client.get("people").text)
    assert "Ada Kim, representative_type: read as written" in client.post("people/cell", **written).text
    assert "corrections" not in convening(client)
    assert check_request(client.session.request).people.persons[-1].representative_type.value == "decision-maker"


def test_a_correction_that_is_wrong_too_shows_its_own_problem(tmp_path):
    client = board_on(tmp_path, "name,interests\nAna Roe,capital:1\nBen Fox,capital:x\n")
    (form,) = cell_forms(client.get("people").text)
    shown = client.post("people/cell", **{**form, "text": "capital:y", "how": "text"}).text
    assert "The list cannot be used yet." in shown
    (again,) = [one for one in cell_forms(shown) if one["how"] != "written"]
    assert (again["was"], again["text"]) == ("capital:x", "capital:y")


def test_a_cell_that_has_changed_meanwhile_is_not_corrected(tmp_path):
    client = board_on(tmp_path, WRONG_REPLY)
    (form,) = cell_forms(client.get("people").text)
    Path(client.session.request.people).write_text(WRONG_REPLY.replace("1;x;3", "1;y;3"), encoding="utf-8")
    assert "The list has changed since this page was loaded." in client.post("people/cell", **form).text
    assert not (client.session.out / "convening.yaml").exists()


def test_a_name_that_is_missing_is_filled_in(tmp_path):
    client = board_on(tmp_path, HEAD + ROWS + ",Slate,labor,doer\n")
    (form,) = cell_forms(client.get("people").text)
    assert "how" not in form or form["how"] == "text"
    client.post("people/cell", **{**form, "text": "Ada Kim", "how": "text"})
    assert "Ada Kim" in {person.name for person in check_request(client.session.request).people}
    assert "Nothing was changed." in client.post("people/cell", line="99", letter="A", was="", text="x").text


def fields_of(text: str, address: str) -> dict[str, str]:
    """Return the hidden fields of the form with an address."""
    form = re.search(rf'<form[^>]*{address}".*?</form>', text, re.DOTALL)[0]
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in found}


def test_undo_in_a_stale_window_leaves_the_change_of_another_one(tmp_path):
    client = board_on(tmp_path, HEAD + ROWS)
    client.post("people/private", letter="B", private="yes")
    stale = fields_of(client.get("people").text, "people/undo")
    client.post("people/private", letter="C", private="yes")
    written = convening(client)
    assert "has changed since this page was loaded" in text_of(client.post("people/undo", **stale))
    assert convening(client) == written
    now = fields_of(client.get("people").text, "people/undo")
    client.post("people/undo", **now)
    stale = fields_of(client.get("people").text, "people/redo")
    client.post("people/private", letter="A", private="yes")
    client.post("people/undo")
    written = convening(client)
    assert "has changed since this page was loaded" in text_of(client.post("people/redo", **now))
    assert convening(client) == written
    assert stale != now


def test_a_stale_window_does_not_overwrite_the_correction_or_the_meaning_of_another_one(tmp_path):
    client = board_on(tmp_path, WRONG_REPLY)
    (stale,) = cell_forms(client.get("people").text)
    client.post("people/cell", **{**stale, "text": "no", "how": "text"})
    answer = client.post("people/cell", **{**stale, "text": "yes", "how": "text"})
    assert "Nothing was changed. This was changed in another window." in text_of(answer)
    assert client.session.read_raw_list().corrected == {(3, "B"): "no"}
    (now,) = cell_forms(answer.text)
    client.post("people/cell", **{**now, "text": "yes", "how": "text"})
    assert client.session.read_raw_list().corrected == {(3, "B"): "yes"}


def test_a_stale_window_does_not_change_what_a_column_means_for_another_one(tmp_path):
    client = board_on(tmp_path, HEAD + ROWS)
    client.post("people/column", letter="C", meaning="own", shown="sector")
    answer = client.post("people/column", letter="C", meaning="organization", shown="sector")
    assert "Nothing was changed. This was changed in another window." in text_of(answer)
    assert client.session.read_raw_list().column("C").meaning == "own"


def test_sentences_tell_namesakes_apart(tmp_path):
    """Steps, offers, locks, pairs and the desk name the organization where two people have the name."""
    client = board_on(tmp_path, "name,organization\nAna Roe,Slate\nAna Roe,Tern\nBen Fox,Slate\nCy Ames,Tern\n")
    (tmp_path / "in" / "convening.yaml").write_text(
        "tables: [{id: north, name: North, seats: 0-4}, {id: south, name: South, seats: 0-4}]\nrequirements: []\n"
    )
    room = client.session.read().inputs.room
    ids = {(person.name, person.organization): person.id for person in room.persons}
    slate, tern, ben, cy = (
        ids[one] for one in (("Ana Roe", "Slate"), ("Ana Roe", "Tern"), ("Ben Fox", "Slate"), ("Cy Ames", "Tern"))
    )
    seat = {slate: "north", tern: "south", ben: "north", cy: "south"}
    for person, table in seat.items():
        shown = client.post("seats/move", person=person, **{"from": "", "to": table}).text
        assert ("Ana Roe (" in shown) or person not in {slate, tern}
    assert "Ana Roe (Tern) is picked up." in text_of(client.post("seats/pick", person=tern))
    assert '">Ana Roe (Slate)</option>' in client.post("seats/pair", person=tern).text
    assert "Ana Roe (Tern) is locked at South." in text_of(client.post("seats/lock", lock=f"person:{tern}", on="1"))
    pair = {"person": slate, "with": ben, "on": "1"}
    assert "Ben Fox and Ana Roe (Slate) are locked as a pair." in text_of(client.post("seats/lock", **pair))
    client.post("seats/keep")
    swapped = client.post("seats/exchange", person=slate, other=cy, **{"from": "north", "other_from": "south"})
    assert "Ana Roe (Slate) and Ben Fox swap seats with Cy Ames" in text_of(swapped)
    assert '<th scope="row"><bdi>Ana Roe (Slate)</bdi></th>' in client.post("seats/keep").text
    assert "Ana Roe (Tern) has arrived." in text_of(client.post("day/mark", person=tern, state="arrived"))
    assert "What to do if Ana Roe (Tern) does not come" in text_of(client.post("day/card", person=tern))


GUESTS = "Guest,RSVP,Meal\nAna Roe,yes,vegan\nBen Fox,no,\n"


def row_fields(client, line: str, **changed: str) -> dict[str, str]:
    """Return the fields of the form of a row as a browser sends them."""
    shown = client.post("people/row", line=line).text
    fields = dict(re.findall(r'name="((?:text|shown)\.\w+)" value="([^"]*)"', shown))
    assert fields, shown
    return {
        "line": line if line != "new" else "",
        **fields,
        **{f"text.{letter}": text for letter, text in changed.items()},
    }


def test_a_reply_is_changed_and_a_person_added_without_a_change_of_the_file(tmp_path):
    client = board_on(tmp_path, GUESTS)
    before = client.session.request.people.read_bytes()
    saved = client.post("people/row/save", **row_fields(client, "3", B="yes", C="fish"))
    assert "Ben Fox: RSVP and Meal" in saved.text
    client.post("people/row/save", **row_fields(client, "new", A="Zoe Quill", B="yes"))
    assert {one.name for one in client.session.read().inputs.room.people} == {"Ana Roe", "Ben Fox", "Zoe Quill"}
    assert client.session.request.people.read_bytes() == before
    sheet = openpyxl.load_workbook(BytesIO(client.get("people/merged.xlsx").content)).active
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    assert rows[2:] == [("Ben Fox", "yes", "fish"), ("Zoe Quill", "yes", None)]
    client.post("people/undo")
    client.post("people/undo")
    assert [one.name for one in client.session.read().inputs.people] == ["Ana Roe", "Ben Fox"]
    assert "download" not in re.findall(r'id="(\w+)"', client.get("people").text)


def test_an_added_person_is_changed_and_removed(tmp_path):
    client = board_on(tmp_path, GUESTS)
    client.post("people/row/save", **row_fields(client, "new", A="Zoe Quill"))
    client.post("people/row/save", **row_fields(client, "new", A="Yan Moss"))
    client.post("people/row/save", **row_fields(client, "4", A="Zoe Quill-Ash"))
    names = [one.name for one in client.session.read().inputs.people]
    assert names == ["Ana Roe", "Ben Fox", "Zoe Quill-Ash", "Yan Moss"]
    client.post("people/row/save", **row_fields(client, "4"), how="remove")
    assert [one.name for one in client.session.read().inputs.people] == ["Ana Roe", "Ben Fox", "Yan Moss"]


def test_a_link_in_the_room_leads_to_the_fields_of_the_row_of_the_person_who_is_held(tmp_path):
    client = board_on(tmp_path, GUESTS.replace("no", "yes") + "Cam Fox,yes,fish\n")
    held = {one.name: one for one in client.session.read().inputs.room.people}["Cam Fox"]
    (line,) = re.findall(r'href="[^"]*people[?]line=(\d+)#row"', client.post("seats/pick", person=held.id).text)
    shown = client.get(f"people?line={line}").text
    assert re.findall(r'name="text[.]\w+" value="([^"]*)"', shown) == ["Cam Fox", "yes", "fish"]
    assert client.get("people?line=99").status_code == 422


def test_a_row_without_a_name_or_changed_elsewhere_is_refused(tmp_path):
    client = board_on(tmp_path, GUESTS)
    assert "Write a name." in client.post("people/row/save", **row_fields(client, "new", B="yes")).text
    assert "Write a name." in client.post("people/row/save", **row_fields(client, "3", A="")).text
    stale = row_fields(client, "3", B="yes")
    client.post("people/row/save", **row_fields(client, "3", B="maybe"))
    assert "This was changed in another window." in client.post("people/row/save", **stale).text
    assert client.post("people/row", line="99").status_code == 422


def test_a_note_on_the_board_asks_for_no_line_of_a_file(tmp_path):
    rows = "".join(f"Person {n},{('red', 'blue', 'green')[n % 3]}\n" for n in range(12))
    (tmp_path / "people.csv").write_text(f"name,Team color\n{rows}", encoding="utf-8")
    client = Client(make_session(tmp_path / "people.csv", tmp_path / "out"))
    notes = client.get("people").text.partition('id="notes"')[2].partition("</details>")[0]
    assert "convening.yaml" not in notes
    assert "Team color" in notes
    assert "Select what matters on the Rules screen." in notes


TABLES = "tables: [{id: oak, seats: 6}, {id: elm, seats: 6}]\n"


@pytest.mark.parametrize("asked", ["", "requirements: [{kind: balance, of: sector}]\n"])
def test_a_column_that_names_tables_is_to_be_read_so(tmp_path, asked):
    rows = "".join(
        f"Person {n},{('labor', 'youth')[n % 2]},{('Oak', 'Elm')[n % 2]},{('red', 'blue', 'green')[n % 3]}\n"
        for n in range(12)
    )
    (tmp_path / "convening.yaml").write_text(TABLES + asked, encoding="utf-8")
    (tmp_path / "people.csv").write_text(f"name,sector,Seat at,Team color\n{rows}", encoding="utf-8")
    client = Client(make_session(tmp_path / "people.csv", tmp_path / "out"))
    shown = client.get("people").text.partition('id="notes"')[2].partition("</details>")[0]
    notes = html.unescape(re.sub(r"<[^>]+>", "", shown))
    assert '"Seat at" names tables.' in notes
    assert 'read the column as "Fixed table" below' in notes
    assert 'and "Seat at"' not in notes
    assert ("does not take" in notes) is (not asked)
    assert '"Team color"' in notes
    assert ('"Team color" was not used.' in notes) is bool(asked)
