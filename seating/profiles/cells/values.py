"""The outcome of reading a cell, and readers for texts, assets, interests and columns with fixed values."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from seating.profiles.person import Asset, Duty, Role
from seating.wording import counted, fold, listed, nearest, quoted, squashed

__all__ = [
    "Fault",
    "Outcome",
    "Remark",
    "marked",
    "read_assets",
    "read_duty",
    "read_interests",
    "read_listed",
    "read_role",
    "read_several",
    "read_speaks_to",
    "read_text",
    "split",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """An error in a cell; `value` is the wrong part of it, or None for the whole cell.

    `might` lists the values that it could stand for, which a vocabulary can define; `likely` is the most
    similar of them, or "".
    """

    slug: str
    says: str
    hint: str | None = None
    value: str | None = None
    might: tuple[str, ...] = ()
    likely: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A note about an accepted value. The text follows the value: "DM" `is read as decision-maker`."""

    slug: str
    says: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The value of a cell in the form that `Person` stores, with its faults and remarks."""

    value: Any
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Remark, ...] = ()


def split(text: str) -> list[str]:
    """Return the values of a cell, separated by `;`, without empty ones.

    >>> split("food; ;housing;")
    ['food', 'housing']
    """
    return [item for part in text.split(";") if (item := part.strip())]


ERROR_VALUE = re.compile(
    r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!|BUSY!|CONNECT!|ERROR!)"
    r"|Err:\d{3}",
    re.IGNORECASE,
)
FORMULA = re.compile(r"\s*(?:[=@]\S|[+-](?=\S)(?![\d\s().,/+-]+$))")
JOINERS = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")
PLAIN_COLUMNS = frozenset({"phone", "email", "attending"})


def marked(key: str, text: str) -> tuple[tuple[Fault, ...], tuple[Remark, ...]]:
    """Return the faults and remarks that apply to a text in any column; `key` is the column."""
    if ERROR_VALUE.fullmatch(text.strip()):
        hint = "Correct the formula in the spreadsheet, or write the value itself."
        return (Fault("error-value", "is a spreadsheet's error, not a value", hint),), ()
    remarks = []
    if text[0] in " =@+-\t" and key not in PLAIN_COLUMNS and FORMULA.match(text):
        remarks.append(Remark("formula-text", "looks like a formula; it is kept as text and never run"))
    if not (text.isascii() and text.isprintable()) and (found := _invisible(text)):
        remarks.append(Remark("invisible-characters", f"holds invisible characters ({listed(found)}); they are kept"))
    return (), tuple(remarks)


def _invisible(text: str) -> list[str]:
    """Return the names of invisible characters, except joiners within a word or an emoji, where they belong."""
    found = []
    for index, character in enumerate(text):
        if unicodedata.category(character) not in {"Cf", "Cc"} or character in "\t\r\n":
            continue
        beside = text[index - 1 : index] + text[index + 1 : index + 2]
        if character in JOINERS and len(beside) == 2 and not beside.isascii() and not beside.isspace():
            continue
        name = unicodedata.name(character, "control character").casefold()
        if (shown := f"U+{ord(character):04X} {name}") not in found:
            found.append(shown)
    return found


SPEAKS_TO = ("policy", "practice", "funding")


def read_text(text: str) -> Outcome:
    """Read one text; only outer space is removed."""
    return Outcome(text.strip())


def read_several(text: str) -> Outcome:
    """Read a list of texts."""
    return Outcome(tuple(split(text)))


def read_speaks_to(text: str) -> Outcome:
    """Read what a person speaks to; words other than the three known ones are kept with a remark."""
    outcome = read_several(text)
    remarks = []
    for item in outcome.value:
        if fold(item) not in SPEAKS_TO:
            near = nearest(item, SPEAKS_TO)
            meant = f"; did you mean {quoted(near)}?" if near else ""
            says = f"is kept, but is not {listed(SPEAKS_TO, last='or')}{meant}"
            remarks.append(Remark("speaks-to-unknown", says, item))
    return Outcome(outcome.value, remarks=tuple(remarks))


def read_assets(text: str) -> Outcome:
    """Read assets, each with an optional group before a colon."""
    assets: list[Asset] = []
    faults: list[Fault] = []
    for item in split(text):
        group, colon, word = (part.strip() for part in item.partition(":"))
        if colon and not (group and word):
            says = "has a colon with nothing before it" if word else "has a colon with nothing after it"
            faults.append(Fault("asset-incomplete", says, "Write a group and a word: skill: bookkeeping.", item))
        else:
            assets.append(Asset(group=group, word=word) if colon else Asset(word=group))
    return Outcome(tuple(assets), tuple(faults))


HINT = "Write each area with a whole score from 0 to 3: capital:3; talent:1."
HIGHEST = 3
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DATE = re.compile(
    rf"\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}(?:[ t].*)?|\d{{1,2}}[-/ .](?:{MONTHS})[a-z]*(?:[-/ .]\d+)?"
    rf"|(?:{MONTHS})[a-z]*[-/ .]\d+",
    re.IGNORECASE,
)
"""Matches the dates into which spreadsheets convert scores: 2026-03-01, 3/1/2026, 1-Mar, Mar-01."""

SCORED_AREAS = re.compile(r"[^;:=,]+[:=][^;:=,]+(?:[,;][^;:=,]+[:=][^;:=,]+)*[,;]?")
"""Matches areas that all have a score, with any separator."""


def read_interests(text: str) -> Outcome:
    """Read areas of interest and their scores; an area without a score gets 1.

    `capital=3, talent=1` and areas separated only by commas are unambiguous: they are accepted with a remark.
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
        fault = Fault(
            "interest-score", f"has the score {quoted(written)}, which is not a whole number from 0 to 3", HINT, item
        )
    elif len(written) > 6 or int(written) > HIGHEST:
        fault = Fault("interest-score", f"has a score above {HIGHEST}", HINT, item)
    return area, 0 if fault else int(written), fault


YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})


def read_role(text: str) -> Outcome:
    """Read a representative type, ignoring case, dashes, spaces and underscores."""
    if squashed(text) == "dm":
        return Outcome(Role.DECISION_MAKER, remarks=(Remark("role-abbreviated", 'is read as "decision-maker"'),))
    return _one_of(text, Role, "role-unknown", "a representative type", "the types")


def read_duty(text: str) -> Outcome:
    """Read the duty of a staff member."""
    return _one_of(text, Duty, "duty-unknown", "a duty of staff", "the duties")


def read_listed(text: str) -> Outcome:
    """Read whether a person appears on pages that others see."""
    word = fold(text)
    if not word or word in YES | NO:
        return Outcome(word not in NO)
    return Outcome(True, (Fault("listed-unknown", "is neither yes nor no", "Write yes or no; blank is yes."),))


def _one_of(text: str, words: type[StrEnum], slug: str, noun: str, all_of_them: str) -> Outcome:
    if not text.strip():
        return Outcome(None)
    wanted = squashed(text)
    for word in words:
        if squashed(word.value) == wanted:
            return Outcome(word)
    values = [word.value for word in words]
    near = nearest(text, values, cutoff=0.7)
    hint = f"Did you mean {quoted(near)}?" if near else f"{all_of_them.capitalize()} are {listed(values)}."
    return Outcome(None, (Fault(slug, f"is not {noun}", hint, might=() if near else tuple(values)),))
