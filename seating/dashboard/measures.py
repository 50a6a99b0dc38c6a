"""What earlier seatings let the program propose: a colour for a component that nobody has rated.

A proposal is a count put into a colour, and says which. People rate; where they have, it is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from seating.dashboard.measure import Measure, by_share
from seating.dashboard.measured_convening import measures_of_convening

__all__ = ["measures_of"]

Record = Mapping[str, Any]


def measures_of(records: Sequence[Record]) -> tuple[Measure, ...]:
    """Return what the records of some rounds let us propose.

    Parameters
    ----------
    records : sequence of mapping
        What `result.json` holds, one a round, in the order of the rounds; keys that are not there
        propose nothing.
    """
    if not records:
        return ()
    measured = records[-1].get("measured")
    found = [*measures_of_convening(measured)] if isinstance(measured, Mapping) else []
    return (*found, *_voices(records))


def _voices(records: Sequence[Record]) -> Iterator[Measure]:
    """Yield how many voices were heard, round by round; the colour is that of the last one."""
    rounds = [one for record in records for one in record.get("rounds", ()) if isinstance(one, Mapping)]
    heard = [_heard(one) for one in rounds]
    told = [(n, of, number) for n, of, number in heard if of]
    if told:
        last, of, _ = told[-1]
        rows = "; ".join(f"round {number}: {n:,} of {asked:,}" for n, asked, number in told)
        names = ("Voices heard", "Voices", "Community voices")
        yield Measure(names, by_share(last, of), f"Voices heard, {rows}.")


def _heard(one: Record) -> tuple[int, int, Any]:
    voices = [voice for voice in one.get("voices", ()) if isinstance(voice, Mapping)]
    return sum(voice.get("state") == "heard" for voice in voices), len(voices), one.get("round", "?")
