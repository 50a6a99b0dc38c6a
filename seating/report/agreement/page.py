"""What charts say together, as one HTML page for the convener: agreement, disputes and empty chairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from seating.charts.agreement import CellCount, Named, State
from seating.charts.chart import Cell, Question
from seating.charts.comparison import Change, GroupView, Shift
from seating.charts.summary import Absence, EmptyChairs, Missing, Summary, gather_cells
from seating.present.environment import render_template
from seating.present.languages import Words, translatable
from seating.present.settings import STANDARD, Settings
from seating.profiles import Role
from seating.report.chart.form import QUESTIONS
from seating.report.chart.grid import say_sector
from seating.report.places import role_marks
from seating.report.privacy import Audience
from seating.wording import fold

TITLE = translatable("What the charts say")
ROOM = translatable("The whole room")
AUDIENCE = Audience.CONVENER
"""The page says who filled in which chart, so only the convener may read it."""

LEVELS = 4
"""The number of shades of a cell, from a few charts to all."""

MOST_ONCE = 400
"""Maximum number of people and descriptions named once that are shown."""

ABSENCES: Mapping[Absence, str] = {
    Absence.NOT_LISTED: translatable("not on the list"),
    Absence.NOT_BY_NAME: translatable("not on the list by this name"),
    Absence.HELD: translatable("a seat is held for them"),
    Absence.NOT_INVITED: translatable("on the list, not invited yet"),
    Absence.DECLINED: translatable("on the list, has declined"),
    Absence.NOT_COMING: translatable("on the list, but not coming"),
}

CHANGES: Mapping[Change, str] = {
    Change.NEW: translatable("New: not named last time"),
    Change.GONE: translatable("Gone: named last time, and on no chart now"),
    Change.MOVED: translatable("Moved: named most often for another table than last time"),
    Change.NOW_DISPUTED: translatable("Newly disputed"),
    Change.STILL_DISPUTED: translatable("Still disputed"),
    Change.SETTLED: translatable("Settled: disputed last time, and not now"),
}


@dataclass(frozen=True, slots=True)
class Shade:
    """A cell of the picture: its counts, and its shade from 0 (nobody is named) to `LEVELS`."""

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
    """Tables across, sectors and representative types down; each cell says how many charts name somebody there."""

    columns: tuple[str, ...]
    rows: tuple[PictureRow, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody named on charts, as a row of a table; `at` is "Talent 6, Capital 4"."""

    named: Named
    at: str
    why: str
    spellings: str
    missing: str


@dataclass(frozen=True, slots=True)
class Chairs:
    """Cells of one sector at one table: "designee and doer", or all of them."""

    sector: str
    table: str
    roles: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """Somebody named by groups: for each group, how many of its charts name them, and at which tables."""

    named: Named
    views: tuple[tuple[GroupView, str], ...]


def render_charts(summary: Summary, settings: Settings = STANDARD) -> str:
    """Return the page as one self-contained HTML file.

    Parameters
    ----------
    summary : Summary
    settings : Settings
        Language and paper.
    """
    words = settings.words
    found = summary.agreement
    cells = found.cells
    return render_template(
        settings,
        "charts.html.j2",
        settings=settings,
        title=summary.title or words.gettext(TITLE),
        is_convener_only=AUDIENCE is Audience.CONVENER,
        summary=summary,
        agreement=found,
        picture=draw_picture(summary, words),
        levels=range(1, LEVELS + 1),
        undisputed=_lines(summary, found.of(State.UNDISPUTED), words),
        disputed=_lines(summary, found.of(State.DISPUTED), words),
        no_table=_lines(summary, found.of(State.NO_TABLE), words),
        once=_lines(summary, found.of(State.ONCE)[:MOST_ONCE], words),
        once_unshown=max(0, len(found.of(State.ONCE)) - MOST_ONCE),
        unnamed=_chairs(summary, [one for one in cells if one.is_named_by_none], words),
        empty=_chairs(summary, [one for one in cells if one.is_left_empty and one.named], words),
        not_needed=_chairs(summary, [one for one in cells if one.is_mostly_not_needed], words),
        argued=[(one, _cell_words(summary, one.cell, words)) for one in cells if one.is_disputed],
        placed=[(one, _tables(summary, one.others, words)) for one in found.placed],
        added_up=[
            (
                one.name if one.is_voice else say_sector(one.name, words),
                len(one.charts),
                one.coming,
                _tables(summary, one.at, words),
                words.listed([f"“{text.text}” ({text.number})" for text in one.texts]),
            )
            for one in summary.added_up
        ],
        missing=[
            (one, _tables(summary, _counts(one.named), words), _absence(one, words)) for one in summary.missing_alone
        ],
        groups=_group_lines(summary, words),
        group_names=[name or words.gettext("no group stated") for name in summary.groups.sizes],
        compared=_compared(summary, words),
        shifts=_shifts(summary, words),
        answers=_answers(summary, words),
        fold=fold,
        spelled=lambda named: _spelled(named, words),
    )


def draw_picture(summary: Summary, words: Words) -> Picture:
    """Return the grid of all cells with their shades.

    Parameters
    ----------
    summary : Summary
    words : Words
        The language of the representative types.
    """
    found = summary.agreement
    by_cell = {(one.cell.sector, one.cell.role, one.cell.table): one for one in found.cells}
    marks = role_marks(words)
    most = max((one.named for one in found.cells), default=0)
    rows = []
    for sector in dict.fromkeys(one.cell.sector for one in found.cells):
        roles = [role for role in marks if any((sector, role, table.id) in by_cell for table in summary.tables)]
        for number, role in enumerate(roles):
            shades = tuple(_shade(by_cell.get((sector, role, table.id)), most) for table in summary.tables)
            rows.append(
                PictureRow(
                    say_sector(sector, words) or words.gettext("no sector stated"),
                    marks[role].word,
                    0 if number else len(roles),
                    shades,
                )
            )
    columns = tuple(table.label_with(number) for number, table in enumerate(summary.tables, start=1))
    return Picture(columns, tuple(rows))


