"""An explanation of a seating: a person's seat, the price of a requirement, or the conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from seating.analysis.access import advise_access, find_barriers
from seating.analysis.table_demand import choose_score, list_scores
from seating.api.explain import Explanation
from seating.api.gains import GainLine, word_effects
from seating.api.saved_rounds.saved_result import InputState
from seating.errors import Note
from seating.explanations.effects import Effects
from seating.explanations.person_reasons import Elsewhere, Whereabouts
from seating.explanations.price import Price
from seating.judge import Review
from seating.pages import transition
from seating.pages.solved import describe_verdict, list_figures
from seating.pages.unmet import (
    describe_finding,
    describe_requirement,
    list_changes,
    list_conflicts,
    list_first_changes,
    tell_change,
)
from seating.present.blocks import Block, Span, Text, below, data, field, figure, paragraph, parts_of, titled
from seating.present.shortening import truncate
from seating.profiles import Person
from seating.profiles.heads import say_persons, without_held_seats
from seating.report.claims import labels
from seating.report.claims.seats import HELD_AT, IS_AT
from seating.report.duty_names import governance_roles
from seating.report.missing import keeps_away
from seating.report.person_names import label_apart
from seating.report.quality import describe_quality
from seating.report.requirement_names import name_requirement
from seating.report.seat_reasons import seat_reasons
from seating.report.sections.governance import summarize
from seating.report.voice_states import voice_sentence
from seating.requirements.base.kind import Requirement
from seating.requirements.pin import PinRequirement
from seating.requirements.voice import VoiceRequirement
from seating.result import Result
from seating.result.memberships import has_chosen_members, list_governance_tables
from seating.result.privacy import WITHHELD
from seating.result.proof import find_waiting
from seating.result.staff_plan import list_seat_requirements
from seating.room.lineage import label_of
from seating.room.plan import Room
from seating.room.tables import map_labels
from seating.wording import Said, fold, said, said_count, said_field, said_joined, said_list

SHOWN_FINDINGS = 10
"""Maximum number of findings that are listed."""

UNTOLD = frozenset({"heading-matched", "duty-changed", "list-changed", "member-changed"})
"""The notes that are not printed: an explanation changes nothing and makes no pages."""

BY_STAFF_PLAN = said(
    "What other tables would cost is not computed, because the staff plan decides where staff serve. The page “Staff "
    "plan” (--pages staff-plan) shows who serves where."
)
"""What is told of a staff member in a season of sessions, in place of the other tables."""

SEATS_ALONE = said(
    "Other seatings are compared by the seats alone, as if no one had been invited to a further session. With the "
    "invitations, they might be better or worse than stated."
)
"""What is told first of the costs in a season of sessions with guests, who are not part of a model."""

OF_SEATING = frozenset(
    {
        *("interrupted", "more-time", "engine-lost"),
        *("round-closed", "tables-renumbered", "tables-split", "tables-merged"),
    }
)
"""The notes on how a search ended and on what changed with the new seating.

