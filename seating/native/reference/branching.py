"""The branch and bound of `branching.c` in plain Python.

`seating.engines.column_generation.branching` describes the method and the arrays.
"""

from __future__ import annotations

from typing import Any

NEVER = 2**60
"""Larger than any value."""

SETS, STEPS = 0, 1
"""Indices of `Found.counters`."""

SHARES = 30
"""A search takes at most this share of its steps for the sets that begin with one person."""


def seek(guests: Any, frames: Any, found: Any, limit: int, keep: int, most_steps: int) -> None:
    """Find sets whose value is below a limit: the best `keep` that begin with each person, or all if `keep` is 0.

    If all are wanted and there is no space for them, or after so many steps, the search ends. After a share of the
    steps it goes on with the next first person.
    """
    n = len(guests.size)
    found.open[0] = NEVER
    found.counters[:] = 0
    frames.load[0], frames.value[0] = 0, 0
    for first in range(n):
        found.kept[first] = 0
        frames.number[0], frames.next[0] = n - first, 0
        for k in range(n - first):
            frames.candidate[0, k], frames.gain[0, first + k] = first + k, guests.value[first + k]
        _halve_pairs(guests, frames, found, first)
        _enter(guests, frames, found, 0)
        most, steps, depth = limit, found.counters[STEPS], 0
        while depth >= 0:
            taken, is_full = found.counters[STEPS], keep == 0 and found.counters[SETS] > found.members.shape[1]
            if is_full or taken > most_steps or taken - steps > most_steps // SHARES:
                found.open[0] = min(found.open[0], _least_with(guests, frames, 0, 0))
                break
            i = frames.next[depth]
            if i == frames.number[depth] or (depth == 0 and i > 0):
                depth -= 1
                continue
            frames.next[depth] = i + 1
            if _least_with(guests, frames, depth, i) >= most:
                continue
            person = frames.candidate[depth, i]
            value = frames.value[depth] + frames.gain[depth, person]
            load = frames.load[depth] + guests.size[person]
            frames.chosen[depth] = person
            if load >= guests.low and value < most:
                most = _keep(frames, found, depth, first, value, limit, keep)
            if load < guests.high and _choose_candidates(guests, frames, depth, i, load, value):
                depth += 1
                _enter(guests, frames, found, depth)


def _halve_pairs(guests: Any, frames: Any, found: Any, first: int) -> None:
    """Compute `Frames.half` for sets that begin with a person: pairs with people before them do not count."""
    for person in range(first, len(guests.size)):
        half, done = frames.half[person], 0
        for people in range(guests.high + 1):
            half[people] = 0
        for other in range(first, len(guests.size)):
            gain, size = guests.pair[person, other], guests.size[other]
            if gain < 0 and other != person and guests.apart[person, other] == 0 and guests.apart[first, other] == 0:
                done += 1
                for people in range(guests.high, size - 1, -1):
                    half[people] = min(half[people], half[people - size] + gain)
        for people in range(guests.high + 1):
            half[people] //= 2  # rounded down
        found.counters[STEPS] += done * guests.high


def _choose_candidates(guests: Any, frames: Any, depth: int, i: int, load: int, value: int) -> bool:
    """Write down who may join after candidate i has joined; return whether there are any."""
    person, number = frames.candidate[depth, i], 0
    for k in range(i + 1, frames.number[depth]):
        other = frames.candidate[depth, k]
        if load + guests.size[other] <= guests.high and guests.apart[person, other] == 0:
            frames.candidate[depth + 1, number] = other
            frames.gain[depth + 1, other] = frames.gain[depth, other] + guests.pair[person, other]
            number += 1
    frames.number[depth + 1], frames.load[depth + 1], frames.value[depth + 1] = number, load, value
    frames.next[depth + 1] = 0
    return number > 0


def _enter(guests: Any, frames: Any, found: Any, depth: int) -> None:
    """Compute the least that the candidates can add, for each number of people and from each candidate on."""
    space, number = guests.high - frames.load[depth], frames.number[depth]
    least = frames.least[depth]
    for people in range(space + 1):
        least[number, people] = NEVER if people else 0
    for i in range(number - 1, -1, -1):
        person = frames.candidate[depth, i]
        size = guests.size[person]
        if size > space:
            frames.bound[depth, i] = NEVER
            for people in range(space + 1):
                least[i, people] = least[i + 1, people]
            continue
        bound = frames.gain[depth, person] + frames.half[person, space - size]
        frames.bound[depth, i] = bound
        for people in range(size):
            least[i, people] = least[i + 1, people]
        for people in range(size, space + 1):
            joined = least[i + 1, people - size]
            joined = joined + bound if joined < NEVER else NEVER
            least[i, people] = min(joined, least[i + 1, people])
    found.counters[STEPS] += number * (space + 1)


def _least_with(guests: Any, frames: Any, depth: int, i: int) -> int:
    """Return the least value of a set that candidate i joins next."""
    size = guests.size[frames.candidate[depth, i]]
    space, found = guests.high - frames.load[depth] - size, NEVER
    for people in range(max(0, guests.low - frames.load[depth] - size), space + 1):
        found = min(found, frames.least[depth, i + 1, people])
    return found if found == NEVER else found + frames.value[depth] + frames.bound[depth, i]


def _keep(frames: Any, found: Any, depth: int, first: int, value: int, limit: int, keep: int) -> int:
    """Write down a set; return the value below which further sets with the same first person are kept."""
    slot = found.counters[SETS]
    found.counters[SETS] += 1
    if keep > 0:
        slot = first * keep
        if found.kept[first] < keep:
            slot += found.kept[first]
            found.kept[first] += 1
        else:
            for other in range(first * keep, first * keep + keep):
                slot = other if found.values[other] > found.values[slot] else slot
    elif slot >= found.members.shape[1]:
        return limit
    found.values[slot] = value
    for k in range(found.members.shape[0]):
        found.members[k, slot] = frames.chosen[k] if k <= depth else len(found.kept)
    if keep == 0 or found.kept[first] < keep:
        return limit
    most = found.values[slot]
    for other in range(first * keep, first * keep + keep):
        most = max(most, found.values[other])
    return int(min(limit, most))
