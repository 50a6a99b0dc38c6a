"""Read the files that people filled in: harvest sheets, charts, resources, promises and worksheets."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from seating.analysis.promises import (
    Commitments,
    PromiseState,
    join_commitments,
    read_commitments,
    read_promises,
)
from seating.analysis.resource_map import SERVES, key_of_value
from seating.api.request import Request
from seating.charts import Charts
from seating.charts.chart_files import find_decisions, note_joins, read_chart_files
from seating.charts.filled_chart import count_named, list_chosen
from seating.charts.join_decisions import list_answers
from seating.convening import Convening, Reading
from seating.convening.convening_file import as_flow
from seating.convening.document import Document
from seating.convening.requirements import add_charts
from seating.errors import InputError, Note, Problem, UsageError
from seating.forms.harvest import Harvest, read_harvest
from seating.forms.resources import Resources, join_resources, list_gap_needs, read_resources
from seating.forms.worksheets import COMMITMENTS, RESOURCES, WORKSHEETS, Line, Worksheet, Worksheets, read_worksheet
from seating.ledger import Ledger, SavedRound
from seating.profiles import People
from seating.profiles.duplicates import find_alike
from seating.requirements.voice import VoiceRequirement
from seating.room.tables import SheetTables, Table, in_order_of_numbers
from seating.sources import Source, read
from seating.wording import counted, fold, listed, quoted, said, said_count, said_list

Content = TypeVar("Content")


def read_all(*readers: Callable[[], Any]) -> tuple[Any, ...]:
    """Return what each function reads, in order.

    Raises
    ------
    InputError
        With the problems of all of them.
    """
    found, problems = list[Any](), list[Problem]()
    for read_one in readers:
        try:
            found.append(read_one())
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return tuple(found)


def read_harvest_sheets(request: Request, convening: Convening, tables: SheetTables) -> Harvest | None:
    """Return the harvest of the tables; None if no file of harvest sheets was given.

    Parameters
    ----------
    request : Request
    convening : Convening
        The sheets may name the voices among its requirements.
    tables : SheetTables
        As `find_sheet_tables` returns them.
    """
    if request.harvest is None:
        return None
    voices = [one.label for one in convening.requirements if isinstance(one, VoiceRequirement)]
    harvest = read_harvest(read(request.harvest), tables, voices)
    if not request.next_round:
        return harvest
    text = said(
        "%(file)s: with --next-round, these answers count for the new round. If the tables gave them in an earlier "
        "round, use `seating report` with --round and --harvest instead.",
        file=harvest.file,
    )
    return replace(harvest, notes=(*harvest.notes, Note("harvest-next-round", text, "")))


def read_charts(request: Request, reading: Reading) -> tuple[Reading, Charts | None]:
    """Return the convening and the people with what the filled-in charts ask for, and the charts, if there are any."""
    decisions = find_decisions(None, request.out, reading.people) if request.reads_out else ()
    reading = replace(reading, people=replace(reading.people, answers=list_answers(decisions, reading.people)))
    files = request.charts or reading.convening.charts
    if not files:
        return reading, None
    tables = list_chart_tables(reading.convening, Ledger.open(request.out) if request.reads_out else None)
    joined = read_chart_files(files, reading.people, tables, decisions, vocabulary=reading.convening.vocabulary)
    charts = joined.sets[0]
    charts = replace(charts, notes=(*charts.notes, *note_joins(joined)))
    if request.charts_count:
        asked = list_chosen(charts), len(charts.charts), count_named(charts)
        convening, people = add_charts(reading.convening, reading.people, *asked)
        reading = replace(reading, convening=convening, people=people)
        if request.charts and request.write:
            charts = replace(charts, notes=(*charts.notes, _note_command(request, reading.convening)))
    return reading, charts


def list_chart_tables(convening: Convening, ledger: Ledger | None) -> tuple[Table, ...]:
    """Return the tables that charts can name, in the order of their numbers; `was` has the former names too.

    Parameters
    ----------
    convening : Convening
    ledger : Ledger or None
        It knows the names that the tables of earlier rounds had.
    """
    words: dict[str, dict[str, None]] = {}
    for saved in () if ledger is None else ledger.rounds.values():
        for one in saved.seating.pages.convening.tables:
            words.setdefault(one.id, {}).update(dict.fromkeys(word for word in (one.name, *one.was) if word))
    return tuple(
        table.model_copy(update={"was": _list_former(table.was, words)})
        for table in in_order_of_numbers(convening.tables)
    )


def _list_former(was: Iterable[str], words: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return former ids, with the names and the former ids of those tables, and so on."""
    found = list(dict.fromkeys(was))
    for word in found:
        found += [one for one in words.get(word, ()) if one not in found]
    return tuple(found)


