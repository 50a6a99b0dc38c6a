"""Texts of an entry that pages can show in another language."""

from __future__ import annotations

import json

import pytest

from seating.present.languages import words_in
from seating.record.check import CheckRecord
from seating.record.entries import PagesRecord, SavedPersonRecord
from seating.record.meanings import Meaning, rewrite
from seating.record.problems import NoteRecord
from seating.record.sentences import MessageRecord, read_messages, record_messages
from seating.wording import said, said_alone, said_count, said_joined, said_language, said_list

CLAUSE = said_count("%(number)s coming, but too few at %(tables)s", "%(number)s coming, but too few at %(tables)s", 2,
                    tables=said_list(["North", "Sur"]))  # fmt: skip
TEXTS = [
    CLAUSE,
    said_alone(CLAUSE),
    said_joined([said_alone(CLAUSE), said("Other musts can still conflict.")], " "),
    said("Pages are available in %(pages)s.", pages=said_list([said_language("es"), said_language("vi")], last="or")),
    said("%(row)s: 5%%", row=7),
]


def notes(*texts: str) -> CheckRecord:
    fields = {"notes": [NoteRecord(slug="a", text=text) for text in texts]}
    return CheckRecord.model_construct(set(fields), **fields)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_the_same_message_after_it_was_written_and_read(text: str) -> None:
    written = {key: one.plain() for key, one in record_messages(notes(text, "typed by hand")).items()}
    messages = {key: MessageRecord.model_validate(one) for key, one in json.loads(json.dumps(written)).items()}
    assert list(messages) == [text]
    read = read_messages(NoteRecord(slug=str(text), text=str(text)), messages)
    assert read.text == text
    assert words_in("es").tell(read.text) == words_in("es").tell(text)
    assert type(read.slug) is str


def test_values_that_the_message_does_not_have_are_not_recorded() -> None:
    (record,) = record_messages(notes(said("%(one)s sits here", one="Ana", other="a secret"))).values()
    assert record.values == {"one": "Ana"}


@pytest.mark.parametrize(
    "record",
    [
        MessageRecord(message="%(a)9999999999s", values={"a": "b"}),
        MessageRecord(message="%(gone)s"),
        MessageRecord(message="Another text."),
        MessageRecord(form="alone"),
    ],
)
def test_a_damaged_message_leaves_the_text_as_it_is(record: MessageRecord) -> None:
    assert type(read_messages(NoteRecord(slug="a", text="A text."), {"A text.": record}).text) is str


def test_only_parts_that_can_have_messages_are_looked_at() -> None:
    """An entry has many more texts than messages, and a closing report reads hundreds of entries."""
    people = [SavedPersonRecord(id=f"p{number}", name="Ana") for number in range(50)]
    pages = PagesRecord.model_construct(people=people)
    seen: list[str] = []

    def note(_: object, __: object, text: str) -> str:
        seen.append(text)
        return text

    rewrite(pages, note, Meaning.MESSAGE)
    assert seen == []
    rewrite(pages, note)
    assert len(seen) == 100
