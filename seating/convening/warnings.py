"""Notes on a valid convening, such as values that no person has, unused needs, and columns that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from types import MappingProxyType

from seating.convening.files import as_flow, list_stated, plain_requirement
from seating.convening.rooms import reason_without_seat
from seating.convening.schema import Convening
from seating.errors import Note
from seating.profiles import People, Person, Who
from seating.profiles.categories import is_category, is_group_column
from seating.profiles.columns import CANONICAL
from seating.profiles.privacy import private_columns
from seating.profiles.weighted_pairs import WeightedPairs
from seating.requirement import LinkRequirement, Requirement
from seating.requirements.duty import DutyRequirement
from seating.tables import ELECTED, Stage
from seating.wording import fold, listed, name_column, nearest, quoted

__all__ = ["list_warnings"]

_SHOWN = 5

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
        *_words_of_nobody(people, stated),
        *_named_without_seat(people, stated),
        *_weighed_pairs(people, stated),
        *_relations(people, stated),
        *_weights_of_musts(stated),
        *_skipped_stages(convening),
        *_drawn_from_nobody(convening, people),
        *_unused_columns(convening, people),
    )


def _focus_of_nobody(convening: Convening, people: People) -> Iterator[Note]:
    areas = {fold(area): area for person in people for area in person.values("interests")}
    if not areas:
        return
    for table in convening.tables:
        for focus in table.focus:
            if fold(focus) not in areas:
                near = nearest(focus, areas.values())
                meant = f" Did you mean {quoted(near)}?" if near else ""
                text = f"Table {table.id}: nobody on the list is interested in its focus {quoted(focus)}.{meant}"
                yield Note("focus-of-nobody", text, column="interests")


def _needs_not_asked(convening: Convening) -> Iterator[Note]:
    needy = [table.id for table in convening.tables if table.needs and table.seats_people]
    if needy and not any(requirement.asks_for_needs for requirement in convening.requirements):
        text = f"`needs` of {listed(needy)} have no effect, because there is no requirement of kind `assets`."
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
            text = f"{requirement.id}: nobody has {quoted(value)} in column {column}, but somebody has {quoted(near)}."
            if fold(near) in _TRUTH.values():
                text += " Write the value in quotes; unquoted true and false are read as yes and no."
            shared = "A requirement names a value that is in no cell of its column."
            yield Note("value-of-nobody", text, shared, column)


def _named_without_seat(people: People, stated: Sequence[Requirement]) -> Iterator[Note]:
    for requirement in stated:
        named = list(getattr(requirement, "people", None) or ())
        named += [identity for pair in getattr(requirement, "pairs", None) or () for identity in pair]
        for identity in dict.fromkeys(named):
            person = people.by_id.get(identity)
            reason = reason_without_seat(person) if person is not None else None
            if person is not None and reason is not None:
                text = f"{requirement.id}: {person.label} is not seated ({reason}), so it does not apply to them."
                shared = "A person named in a requirement is not seated, so the requirement does not apply to them."
                yield Note("not-seated-asks-nothing", text, shared)


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
            shown = [person.label for person in idle[:_SHOWN]]
            shown += [f"{len(idle) - _SHOWN:,} more"] if len(idle) > _SHOWN else []
            are = "is" if len(idle) == 1 else "are"
            text = f"{requirement.id}: {listed(shown)} {are} not seated or {are} staff, so their pairs have no effect."
            shared = (
                "A person named in a requirement is not seated or is staff, so the requirement does not apply to them."
            )
            yield Note("not-seated-asks-nothing", text, shared)


def _relations(people: People, stated: Sequence[Requirement]) -> Iterator[Note]:
    """Yield notes on relations: cells that name nobody, and pairs that `with` exempts."""
    for requirement in stated:
        column = getattr(requirement, "relation", None)
        if isinstance(column, str):
            yield from _nobody_related(people, column)
            yield from _exempt(people, column, requirement)
        elif isinstance(requirement, LinkRequirement) and requirement.naming_column:
            yield from _nobody_related(people, requirement.naming_column)


def _nobody_related(people: People, column: str) -> Iterator[Note]:
    organizations = {fold(person.organization) for person in people if person.organization}
    strange = [
        f"line {person.line}: {quoted(value)}"
        for person in people
        for value in person.values(column)
        if fold(value) not in organizations and not people.named(value)
    ]
    if strange:
        heading = people.headings.get(column)
        shown = strange[:_SHOWN] + ([f"{len(strange) - _SHOWN} more cells"] if len(strange) > _SHOWN else [])
        text = (
            f"{people.file}: column {quoted(heading.text if heading else column)} names neither a person nor an "
            f"organization on the list on {listed(shown)}."
        )
        yield Note("relation-names-nobody", text, column=column)


def _exempt(people: People, column: str, requirement: Requirement) -> Iterator[Note]:
    said = set[frozenset[str]]()
    for person in people:
        for identity in person.with_:
            other = people.by_id.get(identity)
            if other is None or frozenset({person.id, identity}) in said:
                continue
            if _relates(people, person, other, column) or _relates(people, other, person, column):
                said.add(frozenset({person.id, identity}))
                text = (
                    f"{people.file}:{person.line}: {person.label} and {other.label} are related by column "
                    f"{quoted(column)}, but `with` seats them together, so {requirement.id} does not apply to them."
                )
                yield Note("with-exempts-relation", text, column="with")


def _relates(people: People, person: Person, other: Person, column: str) -> bool:
    """Whether a person's cell names the other person or their organization."""
    return any(
        (other.organization and fold(value) == fold(other.organization)) or other in people.named(value)
        for value in person.values(column)
    )


