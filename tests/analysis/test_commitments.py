"""The file of promises: what is read, what is late, and what is refused with its cell."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from seating.analysis.promises import (
    Commitments,
    PromiseState,
    find_date,
    list_promises,
    promises_record,
    read_commitments,
    read_promises,
)
from seating.convening import Convening
from seating.errors import InputError
from seating.profiles import People
from seating.record.promises import PromisesRecord
from seating.room.tables import SheetTables
from seating.sources import read_bytes
from tests.builders import person, table

PEOPLE = People(tuple(person(row) for row in ("ana", "ben", {"id": "d1", "name": "Dee"}, {"id": "d2", "name": "Dee"})))
TABLES = tuple(
    table(one)
    for one in (
        {"id": "capital", "name": "Capital", "was": ["money", "shops"]},
        {"id": "talent", "was": ["shops"]},
        {"id": "lead", "kind": "steering", "people": ["ana"]},
    )
)
HEAD = "table,who,what,by,state,note,missing\n"


def reading(rows: str, head: str = HEAD) -> Commitments:
    return read_commitments(read_bytes((head + rows).encode(), "commitments.csv"), PEOPLE, SheetTables(TABLES))


def test_a_cell_counts_once_even_if_its_row_also_names_who_is_missing() -> None:
    with pytest.raises(InputError) as caught:
        reading("shops,,Post the rules,,,,renters\nshops,,Open late,,,,\n")
    (problem,) = caught.value.problems
    assert (problem.count, problem.lines) == (2, (2, 3))


def test_a_first_name_that_several_people_have_is_told_as_that() -> None:
    people = People(tuple(person({"id": one, "name": f"Ngoc {one.title()}"}) for one in ("duval", "griego")))
    found = read_commitments(
        read_bytes(f"{HEAD}capital,Ngoc,Ask for rooms,,,,\n".encode(), "c.csv"), people, SheetTables(TABLES)
    )
    (note,) = found.notes
    assert '"Ngoc" could be Ngoc Duval or Ngoc Griego, so it is kept as written. Write the whole name.' in note.text
    assert found.promises[0].who[0].person is None


def test_a_row_is_a_promise() -> None:
    (one,) = reading("capital,Ana; Oak Fund,Publish the fees,2026-12-01,kept,in two languages,\n").promises
    assert [(who.text, who.person) for who in one.who] == [("Ana", "ana"), ("Oak Fund", None)]
    assert (one.table, one.what, one.due, one.due_round) == ("capital", "Publish the fees", date(2026, 12, 1), None)
    assert (one.typed, one.note, one.line) == (PromiseState.KEPT, "in two languages", 2)


@pytest.mark.parametrize(
    "head",
    [
        "mesa,quién,acción,para cuándo,estado,nota,quién faltó en esta mesa\n",
        "Table,Who,Action,By when,Status,Help needed,Who was missing from this table\n",
    ],
)
def test_the_headings_of_the_printed_forms_are_understood(head: str) -> None:
    found = reading("1,ben,call,ronda 2,pendiente,,renters; Ana\n", head)
    (one,) = found.promises
    assert (one.table, one.who[0].person, one.due_round, one.typed) == ("capital", "ben", 2, PromiseState.OPEN)
    assert [(line.table, line.text, line.person) for line in found.missing] == [
        ("capital", "renters", None),
        ("capital", "Ana", "ana"),
    ]


@pytest.mark.parametrize(("cell", "table_id"), [("money", "capital"), ("Capital", "capital"), ("3", "lead"), ("", "")])
def test_a_table_is_found_by_id_former_id_name_or_number(cell: str, table_id: str) -> None:
    assert reading(f"{cell},,call,,,,\n").promises[0].table == table_id


@pytest.mark.parametrize(
    ("row", "slug", "says"),
    [
        ("capital,Ana,,,,,\n", "commitment-empty", r':2: column "what" \(C\): the row has no promise'),
        (
            "capital,Ana,call,,kpet,,\n",
            "commitment-state",
            r'"kpet" is not a valid state for a promise. Did you mean "kept"',
        ),
        ("capital,Ana,call,01/12/2026,,,\n", "commitment-by", r'column "by" \(D\): "01/12/2026" is neither a date'),
        ("capital,Ana,call,2026-02-30,,,\n", "commitment-by", "Write a date such as 2026-12-01"),
        ("captal,Ana,call,,,,\n", "table-unknown", r':2: column "table" \(A\): "captal" is not a table'),
        ("capital,Kofi,call,,,,\n", "person-unknown", r'"Kofi" is neither a person nor an organization on the list'),
        ("capital,Dee,call,,,,\n", "person-ambiguous", r':2: column "who" \(B\): "Dee"'),
    ],
)
def test_what_cannot_be_read_in_a_row_is_noted_with_its_cell(row: str, slug: str, says: str) -> None:
    (note,) = reading(row).notes
    assert note.slug == slug
    assert re.search(says, note.text)


def test_a_table_that_is_several_tables_now_is_asked_for() -> None:
    with pytest.raises(InputError, match=r"is now several tables. The table became capital and talent. Write the one"):
        reading("shops,Ana,call,,,,\n")


@pytest.mark.parametrize("text", ["next meeting", "March", "Tuesday", "maybe", "everybody", "-", "?"])
def test_no_word_in_a_promise_is_an_error(text: str) -> None:
    found = reading(f"{text},{text},call,{text},{text},{text},{text}\n{text},,{text},,,,\n")
    assert found.promises[0].what == "call"
    assert (found.promises[0].table, found.promises[0].due) == ("", None)


def test_the_date_comes_from_the_convening_and_never_from_the_clock() -> None:
    rounds = ({"day": "2026-03-01"}, {"stage": "norming"})
    dated = Convening.model_validate({"rounds": rounds})
    assert find_date(Convening(), 1) is None
    assert [getattr(find_date(dated, number), "day", None) for number in (1, 2, 3)] == [date(2026, 3, 1), None, None]
    today = find_date(Convening.model_validate({"today": "2026-05-01", "rounds": rounds}), 1)
    assert today is not None
    assert (today.day, today.key) == (date(2026, 5, 1), "today")
    with pytest.raises(ValueError, match="is not a date"):
        Convening.model_validate({"today": "1 May"})


@pytest.mark.room
def test_late_is_what_is_open_after_its_date_or_round() -> None:
    """500 promises whose state is planted, against a count by hand."""
    for case in range(500):
        rng = Random(f"promises {case}")
        day = date(2026, 6, 1) + timedelta(days=rng.randint(0, 300)) if rng.random() < 0.8 else None
        round_number = rng.randint(1, 4)
        rows, wanted = [], Counter[PromiseState]()
        for _ in range(rng.randint(1, 12)):
            planted = rng.choice(["kept", "open", "late by date", "late by round", "typed late", "no date"])
            state, by = "", ""
            if planted == "kept":
                state, by = "done", "2020-01-01"
            elif planted == "open":
                by = str((day or date(2026, 6, 1)) + timedelta(days=rng.randint(0, 9)))
            elif planted == "late by date":
                by = str((day or date(2026, 6, 1)) - timedelta(days=rng.randint(1, 9)))
            elif planted == "late by round":
                by = f"round {round_number - 1}"
            elif planted == "typed late":
                state = "overdue"
            is_late = planted in {"late by round", "typed late"} or (planted == "late by date" and day is not None)
            wanted[PromiseState.KEPT if state == "done" else PromiseState.LATE if is_late else PromiseState.OPEN] += 1
            rows.append(f"{rng.choice(['capital', 'talent', ''])},ana,call,{by},{state},,\n")
        convening = Convening.model_validate({} if day is None else {"today": day})
        found = list_promises(reading("".join(rows)), convening, round_number)
        states = [state for _, state in found]
        assert Counter(states) == wanted
        assert states == sorted(states, key=list(PromiseState).index)
        here = [promise for promise, _ in found if promise.table == "capital"]
        assert len(here) == sum(row.startswith("capital") for row in rows)
        _holds_after_a_record(reading("".join(rows)), convening, round_number)


def _holds_after_a_record(found: Commitments, convening: Convening, round_number: int) -> None:
    """Compare the states of promises read from a record with those from the file, in this round and in later ones."""
    record = promises_record(found, convening, round_number)
    assert record is not None
    read = read_promises(PromisesRecord.model_validate(record.plain()), "entry", PEOPLE, TABLES)
    for ahead in range(3):
        day = None if convening.today is None else convening.today + timedelta(days=4 * ahead)
        later = Convening.model_validate({} if day is None else {"today": day})
        states = [
            [(each.key, each.who, each.due, state) for each, state in list_promises(one, later, round_number + ahead)]
            for one in (found, read)
        ]
        assert states[0] == states[1]


def test_a_record_keeps_what_is_needed_and_follows_the_list_of_today() -> None:
    found = reading("money,Ana; Oak Fund,Publish the fees,2026-12-01,,a note,renters; ben\n,,Call,,kept,,\n")
    record = promises_record(found, Convening(), 1)
    assert record is not None
    plain = record.plain()
    assert plain["promises"][0] == {
        "table": "capital",
        "who": [{"name": "Ana", "id": "ana"}, {"name": "Oak Fund", "id": None}],
        "what": "Publish the fees",
        "by": "2026-12-01",
        "state": "open",
        "note": "a note",
    }
    assert plain["promises"][1]["table"] is None
    assert plain["missing"] == [
        {"table": "capital", "name": "renters", "id": None},
        {"table": "capital", "name": "Ben", "id": "ben"},
    ]
    people = People(tuple(person(row) for row in ({"id": "ben", "name": "Ben Li"},)))
    tables = (table({"id": "funds", "was": ["capital"]}),)
    again = read_promises(record, "entry", people, tables)
    assert again.promises[0].table == "funds"
    assert [(one.text, one.person) for one in again.promises[0].who] == [("Ana", None), ("Oak Fund", None)]
    assert [(one.table, one.text, one.person) for one in again.missing] == [
        ("funds", "renters", None),
        ("funds", "Ben Li", "ben"),
    ]
    assert promises_record(None, Convening(), 1) is None
    assert promises_record(Commitments("c.csv", (), ()), Convening(), 1) is None
