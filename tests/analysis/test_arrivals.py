"""Arrivals: the file is read, applied to the list, and nothing typed into it is lost."""

from __future__ import annotations

import pytest

from seating.analysis.arrivals import HEADINGS, Arrivals, ArrivalState, apply_arrivals
from seating.analysis.arrivals_file import FIELDS, has_states, read_arrivals, read_walk_ins
from seating.convening.rooms import not_seated, reason_without_seat
from seating.profiles import People, Person
from seating.profiles.list_rules import ListRules
from seating.profiles.reader import read_people
from seating.sources import read_bytes
from tests.builders import person

PEOPLE = People(
    tuple(
        person(row)
        for row in (
            "ana",
            {"id": "ben", "status": "declined"},
            {"id": "cam", "attending": 0},
            {"id": "d1", "name": "Dee"},
            {"id": "d2", "name": "Dee"},
            {"id": "eli", "name": "Eli Stone"},
        )
    )
)


def reading(text: str, number: int = 1, *, is_over: bool = False, people: People = PEOPLE) -> Arrivals:
    return read_arrivals(read_bytes(text.encode(), "arrivals.csv"), people, number, is_over=is_over)


def on_the_day(text: str, number: int = 1, people: People = PEOPLE, seated: set[str] | None = None) -> People:
    source = read_bytes(text.encode(), "arrivals.csv")
    arrivals = read_arrivals(source, people, number)
    return apply_arrivals(people, arrivals, read_walk_ins(source, arrivals, people, ListRules())[0], seated)


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("", ArrivalState.EXPECTED),
        ("Arrived", ArrivalState.ARRIVED),
        ("✓", ArrivalState.ARRIVED),
        ("llegó", ArrivalState.ARRIVED),
        ("ABSENT", ArrivalState.ABSENT),
        ("no vino", ArrivalState.ABSENT),
    ],
)
def test_states_may_be_written_in_several_ways(cell: str, state: ArrivalState) -> None:
    (row,) = reading(f"round,id,state\n1,ana,{cell}\n").rows
    assert (row.id, row.state, row.typed) == ("ana", state, cell)


def test_people_are_found_by_name_and_headings_may_be_spanish() -> None:
    (row,) = reading("ronda,nombre,estado,hora\n1,ELI stone,presente,9:05\n").rows
    assert (row.id, row.name, row.state, row.time) == ("eli", "Eli Stone", ArrivalState.ARRIVED, "9:05")


def test_the_organization_tells_which_of_two_people_of_one_name_is_meant() -> None:
    """Without it, or with one that neither has, the row is not counted."""
    rows = ({"id": "d1", "name": "Dee", "organization": "Clinic"}, {"id": "d2", "name": "Dee", "organization": "Co-op"})
    people = People(tuple(map(person, rows)))
    text = "round,name,organization,state\n1,Dee,co-op,absent\n1,Dee,,arrived\n1,Dee,Bank,arrived\n"
    found = reading(text, people=people)
    assert {identity: row.state for identity, row in found.here().items()} == {"d2": ArrivalState.ABSENT}
    assert [row.is_counted for row in found.rows] == [True, False, False]
    assert {note.slug for note in found.notes} == {"person-ambiguous"}


def test_what_cannot_be_read_is_noted_and_kept_as_typed() -> None:
    text = (
        "round,id,name,state\n1,ana,,perhaps\n,ana,,arrived\n1,,-,arrived\n1,,Dee,arrived\n1,eli,,arrived\n"
        "1,,Eli Stone,absent\n1,,someone,arrived\n1,,Ben,walk-in\n1,,n/a,walk-in\n"
    )
    found = reading(text)
    assert sorted((note.slug, int(note.text.split(":")[1])) for note in found.notes) == [
        ("arrival-on-list", 9),
        ("arrival-person", 10),
        ("arrival-round", 3),
        ("arrival-state", 2),
        ("arrival-twice", 7),
        ("person-ambiguous", 5),
        ("person-unknown", 4),
        ("person-unknown", 8),
    ]
    assert {note.shared_text for note in found.notes} == {""}
    assert {identity: row.state for identity, row in found.here().items()} == {
        "eli": ArrivalState.ABSENT,  # the later row counts
        "ben": ArrivalState.ARRIVED,
    }
    typed = [",".join(row.cells()[:4]) for row in found.rows]
    assert (typed[0], typed[1], typed[6]) == ("1,ana,,perhaps", ",ana,,arrived", "1,,someone,arrived")


