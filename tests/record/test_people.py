"""Every field of the ledger that holds ids of people is known, so that nobody is left in it when they are forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from seating.record.entries import AttendedContent, EarlierRoundRecord, ImportedContent, SeatedContent
from seating.record.fields import PersonId, PersonName, Record
from seating.record.meanings import Meaning, shape_of
from seating.record.people import NO_DIGEST, Replacement, replace_people
from tests.ledger.made_up import ROUND_1, WHOLE, seated

NEW = Replacement(
    {"ana": "forgotten-1"}, lambda t: t.replace("Ana Moss", "forgotten-1"), lambda t: t.replace("Ana", "forgotten-1")
)


def records(kind: type[Record], seen: set[type[Record]]) -> Iterator[type[Record]]:
    """Yield a kind of record and every kind that it may contain."""
    if kind not in seen:
        seen.add(kind)
        yield kind
        for field in kind.model_fields.values():
            yield from (found for each in kinds_in(field.annotation) for found in records(each, seen))


def kinds_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from kinds_in(part)


def test_every_field_with_ids_declares_whose_they_are():
    seen: set[type[Record]] = set()
    for content in (SeatedContent, AttendedContent, ImportedContent):
        list(records(content, seen))
    named = {"id", "people", "absent", "present", "newcomers", "on_list", "introduced_by", "serves", "private"}
    for kind in seen:
        for name, field in kind.model_fields.items():
            if name in named and "str" in str(field.annotation):
                shape = shape_of(kind, name)
                meaning = shape.meaning or (shape.item or shape).meaning
                assert meaning in {Meaning.PERSON_ID, Meaning.OTHER_ID}, (kind.__name__, name)


class PlantedRecord(Record):
    """A record of a later version, whose fields no other module knows."""

    proposer: PersonId
    proposer_name: PersonName
    seconders: list[PersonId]
    offered: dict[PersonId, list[PersonId | None]]
    minutes: str
    nested: list[PlantedRecord]


def planted(person: str, name: str, *nested: PlantedRecord) -> PlantedRecord:
    return PlantedRecord(
        proposer=person,
        proposer_name=name,
        seconders=["ben", person],
        offered={person: [person, None]},
        minutes="Proposed by Ana Moss.",
        nested=list(nested),
    )


def test_forgetting_follows_from_the_types_of_new_fields():
    new = replace_people(planted("ana", "Ana M.", planted("ana", "A. Moss")), NEW)
    expected = planted("forgotten-1", "forgotten-1", planted("forgotten-1", "forgotten-1")).plain()
    for each in (expected, expected["nested"][0]):
        each["minutes"] = "Proposed by forgotten-1."
    assert new.plain() == expected


def test_a_seating_without_the_person_is_the_same_object():
    content = SeatedContent.model_validate(seated(1, {"ben": "north"}))
    assert replace_people(content, NEW) is content


def test_ids_names_and_digests_are_replaced():
    found = {"table": "north", "group": "Ana", "have": 1, "want": "2", "shortfall": 1, "people": ["ana"], "text": "Ana"}
    requirement = {
        **{"id": "r", "kind": "focus", "must": False, "weight": 1, "sentence": "Ana Moss sits with Ana Mossman."},
        **{"shortfall": 1, "penalty": 1, "met": False, "findings": [found]},
    }
    plain = seated(1, ROUND_1)
    plain["rounds"][0] |= {"requirements": [requirement], "standing": [{"table": "north", "id": "ana", "as": "chair"}]}
    person = {"id": "ana", "name": "Ana Moss", "organization": "Mill", "sector": "labor", "shown": {"towns": ["X"]}}
    tables = [{"id": "north", "people": ["ana", "ben"]}]
    plain["pages"] = {**WHOLE["pages"], "people": [person], "convening": {"tables": tables}}
    plain["inputs"] = {**WHOLE["inputs"], "stakeholders": {"file": "p.csv", "sha256": "ab", "rows": 4}}
    plain["later"] = [{"anything": ["Ana Moss"]}]  # of a later version
    content = SeatedContent.model_validate(plain)
    new = replace_people(content, NEW)
    assert new.plain()["rounds"][0]["seats"][0] == {
        **{"id": "forgotten-1", "name": "forgotten-1", "table": "north", "duties": []}
    }
    assert new.plain()["rounds"][0]["standing"][0] == {"table": "north", "id": "forgotten-1", "as": "chair"}
    told = new.plain()["rounds"][0]["requirements"][0]
    assert told["sentence"] == "forgotten-1 sits with forgotten-1man."  # as the caller's function has it
    assert told["findings"][0] | {"have": 1} == found | {
        **{"people": ["forgotten-1"], "group": "forgotten-1", "text": "forgotten-1"}
    }
    assert new.plain()["pages"]["people"] == [{"id": "forgotten-1", "name": "forgotten-1", "sector": "labor"}]
    assert new.plain()["pages"]["convening"]["tables"][0]["people"] == ["forgotten-1", "ben"]
    assert new.plain()["inputs"]["stakeholders"]["sha256"] == NO_DIGEST
    assert new.plain()["later"] == [{"anything": ["forgotten-1"]}]
    assert SeatedContent.model_validate(new.plain()).plain() == new.plain()


def test_the_note_of_a_requirement_about_the_person_goes_with_them():
    """It may call them by a part of their name, which means too many other things to be replaced."""
    rest = {"kind": "pin", "must": True, "weight": 1, "shortfall": 0, "penalty": 0, "met": True, "findings": []}
    sentences = {"pin-1": "Ana Moss sits at North.", "pin-2": "Ben Moss sits at North."}
    plain = seated(1, ROUND_1)
    plain["rounds"][0]["requirements"] = [{**rest, "id": one, "sentence": says} for one, says in sentences.items()]
    plain["pages"] = {**plain["pages"], "reasons": {"pin-1": "as Ana asked", "pin-2": "as Ana asked"}}
    new = replace_people(SeatedContent.model_validate(plain), NEW)
    assert new.plain()["pages"]["reasons"] == {"pin-2": "as Ana asked"}


@pytest.mark.parametrize(
    ("content", "plain"),
    [
        (AttendedContent(round=1, present=["ana", "ben"], tables={"ana": "b"}), {"present": ["forgotten-1", "ben"]}),
        (
            ImportedContent(earlier=[EarlierRoundRecord(round=0, seats={"ana": "a"})]),
            {"earlier": [{"round": 0, "seats": {"forgotten-1": "a"}}]},
        ),
    ],
)
def test_attendance_and_earlier_rounds(content: Record, plain: dict[str, Any]):
    new = replace_people(content, NEW).plain()
    assert {key: new[key] for key in plain} == plain
    assert "ana" not in str(new)
