"""The fields of a form as plain data: how a value of a convening fills them, and how they are read back.

Values of a form are texts, or lists of texts where one field has several inputs of the same name. What cannot be read
as the type of its field stays a text, so that the message about it is the one that the file would get.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Any

from seating.convening.convening_file import as_flow
from seating.convening.document import scalar
from seating.convening.yaml import parse
from seating.errors import InputError
from seating.profiles.people import as_word
from seating.requirements.base.keys import as_list
from seating.wording import fold

FormValues = Mapping[str, str | Sequence[str]]
"""What a form sends: by the name of each input, one text or several."""

YES, NO = "yes", "no"

SEPARATOR = ";"
"""Between several values in one input, as in a cell of a list."""


class FieldType(StrEnum):
    """What a field holds, and how it is shown and read.

    `number`, `share` and `text` are one input. `long_text` has several lines. `yes_no` is "yes" or "". `column` is a
    column of the list, `choice` one of the choices of the field. `tables` is a list of ids or of choices of the field,
    `people` one person a line, `pairs` two people a line with a semicolon between them, `number_list` numbers and
    `list` texts in one input. `numbers` is a number for each choice, in the inputs `KEY.CHOICE`. `who` has rows of
    three inputs, `KEY.column`, `KEY.is` ("is" or "not") and `KEY.values`; an empty column is no row. What these two
    cannot show is in `KEY.data`. `data` is anything else, in the notation of the file.
    """

    NUMBER = "number"
    SHARE = "share"
    TEXT = "text"
    LONG_TEXT = "long_text"
    YES_NO = "yes_no"
    COLUMN = "column"
    CHOICE = "choice"
    TABLES = "tables"
    PEOPLE = "people"
    PAIRS = "pairs"
    NUMBER_LIST = "number_list"
    LIST = "list"
    NUMBERS = "numbers"
    WHO = "who"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the form of a kind.

    Attributes
    ----------
    key : str
        The key in the convening.
    label, help : str
        In words; messages of the translation catalogs.
    type : FieldType
    default : str
        What the program assumes if the key is not written, as a value of the form.
    is_required : bool
    is_common : bool
        Whether every kind has the key.
    choices : tuple of str
        The possible values, where the kind allows only some; for `tables`, words that stand for no single table.
    yes : bool, int or str
        What the convening writes for "yes"; if it is not `True`, "no" is not written at all.
    """

    key: str
    label: str
    help: str
    type: FieldType
    default: str = ""
    is_required: bool = False
    is_common: bool = False
    choices: tuple[str, ...] = ()
    yes: bool | int | str = True


