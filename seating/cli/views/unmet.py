"""Word what is unmet: requirements with their findings, and conflicts of musts."""

from __future__ import annotations

from collections.abc import Sequence

from seating.explain.conflicts import Conflict
from seating.findings import Finding, clause
from seating.report.labels import describe_none_there
from seating.requirement import Requirement
from seating.result import Result
from seating.wording import counted, listed, shortened

SHOWN_REQUIREMENTS = 8
SHOWN_FINDINGS = 3
SHOWN_NAMES = 6
FINDING_LENGTH = 160
"""Maximum length of a finding, in characters."""


def list_unmet(result: Result) -> list[str]:
    """Return a line for each unmet requirement, with its first findings. Musts come first, then the most costly."""
    unmet = sort_unmet(result)
    lines: list[str] = []
    for requirement in unmet[:SHOWN_REQUIREMENTS]:
        part = f"{_cost(result, requirement):,} of {counted(result.penalty, 'point')}"
        lines.append(
            f"{requirement.sentence(result.room)} [{requirement.id}, {'must' if requirement.is_must else part}]"
        )
        findings = [f"    {describe_finding(result, finding)}" for finding in result.verdict(requirement).findings]
        findings = findings or [f"    The room: {describe_none_there(result, requirement.id)}"]
        lines += truncate(findings, SHOWN_FINDINGS, "    ")
    left = len(unmet) - SHOWN_REQUIREMENTS
    return lines + ([f"and {left:,} more"] if left > 0 else [])


def list_inapplicable(result: Result) -> list[str]:
    """Return a line for each requirement that does not apply in this round."""
    found = [requirement for requirement in result.requirements if not result.verdict(requirement).applies]
    return truncate([f"{each.sentence(result.room)} [{each.id}]" for each in found], SHOWN_REQUIREMENTS)


def describe_finding(result: Result, finding: Finding) -> str:
    """Return one finding as the report words it, preceded by the table's name if it is about one table."""
    table = next((f"{t.label}: " for t in result.room.tables if t.id == finding.table), "")
    names = [result.people.by_id[p].label for p in finding.people if p in result.people.by_id]
    about = finding.group or join_names(names) or "People"
    return shortened(f"{table}{clause(about, finding.have, finding.wanted, finding.says)}", FINDING_LENGTH)


def list_conflicts(result: Result) -> list[str]:
    """Return the musts of each conflict, whether it is confirmed, and whether there may be other conflicts."""
    found = result.conflicts
    lines = [line for conflict in found for line in _list_conflict(result, conflict)]
    if len(found) > 1 and result.conflicts_complete:
        return [*lines, f"There are no other conflicts than these {len(found)}."]
    return [*lines, "There may be other conflicts."] if found and not result.conflicts_complete else lines


def _list_conflict(result: Result, conflict: Conflict) -> list[str]:
    musts = [result.by_requirement[identity] for identity in conflict.requirements]
    lines = [f"{requirement.sentence(result.room)} [{requirement.id}]" for requirement in musts]
    if not conflict.confirmed:
        return [*lines, "The search ended before this conflict was confirmed. It may be smaller, or not a conflict."]
    what = "This must cannot be met" if len(musts) == 1 else "These musts cannot be met together"
    return [*lines, f"{what}. A second solve confirmed it."]


def sort_unmet(result: Result) -> list[Requirement]:
    """Return the unmet requirements: musts first, then the most costly."""
    unmet = [requirement for requirement in result.requirements if not result.verdict(requirement).met]
    return sorted(unmet, key=lambda requirement: (not requirement.is_must, -_cost(result, requirement)))


def _cost(result: Result, requirement: Requirement) -> int:
    return result.verdict(requirement).shortfall * (1 if requirement.is_must else requirement.weight)


def join_names(names: Sequence[str]) -> str:
    """Return the first names, and the number of the others."""
    left = len(names) - SHOWN_NAMES
    return listed([*names[:SHOWN_NAMES], f"{left:,} more"]) if left > 0 else listed(names)


def truncate(lines: Sequence[str], shown: int, indent: str = "") -> list[str]:
    """Return the first lines, and the number of the others."""
    left = len(lines) - shown
    return [*lines[:shown], f"{indent}and {left:,} more"] if left > 0 else list(lines)
