"""Tasks on a cluster: the same work in this process and on 1, 2 and 4 workers of this machine."""

from __future__ import annotations

import os
import pickle
import time
from dataclasses import replace
from statistics import median

import numpy as np

from benchmarks.bench import Bench
from benchmarks.generate import Spec, write_convening
from benchmarks.section import Section, table
from seating.addons.cluster.executor import open_cluster
from seating.api.inputs import read_round
from seating.api.request import Request
from seating.engines.local_search.construction import construct
from seating.engines.messages import Anneal
from seating.model import Value, build_model
from seating.tasks.executor import Executor, SequentialExecutor
from seating.tasks.task import QuestionTask

ORDER = None

PEOPLE = 300

TASKS = 24
"""Number of annealing chains, each one task."""

WORK = 1.0
"""Work units of a task: about a second."""

WORKERS = (1, 2, 4)

MOST_OVERHEAD, LEAST_SPEEDUP = 0.1, 1.7
"""The goals: of one worker against this process, and of two workers against one."""


def run(bench: Bench) -> Section:
    """Anneal the same chains everywhere, and compare times and seatings."""
    spec = Spec("ordinary", PEOPLE, PEOPLE // 10, 61)
    inputs = read_round(Request(*write_convening(spec, bench.folder / spec.name), write=False))
    model = build_model(inputs.room, inputs.requirements)
    work, number = (WORK / 10, TASKS // 4) if bench.is_quick else (WORK, TASKS)
    question = Anneal(construct(model, 0), 0, work, chains=1, enough=Value(0, -1), threads=1)
    tasks = [QuestionTask(model, replace(question, first=n)) for n in range(number)]
    size = len(pickle.dumps(tasks[0].model)), len(pickle.dumps(question))
    here, found = _measure(SequentialExecutor(), tasks, bench.runs)
    rows, one = [["this process", f"{here:.2f}", f"{here / number:.3f}", "", "", "", ""]], 0.0
    for workers in WORKERS:
        with open_cluster(f"local:{workers}") as executor:
            seconds, again = _measure(executor, tasks, bench.runs)
        if not all(np.array_equal(a, b) for a, b in zip(found, again, strict=True)):
            raise AssertionError(f"{workers} workers found other seatings")
        one = seconds if workers == 1 else one
        overhead, speedup = seconds / here - 1, one / seconds
        met = {1: overhead <= MOST_OVERHEAD, 2: speedup >= LEAST_SPEEDUP}.get(workers)
        shown = "" if met is None else "yes" if met else "**no**"
        own = f"{overhead:+.1%}" if workers == 1 else ""
        per_task = f"{seconds / number:.3f}"
        rows.append([f"Dask, {workers}", f"{seconds:.2f}", per_task, own, f"{speedup:.2f}", "yes", shown])
    says = (
        f"{number} annealing chains for the case {spec.name} were run as tasks, each with a work limit of {work:g}, on "
        f"{os.cpu_count()} processors. The model is sent once to each worker ({size[0]:,} bytes). The data for each "
        f"task is {size[1]:,} bytes. Every worker first carried out a short warm-up task. The seatings were compared "
        f"and are identical. There are two goals: one worker takes at most {MOST_OVERHEAD:.0%} more time than this "
        f"process takes without workers, and two workers are at least {LEAST_SPEEDUP} times as fast as one."
    )
    heads = ("workers", "seconds", "seconds per task", "overhead", "speed against one worker", "same seatings", "met")
    return Section("Tasks on a cluster", says, heads, rows, {"cluster": [says, "", *table(heads, rows)]})


def _measure(executor: Executor, tasks: list[QuestionTask], runs: int) -> tuple[float, list[np.ndarray]]:
    """Return the median seconds for all tasks, and the seatings in the order of the tasks."""
    short = [replace(each, question=replace(each.question, work=0.01)) for each in tasks]
    list(executor.run(short))  # imports the annealer on every worker
    seconds, found = [], {}
    for _ in range(runs):
        began = time.perf_counter()
        found = dict(executor.run(tasks))
        seconds.append(time.perf_counter() - began)
    return median(seconds), [found[number].tables for number in range(len(tasks))]
