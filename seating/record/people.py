"""Replace people in the content of a ledger entry: their ids wherever a record has one, and their names in texts.

`PEOPLE` says which fields hold the id of a person. Every other text of a record may name somebody, and is replaced by
the function that the caller gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from seating.record.charts import NominationRecord
from seating.record.entries import (
    AttendedContent,
    ClosedRecord,
    EarlierRoundRecord,
    SavedPersonRecord,
    SavedTableRecord,
    SeatedContent,
)
from seating.record.fields import Record
from seating.record.promises import MissingNameRecord, PromiserRecord
from seating.record.result import (
    FindingRecord,
    FurtherRecord,
    InvitationRecord,
    MembershipRecord,
    MoveRecord,
    NotSeatedRecord,
    Outcome,
    SeatRecord,
    UnusedRecord,
)
from seating.record.voices import RecruitRecord

PEOPLE: Mapping[type[Record], frozenset[str]] = {
    SeatRecord: frozenset({"id"}),
    MembershipRecord: frozenset({"id"}),
    FurtherRecord: frozenset({"id"}),
    NotSeatedRecord: frozenset({"id"}),
    FindingRecord: frozenset({"people"}),
    MoveRecord: frozenset({"id"}),
    InvitationRecord: frozenset({"on_list"}),
    UnusedRecord: frozenset({"id"}),
    Outcome: frozenset({"newcomers"}),
    ClosedRecord: frozenset({"absent"}),
    SavedPersonRecord: frozenset({"id"}),
    SavedTableRecord: frozenset({"people", "chair", "reporter", "liaison"}),
    AttendedContent: frozenset({"present", "tables"}),
    EarlierRoundRecord: frozenset({"seats"}),
    NominationRecord: frozenset({"id"}),
    PromiserRecord: frozenset({"id"}),
    MissingNameRecord: frozenset({"id"}),
    RecruitRecord: frozenset({"on_list", "introduced_by"}),
}
"""The fields with ids of people, or references to them: one, a list of them, or a mapping whose keys they are."""

NAMES = frozenset({"name", "text", "person"})
"""Fields that hold the name of the person whose id the same record has."""

KEPT = frozenset({"id", "name", "sector", "representative_type", "duty", "listed"})
"""What stays of a person who is forgotten, because the numbers of the room are counted by it."""

NO_DIGEST = "0" * 64
"""Stands for the digest of a file that held the person. The digest would let somebody who guesses a row check it."""

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class Replacement:
    """What replaces people.

    Attributes
    ----------
    tokens : mapping of str to str
        What stands for each person, by id. It becomes their id and their name.
    in_text : callable
        Returns a text with their names replaced, except those that somebody who stays has too.
    in_text_of_them : callable
        Returns a text that is about them alone with all their names replaced.
    """

    tokens: Mapping[str, str]
    in_text: Callable[[str], str]
    in_text_of_them: Callable[[str], str]

    def of_id(self, identity: Any) -> Any:
        """Return what stands for an id, or for a name in its place; the text itself if it is about somebody else."""
        if isinstance(identity, str):
            return self.tokens.get(identity) or self.in_text(identity)
        return identity


def replace_people(record: AnyRecord, new: Replacement) -> AnyRecord:
    """Return a record with people replaced; the record itself if it does not have them."""
    found = _replace_in(_without_reasons_about(record, new), new)
    if found is record or "inputs" not in found.model_fields_set:
        return found
    return found.model_copy(update={"inputs": _without_digests(getattr(found, "inputs", None))})


def _without_reasons_about(record: AnyRecord, new: Replacement) -> AnyRecord:
    """Return a seating without the notes of requirements that name somebody to replace.

    Such a note is about them, and may call them by a part of their name: "as Ann asked".
    """
    if not isinstance(record, SeatedContent) or not record.pages.reasons:
        return record
    about = {
        requirement.id
        for one in record.rounds
        for requirement in one.requirements
        if any(new.in_text(text) != text for text in (requirement.id, requirement.sentence))
    }
    if about.isdisjoint(record.pages.reasons):
        return record
    kept = {identity: reason for identity, reason in record.pages.reasons.items() if identity not in about}
    return record.model_copy(update={"pages": record.pages.model_copy(update={"reasons": kept})})


def _replace_in(record: AnyRecord, new: Replacement) -> AnyRecord:
    people = next((PEOPLE[kind] for kind in type(record).__mro__ if kind in PEOPLE), frozenset[str]())
    changed: dict[str, Any] = {}
    for name in record.model_fields_set:
        before = getattr(record, name)
        after = _replace_ids(before, new) if name in people else _replace_names(before, new)
        if after != before:
            changed[name] = after
    token = next((changed[name] for name in ("id", "on_list") if name in people and name in changed), None)
    if isinstance(token, str):
        changed |= dict.fromkeys(NAMES & record.model_fields_set, token)
        if isinstance(record, SavedPersonRecord):
            kept = {name: changed.get(name, getattr(record, name)) for name in KEPT & record.model_fields_set}
            return type(record)(**kept)
    if isinstance(record, FindingRecord) and record.people and set(record.people) <= set(new.tokens):
        changed |= {
            name: new.in_text_of_them(text)
            for name in ("group", "text")
            if isinstance(text := getattr(record, name), str) and name in record.model_fields_set
        }
    return record.model_copy(update=changed) if changed else record


def _replace_ids(value: Any, new: Replacement) -> Any:
    if isinstance(value, list):
        return [new.of_id(each) for each in value]
    if isinstance(value, dict):
        return {new.of_id(key): each for key, each in value.items()}
    return new.of_id(value)


def _replace_names(value: Any, new: Replacement) -> Any:
    if isinstance(value, str):
        return new.in_text(value)
    if isinstance(value, Record):
        return _replace_in(value, new)
    if isinstance(value, list):
        return [_replace_names(each, new) for each in value]
    if isinstance(value, dict):
        return {new.in_text(str(key)): _replace_names(each, new) for key, each in value.items()}
    return value


def _without_digests(value: Any) -> Any:
    """Return the files that a record was made from without their digests."""
    if isinstance(value, Record):
        changed = {name: _without_digests(getattr(value, name)) for name in value.model_fields_set}
        if changed.get("sha256") is not None:
            changed["sha256"] = NO_DIGEST
        return value.model_copy(update=changed)
    if isinstance(value, list):
        return [_without_digests(each) for each in value]
    if isinstance(value, dict):
        return {key: _without_digests(each) for key, each in value.items()}
    return value
