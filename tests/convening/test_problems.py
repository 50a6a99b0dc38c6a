"""Wrong keys and values of a convening: where the problem is, what it says, and what it suggests."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from seating.convening.document import Document
from seating.convening.rejections import explain_errors, find_unknown_keys, select_known_keys
from seating.errors import InvalidValueError, Miss, one_of
from seating.room.tables import find_table, tables_called
from tests.convening.made_up import people, problems

LISTED = people({"id": "ana", "sector": "labor"}, {"id": "ben", "sector": "food"}, {"id": "cam"})
TABLES = [{"id": "a", "name": "Oak", "seats": "1-4"}, {"id": "b", "seats": 4}]


def of_table(**keys: Any) -> dict[str, Any]:
    return {"tables": [{**TABLES[0], **keys}]}


def of_requirement(**keys: Any) -> dict[str, Any]:
    return {"tables": TABLES, "requirements": [{"kind": "count", "who": {"sector": "labor"}, "at_least": 1, **keys}]}


WRONG: list[tuple[dict[str, Any], str, str, str | None, str]] = [
    (of_table(seats="many"), "seats-wrong", "is not a number of seats", "many", "Write 6-10"),
    (of_table(seats="9-4"), "seats-wrong", "has a minimum above its maximum", "9-4", "Write 6-10"),
    (of_table(seats=0), "seats-wrong", "leaves no room for anyone", "0", "free seats"),
    (of_table(seats=-3), "seats-wrong", "has a negative number of seats", "-3", "Write 6-10"),
    (of_table(seats=300_000), "seats-wrong", "is more seats than a table can have", "300000", "at most 200,000"),
    (of_table(seats={"min": 1, "most": 2}), "seats-wrong", "is not a key of `seats`", "most", "Write 6-10"),
    (of_table(id="Oak!"), "id-wrong", "is not a table id", "Oak!", "a-z, 0-9 and -"),
    (of_table(id=7), "id-wrong", "the id of a table must be text", "7", "in quotes"),
    (of_table(open="sometimes"), "value-wrong", "is not a valid value for `open`", "sometimes", "open: if needed"),
    (of_table(stage="storm"), "value-wrong", "is not an allowed value", "storm", 'Did you mean "storming"?'),
    (of_table(kind="zzz"), "value-wrong", "is not an allowed value", "zzz", "Write action, listening"),
    (of_table(chair="anna"), "person-unknown", "is not on the list", "anna", 'Did you mean "Ana"?'),
    (of_table(focus={"a": 1}), "value-wrong", "is not text", "{'a': 1}", "only one value"),
    (of_requirement(weight=0), "weight-wrong", "is not a weight", "0", "from 1 to 1000"),
    (of_requirement(at_least="two"), "value-wrong", "is not a whole number of people", "two", ""),
    (of_requirement(must="perhaps"), "value-wrong", "is neither yes nor no", "perhaps", "Write true or false."),
    (of_requirement(who={"sektor": "x"}), "column-unknown", "is not a column", "sektor", 'Did you mean "sector"?'),
    (of_requirement(who=[]), "value-wrong", "must select people by column", None, "{sector: government}"),
    (of_requirement(at="c"), "table-unknown", "is not a table", "c", "The tables are a and b."),
    (of_requirement(of="x"), "key-unknown", "is not a key of", "of", ""),
    ({"tables": TABLES, "result": "x"}, "key-unknown", "is not a key of", "result", 'Did you mean "shared_result"?'),
    ({"tables": TABLES, "name": "x"}, "key-unknown", "is not a key of", "name", "The keys are title, "),
    ({"tables": TABLES, "columns": {"nam": "x"}}, "value-wrong", "is not a column", "nam", 'Did you mean "name"?'),
    ({"tables": TABLES, "columns": ["x"]}, "value-wrong", "`columns` must be a mapping", None, "{attending: heading"),
    (
        {"tables": TABLES, "vocabulary": {"sector": 3}},
        "value-wrong",
        "must state its allowed values",
        "sector",
        "[other name]",
    ),
    (
        {"tables": TABLES, "rounds": [{"stage": "normal"}]},
        "value-wrong",
        "is not an allowed value",
        "normal",
        "norming",
    ),
    (
        {"tables": TABLES, "requirements": [{"kind": "role_mix", "at_least": 1}]},
        "value-wrong",
        "is not a mapping",
        "1",
        "`seating kinds role_mix` shows an example.",
    ),
    (
        {"tables": TABLES, "requirements": [{"kind": "role_mix"}]},
        "key-missing",
        "the key `at_least` is missing",
        None,
        "`seating kinds role_mix` shows an example.",
    ),
    ({"tables": TABLES, "frame": {"rows": "sector"}}, "key-missing", "the key `columns` is missing", None, ""),
]


@pytest.mark.parametrize(("given", "slug", "says", "value", "hint"), WRONG)
def test_a_wrong_value_is_named_with_what_to_write(given, slug, says, value, hint):
    found = [problem for problem in problems(LISTED, given) if problem.slug == slug]
    assert [(says in problem.says, problem.value) for problem in found] == [(True, value)]
    assert hint in (found[0].hint or "")
    assert not found[0].says.endswith(".")


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ({"says": "is wrong"}, "is wrong"),
        ({"says": "is wrong", "value": 3}, '"3" is wrong'),
        ({"says": "is wrong", "hint": "Write 4.", "value": "3"}, '"3" is wrong. Write 4.'),
    ],
)
def test_an_invalid_value_is_a_sentence_and_its_parts(keys, text):
    error = InvalidValueError(**keys)
    assert str(error) == text
    problem = error.problem("value-wrong", "a.yaml", 4, "weight")
    assert (problem.says, problem.hint) == (keys["says"], keys.get("hint"))
    assert (problem.slug, problem.file, problem.line, problem.subject) == ("value-wrong", "a.yaml", 4, "weight")
    assert InvalidValueError("x", slug="own-slug").problem("value-wrong", "", None, None).slug == "own-slug"


@given(st.text(max_size=20), st.text(max_size=20), st.none() | st.text(max_size=20))
def test_no_sign_in_a_text_changes_its_parts(says, value, hint):
    """A semicolon, a quote or a line break in a text is not a border between its parts."""

    class Model(BaseModel):
        key: int

    error = InvalidValueError(says, hint, value=value)
    details = ValidationError.from_exception_data(
        "Model", [{"type": "value_error", "loc": ("key",), "input": value, "ctx": {"error": error}}]
    )
    (problem,) = explain_errors(details, Document("a.yaml", "", {}), (), "")
    assert (problem.says, problem.value, problem.hint, problem.subject) == (says, value, hint, "key")


class Word(StrEnum):
    OAK = "oak"
    ELM = "elm"


def test_one_of_a_few_words():
    read = one_of(Word)
    assert [read("oak"), read(Word.ELM), read(None)] == ["oak", Word.ELM, None]
    for wrong in ("oka", 3, ["oak"]):
        with pytest.raises(InvalidValueError) as caught:
            read(wrong)
        assert caught.value.hint in {'Did you mean "oak"?', "Write oak or elm."}


@given(
    st.dictionaries(st.sampled_from(["seats", "seets", "name", "nmae", "zz"]), st.none() | st.integers(), max_size=5)
)
def test_an_unknown_key_is_a_problem_and_its_value_counts_for_the_likely_key(given):
    allowed = ["seats", "name"]
    unknown = [problem.value for problem in find_unknown_keys(given, allowed, Document("a", "", {}), (), "a table")]
    assert unknown == [key for key in given if key not in allowed]
    known = select_known_keys(given, allowed)
    assert set(known) <= set(allowed)
    assert all(known[key] == value for key, value in given.items() if key in allowed and value is not None)
    if given.get("seets") is not None and "seats" not in given:
        assert known["seats"] == given["seets"]


def test_a_miss_says_whether_it_is_ambiguous():
    assert not find_table("c", ()).is_ambiguous
    assert isinstance(find_table("c", ()), Miss)
    assert tables_called(" ", ()) == ()