def _note_command(request: Request, convening: Convening) -> Note:
    folder = _folder_of(convening, request)
    files = [Path(os.path.relpath(path, folder)).as_posix() for path in request.charts]
    text = said(
        "Only this command counts the charts. Write `charts: %(files)s` in the convening, so that "
        "`repair`, `explain` and the other commands count them too.",
        files=as_flow(files if len(files) > 1 else files[0]),
    )
    return Note("charts-of-one-command", text, "")


def _folder_of(convening: Convening, request: Request) -> Path:
    """Return the folder of the convening, relative to which it names files."""
    if isinstance(request.convening, Document):
        return request.convening.folder or Path()
    if request.convening is not None and not isinstance(request.convening, Mapping):
        return Path(request.convening).parent
    beside = request.list_file.parent if request.list_file else Path()
    return beside if convening.file and (beside / convening.file).is_file() else request.out


def read_resource_files(
    request: Request, people: People, convening: Convening, tables: SheetTables
) -> tuple[Resources | None, tuple[Note, ...]]:
    """Return the resources, None if there is no file, and notes on the file.

    Parameters
    ----------
    request : Request
    people : People
    convening : Convening
    tables : SheetTables
        The tables that a row may name.

    Raises
    ------
    UsageError, InputError
        When a file cannot be read, or its rows have errors.
    """
    found: Resources | None
    notes: tuple[Note, ...] = ()
    if request.resources:
        found = join_resources(read_resources(read(path), people, tables) for path in request.resources)
    else:
        read_rows = partial(read_resources, people=people, tables=tables)
        found, notes = _read_beside(request, RESOURCES, read_rows, "resources-not-read")
    own = () if found is None else found.notes
    return found, (*notes, *own, *_note_unknown_axes(found, people, convening))


def _note_unknown_axes(resources: Resources | None, people: People, convening: Convening) -> Iterator[Note]:
    """Yield notes on columns of the map that neither the resources nor the list have, and on values spelled twice."""
    known = {fold(heading): heading for one in (resources.found if resources else ()) for heading in one.cells}
    for heading in known.values():
        yield from _note_spellings(heading, resources, people)
    for key in ("rows", "columns") if known else ():
        axis = getattr(convening.resource_map, key)
        if fold(axis) not in {*known, "focus", "serves"} and people.column(axis) is None:
            text = (
                f"`resource_map: {{{key}: {axis}}}` in the convening names a column that neither the resources nor the "
                f"list have, so all resources are in one place there. The resources have {listed(known.values())}."
            )
            yield Note("resource-map-column", text, "")


def _note_spellings(heading: str, resources: Resources | None, people: People) -> Iterator[Note]:
    """Yield a note for each value of the resources that the map shows together with one spelled in another way.

    Values that are probably one, such as *2nd stage* and *second-stage*, are shown apart and noted too.
    """
    column = people.column(heading) or people.column("entrepreneur type" if fold(heading) == SERVES else heading)
    listed_values = [value for person in people for value in (person.values(column) if column else ())]
    own = [value for one in (resources.found if resources else ()) for value in one.values(heading)]
    spelled: dict[str, dict[str, str]] = {}
    for value in (*listed_values, *own):
        spelled.setdefault(key_of_value(value), {}).setdefault(fold(value), value)
    typed = {key_of_value(value) for value in own}
    for key, spellings in spelled.items():
        if len(spellings) > 1 and key in typed and resources is not None:
            text = said(
                "%(file)s: %(values)s are read as one value on the resource map.",
                file=listed(resources.files),
                values=said_list([quoted(value) for value in spellings.values()]),
            )
            yield Note("spelling-equal", text, "")
    once = dict.fromkeys(map(fold, (*listed_values, *own)), 1)  # how often two files have a value tells nothing
    for one, other in find_alike(once) if typed else ():
        keys = key_of_value(one), key_of_value(other)
        if keys[0] != keys[1] and not typed.isdisjoint(keys):
            text = said(
                "%(file)s: %(one)s and %(other)s might be the same value, but they count as two on the "
                "resource map. Use one spelling.",
                file=listed(resources.files if resources else ()),
                one=quoted(spelled[keys[0]][one]),
                other=quoted(spelled[keys[1]][other]),
            )
            yield Note("spelling-alike", text, "")


