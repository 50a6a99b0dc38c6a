"""Read the values of a cell: texts, assets, interests and columns with fixed values, and the separators between values.

Values are always separated by `;`. A line break, a bar, a slash or a comma is also a separator if the parts occur in
other cells too, alone or in another position. For example, "design" together with "python|design" makes the bar a
separator. The comma of "Salem, Oregon" and "Bend, Oregon" is not a separator, because Oregon is always last.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from seating.near_words import did_you_mean, nearest
from seating.profiles.columns import RELATIONS, Column
from seating.profiles.fixed_words import SPEAKS_TO, find_duty, find_role, find_subject
from seating.profiles.person import ELSEWHERE, NOT_APPLICABLE, Asset, Duty, Role
from seating.wording import fold, message, quoted, said, said_count, said_list, squashed


@dataclass(frozen=True, slots=True)
class Fault:
    """An error in a cell; `value` is the wrong part of it, or None for the whole cell.

    `might` lists the values that it could mean; a vocabulary can define which one it means. `likely` is the most
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
    """The value of a cell in the form that `Person` stores, with its faults and remarks.

    `types_at` is the field of that name of `Person`, as far as the cell of the representative type names tables.
    """

    value: Any
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Remark, ...] = ()
    types_at: Mapping[str, Role | None] = field(default_factory=dict)


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
FORMULA = re.compile(r"\s*(?:=\S|@\w+\(|[+-](?=[^\s+-])(?![\d\s().,/+-]+$))")
"""Matches the beginning of a formula. "@Cleo" is a name in a messenger, and "-- Public --" a heading."""

JOINERS = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")
PLAIN_COLUMNS = frozenset({"phone", "email", "attending"})


def check_text(key: str, text: str) -> tuple[tuple[Fault, ...], tuple[Remark, ...]]:
    """Return the faults and remarks that apply to a text in any column; `key` is the column."""
    if ERROR_VALUE.fullmatch(text.strip()):
        hint = said("Correct the formula in the spreadsheet, or write the value itself.")
        return (Fault("error-value", said("is a spreadsheet error, not a value"), hint),), ()
    remarks = []
    if text[0] in " =@+-\t" and key not in PLAIN_COLUMNS and FORMULA.match(text):
        remarks.append(Remark("formula-text", said("looks like a formula; it is kept as text and never calculated")))
    if not (text.isascii() and text.isprintable()) and (found := _invisible(text)):
        remarks.append(
            Remark(
                "invisible-characters",
                said("contains invisible characters (%(names)s); they are kept", names=said_list(found)),
            )
        )
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


def read_text(text: str) -> Outcome:
    """Read one text; only surrounding spaces are removed."""
    return Outcome(text.strip())


def read_several(text: str) -> Outcome:
    """Read a list of texts."""
    return Outcome(tuple(split(text)))


def read_speaks_to(text: str) -> Outcome:
    """Read what a person speaks to; words other than the known ones are kept with a remark."""
    found, remarks = [], []
    for item in split(text):
        subject = find_subject(item)
        found.append(item if subject is None or fold(item) == subject else subject)
        if subject is None:
            near = nearest(item, tuple(SPEAKS_TO))
            known = said_list(map(said, SPEAKS_TO), last="or")
            says = said("is kept, but is not %(known)s", known=known)
            if near:
                says = said("is kept, but is not %(known)s (did you mean %(near)s?)", known=known, near=quoted(near))
            remarks.append(Remark("speaks-to-unknown", says, item))
    return Outcome(tuple(found), remarks=tuple(remarks))


def read_assets(text: str) -> Outcome:
    """Read assets, each with an optional group before a colon."""
    assets: list[Asset] = []
    faults: list[Fault] = []
    for item in split(text):
        group, colon, word = (part.strip() for part in item.partition(":"))
        if colon and not (group and word):
            says = said("has a colon with nothing before it") if word else said("has a colon with nothing after it")
            faults.append(
                Fault("asset-incomplete", says, said("Write a group and a word, such as skill: bookkeeping."), item)
            )
        else:
            assets.append(Asset(group=group, word=word) if colon else Asset(word=group))
    return Outcome(tuple(assets), tuple(faults))


