"""Who depends on whom, which tables are in one hand, and how groups fare."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from pydantic import ValidationError

from seating.analysis.power import (
    DEPENDS_ON,
    POWER_OVER,
    Meaning,
    compare_groups,
    find_dominances,
    find_meaning,
    find_namings,
    list_relations,
)
from seating.convening.schema import Power
from seating.requirements.apart import ApartRequirement
from seating.wording import fold
from tests.builders import plan, room
from tests.random_rooms import random_room

NOT_SAID = Power()


@pytest.mark.parametrize(
    ("column", "meaning"),
    [
        ("funds", Meaning.POWER_OVER),
        ("Funds", Meaning.POWER_OVER),
        ("employs", Meaning.POWER_OVER),
        ("supports", Meaning.POWER_OVER),
        ("supervises", Meaning.POWER_OVER),
        ("Currently manages", Meaning.POWER_OVER),
        ("grants_to", Meaning.POWER_OVER),
        ("Landlord of", Meaning.POWER_OVER),
        ("funded_by", Meaning.DEPENDS_ON),
        ("Is funded by", Meaning.DEPENDS_ON),
        ("supported_by", Meaning.DEPENDS_ON),
        ("Supported By:", Meaning.DEPENDS_ON),
        ("employed by", Meaning.DEPENDS_ON),
        ("supervised-by", Meaning.DEPENDS_ON),
        ("works_for", Meaning.DEPENDS_ON),
        ("Reports to", Meaning.DEPENDS_ON),
        ("manager", Meaning.DEPENDS_ON),
        ("Landlord", Meaning.DEPENDS_ON),
        ("supplies", Meaning.UNKNOWN),
        ("supplied_by", Meaning.UNKNOWN),
        ("knows", Meaning.UNKNOWN),
        ("Who funds you?", Meaning.UNKNOWN),
        ("fund", Meaning.UNKNOWN),
    ],
)
def test_a_heading_says_who_has_power(column: str, meaning: Meaning) -> None:
    """The row of Ana names Ben; whom the column puts above is above, whichever of the two wrote it."""
    assert find_meaning(column, NOT_SAID) is meaning
    here = room([{"id": "ana", column: "ben"}, "ben"], ["north"])
    (found,) = find_namings(here, plan(north=["ana", "ben"]), (column,), NOT_SAID)
    assert (found.one.id, found.other.id, found.meaning) == ("ana", "ben", meaning)
    if meaning is not Meaning.UNKNOWN:
        expected = ("ana", "ben") if meaning is Meaning.POWER_OVER else ("ben", "ana")
        assert (found.above.id, found.below.id) == expected


def test_every_heading_stands_on_one_side_and_turns_round_with_by() -> None:
    assert not set(POWER_OVER) & set(DEPENDS_ON)
    for active in ("funds", "supports", "employs", "supervises", "pays", "hires", "manages"):
        past = {"pays": "paid", "hires": "hired", "manages": "managed", "supervises": "supervised"}
        passive = f"{past.get(active, active.removesuffix('s') + 'ed')} by"
        assert (active in POWER_OVER, passive in DEPENDS_ON) == (True, True), passive


def test_the_convening_says_what_no_heading_does_and_overrules_one_that_does() -> None:
    power = Power(over=("supplies", "funded_by"), under=("sells",))
    found = [find_meaning(column, power) for column in ("supplies", "funded_by", "sells", "funds")]
    assert found == [Meaning.POWER_OVER, Meaning.POWER_OVER, Meaning.DEPENDS_ON, Meaning.POWER_OVER]
    with pytest.raises(ValidationError, match="stands in `over` and in `under`"):
        Power(over=("supplies",), under=("supplies",))


def test_relations_are_found_by_their_names_or_because_a_requirement_uses_them() -> None:
    headings = ["name", "Funds", "supervises", "sells", "fund", "supported_by"]
    assert list_relations(headings, NOT_SAID) == ("Funds", "supervises", "supported_by")
    assert list_relations(headings, NOT_SAID, {"sells"}) == ("Funds", "supervises", "sells", "supported_by")
    assert list_relations(headings, Power(under=("fund",))) == ("Funds", "supervises", "fund", "supported_by")


def test_a_column_names_people_or_their_organization_but_not_colleagues() -> None:
    people = [
        {"id": "ana", "organization": "Oak", "funds": "Elm; dee; Oak"},
        {"id": "ben", "organization": "elm"},
        {"id": "cam", "organization": "Elm"},
        {"id": "dee", "duty": "recorder"},
        {"id": "eve", "organization": "Oak"},
    ]
    here = room(people, ["north", "south"])
    found = find_namings(here, plan(north=["ana", "ben", "dee", "eve"], south=["cam"]), ("funds",), NOT_SAID)
    assert [(one.table.id, one.above.id, one.below.id) for one in found] == [
        ("north", "ana", "ben"),
        ("north", "ana", "dee"),
    ]


def test_the_pairs_are_those_that_the_requirement_keeps_apart() -> None:
    """Written apart from the kind `apart`, and equal to it but for colleagues, wherever nobody is tied by `with`."""
    seen = 0
    for seed in range(60):
        here = random_room(Random(f"power {seed}"), 6)
        if any(p.with_ for p in here.persons):
            continue
        seats = plan(
            **{here.tables[0].id: [p.id for p in here.persons]},
        )
        asked = ApartRequirement(id="apart-1", relation="funds")
        by_kind = {frozenset(finding.people) for finding in asked.check(here, seats)}
        found = {frozenset({each.one.id, each.other.id}) for each in find_namings(here, seats, ("funds",), NOT_SAID)}
        assert found <= by_kind
        for pair in by_kind - found:
            one, other = (here.listed.by_id[identity] for identity in pair)
            assert fold(one.organization) == fold(other.organization) != ""
        seen += len(by_kind)
    assert seen > 10


def test_more_than_half_of_a_table_is_said() -> None:
    people = [
        {"id": f"p{n}", "organization": "Oak" if n < 3 else f"org {n}", "representative_type": t}
        for n, t in enumerate(
            ["doer", "doer", "doer", "decision-maker", "designee", "decision-maker", "decision-maker"]
        )
    ]
    here = room(people, ["north", "south"])
    columns = ("organization", "representative_type")
    seats = plan(north=["p0", "p1", "p2", "p3", "p4"], south=["p5", "p6"])
    assert [(d.table.id, d.value, d.people, d.of) for d in find_dominances(here, seats, columns)] == [
        ("north", "Oak", 3, 5)
    ]
    half = plan(north=["p0", "p1", "p3", "p4"], south=["p2", "p5", "p6"])
    assert find_dominances(here, half, columns) == ()
    decided = plan(north=["p3", "p5", "p6", "p0"], south=["p1", "p2", "p4"])
    assert [d.value for d in find_dominances(here, decided, columns)] == ["decision-maker"]


def test_groups_beside_everybody_else() -> None:
    people = [
        {"id": "ana", "organization": "Oak", "interests": "capital:3; talent:1"},
        {"id": "ben", "organization": "oak", "interests": "talent:2"},
        {"id": "cam", "organization": "Elm", "interests": "capital:2"},
        {"id": "dee", "organization": "Elm"},
    ]
    here = room(people, [{"id": "north", "focus": "capital"}, {"id": "south", "focus": "talent"}])
    seats = plan(north=["cam", "dee"], south=["ana", "ben"])
    duties = {"ana": ("chair", "reporter"), "cam": ("liaison",)}
    elm, oak = compare_groups(here, seats, "organization", duties, {"ana"})
    assert (elm.value, elm.people, elm.others, elm.duties, elm.all_duties) == ("Elm", 2, 2, 1, 3)
    assert (oak.interest, oak.others_interest) == (Fraction(2, 3), Fraction(1))
    assert (oak.moved, oak.others_moved) == (1, 0)
