"""Cells act as requirements, unless a requirement of that kind says `of: that column`."""

from __future__ import annotations

from typing import Any

import pytest

from seating.convening import private_columns, read_convening
from seating.profiles import Attendance, People, Person, Role
from seating.profiles.person import Party
from seating.profiles.private_columns import is_private
from tests.convening.made_up import by_id, people, problems, slugs

TABLES = [
    {"id": "north", "day": "Friday", "place": "Hall", "features": ["Step-free"]},
    {"id": "south", "day": "Saturday", "place": "Hall"},
    {"id": "west", "day": "Saturday", "place": "Attic", "features": ["step-free", "quiet"]},
    {"id": "lead", "from": "chair"},
]


def asked(*rows: Any, requirements: Any = ()) -> dict[str, Any]:
    """Return what the cells of these rows ask, by id."""
    found = by_id(read_convening(people(*rows), {"tables": TABLES, "requirements": list(requirements)}))
    return {identity: requirement for identity, requirement in found.items() if ":" in identity}


def test_each_column_asks_for_its_kind_with_its_weight() -> None:
    found = asked(
        {
            "id": "ana",
            "with": "ben",
            "apart": "cam",
            "wishes": "dee",
            "avoids": "eli",
            "pin": "north",
            "chose": "south; west",
            "declined": "west",
            "can_come": "friday",
            "needs": "step-free",
        },
        *("ben", "cam", "dee", "eli"),
    )
    assert {i: (r.kind, r.is_must, r.weight) for i, r in found.items()} == {
        "with:ana": ("together", True, 1),
        "apart:ana": ("apart", True, 1),
        "pin:ana": ("pin", True, 1),
        "declined:ana": ("keep_from", True, 1),
        "can_come:ana": ("keep_from", True, 1),
        "needs:ana": ("pin", True, 1),
        "wishes:ana": ("wish", False, 1),
        "avoids:ana": ("apart", False, 3),
        "chose:ana": ("pin", False, 5),
    }
    assert found["chose:ana"].tables == ("south", "west")
    assert found["can_come:ana"].tables == ("south", "west")
    assert found["needs:ana"].tables == ("north", "west")
    assert all(requirement.private for requirement in found.values())


def test_a_with_cell_ties_its_person_to_each_one_named_and_those_not_to_each_other() -> None:
    assert asked({"id": "ana", "with": "ben; cam"}, "ben", "cam")["with:ana"].pairs == (("ana", "ben"), ("ana", "cam"))


def test_a_pair_that_several_cells_name_belongs_to_the_first_row() -> None:
    found = asked({"id": "ben", "apart": "ana"}, {"id": "ana", "apart": "ben; cam"}, {"id": "cam", "apart": "ana"})
    assert {i: r.pairs for i, r in found.items()} == {"apart:ana": (("ana", "cam"),), "apart:ben": (("ben", "ana"),)}


def test_a_requirement_of_the_kind_and_column_replaces_the_cells() -> None:
    row = {
        "id": "ana",
        "with": "ben",
        "wishes": "ben",
        "avoids": "cam",
        "pin": "north",
        "can_come": "hall",
        "chose": "west",
    }
    replacing = [
        {"kind": "wish", "weight": 4},
        {"kind": "apart", "of": "avoids", "weight": 9},
        {"kind": "pin", "of": "chose"},
        {"kind": "keep_from", "of": "can_come"},
        {"kind": "together", "of": "with", "must": False},
    ]
    found = asked(row, "ben", "cam", requirements=replacing)
    assert list(found) == ["pin:ana"]


def test_a_requirement_that_names_people_replaces_no_cells() -> None:
    found = asked({"id": "ana", "with": "ben"}, "ben", requirements=[{"kind": "together", "people": ["ana", "ben"]}])
    assert list(found) == ["with:ana"]


def test_can_come_means_id_day_or_place() -> None:
    assert asked({"id": "ana", "can_come": "SATURDAY; north"}) == {}
    assert asked({"id": "ana", "can_come": "hall"})["can_come:ana"].tables == ("west",)