INTERESTS_HINT = said("Give each area a whole number from 0 to 3 as its score: capital:3; talent:1.")
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
            says = said("gives the area %(first)s a second score", first=quoted(first))
            faults.append(Fault("interest-repeated", says, said("Name each area once."), item))
        scores.setdefault(first, score)
    return Outcome(scores, tuple(faults), remarks)


def _items(text: str) -> tuple[list[str], tuple[Remark, ...]]:
    if re.search("[=,]", text) and SCORED_AREAS.fullmatch(text.strip()):
        items = split(text.replace("=", ":").replace(",", ";"))
    elif "," in text and not re.search("[;:=：；]", text):
        items = split(text.replace(",", ";"))
    else:
        return split(text.replace("：", ":").replace("；", ";")), ()
    says = said("is read as %(areas)s; write : before a score and ; between areas", areas=quoted("; ".join(items)))
    if "=" not in text:
        says = said(
            "is read as %(count)s: %(areas)s; separate areas with ;",
            count=said_count("%(number)s area", "%(number)s areas", len(items)),
            areas=said_list(map(quoted, items)),
        )
    return items, (Remark("interests-separated", says),)


def _scored(item: str) -> tuple[str, int, Fault | None]:
    area, colon, written = (part.strip() for part in item.rpartition(":"))
    if not colon:
        area, written = item, "1"
    fault: Fault | None = None
    if DATE.fullmatch(item) or DATE.fullmatch(area):
        fault = Fault(
            "interest-date",
            said("is a date; a spreadsheet might have converted a score into a date"),
            INTERESTS_HINT,
            item,
        )
    elif not area or area.isdecimal():
        fault = Fault("interest-area-missing", said("names no area"), INTERESTS_HINT, item)
    elif re.search(r":\s*\d", area):
        fault = Fault(
            "interest-score",
            said("has a score in the middle"),
            said("Separate areas with ; as in capital:3; talent:1."),
            item,
        )
    elif not written:
        fault = Fault("interest-score-missing", said("has a colon but no score"), INTERESTS_HINT, item)
    elif not re.fullmatch("[0-9]+", written):
        fault = Fault(
            "interest-score",
            said("has the score %(written)s, which is not a whole number from 0 to 3", written=quoted(written)),
            INTERESTS_HINT,
            item,
        )
    elif len(written) > 6 or int(written) > HIGHEST:
        fault = Fault("interest-score", said("has a score above %(highest)s", highest=HIGHEST), INTERESTS_HINT, item)
    return area, 0 if fault else int(written), fault


YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})


TYPES_HINT = said(
    "Begin with the type that applies at the largest number of tables. Then write each table with a different type: "
    "decision-maker; Housing: designee."
)


def read_types(text: str) -> Outcome:
    """Read a representative type, and the types that the person has at single tables.

    >>> read_types("decision-maker; Housing: designee").types_at["Housing"].value
    'designee'
    """
    found: dict[str, Role | None] = {}
    faults: list[Fault] = []
    remarks: list[Remark] = []
    for item in split(text) or [text]:
        table, type_ = split_type(item)
        if ":" in item and not (table and type_):
            says = said("has a colon with nothing before it") if type_ else said("has a colon with nothing after it")
            faults.append(Fault("type-at-table", says, TYPES_HINT, item))
            continue
        if any(fold(table) == fold(one) for one in found):
            again = message("gives a second type for %(table)s") if table else message("gives a second type")
            faults.append(Fault("type-at-table", said(again, table=quoted(table)), TYPES_HINT, item))
            continue
        if table and fold(type_) in NOT_APPLICABLE:
            says = said("gives no type for %(table)s", table=quoted(table))
            faults.append(Fault("type-at-table", says, TYPES_HINT, item))
            continue
        one = read_role(type_)
        part = None if type_ == text.strip() else type_
        faults += [replace(fault, value=part) for fault in one.faults]
        remarks += [replace(remark, value=part) for remark in one.remarks]
        found[table] = one.value
    usual = found.setdefault(ELSEWHERE, None)
    return Outcome(usual, tuple(faults), tuple(remarks), found if len(found) > 1 else {})


