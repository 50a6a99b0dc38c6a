"""What is unmet: requirements with their findings, what changes for them, and conflicts of musts with the ways out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from seating.convening import Convening
from seating.explanations.price import Change
from seating.present.blocks import Block, Card, Heading, Span, Text, below, code, figure
from seating.present.shortening import cut, tell_more, truncate
from seating.profiles import People
from seating.report import finding_words
from seating.report.requirement_names import name_requirement
from seating.report.sections.conflict import describe_conflict, list_ways, tell_others
from seating.report.sections.requirements import price_in_words
from seating.report.voice_states import describe_none_there
from seating.requirements.base.findings import Finding
from seating.requirements.base.kind import Requirement
from seating.result import Result
from seating.room.tables import map_labels
from seating.wording import Said, said, said_field, said_joined, said_list

SHOWN_REQUIREMENTS = 8
SHOWN_FINDINGS = 3
SHOWN_NAMES = 6
SHOWN_ALIKE = 2
"""Maximum number of musts in a conflict from cells that ask the same, if they are more than `SHOWN_REQUIREMENTS`."""
SHOWN_CHANGES = 4
"""Maximum number of changed requirements that are listed."""

NO_MORE: Mapping[str, str] = MappingProxyType({})

FINDING_LENGTH = 160
"""Maximum length of a finding, in characters."""


def list_unmet(result: Result) -> list[Text]:
    """Return each unmet requirement with its first findings below it. Musts come first, then the worst."""
    found: list[Text] = []
    for requirement in sort_unmet(result):
        price = figure(said_joined(["", price_in_words(_cost(result, requirement), result.penalty)], ", "))
        binds: tuple[str | Span, ...] = (", ", said("must")) if requirement.is_must else (price,)
        findings = result.verdict(requirement).findings
        lacks = [describe_finding(result, finding) for finding in findings[:SHOWN_FINDINGS]]
        lacks = lacks or [said_joined(describe_none_there(result, requirement.id), ": ")]
        left = sum(finding.number for finding in findings[SHOWN_FINDINGS:])
        shown = [*lacks, *([tell_more(left)] if left else [])]
        name = code(name_requirement(requirement.id, result.people))
        found.append((result.sentence_of(requirement), " [", name, *binds, "]", *map(below, shown)))
    return truncate(found, SHOWN_REQUIREMENTS)


def list_inapplicable(result: Result) -> list[Text]:
    """Return each requirement that does not apply in this round."""
    found = [requirement for requirement in result.requirements if not result.verdict(requirement).applies]
    return truncate([describe_requirement(result, each.id) for each in found], SHOWN_REQUIREMENTS)


def describe_finding(result: Result, finding: Finding) -> Said:
    """Return one finding as the report words it, preceded by the table's name if it is about one table."""
    table = [t.label for t in result.room.tables if t.id == finding.table]
    return cut(
        said_joined([*table, finding_words.describe_finding(result, finding, SHOWN_NAMES)], ": "), FINDING_LENGTH
    )


def list_conflicts(result: Result) -> Iterator[Block]:
    """Yield the musts of each conflict, whether there may be others, and the ways out."""
    inner: list[Block] = []
    for conflict in result.conflicts:
        musts = _describe_musts(result, conflict.requirements)
        inner += describe_conflict(musts, conflict)
    if inner:
        yield Card(
            said("What cannot be met"),
            [*inner, tell_others(len(result.conflicts), is_complete=result.conflicts_complete)],
        )
    if result.ways_out:
        yield Heading(said("Ways out"))
        yield list_ways(result.ways_out)


def _describe_musts(result: Result, musts: Sequence[str]) -> list[Text]:
    """Return the musts of a conflict; of many cells that ask the same, the first ones and the number of the others."""
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for identity in musts:
        column, _, person = identity.partition(":")
        is_cell = bool(person) and column in result.people.headings
        tables = getattr(result.by_requirement[identity], "tables", ())  # of pins, and of what keeps people from tables
        alike.setdefault((column, tuple(tables)) if is_cell else (identity, ()), []).append(identity)
    found: list[Text] = []
    for (column, tables), these in alike.items():
        shown = these if len(these) <= SHOWN_REQUIREMENTS else these[:SHOWN_ALIKE]
        found += [describe_requirement(result, identity) for identity in shown]
        if left := len(these) - len(shown):
            found.append(_tell_alike(result.people, result.convening, column, tables, left))
    return found


def _tell_alike(people: People, convening: Convening, column: str, tables: Sequence[str], number: int) -> Said:
    """Return how many more cells of a column ask the same of other people."""
    labels = map_labels(convening.tables)
    about = [said_list(labels.get(table, table) for table in tables)] if tables else []
    return said_field(tell_more(number), said_joined([people.headings[column].text, *about], ", "))


def sort_unmet(result: Result) -> list[Requirement]:
    """Return the unmet requirements: musts first, then the most costly."""
    unmet = [requirement for requirement in result.requirements if not result.verdict(requirement).met]
    return sorted(unmet, key=lambda requirement: (not requirement.is_must, -_cost(result, requirement)))


def _cost(result: Result, requirement: Requirement) -> int:
    return result.verdict(requirement).shortfall * (1 if requirement.is_must else requirement.weight)


def describe_requirement(result: Result, identity: str) -> Text:
    """Return a requirement's sentence, followed by its id, or by the column and the name of a person without an id."""
    name = code(name_requirement(identity, result.people))
    return (result.sentence_of(result.by_requirement[identity]), " [", name, "]")


def list_changes(result: Result, changed: Sequence[Change], more: Mapping[str, str] = NO_MORE) -> Iterator[Span]:
    """Yield the first few requirements that would be met less well or better, and the number of others.

    Parameters
    ----------
    result : Result
    changed : sequence of Change
    more : mapping of str to str
        Sentences that follow a requirement, by its id.
    """
    found = []
    for each in changed:
        sentence = result.sentence_of(result.by_requirement[each.requirement])
        state = said("worse") if each.points > 0 else said("better")
        if each.points < 0 and each.requirement in more:  # a voice that is heard at a table no longer is not better
            state = said("met by having none")
        change = said_field(state, sentence)
        found.append(tell_change(result.people, change, each.requirement, each.points, more.get(each.requirement, "")))
    yield from list_first_changes(found)


def list_first_changes(changes: Sequence[Sequence[Span]]) -> Iterator[Span]:
    """Yield the first few changes of requirements, each as `tell_change` returns it, and the number of others."""
    for change in changes[:SHOWN_CHANGES]:
        yield from change
    if (left := len(changes) - SHOWN_CHANGES) > 0:
        yield below(tell_more(left))


def tell_change(people: People, change: str, requirement: str, points: int, more: str = "") -> tuple[Span, ...]:
    """Return the line of a change: what it is, its points if it has any, and the id of the requirement.

    Parameters
    ----------
    people : People
    change : str
    requirement : str
        Its id.
    points : int
        How many more points of penalty; 0 for a must, whose change is not counted in points.
    more : str
        A sentence that follows on a line of its own.
    """
    worth = [figure(f" {points:+,}")] if points else []
    named = Span(f" [{name_requirement(requirement, people)}]", is_data=True)
    return (below(change), *worth, named, *([below(more)] if more else []))