DAYS = [
    {"id": "north", "day": "2027-03-03"},
    {"id": "south", "day": "Thursday, 4 March 2027"},
    {"id": "west", "day": "March 11"},
]


@pytest.mark.parametrize(
    ("written", "rules_out"),
    [
        ("3 March", {"south", "west"}),
        ("Wed, March 3rd", {"south", "west"}),
        ("el 3 de marzo de 2027", {"south", "west"}),
        ("2027-3-4; 11 mar.", {"north"}),
        ("2026-03-11; south", {"north"}),
    ],
)
def test_can_come_means_a_day_however_it_is_written(written: str, rules_out: set[str]) -> None:
    listed = people({"id": "ana", "can_come": written}, {"id": "ben"})
    found = by_id(read_convening(listed, {"tables": DAYS, "requirements": []}))
    assert set(found["can_come:ana"].tables) == rules_out


@pytest.mark.parametrize("written", ["3 March or 4 March", "March", "32 horses"])
def test_other_words_in_can_come_are_errors(written: str) -> None:
    found = problems(people({"id": "ana", "can_come": written}, {"id": "ben"}), {"tables": DAYS})
    assert [(problem.value, problem.slug) for problem in found] == [(written, "table-unknown")]


def test_words_that_mean_no_table_are_errors_at_their_cells() -> None:
    listed = people({"id": "ana", "can_come": "Monday", "pin": "nort"}, {"id": "ben", "declined": "lead"})
    found = problems(listed, {"tables": TABLES})
    assert [(p.line, p.column, p.value, p.slug) for p in found] == [
        (2, "pin", "nort", "table-unknown"),
        (2, "can_come", "Monday", "table-unknown"),
        (3, "declined", "lead", "table-drawn"),
    ]
    assert 'Did you mean "north"?' in (found[0].hint or "")


def test_a_need_that_no_table_or_every_table_meets_asks_for_nothing() -> None:
    assert asked({"id": "ana", "needs": "interpreter es; low light"}) == {}
    everywhere = [{"id": "a", "features": "quiet"}, {"id": "b", "features": "quiet"}]
    reading = read_convening(people({"id": "ana", "needs": "quiet"}), {"tables": everywhere, "requirements": []})
    assert list(by_id(reading)) == ["size-1"]


def test_two_needs_are_two_requirements() -> None:
    found = asked({"id": "ana", "needs": "step-free; Quiet"})
    assert {i: r.tables for i, r in found.items()} == {"needs:ana": ("north", "west"), "needs:ana-2": ("west",)}


@pytest.mark.parametrize(
    ("needs", "meets"),
    [
        ("wheelchair, quiet", [("north", "west"), ("west",)]),
        ("wheelchair and quiet", [("north", "west"), ("west",)]),
        ("Step-free (2 people); low light / QUIET", [("north", "west"), ("west",)]),
        ("wheelchair, step-free", [("north", "west")]),
        ("Quiet.", [("west",)]),
        ("a big hall, quiet.", [("west",)]),
        ("vegetarian, no nuts", []),
        ("quiet, if possible", [("west",)]),
    ],
)
def test_parts_of_a_need_that_are_features_are_requirements(needs: str, meets: list[tuple[str, ...]]) -> None:
    assert [r.tables for r in asked({"id": "ana", "needs": needs}).values()] == meets


def test_a_need_that_is_a_feature_as_a_whole_is_one() -> None:
    tables = [{"id": "a", "features": ["quiet and dark"]}, {"id": "b", "features": ["quiet"]}]
    reading = read_convening(people({"id": "ana", "needs": "quiet and dark"}), {"tables": tables, "requirements": []})
    assert by_id(reading)["needs:ana"].tables == ("a",)


