"""Decide who may see what, for every page and file of the output; no other module decides it.

Everything here is an allow-list. A column is shown because it is named below or in `show` of the convening,
never because it is missing from a list of hidden ones. Private columns appear only on the pages and in the files
of `PRIVATE_ON`, and each of these may show only the columns listed for it. Which columns are private is decided in
`profiles.privacy`.

Private requirements appear to others as `private-1`, `private-2` and so on. Others may learn that such a
requirement is unmet, and at which table. They do not learn its kind, its weight, its points or the size of a
shortfall, because these would reveal the column that it reads. So the penalty that others read is that of the public
requirements. Only `packet/convener-only/reasons.html` says which
requirement it is.

The chances of several requirements together could reveal the chance of a single person. So a chance that depends on
fewer than `SMALLEST` uncertain people is not shared, and the others are rounded. The chance of a private requirement is
not shared either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from math import ceil, floor

from seating.analysis.access import CutOff, find_cut_off
from seating.analysis.aims import list_asks
from seating.analysis.attendance import Chances, EventChance
from seating.analysis.candidates import Candidates
from seating.analysis.newcomers import build_newcomer
from seating.analysis.season.staff_plan import Season
from seating.convening import Convening, private_columns
from seating.convening.rooms import NotSeated, reason_without_seat
from seating.errors import Note
from seating.explain.ways_out import WayOut
from seating.findings import Wanted, in_words
from seating.profiles import People, Person
from seating.profiles.person import MARKED_ABSENT
from seating.profiles.privacy import ALWAYS_PRIVATE
from seating.requirement import Requirement
from seating.requirements.staff import StaffRequirement
from seating.result import Distance, FewestPeople, HasColumns, Recruit, Result
from seating.voices import Voice, VoiceState
from seating.wording import said, said_count, said_list

SMALLEST = 5
"""Smallest number of people that a page for anybody states, and on whom a shared chance depends."""

CHANCE_STEPS = 20
"""Shared chances are rounded to these parts of 1, so to 5 percent."""

FOR_EVERYONE = ("name", "organization")
"""Columns of the list that any page may show; tables and duties are not columns."""

FOR_THE_TEAM = ("sector", "representative_type", "assets", "interests", "speaks_to")
"""Columns that the report shows in addition: the cards list assets, and interests explain why a person sits there."""

PRIVATE_NAME = said("A private requirement")
PRIVATE_SENTENCE = said("A private requirement.")
PRIVATE_KIND = "private"


class Audience(StrEnum):
    """The readers of a page."""

    EVERYONE = "everyone"
    TEAM = "the convening team"
    CONVENER = "the convener only"


PRIVATE_ON: Mapping[str, frozenset[str]] = {
    "breakout-rooms.csv": frozenset({"email"}),
    "letters.csv": frozenset({"email"}),
    "needs": frozenset({"needs", "can_come"}),
    "kitchen": frozenset({"needs"}),
    "change_kit": frozenset({"phone", "email"}),
    "what_to_do_cards": frozenset({"phone", "email", "attending"}),
}
"""Private columns that a page for the convener, or a file that is never shared, shows with names.

