"""The spread of duties: counted by hand, and called uneven exactly where it is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import seating
from seating.analysis.duty_spread import GroupDuties, measure_spreads, note_uneven, say_share
from seating.present.languages import words_in
from seating.profiles import People, Status
from seating.report.sections.duty_spread import list_blocks
from seating.result import Result
from tests.builders import requirement, room
from tests.present.told import cells

from ..made_up import result_of, small


def _with_chairs(*chairs: str, **columns: list[str]) -> Result:
    """Return the small room with these chairs; `columns` fill the cells of the first people, the rest are blank."""
    people = []
    for number, person in enumerate(small().people):
        cells = {column: values[number] if number < len(values) else "" for column, values in columns.items()}
        people.append(
            person.model_copy(update={"representative_type": None, "organization": "", "sector": "", **cells})
        )
    result = result_of(People(tuple(people)), small().convening, dict(small().plan.seats))
    return replace(result, duties=dict.fromkeys(chairs, ("chair",)))


def _rows(result: Result, language: str = "en") -> list[tuple[str, ...]]:
    (rows,) = cells(list_blocks(result), language).values()
    return rows


def test_without_duties_there_is_no_section():
    assert not list(list_blocks(replace(small(), duties={"s01": ("facilitator",)})))


def test_an_even_spread_is_called_even():
    ids = [person.id for person in small().people][:4]
    assert _rows(_with_chairs(*ids[:2], organization=["Oak", "Elm", "Ash", "Oak"])) == [
        (
            "Organization",
            "3",
            "2",
            "1",
            ("Even: the number of duties differs by at most one between any two organizations."),
        )
    ]


def test_organizations_are_left_out_if_it_is_no_longer_known_who_a_holder_came_from():
    """The organization of a forgotten person was removed, so it might be the one that seems to hold no duty."""
    known = _with_chairs("s01", organization=["Oak", "Elm", "Ash"], sector=["arts", "arts", "arts"])
    first, *others = known.people
    gone = first.model_copy(update={"id": "forgotten-1", "organization": ""})
    seats = {gone.id if one == first.id else one: table for one, table in known.plan.seats.items()}
    convening = known.convening.model_copy(update={"requirements": ()})
    forgotten = result_of(People((gone, *others)), convening, seats)
    for held, rows in ((known, ["Organization", "Sector"]), (forgotten, ["Sector"])):
        holder = next(iter(held.people)).id
        assert [row[0] for row in _rows(replace(held, duties={holder: ("chair",)}))] == rows


def test_an_organization_with_two_more_than_another_is_named():
    ids = [person.id for person in small().people][:4]
    result = _with_chairs(ids[0], ids[3], organization=["Oak", "Elm", "Ash", "Oak"])
    assert [row[3:] for row in _rows(result)] == [("2", "Uneven: Oak has 2 duties, and each of 2 others has 0.")]
    assert _rows(result, "es")[0][4].startswith("Desigual: 2 en Oak")


def test_organizations_with_the_same_number_have_it_each():
    ids = [person.id for person in small().people][:6]
    result = _with_chairs(*ids[:4], organization=["Oak", "Elm", "Oak", "Elm", "Ash", "Fir"])
    assert _rows(result)[0][4] == "Uneven: each of Elm and Oak has 2 duties, and each of 2 others has 0."
    (note,) = note_uneven(measure_spreads(result.room, result.requirements, result.duties))
    assert "By organization: Elm and Oak have 2 each; 2 organizations have none." in note.text


def test_an_organization_with_nothing_but_a_held_seat_may_hold_no_duty():
    ids = [person.id for person in small().people][:4]
    result = _with_chairs(ids[0], ids[3], organization=["Oak", "Elm", "Ash", "Oak"])
    held = {ids[2]: result.people.by_id[ids[2]].model_copy(update={"status": Status.OPEN})}
    people = People(tuple(held.get(person.id, person) for person in result.people))
    result = replace(result_of(people, result.convening, dict(result.plan.seats)), duties=result.duties)
    assert _rows(result) == [("Organization", "2", "1", "2", "Uneven: Oak has 2 duties, and 1 other has 0.")]


def test_a_private_column_is_left_out():
    ids = [person.id for person in small().people][:4]
    result = _with_chairs(ids[0], organization=["Oak", "Elm"], sector=["labor", "business"])
    assert [by for by, *_ in _rows(result)] == ["Organization", "Sector"]
    hidden = replace(result, private_columns=frozenset({"sector"}))
    assert [by for by, *_ in _rows(hidden)] == ["Organization"]


def test_sectors_and_voices_are_compared_with_their_share_of_the_people():
    people = [{"id": f"p{n}", "sector": "labor" if n < 4 else "business", "age": "young"} for n in range(8)]
    people[7]["age"] = "old"
    here = room(people, ["north"])
    voice, chair = requirement("voice", name="Youth", who={"age": "young"}), requirement("duty", name="chair")
    even = measure_spreads(here, [voice, chair], {f"p{n}": ("chair",) for n in (0, 1, 2, 4)})
    assert [(s.by, [(g.name, g.people, g.duties, g.share) for g in s.groups], bool(s.uneven)) for s in even] == [
        ("sector", [("labor", 4, 3, 2), ("business", 4, 1, 2)], False),
        ("voice", [("Youth", 7, 4, 3.5)], False),
    ]
    assert list(note_uneven(even)) == []
    uneven = measure_spreads(here, [voice, chair], {f"p{n}": ("chair",) for n in range(4)})
    (note,) = note_uneven(uneven)
    assert note.slug == "duties-uneven"
    told = "By sector: 4 for labor (a fair share would be about 2); 0 for business (a fair share would be about 2)"
    assert told in note.text
    spanish = words_in("es").tell(note.text)
    assert spanish.startswith("Los cargos se reparten de manera desigual. Por sector: sindicatos 4 (")
    assert [s.by for s in measure_spreads(here, [voice], {"p0": ("chair",)}, {"sector", voice.id})] == []


def test_a_fair_share_below_one_is_not_told_as_none():
    told = [
        say_share(GroupDuties("librarians", people=2, duties=2, share=share))
        for share in (Fraction(2, 5), Fraction(3, 5))
    ]
    assert [text.partition("(")[2] for text in told] == [
        "a fair share would be less than 1)",
        "a fair share would be about 1)",
    ]


def test_who_may_not_hold_a_duty_has_no_share_of_it():
    types = ("doer", "doer", "doer", "designee", "designee", "designee", "decision-maker", "decision-maker")
    people = [
        {"id": f"p{n}", "representative_type": each, "organization": "Elm" if each == "designee" else f"Oak {n % 2}"}
        for n, each in enumerate(types)
    ]
    here = room(people, ["north"])
    chair = requirement("duty", name="chair", who={"representative_type": ["doer", "decision-maker"]}, each=4)
    chairs = {f"p{n}": ("chair",) for n in (0, 1, 6, 7)}
    found = {spread.by: spread for spread in measure_spreads(here, [chair], chairs)}
    by_type = found["representative_type"]
    shares = {group.name: group.share for group in by_type.groups}
    assert shares == {"doer": Fraction(12, 5), "decision-maker": Fraction(8, 5), "designee": 0}
    assert by_type.uneven == ()
    (of_five,) = measure_spreads(here, [chair], {f"p{n}": ("chair", "clerk") for n in (0, 6)}, {"organization"})
    assert of_five.uneven == (), "nobody is told to have 2 instead of about 2"
    assert found["organization"].uneven == ()
    anyone = requirement("duty", name="chair", each=4)
    assert {spread.by for spread in measure_spreads(here, [anyone], chairs) if spread.uneven} == {
        "representative_type",
        "organization",
    }


def test_an_organization_without_people_who_can_hold_a_duty_is_not_called_even_with_others():
    result = seating.solve(
        [{"name": f"Ana {n}", "organization": ("Oak", "Ash", "Elm", "Elm")[n]} for n in range(4)],
        {
            "tables": [{"id": "north", "seats": 2}, {"id": "south", "seats": 2}],
            "requirements": [
                {"kind": "apart", "people": ["Ana 0", "Ana 1"], "must": True},
                {"kind": "duty", "name": "chair", "who": {"organization": ["Oak", "Ash"]}},
            ],
        },
    )
    told = "Even: the number of duties differs by at most one between any two organizations"
    assert _rows(result)[0] == ("Organization", "3", "2", "1", f"{told} with people who can hold a duty.")


def test_one_organization_is_not_compared_with_others():
    told = "Not compared: fewer than two organizations have people who can hold a duty."
    ids = [person.id for person in small().people][:2]
    assert _rows(_with_chairs(*ids, organization=["Oak", "Oak"])) == [("Organization", "1", "1", "2", told)]
    result = _with_chairs(*ids, organization=["Oak", "Oak", "Elm"])
    chair = requirement("duty", name="chair", who={"organization": "Oak"})
    assert _rows(replace(result, requirements=(chair,))) == [("Organization", "2", "1", "2", told)]


def test_a_duty_that_nobody_from_an_organization_may_hold_is_not_uneven():
    people = [{"id": "p0", "organization": "Oak", "gender": "f"}, {"id": "p1", "gender": "m"}]
    chair = requirement("duty", name="chair", who={"gender": "m"})
    (spread,) = measure_spreads(room(people, ["north"]), [chair], {"p1": ("chair",)})
    assert [(group.name, group.share, group.duties) for group in spread.groups] == [("Oak", 0, 0)]
    assert spread.uneven == ()
    assert list(note_uneven([spread])) == []


def test_without_the_requirements_no_share_is_called_even():
    """A saved round may keep only their sentences: who can hold the duty is not known then."""
    result = _with_chairs(*[person.id for person in small().people][:2], sector=["labor", "business"])
    told = "Not compared here: it is not recorded who can hold which duty."
    assert [row[4] for row in _rows(result) if row[0] == "Sector"] == [told]
    chair = requirement("duty", name="chair")
    asked = replace(result, requirements=(*result.requirements, chair))
    assert [row[4][:5] for row in _rows(asked) if row[0] == "Sector"] == ["Even:"]


def test_elected_chairs_without_a_requirement_have_no_share_either():
    ids = [person.id for person in small().people][:2]
    drawn = _with_chairs(*ids, sector=["labor", "business"])
    tables = tuple(
        table.model_copy(update={"chair": tuple(one for one in ids if drawn.plan.seats[one] == table.id)})
        for table in drawn.convening.tables
    )
    elected = replace(drawn, convening=drawn.convening.model_copy(update={"tables": tables}))
    assert not any(elected.is_suggested(one, "chair") for one in ids)
    assert _rows(elected) == _rows(drawn)


def test_no_note_calls_uneven_what_the_report_does_not_compare():
    result = _with_chairs(
        *[person.id for person in small().people][:4], sector=[*["labor"] * 4, "business", "business"]
    )
    spreads = measure_spreads(result.room, result.requirements, result.duties)
    assert [row[4].partition(" ")[0] for row in _rows(result) if row[0] == "Sector"] == ["Not"]
    assert list(note_uneven(spreads)) == []
