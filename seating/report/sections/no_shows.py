"""How likely each requirement and voice is to be met if people do not show up; no one is named."""

from __future__ import annotations

from collections.abc import Iterator

from seating.analysis.attendance import Chance, Chances, EventChance
from seating.present.blocks import Block, Column, Row, Table, data, join, paragraph
from seating.report.labels import likelihood
from seating.result import Result
from seating.wording import Said, said, said_count

ORDER = 61
TITLE = "If people do not show up"

MOST = 60
"""Maximum number of requirements, and of voices, shown; `result.json` has all."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield what is public about no-shows; nothing if everyone is certain to come and no single absence matters."""
    found = result.chances
    if found is None or not (found.uncertain or found.hanging):
        return
    yield paragraph(join(_list_lead(result, found), " "), "intro")
    requirements = list(_list_requirements(result, found))
    voices = [
        Row((data(one.name), likelihood(one.chance))) for one in _unlikeliest(found.voices) if one.chance.high > 0
    ]
    chance = Column(said("Chance"), is_number=True)
    titles = (Column(said("Requirement")), Column(said("Must or should")), chance)
    yield Table(said("Chance that each requirement is met on the day"), titles, requirements)
    titles_of_voices = (Column(said("Who")), chance)
    yield Table(said("Chance that each voice, role and need is heard on the day"), titles_of_voices, voices)
    if requirements or voices:
        yield paragraph(
            said(
                "These chances assume that people decide independently of each other. They are rounded to 5%. Private "
                "requirements, and anything that depends on fewer than five uncertain people, are left out."
            ),
            "quiet",
        )
    if found.hanging:
        where = said(
            "The page “If someone does not come” (--pages what-to-do-cards), for the convener only, shows who these "
            "people are and what to do."
        )
        yield paragraph(where, "quiet")


def _list_requirements(result: Result, found: Chances) -> Iterator[Row]:
    """Yield the requirements that are met, the least likely first."""
    for one in _unlikeliest(found.requirements):
        requirement = result.by_requirement[one.id]
        if result.verdict(requirement).met:
            binds = said("Must") if requirement.is_must else said("Should")
            yield Row((result.sentence_of(requirement), binds, likelihood(one.chance)))


def _list_lead(result: Result, found: Chances) -> Iterator[Said]:
    if found.uncertain:
        yield said_count(
            "%(number)s person with a seat is not certain to come.",
            "%(number)s people with a seat are not certain to come.",
            found.uncertain,
        )
        if found.musts is not None and not result.review.unmet:  # the musts of the staff plan have no chance
            yield tell_chance_of_musts(found.musts.chance)
    if found.hanging and result.room.staff and not result.has_staff_plan:
        yield said_count(
            "Of the people and staff, %(number)s is essential: without them, a requirement about voices, roles, needs, "
            "languages or duties would be further from being met.",
            "Of the people and staff, %(number)s are essential: without any one of them, a requirement about voices, "
            "roles, needs, languages or duties would be further from being met.",
            found.hanging,
        )
    elif found.hanging:
        yield said_count(
            "%(number)s person is essential: without them, a requirement about voices, roles, needs, languages or "
            "duties would be further from being met.",
            "%(number)s people are essential: without any one of them, a requirement about voices, roles, needs, "
            "languages or duties would be further from being met.",
            found.hanging,
        )
    elif found.is_complete and result.has_staff_plan:  # the staff plan is not tried without each of the staff
        yield said(
            "If any one participant is absent, no requirement about voices, roles, needs, languages or duties "
            "is further from being met."
        )
    elif found.is_complete:
        yield said(
            "If any one person is absent, no requirement about voices, roles, needs, languages or duties is "
            "further from being met."
        )


def tell_chance_of_musts(chance: Chance) -> Said:
    """Return how likely all musts are met on the day."""
    return said("The chance that all musts are met on the day is %(chance)s.", chance=likelihood(chance))


def _unlikeliest(reckoned: tuple[EventChance, ...]) -> list[EventChance]:
    """Return the items that are not certain, least likely first."""
    unsure = [each for each in reckoned if each.chance.low < 1]
    return sorted(unsure, key=lambda each: each.chance.value)[:MOST]
