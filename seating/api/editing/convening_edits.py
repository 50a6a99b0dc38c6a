"""Change the YAML file of a convening: only if the program can read what comes out, and so that it can be undone."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from seating.api.editing.convening_text import ConveningText, read_convening_text
from seating.api.editing.hall_pictures import bring_picture, set_picture_aside
from seating.api.reading import read_inputs
from seating.api.request import Request
from seating.convening import Convening
from seating.convening.convening_file import as_flow, list_stated, plain_requirement, plain_table
from seating.convening.document import Document, read_content
from seating.convening.edit import Edit, Set, edit_text, parse_text
from seating.convening.edit_history import ConveningHistory
from seating.convening.requirements import prefix_id
from seating.convening.yaml import parse
from seating.errors import InputError, Problem, UsageError
from seating.ledger.atomic_files import replace_file
from seating.sources.encodings import marked_codec
from seating.wording import said

READING = frozenset({"columns", "vocabulary", "corrections", "additions", "ids", "private"})
"""The keys that say how the list is read."""

APART = READING | {"title", "shared_result", "rounds"}
"""The keys whose edits leave the tables and requirements inferred from the list."""

CORRECTABLE = frozenset({"role-unknown", "status-unknown", "duty-unknown"})
"""Problems of words in cells that an edit may bring, because the next edit can say what the words mean."""

HISTORY = Path("board", "convenings")
"""The folder in the output folder that keeps every text of the convening and the steps between them."""


def list_entries(request: Request, key: str) -> list[dict[str, Any]]:
    """Return the tables or the requirements as the convening states them, or as it would if they were not inferred.

    Parameters
    ----------
    request : Request
    key : str
        "tables" or "requirements".

    Raises
    ------
    UsageError
        If the convening is not a YAML file, or its tables are in another file.
    InputError
        If they have to be inferred, and the list or the convening has errors.
    """
    old = read_convening_text(request)
    written = old.plain.get(key)
    if not isinstance(written, list):
        inferring = replace(request, convening=old.document(), inputs=None)
        written = _written_out(read_inputs(inferring).reading.convening, key, old)
    return [entry if isinstance(entry, dict) else {} for entry in written]


def name_requirements(entries: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the ids of requirements as written: the stated one, or the kind and its number, as they are read.

    >>> name_requirements([{"kind": "apart", "private": True}, {"kind": "apart"}, {"kind": "cap", "id": "few"}])
    ('apart-private-1', 'apart-1', 'few')
    """
    numbers: Counter[str] = Counter()
    found = []
    for entry in entries:
        prefix = prefix_id(entry)
        numbers[prefix] += 1
        found.append(str(entry.get("id") or "").strip() or f"{prefix}-{numbers[prefix]}")
    return tuple(found)


def with_edits(request: Request, edits: Sequence[Edit]) -> Request:
    """Return the request with the convening as it would be after these edits; nothing is written.

    Raises
    ------
    UsageError, InputError
        As for `read_convening_text` and `edit_text`.
    """
    old = read_convening_text(request)
    text = edit_text(old.text, old.path.name, [*_list_needed_edits(request, old, edits), *edits])
    return replace(request, convening=old.document(text), inputs=None)


def edit_convening(request: Request, edits: Sequence[Edit], what: str, expected: str | None = None) -> ConveningText:
    """Change the convening as one step that can be undone, and return its new text.

    Nothing is written unless the program can read the list with the new convening. Problems that were there before do
    not prevent an edit, so that several can be mended one after another. Nor do unknown words in a column that an edit
    says to be of roles, statuses or duties: what they mean can only be said afterwards.

    Parameters
    ----------
    request : Request
    edits : sequence of Edit
    what : str
        What is changed, in words, for the history.
    expected : str or None
        The hash of the text that the edits were made for. If the convening has changed since, nothing is written.

    Raises
    ------
    UsageError
        If the convening is not a YAML file, has changed since, or cannot be changed in place.
    InputError
        With the problems that the edits would bring, each with its place in the new text.
    FolderHeldError
        If another program keeps the history locked.
    """

    def make(old: ConveningText) -> tuple[ConveningText, str]:
        if old.is_inferred and APART.issuperset(str(edit.path[0]) for edit in edits):
            old = old.without_inferred()
        return old, edit_text(old.text, old.path.name, [*_list_needed_edits(request, old, edits), *edits])

    return _write_step(request, make, what, expected)


def rewrite_line(request: Request, number: int, line: str, what: str, expected: str | None = None) -> ConveningText:
    """Write a line of the convening as it is typed, as one step that can be undone, and return the new text.

    Parameters
    ----------
    request : Request
    number : int
        The number of the line, from 1.
    line : str
        The new text of the line, without its end.
    what : str
    expected : str or None
        As for `edit_convening`.

    Raises
    ------
    UsageError, InputError, FolderHeldError
        As for `edit_convening`; also if there is no such line.
    """

    def make(old: ConveningText) -> tuple[ConveningText, str]:
        lines = old.text.splitlines(keepends=True)
        if not 1 <= number <= len(lines):
            raise UsageError(said("This entry is no longer in the convening. Reload the page."))
        before = lines[number - 1]
        lines[number - 1] = line + before[len(before.rstrip("\r\n")) :]
        return old, "".join(lines)

    return _write_step(request, make, what, expected)


def _write_step(
    request: Request,
    make: Callable[[ConveningText], tuple[ConveningText, str]],
    what: str,
    expected: str | None,
) -> ConveningText:
    """Write a new text of the convening, which `make` makes from the old one, as one step of its history."""
    path = read_convening_text(request).path
    with ConveningHistory(request.out / HISTORY, path, (), (), "").lock():
        old = read_convening_text(request)
        _refuse_if_changed(old, expected)
        old, text = make(old)
        _refuse_new_problems(request, old, text)
        if old.is_inferred:
            old.path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(old.path, old.text.encode())
        history = ConveningHistory.read(request.out / HISTORY, old.path)
        history.record(_encoded(text, read_content(old.path)), what)
    return read_convening_text(request)


