"""How the seating was made: the input, what is proven, and how to reproduce it."""

from __future__ import annotations

from dataclasses import dataclass

from seating._version import __version__
from seating.engines.outcome import Status
from seating.present.languages import Words, translatable
from seating.present.settings import Settings
from seating.report.privacy import hides_points, shared_bound, shared_penalty
from seating.result import Result

ORDER = 100
TITLE = "How it was made"

STATUS_WORDS = {
    Status.OPTIMAL: translatable("Optimal: it is proven that no seating is better."),
    Status.FEASIBLE: translatable("All musts are met. A better seating may exist."),
    Status.IMPOSSIBLE: translatable(
        "Impossible: it is proven that no seating meets every must. The closest one is shown."
    ),
    Status.NO_SEATING: translatable("Not known: no seating that meets every must was found, but one may exist."),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its value; `is_code` marks a value that is compared character by character."""

    term: str
    text: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """All facts, in reading order."""

    facts: tuple[Fact, ...]


def fill(result: Result, settings: Settings) -> Made:
    """Return how the seating was made."""
    words, people, convening = settings.words, result.people, result.convening
    _ = words.gettext
    source = _("inferred from the list") if convening.is_inferred else convening.file or _("written by the program")
    rows = words.ngettext("%(number)s row", "%(number)s rows", people.rows)
    facts = [
        Fact(_("Status"), _(STATUS_WORDS[result.status])),
        Fact(
            _("Penalty"),
            _(
                "%(points)s: weight times shortfall, added up over all unmet shoulds that are not private. Points of "
                "private requirements are left out.",
                points=_points(shared_penalty(result), words),
            )
            if hides_points(result)
            else _(
                "%(points)s: weight times shortfall, added up over all unmet shoulds.",
                points=_points(shared_penalty(result), words),
            ),
        ),
        *_bound(result, words),
        Fact(_("Time"), _("%(seconds)s seconds", seconds=f"{result.seconds:.1f}")),
        Fact(
            _("How to repeat it"),
            _(
                "The same list, convening, charts, seed and version give the same seating, "
                "unless a time limit cut the search short."
            )
            if result.chart_files
            else _(
                "The same list, convening, seed and version give the same seating, "
                "unless a time limit cut the search short."
            ),
        ),
        Fact(_("Seed"), str(result.seed), is_code=True),
        Fact(_("Version"), f"seating {__version__}"),
        Fact(_("List"), ", ".join(part for part in (people.file, rows) if part)),
        Fact(_("SHA-256 of the list"), people.sha256, is_code=True),
        Fact(_("Convening"), source),
        Fact(_("SHA-256 of the convening"), convening.sha256 or "", is_code=True),
        *_charts(result, words),
    ]
    return Made(tuple(fact for fact in facts if fact.text))


def _charts(result: Result, words: Words) -> tuple[Fact, ...]:
    """Return the files of filled-in charts that were read, with the hash if there is one file; () without charts."""
    _, files = words.gettext, result.chart_files
    if not files:
        return ()
    named = words.listed([file for file, _sha256 in files])
    if len(files) > 1:
        return (Fact(_("Charts"), _("%(files)s. The record result.json has the SHA-256 of each.", files=named)),)
    return (Fact(_("Charts"), named), Fact(_("SHA-256 of the charts"), files[0][1], is_code=True))


def _points(number: int, words: Words) -> str:
    return words.ngettext("%(number)s point", "%(number)s points", number)


def _bound(result: Result, words: Words) -> tuple[Fact, ...]:
    """Return the lower bound on the penalty and the gap; () if either is unknown or the musts conflict."""
    if shared_bound(result) is None or result.bound is None or result.gap is None or result.conflict is not None:
        return ()
    _ = words.gettext
    if hides_points(result):  # the bound would show their points
        return (Fact(_("Gap"), _("None: no seating that meets every must is better.")),)
    bound = _("No seating that meets every must can cost less than %(points)s.", points=_points(result.bound, words))
    if result.gap == 0:
        gap = _("None: the penalty equals the bound, so no seating can be better.")
    else:
        away = _points(result.penalty - result.bound, words)
        gap = _(
            "At most %(points)s, which is %(share)s of the penalty: a better seating could save no more than this.",
            points=away,
            share=_("%(number)s%%", number=f"{100 * result.gap:.1f}"),
        )
    return (Fact(_("Bound"), bound), Fact(_("Gap"), gap))
