"""Whatever is saved, recorded and taken back: what holds is what a list of whole snapshots says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from seating.ledger import Kind, Ledger, replay
from seating.ledger.replay import Listing, match_people
from seating.record.entries import SavedPersonRecord
from seating.wording import fold
from tests.examples import seeded
from tests.ledger.made_up import ROUND_1, WHOLE, closed, record, seated

PEOPLE = [f"p{n}" for n in range(6)]
TABLES = ["north", "south", "west"]


class Naive:
    """The same as a ledger, by copying everything before each change."""

    def __init__(self) -> None:
        self.seats: dict[int, dict[str, str]] = {}
        self.there: dict[int, dict[str, str]] = {}
        self.came: dict[int, frozenset[str]] = {}
        self.open = 1
        self.earlier: list[dict[str, str]] = []
        self.before: list[tuple] = []

    def remember(self) -> None:
        seats = {number: dict(seats) for number, seats in self.seats.items()}
        there = {number: dict(there) for number, there in self.there.items()}
        self.before.append((seats, there, dict(self.came), self.open, [dict(seats) for seats in self.earlier]))

    def undo(self) -> None:
        self.seats, self.there, self.came, self.open, self.earlier = self.before.pop()

    def members(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for seats in self.earlier:
            found.update(seats)
        for number in sorted(self.seats):
            if number < self.open:
                found.update(self.there[number])
        return found


def formulate(random: Random) -> dict[str, str]:
    return {person: random.choice(TABLES) for person in random.sample(PEOPLE, random.randint(1, len(PEOPLE)))}


def one_more(random: Random, ledger: Ledger, naive: Naive) -> Ledger:
    """Do one thing to both."""
    deed = random.choice(["solve", "solve", "next", "next", "attended", "undo", "ahead", "import"])
    if deed == "undo":
        if not naive.before:
            return ledger
        naive.undo()
        return ledger.with_entry(Kind.UNDONE, {"undoes": ledger.state.effective[-1].number})
    if deed in {"next", "attended"} and naive.open not in naive.seats:
        return ledger
    naive.remember()
    if deed == "import":
        naive.earlier = [formulate(random) for _ in range(random.randint(1, 3))]
        earlier = [{"round": n + 1 - len(naive.earlier), "seats": seats} for n, seats in enumerate(naive.earlier)]
        return ledger.with_entry(Kind.IMPORTED, {"earlier": earlier})
    if deed == "attended":
        number = random.choice([number for number in naive.seats if number <= naive.open])
        came = random.sample(sorted(naive.seats[number]), random.randint(0, len(naive.seats[number])))
        naive.came[number] = frozenset(came)
        naive.there[number] = {person: naive.seats[number][person] for person in came}
        return ledger.with_entry(Kind.ATTENDED, {"round": number, "present": came, "tables": {}})
    content = {}
    if deed == "next":
        absent = random.sample(sorted(naive.seats[naive.open]), random.randint(0, 1))
        seats = naive.seats[naive.open]
        naive.there.setdefault(naive.open, {p: t for p, t in seats.items() if p not in absent})
        content = closed(naive.open, tuple(absent))
        naive.open += 1
    planned = [formulate(random) for _ in range(3 if deed == "ahead" else 1)]
    naive.there.pop(naive.open, None)
    for number in [number for number in naive.seats if number >= naive.open]:
        del naive.seats[number]
    for ahead, seats in enumerate(planned):
        naive.seats[naive.open + ahead] = seats
    naive.came = {number: came for number, came in naive.came.items() if number <= naive.open}
    if naive.open in naive.came:  # who came is who came, wherever they were to sit
        naive.there[naive.open] = {p: t for p, t in planned[0].items() if p in naive.came[naive.open]}
    content["rounds"] = [record(naive.open + ahead, seats) for ahead, seats in enumerate(planned)]
    return ledger.with_entry(Kind.SEATED, {**WHOLE, **content})


@pytest.mark.room
@seeded(10)
def test_what_holds_is_what_snapshots_say(seed):
    random, ledger, naive = Random(seed), Ledger(Path()), Naive()
    for _ in range(30):
        ledger = one_more(random, ledger, naive)
        assert ledger.open_round == naive.open
        assert {number: saved.seats for number, saved in ledger.rounds.items()} == naive.seats
        past = ledger.history().rounds
        held = [naive.there[number] for number in sorted(naive.seats) if number < naive.open]
        assert [each.seats for each in past] == [*naive.earlier, *held]
        assert not past or past[-1].members == naive.members()


def _match(then: list[SavedPersonRecord], now: list[SavedPersonRecord]) -> Mapping[str, str]:
    return match_people(Listing.of(then), Listing.of(now))


def test_a_title_does_not_make_another_person() -> None:
    """A walk-in whom the desk wrote as Dr. is on the next list without the title."""
    then = [SavedPersonRecord(id="walk-in-1", name="Dr. Hugh Marsh", organization="City Hall")]
    now = [SavedPersonRecord(id="p-1", name="Hugh Marsh", organization="City hall")]
    assert _match(then, now) == {"walk-in-1": "p-1"}
    assert _match(then, [*now, SavedPersonRecord(id="p-2", name="Hugh Marsh", organization="City Hall")]) == {}


def test_a_walk_in_without_an_organization_is_the_only_person_of_that_name() -> None:
    """The desk wrote the name alone. Two people of that name on the list could both be meant."""
    then = [SavedPersonRecord(id="walk-in-1", name="Rosa Vela"), SavedPersonRecord(id="p-9", name="Ann Poe")]
    now = [
        SavedPersonRecord(id="p-1", name="Rosa Vela", organization="Market"),
        SavedPersonRecord(id="p-9", name="Ann Poe"),
    ]
    assert _match(then, now) == {"walk-in-1": "p-1"}
    assert _match(then, [*now, SavedPersonRecord(id="p-2", name="Rosa Vela", organization="Bank")]) == {}


def test_a_round_is_compared_with_later_ones_by_ids_if_no_one_has_another_one(tmp_path, monkeypatch):
    """The closing report asks for the history of each round: names are only looked at if someone is gone."""
    folded = []

    def count(text):
        folded.append(text)
        return fold(text)

    people = [{"id": identity, "name": identity.capitalize()} for identity in ROUND_1]
    pages = {**WHOLE["pages"], "people": people}
    ledger = Ledger.open(tmp_path)
    for number in range(1, 5):
        ledger = ledger.add(Kind.SEATED, seated(number, ROUND_1, pages=pages))
    monkeypatch.setattr(replay, "fold", count)
    assert [len(ledger.history(number).rounds) for number in range(1, 5)] == [0, 1, 2, 3]
    assert not folded
    saved = ledger.rounds[1]
    assert saved.placed == ROUND_1
    assert saved.placed is saved.placed, "it is computed once"
