"""The decisions in `mentions.csv` about which texts on charts count as one: read, check, look up and write them.

The file has a row for each pair with the columns `description`, `joined with`, `join` (yes or no), and if a row means a
person or a table, `id`, so that the answer holds when the name changes. Other columns are the convener's own and are
kept.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from seating.charts.filled_chart import key_of
from seating.errors import Miss
from seating.forms.entries import Form, csv_bytes, form_fields, form_meanings, read_form, without_apostrophes
from seating.groups import JoinedGroups, group_by_key
from seating.profiles import People, Person
from seating.profiles.near_names import find_listed, label_of
from seating.profiles.notebook import Notebook, lines_in_words
from seating.room.tables import Table
from seating.sources import Source
from seating.wording import fold, quoted, said, said_count, said_list

FIELDS = form_fields(
    "joined", ("description", "joined with", "join", "id"), needed=("description", "joined with", "join")
)

JOINS = {word: meaning == "yes" for word, meaning in form_meanings("joined", "join").items()}
"""Whether a word joins two texts, folded."""

SHOWN = 50
"""Number of contradictions after which no more are looked for."""


class Reason(StrEnum):
    """Why two texts may mean the same."""

    MEANING = "meaning"
    SPELLING = "spelling"
    SHORT = "short"
    PART = "part"
    SECTOR = "sector"
    ORGANIZATION = "organization"
    PERSON = "person"


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
        Whether the file states it and the program would not.
    is_answered : bool
        Whether the file says yes or no to it.
    is_used : bool
        Whether the text is on one of the charts.
    other : mapping of str to str
        Cells of the convener's own columns, by heading.
    line : int
        The row in the file of decisions, from 1; 0 if the program found the pair.
    reason : Reason
        Why the pair is offered; it has no meaning for a pair that is joined.
    sector : str
        The usual sector that both texts name, if that is the reason; "" otherwise.
    id : str
        The id in the file, of a table or of someone who is no longer on the list; "" for a description.
    """

    description: str
    joined_with: str
    is_joined: bool
    person: str | None = None
    is_decided: bool = False
    is_answered: bool = False
    is_used: bool = True
    other: Mapping[str, str] = field(default_factory=dict)
    line: int = 0
    reason: Reason = Reason.MEANING
    sector: str = ""
    id: str = ""

    @property
    def texts(self) -> tuple[str, str]:
        """Both texts."""
        return self.description, self.joined_with

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return not self.is_joined and not self.is_answered

    @property
    def is_offered(self) -> bool:
        """Whether texts on the charts may mean the same, but are not joined. A pair that the file separates is not."""
        return self.is_used and self.is_open

    @property
    def answer(self) -> str:
        """What the file says: yes, no, or nothing to a pair that waits for an answer."""
        if self.is_joined:
            return "yes"
        return "no" if self.is_answered else ""


def read_joins(source: Source, people: People | None = None) -> tuple[Join, ...]:
    """Read the decisions of a file.

    Parameters
    ----------
    source : Source
    people : People, optional
        The list, which tells texts that mean people from others.

    Raises
    ------
    InputError
        With every row that cannot be read, and every contradiction between rows.
    """
    notebook, listed = Notebook(source.file), people or People(())
    source = without_apostrophes(source)
    form = read_form(source, FIELDS, notebook, is_conveners=True, keeps_others=True)
    found = []
    for entry in form.entries:
        word = fold(entry["join"])
        if word and word not in JOINS:
            column = form.columns["join"]
            says, hint = said("is neither yes nor no"), said("Write yes or no.")
            notebook.problem("join-wrong", says, entry.line, column, entry["join"], hint)
        elif not entry["description"] or (JOINS.get(word) and not entry["joined with"]):
            says = said("does not name two texts")
            hint = said("Write the description and the text that it is joined with, or delete the row.")
            notebook.problem("join-wrong", says, entry.line, hint=hint)
        else:
            texts = entry["description"], entry["joined with"]
            row = Join(*texts, JOINS.get(word, False), is_decided=bool(word), is_answered=bool(word), is_used=False)
            row = replace(row, other=entry.others, line=entry.line, id=entry["id"])
            found.append(_with_present_name(row, listed, form, notebook))
    _Check(listed, form, notebook).run(found)
    notebook.raise_problems()
    return tuple(found)


