"""Notes on a valid convening, such as values that no person has, unused needs, and columns that nothing uses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from seating.convening.column_account import UnusedColumns, find_unused_columns, list_not_read, name_table_meaning
from seating.convening.convening_file import as_flow, list_stated, plain_requirement, plain_table
from seating.convening.requirements import tells_hidden_cells
from seating.convening.rooms import list_guests, list_unlisted_members, reason_without_seat
from seating.convening.schema import Convening
from seating.convening.suggestions import (
    Suggestion,
    count_places,
    suggest_requirements,
    suggest_tables,
)
from seating.errors import Miss, Note, write_lines
from seating.near_words import did_you_mean, nearest
from seating.profiles import People, Person, Who
from seating.profiles.days import find_date
from seating.profiles.need_words import find_interpreted, is_signed, leaves_language_open
from seating.profiles.person import NothingFits
from seating.profiles.private_columns import private_columns
from seating.profiles.weighted_pairs import WeightedPairs
from seating.requirements.base.kind import LinkRequirement, Requirement
from seating.requirements.count import list_meant_for
from seating.requirements.duty import DutyRequirement
from seating.requirements.staff import INTERPRETING
from seating.room.tables import ELECTED, Stage, in_order_of_numbers
from seating.wording import (
    fold,
    language_key,
    name_column,
    quoted,
    said,
    said_count,
    said_first,
    said_joined,
    said_list,
    squashed,
)

_SHOWN = 5

_NUMBERED = re.compile(r"(?:[^\W\d]+ )?([0-9]{1,4})")
"""A name that is a number, or a word and a number, such as "Table 5"."""

_TRUTH = MappingProxyType({"yes": "true", "no": "false"})
"""How spreadsheets write check boxes, by the word that an unquoted true or false in a convening becomes."""


def list_warnings(convening: Convening, people: People, stated: Sequence[Requirement]) -> tuple[Note, ...]:
    """Return the notes on a convening that has no errors.

    Parameters
    ----------
    convening : Convening
    people : People
    stated : sequence of Requirement
        The requirements written in the convening or inferred, and those for elected people.
    """
    return (
        *_focus_of_nobody(convening, people),
        *_needs_not_asked(convening),
        *_interpreters_unclear(convening, people),
        *_languages_preferred(people),
        *_words_of_nobody(people, stated),
        *_named_without_seat(people, stated),
        *_weighed_pairs(people, stated),
        *_relations(people, stated),
        *_avoided_companions(people),
        *_weights_of_musts(stated),
        *_skipped_stages(convening),
        *_ended_tables(convening),
        *_drawn_from_nobody(convening, people),
        *_members_not_listed(convening, people),
        *_full_tables(convening, people),
        *_misleading_numbers(convening),
        *_unused_columns(convening, people),
        *note_unsuited(people),
        *_meant_for_others(convening, people),
    )


def note_unsuited(people: People, first: int = 1) -> Iterator[Note]:
    """Yield the notes on the people who have no session or table left. When a person can come is private.

    First those without one in any round, then those without one in some rounds, by round.

    Parameters
    ----------
    people : People
    first : int
        The first round that is not over. There are no notes on rounds before it.
    """
    found: dict[int, list[tuple[Person, NothingFits]]] = {}
    for person in people:
        for one in () if person.attending.is_absent else person.attending.unsuited:
            for number in one.rounds or (0,):
                found.setdefault(number, []).append((person, one))
    for number, unsuited in sorted(found.items()):
        if number == 0 or number >= first:
            yield from _note_unsuited_in(number, people, unsuited)


def _note_unsuited_in(number: int, people: People, unsuited: Sequence[tuple[Person, NothingFits]]) -> Iterator[Note]:
    """Yield the notes on those without a session or table in a round; 0 stands for all rounds."""
    alone = [person for person, one in unsuited if not one.tied]
    groups = {frozenset((person.id, *one.tied)): one for person, one in unsuited}
    texts = {
        "session": said_count(
            "No session works for %(people)s. Offer another date, or hold one more session.",
            "No session works for these people: %(people)s. Offer them another date, or hold a session for them.",
            len(alone),
            people=_names_of(people, alone),
        ),
        "table": said("%(people)s cannot sit at any table. Offer them another table.", people=_names_of(people, alone)),
    }
    if alone and number:
        text = said_count(
            "No session in round %(round)s works for %(people)s, who has no seat in that round.",
            "No session in round %(round)s works for these people, so they have no seat in that round: %(people)s.",
            len(alone),
            round=number,
            people=_names_of(people, alone),
        )
        yield Note("no-session-fits", text, column="can_come")
    elif alone:
        yield Note("no-session-fits", texts[unsuited[0][1].what], column="can_come")
    for group, one in groups.items():
        if len(group) > 1:
            names = _names_of(people, [person for person in people if person.id in group])
            text = said(
                "%(people)s must share a table, but there is no session that they can all attend. Offer them "
                "another date, or let them sit apart.",
                people=names,
            )
            if number:
                text = said(
                    "%(people)s must share a table, but there is no session in round %(round)s that they can "
                    "all attend, so they have no seat in that round.",
                    people=names,
                    round=number,
                )
            elif one.what == "table":
                text = said(
                    "%(people)s must share a table, but there is no table where they can all sit.", people=names
                )
            yield Note("no-session-fits", text, column="can_come")


def _names_of(people: People, persons: Sequence[Person]) -> str:
    """Return the first names of a list, and how many more there are."""
    return said_first([people.label_apart(person) for person in persons], _SHOWN)


def _focus_of_nobody(convening: Convening, people: People) -> Iterator[Note]:
    areas = {fold(area): area for person in people for area in person.values("interests")}
    if not areas:
        return
    for table in convening.tables:
        for focus in table.focus:
            if fold(focus) not in areas:
                near = nearest(focus, areas.values())
                text = said(
                    "Table %(table)s: no one on the list is interested in its focus, %(focus)s.",
                    table=table.id,
                    focus=quoted(focus),
                )
                if near:
                    text = said_joined([text, did_you_mean(near)], " ")
                yield Note("focus-of-nobody", text, column="interests")


PREFERRED = frozenset({"preferredlanguage", "preferredlanguages", "languagepreference"})
"""Headings of a column of languages in which people who speak others too may have written only one."""


def _languages_preferred(people: People) -> Iterator[Note]:
    heading = people.headings.get("languages")
    if heading is not None and squashed(heading.text) in PREFERRED:
        text = said(
            "The languages in %(column)s are read as all the languages that a person speaks. Add any others "
            "that they speak, such as %(example)s. Otherwise, pages might state that someone can talk with no "
            "one at their table.",
            column=quoted(heading.text),
            example=quoted("Spanish; English"),
        )
        yield Note("languages-preferred", text, column="languages")


def _interpreters_unclear(convening: Convening, people: People) -> Iterator[Note]:
    """Yield a note about the needs for an interpreter that name no known language, or more than a language.

    If a need names none, the languages of a person who does not speak the working language show which are meant.
    """
    coming = list_guests(people)
    spoken = frozenset(language_key(language) for person in people for language in person.languages)
    able = {language_key(one) for person in people if person.duty in INTERPRETING for one in person.languages}
    unclear = [
        (person, need)
        for person in coming
        for need in person.needs
        if find_interpreted(need, spoken) == frozenset()
        and not (leaves_language_open(need) and _is_understood(person, convening.working_language, able))
    ]
    if not any(person.duty in INTERPRETING for person in people):
        return
    signed = [(person, need) for person, need in unclear if is_signed(need)]
    other = [one for one in unclear if one not in signed]
    if other:
        text = said(
            "These needs ask for an interpreter, but the program cannot tell for which language: %(needs)s. No "
            "interpreter is seated for them. Write the need as %(example)s. Or write %(alone)s, and put the "
            "languages that the person speaks in the `languages` column. If the program does not know a "
            "language, write the same name in the `languages` column for the person who interprets it.",
            needs=_list_needs(other),
            example=quoted("Vietnamese interpreter"),
            alone=quoted("interpreter"),
        )
        yield Note("interpreter-unclear", text, shared_text="", column="needs")
    if signed:
        text = said(
            "These needs ask for a sign language without naming it: %(needs)s. No interpreter is seated for "
            "them. Write the need as %(example)s, and write the same name in the `languages` column for the "
            "person who interprets it.",
            needs=_list_needs(signed),
            example=quoted("ASL interpreter"),
        )
        yield Note("interpreter-unclear", text, shared_text="", column="needs")


def _is_understood(person: Person, working_language: str, able: Collection[str]) -> bool:
    """Whether staff are asked for by a person's languages alone: `able` has those of interpreters and facilitators."""
    spoken = set(map(language_key, person.languages))
    return bool(working_language) and language_key(working_language) not in spoken and not spoken.isdisjoint(able)


