"""What the tutorial of the exercise tells is so."""

from __future__ import annotations

import json
from typing import Any

from tests.cli.running import run

PEOPLE = "--people examples/exercise/people.csv"
CHARTS = "charts examples/exercise/charts"


def record(line: str) -> dict[str, Any]:
    result = run(f"{line} --out reports/exercise --json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def named(found: dict[str, Any]) -> dict[str, Any]:
    return {one["text"]: (one["state"], {t: len(c) for t, c in one["tables"].items()}) for one in found["named"]}


def test_the_first_charts_show_what_the_tutorial_says(checkout) -> None:
    lines = run(f"{CHARTS} {PEOPLE} --out reports/exercise").stdout.splitlines()
    assert [line.split()[-1] for line in lines[:7]] == ["20", "9", "21", "12", "5", "4", "12"]
    assert lines[7].endswith("  staff: 8 and residents: 12")
    found = record(f"{CHARTS} {PEOPLE}")
    who = named(found)
    assert who["Rosa Delgado"] == ("undisputed", {"capital": 14})
    assert who["Marcus Hale"] == ("disputed", {"steering": 6, "talent": 5})
    assert {one["by"]: one["table"] for one in found["placed"]}["Marcus Hale"] == "steering"
    assert sum("Viet" in one["text"].title() for one in found["missing"]) == 3, "written in three ways"
    assert who["someone from the workforce board"] == ("undisputed", {"steering": 6})
    offered = {(one["description"], one["joined_with"]) for one in found["joined"] if not one["join"]}
    assert {("Ingrid", "Ingrid Solberg"), ("Rosa Delgdo", "Rosa Delgado")} < offered
    cells = {(one["sector"], one["role"], one["table"]): one["named"] for one in found["cells"]}
    assert sum(n for (sector, role, _), n in cells.items() if (sector, role) == ("community", "decision-maker")) == 0
    assert sum(number for (sector, _, _), number in cells.items() if sector == "labor") == 4
    not_needed = {(one["table"], one["sector"]) for one in found["cells"] if one["mostly"] == "nobody needed"}
    assert not_needed == {("space", "philanthropy")}
    assert {one["shown"] for one in found["cells"]} == {9}, "nine of the twenty charts are spreadsheets"


def test_five_rows_join_five_texts(checkout) -> None:
    found = record(f"{CHARTS} {PEOPLE} --mentions examples/exercise/mentions.csv")
    assert [(one["name"], one["charts"]) for one in found["added_up"]["voices"]] == [
        ("Vietnamese-speaking businesses", 9)
    ]
    assert len(found["named"]) == 17
    groups = {one["text"]: {g["group"]: g["named_by"] for g in one["groups"]} for one in found["groups"]}
    assert found["group_sizes"] == {"staff": 8, "residents": 12}
    assert groups["someone from the workforce board"] == {"staff": 4, "residents": 2}
    assert groups["youth from the north side"] == {"staff": 0, "residents": 3}
    assert groups["youth from the south side"] == {"staff": 0, "residents": 2}


def test_the_second_charts_show_the_news(checkout) -> None:
    second = "charts examples/exercise/second-charts.csv --people examples/exercise/second-people.csv"
    found = record(f"{second} --earlier examples/exercise/charts")
    changes = {one["text"]: (one["change"], one["now"]) for one in found["changes"]}
    assert len(found["charts"]) == 12
    assert changes["Linh Dao"] == ("new", {"capital": 5})
    assert changes["Marcus Hale"] == ("settled", {"steering": 6})
    assert changes["Dwayne Pettiford"][0] == "still disputed"
    assert changes["Lucille Grant"] == ("moved", {"talent": 3})
    assert changes["people who work at night"][0] == "new"
    missing = {one["text"]: one["absence"] for one in found["missing"]}
    assert missing["someone from the workforce board"] == "not on the list by this name"


def test_the_seating_leaves_two_cells_empty(checkout) -> None:
    people, charts = (f"examples/exercise/second-{name}.csv" for name in ("people", "charts"))
    found = record(f"solve {people} --charts {charts} --no-packet")
    assert (found["penalty"], found["choices"]["named"]) == (2, {"people": 6, "followed": 5})
    (told,) = found["rounds"]
    voices = {voice["name"]: voice["state"] for voice in told["voices"]}
    assert {name for name, state in voices.items() if state == "missing"} == {
        "community · decision-maker",
        "philanthropy · doer",
    }
    assert voices["Vietnamese-speaking businesses"] == voices["Organized labor"] == "heard"
