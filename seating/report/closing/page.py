"""The closing report as an HTML page: for the convening team with names, or to be shared without any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from seating.analysis.promises import Commitments, PromiseState, list_promises
from seating.convening import Convening
from seating.harvest import count_themes
from seating.ledger import Comparison
from seating.present.environment import render_template
from seating.present.languages import Words
from seating.present.settings import STANDARD, Settings
from seating.report.closing.facts import (
    Change,
    GroupCount,
    HeldRound,
    Turnout,
    VoiceCell,
    count_groups,
    count_turnout,
    find_change,
    list_voices,
    people_who_came,
)
from seating.report.labels import (
    DUTIES,
    PROMISE_STATES,
    PUBLIC_STATE_WORDS,
    STATE_WORDS,
    Figure,
    StateWords,
    describe_promises,
)
from seating.report.pages import UNTITLED
from seating.report.places import column_name, sort_key
from seating.report.privacy import SMALLEST, Audience, shown_columns
from seating.voices import VoiceState

MOST_ROUNDS = 8
"""Maximum number of rounds with a column of their own; the latest ones are chosen."""

MOST_GROUPS = 40
"""Maximum number of groups listed for one column."""

MOST_THEMES = 20
"""Maximum number of themes listed for one round."""


@dataclass(frozen=True)
class Closing:
    """All rounds of an initiative up to the open one, with what was typed back.

    Attributes
    ----------
    rounds : tuple of HeldRound
        In order; at least one.
    compared : tuple of Comparison
        Each round with the next one.
    commitments : Commitments or None
        The promises, from files or as they were saved with the last round.
    n_planned : int
        Rounds after the open one, which are planned and not part of the report.
    n_imported : int
        Rounds before round 1 that were read from a file, which are not part of the report.
    """

    rounds: tuple[HeldRound, ...]
    compared: tuple[Comparison, ...]
    commitments: Commitments | None = None
    n_planned: int = 0
    n_imported: int = 0

    @property
    def convening(self) -> Convening:
        """The convening of the last round."""
        return self.rounds[-1].result.convening


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round: how many had a seat, how many came, and the files that say so."""

    name: str
    day: str
    turnout: Turnout
    came: str
    remark: str
    gone: str
    saved: str
    entry: str
    list_file: str
    convening_file: str
    attendance: str
    harvest: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group with a text for each round."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups of one column; `more` says how many are not listed."""

    heading: str
    lines: tuple[GroupLine, ...]
    more: str


@dataclass(frozen=True, slots=True)
class StateCell:
    """The state of a voice in a round, None if the voice was not asked for, and how many of its people had a seat."""

    state: StateWords | None
    where: str


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """A voice with a cell for each round."""

    name: str
    cells: tuple[StateCell, ...]


@dataclass(frozen=True, slots=True)
class NameList:
    """People with the same change."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeLines:
    """What changed from one round to the next: a sentence, the tables, and the people if the page names them."""

    title: str
    summary: str
    tables: tuple[str, ...]
    people: tuple[NameList, ...]


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme of one round."""

    name: str
    statements: int
    tables: int