Some pages for the convener only also show what private requirements and relations contain: `private_requirements`,
`change_kit` and `power`.
"""


def may_read(reader: Audience, audience: Audience) -> bool:
    """Whether a reader of the first audience may read a page made for the second."""
    order = list(Audience)
    return order.index(audience) <= order.index(reader)


def shown_columns(result: HasColumns, audience: Audience) -> tuple[str, ...]:
    """Return the columns that an audience may see, in the order in which they are shown."""
    convening = result.convening
    return _shown_columns(result.private_columns, convening.counts_only, convening.show, audience)


@lru_cache(maxsize=64)  # it is asked for every cell
def _shown_columns(
    private: frozenset[str], counts_only: tuple[str, ...], show: tuple[str, ...], audience: Audience
) -> tuple[str, ...]:
    hidden = ALWAYS_PRIVATE | {"listed"} | private | set(counts_only)
    named = FOR_EVERYONE if audience is Audience.EVERYONE else FOR_EVERYONE + FOR_THE_TEAM
    wanted = dict.fromkeys((*named, *show))
    return tuple(column for column in wanted if column == "name" or column not in hidden)


def may_see(result: Result, audience: Audience, column: str) -> bool:
    """Whether an audience may see a column.

    Parameters
    ----------
    result : Result
        Its convening says which columns are shown.
    audience : Audience
    column : str
    """
    return column in shown_columns(result, audience)


def may_total(result: Result, column: str) -> bool:
    """Whether the report may state how many people have each value of a column, without names."""
    return column not in ALWAYS_PRIVATE | {"listed"} | result.private_columns


def private_values(page: str, person: Person, column: str) -> tuple[str, ...]:
    """Return a private cell for one of the pages and files of `PRIVATE_ON`.

    Parameters
    ----------
    page : str
        A key of `PRIVATE_ON`.
    person : Person
    column : str
        A column that the page may show.

    Raises
    ------
    KeyError
        If the page may not show the column. This is a bug in the program, never an error in its input.
    """
    if column not in PRIVATE_ON[page]:
        raise KeyError(f"{page} may not show {column}")
    return person.values(column)


def shown_values(result: Result, audience: Audience, person: Person, column: str) -> tuple[str, ...]:
    """Return the values of one cell; () if the cell is blank or the audience may not see it.

    Parameters
    ----------
    result : Result
        Its convening says which columns are shown.
    audience : Audience
    person : Person
    column : str
    """
    return person.values(column) if may_see(result, audience, column) else ()


def shown_cell(result: Result, audience: Audience, person: Person, column: str) -> str:
    """Return the values of one cell as one text; "" if the cell is blank or the audience may not see it.

    Parameters
    ----------
    result : Result
        Its convening says which columns are shown.
    audience : Audience
    person : Person
    column : str
    """
    return "; ".join(shown_values(result, audience, person, column))


def shown_persons(persons: Iterable[Person], audience: Audience) -> tuple[Person, ...]:
    """Return the people whom a page may name; people with `listed: no` are on no page for everyone."""
    return tuple(person for person in persons if person.listed or audience is not Audience.EVERYONE)


def named_people(people: People) -> tuple[Person, ...]:
    """Return the people whom a form for everyone may name before anybody is seated.

    These are people with a name who come to at least one round. The others are left out, because a form that names
    ideas and nominations would announce them.
    """
    coming = (person for person in people if person.name and reason_without_seat(person) is None)
    return shown_persons(coming, Audience.EVERYONE)


def listed_sectors(people: People, convening: Convening) -> tuple[str, ...]:
    """Return the sectors on the list, without names, for a form for everyone; () if they are private."""
    if "sector" in private_columns(convening, people):
        return ()
    return tuple(dict.fromkeys(person.sector for person in people if person.sector))


def shared_reason(absent: NotSeated) -> str:
    """Return why a person has no seat, as others may read it: not what the columns attending and status contain.

    The mark of the desk remains, because the ledger needs it, and so does that no session or table fits, because the
    team offers another date.
    """
    if absent.reason == MARKED_ABSENT or absent.person.attending.unsuited:
        return absent.reason
    return said("has no seat in this round")


@dataclass(frozen=True, slots=True)
class SharedFinding:
    """A finding as others may see it.

    A private must keeps only the table and the shortfall, a private should only the table.
    """

    table: str | None
    group: str | None
    have: int | str | None
    wanted: Wanted | None
    shortfall: int | None
    people: tuple[str, ...] = ()
    says: str = ""

    @property
    def want(self) -> str | None:
        """What was asked for, in words."""
        return None if self.wanted is None else in_words(self.wanted)


@dataclass(frozen=True, slots=True)
class SharedRequirement:
    """A requirement with its verdict, as others may see it.

    `weight` is None for a must. For a private should, `weight`, `shortfall` and `penalty` are None. `applies` is False
    if the requirement does not apply in this round; it is always True for a private requirement, because False would
    reveal what the requirement is about.
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
    applies: bool = True


