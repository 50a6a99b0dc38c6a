"""What a kind takes, and what it says to keys that make no sense."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from seating.requirements.base.keys import as_number
from tests.builders import plan, requirement, room

WHO = {"sector": "labor"}

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("size", {"seats": 3}, "Extra inputs"),
    ("focus", {"at_least": 4}, "less than or equal to 3"),
    ("role_mix", {"at_least": {}}, "needs at least one type"),
    ("role_mix", {"at_least": {"doer": 1, "Doer": 2}}, "names the same type twice"),
    ("role_mix", {"at_least": {"decison-maker": 1}}, 'Did you mean "decision-maker"?'),
    ("role_mix", {"at_least": {"doer": -1}}, "greater than or equal to 0"),
    ("role_mix", {"at_least": {"doer": 1.5}}, "is not a whole number of people"),
    ("count", {"who": WHO}, "needs `at_least`, `at_most`, or both"),
    ("count", {"who": {}, "at_least": 1}, "must select people by column"),
    ("voice", {"who": WHO, "at": "the room", "or_none": True}, "Leave it out when you write `at: the room`"),
    ("share", {"who": WHO}, "needs `at_least`, `at_most`, or both"),
    ("share", {"who": WHO, "at_least": "2/3", "at_most": "1/3"}, "at_least 2/3 is greater than at_most 1/3"),
    ("share", {"who": WHO, "at_most": "3/2"}, "A share is between 0 and 1"),
    ("level", {"of": "years", "tolerance": -1}, "is not 0 or a positive number"),
    ("level", {"of": "years", "tolerance": True}, "is not 0 or a positive number"),
    ("cap", {"of": "sector"}, "Field required"),
    ("gather", {"at_most_tables": 0}, "greater than or equal to 1"),
    ("gather", {"who": WHO, "of": "sector", "at_most_tables": 1}, "has `who` and `of`. Give only one of them"),
    ("gather", {"who": WHO, "at_most_tables": 0}, "greater than or equal to 1"),
    ("counterpart", {"of": "funds", "to": "north"}, "Field required"),
    ("counterpart", {"of": "funds", "from": "north", "to": ["south", "north"]}, "is in both `from` and `to`"),
    ("counterpart", {"of": "funds", "from": "north", "to": "south", "at": "north"}, "Write the tables in `from`"),
    ("counterpart", {"of": "funds", "from": "north", "to": "south", "at_least": 0}, "greater than or equal to 1"),
    ("counterpart", {"of": "funds", "from": [], "to": "south"}, "names no table"),
    ("together", {}, "needs `people`, `pairs`, `by` or `of`"),
    ("together", {"people": ["ana", "ana"]}, "needs at least two people"),
    ("together", {"pairs": ["ana", "ben"]}, "`pairs` is not a list of pairs"),
    ("together", {"pairs": [["ana", "ana"]]}, "is named twice in one pair"),
    ("together", {"of": "wishes"}, "is not a column that names people to sit with"),
    ("apart", {"people": ["ana", "ben"], "of": "apart"}, "Give only one of them"),
    ("apart", {"people": "ana"}, "needs at least two people"),
    ("apart", {"pairs": [["ana", "ana"]]}, "is named twice in one pair"),
    ("apart", {"pairs": [["ana", "ben", "cam"]]}, "`pairs` is not a list of pairs"),
    ("apart", {"pairs": []}, "`pairs` is not a list of pairs"),
    ("apart", {"of": "funds"}, "use `relation`"),
    ("wish", {"of": "chose"}, "is not a column that lists wishes"),
    ("wish", {"person": "ana"}, "only one of `person` and `wishes` is given"),
    ("pin", {"people": "ana"}, "needs `people` and `tables`, or `of`"),
    ("pin", {"of": "pin", "tables": "north"}, "needs `people` and `tables`, or `of`"),
    ("pin", {"people": [], "tables": []}, "needs `people` and `tables`, or `of`"),
    ("pin", {"of": "declined"}, "`of` must be `pin` or `chose`"),
    ("keep_from", {"tables": "north"}, "needs `people` or `of`"),
    ("keep_from", {"of": "chose"}, "`of` must be `declined` or `can_come`"),
    ("staff", {"duty": "faciltator"}, 'Did you mean "facilitator"?'),
    ("staff", {}, "Field required"),
    ("similarity", {"file": [["ana", "ben", 1]]}, "Field required"),
    ("similarity", {"file": [["ana", "ben", 1]], "wanted": "most"}, "high or low"),
    ("similarity", {"file": [], "wanted": "low"}, "or its rows"),
    ("similarity", {"file": [["ana", "ben"]], "wanted": "low"}, "or its rows"),
    ("similarity", {"file": "alike.csv", "wanted": "low"}, "Give the rows of the file instead"),
    ("similarity", {"file": [["ana", "ben", 1.5]], "wanted": "low"}, "is not a whole number"),
    ("similarity", {"file": [["ana", "ben", True]], "wanted": "low"}, "is not a whole number"),
    ("similarity", {"file": [["ana", "ben", 1], ["ben", "ana", 2]], "wanted": "low"}, "Keep one of the two"),
    ("similarity", {"file": [["ana", "ben", 100_000_001]], "wanted": "low"}, "Divide all weights"),
    ("new_company", {"within": 0}, "greater than or equal to 1"),
    ("new_company", {"within": 1.5}, "is not a whole number"),
    ("meet", {"people": ["ana", "ben"], "pairs": [["ana", "ben"]]}, "Give only one of them"),
    ("meet", {"who": WHO}, "only one of `who` and `whom` is given"),
    ("meet", {"people": ["ana", "ben"], "who": WHO, "whom": WHO}, "Give only one of them"),
    ("meet", {"people": "ana"}, "needs at least two people"),
    ("meet", {"pairs": [["ana", "ana"]]}, "is named twice in one pair"),
    ("continuity", {}, "needs `at_least`, `at_most`, or both"),
    ("continuity", {"like_round": 0}, "greater than or equal to 1"),
    ("continuity", {"at_least": 1.5}, "A share is between 0 and 1"),
    ("continuity", {"at_least": True}, "Write a value such as 3, 1/2 or 0.5"),
    ("continuity", {"at_most": -1}, "Write a value such as 3, 1/2 or 0.5"),
    ("continuity", {"at_least": "2/3", "at_most": "1/2"}, "at_least 2/3 is greater than at_most 1/2"),
    ("duty", {}, "Field required"),
    ("duty", {"name": " "}, "is not a duty"),
    ("duty", {"name": "chair", "each": 0}, "greater than or equal to 1"),
]


@pytest.mark.parametrize(("kind", "keys", "says"), REFUSED)
def test_refused_in_words(kind: str, keys: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError) as refused:
        requirement(kind, **keys)
    assert any(says in error["msg"] for error in refused.value.errors()), refused.value


def test_keys_are_frozen() -> None:
    with pytest.raises(ValidationError):
        requirement("cap", of="sector", at_most=1).__setattr__("at_most", 2)


@pytest.mark.parametrize("at", ["the room", "The Room", " THE  ROOM ", ["the room"]])
def test_the_room_is_no_table_and_is_not_looked_up(at: Any) -> None:
    """`at: the room` is understood in any spelling, and survives being written out and read again."""
    from seating.requirements.voice import VoiceRequirement

    def no_table(text: str) -> str:
        raise ValueError(f"no table {text}")

    voice = VoiceRequirement.model_validate({"who": WHO, "at": at}, context={"table": no_table})
    assert voice.is_for_room
    assert VoiceRequirement.model_validate({"who": WHO, "at": list(voice.at or ())}).is_for_room


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", Fraction(3)),
        (" -2.50 ", Fraction(-5, 2)),
        ("1/3", Fraction(1, 3)),
        (".5", Fraction(1, 2)),
        ("1/0", None),
        ("1,000", None),
        ("1e9", None),
        ("٣", None),
        ("", None),
        ("9" * 31, None),
    ],
)
def test_as_number_is_exact_or_nothing(text: str, number: Fraction | None) -> None:
    """A cell is a number as written, or none: no thousands guessed, no exponents, nothing endless."""
    assert as_number(text) == number


@pytest.mark.parametrize(
    ("kind", "keys", "columns"),
    [
        ("count", {"who": {"needs": "ramp", "not": {"phone": "1"}}, "at_least": 1}, ("needs", "phone")),
        ("balance", {"of": "gender"}, ("gender",)),
        ("together", {"by": "household"}, ("household",)),
        ("apart", {"relation": "funds"}, ("funds",)),
        ("wish", {}, ("wishes",)),
        ("wish", {"person": "ana", "wishes": "ben"}, ("wishes",)),
        ("common_language", {}, ("languages",)),
        ("staff", {"duty": "host"}, ()),
        ("pin", {"people": "ana", "tables": "north"}, ()),
        ("duty", {"name": "chair", "who": {"needs": "ramp"}, "differ": "gender"}, ("needs", "gender")),
        ("meet", {"who": {"needs": "ramp"}, "whom": {"phone": "1"}}, ("needs", "phone")),
        ("continuity", {"at_least": 2}, ()),
    ],
)
def test_columns_that_decide_whether_it_is_private(kind: str, keys: dict[str, Any], columns: tuple[str, ...]) -> None:
    assert requirement(kind, **keys).asks_columns == columns


def test_numbers_too_fine_to_add_are_refused_and_named() -> None:
    """Levelling is exact or refused; whole numbers that overflow would be neither."""
    from seating.errors import InputError

    here = room([{"id": f"p{n}", "years": f"9999999999999/{n}"} for n in (999983, 999979, 999961, 999959)])
    with pytest.raises(InputError) as refused:
        list(requirement("level", of="years").encode(here))
    assert refused.value.problems[0].slug == "level-too-fine"


def test_a_person_ties_nobody_who_is_not_on_the_list() -> None:
    here = room(["ana", "ben"])
    seated = plan(north=["ana"], south=["ben"])
    assert requirement("together", people=["ana", "nobody"]).judge(here, seated).met
    assert requirement("together", people=["ana", "nobody"]).sentence(here) == "Ana and nobody share a table."


def test_many_people_are_counted_in_a_sentence() -> None:
    here = room(["ana", "ben", "cam", "dee", "eli", "fay", "gus"])
    sentence = requirement("pin", people=[p.id for p in here.people], tables="north").sentence(here)
    assert sentence == "Ana, Ben, Cam, Dee, Eli and 2 others sit at north."
