"""The requirements: the unmet ones with their tables and their cost, the met ones, and those that do not apply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from seating.analysis.season.staffing import is_met_by_staff_plan
from seating.convening import Convening
from seating.convening.convening_file import list_stated
from seating.engines.outcome import Status
from seating.groups import group_by_key
from seating.present.blocks import Block, Column, Raw, Row, Span, Table, below, code, fold_away, paragraph
from seating.profiles.heads import count_heads
from seating.report.claims.labels import MORE, MORE_IN, PART_OF, POINTS, PRIVATE_REQUIREMENTS
from seating.report.finding_words import describe_finding
from seating.report.person_names import named
from seating.report.quality import count_locks, list_counted, tell_met
from seating.report.requirement_names import name_requirement
from seating.report.tones import Tone
from seating.report.voice_states import STATE_WORDS, StateWords, describe_none_there
from seating.requirements.base.findings import Finding
from seating.requirements.base.voices import VoiceState
from seating.result import Judged, Result
from seating.result.proof import find_waiting
from seating.room.plan import Room
from seating.wording import Said, said, said_field, said_joined

ORDER = 60
TITLE = "Requirements"

SHOWN = 6
"""Number of findings of one requirement that are visible at first; the others can be unfolded."""

MOST = 200
"""Maximum number of findings of one requirement on the page; `result.json` has all of them."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One finding: its place, the id of its table ("" for none), and the shortfall in words."""

    where: str
    table: str
    text: str


@dataclass(frozen=True, slots=True)
class Held:
    """One requirement as the page names it, or all private musts or all private wishes together, without an id."""

    id: str
    sentence: str
    note: str
    binds: str


