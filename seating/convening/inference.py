"""Infer tables and requirements from the list where the convening has none, and summarize them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from math import inf
from typing import Any

from seating.convening.role_rules import infer_role_mix
from seating.convening.rooms import list_guests, open_room
from seating.convening.schema import Convening
from seating.convening.tables import MOST_TABLES, make_table_id
from seating.groups import group_by_key, join_groups
from seating.profiles import People, Person
from seating.profiles.private_columns import hidden_columns
from seating.requirements.base.kind import Requirement
from seating.room.arrays import numbers_by_value
from seating.room.tables import Seats, Stage, Table
from seating.sources import column_letter
from seating.wording import capitalized, counted, fold, listed, with_padded_numbers

USUAL_TABLE = 8
"""Number of people per table if the number of tables does not follow from interests."""

SHARED_TABLE = 10
"""Number of people per table of an area of interest; if more would share one table, the area gets several."""

LARGEST_TABLE = 12
"""Maximum number of people at a table, so that everyone there can talk with everyone."""

FEWEST_AT_A_TABLE = 2
"""The fewest people wished at a table if none are stated, so that no one sits alone."""

FEWEST = 3
"""Minimum number of interested people for an area of interest to get a table."""

_MOST_SECTORS = 4
_COMPANY: Mapping[Stage, Sequence[Mapping[str, Any]]] = {
    Stage.FORMING: ({"kind": "new_company", "weight": 1},),
    Stage.STORMING: ({"kind": "continuity", "at_least": "2/3", "weight": 3},),
    Stage.NORMING: ({"kind": "continuity", "at_least": "2/3", "weight": 3},),
    Stage.PERFORMING: ({"kind": "continuity", "at_least": "1/2", "weight": 3}, {"kind": "buddy", "weight": 3}),
}
"""Requirements for each stage of a group: at first people meet many others, later they stay together."""

_SECTOR_WEIGHT, _ORGANIZATION_WEIGHT, _ASSET_WEIGHT, _FILL_WEIGHT = 3, 3, 3, 3


def infer_tables(people: People) -> list[dict[str, Any]]:
    """Return tables for the areas of interest with enough people; with fewer than two areas, tables of about 8.

    An area has several tables if its people are too many for one. No table has a minimum: nobody wrote one.
    """
    coming = list_guests(people, 1)
    areas = dict(_areas(coming))
    if len(areas) < 2:
        return _unthemed(coming)
    number = max(len(areas), -(-len(coming) // SHARED_TABLE))
    shares = share_tables(areas, min(number, MOST_TABLES, max(len(areas), len(_groups(coming)))))
    seats = share_seats(people, sum(shares.values()))
    tables: list[dict[str, Any]] = []
    for area in sorted(areas, key=lambda each: with_padded_numbers(fold(each))):
        for name in name_tables(area, shares[area]):
            identity = make_table_id(name)
            if not identity or any(table["id"] == identity for table in tables):
                identity = f"t{len(tables) + 1:02}"
            tables.append({"id": identity, "name": capitalized(name), "focus": area, "seats": seats})
    return tables


def share_tables(asked: Mapping[str, int], number: int) -> dict[str, int]:
    """Return how many tables each topic has: at least one, and more for those for which more people ask.

    Parameters
    ----------
    asked : mapping of str to int
        The number of people who ask for each topic.
    number : int
        The number of tables, at least one for each topic.
    """
    shares = dict.fromkeys(asked, 1)
    for _ in range(number - len(shares)):
        fullest = max(shares, key=lambda topic: (asked[topic] / shares[topic], -shares[topic]))
        shares[fullest] += 1
    return shares


def name_tables(topic: str, number: int) -> list[str]:
    """Return the names of the tables of a topic: with letters, because a number would be taken for that of the table.

    Parameters
    ----------
    topic : str
    number : int
    """
    return [topic] if number == 1 else [f"{topic} {column_letter(each)}" for each in range(number)]


def share_seats(people: People, number: int) -> dict[str, int]:
    """Return the seats of each of a number of tables at which everyone who comes has a place, such as at most 10.

    Parameters
    ----------
    people : People
    number : int
    """
    coming = list_guests(people, 1)
    even = len(coming) / number
    sizes = _sizes_of_groups(_groups(coming), [even] * number, [None] * number) or [len(coming)]
    most = -int(-even * 1.25 // 1)
    return {"max": max(1, min(most, LARGEST_TABLE) if even <= SHARED_TABLE else most, *sizes)}  # so that all groups fit


def leave_open(entries: Sequence[Mapping[str, Any]], people: People) -> list[dict[str, Any]]:
    """Let each listed table without a minimum stay empty if there are people for less than half of the seats.

    The same is true if there are too few people for two at each table.

    Parameters
    ----------
    entries : sequence of mapping
        In the form that `read_tables` takes; seats are `{min: …, max: …}` or missing.
    people : People
    """
    coming = len(list_guests(people, 1))
    most = [_bound(entry, "max") for entry in entries]
    usual = max(USUAL_TABLE, -(-coming // max(1, len(entries))))
    if 2 * coming >= sum(high or usual for high in most) and coming >= FEWEST_AT_A_TABLE * len(entries):
        return [dict(entry) for entry in entries]
    return [
        {**entry, "open": "if needed"} if _bound(entry, "min") is None and high != 1 else dict(entry)
        for entry, high in zip(entries, most, strict=True)
    ]


def infer_fill(people: People, tables: Sequence[Table]) -> list[dict[str, Any]]:
    """Return the wishes that tables without a minimum fill evenly, and that no one sits alone.

    Each table should have three quarters of its even share, but at least two people. A table with a focus needs no
    more people than are interested in it, and a table that may stay empty needs two.

    Parameters
    ----------
    people : People
    tables : sequence of Table
    """
    coming, seating = list_guests(people, 1), [table for table in tables if table.seats_people]
    usual = max(USUAL_TABLE, -(-len(coming) // max(1, len(seating))))
    places = [table.seats.maximum or usual for table in seating]
    shares = [len(coming) * most / sum(places) for most in places]
    sizes = _sizes_of_groups(_groups(coming), shares, [table.seats.maximum for table in seating])
    interested = Counter(area for person in coming for area in {*map(fold, person.values("interests"))})
    alike = Counter(fold(area) for table in seating for area in table.focus)
    wished: dict[str, int] = {}
    for table, share, size in zip(seating, shares, sizes or [0] * len(seating), strict=True):
        least = max(FEWEST_AT_A_TABLE, 0 if table.open_if_needed else min(size, int(share * 0.75)))
        asked = sum(interested[fold(area)] // alike[fold(area)] for area in table.focus) or least
        least = min(least, asked, table.seats.maximum or least)
        is_shared = least >= FEWEST_AT_A_TABLE and (table.open_if_needed or size >= FEWEST_AT_A_TABLE)
        if is_shared and not table.seats.minimum and not table.is_for_members:
            wished[table.id] = least
    groups = group_by_key((least, identity) for identity, least in wished.items())
    return [
        {"kind": "fill", "at_least": least, "weight": _FILL_WEIGHT, **({} if len(at) == len(seating) else {"at": at})}
        for least, at in sorted(groups.items(), reverse=True)
    ]


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

    Enough means a third of an even share, but not more than eight people and not fewer than three. There are at least
    four people for each area on average, and at least eight if there are more than eight areas.
    """
    spelled: dict[str, str] = {}
    interested: Counter[str] = Counter()
    for person in coming:
        for area in person.values("interests"):
            spelled.setdefault(fold(area), area)
        interested.update({fold(area) for area in person.values("interests")})
    most = min(len(coming) // 4, max(USUAL_TABLE, len(coming) // USUAL_TABLE))
    ranked = sorted(interested.items(), key=lambda each: (-each[1], each[0]))[:most]
    while ranked and ranked[-1][1] < max(FEWEST, min(USUAL_TABLE, len(coming) / len(ranked) / 3)):
        ranked.pop()
    return [(spelled[area], number) for area, number in ranked]


def _unthemed(coming: Sequence[Person]) -> list[dict[str, Any]]:
    number = len(coming)
    fewer = max(1, number // USUAL_TABLE)
    usual = min((fewer, fewer + 1), key=lambda tables: abs(number / tables - USUAL_TABLE))
    groups = _groups(coming)
    tables = min(usual, MOST_TABLES, max(1, len(groups)))  # parties stay together, so more tables would stay empty
    sizes = _sizes_of_groups(groups, [number / tables] * tables, [None] * tables) or [number]
    seats = {"max": max(1, -(-number // tables) + 1, *sizes)}  # so that groups of any size fit
    width = max(2, len(str(tables)))
    return [{"id": f"t{n:0{width}}", "name": f"Table {n}", "seats": seats} for n in range(1, tables + 1)]


def infer_requirements(
    people: People, tables: Sequence[Table], stages: Sequence[Stage | None] = (), *, fills: bool = False
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
    fills : bool
        Whether the tables should fill evenly, which is so if no one wrote their minimum: see `infer_fill`.
    """
    coming = list_guests(people, 1)
    seating = [table for table in tables if table.seats_people]
    if not coming or not seating:
        return []
    fill = infer_fill(people, tables) if fills else []
    least = min((each["at_least"] for each in fill), default=len(coming))
    mixes = [*infer_role_mix(coming, len(seating)), *_variety(coming, seating, least)]
    found = [*mixes, *_cap(coming, len(seating))]
    if any(table.needs for table in seating):
        found.append({"kind": "assets", "weight": _ASSET_WEIGHT})
    if any(table.focus for table in seating):
        found.append({"kind": "focus", "weight": 1})
    return [*found, *_company(seating, stages), *fill]


def find_focus(tables: Sequence[Table], people: People) -> tuple[Table, ...]:
    """Return the tables, each with the area of interest that has its name as its focus, if no table states a focus.

    Parameters
    ----------
    tables : sequence of Table
    people : People
    """
    if any(table.focus for table in tables):
        return tuple(tables)
    areas = {fold(area): area for person in list_guests(people) for area in person.interests}
    named = ((table, areas.get(fold(table.name)) or areas.get(fold(table.id))) for table in tables)
    return tuple(
        table.model_copy(update={"focus": (area,)}) if area and table.seats_people else table for table, area in named
    )


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


def _variety(coming: Sequence[Person], seating: Sequence[Table], least: int) -> Iterable[dict[str, Any]]:
    """Yield a variety of sectors: as many as every table can have, up to four and the fewest people at a table."""
    have = Counter(fold(person.sector) for person in coming if person.sector)
    shares = sum(min(number, len(seating)) for number in have.values())
    even = len(coming) // len(seating)
    smallest = min(table.seats.minimum or even for table in seating)
    at_least = min(_MOST_SECTORS, shares // len(seating), even, smallest, least)
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
        found += _spare_sentences(convening.tables)
    hidden = hidden_columns(convening, people)
    found += [
        requirement.sentence(room)
        for requirement in _inferred_requirements(convening)
        if not requirement.private and hidden.isdisjoint(requirement.asks_columns)
    ]
    return tuple(found)


def _inferred_requirements(convening: Convening) -> list[Requirement]:
    """Return the requirements that nobody stated; beside stated ones, those that fill inferred tables."""
    if "requirements" in convening.inferred:
        return [one for one in convening.requirements if not one.is_about_seats]
    return [one for one in convening.requirements if one.is_about_filling and "tables" in convening.inferred]


def _tables_sentence(tables: tuple[Table, ...], coming: int) -> str:
    seats = dict.fromkeys(map(str, sorted((table.seats for table in tables), key=_by_size)))
    labels = [table.label for table in tables[:_SHOWN]]
    shown = listed(labels) if len(labels) == len(tables) else f"{', '.join(labels)}, …"
    why = ", one for each area of interest with enough people" if tables[0].focus else ""
    come = counted(coming, "person who is coming", "people who are coming")
    return f"{counted(len(tables), 'table')} for {come}{why}: {shown}; {listed(list(seats), last='or')} seats each."


def _by_size(seats: Seats) -> tuple[int, float]:
    return seats.minimum, inf if seats.maximum is None else seats.maximum


def _spare_sentences(tables: tuple[Table, ...]) -> list[str]:
    """Return the sentence on tables whose file only states a maximum, and which may stay empty."""
    spare = [table for table in tables if table.open_if_needed]
    if not spare:
        return []
    which = "Every table" if len(spare) == len(tables) else listed(table.label for table in spare[:_SHOWN])
    return [f"{which} may stay empty."]


def _small_areas(convening: Convening, people: People) -> list[str]:
    """Return the sentence on areas of interest that got no table."""
    have = {focus for table in convening.tables for focus in table.focus}
    if not have:
        return []
    room = open_room(people, convening)
    left = [
        f"{area} ({counted(len(members), 'person', 'people')})"
        for area, members in numbers_by_value(room, "interests").items()
        if area not in have
    ]
    if not left:
        return []
    return [
        f"Too few people are interested in {listed(left[:_SHOWN])}{', …' if len(left) > _SHOWN else ''} for a table."
    ]
