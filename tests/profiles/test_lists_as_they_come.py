"""Names, addresses, needs and encodings in lists as other programs and people write them."""

from __future__ import annotations

import pytest

from seating.errors import InputError
from seating.profiles import read_people
from seating.profiles.headings.recognition import find_headings
from seating.profiles.notebook import Notebook
from seating.sources import read_bytes
from tests.profiles.lists import persons, reading, said

FULL = "Ana Soto\nBen Ode\nCara Lind\nDev Rao\nEva Roth\nFinn Ash\nGia Moss\nHal Penn\n"


def names(text: str) -> list[str]:
    return [person.name for person in persons(text)]


def meanings(text: str) -> dict[str, str]:
    """Return the meaning of each heading."""
    found = find_headings(read_bytes(text.encode(), "people.csv"), Notebook("people.csv"))
    return {column.heading: "private" if column.is_private else column.meaning for column in found.shown}


@pytest.mark.parametrize(
    "cell",
    [
        "Ana Soto <ana@x.example>",
        "Ana Soto (ana@x.example)",
        "Ana Soto ana@x.example",
        '"""Ana Soto"" <ana@x.example>"',
    ],
)
def test_an_address_after_a_name_is_no_part_of_it(cell: str) -> None:
    text = f"Participant\n{cell}\nBen Ode\n"
    assert names(text) == ["Ana Soto", "Ben Ode"]
    assert [person.email for person in persons(text)] == ["ana@x.example", ""]
    (note,) = said(text, "name-with-address")
    assert "ana@" not in note.text


def test_an_address_in_place_of_a_name_is_told() -> None:
    (note,) = said("Attendee,Organization\nana@x.example,Oak\nBen Ode,Elm\n", "name-is-address")
    assert "line 2: there is an e-mail address instead of a name" in note.text
    assert "ana@" not in note.text
    assert said("Participant\nAna Soto <ana@x.example>\nBen Ode\n", "name-is-address") == []


@pytest.mark.parametrize("before", ["- {}", "• {}", "* {}"])
def test_a_bullet_before_each_name_is_no_part_of_it(before: str) -> None:
    text = "Guest\n" + "\n".join(map(before.format, ["Ana Soto (yes)", "Ben Ode (no)", "Cara Lind", "Dev Rao +1"]))
    assert names(text) == ["Ana Soto", "Ben Ode", "Cara Lind", "Dev Rao", "Dev Rao's guest"]
    assert [person.attending.chance for person in persons(text)[:2]] == [1, 0]
    assert names("Guest\n- Ana Soto\nBen Ode\nCara Lind\n")[0] == "- Ana Soto"


def test_a_reply_behind_a_numbered_name_is_read() -> None:
    people = persons("Guest\n1. Ana Soto (yes)\n2. Ben Ode (no)\n3. Cara Lind\n")
    assert [(person.name, person.attending.chance) for person in people[:2]] == [("Ana Soto", 1), ("Ben Ode", 0)]


def test_an_address_after_a_name_fills_the_column_of_addresses() -> None:
    text = "Name,Email,Town\nAna Soto <ana@x.example>,,Here\nBen Ode <b@x.example>,ben@x.example,There\n"
    assert [person.email for person in persons(text)] == ["ana@x.example", "ben@x.example"]
    assert persons(text)[0].own["Town"] == ("Here",)


def test_a_relation_of_notion_names_a_person() -> None:
    page = "https://www.notion.so/Ben-Ode-1a2b3c"
    text = f"Name,Apart from\nAna Soto,Ben Ode ({page})\nBen Ode,\nCara Lind,\n"
    assert persons(text)[0].apart == (persons(text)[1].id,)


def test_one_name_with_the_last_name_first_is_turned_round() -> None:
    text = f'Name\n{FULL}"Lindqvist, Greg"\n'
    assert names(text)[-1] == "Greg Lindqvist"
    (note,) = said(text, "names-turned")
    assert '"Lindqvist, Greg" as "Greg Lindqvist"' in note.text


