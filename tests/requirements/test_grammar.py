"""Every sentence and every finding is readable English, whatever the keys of the requirement.

    python -m tests.requirements.test_grammar

prints a hundred of them. Read them after each change of their words: a test finds marks of bad grammar, not bad style.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from random import Random

import pytest

from seating.requirements import kinds
from seating.requirements.base.findings import clause
from seating.wording import plural, singular
from tests.builders import requirement, room
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room
from tests.requirements.test_conformance import random_plan

NUMBER = 2_000
"""Requirements drawn over all kinds."""

MARKS = {
    "a number that disagrees with its noun": r"\b1 (people|tables|others|seats|pairs|staff members|[a-z-]*[^s\W]ers)\b",
    "a singular after a larger number": r"\b(?:[02-9]|[1-9]\d+) (person|table|pair|doer|designee|chair|reporter)\b",
    "a wrong article": r"\b[Aa]n [^aeiouAEIOU\d\"]|\b[Aa] [aeioAEIO]",
    "two spaces": r"\s\s|\s$|^\s",
    "a space before a mark": r"\s[.,;:)]",
    "two marks in a row": r"[.,;:]{2}|,\s*\)|\(\s*\)",
    "a placeholder": r"[{}]|%\(|%s|`",
    "a name of the program": r"\b(None(?! of the people)|True|False|Fraction|Wanted|Said)\b|<",
    "a condition that asks for nothing": r"\b(at least|at most) 0\b|\b0 of\b",
    "a doubled word": r"\b(\w+) \1\b",
    "a list without its last word": r"\b(and|or|at|of|(?<!to sit )with)[.,;)]",
}


@cache
def sentences(number: int) -> tuple[tuple[str, str], ...]:
    """Return the kind and the sentence of random requirements."""
    return tuple(_draw_sentences(number))


@cache
def findings(number: int) -> tuple[tuple[str, str], ...]:
    """Return the kind of random requirements and what one finding of each says."""
    return tuple(_draw_findings(number))


def _draw_sentences(number: int) -> Iterator[tuple[str, str]]:
    names = sorted(kinds())
    for case in range(number):
        rng = Random(f"grammar {case}")
        kind = names[case % len(names)]
        here = random_room(rng, most_persons=8)
        yield kind, random_requirement(rng, here, kind).sentence(here)


def _draw_findings(number: int) -> Iterator[tuple[str, str]]:
    names = sorted(kinds())
    for case in range(number):
        rng = Random(f"grammar {case}")
        kind = names[case % len(names)]
        here = random_room(rng, most_persons=8)
        asked = random_requirement(rng, here, kind)
        for found in asked.judge(here, random_plan(rng, here)).findings[:2]:
            # A value is shown as the list writes it, with its two spaces.
            yield kind, clause(found.group or "", found.have, found.wanted, found.says).replace("oak  fund", "oak fund")


@pytest.mark.parametrize("mark", MARKS)
def test_no_sentence_has_a_mark_of_bad_grammar(mark: str) -> None:
    assert [(kind, text) for kind, text in sentences(NUMBER) if re.search(MARKS[mark], text)] == []


@pytest.mark.parametrize("mark", sorted(set(MARKS) - {"a condition that asks for nothing"}))
def test_no_finding_has_a_mark_of_bad_grammar(mark: str) -> None:
    """A finding may say "2 instead of at most 0", because that is what is wrong."""
    assert [(kind, text) for kind, text in findings(NUMBER) if re.search(MARKS[mark], text)] == []


def test_a_sentence_starts_with_a_capital_or_a_name_and_ends_with_one_period() -> None:
    """Tables and people of the random rooms without a name of their own are called by their ids."""
    begins = re.compile(r"[A-Z\d]|north|south|west|drawn|(ana|ben|cam|dee|eli|fay|gus|hal)\b")
    for kind, text in sentences(NUMBER):
        assert begins.match(text), (kind, text)
        assert text.endswith("."), (kind, text)
        assert not text.endswith(".."), (kind, text)


def test_a_finding_has_no_period_and_says_more_than_its_group() -> None:
    for kind, text in findings(NUMBER):
        assert not text.endswith((".", ":")), (kind, text)
        assert " " in text, (kind, text)


@pytest.mark.parametrize(
    ("kind", "keys", "says"),
    [
        ("variety", {"of": "sector", "at_least": 1}, "Every table has at least 1 sector."),
        ("variety", {"of": "home_language", "at_least": 2}, "Every table has at least 2 different home languages."),
        ("variety", {"of": "speaks_to", "at_least": 2}, 'Every table has at least 2 different values of "speaks to".'),
        ("variety", {"of": "sector", "at_least": 0}, "Every table may have any number of sectors."),
        ("count", {"who": {"languages": "es"}, "at_least": 1}, "Every table has at least 1 person who speaks Spanish."),
        ("count", {"who": {"languages": "es"}, "at_least": 2}, "Every table has at least 2 people who speak Spanish."),
        ("count", {"who": {"languages": "es"}, "at_most": 0}, "Every table has no people who speak Spanish."),
        (
            "count",
            {"who": {"tags": "red"}, "at_least": 2, "at_most": 2},
            "Every table has exactly 2 people whose tags include red.",
        ),
        (
            "count",
            {"who": {"Rents or owns": "rents"}, "at_least": 2},
            "Every table has at least 2 people whose Rents or owns is rents.",
        ),
        ("role_mix", {"at_least": {"doer": 0, "designee": 2}}, "Every table has at least 2 designees."),
        ("duty", {"name": "secretary", "each": 2, "rotate": False}, "Every table has 2 secretaries."),
        (
            "share",
            {"who": {"gender": "f"}, "at_least": 0.33},
            "People whose gender is f make up at least 33% of every table.",
        ),
        (
            "continuity",
            {"at_least": "1.0"},
            "All of the people who were at each table in the last round sit there again.",
        ),
        ("cap", {"of": "tags", "at_most": 1}, "Every table has at most 1 person with the same tag."),
        ("apart", {"people": ["ana", "ben", "cam"]}, "No two of Ana, Ben and Cam share a table."),
        ("keep_from", {"people": "ana", "tables": ["north"]}, "Ana does not sit at north."),
    ],
)
def test_the_words_fit_the_number(kind: str, keys: dict[str, object], says: str) -> None:
    assert requirement(kind, **keys).sentence(room(["ana", "ben", "cam"])) == says


@pytest.mark.parametrize("noun", ["doer", "secretary", "day", "coach", "class", "language", "organization"])
def test_a_noun_is_the_singular_of_its_plural(noun: str) -> None:
    many = plural(noun)
    assert many != noun
    assert plural(many) == many
    assert singular(noun) == noun
    assert singular(many) == noun


if __name__ == "__main__":
    for kind, text in (*sentences(60), *findings(300)):
        sys.stdout.write(f"{kind:16} {text}\n")


def test_a_pin_of_the_list_names_no_column_that_the_list_may_call_otherwise() -> None:
    here = room([{"id": "ana", "name": "Ana"}], ["north"])
    pin = requirement("pin", id="pin:ana", people=["ana"], tables=["north"])
    assert pin.sentence(here) == "The list seats Ana at north."