They belong to the command that seated the round, not to an explanation of what it saved.
"""


def list_notes(explained: Explanation) -> list[Note]:
    """Return the notes that are printed with an explanation."""
    hidden = UNTOLD | OF_SEATING if _explains_saved(explained) else UNTOLD
    return [note for note in explained.solved.notes if note.slug not in hidden]


def _explains_saved(explained: Explanation) -> bool:
    """Whether the seating is the saved one, and not one that was searched for now."""
    if explained.inputs is InputState.SAME:
        return explained.saved_round is not None
    return explained.person is not None  # a saved requirement cannot be judged again


def list_blocks(explained: Explanation) -> Iterator[Block]:
    """Yield an explanation, below the seating that it is about."""
    result = explained.solved
    # the record may not tell that a better seating was known, and the answer below may tell of one
    quality = describe_quality(result, tells_unknown=explained.saved_round is None)
    yield describe_verdict(result, [quality], list_figures(result))
    yield paragraph(_tell_seating(explained))
    if _compares_seats_alone(explained):
        yield paragraph(SEATS_ALONE)
    if explained.transition is not None:
        yield from transition.list_blocks(result, explained.transition)
    elif explained.person is not None and explained.inputs is not InputState.SAME:
        yield from _describe_seat(result, explained.person)
    elif explained.price is not None:
        yield from describe_price(explained.judged, explained.price)
    elif explained.governance is not None:
        yield from _describe_at_governance(explained.governance, explained.requirement)
    elif explained.whereabouts is not None:
        yield from describe_person(result, explained.whereabouts, is_saved=explained.saved_round is not None)
    elif (absent := explained.without_seat) is not None:
        yield from _describe_seat(result, absent.person)
    elif explained.person is not None and explained.is_in_staff_plan and not result.review.unmet:
        yield from _describe_place(result, explained.person, [BY_STAFF_PLAN])
    else:
        yield from _describe_conflicts(explained)


def _compares_seats_alone(explained: Explanation) -> bool:
    """Whether other seatings are told of, in a room where people have invitations that these leave out."""
    result, found = explained.solved, explained.whereabouts
    if not any(result.plan.further.get(person.id) for person in result.room.people):
        return False
    if found is not None:
        return any(other.best.tables is not None for other in found.elsewhere)
    return explained.price is not None and explained.governance is None


def _tell_seating(explained: Explanation) -> Said:
    """Return which seating is explained."""
    number = explained.saved_round
    if number is None:
        return said("No seating is saved for this round. This is the seating that `seating solve` would find.")
    if explained.inputs is InputState.SAME:
        return said_joined([said("This is the saved seating."), labels.ROUND(number=number)], " ")
    changed = said("The list, the convening or the charts have changed since the round was saved.")
    if explained.inputs is InputState.UNKNOWN:
        changed = said(
            "People were forgotten after the round was saved, so it is not known whether the list, the convening or "
            "the charts have changed since then."
        )
    if not _explains_saved(explained):
        now = said("This is the seating that `seating solve` would find now.")
    elif explained.transition is not None and explained.transition.table is None:
        now = said("This is the saved seating.")
    elif explained.transition is not None and explained.transition.losses is None:
        now = said(
            "This is the saved seating. With the present list and convening, this person does not have that seat any "
            "more, so it cannot be computed what the room would lack without them or which staff member could take "
            "over."
        )
    elif explained.transition is not None:
        now = said(
            "This is the saved seating. What the room would lack without this person is computed with the present list "
            "and convening."
        )
    elif explained.inputs is InputState.UNKNOWN:
        now = said(
            "This is the saved seating. To save it with the present list, so that what other tables would cost can be "
            "computed, run `seating repair`."
        )
    else:
        now = said(
            "This is the saved seating. What other tables would cost is not computed, because it depends on the "
            "changes."
        )
    return said_joined([changed, now], " ")


def _describe_seat(result: Result, person: Person) -> Iterator[Block]:
    """Yield a person's seat without what other tables would cost, or that there is none."""
    if person.id in result.plan.seats:
        yield from _describe_place(result, person)
        return
    reason = next((one.reason for one in result.not_seated if one.person.id == person.id), "")
    why = [reason] if reason and reason != WITHHELD else []
    state = said_joined([said("no seat in this round"), *why], "; ")
    yield paragraph(field(data(label_apart(result, person)), state))
    yield from titled(said("Governance tables"), governance_roles(result, person.id))


def _describe_place(result: Result, person: Person, more: Sequence[str] = ()) -> Iterator[Block]:
    """Yield a person's table, why they sit there, and of which governance tables they are a member."""
    tables = said_list(map(partial(label_of, result.room), result.plan.tables_of(person.id)))  # of several sessions
    place = HELD_AT if person.id in result.people.held else IS_AT
    yield paragraph(said_joined([place(name=label_apart(result, person), table=tables), *more], " "))
    why = seat_reasons(result).get(person.id)
    yield from titled(said("Why here"), [why] if why else [])
    yield from titled(said("What would give them a choice of tables"), _list_access(result, person))
    yield from titled(said("Governance tables"), governance_roles(result, person.id))