def test_given_names_with_a_comma_are_two_people() -> None:
    text = 'Guest Name\n"Ana, Ben"\nCara\nDev\n"Eva, Finn, Gia"\nHal\n'
    assert names(text) == ["Ana", "Ben", "Cara", "Dev", "Eva", "Finn", "Gia", "Hal"]


def test_two_full_names_with_a_comma_are_two_people_if_the_list_knows_their_given_names() -> None:
    assert names(f'Name\n{FULL}"Ana Moss, Ben Penn"\n')[-2:] == ["Ana Moss", "Ben Penn"]


def test_a_comma_that_may_mean_two_people_is_asked_about() -> None:
    with pytest.raises(InputError) as caught:
        reading(f'Name\n{FULL}"Kira Vale, Otto Wren"\n')
    (problem,) = caught.value.problems
    assert problem.slug == "party-unclear"
    assert "parties: no" in str(problem.hint)


def test_a_number_of_people_settles_a_comma() -> None:
    text = 'Name,Party size\n"Kira, Otto",2\nAna Soto,1\nBen Ode,1\n'
    assert names(text) == ["Kira", "Otto", "Ana Soto", "Ben Ode"]


def test_a_title_or_an_organization_after_a_comma_is_no_person() -> None:
    assert names(f'Name\n{FULL}"Kira Vale, PhD"\n"Otto Wren, Fox Ltd"\n')[-2:] == [
        "Kira Vale, PhD",
        "Otto Wren, Fox Ltd",
    ]


@pytest.mark.parametrize("text", ["Name,Party size\nGroup 4,6\nGroup 5,6\n", "Name,Guests\nAna Soto,3\nAna Soti,3\n"])
def test_names_that_the_program_made_are_no_misspellings(text: str) -> None:
    told = [note.text for note in said(text, "duplicate-spelling")]
    assert not any("guest" in one for one in told)
    assert not any("Group" in one for one in told)


def test_one_cell_that_is_exactly_a_person_is_mentioned() -> None:
    text = "Name,Remark\nAna Soto,Ben Ode\nBen Ode,likes jazz\nCara Lind,\n"
    assert any("Remark" in note.text and "names people" in note.text for note in reading(text).notes)


@pytest.mark.parametrize("heading", ["Mit wem möchten Sie NICHT an einem Tisch sitzen?", "Vil ikke sidde med"])
def test_who_must_not_sit_together_is_understood(heading: str) -> None:
    assert meanings(f"Name,{heading}\nAna Soto,Ben Ode\nBen Ode,\nCara Lind,\n")[heading] in {"apart", "avoids"}


@pytest.mark.parametrize("heading", ["food_notes", "Food notes", "Medical_Alert"])
def test_notes_on_food_and_health_are_needs(heading: str) -> None:
    assert meanings(f"Name,{heading}\nAna Soto,nut allergy\nBen Ode,\nCara Lind,\n")[heading] == "needs"


@pytest.mark.parametrize("heading", ["message", "Remarks about you"])
def test_one_cell_about_needs_hides_a_column_but_makes_it_no_needs(heading: str) -> None:
    text = f"Name,{heading}\nAna Soto,see you there\nBen Ode,brings a ramp\nCara Lind,thanks for all\n"
    assert meanings(text)[heading] == "private"


@pytest.mark.parametrize(
    ("headings", "heading"),
    [
        ("person,namn", "namn"),
        ("nr,Navn", "Navn"),
        ("nr,Jméno a příjmení", "Jméno a příjmení"),
        ("nr,Meno a priezvisko", "Meno a priezvisko"),
        ("nr,שם מלא", "שם מלא"),
        ("nr,LastFirst", "LastFirst"),
    ],
)
def test_the_heading_of_the_names_is_known_beside_numbers(headings: str, heading: str) -> None:
    rows = "".join(f"{number},{name}\n" for number, name in enumerate(FULL.split("\n")[:-1], 1))
    assert meanings(f"{headings}\n{rows}")[heading] == "name"


