"""Run the command line inside the test's own process."""

from __future__ import annotations

import shlex

from click.testing import CliRunner, Result

from seating.cli import seating


def run(line: str, **options: object) -> Result:
    """Run a line as typed, `seating` in front or not; the exit code and both streams are in the result."""
    words = shlex.split(line)
    return CliRunner().invoke(seating, words[1:] if words[:1] == ["seating"] else words, **options)
