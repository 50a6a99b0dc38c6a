"""What a column is taken as: by its heading and its cells, whatever stands beside it."""

from __future__ import annotations

import csv
import io
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.errors import InputError
from seating.profiles import People, read_people
from seating.profiles.headings.evidence import meaning
from seating.profiles.headings.heading_phrases import find_phrases, plain
from seating.sources import read_bytes
from tests.examples import examples

NAMES = ["Ana Bell", "Ben Cole", "Cam Dean", "Dot Ely", "Eve Ford", "Fay Gill"]
REPLIES = ["Accepted", "Declined", "Accepted", "Pending", "Accepted", "Accepted"]
YES_NO = ["Yes", "No", "Yes", "Yes", "No", "Yes"]


def text_of(columns: dict[str, list[str]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows([list(columns), *zip(*columns.values(), strict=True)])
    return written.getvalue()


def people_of(cells: dict[str, list[str]], **said: object) -> People:
    return read_people(read_bytes(text_of(cells).encode(), "people.csv"), **said).people


def taken(cells: dict[str, list[str]], **said: object) -> dict[str, str]:
    """Return what each column was taken as: "own", "private", or a known column and its part."""
    found = {}
    for column in people_of(cells, **said).columns:
        key = f"{column.key} {column.part}".strip() if column.is_known else "private" if column.is_private else "own"
        found[column.heading] = key
    return found


@pytest.mark.parametrize(
    "heading",
    [
        "RSVP Status",
        "rsvp_status",
        "rsvpStatus",
        "Guest status ",
        "Attendee Status",
        "Going",
        "Confirmed",
        "Reply",
        "Will you be able to attend?",
        "7. Will you come to the dance?",
        "Are you planning to join us?",
        "Can you make it?",
        "¿Va a asistir?",
        "Kommen Sie?",
        "Serez-vous présents ?",
        "Você vai participar?",
        "Parteciperai?",
        "Ben je erbij?",
        "Czy przyjdziesz?",
        "Tham dự",
        "Вы придёте?",
        "참석 여부",
        "ご出席",
        "是否参加",
        "هل ستحضر",
    ],
)
@pytest.mark.parametrize("cells", [REPLIES, YES_NO])
def test_headings_of_replies_are_understood_in_many_words(heading, cells):
    assert taken({"Name": NAMES, heading: cells})[heading.strip()] == "attending"


@pytest.mark.parametrize(
    "heading",
    ["Which areas interest you?", "Areas that interest you", "Which subjects interest you most?", "Topics of interest"],
)
def test_headings_of_interests_are_recognized_in_many_words(heading):
    cells = ["parks; schools", "schools", "roads; parks", "roads", "", "parks"]
    assert taken({"Name": NAMES, heading: cells})[heading] == "interests"


@pytest.mark.parametrize(
    "heading",
    ["Gift received", "Do you code?", "Has a permit", "May we post photos of you?", "Paid", "Thank you sent", "Driver"],
)
def test_a_mere_yes_or_no_decides_nothing(heading):
    assert taken({"Name": NAMES, heading: YES_NO})[heading] == "own"


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Status", ["Active", "Lapsed", "Unpaid", "Active", "Life", "Active"]),
        ("Role", ["Speaker", "Sponsor", "Press", "Speaker", "Guest", "Speaker"]),
        ("duty", ["bar", "door", "kitchen", "bar", "door", "bar"]),
        ("with", ["dessert", "salad", "", "", "drinks", "bread"]),
    ],
)
def test_a_known_heading_over_other_cells_is_the_lists_own_with_one_note(heading, cells):
    columns = {"Name": NAMES, heading: cells}
    assert taken(columns)[heading] == "own"
    notes = read_people(read_bytes(text_of(columns).encode(), "people.csv")).notes
    assert sum(f'"{heading}"' in note.text for note in notes) == 1


def test_job_titles_with_a_few_representative_types_among_them_are_the_lists_own():
    cells = ["director", "staff", "owner", "decision-maker", "owner", "director"]
    assert taken({"Name": NAMES, "Role": cells})["Role"] == "own"
    with pytest.raises(InputError):
        people_of({"Name": NAMES, "representative type": cells})