def _list_needs(needs: Sequence[tuple[Person, str]]) -> str:
    """Return the people with their needs, the first ones only."""
    return said_first([f"{person.label}: {quoted(need)}" for person, need in needs], _SHOWN)


def _needs_not_asked(convening: Convening) -> Iterator[Note]:
    needy = [table.id for table in convening.tables if table.needs and table.seats_people]
    if needy and not any(requirement.asks_for_needs for requirement in convening.requirements):
        text = said(
            "The `needs` of %(tables)s do not affect who sits where, because there is no `assets` requirement.",
            tables=said_list(needy),
        )
        yield Note("needs-not-asked", text)


def _words_of_nobody(people: People, stated: Sequence[Requirement]) -> Iterator[Note]:
    """Yield a note for each value that no cell contains, if a cell contains a similar one."""
    for requirement in stated:
        for key in ("who", "whom", "serves"):
            who = getattr(requirement, key, None)
            while isinstance(who, Who):
                for column, values in who.columns.items():
                    yield from _unlike(people, requirement, column, values)
                who = who.not_


def _unlike(people: People, requirement: Requirement, column: str, values: Sequence[str]) -> Iterator[Note]:
    if column == "assets":
        cells = {fold(word): word for person in people for a in person.assets for word in (a.word, str(a))}
    else:
        cells = {fold(value): value for person in people for value in person.values(column)}
    for value in values:
        if fold(value) in cells:
            continue
        near = cells.get(_TRUTH.get(fold(value), "")) or nearest(value, cells.values(), cutoff=0.8)
        if near is not None:
            text = said(
                "%(requirement)s: no one has %(value)s in column %(column)s, but someone has %(near)s.",
                requirement=requirement.id,
                value=quoted(value),
                column=column,
                near=quoted(near),
            )
            if fold(near) in _TRUTH.values():
                hint = said("Put the value in quotes; unquoted true and false are read as yes and no.")
                text = said_joined([text, hint], " ")
            shared = said("A requirement names a value that does not appear in its column.")
            yield Note("value-of-nobody", text, shared, column)


