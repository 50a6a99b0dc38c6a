"""Candidates have stable ids, lines that validate, an order, and an end: asked for, declined, or left out."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from ruamel.yaml import YAML

from seating.analysis.candidates import Candidates, Cause, find_candidates, list_usual_sectors
from seating.analysis.candidates.candidate import Evidence, make_id
from seating.api.inputs import read_round
from seating.api.interface import check
from seating.api.request import Request
from seating.errors import InputError
from seating.profiles import Who
from tests.analysis.candidates.lists import PLANTED, Row, city
from tests.analysis.candidates.test_planted import offered


def pasted(line: str) -> Any:
    """Return the requirement that a line under `requirements` is read as."""
    return YAML(typ="safe", pure=True).load(f"requirements:\n    - {line}\n")["requirements"][0]


def test_ids_are_the_same_for_the_same_people_in_any_order_and_with_more_people() -> None:
    rows = city(1)
    again = [*rows, {"name": "Zed Zola", "sector": "business", "representative_type": "doer"}]
    Random(5).shuffle(again)
    assert {one.id for one in offered(again).offered} == {one.id for one in offered(rows).offered} == PLANTED


@pytest.mark.room
@pytest.mark.parametrize("seed", range(2))
def test_each_line_is_valid_and_ends_the_offer(seed: int) -> None:
    """Pasted under `requirements`, a line is read, and its candidate is not offered again."""
    rows = city(seed)
    for one in offered(rows).offered:
        requirement = pasted(one.line)
        assert requirement == one.asks
        left = check(rows, {"requirements": [requirement]}).candidates.offered
        assert one.id not in {each.id for each in left}
        assert len(left) == len(PLANTED) - 1


def test_what_a_must_forbids_is_not_offered() -> None:
    """A second person of the same value at a table is no suggestion where a must allows one at each table.

    Where a wish allows one, it is a suggestion only for speakers of a language.
    """
    pairs = [one for one in offered(city(1)).offered if one.asks.get("or_none")]
    assert pairs
    for one in pairs:
        (column,) = one.asks["who"]
        cap = {"kind": "cap", "of": column, "at_most": 1, "must": True}
        assert one.id not in {each.id for each in check(city(1), {"requirements": [cap]}).candidates.offered}
        left = {each.id for each in check(city(1), {"requirements": [cap | {"must": False}]}).candidates.offered}
        assert (one.id in left) == (one.cause is not Cause.ALONE)
    (decider, *_) = [one for one in offered(city(1)).offered if one.cause is Cause.DECIDES]
    only = {"kind": "count", "who": {"not": {"representative_type": "designee"}}, "at_most": 0, "must": True}
    assert decider.id not in {each.id for each in check(city(1), {"requirements": [only]}).candidates.offered}


def test_a_group_is_found_among_those_who_have_its_first_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else is asked whether the cells fit: a large room has thousands of groups."""
    inputs = read_round(Request(city(1)))
    evidence = Evidence(inputs.people, inputs.convening, inputs.room, inputs.requirements)
    matches, asked = Who.matches, []
    for column in ("organization", "sector", "neighborhood"):
        for value in {value for person in evidence.coming for value in person.values(column)}:
            cells = {column: value.upper(), "representative_type": "doer"}
            wanted = [one for one in evidence.coming if Who.model_validate(cells).matches(one)]
            monkeypatch.setattr(Who, "matches", lambda who, person: asked.append(person) or matches(who, person))
            assert list(evidence.find_group(cells)) == wanted
            monkeypatch.setattr(Who, "matches", matches)
    assert 0 < len(asked) <= 3 * len(evidence.coming)


def test_a_group_of_which_a_person_decides_at_some_table_is_offered_nothing() -> None:
    rows = city(1)
    (decider, *_) = [one for one in offered(rows).offered if one.cause is Cause.DECIDES]
    ((column, value),) = ((key, each) for key, each in decider.asks["who"].items() if key != "representative_type")
    row = next(row for row in rows if row[column] == value)
    tables = {"tables": [{"id": "board", "seats": "0-99"}, {"id": "residents", "seats": "0-99"}]}
    assert decider.id in {one.id for one in offered(rows, tables).offered}
    row["representative_type"] += "; board: decision-maker"
    assert decider.id not in {one.id for one in offered(rows, tables).offered}


