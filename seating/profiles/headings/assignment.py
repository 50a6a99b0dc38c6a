"""Give columns their meanings so that the sum of the scores is as high as possible.

A meaning is taken by a single column, or by a group of columns that are understood together (`Group`). Most meanings
have room for one column or one group; some have room for any number. Single columns are matched to meanings by the
Hungarian method (`_match`). Few groups exclude each other or a single column, so all sets of them are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

TOGETHER, PEOPLE = 10_000, 20_000
"""The score of each column of a group, and of one that names the people of the rows: more than a column has alone."""

MOST_COMPARED = 8
"""Maximum number of groups that exclude each other among which the best set is searched; those that score most."""

Scores = Mapping[str, int]
"""The score of each meaning that a column may have."""


@dataclass(frozen=True, slots=True)
class Member:
    """What a column of a group is.

    Attributes
    ----------
    index : int
        The column.
    meaning : str
    evidence : str
        The reasons in words, without quoting any cell.
    is_guess : bool
        Whether the heading alone does not tell the meaning.
    is_joined : bool
        Whether the column is read with the first one of the group, whose cells tell what both say.
    cells : tuple of str or None
        What its cells are read as, one per row; None if they are read as they are.
    """

    index: int
    meaning: str
    evidence: str
    is_guess: bool = False
    is_joined: bool = False
    cells: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that may be understood together, all of them or none.

    Attributes
    ----------
    members : tuple of Member
    score : int
        What the assignment gains with the group, for all its columns together.
    takes : frozenset of str
        The meanings that no other column or group can have then.
    """

    members: tuple[Member, ...]
    score: int
    takes: frozenset[str] = frozenset()

    @property
    def columns(self) -> frozenset[int]:
        """The columns of the group."""
        return frozenset(member.index for member in self.members)

    def excludes(self, other: Group) -> bool:
        """Whether only one of two groups can be chosen."""
        return bool(self.takes & other.takes or self.columns & other.columns)


def together(members: Iterable[Member], takes: Collection[str] = ()) -> Group:
    """Return the group of columns that are clearly understood together."""
    found = tuple(members)
    return Group(found, TOGETHER * len(found), frozenset(takes))


@dataclass(frozen=True, slots=True)
class Assignment:
    """The groups that are chosen, the meaning of each other column, and the sum of their scores."""

    groups: tuple[Group, ...]
    meanings: Mapping[int, str]
    total: int


def assign(columns: Mapping[int, Scores], has_room: Callable[[str], bool], groups: Sequence[Group] = ()) -> Assignment:
    """Return the assignment with the highest sum. Of equal sums, what comes first gets the better meaning.

    Parameters
    ----------
    columns : mapping of int to mapping of str to int
        For each column, the score of each meaning that it may have alone. At least one of them has room.
    has_room : callable
        Whether any number of columns may have a meaning. All others have room for one.
    groups : sequence of Group
        They may also have columns that have no meaning alone.

    Examples
    --------
    >>> own = {"own": 1}
    >>> assign({1: {"name": 5, "group": 4, **own}, 2: {"name": 4, **own}}, lambda meaning: meaning == "own").meanings
    {1: 'group', 2: 'name'}
    """
    alone = {index: max(scores.values()) for index, scores in columns.items()} if groups else {}
    sure = [group for group in groups if _is_best(group, groups, alone)]
    left = sorted((group for group in groups if group not in sure), key=lambda group: -group.score)[:MOST_COMPARED]
    found = (_assign_singles(columns, has_room, (*sure, *chosen)) for chosen in _list_sets(left))
    return max(found, key=lambda one: one.total)


def list_runners_up(
    columns: Mapping[int, Scores], has_room: Callable[[str], bool], groups: Sequence[Group], best: Assignment
) -> Mapping[str, Sequence[int]]:
    """Return for each meaning the columns that have it in the second best assignment, in the third, and so on.

    These are the best ones in which the columns that had the meaning before, or their group, do not have it.

    Parameters
    ----------
    columns, has_room, groups
        As for `assign`.
    best : Assignment
    """
    taken = {meaning: {index} for index, meaning in best.meanings.items() if not has_room(meaning)}
    taken |= {meaning: set(group.columns) for group in best.groups for meaning in group.takes}
    found: dict[str, Sequence[int]] = {}
    for meaning, before in taken.items():
        others = [group for group in groups if meaning not in group.takes]
        left = {**columns, **{index: _without(columns[index], meaning) for index in before if index in columns}}
        wanting = {index for index, scores in columns.items() if meaning in scores}
        while wanting - before:
            again = assign(left, has_room, others).meanings
            runner_up = next((index for index, meant in again.items() if meant == meaning), None)
            if runner_up is None:
                break
            found[meaning] = [*found.get(meaning, ()), runner_up]
            before.add(runner_up)
            left[runner_up] = _without(columns[runner_up], meaning)
    return found


def _without(scores: Scores, meaning: str) -> Scores:
    return {meant: score for meant, score in scores.items() if meant != meaning}


def _is_best(group: Group, groups: Sequence[Group], alone: Mapping[int, int]) -> bool:
    """Whether no assignment without a group is better: nothing else wants what it takes, and it scores enough."""
    is_free = not group.takes and not any(group.excludes(other) for other in groups if other is not group)
    return is_free and group.score >= sum(alone.get(index, 0) for index in group.columns)


def _list_sets(groups: Sequence[Group]) -> list[tuple[Group, ...]]:
    """Return all sets of groups that can be chosen together, those with the first groups first."""
    if not groups:
        return [()]
    first, *others = groups
    with_first = _list_sets([other for other in others if not first.excludes(other)])
    return [*((first, *chosen) for chosen in with_first), *_list_sets(others)]


def _assign_singles(
    columns: Mapping[int, Scores], has_room: Callable[[str], bool], chosen: tuple[Group, ...]
) -> Assignment:
    """Return the best assignment that has exactly these groups."""
    grouped: Collection[int] = {index for group in chosen for index in group.columns}
    taken = {meaning for group in chosen for meaning in group.takes}
    singles = {
        index: {meaning: score for meaning, score in scores.items() if meaning not in taken}
        for index, scores in columns.items()
        if index not in grouped
    }
    found = dict(zip(singles, _assign_columns(list(singles.values()), has_room), strict=True))
    total = sum(group.score for group in chosen) + sum(singles[index][meaning] for index, meaning in found.items())
    return Assignment(chosen, found, total)


def _assign_columns(columns: Sequence[Scores], has_room: Callable[[str], bool]) -> list[str]:
    """Return the meaning of each column that is in no group."""
    meanings: set[str] = set().union(*columns)
    roomy = {meaning for meaning in meanings if has_room(meaning)}
    free = [max([(score, meaning) for meaning, score in scores.items() if meaning in roomy]) for scores in columns]
    chosen = [meaning for _score, meaning in free]
    wanted = sorted(meanings - roomy)
    rows = {meaning: [0] * len(columns) for meaning in wanted}
    for at, scores in enumerate(columns):
        for meaning, score in scores.items():
            if meaning in rows and score > free[at][0]:
                rows[meaning][at] = score - free[at][0]
    gains = list(rows.values())
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
            for column in range(1, width + 1):
                if seen[column]:
                    continue
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
