"""What a convener may want to add to the convening, each as a sentence and as what would be written.

The notes of the commands and the board offer the same ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from seating.convening.column_account import UnusedColumns, find_unused_columns
from seating.convening.convening_file import as_flow, plain_seats
from seating.convening.role_rules import infer_role_mix, lacks_role_rule
from seating.convening.rooms import list_guests
from seating.convening.schema import ChairRules, ChairSide, Convening
from seating.profiles import People, Person
from seating.profiles.categories import count_cells, count_values, is_party_column, names_others
from seating.profiles.columns import CANONICAL
from seating.profiles.name_cells.slate import JOINS
from seating.profiles.names import name_words
from seating.profiles.need_words import (
    find_kind_of_heading,
    fold_seat_phrases,
    is_about_table,
    is_food,
    list_seat_phrases,
    states_need,
)
from seating.profiles.private_columns import private_columns
from seating.requirements.apart import ApartRequirement
from seating.requirements.base.phrases import holders
from seating.requirements.together import TogetherRequirement
from seating.room.tables import Seats, Table, tables_called
from seating.wording import Said, fold, quoted, said, said_count, said_joined, said_list

MOST_COLUMNS = 6
"""Maximum number of columns for which requirements are suggested."""

MOST_TABLES = 20
"""Maximum number of tables that are suggested at once."""

_FEWEST = 2
"""The fewest people that a suggested table must be able to seat, so that no one sits there alone."""

MOST_CELLS = 20
"""Maximum number of cells with a wish about neighbors for which a requirement is suggested."""

COUPLE = name_words("couple")
"""Words for those who marry, in cells of a list of guests."""

Texts = Mapping[str, int]
"""The texts of a column as written, each with the number of people who have it."""

SIDES = 3
"""Columns with at most this many values, such as a side, are mixed; groups of other columns are kept together."""

SHOWN_VALUES = 4
"""Number of values of a column that a suggestion counts."""

LONGEST_NAME = 5
"""Number of words that a name after "not next to" may have."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to add to the convening.

    Attributes
    ----------
    says : str
        As a sentence.
    part : str
        The key of the convening: "tables", "requirements", "chairs", or "columns" for the meaning of a column.
    entry : mapping of str to object
        The entry of its list as plain data; for a column, its meaning and its heading; for chairs, a key and its value.
    is_private : bool
        Whether only the convener may read the sentence.
    column : str
        The heading in the sentence, if it is about the values of one column.
    now : str
        What the list has to do with it, such as "14 groups, the largest of 9 people"; "" if that is known without it.
    """

    says: str
    part: str
    entry: Mapping[str, Any]
    is_private: bool = False
    column: str = ""
    now: str = ""

    @property
    def line(self) -> str:
        """The entry as one line of YAML."""
        return as_flow(self.entry)

    @property
    def is_must(self) -> bool:
        """Whether it is a must if the entry is written as it is."""
        return bool(self.entry.get("must", "people" in self.entry))


def suggest_requirements(
    convening: Convening, people: People, unused: UnusedColumns | None = None
) -> tuple[Suggestion, ...]:
    """Return what could matter besides the requirements there are, made from columns and cells that nothing uses.

    Parameters
    ----------
    convening : Convening
    people : People
    unused : UnusedColumns, optional
        As found for them, if they are known already.
    """
    unused, coming = unused or find_unused_columns(convening, people), list_guests(people)
    cells = count_cells(coming)
    texts = {
        column: _count_texts(column, coming) if column in CANONICAL else _sum_texts(cells.get(column, {}))
        for column in people.headings
    }
    found = [*_about_couple(convening, people, coming, texts), *_about_roles(convening, people, coming)]
    topics = {fold(topic) for table in convening.tables for topic in table.focus}
    is_divided = "tables" in convening.inferred or sum(table.seats_people for table in convening.tables) != 1
    for column in unused.groups[:MOST_COLUMNS] if is_divided else ():
        names_topics = topics.issuperset(count_values(column, coming))  # such as a second choice
        if not names_topics and not is_about_table(_heading(people, column)):
            found += _about_groups(column, convening, people, coming)
    if unused.has_languages:
        says = said("Have everyone share a language with someone at their table")
        now = _name_values("languages", coming)
        found.append(Suggestion(says, "requirements", {"kind": "common_language"}, now=now))
    for column in unused.columns:
        found += _about_column(column, texts[column], convening, people, coming)
    return (*found, *_about_neighbors(convening, people, coming, texts))


def describe_no_wishes(convening: Convening, people: People, *, some_wait: bool) -> Said:
    """Return the sentence about a seating that no wish has shaped, with what could matter. Anyone may read it.

    Parameters
    ----------
    convening : Convening
    people : People
    some_wait : bool
        Whether there are wishes that do not apply in this round.
    """
    text = said("No wishes yet: this seating considers only the number of seats and which people are coming together.")
    if some_wait:
        text = said(
            "No wish applies in this round: this seating considers only the number of seats and which people "
            "are coming together."
        )
    found = [one.says for one in suggest_requirements(convening, people) if not one.is_private]
    if not found:
        return said_joined([text, said("Write what matters under `requirements` in the convening.")], " ")
    return said_joined([text, said("What might matter: %(aims)s.", aims=said_joined(found, "; "))], " ")


def _count_texts(column: str, coming: Sequence[Person]) -> Texts:
    return _sum_texts(Counter(person.values(column) for person in coming))


def _sum_texts(cells: Mapping[tuple[str, ...], int]) -> Texts:
    texts: Counter[str] = Counter()
    for values, number in cells.items():
        for value in values:
            texts[value] += number
    return texts


def _heading(people: People, column: str) -> str:
    return people.headings[column].text


def _list_headings(people: People, column: str) -> str:
    """Return the headings of all columns of the list that have a meaning, such as needs."""
    return said_list([one.heading for one in people.columns if one.key == column] or [_heading(people, column)])


def _about_roles(convening: Convening, people: People, coming: Sequence[Person]) -> Iterator[Suggestion]:
    """Yield that each type of people who come is at every table, unless a requirement is about these types."""
    tables = sum(table.seats_people for table in convening.tables)
    if not tables or not lacks_role_rule(coming, convening.requirements):
        return
    for entry in infer_role_mix(coming, tables):
        wanted = said_list(holders(number, role) for role, number in entry["at_least"].items())
        says = said("Have at least %(wanted)s at every table", wanted=wanted)
        is_private = "representative_type" in private_columns(convening, people)
        yield Suggestion(says, "requirements", entry, is_private, now=_name_values("representative_type", coming))


def _about_couple(
    convening: Convening, people: People, coming: Sequence[Person], texts: Mapping[str, Texts]
) -> Iterator[Suggestion]:
    """Yield that the couple of a wedding sit together, if the title of the list or a column names them."""
    if not people.is_party:
        return
    together = {frozenset(pair) for requirement in convening.requirements for pair in _pairs_of(requirement)}
    private = private_columns(convening, people)
    columns = [column for column in people.headings if column not in CANONICAL and column not in private]
    named = [(people.file, title, _named_in(title, people)) for title in people.titles]
    named += [(_heading(people, column), *_called_couple(column, texts[column], coming)) for column in columns]
    for place, text, couple in named:
        ids = frozenset(person.id for person in couple)
        if len(couple) != 2 or ids in together or not ids <= {person.id for person in coming}:
            continue
        one, other = couple
        if _is_together(one, other):
            continue
        says = _say_of_two("together", place, text, one, other)
        entry, is_private = {"kind": "together", "people": [one.id, other.id]}, not (one.listed and other.listed)
        yield Suggestion(says, "requirements", entry, is_private)
        return


def _say_of_two(kind: str, column: str, text: str, one: Person, other: Person) -> Said:
    """Return that a cell asks for two people to sit together or apart."""
    told = {"column": column, "text": quoted(text), "one": one.label, "other": other.label}
    if kind == "together":
        return said("%(column)s: %(text)s: seat %(one)s and %(other)s together", **told)
    return said("%(column)s: %(text)s: keep %(one)s and %(other)s apart", **told)


def _is_together(one: Person, other: Person) -> bool:
    """Whether cells of the list seat two people together already."""
    is_party = one.party is not None and other.party is not None and one.party.id == other.party.id
    return is_party or bool({*one.pin} & {*other.pin}) or other.id in one.with_ or one.id in other.with_


def _called_couple(column: str, texts: Texts, coming: Sequence[Person]) -> tuple[str, list[Person]]:
    """Return those that the cells of a column call a couple, and what they say: "bride", "couple"."""
    couple = {text for text in texts if fold(text) in COUPLE}
    called = [(value, one) for one in coming for value in one.values(column) if value in couple] if couple else []
    return " & ".join(dict.fromkeys(value for value, _ in called)), [one for _, one in called]


def _named_in(title: str, people: People) -> list[Person]:
    """Return the two people whose names a title joins: "Guest list Kim & Theo"; [] for any other title."""
    for found in JOINS.finditer(title):
        before, after = title[: found.start()].split(), title[found.end() :].split()
        one = _first_named((before[-2:], before[-1:]), people)
        other = _first_named((after[:2], after[:1]), people)
        if one is not None and other is not None:
            return [one, other]
    return []


def _first_named(texts: Iterable[Sequence[str]], people: People) -> Person | None:
    """Return the only person that a text names, from the first text that names one."""
    named = (people.with_part_of_name(" ".join(words).strip(",.:;–-")) for words in texts if words)
    return next((found[0] for found in named if len(found) == 1), None)


def _about_groups(column: str, convening: Convening, people: People, coming: Sequence[Person]) -> Iterator[Suggestion]:
    """Yield that a group stays together, unless there are only a few large ones, and that all tables are mixed.

    People of one booking or household are never mixed.
    """
    name = _heading(people, column)
    is_booking = is_party_column(name, column, coming)
    if is_booking or len(count_values(column, coming)) > SIDES:
        says, now = said("Keep each %(column)s together", column=name), _count_groups(column, convening, coming)
        yield Suggestion(says, "requirements", {"kind": "together", "by": column}, column=name, now=now)
    if is_booking or names_others(name):
        return
    says, now = said("Mix %(column)s at every table", column=name), _name_values(column, coming)
    yield Suggestion(says, "requirements", {"kind": "balance", "of": column}, column=name, now=now)


def _count_groups(column: str, convening: Convening, coming: Sequence[Person]) -> Said:
    """Return how many groups a column makes of the people who come, and whether the largest is too large for a table.

    Parameters
    ----------
    column : str
    convening : Convening
    coming : sequence of Person
    """
    sizes = [size for size in count_values(column, coming).values() if size > 1]
    most = max(sizes, default=0)
    text = said_count(
        "%(number)s group of %(most)s people",
        "%(number)s groups, the largest of %(most)s people",
        len(sizes),
        most=most,
    )
    places = [table.seats.maximum for table in convening.tables if table.seats_people]
    largest = max((number for number in places if number is not None), default=0)
    if None in places or most <= largest:
        return text
    return said_joined([text, said("more than the %(places)s seats at the largest table", places=largest)], ", ")


def _name_values(column: str, coming: Sequence[Person]) -> Said:
    """Return the most frequent values of a column, each with the number of people who have it."""
    counts = count_values(column, coming).most_common()
    written = {fold(value): value for person in reversed(coming) for value in person.values(column)}
    shown: list[Said | str] = [f"{written[value]}: {number}" for value, number in counts[:SHOWN_VALUES]]
    if more := len(counts) - len(shown):
        shown.append(said_count("%(number)s more value", "%(number)s more values", more))
    return said_joined(shown, ", ")


def _about_column(
    column: str, texts: Texts, convening: Convening, people: People, coming: Sequence[Person]
) -> Iterator[Suggestion]:
    """Yield that a column names fixed tables, or what the kitchen has to know."""
    name, is_private = _heading(people, column), column in private_columns(convening, people)
    if not texts or column in CANONICAL:
        return
    if is_about_table(name):
        if all(len(tables_called(text, convening.tables)) == 1 for text in texts):
            yield _about_pins(name, texts, is_private)
        elif len(count_values(column, coming)) < sum(texts.values()):
            says = said("Seat people with the same %(column)s together", column=name)
            entry, now = {"kind": "together", "by": column, "must": True}, _count_groups(column, convening, coming)
            yield Suggestion(says, "requirements", entry, is_private, name, now)
    elif _is_mostly_food(texts):
        yield _about_kitchen(name, texts, is_private)


def list_meanings(people: People) -> Iterator[Suggestion]:
    """Yield what columns are read as already, of the meanings that are suggested for columns.

    Columns with the name of their meaning as heading are left out, because no one wonders about them.

    Parameters
    ----------
    people : People
    """
    coming = list_guests(people)
    for meaning, make in (("pin", _about_pins), ("needs", _about_kitchen)):
        texts = _count_texts(meaning, coming)
        named = [one.heading for one in people.columns if one.key == meaning and fold(one.heading) != meaning]
        if meaning == "needs":
            is_food_alone = len(named) == 1 and _is_mostly_food(texts)
            named = [heading for heading in named if is_food_alone or find_kind_of_heading(heading) == "food"]
        yield from (make(heading, texts, True) for heading in named if texts)


def suggest_chairs(convening: Convening, people: People) -> Iterator[Suggestion]:
    """Yield what the order around the tables could heed, for a list on which people bring companions.

    Parameters
    ----------
    convening : Convening
        An order that is stated already is not contradicted.
    people : People
    """
    coming, rules = list_guests(people), convening.chairs or ChairRules()
    named = {one.id for person in coming for text in person.with_ for one in people.named(text)}
    in_parties = {person.id for person in coming if person.party is not None and person.party.size > 1}
    paired = [person for person in coming if person.with_ or person.id in named | in_parties]
    if not paired:
        return
    if rules.together in {None, ChairSide.BESIDE}:
        says = said("Give everyone a seat number, and seat companions side by side")
        now = said_count("%(number)s person has a companion", "%(number)s people have a companion", len(paired))
        yield Suggestion(says, "chairs", {"together": ChairSide.BESIDE.value}, now=now)
    private = private_columns(convening, people)
    sides = [
        column
        for column in people.headings
        if column not in CANONICAL and column not in private and 2 <= len(count_values(column, coming)) <= SIDES
    ]
    for column in [rules.alternate] if rules.alternate else sides[:1]:
        if column in people.headings:
            heading = _heading(people, column)
            says = said("Give everyone a seat number, and mix %(column)s from seat to seat", column=heading)
            now = _name_values(column, coming)
            yield Suggestion(says, "chairs", {"alternate": column}, column=heading, now=now)


def _about_pins(name: str, texts: Texts, is_private: bool) -> Suggestion:
    says = said("%(column)s names a fixed table", column=name)
    now = said_count("for %(number)s person", "for %(number)s people", sum(texts.values()))
    return Suggestion(says, "columns", {"pin": name}, is_private, name, now)


def _about_kitchen(name: str, texts: Texts, is_private: bool) -> Suggestion:
    says = said("%(column)s is for the kitchen", column=name)
    entries = sum(number for text, number in texts.items() if states_need(text))
    now = said_count("%(number)s entry", "%(number)s entries", entries)
    return Suggestion(says, "columns", {"needs": name}, is_private, name, now)


def _is_mostly_food(texts: Texts) -> bool:
    needs = {text: number for text, number in texts.items() if states_need(text)}
    return 2 * sum(number for text, number in needs.items() if is_food(text)) > sum(needs.values())


def _about_neighbors(
    convening: Convening, people: People, coming: Sequence[Person], texts: Mapping[str, Texts]
) -> Iterator[Suggestion]:
    """Yield a requirement for each cell such as "not next to Emil Haddad", in columns that hold any text."""
    known = {frozenset(pair) for r in convening.requirements for pair in _pairs_of(r)}
    columns = [c for c in people.headings if c == "needs" or c not in CANONICAL]
    asked = {text: found for c in columns for text in texts[c] if (found := _find_neighbor(text, people))}
    columns = [c for c in columns if not asked.keys().isdisjoint(texts[c])]
    here, number = {person.id for person in coming}, 0
    for person in coming:
        for column in columns:
            for value in person.values(column):
                if value not in asked:
                    continue
                kind, other = asked[value]
                pair = frozenset({person.id, other.id})
                if len(pair) < 2 or other.id not in here or pair in known or number >= MOST_CELLS:
                    continue
                known.add(pair)
                number += 1
                says = _say_of_two(kind, _list_headings(people, column), value, person, other)
                entry = {"kind": kind, "people": [person.id, other.id], "private": True}
                yield Suggestion(says, "requirements", entry, is_private=True)


def _pairs_of(requirement: Any) -> Iterator[tuple[str, ...]]:
    """Yield the people that a requirement of kind `together` or `apart` names."""
    if isinstance(requirement, TogetherRequirement | ApartRequirement):
        yield from (tuple(pair) for pair in requirement.pairs or ())
        if requirement.people:
            yield tuple(requirement.people)


@cache
def _seat_phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return, for each phrase about a neighbor, its kind and a pattern for it and the words after it."""
    return tuple(
        (kind, re.compile(rf"(?i)(?<!\w){re.escape(phrase)}\s+(?P<rest>.+)")) for kind, phrase in list_seat_phrases()
    )


