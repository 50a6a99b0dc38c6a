"""Lists of many shapes: those who declined have no seat, and those who come have one, unless the program asks."""

from __future__ import annotations

import pytest

from seating.convening.rooms import reason_without_seat
from seating.errors import InputError
from tests.profiles.lists import persons, reading, said


def seated(text: str) -> list[str]:
    """Return the names of those who get a seat."""
    return [person.name for person in persons(text) if reason_without_seat(person) is None]


def asked(text: str) -> str:
    """Return the questions about a list, as one text."""
    with pytest.raises(InputError) as failure:
        reading(text)
    return str(failure.value)


READ = {
    "each guest of a row replies": (
        "Guest 1,Guest 1 RSVP,Guest 2,Guest 2 RSVP\nAna Soto,Yes,Otto Soto,No\n"
        "Ben Ode,No,Bea Ode,No\nCara Lind,Yes,,\n",
        ["Ana Soto", "Cara Lind"],
    ),
    "the plus one replies": (
        "Name,RSVP,Plus One Name,Plus One RSVP\nAna Soto,Yes,Otto Soto,No\nBen Ode,No,,\nCara Lind,Yes,Carl Lind,Yes\n",
        ["Ana Soto", "Cara Lind", "Carl Lind"],
    ),
    "a companion comes without the person of the row": (
        "Name,RSVP,Partner Name,Partner attending?\nAna Soto,No,Otto Soto,Yes\nBen Ode,Yes,Bea Ode,\n",
        ["Otto Soto", "Ben Ode", "Bea Ode"],
    ),
    "letters without a plain form": (
        "Imię i nazwisko,Czy weźmiesz udział?,Osoba towarzysząca\nAnna Sotowa,Tak,Jan Sotow\nBartek Oda,Nie,\n",
        ["Anna Sotowa", "Jan Sotow"],
    ),
    "a Dutch form": (
        'Wat is je naam?,Ben je erbij?\nAnna Sotema,"Ja, gezellig!"\nBram Ode,"Nee, helaas niet"\n',
        ["Anna Sotema"],
    ),
    "the number includes the person": (
        "Name,Kommst du?,Mit wie vielen Personen kommst du (inkl. dir)?\n"
        "Anna Soto,Ja,2\nBernd Ode,Nein,\nCora Lind,Ja,1\n",
        ["Anna Soto", "Anna Soto's guest", "Cora Lind"],
    ),
    "a form without sign-in": (
        "Name,Your full name,Will you join the dinner?\nanonymous,Ana Soto,Yes\nanonymous,Ben Ode,No\n",
        ["Ana Soto"],
    ),
    "a second column of ids": (
        "#,First name,Last name,Will you be there?,Token\nq1,Ana,Soto,1,q1\nq2,Ben,Ode,0,q2\nq3,Cara,Lind,1,q3\n",
        ["Ana Soto", "Cara Lind"],
    ),
    "first and last name of campers": (
        "Camper Last,Camper First,Grade\nSoto,Ana,5\nOde,Ben,5\n",
        ["Ana Soto", "Ben Ode"],
    ),
    "replies of an export": (
        "Name,Member Status\nAna Soto,RSVP Yes\nBen Ode,RSVP No\n"
        "Cara Lind,pending_approval\nDev Rao,Will be there in spirit\n",
        ["Ana Soto", "Cara Lind"],
    ),
    "a count in German": (
        "Nr.;Name;Vorname\n1;Soto;Anna\n2;Ode;Ben\n;Anzahl: 2;\n",
        ["Anna Soto", "Ben Ode"],
    ),
    "a number before the reply": (
        "Name,RSVP\nAna Soto,2 attending\nBen Ode,0 attending\nCara Lind,1 attending\n",
        ["Ana Soto", "Ana Soto's guest", "Cara Lind"],
    ),
    "initials after the last name": (
        'Delegate,RSVP\nA. B. Soto,accepted\n"Ode, B.",declined\n"Lind, C. D.",accepted\n',
        ["A. B. Soto", "C. D. Lind"],
    ),
    "the spouse does not come": (
        "Name,Spouse,Spouse coming?\nAna Soto,Otto Soto,No\nBen Ode,Bea Ode,Yes\nCara Lind,,\n",
        ["Ana Soto", "Ben Ode", "Bea Ode", "Cara Lind"],
    ),
    "each guest has a status": (
        "Primary Guest,Primary Status,Guest 2,Guest 2 Status,Guest 3,Guest 3 Status\n"
        "Ana Soto,Accepted,Otto Soto,Declined,Kim Soto,Accepted\nBen Ode,Declined,,,,\n",
        ["Ana Soto", "Kim Soto"],
    ),
    "a first and a final answer": (
        "Name,First answer,Final answer\nAna Soto,Yes,Yes\nBen Ode,Yes,No\nCara Lind,No,Yes\n",
        ["Ana Soto", "Cara Lind"],
    ),
    "parents and their children": (
        "Parent,Kid 1,Kid 2,Coming\nAna Soto,Kim,Lee,Yes\nBen Ode,Max,,No\nCara Lind,Pia,,Yes\n",
        ["Ana Soto", "Kim Soto", "Lee Soto", "Cara Lind", "Pia Lind"],
    ),
    "remarks after names that are no replies": (
        "Name\nAna Soto (host)\nBen Ode - Absent Friends Choir\nCara Lind (out of town guest)\nDev Rao - Not Coming\n",
        ["Ana Soto (host)", "Ben Ode - Absent Friends Choir", "Cara Lind (out of town guest)"],
    ),
    "the last absence": (
        "Name,Last absent\nAna Soto,2025-01-02\nBen Ode,\nCara Lind,2025-02-02\n",
        ["Ana Soto", "Ben Ode", "Cara Lind"],
    ),
    "sections of those who have replied": (
        "Name,Dish\nConfirmed (2),\nAna Soto,Soup\nBen Ode,Cake\nPending (1),\nCara Lind,\n",
        ["Ana Soto", "Ben Ode", "Cara Lind"],
    ),
    "names that are words of replies": (
        "Name,Town\nWill,\nAna Soto,Here\nJoy,\nGrace Going,There\n",
        ["Will", "Ana Soto", "Joy", "Grace Going"],
    ),
    "pictures of signs": ("Name,RSVP\nAna Soto,✔️\nBen Ode,✖️\nCara Lind,❓\n", ["Ana Soto", "Cara Lind"]),
    "replies in more languages": (
        "Nume,Confirmare\nAna Sotu,Da\nBogdan Oda,Nu\nCristina Lind,Onder voorbehoud\n",
        ["Ana Sotu", "Cristina Lind"],
    ),
    "a Greek list": ("Ονοματεπώνυμο,Παρουσία\nΆννα Σώτου,Ναι\nΒασίλης Όδος,Όχι\n", ["Άννα Σώτου"]),
    "two last names": ('Name,Town\n"García López, Ana",X\n"Soto Ruiz, Ben",Y\n', ["Ana García López", "Ben Soto Ruiz"]),
    "chances": (
        "Name,Likely to attend\nAna Soto,90%\nBen Ode,0%\nCara Lind,50%\n",
        ["Ana Soto", "Cara Lind"],
    ),
    "other parts that can be declined": (
        "Name,Photo consent,Payment status\nAna Soto,declined,cancelled\nBen Ode,yes,paid\n",
        ["Ana Soto", "Ben Ode"],
    ),
    "people called like a sum": (
        "Name,Party size\nSuma Rao,2\nAntal Ode,1\nCount Basin,1\nCount,4\nTotal guests,4\nAverage,1.33\n"
        "Mittelwert: 1,\n",
        ["Suma Rao", "Suma Rao's guest", "Antal Ode", "Count Basin"],
    ),
    "a report of an online meeting": (
        "Meeting ID,Topic,Start Time\n888,Assembly,10:00\n\nName (Original Name),User Email,"
        "Total Duration (Minutes),Guest\nAna Soto,ana@x.example,62,No\nBen Ode,ben@x.example,55,Yes\n",
        ["Ana Soto", "Ben Ode"],
    ),
    "a mark for those who do not come": (
        "Name,Mon,Tue,Not coming\nAna Soto,x,x,\nBen Ode,,,x\nCara Lind,x,,\n",
        ["Ana Soto", "Cara Lind"],
    ),
    "a box to check": (
        "Name,Cancelled\nAna Soto,FALSE\nBen Ode,TRUE\nCara Lind,FALSE\n",
        ["Ana Soto", "Cara Lind"],
    ),
    "a cancellation after a registration": (
        "Name,Registered on,Cancelled on\nAna Soto,2025-01-02,\nBen Ode,2025-01-02,2025-01-08\n",
        ["Ana Soto"],
    ),
    "replies after the names": (
        "Name\nAna Soto\nBen Ode (declined)\nCara Lind - not coming\nDev Rao (maybe)\nEva Roth [cancelled]\n",
        ["Ana Soto", "Dev Rao"],
    ),
    "countries after the names": ("Name\nAna Soto (NO)\nBen Ode (SE)\n", ["Ana Soto (NO)", "Ben Ode (SE)"]),
    "a column for each reply": (
        "Coming,Not coming,Maybe\nAna Soto,Ben Ode,Eva Roth\nCara Lind,Dev Rao,\n",
        ["Ana Soto", "Eva Roth", "Cara Lind"],
    ),
    "mentors and mentees": (
        "Mentor,Mentee\nAna Soto,Ben Ode\nAna Soto,Dev Rao\nEva Roth,Finn Ash\n",
        ["Ana Soto", "Ben Ode", "Dev Rao", "Eva Roth", "Finn Ash"],
    ),
    "labels of envelopes": (
        "AddressBlock,RSVP Card,Number of guests\nMs. Bea Ode,Declines,\nDr. Cara Lind and Guest,Accepts,2\n",
        ["Dr. Cara Lind", "Dr. Cara Lind's guest"],
    ),
}


