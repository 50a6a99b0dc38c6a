"""Print an explanation of a seating: a person's seat, the price of a requirement, or the conflicts.

The text is for the convener, so it includes private information; the record with --json contains none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from seating.analysis.access import advise_access, find_barriers
from seating.api.explain import Explanation
from seating.api.explanation_record import explanation_record
from seating.cli.console import Console
from seating.explain.person import Elsewhere, Whereabouts
from seating.explain.price import Change, Price
from seating.pages.solved import describe_room, describe_solved
from seating.pages.unmet import describe_finding, list_conflicts
from seating.present.languages import SOURCE_LANGUAGE, words_in
from seating.profiles import Person, Status
from seating.report.labels import governance_roles
from seating.report.privacy import Audience
from seating.report.seat_reasons import seat_reasons
from seating.requirement import Requirement
from seating.requirements.pin import PinRequirement
from seating.requirements.voice import VoiceRequirement
from seating.result import Result
from seating.wording import counted, listed

NO_MORE: Mapping[str, str] = MappingProxyType({})

SHOWN_FINDINGS = 10
"""Maximum number of findings that are listed."""

SHOWN_CHANGES = 4
"""Maximum number of changed requirements that are listed."""

UNTOLD = frozenset({"heading-matched", "duty-changed", "list-changed", "member-changed"})
"""The notes that are not printed: an explanation changes nothing and makes no pages."""


def print_explanation(console: Console, explained: Explanation) -> None:
    """Print an explanation: the record with --json, otherwise text."""
    console.end_progress()
    if console.as_json:
        console.record(explanation_record(explained))
        return
    result = explained.solved
    console.notes(note for note in result.notes if note.slug not in UNTOLD)
    console.verdict(f"{describe_room(result)} {describe_solved(result)}", good=not result.review.unmet)
    console.result(_describe_seating(explained))
    if explained.person is not None and explained.is_changed:
        _print_seat(console, result, explained.person)
    elif explained.price is not None:
        print_price(console, explained.judged, explained.price)
    elif explained.governance is not None:
        _print_at_governance(console, explained.governance, explained.requirement)
    elif explained.whereabouts is not None:
        print_person(console, result, explained.whereabouts, is_saved=explained.saved_round is not None)
    elif (absent := explained.without_seat) is not None:
        _print_seat(console, result, absent.person)
    else:
        _print_conflicts(console, explained)


def _describe_seating(explained: Explanation) -> str:
    """Return which seating is explained."""
    number = explained.saved_round
    if number is None:
        return "No seating of this round is saved. This is the seating that `seating solve` would find."
    if not explained.is_changed:
        return f"This is the seating that was saved for round {number:,}."
    changed = f"The list, the convening or the charts have changed since a seating of round {number:,} was saved."
    if explained.person is not None:
        return (
            f"{changed} This is the saved seating. What other tables would cost is not computed, because it depends on "
            "the changes."
        )
    return f"{changed} This is the seating that `seating solve` would find now."


def _print_seat(console: Console, result: Result, person: Person) -> None:
    """Print a person's seat without what other tables would cost, or that there is none."""
    if person.id in result.plan.seats:
        _print_place(console, result, person)
        return
    reason = next((f": {one.reason}" for one in result.not_seated if one.person.id == person.id), "")
    console.result(f"{person.label} has no seat in this round{reason}.")
    console.section("Governance tables", _list_memberships(result, person.id))


def _print_place(console: Console, result: Result, person: Person, more: str = "") -> None:
    """Print a person's table, why they sit there, and of which governance tables they are a member."""
    table = result.room.label_of(result.plan.seats[person.id])
    console.result(f"{person.label} sits at {table}. {more}".rstrip())
    why = seat_reasons(result, Audience.CONVENER).get(person.id)
    console.section("Why here", [why] if why else [])
    console.section("What would give a choice", _list_access(result, person))
    console.section("Governance tables", _list_memberships(result, person.id))


def _print_at_governance(console: Console, view: Result, requirement: Requirement | None) -> None:
    """Print the findings of a requirement at governance tables where it has no price."""
    if requirement is None:
        return
    verdict = view.verdict(requirement)
    console.result(_name_requirement(view, requirement.id))
    if view.has_chosen_members:
        console.result("A requirement has a price only if all musts are met.")
    else:
        met = "It is met" if verdict.met else "It is not met"
        console.result(f"{met}. The members are named or drawn, not chosen, so it has no price.")
    console.section("Where it is not met", [describe_finding(view, finding) for finding in verdict.findings])
    console.page(list_conflicts(view))


def print_person(console: Console, result: Result, found: Whereabouts, is_saved: bool = False) -> None:
    """Print a person's table, and what each other table would cost.

    Parameters
    ----------
    console : Console
    result : Result
    found : Whereabouts
    is_saved : bool
        Whether the seating is a saved one.
    """
    person = result.people.by_id[found.person]
    _print_place(console, result, person, _describe_other_tables(result, found, is_saved))
    for other in found.elsewhere:
        console.section(result.room.table(other.table).label, _describe_table(result, found, other))