def test_a_few_odd_cells_among_many_that_fit_are_errors():
    cells = ["doer", "designee", "doer", "boss", "doer", "doer"]
    with pytest.raises(InputError) as caught:
        people_of({"Name": NAMES, "Role": cells})
    assert [problem.slug for problem in caught.value.problems] == ["role-unknown"]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Do not seat with", "apart"),
        ("Anyone you must not sit with?", "apart"),
        ("must_separate", "apart"),
        ("Conflict of interest with", "apart"),
        ("Cannot stand next to", "apart"),
        ("foes", "apart"),
        ("disliked_peer_1", "avoids"),
        ("Would rather not sit with", "avoids"),
        ("preferred_friend_1", "wishes"),
        ("Is there anyone you would like to sit with?", "wishes"),
        ("Want to team up with", "wishes"),
        ("must_with", "with"),
        ("Must sit with", "with"),
        ("Partner", "with"),
        ("Spouse", "with"),
    ],
)
def test_columns_that_name_people_of_the_list_are_relations(heading, key):
    assert taken({"Name": NAMES, heading: ["Ben Cole", "", "Dot Ely", "", "", ""]})[heading] == key


def test_several_columns_of_one_relation_are_put_together():
    columns = {"Name": NAMES, "friend_1": ["Ben Cole", *[""] * 5], "friend_2": ["Cam Dean", *[""] * 5]}
    people = people_of(columns)
    assert len(people.persons[0].wishes) == 2
    assert people.column("Friend 2") == "wishes"


@pytest.mark.parametrize(
    ("heading", "cells", "key"),
    [
        ("Party size", ["2", "1", "4", "2", "1", "3"], "party total"),
        ("How many people are coming, including you?", ["2", "1", "4", "2", "1", "3"], "party total"),
        ("Guests", ["0", "1", "0", "2", "0", "0"], "party more"),
        ("Plus One", ["Yes", "", "Zoe Hart", "", "No", ""], "party more"),
        ("+1", ["Yes", "", "Zoe Hart", "", "No", ""], "party more"),
        ("Adults", ["2", "1", "4", "2", "1", "3"], "party adults"),
        ("No. of children", ["2", "0", "0", "2", "1", "0"], "party children"),
        ("Spouse", ["Idris", "", "Maeve", "", "Rollo", ""], "party names"),
        ("Child 1", ["Pip", "", "Una", "", "Fay", ""], "party names"),
        ("Party", ["The Bells", "The Bells", "The Coles", "The Coles", "Ely", "Ely"], "own"),
        ("Years as a member", ["2", "1", "4", "2", "1", "3"], "own"),
    ],
)
def test_what_a_column_says_of_a_party_is_told_by_heading_and_cells(heading, cells, key):
    assert taken({"Name": NAMES, heading: cells}, parties=False)[heading] == key


@pytest.mark.parametrize(
    "heading",
    [
        "Allergies",
        "Do you have any dietary restrictions?",
        "Is there anything you do not eat?",
        "Medical notes",
        "Accessibility",
        "Assistance needed",
        "¿Tiene alguna alergia?",
        "Halal / vegetarian / other",
        "Tell us what would make the day easy for you",
        "Remarks",
    ],
)
def test_needs_are_private_whatever_their_heading(heading):
    cells = ["nut allergy, severe", "", "uses a wheelchair", "", "", "no shellfish please"]
    assert taken({"Name": NAMES, heading: cells})[heading] == "needs"


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Street address", [f"{n} Mill Lane" for n in range(6)]),
        ("Where", [f"{n} Mill Lane" for n in range(6)]),
        ("Emergency contact", ["Zoe Hart", "", "", "", "", ""]),
        ("Date of birth", ["2001-02-03"] * 6),
    ],
)
def test_addresses_and_the_like_are_for_the_convener_alone(heading, cells):
    assert taken({"Name": NAMES, heading: cells})[heading] == "private"


