"""How the seating was made: what went in, what is proven, how to get the same again."""

from __future__ import annotations

from dataclasses import dataclass

from seating._version import __version__
from seating.engines.status import Status
from seating.report.settings import Settings
from seating.result import Result
from seating.wording import counted

__all__ = ["ORDER", "TITLE", "Fact", "Made", "fill"]

ORDER = 100
TITLE = "How it was made"

STATUS_WORDS = {
    Status.OPTIMAL: "Proven best: no other seating has a lower penalty.",
    Status.FEASIBLE: "Every must holds; a better seating has not been ruled out.",
    Status.IMPOSSIBLE: "Proven impossible: no seating meets every must; the closest one is shown.",
    Status.NO_SEATING: "Open: no seating that meets every must was found, nor a proof that there is none.",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what it is here; `is_code` for what is to be compared sign by sign."""

    term: str
    text: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """The facts, in reading order."""

    facts: tuple[Fact, ...]


def fill(result: Result, settings: Settings) -> Made:
    """Return how the seating was made."""
    people, convening = result.people, result.convening
    facts = [
        Fact("Status", STATUS_WORDS[result.status]),
        Fact("Penalty", f"{counted(result.penalty, 'point')}: weight times shortfall, over all shoulds."),
        *_bound(result),
        Fact("Time", f"{result.seconds:.1f} seconds"),
        Fact("Seed", str(result.seed), is_code=True),
        Fact("Version", f"seating {__version__}"),
        Fact("List", f"{people.file}, {counted(len(people), 'row')}"),
        Fact("SHA-256 of the list", people.sha256, is_code=True),
        Fact(
            "Convening", "inferred from the list" if convening.is_inferred else convening.file or "given by the program"
        ),
        Fact("SHA-256 of the convening", convening.sha256 or "", is_code=True),
    ]
    return Made(tuple(fact for fact in facts if fact.text))


def _bound(result: Result) -> tuple[Fact, ...]:
    if result.bound is None or result.gap is None or result.conflict is not None:
        return ()
    gap = "nothing: the two are equal" if result.gap == 0 else f"{result.gap:.1%} of the penalty"
    return (
        Fact("Bound", f"No seating that meets every must can cost less than {counted(result.bound, 'point')}."),
        Fact("Gap", f"At most {gap}." if result.gap else f"{gap[:1].upper()}{gap[1:]}."),
    )