def print_price(console: Console, result: Result, price: Price) -> None:
    """Print the findings of a requirement, what prevents it, and its price.

    Parameters
    ----------
    console : Console
    result : Result
    price : Price
    """
    requirement = result.by_requirement[price.requirement]
    verdict = result.verdict(requirement)
    console.result(_name_requirement(result, requirement.id))
    console.result(_describe_verdict(result, requirement, price))
    findings = [describe_finding(result, finding) for finding in verdict.findings]
    left = len(findings) - SHOWN_FINDINGS
    more = [f"and {left:,} more"] if left > 0 else []
    console.section("Where it is not met", findings[:SHOWN_FINDINGS] + more)
    console.section("What meeting it would take", _list_obstacles(result, price))
    console.section("Its price", [_describe_price(price)])
    console.section("The price of `robust`", _describe_robustness(price))


def _describe_verdict(result: Result, requirement: Requirement, price: Price) -> str:
    """Return whether a requirement is met; one that is unmet without a shortfall has the state of its voices."""
    verdict = result.verdict(requirement)
    if verdict.shortfall:
        return f"It is not met. It costs {price.points:,} of {counted(result.penalty, 'point')} of penalty."
    if not verdict.met:
        voices = [voice.sentence for voice in result.review.voices if voice.id == requirement.id]
        return " ".join(["It has no shortfall in this seating, but it is not met.", *voices])
    return "It is a must, and it is met." if requirement.is_must else "It is met in this seating."


def _print_conflicts(console: Console, explained: Explanation) -> None:
    """Print the conflicts. While a must is unmet, neither a person's seat nor a requirement has a price."""
    result = explained.solved
    if not result.review.unmet:
        console.result("There is no conflict: this seating meets every must.")
        return
    if explained.person is not None or explained.requirement is not None:
        console.result("A seat or a requirement has a price only if all musts are met.")
    if explained.person is not None:
        _print_seat(console, result, explained.person)
    if explained.requirement is not None:
        conflicting = any(explained.requirement.id in conflict.requirements for conflict in result.conflicts)
        part = "is part of a conflict" if conflicting else "is not part of any conflict found"
        console.result(f"{_name_requirement(result, explained.requirement.id)} This requirement {part}.")
    console.page(list_conflicts(result))


def _list_memberships(result: Result, person: str) -> list[str]:
    """Return a line for each governance table of which a person is a member, and how they became one."""
    return [f"Member of {role}." for role in governance_roles(result, person, words_in(SOURCE_LANGUAGE))]


def _list_access(result: Result, person: Person) -> list[str]:
    """Return what to do first about the needs that decide where a person can sit."""
    needs = [r for r in result.requirements if isinstance(r, PinRequirement) and r.is_need and r.people == (person.id,)]
    barriers = find_barriers(result.room, result.plan, needs)
    met = {barrier.need for barrier in barriers}
    others = [r for r in needs if r.need not in met]
    return [
        *advise_access(result.room, barriers),
        *(f"Find a place for another table with what {person.label} needs: {r.need}." for r in others),
    ]


def _describe_other_tables(result: Result, found: Whereabouts, is_saved: bool) -> str:
    """Return a summary of the other tables. It contains "every" or "no" only if the answer for each table is proven."""
    now = found.now.penalty or 0
    possible = [other for other in found.elsewhere if other.best.penalty is not None]
    is_proven = all(other.best.is_proven for other in found.elsewhere)
    if not found.elsewhere:
        return "There is no other table."
    if not possible:
        return _why_no_other(result, found) if is_proven else "No seating with them at another table was found."
    best = min(other.best.penalty or 0 for other in possible)
    labels = listed(
        [result.room.table(other.table).label for other in possible if other.best.penalty == best], last="or"
    )
    if best < now:
        advice = "`seating solve` seats everyone again" if is_saved else "Solve again with a longer --time-limit"
        return f"This check found a better seating, with them at {labels}. {advice}."
    if best == now:
        return f"A seating with them at {labels} is just as good."
    if not is_proven:
        return f"No equally good seating with them at another table was found; the best one has them at {labels}."
    every = "Every other table" if len(possible) == len(found.elsewhere) else "Every other possible table"
    return f"{every} is worse for the whole seating; the best alternative is {labels}."


def _why_no_other(result: Result, found: Whereabouts) -> str:
    """Return that no other table is possible, with the reason if the same must by itself prevents each of them."""
    against = {other.against for other in found.elsewhere}
    if len(against) == 1 and len(only := against.pop()) == 1:
        return f"No other table is possible. {result.by_requirement[only[0]].sentence(result.room)}"
    return "No other table is possible."


