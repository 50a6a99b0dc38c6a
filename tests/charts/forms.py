"""Short notations for filled-in charts, for all tests of this folder.

`grid("Ana", {("talent", "labor", "doer"): "Ben"})` is the text of a chart in grid form, `long(...)` of a long form;
`charts(...)` reads such texts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from seating.charts import Charts
from seating.charts.chart_reader import read_charts
from seating.profiles import People
from seating.room.tables import Table
from seating.sources import open_book
from tests.builders import person, table

TABLES = (
    table({"id": "talent", "name": "Talent and skill"}),
    table({"id": "capital", "name": "Capital"}),
    table({"id": "steering", "name": "Steering", "kind": "steering", "people": ["ana"]}),
)
SECTORS = ("business", "labor")
ROLES = ("decision-maker", "doer", "designee")
LONG = ("chart of", "group", "date", "table", "sector", "role", "who", "why")

SPANISH = {
    "Chart by": "Cuadro de",
    "Group": "Grupo",
    "Date": "Fecha",
    "I could contribute most at": "Podría aportar más en",
    "Because I bring": "Porque traigo",
    "Sector": "Sector",
    "Role": "Función",
}
SPANISH_ROLES = {"decision-maker": "decisor/a", "doer": "ejecutor/a", "designee": "representante"}


def people(*rows: str | Mapping[str, Any]) -> People:
    """Return a list of these people, in rows from line 2."""
    return People(tuple(person(row).model_copy(update={"line": line}) for line, row in enumerate(rows, start=2)))


def heading(number: int, one: Table) -> str:
    """Return the heading of a table on a chart."""
    return f"{number} {one.label} [{one.id}]"


def grid_rows(
    by: str,
    cells: Mapping[tuple[str, str, str], str],
    *,
    group: str = "",
    date: str = "",
    own: str = "",
    brings: str = "",
    tables: Sequence[Table] = TABLES,
    sectors: Sequence[str] = SECTORS,
    is_spanish: bool = False,
) -> list[list[str]]:
    """Return the rows of a chart in grid form; `cells` are by table, sector and role, and a row without sector is last.

    Parameters
    ----------
    by, group, date, own, brings : str
        What stands above the grid.
    cells : mapping of (table, sector, role) to str
    tables : sequence of Table
    sectors : sequence of str
    is_spanish : bool
        Whether labels, headings and representative types are in Spanish.
    """
    said = SPANISH if is_spanish else {word: word for word in SPANISH}
    labels = zip(list(said.values())[:5], (by, group, date, own, brings), strict=True)
    rows = [*map(list, labels), [], [said["Sector"], said["Role"], *map(heading, range(1, 99), tables)]]
    keys = [(sector, role) for sector in sectors for role in ROLES] + [("", "")]
    for sector, role in keys:
        shown = SPANISH_ROLES.get(role, role) if is_spanish else role
        rows.append([sector, shown, *(cells.get((one.id, sector, role), "") for one in tables)])
    return rows


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def grid(by: str, cells: Mapping[tuple[str, str, str], str], **options: Any) -> str:
    """Return a chart in grid form as CSV; the options are those of `grid_rows`."""
    return as_csv(grid_rows(by, cells, **options))


def long(*rows: Mapping[str, str] | Sequence[str], headings: Sequence[str] = LONG) -> str:
    """Return charts in long form as CSV; a row is a mapping by heading, or its cells."""
    cells = [[row.get(one, "") for one in headings] if isinstance(row, Mapping) else list(row) for row in rows]
    return as_csv([headings, *cells])


def charts(
    *texts: str, listed: People | None = None, tables: Sequence[Table] = TABLES, may_add_tables: bool = False
) -> Charts:
    """Read texts of charts as the files `1.csv`, `2.csv` and so on."""
    books = [open_book(text.encode(), f"{number}.csv") for number, text in enumerate(texts, start=1)]
    return read_charts(books, listed or people(), tables, may_add_tables=may_add_tables)
