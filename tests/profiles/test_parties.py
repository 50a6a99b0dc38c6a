"""Rows that stand for several people: who they are, what they keep of the row, and that nobody is lost or invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.present.languages import words_in
from seating.profiles import read_people
from seating.sources import read_bytes
from tests.profiles.lists import persons, reading, said, wrong


def names(text: str) -> list[str]:
    return [person.name for person in persons(text)]


def test_a_party_size_is_people():
    people = persons("id,name,party size\n7,Ana Fox,3\n8,Ben Marsh,1\n9,Cleo Holt,\n")
    assert [(person.id, person.name) for person in people] == [
        ("7", "Ana Fox"),
        ("7+2", "Ana Fox's guest 1"),
        ("7+3", "Ana Fox's guest 2"),
        ("8", "Ben Marsh"),
        ("9", "Cleo Holt"),
    ]
    assert [person.party.size if person.party else None for person in people] == [3, 3, 3, None, None]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("yes", ["Ana Fox", "Ana Fox's guest"]),
        ("TBC", ["Ana Fox", "Ana Fox's guest"]),
        ("guest", ["Ana Fox", "Ana Fox's guest"]),
        ("1", ["Ana Fox", "Ana Fox's guest"]),
        ("2", ["Ana Fox", "Ana Fox's guest 1", "Ana Fox's guest 2"]),
        ("Oskar Wendmoor", ["Ana Fox", "Oskar Wendmoor"]),
        ("Oskar", ["Ana Fox", "Oskar Fox"]),
        ("No", ["Ana Fox"]),
        ("0", ["Ana Fox"]),
        ("none", ["Ana Fox"]),
        ("n/a", ["Ana Fox"]),
        ("", ["Ana Fox"]),
    ],
)
def test_a_plus_one_is_yes_or_a_name(cell, expected):
    assert names(f"name,plus one\nAna Fox,{cell}\nBen Marsh,\n") == [*expected, "Ben Marsh"]


def test_adults_and_children_are_counted_together():
    text = "name,adults,children\nThe Fox family,2,1\nAna Marsh,1,1\nThe Holt family,1,0\n"
    assert names(text) == [
        "Fox family 1",
        "Fox family 2",
        "Fox family 3",
        "Ana Marsh",
        "Ana Marsh's child",
        "The Holt family",
    ]


def test_children_are_counted_besides_the_partner_who_is_named():
    text = "name,plus one,children\nAna Fox,Ben Marsh,2\nCleo Holt,,1\nDee Orme,Eli,\n"
    expected = ["Ana Fox", "Ben Marsh", "Ana Fox's child 1", "Ana Fox's child 2", "Cleo Holt", "Cleo Holt's child"]
    assert names(text) == [*expected, "Dee Orme", "Eli Orme"]


def test_who_is_a_child_is_known_from_a_column_of_children():
    people = persons("name,how many,kids\nLaura & Simon Kerr,4,2\nThe Lovell family,5,3\nBen Marsh,2,\n")
    assert [person.name for person in people if person.is_child_of_a_party] == [
        *("Laura Kerr's child 1", "Laura Kerr's child 2"),
        *("Lovell family 3", "Lovell family 4", "Lovell family 5"),
    ]


def test_children_who_are_named_are_counted_once():
    assert names("name,children\nAna Fox,Pip; Dot\nBen Holt,\n") == ["Ana Fox", "Pip Fox", "Dot Fox", "Ben Holt"]


def test_a_couple_is_two_people_who_stay_together():
    ana, ben, cleo = persons("name,attending,pin,email\nAna & Ben Smith,maybe,t1,ana@post.example\nCleo Marsh,yes,,\n")
    assert (ana.name, ben.name, cleo.name) == ("Ana Smith", "Ben Smith", "Cleo Marsh")
    assert {person.party.id for person in (ana, ben) if person.party} == {ana.id}
    assert (ben.attending, ben.pin, ben.email) == (ana.attending, ("t1",), "")


def test_the_cells_of_a_row_describe_its_first_person_alone():
    ana, guest = persons("name,organization,sector,needs,tenure,plus one\nAna,Tern,labor,ramp,renter,yes\n")
    assert (ana.organization, ana.sector, ana.needs, ana.own["tenure"]) == ("Tern", "labor", ("ramp",), ("renter",))
    assert (guest.organization, guest.sector, guest.needs, dict(guest.own)) == ("", "", (), {})


def test_a_row_that_declines_leaves_as_a_whole():
    people = persons("name,attending,party size\nAna Fox,no,3\nBen Marsh,yes,0.0\n".replace(",0.0", ",1"))
    assert [person.attending.chance for person in people] == [0, 0, 0, 1]


def test_a_row_of_nobody_declines():
    ana, ben = persons("name,party size\nAna Fox,0\nBen Marsh,1\n")
    assert (ana.attending.chance, ben.attending.chance) == (0, 1)


def test_whoever_has_a_row_is_counted_once_and_tied():
    people = persons("id,name,plus one\n1,Ana Fox,Ben Marsh\n2,Ben Marsh,Ana Fox\n")
    assert [person.id for person in people] == ["1", "2"]
    assert (people[0].with_, people[1].with_) == (("2",), ("1",))
    assert said("id,name,plus one\n1,Ana Fox,Ben Marsh\n2,Ben Marsh,\n", "party-on-list")


@pytest.mark.parametrize(
    ("row", "slug"),
    [
        ("Ana Fox,2 or 3,,", "party-unclear"),
        ("Ana Fox,1000,,", "party-unclear"),
        ("Ana & Ben Fox,1,,", "party-contradictory"),
        ("Ana Fox,4,2,1", "party-contradictory"),
    ],
)
def test_what_cannot_be_counted_is_asked_about(row, slug):
    assert wrong(f"name,party size,adults,children\n{row}\n") == [(2, "party size", slug)]


def test_two_short_names_are_two_people_where_other_rows_are():
    assert names("name\nTom & Tim\nAna & Ben Smith\n") == ["Tom", "Tim", "Ana Smith", "Ben Smith"]
    assert names("name,party size\nTom & Tim,2\nAna Marsh,1\n") == ["Tom", "Tim", "Ana Marsh"]
    assert names("name\nMarks & Spencer\nAna Marsh\n") == ["Marks & Spencer", "Ana Marsh"]
    assert said("name\nMarks & Spencer\nAna Marsh\n", "party-doubtful")


def test_an_organization_is_one_row_of_one():
    assert names("name,organization\nFox & Marsh,Fox & Marsh\nCrane & Sons,\n") == ["Fox & Marsh", "Crane & Sons"]


def test_names_of_a_family_that_the_program_made_are_translated():
    """A row that is named like that stays as it was typed."""
    spanish = words_in("es")
    people = persons("name,adults\nThe Fox family,2\nHolt household,2\nThe Foxes,2\nLovell family 7,1\nKerr clan 3,2\n")
    assert [spanish.tell(person.label) for person in people] == [
        "Familia Fox 1",
        "Familia Fox 2",
        "Casa Holt 1",
        "Casa Holt 2",
        "Foxes 1",
        "Foxes 2",
        "Lovell family 7",
        "Kerr clan 3",
        "acompañante de Kerr clan 3",
    ]
    assert [str(person.label) for person in people] == [person.name for person in people]


def test_a_family_of_unknown_size_is_said():
    assert names("name\nThe Fox family\nAna Marsh\n") == ["The Fox family", "Ana Marsh"]
    assert said("name\nThe Fox family\nAna Marsh\n", "party-size-unknown")


def test_what_was_counted_is_said_with_the_way_out():
    (note,) = said("name,party size\nAna Fox,3\nBen Marsh,1\n", "party-counted")
    assert '1 row stands for 3 people, according to the column "party size" (B)' in note.text
    assert "parties: no" in note.text
    assert "Ana" not in (note.shared_text or "")


def test_parties_are_switched_off():
    source = read_bytes(b"name,party size\nAna & Ben Fox,3\n", "people.csv")
    assert [person.name for person in read_people(source, parties=False).people] == ["Ana & Ben Fox"]


def test_an_id_made_of_a_row_is_nobody_elses():
    assert wrong("id,name,plus one\n1,Ana Fox,yes\n1+2,Ben Marsh,\n") == [(3, "id", "id-repeated")]


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "0", "1", "2", "5"]),  # total
        st.sampled_from(["", "yes", "no", "2", "Oskar Wendmoor", "-"]),  # more
        st.booleans(),  # a couple
    ),
    min_size=1,
    max_size=12,
)


@given(ROWS)
def test_nobody_is_lost_or_invented(rows):
    """The number of people is counted a second way, from the cells of each row alone."""
    lines, expected, is_sound = ["name,party size,plus one"], 0, True
    for number, (total, more, is_couple) in enumerate(rows):
        letters = "".join(chr(ord("a") + int(digit)) for digit in str(number))
        lines.append(
            f"{'Ana & Ben' if is_couple else 'Ana'} Row{letters},{total},{more.replace('Wendmoor', 'Guest' + letters)}"
        )
        least = (2 if is_couple else 1) + {"yes": 1, "2": 2, "Oskar Wendmoor": 1}.get(more, 0)
        is_sound = is_sound and (total in {"", "0"} or int(total) >= least)
        named = (2 if is_couple else 1) + more.startswith("Oskar")
        expected += named if total == "0" else int(total) if total else least
    text = "\n".join(lines) + "\n"
    if not is_sound:
        assert {slug for _, _, slug in wrong(text)} == {"party-contradictory"}
        return
    people = reading(text).people
    assert len(people) == expected
    assert len({person.id for person in people}) == len(people)
    assert {person.line for person in people} == set(range(2, len(rows) + 2))


@pytest.mark.parametrize(
    ("reply", "people"),
    [
        ("Yes + 1", 2),
        ("Yes, 3 of us", 3),
        ("Yes (2)", 2),
        ("yes for 4", 4),
        ("We will both be there", 2),
        ("Yes, with a guest", 2),
        ("Yes, both days", 1),
        ("Yes", 1),
        ("Yes, no nuts", 1),
        ("No, the two of us are away", 1),
    ],
)
def test_a_reply_that_speaks_for_several_is_several_people(reply, people):
    text = f'name,attending\nAna Fox,"{reply}"\nBen Marsh,no\n'
    assert len(persons(text)) == people + 1
    assert bool(said(text, "party-counted")) == (people > 1)


def test_a_companion_who_is_not_certain_is_counted_and_named_in_the_note():
    text = "name,+1\nAna Bell,yes\nBen Cole,TBC\nCam Dean,no\nDot Ely,maybe\nEva Fox,\n"
    (note,) = said(text, "party-counted")
    assert '"TBC" (line 3) and "maybe" (line 5) are each counted as one person who might come.' in note.text
    (note,) = said("name,+1\nAna Bell,yes\nBen Cole,no\n", "party-counted")
    assert "may come" not in note.text


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_every_person_of_every_row_is_counted_once(sizes):
    text = "name,party size\n" + "".join(f"Person{'abcdefgh'[at]} Bell,{size}\n" for at, size in enumerate(sizes))
    people = reading(text).people
    assert len(people) == sum(sizes)
    assert people.rows == len(sizes)
    assert len({person.id for person in people}) == len(people)
    assert sorted(map(len, people.parties.values())) == sorted(size for size in sizes if size > 1)
    for members in people.parties.values():
        assert [person.party.number for person in members if person.party] == list(range(1, len(members) + 1))
        assert len({person.line for person in members}) == 1


@given(st.integers(0, 5), st.integers(0, 5))
def test_adults_and_children_add_up(adults, children):
    people = persons(f"name,adults,children\nThe Fox family,{adults},{children}\nAna Bell,1,0\n")
    assert len(people) == max(1, adults + children) + 1


@pytest.mark.parametrize(
    ("row", "slug"),
    [
        ("Ana Fox,100", "party-unclear"),
        ("Ana Fox,several", "party-unclear"),
        ("Ana & Ben Fox,1", "party-contradictory"),
        ("Ana Fox (4),3", "party-contradictory"),
    ],
)
def test_a_number_that_cannot_be_is_a_problem(row, slug):
    assert [found[2] for found in wrong(f"name,party size\n{row}\nCleo Holt,2\n")] == [slug]


def test_companions_share_the_cells_about_attendance_and_no_others():
    text = "name,party size,attending,sector,can_come,needs\nAna Fox,2,maybe,food,Tuesday,vegan\nBen Holt,1,yes,,,\n"
    ana, guest, _ = persons(text)
    assert (guest.attending, guest.can_come) == (ana.attending, ana.can_come)
    assert (guest.sector, guest.needs, ana.sector, ana.needs) == ("", (), "food", ("vegan",))


def test_a_number_behind_a_name_is_given_as_the_reason():
    text = "Name\nAna Smith (2 people)\nBen Ode\n"
    assert len(persons(text)) == 3
    (note,) = said(text, "party-counted")
    assert 'names for several people (such as "Ana Smith (2 people)"): "Ana Smith (2 people)" 2' in note.text


def test_children_in_a_reply_about_a_companion_are_counted_too():
    text = "Name,Plus_One\nAna Soto,Yes (2 kids)\nBen Ode,No\nCara Lind,Yes\n"
    assert [person.name for person in persons(text)] == [
        "Ana Soto",
        "Ana Soto's guest",
        "Ana Soto's child 1",
        "Ana Soto's child 2",
        "Ben Ode",
        "Cara Lind",
        "Cara Lind's guest",
    ]


def test_children_behind_a_name_are_children():
    people = persons("Name\nEva & Franz Lind + 2 Kinder\nAna Soto y su novio\n")
    assert [person.name for person in people if person.is_child_of_a_party] == [
        "Eva Lind's child 1",
        "Eva Lind's child 2",
    ]
    assert people[-1].name == "Ana Soto's guest"


@pytest.mark.parametrize("cell", ["sin nombre", "Sans nom", "N.N.", "unbekannt", "acompañante", "no name"])
def test_a_companion_without_a_name_is_not_called_so(cell):
    people = persons(f"Name,Plus one\nAna Soto,{cell}\nBen Ode,Cara Lind\nDev Rao,\n")
    assert [person.name for person in people][:2] == ["Ana Soto", "Ana Soto's guest"]


@pytest.mark.parametrize("cell", ["n.n.", "N. N.", "NN", "Begleitung: n.n.", "Begleitung: N. N."])
def test_a_companion_without_a_name_and_children_are_all_counted(cell):
    people = persons(f"Name,Begleitung,Kinder\nAna Soto,{cell},2\nBen Ode,Begleitung: Eva Lang,\nCara Lind,,1\n")
    assert [person.name for person in people] == [
        *("Ana Soto", "Ana Soto's guest", "Ana Soto's child 1", "Ana Soto's child 2"),
        *("Ben Ode", "Eva Lang", "Cara Lind", "Cara Lind's child"),
    ]


@pytest.mark.parametrize("name", ["Ana Soto + Begleitung: n.n.", "Ana Soto & N. N.", "Ana Soto mit Begleitung: NN"])
def test_a_companion_without_a_name_behind_a_name_is_counted_beside_children(name):
    people = persons(f"Name,Kinder\n{name},2\nBen Ode,1\n")
    assert [person.name for person in people][:4] == [
        *("Ana Soto", "Ana Soto's guest", "Ana Soto's child 1", "Ana Soto's child 2"),
    ]


def test_a_held_seat_in_a_row_for_several_is_not_counted_as_a_person():
    """Its row can be without a name, so the organization stands in for it."""
    rows = "name,organization,status,party size\n,Port,open,2\n"
    (note,) = said(f"{rows}Ana Fox,Aid,,3\n", "party-counted")
    assert "2 rows stand for 3 people and 2 held seats" in note.text
    assert '"Port" 2 and "Ana Fox" 3' in note.text
    (note,) = said(rows, "party-counted")
    assert "1 row stands for 2 held seats" in note.text


@pytest.mark.parametrize(
    "heading", ["Side", "Group", "Family group", "Household", "Gruppe", "Grupo", "Relationship", "Table"]
)
@pytest.mark.parametrize(
    "row", ["Ana Fox,{},yes", "Ana & Ben Fox,{},", "Fox family (3),{},", "Ana Fox,{},Ben Fox; Cleo Fox"]
)
def test_what_a_row_says_of_a_household_holds_for_its_companions(heading, row):
    people = persons(
        f"name,{heading},plus one,meal\n{row.format('bride')},fish\nDee Orme,groom,,beef\nEva Lang,groom,,\n"
    )
    household = [person for person in people if person.line == 2]
    assert len(household) > 1
    assert {person.values(heading) for person in household} == {("bride",)}
    assert [person.values("meal") for person in household] == [("fish",), *[()] * (len(household) - 1)]


@pytest.mark.parametrize("heading", ["Age group", "Meal", "Job family", "Food group", "Support group"])
def test_what_a_row_says_of_one_person_holds_for_no_other(heading):
    _, guest, _ = persons(f"name,{heading},plus one\nAna Fox,adult,yes\nBen Marsh,senior,\n")
    assert guest.values(heading) == ()


@pytest.mark.parametrize("heading", ["RSVP", "Status", "attending"])
@pytest.mark.parametrize(
    "reply",
    [
        *("I will come but my husband cannot", "Yes for me, no for Ben", "I'm coming, Ben isn't", "Yes, just me"),
        *("Only Ana is coming", "Yes, alone", "Yes, without Ben", "Ana will come, Ben will not", "Accepted (1 of 2)"),
    ],
)
def test_a_reply_of_one_of_two_people_is_asked_about(heading, reply):
    assert wrong(f'Name,{heading}\nAna & Ben Soto,"{reply}"\nCara Lind,no\nDev Rao,yes\n') == [
        (2, heading, "party-unclear")
    ]
    ana, guest, *_ = persons(f'Name,Plus one,{heading}\nAna Soto,yes,"{reply}"\nCara Lind,,no\nDev Rao,,yes\n')
    assert (ana.attending.chance, guest.attending.chance) == (1, 0)
    assert len(persons(f'Name,{heading}\nAna Soto,"{reply}"\nCara Lind,no\nDev Rao,yes\n')) in {3, 4}


@pytest.mark.parametrize("reply", ["Yes, no nuts", "Yes, no nuts for Ben", "Yes, only for dinner", "Yes, both of us"])
def test_a_reply_with_a_remark_is_for_all_people_of_the_row(reply):
    people = persons(f'Name,RSVP\nAna & Ben Soto,"{reply}"\nCara Lind,no\n')
    assert [float(person.attending.chance) for person in people] == [1, 1, 0]


@pytest.mark.parametrize("heading", ["RSVP", "Reply"])
def test_shares_of_households_are_no_chances_where_one_is_whole(heading):
    people = persons(f"Name,{heading}\nAna Soto,1/3\nCara Lind,2/2\nDev Rao,0/2\nEva Roth,1/1\n")
    assert len(people) == 8
    assert sum(person.attending.chance for person in people) == 4


@pytest.mark.parametrize(("numbers", "expected"), [((1, 2), 3), ((34, 41), 3), ((2, 34), None), ((2, 3), None)])
def test_a_bare_number_after_a_name_is_read_only_where_it_is_clear(numbers, expected):
    first, second = ("Ana Smith", "Ana Smith") if numbers == (1, 2) else ("Ana Smith", "Cara Lind")
    text = f"Name\n{first} ({numbers[0]})\n{second} ({numbers[1]})\nBen Ode\n"
    if expected is not None:
        assert len(persons(text)) == expected
        return
    assert {slug for _, _, slug in wrong(text)} == {"party-unclear"}
    source = read_bytes(text.encode(), "people.csv")
    assert len(read_people(source, parties=True).people) == sum(numbers) + 1
    assert len(read_people(source, parties=False).people) == 3


@pytest.mark.parametrize("heading", ["Party", "Household", "Group", "Party name", "Invitation"])
def test_a_label_with_a_number_states_a_size_unless_it_repeats(heading):
    one = f"Name,{heading}\nAna Soto,Soto household (2)\nCara Lind,Lind (3)\nDev Rao,Rao family (1)\n"
    assert len(persons(one)) == 6
    several = f"Name,{heading}\nAna Soto,Soto (2)\nBen Soto,Soto (2)\nDev Rao,Rao (1)\n"
    assert len(persons(several)) == 3


def test_the_note_counts_the_people_without_a_name():
    rows = "Ana Fox,yes,yes\nBen Marsh,Eva Lang,yes\nCleo Holt,+2,yes\nDee Orme,yes,no\n"
    (note,) = said(f"name,plus one,RSVP\n{rows}", "party-counted")
    assert "3 of them have no name yet." in note.text
    (note,) = said("name,plus one\nAna Fox,Eva Lang\nBen Marsh,\n", "party-counted")
    assert "no name yet" not in note.text
