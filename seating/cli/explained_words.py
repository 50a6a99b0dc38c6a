"""Phrases that several explanations share."""

from __future__ import annotations

from collections.abc import Sequence

from seating.cli.console import Console
from seating.explain.price import Change
from seating.result import Result

__all__ = ["changes_in", "more_in_words", "named_in", "told_section"]

SHOWN_CHANGES = 4
"""Maximum number of changed requirements that are listed."""


def more_in_words(points: int) -> str:
    """Return a difference from the present penalty in words."""
    if not points:
        return "the same as now"
    return f"{abs(points):,} {'more' if points > 0 else 'less'} than now"


def changes_in(result: Result, changed: Sequence[Change]) -> list[str]:
    """Return lines for the first few requirements that cost more or less, and the number of others."""
    lines = [f"  {change.points:+,}  {named_in(result, change.requirement)}" for change in changed[:SHOWN_CHANGES]]
    left = len(changed) - SHOWN_CHANGES
    return lines + ([f"  and {left} more"] if left > 0 else [])


def named_in(result: Result, identity: str) -> str:
    """Return the sentence of a requirement with its id."""
    return f"{result.by_requirement[identity].sentence(result.room)} [{identity}]"


def told_section(console: Console, title: str, lines: Sequence[str]) -> None:
    """Print lines under a heading; nothing if there are no lines.

    Parameters
    ----------
    console : Console
    title : str
    lines : sequence of str
    """
    if lines:
        console.heading(title)
        for line in lines:
            console.result("  " + line.replace("\n", "␊"))
