"""What is so: the written cells, the seats now and before a repair, and what the judge found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from tests.claims.lines import Line
from tests.report.claims import Row, Written, draw

Seats = Mapping[str, str]


@dataclass(frozen=True)
class World:
    """One seating, as it is read without the program.

    Attributes
    ----------
    written : Written
    seats : mapping of str to str
        The table of each person, by id; held seats too.
    judged : sequence of mapping
        What the judge found of each requirement, as in `result.json`.
    at_governance : sequence of mapping
        What the judge found of those about governance tables.
    before : mapping of str to str or None
        The seats before a repair; None without one.
    bound : int or None
        What is proven of the penalty, as in `result.json`.
    printed : str
        What the command printed.
    """

    written: Written
    seats: Seats
    judged: Sequence[Mapping[str, Any]] = ()
    at_governance: Sequence[Mapping[str, Any]] = ()
    before: Seats | None = None
    bound: int | None = None
    printed: str = ""

    @property
    def rows(self) -> Mapping[str, Row]:
        return {row["id"]: row for row in self.written.rows}

    @property
    def labels(self) -> Mapping[str, str]:
        """The names of the tables that seat people."""
        return {table: label.partition(" ")[2] for table, label in self.written.labels.items()}

    @property
    def people(self) -> Sequence[Row]:
        """Who has a seat, with staff; no held seats."""
        return [row for row in self.written.rows if row["id"] in self.seats and not is_held(row)]

    @property
    def moved(self) -> Sequence[str]:
        """Who sits at another table than before the repair."""
        before = self.before or {}
        return [one for one, table in self.seats.items() if one in before and before[one] != table]

    def at(self, line: Line) -> Row:
        """Return the person that a line is about."""
        return next(row for row in self.written.rows if line.head.startswith(row["name"]))

    def requirements(self, kind: str) -> Sequence[Mapping[str, Any]]:
        return [one for one in self.written.convening["requirements"] if one["kind"] == kind]


def is_held(row: Row) -> bool:
    """Whether a row is a seat for someone who was not found yet."""
    return row.get("status") == "open"


def draw_written(random: Random) -> Written:
    """Draw a list and a convening with held seats, pins, people who sit together and needs."""
    written = draw(random)
    rows = [{**row, "status": "", "needs": "", "organization": ""} for row in written.rows]
    coming = [row for row in rows if row["attending"] != "no" and not row["duty"]]
    tables = [dict(table) for table in written.convening["tables"]]
    seating = [table for table in tables if table["id"] in written.labels]
    asked = list(written.convening["requirements"])
    random.choice(seating)["features"] = ["ramp"]
    for row in coming:
        if random.random() < 0.2:
            row["needs"] = "ramp"
        if random.random() < 0.3:
            row["interests"] = "; ".join(random.sample([table["focus"] for table in seating], random.randint(1, 2)))
    if len(coming) > 3 and random.random() < 0.6:
        some = random.sample([row["id"] for row in coming], 2)
        asked.append({"kind": "together", "id": "together", "people": some, "must": False})
        pinned = random.sample([table["id"] for table in seating], random.randint(1, 2))
        asked.append({"kind": "pin", "id": "pinned", "people": some[:1], "tables": pinned, "must": False})
    for number in range(random.choice((0, 0, 1, 2))):
        blank = dict.fromkeys(rows[0], "")
        held = {"id": f"h{number}", "name": f"Seat {number}", "status": "open", "attending": "yes"}
        rows.append(blank | held | {"tenure": "renter" if number else ""})
    if tables[-1]["id"] == "steer":
        elders = {"kind": "count", "id": "elders", "at": "steer", "who": {"age": "elder"}, "at_least": 1}
        asked.append(elders | {"must": False})
    for table in seating:
        table["seats"] = {"max": table["seats"]["max"] + 1}
    convening = {**written.convening, "tables": tables, "requirements": asked}
    return replace(written, rows=tuple(rows), convening=convening)


Reader = Callable[..., None]

READERS: dict[str, Reader] = {}
"""The readers by the names of their claims."""


def reads(reader: Reader) -> Reader:
    """Register the reader of the claim that has its name."""
    READERS[reader.__name__.upper()] = reader
    return reader
