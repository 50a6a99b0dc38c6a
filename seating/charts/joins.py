"""Join descriptions that are the same, and names of people on the list, unless decisions undo it.

Texts are the same if they differ only in case, spacing, accents, punctuation or number. Pairs that may mean the same
are recorded with the reason, so that the convener can join them; they are never joined without a decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from seating.charts.filled_chart import Chart, Charts, Naming
from seating.charts.join_decisions import Decisions, Join, Reason
from seating.groups import group_by_key
from seating.mentions.descriptions import (
    Likeness,
    are_alike,
    are_same,
    is_narrower,
    is_spelled_nearly,
    same_key,
    share_words,
    words_of,
)
from seating.mentions.short_forms import first_letter, is_short_for, is_typed_like, nearly_names
from seating.near_words import NearWords
from seating.profiles import People, Person
from seating.profiles.near_names import NearNames, is_name_of, label_of
from seating.profiles.sectors import USUAL_SECTORS, telling_words
from seating.wording import fold

MOST_LOOKS = 30_000
"""Maximum number of looks, in all, at texts with the same first letter for typing errors and short forms.

The most frequent texts are compared first.
"""

MOST_NEAR = 20
"""Maximum number of descriptions with a word at a table that another one is compared with."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Charts whose texts are resolved: the same description or person has the same text everywhere.

    Attributes
    ----------
    sets : tuple of Charts
        In the order given, such as this time and last time.
    joins : tuple of Join
    spellings : mapping of str to tuple of str
        For each joined text, folded, the other texts that count as it, as written on the charts of any set.
    written : tuple of frozenset of str
        For each set, the texts on its charts that name no one on the list, folded.
    """

    sets: tuple[Charts, ...]
    joins: tuple[Join, ...]
    spellings: Mapping[str, tuple[str, ...]]
    written: tuple[frozenset[str], ...]

    def spellings_in(self, which: int) -> Mapping[str, tuple[str, ...]]:
        """Return, for each joined text, folded, the other texts on the charts of one set that count as it."""
        return {
            key: tuple(text for text in texts if fold(text) in self.written[which])
            for key, texts in self.spellings.items()
        }


def join_alike(
    sets: Sequence[Charts], people: People, decisions: Sequence[Join] = (), also: Sequence[str] = ()
) -> Joined:
    """Join the texts of charts that mean the same description or person.

    Parameters
    ----------
    sets : sequence of Charts
        All charts that are compared with each other.
    people : People
        The list; empty if there is none.
    decisions : sequence of Join
        The content of the file; it takes precedence over what the program finds.
    also : sequence of str
        Texts that stand elsewhere, which may mean the same, too.
    """
    by_set = [[text for chart in charts.charts for text in _texts_of(chart)] for charts in sets]
    texts = [*chain.from_iterable(by_set), *also]
    decided = Decisions(decisions, people)
    organizations = people.organizations
    resolver = _Resolver(people, decided, Likeness([*texts, *organizations]), _list_tables(sets), organizations)
    counts = Counter(map(fold, texts))
    joined = [one for one in decisions if one.is_joined]
    answered = (one for one in joined if fold(one.description) in counts and not are_same(*one.texts))
    resolver.add_answers(one.joined_with for one in answered)
    heads = {fold(one.joined_with) for one in joined} - {fold(one.description) for one in joined}
    # so what a decision joins others with stands for all, or else the most frequent spelling, or the longest
    for text in sorted(texts, key=lambda text: (fold(text) not in heads, -counts[fold(text)], -len(text))):
        resolver.add(text)
    resolver.offer_sectors()
    authors = [chart.by for charts in sets for chart in charts.charts if chart.by and chart.person is None]
    meant = {by: person for by in dict.fromkeys(authors) if (person := resolver.find_person(by)) is not None}
    resolved = []
    stands_for = resolver.stands_for(text for one in decisions for text in (one.description, one.joined_with))
    for charts in sets:
        free = _free(meant, charts)
        chosen = tuple(resolver.resolve(chart, free) for chart in charts.charts)
        resolved.append(replace(charts, charts=chosen, joined=stands_for))
    used = set(map(decided.pair, resolver.joins))
    kept = [one for one in decisions if decided.pair(one) not in used]
    written = tuple(frozenset(map(fold, texts)) for texts in by_set)
    return Joined(tuple(resolved), (*resolver.joins, *kept), resolver.spellings(), written)


def ask_about(texts: Sequence[str], people: People, decisions: Sequence[Join]) -> tuple[Join, ...]:
    """Return the rows of the file that ask about texts: with what each may mean, or without if nothing is near.

    Parameters
    ----------
    texts : sequence of str
        Those without a meaning, each once.
    people : People
    decisions : sequence of Join
        The content of the file, whose texts are not asked about again.
    """
    known = {fold(text) for one in decisions for text in one.texts}
    new = [text for text in texts if fold(text) not in known]
    found = [one for one in join_alike((), people, decisions, new).joins if one.is_offered]
    asked = {fold(text) for one in found for text in one.texts}
    return (*found, *(Join(text, "", False) for text in new if fold(text) not in asked))


def _list_tables(sets: Sequence[Charts]) -> Mapping[str, frozenset[str]]:
    """Return the tables at which charts name each text that names no one on the list, by the folded text."""
    found: dict[str, set[str]] = {}
    for naming in (naming for charts in sets for chart in charts.charts for naming in chart.namings):
        if naming.person is None and naming.cell.table is not None:
            found.setdefault(fold(naming.text), set()).add(naming.cell.table)
    return {text: frozenset(tables) for text, tables in found.items()}


def _texts_of(chart: Chart) -> Iterator[str]:
    """Yield each text of a chart that names no one on the list, once."""
    yield from {fold(one.text): one.text for one in chart.namings if one.person is None}.values()


def _free(meant: Mapping[str, Person], charts: Charts) -> Mapping[str, Person]:
    """Return the near authors who have no chart under their own name."""
    taken = {chart.person for chart in charts.charts}
    return {by: person for by, person in meant.items() if person.id not in taken}


@dataclass
class _Resolver:
    """Decides for one text after another which earlier text or which person it counts as."""

    people: People
    decisions: Decisions
    likeness: Likeness
    tables: Mapping[str, frozenset[str]] = field(default_factory=dict)
    organizations: Sequence[str] = ()
    joins: list[Join] = field(default_factory=list)
    groups: list[list[str]] = field(default_factory=list)
    persons: dict[str, Person] = field(default_factory=dict)
    group_of: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._names = NearNames(self.people)
        self._recorded: set[tuple[str, str]] = set()
        self._at: dict[tuple[str, str], list[str]] = {}
        self._same: dict[str, list[list[str]]] = {}
        self._by_letter: dict[str, list[str]] = {}
        self._looks = NearWords(MOST_LOOKS)
        self._listed_by_letter = group_by_key((first_letter(name), name) for name in self.organizations)

    def _record(
        self,
        text: str,
        other: str,
        is_joined: bool,
        would_join: bool,
        person: Person | None = None,
        reason: Reason = Reason.MEANING,
        sector: str = "",
    ) -> None:
        """Record a pair; the file decides it if the program would decide otherwise."""
        decided = is_joined != would_join
        if not is_joined and person is None:
            text, other = self.decisions.order(text, other)
        answer = self.decisions.verdict(text, person.id if person else other)
        join = Join(text, other, is_joined, person.id if person else None, decided, answer is not None)
        join = replace(join, reason=reason, sector=sector)
        self.joins.append(replace(join, other=self.decisions.own_cells(join)))
        self._recorded.add((fold(text), fold(other)))

    def add(self, text: str) -> None:
        """Decide what a text counts as."""
        key = fold(text)
        if key in self.persons or key in self.group_of:
            return
        person = self.find_person(text)
        if person is not None:
            self.persons[key] = person
            return
        likely = (*self._chosen(text), *self._same.get(same_key(text), ()))
        group = next((one for one in likely if self._belongs(text, one)), None)
        if group is None:
            self._suggest(text)
            group = self._begin_group(text)
            self._add_neighbor(text)
        else:
            same = next((other for other in group if are_same(text, other)), None)
            self._record(text, same or group[0], True, same is not None)
        self._put(text, group)

    def add_answers(self, names: Iterable[str]) -> None:
        """Let what the file joins texts with stand for these, also if no chart has it."""
        for name in dict.fromkeys((*(one for one in self.organizations if self.decisions.has(one)), *names)):
            if fold(name) not in self.group_of and self.decisions.person(name) is None:
                group = next(self._chosen(name), None)
                self._put(name, self._begin_group(name) if group is None else group)

    def _begin_group(self, text: str) -> list[str]:
        group: list[str] = []
        self.groups.append(group)
        self.likeness.add(text)
        self._by_letter.setdefault(first_letter(text), []).append(text)
        return group

    def _put(self, text: str, group: list[str]) -> None:
        group.append(text)
        self.group_of[fold(text)] = group
        same = self._same.setdefault(same_key(text), [])
        if not any(one is group for one in same):
            same.append(group)

    def _chosen(self, text: str) -> Iterator[list[str]]:
        """Yield the groups with a text with which the file joins this one."""
        for other in self.decisions.joined_texts(text):
            if other in self.group_of:
                yield self.group_of[other]

    def find_person(self, text: str) -> Person | None:
        """Return the person that a text that is no name on the list means nevertheless."""
        near = self._names.find(text)
        same = near if near is not None and is_name_of(text, near) else None
        found = self.decisions.person(text) or self._find_same(text, same)
        is_joined = found is not None and self.decisions.verdict(text, found.id) is not False
        if found is not None and (is_joined or found is same):
            self._record(text, label_of(found, self.people), is_joined, found is same, found)
            return found if is_joined else None
        titled = self.people.with_part_of_name(text)
        likely = near or self._names.suggest(text) or (titled[0] if len(titled) == 1 else None)
        if likely is not None:
            self._record(text, label_of(likely, self.people), False, False, likely, Reason.PERSON)
        return None

    def _find_same(self, text: str, same: Person | None) -> Person | None:
        """Return the one person who has a text, or one that the file joins with it, as a name."""
        found = {same.id: same} if same is not None else {}
        for other in self.decisions.joined_texts(text):
            person = self._names.find(other)
            if person is not None and is_name_of(other, person):
                found[person.id] = person
        return next(iter(found.values())) if len(found) == 1 else None

    def _belongs(self, text: str, group: Sequence[str]) -> bool:
        verdicts = [self.decisions.verdict(text, other) for other in group] if self.decisions.has(text) else []
        same = next((other for other in group if are_same(text, other)), None)
        if False in verdicts:
            if same is not None:
                self._record(text, group[verdicts.index(False)], False, True)
            return False
        return True in verdicts or same is not None

    def _suggest(self, text: str) -> None:
        """Record the first text of an earlier group that this one may mean, and the organization on the list."""
        organization = self._find_organization(text)
        found = next(self._list_likely(text), None)
        offers = [] if found is None else [found]
        if organization is not None and (found is None or not are_same(organization[0], found[0])):
            offers.append(organization)
        for other, reason in offers:
            if not {(fold(text), fold(other)), (fold(other), fold(text))} & self._recorded:
                self._record(text, other, False, False, reason=reason)

    def _list_likely(self, text: str) -> Iterator[tuple[str, Reason]]:
        """Yield earlier texts that this one may mean, each with the reason, the most likely one first."""
        alike = [self.groups[at][0] for at in self.likeness.find_alike(text)]
        for other in (one for one in alike if are_alike(text, one)):
            yield other, Reason.SPELLING if is_spelled_nearly(text, other) else Reason.MEANING
        for other in self._looks.within(self._by_letter.get(first_letter(text), ())):
            if is_typed_like(text, other):
                yield other, Reason.SPELLING
            elif is_short_for(text, other) or is_short_for(other, text):
                yield other, Reason.SHORT
        for group in (self.groups[at] for at in self.likeness.find_narrower_or_wider(text)):
            if is_narrower(text, group[0]) or is_narrower(group[0], text):
                yield group[0], Reason.PART
        if (near := self._find_neighbor(text)) is not None:
            yield near, Reason.PART

    def _find_organization(self, text: str) -> tuple[str, Reason] | None:
        """Return the only organization on the list for which a text is short, or that it nearly spells."""
        likely = self._looks.within(self._listed_by_letter.get(first_letter(text), ()))
        found = [name for name in likely if nearly_names(text, name)]
        return (found[0], Reason.ORGANIZATION) if len(found) == 1 else None

    def offer_sectors(self) -> None:
        """Offer to join texts that name a usual sector with the first one that is no more than a name of it."""
        heads = {group[0]: frozenset(words_of(group[0])) for group in self.groups}
        for sector in USUAL_SECTORS:
            names = {frozenset(words_of(name)) for name in telling_words(sector)}
            bare = [text for text, told in heads.items() if told in names]
            if not bare:
                continue
            first = next((text for text in bare if fold(text) == sector), bare[0])
            for text, told in heads.items():
                pair = (fold(text), fold(first))
                if text != first and any(name <= told for name in names) and not self._recorded & {pair, pair[::-1]}:
                    self._record(text, first, False, False, reason=Reason.SECTOR, sector=sector)

    def _find_neighbor(self, text: str) -> str | None:
        """Return the first description at the same table with half of its words; None if there is none."""
        near = (other for seat in self._seats(text) for other in self._at.get(seat, ()))
        return next((other for other in near if share_words(text, other)), None)

    def _add_neighbor(self, text: str) -> None:
        for seat in self._seats(text):
            near = self._at.setdefault(seat, [])
            if len(near) < MOST_NEAR:
                near.append(text)

    def _seats(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield each table with each word of a text."""
        yield from ((table, word) for table in sorted(self.tables.get(fold(text), ())) for word in words_of(text))

    def resolve(self, chart: Chart, authors: Mapping[str, Person]) -> Chart:
        """Return a chart with the joined texts and persons. Whoever is on the list has the name of the list."""
        namings = tuple(map(self._resolved, chart.namings))
        listed, author = self.people.by_id.get(chart.person or ""), authors.get(chart.by)
        by, person = chart.by if listed is None else listed.label, chart.person if author is None else author.id
        return replace(chart, namings=namings, by=by, person=person)

    def _resolved(self, naming: Naming) -> Naming:
        if naming.person is not None:
            return naming
        person = self.persons.get(fold(naming.text))
        if person is not None:
            return replace(naming, text=person.label, person=person.id)
        return replace(naming, text=self.group_of[fold(naming.text)][0])

    def stands_for(self, decided: Iterable[str]) -> Mapping[str, Naming]:
        """Return what each text that counts as another one or as a person stands for, by the folded text.

        `decided` are texts in the file, which the charts may lack.
        """
        found = {key: Naming(group[0]) for key, group in self.group_of.items() if fold(group[0]) != key}
        found |= {key: Naming(person.label, person.id) for key, person in self.persons.items()}
        for text in decided:
            person, group = self.decisions.person(text), next(self._chosen(text), None)
            if fold(text) in self.group_of or fold(text) in found:
                continue
            if person is not None:
                found[fold(text)] = Naming(person.label, person.id)
            elif group is not None:
                found[fold(text)] = Naming(group[0])
        return found

    def spellings(self) -> Mapping[str, tuple[str, ...]]:
        """Return the other texts that count as each text, by the folded text."""
        found: dict[str, tuple[str, ...]] = {fold(group[0]): tuple(group[1:]) for group in self.groups}
        for join in self.joins:
            if join.is_joined and join.person is not None and fold(join.description) in self.persons:
                key = fold(self.persons[fold(join.description)].label)
                found[key] = (*found.get(key, ()), join.description)
        return {key: texts for key, texts in found.items() if texts}
