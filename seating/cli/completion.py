"""What the Tab key completes besides commands and options: files, kinds, and the names in the user's own list.

The shell runs `seating` at each press of Tab. Nothing is written, and a list that cannot be read completes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from seating.api.request import Inputs

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def complete_file(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Let the shell complete a path. A list is no `click.Path`, because `-` is one too."""
    return [CompletionItem(incomplete, type="file")]


def complete_kind(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the kinds of requirement."""
    from seating.requirements import kinds

    return _starting(incomplete, ((kind, "") for kind in kinds()))


def _from_inputs(find: Callable[[Inputs], Iterable[tuple[str, str]]]) -> Completer:
    """Return a function that completes what the list and the convening on the command line hold."""

    def complete(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return what begins with the typed letters; nothing if the list or the convening cannot be read."""
        people = ctx.params.get("people") or next(iter(ctx.args), "")  # click leaves the list there after `--person`
        if not people or people == "-":
            return []
        from seating.api.reading import read_inputs
        from seating.api.request import Request

        given = {key: ctx.params[key] for key in ("sheet", "convening", "out") if ctx.params.get(key) is not None}
        try:
            return _starting(incomplete, find(read_inputs(Request(people=people, **given))))
        except Exception:  # the command itself reports what is wrong; nothing may be printed between two keys
            return []

    return complete


def _starting(incomplete: str, found: Iterable[tuple[str, str]]) -> list[CompletionItem]:
    """Return the values that begin with what is typed, in upper or lower case, each with its explanation."""
    start = incomplete.casefold()
    return [CompletionItem(value, help=says or None) for value, says in found if value.casefold().startswith(start)]


def _people(inputs: Inputs) -> Iterator[tuple[str, str]]:
    for person in inputs.reading.people:
        yield person.name, person.organization or ""


def _tables(inputs: Inputs) -> Iterator[tuple[str, str]]:
    for table in inputs.reading.convening.tables:
        yield table.id, table.name


def _seats(inputs: Inputs) -> Iterator[tuple[str, str]]:
    yield from _tables(inputs)
    yield from _people(inputs)


def _requirements(inputs: Inputs) -> Iterator[tuple[str, str]]:
    for requirement in inputs.reading.convening.requirements:
        yield requirement.id, requirement.kind


complete_people = _from_inputs(_people)
"""Completes the names of people."""

complete_seats = _from_inputs(_seats)
"""Completes the ids of tables and the names of people."""

complete_requirements = _from_inputs(_requirements)
"""Completes the ids of requirements."""
