"""Representative types by sector and organization, and which of these sent no decision-maker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seating.analysis.power import Delegation, count_representatives
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.profiles import Role
from seating.report.places import column_name, role_marks
from seating.report.privacy import may_total
from seating.result import Result

ORDER = 67
TITLE = "Who sent whom"

FEW = 12
"""If there are more values than this, only those without a decision-maker are shown."""

MOST_SHOWN = 40
"""Maximum number of lines of one table; values with only designees come first, then the largest."""


@dataclass(frozen=True, slots=True)
class Line:
    """One organization or sector: people by type in the order of the headings, and what is missing."""

    name: str
    counts: tuple[int, ...]
    lacks: str


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one column; `lead` says how many values have no decision-maker."""

    heading: str
    lines: tuple[Line, ...]
    lead: str
    unshown: int


@dataclass(frozen=True, slots=True)
class Representatives:
    """Sectors, then organizations; `types` are the headings of the counts."""

    types: tuple[str, ...]
    groups: tuple[Group, ...]


def fill(result: Result, settings: Settings) -> Representatives | None:
    """Return the counts; None if representative types are unknown or private."""
    people = result.room.people
    if not may_total(result, "representative_type") or not any(p.representative_type for p in people):
        return None
    words = settings.words
    marks = role_marks(words)
    groups = [
        _group(column_name(column, words), found, words)
        for column in ("sector", "organization")
        if may_total(result, column) and (found := count_representatives(people, column))
    ]
    if not groups:
        return None
    return Representatives((*(marks[role].word for role in Role), words.gettext("type not stated")), tuple(groups))


def _group(heading: str, found: Sequence[Delegation], words: Words) -> Group:
    lacking = [sent for sent in found if sent.only_designees or sent.without_decision_maker]
    ordered = sorted(lacking if len(found) > FEW else found, key=lambda sent: not sent.only_designees)
    without = sum(sent.without_decision_maker for sent in found)
    lead = words.gettext("Each of them has a decision-maker in the room.")
    if without:
        lead = words.ngettext(
            "%(number)s of %(all)s has no decision-maker in the room.",
            "%(number)s of %(all)s have no decision-maker in the room.",
            without,
            all=len(found),
        )
    lines = tuple(_line(sent, words) for sent in ordered[:MOST_SHOWN])
    return Group(heading, lines, lead, max(0, len(ordered) - MOST_SHOWN))


def _line(sent: Delegation, words: Words) -> Line:
    lacks = ""
    if sent.only_designees:
        lacks = words.gettext("only designees")
    elif sent.without_decision_maker:
        lacks = words.gettext("no decision-maker")
    return Line(sent.name, (*(sent.types.get(role, 0) for role in Role), sent.untold), lacks)