def _with_present_name(row: Join, people: People, form: Form, notebook: Notebook) -> Join:
    """Return a row with the name that the person with its id has now, or with the id of the person it names."""
    named, kept = find_listed(row.joined_with, people), people.by_id.get(row.id)
    if kept is None:
        return row if isinstance(named, Miss) else replace(row, person=named.id)
    if isinstance(named, Person) and named.id != kept.id:
        says = said(
            "names %(name)s, but has the id of %(other)s", name=quoted(row.joined_with), other=quoted(kept.label)
        )
        hint = said("If the name is right, delete the id.")
        notebook.problem("join-wrong", says, row.line, form.columns["id"], row.id, hint)
    row = replace(row, person=kept.id)
    return row if isinstance(named, Person) else replace(row, joined_with=label_of(kept, people))


def write_joins(joins: Iterable[Join]) -> bytes:
    """Return the file with these decisions and the convener's own columns."""
    joins = list(joins)
    ids = ["" if one.is_open else one.person or one.id for one in joins]  # so an offer can be replaced by another name
    own = list(dict.fromkeys(heading for one in joins for heading in one.other))
    rows = [
        (*one.texts, one.answer, *([identity] if any(ids) else []), *(one.other.get(name, "") for name in own))
        for one, identity in zip(joins, ids, strict=True)
    ]
    return csv_bytes((*(one.name for one in FIELDS if any(ids) or one.name != "id"), *own), rows)


def write_line(join: Join) -> str:
    """Return the line of the file that joins a pair."""
    lines = csv_bytes((), [(join.description, join.joined_with, "yes")]).decode("utf-8-sig")
    return lines.strip("\r\n")


def find_lost(old: Iterable[Join], new: Iterable[Join]) -> Iterator[Join]:
    """Yield the rows of a file that someone typed and that a new file would not have.

    Parameters
    ----------
    old : iterable of Join
        As read from the file.
    new : iterable of Join
        Some of them may have been found by the program, which tells in `is_decided` whether it would decide otherwise.
    """
    after = {_texts(one): one for one in new}
    for row in old:
        own = {heading: cell for heading, cell in row.other.items() if cell}
        same = after.get(_texts(row))
        if not (row.is_answered or own):
            continue
        if same is None or not own.items() <= same.other.items():
            yield row
        elif row.is_answered and row.is_joined != same.is_joined:
            would_join = same.is_joined != same.is_decided
            if not same.is_used or row.is_joined != would_join:
                yield row


def _texts(join: Join) -> frozenset[str]:
    return frozenset({fold(join.description), fold(join.joined_with)})


def name_tables(joins: Iterable[Join], tables: Iterable[Table]) -> tuple[Join, ...]:
    """Return rows, those that mean a table with its id and its present name.

    Parameters
    ----------
    joins : iterable of Join
        As read, so that people have their ids.
    tables : iterable of Table
    """
    found = {word: table for table in tables for word in (fold(table.name), fold(table.id))}
    rows = ((one, found.get(fold(one.id or one.joined_with))) for one in joins)
    return tuple(
        replace(one, joined_with=it.label, id=it.id) if it is not None and one.is_joined and one.person is None else one
        for one, it in rows
    )


def list_answers(joins: Iterable[Join], people: People) -> Mapping[str, str]:
    """Return what the file says that texts mean, by the folded text: an id, or the text joined with.

    Parameters
    ----------
    joins : iterable of Join
        Without contradictions.
    people : People
    """
    heads = {fold(one.description): one.id or one.joined_with for one in joins if one.is_joined}
    decided = Decisions(tuple(joins), people)
    found = {}
    for text, head in heads.items():
        seen = {text}
        while fold(head) in heads.keys() - seen:
            seen.add(fold(head))
            head = heads[fold(head)]
        person = decided.person(text)
        found[text] = head if person is None else person.id
    return found


