"""Every line of a convening that a message offers is accepted when it is copied as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from seating.api.interface import check
from seating.convening.convening_file import write_inferred
from seating.convening.convening_reader import read_convening
from seating.convening.yaml import parse
from seating.errors import UNDECIDED, InputError
from seating.profiles import read_people
from seating.sources import read, read_bytes
from seating.wording import Said
from tests.cli.running import run

ROOT = Path(__file__).parents[2]
LONG = "Please list the names of all the people whom you would like to have at your table on the evening"
NAMES = ("Ana Soto", "Ben Ode", "Cara Lind", "Dev Rao")


def rows(heading: str, *cells: str) -> str:
    """Return a list of four people with one more column."""
    lines = [f'"{name}","{cell}"' for name, cell in zip(NAMES, cells, strict=True)]
    return "\n".join([f'Name,"{heading}"', *lines, ""])


LISTS = {
    "two first names": "First Name,Given Name,Last Name\nAna,Anna,Soto\nBen,Benno,Ode\nCara,Carola,Lind\n",
    "two last names": "First Name,Last Name,Family Name\nAna,Soto,Red\nBen,Ode,Green\nCara,Lind,Blue\n",
    "two replies": "Name,Ceremony RSVP,Dinner RSVP\nAna Soto,yes,no\nBen Ode,no,yes\nCara Lind,yes,yes\n",
    "a long heading": rows(LONG.replace("you would like to have", "were named"), "Ben Ode", "Ana Soto", "Ben Ode", ""),
    "names in a column": rows("Circle", "Ben Ode", "Ana Soto", "Ben Ode", "Cara Lind"),
    "names by a known heading": rows("Referred by", "Ben Ode", "Ana Soto", "Ben Ode", "Cara Lind"),
    "households": rows("Household", "1", "1", "2", "3"),
    "a number after a name": "Name,Town\nAna Soto (2),Here\nBen Ode,There\nCara Lind,Here\n",
    "a refusal": rows("Dropped out", "yes", "no", "no", "no"),
    "names of buyers": "Ticket Name,Buyer Name\nAna Soto,Ana Soto\nBen Ode,Ana Soto\nCara Lind,Cara Lind\n",
    "yes about not coming": rows("Not attending", "no", "yes", "no", "no"),
    "numbers of parties": "Party,Name\n1,Ana Soto\n1,Ben Soto\n2,Cara Lind\n2,Eva Roth\n3,Finn Roth\n",
    "more replies": "Name,RSVP,Info\nAna Soto,yes,Not coming\nBen Ode,no,Will come\nCara Lind,yes,Will come\n",
    "no names": "Qvux,Town\nAna Soto,Here\nBen Ode,There\nCara Lind,Here\nAna Soto,There\n",
    "no headings": "wibble,wobble\nAna Soto,Here\nBen Ode,There\nCara Lind,Here\nDev Rao,There\n",
    "nothing but names": "Wibble,Town\nAna Soto,Here\nBen Ode,There\nCara Lind,Here\n",
    "a near heading": "Name,Organisatoin\nAna Soto,Tern\nBen Ode,Gull\nCara Lind,Tern\n",
    "two names": "Name,Participant\nAna Soto,Ana Soto\nBen Ode,Ben Ode\nCara Lind,C. Lind\n",
    "a party": "Name,Party size\nAna Soto,2\nBen Ode,1\nCara Lind,2\n",
    "a need among remarks": rows("Blorptane", "vegan", "uses a wheelchair", "late", "likes jazz"),
    "a damaged name": "Name,Town\nJosÃ© Soto,Here\nBen Ode,There\nCara Lind,Here\n",
    "needs": rows("Remarks", "vegan, no nuts please", "uses a wheelchair now", "", "gluten free food only"),
    "replies in the cells": rows("Info", "Will attend", "Not coming", "Will attend", "Will attend"),
    "a column to balance": rows("Side", "bride", "groom", "bride", "groom"),
    "names of which no heading tells": "Wibble,Email\nAna Soto,a@x.org\nBen Ode,b@x.org\nCara Lind,c@x.org\n",
    "no name column": "Town,Email\nHere,a@x.example\nThere,b@x.example\nHere,c@x.example\n",
    "a reply to a part": "Name,Brunch RSVP,RSVP\nAna Soto,no,yes\nBen Ode,no,no\nCara Lind,yes,yes\n",
    "a cancellation": "Name,RSVP,Notes\nAna Soto,yes,Cancelled\nBen Ode,no,\nCara Lind,yes,late\n",
    "pairs": "Mentor,Mentee\nAna Soto,Ben Ode\nCara Lind,Dev Rao\n",
    "replies above the people": "Coming\nAna Soto\nBen Ode\n\nNot coming\nCara Lind\n",
    "yes and no of an unknown word": rows("Blorptane", "yes", "no", "yes", "yes"),
    "check marks and blanks": rows("Coming?", "x", "", "x", ""),
    "a guest allowed": rows("Plus one allowed", "yes", "no", "yes", "yes"),
    "numbers of something else": rows("How many siblings do you have?", "2", "1", "3", "1"),
    "a refusal among meals": rows("Meal choice", "Beef", "Not attending", "Fish", "Beef"),
    "a square": ",Ana Soto,Ben Ode,Cara Lind\nAna Soto,,3,1\nBen Ode,3,,2\nCara Lind,1,2,\n",
    "a square beside names": "Name,Ana Soto,Ben Ode,Cara Lind,Hat\nAna Soto,,3,1,X\nBen Ode,3,,2,X\nCara Lind,1,2,,Y\n",
    "ids and perhaps names": "Person ID,Stamp\nq1,Ana Soto\nq2,Ben Ode\nq3,Cara Lind\nq4,Dev Rao\n",
    "a waiting list": rows("RSVP", "yes", "Waitlisted", "no", "yes"),
    "people who come online": rows("RSVP", "In person", "Online", "no", "In person"),
    "a word of a status": rows("Invitation status", "confirmed", "Archived", "declined", "Archived"),
    "a word of a reply": rows("RSVP", "yes", "perchance", "no", "perchance"),
}
CONVENINGS = {"": None, "columns": 'columns: {own: ["Nothing"]}\n', "title": "title: Evening\n"}


def told(folder: Path) -> tuple[list[tuple[str, str | None]], list[str]]:
    """Return the slug and the column of each problem, and all texts of the problems and notes."""
    try:
        found = check(folder / "list.csv", None)
    except InputError as error:
        texts = [text for one in error.problems for text in (one.hint, one.block) if text]
        return [(one.slug, one.column) for one in error.problems], texts
    return [], [note.text for note in found.notes]


def lines_in(text: object) -> Iterator[str]:
    """Yield the lines that a text offers to copy."""
    if not isinstance(text, Said):
        return
    if "lines" in text.values and "where" in text.values:
        offered = text.values["lines"]
        yield from offered.items if isinstance(offered, Said) else ()
    for value in (*text.values.values(), *text.items):
        yield from lines_in(value)


def write(folder: Path, name: str, convening: str | None) -> list[str]:
    """Write a list and a convening, and return the lines that the messages about them offer."""
    (folder / "list.csv").write_text(LISTS[name], encoding="utf-8")
    (folder / "convening.yaml").unlink(missing_ok=True)
    if convening is not None:
        (folder / "convening.yaml").write_text(convening, encoding="utf-8")
    return list(dict.fromkeys(line for text in told(folder)[1] for line in lines_in(text)))


@pytest.mark.parametrize("name", LISTS)
def test_each_line_is_accepted_and_answers_the_question(name: str, tmp_path: Path) -> None:
    lines = write(tmp_path, name, None)
    asked, _ = told(tmp_path)
    assert lines or name in BLOCKS
    for line in lines:
        (tmp_path / "convening.yaml").write_text(line + "\n", encoding="utf-8")
        left, _ = told(tmp_path)
        assert not set(left) & set(asked), (line, left)
        assert not {slug for slug, _ in left} & {"column-unmapped", "column-several", "key-unknown"}, (line, left)


def test_a_line_keeps_the_meanings_that_the_convening_states(tmp_path: Path) -> None:
    lines = write(tmp_path, "two last names", 'columns: {organization: "Given"}\n')
    assert lines == [
        'columns: {organization: "Given", last name: "Last Name"}',
        'columns: {organization: "Given", last name: "Family Name"}',
    ]


@pytest.mark.parametrize(
    ("convening", "goes"),
    [
        (None, "in the same folder as the list, make a text file named convening.yaml with one of these lines: "),
        ("title: Evening\n", "write one of these lines in the convening: "),
        ('columns: {own: "Circle"}\n', "in the convening, change `columns` to"),
    ],
)
def test_a_message_tells_where_its_line_goes(convening: str | None, goes: str, tmp_path: Path) -> None:
    write(tmp_path, "two last names", convening)
    assert any(goes in text for text in told(tmp_path)[1])


def test_lines_of_two_questions_can_be_copied_into_one_file(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "Name,Ceremony RSVP,Dinner RSVP,How many?\nAna Soto,yes,no,1\nBen Ode,no,yes,2\nDev Rao,no,no,0\n",
        encoding="utf-8",
    )
    asked, texts = told(tmp_path)
    lines = [line for text in texts for line in lines_in(text)]
    assert [slug for slug, _ in asked] == ["heading-ambiguous", "column-unclear"]
    for one in lines[:2]:
        for other in lines[2:]:
            (tmp_path / "convening.yaml").write_text(f"{one}\n{other}\n", encoding="utf-8")
            assert told(tmp_path)[0] == [], (one, other)


def test_repeated_columns_and_words_are_joined() -> None:
    lines = 'columns: {own: "Red"}\ncolumns: {own: "Blue"}\nvocabulary: {a: {b: [c]}}\n'
    found = parse(f"{lines}vocabulary: {{a: {{d: [e]}}}}\n", "convening.yaml").plain
    assert found == {"columns": {"own": ["Red", "Blue"]}, "vocabulary": {"a": {"b": ["c"], "d": ["e"]}}}


BLOCKS = ["a word of a reply", "a waiting list", "people who come online", "a word of a status"]


@pytest.mark.parametrize("name", BLOCKS)
def test_each_block_of_words_is_accepted_and_tells_where_it_goes(name: str, tmp_path: Path) -> None:
    write(tmp_path, name, None)
    with pytest.raises(InputError) as failure:
        check(tmp_path / "list.csv", None)
    (problem,) = failure.value.problems
    said = str(failure.value)
    assert "n the same folder as the list, make a text file named convening.yaml that defines the meaning:" in said
    block = said[said.rindex("]\n") + 2 :].replace(UNDECIDED, problem.meaning.values[0] if problem.meaning else "no")
    for text in (block, f'columns: {{name: "Name"}}\n{dedent(block)}\n{dedent(block)}'):
        (tmp_path / "convening.yaml").write_text(text, encoding="utf-8")
        assert told(tmp_path)[0] == [], text


@pytest.mark.parametrize("convening", [None, "requirements: [{kind: balance, of: Town}]\n"])
def test_tables_that_a_message_offers_to_add_are_accepted(convening: str | None, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(many(24), encoding="utf-8")
    file = tmp_path / ("kept.yaml" if convening is None else "convening.yaml")
    earlier = None
    if convening is None:
        write_inferred(read_convening(read_people(read(tmp_path / "list.csv")).people).convening, file)
        file.write_text(file.read_text(encoding="utf-8") + "# edited\n", encoding="utf-8")
        earlier = file
    else:
        file.write_text(convening, encoding="utf-8")
    people = read_people(read_bytes(many(40).encode(), "list.csv")).people
    tables = [{"id": f"t{number}", "name": f"Table {number}", "seats": "7-8"} for number in (1, 2, 3)]
    given = None if convening is None else file
    reading = read_convening(people, given, tmp_path / "list.csv", earlier, lambda _: tables)
    (note,) = [note.text for note in reading.notes if note.slug == "tables-full"]
    if convening is None:
        lines = re.split(r"(?:, | and )(?=- )", note.rpartition("own: ")[2])
        assert f"In {file.name}, add these at the end of `tables`, each on a line of its own: - " in note
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("tables:\n", "tables:\n" + "".join(f"  {line}\n" for line in lines), 1))
    else:
        assert "write this in the convening: tables: [" in note
        file.write_text(f"{convening}{note.partition('convening: ')[2]}\n", encoding="utf-8")
    again = read_convening(people, file)
    assert "tables-full" not in {note.slug for note in again.notes}


def many(number: int) -> str:
    """Return a list of this many people."""
    return "Name,Town\n" + "".join(
        f"{chr(65 + at % 26)}na {chr(65 + at // 26)}oto{at},X{at % 2}\n" for at in range(number)
    )


def test_a_heading_is_never_cut_in_a_line_to_copy(tmp_path: Path) -> None:
    lines = write(tmp_path, "a long heading", None)
    assert lines
    assert all(line.endswith('on the evening"}') for line in lines)


@pytest.mark.room
def test_all_questions_about_a_list_are_asked_here(tmp_path: Path) -> None:
    aims = set()
    for path in ROOT.glob("seating/profiles/**/*.py"):
        text = path.read_text(encoding="utf-8")
        aims |= set(re.findall(r'(?:\.offer|ask_meaning|write_lines)\(\s*said\(\s*"([^"]+)"', text))
    texts = []
    for name in LISTS:
        for convening in ("", 'columns: {attending: ["Ceremony RSVP", "Dinner RSVP"]}'):
            write(tmp_path, name, convening or None)
            texts += told(tmp_path)[1]
    assert aims
    assert {aim for aim in aims if not any(f"To {aim}," in text for text in texts)} == set()


def test_lines_that_confirm_a_guess_join_first_and_last_name(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Last,First,Town\nSoto,Ana,X\nOde,Ben,Y\nLind,Cara,X\n", encoding="utf-8")
    (tmp_path / "convening.yaml").write_text('columns: {name: ["First", "Last"]}\n', encoding="utf-8")
    found = check(tmp_path / "list.csv", None)
    assert [person.name for person in found.people] == ["Ana Soto", "Ben Ode", "Cara Lind"]


@pytest.mark.room
def test_the_line_that_makes_charts_count_in_every_command_is_accepted(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text("id,name\n" + "".join(f"p{n},{name}\n" for n, name in enumerate(NAMES)))
    tables = "tables: [{id: north, seats: 1-4}, {id: south, seats: 1-4}]\nrequirements: []\n"
    Path("my charts").mkdir()
    for name in ("a, b.csv", "c.csv"):
        Path("my charts", name).write_text("chart of,table,who\nAna Soto,north,Ben Ode\n")
    for charts in ('--charts "my charts/a, b.csv"', '--charts "my charts/a, b.csv" --charts "my charts/c.csv"'):
        Path("convening.yaml").write_text(tables)
        said = run(f"solve list.csv {charts} --out out --no-packet").output
        offered = re.search(r"Write `(charts: .+?)` in the", " ".join(said.split()))
        assert offered is not None, said
        Path("convening.yaml").write_text(tables + offered[1] + "\n")
        again = run("solve list.csv --out out --no-packet")
        assert (again.exit_code, "Only this command" in again.output) == (0, False), again.output
        files = parse(offered[1] + "\n", "").plain["charts"]
        assert all(Path(file).is_file() for file in ([files] if isinstance(files, str) else files))
