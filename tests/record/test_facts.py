"""Records are made from facts, and facts from records, by the names of their fields."""

from __future__ import annotations

import pytest

from seating.record.voices import FewestRecord, VoiceRecord
from seating.result import FewestPeople
from seating.voices import Voice, VoiceState


def test_a_voice_is_the_same_after_it_was_recorded_and_read():
    voice = Voice("v", "Youth", VoiceState.MISSING, 2, 1, 3, {"north": 1}, "no one", at=("north",), blank=0)
    record = VoiceRecord.of(voice, reason=voice.because)
    plain = record.plain()
    assert plain["at"] == ["north"]
    assert plain["blank"] == 0
    assert {"held", "serving"}.isdisjoint(plain), "written only where they carry information"
    assert record.fact(Voice, because=record.reason) == voice
    assert type(record.fact(Voice, because="").state) is VoiceState


def test_a_field_that_the_record_does_not_have_is_refused():
    few = FewestPeople(3, confirmed=True, smallest=False)
    assert FewestRecord.of(few).fact(FewestPeople) == few
    with pytest.raises(TypeError, match="FewestRecord has no number"):
        FewestRecord.of(few, number=4)
