"""The requirements of a convening: written ones, usual ones, and those implied by columns and elected people.

Columns such as `with` and `wishes` imply one requirement for each cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import ValidationError

from seating.convening.document import Document, KeyPath
from seating.convening.rejections import (
    UnseatedReferences,
    explain_errors,
    find_governance_problems,
    find_unknown_keys,
    select_known_keys,
)
from seating.convening.resolvers import find_forbidden_words, normalize_who
from seating.convening.rooms import list_guests, list_tables_by_round, reason_without_seat
from seating.convening.schema import Convening
from seating.errors import InputError, Note, Problem
from seating.near_words import ask_near
from seating.profiles import Duty, People, Person
from seating.profiles.days import names_day
from seating.profiles.person import NothingFits
from seating.profiles.private_columns import hidden_columns
from seating.requirements import kinds
from seating.requirements.base.kind import PRIVATE_PREFIX, Requirement, is_about_governance, with_ties
from seating.requirements.count import FOR_PREFIX, CountRequirement, list_meant_for
from seating.requirements.keep_from import KeepFromRequirement
from seating.requirements.staff import INTERPRETING, LANGUAGE_WEIGHT, StaffRequirement, list_interpreted
from seating.room.features import list_features, name_feature
from seating.room.languages import languages_of, speaks_main
from seating.room.plan import Room
from seating.room.tables import ELECTED, Table
from seating.wording import fold, said, said_joined, said_list


def read_requirements(
    document: Document, context: Mapping[str, Any], vocabulary: Mapping[str, Any], tables: Sequence[Table] = ()
) -> tuple[tuple[Requirement, ...], list[Problem]]:
    """Return the valid requirements of a document, with ids, and the problems of the others.

    Parameters
    ----------
    document : Document
    context : mapping of str to object
        The validation context of `finders`.
    vocabulary : mapping of str to object
        For each column, the allowed values and their other names.
    tables : sequence of Table
    """
    found: list[Requirement] = []
    entries, problems = _list_entries(document)
    first: dict[str, int | None] = {}
    for one in entries:
        written_id, identity = document.plain["requirements"][one.path[-1]].get("id"), one.written["id"]
        problems += _reserved_or_twice(document, one.path, written_id, identity, first)
        requirement, wrong = _requirement(document, one.written, one.path, one.kind, context, vocabulary)
        problems += wrong
        if requirement is not None:
            problems += find_governance_problems(requirement, tables, document, one.path)
            found.append(requirement)
    return tuple(found), problems


def find_unknown_parts(document: Document) -> list[Problem]:
    """Return the problems of requirements that show without a list: kinds and keys that do not exist."""
    if document.plain.get("requirements") is None:
        return []
    entries, problems = _list_entries(document)
    for one in entries:
        problems += find_unknown_keys(one.written, keys_of(one.kind), document, one.path, _subject(one.written["id"]))
    return problems


class _Entry(NamedTuple):
    """A requirement as written, with an id, its place and its kind."""

    path: KeyPath
    kind: str
    written: Mapping[str, Any]


def _list_entries(document: Document) -> tuple[list[_Entry], list[Problem]]:
    """Return the requirements of a known kind, and the problems of the others."""
    path: KeyPath = ("requirements",)
    written = document.plain.get("requirements")
    if not isinstance(written, list | tuple):
        hint = said("Write a list: - kind: role_mix …")
        place = document.file_of(path), document.line(path)
        return [], [Problem("value-wrong", said("is not a list"), *place, subject="requirements", hint=hint)]
    found, problems, numbers = list[_Entry](), list[Problem](), Counter[str]()
    for number, entry in enumerate(written):
        here = (*path, number)
        kind, wrong = _kind(document, entry, here)
        problems += wrong
        if kind is None:
            continue
        prefix = prefix_id(entry)
        numbers[prefix] += 1
        identity = _identity(entry.get("id"), f"{prefix}-{numbers[prefix]}")
        found.append(_Entry(here, kind, {**entry, "id": identity}))
    return found, problems


def prefix_id(entry: Mapping[str, Any]) -> str:
    """Return what the id of a requirement begins with, before its number.

    Private ones are numbered apart: from a gap in the numbers, others could tell that there is one.
    """
    kind = str(entry.get("kind", ""))
    return f"{kind}-private" if entry.get("private") is True else kind


def keys_of(kind: str) -> list[str]:
    """Return the keys of a requirement of a kind."""
    model = kinds()[kind]
    return ["kind", *sorted({field.alias or name for name, field in model.model_fields.items()} - model.hidden_keys)]


def _subject(identity: str) -> str:
    return said('requirement "%(id)s"', id=identity)


def _kind(document: Document, entry: Any, path: KeyPath) -> tuple[str | None, list[Problem]]:
    """Return the kind of an entry, or None and the problem."""
    place = document.file_of((*path, "kind")), document.line((*path, "kind"))
    subject = said("requirement %(number)s", number=int(path[-1]) + 1)
    if not isinstance(entry, Mapping) or entry.get("kind") is None:
        hint = said("Write {kind: count, who: {sector: government}, at_least: 1}; `seating kinds` lists the kinds.")
        return None, [Problem("kind-unknown", said("the key `kind` is missing"), *place, hint=hint, subject=subject)]
    kind = str(entry["kind"])
    if kind in kinds():
        return kind, []
    near = ask_near(kind, kinds(), said("The kinds are %(kinds)s.", kinds=said_list(kinds())))
    return None, [Problem("kind-unknown", said("is not a kind of requirement"), *place, value=kind, hint=near)]


def _identity(written: Any, otherwise: str) -> str:
    """Return the id as written, or `otherwise` if there is none."""
    is_word = isinstance(written, str | int | float) and not isinstance(written, bool)
    return (str(written).strip() if is_word else "") or otherwise


def _requirement(
    document: Document,
    entry: Mapping[str, Any],
    path: KeyPath,
    kind: str,
    context: Mapping[str, Any],
    vocabulary: Mapping[str, Any],
) -> tuple[Requirement | None, list[Problem]]:
    """Return one requirement, or None and its problems."""
    keys, subject = keys_of(kind), _subject(entry["id"])
    problems = list(find_unknown_keys(entry, keys, document, path, subject))
    given = select_known_keys(entry, keys)
    given.pop("kind", None)
    for key in sorted({"who", "whom", "serves"} & given.keys()):
        given[key] = normalize_who(given[key], context["column"], vocabulary)
        for value, hint in find_forbidden_words(given[key], vocabulary):
            place = document.file_of((*path, key)), document.line((*path, key))
            says = said("is not in the vocabulary for its column")
            about = said_joined([subject, key], ", ")
            problems.append(Problem("value-not-allowed", says, *place, value=value, hint=hint, subject=about))
    try:
        return kinds()[kind].model_validate(given, context=dict(context)), problems
    except ValidationError as error:
        example = said("`seating kinds %(kind)s` shows an example.", kind=kind)
        return None, [*problems, *explain_errors(error, document, path, subject, example)]
    except InputError as error:  # from a file named in the requirement
        return None, [*problems, *error.problems]


def _reserved_or_twice(
    document: Document, path: KeyPath, written: Any, identity: str, first: dict[str, int | None]
) -> Iterable[Problem]:
    """Yield a problem for a reserved or repeated id; record new ids."""
    place = document.file_of((*path, "id")), document.line((*path, "id"))
    if isinstance(written, bool | Mapping | list):
        yield Problem(
            "id-wrong", said("is not text"), *place, value=str(written), hint=said("Write a word."), subject="id"
        )
    if ":" in identity or identity.startswith(PRIVATE_PREFIX):
        says = said("cannot be a requirement id: ids with a colon and ids that begin with private- are reserved")
        yield Problem("id-wrong", says, *place, value=identity, hint=said("Choose another id."))
    if identity in first:
        says = said("is the id of two requirements; the first is on line %(first)s", first=first[identity])
        yield Problem("requirement-twice", says, *place, value=identity, hint=said("Give each requirement its own id."))
    first.setdefault(identity, place[1])


def add_usual(stated: Sequence[Requirement], tables: Sequence[Table]) -> tuple[Requirement, ...]:
    """Return the requirements, followed by the usual ones for these tables that are not stated, musts first.

    A requirement that names only governance tables does not count as stated, and neither does a private one: those who
    must not see it would notice that the usual one is missing.
    """
    public = [requirement for requirement in stated if not requirement.private]
    have = {requirement.kind for requirement in public if not is_about_governance(requirement, tables)}
    usual = [model for kind, model in kinds().items() if kind not in have and model.is_usual(tables)]
    usual.sort(key=lambda model: not model.is_must_by_default)
    return (*stated, *(model.model_validate({"id": f"{model.kind}-1"}) for model in usual))


def add_charts(
    convening: Convening, people: People, chosen: Mapping[str, str], charts: int, named: Mapping[str, Mapping[str, int]]
) -> tuple[Convening, People]:
    """Return the convening and the people with what filled-in charts ask for.

    A person's own table is added to those that they chose in the list; any of them is fine. That people sit where most
    charts name them is a requirement of its own, unless the convening states one.

    Parameters
    ----------
    convening : Convening
    people : People
    chosen : mapping of person id to table id
        Where people place themselves. A table without seats, such as a steering table, is no choice of a seat.
    charts : int
        The number of charts.
    named : mapping of person id to mapping of table id to int
        How many charts name each person for each table.
    """
    seating = {table.id for table in convening.tables if table.seats_people}
    own = {person: table for person, table in chosen.items() if table in seating}
    fuller = people.with_persons(
        person.model_copy(update={"chose": tuple(dict.fromkeys((*person.chose, own[person.id])))})
        if person.id in own
        else person
        for person in people
    )
    stated = [r for r in convening.requirements if ":" not in r.id]
    former = {r.id for r in imply_from_cells(people, convening, stated).requirements}
    cells = imply_from_cells(fuller, convening, stated).requirements
    model = kinds()["named"]
    counts = {"charts": charts, "named": named}
    kept = [
        r.model_copy(update=counts) if isinstance(r, model) else r for r in convening.requirements if r.id not in former
    ]
    if named and not any(isinstance(r, model) for r in kept):
        kept.append(model.model_validate({"id": "named-1", **counts}))
    return convening.model_copy(update={"requirements": (*kept, *cells)}), fuller


class Asking(Enum):
    """Whose cells ask for something on the day of a round."""

    PRESENT = "present"
    """Those of people with a seat. Of people who arrive unexpectedly, only columns of `ON_THE_DAY` count, and `with` of
    walk-ins, which is written on the day."""
    EXPECTED = "expected"
    """Those of people who were expected and are not absent: so it was before cells of other arrivals counted."""
    LISTED = "listed"
    """Those of people who were expected: so it was before cells of absent people were left out."""


ON_THE_DAY = ("needs", "apart")
"""Columns that count for people who arrive unexpectedly: what they cannot do without, and who must not share a table
with them. What they would have been asked about before the day, such as which tables they chose, does not count."""

ARRIVED = "arrived"
"""The start of the ids of pins to the session at which someone arrived."""

WITH_OF_WALK_INS = "with"
"""The column that also counts for walk-ins: it is written on the day."""


def imply_on_the_day(
    convening: Convening,
    people: People,
    on_the_day: People,
    asking: Asking,
    placed: Mapping[str, str],
) -> Convening:
    """Return the convening with what cells ask of and for people on the day of a round.

    Parameters
    ----------
    convening : Convening
    people : People
        The people whose cells imply requirements of the convening.
    on_the_day : People
        As they are on the day, with walk-ins.
    asking : Asking
    placed : mapping of str to str
        The ids of the sessions at which people arrived, by person id. They are pinned there.
    """
    if asking is Asking.LISTED or on_the_day is people:
        return convening
    on_the_day = on_the_day.with_persons(
        person.model_copy(update={"pin": (placed[person.id],)}) if person.id in placed else person
        for person in on_the_day
    )
    absent = {person.id: person for person in on_the_day if person.attending.is_absent}
    coming = people.with_persons(absent.get(person.id, person) for person in people)
    stated = [r for r in convening.requirements if ":" not in r.id]
    former, asked, present = (
        {r.id: r for r in imply_from_cells(each, convening, stated).requirements}
        for each in (people, coming, on_the_day)
    )
    if asking is Asking.PRESENT:
        asked = {i: r for i, r in asked.items() if i.partition(":")[0] not in ON_THE_DAY}
        asked |= {i: r for i, r in present.items() if i.partition(":")[0] in ON_THE_DAY}
        walked_in = {f"{WITH_OF_WALK_INS}:{person.id}" for person in on_the_day if person.id not in people.by_id}
        asked |= {i: r for i, r in present.items() if i in walked_in}
        asked |= _seat_arrivals(present, placed)
        asked = {i: r for i, r in asked.items() if i.removeprefix("pin:") not in placed}
        admitting = _admit(convening.requirements, on_the_day, placed)
        convening = convening.model_copy(update={"requirements": admitting})
    kept = [asked.get(r.id, r) for r in convening.requirements if r.id in asked or r.id not in former]
    new = (r for i, r in asked.items() if i not in former)
    return convening.model_copy(update={"requirements": (*kept, *new)})


def _seat_arrivals(present: Mapping[str, Requirement], placed: Mapping[str, str]) -> dict[str, Requirement]:
    """Return the pins of people who arrived at a session, under ids that tell them from those on the list."""
    pins = {f"{ARRIVED}:{identity}": present[f"pin:{identity}"] for identity in placed if f"pin:{identity}" in present}
    return {i: pin.model_copy(update={"id": i}) for i, pin in pins.items()}


def _admit(requirements: Sequence[Requirement], people: People, placed: Mapping[str, str]) -> tuple[Requirement, ...]:
    """Return the requirements; the musts of `for` have room for those who came to their session all the same."""
    wider: dict[str, Requirement] = {}
    for count, at in list_meant_for(requirements):
        came = [one for one, table in placed.items() if table in at and count.who.matches(people.by_id[one])]
        if count.is_must and came:
            wider[count.id] = count.model_copy(update={"at_most": len(came)})
    return tuple(wider.get(one.id, one) for one in requirements)


FOR_KEYS = {"who", "must", "weight"}
"""The keys of the long form of `for`."""

KIND_OF_COLUMN = {
    "with": "together",
    "apart": "apart",
    "pin": "pin",
    "declined": "keep_from",
    "can_come": "keep_from",
    "needs": "pin",
    "wishes": "wish",
    "avoids": "apart",
    "chose": "pin",
}
"""The kind of requirement for each column, in the order in which requirements are created."""

_BARRING = ("can_come", "declined")
"""The columns whose cells can leave a person without any table."""

_SHOULDS = {"wishes": 1, "avoids": 3, "chose": 5}
"""The columns whose cells become wishes, and their weights; cells of other columns become musts."""


@dataclass(frozen=True, slots=True)
class CellRequirements:
    """The requirements from cells, and notes on cells that have no effect."""

    requirements: tuple[Requirement, ...]
    notes: tuple[Note, ...]


def find_replaced_columns(stated: Sequence[Requirement]) -> frozenset[str]:
    """Return the columns whose cells are replaced by a stated requirement."""
    return frozenset(
        column
        for column, kind in KIND_OF_COLUMN.items()
        if column != "needs" and any(r.kind == kind and getattr(r, "of", None) == column for r in stated)
    )


def imply_from_cells(people: People, convening: Convening, stated: Sequence[Requirement]) -> CellRequirements:
    """Return one requirement per cell, sorted by column and id, and notes on cells without effect.

    A cell that names days can make one for each round that has a day.

    Parameters
    ----------
    people : People
        Cells that name tables must be valid (see `resolve_tables_in_cells`).
    convening : Convening
        Its tables and rounds are read.
    stated : sequence of Requirement
        The requirements written in the convening or inferred; some replace the cells of a column.
    """
    replaced = find_replaced_columns(stated)
    tables = {number: _NamedTables(here) for number, here in list_tables_by_round(convening).items()}
    absent = UnseatedReferences(people)
    found: list[Requirement] = []
    for column in KIND_OF_COLUMN:
        asked: list[Requirement] = []
        pairs = set[frozenset[str]]()
        for person in people:
            if not person.values(column) or not _may_ask(person, column, absent):
                continue
            for number, keys in enumerate(_keys_by_round(person, column, tables, absent, pairs), 1):
                identity = f"{column}:{person.id}" + (f"-{number}" if number > 1 else "")
                if column not in replaced:
                    asked.append(_cell_requirement(column, person, identity, keys))
        found += sorted(asked, key=lambda requirement: requirement.id)
    return CellRequirements((*found, *_parties(people, stated)), absent.notes())


def mark_unsuited(people: People, convening: Convening, asked: Sequence[Requirement]) -> People:
    """Return the people, with a mark on those whose cells leave no table for them in some round or in all.

    These people get no seat, so that they make nothing impossible for the others. A must that pins such a person to a
    table does not count: it contradicts a cell only if some table suits the person. People who must share a table are
    marked too if each table is ruled out for one of them. A `for` that admits no one on the list can be misspelled, so
    then no one is marked because of `for` alone.

    Parameters
    ----------
    people : People
        Cells that name tables must be valid.
    convening : Convening
        Its tables and rounds are read.
    asked : sequence of Requirement
        The requirements written in the convening or inferred, and those of the tables' `for`.
    """
    meant = [(count, at) for count, at in list_meant_for(asked) if count.is_must]
    kept_from = [r for r in asked if isinstance(r, KeepFromRequirement)]
    barring = [*(count for count, _ in meant), *kept_from]
    named = frozenset(one for each in kept_from for one in each.people or ())
    columns = sorted({column for count, _ in meant for column in count.asks_columns})
    # people with equal cells are for the same sessions, and there are few kinds of them
    kinds_of = {p.id: tuple(map(p.values, columns)) for p in people if p.duty is None}
    examples = {kinds_of[p.id]: p for p in people if p.duty is None}
    is_admitted = {kind: any(not count.who.matches(one) for count, _ in meant) for kind, one in examples.items()}
    admits_no_one = any(all(map(count.who.matches, examples.values())) for count, _ in meant)
    for number, tables in list_tables_by_round(convening).items():
        coming = [person for person in people if reason_without_seat(person, number) is None]
        alone: dict[str, tuple[str, ...]] = {}
        is_asked = are_on_several_days(tables)
        is_open = bool({table.id for table in tables}.difference(*(at for _, at in meant)))
        for person in coming if tables else ():
            has_cells = any(map(person.values, (*_BARRING, "needs"))) or person.id in named
            if not has_cells and (is_open or person.duty is not None or is_admitted[kinds_of[person.id]]):
                continue  # a session admits them, and nothing else rules it out
            bars = list_bars(person, tables, barring, is_asked=is_asked)
            if len(bars) == len(tables) and not (admits_no_one and set(bars.values()) == {"for"}):
                alone[person.id] = ()
        alone |= {p.id: () for p in coming if p.party is not None and p.party.id in alone}
        people = _mark(people, tables, alone, number)
        people = _mark(people, tables, _unsuited_groups(people, tables, asked, barring, number), number)
    return people


def _mark(people: People, tables: Sequence[Table], found: Mapping[str, tuple[str, ...]], number: int | None) -> People:
    """Return the people, with a mark on those found in a round, and the people that each of them has to sit with."""
    what = "session" if any(table.day for table in tables) else "table"
    rounds = None if number is None else frozenset({number})
    marked = {}
    for person in people if found else ():
        if person.id in found:
            unsuited = NothingFits.model_validate({"what": what, "tied": found[person.id], "rounds": rounds})
            attending = person.attending.model_copy(update={"unsuited": (*person.attending.unsuited, unsuited)})
            marked[person.id] = person.model_copy(update={"attending": attending})
    return people.with_persons(marked.get(person.id, person) for person in people) if marked else people


def _unsuited_groups(
    people: People,
    tables: Sequence[Table],
    asked: Sequence[Requirement],
    barring: Sequence[Requirement],
    number: int | None,
) -> Mapping[str, tuple[str, ...]]:
    """Return the people who must share a table although no table fits them all, with the ids of the others.

    At tables on one evening, someone of the group has a cell in `can_come` or `declined`. Staff keep their seats, if
    the group has others.
    """
    together, replaced = kinds()["together"], find_replaced_columns(asked)
    ties = [r for r in asked if r.rounds is None]
    ties += [] if "with" in replaced else [together.model_validate({"of": "with", "id": "with:rows"})]
    ties += _parties(people, asked)
    seated = {person.id: person for person in people if reason_without_seat(person, number) is None}
    staff = tuple(person for person in seated.values() if person.duty is not None)
    guests = tuple(person for person in seated.values() if person.duty is None)
    groups: dict[str, list[Person]] = {}
    for identity, group in with_ties(Room(guests, staff, tuple(tables), people), ties).ties.items():
        groups.setdefault(group, []).append(seated[identity])
    found: dict[str, tuple[str, ...]] = {}
    several = are_on_several_days(tables)
    for members in groups.values():
        is_asked = several or any(list_bars(person, tables, barring) for person in members)
        barred = {table for person in members for table in list_bars(person, tables, barring, is_asked=is_asked)}
        if len(barred) == len(tables) and len({person.attending.rounds for person in members}) == 1:
            for person in [one for one in members if one.duty is None] or members:
                found[person.id] = tuple(other.id for other in members if other is not person)
    return found


def tells_hidden_cells(convening: Convening, people: People) -> bool:
    """Whether a reason from `for` would tell others a cell: it asks a column that is private or only counted."""
    hidden = hidden_columns(convening, people)
    return any(not hidden.isdisjoint(one.asks_columns) for one, _ in list_meant_for(convening.requirements))


def are_on_several_days(tables: Sequence[Table]) -> bool:
    """Whether the tables are sessions, to which people come on different days."""
    return len({table.day for table in tables if table.day}) > 1


def list_bars(
    person: Person, tables: Sequence[Table], asked: Sequence[Requirement], is_asked: bool = False
) -> Mapping[str, str]:
    """Return why tables are ruled out for a person, by table id.

    The reason is the column `can_come`, `declined` or `needs`, or `for` if the table is for others, or `keep_from`. The
    first of several counts. Without `is_asked`, none is ruled out for a person without a cell in `can_come` or
    `declined`.

    Parameters
    ----------
    person : Person
    tables : sequence of Table
        Tables where people sit.
    asked : sequence of Requirement
        As for `mark_unsuited`; other requirements are ignored.
    is_asked : bool
        Whether tables are ruled out without such a cell too, as on several days: there can be another session.
    """
    if not is_asked and not any(map(person.values, _BARRING)):
        return {}
    refused = (r for r in asked if isinstance(r, KeepFromRequirement))
    musts = [r for r in refused if r.is_must and r.at is None and r.rounds is None]
    columns = {r.of for r in musts} | (set(_BARRING) - find_replaced_columns(asked))
    filled = [column for column in _BARRING if column in columns and person.values(column)]
    is_asked = is_asked or bool(filled)
    bars: dict[str, str] = {}
    for column in [*filled, "needs"] if is_asked else ():
        for keys in _keys(person, column, _NamedTables(tables), UnseatedReferences(People(())), set()):
            for table in tables:
                if (table.id in keys["tables"]) == (column != "needs"):
                    bars.setdefault(table.id, column)
    if is_asked:
        for count, at in list_meant_for(asked):
            if count.is_must and person.duty is None and count.who.matches(person):
                bars.update((table, bars.get(table, "for")) for table in at)
        for must in musts:
            if person.id in (must.people or ()):
                bars.update((table, bars.get(table, "keep_from")) for table in must.tables or ())
    return bars


def _parties(people: People, stated: Sequence[Requirement]) -> Iterator[Requirement]:
    """Yield the must that the people of each row share a table, if any row stands for several people."""
    is_stated = any(r.is_about_parties for r in stated)
    if not is_stated and any(person.is_companion and reason_without_seat(person) is None for person in people):
        yield kinds()["together"].model_validate({"of": "party", "id": "party:rows", "must": True})


def _may_ask(person: Person, column: str, absent: UnseatedReferences) -> bool:
    """Whether a person's cell counts: they have a seat, and are not staff if the column makes wishes."""
    if column == "needs":
        return reason_without_seat(person) is None
    if person.duty is not None and column in _SHOULDS:
        absent.of_staff(column, person)
        return False
    return absent.has_seat(column, person, person)


