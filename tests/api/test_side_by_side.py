"""Two saved seatings side by side: every figure is computed again here, from the files of the two ledgers."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from seating.api.rounds import compare_sides
from seating.ledger import Kind, Ledger
from seating.ledger.records import side_by_side_record
from seating.pages.side_by_side import list_blocks
from tests.cli.running import run
from tests.examples import seeded
from tests.ledger.made_up import UNMET, WHOLE, record
from tests.present.told import cells, told

PEOPLE = ["ana", "ben", "cam", "dee", "eli", "fay"]
SENTENCES = ["Each table has a cook.", "Each table has a baker.", "Ana sits with Ben.", "Nobody sits alone."]


def rule(identity: str, sentence: str, shortfall: int = 0, weight: int | None = None) -> dict[str, Any]:
    """Return a requirement that falls short by a number; a must has no weight."""
    return {
        **UNMET,
        **{"id": identity, "kind": identity.partition("-")[0], "sentence": sentence, "must": weight is None},
        **{"weight": weight, "shortfall": shortfall, "penalty": shortfall * (weight or 0), "met": shortfall == 0},
    }


def save(
    out: Path,
    seats: dict[str, str],
    rules: list[dict[str, Any]],
    tables: list[dict[str, Any]] | None = None,
    **more: Any,
) -> None:
    """Save a round; `more` has other keys of the entry."""
    shown = [{"id": table} for table in sorted({*seats.values()})] if tables is None else tables
    pages = {**WHOLE["pages"], "convening": {"tables": shown}}
    rounds = [{**record(1, seats), "requirements": rules}]
    Ledger.open(out).add(Kind.SEATED, {**WHOLE, "pages": pages, "rounds": rounds, **more})


def newest(out: Path) -> dict[str, Any]:
    return json.loads(max((out / "rounds").glob("*.json")).read_text(encoding="utf-8"))


def sums(out: Path) -> dict[str, Any]:
    """Return the sums of the round that an entry has alone."""
    entry = newest(out)
    asked = entry["rounds"][0]["requirements"]
    return {
        "folder": out.as_posix(),
        "round": 1,
        "penalty": sum(each["penalty"] or 0 for each in asked),
        "bound": entry.get("bound"),
        "unmet_musts": sum(each["must"] and not each["met"] for each in asked),
        "unmet_private": sum(each["kind"] == "private" and not each["met"] for each in asked),
        "governance_penalty": None,
    }


def pairs(one: Path, other: Path) -> set[tuple[str | None, str | None]]:
    """Return the ids of requirements that are one: those with one id and sentence, then one sentence, then one id."""
    left, right = (
        [each for each in newest(out)["rounds"][0]["requirements"] if each["kind"] != "private"] for out in (one, other)
    )
    found: list[tuple[str | None, str | None]] = []
    for keys in (("id", "sentence"), ("sentence",), ("id",)):
        for a in list(left):
            same = [b for b in right if all(a[key] == b[key] for key in keys)]
            if same:
                found.append((a["id"], same[0]["id"]))
                left.remove(a)
                right.remove(same[0])
    return {*found, *((a["id"], None) for a in left), *((None, b["id"]) for b in right)}


def draw(draws: random.Random, out: Path) -> None:
    """Save a convening of few people and requirements."""
    seats = {person: draws.choice(["oak", "elm", "fir"]) for person in draws.sample(PEOPLE, draws.randint(1, 6))}
    named = draws.sample(["cap-1", "cap-2", "cooks", "bakers"], draws.randint(0, 4))
    asked = [
        rule(identity, sentence, draws.choice([0, 0, 1, 3]), draws.choice([None, 1, 5]))
        for identity, sentence in zip(named, draws.sample(SENTENCES, len(named)), strict=True)
    ]
    if draws.random() < 0.3:
        private = {**rule("private-1", "A private requirement."), "kind": "private", "weight": None}
        asked.append({**private, "must": False, "met": draws.random() < 0.5, "shortfall": None, "penalty": None})
    bound = {"bound": draws.choice([0, 1, None])}
    save(out, seats, asked, **bound)


@seeded(40)
def test_every_figure_follows_from_the_two_files(tmp_path_factory, seed):
    folder = tmp_path_factory.mktemp("sides")
    one, other = folder / "one", folder / "other"
    draw(random.Random(seed), one)
    draw(random.Random(seed + 1), other)
    compared = compare_sides(one, other, folder)
    printed = side_by_side_record(compared).plain()
    assert (printed["first"], printed["second"]) == (sums(one), sums(other))

    costs = printed["requirements"]
    assert {tuple(each[side] and each[side]["id"] for side in ("first", "second")) for each in costs} == pairs(
        one, other
    )
    for side, out in (("first", one), ("second", other)):
        saved = {each["id"]: each for each in newest(out)["rounds"][0]["requirements"]}
        for cost in filter(None, (each[side] for each in costs)):
            assert {key: saved[cost["id"]].get(key, cost[key]) for key in cost} == cost

    then, now = ({seat["id"]: seat["table"] for seat in newest(out)["rounds"][0]["seats"]} for out in (one, other))
    both = then.keys() & now.keys()
    assert printed["stayed"] == sum(then[person] == now[person] for person in both)
    assert {(each["id"], each["from"], each["to"]) for each in printed["moved"]} == {
        (person, then[person], now[person]) for person in both if then[person] != now[person]
    }
    for key, here, there in (("only_first", then, now), ("only_second", now, then)):
        assert {each["id"]: each["table"] for each in printed[key]} == {p: here[p] for p in here.keys() - there.keys()}
    figures = dict(cells(list_blocks(compared))["facts"])
    assert figures == {
        "At the same table in both": str(printed["stayed"]),
        "At another table": str(len(printed["moved"])),
        "Only in the first": str(len(printed["only_first"])),
        "Only in the second": str(len(printed["only_second"])),
    }
    shown = told(list_blocks(compared))
    assert all(each["sentence"] in shown for cost in costs for each in cost.values() if each)


def test_the_table_tells_what_each_requirement_costs(tmp_path):
    musts = rule("cooks", SENTENCES[0], 2), rule("cooks", SENTENCES[0])
    wishes = rule("size-1", "Every table has 7-9 people.", 1, 4), rule("size-1", "Every table has 5-7 people.", 0, 4)
    alone = rule("wish-1", SENTENCES[3], 1, 1)
    away = {**rule("meet-1", SENTENCES[2], 0, 1), "applies": False}
    held = {**rule("role-1", SENTENCES[1], 0, 1), "waits": True}
    save(tmp_path / "one", {"ana": "oak"}, [musts[0], wishes[0]], bound=3)
    save(tmp_path / "other", {"ana": "oak"}, [musts[1], wishes[1], alone, away, held])
    compared = compare_sides(tmp_path / "one", tmp_path / "other", tmp_path)
    cells = [line.strip().split("  ") for line in told(list_blocks(compared)).splitlines()]
    rows = {parts[0]: tuple(part.strip() for part in parts[1:] if part.strip()) for parts in cells}
    assert rows["Penalty"] == ("4", "1")
    assert rows["Lower bound of the penalty"] == ("3", "–")
    assert rows["Unmet musts"] == ("1", "0")
    assert rows[f"{SENTENCES[0]} [cooks]"] == ("must unmet by: 2", "met")
    assert rows["Every table has 7-9 people. [size-1]"] == ("unmet by: 1; penalty: 4", "met")
    assert rows["Every table has 5-7 people. [size-1]"] == (), "both sentences are shown"
    assert rows[f"{SENTENCES[3]} [wish-1]"] == ("–", "unmet by: 1; penalty: 1")
    assert rows[f"{SENTENCES[2]} [meet-1]"] == ("–", "does not apply")
    assert rows[f"{SENTENCES[1]} [role-1]"] == ("–", "met if a held seat is filled")


def test_requirements_of_governance_tables_are_among_the_others(tmp_path):
    save(tmp_path / "one", {"ana": "oak"}, [])
    one = Ledger.open(tmp_path / "one").rounds[1].record.plain()
    verdict = {"tables": ["board"], "chosen": False, "status": "feasible", "penalty": 6, "bound": None}
    verdict |= {"voices": [], "gaps": [], "conflict": None}
    asked = [rule("board-must", SENTENCES[0], 1), rule("board-wish", SENTENCES[1], 2, 3)]
    later = {**one, "governance": [{**verdict, "requirements": asked}]}
    Ledger.open(tmp_path / "other").add(Kind.SEATED, {**WHOLE, "rounds": [later]})
    printed = side_by_side_record(compare_sides(tmp_path / "one", tmp_path / "other", tmp_path)).plain()
    assert [each["second"]["id"] for each in printed["requirements"]] == ["board-must", "board-wish"]
    sums = {key: (printed["first"][key], printed["second"][key]) for key in ("penalty", "unmet_musts")}
    assert sums == {"penalty": (0, 0), "unmet_musts": (0, 1)}
    assert (printed["first"]["governance_penalty"], printed["second"]["governance_penalty"]) == (None, 6)


@pytest.mark.parametrize("was_first", [True, False])
def test_people_stay_at_a_table_that_has_another_name_in_one_of_the_convenings(tmp_path, was_first):
    then, now = [{"id": "oak", "name": "Oak"}], [{"id": "elm", "name": "Elm", "was": ["oak"]}]
    save(tmp_path / "then", {"ana": "oak"}, [], then)
    save(tmp_path / "now", {"ana": "elm"}, [], now)
    sides = (tmp_path / "then", tmp_path / "now") if was_first else (tmp_path / "now", tmp_path / "then")
    people = compare_sides(*sides, tmp_path).people
    assert (people.stayed, people.moved) == (1, ())
    assert people.renamed == ((("oak", "elm"),) if was_first else (("elm", "oak"),))


def test_a_person_with_another_id_is_the_same_person(tmp_path):
    for out, identity in (("one", "p-1"), ("other", "p-2")):
        pages = {
            **WHOLE["pages"],
            "people": [{"id": identity, "name": "Ana Ruiz", "organization": "Mill"}],
            "convening": {"tables": [{"id": "oak"}]},
        }
        save(tmp_path / out, {identity: "oak"}, [], pages=pages)
    people = compare_sides(tmp_path / "one", tmp_path / "other", tmp_path).people
    assert (people.stayed, people.joined, people.left) == (1, (), ())


def test_a_round_of_out_stands_beside_a_folder(checkout):
    folders = "examples/monthly/reports", "examples/monthly/four-tables"
    for line, rounds in (
        (" ".join(folders), (2, 2)),
        (f"1 {folders[1]} --out {folders[0]}", (1, 2)),
        (f"{folders[1]} 1 --out {folders[0]}", (2, 1)),
    ):
        printed = json.loads(run(f"rounds diff {line} --json").stdout)
        assert (printed["first"]["round"], printed["second"]["round"]) == rounds
        assert {printed["first"]["folder"], printed["second"]["folder"]} == {*folders}


def test_rounds_of_one_folder_keep_the_names_of_its_tables(tmp_path):
    """A table that was renamed twice is found in the ledger that both rounds are from."""
    for number, (table, was) in enumerate((("oak", []), ("elm", ["oak"]), ("fir", ["elm"])), start=1):
        pages = {**WHOLE["pages"], "convening": {"tables": [{"id": table, "was": was}]}}
        content = {**WHOLE, "pages": pages, "rounds": [record(number, {"ana": table})]}
        Ledger.open(tmp_path).add(Kind.SEATED, content)
    assert compare_sides(1, tmp_path, tmp_path).people.stayed == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("nowhere 1", "No round is saved in nowhere."),
        ("1 nowhere", "There is no round 1 in reports/rounds: it has no round yet."),
        ("first second", "No round is saved in first."),
    ],
)
def test_a_folder_without_a_round_is_reported(tmp_path, monkeypatch, line, says):
    monkeypatch.chdir(tmp_path)
    done = run(f"rounds diff {line}")
    assert (done.exit_code, says in done.stderr) == (2, True)
