"""Who does not sit where they chose, or where charts name them most often; and who named whom, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from seating.explanations.departures import Departure, Exchange, Source
from seating.present.blocks import NOTHING, Block, Column, Lines, Row, Table, data, paragraph
from seating.present.shortening import tell_more
from seating.profiles import People
from seating.profiles.person import without_tokens
from seating.report.claims import labels
from seating.report.fates import tell_fate
from seating.report.finding_words import word_finding
from seating.report.renamed_tables import label_tables
from seating.requirements.base.findings import Finding
from seating.requirements.base.kind import Requirement
from seating.result import Result
from seating.room.plan import Plan
from seating.wording import Said, message, said, said_alone, said_field, said_joined, said_list

MOST_NAMED = 2
"""Maximum number of requirements that a reason quotes; the others are counted."""

MOST_FINDINGS = 2
"""Maximum number of tables or people that a reason names for one requirement; the others are counted."""

MOST_NAMING = 8
"""Maximum number of people who named one person; the others are counted."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield how far the seating follows choices and charts, who it does not follow them for, and who named whom."""
    yield from _list_choices(result)
    yield _list_nominations(result)


def _list_choices(result: Result) -> Iterator[Block]:
    choices = result.choices
    if choices is None:
        return
    yield Lines(choices.sentences, name="intro")
    of: dict[Source, list[Row]] = {source: [] for source in Source}
    for one in choices.departures:
        of[one.wish.source].append(_describe_departure(result, one))
    if choices.departures:
        about = said(
            "The best single change is the best seating in which only this person moves, or swaps seats with one "
            "other person. To compare seatings in which everyone else can move too, run seating explain with "
            "--person."
        )
        yield paragraph(about)
    not_chosen = said("Not at a table that they chose")
    not_named = said("Not at the table for which charts name them most often")
    yield _list_departures(not_chosen, said("Chose"), of[Source.CHOSE])
    yield _list_departures(not_named, said("Named for"), of[Source.NAMED])


def _list_nominations(result: Result) -> Table:
    """Return who was named on charts or by tables, who named them, why, and the outcome."""
    names = label_tables(result)
    rows = []
    for one in result.nominations.found if result.nominations is not None else ():
        by: list[str] = [without_tokens(name) or said("someone") for name in one.by]
        by += [table or said("a table") for table in one.by_tables]
        if more := len(by[MOST_NAMING:]):
            by[MOST_NAMING:] = [labels.OTHERS(number=more)]
        table = data(names[one.table]) if one.table in names else NOTHING
        why = data("; ".join(one.why)) if one.why else NOTHING
        told = tell_fate(result, one)
        rows.append(Row((data(one.label), table, data(said_list(by)), why, told)))
    titles = (said("Who"), said("For table"), said("Nominated by"), said("Why"), said("Outcome"))
    caption = said("Nominated on charts or named as missing by tables; those named most often come first")
    return Table(caption, list(map(Column, titles)), rows, "nominated")


def _list_departures(caption: Said, wanted: Said, rows: Sequence[Row]) -> Table:
    titles = (said("Name"), said("Sits at"), wanted, said("Best single change"), said("What it would change"))
    return Table(caption, list(map(Column, titles)), rows, "choices")


def _describe_departure(result: Result, departure: Departure) -> Row:
    """Return a person who sits elsewhere: their table, the tables asked for, and the reason."""
    names = label_tables(result)
    wish = departure.wish
    wanted = said_list([names[table] for table in wish.tables], message("or"))
    if wish.source is Source.NAMED:
        wanted = said_joined([wanted, labels.CHARTS(number=wish.charts)], ", ")
    change, effect = said("Not computed here: see `seating explain --person`."), said_joined([], "")
    if departure.exchange is not None:
        change, effect = _reason(result, wish.person, departure.exchange)
    cells = (_name(result.people, wish.person), names[departure.seat], wanted, change, effect)
    return Row([data(cell) for cell in cells])


