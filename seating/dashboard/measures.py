"""Colors that earlier seatings suggest for components, with the counts behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from seating.dashboard.ratings import Color, make_key
from seating.wording import counted

__all__ = ["Measure", "choose_color", "find_measures"]

MANY_SECTORS, SOME_SECTORS = 3, 2
"""Minimum number of sectors at every table for green, and for yellow."""


Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """A color that seatings suggest for a component.

    Attributes
    ----------
    components : tuple of str
        Possible names of the component, the usual one first.
    color : Color
    says : str
        The count behind the color, as a sentence.
    """

    components: tuple[str, ...]
    color: Color
    says: str

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the names, from `make_key`."""
        return frozenset(map(make_key, self.components))


def find_measures(records: Sequence[Record]) -> tuple[Measure, ...]:
    """Return the measures that the records of some rounds support.

    Parameters
    ----------
    records : sequence of mapping
        The content of `result.json` for each round, in the order of the rounds. Keys may be missing.
    """
    if not records:
        return ()
    measured = records[-1].get("measured")
    found = [*_measures_of_convening(measured)] if isinstance(measured, Mapping) else []
    return (*found, *_voices(records))


def _measures_of_convening(measured: Mapping[str, Any]) -> Iterator[Measure]:
    """Yield the measures that the key `measured` of a result supports. Keys may be missing."""
    result = measured.get("shared_result")
    if isinstance(result, str):
        yield _shared_result(result.strip())
    outcomes, with_measure = measured.get("outcomes"), measured.get("outcomes_with_measure")
    if isinstance(outcomes, int) and isinstance(with_measure, int) and outcomes > 0:
        color = choose_color(with_measure, outcomes)
        says = f"{with_measure:,} of {counted(outcomes, 'outcome')} in the convening have a measure."
        yield Measure(("Outcomes",), color, says)
    sectors = measured.get("sectors")
    if isinstance(sectors, Mapping) and sectors and all(isinstance(n, int) for n in sectors.values()):
        yield _sectors([int(n) for n in sectors.values()])


def _shared_result(text: str) -> Measure:
    names = ("Shared result",)
    if not text:
        return Measure(names, Color.RED, "The convening names no shared result.")
    if any(sign.isdigit() for sign in text):
        return Measure(names, Color.GREEN, "The convening names a shared result with a number in it.")
    return Measure(
        names, Color.YELLOW, "The convening names a shared result, but no number that would show it reached."
    )


def _sectors(numbers: Sequence[int]) -> Measure:
    many = sum(n >= MANY_SECTORS for n in numbers)
    fewest = min(numbers)
    color = Color.GREEN if fewest >= MANY_SECTORS else Color.YELLOW if fewest >= SOME_SECTORS else Color.RED
    tables = counted(len(numbers), "table")
    says = f"{many:,} of {tables} seat people of {MANY_SECTORS} sectors or more; the fewest at a table is {fewest:,}."
    return Measure(("Cross-sector table", "Cross sector table", "Cross-sector tables"), color, says)


def _voices(records: Sequence[Record]) -> Iterator[Measure]:
    """Yield a measure of the voices heard in each round. Its color is that of the last round."""
    rounds = [one for record in records for one in record.get("rounds", ()) if isinstance(one, Mapping)]
    heard = [_heard(one) for one in rounds]
    told = [(n, of, number) for n, of, number in heard if of]
    if told:
        last, of, _ = told[-1]
        rows = "; ".join(f"round {number}: {n:,} of {asked:,}" for n, asked, number in told)
        names = ("Voices heard", "Voices", "Community voices")
        yield Measure(names, choose_color(last, of), f"Voices heard, {rows}.")


def _heard(one: Record) -> tuple[int, int, Any]:
    voices = [voice for voice in one.get("voices", ()) if isinstance(voice, Mapping)]
    return sum(voice.get("state") == "heard" for voice in voices), len(voices), one.get("round", "?")


def choose_color(number: int, of: int) -> Color:
    """Return green if `number` equals `of`, yellow if it is at least half of it, otherwise red."""
    return Color.GREEN if number == of else Color.YELLOW if 2 * number >= of else Color.RED