def _cell_requirement(column: str, person: Person, identity: str, keys: dict[str, Any]) -> Requirement:
    weight = _SHOULDS.get(column)
    rounds = person.attending.rounds
    return kinds()[KIND_OF_COLUMN[column]].model_validate(
        {
            "rounds": None if rounds is None else tuple(sorted(rounds)),
            **keys,
            "id": identity,
            "must": weight is None,
            "weight": weight or 1,
            "private": True,
        }
    )


def _keys_by_round(
    person: Person,
    column: str,
    tables: Mapping[int | None, _NamedTables],
    absent: UnseatedReferences,
    pairs: set[frozenset[str]],
) -> Iterator[dict[str, Any]]:
    """Yield the keys of each requirement for a cell, as `_keys` does; of `can_come`, for the rounds with equal keys.

    In rounds without a seat for the person, nothing is asked.
    """
    if column != "can_come" or len(tables) == 1:
        yield from _keys(person, column, tables[None], absent, pairs)
        return
    found: dict[tuple[str, ...], list[int | None]] = {}
    for number, here in tables.items():
        if reason_without_seat(person, number) is None:
            for keys in _keys(person, column, here, absent, pairs):
                found.setdefault(tuple(keys["tables"]), []).append(number)
    for barred, numbers in found.items():
        rounds = {} if None in numbers else {"rounds": tuple(number for number in numbers if number)}
        yield {"people": [person.id], "tables": barred, **rounds}