def _named_without_seat(people: People, stated: Sequence[Requirement]) -> Iterator[Note]:
    for requirement in stated:
        named = list(getattr(requirement, "people", None) or ())
        named += [identity for pair in getattr(requirement, "pairs", None) or () for identity in pair]
        for identity in dict.fromkeys(named):
            person = people.by_id.get(identity)
            reason = reason_without_seat(person) if person is not None else None
            # who has no seat because of such a requirement is named by a note of its own
            unsuited = None if person is None else person.attending.find_unsuited()
            if person is not None and reason is not None and not (unsuited and unsuited.tied):
                text = said(
                    "%(requirement)s: %(person)s is not seated (%(reason)s), so this requirement does not "
                    "apply to them.",
                    requirement=requirement.id.replace(f":{identity}", ""),  # the cell of the person who is named next
                    person=person.label,
                    reason=reason,
                )
                shared = said(
                    "A person named in a requirement is not seated, so the requirement does not apply to them."
                )
                yield Note("not-seated-asks-nothing", text, shared, unseated=(identity,))


def _weighed_pairs(people: People, stated: Sequence[Requirement]) -> Iterator[Note]:
    """Yield the notes from reading files of pairs, and a note on people in them who are not seated or are staff."""
    for requirement in stated:
        pairs = getattr(requirement, "file", None)
        if not isinstance(pairs, WeightedPairs):
            continue
        yield from pairs.notes
        persons = [people.by_id[identity] for identity in pairs.ids if identity in people.by_id]
        idle = [person for person in persons if reason_without_seat(person) is not None or person.duty is not None]
        if idle:
            text = said_count(
                "%(requirement)s: %(people)s is not seated or is staff, so their pairs have no effect.",
                "%(requirement)s: %(people)s are not seated or are staff, so their pairs have no effect.",
                len(idle),
                requirement=requirement.id,
                people=_names_of(people, idle),
            )
            shared = said(
                "A person named in a requirement is not seated or is staff, so the requirement does not apply to them."
            )
            yield Note("not-seated-asks-nothing", text, shared, unseated=tuple(person.id for person in idle))


