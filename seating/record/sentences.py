"""Texts that pages can show in another language, as data: a message of the catalogs, and the values filled in.

A ledger entry has each of its texts in English. Beside them it has a `MessageRecord` of each text that is a message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, TypeVar

from pydantic import Field

from seating.profiles.person import without_tokens
from seating.record.fields import Record, Text
from seating.record.meanings import Meaning, find_texts, rewrite
from seating.wording import (
    Said,
    said,
    said_alone,
    said_in_small_letters,
    said_joined,
    said_language,
    said_list,
)

_PLACEHOLDERS = re.compile(r"%\((\w+)\)s")

_PLAIN = re.compile(r"(?:[^%]|%%|%\(\w+\)s)*")
"""A message without any other format, because a width in a damaged entry could fill the memory."""

AnyRecord = TypeVar("AnyRecord", bound=Record)


class MessageRecord(Record):
    """One text. Of the keys, those are written that it needs."""

    message: Text = ""
    """The English message, with `%(name)s` for each value; for a list, the word before its last item or the separator.
    """
    many: Text = ""
    """The plural of the message, if it depends on a number."""
    number: int = 0
    """That number."""
    values: dict[str, MessageRecord | Text | int | float] = Field(default_factory=dict)
    """By name."""
    items: list[MessageRecord | Text] = Field(default_factory=list)
    """The items of a list."""
    language: Text = ""
    """The code of the language that the text names, if it names one."""
    form: Literal["", "alone", "small letters"] = ""
    """Whether the only item stands alone, as a sentence, or is written in small letters."""


def record_messages(record: Record) -> dict[str, MessageRecord]:
    """Return what the texts of a record are made of, by their English text.

    Messages that are the same in every language are left out.
    """
    texts = {str(text): text for text in find_texts(record, Meaning.MESSAGE) if isinstance(text, Said)}
    found = {text: _record(said) for text, said in texts.items()}
    return {
        text: one
        for text, one in found.items()
        if isinstance(one, MessageRecord) and _compose_whole(one, text) is not None
    }


def read_messages(record: AnyRecord, messages: Mapping[str, MessageRecord]) -> AnyRecord:
    """Return a record in which the texts that were recorded as messages are messages, so that they can be translated.

    In these and in all other texts, words stand for people who were forgotten. A record without messages stays as it
    is.

    Parameters
    ----------
    record : Record
    messages : mapping of str to MessageRecord
        From `record_messages`.
    """
    if not messages:
        return record
    found = {text: said for text, one in messages.items() if (said := _compose_whole(one, text)) is not None}

    def change(_: object, meaning: Meaning | None, text: str) -> str:
        return (found.get(text) or without_tokens(text)) if meaning is Meaning.MESSAGE else text

    return rewrite(record, change, Meaning.MESSAGE)


def _compose_whole(record: MessageRecord, text: str) -> Said | None:
    """Return the message of a whole text; None if the record does not give this text in English.

    One that was edited may not. Words stand for people who were forgotten.
    """
    whole = without_tokens(text)
    try:
        found = _compose(record, whole)
    except (KeyError, TypeError, ValueError):  # values that the message does not have
        return None
    return found if found == whole else None


def _record(value: object) -> MessageRecord | str | int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if not isinstance(value, Said):
        return str.__str__(value) if isinstance(value, str) else str(value)
    keys: dict[str, Any] = {}
    if value.form is not None:
        keys["form"] = "small letters" if value.form is str.lower else "alone"
    if value.items:
        keys["items"] = [_record(item) for item in value.items]
    if value.message:
        keys["message"] = value.message
    if value.many:
        keys |= {"many": value.many, "number": value.number}
    if value.values:
        named = {*_PLACEHOLDERS.findall(value.message), *_PLACEHOLDERS.findall(value.many)}
        keys["values"] = {name: _record(each) for name, each in value.values.items() if name in named}
    if value.language:
        keys["language"] = value.language
    return MessageRecord(**keys) if keys else str.__str__(value)


def _compose(record: MessageRecord, whole: str) -> Said:
    """Return the message of a record, which is a part of a whole text and so hardly longer."""
    if not (_PLAIN.fullmatch(record.message) and _PLAIN.fullmatch(record.many)):
        raise ValueError
    values = {name: _read(value, whole) for name, value in record.values.items()}
    items = [str(each) if not isinstance(each, str) else each for each in (_read(one, whole) for one in record.items)]
    found = _fill(record, values, items)
    if len(found) > 2 * len(whole) + 1:
        raise ValueError
    return found


def _fill(record: MessageRecord, values: Mapping[str, str | int | float], items: list[str]) -> Said:
    if record.form:
        (only,) = items
        return said_alone(only) if record.form == "alone" else said_in_small_letters(only)
    if record.language:
        return said_language(record.language)
    if items:
        return (said_list if record.message.isalpha() else said_joined)(items, record.message)
    if record.many:
        filled = {"number": f"{record.number:,}", **values}
        form = record.message if record.number == 1 else record.many
        return Said(form % filled, record.message, record.many, record.number, values)
    return said(record.message, **values)


def _read(value: MessageRecord | str | int | float, whole: str) -> str | int | float:
    if isinstance(value, str):
        return without_tokens(value)
    return _compose(value, whole) if isinstance(value, MessageRecord) else value
