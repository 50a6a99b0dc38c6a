"""From a list and a file to a sound convening: everything wrong is named at once, else nothing is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from seating.convening.blame import problems_of, unknown_keys
from seating.convening.cell_problems import cells_without_a_number, problems_in_cells
from seating.convening.cells import cell_requirements
from seating.convening.document import half_characters
from seating.convening.elected import elected_requirements
from seating.convening.find import find_document, find_earlier
from seating.convening.finders import column_finder, finders, person_finder
from seating.convening.formats import Document
from seating.convening.infer import inferred_requirements, inferred_tables
from seating.convening.privacy import private_columns
from seating.convening.remarks import remarks
from seating.convening.schema import WRITTEN_KEYS, Convening
from seating.convening.words import Allowed, needs_in_the_lists_words
from seating.convening.writing import convening_text, is_edited
from seating.convening.written_requirements import read_requirements, with_the_usual
from seating.convening.written_tables import read_tables
from seating.errors import InputError, Note, Problem, in_order
from seating.profiles import People
from seating.requirement import Requirement
from seating.tables import Table

__all__ = ["Reading", "read_convening"]

_NOTHING = Document("convening", "", {})


@dataclass(frozen=True, slots=True)
class Reading:
    """A convening, the people in its vocabulary's words, and what is worth a word."""

    convening: Convening
    people: People
    notes: tuple[Note, ...]


def read_convening(
    people: People,
    given: Path | Mapping[str, Any] | None = None,
    beside: Path | None = None,
    earlier: Path | None = None,
) -> Reading:
    """Read the convening of a list, or infer one; raise `InputError` with everything that is wrong.

    Parameters
    ----------
    people : People
    given : path, mapping or None
        The file that --convening names, or plain data handed over by a program.
    beside : path or None
        The list's file, beside which or in which a convening may be.
    earlier : path or None
        The `convening.yaml` of the output folder, used when none is beside the list.
    """
    document, notes = find_document(given, beside)
    if document is None and earlier is not None:
        document, further = _earlier(people, earlier)
        notes += further
    reading = _read(people, document)
    return replace(reading, notes=(*notes, *reading.notes))


def _earlier(people: People, earlier: Path) -> tuple[Document | None, tuple[Note, ...]]:
    """Return the convening of the output folder; None when nobody edited it and the list now asks for another."""
    document, notes = find_earlier(earlier)
    if document is None:
        return None, notes
    written = earlier.read_bytes().replace(b"\r\n", b"\n")
    if is_edited(written) or convening_text(_read(people, None).convening).encode() == written:
        return document, notes
    text = f"The list has changed since {document.file} was inferred, and nobody edited that file: it is inferred anew."
    return None, (Note("convening-inferred-anew", text),)


def _read(people: People, document: Document | None) -> Reading:
    """Return what a document says of a list, with what nobody wrote inferred."""
    head, problems = _head(document or _NOTHING, people)
    problems += half_characters(document or _NOTHING)
    people, words, wrong = _in_its_vocabulary(people, head)
    problems += wrong
    written = _tables(document or _NOTHING, people, head.vocabulary)
    stated, inferred, wrong = _stated(written, people, head)
    problems += [*written.problems, *wrong, *_shown(head, stated, people, written.document)]
    problems += cells_without_a_number(people, stated)
    if not written.problems:
        problems += problems_in_cells(people, written.tables)
    if problems:
        raise InputError(in_order(problems))
    cells = cell_requirements(people, written.tables, stated)
    elected = elected_requirements(written.tables)
    convening = head.model_copy(
        update={
            "tables": written.tables,
            "requirements": (*with_the_usual(stated, written.tables), *elected, *cells.requirements),
            "inferred": (*written.inferred, *inferred),
            "file": document.file if document else None,
            "sha256": document.sha256 if document else None,
        }
    )
    return Reading(convening, people, (*words, *cells.notes, *remarks(convening, people, (*stated, *elected))))


def _head(document: Document, people: People) -> tuple[Convening, list[Problem]]:
    """Return what a document says besides tables and requirements, and what is wrong with it."""
    problems = list(unknown_keys(document.plain, WRITTEN_KEYS, document, (), "a convening"))
    vocabulary = document.plain.get("vocabulary")
    context = finders(people, vocabulary if isinstance(vocabulary, Mapping) else (), ())
    head = Convening()
    for key, value in document.plain.items():
        if key in WRITTEN_KEYS and key not in {"tables", "requirements"} and value is not None:
            try:
                read = Convening.model_validate({key: value}, context=dict(context))
                head = head.model_copy(update={key: getattr(read, key)})
            except ValidationError as error:
                problems += problems_of(error, document, (), "")
    find = column_finder(people, head.vocabulary)
    named = {find(column): values for column, values in head.vocabulary.items()}
    return head.model_copy(update={"vocabulary": named}), problems


def _in_its_vocabulary(people: People, head: Convening) -> tuple[People, tuple[Note, ...], list[Problem]]:
    """Return the people with the values that the vocabulary allows."""
    if not head.vocabulary:
        return people, (), []
    from seating.profiles.vocabulary import apply_vocabulary

    people, notes, problems = apply_vocabulary(people, head.vocabulary)
    return people, notes, list(problems)


@dataclass(frozen=True, slots=True)
class _Written:
    """Tables as read, the document they stand in (completed when inferred), and what is wrong with them."""

    document: Document
    tables: tuple[Table, ...]
    inferred: tuple[str, ...]
    problems: list[Problem]


def _tables(document: Document, people: People, vocabulary: Allowed) -> _Written:
    """Return the tables written, or else inferred ones."""
    inferred: tuple[str, ...] = ()
    if "tables" not in document.plain:
        inferred = ("tables",)
        document = replace(document, plain={**document.plain, "tables": inferred_tables(people)})
    tables, problems = read_tables(document, person_finder(people))
    return _Written(document, needs_in_the_lists_words(tables, vocabulary), inferred, problems)


def _stated(
    written: _Written, people: People, head: Convening
) -> tuple[tuple[Requirement, ...], tuple[str, ...], list[Problem]]:
    """Return the requirements written, or else inferred ones, and what is wrong."""
    document = written.document
    inferred: tuple[str, ...] = ()
    if document.plain.get("requirements") is None:
        inferred = ("requirements",)
        stages = [plan.stage for plan in head.rounds]
        document = Document(document.file, "", {"requirements": inferred_requirements(people, written.tables, stages)})
    unsound = _ids(document.plain.get("tables")) if written.problems else ()
    context = finders(people, head.vocabulary, written.tables, unsound, document.folder)
    found, problems = read_requirements(document, context, head.vocabulary)
    return found, inferred, problems


def _ids(tables: Any) -> tuple[str, ...]:
    """Return the ids that written tables have, sound or not."""
    entries = tables if isinstance(tables, list | tuple) else ()
    return tuple(str(entry["id"]) for entry in entries if isinstance(entry, Mapping) and "id" in entry)


def _shown(head: Convening, stated: tuple[Requirement, ...], people: People, document: Document) -> Iterator[Problem]:
    """Yield a problem for each column of `show` that is private."""
    private = private_columns(head.model_copy(update={"requirements": stated}), people) | set(head.counts_only)
    place = document.file_of(("show",)), document.line(("show",))
    hint = "Take it out of `show`; nobody but the convener sees it."
    for column in head.show:
        if column in private:
            says = "is private and cannot be shown"
            yield Problem("show-private", says, *place, value=column, hint=hint, subject="show")
