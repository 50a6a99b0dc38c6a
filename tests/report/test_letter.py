"""Letters: why a person sits at the table and who they can meet there, and newcomers on the facilitator's sheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from seating.api.request import Request
from seating.api.result import Solved
from seating.api.solve import solve_request
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.report.packet import facilitator
from seating.report.spreadsheets import letters_csv
from seating.result.privacy import for_reader
from seating.result.readers import Audience

TABLES = [{"id": "a", "name": "Alpha", "focus": "loans", "seats": "2-8", "needs": ["church hall"]}]
VOICE = {"kind": "voice", "name": "Carts", "who": {"trade": "cart"}, "at_least": 1}


def row(number: int, organization: str, **cells: str) -> dict[str, Any]:
    found = {"id": f"p{number}", "name": f"Person {number}", "organization": organization, "listed": "yes"}
    return {**found, "interests": "", "assets": "", "trade": "", **cells}


ROWS = [
    row(1, "Oak", interests="loans:2", assets="space: church hall", trade="cart"),
    row(2, "Oak"),
    row(3, "Elm"),
    row(4, "Ash", listed="no"),
]


def seat(people: list[dict[str, Any]], folder: Path | None = None, **more: Any) -> Solved:
    convening = {"tables": TABLES, "requirements": [VOICE, {"kind": "assets"}], **more.pop("keys", {})}
    where: dict[str, Any] = {"write": False} if folder is None else {"out": folder}
    return solve_request(Request(people, convening, packet=False, **where, **more))


def letters(result: Solved, language: str = "en") -> dict[str, tuple[str, str]]:
    found = csv.DictReader(io.StringIO(letters_csv(result, words_in(language)).decode("utf-8-sig")))
    return {one["name"]: (one["why_here"], one["meet"]) for one in found}


def test_a_letter_has_the_reasons_and_people_of_other_organizations_who_may_be_named() -> None:
    told = letters(seat(ROWS, keys={"show": ["trade"]}))
    why = "Your interests: loans; you bring what the table needs: church hall; the table asks for: Carts."
    assert told["Person 1"] == (why, "Person 3 (Elm)")
    assert told["Person 2"] == ("", "Person 3 (Elm)")
    assert told["Person 3"][1] == "Person 1 (Oak); Person 2 (Oak)"
    assert told["Person 4"][1] == "Person 1 (Oak); Person 2 (Oak)", "who is on no page has a letter all the same"
    assert letters(seat(ROWS))["Person 1"][0] == why.partition("; the table")[0] + ".", "a column that is not shown"
    assert letters(seat(ROWS), "es")["Person 1"][0].startswith("Sus intereses: loans; aporta lo que la mesa necesita: ")


@pytest.mark.parametrize(("score", "is_told"), [(1, False), (2, True), (3, True)])
def test_a_low_interest_beside_a_much_higher_one_is_no_reason(score: int, is_told: bool) -> None:
    people = [row(1, "Oak", interests=f"loans:{score}; space:3"), row(2, "Elm")]
    why, _ = letters(seat(people))["Person 1"]
    assert why == ("Your interests: loans." if is_told else "")


@pytest.mark.parametrize("voice", [{"at": "the room"}, {"or_none": True}])
def test_a_table_asks_for_no_voice_that_only_the_room_asks_for_or_that_it_may_do_without(voice: dict[str, Any]) -> None:
    keys = {"show": ["trade"], "requirements": [{**VOICE, **voice}, {"kind": "assets"}]}
    why, _ = letters(seat(ROWS, keys=keys))["Person 1"]
    assert why == "Your interests: loans; you bring what the table needs: church hall."


def test_private_columns_give_no_reason_and_no_organization() -> None:
    told = letters(seat(ROWS, keys={"private": ["interests", "assets", "trade", "organization"]}))
    assert told["Person 1"] == ("", "Person 2; Person 3"), "who shares a private organization is not told"


def test_a_private_voice_gives_no_reason() -> None:
    told = letters(seat(ROWS, keys={"show": ["trade"], "requirements": [{**VOICE, "private": True}]}))
    assert told["Person 1"][0] == "Your interests: loans; you bring what the table needs: church hall."


def test_in_a_later_round_people_meet_who_is_new_to_them_and_newcomers_meet_who_has_come_before(tmp_path: Path) -> None:
    seat(ROWS, tmp_path)
    later = [*ROWS, row(0, "Fir"), row(5, "Gum")]
    result = seat(later, tmp_path, next_round=True)
    told = letters(result)
    assert told["Person 3"][1] == "Person 5 (Gum); Person 0 (Fir)"
    assert told["Person 0"][1] == "Person 1 (Oak); Person 2 (Oak)"
    (guide,) = facilitator.fill(for_reader(result, Audience.EVERYONE), Settings())
    assert "New to these meetings: Person 0 and Person 5; could welcome them: Person 1 and Person 2" in guide.why
    (first,) = facilitator.fill(for_reader(seat(ROWS), Audience.EVERYONE), Settings())
    assert not any("New to these meetings" in line for line in first.why)


def test_no_one_is_told_to_meet_their_company_or_a_person_they_avoid(tmp_path: Path) -> None:
    """Of seven people at one table, Person 0 may meet only Person 6."""
    rows = [{"name": f"Person {n}"} for n in range(7)]
    rows[0] |= {"with": "Person 1", "avoids": "Person 2"}
    rows[3]["apart"] = "Person 0"
    asked = [
        {"kind": "apart", "of": "apart", "must": False},
        {"kind": "together", "people": ["Person 0", "Person 4"]},
        {"kind": "apart", "people": ["Person 0", "Person 5"], "must": False},
    ]
    told = letters(seat(rows, tmp_path, keys={"tables": [{"id": "a", "seats": 7}], "requirements": asked}))
    assert told["Person 0"][1] == "Person 6"
    for other in range(1, 6):
        assert "Person 0" not in told[f"Person {other}"][1]


def test_a_guest_of_another_session_is_told_whom_to_meet_at_the_table_of_the_letter() -> None:
    """The letter names one table. People who come to another session of the guest are not there."""
    tables = [
        {"id": one, "seats": "1-9", "day": day, "time": "18:00-19:30", "place": one, "for": {"trade": [one, "both"]}}
        for one, day in {"carts": "2027-03-02", "north": "2027-03-09"}.items()
    ]
    trades = {1: "both", 2: "carts", 3: "carts", 4: "carts", 5: "north", 6: "north", 7: "north"}
    rows = [row(number, "", trade=trade) for number, trade in trades.items()]
    result = seat(rows, keys={"tables": tables, "requirements": [], "sessions": {"most": 2}})
    assert result.plan.tables_of("p1") == ("carts", "north")
    told = letters(result)
    assert told["Person 1"][1] == "Person 2; Person 3"
    assert told["Person 4"][1] == "Person 1; Person 2", "a guest is there too"
    assert told["Person 7"][1] == "Person 1; Person 5"


def test_who_had_a_seat_and_was_not_recorded_as_absent_is_not_called_new(tmp_path: Path) -> None:
    """Person 3 declined for the second round, so they are not counted for the first, but may well have been there."""
    seat(ROWS, tmp_path)
    seat([*ROWS[:2], {**ROWS[2], "status": "declined"}, ROWS[3]], tmp_path, next_round=True)
    result = seat([*ROWS, row(0, "Fir")], tmp_path, next_round=True)
    (guide,) = facilitator.fill(for_reader(result, Audience.EVERYONE), Settings())
    (line,) = (one for one in guide.why if "New to these meetings" in one)
    assert line.startswith("New to these meetings: Person 0; could welcome them: ")
    assert "Person 3" not in line


def test_the_elected_chair_is_not_a_newcomer_to_her_own_table(tmp_path: Path) -> None:
    """Person 5 was not at the first meeting, and was elected since."""
    seat(ROWS, tmp_path)
    chair = {"tables": [{"id": "capital", "chair": ["Person 5"]}]}
    result = seat([*ROWS, row(0, "Fir"), row(5, "Gum")], tmp_path, next_round=True, keys=chair)
    (guide,) = facilitator.fill(for_reader(result, Audience.EVERYONE), Settings())
    (line,) = (one for one in guide.why if "New to these meetings" in one)
    assert line.startswith("New to these meetings: Person 0; could welcome them: ")


def test_no_one_is_told_to_meet_or_to_welcome_a_person_with_whom_they_share_no_language(tmp_path: Path) -> None:
    rows = [{**one, "languages": "en"} for one in (row(1, "Oak"), row(2, "Ash"))]
    rows += [{**row(3, "Elm"), "languages": "es"}, {**row(4, "Fir"), "languages": "es; en"}]
    told = letters(seat(rows, tmp_path))
    assert told["Person 3"][1] == "Person 4 (Fir)"
    assert "Person 3" not in told["Person 1"][1]
    result = seat([*rows, {**row(5, "Gum"), "languages": "es"}], tmp_path, next_round=True)
    (guide,) = facilitator.fill(for_reader(result, Audience.EVERYONE), Settings())
    assert "New to these meetings: Person 5; could welcome them: Person 3 and Person 4" in guide.why


def test_no_one_is_told_to_meet_or_to_welcome_the_people_they_come_with(tmp_path: Path) -> None:
    """The people of a row share a table, and know each other."""
    couple = row(1, "", name="Nettie Plum & Orrin Plum")
    told = letters(seat([couple, row(2, "Oak")], tmp_path))
    assert told["Nettie Plum"][1] == told["Orrin Plum"][1] == "Person 2 (Oak)"
    assert told["Person 2"][1] == "Nettie Plum; Orrin Plum"
    family = {**couple, "name": "Nettie Plum & Orrin Plum & Pia Plum"}
    result = seat([family, row(2, "Oak")], tmp_path, next_round=True)
    (guide,) = facilitator.fill(for_reader(result, Audience.EVERYONE), Settings())
    assert "New to these meetings: Pia Plum; could welcome them: Person 2" in guide.why
    result = seat([family, row(3, "Elm")], tmp_path, next_round=True)
    (guide,) = facilitator.fill(for_reader(result, Audience.EVERYONE), Settings())
    assert "New to these meetings: Person 3; could welcome them: Nettie Plum and Orrin Plum" in guide.why


def test_a_newcomer_whose_language_no_one_shares_is_told_apart(tmp_path: Path) -> None:
    rows = [{**row(1, "Oak"), "languages": "en"}, {**row(2, "Ash"), "languages": "en; es"}]
    seat(rows, tmp_path)
    rows += [{**row(3, "Elm"), "languages": "vi"}, {**row(4, "Fir"), "languages": "es"}]
    (guide,) = facilitator.fill(for_reader(seat(rows, tmp_path, next_round=True), Audience.EVERYONE), Settings())
    told = [line for line in guide.why if "New to these meetings" in line]
    assert told == [
        "New to these meetings: Person 4; could welcome them: Person 2",
        "New to these meetings: Person 3; no one who is not new shares a language with them",
    ]


@pytest.mark.parametrize("key", ["private", "counts_only"])
def test_languages_that_are_not_for_everyone_tell_no_newcomer_apart(tmp_path: Path, key: str) -> None:
    keys = {key: ["languages"]}
    rows = [{**row(1, "Oak"), "languages": "en"}, {**row(2, "Ash"), "languages": "en"}]
    seat(rows, tmp_path, keys=keys)
    rows.append({**row(3, "Elm"), "languages": "vi"})
    result = seat(rows, tmp_path, next_round=True, keys=keys)
    (guide,) = facilitator.fill(for_reader(result, Audience.EVERYONE), Settings())
    told = [line for line in guide.why if "New to these meetings" in line]
    assert told == ["New to these meetings: Person 3; could welcome them: Person 1 and Person 2"]
    assert letters(result)["Person 3"][1] == "Person 1 (Oak); Person 2 (Ash)"


def test_a_newcomer_whose_language_only_a_third_person_shares_is_welcomed(tmp_path: Path) -> None:
    """Two people are asked to welcome others, but only the third speaks Vietnamese."""
    before = [("Oak", "en"), ("Ash", "es"), ("Elm", "vi")]
    rows = [{**row(i, name), "languages": language} for i, (name, language) in enumerate(before, 1)]
    seat(rows, tmp_path)
    after = [("Fir", "en"), ("Gum", "es"), ("Yew", "vi"), ("Bay", "ko")]
    rows += [{**row(i, name), "languages": language} for i, (name, language) in enumerate(after, 4)]
    (guide,) = facilitator.fill(for_reader(seat(rows, tmp_path, next_round=True), Audience.EVERYONE), Settings())
    told = [line for line in guide.why if "New to these meetings" in line]
    assert told == [
        "New to these meetings: Person 4, Person 5 and Person 6; could welcome them: Person 1, Person 2 and Person 3",
        "New to these meetings: Person 7; no one who is not new shares a language with them",
    ]
