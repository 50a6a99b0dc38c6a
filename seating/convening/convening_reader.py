"""Read the convening for a list of people. All errors are reported together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from seating.convening.convening_file import convening_text, find_document, find_earlier, is_edited
from seating.convening.document import Document, KeyPath, read_content
from seating.convening.inference import find_focus, infer_fill, infer_requirements, infer_tables, leave_open
from seating.convening.rejections import (
    explain_errors,
    find_cells_without_number,
    find_large_parties,
    find_unknown_keys,
    keep_unknown_choices,
    resolve_tables_in_cells,
)
from seating.convening.requirements import (
    add_usual,
    find_unknown_parts,
    imply_from_cells,
    imply_from_elections,
    imply_from_languages,
    imply_from_members,
    mark_unsuited,
    read_meant_for,
    read_requirements,
)
from seating.convening.resolvers import column_finder, make_context, normalize_needs, person_finder
from seating.convening.room_picture import read_picture
from seating.convening.rooms import list_round_days, open_room
from seating.convening.schema import EXAMPLES, WRITTEN_KEYS, Convening, Frame
from seating.convening.tables import ListedTables, find_tables, read_tables, read_tables_file
from seating.convening.warnings import list_warnings
from seating.errors import InputError, InvalidValueError, Note, Problem, UsageError, in_order
from seating.profiles import People
from seating.profiles.columns import ALIASES
from seating.profiles.private_columns import private_columns, with_counted
from seating.requirements.base.kind import Requirement
from seating.room.features import add_features
from seating.room.hall import FixtureKind
from seating.room.tables import Table
from seating.wording import said, said_count, squashed

Standing = Callable[[People], Sequence[Mapping[str, Any]] | None]

_NOTHING = Document("convening", "", {})


@dataclass(frozen=True, slots=True)
class Reading:
    """A convening, the people with the values of its vocabulary, and the notes from reading both."""

    convening: Convening
    people: People
    notes: tuple[Note, ...]


def read_convening(
    people: People,
    given: Path | Mapping[str, Any] | Document | None = None,
    beside: Path | None = None,
    earlier: Path | None = None,
    standing: Standing | None = None,
) -> Reading:
    """Read or infer the convening of a list; raise `InputError` with all errors.

    Parameters
    ----------
    people : People
    given : path, mapping, Document or None
        The file of --convening, or data passed by a program.
    beside : path or None
        The file of the list; its folder is searched for a convening, and its other sheets for tables.
    earlier : path or None
        The `convening.yaml` of the output folder, used if no other is found.
    standing : callable, optional
        Called with the people, when tables would be inferred for another list than before. Returns the tables of the
        last saved round as plain data, () if people were only seated by hand, and None if none of them has a seat.
        Once someone has a seat, inferred tables stand.
    """
    document, notes = find_document(given, beside)
    inferred: tuple[str, ...] = ()
    if document is None and earlier is not None:
        document, inferred, further = _earlier(people, beside, earlier, standing)
        notes += further
    reading = _read(people, document, beside, inferred, standing)
    return replace(reading, notes=(*notes, *reading.notes))


def find_problems_without_list(
    given: Path | Mapping[str, Any] | Document | None = None, beside: Path | None = None
) -> list[Problem]:
    """Return the problems of a convening that show even if its list cannot be read; parameters as `read_convening`."""
    try:
        document, _ = find_document(given, beside)
    except InputError as error:
        return list(error.problems)
    except UsageError:  # whoever reads the convening tells it
        return []
    if document is None:
        return []
    return [
        *find_unknown_keys(document.plain, WRITTEN_KEYS, document, (), "a convening"),
        *find_unknown_parts(document),
    ]


READ_WITHOUT_LIST = ("title", "shared_result", "working_language", "vocabulary", "frame", "usual_sectors")
"""The keys, besides the tables, that mean the same without a list."""


def read_without_list(given: Path) -> Reading:
    """Read the parts of a convening that need no list: its title, its shared result, its sectors and its tables.

    Requirements, and the people that the tables name, are not looked up.

    Raises
    ------
    UsageError
        If there is no such file, or it cannot be read.
    InputError
        With all problems in these parts.
    """
    document, notes = find_document(given, None)
    document = document or replace(_NOTHING, file=given.name)
    plain = document.plain
    problems = list(find_unknown_keys(plain, WRITTEN_KEYS, document, (), "a convening"))
    head: dict[str, Any] = {}
    for key in READ_WITHOUT_LIST:
        if plain.get(key) is not None:
            try:
                head[key] = getattr(Convening.model_validate({key: plain[key]}), key)
            except ValidationError as error:
                problems += _explain(error, document, key)
    if "vocabulary" in head:
        head["vocabulary"] = {ALIASES.get(squashed(name), name): words for name, words in head["vocabulary"].items()}
    if isinstance(head.get("frame"), Frame):
        rows = head["frame"].rows
        head["frame"] = head["frame"].model_copy(update={"rows": ALIASES.get(squashed(rows), rows)})
    document, found, wrong = _tables_without_list(document, given)
    if problems or wrong:
        raise InputError(in_order([*problems, *wrong]))
    tables, wrong = read_tables(document, str)
    if wrong:
        raise InputError(in_order(wrong))
    head |= {"tables": tables, "file": document.file, "sha256": document.sha256}
    return Reading(Convening().model_copy(update=head), People(()), (*notes, *found))


def _tables_without_list(document: Document, given: Path) -> tuple[Document, tuple[Note, ...], list[Problem]]:
    """Return a document with its tables, wherever they are written, with notes and problems."""
    written = document.plain.get("tables")
    try:
        if isinstance(written, str):
            return *_with_listed(document, read_tables_file(written, document.folder, None, ())), []
        listed = find_tables(given, ()) if written is None else None
        return (*_with_listed(document, listed), []) if listed is not None else (document, (), [])
    except InputError as error:
        return document, (), list(error.problems)


def _earlier(
    people: People, beside: Path | None, earlier: Path, standing: Standing | None
) -> tuple[Document | None, tuple[str, ...], tuple[Note, ...]]:
    """Return the convening of the output folder, the names of its parts that are still as inferred, and notes.

    The convening is None if it was never edited, the list now leads to a different one, and no one has a seat yet.
    """
    document, notes = find_earlier(earlier)
    if document is None:
        return None, (), notes
    written = read_content(earlier).replace(b"\r\n", b"\n")
    if is_edited(written):
        return document, (), notes
    anew = _read(people, None, beside).convening
    if convening_text(anew).encode() == written:
        return document, anew.inferred, notes
    if standing is not None and standing(people) is not None:
        kept = _standing_parts(document, people, beside, anew)
        if kept is not None:
            return kept, anew.inferred, (*notes, *_note_standing(kept, people, anew))
    text = said(
        "%(file)s was inferred by an earlier run and not edited, but the list or the program has changed since. The "
        "convening is inferred again.",
        file=document.file,
    )
    return None, (), (Note("convening-inferred-anew", text),)


def _standing_parts(document: Document, people: People, beside: Path | None, anew: Convening) -> Document | None:
    """Return what stands of a convening that was inferred from an earlier list; None if its tables were changed.

    Its requirements stand if they can be read with this list. Tables stored with the list are the convener's own: if
    they differ from those of the document, they were changed on purpose.
    """
    if "tables" not in anew.inferred:
        listed = {(table.id, table.seats.maximum) for table in anew.tables}
        if listed != _tables_held(document, people):
            return None
    for plain in (document.plain, {key: value for key, value in document.plain.items() if key != "requirements"}):
        kept = replace(document, plain=plain)
        try:
            _read(people, kept, beside)
        except InputError:
            continue
        return kept
    return None


def _note_standing(kept: Document, people: People, anew: Convening) -> tuple[Note, ...]:
    """Return a note if other tables would be inferred from this list; the tables stand, because people have seats."""
    tables, _ = read_tables(kept, person_finder(people))
    if [(table.id, table.seats) for table in tables] == [(table.id, table.seats) for table in anew.tables]:
        return ()
    text = said(
        "%(number)s tables stay as they are in %(file)s, because people already have seats. From this list "
        "alone, the program would infer %(other)s. To infer the tables again, delete the file.",
        number=len(tables),
        other=len(anew.tables),
        file=kept.file,
    )
    return (Note("tables-stand", text),)


def _read(
    people: People,
    document: Document | None,
    beside: Path | None,
    unedited: tuple[str, ...] = (),
    standing: Standing | None = None,
) -> Reading:
    """Validate a document against a list, and infer the missing parts.

    `unedited` names the parts of the document that an earlier run inferred.
    """
    head, problems = _head(document or _NOTHING, people)
    people, words, wrong = _in_its_vocabulary(people, head)
    problems += wrong
    written = _tables(document or _NOTHING, people, head, beside, standing)
    stated, meant_for, inferred, wrong = _stated(written, people, head)
    problems += [*written.problems, *wrong, *_shown(head, stated, people, written.document)]
    problems += [*_lacks_stage(head, written.document), *_lacks_picture(head, written.document)]
    problems += find_cells_without_number(people, stated)
    dated = head.model_copy(update={"tables": written.tables})
    if not written.problems:
        people, own = keep_unknown_choices(people, written.tables)
        people, former, wrong = resolve_tables_in_cells(people, written.tables, list_round_days(dated))
        words = (*words, *own, *former)
        problems += [*wrong, *find_large_parties(people, written.tables, stated)]
    if problems:
        raise InputError(in_order(problems))
    people = mark_unsuited(people, dated, (*stated, *meant_for))
    folder = document.folder if document is not None else None
    cells = imply_from_cells(people, dated, stated)
    elected = (
        *imply_from_elections(written.tables, people),
        *imply_from_members(written.tables, people),
        *meant_for,
    )
    convening = head.model_copy(
        update={
            "tables": written.tables,
            "requirements": (*add_usual(stated, written.tables), *elected, *cells.requirements),
            "charts": tuple(str((folder or Path()) / name) for name in head.charts),
            "room": head.room and head.room.with_folder(folder or Path()),
            "inferred": unedited or (*written.inferred, *inferred),
            "is_unedited": bool(unedited),
            "file": document.file if document else None,
            "sha256": document.sha256 if document else None,
        }
    )
    languages = imply_from_languages(open_room(people, convening), stated)
    return Reading(
        convening.model_copy(update={"requirements": (*convening.requirements, *languages)}),
        people,
        (*words, *written.notes, *cells.notes, *list_warnings(convening, people, (*stated, *elected))),
    )


def _head(document: Document, people: People) -> tuple[Convening, list[Problem]]:
    """Return the keys of a document other than tables and requirements, and their problems."""
    problems = list(find_unknown_keys(document.plain, WRITTEN_KEYS, document, (), "a convening"))
    vocabulary = document.plain.get("vocabulary")
    context = make_context(people, [str(key) for key in vocabulary] if isinstance(vocabulary, Mapping) else (), ())
    head = Convening()
    for key, value in document.plain.items():
        if key in WRITTEN_KEYS and key not in {"tables", "requirements"} and value is not None:
            try:
                read = Convening.model_validate({key: value}, context=dict(context))
                head = head.model_copy(update={key: getattr(read, key)})
            except ValidationError as error:
                problems += _explain(error, document, key)
    find = column_finder(people, head.vocabulary)
    named = {find(column): values for column, values in head.vocabulary.items()}
    return head.model_copy(update={"vocabulary": named}), problems


def _explain(error: ValidationError, document: Document, key: str) -> Iterable[Problem]:
    """Return the problems of a key of the convening, with a line to copy if its value has a form that needs one."""
    hint = said("Write it in this form: %(example)s", example=EXAMPLES[key]) if key in EXAMPLES else None
    return explain_errors(error, document, (), "", hint)


def _in_its_vocabulary(people: People, head: Convening) -> tuple[People, tuple[Note, ...], list[Problem]]:
    """Return the people with the values that the vocabulary allows."""
    if not head.vocabulary:
        return people, (), []
    from seating.profiles.reader import apply_vocabulary

    people, notes, problems = apply_vocabulary(people, head.vocabulary)
    return people, notes, list(problems)


@dataclass(frozen=True, slots=True)
class _Written:
    """The tables, their document (with inferred tables added), the inferred parts, problems and notes."""

    document: Document
    tables: tuple[Table, ...]
    inferred: tuple[str, ...]
    problems: list[Problem]
    notes: tuple[Note, ...]


def _tables(
    document: Document, people: People, head: Convening, beside: Path | None, standing: Standing | None
) -> _Written:
    """Return the tables of the convening or its tables file, otherwise those stored with the list or inferred ones."""
    inferred: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    written = document.plain.get("tables")
    headings = [heading.text for heading in people.headings.values()]
    try:
        if isinstance(written, str):
            document, notes = _with_listed(document, read_tables_file(written, document.folder, beside, headings))
        else:
            found = find_tables(beside, headings)
            if "tables" in document.plain:
                notes = _not_used(document, found, people)
            elif found is not None:
                document, notes = _with_listed(document, found)
                if document.plain.get("requirements") is None:
                    inferred = ("seats",)
                    entries = leave_open(document.plain["tables"], people)
                    document = replace(document, plain={**document.plain, "tables": entries})
            else:
                inferred = ("tables",)
                stands = None if standing is None else standing(people)
                document = replace(document, plain={**document.plain, "tables": list(stands or infer_tables(people))})
    except InputError as error:
        return _Written(document, (), (), list(error.problems), ())
    tables, problems = read_tables(document, person_finder(people))
    tables = add_features(normalize_needs(tables, head.vocabulary), head.room)
    if document.plain.get("requirements") is None:
        tables = find_focus(tables, people)
    return _Written(document, tables, inferred, problems, notes)


def _with_listed(document: Document, found: ListedTables) -> tuple[Document, tuple[Note, ...]]:
    """Return a document with the tables of a sheet, their lines and file, and the notes about them."""
    lines: dict[KeyPath, int] = {path: line for path, line in document.lines.items() if path[:1] != ("tables",)}
    lines |= {("tables", number): line for number, line in enumerate(found.lines)}
    plain = {**document.plain, "tables": list(found.entries)}
    files = {**document.files, "tables": found.place}
    return replace(document, plain=plain, lines=lines, files=files), found.notes


def _not_used(document: Document, found: ListedTables | None, people: People) -> tuple[Note, ...]:
    """Return the note on tables stored with the list that are unused because the convening has different ones."""
    if found is None or _tables_held(document, people) == _tables_held(_with_listed(document, found)[0], people):
        return ()
    text = said_count(
        "%(place)s: %(number)s table is not used, because %(file)s defines tables.",
        "%(place)s: %(number)s tables are not used, because %(file)s defines tables.",
        len(found.entries),
        place=found.place,
        file=document.file,
    )
    return (Note("tables-not-used", text),)


def _tables_held(document: Document, people: People) -> set[tuple[str, int | None]]:
    """Return the ids and maximums of a document's valid tables."""
    return {(table.id, table.seats.maximum) for table in read_tables(document, person_finder(people))[0]}


