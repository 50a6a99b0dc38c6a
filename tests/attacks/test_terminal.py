"""No cell, name or path commands the terminal that shows it."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.running import run

HOSTILE = "\x1b]0;owned\x07 \x9b31m \u202egnp\u2066 red\nerror: forged"
COMMANDS = re.compile(
    "[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]|\x1b(?!\\[[0-9;]*m)"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "people.csv").write_text(f'name,id,sector\n"{HOSTILE}",a,"{HOSTILE}"\nBen,b,x\n', encoding="utf-8")
    (tmp_path / "c.json").write_text(
        json.dumps(
            {
                "tables": [{"id": "t", "name": HOSTILE, "seats": "0-9"}],
                "requirements": [
                    {"kind": "voice", "name": HOSTILE, "who": {"sector": HOSTILE}, "at_least": 3},
                    {"kind": "apart", "people": ["a", "b"]},
                ],
            }
        )
    )
    return tmp_path


@pytest.mark.parametrize("command", ["check", "solve"])
@pytest.mark.parametrize("json_too", ["", "--json"])
def test_signs_that_command_a_terminal_never_reach_it(folder, command, json_too):
    out = f"--out {folder}/out" if command == "solve" else ""
    if command == "check" and json_too:
        (folder / "c.json").write_text(json.dumps({"tables": [{"id": HOSTILE}]}))
    ran = run(f"{command} {folder}/people.csv --convening {folder}/c.json {out} {json_too}", color=True)
    assert ran.exit_code in {3, 4}
    assert not COMMANDS.search(ran.stdout + ran.stderr)
    assert "owned" in ran.stdout + ran.stderr
    if command == "solve" and not json_too:
        assert not re.search("^error: forged", ran.stdout, re.MULTILINE)
    if json_too:
        assert json.loads(ran.stdout)


def test_json_says_the_name_unchanged(folder):
    ran = run(f"solve {folder}/people.csv --convening {folder}/c.json --out {folder}/out --json")
    names = {seat["name"] for seat in json.loads(ran.stdout)["rounds"][0]["seats"]}
    assert HOSTILE in names
