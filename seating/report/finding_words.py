"""Findings of the judge in words that tell people of equal names apart."""

from __future__ import annotations

from seating.groups import group_by_key
from seating.report.claims.labels import OFF_BY
from seating.report.person_names import label_apart, named
from seating.requirements.base.findings import Finding, clause
from seating.result import Result
from seating.wording import said, said_with


def describe_finding(result: Result, finding: Finding, most: int | None = None) -> str:
    """Return a finding in words; "" if only its table may be shown.

    Parameters
    ----------
    result : Result
    finding : Finding
    most : int, optional
        Maximum number of people to name.
    """
    if not finding.is_told:
        return OFF_BY(number=finding.shortfall) if finding.shortfall else ""
    return word_finding(result, finding, most=most)


def word_finding(result: Result, finding: Finding, group: str = "", most: int | None = None) -> str:
    """Return a finding as a clause that tells people of equal names apart.

    Parameters
    ----------
    result : Result
    finding : Finding
    group : str
        What it is about, in words; by default its group or its people.
    most : int, optional
        Maximum number of people to name.
    """
    about = group or finding.group or named(result, finding.people, most) or said("People")
    return clause(about, finding.have, finding.wanted, says_apart(result, finding))


def says_apart(result: Result, finding: Finding) -> str:
    """Return the own words of a finding, in which people of equal names are told apart; "" for none."""
    people = [result.people.by_id[one] for one in finding.people if one in result.people.by_id]
    return said_with(finding.says, group_by_key((person.label, label_apart(result, person)) for person in people))
