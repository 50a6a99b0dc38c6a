"""Several rounds planned together: nobody should meet anybody twice, and every round should be as good as one alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.bench import Bench
from benchmarks.case import Case, kept
from benchmarks.families import philipps
from benchmarks.section import Section, number
from seating.api.inputs import read_round
from seating.api.multi_round import add_round
from seating.api.request import Request
from seating.judge import review
from seating.room.plan import Plan

ORDER = 25

NEW_COMPANY = "  - {kind: new_company}\n"


def run(bench: Bench) -> Section:
    """Plan rounds ahead on stored lists, and judge every round with the ones before it as history."""
    rows = []
    for case, rounds, most in _cases(bench.data, bench.folder):
        rows.append([*_row(bench, case, rounds, most), *_beside(bench, case, rounds)])
    says = (
        "The figure is the total shortfall in all rounds. It includes deviations from balance and pairs who meet "
        "again. In the last case, it also includes shortfalls in roles, voices, caps and variety. Plain CP-SAT gets "
        "the same amount of time and two workers. In the case with 120 people, the tables have no themes, because new "
        "company and the best focus would exclude each other. [Planning ahead](explanation/planning-ahead.md) explains "
        "why."
    )
    return Section("Rounds planned together", says, HEADINGS, rows)


PEER = "textbook_rounds"

HEADINGS = (
    *("case", "rounds", "goal", "total shortfall in all rounds", "pairs who meet again", "bound", "seconds", "met"),
    *("plain CP-SAT", "its seconds"),
)


def _cases(data: Path | None, folder: Path) -> Iterator[tuple[Case, int, int]]:
    """Yield each case with its rounds and the largest total shortfall allowed."""
    given = None if data is None else data / "philipps" / "philipps_example_data.csv"
    for size, rounds, seconds, most in ((8, 3, 15, 0), (10, 3, 15, 2), (8, 5, 60, 5)):
        if given is not None and given.is_file():
            case = philipps.case(given, size, folder / f"rounds-{size}-{rounds}", seconds)
            case.convening.write_text(case.convening.read_text(encoding="utf-8") + NEW_COMPANY, encoding="utf-8")
            yield case, rounds, most
    whole = kept("ordinary-120", 30)
    text = whole.convening.read_text(encoding="utf-8")
    plain = re.sub(r", focus: \w+", "", text).replace("  - {kind: focus, weight: 1}\n", "")
    convening = folder / "ordinary-120-without-themes.yaml"
    convening.write_text(plain + NEW_COMPANY, encoding="utf-8")
    yield replace(whole, name="ordinary-120 without themes", convening=convening), 3, 0


def _row(bench: Bench, case: Case, rounds: int, most: int) -> list[str]:
    ran, result = bench.solve(case, rounds=rounds)
    if len(result.get("rounds", ())) < rounds:
        return [case.name, f"{rounds}", "", "no seating", "", "", number(ran.seconds, 1), "**no**"]
    lacking, again = judged(case, result["rounds"])
    seconds = float(result["seconds"])
    bench.say(f"{case.name}, {rounds} rounds: {lacking}, of it {again} pairs again, in {seconds:.1f} s")
    bench.records.append(
        {"case": case.name, "solver": "seating", "rounds": rounds, "penalty": lacking, "seconds": seconds}
    )
    met = "yes" if lacking <= most else "**no**"
    goal = "0, proven" if most == 0 else f"at most {most}"
    met = "**no**" if most == 0 and result["status"] != "optimal" else met
    return [case.name, f"{rounds}", goal, f"{lacking}", f"{again}", number(result["bound"]), number(seconds, 1), met]


def _beside(bench: Bench, case: Case, rounds: int) -> list[str]:
    """Return the figures of the textbook model in the same seconds, by the same judge."""
    ran, found = bench.peer_ahead(case, PEER, rounds)
    told = [{"seats": [{"id": person, "table": table} for person, table in seats.items()]} for seats in found]
    lacking = judged(case, told)[0] if len(told) == rounds else None
    bench.say(f"{case.name}, {rounds} rounds: plain CP-SAT: {lacking} in {ran.seconds:.1f} s")
    record = {"case": case.name, "solver": PEER, "rounds": rounds, "penalty": lacking, "seconds": ran.seconds}
    bench.records.append(record)
    return [number(lacking) if lacking is not None else "no seating", number(ran.seconds, 1)]


def judged(case: Case, rounds: list[dict[str, Any]]) -> tuple[int, int]:
    """Return the penalty of all rounds together, by the checkers, and how many pairs met again in them."""
    request = Request(case.people, case.convening, write=False)
    lacking, again, history = 0, 0, None
    for place, told in enumerate(rounds, start=1):
        opened = read_round(request, place)
        room = opened.room if history is None else replace(opened.room, history=history)
        plan = Plan({seat["id"]: seat["table"] for seat in told["seats"]})
        found = review(replace(room, last_round=len(rounds)), opened.requirements, plan)
        lacking += found.penalty + 1000 * found.unmet
        again += sum(found.verdicts[r.id].shortfall for r in opened.requirements if r.kind == "new_company")
        history = add_round(room.history, opened, plan)
    return lacking, again
