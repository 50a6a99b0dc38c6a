"""An evening on a Spanish board: no screen and no answer marks a text as English or shows an English sentence."""

from __future__ import annotations

import csv
import json
import re
from html import escape

import pytest

from seating.api.reading import read_inputs
from seating.api.request import Request
from seating.board.screens import rules
from seating.errors import InputError, SeatingError, UsageError
from seating.ledger.atomic_files import lock_folder
from seating.present.languages import words_in
from seating.wording import Said, said
from tests.conftest import BAD_INPUTS
from tests.docs.blocks import ROOT

from .conftest import Client, copy_example, make_session, seat_everyone
from .test_day import field
from .test_solving import CLASH, PEOPLE, ROOM, solve
from .test_words import content, english_in

LISTS = ROOT / "tests" / "lists"

NOT_LISTS = {".md", ".yaml"}

FILES = [
    pytest.param(path, id=path.name, marks=pytest.mark.night if folder == LISTS else ())
    for folder in (LISTS, BAD_INPUTS)
    for path in sorted(folder.iterdir())
    if path.suffix not in NOT_LISTS and path.name not in {"expectations.json", ".gitattributes"}
]


UNCHANGED = re.compile(
    r"[^\s<>]*/[^\s<>]*(?=[\s<])|`[^`]*`|&#34;.*?&#34;|requirements: \[[^<]*"  # paths, code, values, lines to write
    r"|chart of,[a-z,]+|\(expected [^)]*\)|<th\b.*?</th>"  # keys, what a parser says, headings of the list
)
"""What stays as it is on a page in another language."""


def check(client: Client, shown) -> None:
    """Check a page of a board; names, values of the list and paths stay as they are."""
    text = content(shown)
    assert 'lang="en"' not in text
    for name in sorted(names_in(client), key=len, reverse=True):
        text = text.replace(escape(name), "")
    assert english_in(UNCHANGED.sub("", text)) == []


def names_in(client: Client) -> set[str]:
    """Return the cells of the list and the names of the tables of the example of a city."""
    text = (ROOT / "examples" / "city" / "stakeholders.csv").read_text(encoding="utf-8")
    cells = {part.strip() for row in csv.reader(text.splitlines()) for cell in row for part in cell.split(";")}
    convening = (ROOT / "examples" / "city" / "convening.yaml").read_text(encoding="utf-8")
    tables = set(re.findall(r"name: (.*)", convening))
    return {name for name in cells | tables if len(name) > 3}


@pytest.fixture
def city(tmp_path) -> Client:
    """Return a Spanish board on a copy of the example of a city with a saved seating."""
    session = make_session(copy_example("city", tmp_path / "in"), tmp_path / "out", "es")
    seat_everyone(session)
    return Client(session)


@pytest.mark.parametrize("path", FILES)
def test_every_note_and_every_problem_of_a_list_has_a_translation(path, tmp_path):
    words = words_in("es")
    try:
        told = [note.text for note in read_inputs(Request(path, out=tmp_path)).notes]
    except InputError as error:
        told = [text for problem in error.problems for text in (problem.says, problem.hint) if text]
        told.append(error.args[0])
    except SeatingError as error:
        told = [error.args[0]]
    for text in told:
        assert isinstance(text, Said), text
        assert words.tell(text) != text
        assert "%(" not in words.tell(text)


RAW = """\
Asistentes a la reunión;;;;;
;;;;;
Name;Sector;RSVP;Speaks;Brings a friend;Table
Ana Kim;labor;Sí;es, en;2;north
Ane Kim;labor;no;es;0;north
Kim, Bo;Labor;Count me in;en;0;
TEAM ROJO;;;;;
Cal Roe y Dee Roe;health;tal vez;en;0;
Total;3;;;;
Eli Paz;helth;yes;en;0;
Fay Paz;health;yes;NULL;0;
Gus Paz;health;yes;en;0;
"""


def test_the_notes_of_a_list_are_in_spanish(tmp_path):
    (tmp_path / "lista.csv").write_text(RAW, encoding="utf-8")
    client = Client(make_session(tmp_path / "lista.csv", tmp_path / "out", "es"))
    for screen in ("people", "rules"):
        shown = client.get(screen)
        check(client, shown)
    assert "el separador no es una coma, sino un punto y coma" in client.get("people").text


@pytest.mark.room
def test_problems_of_cells_are_in_spanish_in_the_answer_to_a_form(city):
    path = city.session.request.people
    path.write_text(path.read_text(encoding="utf-8").replace(",doer,", ",docter,", 1), encoding="utf-8")
    shown = city.post("seats/undo")
    check(city, shown)
    assert "no es un" in shown.text


@pytest.mark.room
def test_seats_of_an_evening_are_in_spanish(city):
    seats = dict(city.session.read().seating.seats)
    one = next(iter(seats))
    other = next(person for person in seats if seats[person] != seats[one])
    moves = {"person": one, "from": seats[one], "to": seats[other]}
    for path, fields in (
        ("seats/pick", {"person": one}),
        ("seats/move", moves),
        ("seats/move", moves),  # somebody who sits elsewhere by now
        ("seats/lock", {"lock": f"person:{other}", "on": "1"}),
        ("seats/lock", {"lock": f"person:{other}", "on": "1"}),
        ("seats/keep", {}),
        ("seats/keep", {"name": "x" * 500}),
        ("seats/take", {"candidate": "A"}),
        ("seats/undo", {}),
        ("seats/redo", {}),
        ("seats/redo", {}),
        ("seats/save", {}),
        ("solving/start", {"what": "next"}),
    ):
        check(city, city.post(path, **fields))
    for screen in ("people", "rules", "solving", "seats", "day", "charts", "files"):
        check(city, city.get(screen))