def read_worksheet_files(request: Request, people: People, tables: SheetTables) -> Worksheets:
    """Return the rows of the worksheets beside the list, with the notes on them.

    Parameters
    ----------
    request : Request
    people : People
    tables : SheetTables
        The tables that a row may name.

    Raises
    ------
    UsageError, InputError
        When a file cannot be read, or its rows have errors.
    """
    lines: dict[str, tuple[Line, ...]] = {}
    notes: list[Note] = []
    for worksheet in WORKSHEETS:
        read_rows = partial(read_worksheet, worksheet=worksheet, people=people, tables=tables)
        found, unread = _read_beside(request, worksheet, read_rows, "worksheet-not-read")
        notes += unread
        if found is not None:
            lines |= found.lines
            notes += found.notes
    return Worksheets(lines, tuple(notes), tables.ended)


def read_commitment_files(
    request: Request, people: People, tables: SheetTables, ledger: Ledger, saved: SavedRound | None
) -> tuple[Commitments | None, tuple[Note, ...]]:
    """Return the promises of earlier meetings, None if there are none, and notes.

    They come from the files that the request names; without them from `commitments.csv` beside the list; without that
    from the saved round. A round that is over shows what was saved with it, unless the request names files.

    Parameters
    ----------
    request : Request
    people : People
    tables : SheetTables
        The tables that a row may name.
    ledger : Ledger
    saved : SavedRound or None
        The last saved seating of the round to seat or to show; without one, the round that was just closed.

    Raises
    ------
    UsageError, InputError
        When a file cannot be read, or its rows have errors.
    """
    record = None if saved is None else saved.seating.promises
    earlier = None
    if record is not None and saved is not None:
        earlier = read_promises(record, saved.entry.file_name, people, tables.now, tables.ended)
    found: Commitments | None
    notes: tuple[Note, ...]
    if request.commitments:
        files = [read_commitments(read(path), people, tables, earlier) for path in request.commitments]
        found, notes = join_commitments(files), ()
    elif saved is not None and saved.number < ledger.open_round:
        return earlier, ()
    else:
        read_rows = partial(read_commitments, people=people, tables=tables, earlier=earlier)
        found, notes = _read_beside(request, COMMITMENTS, read_rows, "commitments-not-read")
    if found is None:
        return earlier, notes
    return found, (*notes, *found.notes, *_note_left_out(earlier, found))


def find_sheet_tables(convening: Convening, ledger: Ledger, shown: SavedRound | None = None) -> SheetTables:
    """Return the tables that typed sheets may name: those of the convening, and those of rounds that were opened.

    For pages of a saved round, a name or a number means the table that the round had.

    Parameters
    ----------
    convening : Convening
    ledger : Ledger
    shown : SavedRound, optional
        The saved round whose pages are written.
    """
    rounds = {}
    for number, saved in ledger.rounds.items():
        if number <= ledger.open_round:
            rounds[number] = saved.convened
    if shown is not None and shown.number in rounds:
        return SheetTables(rounds[shown.number], rounds, shown=shown.number)
    return SheetTables(in_order_of_numbers(convening.tables), rounds)


