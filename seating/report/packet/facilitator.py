"""The facilitator's sheets: how to lead a table's conversation, and why these people sit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seating.analysis.season.session_times import in_order_of_time, read_hours
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.column_names import column_name
from seating.report.conversation import (
    Questions,
    SpokenPlace,
    Step,
    agenda,
    describe_fit,
    describe_opening,
    fit_own_agenda,
    list_questions,
    own_agenda,
    questions_in,
    spoken_places,
)
from seating.report.letter import list_left_out, share_language
from seating.report.places import Seated
from seating.requirements.buddy import BuddyRequirement
from seating.result import Result
from seating.result.cells import show_values
from seating.room.plan import Plan, Room
from seating.room.tables import Table
from seating.wording import fold, said, said_field, said_joined, said_list

ORDER = 30
TITLE = "Facilitator’s sheets"
ABOUT = (
    "How to lead each table: tasks, agenda, questions, why these people sit together, and what to do if "
    "the table gets stuck."
)


@dataclass(frozen=True, slots=True)
class Guide:
    """One table's sheet in one language; `why` is a list of sentences, `language` is the language of the questions.

    `fit` states how long each person can speak, and `opening` how to lead the opening round. The questions of a table
    that only listens are in the agenda, in one language; `questions` has them in the others.
    """

    at: SpokenPlace
    agenda: tuple[Step, ...]
    fit: str
    opening: str
    language: str
    asked: tuple[str, ...]
    questions: tuple[Questions, ...]
    why: tuple[str, ...]


def fill(result: Result, settings: Settings) -> tuple[Guide, ...]:
    """Return the sheets, one for each language of each table."""
    return tuple(_guide(result, at) for at in spoken_places(result, settings))


def _guide(result: Result, at: SpokenPlace) -> Guide:
    place, words = at.place, at.words
    language, asked = questions_in(place.table, words)
    own = () if at.is_listening else result.convening.agenda
    hours, steps = read_hours(place.table.time), asked if at.is_listening else None
    people = place.heads.people + len(place.members)
    here = [person for person in place.people if person.held_for is None]  # who is expected brings nothing yet
    is_whole = len(here) >= place.heads.people  # the sheet may not name everyone
    counts = is_whole and not at.is_listening  # a session is for them as the people they are
    why = _why(place.table, here, words, _brought(result, here), counts_organizations=counts)
    return Guide(
        at=at,
        agenda=own_agenda(own, hours, words) or agenda(hours, people, words, steps, bool(asked)),
        fit=fit_own_agenda(own, hours, words) if own else describe_fit(hours, people, words, steps, len(asked)),
        opening=describe_opening(own, hours, people, words, steps),
        language=language,
        asked=asked,
        questions=list_questions(place.table, words)[1 if at.is_listening else 0 :],
        why=(*why, *_tell_new(result, place.table, here, words)),
    )


def _why(
    table: Table, people: Sequence[Seated], words: Words, brought: Sequence[str], *, counts_organizations: bool
) -> Iterable[str]:
    """Yield what these people have and bring, each with its label, using only what the table's sheet shows."""
    named = [fold(person.organization) for person in people if person.organization]
    counts = counts_organizations and 2 * len(named) > len(people)  # of most people, the organization is known
    roles = [person.mark.word for person in people if person.mark is not None and person.mark.letter]
    facts = (
        (said("Table focus"), said_list(table.focus)),
        (said("Organizations"), f"{len(set(named)):,}" if counts and len(set(named)) > 1 else ""),
        (said("Sectors"), _counted(person.sector for person in people)),
        (said("Roles"), _counted(roles)),
        (said("What they bring"), said_list(brought)),
        (said("What the table needs"), said_list(table.needs)),
    )
    yield from (words.tell(said_joined(fact, ": ")) for fact in facts if fact[1])


SKILLS = frozenset({"skill", "skills", "habilidad", "habilidades"})
"""The groups of assets that need not be told, folded: a skill is brought by itself."""

