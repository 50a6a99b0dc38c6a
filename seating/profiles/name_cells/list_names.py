"""Learn what the names of a list tell, and put the names of a column in the usual order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from seating.profiles.name_cells.listed import ListedNames, Order
from seating.profiles.name_cells.reader import read_name_cell
from seating.profiles.names import may_be_several
from seating.wording import fold

REPEATED = 3
"""Number of cells from which the text after the comma is no given name, if it is the same and no known one."""


def order_names(texts: Iterable[str], elsewhere: Collection[str] = frozenset()) -> Mapping[str, str]:
    """Return the names of a column that have the last name first, each with the form in the usual order.

    Parameters
    ----------
    texts : iterable of str
        The names, each once.
    elsewhere : collection of str
        Folded texts of other columns, such as organizations and places, which are no given names.

    Examples
    --------
    >>> order_names(["Hill, Tom", "Ode, Ben, PhD", "Acme Corp, Inc."])
    {'Hill, Tom': 'Tom Hill', 'Ode, Ben, PhD': 'Ben Ode, PhD'}
    """
    texts = list(texts)
    with_comma = [text for text in texts if "," in text]
    if not with_comma:
        return {}
    known = know_names(texts, elsewhere)
    return {text: turned for text in with_comma if (turned := read_name_cell(text, known).turned)}


def know_names(texts: Iterable[str], elsewhere: Collection[str] = frozenset()) -> ListedNames:
    """Return what the names of a list tell.

    Parameters
    ----------
    texts : iterable of str
        The names.
    elsewhere : collection of str
        Folded texts of other columns.
    """
    names = list(texts)
    plain = [text for text in names if "," not in text]
    full = [words for text in plain if len(words := text.split()) > 1]
    commas = [comma for text in names if "," in text for comma in read_name_cell(text).commas]
    after = Counter(fold(comma.after) for comma in commas)
    known = ListedNames(
        given=frozenset(fold(words[0]) for words in full),
        last=frozenset(fold(words[-1]) for words in full),
        called=frozenset(fold(text.split()[0]) for text in plain if text.split()),
        elsewhere=frozenset(elsewhere) | {text for text, number in after.items() if number >= REPEATED},
        plain=len(plain),
        short=sum(" " not in text for text in plain),
        full=len(full),
        are_small=any(map(str.islower, names)) and not any(map(str.isupper, "".join(names))),
    )
    turns = _orders_that_turn(known, [known.order(comma) for comma in commas])
    with_comma = [text for text in names if text.count(",") == 1 and "&" not in text]
    has_commas = 2 * len(with_comma) > len(names) and not may_be_several(names)
    is_of_given = 5 * len(plain) > len(names) and known.has_short_names
    return replace(known, turns=turns, keeps_commas=has_commas and not is_of_given)


def _orders_that_turn(known: ListedNames, orders: list[Order]) -> frozenset[Order]:
    last_first, as_written = orders.count(Order.LAST_FIRST), orders.count(Order.AS_WRITTEN)
    likely = last_first + orders.count(Order.LIKELY_LAST_FIRST)
    turns = {Order.LAST_FIRST}
    if known.has_full_names or (1 < likely >= known.plain and likely > as_written):
        turns.add(Order.LIKELY_LAST_FIRST)
    if last_first > as_written and last_first > known.plain:
        turns.add(Order.OPEN)
    return frozenset(turns)
