"""Every command's help ends with an example, and the example works as typed."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from seating.cli import seating
from tests.cli.running import list_examples, run


def commands(group: click.Group, called: str) -> Iterator[tuple[str, click.Command]]:
    """Yield a group and every command in it with what is typed to call it, subcommands included."""
    yield called, group
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, f"{called} {name}")
        elif command is not None:
            yield f"{called} {name}", command


COMMANDS = dict(commands(seating, "seating"))


def examples(called: str) -> list[str]:
    return list_examples(COMMANDS[called])


def test_subcommands_are_among_the_commands():
    assert {"seating", "seating solve", "seating rounds", "seating rounds undo"} <= set(COMMANDS)


@pytest.mark.parametrize("called", COMMANDS)
def test_a_command_says_what_it_does_and_shows_an_example_of_itself(called):
    assert COMMANDS[called].help
    lines = examples(called)
    assert lines
    assert all(line.startswith(f"{called} ") or line == called for line in lines), lines


@pytest.mark.parametrize("line", sorted({line for called in COMMANDS for line in examples(called)}))
def test_an_example_works_as_typed(line, checkout):
    done = run(line)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("called", COMMANDS)
def test_every_option_is_explained_in_a_sentence(called):
    """It starts with a capital letter and ends with a full stop."""
    options = [each for each in COMMANDS[called].params if isinstance(each, click.Option)]
    texts = {each.opts[0]: (each.help or "").partition("  [")[0] for each in options}
    assert {name: text for name, text in texts.items() if not (text[:1].isupper() and text.endswith("."))} == {}