def test_the_answer_to_a_form_wins_over_an_anonymous_account() -> None:
    rows = "".join(f"anonymous,{name}\n" for name in FULL.split("\n")[:-1])
    assert names(f"Name,Ihr Vor- und Nachname\n{rows}")[0] == "Ana Soto"


def test_a_no_break_space_does_not_make_an_encoding_doubtful() -> None:
    people = read_people(read_bytes(b"name,table\nAna Soto\xa0,1\nBen Ode,1\n", "people.csv")).people
    assert [person.name for person in people] == ["Ana Soto", "Ben Ode"]


def test_text_that_is_called_an_old_workbook_is_read() -> None:
    people = read_people(read_bytes(b"Name\tTown\nAna Soto\tHere\nBen Ode\tThere\n", "people.xls")).people
    assert [person.name for person in people] == ["Ana Soto", "Ben Ode"]


def test_the_lower_of_two_heading_rows_has_the_names() -> None:
    text = "Guest,,RSVP,\nFirst,Last,Email,Coming\nAna,Soto,a@x.org,yes\nBen,Ode,b@x.org,no\nCara,Lind,c@x.org,yes\n"
    assert names(text) == ["Ana Soto", "Ben Ode", "Cara Lind"]


@pytest.mark.parametrize("heading", ["Zúčastní sa", "Přijdete?", "מגיע", "Kommer du?"])
def test_a_refusal_under_a_heading_of_another_language_counts(heading: str) -> None:
    refusal = {"Z": "nie", "P": "ne", "K": "nej"}.get(heading[0], "לא")
    assert meanings(f"Name,{heading}\nAna Soto,ja\nBen Ode,{refusal}\nCara Lind,ja\n")[heading] == "attending"


def test_a_summary_of_a_meeting_above_the_headings_is_no_list() -> None:
    text = (
        "Meeting ID,Topic,Email,Participants\n812,Assembly,host@x.example,3\n\n"
        "Name (Original Name),Email,Join Time,Duration\n"
        "Ana Soto,a@x.example,10:00,60\nBen Ode,b@x.example,10:01,59\nCara Lind,c@x.example,10:02,58\n"
    )
    assert names(text) == ["Ana Soto", "Ben Ode", "Cara Lind"]


def test_columns_that_are_tables_hold_one_person_in_each_cell() -> None:
    text = "Table 1,Table 2\nAna Soto,Eva Roth\nBen Ode,Finn Ash\nCara Lind,\n"
    found = persons(text)
    assert [person.name for person in found] == ["Ana Soto", "Eva Roth", "Ben Ode", "Finn Ash", "Cara Lind"]
    assert all(person.party is None for person in found)
    assert [person.own["Table"] for person in found][:2] == [("Table 1",), ("Table 2",)]
    assert said(text, "columns-are-tables")


@pytest.mark.parametrize("heading", ["Account Name", "Crew Name"])
def test_a_company_is_no_name_beside_first_and_last_names(heading: str) -> None:
    firms = ("Tern", "Gull") * 4
    rows = [f"{name.replace(' ', ',')},{firm}" for name, firm in zip(FULL.splitlines(), firms, strict=True)]
    assert names("\n".join([f"First Name,Last Name,{heading}", *rows, ""])) == FULL.splitlines()


def test_a_comment_line_is_no_person() -> None:
    text = "Name,RSVP\n# not final yet, ask Kim, call Lou\nAna Soto,Yes\nBen Ode,No\n"
    assert names(text) == ["Ana Soto", "Ben Ode"]
    (note,) = said(text, "rows-counted")
    assert "line 2" in note.text


def test_a_check_box_is_no_name() -> None:
    assert names("Name,+1?\nAna Soto,checked\nBen Ode,unchecked\nCara Lind,\n") == [
        "Ana Soto",
        "Ana Soto's guest",
        "Ben Ode",
        "Cara Lind",
    ]


