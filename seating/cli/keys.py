"""Describe the keys of a kind of requirement: their values and defaults."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from seating.key_types import Column, Count, PersonRef, RoleName, Share, TableRef, Tables
from seating.profiles import Who
from seating.requirement import Requirement

__all__ = ["Key", "keys_of"]

COMMON_KEYS = frozenset(Requirement.model_fields)
"""Keys that every kind takes. They are described once for all kinds."""

PLAIN_WORDS = {
    bool: "true or false",
    int: "a whole number",
    str: "text",
    Who: "a description of people",
    Fraction: "a share",
}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a kind: a description of its value, and its default, which is None if the key is required."""

    name: str
    holds: str
    default: str | None


def keys_of(kind: type[Requirement]) -> tuple[Key, ...]:
    """Return the keys of a kind, without those that every kind takes."""
    return tuple(_key(name, field) for name, field in kind.model_fields.items() if name not in COMMON_KEYS)


def _key(name: str, field: FieldInfo) -> Key:
    shown = str(field.validation_alias or field.alias or name)
    if field.is_required():
        return Key(shown, _holds(field), None)
    default = field.get_default(call_default_factory=True) if field.default_factory is None else ""
    empty = default is None or default == () or default == ""
    return Key(shown, _holds(field), "" if empty else _as_written(default))


def _as_written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _holds(field: FieldInfo) -> str:
    """Return a description of the value of a key."""
    if field.description:
        return field.description
    for marker in field.metadata:
        if (word := _marked(marker)) is not None:
            return word
    return _word_for(field.annotation)


def _marked(marker: Any) -> str | None:
    """Return a description of the shared alias that a validator belongs to, or None."""
    words = (
        (Column, "a column of the list"),
        (PersonRef, "a person, by id or name"),
        (TableRef, "a table's id or name"),
        (Tables, "a table, by id or name, or a list of them"),
        (Share, "a share, as 1/3 or 0.33"),
        (Count, "a number of people"),
        (RoleName, "a representative type"),
    )
    if isinstance(marker, BeforeValidator):
        for alias, word in words:
            if any(marker is own for own in get_args(alias)[1:]):
                return word
    return None


def _word_for(annotation: Any) -> str:
    if get_origin(annotation) is Annotated:
        inner, *markers = get_args(annotation)
        return next((word for word in map(_marked, markers) if word), _word_for(inner))
    if annotation in PLAIN_WORDS:
        return PLAIN_WORDS[annotation]
    parts = [part for part in get_args(annotation) if part not in (type(None), Ellipsis)]
    match get_origin(annotation):
        case None:
            choices = [str(member.value) for member in annotation] if hasattr(annotation, "__members__") else []
            return " or ".join(choices) or "a value"
        case origin if origin in (list, tuple):
            return f"a list: each {_word_for(parts[0])}"
        case origin if origin is dict or getattr(origin, "__name__", "") in {"Mapping", "dict"}:
            return f"for {_word_for(parts[0])}, {_word_for(parts[1])}"
        case origin if getattr(origin, "__name__", "") == "Literal":
            return " or ".join(str(part) for part in get_args(annotation))
        case _:
            return " or ".join(dict.fromkeys(_word_for(part) for part in parts))
