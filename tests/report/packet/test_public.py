"""The page for anybody: counts without names, and no group so small that somebody could be recognized."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

import pytest

from seating.analysis.initiative.memberships import Membership
from seating.present.settings import Settings
from seating.profiles import People, Person, Role
from seating.profiles import Status as Invitation
from seating.report.output import packet_files
from seating.report.packet import public
from seating.report.pages import render_packet
from seating.result import Result
from seating.result.privacy import for_reader
from seating.result.readers import SMALLEST, Audience
from seating.room.plan import Plan

from ..conftest import Page
from ..made_up import ToyVoice, large, result_of, small
from .test_governance_members import BOARD, LEAD, STEER, governed

ENGLISH, SPANISH = Settings(), Settings(language="es")


def initiative(people: int, tables: int = 6) -> Result:
    """Return tables with so many people each, governance tables, and voices of every state."""
    base = large(people * tables, tables)
    spoken = (("en",), ("en", "es"), ("es",), ())
    persons = tuple(
        person.model_copy(
            update={"languages": spoken[n % 4], "organization": f"Tern Bank {n % 31}", "name": f"Ana Okafor {n}"}
        )
        for n, person in enumerate(base.people)
    )
    voices = (
        ToyVoice(id="v1", name="Organized labor", who={"sector": "labor"}, everywhere=False),
        ToyVoice(id="v2", name="Young people", who={"sector": "youth"}, everywhere=False),
        ToyVoice(id="v3", name="Renters", who={"sector": "business"}, at_least=10_000, everywhere=False),
        ToyVoice(id="v4", name="CANARY", who={"sector": "labor"}, everywhere=False),
    )
    purpose = "Make access to capital fair for every type of entrepreneur in the city and beyond it"
    named = tuple(
        table.model_copy(update={"purpose": purpose, "name": f"Capital and kitchens, group {n}"})
        for n, table in enumerate(base.room.tables)
    )
    found = result_of(
        People(persons),
        base.convening.model_copy(update={"tables": named, "requirements": voices, "working_language": "en"}),
        dict(base.plan.seats),
        private_names={"v4": "private-1"},
    )
    convening = found.convening.model_copy(update={"tables": (*named, LEAD, STEER)})
    members = (
        *(Membership("lead", p.id, "member") for p in persons[:6]),
        *(Membership("steer", p.id, "member") for p in persons[:3]),
    )
    room = replace(found.room, working_language="en")
    return replace(found, convening=convening, memberships=members, room=room)


def page_of(result: Result, settings: Settings = ENGLISH) -> public.Public:
    found = public.fill(for_reader(result, Audience.EVERYONE), settings)
    assert found is not None
    return found


def text_of(result: Result, settings: Settings = ENGLISH) -> str:
    return " ".join(" ".join(Page(render_packet(result, settings)["public.html"]).texts).split())


def test_the_page_counts_people_organizations_and_tables() -> None:
    page = page_of(initiative(8))
    assert [(one.label, one.value) for one in page.figures] == [
        ("people", "48"),
        ("organizations", "31"),
        ("tables", "6"),
        ("governance tables", "2"),
    ]
    assert [table.people for table in page.tables] == [8] * 6 + [6, None]
    roles, sectors, languages = page.groups
    assert {one.label: one.value for one in roles.counts} == {"doers": "24", "designees": "12", "decision-makers": "12"}
    assert {one.label for one in sectors.counts} == {"business", "labor", "government", "nonprofit"}
    assert {one.label: one.value for one in languages.counts} == {"English": "36", "Spanish": "24"}


def test_organizations_that_are_no_longer_known_are_stated() -> None:
    base = initiative(8)
    assert "whose data was removed" not in text_of(base)
    first = base.people.persons[0]

    def forget(organization: str) -> Result:
        gone = first.model_copy(update={"id": "forgotten-1", "organization": organization})
        persons = tuple(gone if one.id == first.id else one for one in base.people)
        seats = {gone.id if one == first.id else one: table for one, table in base.plan.seats.items()}
        there = tuple(sorted((gone if one.id == first.id else one for one in base.room.people), key=lambda one: one.id))
        room = replace(base.room, people=there, listed=People(persons))
        return replace(base, people=People(persons), room=room, plan=replace(base.plan, seats=seats))

    assert "Organizations that are no longer known are not counted" in text_of(forget(""))
    assert "whose data was removed" not in text_of(forget(first.organization))
    few = replace(forget(""), private_columns=frozenset({"organization"}))
    assert "whose data was removed" not in text_of(few), "organizations are not counted there"


def test_tables_without_a_purpose_have_no_column_for_it() -> None:
    made = initiative(8)
    tables = tuple(table.model_copy(update={"purpose": ""}) for table in made.convening.tables)
    bare = replace(
        made,
        convening=made.convening.model_copy(update={"tables": tables}),
        room=replace(made.room, tables=tuple(t.model_copy(update={"purpose": ""}) for t in made.room.tables)),
    )
    assert "Purpose" not in text_of(bare)


def test_voices_are_named_by_what_anybody_may_know() -> None:
    page = page_of(initiative(8))
    assert page.voices == {
        "Heard": ("Organized labor",),
        "Too few": ("Renters",),
        "Missing": ("Young people",),
    }
    assert "CANARY" not in text_of(initiative(8))


def test_the_names_of_needed_cells_are_no_words_for_a_newspaper() -> None:
    base = initiative(8)
    (one, *_) = base.review.voices
    cell = replace(one, id="frame-1", name="labor · practice")
    found = replace(base, review=replace(base.review, voices=(*base.review.voices, cell)))
    assert "labor · practice" not in text_of(found)
    assert "Organized labor" in text_of(found)


def test_nobody_and_no_organization_is_named() -> None:
    for result in (initiative(8), governed(), small()):
        text = text_of(result)
        for person in result.people:
            for name in (person.name, person.organization):
                assert not name or not re.search(rf"\b{re.escape(name)}\b", text), name


def test_a_language_that_the_program_does_not_know_is_named_as_the_list_writes_it() -> None:
    base = initiative(8)
    spoken = (("Quenya",), ("QUENYA", "en"), ("Quenya", "español"), ())
    persons = tuple(p.model_copy(update={"languages": spoken[n % 4]}) for n, p in enumerate(base.room.people))
    *_, languages = page_of(replace(base, room=replace(base.room, people=persons), people=People(persons))).groups
    assert [(one.value, one.label) for one in languages.counts] == [
        ("36", "Quenya"),
        ("24", "English"),
        ("12", "Spanish"),
    ]


def test_texts_with_a_name_are_left_out_and_counted() -> None:
    base = initiative(8)
    told = base.convening.tables[0].model_copy(update={"name": "Tern Bank 3’s table", "purpose": "Help Ana Okafor 5"})
    persons = tuple(p.model_copy(update={"sector": "Tern Bank 3"}) if n < 8 else p for n, p in enumerate(base.people))
    by_id = {p.id: p for p in persons}
    room = replace(base.room, people=tuple(by_id[p.id] for p in base.room.people), listed=People(persons))
    convening = base.convening.model_copy(update={"tables": (told, *base.convening.tables[1:])})
    found = replace(base, convening=convening, people=People(persons), room=room)
    page = page_of(found)
    assert (page.tables[0].label, page.tables[0].purpose, page.left_out) == ("Table 1", "", 2)
    text = text_of(found)
    assert "Tern Bank" not in text
    assert "Ana Okafor" not in text
    assert "2 items that contain a name from the list are left out." in text


@pytest.mark.parametrize(
    ("cell", "label"), [("", "not stated"), ("Tern Bank 3", "not stated, or not shown because it names someone")]
)
def test_sectors_are_left_out_for_a_name_only_if_one_has_a_name(cell: str, label: str) -> None:
    """Six blank cells of 48 name no one. Four people may not be named, and count as if they had stated nothing."""
    base = initiative(8)
    sectors_of = [cell] * 6 + ["Tern Bank 3"] * 4 + ["labor"] * 38
    persons = tuple(
        p.model_copy(update={"sector": sectors_of[n], "listed": not 6 <= n < 10})
        for n, p in enumerate(base.room.people)
    )
    _, sectors, _ = page_of(replace(base, room=replace(base.room, people=persons), people=People(persons))).groups
    assert [(one.value, one.label) for one in sectors.counts] == [("38", "labor"), ("10", label)]


def test_small_groups_are_not_shown_nor_found_by_subtraction() -> None:
    """Over 200 random rooms: no printed count of people is between 1 and 4, and one hidden count is never alone."""
    random = Random(11)
    base = small()
    for _ in range(200):
        n_people, n_tables = random.randint(5, 40), random.randint(1, 6)
        persons = tuple(
            Person(
                id=f"p{n}",
                name=f"Xu {n}",
                sector=random.choice(("labor", "business", "arts", "")),
                representative_type=random.choice((*Role, None)),
                languages=random.choice(((), ("en",), ("es", "en"), ("so",))),
            )
            for n in range(n_people)
        )
        tables = tuple(base.convening.tables[0].model_copy(update={"id": f"t{n}"}) for n in range(n_tables))
        convening = base.convening.model_copy(update={"tables": tables, "requirements": ()})
        result = result_of(People(persons), convening, {p.id: f"t{random.randrange(n_tables)}" for p in persons})
        page = page_of(result)
        shown = [table.people for table in page.tables if table.people is not None]
        assert all(n == 0 or n >= SMALLEST for n in shown)
        hidden = [table for table in page.tables if table.people is None]
        assert len(hidden) != 1 or n_people - sum(shown) >= SMALLEST
        assert len(hidden) != 1 or not shown
        for group in page.groups:
            numbers = [int(one.value) for one in group.counts if one.value.isdecimal()]
            assert all(n >= SMALLEST for n in numbers), group
            if group.title != "Languages":
                rest = n_people - sum(numbers)
                assert rest == 0 or rest >= SMALLEST, group
            else:
                assert all(n_people - n == 0 or n_people - n >= SMALLEST for n in numbers), group


def test_a_private_column_is_not_counted_and_one_that_may_only_be_counted_is() -> None:
    hidden = replace(initiative(8), private_columns=frozenset({"sector", "organization", "languages"}))
    page = page_of(hidden)
    assert [group.title for group in page.groups] == ["Roles"]
    assert "organizations" not in [one.label for one in page.figures]
    base = initiative(8)
    counted = replace(base, convening=base.convening.model_copy(update={"counts_only": ("languages",)}))
    assert "Languages" in [group.title for group in page_of(counted).groups]


@pytest.mark.parametrize(
    "cells", [{"sector": "labor"}, {"languages": ("es", "vi")}, {"representative_type": Role.DOER}]
)
def test_no_count_tells_the_cells_of_a_person_who_may_not_be_named(cells: dict[str, object]) -> None:
    base = initiative(20)

    def counted(**more: object) -> tuple[public.Group, ...]:
        people = (base.room.people[0].model_copy(update={"listed": False, **more}), *base.room.people[1:])
        return page_of(replace(base, room=replace(base.room, people=people))).groups

    assert counted() == counted(**cells)
    (people,) = [one.value for one in page_of(base).figures if one.label == "people"]
    roles = next(group for group in counted() if group.title == "Roles")
    assert sum(int(one.value) for one in roles.counts) == int(people)


def test_a_large_group_that_is_left_out_is_not_called_small() -> None:
    """Of seven people of a sector three may not be named, so it is not shown; the reason fits and tells nothing."""
    base = initiative(20)
    persons = tuple(
        p.model_copy(update={"sector": "arts" if n < 7 else "labor", "listed": n >= 3})
        for n, p in enumerate(base.room.people)
    )
    hidden = replace(base, room=replace(base.room, people=persons))
    assert not [group for group in page_of(hidden).groups if "arts" in {one.label for one in group.counts}]
    text = text_of(hidden)
    assert "fewer than" not in text.replace(
        "fewer than 5 of its people are counted", ""
    )  # which is so, and not who they are
    assert "A group that is left out can therefore have any size" in text
    assert page_of(hidden).rule == page_of(base).rule


def test_fewer_than_five_people_have_no_page() -> None:
    persons = tuple(Person(id=f"p{n}", name=f"P{n}") for n in range(6))
    held = persons[4].model_copy(update={"status": Invitation.OPEN})
    convening = small().convening.model_copy(update={"requirements": ()})
    found = result_of(People((*persons[:4], held)), convening, {f"p{n}": "capital" for n in range(5)})
    assert public.fill(for_reader(found, Audience.EVERYONE), ENGLISH) is None
    assert public.fill(
        for_reader(
            result_of(People(persons[:5]), convening, {f"p{n}": "capital" for n in range(5)}), Audience.EVERYONE
        ),
        ENGLISH,
    )


def test_the_picture_has_a_circle_for_each_table_and_words() -> None:
    base = initiative(8)
    page = page_of(base)
    assert page.picture is not None
    assert [circle.inside for circle in page.picture.circles] == ["8"] * 6 + ["6", ""]
    html = render_packet(base)["public.html"]
    assert html[html.index("circles-title") :].count("<circle") == 8
    assert 'role="img" aria-labelledby="circles-title"' in html
    assert "A circle for each table, with the number of people there; the same numbers are listed below" in html
    assert page_of(large(800, public.MOST_CIRCLES + 1)).picture is None


def test_everybody_may_have_the_page_and_it_comes_in_spanish() -> None:
    files = packet_files(for_reader(initiative(8), Audience.EVERYONE))
    assert "public.html" in files
    text = text_of(initiative(8), SPANISH)
    for words in (
        "La iniciativa en cifras",
        "mesas de gobernanza",
        "Insuficientes",
        "inglés",
        "no se muestra",
    ):
        assert words in text


def test_a_governance_table_of_few_members_shows_no_number() -> None:
    base = replace(governed(), memberships=tuple(Membership("board", f"p{n:02}", "member") for n in range(1, 6)))
    convening = base.convening.model_copy(update={"tables": (*base.room.tables, BOARD, LEAD)})
    assert [table.people for table in page_of(replace(base, convening=convening)).tables][3:] == [5, 0]


def test_a_board_is_no_session() -> None:
    base = governed()
    days = [{"day": f"2027-03-0{n}", "place": f"Hall {n}"} for n in range(1, 9)]
    sessions = tuple(t.model_copy(update=at) for t, at in zip(base.room.tables, days, strict=False))
    convening = base.convening.model_copy(update={"tables": (*sessions, BOARD)})
    here = replace(base, convening=convening, room=replace(base.room, tables=sessions))
    assert [line.is_session for line in page_of(here).tables] == [True] * len(sessions) + [False]
    assert f"Table {len(sessions) + 1}" in text_of(here)
    assert f"Session {len(sessions) + 1}" not in text_of(here)


@pytest.mark.room
def test_guests_of_several_sessions_are_told_apart_from_people() -> None:
    result = initiative(24)
    told = "Some people come to several sessions and are counted in each of them."
    assert told not in text_of(result)
    guest = result.room.people[0].id
    table = next(table.id for table in result.room.tables if table.id != result.plan.seats[guest])
    assert told in text_of(replace(result, plan=Plan(result.plan.seats, {guest: (table,)})))