@pytest.mark.parametrize("heading", ["Team", "Ferry"])
def test_names_of_the_list_under_a_heading_that_does_not_say_why_are_asked_about(heading):
    with pytest.raises(InputError) as caught:
        people_of({"Name": NAMES, heading: ["Ben Cole", "Ana Bell", "Dot Ely", "", "", ""]})
    (problem,) = caught.value.problems
    assert problem.slug == "column-unclear"
    assert f'columns: {{apart: "{heading}"}}' in str(problem.hint)


@pytest.mark.parametrize("heading", ["Invited by", "Manager", "Emergency contact name"])
def test_names_under_a_heading_that_says_why_are_the_lists_own_with_a_note(heading):
    columns = {"Name": NAMES, heading: ["Ben Cole", "Ana Bell", "Dot Ely", "", "", ""]}
    assert taken(columns)[heading] in {"own", "private"}
    notes = read_people(read_bytes(text_of(columns).encode(), "people.csv")).notes
    assert any(note.slug == "heading-own" and heading in note.text for note in notes)


def test_what_the_convening_says_settles_it():
    columns = {"Who": NAMES, "Ferry": ["Ben Cole", "Ana Bell", "Dot Ely", "", "", ""], "Status": REPLIES}
    assert taken(columns, columns={"apart": ("ferry",), "own": ("Status",)}) == {
        "Who": "name",
        "Ferry": "apart",
        "Status": "own",
    }


def test_a_heading_that_is_not_there_is_named_with_the_nearest():
    with pytest.raises(InputError) as caught:
        people_of({"Name": NAMES, "RSVP Status": REPLIES}, columns={"attending": ("RSVP Stats",)})
    (problem,) = caught.value.problems
    assert (problem.slug, problem.hint) == ("column-unmapped", 'Did you mean "RSVP Status"?')


def test_what_a_convening_uses_by_its_heading_stays_the_lists_own():
    columns = {"Name": NAMES, "Friends": ["Ben Cole", "Ana Bell", "Dot Ely", "", "", ""]}
    assert taken(columns)["Friends"] == "wishes"
    assert taken(columns, used={"Friends"})["Friends"] == "own"


def test_two_replies_that_contradict_each_other_are_asked_about():
    columns = {"Name": NAMES, "Ceremony RSVP": REPLIES, "Reception RSVP": ["Declined", *REPLIES[1:]]}
    with pytest.raises(InputError) as caught:
        people_of(columns)
    (problem,) = caught.value.problems
    assert 'columns: {attending: "Ceremony RSVP"}' in str(problem.hint)


def test_a_reply_for_all_is_better_than_one_for_a_part_and_that_is_said():
    columns = {"Name": NAMES, "Brunch RSVP": ["Declined", *REPLIES[1:]], "RSVP": REPLIES}
    assert taken(columns)["RSVP"] == "attending"
    notes = read_people(read_bytes(text_of(columns).encode(), "people.csv")).notes
    assert any(note.slug == "heading-chosen" and "Brunch RSVP" in note.text for note in notes)


def test_cancelled_yes_is_asked_about():
    with pytest.raises(InputError) as caught:
        people_of({"Name": NAMES, "Cancelled": YES_NO})
    assert caught.value.problems[0].slug == "column-unclear"


@pytest.mark.parametrize("heading", ["Trustee", "Singer", "Gardener", "Quux", "Teilnehmerin", "이름", "Имя", "氏名"])
def test_the_column_of_names_is_found(heading):
    assert taken({heading: NAMES, "RSVP": REPLIES})[heading] == "name"


def test_names_with_the_last_name_first_are_turned_and_found_either_way():
    columns = {
        "Name": ["Bell, Ana", "Cole, Ben", "Dean, Cam"],
        "Keep apart from": ["Cole, Ben", "", "Ana Bell"],
    }
    people = people_of(columns)
    assert [person.name for person in people] == ["Ana Bell", "Ben Cole", "Cam Dean"]
    assert people.persons[0].apart == (people.persons[1].id,)
    assert people.persons[2].apart == (people.persons[0].id,)