def _describe_at_governance(view: Result, requirement: Requirement | None) -> Iterator[Block]:
    """Yield the findings of a requirement at governance tables where it has no price."""
    if requirement is None:
        return
    verdict = view.verdict(requirement)
    yield paragraph(describe_requirement(view, requirement.id))
    if has_chosen_members(view.room):
        yield paragraph(said("A requirement has a price only if all musts are met."))
    elif verdict.met:
        yield paragraph(said("It is met. The members are named or drawn, not chosen, so it has no price."))
    else:
        yield paragraph(said("It is not met. The members are named or drawn, not chosen, so it has no price."))
    yield from titled(said("Where it is not met"), [describe_finding(view, one) for one in verdict.findings])
    yield from list_conflicts(view)


def describe_person(result: Result, found: Whereabouts, *, is_saved: bool = False) -> Iterator[Block]:
    """Yield a person's table, and what each other table would cost; those that they rated highest come first.

    Of each table they read first what is true as everyone sits now, and then the best seating with them there.

    Parameters
    ----------
    result : Result
    found : Whereabouts
    is_saved : bool
        Whether the seating is a saved one.
    """
    person = result.people.by_id[found.person]
    yield from _describe_place(result, person, list(_tell_other_tables(result, found, is_saved=is_saved)))
    if any(other.best.penalty is not None for other in found.elsewhere):
        yield from map(paragraph, _tell_planned(result))
    effects = Effects(result.room, list_seat_requirements(result), result.plan.seats)
    scores = list_scores(person) if person.has_rated and result.may_see("interests") else {}
    rated = {table.id: choose_score(scores, table.focus) for table in result.room.tables}
    for other in sorted(found.elsewhere, key=lambda one: -rated[one.table]):
        table = result.room.table(other.table)
        is_rated = any(fold(area) in scores for area in table.focus)
        rating = [field(said("Score for its focus"), rated[table.id])] if is_rated else []
        alone = _tell_lone_move(result, effects, found.person, other)
        yield from titled(table.label, (*rating, alone, *_describe_table(result, found, other)))


def describe_price(result: Result, price: Price) -> Iterator[Block]:
    """Yield the findings of a requirement, what prevents it, and its price."""
    requirement = result.by_requirement[price.requirement]
    findings = [describe_finding(result, finding) for finding in result.verdict(requirement).findings]
    yield paragraph(describe_requirement(result, requirement.id))
    yield paragraph(_tell_verdict(result, requirement, price))
    yield from titled(said("Where it is not met"), truncate(findings, SHOWN_FINDINGS))
    if result.verdict(requirement).applies:
        yield from map(paragraph, _tell_planned(result))
    yield from titled(said("What meeting it would take"), _list_obstacles(result, price))
    if result.verdict(requirement).applies and not _has_no_one(result.review, price):
        yield from titled(said("What it costs the others"), [_tell_price(price)])


def _tell_verdict(result: Result, requirement: Requirement, price: Price) -> Text:
    """Return whether a requirement is met; one that is unmet without a shortfall has the state of its voices."""
    verdict = result.verdict(requirement)
    if verdict.shortfall:
        points = labels.PART_OF(part=price.points, all=result.penalty)
        return (said("It is not met."), figure(" "), figure(said("Penalty")), figure(": "), figure(points))
    if not verdict.met:
        names = map_labels(result.room.tables)
        voices = [voice_sentence(one, names) for one in result.review.voices if one.id == requirement.id]
        return said_joined([said("It is not met."), *voices], " ")
    if not verdict.applies:
        return said("It does not apply in this round, so it has no price.")
    if requirement.id in find_waiting(result):
        return said("It is met only if someone is found for a held seat.")
    return said("It is a must, and it is met.") if requirement.is_must else said("It is met in this seating.")


