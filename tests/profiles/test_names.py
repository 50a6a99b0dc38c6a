"""Names that are several people, and names that are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.profiles import People, Person
from seating.profiles.cells.counts import read_count
from seating.profiles.name_cells.reader import read_name_cell
from seating.profiles.names import is_last_name_first, name_words, put_first_name_first
from tests.charts.forms import people
from tests.profiles.lists import persons, said

COUPLES = {
    "Anselm & Bryony Holt": ("Anselm Holt", "Bryony Holt"),
    "Cecil and Dora Penhale": ("Cecil Penhale", "Dora Penhale"),
    "Dr. Lena and Paul Hart": ("Dr. Lena Hart", "Paul Hart"),
    "Dr. Hart and Paul Hart": ("Dr. Hart", "Paul Hart"),
    "Aunt Ros & Uncle Jim Hart": ("Aunt Ros Hart", "Uncle Jim Hart"),
    "Grandma & Grandpa Fox": ("Grandma Fox", "Grandpa Fox"),
    "Tia Carver & Pat Bloom": ("Tia Carver", "Pat Bloom"),
    "Rev. Ana and Ben Fox": ("Rev. Ana Fox", "Ben Fox"),
    "Prof. Ana & Dr. Ben Fox": ("Prof. Ana Fox", "Dr. Ben Fox"),
    "Mr Jago and Ana Hart": ("Mr Jago", "Ana Hart"),
    "Mr & Mrs Abbot (parents)": ("Mr Abbot", "Mrs Abbot"),
    "Ana & Hal Ruiz (parents)": ("Ana Ruiz", "Hal Ruiz"),
    "Gus + Hilda Rainbird": ("Gus Rainbird", "Hilda Rainbird"),
    "Kay Sedge & Lou Pargeter": ("Kay Sedge", "Lou Pargeter"),
    "Mr and Mrs Jago": ("Mr Jago", "Mrs Jago"),
    "Mr. & Mrs. Tom Jago": ("Mr. Tom Jago", "Mrs. Tom Jago"),
    "Anne-Marie & Paul O'Neil": ("Anne-Marie O'Neil", "Paul O'Neil"),
    "Ana, Ben & Cleo Smith": ("Ana Smith", "Ben Smith", "Cleo Smith"),
    "Smith, Ana & Ben": ("Ana Smith", "Ben Smith"),
    "José y María García López": ("José García López", "María García López"),
    "Ana de la Cruz y Luis Ortega": ("Ana de la Cruz", "Luis Ortega"),
    "Jean et Marie Dupont": ("Jean Dupont", "Marie Dupont"),
    "Jan und Eva Krämer": ("Jan Krämer", "Eva Krämer"),
    "Anna i Jan Nowak": ("Anna Nowak", "Jan Nowak"),
    "김라온 & 이도담": ("김라온", "이도담"),
    "Mr. & Mrs. Tom and Lou Jago": ("Mr. Tom Jago", "Mrs. Lou Jago"),
    "Dr. and Mr. Oona Lund and Peer Quist": ("Dr. Oona Lund", "Mr. Peer Quist"),
}
ONE = [
    "Enid Marsh",
    "Fitz Crane",
    "Crane & Sons",
    "Crane, & Sons",
    "X & Y Consulting",
    "Holt & Partners",
    "AC/DC",
    "Smith, Ana",
    "Law & Order",
    "Health and Safety Officer",
    "Policy and Practice Lead",
    "José Ortega y Gasset",
    "Santiago Ramón y Cajal",
    "Room 1 & 2",
    "Participant 1",
    "007",
    "Anderson Sandford",
    "Family Trust",
    "Women and Children First",
    "research and education",
    "Brand Ande",
]


@pytest.mark.parametrize(("name", "people"), COUPLES.items())
def test_a_couple_is_its_people(name, people):
    found = read_name_cell(name)
    assert found.names == people
    assert not found.doubt


@pytest.mark.parametrize("name", ONE)
def test_one_name_is_not_split(name):
    found = read_name_cell(name)
    assert found.names == (name,) or found.doubt
    assert found.doubt or (found.family, found.more, found.total, found.is_open) == ("", 0, None, False)


@pytest.mark.parametrize("name", ["Marks & Spencer", "Tom & Tim", "Ruth and Jo", "Ana Smith & Ben"])
def test_what_may_be_one_or_two_is_doubtful(name):
    assert read_name_cell(name).doubt


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("The Oxenford family", "Oxenford family"),
        ("Fox Family", "Fox Family"),
        ("Familie Krämer", "Familie Krämer"),
        ("the Smith-Jones household", "Smith-Jones household"),
        ("The Penns", "Penns"),
    ],
)
def test_a_family_does_not_say_how_many_it_is(name, family):
    found = read_name_cell(name)
    assert (found.names, found.family, found.is_open, found.total) == ((), family, True, None)


@pytest.mark.parametrize(
    ("name", "more", "total", "is_open"),
    [
        ("Ana Smith + 1", 1, None, False),
        ("Ana Smith +1", 1, None, False),
        ("Ana Smith (+2)", 2, None, False),
        ("Ana Smith plus one", 1, None, False),
        ("Ana Smith & guest", 1, None, False),
        ("Ana Smith and her husband", 1, None, False),
        ("Ana Smith & 2 children", 2, None, False),
        ("Ana & Ben Smith + 1", 1, None, False),
        ("Ana Smith and family", 0, None, True),
        ("Fox family (4)", 0, 4, False),
        ("Ana and Ben Smith (party of 4)", 0, 4, False),
        ("Eva & Franz Kühn + 2 Kinder", 2, None, False),
        ("Gerda Lang mit Begleitung", 1, None, False),
        ("Gerda Lang + Freund", 1, None, False),
        ("Fam. Wessel (5 Pers.)", 0, 5, False),
        ("Ana y Luis Vidal con 2 niños", 2, None, False),
        ("Ana Vidal y su novio", 1, None, False),
        ("Ana Vidal e hijos", 0, None, True),
        ("Jean Dupont avec 3 enfants", 3, None, False),
    ],
)
def test_people_without_a_name_are_counted(name, more, total, is_open):
    found = read_name_cell(name)
    assert (found.more, found.total, found.is_open) == (more, total, is_open)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4", 4),
        (" 4.0 ", 4),
        ("four", 4),
        ("2 adults", 2),
        ("+1", 1),
        ("x2", 2),
        ("2 niños", 2),
        ("3 Kinder", 3),
        ("5 Pers.", 5),
        ("2-3", None),
        ("", None),
        ("٤", None),
        ("Ana", None),
    ],
)
def test_a_number_of_people(text, number):
    found = read_count(text)
    assert (found.number if found else None) == number


@given(st.text(max_size=40))
def test_any_name_is_somebody(text):
    found = read_name_cell(text)
    assert found.names or found.family
    assert all(" ".join(name.split()) == name for name in found.names)


def test_the_two_of_a_couple_are_no_probable_duplicates_of_each_other():
    text = "name\nDr. & Dr. Penrose\nAna Bell\n"
    assert [person.name for person in persons(text)] == ["Dr. Penrose", "Dr. Penrose", "Ana Bell"]
    assert said(text, "duplicate-name") == []
    assert len(said("id,name\n1,Ana Bell\n2,Ana Bell\n", "duplicate-name")) == 1


PART = st.text(alphabet="uvwxyz", min_size=3, max_size=7).map(str.capitalize)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kim, Ada", "Ada Kim"),
        ("Kim,Ada", "Ada Kim"),
        ("de la Cruz, Ana María", "Ana María de la Cruz"),
        ("Ada Kim", "Ada Kim"),
        ("Kim, PhD", "Kim, PhD"),
        ("Kim, Jr.", "Kim, Jr."),
        ("Kim, Ada, PhD", "Ada Kim, PhD"),
        ("Kim, 4", "Kim, 4"),
        (", Ada", ", Ada"),
        ("", ""),
    ],
)
def test_a_last_name_before_a_comma_goes_behind(text, name):
    assert put_first_name_first(text) == name
    assert is_last_name_first(text) is (name != text)


@given(PART, PART)
def test_a_name_in_the_usual_order_stays_as_it_is(first, last):
    whole = put_first_name_first(f"{last}, {first}")
    assert whole == f"{first} {last}" or is_last_name_first(f"{last}, {first}") is False
    assert put_first_name_first(whole) == whole


@given(PART, PART, PART, st.integers(0, 9))
def test_two_given_names_share_the_surname_and_bring_others(one, two, last, more):
    couple = read_name_cell(f"{one} & {two} {last}")
    assert couple.names == (f"{one} {last}", f"{two} {last}")
    assert read_name_cell(f"{one} & {two} {last} + {more}").more == more


@given(st.integers(0, 9999), st.sampled_from(["", " people", " adults", " guests", ".0", " pax"]))
def test_a_number_is_read_with_its_noun(number, noun):
    found = read_count(f"{number}{noun}")
    assert found is not None
    assert found.number == number


def test_an_underscore_is_a_space_in_a_list_of_words():
    assert {"a guest", "+1", "date"} <= name_words("companion")


OFFICES = (
    "Commissioner",
    "Director",
    "Chair",
    "Deputy Mayor",
    "President",
    "Councillor",
    "Alcaldesa",
    "Vicepresidente",
    "Chief Nurse",
    "Chief Medical Officer",
    "Fire Chief",
    "County Executive",
    "Vereadora",
)


@pytest.mark.parametrize("office", OFFICES)
def test_a_person_is_found_with_and_without_an_office(office):
    here = people({"id": "c", "name": f"{office} Carl Brandt"}, {"id": "a", "name": "Ana Ruiz"})
    assert [one.id for one in here.named("Carl Brandt")] == ["c"]
    assert [one.id for one in here.named(f"{office} Ana Ruiz")] == ["a"]
    assert here.named(office) == here.named("Brandt") == ()


def test_an_office_with_a_surname_is_enough():
    here = people(*({"id": name, "name": name} for name in ("Commissioner Vera Lund", "Mayor Ana Lund", "Dr. Bo Fox")))
    assert [one.id for one in here.named("commissioner Lund")] == ["Commissioner Vera Lund"]
    assert [one.id for one in here.named("Dr. Fox")] == [one.id for one in here.named("Dr Fox")] == ["Dr. Bo Fox"]
    assert here.named("Judge Lund") == here.named("Lund") == here.named("Mayor") == ()
    two = people(*({"id": name, "name": name} for name in ("Commissioner Vera Lund", "Commissioner Ole Lund")))
    assert len(two.named("Commissioner Lund")) == 2


def test_two_names_that_differ_only_in_the_office_stay_two_people():
    here = people({"id": "c", "name": "Mayor Carl Brandt"}, {"id": "d", "name": "Carl Brandt"})
    assert [one.id for one in here.named("Carl Brandt")] == ["d"]
    assert [one.id for one in here.named("Mayor Carl Brandt")] == ["c"]


@pytest.mark.parametrize("written", ["Feed and Seed", "the Feed & Seed", "Feed y Seed"])
def test_an_organization_is_found_with_and_for_its_sign(written):
    here = people({"id": "a", "name": "Ana Ruiz", "organization": "Feed & Seed"})
    assert [one.id for one in here.from_organization(written)] == ["a"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Pastor Abel", "a"),
        ("Rev. Cárdenas", "a"),
        ("Pastor Bea", "bc"),
        ("Pastor baker", ""),
        ("the Mayor’s office", "e"),
        ("Office of the Mayor", "e"),
        ("the Governor's office", ""),
    ],
)
def test_a_title_can_stand_before_a_part_of_a_name(text: str, ids: str) -> None:
    names = {"a": "Pastor Abel Cárdenas", "b": "Bea Ruiz", "c": "Bea Moss", "d": "Baker Lund", "e": "Hon. Mayor"}
    here = People(tuple(Person(id=one, name=name) for one, name in names.items()))
    assert "".join(one.id for one in here.with_part_of_name(text)) == ids
