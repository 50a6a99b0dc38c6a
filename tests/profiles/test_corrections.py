"""Cells that the convening corrects: the list is read as if it had the other texts, and nothing else changes."""

from __future__ import annotations

import random

import pytest

from seating.api.reading import read_inputs, read_list, read_rules
from seating.api.request import Request
from seating.api.solve import solve_request
from seating.errors import InputError
from seating.profiles.corrections import Correction
from tests.examples import seeded

HEADINGS = ("First name", "Last name", "organization", "sector", "Hobby")
WORDS = ("", "labor", "health", "Slate", "chess", "1", " labor ", "Ö", "a; b")


def write(folder, rows, corrections=()):
    text = "\n".join(",".join(cells) for cells in (HEADINGS, *rows)) + "\n"
    (folder / "people.csv").write_text(text, encoding="utf-8")
    lines = "".join(f"  - {one.model_dump_json()}\n" for one in corrections)
    (folder / "convening.yaml").write_text(f"title: x\n{'corrections:' if lines else ''}\n{lines}", encoding="utf-8")
    return Request(folder / "people.csv", out=folder / "out")


def persons(request):
    return [
        {key: value for key, value in person.model_dump().items() if key not in {"sha256"}}
        for person in read_list(request, read_rules(request)).people
    ]


@seeded(3)
def test_a_corrected_list_is_read_as_the_list_with_the_corrected_cells(tmp_path_factory, seed: int):
    rng, folder = random.Random(seed), tmp_path_factory.mktemp("corrected")
    names = [(f"Ana{n}", f"Roe{n % 3}") for n in range(9)]
    rows = [[*name, *(rng.choice(WORDS) for _ in HEADINGS[2:])] for name in names]
    corrected, corrections = [list(row) for row in rows], []
    for _ in range(4):
        number, column = rng.randrange(9), rng.randrange(2, 5)
        now = rng.choice(WORDS)
        if rows[number][column] != corrected[number][column]:
            continue
        corrected[number][column] = now
        first, last = names[number]
        row = f"{first} {last}".upper() if rng.random() < 0.3 else f"{first} {last}"
        was = rows[number][column]
        corrections.append(Correction(row=row, column=HEADINGS[column].lower(), was=was, now=now))
    plain = persons(write(folder, corrected))
    assert persons(write(folder, rows, corrections)) == plain


def test_a_correction_that_fits_two_namesakes_corrects_neither(tmp_path):
    rows = [
        ("Ana", "Roe", "A", "x", ""),
        ("Ana", "Roe", "B", "x", ""),
        ("Ana", "Roe", "C", "y", ""),
        ("Bo", "Fox", "A", "x", ""),
    ]
    by_name = Correction(row="Ana Roe", column="sector", was="x", now="z")
    request = write(tmp_path, rows, [by_name])
    assert [person["sector"] for person in persons(request)] == ["x", "x", "y", "x"]
    notes = {note.slug: note for note in read_inputs(request).notes}
    assert 'Several rows have the name and the text that `corrections` in the convening gives for "sector"' in str(
        notes["correction-unused"].text
    )
    assert "Ana" not in notes["correction-unused"].shared_text
    by_cells = by_name.model_copy(update={"row": "Ana, Roe, B, x"})
    alone = Correction(row="Ana Roe", column="sector", was="y", now="w")
    request = write(tmp_path, rows, [by_cells, alone])
    assert [person["sector"] for person in persons(request)] == ["x", "z", "w", "x"]


def test_notes_tell_what_was_corrected_and_what_the_list_no_longer_has(tmp_path):
    rows = [("Ana", f"Roe{n}", "A", "x", "") for n in range(12)]
    used = Correction(row="Ana Roe1", column="sector", was="x", now="")
    gone = Correction(row="Ana Roe2", column="sector", was="w", now="y")
    other = Correction(row="Ana Roe2", column="no such column", was="x", now="y")
    notes = {note.slug: note for note in read_inputs(write(tmp_path, rows, [used, gone, other])).notes}
    assert "Ana Roe1" in notes["cells-corrected"].text
    assert "Ana" not in notes["cells-corrected"].shared_text
    assert notes["cells-corrected"].column == "sector"
    assert "2 cells" in notes["correction-unused"].text
    assert "Ana" not in notes["correction-unused"].shared_text


def test_nothing_that_is_shared_has_a_private_correction(tmp_path):
    rows = [("Ana", f"Roe{n}", "A", "x", "yes") for n in range(12)]
    request = write(tmp_path, rows, [Correction(row="Ana Roe1", column="Hobby", was="yes", now="zq9")])
    with (tmp_path / "convening.yaml").open("a", encoding="utf-8") as file:
        file.write("private: [Hobby]\n")
    solve_request(request)
    pages = [path for path in (tmp_path / "out").rglob("*") if path.is_file() and path.suffix in {".html", ".json"}]
    assert pages
    for path in pages:
        assert "zq9" not in path.read_text(encoding="utf-8", errors="replace"), path


@pytest.mark.parametrize("line", ["{row: x}", "{row: x, column: y, when: z}", "{row: {}, column: y}", "7"])
def test_a_correction_that_is_incomplete_is_an_error(tmp_path, line: str):
    request = write(tmp_path, [("Ana", "Roe", "A", "x", "")] * 2)
    (tmp_path / "convening.yaml").write_text(f"corrections:\n  - {line}\n", encoding="utf-8")
    with pytest.raises(InputError) as found:
        read_inputs(request)
    assert found.value.problems[0].file == "convening.yaml"
