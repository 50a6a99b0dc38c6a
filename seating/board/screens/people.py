"""The list as the program reads it: its cells, the meanings of its columns, and what is wrong with each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request as WebRequest
from starlette.responses import Response

from seating.api.editing.convening_edits import edit_convening, move_in_history, read_history
from seating.api.editing.convening_text import find_convening_path, read_convening_text
from seating.api.inputs import RoundInputs
from seating.api.lists.list_counts import count_list
from seating.api.lists.list_edits import (
    edit_addition,
    edit_cell,
    edit_cells,
    edit_column,
    edit_ids,
    edit_privacy,
    edit_values,
)
from seating.api.lists.merged_seats import MergedSeats, merge_seats, name_same_people
from seating.api.lists.raw_list import RawList, find_changes, list_values
from seating.board.opened import Opened
from seating.board.rendering import needs_list, redirect, render, session_of, wants_part, words_of
from seating.board.routing import Form, form_of, get, ids_of, post
from seating.board.session import Session
from seating.convening.column_account import (
    ColumnAccount,
    ColumnState,
    account_for_columns,
    find_unused_columns,
    name_table_meaning,
)
from seating.convening.edit import Edit
from seating.errors import InputError, Problem, SeatingError, UsageError, text_of
from seating.present.languages import Words
from seating.profiles import People
from seating.profiles.columns import CANONICAL, NAME_PARTS, PARTS, Column
from seating.profiles.corrections import Correction, name_row
from seating.profiles.heads import Heads, say_gone
from seating.profiles.person import Duty, Role, Status
from seating.profiles.private_columns import ALWAYS_PRIVATE
from seating.report.claims.labels import COULD_BE
from seating.report.spreadsheets import write_list
from seating.sources import Row
from seating.wording import Said, fold, message, quoted, said, said_count, said_list, shortened, squashed

ROWS = 100
"""Number of rows on one page of the table."""

LONGEST = 200
"""Maximum number of characters of a cell that are shown."""

MOST_CHOICES = 30
"""Maximum number of values of a column that are offered when a cell is edited."""

MOST_VALUES = 500
"""Maximum number of values of a column that can be joined on its page; the most frequent come first."""

MEANINGS = {
    "name": message("Name"),
    "first name": message("First name"),
    "last name": message("Last name"),
    "id": message("Id"),
    "organization": message("Organization"),
    "sector": message("Sector"),
    "representative_type": message("Representative type"),
    "interests": message("Interests"),
    "speaks_to": message("Speaks to"),
    "assets": message("Assets"),
    "languages": message("Languages"),
    "needs": message("Needs"),
    "attending": message("Attending"),
    "status": message("Invitation status"),
    "duty": message("Duty"),
    "with": message("Must sit with"),
    "apart": message("Must not sit with"),
    "wishes": message("Wishes to sit with"),
    "avoids": message("Would rather not sit with"),
    "chose": message("Chosen tables"),
    "declined": message("Declined tables"),
    "can_come": message("Can come to"),
    "pin": message("Fixed table"),
    "email": message("E-mail"),
    "phone": message("Phone"),
    "listed": message("May be listed on pages"),
    "party total": message("Party: number of people in the row"),
    "party more": message("Party: number of additional people"),
    "party adults": message("Party: number of adults"),
    "party children": message("Party: number of children"),
    "party names": message("Party: names of the others"),
    "party replies": message("Party: whether the others are coming"),
    "own": message("A column of your own"),
}
"""What a column can be read as, in the words of the screen."""

FIXED = {
    key: tuple(one.value for one in values)
    for key, values in (("representative_type", Role), ("status", Status), ("duty", Duty))
}
"""The columns whose values are fixed, with these values."""

assert set(MEANINGS) == {*CANONICAL, *NAME_PARTS, "own", *(f"party {part}" for part in PARTS)} - {"party"}


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column and what it is read as.

    Attributes
    ----------
    column : Column
    meaning : str
        The key of `MEANINGS`.
    is_private, is_always_private : bool
        Whether only the convener may see it, and whether its meaning decides that.
    problems : sequence of int
        The numbers of the problems of its heading, from 1.
    """

    column: Column
    meaning: str
    is_private: bool
    is_always_private: bool
    problems: Sequence[int]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the table: its line, cells and name, and the numbers of the problems of the whole row.

    Each cell is its text, the numbers of its problems, and what is read instead; None if it is read as written.
    """

    line: int
    cells: tuple[tuple[str, Sequence[int], str | None], ...]
    who: str
    is_added: bool
    is_person: bool
    problems: Sequence[int]


@dataclass(frozen=True, slots=True)
class CellForm:
    """A cell that can be corrected.

    Attributes
    ----------
    line : int
    column : Column
    who : str
        What a correction calls its row.
    was, now : str
        Its text in the list, and how it is read.
    may_be_blank : bool
    """

    line: int
    column: Column
    who: str
    was: str
    now: str
    may_be_blank: bool


@dataclass(frozen=True, slots=True)
class RowField:
    """A cell of the row that is edited: its column, how it is read now, and what the column often has."""

    column: Column
    now: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowForm:
    """The row that is edited: its line, "" for one that is to be added, and the name in it."""

    line: str
    who: str
    fields: tuple[RowField, ...]
    is_added: bool


Marks = Mapping[tuple[int, str], Sequence[int]]
"""The numbers, from 1, of the problems at each place: a line and a letter; "" for a whole row."""


@dataclass(frozen=True)
class State:
    """The list and what reading it told: the inputs, or else the problems; and the private columns by key."""

    raw: RawList
    opened: Opened | None
    problems: tuple[Problem, ...]
    private: frozenset[str]


@needs_list
def show(web: WebRequest) -> Response:
    """Show the list; with the line of a row, its cells in fields too, as a link from the room asks."""
    line = web.query_params.get("line")
    if line is None:
        return _render(web)
    raw = session_of(web).read_raw_list()
    return _render(web, row_form=_make_row_form(raw, _require_row(raw, line)))


def show_part(web: WebRequest) -> Response:
    """Show everything above the rows, for a window in which something has changed."""
    return _render(web, "parts")


def find(web: WebRequest) -> Response:
    """Show the rows with a text, or a page of them."""
    return _render(web, "parts" if wants_part(web) else "", says=None, form=form_of(web))


def map_column(web: WebRequest) -> Response:
    """Write into the convening what a column is read as."""
    words = words_of(web)

    def make(state: State, form: Form, plain: Mapping[str, Any]) -> tuple[Sequence[Edit], str]:
        column = _column(state.raw, form["letter"])
        _require_same(form["shown"] or column.meaning, column.meaning)
        meaning = form["meaning"]
        told = words.gettext(MEANINGS[meaning]) if meaning in MEANINGS else words.gettext("The program decides")
        name = words.gettext("%(heading)s: %(meaning)s", heading=column.heading, meaning=told)
        return edit_column(plain, column.heading, meaning), name

    return _edit(web, make)


def mark_private(web: WebRequest) -> Response:
    """Write into the convening that a column is private, or no longer."""
    words = words_of(web)

    def make(state: State, form: Form, plain: Mapping[str, Any]) -> tuple[Sequence[Edit], str]:
        column, is_private = _column(state.raw, form["letter"]), form["private"] == "yes"
        name = words.gettext("%(heading)s is private", heading=column.heading)
        if not is_private:
            name = words.gettext("%(heading)s is not private", heading=column.heading)
        return edit_privacy(plain, column.heading, is_private), name

    return _edit(web, make)


def show_values(web: WebRequest) -> Response:
    """Show the values of a column, to join spellings."""
    return _render_values(web, _column(session_of(web).read_raw_list(), web.path_params["letter"]))


def join(web: WebRequest) -> Response:
    """Write into the convening that some values of a column are read as one."""
    words, chosen = words_of(web), ids_of(web, "value")

    def make(state: State, form: Form, plain: Mapping[str, Any]) -> tuple[Sequence[Edit], str]:
        column = _column(state.raw, form["letter"])
        present = () if state.opened is None else list_values(state.opened.inputs.people, column.key)
        spelling = form.read_id("chosen") or form["spelling"]
        edits = edit_values(plain, _vocabulary_key(column), present, chosen, spelling)
        shown = words.listed([shortened(one, 40) for one in chosen])
        return edits, words.gettext("%(values)s read as %(spelling)s", values=shown, spelling=spelling.strip())

    return _edit(web, make, form_of(web)["back"])


def correct(web: WebRequest) -> Response:
    """Write into the convening that one cell is read as if it had another text, or were blank."""
    words = words_of(web)

    def make(state: State, form: Form, plain: Mapping[str, Any]) -> tuple[Sequence[Edit], str]:
        column = _column(state.raw, form["letter"])
        row = _require_row(state.raw, form["line"])
        was = _cell(row, column)
        if was != form.read_id("was"):
            raise _report_other_list()
        if "shown" in form:
            _require_same(form.read_id("shown"), state.raw.corrected.get((row.line, column.letter), was))
        now = "" if form["how"] == "blank" else was if form["how"] == "written" else form["text"]
        name = name_row(row, column, state.raw.rows, state.raw.columns)
        edits = edit_cell(plain, Correction(row=name, column=column.heading, was=was, now=now))
        told = {"person": shortened(name, 60), "heading": column.heading}
        if form["how"] == "written":
            return edits, words.gettext("%(person)s, %(heading)s: read as written", **told)
        if not now.strip():
            return edits, words.gettext("%(person)s, %(heading)s: read as a blank cell", **told)
        return edits, words.gettext("%(person)s, %(heading)s: read as “%(text)s”", text=shortened(now, 60), **told)

    return _edit(web, make)


def open_row(web: WebRequest) -> Response:
    """Show the cells of a row in fields, or blank fields for a row that is to be added."""
    raw, line = session_of(web).read_raw_list(), form_of(web)["line"]
    block = "parts" if wants_part(web) else ""
    if line == "close":
        return _render(web, block)
    row = None if line == "new" else _require_row(raw, line)
    return _render(web, block, row_form=_make_row_form(raw, row))


def save_row(web: WebRequest) -> Response:
    """Write into the convening what a row is read as, or a row that is added."""
    words = words_of(web)

    def make(state: State, form: Form, plain: Mapping[str, Any]) -> tuple[Sequence[Edit], str]:
        raw = state.raw
        row = _require_row(raw, form["line"]) if form["line"] else None
        typed = {one.letter: form[f"text.{one.letter}"].strip() for one in raw.columns if one.heading}
        if row is None or row.line in raw.added:
            return _edit_addition(raw, row, typed, plain, form, words)
        changed = []
        for column in (one for one in raw.columns if one.letter in typed):
            was = _cell(row, column)
            now = raw.corrected.get((row.line, column.letter), was)
            _require_same(form.read_id(f"shown.{column.letter}"), now)
            if typed[column.letter] != now.strip():
                name = name_row(row, column, raw.rows, raw.columns)
                changed.append(Correction(row=name, column=column.heading, was=was, now=typed[column.letter]))
        if any(one.key == "name" and not typed.get(one.letter, "x") for one in raw.columns):
            raise UsageError(said("Write a name."))
        told = words.listed([one.column for one in changed])
        who = shortened(_name_cells(raw, row), 60)
        return edit_cells(plain, changed), words.gettext("%(person)s: %(headings)s", person=who, headings=told)

    return _edit(web, make)


def _edit_addition(
    raw: RawList, row: Row | None, typed: Mapping[str, str], plain: Mapping[str, Any], form: Form, words: Words
) -> tuple[Sequence[Edit], str]:
    """Return the edits for a row that is added, changed or removed, and the name of the step."""
    lines = sorted(raw.added)
    number = len(lines) if row is None else lines.index(row.line)
    if row is not None and form["how"] == "remove":
        who = _name_cells(raw, row)
        return edit_addition(plain, number, {}), words.gettext("%(person)s removed from the list", person=who)
    who = " ".join(filter(None, (typed.get(one.letter, "") for one in raw.columns if one.key == "name")))
    if not who:
        raise UsageError(said("Write a name."))
    edits = edit_addition(plain, number, {one.heading: typed[one.letter] for one in raw.columns if one.heading})
    if row is None:
        return edits, words.gettext("%(person)s added to the list", person=who)
    return edits, words.gettext("%(person)s changed on the list", person=who)


def _make_row_form(raw: RawList, row: Row | None) -> RowForm:
    fields = []
    for column in (one for one in raw.columns if one.heading):
        values = {_cell(one, column).strip() for one in raw.rows if one.line in raw.people_lines} - {""}
        text = "" if row is None else _cell(row, column)
        now = text if row is None else raw.corrected.get((row.line, column.letter), text)
        fields.append(RowField(column, now, tuple(sorted(values)) if len(values) <= MOST_CHOICES else ()))
    line, who = ("", "") if row is None else (str(row.line), _name_cells(raw, row))
    return RowForm(line, who, tuple(fields), row is not None and row.line in raw.added)


def _name_cells(raw: RawList, row: Row) -> str:
    return " ".join(filter(None, (_cell(row, column).strip() for column in raw.columns if column.key == "name")))


def download(web: WebRequest) -> Response:
    """Send the list as it is read, with all corrections and added rows, as a spreadsheet."""
    session = session_of(web)
    name = quote(f"{Path(session.request.people).stem}-corrected.xlsx", errors="replace")  # it may not be UTF-8
    return Response(
        write_list(_merge_rows(session.read_raw_list())),
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"content-disposition": f"attachment; filename*=utf-8''{name}"},
    )


def _merge_rows(raw: RawList) -> Iterator[list[str]]:
    yield [column.heading for column in raw.columns]
    for row in raw.rows:
        yield [raw.corrected.get((row.line, column.letter), _cell(row, column)) for column in raw.columns]


def undo(web: WebRequest) -> Response:
    """Take back the last change of the convening."""
    return _move(web, -1)


def redo(web: WebRequest) -> Response:
    """Make the last change that was taken back again."""
    return _move(web, 1)


def keep_seats(web: WebRequest) -> Response:
    """Write into the convening that the ticked people had seats under other names, or that seats were held for them."""
    session, words, ticked = session_of(web), words_of(web), ids_of(web, "same")

    def make(state: State, form: Form, plain: Mapping[str, Any]) -> tuple[Sequence[Edit], str]:
        if state.opened is None:
            raise _report_other_list()
        inputs = state.opened.inputs
        merged = merge_seats(inputs, state.opened.seating, session.people_seen)
        same = name_same_people(inputs, merged, ticked)
        if not same:
            raise UsageError(said("No one was selected."))
        who = words.listed(
            [state.opened.name_person(one.likely, words) for one in merged.gone if one.likely and one.person in ticked]
        )
        return edit_ids(plain, same), words.gettext("%(people)s: seat kept", people=who)

    return _edit(web, make)


def choose_sheet(web: WebRequest) -> Response:
    """Read another sheet of the workbook."""
    session, wanted = session_of(web), form_of(web).read_id("sheet")
    with session.lock:
        if wanted not in session.read_raw_list().sheets:
            raise UsageError(said("The workbook no longer has this sheet. Reload the page."))
        session.choose(replace(session.request, sheet=wanted))
    return redirect(web, "people")


def _move(web: WebRequest, by: int) -> Response:
    session = session_of(web)
    with session.lock:
        try:
            move_in_history(session.request, by, form_of(web)["expected"] or None)
            says = words_of(web).gettext("Undone.") if by < 0 else words_of(web).gettext("Redone.")
        except SeatingError as error:
            says = text_of(error)
    session.windows.announce()
    return _answer(web, says)


Make = Callable[[State, Form, Mapping[str, Any]], tuple[Sequence[Edit], str]]


def _edit(web: WebRequest, make: Make, back: str = "") -> Response:
    """Make one change of the convening, and answer with the list.

    Parameters
    ----------
    web : starlette.requests.Request
    make : callable
        Returns the edits and the name of the step.
    back : str
        The letter of the column whose values the form was on; "" for the list itself.
    """
    session, form = session_of(web), form_of(web)
    with session.lock:
        try:
            text = read_convening_text(session.request)
            edits, name = make(_read(session), form, text.plain)
            edit_convening(session.request, edits, name, text.sha256)
            says = name
        except SeatingError as error:
            says = words_of(web).gettext("Nothing was changed. %(reason)s", reason=text_of(error))
    session.windows.announce()
    if back:
        return _render_values(web, _column(session.read_raw_list(), back), says)
    return _answer(web, says)


def _answer(web: WebRequest, says: str) -> Response:
    return _render(web, "parts" if wants_part(web) else "", says)


def _read(session: Session) -> State:
    """Return the list with its problems; with the inputs, if there are none."""
    raw = session.read_raw_list()
    try:
        opened = session.read()
    except InputError as error:
        stated = ALWAYS_PRIVATE | {column.key for column in raw.columns if column.is_private}
        return State(raw, None, tuple(error.problems), frozenset(stated) | _stated_private(session, raw))
    return State(raw, opened, (), opened.inputs.private_columns)


def _stated_private(session: Session, raw: RawList) -> frozenset[str]:
    """Return the columns that the convening states to be private, while the list cannot be read."""
    try:
        stated = read_convening_text(session.request).plain.get("private") or []
    except SeatingError:
        return frozenset()
    named = {squashed(str(one)) for one in (stated if isinstance(stated, list) else [stated])}
    return frozenset(one.key for one in raw.columns if named & {squashed(one.heading), squashed(one.key)})


def _render(
    web: WebRequest,
    block: str = "",
    says: str | None = "",
    form: Form | None = None,
    row_form: RowForm | None = None,
) -> Response:
    """Return the list or a part of it; `says` is the status message, None for the number of rows."""
    session = session_of(web)
    with session.lock:
        state = _read(session)
        steps = _steps(session)
    marks = _find_marks(state)
    asked = form or Form()
    rows = list(_find_rows(state.raw, marks, asked["text"], asked["only"] == "problems"))
    if says is None:
        says = words_of(web).ngettext("%(number)s row.", "%(number)s rows.", len(rows))
    pages = max(1, -(-len(rows) // ROWS))
    convening, unchangeable = _convening_path(session)
    page = min(max(1, int(asked["page"][:6]) if asked["page"].isdecimal() else 1), pages)
    return render(
        web,
        f"people.html.j2#{block}" if block else "people.html.j2",
        says=says,
        screen="people",
        raw=state.raw,
        counts=None if state.opened is None else count_list(state.raw, state.opened.inputs),
        convening=convening,
        unchangeable=unchangeable,
        problems=_number_problems(state),
        columns=_read_columns(state, marks),
        meanings=MEANINGS,
        notes=() if state.opened is None else tuple(_list_notes(state.opened.inputs)),
        rows=(shown := [_show_row(row, state.raw, marks) for row in rows[(page - 1) * ROWS : page * ROWS]]),
        shown_lines={row.line for row in shown},
        corrected=_list_corrected(state.raw) if state.raw.corrected else (),
        total=len(rows),
        row_form=row_form,
        is_changed=bool(state.raw.corrected or state.raw.added),
        page=page,
        pages=pages,
        text=asked["text"],
        only=asked["only"],
        changed=None if state.opened is None else find_changes(state.opened.inputs, session.people_before),
        merged=(merged := _show_merged(state, session.people_seen, words_of(web))),
        gone_heads=_say_gone(merged, words_of(web)),
        steps=steps,
    )


def _render_values(web: WebRequest, column: Column, says: str = "") -> Response:
    state = _read(session_of(web))
    found = _values_of(state, column)
    vocabulary = {} if state.opened is None else state.opened.inputs.convening.vocabulary
    stated = vocabulary.get(column.key) or vocabulary.get(column.heading) or {}
    return render(
        web,
        "people_values.html.j2#values" if wants_part(web) else "people_values.html.j2",
        says=says,
        screen="people",
        column=column,
        values=list(found.items())[:MOST_VALUES],
        more=max(0, len(found) - MOST_VALUES),
        fixed=FIXED.get(column.key, ()),
        also={value: tuple(words) for value, words in stated.items() if words},
    )


def _convening_path(session: Session) -> tuple[str, str]:
    """Return where changes are written, and why nowhere if the convening is not a file that can be changed here."""
    try:
        return find_convening_path(session.request).as_posix(), ""
    except SeatingError as error:
        return "", text_of(error)


def _steps(session: Session) -> Any:
    try:
        return read_history(session.request)
    except SeatingError:
        return None


def _report_other_list() -> UsageError:
    return UsageError(said("The list has changed since this page was loaded. Reload the page."))


def _require_row(raw: RawList, line: str) -> Row:
    row = next((one for one in raw.rows if str(one.line) == line), None)
    if row is None:
        raise _report_other_list()
    return row


def _require_same(shown: str, now: str) -> None:
    """Refuse a change of what another window has changed since a window showed it."""
    if shown != now:
        raise UsageError(said("This was changed in another window. Check it and try again."))


def _column(raw: RawList, letter: str) -> Column:
    column = raw.column(letter)
    if column is None:
        raise UsageError(said("The list no longer has this column. Reload the page."))
    return column


def _vocabulary_key(column: Column) -> str:
    return column.key if column.is_known else column.heading


def _values_of(state: State, column: Column) -> Mapping[str, int]:
    """Return the values of a column as they are read; as they are written, if the list cannot be read."""
    if state.opened is not None:
        found = list_values(state.opened.inputs.people, column.key)
        if found:
            return found
    counts: dict[str, int] = {}
    for row in state.raw.rows:
        text = _cell(row, column).strip() if row.line in state.raw.people_lines else ""
        if text:
            counts[text] = counts.get(text, 0) + 1
    return dict(sorted(counts.items(), key=lambda found: (-found[1], found[0])))


def _cell(row: Row, column: Column) -> str:
    index = column.indices[0]
    return row.cells[index] if index < len(row.cells) else ""


def _find_marks(state: State) -> Marks:
    """Return where the problems are. Of many cells with one problem, each with the same text is marked."""
    raw, found = state.raw, dict[tuple[int, str], list[int]]()
    for number, problem in enumerate(state.problems, 1):
        if problem.file != raw.file:
            continue
        lines = {line for line in (problem.line, *problem.lines) if line is not None}
        letters = (problem.letter or "").split(" and ") if problem.letter else [""]
        for place in ((line, letter) for line in lines for letter in letters):
            found.setdefault(place, []).append(number)
        column = raw.column(letters[0])
        if column is not None and problem.count > 1 and problem.value:
            for row in raw.rows:
                if row.line not in lines and fold(_cell(row, column)) == fold(problem.value):
                    found.setdefault((row.line, column.letter), []).append(number)
    return found


def _list_notes(inputs: RoundInputs) -> Iterator[Said | str]:
    """Yield the notes; of columns that count for nothing yet, the board tells where they are made to count."""
    yield from (note.text for note in inputs.notes if note.slug != "columns-unused")
    if all(note.slug != "columns-unused" for note in inputs.notes):
        return
    convening, headings = inputs.convening, inputs.people.headings
    unused = find_unused_columns(convening, inputs.people)
    for column in unused.tables:
        yield said(
            "%(column)s names tables. To seat people at those tables, read the column as %(meaning)s below.",
            column=quoted(headings[column].text),
            meaning=quoted(said(MEANINGS[name_table_meaning(headings[column].text)])),
        )
    grouped = unused.groups if "requirements" in convening.inferred else ()
    ticked = [column for column in grouped if column not in unused.tables]
    if unused.has_languages and "requirements" in convening.inferred:
        ticked.append("languages")
    if ticked:
        yield said(
            "The seating does not take %(columns)s into account. Select what matters on the Rules screen.",
            columns=said_list(quoted(headings[column].text) for column in ticked),
        )
    named = {*unused.tables, *ticked}
    account = account_for_columns(convening, inputs.people)
    left = [one for one in account if one.state is ColumnState.NOT_READ and one.column.key not in named]
    if left:
        yield said_count(
            "%(columns)s was not used. If it matters, choose below what it is.",
            "%(columns)s were not used. If one of them matters, choose below what it is.",
            len(left),
            columns=said_list(map(_name_unread, left)),
        )


def _name_unread(one: ColumnAccount) -> Said | str:
    """Return the heading of a column that was not read, with the meanings to choose that it could have."""
    could_be = [quoted(said(MEANINGS[key])) for key in one.could_be if key in MEANINGS]
    name = quoted(one.column.heading)
    if not could_be:
        return name
    return COULD_BE(column=name, meanings=said_list(could_be, "or"))


def _find_rows(raw: RawList, marks: Marks, text: str, only_problems: bool) -> Iterator[Row]:
    wanted, lines = fold(text).split(), {line for line, _ in marks}
    for row in raw.rows:
        if only_problems and row.line not in lines:
            continue
        if not wanted or all(word in fold(" ".join(row.cells)) for word in wanted):
            yield row


def _show_row(row: Row, raw: RawList, marks: Marks) -> ShownRow:
    cells = tuple(
        (
            shortened(_cell(row, column), LONGEST),
            marks.get((row.line, column.letter), ()),
            None if (now := raw.corrected.get((row.line, column.letter))) is None else shortened(now, LONGEST),
        )
        for column in raw.columns
    )
    who, is_added = _name_cells(raw, row), row.line in raw.added
    return ShownRow(row.line, cells, who, is_added, row.line in raw.people_lines, marks.get((row.line, ""), ()))


def _read_columns(state: State, marks: Marks) -> list[ReadColumn]:
    return [
        ReadColumn(
            column,
            column.meaning,
            column.key in state.private,
            column.key in ALWAYS_PRIVATE or column.is_private,
            marks.get((state.raw.header_line, column.letter), ()),
        )
        for column in state.raw.columns
    ]


def _number_problems(state: State) -> list[dict[str, Any]]:
    """Return the problems with their numbers, and with the values that the word of each could mean."""
    found = []
    for number, problem in enumerate(state.problems, 1):
        column = state.raw.column((problem.letter or "").split(" and ")[0])
        meant, key = problem.meaning, "" if column is None else column.key
        can_join = meant is not None or problem.slug == "value-unknown" or key in FIXED
        found.append(
            {
                "number": number,
                "problem": problem,
                "who": _name_row(state.raw, problem),
                "letter": column.letter if column is not None and problem.file == state.raw.file else "",
                "column": column if can_join and problem.value and problem.file == state.raw.file else None,
                "values": meant.values if meant is not None else FIXED.get(key, ()),
                "likely": meant.value if meant is not None else "",
                "word": meant.word if meant is not None else problem.value,
                "cells": list(_list_cells(state.raw, problem)),
            }
        )
    return found


def _name_row(raw: RawList, problem: Problem) -> str:
    """Return the name in the row of a problem that is about one row; "" if there is none."""
    if problem.file != raw.file or problem.count > 1:
        return ""
    row = next((row for row in raw.rows if row.line == problem.line), None)
    return "" if row is None else _name_cells(raw, row)


def _list_cells(raw: RawList, problem: Problem) -> Iterator[CellForm]:
    """Yield the cells that a problem is about, the first lines of it, so that each can be corrected."""
    letters = (problem.letter or "").split(" and ") if problem.file == raw.file else ()
    columns = [column for column in map(raw.column, letters) if column is not None and column.heading]
    lines = {line for line in (problem.line, *problem.lines) if line is not None}
    for row in raw.rows:
        for column in columns if row.line in lines else ():
            yield _form_of(raw, row, column)


def _form_of(raw: RawList, row: Row, column: Column) -> CellForm:
    was = _cell(row, column)
    now = raw.corrected.get((row.line, column.letter), was)
    who = name_row(row, column, raw.rows, raw.columns)
    return CellForm(row.line, column, who, was, now, column.key not in {"name", "id"})


def _list_corrected(raw: RawList) -> list[CellForm]:
    """Return the cells that are not read as written."""
    found = []
    for row in raw.rows:
        found += [_form_of(raw, row, one) for one in raw.columns if (row.line, one.letter) in raw.corrected]
    return found


def _say_gone(merged: MergedSeats | None, words: Words) -> str:
    """Return how many people and held seats are no longer on the list; "" if no held seat is known to be among them."""
    held = 0 if merged is None else sum(one.was_held for one in merged.gone)
    return "" if merged is None or not held else words.tell(say_gone(Heads(len(merged.gone) - held, held)))


def _show_merged(state: State, before: People | None, words: Words) -> MergedSeats | None:
    """Return what a new version of the list does to the seating, with names instead of ids; None if nothing."""
    opened = state.opened
    if opened is None:
        return None
    merged = merge_seats(opened.inputs, opened.seating, before)
    if not merged.new and not merged.gone:
        return None
    renamed = {one.likely for one in merged.gone}
    gone = (
        replace(
            one,
            table=opened.inputs.room.table(one.table).label,
            likely=opened.name_person(one.likely, words) if one.likely else "",
        )
        for one in merged.gone
    )
    new = tuple(opened.name_person(one, words) for one in merged.new if one not in renamed)
    return replace(merged, new=new, gone=tuple(sorted(gone, key=lambda one: not one.likely)))


ROUTES = (
    get("/people", show),
    get("/people/part", show_part),
    post("/people/find", find),
    post("/people/column", map_column),
    post("/people/private", mark_private),
    get("/people/values/{letter}", show_values),
    post("/people/join", join),
    post("/people/cell", correct),
    post("/people/row", open_row),
    post("/people/row/save", save_row),
    get("/people/merged.xlsx", download),
    post("/people/merge", keep_seats),
    post("/people/undo", undo),
    post("/people/redo", redo),
    post("/people/sheet", choose_sheet),
)
