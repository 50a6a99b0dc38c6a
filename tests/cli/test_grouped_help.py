"""The help shows the options of every day first, and the others in groups."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from seating.cli import seating
from seating.cli.grouped_help import EVERY_DAY, GROUPS, MANY_OPTIONS, GroupedCommand, find_group

FIRST = ["convening", "out", "next_round", "keep", "time_limit", "language", "pages", "details"]


def list_commands(group: click.Group = seating) -> Iterator[click.Command]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield from list_commands(command) if isinstance(command, click.Group) else [command]


COMMANDS = list(list_commands())


def list_options(command: click.Command) -> list[click.Option]:
    return [one for one in command.get_params(click.Context(command)) if isinstance(one, click.Option)]


def find_command(name: str) -> click.Command:
    return next(one for one in COMMANDS if one.name == name)


def test_the_first_options_of_solve_are_those_of_every_day():
    options = list_options(find_command("solve"))
    assert [one.name for one in options if find_group(one) == EVERY_DAY] == FIRST


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_every_command_with_many_options_has_groups_and_shows_each_option_once(command):
    options = list_options(command)
    shown = command.get_help(click.Context(command, info_name=command.name)).partition("\nOptions:")[2]
    lines = [line.strip() for line in shown.splitlines()]
    assert isinstance(command, GroupedCommand) or len(options) <= MANY_OPTIONS
    for option in options:
        assert sum(line.startswith(tuple(option.opts)) for line in lines) >= 1, option.name
    titles = [line.rstrip(":") for line in lines if line.rstrip(":") in GROUPS]
    used = {find_group(one) for one in options}
    assert titles == ([title for title in GROUPS if title in used] if len(options) > MANY_OPTIONS else [])


def test_every_group_names_options_that_there_are():
    names = {name for one in COMMANDS for option in list_options(one) for name in (option.name, *option.opts)}
    known = {str(name).lstrip("-") for name in names}
    assert not [name for members in GROUPS.values() for name in members if name not in known]
