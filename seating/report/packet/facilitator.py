"""The facilitator's sheets: how to lead a table's conversation, and why these people sit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seating.analysis.season.sessions import read_hours
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.conversation import (
    STUCK_PROMPTS,
    Questions,
    SpokenPlace,
    Step,
    agenda,
    describe_fit,
    list_questions,
    questions_in,
    spoken_places,
)
from seating.report.places import Place, Seated
from seating.report.privacy import Audience, shown_values
from seating.result import Result
from seating.wording import fold

ORDER = 30
TITLE = "Facilitator’s sheets"
ABOUT = "How to lead each table: tasks, agenda, questions, why these people sit together, and help if it gets stuck."
AUDIENCE = Audience.EVERYONE


@dataclass(frozen=True, slots=True)
class Guide:
    """One table's sheet in one language; `why` is a list of sentences, `language` is the language of the questions.

    `fit` states how long each person can speak. The questions of a table that only listens are in the agenda, in one
    language; `questions` has them in the others.
    """

    at: SpokenPlace
    agenda: tuple[Step, ...]
    fit: str
    language: str
    asked: tuple[str, ...]
    questions: tuple[Questions, ...]
    why: tuple[str, ...]
    prompts: tuple[str, ...]


def fill(result: Result, settings: Settings) -> tuple[Guide, ...]:
    """Return the sheets, one for each language of each table."""
    return tuple(_guide(result, at) for at in spoken_places(result, settings, AUDIENCE))


def _guide(result: Result, at: SpokenPlace) -> Guide:
    place, words = at.place, at.words
    language, asked = questions_in(place.table, words)
    hours, steps = read_hours(place.table.time), asked if at.is_listening else None
    people = place.taken + len(place.members)
    return Guide(
        at=at,
        agenda=agenda(hours, people, words, steps, bool(asked)),
        fit=describe_fit(hours, people, words, steps, bool(asked)),
        language=language,
        asked=asked,
        questions=list_questions(place.table, words)[1 if at.is_listening else 0 :],
        why=tuple(_why(place, words, _brought(result, place.people))),
        prompts=tuple(map(words.gettext, STUCK_PROMPTS)),
    )


def _why(place: Place, words: Words, brought: Sequence[str]) -> Iterable[str]:
    """Yield sentences on why these people sit together, using only what the table's sheet shows."""
    _, people, table = words.gettext, place.people, place.table
    if table.focus:
        yield _("Focus of the table: %(focus)s.", focus=words.listed(table.focus))
    organizations = len({fold(person.organization) for person in people if person.organization})
    if organizations > 1:
        yield words.ngettext(
            "They come from %(number)s organization.", "They come from %(number)s organizations.", organizations
        )
    if sectors := _counted(person.sector for person in people):
        yield _("Sectors: %(sectors)s.", sectors=sectors)
    roles = [(person.mark.word, person) for person in people if person.mark is not None and person.mark.letter]
    if roles:
        yield _("Roles: %(roles)s.", roles=_counted(word for word, _person in roles))
    if brought:
        yield _("Together they bring: %(what)s.", what=words.listed(list(brought)))
    if table.needs:
        yield _("The table should have someone who brings: %(what)s.", what=words.listed(table.needs))


def _counted(values: Iterable[str]) -> str:
    """Return each value with its number of occurrences, most frequent first: "business 3, labor 1"."""
    labels: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for value in values:
        if value:
            labels.setdefault(fold(value), value)
            counts[fold(value)] += 1
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    return ", ".join(f"{labels[key]} {counts[key]}" for key in ordered)


def _brought(result: Result, people: Iterable[Seated]) -> list[str]:
    """Return the assets of these people without their groups, each once; [] if not everyone may see assets."""
    by_id = result.people.by_id
    assets = [a for p in people for a in shown_values(result, AUDIENCE, by_id[p.id], "assets")]
    words = [asset.partition(": ")[2] or asset for asset in assets]
    return list({fold(word): word for word in words}.values())
