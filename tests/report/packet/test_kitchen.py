"""The sheet for kitchen and childcare: counts without names, from the same rule as the page of needs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seating.api.interface import solve
from seating.present.settings import Settings
from seating.profiles import Duty, People, Person, Status
from seating.profiles.heads import Heads
from seating.profiles.people import Heading
from seating.profiles.person import Party
from seating.report.packet import kitchen, needs
from seating.report.pages import render_packet
from seating.result import Result
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.plan import Plan
from tests.present.told import cells as printed
from tests.present.told import titles, told

from ..conftest import Page
from ..made_up import large, result_of, small

ENGLISH, SPANISH = Settings(), Settings(language="es")
PATH = "convener-only/kitchen.html"
MEALS, NEEDS_BY_TABLE = "Meals at each table", "Needs at each table"

NEEDS = ("vegetarian", "gluten-free", "childcare: 2 children, 3 and 5", "ASL interpreter", "step-free", "hearing loop")


def wanting(people: int, tables: int = 6) -> Result:
    """Return tables with so many people each, who need all kinds of things and speak several languages."""
    base = large(people * tables, tables)
    spoken = (("en",), ("en", "es"), ("es",), ("nv", "es"), ("so",))
    persons = tuple(
        person.model_copy(
            update={
                "needs": (NEEDS[n // 3 % len(NEEDS)],) if n % 3 == 0 else (),
                "languages": spoken[n % len(spoken)],
                "own": {"diet": (("halal", "kosher", "no nuts")[n // 4 % 3],)} if n % 4 == 0 else {},
            }
        )
        for n, person in enumerate(base.people)
    )
    staff = Person(id="s1", name="Nadia Haddad", duty=Duty.INTERPRETER)
    at = {"day": "2027-03-05", "time": "9:30–11:00", "place": "Library", "features": ("step-free",)}
    told = tuple(table.model_copy(update=at) for table in base.convening.tables)
    convening = base.convening.model_copy(
        update={"tables": told, "counts_only": ("diet",), "working_language": "en", "requirements": ()}
    )
    found = People((*persons, staff), headings={"diet": Heading("diet", "H")})
    result = result_of(found, convening, {**base.plan.seats, "s1": "t000"})
    return replace(result, room=replace(result.room, working_language="en"))


def cells(one: kitchen.Group | kitchen.Line) -> dict[str, int]:
    found = one.amounts if isinstance(one, kitchen.Group) else [amount for cell in one.cells for amount in cell]
    return {amount.what: amount.people for amount in found}


def test_children_whom_a_row_brings_along_are_counted_at_their_table():
    base = wanting(8)
    family = [person.id for person in base.people][:3]
    party = {who: Party(id=family[0], number=at, size=3, children=2) for at, who in enumerate(family, 1)}
    grown = tuple(person.model_copy(update={"party": party.get(person.id), "needs": ()}) for person in base.people)
    page = kitchen.count_kitchen(result_of(People(grown), base.convening, base.plan.seats))
    assert page is not None
    (children,) = [group for group in page.groups if group.title == "Children"]
    assert [(amount.people, amount.what) for amount in children.amounts] == [(2, "with a seat")]
    seats = [base.plan.seats[who] for who in family[1:]]
    told = {line.table: cells(line).get("with a seat", 0) for line in page.lines}
    assert told == {t.label: seats.count(t.id) for t in base.room.tables}
    assert (children.needing, children.other) == (2, 1), "their row has stated that they come"
    assert children.without == page.heads.people + page.staff - 3


def test_a_private_column_of_meals_is_named_and_its_kind_is_not_called_unstated():
    base = wanting(8)
    hidden = replace(base, private_columns=frozenset({"diet"}))
    page = kitchen.count_kitchen(hidden)
    assert page is not None
    assert page.uncounted == ("diet",)
    assert {group.title: group.without is None for group in page.groups}["Meals"]
    text = " ".join(told(kitchen.list_blocks(hidden)).split())
    assert 'counts one without names): "diet"' in text
    assert "halal" not in text
    assert "Private columns" not in told(kitchen.list_blocks(base))


@pytest.mark.parametrize("is_private", [False, True])
def test_a_column_about_access_is_counted_at_each_table_or_named_as_not_counted(is_private: bool):
    base = wanting(8)
    people = [person.model_copy(update={"needs": (), "own": {}}) for person in base.people]
    for n, cell in ((0, "yes"), (1, "no"), (8, "Yes")):
        people[n] = people[n].model_copy(update={"own": {"wheelchair": (cell,)}})
    listed = People(tuple(people), headings={"wheelchair": Heading("Wheelchair", "H")})
    result = result_of(listed, base.convening.model_copy(update={"requirements": ()}), base.plan.seats)
    page = kitchen.count_kitchen(replace(result, private_columns=frozenset({"wheelchair"} if is_private else ())))
    assert page is not None
    seats = [base.plan.seats[people[n].id] for n in (0, 8)]
    yes = "Wheelchair: yes"
    assert {line.table: cells(line).get(yes, 0) for line in page.lines} == {
        table.label: 0 if is_private else seats.count(table.id) for table in base.room.tables
    }
    assert page.uncounted == (("Wheelchair",) if is_private else ())
    (access,) = (group for group in page.groups if group.title == "Access and other needs")
    assert (access.needing, access.other) == ((0, None) if is_private else (2, 1))


def test_a_meal_with_a_name_in_brackets_counts_as_the_meal():
    base = wanting(8)
    first, second = (person.model_copy(update={"own": {}}) for person in [*base.people][:2])
    first = first.model_copy(update={"needs": (f"vegetarian ({first.name.split()[0]})",)})
    second = second.model_copy(update={"needs": ("vegetarian (no mushrooms)",)})
    others = [person.model_copy(update={"needs": (), "own": {}}) for person in [*base.people][2:]]
    page = kitchen.count_kitchen(result_of(People((first, second, *others)), base.convening, base.plan.seats))
    assert page is not None
    assert [amount.what for amount in page.groups[0].amounts] == ["Vegetarian", "vegetarian (no mushrooms)"]


def test_a_meal_of_another_column_with_a_name_in_brackets_counts_as_the_meal_on_all_pages():
    base = wanting(8)
    first, *others = (person.model_copy(update={"needs": (), "own": {}}) for person in base.people)
    first = first.model_copy(update={"own": {"diet": (f"vegetarian ({first.name.split()[0]})",)}})
    result = result_of(People((first, *others)), base.convening, base.plan.seats)
    page = kitchen.count_kitchen(result)
    assert page is not None
    assert [amount.what for amount in page.groups[0].amounts] == ["Vegetarian"]
    assert [(one.heading, one.value) for one in needs.find_needs(result).totals] == [("diet", "Vegetarian")]


@pytest.mark.parametrize("further", [{}, {"s1": ("t001",)}])
def test_people_are_said_to_be_counted_several_times_only_if_they_are(further):
    base = wanting(8)
    shown = told(kitchen.list_blocks(replace(base, plan=replace(base.plan, further=further))))
    assert ("Some of them go to several sessions" in shown) is bool(further)


def test_needs_are_grouped_by_what_they_are_about():
    page = kitchen.count_kitchen(wanting(8))
    assert page is not None
    meals, children, interpreting, access = page.groups
    assert set(cells(meals)) == {"Vegetarian", "Gluten free", "Halal", "Kosher", "no nuts"}
    assert set(cells(children)) == {"childcare: 2 children, 3 and 5"}
    assert set(cells(interpreting)) == {
        "ASL interpreter",
        *(f"speaking {one}" for one in ("Spanish", "Navajo or Spanish", "Somali")),
    }
    assert set(cells(access)) == {"step-free", "hearing loop"}


def test_counts_are_those_of_the_page_of_needs():
    result = wanting(8)
    page, named = kitchen.count_kitchen(result), needs.find_needs(result)
    assert page is not None
    counted = {what: n for group in page.groups for what, n in cells(group).items()}
    for total in named.totals:
        assert counted[total.value] == total.people, total
    for what, n in counted.items():
        assert sum(cells(line).get(what, 0) for line in page.lines) == n, what


@pytest.mark.parametrize(("spoken", "has_block"), [(("en",), False), (("es",), True)])
def test_interpreting_is_left_out_if_there_is_nobody_to_interpret_for(spoken, has_block):
    result = wanting(8)
    people = (
        person.model_copy(
            update={"needs": ("vegan",), "languages": spoken} if n == 0 else {"needs": (), "languages": ()}
        )
        for n, person in enumerate(result.people)
    )
    made = result_of(result.people.with_persons(people), result.convening, dict(result.plan.seats))
    page = kitchen.count_kitchen(replace(made, room=replace(made.room, working_language="en")))
    assert page is not None
    assert ("Interpreting" in [group.title for group in page.groups]) == has_block
    assert {len(line.cells) for line in page.lines} == {len(page.groups)}


def test_who_left_the_needs_blank_has_stated_nothing_and_none_is_an_answer():
    people = (
        Person(id="a", name="A", needs=("vegan", "nut allergy")),
        Person(id="b", name="B", needs=("step-free",)),
        Person(id="c", name="C"),
        Person(id="d", name="D", needs=("none",)),
        Person(id="e", name="E", needs=("n/a",)),
        Person(id="f", name="F", duty=Duty.FACILITATOR),
    )
    tables = small().convening.tables[:1]
    result = result_of(
        People(people),
        small().convening.model_copy(update={"tables": tables, "requirements": ()}),
        dict.fromkeys("abcdef", "capital"),
    )
    page = kitchen.count_kitchen(result)
    assert page is not None
    assert [group.without for group in page.groups] == [2, 2, 2], "C, and F of the staff"
    assert [(group.needing, group.other) for group in page.groups] == [(1, 3), (0, 4), (1, 3)]
    assert cells(page.groups[0]) == {"nut allergy": 1, "Vegan": 1}


def test_who_left_the_column_of_meals_blank_has_stated_nothing_about_meals():
    people = (
        Person(id="a", name="A", needs=("vegan",)),
        Person(id="b", name="B", needs=("step-free",)),
        Person(id="c", name="C", own={"diet": ("none",)}),
        Person(id="d", name="D", own={"diet": ("halal",)}),
    )
    update = {"tables": small().convening.tables[:1], "requirements": (), "counts_only": ("diet",)}
    found = People(people, headings={"diet": Heading("diet", "C")})
    result = result_of(found, small().convening.model_copy(update=update), dict.fromkeys("abcd", "capital"))
    page = kitchen.count_kitchen(result)
    assert page is not None
    assert {group.title: group.without for group in page.groups}["Meals"] == 1
    assert {group.title: group.without for group in page.groups}["Access and other needs"] == 2


def test_no_interpreter_is_counted_at_a_table_held_in_the_language_of_its_people():
    base = wanting(8)
    spanish = tuple(t.model_copy(update={"language": "es"}) if t.id == "t000" else t for t in base.room.tables)
    page = kitchen.count_kitchen(replace(base, room=replace(base.room, tables=spanish)))
    before = kitchen.count_kitchen(base)
    assert page is not None
    assert before is not None
    assert cells(before.lines[0])["speaking Spanish"] > 0
    assert "speaking Spanish" not in cells(page.lines[0])
    assert [cells(line) for line in page.lines[1:]] == [cells(line) for line in before.lines[1:]]
    assert cells(page.groups[2])["speaking Spanish"] == sum(cells(x).get("speaking Spanish", 0) for x in page.lines)


def of_needs(*needs: str) -> Result:
    """Return a seating of one table with a person for each text in the column of needs."""
    people = tuple(Person(id=f"p{n}", name=f"Person {n}", needs=(text,)) for n, text in enumerate(needs))
    convening = small().convening.model_copy(update={"tables": small().convening.tables[:1], "requirements": ()})
    return result_of(People(people), convening, {person.id: "capital" for person in people})


@pytest.mark.parametrize("heading", ["supper", "Dinner choice", "Lunch", "Cena", "almuerzo", "Abendessen"])
def test_a_counted_column_of_a_meal_of_the_day_is_for_the_kitchen(heading):
    people = People(
        [
            Person(id="ana", name="Ana", own={heading: ("vegan",)}),
            Person(id="ben", name="Ben", own={heading: ("halal",)}),
        ],
        headings={heading: Heading(heading, "H")},
    )
    convening = small().convening.model_copy(update={"counts_only": (heading,), "requirements": ()})
    page = kitchen.count_kitchen(result_of(people, convening, {"ana": "capital", "ben": "capital"}))
    assert page is not None
    assert cells(page.groups[0]) == {"Vegan": 1, "Halal": 1}


def test_one_meal_has_one_count_and_gossip_is_not_for_the_cook():
    written = (
        "Vegetarian",
        "veggie",
        "GF",
        "gluten free",
        "-",
        "none",
        "not next to Emil Haddad",
        "brings a kiddie pool",
    )
    page = kitchen.count_kitchen(of_needs(*written))
    assert page is not None
    assert [cells(group) for group in page.groups] == [{"Vegetarian": 2, "Gluten free": 2}, {}, {}]
    assert page.groups[0].without == 0
    assert page.others == 1
    named = needs.find_needs(of_needs(*written))
    assert "Emil Haddad" not in str(named)
    assert [total.value for total in named.totals] == ["Gluten free", "Vegetarian", "brings a kiddie pool"]


def test_a_need_is_spelled_the_same_wherever_it_is_printed():
    result = of_needs("gluten-free", "GF", "Step-free", "step free", "step-free", "step-free")
    named = needs.find_needs(result)
    assert [total.value for total in named.totals] == ["step-free", "Gluten free"]
    assert [one.needs for at in named.tables for one in at.people] == [("Gluten free",)] * 2 + [("step-free",)] * 4
    page = kitchen.count_kitchen(result)
    assert page is not None
    assert [*cells(page.groups[0]), *cells(page.groups[-1])] == ["Gluten free", "step-free"]


def test_meals_are_named_in_the_language_of_the_page():
    page = told(kitchen.list_blocks(of_needs("vegano", "GF")), "es")
    assert "Sin gluten" in page
    assert "Vegana" in page


@pytest.mark.parametrize(
    ("need", "group"),
    [
        ("Vegetarian meal", 0),
        ("sin gluten", 0),
        ("alergia a las nueces", 0),
        ("childcare", 1),
        ("guardería", 1),
        ("Spanish interpreter", 2),
        ("intérprete", 2),
        ("wheelchair", 3),
        ("quiet room", 3),
        ("walking frame", 3),
    ],
)
def test_a_need_in_english_or_spanish_has_its_group(need, group):
    person = Person(id="a", name="A", needs=(need,))
    convening = small().convening.model_copy(update={"tables": small().convening.tables[:1], "requirements": ()})
    page = kitchen.count_kitchen(result_of(People((person,)), convening, {"a": "capital"}))
    assert page is not None
    titles = ("Meals", "Children", "Interpreting", "Access and other needs")
    assert [one.title for one in page.groups if one.amounts] == [titles[group]]


@pytest.mark.parametrize("heading", ["age", "Ages", "edad"])
def test_of_a_column_of_ages_only_children_are_counted(heading):
    ages = ("adult", "child", "7", "34", "child")
    persons = tuple(Person(id=f"p{n}", name=f"P{n}", own={heading: (age,)}) for n, age in enumerate(ages))
    convening = small().convening.model_copy(update={"tables": small().convening.tables[:1], "requirements": ()})
    people = People(persons, headings={heading: Heading(heading, "B")})
    result = result_of(people, convening, dict.fromkeys((p.id for p in persons), "capital"))
    page = kitchen.count_kitchen(result)
    assert page is not None
    assert cells(page.groups[1]) == {"child": 2, "aged 7": 1}
    private = kitchen.count_kitchen(replace(result, private_columns=frozenset({heading})))
    assert private is not None
    assert private.groups[1].amounts == ()


def test_a_counted_column_about_something_else_is_not_for_the_kitchen():
    persons = (Person(id="a", name="A", own={"income": ("low",)}),)
    update = {"tables": small().convening.tables[:1], "requirements": (), "counts_only": ("income",)}
    people = People(persons, headings={"income": Heading("income", "B")})
    result = result_of(people, small().convening.model_copy(update=update), {"a": "capital"})
    assert "low" not in " ".join(Page(render_packet(result)[PATH]).texts).split()


def test_no_name_is_on_the_sheet_and_it_is_for_the_convener_to_hand_over():
    result = wanting(8)
    html = render_packet(result)[PATH]
    for person in result.people:
        assert person.name not in html
        assert not person.organization or f">{person.organization}<" not in html
    assert not any("kitchen" in path for path in render_packet(for_reader(result, Audience.TEAM)))


def test_a_session_says_when_and_where_and_counts_who_comes_to_several():
    result = wanting(8, 2)
    seats, guest = result.plan.seats, result.room.people[0].id
    other = next(table.id for table in result.room.tables if table.id != seats[guest])
    page = kitchen.count_kitchen(replace(result, plan=Plan(seats, {guest: (other,)})))
    assert page is not None
    assert {line.table: line.heads.people for line in page.lines} == {
        table.label: 8 + (table.id == other) for table in result.room.tables
    }
    assert page.lines[0].when_and_where == "2027-03-05 · 9:30–11:00 · Library"
    assert page.lines[0].interpreters == 1
    assert page.lines[0].features == ("step-free",)


def test_the_sheet_is_in_spanish():
    html = render_packet(wanting(8), SPANISH)[PATH]
    for text in ("Cocina y cuidado infantil", "Comidas", "español", "español"):
        assert text in html


def test_numbers_of_children_are_added_up() -> None:
    """A cell of 2 in a column about childcare is not the name of something that one person needs."""
    kids = ("1", "2", "2", "0", "", "a baby")
    people = [{"id": f"p{n}", "name": f"Pia {n}", "Childcare": number} for n, number in enumerate(kids)]
    result = solve(people, {"tables": [{"id": "a", "name": "A", "seats": "6"}], "requirements": []})
    (children,) = [group for group in kitchen.count_kitchen(result).groups if group.title == "Children"]
    assert [(one.people, one.what) for one in children.amounts] == [
        *((5, "children"), (1, "with 1 child"), (2, "with 2 children"), (1, "a baby"))
    ]


def test_who_writes_that_no_children_come_needs_nothing_for_children() -> None:
    people = [
        {"id": f"p{n}", "name": f"Pia {n}", "Childcare": number} for n, number in enumerate(("1", "0", "0", "2", ""))
    ]
    result = solve(people, {"tables": [{"id": "north"}], "requirements": []})
    found = kitchen.count_kitchen(result)
    assert found is not None
    (children,) = [group for group in found.groups if group.title == "Children"]
    assert (children.needing, children.other, children.without) == (2, 2, 1)
    assert cells(children) == {"children": 3, "with 1 child": 1, "with 2 children": 1}


def test_a_cell_with_two_needs_is_counted_under_both() -> None:
    needed = ("step-free, childcare (2 kids, 3 and 5)", "childcare: 2 children, 3 and 5", "step-free")
    people = [{"id": f"p{n}", "name": f"Pia {n}", "needs": need} for n, need in enumerate(needed)]
    result = solve(people, {"tables": [{"id": "a", "name": "A", "seats": "3"}], "requirements": []})
    found = {group.title: cells(group) for group in kitchen.count_kitchen(result).groups}
    assert found["Access and other needs"] == {"step-free": 2}
    assert found["Children"] == {"childcare (2 kids, 3 and 5)": 1, "childcare: 2 children, 3 and 5": 1}


def test_the_numbers_of_each_kind_add_up_to_those_who_are_served():
    """Staff eat too, children have a seat, a meal in two columns is one, and a held seat needs nothing."""
    family = Party(id="a", name="A", number=1, size=3, children=1)
    people = (
        Person(id="a", name="A", needs=("vegan", "childcare"), own={"diet": ("vegan",)}, party=family),
        Person(id="b", name="B", party=family.model_copy(update={"number": 2})),
        Person(id="c", name="C", party=family.model_copy(update={"number": 3})),
        Person(id="d", name="D", needs=("step-free",), own={"diet": ("none",)}),
        Person(id="e", name="E", own={"diet": ("vegan",)}),
        Person(id="f", name="F", duty=Duty.FACILITATOR, needs=("vegan",)),
        Person(id="g", name="", sector="labor", status=Status.OPEN),
    )
    update = {"tables": small().convening.tables[:1], "requirements": (), "counts_only": ("diet",)}
    result = result_of(People(people), small().convening.model_copy(update=update), dict.fromkeys("abcdefg", "capital"))
    page = kitchen.count_kitchen(result)
    assert page is not None
    assert (page.heads, page.staff) == (Heads(5, 1), 1)
    for group in page.groups:
        assert group.needing + (group.other or 0) + (group.without or 0) == 6, group.title
    assert cells(page.groups[0]) == {"Vegan": 3}
    text = told(kitchen.list_blocks(result))
    assert "5 people, 1 staff member and 1 held seat." in text


def test_people_who_need_access_are_compared_with_everyone_else():
    result = wanting(8)
    people = [p for p in result.room.people if p.needs]
    there = [p for p in people if set(p.needs) & {"step-free", "hearing loop", "ASL interpreter"}]
    page = told(needs.list_blocks(result), "en")
    assert "people who need access" in page
    assert 2 < len(there) < len(people)
    nobody = tuple(person.model_copy(update={"needs": ()}) for person in result.people)
    without = replace(result, people=replace(result.people, persons=nobody), room=replace(result.room, people=nobody))
    assert "people who need access" not in told(needs.list_blocks(without), "en")


def test_people_who_name_a_language_that_they_speak_are_counted_once_and_only_if_they_do_not_understand() -> None:
    """Ana might interpret, Ben is counted by his language, and Cam needs a language that he does not state."""
    rows = (
        {"id": "ana", "languages": "en; es", "interpreter": "es"},
        {"id": "ben", "languages": "es", "interpreter": "es"},
        {"id": "cam", "languages": "en", "interpreter": "vi"},
        {"id": "dee", "languages": "en", "interpreter": ""},
    )
    result = solve(rows, {"working_language": "en", "tables": [{"id": "a", "seats": 4}]})
    page = kitchen.count_kitchen(result)
    assert page is not None
    assert [cells(line) for line in page.lines] == [{"Vietnamese": 1, "speaking Spanish": 1}]


def test_a_yes_is_counted_with_the_heading_that_it_answers() -> None:
    rows = [{"name": name, "small children": cell} for name, cell in (("Ana", "yes"), ("Ben", "no"), ("Cy", "a baby"))]
    page = kitchen.count_kitchen(solve(rows, {"tables": [{"id": "a"}], "requirements": []}))
    assert page is not None
    (children,) = [group for group in page.groups if group.title == "Children"]
    assert cells(children) == {"small children: yes": 1, "a baby": 1}


@pytest.mark.parametrize("has_column", [True, False])
def test_the_age_of_an_adult_tells_nothing_of_the_children_they_bring(has_column: bool) -> None:
    """Four people answered; Dee left the cell blank, and is of age."""
    answers = {"Ana": "2", "Ben": "no", "Cy": "no", "Dee": ""}
    rows = [{"name": name, "age": "40", **({"children": answers[name]} if has_column else {})} for name in answers]
    rows.append({"name": "Eli", "age": "9", **({"children": "no"} if has_column else {})})
    result = solve(rows, {"tables": [{"id": "a"}], "counts_only": ["age", "children"] if has_column else ["age"]})
    page = kitchen.count_kitchen(result)
    assert page is not None
    (children,) = [group for group in page.groups if group.title == "Children"]
    assert children.without == (1 if has_column else 0)


def test_each_meal_has_a_column_with_its_number_at_each_table_and_in_all():
    result = wanting(8)
    blocks = list(kitchen.list_blocks(result))
    columns = titles(blocks, MEALS)[1:]
    assert {*columns} == {"People", "Staff", "Vegetarian", "Gluten free", "Halal", "Kosher", "no nuts"}
    found = {table.id: dict.fromkeys(columns, 0) for table in result.room.tables}
    for person in result.room.persons:
        at = found[result.plan.seats[person.id]]
        at["Staff" if person.duty else "People"] += 1
        for need in (*person.needs, *person.own.get("diet", ())):
            if (meal := next((one for one in columns if one.casefold() == need.replace("-", " ")), None)) is not None:
                at[meal] += 1
    expected = [tuple(str(n or "–") for n in list(at.values())[2:]) for at in found.values()]
    *rows, (label, *totals) = printed(blocks)[MEALS]
    assert [row[3:] for row in rows] == expected
    assert label == "Total"
    assert totals == [str(sum(at[column] for at in found.values())) for column in columns]
    assert "Meals" not in titles(blocks, NEEDS_BY_TABLE)


@pytest.mark.parametrize(("kinds", "private"), [(9, ()), (2, ("diet",))])
def test_meals_that_are_too_many_or_not_all_counted_have_one_column(kinds: int, private: tuple[str, ...]):
    base = wanting(8)
    people = [person.model_copy(update={"needs": (), "own": {}}) for person in base.people]
    for n in range(kinds):
        people[n] = people[n].model_copy(update={"needs": (f"no nuts of kind {n}",), "own": {"diet": ("halal",)}})
    listed = People(tuple(people), headings={"diet": Heading("diet", "H")})
    result = replace(result_of(listed, base.convening, base.plan.seats), private_columns=frozenset(private))
    blocks = list(kitchen.list_blocks(result))
    assert MEALS not in printed(blocks)
    assert "Meals" in titles(blocks, NEEDS_BY_TABLE)


@pytest.mark.parametrize(
    ("blank", "update", "is_listed", "expected"),
    [
        (2, {}, True, [("Capital", "Pia 4, Pia 5")]),
        (2, {"counts_only": ("diet",)}, True, [("Capital", "2")]),
        (2, {}, False, [("Capital", "2")]),
        (3, {}, True, []),
        (0, {}, True, []),
    ],
)
def test_who_left_the_meal_blank_is_listed_unless_most_did(blank: int, update, is_listed: bool, expected):
    """A column that is mostly blank names the exceptions, and its other people eat everything."""
    people = tuple(
        Person(id=f"p{n}", name=f"Pia {n}", listed=is_listed, own={"diet": ("vegan",)} if n < 6 - blank else {})
        for n in range(6)
    )
    tables = small().convening.tables[:1]
    convening = small().convening.model_copy(update={"tables": tables, "requirements": (), **update})
    listed = People(people, headings={"diet": Heading("diet", "C")})
    result = result_of(listed, convening, dict.fromkeys((person.id for person in people), "capital"))
    assert printed(kitchen.list_blocks(result)).get("No meal stated", []) == expected
