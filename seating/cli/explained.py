"""What was asked about a seating, in plain words for the terminal: it may name everything."""

from __future__ import annotations

from collections.abc import Sequence

from seating.cli.console import Console
from seating.cli.explained_record import explained_record
from seating.cli.lacks import conflict_in, finding_in
from seating.cli.verdict import seated_in, worth_of
from seating.convene import Explained
from seating.explain.person import Elsewhere, Whereabouts
from seating.explain.price import Change, Price
from seating.result import Result
from seating.wording import counted, listed

__all__ = ["tell_explained"]

SHOWN_CHANGES = 4
"""Requirements that are named where a seating costs more or less."""

SHOWN_FINDINGS = 10


def tell_explained(console: Console, explained: Explained) -> None:
    """Print what was asked about a seating: the record with --json, else sentences."""
    console.end_progress()
    if console.as_json:
        console.record(explained_record(explained))
        return
    result = explained.solved
    console.notes(note for note in result.notes if note.slug != "heading-matched")
    console.verdict(f"{seated_in(result)} {worth_of(result)}", good=not result.review.unmet)
    if explained.price is not None:
        _tell_price(console, result, explained.price)
    elif explained.whereabouts is not None:
        _tell_whereabouts(console, result, explained.whereabouts)
    else:
        _tell_clashes(console, explained)


def _tell_clashes(console: Console, explained: Explained) -> None:
    """Print what clashes; a person or a requirement has no price while the musts do not hold."""
    result = explained.solved
    if not result.review.unmet:
        console.result("Nothing clashes: this seating meets every must.")
        return
    if explained.person is not None or explained.requirement is not None:
        console.result("As long as the musts do not hold, no seat and no requirement has a price.")
    if explained.person is not None:
        table = result.room.table(result.plan.seats[explained.person.id]).label
        console.result(f"In the closest seating {explained.person.label} sits at {table}.")
    if explained.requirement is not None:
        clashing = any(explained.requirement.id in conflict.requirements for conflict in result.conflicts)
        part = "is part of a clash" if clashing else "is in none of the clashes named"
        console.result(f"{explained.requirement.sentence(result.room)} [{explained.requirement.id}] This {part}.")
    _section(console, "What clashes", conflict_in(result))
    _section(console, "Ways out", [way.sentence for way in result.ways_out])


def _tell_price(console: Console, result: Result, price: Price) -> None:
    requirement = result.by_requirement[price.requirement]
    verdict = result.verdict(requirement)
    console.result(f"{requirement.sentence(result.room)} [{requirement.id}]")
    if requirement.is_must:
        console.result("It is a must, so it holds.")
    elif not verdict.shortfall:
        console.result("It holds in this seating.")
    else:
        console.result(f"It is unmet and costs {price.points:,} of the penalty of {result.penalty:,}.")
    findings = [finding_in(result, finding) for finding in verdict.findings]
    left = len(findings) - SHOWN_FINDINGS
    _section(console, "What it lacks", findings[:SHOWN_FINDINGS] + ([f"and {left} more"] if left > 0 else []))
    _section(console, "What stands against it", _against(result, price))
    _section(console, "Its price", [price_in_words(price)])


def _against(result: Result, price: Price) -> list[str]:
    met = price.met
    if met is None:
        return []
    if price.against:
        lines = [_named(result, identity) for identity in price.against]
        return [
            "No seating meets it together with every must. It cannot hold beside:",
            *(f"  {line}" for line in lines),
        ]
    if met.penalty is None:
        is_alone = (
            "It cannot hold by itself." if met.is_proven else "No seating was found that meets it and every must."
        )
        return [is_alone]
    found = "" if met.is_proven else " found"
    more = met.penalty - result.penalty
    lines = [f"It can be met. The best seating{found} in which it is has a penalty of {met.penalty:,}, {_more(more)}."]
    return lines + _changes(result, price.payers)


def price_in_words(price: Price) -> str:
    """Return what the penalty would be without a requirement, and so its price."""
    if price.price is None or price.without.penalty is None:
        return "No seating was found without it in the time there was."
    now, free = price.now.penalty, price.without.penalty
    if price.is_exact:
        says = f"Without it the best penalty is {free:,}" + (f" instead of {now:,}" if free != now else " all the same")
        return f"{says}: it costs {counted(price.price, 'point')}."
    return (
        f"Without it the best penalty found is {min(free, now or 0):,} instead of {now:,}: "
        f"by what was found it costs {counted(price.price, 'point')}; that is not proven."
    )


def _tell_whereabouts(console: Console, result: Result, found: Whereabouts) -> None:
    person = result.people.by_id[found.person]
    console.result(f"{person.label} sits at {result.room.table(found.table).label}. {_why(result, found)}")
    for other in found.elsewhere:
        console.heading(result.room.table(other.table).label)
        for line in _elsewhere(result, found, other):
            console.result(f"  {line}")


def _why(result: Result, found: Whereabouts) -> str:
    now = found.now.penalty or 0
    possible = [other for other in found.elsewhere if other.best.penalty is not None]
    if not found.elsewhere:
        return "There is no other table."
    if not possible:
        return (
            "No other table is possible." if all(o.best.is_proven for o in found.elsewhere) else "No other was found."
        )
    best = min(other.best.penalty or 0 for other in possible)
    labels = [result.room.table(other.table).label for other in possible if other.best.penalty == best]
    if best > now:
        return f"Every other table costs more; {listed(labels, last='or')} costs least."
    if best < now:
        return f"A better seating was found on the way, with them at {listed(labels, last='or')}: solve for longer."
    return f"{listed(labels)} would do as well."


def _elsewhere(result: Result, found: Whereabouts, other: Elsewhere) -> list[str]:
    if other.best.penalty is None:
        if not other.best.is_proven:
            return ["No seating with them there was found that meets every must."]
        lines = [f"  {_named(result, identity)}" for identity in other.against]
        return ["Not possible: with them there these cannot hold." if lines else "Not possible.", *lines]
    exact = found.now.is_proven and other.best.is_proven
    more = other.best.penalty - (found.now.penalty or 0)
    moved = f", with {counted(other.moved, 'other')} seated elsewhere than now" if other.moved else ""
    best = f"The {'cheapest seating' if exact else 'best seating found'} with them there"
    worth = f"{'' if exact or more <= 0 else 'at most '}{_more(more)}"
    lines = [f"{best} has a penalty of {other.best.penalty:,}, {worth}{moved}."]
    lines += _changes(result, other.changed)
    if other.moved:
        lines.append(_alone(other))
    return lines


def _alone(other: Elsewhere) -> str:
    if other.alone.unmet:
        return "If only they moved, a must would no longer hold."
    return f"If only they moved, the penalty would be {other.alone.penalty:,}."


def _more(points: int) -> str:
    if not points:
        return "the same as now"
    return f"{abs(points):,} {'more' if points > 0 else 'less'} than now"


def _changes(result: Result, changed: Sequence[Change]) -> list[str]:
    lines = [f"  {change.points:+,}  {_named(result, change.requirement)}" for change in changed[:SHOWN_CHANGES]]
    left = len(changed) - SHOWN_CHANGES
    return lines + ([f"  and {left} more"] if left > 0 else [])


def _named(result: Result, identity: str) -> str:
    return f"{result.by_requirement[identity].sentence(result.room)} [{identity}]"


def _section(console: Console, title: str, lines: Sequence[str]) -> None:
    if lines:
        console.heading(title)
        for line in lines:
            console.result("  " + line.replace("\n", "␊"))