def test_a_walk_in_with_the_id_of_someone_else_gets_one_of_their_own() -> None:
    """A desk that numbers its walk-ins from 1 in each round does not mean the same person."""
    text = (
        "round,id,name,state\n1,walk-in-1,Clementine Dufour,walk-in\n1,walk-in-1,Wen Li,walk-in\n"
        "2,walk-in-1,Faduma Ali,walk-in\n2,eli,Dana Ray,walk-in\n"
    )
    first, second = reading(text), reading(text, 2)
    assert {one: row.name for one, row in first.here().items()} == {
        "walk-in-1": "Clementine Dufour",
        "walk-in-2": "Wen Li",
    }
    assert {one: row.name for one, row in second.here().items()} == {
        "walk-in-1001": "Faduma Ali",
        "walk-in-1002": "Dana Ray",
    }
    assert [note.slug for note in (*first.notes, *second.notes)] == ["arrival-id"] * 3
    assert 'column "id" (B): "walk-in-1" is the id of another person' in second.notes[0].text
    saved = People((*PEOPLE, Person(id="walk-in-1001", name="Faduma Ali")))
    assert set(reading(text, 2, is_over=True, people=saved).here()) >= {"walk-in-1001"}


def test_a_walk_in_with_an_id_of_an_earlier_round_gets_a_new_one_although_the_file_has_no_row_of_it() -> None:
    found = reading("round,id,name,state\n2,walk-in-1,Amina Farah,walk-in\n2,walk-in-1001,Wen Li,walk-in\n", 2)
    assert {row.name: one for one, row in found.here().items()} == {
        "Amina Farah": "walk-in-1002",
        "Wen Li": "walk-in-1001",
    }
    (note,) = found.notes
    assert (
        '"walk-in-1" has the form of ids of round 1, so the walk-in gets a new id. Leave the cell empty.' in note.text
    )


def test_a_walk_in_who_comes_again_keeps_the_id() -> None:
    text = "round,id,name,state\n1,walk-in-1,Clementine Dufour,walk-in\n2,walk-in-1,C. Dufour,walk-in\n"
    found = reading(text, 2)
    assert (set(found.here()), found.notes) == ({"walk-in-1"}, ())


def test_who_left_the_list_after_the_round_was_saved_is_no_walk_in() -> None:
    """As a walk-in, they would count as absent at their seat, or be read as someone with nearly the same name."""
    former = People((*PEOPLE.persons, Person(id="fay", name="Fay Lund"), Person(id="gus", name="Eli Stome")))
    text = "round,name,state\n1,Fay Lund,arrived\n1,Eli Stome,arrived\n1,gus,arrived\n1,Hoa,arrived\n"
    found = read_arrivals(read_bytes(text.encode(), "arrivals.csv"), PEOPLE, 1, former=former)
    assert (found.here(), [row.is_counted for row in found.rows]) == ({}, [False] * 4)
    *left, unknown = (note.text for note in found.notes)
    for name, told in zip(("Fay Lund", "Eli Stome", "gus"), left, strict=True):
        assert f'"{name}" is no longer on the list, so the row is not counted for this seating. Keep the row' in told
    assert "write walk-in as the state" in unknown