@dataclass(frozen=True, slots=True)
class SharedVoice:
    """A voice as others may see it; only the state of a private voice is shown."""

    id: str
    name: str
    state: VoiceState
    sentence: str
    is_private: bool
    invited: int | None = None
    attending: int | None = None
    needed: int | None = None
    tables: Mapping[str, int] = field(default_factory=dict)
    because: str = ""
    held: Mapping[str, int] = field(default_factory=dict)
    serving: int = 0
    at: tuple[str, ...] = ()
    blank: int | None = None


@dataclass(frozen=True, slots=True)
class SharedConflict:
    """Musts that conflict, in sentences that others may read.

    If one of them is private, the public ones are left out: what conflicts with it tells what it is.
    """

    confirmed: bool
    requirements: tuple[Requirement, ...]
    sentences: tuple[str, ...]
    is_private: bool = False


def shared_id(result: Result, requirement_id: str) -> str:
    """Return the id of a requirement that others may see."""
    return result.private_names.get(requirement_id, requirement_id)


def shared_sentence(result: Result, requirement: Requirement) -> str:
    """Return the sentence of a requirement that others may read."""
    return PRIVATE_SENTENCE if result.is_private(requirement) else requirement.sentence(result.room)


def shared_requirements(result: Result) -> tuple[SharedRequirement, ...]:
    """Return every requirement with its verdict, in the order of the convening."""
    if "requirements" not in result.kept:
        result.kept["requirements"] = tuple(_requirement(result, one) for one in result.requirements)
    found: tuple[SharedRequirement, ...] = result.kept["requirements"]
    return found


def penalty_of(result: Result, requirement: Requirement) -> int:
    """Return how much a requirement adds to the penalty; for a private one, only the convener may see this."""
    return 0 if requirement.is_must else requirement.weight * result.verdict(requirement).shortfall


def shared_penalty(result: Result) -> int:
    """Return the penalty of the shoulds that are not private.

    The points of the private ones, even of all together, would show the kind of a single one.
    """
    return sum(penalty_of(result, one) for one in result.requirements if not result.is_private(one))


def hides_points(result: Result) -> bool:
    """Whether a private should is unmet, so that its points are left out of what others read."""
    shoulds = (one for one in result.requirements if result.is_private(one) and not one.is_must)
    return any(not result.verdict(one).met for one in shoulds)


def shared_distance(result: Result) -> Distance:
    """Return how far the seating is from optimal; not the points if they could show those of private requirements."""
    distance = result.distance
    return distance if distance.points == 0 or not hides_points(result) else Distance(None)


def shared_bound(result: Result) -> int | None:
    """Return the bound to be read beside `shared_penalty`; None if the two could show points that are left out.

    If an optimal seating leaves a private should unmet, it is the shared penalty, so that the gap stays 0.
    """
    if result.bound is None or not hides_points(result):
        return result.bound
    return shared_penalty(result) if shared_distance(result).points == 0 else None


def shared_season(result: Result) -> Season | None:
    """Return what is known about a season as others may read it: with the points of public requirements only."""
    season = result.season
    if season is None or not hides_points(result):
        return season
    staff = sum(r.penalty or 0 for r in shared_requirements(result) if r.kind == StaffRequirement.kind)
    penalty = shared_penalty(result) - staff
    bound = penalty if shared_distance(result).points == 0 else None
    return replace(season, penalty=penalty, bound=bound, staff_penalty=staff, is_partial=True)


def shared_voices(result: Result, voices: Iterable[Voice]) -> tuple[SharedVoice, ...]:
    """Return voices (or gaps) as others may see them, in the order given."""
    return tuple(_voice(result, voice) for voice in voices)