def _shade(count: CellCount | None, most: int) -> Shade | None:
    if count is None:
        return None
    return Shade(count, -(-LEVELS * count.named // most) if most else 0)


def _counts(named: Named) -> Mapping[str, int]:
    return {table: len(charts) for table, charts in named.at.items()}


def _tables(summary: Summary, counts: Mapping[str, int], words: Words) -> str:
    """Return tables with numbers of charts: "Talent (6) and Capital (4)"."""
    return words.listed([f"{summary.labels.get(table, table)} ({number})" for table, number in counts.items()])


def _lines(summary: Summary, named: Iterable[Named], words: Words) -> list[Line]:
    return [
        Line(
            one,
            _tables(summary, _counts(one), words),
            "; ".join(one.why),
            _spelled(one, words),
            _state_of(summary, one, words),
        )
        for one in named
    ]


def _spelled(named: Named, words: Words) -> str:
    """Return the other spellings on the charts, in quotation marks."""
    return words.listed([f"“{text}”" for text in named.spellings])


def _absence(missing: Missing, words: Words) -> str:
    return words.gettext(ABSENCES[missing.absence])


def _state_of(summary: Summary, named: Named, words: Words) -> str:
    """Return why a person is missing, or how many people are from the organization that a text names; else ""."""
    missing = summary.missing_by_key.get(named.key)
    if missing is not None:
        return _absence(missing, words)
    staff = summary.organizations.get(named.key, ())
    if not staff:
        return ""
    return words.ngettext(
        "%(number)s person on the list is from %(organization)s",
        "%(number)s people on the list are from %(organization)s",
        len(staff),
        organization=words.listed(list(dict.fromkeys(one.organization for one in staff))),
    )


def _chairs(summary: Summary, found: Sequence[CellCount], words: Words) -> list[Chairs]:
    """Return cells gathered by sector and table."""
    gathered = gather_cells(summary, found)
    return [
        Chairs(say_sector(one.sector, words), summary.labels.get(one.table, one.table), _roles(one, words))
        for one in gathered
    ]


def _roles(chairs: EmptyChairs, words: Words) -> str:
    return (
        words.gettext("all types") if chairs.is_whole else words.listed([_role(role, words) for role in chairs.roles])
    )


def _role(role: Role | None, words: Words) -> str:
    return role_marks(words)[role].word


def _cell_words(summary: Summary, cell: Cell, words: Words) -> str:
    """Return a cell in words: "Talent · labor · doer"."""
    role = _role(cell.role, words) if cell.role else ""
    return " · ".join(filter(None, (summary.labels.get(cell.table or "", ""), say_sector(cell.sector, words), role)))


def _group_lines(summary: Summary, words: Words) -> list[GroupLine]:
    """Return whom the groups name differently; none if there is only one group."""
    if len(summary.groups.sizes) < 2:
        return []
    return [
        GroupLine(one, tuple((view, _tables(summary, view.at, words)) for view in views.values()))
        for one, views in summary.groups.views
        if one.number > 1 and (len({v.share for v in views.values()}) > 1 or one.state is State.DISPUTED)
    ]


def _compared(summary: Summary, words: Words) -> list[tuple[Named, str | None, str | None]]:
    """Return everybody on either of two compared charts with their tables on each; None where a chart omits them."""
    found = summary.difference
    if found is None:
        return []

    def at(tables: tuple[str, ...]) -> str:
        return words.listed([summary.labels.get(table, table) for table in tables]) or words.gettext("no table")

    rows: list[tuple[Named, str | None, str | None]] = [(one, at(a), at(b)) for one, a, b in found.moved]
    rows += [(one, at(a), None) for one, a in found.only_one]
    rows += [(one, None, at(b)) for one, b in found.only_other]
    return rows + [(one, at(a), at(a)) for one, a in found.alike]


def _shifts(summary: Summary, words: Words) -> list[tuple[str, list[tuple[Shift, str, str]]]]:
    """Return the changes since the earlier time, by kind of change; those who stayed are left out."""

    def at(one: Named | None) -> str:
        return _tables(summary, _counts(one), words) if one else ""

    found = []
    for change, title in CHANGES.items():
        shifts = [shift for shift in summary.shifts if shift.change is change]
        if shifts:
            found.append((words.gettext(title), [(shift, at(shift.before), at(shift.now)) for shift in shifts]))
    return found


def _answers(summary: Summary, words: Words) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the answers to each guiding question, each with whose it is."""
    found: dict[Question, list[tuple[str, str]]] = {}
    for chart in summary.agreement.charts.charts:
        for question, answer in chart.answers.items():
            found.setdefault(question, []).append((chart.by, answer))
    asked = list(QUESTIONS)
    order = sorted(found, key=lambda one: asked.index(one.text) if one.text in asked else len(asked))
    return [(str(_say_question(question, words)), found[question]) for question in order]


def _say_question(question: Question, words: Words) -> Question:
    """Return a question of the blank chart in the language of the page; any other as it is."""
    about = words.gettext(ROOM) if question.about == ROOM else question.about
    return Question(words.gettext(question.text) if question.text in QUESTIONS else question.text, about)
