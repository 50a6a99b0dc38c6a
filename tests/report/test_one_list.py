"""One list of who is missing: the same rows on the report, the sheet, the steering page, the board and in the file."""

from __future__ import annotations

import csv
import html
import json
import re
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from seating.api.request import Request
from seating.api.result import Solved
from seating.api.solve import solve_request
from seating.board.session import Session
from seating.pages.brief import describe_in_short
from seating.present.settings import Settings
from seating.report.calls import MOST_ROWS
from seating.report.missing import Origin, list_missing, list_to_call
from seating.report.packet.steering import MOST_CALLS
from seating.wording import fold
from tests.board.conftest import Client
from tests.claims.world import draw_written
from tests.examples import seeded
from tests.present.told import told
from tests.report.claims import draw
from tests.stories.inputs import as_csv

CAPTION = "Who is missing, and who calls"

FOCUS = ("talent", "business", "capital", "community", "inclusion")
CONVENING: dict[str, Any] = {
    "title": "Lindenau Rising",
    "tables": [
        *({"id": one, "name": one.title(), "focus": one, "seats": "14-24"} for one in FOCUS),
        {"id": "steering", "name": "Steering Table", "kind": "steering", "people": ["Person 3", "Person 8"]},
    ],
    "requirements": [
        {"kind": "voice", "name": "Young people", "who": {"perspective": "young"}, "at": "the room", "at_least": 2},
        {"kind": "voice", "name": "Labor", "who": {"sector": "labor"}, "at": ["talent", "capital"], "at_least": 1},
        {"kind": "voice", "name": "Elders", "who": {"sector": "elders"}, "at": "the room"},
        {"kind": "staff", "duty": "facilitator"},
    ],
    "vocabulary": {"perspective": []},
}
CHARTS = """chart of,table,who
Person 1,Talent,street vendors
Person 2,Capital,food trucks
Person 4,Steering,a resident
Person 5,Community,food trucks
Person 6,Talent,landlords
"""


def write_people(path: Path, *, left: tuple[int, ...] = (), said_no: tuple[int, ...] = ()) -> Path:
    rows = [("name", "organization", "sector", "attending", "status")]
    for number in range(100):
        sector = ("business", "nonprofit", "labor", "education")[number % 4] if number < 96 else "health"
        if number not in left:
            reply = "no" if number in said_no else "yes"
            rows.append((f"Person {number}", f"Office {number % 31}", sector, reply, "confirmed"))
    rows.append(("Office of the mayor", "City", "government", "", "open"))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture(scope="module")
def initiative(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Solved]]:
    """Return the output folder and the results of two meetings of about a hundred people."""
    folder = tmp_path_factory.mktemp("initiative")
    (folder / "convening.json").write_text(json.dumps(CONVENING), encoding="utf-8")
    (folder / "charts.csv").write_text(CHARTS, encoding="utf-8")
    people = write_people(folder / "people.csv", said_no=(3,))
    request = Request(people, out=folder / "out", charts=(folder / "charts.csv",), charts_count=False)
    first = solve_request(request)
    write_people(people, left=(5, 7), said_no=(3, 8))
    return folder, [first, solve_request(replace(request, next_round=True))]


def table_rows(page: str, caption: str) -> list[str]:
    """Return the first cell of each row with text in the first table of a page with a caption, without its marks."""
    body = page.partition(f"{caption}</caption>")[2].partition("</tbody>")[0]
    names = re.findall(r'<tr[^>]*><th scope="row">.*?<bdi[^>]*>(.*?)</bdi>', body, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]*>", "", name)) for name in names]


