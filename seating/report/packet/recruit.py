"""Whom to invite, as a list for phone calls: how many of each description, possible stand-ins, and nominations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from seating.analysis.aims import list_asks
from seating.analysis.contacts import find_contacts, find_introducers
from seating.analysis.newcomers import build_newcomer as invited
from seating.analysis.nominations import find_fate, list_candidates
from seating.profiles import Person, Who
from seating.report.labels import fate_words
from seating.report.languages import Words
from seating.report.places import by_name
from seating.report.privacy import Audience, private_values
from seating.report.settings import Settings
from seating.requirement import Ask
from seating.result import Recruit, Result

__all__ = ["ABOUT", "AUDIENCE", "ORDER", "TITLE", "Call", "Candidate", "Named", "Recruiting", "fill"]

ORDER = 78
TITLE = "Whom to invite"
ABOUT = "A list for phone calls: how many people to invite, what kind, who could step in, and who was nominated."
AUDIENCE = Audience.CONVENER

MOST_NAMED, MOST_LINES, MOST_INTRODUCERS = 8, 6, 4
"""Maximum numbers of stand-ins for one description, lines to write on, and people who could introduce a candidate."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person on the list who could be asked.

    `fits` lists the parts of the description that they match; it is "" if they match all of it.
    """

    name: str
    organization: str
    standing: str
    fits: str
    reach: tuple[str, ...]
    introduced_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """People of one description to invite, what they are for, and possible stand-ins; `whom` is "" for anybody."""

    people: int
    whom: str
    has_parts: bool
    serves: str
    tables: tuple[str, ...]
    stand_ins: tuple[Candidate, ...]
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
    """The whole page; `candidates` are all people on the list, ideas and nominated, who are not yet invited."""

    people: int
    confirmed: bool
    smallest: bool
    calls: tuple[Call, ...]
    candidates: tuple[Candidate, ...]
    named: tuple[Named, ...]


def fill(result: Result, settings: Settings) -> Recruiting | None:
    """Return whom to invite; None if nobody is missing and there are no candidates or nominations."""
    words = settings.words
    labels = {t.id: f"{number} {t.label}" for number, t in enumerate(result.room.tables, start=1)}
    waiting = tuple(_candidate(result, person, words, "") for person in by_name(list_candidates(result.people)))
    named = _named(result, labels, words)
    if not result.recruit and not waiting and not named:
        return None
    return Recruiting(
        people=sum(recruit.people for recruit in result.recruit),
        confirmed=all(recruit.confirmed for recruit in result.recruit),
        smallest=all(recruit.smallest for recruit in result.recruit),
        calls=tuple(_call(result, recruit, labels, words) for recruit in result.recruit),
        candidates=waiting,
        named=named,
    )


def _call(result: Result, recruit: Recruit, labels: Mapping[str, str], words: Words) -> Call:
    served = [
        ask
        for identity, ask in list_asks(result.requirements, result.convening.frame, result.room)
        if identity in recruit.serves
    ]
    newcomer = invited("", recruit.who)
    served = [ask for ask in served if ask.matches(newcomer)]
    fitting = [
        one
        for one in find_contacts(recruit.who, result.room)
        if len(one.fits) == len(recruit.who) or any(ask.matches(one.person) for ask in served)
    ][:MOST_NAMED]
    asked = {voice.id: voice.name for voice in (*result.review.voices, *result.review.gaps)}
    many = [identity for identity in recruit.serves if identity in asked]
    return Call(
        people=recruit.people,
        whom=Who.model_validate(recruit.who).clause(is_one=recruit.people == 1) if recruit.who else "",
        has_parts=bool(recruit.who) and all(_takes_a_part(ask, recruit.who) for ask in served),
        serves=words.listed(list(dict.fromkeys(_served(result, recruit, many)))),
        tables=tuple(labels.get(table, table) for table in recruit.tables),
        stand_ins=tuple(
            replace(
                _candidate(result, one.person, words, one.standing),
                fits=words.listed(list(one.fits)) if len(one.fits) < len(recruit.who) else "",
            )
            for one in fitting
        ),
        lines=range(min(MOST_LINES, 2 * recruit.people)),
    )


def _takes_a_part(ask: Ask, who: Mapping[str, str]) -> bool:
    """Whether a person with only some of these cells would be counted too."""
    return any(ask.matches(invited("", {c: value for c, value in who.items() if c != column})) for column in who)


def _served(result: Result, recruit: Recruit, ids: Iterable[str]) -> Iterable[str]:
    """Yield the names of the voices that a recruit serves; of a requirement with several, only those that fit."""
    wanted = set(ids)
    values = {value.casefold() for value in recruit.who.values()}
    for voice in (*result.review.voices, *result.review.gaps):
        if voice.id in wanted:
            same = [v for v in (*result.review.voices, *result.review.gaps) if v.id == voice.id]
            if len(same) == 1 or voice.name.casefold() in values:
                yield voice.name


def _candidate(result: Result, person: Person, words: Words, standing: str) -> Candidate:
    found = find_introducers(person, result.room.people)[:MOST_INTRODUCERS] if not person.status.is_invited else ()
    reach = (value for column in ("phone", "email") for value in private_values("recruit", person, column))
    return Candidate(
        name=person.label,
        organization=person.organization,
        standing=_standing_words(words)[standing or person.status.value],
        fits="",
        reach=tuple(reach),
        introduced_by=tuple(
            words.gettext("%(name)s (knows: %(connection)s)", name=one.person.label, connection=one.connection)
            if one.connection
            else words.gettext("%(name)s (same organization)", name=one.person.label)
            for one in found
        ),
    )


def _standing_words(words: Words) -> Mapping[str, str]:
    _ = words.gettext
    return {
        "idea": _("an idea, not asked yet"),
        "nominated": _("nominated, not asked yet"),
        "declined": _("has declined"),
        "no": _("said no"),
        "maybe": _("may come"),
        "other rounds": _("comes to other rounds"),
    }


def _named(result: Result, labels: Mapping[str, str], words: Words) -> tuple[Named, ...]:
    if result.nominations is None:
        return ()
    lines = []
    for one in result.nominations.found:
        at = labels.get(result.plan.seats.get(one.person or "", ""), "")
        by = [name or words.gettext("somebody") for name in one.by]
        fate = fate_words(find_fate(one, result.room, result.plan), at, words)
        lines.append(Named(one.text, labels.get(one.table or "", ""), words.listed(by), "; ".join(one.why), fate))
    return tuple(lines)