class Decisions:
    """Looks up decisions: texts that are joined with the same text or person are joined with each other, too.

    Parameters
    ----------
    joins : sequence of Join
        Without contradictions.
    people : People
        The list; empty if there is none.
    """

    def __init__(self, joins: Sequence[Join], people: People) -> None:
        self._people = people
        self._keys: dict[str, str] = {}
        self._own: dict[frozenset[str], dict[str, str]] = {}
        self._first: dict[frozenset[str], str] = {}
        graph = _Graph()
        for one in joins:
            pair = self.pair(one)
            self._first.setdefault(pair, self._key(one.description))
            mine = self._own.setdefault(pair, {})
            for heading, cell in one.other.items():
                parts = [part for part in dict.fromkeys((mine.get(heading, ""), cell)) if part]
                mine[heading] = "; ".join(parts)
            if one.is_joined:
                graph.join(*(min(pair), max(pair)), one.line)
        self._group = graph.groups()
        self._members = group_by_key((group, key) for key, group in self._group.items())
        self._apart: dict[str, set[str]] = {}
        for one in joins:
            here, there = (self._group.get(key, key) for key in (min(self.pair(one)), max(self.pair(one))))
            if one.is_answered and not one.is_joined:
                self._apart.setdefault(here, set()).add(there)
                self._apart.setdefault(there, set()).add(here)

    def pair(self, join: Join) -> frozenset[str]:
        """Return what identifies the two texts or people of a row, in any order."""
        return frozenset({self._key(join.description), self._key(join.joined_with)})

    def own_cells(self, join: Join) -> Mapping[str, str]:
        """Return the cells of the convener's own columns for a pair."""
        return self._own.get(self.pair(join), {})

    def order(self, text: str, other: str) -> tuple[str, str]:
        """Return two texts in the order in which the first row about them has them."""
        here, there = self._key(text), self._key(other)
        return (other, text) if self._first.get(frozenset({here, there})) == there else (text, other)

    def verdict(self, text: str, other: str) -> bool | None:
        """Return whether two texts are joined; None if no row states it."""
        here, there = (self._group.get(key, key) for key in (self._key(text), self._key(other)))
        if here == there:
            return True
        return False if there in self._apart.get(here, ()) else None

    def has(self, text: str) -> bool:
        """Whether a row is about a text, or about a text that it is joined with."""
        key = key_of(None, text)
        return key in self._group or key in self._apart

    def joined_texts(self, text: str) -> Iterator[str]:
        """Yield the folded texts that are joined with this one."""
        for key in self._members.get(self._group.get(key_of(None, text), ""), ()):
            if key.startswith("\n"):
                yield key.removeprefix("\n")

    def person(self, text: str) -> Person | None:
        """Return the person that a text is joined with; None if it is with no one."""
        members = self._members.get(self._group.get(key_of(None, text), ""), ())
        return next((self._people.by_id[key] for key in members if key in self._people.by_id), None)

    def _key(self, text: str) -> str:
        if text not in self._keys:
            self._keys[text] = _key(text, self._people)
        return self._keys[text]


def _key(text: str, people: People) -> str:
    found = find_listed(text, people)
    return key_of(None if isinstance(found, Miss) else found.id, text)


