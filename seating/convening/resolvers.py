"""Resolve names in a convening: columns, people, tables, files of pairs, and values in the spelling of the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from seating.convening.document import is_there
from seating.errors import InvalidValueError, Miss
from seating.near_words import NearWords, ask_near
from seating.profiles import People
from seating.profiles.columns import ALIASES
from seating.profiles.people import as_word
from seating.profiles.private_columns import ALWAYS_PRIVATE
from seating.profiles.weighted_pairs import WeightedPairs, read_weighted_pairs
from seating.requirements.base.keys import RoleName
from seating.room.tables import Table, find_table, tables_called
from seating.sources import list_names_in, read
from seating.wording import fold, said, said_list, squashed

Find = Callable[[str], str]


def make_context(
    people: People,
    vocabulary: Iterable[str],
    tables: Sequence[Table],
    unsound: Iterable[str] = (),
    folder: Path | None = None,
) -> Mapping[str, Any]:
    """Return the validation context that resolves the names in a convening.

    Parameters
    ----------
    people : People
    vocabulary : iterable of str
        The columns with a vocabulary.
    tables : sequence of Table
    unsound : iterable of str
        Ids of tables that are written but invalid; naming them is not reported as another error.
    folder : Path, optional
        The folder relative to which file names are resolved.
    """
    column = column_finder(people, vocabulary)
    always = {squashed(name): name for name in ALWAYS_PRIVATE}
    return {
        "column": column,
        "private_column": lambda name: always.get(squashed(name)) or column(name),
        "person": person_finder(people),
        "table": table_finder(tables, unsound, with_governance=True),
        "weighed_pairs": pairs_finder(people, folder),
    }


def column_finder(people: People, vocabulary: Iterable[str] = ()) -> Find:
    """Return the function that finds a column by name or heading.

    It finds the columns of the list and those with a vocabulary.
    """
    known = {squashed(name): name for name in vocabulary}

    def find(name: str) -> str:
        alias = ALIASES.get(squashed(name))
        found = people.column(name) or (alias if alias in people.headings else None) or known.get(squashed(name))
        if found is not None:
            return found
        if squashed(name) == "party":  # rows may stand for several people without such a column
            return "party"
        columns = sorted({*people.headings, *known.values()})
        shown = said("The columns are %(columns)s.", columns=said_list(columns[:30]))
        hint = ask_near(name, [*people.headings, *known.values()], shown)
        raise InvalidValueError(said("is not a column in the list"), hint, value=name, slug="column-unknown")

    return find


def person_finder(people: People) -> Find:
    """Return the function that finds a person by id or name and returns the id."""
    near_words = NearWords()

    def find(reference: str) -> str:
        found = people.find(reference, near_words)
        if isinstance(found, Miss):
            raise InvalidValueError(found.says, found.hint, value=reference, slug=found.slug)
        return found.id

    return find


def table_finder(tables: Sequence[Table], unsound: Iterable[str] = (), *, with_governance: bool = False) -> Find:
    """Return the function that finds a table at which people are seated, by id or name, and returns the id.

    `unsound` are ids of tables that are written but invalid; they are returned unchanged. With `with_governance`, the
    tables whose members sit at action tables are found too.
    """
    seating = tuple(table for table in tables if table.seats_people or with_governance)
    others = tuple(table for table in tables if not table.seats_people)
    by_word = {fold(word): word for word in unsound}

    def find(word: str) -> str:
        found = find_table(word, seating)
        if isinstance(found, Table):
            return found.id
        if not found.is_ambiguous:
            if fold(word) in by_word:
                return by_word[fold(word)]
            if tables_called(word, others):
                raise InvalidValueError(
                    said("is a governance table whose members sit at action tables"),
                    said("No one is seated there."),
                    value=word,
                    slug="table-drawn",
                )
        raise InvalidValueError(found.says, found.hint, value=word, slug=found.slug)

    return find


def pairs_finder(people: People, folder: Path | None) -> Callable[[str], WeightedPairs]:
    """Return the function that reads a file of weighted pairs, relative to the folder of the convening.

    The function raises `InputError` with all errors of the file.
    """

    def find(word: str) -> WeightedPairs:
        path = (folder or Path()).absolute() / word
        if not is_there(path):
            relative = said("File names are relative to the convening’s folder.")
            hint = ask_near(path.name, list_names_in(path.parent), relative)
            raise InvalidValueError(said("is not an existing file"), hint, value=word, slug="pair-file-missing")
        return read_weighted_pairs(read(path), people)

    return find


Allowed = Mapping[str, Mapping[str, tuple[str, ...]]]
"""For each column, the allowed values and their other names."""


def normalize_who(who: Any, find_column: Callable[[str], str], vocabulary: Allowed) -> Any:
    """Return a written `who` with other names of values replaced by the values, and roles by their names.

    Unresolvable parts stay unchanged; the model that validates the result reports them.

    Parameters
    ----------
    who : object
        As written; anything but a mapping is returned unchanged.
    find_column : function
        Returns the canonical name of a column; raises `InvalidValueError` if it is unknown.
    vocabulary : Allowed
    """
    if not isinstance(who, Mapping):
        return who
    found: dict[str, Any] = {}
    for key, wanted in who.items():
        if key == "not":
            found[key] = normalize_who(wanted, find_column, vocabulary)
            continue
        try:
            column = find_column(str(key))
        except InvalidValueError:
            column = str(key)
        values = wanted if isinstance(wanted, list | tuple) else [wanted]
        found[column] = [_value(value, column, vocabulary) for value in values]
    return found


def _value(value: Any, column: str, vocabulary: Allowed) -> Any:
    if isinstance(value, Mapping | list | None):
        return value
    if column == "assets" and isinstance(value, str) and ":" in value:
        group, _, word = value.partition(":")
        return f"{group.strip()}: {_value(word.strip(), column, vocabulary)}"
    word = fold(as_word(value))
    for allowed, names in vocabulary.get(column, {}).items():
        if word in {fold(allowed), *map(fold, names)}:
            return allowed
    return _role(value) if column == "representative_type" and isinstance(value, str) else value


def normalize_needs(tables: Iterable[Table], vocabulary: Allowed) -> tuple[Table, ...]:
    """Return tables whose needs have the values of the assets' vocabulary, with or without a group."""
    if not vocabulary.get("assets"):
        return tuple(tables)
    return tuple(
        table.model_copy(update={"needs": tuple(_value(need, "assets", vocabulary) for need in table.needs)})
        for table in tables
    )


def _role(value: str) -> str:
    try:
        return str(TypeAdapter(RoleName).validate_python(value))
    except ValidationError:
        return value


def find_forbidden_words(who: Any, vocabulary: Allowed) -> Iterator[tuple[str, str]]:
    """Yield each value that the vocabulary of its column does not contain, with a hint.

    `who` is the result of `in_the_lists_words`.
    """
    if not isinstance(who, Mapping):
        return
    for column, values in who.items():
        if column == "not":
            yield from find_forbidden_words(values, vocabulary)
            continue
        allowed = (
            {} if column == "assets" else vocabulary.get(column, {})
        )  # assets may be any word; their vocabulary only lists synonyms
        for value in values if allowed else ():
            if as_word(value) not in allowed:
                known = said("The values are %(values)s.", values=said_list(allowed))
                yield as_word(value), ask_near(as_word(value), allowed, known)
