"""How many people sit, and how good a seating is, in the words of the report and the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from seating.analysis.season.guests import may_guests_fill, may_invite_guests
from seating.convening import Convening
from seating.convening.role_rules import lacks_role_rule
from seating.convening.suggestions import describe_no_wishes
from seating.engines.outcome import Status
from seating.profiles.heads import Heads, count_heads, say_heads
from seating.report.claims.labels import PART_OF, TABLES
from seating.report.claims.quality import MET_IF_FOUND, REQUIREMENTS_MET, UNMET_AT_GOVERNANCE
from seating.report.claims.seats import SEATED, SEATS_HELD
from seating.requirements.base.kind import is_lock
from seating.result import Judged, Result
from seating.result.proof import find_waiting, is_about_seats_only, lacks_points, list_idle, measure_distance
from seating.result.readers import Audience, may_tell
from seating.result.shared_requirements import may_count_conflicts
from seating.room.plan import Plan, Room
from seating.wording import Said, said, said_joined


def count_seated(result: Result) -> Said:
    """Return how many people and staff sit at how many tables, and how many more seats are held."""
    room = result.room
    heads = count_heads(room.people)
    seated = SEATED(
        number=heads.people + len(room.staff),
        people=say_heads(Heads(heads.people), len(room.staff)),
        tables=TABLES(number=count_tables(result.room, result.plan)),
    )
    return said_joined([seated, SEATS_HELD(number=heads.held)], " ") if heads.held else seated


def count_tables(room: Room, plan: Plan) -> int:
    """Return at how many tables someone sits; a table with nothing but held seats is not counted."""
    here = room.attendees
    return len({table for person in here for table in plan.tables_of(person.id)})


@dataclass(frozen=True, slots=True)
class QualityWords:
    """The sentences of one reader about how good a seating is. The board calls musts rules, and other ones wishes."""

    impossible: Said
    not_found: Said
    musts_met: Said
    seat_musts_met: Said
    inferred_met: Said
    seats_met: Said
    all_met: Said
    tell_met: Callable[[int, int], Said]


def tell_met(met: int, number: int) -> Said:
    """Return how many of a number of requirements are met."""
    return REQUIREMENTS_MET(met=met, number=number)


def _tell_kept(met: int, number: int) -> Said:
    return said_joined([said("Musts and wishes met:"), " ", PART_OF(part=met, all=number), "."], "")


REPORT = QualityWords(
    said("The musts cannot all be met together. This is the closest seating found."),
    said("No seating that meets every must was found; one might still exist. This is the closest seating found."),
    said("All musts are met."),
    said("All musts about the seats are met."),
    said("Every requirement inferred from the list is met."),
    said("Every requirement about the seats is met. No seating can be better."),
    said("Every requirement is met. No seating can be better."),
    tell_met,
)

BOARD = QualityWords(
    said("The musts cannot all be met together. This is the closest seating found."),
    said("No seating that meets every must was found; one might still exist. This is the closest seating found."),
    said("All musts are met."),
    said("All musts about the seats are met."),
    said("All musts and wishes inferred from the list are met."),
    said("All musts and wishes about the seats are met. No seating can be better."),
    said("All musts and wishes are met. No seating can be better."),
    _tell_kept,
)


def describe_quality(result: Result, words: QualityWords = REPORT, *, tells_unknown: bool = True) -> Said:
    """Return whether the musts are met, whether a better seating exists, and how many requirements are met.

    With `tells_unknown=False`, nothing is told of better seatings if it is not known whether there are any.
    """
    return said_joined(_list_sentences(result, words, tells_unknown=tells_unknown), " ")


SEATS_ALONE = said(
    "This is about the seats alone: with guests who are invited to further sessions, all musts might be met."
)
"""What is told of a proof in a season of sessions with guests, who are not part of a model."""

WITHOUT_GUESTS = said("This is about the seats alone, without guests who are invited to further sessions.")

UNKNOWN_DISTANCE = said("It is not known whether a better seating exists.")


def _list_sentences(result: Result, words: QualityWords, *, tells_unknown: bool) -> Iterator[str]:
    requirements = list_counted(result.judged)
    met = [one for one in requirements if one.met]
    counted = words.tell_met(len(met), len(requirements))
    at_governance = count_unmet_at_governance(result)
    if result.status is Status.IMPOSSIBLE:
        yield words.impossible
        yield from tell_seats_alone(result)
        yield counted
    elif result.status is Status.NO_SEATING:
        yield words.not_found
        yield counted
    elif is_about_seats_only(result) and all(is_about_seats_only(view) for view in result.governance):
        yield describe_no_wishes(result.convening, result.people, some_wait=bool(list_idle(result)))
    elif len(met) < len(requirements):
        yield tell_musts_met(result, words)
        distance = describe_distance(result)
        if tells_unknown or distance != UNKNOWN_DISTANCE:
            yield distance
        yield counted
    elif "requirements" in result.convening.inferred:
        yield words.inferred_met
    elif at_governance:
        yield words.seats_met
    else:
        yield words.all_met
    yield from list_limits(result)
    yield from count_locks(result.judged)


def leaves_out_guests(convening: Convening, room: Room) -> bool:
    """Whether people can be invited to further sessions, which no search and no proof takes into account."""
    return may_invite_guests(convening.sessions, room.tables)


def tell_seats_alone(result: Result) -> Iterator[Said]:
    """Yield what is told of a proof if guests at further sessions might fill what each conflict lacks.

    Of a private conflict, this is not known to others.
    """
    if leaves_out_guests(result.convening, result.room) and all(
        any(may_guests_fill(result.by_requirement[must], result.room) for must in conflict.requirements)
        for conflict in result.conflicts
        if conflict.confirmed
    ):
        yield SEATS_ALONE if result.reader is Audience.CONVENER or may_count_conflicts(result) else WITHOUT_GUESTS


def list_limits(result: Result) -> Iterator[Said]:
    """Yield what the number of met requirements does not tell: held seats that some need, and governance tables."""
    met = (one for one in list_counted(result.judged) if one.met)
    if waiting := sum(one.id in find_waiting(result) and not one.is_private for one in met):
        yield MET_IF_FOUND(number=waiting)
    if at_governance := count_unmet_at_governance(result):
        yield UNMET_AT_GOVERNANCE(number=at_governance)
    yield from tell_role_rule(result)


def tell_role_rule(result: Result) -> Iterator[Said]:
    """Yield that no requirement is about roles, if the list has them and the reader may know it.

    Where there are private requirements, only the convener may know what they are about.
    """
    asked = [
        *result.convening.requirements,
        *(one for view in (result, *result.governance) for one in view.requirements),
    ]
    if may_tell(result, "representative_type") and lacks_role_rule(result.room.people, asked):
        is_known = result.reader is Audience.CONVENER or not result.private_names
        yield NO_ROLE_RULE if is_known else NO_SHARED_ROLE_RULE


NO_ROLE_RULE = said("No requirement is about roles.")

NO_SHARED_ROLE_RULE = said("No requirement that everyone may read is about roles.")


def tell_musts_met(result: Result, words: QualityWords = REPORT) -> Said:
    """Return that all musts are met; only of those about the seats, if one about governance tables is not."""
    unmet = (one for view in result.governance for one in view.judged if one.applies and not one.met)
    return words.seat_musts_met if any(one.is_must for one in unmet) else words.musts_met


def count_met(judged: tuple[Judged, ...]) -> Said:
    """Return how many of the requirements of the convening that apply in this round are met."""
    requirements = list_counted(judged)
    return tell_met(sum(1 for requirement in requirements if requirement.met), len(requirements))


def list_counted(judged: tuple[Judged, ...]) -> list[Judged]:
    """Return the requirements of the convening that apply; locks are not among them."""
    return [one for one in judged if one.applies and not is_lock(one.requirement)]


def count_locks(judged: tuple[Judged, ...]) -> Iterator[Said]:
    """Yield how many locks are kept, which no requirement of the convening asks for, if there are any."""
    locks = [one.met for one in judged if is_lock(one.requirement)]
    if locks:
        yield said_joined([said("Locks kept:"), " ", PART_OF(part=sum(locks), all=len(locks)), "."], "")


def count_unmet_at_governance(result: Result) -> int:
    """Return how many requirements about the members of governance tables are not met."""
    return sum(not one.met for view in result.governance for one in view.judged if one.applies)


def describe_distance(result: Result) -> Said:
    """Return whether a better seating exists, in words for everyone; the end of *Notes* has the figures."""
    distance = measure_distance(result)
    if distance.for_one_round:
        return said("No seating for this round is better, but a better plan for all rounds might exist.")
    if distance.points is None and lacks_points(result.judged):
        return said("Because of private requirements, it is not shown here how much better a seating could be.")
    if distance.points is None and result.repair is not None and result.repair.is_better_known:
        return said("A better seating is known, but no must requires the moves it takes.")
    if distance.points is None:
        return UNKNOWN_DISTANCE
    if distance.points == 0:
        return said("No better seating exists.")
    return said("A better seating might exist: the search stopped before it could find out.")
