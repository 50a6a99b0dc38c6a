"""Tasks of large rooms and of many convenings, on workers of this machine and, simulated, on many more."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import mean
from tempfile import mkdtemp

from benchmarks.bench import Bench
from benchmarks.costs import MeasuringExecutor, Run, crowding
from benchmarks.generate import Spec, write_convening
from benchmarks.measure import largest_child
from benchmarks.section import Section, table
from benchmarks.simulator import Cost, Machine, simulate
from seating.addons.batch.batch_rows import read_row
from seating.addons.batch.convening_task import ConveningTask
from seating.addons.cluster.executor import open_cluster
from seating.api.inputs import read_round
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.solve import solve_in_steps
from seating.engines import Child
from seating.engines.decomposition import Settings, distribute, group_tables, improve_in_parts
from seating.engines.messages import Anneal, Answer
from seating.model import Model, Value, build_model
from seating.tasks.executor import Executor, SequentialExecutor
from seating.tasks.jobs import run_at_once
from seating.tasks.task import QuestionTask, TextResult
from seating.wording import counted, listed

ORDER = None

MEASURED, QUICK = 5_000, 1_000
"""People of the room whose first pass is run on each number of workers; ten sit at each table."""

GROWN = 20_000
"""People of a second room, whose parts are measured to see how the driver's work for a part grows."""

CONVENINGS, GUESTS = 24, 60
"""Number of convenings that are seated on each number of workers, and people in each of them."""

WORKERS = (1, 2, 4)

PREDICTED = (1, 10, 100, 1_000)

PEOPLE = (100_000, 1_000_000)
"""Rooms that are only simulated."""

MANY, LONG = 10_000, 10.0
"""Convenings that are only simulated, and the seconds of a longer search."""

SAMPLE, REPEATS = 6, 3
"""Convenings that are enough to measure crowding, and how often each comparison is made; the median is shown."""

MOST_OFF = 0.15
"""The goal: by how much the simulated time of 2 and 4 workers may differ from the measured one."""

HEADINGS = ("what", "workers", "measured", "simulated", "difference", "met")
TASK_HEADINGS = (
    "what",
    "tasks",
    "time per task",
    "made in",
    "processing of a result",
    "sent and returned",
    "worker memory",
)
PREDICTED_HEADINGS = ("what", *(counted(workers, "worker") for workers in PREDICTED), "workers at the driver’s limit")


@dataclass(frozen=True)
class Work:
    """Work of several tasks, a smaller work of the same kind, and what each task cost in this process."""

    name: str
    run: Run
    sample: Run
    costs: Sequence[Cost]
    found: object


def run(bench: Bench) -> Section:
    """Measure tasks one by one, then on workers of this machine, and compare with the simulation."""
    number = 3 if bench.is_quick else CONVENINGS
    model, convenings = _model(bench, QUICK if bench.is_quick else MEASURED), _convenings(bench, number)
    _first_pass(_model(bench, 200), SequentialExecutor())  # imports the engines
    few, name = convenings[:SAMPLE], f"{number} convenings of {GUESTS} people"
    room = _measure(
        f"{model.n_persons:,} people in parts", partial(_first_pass, model), partial(_first_pass, _model(bench, 1_000))
    )
    batch = _measure(name, partial(_seat, convenings, bench.folder), partial(_seat, few, bench.folder))
    there = _measure(
        f"{name}, files on workers",
        partial(_seat_there, convenings, bench.folder),
        partial(_seat_there, few, bench.folder),
    )
    if there.found != batch.found:
        raise AssertionError("workers that read the files found other seatings")
    works = (room, batch, there)
    bench.say(f"measured {len(room.costs)} parts and {len(batch.costs)} convenings in this process")
    rows, memory = _compare(bench, works)
    tasks = [_describe(work.name, work.costs, memory[work.name]) for work in works]
    blocks = {"tasks": table(TASK_HEADINGS, tasks), "comparison": table(HEADINGS, rows)}
    if not bench.is_quick:
        grown = MeasuringExecutor()
        _first_pass(_model(bench, GROWN), grown)
        tasks.append(_describe(f"{GROWN:,} people in parts", grown.costs, None))
        predicted = list(_predict(room.costs, grown.costs, batch.costs, there.costs))
        blocks["tasks"], blocks["predictions"] = table(TASK_HEADINGS, tasks), table(PREDICTED_HEADINGS, predicted)
    says = (
        "Two kinds of work are measured. One is the first pass over a room from the `ordinary` family in parts of "
        "about 500 people, with one task for each part. The other is a batch of convenings from the `ordinary` family "
        f"with {GUESTS} people each, with reports and without packets. Here, one task is one search. With "
        "`--files-on-workers`, a task also includes reading and writing the convening's files. The tasks are measured "
        "one by one in this process. The mean time for a task is "
        + listed([f"{_seconds(mean(c.computing for c in work.costs))} ({work.name})" for work in works])
        + ". The simulation uses these figures. In rows with a measured time, it simulates this machine. In all other "
        "rows, it simulates machines that share nothing. A few of the tasks are also run at the same time, in "
        "processes without a cluster, to measure how much longer each of them then takes. The goal for 2 and 4 workers "
        f"is a difference of at most {MOST_OFF:.0%}, in the median of {REPEATS} runs. [Scale](explanation/scale.md) "
        "explains the model and gives the figures for the tasks."
    )
    return Section("Many workers", says, HEADINGS, rows, blocks)


