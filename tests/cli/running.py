"""Run the command line inside the process of the test."""

from __future__ import annotations

import shlex

import click
from click.testing import CliRunner, Result

from seating.cli import seating


def run(line: str, **options: object) -> Result:
    """Run a command line, with or without `seating` in front; return the exit code and both streams."""
    words = shlex.split(line)
    return CliRunner().invoke(seating, words[1:] if words[:1] == ["seating"] else words, **options)


def list_examples(command: click.Command) -> list[str]:
    """Return the example commands that the help text of a command shows, as a reader would copy them."""
    shown = command.get_help(click.Context(command)).partition("Example:\n")[2]
    return [line.strip() for line in shown.splitlines() if line.strip()]
