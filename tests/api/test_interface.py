"""What people who program try first, each as the cell of a notebook would have it."""

from __future__ import annotations

import copy
import csv
import inspect
import io
import json
import pickle
import re
from ast import literal_eval
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import seating
from seating.api.convening_keys import ConveningKeys
from seating.api.option_ranges import RANGES
from seating.api.request import Request
from seating.api.rounds import record_attended
from seating.api.solve import solve_request
from seating.convening.file_schema import convening_schema
from tests.conftest import Interpreter

NAMES = ("Ana Ruiz", "Ben Cole", "Cam Tran", "Dee Okafor", "Eva Lund", "Flo Hart")
PEOPLE = [
    {"id": n, "name": name, "organization": f"Org {n % 3}", "email": f"{name[:3].lower()}@mail.example"}
    for n, name in enumerate(NAMES, start=101)
]
CONVENING = {
    "tables": [{"id": "north", "seats": 3}, {"id": "south", "seats": 3}],
    "requirements": [
        {"kind": "cap", "of": "organization", "at_most": 1},
        {"kind": "voice", "name": "Youth", "who": {"organization": "Org 9"}},
    ],
}


SCRIPT = """
import seating

people = [{"name": "Ana Ruiz"}, {"name": "Ben Cole"}]
convening: seating.ConveningKeys = {"tables": {"count": 2}, "requirements": [{"kind": "fill"}]}
result = seating.solve(people, convening, history=seating.rounds("reports"))
seating.repair(people, result.tables, {"tables": [{"id": "a"}]}, keep=["Ana Ruiz"])
reveal_type(result.tables)
wrong: seating.ConveningKeys = {"tabels": {"count": 2}}
"""


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(PEOPLE, index=[f"row {n}" for n in range(6)])


@pytest.fixture(scope="module")
def result() -> seating.Seating:
    return seating.solve(PEOPLE, CONVENING)


class Polars:
    """A frame as polars has it: rows without an index, and columns that are added as series."""

    def __init__(self, cells: dict[str, list[Any]]) -> None:
        self.cells = cells

    @property
    def columns(self) -> list[str]:
        return list(self.cells)

    def iter_rows(self) -> Iterator[tuple[Any, ...]]:
        return iter(zip(*self.cells.values(), strict=True))

    def __getitem__(self, column: str) -> tuple[str, list[Any]]:
        return column, self.cells[column]

    def with_columns(self, series: Iterator[tuple[str, list[Any]]]) -> Polars:
        return Polars({**self.cells, **dict(series)})


# The list ------------------------------------------------------------------------------------------------------------


def test_a_list_is_read_in_every_form(frame, tmp_path, result):
    path = tmp_path / "people.csv"
    frame.to_csv(path, index=False)
    rows = csv.DictReader(io.StringIO(path.read_text()))
    polars = Polars({key: [row[key] for row in PEOPLE] for key in PEOPLE[0]})
    typed = frame.astype({"organization": "category", "name": "string"})
    forms = [path, str(path), frame, frame.set_index("name"), frame.set_index(["id", "name"]), typed, rows, polars]
    for people in [*forms, tuple(PEOPLE)]:
        assert seating.solve(people, CONVENING).plan.seats == result.plan.seats


def test_numbers_beside_a_blank_cell_stay_whole(frame):
    frame["id"] = frame["id"].where(frame["id"] != 103)
    found = seating.check(
        frame, {"tables": CONVENING["tables"], "requirements": [{"kind": "apart", "people": ["101", "102"]}]}
    )
    assert [one.id for one in found.people][:2] == ["101", "102"]


def test_a_convening_is_a_mapping_or_a_path(tmp_path, result):
    path = tmp_path / "convening.yaml"
    path.write_text(json.dumps(CONVENING), encoding="utf-8")
    for convening in (path, str(path)):
        assert seating.solve(PEOPLE, convening).plan.seats == result.plan.seats


# What the command line refuses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [-1, 0, "5", float("nan"), float("inf"), True])
def test_a_time_limit_is_a_number_of_seconds(seconds):
    with pytest.raises(seating.UsageError, match="`time_limit` must be a number of seconds above 0"):
        seating.solve(PEOPLE, CONVENING, time_limit=seconds)


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, (least, _) in RANGES.items() for value in (least - 1, 1.5, "1")]
)
def test_numbers_have_the_ranges_of_the_command_line(name, value):
    command = partial(seating.repair, PEOPLE, {}) if name == "max_moves" else partial(seating.solve, PEOPLE)
    with pytest.raises(seating.UsageError, match=f"`{name}` must be a whole number from"):
        command(CONVENING, **{name: value})


