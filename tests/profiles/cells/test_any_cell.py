"""Properties of cell readers: what is written plainly is read back, and no text makes a reader fail."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from seating.profiles import Attendance
from seating.profiles.cells import READERS, cell_reader, infer_separators, read_cell, split
from seating.profiles.cells.attendance import infer_meanings, reply_in_words
from seating.profiles.cells.replies import Reply, chance_in, people_in, read_reply, rounds_in, suggest_reply
from seating.profiles.cells.values import ONE_VALUE, SEPARATORS, Separation
from seating.profiles.columns import CANONICAL, Column
from seating.profiles.person import Asset, Status

WORDS = st.text(alphabet="abcdefghijklmnop", min_size=2, max_size=8)
AREAS = st.dictionaries(WORDS.map(lambda word: f"area {word}"), st.integers(0, 3), min_size=1, max_size=6)


@given(st.text(max_size=60), st.sampled_from(sorted({*CANONICAL, "custom"})))
def test_any_text_has_a_value_or_a_fault(text, key):
    outcome = read_cell(key, text or "-", cell_reader(key, [text]))
    assert all(fault.slug and fault.says for fault in outcome.faults)
    assert outcome.value is not None or outcome.faults or key in {"representative_type", "status", "duty"}


def test_every_column_with_a_meaning_has_a_reader():
    assert set(READERS) == set(CANONICAL) - {"party"}


@given(st.text(alphabet="ab ;\t", max_size=30))
def test_a_split_cell_has_no_blank_values_and_stays_as_it_is(text):
    values = split(text)
    assert all(value and value == value.strip() and ";" not in value for value in values)
    assert split("; ".join(values)) == values


@given(AREAS)
def test_scored_areas_are_read_back(areas):
    text = "; ".join(f"{area}: {score}" for area, score in areas.items())
    outcome = read_cell("interests", text)
    assert (outcome.value, outcome.faults, outcome.remarks) == (areas, (), ())


@given(AREAS)
def test_scored_areas_with_other_signs_mean_the_same(areas):
    text = ", ".join(f"{area}={score}" for area, score in areas.items())
    outcome = read_cell("interests", text)
    assert outcome.value == areas
    assert [remark.slug for remark in outcome.remarks] == ["interests-separated"]


@given(st.lists(st.tuples(st.sampled_from(["", "skill", "link"]), WORDS), max_size=5))
def test_assets_are_read_back(pairs):
    assets = tuple(Asset(group=group, word=word) for group, word in pairs)
    assert read_cell("assets", "; ".join(map(str, assets)) or ";").value == assets


@given(st.integers(0, 100))
def test_a_percentage_is_a_chance(number):
    assert read_cell("attending", f"{number}%").value == Attendance(chance=Fraction(number, 100))
    assert read_cell("attending", f"{number} %").value.chance == Fraction(*chance_in(f"{number / 100:.2f}"))


@given(st.integers(0, 50), st.integers(1, 50))
def test_a_fraction_is_a_chance_up_to_one(above, below):
    outcome = read_cell("attending", f"{above}/{below}")
    assert bool(outcome.faults) == (above > below)
    assert above > below or outcome.value.chance == Fraction(above, below)


@given(st.sets(st.integers(1, 30), min_size=1, max_size=5))
def test_rounds_are_read_in_any_number(rounds):
    text = "; ".join(f"Round {number}" for number in sorted(rounds))
    assert read_cell("attending", text).value == Attendance(rounds=frozenset(rounds))
    assert all(rounds_in(f" rounds {number}") == (number,) for number in rounds)


@pytest.mark.parametrize("text", ["", "round", "round 1a", "1", "round -1", "2 rounds"])
def test_other_texts_name_no_round(text):
    assert rounds_in(text) == ()


@given(st.sampled_from(["Yes, I will be there", "Cannot come", "maybe", "I am not sure", "invited"]), st.booleans())
def test_case_and_space_do_not_change_a_reply(text, upper):
    assert read_reply(f"  {text.upper() if upper else text.lower()} ") is read_reply(text)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Yes +2", ("more", 2)),
        ("Yes, plus one", ("more", 1)),
        ("Yes, with my husband", ("more", 1)),
        ("Yes, we will both come", ("total", 2)),
        ("Yes for 4", ("total", 4)),
        ("yes, four of us", ("total", 4)),
        ("Yes, both days", None),
        ("No, neither of the 4 of us", None),
        ("No +1", None),
        ("Beef", None),
    ],
)
def test_a_yes_may_speak_for_several_people(text, people):
    found = people_in(text)
    assert (found and ("more" if found.is_more else "total", found.number)) == people


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("Atending", Reply.YES),
        ("delcined", Reply.NO),
        ("mabye", Reply.MAYBE),
        ("yes", None),
        ("blue", None),
        ("", None),
    ],
)
def test_a_misspelled_reply_suggests_the_right_one(text, reply):
    assert suggest_reply(text) is reply


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["x", ""], Reply.YES),
        (["x", "yes", "no"], None),
        (["x", "yes"], Reply.NO),
        (["x", "1"], Reply.NO),
        (["x", "Yes, gladly"], None),
        (["x", "✓"], Reply.NO),
        (["x", "✓", "no"], Reply.YES),
        (["x", "no"], Reply.YES),
    ],
)
def test_the_column_decides_what_an_x_means(texts, mark):
    assert infer_meanings(texts)[Reply.MARK] is mark


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Attendance(), "yes"),
        (Attendance(chance=Fraction(0)), "no"),
        (Attendance(chance=Fraction(1, 2)), "not known yet"),
        (Attendance(chance=Fraction(1, 3)), ""),
        (Attendance(rounds=frozenset({1})), ""),
        (Status.IDEA, "idea"),
        (None, ""),
    ],
)
def test_a_reply_in_words(value, words):
    assert reply_in_words(value) == words


@given(st.lists(WORDS, min_size=1, max_size=4, unique=True), st.sampled_from("\n|/,"))
def test_separated_values_are_the_parts(values, separator):
    assume(not ONE_VALUE.fullmatch(separator.join(values)))  # "he/him" is one value
    separation = Separation(separator, separator.join(values))
    assert split(separation.split(separator.join(values))) == values
    assert separation.split("; ".join(values)) == "; ".join(values)


@given(st.text(alphabet="ab|/,;\n ", max_size=30))
def test_without_separators_a_cell_stays_as_it_is(text):
    assert Separation().split(text) == text


@given(st.lists(st.text(alphabet="ab|/,; ", min_size=1, max_size=12), max_size=12))
def test_separators_are_inferred_only_from_cells_that_have_them(cells):
    found = infer_separators(Column("Skills", "Skills", "B", (1,), False), Counter(cells)).separators
    assert set(found) <= set(SEPARATORS)
    assert all(any(separator in cell for cell in cells) for separator in found)
