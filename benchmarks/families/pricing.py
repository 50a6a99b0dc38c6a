"""Pricing by class of tables in column generation: how much faster a bound could be if the classes shared workers."""

from __future__ import annotations

import pickle
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.bench import Bench
from benchmarks.case import CONVENINGS
from benchmarks.generate import Spec, write_convening
from benchmarks.section import Section
from seating.api.inputs import read_round
from seating.api.request import Request
from seating.engines.budget import work_for_room
from seating.engines.child_main import answer_question
from seating.engines.column_generation import bound
from seating.engines.column_generation.pricing import PricedColumns, PricingProblem
from seating.engines.column_generation.table_costs import priceable_model, sized_table_classes
from seating.engines.local_search.construction import construct
from seating.engines.messages import Anneal, BoundByClasses, BoundByColumns, Found
from seating.engines.portfolio import CLASSES_SHARE, COLUMNS_SHARE
from seating.model import Model, Value, build_model
from seating.room.plan import IntArray

ORDER = 101

ROOMS = ("hard-60", "hard-120", "hard-300")

GENERATED = (Spec("tight", 120, 12, 11), Spec("tight", 300, 30, 11))
"""Rooms in which every table is a class of its own, because each needs other assets."""

ANNEALED = 0.13
"""Share of the full work that a search anneals before it generates columns."""

WORKERS = (2, None)
"""Numbers of workers; None for as many as there are classes."""


@dataclass
class Times:
    """Processor seconds of pricing in one run.

    Attributes
    ----------
    heuristic, exact : float
    rounds : list of dict of int to float
        For each vector of duals, the seconds of each class. Nothing in a round depends on another class.
    sent : list of int
        Bytes of each question and its answer, without the costs of a table.
    """

    heuristic: float = 0.0
    exact: float = 0.0
    rounds: list[dict[int, float]] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)

    @property
    def pricing(self) -> float:
        """Return the seconds of all questions."""
        return self.heuristic + self.exact

    def shortest(self, workers: int | None) -> float:
        """Return the least seconds in which so many workers can price, if nothing travels and no worker waits."""
        return sum(max(*each.values(), sum(each.values()) / (workers or len(each))) for each in self.rounds)


def run(bench: Bench) -> Section:
    """Compute the bound of each room in this process, and measure each question of pricing."""
    cases = [(name, CONVENINGS / f"{name}.csv", CONVENINGS / f"{name}.yaml") for name in ROOMS]
    cases += [(spec.name, *write_convening(spec, bench.folder / spec.name)) for spec in GENERATED]
    rows = [_measure(bench, *case) for case in (cases[:1] if bench.is_quick else cases)]
    says = (
        "The bound from column generation is computed once, in one process, with as much work as a search would use. "
        f"The computation starts from a seating that was annealed with {ANNEALED:.0%} of a search's work, and from "
        "the bound over classes. All times are processor time. *Pricing* is the share of this time that pricing "
        "takes. Pricing is either heuristic or exact. In each *round*, every class of tables is priced with the same "
        "duals. The classes in a round do not depend on each other, but each round depends on the one before. The "
        "*gain* shows how many times as fast the bound would be if the classes in each round were priced on the "
        "given number of workers, no data had to be sent, and workers waited only for the end of a round. The gain "
        "is an upper limit. *Bytes per question* include the answer, and assume that the worker already has the "
        "costs of the class. The size of these costs is given as *bytes per class*."
    )
    heads = (
        *("case", "classes", "processor seconds", "pricing", "heuristic", "exact", "rounds"),
        *("ms per round, median", "ms for the longest class in a round, median"),
        *("gain, 2 workers", "gain, any number of workers"),
        *("bytes per question, median", "bytes per class"),
    )
    return Section("Pricing by class of tables", says, heads, rows)


def _measure(bench: Bench, name: str, people: Path, convening: Path) -> list[str]:
    inputs = read_round(Request(people, convening, write=False))
    model = build_model(inputs.room, inputs.requirements)
    work = work_for_room(model) / (100 if bench.is_quick else 1)
    start = construct(model, 0)
    annealed = answer_question(model, Anneal(start, 0, ANNEALED * work, chains=2, enough=Value(0, 0)), _ignore).tables
    tables = start if annealed is None else annealed
    known = answer_question(model, BoundByClasses(tables, 0, CLASSES_SHARE * work), _ignore).bound
    question = BoundByColumns(tables, 0, COLUMNS_SHARE * work, bound=known or 0)
    bound(model, BoundByColumns(question.tables, 0, 0.01), _ignore)  # compiles
    times = Times()
    with _listening(times):
        began = time.process_time()
        found = bound(model, question, _ignore).bound
        seconds = time.process_time() - began
    classes = _class_sizes(model)
    bench.say(f"{name}: pricing: bound {known} from classes, {found} from columns, {seconds:.1f} s of processor time")
    sums, longest = ([f(each.values()) * 1000 for each in times.rounds] for f in (sum, max))
    gains = [seconds / (seconds - times.pricing + times.shortest(workers)) for workers in WORKERS]
    return [
        name,
        str(len(classes)),
        f"{seconds:.1f}",
        *(f"{part / seconds:.0%}" for part in (times.pricing, times.heuristic, times.exact)),
        f"{len(times.rounds):,}",
        *(f"{median(figures):,.0f}" for figures in (sums, longest)),
        *(f"{gain:.2f}" for gain in gains),
        f"{median(times.sent):,.0f}",
        f"{median(classes):,.0f}",
    ]


def _class_sizes(model: Model) -> list[int]:
    """Return the bytes of the costs of each class."""
    priced = priceable_model(model)
    problems = (PricingProblem(priced, number, each) for number, each in enumerate(sized_table_classes(priced)))
    return [len(pickle.dumps(each.tables)) for each in problems]


def _ignore(found: Found) -> None:
    """Take a report of an engine."""


@contextmanager
def _listening(times: Times) -> Iterator[None]:
    """Measure each question of pricing that is asked in the block."""
    by_duals: dict[int, tuple[IntArray, dict[int, float]]] = {}
    spent = dict.fromkeys(("search_columns", "prove_minimum"), 0.0)
    asked = list[tuple[Any, ...]]()

    def measured(name: str) -> Callable[..., PricedColumns]:
        known: Callable[..., PricedColumns] = getattr(PricingProblem, name)

        def measure(problem: PricingProblem, duals: IntArray, columns: Any, *others: Any) -> PricedColumns:
            began = time.process_time()
            priced = known(problem, duals, columns, *others)
            seconds = time.process_time() - began
            spent[name] += seconds
            round_ = by_duals.setdefault(id(duals), (duals, defaultdict(float)))[1]  # the duals are kept: ids stay
            round_[problem.class_number] += seconds
            asked.append((duals, columns, priced))
            return priced

        return measure

    former = {name: getattr(PricingProblem, name) for name in spent}
    try:
        for name in former:
            setattr(PricingProblem, name, measured(name))
        yield
    finally:
        for name, method in former.items():
            setattr(PricingProblem, name, method)
    times.heuristic, times.exact = spent["search_columns"], spent["prove_minimum"]
    times.rounds = [dict(each) for _, each in by_duals.values()]
    times.sent = [len(pickle.dumps((duals, columns))) + len(pickle.dumps(priced)) for duals, columns, priced in asked]
