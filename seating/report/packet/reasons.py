"""The seating reasons, for the convener only: the private requirements, whether they are met, and who is not listed."""

from __future__ import annotations

from dataclasses import dataclass

from seating.findings import Finding
from seating.report.labels import finding_words
from seating.report.languages import Words
from seating.report.places import by_name, named
from seating.report.privacy import Audience
from seating.report.settings import Settings
from seating.requirement import Requirement
from seating.result import Result

__all__ = ["ABOUT", "AUDIENCE", "ORDER", "TITLE", "Reason", "Reasons", "Unlisted", "fill"]

ORDER = 100
TITLE = "Seating reasons"
ABOUT = "What the private requirements are, and which are unmet. Do not leave this page lying around."
AUDIENCE = Audience.CONVENER


@dataclass(frozen=True, slots=True)
class Reason:
    """A private requirement in full.

    `name` is its name on other pages. `id` is its id in the convening, or derived from the cell that it comes from.
    """

    name: str
    id: str
    binds: str
    sentence: str
    note: str
    is_met: bool
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A person who has a seat but is not named on any page for everyone."""

    name: str
    organization: str
    number: int
    table: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """The private requirements, unmet ones first, and the seated people who are not listed."""

    reasons: tuple[Reason, ...]
    unlisted: tuple[Unlisted, ...]


def fill(result: Result, settings: Settings) -> Reasons:
    """Return the private requirements and the unlisted people."""
    private = [requirement for requirement in result.requirements if result.is_private(requirement)]
    reasons = [_reason(result, requirement, settings) for requirement in private]
    numbers = {table.id: (number, table.label) for number, table in enumerate(result.room.tables, start=1)}
    unlisted = by_name(person for person in result.room.persons if not person.listed)
    return Reasons(
        reasons=tuple(sorted(reasons, key=lambda reason: reason.is_met)),
        unlisted=tuple(Unlisted(p.label, p.organization, *numbers[result.plan.seats[p.id]]) for p in unlisted),
    )


def _reason(result: Result, requirement: Requirement, settings: Settings) -> Reason:
    _ = settings.words.gettext
    verdict = result.verdict(requirement)
    return Reason(
        name=result.private_names[requirement.id],
        id=requirement.id,
        binds=_("Must") if requirement.is_must else _("Should, weight %(weight)s", weight=requirement.weight),
        sentence=requirement.sentence(result.room),
        note=requirement.note,
        is_met=verdict.met,
        lacks=tuple(_lack(result, finding, settings.words) for finding in verdict.findings),
    )


def _lack(result: Result, finding: Finding, words: Words) -> str:
    labels = {table.id: table.label for table in result.room.tables}
    where = words.gettext("The room") if finding.table is None else labels.get(finding.table, finding.table)
    about = finding.group or named(result, finding.people) or words.gettext("People")
    lack = finding_words(about, finding.have_in_words, finding.wanted, words, is_of_a_person=bool(finding.people))
    return f"{where}: {lack}"
