"""Count people by their cells, and decide which counts a page for anyone may show.

Counts of needs are for pages of the convener only. A page for anyone shows no count from which a group of fewer than
`SMALLEST` people could be recognized, and no text that contains a name or an organization of the list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from seating.floor_features import split_needs
from seating.present.blocks import Block, paragraph
from seating.profiles import People, Person
from seating.profiles.heads import without_held_seats
from seating.profiles.need_words import MEALS, find_kind, find_kind_of_heading, find_meal, is_nothing, states_need
from seating.readers import SMALLEST
from seating.report.sort_keys import by_name
from seating.result import Result
from seating.wording import fold, language_key, said, said_language, said_list

WORD = re.compile(r"\w+")
NAMED = re.compile(r"\s*\(([^()]*\w[^()]*)\)")
"""Matches a remark in brackets, with the space before it."""

Names = frozenset[tuple[str, ...]]
"""Names and organizations, each as its folded words."""


def is_few(number: int) -> bool:
    """Whether so few people could be recognized: a page for anyone does not count them."""
    return number < SMALLEST


@dataclass(frozen=True, slots=True)
class NeedCount:
    """How many people have a need, or a value of another column that is counted.

    `column` is "" for the column `needs`, `value` is as most people wrote it, and `persons` are ids. `tables` tells by
    table id how many of them go there; in a season, one person may go to several.
    """

    column: str
    value: str
    persons: tuple[str, ...]
    tables: Mapping[str, int]

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
        By default everyone with a seat, including staff. Held seats are never counted.
    """
    some = result.room.persons if people is None else people
    persons = by_name(without_held_seats(some))
    stated_needs = {person.id: result.private_values(page, person, "needs") for person in persons}
    written = {one: filter(states_need, chain.from_iterable(map(_split, each))) for one, each in stated_needs.items()}
    needs = {person.id: _as_meals(_as_access(_without_names(written[person.id], person))) for person in persons}
    found = list(count_values(result, "", needs, need_key))
    for column in dict.fromkeys(column for column in columns if column != "needs"):
        stated = {person.id: [one for one in person.values(column) if not is_nothing(one)] for person in persons}
        values_of = {person.id: list(_without_names(stated[person.id], person)) for person in persons}
        is_meal = find_kind_of_heading(column) == "food"
        found += count_values(
            result, column, {p: _as_meals(v) if is_meal else v for p, v in values_of.items()}, need_key
        )
    return tuple(found)


def _without_names(values: Iterable[str], person: Person) -> Iterator[str]:
    """Yield values without brackets that only name a person of the row."""
    row = f"{person.name} {person.party.name if person.party else ''}"
    named = set(WORD.findall(fold(row)))
    for value in values:
        yield (
            NAMED.sub(lambda found: "" if named.issuperset(WORD.findall(fold(found[1]))) else found[0], value) or value
        )


def _as_access(values: Iterable[str]) -> Iterator[str]:
    """Yield values; a need for access is without remarks in parentheses, as when it is compared with a table."""
    for value in values:
        plain = NAMED.sub("", value).strip()
        yield plain if find_kind(value) == find_kind(plain) == "access" else value


def _split(need: str) -> list[str]:
    """Return the parts of a cell that names several needs, such as "step-free, childcare"; otherwise the cell."""
    parts = split_needs(need)
    return parts if all(map(find_kind, parts)) else [need]


def _as_meals(values: Iterable[str]) -> list[str]:
    """Return values with the spellings of a meal replaced by its name."""
    return [find_meal(value) or value for value in values]


def need_key(value: str) -> str:
    """Return the form in which two needs are compared: "step free" is "Step-free"."""
    return fold(value.replace("-", " "))


def name_need(value: str) -> str:
    """Return a counted need, which is translated if it is the name of a meal."""
    return said(value) if value in MEALS else value


def spell_need(value: str, counted: Iterable[NeedCount]) -> str:
    """Return a need that a person wrote, spelled as it was counted."""
    as_meal = find_meal(value) or value
    return name_need(
        next((c.value for c in counted if not c.column and need_key(c.value) == need_key(as_meal)), as_meal)
    )


def count_languages(result: Result) -> tuple[NeedCount, ...]:
    """Count the people, without staff, who do not speak the working language, by the languages that they state.

    An interpreter for one of them is enough: the value for who states several is "Somali or Spanish".

    No one is counted if the convening names no working language, nor at a table that is held in a language they speak:
    the language stated for it or, without one, a language that everyone there speaks.
    """
    working = language_key(result.convening.working_language)
    people = by_name(result.room.coming)
    others = [p for p in people if working and working not in result.room.languages(p)]
    spoken = {person.id: dict.fromkeys(map(said_language, person.languages)) for person in others}
    held_in = _list_table_languages(result)
    cut_off = {
        p.id: [
            t for t in result.plan.tables_of(p.id) if held_in.get(t, frozenset()).isdisjoint(result.room.languages(p))
        ]
        for p in others
    }
    found = []
    stated = {person: [said_list(named, last="or")] for person, named in spoken.items() if named and cut_off[person]}
    for one in count_values(result, "languages", stated):
        at = Counter(table for person in one.persons for table in cut_off[person])
        found.append(replace(one, tables={table: at[table] for table in one.tables if at[table]}))
    return tuple(found)


def _list_table_languages(result: Result) -> Mapping[str, frozenset[str]]:
    """Return the languages that each table is held in, by id: those stated, or those that everyone there speaks."""
    room = result.room
    people, staff = room.members(result.plan), room.staff_members(result.plan)
    held_in = {}
    for table in room.tables:
        if here := without_held_seats((*people[table.id], *staff[table.id])):
            spoken = frozenset.intersection(*map(room.languages, here))
            held_in[table.id] = frozenset(map(language_key, table.languages)) or spoken
    return held_in


def count_values(
    result: Result, column: str, stated: Mapping[str, Sequence[str]], key_of: Callable[[str], str] = fold
) -> Iterator[NeedCount]:
    """Yield how many people state each value, the most frequent first; case does not matter.

    Parameters
    ----------
    result : Result
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
        at = Counter(table for person in persons[key] for table in result.plan.tables_of(person))
        tables = {table.id: at[table.id] for table in result.room.tables if at[table.id]}
        label, _ = written[key].most_common(1)[0]  # the first of several that are equally frequent
        yield NeedCount(column, label, tuple(persons[key]), tables)


def tell_unread(result: Result) -> Iterator[Block]:
    """Yield of how many people of a saved round a page cannot count what was not saved; nothing if there are none."""
    gone = sum(person.id in result.unread and not person.is_held for person in result.room.persons)
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
