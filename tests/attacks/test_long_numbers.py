"""Numbers of thousands of digits, and absurd exponents, in every column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.errors import InputError
from seating.profiles.reader import read_people
from seating.sources import read_bytes
from tests.cli.running import run
from tests.examples import examples

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


@examples(40)
@given(column=st.sampled_from(COLUMNS), number=st.sampled_from(NUMBERS), everywhere=st.booleans())
def test_no_column_of_a_list_fails(column: str, number: str, everywhere: bool) -> None:
    rows = [f"Person {line},{number if everywhere or line == 3 else ''}" for line in range(5)]
    refused = None
    try:
        read_people(read_bytes("\n".join([f"name,{column}", *rows]).encode(), "people.csv"))
    except InputError as error:
        refused = error
    assert refused is None or refused.problems


@pytest.mark.parametrize("number", NUMBERS)
def test_check_ends_in_a_sentence(tmp_path, number):
    path = tmp_path / "people.csv"
    path.write_text(f"name,attending,Guests\nAna,{number},{number}\nBen,yes,2\nCam,no,\n")
    ran = run(f"check {path}")
    assert ran.exit_code in {0, 3}
