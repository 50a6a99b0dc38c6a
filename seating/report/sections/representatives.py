"""Representative types by sector and organization, and which of these sent no decision-maker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seating.analysis.power import Delegation, count_representatives
from seating.present.blocks import NOTHING, Block, Column, Row, Table, data, paragraph, quiet
from seating.present.shortening import tell_unshown
from seating.profiles import Role
from seating.report.places import ROLE_MARKS, column_name
from seating.result import Result
from seating.wording import Said, said, said_count, said_joined

ORDER = 67
TITLE = "Who sent whom"

FEW = 12
"""If there are more values than this, only those without a decision-maker are shown."""

MOST_SHOWN = 40
"""Maximum number of lines of one table; values with only designees come first, then the largest."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the counts by sector, then by organization; nothing if representative types are unknown or private."""
    people = result.room.seated_people(result.plan)
    if not result.may_total("representative_type") or not any(p.representative_type for p in people):
        return
    shown = [column for column in ("sector", "organization") if result.may_total(column)]
    counted = {column: found for column in shown if (found := count_representatives(people, column))}
    unknown = [column for column in counted if result.lacks_cells(column)]
    groups = [(column_name(column), found) for column, found in counted.items() if column not in unknown]
    if groups:
        yield paragraph(
            said(
                "A designee reports back to their organization. At a table where no one can decide, agreements "
                "have to wait."
            ),
            "intro",
        )
    for heading, found in groups:
        yield from _list_group(heading, found)
    if "sector" in unknown:
        yield paragraph(
            said("Sectors are left out, because they are no longer known where a person’s data was removed.")
        )
    if "organization" in unknown:
        yield paragraph(
            said("Organizations are left out, because they are no longer known where a person’s data was removed.")
        )


def _list_group(heading: Said, found: Sequence[Delegation]) -> Iterator[Block]:
    lacking = [sent for sent in found if sent.only_designees or sent.without_decision_maker]
    ordered = sorted(lacking if len(found) > FEW else found, key=lambda sent: not sent.only_designees)
    lead = _count_without(found)
    if ordered:
        words = [*(ROLE_MARKS[role].word for role in Role), said("type not stated")]
        types = [Column(said(word), is_number=True) for word in words]
        titles = (Column(heading), *types, Column(said("What is missing")))
        yield Table((heading, " ", quiet(lead)), titles, [_row(sent) for sent in ordered[:MOST_SHOWN]])
    else:
        yield paragraph((heading, ": ", lead), "intro")
    yield from tell_unshown(len(ordered) - MOST_SHOWN)


def _count_without(found: Sequence[Delegation]) -> Said:
    """Return how many of the groups have no decision-maker, and how many may have none because a type is blank."""
    without = sum(sent.without_decision_maker for sent in found)
    unknown = sum(sent.may_lack_decision_maker for sent in found)
    if not (without or unknown):
        return said("Each one has a decision-maker in the room.")
    lacking = said_count(
        "%(number)s of %(all)s has no decision-maker in the room.",
        "%(number)s of %(all)s have no decision-maker in the room.",
        without,
        all=len(found),
    )
    if not unknown:
        return lacking
    left_open = said(
        "For %(number)s of %(all)s, it is not known whether a decision-maker is in the room.",
        number=unknown,
        all=len(found),
    )
    return said_joined([lacking, left_open], " ") if without else left_open


def _row(sent: Delegation) -> Row:
    lacks = NOTHING
    if sent.only_designees:
        lacks = said("only designees")
    elif sent.without_decision_maker:
        lacks = said("no decision-maker")
    elif sent.may_lack_decision_maker:
        lacks = said("not known")
    counts = (*(sent.types.get(role, 0) for role in Role), sent.untold)
    return Row((data(sent.name), *(count or NOTHING for count in counts), lacks))