NEW = said("New to these meetings")

MOST_HELPERS = 2
"""Maximum number of people who are asked to welcome the others, or to tell them of a session."""


def _tell_new(result: Result, table: Table, people: Sequence[Seated], words: Words) -> Iterable[str]:
    """Yield who is at their first meeting and who is not, then the same for shared sessions.

    Sessions are told if everyone may see the column that records them. The table knows those it elected to a duty. Who
    had a seat and is only assumed to have stayed away is neither, nor is a guest who comes to an earlier session first.
    """
    history = result.room.history
    seen, known = history.seen, history.seen | history.assumed_away
    unknown = [p for p in people if p.id not in known and not set(p.duties).difference(p.suggested)]
    first = [p for p in unknown if _find_first_session(result.room, result.plan, p.id) in {None, table.id}]
    returned = [p for p in people if p.id in seen]
    if first and returned:
        yield from _tell_first_meeting(result, first, returned, words)
    for requirement in result.requirements:
        if not isinstance(requirement, BuddyRequirement) or (column := requirement.of) is None:
            continue
        if column not in result.shown_columns:
            continue
        had = {person.id: bool(result.people.by_id[person.id].values(column)) for person in people}
        new, others = ([p.name for p in people if had[p.id] is has] for has in (False, True))
        if new and others:
            facts = ((said("new"), new), (said("not new"), others[:MOST_HELPERS]))
            told = said_joined((said_field(state, said_list(names)) for state, names in facts), "; ")
            yield words.tell(said_joined([column_name(column), told], "; "))


def _find_first_session(room: Room, plan: Plan, person: str) -> str | None:
    """Return the id of the first of a person's sessions in this round; None for a member who sits at no table."""
    sessions = in_order_of_time([room.table(table) for table in plan.tables_of(person)])
    return sessions[0].id if sessions else None


def _tell_first_meeting(result: Result, new: Sequence[Seated], others: Sequence[Seated], words: Words) -> Iterable[str]:
    """Yield who is asked to welcome which new people: they share a language, and are neither company nor kept apart.

    Those who share a language with most of them are asked first, then those who do with people no one is asked for yet.
    More than usual are asked if someone would have no one otherwise.
    New people are told apart if none of the others speak their language, not even those they came with.
    """
    by_id = result.people.by_id
    shared = {
        one.id: {each.id for each in new if share_language(result, by_id[one.id], by_id[each.id])} for one in others
    }
    left_out = list_left_out(result)
    welcomes = {one.id: {each for each in shared[one.id] if {each, one.id} not in left_out} for one in others}
    helping, covered = [one for one in others if welcomes[one.id]], set[str]()
    asked: list[Seated] = []
    while helping and (len(asked) < MOST_HELPERS or any(welcomes[one.id] - covered for one in helping)):
        best = max(helping, key=lambda one: (len(welcomes[one.id] - covered), len(welcomes[one.id])))
        helping.remove(best)
        asked.append(best)
        covered |= welcomes[best.id]
    if asked:
        first = said_field(NEW, said_list(one.alone for one in new if one.id in covered))
        helpers = said_field(said("could welcome them"), said_list(one.alone for one in asked))
        yield words.tell(said_joined([first, helpers], "; "))
    understood = set[str]().union(*shared.values())
    if alone := [one.alone for one in new if one.id not in understood]:
        first = said_field(NEW, said_list(alone))
        yield words.tell(said_joined([first, said("no one who is not new shares a language with them")], "; "))


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
    """Return the assets of these people, each once; [] if not everyone may see assets.

    Behind an asset stands its group, unless it is a skill: no one brings the people to whom they have a connection.
    """
    by_id = result.people.by_id
    assets = [a for p in people for a in show_values(result, by_id[p.id], "assets")]
    parts = [asset.partition(": ") for asset in assets]
    words = [f"{word} ({kind})" if word and fold(kind) not in SKILLS else word or kind for kind, _, word in parts]
    return list({fold(word): word for word in words}.values())
