"""What may be odd about any text: a spreadsheet's error value, a formula, invisible characters."""

from __future__ import annotations

import re
import unicodedata

from seating.profiles.cells.outcome import Fault, Remark
from seating.wording import listed

__all__ = ["marked"]

ERROR_VALUE = re.compile(
    r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!|BUSY!|CONNECT!|ERROR!)"
    r"|Err:\d{3}",
    re.IGNORECASE,
)
FORMULA = re.compile(r"\s*(?:[=@]\S|[+-](?=\S)(?![\d\s().,/+-]+$))")
JOINERS = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")
PLAIN_COLUMNS = frozenset({"phone", "email", "attending"})


def marked(key: str, text: str) -> tuple[tuple[Fault, ...], tuple[Remark, ...]]:
    """Return what is wrong with, and what is to be said about, a text of the column `key`."""
    if ERROR_VALUE.fullmatch(text.strip()):
        hint = "Mend the formula in the spreadsheet, or write the value itself."
        return (Fault("error-value", "is a spreadsheet's error, not a value", hint),), ()
    remarks = []
    if text[0] in " =@+-\t" and key not in PLAIN_COLUMNS and FORMULA.match(text):
        remarks.append(Remark("formula-text", "begins like a formula; it is kept as text, and never run"))
    if not (text.isascii() and text.isprintable()) and (found := _invisible(text)):
        remarks.append(Remark("invisible-characters", f"holds invisible characters ({listed(found)}); they are kept"))
    return (), tuple(remarks)


def _invisible(text: str) -> list[str]:
    """Return the names of characters that cannot be seen; joiners within a word or an emoji are at home there."""
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
