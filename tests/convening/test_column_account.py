"""No column with a filled cell is lost in silence: it is read, asked about, or named as not used."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fuzz.world import CORPUS
from seating.api.check import InputCheck, check_record
from seating.api.interface import check
from seating.convening.column_account import ColumnState, account_for_columns
from seating.errors import SeatingError
from seating.sources import Source, column_letter, read
from tests.acceptance.lists import LISTS

REBUILT = {
    "columns-are-tables",
    "columns-ticked",
    "columns-are-pairs",
    "columns-are-groups",
    "list-square",
    "sheet-unread",
}
"""Notes on lists whose columns became others, so that the letters of the file do not count."""

FORMATS = {".csv", ".tsv", ".xlsx", ".ods", ".json"}

OTHER_FILES = {"expectations.json"}


def list_files() -> Iterator[Path]:
    """Yield every list of the test lists and of the corpora of mutated files."""
    for folder in (LISTS, CORPUS / "list"):
        if folder.is_dir():
            yield from sorted(p for p in folder.iterdir() if p.suffix in FORMATS and p.name not in OTHER_FILES)


def list_letters(source: Source, header: int) -> set[str]:
    """Return the letters of the columns with a filled cell below the headings."""
    rows = [row for row in source.rows if row.line > header]
    width = max((len(row.cells) for row in rows), default=0)
    return {column_letter(at) for at in range(width) if any(row.cell(at) for row in rows)}


def assert_all_told(found: InputCheck, source: Source) -> None:
    account = account_for_columns(found.convening, found.people)
    letters = [one.column.letter for one in account]
    assert len(letters) == len(set(letters))
    notes = " ".join(note.text for note in found.notes)
    rebuilt = any(note.slug in REBUILT for note in found.notes)
    if not rebuilt and not found.people.is_sideways:
        missing = list_letters(source, found.people.header_line) - set(letters)
        assert not missing, (missing, notes)
    unread = [one for one in account if one.state is ColumnState.NOT_READ]
    if unread:
        assert any(note.slug in {"columns-unused", "columns-are-a-square"} for note in found.notes), unread
    record = {one["letter"]: one["state"] for one in check_record(found).plain()["headings"]}
    assert {one.column.letter: one.state.value for one in account}.items() <= record.items()


@pytest.mark.parametrize("path", list(list_files()), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_column_of_every_list_has_its_state(path, tmp_path):
    copied = Path(shutil.copy(path, tmp_path))
    if (beside := path.with_suffix(".yaml")).exists():
        shutil.copy(beside, tmp_path / "convening.yaml")
    try:
        found = check(copied)
    except SeatingError:
        return  # asked about, so nobody is seated
    assert_all_told(found, read(copied))
