"""The cell of interests: areas with a score, `capital:3; talent:1`."""

from __future__ import annotations

import re

from seating.profiles.cells.outcome import Fault, Outcome, Remark, split
from seating.wording import counted, fold, listed, quoted

__all__ = ["read_interests"]

HINT = "Write each area with a whole score from 0 to 3: capital:3; talent:1."
HIGHEST = 3
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DATE = re.compile(
    rf"\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}(?:[ t].*)?|\d{{1,2}}[-/ .](?:{MONTHS})[a-z]*(?:[-/ .]\d+)?"
    rf"|(?:{MONTHS})[a-z]*[-/ .]\d+",
    re.IGNORECASE,
)
"""What a spreadsheet makes of a score it takes for a date: 2026-03-01, 3/1/2026, 1-Mar, Mar-01."""

SCORED_AREAS = re.compile(r"[^;:=,]+[:=][^;:=,]+(?:[,;][^;:=,]+[:=][^;:=,]+)*[,;]?")
"""Areas that all have a score, whatever separates them."""


def read_interests(text: str) -> Outcome:
    """Read areas and scores; a bare area scores 1.

    `capital=3, talent=1`, and areas separated only by commas, have one reading: accepted with a remark.
    """
    items, remarks = _items(text)
    scores: dict[str, int] = {}
    spelled: dict[str, str] = {}
    faults: list[Fault] = []
    for item in items:
        area, score, fault = _scored(item)
        if fault:
            faults.append(fault)
            continue
        first = spelled.setdefault(fold(area), area)
        if scores.get(first, score) != score:
            says = f"gives the area {quoted(first)} a second score"
            faults.append(Fault("interest-repeated", says, "Name each area once.", item))
        scores.setdefault(first, score)
    return Outcome(scores, tuple(faults), remarks)


def _items(text: str) -> tuple[list[str], tuple[Remark, ...]]:
    if re.search("[=,]", text) and SCORED_AREAS.fullmatch(text.strip()):
        items = split(text.replace("=", ":").replace(",", ";"))
    elif "," in text and not re.search("[;:=：；]", text):
        items = split(text.replace(",", ";"))
    else:
        return split(text.replace("：", ":").replace("；", ";")), ()
    says = f"is read as {quoted('; '.join(items))}; write : before a score and ; between areas"
    if "=" not in text:
        says = f"is read as {counted(len(items), 'area')}: {listed(map(quoted, items))}; separate areas with ;"
    return items, (Remark("interests-separated", says),)


def _scored(item: str) -> tuple[str, int, Fault | None]:
    area, colon, written = (part.strip() for part in item.rpartition(":"))
    if not colon:
        area, written = item, "1"
    fault: Fault | None = None
    if DATE.fullmatch(item) or DATE.fullmatch(area):
        fault = Fault("interest-date", "is a date, which a spreadsheet may have made of a score", HINT, item)
    elif not area or area.isdecimal():
        fault = Fault("interest-area-missing", "names no area", HINT, item)
    elif re.search(r":\s*\d", area):
        fault = Fault(
            "interest-score", "has a score in the middle", "Separate areas with ; as in capital:3; talent:1.", item
        )
    elif not written:
        fault = Fault("interest-score-missing", "has a colon and no score", HINT, item)
    elif not re.fullmatch("[0-9]+", written):
        fault = Fault("interest-score", f"has the score {quoted(written)}, which is no whole number 0 to 3", HINT, item)
    elif len(written) > 6 or int(written) > HIGHEST:
        fault = Fault("interest-score", f"has a score above {HIGHEST}", HINT, item)
    return area, 0 if fault else int(written), fault
