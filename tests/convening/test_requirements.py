"""What a convener writes is read as meant, or refused with a place and the likely word."""

from __future__ import annotations

from pathlib import Path

import pytest

import seating
from seating.convening import read_convening, written_rules
from seating.errors import UsageError, as_text
from seating.room.tables import Seats
from tests.convening.made_up import by_id, people, places, problems, slugs, written

SIX = people(*({"id": f"p{n}", "sector": "labor", "organization": f"Org {n}"} for n in range(6)), columns=["needs"])


def test_tables_may_be_counted(tmp_path: Path) -> None:
    convening = read_convening(SIX, written(tmp_path, "tables: {count: 12, seats: 8-10}")).convening
    assert [table.id for table in convening.tables][::11] == ["t01", "t12"]
    assert {table.seats for table in convening.tables} == {Seats(minimum=8, maximum=10)}


@pytest.mark.parametrize("count", ["0", "-1", "2.5", "many", "true", "1000000"])
def test_a_count_of_tables_is_a_small_whole_number(tmp_path: Path, count: str) -> None:
    found = problems(SIX, written(tmp_path, f"title: x\ntables:\n  count: {count}\n"))
    assert places(found) == [(3, "tables-none")]


def test_an_unquoted_number_is_no_table_id(tmp_path: Path) -> None:
    found = problems(SIX, written(tmp_path, "tables:\n  - id: 1\n  - id: '2'\n"))
    assert places(found) == [(2, "id-wrong")]
    assert "quotes" in as_text(found[0])


def test_requirements_written_are_exactly_those_and_size_and_focus(tmp_path: Path) -> None:
    text = "tables: [{id: a, focus: land}]\nrequirements:\n  - {kind: cap, of: sector, at_most: 1}\n"
    found = by_id(read_convening(SIX, written(tmp_path, text)))
    assert list(found) == ["cap-1", "size-1", "focus-1"]
    assert (found["focus-1"].weight, found["focus-1"].is_must, found["size-1"].is_must) == (1, False, True)


def test_a_stated_focus_is_not_asked_twice(tmp_path: Path) -> None:
    text = "tables: [{id: a, focus: land}]\nrequirements: [{kind: focus, weight: 7}]\n"
    found = by_id(read_convening(SIX, written(tmp_path, text)))
    assert (list(found), found["focus-1"].weight) == (["focus-1", "size-1"], 7)


def test_a_private_size_is_asked_beside_the_usual_one(tmp_path: Path) -> None:
    text = "tables: [{id: a}]\nrequirements: [{kind: size, private: true, must: false}]\n"
    found = read_convening(SIX, written(tmp_path, text)).convening.requirements
    assert [(r.id, r.private, r.is_must) for r in found] == [("size-private-1", True, False), ("size-1", False, True)]


def test_ids_count_within_a_kind_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = """\
tables: [{id: a}]
requirements:
  - {kind: balance, of: sector}
  - {kind: cap, of: sector, at_most: 1, id: mine}
  - {kind: balance, of: organization}
  - {kind: cap, of: organization, at_most: 1}
"""
    found = read_convening(SIX, written(tmp_path, text)).convening.requirements
    assert [r.id for r in found] == ["balance-1", "mine", "balance-2", "cap-2", "size-1"]


def test_an_id_is_had_once_and_a_cell_s_id_by_nobody(tmp_path: Path) -> None:
    text = """\
tables: [{id: a}]
requirements:
  - {kind: balance, of: sector, id: cap-1}
  - {kind: cap, of: sector, at_most: 1}
  - {kind: size, id: "pin:p0"}
"""
    assert places(problems(SIX, written(tmp_path, text))) == [(4, "requirement-twice"), (5, "id-wrong")]


def test_a_misspelt_key_is_named_once_and_its_value_judged_all_the_same(tmp_path: Path) -> None:
    text = "tables:\n  - {id: a, seets: many}\nrequirements:\n  - {kind: cap, of: sector, at_mots: 1}\n"
    found = problems(SIX, written(tmp_path, text))
    assert sorted(places(found)) == [(2, "key-unknown"), (2, "seats-wrong"), (4, "key-unknown")]
    assert 'Did you mean "at_most"?' in [problem.hint for problem in found]


