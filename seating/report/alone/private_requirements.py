"""The private requirements in full, whether they are met, and who is seated but not listed; for the convener only."""

from __future__ import annotations

from collections.abc import Iterator

from seating.present.blocks import BREAK, Block, Column, Row, Span, Table, Text, below, code, data, join, paragraph
from seating.report.duty_names import MEMBERS_MEET
from seating.report.finding_words import describe_finding
from seating.report.requirement_names import name_requirement
from seating.report.sort_keys import by_name
from seating.report.tones import Tone
from seating.requirements.base.findings import Finding, Verdict
from seating.requirements.base.kind import Requirement, can_judge
from seating.requirements.duty import DutyRequirement
from seating.result import Result
from seating.result.memberships import is_suggested, list_governance_tables, pair_members
from seating.room.tables import map_labels
from seating.wording import Said, said, said_field, said_joined, said_list


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the private requirements, unmet ones first, and the seated people who are not listed."""
    views = (result, *result.governance)
    private = [(view, one.requirement) for view in views for one in view.judged if one.is_private]
    private.sort(key=lambda one: one[0].verdict(one[1]).met)
    if not private:
        yield paragraph(said("This seating has no private requirements."))
    if not can_judge(requirement for _, requirement in private):
        yield paragraph(said("What these requirements ask for, and their weights, are not saved with the round."))
    if pair_members(result):
        yield paragraph(MEMBERS_MEET, "intro")
    titles = (said("Name on other pages"), said("What it is"), said("Must or wish"), said("State"))
    rows = [_describe_requirement(view, requirement, view is not result) for view, requirement in private]
    yield Table(said("Private requirements, unmet ones first"), list(map(Column, titles)), rows)
    places = {table.id: (number, table.label) for number, table in enumerate(result.room.tables, start=1)}
    unlisted = []
    for person in by_name(one for one in result.room.persons if not result.for_everyone.may_name(one)):
        at = (
            (str(number), " ", data(label))
            for number, label in (places[one] for one in result.plan.tables_of(person.id))
        )
        unlisted.append(Row((data(person.label), data(person.organization), join(at, BREAK))))
    columns = (Column(said("Name")), Column(said("Organization")), Column(said("Table")))
    yield Table(said("Seated, but not shown on pages for others"), columns, unlisted)


def _describe_requirement(result: Result, requirement: Requirement, is_at_governance: bool) -> Row:
    """Return a private requirement in full.

    Its id is that in the convening, or derived from the cell that it comes from, with the name of a person whose id was
    computed. One that was judged at governance tables has their names.
    """
    verdict = result.verdict(requirement)
    identity = code(name_requirement(requirement.id, result.people))
    is_known = can_judge([requirement])
    name: list[Text] = [data(result.private_names[requirement.id]), *([identity] if is_known else [])]
    if is_at_governance:
        name.append(below(said_list(table.label for table in list_governance_tables(result.room)), is_data=True))
    sentence: list[Text] = [result.sentence_of(requirement)]
    if requirement.note:
        sentence.append(below(requirement.note, is_data=True))
    if isinstance(requirement, DutyRequirement):
        sentence += [below(found, is_data=True) for found in _list_suggested(result, requirement)]
    weight = said_joined([said("weight"), f"{requirement.weight}"], " ")
    weighs = said_joined([said("Wish"), weight], ", ") if is_known else said("Wish")
    binds = said("Must") if requirement.is_must else weighs
    state = [_describe_state(verdict), *(below(_lack(result, found), is_data=True) for found in verdict.findings)]
    return Row((join(name, " "), join(sentence, " "), binds, join(state, " ")))


def _list_suggested(result: Result, duty: DutyRequirement) -> Iterator[Said]:
    """Yield who is suggested for a duty, by table; only this page may name them."""
    members = result.room.members(result.plan)
    for table in result.room.tables_at(duty.at):
        holders = [p for p in members[table.id] if duty.name in result.duties.get(p.id, ())]
        if names := [p.label for p in holders if is_suggested(result, p.id, duty.name)]:
            about = said_joined([said("suggested"), said(duty.name), table.label], ", ")
            yield said_field(about, said_list(names))


def _describe_state(verdict: Verdict) -> Span:
    if not verdict.applies:
        return Span(said("Does not apply in this round"), tone=Tone.GRAY)
    if verdict.met:
        return Span(said("Met"), tone=Tone.GOOD, mark="state-heard")
    return Span(said("Unmet"), tone=Tone.BAD, mark="state-absent")


def _lack(result: Result, finding: Finding) -> Said:
    labels, table = map_labels(result.convening.tables), finding.table
    where = said("The room") if table is None else labels.get(table, table)
    return said_joined(filter(None, (where, describe_finding(result, finding))), ": ")