@pytest.mark.parametrize("name", READ)
def test_those_who_come_have_a_seat_and_no_one_else(name: str) -> None:
    text, expected = READ[name]
    assert seated(text) == expected


ASKED = {
    "how many, of what": (
        "Name,Yes/No,How many?\nAna Soto,Yes,3\nBen Ode,No,0\nCara Lind,Yes,1\n",
        '{party: {more: "How many?"}}',
    ),
    "how many accepted": (
        "Name,Accepted,Declined\nSoto family,3,1\nBen Ode,0,2\nCara Lind,1,0\n",
        '{party: {total: "Accepted"}}',
    ),
    "replies above the names": (
        "Coming\nAna Soto\nCara Lind\n\nNot Coming (2)\nBen Ode\nDev Rao\n",
        'columns: {attending: "section"}',
    ),
    "replies above the rows": (
        "Name,Town\nAna Soto,Here\nDeclined,\nBen Ode,There\nNo reply yet:,\nCara Lind,Here\n",
        'columns: {attending: "section"}',
    ),
    "a refusal among meals": (
        "Name,Meal choice\nAna Soto,Beef\nBen Ode,Not attending\nCara Lind,Fish\n",
        'contains "Not attending" among other text, and no column shows who is coming. Add an `attending` column',
    ),
    "a refusal among notes": (
        "Name,Notes\nAna Soto,vegan\nBen Ode,CANCELLED\nCara Lind,\n",
        'columns: {own: "Notes"}',
    ),
    "a refusal instead of a table": (
        "Name,Table\nAna Soto,1\nBen Ode,declined\nCara Lind,2\n",
        'columns: {own: "Table"}',
    ),
    "no on all days": (
        "Name,Friday,Saturday\nAna Soto,yes,yes\nBen Ode,no,no\nCara Lind,yes,no\n",
        'columns: {attending: "Saturday"}',
    ),
    "a refusal elsewhere and no answer here": (
        "Name,RSVP,RSVP by phone\nAna Soto,Yes,\nBen Ode,,No\nCara Lind,Yes,\n",
        'columns: {attending: "RSVP by phone"}',
    ),
    "two people in a cell": (
        'Table,Guests\n1,"Ana Soto, Ben Ode"\n2,"Cara Lind, Dev Rao"\n',
        '"Ana Soto & Ben Ode"',
    ),
    "yes about not coming from most people": (
        "Name,Not coming\nAna Soto,yes\nBen Ode,yes\nCara Lind,no\n",
        'columns: {own: "Not coming"}',
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_the_owner_is_asked(name: str) -> None:
    text, question = ASKED[name]
    assert question in asked(text)


def test_numbers_of_who_accepted_beside_those_invited_are_who_comes() -> None:
    people = persons("Name,Invited,Accepted,Declined\nSoto family,4,3,1\nBen Ode,2,0,2\nCara Lind,1,1,0\n")
    coming = [person.name for person in people if person.attending.chance > 0]
    assert coming == ["Soto family 1", "Soto family 2", "Soto family 3", "Cara Lind"]


def test_a_number_that_is_too_small_is_quoted_from_its_own_cell() -> None:
    with pytest.raises(InputError) as failure:
        reading("Name,Invited,Attending\nAna Soto,1,1\nBen Ode & Cara Ode,2,1\nDev Rao,2,2\n")
    (problem,) = failure.value.problems
    assert (problem.slug, problem.column, problem.value) == ("party-contradictory", "Attending", "1")


def test_partners_of_pairs_share_a_table_and_nobody_is_there_twice() -> None:
    ana, ben, dev = persons("Mentor,Mentee\nAna Soto,Ben Ode\nAna Soto,Dev Rao\n")
    assert ana.with_ == (ben.id, dev.id)
    assert (ben.with_, dev.with_) == ((ana.id,), (ana.id,))
    assert ana.own == {"Mentor / Mentee": ("Mentor",)}


def test_a_name_that_a_form_asks_for_and_the_list_lacks_is_a_note() -> None:
    text = 'Name,Wants to sit with\nAna Soto,"Ben, Cara"\nBen Ode,"Ana, Zed"\nCara Lind,Yan\n'
    ana, ben, cara = persons(text)
    assert [person.wishes for person in (ana, ben, cara)] == [(ben.id, cara.id), (ana.id,), ()]
    notes = [note.text for note in reading(text).notes if note.slug == "reference-unknown"]
    assert [name in " ".join(notes) for name in ("Zed", "Yan")] == [True, True]
    assert "not on the list" in asked("name,wishes\nAna Soto,Zed\nBen Ode,\n")


def test_telephone_numbers_under_a_bare_heading_are_private_and_no_ids() -> None:
    text = (
        "Name,Number,Score,Completed\nAna Soto,555-0101,66.737123,46082.41001\n"
        "Ben Ode,555-0102,67.100456,46082.50002\nCara Lind,555-0103,70.250789,46083.12303\n"
    )
    ana = persons(text)[0]
    assert (ana.phone, ana.id.startswith("p-")) == ("555-0101", True)
    assert {column.heading: column.meaning for column in reading(text).people.columns} == {
        "Name": "name",
        "Number": "phone",
        "Score": "own",
        "Completed": "own",
    }
    assert persons("Name,Number\nAna Soto,8001234\nBen Ode,8001235\n")[0].own == {"Number": ("8001234",)}


def test_the_note_on_replies_comes_first() -> None:
    notes = reading("Guest;Reply\nAna Soto;Joyfully accepts\nBen Ode;Regrets\n").notes
    assert len(notes) > 1
    assert notes[0].slug == "replies-read"


def test_a_list_without_names_tells_which_column_may_have_them() -> None:
    (note,) = said("Person ID,Stamp\nq1,Ana Soto\nq2,Ben Ode\nq3,Cara Lind\n", "name-from-id")
    assert 'columns: {name: "Stamp"}' in note.text


def test_yes_and_no_under_an_unknown_heading_is_a_note_with_the_line_to_copy() -> None:
    (note,) = said("Name,Blorptane\nAna Soto,Da\nBen Ode,Ne\n", "heading-own")
    assert 'columns: {attending: "Blorptane"}' in note.text
    assert "so everyone gets a seat" in note.text


def test_a_date_a_number_or_a_sign_alone_in_the_column_of_names_is_no_person() -> None:
    rows = (
        "Name,Organization\nAna Soto,City\n2026-12-03,\nBen Ruiz,Acme\n17,\nCam Diaz,Union\n🎉,\n3 December,\nEli Wood,"
    )
    assert [one.name for one in persons(rows)] == ["Ana Soto", "Ben Ruiz", "Cam Diaz", "Eli Wood"]
    (note,) = said(rows, "rows-counted")
    assert "lines 3, 5, 7 and 8 contain a date, a number or a symbol" in note.text
    (note,) = said(f"{rows}\nFay Lin,Mill\n17,Shop\n", "name-placeholder")
    assert 'column "Name" (A): "17" is not a name, but other cells in the row are filled' in note.text
    assert [one.name for one in persons("Name,Organization\n17,City\n18,\n19,Shop\n")] == ["17", "18", "19"]


@pytest.mark.parametrize("heading", ["id", "Guest ID"])
def test_an_id_that_is_a_number_is_a_person(heading: str) -> None:
    assert [one.id for one in persons(f"{heading}\nA1\nB2\n7\nC4\n5.\nD5\n")] == ["A1", "B2", "7", "C4", "5.", "D5"]


@pytest.mark.parametrize(
    "cell", ["Ana Maria\nSoto Perez", "Juan Carlos\nDe La Cruz", "Maria Garcia\nSan Antonio", "Red Cross\nShe Her"]
)
def test_a_name_on_two_lines_is_one_person_and_asked_about(cell: str) -> None:
    rows = f'Name,Organization\n"{cell}",City\n"Cam Diaz\nDirector",Union\n"Dee\nFox",Press\nTom & Tim Fox,Acme\n'
    assert [one.name for one in persons(rows)] == [cell, "Cam Diaz\nDirector", "Dee\nFox", "Tom Fox", "Tim Fox"]
    (note,) = said(rows, "party-doubtful")
    assert "has several lines, and is read as one name" in note.text
    assert not said(f'Name,party size\n"{cell}",1\nDee Fox,1\n', "party-doubtful")


def test_a_sign_between_names_on_two_lines_makes_two_people() -> None:
    rows = 'Name,Organization\n"Ana Soto &\nBen Ruiz",City\n"Cam Diaz\nand Dee Fox",Union\n'
    assert [one.name for one in persons(rows)] == ["Ana Soto", "Ben Ruiz", "Cam Diaz", "Dee Fox"]
