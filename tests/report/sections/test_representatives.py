"""Who sent whom: each sector and organization with its people by type, and what it lacks."""

from __future__ import annotations

from dataclasses import replace

from seating.present.settings import Settings
from seating.profiles import People, Person, Role
from seating.report.sections.representatives import fill

from ..made_up import result_of, small

ENGLISH, SPANISH = Settings(), Settings(language="es")


def groups(result, settings=ENGLISH):
    return {group.heading: group for group in fill(result, settings).groups}


def from_organizations(**types: Role):
    """Return the small room with only these organizations, one person each, in the order of the ids."""
    persons = []
    for person, (name, role) in zip(small().people, types.items(), strict=False):
        persons.append(person.model_copy(update={"organization": name, "representative_type": role, "sector": ""}))
    others = [p.model_copy(update={"organization": "", "sector": ""}) for p in [*small().people][len(persons) :]]
    return result_of(People((*persons, *others)), small().convening, dict(small().plan.seats))


def test_types_are_counted_in_the_order_of_the_headings():
    found = fill(small(), ENGLISH)
    assert found.types == ("designee", "doer", "decision-maker", "type not stated")
    counts = {line.name: line.counts for line in groups(small())["Organization"].lines}
    assert counts["Mesa Credit Union"] == (0, 1, 1, 0)
    assert counts["Harbor Makers"] == (0, 1, 0, 1)


def test_what_a_group_lacks_is_said():
    lacks = {line.name: line.lacks for line in groups(small())["Sector"].lines}
    assert lacks["business"] == ""
    assert lacks["government"] == "only designees"
    assert lacks["labor"] == "no decision-maker"


def test_groups_with_only_designees_come_first():
    assert [line.lacks for line in groups(small())["Sector"].lines][:1] == ["only designees"]


def test_how_many_lack_a_decision_maker_is_counted():
    assert groups(small())["Sector"].lead == "4 of 7 have no decision-maker in the room."
    one = from_organizations(North=Role.DOER, South=Role.DECISION_MAKER)
    assert groups(one)["Organization"].lead == "1 of 2 has no decision-maker in the room."
    all_have = from_organizations(North=Role.DECISION_MAKER)
    assert groups(all_have)["Organization"].lead == "Each of them has a decision-maker in the room."


def test_the_section_is_in_the_language_of_the_page():
    assert groups(small(), SPANISH)["Sector"].lead == "4 de 7 no tienen en la sala a nadie que decida."


def test_of_many_organizations_only_those_that_lack_somebody_are_shown():
    types = {f"O{n:02}": Role.DECISION_MAKER if n % 2 else Role.DOER for n in range(13)}
    lines = groups(from_organizations(**types))["Organization"].lines
    assert [line.name for line in lines] == [name for name, role in types.items() if role is Role.DOER]


def test_nothing_is_shown_of_types_that_are_private_or_that_nobody_stated():
    private = replace(small(), private_columns=small().private_columns | {"representative_type"})
    assert fill(private, ENGLISH) is None
    silent = tuple(p.model_copy(update={"representative_type": None}) for p in small().people)
    assert fill(result_of(People(silent), small().convening, dict(small().plan.seats)), ENGLISH) is None


def test_a_private_column_has_no_table_of_its_own():
    hidden = replace(small(), private_columns=small().private_columns | {"organization"})
    assert list(groups(hidden)) == ["Sector"]


def test_more_organizations_than_fit_are_counted():
    persons = tuple(
        Person(id=f"p{n}", name=f"Person {n}", organization=f"O{n:02}", representative_type=Role.DOER)
        for n in range(45)
    )
    seats = {person.id: "capital" for person in persons}
    convening = small().convening.model_copy(update={"requirements": ()})
    found = groups(result_of(People(persons), convening, seats))["Organization"]
    assert (len(found.lines), found.unshown) == (40, 5)
