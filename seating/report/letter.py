"""Why a person sits at their table and who they can meet there, for their letter: only what others may read too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from seating.analysis.demand import list_scores
from seating.present.languages import Words
from seating.profiles import Person, Who
from seating.report.places import Seated, places
from seating.report.privacy import Audience, shown_columns
from seating.requirements.voice import VoiceRequirement
from seating.result import Result
from seating.tables import Table
from seating.wording import Said, fold, said, said_alone, said_joined, said_list

MOST_MET = 2
"""Maximum number of people whom a letter names as those to meet."""


def tell_why_here(result: Result, person: Person, table: Table) -> str:
    """Return why a person sits at a table, told to them; "" if nothing that may be told is known.

    Private requirements and columns that the report does not show give no reason.
    """
    told = list(_list_reasons(result, person, table))
    return said_alone(said_joined(told, "; ")) if told else ""


def _list_reasons(result: Result, person: Person, table: Table) -> Iterator[Said]:
    columns = shown_columns(result, Audience.TEAM)
    scores = list_scores(person) if "interests" in columns else {}
    if areas := [area for area in table.focus if scores.get(fold(area))]:
        yield said("you are interested in %(areas)s", areas=said_list(areas))
    if "assets" in columns:
        brought = [need for need in table.needs if Who.model_validate({"assets": need}).matches(person)]
        if brought:
            yield said("you bring what the table needs: %(what)s", what=said_list(brought))
    voices = [
        ask.name
        for requirement in result.requirements
        if isinstance(requirement, VoiceRequirement)
        and not result.is_private(requirement)
        and set(requirement.asks_columns) <= set(columns)
        for ask in requirement.asks(result.room)
        if table.id in ask.tables and ask.matches(person)
    ]
    if voices:
        yield said("the table asks for %(voices)s", voices=said_list(dict.fromkeys(voices)))


def list_people_to_meet(result: Result, words: Words) -> Mapping[str, tuple[Seated, ...]]:
    """Return by person id whom they can meet at their table: at most two people of another organization, new to them.

    A newcomer meets people who have been to an earlier round first. Only people whom everyone may see are named, and
    the names go around the table, so that not everyone meets the same two.
    """
    members = result.room.members(result.plan)
    met = [(past.seats, _group_seats(past.seats)) for past in result.room.history.rounds]
    found: dict[str, tuple[Seated, ...]] = {}
    for place in places(result, Audience.EVERYONE, words):
        here = [one for one in place.people if not result.people.by_id[one.id].is_held]
        for person in members[place.table.id]:
            known = {other for seats, at in met if person.id in seats for other in at[seats[person.id]]}
            found[person.id] = tuple(islice(_list_new(result, person, here, known), MOST_MET))
    return found


def _list_new(result: Result, person: Person, here: list[Seated], known: set[str]) -> Iterator[Seated]:
    """Yield the people at a table whom a person does not know, in the order in which to name them.

    Parameters
    ----------
    result : Result
    person : Person
    here : list of Seated
        The people at the table, by name.
    known : set of str
        The ids of people with whom the person has shared a table.
    """
    seen = result.room.history.seen
    ids = [one.id for one in here]
    first = ids.index(person.id) + 1 if person.id in ids else 0
    own = fold(person.organization)
    others = [one for one in (*here[first:], *here[:first]) if one.id != person.id and one.id not in known]
    apart = [one for one in others if not own or fold(one.organization) != own]
    if seen and person.id not in seen:
        apart.sort(key=lambda one: one.id not in seen)
    yield from apart


def _group_seats(seats: Mapping[str, str]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for person, table in seats.items():
        found.setdefault(table, set()).add(person)
    return found
