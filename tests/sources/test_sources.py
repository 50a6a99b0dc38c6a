"""Finding the format, and files that cannot be read at all."""

from __future__ import annotations

import hashlib
import io

import pytest

from seating.errors import InputError, UsageError
from seating.sources import column_letter, read, read_bytes
from seating.sources.source import MAX_BYTES


def test_a_dash_reads_standard_input():
    source = read("-", io.BytesIO(b"name\nAda\n"))
    assert source.file == "standard input"
    assert source.rows[1].cells == ("Ada",)


def test_a_file_is_named_without_its_folder_and_with_its_digest(tmp_path):
    """What is written must not depend on where a list lies."""
    path = tmp_path / "stakeholders.CSV"
    path.write_bytes(b"name\nAda\n")
    source = read(path)
    assert (source.file, source.sha256) == ("stakeholders.CSV", hashlib.sha256(b"name\nAda\n").hexdigest())


def test_a_missing_file_is_wrong_usage_with_the_likely_one(tmp_path):
    (tmp_path / "stakeholders.csv").write_bytes(b"name\n")
    with pytest.raises(UsageError, match=r"did you mean .*stakeholders\.csv"):
        read(tmp_path / "stakeholder.csv")


def test_a_folder_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match="is a folder"):
        read(tmp_path)


def test_an_impossible_path_is_wrong_usage():
    with pytest.raises(UsageError):
        read("people\0.csv")


@pytest.mark.parametrize("suffix", [".xls", ".ods", ".numbers", ".pdf", ".docx"])
def test_other_formats_say_what_to_save_as(suffix):
    with pytest.raises(InputError, match=r"CSV UTF-8 or as XLSX.*\[format-unknown\]"):
        read_bytes(b"x", f"people{suffix}", suffix)


def test_a_file_past_the_cap_is_refused():
    with pytest.raises(InputError, match="50 MB"):
        read_bytes(b"x" * (MAX_BYTES + 1), "people.csv")


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters_are_those_of_a_spreadsheet(index, letter):
    assert column_letter(index) == letter
