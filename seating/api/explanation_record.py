"""An explanation as a record: what `seating explain --json` prints. It names private requirements only by number."""

from __future__ import annotations

from collections.abc import Iterable

from seating.api.explain import Explanation
from seating.api.saved_rounds.saved_result import InputState
from seating.explanations.person_reasons import Elsewhere, Whereabouts
from seating.explanations.price import Best, Change, Price
from seating.profiles import Person
from seating.record.explain import (
    CostChangeRecord,
    ExplainedPersonRecord,
    ExplanationRecord,
    IfMetRecord,
    LeavingRecord,
    MemberRecord,
    NamedRequirementRecord,
    OtherTableRecord,
    PriceRecord,
)
from seating.report.record import result_record
from seating.report.transition import Transition
from seating.result import Result
from seating.result.shared_requirements import share_id, share_sentence


def explanation_record(explained: Explanation) -> ExplanationRecord:
    """Return an explanation as a record."""
    result, price, person = explained.solved, explained.price, explained.person
    return ExplanationRecord.of(
        result_record(result),
        saved_round=explained.saved_round,
        changed=explained.inputs is not InputState.SAME,
        requirement=None if price is None else _price(explained.judged, price),
        person=None if person is None else _person(result, person, explained.whereabouts),
        leaving=None if explained.transition is None else _leaving(result, explained.transition),
    )


def _leaving(result: Result, found: Transition) -> LeavingRecord:
    judged = found.judged or result
    return LeavingRecord.of(
        found,
        requirements=None if found.losses is None else _requirements(judged, [x.requirement.id for x in found.losses]),
        requests=[line["request"] for line in found.requests],
    )


def _price(result: Result, price: Price) -> PriceRecord:
    one = next(one for one in result.judged if one.id == price.requirement)
    requirement = one.requirement
    return PriceRecord.of(
        price,
        id=share_id(result, requirement.id),
        sentence=share_sentence(result, requirement),
        must=requirement.is_must,
        shortfall=one.verdict.shortfall,
        penalty=one.penalty,
        if_met=None if price.met is None else _if_met(result, price, price.met),
    )


def _if_met(result: Result, price: Price, met: Best) -> IfMetRecord:
    changes, against = _changes(result, price.payers), _requirements(result, price.against)
    return IfMetRecord.of(met, changes=changes, against=against)


def _person(result: Result, person: Person, found: Whereabouts | None) -> ExplainedPersonRecord:
    return ExplainedPersonRecord.of(
        person,
        table=result.plan.seats.get(person.id),
        memberships=[MemberRecord.of(one) for one in result.memberships if one.person == person.id],
        tables=[] if found is None else [_table(result, found, other) for other in found.elsewhere],
    )


def _table(result: Result, found: Whereabouts, other: Elsewhere) -> OtherTableRecord:
    penalty, now = other.best.penalty, found.now.penalty
    return OtherTableRecord.of(
        other,
        possible=True if penalty is not None else (False if other.best.is_proven else None),
        more=None if penalty is None or now is None else penalty - now,
        exact=found.now.is_proven and other.best.is_proven,
        others_moved=len(other.moved),
        changes=_changes(result, other.changed),
        against=_requirements(result, other.against),
    )


def _changes(result: Result, changed: Iterable[Change]) -> list[CostChangeRecord]:
    return [CostChangeRecord.of(each, **_named(result, each.requirement)) for each in changed]


def _requirements(result: Result, requirements: Iterable[str]) -> list[NamedRequirementRecord]:
    return [NamedRequirementRecord(**_named(result, identity)) for identity in requirements]


def _named(result: Result, identity: str) -> dict[str, str]:
    """Return the id and the sentence of a requirement as others may read them."""
    sentence = share_sentence(result, result.by_requirement[identity])
    return {"requirement": share_id(result, identity), "sentence": sentence}