def _measure(name: str, run: Run, sample: Run) -> Work:
    executor = MeasuringExecutor()
    found = run(executor)
    return Work(name, run, sample, executor.costs, found)


def _compare(bench: Bench, works: Sequence[Work]) -> tuple[list[list[str]], dict[str, float]]:
    """Return a row for each work and number of workers, and the largest memory of a worker for each work."""
    rows: dict[str, list[list[str]]] = {work.name: [] for work in works}
    memory = dict.fromkeys(rows, 0.0)
    for workers in WORKERS:
        with open_cluster(f"local:{workers}") as executor:
            _first_pass(_model(bench, 1_000 * workers), executor)  # each worker imports the engines
            _seat(_convenings(bench, workers), bench.folder, executor)
            _seat_there(_convenings(bench, workers), bench.folder, executor)
            for work in works:
                repeats = 1 if bench.is_quick or workers == 1 else REPEATS
                pairs = sorted((_run_and_simulate(work, workers, executor) for _ in range(repeats)), key=_off)
                memory[work.name] = max(memory[work.name], largest_child())
                seconds, expected = pair = pairs[repeats // 2]
                met = "" if workers == 1 else "yes" if abs(_off(pair)) <= MOST_OFF else "**no**"
                figures = [f"{workers}", f"{seconds:.1f} s", f"{expected:.1f} s", f"{_off(pair):+.0%}", met]
                rows[work.name].append([work.name, *figures])
                bench.say(" ".join([*rows[work.name][-1], "of", *(f"{_off(one):+.0%}" for one in pairs)]))
    return [row for these in rows.values() for row in these], memory


def _run_and_simulate(work: Work, workers: int, executor: Executor) -> tuple[float, float]:
    """Return the seconds of some work on workers and in the simulation.

    Each run measures the tasks itself, because the speed of a machine changes within minutes.
    """
    processors = _processors()
    costs = _measure(work.name, work.run, work.sample).costs
    factor = crowding(work.sample, workers, processors) if workers > 1 else 1.0
    began = time.perf_counter()
    found = work.run(executor)
    seconds = time.perf_counter() - began
    if found != work.found:
        raise AssertionError(f"{workers} workers found another result than one process: {work.name}")
    return seconds, simulate(costs, Machine(workers, processors, factor)).seconds


def _off(pair: tuple[float, float]) -> float:
    """Return by which share the simulated time differs from the measured one."""
    seconds, expected = pair
    return expected / seconds - 1


def _model(bench: Bench, size: int) -> Model:
    spec = Spec("ordinary", size, size // 10, 71)
    inputs = read_round(Request(*write_convening(spec, bench.folder / spec.name), write=False))
    return build_model(inputs.room, inputs.requirements)


def _convenings(bench: Bench, number: int) -> list[tuple[str, str]]:
    """Return the list and the convening of some convenings."""
    specs = [Spec("ordinary", GUESTS, GUESTS // 10, seed) for seed in range(number)]
    return [tuple(map(str, write_convening(one, bench.folder / f"batch-{one.seed}"))) for one in specs]


def _seat(convenings: Sequence[tuple[str, str]], folder: Path, executor: Executor) -> object:
    """Seat convenings as `seating batch` does; return the penalties."""
    out = mkdtemp(prefix="batch-", dir=folder)
    found: dict[int, object] = {}
    with Child() as worker:
        jobs = (
            (number, solve_in_steps(_request(convening, f"{out}/{number}"), worker))
            for number, convening in enumerate(convenings)
        )
        for number, solved in run_at_once(executor, jobs):
            if not isinstance(solved, Solved):
                raise solved
            found[number] = solved.penalty
    return found


def _seat_there(convenings: Sequence[tuple[str, str]], folder: Path, executor: Executor) -> object:
    """Let workers seat convenings, with reading and writing the files; return the penalties."""
    out = Path(mkdtemp(prefix="batch-", dir=folder))
    folders = [Path(people).parent for people, _ in convenings]
    tasks = (ConveningTask(str(one), str(out / one.name), {"packet": False}) for one in folders)
    found: dict[int, object] = {}
    for number, done in executor.run(tasks):
        assert isinstance(done, TextResult)
        found[number] = read_row(done.text, folders[number].name).penalty
    return found


def _request(convening: tuple[str, str], out: str) -> Request:
    return Request(*convening, out=Path(out), packet=False)


def _first_pass(model: Model, executor: Executor) -> object:
    """Search the parts of the first pass, each by one chain; return the value of the room."""
    is_over = False

    def ask_each(asked: Iterable[tuple[Model, Anneal]]) -> Iterator[tuple[int, Answer]]:
        nonlocal is_over
        is_over = True
        tasks = (QuestionTask(part, replace(question, threads=1)) for part, question in asked)
        for number, answer in executor.run(tasks):
            assert isinstance(answer, Answer)
            yield number, answer

    settings = Settings(seed=1, work_a_person=0.004, restarts=True)
    tables = distribute(model, group_tables(model))
    never, at_once = Value(-1, -1), Value(2**60, 0)
    found = list(improve_in_parts(model, tables, settings, lambda: at_once if is_over else never, ask_each))
    return found[-1].value if found else None


def _describe(name: str, costs: Sequence[Cost], memory: float | None) -> list[str]:
    """Return the row of a work's tasks."""
    return [
        name,
        f"{len(costs)}",
        _seconds(mean(cost.computing for cost in costs)),
        _seconds(mean(cost.preparing for cost in costs)),
        _seconds(mean(cost.taking for cost in costs)),
        f"{1000 * mean(cost.megabytes for cost in costs):,.0f} kB",
        "–" if memory is None else f"{memory:,.0f} MB",
    ]


def _predict(
    small: Sequence[Cost], large: Sequence[Cost], batch: Sequence[Cost], there: Sequence[Cost]
) -> Iterator[list[str]]:
    """Yield a row for each work that is only simulated.

    Parameters
    ----------
    small, large : sequence of Cost
        Of parts of the two measured rooms. What the driver needs for a part grows with the room, as between these two.
    batch, there : sequence of Cost
        Of convenings whose search is a task, and of those that are tasks as a whole.
    """
    for people in PEOPLE:
        costs = [_grown(cost, small, large, people) for cost in small] * round(people / MEASURED)
        yield _simulated(f"{people:,} people in parts, first pass", costs)
    many = list(islice(_again(batch), MANY))
    yield _simulated(f"{MANY:,} convenings of {GUESTS} people", many)
    yield _simulated(f"{MANY:,} convenings, files on workers", list(islice(_again(there), MANY)))
    longer = [replace(cost, computing=LONG) for cost in many]
    yield _simulated(f"{MANY:,} convenings whose search takes {LONG:g} s", longer)


def _again(costs: Sequence[Cost]) -> Iterator[Cost]:
    while True:
        yield from costs


def _simulated(name: str, costs: Sequence[Cost]) -> list[str]:
    seconds = [simulate(costs, Machine(workers)).seconds for workers in PREDICTED]
    limit = mean(c.computing for c in costs) / mean(c.preparing + c.taking for c in costs)
    return [name, *map(_time, seconds), counted(max(1, round(limit)), "worker")]


def _grown(cost: Cost, small: Sequence[Cost], large: Sequence[Cost], people: int) -> Cost:
    """Return the cost of a part of a room with so many people."""
    step = (people - MEASURED) / (GROWN - MEASURED)
    preparing = mean(c.preparing for c in large) - mean(c.preparing for c in small)
    taking = mean(c.taking for c in large) - mean(c.taking for c in small)
    return replace(
        cost, preparing=cost.preparing + step * max(0.0, preparing), taking=cost.taking + step * max(0.0, taking)
    )


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _seconds(seconds: float) -> str:
    """Return a short duration: "2.1 s", "35 ms"."""
    return f"{seconds:.1f} s" if seconds >= 1 else f"{1000 * seconds:.0f} ms"


def _time(seconds: float) -> str:
    """Return a duration: "48 s", "12 min", "3.4 h"."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7_200 else f"{seconds / 3600:.1f} h"