def test_before_a_seating_a_group_is_offered_nothing_that_its_tables_forbid() -> None:
    """Designees who may sit at one table only are not asked for a decision-maker, whom its must keeps out."""
    rows = city(1)
    (decider, *_) = [one for one in offered(rows).offered if one.cause is Cause.DECIDES]
    tables = [{"id": "board", "seats": "0-99"}, {"id": "residents", "seats": "0-99"}]
    kept = [
        {"kind": "count", "at": table, "who": {"not": {"representative_type": roles}}, "at_most": 0, "must": True}
        for table, roles in (("board", ["doer", "decision-maker"]), ("residents", "designee"))
    ]
    left = check(rows, {"tables": tables, "requirements": kept}).candidates.offered
    assert decider.id not in {one.id for one in left}
    left = check(rows, {"tables": tables, "requirements": kept[:1]}).candidates.offered
    assert decider.id in {one.id for one in left}


def test_a_must_about_types_forbids_no_candidate_whose_type_is_open() -> None:
    """An expected partner can send a person of the type that sits at a table."""
    kept = [{"kind": "count", "who": {"not": {"representative_type": "designee"}}, "at_most": 0, "must": True}]
    convening = {"expected": ["Coast Guard"], "considered": {"sector-labor": "They meet us in May."}}
    found = check(city(1), {**convening, "requirements": kept}).candidates
    assert "expected-coast-guard" in {one.id for one in found.offered}
    assert [one.id for one, _ in found.declined] == ["sector-labor"]
    kept[0]["who"] = {"not": {"organization": "City Hall"}}
    found = check(city(1), {**convening, "requirements": kept}).candidates
    assert "expected-coast-guard" not in {one.id for one in found.offered}


NASTY = ("a: b", "yes", "1/2", "{x}", "- dash", "# hash", 'quo"te', "O'Neil", "null", "ñandú", "社区", "أهل", "*star")


@pytest.mark.parametrize("value", NASTY)
def test_a_line_is_valid_whatever_a_cell_says(value: str) -> None:
    rows = city(0)
    rows[3]["neighborhood"] = value
    (one,) = (one for one in offered(rows).offered if one.cause is Cause.ALONE and "neighborhood" in one.columns)
    requirement = pasted(one.line)
    assert requirement["who"] == {"neighborhood": value}
    assert one.id not in {each.id for each in offered(rows, {"requirements": [requirement]}).offered}
    declined = offered(rows, {"considered": {one.id: "not this year"}})
    assert [(each.id, reason) for each, reason in declined.declined] == [(one.id, "not this year")]


def test_ids_of_texts_in_other_scripts_differ() -> None:
    ids = {make_id(Cause.ALONE, ("area", value)) for value in ("社区", "农村", "أهل", "", "rural")}
    assert len(ids) == 5
    assert all(identity.isascii() and " " not in identity for identity in ids)


def test_a_declined_candidate_is_kept_apart_with_its_reason() -> None:
    rows = city(0)
    found = offered(rows, {"considered": {"Sector-Labor": "They meet us in May.", "sector-health": "Nobody asked."}})
    assert [(one.id, reason) for one, reason in found.declined] == [("sector-labor", "They meet us in May.")]
    assert {one.id for one in found.offered} == PLANTED - {"sector-labor"}


@pytest.mark.parametrize("considered", [["sector-labor"], {"sector-labor": ""}, {"sector-labor": None}, "x"])
def test_a_declined_candidate_needs_a_reason(considered: object) -> None:
    with pytest.raises(InputError, match=r"considered|reason"):
        offered(city(0), {"considered": considered})