def split_type(item: str) -> tuple[str, str]:
    """Return the table and the type that a part of a cell names; the table is `ELSEWHERE` if there is none.

    >>> split_type("Housing: designee"), split_type("doer")
    (('Housing', 'designee'), ('', 'doer'))
    """
    table, colon, type_ = item.rpartition(":")
    return (table.strip(), type_.strip()) if colon else (ELSEWHERE, item.strip())


def read_role(text: str) -> Outcome:
    """Read a representative type in English or Spanish, ignoring case, dashes, spaces and underscores."""
    if role := find_role(text):
        return Outcome(role)
    if squashed(text) == "dm":
        return Outcome(Role.DECISION_MAKER, remarks=(Remark("role-abbreviated", said('is read as "decision-maker"')),))
    return _one_of(
        text, Role, "role-unknown", said("is not a representative type"), message("The types are %(values)s.")
    )


def read_duty(text: str) -> Outcome:
    """Read the duty of a staff member."""
    if duty := find_duty(text):
        return Outcome(duty)
    return _one_of(text, Duty, "duty-unknown", said("is not a staff duty"), message("The duties are %(values)s."))


def read_listed(text: str) -> Outcome:
    """Read whether a person appears on pages that others see."""
    word = fold(text)
    if not word or word in YES | NO:
        return Outcome(word not in NO)
    return Outcome(
        True,
        (Fault("listed-unknown", said("is neither yes nor no"), said("Write yes or no; a blank cell means yes.")),),
    )


def _one_of(text: str, words: type[StrEnum], slug: str, says: str, all_of_them: str) -> Outcome:
    if not text.strip():
        return Outcome(None)
    values = [word.value for word in words]
    near = nearest(text, values, cutoff=0.7)
    hint = did_you_mean(near) if near else said(all_of_them, values=said_list(values))
    might = () if near else (*values, "n/a")  # the word may name none of them
    return Outcome(None, (Fault(slug, says, hint, might=might),))


SEPARATORS: Mapping[str, str] = {
    "\n": said("line breaks"),
    "|": said("bars (|)"),
    "/": said("slashes (/)"),
    ",": said("commas (,)"),
    "&": said('"and" or "&"'),
}
"""Separators of values, other than `;`, and their names in messages."""

NEVER = frozenset(
    {"name", "id", "organization", "sector", "representative_type", "attending", "status", "duty", "email", "phone"}
    | {"listed", "party", *RELATIONS}
)
"""Columns with a single value, and columns of names, whose cells are split during the lookup."""

AND = re.compile(r"(?<=\s)(?:and|und|et|y|e|&|\+)(?=\s)", re.IGNORECASE)
"""Words between the last two values of a cell. They occur in some values ("arts and crafts"), but not in languages."""

ALWAYS: Mapping[str, str] = {"languages": "\n|/,&", "speaks_to": "\n|/,", "assets": "\n|", "interests": "\n|"}
"""Separators accepted without evidence, because no value of the column contains one."""

BARRED: Mapping[str, str] = {"needs": ",/", "interests": ",", "assets": ","}
"""Separators never inferred for a column: in needs they join a diet and its exception; other readers handle them."""

ONE_VALUE = re.compile(
    r"(?:he|she|they|xe|ze|it|any|ella|[eé]l|elle)\s*/\s*\S+|n/a|and/or|ac/dc|w/o?|\d+\s*/\s*\d+(?:\s*/\s*\d+)?|https?://.*",
    re.IGNORECASE,
)
"""Matches texts with a slash that are a single value."""

RECURRING = 0.6
"""Minimum share of parts that also occur in other cells for a separator to be inferred."""

