"""Every command's help ends with an example, and the example works as typed."""

from __future__ import annotations

import click
import pytest

from seating.cli import seating
from seating.cli.options import list_examples
from tests.cli.running import run


def commands() -> list[click.Command]:
    context = click.Context(seating)
    return [seating, *(seating.get_command(context, name) for name in seating.list_commands(context))]


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.name)
def test_a_command_tells_what_it_does_and_shows_an_example(command):
    assert command.help
    lines = list_examples(command)
    assert lines
    assert all(line.startswith("seating ") for line in lines)


@pytest.mark.parametrize("line", sorted({line for command in commands() for line in list_examples(command)}))
def test_an_example_works_as_typed(line, checkout):
    done = run(line)
    assert done.exit_code == 0, done.output
