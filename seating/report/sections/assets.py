"""What people bring, by focus area; what is missing at tables, and who could bring it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from seating.analysis.assets import Lender, Need, list_assets, list_needs
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.profiles import Person
from seating.report.places import column_name, sort_key
from seating.report.privacy import Audience, may_see, may_total
from seating.result import Result
from seating.wording import fold, squashed

ORDER = 63
TITLE = "What people bring"

TYPE = "entrepreneurtype"
"""The squashed name of the column of entrepreneur types."""

MOST_ROWS, MOST_GROUPS = 60, 10


@dataclass(frozen=True, slots=True)
class Row:
    """One focus area and entrepreneur type, with the number of people who bring something of each asset group."""

    area: str
    value: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lack:
    """A need that is unmet at a table, or met more often than necessary; `who` could bring it, or brings it.

    `is_in_room` is whether anyone in the room brings it.
    """

    number: int
    table: str
    need: str
    who: tuple[str, ...]
    is_in_room: bool = True


@dataclass(frozen=True, slots=True)
class Assets:
    """The counts, the shortages and the surpluses; `value_heading` is "" if there are no entrepreneur types."""

    value_heading: str
    groups: tuple[str, ...]
    rows: tuple[Row, ...]
    lacks: tuple[Lack, ...]
    surpluses: tuple[Lack, ...]
    unshown: int


def fill(result: Result, settings: Settings) -> Assets | None:
    """Return what people bring; None if nobody states assets or they are private."""
    people = result.room.people
    if not may_see(result, Audience.TEAM, "assets") or not any(person.assets for person in people):
        return None
    named = (heading for heading in result.people.headings if squashed(heading) == TYPE)
    column = next((heading for heading in named if may_total(result, heading)), None)
    words = settings.words
    may_read = may_see(result, Audience.TEAM, "interests")
    found = list_assets(result.room, column, may_read_interests=may_read)
    sizes: dict[str, set[str]] = {}
    for row in found.values():
        for group, members in row.items():
            sizes.setdefault(group, set()).update(person.id for person in members)
    groups = sorted(sizes, key=lambda group: (group == "", -len(sizes[group]), group))[:MOST_GROUPS]
    keys = sorted(
        (key for key in found if found[key]), key=lambda key: (not key[0], sort_key(key[0]), sort_key(key[1]))
    )
    needs = list_needs(result.room, result.plan)
    numbers = {table.id: number for number, table in enumerate(result.room.tables, start=1)}
    brought = {fold(t) for person in people for asset in person.assets for t in (asset.word, str(asset))}
    ungrouped = words.gettext("People") if groups == [""] else words.gettext("other")
    return Assets(
        value_heading=column_name(column) if column else "",
        groups=tuple(group or ungrouped for group in groups),
        rows=tuple(_row(key, found[key], groups, words) for key in keys[:MOST_ROWS]),
        lacks=tuple(_lack(need, numbers, brought, words) for need in needs if not need.people),
        surpluses=tuple(_surplus(need, numbers) for need in needs if need.surplus),
        unshown=max(0, len(keys) - MOST_ROWS),
    )


def _row(key: tuple[str, str], row: Mapping[str, Sequence[Person]], groups: Sequence[str], words: Words) -> Row:
    return Row(key[0] or words.gettext("not stated"), key[1], tuple(len(row.get(group, ())) for group in groups))


def _lack(need: Need, numbers: Mapping[str, int], brought: Collection[str], words: Words) -> Lack:
    who = tuple(_lender(lender, numbers, words) for lender in need.lenders)
    return Lack(numbers[need.table.id], need.table.label, need.need, who, fold(need.need) in brought)


def _lender(lender: Lender, numbers: Mapping[str, int], words: Words) -> str:
    told = {"name": lender.person.label, "table": lender.table.label_with(numbers[lender.table.id])}
    if lender.is_spare:
        return words.gettext("%(name)s from %(table)s, which has more than it needs", **told)
    return words.gettext("%(name)s from %(table)s, which does not need this", **told)


def _surplus(need: Need, numbers: Mapping[str, int]) -> Lack:
    people = (person.label for person in need.people)
    return Lack(numbers[need.table.id], need.table.label, need.need, tuple(people))