# The result ----------------------------------------------------------------------------------------------------------


def test_no_name_is_in_what_a_log_shows(result, frame):
    explained, checked = result.explain("Ana Ruiz"), seating.check(frame, CONVENING)
    for shown in (repr(result), f"{result}", repr(explained), repr(checked), repr([result, explained, checked])):
        assert len(shown) < 500
        assert not [row for row in PEOPLE if row["name"].split()[0] in shown or row["email"] in shown]
    assert len(repr(result)) < 80


def test_a_notebook_shows_the_tables(result):
    page = result._repr_html_()
    assert page.count("<tr>") == 3
    assert all(name in page for name in NAMES)
    assert "<script" not in page
    assert "<b>" not in seating.solve([{"name": "<b>Ana"}])._repr_html_()


def test_the_interface_is_small_and_there(result):
    assert {"tables", "unmet", "missing", "frame", "explain"} <= set(dir(result))
    assert len(dir(result)) < 20
    assert all(hasattr(result, name) for name in dir(result))
    assert all(hasattr(seating, name) for name in dir(seating))


def test_the_tables_have_names_and_are_a_seating(result):
    assert sorted(name for names in result.tables.values() for name in names) == sorted(NAMES)
    assert seating.review(PEOPLE, result.tables, CONVENING).plan.seats == result.plan.seats


def test_what_is_unmet_and_who_is_missing_is_listed(result):
    assert [one.id for one in result.unmet] == ["voice-1"]
    assert [one.name for one in result.missing] == ["Youth"]


def test_a_frame_like_the_list_keeps_its_order_its_index_and_its_columns(frame, result):
    for like in (frame, frame.sample(frac=1, random_state=3), frame.iloc[::2], frame.set_index("name")):
        found = result.frame(like=like)
        assert found.index.equals(like.index)
        pd.testing.assert_frame_equal(found[list(like.columns)], like)
        assert list(found["table_id"]) == [result.plan.seats[str(identity)] for identity in like["id"]]


def test_a_row_without_a_seat_is_blank_in_the_frame(frame):
    frame["attending"] = ["no", *["yes"] * 5]
    found = seating.solve(frame, CONVENING).frame(like=frame)
    assert list(found["table_id"].isna()) == [True, *[False] * 5]
    assert seating.review(frame, found, CONVENING).plan.seats.keys() == {str(n) for n in range(102, 107)}


def test_a_row_that_stands_for_several_people_has_all_their_tables():
    people = pd.DataFrame([{"name": "Ana Ruiz", "party": 2}, {"name": "Ben Cole", "party": 1}])
    found = seating.solve(people, {"tables": [{"id": "one", "seats": 3}], "requirements": []}).frame(like=people)
    assert list(found["table_id"]) == ["one", "one"]


def test_a_frame_like_one_of_polars_is_one_of_polars(result):
    like = Polars({"name": [*NAMES], "organization": [row["organization"] for row in PEOPLE], "id": [*range(101, 107)]})
    found = result.frame(like=like)
    assert isinstance(found, Polars)
    assert found.cells["table_id"] == [result.plan.seats[str(n)] for n in range(101, 107)]


def test_a_frame_that_is_no_list_is_refused(result):
    with pytest.raises(seating.InputError):
        result.frame(like=pd.DataFrame({"number": [1, 2]}))


def test_a_result_can_be_copied_stored_and_merged(result, frame):
    assert pickle.loads(pickle.dumps(result)).tables == copy.deepcopy(result).tables == result.tables
    assert json.loads(json.dumps(result.to_record()))["status"] == result.status
    merged = frame.astype({"id": str}).merge(result.frame(), on="id", suffixes=("", "_seat"))
    assert len(merged) == len(frame)


# What the commands do ------------------------------------------------------------------------------------------------


def test_a_person_and_a_requirement_are_explained_from_a_result_or_a_list(result):
    of_result, of_list = result.explain("Ana Ruiz"), seating.explain(PEOPLE, CONVENING, person="101")
    assert [one.table for one in of_result.whereabouts.elsewhere] == [
        one.table for one in of_list.whereabouts.elsewhere
    ]
    assert seating.explain(result, requirement="cap-1").price is not None
    for about in ({"person": "Nobody"}, {"requirement": "nothing"}):
        with pytest.raises(seating.InputError):
            seating.explain(result, **about)
    with pytest.raises(seating.UsageError, match="one thing at a time"):
        seating.explain(result, person="Ana Ruiz", requirement="cap-1")


