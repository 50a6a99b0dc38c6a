"""Headings: found, matched through aliases, shown, and asked about when in doubt."""

from __future__ import annotations

import pytest

from seating.errors import InputError
from seating.profiles import read_people
from seating.profiles.columns import ALIASES, CANONICAL
from seating.profiles.headings.evidence import meaning
from seating.sources import read_bytes
from seating.wording import squashed
from tests.profiles.lists import persons, reading, said, wrong


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Full Name", "name"),
        ("Org.", "organization"),
        ("ORGANISATION", "organization"),
        ("Type of representative", "representative_type"),
        ("Role", "representative_type"),
        ("Speaks-to", "speaks_to"),
        (" E-Mail ", "email"),
        ("can come", "can_come"),
        ("Ticket Type", None),
        ("Timestamp", None),
        ("Attendee #", None),
        ("Attendee Status", None),
    ],
)
def test_a_heading_means_a_column_without_case_accents_spaces_or_punctuation(heading, column):
    assert meaning(heading) == column


def test_every_canonical_name_means_itself():
    assert [meaning(column) for column in CANONICAL] == list(CANONICAL)


def test_aliases_are_written_squashed_and_mean_known_columns():
    """An alias that is not squashed would never match."""
    for alias, column in ALIASES.items():
        assert squashed(alias) == alias
        assert column in CANONICAL


def test_what_was_matched_to_what_is_shown():
    (note,) = said("Full Name,Org.,sector\nAda,Tern,food\n", "heading-matched")
    assert '"Full Name" (A) as name' in note.text
    assert '"Org." (B) as organization' in note.text
    assert "sector" not in note.text


def test_headings_that_differ_in_case_only_need_no_note():
    assert said("Name,Sector ,Can come\nAda,food,\n", "heading-matched") == []


def test_headings_may_stand_below_titles():
    text = "Stakeholders 2026,,\n\nprinted in March,,\nname,organization,x\nAda,Tern,1\n"
    assert [(person.name, person.line) for person in persons(text)] == [("Ada", 5)]
    (note,) = said(text, "title-rows")
    assert "lines 1 and 3" in note.text


def test_headings_below_row_20_are_not_found():
    assert [slug for _, _, slug in wrong("title\n" * 20 + "name,x\nAda,1\n")] == ["headings-missing"]


def test_rows_as_wide_as_the_headings_are_no_titles():
    """People above a repeated heading would be lost."""
    assert [slug for _, _, slug in wrong("Ada,Tern\nBo,Slate\nname,organization\nCleo,x\n")] == ["headings-missing"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Ada Kim,Tern,doer\nBo,Slate,designee\n", (1, None, "headings-missing")),
        ("organization,sector\nTern,food\n", (1, None, "name-column-missing")),
        (
            "Replies so far,,\n,,\nNo.,Who is it,Comes from\n1,Ada Kim,Tern\n2,Bo Ek,Slate\n",
            (3, None, "headings-missing"),
        ),
        ("name,x,x\nAda,1,2\n", (1, "x", "heading-twice")),
        ("name,x,X.\nAda,1,2\n", (1, "X.", "heading-twice")),
        ("name,Full Name\nAda,Ada Kim\n", (1, "Full Name", "heading-ambiguous")),
        ("name,Org,Company\nAda,a,b\n", (1, "Company", "heading-ambiguous")),
    ],
)
def test_doubtful_headings_are_asked_about(text, problem):
    assert wrong(text) == [problem]


def test_below_a_title_the_fullest_row_is_named_as_the_likely_headings():
    text = "Replies so far,,\n,,\nNo.,Who is it,Comes from\n1,Ada Kim,Tern\n2,Bo Ek,Slate\n"
    with pytest.raises(InputError) as told:
        persons(text)
    (problem,) = told.value.problems
    assert 'the row with the most text contains "No.", "Who is it" and "Comes from"' in problem.says
    assert 'columns: {name: "Who is it"}' in problem.hint


def test_the_column_that_holds_names_is_proposed():
    with pytest.raises(InputError) as told:
        persons("sector,Who is it\nfood,Ada Kim\nfood,Bo Ek\n")
    (problem,) = told.value.problems
    assert (problem.slug, 'columns: {name: "Who is it"}' in problem.hint) == ("name-column-missing", True)


def test_an_empty_column_beside_a_filled_one_is_no_question():
    """Forms export an empty name beside the one that people filled in."""
    (person,) = persons("Name,Full name,x,x\n,Ada Kim,1,\n")
    assert (person.name, dict(person.own)) == ("Ada Kim", {"x": ("1",)})


