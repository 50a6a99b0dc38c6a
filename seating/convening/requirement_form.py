"""The form of a requirement: its fields, made from the keys of its kind, filled from the convening and read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from seating.convening.form_fields import NO, YES, FieldType, FormField, FormValues, as_text, fill_fields, read_fields
from seating.profiles import Role, Who
from seating.profiles.columns import CANONICAL
from seating.requirements.base.keys import Column, Pairs, PersonRef, TableRef
from seating.requirements.base.kind import Requirement
from seating.wording import message

_LABELS = {
    "at": message("Tables it applies to"),
    "at_least": message("At least"),
    "at_most": message("At most"),
    "at_most_tables": message("At most this many tables"),
    "by": message("Everyone with the same value in this column"),
    "carry": message("Gets a higher weight with each round in which it is unmet"),
    "count_blank": message("Blank cells count as a separate value"),
    "differ": message("Duty holders at a table differ in this column"),
    "duty": message("Duty"),
    "each": message("Duty holders at each table"),
    "file": message("File with pair weights"),
    "from": message("Tables whose people need counterparts"),
    "grows": message("Costs more each time a pair meets again"),
    "id": message("Id"),
    "may_relax_to": message("May be relaxed to"),
    "must": message("Must"),
    "like_round": message("Like in this earlier round"),
    "name": message("Name"),
    "note": message("Reason"),
    "of": message("Column"),
    "or_none": message("None at all is also fine"),
    "others": message("Number of other people to talk with"),
    "pairs": message("Pairs of people"),
    "people": message("People"),
    "private": message("Only for the convener"),
    "relation": message("Column that names people or organizations"),
    "rotate": message("Passes to someone else each time"),
    "rounds": message("Only in these rounds"),
    "serves": message("People from organizations that serve this voice"),
    "speaks": message("Shares a language with everyone at the table"),
    "tables": message("Tables"),
    "term": message("Number of rounds that each duty holder serves"),
    "to": message("Tables where the counterparts sit"),
    "tolerance": message("Tolerance per person"),
    "wanted": message("Total weight of pairs at one table"),
    "weight": message("Weight"),
    "who": message("Who"),
    "whom": message("Who they should meet"),
    "within": message("Number of earlier rounds that count"),
}

_HELP = {
    FieldType.NUMBER: message("A whole number."),
    FieldType.SHARE: message("A share or a number, such as 1/3 or 0.33."),
    FieldType.TEXT: "",
    FieldType.LONG_TEXT: "",
    FieldType.YES_NO: "",
    FieldType.COLUMN: message("A column in the list."),
    FieldType.CHOICE: "",
    FieldType.TABLES: message("If none is checked: every table where people sit."),
    FieldType.PEOPLE: message("One person per line, by id or name."),
    FieldType.NUMBER_LIST: message("Numbers, with semicolons between them."),
    FieldType.LIST: message("Separate several values with semicolons."),
    FieldType.PAIRS: message("One pair per line, by id or name, with a semicolon between the two."),
    FieldType.NUMBERS: message("Leave blank for no number."),
    FieldType.WHO: message(
        "A person must match every row. Separate several values in a row with semicolons; any one of them is enough."
    ),
    FieldType.DATA: message("Write it as you would in the convening file."),
}

_COMMON = {
    "must": FieldType.YES_NO,
    "weight": FieldType.NUMBER,
    "at": FieldType.TABLES,
    "rounds": FieldType.NUMBER_LIST,
    "note": FieldType.LONG_TEXT,
    "private": FieldType.YES_NO,
    "may_relax_to": FieldType.NUMBER,
    "id": FieldType.TEXT,
}
"""The keys that every kind has, in the order of the form."""


@cache
def list_fields(kind: type[Requirement]) -> tuple[FormField, ...]:
    """Return the fields of the form of a kind: its own keys first, then those of every kind."""
    fields = {field.alias or name: field for name, field in kind.model_fields.items() if name not in kind.hidden_keys}
    own = [key for key in fields if key not in _COMMON]
    return tuple([_make_field(kind, key, fields[key]) for key in (*own, *_COMMON)])


def fill_form(kind: type[Requirement], written: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return the values of a form for a requirement as the convening states it.

    Parameters
    ----------
    kind : type
    written : mapping of str to object
        Its keys as plain data; missing ones get the value that the program assumes.
    """
    values = fill_fields(list_fields(kind), written)
    must = written.get("must")
    if _keys_decide(kind):
        values["must"] = "" if must is None else YES if must is True else NO
    elif must is None:
        values["must"] = YES if kind.is_must_by_default else ""
    return values


