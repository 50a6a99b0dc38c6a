"""Print the candidates to consider, for `seating check`, `seating solve` and `seating review`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from seating.analysis.candidates import Candidate, Candidates, list_usual_sectors
from seating.convening import Convening
from seating.convening.files import as_entry, list_stated, plain_requirement
from seating.wording import counted, listed

CANDIDATES_TITLE = "To consider (suggestions from the list; none of them counts as unmet)"

SHOWN_DECLINED = 5

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".ods"})


def list_candidates(candidates: Candidates, convening: Convening, shown: int, where: str | None) -> list[str]:
    """Return a line on why each candidate was thought of, the line that asks for it, and how to accept or decline it.

    Parameters
    ----------
    candidates : Candidates
    convening : Convening
    shown : int
        How many candidates to show.
    where : str or None
        The file of the convening; None if there is none yet.
    """
    lines = []
    for one in candidates.offered[:shown]:
        lines += [f"{one.why} [{one.id}]", one.entry(where)]
    left = len(candidates.offered) - shown
    lines += [f"and {left:,} more; --json has those from columns that are not private"] if left > 0 else []
    if candidates.offered:
        lines += _explain_accepting(convening, where)
        lines.append(_explain_declining(candidates.offered[0], where))
        if any(one.cause.value == "sector" for one in candidates.offered):
            lines.append(f"Usual sectors: {listed(list_usual_sectors(convening))}. `usual_sectors:` changes them.")
    if candidates.declined:
        told = [f"{one.id} ({reason})" for one, reason in candidates.declined[:SHOWN_DECLINED]]
        more = len(candidates.declined) - SHOWN_DECLINED
        told += [f"{more:,} more"] if more > 0 else []
        lines.append(f"{counted(len(candidates.declined), 'candidate')} declined: {listed(told)}.")
    return lines


def _explain_accepting(convening: Convening, where: str | None) -> Iterator[str]:
    """Yield where the line of a candidate is added, and the requirements that have to be written there first."""
    if where is None:
        yield "To accept one, add its line under `requirements:` in the convening.yaml that `seating solve` writes."
        return
    stated = list_stated(convening)
    match Path(where).suffix.casefold():
        case ".json":
            place = f'to the list "requirements" in {where}, with a comma between entries'
        case suffix if suffix in WORKBOOKS:
            place = f"as a row of the sheet Requirements in {where}: each name is a heading"
        case _:
            instead = " or in place of `[]`" if all(one.is_usual(convening.tables) for one in stated) else ""
            place = f"under `requirements:` in {where}, indented like the others{instead}"
    yield f"To accept one, add its line {place}."
    if convening.file is not None and not convening.states_requirements and stated:
        yield f"{where} states no requirements. Those that you add replace the inferred ones. To keep these, add also:"
        yield from (as_entry(plain_requirement(one), where) for one in stated)


def _explain_declining(first: Candidate, where: str | None) -> str:
    """Return where the id of a candidate is added to decline it."""
    if where is not None and Path(where).suffix.casefold() in WORKBOOKS:
        return "A workbook has no place to decline one; a convening.yaml has `considered:`."
    example = as_entry({"considered": {first.id: "not this year"}}, where).removeprefix("- ")[1:-1]
    return f"To decline one, add its id with a reason under `considered:`, such as `{example}`."
