"""The command group that finds its commands as modules in the folder `commands`."""

from __future__ import annotations

import importlib
import pkgutil

import click

from seating.cli import commands
from seating.wording import nearest

__all__ = ["CommandFolder"]


class CommandFolder(click.Group):
    """A group whose commands are the modules of the folder `commands`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, sorted."""
        return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import only the module of this name and return its command; None if there is no such module."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found: click.Command = importlib.import_module(f"{commands.__name__}.{cmd_name}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command. If there is none of this name, fail with a suggestion."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = nearest(args[0], self.list_commands(ctx))
            meant = f' Did you mean "{near}"?' if near else ""
            ctx.fail(f'There is no command "{args[0]}".{meant}')
        return super().resolve_command(ctx, args)
