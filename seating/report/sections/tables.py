"""The tables as cards: what each is for, who sits there, what is unmet."""

from __future__ import annotations

from dataclasses import dataclass

from seating.report.places import ROLE_MARKS, Place, RoleMark, named, places
from seating.report.privacy import Audience, may_see
from seating.report.settings import Settings
from seating.report.shared import SharedFinding, SharedRequirement, shared_requirements
from seating.result import Result

__all__ = ["ORDER", "TITLE", "Card", "Cards", "Lack", "fill"]

ORDER = 50
TITLE = "The tables"

NAMED = 3
"""Lacks of one kind that a card names; the requirements have all."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing unmet at a table: the kind of requirement, whom it is about, what there is and was wanted."""

    kind: str
    text: str
    is_must: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One table."""

    place: Place
    focus: str
    when_and_where: str
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """All tables, and the marks of the legend."""

    cards: tuple[Card, ...]
    marks: tuple[RoleMark, ...]


def fill(result: Result, settings: Settings) -> Cards:
    """Return the cards, in the convening's order."""
    lacks: dict[str, list[Lack]] = {table.id: [] for table in result.room.tables}
    for requirement in shared_requirements(result):
        for finding in requirement.findings:
            if finding.table in lacks:
                lacks[finding.table].append(_lack(result, requirement, finding))
    cards = tuple(_card(place, lacks[place.table.id]) for place in places(result, Audience.TEAM, settings.words))
    seen = {person.mark for card in cards for person in card.place.people}
    shows = may_see(result, Audience.TEAM, "representative_type")
    return Cards(cards, tuple(mark for mark in ROLE_MARKS.values() if shows and mark.letter and mark in seen))


def _card(place: Place, lacks: list[Lack]) -> Card:
    table = place.table
    focus = ", ".join(area for area in table.focus if area.casefold() != table.label.casefold())
    where = " · ".join(part for part in (table.place, table.day, table.time) if part)
    return Card(place, focus, where, _shortened(sorted(lacks, key=lambda lack: not lack.is_must)))


def _shortened(lacks: list[Lack]) -> tuple[Lack, ...]:
    """Return the lacks, of each kind the first few and how many more there are."""
    alike: dict[tuple[bool, str], list[Lack]] = {}
    for lack in lacks:
        alike.setdefault((lack.is_must, lack.kind), []).append(lack)
    shown: list[Lack] = []
    for (is_must, kind), of_kind in alike.items():
        named_here = of_kind if len(of_kind) <= NAMED + 1 else of_kind[:NAMED]
        shown += named_here
        if rest := len(of_kind) - len(named_here):
            shown.append(Lack(kind, f"{rest} more, named under Requirements", is_must))
    return tuple(shown)


def _lack(result: Result, requirement: SharedRequirement, finding: SharedFinding) -> Lack:
    if requirement.is_private:
        return Lack("", "A private requirement is unmet here.", requirement.is_must)
    about = finding.group or named(result, finding.people) or "People"
    text = f"{about}: {finding.have}, wanted {finding.want}"
    return Lack(requirement.kind.replace("_", " "), text, requirement.is_must)