def _name(people: People, person: str) -> str:
    """Return the name of a person, with the id if someone else on the list has the same name."""
    name = people.by_id[person].label
    return f"{name} [{person}]" if len(people.named(name)) > 1 else name


def _reason(result: Result, person: str, exchange: Exchange) -> tuple[Said, Said]:
    """Return the best swap of seats, and what it would change."""
    change = said_field(said("move to"), result.room.table(exchange.table).label)
    if exchange.other is not None:
        change = said_joined([change, said_field(said("swap with"), _name(result.people, exchange.other))], "; ")
    if unmet := _list_broken(result, person, exchange):
        return change, said_field(said("unmet must"), _quote(result, unmet))
    if exchange.points < 0:
        return change, said("better for the room as a whole")
    if exchange.points == 0:
        return change, said("neither better nor worse for the room as a whole")
    return change, said_field(said("worse"), _list_worse(result, person, exchange))


def _move(plan: Plan, person: str, exchange: Exchange) -> Plan:
    """Return the plan after a swap, with the further sessions of everyone."""
    seats = {**plan.seats, person: exchange.table}
    if exchange.other is not None:
        seats[exchange.other] = plan.seats[person]
    return Plan(seats, plan.further)


def _list_broken(result: Result, person: str, exchange: Exchange) -> tuple[str, ...]:
    """Return the ids of the musts that a swap would break, counting the guests at sessions too."""
    if not result.plan.further:
        return exchange.unmet
    plan, musts = _move(result.plan, person, exchange), ((one, result.by_requirement[one]) for one in exchange.unmet)
    return tuple(one for one, must in musts if must.judge(result.room, plan).shortfall > result.verdict(must).shortfall)


def _list_worse(result: Result, person: str, exchange: Exchange) -> Said:
    """Return what would be worse after a swap, first at the table asked for, and how many requirements more."""
    plan = _move(result.plan, person, exchange)
    worse = [change.requirement for change in exchange.changes if change.points > 0]
    told = [_tell_worse(result, result.by_requirement[one], plan, exchange.table) for one in worse[:MOST_NAMED]]
    more = len(worse) - len(told)
    if more:
        told.append(said_alone(tell_more(more)))
    return said_joined(told, " ")


def _tell_worse(result: Result, requirement: Requirement, plan: Plan, table: str) -> str:
    """Return the first things that a requirement would find worse; its own sentence if it finds only a larger number.

    Two are told, so that after a swap the other person is not left out. What is found of one person at their new table
    is compared with what was found of them at the old one.
    """

    def subject(finding: Finding) -> Finding:
        return replace(finding.subject, table=None) if len(finding.people) == 1 else finding.subject

    before = {subject(finding): finding.shortfall for finding in result.verdict(requirement).findings}
    after = requirement.judge(result.room, plan).findings
    new = sorted((f for f in after if f.shortfall > before.get(subject(f), 0)), key=lambda f: f.table != table)
    if not new:
        return result.sentence_of(requirement)
    parts = [_tell_finding(result, finding) for finding in new[:MOST_FINDINGS]]
    if more := len(new) - len(parts):
        parts.append(said_alone(tell_more(more)))
    if any(finding.says for finding in new):
        parts.append(said_field(said("The requirement"), result.sentence_of(requirement)))
    return said_joined(parts, " ")


def _tell_finding(result: Result, finding: Finding) -> Said:
    where = said("The room") if finding.table is None else result.room.table(finding.table).label
    return said_joined([said_field(where, word_finding(result, finding)), "."], "")


def _quote(result: Result, ids: list[str] | tuple[str, ...]) -> Said:
    """Return the sentences of the first requirements, and the number of the others."""
    told = [result.sentence_of(result.by_requirement[identity]) for identity in ids[:MOST_NAMED]]
    more = len(ids) - len(told)
    if more:
        told.append(said_alone(tell_more(more)))
    return said_joined(told, " ")
