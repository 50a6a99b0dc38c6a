"""Keep or ask about each column that would have a meaning if the column that got it did not have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from seating.profiles.cells.replies import Reply, read_reply
from seating.profiles.headings.competing_columns import (
    NAMES,
    OF_ALL,
    Decision,
    Decisions,
    SheetColumn,
    ask_which,
    cells_of,
    contradicts,
)
from seating.profiles.headings.evidence import MIN_POINTS, Candidate
from seating.profiles.headings.person_roles import are_of_different_people
from seating.profiles.headings.scores import Claims
from seating.wording import name_column, quoted, said

KEPT_PRIVATE = frozenset({"email", "phone"})
"""Meanings of which one column is used; the others that fit are kept as private."""

Rival = tuple[SheetColumn, Candidate]
"""A column and what speaks for it to have a meaning."""


def settle_rivals(state: Decisions, claims: Mapping[int, Claims], runners_up: Mapping[str, Sequence[int]]) -> None:
    """Note or ask about each column that has the meaning of another one in the second best assignment.

    Parameters
    ----------
    state : Decisions
        Gets the decisions on the columns that lost.
    claims : mapping of int to Claims
        The claims from which the columns got their meanings.
    runners_up : mapping of str to sequence of int
        For each meaning, the columns that have it in the second best assignment, in the third, and so on.
    """
    for meant, indices in sorted(runners_up.items(), key=lambda one: min(one[1])):
        rivals = [(one, claims[one.index][meant][1]) for one in state.seen if one.index in indices]
        winner = next((v.seen for v in state.found.values() if v.meaning == meant), None)
        if rivals and winner is not None and meant in claims.get(winner.index, {}):
            _settle(state, meant, (winner, claims[winner.index][meant][1]), rivals, claims)


def _settle(state: Decisions, meant: str, winner: Rival, rivals: Sequence[Rival], claims: Mapping[int, Claims]) -> None:
    unclear: list[SheetColumn] = []
    for one, each in rivals:
        if each.is_by_cells:
            is_asked = contradicts(state, one, winner[0]) or contradicts(state, winner[0], one)
            unclear += [one] if winner[1].is_by_cells and is_asked else []
        elif winner[0].contents.filled and not one.contents.filled:
            state.found[one.index] = Decision(one, "own", "it is empty", is_dropped=each.heading == 4)
        elif meant in KEPT_PRIVATE:
            state.found[one.index] = Decision(one, "private", each.evidence, is_private=True)
        elif _is_clear(state, meant, winner, (one, each)):
            _fall_back(state, meant, (one, each), winner[0])
        else:
            unclear.append(one)
    if unclear:
        first, *others = sorted((winner[0], *unclear), key=lambda one: (-claims[one.index][meant][0], one.index))
        ask_which(state, meant, first, others)
        state.found.update((one.index, Decision(one, "own")) for one in unclear)
        if winner[1].is_by_cells:
            state.found[winner[0].index] = Decision(winner[0], "own")


def _is_clear(
    state: Decisions, meant: str, winner: tuple[SheetColumn, Candidate], loser: tuple[SheetColumn, Candidate]
) -> bool:
    """Whether the first of two columns is clearly better for a meaning."""
    (one, best), (other, worse) = winner, loser
    if meant not in OF_ALL and are_of_different_people(one.heading, other.heading):
        return True
    if cells_of(state, one) == cells_of(state, other) or best.cells >= 0 > worse.cells:
        return True
    if meant == "attending":
        if _answers_for_blank(state, other, one) or (not best.is_about_all and _refuses_who_accept(state, one, other)):
            return False
        if not contradicts(state, other, one):
            return best.points > worse.points or (best.is_about_all and not worse.is_about_all)
        return best.heading >= 3 and best.is_about_all and not worse.is_about_all
    if best.heading == worse.heading and best.is_about_all == worse.is_about_all:
        return False
    return (best.points, best.is_about_all) > (worse.points, worse.is_about_all)


def _answers_for_blank(state: Decisions, one: SheetColumn, other: SheetColumn) -> bool:
    """Whether any row has "no" in one column and nothing at all in the other."""
    cells = zip(cells_of(state, one), cells_of(state, other), strict=True)
    return any(read_reply(a) is Reply.NO and not b for a, b in cells)


def _refuses_who_accept(state: Decisions, one: SheetColumn, other: SheetColumn) -> bool:
    """Whether any row has "no" in one column and has another reply in the other."""
    cells = zip(cells_of(state, one), cells_of(state, other), strict=True)
    return any(read_reply(a) is Reply.NO and read_reply(b) not in {Reply.NO, None} for a, b in cells)


def _fall_back(state: Decisions, meant: str, loser: tuple[SheetColumn, Candidate], winner: SheetColumn) -> None:
    """Keep a column that lost to another as a custom column, or leave it for its next possible meaning."""
    one, candidate = loser
    text = said(
        "%(file)s: %(column)s is read as %(meaning)s. %(other)s would also fit and is kept as your own column. "
        "%(advice)s",
        file=state.notebook.file,
        column=name_column(winner.called, winner.letter),
        meaning=meant,
        other=name_column(one.called, one.letter),
        advice=state.notebook.ask_meaning(said("use it instead"), [meant], one.called),
    )
    has_other = any(each.key != meant and each.points >= MIN_POINTS for each in state.ranked[one.index])
    if state.found[one.index].key not in {"own", "private"} or (meant in NAMES and has_other):
        return
    state.found[one.index] = Decision(one, "own", said("%(column)s fits better", column=quoted(winner.called)))
    if meant in NAMES - {"id"} and (are_of_different_people(winner.heading, one.heading) or candidate.cells <= 0):
        return  # rows with other people are named, and what has no names could not be used instead
    state.reported.add(one.index)
    state.notebook.note("heading-chosen", text)
