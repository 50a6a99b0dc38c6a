"""The closing report as an HTML page: for the convening team with names, or to be shared without any."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from seating.analysis.promises import Commitments, PromiseState, list_promises
from seating.convening import Convening
from seating.forms.harvest import count_themes
from seating.forms.worksheets import UNPLACED, YES, Line
from seating.ledger import Comparison
from seating.present.blocks import (
    ARROW,
    NOTHING,
    Block,
    Column,
    Figures,
    Heading,
    Lines,
    Row,
    Table,
    Text,
    below,
    data,
    field,
    join,
    keep_filled,
    list_sections,
    paragraph,
    parts_of,
    quiet,
    strong,
)
from seating.present.page import Masthead, render_page
from seating.present.settings import STANDARD, Settings
from seating.present.shortening import tell_more
from seating.report.claims.labels import PART_OF, ROUND
from seating.report.closing.ledger_facts import (
    Change,
    GroupCount,
    GroupRow,
    HeldRound,
    Turnout,
    VoiceCell,
    VoiceRow,
    count_gone,
    count_groups,
    count_turnout,
    find_change,
    list_voices,
    match_last_ids,
    people_who_came,
)
from seating.report.column_names import column_name
from seating.report.counts import EXPLAINS_GROUPS
from seating.report.duty_names import name_duty
from seating.report.shown_promises import NO_OWNER, PROMISE_STATES, describe_promises
from seating.report.sort_keys import sort_key
from seating.report.voice_states import state_span
from seating.result.cells import show_cell
from seating.wording import Said, fold, said, said_count, said_field, said_joined, said_list

MOST_ROUNDS = 8
"""Maximum number of rounds with a column of their own; the latest ones are chosen."""

MOST_GROUPS = 40
"""Maximum number of groups listed for one column."""

MOST_THEMES = 20
"""Maximum number of themes listed for one round, and for all rounds together."""

MIN_POOLED = 2
"""Minimum number of rounds with themes for a table of all rounds together."""


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
    results : tuple of Line
        What came of the work, from a typed file.
    n_planned : int
        Rounds after the open one, which are planned and not part of the report.
    n_imported : int
        Rounds before round 1 that were read from a file, which are not part of the report.
    seated_before : frozenset of str
        The ids of people who had a seat in one of those.
    """

    rounds: tuple[HeldRound, ...]
    compared: tuple[Comparison, ...]
    commitments: Commitments | None = None
    results: tuple[Line, ...] = ()
    n_planned: int = 0
    n_imported: int = 0
    seated_before: frozenset[str] = frozenset()

    @property
    def convening(self) -> Convening:
        """The convening of the last round."""
        return self.rounds[-1].result.convening


def render_closing(closing: Closing, settings: Settings = STANDARD, *, is_shared: bool = False) -> str:
    """Return the closing report as one self-contained HTML file.

    Parameters
    ----------
    closing : Closing
    settings : Settings
    is_shared : bool
        Whether it is for everyone, not the team. Then it names no one, tells attendance only in total, and shows no
        column that others may not see.
    """
    for_team = said("For the convening team")
    masthead = Masthead(
        name="closing",
        kind=said("Closing report"),
        beside=said("for sharing") if is_shared else for_team,
        title=closing.convening.title or said("Closing report"),
        skip=said("Skip to the report"),
        lead=closing.convening.shared_result,
        stamp="" if is_shared else for_team,
    )
    return render_page(masthead, list_blocks(closing, is_shared), settings)


def list_blocks(closing: Closing, is_shared: bool) -> Iterator[Block]:
    """Yield who came, who was heard, what changed, what the tables made, and where the numbers come from.

    Parameters
    ----------
    closing : Closing
    is_shared : bool
        As for `render_closing`.
    """
    shown = closing.rounds[-MOST_ROUNDS:]
    if is_shared:
        about = said(
            "This page can be shared. It names no one. Where a number is small, people can still guess who is meant."
        )
        if closing.results:
            about = said(
                "This page can be shared. It names no one, except where you wrote a name in a result or a story: read "
                "them first. Where a number is small, people can still guess who is meant."
            )
    else:
        about = said(
            "This page is for the convening team, because it can name people. It does not tell who was absent, but the "
            "numbers for small groups might reveal it. The file closing-shared.html can be shared."
        )
    yield paragraph(about, "intro")
    yield Figures(list(_list_figures(closing)))
    yield from list_sections(
        (
            ("came", said("Who came"), _list_attendance(closing, shown, is_shared)),
            ("voices", said("Who was heard, and when"), _list_states(shown, is_shared)),
            ("changed", said("What changed"), _list_changes(closing, is_shared)),
            ("made", said("What the tables made"), _list_results(closing, is_shared)),
            ("sources", said("Where the numbers come from"), _list_sources(closing.rounds)),
        )
    )


