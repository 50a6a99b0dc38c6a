"""Infer tables and requirements from the list where the convening has none, and summarize them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from math import inf
from typing import Any

from seating.convening.rooms import list_guests, open_room
from seating.convening.schema import Convening
from seating.convening.tables import MOST_TABLES, make_table_id
from seating.groups import group_by_key, join_groups
from seating.profiles import People, Person, Role
from seating.profiles.private_columns import hidden_columns
from seating.tables import Seats, Stage, Table
from seating.wording import capitalized, counted, fold, listed, said_first, with_padded_numbers

USUAL_TABLE = 8
"""Number of people per table if the number of tables does not follow from interests."""

FEWEST_AT_A_TABLE = 2
"""Minimum number of people at a table if none is stated, so that no one sits alone."""

FEWEST = 3
"""Minimum number of interested people for an area of interest to get a table."""

_ROLE_MIX = {Role.DESIGNEE: 1, Role.DOER: 2, Role.DECISION_MAKER: 1}
_MOST_SECTORS = 4
_COMPANY: Mapping[Stage, Sequence[Mapping[str, Any]]] = {
    Stage.FORMING: ({"kind": "new_company", "weight": 1},),
    Stage.STORMING: ({"kind": "continuity", "at_least": "2/3", "weight": 3},),
    Stage.NORMING: ({"kind": "continuity", "at_least": "2/3", "weight": 3},),
    Stage.PERFORMING: ({"kind": "continuity", "at_least": "1/2", "weight": 3}, {"kind": "buddy", "weight": 3}),
}
"""Requirements for each stage of a group: at first people meet many others, later they stay together."""

_ROLE_WEIGHT, _SECTOR_WEIGHT, _ORGANIZATION_WEIGHT, _ASSET_WEIGHT = 5, 3, 3, 3


def infer_tables(people: People) -> list[dict[str, Any]]:
    """Return one table for each area of interest with enough people; with fewer than two areas, tables of about 8."""
    coming = list_guests(people, 1)
    areas = _areas(coming)
    if len(areas) < 2:
        return _unthemed(coming)
    low, high = _share_evenly(coming, len(areas))
    tables: list[dict[str, Any]] = []
    for number, (area, interested) in enumerate(sorted(areas, key=lambda each: with_padded_numbers(fold(each[0]))), 1):
        identity = make_table_id(area)
        if not identity or any(table["id"] == identity for table in tables):
            identity = f"t{number:02}"
        seats = f"{min(low, interested)}-{high}"
        tables.append({"id": identity, "name": capitalized(area), "focus": area, "seats": seats})
    return tables


def share_seats(people: People, number: int) -> str:
    """Return the seats of each of a number of tables at which everyone who comes has a place, such as "6-10".

    Parameters
    ----------
    people : People
    number : int
    """
    low, high = _share_evenly(list_guests(people, 1), number)
    return f"{low}-{high}"


def _share_evenly(coming: Sequence[Person], number: int) -> tuple[int, int]:
    """Return the least and the most people at each of a number of tables: an even share, and a quarter around it."""
    even = len(coming) / number
    sizes = _sizes_of_groups(_groups(coming), [even] * number, [None] * number) or [len(coming)]
    return min(max(1, int(even * 0.75)), *sizes), max(-int(-even * 1.25 // 1), *sizes)  # so that all groups fit


def infer_minimums(entries: Sequence[Mapping[str, Any]], people: People) -> list[dict[str, Any]]:
    """Add a minimum to each listed table without one, so that no one sits alone and tables fill evenly.

    If there are people for at least half of the seats, and at least two per table, every table is used. Its minimum
    is then three quarters of its even share, but at least two. Otherwise a table stays empty or has at least two
    people.

    Parameters
    ----------
    entries : sequence of mapping
        In the form that `read_tables` takes; seats are `{min: …, max: …}` or missing.
    people : People
    """
    coming = list_guests(people, 1)
    most = [_bound(entry, "max") for entry in entries]
    usual = max(USUAL_TABLE, -(-len(coming) // max(1, len(entries))))
    shares = [len(coming) * (high or usual) / sum(high or usual for high in most) for high in most]
    sizes = _sizes_of_groups(_groups(coming), shares, most)
    is_roomy = 2 * len(coming) < sum(high or usual for high in most) or len(coming) < 2 * len(entries)
    found: list[dict[str, Any]] = []
    for entry, high, share, size in zip(entries, most, shares, sizes or [0] * len(entries), strict=True):
        if _bound(entry, "min") is not None or not isinstance(entry.get("seats", {}), Mapping) or high == 1:
            found.append(dict(entry))
            continue
        may_be_empty = is_roomy or size < 2
        low = FEWEST_AT_A_TABLE if may_be_empty else max(FEWEST_AT_A_TABLE, min(size, int(share * 0.75)))
        more = {"open": "if needed"} if may_be_empty else {}
        found.append({**entry, "seats": {**entry.get("seats", {}), "min": low}, **more})
    return found


def _bound(entry: Mapping[str, Any], key: str) -> int | None:
    seats = entry.get("seats")
    return seats.get(key) if isinstance(seats, Mapping) else None


def _groups(coming: Sequence[Person]) -> list[int]:
    """Return the sizes of the groups that must share a table because of parties and `with`, largest first."""
    here = {person.id for person in coming}
    tied = [[person.id, *here.intersection(person.with_)] for person in coming]
    parties = group_by_key((person.party.id, person.id) for person in coming if person.party is not None)
    return sorted(Counter(join_groups([*tied, *parties.values()]).values()).values(), reverse=True)


def _sizes_of_groups(groups: Sequence[int], shares: Sequence[float], most: Sequence[int | None]) -> list[int] | None:
    """Place each group at the table furthest below its share; return the table sizes, or None if a group cannot fit.

    Parameters
    ----------
    groups : sequence of int
        Group sizes, largest first.
    shares : sequence of float
        The number of people that each table should have.
    most : sequence of int or None
        The maximum number of people at each table; None for no limit.
    """
    sizes = [0] * len(shares)
    free = [(-share, table) for table, share in enumerate(shares)]
    heapify(free)
    for group in groups:
        too_small: list[tuple[float, int]] = []
        while free:
            _, table = best = heappop(free)
            limit = most[table]
            if limit is None or sizes[table] + group <= limit:
                sizes[table] += group
                heappush(free, (sizes[table] - shares[table], table))
                break
            if sizes[table] + groups[-1] <= limit:  # otherwise not even the smallest group fits
                too_small.append(best)
        else:
            return None
        for entry in too_small:
            heappush(free, entry)
    return sizes


def _areas(coming: Sequence[Person]) -> list[tuple[str, int]]:
    """Return the areas with enough interested people and the number of those people, the largest number first.

    Enough means a third of an even share and at least three people. Tables have at least four people on average.
    """
    spelled: dict[str, str] = {}
    interested: Counter[str] = Counter()
    for person in coming:
        for area in person.values("interests"):
            spelled.setdefault(fold(area), area)
        interested.update({fold(area) for area in person.values("interests")})
    ranked = sorted(interested.items(), key=lambda each: (-each[1], each[0]))[: len(coming) // 4]
    while ranked and ranked[-1][1] < max(FEWEST, len(coming) / len(ranked) / 3):
        ranked.pop()
    return [(spelled[area], number) for area, number in ranked]


def _unthemed(coming: Sequence[Person]) -> list[dict[str, Any]]:
    number = len(coming)
    fewer = max(1, number // USUAL_TABLE)
    usual = min((fewer, fewer + 1), key=lambda tables: abs(number / tables - USUAL_TABLE))
    groups = _groups(coming)
    tables = min(usual, MOST_TABLES, max(1, len(groups)))  # parties stay together, so more tables would stay empty
    low, high = max(1, number // tables - 1), -(-number // tables) + 1
    if number >= FEWEST_AT_A_TABLE * tables:
        low = max(low, FEWEST_AT_A_TABLE)
    sizes = _sizes_of_groups(groups, [number / tables] * tables, [None] * tables) or [number]
    low, high = min(low, *sizes), max(high, *sizes)  # so that groups of any size fit
    width = max(2, len(str(tables)))
    return [{"id": f"t{n:0{width}}", "name": f"Table {n}", "seats": f"{low}-{high}"} for n in range(1, tables + 1)]


def infer_requirements(
    people: People, tables: Sequence[Table], stages: Sequence[Stage | None] = ()
) -> list[dict[str, Any]]:
    """Return the requirements that the list allows.

    These are a role mix, a variety of sectors, a cap on people of one organization, and the requirements for the needs,
    focus and stages of tables.

    Parameters
    ----------
    people : People
    tables : sequence of Table
    stages : sequence of Stage or None
        The stages of the rounds, from round 1. With the stages of tables, they decide whether tablemates should change.
    """
    coming = list_guests(people, 1)
    seating = [table for table in tables if table.seats_people]
    if not coming or not seating:
        return []
    found = [*_role_mix(coming, len(seating)), *_variety(coming, seating), *_cap(coming, len(seating))]
    if any(table.needs for table in seating):
        found.append({"kind": "assets", "weight": _ASSET_WEIGHT})
    if any(table.focus for table in seating):
        found.append({"kind": "focus", "weight": 1})
    return [*found, *_company(seating, stages)]


def _company(seating: Sequence[Table], stages: Sequence[Stage | None]) -> Iterable[dict[str, Any]]:
    """Yield the requirements for each stage: in all rounds at tables with their own stage, by round at the others."""
    own = {stage: [table.id for table in seating if table.stage is stage] for stage in Stage}
    others = [table.id for table in seating if table.stage is None]
    for stage, asked in _COMPANY.items():
        rounds = [number for number, of_round in enumerate(stages, 1) if of_round is stage]
        for keys in asked:
            if own[stage]:
                yield {**keys, "at": own[stage]}
            if rounds and others:
                yield {**keys, "rounds": rounds, **({} if len(others) == len(seating) else {"at": others})}


def _role_mix(coming: Sequence[Person], tables: int) -> Iterable[dict[str, Any]]:
    """Yield a role mix of the types that have enough people for every table."""
    have = Counter(person.representative_type for person in coming)
    at_least = {role.value: min(wanted, have[role] // tables) for role, wanted in _ROLE_MIX.items()}
    at_least = {role: number for role, number in at_least.items() if number}
    if at_least:
        yield {"kind": "role_mix", "at_least": at_least, "weight": _ROLE_WEIGHT}


def _variety(coming: Sequence[Person], seating: Sequence[Table]) -> Iterable[dict[str, Any]]:
    """Yield a variety of sectors: as many as every table can have, up to four."""
    have = Counter(fold(person.sector) for person in coming if person.sector)
    shares = sum(min(number, len(seating)) for number in have.values())
    even = len(coming) // len(seating)
    smallest = min(table.seats.minimum or even for table in seating)
    at_least = min(_MOST_SECTORS, shares // len(seating), even, smallest)
    if at_least >= 2:
        yield {"kind": "variety", "of": "sector", "at_least": at_least, "weight": _SECTOR_WEIGHT}


def _cap(coming: Sequence[Person], tables: int) -> Iterable[dict[str, Any]]:
    """Yield a cap on people of one organization that an even distribution of the largest organization meets."""
    have = Counter(fold(person.organization) for person in coming if person.organization)
    largest = max(have.values(), default=0)
    even = -(-largest // tables)
    at_most = even if largest <= 2 else max(2, even)
    if at_most < largest:
        yield {"kind": "cap", "of": "organization", "at_most": at_most, "weight": _ORGANIZATION_WEIGHT}


_SHOWN = 12


def inferred_sentences(convening: Convening, people: People) -> tuple[str, ...]:
    """Return a sentence for each inferred table or requirement rule; empty if nothing was inferred."""
    found: list[str] = []
    room = open_room(people, convening)
    if "tables" in convening.inferred:
        found.append(_tables_sentence(convening.tables, len(room.people)))
        found += _small_areas(convening, people)
    if "seats" in convening.inferred:
        found += _least_sentences(convening.tables)
    if "requirements" in convening.inferred:
        hidden = hidden_columns(convening, people)
        found += [
            requirement.sentence(room)
            for requirement in convening.requirements
            if not requirement.private
            and not requirement.is_about_seats
            and hidden.isdisjoint(requirement.asks_columns)
        ]
    return tuple(found)


def _tables_sentence(tables: tuple[Table, ...], coming: int) -> str:
    seats = dict.fromkeys(map(str, sorted((table.seats for table in tables), key=_by_size)))
    labels = [table.label for table in tables[:_SHOWN]]
    shown = listed(labels) if len(labels) == len(tables) else f"{', '.join(labels)}, …"
    why = ", one for each area of interest with enough people" if tables[0].focus else ""
    come = counted(coming, "person who is coming", "people who are coming")
    return f"{counted(len(tables), 'table')} for {come}{why}: {shown}; {listed(list(seats), last='or')} seats each."


def _by_size(seats: Seats) -> tuple[int, float]:
    return seats.minimum, inf if seats.maximum is None else seats.maximum


def _least_sentences(tables: tuple[Table, ...]) -> list[str]:
    """Return sentences on the inferred minimums of tables whose file only states a maximum."""
    found = []
    least = group_by_key((table.seats.minimum, table.label) for table in tables if not table.open_if_needed)
    for minimum, labels in sorted(least.items(), reverse=True):
        has, each = ("has", "") if len(labels) == 1 else ("have", " each")
        found.append(f"{said_first(labels, _SHOWN)} {has} at least {counted(minimum, 'person', 'people')}{each}.")
    spare = [table for table in tables if table.open_if_needed]
    if spare:
        which = "Every table" if len(spare) == len(tables) else listed(table.label for table in spare[:_SHOWN])
        least_used = counted(spare[0].seats.minimum, "person", "people")
        found.append(f"{which} may stay empty. A table that is used has at least {least_used}.")
    return found


def _small_areas(convening: Convening, people: People) -> list[str]:
    """Return the sentence on areas of interest that got no table."""
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
