"""The same input in new processes gives the same seating; time limits are respected."""

from __future__ import annotations

from statistics import median
from typing import Any

from benchmarks.bench import OURS, Bench
from benchmarks.case import Case
from benchmarks.generate import Spec, write_convening
from benchmarks.section import Section, number

ORDER = 90

SPEC = Spec("hard", 24, 3, 31)
TIMES = 30


def run(bench: Bench) -> Section:
    """Solve one input many times; check the seconds of all runs with a limit."""
    times = 5 if bench.is_quick else TIMES
    case = Case(SPEC.name, *write_convening(SPEC, bench.folder / SPEC.name), 60)
    seatings, seconds = set[tuple[Any, ...]](), []
    for _ in range(times):
        ran, result = bench.solve(case, limited=False)
        seats = result["rounds"][0]["seats"] if result.get("rounds") else []
        seatings.add(tuple((seat["id"], seat["table"]) for seat in seats))
        seconds.append(ran.seconds)
    bench.say(f"{case.name}: {len(seatings)} seatings in {times} runs")
    limited = [one for one in bench.records if one.get("solver") == OURS and one.get("told") is not None]
    late = [one for one in limited if one["told"] > 1.1 * one["limit"] + 1]
    worst = max((one["seconds"] - one["limit"] for one in limited), default=0.0)
    rows = [
        [
            f"different seatings in {times} fresh processes",
            f"{len(seatings)}",
            _yes(len(seatings) == 1 and () not in seatings),
        ],
        ["seconds for one process, median", number(median(seconds), 1), ""],
        [
            f"seatings, out of {len(limited)}, that took longer than their limit plus 10% and one second",
            f"{len(late)}",
            _yes(not late),
        ],
        [
            "longest overrun of a whole command, including pages, in seconds",
            number(max(0.0, worst), 1),
            "",
        ],
    ]
    says = (
        f"Repeatability is measured on the unseen case {SPEC.name} (seed {SPEC.seed}) without a time limit. "
        "Compliance with time limits is checked in all runs above that had a limit."
    )
    return Section("Repeatability and time limits", says, ["what", "figure", "met"], rows)


def _yes(is_met: bool) -> str:
    return "yes" if is_met else "**no**"