def _note_left_out(earlier: Commitments | None, found: Commitments) -> Iterator[Note]:
    """Yield a note if promises of a saved round that were not kept are not in the files, or are no longer kept there.

    It may stand in the files at another table: one that its table became, or to which the convener moved it.
    """
    saved = earlier.promises if earlier is not None else ()
    known = {fold(promise.what) for promise in found.promises}
    kept = {fold(promise.what) for promise in found.promises if promise.typed is PromiseState.KEPT}
    is_kept = {promise: promise.typed is PromiseState.KEPT for promise in saved}
    reopened = [one for one in saved if is_kept[one] and fold(one.what) in known - kept]
    if reopened:
        says = counted(len(reopened), "promise that was kept is", "promises that were kept are")
        text = (
            f"{says} not marked as kept in {found.file}, such as {quoted(reopened[0].label)}. If another file has the "
            "state, name it too with --commitments."
        )
        yield Note("promises-left-out", text)
    left = [one for one in saved if not is_kept[one] and fold(one.what) not in known]
    if left:
        says = counted(len(left), "promise that is not marked as kept is", "promises that are not marked as kept are")
        text = (
            f"{says} in the saved round but not in {found.file}, such as {quoted(left[0].label)}. The pages no longer "
            "show what is not in the files. To show it, add its row, or name its file too with --commitments."
        )
        yield Note("promises-left-out", text)


def _read_beside(
    request: Request, worksheet: Worksheet, read_rows: Callable[[Source], Content], slug: str
) -> tuple[Content | None, tuple[Note, ...]]:
    """Return what is read from a file beside the list, None if there is none, and notes.

    Parameters
    ----------
    request : Request
    worksheet : Worksheet
        The declaration of the file.
    read_rows : function
        Raises an `InputError` if the rows have errors.
    slug : str
        The slug of the note on a file without the headings of the form, which is about something else and is not read.
    """
    beside = _find_beside(request, worksheet.file)
    if beside is None:
        return None, ()
    try:
        return read_rows(read(beside)), ()
    except InputError as error:
        if {problem.slug for problem in error.problems} != {"form-headings"}:
            raise
        needed = [f"`{field.name}`" for field in worksheet.fields if field.is_needed]
        text = said_count(
            "%(file)s, which is in the same folder as the list, has no column %(needed)s, so it is not read.",
            "%(file)s, which is in the same folder as the list, has no columns %(needed)s, so it is not read.",
            len(needed),
            file=worksheet.file,
            needed=said_list(needed),
        )
        return None, (Note(slug, text),)


def _find_beside(request: Request, name: str) -> Path | None:
    """Return the file with this name beside the list; None if there is none."""
    if request.list_file is None:
        return None
    beside = request.list_file.with_name(name)
    return beside if beside.is_file() and beside != request.list_file else None


def is_same_file(path: Path, other: str | Path) -> bool:
    """Whether two paths lead to one file."""
    with suppress(OSError):  # the other may be standard input
        return path.samefile(other)
    return False


def refuse_lost(path: Path, other: str | Path, what: str, lost: Sequence[str]) -> None:
    """Refuse to write a file over one of the output folder that has more in it.

    Parameters
    ----------
    path, other : path
        The file of the output folder, and the one that was given.
    what : str
        What only the first one has: "rows" or "decisions".
    lost : sequence of str
        Each of them in words; if there are none, nothing is refused.

    Raises
    ------
    UsageError
    """
    if lost:
        more = f" and {counted(len(lost) - 1, 'more row')}" if len(lost) > 1 else ""
        raise UsageError(
            f"{path} has {what} that {other} does not have: {lost[0]}{more}. Nothing was written. Add these rows to "
            f"{other}, or name another folder with --out."
        )


def add_gaps(convening: Convening, resources: Resources | None) -> Convening:
    """Return the convening in which the gaps in a table's focus areas are among its `needs`, if they are to count."""
    if resources is None or not convening.resource_map.count_gaps:
        return convening
    gaps = list_gap_needs(resources, convening.tables)
    tables = tuple(
        table.model_copy(update={"needs": (*table.needs, *gaps[table.id])}) if table.id in gaps else table
        for table in convening.tables
    )
    return convening.model_copy(update={"tables": tables})
