"""What is saved is read back as it was, and what holds follows from the order in which it was saved."""

from __future__ import annotations

import json

import pytest

from seating.errors import UsageError
from seating.ledger import Kind, Ledger, entry
from seating.ledger.entry import NotAnEntryError, read_entry, sign
from tests.ledger.made_up import ROUND_1, ROUND_2, WHOLE, closed, record, seated, two_rounds


def test_a_folder_without_a_ledger_is_an_empty_one(tmp_path):
    ledger = Ledger.open(tmp_path / "not there")
    assert (ledger.entries, ledger.problems, ledger.open_round, ledger.last) == ((), (), 1, None)
    assert not ledger.history()
    assert not (tmp_path / "not there").exists()
    (tmp_path / "file").write_text("")
    assert Ledger.open(tmp_path / "file") == Ledger(tmp_path / "file/rounds")


def test_what_was_saved_is_read_back_equal(tmp_path):
    written = two_rounds(tmp_path)
    read = Ledger.open(tmp_path)
    assert read == written
    assert [path.name for path in sorted((tmp_path / "rounds").iterdir())] == [
        "0001-round-1.json",
        "0002-round-1.json",
        "0003-round-2.json",
        "newest",
    ]


def test_an_entry_is_encoded_once(tmp_path, monkeypatch):
    encoded = []

    def count(*given):
        encoded.append(given)
        return sign(*given)

    monkeypatch.setattr(entry, "sign", count)
    ledger = Ledger.open(tmp_path).add(Kind.SEATED, seated(1, ROUND_1))
    assert len(encoded) == 1
    assert Ledger.open(tmp_path) == ledger


def test_an_entry_names_the_one_before_and_itself(tmp_path):
    two_rounds(tmp_path)
    one, two, three = (json.loads(path.read_bytes()) for path in sorted((tmp_path / "rounds").glob("*.json")))
    assert one["previous"] == ""
    assert two["previous"] == one["sha256"]
    assert three["previous"] == two["sha256"]
    assert three["rounds"][0]["seats"][0] == {"id": "ana", "name": "Ana", "table": "south", "duties": []}


def test_the_last_seating_of_a_round_holds(tmp_path):
    ledger = two_rounds(tmp_path)
    assert (ledger.open_round, ledger.last.seats) == (2, ROUND_2)
    assert ledger.rounds[1].seats == ROUND_1


def test_history_counts_those_who_were_there(tmp_path):
    past = two_rounds(tmp_path).history().rounds
    assert [p.number for p in past] == [1]
    assert past[0].seats == {p: t for p, t in ROUND_1.items() if p != "ben"}
    assert past[0].company == {("cam", "dee")}


@pytest.mark.parametrize(("told_by", "assumed"), [("list", {"ben"}), ("attended", set())])
def test_history_tells_whose_absence_no_one_recorded(tmp_path, told_by, assumed):
    ledger = Ledger.open(tmp_path).add(Kind.SEATED, seated(1, ROUND_1))
    ledger = ledger.add(Kind.SEATED, seated(2, ROUND_2, **closed(1, ("ben",), told_by)))
    last = ledger.history().last
    assert (set(last.away), set(last.assumed)) == ({"ben"}, assumed)


def test_who_is_away_stays_a_member_of_the_table_last_sat_at(tmp_path):
    ledger = two_rounds(tmp_path).add(Kind.SEATED, seated(3, {"ana": "north"}, **closed(2, ("ana", "cam"))))
    last = ledger.history().last
    assert last.seats == {"ben": "north", "dee": "south"}
    assert last.members == {"ana": "north", "cam": "south", "ben": "north", "dee": "south"}


def test_attended_says_more_than_the_list(tmp_path):
    ledger = two_rounds(tmp_path)
    said = {"round": 1, "present": ["ana", "ben", "dee"], "tables": {"dee": "north"}}
    ledger = ledger.add(Kind.ATTENDED, said)
    assert ledger.history().last.seats == {"ana": "north", "ben": "north", "dee": "north"}
    assert ledger.rounds[1].attended.told_by == "attended"


