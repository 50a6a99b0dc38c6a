"""Run solvers on cases, each in a separate process, and judge every seating with the same judge."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.case import Case, Figures
from benchmarks.judge import opened, worth
from benchmarks.measure import ROOT, Ran, run
from benchmarks.peers import peers
from benchmarks.section import Section
from benchmarks.task import task_of

OURS = "seating"

GRACE = 60.0
"""Seconds after its time in which a process may still end by itself: building a large model ignores any limit."""


@dataclass
class Bench:
    """One run of the benchmarks.

    Attributes
    ----------
    folder : Path
        Where cases and answers are written.
    runs : int
        Number of runs of each timed case.
    seconds : float or None
        Time for every solver, instead of the time of each case.
    is_quick : bool
        Whether only the small cases are run.
    data : Path or None
        The folder of lists fetched from other projects.
    mdglib : Path or None
        A folder of instances in the public format.
    peers_python : str
        The interpreter of the environment with the installed peers.
    say : callable
        A function that takes a line of progress.
    log : Path or None
        A file with one line for each run. Runs that are already in it are not repeated.
    """

    folder: Path
    runs: int = 3
    seconds: float | None = None
    is_quick: bool = False
    data: Path | None = None
    mdglib: Path | None = None
    peers_python: str = sys.executable
    say: Callable[[str], None] = print
    log: Path | None = None
    records: list[dict[str, Any]] = field(default_factory=list)
    _lacking: dict[str, str] = field(default_factory=dict)
    _logged: dict[str, Figures] = field(default_factory=dict)
    _logged_runs: dict[str, dict[str, Any]] = field(default_factory=dict)
    _counted: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        if self.log is not None and self.log.is_file():
            for line in self.log.read_text(encoding="utf-8").splitlines():
                run = json.loads(line)
                if "figures" not in run:
                    self._logged_runs[run["key"]] = run
                    continue
                figures = Figures(**run["figures"])
                self._logged[run["key"]] = replace(figures, curve=tuple((at, value) for at, value in figures.curve))

    def times(self, case: Case) -> float:
        """Return the seconds that a case gives each solver."""
        return min(case.seconds, self.seconds) if self.seconds is not None else case.seconds

    def measured(self, case: Case, solver: str, runs: int | None = None, limited: bool = True) -> list[Figures]:
        """Return the figures of some runs of a solver; seeds count from 0.

        Parameters
        ----------
        case : Case
        solver : str
            `OURS`, or the name of a peer.
        runs : int, optional
            Number of runs; by default that of this bench.
        limited : bool
            Whether `seating` gets the time limit of the case. Without one it stops by itself.
        """
        found = []
        for seed in range(self.runs if runs is None else runs):
            limit = self.times(case) if limited else None
            figures = self._once(case, solver, seed, limit)
            found.append(figures)
            self.records.append({"case": case.name, "seed": seed, "limit": limit, **_record(figures)})
        return found

    def _once(self, case: Case, solver: str, seed: int, limit: float | None) -> Figures:
        """Return the figures of one run: from the log if they are there, otherwise by running the solver."""
        key = json.dumps([case.name, solver, seed, limit])
        if key in self._logged:
            return self._logged[key]
        figures = self.ours(case, seed, limit is not None) if solver == OURS else self.peer(case, solver, seed)
        self.say(f"{case.name}: {solver}: {'no limit' if limit is None else f'{limit:g} s'}: {_in_words(figures)}")
        self._write_log({"key": key, "figures": asdict(figures)})
        return figures

    def once(self, name: str, family: Callable[[Bench], Section | None]) -> Section | None:
        """Return the section of a family: from the log if an earlier run finished it, otherwise by running it."""
        key = json.dumps([name, "section", self.is_quick, self.runs, self.seconds])
        if key in self._logged_runs:
            entry = self._logged_runs[key]
            self.records += entry["records"]
            return None if entry["section"] is None else Section(**entry["section"])
        before = len(self.records)
        section = family(self)
        kept = None if section is None else asdict(section)
        self._write_log({"key": key, "section": kept, "records": self.records[before:]})
        return section

    def median(self, case: Case, solver: str, key: str) -> float | None:
        """Return the median of a figure over the runs of a solver on a case; None if some run has none."""
        runs = [one for one in self.records if one["case"] == case.name and one["solver"] == solver]
        values = [one[key] for one in runs if one[key] is not None]
        return median(values) if values and len(values) == len(runs) else None

    def ours(self, case: Case, seed: int = 0, limited: bool = True) -> Figures:
        """Return the figures of one run of `seating` on the command line."""
        ran, result = self._solve(case, seed, limited, 1)
        if not result.get("rounds"):
            return Figures(OURS, ran.seconds, ran.megabytes, why=_last_line(ran))
        seats = {seat["id"]: seat["table"] for seat in result["rounds"][0]["seats"]}
        judged = worth(case, seats) or (None, None)
        told = result.get("seconds")
        return Figures(OURS, ran.seconds, ran.megabytes, judged[1], judged[0], result.get("bound"), told=told)

    def solve(self, case: Case, seed: int = 0, limited: bool = True, rounds: int = 1) -> tuple[Ran, dict[str, Any]]:
        """Run `seating solve` in a new process; return its time and memory, and its result as data."""
        key = [case.name, OURS, seed, self.times(case) if limited else None, rounds]
        ran, result = self._recalled(key, lambda: self._solve(case, seed, limited, rounds))
        return ran, result

    def _recalled(self, key: list[Any], make: Callable[[], tuple[Ran, Any]]) -> tuple[Ran, Any]:
        """Return a run and what it found: from the log if they are there. Equal keys are numbered as they come."""
        self._counted[json.dumps(key)] += 1
        text = json.dumps([*key, f"run {self._counted[json.dumps(key)]}"])
        if text in self._logged_runs:
            entry = self._logged_runs[text]
            return Ran(**entry["ran"]), entry["found"]
        ran, found = make()
        self._write_log({"key": text, "ran": asdict(ran), "found": found})
        return ran, found

    def _write_log(self, entry: dict[str, Any]) -> None:
        """Add an entry to the log, if there is one."""
        if self.log is not None:
            with self.log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry) + "\n")

    def _solve(self, case: Case, seed: int, limited: bool, rounds: int) -> tuple[Ran, dict[str, Any]]:
        seconds = self.times(case)
        out = tempfile.mkdtemp(prefix="out-", dir=self.folder)  # what one case has saved is no history of another
        command = [sys.executable, str(ROOT / "cli.py"), "solve", str(case.people), "--convening", str(case.convening)]
        command += ["--json", "--no-packet", "--quiet", "--seed", str(seed), "--out", out]
        command += ["--time-limit", f"{seconds:g}"] if limited else []
        command += ["--rounds", f"{rounds}"] if rounds > 1 else []
        ran = run(command, (seconds if limited else 600) * 1.5 + GRACE)
        return ran, json.loads(ran.stdout) if ran.stdout.lstrip().startswith("{") else {}

    def peer(self, case: Case, name: str, seed: int = 0) -> Figures:
        """Return the figures of one run of a peer; without a seating if the peer cannot be run."""
        if why := self.lacks(name):
            return Figures(name, 0.0, 0.0, why=why)
        task = task_of(opened(case))
        if why := peers()[name].fits(task):
            return Figures(name, 0.0, 0.0, why=why)
        asked, answer = self.folder / "task.json", self.folder / "answer.json"
        asked.write_text(json.dumps(task), encoding="utf-8")
        answer.unlink(missing_ok=True)
        seconds = self.times(case)
        command = [self._python(name), "-m", f"benchmarks.peers.{name}", str(asked), f"{seconds:g}", str(seed)]
        ran = run([*command, str(answer)], seconds + GRACE)
        found = json.loads(answer.read_text(encoding="utf-8")) if answer.exists() else {}
        if not found.get("tables"):
            why = found.get("why") or ("it was ended" if ran.code is None else _last_line(ran))
            return Figures(name, ran.seconds, ran.megabytes, why=why, bound=found.get("bound"))
        ids = [table["id"] for table in task["tables"]]
        seats = {person: ids[t] for person, t in zip(task["people"], found["tables"], strict=True)}
        judged = worth(case, seats) or (None, None)
        curve = tuple((float(at), int(value)) for at, value in found["curve"])
        return Figures(name, ran.seconds, ran.megabytes, judged[1], judged[0], found.get("bound"), curve)

    def peer_ahead(self, case: Case, name: str, rounds: int, seed: int = 0) -> tuple[Ran, list[dict[str, str]]]:
        """Run a peer that plans several rounds; return its time and memory, and each person's table in each round."""
        key = [case.name, name, seed, self.times(case), rounds]
        ran, found = self._recalled(key, lambda: self._peer_ahead(case, name, rounds, seed))
        return ran, found

    def _peer_ahead(self, case: Case, name: str, rounds: int, seed: int) -> tuple[Ran, list[dict[str, str]]]:
        task = {**task_of(opened(case)), "rounds": rounds}
        asked, answer = self.folder / "task.json", self.folder / "answer.json"
        asked.write_text(json.dumps(task), encoding="utf-8")
        answer.unlink(missing_ok=True)
        seconds = self.times(case)
        command = [self._python(name), "-m", f"benchmarks.peers.{name}", str(asked), f"{seconds:g}", str(seed)]
        ran = run([*command, str(answer)], seconds + GRACE)
        found = (json.loads(answer.read_text(encoding="utf-8")) if answer.exists() else {}).get("tables") or []
        ids, people = [table["id"] for table in task["tables"]], task["people"]
        return ran, [
            {person: ids[t] for person, t in zip(people, found[first : first + len(people)], strict=True)}
            for first in range(0, len(found), len(people))
        ]

    def lacks(self, name: str) -> str:
        """Return why a peer cannot be run here; "" if it can."""
        if name not in self._lacking:
            package = peers()[name].PACKAGE
            ran = run([self._python(name), "-c", f"import {package}"], 60)
            self._lacking[name] = "" if ran.code == 0 else f"{package} is not installed ({_last_line(ran)})"
        return self._lacking[name]

    def _python(self, name: str) -> str:
        """Return the interpreter of a peer; peers that need only the dependencies of the project use this one."""
        return sys.executable if peers()[name].PACKAGE == "ortools" else self.peers_python


def _last_line(ran: Ran) -> str:
    lines: Sequence[str] = [line for line in ran.stderr.splitlines() if line.strip()]
    return re.sub(r"\S*/", "", lines[-1])[:200] if lines else f"exit code {ran.code}"


def _in_words(figures: Figures) -> str:
    if figures.penalty is None:
        return figures.why or "no seating"
    bound = "" if figures.bound is None else f", bound {figures.bound:g}"
    unmet = f", {figures.unmet} unmet" if figures.unmet else ""
    return f"penalty {figures.penalty}{unmet}{bound} in {figures.seconds:.1f} s, {figures.megabytes:.0f} MB"


def _record(figures: Figures) -> dict[str, Any]:
    """Return one run as plain data, with its curve reduced to twenty steps."""
    curve = figures.curve[:: max(1, len(figures.curve) // 20)]
    kept = {name: getattr(figures, name) for name in ("solver", "penalty", "unmet", "bound", "why", "told")}
    seconds, megabytes = round(figures.seconds, 2), round(figures.megabytes)
    return {**kept, "seconds": seconds, "megabytes": megabytes, "curve": list(curve)}
