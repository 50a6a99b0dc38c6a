"""What someone types into the form of a chart, before it is a file: the fields as the page showed them, and drafts."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from seating.charts.form_words import ONESELF
from seating.profiles import Role

MOST_BYTES = 10_000_000
"""Maximum size of a draft, in bytes. A chart of 30 tables and 20 sectors, with every field full, has less."""


class EntryCell(NamedTuple):
    """A cell of the form.

    Attributes
    ----------
    table : str
        The id of the table.
    sector : int
        The position of the sector in `ChartEntry.sectors`.
    role : Role
    """

    table: str
    sector: int
    role: Role


@dataclass(frozen=True, slots=True)
class ChartEntry:
    """What one person typed.

    Attributes
    ----------
    tables : tuple of str
        The ids of the tables that the page showed.
    sectors : tuple of str
        The sectors that the page showed, and those that the person added; "" for one that has no name yet.
    name, group, brings : str
    date : str
        An ISO date; "" until the chart is finished.
    own_table : str
        The id of the table where the person could contribute most; "" if they did not say.
    cells : mapping of EntryCell to str
        The texts that are not blank.
    nobody : frozenset of EntryCell
        The cells whose box "nobody needed here" is ticked.
    answers : mapping of (int, str) to str
        The answers by the position of the guiding question and the id of the table; "" is the whole room.
    """

    tables: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    name: str = ""
    group: str = ""
    date: str = ""
    own_table: str = ""
    brings: str = ""
    cells: Mapping[EntryCell, str] = field(default_factory=dict)
    nobody: frozenset[EntryCell] = frozenset()
    answers: Mapping[tuple[int, str], str] = field(default_factory=dict)

    @property
    def used(self) -> frozenset[EntryCell]:
        """The cells with a text or a tick."""
        return self.nobody.union(self.cells)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed at all."""
        return not (self.used or self.answers or self.name or self.group or self.own_table or self.brings)


@dataclass(frozen=True, slots=True)
class ShortLine:
    """One line of a short chart: who is needed, of which sector, and at which table; "" for what it does not state."""

    who: str = ""
    sector: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class ShortEntry:
    """What one person typed into the form of a short chart.

    Attributes
    ----------
    name : str
    own_table : str
        The id of the table where the person can contribute; "" if they did not say.
    brings : str
    others : tuple of ShortLine
        Who else needs to be at that table. Their table is `own_table`.
    why_others : str
    missing : tuple of ShortLine
        Who is missing altogether.
    why_missing : str
    """

    name: str = ""
    own_table: str = ""
    brings: str = ""
    others: tuple[ShortLine, ...] = ()
    why_others: str = ""
    missing: tuple[ShortLine, ...] = ()
    why_missing: str = ""

    @property
    def lines(self) -> tuple[tuple[ShortLine, str], ...]:
        """The rows of a typed list with their reasons: the author's own place, then each line with a text."""
        own = ShortLine(ONESELF, table=self.own_table)
        others = (replace(line, table=self.own_table) for line in self.others)
        return (
            *([(own, self.brings)] if self.own_table or self.brings else ()),
            *((line, self.why_others) for line in others if line.who),
            *((line, self.why_missing) for line in self.missing if line.who),
        )


def clean_text(text: str) -> str:
    """Return a text without control characters, which a spreadsheet cannot hold; line breaks stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})


def one_line(text: str) -> str:
    """Return a text without control characters and line breaks, with single spaces."""
    return " ".join(clean_text(text).split())


def dump_entry(entry: ChartEntry) -> bytes:
    """Return a draft as JSON."""
    data = {
        "tables": entry.tables,
        "sectors": entry.sectors,
        "name": entry.name,
        "group": entry.group,
        "own_table": entry.own_table,
        "brings": entry.brings,
        "cells": [[*cell, text] for cell, text in entry.cells.items()],
        "nobody": sorted(entry.nobody),
        "answers": [[*key, text] for key, text in entry.answers.items()],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode(errors="replace") + b"\n"


def load_entry(content: bytes) -> ChartEntry:
    """Return the draft that `dump_entry` wrote.

    Raises
    ------
    ValueError
        If it is no such draft.
    """
    try:
        if len(content) > MOST_BYTES:
            raise ValueError("is not a draft of a chart: it is too large")
        data = json.loads(content)
        entry = ChartEntry(
            tables=tuple(map(str, data["tables"])),
            sectors=tuple(map(str, data["sectors"])),
            name=str(data["name"]),
            group=str(data["group"]),
            own_table=str(data["own_table"]),
            brings=str(data["brings"]),
            cells={_cell(*place): str(text) for *place, text in data["cells"]},
            nobody=frozenset(_cell(*place) for place in data["nobody"]),
            answers={(int(number), str(table)): str(text) for number, table, text in data["answers"]},
        )
        if any(not 0 <= cell.sector < len(entry.sectors) for cell in entry.used):
            raise ValueError("is not a draft of a chart: a sector is missing")
        return entry
    except (KeyError, TypeError, OverflowError, RecursionError) as error:
        raise ValueError(f"is not a draft of a chart: {error}") from None


def _cell(table: str, sector: int, role: str) -> EntryCell:
    return EntryCell(str(table), int(sector), Role(role))