def _stated(
    written: _Written, people: People, head: Convening
) -> tuple[tuple[Requirement, ...], tuple[Requirement, ...], tuple[str, ...], list[Problem]]:
    """Return the written requirements, or inferred ones if there are none, and those of the tables' `for`.

    The inferred parts and the problems follow.
    """
    document = written.document
    inferred: tuple[str, ...] = ()
    if document.plain.get("requirements") is None:
        inferred = ("requirements",)
        stages = [plan.stage for plan in head.rounds]
        asked = infer_requirements(people, written.tables, stages, fills=bool(written.inferred))
        document = Document(document.file, "", {"requirements": asked})
    unsound = _ids(document.plain.get("tables")) if written.problems else ()
    context = make_context(people, head.vocabulary, written.tables, unsound, document.folder)
    found, problems = read_requirements(document, context, head.vocabulary, written.tables)
    if written.inferred and not inferred and not any(one.is_about_filling for one in found):
        filling = Document(document.file, "", {"requirements": infer_fill(people, written.tables)})
        found = (*found, *read_requirements(filling, context, head.vocabulary, written.tables)[0])
    meant_for, wrong = read_meant_for(written.document, written.tables, context, head.vocabulary)
    return found, meant_for, inferred, [*problems, *wrong]


def _ids(tables: Any) -> tuple[str, ...]:
    """Return the ids of written tables, valid or not."""
    entries = tables if isinstance(tables, list | tuple) else ()
    return tuple(str(entry["id"]) for entry in entries if isinstance(entry, Mapping) and "id" in entry)


