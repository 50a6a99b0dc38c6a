"""The cell of assets: what somebody brings, `skill: bookkeeping; space: church hall`."""

from __future__ import annotations

from seating.profiles.cells.outcome import Fault, Outcome, split
from seating.profiles.person import Asset

__all__ = ["read_assets"]


def read_assets(text: str) -> Outcome:
    """Read words, each with or without its group before a colon."""
    assets: list[Asset] = []
    faults: list[Fault] = []
    for item in split(text):
        group, colon, word = (part.strip() for part in item.partition(":"))
        if colon and not (group and word):
            says = "has a colon with nothing before it" if word else "has a colon with nothing after it"
            faults.append(Fault("asset-incomplete", says, "Write a group and a word: skill: bookkeeping.", item))
        else:
            assets.append(Asset(group=group, word=word) if colon else Asset(word=group))
    return Outcome(tuple(assets), tuple(faults))
