"""Seatings that were kept, side by side with the one on the board: what differs between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from seating.api.manual_seating import find_differences
from seating.api.result import Solved
from seating.board.opened import Opened
from seating.present.languages import Words
from seating.profiles.heads import count_heads, say_persons
from seating.report.person_names import name_alone
from seating.result.staff_plan import list_seat_requirements

MOST_ROWS = 40
"""Number of requirements, and of people, that a comparison names."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A requirement or a person, and how each seating meets it; `is_worst` marks the cells that lack the most."""

    label: str
    cells: tuple[str, ...]
    is_must: bool = False
    is_worst: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What differs between seatings of one room.

    Attributes
    ----------
    names : tuple of str
        The names of the kept seatings. The one on the board comes before them in all other tuples.
    results : tuple of Solved
    moved : tuple of str
        How many people, staff and held seats are elsewhere than on the board; "" for none.
    without : tuple of str
        How many have no seat, as a clause; "" for none.
    requirements, people : tuple of Difference
        At most `MOST_ROWS` of each.
    more_requirements, more_people : int
        How many others differ.
    """

    names: tuple[str, ...]
    results: tuple[Solved, ...]
    moved: tuple[str, ...]
    without: tuple[str, ...]
    requirements: tuple[Difference, ...]
    people: tuple[Difference, ...]
    more_requirements: int
    more_people: int


def compare_candidates(opened: Opened, words: Words) -> Comparison | None:
    """Return the kept seatings beside the one on the board; None if nothing is kept.

    Parameters
    ----------
    opened : Opened
    words : Words
    """
    names = tuple(opened.seating.candidates)
    if not names:
        return None
    results = (opened.judged, *(opened.judge_candidate(name) for name in names))
    requirements = sorted(_list_requirements(results, words), key=lambda row: not row.is_must)
    people = list(_list_people(results, words))
    now = opened.seating.seats
    return Comparison(
        names=names,
        results=results,
        moved=tuple(_tell_persons(opened, find_differences(now, result.plan.seats), words) for result in results),
        without=tuple(_tell_without(opened, result, words) for result in results),
        requirements=tuple(requirements[:MOST_ROWS]),
        people=tuple(people[:MOST_ROWS]),
        more_requirements=max(0, len(requirements) - MOST_ROWS),
        more_people=max(0, len(people) - MOST_ROWS),
    )


def _tell_persons(opened: Opened, persons: Collection[str], words: Words) -> str:
    found = [one for one in opened.inputs.room.persons if one.id in persons]
    return words.tell(say_persons(found)) if found else ""


def _tell_without(opened: Opened, result: Solved, words: Words) -> str:
    found = [one for one in opened.inputs.room.persons if one.id not in result.plan.seats]
    if count_heads(found).held:
        return words.gettext("without a seat: %(people)s", people=words.tell(say_persons(found)))
    told = words.ngettext("%(number)s person has no seat", "%(number)s people have no seat", len(found))
    return told if found else ""


def _list_requirements(results: Sequence[Solved], words: Words) -> Iterator[Difference]:
    first = results[0]
    for requirement in list_seat_requirements(first):
        lacks = [result.verdict(requirement).shortfall for result in results]
        if len(set(lacks)) > 1:
            cells = (_describe(lack, words) for lack in lacks)
            worst = tuple(lack == max(lacks) for lack in lacks)
            yield Difference(first.sentence_of(requirement), tuple(cells), requirement.is_must, worst)


def _describe(lack: int, words: Words) -> str:
    return words.gettext("short by %(number)s", number=f"{lack:,}") if lack else words.gettext("met")


def _list_people(results: Sequence[Solved], words: Words) -> Iterator[Difference]:
    room = results[0].room
    for person in room.persons:
        tables = [result.plan.seats.get(person.id) for result in results]
        if len(set(tables)) > 1:
            nowhere = words.gettext("No seat yet")
            cells = tuple(nowhere if table is None else room.table(table).label for table in tables)
            yield Difference(words.tell(name_alone(results[0], person)), cells)
