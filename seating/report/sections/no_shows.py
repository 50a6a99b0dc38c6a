"""How likely each requirement and voice is to be met if people do not show up; nobody is named."""

from __future__ import annotations

from dataclasses import dataclass

from seating.analysis.attendance import Chances, EventChance
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.labels import likelihood, likely_tone
from seating.report.privacy import shared_chances, shared_sentence
from seating.result import Result

ORDER = 61
TITLE = "If people do not show up"

MOST = 60
"""Maximum number of requirements, and of voices, shown; `result.json` has all."""


@dataclass(frozen=True, slots=True)
class Likely:
    """One requirement or voice, with the chance that it is met as text, and a tone."""

    name: str
    binds: str
    figure: str
    tone: str


@dataclass(frozen=True, slots=True)
class NoShows:
    """Introductory sentences, then requirements and voices, least likely first; none that is already unmet.

    `robust` says how many requirements are meant to hold after any one absence; `example` is the id of one of them.
    """

    says: tuple[str, ...]
    requirements: tuple[Likely, ...]
    voices: tuple[Likely, ...]
    robust: str
    example: str


def fill(result: Result, settings: Settings) -> NoShows | None:
    """Return what is public about no-shows; None if everybody is certain to come and no single absence matters."""
    words, found = settings.words, shared_chances(result)
    if found is None or not (found.uncertain or found.hanging):
        return None
    robust = [r for r in result.requirements if r.robust and not result.is_private(r)]
    return NoShows(
        says=tuple(_says(result, found, words)),
        requirements=tuple(
            _requirement(result, each, words)
            for each in _unlikeliest(found.requirements)
            if result.verdict(result.by_requirement[each.id]).met
        ),
        voices=tuple(
            _likely(each.name, "", each, words) for each in _unlikeliest(found.voices) if each.chance.high > 0
        ),
        robust=words.ngettext(
            "%(number)s requirement must still be met if any one person is absent.",
            "%(number)s requirements must still be met if any one person is absent.",
            len(robust),
        )
        if robust
        else "",
        example=robust[0].id if robust else "",
    )


def _says(result: Result, found: Chances, words: Words) -> list[str]:
    said = []
    has_staff_plan = result.season is not None and result.season.has_staff
    if found.uncertain:
        said.append(
            words.ngettext(
                "%(number)s person with a seat is not certain to come.",
                "%(number)s people with a seat are not certain to come.",
                found.uncertain,
            )
        )
        if found.musts is not None and not result.review.unmet:  # the musts of the staff plan have no chance
            chance = likelihood(found.musts.chance, words)
            said.append(words.gettext("The chance that all musts are met on the day is %(chance)s.", chance=chance))
    if found.hanging:
        said.append(
            words.ngettext(
                "%(number)s person is essential: without them, a requirement about voices, roles, needs, languages or "
                "duties would be further from being met.",
                "%(number)s people are essential: without any one of them, a requirement about voices, roles, needs, "
                "languages or duties would be further from being met.",
                found.hanging,
            )
        )
    elif found.is_complete and has_staff_plan:  # the staff plan is not tried without each of the staff
        said.append(
            words.gettext(
                "No absence of a single participant leaves a requirement about voices, roles, needs, languages or "
                "duties further from being met."
            )
        )
    elif found.is_complete:
        said.append(
            words.gettext(
                "No single absence leaves a requirement about voices, roles, needs, languages or duties further from "
                "being met."
            )
        )
    return said


def _unlikeliest(reckoned: tuple[EventChance, ...]) -> list[EventChance]:
    """Return the items that are not certain, least likely first."""
    unsure = [each for each in reckoned if each.chance.low < 1]
    return sorted(unsure, key=lambda each: each.chance.value)[:MOST]


def _requirement(result: Result, reckoned: EventChance, words: Words) -> Likely:
    requirement = result.by_requirement[reckoned.id]
    binds = words.gettext("Must") if requirement.is_must else words.gettext("Should")
    return _likely(shared_sentence(result, requirement), binds, reckoned, words)


def _likely(name: str, binds: str, reckoned: EventChance, words: Words) -> Likely:
    return Likely(name, binds, likelihood(reckoned.chance, words), likely_tone(reckoned.chance))