@pytest.mark.parametrize("headings", ["Fname,Lname", "First,Last", "First name,Surname"])
def test_short_headings_of_names_are_joined(headings: str) -> None:
    assert names(f"{headings}\nAna,Soto\nBen,Ode\nCara,Lind\n") == ["Ana Soto", "Ben Ode", "Cara Lind"]


def test_a_captain_is_the_first_of_a_numbered_team() -> None:
    headings = "Captain First Name,Captain Last Name,Member 2 First Name,Member 2 Last Name"
    assert names(f"Team Name,{headings}\nRocket,Ana,Soto,Ben,Ode\nLynx,Dev,Rao,Eva,Roth\n") == [
        "Ana Soto",
        "Ben Ode",
        "Dev Rao",
        "Eva Roth",
    ]


def test_a_comma_in_one_name_of_a_short_list_is_noted() -> None:
    text = 'Guest Name\n"Ana, Ben"\nCara Lind\nDev Rao\nEva Roth\nFinn Ash\n'
    assert len(names(text)) == 5
    (note,) = said(text, "party-doubtful")
    assert "Ana & Ben" in note.text


@pytest.mark.parametrize("heading", ["Notes", "Remark", "Info"])
def test_a_cancellation_beside_a_yes_is_asked_about(heading: str) -> None:
    with pytest.raises(InputError) as caught:
        reading(f"Name,RSVP,{heading}\nAna Soto,Yes,\nBen Ode,Yes,Cancelled\nCara Lind,No,late\nDev Rao,Yes,vip\n")
    (problem,) = caught.value.problems
    assert (problem.slug, problem.line, problem.value) == ("column-unclear", 3, "Cancelled")


@pytest.mark.parametrize("heading", ["Payment", "Hotel room", "Welcome dinner", "Membership"])
def test_what_is_cancelled_alone_leaves_the_person_a_seat(heading: str) -> None:
    people = persons(f"Name,RSVP,{heading}\nAna Soto,Yes,\nBen Ode,Yes,Cancelled\nCara Lind,No,late\nDev Rao,Yes,vip\n")
    assert [person.attending.chance > 0 for person in people] == [True, True, False, True]


def test_a_count_with_nothing_from_those_who_have_not_answered_includes_the_person() -> None:
    text = "Name,Status,Guest Count\nAna Soto,Attending,2\nBen Ode,Not Attending,0\nCara Lind,Opened,0\n"
    people = persons(text)
    assert [person.name for person in people] == ["Ana Soto", "Ana Soto's guest", "Ben Ode", "Cara Lind"]
    assert people[-1].attending.chance > 0


@pytest.mark.parametrize("heading", ["ELL", "SpEd"])
def test_a_mark_about_a_student_is_private(heading: str) -> None:
    assert meanings(f"Name,{heading}\nAna Soto,Y\nBen Ode,N\nCara Lind,N\n")[heading] == "private"


@pytest.mark.parametrize("heading", ["No. in party", "N. persone", "Nº de personas"])
def test_a_number_of_people_is_known_in_short(heading: str) -> None:
    assert meanings(f"Name,{heading}\nAna Soto,2\nBen Ode,1\nCara Lind,3\n")[heading] == "party total"


def test_a_name_alone_beside_different_sizes_of_parties_is_a_person() -> None:
    text = "Name,Party size\nAna Soto,1\nBen Ode,\nCara Lind,2\nDev Rao,3\n"
    assert "Ben Ode" in names(text)


def test_yes_and_no_under_guest_may_mean_two_things() -> None:
    with pytest.raises(InputError) as caught:
        reading("Name,Guest\nAna Soto,Yes\nBen Ode,No\nCara Lind,Yes\n")
    (problem,) = caught.value.problems
    assert problem.slug == "column-unclear"


def test_a_guest_of_an_online_meeting_brings_none() -> None:
    text = "Name,Email,Join Time,Guest\nAna Soto,a@x.example,10:00,Yes\nBen Ode,,10:01,No\nCara Lind,,10:02,Yes\n"
    assert names(text) == ["Ana Soto", "Ben Ode", "Cara Lind"]


