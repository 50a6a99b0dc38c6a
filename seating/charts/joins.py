"""Join descriptions that are alike, and names that are nearly those of people on the list; a file can undo it.

The file `joined.csv` has a row for each pair with the columns `description`, `joined with` and `join` (yes or no).
Pairs that are only similar are in it with `no`, so that the convener can join them.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from seating.charts.chart import Chart, Charts, Naming
from seating.charts.descriptions import Likeness, are_alike, is_narrower
from seating.charts.near_names import NearNames
from seating.errors import InputError
from seating.forms import Field, read_form
from seating.profiles import People, Person
from seating.profiles.notebook import Notebook
from seating.sources import Source
from seating.wording import fold

__all__ = ["Join", "Joined", "join_alike", "read_joins", "write_joins"]

FIELDS = (
    Field("description", ("descripción",), is_needed=True),
    Field("joined with", ("unida con", "unido con"), is_needed=True),
    Field("join", ("unir",), is_needed=True),
)
YES, NO = frozenset({"yes", "y", "true", "1", "sí", "si", "x"}), frozenset({"no", "n", "false", "0"})


@dataclass(frozen=True, slots=True)
class Join:
    """A text that counts as another description or as a person, or that may mean the same but is not joined.

    Attributes
    ----------
    description : str
        As written on a chart.
    joined_with : str
        The description or the name of the person.
    is_joined : bool
    person : str or None
        The id of the person; None for a description.
    is_decided : bool
        Whether the file says so and the program would not.
    is_used : bool
        Whether the text is on one of the charts.
    """

    description: str
    joined_with: str
    is_joined: bool
    person: str | None = None
    is_decided: bool = False
    is_used: bool = True


@dataclass(frozen=True, slots=True)
class Joined:
    """Charts whose texts are resolved: the same description or person has the same text everywhere.

    Attributes
    ----------
    sets : tuple of Charts
        In the order given, such as this time and last time.
    joins : tuple of Join
    spellings : mapping of str to tuple of str
        For each joined text, folded, the other texts that count as it, as written.
    """

    sets: tuple[Charts, ...]
    joins: tuple[Join, ...]
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_joins(source: Source) -> tuple[Join, ...]:
    """Read the decisions of a file; raise `InputError` with every row that cannot be read."""
    notebook = Notebook(source.file)
    form = read_form(source, FIELDS, notebook)
    found = []
    for entry in form.entries:
        word = fold(entry["join"])
        if word not in YES | NO:
            column = form.columns["join"]
            hint = "Write yes or no."
            notebook.problem("join-wrong", "is neither yes nor no", entry.line, column, entry["join"], hint)
        elif not (entry["description"] and entry["joined with"]):
            says, hint = (
                "does not name two texts",
                "Write the description and what it is joined with, or delete the row.",
            )
            notebook.problem("join-wrong", says, entry.line, hint=hint)
        else:
            found.append(Join(entry["description"], entry["joined with"], word in YES, is_decided=True, is_used=False))
    if notebook.has_problems:
        raise InputError(notebook.problems())
    return tuple(found)


def write_joins(joins: Iterable[Join]) -> bytes:
    """Return the file with these decisions."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([one.name for one in FIELDS])
    writer.writerows([one.description, one.joined_with, "yes" if one.is_joined else "no"] for one in joins)
    return ("\ufeff" + text.getvalue()).encode()


def join_alike(sets: Sequence[Charts], people: People, decisions: Sequence[Join] = ()) -> Joined:
    """Join the texts of charts that mean the same description or person.

    Parameters
    ----------
    sets : sequence of Charts
        All charts that are compared with each other.
    people : People
        The list; empty if there is none.
    decisions : sequence of Join
        What the file says; it takes precedence over what the program finds.
    """
    texts = [text for charts in sets for chart in charts.charts for text in _texts_of(chart)]
    resolver = _Resolver(people, decisions, Likeness(texts))
    counts = Counter(map(fold, texts))
    for text in sorted(texts, key=lambda text: (-counts[fold(text)], -len(text))):
        resolver.add(text)  # so the most frequent of several spellings stands for all, or else the longest
    authors = [chart.by for charts in sets for chart in charts.charts if chart.by and chart.person is None]
    meant = {by: person for by in dict.fromkeys(authors) if (person := resolver.find_person(by)) is not None}
    resolved = []
    for charts in sets:
        free = _free(meant, charts)
        resolved.append(replace(charts, charts=tuple(resolver.resolve(chart, free) for chart in charts.charts)))
    used = {(fold(one.description), fold(one.joined_with)) for one in resolver.joins}
    kept = [one for one in decisions if not used & {_pair(one), _pair(one)[::-1]}]
    return Joined(tuple(resolved), (*resolver.joins, *kept), resolver.spellings())


def _pair(join: Join) -> tuple[str, str]:
    return fold(join.description), fold(join.joined_with)


