"""Candidates about the company of people: who is alone, who cannot decide, and who can sit with someone above them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from seating.analysis.candidates.absent import list_usual_sectors
from seating.analysis.candidates.candidate import (
    FEWEST,
    Candidate,
    Cause,
    Evidence,
    make_id,
    pair_candidate,
    tell_uncounted,
    voice_candidate,
)
from seating.analysis.candidates.words import is_named
from seating.analysis.power import NameIndex, count_representatives
from seating.convening.convening_file import as_flow
from seating.convening.relations import find_meaning, list_relations
from seating.profiles import ELSEWHERE, Person, Role, Who
from seating.profiles.categories import count_values, is_category
from seating.profiles.duplicates import find_alike
from seating.profiles.heads import without_held_seats
from seating.profiles.power_headings import Meaning
from seating.profiles.private_columns import relation_columns
from seating.requirements.apart import ApartRequirement
from seating.requirements.base.kind import LinkRequirement
from seating.requirements.count import list_meant_for
from seating.room.languages import languages_of, speaks_main
from seating.room.plan import Room
from seating.wording import fold, language_key, said, said_first, said_language

SHARED_BY, MOST_ALONE = 3, 3
"""A column groups people if its values have this many people on average, and at most so many values have only one."""

MOST_NAMED = 3
"""Largest number of dependences named for one column; the others are counted."""


def suggest_alone(evidence: Evidence) -> Iterator[Candidate]:
    """Yield the values that only one person has."""
    if len(evidence.coming) < FEWEST or not {"sector", "organization", "representative_type"} & {
        *evidence.people.headings
    }:
        return
    usual = [word for words in list_usual_sectors(evidence.convening).values() for word in words]
    for column in ("sector", "speaks_to", *evidence.own_columns):
        counts = count_values(column, evidence.coming)
        if not _groups_people(evidence, column, counts):
            continue
        respelled = {value for pair in find_alike(counts) for value in pair}  # a note asks whether they are one value
        alone = {value for value, n in counts.items() if n == 1 and value not in respelled}
        as_written = {fold(v): v for person in evidence.coming if alone for v in reversed(person.values(column))}
        for value in sorted(alone):
            if column == "sector" and is_named(value, usual):
                continue
            written = as_written[value]
            who = Who.model_validate({column: written})
            only = said("Only 1 %(who)s is coming, so no table can have two.", who=who.phrase("person"))
            why = tell_uncounted(only, [person for person in evidence.staff if who.matches(person)])
            yield pair_candidate(Cause.ALONE, (column, written), written, why, {column: written}, 58)


def suggest_languages(evidence: Evidence) -> Iterator[Candidate]:
    """Yield the languages that only one person speaks, who does not speak that of the room, and none of the staff."""
    if "languages" not in evidence.people.headings or len(evidence.coming) < FEWEST:
        return
    room = evidence.room
    # the languages of a row are those of all its people
    guests = room.coming
    spoken = Counter(language for person in guests for language in languages_of(room, person))
    speaker = {language: person for person in evidence.coming for language in languages_of(room, person)}
    by_staff = {language for person in room.staff for language in languages_of(room, person)}
    for language, speakers in sorted(spoken.items()):
        if speakers > 1 or language in by_staff or not language:
            continue
        one = speaker[language]
        if speaks_main(room, one):  # they can talk with the others, and need no second person
            continue
        written = next((v for v in one.languages if language_key(v) == language), language)
        is_alone = all(spoken[other] == 1 and other not in by_staff for other in languages_of(room, one))
        name = said_language(written)
        why = said("Only 1 person speaks %(language)s, and no one on the staff speaks it.", language=name)
        if is_alone:
            why = said(
                "Only 1 person speaks %(language)s, and this person shares no language with anyone else.", language=name
            )
        yield pair_candidate(Cause.LANGUAGE, (language,), name, why, {"languages": written}, 80 if is_alone else 60)


def suggest_deciders(evidence: Evidence) -> Iterator[Candidate]:
    """Yield the organizations, sectors and focus areas that send only designees, or no one who decides.

    A column is skipped if most of its groups are without a decision-maker: then deciding is not what the list is about.
    """
    if not evidence.is_known("representative_type"):
        return
    for column, designees_from, others_from in (("organization", 2, 3), ("sector", 3, 4), ("interests", 4, 4)):
        if column not in evidence.people.headings:
            continue
        every = count_representatives(map(_where_they_decide, evidence.coming), column)
        groups = [one for one in every if one.people >= designees_from]
        without = [one for one in groups if one.without_decision_maker]
        if 2 * len(without) > len(groups):
            continue
        for one in without:
            if not one.only_designees and one.people < others_from:
                continue
            name = said("%(group)s: someone who decides", group=one.name)
            whose = {
                "sector": said("the sector %(sector)s", sector=one.name),
                "interests": said("the focus area %(area)s", area=one.name),
            }
            group = whose.get(column, one.name)
            only = said(
                "The %(number)s people from %(group)s who are coming are designees, who report back but cannot decide.",
                number=one.people,
                group=group,
            )
            none = said(
                "None of the %(number)s people from %(group)s who are coming is a decision-maker.",
                number=one.people,
                group=group,
            )
            why = only if one.only_designees else none
            who = {column: one.name, "representative_type": Role.DECISION_MAKER.value}
            rank = (66 if one.only_designees else 50) + min(one.people, 8)
            yield voice_candidate(Cause.DECIDES, (column, one.name), name, why, who, rank)


def _where_they_decide(person: Person) -> Person:
    """Return a person as they are at a table where they decide, if there is one."""
    decides = (table for table, role in person.types_at.items() if role is Role.DECISION_MAKER)
    return person.at(next(decides, ELSEWHERE))


def suggest_dependences(evidence: Evidence) -> Iterator[Candidate]:
    """Yield the columns of relations by which people can sit with someone they depend on.

    Pairs that a requirement asks to sit at different tables are left out, and so are open seats and pairs that no table
    is for.
    """
    power, room = evidence.convening.power, evidence.room
    used = relation_columns(evidence.requirements)
    used |= {one.naming_column for one in evidence.requirements if isinstance(one, LinkRequirement)}
    kept_apart = [one for one in evidence.requirements if isinstance(one, ApartRequirement)]
    parted = {frozenset(pair) for requirement in kept_apart for pair in requirement.parts(room)}
    meant_for = [(count.who, at) for count, at in list_meant_for(evidence.requirements) if count.is_must]
    index = NameIndex(room.persons, room)
    for column in list_relations(evidence.people.headings, power):
        meaning = find_meaning(column, power)
        if meaning is Meaning.UNKNOWN or column in used:
            continue
        found = [
            (one, other) if meaning is Meaning.DEPENDS_ON else (other, one)
            for one in room.attendees
            for other in without_held_seats(index.find_named(one, column))
            if frozenset({one.id, other.id}) not in parted and _may_share_a_table((one, other), room, meant_for)
        ]
        if not found:
            continue
        why = said(
            "Some people depend on others who are also coming (column %(column)s), and no requirement asks for "
            "them to sit at different tables: %(pairs)s.",
            column=column,
            pairs=_list_pairs(found),
        )
        asks = {"kind": "apart", "relation": column, "must": False}
        pairs = tuple((one.id, other.id) for one, other in found)
        identity = make_id(Cause.DEPENDS, (column,))
        name = said("Dependence (%(column)s)", column=column)
        yield Candidate(identity, Cause.DEPENDS, name, why, as_flow(asks), 82, asks, frozenset({column}), pairs)


def _may_share_a_table(people: Sequence[Person], room: Room, meant_for: Iterable[tuple[Who, Sequence[str]]]) -> bool:
    """Whether there is a table that admits all of these people. `meant_for` has those that tables do not admit."""
    closed = {table for who, at in meant_for if any(map(who.matches, people)) for table in at}
    return any(table.id not in closed for table in room.tables)


def _list_pairs(pairs: Sequence[tuple[Person, Person]]) -> str:
    """Return who depends on whom in words: the first pairs, and the number of the others."""
    told = [said("%(below)s depends on %(above)s", below=one.label, above=other.label) for one, other in pairs]
    return said_first(told, MOST_NAMED)


def _groups_people(evidence: Evidence, column: str, counts: Counter[str]) -> bool:
    """Whether the values of a column are groups that people belong to, and not, for example, names or numbers."""
    alone = sum(1 for people in counts.values() if people == 1)
    if not is_category(column, evidence.coming, least_filled=0) or alone > min(MOST_ALONE, len(counts) / 2):
        return False
    if sum(counts.values()) < SHARED_BY * len(counts) or any(value.replace(".", "").isdigit() for value in counts):
        return False
    organizations = {fold(person.organization) for person in evidence.listed}
    return not any(value in organizations or evidence.people.named(value) for value in counts)
