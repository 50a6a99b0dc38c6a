"""The manual pages of the kinds of requirement, made from their docstrings and fields.

The terminal, `--json` and the reference page in the docs show the same pages.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from fractions import Fraction
from typing import Annotated, Any, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from seating.profiles import Who
from seating.record.fields import SCHEMA_VERSION
from seating.record.kinds import KeyRecord, KindRecord, KindsRecord
from seating.requirements.base.keys import Column, Count, PersonRef, RoleName, Share, TableRef, Tables
from seating.requirements.base.kind import Requirement, summarize_kind

COMMON_KEYS = frozenset(Requirement.model_fields)
"""Keys that every kind has. They are described once for all kinds."""

PLAIN_WORDS = {
    bool: "true or false",
    int: "a whole number",
    str: "text",
    Who: "a description of people",
    Fraction: "a share",
}


def kinds_record(kinds: Iterable[type[Requirement]]) -> KindsRecord:
    """Return the manual pages of some kinds."""
    return KindsRecord(schema_version=SCHEMA_VERSION, kinds=[kind_record(kind) for kind in kinds])


def kind_record(kind: type[Requirement]) -> KindRecord:
    """Return the manual page of a kind."""
    text, _, example = inspect.cleandoc(kind.__doc__ or "").partition("Example\n-------\n")
    description = text.strip()
    return KindRecord(
        kind=kind.kind,
        summary=summarize_kind(kind),
        description=description,
        example=example.replace("```yaml", "").replace("```", "").strip("\n"),
        is_must=kind.is_must_by_default,
        keys=[_key_record(name, field) for name, field in kind.model_fields.items() if name not in COMMON_KEYS],
    )


def _key_record(name: str, field: FieldInfo) -> KeyRecord:
    shown = str(field.validation_alias or field.alias or name)
    if field.is_required():
        return KeyRecord(name=shown, holds=_describe_value(field), default=None)
    default = field.get_default(call_default_factory=True) if field.default_factory is None else ""
    empty = default is None or default == () or default == ""
    return KeyRecord(name=shown, holds=_describe_value(field), default="" if empty else _write_value(default))


def _write_value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _describe_value(field: FieldInfo) -> str:
    """Return a description of the value of a key."""
    if field.description:
        return field.description
    for marker in field.metadata:
        if (word := _describe_marker(marker)) is not None:
            return word
    return _describe_type(field.annotation)


def _describe_marker(marker: Any) -> str | None:
    """Return a description of the shared alias that a validator belongs to, or None."""
    words = (
        (Column, "a column of the list"),
        (PersonRef, "a person, by id or name"),
        (TableRef, "a table, by id or name"),
        (Tables, "a table, by id or name, or a list of them"),
        (Share, "a share, such as 1/3 or 0.33"),
        (Count, "a number of people"),
        (RoleName, "a representative type"),
    )
    if isinstance(marker, BeforeValidator):
        for alias, word in words:
            if any(marker is own for own in get_args(alias)[1:]):
                return word
    return None


def _describe_type(annotation: Any) -> str:
    if get_origin(annotation) is Annotated:
        inner, *markers = get_args(annotation)
        return next((word for word in map(_describe_marker, markers) if word), _describe_type(inner))
    if annotation in PLAIN_WORDS:
        return PLAIN_WORDS[annotation]
    parts = [part for part in get_args(annotation) if part not in (type(None), Ellipsis)]
    match get_origin(annotation):
        case None:
            choices = [str(member.value) for member in annotation] if hasattr(annotation, "__members__") else []
            return " or ".join(choices) or "a value"
        case origin if origin in (list, tuple):
            return f"a list of {_make_plural(_describe_type(parts[0]))}"
        case origin if origin is dict or getattr(origin, "__name__", "") in {"Mapping", "dict"}:
            return f"for each {_describe_type(parts[0]).removeprefix('a ')}, {_describe_type(parts[1])}"
        case origin if getattr(origin, "__name__", "") == "Literal":
            return " or ".join(str(part) for part in get_args(annotation))
        case _:
            return " or ".join(dict.fromkeys(_describe_type(part) for part in parts))


def _make_plural(described: str) -> str:
    """Return the description of a value as it reads after "a list of".

    >>> _make_plural("a list of people"), _make_plural("a person, by id or name")
    ('lists of people', 'people, by id or name')
    """
    for one, many in (("a list ", "lists "), ("a person", "people"), ("a table", "tables"), ("a ", "")):
        if described.startswith(one):
            return many + described.removeprefix(one)
    return described
