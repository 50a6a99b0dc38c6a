"""A case to solve, its goal, and the figures of one run of one solver."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

CONVENINGS = Path(__file__).parent / "convenings"


@dataclass(frozen=True, slots=True)
class Goal:
    """The goal for a run of `seating`; None means no goal.

    Attributes
    ----------
    penalty : int or None
        At most.
    bound : float or None
        At least.
    gap : float or None
        At most; 0 means proven optimal.
    seconds : float or None
        From start-up to the seating, at most; of the whole command if the former is unknown.
    megabytes : float or None
        At most.
    """

    penalty: int | None = None
    bound: float | None = None
    gap: float | None = None
    seconds: float | None = None
    megabytes: float | None = None

    def in_words(self) -> str:
        """Return the goal as the text of a table cell."""
        parts = [] if self.penalty is None else [f"at most {self.penalty}"]
        if self.gap is not None:
            parts.append("proven best" if self.gap == 0 else f"gap at most {self.gap:.0%}")
        parts += [] if self.bound is None else [f"bound at least {self.bound:g}"]
        parts += [] if self.seconds is None else [f"in {self.seconds:g} s"]
        parts += [] if self.megabytes is None else [f"under {self.megabytes / 1000:g} GB"]
        return ", ".join(parts)

    def is_met(self, figures: Figures) -> bool:
        """Whether the figures of `seating` meet the goal."""
        gap = figures.gap
        return figures.unmet == 0 and all(
            (
                self.penalty is None or (figures.penalty is not None and figures.penalty <= self.penalty),
                self.bound is None or (figures.bound is not None and figures.bound >= self.bound),
                self.gap is None or (gap is not None and gap <= self.gap + 1e-9),
                self.seconds is None or figures.to_seating <= self.seconds,
                self.megabytes is None or figures.megabytes <= self.megabytes,
            )
        )


@dataclass(frozen=True, slots=True)
class Case:
    """A list, a convening, and the time for each solver.

    Attributes
    ----------
    name : str
    people, convening : Path
    seconds : float
        The same for every solver.
    goal : Goal
    peers : tuple of str
        The solvers that `seating` is compared with.
    best_known : int or None
        The lowest penalty found by any solver.
    """

    name: str
    people: Path
    convening: Path
    seconds: float
    goal: Goal = Goal()
    peers: tuple[str, ...] = ("textbook",)
    best_known: int | None = None


def kept(name: str, seconds: float) -> Case:
    """Return one of the convenings in `benchmarks/convenings`."""
    return Case(name, CONVENINGS / f"{name}.csv", CONVENINGS / f"{name}.yaml", seconds)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one run of one solver; the judge computes penalty and unmet musts, never the solver.

    Attributes
    ----------
    seconds : float
        Of the whole command.
    megabytes : float
        Peak memory of all its processes.
    penalty, unmet : int or None
        None if there is no seating.
    bound : float or None
        The bound that the solver reports.
    curve : tuple of (float, int)
        Seconds after the start, and the penalty that the solver reports from then on.
    why : str
        Why there is no seating.
    told : float or None
        Seconds from start-up to the seating, as reported by `seating`; its time limit applies to these.
    """

    solver: str
    seconds: float
    megabytes: float
    penalty: int | None = None
    unmet: int | None = None
    bound: float | None = None
    curve: tuple[tuple[float, int], ...] = field(default=())
    why: str = ""
    told: float | None = None

    @property
    def gap(self) -> float | None:
        """The gap between penalty and bound, as a share of the penalty."""
        if self.penalty is None or self.bound is None:
            return None
        return max(0.0, (self.penalty - self.bound) / max(1, self.penalty))

    @property
    def to_seating(self) -> float:
        """Seconds from start-up to the seating; for other solvers, which write no pages, those of the whole command."""
        return self.seconds if self.told is None else self.told

    def reaches(self, penalty: int) -> float | None:
        """Return the seconds after which it reached this penalty; None if it never did."""
        return next((seconds for seconds, found in self.curve if found <= penalty), None)


def middle(runs: list[Figures]) -> Figures:
    """Return the median of each figure over some runs of one solver on one case."""
    first = runs[0]
    penalties = [run.penalty for run in runs if run.penalty is not None]
    bounds = [run.bound for run in runs if run.bound is not None]
    unmet = [run.unmet for run in runs if run.unmet is not None]
    return Figures(
        solver=first.solver,
        seconds=median(run.seconds for run in runs),
        megabytes=median(run.megabytes for run in runs),
        penalty=int(median(sorted(penalties))) if len(penalties) == len(runs) else None,
        unmet=max(unmet, default=None),
        bound=median(bounds) if len(bounds) == len(runs) else None,
        curve=sorted(runs, key=lambda run: run.penalty if run.penalty is not None else 2**62)[len(runs) // 2].curve,
        why=next((run.why for run in runs if run.why), ""),
        told=None if any(run.told is None for run in runs) else median(run.to_seating for run in runs),
    )
