"""Decide who may read each page, and what is taken out of a result before others read it.

Which columns and which people a reader may see is decided in `seating.result.readers`, below the result, which pages
ask.

Private requirements appear to others as `private-1`, `private-2` and so on. Others may learn that such a
requirement is unmet, and at which table. They do not learn its kind, its weight, its points or the size of a
shortfall, because these would reveal the column that it reads. So the penalty that others read is that of the public
requirements. Only `packet/convener-only/for-you-alone.html` tells which requirement it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from seating.analysis.duties import list_private_duties
from seating.analysis.newcomers import build_newcomer
from seating.analysis.season.staffing import Season
from seating.convening import Convening
from seating.convening.requirements import tells_hidden_cells
from seating.convening.rooms import NotSeated, reason_without_seat
from seating.errors import Note
from seating.explanations.conflicts import Conflict
from seating.explanations.ways_out import WayOut
from seating.judge import Review
from seating.profiles import People, Person
from seating.profiles.person import MARKED_ABSENT
from seating.profiles.private_columns import hidden_columns, with_counted
from seating.requirements.base.findings import UNTOLD, Finding, Verdict
from seating.requirements.base.kind import Requirement, WordedRequirement
from seating.requirements.base.voices import Voice
from seating.result.memberships import has_suggested_role, is_suggested
from seating.result.proof import measure_distance
from seating.result.readers import Audience, list_columns_for, shown_persons
from seating.result.result_facts import PRIVATE_NAME, PRIVATE_SENTENCE, Facts, FewestPeople, Judged, Recruit, Repair
from seating.result.shared_requirements import share_id
from seating.wording import fold, said, said_count, said_list

R = TypeVar("R", bound=Facts)

WITHHELD = said("has no seat in this round")
"""What stands for a reason that not everyone may read."""

PRIVATE_KIND = "private"


READERS: Mapping[str, Audience] = {
    "badges": Audience.EVERYONE,
    "blank_chart": Audience.EVERYONE,
    "door_list": Audience.EVERYONE,
    "escort_cards": Audience.EVERYONE,
    "facilitator": Audience.EVERYONE,
    "find_table": Audience.EVERYONE,
    "governance": Audience.EVERYONE,
    "place_cards": Audience.EVERYONE,
    "public": Audience.EVERYONE,
    "room_plan": Audience.EVERYONE,
    "staff_plan": Audience.EVERYONE,
    "table_sheets": Audience.EVERYONE,
    "table_tents": Audience.EVERYONE,
    "wall_chart": Audience.EVERYONE,
    "worksheets": Audience.EVERYONE,
    "steering": Audience.TEAM,
    "who_is_missing": Audience.TEAM,
}
"""Who may read each page of the packet, by its module's name; a page that is not named is for the convener only."""


def may_read(reader: Audience, audience: Audience) -> bool:
    """Whether a reader of the first audience may read a page made for the second."""
    order = list(Audience)
    return order.index(audience) <= order.index(reader)


def find_reader(page: str, result: Facts) -> Audience:
    """Return who may read a page of the packet that shows a result."""
    shows_cells = {"sector", "representative_type"}.issubset(list_columns_for(result, Audience.EVERYONE))
    if page == "seating_chart" and shows_cells:
        return Audience.EVERYONE
    has_more = result.harvest is not None or result.resources is not None
    is_answering = any(table.reports_to for table in result.convening.tables)
    if page == "governance" and (has_more or is_answering):
        return Audience.TEAM  # a harvest and resources are in the report only; what bodies agree on is theirs
    return READERS.get(page, Audience.CONVENER)


def named_people(people: People) -> tuple[Person, ...]:
    """Return the people that a form for everyone may name before anyone is seated.

    These are people with a name who come to at least one round. The others are left out, because a form that names
    ideas and nominations would announce them.
    """
    coming = (person for person in people if person.name and reason_without_seat(person) is None)
    return shown_persons(coming, Audience.EVERYONE)


