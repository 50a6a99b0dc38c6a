"""An explanation as a record: what `seating explain --json` prints. It names private requirements only by number."""

from __future__ import annotations

from collections.abc import Iterable

from seating.api.explain import Explanation
from seating.explain.person_reasons import Elsewhere, Whereabouts
from seating.explain.price import Best, Change, Price
from seating.profiles import Person
from seating.record.explain import (
    BestRecord,
    CostChangeRecord,
    ExplainedPersonRecord,
    ExplanationRecord,
    IfMetRecord,
    LeavingRecord,
    LoneMoveRecord,
    MemberRecord,
    NamedRequirementRecord,
    OtherTableRecord,
    PriceRecord,
    RobustPriceRecord,
    WayRecord,
)
from seating.report.handover import Transition
from seating.report.privacy import shared_id, shared_sentence
from seating.report.record import result_record
from seating.result import Result


def explanation_record(explained: Explanation) -> ExplanationRecord:
    """Return an explanation as a record."""
    result, price, person = explained.solved, explained.price, explained.person
    record = result_record(result)
    return ExplanationRecord(
        schema_version=record.schema_version,
        seating_version=record.seating_version,
        status=record.status,
        penalty=record.penalty,
        bound=record.bound,
        gap=record.gap,
        seconds=record.seconds,
        seed=record.seed,
        inputs=record.inputs,
        notes=record.notes,
        saved_round=explained.saved_round,
        changed=explained.is_changed,
        requirement=None if price is None else _price(explained.judged, price),
        person=None if person is None else _person(result, person, explained.whereabouts),
        leaving=None if explained.transition is None else _leaving(result, explained.transition),
        conflict=record.conflict,
        conflicts=record.conflicts,
        conflicts_complete=record.conflicts_complete,
        recruit=record.recruit,
    )


def _leaving(result: Result, found: Transition) -> LeavingRecord:
    return LeavingRecord(
        requirements=_requirements(result, [loss.requirement.id for loss in found.losses]),
        duties=list(found.duties),
        promises=[promise.what for promise in found.promises],
        requests=[line["request"] for line in found.requests],
        ways=[WayRecord(origin=one.origin, target=one.target) for one in found.channels],
        dependents=[person.id for person in found.dependents],
        hosted=[table.id for table in found.hosted],
        colleagues=[person.id for person in found.colleagues],
    )


def _price(result: Result, price: Price) -> PriceRecord:
    one = next(one for one in result.judged if one.id == price.requirement)
    requirement = one.requirement
    return PriceRecord(
        id=shared_id(result, requirement.id),
        sentence=shared_sentence(result, requirement),
        must=requirement.is_must,
        shortfall=one.verdict.shortfall,
        penalty=one.penalty,
        price=price.price,
        exact=price.is_exact,
        without=BestRecord(penalty=price.without.penalty, proven=price.without.is_proven),
        robust=None if price.plain is None else _robust(price, price.plain),
        if_met=None if price.met is None else _if_met(result, price, price.met),
    )


def _robust(price: Price, plain: Best) -> RobustPriceRecord:
    return RobustPriceRecord(price=price.price_of_robustness, penalty=plain.penalty, proven=plain.is_proven)


def _if_met(result: Result, price: Price, met: Best) -> IfMetRecord:
    return IfMetRecord(
        penalty=met.penalty,
        proven=met.is_proven,
        changes=_changes(result, price.payers),
        against=_requirements(result, price.against),
    )


def _person(result: Result, person: Person, found: Whereabouts | None) -> ExplainedPersonRecord:
    return ExplainedPersonRecord(
        id=person.id,
        name=person.label,
        table=result.plan.seats.get(person.id),
        memberships=[
            MemberRecord(table=one.table, role=one.role) for one in result.memberships if one.person == person.id
        ],
        tables=[] if found is None else [_table(result, found, other) for other in found.elsewhere],
    )


def _table(result: Result, found: Whereabouts, other: Elsewhere) -> OtherTableRecord:
    penalty, now = other.best.penalty, found.now.penalty
    return OtherTableRecord(
        table=other.table,
        possible=True if penalty is not None else (False if other.best.is_proven else None),
        penalty=penalty,
        more=None if penalty is None or now is None else penalty - now,
        exact=found.now.is_proven and other.best.is_proven,
        others_moved=other.moved,
        alone=LoneMoveRecord(unmet=other.alone.unmet, penalty=other.alone.penalty),
        changes=_changes(result, other.changed),
        against=_requirements(result, other.against),
    )


def _changes(result: Result, changed: Iterable[Change]) -> list[CostChangeRecord]:
    return [
        CostChangeRecord(
            requirement=shared_id(result, each.requirement),
            sentence=shared_sentence(result, result.by_requirement[each.requirement]),
            points=each.points,
        )
        for each in changed
    ]


def _requirements(result: Result, requirements: Iterable[str]) -> list[NamedRequirementRecord]:
    return [
        NamedRequirementRecord(
            requirement=shared_id(result, identity), sentence=shared_sentence(result, result.by_requirement[identity])
        )
        for identity in requirements
    ]