def _relations(people: People, stated: Sequence[Requirement]) -> Iterator[Note]:
    """Yield notes on relations: cells that name no one, and pairs that `with` exempts."""
    for requirement in stated:
        column = getattr(requirement, "relation", None)
        if isinstance(column, str):
            yield from _nobody_related(people, column)
            yield from _exempt(people, column, requirement)
        elif isinstance(requirement, LinkRequirement) and requirement.naming_column:
            yield from _nobody_related(people, requirement.naming_column)


def _nobody_related(people: People, column: str) -> Iterator[Note]:
    organizations = {fold(person.organization) for person in people if person.organization}
    strange: list[str] = [
        said("line %(line)s: %(value)s", line=person.line, value=quoted(value))
        for person in people
        for value in person.values(column)
        if fold(value) not in organizations and not people.named(value)
    ]
    if strange:
        heading = people.headings.get(column)
        more = said("%(number)s more cells", number=len(strange) - _SHOWN)
        text = said(
            "%(file)s: in column %(column)s, these cells name neither a person nor an organization on the "
            "list: %(cells)s.",
            file=people.file,
            column=quoted(heading.text if heading else column),
            cells=said_list(strange if len(strange) <= _SHOWN else [*strange[:_SHOWN], more]),
        )
        yield Note("relation-names-nobody", text, column=column)


def _exempt(people: People, column: str, requirement: Requirement) -> Iterator[Note]:
    told = set[frozenset[str]]()
    for person in people:
        for identity in person.with_:
            other = people.by_id.get(identity)
            if other is None or frozenset({person.id, identity}) in told:
                continue
            if _relates(people, person, other, column) or _relates(people, other, person, column):
                told.add(frozenset({person.id, identity}))
                text = said(
                    "%(place)s: %(people)s are related according to column %(column)s, but `with` seats them "
                    "together, so %(requirement)s does not apply to them.",
                    place=f"{people.file}:{person.line}",
                    people=said_list([person.label, other.label]),
                    column=quoted(column),
                    requirement=requirement.id,
                )
                yield Note("with-exempts-relation", text, column="with")


def _avoided_companions(people: People) -> Iterator[Note]:
    """Yield a note for each person who avoids someone they have to share a table with."""
    for person in people:
        for identity in person.avoids:
            other = people.by_id.get(identity)
            if other is not None and (identity in person.with_ or person.id in other.with_):
                text = said(
                    "%(place)s: %(person)s avoids %(other)s, but `with` seats the two together, so this wish cannot "
                    "be met.",
                    place=f"{people.file}:{person.line}",
                    person=person.label,
                    other=other.label,
                )
                yield Note("with-avoids", text, column="avoids")


def _relates(people: People, person: Person, other: Person, column: str) -> bool:
    """Whether a person's cell names the other person or their organization."""
    return any(
        (other.organization and fold(value) == fold(other.organization)) or other in people.named(value)
        for value in person.values(column)
    )


def _weights_of_musts(stated: Sequence[Requirement]) -> Iterator[Note]:
    """Yield a note for each must with a weight; only wishes use weights."""
    for requirement in stated:
        if requirement.is_must and "weight" in requirement.model_fields_set:
            text = said(
                "%(requirement)s: its weight is not used, because it is a must. Write `must: false` to make it a wish "
                "that costs %(weight)s for each unit of shortfall.",
                requirement=requirement.id,
                weight=f"{requirement.weight:,}",
            )
            yield Note("weight-unused", text, said("A must has a weight, but the weight is not used."))