def _describe_conflicts(explained: Explanation) -> Iterator[Block]:
    """Yield the conflicts. While a must is unmet, neither a person's seat nor a requirement has a price."""
    result = explained.solved
    if not result.review.unmet:
        unmet = [view for view in result.governance if view.review.unmet]
        if not unmet:
            yield paragraph(said("There is no conflict: this seating meets every must."))
            return
        yield paragraph(said("This seating meets every must about the seats."))
        for view in unmet:
            tables = said_list([table.label for table in list_governance_tables(view.room)])
            yield paragraph((data(tables), ": ", summarize(view)))
            yield from list_conflicts(view)
        return
    if explained.person is not None or explained.requirement is not None:
        yield paragraph(said("A seat or a requirement has a price only if all musts are met."))
    if explained.person is not None:
        yield from _describe_seat(result, explained.person)
    if explained.requirement is not None:
        part = said("This requirement is not part of any conflict found.")
        if any(explained.requirement.id in conflict.requirements for conflict in result.conflicts):
            part = said("This requirement is part of a conflict.")
        told = (" ", part) if result.conflicts else ()
        yield paragraph((*parts_of(describe_requirement(result, explained.requirement.id)), *told))
    if not result.conflicts:
        yield paragraph(said("No conflict was found."))
    yield from list_conflicts(result)


def _list_access(result: Result, person: Person) -> Iterator[Text]:
    """Yield what to do first about the needs that decide where a person can sit."""
    needs = [r for r in result.requirements if isinstance(r, PinRequirement) and r.is_need and r.people == (person.id,)]
    barriers = find_barriers(result.room, result.plan, needs)
    met = {barrier.need for barrier in barriers}
    yield from advise_access(result.room, barriers, partial(label_apart, result))
    if others := [r.need for r in needs if r.need not in met and _has_open_table(result, person, r, needs)]:
        yield field(said("A place at another table with"), data(said_list(others)))


def _has_open_table(result: Result, person: Person, need: PinRequirement, needs: Sequence[PinRequirement]) -> bool:
    """Whether only needs of a person, and no other must, keep them from a table that lacks what they need."""
    musts = [one for one in result.requirements if one.is_must and keeps_away(one) and one not in needs]
    effects = Effects(result.room, musts, result.plan.seats)
    lacking = (table.id for table in result.room.tables if table.id not in (need.tables or ()))
    asked = [one.id for one in musts]
    return any(not any(c.units > 0 for c in effects.of({person.id: table}, asked)) for table in lacking)


def _tell_other_tables(result: Result, found: Whereabouts, *, is_saved: bool) -> Iterator[str]:
    """Yield why no other table is possible, if that is proven, or that this check found a better seating."""
    possible = [other.best.penalty for other in found.elsewhere if other.best.penalty is not None]
    if not found.elsewhere:
        yield said("There is no other table.")
    elif not possible and all(other.best.is_proven for other in found.elsewhere):
        yield from _tell_why_no_other(result, found)
    elif possible and min(possible) < (found.now.penalty or 0):
        yield said("This check found a better seating.")
        if is_saved:
            yield said("`seating solve` reseats everyone.")
        else:
            yield said("Solve again with a longer --time-limit.")


def _tell_planned(result: Result) -> Iterator[Text]:
    """Yield that a check counts only this round, if others were planned together with it."""
    later = sorted(number for number in result.planned if number > result.room.round_number)
    if later:
        numbers = said_list(map(str, later))
        yield field(said("This check considers only this round. Planned together with it"), data(numbers))


def _tell_why_no_other(result: Result, found: Whereabouts) -> Iterator[str]:
    """Yield that no other table is possible, with the reason if the same must by itself prevents each of them."""
    yield said("No other table is possible.")
    against = {other.against for other in found.elsewhere}
    if len(against) == 1 and len(only := against.pop()) == 1:
        yield result.sentence_of(result.by_requirement[only[0]])


