"""Columns whose values are groups of people: few, short and shared, unlike ids, dates, sentences and paperwork."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from seating.profiles.headings.bookings import LARGEST_PARTY, are_of_parties, is_about_bookings
from seating.profiles.headings.contents import words
from seating.profiles.headings.heading_phrases import plain
from seating.profiles.headings.person_roles import PersonRole, read_role
from seating.profiles.person import Person
from seating.wording import fold

MOST_VALUES = 12
"""Maximum number of different values for which a column is worth balancing."""

LONGEST = 40
"""Maximum length of such a value; a longer one is a sentence."""

_TICKS = frozenset({"yes", "no", "y", "n", "x", "true", "false", "1", "0", "✓", "✔"})
_PAPERWORK = re.compile(
    r"\b(?:paid|unpaid|pay|payments?|price|cost|fees?|dues|amount|total|balance|due|deposit|invoice|refund\w*"
    r"|pagad[oa]|pago|importe|cuota|saldo|pay[ée]e?|paiement|montant|bezahlt|zahlung|betrag|pagato|betaald"
    r"|e-?mail|mail|correo|sms|phone|status|estado|statut|risk|sent|opened|delivered|consent|photos?"
    r"|newsletter|reminder|checked?.?in|no.?show)\b",
    re.IGNORECASE,
)
"""Matches headings about money, messages and paperwork: few different values, but not useful to balance."""

_MOMENT = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|\d{1,2}:\d\d.*")


def count_values(column: str, people: Sequence[Person]) -> Counter[str]:
    """Return how many of these people have each value of a column, by folded value."""
    return _count_folded(Counter(person.values(column) for person in people))


def _count_folded(cells: Mapping[tuple[str, ...], int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for values, number in cells.items():
        for value in {fold(value) for value in values}:
            counts[value] += number
    return counts


def is_paperwork(heading: str) -> bool:
    """Whether a heading is about money, messages or paperwork, so that its values do not group people."""
    return bool(_PAPERWORK.search(heading))


def count_cells(people: Iterable[Person]) -> Mapping[str, Counter[tuple[str, ...]]]:
    """Return how many of these people have each filled cell of each of the list's own columns that has one."""
    found: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for person in people:
        for column, values in person.own.items():
            if values:
                found[column][values] += 1
    return found


def is_group_column(heading: str, filled: Mapping[tuple[str, ...], int], number: int) -> bool:
    """Whether the values of a column group people: it is a category, and at least two of its values are shared.

    Parameters
    ----------
    heading : str
        The heading as written.
    filled : mapping of tuple of str to int
        How many people have each filled cell.
    number : int
        How many people there are.
    """
    if is_paperwork(heading):
        return False
    cells = Counter({**filled, (): number - sum(filled.values())})
    return _are_categories(cells) and sum(count > 1 for count in _count_folded(cells).values()) > 1


def is_party_column(heading: str, column: str, people: Sequence[Person]) -> bool:
    """Whether a column has a booking or a household for each person, which at least two of them share.

    Parameters
    ----------
    heading : str
        The heading as written.
    column : str
    people : sequence of Person
    """
    if not is_about_bookings(heading):
        return False
    sizes = count_values(column, people)
    return len(sizes) > 1 and 1 < max(sizes.values()) <= LARGEST_PARTY and are_of_parties(heading, sizes)


def names_others(heading: str) -> bool:
    """Whether a heading is about other people, such as a mentor or a host, whose names are no kinds of people."""
    return bool(set(plain(heading).split()) & words("by")) or read_role(heading) is PersonRole.BEHIND


def is_category(column: str, people: Sequence[Person], least_filled: float = 0.5) -> bool:
    """Whether a column has few values that repeat among these people.

    Parameters
    ----------
    column : str
    people : sequence of Person
    least_filled : float
        The least share of people whose cell is filled, from 0 to 1.
    """
    return _are_categories(Counter(person.values(column) for person in people), least_filled)


def _are_categories(cells: Counter[tuple[str, ...]], least_filled: float = 0.5) -> bool:
    counts, filled = _count_folded(cells), cells.total() - cells[()]
    return (
        filled >= least_filled * cells.total()
        and 2 <= len(counts) <= min(MOST_VALUES, max(2, filled // 2))
        and max(map(len, counts)) <= LONGEST
        and not _TICKS.issuperset(counts)
        and not all(_MOMENT.fullmatch(value) for value in counts)
    )
