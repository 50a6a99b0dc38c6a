"""Invitations and their states: the file is read, filled up and written again, and nothing typed into it is lost."""

from __future__ import annotations

import random

import pytest

from seating.analysis.invitations import (
    HEADINGS,
    Invitations,
    InvitationState,
    Invitee,
    OpenPlace,
    add_open_places,
    note_accepted,
    read_invitations,
)
from seating.errors import InputError
from seating.profiles import People
from seating.profiles.cells.replies import Reply
from seating.sources import read_bytes
from tests.builders import person
from tests.examples import seeded

PEOPLE = People(
    tuple(
        person(row)
        for row in (
            "ana",
            {"id": "ben", "status": "idea"},
            {"id": "cam", "attending": 0},
            {"id": "d1", "name": "Dee"},
            {"id": "d2", "name": "Dee"},
        )
    )
)
VOICES = ("Organized labor", "Airport Flats", "Jóvenes")


def reading(text: str) -> Invitations:
    return read_invitations(read_bytes(text.encode(), "invitations.csv"), PEOPLE, VOICES)


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        (",,,,", InvitationState.OPEN),
        ("Zoe,,,,", InvitationState.IDEA),
        ("Zoe,Ana,,,", InvitationState.NOMINATED),
        ("Zoe,Ana,2026-03-01,,", InvitationState.ASKED),
        ("Zoe,,3/1/2026,,", InvitationState.ASKED),
        ("Zoe,Ana,2026-03-01,yes,2026-03-02", InvitationState.YES),
        ("Zoe,,,Sí,", InvitationState.YES),
        ("Zoe,,,no,", InvitationState.NO),
        ("Zoe,,,not this time,", InvitationState.NO),
        ("Zoe,,,quizás,", InvitationState.MAYBE),
        ("Zoe,,2026-03-01,no answer,", InvitationState.ASKED),
    ],
)
def test_the_last_thing_that_happened_is_the_state(cells: str, state: InvitationState) -> None:
    (row,) = reading(f"perspective,person,nominated by,asked on,answer,answered on\nOrganized labor,{cells}\n").rows
    assert row.state is state


def test_people_on_the_list_are_found_by_name_and_others_stay_as_typed() -> None:
    rows = reading("voice,name\norganized  labor,BEN\nAirport flats,Renata Oyelaran\n").rows
    assert [(row.perspective, row.text, row.person) for row in rows] == [
        ("Organized labor", "Ben", "ben"),
        ("Airport Flats", "Renata Oyelaran", None),
    ]


def test_headings_may_be_spanish() -> None:
    (row,) = reading("perspectiva,persona,respuesta,nota\nJóvenes,Zoe,sí,llamar por la tarde\n").rows
    assert (row.state, row.note) == (InvitationState.YES, "llamar por la tarde")


def test_what_cannot_be_read_is_noted_and_kept_as_typed() -> None:
    found = reading(
        "id,perspective,person,answer\nx-1,Airport Flats,Zoe,blue\n"
        "X-1,Airport Flats,-,\nx-2,-,?,yes\nx-3,Airport Flats,Dee,yes\n"
    )
    assert sorted((note.slug, note.text.split(":")[1]) for note in found.notes) == [
        ("invitation-answer", "2"),
        ("invitation-empty", "4"),
        ("invitation-twice", "3"),
        ("person-ambiguous", "5"),
    ]
    assert {note.shared_text for note in found.notes} == {""}
    assert [(row.id, row.text, row.person, row.answer) for row in found.rows] == [
        ("x-1", "Zoe", None, None),
        ("", "", None, None),
        ("x-2", "", None, Reply.YES),
        ("x-3", "Dee", None, Reply.YES),
    ]
    assert "blue" in found.rows[0].cells()
    assert not list(note_accepted(found, PEOPLE))  # two people on the list are called Dee


def test_several_people_in_a_cell_are_one_row_each() -> None:
    rows = reading('id,perspective,person,answer\nx-1,Airport Flats,"Ana, Ben and Zoe",yes\n').rows
    assert [(row.id, row.text, row.person) for row in rows] == [
        ("x-1", "Ana", "ana"),
        ("", "Ben", "ben"),
        ("", "Zoe", None),
    ]


def test_a_file_without_its_headings_is_refused() -> None:
    with pytest.raises(InputError, match="perspective"):
        reading("person,answer\nZoe,yes\n")


def test_a_perspective_that_nobody_asks_for_now_is_kept_with_a_note() -> None:
    found = reading("perspective,person\nOrganised labor,Zoe\n")
    assert found.rows[0].perspective == "Organised labor"
    (note,) = found.notes
    assert (note.slug, note.shared_text) == ("invitation-unknown", "")
    assert 'Did you mean "Organized labor"?' in note.text


def test_a_file_with_headings_alone_is_no_error() -> None:
    assert reading(",".join(HEADINGS) + "\n").rows == ()


def test_columns_of_the_convener_are_kept_without_a_note() -> None:
    found = reading("Team,perspective,person,Called from\nEast,Airport Flats,Zoe,the office\nWest,Airport Flats,,\n")
    assert (found.other, found.notes) == (("Team", "Called from"), ())
    assert found.rows[0].other == {"Team": "East", "Called from": "the office"}
    assert not found.rows[1].is_blank


