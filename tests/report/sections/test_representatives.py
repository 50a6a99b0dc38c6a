"""Who sent whom: each sector and organization with its people by type, and what it lacks."""

from __future__ import annotations

from dataclasses import replace

from seating.profiles import People, Person, Role
from seating.report.sections.representatives import list_blocks
from tests.present.told import cells, titles, told

from ..made_up import result_of, small


def lines(result) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the cells by the name of the group, for each column."""
    found = cells(list_blocks(result))
    return {caption.partition(" ")[0]: {name: tuple(row) for name, *row in rows} for caption, rows in found.items()}


def from_organizations(**types: Role):
    """Return the small room with only these organizations, one person each, in the order of the ids."""
    persons = []
    for person, (name, role) in zip(small().people, types.items(), strict=False):
        persons.append(person.model_copy(update={"organization": name, "representative_type": role, "sector": ""}))
    others = [p.model_copy(update={"organization": "", "sector": ""}) for p in [*small().people][len(persons) :]]
    return result_of(People((*persons, *others)), small().convening, dict(small().plan.seats))


def test_types_are_counted_in_the_order_of_the_headings():
    caption = "Sector 4 of 7 have no decision-maker in the room."
    types = ["designee", "doer", "decision-maker", "type not stated"]
    assert titles(list_blocks(small()), caption) == ["Sector", *types, "What is missing"]
    counts = lines(small())["Organization"]
    assert counts["Mesa Credit Union"][:4] == ("–", "1", "1", "–")
    assert counts["Harbor Makers"][:4] == ("–", "1", "–", "1")


def test_what_a_group_lacks_is_said():
    lacks = {name: cells[-1] for name, cells in lines(small())["Sector"].items()}
    assert lacks["business"] == "–"
    assert lacks["government"] == "only designees"
    assert lacks["labor"] == "no decision-maker"


def test_groups_with_only_designees_come_first():
    assert next(iter(lines(small())["Sector"].values()))[-1] == "only designees"


def test_how_many_lack_a_decision_maker_is_counted():
    assert "Sector 4 of 7 have no decision-maker in the room." in told(list_blocks(small()))
    one = from_organizations(North=Role.DOER, South=Role.DECISION_MAKER)
    assert "Organization 1 of 2 has no decision-maker in the room." in told(list_blocks(one))
    all_have = from_organizations(North=Role.DECISION_MAKER)
    assert "Organization Each one has a decision-maker in the room." in told(list_blocks(all_have))


def test_a_group_with_a_blank_type_is_not_told_to_have_a_decision_maker():
    result = from_organizations(North=Role.DECISION_MAKER, South=None)
    lead = "Organization For 1 of 2, it is not known whether a decision-maker is in the room."
    assert lead in told(list_blocks(result))
    lacks = {name: cells[-1] for name, cells in lines(result)["Organization"].items()}
    assert lacks == {"North": "–", "South": "not known"}


def test_the_section_is_in_the_language_of_the_page():
    assert "4 de 7 no tienen en la sala a nadie que decida." in told(list_blocks(small()), "es")


def test_of_many_organizations_only_those_that_lack_somebody_are_shown():
    types = {f"O{n:02}": Role.DECISION_MAKER if n % 2 else Role.DOER for n in range(13)}
    found = lines(from_organizations(**types))["Organization"]
    assert list(found) == [name for name, role in types.items() if role is Role.DOER]


def test_nothing_is_shown_of_types_that_are_private_or_that_nobody_stated():
    private = replace(small(), private_columns=small().private_columns | {"representative_type"})
    assert not list(list_blocks(private))
    silent = tuple(p.model_copy(update={"representative_type": None}) for p in small().people)
    assert not list(list_blocks(result_of(People(silent), small().convening, dict(small().plan.seats))))


def test_a_private_column_has_no_table_of_its_own():
    hidden = replace(small(), private_columns=small().private_columns | {"organization"})
    assert list(lines(hidden)) == ["Sector"]


def test_more_organizations_than_fit_are_counted():
    persons = tuple(
        Person(id=f"p{n}", name=f"Person {n}", organization=f"O{n:02}", representative_type=Role.DOER)
        for n in range(45)
    )
    seats = {person.id: "capital" for person in persons}
    convening = small().convening.model_copy(update={"requirements": ()})
    result = result_of(People(persons), convening, seats)
    assert len(lines(result)["Organization"]) == 40
    assert "5 more are not shown." in told(list_blocks(result))


def test_organizations_are_left_out_if_it_is_no_longer_known_whom_they_sent():
    """The organization of a forgotten person was removed, so it might be the one without a decision-maker."""
    some = from_organizations(Oak=Role.DECISION_MAKER, Elm=Role.DOER)
    assert set(lines(some)) == {"Organization"}
    first, *others = some.people
    gone = first.model_copy(update={"id": "forgotten-1", "organization": ""})
    seats = {gone.id if one == first.id else one: table for one, table in some.plan.seats.items()}
    convening = some.convening.model_copy(update={"requirements": ()})
    forgotten = result_of(People((gone, *others)), convening, seats)
    assert lines(forgotten) == {}
    left_out = "Organizations are left out, because they are no longer known where a person’s data was removed."
    assert left_out in told(list_blocks(forgotten)), "whether one person was forgotten or several"
    sectors = [person.model_copy(update={"sector": "arts"}) for person in (gone, *others)]
    assert set(lines(result_of(People(tuple(sectors)), convening, seats))) == {"Sector"}
    assert "Sectors are left out" not in told(list_blocks(forgotten)), "no one has a sector"
    sectors[0] = gone
    result = result_of(People(tuple(sectors)), convening, seats)
    assert lines(result) == {}
    assert "Sectors are left out, because they are no longer known where" in told(list_blocks(result))