def _columns_by_round(first: Text, rounds: Sequence[HeldRound]) -> list[Column]:
    return [Column(first), *(Column(ROUND(number=held.number)) for held in rounds)]


def _list_figures(closing: Closing) -> Iterator[tuple[Text, Text]]:
    """Yield the figures over all rounds; how many came only if every round has its attendance recorded."""
    rounds = closing.rounds
    last = match_last_ids(rounds)

    def people(held: HeldRound, ids: Iterable[str]) -> frozenset[str]:
        return frozenset(last[held.number].get(person, person) for person in ids)

    seated = {person for held in rounds for person in people(held, held.saved.seated)}
    yield said_count("round", "rounds", len(rounds)), len(rounds)
    yield said("people with a seat, by the last seating of each round"), len(seated)
    came = [(held, people_who_came(held)) for held in rounds]
    recorded = [people(held, ids) for held, ids in came if ids is not None]
    if len(recorded) == len(rounds):
        yield said("people who came at least once"), len(frozenset[str]().union(*recorded))
        if len(rounds) > 1:
            yield said("people who came to every round"), len(recorded[0].intersection(*recorded))
    else:
        without = len(rounds) - len(recorded)
        label = said_count("round without recorded attendance", "rounds without recorded attendance", without)
        yield label, without
    if closing.commitments is not None and closing.commitments.promises:
        found = list_promises(closing.commitments, closing.convening, rounds[-1].number)
        kept = sum(state is PromiseState.KEPT for _promise, state in found)
        yield said("promises kept"), PART_OF(part=kept, all=len(found))


def _list_attendance(closing: Closing, shown: Sequence[HeldRound], is_shared: bool) -> Iterator[Block]:
    """Yield how many had a seat and came in each round, in all and by group."""
    yield from (paragraph(line, "intro") for line in _describe_scope(closing))
    yield tabulate_rounds(closing.rounds, is_shared=is_shared)
    groups = keep_filled(_list_groups(shown, is_shared))
    if is_shared and groups:
        yield paragraph(EXPLAINS_GROUPS, "intro")
    if unshown := len(closing.rounds) - len(shown):
        yield paragraph(field(said("Earlier rounds that the tables below leave out"), unshown), "intro")
    yield from groups


def tabulate_rounds(rounds: Iterable[HeldRound], *, is_shared: bool = False) -> Table:
    """Return how many had a seat and how many came in each round.

    Parameters
    ----------
    rounds : iterable of HeldRound
    is_shared : bool
        Whether the page is for everyone, so that it tells of no small group.
    """
    titles = (
        Column(said("Round")),
        Column(said("Day")),
        Column(said("Tables"), is_number=True),
        Column(said("With a seat"), is_number=True),
        Column(said("Came"), is_number=True),
        Column(said("Staff"), is_number=True),
    )
    rows = [_count_round(held, is_shared) for held in rounds]
    return Table(said("People with a seat and people who came, by round, not counting staff"), titles, rows)


def _describe_scope(closing: Closing) -> Iterator[Text]:
    """Yield how many rounds are not part of the report."""
    if closing.n_planned:
        yield field(said("Later rounds, planned and not in this report"), closing.n_planned)
    if closing.n_imported:
        yield field(said("Earlier rounds from a file, of which only the seats are known"), closing.n_imported)


def _count_round(held: HeldRound, is_shared: bool) -> Row:
    """Return how many had a seat and how many came. A shared page tells of no small group."""
    turnout = count_turnout(held)
    day = held.result.convening.round_plan(held.number).day
    seated: Text = turnout.seated
    came: Text = said("not recorded") if turnout.came is None else turnout.came
    if turnout.left_out and not is_shared:
        seated = (turnout.seated, " ", below(count_gone(turnout.left_out)))
    if (remark := _describe_turnout(turnout)) and not is_shared:
        came = (*parts_of(came), " ", below(remark))
    return Row((ROUND(number=held.number), str(day) if day else NOTHING, turnout.tables, seated, came, turnout.staff))


