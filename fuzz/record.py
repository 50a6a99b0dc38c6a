"""Write what runs of `python -m fuzz --results FILE` came to into docs/quality.md: `python -m fuzz.record FILE...`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from docs.quality import write

GOAL = 1_000_000
"""How many inputs the readers should have seen without a failure."""


def describe_runs(results: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines of the section: a table of all targets, and what failed.

    Parameters
    ----------
    results : iterable of dict
        One for each target of each run, as `--results` writes them.
    """
    runs = list(results)
    tried = sum(run["tried"] for run in runs)
    failed = sum(sum(run["failures"].values()) for run in runs)
    seeds = sorted({run["seed"] for run in runs})
    word = "seed" if len(seeds) == 1 else "seeds"
    yield f"`python -m fuzz` with the {word} {', '.join(map(str, seeds))}: **{tried:,} inputs**, {failed:,} failures."
    if tried < GOAL:
        yield f"The goal is {GOAL:,} inputs. The others have not been run."
    yield '"Slowest" is the longest time for one input. "Memory" is the most memory that one process used, including'
    yield "the program itself."
    yield ""
    yield "| target | inputs | accepted | slowest, s | memory, MB | failures |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name in dict.fromkeys(run["target"] for run in runs):
        own = [run for run in runs if run["target"] == name]
        sums = [sum(run[key] for run in own) for key in ("tried", "accepted")]
        most = [max(run[key] for run in own) for key in ("slowest", "megabytes")]
        failures = sum(sum(run["failures"].values()) for run in own)
        yield f"| {name} | {sums[0]:,} | {sums[1]:,} | {most[0]:.2f} | {most[1]} | {failures} |"
    found = dict.fromkeys(what for run in runs for what in run["failures"])
    if found:
        yield ""
        yield "The failures happened at these places. Each has been fixed and given a test:"
        yield ""
        yield from (f"- {what}" for what in found)


if __name__ == "__main__":
    lines = [line for path in sys.argv[1:] for line in Path(path).read_text(encoding="utf-8").splitlines()]
    write("inputs", describe_runs(map(json.loads, lines)))