def shared_conflicts(result: Result) -> tuple[SharedConflict, ...]:
    """Return the sets of musts that conflict, smallest first; none if the musts can be met together.

    Those with a private must are one: how many there are is private, too.
    """
    clashing = [tuple(result.by_requirement[name] for name in each.requirements) for each in result.conflicts]
    found = [
        SharedConflict(conflict.confirmed, musts, tuple(shared_sentence(result, must) for must in musts))
        for conflict, musts in zip(result.conflicts, clashing, strict=True)
        if not any(map(result.is_private, musts))
    ]
    private = {must.id: must for musts in clashing for must in musts if result.is_private(must)}
    if private:
        musts = tuple(private.values())
        found.append(SharedConflict(confirmed=False, requirements=musts, sentences=(_PRIVATE_CLASH,), is_private=True))
    return tuple(found)


_PRIVATE_CLASH = said(
    "A private must cannot be met, either on its own or together with other musts. The terminal "
    "shows the convener which one it is, and the ways out."
)


def is_clash_complete(result: Result) -> bool:
    """Whether others may read that there are no other conflicts; not if a private must conflicts."""
    return result.conflicts_complete and not any(conflict.is_private for conflict in shared_conflicts(result))


def shared_ways_out(result: Result) -> tuple[WayOut, ...]:
    """Return the ways out that others may read: none if a private must conflicts, because they tell what it is."""
    if any(conflict.is_private for conflict in shared_conflicts(result)):
        return ()
    ways = (way for way in result.ways_out if not set(way.requirements) & set(result.private_names))
    return tuple(_way_out(result, way) for way in ways)


def shared_cut_off(result: Result) -> tuple[CutOff, ...]:
    """Return the people who can talk with no one else at their table; none if the languages are private."""
    is_private = not may_total(result, "languages") or "languages" in result.convening.counts_only
    return () if is_private else find_cut_off(result.room, result.plan)


def shared_recruit(result: Result) -> tuple[Recruit, ...]:
    """Return whom to invite; what would reveal a private requirement or column is left out."""
    return tuple(_recruit(result, recruit) for recruit in result.recruit)


def shared_fewest(result: Result) -> FewestPeople | None:
    """Return the fewest people who could cover all invitations.

    None if a voice, a role or a need is private: the number would tell how many of its people are there.
    """
    asked = (*result.review.voices, *result.review.gaps)
    has_private = any(voice.id in result.private_names for voice in asked)
    return None if has_private or shared_recruit(result) != result.recruit else result.fewest


def shared_notes(result: Result) -> tuple[Note, ...]:
    """Return the notes in the wording for files, each once.

    Notes about a private column and notes without a wording for others are left out.
    """
    hidden = result.private_columns | set(result.convening.counts_only)
    said = dict.fromkeys(
        Note(note.slug, note.text if note.shared_text is None else note.shared_text)
        for note in result.notes
        if note.column not in hidden
    )
    return tuple(note for note in said if note.text)


def shared_candidates(result: Result, audience: Audience = Audience.TEAM) -> Candidates:
    """Return the candidates on pages and in files: none from private columns, dependences for the convener only."""
    hidden = frozenset(column for column in result.candidates.columns if not may_total(result, column))
    return result.candidates.without(hidden, keeps_dependences=audience is Audience.CONVENER)


def shared_chances(result: Result) -> Chances | None:
    """Return the chances that others may see, rounded; without cards and without those that `is_shared` refuses.

    People are counted as essential for what is not private only. Others are never told that no one is essential if
    something private might be missing.
    """
    found = result.chances
    if found is None:
        return None
    private = {r.id for r in result.requirements if r.misses_people and r.id in result.private_names}
    return replace(
        found,
        hanging=sum(1 for ids in found.broken if ids - private) if found.broken else found.hanging,
        broken=(),
        is_complete=found.is_complete and not private,
        musts=_rounded(found.musts) if found.musts is not None and is_shared(result, found.musts) else None,
        requirements=tuple(_rounded(each) for each in found.requirements if is_shared(result, each)),
        voices=tuple(_rounded(each) for each in found.voices if is_shared(result, each)),
        pairs=(),
        cards=(),
    )