def test_who_has_another_id_on_the_list_now_has_not_left_it() -> None:
    former = People((Person(id="old", name="Eli Stone"),))
    (note,) = read_arrivals(read_bytes(b"round,id,state\n1,old,arrived\n", "a.csv"), PEOPLE, 1, former=former).notes
    assert "is no longer on the list" not in note.text


def test_a_note_on_a_walk_in_who_is_on_the_list_prints_no_id() -> None:
    """If the list has no ids, the program made it up, and nobody can look it up."""
    people = read_people(read_bytes(b"name\nAna Ruiz\n", "people.csv")).people
    (note,) = reading("round,name,state\n1,Ana Ruiz,walk-in\n", people=people).notes
    assert '"Ana Ruiz" is on the list and counts as arrived.' in note.text
    assert people.persons[0].id not in note.text


def test_a_name_that_is_nearly_one_on_the_list_is_read_with_a_note() -> None:
    found = reading("round,name,state\n1,Eli Stome,arrived\n1,ANA,here\n")
    assert found.present == {"eli", "ana"}
    assert [note.slug for note in found.notes] == ["reference-read"]


def test_a_row_of_a_family_means_each_person_alone() -> None:
    family = "id,name\np1,Sam and Alex Fox\np2,Ana Ruiz\n"
    people = read_people(read_bytes(family.encode(), "people.csv")).people
    assert len(people) == 3
    found = reading("round,name,state\n1,Sam and Alex Fox,arrived\n", people=people)
    (note,) = found.notes
    assert (note.slug, found.present) == ("arrival-person", frozenset())
    assert "matches 2 people, so the row is not counted" in note.text


@pytest.mark.parametrize("cell", ["9" * 5000, "0", "10000", "١"])
def test_a_round_is_a_small_number(cell: str) -> None:
    found = reading(f"round,id,state\n{cell},ana,arrived\n")
    assert ([note.slug for note in found.notes], dict(found.here())) == (["arrival-round"], {})


def test_rows_of_other_rounds_are_kept_and_not_checked() -> None:
    found = reading("round,id,state,bus\n1,gone,perhaps,7\n2,ana,absent,\n", 2)
    assert found.rows[0].cells() == ("1", "gone", "", "perhaps", "", "", "")
    assert found.rows[0].other == {"bus": "7"}
    assert set(found.here()) == {"ana"}


def test_a_round_that_is_over_keeps_people_who_are_not_known_any_more() -> None:
    found = reading("round,id,state\n1,zoe,arrived\n1,ana,arrived\n", is_over=True)
    assert found.present == {"zoe", "ana"}


def test_an_absent_person_has_no_seat_and_an_arrived_one_has_one() -> None:
    people = on_the_day("round,id,state\n1,ana,absent\n1,ben,arrived\n1,cam,\n1,eli,arrived\n")
    reasons = {one.person.id: str(one.reason) for one in not_seated(people)}
    assert reasons == {"ana": "marked absent at the desk", "cam": "said no"}
    assert people.by_id["eli"].attending.chance == 1


def test_absence_holds_for_one_round() -> None:
    people = on_the_day("round,id,state\n1,ana,absent\n", 2)
    assert reason_without_seat(people.by_id["ana"], 2) is None


def test_a_walk_in_is_read_like_a_row_of_the_list() -> None:
    people = on_the_day("round,name,state,organization,sector,apart\n1,Zoe Quill,walk-in,North Org,labor,ana\n")
    zoe = people.by_id["walk-in-1"]
    assert (zoe.name, zoe.organization, zoe.sector, zoe.apart) == ("Zoe Quill", "North Org", "labor", ())
    assert reason_without_seat(zoe, 1) is None


def test_a_walk_in_who_left_again_has_no_seat_and_one_taken_back_is_nobody() -> None:
    text = "round,id,name,state\n1,walk-in-4,Zoe,absent\n1,walk-in-5,Yan,\n1,,Xi,walk-in\n"
    people = on_the_day(text)
    assert [p.id for p in people][len(PEOPLE) :] == ["walk-in-4", "walk-in-1"]
    assert reason_without_seat(people.by_id["walk-in-4"], 1) == "marked absent at the desk"


