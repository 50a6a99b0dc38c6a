"""Numbers no convener means end in a sentence, at once; no overflow, no memory, no hours."""

from __future__ import annotations

import json

import pytest

from tests.cli.running import run

HUGE = "9" * 15
TABLES = "tables: [{id: a, seats: 0-9}, {id: b, seats: 0-9}]\n"

KEYS = {
    "count": f"{{kind: count, who: {{sector: a}}, at_least: {HUGE}, must: true}}",
    "others": f"{{kind: common_language, others: {HUGE}}}",
    "tiny-share": "{kind: share, who: {sector: a}, at_most: 1e-99999999}",
    "huge-share": "{kind: share, who: {sector: a}, at_most: '1e99999999'}",
    "fine-share": "{kind: share, who: {sector: a}, at_most: 1/99999999999999999999}",
}

FILES = {
    **{name: ("yaml", f"{TABLES}requirements: [{text}]\n") for name, text in KEYS.items()},
    "seats": ("yaml", "tables: [{id: a, seats: 0-1000000000}]"),
    "many-seats": ("yaml", f"tables: [{{id: a, seats: '{'9' * 5000}'}}]"),
    "many-tables": ("yaml", "tables:\n" + "".join(f" - {{id: t{n}}}\n" for n in range(20_001))),
    "digits": ("json", f'{{"tables": [{{"id": "a", "seats": {"9" * 5000}}}]}}'),
    "half": ("json", '{"tables": [{"id": "a", "name": "\\ud83d"}]}'),
}


@pytest.mark.parametrize("name", FILES)
def test_a_number_or_text_beyond_reason_is_exit_3(tmp_path, name):
    suffix, text = FILES[name]
    (tmp_path / "people.csv").write_text("name,sector\nAna,a\nBen,b\n")
    (tmp_path / f"c.{suffix}").write_text(text)
    ran = run(f"check {tmp_path}/people.csv --convening {tmp_path}/c.{suffix} --json")
    assert ran.exit_code == 3
    assert json.loads(ran.stdout)["problems"]


@pytest.mark.room
def test_a_must_for_more_people_than_can_be_imagined_still_ends(tmp_path):
    """Who to invite is said; so many are not seated to see whether it helps."""
    (tmp_path / "people.csv").write_text("name,sector\nAna,a\nBen,b\n")
    (tmp_path / "c.yaml").write_text(
        "tables: [{id: a, seats: 0-200000}]\n"
        "requirements: [{kind: count, who: {sector: a}, at_least: 200000, must: true}]\n"
    )
    ran = run(f"solve {tmp_path}/people.csv --convening {tmp_path}/c.yaml --out {tmp_path}/out --json")
    assert ran.exit_code == 4
    ways = json.loads(ran.stdout)["conflict"]["ways_out"]
    assert not any(way["confirmed"] for way in ways if way["kind"] == "recruit")
    assert (tmp_path / "out/round-1/report.html").stat().st_size < 200_000, "a free seat is not drawn 199,998 times"


@pytest.mark.parametrize("line", ["solve p.csv --time-limit", "repair p.csv --time-limit"])
@pytest.mark.parametrize("number", ["nan", "inf", "1e400", "x"])
def test_an_option_that_is_no_number_is_exit_2(line, number):
    assert run(f"{line} {number}").exit_code == 2