def is_shared(result: Result, reckoned: EventChance) -> bool:
    """Whether others may see a chance: it is of no private requirement, and enough uncertain people decide it."""
    return reckoned.hangs_on >= SMALLEST and reckoned.id not in result.private_names


def _rounded(reckoned: EventChance) -> EventChance:
    """Return a chance in steps of 5 percent; one that is not certain stays uncertain."""
    chance = reckoned.chance
    tiny = 1e-9  # what is left of a step after it was computed with floats
    low = floor(chance.low * CHANCE_STEPS + tiny) / CHANCE_STEPS
    high = ceil(chance.high * CHANCE_STEPS - tiny) / CHANCE_STEPS
    value = round(chance.value * CHANCE_STEPS) / CHANCE_STEPS
    if 0 < chance.value < 1:
        value = min(max(value, 1 / CHANCE_STEPS), 1 - 1 / CHANCE_STEPS)
    return replace(reckoned, chance=replace(chance, value=value, low=low, high=high))


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
        applies=is_private or verdict.applies,
        findings=_nameless(result, requirement, is_counted)
        if is_private or _names_who_is_only_counted(result, requirement)
        else _findings(result, requirement),
    )


def _findings(result: Result, requirement: Requirement) -> tuple[SharedFinding, ...]:
    return tuple(
        SharedFinding(f.table, f.group, f.have, f.wanted, f.shortfall, f.people, f.says)
        for f in result.verdict(requirement).findings
    )


def _names_who_is_only_counted(result: Result, requirement: Requirement) -> bool:
    """Whether a requirement's findings would name people whose values in a column may only be counted."""
    counted = set(result.convening.counts_only).intersection(requirement.asks_columns)
    return bool(counted) and any(finding.people for finding in result.verdict(requirement).findings)


def _nameless(result: Result, requirement: Requirement, is_counted: bool) -> tuple[SharedFinding, ...]:
    """Return one finding per table: that something is unmet, and by how much if this may be shown."""
    short: dict[str | None, int] = {}
    for finding in result.verdict(requirement).findings:
        short[finding.table] = short.get(finding.table, 0) + finding.shortfall
    return tuple(SharedFinding(t, None, None, None, n if is_counted else None) for t, n in short.items())


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
            because=voice.because,
            sentence=voice.sentence,
            is_private=False,
            held=voice.held,
            serving=voice.serving,
            at=voice.at,
            blank=voice.blank,
        )
    return SharedVoice(
        id=shared_id(result, voice.id),
        name=PRIVATE_NAME,
        state=voice.state,
        sentence=PRIVATE_SENTENCE,
        is_private=True,
    )


def _way_out(result: Result, way: WayOut) -> WayOut:
    """Return a way out in words for everyone; people who are only counted are not named."""
    named = any(_names_who_is_only_counted(result, result.by_requirement[r]) for r in way.requirements)
    return replace(way, sentence=_AS_CLOSEST) if named else way


_AS_CLOSEST = said("Relax these requirements as far as the closest seating does.")


def _recruit(result: Result, recruit: Recruit) -> Recruit:
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
        serves = tuple(shared_id(result, identity) for identity in recruit.serves)
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


def _asked_for(result: Result, recruit: Recruit, requirements: Collection[str]) -> tuple[str, ...]:
    """Return the names of the voices, roles and needs of these requirements that an invitation serves."""
    if recruit.name:
        told = {voice.id for voice in (*result.review.voices, *result.review.gaps)}  # no private cell of the frame
        return (recruit.name,) if told.intersection(requirements) else ()
    person = build_newcomer("", {column: str(value) for column, value in recruit.who.items()})
    asks = list_asks(result.requirements, result.convening.frame, result.room)
    return tuple(dict.fromkeys(ask.name for identity, ask in asks if identity in requirements and ask.matches(person)))
