"""Counts on pages: needs by table, and what a page for anybody may show of small groups and of names."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from seating.profiles import People, Person
from seating.report.counts import count_languages, count_needs, hide_small, list_names, mentions, pool_small
from seating.result.readers import SMALLEST
from seating.room.plan import Plan

from .made_up import small


@pytest.mark.parametrize(
    ("counts", "shown", "pooled"),
    [
        ({"a": 9, "b": 5}, {"a": 9, "b": 5}, 0),
        ({"a": 9, "b": 5, "c": 4}, {"a": 9}, 9),
        ({"a": 9, "b": 4, "c": 1}, {"a": 9}, 5),
        ({"a": 9, "b": 4, "c": 0}, {}, 13),
        ({"a": 3}, {}, 3),
        ({}, {}, 0),
    ],
)
def test_small_groups_are_pooled_until_nobody_can_subtract_them(counts, shown, pooled):
    assert pool_small(counts) == (shown, pooled)


def test_neither_a_count_nor_the_rest_is_ever_small():
    """Over 2,000 random partitions, and nothing is lost."""
    random = Random(7)
    for _ in range(2_000):
        counts = {str(n): random.choice((0, 1, 2, 3, 4, 5, 6, 20)) for n in range(random.randint(0, 7))}
        shown, pooled = pool_small(counts)
        assert sum(shown.values()) + pooled == sum(counts.values())
        assert all(n >= SMALLEST for n in shown.values())
        assert pooled == 0 or pooled >= SMALLEST or not shown
        hidden = [value for value in counts if value not in shown and counts[value]]
        assert not shown or len(hidden) != 1, "one hidden count is the difference to the whole"


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(5, 10, 5), (4, 10, None), (6, 10, None), (10, 10, 10), (0, 9, None)]
)
def test_a_group_is_shown_only_if_the_others_are_not_few_either(part, whole, shown):
    assert hide_small(part, whole) == shown


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Hosted by the Mesa Credit Union, downtown", True),
        ("hosted by MESA  CREDIT UNION", True),
        ("A union for credit at Mesa", False),
        ("Ask Ana Ruiz’s people", True),
        ("Ana", False),
        ("", False),
    ],
)
def test_a_text_with_a_whole_name_of_the_list_is_recognized(text, is_told):
    assert mentions(text, list_names(small().people)) is is_told


def test_needs_are_counted_at_every_session_to_which_somebody_goes():
    base = small()
    people = People(tuple(p.model_copy(update={"needs": ("Vegan",)}) if p.id == "p01" else p for p in base.people))
    persons = {p.id: p for p in people}
    room = replace(base.room, people=tuple(persons[p.id] for p in base.room.people), listed=people)
    found = count_needs(replace(base, room=room, plan=Plan(base.plan.seats, {"p01": ("t03",)})), "kitchen")
    assert [(one.value, one.people, dict(one.tables)) for one in found] == [
        ("step-free", 1, {"talent": 1}),
        ("Vegan", 1, {"capital": 1, "t03": 1}),
    ]


def test_a_remark_on_a_need_for_access_is_not_counted_apart():
    """The kitchen, in contrast, needs what is in parentheses."""
    base = small()
    needs = {"p01": ("step-free (crutches)", "vegan (no nuts)"), "p03": ("vegan", "chair (step-free)")}
    rows = (p.model_copy(update={"needs": needs.get(p.id, p.needs)}) for p in base.people)
    persons = {p.id: p for p in rows}
    room = replace(base.room, people=tuple(persons[p.id] for p in base.room.people))
    found = {one.value: one.people for one in count_needs(replace(base, room=room), "needs")}
    assert found == {"step-free": 2, "chair (step-free)": 1, "Vegan": 1, "vegan (no nuts)": 1}


def test_a_page_that_may_not_show_needs_cannot_count_them():
    with pytest.raises(KeyError, match="public"):
        count_needs(small(), "public")


@pytest.mark.parametrize("working", ["EN", "English", "ingles"])
def test_only_those_who_do_not_speak_the_working_language_are_counted(working):
    """However a language is written, it is counted once. An interpreter for either of two languages is enough."""
    base = small()
    spoken = {"p01": ("es", "en"), "p02": ("es",), "p03": ("so", "es"), "p06": ("Español",), "p04": ("en-US",)}
    people = tuple(p.model_copy(update={"languages": spoken.get(p.id, ())}) for p in base.room.people)
    room = replace(base.room, people=people, working_language=working)
    convening = base.convening.model_copy(update={"working_language": working})
    found = count_languages(replace(base, room=room, convening=convening))
    assert [(one.value, one.people, dict(one.tables)) for one in found] == [
        ("Spanish", 2, {"capital": 1, "talent": 1}),
        ("Somali or Spanish", 1, {"capital": 1}),
    ]
    assert count_languages(replace(base, room=room)) == (), "no working language is named"


@pytest.mark.parametrize(("others", "counted"), [(("en", "es"), []), (("en",), [("Spanish", {"talent": 1})])])
def test_no_one_needs_interpreting_at_a_table_where_everyone_speaks_their_language(others, counted):
    """The staff there speak it too. One person at the table speaks no English."""
    base = small()
    ana, *there = (p.id for p in base.room.people if base.plan.seats[p.id] == "talent")
    spoken = {ana: ("es",), **dict.fromkeys(there, others), **{p.id: ("en", "es") for p in base.room.staff}}
    people, staff = (
        tuple(p.model_copy(update={"languages": spoken.get(p.id, ())}) for p in persons)
        for persons in (base.room.people, base.room.staff)
    )
    room = replace(base.room, people=people, staff=staff, working_language="en")
    convening = base.convening.model_copy(update={"working_language": "en"})
    found = count_languages(replace(base, room=room, convening=convening))
    assert [(one.value, dict(one.tables)) for one in found] == counted


def test_names_of_no_letters_are_no_names():
    assert list_names(People((Person(id="a", name="–", organization=""),))) == frozenset()