@pytest.mark.parametrize("heading", ["Familia", "Famille", "Famiglia", "Rodzina", "Gezin"])
def test_families_are_names_in_other_languages(heading: str) -> None:
    assert names(f"{heading},Town\nSoto,Here\nOde,There\nLind,Here\n") == ["Soto", "Ode", "Lind"]


@pytest.mark.parametrize("nobody", ["brak", "geen", "nessuno", "solo", "allein", "—"])
def test_nobody_beside_a_name_is_no_person(nobody: str) -> None:
    text = f"Name,Plus one\nAna Soto,Otto Wren\nBen Ode,{nobody}\nCara Lind,Uma Dahl\n"
    assert names(text) == ["Ana Soto", "Otto Wren", "Ben Ode", "Cara Lind", "Uma Dahl"]


@pytest.mark.parametrize(
    "heading",
    [
        "Bringen Sie eine Begleitung mit? Wenn ja: Name",
        "Nombre de su acompañante",
        "Accompagnant (nom)",
        "Conjoint",
        "Will you bring a guest? If so, please give the name",
        "Coming with",
        "Wer kommt mit?",
        "Mit wem kommst du?",
        "Partner/in",
        "¿Con quién viene?",
        "¿Quién te acompaña?",
        "Accompagné(e) de",
    ],
)
def test_the_name_of_who_comes_along_is_a_person(heading: str) -> None:
    text = f'Name,"{heading}"\nAna Soto,Otto Wren\nBen Ode,no\nCara Lind,\nDev Rao,no\n'
    assert names(text) == ["Ana Soto", "Otto Wren", "Ben Ode", "Cara Lind", "Dev Rao"]


@pytest.mark.parametrize("heading", ["Gern zusammen mit", "Sitzt gerne neben", "Mit wem möchtest du sitzen?"])
def test_whom_someone_would_like_to_sit_with_is_a_wish(heading: str) -> None:
    people = reading(f'Name,"{heading}"\nAna Soto,Ben Ode\nBen Ode,\nCara Lind,Ana Soto\nDev Rao,\n').people
    assert people.column("wishes")
    assert not people.column("with")


def test_a_leader_with_an_address_is_the_first_of_a_numbered_team() -> None:
    headings = "Team,Leader Name,Leader Email,Member 2 Name,Member 2 Email,Member 3 Name"
    text = f"{headings}\nRocket,Ana Soto,a@x.org,Ben Ode,b@x.org,\nLynx,Dev Rao,d@x.org,Eva Roth,,Finn Ash\n"
    assert names(text) == ["Ana Soto", "Ben Ode", "Dev Rao", "Eva Roth", "Finn Ash"]


def test_a_part_of_the_event_does_not_take_the_seat_of_who_accepted() -> None:
    text = (
        "Name,Invitation Response,Dinner Attendance\nAna Soto,Accepted,Yes\nBen Ode,Declined,No\nEva Roth,Accepted,No\n"
    )
    with pytest.raises(InputError) as caught:
        reading(text)
    assert [problem.slug for problem in caught.value.problems] == ["heading-ambiguous"]


def test_a_status_of_other_things_is_no_reply() -> None:
    text = "Name,Lead Status,Unsubscribed from all email\nAna Soto,Open,false\nBen Ode,Unqualified,true\n"
    assert len(names(f"{text}Cara Lind,In progress,false\nDev Rao,New,false\n")) == 4


def test_a_ticket_that_was_deleted_is_a_refusal() -> None:
    people = persons("Name,Attendee Status\nAna Soto,Attending\nBen Ode,Deleted\nCara Lind,Checked In\n")
    assert [person.attending.chance for person in people] == [1, 0, 1]


def test_roles_at_a_meeting_are_no_replies() -> None:
    text = "Full Name,Attendance\nAna Soto,Meeting Organizer\nBen Ode,Required Attendee\nCara Lind,Presenter\n"
    assert meanings(text)["Attendance"] != "attending"


