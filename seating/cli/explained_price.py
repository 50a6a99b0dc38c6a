"""Print the price of a requirement."""

from __future__ import annotations

from seating.cli.console import Console
from seating.cli.explained_words import changes_in, more_in_words, named_in, told_section
from seating.cli.lacks import finding_in
from seating.explain.price import Price
from seating.result import Result
from seating.wording import counted

__all__ = ["price_in_words", "robustness_in_words", "tell_price"]

SHOWN_FINDINGS = 10


def tell_price(console: Console, result: Result, price: Price) -> None:
    """Print the shortfall of a requirement, what prevents it, and its price.

    Parameters
    ----------
    console : Console
    result : Result
    price : Price
    """
    requirement = result.by_requirement[price.requirement]
    verdict = result.verdict(requirement)
    console.result(f"{requirement.sentence(result.room)} [{requirement.id}]")
    if requirement.is_must:
        console.result("It is a must, and it is met.")
    elif not verdict.shortfall:
        console.result("It is met in this seating.")
    else:
        console.result(f"It is unmet and costs {price.points:,} of the penalty of {result.penalty:,}.")
    findings = [finding_in(result, finding) for finding in verdict.findings]
    left = len(findings) - SHOWN_FINDINGS
    told_section(console, "What it lacks", findings[:SHOWN_FINDINGS] + ([f"and {left} more"] if left > 0 else []))
    told_section(console, "What stands against it", _against(result, price))
    told_section(console, "Its price", [price_in_words(price)])
    told_section(console, "The price of holding after any one absence", robustness_in_words(price))


def _against(result: Result, price: Price) -> list[str]:
    met = price.met
    if met is None:
        return []
    if price.against:
        lines = [named_in(result, identity) for identity in price.against]
        return [
            "No seating meets both this requirement and every must. These prevent it:",
            *(f"  {line}" for line in lines),
        ]
    if met.penalty is None:
        is_alone = (
            "It cannot be met, even on its own."
            if met.is_proven
            else "No seating was found that meets it and every must."
        )
        return [is_alone]
    found = "" if met.is_proven else " found"
    more = more_in_words(met.penalty - result.penalty)
    line = f"It can be met. The best seating{found} in which it is has a penalty of {met.penalty:,}, {more}."
    return [line, *changes_in(result, price.payers)]


def robustness_in_words(price: Price) -> list[str]:
    """Return the price of meeting the requirement after any one absence; nothing if `robust` is not set."""
    if price.plain is None:
        return []
    more = price.price_of_robustness
    if more is None:
        return ["No seating was found without `robust` in the time there was."]
    is_exact = price.now.is_proven and price.plain.is_proven
    sure = "" if is_exact else "; that is not proven"
    asked = f"Without `robust` the best penalty{'' if is_exact else ' found'} is {(price.now.penalty or 0) - more:,}"
    return [f"{asked} instead of {price.now.penalty:,}: it costs {counted(more, 'point')}{sure}."]


def price_in_words(price: Price) -> str:
    """Return the penalty without the requirement, and the price that follows from it."""
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
