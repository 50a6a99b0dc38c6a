"""Who does not sit where they chose, or where charts name them most often, and what would change that."""

from __future__ import annotations

from dataclasses import dataclass

from seating.explain.departures import Departure, Exchange, Source
from seating.findings import clause
from seating.plan import Plan
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.places import named
from seating.report.privacy import Audience
from seating.requirement import Requirement
from seating.result import Result
from seating.wording import listed

ORDER = 79
TITLE = "Choices and charts"
ABOUT = "Who does not sit where they chose or where charts name them most often, and what moving them would cost."
AUDIENCE = Audience.CONVENER

MOST_NAMED = 2
"""Maximum number of requirements that a reason quotes; the others are counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """A person who sits elsewhere: their table, the tables asked for, and the reason."""

    name: str
    seat: str
    wanted: str
    why: str


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """How far the seating follows choices and charts, and the people for whom it does not."""

    sentences: tuple[str, ...]
    chosen: tuple[Line, ...]
    agreed: tuple[Line, ...]


def fill(result: Result, settings: Settings) -> ChoicePage | None:
    """Return the page; None if nobody asked for a table."""
    choices = result.choices
    if choices is None:
        return None
    words = settings.words
    of: dict[Source, list[Line]] = {source: [] for source in Source}
    for one in choices.departures:
        of[one.wish.source].append(_line(result, one, words))
    return ChoicePage(
        sentences=tuple(words.tell(sentence) for sentence in choices.sentences),
        chosen=tuple(of[Source.CHOSE]),
        agreed=tuple(of[Source.NAMED]),
    )


def _line(result: Result, departure: Departure, words: Words) -> Line:
    labels = {t.id: t.label_with(number) for number, t in enumerate(result.room.tables, start=1)}
    wish = departure.wish
    wanted = listed((words.tell(labels[table]) for table in wish.tables), last=words.gettext("or"))
    if wish.source is Source.NAMED:
        wanted = words.ngettext(
            "%(tables)s (%(number)s chart)", "%(tables)s (%(number)s charts)", wish.charts, tables=wanted
        )
    why = words.gettext("Not computed here: see `seating explain --person`.")
    if departure.exchange is not None:
        why = _reason(result, wish.person, departure.exchange, words)
    return Line(_name(result, wish.person), labels[departure.seat], wanted, why)


def _name(result: Result, person: str) -> str:
    """Return the name of a person, with the id if somebody else on the list has the same name."""
    name = result.people.by_id[person].label
    return f"{name} [{person}]" if len(result.people.named(name)) > 1 else name


def _reason(result: Result, person: str, exchange: Exchange, words: Words) -> str:
    """Return what the best exchange of seats would change, in one or two sentences."""
    table = result.room.table(exchange.table).label
    if exchange.other is None:
        how = words.gettext("The best single change is to move only this person, to %(table)s.", table=table)
    else:
        other = _name(result, exchange.other)
        how = words.gettext(
            "The best single change is to swap seats with %(other)s at %(table)s.", other=other, table=table
        )
    if exchange.unmet:
        return f"{how} {_breaks(result, exchange.unmet, words)}"
    if exchange.points < 0:
        saved = words.ngettext(
            "It would lower the penalty by %(number)s point.",
            "It would lower the penalty by %(number)s points.",
            -exchange.points,
        )
        return f"{how} {saved}"
    if exchange.points == 0:
        return f"{how} {words.gettext('It would not change the penalty.')}"
    cost = words.ngettext(
        "It would raise the penalty by %(number)s point. What would be worse: %(worse)s",
        "It would raise the penalty by %(number)s points. What would be worse: %(worse)s",
        exchange.points,
        worse=_list_worse(result, person, exchange, words),
    )
    return f"{how} {cost}"


def _list_worse(result: Result, person: str, exchange: Exchange, words: Words) -> str:
    """Return what would be worse after an exchange, first at the table asked for, and how many requirements more."""
    seats = {**result.plan.seats, person: exchange.table}
    if exchange.other is not None:
        seats[exchange.other] = result.plan.seats[person]
    plan = Plan(seats, result.plan.further)
    worse = [change.requirement for change in exchange.changes if change.points > 0]
    told = [_tell_worse(result, result.by_requirement[one], plan, exchange.table, words) for one in worse[:MOST_NAMED]]
    more = len(worse) - len(told)
    if more:
        told.append(words.ngettext("And %(number)s more.", "And %(number)s more.", more))
    return " ".join(told)


def _tell_worse(result: Result, requirement: Requirement, plan: Plan, table: str, words: Words) -> str:
    """Return the first thing that a requirement would find worse; its own sentence if it finds only a larger number."""
    before = {finding.subject: finding.shortfall for finding in result.verdict(requirement).findings}
    after = requirement.judge(result.room, plan).findings
    new = sorted((f for f in after if f.shortfall > before.get(f.subject, 0)), key=lambda f: f.table != table)
    if not new:
        return words.tell(requirement.sentence(result.room))
    finding = new[0]
    where = words.gettext("The room") if finding.table is None else result.room.table(finding.table).label
    about = finding.group or named(result, finding.people) or words.gettext("People")
    return f"{where}: {words.tell(clause(about, finding.have, finding.wanted, finding.says))}."


def _breaks(result: Result, unmet: tuple[str, ...], words: Words) -> str:
    return words.ngettext(
        "It would leave a must unmet: %(musts)s",
        "It would leave %(number)s musts unmet: %(musts)s",
        len(unmet),
        musts=_quote(result, unmet, words),
    )


def _quote(result: Result, ids: list[str] | tuple[str, ...], words: Words) -> str:
    """Return the sentences of the first requirements, and the number of the others."""
    told = [words.tell(result.by_requirement[identity].sentence(result.room)) for identity in ids[:MOST_NAMED]]
    more = len(ids) - len(told)
    if more:
        told.append(words.ngettext("And %(number)s more.", "And %(number)s more.", more))
    return " ".join(told)