@pytest.mark.room
@pytest.mark.parametrize("number", [1, 2])
def test_the_list_is_the_same_wherever_it_stands(initiative: tuple[Path, list[Solved]], number: int) -> None:
    folder, results = initiative
    result = results[number - 1]
    found = list_missing(result.for_team)
    names = [str(one.label) for one in found]
    origins = {one.origin for one in found}
    assert {Origin.MEMBERSHIP, Origin.VOICE, Origin.DUTY, Origin.SEAT, Origin.NAMED} <= origins
    assert "seat of Person 3 at Steering Table" in names
    assert {"Young people", "Elders", "street vendors", "food trucks", "a resident", "landlords"} <= set(names)
    made = folder / f"out/round-{number}"
    for page in ("report.html", "packet/who-is-missing.html", "packet/steering.html"):
        shown = names[:MOST_CALLS] if page.endswith("steering.html") else names
        assert table_rows((made / page).read_text(encoding="utf-8"), CAPTION) == shown, page
    told_in_short = told(list(describe_in_short(result, "", {})))
    assert f"Who is missing ({len(names)}): " in told_in_short
    with (folder / "out/invitations.csv").open(encoding="utf-8-sig") as file:
        rows = {row["perspective"] for row in csv.DictReader(file)}
    if number == 2:
        assert rows == {str(one.name) for one in list_to_call(found)}
        charts = (folder / "charts.csv",)
        request = Request(folder / "people.csv", out=folder / "out", charts=charts, charts_count=False)
        board = Client(Session(request, folder / "out", Settings())).get("seats").text
        menu = board.partition('id="voices"')[2].partition("</details>")[0]
        assert f"Who is missing ({len(names)})" in menu
        assert [html.unescape(one) for one in re.findall(r"<bdi>(.*?)</bdi>", menu)] == names


@pytest.mark.room
@seeded(12)
def test_every_random_convening_has_one_list(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each voice that is not heard is a row, no name stands twice, and pages count the rows alike."""
    written = draw(Random(f"one list {seed}"))
    folder = tmp_path_factory.mktemp("list")
    (folder / "people.csv").write_text(as_csv(written.rows), encoding="utf-8")
    (folder / "convening.yaml").write_text(json.dumps(written.convening), encoding="utf-8")
    result = solve_request(Request(folder / "people.csv", out=folder / "out"))
    found = list_missing(result.for_team)
    names = [str(one.label) for one in found]
    assert len({*names}) == len(names)
    public = {str(one.name) for one in result.for_team.review.asked if one.state != "heard"}
    assert public <= {*names}
    page = (folder / "out/round-1/report.html").read_text(encoding="utf-8")
    assert table_rows(page, CAPTION) == names
    assert not names or f"Who is missing ({len(names)}): " in told(list(describe_in_short(result, "", {})))
    sheet = (folder / "out/round-1/packet/who-is-missing.html").read_text(encoding="utf-8")
    assert table_rows(sheet, CAPTION) == names[:MOST_ROWS]
    assert (f"Who is missing: {MOST_ROWS} of {len(names)}." in sheet) == (len(names) > MOST_ROWS)
    called = set() if result.invitations is None else {fold(row.perspective) for row in result.invitations.rows}
    assert {fold(one.name) for one in list_to_call(list_missing(result))} == called


@pytest.mark.room
@seeded(12)
def test_a_run_knows_every_row_that_an_earlier_run_wrote(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Also the rows of musts that too few people can meet."""
    random = Random(f"known rows {seed}")
    written = draw_written(random)
    tables = [dict(table) for table in written.convening["tables"]]
    if random.random() < 0.3:
        tables[0]["seats"] = {"min": 15, "max": 20}
    lacking = random.choice(
        (
            {"kind": "count", "id": "many", "who": {"age": "elder"}, "at_least": 4},
            {"kind": "share", "id": "many", "who": {"tenure": "renter"}, "at_least": "4/5"},
        )
    )
    asked = [*written.convening["requirements"], {**lacking, "must": True}]
    if random.random() < 0.5:
        asked = [{**one, "must": True} if one["kind"] in {"voice", "role_mix"} else one for one in asked]
        asked = [{key: value for key, value in one.items() if key != "weight" or not one.get("must")} for one in asked]
    folder = tmp_path_factory.mktemp("known")
    request = Request(
        [dict(row) for row in written.rows],
        {**written.convening, "tables": tables, "requirements": asked},
        out=folder / "out",
        packet=False,
    )
    solve_request(request)
    again = solve_request(request)
    assert [note.text for note in again.notes if note.slug == "invitation-unknown"] == []
