"""A convening that nobody wrote fits the people who are coming."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from seating.convening import inference, inferred_sentences, open_room, read_convening, write_inferred
from seating.convening.convening_file import convening_text, is_edited
from seating.errors import UsageError
from seating.profiles import People
from seating.profiles.person import Party
from tests.convening.made_up import by_id, people, slugs, written
from tests.examples import seeded

AREAS = ("capital", "talent", "policy", "land", "health")
ROLES = ("designee", "doer", "doer", "decision-maker")
SECTORS = ("business", "government", "nonprofit", "labor", "education")


def city(number: int = 110, organizations: int = 24) -> People:
    """Return a made-up city: five areas of twenty and more, the largest organization with a sixth of all."""
    rng = Random(7)
    rows = []
    for n in range(number):
        owner = 0 if n % 6 == 0 else n % organizations
        rows.append(
            {
                "id": f"p{n:03}",
                "organization": f"Organization {owner}",
                "sector": SECTORS[owner % len(SECTORS)],
                "representative_type": ROLES[n % len(ROLES)],
                "interests": f"{AREAS[n % 5]}:3; {rng.choice(AREAS)}:1",
            }
        )
    return people(*rows)


def fits(listed: People) -> Any:
    """Return the inferred convening, once its seats are seen to hold everybody."""
    convening = read_convening(listed).convening
    coming = len(open_room(listed, convening).people)
    assert not any(table.seats.minimum for table in convening.tables)
    fill = [one for one in convening.requirements if one.kind == "fill"]
    assert not any(one.is_must for one in fill)
    assert sum(one.at_least * len(one.at or convening.tables) for one in fill) <= coming
    assert sum(table.seats.maximum or coming for table in convening.tables) >= coming
    return convening


def test_a_city_gets_tables_for_each_area_and_a_cap_its_largest_organization_can_keep() -> None:
    listed = city()
    convening = fits(listed)
    assert len(convening.tables) == 11
    assert [area for table in convening.tables for area in table.focus] == sorted(
        area for table in convening.tables for area in table.focus
    )
    assert {area for table in convening.tables for area in table.focus} == set(AREAS)
    assert (convening.tables[0].id, convening.tables[0].name) == ("capital-a", "Capital A")
    assert {str(table.seats) for table in convening.tables} == {"at most 12"}
    found = {r.kind: r for r in convening.requirements}
    assert set(found) == {"role_mix", "variety", "cap", "focus", "fill", "size"}
    largest = max(sum(p.organization == o for p in listed) for o in {p.organization for p in listed})
    assert found["cap"].at_most * 11 >= largest
    assert dict(found["role_mix"].at_least) == {"designee": 1, "doer": 2, "decision-maker": 1}
    assert found["variety"].at_least == 4
    assert found["fill"].at_least == 7
    assert [r.kind for r in convening.requirements if r.is_must] == ["size"]


@pytest.mark.parametrize("number", [40, 41, 60, 110, 300, 1000])
def test_an_area_with_many_people_gets_several_tables_of_eight_to_twelve(number: int) -> None:
    convening = fits(city(number))
    tables = len(convening.tables)
    assert 8 <= number / tables <= 10
    assert {table.seats.maximum for table in convening.tables} <= set(range(10, 13))
    by_area = [sum(area in table.focus for table in convening.tables) for area in AREAS]
    assert min(by_area) >= 1
    assert max(by_area) <= min(by_area) + 1 + tables // 10


def test_tables_inferred_beside_stated_requirements_have_no_minimum_but_a_wish() -> None:
    convening = read_convening(
        city(), {"requirements": [{"kind": "cap", "of": "organization", "at_most": 4}]}
    ).convening
    assert convening.inferred == ("tables",)
    assert not any(table.seats.minimum for table in convening.tables)
    assert [(r.kind, r.is_must) for r in convening.requirements] == [
        *(("cap", False), ("fill", False), ("size", True), ("focus", False)),
    ]


@pytest.mark.parametrize("column", ["chose", "declined", "pin", "can_come"])
def test_a_cell_that_names_an_area_means_each_of_its_tables(column: str) -> None:
    rows = [{"id": f"p{n}", "interests": AREAS[n % 2]} for n in range(50)]
    reading = read_convening(people(*rows, {"id": "x", column: "Capital"}, columns=[column]))
    areas = [table.id for table in reading.convening.tables if table.focus == ("capital",)]
    assert len(areas) == 3
    assert reading.people.by_id["x"].values(column) == tuple(areas)
    assert "table-former" not in slugs(reading)


def test_each_type_of_people_who_come_is_asked_for_at_every_table() -> None:
    """Also if there are fewer of them than tables: then the wish tells how many are missing."""
    rows = [{"id": f"p{n}", "representative_type": "doer"} for n in range(30)]
    listed = people(*rows, {"id": "d", "representative_type": "decision-maker"})
    (mix,) = (r for r in read_convening(listed).convening.requirements if r.kind == "role_mix")
    assert dict(mix.at_least) == {"doer": 2, "decision-maker": 1}


def test_an_area_with_few_people_gets_no_table_and_that_is_said() -> None:
    rows = [{"id": f"p{n}", "interests": AREAS[n % 2]} for n in range(24)]
    listed = people(*rows, {"id": "x", "interests": "stamps; capital"})
    convening = fits(listed)
    assert [table.id for table in convening.tables] == ["capital-a", "capital-b", "talent"]
    assert any("stamps (1 person)" in sentence for sentence in inferred_sentences(convening, listed))


def test_one_popular_area_does_not_push_out_smaller_ones() -> None:
    rows = [
        {"id": f"p{n}", "interests": "capital" + ("; land" if n < 20 else "; talent" if n < 40 else "")}
        for n in range(100)
    ]
    areas = [area for table in fits(people(*rows)).tables for area in table.focus]
    assert (areas.count("capital"), areas.count("land"), areas.count("talent")) == (6, 2, 2)


@pytest.mark.parametrize(
    ("number", "tables"), [(1, 1), (2, 1), (9, 1), (12, 2), (20, 3), (30, 4), (110, 14), (1000, 125)]
)
def test_without_interests_tables_are_of_about_eight(number: int, tables: int) -> None:
    convening = fits(people(*(f"p{n}" for n in range(number))))
    assert len(convening.tables) == tables
    assert convening.tables[0].id == ("t01" if tables < 100 else "t001")
    assert [r.kind for r in convening.requirements] == (["fill", "size"] if number > 1 else ["size"])


def test_only_those_who_will_come_and_count_are_counted() -> None:
    rows: list[Any] = [f"p{n}" for n in range(16)]
    away = [{"id": f"a{n}", "attending": 0} for n in range(40)]
    staff = [{"id": f"s{n}", "duty": "host"} for n in range(40)]
    assert len(fits(people(*rows, *away, *staff)).tables) == 2


def test_nobody_at_all_is_one_table_and_no_error() -> None:
    assert len(read_convening(people({"id": "ana", "attending": 0})).convening.tables) == 1


def test_areas_that_cannot_be_spelled_in_an_id_are_numbered() -> None:
    rows = [{"id": f"p{n}", "interests": ("土地", "Crédit d’État", "crédit d'état")[n % 3]} for n in range(24)]
    found = {table.id: table.focus for table in fits(people(*rows)).tables}
    assert sorted(found) == ["credit-d-etat", "t02", "t03"]


@seeded(8)
def test_whatever_the_list_the_inferred_musts_can_hold(seed: int) -> None:
    """Seats hold everybody, and no requirement asks for more people or values than there are."""
    rng = Random(seed)
    rows = []
    for n in range(rng.randint(1, 60)):
        row = {"id": f"p{n}", "organization": f"o{rng.randint(0, 9)}", "sector": rng.choice(SECTORS)}
        row["representative_type"] = rng.choice(ROLES)
        if rng.random() < 0.8:
            row["interests"] = "; ".join(rng.sample(AREAS, rng.randint(1, 3)))
        rows.append(row)
    convening = fits(people(*rows))
    for requirement in convening.requirements:
        if requirement.kind == "role_mix":
            for role, least in requirement.at_least.items():
                have = sum(1 for row in rows if row["representative_type"] == role)
                assert have
                assert least == 1 or least * len(convening.tables) <= have
        if requirement.kind == "variety":
            assert all(requirement.at_least <= one.at_least for one in convening.requirements if one.kind == "fill")


def parties(*sizes: int, **cells: str) -> People:
    """Return a list of parties of these sizes."""
    rows = [
        {**cells, "id": f"p{party}-{n}", "party": Party(id=f"p{party}-0", number=n + 1, size=size)}
        for party, size in enumerate(sizes)
        for n in range(size)
    ]
    return people(*rows)


@pytest.mark.parametrize("least", [1, 9, 16])
def test_two_parties_of_any_size_get_tables_and_a_sentence(least: int) -> None:
    """Each party has a table that holds it, and no table is left over."""
    for most in range(least, 17):
        listed = parties(most, least)
        convening = fits(listed)
        assert len(convening.tables) <= 2
        assert max(table.seats.maximum or 0 for table in convening.tables) >= most
        assert inferred_sentences(convening, listed)[0].endswith("seats each.")


@pytest.mark.parametrize("sizes", [(12, 12, 7), (16, 9), (16, 10, 10, 10), (30,), (2, 30, 1)])
def test_tables_are_no_more_than_parties(sizes: tuple[int, ...]) -> None:
    listed = parties(*sizes)
    convening = fits(listed)
    assert len(convening.tables) <= len(sizes)
    assert inferred_sentences(convening, listed)


def test_tables_that_may_stay_empty_are_named_after_their_seats() -> None:
    """With more areas than parties a table has no minimum, and the sentence still lists the seats."""
    listed = parties(8, 8, interests="land:3; talent:3; policy:3")
    convening = fits(listed)
    assert {str(table.seats) for table in convening.tables} == {"at most 8"}
    assert "at most 8 seats each" in inferred_sentences(convening, listed)[0]


def test_written_and_read_again_it_is_the_same(tmp_path: Path) -> None:
    for number, listed in enumerate((city(), city(12, 3), people(*(f"p{n}" for n in range(30))))):
        path = tmp_path / str(number) / "convening.yaml"
        inferred = read_convening(listed).convening
        assert write_inferred(inferred, path)
        again = read_convening(listed, path).convening
        assert again.tables == inferred.tables
        assert again.requirements == inferred.requirements
        assert not again.is_inferred


def test_words_that_yaml_could_take_for_something_else_are_quoted(tmp_path: Path) -> None:
    odd = ('no: "x" # y', "true", "12", "{a}", "- b", "land & sea", "\u202eabc")
    rows = [{"id": f"p{n}", "interests": {odd[n % len(odd)]: 2}} for n in range(70)]
    listed = people(*rows)
    path = tmp_path / "convening.yaml"
    inferred = read_convening(listed).convening
    write_inferred(inferred, path)
    assert read_convening(listed, path).convening.tables == inferred.tables
    assert len(inferred.tables) == len(odd)


def test_an_edited_one_is_never_overwritten(tmp_path: Path) -> None:
    listed, path = city(), tmp_path / "convening.yaml"
    convening = read_convening(listed).convening
    assert write_inferred(convening, path)
    assert write_inferred(convening, path), "unedited, it may be written again"
    edited = path.read_text(encoding="utf-8").replace("Capital", "Money")
    path.write_text(edited, encoding="utf-8")
    assert not write_inferred(convening, path)
    assert path.read_text(encoding="utf-8") == edited
    assert not list(tmp_path.glob(".*"))


def test_a_place_that_cannot_be_written_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        write_inferred(read_convening(city()).convening, tmp_path / "file" / "convening.yaml")


def test_other_line_ends_are_no_edit_and_any_other_file_is_one() -> None:
    content = convening_text(read_convening(city()).convening).encode()
    assert not is_edited(content)
    assert not is_edited(content.replace(b"\n", b"\r\n"))
    assert is_edited(content + b"# mine\n")
    assert is_edited(b"tables: []\n")
    assert is_edited(b"")


def test_one_beside_the_list_wins_over_that_of_an_earlier_run(tmp_path: Path) -> None:
    listed = people("ana", "ben")
    earlier = written(tmp_path, "tables: [{id: earlier}]", "earlier.yaml")
    folder = tmp_path / "lists"
    folder.mkdir()
    reading = read_convening(listed, beside=folder / "list.csv", earlier=earlier)
    assert reading.convening.tables[0].id == "earlier"
    assert slugs(reading) == ["convening-from-earlier-run"]
    written(folder, "# nothing yet\n")
    reading = read_convening(listed, beside=folder / "list.csv", earlier=earlier)
    assert (reading.convening.tables[0].id, slugs(reading)) == (
        "earlier",
        ["convening-empty", "convening-from-earlier-run"],
    )
    written(folder, "tables: [{id: beside}]")
    reading = read_convening(listed, beside=folder / "list.csv", earlier=earlier)
    assert (reading.convening.tables[0].id, slugs(reading)) == ("beside", [])
    given = written(tmp_path, "tables: [{id: given}]", "given.yaml")
    assert read_convening(listed, given, folder / "list.csv", earlier).convening.tables[0].id == "given"


def test_an_unedited_one_follows_the_list_and_an_edited_one_stays(tmp_path: Path) -> None:
    """More people than the earlier tables can seat: the convening is inferred again, unless the file was edited."""
    earlier = tmp_path / "convening.yaml"
    write_inferred(read_convening(city(60)).convening, earlier)
    assert slugs(read_convening(city(60), earlier=earlier)) == ["convening-from-earlier-run"]
    anew = read_convening(city(110), earlier=earlier)
    assert slugs(anew) == ["convening-inferred-anew"]
    assert anew.convening == read_convening(city(110)).convening
    earlier.write_bytes(earlier.read_bytes().replace(b"\n", b"\r\n"))
    assert slugs(read_convening(city(60), earlier=earlier)) == ["convening-from-earlier-run"]
    with earlier.open("a", encoding="utf-8") as file:
        file.write("# mine\n")
    kept = read_convening(city(110), earlier=earlier)
    assert slugs(kept) == ["convening-from-earlier-run", "tables-full"]
    assert kept.convening.tables == read_convening(city(60)).convening.tables


def test_two_beside_the_list_are_an_error_that_asks(tmp_path: Path) -> None:
    from tests.convening.made_up import problems

    written(tmp_path, "tables: [{id: a}]")
    written(tmp_path, '{"tables": [{"id": "a"}]}', "convening.json")
    found = problems(people("ana"), beside=tmp_path / "list.csv")
    assert [problem.slug for problem in found] == ["convening-several"]


def test_requirements_are_inferred_for_tables_that_were_written() -> None:
    listed = city()
    convening = read_convening(listed, {"tables": {"count": 10, "seats": "10-12", "needs": "van"}}).convening
    assert convening.inferred == ("requirements",)
    assert not convening.is_inferred
    assert [r.kind for r in convening.requirements] == ["role_mix", "variety", "cap", "assets", "size"]
    sentences = inferred_sentences(convening, listed)
    assert len(sentences) == 4


def test_what_was_written_needs_no_words() -> None:
    listed = city()
    written_all = read_convening(listed, {"tables": [{"id": "a"}], "requirements": []}).convening
    assert inferred_sentences(written_all, listed) == ()
    assert list(by_id(read_convening(listed, {"tables": [{"id": "a"}], "requirements": []}))) == ["size-1"]


@pytest.mark.room
def test_no_more_tables_are_inferred_than_may_be_written(monkeypatch) -> None:
    """More people than tables may seat in eights get as many tables as a convening may have, and larger ones."""
    monkeypatch.setattr(inference, "MOST_TABLES", 1000)
    listed = people(*({"id": f"p{n}"} for n in range(12_000)))
    tables = read_convening(listed).convening.tables
    assert len(tables) == 1000
    assert sum(table.seats.maximum or 0 for table in tables) >= 12_000