def _find_neighbor(value: str, people: People) -> tuple[str, Person] | None:
    """Return whether a text asks for a neighbor or against one, and the person that it names."""
    text = " ".join(value.split())
    if " " not in text:  # a phrase and a name have two words or more
        return None
    folded = text.casefold()
    if not any(phrase in folded for phrase in fold_seat_phrases()):  # most texts have none, and some are long
        return None
    for kind, phrase in _seat_phrases():
        found = phrase.search(text)
        words = found["rest"].split() if found else []
        for length in range(min(len(words), LONGEST_NAME), 0, -1):
            named = people.named(" ".join(words[:length]).strip(" .,;!?()"))
            if len(named) == 1:
                return kind, named[0]
        if found:
            return None
    return None


@dataclass(frozen=True, slots=True)
class Places:
    """How many seats are needed, and how many the tables have.

    Attributes
    ----------
    needed
        The number of seats for people, without staff, and for held seats.
    available
        The number of seats that all tables have.
    round_number
        The round to which most people come; None if as many come to each.
    can_add_table
        Whether another table could be filled.

    """

    needed: int
    available: int
    round_number: int | None
    can_add_table: bool = True

    @property
    def lack(self) -> Said | None:
        """That the tables have too few seats, and what would help; None if they have enough."""
        if self.needed <= self.available:
            return None
        numbers = {"coming": self.needed, "places": self.available}
        if self.round_number is None:
            counted = said("%(coming)s seats are needed, and the tables have %(places)s.", **numbers)
        else:
            counted = said(
                "%(coming)s seats are needed in round %(round)s, and the tables have %(places)s.",
                **numbers,
                round=self.round_number,
            )
        way = said("Too few people are coming to fill another table: give a table more seats.")
        return said_joined([counted, said("Add a table?") if self.can_add_table else way], " ")