def _weights_of_musts(stated: Sequence[Requirement]) -> Iterator[Note]:
    """Yield a note for each must with a weight; only shoulds use weights."""
    for requirement in stated:
        if requirement.is_must and "weight" in requirement.model_fields_set:
            text = (
                f"{requirement.id}: its weight is not used, because it is a must. Write must: false to make it a "
                f"should that costs {requirement.weight:,} for each unit of shortfall."
            )
            yield Note("weight-unused", text, "A must has a weight, but the weight is not used.")


def _skipped_stages(convening: Convening) -> Iterator[Note]:
    order = list(Stage)
    stages = [(number, plan.stage) for number, plan in enumerate(convening.rounds, 1) if plan.stage is not None]
    for (earlier, one), (later, other) in pairwise(stages):
        if one is Stage.FORMING and order.index(other) > order.index(Stage.NORMING):
            text = (
                f"Round {later} is {other}, but round {earlier} was {one}: storming and norming are skipped. "
                "Plan a round in which the tables stay together and can work through disagreements."
            )
            yield Note("stages-skipped", text)


def _drawn_from_nobody(convening: Convening, people: People) -> Iterator[Note]:
    """Yield a note for each governance table drawn from a duty that nobody will have."""
    seating = [table for table in convening.tables if table.seats_people]
    held = {duty for duty in ELECTED for table in seating if getattr(table, duty)}
    held |= {requirement.name for requirement in convening.requirements if isinstance(requirement, DutyRequirement)}
    held |= {person.duty.value for person in people if person.duty is not None}
    by_id = {table.id: table for table in convening.tables}
    for table in convening.tables:
        for other in table.liaisons:
            if "liaison" not in held and not by_id[other].liaison:
                text = (
                    f"The liaison of {other} is a member of {table.id}, but nobody has that duty: {other} names no "
                    f"liaison, and no requirement asks for one. Add {{kind: duty, name: liaison, at: {other}}} to the "
                    "requirements."
                )
                yield Note("drawn-from-nobody", text)
        duty = fold(table.drawn_from)
        if duty and duty not in held:
            text = (
                f"Table {table.id} is drawn from the people with the duty {quoted(duty)}, but nobody has it: no "
                f"table names its {duty}, and no requirement asks for one. Add "
                f"{{kind: duty, name: {duty}}} to the requirements."
            )
            yield Note("drawn-from-nobody", text)


