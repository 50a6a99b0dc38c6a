"""Check inputs, or a seating that was made by hand, without solving."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from seating.analysis.agenda import note_agendas
from seating.analysis.candidates import Candidates, find_candidates, note_misspelled
from seating.analysis.season.hosts import list_expected, note_hosts
from seating.analysis.shared_result import find_stated
from seating.analysis.table_demand import Demand, compute_demand
from seating.api.chair_orders import with_given_chairs
from seating.api.data_frames import read_seating
from seating.api.day.desk import without_walk_ins
from seating.api.given_duties import with_given_duties
from seating.api.inputs import RoundInputs, read_round, read_rounds
from seating.api.one_round import add_governance
from seating.api.planned_clashes import find_planned_clashes
from seating.api.request import Request
from seating.api.result import Solved, judge_plan, list_form_notes
from seating.api.seating_files import read_plan
from seating.convening import Convening, inferred_sentences, private_columns
from seating.convening.column_account import account_for_columns
from seating.errors import Note
from seating.explanations.conflicts import Clash, count_clashes
from seating.model import Model, build_model
from seating.model.trivial_bound import clashing_musts
from seating.model.units import people_who_contradict, units_of
from seating.profiles import People
from seating.profiles.heads import count_heads
from seating.record.check import CheckRecord, HeadingRecord
from seating.record.voices import CandidateRecord
from seating.requirements.base.kind import Requirement, is_tied
from seating.requirements.base.phrases import names
from seating.room.arrays import find_differing_types
from seating.room.plan import TYPE, Room, tell_names_apart
from seating.wording import Said, listed, quoted, said, said_joined, said_list


@dataclass(frozen=True, repr=False)
class InputCheck:
    """What `check` finds.

    Attributes
    ----------
    people : People
        As they are on the day, with walk-ins.
    listed : People
        Those on the list.
    convening : Convening
    room : Room
    sentences : tuple of str
        One sentence for each setting that was inferred.
    demand : tuple of Demand
        One for each table.
    clashes : tuple of Clash
        Musts that counting alone proves impossible.
    notes : tuple of Note
    candidates : Candidates
        Who may be missing, judging by the list alone.
    unexpected : frozenset of str
        The ids of those who came to the open round and by the list have no seat in it, with walk-ins.
    has_rounds : bool
        Whether a round is saved. People are counted for the open one, which may have been held.
    """

    people: People
    listed: People
    convening: Convening
    room: Room
    sentences: tuple[str, ...]
    demand: tuple[Demand, ...]
    clashes: tuple[Clash, ...]
    notes: tuple[Note, ...]
    candidates: Candidates = field(default_factory=Candidates)
    unexpected: frozenset[str] = frozenset()
    has_rounds: bool = False

    def __repr__(self) -> str:
        """Return a short text without names, as that of a result."""
        size = f"{len(self.room.persons)} people, {len(self.room.tables)} tables"
        return f"<{type(self).__name__} {size}, {len(self.clashes)} clashes, {len(self.notes)} notes>"


def check_request(request: Request) -> InputCheck:
    """Read and check the inputs of a request without solving.

    If it asks for several rounds, or the convening states them, musts are counted over all of them; the rest is about
    the first.
    """
    rounds = _read_stated_rounds(request)
    inputs = rounds[0]
    room = inputs.room
    expected = list_expected(room, inputs.requirements)
    power = inputs.convening.power
    candidates = find_candidates(inputs.people, inputs.convening, room, inputs.requirements)
    listed = without_walk_ins(inputs.people, inputs.arrivals)
    return InputCheck(
        people=inputs.people,
        listed=listed,
        convening=inputs.convening,
        room=room,
        sentences=inferred_sentences(inputs.convening, inputs.people),
        demand=compute_demand(room),
        clashes=(*find_clashes(inputs), *_find_planned(rounds)),
        notes=(
            *inputs.notes,
            *list_form_notes(request, inputs),
            *note_hosts(expected, said("the people who might come"), room, power, inputs.all_requirements),
            *note_agendas(expected, room.tables),
            *note_misspelled(candidates, inputs.convening),
            *(() if inputs.people.is_party else _note_shared_result(inputs.convening.shared_result)),
        ),
        candidates=candidates,
        unexpected=inputs.unexpected | (inputs.people.by_id.keys() - listed.by_id.keys()),
        has_rounds=bool(inputs.past.ledger.rounds),
    )


def _read_stated_rounds(request: Request) -> tuple[RoundInputs, ...]:
    """Return the rounds that the request asks for, or all that the convening states if a must is about several."""
    rounds = read_rounds(request)
    stated = len(rounds[0].convening.rounds) - rounds[0].room.round_number + 1
    if stated > len(rounds) and any(one.is_must and is_tied(one) for one in rounds[0].convening.requirements):
        return read_rounds(replace(request, rounds=stated))
    return rounds


def _note_shared_result(text: str) -> Iterator[Note]:
    """Yield a note if the shared result does not state a number, a time or people. Without one there is none."""
    stated = find_stated(text)
    if not text.strip():
        return
    if stated.number and stated.time:
        if not stated.people:
            yield Note(
                "shared-result-vague",
                said(
                    "Whose lives does the shared result %(result)s change? The program found no word for "
                    "people in it. Name the people, for example “young people of the South Valley”.",
                    result=quoted(text.strip()),
                ),
            )
        return
    if stated.number or stated.time:
        lacks = said("by when") if stated.number else said("how much will change")
    else:
        lacks = said_list([said("how much will change"), said("by when")])
    yield Note(
        "shared-result-vague",
        said(
            "The shared result %(result)s does not state %(lacks)s. Name a number, a year and the people it is about, "
            "such as “By 2031, 10,000 more people earn their living in a business that started here”.",
            result=quoted(text.strip()),
            lacks=lacks,
        ),
    )


def review_request(request: Request, seating: Any) -> Solved:
    """Check a seating. Nothing is solved, so there is no bound.

    The status is `feasible` if the musts are met and `no_seating` otherwise, because other seatings may still meet
    them.

    Parameters
    ----------
    request : Request
    seating
        As for `seating.review`.

    Raises
    ------
    UsageError, InputError
        As for `solve_request`, and when the seating has errors.
    """
    inputs = read_round(request)
    source = read_seating(seating, inputs.people)
    room, plan, notes = read_plan(source, inputs.room)
    inputs = with_given_chairs(replace(inputs, room=room), source, plan.seats)
    inputs = with_given_duties(inputs, source, plan.seats)
    result = judge_plan(request, inputs, plan, notes)
    return add_governance(result, inputs, request, None)


def check_record(checked: InputCheck) -> CheckRecord:
    """Return what was checked as a record. It marks private columns, and has no candidates from them."""
    private = private_columns(checked.convening, checked.people)
    return CheckRecord.of(
        checked,
        people=count_heads(checked.listed).people,
        to_seat=len(checked.room.coming),
        staff=len(checked.room.staff),
        columns={name: heading.text for name, heading in checked.people.headings.items()},
        headings=list(_record_headings(checked, private)),
        candidates=_record_candidates(checked.candidates.without(private)),
    )


def _record_headings(checked: InputCheck, private: Collection[str]) -> Iterator[HeadingRecord]:
    """Yield the columns of the list from left to right, with what became of each."""
    account = {one.column.letter: one for one in account_for_columns(checked.convening, checked.people)}
    for column in checked.people.columns:
        found = account.get(column.letter)
        yield HeadingRecord.of(
            column,
            taken_as=column.key if column.is_known else "own",
            private=column.key in private,
            state="blank" if found is None else found.state.value,
            could_be=[] if found is None else list(found.could_be),
        )


def _record_candidates(candidates: Candidates) -> list[CandidateRecord]:
    """Return the records of candidates, those that were declined last."""
    every = [*((one, "") for one in candidates.offered), *candidates.declined]
    return [CandidateRecord.of(one, declined=reason) for one, reason in every]


def find_clashes(inputs: RoundInputs) -> tuple[Clash, ...]:
    """Return the musts that counting alone proves impossible.

    The sentence of each begins with the requirement's own sentence, followed by the value it is about. The value is
    derived from the `group` of the clash, which contains exactly the people who have it.
    """
    requirements = {requirement.id: requirement for requirement in inputs.requirements}
    found = []
    room = tell_names_apart(inputs.room)
    split = (
        {r.id for r in inputs.requirements if TYPE in r.asks_columns} if find_differing_types(inputs.room) else set()
    )
    model = build_model(inputs.room, inputs.requirements)
    for clash in count_clashes(model, split):
        requirement = requirements[clash.requirement]
        value = _value_of(requirement, inputs.room, clash.group)
        about = clash.sentence
        if value:
            shown = f"{value}: {about[0].lower()}{about[1:]}"
            about = Said(shown, "%(value)s: %(about)s", values={"value": value, "about": about})
        found.append(replace(clash, sentence=_tell_musts([requirement], room, about)))
    return (*found, *(() if found else _find_contradictions(model, inputs)))


def _tell_musts(musts: Sequence[Requirement], room: Room, about: str) -> str:
    """Return the sentences of musts, what was counted, and their ids."""
    own = said_joined([must.sentence(room) for must in musts], " ") if musts[1:] else musts[0].sentence(room)
    ids = said_joined([must.id for must in musts], ", ") if musts[1:] else musts[0].id
    return said("%(sentence)s %(about)s [%(id)s]", sentence=own, about=about, id=ids)


def _find_contradictions(model: Model, inputs: RoundInputs) -> Iterator[Clash]:
    """Yield musts that can be met one by one and not together, as people are tied or crowded at few tables."""
    units, room = units_of(model), inputs.room
    musts = frozenset[str]() if units is None else units.contradiction
    about = said("Every seating falls short by at least %(number)s.", number=1)
    if musts:
        together = [room.persons[number].id for number in people_who_contradict(model, musts)]
        about = said("Musts keep %(people)s at one table.", people=names(room, together))
    musts = musts or clashing_musts(model)
    if musts:
        asked = [one for one in inputs.requirements if one.id in musts]
        sentence = _tell_musts(asked, tell_names_apart(room), about)
        yield Clash(asked[0].id, 1, 0, sentence, others=tuple(one.id for one in asked[1:]))


def _find_planned(rounds: Sequence[RoundInputs]) -> Iterator[Clash]:
    """Yield the clashes of musts over all rounds, each with the sentences of its musts."""
    requirements = {requirement.id: requirement for one in rounds for requirement in one.requirements}
    room = tell_names_apart(rounds[-1].room)
    for clash in find_planned_clashes(rounds):
        first, *others = clash.requirements
        sentence = _tell_musts([requirements[identity] for identity in clash.requirements], room, clash.sentence)
        yield Clash(first, clash.needed, clash.available, sentence, others=tuple(others))


def _value_of(requirement: Requirement, room: Room, group: tuple[int, ...] | None) -> str:
    """Return the column and the value that a group of people shares; "" if the requirement is not about one column."""
    if group is None:
        return ""
    column, values = requirement.counted_values(room)
    with_it = [quoted(value) for value, members in values.items() if tuple(members.tolist()) == group]
    return f"{column.replace('_', ' ')} {listed(with_it)}" if with_it else ""