def test_the_usual_sectors_can_be_changed() -> None:
    rows = city(0)
    for usual, wanted in (
        (["business", "health"], {"sector-health"}),
        ({"health": ["business"]}, set()),
        ([], set()),
    ):
        found = offered(rows, {"usual_sectors": usual})
        assert {one.id for one in found.offered if one.cause is Cause.SECTOR} == wanted


def test_the_usual_sectors_are_those_of_the_convening_or_the_built_in_ones() -> None:
    convening = read_round(Request(city(0), {"usual_sectors": ["a", "b"]}, write=False)).convening
    assert list(list_usual_sectors(convening)) == ["a", "b"]
    assert {"labor", "philanthropy"} <= set(list_usual_sectors(convening.model_copy(update={"usual_sectors": None})))


def test_nothing_is_said_of_a_sector_that_the_vocabulary_does_not_allow() -> None:
    rows = city(0)
    sectors = sorted({row["sector"] for row in rows})
    found = offered(rows, {"vocabulary": {"sector": {one: [] for one in sectors}}})
    assert not {"sector-labor", "sector-philanthropy"} & {one.id for one in found.offered}
    found = offered(rows, {"vocabulary": {"sector": {one: [] for one in [*sectors, "labor"]}}})
    assert {one.id for one in found.offered if one.cause is Cause.SECTOR} == {"sector-labor"}


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_nothing_is_said_of_a_column_with_many_blank_cells(share: float) -> None:
    rows = city(0)
    for row in Random(2).sample(rows, int(share * len(rows))):
        row["sector"] = ""
    causes = {one.cause for one in offered(rows).offered}
    assert (Cause.SECTOR in causes) == (share < 0.25)


def test_the_first_ten_are_of_several_causes() -> None:
    rows = city(0)
    for number in range(12):
        for row in rows[30 + 2 * number : 32 + 2 * number]:
            row |= {"organization": f"Office {number}", "representative_type": "designee"}
    for row in rows[54:]:
        row["representative_type"] = "decision-maker"
    for number, row in enumerate(rows[54:64]):
        row["languages"] = f"Language {number}"
    found = offered(rows).offered
    assert len(found) > 20
    assert len({one.cause for one in found[:10]}) >= 4
    assert found[0].cause is Cause.SECTOR


@pytest.mark.parametrize(
    "column", ["note", "date", "code", "amount", "town", "zip", "t-shirt size", "meal", "job title"]
)
def test_a_column_that_groups_nobody_gives_no_candidate(column: str) -> None:
    rows = city(0)
    cells = {
        "note": lambda n: f"This is what person {n} wrote about the last meeting we had",
        "date": lambda n: f"2026-0{1 + n % 9}-1{n % 2}",
        "code": lambda n: f"X{n % 60}",
        "amount": lambda n: str(n % 7 if n else 99),
        "town": lambda n: f"Town {n // 2}",
        "zip": lambda n: "87999" if not n else f"8710{n % 4}",
        "t-shirt size": lambda n: "XXL" if not n else "M",
        "meal": lambda n: "kosher" if not n else ("fish", "meat")[n % 2],
        "job title": lambda n: "CEO" if not n else ("Director", "Clerk")[n % 2],
    }
    for number, row in enumerate(rows):
        row[column] = cells[column](number)
    assert {one.id for one in offered(rows).offered} == PLANTED


@pytest.mark.parametrize("number", [1, 5, 11])
def test_a_short_list_says_nothing_about_what_is_usual(number: int) -> None:
    cells = ("business", "labor", "arts")
    rows: list[Row] = [{"name": f"P{n}", "sector": cells[n % 3], "languages": f"Language {n}"} for n in range(number)]
    inputs = read_round(Request(rows, {}, write=False))
    assert not find_candidates(inputs.people, inputs.convening, inputs.room, inputs.requirements)


