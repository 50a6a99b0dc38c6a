"""Numbers of thousands of digits, and absurd exponents, in every column and every small file."""

from __future__ import annotations

import pytest

from seating.errors import InputError
from seating.profiles.reader import read_people
from seating.report.stock.catalog import stock_from_file
from seating.sources import read_bytes
from tests.cli.running import run

NINES = "9" * 5_000
NUMBERS = [
    NINES,
    f"-{NINES}",
    f"0.{NINES}",
    f"{NINES}%",
    f"{NINES} %",
    f"1/{NINES}",
    f"{NINES}/{NINES}",
    f"round {NINES}",
    f"capital:{NINES}",
    f"+{NINES}",
    "1e999999999",
    "-1E-999999999",
    "٣" * 5_000,
    "²" * 50,
]
COLUMNS = [
    *("id", "organization", "sector", "representative type", "interests", "speaks to", "assets", "languages", "needs"),
    *("attending", "status", "duty", "with", "apart", "wishes", "avoids", "chose", "declined", "can_come", "pin"),
    *("email", "phone", "listed", "party size", "adults", "children", "plus one", "RSVP", "Age", "Priority"),
]


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_of_a_list_fails(column):
    for number in NUMBERS:
        rows = [f"Person {line},{number if line == 3 else ''}" for line in range(5)]
        for body in (rows, [f"Person {line},{number}" for line in range(5)]):
            refused = None
            try:
                read_people(read_bytes("\n".join([f"name,{column}", *body]).encode(), "people.csv"))
            except InputError as error:
                refused = error
            assert refused is None or refused.problems


@pytest.mark.parametrize("number", NUMBERS)
def test_check_ends_in_a_sentence(tmp_path, number):
    path = tmp_path / "people.csv"
    path.write_text(f"name,attending,Guests\nAna,{number},{number}\nBen,yes,2\nCam,no,\n")
    ran = run(f"check {path}")
    assert ran.exit_code in {0, 3}


STOCK = 'number = "own"\npaper = "A4"\nx = 10\ny = 10\nwidth = 90\nheight = 55\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (STOCK.replace('"A4"', '["A4"]'), "has the paper"),
        (STOCK.replace('"A4"', "{A4 = 1}"), "has the paper"),
        (STOCK.replace('"own"', '["own"]'), "has number"),
        (STOCK + "holds = []", "holds"),
        (STOCK + f"columns = {NINES}", "is too long to be read"),
        (STOCK + f"columns = 0x{'f' * 50_000}", "is too long to be read"),
        (STOCK + "right = 1e999999999", "has right"),
        (STOCK + "right = nan", "has right"),
        (STOCK + "aliases = " + "[" * 50_000, "levels deep"),
        (STOCK + "note = " + "{a = " * 50_000, "levels deep"),
        (STOCK + ".".join("a" * 20_000) + " = 1", "levels deep"),
        ("[" * 50_000, "is not valid TOML"),
        ("# " + "x" * 2_000_001, "more than 2,000,000 bytes"),
        ("x = ", "is not valid TOML"),
    ],
)
def test_a_stock_file_that_is_none_is_said(tmp_path, text, says):
    path = tmp_path / "stock.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=rf"{says}.*\[stock-wrong\]"):
        stock_from_file(path)


def test_a_stock_file_may_be_utf_16(tmp_path):
    path = tmp_path / "stock.toml"
    path.write_bytes(STOCK.encode("utf-16"))
    assert stock_from_file(path).width == 90


def test_a_folder_is_no_stock_file(tmp_path):
    with pytest.raises(InputError, match=r"is a folder.*\[stock-wrong\]"):
        stock_from_file(tmp_path)