def test_whoever_is_not_seated_asks_for_nothing_and_that_is_noted() -> None:
    listed = people(
        {"id": "ana", "pin": "north", "attending": 0},
        {"id": "ben", "with": "ana; cam", "wishes": "ana"},
        {"id": "cam", "apart": "dee"},
        {"id": "dee", "status": "idea"},
    )
    reading = read_convening(listed, {"tables": TABLES, "requirements": []})
    cells = {i: r for i, r in by_id(reading).items() if ":" in i}
    assert {i: r.pairs for i, r in cells.items()} == {"with:ben": (("ben", "cam"),)}
    texts = [note.text for note in reading.notes if note.slug == "not-seated-asks-nothing"]
    assert [text.split(": ", 1)[0] for text in texts] == ["list.csv:3", "list.csv:4", "list.csv:2", "list.csv:3"]
    assert 'column "pin" has no effect here: Ana is not seated (said no)' in "\n".join(texts)
    for note in reading.notes:
        assert "Ana" not in (note.shared_text or "")


def test_one_cell_of_a_row_for_several_people_gets_one_note() -> None:
    party = [{"id": f"a{n}", "party": Party(id="a1", number=n, size=3)} for n in (1, 2, 3)]
    gone = [
        Person(**row, name=f"Ana {row['id'][1:]}", pin=("north",), attending=Attendance(chance=0), line=2)
        for row in party
    ]
    others = [Person(id="ben", line=3, apart=("a1", "a2")), Person(id="cam", line=4)]
    reading = read_convening(People((*gone, *others), file="list.csv"), {"tables": TABLES, "requirements": []})
    (apart, pin) = [note for note in reading.notes if note.slug == "not-seated-asks-nothing"]
    assert pin.text == 'list.csv:2: column "pin" has no effect here: Ana 1, Ana 2 and Ana 3 are not seated (said no).'
    assert apart.text.endswith("Ana 1 and Ana 2 are not seated (said no).")
    assert pin.unseated == ("a1", "a2", "a3")


def test_many_cells_in_vain_are_counted_after_the_first_few() -> None:
    listed = people(*({"id": f"p{n}", "pin": "north", "attending": 0} for n in range(20)), "ana")
    notes = read_convening(listed, {"tables": TABLES, "requirements": []}).notes
    assert len(notes) == 7  # the table that nobody is drawn for among them
    assert "15 more cells" in notes[-2].text


def test_staff_hold_to_their_musts_and_ask_for_no_shoulds() -> None:
    row = {"id": "ana", "duty": "facilitator", "with": "ben", "apart": "cam", "pin": "north", "can_come": "hall"}
    listed = people({**row, "wishes": "ben", "avoids": "cam", "chose": "north"}, "ben", "cam")
    reading = read_convening(listed, {"tables": TABLES, "requirements": []})
    assert [i for i in by_id(reading) if ":" in i] == ["with:ana", "apart:ana", "pin:ana", "can_come:ana"]
    assert slugs(reading).count("not-seated-asks-nothing") == 3


def test_cells_of_somebody_who_comes_to_some_rounds_hold_in_those() -> None:
    from seating.profiles import Attendance

    found = asked({"id": "ana", "pin": "north", "attending": Attendance(rounds=frozenset({3, 1}))})
    assert found["pin:ana"].rounds == (1, 3)


def test_whoever_avoids_the_person_they_are_with_is_told_so() -> None:
    listed = people({"id": "ana", "avoids": "ben; cam"}, {"id": "ben", "with": "ana"}, {"id": "cam", "wishes": "ana"})
    notes = [note for note in read_convening(listed, {"tables": TABLES, "requirements": []}).notes if note.column]
    assert [(note.slug, note.column) for note in notes] == [("with-avoids", "avoids")], "private, so in no file"
    assert "avoids Ben, but `with` seats the two together" in notes[0].text


def test_a_pair_tied_by_with_is_exempt_from_a_relation_and_that_is_said() -> None:
    listed = people(
        {"id": "ana", "organization": "Oak Fund", "funds": "Elm Clinic", "with": "ben"},
        {"id": "ben", "organization": "Elm Clinic"},
        {"id": "cam", "organization": "Ash", "funds": "Nobody Known"},
    )
    reading = read_convening(listed, {"tables": TABLES, "requirements": [{"kind": "apart", "relation": "funds"}]})
    assert slugs(reading) == ["relation-names-nobody", "with-exempts-relation", "drawn-from-nobody"]
    assert 'line 4: "Nobody Known"' in reading.notes[0].text
    assert "Ana" in reading.notes[1].text
    assert [note.column for note in reading.notes[:2]] == ["funds", "with"], "private, so in no file"


