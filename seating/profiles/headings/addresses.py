"""Take addresses out of cells with names, as mail programs and Notion write them.

Examples are "Ana Soto <ana@x.example>" and "Ben Ode (https://www.notion.so/…)".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from seating.sources import Row

ADDRESS = r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\s@<>()\[\],;:\"]+"
AFTER_NAME = re.compile(
    rf"""(?P<name>[^\W\d_][^@<>;:]*?)"?\s*(?:<\s*(?:mailto:)?(?P<angle>{ADDRESS})\s*>|[(\[]\s*(?P<round>{ADDRESS})\s*[)\]]"""
    rf"""|\s[-–]?\s*(?P<bare>{ADDRESS}))""",
    re.VERBOSE,
)
"""Matches a name and the e-mail address after it."""

IS_ADDRESS = re.compile(rf"<?(?:mailto:)?{ADDRESS}>?")
"""Matches an e-mail address alone."""

NOTION = re.compile(r"\s*\(https?://(?:www\.)?notion\.(?:so|site)/[^\s()]*\)")
"""Matches the address that Notion writes after the name of a related page."""


@dataclass(frozen=True, slots=True)
class Freed:
    """Rows whose cells have no addresses after names, and these addresses by line and column."""

    rows: tuple[Row, ...]
    addresses: Mapping[tuple[int, int], str]


def free_names(rows: Sequence[Row]) -> Freed:
    """Return the rows with names alone, and the address that stood after each name."""
    found: dict[tuple[int, int], str] = {}
    freed = []
    for row in rows:
        cells = list(row.cells)
        for index, cell in enumerate(cells):
            if "@" in cell and (match := AFTER_NAME.fullmatch(cell.strip().lstrip('"'))) is not None:
                cells[index] = match["name"].strip().rstrip('"').strip()
                found[row.line, index] = match["angle"] or match["round"] or match["bare"]
            elif "notion." in cell and NOTION.search(cell):
                cells[index] = NOTION.sub("", cell)
        freed.append(row if cells == list(row.cells) else replace(row, cells=tuple(cells)))
    return Freed(tuple(freed), found)


def with_addresses(
    rows: Sequence[Row], addresses: Mapping[tuple[int, int], str], names: int, at: int
) -> tuple[Row, ...]:
    """Return the rows with the addresses after names in the column `at`, where it is blank."""
    found = ((row, addresses.get((row.line, names), "")) for row in rows)
    return tuple(row.with_cell(at, address) if address and not row.cell(at) else row for row, address in found)
