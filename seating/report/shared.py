"""What may be said of requirements, voices, conflicts and notes to people besides the convener.

A private requirement goes by `private-1`, `private-2`, …; that it is unmet at a table is as far as
anything goes. Its kind, its weight and how much is short are not told, since they would tell from which
column it comes. Only `packet/convener-only/reasons.html` says which it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from seating.errors import Note
from seating.explain.conflict import Conflict
from seating.explain.ways_out import Kind, WayOut
from seating.requirement import Requirement
from seating.result import Recruit, Result
from seating.voices import Voice, VoiceState
from seating.wording import said, said_count

__all__ = [
    "PRIVATE_SENTENCE",
    "SharedConflict",
    "SharedFinding",
    "SharedRequirement",
    "SharedVoice",
    "penalty_of",
    "private_penalty",
    "shared_conflicts",
    "shared_id",
    "shared_notes",
    "shared_recruit",
    "shared_requirements",
    "shared_sentence",
    "shared_voices",
    "shared_ways_out",
]

PRIVATE_NAME = said("A private requirement")
PRIVATE_SENTENCE = said("A private requirement.")
PRIVATE_KIND = "private"


@dataclass(frozen=True, slots=True)
class SharedFinding:
    """A finding as others may see it.

    Of a private must only the table and the shortfall are left, of a private should only the table.
    """

    table: str | None
    group: str | None
    have: int | str | None
    want: str | None
    shortfall: int | None
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedRequirement:
    """A requirement with its verdict, as others may see it.

    `weight` is None for a must and for a private should; of the latter `shortfall` and `penalty` are None too.
    """

    id: str
    kind: str
    is_must: bool
    weight: int | None
    sentence: str
    note: str
    shortfall: int | None
    penalty: int | None
    met: bool
    is_private: bool
    findings: tuple[SharedFinding, ...]


@dataclass(frozen=True, slots=True)
class SharedVoice:
    """A voice as others may see it; a private one has a state and nothing else."""

    id: str
    name: str
    state: VoiceState
    invited: int | None
    attending: int | None
    needed: int | None
    tables: Mapping[str, int]
    sentence: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class SharedConflict:
    """Musts that clash, in words that others may read."""

    confirmed: bool
    requirements: tuple[Requirement, ...]
    sentences: tuple[str, ...]


def shared_id(result: Result, requirement_id: str) -> str:
    """Return the id under which others know a requirement."""
    return result.private_names.get(requirement_id, requirement_id)


def shared_sentence(result: Result, requirement: Requirement) -> str:
    """Return what others may read of a requirement."""
    return PRIVATE_SENTENCE if result.is_private(requirement) else requirement.sentence(result.room)


def shared_requirements(result: Result) -> tuple[SharedRequirement, ...]:
    """Return every requirement with its verdict, in the order of the convening."""
    return tuple(_requirement(result, requirement) for requirement in result.requirements)


def _requirement(result: Result, requirement: Requirement) -> SharedRequirement:
    verdict = result.verdict(requirement)
    is_private = result.is_private(requirement)
    is_counted = requirement.is_must or not is_private
    return SharedRequirement(
        id=shared_id(result, requirement.id),
        kind=PRIVATE_KIND if is_private else requirement.kind,
        is_must=requirement.is_must,
        weight=None if requirement.is_must or is_private else requirement.weight,
        sentence=shared_sentence(result, requirement),
        note="" if is_private else requirement.note,
        shortfall=verdict.shortfall if is_counted else None,
        penalty=penalty_of(result, requirement) if is_counted else None,
        met=verdict.met,
        is_private=is_private,
        findings=_nameless(result, requirement, is_counted)
        if is_private or _names_who_is_only_counted(result, requirement)
        else _findings(result, requirement),
    )


def penalty_of(result: Result, requirement: Requirement) -> int:
    """Return what a requirement adds to the penalty, which the convener alone may know of a private one."""
    return 0 if requirement.is_must else requirement.weight * result.verdict(requirement).shortfall


def private_penalty(result: Result) -> int:
    """Return what all private shoulds together add to the penalty."""
    return result.penalty - sum(r.penalty or 0 for r in shared_requirements(result))


def _findings(result: Result, requirement: Requirement) -> tuple[SharedFinding, ...]:
    return tuple(
        SharedFinding(f.table, f.group, f.have, f.want, f.shortfall, f.people)
        for f in result.verdict(requirement).findings
    )


def _names_who_is_only_counted(result: Result, requirement: Requirement) -> bool:
    """Whether its findings would tell of somebody by name what may only be counted."""
    counted = set(result.convening.counts_only).intersection(requirement.asks_columns)
    return bool(counted) and any(finding.people for finding in result.verdict(requirement).findings)


def _nameless(result: Result, requirement: Requirement, is_counted: bool) -> tuple[SharedFinding, ...]:
    """Return one finding a table: that something is unmet there, how much where it may be counted, nothing else."""
    short: dict[str | None, int] = {}
    for finding in result.verdict(requirement).findings:
        short[finding.table] = short.get(finding.table, 0) + finding.shortfall
    return tuple(SharedFinding(t, None, None, None, n if is_counted else None) for t, n in short.items())


def shared_voices(result: Result, voices: Iterable[Voice]) -> tuple[SharedVoice, ...]:
    """Return voices (or gaps) as others may see them, in the order given."""
    return tuple(_voice(result, voice) for voice in voices)


def _voice(result: Result, voice: Voice) -> SharedVoice:
    if voice.id not in result.private_names:
        return SharedVoice(
            id=voice.id,
            name=voice.name,
            state=voice.state,
            invited=voice.invited,
            attending=voice.attending,
            needed=voice.needed,
            tables=voice.tables,
            sentence=voice.sentence,
            is_private=False,
        )
    return SharedVoice(
        id=shared_id(result, voice.id),
        name=PRIVATE_NAME,
        state=voice.state,
        invited=None,
        attending=None,
        needed=None,
        tables={},
        sentence=PRIVATE_SENTENCE,
        is_private=True,
    )


def shared_conflicts(result: Result) -> tuple[SharedConflict, ...]:
    """Return the clashing sets, the smallest first; none when the musts can hold together."""
    return tuple(_conflict(result, conflict) for conflict in result.conflicts)


def _conflict(result: Result, conflict: Conflict) -> SharedConflict:
    clashing = tuple(result.by_requirement[requirement] for requirement in conflict.requirements)
    sentences = tuple(shared_sentence(result, requirement) for requirement in clashing)
    return SharedConflict(conflict.confirmed, clashing, sentences)


def shared_ways_out(result: Result) -> tuple[WayOut, ...]:
    """Return the ways out in words that others may read."""
    return tuple(_way_out(result, way) for way in result.ways_out)


def _way_out(result: Result, way: WayOut) -> WayOut:
    """Return a way out in words for everyone; one that touches a private requirement only says so."""
    private = set(way.requirements) & set(result.private_names)
    if not private:
        named = [r for r in way.requirements if _names_who_is_only_counted(result, result.by_requirement[r])]
        return replace(way, sentence="Give way as the closest seating does.") if named else way
    if way.kind == "relax" and private != set(way.requirements):
        return replace(way, sentence="Give way as the closest seating does, in a private requirement too.")
    return replace(way, sentence=_PRIVATE_WAYS[way.kind])


_PRIVATE_WAYS: Mapping[Kind, str] = {
    "relax": "Relax a private requirement.",
    "recruit": "Invite people who serve a private requirement.",
    "seat": "Add seats, as a private requirement needs.",
    "drop": "Drop a private requirement.",
}


def shared_recruit(result: Result) -> tuple[Recruit, ...]:
    """Return whom to invite; where that would tell of a private requirement or column, only how many."""
    return tuple(_recruit(result, recruit) for recruit in result.recruit)


def _recruit(result: Result, recruit: Recruit) -> Recruit:
    serves = tuple(shared_id(result, requirement) for requirement in recruit.serves)
    if serves == recruit.serves and not set(recruit.who) & result.private_columns:
        return recruit
    sentence = said_count(
        "Invite %(number)s person who serves a private requirement.",
        "Invite %(number)s people who serve a private requirement.",
        recruit.people,
    )
    return Recruit({}, recruit.people, serves, sentence, recruit.confirmed)


def shared_notes(result: Result) -> tuple[Note, ...]:
    """Return the notes in the words that files hold, each once.

    Those about a private column are left out, and those that have no words for others.
    """
    hidden = result.private_columns | set(result.convening.counts_only)
    said = dict.fromkeys(
        Note(note.slug, note.text if note.shared_text is None else note.shared_text)
        for note in result.notes
        if note.column not in hidden
    )
    return tuple(note for note in said if note.text)
