"""The kinds of requirement: a list of all, or the manual page of one. Docstrings are English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seating.present.blocks import (
    Block,
    Column,
    Figures,
    Heading,
    Lines,
    Row,
    Table,
    Text,
    code,
    data,
    field,
    paragraph,
)
from seating.record.kinds import KeyRecord, KindRecord
from seating.requirements.search import Want
from seating.wording import said

COMMON = "id, must, weight, at, rounds, note, private, may_relax_to"
"""The keys of every kind."""


def list_kinds(pages: Iterable[KindRecord]) -> Iterator[Block]:
    """Yield all kinds, each with whether it is a must and what it asks for."""
    rows = [
        Row((code(page.kind), said("must") if page.is_must else said("wish"), said(page.summary))) for page in pages
    ]
    titles = (Column(said("Kind")), Column(said("Must or wish")), Column(said("Requirement")))
    yield Table(said("Kinds of requirement"), titles, rows, repeats_heading=True)
    yield paragraph(field(said("To see a kind’s keys and an example, run"), code("seating kinds KIND")))


def list_wanted(wants: Iterable[Want]) -> Iterator[Block]:
    """Yield what people ask for with the words that were given, each with what says it in a convening."""
    rows = [Row((code(want.kind or "tables"), said(want.asks), code(want.line))) for want in wants]
    titles = (Column(said("Kind")), Column(said("What you want")), Column(said("Line to copy")))
    yield Table(said("What you can write"), titles, rows, repeats_heading=True)
    yield paragraph(field(said("To see a kind’s keys and an example, run"), code("seating kinds KIND")))


def list_kind(page: KindRecord) -> Iterator[Block]:
    """Yield the manual page of a kind."""
    default = said("a must by default") if page.is_must else said("a wish by default")
    yield paragraph((data(page.kind), " (", default, ")"))
    yield Heading(said("Description"))
    yield Lines(page.description.splitlines())
    yield Heading(said("Keys"))
    keys: list[tuple[Text, Text]] = [(code(key.name), _describe_key(key)) for key in page.keys]
    yield Figures(keys, "facts")
    yield Lines([field(said("Keys of every kind"), data(COMMON))], "bullets")
    yield Heading(said("Example"))
    yield Lines([data(line) for line in page.example.splitlines()], "bullets")


def _describe_key(key: KeyRecord) -> Text:
    if key.default is None:
        return (key.holds, " ", said("(required)"))
    return (key.holds, " (", *field(said("default"), data(key.default)), ")") if key.default else key.holds
