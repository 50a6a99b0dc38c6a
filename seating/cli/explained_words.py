"""Words that several explanations share."""

from __future__ import annotations

from collections.abc import Sequence

from seating.cli.console import Console
from seating.explain.price import Change
from seating.result import Result

__all__ = ["changes_in", "more_in_words", "named_in", "told_section"]

SHOWN_CHANGES = 4
"""Requirements that are named where a seating costs more or less."""


def more_in_words(points: int) -> str:
    """Return how a penalty compares with the present one."""
    if not points:
        return "the same as now"
    return f"{abs(points):,} {'more' if points > 0 else 'less'} than now"


def changes_in(result: Result, changed: Sequence[Change]) -> list[str]:
    """Return the requirements that cost more or less, the first few."""
    lines = [f"  {change.points:+,}  {named_in(result, change.requirement)}" for change in changed[:SHOWN_CHANGES]]
    left = len(changed) - SHOWN_CHANGES
    return lines + ([f"  and {left} more"] if left > 0 else [])


def named_in(result: Result, identity: str) -> str:
    """Return a requirement's sentence with its id."""
    return f"{result.by_requirement[identity].sentence(result.room)} [{identity}]"


def told_section(console: Console, title: str, lines: Sequence[str]) -> None:
    """Print lines under a heading, where there are any."""
    if lines:
        console.heading(title)
        for line in lines:
            console.result("  " + line.replace("\n", "␊"))
