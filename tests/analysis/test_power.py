"""Who depends on whom, which tables are in one hand, and how groups fare."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random

import pytest
from pydantic import ValidationError

from seating.analysis.power import (
    NameIndex,
    compare_group,
    count_representatives,
    find_dominances,
    find_namings,
    group_people,
)
from seating.analysis.season.hosts import find_host_shares
from seating.analysis.table_demand import measure_interest
from seating.convening.relations import find_meaning, list_relations
from seating.convening.schema import Power
from seating.profiles import Person, Role, Status
from seating.profiles.power_headings import DEPENDS_ON, POWER_OVER, Meaning
from seating.requirements.apart import ApartRequirement
from seating.room.plan import Plan, Room
from seating.wording import fold
from tests.builders import plan, room
from tests.examples import seeded
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
    with pytest.raises(ValidationError, match="is in both `over` and `under`"):
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
            is_held = one.is_held or other.is_held  # a requirement counts the filled cells of a held seat
            assert is_held or fold(one.organization) == fold(other.organization) != ""
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
    by_firm = group_people(here.people, "organization")
    elm, oak = (compare_group(here, seats, by_firm[firm], duties, {"ana"}) for firm in ("Elm", "Oak"))
    assert (elm.people, elm.others, elm.duties, elm.all_duties) == (2, 2, 1, 3)
    assert (oak.interest, oak.others_interest) == (Fraction(2, 3), Fraction(1))
    assert (oak.moved, oak.others_moved) == (1, 0)
    apart = plan(north=["cam", "ana"], south=["dee", "ben"])
    assert [compare_group(here, seats, each, {}, ()).alone for each in by_firm.values()] == [0, 0]
    assert [compare_group(here, apart, each, {}, ()).alone for each in by_firm.values()] == [2, 2]


def test_groups_are_compared_at_all_sessions_of_their_people() -> None:
    people = [
        {"id": "ana", "organization": "Elm", "interests": "talent: 3"},
        {"id": "ben", "organization": "Elm"},
        {"id": "cam", "organization": "Oak"},
        {"id": "dee", "organization": "Oak"},
    ]
    here = room(people, [{"id": "north", "focus": "capital"}, {"id": "south", "focus": "talent"}])
    visits = Plan({"ana": "north", "ben": "north", "cam": "south", "dee": "south"}, {"ana": ("south",)})
    by_firm = group_people(here.people, "organization")
    elm, oak = (compare_group(here, visits, by_firm[firm], {}, ()) for firm in ("Elm", "Oak"))
    assert (elm.people, elm.seats, elm.all_seats, oak.seats) == (2, 3, 5, 2)
    assert (elm.alone, oak.alone) == (1, 0)  # Ana at South
    assert elm.interest == 1


def test_people_of_the_host_are_counted_at_its_table() -> None:
    people = [{"id": f"p{n}", "organization": ["Oak Fund", "Elm"][n % 2]} for n in range(8)]
    people[2]["status"] = "open"
    here = room(people, [{"id": "north", "hosted_by": "oak fund; p1"}, {"id": "south", "hosted_by": "Ash"}])
    seats = plan(north=["p0", "p1", "p2", "p3", "p5"], south=["p4", "p6", "p7"])
    assert [(one.table.id, one.people, one.of) for one in find_host_shares(here, seats)] == [
        ("north", 2, 4)
    ]  # p0 and p1; p2 is an open seat


COLUMNS = ("organization", "sector", "representative_type", "tags")


def drawn(seed: str) -> tuple[Room, Plan, Random]:
    rng = Random(seed)
    here = random_room(rng, 8)
    return here, Plan({p.id: rng.choice(here.tables[:2]).id for p in here.persons}), rng


def groups(people: list[Person], column: str) -> dict[str, list[Person]]:
    values = {fold(value) for p in people for value in p.values(column)}
    return {value: [p for p in people if value in map(fold, p.values(column))] for value in values}


def test_dominant_groups_are_those_that_counting_at_each_table_gives() -> None:
    seen = 0
    for seed in range(150):
        here, seats, _ = drawn(f"dominance {seed}")
        expected = set()
        for table in here.tables:
            at = [p for p in here.people if seats.seats[p.id] == table.id and p.status is not Status.OPEN]
            types = {p.id: p.types_at.get(table.id, p.representative_type) for p in at}
            at = [p.model_copy(update={"representative_type": types[p.id]}) for p in at]
            for column in COLUMNS:
                for value, members in groups(at, column).items():
                    decides = column != "representative_type" or value == "decision-maker"
                    if decides and len(at) >= 4 and len(members) > len(at) / 2:
                        expected.add((table.id, column, value, len(members), len(at)))
        found = find_dominances(here, seats, COLUMNS)
        assert {(d.table.id, d.column, fold(d.value), d.people, d.of) for d in found} == expected
        assert len(found) == len(expected)
        seen += len(expected)
    assert seen > 20


def test_a_group_and_the_others_are_everybody() -> None:
    """Each number of a comparison, counted once more person by person."""
    for seed in range(60):
        here, seats, rng = drawn(f"compare {seed}")
        people = [p for p in here.people if p.status is not Status.OPEN]
        duties = {p.id: ("chair", "liaison")[: rng.randrange(3)] for p in people}
        moved = {p.id for p in people if rng.random() < 0.4}
        by_value = groups(people, "organization")
        for members in by_value.values():
            each = compare_group(here, seats, members, duties, moved)
            others = [p for p in people if p not in members]
            assert (each.people, each.others) == (len(members), len(others))
            assert each.duties == sum(len(duties[p.id]) for p in members)
            assert each.all_duties == sum(len(duties[p.id]) for p in people)
            assert each.alone == sum(
                all(other is p or seats.seats[other.id] != seats.seats[p.id] for other in members) for p in members
            )
            assert (each.moved, each.others_moved) == tuple(sum(p.id in moved for p in g) for g in (members, others))
            assert (each.interest, each.others_interest) == tuple(
                _mean_interest(here, seats, g) for g in (members, others)
            )


def _mean_interest(here: Room, seats: Plan, people: list[Person]) -> Fraction | None:
    shares = [measure_interest(p, here.table(seats.seats[p.id])) for p in people]
    known = [share for share in shares if share is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def test_representatives_are_counted_by_type() -> None:
    for seed in range(60):
        here, _, _ = drawn(f"sent {seed}")
        people = [p for p in here.people if p.status is not Status.OPEN]
        found = {fold(each.name): each for each in count_representatives(here.coming, "organization")}
        assert found.keys() == groups(people, "organization").keys()
        for value, members in groups(people, "organization").items():
            types = Counter(p.representative_type for p in members)
            assert found[value].untold == types.pop(None, 0)
            assert found[value].types == types
            assert found[value].people == len(members)
            assert found[value].only_designees is all(p.representative_type is Role.DESIGNEE for p in members)
            decides = any(p.representative_type in {Role.DECISION_MAKER, None} for p in members)
            assert found[value].without_decision_maker is not decides


@seeded(5)
def test_an_index_of_names_finds_whom_a_comparison_with_everybody_finds(seed: int) -> None:
    rng = Random(seed)
    organizations = ["", "Works", "works", "Fund", "Mill"]
    rows = []
    for number in range(12):
        named = "; ".join(rng.sample(["Works", "FUND", "P3", "p4", "P5", "nobody"], rng.randrange(4)))
        rows.append({"id": f"p{number}", "name": f"P{number % 8}", "organization": rng.choice(organizations)})
        rows[-1]["own"] = {"funds": named.split("; ") if named else []}
    here = room([*rows], [{"id": "north"}])
    some = rng.sample(list(here.persons), 8)
    index = NameIndex(some, here)
    for one in here.persons:
        values = one.values("funds")
        persons = {person.id for value in values for person in here.listed.named(value)}
        others = {fold(value) for value in values} - {fold(one.organization)}
        wanted = [
            p
            for p in some
            if p.id != one.id and (p.id in persons or (p.organization and fold(p.organization) in others))
        ]
        assert list(index.find_named(one, "funds")) == wanted


def test_cells_in_which_nothing_is_written_make_no_group() -> None:
    people = [{"id": one, "sector": value} for one, value in zip("abcd", ("faith", "?", "n/a", "Faith"), strict=True)]
    groups = group_people(room(people, ("a",)).people, "sector")
    assert {value: [one.id for one in members] for value, members in groups.items()} == {"faith": ["a", "d"]}
