"""Compare the solver with every seating there is, on random small convenings of all kinds.

`python -m tests.differential --cases 100000` tries that many and prints what came out. A case is a number. It gives
the same convening every time, so `--first 4711 --cases 1` repeats case 4711.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from random import Random

import click

from docs.quality import write
from seating.api.inputs import RoundInputs
from seating.api.one_round import seat_round
from seating.api.request import Request
from seating.convening import Convening
from seating.engines import Child, Status
from seating.requirements import kinds
from seating.requirements.base.kind import Requirement
from seating.room.plan import Room
from tests.builders import brute_force, requirement
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room

REQUEST = Request(people="made up", write=False)
CHUNK = 100
"""Cases that a worker process tries before it reports."""


@dataclass
class Tally:
    """What came out of a range of cases."""

    cases: int = 0
    by_status: Counter[str] = field(default_factory=Counter)
    by_kind: Counter[str] = field(default_factory=Counter)
    """How many cases ask for a requirement of each kind."""
    failures: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add what came out of other cases."""
        self.cases += other.cases
        self.by_status += other.by_status
        self.by_kind += other.by_kind
        self.failures += other.failures


def random_convening(rng: Random, is_tied: bool = False) -> tuple[Room, tuple[Requirement, ...]]:
    """Return a room of up to five persons at up to three tables, and up to five requirements of any kinds.

    If `is_tied`, the room has at least two persons, and one more must ties some of them together.
    """
    room = random_room(rng)
    while is_tied and len(room.persons) < 2:
        room = random_room(rng)
    drawn = [random_requirement(rng, room, rng.choice(sorted(kinds()))) for _ in range(rng.randint(1, 5))]
    asked = [each.model_copy(update={"id": f"{each.kind}-{n}"}) for n, each in enumerate(drawn)]
    if all(each.kind != "size" for each in asked) and rng.random() < 0.7:
        asked.append(requirement("size"))
    if is_tied:
        ids = [person.id for person in room.persons]
        tied = rng.sample(ids, rng.randint(2, min(3, len(ids))))
        asked.append(requirement("together", id="ties", people=tied, must=True))
    return room, tuple(asked)


def compare_with_brute_force(case: int, child: Child, is_tied: bool = False) -> tuple[Status, set[str]]:
    """Solve a case and compare the result with every seating that there is.

    Parameters
    ----------
    case : int
        The seed of the convening.
    child : Child
        The solver process.
    is_tied : bool
        As for `random_convening`.

    Returns
    -------
    tuple of (Status, set of str)
        The state of the result, and the kinds of the requirements.

    Raises
    ------
    AssertionError
        If the penalty is not the least, the bound is not the penalty, or the conflict is not minimal.
    """
    room, asked = random_convening(Random(case), is_tied)
    best, meeting = brute_force(room, asked)
    convening = Convening(tables=room.tables, requirements=asked, working_language=room.working_language)
    result = seat_round(RoundInputs(room.listed, convening, room, asked, ()), REQUEST, child)
    seen = result.status, {each.kind for each in asked}
    assert (result.review.unmet, result.penalty) == best, case
    if meeting:
        assert (result.status, result.bound) == (Status.OPTIMAL, best.penalty), case
        assert result.conflict is None, case
        return seen
    assert (result.status, result.bound) == (Status.IMPOSSIBLE, None), case
    assert result.conflict is not None, case
    assert result.conflict.confirmed, case
    clash = tuple(result.by_requirement[identity] for identity in result.conflict.requirements)
    assert all(each.is_must for each in clash), case
    assert not _can_hold(room, clash), case
    for fewer in combinations(clash, len(clash) - 1):
        assert _can_hold(room, fewer), case
    assert result.ways_out, case
    return seen


def compare_range(cases: range, is_tied: bool = False) -> Tally:
    """Compare each case of a range; a case that fails is named, and the next one is tried."""
    tally = Tally()
    with Child() as child:
        for case in cases:
            tally.cases += 1
            try:
                status, asked = compare_with_brute_force(case, child, is_tied)
            except Exception as error:  # any error of the program is a finding
                tally.failures.append(f"case {case}: {type(error).__name__}: {error}")
                continue
            tally.by_status[status.value] += 1
            tally.by_kind.update(asked)
    return tally


@click.command()
@click.option("--cases", default=100_000, show_default=True, help="How many convenings to try.")
@click.option("--first", type=int, help="Number of the first case; today's date and three zeros by default.")
@click.option("--jobs", default=os.cpu_count() or 1, show_default=True, help="Worker processes.")
@click.option("--tied", "is_tied", is_flag=True, help="Tie some people of each convening together by one more must.")
@click.option("--write", "is_written", is_flag=True, help="Write the figures into docs/quality.md.")
def main(cases: int, first: int | None, jobs: int, is_tied: bool, is_written: bool) -> None:
    """Compare the solver with every seating there is, on random small convenings of all kinds."""
    start = int(time.strftime("%Y%m%d000")) if first is None else first
    total = Tally()
    with ProcessPoolExecutor(jobs) as pool:
        for tally in pool.map(partial(compare_range, is_tied=is_tied), _chunks(range(start, start + cases))):
            total.add(tally)
            click.echo(f"\r{total.cases:,} of {cases:,}, {len(total.failures)} failed", nl=False, err=True)
    click.echo(err=True)
    lines = _describe(total, start, is_tied)
    click.echo("\n".join([*lines, *total.failures]))
    if is_written:
        write("units" if is_tied else "solver", lines)
    sys.exit(1 if total.failures else 0)


def _chunks(cases: range) -> Iterator[range]:
    for number in range(0, len(cases), CHUNK):
        yield cases[number : number + CHUNK]


def _describe(tally: Tally, first: int, is_tied: bool) -> list[str]:
    rarest = min(tally.by_kind, key=lambda kind: (tally.by_kind[kind], kind))
    states = ", ".join(f"{count:,} {status}" for status, count in sorted(tally.by_status.items()))
    tied = " --tied" if is_tied else ""
    what = "Random convenings with an additional must that ties people together" if is_tied else "Random convenings"
    return [
        f"- {what}, compared with every possible seating: **{tally.cases:,}**, starting with case {first}. "
        f"**{len(tally.failures)}** failed.",
        f"- Results: {states}.",
        f"- Kinds of requirements: {len(tally.by_kind)} of {len(kinds())}. The rarest is `{rarest}`, in "
        f"{tally.by_kind[rarest]:,} cases.",
        f"- Command: `python -m tests.differential --cases {tally.cases} --first {first}{tied} --write`.",
    ]


def _can_hold(room: Room, requirements: tuple[Requirement, ...]) -> bool:
    """Whether some seating meets all of these, whatever binds otherwise."""
    musts = [each.model_copy(update={"must": True}) for each in requirements]
    return brute_force(room, musts)[1] > 0


if __name__ == "__main__":
    main()