def _skipped_stages(convening: Convening) -> Iterator[Note]:
    order = list(Stage)
    stages = [(number, plan.stage) for number, plan in enumerate(convening.rounds, 1) if plan.stage is not None]
    for (earlier, one), (later, other) in pairwise(stages):
        if one is Stage.FORMING and order.index(other) > order.index(Stage.NORMING):
            text = said(
                "Round %(later)s is %(stage)s, but round %(earlier)s was forming: storming and norming are skipped. "
                "Plan a round in which the tables stay together and can work through disagreements.",
                later=later,
                stage=other,
                earlier=earlier,
            )
            yield Note("stages-skipped", text)


def _ended_tables(convening: Convening) -> Iterator[Note]:
    """Yield a note for each table whose end has passed. The clock of the machine is never read."""
    for table in convening.tables:
        end = find_date(table.until)
        if end is not None and convening.today is not None and end < convening.today:
            text = said("%(table)s was scheduled to work until %(end)s.", table=table.label, end=end.isoformat())
            hint = said("Remove the table and ask its members what will happen to its promises, or write another date.")
            yield Note("table-ended", said_joined([text, hint], " "))


def _drawn_from_nobody(convening: Convening, people: People) -> Iterator[Note]:
    """Yield a note for each governance table drawn from a duty that no one will have."""
    seating = [table for table in convening.tables if table.seats_people]
    held = {duty for duty in ELECTED for table in seating if getattr(table, duty)}
    held |= {requirement.name for requirement in convening.requirements if isinstance(requirement, DutyRequirement)}
    held |= {person.duty.value for person in people if person.duty is not None}
    by_id = {table.id: table for table in convening.tables}
    for table in convening.tables:
        for other in table.liaisons:
            if "liaison" not in held and not by_id[other].liaison:
                text = said(
                    "The liaison from %(other)s is a member of %(table)s, but no one has that duty: %(other)s "
                    "names no liaison, and no requirement asks for one. Add {kind: duty, name: liaison, at: "
                    "%(other)s} to the requirements.",
                    other=other,
                    table=table.id,
                )
                yield Note("drawn-from-nobody", text)
        duty = fold(table.drawn_from)
        if duty and duty not in held:
            text = said(
                "Table %(table)s draws its members from the people with the duty %(quoted)s, but no one has "
                "it: no table names its %(duty)s, and no requirement asks for one. Add {kind: duty, name: "
                "%(duty)s} to the requirements.",
                table=table.id,
                quoted=quoted(duty),
                duty=duty,
            )
            yield Note("drawn-from-nobody", text)


def _members_not_listed(convening: Convening, people: People) -> Iterator[Note]:
    """Yield a note on each name of a member of a governance table that no one on the list has."""
    for table in convening.tables:
        for name in list_unlisted_members(people, table):
            miss = people.find(name)
            text = said(
                "%(name)s is a member of %(table)s and is not on the list. The membership stays empty.",
                name=quoted(name),
                table=table.label,
            )
            asked = did_you_mean(miss.near) if isinstance(miss, Miss) and miss.near else ""
            yield Note("member-not-listed", said_joined(filter(None, (text, asked)), " "), "")


def _meant_for_others(convening: Convening, people: People) -> Iterator[Note]:
    """Yield a note on the people with a seat for whom no table is, if each table is for some people alone."""
    meant = [(one, at) for one, at in list_meant_for(convening.requirements) if one.is_must]
    tables = {table.id for table in convening.tables if table.seats_people}
    if not tables or not tables.issubset(table for _, at in meant for table in at):
        return
    left = [person for person in list_guests(people) if all(one.who.matches(person) for one, _ in meant)]
    if not left:
        return
    text = said(
        "No table is meant for these people: %(people)s. Change who a table is meant for.",
        people=_names_of(people, left),
    )
    shared = said_count(
        "No table is meant for %(number)s person on the list.",
        "No table is meant for %(number)s people on the list.",
        len(left),
    )
    if any(table.day for table in convening.tables):
        text = said(
            "No session is meant for these people: %(people)s. Hold one for them, or change who a session is "
            "meant for.",
            people=_names_of(people, left),
        )
        shared = said_count(
            "No session is meant for %(number)s person on the list.",
            "No session is meant for %(number)s people on the list.",
            len(left),
        )
    yield Note("for-others-alone", text, "" if tells_hidden_cells(convening, people) else shared)


