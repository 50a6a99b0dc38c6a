"""Earlier seatings from elsewhere, and who really came: small files, read with a word for every row that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from seating.api.data_frames import read_history
from seating.api.inputs import read_round
from seating.api.request import Request
from seating.api.rounds import record_attended
from seating.api.seating_files import read_earlier
from seating.convening import Convening
from seating.errors import InputError, UsageError
from seating.ledger import Kind, Ledger
from seating.present.languages import words_in
from seating.profiles import People, Person
from seating.room.tables import Table
from seating.sources import read
from tests.ledger.made_up import ROUND_1, ROUND_2, closed, seated

NAMES = {"ana": "Ana Ruiz", "ben": "Ben Ode", "cam": "Cam Lee", "dee": "Dee Roy", "dee2": "Dee Roy"}
PEOPLE = People(tuple(Person(id=identity, name=name) for identity, name in NAMES.items()))
CONVENING = Convening(tables=(Table(id="north", name="The North"), Table(id="south")))
PAGES = {
    **{"columns": {}, "private": [], "reasons": {}},
    "people": [{"id": identity, "name": name} for identity, name in NAMES.items()],
    "convening": {"tables": [{"id": "north", "name": "The North"}, {"id": "south"}]},
}


def earlier(tmp_path: Path, text: str):
    file = tmp_path / "earlier.csv"
    file.write_text(text, encoding="utf-8")
    return read_earlier(read(file), PEOPLE, CONVENING)


def problems(call) -> set[tuple[str, int | None]]:
    with pytest.raises(InputError) as failure:
        call()
    return {(problem.slug, problem.line) for problem in failure.value.problems}


def test_rounds_come_before_round_1_whatever_their_numbers(tmp_path):
    text = "id,round,table\nana,10,north\nana,9,The North\nben,9,south\nben,round 11,gone\n"
    content, notes = earlier(tmp_path, text)
    assert [past.plain() for past in content.earlier] == [
        {"round": -2, "seats": {"ana": "north", "ben": "south"}},
        {"round": -1, "seats": {"ana": "north"}},
        {"round": 0, "seats": {"ben": "gone"}},
    ]
    assert notes == ()


def test_dates_are_in_order_and_other_names_as_they_stand(tmp_path):
    for names, order in (
        (("2026-03-01", "2025-12-01"), ["ben", "ana"]),
        (("2026-03", "2025-12"), ["ben", "ana"]),
        (("spring", "autumn"), ["ana", "ben"]),
    ):
        content, _ = earlier(tmp_path, f"name,meeting,table\nAna Ruiz,{names[0]},north\nBen Ode,{names[1]},south\n")
        assert [list(past.seats) for past in content.earlier] == [[person] for person in order]


def test_somebody_no_longer_on_the_list_is_kept_and_said(tmp_path):
    content, notes = earlier(tmp_path, "name,round,table\nAnna Ruiz,1,north\nZoe Old,1,north\nCam Lee,1,north\n")
    assert content.earlier[0].seats == {"Anna Ruiz": "north", "Zoe Old": "north", "cam": "north"}
    assert [note.slug for note in notes] == ["history-person-unknown"] * 2
    assert 'earlier.csv:2: column "name"' in notes[0].text
    assert 'Did you mean "Ana Ruiz"' in notes[0].text


def test_rows_that_are_wrong_are_all_named(tmp_path):
    text = (
        "name,round,table\nDee Roy,1,north\nAna Ruiz,,north\nAna Ruiz,1,\n,1,north\nBen Ode,1,north\nBen Ode,1,south\n"
    )
    assert problems(lambda: earlier(tmp_path, text)) == {
        ("person-ambiguous", 2),
        ("seating-incomplete", 3),
        ("seating-incomplete", 4),
        ("person-unknown", 5),
        ("seated-twice", 7),
    }


def test_headings_are_asked_for(tmp_path):
    assert {slug for slug, _ in problems(lambda: earlier(tmp_path, "who,when\nAna,1\n"))} == {"form-headings"}
    with pytest.raises(UsageError):
        read_history(tmp_path / "gone.csv")


def test_what_is_handed_over_is_remembered_once(tmp_path, monkeypatch):
    """Given again, it is not entered again; not given again, it still counts."""
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text("id,name\nana,Ana\nben,Ben\ncam,Cam\ndee,Dee\n")
    Path("convening.yaml").write_text("tables: {count: 2, seats: 2}\nrequirements: []\n")
    Path("earlier.csv").write_text("id,round,table\nana,7,old\nben,7,old\n")
    request = Request(people="people.csv", out=Path("out"), history=Path("earlier.csv"))
    opened = read_round(request)
    assert opened.room.history.last.company == {("ana", "ben")}
    ledger = Ledger.open(Path("out")).add(Kind.IMPORTED, opened.past.imported)
    again = read_round(request)
    assert again.past.imported is None
    assert again.room.history == opened.room.history
    without = read_round(Request(people="people.csv", out=Path("out")))
    assert without.room.history == opened.room.history
    assert without.room.round_number == 1
    Path("earlier.csv").write_text("id,round,table\nana,7,old\ncam,7,old\n")
    other = read_round(request)
    assert other.room.history.last.company == {("ana", "cam")}
    assert len(ledger.entries) == 1


@pytest.fixture
def out(tmp_path) -> Path:
    ledger = Ledger.open(tmp_path).add(Kind.SEATED, seated(1, ROUND_1, pages=PAGES))
    ledger.add(Kind.SEATED, seated(2, ROUND_2, pages=PAGES, **closed(1)))
    return tmp_path


def attended(out: Path, text: str, number: int | None = None):
    file = out / "came.csv"
    file.write_text(text, encoding="utf-8")
    return record_attended(out, file, number)


def test_who_came_is_recorded_of_the_open_round(out):
    recorded = attended(out, "id\nana\ndee\n")
    assert recorded.saved.number == 2
    assert recorded.saved.present == {"ana": "south", "dee": "south"}
    assert Ledger.open(out).sound.rounds[2].attended.absent == {"ben", "cam"}


def test_who_came_to_a_round_that_is_over_changes_its_history(out):
    attended(out, "name,table\nAna Ruiz,south\nBen Ode,\n", 1)
    past = Ledger.open(out).sound.history().last
    assert past.seats == {"ana": "south", "ben": "north"}


def test_the_table_of_who_came_may_be_its_number_on_the_sheet(out):
    numbers = Ledger.open(out).sound.rounds[2].numbers
    recorded = attended(out, f"id,table\nana,{numbers['north']}\nben,Table {numbers['south']}\n")
    assert recorded.notes == ()
    assert recorded.saved.present == {"ana": "north", "ben": "south"}


def test_somebody_without_a_seat_needs_a_table(out):
    recorded = attended(out, "id,table\nana,\nben,\ndee2,\n")
    (note,) = recorded.notes
    assert note.slug == "attended-without-seat"
    assert note.text.endswith("it is unknown where they sat, so the record does not count them as present.")
    assert "dee2" not in recorded.saved.present
    recorded = attended(out, "id,table\nana,\nben,\ndee2,The North\nana,\n")
    assert recorded.saved.present["dee2"] == "north"
    assert [note.slug for note in recorded.notes] == ["named-twice"]


def test_rows_of_who_came_that_cannot_be_read_are_noted(out):
    """Somebody at the desk typed them, so they stop nothing."""
    recorded = attended(out, "name,table\nNobody Here,\nAna Ruiz,east\n,\n")
    assert {note.slug for note in recorded.notes} >= {"person-unknown", "table-unknown"}
    assert recorded.saved.present.keys() == {"ana"}


def test_which_of_two_people_of_one_name_came_is_asked(out):
    with pytest.raises(InputError, match=r"Write the id: \"dee\" or \"dee2\"") as failure:
        attended(out, "name\nAna Ruiz\nDee Roy\n")
    assert [(problem.slug, problem.line) for problem in failure.value.problems] == [("person-ambiguous", 3)]
    assert Ledger.open(out).sound.rounds[2].attended is None


def test_an_empty_file_is_not_nobody_came(out):
    assert {slug for slug, _ in problems(lambda: attended(out, "name\n"))} == {"person-unknown"}


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_round_that_is_not_there_is_said(out, number):
    with pytest.raises(UsageError, match="the rounds are 1 and 2"):
        attended(out, "id\nana\n", number)


def test_nothing_is_recorded_where_nothing_was_saved(tmp_path):
    with pytest.raises(UsageError, match="no round was saved"):
        attended(tmp_path, "id\nana\n")


def test_problems_and_notes_are_in_the_language_of_the_terminal(tmp_path):
    with pytest.raises(InputError) as failure:
        earlier(tmp_path, "id,round,table\nana,1,north\nana,1,south\nben,1,\n")
    told = words_in("es").tell
    assert [told(problem.says) for problem in failure.value.problems] == [
        "se sienta dos veces en la ronda 1",
        "la fila no tiene table",
    ]
    _, (note,) = earlier(tmp_path, "id,round,table\nzoe,1,north\n")
    assert "no está en la lista y se conserva como alguien que estuvo allí" in told(note.text)
    assert not note.text.endswith("..")


def test_people_of_one_name_are_told_apart_by_the_organization_of_a_row(tmp_path):
    people = People(
        (
            Person(id="dee", name="Dee Roy", organization="Oak Fund"),
            Person(id="dee2", name="Dee Roy", organization="Tern"),
        )
    )
    file = tmp_path / "earlier.csv"
    file.write_text("name,organization,round,table\nDee Roy,tern,1,north\n", encoding="utf-8")
    content, notes = read_earlier(read(file), people, CONVENING)
    assert [past.plain()["seats"] for past in content.earlier] == [{"dee2": "north"}]
    assert notes == ()
    file.write_text("name,organization,round,table\nDee Roy,Elm,1,north\n", encoding="utf-8")
    assert problems(lambda: read_earlier(read(file), people, CONVENING)) == {("person-ambiguous", 2)}
