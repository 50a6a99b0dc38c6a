"""Decide what the numbers of a column count, and ask where people would gain or lose a seat by a wrong guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from seating.profiles.cells.replies import Reply, names_coming, read_reply
from seating.profiles.columns import on_one_line
from seating.profiles.headings.bookings import is_about_bookings
from seating.profiles.headings.companions import counts_of_unknown
from seating.profiles.headings.competing_columns import Decision, Decisions, SheetColumn, cells_of
from seating.profiles.headings.contents import is_bare, is_small_number, words
from seating.profiles.headings.evidence import MIN_POINTS, Candidate, are_running
from seating.profiles.headings.heading_phrases import excludes, plain
from seating.wording import quoted, said, squashed, whole_number

HOUSEHOLDS = frozenset({"household*", "family", "families", "number", "party"})
"""Phrases of headings whose numbers may be sizes, or numbers that identify households, tables and the like."""

MOST_SIZES = 6
"""Maximum number of different household sizes in a list; if there are more, the numbers are household numbers."""

FEWEST_REPEATED = 2
"""Minimum number of repeated numbers under "Party" from which they may identify parties."""

MOSTLY_BARE = 0.8
"""Minimum share of yes and no of a column that may mark who is a guest."""

MEETING = frozenset(
    {"join time", "first join", "leave time", "last leave", "duration minutes", "total duration", "time in"}
)
"""Beginnings of headings of a report on an online meeting."""

LARGEST_PARTY = 12
"""Largest number under an unknown heading that may be the size of a party."""

COUNTING = frozenset({"party total", "party more", "party adults"})
"""Meanings of columns that state how many people a row stands for."""


def may_number_households(state: Decisions, one: SheetColumn, best: Candidate) -> bool:
    """Whether numbers may identify the household or the table of a row rather than state its size; report that.

    Such numbers start at 1 and never decrease from row to row, or there are more different ones than household sizes.
    """
    if best.phrase not in HOUSEHOLDS:
        return False
    numbers = _numbers(cells_of(state, one))
    different = len(set(numbers))
    if best.phrase == "party" and len(numbers) - different < FEWEST_REPEATED:
        return False
    if different <= MOST_SIZES and not (different > 1 and numbers[0] == 1 and numbers == sorted(numbers)):
        return False
    says = said(
        "contains numbers that might be the number of people in each row, or numbers that identify households or tables"
    )
    _ask(state, one, says, ("party total", "own"))
    return True


def may_count_other_things(state: Decisions, one: SheetColumn, best: Candidate) -> bool:
    """Whether a heading asks how many without a word for people, as in "How many siblings do you have?"; report that.

    A heading of which nothing is left beside the question, as in "How many are you?", asks how many people come.
    """
    if best.phrase not in words("how many"):
        return False
    spoken = set(plain(one.heading).split())
    others = spoken - set(best.phrase.split()) - words("fillers")
    if not others or spoken & (words("guests") | words("people") | words("companions")):
        return False
    if best.phrase != "how many" and names_coming(one.heading):
        return False
    if _may_be_sizes(one) and not _is_counted_elsewhere(state, one):
        says = said("contains small numbers, which can mean the number of people that a row stands for")
        _ask(state, one, says, ("own", "party total", "party more"))
    return True


def _is_counted_elsewhere(state: Decisions, one: SheetColumn) -> bool:
    """Whether the best meaning of another column is the number of people on the row."""
    ranked = (each[0] for index, each in state.ranked.items() if index != one.index and each)
    return any(
        best.meaning in COUNTING and best.points >= MIN_POINTS and best.phrase not in words("how many")
        for best in ranked
    )


def may_name_companions(state: Decisions, one: SheetColumn) -> bool:
    """Whether a column has the names of people who come along, as far as that is decided."""
    if one.index in state.found:
        return state.found[one.index].meaning == "party names"
    best = next(iter(state.ranked.get(one.index, ())), None)
    return best is not None and best.meaning == "party names" and best.points >= MIN_POINTS


def claim_numbers_who_come(
    state: Decisions, claimed: Mapping[int, Sequence[Candidate]]
) -> Iterator[tuple[int, Candidate]]:
    """Yield "Confirmed" with numbers beside a number of people that is never smaller: how many of them come."""
    stated = (found.seen for found in state.found.values() if found.meaning == "party total")
    told = (one for one in state.seen if (listed := claimed.get(one.index)) and listed[0].meaning == "party total")
    total = next(iter((*stated, *told)), None)
    if total is None:
        return
    invited = cells_of(state, total)
    for one in state.seen:
        if one.index not in claimed or claimed[one.index] or not _asks_who_comes(state, one):
            continue
        pairs = [
            (number, most)
            for cell, other in zip(cells_of(state, one), invited, strict=True)
            if (number := whole_number(cell)) is not None and (most := whole_number(other)) is not None
        ]
        if len(pairs) == one.contents.filled > 1 and all(number <= most for number, most in pairs):
            evidence = said("its numbers are never higher than those in %(column)s", column=quoted(total.called))
            yield one.index, Candidate("party total", 0, MIN_POINTS, evidence, is_by_cells=True)


def _asks_who_comes(state: Decisions, one: SheetColumn) -> bool:
    ranked = state.ranked.get(one.index, ())
    return any(each.key in {"attending", "status"} and each.heading > 1 for each in ranked)


def may_mark_guests(state: Decisions, one: SheetColumn, best: Candidate) -> bool:
    """Whether yes and no under "Guest" may mean that the person is a guest rather than brings one; report that.

    In a report on an online meeting, a guest is a person from outside.
    """
    are_numbers = one.contents.share(is_small_number) >= MOSTLY_BARE
    if best.meaning != "party more" or are_numbers or one.contents.share(is_bare) < MOSTLY_BARE:
        return False
    if set(plain(one.heading).split()) & words("allowed"):
        names = (other for other in state.seen if other is not one and may_name_companions(state, other))
        if next(names, None) is None:
            says = said("contains yes and no, which can mean that the person is allowed a guest, or is bringing one")
            _ask(state, one, says, ("party more", "own"), said("state what it is"))
        return True
    if best.phrase != "guest":
        return False
    spoken = {" ".join(plain(other.heading).split()[:2]) for other in state.seen}
    if not spoken & MEETING:
        says = said("contains yes and no, which can mean that the person is bringing a guest, or is a guest")
        _ask(state, one, says, ("party more", "own"), said("state what it is"))
    return True


def settle_guests(state: Decisions) -> None:
    """Decide whether numbers of guests include the person of the row, wherever a row has 0 guests.

    If only people who decline or have not answered have 0 guests, the numbers include the person. If someone who comes
    has 0 guests, they do not. Without replies, numbers that would include the person are reported, because 0 may also
    mean to come alone.
    """
    attending = next((found.seen for found in state.found.values() if found.key in {"attending", "status"}), None)
    for index, decision in list(state.found.items()):
        if decision.is_stated or not _may_exclude_the_person(decision):
            continue
        one = decision.seen
        cells = cells_of(state, one)
        zero = [at for at, cell in enumerate(cells) if whole_number(cell) == 0]
        if not zero or not any(whole_number(cell) for cell in cells):
            continue
        if attending is None and decision.meaning == "party more":
            continue
        if attending is None:
            says = said("contains 0, which can mean that the person is coming alone or is not coming")
            _ask(state, one, says, ("party more", "party total", "own"))
            state.found[index] = Decision(one, "own")
            continue
        replies = cells_of(state, attending)
        is_total = not any(read_reply(replies[at]) is Reply.YES for at in zero)
        state.found[index] = replace(decision, meaning="party total" if is_total else "party more")


def _may_exclude_the_person(decision: Decision) -> bool:
    """Whether a heading counts guests and nothing in it tells whether the person of the row is one of them."""
    spoken = set(plain(decision.seen.heading).split())
    if decision.meaning not in {"party total", "party more"} or not spoken & words("guests"):
        return False
    if spoken & words("counted in"):
        return decision.meaning == "party more" and decision.is_guess
    return decision.meaning == "party total" or decision.is_guess


def ask_about_unread_numbers(state: Decisions) -> None:
    """Report a column of small numbers whose heading mentions people, if no column tells how many a row stands for."""
    if any(found.meaning in COUNTING for found in state.found.values()):
        return
    for index, found in state.found.items():
        one, spoken = found.seen, set(plain(found.seen.heading).split())
        is_free = found.meaning == "own" and not (found.is_stated or found.is_dropped or index in state.reported)
        counts = spoken & (words("guests") | words("people")) or _asks_for_number(state, one)
        counts = counts or counts_of_unknown(spoken)
        if is_free and counts and _may_be_sizes(one) and squashed(one.heading) not in state.used:
            says = said("contains small numbers, which can mean the number of people that a row stands for")
            _ask(state, one, says, ("party total", "party more", "own"))


def _asks_for_number(state: Decisions, one: SheetColumn) -> bool:
    """Whether a heading asks for a number without saying of what: "How many?", "Accepted"."""
    ranked = state.ranked.get(one.index, ())
    return any((each.key == "party" and " " in each.phrase) or each.key == "attending" for each in ranked)


def _may_be_sizes(one: SheetColumn) -> bool:
    cells = one.contents
    numbers = _numbers(cells.texts)
    return (
        cells.filled > 2
        and cells.share(is_small_number) >= 0.9
        and len(set(numbers)) > 1
        and max(numbers) <= LARGEST_PARTY
        and not are_running(cells, 2)
        and not (excludes(one.heading, "party total") and excludes(one.heading, "party more"))
    )


def _numbers(cells: Iterable[str]) -> list[int]:
    return [number for cell in cells if (number := whole_number(cell)) is not None]


def _ask(state: Decisions, one: SheetColumn, says: str, keys: Sequence[str], aim: str = "") -> None:
    """Report a column about guests with the line of the convening for each possible meaning."""
    aim = aim or said("state whether each number is the number of people in the row")
    if "party total" in keys and "party more" in keys:
        aim = said("state whether the numbers include the person in the row (party total) or not (party more)")
    state.reported.add(one.index)
    hint = state.notebook.ask_meaning(aim, keys, one.called)
    if is_about_bookings(one.heading):
        line = f"requirements: [{{kind: together, by: {on_one_line(one.called)}}}]"
        hint = said(
            "If people with the same number belong together, write the line %(line)s. %(advice)s",
            line=line,
            advice=hint,
        )
    state.notebook.problem("column-unclear", says, state.line, one.column, hint=hint)