def _keys(
    person: Person, column: str, named: _NamedTables, absent: UnseatedReferences, pairs: set[frozenset[str]]
) -> Iterator[dict[str, Any]]:
    """Yield the keys of each requirement for a cell: one, none, or one for each need."""
    match column:
        case "with" | "apart" | "avoids":
            mine = list(_pairs(person, column, absent, pairs))
            if mine:
                yield {"pairs": mine}
        case "wishes":
            wished = [other.id for other in absent.seated(column, person) if other.id != person.id]
            if wished:
                yield {"person": person.id, "wishes": wished}
        case "pin" | "chose":
            yield {"people": [person.id], "tables": _list_named(named.by_id, person.values(column))}
        case "declined":
            yield {"people": [person.id], "tables": _list_named(named.by_id, person.declined)}
        case "can_come":
            allowed = set(_list_named(named.by_id_day_place, person.can_come))
            barred = [table.id for table in named.tables if table.id not in allowed]
            is_known = any(table.day for table in named.tables) or not any(map(names_day, person.can_come))
            if barred and is_known:
                yield {"people": [person.id], "tables": barred}
        case "needs":
            needs: dict[str, str] = {}  # two words for one feature are one need
            for part in (part for stated in person.needs for part in _list_parts(stated, named)):
                needs.setdefault(fold(name_feature(part)), part)
            for need in needs.values():
                meeting = _list_named(named.by_feature, (need, name_feature(need)))
                if 0 < len(meeting) < len(named.tables):
                    yield {"people": [person.id], "tables": meeting, "need": need}


