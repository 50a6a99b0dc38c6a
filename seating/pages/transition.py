"""What would be open if a person left: printed by `seating explain --person P --leaves`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from seating.analysis.relief import Relief
from seating.pages.unmet import describe_finding, describe_requirement
from seating.present.blocks import ARROW, Block, Text, below, data, field, join, paragraph, parts_of, titled
from seating.present.shortening import truncate
from seating.report.duty_names import duty_in_words, governance_roles, name_lack
from seating.report.person_names import label_apart
from seating.report.transition import Transition
from seating.result import Result
from seating.room.lineage import label_of
from seating.room.tables import map_labels
from seating.wording import said, said_list

SHOWN = 12
"""Maximum number of lines in one list; the others are counted."""


def list_blocks(result: Result, found: Transition) -> Iterator[Block]:
    """Yield what hangs on a person, with who could be asked to take over."""
    name = label_apart(result, found.person)
    roles, labels = governance_roles(result, found.person.id), map_labels(result.convening.tables)
    lists = (
        (said("At the table"), list(_list_seat(result, found))),
        (said("What the room would lack if this seat were empty"), list(_list_losses(result, found))),
        (
            said("Governance"),
            roles,
        ),
        (said("Promises that have not been kept yet"), list(_list_promises(labels, found))),
        (said("Requests waiting for an answer"), [data(line["request"]) for line in found.requests]),
        (said("Messages that no one else carries"), list(_list_channels(labels, found))),
        (
            said("People who depend on them or their organization"),
            [data(label_apart(result, person)) for person in found.dependents],
        ),
        (said("Tables that their organization hosts"), [data(table.label) for table in found.hosted]),
    )
    if found.person.id in result.people.held:
        yield paragraph(field(said("Open as long as no one takes the held seat"), data(name)))
    else:
        yield paragraph(field(said("Open if this person leaves"), data(name)))
    if not any(lines for _, lines in lists):
        yield paragraph(said("Nothing that the program knows of remains open."))
    for title, lines in lists:
        yield from titled(title, truncate(lines, SHOWN))
    yield from titled(said("Who could take over"), _list_heirs(result, found))


def _list_seat(result: Result, found: Transition) -> Iterator[Text]:
    if found.table is not None:
        further = map(partial(label_of, result.room), result.plan.further.get(found.person.id, ()))
        for label in (found.table.label, *further):  # staff may serve at several sessions
            is_staff = found.person.duty is not None  # they take no seat
            yield field(said("Work at") if is_staff else said("Seat at"), data(label))
    for duty in found.duties:
        yield field(said("Duty"), duty_in_words(result, found.person.id, duty))


def _list_losses(result: Result, found: Transition) -> Iterator[Text]:
    result = found.judged or result
    for loss in found.losses or ():
        findings = [below(describe_finding(result, one)) for one in loss.findings]
        yield (*parts_of(describe_requirement(result, loss.requirement.id)), " ", *join(findings, " "))


def _list_promises(labels: Mapping[str, str], found: Transition) -> Iterator[Text]:
    for promise in found.promises:
        table = data(labels[promise.table]) if promise.table in labels else said("the whole room")
        yield (
            (data(promise.label), " (", table, ", ", data(promise.by), ")")
            if promise.by
            else (data(promise.label), " (", table, ")")
        )


def _list_channels(labels: Mapping[str, str], found: Transition) -> Iterator[Text]:
    for channel in found.channels:
        origin, target = (labels.get(table, table) for table in (channel.origin, channel.target))
        yield (data(origin), " ", ARROW, " ", data(target))


def _list_heirs_of_staff(result: Result, reliefs: Iterable[Relief]) -> Iterator[Text]:
    """Yield who could take over each task of one of the staff, as on the change kit."""
    for relief in reliefs:
        heirs = [label_apart(result, one) for one in (*relief.from_tables, *relief.from_list)]
        names: Text = data(said_list(heirs, last="or"))
        if not heirs:
            names = said("no one") if relief.is_checked else said("not checked")
        yield (data(label_of(result.room, relief.lack.table)), ", ", name_lack(relief.lack), ": ", *parts_of(names))


def _list_heirs(result: Result, found: Transition) -> Iterator[Text]:
    """Yield who could take over."""
    if found.deputies:
        yield field(said("Named on the list as deputy"), data(said_list(found.deputies, last="or")))
    if found.reliefs is not None:  # of staff, only those who can do the same and are free then
        yield from dict.fromkeys(_list_heirs_of_staff(found.judged or result, found.reliefs))
    elif found.colleagues:
        # who comes is named first
        colleagues = sorted(found.colleagues, key=lambda one: one.id not in result.plan.seats)
        names = said_list([label_apart(result, one) for one in colleagues[:SHOWN]], last="or")
        yield field(said("From the same organization"), data(names))
    elif found.person.organization and not found.has_deputy_there:  # such a deputy is named already
        yield field(said("To be named by"), data(found.person.organization))