@pytest.mark.parametrize(("heading", "mark"), [("Attending?", "x"), ("Coming", "✓"), ("RSVP", "checked")])
def test_a_blank_beside_check_marks_is_asked_about(heading: str, mark: str) -> None:
    text = f"Name,{heading}\nAna Soto,{mark}\nBen Ode,\nCara Lind,{mark}\n"
    with pytest.raises(InputError) as caught:
        reading(text)
    assert [problem.slug for problem in caught.value.problems] == ["column-unclear"]
    people = read_people(read_bytes(text.encode(), "people.csv"), {"attending": {"no": ("",)}}).people
    assert [person.attending.chance for person in people] == [1, 0, 1]


def test_a_row_with_only_the_number_of_a_seat_is_no_person() -> None:
    assert names("No.,Name,Org\n1,Ana Soto,Tern\n2,Ben Ode,Gull\n3,,\n4,,\n") == ["Ana Soto", "Ben Ode"]
    text = "Table,Seat,Guest,Meal\n1,1,Ana Soto,Fish\n1,2,,\n2,1,Ben Ode,Fish\n"
    assert names(text) == ["Ana Soto", "Ben Ode"]
    assert said(text, "rows-counted")


def test_a_party_without_a_name_is_still_an_error() -> None:
    with pytest.raises(InputError):
        reading("Name,Party size\nAna Soto,2\n,3\nBen Ode,1\n")


def test_tables_above_their_people_are_no_people() -> None:
    text = "Table 1\nAna Soto\nBen Ode\n\nTable 2\nCara Lind\n"
    for given in (text, f"Name\n{text}"):
        assert [(one.name, one.own["section"]) for one in persons(given)] == [
            ("Ana Soto", ("Table 1",)),
            ("Ben Ode", ("Table 1",)),
            ("Cara Lind", ("Table 2",)),
        ]


def test_a_numbered_list_with_marks_and_a_remark_is_read() -> None:
    text = "Who is coming?\n1. Ana ✅\n2. Ben ❌\n3. Cara + 1 ✅\n4. Dev (maybe)\n5. \n"
    assert [(person.name, float(person.attending.chance)) for person in persons(text)] == [
        ("Ana", 1),
        ("Ben", 0),
        ("Cara", 1),
        ("Cara's guest", 1),
        ("Dev", 0.5),
    ]


def test_a_total_is_never_taken_for_the_headings() -> None:
    with pytest.raises(InputError) as caught:
        reading(",Mon 4 May,Tue 5 May,Wed 6 May\nAna Soto,OK,,OK\nBen Ode,,OK,OK\nCount,1,2,2\n")
    assert "Count" not in str(caught.value.problems[0].says)


def test_yes_and_no_to_being_a_plus_one_are_no_replies() -> None:
    text = "Name,isPlusOne\nAna Soto,no\nBen Ode,yes\nCara Lind,no\n"
    assert not any("read it as replies" in note.text for note in reading(text).notes)


def test_a_question_about_the_past_is_no_reply() -> None:
    text = "Name,Have you attended a hackathon before?\nAna Soto,Yes\nBen Ode,No\nCara Lind,No\n"
    assert not any("read it as replies" in note.text for note in reading(text).notes)


@pytest.mark.parametrize(
    ("heading", "yes", "no"),
    [
        ("Teilnahme", "vor Ort", "keine Teilnahme"),
        ("Anwesend", "ja", "entschuldigt"),
        ("Statut", "Présent", "Excusé"),
        ("Obecny", "tak", "nie"),
    ],
)
def test_presence_is_a_reply_in_other_languages(heading: str, yes: str, no: str) -> None:
    people = persons(f"Name,{heading}\nAna Soto,{yes}\nBen Ode,{no}\nCara Lind,{yes}\n")
    assert [person.attending.chance for person in people] == [1, 0, 1]


