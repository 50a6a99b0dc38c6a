"""What each kind of cell is understood as, and refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from seating.profiles import Attendance, Duty, Role, Status
from seating.profiles.cells import read_cell


def slugs(key: str, text: str) -> list[str]:
    return [fault.slug for fault in read_cell(key, text).faults]


@pytest.mark.parametrize(
    "text",
    ["decision-maker", "Decision Maker", "decision_maker", "DECISION–MAKER", "decisionmaker", " decision—maker ", "DM"],
)
def test_a_decision_maker_in_any_spelling(text):
    assert read_cell("representative_type", text).value is Role.DECISION_MAKER


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("representative_type", "decisor/a", Role.DECISION_MAKER),
        ("representative_type", "ejecutora", Role.DOER),
        ("representative_type", "Designada", Role.DESIGNEE),
        ("duty", "facilitadora", Duty.FACILITATOR),
        ("duty", "Intérprete", Duty.INTERPRETER),
        ("speaks_to", "Política; práctica; agua", ("policy", "practice", "agua")),
    ],
)
def test_words_of_the_spanish_pages_are_read(key, text, value):
    outcome = read_cell(key, text)
    assert (outcome.value, outcome.faults) == (value, ())
    assert [remark.value for remark in outcome.remarks] == (["agua"] if key == "speaks_to" else [])


def test_only_the_abbreviation_is_remarked():
    assert [remark.slug for remark in read_cell("representative_type", "DM").remarks] == ["role-abbreviated"]
    assert read_cell("representative_type", "Decision Maker").remarks == ()


def test_the_plain_words_of_the_pages_for_the_types_are_read():
    written = ("Decides", "does the work", "Represents", "decide", "ejecuta", "representa")
    assert [read_cell("representative_type", text).value for text in written] == [
        *2 * (Role.DECISION_MAKER, Role.DOER, Role.DESIGNEE)
    ]


@pytest.mark.parametrize(
    ("text", "hint"), [("decison maker", "decision-maker"), ("desginee", "designee"), ("observer", "doer")]
)
def test_another_role_is_a_fault_with_what_would_be_right(text, hint):
    (fault,) = read_cell("representative_type", text).faults
    assert fault.slug == "role-unknown"
    assert hint in str(fault.hint)


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("capital:3; talent:1", {"capital": 3, "talent": 1}),
        ("capital", {"capital": 1}),
        (" Capital : 0 ; ; LAND:2;", {"Capital": 0, "LAND": 2}),
        ("capital=3, talent=1", {"capital": 3, "talent": 1}),
        ("Capital, Talent and skill", {"Capital": 1, "Talent and skill": 1}),
        ("health: mental:2", {"health: mental": 2}),
        ("capital; capital", {"capital": 1}),
        (";", {}),
    ],
)
def test_interests(text, scores):
    outcome = read_cell("interests", text)
    assert (outcome.value, outcome.faults) == (scores, ())


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("capital:", "interest-score-missing"),
        (":3", "interest-area-missing"),
        ("3", "interest-area-missing"),
        ("capital:4", "interest-score"),
        ("capital:-1", "interest-score"),
        ("capital:2.5", "interest-score"),
        ("capital:nan", "interest-score"),
        ("capital:1/2", "interest-score"),
        ("capital:" + "9" * 5000, "interest-score"),
        ("capital:³", "interest-score"),
        ("capital:1; Capital:2", "interest-repeated"),
        ("2026-03-01", "interest-date"),
        ("2026-03-01 00:00:00", "interest-date"),
        ("1-Mar", "interest-date"),
        ("Mar-01", "interest-date"),
        ("3/1/2026", "interest-date"),
    ],
)
def test_no_score_is_clamped_and_no_date_taken_for_an_area(text, slug):
    assert slugs("interests", text) == [slug]


@pytest.mark.parametrize("text", ["capital=3, talent=1", "capital, talent"])
def test_other_separators_are_said(text):
    assert [remark.slug for remark in read_cell("interests", text).remarks] == ["interests-separated"]


@pytest.mark.parametrize(
    ("text", "chance", "rounds"),
    [
        ("Yes", 1, None),
        (" NO ", 0, None),
        ("0", 0, None),
        ("1", 1, None),
        ("maybe", Fraction(1, 2), None),
        ("0.4", Fraction(2, 5), None),
        (".4", Fraction(2, 5), None),
        ("0,4", Fraction(2, 5), None),
        ("40%", Fraction(2, 5), None),
        ("1/3", Fraction(1, 3), None),
        ("round 1; Round 3", 1, {1, 3}),
        ("maybe; round 2", Fraction(1, 2), {2}),
        ("rounds 2 and 3", 1, {2, 3}),
        ("round 1, round 2 & 3", 1, {1, 2, 3}),
    ],
)
def test_attending(text, chance, rounds):
    expected = Attendance(chance=Fraction(chance), rounds=rounds)
    assert read_cell("attending", text).value == expected
    assert slugs("attending", text) == []


@pytest.mark.parametrize("text", ["1.5", "-1", "blue", "round", "round 0", "1/0", "yes; no", "101%", "²", "nan"])
def test_attending_is_not_guessed(text):
    assert slugs("attending", text) == ["attending-unknown"]


def test_assets_have_a_group_or_none():
    assets = read_cell("assets", "skill: bookkeeping; bicycle; link: a: b").value
    assert [(asset.group, asset.word) for asset in assets] == [
        ("skill", "bookkeeping"),
        ("", "bicycle"),
        ("link", "a: b"),
    ]


def test_half_an_asset_is_a_fault():
    assert slugs("assets", "skill:; :hall; :") == ["asset-incomplete"] * 3


def test_words_out_of_a_few():
    assert read_cell("status", "Nominated").value is Status.NOMINATED
    assert read_cell("duty", "FACILITATOR").value is Duty.FACILITATOR
    assert read_cell("status", "Abierto").value is Status.OPEN
    assert read_cell("status", "propuesta").value is Status.NOMINATED
    assert slugs("status", "paid") == ["status-unknown"]
    assert slugs("duty", "chair") == ["duty-unknown"]


@pytest.mark.parametrize(
    ("text", "listed"), [("no", False), ("FALSE", False), ("0", False), ("yes", True), ("1", True)]
)
def test_listed(text, listed):
    assert read_cell("listed", text).value is listed


def test_another_word_for_listed_is_a_fault():
    assert slugs("listed", "maybe") == ["listed-unknown"]


def test_own_columns_split_and_texts_do_not():
    assert read_cell("anything", "a; ;b;").value == ("a", "b")
    assert read_cell("organization", "a;b").value == "a;b"


def test_what_a_person_speaks_to_is_read_in_its_usual_forms():
    outcome = read_cell("speaks_to", "policymaking; practices; program delivery; Resource allocation; funds")
    assert outcome.value == ("policy", "practice", "program", "resource", "funding")
    assert not outcome.remarks


def test_another_word_in_speaks_to_is_kept_and_said():
    outcome = read_cell("speaks_to", "policy; fundng")
    assert outcome.value == ("policy", "fundng")
    assert [(remark.slug, "funding" in remark.says) for remark in outcome.remarks] == [("speaks-to-unknown", True)]


def test_programs_and_resources_are_spoken_to_in_both_languages():
    outcome = read_cell("speaks_to", "Programs; recurso; programa")
    assert (outcome.value, outcome.remarks) == (("program", "resource", "program"), ())


def test_a_person_has_another_type_at_the_tables_that_the_cell_names():
    found = read_cell("representative_type", "DM; Housing: representante; The Park: west : Doer")
    assert found.value is Role.DECISION_MAKER
    assert found.types_at == {"": Role.DECISION_MAKER, "Housing": Role.DESIGNEE, "The Park: west": Role.DOER}
    assert [(one.slug, one.value) for one in found.remarks] == [("role-abbreviated", "DM")]
    only = read_cell("representative_type", "Housing: designee;")
    assert (only.value, only.types_at) == (None, {"": None, "Housing": Role.DESIGNEE})
    assert read_cell("representative_type", "doer;").types_at == {}


@pytest.mark.parametrize(
    ("text", "slug", "value"),
    [
        ("doer; Housing: boss", "role-unknown", "boss"),
        ("Housing: boss", "role-unknown", "boss"),
        ("doer; Housing:", "type-at-table", "Housing:"),
        ("doer; : designee", "type-at-table", ": designee"),
        ("doer; Housing: n/a", "type-at-table", "Housing: n/a"),
        ("doer; designee", "type-at-table", "designee"),
        ("doer; Housing: doer; housing: designee", "type-at-table", "housing: designee"),
        ("; ;", "role-unknown", None),
    ],
)
def test_a_wrong_type_at_a_table_is_a_fault_at_its_part(text, slug, value):
    (fault,) = read_cell("representative_type", text).faults
    assert (fault.slug, fault.value) == (slug, value)