def test_a_walk_in_who_was_added_to_the_list_with_their_id_has_arrived() -> None:
    people = People((*PEOPLE.persons, person({"id": "walk-in-1", "name": "Zoe"})))
    found = reading("round,id,name,state\n1,walk-in-1,Zoe,walk-in\n", people=people)
    assert found.rows[0].state is ArrivalState.ARRIVED
    assert len(on_the_day("round,id,name,state\n1,walk-in-1,Zoe,walk-in\n", people=people)) == len(people)


def test_a_family_that_walks_in_sits_together() -> None:
    """Named in a column `with`, as on the list; the name of someone on the list ties them to that person."""
    text = (
        "round,name,state,with\n1,Rosa Vidal,walk-in,\n1,Luis Vidal,walk-in,Rosa Vidal\n"
        "1,Mia Vidal,walk-in,Rosa Vidal; Luis Vidal\n1,Zoe Quill,walk-in,Eli Stone; Max Moss\n"
    )
    source = read_bytes(text.encode(), "arrivals.csv")
    people, (note,) = read_walk_ins(source, read_arrivals(source, PEOPLE, 1), PEOPLE, ListRules())
    rosa, luis, *_ = people
    assert [one.with_ for one in people] == [(), (rosa.id,), (rosa.id, luis.id), ("eli",)]
    assert "Max Moss" in note.text


@pytest.mark.parametrize(
    ("row", "size"),
    [("Rosa & Luis Vidal,,", 2), ("Rosa Vidal,3,", 3), ("Rosa & Luis Vidal,,2", 4), ("Zoe Quill,1,0", 0)],
)
def test_a_walk_in_who_brings_others_is_told_to_have_one_seat(row: str, size: int) -> None:
    source = read_bytes(f"round,state,name,party size,children\n1,walk-in,{row}\n".encode(), "arrivals.csv")
    people, notes = read_walk_ins(source, read_arrivals(source, PEOPLE, 1), PEOPLE, ListRules())
    assert len(people) == 1
    assert [note.slug for note in notes] == ["arrival-person"] * bool(size)
    assert all(f"stands for {size} people, but counts as one person with one seat" in note.text for note in notes)
    assert read_walk_ins(source, read_arrivals(source, PEOPLE, 1), PEOPLE, ListRules(parties=False))[1] == ()


def test_a_cell_of_a_walk_in_that_cannot_be_read_is_noted_and_counts_as_blank() -> None:
    text = "round,name,state,representative type\n1,Zoe,walk-in,\n1,Yan,walk-in,wizard\n"
    source = read_bytes(text.encode(), "arrivals.csv")
    arrivals = read_arrivals(source, PEOPLE, 1)
    people, (note,) = read_walk_ins(source, arrivals, PEOPLE, ListRules())
    assert [(one.name, one.representative_type) for one in people] == [("Zoe", None), ("Yan", None)]
    assert note.text.startswith('arrivals.csv:3: column "representative type" (D): "wizard"')
    assert "so the cell counts as blank" in note.text


def test_for_a_saved_round_exactly_the_seated_people_have_seats() -> None:
    text = "round,id,name,state\n1,ana,,absent\n1,ben,,arrived\n1,eli,,\n1,,Zoe,walk-in\n1,,Yan,walk-in\n"
    people = on_the_day(text, seated={"ana", "d1", "d2", "walk-in-2"})
    assert [p.id for p in people if reason_without_seat(p, 1) is None] == ["ana", "d1", "d2", "walk-in-2"]


def test_a_file_is_told_from_a_list_of_names() -> None:
    assert has_states(read_bytes(",".join(HEADINGS).encode(), "a.csv"))
    assert not has_states(read_bytes(b"name,state\nAna,Ohio\n", "a.csv"))
    assert tuple(one.name for one in FIELDS) == HEADINGS