def count_places(convening: Convening, people: People) -> Places | None:
    """Return how many seats are needed, and how many the tables have; None if tables have no limit.

    If some come to certain rounds only, the round to which most people come counts.
    """
    counted = _count_seats(convening, people)
    return counted and replace(counted, can_add_table=bool(suggest_tables(convening, people)))


def _count_seats(convening: Convening, people: People) -> Places | None:
    most = [table.seats.maximum for table in convening.tables if table.seats_people]
    guests = list_guests(people)
    some = [person for person in guests if person.attending.rounds is not None or person.attending.unsuited]
    rounds = {number for person in some for number in person.attending.rounds or ()}
    by_round = {number: len(list_guests(some, number)) for number in sorted(rounds)}
    most_of_some = max(by_round.values(), default=len(some))
    at = next((number for number, come in by_round.items() if come == most_of_some), None)
    coming = len(guests) - len(some) + most_of_some  # all others come to each round
    return None if None in most else Places(coming, sum(number or 0 for number in most), at)


def suggest_tables(convening: Convening, people: People) -> tuple[Suggestion, ...]:
    """Return the tables that would have to be added for everyone to have a place; () if no one lacks one.

    A new table seats as many people as the last one. Its minimum is lower if the other tables would otherwise have too
    few people. No table is suggested if fewer than two people would sit there.
    """
    counted, seating = _count_seats(convening, people), [table for table in convening.tables if table.seats_people]
    if counted is None or not seating or counted.needed <= counted.available:
        return ()
    size = seating[-1].seats
    number = -(-(counted.needed - counted.available) // (size.maximum or 1))
    spare = counted.needed - sum(table.seats.minimum for table in seating if not table.open_if_needed)
    least = min(size.minimum, spare // number)
    if least < min(size.minimum, _FEWEST):
        return ()
    seats = plain_seats(Seats(minimum=least, maximum=size.maximum))
    made = zip(range(min(number, MOST_TABLES)), name_new_tables(convening.tables), strict=False)
    return tuple(
        Suggestion(said("Add %(table)s", table=name), "tables", {"id": identity, "name": name, "seats": seats})
        for _, (identity, name) in made
    )


def name_new_tables(tables: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """Yield ids and names that no table has, counting on."""
    taken = {word.casefold() for table in tables for word in (table.id, table.name)}
    width = max((len(table.id) - 1 for table in tables if table.id[:1] == "t" and table.id[1:].isdecimal()), default=2)
    for number in range(len(tables) + 1, 10 * len(tables) + 1000):
        identity, name = f"t{number:0{width}}", f"Table {number}"
        if taken.isdisjoint({identity, name.casefold()}):
            yield identity, name
