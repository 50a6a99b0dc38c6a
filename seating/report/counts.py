"""Count people by their cells, and decide which counts a page for anyone may show.

Counts of needs are for pages of the convener only. A page for anyone shows no count from which a group of fewer than
`SMALLEST` people could be recognized, and no text that contains a name or an organization of the list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from seating.present.blocks import Block, paragraph
from seating.profiles import People, Person
from seating.profiles.need_words import MEALS
from seating.profiles.needs import Need, NeedKind, find_kind_in, list_needs_in
from seating.report.sort_keys import by_name
from seating.result import Result
from seating.result.cells import show_needs
from seating.result.readers import SMALLEST
from seating.room.languages import languages_of
from seating.room.plan import Plan, Room
from seating.wording import fold, language_key, said, said_language, said_list

WORD = re.compile(r"\w+")
Names = frozenset[tuple[str, ...]]
"""Names and organizations, each as its folded words."""


def is_few(number: int) -> bool:
    """Whether so few people could be recognized: a page for anyone does not count them."""
    return number < SMALLEST


@dataclass(frozen=True, slots=True)
class NeedCount:
    """How many people have a need, or a value of another column that is counted.

    `column` is "" for the column `needs`, `value` is as most people wrote it, and `persons` are ids. `tables` tells by
    table id how many of them go there; in a season, one person may go to several. `kind` tells what a need is about.
    """

    column: str
    value: str
    persons: tuple[str, ...]
    tables: Mapping[str, int]
    kind: NeedKind = NeedKind.OTHER

    @property
    def people(self) -> int:
        """How many people it counts."""
        return len(self.persons)


def count_needs(
    result: Result, page: str, columns: Iterable[str] = (), people: Iterable[Person] | None = None
) -> tuple[NeedCount, ...]:
    """Count the needs of people, then their values in other columns.

    Case and hyphens do not matter, and the spellings of one meal count as that meal. "Vegan (Judith)" on Judith's row
    is vegan, and "step-free (crutches)" is step-free. Dashes, "none" and wishes about neighbors are no needs. The most
    frequent value of each column comes first.

    Parameters
    ----------
    result : Result
    page : str
        A page that may show the column `needs` (see `Result.private_values`).
    columns : iterable of str
        Further columns to count.
    people : iterable of Person, optional
        By default everyone with a seat, including staff.
    """
    persons = by_name(result.room.attendees if people is None else people)
    needs = {person.id: show_needs(page, person) for person in persons}
    found = list(_count(result, "", needs))
    for column in dict.fromkeys(column for column in columns if column != "needs"):
        found += _count(result, column, {person.id: list_needs_in(column, person) for person in persons})
    return tuple(found)


def _count(result: Result, column: str, needs: Mapping[str, Sequence[Need]]) -> Iterator[NeedCount]:
    kinds = {need.name: find_kind_in(column, need) if column else need.kind for each in needs.values() for need in each}
    names = {person: [need.name for need in each] for person, each in needs.items()}
    for one in count_values(result.room, result.plan, column, names, need_key):
        yield replace(one, kind=kinds[one.value])


def name_need(value: str) -> str:
    """Return a counted need, which is translated if it is the name of a meal."""
    return said(value) if value in MEALS else value


def need_key(value: str) -> str:
    """Return the form in which two counted needs are compared."""
    return fold(value.replace("-", " "))


def spell_need(name: str, counted: Iterable[NeedCount]) -> str:
    """Return the name of a need, spelled as it was counted."""
    return name_need(next((c.value for c in counted if not c.column and need_key(c.value) == need_key(name)), name))


def count_languages(result: Result) -> tuple[NeedCount, ...]:
    """Count the people, without staff, who do not speak the working language, by the languages that they state.

    An interpreter for one of them is enough: the value for who states several is "Somali or Spanish".

    No one is counted if the convening names no working language, nor at a table that is held in a language they speak:
    the language stated for it or, without one, a language that everyone there speaks.
    """
    working = language_key(result.convening.working_language)
    people = by_name(result.room.coming)
    others = [p for p in people if working and working not in languages_of(result.room, p)]
    spoken = {person.id: dict.fromkeys(map(said_language, person.languages)) for person in others}
    held_in = _list_table_languages(result)
    cut_off = {
        p.id: [
            t
            for t in result.plan.tables_of(p.id)
            if held_in.get(t, frozenset()).isdisjoint(languages_of(result.room, p))
        ]
        for p in others
    }
    found = []
    stated = {person: [said_list(named, last="or")] for person, named in spoken.items() if named and cut_off[person]}
    for one in count_values(result.room, result.plan, "languages", stated):
        at = Counter(table for person in one.persons for table in cut_off[person])
        found.append(replace(one, tables={table: at[table] for table in one.tables if at[table]}))
    return tuple(found)


def _list_table_languages(result: Result) -> Mapping[str, frozenset[str]]:
    """Return the languages that each table is held in, by id: those stated, or those that everyone there speaks."""
    room = result.room
    attendees = room.attendees_at(result.plan)
    held_in = {}
    for table in room.tables:
        if here := attendees[table.id]:
            spoken = frozenset.intersection(*(languages_of(room, person) for person in here))
            held_in[table.id] = frozenset(map(language_key, table.languages)) or spoken
    return held_in


def count_values(
    room: Room, plan: Plan, column: str, stated: Mapping[str, Sequence[str]], key_of: Callable[[str], str] = fold
) -> Iterator[NeedCount]:
    """Yield how many people state each value, the most frequent first; case does not matter.

    Parameters
    ----------
    room : Room
    plan : Plan
    column : str
    stated : mapping of person id to sequence of str
        The values of each person.
    key_of : callable
        Returns the form in which two values are compared.
    """
    written: dict[str, Counter[str]] = {}
    persons: dict[str, list[str]] = {}
    for person, values in stated.items():
        for key, value in {key_of(value): value for value in values}.items():
            written.setdefault(key, Counter())[value] += 1
            persons.setdefault(key, []).append(person)
    for key in sorted(persons, key=lambda key: (-len(persons[key]), key)):
        at = Counter(table for person in persons[key] for table in plan.tables_of(person))
        tables = {table.id: at[table.id] for table in room.tables if at[table.id]}
        label, _ = written[key].most_common(1)[0]  # the first of several that are equally frequent
        yield NeedCount(column, label, tuple(persons[key]), tables)


def tell_unread(room: Room, unread: Collection[str]) -> Iterator[Block]:
    """Yield of how many people of a saved round a page cannot count what was not saved; nothing if there are none."""
    gone = sum(person.id in unread for person in room.attendees)
    if gone:
        text = said("People with a seat who are no longer on the list, and whose cells this page lacks:")
        yield paragraph((text, " ", gone))


def pool_small(counts: Mapping[str, int]) -> tuple[Mapping[str, int], int]:
    """Return the counts of a whole that anyone may see, largest first, and the sum of the others.

    Counts below `SMALLEST` are pooled. If their sum is below it too, the smallest other counts are pooled with them, so
    that no one can subtract the counts that are shown from the whole.

    Parameters
    ----------
    counts : mapping of str to int
        Disjoint groups of the same people.

    Returns
    -------
    tuple of mapping of str to int and int
        No count and no sum is between 1 and `SMALLEST` - 1, unless all people together are so few; then the mapping is
        empty, and the sum must not be shown.
    """
    shown = sorted(((value, n) for value, n in counts.items() if n >= SMALLEST), key=lambda one: -one[1])
    pooled = sum(n for n in counts.values() if n < SMALLEST)
    while 0 < pooled < SMALLEST and shown:
        pooled += shown.pop()[1]
    return dict(shown), pooled


EXPLAINS_GROUPS = said(
    "Some answers might not be counted. A group is left out if it is small, or if the numbers for a small group could "
    "be calculated from it. A group that is left out can therefore have any size."
)
"""Which groups a page for anyone shows, in words that are the same whether or not anyone may not be named.

