"""The command: mutate the corpus, read every input, and print a table."""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from pathlib import Path

from fuzz.run import Outcome, minimize, run_target
from fuzz.targets import TARGETS

SHARES = {"list": 6.0, "convening": 3.0, "charts": 3.0, "entry": 0.4}
"""How many inputs a target gets in proportion to the others, which get 1. The last takes ten times as long."""


def main(words: list[str] | None = None) -> int:
    """Run the command and return its exit code: 1 if an input failed."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000, help="Number of inputs, divided among the targets.")
    parser.add_argument("--seed", type=int, default=0, help="Decides every mutation.")
    parser.add_argument("--first", type=int, default=0, help="Number of the first input of each target.")
    parser.add_argument("--target", action="append", choices=sorted(TARGETS), help="By default all targets.")
    parser.add_argument("--save", type=Path, help="Folder for the inputs that fail, made as small as possible.")
    parser.add_argument("--results", type=Path, help="File to which a line of JSON is added for each target.")
    given = parser.parse_args(words)
    outcomes = []
    chosen = given.target or list(TARGETS)
    whole = sum(SHARES.get(name, 1.0) for name in chosen)
    for name in chosen:
        outcome = Outcome(name)
        for part in run_target(name, given.seed, given.first, math.ceil(given.inputs * SHARES.get(name, 1.0) / whole)):
            outcome.join(part)
        outcomes.append(outcome)
        print(describe(outcome), flush=True)
        if given.results:
            with given.results.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"seed": given.seed, "first": given.first} | outcome.as_plain()) + "\n")
        for failure in outcome.failures.values():
            small = minimize(name, failure)
            print(
                f"  {failure.count:,} x {failure.what}\n    input {failure.number}{small.suffix}: {small.data[:300]!r}"
            )
            trace = failure.trace.strip().replace("\n", "\n    ")[-1500:]
            print("    " + trace.encode("utf-8", "backslashreplace").decode(), flush=True)
            if given.save:
                given.save.mkdir(parents=True, exist_ok=True)
                (given.save / f"{name}-{failure.number}{small.suffix}").write_bytes(small.data)
    tried = sum(outcome.tried for outcome in outcomes)
    failed = sum(failure.count for outcome in outcomes for failure in outcome.failures.values())
    print(f"{tried:,} inputs, {failed:,} failures. {time.process_time():.0f} s in this process.")
    return 1 if failed else 0


def describe(outcome: Outcome) -> str:
    """Return the line of a target in the table."""
    failed = sum(failure.count for failure in outcome.failures.values())
    return (
        f"{outcome.target:<12} {outcome.tried:>9,} inputs {outcome.accepted:>9,} accepted {outcome.seconds:>7.0f} s "
        f"{outcome.slowest:>6.2f} s slowest {outcome.megabytes:>4} MB {failed:>6,} failures"
    )


if __name__ == "__main__":
    sys.exit(main())
