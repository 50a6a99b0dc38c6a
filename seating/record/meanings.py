"""The meaning of a text in a record, declared with its field, and one walk that replaces texts by their meaning.

Forgetting a person and translating an entry are two such replacements. Neither has a list of fields: a new field that
is declared as `PersonId` is forgotten, and one that is declared as `Message` is translated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel


class Meaning(Enum):
    """What a text of a record is. It is part of the declared type, such as `PersonId`."""

    PERSON_ID = "person id"
    PERSON_NAME = "person name"
    """The name of the person whose id the same record has."""
    OTHER_ID = "other id"
    """The id of something that is no person: a requirement, a voice, a candidate, a table."""
    MESSAGE = "message"
    """A text of the program, which pages can show in another language. What people typed is none."""
    COUNTED = "counted"
    """A cell by which the numbers of the room are counted. It stays when the person is forgotten."""
    DIGEST = "digest"
    """The SHA-256 digest of a file."""


Change = Callable[[BaseModel, Meaning | None, str], str]
"""Returns what replaces a text, given the record that has it and its meaning: the same object if nothing does."""

AnyModel = TypeVar("AnyModel", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the texts in a field mean.

    Attributes
    ----------
    meaning : Meaning or None
        Of the text, if the field contains one.
    item, key : Shape or None
        Of the items of a list and of the values of a mapping, and of the keys of a mapping.
    """

    meaning: Meaning | None = None
    item: Shape | None = None
    key: Shape | None = None


NO_MEANING = Shape()


def rewrite(record: AnyModel, change: Change, only: Meaning | None = None) -> AnyModel:
    """Return a record with its texts replaced, also those of its parts; the record itself if none differs.

    Parameters
    ----------
    record : BaseModel
    change : callable
    only : Meaning, optional
        The only meaning of which `change` replaces texts. Parts that cannot have such a text are not looked at.
    """
    changed: dict[str, Any] = {}
    given = record.model_fields_set
    wanted = None if only is None else fields_leading_to(type(record), only)
    for name, before in record:  # in the order of the fields, which a set has not
        if name not in given or (wanted is not None and name not in wanted):
            continue
        after = _rewrite_value(before, shape_of(type(record), name), record, change, only)
        if after is not before:
            changed[name] = after
    return record.model_copy(update=changed) if changed else record


def find_texts(record: BaseModel, meaning: Meaning) -> list[str]:
    """Return the texts of a record and its parts that have this meaning."""
    found: list[str] = []

    def collect(_: BaseModel, own: Meaning | None, text: str) -> str:
        if own is meaning:
            found.append(text)
        return text

    rewrite(record, collect, meaning)
    return found


@cache
def shape_of(kind: type[BaseModel], name: str) -> Shape:
    """Return what the texts in a field mean, as its type declares; `NO_MEANING` for a key that is not declared."""
    field = kind.model_fields.get(name)
    return NO_MEANING if field is None else _shape(field.annotation, tuple(field.metadata))


@cache
def fields_with(kind: type[BaseModel], meaning: Meaning) -> tuple[str, ...]:
    """Return the names of the fields that are a single text with this meaning."""
    return tuple(name for name in kind.model_fields if shape_of(kind, name).meaning is meaning)


@cache
def fields_leading_to(kind: type[BaseModel], meaning: Meaning) -> frozenset[str]:
    """Return the names of the fields that are or contain a text with this meaning, or can contain anything."""
    fields = kind.model_fields.items()
    return frozenset(name for name, field in fields if _leads_to(field.annotation, tuple(field.metadata), meaning))


def _leads_to(annotation: Any, metadata: tuple[Any, ...], meaning: Meaning) -> bool:
    """Whether a value of this type is or contains a text with a meaning."""
    seen: set[Any] = set()
    waiting = [annotation, *metadata]
    while waiting:
        part = waiting.pop()
        if part is meaning or part is Any:
            return True
        if isinstance(part, type) and issubclass(part, BaseModel) and part not in seen:
            seen.add(part)
            waiting += [each for field in part.model_fields.values() for each in (field.annotation, *field.metadata)]
        waiting += get_args(part)
    return False


def _shape(annotation: Any, metadata: tuple[Any, ...] = ()) -> Shape:
    own = next((each for each in metadata if isinstance(each, Meaning)), None)
    arguments = get_args(annotation)
    match get_origin(annotation):
        case origin if origin is Annotated:
            return _shape(arguments[0], (*arguments[1:], *metadata))
        case origin if origin is list:
            return Shape(own, item=_shape(arguments[0]))
        case origin if origin is dict:
            return Shape(own, item=_shape(arguments[1]), key=_shape(arguments[0]))
        case origin if origin in (Union, UnionType):
            parts = [Shape(own), *map(_shape, arguments)]
            return Shape(
                next((each.meaning for each in parts if each.meaning), None),
                next((each.item for each in parts if each.item), None),
                next((each.key for each in parts if each.key), None),
            )
        case _:
            return Shape(own)


def _rewrite_value(value: Any, shape: Shape, owner: BaseModel, change: Change, only: Meaning | None = None) -> Any:
    """Return a value with its texts replaced; the value itself if none differs."""
    after = value
    match value:
        case str():
            after = change(owner, shape.meaning, value)
        case BaseModel():
            after = rewrite(value, change, only)
        case list():
            item = shape.item or NO_MEANING
            after = [_rewrite_value(each, item, owner, change, only) for each in value]
            if all(new is old for new, old in zip(after, value, strict=True)):
                return value
        case dict():
            key, item = shape.key or NO_MEANING, shape.item or NO_MEANING
            after = {
                _rewrite_value(name, key, owner, change, only): _rewrite_value(each, item, owner, change, only)
                for name, each in value.items()
            }
            pairs = zip(after.items(), value.items(), strict=False)
            if len(after) == len(value) and all(
                new is old for pair, was in pairs for new, old in zip(pair, was, strict=True)
            ):
                return value
    return after
