"""The form of claims and labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from seating.wording import Said, said, said_count


class Sort(StrEnum):
    """The sort of an argument: a number, numbers with what they count, what somebody typed, or words of the program."""

    NUMBER = "number"
    COUNT = "count"
    NAME = "name"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Claim:
    """A predicate and its text.

    Attributes
    ----------
    one : str
        The text with its placeholders; if there is another one for several, that of one.
    many : str
        The text for any `number` but one; "" if it is the same.
    arguments : mapping of str to Sort
        What the text is about; `number` chooses between both texts, and need not be in them.
    is_label : bool
        Whether it is the label of a value, which asserts nothing.
    """

    one: str
    many: str
    arguments: Mapping[str, Sort]
    is_label: bool

    def __call__(self, **values: object) -> Said:
        """Return the text with these arguments.

        >>> claim("%(number)s table", "%(number)s tables", number=NUMBER)(number=2)
        '2 tables'
        """
        filled = {name: _show(sort, values.pop(name)) for name, sort in self.arguments.items()}
        if values:
            raise TypeError(f"no arguments of the claim: {', '.join(values)}")
        if not self.many:
            return said(self.one, **filled)
        number = filled.pop("number")
        return said_count(self.one, self.many, int(str(number).replace(",", "")), **filled)


def _show(sort: Sort, value: object) -> object:
    """Return an argument as it is printed."""
    if not isinstance(value, int if sort is Sort.NUMBER else str):
        raise TypeError(f"an argument is a {sort}: {value!r}")
    return f"{value:,}" if isinstance(value, int) else value


def claim(one: str, many: str = "", /, **arguments: Sort) -> Claim:
    """Return a claim with its text and the sorts of its arguments."""
    return Claim(one, many, arguments, is_label=False)


def label(one: str, many: str = "", /, **arguments: Sort) -> Claim:
    """Return the label of a value."""
    return Claim(one, many, arguments, is_label=True)


NUMBER, COUNT, NAME, WORDS = Sort
