"""Errors in the input as plain data: what `--json` prints with exit code 3."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from seating.errors import Problem
from seating.record.result import SCHEMA_VERSION, ProblemRecord, ProblemsRecord


def problems_record(problems: Iterable[Problem]) -> dict[str, Any]:
    """Return errors in the input as plain data (exit code 3)."""
    record = ProblemsRecord(
        schema_version=SCHEMA_VERSION,
        problems=[
            ProblemRecord(
                slug=problem.slug,
                file=problem.file,
                line=problem.line,
                column=problem.column,
                value=problem.value,
                says=problem.says,
                hint=problem.hint,
                count=problem.count,
                lines=list(problem.lines) or ([] if problem.line is None else [problem.line]),
                block=problem.block or None,
            )
            for problem in problems
        ],
    )
    return record.plain()