@dataclass
class _Graph:
    """The rows that join two texts, as a graph whose edges have the lines of the rows."""

    edges: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    _groups: JoinedGroups[str] = field(default_factory=JoinedGroups)
    _person: dict[str, str] = field(default_factory=dict)

    def join(self, one: str, other: str, line: int) -> None:
        """Add a row."""
        self.edges.setdefault(one, []).append((other, line))
        self.edges.setdefault(other, []).append((one, line))
        person = self.person_joined(one) or self.person_joined(other)
        self._groups.join((one, other))
        if person is not None:
            self._person[self._groups.first(one)] = person

    def groups(self) -> dict[str, str]:
        """Return for each text the one that stands for all that it is joined with."""
        return self._groups.firsts()

    def person_joined(self, text: str) -> str | None:
        """Return the id of the person that a text is joined with; None if it is with no one."""
        return self._person.get(self._groups.first(text), None if text.startswith("\n") else text)

    def lines_between(self, start: str, end: str) -> Sequence[int]:
        """Return the lines of the fewest rows that join two texts, in order; () if none do."""
        came_from = self._reach(start)
        lines = []
        while end != start:
            if end not in came_from:
                return ()
            end, line = came_from[end]
            lines.append(line)
        return sorted(lines)

    def _reach(self, start: str) -> dict[str, tuple[str, int]]:
        """Return the texts that are joined with one, nearest first, each with the text and the line before it."""
        came_from = {start: (start, 0)}
        left = deque([start])
        while left:
            here = left.popleft()
            for there, line in self.edges.get(here, ()):
                if there not in came_from:
                    came_from[there] = (here, line)
                    left.append(there)
        return came_from


@dataclass
class _Check:
    """Records the contradictions between the rows of a file."""

    people: People
    form: Form
    notebook: Notebook
    graph: _Graph = field(default_factory=_Graph)
    found: int = 0

    def run(self, joins: Sequence[Join]) -> None:
        """Record the contradictions, at most `SHOWN`, each at the row that comes last."""
        keyed = [(one, _key(one.description, self.people), _key(one.joined_with, self.people)) for one in joins]
        for one, here, there in keyed:
            if one.is_joined and self.found < SHOWN:
                self._join(one, here, there)
        groups = self.graph.groups()
        for one, here, there in keyed:
            if one.is_answered and not one.is_joined and groups.get(here, here) == groups.get(there, there):
                self._separate(one, here, there)
            if self.found >= SHOWN:
                return

    def _join(self, one: Join, here: str, there: str) -> None:
        for name, text in (("description", one.description), ("joined with", one.joined_with)):
            found = find_listed(text, self.people)
            if isinstance(found, Miss) and found.is_ambiguous:
                self.notebook.miss(found, one.line, self.form.columns[name], text)
        ours, theirs = map(self.graph.person_joined, (here, there))
        if ours is None or theirs is None or ours == theirs:
            self.graph.join(here, there, one.line)
            return
        two = said_list([self._name(ours), self._name(theirs)])
        if {here, there} == {ours, theirs}:
            says = said("joins %(people)s, who are two different people on the list", people=two)
            hint = said("Delete the row, or correct the list.")
        else:
            lines = {*self.graph.lines_between(here, ours), *self.graph.lines_between(there, theirs)}
            says = said(
                "joins %(people)s, who are two different people on the list, because of %(lines)s",
                people=two,
                lines=lines_in_words(sorted(lines)),
            )
            hint = said("Write “no” in one of these rows. A description can mean only one person.")
        self._contradiction(one, says, hint)

    def _separate(self, one: Join, here: str, there: str) -> None:
        if here == there:
            says = said("keeps %(text)s apart from itself", text=quoted(one.description))
            self._contradiction(one, says, said("Delete the row."))
            return
        lines = self.graph.lines_between(here, there)
        says = said_count(
            "keeps %(texts)s apart, and %(lines)s joins them",
            "keeps %(texts)s apart, and %(lines)s join them",
            len(lines),
            texts=said_list([quoted(one.description), quoted(one.joined_with)]),
            lines=lines_in_words(lines),
        )
        hint = said("Write yes here, or no on one of those lines.")
        if len(lines) == 1:
            hint = said("Delete this row, or write no on the other line.")
        self._contradiction(one, says, hint)

    def _contradiction(self, one: Join, says: str, hint: str) -> None:
        self.found += 1
        self.notebook.problem("join-contradiction", says, one.line, hint=hint)

    def _name(self, identity: str) -> str:
        return label_of(self.people.by_id[identity], self.people)