def test_a_table_that_is_wrong_is_no_unknown_table_for_its_requirements(tmp_path: Path) -> None:
    text = "tables:\n  - {id: a, seats: many}\nrequirements:\n  - {kind: cap, of: sector, at_most: 1, at: [a, b]}\n"
    assert places(problems(SIX, written(tmp_path, text))) == [(2, "seats-wrong"), (4, "table-unknown")]


def test_columns_are_found_like_headings(tmp_path: Path) -> None:
    text = "tables: [{id: a}]\nrequirements: [{kind: balance, of: Sector!}, {kind: balance, of: Org.}]\n"
    found = by_id(read_convening(SIX, written(tmp_path, text)))
    assert (found["balance-1"].of, found["balance-2"].of) == ("sector", "organization")


def test_a_column_that_only_the_vocabulary_has_is_known(tmp_path: Path) -> None:
    text = "tables: [{id: a}]\nvocabulary: {pet: {cat: [kitten], dog: []}}\nrequirements: [{kind: balance, of: pet}]\n"
    assert by_id(read_convening(SIX, written(tmp_path, text)))["balance-1"].of == "pet"


def test_the_vocabulary_holds_for_people_and_for_who(tmp_path: Path) -> None:
    listed = people({"id": "ana", "pet": "Kitten"}, {"id": "ben", "pet": "dog"})
    text = """\
tables: [{id: a}]
vocabulary: {Pet: {cat: [kitten], dog: []}}
requirements: [{kind: count, who: {pet: kitten}, at_least: 1}]
"""
    reading = read_convening(listed, written(tmp_path, text))
    who = by_id(reading)["count-1"].who
    assert [p.id for p in reading.people if who.matches(p)] == ["ana"]
    assert reading.people.by_id["ana"].own["pet"] == ("cat",)


def test_other_names_of_a_role_count_in_who(tmp_path: Path) -> None:
    listed = people({"id": "ana", "representative_type": "doer"})
    text = """\
tables: [{id: a}]
vocabulary: {role: {doer: [practitioner], designee: []}}
requirements: [{kind: count, who: {Role: [Practitioner, DESIGNEE]}, at_least: 1}]
"""
    who = by_id(read_convening(listed, written(tmp_path, text)))["count-1"].who
    assert who.columns == {"representative_type": ("doer", "designee")}


def test_a_who_outside_the_vocabulary_is_an_error(tmp_path: Path) -> None:
    text = """\
tables: [{id: a}]
vocabulary: {sector: {labor: []}}
requirements:
  - {kind: count, who: {sector: [labor, labour]}, at_least: 1}
"""
    found = problems(SIX, written(tmp_path, text))
    assert places(found) == [(4, "value-not-allowed")]
    assert (found[0].value, found[0].hint) == ("labour", 'Did you mean "labor"?')


def test_a_role_in_a_who_is_understood_in_any_spelling(tmp_path: Path) -> None:
    listed = people({"id": "ana", "representative_type": "decision-maker"})
    text = "tables: [{id: a}]\nrequirements: [{kind: count, who: {role: Decision Maker}, at_least: 1}]\n"
    who = by_id(read_convening(listed, written(tmp_path, text)))["count-1"].who
    assert who.matches(listed.by_id["ana"])


def test_true_and_no_in_a_who_compare_as_yes_and_no(tmp_path: Path) -> None:
    listed = people({"id": "ana", "first_time": "Yes"}, {"id": "ben", "first_time": "no"})
    text = """\
tables: [{id: a}]
requirements:
  - {kind: count, who: {first_time: true}, at_least: 1}
  - {kind: count, who: {first_time: no}, at_least: 1}
"""
    found = by_id(read_convening(listed, written(tmp_path, text)))
    matched = [[p.id for p in listed if found[i].who.matches(p)] for i in ("count-1", "count-2")]
    assert matched == [["ana"], ["ben"]]