def test_a_column_of_counterparts_that_names_nobody_is_said_and_an_organization_names_everyone_of_it() -> None:
    listed = people(
        {"id": "ana", "organization": "Oak Fund", "works_for": "Nobody Known"},
        {"id": "ben", "organization": "Elm", "works_for": "Oak Fund; Ana"},
    )
    tables = [{"id": "board"}, {"id": "staff-group"}]
    asked = [{"kind": "counterpart", "of": of, "from": "board", "to": "staff-group"} for of in ("works for", "org")]
    reading = read_convening(listed, {"tables": tables, "requirements": asked})
    said = [note.text for note in reading.notes if note.slug == "relation-names-nobody"]
    assert len(said) == 1
    assert 'line 2: "Nobody Known"' in said[0]
    assert [r.of for r in reading.convening.requirements if r.kind == "counterpart"] == ["works_for", "organization"]


def test_relations_and_cells_are_private_and_other_columns_are_not() -> None:
    listed = people({"id": "ana", "funds": "ben", "sector": "labor", "pin": "north"}, "ben")
    written = [
        {"kind": "apart", "relation": "funds"},
        {"kind": "balance", "of": "sector"},
        {"kind": "count", "who": {"sector": "labor", "not": {"pin": "north"}}, "at_least": 1},
        {"kind": "cap", "of": "sector", "at_most": 1, "private": True},
    ]
    convening = read_convening(listed, {"tables": TABLES, "requirements": written}).convening
    columns = private_columns(convening, listed)
    assert "funds" in columns
    assert "sector" not in columns
    private = {r.id for r in convening.requirements if is_private(r, columns)}
    assert private == {"apart-1", "count-1", "cap-private-1", "pin:ana"}


def test_people_named_in_a_requirement_who_are_not_seated_are_noted() -> None:
    listed = people({"id": "ana", "attending": 0}, "ben")
    stated = [{"kind": "together", "people": ["ana", "ben"]}]
    notes = slugs(read_convening(listed, {"tables": TABLES, "requirements": stated}))
    assert notes == ["not-seated-asks-nothing", "drawn-from-nobody"]


def test_types_at_tables_are_found_by_id_or_name() -> None:
    tables = [{"id": "north", "name": "Housing"}, {"id": "south"}, {"id": "lead", "from": "chair"}]
    rows = people(
        {"id": "ana", "representative_type": "doer; housing: designee; Lead: decision-maker"},
        {"id": "ben", "representative_type": "doer; south: doer"},
        {"id": "cam", "representative_type": "doer"},
    )
    ana, ben, cam = read_convening(rows, {"tables": tables}).people
    assert [ana.type_at(table) for table in ("north", "south", "lead", "")] == [
        *(Role.DESIGNEE, Role.DOER, Role.DECISION_MAKER, Role.DOER),
    ]
    assert ana.at("north").representative_type is Role.DESIGNEE
    assert ana.at("north").at("south") == ana
    assert (ben.types_at, cam.types_at) == ({}, {})


def test_a_type_at_a_table_that_is_none_is_an_error_at_its_cell() -> None:
    tables = [{"id": "north", "name": "Housing"}, {"id": "south"}]
    rows = people(
        {"id": "ana", "representative_type": "doer; Huosing: designee"},
        {"id": "ben", "representative_type": "doer; north: designee; Housing: decision-maker"},
    )
    wrong = problems(rows, {"tables": tables})
    assert [(one.slug, one.line, one.column, one.value) for one in wrong] == [
        ("table-unknown", 2, "representative_type", "Huosing"),
        ("type-at-table", 3, "representative_type", "Housing"),
    ]
