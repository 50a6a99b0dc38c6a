"""Every odd or broken input gives what is expected of it, through the command as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FAMILIES = (
    "baseline",
    "delimiter",
    "duplicates",
    "empty",
    "encoding",
    "excel",
    "headings",
    "ids",
    "injection",
    "interests",
    "line-ends",
    "names",
    "quoting",
    "ragged",
    "relations",
    "roles",
    "values",
    "whitespace",
    "yaml-attack",
    "yaml-keys",
    "yaml-meaning",
    "yaml-syntax",
    "yaml-types",
    "yaml-variants",
)

EVERYDAY = {"baseline", "roles", "yaml-attack"}
"""Those the everyday run takes; what reading makes of all of them is tested beside it, without a process each."""


def run(shared: Path, family: str) -> subprocess.CompletedProcess[str]:
    command = f"{sys.executable} -m seating"
    return subprocess.run(
        [
            sys.executable,
            shared / "bad-inputs" / "run_cases.py",
            *("--solve", f"{command} solve {{csv}} {{conv}} --out {{out}} --time-limit 20"),
            *("--check", f"{command} check {{csv}} {{conv}}"),
            *("--only", family),
        ],
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_family_is_left_out(shared: Path) -> None:
    """The corpus has no family that is not run here."""
    cases = json.loads((shared / "bad-inputs" / "expectations.json").read_text(encoding="utf-8"))["cases"]
    assert {case["family"] for case in cases} == {*FAMILIES, "huge"}


@pytest.mark.parametrize(
    "family", [family if family in EVERYDAY else pytest.param(family, marks=pytest.mark.slow) for family in FAMILIES]
)
def test_each_case_gives_what_is_expected(shared: Path, family: str) -> None:
    """Accepted with a note, or refused with place, value and remedy; never a traceback."""
    done = run(shared, family)
    assert "pass  " in done.stdout
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_huge_inputs_are_read_or_refused_in_seconds(shared: Path) -> None:
    """100,000 rows are read; 250,000 rows and a cell of a million characters are refused, and the cap is named."""
    done = run(shared, "huge")
    assert done.stdout.count("pass  ") == 3
    assert done.returncode == 0, done.stdout + done.stderr