def test_rounds_are_planned_together_and_one_after_the_other():
    convening = {"tables": {"count": 2, "seats": 2}, "requirements": [{"kind": "new_company"}]}
    together = seating.solve(PEOPLE[:4], convening, rounds=2, jobs=1).rounds
    assert [one.room.round_number for one in together] == [1, 2]
    first = seating.solve(PEOPLE[:4], convening)
    for history in (first, [first], first.frame()[["id", "table_id"]].assign(round=1)):
        second = seating.solve(PEOPLE[:4], convening, history=history)
        pairs = [{frozenset(names) for names in one.tables.values()} for one in (first, second)]
        assert not pairs[0] & pairs[1]
        assert second.penalty == 0


@pytest.fixture
def saved(tmp_path, monkeypatch):
    """Return the round that was saved in `o` beside a list and a convening. Ana did not come to it."""
    monkeypatch.chdir(tmp_path)
    pd.DataFrame(PEOPLE[:4]).to_csv("people.csv", index=False)
    pd.DataFrame(PEOPLE[1:4]).to_csv("came.csv", index=False)
    asked = [{"kind": "new_company"}, {"kind": "together", "people": [101, 102], "rounds": [1]}]
    Path("convening.yaml").write_text(json.dumps({"tables": {"count": 2, "seats": 2}, "requirements": asked}))
    solve_request(Request("people.csv", out=Path("o"), packet=False))
    record_attended(Path("o"), Path("came.csv"))
    (found,) = seating.rounds("o")
    return found


def test_the_next_round_heeds_all_that_a_folder_has(saved):
    before = sorted(Path("o").rglob("*"))
    second = seating.solve("people.csv", history="o")
    assert second.room.round_number == 2
    assert [len(one.room.history.rounds[0].seats) for one in (second, seating.solve("people.csv", history=saved))] == [
        3,
        4,
    ]
    assert sorted(Path("o").rglob("*")) == before


def test_a_saved_round_is_a_seating(saved):
    assert saved.tables == seating.review("people.csv", "o").tables == seating.repair("people.csv", Path("o")).tables
    assert saved.frame(like=pd.DataFrame(PEOPLE))["table_id"].count() == 4
    assert seating.review("people.csv", saved).explain("Cam Tran").whereabouts is not None
    with pytest.raises(seating.UsageError, match="Review it with the list first"):
        saved.explain("Cam Tran")


def test_a_folder_without_rounds_has_no_next_one(tmp_path):
    assert seating.rounds(tmp_path) == ()
    with pytest.raises(seating.UsageError, match="no round to close"):
        seating.solve(PEOPLE, CONVENING, history=tmp_path)


def test_a_repair_keeps_whom_it_should(result):
    late = [*PEOPLE[1:], {"id": 107, "name": "Gus Berg", "organization": "Org 1"}]
    mended = seating.repair(late, result, CONVENING, keep="Ben Cole")
    assert mended.plan.seats["102"] == result.plan.seats["102"]


def test_threads_solve_side_by_side(result):
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda people: seating.solve(people, CONVENING).tables, [PEOPLE, PEOPLE]))
    assert found == [result.tables] * 2


# An editor and the start ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["check", "explain", "repair", "review", "rounds", "solve"])
def test_an_editor_knows_every_parameter_and_what_it_takes(name):
    signature = inspect.signature(getattr(seating, name))
    assert not [one for one in signature.parameters.values() if one.annotation in {inspect.Parameter.empty, "Any"}]
    assert set(re.findall("[A-Z][a-zA-Z]+", signature.return_annotation)) <= set(seating.__all__)


@pytest.mark.room
def test_a_type_checker_knows_what_a_script_gets(tmp_path):
    from mypy import api as mypy  # not installed where the lowest versions are tried

    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    printed, _, code = mypy.run(["--strict", "--config-file=", f"--cache-dir={tmp_path}", str(script)])
    lines = [line.split(": ", 2)[2].replace("builtins.", "") for line in printed.splitlines()[:-1]]
    assert [line.split("  [")[0] for line in lines] == [
        'Revealed type is "dict[str, tuple[str, ...]]"',
        'Extra key "tabels" for TypedDict "ConveningKeys"',
    ], printed
    assert code == 1


def test_the_keys_of_a_convening_are_those_of_its_schema():
    assert ConveningKeys.__annotations__.keys() == convening_schema()["properties"].keys()


def test_importing_the_package_imports_no_library(python: Interpreter):
    """It costs little beside `import pandas`, so modules are counted and no seconds."""
    code = "import sys, seating; dir(seating); help(seating.solve); print([*sys.modules])"
    done = python.run("-c", code)
    assert done.returncode == 0, done.stderr
    assert not {"numpy", "ortools", "pandas", "pydantic", "jinja2"}.intersection(
        literal_eval(done.stdout.splitlines()[-1])
    )