def _describe_table(result: Result, found: Whereabouts, other: Elsewhere) -> Iterator[Text]:
    """Yield what it would cost to seat the person at another table."""
    if other.best.penalty is None:
        yield _tell_why_not(result, other)
        return
    exact = found.now.is_proven and other.best.is_proven
    more = other.best.penalty - (found.now.penalty or 0)
    moved = [person for person in result.room.persons if person.id in other.moved]
    line = _tell_best_there(more, moved, is_proven=other.best.is_proven)
    cost = _tell_cost(other.best.penalty, more, is_exact=exact or more <= 0)
    alone = _find_alone(result, found.person, other)
    changes = list_changes(result, other.changed, alone) if other.moved else ()  # the same as if no one else moved
    yield (line, figure(" "), figure(cost), *changes)


def _tell_best_there(more: int, moved: Sequence[Person], *, is_proven: bool) -> Said:
    """Return whether the best seating with the person at another table is better or worse, and how many others move."""
    best = said("The best seating with them there") if is_proven else said("The best seating found with them there")
    state = said("as good for the room as the current one")
    if more:
        state = (
            said("worse for the room than the current one")
            if more > 0
            else said("better for the room than the current one")
        )
    others = [said_field(said("others who move"), say_persons(moved))] if moved else []
    return said_joined([said_field(best, state), *others], "; ")


def _tell_why_not(result: Result, other: Elsewhere) -> Text:
    if not other.best.is_proven:
        return said("No seating was found that seats them there and meets every must, but there might be one.")
    if not other.against:
        return said("Not possible. The program did not find out which musts prevent it.")
    about = said_count(
        "Not possible. This must prevents it:", "Not possible. These musts prevent it:", len(other.against)
    )
    return (about, *_list_musts(result, other.against))


def _list_musts(result: Result, musts: Sequence[str]) -> Iterator[Span]:
    for identity in musts:
        yield below(result.sentence_of(result.by_requirement[identity]))
        yield Span(f" [{name_requirement(identity, result.people)}]", is_data=True)


def _find_alone(result: Result, person: str, other: Elsewhere) -> dict[str, str]:
    """Return the voices of which a person would be the only one at another table, or is where they sit.

    Without their only person, a table is as good as one with enough, if the voice can do without it. It is not better.

    Returns
    -------
    dict of str to str
        By requirement.
    """
    if other.best.tables is None:
        return {}
    numbers = other.best.tables.tolist()[: len(result.room.people)]
    seats = {p.id: result.room.tables[n].id for p, n in zip(result.room.people, numbers, strict=True)}
    now, found = result.plan.seats[person], dict[str, str]()
    for each in other.changed:
        asked = result.by_requirement.get(each.requirement)
        if not isinstance(asked, VoiceRequirement):
            continue
        if each.points > 0 and _list_of_voice(result.room, asked, other.table, seats) == [person]:
            found[each.requirement] = said("They would be the only one there.")
        leaves = each.points < 0 and asked.or_none and not asked.watches(other.table)
        if (
            leaves
            and _list_of_voice(result.room, asked, now, result.plan.seats) == [person]
            and not _list_of_voice(result.room, asked, now, seats)
        ):
            found[each.requirement] = said("No one would be left at their present table.")
    return found


def _list_of_voice(room: Room, asked: VoiceRequirement, table: str, seats: Mapping[str, str]) -> list[str]:
    """Return the ids of the people of a voice that these seats put at a table."""
    there = (person.at(table) for person in room.people if seats.get(person.id) == table)
    return [person.id for person in without_held_seats(there) if asked.who.matches(person)]


