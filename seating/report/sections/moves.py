"""Who moved in a repair and why, and who is new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.places import person_anchor
from seating.result import Move, Repair, Result

ORDER = 45
TITLE = "What the repair changed"


@dataclass(frozen=True, slots=True)
class Line:
    """One person's move; the page prints `reason` after a comma."""

    name: str
    anchor: str
    origin: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person who had no seat before the repair."""

    name: str
    anchor: str
    table: str


@dataclass(frozen=True, slots=True)
class MovesMade:
    """The whole section; `says` states how many people moved and whether fewer moves are enough."""

    says: str
    lines: tuple[Line, ...]
    newcomers: tuple[Newcomer, ...]


def fill(result: Result, settings: Settings) -> MovesMade | None:
    """Return what the repair changed; None if the seating was not made by a repair."""
    if result.repair is None:
        return None
    words = settings.words
    return MovesMade(
        says=_says(result, result.repair, words),
        lines=tuple(_lines(result, result.moves)),
        newcomers=tuple(_newcomers(result, result.repair)),
    )


def _says(result: Result, repair: Repair, words: Words) -> str:
    _ = words.gettext
    made = len(result.moves)
    if not made:
        return _("Nobody had to move.")
    moved = words.ngettext("%(number)s person moved.", "%(number)s people moved.", made)
    if result.review.unmet:
        return moved
    if made > repair.fewest:
        return f"{moved} {_('Not all of these moves were required; the others improve the seating.')}"
    if repair.fewest_proven:
        return f"{moved} {_('No seating that meets every must takes fewer moves.')}"
    return f"{moved} {_('Fewer moves may be enough, but no such seating was found.')}"


def _lines(result: Result, moves: Iterable[Move]) -> Iterable[Line]:
    for move in moves:
        name, anchor = result.people.by_id[move.person].label, person_anchor(move.person)
        yield Line(name, anchor, result.room.label_of(move.origin), result.room.label_of(move.target), move.reason)


def _newcomers(result: Result, repair: Repair) -> Iterable[Newcomer]:
    for person in (result.people.by_id[identity] for identity in repair.newcomers):
        yield Newcomer(person.label, person_anchor(person.id), result.room.label_of(result.plan.seats[person.id]))