def _describe_turnout(turnout: Turnout) -> str:
    if turnout.unseated:
        return said_field(said("without a seat"), f"{turnout.unseated:,}")
    if turnout.marked_absent:
        return said_field(said("since marked as not coming"), f"{turnout.marked_absent:,}")
    return ""


def _list_groups(rounds: Sequence[HeldRound], is_shared: bool) -> Iterator[Block]:
    """Yield the groups by each column that may be shown, organization last, because it has the most values."""
    rounds = [replace(held, result=held.result.for_everyone if is_shared else held.result.for_team) for held in rounds]
    several = {"name", "assets", "interests", "speaks_to"}
    columns = dict.fromkeys(c for held in rounds for c in held.result.shown_columns if c not in several)
    counted = said("people with a seat") if is_shared else said("people who came / people with a seat")
    for column in sorted(columns, key=lambda one: one == "organization"):
        groups = count_groups(rounds, column)
        if not any(group.value for group in groups):
            continue
        rows = []
        for group in groups[:MOST_GROUPS]:
            name = said("others, or not stated") if group.is_rest else _name_value(column, group.value)
            rows.append(Row((data(name), *(_count_text(count, is_shared) for count in group.counts))))
        heading = column_name(column)
        yield Table((heading, ": ", counted), _columns_by_round(heading, rounds), rows, "by-round")
        if _counts_twice(rounds, groups):
            yield paragraph(said("A person with several of these values counts once for each of them."), "quiet")
        if left := max(0, len(groups) - MOST_GROUPS):
            yield paragraph(tell_more(left), "quiet")


def _counts_twice(rounds: Sequence[HeldRound], groups: Sequence[GroupRow]) -> bool:
    """Whether the groups of some round count more people than there were, because someone is in several."""
    for place, held in enumerate(rounds):
        counts, turnout = [count for group in groups if (count := group.counts[place])], count_turnout(held)
        if sum(one.seated for one in counts) > turnout.seated:
            return True
        if turnout.came is not None and sum(one.came or 0 for one in counts) > turnout.came:
            return True
    return False


def _name_value(column: str, value: str) -> str:
    if not value:
        return said("not stated")
    return said(value) if column == "representative_type" else value


def _count_text(count: GroupCount | None, seats_only: bool) -> str:
    """Return "12 / 14" for the people who came and those with a seat; "–" stands for a number that is not known."""
    if count is None:
        return NOTHING
    if seats_only:
        return f"{count.seated:,}"
    return f"{NOTHING if count.came is None else f'{count.came:,}'} / {count.seated:,}"


def _list_states(rounds: Sequence[HeldRound], is_shared: bool) -> Iterator[Block]:
    """Yield the state of each voice in each round."""
    rows = [
        Row((_name_voice(voice), *(_describe_state(cell, is_shared) for cell in voice.cells)))
        for voice in list_voices(rounds)
    ]
    if not rows:
        yield paragraph(said("No requirement that may be shown here asked for a voice in these rounds."), "intro")
        return
    about = said(
        "The states come from the last seating that was saved for each round, with the changes of the day. They do not "
        "show which of the people with a voice came."
    )
    yield paragraph(about, "intro")
    titles = _columns_by_round(said("Voice"), rounds)
    yield Table(said("The state of each voice in each round"), titles, rows, "by-round")


def _name_voice(voice: VoiceRow) -> Text:
    if not voice.tables:
        return data(voice.name)
    return (data(voice.name), " ", below(said_list(voice.tables), is_data=True))


def _describe_state(cell: VoiceCell | None, is_shared: bool) -> Text:
    """Return the state of a voice in a round, how many of its people had a seat, and what else explains the state."""
    if cell is None:
        return quiet(said("not asked"))
    state = state_span(cell.state)
    if is_shared:
        return state
    notes = [_count_people(cell)] if cell.people else []
    notes += [] if cell.reason is None else [cell.reason]
    return (state, *(part for note in notes for part in (" ", below(note))))


def _count_people(cell: VoiceCell) -> Said:
    counts = [(said("with a seat"), cell.people)]
    if cell.where_needed != cell.people:
        counts.append((said("where needed"), cell.where_needed))
    if cell.held:
        counts.append((said("held seats"), cell.held))
    return said_joined((said_field(name, f"{number:,}") for name, number in counts), "; ")


