"""Filled charts read back: by how many somebody was named, and what became of it."""

from __future__ import annotations

import pytest

from seating.charts.chart_reader import read_charts
from seating.charts.nominations import Fate, NamedByTable, Nomination, Nominations, find_fate, list_nominations
from seating.errors import InputError
from seating.sources import open_book
from tests.builders import plan, room

HERE = room(
    [
        "ana",
        "ben",
        {"id": "cam", "status": "idea"},
        {"id": "dee", "attending": 0},
        {"id": "b2", "name": "Eli"},
        {"id": "b3", "name": "Eli"},
    ],
    ["north", {"id": "south", "name": "South hall"}],
)
SEATS = plan(north=["ana", "b2"], south=["ben", "b3"])


def reading(text: str) -> Nominations:
    return list_nominations(read_charts([open_book(text.encode(), "charts.csv")], HERE.listed, HERE.tables))


def test_the_same_person_for_the_same_table_is_one_nomination() -> None:
    found = reading(
        "Who says it,Person or description,Table,Why\n"
        "Ben,Ana,north,knows loans\nBEN,ana,1,again\n,Ana,North,\n,ana,table 1,knows loans\nBen,Ana,south hall,\n"
    ).found
    assert [(one.person, one.table, len(one.by)) for one in found] == [("ana", "north", 3), ("ana", "south", 1)]
    assert found[0].why == ("knows loans", "again")


def test_descriptions_are_one_where_they_are_spelled_alike() -> None:
    (found,) = reading("name\na welder\nA  Welder\n").found
    assert (found.text, found.person, found.table, len(found.by)) == ("a welder", None, None, 2)


def test_whoever_a_table_named_as_missing_is_nominated_for_it() -> None:
    charts = read_charts(
        [open_book(b"name,table\nAna,north\na welder,\nAna,south\n", "charts.csv")], HERE.listed, HERE.tables
    )
    named = [
        NamedByTable("ana", "ana", "north", "north"),
        NamedByTable("A  welder", None, "south", "South hall"),
        NamedByTable("a WELDER", None, None, ""),
        NamedByTable("ana", "ana", "north", "north"),
    ]
    found = list_nominations(charts, named).found
    assert [(one.text, one.person, one.table, len(one.by), one.by_tables, one.number) for one in found] == [
        ("a welder", None, None, 1, ("",), 2),
        ("Ana", "ana", "north", 1, ("north",), 2),
        ("A  welder", None, "south", 0, ("South hall",), 1),
        ("Ana", "ana", "south", 1, (), 1),
    ]
    assert [one.text for one in list_nominations(None, named[:1]).found] == ["ana"]


@pytest.mark.parametrize(
    ("row", "fate"),
    [
        ("Ana,north", Fate.FOLLOWED),
        ("Ana,", Fate.FOLLOWED),
        ("Ana,south", Fate.ELSEWHERE),
        ("Cam,north", Fate.NOT_INVITED),
        ("Dee,north", Fate.NOT_COMING),
        ("a welder,north", Fate.UNKNOWN),
    ],
)
def test_what_became_of_it(row: str, fate: Fate) -> None:
    (found,) = reading(f"person,table\n{row}\n").found
    assert find_fate(found, HERE, SEATS) is fate


def test_what_cannot_be_read_is_noted() -> None:
    notes = reading("person,table,why\n,north,x\nEli,north,\nAna,nort,\n").notes
    noted = {note.slug: note.text for note in notes}
    assert {"chart-names-nobody", "person-ambiguous", "table-unknown"} <= set(noted)
    assert '"b2" or "b3"' in noted["person-ambiguous"]
    assert '"north"' in noted["table-unknown"]


def test_a_file_without_rows_or_without_people_is_refused() -> None:
    with pytest.raises(InputError, match="no chart is filled in"):
        reading("person,table\n")
    with pytest.raises(InputError, match="headings were not found"):
        reading("table,why\nnorth,x\n")


def test_somebody_who_is_not_on_the_list_and_places_themselves_nominates_themselves() -> None:
    (found,) = reading("chart of,who,table,why\nGil,me,north,a van\n").found
    assert (found.text, found.person, found.table, found.by) == ("Gil", None, "north", ("Gil",))
    assert found.why == ("a van",)


def test_people_who_were_forgotten_are_not_nominated() -> None:
    """What they asked for on their chart stays."""
    text = b"chart of,who,table\nforgotten-1,me,north\nforgotten-1,a welder,north\nAna,forgotten-2,south\n"
    charts = read_charts([open_book(text, "charts.csv")], HERE.listed, HERE.tables)
    named = [
        NamedByTable("Forgotten-3", None, "north", "north"),
        NamedByTable("forgotten hill", None, "north", "north"),
    ]
    assert [one.text for one in list_nominations(charts, named).found] == ["a welder", "forgotten hill"]


@pytest.mark.parametrize("author", ["1", "#2", "Eli"])
def test_a_chart_whose_author_is_not_known_nominates_no_one_for_the_place_they_chose(author: str) -> None:
    """A number stands for a chart without a name; two people on the list have the name Eli, and choices are private."""
    found = reading(f"chart of,who,table,why\n{author},me,north,a van\n{author},a welder,north,\n").found
    assert [(one.text, one.by) for one in found] == [("a welder", (author,))]


def test_the_table_that_somebody_on_the_list_chose_is_no_nomination() -> None:
    """Choices are private, and people who name themselves are not counted among those who name them."""
    found = reading("chart of,who,table,why\nBen,me,north,a van\nAna,Ben,north,\n").found
    assert [(one.person, one.table, one.by) for one in found] == [("ben", "north", ("Ana",))]


def test_a_seat_at_a_governance_table_follows_a_nomination_for_it() -> None:
    """Its members sit at other tables in the room."""
    nomination = Nomination("Ana", "ana", "steering", ("Ben",), ())
    assert find_fate(nomination, HERE, SEATS) is Fate.ELSEWHERE
    assert find_fate(nomination, HERE, SEATS, {("steering", "ana")}) is Fate.FOLLOWED
