"""What a convening says of itself: a shared result, outcomes with measures, sectors at each table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from seating.dashboard.colours import Colour
from seating.dashboard.measure import Measure, by_share
from seating.wording import counted

__all__ = ["measures_of_convening"]

MANY_SECTORS, SOME_SECTORS = 3, 2
"""Sectors at a table from which it is called green, and yellow."""


def measures_of_convening(measured: Mapping[str, Any]) -> Iterator[Measure]:
    """Yield what the key `measured` of a result lets us propose; keys that are not there propose nothing."""
    result = measured.get("shared_result")
    if isinstance(result, str):
        yield _shared_result(result.strip())
    outcomes, with_measure = measured.get("outcomes"), measured.get("outcomes_with_measure")
    if isinstance(outcomes, int) and isinstance(with_measure, int) and outcomes > 0:
        colour = by_share(with_measure, outcomes)
        says = f"{with_measure:,} of {counted(outcomes, 'outcome')} in the convening have a measure."
        yield Measure(("Outcomes",), colour, says)
    sectors = measured.get("sectors")
    if isinstance(sectors, Mapping) and sectors and all(isinstance(n, int) for n in sectors.values()):
        yield _sectors([int(n) for n in sectors.values()])


def _shared_result(text: str) -> Measure:
    names = ("Shared result",)
    if not text:
        return Measure(names, Colour.RED, "The convening names no shared result.")
    if any(sign.isdigit() for sign in text):
        return Measure(names, Colour.GREEN, "The convening names a shared result with a number in it.")
    return Measure(
        names, Colour.YELLOW, "The convening names a shared result, but no number that would show it reached."
    )


def _sectors(numbers: Sequence[int]) -> Measure:
    many = sum(n >= MANY_SECTORS for n in numbers)
    fewest = min(numbers)
    colour = Colour.GREEN if fewest >= MANY_SECTORS else Colour.YELLOW if fewest >= SOME_SECTORS else Colour.RED
    tables = counted(len(numbers), "table")
    says = f"{many:,} of {tables} seat people of {MANY_SECTORS} sectors or more; the fewest at a table is {fewest:,}."
    return Measure(("Cross-sector table", "Cross sector table", "Cross-sector tables"), colour, says)