def _list_changes(closing: Closing, is_shared: bool) -> Iterator[Block]:
    """Yield what changed from each round to the next; the people only if the page names them."""
    if len(closing.rounds) < 2:
        yield paragraph(said("This report covers only one round."), "intro")
        return
    about = said(
        "The people in a round are those in its last seating, those who lost their seat because they were absent, "
        "and those who came without one. “Joined” means that someone is in a round for the first time; “left” means "
        "that someone is in no later round and is not on the last list. Anyone else who is not in a round is away, "
        "and then back. A person who was absent counts at the table where they had a seat. A person who goes with a "
        "table that was renamed, split or merged counts as staying at the same table."
    )
    yield paragraph(about, "intro")
    for before, after, compared in zip(closing.rounds, closing.rounds[1:], closing.compared, strict=False):
        change = find_change(before, after, compared, closing.rounds, closing.seated_before)
        yield Heading((ROUND(number=before.number), " ", ARROW, " ", str(after.number)))
        yield paragraph(_count_changes(change), "intro")
        yield from (paragraph(one, "intro") for one in _count_without_seat((before, after)))
        yield Lines(list(_list_tables(change, before.labels, after.labels)), "bullets", "plain")
        for title, names in () if is_shared else _list_people(change, before, after):
            yield Heading(title, depth=1)
            yield Lines([data(name) for name in names], "bullets", "names")


def _count_changes(change: Change) -> Text:
    """Return how many people stayed, moved, joined and left, and how many were away and came back, if anyone was."""
    counts = [
        (said("At the same table"), change.stayed),
        (said("Moved"), change.moved),
        (said("Joined"), len(change.joined)),
        (said("Left"), len(change.left)),
    ]
    if change.away or change.back:
        counts += [(said("Away"), change.away), (said("Back"), change.back)]
    return (*join((field(*one) for one in counts), ". "), ".")


def _count_without_seat(rounds: Iterable[HeldRound]) -> Iterator[Text]:
    """Yield how many people in each round have no seat in its last seating, so that its parts add up."""
    for held in rounds:
        if number := len(held.saved.placed.keys() - held.saved.seated):
            yield (ROUND(number=held.number), ", ", *field(said("without a seat in its last seating"), number))


def _list_tables(change: Change, then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Text]:
    def named(labels: Mapping[str, str], tables: Iterable[str]) -> Said:
        return said_list([labels.get(table, table) for table in tables])

    for origins, targets in change.became:
        was, became = named(then, origins), named(now, targets)
        if was != became:  # with the same name, only the id changed
            yield (data(was), " ", ARROW, " ", data(became))
    told = {table for _, targets in change.became for table in targets}
    for table in (one for one in then if one in now and then[one] != now[one] and one not in told):
        yield (data(then[table]), " ", ARROW, " ", data(now[table]))
    if change.opened:
        yield field(said("New tables"), data(named(now, change.opened)))
    if change.ended:
        yield field(said("Tables that no longer meet"), data(named(then, change.ended)))


def _list_people(change: Change, before: HeldRound, after: HeldRound) -> Iterator[tuple[Said, list[str]]]:
    """Yield who joined or left, whose duties changed, and who became or ceased to be a member of a governance table."""
    names = _name_people(change, before, after)

    def duties(found: Iterable[tuple[str, str, str]], held: HeldRound) -> list[str]:
        return [
            said_field(names.get(person, person), said_joined([name_duty(duty), held.labels.get(table, table)], ", "))
            for person, duty, table in found
        ]

    def members(found: Iterable[tuple[str, str]], labels: Mapping[str, str]) -> list[str]:
        return [said_field(labels.get(table, table), names.get(person, person)) for table, person in found]

    for title, lines in (
        (said("Joined"), [names[person] for person in change.joined]),
        (said("Left"), [names[person] for person in change.left]),
        (said("Took on a duty"), duties(change.took_up, after)),
        (said("Gave up a duty"), duties(change.gave_up, before)),
        (said("New at a governance table"), members(change.members_in, after.labels)),
        (said("No longer at a governance table"), members(change.members_out, before.labels)),
    ):
        if lines:
            yield title, sorted(lines, key=sort_key)