def listed_sectors(people: People, convening: Convening) -> tuple[str, ...]:
    """Return the sectors on the list, without names, for a form for everyone.

    People who may be on no list that others see are left out. There are none if the column is private or only counted.
    """
    if "sector" in hidden_columns(convening, people):
        return ()
    return tuple(dict.fromkeys(person.sector for person in shown_persons(people, Audience.EVERYONE) if person.sector))


class PrivateRequirement(WordedRequirement):
    """What stands for a private requirement where only the convener may know it: whether it is met, and where not."""

    kind = PRIVATE_KIND
    hidden_keys = frozenset({"is_made"})

    is_made: bool = False
    """Set for one that the program made from a cell or a chart."""


def for_reader(result: R, reader: Audience) -> R:
    """Return a result without what a reader may not know about requirements, people's plans and penalties.

    Everything in it has the same types as before. Columns are still decided cell by cell, by `Facts.shown_columns`. A
    round that was read from the ledger is such a result already.

    Parameters
    ----------
    result : Facts
    reader : Audience
        Nothing is removed for the convener. The others may know the same of all these; they may see other columns.
    """
    if may_read(reader, result.reader):
        return result
    if reader not in result.kept:
        if reader is Audience.TEAM:
            result.kept[reader] = _cut(result)
        else:
            team = for_reader(result, Audience.TEAM)
            result.kept[reader] = for_reader(team, reader) if team is not result else _hand_on(team, reader)
    found: R = result.kept[reader]
    return found


def _hand_on(result: R, reader: Audience) -> R:
    """Return a result that the team may read for another reader, with the results inside it."""
    return replace(
        result,
        reader=reader,
        governance=tuple(for_reader(view, reader) for view in result.governance),
        ahead=tuple(for_reader(each, reader) for each in result.ahead),
    )


def _cut(result: R) -> R:
    result = without_private_duties(result)
    penalty = sum(one.penalty for one in result.judged if not one.is_private)
    has_hidden_points = any(one.is_private and not one.is_must and not one.met for one in result.judged)
    bound = result.bound
    if has_hidden_points and bound is not None:  # an optimal seating keeps a gap of 0
        bound = penalty if measure_distance(result).points == 0 else None
    return replace(
        result,
        reader=Audience.TEAM,
        convening=result.convening.model_copy(update={"requirements": _cut_all(result, result.convening.requirements)}),
        requirements=_cut_all(result, result.requirements),
        private_names={name: name for name in result.private_names.values()},
        review=Review(
            verdicts={share_id(result, one.id): _cut_verdict(result, one) for one in result.judged},
            unmet=result.review.unmet,
            penalty=penalty,
            voices=tuple(_cut_voice(result, voice) for voice in result.review.voices),
            gaps=tuple(_cut_voice(result, voice) for voice in result.review.gaps),
        ),
        bound=bound,
        season=_cut_season(result, penalty if has_hidden_points else None),
        conflicts=_cut_conflicts(result),
        conflicts_complete=result.conflicts_complete and not _has_private_clash(result),
        ways_out=_cut_ways_out(result),
        recruit=tuple(_recruit(result, recruit) for recruit in result.recruit),
        fewest=_cut_fewest(result),
        not_seated=_cut_reasons(result),
        moves=tuple(replace(move, full_reason="") for move in result.moves),
        repair=None if result.repair is None else _cut_repair(result.repair, has_hidden_points),
        notes=_cut_notes(result),
        read_again=(),
        governance=tuple(
            for_reader(replace(view, duties=result.duties, memberships=result.memberships), Audience.TEAM)
            for view in result.governance
        ),
        ahead=tuple(for_reader(each, Audience.TEAM) for each in result.ahead),
    )


