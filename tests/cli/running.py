"""Run the command line inside the process of the test."""

from __future__ import annotations

import shlex

from click.testing import CliRunner, Result

from seating.cli import seating


def run(line: str, **options: object) -> Result:
    """Run a command line, with or without `seating` in front; return the exit code and both streams."""
    words = shlex.split(line)
    return CliRunner().invoke(seating, words[1:] if words[:1] == ["seating"] else words, **options)