def test_the_date_of_a_student_is_a_person() -> None:
    text = "Student Name,Date's Name\nAna Soto,Otto Wren\nBen Ode,\nCara Lind,Finn Ash\n"
    assert names(text) == ["Ana Soto", "Otto Wren", "Ben Ode", "Cara Lind", "Finn Ash"]


def test_the_host_of_a_table_sits_with_the_guests() -> None:
    text = "Table Host,Company,Guest 1,Guest 2\nAna Soto,Tern,Ben Ode,Cara Lind\nDev Rao,Gull,Eva Roth,\n"
    assert names(text) == ["Ana Soto", "Ben Ode", "Cara Lind", "Dev Rao", "Eva Roth"]


@pytest.mark.parametrize("heading", ["Invitato", "Genodigde", "Gość", "Eingeladene"])
def test_guests_are_names_in_other_languages(heading: str) -> None:
    assert names(f"{heading},Tavolo\nAna Soto,1\nBen Ode,1\nCara Lind,2\n") == ["Ana Soto", "Ben Ode", "Cara Lind"]


def test_a_number_of_other_things_asks_nothing_beside_a_number_of_people() -> None:
    text = "Name,Serves how many?,# of people in your group\nAna Soto,8,3\nBen Ode,6,1\nCara Lind,12,2\n"
    assert len(names(text)) == 6


def test_the_number_invited_is_the_size_of_a_family() -> None:
    text = "Invitation Name,# Invited,RSVP\nThe Lind Family,4,Yes\nAna Soto,1,No\nMs. Eva Roth & Guest,2,Yes\n"
    assert len(names(text)) == 7


def test_a_mark_for_the_invitation_gives_way_to_the_reply() -> None:
    text = "Name,Invited,Coming,Not coming\nAna Soto,x,x,\nBen Ode,x,,x\nCara Lind,x,,\n"
    assert [float(person.attending.chance) for person in persons(text)] == [1, 0, 0.5]


def test_the_guests_of_two_sides_are_all_people() -> None:
    found = persons("Bride's guests,Groom's guests\nAna Soto,Gia Moss\nBen Ode,Hal Penn\nCara Lind,\n")
    assert [(person.name, *person.own["Group"]) for person in found][:2] == [
        ("Ana Soto", "Bride's guests"),
        ("Gia Moss", "Groom's guests"),
    ]
    assert len(found) == 5
    replies = persons("Confirmed guests,Declined guests\nAna Soto,Gia Moss\nBen Ode,Hal Penn\n")
    assert [person.name for person in replies if person.attending.chance == 0] == ["Gia Moss", "Hal Penn"]


def test_a_part_of_the_event_does_not_take_the_seat_of_who_has_not_answered() -> None:
    with pytest.raises(InputError) as caught:
        reading(
            "Imię,Status zgłoszenia,Udział w kolacji\nAnna,Potwierdzone,tak\nBart,Rezygnacja,nie\nEwa,Oczekuje,nie\n"
        )
    assert [problem.slug for problem in caught.value.problems] == ["heading-ambiguous"]


SIDES = {
    "beside each other": "Bride side,,Groom side,\nName,Diet,Name,Diet\n"
    "Ana Soto,vegan,Gia Moss,\nBen Ode,,Hal Penn,halal\nCara Lind,,,\n",
    "with a blank column": "Our wedding\nBride side,,,Groom side\nName,Diet,,Name,Diet\n"
    "Ana Soto,vegan,,Gia Moss,\nBen Ode,,,Hal Penn,halal\nCara Lind,,,,\n",
}


@pytest.mark.parametrize("case", SIDES)
def test_two_lists_side_by_side_are_one_list_with_the_groups_above_them(case: str) -> None:
    found = persons(SIDES[case])
    assert [(one.name, *one.own["Group"], one.needs) for one in found] == [
        ("Ana Soto", "Bride side", ("vegan",)),
        ("Gia Moss", "Groom side", ()),
        ("Ben Ode", "Bride side", ()),
        ("Hal Penn", "Groom side", ("halal",)),
        ("Cara Lind", "Bride side", ()),
    ]
