"""What charts say together, for `seating charts`: the finding, then sections of the page, each cut to a few lines."""

from __future__ import annotations

from collections.abc import Iterator

from seating.charts.agreement import State
from seating.charts.join_decisions import write_line
from seating.charts.summary import Summary
from seating.present.blocks import Block, Card, Lines, below, code, keep_filled, paragraph
from seating.present.languages import Words
from seating.present.shortening import cut_short
from seating.report.agreement.agreement_page import list_parts, say_reason, tell_number
from seating.wording import Said, said, said_count, said_first, said_joined, shortened

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
    for sentence in _tell_finding(summary):
        yield paragraph(sentence)
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
    yield paragraph(said("The page for the convener was written to %(file)s.", file=summary.files["charts"]))
    if "joined" in summary.files:
        file = summary.files["joined"]
        yield paragraph(said("To join or separate descriptions, change %(file)s and rerun this command.", file=file))


def _tell_finding(summary: Summary) -> Iterator[Said]:
    """Yield the finding: how many charts, what is agreed, disputed and missing."""
    found = summary.agreement
    sizes = summary.groups.sizes
    if set(sizes) == {""}:
        yield said("%(charts)s.", charts=tell_number(found))
    else:
        groups = [
            said(
                "%(number)s %(group)s",
                number=number,
                group=shortened(name, LENGTH) if name else said("without a group"),
            )
            for name, number in sizes.items()
        ]
        yield said("%(charts)s. By group: %(groups)s.", charts=tell_number(found), groups=said_first(groups, SHOWN))
    yield _tell_agreement(summary)
    if summary.people_file:
        yield said_count(
            "%(number)s of them is not on the list or not coming.",
            "%(number)s of them are not on the list or not coming.",
            len(summary.missing),
        )
    if found.grids:
        yield _count_empty(summary)
    if found.placed:
        yield _tell_placed(summary)


def _tell_agreement(summary: Summary) -> Said:
    """Return how many are named, and how far the charts agree on their tables."""
    found = summary.agreement
    numbers = {state: len(found.of(state)) for state in State}
    parts = [
        said_count("%(number)s undisputed", "%(number)s undisputed", numbers[State.UNDISPUTED]),
        said_count("%(number)s disputed", "%(number)s disputed", numbers[State.DISPUTED]),
        said("%(number)s named once", number=numbers[State.ONCE]),
    ]
    if numbers[State.NO_TABLE]:
        parts.append(said("%(number)s with a table on at most one chart", number=numbers[State.NO_TABLE]))
    return said_count(
        "They name %(number)s person or description: %(parts)s.",
        "They name %(number)s people and descriptions: %(parts)s.",
        len(found.named),
        parts=said_joined(parts, ", "),
    )


def _count_empty(summary: Summary) -> Said:
    """Return how many cells are left empty by most of the spreadsheets that show them."""
    found = summary.agreement
    values = {
        "empty": sum(one.is_mostly_empty for one in found.cells),
        "cells": said_count("%(number)s cell", "%(number)s cells", sum(one.shown > 0 for one in found.cells)),
    }
    return said_count(
        "%(empty)s of %(cells)s are empty in the spreadsheet that shows them.",
        "%(empty)s of %(cells)s are empty in more than half of the %(number)s spreadsheets that show them.",
        found.grids,
        **values,
    )


def _tell_placed(summary: Summary) -> Said:
    """Return how many people say where they could contribute, and whether other charts agree."""
    found = summary.agreement
    placed = [one for one in found.placed if one.others]
    same = sum(one.is_confirmed is True for one in placed)
    says = said_count(
        "%(number)s person placed themselves at a table.",
        "%(number)s people placed themselves at a table.",
        len(found.placed),
    )
    unknown = sum(not one.is_known for one in found.placed)
    others = said_count(
        "No other chart names them at a table.", "No other chart names any of them at a table.", len(found.placed)
    )
    if unknown:
        others = said(
            "%(number)s of them left no clear name. No other chart names any of the others at a table.", number=unknown
        )
        if unknown == len(found.placed):
            others = said("Whether other charts name them is not known, because they left no clear name.")
    if placed:
        others = said(
            "Other charts name %(number)s of them at a table: %(same)s at the same table only, and %(other)s at "
            "another.",
            number=len(placed),
            same=same,
            other=len(placed) - same,
        )
    return said_joined([says, others], " ")
