"""What charts say together, as one HTML page for the convener: agreement, disputes and empty chairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from seating.charts.agreement import CellCount, Named, State
from seating.charts.comparison import Change, GroupView, pool_single
from seating.charts.filled_chart import Cell, Question
from seating.charts.form_words import GUIDING_QUESTIONS
from seating.charts.join_decisions import Join, Reason
from seating.charts.summary import Absence, EmptyChairs, Missing, Summary, gather_cells
from seating.charts.totals import GroupTotal, total_up
from seating.mentions import Mention, MentionKind
from seating.present.blocks import (
    NOTHING,
    Block,
    Column,
    Figures,
    Heading,
    Lines,
    Raw,
    Row,
    Span,
    Table,
    Text,
    below,
    data,
    field,
    join,
    list_sections,
    paragraph,
    quiet,
)
from seating.present.languages import Words
from seating.present.page import Masthead, render_page
from seating.present.settings import STANDARD, Settings
from seating.present.shortening import tell_rare, truncate
from seating.profiles import Role
from seating.profiles.person import without_tokens
from seating.report.chart.grid import say_sector
from seating.report.claims import labels
from seating.report.role_marks import ROLE_MARKS
from seating.report.tones import Tone
from seating.wording import Said, message, said, said_field, said_joined, said_list

TITLE = message("What the charts say")
ROOM = message("The whole room")
LEVELS = 4
"""The number of shades of a cell, from a few charts to all."""

MOST_SECTORS, MOST_COLUMNS = 60, 100
"""Maximum number of sectors and of tables in the picture: those where charts name someone most often."""

MOST_ONCE = 400
"""Maximum number of people and descriptions named once that are shown."""

ABSENCES: Mapping[Absence, str] = {
    Absence.NOT_BY_NAME: message("not on the list by this name"),
    Absence.HELD: message("a seat is held for them"),
    Absence.NOT_INVITED: message("on the list, not invited yet"),
    Absence.DECLINED: message("on the list, has declined"),
    Absence.NOT_COMING: message("on the list, but not coming"),
}

CHANGES: Mapping[Change, str] = {
    Change.NEW: message("New: not named last time"),
    Change.GONE: message("Gone: named last time, but on no chart now"),
    Change.MOVED: message("Moved: named most often for a different table than last time"),
    Change.NOW_DISPUTED: message("Newly disputed"),
    Change.STILL_DISPUTED: message("Still disputed"),
    Change.SETTLED: message("Settled: disputed last time, but not now"),
}


REASONS: Mapping[Reason, str] = {
    Reason.SECTOR: message("both name the same sector"),
    Reason.PERSON: message("similar to the name of someone on the list"),
    Reason.ORGANIZATION: message("similar to the name of an organization on the list, or short for it"),
    Reason.SHORT: message("one could be short for the other"),
    Reason.SPELLING: message("spelled nearly the same"),
    Reason.PART: message("words in common, or words with the same meaning"),
    Reason.MEANING: message("the same words, or words with the same meaning"),
}

AGREEMENTS: Mapping[State, Said] = {
    State.DISPUTED: said("Disputed: charts name them for different tables"),
    State.UNDISPUTED: said("Undisputed: all charts that give tables for them give the same ones"),
    State.NO_TABLE: said("Named by several charts, but at most one of them gives a table"),
}
"""How far charts agree where a person belongs, as a title."""

LEFT_EMPTY = said(
    "Cells left empty on more than half of the charts that showed them, with no one named there on any chart"
)
NOT_NEEDED = said("Cells marked “nobody needed” on more than half of the charts that showed them")


@dataclass(frozen=True, slots=True)
class Shade:
    """A cell of the picture: its counts, and its shade from 0 (no one is named) to `LEVELS`."""

    count: CellCount
    level: int


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A row of the picture; `first_of` is the number of rows of its sector if it is the first of them, otherwise 0."""

    sector: str
    role: str
    first_of: int
    cells: tuple[Shade | None, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Tables across, sectors and representative types down; each cell shows how many charts name someone there.

    `grids` is the number of charts that show which cells were left empty. `has_not_needed` is whether a chart
    states of a cell that no one is needed there. `left_out` is the number of sectors and tables that are not shown.
    `levels` are the shades.
    """

    columns: tuple[str, ...]
    rows: tuple[PictureRow, ...]
    grids: int
    has_not_needed: bool
    left_out: int = 0
    levels: range = range(1, LEVELS + 1)


def render_charts(summary: Summary, settings: Settings = STANDARD) -> str:
    """Return the page as one self-contained HTML file.

    Parameters
    ----------
    summary : Summary
    settings : Settings
        Language and paper.
    """
    found = summary.agreement
    figures = (
        (said("charts"), found.number),
        (said("undisputed"), len(found.of(State.UNDISPUTED))),
        (said("disputed"), len(found.of(State.DISPUTED))),
    )
    masthead = Masthead(
        name="charts",
        kind=said(TITLE),
        beside=data(summary.title) if summary.title else "",
        title=summary.title,
        skip=said("Skip to the page"),
        heading=join((field(*one) for one in figures), "; "),
        lead=summary.shared_result,
        stamp=said("CONVENER ONLY"),
        is_convener_only=True,  # it tells who filled in which chart
    )
    return render_page(masthead, list_sections(list_parts(summary, settings.words)), settings)


def list_parts(summary: Summary, words: Words) -> Sequence[tuple[str, Said, Iterator[Block]]]:
    """Return the sections of the page, each with its name and its title.

    These are the pattern, who is missing, where charts name someone, and what they tell of each person and cell.

    Parameters
    ----------
    summary : Summary
    words : Words
        The language of usual sectors.
    """
    return (
        ("finding", said("The pattern"), _list_finding(summary)),
        ("added-up", said("What the room said, added up"), _list_totals(summary, words)),
        ("missing", said("Who is missing"), _list_missing(summary)),
        ("picture", said("Where charts name someone"), _list_picture(summary, words)),
        ("named", said("Who is named, and where"), _list_named(summary)),
        ("empty", said("Empty chairs"), _list_chairs(summary, words)),
        ("placed", said("Where people place themselves"), _list_placed(summary)),
        ("groups", said("Who each group names"), _list_groups(summary)),
        ("compared", said("Two charts compared"), _list_compared(summary)),
        ("times", said("Since last time"), _list_shifts(summary)),
        ("joined", said("Entries that were joined as one"), _list_joined(summary)),
        ("answers", said("Answers to the guiding questions"), _list_answers(summary)),
        ("whose", said("Whose charts these are"), _list_charts(summary)),
    )


def _list_finding(summary: Summary) -> Iterator[Block]:
    about = said(
        "This page shows who filled in which chart, so it is for the convener only. Bring the picture to the "
        "meeting, and ask why cells are empty or disputed. No one was seated."
    )
    yield paragraph(about, "finding")
    yield Figures(list(list_figures(summary)))


def list_figures(summary: Summary) -> Iterator[tuple[Text, Text]]:
    """Yield how many charts there are, how many people they name, and how far they agree, each with its label."""
    found = summary.agreement
    yield said("charts"), found.number
    if 0 < found.unsigned < found.number:  # there may be fewer people than charts
        yield said("charts without a name"), found.unsigned
    if 0 < found.grids < found.number:
        yield said("charts that show which cells were left empty"), found.grids
    yield said("people and descriptions named"), len(found.named)
    yield said("undisputed"), len(found.of(State.UNDISPUTED))
    yield said("disputed"), len(found.of(State.DISPUTED))
    yield said("named once"), len(found.of(State.ONCE))
    if summary.people_file:
        yield said("missing: not on the list, or not coming"), len(summary.missing)


def _share(summary: Summary, number: int) -> Said:
    return labels.PART_OF(part=number, all=summary.agreement.number)


def _or_dash(text: str) -> Text:
    return data(text) if text else NOTHING


def _list_totals(summary: Summary, words: Words) -> Iterator[Block]:
    """Yield how many charts ask for each kind of person at each table, for each voice, and for each organization."""
    totals = total_up(summary)
    about = said(
        "A chart counts once in each row, regardless of how it words the entry. The kind is the sector that "
        "the chart states, the sector of the person on the list, or the usual sector that the entry is."
    )
    if totals.cells:
        yield paragraph(about, "intro")
    number = Column(said("Charts"), is_number=True)
    rows = []
    for one in totals.cells:
        table = data(summary.labels.get(one.table, one.table)) if one.table is not None else said("no table")
        rows.append(Row((data(say_sector(one.sector, words)), table, _share(summary, one.charts))))
    titles = (Column(said("Kind of person")), Column(said("Table")), number)
    yield Table(said("By kind of person and table"), titles, rows)
    for title, caption, groups in (
        (said("Voice"), said("By voice: its name"), totals.voices),
        (said("Organization"), said("By organization: its name, or someone from it"), totals.organizations),
    ):
        columns = (Column(title), number, Column(said("Table (charts)")))
        yield Table(caption, columns, [_describe_total(summary, one) for one in groups])


def _describe_total(summary: Summary, one: GroupTotal) -> Row:
    return Row((data(one.name), _share(summary, one.charts), _or_dash(list_tables(summary, one.at))))


def _list_missing(summary: Summary) -> Iterator[Block]:
    """Yield each person or text that is missing; nothing without a list or names."""
    if not summary.people_file:
        return
    if summary.missing:
        titles = (
            Column(said("Who")),
            Column(said("Charts"), is_number=True),
            Column(said("Table (charts)")),
            Column(said("State")),
        )
        rows = [_describe_missing(summary, one) for one in summary.missing]
        caption = said("Named on charts, but not on the list or not coming; those on the most charts first")
        yield Table(caption, titles, rows)
    elif summary.agreement.named:
        yield paragraph(said("Everyone named on the charts is on the list and coming."), "intro")


def _describe_missing(summary: Summary, one: Missing) -> Row:
    at = _or_dash(list_tables(summary, count_charts(one.named)))
    name = (data(one.named.label), *_describe_spellings(one.named))
    absence = said(ABSENCES[one.absence])
    is_office = one.mention.kind is MentionKind.ORGANIZATION
    state: Text = (absence, " ", below(count_staff(one.mention))) if is_office else absence
    return Row((name, _share(summary, one.named.number), at, state))


def _describe_spellings(named: Named) -> tuple[str | Span, ...]:
    """Return the other spellings on the charts as a line below the name, if there are any."""
    if not named.other_labels:
        return ()
    texts = said_list([f"“{text}”" for text in named.other_labels])
    return (" ", below(said_field(said("also written"), texts)))


def _list_picture(summary: Summary, words: Words) -> Iterator[Block]:
    picture = draw_picture(summary, words)
    if not picture.rows:
        return
    about = said(
        "The number in a cell is the number of charts that name someone there. If a chart states no sector "
        "for a person, the sector and the type come from the list."
    )
    yield paragraph(about, "intro")
    yield Raw("charts_picture.html.j2", picture)
    yield from tell_rare(picture.left_out)


def _list_named(summary: Summary) -> Iterator[Block]:
    """Yield everyone who is named, by how far the charts agree where."""
    found = summary.agreement
    table, tables = said("Table (charts)"), said("Tables (charts)")
    yield _tell_named(summary, found.of(State.DISPUTED), AGREEMENTS[State.DISPUTED], tables)
    yield _tell_named(summary, found.of(State.UNDISPUTED), AGREEMENTS[State.UNDISPUTED], table)
    yield _tell_named(summary, found.of(State.NO_TABLE), AGREEMENTS[State.NO_TABLE], table)
    if once := found.of(State.ONCE):
        yield Heading(said("Named once"))
        yield Lines(truncate([_describe_once(summary, one) for one in once], MOST_ONCE), "bullets", "once")
    if not found.named:
        yield paragraph(said("No chart names anyone."), "intro")


def _tell_named(summary: Summary, found: Sequence[Named], caption: Said, at_title: Said) -> Table:
    titles = (
        Column(said("Who")),
        Column(said("Charts"), is_number=True),
        Column(at_title),
        Column(said("Why")),
    )
    rows = []
    for one in found:
        name = (data(one.label), *_describe_state(summary, one), *_describe_spellings(one))
        at, why = _or_dash(list_tables(summary, count_charts(one))), _or_dash("; ".join(one.why))
        rows.append(Row((name, _share(summary, one.number), at, why)))
    return Table(caption, titles, rows)


def _describe_once(summary: Summary, one: Named) -> Text:
    at = (" · ", data(summary.table_of(one))) if one.at else ()
    return (data(one.label), *at, *_describe_state(summary, one))


def _describe_state(summary: Summary, named: Named) -> tuple[str | Span, ...]:
    """Return why a person is missing, or how many people are from the organization that a text names."""
    missing, mention = summary.missing_by_key.get(named.key), summary.mentions[named.key]
    if missing is not None:
        text = said(ABSENCES[missing.absence])
    elif mention.kind is MentionKind.ORGANIZATION:
        text = count_staff(mention)
    else:
        return ()
    return (" ", Span(text, "below", tone=Tone.BAD))


def count_staff(mention: Mention) -> Said:
    """Return how many people on the list are from the organization that a text names."""
    return said_field(mention.name, labels.ON_LIST(number=len(mention.ids)))


def _list_chairs(summary: Summary, words: Words) -> Iterator[Block]:
    """Yield the cells that charts left empty or do not need, and those about which they differ."""
    cells = summary.agreement.cells
    for title, found in (
        (
            LEFT_EMPTY,
            [one for one in cells if one.is_named_by_none],
        ),
        (
            said(
                "Cells that are empty on more than half of the charts that show them, although some charts, but fewer, "
                "name someone there"
            ),
            [one for one in cells if one.is_left_empty and one.named],
        ),
        (
            NOT_NEEDED,
            [one for one in cells if one.is_mostly_not_needed],
        ),
    ):
        if found:
            yield Heading(title)
            gathered = gather_cells(summary, found)
            yield Lines([_describe_chairs(summary, one, words) for one in gathered], "bullets", "chairs")
    if argued := [one for one in cells if one.is_disputed]:
        yield Heading(said("Cells where some charts name someone and others state that no one is needed"))
        lines = []
        for one in argued:
            counts = ((said("someone named"), one.named), (said("no one needed"), one.not_needed))
            lines.append(
                (data(_cell_words(summary, one.cell, words)), "; ", *join((field(*each) for each in counts), "; "))
            )
        yield Lines(lines, "bullets", "chairs")


def _describe_chairs(summary: Summary, chairs: EmptyChairs, words: Words) -> Text:
    """Return cells of one sector at one table: "labor · Talent: designee and doer"."""
    sector = data(say_sector(chairs.sector, words) or said("no sector stated"), style="strong")
    roles = said("all types") if chairs.is_whole else said_list([ROLE_MARKS[role].word for role in chairs.roles])
    of_types = (": ", roles) if roles else ()
    return (sector, " · ", data(summary.labels.get(chairs.table, chairs.table)), *of_types)


def _list_placed(summary: Summary) -> Iterator[Block]:
    rows = []
    for one in summary.agreement.placed:
        others: Text = said("no table") if one.is_known else said("not known")
        if found := list_tables(summary, one.others):
            if one.is_confirmed:
                remark = below(said("the same table"))
            else:
                also = said("the same table and another") if one.table in one.others else said("another table")
                remark = Span(also, "below", tone=Tone.BAD)
            others = (data(found), " ", remark)
        table = data(summary.labels.get(one.table, one.table))
        rows.append(Row((data(without_tokens(one.by) or said("no name")), table, _or_dash(one.brings), others)))
    titles = (
        said("Who"),
        said("Places themselves at"),
        said("Because they bring"),
        said("Tables where other charts name them"),
    )
    caption = said("Where chart authors placed themselves, and the tables where other charts name them")
    yield Table(caption, list(map(Column, titles)), rows)


def _list_groups(summary: Summary) -> Iterator[Block]:
    """Yield who the groups name differently; nothing if there is only one group."""
    groups = pool_single(summary.groups)
    if len(groups.sizes) < 2:
        return
    titles = [Column(said("Who")), *(Column(data(name or said("other charts"))) for name in groups.sizes)]
    rows = [
        Row((data(one.label), *(_describe_view(summary, view) for view in views.values())))
        for one, views in groups.views
        if one.number > 1 and (len({v.share for v in views.values()}) > 1 or one.state is State.DISPUTED)
    ]
    caption = said(
        "Largest differences first. Left out: people named once, and undisputed people named equally often by "
        "all groups"
    )
    yield Table(caption, titles, rows)


def _describe_view(summary: Summary, view: GroupView) -> Text:
    at = list_tables(summary, view.at)
    where = (": ", data(at)) if at else ()
    return (labels.PART_OF(part=view.named_by, all=view.charts), *where)


def _list_compared(summary: Summary) -> Iterator[Block]:
    """Yield everyone on either of two compared charts, with their tables on each."""
    found = summary.difference
    if found is None:
        return

    def at(tables: Iterable[str]) -> Text:
        return data(said_list([summary.labels.get(table, table) for table in tables]) or said("no table"))

    omitted = said("not named")
    rows = [Row((data(named.label), at(one), at(other))) for named, one, other in found.moved]
    rows += [Row((data(named.label), at(one), omitted)) for named, one in found.only_one]
    rows += [Row((data(named.label), omitted, at(other))) for named, other in found.only_other]
    rows += [Row((data(named.label), at(both), at(both))) for named, both in found.alike]
    charts = (Column(data(without_tokens(chart.by) or chart.file)) for chart in (found.one, found.other))
    yield Table(said("Differences first"), [Column(said("Who")), *charts], rows)


def _list_shifts(summary: Summary) -> Iterator[Block]:
    """Yield the changes since the earlier time, by kind of change; those who stayed are left out."""
    if not summary.earlier:
        return
    tables = []
    titles = (said("Who"), said("Last time (charts)"), said("This time (charts)"))
    for change, title in CHANGES.items():
        rows = [
            Row((data(shift.named.label), *(_saylist_tables(summary, one) for one in (shift.before, shift.now))))
            for shift in summary.shifts
            if shift.change is change
        ]
        if rows:
            tables.append(Table(said(title), list(map(Column, titles)), rows))
    yield paragraph(field(said("Earlier charts"), summary.earlier.number), "intro")
    if not tables:
        yield paragraph(said("Nothing has changed."), "intro")
    yield from tables


def _saylist_tables(summary: Summary, one: Named | None) -> Text:
    return _or_dash(list_tables(summary, count_charts(one)) if one else "")


def _list_joined(summary: Summary) -> Iterator[Block]:
    if not (summary.joined or summary.similar):
        return
    about = said(
        "Texts that differ only in capital letters, spaces, accents, punctuation, an article, or singular and plural "
        "count as one. Others that might mean the same thing are only listed. To join such a pair, write yes in its "
        "row in mentions.csv, which is in the same folder as this page. To separate a pair, write no. Then run "
        "the command again."
    )
    yield paragraph(about, "intro")
    joined = []
    for one in summary.joined:
        by = said("mentions.csv") if one.is_decided else said("the program")
        joined.append(Row((data(one.description), _describe_join(one), by)))
    titles = (said("Written on a chart"), said("Counts as"), said("Decided by"))
    yield Table(said("Joined entries"), list(map(Column, titles)), joined)
    similar = [Row((data(one.description), _describe_join(one), say_reason(one))) for one in summary.similar]
    columns = (Column(said("Written on a chart")), Column(said("Might be the same as")), Column(said("Why")))
    yield Table(said("Similar, but not joined"), columns, similar)


def say_reason(one: Join) -> Said:
    """Return why two texts are offered for joining."""
    return said(REASONS[one.reason])


def _describe_join(one: Join) -> Text:
    listed = (" ", below(said("on the list"))) if one.person else ()
    return (data(one.joined_with), *listed)


def _list_answers(summary: Summary) -> Iterator[Block]:
    """Yield the answers to each guiding question, each with whose it is."""
    found: dict[Question, list[tuple[str, str]]] = {}
    for chart in summary.agreement.charts.charts:
        for question, answer in chart.answers.items():
            found.setdefault(question, []).append((chart.by, answer))
    asked = list(GUIDING_QUESTIONS)
    for question in sorted(found, key=lambda one: asked.index(one.text) if one.text in asked else len(asked)):
        yield Heading(_say_question(question))
        lines: list[Text] = []
        for by, answer in found[question]:
            whose = (" ", quiet("– "), data(by, style="quiet")) if by else ()
            lines.append((data(answer), *whose))
        yield Lines(lines, "bullets", "plain")


def _list_charts(summary: Summary) -> Iterator[Block]:
    titles = (
        Column(said("Chart by")),
        Column(said("Group")),
        Column(said("Date")),
        Column(said("Entries about others"), is_number=True),
        Column(said("File")),
    )
    rows = [
        Row(
            (
                data(without_tokens(chart.by) or said("no name")),
                _or_dash(chart.group),
                _or_dash(str(chart.date or "")),
                len(chart.namings),
                data(chart.file),
            )
        )
        for chart in summary.agreement.charts.charts
    ]
    yield Table(said("Only one chart per person counts"), titles, rows)
    if summary.notes:
        yield Heading(said("Notes"))
        yield Lines([note.text for note in summary.notes], "bullets", "plain")


def draw_picture(summary: Summary, words: Words) -> Picture:
    """Return the grid of the cells with their shades; rows and columns keep their order if some are left out.

    Parameters
    ----------
    summary : Summary
    words : Words
        The language of usual sectors.
    """
    found = summary.agreement
    named_at = Counter({table.id: 0 for table in summary.tables})
    drawn = {one.cell: one for one in found.cells if one.cell.table in named_at}
    named_in: Counter[str] = Counter()
    roles_in: dict[str, set[Role | None]] = {}
    for cell, one in drawn.items():
        named_in[cell.sector] += one.named
        named_at[cell.table or ""] += one.named
        roles_in.setdefault(cell.sector, set()).add(cell.role)
    sectors, tables = _keep_frequent(named_in, MOST_SECTORS), _keep_frequent(named_at, MOST_COLUMNS)
    most = max((one.named for one in found.cells), default=0)
    rows = []
    for sector in sectors:
        roles = [role for role in ROLE_MARKS if role in roles_in[sector]]
        for number, role in enumerate(roles):
            shades = tuple(_shade(drawn.get(Cell(table, sector, role)), most) for table in tables)
            rows.append(
                PictureRow(
                    say_sector(sector, words) or said("no sector stated"),
                    ROLE_MARKS[role].word,
                    0 if number else len(roles),
                    shades,
                )
            )
    labels = {table.id: table.label_with(number) for number, table in enumerate(summary.tables, start=1)}
    has_not_needed = any(one.not_needed for one in found.cells)
    left_out = len(named_in) - len(sectors) + len(named_at) - len(tables)
    return Picture(tuple(map(labels.__getitem__, tables)), tuple(rows), found.grids, has_not_needed, left_out)


def _keep_frequent(counts: Mapping[str, int], most: int) -> Sequence[str]:
    """Return the values that are counted most often, in the order given."""
    kept = set(sorted(counts, key=lambda one: -counts[one])[:most])
    return [one for one in counts if one in kept]


def _shade(count: CellCount | None, most: int) -> Shade | None:
    if count is None:
        return None
    return Shade(count, -(-LEVELS * count.named // most) if most else 0)


def count_charts(named: Named) -> Mapping[str, int]:
    """Return how many charts name a person at each table."""
    return {table: len(charts) for table, charts in named.at.items()}


def list_tables(summary: Summary, counts: Mapping[str, int]) -> Said:
    """Return tables with numbers of charts: "Talent (6) and Capital (4)"."""
    return said_list(
        [said_joined([summary.labels.get(table, table), f"({number})"], " ") for table, number in counts.items()]
    )


def _cell_words(summary: Summary, cell: Cell, words: Words) -> Said:
    """Return a cell in words: "Talent · labor · doer"."""
    role = ROLE_MARKS[cell.role].word if cell.role else ""
    parts = (summary.labels.get(cell.table or "", ""), say_sector(cell.sector, words), role)
    return said_joined(filter(None, parts), " · ")


def _say_question(question: Question) -> Text:
    """Return a question; one of the blank chart is in the language of the page, any other as it is written."""
    text = said(question.text) if question.text in GUIDING_QUESTIONS else question.text
    if not question.about:
        return data(text)
    about = said(ROOM) if question.about == ROOM else question.about
    return (data(text), " (", data(about), ")")
