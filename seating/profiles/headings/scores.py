"""The score of each meaning that a column may have: one row of the matrix from which columns get their meanings.

A score follows from the points of the heading and of the cells (`evidence`). Whose name a heading is about, blank
cells, and cells that contradict the heading lower it. What cells show under a heading that tells nothing scores least.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from seating.profiles.columns import ALIASES
from seating.profiles.headings.cell_signs import find_meaning_by_cells
from seating.profiles.headings.companions import claim_companions, claim_labeled_sizes
from seating.profiles.headings.competing_columns import NAMES, OF_ALL, Decisions, SheetColumn, has_room
from seating.profiles.headings.contents import is_full_name
from seating.profiles.headings.evidence import (
    MIN_POINTS,
    MOSTLY_DIFFERENT,
    MOSTLY_FILLED,
    Candidate,
    candidates,
)
from seating.profiles.headings.numbers import claim_numbers_who_come
from seating.profiles.headings.person_roles import PersonRole, read_role
from seating.profiles.headings.ticks import TAG
from seating.profiles.private_columns import is_private_by_heading
from seating.wording import name_column, said, said_list, squashed

NEVER_OWN = frozenset({*NAMES, "attending", "status", "email", "phone"})
"""Meanings that a column may have even if the convening uses it by its heading."""

POINT = 1_000
"""What one point counts; less than half of it decides between columns with the same points."""

STRENGTH, ABOUT_ALL, USUAL = 60, 20, 10
"""What each point of the heading counts once more, and what a heading counts that names no event, or the meaning."""

CONTRADICTED = 1_500
"""What cells cost that contradict the heading, beside their points: a weaker heading over cells that fit is better."""

BY_CELLS, OWN = 300, 100
"""Scores of what only the cells show, and of a custom column. All headings with enough points score more."""

LOWERED = 10
"""What the score of a blank column, or of a buyer's name where the guest's is there, is divided by."""

BY_CELLS_OF_SEVERAL = (claim_companions, claim_labeled_sizes, claim_numbers_who_come)
"""What finds meanings by comparing the cells of several columns."""

Claims = Mapping[str, tuple[int, Candidate]]
"""The score of each meaning of a column, and what speaks for it."""


def rank_columns(state: Decisions) -> None:
    """List the candidates of each column that has no meaning yet."""
    left = [one for one in state.seen if one.index not in state.found]
    state.ranked = {one.index: _allowed(state, one) for one in left}
    _add_names_of_guests(state, left)


def score_columns(state: Decisions, taken: Collection[str] = ()) -> Mapping[int, Claims]:
    """Return what each column claims that has no meaning yet, by column index.

    Parameters
    ----------
    state : Decisions
    taken : collection of str
        The meanings that no single column can have, because a group of columns names the people.
    """
    left = [one for one in state.seen if one.index not in state.found]
    named = any(each.key in NAMES for ranked in state.ranked.values() for each in ranked if each.points >= MIN_POINTS)
    named = named or bool(taken) or any(decision.key in NAMES for decision in state.found.values())
    by_cells = {} if named else _names_by_cells(state, left)
    has_needs = any(decision.key == "needs" for decision in state.found.values())
    has_needs = has_needs or any(squashed(one.heading) == "needs" and one.contents.filled for one in state.seen)
    claimed = {one.index: list(_claims_of(state, one, taken, has_needs=has_needs)) for one in left}
    listed = {
        one.index: claimed[one.index]
        or [*by_cells.get(one.index, ()), *find_meaning_by_cells(state, one, kept_as(state, one))]
        for one in left
    }
    for claim in BY_CELLS_OF_SEVERAL if state.names else ():
        for index, each in claim(state, claimed):
            listed[index] = [one for one in listed.get(index, ()) if one.key not in {"attending", "status"}] + [each]
    guests = {
        each.meaning
        for one in left
        for each in listed[one.index]
        if each.meaning not in OF_ALL and one.contents.filled and read_role(one.heading) is PersonRole.GUEST
    }
    return {one.index: _with_scores(state, one, listed[one.index], guests) for one in left}


def list_candidates(one: SheetColumn) -> list[Candidate]:
    """Return the possible meanings of a column; one whose cells were turned into replies is one of replies."""
    return candidates(f"{one.heading} {TAG}" if one.has_replies else one.heading, one.contents)


def _allowed(state: Decisions, one: SheetColumn) -> list[Candidate]:
    """Return the candidates of a column, without those excluded by its use in the convening."""
    ranked = list_candidates(one) if one.heading and not one.is_choice else []
    if state.names:
        ranked = [each for each in ranked if each.key != "name" or each.points >= MIN_POINTS]
    if squashed(one.heading) in state.used:
        ranked = [each for each in ranked if each.meaning in NEVER_OWN or each.heading == 4]
    return ranked


def _claims_of(state: Decisions, one: SheetColumn, taken: Collection[str], *, has_needs: bool) -> Iterator[Candidate]:
    """Yield what the heading of a column claims with enough points; nothing if it marks a custom column."""
    enough = [each for each in state.ranked[one.index] if each.points >= MIN_POINTS and each.meaning not in taken]
    for each in enough:
        if each.key in {"own", "private"} and each is enough[0]:
            return
        if each.key == "needs" and has_needs and squashed(one.heading) != "needs":
            yield replace(each, meaning="private")
        elif each.key != "name" or each is enough[0]:
            yield each


def _with_scores(
    state: Decisions, one: SheetColumn, listed: Iterable[Candidate], guests: Collection[str]
) -> dict[str, tuple[int, Candidate]]:
    """Return the claims of a column with their scores; a custom column is one of them."""
    best = next((each for each in state.ranked[one.index] if each.points >= MIN_POINTS), None)
    kept = kept_as(state, one)
    told = best.evidence if best is not None and best.key in {"own", "private"} else ""
    claims = {kept: (OWN, Candidate(kept, 0, 0, told))}
    is_behind = read_role(one.heading) is PersonRole.BEHIND
    before: dict[int, int] = {}  # of equal points, the candidate that is listed first scores more
    for each in listed:
        score = min(_score(one, each), before.get(each.points, POINT * POINT) - 1)
        before[each.points] = score
        if not has_room(each.meaning) and (not one.contents.filled or (is_behind and each.meaning in guests)):
            score = max(OWN + 1, score // LOWERED)
        if each.meaning not in claims or score > claims[each.meaning][0]:
            claims[each.meaning] = (score, each)
    return claims


def _score(one: SheetColumn, each: Candidate) -> int:
    if each.is_by_cells:
        return BY_CELLS + each.points
    score = each.points * POINT + each.heading * STRENGTH + each.is_about_all * ABOUT_ALL
    if each.cells < 0:
        score -= CONTRADICTED
    return score + _usual_names().get((squashed(one.heading), each.meaning), 0)


@cache
def _usual_names() -> Mapping[tuple[str, str], int]:
    """Return what a heading counts that is a usual name of a meaning: the more, the earlier it is listed."""
    aliases: dict[str, list[str]] = {}
    for alias, column in ALIASES.items():
        aliases.setdefault(column, []).append(alias)
    return {(alias, column): USUAL - at for column, names in aliases.items() for at, alias in enumerate(names[:USUAL])}


def kept_as(state: Decisions, one: SheetColumn) -> str:
    """Return what a column is if it gets no meaning: private if its heading may have one that is."""
    ranked = state.ranked.get(one.index, ())
    best = next((each for each in ranked if each.points >= MIN_POINTS), None)
    is_open = best is not None and best.key == "own"  # the heading is clear, and not private
    return "private" if not is_open and is_private_by_heading("", {each.key for each in ranked}) else "own"


def _add_names_of_guests(state: Decisions, left: Sequence[SheetColumn]) -> None:
    """Let "Ticket Holder" be the name where the only headings of names are those of buyers or hosts.

    Its cells are names of different people, and its heading has no other meaning.
    """
    named = [one for one in left if any(each.key == "name" for each in state.ranked[one.index])]
    if any(decision.key == "name" for decision in state.found.values()) or any(
        read_role(one.heading) is not PersonRole.BEHIND for one in named
    ):
        return
    for one in left if named else ():
        is_free = all(each.key == "own" for each in state.ranked[one.index])
        if is_free and read_role(one.heading) is PersonRole.GUEST and _has_different_names(one):
            columns = said_list(name_column(other.called, other.letter) for other in named)
            told = said("its cells are names, and the other names are those of %(columns)s", columns=columns)
            state.ranked[one.index] = [Candidate("name", MIN_POINTS, 1, told)]


def _has_different_names(one: SheetColumn) -> bool:
    contents = one.contents
    are_filled = contents.filled >= MOSTLY_FILLED * contents.rows > 0
    return are_filled and contents.different >= MOSTLY_DIFFERENT and contents.share(is_full_name) >= MOSTLY_FILLED


def _names_by_cells(state: Decisions, left: Sequence[SheetColumn]) -> Mapping[int, Sequence[Candidate]]:
    """Return the claim of the only column whose cells look like different names, or else of ones that identify rows."""
    fitting = [
        one
        for one in left
        if one.contents.rows > 2
        and one.contents.filled == one.contents.rows
        and one.contents.different >= 0.9
        and one.contents.share(is_full_name) >= 0.8
        and not any(each.points > MIN_POINTS and each.meaning != "own" for each in state.ranked[one.index])
    ]
    if len(fitting) == 1:
        one = fitting[0]
        evidence = said(
            "%(number)s of %(all)s rows have text here that could be a name, and most of these names are different",
            number=one.contents.filled,
            all=one.contents.rows,
        )
        return {one.index: [Candidate("name", 0, MIN_POINTS + 1, evidence, is_by_cells=True)]}
    weak = ((one, each) for one in left for each in state.ranked[one.index] if each.meaning == "id" and each.points > 0)
    return {} if fitting else {one.index: [replace(each, is_by_cells=True)] for one, each in weak}