def fill_fields(fields: Iterable[FormField], written: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return the values of a form.

    Parameters
    ----------
    fields : iterable of FormField
    written : mapping of str to object
        The keys as plain data; missing ones get what the program assumes.
    """
    values: dict[str, str | list[str]] = {}
    for field in fields:
        values |= _fill(field, written.get(field.key))
    return values


def read_fields(
    fields: Sequence[FormField], values: FormValues, written: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the keys that a form states, as the convening writes them.

    Parameters
    ----------
    fields : sequence of FormField
    values : mapping of str to str or sequence of str
        A missing field counts as blank.
    written : mapping of str to object, optional
        The keys as they were. One with an equal field stays as it was written, and so does one without a field.
    """
    before = written or {}
    found: dict[str, Any] = {}
    for field in fields:
        value = _read(field, values)
        if field.key in before and _fill(field, before[field.key]) == _fill(field, value):
            found[field.key] = before[field.key]
        elif value is not None and (field.key in before or _fill(field, value) != _fill(field, None)):
            found[field.key] = value
    keys = {field.key for field in fields}
    kept = {key: value for key, value in before.items() if key not in keys}
    order = {key: number for number, key in enumerate(before)}
    return dict(sorted({**found, **kept}.items(), key=lambda each: order.get(each[0], len(order))))


def _fill(field: FormField, value: Any) -> dict[str, str | list[str]]:
    """Return the inputs of a field for a written value; None for a key that is not written."""
    key = field.key
    match field.type:
        case FieldType.YES_NO:
            is_yes = fold(as_word(value)) in {"yes", "true", "1", "on", "y", fold(as_word(field.yes))}
            return {key: field.default if value is None else YES if is_yes else ""}
        case FieldType.TABLES:
            named = [as_word(one) for one in as_list(value) or ()]
            named = [] if [fold(name) for name in named] == ["every table"] else named
            return {key: [fold(name) if fold(name) in field.choices else name for name in named]}
        case FieldType.PEOPLE:
            return {key: "\n".join(as_word(one) for one in as_list(value) or ())}
        case FieldType.PAIRS:
            return {key: "\n".join(_join(pair) for pair in value or ())}
        case FieldType.NUMBER_LIST | FieldType.LIST:
            return {key: _join(as_list(value) or ())}
        case FieldType.NUMBERS:
            return _fill_numbers(field, value)
        case FieldType.WHO:
            return _fill_who(key, value)
    if value is None:
        return {key: field.default}
    return {key: value if isinstance(value, str) else as_text(value)}


def _fill_numbers(field: FormField, value: Any) -> dict[str, str | list[str]]:
    inputs: dict[str, str | list[str]] = {f"{field.key}.{choice}": "" for choice in field.choices}
    for name, number in value.items() if isinstance(value, Mapping) else ():
        choice = fold(str(name)).replace("_", "-").replace(" ", "-")
        if f"{field.key}.{choice}" not in inputs:
            return {**dict.fromkeys(inputs, ""), f"{field.key}.data": as_flow(value)}
        inputs[f"{field.key}.{choice}"] = as_text(number)
    is_shown = value is None or isinstance(value, Mapping)
    return {**inputs, f"{field.key}.data": "" if is_shown else as_flow(value)}


def _fill_who(key: str, value: Any) -> dict[str, str | list[str]]:
    """Return the rows of a description; one that rows cannot show is given as data."""
    rows: list[tuple[str, str, str]] = []
    excluded = value.get("not") if isinstance(value, Mapping) else None
    parts = [("is", value), ("not", excluded)] if excluded is not None else [("is", value)]
    for word, part in parts:
        if part is None:
            continue
        if not isinstance(part, Mapping) or (word == "not" and "not" in part):
            return {**_no_rows(key), f"{key}.data": as_flow(value)}
        for column, wanted in part.items():
            values = wanted if isinstance(wanted, list | tuple) else [wanted]
            if column == "not":
                continue
            if not values or any(one is None or isinstance(one, Mapping | list | tuple) for one in values):
                return {**_no_rows(key), f"{key}.data": as_flow(value)}
            rows.append((str(column), word, _join(values)))
    columns: list[list[str]] = [[row[n] for row in rows] for n in range(3)]
    return {f"{key}.column": columns[0], f"{key}.is": columns[1], f"{key}.values": columns[2], f"{key}.data": ""}


def _no_rows(key: str) -> dict[str, str | list[str]]:
    return {f"{key}.column": [], f"{key}.is": [], f"{key}.values": []}


def as_text(value: Any) -> str:
    """Return a value as the text of one input."""
    if value is None or value in ((), ""):
        return ""
    if isinstance(value, str | int | float | Fraction) and not isinstance(value, bool | Enum):
        return str(value)
    return as_flow(value)


def _join(values: Sequence[Any]) -> str:
    """Return several values in one input; one with a semicolon in it is quoted."""
    return f"{SEPARATOR} ".join(_quoted(as_word(value)) for value in values)


def _quoted(text: str) -> str:
    is_plain = text and text == text.strip() and SEPARATOR not in text and not text.startswith('"')
    return text if is_plain else '"' + text.replace('"', '""') + '"'


def _split(text: str) -> list[str]:
    """Return the values in one input.

    >>> _split('a; b c;"d; e"')
    ['a', 'b c', 'd; e']
    """
    found: list[str] = []
    for quoted, plain in re.findall(r'\s*(?:"((?:[^"]|"")*)"\s*(?=;|$)|([^;]*))(?:;|$)', text):
        if quoted or plain.strip():
            found.append(quoted.replace('""', '"') if quoted else plain.strip())
    return found


def _read(field: FormField, values: FormValues) -> Any:
    """Return the value that the inputs of a field state; None if they are blank."""
    text = _one(values, field.key)
    match field.type:
        case FieldType.YES_NO:
            return field.yes if text == YES else False if field.yes is True else None
        case FieldType.NUMBER | FieldType.SHARE:
            number_or_text = scalar(text.strip())
            return text.strip() if isinstance(number_or_text, bool) else number_or_text
        case FieldType.TABLES:
            return _single([name for name in _several(values, field.key) if name])
        case FieldType.PEOPLE:
            return [line.strip() for line in text.splitlines() if line.strip()] or None
        case FieldType.PAIRS:
            return [_split(line) for line in text.splitlines() if line.strip()] or None
        case FieldType.NUMBER_LIST:
            return _single([scalar(one) for one in _split(text)])
        case FieldType.LIST:
            return _split(text) or None
        case FieldType.NUMBERS:
            if data := _one(values, f"{field.key}.data").strip():
                return _read_data(data)
            typed = {choice: _one(values, f"{field.key}.{choice}").strip() for choice in field.choices}
            return {choice: scalar(number) for choice, number in typed.items() if number} or None
        case FieldType.WHO:
            return _read_who(field.key, values)
        case FieldType.DATA:
            return _read_data(text.strip()) if text.strip() else None
    return text.strip() or None


def _single(values: list[Any]) -> Any:
    """Return one value by itself, several as a list, and None for none."""
    return values[0] if len(values) == 1 else values or None


def _one(values: FormValues, key: str) -> str:
    value = values.get(key, "")
    text = value if isinstance(value, str) else next(iter(value), "")
    return text.replace("\r\n", "\n")


def _several(values: FormValues, key: str) -> Sequence[str]:
    value = values.get(key, ())
    return [value] if isinstance(value, str) else value


def _read_who(key: str, values: FormValues) -> Any:
    if data := _one(values, f"{key}.data").strip():
        return _read_data(data)
    found: dict[str, dict[str, list[Any]]] = {"is": {}, "not": {}}
    rows = zip(*(_several(values, f"{key}.{part}") for part in ("column", "is", "values")), strict=False)
    for column, word, typed in rows:
        if column:
            found["not" if word == "not" else "is"].setdefault(column, []).extend(map(_word, _split(typed)))
    who: dict[str, Any] = {column: _single(wanted) for column, wanted in found["is"].items()}
    if found["not"]:
        who["not"] = {column: _single(wanted) for column, wanted in found["not"].items()}
    return who or None


def _word(text: str) -> Any:
    """Return a typed value: a number where the file can have one that means the same text."""
    value = scalar(text)
    return value if isinstance(value, int | float) and not isinstance(value, bool) and str(value) == text else text


def _read_data(text: str) -> Any:
    """Return a value in the notation of the file; a text that is none stays as it is."""
    try:
        return parse(f"value: {text}\n", "").plain["value"]
    except (InputError, KeyError):
        return text