def _texts_of(chart: Chart) -> Iterator[str]:
    """Yield each text of a chart that names nobody on the list, once."""
    yield from {fold(one.text): one.text for one in chart.namings if one.person is None}.values()


def _free(meant: Mapping[str, Person], charts: Charts) -> Mapping[str, Person]:
    """Return the near authors who have no chart under their own name."""
    taken = {chart.person for chart in charts.charts}
    return {by: person for by, person in meant.items() if person.id not in taken}


@dataclass
class _Resolver:
    """Decides for one text after another which earlier text or which person it counts as."""

    people: People
    decisions: Sequence[Join]
    likeness: Likeness
    joins: list[Join] = field(default_factory=list)
    groups: list[list[str]] = field(default_factory=list)
    persons: dict[str, Person] = field(default_factory=dict)
    group_of: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._names = NearNames(self.people)
        self._recorded: set[tuple[str, str]] = set()
        self._decided: dict[str, dict[str, bool]] = {}
        for one in self.decisions:  # a later row replaces an earlier one
            here, there = _pair(one)
            self._decided.setdefault(here, {})[there] = one.is_joined
            self._decided.setdefault(there, {})[here] = one.is_joined

    def _is_decided(self, one: str, other: str) -> bool | None:
        return self._decided.get(fold(one), {}).get(fold(other))

    def _record(self, text: str, other: str, is_joined: bool, would_join: bool, person: Person | None = None) -> None:
        """Record a pair; the file decides it if the program would decide otherwise."""
        self.joins.append(Join(text, other, is_joined, person.id if person else None, is_joined != would_join))
        self._recorded.add(_pair(self.joins[-1]))

    def add(self, text: str) -> None:
        """Decide what a text counts as."""
        key = fold(text)
        if key in self.persons or key in self.group_of:
            return
        person = self.find_person(text)
        if person is not None:
            self.persons[key] = person
            return
        likely = [self.groups[at] for at in self.likeness.find_alike(text)]
        group = next((one for one in (*self._chosen(text), *likely) if self._belongs(text, one)), None)
        if group is None:
            self._suggest(text)
            group = []
            self.groups.append(group)
            self.likeness.add(text)
        else:
            self._record(text, group[0], True, are_alike(text, group[0]))
        group.append(text)
        self.group_of[key] = group

    def _chosen(self, text: str) -> Iterator[list[str]]:
        """Yield the groups with a text with which the file joins this one."""
        for other, is_joined in self._decided.get(fold(text), {}).items():
            if is_joined and other in self.group_of:
                yield self.group_of[other]

    def find_person(self, text: str) -> Person | None:
        """Return the person that a text that is no name on the list means nevertheless."""
        decided = self._decided.get(fold(text), {})
        chosen = [person for other, is_joined in decided.items() if is_joined for person in self.people.named(other)]
        near = self._names.find(text)
        found = chosen[0] if len(chosen) == 1 else near
        if found is not None:
            is_joined = self._is_decided(text, found.label) is not False
            self._record(text, found.label, is_joined, found is near, found)
            return found if is_joined else None
        likely = self._names.suggest(text)
        if likely is not None:
            self._record(text, likely.label, False, False, likely)
        return None

    def _belongs(self, text: str, group: Sequence[str]) -> bool:
        decided = {other: self._is_decided(text, other) for other in group} if fold(text) in self._decided else {}
        undone = next((other for other, is_joined in decided.items() if is_joined is False), None)
        if undone is not None:
            if are_alike(text, group[0]):
                self._record(text, undone, False, True)
            return False
        return True in decided.values() or are_alike(text, group[0])

    def _suggest(self, text: str) -> None:
        """Record the most frequent description that says more or less than this one."""
        for group in (self.groups[at] for at in self.likeness.find_narrower_or_wider(text)):
            if is_narrower(text, group[0]) or is_narrower(group[0], text):
                if (fold(text), fold(group[0])) not in self._recorded:
                    self._record(text, group[0], False, False)
                return

    def resolve(self, chart: Chart, authors: Mapping[str, Person]) -> Chart:
        """Return a chart with the joined texts and persons."""
        namings = tuple(map(self._resolved, chart.namings))
        author = authors.get(chart.by)
        return replace(chart, namings=namings, person=author.id if author is not None else chart.person)

    def _resolved(self, naming: Naming) -> Naming:
        if naming.person is not None:
            return naming
        person = self.persons.get(fold(naming.text))
        if person is not None:
            return replace(naming, text=person.label, person=person.id)
        return replace(naming, text=self.group_of[fold(naming.text)][0])

    def spellings(self) -> Mapping[str, tuple[str, ...]]:
        """Return the other texts that count as each text, by the folded text."""
        found: dict[str, tuple[str, ...]] = {fold(group[0]): tuple(group[1:]) for group in self.groups}
        for join in self.joins:
            if join.is_joined and join.person is not None and fold(join.description) in self.persons:
                key = fold(join.joined_with)
                found[key] = (*found.get(key, ()), join.description)
        return {key: texts for key, texts in found.items() if texts}