def test_two_columns_of_remarks_are_both_kept():
    text = "name,Comments,Comments\nAda,early,late\n"
    assert dict(persons(text)[0].own) == {"Comments": ("early",), "Comments (C)": ("late",)}
    (note,) = said(text, "heading-repeated")
    assert 'columns B and C have the same heading "Comments"' in note.text


@pytest.mark.parametrize("heading", ["needs", "Dietary needs", "Will you attend?", "Sits with"])
def test_two_columns_that_may_mean_something_are_asked_about(heading):
    assert wrong(f"name,{heading},{heading}\nAda,no nuts,yes\nBo,no,Ada\n")[0] == (1, heading, "heading-twice")


def test_two_columns_of_remarks_that_the_convening_uses_are_asked_about():
    source = read_bytes(b"name,Comments,Comments\nAda,early,late\n", "people.csv")
    with pytest.raises(InputError):
        read_people(source, used=["comments"])


def test_a_problem_of_headings_does_not_hide_those_of_rows():
    text = "name,x,x,representative_type\nAda,1,2,observer\n"
    assert [slug for _, _, slug in wrong(text)] == ["heading-twice", "role-unknown"]


@pytest.mark.parametrize("heading", ["Role", "What is your role?", "Tipo de representante"])
def test_a_column_of_types_at_tables_is_recognized(heading):
    cells = ("designee; Housing: decision-maker", "Talent: doer", "doer; Capital: designee", "Housing: DM")
    text = f"name,{heading}\n" + "".join(f"Person {n},{cell}\n" for n, cell in enumerate(cells))
    assert [len(person.types_at) for person in persons(text)] == [2, 2, 2, 2]


def test_first_and_last_name_make_the_name():
    (person,) = persons("Order #,Last Name,First Name,Ticket Type\n7, Kim ,Ada,early\n")
    assert person.name == "Ada Kim"
    assert dict(person.own) == {
        "Order #": ("7",),
        "Last Name": ("Kim",),
        "First Name": ("Ada",),
        "Ticket Type": ("early",),
    }


def test_a_first_name_alone_is_the_name():
    assert persons("First name,x\nAda,1\n")[0].name == "Ada"


def test_diet_and_access_are_needs_unless_there_is_such_a_column():
    """What people need is private; a sign-up form calls it many things."""
    assert persons("name,Dietary restrictions\nAda,no nuts\n")[0].needs == ("no nuts",)
    (person,) = persons("name,needs,Dietary restrictions\nAda,ramp,no nuts\n")
    assert (person.needs, person.own["Dietary restrictions"]) == (("ramp",), ("no nuts",))


def test_a_column_without_heading_between_others_is_kept():
    assert persons("name,,x\nAda,lost?,1\n")[0].own == {"column B": ("lost?",), "x": ("1",)}


def test_a_heading_spelled_almost_like_a_column_is_named():
    (note,) = said("name,intrests\nAda,capital\n", "heading-near")
    assert "interests" in note.text


def test_a_column_is_found_like_a_heading():
    people = reading("Full Name,Photo Consent,Org.\nAda,yes,Tern\n").people
    assert [people.column(name) for name in ("name", "fullname", "photo_consent", "Company", "sector")] == [
        "name",
        "name",
        "Photo Consent",
        "organization",
        None,
    ]


def test_a_column_whose_cells_are_replies_is_not_also_called_your_own():
    """The heading suggests a status, and the cells then give the column another meaning: one note, not two."""
    replies = ["RSVP - Yes", "Sent", "RSVP - No", "RSVP - Yes"]
    rows = [f"Person {letter},{reply}" for letter, reply in zip("ABCD", replies, strict=True)]
    notes = reading("\n".join(["Name,Member Status", *rows])).notes
    told = [note.slug for note in notes if 'column "Member Status" (B) is' in note.text]
    assert told == ["heading-chosen"]


def test_no_guest_of_a_bare_list_of_names_is_offered_as_a_heading():
    with pytest.raises(InputError) as caught:
        reading("Ada Ashgrove\nBo Birch\nCleo Cedar\nDan Dogwood\n")
    (problem,) = caught.value.problems
    assert problem.slug == "headings-missing"
    assert str(problem.hint).startswith("If the list has no headings, add a heading row above it")
    assert "columns:" not in str(problem.hint)


@pytest.mark.parametrize(("sector", "extra"), [("type of organization", ()), ("sector", ("type of organization",))])
def test_a_type_of_organization_is_the_sector_unless_the_list_has_one(sector, extra):
    headings = ",".join(["name", "organization", sector, *extra])
    read = reading(f"{headings}\n" + "".join(f"P{n} Q,Org {n},nonprofit{',agency' * len(extra)}\n" for n in range(4)))
    assert {person.values("sector") for person in read.people.persons} == {("nonprofit",)}