@pytest.mark.room
def test_the_day_is_in_spanish(city):
    seats = dict(city.session.read().seating.seats)
    one, other, third = list(seats)[:3]
    for path, fields in (
        ("day/person", {"person": one}),
        ("day/mark", {"person": one, "state": "arrived"}),
        ("day/mark", {"person": one, "state": "arrived"}),
        ("day/mark", {"person": other, "state": "absent"}),
        ("day/mark", {"person": third, "state": "absent"}),
        ("day/card", {"person": other}),
        ("day/guest", {"name": "Zoe Quill", "organization": ""}),
    ):
        check(city, city.post(path, **fields))
    listed = city.post("day/repair")
    check(city, listed)
    moves = json.loads(field(listed, "moves"))
    assert moves
    for path in ("day/accept", "day/accept", "day/repair"):
        check(city, city.post(path, moves=json.dumps(moves)))
    for screen in ("day", "seats", "solving"):
        check(city, city.get(screen))


def test_a_clash_of_musts_is_in_spanish(tmp_path):
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(ROOM + CLASH, encoding="utf-8")
    client = Client(make_session(tmp_path / "people.csv", tmp_path / "out", "es"))
    assert solve(client).result.conflicts
    check(client, client.get("solving"))
    check(client, client.get("seats"))


def entry(client: Client):
    return next((client.session.out / "rounds").glob("0001-*.json"))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (
            lambda path: path.write_bytes(path.read_bytes().replace(b'"c01"', b'"c99"', 1)),
            "quedó incompleto o alguien lo editó",
        ),
        (lambda path: path.write_bytes(path.read_bytes()[:100]), "quedó incompleto o alguien lo editó"),
        (lambda path: path.unlink(), "falta la entrada 1"),
        (lambda path: path.rename(path.with_name("0002-round-1.json")), "contiene la entrada que se guardó como"),
        (lambda path: (path.parent / "newest").write_text("?"), "no dice cuál es la entrada más reciente"),
    ],
    ids=["edited", "cut", "missing", "renamed", "newest"],
)
def test_a_damaged_ledger_is_told_in_spanish(city, spoil, says):
    spoil(entry(city))
    client = Client(make_session(city.session.request.people, city.session.out, "es"))
    shown = client.get("seats")
    check(client, shown)
    assert says in shown.text
    check(client, client.post("seats/save"))


def test_a_folder_in_use_is_told_in_spanish(city):
    seats = dict(city.session.read().seating.seats)
    city.post("day/mark", person=next(iter(seats)), state="absent")
    with lock_folder(city.session.out):
        shown = city.post("seats/save")
    check(city, shown)
    assert "está usando" in shown.text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"tables: [", "YAML"),
        (b"tables: 7\n", "mesas"),
        (b"\xff\xfe\x00", "UTF"),
        (b"tables:\n- id: a\n--- \nx: 1\n", "segundo documento"),
        (b"tables:\n- id: a\n- id: a\n  chair: Nobody\nrequirements:\n- kind: count\n  who: {sector: x}\n", "mesa «a»"),
    ],
    ids=["syntax", "type", "encoding", "documents", "values"],
)
def test_a_convening_that_cannot_be_read_is_told_in_spanish(city, content, says):
    (city.session.request.people.parent / "convening.yaml").write_bytes(content)
    pages = [city.get(screen) for screen in ("people", "rules", "seats")]
    for shown in pages:
        check(city, shown)
    assert any(says in shown.text for shown in pages)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("people.xlsx", b"PK\x03\x04broken", "el archivo no es un libro XLSX, o está dañado"),
        ("people.ods", b"no zip", "el archivo no es una hoja de cálculo OpenDocument, o está dañado"),
        ("people.csv", b"", "el archivo está vacío"),
        ("people.csv", b'name,sector\n"Ana,x\nBo,y\n', "comilla"),
        ("people.json", b"[{", "no es JSON"),
    ],
    ids=["xlsx", "ods", "empty", "quote", "json"],
)
def test_a_list_that_cannot_be_read_is_told_in_spanish(tmp_path, name, data, says):
    (tmp_path / name).write_bytes(data)
    client = Client(make_session(tmp_path / name, tmp_path / "out", "es"))
    shown = client.get("people")
    check(client, shown)
    assert says in shown.text
    check(client, client.get("files"))


def test_a_list_that_is_gone_is_told_in_spanish(city):
    city.session.request.people.unlink()
    shown = city.get("people")
    check(city, shown)
    assert "No existe el archivo" in shown.text


def test_a_change_that_a_form_cannot_make_is_told_in_spanish(city, monkeypatch):
    says = said("%(file)s: %(key)s cannot be changed here. Change it in a text editor.", file="c.yaml", key="goals")

    def refuse(*_: object) -> None:
        raise UsageError(says)

    monkeypatch.setattr(rules, "preview_edits", refuse)
    shown = city.get("rules/requirements/form?number=4")
    check(city, shown)
    sentence = words_in("es").tell(says)
    assert f"{sentence}</span>" in shown.text


@pytest.mark.room
def test_charts_that_are_wrong_are_told_in_spanish(city):
    folder = city.session.out / "charts"
    folder.mkdir()
    (folder / "one.csv").write_text("chart of,table,sector,role,who,why\nAna,Nowhere,labor,boss,,x\n", encoding="utf-8")
    (folder / "two.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    check(city, city.get("charts"))
    (folder / "one.csv").write_text(
        "chart of,table,sector,role,who,why\n,,labor,,Somebody,x\n,,labor,,Else,\n", encoding="utf-8"
    )
    (folder / "two.csv").write_text("chart of,table,sector,role,who,why\n", encoding="utf-8")
    check(city, city.get("charts"))
