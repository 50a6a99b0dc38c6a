"""Invented lists for tests of the convening, built from cells, and problems as (line, slug)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from seating.convening import Reading, read_convening
from seating.errors import InputError, Problem
from seating.profiles import Heading, People
from seating.sources import column_letter
from tests.builders import person


def people(*rows: str | Mapping[str, Any], columns: Iterable[str] = ()) -> People:
    """Return a list of these rows, from line 2 on; its columns are the filled ones and those in `columns`."""
    persons = tuple(person(row).model_copy(update={"line": line}) for line, row in enumerate(rows, 2))
    named = {"id": None, "name": None}
    for row in rows:
        named |= dict.fromkeys({} if isinstance(row, str) else row)
    named |= dict.fromkeys(columns)
    headings = {column: Heading(column, column_letter(number)) for number, column in enumerate(named)}
    return People(persons, headings, "list.csv")


def problems(listed: People, given: Path | Mapping[str, Any] | None = None, **where: Path) -> tuple[Problem, ...]:
    """Return the problems; fail if there are none."""
    with pytest.raises(InputError) as caught:
        read_convening(listed, given, **where)
    return caught.value.problems


def places(found: Iterable[Problem]) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.slug) for problem in found]


def written(tmp_path: Path, text: str, name: str = "convening.yaml") -> Path:
    """Return the path of a file with this text."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def by_id(reading: Reading) -> dict[str, Any]:
    return {requirement.id: requirement for requirement in reading.convening.requirements}


def slugs(reading: Reading) -> list[str]:
    return [note.slug for note in reading.notes]
