"""Problems in order: those of one cause are one message, and nothing that needs its own remedy is hidden."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from seating.errors import Meaning, Problem, as_text, in_order
from seating.record.problems import problem_records
from seating.wording import said
from tests.docs.blocks import ROOT

ROLES = ("doer", "designee", "decision-maker")


def wrong(line: int, value: str, hint: str | None = "The types are three.", slug: str = "role-unknown") -> Problem:
    meaning = Meaning("representative_type", "doer", value, ROLES)
    return Problem(slug, "is not a type", "list.csv", line, "Role", "C", value, hint, meaning=meaning)


def test_cells_with_the_same_remedy_and_different_faults_are_messages_of_their_own():
    hint = "Write the type at most tables first."
    faults = [
        said("has a colon with nothing before it"),
        *(said("gives a second type for %(table)s", table=t) for t in "abcd"),
    ]
    found = in_order(
        Problem("type-at-table", says, "list.csv", line, "Role", "C", f"cell {line}", hint)
        for line, says in enumerate(faults, 2)
    )
    assert [(problem.line, problem.count) for problem in found] == [(2, 1), (3, 4)]


def test_all_lines_of_one_cause_are_listed_where_they_are_few():
    (problem,) = in_order([wrong(line, "Speaker") for line in range(3, 13)])
    assert "(10 cells like this one, on lines 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)." in as_text(problem)


def test_many_cells_of_one_cause_are_one_message_with_the_first_places():
    found = in_order([wrong(line, word) for line, word in enumerate(["Speaker", "Sponsor", "Host", "Guest"] * 36, 3)])
    (problem,) = found
    assert (problem.line, problem.value, problem.count, problem.lines) == (3, "Speaker", 144, tuple(range(3, 15)))
    assert (
        'list.csv:3: column "Role" (C): "Speaker" is not a type (144 cells like this one; the first are on '
        "lines 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)."
    ) in (as_text(problem))
    assert '    doer: ["Speaker", "Sponsor", "Host", "Guest"]  # or designee or decision-maker' in problem.block


def test_the_block_is_yaml_that_says_what_the_words_mean():
    (problem,) = in_order([wrong(line, f'odd: "{line}"') for line in range(5)])
    written = YAML(typ="safe", pure=True).load(problem.block)
    assert written == {"vocabulary": {"representative_type": {"doer": [f'odd: "{line}"' for line in range(5)]}}}


def test_a_block_without_a_likely_value_asks_to_choose_one():
    problems = [replace(wrong(line, "odd"), meaning=Meaning("status", "", "odd", ("a", "b"))) for line in (2, 3)]
    (problem,) = in_order(problems)
    assert problem.block == 'vocabulary:\n  status:\n    CHOOSE: ["odd"]  # write a or b instead of CHOOSE'


def test_a_word_in_a_single_cell_has_the_line_that_defines_it_too():
    """It had none if the message had a hint, so the record of "Not sent" beside "Write yes, no or maybe." had none."""
    (problem,) = in_order([wrong(2, "Not sent", "Write yes, no or maybe.")])
    assert '    doer: ["Not sent"]' in problem.block
    assert problem_records([problem])[0].block == problem.block


def test_few_causes_and_those_with_a_remedy_of_their_own_stay_apart():
    few = [wrong(2, "Speaker"), wrong(3, "Sponsor")]
    assert [problem.line for problem in in_order(few)] == [2, 3]
    own = [wrong(line, f"word {line}", f"Did you mean {line}?") for line in range(2, 9)]
    assert [problem.line for problem in in_order(own)] == [2, 3, 4, 5, 6, 7, 8]


def test_one_value_in_many_cells_is_one_message():
    (problem,) = in_order([wrong(9, "Waitlisted", None), wrong(4, "Waitlisted", None)])
    assert (problem.line, problem.count, problem.lines) == (4, 2, (4, 9))
    assert "Define the meaning in the convening: [role-unknown]\n    vocabulary:" in as_text(problem)


def test_one_problem_reads_as_before():
    problem = Problem("role-unknown", "is not a type", "a.csv", 14, "Role", "C", "boss", "The types are three.")
    assert in_order([problem]) == (problem,)
    assert as_text(problem) == 'a.csv:14: column "Role" (C): "boss" is not a type. The types are three. [role-unknown]'


@given(
    st.lists(
        st.builds(
            wrong,
            st.integers(1, 400),
            st.sampled_from("abcdefgh"),
            st.sampled_from([None, "x", "y"]),
            st.sampled_from(["role-unknown", "duty-unknown"]),
        )
    )
)
def test_every_problem_is_counted_once_in_any_order(problems):
    found = in_order(problems)
    assert sum(problem.count for problem in found) == len(problems)
    assert {(p.line, p.slug) for p in found} <= {(p.line, p.slug) for p in problems}
    assert [problem.line for problem in found] == sorted(problem.line or 0 for problem in found)


def texts_of(call: ast.Call) -> Iterator[str]:
    """Yield what the text of an error begins with, where the call has it."""
    for node in call.args[:1]:
        first = node.args[0] if isinstance(node, ast.Call) and node.args else node
        first = first.values[0] if isinstance(first, ast.JoinedStr) else first
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


def test_what_is_said_of_a_wrong_call_begins_with_a_capital_letter_or_a_value():
    found = [
        text
        for path in (ROOT / "seating").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("UsageError", "StorageError")
        for text in texts_of(node)
    ]
    assert len(found) > 100
    assert [text for text in found if text[:1].islower()] == []
