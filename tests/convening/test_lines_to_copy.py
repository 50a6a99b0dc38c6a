"""Whatever a message about a convening offers to write is accepted when it is written there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from inspect import cleandoc
from typing import Any

import pytest

from seating.convening import read_convening
from seating.convening.schema import Convening
from seating.convening.yaml import parse
from seating.errors import InputError, Note, Problem
from seating.requirements import kinds
from seating.room.tables import Table
from tests.convening.made_up import people

IDS = ("a", "b", "c", "d", "ana", "ben", "one", "another")
PEOPLE = people(
    *({"id": i, "name": f"{i.title()} Alder", "sector": "government", "column": "value", "county": "y"} for i in IDS)
)
PLAIN: Mapping[str, Any] = {
    "tables": [{"id": name, "seats": "2-9"} for name in ("one", "another")],
    "requirements": [],
}
WRONG = (7.5, "zzz zzz", [[1]], {"zzz": {"zzz": 1}}, True, -3, [{"zzz": 1}], ["zzz"])

FORM = re.compile(r"\[.*\]|\{.*\}|\d[\w-]*|\w+: .+")


def split(hint: str) -> Iterator[str]:
    """Yield the forms that a hint offers: "Write 6-10, 8, or {min: 6, max: 10}." has three."""
    depth, parts = 0, [""]
    text = hint.partition("rite ")[2].removesuffix(".").replace(". ", "; ").removeprefix("it in this form: ")
    for sign in re.sub(r",? or ", ", ", text):
        depth += (sign in "[{") - (sign in "]}")
        if sign in ",;`" and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    yield from (part.strip() for part in parts if "…" not in part and FORM.fullmatch(part.strip()))


def read(document: Mapping[str, Any]) -> tuple[tuple[Problem, ...], tuple[Note, ...]]:
    try:
        return (), read_convening(PEOPLE, deepcopy(document)).notes
    except InputError as error:
        return tuple(error.problems), ()


def example(kind: str) -> dict[str, Any]:
    """Return the requirement of the first example of a kind."""
    block = re.search(r"```yaml\n(.*?)```", cleandoc(kinds()[kind].__doc__ or ""), re.DOTALL)
    assert block is not None
    plain: dict[str, Any] = parse(block[1].partition("---")[0], "").plain["requirement"]
    return plain


def put(document: Mapping[str, Any], scope: str, key: str, value: Any) -> dict[str, Any]:
    """Return the document with a value at a key: of the convening, of its first table, or of its only requirement."""
    found = deepcopy(dict(document))
    if scope == "":
        return found | {key: value}
    if scope == "table":
        found["tables"][0][key] = value
    else:
        found["requirements"] = [(found["requirements"] or [example(scope)])[0] | {key: value}]
    return found


KEYS = [
    *(("", key) for key in Convening.model_fields if key not in {"inferred", "is_unedited", "file", "sha256"}),
    *(("table", key) for key in Table.model_fields),
    *((kind, key) for kind, cls in kinds().items() for key in cls.model_fields if key not in cls.hidden_keys),
]
LATER = {"action-seat", "column-unknown", "value-unknown", "person-unknown", "table-unknown", "file-missing"}
"""What is wrong with a form whose words stand for names on the list, or at a table of another kind."""


@pytest.mark.parametrize("scope", ["", "table", *kinds()])
def test_each_form_that_a_message_offers_is_accepted(scope: str) -> None:
    tried = 0
    for key in [key for of, key in KEYS if of == scope]:
        offered: dict[str, str] = {}
        for wrong in WRONG:
            for problem in read(put(PLAIN, scope, key, wrong))[0]:
                if problem.subject is not None and problem.subject.split(", ")[-1] == key:
                    offered |= dict.fromkeys(split(problem.hint or ""), problem.subject)
        for form, subject in offered.items():
            tried += 1
            is_line = re.match(r"\w+: ", form) is not None
            name, value = next(iter(parse(form if is_line else f"{key}: {form}", "").plain.items()))
            nested = is_line and scope == "" and name not in Convening.model_fields
            after = put(PLAIN, scope, key, {name: value}) if nested else put(PLAIN, scope, name, value)
            left = [one for one in read(after)[0] if one.subject == subject and one.slug not in LATER]
            assert left == [], (key, form)
    assert tried or scope not in {"", "table"}


SEATS = "{id: one, seats: 2-9}, {id: another, seats: 2-9}"
OFFERS = [
    ("tables: [@, {id: data, kind: data, from: reporter}]", "{kind: duty, name: reporter}", "requirements: [#]"),
    (
        "tables: [@, {id: lead, kind: leadership, from: chair, seats: 1-4}]",
        "{kind: duty, name: chair}",
        "requirements: [#]",
    ),
    ("tables: [@]\nrequirements: [{kind: focus, must: true, weight: 3}]", "must: false", ""),
]


@pytest.mark.parametrize(("before", "offered", "line"), OFFERS)
def test_what_a_note_offers_ends_the_note(before: str, offered: str, line: str) -> None:
    text = before.replace("@", SEATS)
    problems, notes = read(parse(text, "").plain)
    assert problems == ()
    (slug,) = {note.slug for note in notes if offered in note.text}
    after = f"{text}\n{line.replace('#', offered)}" if line else text.replace("must: true", offered)
    problems, notes = read(parse(after, "").plain)
    assert problems == ()
    assert slug not in {note.slug for note in notes}
