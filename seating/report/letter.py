"""Why a person sits at their table and who they can meet there, for their letter: only what others may read too."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, islice

from seating.analysis.table_demand import list_scores
from seating.present.languages import Words
from seating.profiles import Person, Who
from seating.report.places import Seated, places
from seating.requirements.apart import ApartRequirement
from seating.requirements.base.kind import Ask, can_judge
from seating.requirements.together import TogetherRequirement
from seating.requirements.voice import VoiceRequirement
from seating.result import Result, keep
from seating.result.readers import may_tell
from seating.result.shared_requirements import list_public
from seating.room.languages import languages_of
from seating.wording import Said, fold, said, said_alone, said_field, said_joined, said_list

MOST_MET = 2
"""Maximum number of people that a letter names as those to meet."""


def list_reasons(result: Result) -> Mapping[str, str]:
    """Return by person id why a person sits at their table, told to them; no entry if there is nothing to tell.

    Private requirements and columns that the report does not show give no reason, nor does a voice that the whole room
    asks for, or that a table may do without.
    """
    columns, found = result.shown_columns, {}
    asks: dict[str, list[Ask]] = {table.id: [] for table in result.room.tables}
    needs = {
        table.id: [(need, Who.model_validate({"assets": need})) for need in table.needs if "assets" in columns]
        for table in result.room.tables
    }
    for ask in _list_shown_asks(result, columns):
        for table_id in ask.tables:
            asks[table_id].append(ask)
    for person in result.room.persons:
        if person.id not in result.plan.seats:
            continue
        table = result.room.table(result.plan.seats[person.id])
        scores = list_scores(person) if "interests" in columns else {}
        told: list[Said] = []
        best = max(scores.values(), default=0)
        # a low score beside a much higher one is no reason for a seat
        if areas := [area for area in table.focus if 2 * scores.get(fold(area), 0) > best]:
            told.append(said_field(said("your interests"), said_list(areas)))
        if brought := [need for need, who in needs[table.id] if who.matches(person)]:
            told.append(said_field(said("you bring what the table needs"), said_list(brought)))
        if voices := [ask.name for ask in asks[table.id] if ask.matches(person)]:
            told.append(said_field(said("the table asks for"), said_list(dict.fromkeys(voices))))
        if told:
            found[person.id] = said_alone(said_joined(told, "; "))
    return found


def _list_shown_asks(result: Result, columns: Sequence[str]) -> Iterator[Ask]:
    """Yield what the voices ask of tables that are not private and ask about these columns only."""
    for requirement in list_public(result, result.requirements):
        if isinstance(requirement, VoiceRequirement) and set(requirement.asks_columns) <= set(columns):
            yield from (ask for ask in requirement.asks(result.room) if not (ask.for_room or ask.or_none))


def list_people_to_meet(result: Result, words: Words) -> Mapping[str, tuple[Seated, ...]]:
    """Return by person id who they can meet at their table: at most two people of another organization, new to them.

    In a season of sessions, it is the table of their seat, which the letter names, and not that of a further session.
    People of one row of the list know each other, and so do those who are named as company. No one is to meet a person
    from whom they should sit apart. They share a language, unless only the convener may read who speaks
    what, or languages are only counted. A newcomer meets people who have been to an earlier round first. Only people
    that everyone may see are named, and the names go around the table, so that not everyone meets the same two.
    """
    members = result.room.coming_at(result.plan)
    found: dict[str, tuple[Seated, ...]] = {}
    for place in places(result.for_everyone, words):
        here = [one for one in place.people if one.held_for is None]
        for person in members[place.table.id]:
            if result.plan.seats[person.id] != place.table.id:
                continue
            known = {
                other
                for past in result.room.history.rounds
                for table in past.tables_of(person.id)
                for other in past.tables[table]
            }
            found[person.id] = tuple(islice(_list_new(result, person, here, known), MOST_MET))
    return found


def share_language(result: Result, one: Person, other: Person) -> bool:
    """Whether two people share a language; everyone does if languages are private or only counted."""
    return not may_tell(result, "languages") or bool(languages_of(result.room, one) & languages_of(result.room, other))


@keep
def list_left_out(result: Result) -> Collection[frozenset[str]]:
    """Return the pairs that no page brings together: they keep company, or the list or the convening parts them.

    The people of one row keep company too. If only the wording of the requirements is saved, it is not known who should
    sit apart, and all pairs at a table are left out.
    """
    room = result.room
    if not can_judge(result.requirements):
        tables = room.members(result.plan).values()
        return frozenset(frozenset((one.id, other.id)) for here in tables for one, other in combinations(here, 2))
    pairs = [(one.id, other) for one in room.persons for other in (*one.with_, *one.apart, *one.avoids)]
    for party in result.people.parties.values():
        pairs += combinations([person.id for person in party], 2)
    for requirement in result.requirements:
        if isinstance(requirement, ApartRequirement):
            pairs += requirement.parts(room)
        elif isinstance(requirement, TogetherRequirement) and requirement.by is None:
            pairs += (pair for group in requirement.tied_groups(room) for pair in combinations(group, 2))
    return frozenset(map(frozenset, pairs))


def _list_new(result: Result, person: Person, here: list[Seated], known: set[str]) -> Iterator[Seated]:
    """Yield the people at a table that a person does not know, in the order in which to name them.

    Parameters
    ----------
    result : Result
    person : Person
    here : list of Seated
        The people at the table, by name.
    known : set of str
        The ids of people who have shared a table with the person.
    """
    seen, left_out = result.room.history.seen, list_left_out(result)
    ids = [one.id for one in here]
    first = ids.index(person.id) + 1 if person.id in ids else 0
    own = fold(person.organization)
    others = [one for one in (*here[first:], *here[:first]) if one.id != person.id and one.id not in known]
    by_id = result.people.by_id
    apart = [one for one in others if not own or fold(one.organization) != own]
    apart = [one for one in apart if {person.id, one.id} not in left_out]
    apart = [one for one in apart if share_language(result, person, by_id[one.id])]
    if seen and person.id not in seen:
        apart.sort(key=lambda one: one.id not in seen)
    yield from apart