def move_in_history(request: Request, by: int, expected: str | None = None) -> ConveningText:
    """Undo the last step (-1), or do the next undone one again (1); return the new text.

    Parameters
    ----------
    request : Request
    by : int
    expected : str or None
        As for `edit_convening`.

    Raises
    ------
    UsageError
        If there is no such step, or the convening has changed since.
    InputError
        With the problems that the earlier text would bring.
    """
    path = read_convening_text(request).path
    with ConveningHistory(request.out / HISTORY, path, (), (), "").lock():
        old = read_convening_text(request)
        _refuse_if_changed(old, expected)
        history = ConveningHistory.read(request.out / HISTORY, old.path)
        content = history.text_before() if by < 0 else history.text_after()
        text = content.decode(marked_codec(content) or "utf-8").removeprefix("\ufeff")
        after = parse_text(text, old.path.name).plain
        bring_picture(request, after)
        _refuse_new_problems(request, old, text, also_of_list=False)
        history.go(by)
        set_picture_aside(request, old.plain, after)
    return read_convening_text(request)


def read_history(request: Request) -> ConveningHistory:
    """Return the steps of the convening; none if it was never edited here.

    Raises
    ------
    UsageError, InputError
        As for `read_convening_text`.
    """
    written = read_convening_text(request)
    if not written.path.is_file():
        return ConveningHistory(request.out / HISTORY, written.path, (), (), written.sha256)
    return ConveningHistory.read(request.out / HISTORY, written.path)


def _list_needed_edits(request: Request, old: ConveningText, edits: Iterable[Edit]) -> list[Set]:
    """Return edits that write the inferred tables or requirements, if some are changed that are not written yet.

    Parameters
    ----------
    request : Request
    old : ConveningText
        The convening before the edits.
    edits : iterable of Edit
    """
    keys = {str(edit.path[0]) for edit in edits if len(edit.path) > 1 or not isinstance(edit, Set)}
    missing = [key for key in ("tables", "requirements") if key in keys and not isinstance(old.plain.get(key), list)]
    if not missing:
        return []
    convening = read_inputs(replace(request, convening=old.document(), inputs=None)).reading.convening
    return [Set((key,), _written_out(convening, key, old)) for key in missing]


def _written_out(convening: Convening, key: str, old: ConveningText) -> list[dict[str, Any]]:
    """Return the tables or the requirements of a convening as its file would state them."""
    if key == "requirements":
        return [_as_read(plain_requirement(each)) for each in list_stated(convening)]
    written = old.plain.get("tables")
    if isinstance(written, str):
        raise UsageError(said("The tables are in %(file)s. Change them there.", file=written))
    if written is None and "tables" not in convening.inferred:
        raise UsageError(said("The tables are in the spreadsheet with the list. Change them there."))
    return [_as_read(plain_table(table)) for table in convening.tables]


def _as_read(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry as the program reads it from a file: only texts, numbers, lists and mappings."""
    found: dict[str, Any] = parse(f"entry: {as_flow(entry)}\n", "").plain["entry"]
    return found


def _refuse_if_changed(now: ConveningText, expected: str | None) -> None:
    if expected is not None and now.sha256 != expected:
        raise UsageError(
            said(
                "%(name)s has changed since this page was loaded, so nothing was written. Check the file and "
                "try again.",
                name=now.path.name,
            )
        )


def _encoded(text: str, old: bytes) -> bytes:
    """Return a text in the encoding of the file that it replaces, with its byte order mark if it has one."""
    codec = marked_codec(old) or "utf-8"
    mark = "\ufeff" if old.decode(codec).startswith("\ufeff") else ""
    return (mark + text).encode(codec)


def _refuse_new_problems(request: Request, old: ConveningText, text: str, *, also_of_list: bool = True) -> None:
    """Raise `InputError` with the problems that a new text brings; on request, only those of the convening itself.

    A text of before may bring back a problem of the list that a later one corrected.

    As long as the list cannot be read, the problems of the convening stay unknown. Then only those in changed lines
    count. Problems of `CORRECTABLE` never count.
    """
    after = _problems(request, old.document(text))
    if not after:
        return
    before = _problems(request, old.document())
    known = {_same(problem, old.path.name) for problem in before}
    found = [one for one in after if _same(one, old.path.name) not in known and one.slug not in CORRECTABLE]
    if not also_of_list:
        found = [problem for problem in found if problem.file == old.path.name]
    if any(problem.file != old.path.name for problem in before):
        changed = _changed_lines(old.text, text)
        found = [problem for problem in found if problem.file == old.path.name and problem.line in changed]
    if found:
        raise InputError(found)


def _problems(request: Request, document: Document) -> tuple[Problem, ...]:
    try:
        read_inputs(replace(request, convening=document, inputs=None))
    except InputError as error:
        return tuple(error.problems)
    return ()


def _same(problem: Problem, file: str) -> tuple[Any, ...]:
    """Return what makes a problem the same after an edit; lines of the convening move."""
    line = None if problem.file == file else problem.line
    return problem.slug, problem.file, line, problem.column, problem.value, problem.subject, problem.says


def _changed_lines(old: str, new: str) -> set[int]:
    """Return the numbers, from 1, of the lines of the new text that are not in the old one."""
    matcher = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False)
    return {line + 1 for tag, _, _, start, end in matcher.get_opcodes() if tag != "equal" for line in range(start, end)}