def test_what_is_private_is_left_out_for_others() -> None:
    found = offered(city(0), {"private": ["entrepreneur_type"]})
    assert {one.id for one in found.offered} == PLANTED
    shared = found.without({"entrepreneur_type"})
    assert PLANTED - {one.id for one in shared.offered} == {"alone-entrepreneur-type-micro", "depends-funded-by"}
    declined = Candidates(declined=tuple((one, "no") for one in found.offered)).without({"entrepreneur_type"})
    assert [one for one, _ in declined.declined] == list(shared.offered)


def test_no_candidates_are_false() -> None:
    (one, *_) = offered(city(0)).offered
    assert not Candidates()
    assert Candidates((one,))
    assert Candidates(declined=((replace(one), "no"),))


def test_ids_of_texts_that_differ_in_punctuation_only_differ() -> None:
    texts = ("C", "C++", "C#", "arts crafts", "arts, crafts", "arts & crafts", "arts-crafts", "arts/crafts")
    assert len({make_id(Cause.ALONE, ("skill", text)) for text in texts}) == len(texts)
    assert make_id(Cause.FRAME, ("labor", "decision-maker")) == "frame-labor-decision-maker"
    assert make_id(Cause.ALONE, ("entrepreneur_type", "Main Street")) == "alone-entrepreneur-type-main-street"


@pytest.mark.parametrize(
    ("declined", "texts"),
    [
        (
            "sector-labr",
            ['`considered` in the convening names no candidate "sector-labr". Did you mean "sector-labor"?'],
        ),
        ("Sector-Labor", []),
        ("an idea of last year", []),
    ],
)
def test_a_misspelled_id_of_a_declined_candidate_is_noted(declined: str, texts: list[str]) -> None:
    notes = check(city(0), {"considered": {declined: "not now"}}).notes
    assert [note.text for note in notes if note.slug == "considered-unknown"] == texts


def why_of(rows: list[dict[str, str]], **stated: object) -> dict[str, str]:
    """Return why each candidate is offered, by id."""
    checked = check(rows, {"tables": [{"id": "north"}, {"id": "south"}], **stated})
    return {one.id: str(one.why) for one in checked.candidates.offered}


SECTORS = ("government", "business", "nonprofit", "philanthropy")


@pytest.mark.parametrize("duty", ["", "facilitator"])
def test_staff_are_on_the_list_although_they_are_no_candidates(duty: str) -> None:
    """A facilitator from the county, or from a union, is someone from there, and the list names the county."""
    rows = [{"name": f"Person {n}", "organization": f"Org {n}", "sector": SECTORS[n // 4]} for n in range(16)]
    staff = {"duty": duty, "sector": "labor", "organization": "Bernal County"}
    found = why_of([*rows, {"name": "Oli", **(staff if duty else {})}], expected={"county": []})
    if duty:
        assert found["sector-labor"] == "Only staff from the sector labor are on the list."
        assert found["expected-county"] == "Only staff from county, an expected partner, are on the list."
    else:
        assert found["sector-labor"] == "No one from the sector labor is on the list."
        assert found["expected-county"].startswith('No cell in the list names "county"')


@pytest.mark.parametrize("attending", ["yes", "no"])
def test_where_staff_are_not_counted_the_reason_says_so(attending: str) -> None:
    """One from a union comes, or stays away, beside a facilitator from one; and so with a guild."""
    rows = [
        {"name": f"Person {n}", "organization": f"Org {n}", "sector": SECTORS[n // 4], "guild": "abc"[n % 3]}
        for n in range(16)
    ]
    one = {"name": "Mia", "organization": "Union", "sector": "labor", "guild": "d", "attending": attending}
    oli = {"name": "Oli", "duty": "facilitator", "sector": "labor", "guild": "d"}
    found = why_of([*rows, one, oli])
    told = {
        "yes": "Only 1 person from the sector labor is coming. Staff are not counted.",
        "no": "1 person from the sector labor is on the list, but has no seat. Staff are not counted.",
    }
    assert found["sector-labor"] == told[attending]
    if attending == "yes":
        assert found["alone-guild-d"].endswith("so no table can have two. Staff are not counted.")
        assert why_of([*rows, one])["alone-guild-d"].endswith("so no table can have two.")
