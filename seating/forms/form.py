"""What a form is: its fields, the columns found for them, and its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seating.profiles.columns import Column

__all__ = ["Entry", "Field", "Form"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a form: its heading, what else it is called, and whether a form without it is none."""

    name: str
    also: tuple[str, ...] = ()
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a form: its line, and its cells by the names of their fields, without outer space."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True)
class Form:
    """The columns that were found, and the rows below them that hold anything."""

    columns: Mapping[str, Column]
    entries: tuple[Entry, ...]
