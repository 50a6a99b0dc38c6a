"""Two saved seatings side by side: their sums, what each requirement costs in both, and who sits elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from seating.ledger.side_by_side import Side, SideBySide
from seating.pages.rounds import WITHOUT_PRIVATE, leaves_out_points
from seating.present.blocks import (
    NOTHING,
    Block,
    Column,
    Figures,
    Row,
    Span,
    Table,
    Text,
    below,
    code,
    data,
    field,
    paragraph,
    titled,
)
from seating.record.result import RequirementRecord
from seating.report.claims import labels
from seating.report.renamed_tables import ABSENT_AT_THEIR_SEAT, TABLES_RENAMED, tell_renamed
from seating.report.requirement_names import name_cell
from seating.wording import Said, said, said_joined, said_list


def list_blocks(compared: SideBySide) -> Iterator[Block]:
    """Yield what two seatings cost, and where their people sit.

    Parameters
    ----------
    compared : SideBySide
    """
    requirement = said("Requirement")
    rows = [
        Row((_name_requirement(compared, one, other), _tell_cost(one), _tell_cost(other)))
        for one, other in compared.requirements
    ]
    yield _tabulate_sums(compared)
    if any(leaves_out_points(side.saved) for side in (compared.first, compared.second)):
        yield paragraph(WITHOUT_PRIVATE)
    yield Table(said("Requirements"), [Column(requirement), *_columns(compared, is_number=False)], rows)
    yield from _list_people(compared)


def _columns(compared: SideBySide, is_number: bool) -> tuple[Column, Column]:
    return Column(_name(compared.first), is_number), Column(_name(compared.second), is_number)


def _name(side: Side) -> Said:
    return said_joined([side.folder.as_posix(), labels.ROUND_IN_LINE(number=side.saved.number)], ", ")


def _tabulate_sums(compared: SideBySide) -> Table:
    """Return the numbers of both seatings. One that neither has is left out."""
    one, other = compared.first, compared.second
    sums = [
        (said("Penalty"), one.penalty, other.penalty),
        (said("Lower bound of the penalty"), one.bound, other.bound),
        (said("Penalty at governance tables"), one.governance_penalty, other.governance_penalty),
        (said("Unmet musts"), one.unmet_musts, other.unmet_musts),
    ]
    if one.unmet_private or other.unmet_private:
        sums.append((said("Unmet private requirements"), one.unmet_private, other.unmet_private))
    rows = [
        Row((title, _show(first), _show(second)))
        for title, first, second in sums
        if first is not None or second is not None
    ]
    title = said("Sums")
    return Table(title, [Column(title), *_columns(compared, is_number=True)], rows, repeats_heading=True)


def _show(number: int | None) -> Text:
    return NOTHING if number is None else number


def _name_requirement(compared: SideBySide, one: RequirementRecord | None, other: RequirementRecord | None) -> Text:
    """Return the sentence of a requirement and its id; those of both seatings where they differ."""
    names = compared.people.names
    told: list[str | int | Span] = []
    for sentence, identity in dict.fromkeys((each.sentence, each.id) for each in (one, other) if each is not None):
        told += [" ", below(sentence)] if told else [sentence]
        told += [" [", code(name_cell(identity, names)), "]"]
    return tuple(told)


def _tell_cost(judged: RequirementRecord | None) -> Text:
    """Return whether a requirement is met or, if it is not, by how much it falls short and what that costs."""
    if judged is None:
        return NOTHING
    if not judged.applies:
        return said("does not apply")
    if judged.met:
        return said("met if a held seat is filled") if judged.waits else said("met")
    if not judged.shortfall:
        return said("unmet")
    if judged.must:
        return field(said("must unmet by"), judged.shortfall)
    return (*field(said("unmet by"), judged.shortfall), "; ", *field(said("penalty"), judged.penalty or 0))


def _list_people(compared: SideBySide) -> Iterator[Block]:
    """Yield who sits at another table, and who is only in one of the seatings."""
    people = compared.people
    then, now = people.before.table_labels, people.after.table_labels
    counts: list[tuple[Text, Text]] = [
        (said("At the same table in both"), people.stayed),
        (said("At another table"), len(people.moved)),
        (said("Only in the first"), len(people.left)),
        (said("Only in the second"), len(people.joined)),
    ]
    yield Figures(counts, "facts")
    if people.absent:
        yield paragraph(ABSENT_AT_THEIR_SEAT)
    yield from titled(TABLES_RENAMED, tell_renamed(people.renamed, then, now))
    for title, moves in ((said("At another table"), people.moved), (said("Held seats at another table"), people.held)):
        rows = [
            Row((data(people.label_of(person)), data(then.get(a, a)), data(now.get(b, b)))) for person, a, b in moves
        ]
        yield Table(title, [Column(said("Name")), *_columns(compared, is_number=False)], rows)
    for side, places, tables in ((compared.first, people.left, then), (compared.second, people.joined, now)):
        lines = [
            (
                data(people.label_of(person)),
                ": ",
                data(said_list(tables.get(one, one) for one in (table, *people.further.get(person, ())))),
            )
            for person, table in places
        ]
        yield from titled(field(said("Only in"), _name(side)), lines)
