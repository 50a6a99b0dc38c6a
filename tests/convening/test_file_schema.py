"""The schema for editors: it accepts what the program accepts, and marks the mistakes that need no list."""

from __future__ import annotations

import json
from datetime import date
from textwrap import dedent
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from seating.api.kind_pages import kind_record
from seating.convening.file_schema import convening_schema
from seating.convening.schema import EXAMPLES, WRITTEN_KEYS
from seating.convening.tables import TABLE_KEYS
from seating.requirements import kinds
from tests.docs.blocks import PAGES, ROOT, blocks
from tests.docs.test_snippets import ELSEWHERE, as_convening, name_of

FILES = sorted(path for folder in ("examples", "seating/api/starters") for path in (ROOT / folder).rglob("*.yaml"))


@pytest.fixture(scope="module")
def schema() -> Any:
    made = convening_schema()
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


def read(text: str) -> Any:
    """Return YAML as an editor reads it: a date is a text."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))


def marks(schema: Any, convening: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in schema.iter_errors(convening)]


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_example_and_starter_is_accepted(schema, file):
    assert marks(schema, read(file.read_text(encoding="utf-8"))) == []


def test_the_snippets_of_all_pages_are_accepted(schema):
    for page in PAGES:
        for block in () if name_of(page) in ELSEWHERE else blocks(page, "yaml"):
            made = as_convening(block)
            plain = made if isinstance(made, dict) else made.plain
            assert marks(schema, json.loads(json.dumps(plain, default=date.isoformat))) == [], block


def test_the_example_of_each_kind_and_key_is_accepted(schema):
    for kind in kinds().values():
        for example in YAML(typ="safe", pure=True).load_all(dedent(kind_record(kind).example)):
            asked = {key: value for key, value in example["requirement"].items() if key not in kind.hidden_keys}
            assert marks(schema, {"requirements": [asked]}) == []
    for line in EXAMPLES.values():
        assert marks(schema, read(line)) == []


def test_the_schema_has_every_key():
    made = convening_schema()
    assert made["properties"].keys() == set(WRITTEN_KEYS)
    assert made["$defs"]["Table"]["properties"].keys() == set(TABLE_KEYS)
    assert made["properties"]["requirements"]["items"]["properties"]["kind"]["enum"] == [*kinds()]


@pytest.mark.parametrize(
    "text",
    [
        "title: 2027\nparties: no",
        "title:\ntables: {count: 3, seats: 8}",
        "tables: room.xlsx",
        "tables: [{id: a, seats: {min: 2, max: 4}, open: if needed, focus: a; b, was: b}]",
        "tables: [{id: a, kind: Steering, action_seat: yes, chair: Ana Ruiz, people: [Ana Ruiz, Ben Cole]}]",
        "tables: [{id: a, questions: Why?}, {id: b, questions: {en: [Why?], es: ¿Por qué?}}]",
        "requirements: [{kind: cap, of: sector, at_most: 1, at: every table, must: yes, weight: null}]",
        "requirements: [{kind: apart, people: [101, Ana Ruiz], at: a, rounds: 2}]",
        "requirements: [{kind: role_mix, at_least: {Decision Maker: 1, doer: 2}}]",
        "requirements: [{kind: share, who: {sector: [health, 7], not: {role: x}}, at_least: 1/3}]",
        "private: sector\nshow: [gender]\ncharts: charts.csv",
        "vocabulary: {sector: [health], role: {doer: [maker], boss: null}}",
        "usual_sectors: [government, {health: [hospitals]}]\nexpected: county",
        "today: 2027-03-01\noutcomes: more loans",
        "room: {width: 18, depth: 12.5, fixed: [{kind: other, name: Dance floor, at: [9, 1], size: 2}]}",
    ],
)
def test_fifteen_odd_files_are_accepted(schema, text):
    assert marks(schema, read(text)) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("tabels: []", "tabels"),
        ("tables: [{id: a, seets: 3}]", "seets"),
        ("tables: [{name: A}]", "'id' is a required"),
        ("tables: {seats: 3}", "count"),
        ("tables: {count: 0}", "tables"),
        ("tables: 3", "tables"),
        ("requirements: {kind: cap}", "requirements"),
        ("requirements: [{of: sector}]", "kind"),
        ("requirements: [{kind: cup, of: sector, at_most: 1}]", "cup"),
        ("requirements: [{kind: cap, of: sector}]", "at_most"),
        ("requirements: [{kind: cap, of: sector, at_mots: 1, at_most: 1}]", "at_mots"),
        ("requirements: [{kind: cap, of: sector, at_most: -1}]", "at_most"),
        ("requirements: [{kind: cap, of: sector, at_most: 1, weight: 0}]", "weight"),
        ("requirements: [{kind: cap, of: sector, at_most: 1, must: perhaps}]", "perhaps"),
        ("rounds: [{stage: norming, cadense: weekly}]", "cadense"),
    ],
)
def test_fifteen_mistakes_are_marked(schema, text, marked):
    assert marked in " ".join(marks(schema, read(text)))
