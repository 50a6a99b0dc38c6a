"""The types of the keys of a requirement: how a value in a convening is read, and which values are rejected."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationInfo

from seating.errors import InvalidValueError
from seating.near_words import ask_near
from seating.profiles import Role
from seating.wording import fold, said, said_list

NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+|\d+/0*[1-9]\d*)", re.ASCII)

NUMBER_LENGTH = 30
"""Maximum length of a text that is read as a number, in characters."""

MOST_COUNTED = 200_000
"""The largest number of people a key may ask for, which is the largest number of people on a list."""

FINEST_SHARE = 10**9
"""The largest denominator of a share; products with it stay exact in 64 bits."""

MOST_PAIRED = 1_000
"""Maximum number of people in a requirement that pairs every two of them; equals the maximum number of tables."""


def _resolved(name: str) -> BeforeValidator:
    """Return a validator that resolves a text with the function `name` of the validation context.

    The functions `column`, `person` and `table` take a text and return its canonical form, or raise
    `InvalidValueError`. Without a context, texts are left unchanged.
    """

    def resolve(value: Any, info: ValidationInfo) -> Any:
        find: Callable[[str], str] | None = (info.context or {}).get(name)
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise InvalidValueError(said("is not a name"), value=value)
        return find(str(value)) if find else str(value)

    return BeforeValidator(resolve, json_schema_input_type=str | int)


def as_list(value: Any) -> Any:
    """Return a single text or number as a tuple of one; return lists and None unchanged."""
    return (value,) if isinstance(value, str | int) and not isinstance(value, bool) else value


def _exact(value: Any) -> Any:
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InvalidValueError(said("is not a share"), said("Write 1/3 or 0.33."), value=value)
    share = as_number(str(value).replace(" ", ""))
    if share is None:
        raise InvalidValueError(said("is not a share"), said("Write 1/3 or 0.33."), value=value)
    if not 0 <= share <= 1:
        raise InvalidValueError(said("is not a share"), said("A share is between 0 and 1."), value=value)
    if share.denominator > FINEST_SHARE:
        raise InvalidValueError(
            said("has too many digits for a share"), said("Write at most nine digits."), value=value
        )
    return share


def as_number(text: str) -> Fraction | None:
    """Return the exact number in a cell or a key, or None if the text is not a number.

    >>> as_number("2.5"), as_number("1/3"), as_number("n/a")
    (Fraction(5, 2), Fraction(1, 3), None)
    """
    plain = text.strip()
    return Fraction(plain) if len(plain) <= NUMBER_LENGTH and NUMBER.fullmatch(plain) else None


def _amount(value: Any) -> Any:
    number = value if isinstance(value, Fraction) else as_number(str(value))
    if isinstance(value, bool) or number is None or number < 0:
        raise InvalidValueError(
            said("is not 0 or a positive number"), said("Write a number such as 2, 0.5 or 1/2."), value=value
        )
    return number


def _shaped_as_pairs(value: Any) -> Any:
    if value is None:
        return None
    pairs = value if isinstance(value, list | tuple) else ()
    if not pairs or not all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in pairs):
        raise InvalidValueError(said("`pairs` is not a list of pairs"), said("Write [[a, b], [c, d]]."))
    return value


def _of_two_people(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    for one, other in pairs:
        if one == other:
            raise InvalidValueError(said("is named twice in one pair"), value=one)
    return pairs


def _role(value: Any) -> Any:
    word = fold(str(value)).replace("_", "-").replace(" ", "-")
    for role in Role:
        if word.replace("-", "") == role.value.replace("-", ""):
            return role
    roles = [role.value for role in Role]
    hint = ask_near(word, roles, said("The types are %(values)s.", values=said_list(roles)))
    raise InvalidValueError(said("is not a representative type"), hint, value=value)


def _whole(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidValueError(said("is not a whole number of people"), value=value)
    return value


def _weight(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1000:
        raise InvalidValueError(
            said("is not a weight"), said("A weight is a whole number from 1 to 1000."), value=value
        )
    return value


def _none_for_every_table(value: Any) -> Any:
    return None if isinstance(value, str) and fold(value) == "every table" else value


Column = Annotated[str, _resolved("column")]
"""A column of the list, resolved like a heading."""

PersonRef = Annotated[str, _resolved("person")]
"""A person on the list, written as an id or a name and stored as the id."""

Persons = Annotated[
    tuple[PersonRef, ...], BeforeValidator(as_list, json_schema_input_type=PersonRef | tuple[PersonRef, ...])
]
"""One person or a list of them."""

Pairs = Annotated[
    tuple[tuple[PersonRef, PersonRef], ...], BeforeValidator(_shaped_as_pairs), AfterValidator(_of_two_people)
]
"""A list of pairs of two different people."""

TableRef = Annotated[str, _resolved("table")]
"""A table, written as an id or a name and stored as the id."""

Tables = Annotated[
    tuple[TableRef, ...], BeforeValidator(as_list, json_schema_input_type=TableRef | tuple[TableRef, ...])
]
"""One table or a list of them."""

Share = Annotated[Fraction, BeforeValidator(_exact, json_schema_input_type=float | str)]
"""An exact fraction from 0 to 1, such as `1/3`; 0.33 is 33/100."""

Amount = Annotated[Fraction, BeforeValidator(_amount, json_schema_input_type=float | str)]
"""An exact number of 0 or more."""

Count = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=MOST_COUNTED)]
"""A number of people."""

RoleName = Annotated[Role, BeforeValidator(_role, json_schema_input_type=Role | str)]
"""A representative type, in any of its spellings."""

AtTables = Annotated[Tables | None, BeforeValidator(_none_for_every_table)]
"""The tables a requirement applies to; None, or the words `every table`, for all of them."""


def _rounds(value: Any) -> Any:
    listed = as_list(value)
    if not isinstance(listed, list | tuple):
        hint = said("Write a round number, or several: [1, 2].")
        raise InvalidValueError(said("is not a list in the right form"), hint, value=value)
    return listed


Rounds = Annotated[tuple[int, ...], BeforeValidator(_rounds, json_schema_input_type=int | tuple[int, ...])]
"""One round or a list of them, by number."""

Weight = Annotated[int, BeforeValidator(_weight, json_schema_input_type=Annotated[int, Field(ge=1, le=1000)])]
"""A whole number of points per unit of shortfall, from 1 to 1000."""


def only_columns(columns: Sequence[str], says: str, hint: str) -> AfterValidator:
    """Return what limits a key to some columns: other values are refused with these words."""

    def check(value: str | None) -> str | None:
        if value is not None and value not in columns:
            raise InvalidValueError(says, hint, value=value)
        return value

    return AfterValidator(check)


def require_tables_of_people(people: Sequence[str] | None, tables: Sequence[str] | None) -> None:
    """Raise InvalidValueError unless both people and tables are given, or neither."""
    if bool(people) != bool(tables) or people == ():
        raise InvalidValueError(said("needs `people` and `tables`, or `of`"))


def require_one_of(model: BaseModel, *keys: str) -> None:
    """Raise InvalidValueError unless exactly one of these keys of a requirement has a value."""
    given = [f"`{key}`" for key in keys if getattr(model, key) is not None]
    if len(given) != 1:
        wanted = said_list((f"`{key}`" for key in keys), last="or")
        if given:
            raise InvalidValueError(said("has %(given)s", given=said_list(given)), said("Give only one of them."))
        raise InvalidValueError(said("needs %(wanted)s", wanted=wanted))


def require_group(people: Sequence[str] | None) -> None:
    """Raise ValueError if `people`, in which every two form a pair, are fewer than two or too many."""
    if people is not None and len(set(people)) < 2:
        raise InvalidValueError(said("`people` needs at least two people"))
    if people is not None and len(people) > MOST_PAIRED:
        raise InvalidValueError(
            said("`people` names %(number)s people", number=f"{len(people):,}"),
            said("The maximum is %(most)s.", most=f"{MOST_PAIRED:,}"),
        )