def test_people_are_named_by_name_or_id(tmp_path: Path) -> None:
    text = """\
tables: [{id: a}]
requirements:
  - {kind: together, people: [P0, p1]}
  - {kind: pin, people: p9, tables: a}
"""
    assert places(problems(SIX, written(tmp_path, text))) == [(4, "person-unknown")]
    listed = people({"id": "1", "name": "Ada Kim"}, {"id": "2", "name": "Ada Kim"}, {"id": "3", "name": "Bo Li"})
    found = problems(
        listed, {"tables": [{"id": "a"}], "requirements": [{"kind": "apart", "people": ["ada kim", "Bo Li"]}]}
    )
    assert [problem.slug for problem in found] == ["person-ambiguous"]
    assert 'Write the id: "1" (line 2) or "2" (line 3).' in as_text(found[0])


def test_people_on_a_table_s_own_lines_are_found(tmp_path: Path) -> None:
    text = """\
tables:
  - {id: a, chair: [P1], reporter: nobody}
  - {id: lead, from: chair, people: p2}
  - {id: b, people: [p3]}
"""
    assert places(problems(SIX, written(tmp_path, text))) == [(2, "person-unknown"), (4, "table-people")]
    sound = text.replace(", reporter: nobody", "").replace(", people: [p3]", "")
    convening = read_convening(SIX, written(tmp_path, sound)).convening
    assert (convening.table("a").chair, convening.table("lead").people) == (("p1",), ("p2",))


def test_a_convening_of_drawn_tables_alone_seats_nobody(tmp_path: Path) -> None:
    assert places(problems(SIX, written(tmp_path, "tables:\n  - {id: lead, from: chair}\n"))) == [(1, "tables-none")]


def test_showing_what_is_private_is_an_error(tmp_path: Path) -> None:
    listed = people({"id": "ana", "sector": "x", "needs": "y", "diet": "z", "funds": "ben", "case notes": "n"}, "ben")
    text = """\
tables: [{id: a}]
requirements: [{kind: apart, relation: funds}]
private: [Case Notes]
counts_only: diet
show: [sector, needs, diet, funds, case notes]
"""
    found = problems(listed, written(tmp_path, text))
    assert {problem.slug for problem in found} == {"show-private"}
    assert [problem.value for problem in found] == ["needs", "diet", "funds", "case notes"]
    assert {problem.line for problem in found} == {5}


def test_a_column_that_is_always_private_may_be_named_though_the_list_lacks_it(tmp_path: Path) -> None:
    convening = read_convening(SIX, written(tmp_path, "tables: [{id: a}]\nprivate: [Email, sector]\n")).convening
    assert convening.private == ("email", "sector")


def test_a_frame_names_columns_and_pairs(tmp_path: Path) -> None:
    text = "tables: [{id: a}]\nframe: {rows: sector, columns: speaks, needed: [[labor, 1]]}\n"
    found = problems(SIX, written(tmp_path, text))
    assert places(found) == [(2, "column-unknown")]
    sound = read_convening(SIX, written(tmp_path, text.replace("speaks", "organization"))).convening
    assert sound.frame is not None
    assert sound.frame.needed == (("labor", "1"),)


def test_a_key_with_nothing_behind_it_says_nothing(tmp_path: Path) -> None:
    text = "title:\ntables:\n  - id: a\n    name:\n    seats:\nrequirements:\n"
    convening = read_convening(SIX, written(tmp_path, text)).convening
    assert (convening.title, convening.table("a").label) == ("", "a")
    assert convening.inferred == ("requirements",)


def test_a_title_may_be_a_number(tmp_path: Path) -> None:
    assert (
        read_convening(SIX, written(tmp_path, "title: 2026\ntables: [{id: a, place: 12}]\n")).convening.title == "2026"
    )


def test_skipping_storming_and_norming_is_noted(tmp_path: Path) -> None:
    text = "tables: [{id: a}]\nrounds: [{stage: forming}, {stage: performing}]\n"
    assert "stages-skipped" in slugs(read_convening(SIX, written(tmp_path, text)))
    whole = text.replace("}, {", "}, {stage: storming}, {stage: norming}, {")
    assert "stages-skipped" not in slugs(read_convening(SIX, written(tmp_path, whole)))


