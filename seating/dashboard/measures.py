"""Colors that earlier seatings suggest for components, with the counts behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seating.dashboard.ratings import Color, make_key
from seating.record.result import MeasuredRecord, ResultRecord
from seating.wording import counted

__all__ = ["Measure", "choose_color", "find_measures"]

MANY_SECTORS, SOME_SECTORS = 3, 2
"""Minimum number of sectors at every table for green, and for yellow."""


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


def find_measures(records: Sequence[ResultRecord]) -> tuple[Measure, ...]:
    """Return the measures that the records of some rounds support.

    Parameters
    ----------
    records : sequence of ResultRecord
        The content of `result.json` for each round, in the order of the rounds.
    """
    if not records:
        return ()
    measured = records[-1].measured
    of_convening = () if measured is None else _measures_of_convening(measured)
    return (*of_convening, *_voices(records))


def _measures_of_convening(measured: MeasuredRecord) -> Iterator[Measure]:
    """Yield the measures that the counts of a result support."""
    yield _shared_result(measured.shared_result.strip())
    if measured.outcomes > 0:
        color = choose_color(measured.outcomes_with_measure, measured.outcomes)
        outcomes = counted(measured.outcomes, "outcome")
        says = f"{measured.outcomes_with_measure:,} of {outcomes} in the convening have a measure."
        yield Measure(("Outcomes",), color, says)
    if measured.sectors:
        yield _sectors([*measured.sectors.values()])


def _shared_result(text: str) -> Measure:
    names = ("Shared result",)
    if not text:
        return Measure(names, Color.RED, "The convening names no shared result.")
    if any(sign.isdigit() for sign in text):
        return Measure(names, Color.GREEN, "The convening names a shared result with a number in it.")
    return Measure(
        names, Color.YELLOW, "The convening names a shared result, but no number that shows when it is reached."
    )


def _sectors(numbers: Sequence[int]) -> Measure:
    many = sum(n >= MANY_SECTORS for n in numbers)
    fewest = min(numbers)
    color = Color.GREEN if fewest >= MANY_SECTORS else Color.YELLOW if fewest >= SOME_SECTORS else Color.RED
    tables = counted(len(numbers), "table")
    seat = f"{many:,} of {tables} seat people from at least {MANY_SECTORS} sectors"
    says = f"{seat}. The smallest number of sectors at a table is {fewest:,}."
    return Measure(("Cross-sector table", "Cross sector table", "Cross-sector tables"), color, says)


def _voices(records: Sequence[ResultRecord]) -> Iterator[Measure]:
    """Yield a measure of the voices heard in each round. Its color is that of the last round."""
    rounds = [one for record in records for one in record.rounds if one.voices]
    if rounds:
        heard = [sum(voice.state == "heard" for voice in one.voices) for one in rounds]
        counts = "; ".join(
            f"round {one.round}: {number:,} of {len(one.voices):,}" for one, number in zip(rounds, heard, strict=True)
        )
        names = ("Voices heard", "Voices", "Community voices")
        yield Measure(names, choose_color(heard[-1], len(rounds[-1].voices)), f"Voices heard, {counts}.")


def choose_color(number: int, of: int) -> Color:
    """Return green if `number` equals `of`, yellow if it is at least half of it, otherwise red."""
    return Color.GREEN if number == of else Color.YELLOW if 2 * number >= of else Color.RED
