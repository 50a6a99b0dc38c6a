"""Texts that were damaged before they came here: both readings, the line that corrects them, and no false alarm."""

from __future__ import annotations

import html.entities
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import ftfy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from seating.errors import SeatingError
from seating.profiles import read_people
from seating.profiles.corrections import Correction
from seating.profiles.list_rules import ListRules
from seating.profiles.reader import correct_list
from seating.sources import read_book, read_bytes
from seating.sources.damaged_texts import find_lost, restore
from tests.profiles.lists import persons, said

ROOT = Path(__file__).parents[2]

NAMES = (
    "José Peña",
    "Zoë Müller",
    "François Élan",
    "Þóra Björk",
    "Ondřej Šíma",
    "Łukasz Wójcik",
    "Nguyễn Minh",
    "Иван Петров",
)

assert ftfy.__version__  # importing it registers the encoding below

DAMAGES: dict[str, Callable[[str], str]] = {
    "as Windows-1252": lambda text: text.encode().decode("sloppy-windows-1252"),
    "as Latin-1": lambda text: text.encode().decode("latin-1"),
    "as Mac Roman": lambda text: text.encode().decode("mac-roman"),
    "twice": lambda text: text.encode().decode("sloppy-windows-1252").encode().decode("sloppy-windows-1252"),
    "entities": lambda text: text.encode("ascii", "xmlcharrefreplace").decode(),
    "names of entities": lambda text: "".join(
        f"&{html.entities.codepoint2name[ord(c)]};" if ord(c) in html.entities.codepoint2name and c > "~" else c
        for c in text
    ),
    "in an address": lambda text: quote(text, safe=" "),
    "in an address with spaces": quote,
    "quoted-printable": lambda text: quote(text, safe=" ").replace("%", "="),
    "escapes": lambda text: text.encode("ascii", "backslashreplace").decode(),
}


@given(st.sampled_from(NAMES), st.sampled_from(sorted(DAMAGES)))
def test_a_damaged_text_is_shown_as_it_was(name, damage):
    damaged = DAMAGES[damage](name)
    if damaged != name and damaged.isprintable():
        assert restore(damaged) == name


@pytest.mark.parametrize("damage", sorted(DAMAGES))
def test_the_offered_line_corrects_the_list(damage):
    damaged = DAMAGES[damage]("José Peña")
    text = f"name,town\n{damaged},Corvid\nAna Soto,{damaged}\n"
    notes = said(text, "cells-damaged")
    assert len(notes) == 2
    assert all('"José Peña"' in note.text for note in notes)
    stated = [YAML(typ="safe").load(note.text[note.text.index("corrections:") :])["corrections"] for note in notes]
    corrections = [Correction.model_validate(one) for each in stated for one in each]
    people = read_people(
        correct_list(read_bytes(text.encode(), "people.csv"), ListRules(corrections=tuple(corrections)))
    ).people
    assert [person.name for person in people] == ["José Peña", "Ana Soto"]
    assert people.persons[1].own["town"] == ("José Peña",)


@pytest.mark.parametrize("name", ["Jos\ufffd", "Jos\ufffd Pe\ufffda", "Pe?a Ruiz", "Jos? Pe?a"])
def test_lost_letters_are_named(name):
    (note,) = said(f"name\n{name}\nAna Soto\n", "cells-lost")
    assert name in note.text
    assert persons(f"name\n{name}\nAna Soto\n")[0].name == name


@pytest.mark.parametrize("heading", ["PrÃ©nom", "Pr&eacute;nom", "Pr%C3%A9nom"])
def test_a_damaged_heading_is_read_as_it_was(heading):
    text = f"{heading},Nom\nAna,Soto\nBen,Ode\n"
    assert [person.name for person in persons(text)] == ["Ana Soto", "Ben Ode"]
    assert '"Prénom"' in said(text, "heading-damaged")[0].text


@pytest.mark.parametrize(
    "text",
    [
        *NAMES,
        "50% off",
        "50%25",
        "R&D",
        "Tom & Ana; Ben",
        "a=1F",
        "https://x.example/Jos%C3%A9",
        "it’s",
        "Å",
        "AT&T;",
        "?",
    ],
)
def test_sound_texts_are_left_alone(text):
    assert restore(text) is None
    assert not find_lost(text, is_name=True)


@pytest.mark.room
def test_no_cell_of_the_lists_here_is_called_damaged():
    cells = 0
    for path in sorted(path for folder in ("examples", "benchmarks", "tests") for path in (ROOT / folder).rglob("*")):
        if path.suffix not in {".csv", ".tsv", ".xlsx", ".ods", ".json"} or path.name == "expectations.json":
            continue
        try:
            rows = [row for sheet in read_book(path).sheets for row in sheet.source.rows]
        except SeatingError:
            continue
        for row in rows:
            for cell in filter(None, map(str.strip, row.cells)):
                cells += 1
                assert restore(cell) is None, f"{path}, line {row.line}"
                assert not find_lost(cell), f"{path}, line {row.line}"
    assert cells > 5_000
