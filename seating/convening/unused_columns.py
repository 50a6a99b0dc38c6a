"""Notes on columns that an inferred convening does not use, with requirements that would use them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from seating.convening.rooms import reason_without_seat
from seating.convening.schema import Convening
from seating.convening.writer import as_flow, plain_requirement
from seating.errors import Note
from seating.profiles import People, Person
from seating.profiles.columns import CANONICAL
from seating.profiles.privacy import private_columns
from seating.wording import fold, listed, name_column

__all__ = ["unused_columns"]

MOST_VALUES = 12
"""Maximum number of different values for which a column is worth balancing."""

LONGEST = 40
"""Maximum length of such a value; a longer one is a sentence."""

MOST_OFFERED = 6
"""Maximum number of columns for which the note suggests a requirement."""

_TICKS = frozenset({"yes", "no", "y", "n", "x", "true", "false", "1", "0", "✓", "✔"})
_NOT_SPREAD = re.compile(
    r"\b(?:paid|unpaid|pay|payments?|price|cost|fees?|dues|amount|total|balance|due|deposit|invoice|refund\w*"
    r"|pagad[oa]|pago|importe|cuota|saldo|pay[ée]e?|paiement|montant|bezahlt|zahlung|betrag|pagato|betaald"
    r"|e-?mail|mail|correo|sms|phone|status|estado|statut|risk|sent|opened|delivered|consent|photos?"
    r"|newsletter|reminder|checked?.?in|no.?show)\b",
    re.IGNORECASE,
)
"""Matches headings about money, messages and paperwork: few different values, but not useful to balance."""

_MOMENT = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|\d{1,2}:\d\d.*")


def unused_columns(convening: Convening, people: People) -> Iterator[Note]:
    """Yield notes on columns that no requirement uses, if the requirements were inferred.

    The note suggests requirements that would use the columns: `balance` for columns with few, repeated values, and
    `common_language` for languages. It quotes no cell. Only the convener sees the names of private columns in it.
    Columns that form a square matrix get a note of their own.
    """
    if "requirements" not in convening.inferred:
        return
    used = {column for requirement in convening.requirements for column in requirement.asks_columns}
    names = {one.heading for one in people.columns if one.is_known and one.key == "name"}  # first and last names
    own = [column for column in people.headings if column not in CANONICAL and column not in used]
    own = [column for column in own if people.headings[column].text not in names]
    square = [column for column in own if people.named(people.headings[column].text)]
    if len(square) >= 2 and 2 * len(square) >= len(people):
        yield _square(square, people)
        own = [column for column in own if column not in square]
    coming = [person for person in people if person.duty is None and reason_without_seat(person) is None]
    private = private_columns(convening, people)
    worth = [
        column for column in own if column not in private and _is_worth(people.headings[column].text, column, coming)
    ]
    if "sector" in people.headings and "sector" not in used and _is_category("sector", coming):
        worth.insert(0, "sector")
    languages = "languages" in people.headings and "languages" not in used and _no_language_is_everybodys(coming)
    unused = [c for c in people.headings if c in own or c in worth or (c == "languages" and languages)]
    if unused:
        advice = _advice(worth, convening, people, languages=languages)
        shared = [column for column in unused if column not in private]
        told = f"{people.file}: {_named(shared, people)} {_was(shared)} not used.{advice}" if shared else None
        text = f"{people.file}: {_named(unused, people)} {_was(unused)} not used.{advice}"
        yield Note("columns-unused", text, told or "A column was not used.")


def _advice(worth: list[str], convening: Convening, people: People, *, languages: bool) -> str:
    """Return the sentence with requirements that would use the columns; "" if there are none."""
    aims = []
    asked = [as_flow(plain_requirement(r)) for r in convening.requirements if not r.is_about_seats and ":" not in r.id]
    if worth:
        aims.append(f"spread {_named(worth[:MOST_OFFERED], people)} evenly over the tables")
        asked += (f"{{kind: balance, of: {as_flow(column)}}}" for column in worth[:MOST_OFFERED])
    if languages:
        aims.append("have everybody share a language with somebody at their table")
        asked.append("{kind: common_language}")
    if not aims:
        return ""
    return f" To {listed(aims)}, write in the convening: requirements: [{', '.join(asked)}]"


def _named(columns: list[str], people: People) -> str:
    headings = (people.headings[column] for column in columns)
    return listed(name_column(one.text, one.letter) for one in headings)


def _was(columns: list[str]) -> str:
    return "was" if len(columns) == 1 else "were"


def _is_worth(heading: str, column: str, coming: list[Person]) -> bool:
    """Whether a column may be worth balancing: it is a category, and at least two of its values are shared."""
    counts = Counter(fold(value) for person in coming for value in person.values(column))
    return (
        not _NOT_SPREAD.search(heading)
        and sum(count > 1 for count in counts.values()) > 1
        and _is_category(column, coming)
    )


def _is_category(column: str, coming: list[Person]) -> bool:
    """Whether a column has few values that repeat among the people who come."""
    cells = [person.values(column) for person in coming]
    counts = Counter(fold(value) for cell in cells for value in cell)
    filled = sum(map(bool, cells))
    return (
        2 * filled >= len(coming)
        and 2 <= len(counts) <= min(MOST_VALUES, max(2, filled // 2))
        and max(map(len, counts)) <= LONGEST
        and not _TICKS.issuperset(counts)
        and not all(_MOMENT.fullmatch(value) for value in counts)
    )


def _no_language_is_everybodys(coming: list[Person]) -> bool:
    """Whether no language is spoken by everyone; people without an entry share one unnamed language."""
    spoken = [frozenset(map(fold, person.languages)) or frozenset({""}) for person in coming]
    return bool(spoken) and not frozenset.intersection(*spoken)


def _square(square: list[str], people: People) -> Note:
    line = f"requirements: [{{kind: similarity, file: {as_flow(people.file)}, wanted: high}}]"
    text = (
        f"{people.file}: {len(square)} columns are named after people on the list, so the file is a square with a "
        "number for each pair. These columns were not used. To seat pairs with high numbers together, write in a "
        f"convening beside the list: {line}"
    )
    shared = f"{people.file}: {len(square)} columns form a square of numbers and were not used."
    return Note("columns-are-a-square", text, shared)
