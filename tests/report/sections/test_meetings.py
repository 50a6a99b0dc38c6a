"""Who meets whom: counted over earlier rounds, this one and those planned with it, against a count by hand."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import combinations
from random import Random

import openpyxl

from seating.convening import Convening
from seating.present.blocks import Raw
from seating.present.settings import Settings
from seating.profiles import People, Person
from seating.report.pages import render_report
from seating.report.sections import meetings
from seating.report.spreadsheets import seating_xlsx
from seating.result import Result
from seating.result.known_rounds import find_company
from seating.room.history import History, PastRound
from seating.room.tables import Table
from tests.examples import seeded
from tests.present.told import cells, told

from ..conftest import Page
from ..made_up import large, result_of, small, visited
from ..rich import EARLIER, after_rounds, rich


def with_rounds(result: Result, seed: int, earlier: int = 2, later: int = 2) -> Result:
    """Return the round with earlier rounds and later planned ones, all of them drawn."""
    rng, number = Random(seed), earlier + 1
    tables, persons = [table.id for table in result.room.tables], result.room.persons
    seats = {n: {p.id: rng.choice(tables) for p in persons} for n in range(1, number + later + 1)}
    staff = {person.id for person in result.room.staff}
    past = History(tuple(PastRound(n, {p: t for p, t in seats[n].items() if p not in staff}) for n in range(1, number)))
    planned = {n: found for n, found in seats.items() if n > number} | {number: result.plan.seats}
    return replace(result, planned=planned, room=replace(result.room, history=past, round_number=number))


def count_by_hand(result: Result) -> dict[tuple[str, str], int]:
    number = result.room.round_number
    rounds = [past.seats for past in result.room.history.rounds] + [result.plan.seats]
    rounds += [seats for n, seats in result.planned.items() if n > number]
    found = {}
    for one, other in combinations(sorted(person.id for person in result.room.people), 2):
        found[one, other] = sum(one in s and other in s and s[one] == s[other] for s in rounds)
    return found


def matrix_of(result: Result) -> meetings.Matrix:
    (matrix,) = [block.data for block in meetings.list_blocks(result) if isinstance(block, Raw)]
    return matrix


def test_there_is_nothing_to_say_of_a_single_round():
    assert not told(meetings.list_blocks(small()))
    assert "Who meets whom" not in openpyxl.load_workbook(io.BytesIO(seating_xlsx(small()))).sheetnames


@seeded(5)
def test_every_cell_is_the_number_that_a_count_by_hand_gives(seed):
    result = with_rounds(small(), seed)
    by_hand = count_by_hand(result)
    assert {pair: n for pair, n in by_hand.items() if n} == dict(find_company(result).by_ids)
    filled = matrix_of(result)
    ids = [row.anchor.removeprefix("person-") for row in filled.rows]
    assert len(ids) == len(result.room.people)
    for row, one in zip(filled.rows, ids, strict=True):
        for cell, other in zip(row.cells, ids, strict=True):
            wanted = "" if one == other else str(by_hand[min(one, other), max(one, other)])
            assert (cell.text, cell.tone == "bad") == (wanted, wanted == "0")


def test_the_figures_are_those_of_the_pairs():
    result = with_rounds(small(), 1)
    by_hand = count_by_hand(result)
    values = [value for _, value in cells(meetings.list_blocks(result))["figures"]]
    met = {p.id: sum(1 for pair, n in by_hand.items() if n and p.id in pair) for p in result.room.people}
    assert values[:3] == [
        str(sum(test(n) for n in by_hand.values())) for test in (bool, lambda n: n > 1, lambda n: not n)
    ]
    assert values[3] == f"{min(met.values())}–{max(met.values())}"


def test_pairs_who_share_two_sessions_of_one_round_are_told_by_rounds():
    """Ana and Ben are at both sessions of this round only, so no pair shares a table in more than one round."""
    result = visited()
    past = PastRound(1, {"cam": "shops"})
    plan = replace(result.plan, further={"ana": ("shops",), "ben": ("shops",)})
    room = replace(result.room, history=History((past,)), round_number=2)
    figures = dict(cells(meetings.list_blocks(replace(result, room=room, plan=plan)))["figures"])
    assert figures["pairs who share a table in more than one round"] == "0"


def test_earlier_rounds_alone_are_enough_and_former_people_do_not_count():
    result = after_rounds(rich(), EARLIER)
    blocks = list(meetings.list_blocks(result))
    assert dict(cells(blocks)["figures"])["rounds counted"] == "2"
    assert find_company(result).by_ids["p01", "p02"] == 2
    assert not [pair for pair in find_company(result).by_ids if "x01" in pair]


def test_many_people_are_counted_by_organization_or_sector():
    result = with_rounds(large(120, 12), 3)
    by_hand = count_by_hand(result)
    filled = matrix_of(result)
    assert 2 <= len(filled.rows) <= meetings.MOST_GROUPS
    column = {"Organization": "organization", "Sector": "sector"}[filled.heading]
    group = {person.id: getattr(person, column) for person in result.room.people}
    names = [row.name.rpartition(" (")[0] for row in filled.rows]
    assert sorted(set(group.values())) == sorted(names)
    for row, one in zip(filled.rows, names, strict=True):
        for cell, other in zip(row.cells, names, strict=True):
            pairs = [n for pair, n in by_hand.items() if sorted(group[p] for p in pair) == sorted((one, other))]
            some = sum(bool(n) for n in pairs)
            wanted = "" if not pairs else meetings._percent(some, len(pairs))
            assert cell.text == wanted


def test_a_percentage_is_0_or_100_only_if_it_is_so():
    assert [meetings._percent(*pair) for pair in ((0, 9), (1, 1000), (999, 1000), (9, 9), (1, 3))] == [
        "0",
        "1",
        "99",
        "100",
        "33",
    ]


def test_a_private_organization_makes_no_groups():
    result = with_rounds(large(120, 12), 3)
    hidden = replace(result, private_columns=frozenset({"organization", "sector"}))
    blocks = list(meetings.list_blocks(hidden))
    assert not any(isinstance(block, Raw) for block in blocks)
    assert len(cells(blocks)["figures"]) == 5


def test_the_workbook_has_the_same_numbers():
    result = with_rounds(small(), 4)
    by_hand = count_by_hand(result)
    sheet = openpyxl.load_workbook(io.BytesIO(seating_xlsx(result)))["Who meets whom"]
    heads, *rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert heads[2:] == [row[1] for row in rows]
    ids = [row[0] for row in rows]
    for one, _, *counts in rows:
        for other, cell in zip(ids, counts, strict=True):
            assert cell == ("" if one == other else str(by_hand[min(one, other), max(one, other)]))


def test_the_workbook_tells_people_of_one_name_apart():
    persons = [Person(id=f"p{n}", name="Rosa Berrios", organization=of) for n, of in enumerate(("Casa", "County"))]
    result = result_of(People(tuple(persons)), Convening(tables=(Table(id="one"),)), {"p0": "one", "p1": "one"})
    sheet = openpyxl.load_workbook(io.BytesIO(seating_xlsx(with_rounds(result, 1))))["Who meets whom"]
    heads, *rows = sheet.iter_rows(values_only=True)
    assert list(heads[2:]) == [row[1] for row in rows] == ["Rosa Berrios (Casa)", "Rosa Berrios (County)"]


def test_the_section_is_on_the_report_in_every_language():
    result = with_rounds(small(), 5)
    assert ">Who meets whom</h2>" in render_report(result)
    spanish = render_report(result, Settings(language="es"))
    assert ">Quién se encuentra con quién</h2>" in spanish
    assert all(attributes.get("scope") for attributes in Page(spanish).all("th"))