def _list_parts(need: str, named: _NamedTables) -> tuple[str, ...]:
    """Return the whole need if it is a feature of a table, otherwise the parts of it that are."""
    offered = [one for one in list_features(need) if _list_named(named.by_feature, (one, name_feature(one)))]
    return (need,) if need in offered else tuple(offered)


def _pairs(
    person: Person, column: str, absent: UnseatedReferences, pairs: set[frozenset[str]]
) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a cell that no earlier row contains."""
    for other in absent.seated(column, person):
        pair = frozenset({person.id, other.id})
        if len(pair) == 2 and pair not in pairs:
            pairs.add(pair)
            yield person.id, other.id


_ByWord = Mapping[str, Mapping[int, str]]
"""The ids of the tables that each folded word names, by their places in the room."""


@dataclass(frozen=True)
class _NamedTables:
    """Tables and the words that name them; each kind of word is read once for all cells."""

    tables: Sequence[Table]

    @cached_property
    def by_id(self) -> _ByWord:
        return self._by_word(lambda table: (table.id,))

    @cached_property
    def by_id_day_place(self) -> _ByWord:
        return self._by_word(lambda table: filter(None, (table.id, table.day, table.place)))

    @cached_property
    def by_feature(self) -> _ByWord:
        return self._by_word(lambda table: (*table.offers, *map(name_feature, table.features)))

    def _by_word(self, called: Callable[[Table], Iterable[str]]) -> _ByWord:
        found: dict[str, dict[int, str]] = {}
        for place, table in enumerate(self.tables):
            for word in called(table):
                found.setdefault(fold(word), {})[place] = table.id
        return found


def _list_named(tables: _ByWord, words: Iterable[str]) -> list[str]:
    """Return the ids of the tables that any of the words names, in the order of the room."""
    found: dict[int, str] = {}
    for word in words:
        found.update(tables.get(fold(word), {}))
    return [found[place] for place in sorted(found)]


def imply_from_members(tables: Sequence[Table], people: People) -> tuple[Requirement, ...]:
    """Return the musts of governance tables where people sit: their members sit there, and no one else but staff."""
    found: list[Requirement] = []
    for table in tables:
        if table.is_for_members:
            at = [table.id]
            if listed := [one for one in table.people if one in people.by_id]:
                pin = {"id": f"members:{table.id}", "people": listed, "tables": at}
                found.append(kinds()["pin"].model_validate(pin))
            others = [person.id for person in list_guests(people) if person.id not in table.own_members]
            if others:
                kept_out = {"id": f"others:{table.id}", "people": others, "tables": at, "are_others": True}
                found.append(kinds()["keep_from"].model_validate(kept_out))
    return tuple(found)


def imply_from_elections(tables: Sequence[Table], people: People) -> tuple[Requirement, ...]:
    """Return a must for each elected person on the list: they sit at a table that names them.

    Ids look like those for cells: `chair:p014`. A person elected at several tables may sit at any of them.
    """
    at: dict[str, list[str]] = {}
    duty_of: dict[str, str] = {}
    for duty in ELECTED:
        for table in tables:
            for identity in getattr(table, duty) if table.seats_people else ():
                if identity not in people.by_id:
                    continue
                at.setdefault(identity, []).append(table.id)
                duty_of.setdefault(identity, duty)
    return tuple(
        kinds()["pin"].model_validate({"id": f"{duty}:{identity}", "people": [identity], "tables": at[identity]})
        for identity, duty in duty_of.items()
    )


def imply_from_languages(room: Room, stated: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """Return the wishes that draw interpreters and facilitators to people who need them.

    One is for people who do not speak the working language, the other for people whose needs name an interpreter for a
    language. Each is added only if someone on the list can help someone else in this way, and if the convening states
    no rule about the languages of these staff.

    Parameters
    ----------
    room : Room
        Of any round; only its people and staff are read.
    stated : sequence of Requirement
        The requirements written in the convening or inferred.
    """
    ruled = {r.duty for r in stated if isinstance(r, StaffRequirement) and r.speaks}
    if Duty.INTERPRETER in ruled:
        return ()
    able = [languages_of(room, p) for p in room.staff if p.duty in INTERPRETING and p.duty not in ruled]
    others = [languages_of(room, person) for person in room.people if not speaks_main(room, person)]
    needed = list_interpreted(room)
    keys = {"duty": Duty.INTERPRETER, "at_least": 0, "speaks": True, "for_others": True, "weight": LANGUAGE_WEIGHT}
    found = []
    if any(spoken & languages for spoken in able for languages in others):
        found.append(StaffRequirement.model_validate({"id": "languages:staff", **keys}))
    if any(spoken & languages for spoken in able for languages in needed.values()):
        found.append(StaffRequirement.model_validate({"id": "needs:staff", **keys, "needed": needed}))
    return tuple(found)


def read_meant_for(
    document: Document, tables: Sequence[Table], context: Mapping[str, Any], vocabulary: Mapping[str, Any]
) -> tuple[tuple[Requirement, ...], list[Problem]]:
    """Return the requirement that each key `for` of a table makes, and the problems: no one else sits there.

    Ids look like those for cells: `for:street-carts`.

    Parameters
    ----------
    document : Document
    tables : sequence of Table
        The valid tables of the document.
    context, vocabulary
        As for `read_requirements`.
    """
    found: list[Requirement] = []
    problems: list[Problem] = []
    written = document.plain.get("tables")
    entries = enumerate(written if isinstance(written, list | tuple) else ())
    ids = [(n, entry.get("id")) for n, entry in entries if isinstance(entry, Mapping)]
    for table in tables:
        if table.meant_for is None or not table.seats_people:
            continue
        path: KeyPath = ("tables", next((n for n, identity in ids if identity == table.id), 0), "for")
        who, more = table.meant_for, {}
        if "who" in who and set(who) <= FOR_KEYS:
            who, more = who["who"], {key: value for key, value in who.items() if key != "who"}
        entry = {"must": "weight" not in more, **more, "who": {"not": who}, "at": table.id, "at_most": 0}
        requirement, wrong = _requirement(
            document, {**entry, "id": f"{FOR_PREFIX}{table.id}"}, path, CountRequirement.kind, context, vocabulary
        )
        problems += wrong
        found += [requirement] if requirement is not None else []
    return tuple(found), problems