def test_a_blank_whole_name_is_made_from_its_parts():
    columns = {"full_name": ["Ana Bell", ""], "first_name": ["Ana", "Ben"], "last_name": ["Bell", "Cole"]}
    assert [person.name for person in people_of(columns)] == ["Ana Bell", "Ben Cole"]


def starter_questions() -> list[tuple[str, str]]:
    """Return the questions of every starter with the word in brackets behind them."""
    found = []
    for starter in files("seating.api.starters").iterdir():
        if not starter.name.startswith("_") and starter.is_dir():
            text = " ".join(starter.joinpath("questions.txt").read_text("utf-8").split())
            for part in text.split("] "):
                question, bracket, word = part.rpartition(" [")
                if bracket and "?" in question and " [" not in question:
                    found.append((question[question.rfind(". ", 0, 6) + 2 :].strip(), word.strip("].")))
    return found


def test_the_questions_that_init_hands_out_are_known():
    """Pasted into a form word by word, with or without the word in brackets."""
    columns = set()
    for question, word in starter_questions():
        key = meaning(word)
        if key is None:  # a column of the list's own
            continue
        strongest = max(find_phrases(question), key=lambda found: found.strength, default=None)
        assert strongest is not None, question
        assert key in {found.meaning for found in find_phrases(question)}, question
        columns.add(key)
    assert {"name", "organization", "needs", "attending", "wishes", "interests"} <= columns


OTHERS = st.dictionaries(
    st.sampled_from(["Meal", "T-shirt", "Timestamp", "Colour", "Group", "Zip"]),
    st.lists(st.sampled_from(["x", "red", "2", "M"]), min_size=6, max_size=6),
    max_size=3,
)


@pytest.mark.room
@examples(40)
@given(OTHERS, st.randoms(use_true_random=False))
def test_other_columns_and_the_order_of_columns_and_rows_change_nothing(others, random):
    columns = {
        "Guest": NAMES,
        "Response": REPLIES,
        "Partner": ["Ben Cole", "Ana Bell", "", "", "", ""],
        "Allergies": ["nuts", "", "", "", "", ""],
    }
    usual = taken(columns)
    mixed = list({**columns, **others}.items())
    random.shuffle(mixed)
    order = list(range(6))
    random.shuffle(order)
    found = taken({heading: [cells[at] for at in order] for heading, cells in mixed})
    assert {heading: found[heading] for heading in columns} == usual


@pytest.mark.parametrize("heading", ["", "?", "…", "*", "=", "a" * 3000, "\u0301", "#", "[name", "x]"])
def test_any_text_can_be_a_heading(heading):
    assert isinstance(plain(heading), str)
    assert isinstance(find_phrases(heading), tuple)


THREE_EVENTS = {
    "Name": NAMES,
    "RSVP Friday dinner": ["Yes", "No", "Yes", "Yes", "No", "Yes"],
    "RSVP Saturday gala": ["No", "Yes", "Yes", "No", "Yes", "Yes"],
    "RSVP Sunday brunch": ["Yes", "Yes", "No", "Yes", "Yes", "No"],
}


@pytest.mark.parametrize(
    "headings",
    [list(THREE_EVENTS)[1:], ["Friday dinner", "Saturday gala", "Sunday brunch"]],
)
def test_three_events_are_one_question_that_names_all(headings):
    said = {"Yes": "Attending", "No": "Not attending"}
    replies = [[said[cell] for cell in cells] for cells in list(THREE_EVENTS.values())[1:]]
    cells = {"Name": NAMES} | dict(zip(headings, replies, strict=True))
    with pytest.raises(InputError) as error:
        people_of(cells)
    (problem,) = error.value.problems
    assert problem.slug == "heading-ambiguous"
    for heading in headings:
        assert f'columns: {{attending: "{heading}"}}' in problem.hint
        assert heading in problem.says or heading == problem.value


