"""What charts say together, for `seating charts`: the finding, then sections of the page, each cut to a few lines."""

from __future__ import annotations

from collections.abc import Iterator

from seating.charts.agreement import State
from seating.charts.join_decisions import write_line
from seating.charts.summary import Summary
from seating.present.blocks import Block, Card, Figures, Lines, Text, below, code, data, field, keep_filled, paragraph
from seating.present.languages import Words
from seating.present.shortening import cut_short
from seating.report.agreement.agreement_page import list_figures, list_parts, say_reason
from seating.report.claims import labels
from seating.wording import said, said_field, said_first, shortened

SHOWN = 10
"""Maximum number of rows of a table, and of items of a list. The page has them all."""

LENGTH = 70
"""Maximum length of the name of a group, in characters."""

SECTIONS = frozenset({"added-up", "missing", "named", "empty", "placed", "compared", "times"})
"""The sections of the page that a terminal shows."""


def list_blocks(summary: Summary, words: Words, *, with_groups: bool = False) -> Iterator[Block]:
    """Yield what charts say together.

    Parameters
    ----------
    summary : Summary
    words : Words
        The language of usual sectors.
    with_groups : bool
        Whether to tell who each group names.
    """
    yield Figures(list(_count(summary)), "facts")
    for name, title, blocks in list_parts(summary, words):
        is_shown = name in SECTIONS or (with_groups and name == "groups")
        if is_shown and (shown := [each for block in keep_filled(blocks) for each in cut_short(block, SHOWN)]):
            yield Card(title, shown)
    similar = [(code(write_line(one)), below(say_reason(one))) for one in summary.similar]
    if similar:
        title = said(
            "Similar, but not joined. To join a pair, replace its line in mentions.csv with the line shown here"
        )
        yield Card(title, list(cut_short(Lines(similar, "bullets"), SHOWN)))
    yield paragraph(field(said("The page for the convener"), data(summary.files["charts"])))
    if "joined" in summary.files:
        yield paragraph(
            field(said("To join or separate descriptions, change this file"), data(summary.files["joined"]))
        )


def _count(summary: Summary) -> Iterator[tuple[Text, Text]]:
    """Yield what is counted, each number with its label."""
    found, groups = summary.agreement, summary.groups.sizes
    yield from list_figures(summary)
    if set(groups) != {""}:
        sizes = [
            said_field(shortened(name, LENGTH) if name else said("without a group"), f"{number:,}")
            for name, number in groups.items()
        ]
        yield said("By group"), data(said_first(sizes, SHOWN))
    if at := len(found.of(State.NO_TABLE)):
        yield said("with a table on at most one chart"), at
    if found.grids:
        empty, shown = sum(one.is_mostly_empty for one in found.cells), sum(one.shown > 0 for one in found.cells)
        yield said("cells that are mostly empty"), labels.PART_OF(part=empty, all=shown)
    if found.placed:
        placed = [one for one in found.placed if one.others]
        yield said("placed themselves at a table"), len(found.placed)
        yield said("placed by others at the same table only"), sum(one.is_confirmed is True for one in placed)
        yield said("placed by others at another table"), sum(one.is_confirmed is not True for one in placed)