def _tell_lone_move(result: Result, effects: Effects, person: str, other: Elsewhere) -> Text:
    """Return what the requirements find if only this person changes tables: unmet musts, then worse, then better."""
    asked = [requirement.id for requirement in list_seat_requirements(result)]
    found = word_effects(effects.of({person: other.table}, asked), list_seat_requirements(result))
    if not found:
        return said("If no one else moved, no requirement would be met better or less well.")
    lines = sorted(found, key=lambda line: (not line.is_must, -line.points))
    changes = [tell_change(result.people, _word_change(line), line.requirement, line.points) for line in lines]
    penalty = said_field(said("Penalty"), f"{other.alone.penalty:,}")
    return (said("If no one else moved:"), figure(" "), figure(penalty), *list_first_changes(changes))


def _word_change(line: GainLine) -> Said:
    """Return a change of a requirement with what it means for it."""
    change = said("better") if line.after else said("met")  # "better" would praise a table that loses a voice
    if line.after > line.before:
        change = said("unmet must") if line.is_must else said("worse")
    return said_field(change, line.says)


def _has_no_one(review: Review, price: Price) -> bool:
    """Whether this is a voice that no seating can meet, because no one who comes is known to have it."""
    voices = [one for one in review.voices if one.id == price.requirement]
    is_open = price.met is None or price.met.penalty is None
    is_unmet = is_open and not review.verdicts[price.requirement].met
    return is_unmet and bool(voices) and not any(one.attending for one in voices)


def _list_obstacles(result: Result, price: Price) -> Iterator[Text]:
    """Yield the musts that prevent a requirement, or what the best seating that meets it costs."""
    met, verdict = price.met, result.review.verdicts[price.requirement]
    if _has_no_one(result.review, price):
        yield said("No seating can meet it, because no one with this voice is known to be coming.")
        return
    if met is None:
        if not verdict.met and not verdict.shortfall:
            yield said("Nothing that the program checked prevents it.")
        return
    if price.against:
        about = said_count(
            "No seating meets both this requirement and every must. This must prevents it, and others might too:",
            "No seating meets both this requirement and every must. "
            "These musts together prevent it, and others might too:",
            len(price.against),
        )
        yield (about, *_list_musts(result, price.against))
    elif price.cannot_be_met:
        yield said("It cannot be met, even on its own.")
    elif met.penalty is None:
        yield said("No seating was found that meets both this requirement and every must, but there might be one.")
    else:
        line = said("It can be met. In the best seating found that meets it, this would change:")
        if met.is_proven:
            line = said("It can be met. In the best seating that meets it, this would change:")
        if not price.payers:
            line = said("It can be met, and nothing else would change for better or worse.")
        cost = _tell_cost(met.penalty, met.penalty - (price.now.penalty or 0), is_exact=True)
        yield (line, figure(" "), figure(cost), *list_changes(result, price.payers))


def _tell_price(price: Price) -> Text:
    """Return whether the other requirements could be met better without this one; a figure only if it can be met."""
    if price.price is None or price.without.penalty is None:
        return said("No seating without it was found in the time available.")
    figures = said_field(said("Price"), labels.PART_OF(part=price.price, all=price.least or 0))
    if price.without.penalty < (price.now.penalty or 0) - price.points:
        line = said("Without it, the other requirements could be met better than they are now.")
        if not price.price:
            line = said("The other requirements could be met better than they are now, but just as well with it.")
    elif price.without.is_proven:
        line = said(
            "At present, it costs the other requirements nothing: without it, they could not be met any better."
        )
    else:
        line = said(
            "Without it, no seating was found in which the other requirements are met better than they are now, "
            "but there might be one."
        )
    return line if price.cannot_be_met else (line, figure(" "), figure(figures))


def _tell_cost(penalty: int, more: int, *, is_exact: bool) -> Said:
    """Return a penalty, and its difference from the present one; an upper bound of it if it is not exact."""
    return said_field(said("Penalty"), f"{penalty:,} ({'' if is_exact else '≤ '}{more:+,})")
