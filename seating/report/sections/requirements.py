"""The requirements: what is unmet, and everything that was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seating.report.places import named
from seating.report.settings import Settings
from seating.report.shared import SharedFinding, SharedRequirement, shared_requirements
from seating.result import Result
from seating.wording import counted

__all__ = ["ORDER", "TITLE", "Asked", "Requirements", "Unmet", "fill"]

ORDER = 60
TITLE = "Requirements"


@dataclass(frozen=True, slots=True)
class Unmet:
    """One finding: where, what about, what there is and what was wanted; `price` is "must" or points."""

    where: str
    sentence: str
    group: str
    have: str
    want: str
    shortfall: int
    price: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement with its state; several private ones stand as one."""

    id: str
    sentence: str
    note: str
    binds: str
    is_met: bool
    shortfall: int
    penalty: int


@dataclass(frozen=True, slots=True)
class Requirements:
    """What is unmet, worst first, and all that was asked."""

    unmet: tuple[Unmet, ...]
    asked: tuple[Asked, ...]
    n_met: int
    penalty: int


def fill(result: Result, settings: Settings) -> Requirements:
    """Return the requirements and what they lack."""
    requirements = shared_requirements(result)
    labels = {table.id: table.label for table in result.room.tables}
    worst = sorted(requirements, key=lambda r: (not r.is_must, -r.penalty, -r.shortfall))
    return Requirements(
        unmet=tuple(_unmet(result, r, finding, labels) for r in worst for finding in r.findings),
        asked=(*(_asked(r) for r in requirements if not r.is_private), *_private(requirements)),
        n_met=sum(r.met for r in requirements),
        penalty=result.penalty,
    )


def _unmet(result: Result, requirement: SharedRequirement, finding: SharedFinding, labels: dict[str, str]) -> Unmet:
    return Unmet(
        where="The room" if finding.table is None else labels.get(finding.table, finding.table),
        sentence=requirement.sentence,
        group=finding.group or named(result, finding.people),
        have="" if finding.have is None else str(finding.have),
        want=finding.want or "",
        shortfall=finding.shortfall,
        price="must" if requirement.weight is None else f"{requirement.weight * finding.shortfall:,}",
    )


def _asked(requirement: SharedRequirement) -> Asked:
    return Asked(
        id=requirement.id,
        sentence=requirement.sentence,
        note=requirement.note,
        binds="Must" if requirement.weight is None else f"Should, weight {requirement.weight}",
        is_met=requirement.met,
        shortfall=requirement.shortfall,
        penalty=requirement.penalty,
    )


def _private(requirements: Sequence[SharedRequirement]) -> tuple[Asked, ...]:
    """Return at most four lines for all private requirements: must or should, met or not."""
    lines = []
    for is_must in (True, False):
        for met in (False, True):
            alike = [r for r in requirements if r.is_private and r.is_must is is_must and r.met is met]
            if alike:
                ids = alike[0].id if len(alike) == 1 else f"{alike[0].id} and {len(alike) - 1} more"
                lines.append(
                    Asked(
                        id=ids,
                        sentence=f"{counted(len(alike), 'private requirement')}.",
                        note="",
                        binds="Must" if is_must else "Should",
                        is_met=met,
                        shortfall=sum(r.shortfall for r in alike),
                        penalty=sum(r.penalty for r in alike),
                    )
                )
    return tuple(lines)
