"""Records are made from facts, and facts from records, by the names of their fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import pytest

from seating.record.fields import From, OutputRecord, Record
from seating.record.voices import FewestRecord, VoiceRecord
from seating.requirements.base.voices import Voice, VoiceReason, VoiceState
from seating.result import FewestPeople


def test_a_voice_is_the_same_after_it_was_recorded_and_read():
    why = VoiceReason.NOT_COMING
    voice = Voice("v", "Youth", VoiceState.MISSING, 2, 1, 3, {"north": 1}, "no one", at=("north",), blank=0, why=why)
    record = VoiceRecord.of(voice, reason=voice.because)
    plain = record.plain()
    assert plain["at"] == ["north"]
    assert plain["blank"] == 0
    assert {"held", "serving"}.isdisjoint(plain), "written only where they carry information"
    assert record.fact(Voice, because=record.reason) == voice
    assert type(record.fact(Voice, because="").state) is VoiceState
    assert type(record.fact(Voice, because="").why) is VoiceReason


def test_a_field_that_the_record_does_not_have_is_refused():
    few = FewestPeople(3, confirmed=True, smallest=False)
    assert FewestRecord.of(few).fact(FewestPeople) == few
    with pytest.raises(TypeError, match="FewestRecord has no number"):
        FewestRecord.of(few, number=4)


@dataclass(frozen=True)
class Guest:
    person: str
    host: Guest | None = None


@dataclass(frozen=True)
class Evening:
    guests: tuple[Guest, ...]


class GuestRecord(Record):
    id: Annotated[str, From("person")]
    host: Annotated[str | None, From("host.person")] = None


class EveningRecord(OutputRecord):
    guests: list[GuestRecord]


def test_a_field_declares_where_the_fact_has_its_value():
    guest = Guest("ana", host=Guest("ben"))
    assert GuestRecord.of(guest).plain() == {"id": "ana", "host": "ben"}
    assert GuestRecord.of(Guest("ben")).plain() == {"id": "ben"}, "written only where it differs from its default"
    assert GuestRecord.model_json_schema()["required"] == ["id"]
    assert GuestRecord.of(Guest("ben")).fact(Guest, host=None) == Guest("ben")


def test_the_parts_of_a_record_are_made_of_the_parts_of_the_fact():
    evening = Evening((Guest("ana"), Guest("ben")))
    record = EveningRecord.of(evening)
    assert [one.id for one in record.guests] == ["ana", "ben"]
    assert record.schema_version == 2
    assert EveningRecord.of(evening, guests=evening.guests[1:]).guests == [GuestRecord.of(Guest("ben"))]
