"""Give columns their meanings so that the sum of the scores is as high as possible.

Most meanings have room for one column; some have room for any number (`room`). Only the former make columns compete,
so the problem is that of assigning workers to jobs, which `_match` solves with the Hungarian method.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

Scores = Mapping[str, int]
"""The score of each meaning that a column may have."""


def assign(columns: Sequence[Scores], has_room: Callable[[str], bool]) -> list[str]:
    """Return the meaning of each column. Of equal sums, the columns that come first get the better meaning.

    Parameters
    ----------
    columns : sequence of mapping of str to int
        For each column, the score of each meaning that it may have. At least one of them has room.
    has_room : callable
        Whether any number of columns may have a meaning. All others have room for one.

    Examples
    --------
    >>> own = {"own": 1}
    >>> assign([{"name": 5, "group": 4, **own}, {"name": 4, **own}], lambda meaning: meaning == "own")
    ['group', 'name']
    """
    free = [max(filter(has_room, scores), key=lambda meaning: (scores[meaning], meaning)) for scores in columns]
    chosen = list(free)
    wanted = sorted({meaning for scores in columns for meaning in scores if not has_room(meaning)})
    gains = [
        [max(0, scores.get(meaning, 0) - scores[free[at]]) for at, scores in enumerate(columns)] for meaning in wanted
    ]
    for meaning, row, at in zip(wanted, gains, _match(gains), strict=True):
        if at < len(columns) and row[at] > 0:
            chosen[at] = meaning
    return chosen


def _match(gains: Sequence[Sequence[int]]) -> list[int]:
    """Return for each row another column so that the sum of the gains is highest.

    A column beyond the last one stands for none. The rows are added one at a time along a path of least cost
    (the Hungarian method with potentials, in cubic time).
    """
    rows = len(gains)
    width = (len(gains[0]) if gains else 0) + rows
    costs = [[-gain for gain in row] + [0] * rows for row in gains]
    of_row, of_column, taken = [0] * (rows + 1), [0] * (width + 1), [0] * (width + 1)
    for row in range(1, rows + 1):
        taken[0], at = row, 0
        least: list[float] = [float("inf")] * (width + 1)
        before, seen = [0] * (width + 1), [False] * (width + 1)
        while taken[at]:
            seen[at] = True
            here, step, after = taken[at], float("inf"), 0
            for column in (one for one in range(1, width + 1) if not seen[one]):
                cost = costs[here - 1][column - 1] - of_row[here] - of_column[column]
                if cost < least[column]:
                    least[column], before[column] = cost, at
                if least[column] < step:
                    step, after = least[column], column
            for column in range(width + 1):
                if seen[column]:
                    of_row[taken[column]] += int(step)
                    of_column[column] -= int(step)
                else:
                    least[column] -= step
            at = after
        while at:
            taken[at] = taken[before[at]]
            at = before[at]
    matched = {taken[column]: column - 1 for column in range(1, width + 1) if taken[column]}
    return [matched[row] for row in range(1, rows + 1)]