def without_private_duties(result: R) -> R:
    """Return a result without the duties, and memberships, for which people are suggested by a private requirement."""
    private = list_private_duties(result.room, result.requirements, result.private_names)
    if not private:
        return result
    duties = {
        person: tuple(
            duty
            for duty in held
            if (fold(duty), result.plan.seats.get(person)) not in private or not is_suggested(result, person, duty)
        )
        for person, held in result.duties.items()
    }
    memberships = tuple(
        one
        for one in result.memberships
        if (*one.role.split(" of ", 1),) not in private or not has_suggested_role(result, one)
    )
    return replace(result, duties={person: held for person, held in duties.items() if held}, memberships=memberships)


def _cut_reasons(result: Facts) -> tuple[NotSeated, ...]:
    """Return the people without a seat with reasons that others may read: not what `attending` and `status` contain.

    The mark of the desk remains, because the ledger needs it, and so does that no session or table fits, because the
    team offers another date; but not if what the sessions are for is hidden, because it would tell a cell.
    """
    hides_unsuited = tells_hidden_cells(result.convening, result.people)

    def cut(absent: NotSeated) -> str:
        unsuited = absent.person.attending.find_unsuited(result.room.round_number)
        if absent.reason == MARKED_ABSENT or (unsuited and not hides_unsuited):
            return absent.reason
        return WITHHELD

    return tuple(replace(one, reason=cut(one)) for one in result.not_seated)


def _cut_repair(repair: Repair, has_hidden_points: bool) -> Repair:
    """Return a repair without its offers, because the points that moves save tell what people wish."""
    return replace(repair, offers=(), is_better_known=repair.is_better_known and not has_hidden_points)


def _cut_season(result: Facts, penalty: int | None) -> Season | None:
    """Return what is known about a season with the points of public requirements only.

    It speaks of public requirements, whether there are others or not. Without a penalty, no points are hidden.
    """
    if result.season is None:
        return None
    if penalty is None:
        return replace(result.season, is_partial=True)
    staff = sum(one.penalty for one in result.judged if one.requirement.is_about_staff and not one.is_private)
    bound = penalty - staff if measure_distance(result).points == 0 else None
    return replace(result.season, penalty=penalty - staff, bound=bound, staff_penalty=staff, is_partial=True)


def _cut_conflicts(result: Facts) -> tuple[Conflict, ...]:
    """Return the sets of musts that conflict, smallest first.

    The musts of those with a private one are replaced by all private ones together: what conflicts with a private must
    tells what it is, and how many such conflicts there are is private, too.
    """
    public = tuple(one for one in result.conflicts if not set(one.requirements) & set(result.private_names))
    private = dict.fromkeys(
        result.private_names[must]
        for conflict in result.conflicts
        for must in conflict.requirements
        if must in result.private_names
    )
    return (*public, Conflict(tuple(private), confirmed=False)) if private else public


def _has_private_clash(result: Facts) -> bool:
    return any(set(conflict.requirements) & set(result.private_names) for conflict in result.conflicts)


def _cut_ways_out(result: Facts) -> tuple[WayOut, ...]:
    """Return the ways out that others may read: none if a private must conflicts, because they tell what it is."""
    if _has_private_clash(result):
        return ()
    ways = (way for way in result.ways_out if not set(way.requirements) & set(result.private_names))
    return tuple(_way_out(result, way) for way in ways)


def _cut_fewest(result: Facts) -> FewestPeople | None:
    """Return the fewest people who could cover all invitations.

    None if a voice, a role or a need is private: the number would tell how many of its people are there.
    """
    has_private = any(map(result.is_private, result.review.asked))
    told = tuple(_recruit(result, recruit) for recruit in result.recruit)
    return None if has_private or told != result.recruit else result.fewest


def _cut_notes(result: Facts) -> tuple[Note, ...]:
    """Return the notes in the wording for files, each once.

    Notes about a private column and notes without a wording for others are left out.
    """
    hidden = with_counted(result.private_columns, result.convening.counts_only)
    told = dict.fromkeys(
        Note(note.slug, note.text if note.shared_text is None else note.shared_text)
        for note in result.notes
        if note.column not in hidden
    )
    return tuple(note for note in told if note.text)


