"""Cells that name people: by id or name, resolved to ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.errors import InputError
from seating.profiles import references as references_module
from seating.wording import fold
from tests.profiles.lists import persons, reading, said, wrong

HEAD = "id,name,with,apart,wishes,avoids\n"


def test_names_and_ids_become_ids():
    ada, *_ = persons(HEAD + "1,Ada Kim,bo  VANCE,3; Bo Vance,Cleo; 2,3\n2,Bo Vance,,,,\n3,Cleo,,,,\n")
    assert (ada.with_, ada.apart, ada.wishes, ada.avoids) == (("2",), ("3", "2"), ("3", "2"), ("3",))


def test_an_id_as_written_wins_over_a_name():
    ada, *_ = persons("id,name,with\n1,Ada,Bo\nBo,Cleo,\n3,Bo,\n")
    assert ada.with_ == ("Bo",)


def test_ids_that_look_like_numbers_stay_apart():
    people = persons("id,name,with\n007,Ada,\n7,Bo,007\n0x7,Cleo,7\n")
    assert [person.with_ for person in people] == [(), ("007",), ("7",)]


@pytest.mark.parametrize("column", ["with", "apart", "wishes", "avoids"])
def test_nobody_of_that_name_is_a_problem_with_the_likely_one(column):
    with pytest.raises(InputError) as failure:
        reading(f"name,{column}\nAda,Boris Vanse\nBoris Vance,\n")
    (problem,) = failure.value.problems
    assert (problem.line, problem.column, problem.slug) == (2, column, "reference-unknown")
    assert "Boris Vance" in str(problem.hint)


def test_the_likely_ones_of_a_long_list_are_looked_up_by_their_first_letters(monkeypatch):
    folded: list[str] = []
    monkeypatch.setattr(references_module, "fold", lambda text: folded.append(text) or fold(text))
    monkeypatch.setattr(references_module, "LONG_LIST", 50)
    rows = "".join(f"Q{chr(97 + n % 26)} Name{n},Q{chr(97 + n % 26)} Nane{n}\n" for n in range(100))
    with pytest.raises(InputError) as failure:
        reading("name,with\n" + rows)
    assert "Qc Name2" in str(failure.value.problems[2].hint)
    assert len(folded) < 20 * 100


def test_several_of_that_name_are_a_problem_with_their_lines_and_ids():
    with pytest.raises(InputError) as failure:
        reading("name,id,apart\nAda,1,\nAda,2,\nCleo,3,Ada\n")
    (problem,) = failure.value.problems
    assert (problem.line, problem.slug) == (4, "reference-ambiguous")
    assert '"Ada" (1, line 2) and "Ada" (2, line 3)' in problem.says
    assert '"1" or "2"' in str(problem.hint)


@pytest.mark.parametrize("column", ["with", "wishes"])
def test_naming_oneself_asks_for_nothing(column):
    text = f"name,{column}\nAda,Ada; Bo\nBo,\n"
    ada, bo = persons(text)
    assert (ada.with_ or ada.wishes) == (bo.id,)
    assert len(said(text, "reference-oneself")) == 1


@pytest.mark.parametrize("column", ["apart", "avoids"])
def test_nobody_is_apart_from_themselves(column):
    assert wrong(f"name,{column}\nAda,Ada\nBo,\n") == [(2, column, "reference-oneself")]


def test_commas_between_people_are_understood_when_everybody_is_found():
    text = 'name,with\nAda,"Bo, Cleo"\nBo,\nCleo,"Bo, Nemo"\n'
    assert wrong(text) == [(4, "with", "reference-unknown")]
    ada, bo, cleo = persons(text.replace(", Nemo", ""))
    assert ada.with_ == (bo.id, cleo.id)


def test_a_name_with_a_comma_is_one_name():
    ada, bo = persons('name,with\nAda,"Vance, Bo"\n"Vance, Bo",\n')
    assert ada.with_ == (bo.id,)


def test_what_names_tables_stays_as_written():
    (ada,) = persons("name,pin,chose,declined,can_come\nAda,t9,capital; talent,x,Monday; Tuesday\n")
    assert (ada.pin, ada.chose, ada.declined, ada.can_come) == (
        ("t9",),
        ("capital", "talent"),
        ("x",),
        ("Monday", "Tuesday"),
    )


def test_a_problem_is_written_for_the_cell_of_a_person():
    people = reading("Full Name,Pinned to\nAda,t9\n").people
    problem = people.problem(people.persons[0], "pin", "any-slug", "is no table", "t9", "Write capital.")
    assert (problem.file, problem.line, problem.column, problem.letter) == ("people.csv", 2, "Pinned to", "B")


@pytest.mark.parametrize(
    "cell",
    ["kim ADA", "Ms Ada Kim", "Ada", "ada.", "Kim", "Ada K.", "Áda Kim"],
)
def test_a_name_in_other_words_means_the_only_one_it_fits_and_is_said(cell):
    text = f'name,id,with\nAda Kim,1,\nBo Vance,2,"{cell}"\n'
    assert persons(text)[1].with_ == ("1",)
    (note,) = said(text, "reference-read")
    assert 'is read as "Ada Kim"' in note.text
    assert "Ada" not in (note.shared_text or "")


def test_a_given_name_that_fits_two_names_both_with_their_ids_in_one_error():
    with pytest.raises(InputError) as failure:
        reading("name,id,with,apart\nIda Kowal,7,,\nIda Berg,8,,\nBo,9,Ida,\nCleo,10,Ida,\n")
    (problem,) = failure.value.problems
    assert (problem.line, problem.slug, problem.count) == (4, "reference-ambiguous", 2)
    assert '"Ida Kowal" (7, line 2) and "Ida Berg" (8, line 3)' in problem.says


@pytest.mark.parametrize("cell", ["nobody", "No preference", "anyone", "-", "none", "N/A", "Don't mind", "no-one."])
@pytest.mark.parametrize("column", ["with", "apart", "wishes", "avoids"])
def test_a_text_beside_names_names_nobody(column, cell):
    text = f"name,{column}\nAda Kim,Bo Vance\nBo Vance,{cell}\nCleo Holt,Bo Vance\nDee Fox,Ada Kim\n"
    assert persons(text)[1].values(column) == ()
    assert said(text, "reference-nobody")


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("Ada Kim|Cleo Holt", "bars"),
        ("Ada Kim / Cleo Holt", "slashes"),
        ('"Ada Kim\nCleo Holt"', "line breaks"),
        ('"Ada Kim, Cleo Holt"', "commas"),
        ("Ada Kim and Cleo Holt", '"and"'),
        ("Ada & Cleo", '"and"'),
        ('"Kim, Ada, Holt, Cleo"', "commas"),
    ],
)
def test_people_in_a_cell_are_split_and_the_separator_is_named(cell, named):
    text = f"name,id,wishes\nAda Kim,1,\nBo Vance,2,{cell}\nCleo Holt,3,Bo Vance\n"
    assert persons(text)[1].wishes == ("1", "3")
    notes = said(text, "values-split") + said(text, "comma-separated")
    assert not notes or named in notes[0].text
    assert notes or "and" in cell


def test_who_is_not_found_among_several_is_named_alone():
    text = 'name,id,with\nAda Kim,1,"Bo Vance\nNemo Holt"\nBo Vance,2,\n'
    with pytest.raises(InputError) as failure:
        reading(text)
    assert [(p.slug, p.value) for p in failure.value.problems] == [("reference-unknown", "Nemo Holt")]


def test_a_name_with_a_comma_or_a_slash_is_one_person():
    text = 'name,id,with\n"Smith, Ana",1,AC/DC\nAC/DC,2,"Smith, Ana"\n'
    assert [person.with_ for person in persons(text)] == [("2",), ("1",)]


def test_the_people_of_a_row_are_meant_by_its_name():
    rows = ["Ana & Ben Fox,1,,", "The Holt family,2,,2", "Cleo,3,The Holt family,", "Dee,4,Ana & Ben Fox; Ben Fox,"]
    text = "\n".join(["name,id,apart,party size", *rows]) + "\n"
    by_name = {person.name: person for person in persons(text)}
    assert by_name["Cleo"].apart == ("2", "2+2")
    assert by_name["Dee"].apart == ("1", "1+2")


def test_whoever_is_called_after_somebody_is_not_meant_by_that_name():
    people = persons("name,id,apart,plus one\nIda Kowal,7,,yes\nBo,8,Ida,\n")
    assert people[-1].apart == ("7",)


def test_every_sign_at_which_people_are_separated_is_said():
    rows = 'Ana Bell,"Ben Cole, Cam Dean"\nBen Cole,Cam Dean and Dot Ely\nCam Dean,\nDot Ely,\n'
    assert [
        note.text.split("people are separated by ")[1][:5] for note in said(f"name,wishes\n{rows}", "comma-separated")
    ] == ["comma"]
    (note,) = said(f"name,wishes\n{rows}", "values-split")
    assert (
        'people are separated by "and" or "&": "Cam Dean and Dot Ely" is read as "Cam Dean" and "Dot Ely"' in note.text
    )


PEOPLE = {"1": "Ada Kim", "2": "Bo Vance", "3": "Cleo Marsh", "4": "Émile Ortega"}
FORMS = (
    lambda identity, name: identity,
    lambda identity, name: name,
    lambda identity, name: f"  {name.upper()} ",
    lambda identity, name: " ".join(reversed(name.split())),
    lambda identity, name: name.replace("É", "E"),
    lambda identity, name: f"Dr. {name}",
    lambda identity, name: name.split()[0],
    lambda identity, name: name.split()[1],
)


@given(st.lists(st.tuples(st.sampled_from(sorted(PEOPLE)), st.sampled_from(FORMS)), min_size=1, max_size=5))
def test_a_person_is_found_in_every_form_of_the_name(references):
    cell = "; ".join(form(identity, PEOPLE[identity]) for identity, form in references)
    rows = "".join(f"{identity},{name},\n" for identity, name in PEOPLE.items())
    *_, writer = persons(f"id,name,wishes\n{rows}5,Zoe Quist,{cell}\n")
    assert writer.wishes == tuple(dict.fromkeys(identity for identity, _ in references))


@given(
    st.lists(st.sampled_from(sorted(PEOPLE)), min_size=2, max_size=4, unique=True),
    st.sampled_from(["|", "/", " and ", " & "]),
)
def test_people_are_separated_by_other_signs_too(ids, separator):
    rows = "".join(f"{identity},{name},\n" for identity, name in PEOPLE.items())
    text = f"id,name,wishes\n{rows}5,Zoe Quist,{separator.join(PEOPLE[one] for one in ids)}\n"
    *_, writer = persons(text)
    assert writer.wishes == tuple(ids)
    assert len(said(text, "values-split")) == 1
