"""Read the rows of a list as people. All problems are reported together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from seating.errors import InputError, Note, Problem
from seating.profiles.columns import Column
from seating.profiles.duplicates import note_duplicates, note_spellings
from seating.profiles.headings.recognition import Headings, find_headings, meaning
from seating.profiles.notebook import Notebook
from seating.profiles.parties import expand_parties
from seating.profiles.people import Heading, People
from seating.profiles.person import NOT_APPLICABLE, Person
from seating.profiles.references import resolve_references
from seating.profiles.rows import Draft, Replacements, identify, read_rows
from seating.sources import Source
from seating.wording import fold, squashed

__all__ = ["Reading", "read_people"]

BLANK = MappingProxyType({key: "" if key == "id" else field.default for key, field in Person.model_fields.items()})
"""The fields of an empty person, complete so that pydantic copies no default for each row."""

MOST_PEOPLE = 100_000
"""Maximum number of rows of people: 20 times the largest room. Checking that many takes 12 s of CPU time."""

WORDS_OUT_OF_A_FEW = frozenset({"representative_type", "status", "duty", "attending", "listed"})

Vocabulary = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The people of a list, and the notes made while it was read."""

    people: People
    notes: tuple[Note, ...] = ()


def read_people(
    source: Source,
    vocabulary: Vocabulary | None = None,
    columns: Mapping[str, Sequence[str]] | None = None,
    *,
    parties: bool = True,
    used: Collection[str] = (),
) -> Reading:
    """Return the people of a source.

    Parameters
    ----------
    source : Source
        The rows of the list.
    vocabulary : mapping of column to mapping of value to its other names, optional
        Used here only for columns with fixed values, such as `representative_type`: a word is replaced
        before it is checked. `apply_vocabulary` handles all other columns afterwards.
    columns : mapping of str to sequence of str, optional
        Meanings of headings that the convening states: headings by canonical column or "own". They override
        the meanings found automatically.
    parties : bool
        Whether a row may stand for several people.
    used : collection of str, optional
        Headings that the convening uses as custom columns.

    Raises
    ------
    InputError
        With all problems of the list.
    """
    notebook = Notebook(source.file)
    listed = len(source.rows) - 1  # without the row of headings
    if listed > MOST_PEOPLE:
        says = f"the list has {listed:,} rows of people; it may have at most {MOST_PEOPLE:,}"
        hint = "Split the list, or leave out rows of people who cannot come."
        raise InputError([Problem("too-many-rows", says, source.file, hint=hint)])
    replaced = _replacements(vocabulary or {})
    headings = find_headings(source, notebook, columns or {}, used, replaced)
    drafts, counts = read_rows(headings, notebook, replaced, _explained(vocabulary or {}))
    identify(drafts, headings, notebook)
    if parties:
        drafts = expand_parties(drafts, headings, notebook)
    people = People(
        persons=tuple(map(_person, drafts)),
        headings={column.key: Heading(column.heading, column.letter) for column in headings.first_of_each()},
        file=source.file,
        sha256=source.sha256,
        header_line=headings.line,
        columns=headings.shown,
    )
    people = resolve_references(people, headings, notebook)
    if notebook.has_problems:
        raise InputError(notebook.problems())
    note_spellings(_with_category(headings, vocabulary or {}), counts, notebook)
    note_duplicates(people, notebook)
    return Reading(people, (*source.notes, *notebook.notes()))


def _with_category(headings: Headings, vocabulary: Vocabulary) -> Iterable[Column]:
    """Return the columns to check for values with two spellings.

    Parts of names are excluded, and so are columns with a vocabulary, which defines their spellings.
    """
    name = headings.column("name")
    parts = set(name.indices) if name else set()
    settled = {meaning(str(heading)) or squashed(str(heading)) for heading in vocabulary}
    return [
        column
        for column in headings.columns
        if not parts & set(column.indices) and settled.isdisjoint({column.key, squashed(column.heading)})
    ]


def _person(draft: Draft) -> Person:
    """Build the person of a draft without validation, because its fields were validated one by one."""
    return Person.model_construct(**{**BLANK, **draft.fields, "line": draft.line, "own": draft.own})


def _explained(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the columns whose vocabulary contains `n/a`, as a value or as another name of one."""
    return frozenset(
        meaning(str(heading)) or squashed(str(heading))
        for heading, values in vocabulary.items()
        if any(fold(str(word)) in NOT_APPLICABLE for value, words in values.items() for word in (value, *(words or ())))
    )


def _replacements(vocabulary: Vocabulary) -> Replacements:
    """Return the replacements of words, for the columns with fixed values."""
    found: dict[str, dict[str, str]] = {}
    for heading, values in vocabulary.items():
        column = meaning(str(heading)) or str(heading)
        if column in WORDS_OUT_OF_A_FEW:
            meant = found.setdefault(column, {})
            meant.update({fold(str(word)): str(value) for value, words in values.items() for word in words or ()})
            meant.update({fold(str(value)): str(value) for value in values})  # an allowed word means itself
    return found
