"""The words of headings: their plain form, and the phrases found in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.profiles.headings.heading_phrases import find_phrases, is_about_all, is_for_few, plain

HEADINGS = [
    "Will you attend?",
    "First name",
    "E-mail address",
    "Party size",
    "Access needs",
    "Which areas interest you?",
]


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("willAttend", "will attend"),
        ("will_attend", "will attend"),
        ("Q3) Will you attend?", "will you attend"),
        ("12. Name", "name"),
        ("RSVPStatus", "rsvp status"),
        ("What's your name?", "whats your name"),
        ("+1", "plus one"),
        ("Order #", "order number"),
        ("Prénom", "prenom"),
        ("Họ tên", "ho ten"),
        ("이름", "이름"),
        ("???", ""),
    ],
)
def test_the_plain_form_of_a_heading(heading, text):
    assert plain(heading) == text


@given(st.text(max_size=40))
def test_a_plain_heading_is_in_words_without_signs(heading):
    text = plain(heading)
    assert text == " ".join(text.split())
    assert not set(text) & set(".,;:!?_#+'\"()")


@pytest.mark.parametrize("heading", HEADINGS)
def test_the_same_words_in_another_form_mean_the_same(heading):
    meanings = [(found.meaning, found.strength) for found in find_phrases(heading)]
    assert meanings
    for other in (heading.upper(), heading.replace(" ", "_"), f"4. {heading}", f"  {heading} *"):
        assert [(found.meaning, found.strength) for found in find_phrases(other)] == meanings


@given(st.text(max_size=40))
def test_a_heading_has_at_most_one_phrase_of_a_meaning(heading):
    found = find_phrases(heading)
    assert len({one.meaning for one in found}) == len(found)
    assert all(one.strength in {1, 2, 3} for one in found)


@pytest.mark.parametrize(
    ("heading", "meaning", "strength"),
    [
        ("Your full name", "name", 3),
        ("Guest", "name", 2),
        ("The guest", "name", 2),
        ("Parent name", "name", None),
        ("Guest count", "name", None),
        ("How much does each area concern you?", "interests", 3),
        ("Conflict of interests", "interests", None),
        ("What is your first name?", "first name", 3),
        ("Emergency contact first name", "first name", None),
    ],
)
def test_a_word_of_another_matter_rules_a_phrase_out(heading, meaning, strength):
    found = {one.meaning: one.strength for one in find_phrases(heading)}
    assert found.get(meaning) == strength


@pytest.mark.parametrize(
    ("heading", "phrase", "expected"),
    [
        ("Will you attend?", "will you attend", True),
        ("Please say: will you attend the party", "will you attend", False),
        ("Will you attend Friday?", "will you attend", False),
        ("RSVP please", "rsvp", True),
        ("Dinner RSVP", "rsvp", False),
    ],
)
def test_a_heading_may_be_about_one_event(heading, phrase, expected):
    assert is_about_all(heading, phrase) is expected


@pytest.mark.parametrize(("heading", "few"), [("Only we see this", True), ("Comments", False), ("", False)])
def test_a_heading_may_promise_that_few_see_the_answers(heading, few):
    assert is_for_few(heading) is few
