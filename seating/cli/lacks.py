"""The lines that list people without a seat, missing voices, unmet requirements and conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from seating.engines.outcome import Status
from seating.explain.conflicts import Conflict
from seating.findings import Finding
from seating.requirement import Requirement
from seating.result import Result
from seating.voices import VoiceState
from seating.wording import listed, shortened

__all__ = ["asking_in", "conflict_in", "finding_in", "missing_in", "not_seated_in", "unmet_in"]

SHOWN_REQUIREMENTS = 8
SHOWN_FINDINGS = 3
SHOWN_NAMES = 6
SHOWN_VOICES = 10


def not_seated_in(result: Result) -> list[str]:
    """Return a line for each reason why people have no seat."""
    by_reason: dict[str, list[str]] = {}
    for absent in result.not_seated:
        by_reason.setdefault(absent.reason, []).append(absent.person.label)
    return [f"{reason}: {_some(names)}" for reason, names in by_reason.items()]


def missing_in(result: Result) -> list[str]:
    """Return the voices and gaps that are not heard, the worst first."""
    lacking = [voice for voice in (*result.review.voices, *result.review.gaps) if voice.state is not VoiceState.HEARD]
    return _cut([voice.sentence for voice in lacking], SHOWN_VOICES)


def unmet_in(result: Result) -> list[str]:
    """Return a line for each unmet requirement, with its first findings. Musts come first, then the most costly."""
    lacking = _unmet(result)
    lines: list[str] = []
    for requirement in lacking[:SHOWN_REQUIREMENTS]:
        price = "a must" if requirement.is_must else f"costs {_price(result, requirement)}"
        lines.append(f"{requirement.sentence(result.room)} [{requirement.id}, {price}]")
        findings = [f"    {finding_in(result, finding)}" for finding in result.verdict(requirement).findings]
        lines += _cut(findings, SHOWN_FINDINGS, "    ")
    left = len(lacking) - SHOWN_REQUIREMENTS
    return lines + ([f"and {left} more"] if left > 0 else [])


def asking_in(result: Result) -> list[str]:
    """Return the command that explains an unmet should; nothing if no should is unmet or a must is unmet."""
    unmet = _unmet(result)
    if not unmet or result.status not in (Status.OPTIMAL, Status.FEASIBLE):
        return []
    return [f"To see what conflicts with one of these: `seating explain LIST --requirement {unmet[0].id}`"]


def _unmet(result: Result) -> list[Requirement]:
    """Return the unmet requirements: musts first, then the most costly."""
    lacking = [requirement for requirement in result.requirements if not result.verdict(requirement).met]
    return sorted(lacking, key=lambda requirement: (not requirement.is_must, -_price(result, requirement)))


def _price(result: Result, requirement: Requirement) -> int:
    return result.verdict(requirement).shortfall * (1 if requirement.is_must else requirement.weight)


def finding_in(result: Result, finding: Finding) -> str:
    """Return one finding in words: the table, the people, the actual value and the required one."""
    table = next((t.label for t in result.room.tables if t.id == finding.table), "The room")
    names = [result.people.by_id[p].label for p in finding.people if p in result.people.by_id]
    group = finding.group or _some(names)
    return shortened(f"{table}: {group + ': ' if group else ''}{finding.have_in_words} instead of {finding.want}", 160)


def conflict_in(result: Result) -> list[str]:
    """Return the musts of each conflict, whether it is confirmed, and whether there may be other conflicts."""
    found = result.conflicts
    lines = [line for conflict in found for line in _clash(result, conflict)]
    if len(found) > 1 and result.conflicts_complete:
        return [*lines, f"There are no other conflicts than these {len(found)}."]
    return [*lines, "There may be other conflicts."] if found and not result.conflicts_complete else lines


def _clash(result: Result, conflict: Conflict) -> list[str]:
    clashing = [result.by_requirement[identity] for identity in conflict.requirements]
    lines = [f"{requirement.sentence(result.room)} [{requirement.id}]" for requirement in clashing]
    if not conflict.confirmed:
        return [*lines, "The search ended before this conflict was confirmed. It may be smaller, or not a conflict."]
    what = "This must cannot be met" if len(clashing) == 1 else "These musts cannot be met together"
    return [*lines, f"{what}. A second solve confirmed it."]


def _some(names: Sequence[str]) -> str:
    left = len(names) - SHOWN_NAMES
    return listed([*names[:SHOWN_NAMES], f"{left} more"]) if left > 0 else listed(names)


def _cut(lines: Iterable[str], shown: int, indent: str = "") -> list[str]:
    every = list(lines)
    left = len(every) - shown
    return every[:shown] + ([f"{indent}and {left} more"] if left > 0 else [])