def _full_tables(convening: Convening, people: People) -> Iterator[Note]:
    """Yield a note with the tables to add, if more people come, or seats are held, than the tables have places for."""
    needed, counted = suggest_tables(convening, people), count_places(convening, people)
    text = counted and counted.lack
    if not text or not any(table.seats_people for table in convening.tables):
        return
    if not needed:
        yield Note("tables-full", text)
        return
    if "tables" in convening.inferred and not convening.is_unedited:
        lines = ", ".join(as_flow(entry) for entry in (*map(plain_table, convening.tables), *(n.entry for n in needed)))
        way = write_lines(said("add it"), [f"tables: [{lines}]"], "file")
    elif convening.file is None:
        way = said("Add it where the tables are listed.")
    else:
        file = convening.file
        way = said_count(
            "In %(file)s, add this at the end of `tables`: %(lines)s",
            "In %(file)s, add these at the end of `tables`, each on a line of its own: %(lines)s",
            len(needed),
            file=said("%(file)s in the output folder", file=file) if convening.is_unedited else file,
            lines=said_list([f"- {one.line}" for one in needed]),
        )
    yield Note("tables-full", said_joined([text, way], " "))


def _misleading_numbers(convening: Convening) -> Iterator[Note]:
    """Yield a note on names such as "Table 1" that have the number of another table: guests would go there."""
    tables = in_order_of_numbers(convening.tables)
    misleading = []
    for number, table in enumerate(tables, start=1):
        named = _NUMBERED.fullmatch(table.name.strip())
        if named and int(named[1]) != number and 1 <= int(named[1]) <= len(tables):
            misleading.append(said("%(table)s has the number %(number)s", table=quoted(table.label), number=number))
    if misleading:
        shown = said_first(misleading, _SHOWN)
        text = said("Pages number the tables in the same order as the convening: %(tables)s.", tables=shown)
        advice = said("Change the order, for example by putting a head table last, or change the names.")
        yield Note("table-numbers", said_joined([text, advice], " "))


def _unused_columns(convening: Convening, people: People) -> Iterator[Note]:
    """Yield the note on the columns that were not read, with the requirements that are suggested for them.

    Beside stated requirements it suggests nothing but where people sit who are named with a table. It quotes no cell.
    Only the convener sees the names of private columns in it. Columns that form a square matrix get a separate note.
    """
    unused, is_inferred = find_unused_columns(convening, people), "requirements" in convening.inferred
    columns = list_not_read(convening, people, unused)
    if unused.square and is_inferred:
        yield _square(list(unused.square), people, "new" if convening.file is None else "file")
    if columns:
        private = private_columns(convening, people)
        tables = list(_advice_on_tables(unused.tables, convening, people))
        more = _advice(convening, people, unused, is_first=not tables) if is_inferred else ""
        advice = said_joined(tables, " ") if tables else more
        shared = [column for column in columns if column not in private]
        told = _not_used(shared, people, advice) if shared and is_inferred else said("A column was not used.")
        hidden = None if shared else columns[0]  # where all are private, others see no note
        yield Note("columns-unused", _not_used(columns, people, advice), told, column=hidden)
        if tables and more:  # each note ends with the line to copy
            yield Note("columns-unused", said("%(file)s: %(advice)s", file=people.file, advice=more))


def _not_used(columns: Sequence[str], people: People, advice: str) -> str:
    headings = [name_column(people.headings[one].text, people.headings[one].letter) for one in columns]
    text = said_count(
        "%(file)s: %(columns)s was not used.",
        "%(file)s: %(number)s columns were not used: %(columns)s.",
        len(columns),
        file=people.file,
        columns=said_first(headings, _SHOWN),
    )
    return said_joined([text, advice], " ") if advice else text


