"""The spread of duties: counted by hand, and called uneven exactly where it is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from seating.analysis.duty_spread import GroupDuties, measure_spreads, note_uneven, say_share
from seating.present.languages import words_in
from seating.profiles import People, Status
from seating.result import Result
from tests.builders import requirement, room
from tests.report.made_up import result_of, small


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


def test_organizations_with_the_same_number_have_it_each():
    ids = [person.id for person in small().people][:6]
    result = _with_chairs(*ids[:4], organization=["Oak", "Elm", "Oak", "Elm", "Ash", "Fir"])
    (note,) = note_uneven(measure_spreads(result.room, result.requirements, result.duties))
    assert "By organization: Elm and Oak have 2 each; 2 organizations have none." in note.text


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


def test_a_duty_that_nobody_from_an_organization_may_hold_is_not_uneven():
    people = [{"id": "p0", "organization": "Oak", "gender": "f"}, {"id": "p1", "gender": "m"}]
    chair = requirement("duty", name="chair", who={"gender": "m"})
    (spread,) = measure_spreads(room(people, ["north"]), [chair], {"p1": ("chair",)})
    assert [(group.name, group.share, group.duties) for group in spread.groups] == [("Oak", 0, 0)]
    assert spread.uneven == ()
    assert list(note_uneven([spread])) == []


def test_no_note_calls_uneven_what_is_not_known():
    """A saved round may keep only the sentences of requirements: who can hold the duty is not known then."""
    result = _with_chairs(
        *[person.id for person in small().people][:4], sector=[*["labor"] * 4, "business", "business"]
    )
    assert list(note_uneven(measure_spreads(result.room, result.requirements, result.duties))) == []


def test_an_organization_with_nothing_but_a_held_seat_may_hold_no_duty():
    ids = [person.id for person in small().people][:4]
    result = _with_chairs(ids[0], ids[3], organization=["Oak", "Elm", "Ash", "Oak"])
    held = result.people.by_id[ids[2]].model_copy(update={"status": Status.OPEN})
    people = People(tuple(held if person.id == held.id else person for person in result.people))
    result = result_of(people, result.convening, dict(result.plan.seats))
    (spread,) = measure_spreads(result.room, result.requirements, dict.fromkeys((ids[0], ids[3]), ("chair",)))
    assert [(group.name, group.duties) for group in spread.groups] == [("Oak", 2), ("Elm", 0)]
