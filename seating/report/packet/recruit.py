"""Whom to invite, as a list for phone calls: one invitation for each perspective, with its state, and nominations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seating.analysis.aims import LACKING
from seating.analysis.contacts import Contact, find_introducers, find_standing, list_candidates
from seating.analysis.invitations import InvitationState, Invitee
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.profiles import Person, Who
from seating.report.invitations import (
    STANDINGS,
    Approach,
    describe_introducer,
    fewest_sentence,
    list_approaches,
    list_several,
)
from seating.report.labels import fate_words, name_voice
from seating.report.places import by_name
from seating.report.privacy import Audience, private_values
from seating.requirements.staff import StaffRequirement
from seating.result import Result
from seating.tables import in_order_of_numbers
from seating.voices import VoiceState, list_held_seats

ORDER = 78
TITLE = "Who to invite"
ABOUT = (
    "A list for phone calls: one invitation for each perspective, who could step in, who could "
    "introduce someone, and who was asked."
)
AUDIENCE = Audience.CONVENER

MOST_NAMED, MOST_LINES, MOST_INTRODUCERS = 8, 6, 4
"""Maximum numbers of people for one invitation, lines to write on, and people who could introduce somebody."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who could be asked.

    `fits` lists the parts of the description that they match; it is "" if they match all of it. `state` says what
    happened to the invitation.
    """

    name: str
    organization: str
    standing: str
    fits: str
    reach: tuple[str, ...]
    introduced_by: tuple[str, ...]
    state: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One invitation: how many people for which perspective, at which tables, and who could be asked.

    `name` is "" if the musts cannot all be met; `serves` then says what the people are for. `whom` is "" for anybody.
    `seats` are the tables with a seat that is held for the perspective. `named` are all texts on charts that may mean
    it, and `named_by` counts the charts and tables that have one of them.
    """

    name: str
    people: int
    whom: str
    serves: str
    tables: tuple[str, ...]
    seats: tuple[str, ...]
    introduced_by: tuple[str, ...]
    named: tuple[str, ...]
    named_by: int
    asked: tuple[Candidate, ...]
    lines: range


@dataclass(frozen=True, slots=True)
class Named:
    """A person nominated on a chart: for which table, by whom, why, and the outcome."""

    whom: str
    table: str
    by: str
    why: str
    fate: str


@dataclass(frozen=True, slots=True)
class Recruiting:
    """The whole page.

    `several` are people on the list who belong to several of the perspectives, as sentences. `candidates` are all
    people on the list, ideas and nominated, who are not yet invited. `held` has the name and the table of each
    open seat that is held for none of these perspectives. `lacks` says whether a voice, role or need has too few
    people, and `leaves_open` whether blank cells leave that open. `staff` are the unmet requirements on staff. A repair
    and a round planned ahead do not look for people to invite, so there may be no calls then.
    """

    people: int
    confirmed: bool
    fewest: str
    calls: tuple[Call, ...]
    several: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    named: tuple[Named, ...]
    held: tuple[tuple[str, str], ...] = ()
    lacks: bool = False
    leaves_open: bool = False
    staff: tuple[str, ...] = ()


def fill(result: Result, settings: Settings) -> Recruiting | None:
    """Return whom to invite; None if nobody is missing and there are no candidates or nominations."""
    words = settings.words
    tables = in_order_of_numbers(result.convening.tables)
    labels = {t.id: t.label_with(number) for number, t in enumerate(tables, start=1)}
    waiting = tuple(_listed(result, person, words, "") for person in by_name(list_candidates(result.people)))
    named = _named(result, labels, words)
    approaches = list_approaches(result)
    told = {seat.id for approach in approaches for seat in approach.open_seats}
    seats = list_held_seats(result.room, result.plan)
    held = tuple((seat.label, labels[table.id]) for seat, table in seats if seat.id not in told)
    asked = (*result.review.voices, *result.review.gaps)
    if not result.recruit and not waiting and not named and not held:
        return None
    return Recruiting(
        people=sum(recruit.people for recruit in result.recruit),
        confirmed=all(recruit.confirmed for recruit in result.recruit),
        fewest=fewest_sentence(result),
        calls=tuple(_call(result, approach, labels, words) for approach in approaches),
        several=tuple(
            words.gettext(
                "%(name)s (%(standing)s): %(perspectives)s",
                name=one.contact.person.label,
                standing=words.tell(STANDINGS[one.contact.standing]),
                perspectives=words.listed(list(one.perspectives)),
            )
            for one in list_several(result)
        ),
        candidates=waiting,
        named=named,
        held=held,
        lacks=any(voice.state in LACKING - {VoiceState.ELSEWHERE} for voice in asked),
        leaves_open=any(voice.state is VoiceState.UNKNOWN for voice in asked),
        staff=tuple(words.tell(one.sentence(result.room)) for one in _unmet_staff(result)),
    )


def _unmet_staff(result: Result) -> list[StaffRequirement]:
    asked = (one for one in result.requirements if isinstance(one, StaffRequirement))
    return [one for one in asked if not result.verdict(one).met]