def test_several_columns_named_for_one_meaning_are_refused():
    """Otherwise the last of them would decide silently who has a seat."""
    with pytest.raises(InputError) as error:
        people_of(THREE_EVENTS, columns={"attending": list(THREE_EVENTS)[1:]})
    (problem,) = error.value.problems
    assert problem.slug == "column-several"
    assert all(heading in problem.says for heading in list(THREE_EVENTS)[1:])


def test_several_columns_of_languages_or_of_the_own_kind_are_put_together():
    cells = {
        "Name": NAMES,
        "One": ["English"] * 6,
        "Two": ["Spanish"] * 6,
        "Red": list("aabbcc"),
        "Blue": list("aabbcc"),
    }
    people = people_of(cells, columns={"languages": ["One", "Two"], "own": ["Red", "Blue"]})
    assert people.persons[0].languages == ("English", "Spanish")


@pytest.mark.parametrize(
    ("heading", "sizes", "part"),
    [
        ("Household", "321421", "total"),
        ("Family", "321421", "total"),
        ("Guest(s)", "321421", "total"),
        ("Guest(s)", "010201", "more"),
        ("Guests invited", "321421", "total"),
        ("Guests invited", "010201", "more"),
        ("Guests attending", "321421", "total"),
        ("# guests", "010201", "more"),
    ],
)
def test_numbers_of_people_are_recognized_by_heading_and_cells(heading, sizes, part):
    assert taken({"Name": NAMES, heading: list(sizes)}) == {"Name": "name", heading: f"party {part}"}


def test_household_sizes_beside_a_plus_one_count_the_people():
    cells = {"Name": NAMES, "Household": list("321221"), "Plus one": ["Yes", "", "", "Yes", "Yes", ""]}
    assert len(people_of(cells)) == 11


def test_numbers_that_may_count_the_households_are_asked_about():
    with pytest.raises(InputError) as error:
        people_of({"Name": NAMES, "Household": list("112233")})
    (problem,) = error.value.problems
    assert (problem.slug, problem.column) == ("column-unclear", "Household")
    assert len(people_of({"Name": NAMES, "Household": list("112233")}, columns={"party total": ["Household"]})) == 12
    assert len(people_of({"Name": NAMES, "Household": list("112233")}, columns={"own": ["Household"]})) == 6


def test_given_names_alone_say_who_comes_with_whom():
    people = people_of({"Name": NAMES, "Comes with": ["Ben", "", "Fay", "", "Dot", ""]})
    asked = [[people.by_id[one].name for one in person.with_] for person in people]
    assert asked == [["Ben Cole"], [], ["Fay Gill"], [], ["Dot Ely"], []]


@pytest.mark.parametrize(
    "cells", [["Ben", "Cam", "Fay", "Dot", "", ""], ["Ben Cole", "", "Fay Gill", "Cam Dean", "", ""]]
)
def test_names_under_another_heading_are_asked_about(cells):
    with pytest.raises(InputError) as error:
        people_of({"Name": NAMES, "Arrives beside": cells})
    assert [problem.slug for problem in error.value.problems] == ["column-unclear"]


def test_a_nickname_is_not_a_relation():
    cells = {"Name": NAMES, "Called": [name.split()[0] for name in NAMES]}
    assert taken(cells)["Called"] == "own"


@pytest.mark.parametrize("heading", ["works_for", "Works for", "Reports to", "Funded by", "Supervises", "line manager"])
def test_a_column_of_power_that_names_people_of_the_list_is_no_question(heading):
    """The page on the balance of power compares such columns; they say nothing of who sits with whom."""
    names = ["Ana Ruiz", "Ben Cole", "Cam Diaz", "Dee Moss", "Eli Wood"]
    rows = "".join(f"{name},{names[n - 1]}\n" for n, name in enumerate(names))
    reading = read_people(read_bytes(f"name,{heading}\n{rows}".encode(), "list.csv"))
    assert next(person.own[heading] for person in reading.people) == ("Eli Wood",)
    assert "names people on this list" in " ".join(note.text for note in reading.notes)
