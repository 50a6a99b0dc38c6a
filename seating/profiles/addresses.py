"""Read addresses in cells: those after names, as mail programs and Notion write them, and those that name a person.

Examples are "Ana Soto <ana@x.example>", "Ben Ode (https://www.notion.so/…)" and "ben@x.example; cara@x.example".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from seating.groups import group_by_key
from seating.profiles.name_cells.cell import Kind
from seating.profiles.name_cells.reader import read_name_cell
from seating.profiles.name_cells.slate import ADDRESS, IN_TEXT
from seating.profiles.names import PARTICLES
from seating.sources import Row
from seating.wording import fold

IS_ADDRESS = re.compile(rf"<?(?:mailto:)?{ADDRESS}>?")
"""Matches an e-mail address alone."""

BETWEEN = re.compile(r"[;,|\n\r]|\s[&+/]\s|\s(?:and|y|et|und|e)\s")
"""Separators of people in a cell with addresses, within which spaces separate addresses too."""

LONGEST = 1_000
"""Maximum number of characters of a cell in which addresses are looked for."""

MOST_WORDS = 5
"""Maximum number of words of a name before an address."""

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
            if "@" in cell and (named := _named(cell)) is not None:
                cells[index], found[row.line, index] = named
            elif "notion." in cell and NOTION.search(cell):
                cells[index] = NOTION.sub("", cell)
        freed.append(row if cells == list(row.cells) else replace(row, cells=tuple(cells)))
    return Freed(tuple(freed), found)


def _named(cell: str) -> tuple[str, str] | None:
    """Return a cell without the addresses behind its names, and the first of them; None if it has other texts."""
    found = read_name_cell(cell)
    if not found.addresses or found.has_loose_address or not all(map(_may_be_name, found.names)):
        return None
    if len(found.people) > 1:
        return found.written, found.addresses[0]
    name = "".join(token.text for token in found.tokens if token.kind is not Kind.ADDRESS)
    return " ".join(name.replace('"', " ").split()).rstrip(" -–,;"), found.addresses[0]


def find_address(text: str) -> str:
    """Return the e-mail address that a text states, alone or after a name, as addresses are compared; "" for none.

    >>> find_address("mailto:Ben@x.example"), find_address("Ben Ode <ben@x.example>"), find_address("not ben@x.example")
    ('ben@x.example', 'ben@x.example', '')
    """
    if "@" not in text or len(text) > LONGEST:
        return ""
    written = text.strip()
    found = IN_TEXT.search(written)
    if found is None or found.end() < len(written.rstrip(" .")) or not _may_be_name(written[: found.start()]):
        return ""
    return _address_of(found)


def _may_be_name(text: str) -> bool:
    """Whether a text before an address may be the name of its person, or is blank."""
    words = text.strip(" \t:-–\"'").split()
    return len(words) <= MOST_WORDS and not any(word[0].islower() and fold(word) not in PARTICLES for word in words)


@dataclass(frozen=True, slots=True)
class Reachable:
    """A row of a list: what is written to name its person, their e-mail address, and their id."""

    line: int
    name: str
    email: str
    id: str = ""


def labels_by_address(rows: Iterable[Reachable]) -> Mapping[str, str]:
    """Return the text that names the person of each address: the name, or the id where others have the name.

    An address that several people share, or whose person has neither, is left out.
    """
    rows = list(rows)
    by_name = group_by_key((fold(row.name), _compared(row.email)) for row in rows if row.name)
    found: dict[str, str] = {}
    for address, alike in group_by_key((_compared(row.email), row) for row in rows if row.email).items():
        names = {fold(row.name) for row in alike}
        is_alone = len(names) == 1 and len(set(by_name.get(next(iter(names)), ()))) == 1
        label = alike[0].name if is_alone else alike[0].id if len(alike) == 1 else ""
        if label:
            found[address] = label
    return found


def name_people(
    rows: Sequence[Row], labels: Mapping[str, str], own: Mapping[int, str], left: Collection[int]
) -> tuple[tuple[Row, ...], Mapping[int, int]]:
    """Return the rows with names in place of the addresses that name other people, and the number of cells by column.

    Parameters
    ----------
    rows : sequence of Row
    labels : mapping of str to str
        The name or id of each address on the list.
    own : mapping of int to str
        The label of the person of each row, by line.
    left : collection of int
        Columns that are left as they are: those of names, ids and addresses.
    """
    number: dict[int, int] = {}
    named = []
    for row in rows:
        cells = list(row.cells)
        for index, cell in enumerate(cells):
            if "@" in cell and index not in left and len(cell) <= LONGEST:
                cells[index] = _with_names(cell, labels, own.get(row.line, ""))
                if cells[index] != cell:
                    number[index] = number.get(index, 0) + 1
        named.append(replace(row, cells=tuple(cells)) if cells != list(row.cells) else row)
    return tuple(named), number


def _with_names(cell: str, labels: Mapping[str, str], own: str) -> str:
    """Return a cell with the names of the people whose addresses it contains; those of a list stand between semicolons.

    A cell with the address of the row's own person alone is left as it is: it is a second column of addresses.
    """
    parts = [part for piece in BETWEEN.split(cell) for part in _split(piece)]
    if not any(_address_of(found) in labels for found in IN_TEXT.finditer(cell)):
        return cell
    if len(parts) == 1 and labels.get(find_address(cell)) == own:
        return cell
    if all(find_address(part) or _may_be_name(part) for part in parts):
        return "; ".join(labels.get(find_address(part), part) for part in parts)
    return IN_TEXT.sub(lambda found: labels.get(_address_of(found), found[0]), cell)


def _split(piece: str) -> Iterator[str]:
    """Yield the references in a text without other separators: up to each address, and what follows the last one."""
    begin = 0
    for found in IN_TEXT.finditer(piece):
        yield piece[begin : found.end()].strip()
        begin = found.end()
    if rest := piece[begin:].strip(" \t."):
        yield rest


def _address_of(found: re.Match[str]) -> str:
    return _compared(found["framed"] or found["bare"])


def _compared(address: str) -> str:
    return fold(address).strip().rstrip(".!?")


def with_addresses(
    rows: Sequence[Row], addresses: Mapping[tuple[int, int], str], names: int, at: int
) -> tuple[Row, ...]:
    """Return the rows with the addresses after names in the column `at`, where it is blank."""
    found = ((row, addresses.get((row.line, names), "")) for row in rows)
    return tuple(row.with_cell(at, address) if address and not row.cell(at) else row for row, address in found)