def _name_people(change: Change, before: HeldRound, after: HeldRound) -> Mapping[str, str]:
    """Return the names by id; with the organization where one name stands for someone who left and one who joined."""
    names = {person.id: person.label for held in (before, after) for person in held.result.people}
    twice = {fold(names[one]) for one in change.joined} & {fold(names[one]) for one in change.left}
    for held, those in ((before, change.left), (after, change.joined)):
        for person in (held.result.people.by_id[one] for one in those if fold(names[one]) in twice):
            if organization := show_cell(held.result, person, "organization"):
                names[person.id] = said_joined([person.label, f"({organization})"], " ")
    return names


def _list_results(closing: Closing, is_shared: bool) -> Iterator[Block]:
    """Yield what came of the work, the themes of each round, and the promises."""
    yield from _list_numbers(closing, is_shared)
    yield from _list_stories(closing, is_shared)
    for held in closing.rounds:
        yield Heading(ROUND(number=held.number))
        yield from _list_themes(held)
    yield from _list_themes_of_all(closing)
    yield Heading(said("Promises"))
    yield from _list_promises(closing, is_shared)


def _list_numbers(closing: Closing, is_shared: bool) -> Iterator[Block]:
    """Yield the results, each number with its source; one that belongs to a story needs the same consent.

    A source that is or contains the name of a person on the list of a round is shown only on the page for the team. A
    name of one word is too common to be looked for in a longer source.
    """
    named = {fold(person.name) for held in closing.rounds for person in held.saved.people if person.name}

    def names_someone(source: str) -> bool:
        text = f" {' '.join(re.findall(r'[^ ,;:()/]+', fold(source)))} "
        return fold(source) in named or any(" " in name and f" {name} " in text for name in named)

    def tell_source(line: Line) -> Text:
        if not line["source"]:
            return said("no source given") if line["number"] else NOTHING
        return said("a person") if is_shared and names_someone(line["source"]) else data(line["source"])

    labels = {table: label for held in closing.rounds for table, label in held.labels.items()}
    rows = [
        Row(
            (
                data(line["result"]),
                data(line["number"]) if line["number"] else NOTHING,
                _name_of_result(line.table, labels),
                data(line["date"]),
                tell_source(line),
            )
        )
        for line in closing.results
        if line["number"] or not line["story"] or line["consent"] == YES
    ]
    titles = (said("Result"), said("Number"), said("Table"), said("When"), said("Where the number comes from"))
    if rows:
        yield Heading(said("Results"))
        yield Table(said("What came of the work, with the source of each number"), list(map(Column, titles)), rows)


def _name_of_result(table: str, labels: Mapping[str, str]) -> Text:
    """Return the table that a result is of, as far as it is known."""
    if table == UNPLACED:
        return said("table not known")
    return data(labels[table]) if table in labels else said("the whole initiative")


def _list_stories(closing: Closing, is_shared: bool) -> Iterator[Block]:
    """Yield the stories whose teller consented; the tellers only on the page for the team."""
    told = [line for line in closing.results if line["story"] and line["consent"] == YES]
    silent = sum(1 for line in closing.results if line["story"] and line["consent"] != YES)
    if told:
        yield Heading(said("In their words"))
    items = []
    for line in told:
        tellers = "" if is_shared else said_list([one.text for one in line.names["told by"]])
        items.append(("“", data(line["story"]), "”", *((" ", below(tellers, is_data=True)) if tellers else ())))
    yield Lines(items, "bullets", "plain")
    if silent and not is_shared:
        yield paragraph(field(said("Stories left out, because the file records no consent"), silent), "quiet")


def _find_themes(held: HeldRound) -> list[tuple[str, int, int]]:
    """Return each theme of a round with the numbers of statements and of tables."""
    if held.harvest is not None:
        return [(one.name, len(one.statements), len(one.by_table)) for one in count_themes(held.harvest)]
    first = held.saved.seating.rounds[0].round == held.number  # a harvest was given for the round that was seated
    return [(one.theme, one.statements, len(one.tables)) for one in (held.saved.seating.themes if first else [])]