MOST_OFFERED = 6
"""Maximum number of columns for which the note suggests a requirement."""


def _unused_columns(convening: Convening, people: People) -> Iterator[Note]:
    """Yield notes on columns that no requirement uses, if the requirements were inferred.

    The note suggests requirements that would use the columns: `balance` for columns with few, repeated values, and
    `common_language` for languages. It quotes no cell. Only the convener sees the names of private columns in it.
    Columns that form a square matrix get a separate note.
    """
    if "requirements" not in convening.inferred:
        return
    used = {column for requirement in convening.requirements for column in requirement.asks_columns}
    names = {one.heading for one in people.columns if one.is_known and one.key == "name"}  # first and last names
    own = [column for column in people.headings if column not in CANONICAL and column not in used]
    own = [column for column in own if people.headings[column].text not in names]
    square = [column for column in own if people.named(people.headings[column].text)]
    if len(square) >= 2 and 2 * len(square) >= len(people):
        yield _square(square, people)
        own = [column for column in own if column not in square]
    coming = [person for person in people if person.duty is None and reason_without_seat(person) is None]
    private = private_columns(convening, people)
    worth = [
        column
        for column in own
        if column not in private and is_group_column(people.headings[column].text, column, coming)
    ]
    if "sector" in people.headings and "sector" not in used and is_category("sector", coming):
        worth.insert(0, "sector")
    languages = "languages" in people.headings and "languages" not in used and _no_language_is_everybodys(coming)
    unused = [c for c in people.headings if c in own or c in worth or (c == "languages" and languages)]
    if unused:
        advice = _advice(worth, convening, people, languages=languages)
        shared = [column for column in unused if column not in private]
        told = f"{people.file}: {_named(shared, people)} {_was(shared)} not used.{advice}" if shared else None
        text = f"{people.file}: {_named(unused, people)} {_was(unused)} not used.{advice}"
        yield Note("columns-unused", text, told or "A column was not used.")


def _advice(worth: list[str], convening: Convening, people: People, *, languages: bool) -> str:
    """Return the sentence with requirements that would use the columns; "" if there are none."""
    aims = []
    asked = [as_flow(plain_requirement(r)) for r in list_stated(convening)]
    if worth:
        aims.append(f"spread {_named(worth[:MOST_OFFERED], people)} evenly over the tables")
        asked += (f"{{kind: balance, of: {as_flow(column)}}}" for column in worth[:MOST_OFFERED])
    if languages:
        aims.append("have everybody share a language with somebody at their table")
        asked.append("{kind: common_language}")
    if not aims:
        return ""
    return f" To {listed(aims)}, write in the convening: requirements: [{', '.join(asked)}]"


def _named(columns: list[str], people: People) -> str:
    headings = (people.headings[column] for column in columns)
    return listed(name_column(one.text, one.letter) for one in headings)


def _was(columns: list[str]) -> str:
    return "was" if len(columns) == 1 else "were"


def _no_language_is_everybodys(coming: list[Person]) -> bool:
    """Whether no language is spoken by everyone; people without an entry share one unnamed language."""
    spoken = [frozenset(map(fold, person.languages)) or frozenset({""}) for person in coming]
    return bool(spoken) and not frozenset.intersection(*spoken)


def _square(square: list[str], people: People) -> Note:
    line = f"requirements: [{{kind: similarity, file: {as_flow(people.file)}, wanted: high}}]"
    text = (
        f"{people.file}: {len(square)} columns are named after people on the list, so the file is a square "
        "matrix with a "
        "number for each pair. These columns were not used. To seat pairs with high numbers together, write in a "
        f"convening next to the list: {line}"
    )
    shared = f"{people.file}: {len(square)} columns form a square matrix of numbers and were not used."
    return Note("columns-are-a-square", text, shared)