def _call(result: Result, approach: Approach, labels: Mapping[str, str], words: Words) -> Call:
    recruit = approach.recruit
    asked = {voice.id: name_voice(voice.name) for voice in (*result.review.voices, *result.review.gaps)}
    serves = () if recruit.name else (asked[identity] for identity in recruit.serves if identity in asked)
    seats = [result.plan.seats.get(person.id, "") for person in approach.open_seats]
    people = _asked(result, approach, words)
    return Call(
        name=recruit.name,
        people=recruit.people,
        whom=Who.model_validate(recruit.who).clause(is_one=recruit.people == 1) if recruit.who else "",
        serves=words.listed(list(dict.fromkeys(serves))),
        tables=tuple(labels.get(table, table) for table in recruit.tables),
        seats=tuple(dict.fromkeys(labels[table] for table in seats if table in labels)),
        introduced_by=tuple(words.tell(describe_introducer(one)) for one in approach.introducers[:MOST_INTRODUCERS]),
        named=tuple(f"{text} ({number})" for text, number in approach.named),
        named_by=approach.named_by,
        asked=people,
        lines=range(min(MOST_LINES, max(1, 2 * recruit.people - len(people)))),
    )


def _asked(result: Result, approach: Approach, words: Words) -> tuple[Candidate, ...]:
    """Return the people for one invitation: those on the list who fit, then others in the file of invitations."""
    rows = {row.person: row for row in approach.rows if row.person is not None}
    found = [
        _listed(result, one.person, words, one.standing, _fits(approach, one, words), rows.pop(one.person.id, None))
        for one in approach.on_list[:MOST_NAMED]
    ]
    listed = [result.people.by_id[identity] for identity in rows if identity in result.people.by_id]
    standing = {person.id: find_standing(person, result.room.round_number) or "coming" for person in listed}
    found += [_listed(result, person, words, standing[person.id], "", rows[person.id]) for person in listed]
    others = [row for row in approach.rows if row.person is None and row.text]
    found += [
        Candidate(row.text, "", words.gettext("not on the list"), "", (), (), _state(row, words)) for row in others
    ]
    return tuple(found)


def _fits(approach: Approach, one: Contact, words: Words) -> str:
    return "" if one.is_whole else words.listed(list(one.fits))


def _listed(
    result: Result, person: Person, words: Words, standing: str, fits: str = "", row: Invitee | None = None
) -> Candidate:
    """Return a person on the list.

    Parameters
    ----------
    result : Result
    person : Person
    words : Words
    standing : str
        Why they might not come; by default their status.
    fits : str
    row : Invitee, optional
        Their row in the file of invitations.
    """
    found = find_introducers(person, result.room.people)[:MOST_INTRODUCERS] if not person.status.is_invited else ()
    reach = (value for column in ("phone", "email") for value in private_values("recruit", person, column))
    return Candidate(
        name=person.label,
        organization=person.organization,
        standing=words.tell(STANDINGS[standing or person.status.value]),
        fits=fits,
        reach=tuple(reach),
        introduced_by=tuple(words.tell(describe_introducer(one)) for one in found),
        state="" if row is None else _state(row, words),
    )


def _state(row: Invitee, words: Words) -> str:
    """Return what happened to an invitation: by whom the person was nominated and asked, and the answer."""
    _ = words.gettext
    parts: list[str] = []
    if row.nominated_by:
        parts.append(_("nominated by %(name)s", name=row.nominated_by))
    if row.asked_on and row.asked_by:
        parts.append(_("asked %(date)s by %(name)s", date=row.asked_on, name=row.asked_by))
    elif row.asked_on or row.asked_by:
        parts.append(
            _("asked %(date)s", date=row.asked_on) if row.asked_on else _("asked by %(name)s", name=row.asked_by)
        )
    answers = {
        InvitationState.YES: _("said yes"),
        InvitationState.NO: _("said no"),
        InvitationState.MAYBE: _("said maybe"),
    }
    if row.state in answers:
        parts.append(f"{answers[row.state]} {row.answered_on}".strip())
    if row.recorded is InvitationState.NOMINATED or (row.recorded is InvitationState.ASKED and not row.asked_on):
        parts.append(
            _("nominated") if row.recorded is InvitationState.NOMINATED else _("asked")
        )  # nobody knows by whom
    parts += [row.note] if row.note else []
    return "; ".join(parts)


def _named(result: Result, labels: Mapping[str, str], words: Words) -> tuple[Named, ...]:
    if result.nominations is None:
        return ()
    lines = []
    for one in result.nominations.found:
        tables = (
            words.gettext("%(table)s (named as missing)", table=label) if label else words.gettext("a table")
            for label in one.by_tables
        )
        by = [*(name or words.gettext("someone") for name in one.by), *tables][:MOST_NAMED]
        if more := one.number - len(by):
            by.append(words.ngettext("%(number)s other", "%(number)s others", more))
        _fate, told = fate_words(result, one)
        lines.append(Named(one.text, labels.get(one.table or "", ""), words.listed(by), "; ".join(one.why), told))
    return tuple(lines)