def read_form(kind: type[Requirement], values: FormValues, written: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the requirement that a form states, as the convening writes it.

    Parameters
    ----------
    kind : type
    values : mapping of str to str or sequence of str
        A missing field counts as blank.
    written : mapping of str to object, optional
        The requirement as it was. A key with an equal field stays as it was written, and so do keys without a
        field.
    """
    before = {key: value for key, value in (written or {}).items() if key != "kind"}
    fields = [field for field in list_fields(kind) if field.key != "must"]
    found = read_fields(fields, values, before)
    typed = values.get("must", "")
    found.pop("must", None)
    if typed if _keys_decide(kind) else before.get("must") is not None or (typed == YES) != kind.is_must_by_default:
        found["must"] = typed == YES
    order = {key: number for number, key in enumerate(before)}
    return {"kind": kind.kind, **dict(sorted(found.items(), key=lambda each: order.get(each[0], len(order))))}


def _keys_decide(kind: type[Requirement]) -> bool:
    """Whether other keys decide if a requirement of a kind is a must when it does not say so."""
    return kind.is_must is not Requirement.is_must


def _make_field(kind: type[Requirement], key: str, field: FieldInfo) -> FormField:
    kept = _COMMON.get(key) or _type_of(field)
    default = "" if field.is_required() else as_text(field.get_default(call_default_factory=True))
    choices: tuple[str, ...] = ()
    if key == "must" and _keys_decide(kind):
        kept, default, choices = FieldType.CHOICE, "", ("", YES, NO)
    elif key == "must":
        default = YES if kind.is_must_by_default else ""
    elif kept is FieldType.YES_NO:
        default = YES if default in {"true", "1"} else ""
    elif kept is FieldType.COLUMN:
        choices = _allowed_columns(kind, key)
    elif kept is FieldType.NUMBERS:
        choices = tuple(role.value for role in Role)
    elif kept is FieldType.CHOICE:
        choices = tuple(str(member.value) for member in _enumeration(field) or ())
    elif key == "at" and kind.is_voice:
        choices = ("the room",)
    label = _LABELS.get(key, key.replace("_", " "))
    return FormField(key, label, _HELP[kept], kept, default, field.is_required(), key in _COMMON, choices)


def _type_of(field: FieldInfo) -> FieldType:
    """Return the type of a field by the aliases and the plain types in its annotation."""
    parts = [*field.metadata, *_flat(field.annotation)]
    for alias, kept in ((Pairs, FieldType.PAIRS), (PersonRef, FieldType.PEOPLE), (TableRef, FieldType.TABLES)):
        if any(part is get_args(alias)[1] for part in parts):
            return kept
    if any(part is get_args(Column)[1] for part in parts):
        return FieldType.COLUMN
    if Role in parts:
        return FieldType.NUMBERS
    if _enumeration(field) is not None:
        return FieldType.CHOICE
    plain = (
        (Who, FieldType.WHO),
        (Fraction, FieldType.SHARE),
        (bool, FieldType.YES_NO),
        (int, FieldType.NUMBER),
        (str, FieldType.TEXT),
    )
    return next((kept for one, kept in plain if one in parts), FieldType.DATA)


def _flat(annotation: Any) -> Iterator[Any]:
    """Yield the types and validators in an annotation."""
    yield annotation
    for part in get_args(annotation):
        yield from _flat(part)


def _enumeration(field: FieldInfo) -> type[Enum] | None:
    parts = (part for part in _flat(field.annotation) if isinstance(part, type) and issubclass(part, Enum))
    return next(parts, None)


def _allowed_columns(kind: type[Requirement], key: str) -> tuple[str, ...]:
    """Return the columns that a kind allows for a key, if it allows only some of those that every list may have."""
    allowed = []
    for column in CANONICAL:
        try:
            kind.model_validate({key: column})
        except ValidationError:
            continue
        allowed.append(column)
    return tuple(allowed) if len(allowed) < len(CANONICAL) else ()
