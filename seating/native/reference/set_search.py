"""The functions over sets of people of `set_search.c` in plain Python."""

from __future__ import annotations

from typing import Any


def walk(rules: Any, stack: Any, barred: Any, members: Any, seen: Any, most: int, most_steps: int) -> None:
    """Visit every set of people that keeps to the rules, in lexicographic order; write them down if there is space.

    `seen` becomes the number of sets, the size of the largest and the number of steps. The number of sets is -1 if
    there are more than `most`, or if the search would take more than `most_steps`.
    """
    n = len(rules.size)
    found = largest = steps = depth = load = person = 0
    writes = members.shape[0] > 0
    while True:
        if person < n and load < rules.high:
            steps += 1
            if rules.may_sit[person] and barred[person] == 0 and load + rules.size[person] <= rules.high:
                stack[depth] = person
                depth += 1
                load += rules.size[person]
                for other in range(person + 1, n):
                    barred[other] += rules.apart[person, other]
                if load >= rules.low:
                    if writes:
                        for k in range(depth):
                            members[k, found] = stack[k]
                    found += 1
                    largest = max(largest, depth)
                    if found > most:
                        break
            person += 1
            if steps > most_steps:
                break
        elif depth == 0:
            break
        else:
            depth -= 1
            person = stack[depth]
            load -= rules.size[person]
            for other in range(person + 1, n):
                barred[other] -= rules.apart[person, other]
            person += 1
    is_over = found > most or steps > most_steps
    seen[0], seen[1], seen[2] = -1 if is_over else found, largest, steps


def add_amounts(members: Any, amounts: Any, totals: Any) -> None:
    """Add the amounts of the members of each set to its total."""
    for k in range(members.shape[0]):
        for j in range(members.shape[1]):
            totals[j] += amounts[members[k, j]]


def add_pairs(members: Any, amounts: Any, totals: Any) -> None:
    """Add the amounts of all pairs of members of each set to its total, and each member's amount with themselves."""
    for k in range(members.shape[0]):
        for other in range(k + 1):
            for j in range(members.shape[1]):
                totals[j] += amounts[members[other, j], members[k, j]]
