"""Tables and people as pages show them: counted in the right number, sorted as read, and only what may be seen."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from seating.convening import Convening
from seating.present.languages import words_in
from seating.profiles import People, Person
from seating.profiles import Status as Invitation
from seating.report.column_names import column_name
from seating.report.duty_names import duty_in_words
from seating.report.pages import render_packet
from seating.report.person_names import named, person_anchor
from seating.report.places import everybody, holders, places
from seating.report.role_marks import role_marks
from seating.report.sort_keys import by_name, sort_key
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.tables import Table

from .made_up import result_of, small

ENGLISH, SPANISH = words_in("en"), words_in("es")


def place_with(seats, people: int, words=ENGLISH):
    """Return a table with these seats and so many people."""
    persons = tuple(Person(id=f"p{n}", name=f"Person {n}") for n in range(people))
    table = Table(id="one", seats=seats) if seats is not None else Table(id="one")
    convening = Convening(title="A room", tables=(table,))
    result = result_of(People(persons), convening, {person.id: "one" for person in persons})
    return places(result, words)[0]


@pytest.mark.parametrize(
    ("seats", "people", "line"),
    [
        ("4-6", 5, "5 people · 4–6 seats · 1 free"),
        ("4-6", 6, "6 people · 4–6 seats · full"),
        ("4-6", 1, "1 person · 4–6 seats · 5 free"),
        ("4-6", 8, "8 people · 4–6 seats · 2 too many"),
        (1, 1, "1 person · 1 seat · full"),
        ({"max": 1}, 0, "0 people · at most 1 seat · 1 free"),
        ({"max": 3}, 0, "0 people · at most 3 seats · 3 free"),
        ({"min": 1}, 1, "1 person · at least 1 seat · no limit"),
        ({"min": 2}, 1, "1 person · at least 2 seats · no limit"),
        (None, 2, "2 people · no limit"),
    ],
)
def test_the_line_of_a_table_counts_in_the_right_number(seats, people, line):
    assert place_with(seats, people).seats_line == line


@pytest.mark.parametrize(
    ("seats", "people", "line"),
    [(1, 1, "1 persona · 1 asiento · completa"), ("2-3", 2, "2 personas · 2–3 asientos · 1 libre")],
)
def test_the_line_of_a_table_is_in_the_language_of_the_page(seats, people, line):
    assert place_with(seats, people, SPANISH).seats_line == line


@pytest.mark.parametrize(
    ("seats", "people", "has_room"), [("2-3", 2, True), ("2-3", 3, False), ("2-3", 4, False), (None, 9, True)]
)
def test_a_table_has_room_while_a_seat_is_free(seats, people, has_room):
    assert place_with(seats, people).has_room is has_room


def test_tables_are_numbered_in_the_order_of_the_convening():
    found = places(small(), ENGLISH)
    assert [(place.number, place.table.id, place.anchor) for place in found] == [
        (1, "capital", "table-capital"),
        (2, "talent", "table-talent"),
        (3, "t03", "table-t03"),
    ]


def test_staff_take_no_seat_and_unlisted_people_do():
    capital, _, third = places(for_reader(small(), Audience.EVERYONE), ENGLISH)
    assert (capital.taken, capital.free) == (5, 1)
    assert [person.name for person in capital.staff] == ["Nadia Haddad"]
    assert "Jonas Petrov" not in [person.name for person in third.people]
    assert third.taken == len(third.people) + 1


@pytest.mark.parametrize(
    ("audience", "about"),
    [
        (Audience.EVERYONE, ("Mesa Credit Union", "micro")),
        (Audience.TEAM, ("Mesa Credit Union", "business", "decision-maker", "micro")),
    ],
)
def test_the_line_under_a_name_has_only_what_its_readers_may_see(audience, about):
    ana = places(for_reader(small(), audience), ENGLISH)[0].people[0]
    assert (ana.name, ana.about) == ("Ana Ruiz", about)


def test_the_line_beside_a_mark_leaves_out_the_type_that_the_mark_shows():
    ana = places(small(), ENGLISH)[0].people[0]
    assert ana.background == ("Mesa Credit Union", "business", "micro")


def test_a_type_that_nobody_stated_is_not_printed():
    leo = next(p for p in places(small(), ENGLISH)[2].people if p.name == "Leo Marchetti")
    assert leo.mark.word == "type not stated"
    assert leo.about == ("Harbor Makers",)


def test_staff_have_no_mark():
    (nadia,) = places(small(), ENGLISH)[0].staff
    assert nadia.mark is None
    assert nadia.is_staff


def test_marks_keep_their_order_and_shapes_in_every_language():
    english, spanish = role_marks(ENGLISH), role_marks(SPANISH)
    assert [mark.shape for mark in english.values()] == [mark.shape for mark in spanish.values()]
    assert [mark.letter for mark in english.values()] == ["D", "W", "R", ""]
    assert [mark.letter for mark in spanish.values()] == ["D", "E", "R", ""]
    assert [mark.word for mark in english.values()][:3] == ["decision-maker", "doer", "designee"]
    assert [mark.word for mark in spanish.values()][:3] == ["decisor/a", "ejecutor/a", "representante"]


def test_everybody_is_listed_a_to_z_with_their_own_table():
    found = [(person.name, place.number) for place, person in everybody(places(small(), ENGLISH))]
    assert found[:3] == [("Ana Ruiz", 1), ("Ben Okafor", 1), ("Chloé Åkesson", 1)]
    assert ("Nadia Haddad", 1) in found
    assert len(found) == 15


def test_people_of_one_name_are_listed_by_the_number_beside_it():
    persons = tuple(Person(id=identity, name="Ana") for identity in ("b", "a", "c"))
    convening = Convening(title="A room", tables=(Table(id="one"), Table(id="two")))
    result = result_of(People(persons), convening, {"b": "two", "a": "two", "c": "one"})
    found = [(person.id, person.name) for _, person in everybody(places(result, ENGLISH))]
    assert found == [("b", "Ana (1)"), ("a", "Ana (2)"), ("c", "Ana (3)")]


@pytest.mark.parametrize(
    ("names", "order"),
    [
        (["Zoe", "Émile", "eve", "Ada"], ["Ada", "Émile", "eve", "Zoe"]),
        (["Table 10", "Table 9"], ["Table 9", "Table 10"]),
        (["?", "Zoe", "7 Up"], ["7 Up", "Zoe", "?"]),
        (["D'Arc", "Darb"], ["Darb", "D'Arc"]),
    ],
)
def test_names_are_sorted_as_they_are_read(names, order):
    assert sorted(names, key=sort_key) == order


def test_people_of_one_name_are_sorted_by_id():
    assert [p.id for p in by_name([Person(id="2", name="Ana"), Person(id="1", name="Ana")])] == ["1", "2"]


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        (Person(id="a", name="Ana"), "Ana"),
        (Person(id="a", name="Ana", organization="Local 71", status=Invitation.OPEN), "Ana"),
        (Person(id="a", name="", organization="Local 71", status=Invitation.OPEN), "open seat (Local 71)"),
        (Person(id="a", name="", sector="labor", status=Invitation.OPEN), "open seat (labor)"),
        (
            Person(id="a", name="", organization="Local 71", sector="labor", status=Invitation.OPEN),
            "open seat (Local 71)",
        ),
    ],
)
def test_a_seat_without_a_name_is_shown_by_whom_it_is_held_for(person, shown):
    assert person.label == shown


def test_a_seat_that_is_held_is_said_in_spanish_too():
    held = Person(id="a", name="", organization="Local 71", status=Invitation.OPEN)
    assert SPANISH.tell(held.label) == "asiento reservado (Local 71)"


def test_a_seat_that_is_held_is_sorted_by_the_words_that_are_printed():
    names = ["Ana", "Ozzie", "Nadia"]
    held = Person(id="held", name="", organization="Local 71", status=Invitation.OPEN)
    people = (*(Person(id=name, name=name) for name in names), held)
    result = result_of(People(people), Convening(tables=(Table(id="one"),)), {one.id: "one" for one in people})
    for words, order in (
        (ENGLISH, ["Ana", "Nadia", "open seat (Local 71)", "Ozzie"]),
        (SPANISH, ["Ana", "asiento reservado (Local 71)", "Nadia", "Ozzie"]),
    ):
        (place,) = places(result, words)
        assert [one.name for one in place.people] == order
        assert [one.name for _, one in everybody([place])] == order


def test_a_duty_that_the_program_chose_is_marked():
    result = small()
    assert ENGLISH.tell(duty_in_words(result, "p03", "chair")) == "chair (suggested until elected)"
    assert ENGLISH.tell(duty_in_words(result, "s01", "interpreter")) == "interpreter"
    assert SPANISH.tell(duty_in_words(result, "p03", "chair")) == "presidencia (propuesta hasta la elección)"


@pytest.mark.parametrize("page", ["badges", "door-list", "wall-chart"])
def test_what_is_only_suggested_is_on_no_page_that_hangs_at_the_door(page):
    text = render_packet(small())[f"{page}.html"]
    assert "Chloé" in text
    assert "suggested" not in text
    assert "chair" not in re.sub(r"<style.*?</style>", "", text, flags=re.S).casefold()


def test_a_duty_that_was_elected_is_not_marked():
    result = small()
    first, *others = result.convening.tables
    tables = (first.model_copy(update={"chair": ("p03",)}), *others)
    elected = replace(result, convening=result.convening.model_copy(update={"tables": tables}))
    assert ENGLISH.tell(duty_in_words(elected, "p03", "chair")) == "chair"


@pytest.mark.parametrize("governs", [True, False])
def test_a_chair_elected_at_another_table_is_only_suggested_here(governs):
    result = small()
    first, second, *others = result.convening.tables
    assert result.plan.seats["p03"] == first.id
    if governs:
        tables = (first, second, Table(id="steer", kind="steering", people=("p03",), chair=("p03",)), *others)
    else:
        tables = (first, second.model_copy(update={"chair": ("p03",)}), *others)
    elected = replace(result, convening=result.convening.model_copy(update={"tables": tables}))
    assert ENGLISH.tell(duty_in_words(elected, "p03", "chair")) == "chair (suggested until elected)"


def test_a_duty_that_the_convener_named_is_printed_as_written():
    assert SPANISH.tell(duty_in_words(small(), "s01", "Keeper of the tea")) == "Keeper of the tea"


def test_the_holders_of_a_duty_are_named_and_suggestions_marked():
    capital = places(small(), ENGLISH)[0]
    assert holders((*capital.people, *capital.staff), "chair", ENGLISH) == ("Chloé Åkesson (suggested until elected)",)
    assert holders((*capital.people, *capital.staff), "interpreter", ENGLISH) == ("Nadia Haddad",)
    assert holders(capital.people, "recorder", ENGLISH) == ()


@pytest.mark.parametrize(
    ("column", "words", "heading"),
    [
        ("sector", ENGLISH, "Sector"),
        ("speaks_to", ENGLISH, "Speaks to"),
        ("speaks_to", SPANISH, "Habla de"),
        ("favorite_color", ENGLISH, "Favorite color"),
        ("favorite_color", SPANISH, "Favorite color"),
        ("IQ", ENGLISH, "IQ"),
    ],
)
def test_a_column_has_a_heading(column, words, heading):
    assert words.tell(column_name(column)) == heading


def test_anchors_have_only_safe_characters_and_differ():
    assert person_anchor("p-01_a.b") == "person-p-01_a.b"
    assert person_anchor('a"b') == "person-a~22~b"
    assert person_anchor("a b") != person_anchor("ab")
    assert person_anchor("é") == "person-é"


def test_people_who_left_the_list_are_named_by_their_ids():
    assert named(small(), ("p01", "gone", "p02")) == "Ana Ruiz, gone and Ben Okafor"