def test_attended_before_a_round_is_closed_holds_afterwards(tmp_path):
    ledger = Ledger.open(tmp_path).add(Kind.SEATED, seated(1, ROUND_1))
    ledger = ledger.add(Kind.ATTENDED, {"round": 1, "present": ["ana"], "tables": {}})
    ledger = ledger.add(Kind.SEATED, seated(2, ROUND_2, **closed(1, (), "list")))
    assert ledger.history().last.seats == {"ana": "north"}


def test_undo_opens_the_earlier_state_again_and_removes_nothing(tmp_path):
    ledger = two_rounds(tmp_path)
    undone = ledger.add(Kind.UNDONE, {"undoes": 3})
    assert (undone.open_round, undone.last.seats) == (1, ROUND_1)
    assert undone.rounds[1].attended is None
    assert not undone.history()
    assert len(undone.entries) == 4
    twice = undone.add(Kind.UNDONE, {"undoes": 2})
    assert twice.last.seats == ROUND_2
    assert Ledger.open(tmp_path) == twice


def test_rounds_planned_together_are_one_entry(tmp_path):
    content = {**WHOLE, "rounds": [record(1, ROUND_1, ("voice-1",)), record(2, ROUND_2)]}
    ledger = Ledger.open(tmp_path).add(Kind.SEATED, content)
    assert (ledger.open_round, sorted(ledger.rounds)) == (1, [1, 2])
    assert not ledger.history()
    later = ledger.add(Kind.SEATED, seated(2, ROUND_1, **closed(1)))
    assert later.history().last.unmet == {"voice-1"}
    assert later.last.seats == ROUND_1


def test_seating_a_round_again_drops_what_was_planned_after_it(tmp_path):
    content = {**WHOLE, "rounds": [record(1, ROUND_1), record(2, ROUND_2)]}
    ledger = Ledger.open(tmp_path).add(Kind.SEATED, content).add(Kind.SEATED, seated(1, ROUND_2))
    assert sorted(ledger.rounds) == [1]


def test_imported_history_comes_before_round_1(tmp_path):
    earlier = [{"round": -1, "seats": {"ana": "old"}}, {"round": 0, "seats": {"ben": "old"}}]
    ledger = Ledger.open(tmp_path).add(Kind.IMPORTED, {"earlier": earlier})
    assert [p.number for p in ledger.history().rounds] == [-1, 0]
    assert ledger.history().last.members == {"ana": "old", "ben": "old"}
    assert ledger.open_round == 1


def test_staff_are_no_company(tmp_path):
    content = seated(1, ROUND_1)
    content["rounds"][0]["seats"][0]["staff"] = True
    ledger = Ledger.open(tmp_path).add(Kind.SEATED, content).add(Kind.SEATED, seated(2, ROUND_2, **closed(1)))
    assert set(ledger.history().last.seats) == {"ben", "cam", "dee"}


def test_a_name_that_is_taken_is_never_written_over(tmp_path):
    two_rounds(tmp_path)
    behind = Ledger.open(tmp_path)
    Ledger.open(tmp_path).add(Kind.SEATED, seated(2, ROUND_1))
    before = (tmp_path / "rounds/0004-round-2.json").read_bytes()
    with pytest.raises(UsageError, match="cannot be written"):
        behind.add(Kind.SEATED, seated(2, ROUND_2))
    assert (tmp_path / "rounds/0004-round-2.json").read_bytes() == before
    assert not list((tmp_path / "rounds").glob(".*"))


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b"\xff", b'{"ledger": 1}', b"[" * 100_000])
def test_other_bytes_are_no_entry(data):
    with pytest.raises(NotAnEntryError):
        read_entry(data)


def test_half_a_character_in_a_name_can_be_saved(tmp_path):
    Ledger.open(tmp_path).add(Kind.SEATED, seated(1, {"\ud800": "north"}))
    assert Ledger.open(tmp_path).sound.last.seats == {"?": "north"}
