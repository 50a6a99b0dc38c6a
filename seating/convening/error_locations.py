"""Turn the validation errors of models into problems with the lines that cause them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from seating.convening.document import Document, KeyPath
from seating.errors import Problem
from seating.wording import listed, nearest

__all__ = ["UnfitError", "in_known_keys", "parted", "problems_of", "unknown_keys"]

_QUOTED = re.compile(r"(?P<mark>['\"])(?P<value>.*?)(?P=mark) (?=is |has |names |means |belongs |stands )", re.DOTALL)
_LIST_TYPES = {"tuple_type", "list_type", "too_long", "too_short"}
_MAPPING_TYPES = {"mapping_type", "dict_type", "model_type", "model_attributes_type"}
_BOOL_TYPES = {"bool_type", "bool_parsing"}
_WHOLE_TYPES = {"int_type", "int_parsing", "int_from_float", "greater_than_equal", "greater_than", "less_than_equal"}


class UnfitError(ValueError):
    """An invalid value, with the slug of the problem."""

    def __init__(self, slug: str, says: str) -> None:
        self.slug = slug
        super().__init__(says)


def unknown_keys(
    given: Mapping[str, Any], allowed: Sequence[str], document: Document, path: KeyPath, subject: str
) -> Iterator[Problem]:
    """Yield a problem for each unknown key, with the most similar known key.

    Parameters
    ----------
    given : mapping of str to object
        The keys and values as written.
    allowed : sequence of str
        The known keys.
    document : Document
        Provides the lines.
    path : key path
        The location of the mapping in the document.
    subject : str
        The mapping in words: `table "t1"`.
    """
    for key in given:
        if key not in allowed:
            key = str(key)  # YAML and programs allow keys that are not text
            near = _meant(key, given, allowed) or nearest(key, allowed)
            hint = f'Did you mean "{near}"?' if near else f"The keys are {listed(allowed)}."
            place = document.file_of((*path, key)), document.line((*path, key))
            says = f"is not a key of {subject}"
            yield Problem("key-unknown", says, *place, value=key, hint=hint)


def in_known_keys(given: Mapping[str, Any], allowed: Sequence[str]) -> dict[str, Any]:
    """Return the given values by known key; a misspelled key counts as the most similar one, to check its value."""
    found = {key: value for key, value in given.items() if key in allowed and value is not None}
    for key, value in given.items():
        near = _meant(str(key), given, allowed) if key not in allowed else None
        if near is not None and value is not None:
            found.setdefault(near, value)
    return found


def _meant(key: str, given: Mapping[str, Any], allowed: Sequence[str]) -> str | None:
    """Return the known key that is most similar to an unknown one and was not given itself."""
    return nearest(key, [word for word in allowed if word not in given])


def problems_of(error: ValidationError, document: Document, path: KeyPath, subject: str) -> Iterable[Problem]:
    """Return one problem for each validation error.

    Parameters
    ----------
    error : ValidationError
    document : Document
        Provides the lines.
    path : key path
        The location of the validated data in the document.
    subject : str
        The validated data in words: `table "t1"`.
    """
    found = (_problem(detail, document, path, subject) for detail in error.errors(include_url=False))
    return list(dict.fromkeys(found))


def _problem(detail: ErrorDetails, document: Document, path: KeyPath, subject: str) -> Problem:
    loc = tuple(step for step in detail["loc"] if not (isinstance(step, str) and step.startswith("[")))
    told = _told(detail)
    value, says, hint = parted(str(told), detail["input"])
    place = (*path, *loc)
    if value is not None and (*place, value) in document.lines:
        place = (*place, value)  # a key of a mapping that was validated as a whole
    key = next((step for step in loc if isinstance(step, str)), None)
    about = ", ".join(part for part in (subject, key) if part)
    return Problem(
        told.slug, says, document.file_of(place), document.line(place), None, None, value, hint, about or None
    )


def parted(message: str, given: Any = None) -> tuple[str | None, str, str | None]:
    """Split a message into the value that it begins with, the statement, and the hint after a semicolon.

    The value is recognized if it is quoted or equals `given`; value and hint are None if missing.
    """
    found = _QUOTED.match(message)
    if found:
        value, rest = found["value"], message[found.end() :]
    elif message.startswith(f"{given!r} "):
        value, rest = str(given), message[len(repr(given)) + 1 :]
    else:
        value, rest = None, message
    says, mark, hint = rest.partition("; ")
    if not mark:
        return value, says.rstrip("."), None
    hint = hint[:1].upper() + hint[1:]
    return value, says, hint if hint.endswith(("?", "!", ".", "…")) else f"{hint}."


def _told(detail: ErrorDetails) -> UnfitError:
    """Return the slug and the message for one validation error."""
    kind, given = detail["type"], detail["input"]
    key = next((step for step in reversed(detail["loc"]) if isinstance(step, str)), "")
    shown = f"'{given}'"
    if kind == "missing":
        return UnfitError("key-missing", f"the key `{key}` is missing")
    if kind == "value_error":
        error = detail.get("ctx", {}).get("error")
        return error if isinstance(error, UnfitError) else UnfitError(_slug_of(key), str(error))
    if kind in _WHOLE_TYPES:
        return UnfitError(_slug_of(key), f"{shown} is not a whole number that fits here; {_bounds(detail)}")
    return UnfitError("value-wrong", f"{shown} {_wanted(detail)}")


def _wanted(detail: ErrorDetails) -> str:
    """Return the message for a value of the wrong type, with a hint."""
    kind, given = detail["type"], detail["input"]
    if kind == "enum":
        allowed = re.findall(r"'([^']+)'", detail["msg"])
        near = nearest(str(given), allowed)
        meant = f'did you mean "{near}"?' if near else f"write {listed(allowed, last='or')}"
        return f"is not one of the words for this; {meant}"
    if kind in _BOOL_TYPES:
        return "is neither yes nor no; write true or false"
    if kind == "string_type":
        several = isinstance(given, Mapping | list | tuple)
        return f"is not a text; {'only one is wanted here' if several else 'write it in quotes'}"
    if kind in _LIST_TYPES:
        return "is not a list that fits here; write [one, another]"
    if kind in _MAPPING_TYPES:
        return "is not a mapping; write {key: value}"
    return f"is not understood ({detail['msg']})"


def _bounds(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    for key, word in (("ge", "at least"), ("gt", "more than"), ("le", "at most")):
        if key in context:
            return f"write a whole number, {word} {context[key]}"
    return "write a whole number, without quotes"


def _slug_of(key: str) -> str:
    """Return the slug for an invalid value, by its key."""
    slug = "value-wrong"
    if key == "weight":
        slug = "weight-wrong"
    elif key == "seats":
        slug = "seats-wrong"
    elif key == "id":
        slug = "id-wrong"
    return slug
