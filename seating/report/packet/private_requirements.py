"""The private requirements in full, whether they are met, and who is seated but not listed; for the convener only."""

from __future__ import annotations

from dataclasses import dataclass

from seating.findings import Finding, clause
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.labels import name_requirement
from seating.report.places import by_name, named
from seating.report.privacy import Audience
from seating.requirement import Requirement
from seating.result import Result

ORDER = 100
TITLE = "Private requirements"
ABOUT = "What each private requirement asks for and whether it is met. Do not show this page to anybody else."
AUDIENCE = Audience.CONVENER
FILE = "reasons.html"


@dataclass(frozen=True, slots=True)
class PrivateRequirement:
    """A private requirement in full.

    `name` is its name on other pages. `id` is its id in the convening, or derived from the cell that it comes from,
    with the name of a person whose id was computed.
    """

    name: str
    id: str
    binds: str
    sentence: str
    note: str
    is_met: bool
    applies: bool
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A person who has a seat but is not named on any page for everyone."""

    name: str
    organization: str
    number: int
    table: str


@dataclass(frozen=True, slots=True)
class PrivateRequirements:
    """The private requirements, unmet ones first, and the seated people who are not listed."""

    requirements: tuple[PrivateRequirement, ...]
    unlisted: tuple[Unlisted, ...]


def fill(result: Result, settings: Settings) -> PrivateRequirements:
    """Return the private requirements and the unlisted people."""
    private = [requirement for requirement in result.requirements if result.is_private(requirement)]
    found = [_private(result, requirement, settings) for requirement in private]
    numbers = {table.id: (number, table.label) for number, table in enumerate(result.room.tables, start=1)}
    unlisted = by_name(person for person in result.room.persons if not person.listed)
    return PrivateRequirements(
        requirements=tuple(sorted(found, key=lambda requirement: requirement.is_met)),
        unlisted=tuple(Unlisted(p.label, p.organization, *numbers[result.plan.seats[p.id]]) for p in unlisted),
    )


def _private(result: Result, requirement: Requirement, settings: Settings) -> PrivateRequirement:
    _ = settings.words.gettext
    verdict = result.verdict(requirement)
    return PrivateRequirement(
        name=result.private_names[requirement.id],
        id=name_requirement(requirement.id, result.people),
        binds=_("Must") if requirement.is_must else _("Should, weight %(weight)s", weight=requirement.weight),
        sentence=requirement.sentence(result.room),
        note=requirement.note,
        is_met=verdict.met,
        applies=verdict.applies,
        lacks=tuple(_lack(result, finding, settings.words) for finding in verdict.findings),
    )


def _lack(result: Result, finding: Finding, words: Words) -> str:
    labels = {table.id: table.label for table in result.room.tables}
    where = words.gettext("The room") if finding.table is None else labels.get(finding.table, finding.table)
    about = finding.group or named(result, finding.people) or words.gettext("People")
    lack = words.tell(clause(about, finding.have, finding.wanted, finding.says))
    return f"{where}: {lack}"
