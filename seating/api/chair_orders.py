"""The chairs of everyone at the tables of one seating, where the convening asks for an order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations

from seating.analysis.season.session_times import have_own_doors
from seating.api.inputs import RoundInputs
from seating.api.seating_files import GivenChair, read_chairs
from seating.convening.schema import ChairRules, ChairSide
from seating.engines.chair_order import MOST_STEPS, ChairOrder, find_order
from seating.errors import Note
from seating.profiles import Person
from seating.room.chairs import FREE, Fault, Layout, Question, count_points, lay_out, list_faults
from seating.room.floor import plan_floor
from seating.room.plan import Plan
from seating.sources import Source
from seating.wording import fold, list_first, said, said_count, said_first, said_joined, value_key

MOST_STEPS_IN_ALL = 400_000
"""Maximum number of steps for all tables together; with more than 20 tables, each has fewer."""

MOST_TIED = 4
"""Maximum number of people of a group that a requirement ties together and that counts as companions.

In a larger one, such as an organization, a couple would be content with any other two beside them.
"""

MOST_NAMED = 6
"""Maximum number of faults or people that a note names."""

_WRONG = {
    Fault.TURNED_AWAY: said("%(person)s does not face the stage"),
    Fault.AVOIDED: said("%(person)s is next to %(other)s, and one of them avoids the other"),
    Fault.WISHED: said("%(person)s is not next to anyone they wish to sit with"),
    Fault.ALIKE: said("%(person)s is next to %(other)s, who has the same %(column)s"),
}

_PARTED = {
    ChairSide.BESIDE: said("%(person)s is not next to any of their companions"),
    ChairSide.ACROSS: said("%(person)s is not across from any of their companions"),
}


@dataclass(frozen=True, slots=True)
class ChairOrders:
    """Everyone's chair, and how good the orders are.

    Attributes
    ----------
    chairs : mapping of person id to int
        From 1, in the order of the plan of the room; empty without an order.
    unmet : mapping of table id to tuple of str
        A sentence for everything that is asked for and not met at a table; with names, so for the convener only.
    notes : tuple of Note
        One, if there is an order.
    """

    chairs: Mapping[str, int] = field(default_factory=dict)
    unmet: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def order_chairs(inputs: RoundInputs, plan: Plan, kept: Mapping[str, int]) -> ChairOrders:
    """Return the best chairs for the people at each table; none where the convening asks for no order.

    A table with the people that it had in the saved seating of this round keeps its order if none that was found is
    better.

    Parameters
    ----------
    inputs : RoundInputs
    plan : Plan
    kept : mapping of person id to int
        The chairs from 1 of those who keep theirs, such as what `find_kept_chairs` returns after a repair.
    """
    rules, tables = inputs.convening.chairs, inputs.room.tables
    if rules is None or have_own_doors(tables):
        return ChairOrders()
    hall, members = inputs.convening.room, inputs.room.members(plan)
    floor = plan_floor(tables, hall, {table.id: len(members[table.id]) for table in tables})
    steps = min(MOST_STEPS, MOST_STEPS_IN_ALL // max(1, len(tables)))
    tied, told = _find_tied(inputs, plan), find_kept_chairs(inputs, plan)
    chairs: dict[str, int] = {}
    unmet: dict[str, tuple[str, ...]] = {}
    proven, found = 0, 0
    for at in floor.tables:
        people = members[at.id]
        if not people:
            continue
        question = _ask(rules, lay_out(at, hall), people, tied, kept)
        order = _keep_told_order(question, find_order(question, steps), [told.get(one.id, 0) for one in people])
        found, proven = found + 1, proven + order.is_proven
        chairs |= {people[who].id: chair for chair, who in enumerate(order.people, start=1) if who != FREE}
        if wrong := tuple(_describe_faults(rules, people, question, order.people)):
            unmet[at.id] = wrong
    wrong_anywhere = [one for each in unmet.values() for one in each]
    return ChairOrders(chairs, unmet, _tell(found, proven, wrong_anywhere, bool(kept)))


def _keep_told_order(question: Question, found: ChairOrder, told: Sequence[int]) -> ChairOrder:
    """Return the order that people were told if it has no more points than one that was found, otherwise that one.

    Parameters
    ----------
    question : Question
    found : ChairOrder
    told : sequence of int
        The chair from 1 that each person was told; 0 for none.
    """
    chairs = range(1, len(question.near) + 1)
    if question.kept or not set(chairs).issuperset(told) or len(set(told)) < len(told):
        return found
    people = tuple(told.index(chair) if chair in told else FREE for chair in chairs)
    points = count_points(question, people)
    return found if points > found.points else replace(found, people=people, points=points)


def find_kept_chairs(inputs: RoundInputs, plan: Plan) -> dict[str, int]:
    """Return the chairs of those who keep theirs.

    They are the chairs that the file of the seating gives, and those of people who keep the table that they had in the
    saved seating of this round.
    """
    saved = {person: one.chair for person, one in inputs.list_staying(plan).items() if one.chair is not None}
    given = {one: at.number for one, at in inputs.given_chairs.items() if plan.seats.get(one) == at.table}
    return change_chairs(saved, given, plan.seats)


def change_chairs(
    chairs: Mapping[str, int], new: Mapping[str, int | None], seats: Mapping[str, str | None]
) -> dict[str, int]:
    """Return chairs after some people got another one, or None. Whoever loses theirs to one of them has none.

    Parameters
    ----------
    chairs, new : mapping of person id to int
    seats : mapping of person id to table id
    """
    taken = {(seats.get(person), chair) for person, chair in new.items()}
    stay = {one: at for one, at in chairs.items() if one not in new and (seats.get(one), at) not in taken}
    return stay | {person: chair for person, chair in new.items() if chair is not None}


def with_given_chairs(inputs: RoundInputs, source: Source, seats: Mapping[str, str]) -> RoundInputs:
    """Return the inputs with the chairs that a file of the seating gives, where the convening asks for an order.

    A note names those who got another chair since the round was saved.

    Parameters
    ----------
    inputs : RoundInputs
    source : Source
        As for `read_chairs`.
    seats : mapping of person id to table id
        Where people sit by this file.

    Raises
    ------
    InputError
        As for `read_chairs`.
    """
    if inputs.convening.chairs is None or have_own_doors(inputs.room.tables):
        return inputs
    here = {person: table for person, table in seats.items() if table in inputs.room.table_index}
    saved = {one: GivenChair(at.table, at.chair) for one, at in inputs.saved_people.items() if at.table}
    given = read_chairs(source, inputs.room, here, saved)
    changed = [one for one, at in given.items() if one in saved and at.number is not None and at != saved[one]]
    if changed:
        names = [inputs.room.persons[inputs.room.index[one]].label for one in changed]
        text = said(
            "%(people)s got a different chair in %(file)s after the round was saved. The change is kept.",
            people=said_first(names, MOST_NAMED),
            file=source.file,
        )
        inputs = replace(inputs, notes=(*inputs.notes, Note("seat-edited", text)))
    return replace(inputs, given_chairs=given)


def _describe_faults(
    rules: ChairRules, people: Sequence[Person], question: Question, order: Sequence[int]
) -> Iterator[str]:
    for fault, one, other in list_faults(question, order):
        named = {
            "person": people[one].label,
            "other": people[other].label if other != FREE else "",
            "column": rules.alternate or "",
        }
        text = _PARTED[rules.together] if fault is Fault.PARTED and rules.together else _WRONG[fault]
        yield said(text, **named)


def _find_tied(inputs: RoundInputs, plan: Plan) -> Mapping[str, set[str]]:
    """Return for each person the others at their table that a requirement ties to them in a small group."""
    found = defaultdict[str, set[str]](set)
    for requirement in inputs.requirements:
        for group in requirement.tied_groups(inputs.room):
            for one, other in permutations(group, 2) if len(group) <= MOST_TIED else ():
                table = plan.seats.get(one)
                if table is not None and plan.seats.get(other) == table and requirement.watches(table):
                    found[one].add(other)
    return found


def _ask(
    rules: ChairRules,
    layout: Layout,
    people: Sequence[Person],
    tied: Mapping[str, Collection[str]],
    former: Mapping[str, int],
) -> Question:
    number = {person.id: n for n, person in enumerate(people)}
    companions, avoids = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    parties = defaultdict[str, set[int]](set)
    for n, person in enumerate(people):
        if person.party is not None:
            parties[person.party.id].add(n)
        for links, named in ((companions, (*person.with_, *tied.get(person.id, ()))), (avoids, person.avoids)):
            for other in (number[one] for one in named if one in number and one != person.id):
                links[n].add(other)
                links[other].add(n)
    for party in parties.values():
        for n in party:
            companions[n] |= party - {n}
    column, need = rules.alternate, fold(rules.facing)
    values = [sorted({value_key(column, value) for value in one.values(column)}) if column else [] for one in people]
    taken, kept = set[int](), list[int | None]()
    for person in people:  # tables that became one may have given a chair twice
        chair = former.get(person.id, 0) - 1
        kept.append(chair if 0 <= chair < len(layout.beside) and chair not in taken else None)
        taken.add(chair)
    return Question(
        layout=layout,
        near=layout.across if rules.together is ChairSide.ACROSS else layout.beside,
        companions=tuple(frozenset(companions[n] if rules.together else ()) for n in range(len(people))),
        wishes=tuple(frozenset(number[one] for one in person.wishes if one in number) for person in people),
        avoids=tuple(frozenset(avoids[n]) for n in range(len(people))),
        values=tuple(" ".join(each) for each in values),
        faces=frozenset(n for n, one in enumerate(people) if need and need in map(fold, one.needs)),
        kept=tuple(kept) if any(chair is not None for chair in kept) else (),
    )


def _tell(found: int, proven: int, wrong: Sequence[str], holds: bool) -> tuple[Note, ...]:
    """Return the note on how good the orders are; names are for the convener only."""
    if not found:
        return ()
    if holds:
        told = said_count(
            "Chairs that were saved or entered by hand are kept. Given these, the order at %(proven)s of "
            "%(number)s table is proven to be the best.",
            "Chairs that were saved or entered by hand are kept. Given these, the order at %(proven)s of "
            "%(number)s tables is proven to be the best.",
            found,
            proven=proven,
        )
    else:
        told = said_count(
            "Chairs: the order is proven to be the best at %(proven)s of %(number)s table.",
            "Chairs: the order is proven to be the best at %(proven)s of %(number)s tables.",
            found,
            proven=proven,
        )
    if not wrong:
        return (Note("chairs-order", said_joined([told, said("All requests are met.")], " "), told),)
    unmet = said("Not met: %(faults)s.", faults=said_joined(list_first(wrong, MOST_NAMED), "; "))
    return (Note("chairs-order", said_joined([told, unmet], " "), told),)
