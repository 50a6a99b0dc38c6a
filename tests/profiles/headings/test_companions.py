"""People who come along and have no row of their own are read or asked about, whatever the heading is."""

from __future__ import annotations

import pytest

from seating.profiles import read_people
from seating.profiles.headings import companions
from seating.profiles.name_cells.cell import NameCell
from seating.profiles.name_cells.reader import read_companions
from seating.sources import read_bytes
from tests.profiles.lists import persons, reading, wrong

CLEAR = (
    *("Party members", "Group members", "Others in party", "Also coming", "Partner/guest", "Rest of party"),
    *("Travelling with", "With whom", "Who else is coming?", "Members of the household", "Also attending"),
    *("Other guests", "Accompanying people", "Resto del grupo", "Weitere Personen", "Autres personnes", "Coming along"),
)
DOUBTFUL = ("PARTY", "Group", "Household", "Others", "Together", "Booking")
OTHER = (
    *("Manager", "Emergency contact", "Mentor", "Invited by", "Teacher", "Favorite singer", "Landlord", "Plan"),
    *("Next of kin", "Guardian", "Contact person", "Parent", "Paid by"),
)
ROWS = (
    ("Ana Soto", "Ben Soto", 2),
    ("Cara Lind", "", 1),
    ("Eva Roth", "Finn Roth, Gus Roth", 3),
    ("Dev Rao", "", 1),
    ("Kay Lund", "Lee Marsh & Mo Marsh", 3),
)


def written(*headings: str, counts: bool = False) -> str:
    lines = [",".join(f'"{heading}"' for heading in headings)]
    for name, others, number in ROWS:
        lines.append(f'{name},"{others}"' + (f",{number}" if counts else ""))
    return "\n".join(lines) + "\n"


def test_names_in_many_columns_are_judged_only_where_a_column_may_count_them(monkeypatch):
    seen = []

    def read(text: str) -> NameCell | None:
        seen.append(text)
        return read_companions(text)

    monkeypatch.setattr(companions, "read_companions", read)
    lists = ["Name" + "".join(f",Corner {n}" for n in range(9)) + ",Age\n"] * 2
    for row in range(5):
        names = f"Ana {'VWXYZ'[row]}oto" + "".join(f",{'ABCDEFGHI'[n]}en {'VWXYZ'[row]}ood" for n in range(9))
        lists = [text + names + age + "\n" for text, age in zip(lists, ("", f",{20 + row}"), strict=True)]
    read_people(read_bytes(lists[0].encode(), "l.csv"))
    assert not seen
    read_people(read_bytes(lists[1].encode(), "l.csv"))
    assert len(seen) <= 9 * 5 * 4  # by three judges, and beside the number of a row


@pytest.mark.parametrize("heading", CLEAR)
def test_companions_are_read_under_a_clear_heading(heading):
    assert len(persons(written("Name", heading))) == 10


@pytest.mark.parametrize("heading", DOUBTFUL)
def test_names_that_may_be_companions_are_asked_about(heading):
    assert wrong(written("Name", heading)) == [(1, heading, "column-unclear")]
    source = read_bytes(written("Name", heading).encode(), "people.csv")
    assert len(read_people(source, columns={"party": (heading,)}).people) == 10
    assert len(read_people(source, columns={"own": (heading,)}).people) == 5


@pytest.mark.parametrize("heading", OTHER)
def test_names_for_another_reason_add_no_one(heading):
    assert len(persons(written("Name", heading))) == 5


@pytest.mark.parametrize("count", ["TOTAL COUNT", "RSVP COUNT", "Accepted count", "Party size", "Guests", "Zahl"])
@pytest.mark.parametrize("heading", [*CLEAR, *DOUBTFUL, "Column 7", "Notes"])
def test_a_column_that_counts_the_names_settles_it(heading, count):
    people = reading(written("Name", heading, count, counts=True)).people
    assert [len([person for person in people if person.line == line]) for line in range(2, 7)] == [2, 1, 3, 1, 3]
    assert {"Ben Soto", "Finn Roth", "Gus Roth", "Lee Marsh", "Mo Marsh"} <= {person.name for person in people}


@pytest.mark.parametrize("count", ["TOTAL COUNT", "RSVP COUNT", "Accepted count", "Confirmed count", "Total"])
def test_numbers_that_may_count_people_are_read_or_asked_about(count):
    text = f"Name,{count}\nAna Soto,2\nCara Lind,1\nEva Roth,4\nDev Rao,1\n"
    assert wrong(text) or len(persons(text)) == 8


def test_names_in_small_letters_are_names_where_all_are():
    text = (
        'NAME,PARTY,TOTAL COUNT\nana soto,ben soto,2\ncara lind,,1\ndev rao,guest,2\neva roth,"finn roth,gus roth",3\n'
    )
    assert len(persons(text)) == 8


def test_groups_that_repeat_are_no_companions():
    rows = "".join(
        f"Person {letter} Fox,{'Rose' if number % 2 else 'Oak'} Circle\n" for number, letter in enumerate("ABCDEF")
    )
    assert len(persons(f"Name,Party\n{rows}")) == 6


@pytest.mark.parametrize("heading", ["Group", "Household", "Party"])
def test_a_group_of_its_own_in_each_row_is_no_question(heading):
    text = f"Name,{heading}\nAna Soto,Elm Street\nBen Ode,Tern Island\nCara Lind,{{}}\nDev Rao,Harbor Watch\n"
    assert len(persons(text.format("Oak Hill"))) == 4
    assert len(persons(text.format(""))) == 4


@pytest.mark.parametrize("heading", ["Partner", "Partner/guest", "Companion"])
def test_organizations_do_not_come_along(heading):
    text = f"Name,{heading}\nAna Soto,Oak Fund\nBen Ode,Tern Bay Trust\nCara Lind,\nDev Rao,Sea Gate Inc\n"
    assert len(persons(text)) == 4
