"""Make the manual page of a kind of requirement from its docstring and its fields.

The reference page in the docs is made from these pages too.
"""

from __future__ import annotations

import inspect
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Annotated, Any, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from seating.key_types import Column, Count, PersonRef, RoleName, Share, TableRef, Tables
from seating.profiles import Who
from seating.requirement import Requirement

__all__ = ["Key", "Page", "list_keys", "make_page"]


@dataclass(frozen=True, slots=True)
class Page:
    """The manual page of one kind.

    Attributes
    ----------
    kind : str
    summary, description : str
        The first paragraph of the docstring, and the whole docstring up to its example.
    example : str
        The worked example, as YAML.
    is_must : bool
        Whether it is a must by default.
    can_be_robust : bool
        Whether it takes the key `robust`: it must then be met after any one absence.
    keys : tuple of Key
        Its keys, without those that every kind takes.
    """

    kind: str
    summary: str
    description: str
    example: str
    is_must: bool
    can_be_robust: bool
    keys: tuple[Key, ...]

    def as_record(self) -> dict[str, Any]:
        """Return the page as plain data."""
        return asdict(self)

    def text(self) -> str:
        """Return the page as a terminal shows it."""
        own = [f"  {key.name:<16}{key.holds}{_describe_default(key)}" for key in self.keys] or ["  none of its own"]
        example = [f"  {line}" if line else "" for line in self.example.splitlines()]
        return "\n".join(
            [
                f"{self.kind} ({'must' if self.is_must else 'should'}, unless the convening says otherwise)",
                "",
                self.description,
                "",
                "Keys",
                *own,
                "Every kind also takes id, must, weight, at, rounds, note, private and may_relax_to"
                f"{'; this one robust too' if self.can_be_robust else ''}.",
                "",
                "Example",
                *example,
            ]
        )


def make_page(kind: type[Requirement]) -> Page:
    """Return the manual page of a kind."""
    text, _, example = inspect.cleandoc(kind.__doc__ or "").partition("Example\n-------\n")
    description = text.strip()
    return Page(
        kind=kind.kind,
        summary=" ".join(description.partition("\n\n")[0].split()),
        description=description,
        example=example.replace("```yaml", "").replace("```", "").strip("\n"),
        is_must=kind.is_must_by_default,
        can_be_robust=kind.can_be_robust,
        keys=list_keys(kind),
    )


def _describe_default(key: Key) -> str:
    if key.default is None:
        return " (required)"
    return f" (default: {key.default})" if key.default else ""


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


def list_keys(kind: type[Requirement]) -> tuple[Key, ...]:
    """Return the keys of a kind, without those that every kind takes."""
    return tuple(_make_key(name, field) for name, field in kind.model_fields.items() if name not in COMMON_KEYS)


def _make_key(name: str, field: FieldInfo) -> Key:
    shown = str(field.validation_alias or field.alias or name)
    if field.is_required():
        return Key(shown, _describe_value(field), None)
    default = field.get_default(call_default_factory=True) if field.default_factory is None else ""
    empty = default is None or default == () or default == ""
    return Key(shown, _describe_value(field), "" if empty else _write_value(default))


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
            return f"a list: each {_describe_type(parts[0])}"
        case origin if origin is dict or getattr(origin, "__name__", "") in {"Mapping", "dict"}:
            return f"for {_describe_type(parts[0])}, {_describe_type(parts[1])}"
        case origin if getattr(origin, "__name__", "") == "Literal":
            return " or ".join(str(part) for part in get_args(annotation))
        case _:
            return " or ".join(dict.fromkeys(_describe_type(part) for part in parts))