def _describe_table(result: Result, found: Whereabouts, other: Elsewhere) -> list[str]:
    """Return what it would cost to seat the person at another table."""
    if other.best.penalty is None:
        if not other.best.is_proven:
            return ["No seating with them there was found that meets every must."]
        lines = [f"  {_name_requirement(result, identity)}" for identity in other.against]
        return ["Not possible. These musts prevent it:" if lines else "Not possible.", *lines]
    exact = found.now.is_proven and other.best.is_proven
    more = other.best.penalty - (found.now.penalty or 0)
    moved = f", and {counted(other.moved, 'other person', 'other people')} would move too" if other.moved else ""
    best = "The best seating with them there" if exact else "The best seating found with them there"
    worth = f"{'' if exact or more <= 0 else 'at most '}{_describe_difference(more)}"
    lines = [f"{best} has a penalty of {other.best.penalty:,}, {worth}{moved}."]
    lines += _list_changes(result, other.changed, _find_lonely(result, found.person, other))
    if other.moved:
        lines.append(_describe_lone_move(other))
    return lines


def _find_lonely(result: Result, person: str, other: Elsewhere) -> dict[str, str]:
    """Return the sentences about voices of which the person would be the only one at another table, by requirement."""
    if other.best.tables is None:
        return {}
    table, found = result.room.table(other.table), dict[str, str]()
    numbers = other.best.tables.tolist()[: len(result.room.people)]
    there = [p for p, number in zip(result.room.people, numbers, strict=True) if result.room.tables[number] is table]
    for each in other.changed:
        asked = result.by_requirement.get(each.requirement)
        if not isinstance(asked, VoiceRequirement) or each.points <= 0:
            continue
        if [p.id for p in there if asked.who.matches(p) and p.status is not Status.OPEN] == [person]:
            found[each.requirement] = f"They would be the only one of {asked.label} at {table.label}."
    return found


def _describe_lone_move(other: Elsewhere) -> str:
    if other.alone.unmet:
        return "If only they moved, a must would be unmet."
    return f"If only they moved, the penalty would be {other.alone.penalty:,}."


def _list_obstacles(result: Result, price: Price) -> list[str]:
    """Return the musts that prevent a requirement, or what the best seating that meets it costs."""
    met = price.met
    if met is None:
        return []
    if price.against:
        lines = [f"  {_name_requirement(result, identity)}" for identity in price.against]
        return ["No seating meets both this requirement and every must. These musts prevent it:", *lines]
    if met.penalty is None and met.is_proven:
        return ["It cannot be met, even on its own."]
    if met.penalty is None:
        return ["No seating was found that meets both this requirement and every must."]
    found = "" if met.is_proven else " found"
    more = _describe_difference(met.penalty - result.penalty)
    line = f"It can be met. The best seating{found} that meets it has a penalty of {met.penalty:,}, {more}."
    return [line, *_list_changes(result, price.payers)]


def _describe_price(price: Price) -> str:
    """Return the price of a requirement, and the penalty without it."""
    if price.price is None or price.without.penalty is None:
        return "No seating without it was found in the time available."
    now, free = price.least or 0, price.without.penalty
    if not price.price and price.is_exact:
        return f"It costs nothing: without it, the best penalty is also {now:,}."
    if not price.price:
        return f"It may cost nothing: without it, no seating with a penalty below {now:,} was found."
    cost = counted(price.price, "point")
    if price.is_exact:
        return f"It costs {cost}: without it, the best penalty is {free:,} instead of {now:,}."
    return (
        f"It costs about {cost}: without it, the best penalty found is {free:,} instead of {now:,}. This is not proven."
    )


def _describe_robustness(price: Price) -> list[str]:
    """Return the price of meeting the requirement after any one absence; nothing if `robust` is not set."""
    if price.plain is None:
        return []
    more = price.price_of_robustness
    if more is None:
        return ["No seating without `robust` was found in the time available."]
    is_exact = price.now.is_proven and price.plain.is_proven
    now = price.least or 0
    return [
        f"Meeting it even after any one absence costs {counted(more, 'point')}: without `robust`, "
        f"the best penalty{'' if is_exact else ' found'} is {now - more:,} instead of {now:,}."
        f"{'' if is_exact else ' This is not proven.'}"
    ]


def _describe_difference(points: int) -> str:
    """Return, in words, a difference from the present penalty."""
    if not points:
        return "the same as now"
    return f"{abs(points):,} {'more' if points > 0 else 'less'} than now"


def _list_changes(result: Result, changed: Sequence[Change], more: Mapping[str, str] = NO_MORE) -> list[str]:
    """Return lines for the first few requirements that cost more or less, and the number of others.

    Parameters
    ----------
    result : Result
    changed : sequence of Change
    more : mapping of str to str
        Sentences that follow a requirement, by its id.
    """
    lines = list[str]()
    for each in changed[:SHOWN_CHANGES]:
        lines.append(f"  {each.points:+,}  {_name_requirement(result, each.requirement)}")
        lines += [f"      {more[each.requirement]}"] if each.requirement in more else []
    left = len(changed) - SHOWN_CHANGES
    return lines + ([f"  and {left:,} more"] if left > 0 else [])


def _name_requirement(result: Result, identity: str) -> str:
    """Return a requirement's sentence, followed by its id."""
    return f"{result.by_requirement[identity].sentence(result.room)} [{identity}]"
