"""What may be one person, or one value: warned about, never merged."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating import near_words
from seating.errors import InputError
from seating.profiles import duplicates
from seating.profiles.duplicates import one_edit_apart
from tests.profiles.lists import persons, reading, said

WORD = st.text("abc", min_size=4, max_size=6)


@pytest.mark.parametrize(
    ("one", "other", "slug"),
    [
        ("Ada Kim", "ada  kim", "duplicate-name"),
        ("José Ibáñez", "Jose Ibanez", "duplicate-spelling"),
        ("Paul Smith", "Pаul Smith", "duplicate-spelling"),
        ("Kim, Ada", "Ada Kim", "duplicate-name"),
        ("Boris Vance", "Boris Vanse", "duplicate-spelling"),
        ("Boris Vance", "Boirs Vance", "duplicate-spelling"),
        ("Boris Vance", "Boris Vancee", "duplicate-spelling"),
    ],
)
def test_probable_duplicates_are_named_with_both_places(one, other, slug):
    text = f'name,id\n"{one}",1\nCleo Ward,2\n"{other}",3\n'
    (note,) = [note for note in reading(text).notes if note.slug.startswith("duplicate")]
    assert note.slug == slug
    assert "people.csv:2" in note.text
    assert "people.csv:4" in note.text
    assert len(persons(text)) == 3


@pytest.mark.parametrize(
    ("one", "other"), [("Person 1", "Person 2"), ("Org A", "Org B"), ("Ada Kim", "Bo Kim"), ("Jon Lee", "Jan Lea")]
)
def test_different_people_are_not_suspected(one, other):
    notes = reading(f"name,id\n{one},1\n{other},2\n").notes
    assert [note for note in notes if note.slug.startswith("duplicate")] == []


def test_a_slip_between_two_organizations_is_two_people():
    assert said("name,organization\nBoris Vance,Tern\nBoris Vanse,Slate\n", "duplicate-spelling") == []


def test_the_same_e_mail_is_named_and_not_shown():
    (note,) = said("name,email\nAda,a@x.example\nBo, A@X.example\nCleo,anonymous\nDan,anonymous\n", "duplicate-email")
    assert "people.csv:2 and people.csv:3" in note.text
    assert "x.example" not in note.text


@given(st.sets(WORD, max_size=12))
def test_one_edit_apart_finds_what_comparing_all_pairs_finds(words):
    """The fast search beside its slow twin."""

    def is_near(one: str, other: str) -> bool:
        letters = "abc"
        near = {one[:i] + one[i + 1 :] for i in range(len(one))}
        near |= {one[:i] + c + one[i + 1 :] for i in range(len(one)) for c in letters}
        near |= {one[:i] + c + one[i:] for i in range(len(one) + 1) for c in letters}
        near |= {one[:i] + one[i + 1] + one[i] + one[i + 2 :] for i in range(len(one) - 1)}
        return other in near

    found = {frozenset(pair) for pair in one_edit_apart(words)}
    assert found == {frozenset((a, b)) for a in words for b in words if a != b and is_near(a, b)}


def spellings(values: list[str], slug: str = "spelling-alike", column: str = "sector") -> list[str]:
    rows = "".join(f'P{number},{number},"{value}"\n' for number, value in enumerate(values))
    return [note.text for note in said(f"name,id,{column}\n{rows}", slug)]


@pytest.mark.parametrize(
    ("values", "pair"),
    [
        (["food", "food", "foood"], ("foood", "food")),
        (["White"] * 9 + ["Whte"], ("Whte", "White")),
        (["White"] * 9 + ["w"], ('"w"', "White")),
        (["nonprofit"] * 2 + ["non-profit"] * 2, ("non-profit", "nonprofit")),
        (["BAME"] * 9 + ["black and minority ethnic"], ("black and minority ethnic", "BAME")),
        (["Café"] * 2 + ["Cafe"], ("Cafe", "Café")),
        (["second-stage"] * 3 + ["2nd stage"] * 3, ("2nd stage", "second-stage")),
        (["microenterprise"] * 5 + ["micro"], ('"micro"', "microenterprise")),
    ],
)
@pytest.mark.parametrize("column", ["sector", "ethnicity"])
def test_values_that_look_like_one_are_named(values, pair, column):
    (text,) = spellings(values, column=column)
    assert all(part in text for part in pair)


@pytest.mark.parametrize(
    "values",
    [
        ["male"] * 5 + ["female"] * 5,
        ["East"] * 5 + ["West"] * 5,
        ["Level 1", "Level 2", "Level 3"],
        ["16-29", "30-44", "16-30"],
        ["-1", "1"],
        ["yes", "no", "normal"],
        ["first stage"] * 5 + ["second stage"] * 5,
        ["1st stage"] * 5 + ["2nd stage"] * 5,
        ["food bank"] * 5 + ["food"],
        ["microenterprise"] * 5 + ["microbrewery"] * 5 + ["micro"],
        ["for-profit"] * 5 + ["nonprofit"] * 5,
        ["Soto, Ada"] * 2 + ["Ada Soto"],
    ],
)
def test_values_that_are_two_are_left_alone(values):
    assert spellings(values, column="own") == []


def test_codes_and_names_of_languages_are_no_misspellings():
    assert spellings(["English"] * 9 + ["EN", "French", "Français", "FR"], column="languages") == []
    assert len(spellings(["English"] * 9 + ["Englsh"], column="languages")) == 1


def test_case_and_space_make_one_value_that_is_noted():
    (text,) = spellings(["Food", "food ", "land"], "spelling-equal")
    assert '"Food" and "food "' in text


def test_the_areas_of_interests_are_compared():
    assert len(spellings(["capital:3", "capital:2; land", "captal:1"], column="interests")) == 1


def test_the_values_of_a_column_of_ones_own_are_not_in_shared_files():
    """Any such column may turn out to be private."""
    notes = said("name,case notes\nAda,housing\nBo,housing\nCleo,housng\n", "spelling-alike")
    assert notes
    for note in notes:
        assert "hous" in note.text
        assert "hous" not in str(note.shared_text)


def count_lines(first_names: str) -> int:
    """Return how many lines of code are executed to read a list with hundreds of alike names and values."""
    lines = 0

    def count(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return count

    letters = "abcdefghij"
    names = [f"{f} {a}{b}{c}vance" for f in first_names.split() for a in letters for b in letters for c in "klm"]
    rows = "".join(f"{name},Mill,sector {i % 50},v{i}\n" for i, name in enumerate(names))
    before = sys.gettrace()
    sys.settrace(count)
    try:
        reading("name,organization,sector,own\n" + rows)
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.room
def test_the_work_grows_with_the_list_and_not_with_its_square():
    count_lines("Ada")  # what is done once
    assert 0 < count_lines("Ada Boris Cleo Dmitri") < 2.3 * count_lines("Ada Boris")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("김민수", "김민주"),
        ("이도담", "이도단"),
        ("박새벽이슬", "박새벽이술"),
        ("山田太郎", "山田大郎"),
        ("かなえみお", "がなえみお"),
        ("さくらももこ", "さくらもまこ"),
        ("王小明明", "王小明月"),
        ("สมชายใจดี", "สมชาญใจดี"),
        ("राम कुमार", "रमा कुमार"),
        ("نورالدين", "نورالدان"),
    ],
)
def test_where_a_sign_is_a_name_apart_nobody_is_suspected(one, other):
    slugs = {note.slug for note in reading(f"name,id\n{one},1\n{other},2\n").notes}
    slugs |= {note.slug for note in reading(f"name,club\nAda,{one}\nBo,{other}\nCleo,{one}\nDee,{one}\n").notes}
    assert not slugs & {"duplicate-spelling", "duplicate-name", "spelling-alike", "spelling-equal"}


@pytest.mark.parametrize("length", [20_000, 99_998])
def test_long_texts_are_filed_under_no_forms(length):
    assert duplicates._forms("a" * length) == set()
    assert list(one_edit_apart(["a" * length, "a" * (length - 1) + "b"])) == []


def test_forms_of_a_long_list_take_room_in_proportion_to_it():
    """Every text is filed under at most one form more than it has letters, and has at most `LONGEST_TEXT`."""
    letters = "abcdefghij"
    texts = [f"{letters[n % 10] * 30}{letters[n // 10] * 40}" for n in range(100)]
    assert sum(len(form) for text in texts for form in duplicates._forms(text)) <= 100 * duplicates.LONGEST_TEXT**2


@pytest.mark.room
def test_likely_names_are_looked_for_within_a_budget(monkeypatch):
    """Three hundred long names, each with a misspelt one beside it, are 90,000 pairs: more than the budget."""
    compared: list[int] = []

    def counted(word, choices, n, cutoff):
        compared.append(len(choices) * len(word))
        assert all(len(choice) <= near_words.COMPARED_LENGTH for choice in choices)
        return []

    monkeypatch.setattr("difflib.get_close_matches", counted)
    long = "very long indeed " * 20
    rows = "".join(f"{long}{number:04} person,{number},{long}{number:04} persn\n" for number in range(300))
    with pytest.raises(InputError) as failure:
        reading("name,id,apart\n" + rows)
    assert sum(problem.count for problem in failure.value.problems if problem.slug == "reference-unknown") == 300
    assert sum(compared) <= 20_000 * near_words.COMPARED_LENGTH


def test_a_budget_of_comparisons_is_used_up():
    near = near_words.NearWords(5)
    assert near.nearest("adda", ["ada", "bo"]) == "ada"
    assert near.nearest("adda", ["bo", "cleo", "dee", "ada"]) is None
    assert near.left == 0
    assert near.nearest("adda", ["ada"]) is None