def _advice_on_tables(columns: Sequence[str], convening: Convening, people: People) -> Iterator[str]:
    """Yield the line that reads the tables in a column as fixed or as chosen, for each such column."""
    for column in columns:
        heading = people.headings[column]
        yield said("%(column)s names tables.", column=name_column(heading.text, heading.letter))
        meaning = name_table_meaning(heading.text)
        line = f"columns: {{{meaning}: {as_flow(heading.text)}}}"
        place = "new" if convening.file is None else "file"
        aim = said("seat these people there") if meaning == "pin" else said("count it as what they chose")
        yield write_lines(aim, [line], place)


def _advice(convening: Convening, people: People, unused: UnusedColumns, *, is_first: bool) -> str:
    """Return what could matter and the requirements to write for it; "" if nothing is suggested.

    Of two suggestions for the groups of one column, the first is in it. `is_first` tells whether no other note has told
    how to make a convening.
    """
    suggested = [one for one in suggest_requirements(convening, people, unused) if not one.is_private]
    asked: dict[object, Suggestion] = {}
    for one in suggested:
        if one.part == "requirements":
            asked.setdefault(one.entry.get("by") or one.entry.get("of") or one.entry["kind"], one)
    if not asked:
        return ""
    lines = [as_flow(plain_requirement(r)) for r in list_stated(convening)] + [one.line for one in asked.values()]
    could = said("What might matter: %(aims)s.", aims=said_joined([one.says for one in asked.values()], "; "))
    line, place = f"requirements: [{', '.join(lines)}]", "new" if convening.file is None and is_first else "file"
    aim = said("ask for it") if len(asked) == 1 else said("ask for all of this")
    return said_joined([could, write_lines(aim, [line], place)], " ")


def _square(square: list[str], people: People, place: str) -> Note:
    line = f"requirements: [{{kind: similarity, file: {as_flow(people.file)}, wanted: high}}]"
    text = said(
        "%(file)s: %(number)s columns are named after people on the list, so the file is a square matrix with a number "
        "for each pair. These columns were not used. %(advice)s",
        file=people.file,
        number=len(square),
        advice=write_lines(
            said("seat pairs with high numbers together, and pairs with negative numbers apart"), [line], place
        ),
    )
    shared = said(
        "%(file)s: %(number)s columns form a square matrix of numbers and were not used.",
        file=people.file,
        number=len(square),
    )
    return Note("columns-are-a-square", text, shared)


SHOWN_TABLES = 12
"""Maximum number of tables that the note on a sheet of tables names."""


def note_listed_tables(
    place: str, entries: Sequence[Mapping[str, Any]], read: Sequence[str], unread: Sequence[str], passed: Sequence[int]
) -> Note:
    """Return the note on tables that are stored with the list: what was read from which columns, and what was skipped.

    Parameters
    ----------
    place : str
        The file and the sheet.
    entries : sequence of mappings
        The tables as plain data.
    read, unread : sequence of str
        The columns, as messages name them.
    passed : sequence of int
        The lines that name no table.
    """
    parts: list[str] = [
        said_count(
            "%(place)s: %(number)s table was read from %(columns)s: %(tables)s.",
            "%(place)s: %(number)s tables were read from %(columns)s: %(tables)s.",
            len(entries),
            place=place,
            columns=said_list(read),
            tables=said_first(map(_shown, entries), SHOWN_TABLES),
        )
    ]
    if passed:
        lines: str = said_list(map(str, passed[:_SHOWN]))
        if len(passed) > _SHOWN:
            lines = said_joined([lines, "…"], ", ")
        rest = said_count("Line %(lines)s names no table.", "Lines %(lines)s name no table.", len(passed), lines=lines)
        parts.append(rest)
    if unread:
        parts.append(said("Not used: %(columns)s.", columns=said_list(unread)))
    return Note("tables-from-sheet", said_joined(parts, " "))


def _shown(entry: Mapping[str, Any]) -> str:
    seats = entry.get("seats")
    if not isinstance(seats, Mapping):
        return said("%(table)s (no limit)", table=entry["name"])
    if "max" not in seats:
        return said("%(table)s (at least %(number)s)", table=entry["name"], number=seats["min"])
    return f"{entry['name']} ({seats['min']}-{seats['max']})" if "min" in seats else f"{entry['name']} ({seats['max']})"