def _lacks_stage(head: Convening, document: Document) -> Iterator[Problem]:
    """Yield a problem if people should face a stage that the room does not have."""
    things = () if head.room is None else head.room.fixed
    if head.chairs is None or not head.chairs.facing or any(one.kind is FixtureKind.STAGE for one in things):
        return
    path = ("chairs", "facing")
    place = document.file_of(path), document.line(path)
    says, hint = said("needs a stage in the room"), said("Write room: {fixed: [{kind: stage, at: [9, 1]}]}.")
    yield Problem("value-wrong", says, *place, value=head.chairs.facing, hint=hint, subject=said("chairs, facing"))


def _lacks_picture(head: Convening, document: Document) -> Iterator[Problem]:
    """Yield a problem if the picture of the room cannot be shown."""
    if head.room is None or not head.room.picture:
        return
    try:
        read_picture((document.folder or Path()) / head.room.picture)
    except InvalidValueError as error:
        path = ("room", "picture")
        yield error.problem("value-wrong", document.file_of(path), document.line(path), said("room, picture"))


def _shown(head: Convening, stated: tuple[Requirement, ...], people: People, document: Document) -> Iterator[Problem]:
    """Yield a problem for each column of `show` and of `compare` that is private."""
    private = private_columns(head.model_copy(update={"requirements": stated}), people)
    for key, columns, hidden in (
        ("show", head.show, with_counted(private, head.counts_only)),
        ("compare", head.compare, private),  # totals of the columns in `counts_only` may be shown
    ):
        place = document.file_of((key,)), document.line((key,))
        hint = said("Remove it from `%(key)s`; only the convener may see it.", key=key)
        for column in columns:
            if column in hidden:
                says = said("is private and cannot be shown")
                yield Problem("show-private", says, *place, value=column, hint=hint, subject=key)
