"""Possible tables: what the list, charts, ideas and listening sessions ask for, and who is left out by a choice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import comb

from seating.analysis.table_demand import choose_score, list_scores
from seating.charts.nominations import Nominations
from seating.forms.harvest import Theme
from seating.forms.worksheets import Line
from seating.groups import group_by_key
from seating.mentions.nearness import are_near
from seating.profiles import Person, Status
from seating.profiles.heads import without_held_seats
from seating.room.tables import Table, TableKind
from seating.word_files import read_words, split_words
from seating.wording import fold, singular, without_accents

MOST_CHOICES = 50_000
"""Maximum number of choices that are compared to find the one that leaves out the fewest people."""

MOST_COMPARED = 60
"""Maximum number of possible tables whose names are compared; the first ones are."""


LEAST_LETTERS = 5
"""Minimum number of letters of a word that can be the theme of ideas; shorter ones are seldom about anything."""

_WORDS = read_words("seating.analysis", "room_words.toml")
_LISTENING, _NUMBERED = ("|".join(split_words(_WORDS[name])) for name in ("listening_session", "session"))

SESSION = re.compile(rf"(?:(?:the|an?|la|una|une|uma|die|eine) )?(?:(?:{_LISTENING})\b.*|(?:{_NUMBERED}) \d+)")
"""A listening session that proposed an idea, folded, without accents, with or without an article. It is no person."""

NO_THEME = frozenset(split_words(_WORDS["no_theme"]))
"""Longer words that are the theme of no idea, folded."""


@dataclass(frozen=True, slots=True)
class Possible:
    """A table that there could be, and who asks for it.

    Attributes
    ----------
    name : str
        A theme, an area of interest or the label of a table; "" for ideas without a theme.
    people : frozenset of str
        Ids of the people on the list who chose it, proposed it, or are interested in it, without those who said no.
    first : frozenset of str
        Those of them who chose it, or, if they chose none, have no higher interest in another one.
    others : frozenset of str
        Who else proposed it, or chose it on a chart, as folded names.
    charts : int
        Charts that name someone else for it.
    statements : int
        Statements with this theme, or ideas that came from listening sessions if these are more.
    ideas : tuple of Line
    origins : frozenset of str
        The id of the table and those that it had before; of a theme, the id of the former table that it names.
    """

    name: str
    people: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    charts: int = 0
    statements: int = 0
    ideas: tuple[Line, ...] = ()
    origins: frozenset[str] = frozenset()

    @property
    def asked(self) -> int:
        """How often it is asked for: people, charts that name someone else for it, and statements, added up."""
        return len(self.people) + len(self.others) + self.charts + self.statements


@dataclass
class _Draft:
    """A possible table while who asks for it is collected."""

    name: str
    focus: tuple[str, ...]
    origins: frozenset[str] = frozenset()
    people: set[str] = field(default_factory=set)
    chosen: set[str] = field(default_factory=set)
    best: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    charts: set[int] = field(default_factory=set)
    statements: int = 0
    from_sessions: int = 0
    ideas: list[Line] = field(default_factory=list)


def list_possible(
    people: Iterable[Person],
    tables: Sequence[Table],
    ideas: Iterable[Line] = (),
    themes: Iterable[Theme] = (),
    nominations: Nominations | None = None,
    unscored: Collection[str] = (),
    labels: Mapping[str, str] | None = None,
) -> tuple[Possible, ...]:
    """Return the possible tables, those asked for most often first, and ideas without a theme last.

    They are the tables that work, and each theme or area of interest that is none of them. A table without a focus that
    no one asks for is left out.

    Parameters
    ----------
    people : iterable of Person
        The list. No one asks for a held seat. Of those who said no, only the ideas that they proposed count.
    tables : sequence of Table
        Those of the convening. Listening sessions and governance tables are no possible tables.
    ideas : iterable of Line
    themes : iterable of Theme
        Those of the listening sessions.
    nominations : Nominations or None
        What charts and tables ask for.
    unscored : collection of str
        As for `compute_demand`.
    labels : mapping of table id to str, optional
        The names of tables in earlier rounds. A theme that names what a table was means that table.
    """
    asking = [person for person in without_held_seats(people) if not _has_refused(person)]
    asking_ids = {person.id for person in asking}
    working = [table for table in tables if table.seats_people and table.kind is not TableKind.LISTENING]
    listening = (table for table in tables if table.kind is TableKind.LISTENING)
    sessions = {fold(text) for table in listening for text in (table.id, table.label)}
    drafts = _Drafts(working, labels or {})
    for line in ideas:
        draft = drafts.of(line["theme"])
        draft.ideas.append(line)
        draft.people |= {one.person for one in line.names["from"] if one.person in asking_ids}
        draft.others |= {one.person for one in line.names["from"] if one.person and one.person not in asking_ids}
        named = {fold(one.text) for one in line.names["from"] if not one.person}
        from_sessions = {text for text in named if text in sessions or SESSION.fullmatch(without_accents(text))}
        draft.others |= named - from_sessions
        draft.from_sessions += bool(from_sessions)
    for theme in themes:
        drafts.of(theme.name).statements += len(theme.statements)
    for person in asking:
        for area, score in person.interests.items():
            if score:
                drafts.of(area)
    for one in nominations.found if nominations is not None else ():
        wanted = drafts.by_table.get(one.table or "")
        if wanted is not None:
            is_own = one.person is None and one.text in one.by
            wanted.charts |= set(one.charts) - ({one.charts[one.by.index(one.text)]} if is_own else set())
            wanted.others |= {fold(one.text)} if is_own else set()
    drafts.add_wishes(asking, unscored)
    found = [
        Possible(
            name=draft.name,
            people=frozenset(draft.people),
            first=frozenset(draft.chosen | draft.best),
            others=frozenset(draft.others),
            charts=len(draft.charts),
            statements=max(draft.statements, draft.from_sessions),
            ideas=tuple(draft.ideas),
            origins=draft.origins,
        )
        for draft in drafts.found
    ]
    asked = [one for one, draft in zip(found, drafts.found, strict=True) if one.asked or one.ideas or draft.focus]
    return tuple(sorted(asked, key=lambda one: (bool(one.name), one.asked, len(one.ideas)), reverse=True))


def _has_refused(person: Person) -> bool:
    return person.status is Status.DECLINED or not person.attending.chance


class _Drafts:
    """The drafts by the texts that mean them: an id, a name or an area of a table, or else a theme as written.

    An earlier id or name of a table means it too, unless the table was split.
    """

    def __init__(self, tables: Sequence[Table], labels: Mapping[str, str]) -> None:
        self.by_table = {
            table.id: _Draft(table.label, table.focus, frozenset({table.id, *table.was})) for table in tables
        }
        heirs = group_by_key((one, draft) for draft in self.by_table.values() for one in draft.origins)
        former = {
            one: parts[0] if len(parts) == 1 else _Draft(labels.get(one, one), (), frozenset({one}))
            for one, parts in heirs.items()
        }
        called = [(text, self.by_table[table.id]) for table in tables for text in (table.id, table.label)]
        called += [(text, draft) for one, draft in former.items() for text in (one, labels.get(one, one))]
        called += [(text, self.by_table[table.id]) for table in tables for text in table.focus]
        self.found = list({id(draft): draft for draft in (*self.by_table.values(), *former.values())}.values())
        self._called = {fold(text): draft for text, draft in reversed(called)}

    def of(self, text: str) -> _Draft:
        """Return the draft that a text means, a new one if there is none."""
        draft = self._called.get(fold(text))
        if draft is None:
            draft = self._called[fold(text)] = _Draft(text, ())
            self.found.append(draft)
        return draft

    def add_wishes(self, people: Iterable[Person], unscored: Collection[str]) -> None:
        """Add what each person chose, and what they are interested in; `unscored` as in `compute_demand`."""
        for person in people:
            chosen = [draft for text in person.chose if (draft := self._called.get(fold(text))) is not None]
            for draft in chosen:
                draft.people.add(person.id)
                draft.chosen.add(person.id)
            scores = list_scores(person)
            if not scores:
                continue
            own = [(choose_score(scores, draft.focus or (draft.name,)), draft) for draft in self.found if draft.name]
            highest = max((score for score, _ in own), default=0)
            is_unknown = person.id in unscored and len(scores) > 1
            for score, draft in own:
                if score:
                    draft.people.add(person.id)
                if score and score == highest and not chosen and not is_unknown:
                    draft.best.add(person.id)


def find_left_out(possible: Iterable[Possible], kept: Iterable[Possible]) -> frozenset[str]:
    """Return the ids of the people who ask for something, also without a theme, but for none of those that are kept."""
    asking = frozenset[str]().union(*(one.people for one in possible))
    return asking.difference(*(one.people for one in kept))


def find_widest(possible: Sequence[Possible], number: int) -> tuple[Possible, ...] | None:
    """Return the choice of so many possible tables that leaves out the fewest people; None if there are too many.

    Of several such choices, it is the one with the tables that are asked for most often.
    """
    named = [one for one in possible if one.name]
    if comb(len(named), number) > MOST_CHOICES:
        return None
    asked = (sum(one.asked for one in kept) for kept in combinations(named, number))
    choices = zip(combinations(named, number), asked, strict=True)
    return min(choices, key=lambda one: (-len(frozenset().union(*(each.people for each in one[0]))), -one[1]))[0]


def find_merges(
    possible: Iterable[Possible], kept: Sequence[Possible]
) -> Iterator[tuple[Possible, Possible, frozenset[str]]]:
    """Yield each possible table that is not kept, the kept one that most of its people ask for too, and these people.

    It is left out if fewer than half of its people ask for the same kept one.
    """
    for one in possible:
        if not one.name or one in kept or not kept:
            continue
        host = max(kept, key=lambda other: len(one.people & other.people))  # the first of several, as they are sorted
        shared = one.people & host.people
        if shared and 2 * len(shared) >= len(one.people):
            yield one, host, shared


def list_same(possible: Sequence[Possible]) -> Iterator[tuple[Possible, Possible]]:
    """Yield the pairs of possible tables whose names may mean the same, those asked for most often first.

    The parts of a table that was split are two tables, and none of them is what the table was.
    """
    named = [one for one in possible if one.name][:MOST_COMPARED]
    for one, other in combinations(named, 2):
        if one.origins & other.origins:
            continue
        if are_near(one.name, other.name):
            yield one, other


def count_shared_words(texts: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return the words that several texts share, and in how many, those in most texts first.

    Parameters
    ----------
    texts : iterable of str

    >>> count_shared_words(["Small loans", "A loan for the first shop", "Evening classes"])
    (('loans', 2),)
    """
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for text in texts:
        words = {
            singular(word): word for word in re.findall(r"[^\W\d_]+", fold(text)) if len(word) >= LEAST_LETTERS - 1
        }
        counts.update(words.keys())
        for stem, word in words.items():
            spelled[stem] = max(word, spelled.get(stem, ""), key=len)
    told = ((spelled[stem], number) for stem, number in counts.items() if number > 1)
    found = [(word, number) for word, number in told if len(word) >= LEAST_LETTERS and word not in NO_THEME]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))
