"""The words of a `who`, in the spelling that the list will have once its vocabulary is applied."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from seating.convening.blame import UnfitError
from seating.profiles.who import as_word
from seating.requirement import RoleName
from seating.tables import Table
from seating.wording import fold, listed, nearest, quoted

__all__ = ["Allowed", "in_the_lists_words", "needs_in_the_lists_words", "words_not_allowed"]

Allowed = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By column: each value, and what else it is called."""


def in_the_lists_words(who: Any, find_column: Callable[[str], str], vocabulary: Allowed) -> Any:
    """Return a written `who` with other names of a value replaced by the value, and roles by their name.

    What cannot be resolved stays as it is: the model that reads it says what is wrong.
    """
    if not isinstance(who, Mapping):
        return who
    found: dict[str, Any] = {}
    for key, wanted in who.items():
        if key == "not":
            found[key] = in_the_lists_words(wanted, find_column, vocabulary)
            continue
        try:
            column = find_column(str(key))
        except UnfitError:
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


def needs_in_the_lists_words(tables: Iterable[Table], vocabulary: Allowed) -> tuple[Table, ...]:
    """Return tables with their needs in the words that assets have, with or without a group before them."""
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


def words_not_allowed(who: Any, vocabulary: Allowed) -> Iterator[tuple[str, str]]:
    """Yield each value that its column's vocabulary does not have, with a hint.

    `who` is as `in_the_lists_words` returns it.
    """
    if not isinstance(who, Mapping):
        return
    for column, values in who.items():
        if column == "not":
            yield from words_not_allowed(values, vocabulary)
            continue
        allowed = {} if column == "assets" else vocabulary.get(column, {})  # assets are free words with synonyms
        for value in values if allowed else ():
            if as_word(value) not in allowed:
                near = nearest(as_word(value), allowed)
                yield as_word(value), f"Did you mean {quoted(near)}?" if near else f"The values are {listed(allowed)}."
