"""A saved round as a result: what the judge found is told again, also from records of an earlier version."""

from __future__ import annotations

from pathlib import Path

import pytest

from seating.api.request import Request
from seating.api.saved_result import result_from_record, saved_result
from seating.api.solve import solve_request
from seating.history import History
from seating.ledger import Ledger
from seating.record.result import VoiceRecord
from seating.report.languages import words_in
from seating.voices import VoiceState

EARLIER = Path(__file__).parents[1] / "record" / "earlier"
PEOPLE = [
    {"id": "ana", "name": "Ana", "sector": "labor", "age": "youth"},
    {"id": "ben", "name": "Ben", "sector": "labor", "age": "elder"},
    {"id": "cam", "name": "Cam", "sector": "business"},
    {"id": "dee", "name": "Dee", "sector": "business", "attending": "no", "age": "adult"},
]
CONVENING = {
    "tables": [{"id": "north"}, {"id": "south"}],
    "requirements": [
        {"kind": "voice", "name": "Labor", "who": {"sector": "labor"}},
        {"kind": "voice", "name": "Youth", "who": {"age": "youth"}},
        {"kind": "voice", "name": "Adults", "who": {"age": "adult"}},
        {"kind": "voice", "name": "Health", "who": {"sector": "health"}},
        {"kind": "voice", "name": "Secret", "who": {"age": "elder"}, "private": True},
    ],
}


def test_the_ledger_alone_gives_the_reason_of_each_voice(tmp_path: Path) -> None:
    solved = solve_request(Request(PEOPLE, CONVENING, out=tmp_path, packet=False))
    again = saved_result(Request(None, out=tmp_path)).result
    then = {voice.name: voice for voice in solved.review.voices}
    now = {voice.name: voice for voice in again.review.voices}
    public = then.keys() & now.keys()
    assert {"Labor", "Youth", "Adults", "Health"} <= public
    for name in public:
        assert (now[name].state, now[name].because) == (then[name].state, then[name].because)
        assert now[name].sentence == then[name].sentence
    assert [voice.because for name, voice in now.items() if name not in public] == [""] * (len(now) - len(public))


@pytest.mark.parametrize("folder", ["guild", "clash"])
def test_earlier_records_have_a_reason_for_each_public_voice(folder: str) -> None:
    ledger = Ledger.open(EARLIER / folder).sound
    seen = 0
    for number, saved in ledger.rounds.items():
        records = {record.id: record for record in (*saved.record.voices, *saved.record.gaps)}
        assert {record.reason for record in records.values()} <= {""}
        result = result_from_record(saved, ledger.history(number))
        for voice in (*result.review.voices, *result.review.gaps):
            assert bool(voice.because) is (records[voice.id].attending is not None)
            seen += bool(voice.because)
    assert seen


@pytest.mark.parametrize("seats", [(None, False), (2, True)])
def test_an_invitation_from_the_ledger_can_be_translated(seats: tuple[int | None, bool], tmp_path: Path) -> None:
    """The record says whether the tables need seats; the sentence itself is not read back."""
    most, needs_seats = seats
    tables = [{"id": name, "name": name.title(), **({"seats": most} if most else {})} for name in ("north", "south")]
    asked = [{"kind": "voice", "name": "Arts", "who": {"sector": "arts"}, "at_least": 2}]
    people = [*PEOPLE[:3], {"id": "eli", "name": "Eli", "sector": "arts"}]
    convening = {"tables": tables, "requirements": asked}
    solved = solve_request(Request(people, convening, out=tmp_path, packet=False))
    (then,) = solved.recruit
    assert then.needs_seats is needs_seats
    (now,) = saved_result(Request(None, out=tmp_path)).result.recruit
    assert now == then
    spanish = words_in("es")
    assert spanish.tell(now.sentence) == spanish.tell(then.sentence) != then.sentence


def test_an_earlier_record_of_an_invitation_keeps_its_sentence() -> None:
    saved = Ledger.open(EARLIER / "guild").sound.rounds[1]
    (record, *_) = saved.seating.recruit
    assert record.needs_seats is None
    assert result_from_record(saved, History(())).recruit[0].sentence == record.sentence


@pytest.mark.parametrize("state", VoiceState)
def test_a_record_without_a_reason_gets_one_from_its_numbers(state: VoiceState) -> None:
    from seating.api.saved_voices import _find_reason

    record = VoiceRecord(
        id="v", name="V", state=state.value, invited=3, attending=2, needed=4, tables={}, sentence="V: as it was."
    )
    assert _find_reason(record)
    assert "as it was" not in _find_reason(record)
    assert _find_reason(record.model_copy(update={"reason": "as said"})) == "as said"
    assert _find_reason(record.model_copy(update={"attending": None})) == ""