def _list_themes_of_all(closing: Closing) -> Iterator[Block]:
    """Yield the themes of all rounds together, those named in most rounds first; nothing unless two have themes."""
    of_round = {held.number: _find_themes(held) for held in closing.rounds}
    if sum(bool(themes) for themes in of_round.values()) < MIN_POOLED:
        return
    names: dict[str, str] = {}
    rounds: dict[str, list[int]] = {}
    statements = Counter[str]()
    for number, themes in of_round.items():
        for name, count, _ in themes:
            names.setdefault(fold(name), name)
            rounds.setdefault(fold(name), []).append(number)
            statements[fold(name)] += count
    ordered = sorted(names, key=lambda key: (-len(rounds[key]), -statements[key], sort_key(names[key])))
    titles = (Column(said("Theme")), Column(said("Named in round")), Column(said("Statements"), is_number=True))
    rows = [Row((data(names[key]), said_list(map(str, rounds[key])), statements[key])) for key in ordered[:MOST_THEMES]]
    yield Heading(said("All rounds together"))
    yield Table(said("Themes by the number of rounds in which they were named"), titles, rows)
    if left := max(0, len(ordered) - MOST_THEMES):
        yield paragraph(tell_more(left), "quiet")


def _list_themes(held: HeldRound) -> Iterator[Block]:
    """Yield the themes of a round, from the typed harvest or else from the ledger."""
    found = _find_themes(held)
    if held.harvest is not None:
        source: Text = (*field(said("Statements"), len(held.harvest.statements)), ", ", data(held.harvest.file))
    elif found:
        source = field(said("Source"), data(held.entry))
    else:
        source = said("This report was made without the recorder’s forms from this round.")
    yield paragraph(source, "intro")
    titles = (
        Column(said("Theme")),
        Column(said("Statements"), is_number=True),
        Column(said("Tables"), is_number=True),
    )
    rows = [Row((data(name), statements, tables)) for name, statements, tables in found[:MOST_THEMES]]
    yield Table(said("Themes in the tables’ answers"), titles, rows)
    if left := max(0, len(found) - MOST_THEMES):
        yield paragraph(tell_more(left), "quiet")


def _list_promises(closing: Closing, is_shared: bool) -> Iterator[Block]:
    """Yield the promises as they stand at the last round, and who was named as missing."""
    commitments = closing.commitments
    if commitments is None or not (commitments.promises or commitments.missing):
        yield paragraph(said("No promises were recorded."), "intro")
        return
    overview = describe_promises(commitments, closing.convening, closing.rounds[-1].number)
    source = field(said("Source"), data(commitments.file))
    yield paragraph(join(filter(None, (overview.summary, overview.date, source)), " "), "intro")
    if is_shared:
        return
    titles = (said("Promise"), said("Table"), said("Who"), said("By when"), said("State"))
    rows = []
    for promise, state in overview.promises:
        who = data(said_joined((one.label for one in promise.who), ", ")) if promise.who else quiet(NO_OWNER)
        table, by = overview.tables[promise.table], promise.by or NOTHING
        word = PROMISE_STATES[state]
        shown = strong(word) if state is PromiseState.LATE else word
        rows.append(Row((data(promise.label), data(table), who, data(by), shown)))
    yield Table(said("What the tables promised"), list(map(Column, titles)), rows)
    missing = [Row((data(line.label), data(overview.tables[line.table]))) for line in commitments.missing]
    columns = (Column(said("Name")), Column(said("Missing from")))
    yield Table(said("Who the tables named as missing"), columns, missing)


def _list_sources(rounds: Sequence[HeldRound]) -> Iterator[Block]:
    """Yield the files behind each round."""
    about = said(
        "Seats, voices and changes are counted from the ledger entry for each round. Who came is counted from "
        "the recorded attendance only."
    )
    yield paragraph(about, "intro")
    titles = (said("Round"), said("Seats, voices"), said("Seated from"), said("Who came"), said("Recorder’s forms"))
    rows = []
    for held in rounds:
        inputs = held.saved.seating.inputs
        day = said_joined([said("saved"), held.saved.entry.saved[:10]], " ")
        convening = inputs.convening.file or said("inferred")
        cells: tuple[Text, ...] = (
            (data(held.entry), " ", below(day)),
            (data(inputs.stakeholders.file), " ", below(convening, is_data=True)),
            data(held.attendance or said("not recorded")),
            data(held.harvest.file) if held.harvest is not None else NOTHING,
        )
        rows.append(Row((ROUND(number=held.number), *cells)))
    yield Table(said("The files behind each round"), list(map(Column, titles)), rows)
