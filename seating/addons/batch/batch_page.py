"""The page that sums up a batch, for the convening team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from seating.present.blocks import (
    NOTHING,
    Column,
    Row,
    Table,
    Text,
    below,
    data,
    join,
    list_sections,
    paragraph,
)
from seating.present.page import Masthead, render_page
from seating.present.settings import STANDARD, Settings
from seating.wording import Said, message, said, said_count

STATUSES: Mapping[str, str] = {
    "optimal": message("optimal"),
    "feasible": message("good, not proven optimal"),
    "impossible": message("musts cannot all be met"),
    "no_seating": message("no seating found that meets all musts"),
    "failed": message("failed"),
    "not_seated": message("not seated"),
}
"""What the page says of the states of a convening."""


def render_batch(rows: Sequence[Mapping[str, Any]], title: str, settings: Settings = STANDARD) -> str:
    """Return the summary as one self-contained HTML file.

    Parameters
    ----------
    rows : sequence of mapping
        The fields of each row of `batch.csv`; numbers are None without a seating. `report` is the path of the report
        from the folder of the summary.
    title : str
        The name of the folder.
    settings : Settings
    """
    seated = sum(row["penalty"] is not None for row in rows)
    heading = said_count("%(number)s convening", "%(number)s convenings", len(rows))
    blocks = (
        paragraph(
            said_count("%(number)s of them has a seating.", "%(number)s of them have a seating.", seated), "intro"
        ),
        tabulate_convenings(heading, rows),
    )
    sections = list_sections([("batch", heading, blocks)])
    for_team = said("For the convening team")
    kind = said("Seatings for many convenings")
    masthead = Masthead("batch", kind, for_team, title, skip=said("Skip to the comparison"), stamp=for_team)
    return render_page(masthead, sections, settings)


def tabulate_convenings(caption: Said, rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return the convenings of a batch as a table; see `render_batch`."""
    titles = (
        Column(said("Convening")),
        Column(said("Quality")),
        Column(said("People"), is_number=True),
        Column(said("Tables"), is_number=True),
        Column(said("Unmet musts"), is_number=True),
        Column(said("Penalty"), is_number=True),
        Column(said("Requirements met"), is_number=True),
        Column(said("Voices heard"), is_number=True),
    )
    return Table(caption, titles, list(map(_describe_convening, rows)), repeats_heading=True, is_wide=True)


def _describe_convening(row: Mapping[str, Any]) -> Row:
    status: list[Text] = [said(STATUSES.get(row["status"], row["status"]))]
    if row["message"]:
        status.append(below(row["message"]))
    link = quote(row["report"]) if row["report"] else ""
    if row["penalty"] is None:
        numbers: list[Text] = [NOTHING] * 4
    else:
        penalty: Text = row["penalty"]
        if row["bound"] is not None and row["bound"] != row["penalty"]:
            penalty = (row["penalty"], " ", below(said("at least %(number)s", number=row["bound"])))
        numbers = [row["people"], row["tables"], row["unmet"], penalty]
    met, heard = _count_of(row["met"], row["requirements"]), _count_of(row["heard"], row["voices"])
    return Row((data(row["folder"], link), join(status, " "), *numbers, met, heard))


def _count_of(part: int | None, whole: int | None) -> Text:
    return NOTHING if whole is None else said("%(number)s of %(whole)s", number=part, whole=whole)
