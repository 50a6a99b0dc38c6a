"""Read the TOML text of a stock with the standard library; what would take too long or too deep is an error."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from seating.convening.document import MOST_LEVELS, MOST_VALUES, too_deep, too_many_values
from seating.errors import InputError, Problem
from seating.wording import said

_TEXT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' r"|'''.*?'{3,5}|" r'"(?:\\.|[^"\\\n])*+"|' r"'[^'\n]*+'",
    re.DOTALL,
)
_ASIDE = re.compile(_TEXT.pattern + r"|#[^\n]*+", re.DOTALL)
_DOTTED = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{MOST_LEVELS}}}")
"""Matches dotted keys with more parts than the maximum number of levels."""

MOST_BITS = 63
"""Maximum size of a whole number in bits, as TOML defines it."""


def load(text: str, file: str) -> dict[str, Any]:
    """Return the data of a TOML text.

    Parameters
    ----------
    text : str
    file : str
        The file name in messages.

    Raises
    ------
    InputError
        If the text is not TOML, is too deep or too large, or contains a number with too many digits.
    """
    if (deep := _DOTTED.search(_ASIDE.sub(_blanked, text))) is not None:
        # the library stores every prefix of such a key
        raise too_deep(file, text.count("\n", 0, deep.start()) + 1)
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d{1,9})", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        says = said("from here on, the file is not valid TOML (%(reason)s)", reason=str(error).split(" (at")[0])
        hint = said("Look for a missing quote, bracket or equals sign, or for a key written twice.")
        raise InputError([Problem("stock-wrong", says, file, line, hint=hint)]) from None
    except RecursionError:
        raise too_deep(file, None) from None
    except ValueError:  # raised for whole numbers with thousands of digits
        raise _too_long_a_number(file) from None
    _check(plain, file)
    return plain


def _blanked(found: re.Match[str]) -> str:
    """Replace a text or a comment by a placeholder with the same number of lines and no dotted keys."""
    return "x" + "\n" * found[0].count("\n")


def _check(plain: dict[str, Any], file: str) -> None:
    """Raise InputError if the data is too deep or too large, or contains a number with too many digits."""
    open_: list[tuple[Any, int]] = [(plain, 0)]
    values = 0
    while open_:
        value, level = open_.pop()
        values += 1
        if level > MOST_LEVELS:
            raise too_deep(file, None)
        if isinstance(value, dict):
            values += len(value)
            open_ += [(item, level + 1) for item in value.values()]
        elif isinstance(value, list):
            open_ += [(item, level + 1) for item in value]
        elif isinstance(value, int) and value.bit_length() > MOST_BITS:
            raise _too_long_a_number(file)
        if values > MOST_VALUES:
            raise too_many_values(file)


def _too_long_a_number(file: str) -> InputError:
    says = said("a number in the file is too long to be read")
    return InputError([Problem("stock-wrong", says, file, hint=said("Shorten it."))])
