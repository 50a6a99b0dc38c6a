"""The list as its readers know it: what each column promises, tried through the front door."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pytest

from seating import InputError, check, solve
from seating.errors import as_text
from seating.room.arrays import numbers_by_value
from tests.cli.running import run

ONE_TABLE = {"tables": [{"id": "a", "seats": "1-20"}], "requirements": []}
TWO_TABLES = {"tables": [{"id": "a", "seats": "1-20"}, {"id": "b", "seats": "1-20"}], "requirements": []}


@pytest.fixture
def written(tmp_path: Path):
    """Return a function that writes a list and returns its path."""

    def write(*lines: str, name: str = "people.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def errors(people, convening=ONE_TABLE) -> list[str]:
    with pytest.raises(InputError) as caught:
        check(people, convening)
    return [as_text(problem) for problem in caught.value.problems]


def people_of(people, convening=ONE_TABLE):
    return check(people, convening).people


def slugs(judged) -> list[str]:
    return [note.slug for note in judged.notes]


def asked(*requirements, tables=TWO_TABLES["tables"]):
    return {"tables": tables, "requirements": list(requirements)}


# Who is who


def test_a_computed_id_depends_on_name_and_organization_and_on_no_other_cell(written):
    """`p-` and 10 hex digits of SHA-256 over the folded name and organization."""
    plain = people_of(written("name,organization", "Ada Kim,Tern Island", "Bo Li,Tern Island"))
    other = people_of(written("organization,sector,name,email", "TERN  island,labor, ada  KIM,a@example.org"))
    identity = plain.named("Ada Kim")[0].id
    assert identity == other.persons[0].id
    assert identity == "p-" + hashlib.sha256(b"ada kim\x1ftern island").hexdigest()[:10]


def test_an_id_is_the_same_whatever_rows_are_added_unless_they_are_equal(written):
    alone = people_of(written("name,email", "Ada,a@example.org")).persons[0].id
    beside = people_of(written("name,email", "Bo,b@example.org", "Ada,a@example.org")).named("Ada")[0].id
    twins = [p.id for p in people_of(written("name,email", "Ada,a@example.org", "ADA,b@example.org"))]
    assert alone == beside
    assert len({alone, *twins}) == 3, "equal rows are told apart, both of them"


def test_rows_that_are_equal_are_counted_once(written):
    people = people_of(written("name,organization,email", "Ada,Tern,a@example.org", "ada,TERN,A@example.org"))
    assert [person.name for person in people] == ["Ada"]


def test_who_is_named_among_rows_with_two_answers_is_asked_for_once_one_is_gone(written):
    """The ids of rows that cannot be told apart are no help, and are not offered."""
    said = errors(written("name,with,attending", "Ana,Ben,", "Ben,,yes", "BEN,,no"))
    assert [line.rpartition("[")[2] for line in said] == ["reference-ambiguous]", "id-needed]"]


def test_ids_keep_their_zeros_and_are_unique_without_case(written):
    assert [p.id for p in people_of(written("id,name", "007,A", "7,B", "1e5,C"))] == ["007", "7", "1e5"]
    (said,) = errors(written("id,name", "x1,A", "X1,B"))
    assert said.startswith('people.csv:3: column "id" (A): "X1" is already the id on line 2')


def test_two_people_may_share_a_name_and_a_list_of_ids_is_printed_by_them(written):
    assert "duplicate-name" in slugs(check(written("id,name", "1,Ada", "2,Ada"), ONE_TABLE))
    judged = check(written("id,team", "007,x", "008,y"), ONE_TABLE)
    assert [p.label for p in judged.people] == ["007", "008"]
    assert "name-from-id" in slugs(judged)


# Cells


@pytest.mark.parametrize(
    ("cell", "chance", "comes"),
    [("", 1, True), ("yes", 1, True), ("no", 0, False), ("0", 0, False), ("maybe", 0.5, True), ("0.2", 0.2, True)],
)
def test_whoever_may_come_is_seated(written, cell, chance, comes):
    result = solve(written("id,attending", f"x,{cell}", "y,"), ONE_TABLE)
    assert float(result.people.by_id["x"].attending.chance) == chance
    assert ("x" in result.plan.seats) is comes
    assert [n.reason for n in result.not_seated] == ([] if comes else ["said no"])


def test_rounds_in_attending_seat_only_those_who_come_to_this_one(written):
    result = solve(written("id,attending", "x,round 1; round 3", "y,round 2; round 3", "z,"), ONE_TABLE)
    assert sorted(result.plan.seats) == ["x", "z"]
    assert [(n.person.id, n.reason) for n in result.not_seated] == [("y", "coming only for rounds 2 and 3")]


def test_only_confirmed_invited_and_open_are_seated(written):
    words = ["confirmed", "", "invited", "open", "nominated", "idea", "declined"]
    people = written("id,name,status", *(f"p{i},N{i},{word}" for i, word in enumerate(words)))
    assert sorted(solve(people, ONE_TABLE).plan.seats) == ["p0", "p1", "p2", "p3"]


def test_an_open_seat_counts_in_requirements_and_is_nobody_for_a_voice(written):
    people = written("id,name,sector,status", "o,,labor,open", "x,X,business,")
    tables = [{"id": "a", "seats": 2}]
    voice = {"kind": "voice", "who": {"sector": "labor"}, "at_least": 1}
    result = solve(people, asked(voice, tables=tables))
    assert result.review.unmet == 0, "the open seat fills a chair"
    assert result.review.verdicts["voice-1"].shortfall == 0
    (heard,) = result.review.voices
    assert (heard.state, heard.why, heard.attending, heard.held) == ("missing", "seat_held", 0, {"a": 1})


def test_an_open_seat_without_a_name_says_who_is_meant(written):
    assert people_of(written("name,organization,status", ",Mesa,open")).persons[0].label == "open seat (Mesa)"
    (said,) = errors(written("name,organization,status", "Ana,,", ",,open"))
    assert said.startswith('people.csv:3: column "name" (A): the open seat does not show who it is held for')


def test_all_bad_cells_are_named_at_once_with_place_value_and_remedy(written):
    said = errors(
        written(
            "name,Role,interests,attending,status,duty,listed",
            "A,decison maker,capital:,2,hm,cook,perhaps",
            "B,Decision—Maker,:3,round 0,,,",
            "C,decisionmaker,capital:4,,,,",
        )
    )
    assert said[0] == (
        'people.csv:2: column "Role" (B): "decison maker" is not a representative type. '
        'Did you mean "decision-maker"? [role-unknown]'
    )
    first = [text.splitlines()[0] for text in said]  # below some are the lines that define the word
    assert [line.split(":")[1] + line.rpartition(" ")[2] for line in first] == [
        "2[role-unknown]",
        "2[interest-score-missing]",
        "2[attending-unknown]",
        "2[status-unknown]",
        "2[duty-unknown]",
        "2[listed-unknown]",
        "3[interest-area-missing]",
        "3[attending-unknown]",
        "4[interest-score]",
    ]


@pytest.mark.parametrize(
    "cell", ["Decision Maker", "decision_maker", "decisionmaker", "DECISION–MAKER", "decision−maker"]
)
def test_a_role_is_understood_with_any_dash_and_case(written, cell):
    judged = check(written("name,role", f"A,{cell}"), ONE_TABLE)
    assert judged.people.persons[0].representative_type == "decision-maker"
    assert "role-abbreviated" not in slugs(judged)


def test_dm_is_a_decision_maker_with_a_note(written):
    judged = check(written("name,role", "A,DM"), ONE_TABLE)
    assert judged.people.persons[0].representative_type == "decision-maker"
    assert "role-abbreviated" in slugs(judged)


def test_areas_separated_by_commas_are_never_read_as_one(written):
    """`capital:3, talent:1` has one reading; a score in the middle of an area has none."""
    people = people_of(written("name,interests", 'A,"capital:3, talent:1"', "B,capital=2;talent=1", "C,capital"))
    assert [dict(p.interests) for p in people] == [
        {"capital": 3, "talent": 1},
        {"capital": 2, "talent": 1},
        {"capital": 1},
    ]
    said = errors(written("name,interests", "A,capital:3:talent:1"))
    assert said[0].endswith("[interest-score]")


def test_only_the_columns_that_say_so_and_own_columns_split(written):
    (person,) = people_of(written("name,organization,sector,languages,colour", "A,X; Y,b; c,en; es,red; blue"))
    assert (person.organization, person.sector) == ("X; Y", "b; c")
    assert person.languages == ("en", "es")
    assert person.values("colour") == ("red", "blue")


def test_nothing_is_altered(written):
    cells = ["01234", "1/2", "NA", "null", "1e5", "TRUE", "2026-03-01", "1_000", "-0", "nan"]
    (person,) = people_of(written("name," + ",".join(f"own{i}" for i in range(10)), "A," + ",".join(cells)))
    assert [person.values(f"own{i}") for i in range(10)] == [(cell,) for cell in cells]


def test_values_compare_without_case_form_and_outer_space_and_it_is_noted(written):
    people = written("id,name,sector", "1,A,Caf\u00e9", "2,B, cafe\u0301 ", "3,C,\u200fCAF\u00c9")
    judged = check(people, asked({"kind": "count", "who": {"sector": "café"}, "at_least": 3, "must": True}))
    assert {"spelling-equal", "invisible-characters"} <= set(slugs(judged))
    assert len(numbers_by_value(judged.room, "sector")) == 1


def test_spellings_that_look_like_one_value_stay_apart_and_are_warned_about(written):
    judged = check(written("name,sector", *(f"P{i},{v}" for i, v in enumerate(["White"] * 6 + ["Whte", "w"]))))
    said = " ".join(note.text for note in judged.notes if note.slug == "spelling-alike")
    assert '"Whte"' in said
    assert '"w"' in said
    assert len(numbers_by_value(judged.room, "sector")) == 3


def test_probable_duplicates_are_warned_about(written):
    judged = check(written("name,email", "Kim Ada,k@example.org", "Ada Kim,", "Bo,K@Example.org"), ONE_TABLE)
    assert {"duplicate-spelling", "duplicate-email"} <= set(slugs(judged))


# Headings


def test_headings_are_found_by_their_other_names_below_titles_and_it_is_said(written):
    judged = check(
        written("Our convening", "", "NÁME *,Org.,E-Mail!,Type of Representative", "A,Mesa,a@example.org,doer"),
        ONE_TABLE,
    )
    (person,) = judged.people
    assert (person.line, person.name, person.organization, person.representative_type) == (4, "A", "Mesa", "doer")
    assert {"title-rows", "heading-matched"} <= set(slugs(judged))


def test_a_heading_that_could_be_two_columns_is_an_error_that_asks(written):
    (said,) = errors(written("name,Role,Type of representative", "A,doer,designee"))
    assert said.endswith("[heading-ambiguous]")
    assert '"Role" (B)' in said


def test_the_first_twenty_rows_are_searched_for_headings(written):
    assert len(people_of(written(*["title"] * 19, "name,sector", "A,x"))) == 1
    assert errors(written(*["title"] * 20, "name,sector", "A,x"))[0].endswith("[headings-missing]")


# Cells that ask


def test_with_ties_its_person_to_each_one_named_and_not_those_to_each_other(written):
    people = written("id,with,apart", "x,y; z,", "y,,", "z,,")
    assert {r.id: r.pairs for r in check(people, TWO_TABLES).convening.requirements if r.id != "size-1"} == {
        "with:x": (("x", "y"), ("x", "z"))
    }


def test_can_come_allows_a_table_by_id_day_or_place(written):
    tables = [
        {"id": "a", "seats": "0-9", "day": "Monday", "place": "Hall"},
        {"id": "b", "seats": "0-9", "day": "Tuesday", "place": "Hall"},
    ]
    people = written("id,can_come", "p,monday", "q,B", "r,hall", "s,", *(f"x{i}," for i in range(4)))
    seats = solve(people, asked(tables=tables)).plan.seats
    assert (seats["p"], seats["q"]) == ("a", "b")
    (said,) = errors(written("id,can_come", "p,Friday"), asked(tables=tables))
    assert said.startswith('people.csv:2: column "can_come" (B): "Friday" is not the id, name, day or place of a table')


@pytest.mark.parametrize(("column", "is_error"), [("with", 0), ("wishes", 0), ("apart", 1), ("avoids", 1)])
def test_naming_oneself_is_a_note_or_an_error(written, column, is_error):
    people = written(f"id,name,{column}", "x,X,X", "y,Y,")
    if is_error:
        assert errors(people)[0].endswith("[reference-oneself]")
    else:
        assert "reference-oneself" in slugs(check(people, ONE_TABLE))


def test_a_cell_about_somebody_without_a_seat_asks_for_nothing_with_a_note(written):
    judged = check(written("id,with,attending", "x,y,", "y,,no", "z,,"), TWO_TABLES)
    assert [r.id for r in judged.convening.requirements] == ["size-1"]
    assert "not-seated-asks-nothing" in slugs(judged)


# Staff


def test_staff_take_no_seat_count_in_nothing_but_staff_and_are_no_voice(written):
    people = written("id,sector,duty", "x,labor,", "y,business,", "f,labor,facilitator")
    labor = {"who": {"sector": "labor"}}
    result = solve(
        people,
        asked(
            {"kind": "count", **labor, "at_most": 1, "at": "a"},
            {"kind": "voice", **labor, "at_least": 2},
            {"kind": "staff", "duty": "facilitator"},
            tables=[{"id": "a", "seats": 2}],
        ),
    )
    assert {i: v.shortfall for i, v in result.review.verdicts.items()} == {
        "count-1": 0,
        "voice-1": 1,
        "staff-1": 0,
        "size-1": 0,
    }
    assert result.review.voices[0].attending == 1
    (seat,) = [seat for seat in result.to_record()["rounds"][0]["seats"] if seat["id"] == "f"]
    assert seat["staff"] is True
    assert seat["duties"] == ["facilitator"]


def test_what_binds_staff_holds_and_what_they_would_like_is_not_counted(written):
    people = written(
        "id,duty,pin,declined,with,apart,can_come,wishes,chose",
        *(f"p{i},,,,,,,," for i in range(4)),
        "f0,host,a,,,,,,",
        "f1,host,,a,,,,,",
        "f2,host,,,f0,,,,",
        "f3,host,,,,f0,,,",
        "f4,host,,,,,b,p0,a",
    )
    result = solve(people, TWO_TABLES)
    assert {f: result.plan.seats[f] for f in ("f0", "f1", "f2", "f3", "f4")} == {
        "f0": "a",
        "f1": "b",
        "f2": "a",
        "f3": "b",
        "f4": "b",
    }
    assert {r.kind for r in result.requirements} == {"size", "pin", "keep_from", "together", "apart"}
    shared = {n.shared_text for n in result.notes if n.slug == "not-seated-asks-nothing"}
    assert shared, "the cells that ask in vain are named"
    assert not any("not seated" in text for text in shared if text), "staff are seated; they only do not count"


def test_other_staff_are_spread_evenly(written):
    people = written("id,duty", *(f"p{i}," for i in range(6)), *(f"f{i},observer" for i in range(4)))
    tables = [{"id": "a", "seats": 3}, {"id": "b", "seats": 3}]
    seats = solve(people, asked(tables=tables)).plan.seats
    assert sorted(seats[f"f{i}"] for i in range(4)) == ["a", "a", "b", "b"]


# Files


def test_a_workbook_brings_its_own_tables(tmp_path):
    book = openpyxl.Workbook()
    people = book.active
    for row in (["Full Name", "ID", "Sector", "Attending"], ["A", "007", "x", True], ["B", "008", "NA", 0.5]):
        people.append(row)
    for row in (["id", "name", "seats"], ["north", "North", "1-2"]):
        (book["Tables"] if "Tables" in book.sheetnames else book.create_sheet("Tables")).append(row)
    book.save(tmp_path / "list.xlsx")
    judged = check(tmp_path / "list.xlsx")
    assert [p.id for p in judged.people] == ["007", "008"]
    assert judged.people.by_id["008"].sector == "NA"
    assert [t.id for t in judged.convening.tables] == ["north"]
    assert "size-1" in {r.id for r in judged.convening.requirements}


@pytest.mark.parametrize("delimiter", ["\t", ";", "|", ","])
def test_any_common_delimiter_is_read(written, delimiter):
    path = written(delimiter.join(["name", "sector"]), delimiter.join(["A", "x"]), name="list.tsv")
    assert people_of(path).persons[0].sector == "x"


def test_a_condition_true_that_only_tick_boxes_would_meet_is_remarked_on(written):
    """Unquoted true is read as yes; a column of tick boxes would else match nobody, in silence."""
    people = written("name,first", "A,TRUE", "B,FALSE")
    judged = check(people, asked({"kind": "count", "who": {"first": True}, "at_most": 1}))
    assert "value-of-nobody" in slugs(judged)
    judged = check(
        written("name,first", "A,yes", "B,no"), asked({"kind": "count", "who": {"first": True}, "at_most": 1})
    )
    assert "value-of-nobody" not in slugs(judged)


def test_an_unlisted_person_is_seated_and_on_no_page_for_everybody(written, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written("name,listed", "Hidden Heron,no", "Bo,", "Cy,yes")
    assert run("solve --pages all people.csv").exit_code == 0
    telling = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.html") if "Hidden" in p.read_text("utf-8")}
    pages = {name for name in telling if "/packet/" in name and "/convener-only/" not in name}
    assert pages == set()
    assert "Hidden Heron" in Path("reports/round-1/seating.csv").read_text("utf-8-sig")