A group can be left out because it is small, because a small one could be computed from it, or because some of its
people may not be named. Which of these it is would tell who is in it.
"""


def hide_small(part: int, whole: int) -> int | None:
    """Return the number of people of a group if anyone may see it; None if they or the others are too few.

    Parameters
    ----------
    part : int
        The number of people of the group. A person may be in several groups.
    whole : int
        The number of all people.
    """
    rest = whole - part
    return part if part >= SMALLEST and (rest == 0 or rest >= SMALLEST) else None


def list_names(people: People) -> Names:
    """Return the names and organizations on the list, for `mentions`."""
    texts = {text for person in people for text in (person.name, person.organization) if text}
    return frozenset(words for text in texts if (words := _words(text)))


def mentions(text: str, names: Names) -> bool:
    """Whether a text contains a whole name or organization.

    >>> mentions("Hosted by the Tern Bank", frozenset({("tern", "bank")}))
    True
    >>> mentions("A bank for everybody", frozenset({("tern", "bank")}))
    False
    """
    words = _words(text)
    longest = max(map(len, names), default=0)
    lengths = range(1, min(len(words), longest) + 1)
    return any(words[at : at + n] in names for n in lengths for at in range(len(words) - n + 1))


def _words(text: str) -> tuple[str, ...]:
    found: Sequence[str] = WORD.findall(fold(text))
    return tuple(found)
