"""What would be open if a person left: printed by `seating explain --person P --leaves`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seating.analysis.relief import Relief
from seating.pages.unmet import describe_finding, describe_requirement
from seating.present.blocks import Block, Text, below, data, join, paragraph, parts_of, titled
from seating.present.shortening import truncate
from seating.report.duty_names import duty_in_words, governance_roles, name_lack
from seating.report.person_names import label_apart
from seating.report.transition import Transition
from seating.result import Result
from seating.wording import message, said, said_count, said_list

SHOWN = 12
"""Maximum number of lines in one list; the others are counted."""


def list_blocks(result: Result, found: Transition) -> Iterator[Block]:
    """Yield what hangs on a person, with who could be asked to take over."""
    name = label_apart(result, found.person)
    roles = governance_roles(result, found.person.id)
    lists = (
        (said("At the table"), list(_list_seat(result, found))),
        (said("What the room would lack if this seat were empty"), list(_list_losses(result, found))),
        (
            said("Governance"),
            [said("Member of %(role)s.", role=one) for one in roles],
        ),
        (said("Promises that have not been kept yet"), list(_list_promises(result, found))),
        (said("Requests waiting for an answer"), [data(line["request"]) for line in found.requests]),
        (said("Messages that no one else carries"), list(_list_channels(result, found))),
        (
            said("People who depend on them or their organization"),
            [data(label_apart(result, person)) for person in found.dependents],
        ),
        (said("Tables that their organization hosts"), [data(table.label) for table in found.hosted]),
    )
    if found.person.is_held:
        yield paragraph(
            said("As long as no one takes the held seat (%(name)s), the following remains open:", name=name)
        )
    elif any(lines for _, lines in lists):
        yield paragraph(said("If %(name)s leaves, the following remains open:", name=name))
    else:
        yield paragraph(said("If %(name)s leaves, nothing that the program knows of remains open.", name=name))
    for title, lines in lists:
        yield from titled(title, truncate(lines, SHOWN))
    yield from titled(said("What to do now"), _advise(result, found))


def _list_seat(result: Result, found: Transition) -> Iterator[Text]:
    if found.table is not None:
        further = map(result.room.label_of, result.plan.further.get(found.person.id, ()))
        for label in (found.table.label, *further):  # staff may serve at several sessions
            is_staff = found.person.duty is not None  # they take no seat
            yield said("The work at %(table)s.", table=label) if is_staff else said("A seat at %(table)s.", table=label)
    for duty in found.duties:
        yield said("The duty of %(duty)s.", duty=duty_in_words(result, found.person.id, duty))


def _list_losses(result: Result, found: Transition) -> Iterator[Text]:
    result = found.judged or result
    for loss in found.losses or ():
        findings = [below(describe_finding(result, one)) for one in loss.findings]
        yield (*parts_of(describe_requirement(result, loss.requirement.id)), " ", *join(findings, " "))


def _list_promises(result: Result, found: Transition) -> Iterator[Text]:
    labels = result.labels_of_tables
    for promise in found.promises:
        table = data(labels[promise.table]) if promise.table in labels else said("the whole room")
        yield (
            (data(promise.label), " (", table, ", ", data(promise.by), ")")
            if promise.by
            else (data(promise.label), " (", table, ")")
        )


def _list_channels(result: Result, found: Transition) -> Iterator[Text]:
    labels = result.labels_of_tables
    for channel in found.channels:
        yield said(
            "from %(origin)s to %(target)s",
            origin=labels.get(channel.origin, channel.origin),
            target=labels.get(channel.target, channel.target),
        )


def _advise_on_staff(result: Result, reliefs: Iterable[Relief]) -> Iterator[Text]:
    """Yield who could take over from one of the staff, as on the change kit."""
    for relief in reliefs:
        table, duty = result.room.label_of(relief.lack.table), name_lack(relief.lack)
        heirs = [label_apart(result, one) for one in (*relief.from_tables, *relief.from_list)]
        if heirs:
            names = said_list(heirs, last="or")
            yield said(
                "For %(table)s (%(duty)s), ask whether %(names)s can take over.", table=table, duty=duty, names=names
            )
        elif relief.is_checked:
            yield said("For %(table)s (%(duty)s), no staff member who could do this is free.", table=table, duty=duty)
        else:
            yield said("For %(table)s (%(duty)s), it was not checked who could take over.", table=table, duty=duty)


def _tell_limits(result: Result, reliefs: Iterable[Relief]) -> Iterator[Text]:
    """Yield who could take over each of several sessions, and not all of them: all are open at once."""
    most = result.convening.sessions.staff_most
    named = [(heir, one.lack.table) for one in reliefs for heir in (*one.from_tables, *one.from_list)]
    heirs = {heir.id: heir for heir, _ in named}
    for heir in heirs.values():
        sessions = {table for other, table in named if other.id == heir.id}
        left = len(sessions) if most is None else most - len(result.plan.tables_of(heir.id))
        if 0 < left < len(sessions):
            yield said(
                "%(name)s can take over only %(number)s of these sessions, because no staff member serves at more "
                "than %(most)s.",
                name=label_apart(result, heir),
                number=left,
                most=most,
            )


def _advise(result: Result, found: Transition) -> Iterator[Text]:
    """Yield what to do while the person is still here."""
    if found.promises:
        yield said_count(
            "Ask them who will take over their promise.",
            "Ask them who will take over each of their %(number)s promises.",
            len(found.promises),
        )
    if found.requests:
        yield said_count(
            "Ask them who will take over the request.",
            "Ask them who will take over each of the %(number)s requests.",
            len(found.requests),
        )
    if found.deputies:
        names = said_list(found.deputies, last="or")
        yield said("Ask whether %(names)s, named on the list as deputy, can take over.", names=names)
    if found.reliefs is not None:  # of staff, only those who can do the same and are free then
        yield from dict.fromkeys(_advise_on_staff(found.judged or result, found.reliefs))
        yield from _tell_limits(found.judged or result, found.reliefs)
    elif found.colleagues:
        colleagues = sorted(
            found.colleagues, key=lambda one: one.id not in result.plan.seats
        )  # who comes is asked first
        names = said_list([label_apart(result, one) for one in colleagues[:SHOWN]], last="or")
        yield said("Ask whether %(names)s, from the same organization, can take over.", names=names)
    elif found.person.organization and not found.has_deputy_there:  # such a deputy is asked already
        yield said(_choose_request(found), organization=found.person.organization)
    if found.channels:
        yield said("Name another person to carry messages between these tables.")
    if found.hosted:
        yield said_count(
            "Ask whether their organization will still host this table.",
            "Ask whether their organization will still host these tables.",
            len(found.hosted),
        )


def _choose_request(found: Transition) -> str:
    """Return how an organization is asked for a successor, or for a person for a held seat."""
    reasons = {reason for _, reason in found.refused} - {"held"}
    if found.person.is_held and reasons - {"declined"}:
        return message("Ask %(organization)s to name a person for this seat.")
    if reasons - {"declined"}:
        return message("Ask %(organization)s to name a successor.")
    if reasons:
        return message("Ask %(organization)s to name a successor: no one else from there is on the list and coming.")
    return message("Ask %(organization)s to name a successor: no one else from there is on the list.")
