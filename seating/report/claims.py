"""What pages assert: each claim is a predicate with typed arguments and one text.

A page prints a text with a placeholder through a row of this module alone: as a claim, or as the label of a value,
which asserts nothing. Each claim has a reader in `tests/claims/`, which finds its text on pages and works out from the
written cells and the seats, without the program, whether it is so.
"""

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

        >>> MORE_TABLES(number=2)
        '2 more tables'
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


# Who sits where

SEATED = claim(
    "%(people)s sits at %(tables)s.", "%(people)s sit at %(tables)s.", number=NUMBER, people=COUNT, tables=COUNT
)
SEATS_HELD = claim(
    "%(number)s more seat is held for a person who has not been found yet.",
    "%(number)s more seats are held for people who have not been found yet.",
    number=NUMBER,
)
WITHOUT_SEAT = claim("%(number)s person has no seat.", "%(number)s people have no seat.", number=NUMBER)
TABLES = label("%(number)s table", "%(number)s tables", number=NUMBER)
MORE_TABLES = label("%(number)s more table", "%(number)s more tables", number=NUMBER)
MORE_THEMES = label("%(number)s more theme", "%(number)s more themes", number=NUMBER)
OTHERS = label("%(number)s other", "%(number)s others", number=NUMBER)
SEATS = label("%(seats)s seat", "%(seats)s seats", number=NUMBER, seats=COUNT)
AT_LEAST = label("at least %(least)s", least=NUMBER)
AT_MOST = label("at most %(most)s", most=NUMBER)
FREE = label("%(number)s free", "%(number)s free", number=NUMBER)
TOO_MANY = label("%(number)s too many", "%(number)s too many", number=NUMBER)
OFF_BY = label("off by %(number)s", number=NUMBER)
TABLE_NUMBERED = label("Table %(number)s", number=NAME)
SESSION_NUMBERED = label("Session %(number)s", number=NAME)
SUGGESTED = label("%(name)s (suggested until elected)", name=NAME)
PART_OF = label("%(part)s of %(all)s", part=NUMBER, all=NUMBER)

# Why someone sits at a table

NEEDS_PLACE = claim("needs %(need)s, which only %(tables)s can offer", need=NAME, tables=NAME)
ON_STAFF = claim("on staff, as %(duty)s", duty=WORDS)
SERVES = claim("serves as %(duty)s", duty=WORDS)
SEATED_HERE = claim("the convening seats them at this table")
SEATED_AMONG = claim("the convening seats them at %(tables)s", tables=NAME)
SEATED_WITH = claim("the convening seats them with %(people)s", people=NAME)
NEEDED_AS = claim(
    "needed here as %(what)s (the only one)", "needed here as %(what)s (one of %(number)s)", number=NUMBER, what=WORDS
)
NEEDED_FOR = claim(
    "needed here for %(what)s (the only one)", "needed here for %(what)s (one of %(number)s)", number=NUMBER, what=NAME
)
RATED_HIGHEST = claim("rated this table’s focus %(score)s, and none higher", score=NUMBER)
NAMED_FOCUS = claim("named this table’s focus as an interest")
NAMED_ANOTHER = claim("named the focus of %(table)s, but not this table’s focus", table=NAME)
RATED_ANOTHER_HIGHER = claim(
    "rated this table’s focus %(here)s, and the focus of %(table)s %(there)s", here=NUMBER, table=NAME, there=NUMBER
)
RATED_ANOTHER = claim(
    "did not rate this table’s focus, but rated the focus of %(table)s %(there)s", table=NAME, there=NUMBER
)

# Who moved

NO_ONE_MOVES = claim("No one moves.")
MOVED = claim("%(heads)s moves.", "%(heads)s move.", number=NUMBER, heads=COUNT)
FEWEST_MOVES = claim("No seating that meets all musts takes fewer moves.")
NO_MOVE_NEEDED = claim("No must requires a move.")
FEWER_MOVES = claim(
    "Meeting the musts takes only %(number)s move.", "Meeting the musts takes only %(number)s moves.", number=NUMBER
)

# How good the seating is

REQUIREMENTS_MET = claim(
    "%(met)s of %(number)s requirement is met.",
    "%(met)s of %(number)s requirements are met.",
    met=NUMBER,
    number=NUMBER,
)

CLAIMS: Mapping[str, Claim] = {
    name: row for name, row in list(globals().items()) if isinstance(row, Claim) and not row.is_label
}
"""The claims by name."""
