"""Print the candidates to consider, for `seating check`, `seating solve` and `seating review`."""

from __future__ import annotations

from seating.analysis.candidates import Candidates, list_usual_sectors
from seating.convening import Convening
from seating.wording import counted, listed

__all__ = ["CANDIDATES_TITLE", "list_candidates"]

CANDIDATES_TITLE = "To consider (only offered; nothing here counts as unmet)"

SHOWN_DECLINED = 5


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
        lines += [f"{one.why} [{one.id}]", f"    - {one.line}"]
    left = len(candidates.offered) - shown
    lines += [f"and {left:,} more; --json has those from columns that are not private"] if left > 0 else []
    if candidates.offered:
        first = candidates.offered[0].id
        lines += [
            f"To ask for one, add its line under `requirements:` in {where or 'the convening'}. To decline it, add its "
            f"id with a reason under `considered:`, such as `considered: {{{first}: not this year}}`.",
        ]
        if any(one.cause.value == "sector" for one in candidates.offered):
            lines.append(f"Usual sectors: {listed(list_usual_sectors(convening))}. `usual_sectors:` changes them.")
    if candidates.declined:
        told = [f"{one.id} ({reason})" for one, reason in candidates.declined[:SHOWN_DECLINED]]
        more = len(candidates.declined) - SHOWN_DECLINED
        told += [f"{more:,} more"] if more > 0 else []
        lines.append(f"{counted(len(candidates.declined), 'candidate')} declined: {listed(told)}.")
    return lines