LONGEST_PART = 60
"""Maximum length of a part; a longer one is a sentence."""

MOST_TEXTS = 5_000


@dataclass(frozen=True, slots=True)
class Separation:
    """The separators of values in the cells of a column, other than `;`.

    Attributes
    ----------
    separators : str
        The separators in use.
    example : str
        A cell that is split; "" if none is.
    unsplit : str
        A cell that contains a separator but is kept whole, although the author may have meant several values; or "".
    """

    separators: str = ""
    example: str = ""
    unsplit: str = ""

    def split(self, text: str) -> str:
        """Return a cell with `;` between its values."""
        return ";".join(map(self._split_item, text.split(";"))) if self.separators else text

    def _split_item(self, item: str) -> str:
        if ONE_VALUE.fullmatch(item.strip()):
            return item
        if "&" in self.separators:
            item = AND.sub(";", item)
        return re.sub(f"[{re.escape(self.separators)}]", ";", item.replace("\r\n", "\n"))

    def says(self) -> str:
        """Describe in words how cells were split."""
        names = said_list(SEPARATORS[separator] for separator in self.separators)
        values = said_list(quoted(part.strip()) for part in self.split(self.example).split(";") if part.strip())
        return said(
            "values are separated by %(names)s: %(cell)s is read as %(values)s",
            names=names,
            cell=quoted(self.example.strip()),
            values=values,
        )


def infer_separators(column: Column, counts: Counter[str]) -> Separation:
    """Return how the cells of a column separate values; `counts` contains the texts of the column."""
    if column.is_known and column.key in NEVER:
        return Separation()
    texts = [text for text in list(counts)[:MOST_TEXTS] if text.strip()]
    key = column.key if column.is_known else ""
    found = ""
    unsplit = ""
    for separator in SEPARATORS:
        having = [text for text in texts if _holds(text, separator) and not ONE_VALUE.fullmatch(text.strip())]
        if not having or separator in BARRED.get(key, "") or (separator == "&" and "&" not in ALWAYS.get(key, "")):
            continue
        if separator in ALWAYS.get(key, "") or _recurs(having, texts, separator):
            found += separator
        elif separator in "|\n" and any(_are_short(having, separator)):
            unsplit = unsplit or having[0]
    example = max(texts, key=lambda text: sum(_holds(text, separator) for separator in found)) if found else ""
    return Separation(found, example, "" if found else unsplit)


def _holds(text: str, separator: str) -> bool:
    return bool(AND.search(text)) if separator == "&" else separator in text.replace("\r", "\n")


def parts_of(text: str, separator: str) -> list[str]:
    """Return the folded, non-empty parts of a text between separators."""
    return [part for piece in text.replace("\r\n", "\n").split(separator) if (part := fold(piece))]


def _recurs(having: Collection[str], texts: Iterable[str], separator: str) -> bool:
    """Whether the parts of these cells also occur in other cells, alone or in another position."""
    places: dict[str, set[int | str]] = {}
    cells: Counter[str] = Counter()
    for text in texts:
        parts = [part for item in text.split(";") for part in parts_of(item, separator)]
        for at, part in enumerate(parts):
            places.setdefault(part, set()).add("alone" if len(parts) == 1 else "last" if at == len(parts) - 1 else at)
        cells.update(set(parts))
    parts = [part for text in having for part in parts_of(text, separator)]
    if not parts or any(len(part) > LONGEST_PART for part in parts):
        return False
    recurring = [part for part in parts if cells[part] > 1]
    moving = [part for part in set(recurring) if len(places[part]) > 1 and any(map(str.isalpha, part))]
    return len(recurring) >= RECURRING * len(parts) and (separator == "|" or len(moving) * 3 >= len(set(recurring)) > 0)


def _are_short(having: Iterable[str], separator: str) -> Iterable[bool]:
    """Yield for each cell whether it looks like a list of words rather than running text."""
    return (all(len(part.split()) <= 3 for part in parts_of(text, separator)) for text in having)
