"""What a convener may write, and what follows from each of it, from end to end."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest

import seating
from tests.acceptance.asked import Rows, asked, at, each, rows, slugs, solved, wrong

EIGHT = rows(8)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("3-5", (3, 5)),
        ("3 – 5", (3, 5)),
        (4, (4, 4)),
        ("4", (4, 4)),
        ({"min": 3, "max": 5}, (3, 5)),
        ({"max": 8}, (0, 8)),
        ({"min": 2}, (2, None)),
        (None, (0, None)),
    ],
)
def test_seats_may_be_written_in_each_of_these_ways(written: Any, read: tuple[int, int | None]) -> None:
    """A range, a number, the two ends, one end, or nothing for no limit."""
    tables = [{"id": "a", "seats": written}, {"id": "b", "seats": written}]
    seats = solved(EIGHT, tables=tables).room.tables[0].seats
    assert (seats.minimum, seats.maximum) == read


@pytest.mark.parametrize("written", [0, {"max": 0}, -1, "-1-4", {"min": -1}, "5-3", "some", True, {"mi": 3}])
def test_seats_that_nobody_can_sit_on_are_errors(written: Any) -> None:
    """A maximum under 1, a negative number, ends the wrong way round, or no number."""
    assert wrong(EIGHT, tables=[{"id": "a", "seats": written}]) == ["seats-wrong"]


def test_twelve_tables_alike_are_called_t01_to_t12() -> None:
    """`{count: 12, seats: 8-10}` makes unthemed tables; everybody fits."""
    result = solved(rows(110), tables={"count": 12, "seats": "8-10"})
    assert [table.id for table in result.room.tables] == [f"t{n:02}" for n in range(1, 13)]
    assert set(Counter(result.plan.seats.values()).values()) <= {8, 9, 10}


def city(seed: int = 1) -> Rows:
    """Return 110 people of 24 organizations, large and small, and five areas of 22 and more each."""
    random = Random(seed)
    areas = ("capital", "talent", "land", "policy", "culture")
    organizations = [f"House {n}" for n in range(24)]
    sizes = [14, 11, 9, 8, *[68 / 20] * 20]
    people = []
    for n in range(110):
        house = n if n < 24 else random.choices(range(24), sizes)[0]
        second = random.choice(areas)
        people.append(
            {
                "name": f"Person {n}",
                "organization": organizations[house],
                "sector": ("business", "government", "nonprofit", "labor", "education")[house % 5],
                "representative_type": random.choice(("designee", "doer", "doer", "decision-maker")),
                "interests": f"{areas[n % 5]}:3" + ("" if second == areas[n % 5] else f"; {second}:1"),
            }
        )
    return people


def test_a_city_without_a_convening_comes_out_sensible() -> None:
    """Tables for each area, alike in size, nearly everybody at one that interests them most."""
    result = seating.solve(city())
    areas = {table.focus[0].casefold() for table in result.room.tables}
    assert areas == {"capital", "culture", "land", "policy", "talent"}
    assert all(7 <= number <= 12 for number in Counter(result.plan.seats.values()).values())
    found = asked(result)
    assert {each["kind"] for each in found.values()} == {"size", "fill", "focus", "role_mix", "variety", "cap"}
    assert [found[f"{kind}-1"]["shortfall"] for kind in ("size", "fill", "role_mix", "variety", "cap")] == [0] * 5
    assert found["focus-1"]["shortfall"] <= 33  # 330 points of interest: nine in ten are met


def test_requirements_that_are_written_are_all_there_is_but_size_and_focus() -> None:
    """Nothing is inferred beside what a convener wrote, not even beside an empty list."""
    tables = [{"id": "a", "focus": "capital", "seats": 4}, {"id": "b", "seats": 4}]
    found = asked(solved(each(8, "interests", "capital", "talent"), tables=tables))
    assert [(each["id"], each["must"], each["weight"]) for each in found.values()] == [
        ("size-1", True, None),
        ("focus-1", False, 1),
    ]
    stated = asked(solved(each(8, "interests", "capital"), {"kind": "focus", "weight": 7}, tables=tables))
    assert [(each["id"], each["weight"]) for each in stated.values()] == [("focus-1", 7), ("size-1", None)]


def test_ids_nobody_gave_are_kind_and_number_and_those_of_cells_column_and_person() -> None:
    """A requirement with an id of its own is counted all the same."""
    people = rows(8, sector={1: "a"}, pin={6: "t01"}, **{"with": {1: "p2"}})
    caps = [{"kind": "cap", "of": "sector", "at_most": 1, **more} for more in ({}, {"id": "mine"}, {})]
    ids = [requirement.id for requirement in solved(people, *caps).requirements]
    assert ids == ["cap-1", "mine", "cap-3", "size-1", "with:p1", "pin:p6"]


CELLS = {
    "apart": {1: "p2"},
    "avoids": {3: "p4"},
    "can_come": {5: "t01"},
    "chose": {6: "t01"},
    "declined": {7: "t01"},
    "pin": {8: "t02"},
    "wishes": {1: "p5"},
    "with": {2: "p3"},
}


def test_columns_ask_for_their_kinds_with_their_weights() -> None:
    """`with`, `apart`, `pin`, `declined` and `can_come` bind; `wishes` costs 1, `avoids` 3 and `chose` 5."""
    found = {r.id: (r.kind, r.is_must, r.weight) for r in solved(rows(8, **CELLS)).requirements if r.kind != "size"}
    assert found == {
        "with:p2": ("together", True, 1),
        "apart:p1": ("apart", True, 1),
        "pin:p8": ("pin", True, 1),
        "declined:p7": ("keep_from", True, 1),
        "can_come:p5": ("keep_from", True, 1),
        "wishes:p1": ("wish", False, 1),
        "avoids:p3": ("apart", False, 3),
        "chose:p6": ("pin", False, 5),
    }


def test_of_a_column_replaces_its_cells_must_and_weight_too() -> None:
    """What the requirement says of itself holds, and what its kind is by default, not what the cells were."""
    result = solved(
        rows(8, **CELLS),
        {"kind": "together", "of": "with", "must": False, "weight": 7},
        {"kind": "apart", "of": "avoids"},
        {"kind": "pin", "of": "chose", "must": False},
        {"kind": "wish", "weight": 9},
    )
    found = {r.id: (r.is_must, r.weight) for r in result.requirements}
    assert found["together-1"] == (False, 7)
    assert found["apart-1"] == (True, 1)
    assert found["pin-1"] == (False, 1)
    assert found["wish-1"] == (False, 9)
    assert not any(identity.startswith(("with:", "avoids:", "chose:", "wishes:")) for identity in found)
    assert {"apart:p1", "pin:p8", "declined:p7", "can_come:p5"} <= set(found)


def test_a_pair_that_several_cells_name_costs_once_and_is_the_first_row_s() -> None:
    """Two who avoid each other cost 3, not 6."""
    result = solved(rows(4, avoids={1: "p3", 3: "p1"}), tables=[{"id": "a", "seats": 4}])
    assert [r.id for r in result.requirements] == ["size-1", "avoids:p1"]
    assert result.penalty == 3


def test_whoever_is_absent_asks_for_nothing_and_a_note_says_so() -> None:
    """A pair, a pin or a wish with somebody who has no seat holds."""
    people = rows(6, attending={2: "no"}, apart={1: "p2"}, wishes={3: "p2"}, **{"with": {4: "p2"}})
    result = solved(
        people, {"kind": "pin", "people": ["p2"], "tables": "t01"}, {"kind": "together", "pairs": [["p2", "p5"]]}
    )
    assert (result.status.value, result.penalty) == ("optimal", 0)
    assert slugs(result).count("not-seated-asks-nothing") == 5
    assert not any(":" in requirement.id for requirement in result.requirements)


def test_naming_oneself_or_nobody() -> None:
    """Oneself in `with` or `wishes` is a note, in `apart` or `avoids` an error; nobody is one everywhere."""
    for column in ("with", "wishes"):
        assert "reference-oneself" in slugs(solved(rows(4, **{column: {1: "p1"}})))
    for column in ("apart", "avoids"):
        assert wrong(rows(4, **{column: {1: "p1"}})) == ["reference-oneself"]
    for column in ("with", "apart", "wishes", "avoids"):
        assert wrong(rows(4, **{column: {1: "Nemo"}})) == ["reference-unknown"]
    assert wrong(EIGHT, {"kind": "apart", "people": ["p1", "Nemo"]}) == ["person-unknown"]
    assert wrong(EIGHT, {"kind": "apart", "pairs": [["p1", "Nemo"]]}) == ["person-unknown"]


def test_a_relation_warns_of_strangers_and_spares_those_tied_by_with() -> None:
    """The pair that `with` names may sit together although one funds the other, and both are said."""
    people = rows(4, funds={1: "Oak; Nobody Inc", 3: "Oak"}, organization={2: "Oak"}, **{"with": {1: "p2"}})
    result = solved(people, {"kind": "apart", "relation": "funds"})
    one, other, third = at(result, "p1", "p2", "p3")
    assert one == other != third
    assert {"relation-names-nobody", "with-exempts-relation"} <= set(slugs(result))


def test_a_table_open_if_needed_asks_for_nothing_while_it_is_empty() -> None:
    """No kind that looks at tables finds fault with it, and no voice counts it in what is needed."""
    tables = [
        {"id": "a", "seats": "4-8", "needs": ["keys"]},
        {"id": "b", "seats": "4-8", "needs": ["keys"], "open": "if needed"},
    ]
    result = solved(
        rows(5, sector={1: "labor"}, assets={1: "keys"}, representative_type={1: "doer"}),
        {"kind": "count", "who": {"sector": "labor"}, "at_least": 1},
        {"kind": "voice", "name": "Labor", "who": {"sector": "labor"}},
        {"kind": "share", "who": {"sector": "labor"}, "at_least": "1/5"},
        {"kind": "role_mix", "at_least": {"doer": 1}},
        {"kind": "variety", "of": "sector", "at_least": 1},
        {"kind": "assets"},
        tables=tables,
    )
    assert set(result.plan.seats.values()) == {"a"}
    assert (result.status.value, result.penalty) == ("optimal", 0)
    assert [voice.needed for voice in (*result.review.voices, *result.review.gaps)] == [1, 1, 1]


def test_a_vocabulary_joins_other_names_and_refuses_the_rest() -> None:
    """`who` may use the other names, and a column that only the vocabulary has is known."""
    words = {"trade": {"microenterprise": ["micro", "sole trader"], "main street": []}, "later": ["yes", "no"]}
    people = rows(4, trade={1: "micro", 2: "Sole Trader", 3: "Main  Street"})
    voice = {"kind": "voice", "who": {"Trade": "micro"}, "at": "the room", "at_least": 2}
    result = solved(people, voice, {"kind": "count", "who": {"later": True}, "at_most": 0}, vocabulary=words)
    assert [(v.attending, v.state) for v in result.review.voices] == [(2, "heard")]
    assert wrong(rows(4, trade={1: "mikro"}), vocabulary=words) == ["value-unknown"]
    assert wrong(EIGHT, {"kind": "balance", "of": "traid"}, vocabulary=words) == ["column-unknown"]


def test_fractions_are_exact() -> None:
    """0.33 of three is under one, so none is allowed; a third of three is one."""
    people = each(3, "sector", "government", "labor", "labor")
    for share, over in ((0.33, 1), ("0.33", 1), ("1/3", 0)):
        asks = {"kind": "share", "who": {"sector": "government"}, "at_most": share}
        assert solved(people, asks, tables={"count": 1}).penalty == over


def test_focus_takes_the_best_of_a_list_and_counts_points_or_people() -> None:
    """Three who love talent, and room for two: points lost are 3 less 1, people lost are one."""
    people = rows(4, interests={1: "talent:3; capital:1", 2: "talent:3; capital:1", 3: "land:3; capital:1", 4: "x:3"})
    tables = [{"id": "a", "focus": "capital", "seats": 2}, {"id": "b", "focus": ["talent", "land"], "seats": 2}]
    assert solved(people, tables=tables).penalty == 2
    assert solved(people, {"kind": "focus", "at_least": 2, "weight": 4}, tables=tables).penalty == 4


def test_balance_leaves_blanks_out_unless_they_are_counted() -> None:
    """Four blanks at one table are no imbalance of those who said, but one of the blanks."""
    people = rows(8, gender={1: "f", 2: "m"}, pin=dict.fromkeys(range(3, 7), "t01"))
    tables = {"count": 2, "seats": 4}
    assert solved(people, {"kind": "balance", "of": "gender"}, tables=tables).penalty == 0
    counted = solved(people, {"kind": "balance", "of": "gender", "count_blank": True}, tables=tables)
    assert asked(counted)["balance-1"]["findings"][0]["group"] == "blank"


def test_level_rounds_up_what_lies_beyond_the_tolerance() -> None:
    """Means 1.5 and 4.5 about 3: 3 off for two people, less what is allowed for each, begun units whole."""
    people = rows(4, years={1: "1", 2: "2", 3: "4", 4: "5"}, **{"with": {1: "p2"}})
    tables = {"count": 2, "seats": 2}
    for tolerance, shortfall in ((0, 6), (1, 2), ("1/3", 6), (1.5, 0)):
        asks = {"kind": "level", "of": "years", "tolerance": tolerance}
        assert solved(people, asks, tables=tables).penalty == shortfall


def test_a_blank_language_is_the_working_one_or_one_without_a_name() -> None:
    """Whoever speaks English shares it with blanks where English is the working language."""
    people = rows(4, languages={1: "en"})
    assert solved(people, {"kind": "common_language"}, tables={"count": 1}, working_language="EN").penalty == 0
    assert solved(people, {"kind": "common_language"}, tables={"count": 1}).penalty == 1


def test_a_need_equal_to_a_feature_puts_its_person_there() -> None:
    """Only a whole item counts: step-free, not step-free if possible."""
    tables = [{"id": "a", "seats": 2, "features": ["step-free"]}, {"id": "b", "seats": 2}]
    result = solved(rows(4, needs={1: "vegan; Step-Free", 4: "step-free", 2: "step-free if possible"}), tables=tables)
    assert at(result, "p1", "p2", "p3", "p4") == ["a", "b", "b", "a"]


def test_staff_take_no_seat_and_are_no_voice_and_hold_to_their_musts() -> None:
    """They sit where a cell or `staff` wants them, then spread evenly."""
    staff = [
        {"id": "s1", "name": "S1", "duty": "facilitator", "apart": "p1", "pin": "t02", "sector": "labor"},
        {"id": "s2", "name": "S2", "duty": "host"},
    ]
    result = solved(
        [*each(8, "sector", "business"), *staff],
        {"kind": "voice", "who": {"sector": "labor"}},
        tables={"count": 2, "seats": 4},
    )
    assert at(result, "p1", "s1", "s2") == ["t01", "t02", "t01"]
    assert [(v.state, v.invited) for v in result.review.voices] == [("missing", 0)]


DRAWN = [
    {"id": "a", "seats": 4, "chair": ["N1"], "reporter": "p2"},
    {"id": "b", "seats": 4, "chair": ["p3", "p4"]},
    {"id": "lead", "from": "chair", "people": ["p8"], "kind": "leadership"},
    {"id": "hosts", "from": "host"},
]


def test_a_drawn_table_has_the_elected_the_staff_of_its_duty_and_its_own() -> None:
    """They keep their seats, nobody is seated there, and no requirement looks at it."""
    result = solved([*EIGHT, {"id": "s1", "name": "S1", "duty": "host", "pin": "b"}], tables=DRAWN)
    assert [(s.table, s.person, s.role) for s in result.memberships] == [
        ("lead", "p1", "chair of a"),
        ("lead", "p3", "chair of b"),
        ("lead", "p4", "chair of b"),
        ("lead", "p8", "member"),
        ("hosts", "s1", "host of b"),
    ]
    assert set(result.plan.seats.values()) == {"a", "b"}
    assert wrong(rows(8, pin={1: "lead"}), tables=DRAWN) == ["table-drawn"]


def test_the_elected_sit_at_the_table_that_names_them() -> None:
    """A chair is no chair of a table they are not at; the must is no secret."""
    result = solved(EIGHT, tables=DRAWN)
    assert at(result, "p1", "p2", "p3", "p4") == ["a", "a", "b", "b"]
    assert [r["id"] for r in asked(result).values()] == ["size-1", "chair:p1", "chair:p3", "chair:p4", "reporter:p2"]


def test_a_chair_who_does_not_come_is_noted() -> None:
    """Nothing is asked for somebody without a seat."""
    tables = [{"id": "a", "chair": ["p1"]}, {"id": "b"}]
    assert "not-seated-asks-nothing" in slugs(solved(rows(3, attending={1: "no"}), tables=tables))


def test_jumping_from_forming_to_performing_is_noted() -> None:
    """Storming and norming left out is the usual trap."""
    assert "stages-skipped" in slugs(solved(EIGHT, rounds=[{"stage": "forming"}, {"stage": "performing"}]))
    assert "stages-skipped" not in slugs(solved(EIGHT, rounds=[{"stage": "forming"}, {"stage": "storming"}]))


def test_showing_a_private_column_is_an_error_even_where_the_list_lacks_it() -> None:
    """The convener is told that it is private, not that it is missing."""
    for column in ("email", "Needs", "phone"):
        assert wrong(EIGHT, show=[column]) == ["show-private"]