def test_needs_of_tables_that_no_requirement_asks_for_are_noted(tmp_path: Path) -> None:
    text = "tables: [{id: a, needs: [van]}]\nrequirements: []\n"
    assert "needs-not-asked" in slugs(read_convening(SIX, written(tmp_path, text)))
    asked = text.replace("[]", "[{kind: assets}]")
    assert "needs-not-asked" not in slugs(read_convening(SIX, written(tmp_path, asked)))


def test_a_value_much_like_one_that_people_have_is_noted(tmp_path: Path) -> None:
    text = "tables: [{id: a}]\nrequirements: [{kind: count, who: {sector: VALUE}, at_least: 1}]\n"
    assert "value-of-nobody" in slugs(read_convening(SIX, written(tmp_path, text.replace("VALUE", "labour"))))
    assert "value-of-nobody" not in slugs(read_convening(SIX, written(tmp_path, text.replace("VALUE", "tenants"))))


def test_a_file_that_is_not_there_or_of_no_known_kind_is_wrong_usage(tmp_path: Path) -> None:
    for name in ("none.yaml", "convening.doc"):
        with pytest.raises(UsageError):
            read_convening(SIX, tmp_path / name)


def test_the_vocabulary_is_known_before_the_list_is_read(tmp_path: Path) -> None:
    text = "vocabulary: {representative_type: {doer: [practitioner]}}\n"
    wanted = {"representative_type": {"doer": ("practitioner",)}}
    given, folder = written(tmp_path, text, "given.yaml"), tmp_path / "lists"
    folder.mkdir()
    assert written_rules(given, folder / "list.csv", None).vocabulary == wanted
    assert written_rules(None, folder / "list.csv", given).vocabulary == wanted
    assert written_rules({"vocabulary": {"sector": ["labor"]}}, None, None).vocabulary == {"sector": {"labor": ()}}
    written(folder, "title: none here\n")
    assert written_rules(None, folder / "list.csv", given).vocabulary == {}


def test_entries_that_are_right_are_read_beside_wrong_ones() -> None:
    """An error of the list that follows from a dropped entry would hide the error of the convening."""
    columns = {"avoids": "Rather not", "entrepreneur_type": "Kind of firm"}
    assert written_rules({"columns": columns}, None, None).columns == {"avoids": ("Rather not",)}


def test_the_name_of_a_table_asks_for_no_column():
    """A table "Kids" would make the column "Kids" of a wedding's list count no children."""
    asked = {"tables": [{"name": "Kids", "focus": "games"}], "requirements": [{"kind": "together", "by": "Group"}]}
    used = written_rules(asked, None, None).used
    assert "Kids" not in used
    assert {"games", "Group"} <= used
    rows = [{"Guest name": "Ana Soto", "Kids": "2"}, {"Guest name": "Ben Roe", "Kids": ""}]
    assert len(seating.solve(rows, {"tables": [{"id": "kids", "name": "Kids", "seats": 8}]}).people) == 4


@pytest.mark.parametrize("text", ["vocabulary: [", "vocabulary: 3", "vocabulary: {a: 7}", "vocabulary:"])
def test_a_vocabulary_that_is_wrong_is_left_to_the_reading(tmp_path: Path, text: str) -> None:
    assert written_rules(written(tmp_path, text), None, None).vocabulary == {}


def test_a_file_over_two_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = written(tmp_path, "# " + "x" * 2_000_000)
    assert places(problems(SIX, path)) == [(None, "convening-too-large")]


def test_thousands_of_equal_mistakes_are_counted(tmp_path: Path) -> None:
    """A long list of one mistake is shown in part, with how many more there are."""
    text = "tables: [{id: a}]\n" + "".join(f"nonsense{n}: 1\n" for n in range(2000))
    found = problems(people("ana"), written(tmp_path, text))
    assert len(found) == 51
    assert found[-1].says == "and 1,950 more of the same kind"
