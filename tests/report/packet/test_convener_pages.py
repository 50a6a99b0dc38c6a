"""What the convener alone reads: needs with their totals, voices to find, and what hangs on whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seating.convening.schema import Power
from seating.profiles import People, Person
from seating.profiles import Status as Invitation
from seating.profiles.people import Heading
from seating.report.packet import change_kit, missing_voices, needs, power, recruit
from seating.report.pages import render_packet
from seating.report.sections import power as power_section
from seating.report.settings import Settings
from seating.requirements.apart import ApartRequirement
from seating.result import Recruit

from ..made_up import ToyVoice, result_of, small


def room(*requirements, **columns):
    """Return eight people at two tables of four, with columns by person's number."""
    persons = tuple(
        Person(id=f"p{n}", name=f"Person {n}", **{name: cells[n] for name, cells in columns.items() if n in cells})
        for n in range(10)
    )
    tables = small().convening.tables[:2]
    convening = small().convening.model_copy(update={"tables": tables, "requirements": requirements})
    seats = {f"p{n}": ("capital", "talent")[n // 4] for n in range(8)}
    return People(persons), convening, seats


def related(column, cells, **changes):
    """Return eight people at two tables, with a column of relations by person's number."""
    people, convening, seats = room()
    named = [p.model_copy(update={"own": {column: (cells[n],)}}) if n in cells else p for n, p in enumerate(people)]
    people = People(tuple(named), headings={column: Heading(column, "A")})
    return result_of(people, convening.model_copy(update=changes), seats)


@pytest.mark.parametrize("column", ["funds", "supports", "funded_by", "supported_by", "works_for", "reports_to"])
def test_power_is_with_whom_the_column_says(column):
    """Person 0 names Person 1: who lends the hand is above, and who gets it speaks first."""
    found = power.fill(related(column, {0: "p1"}), Settings())
    pair = ("Person 0", "Person 1") if column in {"funds", "supports"} else ("Person 1", "Person 0")
    assert [(line.one, line.other) for line in found.dependences] == [pair]
    assert found.namings == ()


def test_a_column_that_does_not_say_who_has_power_asks_nobody_to_speak_first():
    asked = ApartRequirement(id="apart-1", relation="supplies")
    result = related("supplies", {0: "p1"}, requirements=(asked,))
    found = power.fill(result, Settings())
    assert found.dependences == ()
    assert [(line.one, line.relation, line.other) for line in found.namings] == [("Person 0", "supplies", "Person 1")]
    html = render_packet(result, Settings())["convener-only/power.html"]
    assert "speak first" not in html
    assert "somebody their row names" in html
    section = power_section.fill(with_organizations(result), Settings())
    assert section.knows_relations
    said = power.fill(
        related("supplies", {0: "p1"}, requirements=(asked,), power=Power(under=("supplies",))), Settings()
    )
    assert [(line.one, line.other) for line in said.dependences] == [("Person 1", "Person 0")]


def with_organizations(result):
    """Return the result with everybody of one organization, so that the section has a group to tell of."""
    people = tuple(p.model_copy(update={"organization": "Oak"}) for p in result.room.people)
    return replace(result, room=replace(result.room, people=people))


def test_needs_are_listed_by_table_and_counted_without_regard_to_case():
    people, convening, seats = room(needs={0: ("Vegan", "step-free"), 5: ("vegan",), 9: ("vegan",)})
    convening = convening.model_copy(update={"counts_only": ("organization",)})
    found = needs.fill(result_of(people, convening, seats), Settings())
    assert [(total.value, total.people, total.tables) for total in found.totals] == [
        ("Vegan", 2, (1, 2)),
        ("step-free", 1, (1,)),
    ]
    assert [(table.number, [person.name for person in table.people]) for table in found.tables] == [
        (1, ["Person 0"]),
        (2, ["Person 5"]),
    ]


def test_needs_that_are_only_counted_are_counted_once():
    people, convening, seats = room(needs={0: ("Vegan",), 5: ("vegan",)})
    found = needs.fill(result_of(people, convening.model_copy(update={"counts_only": ("needs",)}), seats), Settings())
    assert [(total.heading, total.value, total.people) for total in found.totals] == [("", "Vegan", 2)]


def test_a_column_that_is_only_counted_is_counted_and_named_with_nobody():
    people, convening, seats = room(sector={0: "arts", 1: "Arts", 6: "faith"})
    found = needs.fill(result_of(people, convening.model_copy(update={"counts_only": ("sector",)}), seats), Settings())
    assert [(total.heading, total.value, total.people) for total in found.totals] == [
        ("sector", "arts", 2),
        ("sector", "faith", 1),
    ]
    assert found.tables == ()


def test_what_hangs_on_one_person_is_told_with_who_could_step_in():
    voice = ToyVoice(id="v", name="Printers", who={"sector": "print"}, at_least=1)
    people, convening, seats = room(voice, sector={0: "print", 4: "print", 5: "print", 8: "print", 9: "print"})
    declined = people.by_id["p9"].model_copy(update={"status": Invitation.DECLINED})
    reached = people.by_id["p8"].model_copy(update={"phone": "555 0100", "email": "p8@example.org"})
    people = People(tuple({"p8": reached, "p9": declined}.get(p.id, p) for p in people))
    (point,) = change_kit.fill(result_of(people, convening, seats), Settings()).fragile
    assert (point.perspective, point.table, point.people) == ("Printers", "Capital", ("Person 0",))
    assert point.could_move == ("Person 4 (2)", "Person 5 (2)")
    assert point.could_be_asked == (change_kit.StandIn("Person 8", ("555 0100", "p8@example.org")),)


def test_a_voice_of_the_room_hangs_on_all_it_has():
    voice = ToyVoice(id="v", name="Printers", who={"sector": "print"}, at_least=2, everywhere=False)
    people, convening, seats = room(voice, sector={0: "print", 4: "print"})
    (point,) = change_kit.fill(result_of(people, convening, seats), Settings()).fragile
    assert (point.table, point.number, point.people) == ("", None, ("Person 0", "Person 4"))
    people, convening, seats = room(voice, sector={0: "print", 4: "print", 5: "print"})
    assert change_kit.fill(result_of(people, convening, seats), Settings()).fragile == ()


def test_a_point_is_fragile_exactly_when_taking_somebody_away_makes_the_voice_short():
    """Held against the judge: one person less, and the same requirement asked anew."""
    voice = ToyVoice(id="v", name="Printers", who={"sector": "print"}, at_least=2)
    for at_capital in range(5):
        people, convening, seats = room(voice, sector={**dict.fromkeys(range(at_capital), "print"), 4: "print"})
        result = result_of(people, convening, seats)
        short = {finding.table: finding.shortfall for finding in result.verdict(voice).findings}
        fragile = {point.table for point in change_kit.fill(result, Settings()).fragile}
        without = result_of(people, convening, {k: v for k, v in seats.items() if k != "p0"})
        after = {finding.table: finding.shortfall for finding in without.verdict(voice).findings}
        breaks = at_capital > 0 and short.get("capital", 0) == 0 and after.get("capital", 0) > 0
        assert ("Capital" in fragile) == breaks, at_capital


def test_tables_at_their_fewest_are_told():
    found = change_kit.fill(small(), Settings())
    assert [place.table.id for place in found.at_their_fewest] == []
    people, convening, seats = room()
    assert [p.number for p in change_kit.fill(result_of(people, convening, seats), Settings()).at_their_fewest] == [
        1,
        2,
    ]


def test_every_voice_that_is_not_heard_has_lines_to_write_on_or_people_to_ask():
    found = missing_voices.fill(small(), Settings(language="es"))
    asked = {voice.name: voice for voice in found.voices}
    unheard = {v.name for v in (*small().review.voices, *small().review.gaps) if v.state.value != "heard"}
    assert set(asked) == unheard
    assert asked["Youth"].state.word == "No se sabe"
    assert (len(asked["Youth"].lines), len(asked["Youth"].to_ask), asked["Youth"].more_to_ask) == (0, 12, 2)
    assert all(len(voice.lines) == 0 for voice in found.voices if voice.to_ask)
    assert all(len(voice.lines) >= 2 for voice in found.voices if not voice.to_ask)
    assert [person.name for person in found.absent] == ["Omar Vance", "Pia Sund"]


def test_whoever_serves_nothing_by_themselves_is_no_stand_in_and_a_voice_of_two_columns_has_no_parts():
    """A cell of the frame needs policy and media in one person; a merged description may be shared out."""
    both = ToyVoice(id="v", name="Policy of media", who={"sector": "media", "organization": "Mill"})
    one = ToyVoice(id="w", name="Mill", who={"organization": "Mill"})
    other = ToyVoice(id="u", name="Media", who={"sector": "media"})
    for asked, serves, has_parts, names in (
        ((both,), ("v",), False, ["Person 9"]),
        ((one, other), ("w", "u"), True, ["Person 9", "Person 8"]),
    ):
        people, convening, seats = room(*asked, sector={8: "media", 9: "media"}, organization={9: "Mill"})
        people = People(
            tuple(p.model_copy(update={"status": Invitation.IDEA}) if p.id in {"p8", "p9"} else p for p in people)
        )
        who = {"sector": "media", "organization": "Mill"}
        wanted = (Recruit(who, 1, serves, "Invite 1 more person.", True),)
        (call,) = recruit.fill(result_of(people, convening, seats, recruit=wanted), Settings()).calls
        assert (call.has_parts, [candidate.name for candidate in call.stand_ins]) == (has_parts, names)
