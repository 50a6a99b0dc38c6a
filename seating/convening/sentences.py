"""What was inferred, in words."""

from __future__ import annotations

from seating.convening.rooms import open_room
from seating.convening.schema import Convening
from seating.profiles import People
from seating.tables import Table
from seating.wording import counted, listed

__all__ = ["inferred_sentences"]

_SHOWN = 12


def inferred_sentences(convening: Convening, people: People) -> tuple[str, ...]:
    """Return what nobody wrote and was inferred, a sentence each; nothing when all was written."""
    found: list[str] = []
    room = open_room(people, convening)
    if "tables" in convening.inferred:
        found.append(_tables_sentence(convening.tables, len(room.people)))
        found += _small_areas(convening, people)
    if "seats" in convening.inferred:
        found += _least_sentences(convening.tables)
    if "requirements" in convening.inferred:
        found += [
            requirement.sentence(room)
            for requirement in convening.requirements
            if not requirement.private and requirement.kind != "size"
        ]
    return tuple(found)


def _tables_sentence(tables: tuple[Table, ...], coming: int) -> str:
    seats = sorted({str(table.seats) for table in tables}, key=lambda text: [int(n) for n in text.split("-")])
    labels = [table.label for table in tables[:_SHOWN]]
    shown = listed(labels) if len(labels) == len(tables) else f"{', '.join(labels)}, …"
    why = ", one for each area of interest with enough people" if tables[0].focus else ""
    come = counted(coming, "person who will come", "people who will come")
    return f"{counted(len(tables), 'table')} for {come}{why}: {shown}; {listed(seats, last='or')} seats each."


def _least_sentences(tables: tuple[Table, ...]) -> list[str]:
    """Return what was inferred of the seats of tables whose file says only how many they hold."""
    found = []
    least: dict[int, list[str]] = {}
    for table in tables:
        if not table.open_if_needed:
            least.setdefault(table.seats.minimum, []).append(table.label)
    for minimum, labels in sorted(least.items(), reverse=True):
        shown = labels[:_SHOWN] + ([f"{len(labels) - _SHOWN} more"] if len(labels) > _SHOWN else [])
        has, each = ("has", "") if len(labels) == 1 else ("have", " each")
        found.append(f"{listed(shown)} {has} at least {counted(minimum, 'person', 'people')}{each}.")
    spare = [table for table in tables if table.open_if_needed]
    if spare:
        which = "Every table" if len(spare) == len(tables) else listed(table.label for table in spare[:_SHOWN])
        found.append(f"{which} may stay empty; where anybody sits, at least {spare[0].seats.minimum} do.")
    return found


def _small_areas(convening: Convening, people: People) -> list[str]:
    """Return the sentence on areas that got no table."""
    have = {focus for table in convening.tables for focus in table.focus}
    if not have:
        return []
    room = open_room(people, convening)
    left = [
        f"{area} ({counted(len(members), 'person', 'people')})"
        for area, members in room.by_value("interests").items()
        if area not in have
    ]
    if not left:
        return []
    return [
        f"Too few people are interested in {listed(left[:_SHOWN])}{', …' if len(left) > _SHOWN else ''} for a table."
    ]
