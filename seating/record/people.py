"""Replace people in the content of a ledger entry: their ids wherever a record has one, and their names in texts.

Which fields hold the id or the name of a person is declared with the fields. Every other text of a record may name
someone, and is replaced by the function that the caller gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from seating.record.entries import SavedPersonRecord, SeatedContent
from seating.record.fields import Record
from seating.record.meanings import Meaning, fields_with, rewrite
from seating.record.result import FindingRecord, InputsRecord

NO_DIGEST = "0" * 64
"""Stands for the digest of a file that held the person. The digest would let someone who guesses a row check it."""

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class Replacement:
    """What replaces people.

    Attributes
    ----------
    tokens : mapping of str to str
        What stands for each person, by id. It becomes their id and their name.
    in_text : callable
        Returns a text with their names replaced, except those that someone who stays has too.
    in_text_of_them : callable
        Returns a text that is about them alone with all their names replaced.
    """

    tokens: Mapping[str, str]
    in_text: Callable[[str], str]
    in_text_of_them: Callable[[str], str]

    def of_id(self, identity: str) -> str:
        """Return what stands for an id, or for a name in its place; the text itself if it is about someone else."""
        return self.tokens.get(identity) or self.in_text(identity)

    def of_person(self, record: BaseModel) -> str | None:
        """Return what stands for the person that a record is about; None if it is about someone else."""
        identities = (getattr(record, name) for name in fields_with(type(record), Meaning.PERSON_ID))
        return next((new for each in identities if each is not None and (new := self.of_id(each)) != each), None)


def has_digests(inputs: InputsRecord) -> bool:
    """Whether a seating still has the digests of its files. They are gone after people in it were forgotten."""
    return inputs.stakeholders.sha256 != NO_DIGEST


def replace_people(record: AnyRecord, new: Replacement) -> AnyRecord:
    """Return a record with people replaced; the record itself if it does not have them."""
    found = record
    if isinstance(record, SeatedContent):
        pages: dict[str, Any] = {"people": [_keep_counted(each, new) for each in record.pages.people]}
        if record.pages.reasons:
            pages["reasons"] = _keep_reasons(record, new)
        whole: dict[str, Any] = {}
        if any(getattr(record.pages, name) != value for name, value in pages.items()):
            whole["pages"] = record.pages.model_copy(update=pages)
        if questions := _find_questions(record, new):
            whole["notes"] = [note for note in record.notes if note.text not in questions]
            if record.messages:
                whole["messages"] = {text: one for text, one in record.messages.items() if text not in questions}
        found = record.model_copy(update=whole) if whole else record

    def change(owner: BaseModel, meaning: Meaning | None, text: str) -> str:
        after = _replace(owner, meaning, text, new)
        return text if after == text else after

    found = rewrite(found, change)
    if found is record:
        return record
    return rewrite(found, lambda owner, meaning, text: NO_DIGEST if meaning is Meaning.DIGEST else text)


def _replace(owner: BaseModel, meaning: Meaning | None, text: str, new: Replacement) -> str:
    """Return what replaces one text of a record."""
    if meaning is Meaning.PERSON_ID:
        return new.of_id(text)
    if meaning is Meaning.PERSON_NAME and (token := new.of_person(owner)) is not None:
        return token
    if meaning is Meaning.MESSAGE and isinstance(owner, FindingRecord) and owner.people:
        return new.in_text_of_them(text) if set(owner.people) <= set(new.tokens) else new.in_text(text)
    return new.in_text(text)


def _keep_counted(person: SavedPersonRecord, new: Replacement) -> SavedPersonRecord:
    """Return a person to replace with only their id, their name and the cells by which the room is counted."""
    if new.of_person(person) is None:
        return person
    kept = {*fields_with(type(person), Meaning.COUNTED), "id", "name"} & person.model_fields_set
    return type(person)(**{name: getattr(person, name) for name in kept})


def _find_questions(record: SeatedContent, new: Replacement) -> set[str]:
    """Return the notes that ask whether someone to replace is the same person as another: they describe both."""
    pairs = [note.text for note in record.notes if note.slug.startswith("duplicate-")]
    return {text for text in pairs if new.in_text_of_them(text) != text}


def _keep_reasons(record: SeatedContent, new: Replacement) -> dict[str, str]:
    """Return the notes of requirements that do not name someone to replace.

    A note of another requirement is about them, and may call them by a part of their name: "as Ann asked".
    """
    about = {
        requirement.id
        for one in record.rounds
        for requirement in one.requirements
        if any(new.in_text(text) != text for text in (requirement.id, requirement.sentence))
    }
    return {identity: reason for identity, reason in record.pages.reasons.items() if identity not in about}
