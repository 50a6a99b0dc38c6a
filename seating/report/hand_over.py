"""What people who left the list or declined leave to others: what they brought, promised, and had to answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from seating.analysis.assets import list_needs, word_of
from seating.analysis.initiative.changes import FormerList, FormerRow
from seating.analysis.promises import Promise
from seating.forms.worksheets import Line
from seating.profiles import People, Status
from seating.profiles.person import REMOVED, is_forgotten
from seating.report.shown_worksheets import has_to_answer, is_named, list_waiting
from seating.report.sort_keys import name_key
from seating.result import Result
from seating.result.open_promises import find_unkept
from seating.room.plan import Plan, Room
from seating.room.tables import Table
from seating.wording import fold, said


@dataclass(frozen=True, slots=True)
class Asset:
    """Something that a person brought, and the tables that need it and where no one brings it now."""

    word: str
    lacking: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class HandOver:
    """What one person leaves to others.

    Attributes
    ----------
    person, name : str
        The id and the name, as the earlier list had them.
    tables : tuple of str
        The ids of the tables where they sat, the seat first; () if they are not known.
    assets : tuple of Asset
    promises : tuple of Promise
        Those that they made, alone or with others, and that are not kept.
    requests : tuple of Line
        Requests of tables without an answer that they own, or that were asked of them.
    """

    person: str
    name: str
    tables: tuple[str, ...]
    assets: tuple[Asset, ...]
    promises: tuple[Promise, ...]
    requests: tuple[Line, ...]


def list_hand_overs(result: Result) -> tuple[HandOver, ...]:
    """Return what those hand over who had a seat by an earlier list and have left it or declined since, A to Z.

    Who declined is known as long as the list has them, even if it has changed since then. So is what people who were
    forgotten promised and had to answer. Those who brought nothing that a table lacks, and owe nothing, are left out.
    The earlier list has no private column.
    """
    last = result.former_list
    former = {} if last is None else {**last.earlier, **last.people}
    sat_at = _list_former_seats(result.room, result.former_list)
    gone = {
        one: was for one, was in former.items() if (was.had_seat or one in sat_at) and _has_left(result.people, one)
    }
    lacking = _list_lacking(result.room, result.plan) if "assets" in result.shown_columns else {}
    unkept, waiting = [promise for promise, _ in find_unkept(result)], [line for line, _ in list_waiting(result)]
    found = [
        HandOver(
            person,
            was.name,
            was.tables or sat_at.get(person, ()),
            tuple(_list_assets(was, lacking)),
            tuple(promise for promise in unkept if is_named(result, person, promise.who)),
            tuple(line for line in waiting if has_to_answer(result, line, person)),
        )
        for person, was in gone.items()
    ]
    found += _list_of_forgotten(result, unkept, waiting, {fold(person) for person in gone})
    some = [one for one in found if one.assets or one.promises or one.requests]
    return tuple(sorted(some, key=lambda one: (*name_key(one.name), one.person)))


def list_unowned(result: Result) -> set[tuple[str, str]]:
    """Return the keys of the promises that wait for someone to take them over."""
    return {promise.key for one in list_hand_overs(result) for promise in one.promises}


def count_unowned(result: Result) -> int:
    """Return how many promises and requests wait for someone to take them over."""
    requests = {id(line) for one in list_hand_overs(result) for line in one.requests}
    return len(list_unowned(result)) + len(requests)


def _list_of_forgotten(
    result: Result, unkept: Sequence[Promise], waiting: Sequence[Line], known: Collection[str]
) -> Iterator[HandOver]:
    """Yield what people who were forgotten leave, without known ones and those who are on the list of the round shown.

    The sheets name them by what stands for them.
    """
    named = [one for promise in unkept for one in promise.who]
    named += [one for line in waiting for one in line.names["owner"]]
    texts = [*(one.text for one in named), *(line.cells.get("asked of", "") for line in waiting)]
    tokens = {token for text in texts if is_forgotten(token := fold(text))}
    sat_at = {fold(person): tables for person, tables in _list_former_seats(result.room, result.former_list).items()}
    for token in sorted(one for one in tokens.difference(known) if _has_left(result.people, one)):
        yield HandOver(
            token,
            said(REMOVED),
            sat_at.get(token, ()),
            (),
            tuple(promise for promise in unkept if is_named(result, token, promise.who)),
            tuple(line for line in waiting if has_to_answer(result, line, token)),
        )


def _list_former_seats(room: Room, former_list: FormerList | None) -> dict[str, tuple[str, ...]]:
    """Return the tables of each person in the last earlier round with a seat, as it is saved now or was before."""
    history, last, found = room.history, former_list, dict[str, tuple[str, ...]]()
    if last is not None:
        found |= {person: was.tables for person, was in last.earlier.items() if was.had_seat}
    for past in history.rounds:
        found |= {person: (table, *past.further.get(person, ())) for person, table in past.placed.items()}
    return {**found, **{person: (table,) for person, table in history.saved.items()}}


def _has_left(people: People, person: str) -> bool:
    now = people.by_id.get(person)
    return now is None or now.status is Status.DECLINED


def _list_lacking(room: Room, plan: Plan) -> dict[str, tuple[Table, ...]]:
    """Return the tables that need an asset which no one there brings, by the word of the asset."""
    found: dict[str, tuple[Table, ...]] = {}
    for need in list_needs(room, plan):
        if not need.people:
            word = word_of(need.need)
            found[word] = (*found.get(word, ()), need.table)
    return found


def _list_assets(was: FormerRow, lacking: dict[str, tuple[Table, ...]]) -> Iterable[Asset]:
    """Yield what a person brought and a table lacks now."""
    for cell in was.cells.get("assets", ()):
        word = cell.partition(": ")[2] or cell
        if word_of(cell) in lacking:
            yield Asset(word, lacking[word_of(cell)])
