"""Give every column of a list one meaning: that of the assignment with the highest sum of scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from seating.near_words import NearWords
from seating.profiles.columns import RELATIONS
from seating.profiles.headings.assignment import Assignment, Group, Scores, assign, list_runners_up
from seating.profiles.headings.cell_signs import spoken_in
from seating.profiles.headings.companions import ask_about_companions
from seating.profiles.headings.competing_columns import NAMES, STATED, Decision, Decisions, SheetColumn, has_room
from seating.profiles.headings.contents import is_bare, is_small_number, words
from seating.profiles.headings.directions import asks_both_ways
from seating.profiles.headings.evidence import MIN_POINTS, Candidate
from seating.profiles.headings.families import list_people
from seating.profiles.headings.groups import list_groups
from seating.profiles.headings.name_columns import (
    list_given_names,
    list_names,
    note_names_of_others,
    settle_names,
)
from seating.profiles.headings.numbers import (
    may_count_other_things,
    may_mark_guests,
    may_number_households,
    settle_guests,
)
from seating.profiles.headings.possible_meanings import list_possible_meanings
from seating.profiles.headings.questions import (
    ask_about_columns,
    ask_about_people,
    ask_about_replies,
    note_chosen,
)
from seating.profiles.headings.rivals import settle_rivals
from seating.profiles.headings.scores import Claims, list_candidates, rank_columns, score_columns
from seating.profiles.private_columns import is_private_by_heading, tells_contact_details
from seating.sources import Row
from seating.wording import name_column, said, squashed

COMPARED_NAMES = 40_000
"""Maximum number of comparisons in the search for misspelled names, over all columns of a list."""


SHOWN_BY_CELLS = frozenset({"attending", "needs", "name", "party names"})
"""Meanings of which a note says that only the cells show them."""


def choose(state: Decisions) -> tuple[list[Decision], Sequence[Row]]:
    """Return the decision on each column, in the order of the sheet, and the rows to read.

    The cells of a rating grid get their area, so that each of these columns is read as any column of interests.

    Parameters
    ----------
    state : Decisions
        The columns of the sheet, without any decision.
    """
    for one in state.seen:
        if key := state.said.get(one.index):
            state.found[one.index] = Decision(one, _said_part(key, one), STATED, True)
    rank_columns(state)
    private = {one.index for one in state.seen if squashed(one.heading) in state.used and _is_private(state, one)}
    stated = dict(state.found)
    claims = score_columns(state)
    people = _assign(state, claims, _list_scores(state, claims), list(list_people(state))).groups
    _know_names(state, stated)
    rank_columns(state)
    claims = score_columns(state, {meaning for group in people for meaning in group.takes})
    listed, scores = [*people, *list_groups(state, claims, people)], _list_scores(state, claims)
    best = _assign(state, claims, scores, listed)
    _read_cells(state, best.groups)
    settle_rivals(state, claims, list_runners_up(scores, has_room, listed, best))
    settle_names(state)
    note_names_of_others(state)
    _settle_the_rest(state, {index: one for index, one in claims.items() if index in best.meanings})
    ask_about_companions(state)
    settle_guests(state)
    ask_about_columns(state)
    for index, text in state.pending.items():
        if state.found[index].key in {"own", "private"}:  # otherwise its cells determined a meaning
            state.notebook.note("heading-own", text)
            state.reported.add(index)
    for index, decision in state.found.items():
        stays = index in private and decision.key in {"own", "private"} and not decision.is_stated
        if stays or (decision.key not in NAMES and is_private_by_heading(decision.seen.heading)):
            state.found[index] = replace(decision, is_private=True)
    return [_with_account(state, state.found[one.index]) for one in state.seen], state.body


def _with_account(state: Decisions, decision: Decision) -> Decision:
    """Return a decision with what else the column could be, and whether that is asked."""
    is_asked = decision.seen.index in state.reported and decision.key in {"own", "private"}
    return replace(decision, might=list_possible_meanings(state, decision), is_asked=is_asked)


def _is_private(state: Decisions, one: SheetColumn) -> bool:
    """Whether a column that the convening uses would be private if it did not; to be used does not make it public."""
    if one.index in state.found or not one.heading or one.is_choice:
        return tells_contact_details(one.contents, is_own=True)
    ranked = list_candidates(one)
    best = next((each.key for each in ranked if each.points >= MIN_POINTS), None)
    by_heading = is_private_by_heading("", {each.key for each in ranked} if best is None else {best})
    return by_heading or tells_contact_details(one.contents, is_own=True)


def _know_names(state: Decisions, stated: Mapping[int, Decision]) -> None:
    """Let the cells of all columns be compared with the names of the first assignment, and begin the second one."""
    settle_names(state)
    state.names = frozenset(index for index, found in state.found.items() if found.key == "name")
    names, given, near = list_names(state), list_given_names(state), NearWords(COMPARED_NAMES)
    state.seen = [
        replace(one, contents=replace(one.contents, names=names, given=given, near=near)) for one in state.seen
    ]
    state.found = {one.index: replace(stated[one.index], seen=one) for one in state.seen if one.index in stated}


def _assign(
    state: Decisions, claims: Mapping[int, Claims], scores: Mapping[int, Scores], groups: Sequence[Group]
) -> Assignment:
    """Give each column the meaning that it has in the best assignment, which is returned."""
    best = assign(scores, has_room, groups)
    seen = {one.index: one for one in state.seen}
    for index, meant in best.meanings.items():
        each = claims[index][meant][1]
        is_private = each.is_by_cells and meant == "private"
        is_guess = each.heading < 3 and meant not in {"own", "private"}
        state.found[index] = Decision(seen[index], meant, each.evidence, is_private=is_private, is_guess=is_guess)
    for member in (member for group in best.groups for member in group.members):
        one = seen[member.index]
        decision = Decision(one, member.meaning, member.evidence, is_guess=member.is_guess)
        decision = state.found.get(one.index, decision)  # what the convening states stays so
        state.found[one.index] = replace(decision, is_dropped=member.is_joined)
    return best


def _list_scores(state: Decisions, claims: Mapping[int, Claims]) -> Mapping[int, Scores]:
    """Return the scores of the columns, those with the same heading in order."""
    taken = {decision.meaning for decision in state.found.values()}
    columns = sorted((one for one in state.seen if one.index in claims), key=lambda one: (one.heading, one.index))
    return {
        one.index: {
            meant: score for meant, (score, _) in claims[one.index].items() if has_room(meant) or meant not in taken
        }
        for one in columns
    }


def _read_cells(state: Decisions, groups: Sequence[Group]) -> None:
    """Put into the rows what the cells of groups are read as, such as "Talent:3"."""
    for member in (member for group in groups for member in group.members):
        if member.cells is not None:
            state.body = [
                row.with_cell(member.index, cell) if cell or member.index < len(row.cells) else row
                for row, cell in zip(state.body, member.cells, strict=True)
            ]


def _settle_the_rest(state: Decisions, claims: Mapping[int, Claims]) -> None:
    """Note what only the cells show and what cells do not fit, and ask about numbers that may be of parties."""
    for index in claims:
        decision = state.found[index]
        one, each = decision.seen, claims[index].get(decision.meaning, (0, None))[1]
        is_part = bool(spoken_in(one) & words("parts"))
        if index in state.reported:
            continue
        if decision.key == "attending" and each is not None and each.is_by_cells and is_part:
            state.found[index] = Decision(one, "own")
            ask_about_replies(state, one)
        elif decision.key in RELATIONS and asks_both_ways(one.heading):
            state.found[index] = Decision(one, "own")
            ask_about_people(state, one)
            state.reported.add(index)
        elif each is not None and each.is_by_cells and decision.meaning in SHOWN_BY_CELLS:
            note_chosen(state, one, decision.told, each.evidence)
        elif (
            decision.key == "party"
            and each is not None
            and not each.is_by_cells
            and _is_unsure_of_party(state, one, each)
        ):
            state.found[index] = Decision(one, "own")
        elif decision.key in {"own", "private"} and not decision.is_dropped:
            _note_misfit(state, one)


def _is_unsure_of_party(state: Decisions, one: SheetColumn, best: Candidate) -> bool:
    return any(
        is_unsure(state, one, best) for is_unsure in (may_number_households, may_mark_guests, may_count_other_things)
    )


def _note_misfit(state: Decisions, one: SheetColumn) -> None:
    """Prepare a note on the meaning that the heading of a custom column suggests, which its cells do not fit."""
    ranked = state.ranked.get(one.index, ())
    named = next((each for each in ranked if each.heading > 1 and each.key not in {"own", "private"}), None)
    is_claimed = any(each.key == "own" or each.points >= MIN_POINTS for each in ranked)
    if named is None or is_claimed or not one.contents.filled:
        return
    state.pending[one.index] = said(
        "%(file)s: column %(column)s is kept as your own column. Its heading suggests %(meaning)s, but its cells "
        "do not fit (%(cells)s).",
        file=state.notebook.file,
        column=name_column(one.called, one.letter),
        meaning=named.key,
        cells=named.cells_say,
    )


def _said_part(key: str, one: SheetColumn) -> str:
    """Return the meaning that the convening gives to a column; for a party, the cells decide which part it is."""
    if key != "party":
        return key
    ranked = [each for each in list_candidates(one) if each.key == "party"]
    if ranked and ranked[0].points >= MIN_POINTS:
        return ranked[0].meaning
    return (
        "party total"
        if one.contents.share(is_small_number) >= 0.6
        else "party more"
        if one.contents.share(is_bare) >= 0.6
        else "party names"
    )