def _cut_all(result: Facts, requirements: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """Return requirements with a `PrivateRequirement` in place of each private one."""
    return tuple(
        PrivateRequirement(
            id=share_id(result, one.id),
            must=one.is_must,
            words=PRIVATE_SENTENCE,
            **({"is_made": True} if ":" in one.id else {}),
        )
        if result.is_private(one)
        else one
        for one in requirements
    )


def _cut_verdict(result: Facts, one: Judged) -> Verdict:
    """Return a verdict as others may read it.

    A private must keeps only the tables and the shortfalls, a private wish only the tables. A private requirement
    always seems to apply, because that it does not would reveal what it is about. People who are only counted are
    not named.
    """
    if not one.is_private and not _names_who_is_only_counted(result.convening, one.requirement, one.verdict):
        return one.verdict
    short: dict[str | None, int] = {}
    for finding in one.verdict.findings:
        short[finding.table] = short.get(finding.table, 0) + finding.shortfall
    is_counted = one.is_must or not one.is_private
    findings = tuple(Finding(table, None, "", UNTOLD, n if is_counted else 0) for table, n in short.items())
    return Verdict(share_id(result, one.id), findings, one.met, one.is_private or one.applies)


def _cut_voice(result: Facts, voice: Voice) -> Voice:
    """Return a voice as others may see it: only the state of a private one."""
    if not result.is_private(voice):
        return voice
    return Voice(share_id(result, voice.id), PRIVATE_NAME, voice.state, 0, 0, 0, {}, "")


def _way_out(result: Facts, way: WayOut) -> WayOut:
    """Return a way out in words for everyone; people who are only counted are not named."""
    asked = [result.by_requirement[one] for one in way.requirements]
    named = any(_names_who_is_only_counted(result.convening, one, result.verdict(one)) for one in asked)
    return replace(way, sentence=_AS_CLOSEST) if named else way


def _names_who_is_only_counted(convening: Convening, requirement: Requirement, verdict: Verdict) -> bool:
    """Whether a requirement's findings would name people whose values in a column may only be counted."""
    counted = set(convening.counts_only).intersection(requirement.asks_columns)
    return bool(counted) and any(finding.people for finding in verdict.findings)


_AS_CLOSEST = said("Relax these requirements as far as the closest seating does.")


def _recruit(result: Facts, recruit: Recruit) -> Recruit:
    """Return an invitation as others may read it.

    If it serves a private requirement too, only the names of the public ones are left. The description and the tables
    are dropped, because they are chosen to suit all requirements that the invitation serves.
    """
    public = tuple(identity for identity in recruit.serves if identity not in result.private_names)
    columns = {*recruit.who, *recruit.who.get("not", ())}
    if public == recruit.serves and not columns & result.private_columns:
        return recruit
    names = _asked_for(result, recruit, public)
    if not names:
        serves = tuple(share_id(result, identity) for identity in recruit.serves)
        sentence = said_count(
            "Invite %(number)s more person for a private requirement.",
            "Invite %(number)s more people for a private requirement.",
            recruit.people,
        )
        return Recruit({}, recruit.people, serves, sentence, recruit.confirmed, name=recruit.name and PRIVATE_NAME)
    sentence = said_count(
        "Invite %(number)s more person for %(names)s.",
        "Invite %(number)s more people for %(names)s.",
        recruit.people,
        names=said_list(names),
    )
    return Recruit({}, recruit.people, public, sentence, recruit.confirmed, name=recruit.name)


def _asked_for(result: Facts, recruit: Recruit, requirements: Collection[str]) -> tuple[str, ...]:
    """Return the names of the voices, roles and needs of these requirements that an invitation serves."""
    if recruit.name:
        told = {voice.id for voice in result.review.asked}  # no private cell of the frame
        return (recruit.name,) if told.intersection(requirements) else ()
    person = build_newcomer("", {column: str(value) for column, value in recruit.who.items()})
    wanted = (ask for identity, ask in result.asks if identity in requirements)
    return tuple(dict.fromkeys(ask.name for ask in wanted if ask.matches(person)))
