"""The list of kinds, and a kind's manual page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from seating.api.kind_pages import kind_record
from seating.pages.kinds import list_kind, list_kinds
from seating.requirements import kinds
from seating.requirements.search import LANGUAGES, Want, find_wants, list_wants
from seating.word_files import read_words, split_words
from seating.wording import fold
from tests.builders import requirement, table
from tests.cli.running import run
from tests.pages.stored import compare

ROOT = Path(__file__).parents[2]


def test_every_kind_is_listed_with_what_it_is():
    listed = run("kinds").stdout
    assert all(any(line.startswith(f"  {kind} ") for line in listed.splitlines()) for kind in kinds())


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_page_has_description_keys_and_example(kind):
    page = kind_record(kinds()[kind])
    assert page.summary.endswith(".")
    assert "requirement:" in page.example
    assert {key.name for key in page.keys}.isdisjoint({"id", "must", "weight"})
    assert not any(key.holds == "a value" for key in page.keys), page.keys
    text = run(f"kinds {kind}").stdout
    assert all(line in text for line in page.description.splitlines())


def test_a_key_is_marked_as_required_or_shows_its_default():
    keys = {key.name: key for key in kind_record(kinds()["balance"]).keys}
    assert keys["of"].default is None
    assert keys["of"].holds == "a column of the list"
    assert (keys["count_blank"].holds, keys["count_blank"].default) == ("true or false", "false")


def test_a_kind_is_found_in_other_spellings():
    assert run("kinds 'Role Mix'").stdout == run("kinds role_mix").stdout


def test_an_unknown_kind_is_wrong_usage_and_the_nearest_is_named():
    done = run("kinds balnce")
    assert done.exit_code == 2
    assert 'Did you mean "balance"?' in done.stderr


def test_json_holds_the_pages():
    record = json.loads(run("kinds cap --json").stdout)
    assert [page["kind"] for page in record["kinds"]] == ["cap"]
    assert len(json.loads(run("kinds --json").stdout)["kinds"]) == len(kinds())


def test_lists_and_mappings_are_described_in_the_plural():
    keys = {key.name: key.holds for key in kind_record(kinds()["together"]).keys}
    assert (keys["people"], keys["pairs"]) == (
        "a list of people, by id or name",
        "a list of lists of people, by id or name",
    )
    (role_mix,) = kind_record(kinds()["role_mix"]).keys
    assert role_mix.holds == "for each representative type, a number of people"


def test_an_unknown_kind_without_a_near_one_lists_all():
    assert f"The kinds are {', '.join(sorted(kinds()))[:20]}" in run("kinds zzzzzz").stderr


def test_pages_are_as_stored():
    compare("kinds", lambda: list_kinds(map(kind_record, kinds().values())), languages=("en", "es"))
    compare("kind", lambda: list_kind(kind_record(kinds()["role_mix"])), languages=("en", "es"))


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("friend", "wish"),
        ("Friends", "wish"),
        ("first choice", "focus"),
        ("rank", "focus"),
        ("majority", "share"),
        ("exactly one", "voice"),
        ("exactly one", "count"),
        ("alone", "voice"),
        ("full", "tables"),
        ("skill", "level"),
        ("host", "meet"),
        ("as few tables as possible", "gather"),
        ("same groups", "continuity"),
        ("missed out", "focus"),
        ("everyone", "meet"),
        ("one friend each", "wish"),
        ("amigos", "wish"),
        ("mayoría", "share"),
        ("mayoria", "share"),
        ("las menos mesas posibles", "gather"),
        ("mismos grupos", "continuity"),
        ("niños", "together"),
        ("no con ex", "apart"),
    ],
)
def test_what_people_want_is_found_by_their_own_words(word: str, kind: str) -> None:
    done = run(f"kinds '{word}'")
    assert done.exit_code == 0
    assert any(line.startswith(f"  {kind} ") for line in done.stdout.splitlines()), done.stdout


@pytest.mark.parametrize(
    "entry", read_words("seating.requirements", "wanted.toml")["want"], ids=lambda one: one["line"]
)
def test_every_want_is_found_by_its_words_in_each_language(entry: dict[str, str]) -> None:
    for language in LANGUAGES:
        for word in split_words(entry[language]):
            assert entry["line"] in [want.line for want in find_wants(word.upper())], word


@pytest.mark.parametrize("want", list_wants(), ids=lambda want: want.line)
def test_a_line_to_copy_is_accepted(want: Want) -> None:
    keys = YAML(typ="safe", pure=True).load(want.line)
    if want.kind:
        assert keys.pop("kind") == want.kind
        requirement(want.kind, **keys)
    else:
        assert table(keys)


def test_the_lines_are_on_the_page_that_explains_them() -> None:
    page = (ROOT / "docs" / "how-to" / "say-what-you-want.md").read_text("utf-8")
    assert [want.line for want in list_wants() if f"`{want.line}`" not in page] == []
    assert [word for want in list_wants() for word in want.words[:1] if word not in fold(page)] == []
