"""Rooms that do not fit one process: memory, time, and penalty against the bound over classes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from tempfile import mkdtemp

from benchmarks import large_room
from benchmarks.bench import Bench
from benchmarks.generate import Spec, write_convening
from benchmarks.measure import run as run_command
from benchmarks.section import Section, number, table

ORDER = None

PEOPLE, QUICK = 20_000, 3_000
"""Ten sit at each table."""

LIMIT = 320
"""Megabytes that one process may hold, in the comparison of a whole room with parts."""

SECONDS, QUICK_SECONDS = 150, 30
"""Time limit of the whole command."""

MOST_SECONDS = 3_600.0

HEADINGS = ("room", "search", "memory", "seconds", "unmet musts", "penalty", "bound", "finished")


def run(bench: Bench) -> Section:
    """Search one room whole and in parts with little memory, then seat it with the whole command."""
    size, seconds = (QUICK, QUICK_SECONDS) if bench.is_quick else (PEOPLE, SECONDS)
    rows = [*_limited(bench, size), seat_in_parts(bench, size, seconds)]
    says = (
        "The room is from the `ordinary` family and has ten people at each table. First, two searches are run, each "
        f"in one process that may use {LIMIT} MB (`RLIMIT_DATA`). One anneals the whole room once. The other makes "
        "one pass over all parts with half the usual work. The memory shown for each search is what its process used, "
        "including the memory for reading the list. After that, the whole command runs on two workers "
        f"(`--cluster local:2 --jobs 1 --time-limit {seconds} --no-packet`), and its memory is the total for all its "
        "processes. The bound is the one that the command reports. It comes from arithmetic, or from "
        "classes of people and tables."
    )
    return Section("Rooms in parts", says, HEADINGS, rows, {"parts": table(HEADINGS, rows)})


def _limited(bench: Bench, size: int) -> Iterator[list[str]]:
    people, convening = write_convening(_spec(size), bench.folder / f"parts-{size}")
    for how, name in ((large_room.WHOLE, "one annealing"), (large_room.PARTS, "one pass in parts")):
        command = [sys.executable, "-m", "benchmarks.large_room", str(people), str(convening), how, str(LIMIT)]
        ran = run_command(command, MOST_SECONDS)
        assert ran.code == 0, ran.stderr
        told = json.loads(ran.stdout)
        figures = [f"{told['seconds']:,.0f}", number(told["unmet"]), number(told["penalty"])] if told["ended"] else []
        bench.say(f"{size:,} people, {name}: {told}")
        yield [
            *(_name(size), f"{name}, one process of {LIMIT} MB", f"{told['megabytes']:,.0f} MB"),
            *(figures or ["–"] * 3),
            *("–", "yes" if told["ended"] else "no, out of memory"),
        ]


def seat_in_parts(bench: Bench, size: int, seconds: int) -> list[str]:
    """Return the row of the whole command with two workers.

    Parameters
    ----------
    bench : Bench
    size : int
        Number of people; ten sit at each table.
    seconds : int
        Time limit of the command.
    """
    people, convening = write_convening(_spec(size), bench.folder / f"parts-{size}")
    command = [sys.executable, "-m", "seating", "solve", str(people), "--large", "--convening", str(convening)]
    command += ["--cluster", "local:2", "--jobs", "1", "--time-limit", str(seconds), "--no-packet", "--json", "--quiet"]
    ran = run_command([*command, "--out", mkdtemp(prefix="out-", dir=bench.folder)], MOST_SECONDS)
    assert ran.code == 0, ran.stderr
    told = json.loads(ran.stdout)
    bench.say(f"{size:,} people: {told['status']} {told['penalty']} {told['bound']}, {ran.seconds:.0f} s")
    unmet = sum(1 for one in told["rounds"][0]["requirements"] if one["must"] and not one["met"])
    return [
        *(_name(size), f"whole command, two workers, {seconds} s for the search", f"{ran.megabytes:,.0f} MB"),
        *(f"{ran.seconds:,.0f}", number(unmet), number(told["penalty"]), number(told["bound"]), "yes"),
    ]


def _spec(size: int) -> Spec:
    return Spec("ordinary", size, size // 10, 44)


def _name(size: int) -> str:
    return f"{size:,} people at {size // 10:,} tables"
