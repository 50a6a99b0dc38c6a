"""Print the kinds of requirement: a list of all, or the manual page of one.

A manual page is made from the docstring and the fields of a kind. The reference page in the docs is made from the same
pages.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Annotated, Any, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from seating.cli.console import Console, align
from seating.errors import UsageError
from seating.key_types import Column, Count, PersonRef, RoleName, Share, TableRef, Tables
from seating.near_words import did_you_mean, nearest
from seating.profiles import Who
from seating.requirement import Requirement, summarize_kind
from seating.wording import fold, listed, quoted

COMMON_KEYS = frozenset(Requirement.model_fields)
"""Keys that every kind has. They are described once for all kinds."""

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
        Whether it has the key `robust`, with which it must be met even after any one absence.
    keys : tuple of Key
        Its keys, without those that every kind has.
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
        own = [f"  {key.name:<16}{key.holds}{_describe_default(key)}" for key in self.keys]
        common = "It also takes the keys of every kind" if own else "It takes only the keys of every kind"
        robust = " It takes robust, too." if self.can_be_robust else ""
        example = [f"  {line}" if line else "" for line in self.example.splitlines()]
        return "\n".join(
            [
                f"{self.kind} (a {'must' if self.is_must else 'should'}, unless the convening says otherwise)",
                "",
                self.description,
                "",
                "Keys",
                *own,
                f"{common}: id, must, weight, at, rounds, note, private and may_relax_to.{robust}",
                "",
                "Example",
                *example,
            ]
        )


def print_kinds(console: Console, kinds: Mapping[str, type[Requirement]]) -> None:
    """Print all kinds, one line each: the record with --json, otherwise text."""
    pages = [make_page(kind) for kind in kinds.values()]
    if console.as_json:
        console.record({"schema_version": 1, "kinds": [page.as_record() for page in pages]})
        return
    for line in align([(page.kind, "must" if page.is_must else "should", page.summary) for page in pages]):
        console.result(line)
    console.result("\nTo see the keys of a kind and an example, run: seating kinds KIND")


def print_kind(console: Console, kinds: Mapping[str, type[Requirement]], text: str) -> None:
    """Print the manual page of one kind: the record with --json, otherwise text.

    Parameters
    ----------
    console : Console
    kinds : mapping of str to type
        All kinds by name.
    text : str
        The name as typed; case, spaces and hyphens do not matter.

    Raises
    ------
    UsageError
        When there is no such kind.
    """
    name = fold(text).replace("-", "_").replace(" ", "_")
    if name not in kinds:
        near = nearest(name, kinds)
        hint = did_you_mean(near) if near else f"The kinds are {listed(kinds)}."
        raise UsageError(f"There is no kind {quoted(text)}. {hint}")
    page = make_page(kinds[name])
    if console.as_json:
        console.record({"schema_version": 1, "kinds": [page.as_record()]})
        return
    console.result(page.text())


def make_page(kind: type[Requirement]) -> Page:
    """Return the manual page of a kind."""
    text, _, example = inspect.cleandoc(kind.__doc__ or "").partition("Example\n-------\n")
    description = text.strip()
    return Page(
        kind=kind.kind,
        summary=summarize_kind(kind),
        description=description,
        example=example.replace("```yaml", "").replace("```", "").strip("\n"),
        is_must=kind.is_must_by_default,
        can_be_robust=kind.can_be_robust,
        keys=tuple(_make_key(name, field) for name, field in kind.model_fields.items() if name not in COMMON_KEYS),
    )


def _describe_default(key: Key) -> str:
    if key.default is None:
        return " (required)"
    return f" (default: {key.default})" if key.default else ""


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
