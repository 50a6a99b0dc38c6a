"""Encodings are decided on evidence; what cannot be decided is refused."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from seating.errors import InputError
from seating.sources import read_bytes
from tests.examples import seeded

LIST = "name,organization\nZoë O’Grady,Café Ñandú\nRenée Müller,Société du Pré\n"


def slugs(data: bytes) -> list[str]:
    return [note.slug for note in read_bytes(data, "people.csv").notes]


def wrong(data: bytes) -> list[tuple[int | None, str]]:
    with pytest.raises(InputError) as failure:
        read_bytes(data, "people.csv")
    return [(problem.line, problem.slug) for problem in failure.value.problems]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
def test_utf_8_needs_no_note(codec):
    assert slugs(LIST.encode(codec)) == []
    assert read_bytes(LIST.encode(codec), "people.csv").rows[0].cells[0] == "name"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_read_and_said(codec):
    source = read_bytes(LIST.encode(codec), "people.csv")
    assert source.rows[1].cells[0] == "Zoë O’Grady"
    assert codec[:6].upper() in source.notes[0].text


def test_windows_1252_is_read_and_one_cell_shown():
    source = read_bytes(LIST.encode("cp1252"), "people.csv")
    assert source.rows[2].cells == ("Renée Müller", "Société du Pré")
    (note,) = source.notes
    assert "1252" in note.text
    assert "Zoë O’Grady" in note.text
    assert "Zoë" not in str(note.shared_text)


@pytest.mark.parametrize(
    ("codec", "name"),
    [("cp1251", "Анна Иванова"), ("euc_kr", "김철수"), ("iso8859-7", "Γιώργος Παππάς")],
)
def test_other_alphabets_are_read_right(codec, name):
    """Never a name printed as rubbish."""
    data = f"name,organization\n{name},x\n{name},y\n".encode(codec)
    assert read_bytes(data, "people.csv").rows[1].cells[0] == name


def test_text_that_reads_two_ways_is_refused_and_both_are_shown():
    """A single ø of Windows-1252 is ř in Windows-1250; only the convener can tell."""
    with pytest.raises(InputError, match="Ondřej") as failure:
        read_bytes("name\nOndřej\n".encode("cp1250"), "people.csv")
    assert [problem.slug for problem in failure.value.problems] == ["encoding-unknown"]


@pytest.mark.parametrize(
    ("codec", "names"),
    [
        ("cp1250", "Jiří Dvořák, Kateřina Vlčková, Ondřej Říha"),
        ("cp1250", "Jan Kučera, Petr Šimek"),
        ("cp1250", "Erdős Ödön, Szűcs Ágnes, Kőszegi Tünde"),
        ("cp1250", "Ana Petrović, Đuro Kovač"),
        ("cp1250", "Celina Gdańska"),
        ("cp1250", "Luka Vlček, Ana Černý"),
        ("cp1250", "WŁADYSŁAW ŻAK, KOŁODZIEJ ANNA"),
        ("cp1250", "BOŁT Müller, Ana Soto"),
        ("cp1252", "Søren Ødegård, Jørgen Kjær, Bjørn Åsen"),
        ("cp1252", "Hélène Mère, François, Thérèse Lefèvre"),
        ("cp1252", "Anaïs Soto, Loïc Brun, Zoë Klein"),
        ("cp1252", "José Peña, Íñigo Núñez"),
        ("cp1252", "João Simões, Inês Conceição"),
        ("cp1252", "Kõiv Tõnu, Mäeõis Õnne"),
        ("cp1252", "Gaël, Maël, Raphaël"),
        ("cp1252", "Daði Þór, Guðrún"),
    ],
)
def test_the_letters_decide_between_the_west_and_central_europe(codec: str, names: str) -> None:
    source = read_bytes("name\n{}\n".format(names.replace(", ", "\n")).encode(codec), "people.csv")
    assert [row.cells[0] for row in source.rows[1:]] == names.split(", ")


@seeded(5)
def test_any_bytes_are_read_or_refused(seed: int) -> None:
    """Letters of one encoding are signs in another, so words end at different places."""
    rng = random.Random(seed)
    data = b"name\n" + bytes(rng.choice(b"AELlos \n\xa3\xb3\xb9\xe1\xf3\xf8\xfc") for _ in range(40))
    with suppress(InputError):
        read_bytes(data, "people.csv")


def test_a_note_shows_what_the_other_encoding_would_give() -> None:
    (note,) = read_bytes("name\nJiří Dvořák\n".encode("cp1250"), "people.csv").notes
    assert (
        'Windows-1250, in which one cell reads "Jiří Dvořák". In Windows-1252 it would read "Jiøí Dvoøák".' in note.text
    )


def test_bytes_that_are_no_text_are_refused():
    assert wrong(b"name\n\x81\x8d\xfe\xff\x90\n") == [(2, "encoding-unknown")]


def test_two_encodings_in_one_file_are_refused_at_the_first_bad_line():
    data = "name\nZoë\n".encode() + "Ada\nRené\nJosé\n".encode("cp1252")
    assert wrong(data) == [(4, "encoding-mixed")]


def test_every_nul_is_named():
    assert wrong(b"name\nA\0da\nBo\n\0\n") == [(2, "nul-character"), (4, "nul-character")]


def test_a_thousand_nuls_give_a_short_message():
    with pytest.raises(InputError) as failure:
        read_bytes(b"name\n" + b"x\0\n" * 1000, "people.csv")
    assert "950 more" in str(failure.value)
    assert len(str(failure.value)) < 10_000


def test_damaged_utf_16_is_named():
    assert wrong(b"\xff\xfen\0a\0m\0e\0\n\0\x00\xd8\x41\0") == [(2, "encoding-damaged")]