def filled(earlier: Invitations, *places: OpenPlace, coming: set[str] | None = None) -> list[tuple[str, str, str]]:
    rows = add_open_places(earlier, places, coming or set(), {"ben": "Ana"}).rows
    return [(row.id, row.text, row.state.value) for row in rows]


NONE = Invitations("invitations.csv", ())


def test_a_perspective_gets_whoever_fits_and_a_row_for_each_person_needed() -> None:
    labor = OpenPlace("Organized labor", 2, (PEOPLE.by_id["ben"], PEOPLE.by_id["cam"]))
    assert filled(NONE, labor) == [
        ("organized-labor-1", "Ben", "nominated"),
        ("organized-labor-2", "Cam", "idea"),
        ("organized-labor-3", "", "open"),
        ("organized-labor-4", "", "open"),
    ]


def test_who_said_yes_and_is_not_counted_yet_takes_a_place() -> None:
    labor = OpenPlace("Organized labor", 2, ())
    earlier = reading("id,perspective,person,answer\na,Organized labor,Zoe,yes\nb,Organized labor,Ana,yes\n")
    assert [row[2] for row in filled(earlier, labor)] == ["yes", "yes"]
    assert [row[2] for row in filled(earlier, labor, coming={"ana"})] == ["yes", "yes", "open"]


def test_ids_stay_and_new_ones_are_free() -> None:
    earlier = reading(
        "id,perspective,person,note\nflats-7,Airport Flats,Zoe,\n,Airport Flats,Yan,\n"
        "airport-flats-1,Airport Flats,,call the church\n"
    )
    assert filled(earlier, OpenPlace("Airport Flats", 1, ())) == [
        ("flats-7", "Zoe", "idea"),
        ("airport-flats-2", "Yan", "idea"),
        ("airport-flats-1", "", "open"),
        ("airport-flats-3", "", "open"),
    ]


def test_blank_rows_of_what_is_met_now_are_dropped_and_the_others_stay() -> None:
    earlier = reading("id,perspective,person\na,Airport Flats,\nb,Airport Flats,Zoe\n")
    assert filled(earlier) == [("b", "Zoe", "idea")]


def test_perspectives_of_the_same_name_share_their_rows() -> None:
    twice = (OpenPlace("Youth", 1, (PEOPLE.by_id["ben"],)), OpenPlace("youth ", 2, (PEOPLE.by_id["ben"],)))
    once = add_open_places(NONE, twice, set(), {})
    assert [(row.id, row.text) for row in once.rows] == [("youth-1", "Ben"), *((f"youth-{n}", "") for n in (2, 3, 4))]
    assert add_open_places(once, twice, set(), {}) == once


def test_a_perspective_in_another_script_has_ids_too() -> None:
    assert [row[0] for row in filled(NONE, OpenPlace("青年", 1, ()), OpenPlace("!!", 1, ()))] == [
        "invitation-1",
        "青年-1",
    ]


@seeded(15)
def test_nothing_typed_is_lost_and_a_second_run_changes_nothing(seed: int) -> None:
    rng = random.Random(seed)

    def word() -> str:
        return rng.choice(["", "", "Zoe", "Ana", "2026-03-01", "x; y", 'said "perhaps"', "ñandú"])

    rows = tuple(
        Invitee(
            id=f"i{n}" if rng.random() < 0.7 else "",
            perspective=rng.choice(VOICES),
            text=word(),
            nominated_by=word(),
            asked_on=word(),
            note=word(),
            other={"Team": word()},
        )
        for n in range(rng.randint(0, 8))
    )
    places = [OpenPlace(name, rng.randint(1, 3), (PEOPLE.by_id["ben"],)) for name in VOICES if rng.random() < 0.6]
    once = add_open_places(Invitations("f", rows, ("Team",)), places, set(), {})
    typed = sorted((*row.cells()[1:], row.other["Team"]) for row in rows if not row.is_blank)
    after = sorted((*row.cells()[1:], row.other.get("Team", "")) for row in once.rows)
    for row in typed:
        after.remove(row)
    assert len({row.id for row in once.rows}) == len(once.rows)
    assert all(row.id for row in once.rows)
    assert add_open_places(once, places, set(), {}) == once


def test_who_said_yes_becomes_a_row_on_the_list() -> None:
    found = reading(
        "perspective,person,answer\nOrganized labor,Renata Oyelaran,yes\nOrganized labor,Ben,yes\n"
        "Airport Flats,Cam,yes\nAirport Flats,Ana,yes\nAirport Flats,Zoe,no\n"
    )
    new, known = [note.text for note in note_accepted(found, PEOPLE)]
    assert new.startswith("Renata Oyelaran said yes and is not on the list.")
    assert known.startswith("Ben and Cam said yes, but the list does not say so.")
    assert list(note_accepted(reading("perspective,person,answer\nAirport Flats,Ana,yes\n"), PEOPLE)) == []
