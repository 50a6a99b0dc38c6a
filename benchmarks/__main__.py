"""The command `python -m benchmarks`."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.families import families
from benchmarks.machine import machine, versions
from benchmarks.measure import ROOT
from benchmarks.peers import peers
from benchmarks.section import Section
from docs.quality import write
from seating.wording import counted

PAGE = ROOT / "docs" / "benchmarks.md"
SCALE = ROOT / "docs" / "explanation" / "scale.md"
"""A page with some figures between other text; see `Section.blocks`."""

RESULTS = ROOT / "benchmarks" / "results" / "latest.json"

OPENING = """\
# Benchmarks

<!-- Written by `python -m benchmarks`; run it again, do not edit this page. -->

This page compares `seating` with other solvers. In each case, all solvers get the same amount of time, and each runs in
a separate process. The same judge, which shares no code with any solver, checks all seatings. If a case is run several
times, the figures are medians. Each goal is in the same row as the result it refers to. If the time for a case is a
minute or more, the textbook model is run only once. The other solvers, except `seating`, are run only once if the time
is half a minute or more. [How to run the benchmarks](how-to/run-the-benchmarks.md) describes each part and explains how
to repeat it.
"""


def main(arguments: list[str]) -> int:
    """Run the chosen families; write the page after a full run or on request, otherwise print the results."""
    asked = _parser().parse_args(arguments)
    known = families()
    chosen = [name for name in known if (name in asked.families if asked.families else known[name].ORDER is not None)]
    is_full = not asked.families and not asked.quick and asked.seconds is None
    writes = asked.write or is_full
    sections: list[Section] = []
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        bench = Bench(
            folder=Path(folder),
            runs=asked.runs or 1,
            seconds=asked.seconds,
            is_quick=asked.quick,
            data=asked.data,
            mdglib=asked.mdglib,
            peers_python=asked.peers_python,
            log=asked.resume,
            say=lambda line: print(line, file=sys.stderr, flush=True),
        )
        opening, how = f"{OPENING}\n{_compared(bench)}", _how(bench)
        for name in chosen:
            section = bench.once(name, known[name].run)
            sections += [] if section is None or (writes and known[name].ORDER is None) else [section]
            if writes:  # at once, so that a run that does not come to its end is of use
                kept = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
                if sections:
                    PAGE.write_text(merged(kept, opening, sections, how), encoding="utf-8")
                for block, lines in () if section is None else section.blocks.items():
                    write(
                        block, [f"*{date.today().isoformat()}; {machine()}; {versions()}; one run.*", "", *lines], SCALE
                    )
    if is_full:  # in its own order, and without sections that there are no more
        PAGE.write_text(merged("", opening, sections, how), encoding="utf-8")
        RESULTS.parent.mkdir(exist_ok=True)
        lines = ",\n".join(json.dumps(record) for record in bench.records)
        RESULTS.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    elif not writes:
        print(merged("", opening, sections, how))
    return 0


def merged(page: str, opening: str, sections: Sequence[Section], how: str) -> str:
    """Return a page with these sections in place of those of the same title, or after the others.

    Parameters
    ----------
    page : str
        The former page, "" for none.
    opening : str
        The text before the sections, which replaces the former one.
    how : str
        Date and options of the run, put under each title, because the rest of the page may be older.
    """
    _, *parts = re.split(r"^(?=## )", page, flags=re.MULTILINE)
    by_title = {part.partition("\n")[0]: part.rstrip() for part in parts}
    for section in sections:
        title, _, rest = section.text().partition("\n")
        by_title[title] = f"{title}\n\n{how}\n{rest}".rstrip()
    return "\n\n".join([opening.rstrip(), *by_title.values()]) + "\n"


def _how(bench: Bench) -> str:
    """Return the date, the machine, the versions and the number of runs of these sections."""
    runs = f"{counted(bench.runs, 'run')} of each timed command, {_seeds(bench.runs)}"
    quick = "; the small cases only" if bench.is_quick else ""
    least = "" if bench.seconds is None else f"; at most {bench.seconds:g} s for every solver"
    return f"*{date.today().isoformat()}; {machine()}; {versions()}; {runs}{quick}{least}.*"


def _seeds(runs: int) -> str:
    return "seed 0" if runs == 1 else f"seeds 0 to {runs - 1}"


def _compared(bench: Bench) -> str:
    """Return the list of peers, with the reason for each that could not be run."""
    lines = []
    for name, peer in peers().items():
        lacking = bench.lacks(name)
        lines.append(f"- `{name}`: {peer.ABOUT}{f'. Not run here, because {lacking}' if lacking else ''}.")
    return "\n".join(lines + [f"- Not compared: {why}." for why in NOT_COMPARED]) + "\n"


NOT_COMPARED = (
    "`entrofy` and the stratified selection in `sortition` programs. These select a panel but do not assign tables",
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    data, mdglib = os.environ.get("SEATING_DATA"), os.environ.get("SEATING_MDGLIB")
    parser.add_argument("families", nargs="*", metavar="FAMILY", help=f"only these: {', '.join(families())}")
    parser.add_argument("--quick", action="store_true", help="small cases only, once each: about five minutes")
    parser.add_argument("--write", action="store_true", help="put the sections that were run into docs/benchmarks.md")
    parser.add_argument("--runs", type=int, help="runs of whatever is timed (1)")
    parser.add_argument(
        "--resume",
        type=lambda text: Path(text).resolve(),
        metavar="FILE",
        help="write each run and each finished family to FILE, and skip those that it holds already",
    )
    parser.add_argument("--seconds", type=float, help="at most so many seconds for every solver")
    parser.add_argument(
        "--data",
        type=lambda text: Path(text).resolve(),
        default=Path(data).resolve() if data else None,
        help="the folder of lists fetched from other projects (or SEATING_DATA)",
    )
    parser.add_argument(
        "--mdglib",
        type=lambda text: Path(text).resolve(),
        default=Path(mdglib).resolve() if mdglib else None,
        help="a folder of public instances RanInt_n120_ds_01.txt, … (or SEATING_MDGLIB)",
    )
    parser.add_argument(
        "--peers-python",
        default=os.environ.get("SEATING_PEERS_PYTHON", sys.executable),
        help="the interpreter that has the peers (or SEATING_PEERS_PYTHON)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