@dataclass(frozen=True, slots=True)
class Unmet:
    """One unmet requirement, or private ones together, with its findings.

    `people` tells how many people the findings are about, if each is about one of many; `lacks` then names them table
    by table, and `more` has their findings.
    """

    held: Held
    state: StateWords
    people: str
    lacks: tuple[Lack, ...]
    more: tuple[Lack, ...]
    unfold: str
    left_out: str


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the unmet requirements, worst first, the met ones, and those that do not apply in this round."""
    every = result.judged
    if not every:
        return
    requirements = [r for r in every if r.applies]
    unmet = [r for r in requirements if not r.met]
    met = [r for r in requirements if r.met]
    rest = said("Unmet requirements, worst first:") if unmet else said("No requirement is unmet.")
    counted = list_counted(result.judged)
    summary = _summary(result.convening, len(counted), sum(one.met for one in counted))
    yield paragraph((said_joined([summary, *count_locks(result.judged)], " "), " ", rest), "intro")
    if unmet:
        yield from _list_unmet(result, unmet)
    waiting = find_waiting(result)
    held = _one_by_one([r for r in met if r.id not in waiting])
    yield from fold_away(
        said("Met requirements"), [_list_held(result, held, said("Met requirements"), VoiceState.HEARD)]
    )
    if_filled = [[r] for r in met if r.id in waiting]
    about = said("Met only if someone is found for a held seat")
    yield _list_held(result, if_filled, about, VoiceState.TOO_FEW)
    inactive = [[r] for r in every if not r.applies]
    about = said("Requirements that do not apply in this round")
    yield from fold_away(about, [_list_held(result, inactive, about, VoiceState.UNKNOWN)])


def _list_unmet(result: Result, unmet: Sequence[Judged]) -> Iterator[Block]:
    groups = _one_by_one(unmet)
    groups.sort(key=lambda alike: (not alike[0].is_must, -sum(r.penalty for r in alike), -_shortfall(alike)))
    yield Raw("sections/requirements.html.j2", tuple(_unmet(result, alike) for alike in groups))
    asked = (alike[0] for alike in groups if not alike[0].is_must and not alike[0].is_private)
    priced = (one.id for one in asked if not is_met_by_staff_plan(one.requirement, result.room))
    example = next(priced, "")
    if (
        example and not result.people.is_party and result.status in {Status.OPTIMAL, Status.FEASIBLE}
    ):  # nothing else has a price
        about = said("To see what stands in the way of a requirement, and what it costs the others, run:")
        yield paragraph(about, "quiet aside on-screen")
        command = said_joined(["seating explain", said("LIST"), "--requirement", example], " ")
        yield paragraph(code(command), "command on-screen")


def _list_held(
    result: Result,
    groups: Iterable[Sequence[Judged]],
    caption: Said,
    state: VoiceState,
) -> Table:
    """Return the requirements that are not unmet, each with the drawing of a state."""
    shown = STATE_WORDS[state]
    rows = []
    for alike in groups:
        held = _held(result, alike)
        note = (" ", below(held.note, is_data=True)) if held.note else ()
        sentence = (Span(held.sentence, mark=shown.shape), *((" ", code(held.id)) if held.id else ()), *note)
        rows.append(Row((sentence, held.binds), tone=shown.tone))
    return Table(caption, (Column(said("Requirement")), Column(said("Must or wish"))), rows, "held")


def _summary(convening: Convening, number: int, n_met: int) -> Said:
    """Return how many requirements are met, and what is counted besides those that are written in the convening."""
    met = tell_met(n_met, number)
    if len(list_stated(convening)) == len(convening.requirements):
        return met
    counted = said(
        "This also counts requirements that the program makes from the tables, from cells in the list or from charts."
    )
    return said_joined([met, counted], " ")


def _one_by_one(requirements: Sequence[Judged]) -> list[list[Judged]]:
    return [[r] for r in requirements if not r.is_private] + _alike(requirements)


def _alike(requirements: Sequence[Judged]) -> list[list[Judged]]:
    """Return the private requirements in groups: musts, then wishes."""
    groups = [[r for r in requirements if r.is_private and r.is_must is is_must] for is_must in (True, False)]
    return [group for group in groups if group]


def _shortfall(alike: Sequence[Judged]) -> int:
    return sum(r.verdict.shortfall for r in alike)


def _unmet(result: Result, alike: Sequence[Judged]) -> Unmet:
    every = [_lack(result, finding) for r in alike for finding in r.verdict.findings]
    if (
        not every and not alike[0].is_private and not _shortfall(alike)
    ):  # a voice that no table has to have, see `Verdict.met`
        name, told = describe_none_there(result, alike[0].id)
        every = [Lack(name, "", told)]
    lacks = tuple(dict.fromkeys(every) if alike[0].is_private else every)  # a private one says only where it is
    by_table = _name_by_table(result, alike) if len(lacks) > SHOWN + 1 else ()
    few = by_table or (lacks if len(lacks) <= SHOWN + 1 else lacks[:SHOWN])
    more = lacks if by_table else lacks[len(few) :]
    left_out = len(more) - MOST
    return Unmet(
        held=_held(result, alike),
        state=_state(alike[0].is_must),
        people=_count_people(result.room, alike[0]) if by_table else "",
        lacks=few,
        more=more[:MOST],
        unfold=said("Show") if by_table else MORE(number=len(more)),
        left_out=MORE_IN(number=left_out, file="result.json") if left_out > 0 else "",
    )


def _name_by_table(result: Result, alike: Sequence[Judged]) -> tuple[Lack, ...]:
    """Return the people of a public requirement's findings, table by table; () unless each is about one person."""
    findings = alike[0].verdict.findings
    if any(not one.is_told or len(one.people) != 1 for one in findings):  # nothing is told of private ones
        return ()
    order = result.room.table_index
    people = group_by_key((one.table, one.people[0]) for one in findings if one.table is not None)
    if sum(map(len, people.values())) < len(findings) or not people.keys() <= order.keys():
        return ()
    return tuple(
        Lack(result.room.table(table).label, table, named(result, people[table]))
        for table in sorted(people, key=order.__getitem__)
    )


def _count_people(room: Room, one: Judged) -> Said:
    people = {finding.people[0] for finding in one.verdict.findings}
    every = count_heads(room.people).people
    return said_field(said("people"), PART_OF(part=len(people), all=every))


def price_in_words(points: int, penalty: int) -> Said:
    """Return how many points of the penalty a requirement costs."""
    return POINTS(part=points, all=penalty)


def _state(is_must: bool) -> StateWords:
    tone, shape = (Tone.BAD, "state-absent") if is_must else (Tone.OPEN, "state-few")
    return StateWords(said("Unmet"), tone, shape)


def _lack(result: Result, finding: Finding) -> Lack:
    at_table = finding.table in result.room.table_index
    return Lack(
        where=result.room.table(finding.table).label
        if finding.table is not None and at_table
        else finding.table or said("The room"),
        table=finding.table or "" if at_table else "",
        text=describe_finding(result, finding),
    )


def _held(result: Result, alike: Sequence[Judged]) -> Held:
    """Return a requirement as shown on the page; private ones are combined."""
    first = alike[0]
    binds = said("Must") if first.is_must else said("Wish")
    if first.is_private:
        sentence = PRIVATE_REQUIREMENTS(number=len(alike))
        return Held(first.id if len(alike) == 1 else "", sentence, "", binds)
    identity = "" if result.people.is_party else name_requirement(first.id, result.people)  # a host has the words
    return Held(identity, result.sentence_of(first.requirement), first.requirement.note, binds)
