"""Help in which the options of every day come first, and the others follow in groups."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import click

from seating.groups import group_by_key

MANY_OPTIONS = 10
"""Maximum number of options that are shown without groups."""

EVERY_DAY = "Options"
"""The heading of the options that are in no other group, which come first."""

GROUPS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "More input": frozenset(
            {
                "sheet",
                "fetch",
                "large",
                "history",
                "harvest",
                "charts",
                "nominations",
                "invitations",
                "resources",
                "commitments",
            }
        ),
        "The search": frozenset({"rounds", "seed", "jobs", "cluster", "files_on_workers"}),
        "Pages and paper": frozenset(
            {
                *("packet", "paper", "stock", "start_at", "large_print", "templates"),
                *("list_stocks", "list_pages", "share", "pdf"),
            }
        ),
        "Output": frozenset({"strict", "json", "json_lines", "quiet", "help"}),
    }
)
"""The groups after the first, in order, each with the names of its options."""


class GroupedCommand(click.Command):
    """A command whose help shows its options in groups, if there are many of them."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, each group under a heading of its own; inside a group, their order stays."""
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        found = [(find_group(one), record) for one in options if (record := one.get_help_record(ctx))]
        if len(found) <= MANY_OPTIONS:
            super().format_options(ctx, formatter)
            return
        groups = group_by_key(found)
        for title in (EVERY_DAY, *GROUPS):
            if title in groups:
                with formatter.section(title):
                    formatter.write_dl(groups[title])


def find_group(option: click.Parameter) -> str:
    """Return the heading under which the help shows an option."""
    names = {str(option.name), *(name.lstrip("-") for name in option.opts)}
    return next((title for title, members in GROUPS.items() if names & members), EVERY_DAY)
