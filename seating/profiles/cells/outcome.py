"""What reading one cell gives: a value, what is wrong with it, and what is worth a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Fault", "Outcome", "Remark", "split"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a cell; `value` is the part that is, the whole cell when None.

    `might` are the words that it could stand for, the likely one first: a vocabulary may say which.
    """

    slug: str
    says: str
    hint: str | None = None
    value: str | None = None
    might: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something accepted and said; it follows the value: "DM" `is read as decision-maker`."""

    slug: str
    says: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The value of a cell as a person holds it, with its faults and remarks."""

    value: Any
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Remark, ...] = ()


def split(text: str) -> list[str]:
    """Return the values of a cell with several, separated by `;`; empty ones are dropped.

    >>> split("food; ;housing;")
    ['food', 'housing']
    """
    return [item for part in text.split(";") if (item := part.strip())]
