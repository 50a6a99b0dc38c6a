"""What `import seating` offers: commands as functions that write nothing. Each imports what it needs when it is called.

A list or a seating is the path of a file, a data frame of pandas or polars, or a sequence of mappings.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from seating.api.option_ranges import RANGES
from seating.errors import UsageError
from seating.wording import said

if TYPE_CHECKING:
    from seating.api.check import InputCheck
    from seating.api.convening_keys import ConveningKeys
    from seating.api.explain import Explanation
    from seating.api.request import Request
    from seating.api.result import Solved
    from seating.api.seating import Seating


class Frame(Protocol):
    """A data frame of pandas or polars."""

    @property
    def columns(self) -> Any:
        """The headings."""


Rows: TypeAlias = str | Path | Frame | Iterable[Mapping[Any, Any]]
"""A list of people, one row for each."""

Seats: TypeAlias = "Rows | Solved | Mapping[Any, str] | Mapping[str, Iterable[Any]]"
"""A seating: a result; rows with `id` or `name`, and `table`; the table of each person, or the people of each table."""

ConveningLike: TypeAlias = "str | Path | ConveningKeys | Mapping[str, Any] | None"
"""The tables and requirements: a file, or the keys of one. None means the file next to the list, or inferred ones."""


def solve(
    people: Rows,
    convening: ConveningLike = None,
    *,
    rounds: int = 1,
    history: Rows | Solved | Sequence[Solved] | None = None,
    jobs: int | None = None,
    time_limit: float | None = None,
    seed: int = 0,
) -> Seating:
    """Seat everyone who attends. Write nothing.

    Parameters
    ----------
    people : path, "-", data frame, or sequence of mappings
        The list, one row for each person. "-" is standard input.
    convening : path, mapping, or None
        The tables and requirements. None means the file next to the list; if there is none, they are inferred.
    rounds : int, optional
        The number of rounds to plan together. The first one is returned; its `rounds` has all of them.
    history : optional
        Earlier rounds: results, or rows with the columns `id` or `name`, `round` and `table`; or the output folder of a
        command, with all that is saved there, so that this is its next round.
    jobs : int, optional
        Number of parallel searches, each on one core. A different number can give a different seating.
    time_limit : float, optional
        Seconds. By default the work units are limited instead, so that the same input gives the same seating.
    seed : int, optional
        Random seed; different seeds explore different starting points.

    Returns
    -------
    Seating
        If the musts cannot all be met, its status tells this, and it is a seating as close to them as was found.

    Raises
    ------
    UsageError, InputError
        When a file does not exist, or when the input has errors.

    Examples
    --------
    >>> people = [{"name": "Ana", "with": "Ben"}, {"name": "Ben"}, {"name": "Cam"}, {"name": "Dee"}]
    >>> result = solve(people, {"tables": {"count": 2, "seats": 2}, "requirements": []})
    >>> result
    <Seating optimal, 4 people, 2 tables, penalty 0>
    >>> result.tables
    {'t01': ('Ana', 'Ben'), 't02': ('Cam', 'Dee')}
    """
    from seating.api.seating import Seating
    from seating.api.solve import solve_request

    options = {"rounds": rounds, "jobs": jobs, "time_limit": time_limit, "seed": seed}
    earlier: dict[str, Any] = {"history": history}
    if isinstance(history, str | Path) and Path(history).is_dir():
        earlier = {"out": Path(history), "next_round": True}
    return Seating.of(solve_request(_ask(people, convening, **earlier, **options)))


def rounds(folder: str | Path) -> tuple[Seating, ...]:
    """Return the rounds that commands saved in an output folder, the first one first, as they were seated.

    Parameters
    ----------
    folder : path

    Returns
    -------
    tuple of Seating
        Empty if none is saved. What is private is not in the folder, and so not in them either.

    Raises
    ------
    InputError
        When what is saved is damaged.

    Examples
    --------
    >>> [len(saved.tables) for saved in rounds("examples/monthly/reports")]
    [3, 3]
    """
    from seating.api.saved_rounds.saved_result import saved_result
    from seating.api.seating import Seating
    from seating.ledger import Ledger

    request = _ask(None, out=Path(folder))
    return tuple(Seating.of(saved_result(request, number).result) for number in Ledger.open(request.out).sound.rounds)


def check(people: Rows, convening: ConveningLike = None) -> InputCheck:
    """Read and check the inputs without solving. Write nothing.

    Parameters
    ----------
    people, convening
        As for `solve`.

    Returns
    -------
    InputCheck

    Raises
    ------
    UsageError, InputError
        As for `solve`.
    """
    from seating.api.check import check_request

    return check_request(_ask(people, convening))


def review(people: Rows, seating: Seats, convening: ConveningLike = None) -> Seating:
    """Check a seating that was made by hand. Write nothing.

    Parameters
    ----------
    people, convening
        As for `solve`.
    seating : path, data frame, sequence of mappings, Solved, or mapping
        Rows with the columns `id` or `name`, and `table`; the table of each person; the people of each table; or an
        output folder, whose last round is meant.

    Returns
    -------
    Seating
        Without a bound, because nothing is solved.

    Raises
    ------
    UsageError, InputError
        As for `solve`, and when the seating has errors.

    Examples
    --------
    >>> people = [{"name": "Ana", "with": "Ben"}, {"name": "Ben"}, {"name": "Cam"}, {"name": "Dee"}]
    >>> review(people, {"a": ["Ana", "Ben"], "b": ["Cam", "Dee"]}, {"tables": [{"id": "a"}, {"id": "b"}]})
    <Seating feasible, 4 people, 2 tables, penalty 0>
    """
    from seating.api.check import review_request
    from seating.api.seating import Seating

    return Seating.of(review_request(_ask(people, convening), _open_saved(seating)))


def repair(
    people: Rows,
    seating: Seats,
    convening: ConveningLike = None,
    *,
    keep: Sequence[str] = (),
    max_moves: int | None = None,
    time_limit: float | None = None,
    seed: int = 0,
) -> Seating:
    """Repair a seating after changes with as few moves as possible. Write nothing.

    Parameters
    ----------
    people, convening, time_limit, seed
        As for `solve`.
    seating
        The earlier seating, as for `review`. People who attend but are not in it are new.
    keep : sequence of str, optional
        Ids or names of tables and people that stay as they are.
    max_moves : int, optional
        Total number of moves allowed in order to reduce the penalty. By default only moves that the musts require are
        made.

    Returns
    -------
    Seating
        Its `moves` have a reason each. Its `repair` tells whether fewer moves would be enough, and lists optional
        improvements.

    Raises
    ------
    UsageError, InputError
        As for `solve`, and when the seating has errors.
    """
    from seating.api.repair import repair_request
    from seating.api.seating import Seating

    _check_option("max_moves", max_moves)
    kept = (keep,) if isinstance(keep, str) else tuple(keep)
    request = _ask(people, convening, keep=kept, time_limit=time_limit, seed=seed)
    return Seating.of(repair_request(request, _open_saved(seating), max_moves))


def explain(
    people: Rows | Solved,
    convening: ConveningLike = None,
    *,
    person: str | None = None,
    requirement: str | None = None,
    time_limit: float | None = None,
    seed: int = 0,
) -> Explanation:
    """Explain a person's seat, the price of a requirement, or which musts conflict. Write nothing.

    Parameters
    ----------
    people : Solved, path, "-", data frame, or sequence of mappings
        The seating to explain, or a list, which is seated first.
    convening, time_limit, seed
        As for `solve`; a time limit covers both the seating and the explanation.
    person : str, optional
        The id or name of a person.
    requirement : str, optional
        The id of a requirement. If neither is given, only conflicting musts are explained.

    Returns
    -------
    Explanation

    Raises
    ------
    UsageError, InputError
        As for `solve`, and when the person or the requirement is unknown.

    Examples
    --------
    >>> people = [{"name": "Ana", "with": "Ben"}, {"name": "Ben"}, {"name": "Cam"}, {"name": "Dee"}]
    >>> found = explain(people, {"tables": {"count": 2, "seats": 2}, "requirements": []}, person="Ana")
    >>> [(other.table, other.best.penalty) for other in found.whereabouts.elsewhere]
    [('t02', 0)]
    """
    from seating.api.explain import explain_request, explain_result
    from seating.api.result import Solved

    if person is not None and requirement is not None:
        raise UsageError(said("Explain one thing at a time: a person or a requirement."))
    if isinstance(people, Solved):
        return explain_result(_ask(None, time_limit=time_limit, seed=seed), people, person, requirement)
    return explain_request(_ask(people, convening, time_limit=time_limit, seed=seed), person, requirement)


def _ask(people: Any, convening: Any = None, **options: Any) -> Request:
    """Return a request that writes nothing. Numbers have the ranges that the command line allows.

    Raises
    ------
    UsageError
        When a number is not in its range.
    """
    from seating.api.request import Request

    for name, value in options.items():
        _check_option(name, value)
    return Request(people, convening, packet=False, write=False, **options)


def _open_saved(seating: Any) -> Any:
    """Return the last round of an output folder; any other seating as it is."""
    saved = rounds(seating) if isinstance(seating, str | Path) and Path(seating).is_dir() else ()
    return saved[-1] if saved else seating


def _check_option(name: str, value: Any) -> None:
    if value is None:
        return
    if name == "time_limit":
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not math.isfinite(value) or value <= 0:
            raise UsageError(said("`time_limit` must be a number of seconds above 0."))
    elif name in RANGES:
        least, most = RANGES[name]
        if not hasattr(value, "__index__") or isinstance(value, bool) or not least <= value <= most:
            text = said(
                "`%(name)s` must be a whole number from %(least)s to %(most)s.", name=name, least=least, most=most
            )
            raise UsageError(text)