@dataclass(frozen=True, slots=True)
class HarvestLines:
    """The themes of one round, where they come from, and how many of them are not listed."""

    title: str
    lines: tuple[ThemeLine, ...]
    summary: str
    more: str


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise."""

    what: str
    table: str
    who: str
    by: str
    state: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class PromiseLines:
    """The promises: a summary with the date that was used, one line each, and who was named as missing."""

    file: str
    summary: str
    date: str
    lines: tuple[PromiseLine, ...]
    missing: tuple[tuple[str, str], ...]


def render_closing(closing: Closing, settings: Settings = STANDARD, audience: Audience = Audience.TEAM) -> str:
    """Return the closing report as one self-contained HTML file.

    Parameters
    ----------
    closing : Closing
    settings : Settings
    audience : Audience
        A page for everyone names nobody, tells attendance only in total, and shows no column that others may not see.
    """
    words, rounds = settings.words, closing.rounds
    shown = rounds[-MOST_ROUNDS:]
    is_shared = audience is Audience.EVERYONE
    return render_template(
        settings,
        "closing.html.j2",
        settings=settings,
        title=closing.convening.title or words.gettext(UNTITLED),
        shared_result=closing.convening.shared_result,
        is_shared=is_shared,
        smallest=SMALLEST,
        figures=tuple(_figures(closing, words)),
        rounds=tuple(_round_line(held, is_shared, words) for held in rounds),
        scope=tuple(_scope(closing, words)),
        names=tuple(_round_name(held.number, words) for held in shown),
        n_unshown=len(rounds) - len(shown),
        groupings=tuple(_groupings(shown, audience, words)),
        voices=tuple(_voice_lines(shown, is_shared, words)),
        changes=tuple(_change_lines(closing, is_shared, words)),
        harvests=tuple(_harvest(held, words) for held in rounds),
        promises=_promises(closing, is_shared, words),
    )


def _round_name(number: int, words: Words) -> str:
    return words.gettext("Round %(number)s", number=number)


def _figures(closing: Closing, words: Words) -> Iterator[Figure]:
    """Yield the figures over all rounds; how many came only if every round has its attendance recorded."""
    rounds, _ = closing.rounds, words.gettext
    seated = {person for held in rounds for person in (*held.saved.seated, *held.saved.left_out)}
    yield Figure(f"{len(rounds):,}", words.ngettext("round", "rounds", len(rounds)))
    yield Figure(f"{len(seated):,}", _("people who had a seat"))
    came = [people_who_came(held) for held in rounds]
    recorded = [people for people in came if people is not None]
    if len(recorded) == len(rounds):
        yield Figure(f"{len(frozenset[str]().union(*recorded)):,}", _("people who came at least once"))
        if len(rounds) > 1:
            yield Figure(f"{len(recorded[0].intersection(*recorded)):,}", _("people who came to every round"))
    else:
        without = len(rounds) - len(recorded)
        label = words.ngettext("round without recorded attendance", "rounds without recorded attendance", without)
        yield Figure(f"{without:,}", label)
    if closing.commitments is not None and closing.commitments.promises:
        found = list_promises(closing.commitments, closing.convening, rounds[-1].number)
        kept = sum(state is PromiseState.KEPT for _promise, state in found)
        yield Figure(_("%(number)s of %(all)s", number=f"{kept:,}", all=f"{len(found):,}"), _("promises kept"))


def _round_line(held: HeldRound, is_shared: bool, words: Words) -> RoundLine:
    turnout, saved, _ = count_turnout(held), held.saved, words.gettext
    day = held.result.convening.round_plan(held.number).day
    inputs = saved.seating.inputs
    remark = gone = ""
    if turnout.left_out and not is_shared:  # a few people, whom others know
        gone = words.ngettext(
            "%(number)s more had a seat before being marked absent",
            "%(number)s more had a seat before being marked absent",
            turnout.left_out,
        )
    if is_shared:  # few people came without a seat, and cells of the list are private
        pass
    elif turnout.unseated:
        remark = words.ngettext(
            "%(number)s of them without a seat", "%(number)s of them without a seat", turnout.unseated
        )
    elif turnout.marked_absent:
        remark = words.ngettext(
            "the list marked %(number)s person as absent",
            "the list marked %(number)s people as absent",
            turnout.marked_absent,
        )
    return RoundLine(
        name=_round_name(held.number, words),
        day=str(day) if day else "",
        turnout=turnout,
        came=_("not recorded") if turnout.came is None else f"{turnout.came:,}",
        remark=remark,
        gone=gone,
        saved=saved.entry.saved[:10],
        entry=held.entry,
        list_file=inputs.stakeholders.file,
        convening_file=inputs.convening.file or _("inferred"),
        attendance=held.attendance or _("not recorded"),
        harvest=held.harvest.file if held.harvest is not None else "",
    )


def _scope(closing: Closing, words: Words) -> Iterator[str]:
    """Yield sentences about rounds that are not part of the report."""
    if closing.n_planned:
        yield words.ngettext(
            "%(number)s later round is planned and is not in this report.",
            "%(number)s later rounds are planned and are not in this report.",
            closing.n_planned,
        )
    if closing.n_imported:
        yield words.ngettext(
            "%(number)s earlier round was read from a file and is not in this report, because only its seats are "
            "known.",
            "%(number)s earlier rounds were read from a file and are not in this report, because only their seats are "
            "known.",
            closing.n_imported,
        )


def _groupings(rounds: Sequence[HeldRound], audience: Audience, words: Words) -> Iterator[Grouping]:
    """Yield the groups by each column that may be shown, organization last, because it has the most values."""
    several = {"name", "assets", "interests", "speaks_to"}
    columns = dict.fromkeys(c for held in rounds for c in shown_columns(held.result, audience) if c not in several)
    for column in sorted(columns, key=lambda one: one == "organization"):
        rows = count_groups(rounds, column, audience)
        if not any(row.value for row in rows):
            continue
        lines = tuple(
            GroupLine(
                words.gettext("others, or not stated") if row.is_rest else _value(column, row.value, words),
                tuple(_count_text(count, audience is Audience.EVERYONE) for count in row.counts),
            )
            for row in rows
        )
        left = len(lines) - MOST_GROUPS
        more = words.ngettext("%(number)s more group", "%(number)s more groups", left) if left > 0 else ""
        yield Grouping(column_name(column), lines[:MOST_GROUPS], more)


def _value(column: str, value: str, words: Words) -> str:
    if not value:
        return words.gettext("not stated")
    return words.gettext(value) if column == "representative_type" else value


def _count_text(count: GroupCount | None, seats_only: bool) -> str:
    """Return "12 / 14" for the people who came and those with a seat; "–" stands for a number that is not known."""
    if count is None:
        return "–"
    if seats_only:
        return f"{count.seated:,}"
    return f"{'–' if count.came is None else f'{count.came:,}'} / {count.seated:,}"


def _voice_lines(rounds: Sequence[HeldRound], is_shared: bool, words: Words) -> Iterator[VoiceLine]:
    states = PUBLIC_STATE_WORDS if is_shared else STATE_WORDS
    for row in list_voices(rounds):
        yield VoiceLine(row.name, tuple(_state_cell(cell, is_shared, states, words) for cell in row.cells))


def _state_cell(
    cell: VoiceCell | None, is_shared: bool, states: Mapping[VoiceState, StateWords], words: Words
) -> StateCell:
    if cell is None:
        return StateCell(None, "")
    if is_shared or not cell.people:
        return StateCell(states[cell.state], "")
    if cell.where_needed == cell.people:
        where = words.ngettext("%(number)s person in the room", "%(number)s people in the room", cell.people)
    else:
        where = words.ngettext(
            "%(number)s person in the room, %(there)s where needed",
            "%(number)s people in the room, %(there)s where needed",
            cell.people,
            there=f"{cell.where_needed:,}",
        )
    return StateCell(states[cell.state], where)


def _change_lines(closing: Closing, is_shared: bool, words: Words) -> Iterator[ChangeLines]:
    _ = words.gettext
    for before, after, compared in zip(closing.rounds, closing.rounds[1:], closing.compared, strict=False):
        change = find_change(before, after, compared, closing.rounds)
        summary = _(
            "At the same table: %(stayed)s. Moved: %(moved)s. Joined: %(joined)s. Left: %(left)s.",
            stayed=f"{change.stayed:,}",
            moved=f"{change.moved:,}",
            joined=f"{len(change.joined):,}",
            left=f"{len(change.left):,}",
        )
        if change.away or change.back:
            away = _("Away: %(away)s. Back: %(back)s.", away=f"{change.away:,}", back=f"{change.back:,}")
            summary = f"{summary} {away}"
        yield ChangeLines(
            title=_("From round %(before)s to round %(after)s", before=before.number, after=after.number),
            summary=summary,
            tables=tuple(_tables(change, before.labels, after.labels, words)),
            people=() if is_shared else tuple(_people(change, before, after, words)),
        )


def _tables(change: Change, then: Mapping[str, str], now: Mapping[str, str], words: Words) -> Iterator[str]:
    def named(labels: Mapping[str, str], tables: Iterable[str]) -> str:
        return words.listed([labels.get(table, table) for table in tables])

    for origins, targets in change.became:
        yield words.gettext("%(before)s became %(after)s.", before=named(then, origins), after=named(now, targets))
    if change.opened:
        yield words.gettext("New tables: %(tables)s.", tables=named(now, change.opened))
    if change.ended:
        yield words.gettext("Tables that no longer meet: %(tables)s.", tables=named(then, change.ended))


def _people(change: Change, before: HeldRound, after: HeldRound, words: Words) -> Iterator[NameList]:
    """Yield who joined or left, whose duties changed, and who became or ceased to be a member of a governance table."""
    _ = words.gettext
    names = {person.id: person.label for held in (before, after) for person in held.result.people}

    def duties(found: Iterable[tuple[str, str, str]], held: HeldRound) -> list[str]:
        return [
            _(
                "%(person)s: %(duty)s, %(table)s",
                person=names.get(person, person),
                duty=words.gettext(duty) if duty in DUTIES else duty,
                table=held.labels.get(table, table),
            )
            for person, duty, table in found
        ]

    def members(found: Iterable[tuple[str, str]], labels: Mapping[str, str]) -> list[str]:
        return [f"{labels.get(table, table)}: {names.get(person, person)}" for table, person in found]

    for title, lines in (
        (_("Joined"), [names[person] for person in change.joined]),
        (_("Left"), [names[person] for person in change.left]),
        (_("Took up a duty"), duties(change.took_up, after)),
        (_("Gave up a duty"), duties(change.gave_up, before)),
        (_("New at a governance table"), members(change.members_in, after.labels)),
        (_("No longer at a governance table"), members(change.members_out, before.labels)),
    ):
        if lines:
            yield NameList(title, tuple(sorted(lines, key=sort_key)))


def _harvest(held: HeldRound, words: Words) -> HarvestLines:
    """Return the themes of a round, from the typed harvest or else from the ledger."""
    title = _round_name(held.number, words)
    if held.harvest is not None:
        statements = len(held.harvest.statements)
        found = [ThemeLine(one.name, len(one.statements), len(one.by_table)) for one in count_themes(held.harvest)]
        summary = words.ngettext(
            "%(number)s statement was typed back, from %(file)s.",
            "%(number)s statements were typed back, from %(file)s.",
            statements,
            file=held.harvest.file,
        )
    else:
        first = held.saved.seating.rounds[0].round == held.number  # a harvest was given for the round that was seated
        recorded = held.saved.seating.themes if first else []
        found = [ThemeLine(one.theme, one.statements, len(one.tables)) for one in recorded]
        summary = (
            words.gettext("The themes are those of %(file)s.", file=held.entry)
            if found
            else words.gettext("No harvest was given for this round.")
        )
    left = len(found) - MOST_THEMES
    more = words.ngettext("%(number)s more theme", "%(number)s more themes", left) if left > 0 else ""
    return HarvestLines(title, tuple(found[:MOST_THEMES]), summary, more)


def _promises(closing: Closing, is_shared: bool, words: Words) -> PromiseLines | None:
    """Return the promises as they stand at the last round; None if there are none."""
    commitments = closing.commitments
    if commitments is None or not (commitments.promises or commitments.missing):
        return None
    overview = describe_promises(commitments, closing.convening, closing.rounds[-1].number)
    labels = overview.tables
    lines = (
        PromiseLine(
            what=promise.what,
            table=labels[promise.table],
            who=", ".join(one.text for one in promise.who),
            by=promise.by,
            state=PROMISE_STATES[state],
            is_late=state is PromiseState.LATE,
        )
        for promise, state in overview.promises
    )
    return PromiseLines(
        file=commitments.file,
        summary=overview.summary,
        date=overview.date,
        lines=() if is_shared else tuple(lines),
        missing=() if is_shared else tuple((line.text, labels[line.table]) for line in commitments.missing),
    )
