"""The result as plain data: what `--json` prints and `result.json` holds (schema_version 1).

Keys may be added, never renamed; `docs/reference/result.schema.json` describes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from seating._version import __version__
from seating.analysis.nomination import fate_of
from seating.engines.outcome import Status
from seating.errors import Problem
from seating.profiles import Person
from seating.report.measured import measured_record, themes_record
from seating.report.privacy import (
    SharedConflict,
    SharedFinding,
    SharedRequirement,
    SharedVoice,
    chances_record,
    private_penalty,
    shared_conflicts,
    shared_id,
    shared_notes,
    shared_recruit,
    shared_requirements,
    shared_voices,
    shared_ways_out,
)
from seating.result import Move, Result

__all__ = ["SCHEMA_VERSION", "as_record", "problems_record"]

SCHEMA_VERSION = 1

Record = dict[str, Any]


def as_record(result: Result) -> Record:
    """Return a result as JSON would hold it, with the rounds planned ahead; nothing private is in it."""
    rounds = (result, *result.ahead)
    clashing = next((each for each in rounds if each.conflict is not None), result)
    return {
        "schema_version": SCHEMA_VERSION,
        "seating_version": __version__,
        **_worth(rounds),
        **_repair(result),
        "seconds": round(result.seconds, 2),
        "longer_limit": max((each.longer_limit or 0 for each in rounds), default=0) or None,
        "seed": result.seed,
        "inputs": _inputs(result),
        "notes": [{"slug": note.slug, "text": note.text} for note in shared_notes(result)],
        "rounds": [_round(each) for each in rounds],
        "conflict": _smallest_conflict(clashing),
        "conflicts": [_conflict(clashing, conflict) for conflict in shared_conflicts(clashing)],
        "conflicts_complete": clashing.conflicts_complete if clashing.conflict else None,
        "recruit": [
            {
                "who": dict(recruit.who),
                "people": recruit.people,
                "serves": list(recruit.serves),
                "sentence": recruit.sentence,
                "confirmed": recruit.confirmed,
                "smallest": recruit.smallest,
                "tables": list(recruit.tables),
            }
            for each in rounds
            for recruit in shared_recruit(each)
        ],
        "nominations": _nominations(result),
        "measured": measured_record(result),
        "themes": themes_record(result),
        "files": dict(result.files),
    }


def _nominations(result: Result) -> list[Record]:
    """Return who was named on filled charts, without who named them and why."""
    return [
        {
            "text": one.text,
            "id": one.person,
            "table": one.table,
            "named_by": len(one.by),
            "fate": str(fate_of(one, result.room, result.plan)),
        }
        for one in (result.nominations.found if result.nominations else ())
    ]


def _worth(rounds: Sequence[Result]) -> Record:
    """Return what the rounds come to together: the worst status, and sums."""
    penalty = sum(each.penalty for each in rounds)
    bounds = [each.bound for each in rounds if each.bound is not None and each.conflict is None]
    bound = sum(bounds) if len(bounds) == len(rounds) else None
    return {
        "status": str(max((each.status for each in rounds), key=_WORST_LAST.index)),
        "penalty": penalty,
        "bound": bound,
        "gap": None if bound is None else round((penalty - bound) / max(1, penalty), 4),
    }


_WORST_LAST = (Status.OPTIMAL, Status.FEASIBLE, Status.NO_SEATING, Status.IMPOSSIBLE)


def _repair(result: Result) -> Record:
    """Return what is known of the moves where a seating was made from an earlier one; else nothing.

    `offers` stays empty: what a move would save tells what somebody wishes or avoids. The terminal tells them.
    """
    if result.repair is None:
        return {}
    return {
        "fewest_moves": result.repair.fewest,
        "fewest_moves_proven": result.repair.fewest_proven,
        "newcomers": list(result.repair.newcomers),
        "offers": [],
    }


def _names(result: Result) -> Mapping[str, str]:
    return {person.id: person.label for person in result.people}


def _move(names: Mapping[str, str], move: Move) -> Record:
    return {
        "id": move.person,
        "name": names.get(move.person, move.person),
        "from": move.origin,
        "to": move.target,
        "reason": move.reason,
    }


def problems_record(problems: Iterable[Problem]) -> Record:
    """Return errors in the input as JSON would hold them (exit 3)."""
    return {
        "schema_version": SCHEMA_VERSION,
        "problems": [
            {
                "slug": problem.slug,
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "value": problem.value,
                "says": problem.says,
                "hint": problem.hint,
                "count": problem.count,
                "lines": list(problem.lines) or ([] if problem.line is None else [problem.line]),
                "block": problem.block or None,
            }
            for problem in problems
        ],
    }


def _inputs(result: Result) -> Record:
    people, convening = result.people, result.convening
    return {
        "stakeholders": {"file": people.file, "sha256": people.sha256, "rows": people.rows},
        "convening": {"file": convening.file, "sha256": convening.sha256},
    }


def _round(result: Result) -> Record:
    names = _names(result)
    return {
        "round": result.room.round_number,
        "seats": [_seat(result, person) for person in result.room.persons],
        "standing": [{"table": s.table, "id": s.person, "as": s.role} for s in result.standing],
        "not_seated": [
            {"id": absent.person.id, "name": absent.person.label, "reason": absent.reason}
            for absent in sorted(result.not_seated, key=lambda absent: absent.person.id)
        ],
        "requirements": [_requirement(requirement) for requirement in shared_requirements(result)],
        "private_penalty": private_penalty(result),
        "voices": [_voice(voice) for voice in shared_voices(result, result.review.voices)],
        "gaps": [_voice(voice) for voice in shared_voices(result, result.review.gaps)],
        "moves": [_move(names, move) for move in result.moves],
        "chances": chances_record(result),
    }


def _seat(result: Result, person: Person) -> Record:
    seat: Record = {
        "id": person.id,
        "name": person.label,
        "table": result.plan.seats[person.id],
        "duties": list(result.duties.get(person.id, ())),
    }
    return seat if person.duty is None else {**seat, "staff": True}


def _requirement(requirement: SharedRequirement) -> Record:
    return {
        "id": requirement.id,
        "kind": requirement.kind,
        "must": requirement.is_must,
        "weight": requirement.weight,
        "sentence": requirement.sentence,
        "shortfall": requirement.shortfall,
        "penalty": requirement.penalty,
        "met": requirement.met,
        "findings": [_finding(finding) for finding in requirement.findings],
    }


def _finding(finding: SharedFinding) -> Record:
    found: Record = {
        "table": finding.table,
        "group": finding.group,
        "have": finding.have,
        "want": finding.want,
        "shortfall": finding.shortfall,
    }
    return {**found, "people": list(finding.people)} if finding.people else found


def _voice(voice: SharedVoice) -> Record:
    return {
        "id": voice.id,
        "name": voice.name,
        "state": str(voice.state),
        "invited": voice.invited,
        "attending": voice.attending,
        "needed": voice.needed,
        "tables": dict(voice.tables),
        "sentence": voice.sentence,
    }


def _conflict(result: Result, conflict: SharedConflict) -> Record:
    return {
        "confirmed": conflict.confirmed,
        "requirements": [shared_id(result, requirement.id) for requirement in conflict.requirements],
        "sentences": list(conflict.sentences),
    }


def _smallest_conflict(result: Result) -> Record | None:
    conflicts = shared_conflicts(result)
    if not conflicts:
        return None
    ways = [
        {"kind": way.kind, "sentence": way.sentence, "cost": way.cost, "confirmed": way.confirmed}
        for way in shared_ways_out(result)
    ]
    return {**_conflict(result, conflicts[0]), "ways_out": ways}
