"""`recruit.csv`: a row for each person to invite, in the columns of the list, ready to fill in and append."""

from __future__ import annotations

from seating.profiles import Status
from seating.report.shared import shared_recruit
from seating.report.tabular import csv_bytes
from seating.result import Result

__all__ = ["RECRUIT", "recruit_csv"]

RECRUIT = "recruit.csv"


def recruit_csv(result: Result) -> bytes:
    """Return the rows: what is wanted is filled in, everything else is blank.

    Headings are the list's own, in its order; a wanted column that the list lacks comes last. Where
    the list has a status, it is `invited`. The file is for the convener, like the letters; yet what a
    private requirement or column asks is on the page of missing voices alone, and blank here.
    """
    wanted = shared_recruit(result)
    headings = {column: heading.text for column, heading in result.people.headings.items()} or {"name": "name"}
    for recruit in wanted:
        headings.update({column: column for column in recruit.who if column not in headings})
    rows = []
    for recruit in wanted:
        cells = dict(recruit.who)
        if "status" in headings and "status" not in cells:
            cells["status"] = Status.INVITED.value
        rows += [tuple(cells.get(column, "") for column in headings)] * recruit.people
    return csv_bytes(tuple(headings.values()), rows)
